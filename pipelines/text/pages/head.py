"""The head of a page: front matter, the title and what stands above it, the header lines down to the content."""

import re
from collections.abc import Iterable, Sequence

from pipelines.text.folding import fold
from pipelines.text.pages.around import heads_abstract, is_abstract, is_account
from pipelines.text.pages.bylines import is_latin_byline, is_own_work, read_byline, read_parts
from pipelines.text.pages.draft import Draft
from pipelines.text.pages.header import Header
from pipelines.text.pages.layout import is_outside
from pipelines.text.pages.lines import Line
from pipelines.text.pages.model import Label
from pipelines.text.pages.names import Names
from pipelines.text.pages.titles import strip_markup

_MARKDOWN_TITLE = re.compile(r"#{1,2}\s+\S")
TITLE_LENGTHS = (4, 90)
_HAN = re.compile("[\u3400-\u9fff]")
_PAIRS = re.compile("(?=([\u3400-\u9fff]{2}))")
_NO_LETTERS = re.compile(r"[\W_]+")
_REACH = 6
_HEAD_REACH = 60
_OPENING = 12
_SOURCE_LENGTH = 30
_ARTICLE_OPENING = 1500
_SHARED_PAIRS = 2  # fewer are nothing
_CHANCE = 3  # of so many, a line that opens the page is still the likelier title
_WORDS = 12
_FURNITURE_LINES = 12
_LONG_TITLE = 10
_FEW_LETTERS = 6
_OUTLET_LENGTH = 8
_LABEL_LENGTH = 5
_TITLE_LETTERS = 4
_STANDFIRST_LINES = 8
_STANDFIRST_LENGTH = 160
_STANDFIRST_PARAGRAPHS = 3


def letters(text: str) -> str:
    """Leave only letters and digits of a text, folded: what two copies of a title share."""
    return _NO_LETTERS.sub("", fold(text))


def _title_letters(line: Line) -> str:
    return _NO_LETTERS.sub("", strip_markup(line.folded)[0])


def _has_letters(line: Line, own: str) -> bool:
    """Tell whether a line has exactly these letters; whether it has the first of them says most of it."""
    return line.size >= len(own) and own[:1] in line.folded and _title_letters(line) == own


def label_front_matter(draft: Draft) -> None:
    """Label the lines of front matter."""
    front = draft.front
    if front is None:
        return
    for place in range(front.line_count):
        is_title = place == front.title_line
        draft.labels[place] = Label(
            "title" if is_title else "metadata", "headline" if is_title else "front", "page.front_matter", 1.0
        )


def find_title(draft: Draft, known: Sequence[str], names: Names) -> None:
    """Find the line that is the title: by a title known from elsewhere, or by where it stands."""
    place = _find_known(draft, known)
    draft.is_title_known = place is not None
    is_told = draft.front is not None and draft.front.title_line is not None
    if place is None and not is_told:
        place = _find_by_place(draft, names)
    draft.title_at = place


def _find_known(draft: Draft, known: Sequence[str]) -> int | None:
    wanted = [name for name in map(letters, known) if len(name) >= 4]
    if not wanted:
        return None
    openings = {name[0] for name in wanted}
    stems = [name[:4] for name in wanted]
    matches = []
    for place in range(draft.front_count, len(draft.lines)):
        line = draft.lines[place]
        if line.size < 4 or line.size > (900 if line.text[0] == "[" else 200):
            continue
        if openings.isdisjoint(line.folded[:_OPENING]):
            continue
        if not any(all(map(line.folded.__contains__, stem)) for stem in stems):
            continue
        own = _title_letters(line)
        if len(own) >= 4 and any(
            own == name
            or (len(own) >= 6 and name.startswith(own))
            or (len(name) >= 8 and own.startswith(name) and len(own) < len(name) + 16)
            for name in wanted
        ):
            matches.append(place)
            if len(matches) > 8:
                break
    prose = [line for line in draft.lines if line.is_strong and draft.cues[line.number] is None] if matches else []
    matches = [place for place in matches if _has_article_below(prose, place)]
    for place in matches:
        after = range(place + 1, min(place + 1 + _REACH, len(draft.lines)))
        if any(draft.headers[other] is not None or draft.is_article(other) for other in after):
            return place
    return matches[0] if matches else None


def _has_article_below(prose: Sequence[Line], place: int) -> bool:
    """Tell whether most of the prose stands below a line: a title named again under the article is no anchor."""
    above = sum(line.size for line in prose if line.number < place)
    below = sum(line.size for line in prose if line.number > place)
    return above <= below


def _find_by_place(draft: Draft, names: Names) -> int | None:
    """The title stands above the header line, or below one that opens the page, or opens the page itself."""
    start = draft.front_count
    if start >= len(draft.lines):
        return None
    if _MARKDOWN_TITLE.match(draft.lines[start].text) and draft.cues[start] is None:
        return start
    first_prose = draft.first_article(start)
    first_strong = draft.first_article(first_prose, is_strong=True)
    for place in range(start, min(first_strong + 1, len(draft.lines), start + _HEAD_REACH)):
        header = draft.headers[place]
        if header is None or not (header.dates or header.fields):
            continue
        above = [
            other
            for other in range(max(start, place - 4), place)
            if _is_title_like(draft, other)
            and not _is_outlet(draft.lines[other], names)
            and not is_own_work(draft.lines[other].text)
        ]
        above = above or _over_furniture(draft, start, place)
        if above:
            return above[0] if len(above) == 1 else max(above, key=lambda other: _title_key(draft, other, names))
        if place == start + 1 and draft.cues[start] is None and draft.headers[start] is None and _is_word(draft, start):
            return start  # a title of a word or two, over its header
        below = next(
            (other for other in range(place + 1, min(place + 3, len(draft.lines))) if _is_title_like(draft, other)),
            None,
        )
        if below is not None and below < first_strong:
            return below
    return _find_above_prose(draft, start, first_prose)


def _is_outlet(line: Line, names: Names) -> bool:
    """Tell whether a short line is an account's name over its date: the title stands below both."""
    return line.size <= _OUTLET_LENGTH and names.is_outlet_like(line.text)


def _over_furniture(draft: Draft, start: int, place: int) -> list[int]:
    """Look further up for the title where only furniture and a word or two stand between it and the header."""
    for other in range(place - 1, max(start, place - _FURNITURE_LINES) - 1, -1):
        if is_own_work(draft.lines[other].text):
            continue
        if draft.lines[other].size >= _LONG_TITLE and _is_title_like(draft, other):
            return [other]
        if draft.cues[other] is None and draft.lines[other].size > _FEW_LETTERS:
            break
    return []


def _find_above_prose(draft: Draft, start: int, first_prose: int) -> int | None:
    """Find the title of a page without a header line: its first line, if that is near, or what shares its words."""
    if first_prose == len(draft.lines):
        return None
    opening = next((place for place in range(start, first_prose) if draft.cues[place] is None), first_prose)
    place, shared = _find_by_words(draft, range(max(start, first_prose - _HEAD_REACH), first_prose), first_prose)
    is_near = opening < first_prose and _is_title_like(draft, opening) and first_prose - opening <= _REACH
    is_chinese = opening < first_prose and _HAN.search(draft.lines[opening].text) is not None
    return opening if is_near and is_chinese and shared <= _CHANCE else place or (opening if is_near else None)


def _is_word(draft: Draft, place: int) -> bool:
    return 1 < draft.lines[place].size <= TITLE_LENGTHS[0] and draft.lines[place].folded.isalpha()


def _title_key(draft: Draft, place: int, names: Names) -> tuple[bool, bool, int]:
    line = draft.lines[place]
    is_byline = is_latin_byline(line.text) or is_own_work(line.text) or read_parts(line.text, names) is not None
    return not is_byline, line.size >= 10, place


def _find_by_words(draft: Draft, places: Iterable[int], first_prose: int) -> tuple[int | None, int]:
    """The title shares words with the article: of the lines above it, the one that shares most pairs of letters."""
    article = draft.folded[draft.lines[first_prose].start :][:_ARTICLE_OPENING]
    best, most = None, _SHARED_PAIRS
    for place in places:
        own = draft.lines[place].folded
        if not _is_title_like(draft, place) or own.endswith(("...", "…")):
            continue
        shared = sum(pair in article for pair in _PAIRS.findall(own))
        if shared >= most:
            best, most = place, shared
    return best, most


def _is_title_like(draft: Draft, place: int) -> bool:
    line = draft.lines[place]
    low, high = TITLE_LENGTHS
    return (
        low < line.size <= high
        and draft.cues[place] is None
        and draft.headers[place] is None
        and line.folded[-1] not in "。;,、:"
        and (line.folded[:_TITLE_LETTERS].isalpha() or sum(map(str.isalpha, line.folded)) >= _TITLE_LETTERS)
    )


def label_head(draft: Draft, names: Names) -> None:
    """Label every line up to the first one of content, and note that one in `draft.first`."""
    title_at = draft.title_at
    begin = draft.front_count
    own: str | None = None
    if title_at is not None:
        own = _title_letters(draft.lines[title_at])
        for place in range(begin, title_at):
            _label_above(draft, place, own)
        draft.labels[title_at] = Label("title", "headline", "page.title", 0.95 if draft.is_title_known else 0.8)
        begin = title_at + 1
    first = draft.first_article(begin)
    while first < len(draft.lines) and (_is_copy(draft, first, own) or is_abstract(draft, first, own)):
        first = draft.first_article(first + 1)
    above = range(begin, first if first < len(draft.lines) else min(begin + _REACH, first))  # a poem has no prose
    last_header = last_control = begin - 1
    for place in above:
        if draft.headers[place] is not None or _is_source(draft, place):
            last_header = place
        if _is_control(draft, place):
            last_control = place
    is_titled = title_at is not None or (draft.front is not None and draft.front.title_line is not None)
    draft.first = first
    for place in range(begin, first):
        is_contiguous = draft.first == first and is_titled
        is_above = place < last_header and (title_at is not None or place == last_header - 1)
        is_framed = is_above or place < last_control
        if _label_header(
            draft, place, own, names, is_above_header=is_above, is_after_title=is_contiguous, is_framed=is_framed
        ):
            continue
        if is_titled and is_account(draft, place, is_below=True):
            draft.labels[place] = Label("metadata", "byline", "page.byline", 0.7)
            continue
        if place < last_control and is_titled and draft.lines[place].size <= _WORDS and not draft.lines[place].is_prose:
            draft.labels[place] = Label("boilerplate", "debris", "page.above_controls", 0.6)
            continue
        if place < last_header and title_at is None:
            draft.labels[place] = Label("boilerplate", "debris", "page.above_header", 0.6)
            continue
        if is_outside(draft, place):
            draft.labels[place] = Label("boilerplate", "debris", "html.outside_main", 0.8)
            continue
        draft.first = min(draft.first, place)
    draft.head_end = draft.first
    _label_below_standfirst(draft, names)


def _label_below_standfirst(draft: Draft, names: Names) -> None:
    """Label the header where it stands below a standfirst, and the furniture between the two."""
    last, prose, paragraphs = None, 0, 0
    for place in range(draft.first, min(draft.first + _STANDFIRST_LINES, len(draft.lines))):
        header = draft.headers[place]
        if header is not None:
            has_date = any(
                above is not None and above.dates for above in draft.headers[draft.front_count : draft.first]
            )
            is_dated = not has_date and any(when.year is not None for when in header.dates)
            is_updated = not has_date and any(item.field == "updated" for item in header.fields)
            is_dated = is_dated and (
                header.dates[0].hour is not None or header.dates[0].start > draft.lines[place].start
            )
            if is_dated or is_updated or _names_somebody(draft, header, names):
                last = place
        elif draft.is_article(place):
            prose += draft.lines[place].size
            paragraphs += 1
            if prose > _STANDFIRST_LENGTH or paragraphs > _STANDFIRST_PARAGRAPHS:
                break
    if last is None:
        return
    for place in range(draft.first, last + 1):
        if draft.headers[place] is not None:
            draft.labels[place] = Label("metadata", "byline", "page.header", 0.8)
        elif (
            not draft.label_by_cue(place, at_edge=True)
            and not draft.lines[place].is_prose
            and read_byline(draft.lines[place].text, names, needs_surname=True) is not None
        ):
            draft.labels[place] = Label("metadata", "byline", "page.byline", 0.7)
    draft.head_end = last + 1
    for place in range(last + 1, len(draft.lines)):
        if not _is_control(draft, place):
            break
        draft.label_by_cue(place, at_edge=True)


def _names_somebody(draft: Draft, header: Header, names: Names) -> bool:
    """Tell whether a header line says by its label who wrote the page, or whose it is."""
    for item in header.fields:
        if not item.is_labelled or item.field not in {"author", "source"}:
            continue
        value = draft.text[item.start : item.end]
        person = names.clean_person(value) if item.field == "author" else None
        if names.is_outlet_like(value) or (person is not None and names.has_surname(person)):
            return True
        before = draft.folded[max(item.start - _LABEL_LENGTH, 0) : item.start]
        if person is not None and names.is_person_like(person) and ("作者" in before or "撰文" in before):
            return True
    return False


def _is_control(draft: Draft, place: int) -> bool:
    """Tell whether a line is of an interface: what is short and stands above one is none of the article."""
    cue = draft.cues[place]
    return cue is not None and cue.zone == "boilerplate" and cue.kind in {"share", "counter", "breadcrumb"}


def _is_copy(draft: Draft, place: int, own_title: str | None) -> bool:
    """Tell whether a line that reads as prose is the title again: titles may end in ！ or ？."""
    line = draft.lines[place]
    return own_title is not None and line.size <= TITLE_LENGTHS[1] + 10 and _has_letters(line, own_title)


def _is_source(draft: Draft, place: int) -> bool:
    """Tell whether a line is the source that front matter or a record names: an account's name under the title."""
    line = draft.lines[place]
    return line.size <= _SOURCE_LENGTH and bool(draft.sources) and letters(line.text) in draft.sources


def _label_above(draft: Draft, place: int, own_title: str) -> None:
    header = draft.headers[place]
    if _has_letters(draft.lines[place], own_title):
        draft.labels[place] = Label("title", "headline", "page.title_again", 0.9)
    elif header is not None:
        draft.labels[place] = Label("metadata", "byline", "page.header", 0.8)
    elif is_account(draft, place, is_below=False):
        draft.labels[place] = Label("metadata", "byline", "page.byline", 0.7)
    elif not draft.label_by_cue(place, at_edge=True):
        draft.labels[place] = Label(
            "boilerplate", "breadcrumb", "page.above_title", 0.8 if draft.is_title_known else 0.6
        )


def _label_header(
    draft: Draft,
    place: int,
    own_title: str | None,
    names: Names,
    *,
    is_above_header: bool,
    is_after_title: bool,
    is_framed: bool,
) -> bool:
    line = draft.lines[place]
    header = draft.headers[place]
    if header is not None:
        draft.labels[place] = Label("metadata", "byline", "page.header", 0.95)
    elif _is_source(draft, place):
        draft.labels[place] = Label("metadata", "byline", "page.source_again", 0.9)
    elif own_title and line.size <= 200 and line.text[0] != "[" and _has_letters(line, own_title):
        draft.labels[place] = Label("title", "headline", "page.title_again", 0.9)
    elif own_title and line.text.startswith("[") and _has_letters(line, own_title):
        draft.labels[place] = Label("metadata", "byline", "page.title_link", 0.9)
    elif is_abstract(draft, place, own_title) or heads_abstract(draft, place, own_title):
        draft.labels[place] = Label("boilerplate", "summary", "page.abstract", 0.8)
    elif draft.label_by_cue(place, at_edge=True):
        return True
    elif read_byline(line.text, names, needs_surname=not is_framed) is not None and (is_above_header or is_after_title):
        draft.labels[place] = Label("metadata", "byline", "page.byline", 0.8)
    elif is_above_header and place and draft.lines[place - 1].folded.endswith(":"):
        draft.labels[place] = Label("metadata", "byline", "page.label_value", 0.6)
    elif is_above_header and line.size <= 16 and line.folded[-1] not in "。!?”":
        draft.labels[place] = Label("metadata", "byline", "page.between_title_and_header", 0.6)
    else:
        return False
    return True

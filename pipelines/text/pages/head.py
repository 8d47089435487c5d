"""The head of a page: front matter, what stands around the title, the header lines down to the content."""

import re
from collections.abc import Sequence

from pipelines.text.pages.around import counts_posts, heads_abstract, is_abstract, is_account
from pipelines.text.pages.bylines import is_reporters, read_byline, read_parts
from pipelines.text.pages.draft import Draft
from pipelines.text.pages.header import Header
from pipelines.text.pages.layout import is_outside
from pipelines.text.pages.lines import Line
from pipelines.text.pages.model import Label
from pipelines.text.pages.names import Names
from pipelines.text.pages.titleline import TITLE_LENGTHS, headings_below, is_contents, letters, title_letters

_REACH = 6
_SOURCE_LENGTH = 30
_WORDS = 12
_LABEL_LENGTH = 8
_VALUE_LENGTH = 40
_NUMBERED = re.compile(r"[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)、.]")  # 二、报名条件 heads a part of an article
_BLURB = Label("boilerplate", "debris", "page.account_blurb", 0.7)  # what stands under the name of an account
_WRITERS = ("作者", "撰文", "author")
_STANDFIRST_LINES = 8
_STANDFIRST_LENGTH = 160
_STANDFIRST_PARAGRAPHS = 3


def _has_letters(line: Line, own: str) -> bool:
    """Tell whether a line has exactly these letters; whether it has the first of them says most of it."""
    return line.size >= len(own) and own[:1] in line.folded and title_letters(line) == own


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


def label_head(draft: Draft, names: Names) -> None:
    """Label every line up to the first one of content, and note that one in `draft.first`."""
    title_at = draft.title_at
    begin = draft.front_count
    own: str | None = None
    if title_at is not None:
        own = title_letters(draft.lines[title_at])
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
    _label_contents(draft, begin, first)
    beside: list[tuple[int, int]] = []  # the names in the header lines so far
    for place in range(begin, first):
        header = draft.headers[place]
        if header is not None:
            beside += header.rest
        if draft.labels[place] is not None:
            continue
        is_contiguous = draft.first == first and is_titled
        is_above = place < last_header and (title_at is not None or place == last_header - 1)
        is_framed = is_above or place < last_control
        if _label_header(
            draft, place, own, names, is_above_header=is_above, is_after_title=is_contiguous, is_framed=is_framed
        ):
            continue
        label = _label_account(draft, place, beside) if is_titled else None
        if label is None:
            label = _label_word(
                draft,
                place,
                is_above_control=is_titled and place < last_control,
                is_above_header=title_at is None and place < last_header,
            )
        if label is not None:
            draft.labels[place] = label
            continue
        draft.first = min(draft.first, place)
    draft.head_end = draft.first
    _label_below_standfirst(draft, names)


def _label_contents(draft: Draft, begin: int, first: int) -> None:
    """Label a table of contents: lines that the article below repeats as its headings."""
    if any(is_contents(draft.lines[place]) for place in range(begin, first)):
        headings = headings_below(draft, first)
        for place in range(begin, first):
            if draft.lines[place].folded in headings:
                draft.labels[place] = Label("boilerplate", "contents", "page.contents", 0.8)


def _label_account(draft: Draft, place: int, beside: Sequence[tuple[int, int]]) -> Label | None:
    """Say whether a line names the account that posted the page, or stands under its name as its motto does."""
    line = draft.lines[place]
    if any(draft.text[start:end] == line.text for start, end in beside):
        return Label("metadata", "byline", "page.name_again", 0.8)
    is_named = place > 0 and _is_byline(draft.labels[place - 1])
    if is_account(draft, place, is_below=True):
        return _BLURB if is_named else Label("metadata", "byline", "page.byline", 0.7)
    return _BLURB if is_named and counts_posts(line) else None


def _label_word(draft: Draft, place: int, *, is_above_control: bool, is_above_header: bool) -> Label | None:
    """Say whether a line is a scrap by where it stands: above a button, a header, or outside the article."""
    line = draft.lines[place]
    if is_above_control and line.size <= _WORDS and not line.is_prose:
        return Label("boilerplate", "debris", "page.above_controls", 0.6)
    if is_above_header:
        return Label("boilerplate", "debris", "page.above_header", 0.6)
    return Label("boilerplate", "debris", "html.outside_main", 0.8) if is_outside(draft, place) else None


def _is_byline(label: Label | None) -> bool:
    return label is not None and label.rule_id in {"page.byline", "page.name_again"}


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
                last is not None  # below who wrote it
                or header.dates[0].hour is not None
                or header.dates[0].start > draft.lines[place].start
            )
            if is_dated or is_updated or _names_somebody(draft, header, names):
                last = place
        elif place > draft.first and not draft.lines[place].is_prose and is_reporters(draft.lines[place].text, names):
            last = place  # below the caption of a picture that opens the article
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
    _label_below_header(draft, last + 1, names)


def _label_below_header(draft: Draft, start: int, names: Names) -> None:
    """Label what follows such a header at once: who wrote the page, and the buttons."""
    for place in range(start, len(draft.lines)):
        line, header = draft.lines[place], draft.headers[place]
        if _is_control(draft, place):
            draft.label_by_cue(place, at_edge=True)
        elif header is not None and not header.dates:
            draft.labels[place] = Label("metadata", "byline", "page.header", 0.8)
        elif not line.is_prose and line.size <= _VALUE_LENGTH and _names_writer(line, names):
            draft.labels[place] = Label("metadata", "byline", "page.byline", 0.7)
        else:
            break
        draft.head_end = place + 1


def _names_writer(line: Line, names: Names) -> bool:
    """Tell whether a line names an outlet's writer by role: 城北周刊撰稿人 王小明."""
    read = read_parts(line.text, names)
    return read is not None and read[0] is not None


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
        if person is not None and names.is_person_like(person) and any(word in before for word in _WRITERS):
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
    elif _NUMBERED.match(line.folded) is not None:
        return False
    elif (is_above_header or is_after_title) and read_byline(line.text, names, needs_surname=not is_framed) is not None:
        draft.labels[place] = Label("metadata", "byline", "page.byline", 0.8)
    elif is_above_header and line.size <= _VALUE_LENGTH and place and draft.lines[place - 1].folded.endswith(":"):
        draft.labels[place] = Label("metadata", "byline", "page.label_value", 0.6)
    elif is_above_header and line.size <= 16 and line.folded[-1] not in "。!?”" and "。" not in line.folded:
        draft.labels[place] = Label("metadata", "byline", "page.between_title_and_header", 0.6)
    else:
        return False
    return True

"""The tail of a page: where the article ends, and the footers that are glued to its last sentence."""

import re
from collections.abc import Iterator
from itertools import accumulate, islice

from pipelines.text.pages.bylines import read_byline
from pipelines.text.pages.cues import CuePacks, find_footer
from pipelines.text.pages.draft import Draft
from pipelines.text.pages.header import Header, HeaderReader
from pipelines.text.pages.lines import Line
from pipelines.text.pages.model import Label
from pipelines.text.pages.names import Names

_CLOSING_FIELDS = frozenset({"editor", "original_title", "url"})
_FURNITURE = frozenset(
    {"share", "counter", "comments", "related", "promo", "tags", "footer", "breadcrumb", "disclaimer"}
)
_BETWEEN_PARAGRAPHS = frozenset({"share", "counter", "promo", "debris", "number", "skip"})
_BLURBS = 60  # so many characters among furniture may read as prose and be none of the article's
_BLURB_SHARE = 0.3
STANDFIRST_LENGTH = 160
_BLURB_FRAME = 3  # pieces of furniture around them
_GLUED_REACH = 4
_FLOOR = re.compile(r"\d楼(?=\d{4}|\s|$)|^#[1-9]\d{0,3}\s")
_FLOOR_MARKS = frozenset("楼#")
_TITLES_ONLY = 60
_LISTED = 30  # letters of a poem or a digest, which has no prose
_CLOSING_REACH = 90
# Two cells of figures, as the rows of a table have them and titles seldom do.
_CELLS = re.compile(r"(?:^|\s)[-+]?[\d,.]+%?\s(?:.*\s)?[-+]?[\d,.]+%?(?:\s|$)")
_AFTER_CUT = Label("boilerplate", "related", "page.after_cut", 0.8)  # of most lines of a list of links


def find_cut(draft: Draft, share: float) -> None:
    """Find the line where the tail begins: the first cut after which little of an article follows."""
    lines, sizes, prose = draft.lines, draft.sizes, draft.prose
    before = listed = 0
    is_titled = draft.title_at is not None or (draft.front is not None and draft.front.title_line is not None)
    after: list[int] = []
    draft.cut = len(lines)
    reach = draft.first  # the lines above it are counted, or were skipped
    for place in draft.notable:
        if place < reach:
            continue
        listed += sum(sizes[reach:place])
        before += sum(prose[reach:place])
        reach = place + 1
        if not (before or (is_titled and listed >= _LISTED)) or not _may_cut(draft, place):
            continue
        if before <= STANDFIRST_LENGTH and _heads_article(draft, place, before):
            continue
        cue = draft.cues[place]
        after = after or _masses_after(draft, place)
        is_button = cue is not None and cue.kind == "share"  # buttons stand anywhere
        most = 0 if is_button else share * (before or listed)
        if after[place + 1] <= most:
            draft.cut = place
            return
        reach = _skip_insertion(draft, place)


def find_weak_cut(draft: Draft) -> None:
    """Let the tail begin with the first furniture below which next to nothing reads as an article's."""
    found = [place for place in draft.notable if draft.first <= place < draft.cut and _is_furniture(draft, place)]
    if not found:
        return
    above = list(accumulate(draft.prose[draft.first : draft.cut]))
    starts = [(place, before) for place in found if (before := above[place - draft.first])]
    prose = plain = furniture = pieces = 0
    best = draft.cut
    place = draft.cut
    for start, before in reversed(starts):
        while place > start:
            place -= 1
            size = draft.lines[place].size
            if draft.is_article(place):
                prose += size if draft.lines[place].folded[-1] in "!?" else 2 * size  # blurbs shout
            elif draft.cues[place] is None and draft.headers[place] is None:
                plain += size
            elif _is_furniture(draft, place):
                furniture += size
                pieces += 1
        if prose > min(_BLURBS, _BLURB_SHARE * before):
            break
        if prose and pieces < _BLURB_FRAME:
            continue
        if plain <= max(before, furniture):
            best = start
    draft.cut = best


def _is_furniture(draft: Draft, place: int) -> bool:
    cue = draft.cues[place]
    return cue is not None and cue.zone == "boilerplate" and cue.kind in _FURNITURE and draft.labels[place] is None


def _masses_after(draft: Draft, first: int) -> list[int]:
    """Sum up, from each line below the first to the end, the prose next to other prose: an article's, not teasers'.

    Furniture between two paragraphs (an advertisement, buttons) doesn't part them; a heading of links does.
    """
    lines, cues, headers = draft.lines, draft.cues, draft.headers
    while first and (cue := cues[first]) is not None and cue.kind in _BETWEEN_PARAGRAPHS:
        first -= 1
    row = [place for place, cue in enumerate(cues[first:], first) if cue is None or cue.kind not in _BETWEEN_PARAGRAPHS]
    strong = [lines[place].is_strong and cues[place] is None for place in row]
    sizes = [0] * (len(lines) + 1)
    for place, own, before, after in zip(row, strong, [False, *strong], [*strong[1:], False], strict=False):
        if own and (before or after) and headers[place] is None:
            sizes[place] = lines[place].size
    return list(accumulate(reversed(sizes)))[::-1]


def _may_cut(draft: Draft, place: int) -> bool:
    if draft.is_cut(place):
        return True
    header = draft.headers[place]
    if header is not None and header.dates and not _FLOOR_MARKS.isdisjoint(draft.lines[place].folded):
        return _FLOOR.search(draft.lines[place].folded) is not None  # under the first post, over the replies
    return header is not None and any(item.field in _CLOSING_FIELDS and item.is_labelled for item in header.fields)


def _heads_article(draft: Draft, place: int, before: int) -> bool:
    """Tell whether a line that names an editor heads an article whose standfirst stands above it.

    It says who wrote the article, or when, and more prose follows it than stood above, before a heading of links.
    """
    header = draft.headers[place]
    if header is None or not (header.dates or any(item.field in {"author", "updated"} for item in header.fields)):
        return False
    mass = 0
    for below in range(place + 1, len(draft.lines)):
        if draft.is_cut(below):
            break
        mass += draft.lines[below].size if draft.is_article(below) else 0
    return mass > before


def _skip_insertion(draft: Draft, place: int) -> int:
    """Label an insertion in the middle of an article: the heading, and the links under it up to the next prose."""
    end = place + 1
    if draft.headers[place] is not None:
        return end
    draft.label_by_cue(place, at_edge=True)
    while end < len(draft.lines) and end <= place + 8 and not draft.lines[end].is_prose and not draft.stands_apart(end):
        draft.labels[end] = Label("boilerplate", "related", "page.insertion", 0.6)
        end += 1
    return end


def label_tail(draft: Draft) -> None:
    """Label every line from the cut on: metadata keeps its zone, the rest is furniture."""
    in_lists = False
    for place in range(draft.cut, len(draft.lines)):
        cue = draft.cues[place]
        in_lists = in_lists or (cue is not None and cue.kind in {"related", "comments"})
        header = draft.headers[place]
        if header is not None and not in_lists and (header.fields or header.dates):
            draft.labels[place] = Label("metadata", "byline", "page.footer_line", 0.9)
        elif header is not None and any(item.field in _CLOSING_FIELDS for item in header.fields):
            draft.labels[place] = Label("metadata", "byline", "page.footer_line", 0.6)
        elif not draft.label_by_cue(place, at_edge=True):
            draft.labels[place] = _AFTER_CUT


def label_trailing(draft: Draft, titles: int, names: Names) -> None:
    """Label what stands between the last prose and the cut: footers by their cues, lists of titles by their form."""
    last = next((place for place in reversed(range(draft.first, draft.cut)) if draft.is_article(place)), None)
    if last is None:
        return
    plain = []
    for place in range(last + 1, draft.cut):
        if draft.labels[place] is not None:
            continue
        header = draft.headers[place]
        if header is not None and _is_signed(header, draft.lines[place]) and draft.labels[place - 1] is None:
            draft.labels[place] = Label("content", "dateline", "page.signed_date", 0.7)
        elif header is not None:
            draft.labels[place] = Label("metadata", "byline", "page.footer_line", 0.85)
        elif draft.label_by_cue(place, at_edge=True):
            continue
        elif (
            draft.lines[place].size <= 40
            and not _signs(draft, place)
            and read_byline(draft.lines[place].text, names, needs_surname=True) is not None
        ):
            draft.labels[place] = Label("metadata", "byline", "page.footer_byline", 0.7)
        else:
            plain.append(place)
    listed = [
        place
        for place in plain
        if draft.lines[place].folded[-1] not in "。!?;:”"
        and 8 <= draft.lines[place].size <= _TITLES_ONLY
        and _CELLS.search(draft.lines[place].folded) is None
    ]
    days = [place for place in range(last + 1, draft.cut) if _closes_notice(draft, place)]
    signed = days[0] if len(days) == 1 else last  # more are the days of a list of titles
    plain = [place for place in plain if place > signed]  # a notice's contacts and annexes stand above its date
    listed = [place for place in listed if place > signed]
    if len(listed) >= titles and len(listed) >= 0.8 * len(plain) and draft.lines[last].folded[-1] != ":":
        for place in (*plain, *(days if len(days) > 1 else ())):
            draft.labels[place] = Label("boilerplate", "related", "page.trailing_titles", 0.6)


def _closes_notice(draft: Draft, place: int) -> bool:
    label = draft.labels[place]
    return label is not None and label.rule_id == "page.signed_date"


def _signs(draft: Draft, place: int) -> bool:
    """Tell whether a line is the name under a notice: the day that it was signed stands below."""
    header = draft.headers[place + 1] if place + 1 < draft.cut else None
    return header is not None and _is_signed(header, draft.lines[place + 1])


def _is_signed(header: Header, line: Line) -> bool:
    """Tell whether a line is a day written out, as it stands under the name of who signs a notice."""
    return not header.fields and not header.rest and len(header.dates) == 1 and line.folded[-1] in "日号"


def split_footers(draft: Draft, packs: CuePacks, headers: HeaderReader) -> None:
    """Split footers off the ends of the last lines of content: disclaimers, and who edited it (…。（责编：张三））."""
    content = (place for place in range(draft.cut - 1, draft.first - 1, -1) if draft.labels[place] is None)
    for place in reversed(list(islice(content, _GLUED_REACH))):
        line, matches = draft.lines[place], draft.matches[place]
        if not matches and place not in draft.named:
            continue
        end = line.end
        parts: list[tuple[int, Label]] = []
        found = find_footer(line, packs.hits(matches, line)) if matches else None
        if found is not None and found[0] > line.start:
            end = found[0]
            parts.append((end, Label(found[1].zone, found[1].kind, found[1].id, 0.85)))
        closing = _find_closing(draft, line, end, headers)
        if closing is None and parts:  # who it is from may stand in the footer's own first sentence
            closing = _find_closing(draft, line, line.end, headers)
        if closing is not None:
            parts = [part for part in parts if part[0] > closing[0]]
            parts.insert(0, (closing[0], Label("metadata", "byline", "page.glued_footer", 0.85)))
            draft.glued.setdefault(place, []).append(closing[1])
        if parts:
            draft.parts[place] = parts


def _find_closing(draft: Draft, line: Line, end: int, headers: HeaderReader) -> tuple[int, Header] | None:
    """Find metadata in the last sentence or bracket of a line of prose, before `end`."""
    start = headers.find_closing(draft.folded, max(line.start, end - _CLOSING_REACH), end)
    if start is None or start <= line.start:
        return None
    for stop in _stops(draft, start, end):
        piece = Line(line.number, start, draft.text[start:stop].rstrip(), draft.folded[start:stop].rstrip())
        header = headers.read(piece, None, headers.find_in(piece))
        if header is not None and any(
            item.field in {"editor", "source", "author"} and item.is_labelled for item in header.fields
        ):
            return start, header
    return None


def _stops(draft: Draft, start: int, end: int) -> Iterator[int]:
    """Give where metadata behind a paragraph may end: with the line, or with the bracket that it stands in."""
    yield end
    close = min((place for mark in ")]" if (place := draft.folded.find(mark, start + 2, end)) > 0), default=end)
    if close < end:
        yield close + 1

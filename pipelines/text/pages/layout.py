"""What the layout of an HTML page adds to the zoning of its lines."""

from collections.abc import Iterator, Sequence

from pipelines.text.pages.draft import Draft
from pipelines.text.pages.model import Mark
from pipelines.text.pages.shapes import Shape

_LINK_SHARE = 0.7
_LINK_LENGTH = 60
_SHARE_BELOW = 0.5  # more of the prose than this below the element, and it was not the article's
_KINDS = {"navigation": "breadcrumb"}
_REGIONS = {
    region: Shape(f"html.{region}", "boilerplate", _KINDS.get(region, region), True, 0, "")
    for region in ("comments", "related", "footer", "navigation", "promo")
}
_LINKS = Shape("html.links", "boilerplate", "related", True, 0, "")
_HEADER_REGIONS = frozenset({"promo", "navigation", "footer"})


def apply_marks(draft: Draft, marks: Sequence[Mark]) -> None:
    """Give each line its mark; one that stands in furniture, or is all links, gets that as its cue."""
    if not marks:
        return
    draft.marks = list(_align(draft, marks))
    for place, mark in enumerate(draft.marks):
        if mark is None or mark.tag == "front":
            continue
        line = draft.lines[place]
        if mark.region and (draft.headers[place] is None or mark.region not in _HEADER_REGIONS):
            draft.cues[place] = draft.cues[place] or _REGIONS[mark.region]
            draft.headers[place] = None
        elif (
            mark.link_share >= _LINK_SHARE
            and line.size < _LINK_LENGTH
            and draft.headers[place] is None
            and line.folded[-1] not in "。”"
        ):
            draft.cues[place] = draft.cues[place] or _LINKS


def _align(draft: Draft, marks: Sequence[Mark]) -> Iterator[Mark | None]:
    place = 0
    for line in draft.lines:
        while place < len(marks) and marks[place].end_char <= line.start:
            place += 1
        yield marks[place] if place < len(marks) and marks[place].start_char <= line.start else None


def is_outside(draft: Draft, place: int) -> bool:
    """Tell whether a line stands outside the article's element and does not read as prose."""
    if not draft.marks:
        return False
    mark = draft.marks[place]
    return mark is not None and mark.tag != "front" and not mark.is_main and not draft.lines[place].is_prose


def cut_by_layout(draft: Draft) -> None:
    """Let the tail begin where the article's element ends."""
    if not draft.marks:
        return
    last = max((place for place, mark in enumerate(draft.marks) if mark is not None and mark.is_main), default=None)
    if last is None or last < draft.first:
        return
    prose = [line for line in draft.lines[draft.first : draft.cut] if line.is_strong and draft.is_article(line.number)]
    below = sum(line.size for line in prose if line.number > last)
    if below <= _SHARE_BELOW * sum(line.size for line in prose):
        draft.cut = min(draft.cut, last + 1)

"""A whole page on one line: the title and the header that stand in front of its prose."""

import re

from pipelines.text.pages.dates import find_page_dates
from pipelines.text.pages.draft import Draft
from pipelines.text.pages.header import Field, Header, HeaderReader
from pipelines.text.pages.model import Label
from pipelines.text.pages.names import Names

_MAX_LINES = 3
_MIN_LENGTH = 150
_REACH = 160
_TITLE_LENGTH = 80
_NEAR = 40
_CRUMBS = re.compile(r"[^>]{1,20}(?:\s*(?:>>?|»|→)\s*[^>\s]{1,8})+\s+(?=\S)")
_LAST_WORD = re.compile(r"(?<=\s)(\S{2,12})\s{1,3}$")
_VALUE = re.compile(r"[^\s,。:;!?()\[\]【】|]{1,20}")


def _outlet_before(head: str, place: int, names: Names) -> list[Field]:
    """Read the outlet that stands without a label right before the date: 城北日报 2019-10-03 11:20."""
    found = _LAST_WORD.search(head, 0, place)
    if found is None or not names.is_outlet_like(found[1]):
        return []
    return [Field("source", found.start(1), found.end(1), is_labelled=True)]


def split_flat(draft: Draft, headers: HeaderReader, names: Names) -> None:
    """Split title and header off the front of a page that is one line, where a label and a full date stand together."""
    if not 1 <= len(draft.lines) <= _MAX_LINES or draft.lines[0].size < _MIN_LENGTH or draft.labels[0] is not None:
        return
    line = draft.lines[0]
    head = line.folded[:_REACH]
    fields = []
    for label in headers.find_labels(head):
        value = _VALUE.match(head, label.end) if label.has_mark else None
        if value is not None and label.field in {"source", "author", "editor"}:
            fields.append(Field(label.field, value.start(), value.end(), is_labelled=True))
    dates = [when for when in find_page_dates(head) if when.year is not None and when.hour is not None][:1]
    if dates and not fields:
        fields += _outlet_before(head, dates[0].start, names)
    if not dates or not any(
        abs(item.start - dates[0].end) < _NEAR or abs(dates[0].start - item.end) < _NEAR for item in fields
    ):
        return
    begins = [dates[0].start, *(item.start for item in fields)]
    first = min(begins)
    if first != dates[0].start:
        first = max(head.rfind(" ", 0, first), 0)
    last = max(dates[0].end, *(item.end for item in fields))
    at = line.start
    moved = tuple(item._replace(start=item.start + at, end=item.end + at) for item in fields)
    when = dates[0].moved(at)
    draft.glued.setdefault(0, []).append(Header(moved, (when,), ()))
    told = [
        label.start for label in headers.find_labels(head) if label.field == "published" and label.end == dates[0].start
    ]
    first = min(first, *told) if told else first
    rest = last + len(line.folded[last:]) - len(line.folded[last:].lstrip())
    footers = [part for part in draft.parts.get(0, ()) if part[0] > at + rest]
    draft.parts[0] = [(at + rest, Label("content", "paragraph", "page.flat", 0.7)), *footers]
    if 0 < first <= _TITLE_LENGTH:
        draft.title_at = 0
        draft.flat_title_end = at + len(line.text[:first].rstrip())
        crumbs = _CRUMBS.match(line.folded[:first])
        draft.flat_title_start = at + (crumbs.end() if crumbs is not None else 0)
        draft.parts[0].insert(0, (at + first, Label("metadata", "byline", "page.flat_header", 0.7)))
        title = Label("title", "headline", "page.flat_title", 0.6)
        if crumbs is None:
            draft.labels[0] = title
        else:
            draft.labels[0] = Label("metadata", "breadcrumb", "page.flat_crumbs", 0.7)
            draft.parts[0].insert(0, (draft.flat_title_start, title))
    else:
        draft.labels[0] = Label("metadata", "byline", "page.flat_header", 0.7)

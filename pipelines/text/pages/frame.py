"""Whose a page is that states no source: what its frame says, or the outlet that speaks of itself in its article."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from pipelines.text.pages.draft import Draft
from pipelines.text.pages.lines import Line
from pipelines.text.pages.model import Label
from pipelines.text.pages.names import Names

_FRAME_LENGTH = 200
_COPYRIGHT_LENGTH = 120
_NAME = r"[\u3400-\u9fffA-Za-z0-9]"
_COPYRIGHT = re.compile(
    rf"©\s*(?:\d{{4}}(?:\s*[-–]\s*\d{{4}})?)?\s*(?P<name>{_NAME}{{3,16}})|版[权權][归歸](?P<owner>{_NAME}{{3,12}}?)所有"
    rf"|版[权權]所有\s*[:：]?\s*(?:©\s*)?(?P<holder>{_NAME}{{3,16}})|(?P<site>{_NAME}{{3,16}}?)\s*版[权權]所有"
)
_COMPANY = ("公司", "集团", "集團")
_BANNER_LINES = 8
_BANNER_LENGTH = 16
_CRUMB = re.compile(r"\s*(?:>+|\u203a|»|→|::|\s[-/]\s)\s*")
_SELF_LINES = 4
_SELF = re.compile(
    r"(?P<name>[^\s,。:;“”]{2,10}?)(?:从[^,。]{1,16}处?)?(?:获悉|注意到|了解到|\d{1,2}月\d{1,2}日(?:消息|讯|电))"
)

# value, its span, rule
Frame = tuple[str, int, int, str]


def read_frame(draft: Draft, names: Names) -> Iterator[Frame]:
    """Say whose a page is by its frame: the first of the ways that tells."""
    for way in (_most_named, _read_banner, _read_copyright, _read_self):
        found = next(way(draft, names), None)
        if found is not None:
            yield found
            return


def _most_named(draft: Draft, names: Names) -> Iterator[Frame]:
    """Take the outlet whose name stands most often in the frame, the first of equals."""
    counts: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    for line, label in _frame_lines(draft):
        if label.kind in {"related", "comments"} or line.size > _FRAME_LENGTH:
            continue
        for outlet, start, end in names.outlets_in(line.folded):
            counts[outlet] += 1
            first.setdefault(outlet, (line.start + start, line.start + end))
    for name in [name for name in counts if any(name != other and name in other for other in counts)]:
        del counts[name]  # BBC, where BBC News 中文 is named too
    if counts:
        start, end = first[counts.most_common(1)[0][0]]
        yield draft.text[start:end], start, end, "frame.outlet"


def _read_banner(draft: Draft, names: Names) -> Iterator[Frame]:
    """Take the name that stands above the title: on a line of its own, or as the first of the breadcrumbs."""
    last = draft.title_at if draft.title_at is not None else 1
    for line in draft.lines[draft.front_count : min(last, draft.front_count + _BANNER_LINES)]:
        crumbs = _CRUMB.split(line.text)
        name = crumbs[0].strip()
        if not 2 <= len(name) <= _BANNER_LENGTH or (len(crumbs) == 1 and name != line.text):
            continue
        is_known = names.find_outlet(name) is not None
        if is_known or ((len(crumbs) > 1 or draft.cues[line.number] is None) and names.is_banner(name)):
            yield name, line.start, line.start + len(name), "frame.banner"


def _read_copyright(draft: Draft, names: Names) -> Iterator[Frame]:
    """Take who holds the copyright, where that is named as outlets are."""
    for line, label in _frame_lines(draft):
        if label.kind not in {"footer", "disclaimer"} or line.size > _COPYRIGHT_LENGTH:
            continue
        for found in _COPYRIGHT.finditer(line.text):
            group = found.lastgroup or "name"
            if names.is_outlet_like(found[group]) and not found[group].endswith(_COMPANY):
                yield found[group], line.start + found.start(group), line.start + found.end(group), "frame.copyright"


def _read_self(draft: Draft, names: Names) -> Iterator[Frame]:
    """Take the outlet that speaks of itself where its article opens: 36氪获悉，…."""
    for place in islice(draft.content(range(len(draft.lines))), _SELF_LINES):
        line = draft.lines[place]
        found = _SELF.match(line.folded)
        if found is not None and names.find_outlet(found["name"]) is not None:
            start = line.start + found.start("name")
            yield draft.text[start : start + len(found["name"])], start, start + len(found["name"]), "frame.self"


def _frame_lines(draft: Draft) -> Iterator[tuple[Line, Label]]:
    for place in draft.labelled:
        line, label = draft.lines[place], draft.labels[place]
        if label is not None and (label.zone == "boilerplate" or label.rule_id == "page.footer_line"):
            yield line, label

"""A date of publication that the layout has split over two or three lines: 2020 / 03/05 / 09:12:33."""

import re

from pipelines.text.pages.dates import find_page_dates
from pipelines.text.pages.draft import Draft
from pipelines.text.pages.header import Header
from pipelines.text.pages.pagetext import DIGIT

_YEAR = re.compile(r"(?:19|20)\d\d年?")
_MONTH_DAY = re.compile(r"(?:1[0-2]|0?[1-9])\s*[-/.月]\s*(?:3[01]|[12]\d|0?[1-9])日?")
_YEAR_MONTH = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*(?:1[0-2]|0?[1-9])月?")
_DAY = re.compile(r"(?:3[01]|[12]\d|0?[1-9])日?")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_REACH = 60


def join_split_dates(draft: Draft) -> None:
    """Make headers of the lines near the top that hold the parts of one date."""
    lines = draft.lines[:_REACH]
    for place in range(len(lines) - 1):
        line = lines[place]
        if line.size > 10 or not line.bits & DIGIT or draft.headers[place] is not None:
            continue
        first, second = line.folded, lines[place + 1].folded
        third = lines[place + 2].folded if place + 2 < len(lines) else ""
        clock = third if _CLOCK.fullmatch(third) else ""
        if _YEAR.fullmatch(first) and _MONTH_DAY.fullmatch(second):
            joined = f"{first.rstrip('年')}-{re.sub('[^0-9]+', '-', second).strip('-')} {clock}"
        elif _DAY.fullmatch(first) and _YEAR_MONTH.fullmatch(second):
            joined = f"{re.sub('[^0-9]+', '-', second).strip('-')}-{first.rstrip('日')} {clock}"
        else:
            continue
        found = find_page_dates(joined)
        if not found:
            continue
        last = place + 2 if clock else place + 1
        when = found[0]._replace(start=lines[place].start, end=lines[last].end)
        for part in range(place, last + 1):
            draft.cues[part] = None
            draft.headers[part] = Header((), (when,) if part == place else (), ())

"""A date of publication that the layout has split over lines: 2020 / 03/05 / 09:12:33, or 09:12 / 2020-03-05."""

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
_FULL = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*(?:1[0-2]|0?[1-9])\s*[-/.月]\s*(?:3[01]|[12]\d|0?[1-9])日?")
_REACH = 60
_LONGEST = 12


def join_split_dates(draft: Draft) -> None:
    """Make headers of the lines near the top that hold the parts of one date."""
    lines = draft.lines[:_REACH]
    for line in [line for line in lines[:-1] if line.size <= _LONGEST and line.bits & DIGIT]:
        place = line.number
        texts = [other.folded for other in lines[place : place + 3]]
        joined, count = _join(texts[0], texts[1], texts[2] if len(texts) > 2 else "")
        # A day alone is a header already, which the clock below it completes.
        if not count or (draft.headers[place] is not None and not joined.startswith(texts[0])):
            continue
        found = find_page_dates(joined)
        if not found:
            continue
        last = place + count - 1
        when = found[0]._replace(start=line.start, end=lines[last].end)
        for part in range(place, last + 1):
            draft.cues[part] = None
            draft.headers[part] = Header((), (when,) if part == place else (), ())


def _join(first: str, second: str, third: str) -> tuple[str, int]:
    """Give the date that two or three lines make up, and how many they are; none where they make up no date."""
    clock = third if _CLOCK.fullmatch(third) else ""
    count = 3 if clock else 2
    if _YEAR.fullmatch(first) and _MONTH_DAY.fullmatch(second):
        return f"{first.rstrip('年')}-{re.sub('[^0-9]+', '-', second).strip('-')} {clock}", count
    if _DAY.fullmatch(first) and _YEAR_MONTH.fullmatch(second):
        return f"{re.sub('[^0-9]+', '-', second).strip('-')}-{first.rstrip('日')} {clock}", count
    if _FULL.fullmatch(first) and _CLOCK.fullmatch(second):
        return f"{first} {second}", 2
    if _CLOCK.fullmatch(first) and _FULL.fullmatch(second):
        return f"{second} {first}", 2
    return "", 0

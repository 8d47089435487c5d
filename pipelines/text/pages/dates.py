"""Dates of publication as pages write them: in a header, front matter, a URL, a head tag. Never in prose."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from pipelines.text.pages.dateforms import SHORT_YEAR, WITH_YEAR, WITHOUT_YEAR, PageDate, is_day

_KEPT = 64  # what a page is told of its date is asked for several times
SHANGHAI = ZoneInfo("Asia/Shanghai")
PRECISIONS = ("year", "month", "day", "hour", "minute", "second")

_CLOCK_BEFORE = re.compile(r"(?<!\d)(?<!\d:)(2[0-3]|1\d|0?\d):([0-5]\d)(?::[0-5]\d)?\s?([ap]m)?\s{1,3}$", re.IGNORECASE)
_RUN = re.compile(r"\d+")
_STAMP = re.compile(r"1[0-9]{9}(?:\d{3})?")
_IN_URL = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_]?(1[0-2]|0[1-9])[-/_]?(3[01]|[12]\d|0[1-9])(?!\d)"),
    re.compile(r"(?<!\d)(20[0-4]\d)(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?=\d{2,6}(?!\d))"),
    re.compile(r"/((?:19|20)\d\d)/(1[0-2]|0?[1-9])/(3[01]|[12]\d|0?[1-9])(?=/)"),
    re.compile(r"/(\d\d)/(1[0-2]|[1-9])/(3[01]|[12]\d|[1-9])/[a-z]\d+"),
)


def find_page_dates(text: str, start: int = 0, end: int | None = None) -> list[PageDate]:
    """Find dates with a year first; where there are none, dates without one.

    `text` may be folded or not, but its letters should be lower case for English months.

    >>> [(d.year, d.month, d.hour) for d in find_page_dates("2019-09-3007:42")]
    [(2019, 9, 7)]
    """
    end = len(text) if end is None else end
    if "20" in text or "19" in text:
        for form in WITH_YEAR:
            found = form.find(text, start, end)
            if found:
                return [_with_time_before(text, when) for when in found]
    return SHORT_YEAR.find(text, start, end) or WITHOUT_YEAR.read(_without_year(text, start, end))


def _with_time_before(text: str, when: PageDate) -> PageDate:
    """Take the time that stands before the day: 16:47 2022/05/20."""
    clock = _CLOCK_BEFORE.search(text, max(0, when.start - 12), when.start) if when.hour is None else None
    if clock is None:
        return when
    hour, minute = int(clock[1]), int(clock[2])
    if clock[3] is not None:
        hour = hour % 12 + (12 if clock[3].lower() == "pm" else 0)
    return when._replace(start=clock.start(), hour=hour, minute=minute)


def _without_year(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Try the pattern where digits begin: at every character it would take longer."""
    reach = start
    for run in _RUN.finditer(text, start, end):
        if run.start() >= reach and (found := WITHOUT_YEAR.pattern.match(text, run.start(), end)) is not None:
            reach = found.end()
            yield found


def parse_date(value: str) -> PageDate | None:
    """Read a value that should be a date: a field of a record, a meta tag, front matter."""
    text = value.strip().lower()
    if _STAMP.fullmatch(text):
        moment = datetime.fromtimestamp(int(text[:10]), UTC)
        return PageDate(
            0, len(value), moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, 0
        )
    found = find_page_dates(text)
    return found[0] if found else None


def date_in_url(url: str) -> PageDate | None:
    """Find the day that a URL's path names.

    >>> date_in_url("https://example.com/2025/0201/1.html").day
    1
    """
    path = re.sub(r"^\w+://[^/]+", "", url).partition("?")[0]
    for pattern in _IN_URL:
        for found in pattern.finditer(path):
            year, month, day = (int(part) for part in found.groups())
            year += 2000 if year < 100 else 0
            if 1990 <= year <= 2100 and is_day(year, month, day):
                return PageDate(found.start(), found.end(), year, month, day)
    return None


@lru_cache(maxsize=_KEPT)
def resolve(when: PageDate, zone: tzinfo = SHANGHAI, collected_on: date | None = None) -> tuple[datetime, bool] | None:
    """Turn a page's date into a moment in UTC, and say whether its year was inferred.

    A date without a year takes the one nearest before `collected_on`; without that there is no answer.
    """
    year, is_inferred = when.year, False
    if year is None:
        if collected_on is None:
            return None
        is_inferred = True
        year = collected_on.year
        if (when.month, when.day) > (collected_on.month, collected_on.day):
            year -= 1
    zone = zone if when.offset_minutes is None else timezone(timedelta(minutes=when.offset_minutes))
    try:
        local = datetime(year, when.month, when.day, when.hour or 0, when.minute or 0, when.second or 0, tzinfo=zone)
        return local.astimezone(UTC), is_inferred
    except (ValueError, OverflowError):
        return None

"""Dates of publication as pages write them: in a header, front matter, a URL, a head tag. Never in prose."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
PRECISIONS = ("year", "month", "day", "hour", "minute", "second")

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAY = r"(?P<d{n}>3[01]|[12]\d|0?[1-9])"
_MONTH = r"(?P<m{n}>1[0-2]|0?[1-9])"
_WEEKDAY = r"(?:\s*[,(（]?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*[)）]?|\s*[(（][一二三四五六日天][)）])?"
_CLOCK = (
    r"(?:(?:[T\s,|/]*|\s[-–]\s)(?P<half>上午|下午|晚上|早上|中午|凌晨|am|pm)?\s*(?P<H>2[0-3]|1\d|0?\d)\s*[:时点]\s*(?P<M>[0-5]\d)"
    r"(?:\s*[:分]\s*(?P<S>[0-5]\d)(?:\.\d{1,9})?秒?|分)?(?:\s*(?P<half2>[ap]m\b|[ap]\.m\.))?(?:\s?(?:[ecmp][sd]?t|hkt|cst|sgt|jst)\b)?(?P<zone>\s?z\b|\s?[+-]\d\d:?\d\d|\s?gmt|\s?utc)?)?"
)
_WEEKDAY_AFTER = r"(?:\s?(?:星期|周|礼拜)[一二三四五六日天](?!\w))?"
_FULL = (
    r"(?P<y>(?:19|20)\d\d)(?<![\d.]\d{4})\s?(?:年\s?"
    + _MONTH.format(n=1)
    + r"\s?月\s?"
    + _DAY.format(n=1)
    + r"\s?[日号]?"
    r"|(?:[-/._]"
    + _MONTH.format(n=2)
    + r"[-/._]|\s{1,2}(?P<m11>1[0-2]|0[1-9])/(?=\d\d\s))"
    + _DAY.format(n=2)
    + r"日?)"
    + _WEEKDAY
    + _CLOCK
    + _WEEKDAY_AFTER
)
_YEARLESS = (
    r"(?<![\d年./-])(?<!\d:)(?:" + _MONTH.format(n=3) + r"月\s?" + _DAY.format(n=3) + r"[日号]|"
    r"(?P<m4>1[0-2]|0?[1-9])[-/](?P<d4>3[01]|[12]\d|0?[1-9]))(?![-/.年\d]*[年%])(?!/\d)" + _WEEKDAY + _CLOCK
)
_ENGLISH = (
    r"(?<![\w/])(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?(?:(?P<mon>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s+(?P<d5>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?\s+(?P<y5>(?:19|20)\d\d)"
    r"|(?P<d6>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s+(?P<mon6>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s+(?P<y6>(?:19|20)\d\d)"
    r"|(?P<m7>1[0-2]|0?[1-9])/(?P<d7>3[01]|2\d|1[3-9])/(?P<y7>(?:19|20)\d\d)"
    r"|(?P<d8>3[01]|2\d|1[3-9])[/.](?P<m8>1[0-2]|0?[1-9])[/.](?P<y8>(?:19|20)\d\d)"
    # Dots, and a dash before the time, are the ways of who writes the day first.
    r"|(?P<d9>3[01]|[12]\d|0[1-9])\.(?P<m9>1[0-2]|0[1-9])\.(?P<y9>(?:19|20)\d\d)"
    r"|(?P<d10>3[01]|[12]\d|0[1-9])/(?P<m10>1[0-2]|0[1-9])/(?P<y10>(?:19|20)\d\d)(?=\s-\s\d{1,2}:\d\d))" + _CLOCK
)
_WITH_YEAR = re.compile(_FULL, re.IGNORECASE)
_IN_ENGLISH = re.compile(_ENGLISH, re.IGNORECASE)
_WITHOUT_YEAR = re.compile(_YEARLESS, re.IGNORECASE)
# The groups of all patterns that are a year, a month, a day.
_PARTS = (
    ("y", "y5", "y6", "y7", "y8", "y9", "y10"),
    ("m1", "m2", "m3", "m4", "m7", "m8", "m9", "m10", "m11"),
    ("d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9", "d10"),
)
_COMPACT = re.compile(
    r"(?<!\d)(?P<y>20\d\d)(?P<m1>1[0-2]|0[1-9])(?P<d1>3[01]|[12]\d|0[1-9])(?!\d)" + _CLOCK, re.IGNORECASE
)
# Years of the Republic (民国112年 is 2023), and years by their last two digits, which a time must follow.
_SHORT_YEAR = re.compile(
    r"(?:民国\s?(?P<roc>1?\d\d)\s?年\s?(?P<m1>1[0-2]|0?[1-9])\s?月\s?(?P<d1>3[01]|[12]\d|0?[1-9])\s?日"
    r"|(?<![\d./-])(?P<roc2>1[01]\d)(?P<mark>[./-])(?P<m2>1[0-2]|0[1-9])(?P=mark)(?P<d2>3[01]|[12]\d|0[1-9])(?![\d./-])"
    r"|(?<![\d./-])(?P<yy>[012]\d)(?P<mark2>[/-])(?P<m3>1[0-2]|0[1-9])(?P=mark2)(?P<d3>3[01]|[12]\d|0[1-9])(?=\s\d\d:\d\d))"
    + _WEEKDAY
    + _CLOCK,
    re.IGNORECASE,
)
_REPUBLIC = 1911
_CLOCK_BEFORE = re.compile(r"(?<!\d)(?<!\d:)(2[0-3]|1\d|0?\d):([0-5]\d)(?::[0-5]\d)?\s?([ap]m)?\s{1,3}$", re.IGNORECASE)
_RUN = re.compile(r"\d+")
_STAMP = re.compile(r"1[0-9]{9}(?:\d{3})?")
_IN_URL = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_]?(1[0-2]|0[1-9])[-/_]?(3[01]|[12]\d|0[1-9])(?!\d)"),
    re.compile(r"(?<!\d)(20[0-4]\d)(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?=\d{2,6}(?!\d))"),
    re.compile(r"/((?:19|20)\d\d)/(1[0-2]|0?[1-9])/(3[01]|[12]\d|0?[1-9])(?=/)"),
    re.compile(r"/(\d\d)/(1[0-2]|[1-9])/(3[01]|[12]\d|[1-9])/[a-z]\d+"),
)


class PageDate(NamedTuple):
    """A date on a page at `[start, end)`; the year is null where the page states none."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    offset_minutes: int | None = None

    @property
    def precision(self) -> str:
        """The finest part that is stated."""
        if self.hour is None:
            return "day"
        return "second" if self.second is not None else "minute"

    def moved(self, by: int) -> "PageDate":
        """Move a date that was found in a part of the text to its place in the whole."""
        return self._replace(start=self.start + by, end=self.end + by)


def find_page_dates(text: str, start: int = 0, end: int | None = None) -> list[PageDate]:
    """Find dates with a year first; where there are none, dates without one.

    `text` may be folded or not, but its letters should be lower case for English months.

    >>> [(d.year, d.month, d.hour) for d in find_page_dates("2019-09-3007:42")]
    [(2019, 9, 7)]
    """
    end = len(text) if end is None else end
    if "20" in text or "19" in text:
        for pattern in (_WITH_YEAR, _IN_ENGLISH, _COMPACT):
            found = list(_read_all(pattern.finditer(text, start, end)))
            if found:
                return [_with_time_before(text, when) for when in found]
    return list(_read_all(_SHORT_YEAR.finditer(text, start, end))) or list(_read_all(_without_year(text, start, end)))


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
        if run.start() >= reach and (found := _WITHOUT_YEAR.match(text, run.start(), end)) is not None:
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
            made = _make(found.start(), found.end(), year, month, day)
            if made is not None and 1990 <= year <= 2100:
                return made
    return None


def resolve(
    when: PageDate, *, zone: tzinfo = SHANGHAI, collected_on: date | None = None
) -> tuple[datetime, bool] | None:
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


def _read_all(matches: Iterable[re.Match[str]]) -> Iterator[PageDate]:
    for found in matches:
        parts = {name: part for name, part in found.groupdict().items() if part}
        year, month, day = (_first(parts, names) for names in _PARTS)
        if month is None:
            month = _MONTHS.index((parts.get("mon") or parts.get("mon6") or "jan").lower()) + 1
        if day is None:
            continue
        made = _make(found.start(), found.end(), year or _short_year(parts), month, day, parts)
        if made is not None:
            yield made


def _short_year(parts: dict[str, str]) -> int | None:
    since_republic = parts.get("roc") or parts.get("roc2")
    if since_republic:
        return _REPUBLIC + int(since_republic)
    return 2000 + int(parts["yy"]) if "yy" in parts else None


def _first(parts: dict[str, str], names: tuple[str, ...]) -> int | None:
    for name in names:
        if name in parts:
            return int(parts[name])
    return None


def _make(
    start: int, end: int, year: int | None, month: int, day: int, parts: dict[str, str] | None = None
) -> PageDate | None:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    if not parts or not parts.get("H"):
        return PageDate(start, end, year, month, day)
    hour = int(parts["H"] or 0)
    half = (parts.get("half") or parts.get("half2") or "").lower().replace(".", "")
    if half in {"下午", "晚上", "pm"} and hour < 12:
        hour += 12
    elif half in {"上午", "凌晨", "am"} and hour == 12:
        hour = 0
    second = int(parts["S"] or 0) if parts.get("S") else None
    return PageDate(start, end, year, month, day, hour, int(parts["M"] or 0), second, _offset(parts.get("zone")))


def _offset(zone: str | None) -> int | None:
    if not zone:
        return None
    digits = re.sub(r"\D", "", zone)
    if not digits:
        return 0
    sign = -1 if "-" in zone else 1
    return sign * (int(digits[:2]) * 60 + int(digits[2:4]))

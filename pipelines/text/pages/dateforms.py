"""The forms in which pages write dates, each as a pattern; what a pattern finds is read into a `PageDate`."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAY = r"(?P<d{n}>3[01]|[12]\d|0?[1-9])"
_MONTH = r"(?P<m{n}>1[0-2]|0?[1-9])"
_WEEKDAY = r"(?:\s*[,(（]?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*[)）]?|\s*[(（][一二三四五六日天][)）])?"
_CLOCK = (
    r"(?:(?:[T\s,|/]*|\s[-–]\s|\s(?:hkt|cst|sgt)\s)(?P<half>上午|下午|晚上|早上|中午|凌晨|am|pm)?\s*(?P<H>2[0-3]|1\d|0?\d)\s*[:时点]\s*(?P<M>[0-5]\d)"
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
    + r"[-/._]|\s{1,2}(?P<m11>1[0-2]|0[1-9])/(?=\d\d\s)|(?P<m12>1[0-2]|0[1-9])/(?=\d{4}:\d\d))"
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
    r"|(?P<d10>3[01]|[12]\d|0[1-9])/(?P<m10>1[0-2]|0[1-9])/(?P<y10>(?:19|20)\d\d)(?=\s-\s\d{1,2}:\d\d)"
    r"|(?<=[ap]m\s)(?P<d11>3[01]|[12]\d|0[1-9])/(?P<m13>1[0-2]|0[1-9])/(?P<y11>(?:19|20)\d\d))" + _CLOCK
)
_COMPACT = r"(?<!\d)(?P<y>20\d\d)(?P<m1>1[0-2]|0[1-9])(?P<d1>3[01]|[12]\d|0[1-9])(?!\d)" + _CLOCK
# Years of the Republic (民国112年 is 2023), and years by their last two digits, which a time must follow.
_SHORT_YEAR = (
    r"(?:民国\s?(?P<roc>1?\d\d)\s?年\s?(?P<m1>1[0-2]|0?[1-9])\s?月\s?(?P<d1>3[01]|[12]\d|0?[1-9])\s?日"
    r"|(?<![\d./-])(?P<roc2>1[01]\d)(?P<mark>[./-])(?P<m2>1[0-2]|0[1-9])(?P=mark)(?P<d2>3[01]|[12]\d|0[1-9])(?![\d./-])"
    r"|(?<![\d./-])(?P<yy>[012]\d)(?P<mark2>[/-])(?P<m3>1[0-2]|0?[1-9])(?P=mark2)(?P<d3>3[01]|[12]\d|0?[1-9])(?=\s\d\d:\d\d))"
    + _WEEKDAY
    + _CLOCK
)
_REPUBLIC = 1911


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
        return PageDate(self.start + by, self.end + by, *self[2:])


class DateForm:
    """One form of dates: its pattern, and which of its groups are a year, a month, a day.

    `gate` is a cheaper pattern without which the form's own finds nothing.
    """

    def __init__(self, pattern: str, gate: str = "") -> None:
        self.pattern = re.compile(pattern, re.IGNORECASE)
        self._gate = re.compile(gate) if gate else None
        self._years, self._months, self._days = map(self._groups, (r"y\d*", r"m\d+", r"d\d+"))
        self._month_names = self._groups(r"mon\d*")
        self._since_republic, self._short_years = self._groups(r"roc\d*"), self._groups("yy")

    def _groups(self, name: str) -> tuple[int, ...]:
        return tuple(place - 1 for own, place in self.pattern.groupindex.items() if re.fullmatch(name, own))

    def find(self, text: str, start: int, end: int) -> list[PageDate]:
        """Find the dates of this form in `[start, end)`."""
        if self._gate is not None and self._gate.search(text, start, end) is None:
            return []
        return self.read(self.pattern.finditer(text, start, end))

    def read(self, matches: Iterable[re.Match[str]]) -> list[PageDate]:
        """Read what the pattern found; what is no day of the calendar is left out."""
        found = []
        for match in matches:
            parts = match.groups()
            month = _first(parts, self._months) or self._named_month(parts)
            day = _first(parts, self._days)
            year = _first(parts, self._years) or self._short_year(parts)
            if day is not None and is_day(year, month, day):
                found.append(PageDate(*match.span(), year, month, day, *_clock(match)))
        return found

    def _named_month(self, parts: tuple[str | None, ...]) -> int:
        names = (parts[place] for place in self._month_names)
        return 1 + _MONTHS.index(next(filter(None, names), _MONTHS[0]).lower())

    def _short_year(self, parts: tuple[str | None, ...]) -> int | None:
        since_republic = _first(parts, self._since_republic)
        if since_republic is not None:
            return _REPUBLIC + since_republic
        short = _first(parts, self._short_years)
        return 2000 + short if short is not None else None


def is_day(year: int | None, month: int, day: int) -> bool:
    """Tell whether a calendar has a day; 29 February is one where the year is unknown."""
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True


def _first(parts: tuple[str | None, ...], places: tuple[int, ...]) -> int | None:
    for place in places:
        part = parts[place]
        if part is not None:
            return int(part)
    return None


def _clock(match: re.Match[str]) -> tuple[int | None, int | None, int | None, int | None]:
    """Read the time behind a day: hour, minute, second, offset in minutes."""
    hours, minutes, seconds, before, after, zone = match.group("H", "M", "S", "half", "half2", "zone")
    if not hours:
        return None, None, None, None
    hour = int(hours)
    half = (before or after or "").lower().replace(".", "")
    if half in {"下午", "晚上", "pm"} and hour < 12:
        hour += 12
    elif half in {"上午", "凌晨", "am"} and hour == 12:
        hour = 0
    return hour, int(minutes or 0), int(seconds) if seconds else None, _offset(zone)


def _offset(zone: str | None) -> int | None:
    if not zone:
        return None
    digits = re.sub(r"\D", "", zone)
    if not digits:
        return 0
    sign = -1 if "-" in zone else 1
    return sign * (int(digits[:2]) * 60 + int(digits[2:4]))


# In the order in which they are tried; a form is tried where those before it find nothing.
WITH_YEAR = (
    DateForm(_FULL),
    DateForm(_ENGLISH, gate=r"[\s/.](?:19|20)\d\d"),
    DateForm(_COMPACT, gate=r"20\d{6}"),
)
SHORT_YEAR = DateForm(_SHORT_YEAR, gate=r"[民\d](?:(?<=民)国|(?<=\d)[./-]\d\d?[./-]\d)")
WITHOUT_YEAR = DateForm(_YEARLESS)

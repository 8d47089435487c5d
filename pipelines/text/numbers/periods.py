"""A stretch of days with its precision, and how ISO 8601 and EDTF write it."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

_EDGES = {"year": 4, "month": 7}


class Period(NamedTuple):
    """Days from `first` to `last`, both included, and hours within a day where the text gives them."""

    first: date
    last: date
    precision: str
    clock_from: str | None = None
    clock_to: str | None = None

    @property
    def iso(self) -> str:
        """Write the period: 2024, 2024-10, 2025-01-20, 2024-07/2024-09, 2025-01-20T15:30:00."""
        first, last, precision, clock_from, clock_to = self
        if clock_from is not None:
            start = f"{first}T{clock_from}"
            return f"{start}/{first}T{clock_to}" if clock_to else start
        if first == last:
            return str(first)
        width = _EDGES.get(precision)
        if width and first == start_of(first, precision) and last == end_of(first, precision):
            return str(first)[:width]
        for edge, cut in _EDGES.items():
            if first == start_of(first, edge) and last == end_of(last, edge):
                return f"{str(first)[:cut]}/{str(last)[:cut]}"
        return f"{first}/{last}"


@lru_cache(maxsize=512)
def year_period(year: int) -> Period | None:
    """Return a year, or None outside the calendar."""
    return Period(date(year, 1, 1), date(year, 12, 31), "year") if 1 <= year <= 9998 else None


@lru_cache(maxsize=512)
def month_period(year: int, month: int) -> Period | None:
    """Return a month; months run over into neighbouring years (0 is the December before)."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1 <= year <= 9998:
        return None
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def months_period(year: int, first: int, last: int, precision: str) -> Period | None:
    """Return a run of months of one year."""
    start, stop = month_period(year, first), month_period(year, last)
    return Period(start.first, stop.last, precision) if start and stop else None


def day_period(day: date) -> Period:
    """Return one day."""
    return Period(day, day, "day")


def make_day(year: int, month: int, day: int) -> Period | None:
    """Return the day of a date, or None where there is no such day."""
    try:
        return day_period(date(year, month, day))
    except ValueError:
        return None


def week_period(day: date) -> Period:
    """Return the week, Monday to Sunday, that holds a day."""
    monday = day - timedelta(day.isoweekday() - 1)
    return Period(monday, monday + timedelta(6), "week")


def shift_months(day: date, months: int) -> date:
    """Move a day by whole months; the 31st becomes the last day of a shorter month."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def start_of(day: date, precision: str) -> date:
    """Return the first day of the year or month that holds a day."""
    return day.replace(month=1, day=1) if precision == "year" else day.replace(day=1)


def end_of(day: date, precision: str) -> date:
    """Return the last day of the year or month that holds a day."""
    if precision == "year":
        return day.replace(month=12, day=31)
    return day.replace(day=monthrange(day.year, day.month)[1])

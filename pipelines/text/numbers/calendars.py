"""Days of the Chinese calendar and days with a name, from tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pipelines.text.numbers.folding import fold_numerals
from pipelines.text.rulefiles import Row, read_csv

LUNAR_COLUMNS = ("year", "new_year", "leap_month", "long_months")
FESTIVAL_COLUMNS = ("name", "calendar", "month", "day", "weekday", "shift")


@dataclass(frozen=True, slots=True)
class LunarYear:
    """One year of the Chinese calendar: its first day and the lengths of its months, the leap month among them."""

    new_year: date
    leap_month: int
    lengths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Festival:
    """A day with a name and the rule that gives its date."""

    name: str
    calendar: str
    month: int
    day: int
    weekday: int
    shift: int


class Calendars:
    """Answers which day a lunar date or a festival is; tables are read once for a rules folder."""

    def __init__(self, rules_dir: Path) -> None:
        self.years: Mapping[int, LunarYear] = dict(
            map(_lunar_year, read_csv(rules_dir / "lunar_years.csv", LUNAR_COLUMNS))
        )
        festivals = map(_festival, read_csv(rules_dir / "festivals.csv", FESTIVAL_COLUMNS))
        self.festivals: Mapping[str, Festival] = {festival.name: festival for festival in festivals}

    def lunar_day(self, year: int, month: int, day: int) -> date | None:
        """Return the day of a date of the Chinese calendar, never in a leap month; None outside the table."""
        entry = self.years.get(year)
        if entry is None or not 1 <= month <= 12:
            return None
        index = month - 1 + (1 if entry.leap_month and month > entry.leap_month else 0)
        if not 1 <= day <= entry.lengths[index]:
            return None
        return entry.new_year + timedelta(sum(entry.lengths[:index]) + day - 1)

    def lunar_month(self, year: int, month: int) -> tuple[date, date] | None:
        """Return the first and last day of a month of the Chinese calendar."""
        first = self.lunar_day(year, month, 1)
        if first is None:
            return None
        last = self.lunar_day(year, month, 30) or self.lunar_day(year, month, 29)
        return (first, last) if last else None

    def festival_day(self, name: str, year: int) -> date | None:
        """Return the day of a festival in a year of the Western calendar; the eve of 春节 stays with its 春节."""
        festival = self.festivals[name]
        if festival.calendar == "lunar":
            day = self.lunar_day(year, festival.month, festival.day)
        elif festival.calendar == "weekday":
            day = nth_weekday(year, festival.month, festival.day, festival.weekday)
        elif festival.calendar == "term":
            day = _qingming(year)
        else:
            day = date(year, festival.month, festival.day)
        return day + timedelta(festival.shift) if day else None


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    """Return the `nth` weekday (1 is Monday) of a month, or None where the month has fewer; -1 is the last."""
    first = date(year, month, 1)
    start = first + timedelta((weekday - first.isoweekday()) % 7)
    if nth == -1:
        day = start + timedelta(28)
        return day if day.month == month else day - timedelta(7)
    day = start + timedelta(7 * (nth - 1))
    return day if day.month == month else None


def _qingming(year: int) -> date | None:
    # The usual day rule for the solar term, good for 1901 to 2099.
    if not 1901 <= year <= 2099:
        return None
    constant = 5.59 if year < 2000 else 4.81
    short = year % 100
    return date(year, 4, int(short * 0.2422 + constant) - short // 4)


def _lunar_year(row: Row) -> tuple[int, LunarYear]:
    try:
        first = date.fromisoformat(row["new_year"])
        leap = int(row["leap_month"] or 0)
        year = int(row["year"])
    except ValueError:
        raise row.error("year, new_year (YYYY-MM-DD) or leap_month is malformed") from None
    if len(row["long_months"]) != 12 + bool(leap) or set(row["long_months"]) - {"0", "1"}:
        raise row.error("long_months needs one 0 or 1 for each month, the leap month among them")
    return year, LunarYear(first, leap, tuple(29 + int(mark) for mark in row["long_months"]))


def _festival(row: Row) -> Festival:
    calendar = row.choice("calendar", ("solar", "lunar", "weekday", "term"))
    try:
        numbers = [int(row[column] or 0) for column in ("month", "day", "weekday", "shift")]
    except ValueError:
        raise row.error("month, day, weekday and shift are whole numbers") from None
    if not 1 <= numbers[0] <= 12:
        raise row.error(f'month "{row["month"]}" is not 1 to 12')
    return Festival(fold_numerals(row["name"]), calendar, *numbers)

"""Settle which days an expression means, given the anchors; without one, nothing is guessed."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from pipelines.text.numbers.calendars import Calendars
from pipelines.text.numbers.clocks import CLOCKS, part_hours, read_clock, read_clocks
from pipelines.text.numbers.date_checks import day_number, month_number
from pipelines.text.numbers.date_expressions import RANKS, Expression
from pipelines.text.numbers.date_narrowing import Anchors, Narrower
from pipelines.text.numbers.date_tokens import DateTokens, Token
from pipelines.text.numbers.periods import (
    Period,
    day_period,
    end_of,
    month_period,
    shift_months,
    start_of,
    week_period,
    year_period,
)  # fmt: skip

_NEEDS_YEAR = frozenset({"quarter", "half_year", "first_of", "month", "month_span", "festival", "lunar", "slash_day"})
_LACKS_YEAR = _NEEDS_YEAR | {"day", "day_span", "edge"}
_SPANS = frozenset({"year_span", "bare_years", "month_span", "day_span", "clock_span"})
_MONTH = 31
_LOOK_BACK = 9
# Announced ahead: 春节 and 年底 may lie a month away.
_MARKED = frozenset({"festival", "edge"})
_LUNAR = frozenset({"lunar", "lunar_day"})
_RELATIVE = frozenset({"word", "numbered_day", "week", "weekday"})
_SOON = 30
_MOST_SETTLED = 4096
_ABSOLUTE = frozenset({("year",), ("year", "month"), ("year", "month", "day"), ("stamp",), ("stamp", "clock")})
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}
_MONTHS = {"月": 1, "季度": 3, "年": 12, "世纪": 1200}


class Resolved(NamedTuple):
    """What an expression means."""

    kind: str
    iso: str | None
    first: date | None
    last: date | None
    precision: str | None
    is_relative: bool
    is_inferred: bool
    uses_anchor: bool
    uses_text: bool
    rule_id: str


class Resolver:
    """Resolves expressions one after the other."""

    def __init__(self, tokens: DateTokens, calendars: Calendars) -> None:
        self.tokens, self.calendars = tokens, calendars
        self.narrower = Narrower(tokens, calendars)
        self._settled_before: dict[tuple[object, ...], Resolved] = {}

    def resolve(self, found: Expression, anchors: Anchors, *, year: int | None, is_to_come: bool) -> Resolved:
        """Settle an expression.

        Args:
            found: What was read.
            anchors: The day of publication and the last date of the text.
            year: The year that an earlier date of the same sentence stated, if any.
            is_to_come: A word before it says that the day lies ahead (将于).
        """
        kinds = tuple([token[0] for token in found.tokens])
        written = tuple([token[3] for token in found.tokens])
        other = tuple([(token[0], token[3]) for token in found.other])
        # A full date means the same whatever the anchors: news repeat a few days over and over. Not so its far end:
        # 2014年11月到下个月9号.
        given = () if kinds in _ABSOLUTE and not found.other else (anchors, year, is_to_come)
        key = kinds, written, other, *found[4:], given
        resolved = self._settled_before.get(key)
        if resolved is None:
            if len(self._settled_before) >= _MOST_SETTLED:
                self._settled_before.clear()
            resolved = self._settled_before[key] = self._settled_anew(found, anchors, year, is_to_come)
        return resolved

    def _settled_anew(self, found: Expression, anchors: Anchors, year: int | None, is_to_come: bool) -> Resolved:
        try:
            return self._settled(found, anchors, year, is_to_come)
        except (OverflowError, ValueError):
            # Before the year 1 or after 9999: the calendar has no such day.
            return _made("date", None, None, None, None, "out-of-calendar")

    def _settled(self, found: Expression, anchors: Anchors, year: int | None, is_to_come: bool) -> Resolved:
        if found.relation == "ago":
            return self._ago(found, anchors, year)
        if found.relation == "each":
            # 每周二 comes back and back: no one day is meant.
            kind = "time" if found.tokens[-1].kind in CLOCKS else "date"
            return _made(kind, None, None, None, None, "each", is_relative=True)
        if found.relation == "span":
            return self._span(found, anchors)
        if found.relation == "plan":
            first = int(found.steps)
            return _made("range", f"{first}/{first + 4}", date(first, 1, 1), date(first + 4, 12, 31), "years", "plan")
        return self._points(found, anchors, year, is_to_come)

    def _points(self, found: Expression, anchors: Anchors, year: int | None, is_to_come: bool) -> Resolved:
        tokens = found.tokens
        kinds = [token.kind for token in tokens]
        words = [self.tokens.words[token.text] for token in tokens if token.kind == "word"] if "word" in kinds else []
        is_relative = not _RELATIVE.isdisjoint(kinds)
        is_clock = tokens[0].kind in CLOCKS
        is_from_text = any(word.is_from_text for word in words)
        inferred = self._lacks_year(tokens) and year is None
        period = self.period(tokens, anchors, year, is_to_come)
        kind = "time" if kinds[-1] in CLOCKS or any(word.part for word in words) else "date"
        rule = "date:" + "+".join(kinds)
        is_inferred, is_counted = inferred and not is_clock, (is_relative or inferred) and not is_clock
        if period is None:
            bare, precision = (_bare_clock(self.tokens, tokens), "time") if is_clock else (None, None)
            uses_anchor = is_counted and not is_from_text
            result = Resolved(kind, bare, None, None, precision, is_relative, is_inferred, uses_anchor, False, rule)
        else:
            first, last, precision = period.first, period.last, period.precision if kind == "date" else "time"
            result = Resolved(
                kind, period.iso, first, last, precision, is_relative, is_inferred, is_counted, is_from_text, rule
            )
        if found.other:
            return self._joined(found, result, period, anchors)
        if kinds[-1] in _SPANS:
            result = result._replace(kind="range")
        return _related(found, result, period) if found.relation else result

    def _lacks_year(self, tokens: tuple[Token, ...]) -> bool:
        if tokens[0].kind == "lunar" and len(tokens) > 1:
            return self._lacks_year(tokens[1:])
        return tokens[0].kind in _LACKS_YEAR

    def period(self, tokens: tuple[Token, ...], anchors: Anchors, year: int | None, is_to_come: bool) -> Period | None:
        """Settle one chain of parts; a missing year is the one that puts it nearest in the past."""
        if not self._lacks_year(tokens):
            return self._apply(tokens, None, anchors)
        if year is not None and tokens[0].kind in _NEEDS_YEAR:
            return self._apply(tokens, year_period(year), anchors)
        if anchors.today is None:
            return None
        return self._nearest(tokens, anchors, anchors.today, is_to_come)

    def _nearest(self, tokens: tuple[Token, ...], anchors: Anchors, today: date, is_to_come: bool) -> Period | None:
        head = tokens[0].kind
        if head == "edge":
            start = month_period(today.year, today.month) if "月" in tokens[0].text else year_period(today.year)
            return self._apply(tokens, start, anchors)
        is_lunar = self._is_lunar(tokens)
        is_soon = is_lunar or not _MARKED.isdisjoint([token.kind for token in tokens])
        way = 1 if is_to_come else -1
        if head in {"day", "day_span"}:
            later = self._later_that_month(tokens, anchors)
            if later is not None:
                return later
            starts: Iterator[Period | None] = (
                month_period(today.year, today.month + way * step) for step in range(_LOOK_BACK)
            )
        else:
            # A month of next year has not begun: only what is told ahead is looked for there.
            before = 1 if is_to_come or is_soon or head == "first_of" else 0
            starts = (year_period(today.year + way * step) for step in range(-before, _LOOK_BACK - 1))
        slack = timedelta(_SOON if is_soon else 0)
        apply = self._lunar if is_lunar else self.narrower.run
        for start in starts:
            period = apply(tokens, start, anchors)
            # 前11个月 is told when it is over: in January it was last year's.
            told = period.last - timedelta(_MONTH) if period and head == "first_of" else None
            if period and (period.last >= today if is_to_come else (told or period.first) <= today + slack):
                return period
        return None

    def _later_that_month(self, tokens: tuple[Token, ...], anchors: Anchors) -> Period | None:
        """Give 11日 the month of the day before it in its sentence (9月10日，11日), where it lies later."""
        here = anchors.day_here
        period = self._apply(tokens, month_period(here.year, here.month), anchors) if here else None
        return period if period and here and period.first > here else None

    def _apply(self, tokens: tuple[Token, ...], start: Period | None, anchors: Anchors) -> Period | None:
        if self._is_lunar(tokens):
            return self._lunar(tokens, start, anchors)
        return self.narrower.run(tokens, start, anchors)

    def _is_lunar(self, tokens: tuple[Token, ...]) -> bool:
        return any(token.kind in _LUNAR or (token.kind == "month" and token.text[0] in "正腊冬") for token in tokens)

    def _lunar(self, tokens: tuple[Token, ...], start: Period | None, anchors: Anchors) -> Period | None:
        """Read a chain in the Chinese calendar: its year, month and day are lunar ones."""
        months = [i for i, token in enumerate(tokens) if token.kind == "month"]
        if not months:
            return None
        at = months[0]
        head = tuple(token for token in tokens[:at] if token.kind != "lunar")
        year = self.narrower.run(head, start, anchors) if head else start
        month = month_number(tokens[at].text)
        if year is None or month is None:
            return None
        rest = tokens[at + 1 :]
        if not rest or rest[0].kind not in {"lunar_day", "day", "bare_day"}:
            span = self.calendars.lunar_month(year.first.year, month)
            return Period(*span, "days") if span and not rest else None
        number = day_number(rest[0].text)
        day = self.calendars.lunar_day(year.first.year, month, number or 0)
        return self.narrower.run(rest[1:], day_period(day), anchors) if day else None

    def _joined(self, found: Expression, left: Resolved, period: Period | None, anchors: Anchors) -> Resolved:
        start = self._base(period, found.other[0])
        if period is not None and found.other[0].kind == found.tokens[-1].kind == "weekday":
            start = week_period(period.first)
        other: Period | None = None
        if period is not None and self._is_lunar(found.other):
            other = self._lunar_end(found.other, period, anchors)
        elif period is not None:
            # 18日22时至次日2时: the next day is that of the near end.
            ended = anchors._replace(text=period.last, text_month=period.last)
            other = self.narrower.run(found.other, start, ended) if start or not self._hangs(found.other) else None
        if found.other[0].kind in CLOCKS and period is None:
            first, last = (
                _bare_clock(self.tokens, found.tokens),
                _bare_clock(self.tokens, found.tokens[:-1] + found.other),
            )
            return left._replace(kind="range", iso=f"{first}/{last}" if first and last else None)
        is_part = found.tokens[-1].kind == found.other[0].kind == "part"
        if is_part and period and other and (other.clock_from or "") < (period.clock_from or ""):
            # 18日夜间至凌晨 ends on the day after.
            tomorrow = other.first + timedelta(1)
            other = other._replace(first=tomorrow, last=tomorrow)
        if period is None or other is None or other.first < period.first:
            return left._replace(kind="range", iso=None, first=None, last=None, precision=None)
        ends = [_edge(period, period.clock_from), _edge(other, other.clock_to or other.clock_from, is_end=True)]
        return left._replace(kind="range", iso="/".join(ends), last=other.last)

    def _lunar_end(self, tokens: tuple[Token, ...], period: Period, anchors: Anchors) -> Period | None:
        """Give the far end of a lunar span the first day that fits behind the near end: 除夕至初六."""
        ends: list[Period | None] = []
        for year in range(period.first.year - 1, period.first.year + 2):
            if tokens[0].kind == "lunar_day":
                number = day_number(tokens[0].text) or 0
                days = [self.calendars.lunar_day(year, month, number) for month in range(1, 13)]
                ends += [self.narrower.run(tokens[1:], day_period(day), anchors) for day in days if day]
            else:
                ends.append(self._apply(tokens, year_period(year), anchors))
        return min((end for end in ends if end and end.first >= period.first), default=None, key=lambda end: end.first)

    def _hangs(self, tokens: tuple[Token, ...]) -> bool:
        return self._lacks_year(tokens) or tokens[0].kind in CLOCKS

    def _base(self, period: Period | None, first: Token) -> Period | None:
        """Give the far end of a span the parts that it leaves out, from the near end."""
        if period is None or not self._hangs((first,)):
            return None
        if first.kind in CLOCKS:
            return day_period(period.first)
        if RANKS[first.kind] >= RANKS["day"] and first.kind != "festival":
            return month_period(period.first.year, period.first.month)
        return year_period(period.first.year)

    def _ago(self, found: Expression, anchors: Anchors, year: int | None) -> Resolved:
        result = _made("date", None, None, None, None, "ago", is_relative=True)
        today = anchors.today
        is_part = found.unit not in _DAYS and found.unit not in _MONTHS
        if is_part:
            return result._replace(kind="time", precision="time")
        is_from_text = found.steps > 0 and (year is not None or anchors.day_here is not None)
        if is_from_text:
            # 他1998年入学，四年后毕业: what lies after counts from the date that the sentence has stated.
            is_vague = found.unit != "年" and anchors.day_here is None
            today = None if is_vague else anchors.day_here or date(year or 1, 1, 1)
        if today is None:
            return result
        near, far = sorted((found.steps, found.steps_high), key=abs)
        period = _moved(today, near, found.unit)
        other = _moved(today, far, found.unit)
        if period is None or other is None:
            return result
        if far != near:
            period = Period(min(period.first, other.first), max(period.last, other.last), "years")
        result = result._replace(iso=period.iso, first=period.first, last=period.last, precision=period.precision)
        return result._replace(uses_anchor=not is_from_text, uses_text=is_from_text)

    def _span(self, found: Expression, anchors: Anchors) -> Resolved:
        result = _made("range", None, None, None, None, "span", is_relative=True)
        today = anchors.today
        if today is None or (found.unit not in _DAYS and found.unit not in _MONTHS):
            return result
        other = _shifted(today, found.steps, found.unit)
        if other is None:
            return result
        first, last = (other, today) if found.steps < 0 else (today + timedelta(1), other)
        return result._replace(iso=f"{first}/{last}", first=first, last=last, precision="days", uses_anchor=True)


def _made(
    kind: str, iso: str | None, first: date | None, last: date | None, precision: str | None, rule: str, *,
    is_relative: bool = False,
) -> Resolved:  # fmt: skip
    return Resolved(kind, iso, first, last, precision, is_relative, False, False, False, f"date:{rule}")


def _related(found: Expression, result: Resolved, period: Period | None) -> Resolved:
    """Open the date on one side (之前, 以来), or move it to the eve."""
    if found.relation in {"before", "until", "since", "after"}:
        is_until = found.relation in {"before", "until"}
        iso = None
        if result.iso is not None and period is not None:
            # 年底前 is before the end of 年底, not before its November.
            is_end = found.tokens[-1].kind == "edge" and found.tokens[-1].text[-1] in "底末"
            relation = "until" if is_end and is_until else found.relation
            edge = _open_edge(relation, period)
            iso = f"../{edge}" if is_until else f"{edge}/.."
        elif result.iso is not None:
            bare = result.iso.split("/")[0].removeprefix("T")
            iso = f"../{bare}" if is_until else f"{bare}/.."
        first = None if is_until else result.first
        return result._replace(kind="range", iso=iso, first=first, last=result.last if is_until else None)
    if found.relation == "eve" and period is not None:
        eve = day_period(period.first - timedelta(1))
        return result._replace(iso=eve.iso, first=eve.first, last=eve.last)
    return result


def _open_edge(relation: str, period: Period) -> str:
    """Write the bounded end of an open span: 2015年之前 ends with 2014, 2007年以后 begins with 2008."""
    if period.clock_from is not None or relation == "since":
        return _edge(period, period.clock_from)
    if relation == "before":
        return str(period.first - timedelta(1))
    if relation == "until":
        return str(period.last)
    return str(period.first if period.first == period.last else period.last + timedelta(1))


def _edge(period: Period, clock: str | None, *, is_end: bool = False) -> str:
    if clock is not None:
        return f"{period.first}T{clock}"
    iso = period.iso
    return iso.split("/")[-1 if is_end else 0]


def _bare_clock(tokens: DateTokens, chain: tuple[Token, ...]) -> str | None:
    """Write a time of no known day: T15:30:00."""
    part = None
    written = None
    for token in chain:
        if token.kind == "part":
            part = tokens.parts[token.text]
            written = "/".join(f"T{end}" for end in part_hours(part))
        elif token.kind == "clock_span":
            written = "/".join(f"T{end}" for end in read_clocks(token.text, part))
        elif token.kind == "clock":
            hour, minute, second = read_clock(token.text, part)
            written = f"T{hour % 24:02}:{minute:02}:{second:02}"
    return written


def _shifted(day: date, count: float, unit: str) -> date | None:
    """Move a day by so many units, or return None where that leaves the calendar."""
    try:
        if unit in _DAYS:
            return day + timedelta(round(count * _DAYS[unit]))
        return shift_months(day, round(count * _MONTHS[unit]))
    except (OverflowError, ValueError):
        return None


def _moved(day: date, count: float, unit: str) -> Period | None:
    """Return the day, month or year that lies `count` units away, as precise as the unit."""
    other = _shifted(day, count, unit)
    if other is None:
        return None
    if unit == "年" and count == int(count):
        return Period(start_of(other, "year"), end_of(other, "year"), "year")
    if unit in _MONTHS:
        return Period(start_of(other, "month"), end_of(other, "month"), "month")
    return day_period(other) if unit in _DAYS else week_period(other)

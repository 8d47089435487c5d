"""Narrow a stretch of days part by part: 去年 is a year, its 10月 a month, its 下旬 eleven days."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from pipelines.text.numbers.calendars import Calendars, nth_weekday
from pipelines.text.numbers.clocks import CLOCKS, TO, part_hours, read_clock, read_clocks
from pipelines.text.numbers.date_checks import day_number, month_number
from pipelines.text.numbers.date_tokens import DateTokens, DayPart, TimeWord, Token, bare, read_count
from pipelines.text.numbers.periods import (
    Period,
    day_period,
    end_of,
    make_day,
    month_period,
    months_period,
    week_period,
    year_period,
)  # fmt: skip

WEEKDAYS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7}
_REIGN_YEARS = range(100, 151)
_LONG_SLOTS = frozenset({"year", "century", "two_years", "two_days"})
_SEASONS = {"春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 14)}
_NAMED_DAYS = {"前": -2, "昨": -1, "今": 0, "明": 1}
_TENS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}


class Anchors(NamedTuple):
    """What relative words count from: today, the last date the text gave, and the last day of this sentence."""

    today: date | None
    text: date | None
    text_month: date | None = None
    day_here: date | None = None


# As for a reading.
make_anchors: Callable[[tuple[date | None, date | None, date | None, date | None]], Anchors] = partial(
    tuple.__new__, Anchors
)


class Narrower:
    """Applies one part of a date to the stretch found so far."""

    def __init__(self, tokens: DateTokens, calendars: Calendars) -> None:
        self.tokens, self.calendars = tokens, calendars
        self._steps: dict[str, Callable[[Token, Period | None, Anchors], Period | None]] = {
            name.removeprefix("to_"): getattr(self, name) for name in dir(self) if name.startswith("to_")
        }

    def run(self, tokens: tuple[Token, ...], start: Period | None, anchors: Anchors) -> Period | None:
        """Apply all parts in turn; None where one does not fit (2月30日) or has no anchor."""
        period = start
        part: DayPart | None = None
        for token in tokens:
            if token.kind in CLOCKS:
                if period is None or period.first != period.last:
                    return None
                period, part = self.hours(period, token, part)
                continue
            period = self._steps[token.kind](token, period, anchors)
            if period is None:
                return None
            word = self.tokens.words.get(token.text) if token.kind == "word" else None
            if word is not None and word.part:
                part = self.tokens.parts[word.part]
                period = _with_part(period, part)
        return period

    def hours(self, period: Period, token: Token, part: DayPart | None) -> tuple[Period, DayPart | None]:
        """Set the hours of a day, by 下午 or by the clock."""
        if token.kind == "part":
            part = self.tokens.parts[token.text]
            return _with_part(period, part), part
        if token.kind == "clock_span":
            ends = read_clocks(token.text, part)
            return period._replace(clock_from=ends[0], clock_to=ends[-1]), part
        hour, minute, second = read_clock(token.text, part)
        if hour >= 24:
            period, hour = day_period(period.first + timedelta(1)), hour - 24
        return period._replace(clock_from=f"{hour:02}:{minute:02}:{second:02}", clock_to=None), part

    def to_word(self, token: Token, period: Period | None, anchors: Anchors) -> Period | None:
        """去年, 上个月, 昨天: so many steps from the anchor; 去年本月 keeps the year found."""
        word = self.tokens.words[token.text]
        last = anchors.text if word.slot == "day" else anchors.text_month or anchors.text
        day = last if word.is_from_text else anchors.today
        if day is None:
            return None
        if word.slot in _LONG_SLOTS:
            return _long_word(word, day)
        if word.slot == "month":
            return month_period(period.first.year if period else day.year, day.month + word.offset)
        if word.slot == "quarter":
            index = day.year * 4 + (day.month - 1) // 3 + word.offset
            return months_period(index // 4, index % 4 * 3 + 1, index % 4 * 3 + 3, "quarter")
        if word.slot == "half_year":
            index = day.year * 2 + (day.month > 6) + word.offset
            first = 1 if word.offset < 0 else 7
            return months_period(index // 2 if period is None else period.first.year, first, first + 5, "half_year")
        return day_period(day + timedelta(word.offset))

    def to_year(self, token: Token, _period: Period | None, _anchors: Anchors) -> Period | None:
        """2024年, 二〇二四年; two figures are of 1950 to 2049."""
        digits = bare(token.text)
        year = read_count(digits)
        if year is None or (len(digits) == 3 and year in _REIGN_YEARS):
            # 113年三月 is of 民国 or of the Christian era.
            return None
        if len(digits) == 2 and year < 100:
            year += 1900 if year >= 50 else 2000
        return year_period(year)

    def to_bc_year(self, _token: Token, _period: Period | None, _anchors: Anchors) -> Period | None:
        """公元前221年 has no day in this calendar."""
        return None

    def to_reign(self, token: Token, _period: Period | None, _anchors: Anchors) -> Period | None:
        """民国三年: counted from the year before the first."""
        for name, before in self.tokens.reigns.items():
            rest = token.text.removeprefix(name).removesuffix("年")
            if rest != token.text.removesuffix("年") and (rest == "元" or read_count(rest)):
                return year_period(before + (1 if rest == "元" else read_count(rest) or 0))
        return None

    def to_century(self, token: Token, _period: Period | None, _anchors: Anchors) -> Period | None:
        """20世纪 is read as 1900 to 1999."""
        number = read_count(token.text.removesuffix("世纪").strip())
        if not number:
            return None
        return Period(date(max(1, number * 100 - 100), 1, 1), date(number * 100 - 1, 12, 31), "century")

    def to_decade(self, token: Token, period: Period | None, _anchors: Anchors) -> Period | None:
        """80年代: of the century named, else of the last one (30 to 90) or this."""
        number = read_count(re.sub(r"[ ]?年代", "", token.text))
        if number is None:
            return None
        century = period.first.year if period else (1900 if number >= 30 else 2000)
        first = century + number % 100
        return Period(date(first, 1, 1), date(first + 9, 12, 31), "decade")

    def to_year_span(self, token: Token, _period: Period | None, _anchors: Anchors) -> Period | None:
        """2020—2024年."""
        ends = [read_count(bare(end)) for end in TO.split(token.text)]
        if None in ends or not 1 <= (ends[0] or 0) <= (ends[-1] or 0) < 9999:
            return None
        return Period(date(ends[0] or 1, 1, 1), date(ends[-1] or 1, 12, 31), "years")

    to_bare_years = to_year_span

    def to_stamp(self, token: Token, _period: Period | None, _anchors: Anchors) -> Period | None:
        """2025-01-20, 20250120, 20.1.2025, 10/31/1974, 27-7-3."""
        parts = [int(part) for part in re.split(r"[-/. \u3000\xa0]+", token.text)]
        if len(parts) == 1:
            return make_day(parts[0] // 10000, parts[0] // 100 % 100, parts[0] % 100)
        if len(parts) != 3:
            return None
        if parts[0] > 31 or "-" in token.text:
            return make_day(_long_year(parts[0]), parts[1], parts[2])
        first, second, year = parts[0], parts[1], _long_year(parts[2])
        return make_day(year, second, first) or make_day(year, first, second)

    def to_quarter(self, token: Token, period: Period | None, _anchors: Anchors) -> Period | None:
        """第三季度: three months of the year."""
        found = re.search(r"[一二三四1-4]", token.text)
        if period is None or found is None:
            return None
        number = read_count(found[0]) or 1
        return months_period(period.first.year, number * 3 - 2, number * 3, "quarter")

    def to_half_year(self, token: Token, period: Period | None, _anchors: Anchors) -> Period | None:
        """上半年, 下半月, 下半周 (from Thursday)."""
        if period is None:
            return None
        is_first = token.text[0] in "上前"
        if token.text.endswith("年"):
            first = 1 if is_first else 7
            return months_period(period.first.year, first, first + 5, "half_year")
        if token.text.endswith("月"):
            middle = period.first.replace(day=15)
            return (
                period._replace(last=middle, precision="days")
                if is_first
                else period._replace(first=middle + timedelta(1), precision="days")
            )
        return None

    def to_season(self, token: Token, period: Period | None, _anchors: Anchors) -> Period | None:
        """春 is March to May, and so on; 冬 runs into the next year."""
        if period is None:
            return None
        first, last = _SEASONS[token.text[0]]
        return months_period(period.first.year, first, last, "season")

    def to_first_of(self, token: Token, period: Period | None, _anchors: Anchors) -> Period | None:
        """前三季度, 前10天, 后三月: so much from the start or the end."""
        match = re.match(r"([前后首头])(.*?)个?(季度|季|月|天|日|周|年)$", token.text)
        if period is None or match is None:
            return None
        count = 1 if match[1] == "首" else read_count(match[2])
        if not count:
            return None
        if match[3] in {"季度", "季", "月"}:
            months = count * (1 if match[3] == "月" else 3)
            if months > 12:
                return None
            first = 1 if match[1] != "后" else 13 - months
            return months_period(period.first.year, first, first + months - 1, "months")
        days = count * (7 if match[3] == "周" else 1)
        if match[1] == "后":
            return period._replace(first=period.last - timedelta(days - 1), precision="days")
        return period._replace(last=period.first + timedelta(days - 1), precision="days")

    def to_nth_of(self, token: Token, period: Period | None, _anchors: Anchors) -> Period | None:
        """第二周 (the second that starts on a Monday there), 第一个星期一, 最后一天."""
        match = re.match(r"的?(?:第(.+?)|(最后))一?个?(周|星期|礼拜|天|日|月|季度)([一二三四五六日天]?)$", token.text)
        if period is None or match is None:
            return None
        nth = -1 if match[2] else read_count(match[1])
        if nth is None:
            return None
        if match[3] in {"天", "日"}:
            return day_period(period.last if nth < 0 else period.first + timedelta(nth - 1))
        if match[3] in {"月", "季度"}:
            size = 1 if match[3] == "月" else 3
            nth = 12 // size if nth < 0 else nth
            months = months_period(period.first.year, nth * size - size + 1, nth * size, "quarter")
            return months if months and nth * size <= 12 else None
        return _nth_week(period, nth, WEEKDAYS.get(match[4], 0))

    def to_month(self, token: Token, period: Period | None, _anchors: Anchors) -> Period | None:
        """10月 of the year found."""
        number = month_number(token.text)
        return month_period(period.first.year, number) if period and number else None

    def to_month_span(self, token: Token, period: Period | None, _anchors: Anchors) -> Period | None:
        """1－9月."""
        ends = [month_number(end) for end in TO.split(token.text) if end.strip()]
        if period is None or not ends[0] or not ends[-1] or not ends[0] < ends[-1] <= 12:
            return None
        return months_period(period.first.year, ends[0], ends[-1], "months")

    def to_ten_days(self, token: Token, period: Period | None, _anchors: Anchors) -> Period | None:
        """上旬, 中旬, 下旬."""
        if period is None:
            return None
        first, last = _TENS[token.text[0]]
        stop = end_of(period.first, "month")
        return Period(period.first.replace(day=first), stop.replace(day=min(last, stop.day)), "days")

    def to_edge(self, token: Token, period: Period | None, anchors: Anchors) -> Period | None:
        """年底 is November and December, 月底 from the 25th on, 初 the first two months or five days."""
        if period is None:
            return None
        is_start = "初" in token.text or token.text in {"早期", "伊始"}
        is_middle = "中" in token.text
        if token.text.startswith("月") and period.precision == "year" and anchors.today:
            period = month_period(period.first.year, anchors.today.month) or period
        if period.precision == "year":
            first, last = (1, 2) if is_start else (5, 8) if is_middle else (11, 12)
            return months_period(period.first.year, first, last, "months")
        if period.precision == "month":
            first, last = (1, 5) if is_start else (11, 20) if is_middle else (25, period.last.day)
            return Period(period.first.replace(day=first), period.first.replace(day=last), "days")
        if period.precision in {"quarter", "half_year"}:
            return month_period(period.first.year, period.first.month if is_start else period.last.month)
        if period.precision in {"century", "decade"}:
            years = 20 if period.precision == "century" else 3
            if is_middle:
                # 中期 and 中叶: what lies about the middle year.
                first_year, years = period.first.year + (40 if years == 20 else 3), years + years % 2
            else:
                first_year = period.first.year if is_start else period.last.year - years + 1
            return Period(date(first_year, 1, 1), date(first_year + years - 1, 12, 31), "years")
        return period

    def to_day(self, token: Token, period: Period | None, _anchors: Anchors) -> Period | None:
        """20日 of the month found."""
        number = day_number(token.text)
        return make_day(period.first.year, period.first.month, number) if period and number else None

    to_bare_day = to_day

    def to_slash_day(self, token: Token, period: Period | None, _anchors: Anchors) -> Period | None:
        """6/18 of the year found."""
        month, day = map(int, token.text.split("/"))
        return make_day(period.first.year, month, day) if period else None

    def to_numbered_day(self, token: Token, _period: Period | None, anchors: Anchors) -> Period | None:
        """今(18)日, 昨日（17日）: the day of that number which lies nearest to the day that the word names."""
        number = day_number(re.sub(r"[^0-9零〇一二三四五六七八九十廿卅]", "", token.text))
        if anchors.today is None or number is None:
            return None
        near = anchors.today + timedelta(_NAMED_DAYS[token.text[0]])
        days = (near + timedelta(sign * step) for step in range(16) for sign in (1, -1))
        return next((day_period(day) for day in days if day.day == number), None)

    def to_day_span(self, token: Token, period: Period | None, _anchors: Anchors) -> Period | None:
        """20日至25日 of the month found."""
        ends = [day_number(end) for end in TO.split(token.text) if end.strip()]
        if period is None or not ends[0] or not ends[-1] or ends[0] >= ends[-1]:
            return None
        first = make_day(period.first.year, period.first.month, ends[0])
        last = make_day(period.first.year, period.first.month, ends[-1])
        return Period(first.first, last.last, "days") if first and last else None

    def to_week(self, token: Token, _period: Period | None, anchors: Anchors) -> Period | None:
        """上周, 本周三, 下下周末."""
        if anchors.today is None:
            return None
        head = re.match(r"(上+|下+|本|这|今)", token.text)
        if head is None:
            return None
        steps = {"上": -1, "下": 1}.get(head[1][0], 0) * len(head[1])
        week = week_period(anchors.today + timedelta(7 * steps))
        return _in_week(week, token.text[-1])

    def to_weekday(self, token: Token, period: Period | None, anchors: Anchors) -> Period | None:
        """周三: the last one, today included; behind 上周 the one of that week."""
        if period is not None:
            return _in_week(period, token.text[-1])
        if anchors.today is None:
            return None
        week = _in_week(week_period(anchors.today), token.text[-1])
        if week.first > anchors.today:
            week = Period(week.first - timedelta(7), week.last - timedelta(7), week.precision)
        return week

    def to_festival(self, token: Token, period: Period | None, _anchors: Anchors) -> Period | None:
        """春节 of the year found."""
        day = self.calendars.festival_day(token.text, period.first.year) if period else None
        return day_period(day) if day else None

    def to_lunar(self, _token: Token, period: Period | None, _anchors: Anchors) -> Period | None:
        """农历 alone changes nothing; chains with it are read by the lunar rule."""
        return period

    def to_lunar_day(self, _token: Token, _period: Period | None, _anchors: Anchors) -> Period | None:
        """初一 is read by the lunar rule."""
        return None


def _long_word(word: TimeWord, day: date) -> Period | None:
    """今年 is a year, 上世纪 a hundred, 今明两年 two, 今明两天 two days."""
    if word.slot == "year":
        return year_period(day.year + word.offset)
    if word.slot == "two_days":
        first_day = day + timedelta(word.offset)
        return Period(first_day, first_day + timedelta(1), "days")
    if word.slot == "century":
        century = (day.year // 100 + word.offset) * 100
        return Period(date(max(1, century), 1, 1), date(century + 99, 12, 31), "century")
    first, last = year_period(day.year + word.offset), year_period(day.year + word.offset + 1)
    return Period(first.first, last.last, "years") if first and last else None


def _nth_week(period: Period, nth: int, weekday: int) -> Period | None:
    """Count weekdays of a month, or weeks by their Mondays; the weeks of a year run on past its January."""
    first = period.first
    if weekday and period.precision == "month":
        day = nth_weekday(first.year, first.month, nth, weekday)
        return day_period(day) if day else None
    if period.precision == "month":
        monday = nth_weekday(first.year, first.month, nth, 1)
        return week_period(monday) if monday else None
    start = nth_weekday(first.year, first.month, 1, 1)
    return week_period(start + timedelta(7 * (nth - 1))) if start and nth > 0 else None


def _in_week(week: Period, mark: str) -> Period:
    if mark == "末":
        return Period(week.first + timedelta(5), week.last, "weekend")
    return day_period(week.first + timedelta(WEEKDAYS[mark] - 1)) if mark in WEEKDAYS else week


def _with_part(period: Period, part: DayPart) -> Period:
    start, stop = part_hours(part)
    return period._replace(clock_from=start, clock_to=stop)


def _long_year(year: int) -> int:
    return year + (1900 if year >= 50 else 2000) if year < 100 else year

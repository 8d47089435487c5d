"""Tell whether a part of a date can stand where it was found."""

import re
from functools import lru_cache
from math import gcd

from pipelines.text.numbers.cues import DateCues
from pipelines.text.numbers.date_tokens import Token, bare, read_count

_BOUNDED = re.compile(r"$|[^\u4e00-\u9fffA-Za-z0-9%]|[半钟整左许多前后至到的过开起之以正]")
# 以下两点 are points, and 这三点十分重要 is of weight.
_HOUR_ENDS = re.compile("[半钟整左许前后]")
_VERY = re.compile("[一二两三四五六七八九十]点十分")
_HAN = re.compile("[\u3400-\u9fff]")
_SERIES = re.compile(r"号[，、和及与]$")
_DECIMAL = re.compile(r"点[ ]?(?:[零〇一二三四五六七八九]+|\d+)$")
# 6/20 is a day where a weekday or an hour follows, another such day, or where nobody would write that fraction.
_DAY_BEHIND = re.compile(
    r"[ ]?[(（](?:周|星期|礼拜)?[一二三四五六日][)）]|[ ]?(?:上午|下午|凌晨|晚间|晚上|当天|当日)"
    r"|[ ]?(?:至|到|[-–～])[ ]?(?:1[0-2]|[1-9])/(?:3[01]|2\d|1[3-9])(?![\d/.%:])"
)
_DAY_FOLLOWS = re.compile(r"[\u4e00-\u9fff](?<![的以多强弱个])")
_INCH_PARTS = frozenset({16, 20, 25})
_LONE_EDGES = frozenset({"年初", "年底", "年末", "年中", "月初", "月底", "月末"})
# 二十三日 is a day; 三日 and 十日 are more often stretches of time.
_LONG_DAY = re.compile(r"廿[一二三四五六七八九]?日|[二三]?十[一二三四五六七八九]日")
# 师生比1:15 and 比例为1:3 are ratios.
_RATIO = re.compile(r"比(?:[例率]?[为是约达]?[ ]?)$")
# 25:21、22:25: a list of figures of which one is no time of day is a list of scores.
_BESIDE = re.compile(r"(\d{1,3})[:：](\d{1,3})[、，,]\Z"), re.compile(r"[、，,](\d{1,3})[:：](\d{1,3})")
_CHANGES = frozenset("涨跌升降调挫扬高低落弹")
_MONTH_NAMES = {"元": 1, "正": 1, "冬": 11, "腊": 12}
_NEVER_FIRST = frozenset({"ten_days", "nth_of", "season", "lunar_day", "bare_day"})


def fits_first(token: Token) -> bool:
    """Tell whether a part can open a date."""
    if token.kind in {"month", "day"}:
        return in_calendar(token)
    if token.kind == "edge":
        return token.text in _LONE_EDGES
    if token.kind == "first_of":
        return token.text.endswith("季度") or (token.text[0] == "前" and token.text.endswith("个月"))
    return token.kind not in _NEVER_FIRST


def fits_behind(token: Token, last: Token, rank: int) -> bool:
    """Tell whether a part can follow another, whose rank is given."""
    if token.kind in {"month", "day"}:
        return in_calendar(token)
    if token.kind == "season":
        return rank == 0
    if token.kind == "lunar_day":
        return last.kind in {"month", "lunar"}
    if token.kind == "bare_day":
        return last.kind == "month" and "份" not in last.text
    return token.kind != "weekday" or last.kind == "week"


def in_calendar(token: Token) -> bool:
    """Refuse the 13th month and the 32nd day."""
    number = month_number(token.text) if token.kind == "month" else day_number(token.text)
    return number is not None and 1 <= number <= (12 if token.kind == "month" else 31)


def clock_fits(folded: str, token: Token, has_near: bool, end: int, cues: DateCues) -> bool:
    """Tell a time of day from a decimal (三点五), from points (三点建议) and from a bare 时."""
    hour = read_count(re.split(r"[点时:：AaPp ]", token.text)[0])
    if hour is None or hour > 24 or has_near:
        return hour is not None and hour <= 24
    if _DECIMAL.search(token.text) or ("时" in token.text and not re.search(r"时.+分|[:：]", token.text)):
        return False
    if _VERY.fullmatch(token.text):
        return not _HAN.match(folded, token.end, end)
    if not token.text.endswith("点"):
        return True
    if token.text.startswith("两"):
        return _HOUR_ENDS.match(folded, token.end, end) is not None
    is_bounded = hour > 3 or hour == 0 or _BOUNDED.match(folded, token.end, end) is not None
    return is_bounded and not cues.points.match(folded, token.end, end)


def stands(folded: str, tokens: tuple[Token, ...], floor: int, cues: DateCues) -> bool:
    """Refuse a lone part that is more often something else: 20年, 5号."""
    first = tokens[0]
    before = folded[max(floor, first.start - 1) : first.start]
    if first.kind == "clock":
        # 上调15点 is a step.
        is_step = first.text[-1] == "点" and before != "" and before in _CHANGES
        is_score = len(tokens) == 1 and _among_scores(folded, first, floor)
        return not (is_step or is_score or _RATIO.search(folded[max(floor, first.start - 4) : first.start]))
    if first.kind == "slash_day" or (first.kind == "year" and len(tokens) == 1):
        is_year = first.kind == "year"
        return year_stands(folded, first, floor, cues) if is_year else slash_day_stands(folded, first, before)
    if first.kind in {"day", "day_span"}:
        is_stretch = len(tokens) == 1 and cues.within.match(folded, first.end)
        return not is_stretch and day_stands(folded, first, floor)
    if first.kind == "bare_years":
        return folded[max(floor, first.start - 1) : first.start] in {"", "从", "自", "在"}
    return first.kind != "lunar" or len(tokens) > 1


def day_stands(folded: str, token: Token, floor: int) -> bool:
    """Tell the day 28日 from 5号, a house or a size, and from 三日, a stretch of time."""
    if token.text[0].isdigit() and token.text.endswith("号") and token.start > floor + 2:
        # 9月10号，11号: a day after a day.
        return _SERIES.search(folded[max(floor, token.start - 2) : token.start]) is not None
    return token.text.endswith("日") and (token.text[0].isdigit() or _LONG_DAY.match(token.text) is not None)


def _among_scores(folded: str, token: Token, floor: int) -> bool:
    """Tell a score in a list of scores from a time of day."""
    before, behind = _BESIDE
    sides = before.search(folded[max(floor, token.start - 8) : token.start]), behind.match(folded, token.end)
    return any(side is not None and (int(side[1]) > 24 or int(side[2]) > 59) for side in sides)


def slash_day_stands(folded: str, token: Token, before: str) -> bool:
    """Tell the day 6/18, as Taiwan writes it, from a fraction."""
    if before.isascii() and (before.isalnum() or before in {"/", ".", "-", "$"}) and before:
        return False
    if _DAY_BEHIND.match(folded, token.end):
        return True
    top, bottom = map(int, token.text.split("/"))
    is_rare = top > 1 and bottom > 12 and (gcd(top, bottom) > 1 or bottom not in _INCH_PARTS)
    return is_rare and _DAY_FOLLOWS.match(folded, token.end) is not None


def year_stands(folded: str, token: Token, floor: int, cues: DateCues) -> bool:
    """Tell the year 2024年 and 08年 from 20年, a stretch of time."""
    digits = bare(token.text)
    before = folded[max(floor, token.start - 1) : token.start]
    if cues.not_a_year.search(before):
        return False
    if len(digits) >= 4:
        value = read_count(digits)
        return value is not None and 1000 <= value < 3000
    if len(digits) == 2:
        return digits[0] in "0零〇"
    return before in {"在", "元"} and digits.isdigit()


@lru_cache(maxsize=1024)
def month_number(written: str) -> int | None:
    """Read the number of a month: 10月, 元月, 腊月."""
    figures = bare(written)
    return _MONTH_NAMES.get(figures) or read_count(figures)


@lru_cache(maxsize=1024)
def day_number(written: str) -> int | None:
    """Read the number of a day of the month: 20日, 初三, 二十 号."""
    return read_count(bare(written))

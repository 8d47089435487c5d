"""Put the parts of a date together, without deciding yet which day is meant."""

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from pipelines.text.numbers.cues import DateCues
from pipelines.text.numbers.date_checks import clock_fits, fits_behind, fits_first, stands
from pipelines.text.numbers.date_tokens import DateTokens, Token, read_count
from pipelines.text.numbers.numerals import read_numeral
from pipelines.text.numbers.plain_dates import PlainDates

RANKS = {
    "lunar": -1, "stamp": 6, "reign": 0, "year_span": 0, "bare_years": 0, "bc_year": 0, "century": 0, "decade": 1,
    "year": 0, "quarter": 2, "half_year": 2, "season": 2, "first_of": 4, "nth_of": 4, "month_span": 3, "month": 3,
    "ten_days": 5, "edge": 5, "day_span": 6, "lunar_day": 6, "slash_day": 6, "day": 6, "bare_day": 6, "week": 6,
    "weekday": 6, "festival": 6, "numbered_day": 6,
    "part": 7, "clock": 8, "clock_span": 8,
}  # fmt: skip
_WORD_RANKS = {
    "century": 0,
    "two_years": 0,
    "two_days": 6,
    "year": 0,
    "half_year": 2,
    "quarter": 2,
    "month": 3,
    "day": 6,
}
_STARTS = frozenset({*RANKS, "word"}) - {"season", "ten_days", "lunar_day", "nth_of", "bare_day", "clock_span"}
# 5月18日（周日）晚: the weekday adds nothing.
_GLUE = re.compile(
    r"T(?=[0-2]\d:)|(?:[(（](?:周|星期|礼拜)?[一二三四五六日天][)）])?[ \u3000\xa0]{0,2}(?:的(?=[前第最上下]))?[ ]?"
)
_UNTIL = re.compile(r"[ ]?(?:及|或|和)(?:之前|以前)")
_BEFORE = re.compile(r"[ ]?(?:(?:之前|以前)|前(?![往后夕来去述者线景沿所期提台任锋进行置瞻0-9一二两三四五六七八九十]))")
_AFTER = re.compile(r"[ ]?(?:(?:之后|以后)|后(?![来者续果台卫悔面期半天年]))")
_SINCE = re.compile(r"[ ]?(?:(?:及|或|和)(?:之后|以后)|开始|以来|至今|起(?![码诉草飞源义点来]))")
_AROUND = re.compile(r"前后")
_EVE = re.compile(r"前夕|前夜")
_TO = re.compile(r"[ ]?(?:至|到|--?|——?|–|～)[ ]?")
_JOINTS = frozenset(" 至到-—–～和与起")
# What joins the ends of a span, which is one part: 6月至9月.
_SPANNING = "至到-—–～"
_AND = re.compile(r"[ ]?[和与][ ]?")
_BETWEEN = re.compile(r"[ ]?之?间(?!接)")
_AGO = re.compile(
    r"(?:个?(多|余|几))?(年|个月|个?星期|个?礼拜|周|天|日|个?小时|个?钟头|分钟|刻钟|秒钟?|个?季度|个?世纪)(多)?"
    r"(以前|之前|前|以后|之后|后)(?![往夕来去述者线景沿所期提台任锋进行置瞻续果台卫悔面])"
)
_AGO_HINT = re.compile(r"[^，。；！？\n]{2,30}[前后]")
_SPAN_UNIT = re.compile(r"[ ]?(?:多)?(年|个?月|个?星期|个?礼拜|周|天|日|个?小时|分钟|个?季度)(?![初底末前后报度级份])")
_DIGITS = frozenset("0123456789")
_COUNTS = frozenset(".0123456789零〇○一二三四五六七八九十百千万亿兆两俩廿卅几数半壹贰叁参肆伍陆柒捌玖拾佰仟")
_EACH = ("每", "每月", "每年", "每周")
_RECURRING = frozenset({"weekday", "day", "month", "edge"})
_LUNAR_ENDS = frozenset({"lunar_day", "festival"})
_CLOCK_UNITS = ("小时", "分钟")
_SHORT_SPANS = frozenset("前后上下")
_DAYS = ("天", "日", "周", "星期", "礼拜", *_CLOCK_UNITS)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LINKS = frozenset("在于自是和与及而但比较到至")
_TELLS = _LINKS | frozenset("将约计划望拟定或说称示料期")  # 预计三年后
# 提前5分钟, 之后三天, 马上两年: the character belongs to the word before it.
_JOINED_WORDS = frozenset("提之以此目当从先日年月天周期马往落延推")
_PLAN = re.compile(r"十[一二三四五六]五(?=[”\"」]?(?:规划|计划|期间|时期|末|以来|收官|开局|[”\"」，。]|$))")


_RELATED = "前后及或和之以开至起"
_RELATION_STARTS = frozenset(f" {_RELATED}")
_RELATION_HINT = re.compile(f"[ ]?[{_RELATED}]")
# Behind 年, 月 and 日 these make other words: 年级, 月球, 日线.
_REFUSED = "级轻龄多来薪均球亮牙饼楼线院门文机财"
_RELATIONS = (
    (_AROUND, ""), (_EVE, "eve"), (_UNTIL, "until"), (_BEFORE, "before"), (_SINCE, "since"), (_AFTER, "after"),
)  # fmt: skip


class Expression(NamedTuple):
    """An unresolved date: its parts, its other end, and what the words around it make of it.

    relation: "" (the date itself), before, until, after, since, eve, ago, span, plan, each (每周二). For `ago` and
    `span`, `steps` (and `steps_high`) units lie between the date and the anchor; a negative number is in the past.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    other: tuple[Token, ...] = ()
    relation: str = ""
    steps: float = 0
    steps_high: float = 0
    unit: str = ""


# As for a reading.
make_expression: Callable[
    [tuple[int, int, tuple[Token, ...], tuple[Token, ...], str, float, float, str]], Expression
] = partial(tuple.__new__, Expression)


class DateReader:
    """Reads date expressions at given places."""

    def __init__(self, tokens: DateTokens, cues: DateCues) -> None:
        self.tokens, self.cues = tokens, cues
        self._going_on = frozenset({*tokens.beginnings, *" \u3000\xa0的T(（"})
        self._plain = PlainDates({*self._going_on, *_SPANNING, *_REFUSED, "份"})

    def read(self, folded: str, at: int, floor: int, end: int) -> Expression | None:
        """Read the longest date expression that begins at `at`, or None."""
        tokens = self._plain.read(folded, at, end) if folded[at] in _DIGITS else ()
        if tokens:
            return self._placed(folded, tokens, floor, end)
        longest = self._point(folded, at, floor, end)
        others = (
            self._ago(folded, at, floor, end) if folded[at] in _COUNTS else None,
            self._span(folded, at, floor, end) if folded[at] in self.cues.span_starts else None,
            self._plan(folded, at, end) if folded[at] == "十" else None,
        )
        for other in others:
            if other is not None and (longest is None or other.end > longest.end):
                longest = other
        return longest

    def _ago(self, folded: str, at: int, floor: int, end: int) -> Expression | None:
        if not _AGO_HINT.match(folded, at, end):
            return None
        if folded[at] == "半":
            stop, low, high = at + 1, 0.5, 0.5
        else:
            reading = read_numeral(folded, at, end)
            if reading is None:
                return None
            stop, low = reading.end, float(reading.low)
            high = float(reading.high) if reading.high is not None else low
            if folded[stop - 1 : stop] == "几" and reading.length == 1:
                return None
        match = _AGO.match(folded, stop + (stop < end and folded[stop] == " "), end)
        if match is None or (match[2] == "年" and low >= 1000):
            return None
        sign = -1 if "前" in match[4] else 1
        if sign > 0 and at > floor and _HAN.match(folded, at - 1) and folded[at - 1] not in _TELLS:
            return None  # 毕业三年后: counted from what is named there
        if match[1] or match[3]:
            high = low + 1
        unit = match[2].lstrip("个")
        return Expression(at, match.end(), (), relation="ago", steps=sign * low, steps_high=sign * high, unit=unit)

    def _span(self, folded: str, at: int, floor: int, end: int) -> Expression | None:
        match = self.cues.span.match(folded, at, end)
        if match is None or (match[1] == "近" and self.cues.no_span.search(folded[max(floor, at - 4) : at])):
            return None
        before = folded[at - 1] if at > floor else ""
        if match[1] in _SHORT_SPANS and before in _JOINED_WORDS:
            return None
        stop, low = match.end(), 0.5
        if folded[stop] == "半":
            stop += 1
        else:
            reading = read_numeral(folded, stop, end)
            if reading is None or reading.high is not None or reading.low > 1000:
                return None
            stop, low = reading.end, float(reading.low)
        unit = _SPAN_UNIT.match(folded, stop, end)
        if unit is None or not _spans(match[1], low, unit[1], before):
            return None
        sign = 1 if match[1] in self.cues.futures else -1
        return Expression(
            at, unit.end(), (), relation="span", steps=sign * low, steps_high=sign * low, unit=unit[1].lstrip("个")
        )

    def _plan(self, folded: str, at: int, end: int) -> Expression | None:
        match = _PLAN.match(folded, at, end)
        number = read_count(match[0][1]) if match else None
        if match is None or number is None:
            return None
        return Expression(at, match.end(), (), relation="plan", steps=2001 + 5 * number)

    def _point(self, folded: str, at: int, floor: int, end: int) -> Expression | None:
        tokens = self._chain(folded, at, end, -2)
        return self._placed(folded, tokens, floor, end) if tokens else None

    def _placed(self, folded: str, tokens: tuple[Token, ...], floor: int, end: int) -> Expression | None:
        """Look at the words around a chain of parts."""
        if not stands(folded, tokens, floor, self.cues):
            return None
        at = tokens[0].start
        expression = make_expression((at, tokens[-1].end, tokens, (), "", 0, 0, ""))
        if tokens[0].kind in _RECURRING and folded[max(floor, at - 2) : at].endswith(_EACH):
            return expression._replace(relation="each")
        joined = self._joined(folded, expression, end)
        return joined or self._related(folded, expression, floor, end)

    def _chain(self, folded: str, at: int, end: int, rank: int, near: Token | None = None) -> tuple[Token, ...]:
        """Take parts for as long as each is finer than the one before it.

        `near` is the hour or the lunar day that this is the far end to: 0时至18时, 傍晚到夜间, 除夕至初六.
        """
        taken: list[Token] = []
        while at < end and (not taken or folded[at] in self._going_on):
            glue = _GLUE.match(folded, at, end) if taken else None
            token = self._next(folded, glue.end() if glue else at, end, rank, taken, near)
            if token is None:
                break
            taken.append(token)
            rank = self._rank(token)
            at = token.end
        return tuple(taken)

    def _next(self, folded: str, at: int, end: int, rank: int, taken: list[Token], near: Token | None) -> Token | None:
        if at >= end:
            return None
        for token in self.tokens.match(folded, at, end):
            if (
                self._rank(token) > rank
                and (taken or token.kind in _STARTS or (near is not None and token.kind == "lunar_day"))
                and self._fits(folded, token, taken, end, near)
            ):
                return token
        return None

    def _rank(self, token: Token) -> int:
        return _WORD_RANKS[self.tokens.words[token.text].slot] if token.kind == "word" else RANKS[token.kind]

    def _fits(self, folded: str, token: Token, taken: list[Token], end: int, near: Token | None) -> bool:
        """Refuse parts that can't stand here: 13月, 32日, 25点, 年底 behind a day."""
        if token.kind == "clock":
            return clock_fits(folded, token, bool(taken or (near and near.kind == "clock")), end, self.cues)
        if token.kind == "part" and not taken:
            return (near is not None and near.kind == "part") or self._next_clock(folded, token.end, end)
        if token.kind == "lunar_day" and not taken:
            return near is not None and near.kind in _LUNAR_ENDS
        return fits_first(token) if not taken else fits_behind(token, taken[-1], self._rank(taken[-1]))

    def _next_clock(self, folded: str, at: int, end: int) -> bool:
        glue = _GLUE.match(folded, at, end)
        at = glue.end() if glue else at
        return at < end and any(True for _ in self.tokens.match(folded, at, end, _CLOCKS))

    def _joined(self, folded: str, left: Expression, end: int) -> Expression | None:
        """Read the far end of a span: 1月20日至25日, 2015年和2018年之间."""
        if left.end >= end or folded[left.end] not in _JOINTS:
            return None
        join = _TO.match(folded, left.end + folded.startswith("起", left.end), end)
        between = None if join else _AND.match(folded, left.end, end)
        match = join or between
        if match is None:
            return None
        near = left.tokens[-1]
        is_near = near.kind in {"clock", "part"} or near.kind in _LUNAR_ENDS
        other = self._chain(folded, match.end(), end, -2, near if is_near else None)
        if not other or (
            other[0].kind == "weekday" and left.tokens[-1].kind not in {"weekday", "week", "clock", "part"}
        ):
            return None
        if other[0].kind == "clock" and left.tokens[-1].kind not in {"clock", "part"}:
            return None
        stop = other[-1].end
        if between:
            tail = _BETWEEN.match(folded, stop, end)
            if tail is None:
                return None
            stop = tail.end()
        if folded.startswith("止", stop, end) and folded[left.start - 1 : left.start] == "自":
            stop += 1
        return left._replace(end=stop, other=other)

    def _related(self, folded: str, point: Expression, floor: int, end: int) -> Expression:
        follows = point.end < end and folded[point.end] in _RELATION_STARTS
        if not follows or not _RELATION_HINT.match(folded, point.end, end):
            return point._replace(relation="since") if self._follows_since(folded, point, floor) else point
        for pattern, relation in _RELATIONS:
            match = pattern.match(folded, point.end, end)
            if match:
                if relation == "before" and folded.startswith("后", match.end()):
                    continue
                if relation == "since" and match[0].endswith("开始") and point.tokens[-1].kind in _CLOCKS:
                    # 12:30开始 names the time at which something begins.
                    continue
                return point._replace(end=match.end(), relation=relation)
        return point._replace(relation="since") if self._follows_since(folded, point, floor) else point

    def _follows_since(self, folded: str, point: Expression, floor: int) -> bool:
        return folded[max(floor, point.start - 2) : point.start] == "自从"


def _spans(word: str, number: float, unit: str, before: str) -> bool:
    """Tell a stretch that is counted from today from other words that begin so; `before` is the character before."""
    if word == "近" and unit.endswith(_CLOCK_UNITS):
        return False  # 近3个小时 is a length of time; 最近3个小时 lies before now
    if (unit == "月" and word != "近") or (word in "上下" and number == 1):
        return False
    # 手术前三天, 春运前15天: counted from what is named there
    return not (word in "前后" and unit.endswith(_DAYS) and _HAN.match(before) and before not in _LINKS)


_CLOCKS = frozenset({"clock", "clock_span"})

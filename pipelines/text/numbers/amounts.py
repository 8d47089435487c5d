"""Read one amount: a numeral with all that belongs to it (3元5角, 百分之五, 三斤半, 8天20小时)."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from pipelines.text.numbers.cues import cue_pattern, within_pattern
from pipelines.text.numbers.durations import read_parts
from pipelines.text.numbers.lexicon import NEAR_PLACES, Lexicon, Suffix
from pipelines.text.numbers.plain_amounts import SCALED, PlainAmounts
from pipelines.text.numbers.readings import Reading, neighbours

_BLANK = r"[ \u3000\xa0]{0,3}"
_FRACTION_MARKS = frozenset(" \u3000\xa0又分/")
_FRACTION = re.compile(rf"{_BLANK}分{_BLANK}之{_BLANK}(负?){_BLANK}")
_SLASH = re.compile(r"[ ]?/[ ]?(\d{1,4})(?![\d/.:A-Za-z])")
_MIXED_SLASH = re.compile(r"[ ](\d{1,3})/(\d{1,3})(?![\d/.:A-Za-z])")
_SHORT = re.compile(r"分([一二三])(?=[升公加米克茶汤立])")
_MIXED = re.compile(rf"{_BLANK}又{_BLANK}")
_SPACED_PERCENT = re.compile(r"(?:[ \u3000\xa0]{0,3}个)?[ \u3000\xa0]{0,3}百[ \u3000\xa0]?分[ \u3000\xa0]?点")
_BEFORE_PERCENT = frozenset(" \u3000\xa0个百")
_LATIN_END = re.compile(r"[A-Za-z]")
_HALF_INSIDE = re.compile(r"个半(小时|钟头|月|星期|礼拜|世纪|季度|分钟|钟)")
_HALF_AFTER = re.compile(r"半(?![径导数场球年月天价夜小个])")
_JOIN = re.compile(r"[又零余]|[ ]")
_ENDS_AMOUNT = re.compile(
    r"$|[^\u4e00-\u9fffA-Za-z]|左右|以[上下内]|不到|[起整多买卖就也都一二两三四五六七八九]|的(?:[价成费钱午晚早套门票商])|每|一"
)
_MINUTE_TAIL = re.compile(r"半|(?:\d{1,2}|[一二三四五六七八九十]{1,3})秒")
_FIGURES_END = re.compile(r"$|[^\u4e00-\u9fffA-Za-z0-9%]|[的了，。、；的是左高长涨跌降升到至]")
_HUNDREDTHS = re.compile(r"\d\d(?![\d.:万亿千百年月日名个人米])")
# So many characters before and behind 120平 or 5.25厘 may stand a word for what is measured.
_NEAR = {"housing": (10, 10), "interest": (24, 4), "monthly_interest": (6, 0)}
_HUNDRED = Decimal(100)
_COUNTED_NEXT = frozenset("年月日天个名人家位岁成分点万千百十亿次倍块元种项周星小多余几张台辆户")
_HALF = Decimal("0.5")
PERCENT_HEADS = {"百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10000, "百万": 10**6, "千万": 10**7, "亿": 10**8}


_PERCENT = Suffix("%", "percent", "%", "ratio", Decimal(1), "%", "after", False, "percent")


class Amount(NamedTuple):
    """An amount on its way to a row: what was read, before the words around it are looked at."""

    start: int
    end: int
    kind: str
    low: Decimal
    high: Decimal | None
    suffix: Suffix | None
    reading: Reading
    rule_id: str
    parts: tuple[tuple[Decimal, str], ...] = ()
    bound: str = "eq"
    is_range: bool = False
    last_factor: Decimal | None = None


# Of all fields, in order, as for a reading; the last ones are those of most amounts.
make_amount: Callable[[tuple[object, ...]], Amount] = partial(tuple.__new__, Amount)
_PLAIN = (), "eq", False, None


class AmountReader:
    """Reads amounts at given places; the words come from a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._money_cue = cue_pattern(lexicon.rules_dir, "money")
        self._near = {place: (cue_pattern(lexicon.rules_dir, place), *_NEAR[place]) for place in NEAR_PLACES}
        self._within = within_pattern(lexicon.rules_dir)
        self._plain = PlainAmounts(lexicon)
        self._suffix_starts = frozenset(word[0] for word in lexicon.suffixes)

    def read(self, text: str, start: int, end: int) -> Amount | None:
        """Read the amount that begins with the numeral at `start`, or None."""
        reading: Reading | None
        plain = self._plain.read(text, start, end)
        if plain is not None:
            reading, suffix = plain
            low = reading.low if suffix.kind not in SCALED or suffix.factor is None else reading.low * suffix.factor
            kind = "quantity" if suffix.kind == "count" else suffix.kind
            stop = reading.end + len(suffix.surface)
            return make_amount((start, stop, kind, low, None, suffix, reading, suffix.rule_id, *_PLAIN))
        reading = self.lexicon.read_numeral(text, start, end)
        if reading is None:
            return None
        following = text[reading.end] if reading.end < end else ""
        return (
            (self.fraction(text, start, end, reading) if following in _FRACTION_MARKS else None)
            or self.measured(text, start, end, reading)
            or make_amount(
                (start, reading.end, "cardinal", reading.low, reading.high, None, reading, "bare-number", *_PLAIN)
            )
        )

    def fraction(self, text: str, start: int, end: int, first: Reading) -> Amount | None:
        """Read 三分之二, 百分之五, 4/5 and the mixed 三又二分之一; a power alone before 分之 makes a percent."""
        mixed = _MIXED.match(text, first.end, end) if first.high is None else None
        if mixed:
            part = self._behind_whole(text, mixed.end(), end)
            if part:
                scale = part.suffix.factor if part.suffix and part.kind == "money" else None
                return part._replace(start=start, low=part.low + first.low * (scale or 1), reading=first)
        spoken = _FRACTION.match(text, first.end, end)
        if spoken:
            return self._spoken_fraction(text, start, end, first, spoken)
        short = _SHORT.match(text, first.end, end) if first.is_chinese and first.low > 1 else None
        if short:
            value = Decimal("一二三".index(short[1]) + 1) / first.low
            return self._of_unit(
                text, end, Amount(start, short.end(), "fraction", value, None, None, first, "fraction:分")
            )
        return self._slashed(text, start, end, first)

    def _behind_whole(self, text: str, at: int, end: int) -> Amount | None:
        """Read the fraction behind a whole number and 又: 二分之一, 1/4."""
        lower = self.lexicon.read_numeral(text, at, end)
        join = _FRACTION.match(text, lower.end, end) if lower else None
        if lower is None:
            return None
        if join:
            part = self._spoken_fraction(text, at, end, lower, join)
            return part if part and part.kind != "percent" else None
        slashed = self._slashed(text, at, end, lower)
        return self._of_unit(text, end, slashed) if slashed else None

    def _spoken_fraction(self, text: str, start: int, end: int, first: Reading, join: re.Match[str]) -> Amount | None:
        top = self.lexicon.read_numeral(text, join.end(), end)
        if top is None or not first.low:
            return None
        sign = -1 if join[1] else 1
        written = text[start : first.end].replace(" ", "")
        if written in PERCENT_HEADS:
            scale = _HUNDRED / PERCENT_HEADS[written] * sign
            high = top.high * scale if top.high is not None else None
            return Amount(start, top.end, "percent", top.low * scale, high, _PERCENT, first, "percent:分之")
        if first.high is not None and top.high is None and sign > 0:
            # 几十分之一 lies between a hundredth and a tenth.
            ends = top.low / first.high, top.low / first.low
            return Amount(start, top.end, "fraction", *ends, None, first, "fraction:分之")
        value = top.low / first.low * sign
        amount = Amount(start, top.end, "fraction", value, None, None, first, "fraction:分之")
        return self._of_unit(text, end, amount)

    def _slashed(self, text: str, start: int, end: int, first: Reading) -> Amount | None:
        if first.is_chinese or first.has_power or first.high is not None:
            return None
        mixed = _MIXED_SLASH.match(text, first.end, end)
        if mixed and int(mixed[2]):
            value = first.low + Decimal(mixed[1]) / Decimal(mixed[2])
            return Amount(start, mixed.end(), "fraction", value, None, None, first, "fraction:slash")
        slash = _SLASH.match(text, first.end, end)
        if slash is None or not int(slash[1]):
            return None
        return Amount(
            start, slash.end(), "fraction", first.low / Decimal(slash[1]), None, None, first, "fraction:slash"
        )

    def _of_unit(self, text: str, end: int, amount: Amount) -> Amount:
        suffix, stop = self.suffix_at(text, amount.end, end)
        if suffix and suffix.kind == "quantity" and suffix.dimension in {"length", "volume", "mass", "area"}:
            return amount._replace(end=stop, kind="quantity", suffix=suffix, rule_id=suffix.rule_id)
        if suffix and suffix.kind == "money" and suffix.place != "loose":
            low = amount.low * (suffix.factor if suffix.factor is not None else 1)
            return amount._replace(end=stop, kind="money", low=low, suffix=suffix, rule_id=suffix.rule_id)
        return amount

    def suffix_at(self, text: str, start: int, end: int) -> tuple[Suffix | None, int]:
        """Find the longest word after a numeral that ends at `start`, and where that word ends."""
        at = start
        while at < end and at < start + 2 and text[at] in " \u3000":
            at += 1
        is_likely = at < end and text[at] in self._suffix_starts
        match = self.lexicon.suffix_pattern.match(text, at, end) if is_likely else None
        if match is None or match[0] == "个":
            is_open = start < end and text[start] in _BEFORE_PERCENT
            spaced = _SPACED_PERCENT.match(text, start, end) if is_open else None
            if spaced or match is None:
                return (_PERCENT, spaced.end()) if spaced else (None, start)
        stop = match.end()
        longer = self.lexicon.not_unit_pattern.match(text, at, end)
        if longer and longer.end() > stop:
            return None, start
        if stop < end and text[stop].isascii() and text[stop].isalnum() and _LATIN_END.match(text, stop - 1):
            return None, start
        return self._choose(self.lexicon.suffixes[match[0]], text, start, stop, end), stop

    def _choose(self, readings: list[Suffix], text: str, start: int, stop: int, end: int) -> Suffix | None:
        """Pick the reading of a word that has several: 块 and 分 are money or things counted."""
        for suffix in readings:
            if suffix.place == "part" or (suffix.place == "chain" and not _MINUTE_TAIL.match(text, stop, end)):
                continue
            if suffix.place == "loose" and not self._is_money(text, start, stop, end):
                continue
            if suffix.place == "within" and not self._within.match(text, stop, end):
                continue
            if suffix.place in self._near:
                cues, before, behind = self._near[suffix.place]
                if not cues.search(text[max(0, start - before) : stop + behind]):
                    continue
            return suffix
        return None

    def _is_money(self, text: str, start: int, stop: int, end: int) -> bool:
        """Tell money from pieces: 花了50块 and 50块钱, but 2000块芯片 and 4176亿块."""
        if text[max(0, start - 1) : start] == "亿":
            return False
        if _ENDS_AMOUNT.match(text, stop, end):
            return True
        return self._money_cue.search(text[max(0, start - 10) : start]) is not None

    def measured(self, text: str, start: int, end: int, reading: Reading) -> Amount | None:
        """Read the unit after a numeral and what may follow it: a half, a smaller unit, the loose last figures."""
        suffix, stop = self.suffix_at(text, reading.end, end)
        half = Decimal(0)
        if (suffix is None or suffix.unit == "个") and text.startswith("个", reading.end, end):
            joined = _HALF_INSIDE.match(text, reading.end, end)
            if joined:
                readings = self.lexicon.suffixes.get("个" + joined[1]) or self.lexicon.suffixes[joined[1]]
                suffix, stop, half = readings[0], joined.end(), _HALF
        if suffix is None:
            return None
        amount = self._scaled(text, start, stop, reading, suffix)
        if amount is None:
            return None
        if half:
            amount = amount._replace(low=amount.low + half)
        if suffix.surface == "成":
            return self._tenth_and_part(text, end, amount)
        if suffix.kind in {"percent", "multiple", "count", "cardinal"}:
            return amount
        return self._continued(text, end, amount)

    def _tenth_and_part(self, text: str, end: int, amount: Amount) -> Amount:
        """Read the digit after 成: 七成八 and 7成8 are 78 percent, 两成半 is 25."""
        if text.startswith("半", amount.end, end) and amount.high is None:
            return amount._replace(end=amount.end + 1, low=amount.low + 5)
        part = self.lexicon.read_numeral(text, amount.end, end) if amount.end < end else None
        if part is None or part.length != 1 or part.high is not None or part.low >= 10 or amount.high is not None:
            return amount
        if not _FIGURES_END.match(text, part.end, end) and (
            text[part.end : part.end + 1] in _COUNTED_NEXT or part.is_chinese != amount.reading.is_chinese
        ):
            return amount
        return amount._replace(end=part.end, low=amount.low + part.low)

    def _scaled(self, text: str, start: int, stop: int, reading: Reading, suffix: Suffix) -> Amount | None:
        low, high = reading.low, reading.high
        if suffix.surface == "折":
            if low > _HUNDRED or high is not None:
                return None
            low = low * 10 if low < 10 else low
        elif reading.figures and len(reading.figures) == 2 and high is None:
            pair = neighbours(reading.figures)
            if pair is None:
                return None
            low, high = pair
        elif suffix.surface == "成" and low > 10:
            return None
        if suffix.kind == "percent" and suffix.factor is not None:
            low, high = low * suffix.factor, high * suffix.factor if high is not None else None
        if suffix.kind == "money" and suffix.factor is not None:
            low, high = low * suffix.factor, high * suffix.factor if high is not None else None
        if suffix.kind == "cardinal":
            # 三打 is thirty-six; the 一打 of 一打开 is a verb.
            if reading.length == 1 and text[start] == "一":
                return None
            factor = suffix.factor or 1
            high = high * factor if high is not None else None
            return Amount(start, stop, "cardinal", low * factor, high, None, reading, suffix.rule_id)
        kind = "quantity" if suffix.kind == "count" else suffix.kind
        return make_amount((start, stop, kind, low, high, suffix, reading, suffix.rule_id, *_PLAIN))

    def _continued(self, text: str, end: int, amount: Amount) -> Amount:
        """Read on after a unit: 三斤半, 3元5角, 三米九, 8天20小时."""
        suffix = amount.suffix
        assert suffix is not None
        half = _HALF_AFTER.match(text, amount.end, end)
        if half and amount.high is None:
            return amount._replace(end=half.end(), low=amount.low + _HALF)
        if suffix.kind == "duration" and amount.high is None:
            stop, parts = read_parts(self.lexicon, text, amount.end, end, (amount.low, suffix))
            if len(parts) > 1:
                return self._hundredths(text, end, amount._replace(end=stop, parts=tuple(parts)))
        return self._smaller(text, end, amount)

    def _hundredths(self, text: str, end: int, amount: Amount) -> Amount:
        """Read the two figures behind the seconds of a result: 3分21秒45."""
        match = _HUNDREDTHS.match(text, amount.end, end) if text[amount.end - 1] == "秒" else None
        if match is None or amount.parts[-1][1] != "second":
            return amount
        seconds = amount.parts[-1][0] + Decimal(match[0]).scaleb(-2)
        return amount._replace(end=match.end(), parts=(*amount.parts[:-1], (seconds, "second")))

    def _smaller(self, text: str, end: int, amount: Amount) -> Amount:
        """Add a smaller unit of the same kind: 3元5角1分, 六斤8两; or the loose last figures."""
        suffix = amount.suffix
        join = _JOIN.match(text, amount.end, end)
        at = join.end() if join else amount.end
        if at >= end or amount.high is not None or suffix is None or suffix.factor is None:
            return amount
        reading = self.lexicon.read_numeral(text, at, end)
        if reading is None or reading.high is not None:
            return amount
        match = self.lexicon.suffix_pattern.match(text, reading.end, end)
        for smaller in self.lexicon.suffixes[match[0]] if match else ():
            if match and smaller.factor is not None and _is_part(suffix, smaller, amount.last_factor):
                value = amount.low + reading.low * smaller.factor / suffix.factor
                longer = amount._replace(end=match.end(), low=value, last_factor=smaller.factor)
                return self._smaller(text, end, longer)
        return self._loose_figures(text, at, end, amount, reading)

    def _loose_figures(self, text: str, at: int, end: int, amount: Amount, reading: Reading) -> Amount:
        """Read the figures that trail a unit as its decimals: 三米九, 9秒83, 三块五."""
        suffix = amount.suffix
        if at != amount.end or suffix is None or suffix.surface not in {"米", "秒", "块"} or reading.has_power:
            return amount
        written = text[at : reading.end]
        hundredths = _HUNDREDTHS.match(text, at, end) if suffix.surface == "秒" else None
        if hundredths:
            return amount._replace(end=hundredths.end(), low=amount.low + Decimal(hundredths[0]).scaleb(-2))
        if len(written) == 1 and suffix.surface == "米" and text.startswith("几", reading.end, end):
            # 一米八几 lies between 1.8 and 1.9 metres.
            low = amount.low + reading.low / 10
            return amount._replace(end=reading.end + 1, low=low, high=low + Decimal("0.1"))
        if len(written) > 2 or not _FIGURES_END.match(text, reading.end, end) or "." in written:
            return amount
        tail = reading.low.scaleb(-len(written))
        return amount._replace(end=reading.end, low=amount.low + tail)


def _is_part(larger: Suffix, smaller: Suffix, last: Decimal | None) -> bool:
    """Tell whether a unit can follow a larger one of its kind; money keeps its currency."""
    if larger.kind not in {"money", "quantity"} or smaller.kind != larger.kind or smaller.dimension != larger.dimension:
        return False
    if larger.kind == "money" and smaller.unit != larger.unit:
        return False
    limit = last if last is not None else larger.factor
    return limit is not None and smaller.factor is not None and smaller.factor < limit

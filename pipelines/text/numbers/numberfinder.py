"""Decide what the number at one place is, and make its row."""

import re
from decimal import Decimal
from pathlib import Path

from pipelines.text.numbers.amount_values import base_of, value_of
from pipelines.text.numbers.amounts import Amount, AmountReader
from pipelines.text.numbers.context import ContextReader, Hedge, clause_start
from pipelines.text.numbers.cues import cue_pattern
from pipelines.text.numbers.guards import Guards
from pipelines.text.numbers.lexicon import Lexicon, reversed_tail
from pipelines.text.numbers.numerals import read_numeral
from pipelines.text.numbers.objects import ObjectFinder
from pipelines.text.numbers.ranges import RangeReader
from pipelines.text.numbers.records import Number, make_number

_DIGITS = frozenset("0123456789.")
_POWERS = frozenset("十百千万亿拾佰仟")
_HAN = re.compile(r"[\u3400-\u9fff]")
_DOUBLING = re.compile(r"翻了?(?:(一|两|三|四|五|[1-9])?番|一?倍)")
_TIMES = {"一": 2, "两": 4, "三": 8, "四": 16, "五": 32}
_SIGN = re.compile(r"[ ]?(-|负|下零)")
_SIGN_ENDS = frozenset(" -负下")
_SPECIAL = {"翻": "_doubling", "第": "_ordinal", "对": "_in_two"}
_NOT_NAMED = re.compile(r"[ ]?号|强[赛战]|路[公电巴车]|[#版》]|[ ][A-Z]|后[^来]")
_OPENERS = {
    "【": "】",
    "[": "]",
    "(": ")",
    "（": "）",
    "“": "”",
    "「": "」",
    "‘": "’",
    "《": "》",
    "\u3014": "\u3015",
    '"': '"',
}
_AFTER_NAMED = frozenset("不那这，。；")
_MONEY_SIGNS = frozenset("$¥￥€£₩₽₹")
# ROE15%, PB3.2倍: the letters name what is measured.
_SHARE = re.compile(r"[0-9]+(?:\.[0-9]+)?[%％倍]")
_RANK_END = re.compile(r"$|[^\u4e00-\u9fffA-Za-z0-9]|[的大强甲列]")
_CLOSERS = frozenset("”’」』》）？")
# No range of bare numbers spans so many times its lower end.
_FAR = 100
# 2025款 is a model of that year, no count.
_BY_YEAR = frozenset({"款", "版", "届"})
# 两度出任 is twice; degrees stand at the end, or before what they are counted from.
_TIMES_OVER = re.compile(r"(?![以之左上下多到至的电角空灰，])[\u4e00-\u9fff]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MARK_BEFORE = re.compile(r"(?:^|[：:；;|*#。？！])\s?$")
_MARK_AFTER = re.compile(r"[、.)），](?!\d)")
_STOP = re.compile(r"[。，；、！？]|$")
# What these count, they name: behind 3人 stands what the three do.
_PEOPLE = frozenset({"人", "人次"})
_ENDS_BEFORE = frozenset("以之马晚早")
_HALF = Decimal("0.5")
_PRICE_WIDTH = 12


# Where to read on, and the number found on the way, if any.
Step = tuple[int, Number | None]


class NumberFinder:
    """Reads the number that begins at a place that looks like one."""

    def __init__(self, lexicon: Lexicon, guards: Guards, rules_dir: Path) -> None:
        self.lexicon, self.guards = lexicon, guards
        self.amounts = AmountReader(lexicon)
        self.ranges = RangeReader(self.amounts)
        self.context = ContextReader(lexicon, rules_dir)
        self.objects = ObjectFinder(rules_dir)
        self._leads = cue_pattern(rules_dir, "amount", form="{}$")
        self._price = cue_pattern(rules_dir, "price", form="{}[^，。；案件故]*$")
        self._prefix_ends = frozenset(" \xa0") | {word[-1] for word in lexicon.prefixes}

    def read(self, text: str, folded: str, at: int, floor: int, end: int, sentence_no: int) -> Step:
        """Read the number at `at`, or say how far there is none."""
        char = folded[at]
        if char in _SPECIAL:
            return getattr(self, _SPECIAL[char])(text, folded, at, floor, end, sentence_no)  # type: ignore[no-any-return]  # a Step
        if char in _DIGITS and self._is_name(folded, at, floor, end):
            return self.guards.token(folded, at, end), None
        shape = self.guards.shape(folded, at, end)
        amount = self._half(folded, at, end) if char == "半" else self.amounts.read(folded, at, end)
        if shape > at or amount is None:
            return max(shape, at + 1), None
        return self._decide(text, folded, amount, at, floor, end, sentence_no)

    def _decide(self, text: str, folded: str, amount: Amount, at: int, floor: int, end: int, sentence_no: int) -> Step:
        """Tell a rank and a name from an amount, and join ranges."""
        char = folded[at]
        if char != "半" and self._is_rank(folded, amount, at, floor, end):
            start = at - 1
            ranked = amount._replace(start=start, kind="ordinal", suffix=None, rule_id="ordinal:前")
            return amount.reading.end, self._row(text, folded, ranked, start, end, sentence_no, None)
        if amount.kind == "cardinal" and self._runs_into_name(folded, amount, end):
            return max(self.guards.token(folded, at, end), amount.end), None
        amount = self._signed(folded, amount, floor)
        if amount.kind not in {"money", "quantity"} or not self.context.follows_change(folded, amount.start, floor):
            amount = self.ranges.join(folded, end, amount)
        return self._finish(text, folded, amount, floor, end, sentence_no)

    def _finish(self, text: str, folded: str, amount: Amount, floor: int, end: int, sentence_no: int) -> Step:
        stop = amount.end
        amount = self._priced(folded, self._prefixed(folded, amount, floor), floor)
        hedge = self.context.hedge(folded, amount, floor, end)
        amount = _upward(folded, amount, floor, end, hedge)
        if not self._counts(folded, amount, floor, end, hedge):
            return stop, None
        number = self._row(text, folded, amount, floor, end, sentence_no, hedge)
        return max(stop, number.end_char), number

    def _is_rank(self, folded: str, amount: Amount, at: int, floor: int, end: int) -> bool:
        """Tell a place in a ranking: 排名前三, where no unit follows."""
        return (
            amount.kind == "cardinal"
            and amount.high is None
            and at > floor
            and folded[at - 1] == "前"
            and amount.low <= 100
            and _RANK_END.match(folded, amount.end, end) is not None
        )

    def hangs_on_word(self, folded: str, at: int, floor: int) -> bool:
        """Tell early that a digit stands behind a letter (H100), unless the letters are a currency (RMB100)."""
        before = folded[at - 1]
        return (
            before.isascii()
            and before.isalpha()
            and not _SHARE.match(folded, at)
            and not (
                before in self._prefix_ends and self.lexicon.prefix_pattern.match(reversed_tail(folded, at, floor))
            )
        )

    def _is_name(self, folded: str, at: int, floor: int, end: int) -> bool:
        if not self.guards.follows_name(folded, at, floor) or (folded[at - 1].isalpha() and _SHARE.match(folded, at)):
            return False
        if self.lexicon.prefix_pattern.match(reversed_tail(folded, at, floor)):
            return False
        if folded[at - 1] in "-–" and not folded[at - 2].isascii():
            amount = self.amounts.read(folded, at, end)
            return amount is None or amount.kind == "cardinal"
        return True

    def _runs_into_name(self, folded: str, amount: Amount, end: int) -> bool:
        following = folded[amount.end : min(end, amount.end + 2)]
        return bool(following) and (
            (following[0].isascii() and following[0].isalpha())
            or (following[0] in "-_" and following[1:].isascii() and following[1:].isalpha())
        )

    def _half(self, folded: str, at: int, end: int) -> Amount | None:
        suffix, stop = self.amounts.suffix_at(folded, at + 1, end)
        reading = read_numeral("0.5", 0, 3)
        if reading is None:
            return None
        if suffix is None and folded.startswith("百", at + 1):
            return Amount(at, at + 2, "cardinal", Decimal(50), None, None, reading, "half")
        if (
            suffix is None
            or suffix.kind not in {"duration", "quantity", "percent"}
            or suffix.surface in {"点", "成", "年间"}
        ):
            return None
        low = Decimal(50) if suffix.surface == "折" else _HALF
        return Amount(at, stop, suffix.kind, low, None, suffix, reading, suffix.rule_id)

    def _ordinal(self, text: str, folded: str, at: int, _floor: int, end: int, sentence_no: int) -> Step:
        start = at + 2 if folded[at + 1] == " " else at + 1
        reading = self.lexicon.read_numeral(folded, start, end)
        if reading is None or reading.high is not None:
            return at + 1, None
        amount = Amount(at, reading.end, "ordinal", reading.low, None, None, reading, "ordinal:第")
        return reading.end, self._row(text, folded, amount, at, end, sentence_no, None)

    def _doubling(self, text: str, folded: str, at: int, floor: int, end: int, sentence_no: int) -> Step:
        match = _DOUBLING.match(folded, at, end)
        reading = read_numeral("2", 0, 1)
        if match is None or reading is None:
            return at + 1, None
        value = Decimal(_TIMES.get(match[1] or "一", 2 ** int(match[1]) if (match[1] or "").isdigit() else 2))
        amount = Amount(at, match.end(), "multiple", value, None, None, reading, "multiple:翻番")
        return match.end(), self._row(text, folded, amount, floor, end, sentence_no, None)

    def _in_two(self, text: str, folded: str, at: int, floor: int, end: int, sentence_no: int) -> Step:
        """Read 对折: half the price."""
        reading = read_numeral("50", 0, 2)
        suffix = self.lexicon.suffixes["折"][0]
        if reading is None or not folded.startswith("折", at + 1):
            return at + 1, None
        amount = Amount(at, at + 2, "percent", reading.low, None, suffix, reading, suffix.rule_id)
        return at + 2, self._row(text, folded, amount, floor, end, sentence_no, None)

    def _prefixed(self, folded: str, amount: Amount, floor: int) -> Amount:
        """Take a currency that stands before the amount: $5, 人民币 8千元."""
        is_count = amount.suffix is not None and amount.suffix.kind == "count"
        if amount.kind == "quantity" and not is_count:
            return self._degrees(folded, amount, floor)
        has_end = amount.start > floor and folded[amount.start - 1] in self._prefix_ends
        if amount.kind not in {"cardinal", "money", "quantity"} or not has_end:
            return amount
        tail = reversed_tail(folded, amount.start, floor)
        skipped = 1 if tail[:1] in {" ", "\xa0"} else 0
        match = self.lexicon.prefix_pattern.match(tail, skipped)
        if match is None:
            return amount
        prefix = self.lexicon.prefixes[match[0][::-1]]
        if is_count and prefix.surface[-1] not in _MONEY_SIGNS:
            return amount
        if is_count:
            # $1,299起: the sign has said what it is, so 起 counts nothing.
            amount = amount._replace(end=amount.reading.end, suffix=None)
        if amount.suffix is not None and amount.suffix.unit not in {"CNY", prefix.unit}:
            return amount
        start = amount.start - skipped - len(prefix.surface)
        return amount._replace(start=start, kind="money", suffix=prefix, rule_id=prefix.rule_id)

    def _priced(self, folded: str, amount: Amount, floor: int) -> Amount:
        """Tell the lowest price (售价85万起) from a count of cases (破案12起)."""
        if amount.suffix is None or amount.suffix.surface != "起" or amount.is_range:
            return amount
        if not self._price.search(folded[max(floor, amount.start - _PRICE_WIDTH) : amount.start]):
            return amount
        return amount._replace(end=amount.reading.end, kind="cardinal", suffix=None, rule_id="bare-number")

    def _degrees(self, folded: str, amount: Amount, floor: int) -> Amount:
        """Take 华氏 or 摄氏 before 70度."""
        if amount.suffix is None or amount.suffix.surface not in self.lexicon.split_units:
            return amount
        match = self.lexicon.unit_prefix_pattern.match(reversed_tail(folded, amount.start, floor))
        if match is None:
            return amount
        suffix = self.lexicon.split_units[amount.suffix.surface][match[0][::-1]]
        return amount._replace(start=amount.start - match.end(), suffix=suffix, rule_id=suffix.rule_id)

    def _signed(self, folded: str, amount: Amount, floor: int) -> Amount:
        if amount.start == floor or folded[amount.start - 1] not in _SIGN_ENDS:
            return amount
        tail = reversed_tail(folded, amount.start, floor)
        sign = _SIGN.match(tail)
        if sign is None or amount.kind in {"ordinal", "multiple"}:
            return amount
        start = amount.start - sign.end()
        if sign[1] == "-" and start > floor and folded[start - 1].isascii() and folded[start - 1].isalnum():
            return amount
        high = -amount.low if amount.high is not None else None
        low = -amount.high if amount.high is not None else -amount.low
        return amount._replace(start=start, low=low, high=high)

    def _counts(self, folded: str, amount: Amount, floor: int, end: int, hedge: Hedge | None) -> bool:
        reading, suffix = amount.reading, amount.suffix
        written = folded[amount.start : amount.end]
        is_lone = reading.is_chinese and reading.length == 1
        is_prefix = suffix is not None and suffix.surface.startswith("兆")  # 150兆瓦
        if "兆" in written and not is_prefix and amount.kind != "money" and "亿" not in written and "万" not in written:
            return False
        if (
            amount.kind == "quantity"
            and suffix is not None
            and suffix.kind == "count"
            and is_lone
            and amount.high is None
        ):
            # 近百人 names a number; 百人 alone is a manner of speaking.
            if hedge is not None and written[0] in _POWERS:
                return True
            is_vague = written[0] in _POWERS - {"十"}
            return not (suffix.is_weak or written[0] == "一" or is_vague)
        if suffix is not None and (
            (is_lone and suffix.surface == "度" and _TIMES_OVER.match(folded, amount.end, end))
            or (suffix.surface in _BY_YEAR and _YEAR.fullmatch(folded, amount.start, reading.end))
        ):
            return False
        if amount.kind == "cardinal":
            return self._is_bare_number(folded, amount, floor, end, hedge)
        return True

    def _is_bare_number(self, folded: str, amount: Amount, floor: int, end: int, hedge: Hedge | None) -> bool:
        reading = amount.reading
        before = folded[amount.start - 1] if amount.start > floor else ""
        after = folded[amount.end] if amount.end < end else ""
        if _OPENERS.get(before) == after and before:
            return False
        if not reading.is_chinese or reading.length != amount.end - amount.start:
            return self._is_bare_arabic(folded, amount, floor, end, hedge)
        if amount.high is not None and not reading.figures:
            return True
        bounded = not (_HAN.match(before) or _HAN.match(after))
        if reading.length == 1 or (reading.figures and len(reading.figures) != 1):
            is_named = before == "是" and (not after or after in _AFTER_NAMED)
            is_over = amount.bound == "gt" or (hedge is not None and hedge.modifier.is_comparison)
            return bounded or is_named or is_over
        return True

    def _is_bare_arabic(self, folded: str, amount: Amount, floor: int, end: int, hedge: Hedge | None) -> bool:
        """Refuse names (Claude 3.5), years, footnotes and list marks among Arabic numbers without a unit."""
        if amount.high is not None or hedge is not None:
            return not (amount.is_range and self._is_code(folded, amount, floor))
        before, after = folded[floor : amount.start][-2:], folded[amount.end : min(end, amount.end + 2)]
        if self.guards.follows_title(folded, amount.start, floor) or _NOT_NAMED.match(after):
            return False
        written = folded[amount.start : amount.end]
        if _YEAR.fullmatch(written) and (before or after):
            return False
        if written.isdigit() and (
            (len(written) > 1 and written[0] == "0") or (before[-1:] in _CLOSERS and _STOP.match(after))
        ):
            return False
        if len(written) <= 2 and written.isdigit():
            return not (_MARK_BEFORE.search(before) and _MARK_AFTER.match(after)) and not (
                _HAN.match(before[-1:]) and _STOP.match(after) and not self._leads.search(before)
            )
        return True

    def _is_code(self, folded: str, amount: Amount, floor: int) -> bool:
        """Tell a version and a code with a hyphen (Llama 3.1-405B, 代号2-786) from a range of bare numbers."""
        if not re.match(r"[0-9.]+[ ]?[-–]", folded[amount.start : amount.end]):
            return False
        is_far = amount.high is not None and amount.high > amount.low * _FAR
        return is_far or self.guards.follows_title(folded, amount.start, floor)

    def _row(
        self, text: str, folded: str, amount: Amount, floor: int, end: int, sentence_no: int, hedge: Hedge | None
    ) -> Number:
        suffix = amount.suffix
        start, stop = amount.start, amount.end
        bound = amount.bound
        if hedge is not None:
            bound = hedge.modifier.bound
            if amount.kind == "cardinal" and hedge.modifier.is_comparison:
                start, stop = min(start, hedge.start), max(stop, hedge.end)
        elif amount.high is not None and not amount.is_range and bound == "eq":
            bound = "approx"
        base, base_unit = base_of(amount)
        value, unit, iso = value_of(amount, "半" in folded[amount.start : amount.end])
        noun = None
        if amount.kind not in {"ordinal", "duration"}:
            is_count = amount.kind == "cardinal" or (suffix is not None and suffix.kind == "count")
            if suffix is None or suffix.unit not in _PEOPLE or folded.startswith("的", stop):
                noun = self.objects.find(folded, start, stop, floor, end, is_count=is_count)
        changes = amount.kind not in {"ordinal", "cardinal", "duration"}
        has_rate = changes or amount.kind == "cardinal"
        clause = clause_start(folded, start, floor) if has_rate else start
        row = (
            start,
            stop,
            text[start:stop],
            amount.kind,
            value,
            amount.high,
            bound,
            text[hedge.start : hedge.end] if hedge else None,
            hedge.start if hedge else None,
            hedge.end if hedge else None,
            self.context.direction(folded, clause, start) if changes else None,
            unit,
            suffix.dimension if suffix else None,
            base,
            base_unit,
            self.context.per(folded, clause, start, unit) if has_rate else None,
            text[noun[0] : noun[1]] if noun else None,
            noun[0] if noun else None,
            noun[1] if noun else None,
            iso,
            amount.rule_id,
            sentence_no,
        )
        return make_number(row)


def _upward(folded: str, amount: Amount, floor: int, end: int, hedge: Hedge | None) -> Amount:
    """Take 上 and 成 before a bare power (上百名 is at least a hundred), and 过 and 破 (票房过亿 is more than that)."""
    before = folded[max(floor, amount.start - 2) : amount.start]
    if not before or folded[amount.start] not in _POWERS:
        return amount
    # 三年以上十年以下: that 上 belongs to the number before it.
    if before[-1] in "上成" and before[:-1] not in _ENDS_BEFORE:
        return amount._replace(start=amount.start - 1, bound="ge")
    is_bare = hedge is None and before[-1] in "过破" and _POWERS.issuperset(folded[amount.start : amount.reading.end])
    # 走过百年, 看过千部: there 过 says that it happened.
    if is_bare and (amount.kind == "money" or (amount.kind == "cardinal" and not _HAN.match(folded, amount.end, end))):
        return amount._replace(bound="gt")
    return amount

"""Join two amounts into a range, and pass unit and scale to the left (3到5万元, 18至30万, 10~15k)."""

import re
from decimal import Decimal

from pipelines.text.numbers.amounts import Amount, AmountReader
from pipelines.text.numbers.lexicon import Suffix

_SEPARATOR = re.compile(
    r"(?:[(（]含[)）])?[ ]?(?:到|至|--?|——?|–|～)[ ]?(?=[-负0-9零一二三四五六七八九十百千万几两$¥￥€£壹贰叁]|US\$|HK\$)"
)
_JOINTS = frozenset("(（ 到至-—–～与和、")
_SIGN = re.compile(r"-|零下|负")
_BELOW = "零下"
_BETWEEN = re.compile(r"[ ]?[与和][ ]?(?=[0-9一二三四五六七八九十百千万两])")
_BETWEEN_END = re.compile(r"[ ]?(?:之间|间)")
_MOVED = re.compile(
    r"(?:减少|增加|增长|下降|上升|上涨|下跌|上调|下调|提高|降低|回落|攀升|回升|[涨跌降升增减])了?[约逾近超]?\Z"
)
_FAR = 5
_STEPS = ("点", "點")
_SMALL_POWERS = {"百": 100, "千": 1000}


class RangeReader:
    """Looks behind an amount for the other end of a range."""

    def __init__(self, amounts: AmountReader) -> None:
        self.amounts = amounts

    def join(self, text: str, end: int, amount: Amount) -> Amount:
        """Return the range that begins with `amount`, or `amount` itself."""
        if amount.end >= end or text[amount.end] not in _JOINTS or amount.kind in {"ordinal", "fraction"}:
            return amount
        separator = _SEPARATOR.match(text, amount.end, end)
        between = None if separator else _BETWEEN.match(text, amount.end, end)
        join = separator or between
        if join is None:
            return self._neighbour(text, end, amount)
        at = join.end()
        while at < end and text[at] in "$¥￥€£":
            at += 1
        sign = _SIGN.match(text, at, end)
        other = self.amounts.read(text, sign.end() if sign else at, end)
        if other is None:
            return amount
        if sign or (amount.suffix is None and amount.low < 0 and text.startswith(_BELOW, amount.start)):
            other = other._replace(low=-other.low, high=None)  # 零下15至20度: both ends lie below
        if other.low < amount.low < 0:
            amount, other = amount._replace(low=other.low), other._replace(low=amount.low)  # 零下15度至零下20度
        stop = other.end
        if between:
            tail = _BETWEEN_END.match(text, other.end, end)
            if tail is None:
                return amount
            stop = tail.end() if other.kind == "cardinal" else other.end
        if separator and _FAR * amount.low <= other.low and _MOVED.search(text, max(0, amount.start - 4), amount.start):
            return amount  # 减少1.1万至21.8万: by how much, and to which level
        joined = _joined(text, amount, other)
        return joined._replace(end=stop) if joined else amount

    def _neighbour(self, text: str, end: int, amount: Amount) -> Amount:
        """Read 2、3个月 and 三、四百人: two neighbours with one unit mean either."""
        is_digit = amount.suffix is None and amount.reading.length == 1
        if not is_digit or not text.startswith("、", amount.end) or amount.end + 1 >= end:
            return amount
        other = self.amounts.read(text, amount.end + 1, end)
        if other is None or other.suffix is None or other.high is not None or other.kind == "ordinal":
            return amount
        power = Decimal(10) ** max(other.low.adjusted(), 0)
        if other.reading.length > 2 or other.low != (amount.low + 1) * power:
            return amount
        return other._replace(start=amount.start, low=amount.low * power, high=other.low)


def _joined(text: str, left: Amount, right: Amount) -> Amount | None:
    low, high = left.low, right.high if right.high is not None else right.low
    if left.suffix is None:
        if right.suffix is not None and right.suffix.kind == "percent":
            factor = right.suffix.factor if right.suffix.factor is not None else Decimal(10)
            low = low * factor
        low = _rescaled(text, left, right, low)
    elif right.suffix is None or left.suffix.unit != right.suffix.unit or _is_step(left.suffix, right.suffix):
        return None
    if low >= high:
        return None
    if left.suffix is None and right.suffix is None and right.reading.is_chinese and right.reading.length == 1:
        return None if left.reading.is_chinese and left.reading.length > 1 else _made(left, right, low, high)
    return _made(left, right, low, high)


def _is_step(left: Suffix, right: Suffix) -> bool:
    """Tell a step and the level that it reaches (提高1.5个百分点至35.2%) from the ends of a range."""
    return left.kind == "percent" and left.surface.endswith(_STEPS) != right.surface.endswith(_STEPS)


def _made(left: Amount, right: Amount, low: Decimal, high: Decimal) -> Amount:
    return right._replace(start=left.start, low=low, high=high, is_range=True)


def _rescaled(text: str, left: Amount, right: Amount, low: Decimal) -> Decimal:
    """Give a left end without a power the power of the right one, where that keeps the order (18至30万)."""
    scale = right.reading.scale
    if left.reading.scale == 1 and scale > 1 and low < right.low / scale:
        return low * scale
    last = text[right.start + right.reading.length - 1]
    if left.reading.length == 1 and low < 10 and last in _SMALL_POWERS and right.reading.length == 2:
        return low * _SMALL_POWERS[last]
    return low

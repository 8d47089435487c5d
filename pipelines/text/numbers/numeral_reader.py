"""Read a numeral character by character, for as long as the characters continue it."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from pipelines.text.numbers.numeral_characters import ROLES, Character
from pipelines.text.numbers.readings import (
    ARABIC,
    BLANKS,
    HEDGES,
    MAX_LENGTH,
    SAID_YI,
    Reading,
    figure_place,
    make_reading,
    neighbours,
)

_MAX_BLANKS = 3
_NEXT_PART = re.compile(r"[0-9.,，]+[ \u3000\xa0]*[十百千万亿]")
_AFTER_LETTER = re.compile(r"[A-Za-z0-9]")
_SPOKEN_DECIMALS = re.compile(
    r"[ \u3000\xa0]?点[ \u3000\xa0]?([零〇○一二三四五六七八九壹贰叁参肆伍陆柒捌玖]+)(?![十百千拾佰仟分刻])"
)
_MEASURE = re.compile("[块个人字斤里元名公户亩米件条次年天岁]")
_GROUP = 10_000
_ZERO, _ONE, _TEN = Decimal(0), Decimal(1), Decimal(10)
_POWERS = frozenset("十百千万亿兆拾佰仟")
# Financial figures that are everyday words as well (参数, 陆地, 队伍, 放肆).
_COMMON_WORDS = frozenset("参陆伍肆")
_FINANCIAL = frozenset("壹贰叁参肆伍陆柒捌玖拾佰仟")
_MONEY_ENDS = frozenset("元圆角分")
_ARABIC_DIGITS = frozenset("0123456789")


class NumeralReader:
    """The state of one reading.

    Closed groups lie in `parts` as (low, high, power); `low`/`high` is the open group of four; `figure` is the digit
    or Arabic number that has no power yet, and `figures` the Chinese digits it is made of.
    """

    __slots__ = (
        "after_zero", "at", "chars", "end", "figure", "figures", "has_power", "hedge", "high", "is_chinese",
        "is_done", "last_power", "low", "mark", "parts", "place", "scale", "smallest", "start", "stops", "text",
    )  # fmt: skip

    def __init__(
        self, text: str, start: int, end: int, chars: Mapping[str, Character], stops: re.Pattern[str] | None
    ) -> None:
        self.text, self.start, self.at, self.chars, self.stops = text, start, start, chars, stops
        self.end = min(end, start + MAX_LENGTH)
        self.mark = start
        self.parts: list[tuple[Decimal, Decimal, int]] = []
        self.low = self.high = _ZERO
        self.figure: tuple[Decimal, Decimal] | None = None
        self.figures = self.hedge = ""
        self.after_zero = self.has_power = self.is_chinese = self.is_done = False
        self.smallest, self.last_power, self.scale = _GROUP, 0, 1
        self.place = _ONE

    def run(self) -> None:
        """Take characters for as long as they continue the numeral."""
        while self.at < self.end and not self.is_done:
            char = self.text[self.at]
            if char.isascii() and (char.isdigit() or char == "."):
                taken = self.take_arabic()
            elif char in self.chars:
                taken = _TAKERS[self.chars[char].role](self, self.chars[char].value, char)
            elif char in HEDGES:
                taken = self.take_hedge(char)
            elif char == "把":
                taken = self.take_about()
            elif char in BLANKS:
                taken = self.take_blank()
            elif char == "个" and self.has_value() and SAID_YI.match(self.text, self.at, self.end):
                # 两个亿 is how 两亿 is said, and 一个多亿.
                self.at += 1
                continue
            else:
                return
            if not taken:
                self.undo(char)
                return

    def has_value(self) -> bool:
        """Tell whether a figure or a power below 万 has been read that 亿 may raise."""
        return self.figure is not None or self.smallest < _GROUP

    def undo(self, char: str) -> None:
        """Give back a figure whose power does not fit below the last one: 三千五千 is two numerals."""
        if self.has_power and self.figure is not None and char in _POWERS:
            self.figure, self.figures, self.at = None, "", self.mark

    def take_arabic(self) -> bool:
        """Take a run of Arabic digits: at the start, or below the last power (1万5千, 3万4000)."""
        match = ARABIC.match(self.text, self.at, self.end)
        if match is None or self.figure is not None or self.hedge:
            return False
        written = match[0].replace(",", "").replace("，", "")
        number = Decimal(written)
        if self.at > self.start and not self.after_zero and (not self.last_power or number >= self.last_power):
            return False
        self.figure, self.figures, self.place, self.mark = (number, number), "", figure_place(written), self.at
        self.at = match.end()
        return True

    def take_digit(self, value: int, char: str) -> bool:
        """Take a Chinese digit; 两 is one only before a power or at the start, since it is also a weight."""
        if self.hedge or (self.figure is not None and not self.figures):
            return False
        if char in _COMMON_WORDS and not self.is_financial_here():
            return False
        if char == "两" and self.at > self.start and not self.next_is_power() and self.text[self.at - 1] not in "一":
            return False
        if not self.figures:
            self.mark = self.at
        self.figures += str(value)
        self.figure = (Decimal(self.figures), Decimal(self.figures))
        self.place, self.is_chinese = _ONE, True
        self.at += 1
        return True

    def take_zero(self, _value: int, _char: str) -> bool:
        """Take 零: a figure at the start or among figures, a gap between powers elsewhere."""
        if self.hedge or (self.figure is not None and not self.figures):
            return False
        if self.has_power and self.figure is None:
            self.after_zero = True
            self.at += 1
            return self.at < self.end
        return self.take_digit(0, "零")

    def take_tens(self, value: int, _char: str) -> bool:
        """Take 廿 or 卅: two tens or three, in one character."""
        if self.figure is not None or self.smallest <= 10 or self.hedge:
            return False
        self.figure = (Decimal(value // 10), Decimal(value // 10))
        return self.take_scale(10, "十")

    def take_scale(self, power: int, _char: str) -> bool:
        """Take 十, 百 or 千: each below the one before it."""
        if power >= self.smallest or (self.figures and not self.close_figures()):
            return False
        if self.figure is None and self.has_power and power != 10:
            return False
        if self.starts_unit():
            return False
        low, high = self.figure or (_ONE, _ONE)
        self.low, self.high = self.low + low * power, self.high + high * power
        self.place = (self.place if self.figure else _ONE) * power
        self.smallest = self.last_power = power
        self.end_figure()
        return True

    def take_group(self, power: int, _char: str) -> bool:
        """Take 万, 亿 or 兆: closes the open group and raises all closed groups below it."""
        if self.figures and not self.close_figures():
            return False
        if self.starts_unit():
            return False
        if self.parts and self.parts[-1][2] == power and (self.figure is not None or self.low):
            return False
        self.settle(is_last=False)
        low, high = self.low, self.high
        while self.parts and self.parts[-1][2] <= power and (self.parts[-1][2] < power or not low):
            low, high = low + self.parts[-1][0], high + self.parts[-1][1]
            self.parts.pop()
        if not low and not high:
            low = high = _ONE
        self.parts.append((low * power, high * power, power))
        self.low = self.high = _ZERO
        self.place *= power
        self.scale, self.smallest, self.last_power = power * (self.scale if self.scale > 1 else 1), _GROUP, power
        self.end_figure()
        return True

    def take_letter(self, power: int, _char: str) -> bool:
        """Take K, M or B right after Arabic digits, where no other letter or digit follows."""
        following = self.text[self.at + 1 : min(self.at + 2, self.end)]
        if self.figure is None or self.figures or self.has_power or _AFTER_LETTER.match(following):
            return False
        self.low, self.high = self.figure[0] * power, self.figure[1] * power
        self.place, self.scale = self.place * power, power
        self.end_figure()
        self.is_done = True
        return True

    def take_vague(self, _value: int, char: str) -> bool:
        """Take 几 or 数: some digit before a power (几十, 数百), 几 also after one (十几)."""
        if self.figure is not None or self.hedge:
            return False
        if self.at == self.start or (char == "几" and self.next_is_power() and self.smallest != 10):
            if not self.next_is_power():
                return False
            self.figure = (_ONE, _TEN)
        elif char == "几" and self.last_power in {10, 100, 1000} and not self.after_zero:
            self.figure = (_ZERO, Decimal(self.last_power))
        else:
            return False
        self.hedge = char
        self.place, self.is_chinese = _ONE, True
        self.at += 1
        return True

    def take_hedge(self, char: str) -> bool:
        """Take 多, 余 or 来 inside a numeral (500多亿, 十余, 十来): up to one more of the last figure's place."""
        if self.hedge or self.after_zero or self.at == self.start:
            return False
        if self.figures and self.text[self.at - 1] != "个":
            return False
        if char == "来" and not (self.last_power in {10, 100, 1000} and self.figure is None):
            return False
        if self.figure is not None:
            if self.figure[0] < _TEN and self.text[self.at - 1] != "个":
                return False
            self.figure = (self.figure[0], self.figure[1] + self.place)
        elif self.smallest < _GROUP or not self.parts:
            self.high += self.place
        else:
            low, high, power = self.parts[-1]
            self.parts[-1] = (low, high + self.place, power)
        self.hedge = char
        self.at += 1
        return True

    def take_about(self) -> bool:
        """Take the 把 of 百把个 and 万把块, which a measure follows: that of 三万把椅子 counts chairs."""
        is_power = self.at == self.start + 1 and self.last_power in {100, 1000, 10_000} and self.is_chinese
        if not is_power or not _MEASURE.match(self.text, self.at + 1, self.end):
            return False
        return self.take_hedge("把")

    def take_decimal(self, _value: int, _char: str) -> bool:
        """Take a spoken point and its digits (十点二三三); 三点十分 and 三点五分 are times."""
        match = _SPOKEN_DECIMALS.match(self.text, self.at, self.end)
        if match is None or self.hedge or (self.figures and not self.close_figures(plain=True)):
            return False
        if self.figure is None and (self.after_zero or not self.has_power):
            return False
        digits = "".join(str(self.chars[char].value) for char in match[1])
        fraction = Decimal(f"0.{digits}")
        low, _ = self.figure or (_ZERO, _ZERO)
        self.figure = (low + fraction, low + fraction)
        if self.has_power and self.smallest == _GROUP:
            self.after_zero = True
        self.place, self.figures = Decimal(1).scaleb(-len(digits)), ""
        self.at, self.is_chinese = match.end(), True
        return True

    def take_blank(self) -> bool:
        """Step over blanks inside a numeral: only beside a power, and never between two Arabic numbers."""
        at = self.at
        while at < self.end and self.text[at] in BLANKS:
            at += 1
        if at - self.at > _MAX_BLANKS or at == self.end:
            return False
        before, after = self.text[self.at - 1], self.text[at]
        if after in _ARABIC_DIGITS:
            joins = before in _POWERS and _NEXT_PART.match(self.text, at, self.end) is not None
        else:
            joins = after in _POWERS or after in HEDGES or after == "点" or (before in _POWERS and after in self.chars)
        if not joins:
            return False
        mark, self.at = self.at, at
        taken = self.take_one()
        if not taken:
            self.at, self.is_done = mark, True
        return taken

    def take_one(self) -> bool:
        """Take the one token at the place reached."""
        char = self.text[self.at]
        if char in _ARABIC_DIGITS:
            return self.take_arabic()
        if char in HEDGES:
            return self.take_hedge(char)
        entry = self.chars.get(char)
        return bool(entry and getattr(self, f"take_{entry.role}")(entry.value, char))

    def next_is_power(self) -> bool:
        """Tell whether a power stands right after this character."""
        return self.at + 1 < self.end and self.text[self.at + 1] in _POWERS

    def is_financial_here(self) -> bool:
        """Tell whether a financial figure stands among its like or ends the words: not the 参 of 370亿参数."""
        before = self.text[self.at - 1 : self.at] if self.at > self.start else ""
        after = self.text[self.at + 1 : self.at + 2]
        if before in _FINANCIAL or after in _MONEY_ENDS or after in _FINANCIAL:
            return True
        return after in _POWERS or after == "点" or not "\u4e00" <= (after or " ") <= "\u9fff"

    def starts_unit(self) -> bool:
        """Tell whether the power here is the head of a unit instead (12千米)."""
        return bool(
            self.stops
            and self.at > self.start
            and self.text[self.at - 1] in _ARABIC_DIGITS
            and self.stops.match(self.text, self.at, self.end)
        )

    def end_figure(self) -> None:
        """Forget the figure just placed and step on."""
        self.figure, self.figures, self.after_zero = None, "", False
        self.has_power = self.is_chinese = True
        self.at += 1

    def close_figures(self, *, plain: bool = False) -> bool:
        """Settle the Chinese digits before a power: one digit, or two neighbours that mean either (七八百)."""
        if len(self.figures) == 1:
            return True
        pair = neighbours(self.figures)
        if pair is None or plain:
            return plain and not self.has_power
        self.figure, self.figures = pair, ""
        self.hedge = "-"
        return True

    def settle(self, *, is_last: bool) -> None:
        """Add the figure without a power to the open group; a lone digit takes the next power down (三万五)."""
        if self.figure is None:
            return
        low, high = self.figure
        power = self.last_power
        is_digit = len(self.figures) == 1 or (not self.figures and low == high and low == int(low) and 0 < low < _TEN)
        if is_last and is_digit and power >= 100 and not self.after_zero and not self.hedge:
            low, high = low * power / 10, high * power / 10
        elif len(self.figures) == 2 and (self.has_power or not is_last) and (pair := neighbours(self.figures)):
            factor = Decimal(power) / 10 if power >= 100 and not self.after_zero else _ONE
            low, high = pair[0] * factor, pair[1] * factor
        self.low, self.high = self.low + low, self.high + high
        self.figure = None

    def result(self) -> Reading | None:
        """Return what was read, or None where the characters make no numeral."""
        if self.at == self.start or (self.after_zero and self.figure is None and self.smallest < _GROUP):
            return None
        figures = self.figures if not self.has_power else ""
        if len(self.figures) > 2 and self.has_power:
            return None
        self.settle(is_last=True)
        low = sum((part[0] for part in self.parts), self.low)
        high = sum((part[1] for part in self.parts), self.high)
        high_or_none = high if high != low else None
        length = self.at - self.start
        return make_reading(
            (self.at, low, high_or_none, self.is_chinese, self.has_power, length, figures, self.hedge, self.scale)
        )


_TAKERS: dict[str, Callable[[NumeralReader, int, str], bool]] = {
    role: getattr(NumeralReader, f"take_{role}") for role in ROLES
}

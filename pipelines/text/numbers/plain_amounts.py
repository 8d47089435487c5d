"""Read in one match the amounts that most texts are full of: 3.5亿美元, 17%, 300家, 两名, 20分钟.

A shortcut, no second grammar: the result is what `AmountReader` makes of the same words. Whatever a numeral or a unit
could go on with is left to it.
"""

import re
from decimal import Decimal

from pipelines.text.numbers.lexicon import Lexicon, Suffix
from pipelines.text.numbers.numeral_characters import numeral_characters
from pipelines.text.numbers.readings import Reading, make_reading
from pipelines.text.numbers.wordtries import trie_pattern

# Kinds whose value is told in the unit of the kind: 5个基点 is 0.05 percent.
SCALED = frozenset({"percent", "money"})
_KINDS = SCALED | {"quantity", "duration", "multiple", "count"}
# 折 and 成 change the figures before them; 分之 makes a fraction.
_CHANGING = frozenset("折成分")
_POWERS = {"": 1, "万": 10**4, "亿": 10**8}
_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_ZERO = Decimal(0)
# What an amount goes on with, beside the characters of numerals: 3公斤半, 3元零5分, 3小时又20分.
_GOES_ON = "0-9A-Za-z 多余来个.,\u3000\xa0\t又零加半"


class PlainAmounts:
    """One pattern of numeral, power, unit and what may not follow.

    Units that the words around them decide (块 is money or pieces) are left out.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        numeral = {char for char in numeral_characters(lexicon.rules_dir) if not char.isascii()}
        self._units = {
            word: readings[0]
            for word, readings in lexicon.suffixes.items()
            if word[0] not in numeral | _CHANGING
            and (not word[0].isascii() or word == "%")
            and readings[0].kind in _KINDS
            and readings[0].place in {"after", "both"}
        }
        # All units compete, so that the longest one wins even where it is none of these.
        self._pattern = re.compile(
            rf"(?:(\d{{1,15}}(?:\.\d{{1,9}})?)(?!{lexicon.unit_heads.pattern})([万亿]?)|([{''.join(_DIGITS)}]))"
            rf"((?>{trie_pattern(lexicon.suffixes)}))(?![{_GOES_ON}{''.join(sorted(numeral))}])"
        )
        self._longer = lexicon.not_unit_pattern

    def read(self, text: str, start: int, end: int) -> tuple[Reading, Suffix] | None:
        """Read the amount at `start` where it is plain."""
        match = self._pattern.match(text, start, end)
        if match is None:
            return None
        written, power, digit, unit = match.groups()
        suffix = self._units.get(unit)
        if suffix is None:
            return None
        longer = self._longer.match(text, match.start(4), end)
        if longer is not None and longer.end() > match.end():
            return None
        if digit is not None:
            value = _DIGITS[digit]
            return make_reading((start + 1, Decimal(value), None, True, False, 1, str(value), "", 1)), suffix
        stop, scale = match.start(4), _POWERS[power]
        low = (_ZERO + Decimal(written)) * scale if power else _ZERO + Decimal(written)
        if power and not low:
            return None
        return make_reading((stop, low, None, False, bool(power), stop - start, "", "", scale)), suffix

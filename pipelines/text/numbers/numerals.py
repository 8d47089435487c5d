"""Read one numeral: Arabic, Chinese, financial or mixed, with the vague ones (几十万, 十余, 七八百) as intervals.

One reader decides for the whole package what a numeral is and where it ends; it never looks at units.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from pipelines.text.numbers.folding import fold_numerals
from pipelines.text.numbers.numeral_characters import Character, numeral_characters
from pipelines.text.numbers.numeral_reader import NumeralReader
from pipelines.text.numbers.plain_numerals import read_plain
from pipelines.text.numbers.readings import Reading
from pipelines.text.rulefiles import RULES_DIR

__all__ = ["NumeralError", "parse_numeral", "read_numeral"]


class NumeralError(ValueError):
    """The text is not one numeral."""


def parse_numeral(numeral: str) -> Decimal:
    """Read a Chinese or Arabic numeral as an exact number.

    A trailing digit takes the next power down (三万五 is 35000), unless 零 comes before it. Modifiers such as 约 and
    余 are not part of a numeral.

    Args:
        numeral: The numeral alone; no unit, no spaces around it.

    Returns:
        The number before any unit is applied. Never a float.

    Raises:
        NumeralError: A character is not a numeral, or the powers are out of order.

    >>> parse_numeral("三万五")
    Decimal('35000')
    """
    folded = fold_numerals(numeral)
    sign = 1
    if folded[:1] in {"-", "负"}:
        sign, folded = -1, folded[1:].lstrip()
    reading = read_numeral(folded, 0, len(folded))
    if reading is None or reading.end != len(folded):
        raise NumeralError(f'"{numeral}" is not a numeral')
    if reading.high is not None:
        raise NumeralError(f'"{numeral}" names no exact number')
    return sign * reading.low


def read_numeral(
    text: str,
    start: int,
    end: int,
    *,
    stops: re.Pattern[str] | None = None,
    characters: Mapping[str, Character] | None = None,
) -> Reading | None:
    """Read the longest numeral that begins at `start` of folded text, or None.

    Args:
        text: Folded text.
        start: Where the numeral begins.
        end: Where the sentence ends.
        stops: What a power after Arabic digits may be the head of instead (千米, 兆赫).
        characters: What each character does; those of the project's own rules by default.
    """
    if characters is None:
        characters = numeral_characters(RULES_DIR)
    plain = read_plain(text, start, end, characters, stops)
    if plain is not None:
        return plain
    reader = NumeralReader(text, start, end, characters, stops)
    reader.run()
    return reader.result()

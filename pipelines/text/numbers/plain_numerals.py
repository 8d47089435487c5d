"""Read the plain numerals, which most are, without a reader's state: one digit, or Arabic digits and one 万 or 亿."""

import re
from collections.abc import Mapping
from decimal import Decimal

from pipelines.text.numbers.numeral_characters import Character
from pipelines.text.numbers.readings import ARABIC, BLANKS, HEDGES, MAX_LENGTH, SAID_YI, Reading, make_reading

_ZERO = Decimal(0)
_FIGURES = frozenset({"digit", "zero"})
_GROUPS = frozenset("万亿")
# What may follow Arabic digits inside one numeral, beside the characters of the table.
_CONTINUES = HEDGES | frozenset(BLANKS) | frozenset("个把.0123456789")


def read_plain(
    text: str, start: int, end: int, chars: Mapping[str, Character], stops: re.Pattern[str] | None
) -> Reading | None:
    """Read one everyday Chinese digit, or Arabic digits with at most one 万 or 亿; None where all is needed."""
    first = chars.get(text[start]) if start < end else None
    match = ARABIC.match(text, start, min(end, start + MAX_LENGTH)) if first is None else None
    if match is None and (first is None or first.role not in _FIGURES or first.is_financial):
        return None
    stop = match.end() if match else start + 1
    following = text[stop : stop + 1] if stop < end else ""
    if stop == start + MAX_LENGTH:
        return None
    if following in chars or following in _CONTINUES:
        # 两个 goes on in 两个亿 alone.
        is_counted = following == "个" and (first is None or first.role == "digit")
        if not is_counted or SAID_YI.match(text, stop, end):
            return _read_grouped(text, start, end, match, chars, stops) if match and following in _GROUPS else None
    if first is not None:
        return make_reading((stop, Decimal(first.value), None, True, False, 1, str(first.value), "", 1))
    assert match is not None
    low = _ZERO + Decimal(match[0].replace(",", "").replace("，", ""))
    return make_reading((stop, low, None, False, False, stop - start, "", "", 1))


def _read_grouped(
    text: str, start: int, end: int, match: re.Match[str], chars: Mapping[str, Character], stops: re.Pattern[str] | None
) -> Reading | None:
    """Read 3.5亿 and 800万, where nothing more follows."""
    stop = match.end() + 1
    following = text[stop : stop + 1] if stop < end else ""
    if following in chars or following in _CONTINUES or stop > start + MAX_LENGTH:
        return None
    if stops is not None and stops.match(text, match.end(), end):
        return None
    power = chars[text[match.end()]].value
    low = (_ZERO + Decimal(match[0].replace(",", "").replace("，", ""))) * power
    return make_reading((stop, low or Decimal(power), None, True, True, stop - start, "", "", power))

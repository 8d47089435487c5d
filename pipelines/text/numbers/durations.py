"""Read the further parts of a duration (8天20小时) and write it in ISO 8601."""

import re
from decimal import Decimal

from pipelines.text.numbers.lexicon import Lexicon, Suffix

_LETTERS = {
    "year": "Y",
    "quarter": "Q",
    "month": "M",
    "week": "W",
    "day": "D",
    "hour": "H",
    "minute": "M",
    "second": "S",
}
_CLOCK_UNITS = frozenset({"hour", "minute", "second"})
_EXACT = {"week": 604800, "day": 86400, "hour": 3600, "minute": 60, "second": 1, "month": 0, "year": 0}
_FINER = {"day": ("hour", 24), "hour": ("minute", 60), "minute": ("second", 60)}
_JOIN = re.compile(r"[ ]?(?:又|零|余|多|加|，)?[ ]?")
_HALF = Decimal("0.5")
Parts = list[tuple[Decimal, str]]


def read_parts(lexicon: Lexicon, text: str, at: int, end: int, first: tuple[Decimal, Suffix]) -> tuple[int, Parts]:
    """Read the parts of a duration that follow its first one, each in a smaller or at least another unit.

    Returns:
        Where the duration ends, and all its parts in the order written.
    """
    parts: Parts = [(first[0], first[1].unit)]
    while at < end and first[1].unit in _EXACT:
        join = _JOIN.match(text, at, end)
        start = join.end() if join else at
        reading = lexicon.read_numeral(text, start, end)
        if reading is None or reading.high is not None:
            break
        match = lexicon.suffix_pattern.match(text, reading.end, end)
        suffix = lexicon.suffixes[match[0]] if match else []
        found = next((s for s in suffix if s.kind == "duration"), None)
        if found is None or match is None or any(unit == found.unit for _, unit in parts):
            break
        if "，" in text[at:start] or found.unit not in _EXACT:
            break
        parts.append((reading.low, found.unit))
        at = match.end()
    return at, parts


def total(parts: Parts) -> tuple[Decimal | None, str | None]:
    """Add parts up in the finest unit named; None where months meet days, which no factor joins."""
    if len(parts) == 1:
        return parts[0]
    finest = min((unit for _, unit in parts), key=lambda unit: _EXACT.get(unit, 0) or 10**9 + len(unit))
    units = {unit for _, unit in parts}
    if units == {"year", "month"}:
        return sum((value * (12 if unit == "year" else 1) for value, unit in parts), Decimal(0)), "month"
    if units & {"year", "month"}:
        return None, None
    return sum((value * _EXACT[unit] for value, unit in parts), Decimal(0)) / _EXACT[finest], finest


def whole_halves(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Turn half a day, hour or minute into whole units of the next finer kind (半小时 is 30 minutes)."""
    if unit in _FINER and value % 1 == _HALF:
        finer, factor = _FINER[unit]
        return value * factor, finer
    return value, unit


def write_iso(parts: Parts) -> str | None:
    """Write a duration in ISO 8601, larger units first: P8DT20H."""
    if any(unit not in _LETTERS for _, unit in parts):
        return None
    order = list(_LETTERS)
    days, clock = "", ""
    for value, unit in sorted(parts, key=lambda part: order.index(part[1])):
        amount = value * 3 if unit == "quarter" else value
        written = f"{amount.normalize():f}{'M' if unit == 'quarter' else _LETTERS[unit]}"
        if unit in _CLOCK_UNITS:
            clock += written
        else:
            days += written
    return "P" + days + ("T" + clock if clock else "")

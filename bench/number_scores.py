"""Score numbers and dates against gold rows: a hit has the span, the value and the unit, or the days."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

Mention = dict[str, Any]
_Value = Decimal | float | str | None
_STAMP = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?$")
# Units that the gold and a finder may name differently, in one base unit.
_BASES = {
    "kilogram": ("gram", 1000), "jin": ("gram", 500), "ton": ("gram", 1e6), "kilometer": ("meter", 1000),
    "centimeter": ("meter", 0.01), "milliliter": ("liter", 0.001), "megahertz": ("hertz", 1e6),
    "kilowatt": ("watt", 1000),
}  # fmt: skip


@dataclass(slots=True)
class Tally:
    """Hits, and how many were found and wanted."""

    hits: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.hits / (self.found + self.wanted) if self.found + self.wanted else 0.0


def add_row(tally: Tally, gold: dict[str, Any], found: list[Mention]) -> None:
    """Count one row. What lies outside its scope or body, or on what it ignores, is neither right nor wrong."""
    scope = gold.get("scope", "all")
    inside = [m for m in found if scope == "all" or m["kind"] in scope]
    outside = [m for m in found if m not in inside]
    if gold.get("body"):
        first, last = gold["body"]
        inside = [m for m in inside if first <= m["start"] and m["end"] <= last]
    for mention in gold["mentions"]:
        spans = [[mention["start"], mention["end"]], *mention.get("alt_spans", [])]
        hit = max(
            (m for m in inside if [m["start"], m["end"]] in spans), key=lambda m: agrees(mention, m), default=None
        )
        if hit is not None:
            inside.remove(hit)
        states_value = mention.get("value") is not None or mention.get("iso") is not None
        if mention.get("optional") or not states_value:
            continue
        if hit is None and any(m["start"] <= mention["start"] and mention["end"] <= m["end"] for m in outside):
            continue
        tally.wanted += 1
        tally.found += hit is not None
        tally.hits += hit is not None and agrees(mention, hit)
    free = [tuple(span) for span in gold.get("ignore", [])]
    free += [(m["start"], m["end"]) for m in gold["mentions"] if m.get("optional")]
    tally.found += sum(not any(m["start"] < end and start < m["end"] for start, end in free) for m in inside)


def agrees(gold: Mention, found: Mention) -> bool:
    """Tell whether a mention states what the gold states, in any of its readings."""
    if gold.get("iso") and gold["kind"] != "duration":
        return any(_same_days(iso, found.get("iso")) for iso in (gold["iso"], *gold.get("iso_alt", [])))
    readings = [[gold.get("value"), gold.get("value_high")], *gold.get("value_alt", [])]
    units = [gold.get("unit"), *gold.get("unit_alt", [])]
    return any(
        _same(low, unit, found.get("value"), found.get("unit"))
        and (_same(high, unit, found.get("value_high"), found.get("unit")) or (high is None and gold.get("approx")))
        for low, high in readings
        for unit in units
    )


def _same(one: _Value, unit: str | None, other: _Value, other_unit: str | None) -> bool:
    if one is None or other is None:
        return one is other
    base, factor = _BASES.get((unit or "").lower(), ((unit or "").lower(), 1))
    other_base, other_factor = _BASES.get((other_unit or "").lower(), ((other_unit or "").lower(), 1))
    first, second = float(one) * factor, float(other) * other_factor
    return base == other_base and abs(first - second) <= 1e-6 * max(abs(first), abs(second), 1e-9)


def _same_days(one: str, other: str | None) -> bool:
    if other is None or one == other:
        return one == other
    first, second = _interval(one), _interval(other)
    if first is None or second is None:
        return False
    return all(
        (a is None) == (b is None) and (a is None or b is None or abs(a - b) <= slack)
        for a, b, slack in zip(first, second, (timedelta(0), timedelta(1)), strict=True)
    )


def _interval(iso: str) -> tuple[datetime | None, datetime | None] | None:
    """Read a day, a time or a span of them; an open end is None."""
    left, _, right = iso.partition("/")
    ends = [_stretch(left), _stretch(right or left)]
    if any(end is None and written != ".." for end, written in zip(ends, (left, right or left), strict=True)):
        return None
    return (ends[0] and ends[0][0], ends[1] and ends[1][1])


def _stretch(written: str) -> tuple[datetime, datetime] | None:
    match = _STAMP.match(written if not written.startswith("T") else f"2000-01-01{written}")
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(group) if group else None for group in match.groups())
    start = datetime(year or 1, month or 1, day or 1, hour or 0, minute or 0, second or 0)
    if month is None:
        return start, start.replace(year=start.year + 1)
    if day is None:
        return start, (start + timedelta(32)).replace(day=1)
    return start, start + timedelta(1 if hour is None else 0)

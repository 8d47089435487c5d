"""When two values of one quantity agree: each says what it says at the precision it is written in.

A figure cut to 6000亿 does not contradict 5888.62亿; 16.86% contradicts 17.3%. Agreement is not transitive (6000亿
agrees with 5888.62亿 and with 5927亿, which contradict each other), so `lay_out` begins with the
finest values.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

_DIGITS = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_MIXED = re.compile(r"\d[万億亿萬千]\d")
_TENTHS = re.compile(r"[一二两三四五六七八九\d]成(?!半?[一二三四五六七八九])")
_POINTS = ("%", "percentage_point")
_SCALES = "十百千万亿兆萬億"
_SLACK = 1e-9
# A written place says no more than a fifth of the value: 一亿 may stand for 1.1亿, not for 1.5亿.
_COARSEST = 0.2
_HEDGE_SHARE = 0.05


class Reading(NamedTuple):
    """A value as it is written: `step` is one unit of its last written place; `high` closes a range."""

    value: float
    high: float | None
    bound: str
    step: float

    @property
    def is_point(self) -> bool:
        """Tell whether it names one value, hedged or not, and no bound or range."""
        return self.high is None and self.bound in ("eq", "approx")


def written_step(surface: str, value: float, *, is_percent: bool) -> float:
    """Give one unit of the last place that is written, in the unit of the value.

    Trailing zeros of amounts and counts are no places; in percent each digit is one.

    >>> written_step("5888.62亿美元", 588_862_000_000.0, is_percent=False)
    1000000.0
    >>> written_step("50.38%", 50.38, is_percent=True)
    0.01
    """
    size = abs(value)
    found = _DIGITS.search(surface)
    if found is None:
        place = (10.0 if _TENTHS.search(surface) else 1.0) if is_percent else _numeral_place(surface, size)
        return min(place, _COARSEST * size)
    digits = found[0].replace(",", "")
    scale = size / float(digits) if float(digits) else 1.0
    if _MIXED.search(surface):
        digits, scale = str(int(size)), 1.0
    if found[1]:
        place = float(f"1e-{len(found[1])}")
    elif is_percent:
        place = 1.0
    else:
        place = 10.0 ** (len(digits) - len(digits.rstrip("0")))
    return min(round(place * scale, 9), _COARSEST * size)


def _numeral_place(surface: str, size: float) -> float:
    # 三万五千: the last power written; 一万零五百 the same. 一亿 alone is coarse, which the cap takes care of.
    whole = str(int(size)) if size >= 1 else "1"
    zeros = len(whole) - len(whole.rstrip("0"))
    return 10.0**zeros if any(char in surface for char in _SCALES) else 1.0


def agree(left: Reading, right: Reading) -> bool:
    """Tell whether two values can both be right; the order does not matter."""
    if left.is_point and right.is_point:
        coarse, fine = (left, right) if left.step >= right.step else (right, left)
        return _covers(coarse, fine) or (fine.bound == "approx" and _covers(fine, coarse))
    if left.is_point:
        return _covers(right, left)
    if right.is_point:
        return _covers(left, right)
    (low, high), (other_low, other_high) = _reach(left), _reach(right)
    return max(low, other_low) <= min(high, other_high)


def lay_out(readings: Sequence[Reading]) -> list[int]:
    """Give the side of each value, from 1; 0 where it agrees with more than one side and so proves nothing.

    Plain values come first, the finest before the coarser; a value that agrees with no side opens one. Ties are
    settled by the value, so that the sides do not hang on the order of `readings`.
    """
    sides: dict[Reading, int] = {}
    anchors = _Anchors()
    for reading in sorted(set(readings), key=_finest_first):
        fitting = [side for anchor, side in anchors.near(reading) if agree(reading, anchor)]
        if len(fitting) > 1:
            sides[reading] = 0
        else:
            sides[reading] = fitting[0] if fitting else anchors.open(reading)
    return [sides[reading] for reading in readings]


def _finest_first(reading: Reading) -> tuple[bool, bool, float, float, str, float]:
    is_hedged = reading.bound == "approx"
    return not reading.is_point, is_hedged, reading.step, reading.value, reading.bound, reading.high or 0.0


class _Anchors:
    """The values that opened the sides, by size: a topic may have thousands, and a value is near few."""

    def __init__(self) -> None:
        self._sizes: list[float] = []
        self._opened: list[tuple[Reading, int]] = []
        self._wide: list[tuple[Reading, int]] = []  # bounds and ranges, which come last
        self._coarsest = _HEDGE_SHARE  # the largest share of a value that a step of it is

    def near(self, reading: Reading) -> Sequence[tuple[Reading, int]]:
        """Give those that a value may agree with, each with its side."""
        size = abs(reading.value)
        slack = 2 * _SLACK * max(1.0, size)
        if not reading.is_point:
            low, high = _reach(reading)
            least = 0.0 if low < 0.0 < high else min(abs(low), abs(high))
            return [*self._between(least - slack, max(abs(low), abs(high)) + slack), *self._wide]
        # A plain value comes after all that are written finer: it agrees with none more than a step of its own away.
        reach = reading.step
        low, high = size, size
        if reading.bound == "approx":  # comes after all plain values, and may be within a step of one of theirs
            reach = max(reach, _HEDGE_SHARE * size)
            low, high = size / (1 + self._coarsest), size / (1 - self._coarsest) if self._coarsest < 1 else math.inf
        return self._between(min(low, size - reach) - slack, max(high, size + reach) + slack)

    def _between(self, low: float, high: float) -> list[tuple[Reading, int]]:
        return self._opened[bisect_left(self._sizes, low) : bisect_right(self._sizes, high)]

    def open(self, reading: Reading) -> int:
        """Let a value open a side; give its number."""
        side = len(self._opened) + len(self._wide) + 1
        if not reading.is_point:
            self._wide.append((reading, side))
            return side
        size = abs(reading.value)
        at = bisect_right(self._sizes, size)
        self._sizes.insert(at, size)
        self._opened.insert(at, (reading, side))
        self._coarsest = max(self._coarsest, reading.step / size if size else math.inf)
        return side


def _covers(coarse: Reading, fine: Reading) -> bool:
    x, value = fine.value, coarse.value
    if not coarse.is_point:
        low, high = _reach(coarse)
        is_inside = low - _SLACK <= x <= high + _SLACK
        return is_inside and not (coarse.bound == "lt" and coarse.high is None and x >= value)
    slack = _SLACK * max(1.0, abs(value))
    if coarse.bound == "approx" and abs(x - value) <= max(coarse.step / 2, _HEDGE_SHARE * abs(value)) + slack:
        return True
    if abs(coarse.step - fine.step) <= slack:
        return abs(x - value) <= slack
    is_rounded = abs(x - value) <= coarse.step / 2 + slack
    is_cut = abs(value) - slack <= abs(x) < abs(value) + coarse.step - slack
    return is_rounded or is_cut


def _reach(reading: Reading) -> tuple[float, float]:
    """Give the interval that a bound or range leaves open: to twice the value, or down to half of it."""
    value = reading.value
    if reading.high is not None:
        return value, reading.high
    if reading.bound in ("gt", "ge"):
        return value, 2 * value
    if reading.bound in ("lt", "le"):
        return value / 2, value
    return value, value

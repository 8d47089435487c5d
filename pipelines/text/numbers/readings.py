"""What a numeral is read as, and the shapes that both of its readers share."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import NamedTuple

ARABIC = re.compile(
    r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+)(?:\.\d+(?!\.?\d))?(?:[eE][+-]?\d{1,3}(?![0-9A-Za-z]))?|\.\d+"
)
SAID_YI = re.compile(r"个[多来]?亿")
MAX_LENGTH = 64
HEDGES = frozenset("多余来")
BLANKS = " \u3000\xa0\t"


class Reading(NamedTuple):
    """A numeral as read: the interval that it states and how it is written.

    `high` is None for an exact numeral. `figures` are the bare digits of a numeral without powers (八五 of 八五折).
    `scale` is the product of its 万 and 亿, which a range may pass to the left (3到5万).
    """

    end: int
    low: Decimal
    high: Decimal | None
    is_chinese: bool
    has_power: bool
    length: int
    figures: str
    hedge: str
    scale: int


# Of all fields, in order. Calling a record itself runs code of Python's, and a text makes hundreds of them.
make_reading: Callable[[tuple[int, Decimal, Decimal | None, bool, bool, int, str, str, int]], Reading] = partial(
    tuple.__new__, Reading
)


def figure_place(written: str) -> Decimal:
    """Return the place of the last figure that counts: 500 gives 100, 1.5 gives 0.1."""
    if "." in written or "e" in written.lower():
        return Decimal(1).scaleb(Decimal(written).as_tuple().exponent)  # type: ignore[arg-type]  # finite, so an int
    zeros = len(written) - len(written.rstrip("0"))
    return Decimal(1).scaleb(zeros if zeros < len(written) else 0)


def neighbours(figures: str) -> tuple[Decimal, Decimal] | None:
    """Read two digits that name either of two numbers (七八 is 7 or 8); 三五 is 3 to 5."""
    if len(figures) != 2 or "0" in figures:
        return None
    low, high = int(figures[0]), int(figures[1])
    return (Decimal(low), Decimal(high)) if high == low + 1 or (low, high) == (3, 5) else None

"""What a finder hands back: numbers and dates with their places in the text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple


class Number(NamedTuple):
    """One number in a text: what it counts or measures, and where it stands.

    `value` is exact; an open or hedged amount says so in `bound`, and `value_high` closes a range. The span leaves
    out hedges such as 约 and 左右, which have their own offsets; a comparison of a bare number (大于20) is inside.
    """

    start_char: int
    end_char: int
    surface: str
    kind: str
    value: Decimal | None
    value_high: Decimal | None
    bound: str
    modifier: str | None
    modifier_start: int | None
    modifier_end: int | None
    direction: str | None
    unit: str | None
    dimension: str | None
    base_value: Decimal | None
    base_unit: str | None
    per: str | None
    object: str | None
    object_start: int | None
    object_end: int | None
    iso: str | None
    rule_id: str
    sentence_no: int


class DateMention(NamedTuple):
    """One date, time or span of time in a text.

    `iso` is ISO 8601 or EDTF, and null where the text and the anchor do not settle it. `date_to` is the last day,
    itself included.
    """

    start_char: int
    end_char: int
    surface: str
    kind: str
    iso: str | None
    date_from: date | None
    date_to: date | None
    precision: str | None
    is_relative: bool
    is_inferred: bool
    anchor_date: date | None
    anchor_basis: str | None
    rule_id: str
    sentence_no: int


# Of all fields, in order. Calling the records themselves runs code of Python's.
make_number: Callable[[tuple[object, ...]], Number] = partial(tuple.__new__, Number)
make_date: Callable[[tuple[object, ...]], DateMention] = partial(tuple.__new__, DateMention)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day that 昨天 and 去年 are counted from, and where it was learnt."""

    date: date
    basis: str


@dataclass(frozen=True, slots=True)
class Found:
    """The numbers and the dates of one text, each in order of their start."""

    numbers: list[Number]
    dates: list[DateMention]

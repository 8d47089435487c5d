"""Join two comparisons of one bare number into a range: 大于12小于50."""

import re

from pipelines.text.numbers.records import Number

_JOIN = re.compile(r"[ ]?(?:[，,、]|并|并且)?[ ]?")
_LOWER = frozenset({"gt", "ge"})
_UPPER = frozenset({"lt", "le"})


def add_number(numbers: list[Number], number: Number, folded: str, text: str) -> None:
    """Append a number, or close the range that the one before it opened."""
    last = numbers[-1] if numbers else None
    if last is None or not _closes(last, number) or not _JOIN.fullmatch(folded, last.end_char, number.start_char):
        numbers.append(number)
        return
    numbers[-1] = last._replace(
        end_char=number.end_char,
        surface=text[last.start_char : number.end_char],
        value_high=number.value,
        bound="eq",
        modifier_end=number.modifier_end,
        modifier=text[last.modifier_start : number.modifier_end] if last.modifier_start is not None else None,
    )


def _closes(low: Number, high: Number) -> bool:
    return (
        low.kind == high.kind == "cardinal"
        and low.bound in _LOWER
        and high.bound in _UPPER
        and low.value_high is None
        and low.value is not None
        and high.value is not None
        and low.value < high.value
    )

"""Where a text is cut: its stops, commas, line breaks and quotation marks, found in one look at all its characters."""

from typing import NamedTuple

import numpy as np

from pipelines.text.folding import CodeTable
from pipelines.text.quotes.marks import MARKS

_OTHER, _DIGIT, _COMMA, _DOTS, _STOP, _MARK = range(1, 7)
_CHARACTERS = {_COMMA: ",:", _DOTS: "…", _STOP: "。!?;\n", _MARK: MARKS}
_KINDS = {char: kind for kind, chars in _CHARACTERS.items() for char in chars}


class Cuts(NamedTuple):
    """Places in a text, in order: all of its cuts, and those of them that are quotation marks."""

    places: list[int]
    marks: list[int]


def find_cuts(folded: str) -> Cuts:
    """Find the cuts of a text in the fold; a comma within a number is none, and of …… the first half is one.

    >>> find_cuts("他说：“1,000元……”".replace("：", ":"))
    Cuts(places=[2, 3, 10, 12], marks=[3, 12])
    """
    kinds = _TABLE.look_up(f" {folded} ")
    before, kinds, behind = kinds[:-2], kinds[1:-1], kinds[2:]
    is_inside = (kinds == _COMMA) & (before == _DIGIT) & (behind == _DIGIT)
    is_inside |= (kinds == _DOTS) & (before == _DOTS)
    places = np.flatnonzero((kinds >= _COMMA) & ~is_inside)
    return Cuts(places.tolist(), places[kinds[places] == _MARK].tolist())


def _kind_of(char: str) -> int:
    return _KINDS.get(char, _DIGIT if char.isdecimal() else _OTHER)


_TABLE = CodeTable(_kind_of, np.uint8)

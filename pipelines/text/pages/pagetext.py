"""A page's text folded for matching, and the class of each of its characters: one look at each gives both."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.text.folding import CodeTable, fold

# What a line holds of these, as bits.
STOP, COMMA, FULL_STOP, DIGIT, LETTER, MARK, PICTURE, UNSEEN = (1 << place for place in range(1, 9))
CLASSES = {
    STOP: re.compile(r"[。！？!?；;…]"),
    COMMA: re.compile(r"[,，、：:。！？!?；;]"),
    FULL_STOP: re.compile("。"),
    DIGIT: re.compile(r"\d"),
    LETTER: re.compile(r"[a-z]"),
    MARK: re.compile(r"[^\w\s,。:;!?、“”‘’《》()·…]"),
}
# These are told of characters as they are written, before they are folded.
PICTURES = re.compile(r"[\U0001f1e6-\U0001faff\u2600-\u27bf\u2b50\u2b55]")
_UNSEEN = "\ufeff\u200b"  # left by pages at the ends of lines beside blanks
_KNOWN = 1  # the bit that every character has
_SURROGATE = re.compile("[\ud800-\udfff]")
_CODE_BITS = 21
_CODES = (1 << _CODE_BITS) - 1


def _describe(char: str) -> int:
    """Pack the fold of a character with its classes; a lone surrogate, which automata refuse, is replaced."""
    folded = _SURROGATE.sub("\ufffd", fold(char))
    classes = sum(bit for bit, known in CLASSES.items() if known.match(folded))
    classes |= (PICTURE if PICTURES.match(char) else 0) | (UNSEEN if char in _UNSEEN else 0)
    return ord(folded) | (_KNOWN | classes) << _CODE_BITS


_TABLE = CodeTable(_describe, np.uint32)


class PageText(NamedTuple):
    """A page's text and the same characters folded; `codes` has those with their classes, and one more for the end."""

    raw: str
    folded: str
    codes: npt.NDArray[np.uint32]


def fold_page(text: str) -> PageText:
    """Fold a page's text for matching."""
    codes = _TABLE.look_up(text + "\n")
    folded = (codes[:-1] & _CODES).astype("<u4", copy=False)
    return PageText(text, folded.tobytes().decode("utf-32-le"), codes)


def hold_classes(codes: npt.NDArray[np.uint32], bounds: Sequence[int]) -> list[int]:
    """Say which classes of characters stand between each of these places and the next, as bits."""
    held: list[int] = (np.bitwise_or.reduceat(codes, bounds) >> _CODE_BITS).tolist()
    return held

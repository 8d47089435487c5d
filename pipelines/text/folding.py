"""The match view: text folded for matching, character by character, so that offsets stay true.

Full-width forms become plain, letters lower case, Traditional characters Simplified. Nothing is ever rewritten in
the stored text: a match at `[i, j)` of the fold is the span `[i, j)` of the raw text.
"""

import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipelines.text.rulefiles import RULES_DIR, read_csv

_LONG = 256  # from this length a text is a document, which several finders fold one after the other
_VERY_LONG = 1 << 14  # of shorter ones those of a chunk are kept until the next stage asks for them
_CHUNK = 1 << 20  # characters folded at a time, so that a long text takes little memory
SIMPLIFIED_COLUMNS = ("traditional", "simplified", "source")


class _FoldTable(dict[int, str]):
    """Folds of characters, worked out when a character is first seen: `str.translate` looks them up here."""

    def __init__(self, simplified: dict[str, str]) -> None:
        super().__init__()
        self._simplified = simplified

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = unicodedata.normalize("NFKC", char)
        plain = plain if len(plain) == 1 else char
        lower = plain.lower()
        plain = lower if len(lower) == 1 else plain
        self[code] = folded = self._simplified.get(plain, plain)
        return folded


class CodeTable:
    """A number for every code point, worked out when a character is first seen and looked up for a text at once.

    A dictionary takes a tenth of a microsecond for each character; this takes a hundredth.
    """

    def __init__(self, value_of: Callable[[str], int], dtype: npt.DTypeLike) -> None:
        self._value_of = value_of
        self._values = np.zeros(0x110000, dtype)

    def look_up(self, text: str) -> npt.NDArray[Any]:
        """Give the number of each character of a text."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        found: npt.NDArray[Any] = self._values.take(codes)
        if found.size and not found[found.argmin()]:
            for code in np.unique(codes[found == 0]).tolist():
                self._values[code] = self._value_of(chr(code))
            found = self._values.take(codes)
        return found


@cache
def _fold_table(rules_dir: Path) -> _FoldTable:
    return _FoldTable(simplified_characters(rules_dir))


@cache
def _code_table(rules_dir: Path) -> CodeTable:
    table = _fold_table(rules_dir)
    return CodeTable(lambda char: ord(table[ord(char)]), np.uint32)


@lru_cache(maxsize=256)
def _fold_article(text: str) -> str:
    return _fold_long(text)


@lru_cache(maxsize=8)
def _fold_document(text: str) -> str:
    return _fold_long(text)


def _fold_long(text: str) -> str:
    if len(text) <= _CHUNK:
        return _fold_chunk(text)
    return "".join(_fold_chunk(text[at : at + _CHUNK]) for at in range(0, len(text), _CHUNK))


def _fold_chunk(text: str) -> str:
    codes = _code_table(RULES_DIR).look_up(text).astype("<u4", copy=False)
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


@cache
def simplified_characters(rules_dir: Path = RULES_DIR) -> dict[str, str]:
    """Read `simplified.csv`: each Traditional character and its Simplified form.

    Raises:
        RuleError: A cell holds more or less than one character.
    """
    table: dict[str, str] = {}
    for row in read_csv(rules_dir / "simplified.csv", SIMPLIFIED_COLUMNS):
        if len(row["traditional"]) != 1 or len(row["simplified"]) != 1:
            raise row.error("each side is exactly one character, so that offsets stay true")
        table[row["traditional"]] = row["simplified"]
    return table


def fold(text: str) -> str:
    """Fold full-width, case and Traditional forms; the result has the length of `text`.

    >>> fold("ＤｅｅｐＳｅｅｋ與輝達")
    'deepseek与辉达'
    """
    if len(text) < _LONG:
        return text.translate(_fold_table(RULES_DIR))
    return _fold_article(text) if len(text) < _VERY_LONG else _fold_document(text)


def load_folds(rules_dir: Path = RULES_DIR) -> dict[str, str]:
    """Give every character whose fold is another that a text in Chinese or English may hold.

    Traditional characters, the full-width forms of ASCII, and capital letters, full-width or not.
    """
    table = _fold_table(rules_dir)
    ascii_range = range(0x21, 0x7F)
    codes = [*map(ord, simplified_characters(rules_dir)), *ascii_range, *(code + 0xFEE0 for code in ascii_range)]
    return {chr(code): table[code] for code in codes if table[code] != chr(code)}

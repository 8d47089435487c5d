"""The match view: text folded for matching, character by character, so that offsets stay true.

Full-width forms become plain, letters lower case, Traditional characters Simplified. Nothing is ever rewritten in
the stored text: a match at `[i, j)` of the fold is the span `[i, j)` of the raw text.
"""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from pipelines.text.rulefiles import RULES_DIR, read_csv

_LONG = 256  # from this length a text is a document, which several finders fold one after the other
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


@cache
def _fold_table(rules_dir: Path) -> _FoldTable:
    return _FoldTable(simplified_characters(rules_dir))


@lru_cache(maxsize=8)
def _fold_document(text: str) -> str:
    return text.translate(_fold_table(RULES_DIR))


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
    return _fold_document(text) if len(text) >= _LONG else text.translate(_fold_table(RULES_DIR))


def load_folds(rules_dir: Path = RULES_DIR) -> dict[str, str]:
    """Give every character whose fold is another that a text in Chinese or English may hold.

    Traditional characters, the full-width forms of ASCII, and capital letters, full-width or not.
    """
    table = _fold_table(rules_dir)
    ascii_range = range(0x21, 0x7F)
    codes = [*map(ord, simplified_characters(rules_dir)), *ascii_range, *(code + 0xFEE0 for code in ascii_range)]
    return {chr(code): table[code] for code in codes if table[code] != chr(code)}

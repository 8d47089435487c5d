"""Lines known by their shape: counters, pagers, breadcrumbs, image places, template debris."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from pipelines.text.pages.lines import Line
from pipelines.text.pages.model import ZONES
from pipelines.text.pages.pagetext import DIGIT, LETTER, MARK
from pipelines.text.rulefiles import RuleError, read_toml

_LIMIT = 60
MARKUP = "[!*>#-_vdfwh$/}{<@."
# What a line must hold for a shape that `needs` it. Most Chinese lines hold none of them, and few shapes fit those.
_NEEDS = {"digit": DIGIT, "letter": LETTER, "mark": MARK}
_ALL = DIGIT | LETTER | MARK


@dataclass(frozen=True, slots=True)
class Shape:
    """One row of `packs/shapes.toml`."""

    id: str
    zone: str
    kind: str
    is_everywhere: bool
    limit: int
    example: str
    pattern: str = ""
    need: str | None = None
    words: tuple[str, ...] = ()
    is_cut: bool = False


class Shapes:
    """The shapes of a rules folder, compiled into one expression for each kind of short line."""

    def __init__(self, rules_dir: Path) -> None:
        path = rules_dir / "packs" / "shapes.toml"
        self.shapes = [_read_shape(path, row) for row in read_toml(path).get("shape", [])]
        self._short = {
            sum(bit for bit, flag in zip(_NEEDS.values(), flags, strict=True) if flag): _compile(
                [
                    (number, shape)
                    for number, shape in enumerate(self.shapes)
                    if shape.need is None or flags[list(_NEEDS).index(shape.need)]
                ]
            )
            for flags in product((False, True), repeat=len(_NEEDS))
        }
        self._long = [(shape, re.compile(shape.pattern)) for shape in self.shapes if shape.limit > _LIMIT]

    def judge(self, line: Line) -> Shape | None:
        """Say which shape a whole line has, if any."""
        folded = line.folded
        if line.is_strong and folded[0] not in MARKUP:
            return None
        if line.size <= _LIMIT:
            words, pattern, wordless = self._short[line.bits & _ALL]
            found = (pattern if words.search(folded) is not None else wordless).fullmatch(folded)
            return self.shapes[int((found.lastgroup or "s0")[1:])] if found is not None else None
        if folded[0] not in MARKUP and "](" not in folded:
            return None
        return next(
            (shape for shape, pattern in self._long if line.size <= shape.limit and pattern.fullmatch(folded)), None
        )


def _compile(able: list[tuple[int, Shape]]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Give the words that some of the shapes need, all shapes, and those that need no word, each as one pattern."""
    words = "|".join({re.escape(word): None for _, shape in able for word in shape.words})
    wordless = [(number, shape) for number, shape in able if not shape.words]
    return re.compile(words or r"(?!)"), _join(able), _join(wordless)


def _join(able: list[tuple[int, Shape]]) -> re.Pattern[str]:
    """Join shapes; the group that tells which it was closes each: behind one that opens it, none could be skipped."""
    return re.compile("|".join(f"(?:{shape.pattern})(?P<s{number}>)" for number, shape in able) or r"(?!)")


def _read_shape(path: Path, row: Mapping[str, Any]) -> Shape:
    try:
        shape = Shape(
            f"shapes.{row['id']}",
            row["zone"],
            row["kind"],
            row["where"] == "any",
            row.get("limit", _LIMIT),
            row["example"],
            row["pattern"],
            row.get("needs"),
            tuple(row.get("words", ())),
            row.get("cut", False),
        )
        re.compile(shape.pattern)
    except (KeyError, re.error) as error:
        raise RuleError(path, 1, f"shape {row.get('id', '?')}: {error}") from None
    if shape.zone not in ZONES:
        raise RuleError(path, 1, f"shape {shape.id}: no zone {shape.zone}")
    if shape.need is not None and shape.need not in _NEEDS:
        raise RuleError(path, 1, f"shape {shape.id}: needs {shape.need}; use {', '.join(_NEEDS)}, or leave it out")
    return shape

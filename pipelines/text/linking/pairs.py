"""Pairs of names that a bracket joins: 深度求索(DeepSeek), 阿莫代伊（Dario Amodei）."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.text.mentions import Mention
from pipelines.text.rulefiles import RULES_DIR, read_toml

_KIN = frozenset(("organization", "product"))
_LONGEST_GAP = 16


class BracketPairs:
    """Find mentions that stand as name and other name: one before a bracket, one filling it."""

    def __init__(self, rules_dir: Path = RULES_DIR) -> None:
        intro = "|".join(map(re.escape, read_toml(rules_dir / "mention_guards.toml")["brackets"]["intro"]))
        self._open = re.compile(rf"[”\"'’」』》]?\s*[（(]\s*(?:(?:{intro})[:： ]*)?[“\"'‘「『《]?")
        self._close = re.compile(r"[”\"'’」』》]?\s*[)）]")

    def find(self, mentions: Sequence[Mention], text: str) -> Iterator[tuple[int, int]]:
        """Yield the numbers of each pair: the outer mention, the inner one."""
        for number in range(len(mentions) - 1):
            outer, inner = mentions[number], mentions[number + 1]
            gap = inner.start_char - outer.end_char
            if not 0 < gap <= _LONGEST_GAP or not _are_kin(outer.type, inner.type):
                continue
            if self._open.fullmatch(text, outer.end_char, inner.start_char) and self._close.match(text, inner.end_char):
                yield number, number + 1


def _are_kin(left: str, right: str) -> bool:
    return left == right or {left, right} <= _KIN

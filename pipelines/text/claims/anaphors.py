"""Words that point back to a thing named before (`claim_anaphors.csv`): 该公司, 影片, 他."""

import re
from pathlib import Path
from typing import NamedTuple

from pipelines.text.folding import fold
from pipelines.text.numbers.wordtries import trie_pattern
from pipelines.text.rulefiles import read_csv

TYPES = ("person", "organization", "location", "work", "product", "facility")
USES = ("bare", "marked")
RANKS = frozenset("省市县区镇乡村")  # of which 全 says that the whole is meant
_MARKS = "(?:该|此(?!前|外|次|举|后)|本(?!土|地|身|次)|这[家部款名支座个位种]|上述|涉事)"
# A bare 公司 is the company that is spoken of only where nothing says which: not 子公司, 影视公司.
_HEAD = '(?:(?<=[,;:。!?“”"「」(\\n ])|(?<=[称说示露指为计信布年月日季天前后但而若如对])|^)'
_TAIL = "(?![们法债章])"


class Anaphor(NamedTuple):
    """A pointing word at its place, and the type of mention that it stands for; `rank` is that of 全县."""

    start: int
    end: int
    type: str
    is_marked: bool
    rank: str | None = None


class AnaphorFinder:
    """Finds the last pointing word of a stretch.

    Raises:
        RuleError: A type or use that is not known, or a word listed twice.
    """

    def __init__(self, rules_dir: Path) -> None:
        self._types: dict[str, str] = {}
        bare = []
        for row in read_csv(rules_dir / "claim_anaphors.csv", ("word", "type", "use")):
            word = fold(row["word"])
            if word in self._types:
                raise row.error(f'"{word}" is listed twice')
            self._types[word] = row.choice("type", TYPES)
            if row.choice("use", USES) == "bare":
                bare.append(word)
        pointing = f"{_MARKS}({trie_pattern(self._types)}){_TAIL}|{_HEAD}({trie_pattern(bare)}){_TAIL}"
        whole = "".join(word for word, kind in self._types.items() if kind == "location" and word in RANKS)
        self._pattern, self._with_whole = (
            re.compile(f"{pointing}|(?!)()"),
            re.compile(f"{pointing}|全([{whole}])(?!性|级)"),
        )

    def last(self, view: str, start: int, end: int) -> Anaphor | None:
        """Give the pointing word nearest to the end of `view[start:end]`, folded text, or None."""
        last = None
        pattern = self._with_whole if view.find("全", start, end) >= 0 else self._pattern
        for last in pattern.finditer(view, start, end):  # noqa: B007 - the last one is wanted
            pass
        if last is None:
            return None
        word = last[1] or last[2] or last[3]
        return Anaphor(last.start(), last.end(), self._types[word], last[2] is None, last[3])

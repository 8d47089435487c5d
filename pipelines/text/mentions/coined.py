"""Find firms that no list and no tagger knows by their shape: 澜湖药业, told twice, with a stem that is no word.

A coined stem of two characters or more, or a rare word, before a word for a firm (药业, 科技, 汽车) is a name where
the same comes again, or where 股价 and the like stand behind; 办公软件 and 国产汽车 begin with words of the language.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.overlay import inside
from pipelines.text.mentions.phrases import PhraseIndex
from pipelines.text.rulefiles import RULES_DIR, read_toml
from pipelines.text.segmenter import Segmenter

_LONGEST, _SHORTEST = 4, 2


class CoinedNames:
    """Looks for the words for a firm, and for what stands before them more than once."""

    def __init__(self, segmenter: Segmenter, index: PhraseIndex, rules_dir: Path = RULES_DIR) -> None:
        rules = read_toml(rules_dir / "mention_guards.toml")["coined"]
        self._segmenter = segmenter
        self._head = index.add("|".join(sorted(rules["heads"], key=len, reverse=True)), rules["heads"])
        self._stem = re.compile(f"[一-鿿]{{{_SHORTEST},{_LONGEST}}}$")
        self._plain = re.compile(f"[{rules['plain']}]")
        self._once = re.compile(rules["once"])
        self._rare: int = rules["rare"]

    def find(self, view: str, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """Yield the firms of a text that `found` (sorted, without overlaps) does not hold."""
        places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for head in self._head.finditer(view):
            start, end = head.start() - _SHORTEST, head.end()
            if start >= 0 and self._is_stem(view[start : head.start()]) and not inside(found, start, end):
                places[view[start:end]].append((start, end))
        for spans in places.values():
            is_told = len(spans) > 1 or self._once.match(view, spans[0][1]) is not None
            if is_told and not any(self._segmenter.is_inside_word(view, end) for _, end in spans):
                longer = self._longer(view, spans) if len(spans) > 1 else 0
                for start, end in spans:
                    yield Candidate(start - longer, end, "organization", "tagger", "tagger.coined")

    def _is_stem(self, stem: str) -> bool:
        if not self._stem.fullmatch(stem) or self._plain.search(stem):
            return False
        return self._segmenter.is_rare(stem, self._rare)

    def _longer(self, view: str, spans: Sequence[tuple[int, int]]) -> int:
        """Count the characters before that all the places share; they belong to the name: 新|澜湖药业."""
        count = 0
        while count < _LONGEST - _SHORTEST:
            before = {view[start - count - 1 : start - count] for start, _ in spans}
            if len(before) > 1 or not self._stem.search("一" + "".join(before)) or self._plain.search("".join(before)):
                break
            count += 1
        return count

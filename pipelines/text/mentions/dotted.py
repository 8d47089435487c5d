"""Names joined by a middle dot: 大卫·O·萨克斯.

No segmenter keeps the dot inside a word, so these names are read from the dots outwards, over the characters
that Chinese uses to write foreign names.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.lexicon import Lexicon
from pipelines.text.mentions.literals import find_literals
from pipelines.text.mentions.view import DOT, last_part
from pipelines.text.rulefiles import RULES_DIR, read_toml
from pipelines.text.segmenter import Segmenter

_LONGEST_PART = 8
_MOST_PARTS = 5
_CONTEXT = 6
_JOINTS = ("和", "与", "及", "跟")


class DottedNames:
    """Find dotted names in a match view."""

    def __init__(self, lexicon: Lexicon, segmenter: Segmenter, rules_dir: Path = RULES_DIR) -> None:
        rules = read_toml(rules_dir / "mention_guards.toml")
        sounds = rules["dotted"]["sounds"]
        self._before_place = re.compile(
            f"(?:{'|'.join((*rules['tagger']['before_place'], *rules['dotted']['before_place']))})$"
        )
        self._after_place = re.compile(f"{rules['tagger']['after_place']}|{rules['dotted']['after_place']}")
        self._lexicon = lexicon
        self._segmenter = segmenter
        self._sounds = frozenset(sounds)
        self._part = frozenset(f"{sounds}abcdefghijklmnopqrstuvwxyz'-.")
        han = rf"[{re.escape(sounds)}]{{1,{_LONGEST_PART}}}(?:-[{re.escape(sounds)}]{{1,{_LONGEST_PART}}})?"
        latin = "[a-z][a-z'-]*\\.?"
        self._name = re.compile(rf"(?:{han}|(?<![a-z]){latin})(?:{DOT} ?(?:{latin}|{han})){{1,{_MOST_PARTS}}}")

    def find(self, view: str) -> Iterator[Candidate]:
        """Find the names, in order of place."""
        floor = 0
        dot = view.find(DOT)
        while dot >= 0:
            match = self._around(view, floor, dot)
            if match:
                floor = match.end()
                start, end = self._trim(view, *match.span())
                if DOT in view[start:end].strip(DOT):
                    yield Candidate(start, end, "person", "dotted", "dotted.name")
            dot = view.find(DOT, max(floor, dot + 1))

    def _around(self, view: str, floor: int, dot: int) -> re.Match[str] | None:
        """Match the longest name with this dot in it; trying the pattern all over the text is far dearer."""
        start = dot
        while start > floor and view[start - 1] in self._part:
            start -= 1
        return next(filter(None, (self._name.match(view, at) for at in range(start, dot))), None)

    def again(self, view: str, found: Iterable[Candidate]) -> Iterator[Candidate]:
        """Find where a person is called again by the last part of a dotted name: 萨克斯 after 大卫·萨克斯.

        A part that is a word of the language is none, and neither is one behind 在 or before 市: 华盛顿 is a place too.
        """
        names = {view[c.start : c.end] for c in found if c.type == "person"}
        for part in sorted({last_part(name) for name in names} - {""}):
            if not self._segmenter.is_word(part) or self._segmenter.proper_type(part):
                for start, end in find_literals(view, [part]):
                    if self._is_person(view, start, end):
                        yield Candidate(start, end, "person", "dotted", "dotted.again")

    def _is_person(self, view: str, start: int, end: int) -> bool:
        if view[start - 1 : start] == DOT or view[end : end + 1] == DOT:
            return False
        is_place = self._before_place.search(view[max(0, start - 3) : start]) or self._after_place.match(view, end)
        return not is_place and not self._segmenter.cuts_across(view, start, end)

    def is_foreign(self, folded: str) -> bool:
        """Tell whether a word is written wholly with the characters of foreign names."""
        return self.count_sounds(folded) == len(folded)

    def count_sounds(self, folded: str) -> int:
        """Count the characters of a word that foreign names are written with."""
        return sum(char in self._sounds for char in folded)

    def _trim(self, view: str, start: int, end: int) -> tuple[int, int]:
        """Give back to the words around what belongs to them: the 理 of 助理 before, the 日 of 日前 behind."""
        first, last = view.index(DOT, start), view.rindex(DOT, start, end)
        for edge in self._word_edges(view, max(0, start - _CONTEXT), first):
            if start <= edge < first:
                start = edge
                break
        start += len(self._lexicon.titles_before.at_start(view, start, first))
        if view[end : end + 1] in _JOINTS:
            # 维和 is a word, and no part of 蒂姆·戴维和.
            return start, end
        inner = [e for e in self._word_edges(view, last + 1, end + _CONTEXT) if last + 1 < e <= end]
        return start, inner[-1] if inner else end

    def _word_edges(self, view: str, start: int, end: int) -> list[int]:
        edges = [start]
        for word in self._segmenter.known_words(view[start:end]):
            edges.append(edges[-1] + len(word))
        return edges[:-1] if end == start else edges

"""Other names given in brackets: 深度求索(DeepSeek), DeepSeek（中文名称：深度求索）, 国际能源署（以下简称“能源署”）.

One side of the bracket is a name already; what stands on the other side is then a name too, and wherever it
stands again in the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.lexicon import Lexicon
from pipelines.text.mentions.overlay import inside, overlay
from pipelines.text.rulefiles import RULES_DIR, read_toml
from pipelines.text.segmenter import Segmenter

_HAN = re.compile(r"[一-鿿·]{2,8}")
_QUOTES = "“”\"'‘’「」『』《》 "
_LONGEST = 8
_WEAK = frozenset(("latin.name", "latin.words", "latin.acronym", "latin.digit"))


@dataclass(frozen=True, slots=True)
class _Bracket:
    start: int  # of the opening bracket
    inner_start: int  # of the name inside, after the words that introduce it
    inner_end: int
    is_introduced: bool  # by words such as 简称


class BracketNames:
    """Find the names that brackets give, and their other mentions in the text."""

    def __init__(self, lexicon: Lexicon, segmenter: Segmenter, rules_dir: Path = RULES_DIR) -> None:
        rules = read_toml(rules_dir / "mention_guards.toml")["brackets"]
        self._lexicon = lexicon
        self._segmenter = segmenter
        intro = "|".join(map(re.escape, sorted(rules["intro"], key=len, reverse=True)))
        self._bracket = re.compile(
            rf"[（(]\s*(?P<intro>(?:{intro})[:： ]*)?[“\"'‘「『]?(?P<name>[^（()）\n]{{2,40}}?)[”\"'’」』]?\s*[)）]"
        )
        strong = "|".join(re.escape(word) for word in rules["edges"] if len(word) > 1)
        self._strong_edge = re.compile(f"(?:{strong})$")
        self._edge = re.compile(f"(?:{'|'.join(map(re.escape, rules['edges']))}|[^一-鿿·])$")

    def find(self, view: str, found: Sequence[Candidate]) -> list[Candidate]:
        """Return `found` with the names that brackets add."""
        added = [c for bracket in self._brackets(view) for c in self._pair(view, bracket, found)]
        if not added:
            return list(found)
        named = overlay(found, added)
        return overlay(named, self._again(view, added))

    def _brackets(self, view: str) -> Iterator[_Bracket]:
        for match in self._bracket.finditer(view):
            yield _Bracket(match.start(), *match.span("name"), match["intro"] is not None)

    def _pair(self, view: str, bracket: _Bracket, found: Sequence[Candidate]) -> Iterator[Candidate]:
        outer = self._ending_at(view, found, bracket.start)
        inner = inside(found, bracket.inner_start, bracket.inner_end)
        if outer is not None and not inner:
            if self._is_other_name(view, bracket, outer):
                yield Candidate(bracket.inner_start, bracket.inner_end, outer.type, "bracket", "bracket.inner")
        elif outer is None and len(inner) == 1 and view[inner[0].start].isascii():
            is_whole = (inner[0].start, inner[0].end) == (bracket.inner_start, bracket.inner_end)
            start = self._start_of_name(view, bracket.start, inner[0]) if is_whole else None
            if start is not None:
                yield Candidate(start, bracket.start, inner[0].type, "bracket", "bracket.outer")

    def _is_other_name(self, view: str, bracket: _Bracket, outer: Candidate) -> bool:
        name = view[bracket.inner_start : bracket.inner_end]
        is_likely = bracket.is_introduced or view[outer.start].isascii()
        return is_likely and _HAN.fullmatch(name) is not None and not self._is_generic(name)

    def _ending_at(self, view: str, found: Sequence[Candidate], end: int) -> Candidate | None:
        while end > 0 and view[end - 1] in _QUOTES:
            end -= 1
        before = inside(found, end - 1, end)
        return before[0] if before and before[0].end == end else None

    def _start_of_name(self, view: str, end: int, inner: Candidate) -> int | None:
        """Find where the name before a bracket begins: behind a quotation mark, a title, 的, 公司 and the like.

        A term may be explained as well as a name (跨站脚本（XSS）); so where nothing but its shape speaks for the
        Latin name, only a title or a word for a body will do.
        """
        edge = self._strong_edge if inner.rule_id in _WEAK else self._edge
        for start in range(end - 2, max(0, end - _LONGEST) - 1, -1):
            if not _HAN.fullmatch(view[start:end]):
                return None
            if edge.search(view[max(0, start - 4) : start]) or (start == 0 and edge is self._edge):
                if self._segmenter.is_inside_word(view, start) or self._is_generic(view[start:end]):
                    return None
                return start
        return None

    def _is_generic(self, name: str) -> bool:
        return self._segmenter.is_word(name) and not self._segmenter.proper_type(name)

    def _again(self, view: str, added: Sequence[Candidate]) -> Iterator[Candidate]:
        seen = set()
        for name in added:
            word = view[name.start : name.end]
            if word in seen or word in self._lexicon.stop:
                continue
            seen.add(word)
            at = view.find(word)
            while at >= 0:
                end = at + len(word)
                if not self._segmenter.cuts_across(view, at, end):
                    yield Candidate(at, end, name.type, "bracket", "bracket.again")
                at = view.find(word, end)

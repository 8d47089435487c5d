"""Railways and motorways named by the first characters of the places that they join: 雅万高铁, 中老铁路, 京港澳高速."""

from collections.abc import Iterator
from pathlib import Path

from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.gazetteer import Gazetteer
from pipelines.text.mentions.phrases import PhraseIndex
from pipelines.text.mentions.view import match_view, name_view
from pipelines.text.rulefiles import RULES_DIR, read_toml
from pipelines.text.segmenter import Segmenter

_PLACES = frozenset(("admin", "city", "country"))
_HAN = range(0x4E00, 0xA000)
_TWO = 2
_LENGTHS = (3, _TWO)


class RouteNames:
    """Find lines in a match view: two or three places, one character each, and the word for a line behind them."""

    def __init__(
        self, gazetteer: Gazetteer, segmenter: Segmenter, index: PhraseIndex, rules_dir: Path = RULES_DIR
    ) -> None:
        rules = read_toml(rules_dir / "mention_guards.toml")["routes"]
        self._segmenter = segmenter
        heads = list(map(match_view, sorted(rules["heads"], key=len, reverse=True)))
        self._head = index.add("|".join(heads), heads)
        firsts = {name_view(e.name)[0] for e in gazetteer.entities.values() if e.subtype in _PLACES}
        shorts = firsts | set(match_view(rules["shorts"]))
        self._known = frozenset(match_view(rules["shorts"]))
        self._shorts = frozenset(char for char in shorts if ord(char) in _HAN) - set(match_view(rules["no_shorts"]))
        self._words = frozenset(map(match_view, rules["words"]))
        self._places = frozenset(
            name_view(a.alias) for a in gazetteer.aliases if gazetteer.entities[a.entity_id].type == "location"
        )

    def find(self, view: str) -> Iterator[Candidate]:
        """Yield the lines, in order of place."""
        for match in self._head.finditer(view):
            for length in _LENGTHS:
                start = match.start() - length
                if start >= 0 and self._is_line(view, start, *match.span()):
                    yield Candidate(start, match.end(), "location", "routes", "routes.line")
                    break

    def _is_line(self, view: str, start: int, head: int, end: int) -> bool:
        name = view[start:head]
        if not self._shorts.issuperset(name) or len(set(name)) < len(name):
            return False
        # 地方铁路 is described by a word, and 河南铁路 is the railway of one place.
        parts = {name, name[-2:]}
        if parts & self._words or name in self._places or self._segmenter.cuts_across(view, start, end):
            return False
        return self._known.issuperset(name) or (len(name) == _TWO and not any(map(self._is_plain, parts)))

    def _is_plain(self, word: str) -> bool:
        return self._segmenter.is_word(word) and not self._segmenter.proper_type(word)

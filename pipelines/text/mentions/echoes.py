"""Find again what the tagger named in one place of a document and overlooked in another.

A headline, or a list, gives a tagger little to go by: 蓝鲸软件 is a company in the second paragraph, and nothing in
the title.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.lexicon import Lexicon
from pipelines.text.mentions.literals import find_literals
from pipelines.text.mentions.overlay import overlay
from pipelines.text.mentions.view import DOT
from pipelines.text.rulefiles import RULES_DIR, read_toml
from pipelines.text.segmenter import Segmenter

_TYPES = ("person", "organization", "location", "product")
_HAN = re.compile(f"[一-鿿{DOT}]+")
_METHODS = ("tagger", "dotted")
_SURE, _TWICE = 3, 2
_WINDOW = 8  # characters before and behind a name that may tell what it is
_SAID = ("product", "organization")
# What a name's own ending or the words around one place of it settled.
_CLEAR = frozenset(("tagger.suffix", "tagger.place_by_cue", "tagger.person_by_title", "tagger.product_by_cue"))


class NameEchoes:
    """Looks for the discovered names of a document at all their places, and for what these tell of their type."""

    def __init__(self, lexicon: Lexicon, segmenter: Segmenter, rules_dir: Path = RULES_DIR) -> None:
        self._joins = lexicon.joins
        self._segmenter = segmenter
        rules = read_toml(rules_dir / "mention_guards.toml")["echoes"]
        self._before = {kind: re.compile(f'(?:{rules["before"][kind]})[“"「《]?$') for kind in _SAID}
        self._behind = {kind: re.compile(f'[”"」》]?(?:{rules["behind"][kind]})') for kind in _SAID}

    def find(self, view: str, found: Sequence[Candidate], doubtful: Iterable[str] = ()) -> list[Candidate]:
        """Give the names of `found` with their echoes, each of one type.

        A name that two types are told of has the one that the words beside it tell, else the more frequent one.

        Args:
            view: Folded text.
            found: What was found so far, sorted, without overlaps.
            doubtful: What the tagger took for a name of any kind, wherever nothing else spoke for it.
        """
        places: defaultdict[str, list[Candidate]] = defaultdict(list)
        for c in found:
            if c.method in _METHODS and c.type in _TYPES and c.entity_id is None:
                name = view[c.start : c.end]
                # Latin names have a rule of their own.
                if _HAN.fullmatch(name):
                    places[name].append(c)
        clear = {name for name, told in places.items() if any(c.rule_id in _CLEAR for c in told)}
        asked = [*(places.keys() - clear), *filter(self._is_coined, doubtful)]
        said = {name: kind for name in asked if (kind := self._said_of(view, name))}
        if not places and not said:
            return list(found)
        types = {name: _type_of(told) for name, told in places.items()} | said
        settled = [
            c._replace(type=types.get(view[c.start : c.end], c.type)) if c.method == "tagger" else c for c in found
        ]
        sure = {name for name, told in places.items() if self._is_sure(name, len(told))}
        sure.update(filter(self._is_coined, said))
        for stem in filter(None, (self._stem(name) for name in places if types[name] == "organization")):
            sure.add(stem)
            types.setdefault(stem, "organization")
        return overlay(settled, self._echoes(view, sure, types)) if sure else settled

    def _stem(self, name: str) -> str:
        """Give what a firm is called for short: 极光 of 极光汽车; '' where that is a word of the language."""
        stem = name
        while len(suffix := self._joins.at_end(stem, 0, len(stem))) > 1 and len(stem) - len(suffix) >= _TWICE:
            stem = stem[: -len(suffix)]
        return stem if stem != name and not self._segmenter.is_word(stem) else ""

    def _said_of(self, view: str, name: str) -> str:
        """Give the type that the words beside a name tell at its places, two or more; '' where they tell none."""
        spans = list(find_literals(view, [name]))
        if len(spans) < _TWICE:
            return ""
        votes = Counter(
            kind
            for start, end in spans
            for kind in _SAID
            if self._before[kind].search(view[max(0, start - _WINDOW) : start]) or self._behind[kind].match(view, end)
        )
        return votes.most_common(1)[0][0] if votes else ""

    def _is_coined(self, name: str) -> bool:
        """Tell whether a name is not made of words of the language: 澜湖, and neither 大湖 nor 湖水污染."""
        return all(len(word) == 1 for word in self._segmenter.known_words(name))

    def _is_sure(self, name: str, count: int) -> bool:
        is_word = self._segmenter.is_word(name) and not self._segmenter.proper_type(name)
        return not is_word and (len(name) >= _SURE or (count >= _TWICE and len(name) == _TWICE))

    def _echoes(self, view: str, names: set[str], types: dict[str, str]) -> Iterator[Candidate]:
        for start, end in find_literals(view, names):
            is_part = DOT in (view[start - 1 : start], view[end : end + 1])
            if not is_part and not self._segmenter.cuts_across(view, start, end):
                yield Candidate(start, end, types[view[start:end]], "tagger", "tagger.echo")


def _type_of(told: Sequence[Candidate]) -> str:
    """Give the type of a name that is told of it most often; a word that says what it is (新药…) settles it."""
    settled = next((c.type for c in told if c.type == "product"), None)
    return settled or Counter(c.type for c in told).most_common(1)[0][0]

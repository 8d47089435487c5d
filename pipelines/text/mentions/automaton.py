"""Find every alias of the gazetteer in a text in one pass."""

from collections.abc import Container
from dataclasses import dataclass
from operator import itemgetter

from daachorse import MATCH_KIND_STANDARD, CharwiseDoubleArrayAhoCorasick

from pipelines.text.mentions.gazetteer import Alias, Gazetteer
from pipelines.text.mentions.view import name_view, spellings

_LONGEST_GUARDED = 4
_LARGE = ("country", "region", "continent")
_START = itemgetter(0)


@dataclass(slots=True)
class Pattern:
    """A spelling in the match view, with the aliases that it may stand for."""

    text: str
    aliases: tuple[Alias, ...]
    type: str  # of the entity that the first alias leads to
    meaning: tuple[str, str, str, str]  # type, method, rule and entity of a candidate for the first alias
    needs_context: bool
    starts_latin: bool
    ends_latin: bool
    is_short: bool  # Chinese, and so short that a neighbouring word may run into it


class AliasAutomaton:
    """The aliases, compiled once; offsets are those of the match view, hence of the raw text."""

    def __init__(self, gazetteer: Gazetteer, tails: Container[str] = ()) -> None:
        parts = _NameParts(gazetteer, tails)
        claims: dict[str, dict[str, Alias]] = {}
        for alias in gazetteer.aliases:
            view = name_view(alias.alias)
            if len(view) == 1 and not is_latin(view):
                # 中 or 习 alone hits everywhere; the short countries have phrases of their own.
                continue
            if parts.is_two_names(alias.entity_id, view):
                continue
            for spelling in spellings(view):
                claims.setdefault(spelling, {}).setdefault(alias.entity_id, alias)
        types = {entity.entity_id: entity.type for entity in gazetteer.entities.values()}
        self.patterns = [_make_pattern(text, tuple(found.values()), types) for text, found in claims.items()]
        # daachorse refuses an empty set; a pattern that no text holds stands in for it.
        texts = [pattern.text for pattern in self.patterns] or ["\x00"]
        self._automaton = CharwiseDoubleArrayAhoCorasick(texts, MATCH_KIND_STANDARD)

    def find(self, view: str) -> list[tuple[int, int, int]]:
        """List every hit, overlapping ones too: leftmost first, and of those the longest first.

        Returns:
            Start, end, and the number of the pattern in `patterns`.
        """
        hits: list[tuple[int, int, int]] = self._automaton.find_overlapping(view) if self.patterns else []
        # They come in order of their ends; sorting is stable.
        hits.reverse()
        hits.sort(key=_START)
        return hits


class _NameParts:
    """Tell aliases that are two names, of which each is found by itself: 美国硅谷, 华为昇腾910, 美国政府.

    An office keeps its country (美国国会), so of the aliases of governments only a party's name is parted.
    """

    def __init__(self, gazetteer: Gazetteer, tails: Container[str]) -> None:
        self._tails = tails
        self._subtypes = {e.entity_id: e.subtype for e in gazetteer.entities.values()}
        self._official = {e.entity_id: name_view(e.name) for e in gazetteer.entities.values()}
        self._heads: dict[str, tuple[str, str]] = {}
        self._own: set[tuple[str, str]] = set()
        for alias in gazetteer.aliases:
            if not alias.needs_context:
                view = name_view(alias.alias)
                kind = gazetteer.entities[alias.entity_id].type
                self._own.add((alias.entity_id, view))
                if kind in ("location", "organization"):
                    self._heads.setdefault(view, (alias.entity_id, kind))

    def is_two_names(self, entity_id: str, view: str) -> bool:
        if is_latin(view[0]):
            return False
        return any(self._parts(entity_id, view[:cut], view[cut:].strip()) for cut in range(2, len(view) - 1))

    def _parts(self, entity_id: str, head: str, rest: str) -> bool:
        owner, kind = self._heads.get(head, ("", ""))
        if not owner or owner == entity_id:
            return bool(owner) and rest in self._tails
        if rest in self._tails or (entity_id, rest) not in self._own:
            return rest in self._tails
        # 贵州茅台 is one name, and so is 日本维新会, as it calls itself; 美国硅谷 is two.
        is_own_name = self._subtypes[entity_id] == "party" and self._official[entity_id] == head + rest
        is_local_firm = self._subtypes[entity_id] == "company" and self._subtypes[owner] not in _LARGE
        keeps_place = self._subtypes[entity_id] == "government" or is_local_firm or is_own_name
        return kind != "location" or not keeps_place


def _make_pattern(text: str, aliases: tuple[Alias, ...], types: dict[str, str]) -> Pattern:
    clear = tuple(alias for alias in aliases if not alias.needs_context)
    entity_id = (clear or aliases)[0].entity_id
    return Pattern(
        text=text,
        aliases=clear or aliases,
        type=types[entity_id],
        meaning=(types[entity_id], "gazetteer", "gazetteer.alias", entity_id),
        needs_context=len(clear) != 1,
        starts_latin=is_latin(text[0]),
        ends_latin=is_latin(text[-1]),
        is_short=len(text) <= _LONGEST_GUARDED and not any(map(is_latin, text)),
    )


def is_latin(char: str) -> bool:
    """Tell whether a character of the match view belongs to a Latin word or a number."""
    return char.isascii() and char.isalnum()

"""One-character names of countries, which stand for them only in set phrases: 中美, 对华, 访日, 美军."""

import re
from collections.abc import Iterator
from pathlib import Path

from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.gazetteer import Gazetteer
from pipelines.text.mentions.view import match_view, name_view
from pipelines.text.rulefiles import RULES_DIR, read_toml
from pipelines.text.segmenter import Segmenter

_LARGE = ("country", "region", "continent")


class CountryTest:
    """Tell whether a candidate names a country or a part of the world."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._ids = frozenset(e.entity_id for e in gazetteer.entities.values() if e.subtype in _LARGE)

    def __call__(self, candidate: Candidate) -> bool:
        """Tell it of one candidate."""
        return candidate.entity_id in self._ids


class ShortCountries:
    """Find countries named by one character."""

    def __init__(self, gazetteer: Gazetteer, segmenter: Segmenter, rules_dir: Path = RULES_DIR) -> None:
        rules = read_toml(rules_dir / "mention_guards.toml")["countries"]
        self._segmenter = segmenter
        by_name = {
            name_view(alias.alias): alias.entity_id
            for alias in gazetteer.aliases
            if gazetteer.entities[alias.entity_id].type == "location" and not alias.needs_context
        }
        named = {match_view(pair[0]): by_name.get(match_view(pair[1:])) for pair in rules["names"]}
        self._entities = {short: entity_id for short, entity_id in named.items() if entity_id is not None}
        shorts = "".join(self._entities) or "\x00"
        objects = "".join(short for short in rules["objects"] if short in self._entities) or "\x00"
        pairs: dict[str, str] = {}
        for pair in map(match_view, rules["pairs"]):
            pairs[pair[0]] = f"{pairs[pair[0]]}|{pair[1:]}" if pair[0] in pairs else pair[1:]
        # Each pattern begins with a set of characters, so that a search skips quickly to the few places it may match.
        words = "|".join(f"{first}(?:{rest})" for first, rest in pairs.items())
        self._phrases = {
            "pair": re.compile(f"(?=[{''.join(pairs)}])(?:{words})"),
            "object": re.compile(f"[{''.join(rules['before'])}][{objects}]"),
            "subject": re.compile(f"[{objects}中](?={'|'.join(rules['after'])})"),
        }
        self._army = re.compile(f"[{shorts}{''.join(rules['armies'])}]军(?!{'|'.join(rules['not_armies'])})")

    def find(self, view: str) -> Iterator[Candidate]:
        """Find the countries and their armies."""
        for match in self._army.finditer(view):
            if not self._segmenter.is_inside_word(view, match.start()):
                yield Candidate(*match.span(), "organization", "countries", "countries.army")
        for kind, phrase in self._phrases.items():
            for match in phrase.finditer(view):
                if self._stands_alone(view, kind, *match.span()):
                    yield from self._countries(view, kind, *match.span())

    def _stands_alone(self, view: str, kind: str, start: int, end: int) -> bool:
        if kind == "pair":
            return not self._segmenter.cuts_across(view, start, end)
        if self._segmenter.is_inside_word(view, start):
            return False
        return kind == "subject" or not self._segmenter.is_inside_word(view, end)

    def _countries(self, view: str, kind: str, start: int, end: int) -> Iterator[Candidate]:
        for at in range(start + (kind == "object"), end):
            entity_id = self._entities.get(view[at])
            if entity_id is not None:
                yield Candidate(at, at + 1, "location", "countries", f"countries.{kind}", entity_id)

"""One-character names of countries, which stand for them only in set phrases: 中美, 对华, 访日, 美军."""

import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.gazetteer import Gazetteer
from pipelines.text.mentions.homes import find_countries
from pipelines.text.mentions.phrases import PhraseIndex
from pipelines.text.mentions.view import match_view, name_view
from pipelines.text.rulefiles import RULES_DIR, read_toml
from pipelines.text.segmenter import Segmenter

_FOREIGN = 5
_LARGE = ("country", "region", "continent")


class CountryTest:
    """Tell whether a candidate names a country or a part of the world."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._ids = frozenset(e.entity_id for e in gazetteer.entities.values() if e.subtype in _LARGE)

    def __call__(self, candidate: Candidate) -> bool:
        """Tell it of one candidate."""
        return candidate.entity_id in self._ids


class StateOffices:
    """Join a country and the office of a state behind it: 中国 + 国家文物局; 白宫 is a house."""

    def __init__(self, gazetteer: Gazetteer, rules_dir: Path = RULES_DIR) -> None:
        self._ids = frozenset(e.entity_id for e in gazetteer.entities.values() if e.subtype == "government")
        self._homes = find_countries(gazetteer)
        rules = read_toml(rules_dir / "mention_guards.toml")["countries"]
        self._office = re.compile(rules["offices"])
        self._default: str = rules["office_home"]

    def join(self, view: str, country: Candidate, office: Candidate) -> Candidate | None:
        """Give the whole name; it is the known office where that is one of this country. None where it is none."""
        if office.entity_id not in self._ids or not self._office.search(view, office.start, office.end):
            return None
        is_home = self._homes.get(office.entity_id, self._default) == country.entity_id
        entity_id = office.entity_id if is_home else None
        return office._replace(start=country.start, rule_id="join.state_office", entity_id=entity_id)


class ShortCountries:
    """Find countries named by one character."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        segmenter: Segmenter,
        is_foreign: Callable[[str], bool],
        index: PhraseIndex,
        rules_dir: Path = RULES_DIR,
    ) -> None:
        self._is_foreign = is_foreign
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
        pairs = list(map(match_view, rules["pairs"]))
        before, after, armies = "".join(rules["before"]), rules["after"], shorts + "".join(rules["armies"])
        self._phrases = {
            "pair": index.add("|".join(pairs), pairs),
            "object": index.add(f"[{before}][{objects}]", map("".join, product(before, objects))),
            "subject": index.add(f"[{objects}中](?={'|'.join(after)})", map("".join, product(objects + "中", after))),
        }
        self._languages = re.compile(rules["languages"])
        self._not_written = frozenset(rules["not_written"])
        self._army = index.add(f"[{armies}]军(?!{'|'.join(rules['not_armies'])})", (f"{short}军" for short in armies))

    def find(self, text: str, view: str) -> Iterator[Candidate]:
        """Find the countries and their armies; `text` tells characters apart that read alike in the match view."""
        for match in self._army.finditer(view):
            if not self._segmenter.is_inside_word(view, match.start()):
                yield Candidate(*match.span(), "organization", "countries", "countries.army")
        for kind, phrase in self._phrases.items():
            for match in phrase.finditer(view):
                is_written = self._not_written.isdisjoint(text[match.start() : match.end()])
                if is_written and self._stands_alone(view, kind, *match.span()):
                    yield from self._countries(view, kind, *match.span())

    def _stands_alone(self, view: str, kind: str, start: int, end: int) -> bool:
        if kind == "pair":
            return not self._languages.match(view, end) and not self._segmenter.cuts_across(view, start, end)
        if self._segmenter.is_inside_word(view, start):
            return False
        if kind == "object" and self._is_foreign(view[start + 1 : start + 1 + _FOREIGN].ljust(_FOREIGN)):
            # 在法里达巴德: no country, but the first sound of a foreign name.
            return False
        return kind == "subject" or not self._segmenter.is_inside_word(view, end)

    def _countries(self, view: str, kind: str, start: int, end: int) -> Iterator[Candidate]:
        for at in range(start + (kind == "object"), end):
            entity_id = self._entities.get(view[at])
            if entity_id is not None:
                yield Candidate(at, at + 1, "location", "countries", f"countries.{kind}", entity_id)

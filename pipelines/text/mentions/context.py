"""Decide whether an ambiguous alias is a name here, and whose: by a clear mention or a cue beside it."""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipelines.text.mentions.automaton import Pattern
from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.gazetteer import Gazetteer
from pipelines.text.mentions.view import match_view, name_view
from pipelines.text.rulefiles import RULES_DIR, read_toml
from pipelines.text.segmenter import Segmenter

_FEWEST_NAMED = 3
_SENTENCE_END = re.compile(r"[。!?;…\n]")


@dataclass(frozen=True)
class Context:
    """What the clear mentions of one text say about its ambiguous ones."""

    view: str
    clear: list[Candidate]
    countries: frozenset[str]

    @cached_property
    def starts(self) -> list[int]:
        """Where the clear mentions begin."""
        return [c.start for c in self.clear]

    @cached_property
    def entity_ids(self) -> frozenset[str]:
        """The entities that are named clearly."""
        return frozenset(c.entity_id for c in self.clear if c.entity_id)

    @cached_property
    def main_home(self) -> str:
        """The country named far more than any other, if there is one."""
        named = Counter(c.entity_id for c in self.clear if c.entity_id in self.countries)
        (first, count), (_, next_count) = (*named.most_common(2), ("", 0), ("", 0))[:2]
        return str(first) if count >= _FEWEST_NAMED and count >= 2 * next_count else ""


class ContextJudge:
    """Weigh the evidence for each entity that an ambiguous alias may stand for.

    In order: the entity is named clearly elsewhere in the text; its home country stands in the sentence; the alias
    is one of a list with clear mentions; a cue word for its subtype or type stands near; its home country is what
    the text is about; a clear mention of a kindred type stands in the sentence. Where two entities have equal
    evidence, neither is meant.
    """

    def __init__(self, gazetteer: Gazetteer, segmenter: Segmenter, rules_dir: Path = RULES_DIR) -> None:
        self._segmenter = segmenter
        rules = read_toml(rules_dir / "mention_guards.toml")["context"]
        self._window: int = rules["window"]
        self._joints: str = rules["joints"]
        self._no_kin = frozenset(rules["no_kin"])
        self._kin = {kind: frozenset(kin) for kind, kin in rules["kin"].items()}
        self._cues = {kind: _alternatives(words) for kind, words in rules["cues"].items()}
        self._types = {e.entity_id: e.type for e in gazetteer.entities.values()}
        self._subtypes = {e.entity_id: e.subtype for e in gazetteer.entities.values()}
        self._homes = _find_homes(gazetteer)
        self._countries = frozenset(self._homes.values())

    def read(self, view: str, clear: list[Candidate]) -> Context:
        """Gather the evidence of one text."""
        return Context(view, clear, self._countries)

    def choose(self, context: Context, start: int, end: int, pattern: Pattern) -> Candidate | None:
        """Choose the entity that an ambiguous alias stands for here, or None."""
        weighed = sorted(
            ((*self._weigh(context, start, end, alias.entity_id), alias.entity_id) for alias in pattern.aliases),
            reverse=True,
        )
        weight, reason, entity_id = weighed[0]
        if weight == 0 or (len(weighed) > 1 and weighed[1][0] == weight):
            return None
        return Candidate(start, end, self._types[entity_id], "gazetteer", f"gazetteer.context_{reason}", entity_id)

    def _weigh(self, context: Context, start: int, end: int, entity_id: str) -> tuple[int, str]:
        if entity_id in context.entity_ids:
            return 6, "entity"
        around = _sentence(context.view, start, end)
        beside = _between(context, *around)
        kind = self._types[entity_id]
        if self._homes.get(entity_id) in {c.entity_id for c in beside}:
            return 5, "home"
        kin = [c for c in beside if c.type in self._kin.get(kind, ())]
        if any(self._is_listed(context.view, start, end, c) for c in kin):
            return 4, "list"
        cue = self._cue(context.view, start, end, entity_id)
        if cue:
            return cue, "cue"
        is_office = self._subtypes[entity_id] == "government"
        if is_office and context.main_home and self._homes.get(entity_id) == context.main_home:
            return 1, "main_home"
        # 自然 and 科学 are journals, and words of every other sentence about science.
        word = context.view[start:end]
        is_common = self._segmenter.is_word(word) and not self._segmenter.proper_type(word)
        return (1, "kin") if kin and not is_common and self._subtypes[entity_id] not in self._no_kin else (0, "")

    def _is_listed(self, view: str, start: int, end: int, other: Candidate) -> bool:
        between = view[end : other.start] if other.start >= end else view[other.end : start]
        return 0 < len(between) <= 2 and all(char in self._joints for char in between.strip())

    def _cue(self, view: str, start: int, end: int, entity_id: str) -> int:
        """Weigh the cue words near an alias: those of the entity's subtype tell more than those of its type."""
        near = view[max(0, start - self._window) : start] + "\n" + view[end : end + self._window]
        for weight, kind in ((3, self._subtypes[entity_id]), (2, self._types[entity_id])):
            cue = self._cues.get(kind)
            if cue is not None and cue.search(near):
                return weight
        return 0


def _alternatives(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(match_view(word)) for word in sorted(words, key=len, reverse=True)))


def _sentence(view: str, start: int, end: int) -> tuple[int, int]:
    before = [m.end() for m in _SENTENCE_END.finditer(view, max(0, start - 200), start)]
    after = _SENTENCE_END.search(view, end, end + 200)
    return (before[-1] if before else max(0, start - 200)), (after.start() if after else end + 200)


def _between(context: Context, start: int, end: int) -> list[Candidate]:
    return context.clear[bisect_left(context.starts, start) : bisect_left(context.starts, end)]


def _find_homes(gazetteer: Gazetteer) -> dict[str, str]:
    """Find the country in front of an entity's name: 美国 for 美国参议院."""
    countries = {
        name_view(alias.alias): alias.entity_id
        for alias in gazetteer.aliases
        if gazetteer.entities[alias.entity_id].type == "location" and len(alias.alias) > 1
    }
    homes = {}
    for entity in gazetteer.entities.values():
        name = match_view(entity.name)
        if entity.type == "organization":
            for length in range(min(len(name) - 1, 8), 1, -1):
                if name[:length] in countries:
                    homes[entity.entity_id] = countries[name[:length]]
                    break
    return homes

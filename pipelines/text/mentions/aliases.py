"""Gazetteer hits: which of the aliases found in a text are mentions there."""

import re
from pathlib import Path

from pipelines.text.mentions.automaton import AliasAutomaton, Pattern, is_latin
from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.context import ContextJudge
from pipelines.text.mentions.overlay import by_place
from pipelines.text.rulefiles import read_toml
from pipelines.text.segmenter import Segmenter

Ambiguous = tuple[int, int, Pattern]
# 11月 behind OpenAI is no part of it.
DATE = re.compile("(?:[0-9]{1,2}月|(?:19|20)[0-9]{2}年)")
_UNITS = frozenset("区县镇乡村")
_RULE = "gazetteer.alias"
_METHOD = "gazetteer"


class AliasFinder:
    """Find aliases, refuse those whose edges run into another word, and ask the context about ambiguous ones."""

    def __init__(self, automaton: AliasAutomaton, segmenter: Segmenter, judge: ContextJudge, rules_dir: Path) -> None:
        self._automaton = automaton
        self._patterns = automaton.patterns
        self._segmenter = segmenter
        self._judge = judge
        rules = read_toml(rules_dir / "mention_guards.toml")
        self._runs_on = re.compile(rules["edges"]["runs_on"])
        self._language = re.compile("|".join(rules["tagger"]["language"]))
        self._committee = re.compile(rules["edges"]["committee"])
        # No pattern matches before a character that it doesn't hold: most places need no trying.
        self._guarded = frozenset(rules["edges"]["runs_on"] + "".join(rules["tagger"]["language"]))
        self._of_committee = frozenset(rules["edges"]["committee"])

    def find(self, view: str) -> list[Candidate]:
        """Find the aliases that stand in a text as names; leftmost-longest, without overlaps."""
        found: list[Candidate] = []
        ambiguous: list[Ambiguous] = []
        taken = 0
        for start, end, number in self._automaton.find(view):
            pattern = self._patterns[number]
            if pattern.needs_context:
                ambiguous.append((start, end, pattern))
            elif start >= taken and self._stands_alone(view, start, end, pattern, self._place_before(found, start)):
                entity_id = pattern.aliases[0].entity_id
                found.append(Candidate(start, end, pattern.type, _METHOD, _RULE, entity_id))
                taken = end
        return self._with_context(view, ambiguous, found) if ambiguous else found

    def _with_context(self, view: str, ambiguous: list[Ambiguous], clear: list[Candidate]) -> list[Candidate]:
        context = self._judge.read(view, clear, ((start, end) for start, end, _ in ambiguous))
        accepted: dict[tuple[int, int], Candidate] = {}
        for start, end, pattern in ambiguous:
            # 朝阳 is a city, and 朝阳区 is another place.
            is_shorter = pattern.type == "location" and view[end : end + 1] in _UNITS
            if not is_shorter and self._stands_alone(view, start, end, pattern):
                candidate = self._judge.choose(context, start, end, pattern)
                if candidate is not None:
                    accepted[start, end] = candidate
        if not accepted:
            return clear
        kept: list[Candidate] = []
        for candidate in sorted((*clear, *accepted.values()), key=by_place):
            if not kept or candidate.start >= kept[-1].end:
                kept.append(candidate)
        return kept

    def _place_before(self, found: list[Candidate], start: int) -> int:
        """Give where another name begins to matter: a place right before a name (美国|白宫) is a word of its own."""
        return start if found and found[-1].end == start and found[-1].type == "location" else 0

    def _stands_alone(self, view: str, start: int, end: int, pattern: Pattern, begin: int = 0) -> bool:
        if pattern.starts_latin and start > 0 and is_latin(view[start - 1]):
            return False
        after = view[end : end + 1]
        if pattern.ends_latin:
            if _runs_on(view, end):
                return False
        elif after in self._guarded:
            if self._runs_on.match(view, end):
                return False
            if pattern.type == "location" and self._language.match(view, end):
                return False
        if pattern.type == "location" and after in self._of_committee and self._committee.match(view, end - 1):
            return True
        return not (pattern.is_short and self._segmenter.cuts_across(view, start, end, begin))


def _runs_on(view: str, end: int) -> bool:
    """Tell whether a Latin name goes on: with a letter or digit, or with the -4 or .5 of a version."""
    after = view[end : end + 2]
    if not after or (not view[end - 1].isdigit() and DATE.match(view, end)):
        return False
    if is_latin(after[0]):
        return True
    return len(after) > 1 and after[1].isdigit() and after[1].isascii() and after[0] in "-."

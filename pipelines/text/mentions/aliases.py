"""Gazetteer hits: which of the aliases found in a text are mentions there."""

import re
from collections.abc import Iterable
from pathlib import Path

from pipelines.text.mentions.automaton import AliasAutomaton, Pattern, is_latin
from pipelines.text.mentions.base import Candidate, make_candidate
from pipelines.text.mentions.context import Ambiguous, Context, ContextJudge, make_ambiguous
from pipelines.text.rulefiles import read_toml
from pipelines.text.segmenter import Segmenter

# 11月 behind OpenAI is no part of it.
DATE = re.compile("(?:[0-9]{1,2}月|(?:19|20)[0-9]{2}年)")
_UNITS = frozenset("区县镇乡村")


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
        self._telling = self._guarded | self._of_committee

    def find(self, view: str) -> list[Candidate]:
        """Find the aliases that stand in a text as names; leftmost-longest, without overlaps."""
        clear: list[Candidate] = []
        ambiguous: list[Ambiguous] = []
        places: list[Candidate | Ambiguous] = []  # both, leftmost first and of those the longest first, as they come
        taken = behind_place = 0
        for start, end, number in self._automaton.find(view):
            pattern = self._patterns[number]
            if pattern.needs_context:
                place = make_ambiguous((start, end, pattern))
                ambiguous.append(place)
                places.append(place)
            elif start >= taken:
                # A place right before a name (美国|白宫) is a word of its own.
                begin = start if start == behind_place else 0
                if self._stands_alone(view, start, end, pattern, begin):
                    candidate = make_candidate((start, end, *pattern.meaning))
                    clear.append(candidate)
                    places.append(candidate)
                    taken = end
                    behind_place = end if pattern.type == "location" else 0
        return self._with_context(view, places, self._judge.read(view, clear, ambiguous)) if ambiguous else clear

    def _with_context(self, view: str, places: Iterable[Candidate | Ambiguous], context: Context) -> list[Candidate]:
        """Lay the ambiguous names beside the clear ones, leftmost-longest; only one that has room is weighed."""
        kept: list[Candidate] = []
        taken = 0
        for place in places:
            if place[0] < taken:
                continue
            candidate = place if isinstance(place, Candidate) else self._choose(view, context, place)
            if candidate is not None:
                kept.append(candidate)
                taken = candidate.end
        return kept

    def _choose(self, view: str, context: Context, place: Ambiguous) -> Candidate | None:
        start, end, pattern = place
        if pattern.type == "location" and view[end : end + 1] in _UNITS:
            # 朝阳 is a city, and 朝阳区 is another place.
            return None
        return self._judge.choose(context, place) if self._stands_alone(view, start, end, pattern) else None

    def _stands_alone(self, view: str, start: int, end: int, pattern: Pattern, begin: int = 0) -> bool:
        if pattern.starts_latin and start > 0 and is_latin(view[start - 1]):
            return False
        if pattern.ends_latin:
            return not _runs_on(view, end)
        after = view[end : end + 1]
        if after in self._telling:
            if after in self._guarded and self._runs_on.match(view, end):
                return False
            if pattern.type == "location":
                if after in self._guarded and self._language.match(view, end):
                    return False
                if after in self._of_committee and self._committee.match(view, end - 1):
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

"""Gazetteer hits: which of the aliases found in a text are mentions there."""

import re
from collections.abc import Iterable
from pathlib import Path

from pipelines.text.mentions.automaton import AliasAutomaton, Pattern, is_latin
from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.context import ContextJudge
from pipelines.text.rulefiles import read_toml
from pipelines.text.segmenter import Segmenter

Hit = tuple[int, int, Pattern]


class AliasFinder:
    """Find aliases, refuse those whose edges run into another word, and ask the context about ambiguous ones."""

    def __init__(self, automaton: AliasAutomaton, segmenter: Segmenter, judge: ContextJudge, rules_dir: Path) -> None:
        self._automaton = automaton
        self._segmenter = segmenter
        self._judge = judge
        self._runs_on = re.compile(read_toml(rules_dir / "mention_guards.toml")["edges"]["runs_on"])
        self._language = re.compile("|".join(read_toml(rules_dir / "mention_guards.toml")["tagger"]["language"]))

    def find(self, view: str) -> list[Candidate]:
        """Find the aliases that stand in a text as names; leftmost-longest, without overlaps."""
        hits = self._automaton.find(view)
        clear = self._longest(view, (hit for hit in hits if not hit[2].needs_context))
        found = [
            Candidate(start, end, pattern.type, "gazetteer", "gazetteer.alias", pattern.aliases[0].entity_id)
            for start, end, pattern in clear
        ]
        if len(clear) < len(hits) and any(hit[2].needs_context for hit in hits):
            found = self._with_context(view, hits, found)
        return found

    def _longest(self, view: str, hits: Iterable[Hit]) -> list[Hit]:
        taken = 0
        kept = []
        for hit in hits:
            start, end, pattern = hit
            if start >= taken and self._stands_alone(view, start, end, pattern):
                kept.append(hit)
                taken = end
        return kept

    def _with_context(self, view: str, hits: list[Hit], clear: list[Candidate]) -> list[Candidate]:
        context = self._judge.read(view, clear)
        accepted: dict[tuple[int, int], Candidate] = {(c.start, c.end): c for c in clear}
        for start, end, pattern in hits:
            if pattern.needs_context and self._stands_alone(view, start, end, pattern):
                candidate = self._judge.choose(context, start, end, pattern)
                if candidate is not None:
                    accepted[(start, end)] = candidate
        kept: list[Candidate] = []
        for candidate in sorted(accepted.values(), key=lambda c: (c.start, -c.end)):
            if not kept or candidate.start >= kept[-1].end:
                kept.append(candidate)
        return kept

    def _stands_alone(self, view: str, start: int, end: int, pattern: Pattern) -> bool:
        if pattern.starts_latin and start > 0 and is_latin(view[start - 1]):
            return False
        if pattern.ends_latin and _runs_on(view, end):
            return False
        if not pattern.ends_latin and self._runs_on.match(view, end):
            return False
        if pattern.type == "location" and self._language.match(view, end):
            return False
        return not (pattern.is_short and self._segmenter.cuts_across(view, start, end))


def _runs_on(view: str, end: int) -> bool:
    """Tell whether a Latin name goes on: with a letter or digit, or with the -4 or .5 of a version."""
    after = view[end : end + 2]
    if not after:
        return False
    if is_latin(after[0]):
        return True
    return len(after) > 1 and after[1].isdigit() and after[1].isascii() and after[0] in "-."

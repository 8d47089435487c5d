"""Decide whether an ambiguous alias is a name here, and whose: by a clear mention or a cue beside it."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from pipelines.text.mentions.automaton import Pattern
from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.enumerations import Enumeration, Span
from pipelines.text.mentions.gazetteer import Gazetteer
from pipelines.text.mentions.homes import find_countries, find_makers
from pipelines.text.mentions.view import match_view
from pipelines.text.rulefiles import RULES_DIR, read_toml
from pipelines.text.segmenter import Segmenter

_FEWEST_NAMED = 3
_OF_COUNTRY = frozenset(("government", "party"))
_SOLD = frozenset(("organization", "product"))
_SENTENCE_ENDS = "。!?;…\n"
_SENTENCE_END = re.compile(f"[{_SENTENCE_ENDS}]")
_REACH = 200


class Ambiguous(NamedTuple):
    """A hit of an alias that needs context."""

    start: int
    end: int
    pattern: Pattern


# As for a candidate: most of the hits of a text are ambiguous and go unused.
make_ambiguous: Callable[[tuple[int, int, Pattern]], Ambiguous] = partial(tuple.__new__, Ambiguous)


class Context:
    """What the clear mentions of one text say about its ambiguous ones.

    Attributes:
        starts: Where the clear mentions begin.
        entity_ids: The entities that are named clearly, and None where a mention tells of none.
    """

    def __init__(
        self, view: str, clear: list[Candidate], ambiguous: Sequence[Ambiguous], countries: frozenset[str]
    ) -> None:
        self.view, self.clear, self._ambiguous, self._countries = view, clear, ambiguous, countries
        self.starts = [c.start for c in clear]
        self.entity_ids = {c.entity_id for c in clear}

    @cached_property
    def unsure(self) -> frozenset[Span]:
        """Where the ambiguous aliases stand."""
        return frozenset((start, end) for start, end, _ in self._ambiguous)

    def beside(self, start: int, end: int) -> list[Candidate]:
        """List the clear mentions in the sentence of a span, as far as it reaches."""
        if not self.clear:
            return []
        reach = self.view[max(0, start - _REACH) : start][::-1]
        before = _SENTENCE_END.search(reach)
        first = start - (before.start() if before else len(reach))
        after = _SENTENCE_END.search(self.view, end, end + _REACH)
        last = after.start() if after else end + _REACH
        return self.clear[bisect_left(self.starts, first) : bisect_left(self.starts, last)]

    @cached_property
    def main_home(self) -> str:
        """The country named far more than any other, if there is one."""
        named = Counter(c.entity_id for c in self.clear if c.entity_id in self._countries)
        (first, count), (_, next_count) = (*named.most_common(2), ("", 0), ("", 0))[:2]
        return str(first) if count >= _FEWEST_NAMED and count >= 2 * next_count else ""


class ContextJudge:
    """Weigh the evidence for each entity that an ambiguous alias may stand for.

    In order: the entity is named clearly elsewhere in the text; its home country or maker stands in the sentence; the
    alias stands in an enumeration with clear mentions of its subtype, or of a kindred type; a cue word for its subtype
    or type stands near; its home country is what the text is about; a clear mention of a kindred type stands in the
    sentence. Where two entities have equal evidence, neither is meant; and where the words beside a cue or a kindred
    mention are of things to eat, 苹果 is a fruit.
    """

    def __init__(self, gazetteer: Gazetteer, segmenter: Segmenter, rules_dir: Path = RULES_DIR) -> None:
        self._segmenter = segmenter
        rules = read_toml(rules_dir / "mention_guards.toml")["context"]
        self._window: int = rules["window"]
        self._enumeration = Enumeration(rules["joints"], rules["joining_words"], segmenter)
        self._against = _alternatives(rules["against"])
        self._no_kin = frozenset(rules["no_kin"])
        self._kin = {kind: frozenset(kin) for kind, kin in rules["kin"].items()}
        self._cues = {kind: _alternatives(words) for kind, words in rules["cues"].items()}
        self._types = {e.entity_id: e.type for e in gazetteer.entities.values()}
        self._subtypes = {e.entity_id: e.subtype for e in gazetteer.entities.values()}
        countries = find_countries(gazetteer)
        self._homes = countries | find_makers(gazetteer)
        self._countries = frozenset(countries.values())

    def read(self, view: str, clear: list[Candidate], ambiguous: Sequence[Ambiguous]) -> Context:
        """Gather the evidence of one text."""
        return Context(view, clear, ambiguous, self._countries)

    def choose(self, context: Context, place: Ambiguous) -> Candidate | None:
        """Choose the entity that an ambiguous alias stands for here, or None."""
        start, end, pattern = place
        weighed = [(*self._weigh(context, start, end, alias.entity_id), alias.entity_id) for alias in pattern.aliases]
        weighed.sort(reverse=True)
        weight, reason, entity_id = weighed[0]
        if weight == 0 or (len(weighed) > 1 and weighed[1][0] == weight):
            return None
        return Candidate(start, end, self._types[entity_id], "gazetteer", f"gazetteer.context_{reason}", entity_id)

    def _weigh(self, context: Context, start: int, end: int, entity_id: str) -> tuple[int, str]:
        if entity_id in context.entity_ids:
            return 8, "entity"
        kind = self._types[entity_id]
        if kind == "location" and self._is_behind_place(context, start):
            return 7, "home"
        beside = context.beside(start, end)
        home = self._homes.get(entity_id)
        if home is not None and any(c.entity_id == home for c in beside):
            return 7, "maker" if kind == "product" else "home"
        kin_types = self._kin.get(kind, frozenset())
        others = [c for c in beside if c.type == kind or c.type in kin_types]
        listed = self._weigh_list(context, start, end, entity_id, others) if others else 0
        if listed:
            return listed, "list"
        has_kin = any(c.type in kin_types for c in others)
        return self._weigh_words(context, start, end, entity_id, has_kin=has_kin)

    def _is_behind_place(self, context: Context, start: int) -> bool:
        """Tell whether a country stands right before: 老挝万象."""
        at = bisect_left(context.starts, start)
        before = context.clear[at - 1] if at else None
        return before is not None and before.end == start and before.entity_id in self._countries

    def _weigh_list(self, context: Context, start: int, end: int, entity_id: str, others: list[Candidate]) -> int:
        """Weigh an enumeration: members of the same subtype tell more than those of a kindred type."""
        kind, subtype = self._types[entity_id], self._subtypes[entity_id]
        if self._segmenter.proper_type(context.view[start:end]) not in ("", "other", kind):
            return 0
        listed = [
            c for c in others if self._enumeration.holds(context.view, (start, end), (c.start, c.end), context.unsure)
        ]
        if any(c.type == kind and self._subtypes.get(c.entity_id or "") == subtype for c in listed):
            return 6
        is_kin = subtype not in self._no_kin and any(c.type in self._kin.get(kind, ()) for c in listed)
        return 5 if is_kin else 0

    def _weigh_words(self, context: Context, start: int, end: int, entity_id: str, *, has_kin: bool) -> tuple[int, str]:
        kind, subtype = self._types[entity_id], self._subtypes[entity_id]
        near = context.view[max(0, start - self._window) : start] + "\n" + context.view[end : end + self._window]
        if kind in _SOLD and self._against.search(near):
            return 0, ""
        cue = self._cue(near, kind, subtype)
        if cue:
            return cue, "cue"
        if subtype in _OF_COUNTRY and context.main_home and self._homes.get(entity_id) == context.main_home:
            return 1, "main_home"
        # 自然 and 科学 are journals, and words of every other sentence about science.
        word = context.view[start:end]
        is_common = self._segmenter.is_word(word) and not self._segmenter.proper_type(word)
        return (1, "kin") if has_kin and not is_common and subtype not in self._no_kin else (0, "")

    def _cue(self, near: str, kind: str, subtype: str) -> int:
        """Weigh the cue words near an alias: those of the entity's subtype tell more than those of its type."""
        for weight, name in ((3, subtype), (2, kind)):
            cue = self._cues.get(name)
            if cue is not None and cue.search(near):
                return weight
        return 0


def _alternatives(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(match_view(word)) for word in sorted(words, key=len, reverse=True)))

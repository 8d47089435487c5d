"""Whose number it is: the nearest name that can govern it, and not merely stands near."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.text.claims.entityfacts import EntityFacts
from pipelines.text.claims.frames import Frame
from pipelines.text.claims.measures import Measured
from pipelines.text.claims.owners import Owners
from pipelines.text.claims.records import Name
from pipelines.text.claims.words import TopicWords
from pipelines.text.rulefiles import read_toml

_THINGS = frozenset(("programme", "index"))
_BACK, _TITLE_WEIGHT, _WINDOW, _SPEECH, _POSSESSED, _SITE_WEIGHT = 4, 5, 20, 14, 10, 3
_MAKER_GAP = re.compile(r"[的 ]?(?:\([^)]{0,20}\))?[的 ]?(?:[a-z0-9]{1,10} ?)?|\)[的 ]?")
_POSSESSIVE = re.compile(r"[^,;。:!?\d()]*的[约近仅“\" ]*")


@dataclass(frozen=True, slots=True)
class Holder:
    """A subject and how surely it is one: 3 in the clause, 2 in the sentence, 1 before it."""

    name: Name
    trust: int
    rule_id: str


class SubjectFinder:
    """Chooses the holder of a number; the words that rule a name out are data (`claim_subjects.toml`)."""

    def __init__(self, facts: EntityFacts, words: TopicWords, rules_dir: Path) -> None:
        self._facts = facts
        self._words = words
        patterns = read_toml(rules_dir / "claim_subjects.toml")
        self._not_after = re.compile(patterns["not_after"])
        self._not_before = re.compile(patterns["not_before"])
        self._says = re.compile(patterns["says"])
        self._self = re.compile(patterns["self"])
        self._group = re.compile(patterns["group"])
        self._title = re.compile(patterns["title"])
        self._thing = re.compile(patterns["thing"])
        self._possessed = re.compile(patterns["possessed"])
        self._sited_before = re.compile(patterns["sited_before"])
        self._sited_after = re.compile(patterns["sited_after"])

    def main(
        self, names: Sequence[Name], owners: Owners, *, places: bool, sited: Sequence[str] = ()
    ) -> str | None:
        """Give what a document is about: the thing named most often, those of the title counted five times.

        Args:
            names: The mentions of the document.
            owners: Their holders.
            places: Look for a place, else for whatever is none.
            sited: Places that numbers are tied to: each counts like three mentions.
        """
        counts: Counter[str] = Counter({place: _SITE_WEIGHT * n for place, n in Counter(sited).items()})
        first: dict[str, int] = {}
        for no, name in enumerate(names):
            if name.zone not in ("title", "content") or not (self._is_place(name) if places else self._is_agent(name)):
                continue
            slug = owners.slug(name)
            first.setdefault(slug, name.start)
            if places and no + 1 < len(names) and names[no + 1].start - name.end <= 1:
                continue
            counts[slug] += _TITLE_WEIGHT if name.zone == "title" else 1
        return min(counts, key=lambda slug: (-counts[slug], first.get(slug, 0))) if counts else None

    def find(
        self,
        view: str,
        frame: Frame,
        names: Sequence[Name],
        measured: Measured | None,
        counted: Mapping[int, int],
        base_start: int | None,
    ) -> Holder | None:
        """Look backwards from the measure, else from the number, to the beginning of the block.

        Args:
            view: Folded text.
            frame: The number.
            names: The mentions of the document, in order.
            measured: The measure of the number.
            counted: Where a thing that a number counts or a measure word begins: 英伟达 of 2000块英伟达芯片 has no chips.
            base_start: Where the whole begins of which the number is a share.
        """
        figure = frame.figure
        anchor = min(measured.start, figure.start) if measured and measured.trust > 1 else figure.start
        anchor = anchor if base_start is None else min(anchor, base_start)
        wants_place = measured is not None and "place" in measured.traits
        starts = [name.start for name in names]
        said: Name | None = None
        place: Name | None = None
        first = bisect_left(starts, frame.block_start)
        for no in range(bisect_left(starts, anchor) - 1, first - 1, -1):
            name = names[no]
            if name.end > anchor:
                continue
            if base_start is None and self._is_agent(name) and _possesses(view, name, figure.start):
                return Holder(_first_of_pair(view, names, no), 3, "subject.possessive")
            if self._is_ruled_out(view, names, no, counted) or self._is_maker(view, name, measured):
                continue
            trust = 3 if name.start >= frame.clause_start else 2 if name.start >= frame.sentence.start else 1
            if self._is_place(name):
                is_near = self._possessed.fullmatch(view, name.end, anchor) is not None
                if wants_place or (is_near and trust == 3):
                    return Holder(name, trust, "subject.place")
                place = place or (name if trust > 1 else None)
                continue
            if wants_place or not self._is_agent(name) or view[max(0, name.start - 2) : name.start].rstrip("“\"「").endswith("在"):
                continue
            is_person = name.type == "person" or self._title.match(view, name.end)
            if is_person and self._group.search(view, name.end, figure.start):
                continue
            if self._says.match(view, name.end, min(name.end + _SPEECH, anchor)):
                if self._self.search(view, name.end, figure.start) and name.type != "person":
                    return Holder(name, trust, "subject.self")
                if said is None and not self._thing.search(view, name.end, anchor):
                    said = name
                continue
            if trust == 1 and place is not None and is_count(frame):
                break
            return Holder(name, trust, "subject.before")
        if place is not None and is_count(frame):
            return Holder(place, 2, "subject.place")
        if said is not None and said.type in ("organization", "product"):
            return Holder(said, 1, "subject.said")
        return None

    def behind(self, frame: Frame, names: Sequence[Name], end: int) -> Holder | None:
        """Take the name behind the number, where none stands before it: 5000亿美元的「星际之门计划」."""
        at = bisect_left([name.start for name in names], frame.figure.end)
        for name in names[at : at + 1]:
            if name.start - frame.figure.end <= _BACK and name.end <= end + 1 and self._is_agent(name):
                return Holder(name, 2, "subject.behind")
        return None

    def product(self, frame: Frame, names: Sequence[Name]) -> str | None:
        """Give the measure of the product that stands right behind a count (1万颗「H800」)."""
        at = bisect_left([name.start for name in names], frame.figure.end)
        for name in names[at : at + 2]:
            if name.start - frame.figure.end <= _BACK and name.end <= frame.ceiling + 1:
                measure = self._facts.counted(name.entity_id)
                if measure:
                    return measure
        return None

    def site(self, view: str, frame: Frame, names: Sequence[Name]) -> Name | None:
        """Give the place of a trial or survey: 91%(土耳其), 在巴西的试验, 土耳其公布; else that of a sentence before."""
        starts = [name.start for name in names]
        at = bisect_left(starts, frame.figure.end)
        for name in names[at : at + 1]:
            if self._is_site(name) and view[frame.figure.end : name.start].strip() in ("(", "["):
                return name
        first, stop = bisect_left(starts, frame.block_start), bisect_left(starts, frame.figure.start)
        for no in range(stop - 1, first - 1, -1):
            name = names[no]
            if not self._is_site(name):
                continue
            if self._sited_before.search(view[max(0, name.start - 4) : name.start]):
                return name
            tied = self._sited_after.match(view, name.end)
            following = names[no + 1] if no + 1 < len(names) else None
            if tied and not (following and following.start < tied.end() and following.entity_id in self._facts.subtypes):
                return name
        return None

    def _is_place(self, name: Name) -> bool:
        return name.type == "location"

    def _is_site(self, name: Name) -> bool:
        return name.type == "location" and name.entity_id in self._facts.subtypes

    def _is_agent(self, name: Name) -> bool:
        if name.type in ("organization", "product", "person"):
            return not self._facts.is_media(name.entity_id)
        return self._facts.subtypes.get(name.entity_id) in _THINGS

    def _is_maker(self, view: str, name: Name, measured: Measured | None) -> bool:
        """Tell whether a name only says who made what is counted: 英伟达 in 2000块英伟达的芯片."""
        if measured is None or "people" in measured.traits:
            return False
        gap = _MAKER_GAP.match(view, name.end)
        measure = self._words.measure_at(view, gap.end() if gap else name.end)
        return measure is not None and measure.name == measured.name and "count" in measure.classes

    def _is_ruled_out(self, view: str, names: Sequence[Name], no: int, counted: Mapping[int, int]) -> bool:
        name = names[no]
        if no and 0 <= name.start - names[no - 1].end <= 1 and self._not_after.search(
            view[max(0, names[no - 1].start - _WINDOW) : names[no - 1].start]
        ):
            return True
        if any(at in counted for at in range(name.start - _BACK, name.start + 1)) and name.type == "product":
            return True
        if self._not_after.search(view[max(0, name.start - _WINDOW) : name.start]):
            return True
        return self._not_before.match(view, name.end) is not None


def _possesses(view: str, name: Name, at: int) -> bool:
    """Tell whether a name owns the number that follows: Moderna疫苗的94%有效率."""
    return 0 < at - name.end <= _POSSESSED and _POSSESSIVE.fullmatch(view, name.end, at) is not None


def _first_of_pair(view: str, names: Sequence[Name], no: int) -> Name:
    while no and view[names[no - 1].end : names[no].start] == "/":
        no -= 1
    return names[no]


def is_count(frame: Frame) -> bool:
    """Tell whether the number counts things."""
    return frame.figure.kind in ("quantity", "cardinal")

"""Whose number it is: the nearest name that can govern it, and not merely stands near."""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pipelines.text.claims.anaphors import Anaphor
from pipelines.text.claims.entityfacts import EntityFacts
from pipelines.text.claims.frames import Frame
from pipelines.text.claims.mainthings import MainFinder
from pipelines.text.claims.measures import Measured
from pipelines.text.claims.owners import PageNames
from pipelines.text.claims.recasting import Recaster
from pipelines.text.claims.records import Name
from pipelines.text.claims.referents import SPEECH, ReferentFinder
from pipelines.text.claims.subjectwords import SubjectWords
from pipelines.text.claims.words import TopicWords

_BACK, _POSSESSED = 4, 10
# How many names a search goes back, on a page that is one block.
_FARTHEST, _OFFICE = 60, 14
_MAKER_GAP = re.compile(r"[的 ]?(?:\([^)]{0,20}\))?[的 ]?(?:[a-z0-9]{1,10} ?)?|\)[的 ]?")
_POSSESSIVE = re.compile(r"[^,;。:!?\d()]*的[约近仅“\" ]*")
_LAID_ON = re.compile(r"(?:对|向|罚|因)[“\"「《 ]*\Z")
# 52亿元收购微软: what is done to the name behind the amount.
_ACTS_ON = re.compile("[购买并投建赔付给资捐援支入租售卖送罚借]")
_INSIDE = re.compile(r"在[“\"「]?$")


class Holder(NamedTuple):
    """A subject and how surely it is one: 3 in the clause, 2 in the sentence, 1 before it."""

    name: Name
    trust: int
    rule_id: str


@dataclass(slots=True)
class _Search:
    """Where the search for one number's holder stands."""

    frame: Frame
    measured: Measured | None
    anchor: int
    counted: Collection[int]
    has_base: bool
    main: str | None = None
    anaphor: Anaphor | None = None
    said: Name | None = None
    place: Name | None = None
    acts: bool = False
    person: Name | None = None
    wants_place: bool = field(init=False)
    wants_person: bool = field(init=False)

    def __post_init__(self) -> None:
        self.wants_person = self.person is not None and self.measured is not None and "person" in self.measured.traits
        self.wants_place = self.measured is not None and "place" in self.measured.traits

    @property
    def is_placed(self) -> bool:
        """Tell whether the place may be the holder: things are counted at it, or it acts itself."""
        return self.acts or is_count(self.frame)

    def trust(self, name: Name) -> int:
        if name.start >= self.frame.clause_start:
            return 3
        return 2 if name.start >= self.frame.sentence.start else 1


class SubjectFinder:
    """Chooses the holder of a number; the words that rule a name out are data (`claim_subjects.toml`)."""

    def __init__(self, facts: EntityFacts, words: TopicWords, rules_dir: Path) -> None:
        self._words = words
        self._facts = facts
        self._patterns = SubjectWords(facts, rules_dir)
        self.mains = MainFinder(facts, self._patterns)
        self.recaster = Recaster(facts, self._patterns.facility, self._patterns.firm_behind)
        self._referents = ReferentFinder(facts, self._patterns, rules_dir)
        self.is_agent = self._patterns.is_agent
        self.assesses = self._patterns.assesses

    def find(
        self,
        view: str,
        frame: Frame,
        page: PageNames,
        measured: Measured | None,
        *,
        counted: Collection[int],
        base_start: int | None,
        main: str | None = None,
        person: Name | None = None,
    ) -> Holder | None:
        """Look backwards from the measure, else from the number, to the beginning of the block.

        Args:
            view: Folded text.
            frame: The number.
            page: The mentions of the document.
            measured: The measure of the number.
            counted: Where counts end: the product behind one is what it counts.
            base_start: Where the whole begins of which the number is a share.
            main: What the document is about: a bare 公司 is this one.
            person: The person that it tells of, whose transfer fee or goals it tells.
        """
        anchor = frame.figure.start
        if measured and measured.trust > 1:
            anchor = min(anchor, measured.start)
        if base_start is not None:
            anchor = min(anchor, base_start)
        if measured and "borne" in measured.traits:
            on = self._laid_on(view, frame, page)
            if on is not None:
                return Holder(on, 3, "subject.borne")
        search = _Search(frame, measured, anchor, counted, base_start is not None, main, person=person)
        until = min(anchor, frame.figure.start)
        search.anaphor = self._referents.last(view, frame.sentence.start, until, wants_place=search.wants_place)
        last = bisect_left(page.starts, anchor)
        first = max(bisect_left(page.starts, frame.block_start), last - _FARTHEST)
        for no in range(last - 1, first - 1, -1):
            if search.anaphor is not None and page.names[no].end <= search.anaphor.start:
                break
            holder = self._weigh(view, page, no, search)
            if holder is not None:
                return holder
            if search.place is not None and search.is_placed and page.names[no].start < frame.sentence.start:
                break
        return self._left_over(view, page, search)

    def _left_over(self, view: str, page: PageNames, search: _Search) -> Holder | None:
        """Take what a pointing word means, else the place or the speaker of the sentence."""
        is_other = search.wants_person and search.anaphor is not None and search.anaphor.type != "person"
        if search.anaphor is not None and not is_other:
            meant = self._referents.meant(view, page, search.anaphor, search.main)
            if meant is not None:
                return Holder(meant, 2, "subject.anaphor")
        if search.wants_person and search.person is not None:
            return Holder(search.person, 1, "subject.person")
        if search.place is not None and search.is_placed:
            return Holder(search.place, 2, "subject.place")
        is_firm = search.said is not None and search.said.type in ("organization", "product")
        if search.said is not None and is_firm and self._owns(view, page, search):
            return Holder(search.said, 1, "subject.said")
        return None

    def _laid_on(self, view: str, frame: Frame, page: PageNames) -> Name | None:
        """Find on whom a fine is laid in the sentence: 对苹果处以, 重罚苹果."""
        low, high = (bisect_left(page.starts, at) for at in (frame.sentence.start, frame.clause_end))
        laid = (n for n in page.names[low:high] if _LAID_ON.search(view, max(0, n.start - 3), n.start))
        return next((name for name in laid if self.is_agent(name)), None)

    def tells_of_others(self, view: str, name: Name) -> bool:
        """Tell whether a name is that of a person, of a body of a state or of whoever assesses."""
        if name.type == "person" or self._facts.is_organ(name.entity_id, view[name.start : name.end]):
            return True
        return self.assesses(view, name)

    def behind(self, view: str, frame: Frame, page: PageNames) -> Holder | None:
        """Take the name behind the number, where none stands before it: 5000亿美元的「星际之门计划」."""
        at = bisect_left(page.starts, frame.figure.end)
        for name in page.names[at : at + 1]:
            between = view[frame.figure.end : name.start]
            is_near = len(between) <= _BACK and name.end <= frame.clause_end + 1 and not _ACTS_ON.search(between)
            if is_near and self.is_agent(name):
                return Holder(name, 2, "subject.behind")
        return None

    def listed(self, page: PageNames, start: int, end: int) -> list[Name]:
        """List the names of a stretch that can have numbers or are places, in order."""
        names = page.names[bisect_left(page.starts, start) : bisect_left(page.starts, end)]
        return [name for name in names if name.end <= end and (self.is_agent(name) or name.type == "location")]

    def _weigh(self, view: str, page: PageNames, no: int, search: _Search) -> Holder | None:
        name = page.names[no]
        if name.end > search.anchor:
            return None
        is_agent = self.is_agent(name)
        is_own = name.type == "person" or not search.wants_person
        if not search.has_base and is_agent and is_own and _possesses(view, name, search.frame.figure.start):
            return Holder(_first_of_pair(view, page.names, no), 3, "subject.possessive")
        # A line has a length and stations as a place has; who died there did so at a place.
        is_site = name.type == "facility" and search.measured is not None and "event" not in search.measured.traits
        is_wanted = is_agent and is_own and (is_site or not search.wants_place)
        if not is_wanted and name.type != "location":
            return None
        if self._is_ruled_out(view, page.names, no, search.counted) or self._is_maker(view, name, search.measured):
            return None
        if name.type == "location":
            return self._weigh_place(view, name, search)
        is_inside = _INSIDE.search(view[max(0, name.start - 2) : name.start]) is not None
        return None if is_inside else self._weigh_agent(view, page, no, search)

    def _weigh_place(self, view: str, name: Name, search: _Search) -> Holder | None:
        trust = search.trust(name)
        is_near = self._patterns.possessed.fullmatch(view, name.end, search.anchor) is not None
        if search.wants_place or (is_near and trust > 2):
            return Holder(name, trust, "subject.place")
        if trust > 1 and not search.acts and ((acts := self._patterns.acts(view, name)) or search.place is None):
            search.place, search.acts = name, acts
        return None

    def _weigh_agent(self, view: str, page: PageNames, no: int, search: _Search) -> Holder | None:
        name = page.names[no]
        start, trust = search.frame.figure.start, search.trust(name)
        is_person = name.type == "person"
        if (is_person or self._patterns.title.match(view, name.end)) and self._patterns.group.search(
            view, name.end, start
        ):
            return None
        if not is_person and self._speaks_for(view, page, no, search.anchor):
            return None
        if self._patterns.says.match(view, name.end, min(name.end + SPEECH, search.anchor)):
            is_own = search.main in (None, page.slug(name)) or not self.assesses(view, name)
            if is_own and self._patterns.own.search(view, name.end, start) and not is_person:
                return Holder(name, trust, "subject.self")
            if search.said is None and not self._patterns.thing.search(view, name.end, search.anchor):
                search.said = name
            return None
        if search.main not in (None, page.slug(name)) and self._tells(view, name, search):
            return None
        return Holder(name, trust, "subject.before") if trust > 1 or self._reaches(view, page, name, search) else None

    def _tells(self, view: str, name: Name, search: _Search) -> bool:
        """Tell whether a name that the page is not about only tells of others: a body of a state, 董秘王敏."""
        is_own = search.wants_person or (search.measured is not None and search.measured.start == name.end)
        if not is_own and self._patterns.holds_office(view, name):
            return True
        return self._is_official(view, name, search.measured)

    def _is_official(self, view: str, name: Name, measured: Measured | None) -> bool:
        """Tell whether a body of a state tells of others, as it has no such numbers: 监管局…退还保证金3亿元."""
        is_public = measured is None or measured.name in self._patterns.public or "place" in measured.traits
        return not is_public and self._facts.is_organ(name.entity_id, view[name.start : name.end])

    def _reaches(self, view: str, page: PageNames, name: Name, search: _Search) -> bool:
        """Tell whether a name of a sentence before may be whose number it is."""
        if search.place is not None and search.is_placed:
            return False
        return search.main in (None, page.slug(name)) or self._leads(view, name)

    def _owns(self, view: str, page: PageNames, search: _Search) -> bool:
        """Tell whether a speaker may tell of itself: a body of a state tells of what the page is about."""
        said = search.said
        if said is None or search.main in (None, page.slug(said)):
            return True
        return not self._facts.is_organ(said.entity_id, view[said.start : said.end])

    def _speaks_for(self, view: str, page: PageNames, no: int, until: int) -> bool:
        """Tell whether an expert who speaks only works there: 海洋大学学者林远认为."""
        name, following = page.names[no], page.names[no + 1] if no + 1 < len(page.names) else None
        if (
            following is None
            or following.type != "person"
            or following.start - name.end > _OFFICE
            or following.end > until
        ):
            return False
        return self._patterns.outsider.search(view, name.end, following.start) is not None

    def _leads(self, view: str, name: Name) -> bool:
        """Tell whether a name of a sentence before is its subject, and neither a person nor a body of a state."""
        if name.type == "person" or self._facts.is_organ(name.entity_id, view[name.start : name.end]):
            return False
        return self._patterns.opens(view, name)

    def _is_maker(self, view: str, name: Name, measured: Measured | None) -> bool:
        """Tell whether a name only says who made what is counted: 英伟达 in 2000块英伟达的芯片."""
        if measured is None or "people" in measured.traits:
            return False
        gap = _MAKER_GAP.match(view, name.end)
        measure = self._words.measure_at(view, gap.end() if gap else name.end)
        return measure is not None and measure.name == measured.name and "count" in measure.classes

    def _is_ruled_out(self, view: str, names: Sequence[Name], no: int, counted: Collection[int]) -> bool:
        name = names[no]
        start = name.start
        # 与微软的谷歌 goes together, 连接云州与河口的云河高铁 does not.
        if no and 0 <= start - names[no - 1].end <= 1 and name.type != "facility":
            before = names[no - 1].start
            if self._patterns.is_ruled_out_after(view, before):
                return True
        if name.type == "product" and any(at in counted for at in range(start - _BACK, start + 1)):
            return True
        if self._patterns.is_ruled_out_after(view, start):
            return True
        return self._patterns.not_before.match(view, name.end) is not None


def is_count(frame: Frame) -> bool:
    """Tell whether the number counts things."""
    return frame.figure.kind in ("quantity", "cardinal")


def _possesses(view: str, name: Name, at: int) -> bool:
    """Tell whether a name owns the number that follows: Moderna疫苗的94%有效率."""
    return 0 < at - name.end <= _POSSESSED and _POSSESSIVE.fullmatch(view, name.end, at) is not None


def _first_of_pair(view: str, names: Sequence[Name], no: int) -> Name:
    while no and view[names[no - 1].end : names[no].start] == "/":
        no -= 1
    return names[no]

"""Words that tell whose numbers may be: who may have any, who tells of others, who acts (`claim_subjects.toml`)."""

import re
from functools import lru_cache
from pathlib import Path

from pipelines.text.claims.entityfacts import EntityFacts
from pipelines.text.claims.records import Name
from pipelines.text.folding import fold
from pipelines.text.rulefiles import read_toml

WINDOW = 20  # characters before a name that are looked at
_OFFICE = 4  # characters of an office
_KEPT = 4096  # names: they stand in a document again and again
_HOLDERS = frozenset(("organization", "product", "person", "work", "facility"))
_OPENING = frozenset('《“「『"')
_THINGS = frozenset(("programme", "index"))
BYLINE_ENDS = frozenset(" :/|丨·、,者员译辑编稿写影对核文图摄")  # the last characters of what `byline` finds


class SubjectWords:
    """The patterns, and what they tell of a name in a text."""

    def __init__(self, facts: EntityFacts, rules_dir: Path) -> None:
        self._facts = facts
        patterns = read_toml(rules_dir / "claim_subjects.toml")
        self.not_after = re.compile(patterns["not_after"])
        self.not_before = re.compile(patterns["not_before"])
        self.says = re.compile(patterns["says"])
        self.own = re.compile(patterns["self"])
        self.group = re.compile(patterns["group"])
        self.title = re.compile(patterns["title"])
        self.thing = re.compile(patterns["thing"])
        self.possessed = re.compile(patterns["possessed"])
        self.outsider = re.compile(patterns["outsider"])
        self.facility, self.firm_behind = patterns["facility"], patterns["firm_behind"]
        self.public = frozenset(patterns["public"].split())
        self._office = re.compile(patterns["office"])
        self._byline = re.compile(patterns["byline"])
        self._dateline = re.compile(patterns["dateline"])
        self._assesses = re.compile(patterns["assesses"])
        self._outlet = re.compile(patterns["outlet"])
        self._is_outlet = lru_cache(maxsize=_KEPT)(self._ends_like_outlet)
        self._acts_before = re.compile(patterns["acts_before"])
        self._acts_after = re.compile(patterns["acts_after"])

    def is_agent(self, name: Name) -> bool:
        """Tell whether a name can have numbers of its own; outlets only report those of others."""
        if name.type in _HOLDERS:
            return name.entity_id not in self._facts.media and not self._is_outlet(name.surface)
        return self._facts.subtypes.get(name.entity_id) in _THINGS

    def assesses(self, view: str, name: Name) -> bool:
        """Tell whether a speaker tells of others, and not of itself: 世界银行估计，损失达…."""
        return self._assesses.match(view, name.end) is not None

    def holds_office(self, view: str, name: Name) -> bool:
        """Tell whether an office stands right before a person's name: 董秘王敏 tells of others."""
        return (
            name.type == "person" and self._office.search(view[max(0, name.start - _OFFICE) : name.start]) is not None
        )

    def is_byline(self, view: str, start: int) -> bool:
        """Tell whether what stands before a place says that whoever is named there wrote the page: 记者 林远."""
        is_likely = view[start - 1 : start] in BYLINE_ENDS
        return is_likely and self._byline.search(view[max(0, start - WINDOW) : start]) is not None

    def is_dateline(self, view: str, end: int) -> bool:
        """Tell whether a place that ends here only says where a report was sent from: 河口7月9日电."""
        return self._dateline.match(view, end) is not None

    def is_outsider(self, view: str, start: int, end: int) -> bool:
        """Tell whether the office between a body and a person is that of an expert: 湖东大学|教授|林远."""
        return self.outsider.search(view, start, end) is not None

    def acts(self, view: str, name: Name) -> bool:
        """Tell whether a place is the subject of its clause: 加拿大宣布，…."""
        is_first = self._acts_before.search(view[max(0, name.start - WINDOW) : name.start]) is not None
        return is_first and self._acts_after.match(view, name.end) is not None

    def opens(self, view: str, name: Name) -> bool:
        """Tell whether a name opens its clause."""
        start = name.start
        while start and view[start - 1] in _OPENING:
            start -= 1
        return self._acts_before.search(view[max(0, start - WINDOW) : start]) is not None

    def is_ruled_out_after(self, view: str, start: int) -> bool:
        """Tell whether what stands before a place says that the name there is nobody's number: 据, 对 …."""
        return self.not_after.search(view[max(0, start - WINDOW) : start]) is not None

    def _ends_like_outlet(self, surface: str) -> bool:
        return self._outlet.search(fold(surface)) is not None

"""What a pointing word stands for: 该片, 公司 and 他 lead back to a name before them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

from pipelines.text.claims.anaphors import Anaphor, AnaphorFinder
from pipelines.text.claims.entityfacts import EntityFacts
from pipelines.text.claims.owners import PageNames
from pipelines.text.claims.records import Name
from pipelines.text.claims.subjectwords import SubjectWords

SPEECH = 14  # characters behind a name in which it may be said to speak
_OFFICE = 12
_CLAUSE, _SENTENCE = re.compile("[,;。:!?\\n]"), re.compile("[。!?\\n]")
_OFFICIAL = re.compile("机构|部门|组织|国|省|市|州|邦|县|区")


class ReferentFinder:
    """Finds pointing words, and the names that they stand for."""

    def __init__(self, facts: EntityFacts, words: SubjectWords, rules_dir: Path) -> None:
        self._facts = facts
        self._words = words
        self._anaphors = AnaphorFinder(rules_dir)

    def last(self, view: str, start: int, end: int, *, wants_place: bool) -> Anaphor | None:
        """Find the last pointing word of a stretch that may have a number; 他说 tells who says so, not whose it is."""
        found = self._anaphors.last(view, start, end)
        if found is None or (found.type == "person" and self._words.says.match(view, found.end)):
            return None
        return found if found.type == "location" or not wants_place else None

    def meant(self, view: str, page: PageNames, anaphor: Anaphor, main: str | None) -> Name | None:
        """Find what a pointing word stands for: the last thing of its type, or what the document is about."""
        named = page.names[: bisect_left(page.starts, anaphor.start)]
        if anaphor.rank is not None:
            return next((n for n in reversed(named) if n.type == "location" and n.surface[-1] == anaphor.rank), None)
        fitting = [n for n in named if n.type == anaphor.type and (n.type == "location" or self._words.is_agent(n))]
        if not _OFFICIAL.search(view, anaphor.start, anaphor.end):
            fitting = [n for n in fitting if not self._facts.is_organ(n.entity_id, view[n.start : n.end])] or fitting
        if not anaphor.is_marked:
            fitting = [n for n in fitting if page.slug(n) == main] or fitting
        employer = None if anaphor.is_marked else self._employer(view, named, anaphor)
        if employer is not None and anaphor.type == "organization":
            return employer
        for name in reversed(fitting):
            is_source = page.slug(name) != main and self._words.assesses(view, name)
            if not is_source and not self._words.is_ruled_out_after(view, name.start):
                return name
        return None

    def _employer(self, view: str, named: Sequence[Name], anaphor: Anaphor) -> Name | None:
        """Find whom a speaker works for: 微软董事李明认为，公司…; an analyst speaks of others."""
        for firm, person in zip(named[-2:], named[-1:], strict=False):
            office = view[firm.end : person.start]
            is_pair = firm.type == "organization" and person.type == "person" and len(office) <= _OFFICE
            tells = self._words.says.match(view, person.end, min(person.end + SPEECH, anaphor.start))
            if (
                is_pair
                and tells
                and not _SENTENCE.search(view, person.end, anaphor.start)
                and not _CLAUSE.search(office)
            ):
                return None if self._words.outsider.search(office) or not self._words.is_agent(firm) else firm
        return None

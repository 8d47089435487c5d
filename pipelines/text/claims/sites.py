"""Where a trial, a survey or a count was made, and which product a count counts."""

import re
from bisect import bisect_left
from pathlib import Path

from pipelines.text.claims.entityfacts import EntityFacts
from pipelines.text.claims.frames import Frame
from pipelines.text.claims.owners import PageNames
from pipelines.text.claims.records import Name
from pipelines.text.rulefiles import read_toml

_BACK, _WINDOW, _FARTHEST = 4, 4, 60


class SiteFinder:
    """Ties a number to a place by the words between them (`claim_subjects.toml`)."""

    def __init__(self, facts: EntityFacts, rules_dir: Path) -> None:
        self._facts = facts
        patterns = read_toml(rules_dir / "claim_subjects.toml")
        self._before = re.compile(patterns["sited_before"])
        self._after = re.compile(patterns["sited_after"])

    def find(self, view: str, frame: Frame, page: PageNames) -> Name | None:
        """Give the place of 91%(土耳其), 在巴西的试验 or 土耳其公布, else that of a sentence before in the block."""
        at = bisect_left(page.starts, frame.figure.end)
        for name in page.names[at : at + 1]:
            if self._is_place(name) and view[frame.figure.end : name.start].strip() in ("(", "["):
                return name
        stop = bisect_left(page.starts, frame.figure.start)
        first = max(bisect_left(page.starts, frame.block_start), stop - _FARTHEST)
        for no in range(stop - 1, first - 1, -1):
            if self._is_place(page.names[no]) and self._is_tied(view, page, no):
                return page.names[no]
        return None

    def product(self, frame: Frame, page: PageNames) -> str | None:
        """Give the measure of the product that stands right behind a count (1万颗「H800」)."""
        at = bisect_left(page.starts, frame.figure.end)
        for name in page.names[at : at + 2]:
            if name.start - frame.figure.end <= _BACK and name.end <= frame.ceiling + 1:
                measure = self._facts.counted(name.entity_id)
                if measure:
                    return measure
        return None

    def _is_place(self, name: Name) -> bool:
        return name.type == "location" and name.entity_id in self._facts.subtypes

    def _is_tied(self, view: str, page: PageNames, no: int) -> bool:
        name = page.names[no]
        if self._before.search(view[max(0, name.start - _WINDOW) : name.start]):
            return True
        tied = self._after.match(view, name.end)
        if tied is None:
            return False
        # 中国科兴疫苗临床试验: the trial is tied to the company, not to the country before it.
        following = page.names[no + 1] if no + 1 < len(page.names) else None
        return not (following and following.start < tied.end() and following.entity_id in self._facts.subtypes)

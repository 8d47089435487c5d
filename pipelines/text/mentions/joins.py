"""Lengthen names by what stands beside them: 哈林 + 高地, 美国 + 国会, 甘肃省 + 金塔县, 某大学 + 第一附属医院."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from pipelines.text.mentions.base import Candidate
from pipelines.text.mentions.countries import StateOffices
from pipelines.text.mentions.lexicon import Lexicon
from pipelines.text.mentions.overlay import inside
from pipelines.text.rulefiles import RULES_DIR, read_toml
from pipelines.text.segmenter import Segmenter

_ONE = frozenset("省市县区镇乡村州郡岛山河江湖湾峰站港路街桥寺宫队舰")
_MIN_ADDRESS = 2


class NameJoiner:
    """Join names and the suffixes, offices and places that belong to them."""

    def __init__(
        self,
        lexicon: Lexicon,
        segmenter: Segmenter,
        is_country: Callable[[Candidate], bool],
        offices: StateOffices,
        rules_dir: Path = RULES_DIR,
    ) -> None:
        self._offices = offices
        self._lexicon = lexicon
        self._segmenter = segmenter
        self._is_country = is_country
        guards = read_toml(rules_dir / "mention_guards.toml")
        rules = guards["branches"]
        self._committee = re.compile(guards["edges"]["committee"])
        self._branch = re.compile(f"(?:{'|'.join(rules['which'])})+(?P<head>{'|'.join(rules['heads'])})")
        self._firsts = frozenset((*lexicon.joins.lengths, *lexicon.bodies.lengths, *rules["firsts"], "委"))

    def join(self, view: str, found: Sequence[Candidate]) -> list[Candidate]:
        """Lengthen the names of a text; the result is sorted, without overlaps."""
        longer: list[Candidate] = []
        for candidate in found:
            if longer and candidate.start < longer[-1].end:
                continue
            is_behind = longer and candidate.start == longer[-1].end
            office = self._office(view, longer[-1], candidate) if is_behind else None
            if office:
                longer[-1] = office
                continue
            if view[candidate.end : candidate.end + 1] not in self._firsts:
                longer.append(candidate)
                continue
            once = self._lengthen(view, candidate, found)
            longer.append(once if once is candidate else self._lengthen(view, once, found))
        return self._join_addresses(longer)

    def _office(self, view: str, before: Candidate, name: Candidate) -> Candidate | None:
        return self._offices.join(view, before, name) if self._is_country(before) else None

    def _lengthen(self, view: str, name: Candidate, found: Sequence[Candidate]) -> Candidate:
        if name.type not in ("location", "person", "organization"):
            return name
        branch = self._branch_of(view, name)
        if branch is not None and not self._is_taken(branch.end, found, name):
            return branch
        if self._is_country(name):
            suffix, kind, rule = self._lexicon.bodies.behind(view, name.end), "organization", "join.office"
        elif name.method == "gazetteer" and name.type != "location":
            return name
        else:
            suffix = self._lexicon.joins.behind(view, name.end)
            kind, rule = self._lexicon.joins.types.get(suffix, ""), "join.suffix"
        if len(suffix) == 1 and (suffix not in _ONE or name.type != "location" or view[name.end - 1] == suffix):
            return name
        end = name.end + len(suffix)
        if not suffix or self._is_taken(end, found, name) or self._is_other_word(view, name, end):
            return name
        return Candidate(name.start, end, kind, name.method, rule)

    def _branch_of(self, view: str, name: Candidate) -> Candidate | None:
        """Give the party committee of a place, or the numbered house of a place or a body."""
        if name.type == "location" and self._committee.match(view, name.end - 1):
            return Candidate(name.start, name.end + 1, "organization", name.method, "join.committee")
        branch = None if name.type == "person" or self._is_country(name) else self._branch.match(view, name.end)
        if branch is None:
            return None
        kind = self._lexicon.joins.types.get(branch["head"], "organization")
        return Candidate(name.start, branch.end(), kind, name.method, "join.branch")

    def _is_other_word(self, view: str, name: Candidate, end: int) -> bool:
        """Tell whether the suffix is only a part of another word: 市 in 市区, 大学 in 大学生."""
        if end - name.end == 1:
            return self._segmenter.is_inside_word(view, end)
        longer = any(
            self._segmenter.is_word(view[name.end : stop]) for stop in range(end + 1, min(len(view), end + 2) + 1)
        )
        return longer or self._segmenter.cuts_across(view, name.start, end)

    def _is_taken(self, end: int, found: Sequence[Candidate], name: Candidate) -> bool:
        return any(other.end > end for other in inside(found, name.end, end))

    def _join_addresses(self, found: list[Candidate]) -> list[Candidate]:
        """Make one name of a chain of places, the larger before the smaller; a single country in front stays apart."""
        places = pairwise(found)
        if not any(left.end == right.start and left.type == right.type == "location" for left, right in places):
            return found
        joined: list[Candidate] = []
        chain: list[Candidate] = []
        for candidate in [*found, None]:
            if candidate and chain and candidate.type == "location" and candidate.start == chain[-1].end:
                chain.append(candidate)
                continue
            if chain:
                joined.extend(self._address(chain))
                chain = []
            if candidate and candidate.type == "location":
                chain = [candidate]
            elif candidate:
                joined.append(candidate)
        return joined

    def _address(self, chain: list[Candidate]) -> list[Candidate]:
        if len(chain) < _MIN_ADDRESS:
            return chain
        places = [place for place in chain if not self._is_country(place)]
        if len(places) < _MIN_ADDRESS or places != chain[-len(places) :]:
            return chain
        last = chain[-1]
        return [Candidate(chain[0].start, last.end, "location", last.method, "join.address", last.entity_id)]

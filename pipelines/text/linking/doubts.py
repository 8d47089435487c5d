"""Pairs of entities that may be one: for a person to judge, never merged by machine.

At least one of a pair was discovered in the documents: that two curated entities are two was decided when they
were listed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from pipelines.text.linking.forms import GAP, KIN, LETTER, PART, SAME, SOUND
from pipelines.text.mentions.gazetteer import load_gazetteer
from pipelines.text.mentions.judgements import read_judgements, settle_judgements
from pipelines.text.mentions.typos import is_one_slip
from pipelines.text.mentions.view import last_part
from pipelines.text.rulefiles import RULES_DIR

# The strongest first.
REASONS = (
    "same name",
    "sounds alike",
    "one letter apart",
    "one character apart",
    "last part of a name",
    "same name, other type",
    "last part of several names",
)
_MOST_OWNERS = 3
# 航天科技 is no slip of 安天科技 that no document names: in a long list, some name is one character from any short one.
_SHORTEST_SLIP = 6
# 第一中学 and 第二中学, 华东 and 华南 are not slips of one another.
_TELLING = frozenset("零一二三四五六七八九十百千万〇东西南北中上下左右前后新老大小男女甲乙丙丁子丑")


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """An entity under one of its names, folded; `is_met` where a document calls it so."""

    entity_id: str
    key: str
    type: str
    is_met: bool


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """Two entities that may be one; the left one was discovered, and has the smaller id where both were."""

    left_id: str
    right_id: str
    reason: str
    left_name: str
    right_name: str


class DoubtFinder:
    """Look for doubtful pairs among the entities that share a form."""

    def __init__(self, rules_dir: Path = RULES_DIR) -> None:
        self._rulings = settle_judgements(read_judgements(rules_dir))
        self._curated = frozenset(load_gazetteer(rules_dir).entities)

    def find(self, form: str, named: Iterable[NamedEntity]) -> list[Doubt]:
        """List the pairs, sorted; each once, with the first evidence for it.

        Args:
            form: A form, as `NameForms` makes them.
            named: All names with that form, one row an entity, name and type; the order doesn't matter.
        """
        names = sorted(named, key=lambda name: (name.key, name.type, name.entity_id))
        doubts: dict[tuple[str, str], Doubt] = {}
        for reason, *pair in self._calls(form, names) if form[0] == PART else self._pairs(form, names):
            if self._is_open(*pair):
                left, right = sorted(pair, key=self._rank)
                doubt = Doubt(left.entity_id, right.entity_id, reason, left.key, right.key)
                doubts.setdefault((doubt.left_id, doubt.right_id), doubt)
        return [doubts[ids] for ids in sorted(doubts)]

    def _pairs(self, form: str, names: Sequence[NamedEntity]) -> Iterator[tuple[str, NamedEntity, NamedEntity]]:
        for one, other in combinations(names, 2):
            if self._is_new(one) or self._is_new(other):
                reason = _reason(form[0], one, other)
                if reason:
                    yield reason, one, other

    def _calls(self, form: str, names: Sequence[NamedEntity]) -> Iterator[tuple[str, NamedEntity, NamedEntity]]:
        """Pair those who are called by the last part of a name with whose it is, where these are few."""
        called = [name for name in names if name.key == form[1:] and self._is_new(name)]
        owners = {name.entity_id: name for name in reversed(names) if name.is_met and last_part(name.key) == form[1:]}
        if 0 < len(owners) <= _MOST_OWNERS:
            reason = "last part of a name" if len(owners) == 1 else "last part of several names"
            for one in called:
                for owner in owners.values():
                    yield reason, one, owner

    def _is_new(self, name: NamedEntity) -> bool:
        return name.is_met and name.entity_id not in self._curated

    def _is_open(self, one: NamedEntity, other: NamedEntity) -> bool:
        ids = frozenset((one.entity_id, other.entity_id))
        return len(ids) == 2 and not self._rulings.hidden & ids and ids not in self._rulings.apart

    def _rank(self, name: NamedEntity) -> tuple[bool, str]:
        return name.entity_id in self._curated, name.entity_id


def _reason(sign: str, one: NamedEntity, other: NamedEntity) -> str | None:
    """Say why two that share a form may be one, where they may."""
    if sign == SAME:
        return "same name" if one.type == other.type else "same name, other type"
    if one.key == other.key:
        return None
    if sign == SOUND:
        return "sounds alike"
    if sign == LETTER:
        are_kin = one.type == other.type or {one.type, other.type} <= KIN
        return "one letter apart" if are_kin and is_one_slip(one.key, other.key) else None
    is_known = (one.is_met and other.is_met) or one.type == "person" or len(one.key) >= _SHORTEST_SLIP
    return "one character apart" if sign == GAP and is_known and not _TELLING.issuperset(_apart(one, other)) else None


def _apart(one: NamedEntity, other: NamedEntity) -> set[str]:
    return {char for pair in zip(one.key, other.key, strict=True) if pair[0] != pair[1] for char in pair}

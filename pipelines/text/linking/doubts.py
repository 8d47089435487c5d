"""Pairs of entities that may be one: for a person to judge, never merged by machine.

At least one of a pair was discovered in the documents: that two curated entities are two was decided when they
were listed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.text.linking.forms import KIN, SHORTEST_SOUND, NameForms, is_han
from pipelines.text.mentions.gazetteer import load_gazetteer
from pipelines.text.mentions.judgements import read_judgements, settle_judgements
from pipelines.text.mentions.typos import is_latin_word, is_one_slip, without_one
from pipelines.text.mentions.view import last_part
from pipelines.text.rulefiles import RULES_DIR

_MOST_OWNERS = 3
# The strongest first.
_REASONS = (
    "same name",
    "sounds alike",
    "one letter apart",
    "one character apart",
    "last part of a name",
    "same name, other type",
    "last part of several names",
)
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


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two entities that may be one; the left one was discovered, and has the smaller id where both were."""

    left_id: str
    right_id: str
    reason: str
    left_name: str
    right_name: str


@dataclass(frozen=True, slots=True)
class _Name:
    entity_id: str
    type: str
    key: str


class DoubtFinder:
    """Look for doubtful pairs among entities, of which a document names one at least."""

    def __init__(self, rules_dir: Path = RULES_DIR) -> None:
        gazetteer = load_gazetteer(rules_dir)
        self._rulings = settle_judgements(read_judgements(rules_dir))
        self._curated = frozenset(gazetteer.entities)
        self._forms = NameForms(rules_dir)

    def find(self, named: Iterable[NamedEntity]) -> list[Doubt]:
        """List the pairs, sorted; each once, with the strongest reason and the first evidence for it.

        Args:
            named: One row an entity, name and type, those of the gazetteer too; the order doesn't matter.
        """
        met: set[_Name] = set()
        listed: set[_Name] = set()
        for row in named:
            (met if row.is_met else listed).add(_Name(row.entity_id, row.type, row.key))
        new = sorted((n for n in met if n.entity_id not in self._curated), key=_in_order)
        known = sorted(listed | met, key=_in_order)
        doubts: dict[tuple[str, str], Doubt] = {}
        for reason, one, other in self._pairs(new, known, met):
            if self._is_open(one.entity_id, other.entity_id):
                left, right = sorted((one, other), key=self._rank)
                doubt = Doubt(left.entity_id, right.entity_id, reason, left.key, right.key)
                kept = doubts.setdefault((doubt.left_id, doubt.right_id), doubt)
                if _REASONS.index(reason) < _REASONS.index(kept.reason):
                    doubts[doubt.left_id, doubt.right_id] = doubt
        return [doubts[key] for key in sorted(doubts)]

    def _pairs(self, new: list[_Name], known: list[_Name], met: set[_Name]) -> Iterator[tuple[str, _Name, _Name]]:
        yield from _same_name(new, known)
        yield from _one_letter(new, known)
        yield from self._one_character(new, known, met)
        yield from self._sound_alike(new, known)
        yield from _last_part(new, sorted(met, key=_in_order))

    def _is_open(self, left: str, right: str) -> bool:
        hidden = self._rulings.hidden
        return left != right and not hidden & {left, right} and frozenset((left, right)) not in self._rulings.apart

    def _rank(self, name: _Name) -> tuple[bool, str]:
        return name.entity_id in self._curated, name.entity_id

    def _one_character(
        self, new: list[_Name], known: list[_Name], met: set[_Name]
    ) -> Iterator[tuple[str, _Name, _Name]]:
        index: defaultdict[tuple[str, str], list[_Name]] = defaultdict(list)
        for name in known:
            for form in self._forms.with_gap(name.type, name.key):
                index[name.type, form].append(name)
        for name in new:
            for form in self._forms.with_gap(name.type, name.key):
                for other in index[name.type, form]:
                    if other not in met and other.type != "person" and len(name.key) < _SHORTEST_SLIP:
                        continue
                    if other.key != name.key and not _TELLING.issuperset(_apart(name.key, other.key)):
                        yield "one character apart", name, other

    def _sound_alike(self, new: list[_Name], known: list[_Name]) -> Iterator[tuple[str, _Name, _Name]]:
        index: defaultdict[tuple[str, str], list[_Name]] = defaultdict(list)
        for name in known:
            if len(name.key) >= SHORTEST_SOUND and is_han(name.key):
                index[name.type, self._forms.sound(name.key)].append(name)
        for name in new:
            for other in index.get((name.type, self._forms.sound(name.key)), ()):
                if other.key != name.key:
                    yield "sounds alike", name, other


def _same_name(new: list[_Name], known: list[_Name]) -> Iterator[tuple[str, _Name, _Name]]:
    owners = _by_key(known)
    for name in new:
        for other in owners[name.key]:
            yield ("same name" if other.type == name.type else "same name, other type"), name, other


def _one_letter(new: list[_Name], known: list[_Name]) -> Iterator[tuple[str, _Name, _Name]]:
    index: defaultdict[str, list[_Name]] = defaultdict(list)
    for name in known:
        if is_latin_word(name.key):
            for form in without_one(name.key):
                index[form].append(name)
    for name in new:
        if is_latin_word(name.key):
            for form in without_one(name.key):
                for other in index[form]:
                    if _are_kin(name.type, other.type) and name.key != other.key and is_one_slip(name.key, other.key):
                        yield "one letter apart", name, other


def _last_part(new: list[_Name], met: list[_Name]) -> Iterator[tuple[str, _Name, _Name]]:
    full: defaultdict[str, dict[str, _Name]] = defaultdict(dict)
    for name in met:
        part = last_part(name.key) if name.type == "person" else ""
        if part:
            full[part].setdefault(name.entity_id, name)
    for name in new:
        owners = full.get(name.key, {})
        if name.type == "person" and 0 < len(owners) <= _MOST_OWNERS:
            reason = "last part of a name" if len(owners) == 1 else "last part of several names"
            for other in owners.values():
                yield reason, name, other


def _by_key(names: Iterable[_Name]) -> defaultdict[str, list[_Name]]:
    owners: defaultdict[str, list[_Name]] = defaultdict(list)
    for name in names:
        owners[name.key].append(name)
    return owners


def _apart(left: str, right: str) -> set[str]:
    return {char for pair in zip(left, right, strict=True) if pair[0] != pair[1] for char in pair}


def _are_kin(left: str, right: str) -> bool:
    return left == right or {left, right} <= KIN


def _in_order(name: _Name) -> tuple[str, str, str]:
    return name.key, name.type, name.entity_id

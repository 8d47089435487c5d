"""What the claims stage hands to the finder, and what it gets back."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple


class Figure(NamedTuple):
    """A number of the document, as the numbers stage found it."""

    start: int
    end: int
    sentence_no: int
    zone: str
    kind: str
    value: float | None
    unit: str | None
    dimension: str | None
    object: str | None
    object_start: int | None
    object_end: int | None


class Name(NamedTuple):
    """A mention with the entity that it names."""

    start: int
    end: int
    surface: str
    type: str
    entity_id: str
    zone: str


def alike(names: Iterable[Name]) -> list[list[Name]]:
    """Group the names that are written alike and name the same: what holds for one of a group holds for all."""
    groups: defaultdict[tuple[str, str, str], list[Name]] = defaultdict(list)
    for name in names:
        groups[name[2:5]].append(name)
    return list(groups.values())


class QuoteSpan(NamedTuple):
    """A quotation, its speaker and its cue."""

    quote_id: str
    start: int
    end: int
    kind: str
    speaker_entity_id: str | None
    speaker_start: int | None
    speaker_end: int | None
    is_anonymous: bool
    cue_start: int | None
    cue_end: int | None
    cue_stance: str | None


class Sentence(NamedTuple):
    """A sentence and the block that it stands in."""

    start: int
    end: int
    block_no: int


class Claim(NamedTuple):
    """What a document claims with one of its numbers; offsets of the cue are those of the raw text.

    `object` is the noun that the number counts, else the word that names its measure. `topic` is None where nothing
    says which quantity it is. `step` is one unit of the last written place, in the number's own unit: 0.01 of 50.38%.
    """

    topic: str | None
    object: str | None
    subject_entity_id: str | None
    modality: str
    stance: str
    speaker_entity_id: str | None
    quote_id: str | None
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    step: float | None
    rule_id: str

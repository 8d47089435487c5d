"""The record of a mention, and of a candidate for one."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names something. Offsets are into the raw text; `surface` is exactly what stands there."""

    start_char: int
    end_char: int
    surface: str
    type: str  # person, organization, location, product, work or other
    method: str  # gazetteer, tagger, dotted, latin or bracket
    rule_id: str
    sentence_no: int
    entity_id: str | None  # where the gazetteer decided


class Candidate(NamedTuple):
    """A span that a rule takes for a name, before the candidates are laid over one another.

    A tuple, because a text makes thousands of them and a frozen dataclass is three times as dear.
    """

    start: int
    end: int
    type: str
    method: str
    rule_id: str
    entity_id: str | None = None

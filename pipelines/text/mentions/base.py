"""The record of a mention, and of a candidate for one."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple


class Mention(NamedTuple):
    """A span that names something. Offsets are into the raw text; `surface` is exactly what stands there.

    A tuple like `Candidate`: a text makes thousands of both, and a frozen dataclass is three times as dear.
    """

    start_char: int
    end_char: int
    surface: str
    type: str  # person, organization, location, product, work or other
    method: str  # gazetteer, tagger, dotted, latin or bracket
    rule_id: str
    sentence_no: int
    entity_id: str | None  # where the gazetteer decided


class Candidate(NamedTuple):
    """A span that a rule takes for a name, before the candidates are laid over one another."""

    start: int
    end: int
    type: str
    method: str
    rule_id: str
    entity_id: str | None = None


# Of the cells of one, in order. Calling the record itself runs code of Python's, and a text makes hundreds of each.
make_mention: Callable[[tuple[int, int, str, str, str, str, int, str | None]], Mention] = partial(
    tuple.__new__, Mention
)
make_candidate: Callable[[tuple[int, int, str, str, str, str | None]], Candidate] = partial(tuple.__new__, Candidate)

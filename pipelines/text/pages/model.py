"""What a page is read into: blocks that tile the text, candidates for its metadata, and the ones chosen.

What pages are read into are named tuples, which take a third of the time to make that frozen dataclasses take.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

ZONES = ("title", "content", "summary", "metadata", "boilerplate")


@dataclass(frozen=True, slots=True)
class Hint:
    """Something known of a page from outside its text: a record's field, the folder file, the head of its HTML.

    `rule_id` says where from: `record.author`, `folder.collected_on`, `html.jsonld`.
    """

    field: str
    value: str
    rule_id: str


class Mark(NamedTuple):
    """What the layout says of the line `[start_char, end_char)` of text rendered from HTML.

    `region` is the kind of element that it stands in (comments, related, footer, navigation, promo, or empty), and
    `is_main` says whether it stands in the element that holds the article.
    """

    start_char: int
    end_char: int
    tag: str
    link_share: float
    region: str
    is_main: bool


class Block(NamedTuple):
    """A piece `[start_char, end_char)` of the text; the blocks of a page tile it."""

    zone: str
    kind: str
    start_char: int
    end_char: int
    rule_id: str
    confidence: float


class Candidate(NamedTuple):
    """A value that some rule proposes for a field. Offsets are null where the value is not in the text."""

    field: str
    value: str
    start_char: int | None
    end_char: int | None
    rule_id: str
    rank: int
    is_chosen: bool = False


class Metadata(NamedTuple):
    """What is known of a page as a whole; null is unknown.

    `published_at` is in UTC, `published_date` the day in Asia/Shanghai; both are null where nothing
    states the year. `published_basis` ends in `+collected_on` or `+page` where the year is inferred from there.
    """

    title: str | None = None
    source: str | None = None
    source_kind: str | None = None
    source_domain: str | None = None
    author: str | None = None
    editor: str | None = None
    original_source: str | None = None
    url: str | None = None
    published_at: datetime | None = None
    published_date: date | None = None
    published_precision: str | None = None
    published_basis: str | None = None


class Page(NamedTuple):
    """A page, read."""

    blocks: list[Block]
    candidates: list[Candidate]
    metadata: Metadata


class Label(NamedTuple):
    """The zone of one line or part of a line, and the rule that gave it."""

    zone: str
    kind: str
    rule_id: str
    confidence: float = 0.9

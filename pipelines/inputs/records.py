"""What a reader hands on: one record per document, or a reject that says why there is none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """One document's worth of input, not yet decoded.

    `key` is null where the file is the document; inside a container file it is the record's own id, or else its
    1-based place as text. `given` holds what the container says of the document (title, url, source, author,
    published_at, collected_on, charset), always as text.
    """

    key: str | None
    payload: bytes
    media: str
    given: dict[str, str]
    content_hash: str


@dataclass(frozen=True, slots=True)
class Reject:
    """Input that gave no document: what was found, and what would do."""

    key: str | None
    error: str
    advice: str


GIVEN_FIELDS = ("title", "url", "source", "author", "published_at", "collected_on", "charset")

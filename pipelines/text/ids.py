"""Deterministic ids: the same thing has the same id on every machine, in every run."""

import hashlib
from collections.abc import Iterable

_BETWEEN = "\x1f"


def make_id(*parts: object) -> str:
    """Hash what a thing is named by into 16 hexadecimal digits.

    Parts are kept apart, so `("ab", "c")` and `("a", "bc")` differ.

    >>> make_id("folder/a.txt")
    '9ac8fa4ae9f9cad8'
    """
    return _hash(_BETWEEN.join(map(str, parts)))


def make_span_ids(
    doc_id: str, name: str, starts: Iterable[int], ends: Iterable[int], kinds: Iterable[str]
) -> list[str]:
    """Make the ids of many spans of a document at once, each the `make_id` of document, name, start, end and kind.

    >>> make_span_ids("9ac8fa4ae9f9cad8", "mention", [3], [5], ["person"]) == [
    ...     make_id("9ac8fa4ae9f9cad8", "mention", 3, 5, "person")
    ... ]
    True
    """
    before = f"{doc_id}{_BETWEEN}{name}{_BETWEEN}"
    return [
        _hash(f"{before}{start}{_BETWEEN}{end}{_BETWEEN}{kind}")
        for start, end, kind in zip(starts, ends, kinds, strict=True)
    ]


def _hash(name: str) -> str:
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

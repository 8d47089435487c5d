"""Deterministic ids: the same thing has the same id on every machine, in every run."""

import hashlib
from collections.abc import Iterable

_BETWEEN = "\x1f"


def make_id(*parts: object) -> str:
    """Hash what a thing is named by into 16 hexadecimal digits.

    Parts are kept apart, so `("ab", "c")` and `("a", "bc")` differ.

    >>> make_id("folder/a.txt")
    '15c77808be43b6da'
    """
    return _digest(_BETWEEN.join(map(str, parts))).hexdigest()


def make_span_ids(
    doc_id: str, name: str, starts: Iterable[int], ends: Iterable[int], kinds: Iterable[str]
) -> list[str]:
    """Make the ids of many spans of a document at once, each the `make_id` of document, name, start, end and kind.

    >>> make_span_ids("15c77808be43b6da", "mention", [3], [5], ["person"]) == [
    ...     make_id("15c77808be43b6da", "mention", 3, 5, "person")
    ... ]
    True
    """
    beginning = _digest(f"{doc_id}{_BETWEEN}{name}{_BETWEEN}")
    ids = []
    for start, end, kind in zip(starts, ends, kinds, strict=True):
        digest = beginning.copy()
        digest.update(f"{start}{_BETWEEN}{end}{_BETWEEN}{kind}".encode())
        ids.append(digest.hexdigest())
    return ids


def _digest(name: str) -> hashlib.blake2b:
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8)

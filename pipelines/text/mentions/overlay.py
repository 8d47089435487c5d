"""Lay candidates over one another, so that no two overlap."""

from collections.abc import Iterable, Sequence

from pipelines.text.mentions.base import Candidate


def by_place(candidate: Candidate) -> tuple[int, int]:
    """Sort key: leftmost first, and of those the longest first."""
    return candidate[0], -candidate[1]


def overlay(base: Sequence[Candidate], added: Iterable[Candidate]) -> list[Candidate]:
    """Add to `base` the candidates that overlap nothing of it, nor an earlier one of `added`.

    Args:
        base: Sorted, without overlaps.
        added: In order of preference where they overlap each other.

    Returns:
        All that were kept, sorted, without overlaps.
    """
    extra = list(added)
    if not extra:
        return list(base)
    taken = bytearray(max(c.end for c in (*base, *extra)))
    for c in base:
        taken[c.start : c.end] = b"\x01" * (c.end - c.start)
    kept = list(base)
    for c in extra:
        if not any(taken[c.start : c.end]):
            taken[c.start : c.end] = b"\x01" * (c.end - c.start)
            kept.append(c)
    return sorted(kept, key=by_place)


def inside(spans: Sequence[Candidate], start: int, end: int) -> list[Candidate]:
    """List the spans that overlap `[start, end)`; `spans` is sorted and without overlaps."""
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle].end <= start:
            low = middle + 1
        else:
            high = middle
    found = []
    while low < len(spans) and spans[low].start < end:
        found.append(spans[low])
        low += 1
    return found

"""Lay candidates over one another, so that no two overlap."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

from pipelines.text.mentions.base import Candidate

_end = attrgetter("end")


def overlay(base: Sequence[Candidate], added: Iterable[Candidate]) -> list[Candidate]:
    """Add to `base` the candidates that overlap nothing of it, nor an earlier one of `added`.

    Args:
        base: Sorted, without overlaps.
        added: In order of preference where they overlap each other.

    Returns:
        All that were kept, sorted, without overlaps.
    """
    kept = list(base)
    for c in added:
        # Of the spans that end behind the start of `c`, the first overlaps it, or none does.
        at = bisect_right(kept, c.start, key=_end)
        if at == len(kept) or kept[at].start >= c.end:
            kept.insert(at, c)
    return kept


def inside(spans: Sequence[Candidate], start: int, end: int) -> list[Candidate]:
    """List the spans that overlap `[start, end)`; `spans` is sorted and without overlaps."""
    return _from(spans, bisect_right(spans, start, key=_end), end)


class Layer:
    """Spans, sorted and without overlaps, that are asked many times which of them overlap a range."""

    def __init__(self, spans: Sequence[Candidate]) -> None:
        self._spans = spans
        self._ends = [span.end for span in spans]

    def is_free(self, start: int, end: int) -> bool:
        """Tell whether no span overlaps `[start, end)`."""
        at = bisect_right(self._ends, start)
        return at == len(self._spans) or self._spans[at][0] >= end

    def inside(self, start: int, end: int) -> list[Candidate]:
        """List the spans that overlap `[start, end)`."""
        return _from(self._spans, bisect_right(self._ends, start), end)


def _from(spans: Sequence[Candidate], first: int, end: int) -> list[Candidate]:
    last = first
    while last < len(spans) and spans[last].start < end:
        last += 1
    return list(spans[first:last]) if last > first else []

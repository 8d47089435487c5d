"""Find a document's own names in it: compiling a pattern for them costs more than looking for each."""

from collections.abc import Iterable, Iterator


def find_literals(view: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where names stand: leftmost first and of those the longest, without overlaps; none is empty.

    >>> list(find_literals("北京大学和北京", ["北京", "北京大学"]))
    [(0, 4), (5, 7)]
    """
    hits: list[tuple[int, int]] = []
    for name in names:
        at = view.find(name)
        while at >= 0:
            hits.append((at, -len(name)))
            at = view.find(name, at + 1)
    taken = 0
    for start, length in sorted(hits):
        if start >= taken:
            taken = start - length
            yield start, taken

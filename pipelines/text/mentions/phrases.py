"""Patterns that begin with set words, tried only where two characters stand side by side with which one begins.

Each scan of a text by a pattern costs 20 microseconds; one look at all pairs of characters serves all the patterns.
"""

import re
from collections.abc import Iterable, Iterator

from pipelines.text.word_pairs import PairTable

_PLACES = 1 << 18  # of the table of pairs: it fits in a near cache


class PhraseIndex:
    """Knows where in a text which patterns may match; the answer for a text is kept until another is asked for."""

    def __init__(self) -> None:
        self._by_pair: dict[str, list[int]] = {}  # the numbers of the patterns that begin with two characters
        self._count = 0
        self._table: PairTable | None = None
        self._latest: tuple[str | None, list[list[int]]] = (None, [])

    def add(self, pattern: str, beginnings: Iterable[str]) -> "Phrases":
        """Compile a pattern of which each match begins with one of some words, of two characters at least.

        Raises:
            ValueError: A word has one character.
        """
        pairs = {word[:2] for word in beginnings}
        if any(len(pair) < 2 for pair in pairs):
            raise ValueError(f"{pattern[:80]}: begins with two characters or more")
        for pair in pairs:
            self._by_pair.setdefault(pair, []).append(self._count)
        self._count += 1
        self._table, self._latest = None, (None, [])
        return Phrases(self, self._count - 1, re.compile(pattern))

    def places(self, view: str) -> list[list[int]]:
        """List where in a text each pattern may match; the order is that in which they were added."""
        text, places = self._latest
        if text is not view:
            places = self._look_up(view)
            self._latest = (view, places)
        return places

    def _look_up(self, view: str) -> list[list[int]]:
        if self._table is None:
            self._table = PairTable("\n".join(self._by_pair), _PLACES)
        places: list[list[int]] = [[] for _ in range(self._count)]
        for first, marks in self._table.look_up(view):
            for place in (marks.nonzero()[0] + first).tolist():
                for number in self._by_pair.get(view[place : place + 2], ()):
                    places[number].append(place)
        return places


class Phrases:
    """One pattern of an index."""

    def __init__(self, index: PhraseIndex, number: int, pattern: re.Pattern[str]) -> None:
        self._index, self._number, self._match = index, number, pattern.match

    def finditer(self, view: str) -> Iterator[re.Match[str]]:
        """Yield what the pattern's own `finditer` does."""
        end = 0
        for place in self._index.places(view)[self._number]:
            if place >= end:
                match = self._match(view, place)
                if match:
                    end = match.end()
                    yield match

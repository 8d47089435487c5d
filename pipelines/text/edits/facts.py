"""The numbers, dates and names of a version's sentences, for telling which of them an edit changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pipelines.text.edits.sentences import Piece
from pipelines.text.folding import fold
from pipelines.text.mentions import MentionFinder
from pipelines.text.numbers import Anchor, QuantityFinder
from pipelines.text.taggers import Tag

Fact = tuple[object, str]  # what it states, and its surface


class Facts(NamedTuple):
    """What the sentences of a version state: sentence number → facts, in the order of the text."""

    numbers: dict[int, list[Fact]]
    dates: dict[int, list[Fact]]
    names: dict[int, list[Fact]]


class FactFinder:
    """Finds numbers, dates and names as the stages do; compiled once for a rules folder and a segmenter."""

    def __init__(self, rules_dir: Path, *, segmenter: str = "jieba") -> None:
        self._quantities = QuantityFinder(rules_dir)
        self._mentions = MentionFinder(rules_dir, segmenter=segmenter)

    def find(
        self, text: str, pieces: Sequence[Piece], tags: Sequence[Sequence[Tag]], *, published: date | None
    ) -> Facts:
        """Find what the sentences of a version state.

        Args:
            text: The text of the version.
            pieces: Its sentences, in order.
            tags: What the tagger found in each of them.
            published: The day that 昨天 counts from.
        """
        spans = [(piece.start_char, piece.end_char) for piece in pieces]
        anchor = None if published is None else Anchor(published, "published")
        found = self._quantities.find(text, spans, published=anchor)
        numbers, dates, names = (defaultdict[int, list[Fact]](list) for _ in range(3))
        for n in found.numbers:
            stated = fold(n.surface) if n.value is None else (n.kind, n.value, n.value_high, n.bound, n.unit)
            numbers[n.sentence_no].append((stated, n.surface))
        for d in found.dates:
            dates[d.sentence_no].append((d.iso or fold(d.surface), d.surface))
        for m in self._mentions.find(text, spans, tags):
            names[m.sentence_no].append((m.entity_id or fold(m.surface), m.surface))
        return Facts(numbers, dates, names)


def differing(old: Iterable[Fact], new: Iterable[Fact]) -> tuple[list[str], list[str]]:
    """Give the surfaces of what only the one side states, and of what only the other does.

    >>> differing([(3, "三"), (5, "五")], [(3, "3"), (6, "六")])
    (['五'], ['六'])
    """
    one, other = list(old), list(new)
    return _only(one, other), _only(other, one)


def _only(facts: Sequence[Fact], others: Sequence[Fact]) -> list[str]:
    left = Counter(stated for stated, _ in others)
    surfaces = []
    for stated, surface in facts:
        if left[stated]:
            left[stated] -= 1
        else:
            surfaces.append(surface)
    return surfaces

"""Which edges of a span a dictionary word lies across, weighed by the counts of the words.

The counts hold every beginning of a word too, with 0: where a stretch of text is not in them, no word begins with it.
"""

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipelines.text.word_pairs import SEAM, WordPairs

# The longest dictionary word that can lie across an edge, and how far around a span words are weighed.
LONGEST = 5
_WINDOW = 6
_KEPT = 1 << 16  # answers about windows of text: names stand in the same words again and again
_JOINTS = frozenset("和与及跟对被让")
# What a span that is no dictionary word weighs, as a count in jieba's 60-million-word dictionary.
_UNKNOWN_COUNT = 50


class WordEdges:
    """Answers about places of folded texts.

    Args:
        counts: Each word of the dictionary with its count, and each beginning of one with 0.
        total: The sum of the counts.
    """

    def __init__(self, counts: Mapping[str, int], total: int) -> None:
        self._counts = counts
        self._log_total = math.log(total)
        self._pairs = WordPairs(counts, LONGEST)
        self._latest = ("", b"\0")
        self._cost_of_one = _CharacterCosts(counts, total)
        self._is_cut = lru_cache(maxsize=_KEPT)(self._judge)

    def _read(self, folded: str) -> bytes:
        """Find the seams of a text, and keep them until another is asked for: a document asks hundreds of times."""
        seams = self._pairs.seams(folded)
        self._latest = (folded, seams)
        return seams

    def cuts_across(self, folded: str, start: int, end: int, begin: int = 0) -> bool:
        """Tell whether a word lies across an edge of `folded[start:end]`, as 普通话 does in 四|川普|通话.

        A word that begins with the span (美国股市 for 美国) is not across it; one that only ends with it is.
        Where a dictionary word lies across, the most likely cut that keeps the span is weighed against the most
        likely cut of all. What stands before `begin` is known to be another word.
        """
        text, seams = self._latest
        seams = seams if text is folded else self._read(folded)
        if seams[start] == SEAM and seams[end] == SEAM:
            return False
        # No word reaches over a seam: what stands behind the nearest ones changes nothing.
        first = start - _WINDOW if start - _WINDOW > begin else begin
        left = seams.rfind(SEAM, first, start + 1)
        left = left if left >= 0 else first
        right = seams.find(SEAM, end, end + _WINDOW)
        right = right if right >= 0 else end + _WINDOW
        return self._is_cut(folded[left:right], start - left, end - left)

    def is_inside_word(self, folded: str, edge: int) -> bool:
        """Tell whether a dictionary word lies across this place of a text."""
        text, seams = self._latest
        seams = seams if text is folded else self._read(folded)
        if not 0 < edge < len(folded) or seams[edge] == SEAM:
            return False
        left, right = seams.rfind(SEAM, 0, edge), seams.find(SEAM, edge)
        return any(True for _ in self._words_across(folded, edge, left, right))

    def _words_across(self, folded: str, edge: int, left: int, right: int) -> Iterator[tuple[int, int]]:
        """Yield the words `[begin, stop)` of `folded[left:right]` that lie across a place inside it."""
        counts = self._counts
        behind = edge + 1
        for begin in range(max(left, behind - LONGEST), edge):
            if folded[begin:behind] in counts:  # a word, or the beginning of one
                for stop in range(behind, min(right, begin + LONGEST) + 1):
                    count = counts.get(folded[begin:stop])
                    if count is None:
                        break
                    if count:
                        yield begin, stop

    def _judge(self, window: str, start: int, end: int) -> bool:
        """Tell whether a word lies across an edge of a span, and the cuts that keep the span are the less likely."""
        size = len(window)
        for edge in (start, end):
            if 0 < edge < size:
                for first, stop in self._words_across(window, edge, 0, size):
                    if _is_across(first, stop, start, end) and not _is_joined(window, first, stop, start, end):
                        return self._is_unlikely(window, start, end)
        return False

    def _is_unlikely(self, window: str, start: int, end: int) -> bool:
        """Weigh the likeliest cut of all against the likeliest without a word across an edge, by jieba's unigrams."""
        get, size, log_total, log = self._counts.get, len(window), self._log_total, math.log
        cost_of_one = self._cost_of_one
        free, kept = [0.0] * (size + 1), [0.0] * (size + 1)
        for begin in range(size - 1, -1, -1):
            cost = cost_of_one[window[begin]]
            best_free, best_kept = cost + free[begin + 1], cost + kept[begin + 1]
            for stop in range(begin + 2, min(size, begin + LONGEST) + 1):
                count = get(window[begin:stop])
                if count is None:
                    break
                if count:
                    cost = log_total - log(count)
                    best_free = min(best_free, cost + free[stop])
                    if cost + kept[stop] < best_kept and not _is_across(begin, stop, start, end):
                        best_kept = cost + kept[stop]
            if begin == start and end - start <= LONGEST:
                count = max(get(window[start:end]) or 0, _UNKNOWN_COUNT)
                best_kept = min(best_kept, log_total - log(count) + kept[end])
            free[begin], kept[begin] = best_free, best_kept
        return free[0] < kept[0] - 1e-9


class _CharacterCosts(dict[str, float]):
    """What each character costs as a word, worked out when it is first seen."""

    def __init__(self, counts: Mapping[str, int], total: int) -> None:
        super().__init__()
        self._counts, self._log_total = counts, math.log(total)

    def __missing__(self, char: str) -> float:
        self[char] = cost = self._log_total - math.log(self._counts.get(char) or 1)
        return cost


def _is_across(begin: int, stop: int, start: int, end: int) -> bool:
    """Tell whether `[begin, stop)` lies across an edge of `[start, end)`, unless it only makes it longer."""
    if begin == start and stop >= end:
        return False
    return begin < start < stop or begin < end < stop


def _is_joined(window: str, begin: int, stop: int, start: int, end: int) -> bool:
    """Tell whether a word is the span with 和 before it: the dictionary has a few such as 和普京, which are two."""
    return begin == start - 1 and stop == end and end - start > 1 and window[begin] in _JOINTS

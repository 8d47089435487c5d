"""Which edges of a span a dictionary word lies across, weighed by the counts of the words.

The counts hold every beginning of a word too, with 0: where a stretch of text is not in them, no word begins with it.
"""

import math
from collections.abc import Mapping
from functools import lru_cache

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
        self._is_split = lru_cache(maxsize=_KEPT)(self._weigh_split)
        self._is_within = lru_cache(maxsize=_KEPT)(self._find_within)

    def cuts_across(self, folded: str, start: int, end: int, begin: int = 0) -> bool:
        """Tell whether a word lies across an edge of `folded[start:end]`, as 普通话 does in 四|川普|通话.

        A word that begins with the span (美国股市 for 美国) is not across it; one that only ends with it is.
        Where a dictionary word lies across, the most likely cut that keeps the span is weighed against the most
        likely cut of all. What stands before `begin` is known to be another word.
        """
        left = max(begin, start - _WINDOW)
        return self._is_split(folded[left : end + _WINDOW], start - left, end - left)

    def is_inside_word(self, folded: str, edge: int) -> bool:
        """Tell whether a dictionary word lies across this place of a text."""
        return self._is_within(folded[max(0, edge - LONGEST) : edge + LONGEST], min(edge, LONGEST))

    def _find_within(self, window: str, edge: int) -> bool:
        return any(self._words_across(window, edge))

    def _words_across(self, window: str, edge: int) -> list[tuple[int, int]]:
        """List the words `[begin, stop)` that lie across a place."""
        counts, size = self._counts, len(window)
        found = []
        for begin in range(max(0, edge - LONGEST + 1), edge):
            for stop in range(edge + 1, min(size, begin + LONGEST) + 1):
                count = counts.get(window[begin:stop])
                if count is None:
                    break
                if count > 0:
                    found.append((begin, stop))
        return found

    def _weigh_split(self, window: str, start: int, end: int) -> bool:
        across = [*self._words_across(window, start), *self._words_across(window, end)]
        if not any(_is_across(*word, start, end) and not _is_joined(window, *word, start, end) for word in across):
            return False
        return self._is_unlikely(window, start, end)

    def _is_unlikely(self, window: str, start: int, end: int) -> bool:
        """Weigh the likeliest cut of all against the likeliest without a word across an edge, by jieba's unigrams."""
        counts, size, log_total = self._counts, len(window), self._log_total
        free, kept = [0.0] * (size + 1), [0.0] * (size + 1)
        for begin in range(size - 1, -1, -1):
            best = log_total - math.log(counts.get(window[begin], 0) or 1)
            best_free, best_kept = best + free[begin + 1], best + kept[begin + 1]
            for stop in range(begin + 2, min(size, begin + LONGEST) + 1):
                count = counts.get(window[begin:stop])
                if count is None:
                    break
                if count:
                    cost = log_total - math.log(count)
                    best_free = min(best_free, cost + free[stop])
                    if not _is_across(begin, stop, start, end):
                        best_kept = min(best_kept, cost + kept[stop])
            if begin == start and end - start <= LONGEST:
                count = max(counts.get(window[start:end], 0), _UNKNOWN_COUNT)
                best_kept = min(best_kept, log_total - math.log(count) + kept[end])
            free[begin], kept[begin] = best_free, best_kept
        return free[0] < kept[0] - 1e-9


def _is_across(begin: int, stop: int, start: int, end: int) -> bool:
    """Tell whether `[begin, stop)` lies across an edge of `[start, end)`, unless it only makes it longer."""
    if begin == start and stop >= end:
        return False
    return begin < start < stop or begin < end < stop


def _is_joined(window: str, begin: int, stop: int, start: int, end: int) -> bool:
    """Tell whether a word is the span with 和 before it: the dictionary has a few such as 和普京, which are two."""
    return begin == start - 1 and stop == end and end - start > 1 and window[begin] in _JOINTS

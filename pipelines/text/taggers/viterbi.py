"""The best path of tags through each of many sentences.

At nine places of ten the scores alone settle the tag, since the network is sure and transitions weigh little. Only the
runs of places between them need Viterbi's algorithm, with the settled places beside them, and only the few tags that
their scores leave open.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Paths = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

# Sums of 32-bit scores along a sentence are this exact; what lies nearer is left to the whole sentence.
_EXACT = 1e-3
_RUNS = 1024  # decoded at once


class PathFinder:
    """Finds best paths for one matrix of transitions.

    Args:
        transitions: Scores of shape (tags, tags): from the row's tag to the column's.
    """

    def __init__(self, transitions: Scores) -> None:
        # Targets in rows: the maximum then runs along memory.
        self._into = np.ascontiguousarray(transitions.T)
        # What a tag (column) can gain over another (row) from the tags on both sides, whichever these are.
        before = np.max(transitions[:, None, :] - transitions[:, :, None], axis=0)
        behind = np.max(transitions[None, :, :] - transitions[:, None, :], axis=2)
        self._gains = np.maximum(before, 0) + np.maximum(behind, 0) + _EXACT
        np.fill_diagonal(self._gains, 0)

    def best_paths(self, emissions: Scores, lengths: Sequence[int]) -> list[list[int]]:
        """Find the best path of tags through each sentence: the one that `whole_path` finds, sooner.

        Args:
            emissions: Scores of shape (places, tags): those of all sentences, one behind the other.
            lengths: How many places each sentence has; none is empty.

        Returns:
            Tag numbers, a list for each sentence. Of two equal paths the one with lower tag numbers wins.
        """
        stops = np.cumsum(lengths)
        path: Paths = emissions.argmax(axis=1)
        lead = np.take_along_axis(emissions, path[:, None], axis=1) - emissions
        is_able = lead <= self._gains[path]
        doubtful: set[int] = set()
        for places in _open_runs(is_able.sum(axis=1) > 1, stops):
            tags = _listed(is_able[places])
            scores = np.take_along_axis(emissions[places], tags, axis=2)
            found, is_near = _decode(scores, self._into[tags[:, 1:, :, None], tags[:, :-1, None, :]])
            path[places] = np.take_along_axis(tags, found[:, :, None], axis=2)[:, :, 0]
            doubtful.update(np.searchsorted(stops, places[is_near, 0], side="right").tolist())
        for number in doubtful:
            start, stop = stops[number] - lengths[number], stops[number]
            path[start:stop] = self.whole_path(emissions[start:stop])
        flat: list[int] = path.tolist()
        return [flat[stop - length : stop] for stop, length in zip(stops.tolist(), lengths, strict=True)]

    def whole_path(self, emissions: Scores) -> Paths:
        """Find the best path through one sentence, whose scores have the shape (length, tags), place by place."""
        length, tags = emissions.shape
        path: Paths = _decode(emissions[None], np.broadcast_to(self._into, (1, length - 1, tags, tags)))[0][0]
        return path


def _decode(emissions: Scores, into: Scores) -> tuple[Paths, Flags]:
    """Find best paths by Viterbi's algorithm.

    Args:
        emissions: Scores of shape (runs, length, tags).
        into: Scores of shape (runs, length - 1, tags, tags): to the third's tag from the last one's.

    Returns:
        The paths, and for each whether another one is nearly as good.
    """
    count, length, tags = emissions.shape
    best = np.empty((length, count, tags), dtype=emissions.dtype)
    best[0] = emissions[:, 0]
    for step in range(1, length):
        np.add((best[step - 1][:, None, :] + into[:, step - 1]).max(axis=2), emissions[:, step], out=best[step])
    paths = np.empty((count, length), dtype=np.intp)
    is_near = np.zeros(count, dtype=np.bool_)
    every = np.arange(count)
    for step in range(length - 1, -1, -1):
        # Which tag a score came from is looked up on the way back, for the one tag of the path instead of for all.
        scores = best[step] + into[every, step, paths[:, step + 1]] if step + 1 < length else best[step]
        paths[:, step] = scores.argmax(axis=1)
        is_near |= (scores > scores.max(axis=1, keepdims=True) - _EXACT).sum(axis=1) > 1
    return paths, is_near


def _open_runs(is_open: Flags, stops: Paths) -> Iterator[Paths]:
    """Yield the places of open runs, and the settled one on either side inside the sentence; many of one length each.

    Yields:
        Places, of shape (runs, length).
    """
    is_last = np.zeros(len(is_open), dtype=np.bool_)
    is_last[stops - 1] = True
    is_first = np.roll(is_last, 1)
    starts = np.flatnonzero(is_open & (is_first | ~np.roll(is_open, 1)))
    ends = np.flatnonzero(is_open & (is_last | ~np.roll(is_open, -1)))
    starts, ends = starts - ~is_first[starts], ends + ~is_last[ends]
    lengths = ends - starts + 1
    for length in np.unique(lengths).tolist():
        alike = starts[lengths == length]
        for at in range(0, len(alike), _RUNS):
            yield alike[at : at + _RUNS, None] + np.arange(length)


def _listed(is_able: Flags) -> Paths:
    """List the tags that each place can have, lowest first; others behind them where another place has more."""
    return np.argsort(~is_able, axis=2, kind="stable")[:, :, : is_able.sum(axis=2).max()]

"""The best path of tags through a batch of sentences of one length.

At nine places of ten the scores alone settle the tag, since the network is sure and transitions weigh little. Only the
runs of places between them need Viterbi's algorithm, with the settled places beside them, and only the few tags that
their scores leave open.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Paths = npt.NDArray[np.intp]

# Sums of 32-bit scores along a sentence are this exact; what lies nearer is left to the whole sentence.
_EXACT = 1e-3
_RUNS = 256  # decoded at once: for each a score of every tag behind every tag


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

    def best_paths(self, emissions: Scores) -> Paths:
        """Find the best path of tags through each sentence: the one that `whole_paths` finds, sooner.

        Args:
            emissions: Scores of shape (sentences, length, tags).

        Returns:
            Tag numbers, of shape (sentences, length). Of two equal paths the one with lower tag numbers wins.
        """
        paths: Paths = emissions.argmax(axis=2)
        lead = np.take_along_axis(emissions, paths[:, :, None], axis=2) - emissions
        is_able = lead <= self._gains[paths]
        is_doubtful = np.zeros(len(paths), dtype=np.bool_)
        for sentences, places in _open_runs(is_able.sum(axis=2) > 1):
            tags = _listed(is_able[sentences, places])
            scores = np.take_along_axis(emissions[sentences, places], tags, axis=2)
            into = self._into[tags[:, 1:, :, None], tags[:, :-1, None, :]]
            found, is_near = _decode(scores, into)
            paths[sentences, places] = np.take_along_axis(tags, found[:, :, None], axis=2)[:, :, 0]
            is_doubtful[sentences[is_near, 0]] = True
        if is_doubtful.any():
            paths[is_doubtful] = self.whole_paths(emissions[is_doubtful])
        return paths

    def whole_paths(self, emissions: Scores) -> Paths:
        """Find the best path through each sentence by Viterbi's algorithm, place by place."""
        count, length, tags = emissions.shape
        return _decode(emissions, np.broadcast_to(self._into, (count, length - 1, tags, tags)))[0]


def _decode(emissions: Scores, into: Scores) -> tuple[Paths, npt.NDArray[np.bool_]]:
    """Find best paths by Viterbi's algorithm.

    Args:
        emissions: Scores of shape (sentences, length, tags).
        into: Scores of shape (sentences, length - 1, tags, tags): to the third's tag from the last one's.

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


def _listed(is_able: npt.NDArray[np.bool_]) -> Paths:
    """List the tags that each place can have, lowest first; others behind them where another place has more."""
    return np.argsort(~is_able, axis=2, kind="stable")[:, :, : is_able.sum(axis=2).max()]


def _open_runs(is_open: npt.NDArray[np.bool_]) -> Iterator[tuple[Paths, Paths]]:
    """Yield the runs of open places, each with the settled place on either side, many of one length at a time.

    Yields:
        Sentences, of shape (runs, 1), and places, of shape (runs, length).
    """
    edges = np.diff(np.pad(is_open, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    sentences, starts = np.nonzero(edges == 1)
    _, stops = np.nonzero(edges == -1)
    starts, stops = np.maximum(starts - 1, 0), np.minimum(stops + 1, is_open.shape[1])
    lengths = stops - starts
    for length in np.unique(lengths).tolist():
        alike = np.flatnonzero(lengths == length)
        for at in range(0, len(alike), _RUNS):
            chosen = alike[at : at + _RUNS, None]
            yield sentences[chosen], starts[chosen] + np.arange(length)

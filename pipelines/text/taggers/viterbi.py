"""The best path of tags through a batch of sentences of one length."""

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Paths = npt.NDArray[np.intp]


def best_paths(emissions: Scores, transitions: Scores) -> Paths:
    """Find the best path of tags through each sentence (Viterbi).

    Args:
        emissions: Scores of shape (sentences, length, tags).
        transitions: Scores of shape (tags, tags): from the row's tag to the column's.

    Returns:
        Tag numbers, of shape (sentences, length). Of two equal paths the one with lower tag numbers wins.
    """
    count, length, tags = emissions.shape
    # Targets in rows: the maximum then runs along memory. Which source it came from is looked up on the way back,
    # for the one tag of the path instead of for all.
    into = np.ascontiguousarray(transitions.T)
    best = np.empty((length, count, tags), dtype=emissions.dtype)
    best[0] = emissions[:, 0]
    for step in range(1, length):
        np.add((best[step - 1][:, None, :] + into).max(axis=2), emissions[:, step], out=best[step])
    paths = np.empty((count, length), dtype=np.intp)
    paths[:, -1] = best[-1].argmax(axis=1)
    for step in range(length - 1, 0, -1):
        paths[:, step - 1] = (best[step - 1] + into[paths[:, step]]).argmax(axis=1)
    return paths

"""The best path of tags, held against all paths there are."""

import itertools

import numpy as np
import pytest

from pipelines.text.taggers.viterbi import PathFinder, Scores

TAGS, LENGTH = 3, 5


def made(seed: int, size: float, shape: tuple[int, ...], *, is_whole: bool = False) -> Scores:
    """Make scores of about a size; whole numbers make paths that are equally good."""
    found = np.random.default_rng(seed).normal(0, size, shape).astype(np.float32)
    return np.rint(found) if is_whole else found


def best_of_all(emissions: Scores, transitions: Scores) -> list[int]:
    """Try every path of one sentence; of equal ones Viterbi keeps that whose last tags are lowest."""
    places = np.arange(len(emissions))

    def score(path: tuple[int, ...]) -> float:
        return float(emissions[places, list(path)].sum() + transitions[list(path[:-1]), list(path[1:])].sum())

    paths = itertools.product(range(TAGS), repeat=len(emissions))
    best = min(paths, key=lambda path: (-score(path), path[::-1]))
    return list(best)


@pytest.mark.parametrize(
    ("size", "is_whole"),
    [
        pytest.param(8.0, False, id="the scores alone settle nearly all"),
        pytest.param(1.0, False, id="some places are settled"),
        pytest.param(0.1, False, id="transitions settle all"),
        pytest.param(2.0, True, id="equal paths"),
    ],
)
def test_the_best_of_all_paths_is_found(size: float, is_whole: bool) -> None:
    for seed in range(6):
        transitions = made(seed, 0.5, (TAGS, TAGS), is_whole=is_whole)
        emissions = made(seed + 100, size, (4, LENGTH, TAGS), is_whole=is_whole)
        found = PathFinder(transitions).best_paths(emissions.reshape(-1, TAGS), [LENGTH] * 4)
        assert found == [best_of_all(sentence, transitions) for sentence in emissions]


@pytest.mark.parametrize(
    "lengths",
    [
        pytest.param([1], id="one place"),
        pytest.param([40] * 20, id="sentences of one length"),
        pytest.param([1, 2, 30, 1, 1, 17, 5, 3, 1], id="sentences of many lengths"),
    ],
)
def test_runs_between_settled_places_come_out_as_in_the_whole(lengths: list[int]) -> None:
    finder = PathFinder(made(1, 0.1, (20, 20)))
    emissions = made(2, 1.0, (sum(lengths), 20))
    emissions[::3, 7] += 20
    sentences = np.split(emissions, np.cumsum(lengths)[:-1])
    assert finder.best_paths(emissions, lengths) == [finder.whole_path(one).tolist() for one in sentences]

"""What a measurement ends in: a ratio against a peer or a limit, taken in one run, with its spread.

Both sides are timed in turn, round by round, so that a busy machine slows both. The ratio is the median of the rounds'
ratios; `low` and `high` are the lowest and the highest of them.
"""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.settings import PROJECT

ROUNDS = 5
# Where `make bench` installs the peers: apart from the project's packages, which they must not replace.
PEERS = PROJECT / ".venv" / "bench"

Timed = Callable[[], float]  # does the work once, and gives its seconds


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Attributes:
        name: What was measured.
        value: What it came to, with its unit.
        peer: What it is held against.
        ratio: Ours against the peer's: how many times as fast, or how many times the cost.
        low: The lowest ratio of a round.
        high: The highest.
        bar: What the ratio should reach; null where there is none.
        is_cost: The ratio is a cost: it should not go over the bar.
    """

    name: str
    value: str
    peer: str
    ratio: float
    low: float
    high: float
    bar: float | None = None
    is_cost: bool = False

    @property
    def has_passed(self) -> bool:
        """Tell whether the ratio reaches its bar."""
        if self.bar is None:
            return True
        return self.ratio <= self.bar if self.is_cost else self.ratio >= self.bar


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What could not be measured here, and why."""

    name: str
    reason: str


Figures = Iterator[Figure | LeftOut]


def cpu_seconds(action: Callable[[], object]) -> float:
    """Give the CPU seconds of this process for an action."""
    begun = time.process_time()
    action()
    return time.process_time() - begun


def wall_seconds(action: Callable[[], object]) -> float:
    """Give the seconds that pass while an action runs: for work in several processes."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def cpu(action: Callable[[], object]) -> Timed:
    """Bind an action to its CPU seconds."""
    return lambda: cpu_seconds(action)


def in_turn(ours: Timed, theirs: Timed, *, rounds: int = ROUNDS, warm_up: bool = True) -> list[tuple[float, float]]:
    """Time two sides in turn: (our seconds, their seconds) of each round; the warm-up does not count."""
    if warm_up:
        ours(), theirs()
    return [(ours(), theirs()) for _ in range(rounds)]


def speed(
    name: str,
    peer: str,
    rounds: Sequence[tuple[float, float]],
    *,
    amount: float,
    unit: str = "characters",
    bar: float | None = None,
) -> Figure:
    """Say how many times as fast as the peer: their seconds by ours, for the same `amount` of work."""
    rate = amount / statistics.median(mine for mine, _ in rounds)
    ratios = [other / mine for mine, other in rounds]
    return Figure(name, f"{short(rate)} {unit}/s", peer, statistics.median(ratios), min(ratios), max(ratios), bar)


def cost(name: str, peer: str, rounds: Sequence[tuple[float, float]], *, bar: float | None = None) -> Figure:
    """Say how many times the peer's cost: our seconds by theirs."""
    value = f"{statistics.median(mine for mine, _ in rounds):.2f} s"
    ratios = [mine / other for mine, other in rounds]
    return Figure(name, value, peer, statistics.median(ratios), min(ratios), max(ratios), bar, is_cost=True)


def share(name: str, value: float, unit: str, limit: float, peer: str) -> Figure:
    """Say how much of a limit is used; taken once."""
    ratio = value / limit
    return Figure(name, f"{short(value)} {unit}", peer, ratio, ratio, ratio, 1.0, is_cost=True)


def write_between(path: Path, name: str, text: str) -> None:
    """Replace what stands between `<!-- name -->` and `<!-- /name -->` in a Markdown file.

    Raises:
        ValueError: The file has no such place.
    """
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, found, rest = path.read_text(encoding="utf-8").partition(begin)
    _, ended, after = rest.partition(end)
    if not (found and ended):
        raise ValueError(f"{path}: no lines {begin} and {end}; put them where the table should stand")
    path.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


def short(value: float) -> str:
    """Write a number for reading.

    >>> short(1234567), short(45678), short(12.3), short(0.123)
    ('1.23 M', '45.7 k', '12.3', '0.123')
    """
    for size, letter in ((1e6, " M"), (1e3, " k")):
        if value >= size:
            return f"{value / size:.3g}{letter}"
    return f"{value:.3g}"

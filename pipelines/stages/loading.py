"""Load what a stage builds from its rule files once a process, and again when a file's content changes."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pipelines.stages.fingerprints import hash64_of_file

T = TypeVar("T")


def loaded(maker: Callable[[Path], T], rules: Sequence[str], rules_dir: Path) -> T:
    """Give `maker(rules_dir)`, kept for as long as the rule files that match `rules` stay the same."""
    paths = sorted({path for pattern in rules for path in rules_dir.glob(pattern)})
    made: T = _make(maker, rules_dir, tuple(hash64_of_file(path) for path in paths))
    return made


@lru_cache(maxsize=32)
def _make(maker: Callable[[Path], Any], rules_dir: Path, _: tuple[int, ...]) -> Any:  # noqa: ANN401 - any T
    return maker(rules_dir)

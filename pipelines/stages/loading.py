"""Load what a stage builds from its rule files once a process, and again when a file's content changes."""

import gc
import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pipelines.stages.fingerprints import hash64_of_file

T = TypeVar("T")

# Objects made between two rounds of the garbage collector. Rows of a chunk are no garbage, and rules stay: with
# Python's 700 a tenth of the time goes into looking through them, and a quarter of the loading of rules.
_YOUNG = 50_000


def loaded(maker: Callable[[Path], T], rules: Sequence[str], rules_dir: Path) -> T:
    """Give `maker(rules_dir)`, kept for as long as the rule files that match `rules` stay the same."""
    patterns = [pattern for pattern in rules if "*" in pattern]
    names = {*rules} - {*patterns}
    names.update(str(path.relative_to(rules_dir)) for pattern in patterns for path in rules_dir.glob(pattern))
    hashes = (_hash_if_touched(f"{rules_dir}/{name}") for name in sorted(names))
    made: T = _make(maker, rules_dir, tuple(hashes))
    return made


def _hash_if_touched(path: str) -> int:
    """Hash a file's bytes, read again only where its size or a time of it is another: every batch asks."""
    try:
        found = os.stat(path)  # noqa: PTH116 - every batch asks for twenty files: a Path costs as much again
    except FileNotFoundError:
        return 0
    return _hash_once(path, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


@lru_cache(maxsize=256)
def _hash_once(path: str, *_: int) -> int:
    return hash64_of_file(Path(path))


@lru_cache(maxsize=32)
def _make(maker: Callable[[Path], Any], rules_dir: Path, _: tuple[int, ...]) -> Any:  # noqa: ANN401 - any T
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
    return maker(rules_dir)

"""Choose where document stages run. What comes out is the same everywhere; so is the order."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from pipelines.engine.chunk import ChunkResult, ChunkTask
from pipelines.engine.local import LocalEngine
from pipelines.engine.ray_tasks import RayEngine
from pipelines.settings import EngineSettings


class Engine(Protocol):
    """Runs chunks. It starts what it needs with the first of them, and keeps it until it is closed."""

    def run(self, tasks: Iterable[ChunkTask], *, doc_count: int) -> Iterator[ChunkResult]:
        """Run each task and yield the results in the order of the tasks; few tasks are made ahead."""

    def close(self) -> None:
        """End what was started, without waiting for work in flight."""


def make_engine(
    settings: EngineSettings, *, workers: int | None, state_dir: Path, say: Callable[[str], None]
) -> Engine:
    """Make the engine that the settings name; nothing is started.

    Args:
        settings: Which, and where.
        workers: Processes, or tasks at once; null for as many as there are cores.
        state_dir: Names the warehouse; files are exchanged here unless the settings say where.
        say: Told about progress.

    Raises:
        EngineError: It isn't installed.
    """
    if settings.name == "ray":
        return RayEngine(settings, workers=workers, state_dir=state_dir, say=say)
    return LocalEngine(workers)

"""Run chunks as plain Ray tasks, on this machine or on a cluster: each reads a Parquet partition and writes one.

The exchange place holds `in/` and `out/`, which are emptied as results are used, and `trace/`.
"""

import importlib.util
import socket
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from pipelines.engine.chunk import ChunkResult, ChunkTask
from pipelines.engine.errors import EngineError, WorkerDiedError
from pipelines.engine.exchange import join, read_file, remove_file, remove_folder, write_file
from pipelines.engine.isolate import run_isolated
from pipelines.engine.partitions import pack_task, partition_name, run_partition, unpack_result, unpack_task
from pipelines.engine.ray_cluster import connect
from pipelines.engine.spec import Spec, make_spec
from pipelines.engine.trace import clear_trace, traced
from pipelines.settings import EngineSettings, StageSettings
from pipelines.text.ids import make_id

# Partitions wait on disk and not in memory, so many may: one slow partition then holds up no worker.
PARTITIONS_IN_FLIGHT_PER_CPU = 4
RETRIES = 3  # of a task whose node or worker is lost


@dataclass(frozen=True, slots=True)
class Flight:
    """A partition on its way: where its rows are, its spec, the spec as the cluster holds it, and Ray's promise."""

    in_path: str
    spec: Spec
    spec_ref: Any
    promise: Any


class RayEngine:
    """Tasks on a Ray cluster, or on a Ray of its own that hears nobody but this machine.

    Args:
        settings: Address of the cluster, and the exchange place.
        workers: Tasks at once; null for one a CPU.
        state_dir: Names the warehouse, and holds the exchange where the settings name none.
        say: Told about progress.

    Raises:
        EngineError: Ray is not installed.
    """

    def __init__(
        self, settings: EngineSettings, *, workers: int | None, state_dir: Path, say: Callable[[str], None]
    ) -> None:
        if importlib.util.find_spec("ray") is None:
            raise EngineError("Ray is not installed here; run: pip install 'newsledger[ray]'")
        self._address = settings.ray_address
        self._workers = workers
        self._say = say
        # Several warehouses may share an exchange, and each empties its own part.
        own = make_id(socket.gethostname(), str(state_dir.resolve()))
        self.place = join(settings.exchange or str(state_dir.resolve() / "exchange"), own)
        self._stack = ExitStack()
        self._ray: Any = None
        self._cpus = 0
        self._spec: tuple[tuple[object, StageSettings], Spec, Any] | None = None
        self._is_whole = True

    def run(self, tasks: Iterable[ChunkTask], *, doc_count: int) -> Iterator[ChunkResult]:
        """Run each task and yield the results in the order of the tasks.

        A bounded number of partitions is made ahead. What a killed run left is used where it still fits. A partition
        whose node is lost runs again on another; a document that kills every worker it comes to is rejected alone.

        Raises:
            EngineError: The cluster can't be reached, or a node can't read the exchange or has another version.
        """
        del doc_count
        self._open()
        waiting = iter(tasks)
        flying: deque[Flight] = deque()
        self._is_whole = False
        try:
            while True:
                for task in islice(waiting, self._cpus * PARTITIONS_IN_FLIGHT_PER_CPU - len(flying)):
                    flying.append(self._submit(task))
                if not flying:
                    break
                yield from self._results(flying.popleft())
        finally:
            for flight in flying:
                self._ray.cancel(flight.promise, force=True)
        self._is_whole = True

    def close(self) -> None:
        """Leave the cluster, or end the Ray that was started here."""
        if self._ray is not None and self._is_whole:
            remove_folder(join(self.place, "in"))
            remove_folder(join(self.place, "out"))
        self._ray = self._spec = None
        self._stack.close()

    def _open(self) -> None:
        if self._ray is None:
            self._ray, self._cpus = connect(self._address, workers=self._workers, stack=self._stack)
            self._task = self._ray.remote(max_retries=RETRIES, num_cpus=1)(_run_traced)
            clear_trace(self.place)
            self._say(f"Ray: {self._cpus} tasks at once; partitions in {self.place}")

    def _submit(self, task: ChunkTask) -> Flight:
        key = (task.stages, task.settings)
        if self._spec is None or self._spec[0] != key:
            spec = make_spec(*key)
            self._spec = key, spec, self._ray.put(spec)
        _, spec, spec_ref = self._spec
        in_path = join(self.place, f"in/{partition_name(task)}.parquet")
        try:
            write_file(in_path, pack_task(task))
        except OSError as error:
            raise EngineError(f"{in_path}: can't be written: {error}; see exchange in newsledger.toml") from None
        return Flight(in_path, spec, spec_ref, self._task.remote(in_path, self.place, spec_ref))

    def _results(self, flight: Flight) -> Iterator[ChunkResult]:
        """Wait for a partition; its files go when its results have been used."""
        try:
            out_path = self._wait(flight)
            yield _read_result(out_path, flight.spec)
            remove_file(out_path)
        except WorkerDiedError:
            task = unpack_task(read_file(flight.in_path), flight.spec)
            yield from run_isolated(task, self._run_alone)
        remove_file(flight.in_path)

    def _run_alone(self, task: ChunkTask) -> ChunkResult:
        flight = self._submit(task)
        try:
            out_path = self._wait(flight)
            result = _read_result(out_path, flight.spec)
            remove_file(out_path)
            return result
        finally:
            remove_file(flight.in_path)

    def _wait(self, flight: Flight) -> str:
        from ray import exceptions  # noqa: PLC0415 - an extra: only who runs on it has it

        died = (exceptions.WorkerCrashedError, exceptions.OutOfMemoryError, exceptions.NodeDiedError)
        try:
            out_path: str = self._ray.get(flight.promise)
        except died as error:
            raise WorkerDiedError(_first_line(error)) from None
        except exceptions.RayTaskError as error:
            if isinstance(error.cause, Exception) and type(error.cause).__module__.startswith("pipelines."):
                raise error.cause from None
            raise EngineError(f"a task failed on the cluster: {_last_line(error)}; see docs/scale.md") from None
        except exceptions.RayError as error:
            raise EngineError(f"the Ray cluster is lost: {_first_line(error)}; see docs/scale.md") from None
        return out_path


def _run_traced(in_path: str, place: str, spec: Spec) -> str:
    """Run a partition on a node, and note when and where."""
    import ray  # noqa: PLC0415 - an extra

    node = ray.get_runtime_context().get_node_id()
    try:
        with traced(place, in_path.rpartition("/")[2], node):
            return run_partition(in_path, join(place, "out"), spec)
    except OSError as error:
        advice = "set exchange in newsledger.toml to a place that every node can read and write"
        raise EngineError(f"{socket.gethostname()}: {error}; {advice}") from None
    except EngineError as error:
        raise EngineError(f"{socket.gethostname()}: {error}") from None


def _read_result(out_path: str, spec: Spec) -> ChunkResult:
    try:
        return unpack_result(read_file(out_path), spec)
    except OSError as error:
        advice = "set exchange in newsledger.toml to a place that every node and this machine can read and write"
        raise EngineError(f"{out_path}: {error.strerror or error}; {advice}") from None


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _last_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[-1]

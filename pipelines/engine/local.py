"""Run chunks on this machine, in order: in this process, or in a pool of processes with bounded work in flight."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import ParamSpec, TypeVar

from pipelines.engine.chunk import ChunkResult, ChunkTask, run_chunk
from pipelines.engine.errors import EngineError, WorkerDiedError
from pipelines.engine.isolate import run_isolated

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

CHUNKS_IN_FLIGHT_PER_WORKER = 2
DOCS_WORTH_A_POOL = 400  # below, a process takes longer to load its rules than it saves


class LocalEngine:
    """This process, or a pool of processes that is made anew when one of them dies.

    Args:
        workers: Processes; null for one a core where there is work for them. One means this process.
    """

    def __init__(self, workers: int | None = None) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def run(self, tasks: Iterable[ChunkTask], *, doc_count: int) -> Iterator[ChunkResult]:
        """Run each task and yield the results in the order of the tasks.

        With several workers, at most `CHUNKS_IN_FLIGHT_PER_WORKER` tasks a worker are made ahead, so memory stays
        bounded however many documents there are. A document that kills a worker is rejected alone, and its chunk
        then gives several results.

        Raises:
            EngineError: A worker ends before it is given anything to do.
        """
        workers = self._workers or (len(os.sched_getaffinity(0)) if doc_count > DOCS_WORTH_A_POOL else 1)
        if workers == 1:
            yield from map(run_chunk, tasks)
            return
        waiting = iter(tasks)
        flying: deque[tuple[ChunkTask, Future[ChunkResult]]] = deque()
        while True:
            for task in islice(waiting, workers * CHUNKS_IN_FLIGHT_PER_WORKER - len(flying)):
                flying.append((task, self._submit(workers, run_chunk, task)))
            if not flying:
                return
            task, future = flying.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                # Any of those in flight may have done it, so each goes alone.
                self.close()
                self._require_start()
                for suspect, done in ((task, future), *flying):
                    yield from self._result_or_again(suspect, done)
                flying.clear()

    def close(self) -> None:
        """End the processes, without waiting for what they are at."""
        processes = self._processes()
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()

    def _require_start(self) -> None:
        """Make sure that a worker dies of what it is given: else every document would be taken for deadly."""
        try:
            self._run_alone(os.getpid)
        except WorkerDiedError as error:
            raise EngineError(
                f"worker processes end as they start ({error}); a script that builds with several workers needs "
                'if __name__ == "__main__": around what it does, since each worker imports it'
            ) from None

    def _submit(
        self, workers: int, work: Callable[Arguments, Result], *args: Arguments.args, **options: Arguments.kwargs
    ) -> "Future[Result]":
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker)
        # The processes start with the first task: blocked, as they inherit it, Ctrl-C comes to this process alone.
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return self._pool.submit(work, *args, **options)
        except BrokenProcessPool as error:
            future: Future[Result] = Future()
            future.set_exception(error)
            return future
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)

    def _result_or_again(self, task: ChunkTask, future: "Future[ChunkResult]") -> Iterator[ChunkResult]:
        try:
            yield future.result()
        except BrokenProcessPool:
            yield from run_isolated(task, lambda part: self._run_alone(run_chunk, part))

    def _run_alone(
        self, work: Callable[Arguments, Result], *args: Arguments.args, **options: Arguments.kwargs
    ) -> Result:
        future = self._submit(1, work, *args, **options)
        processes = self._processes()
        try:
            return future.result()
        except BrokenProcessPool:
            if self._pool is not None:
                self._pool.shutdown()  # waits for the thread that asks how the process ended: two at once miss it
            self.close()
            raise WorkerDiedError(", ".join(_cause(process.exitcode) for process in processes)) from None

    def _processes(self) -> list[BaseProcess]:
        # The executor tells of its processes in no public way, and waits for them unless they are ended.
        return list((getattr(self._pool, "_processes", None) or {}).values())


def _start_worker() -> None:
    """End when the parent is gone, however it ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _cause(exit_code: int | None) -> str:
    """Say why a process ended.

    >>> _cause(-9)
    'ended by SIGKILL'
    """
    if exit_code is not None and exit_code < 0:
        return f"ended by {signal.Signals(-exit_code).name}"
    return f"exit status {exit_code}"

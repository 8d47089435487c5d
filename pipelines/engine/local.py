"""Run chunks on this machine, in order: in this process, or in a pool of processes with bounded work in flight."""

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice

from pipelines.engine.chunk import ChunkResult, ChunkTask, run_chunk

CHUNKS_IN_FLIGHT_PER_WORKER = 2


def run_chunks(tasks: Iterable[ChunkTask], *, workers: int) -> Iterator[ChunkResult]:
    """Run each task and yield the results in the order of the tasks.

    With several workers, at most `CHUNKS_IN_FLIGHT_PER_WORKER` tasks a worker are made ahead, so memory stays
    bounded however many documents there are.
    """
    if workers <= 1:
        yield from map(run_chunk, tasks)
        return
    waiting = iter(tasks)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        flying: deque[Future[ChunkResult]] = deque(
            pool.submit(run_chunk, task) for task in islice(waiting, workers * CHUNKS_IN_FLIGHT_PER_WORKER)
        )
        try:
            while flying:
                yield flying.popleft().result()
                flying.extend(pool.submit(run_chunk, task) for task in islice(waiting, 1))
        finally:
            for future in flying:
                future.cancel()

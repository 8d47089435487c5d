"""Find the document that ends the process of whoever works on it, and let all others through."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from pipelines.engine.chunk import ChunkResult, ChunkTask, cut_chunk
from pipelines.engine.errors import WorkerDiedError


def run_isolated(task: ChunkTask, run: Callable[[ChunkTask], ChunkResult]) -> Iterator[ChunkResult]:
    """Run a chunk that has killed a worker: halve it until the document that does so stands alone.

    That document loses the rows of the stage that dies on it and gains a reject, as if the stage had raised.

    Args:
        task: The chunk.
        run: Runs a chunk in a process of its own, and raises `WorkerDiedError` where that dies.

    Yields:
        Results of the parts, in the order of the documents.
    """
    try:
        yield run(task)
        return
    except WorkerDiedError as error:
        if len(task.doc_ids) == 1:
            yield _without_deadly_stages(task, run, error)
            return
    middle = len(task.doc_ids) // 2
    for part in (task.doc_ids[:middle], task.doc_ids[middle:]):
        yield from run_isolated(cut_chunk(task, part), run)


def _without_deadly_stages(
    task: ChunkTask, run: Callable[[ChunkTask], ChunkResult], error: WorkerDiedError
) -> ChunkResult:
    """Run a chunk of one document stage by stage more, and leave out those that it does not come back from."""
    for last, item in enumerate(task.stages):
        try:
            run(replace(task, stages=task.stages[: last + 1]))
        except WorkerDiedError as found:
            error = found
            task = replace(task, deadly={**task.deadly, item.stage.name: f"the process died on it: {error}"})
    return run(task)

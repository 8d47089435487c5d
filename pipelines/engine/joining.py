"""Join the results of several chunks, so that they are written in one step."""

from collections.abc import Sequence

import polars as pl

from pipelines.engine.chunk import ChunkResult, StageOutput


def join_results(results: Sequence[ChunkResult]) -> ChunkResult:
    """Make one result of several, of which no two hold the same document."""
    by_stage: dict[str, list[StageOutput]] = {}
    for output in (output for result in results for output in result.outputs):
        by_stage.setdefault(output.stage, []).append(output)
    return ChunkResult(
        tuple(doc_id for result in results for doc_id in result.doc_ids),
        [_join_outputs(outputs) for outputs in by_stage.values()],
        [doc_id for result in results for doc_id in result.missing],
    )


def _join_outputs(outputs: Sequence[StageOutput]) -> StageOutput:
    return StageOutput(
        stage=outputs[0].stage,
        states={doc_id: state for output in outputs for doc_id, state in output.states.items()},
        changed=[doc_id for output in outputs for doc_id in output.changed],
        fresh=[doc_id for output in outputs for doc_id in output.fresh],
        faulty=frozenset[str]().union(*(output.faulty for output in outputs)),
        tables={name: pl.concat(output.tables[name] for output in outputs) for name in outputs[0].tables},
        rejects=pl.concat(output.rejects for output in outputs),
        seconds=sum(output.seconds for output in outputs),
    )

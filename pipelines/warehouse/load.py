"""Commit the result of a chunk: delete by `doc_id`, insert, and note it in the ledger, in one transaction."""

from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from pipelines.engine.chunk import ChunkResult, StageOutput
from pipelines.engine.joining import join_results
from pipelines.stages.base import Stage
from pipelines.warehouse.changes import log_changes
from pipelines.warehouse.held_states import note_states
from pipelines.warehouse.keys import log_keys_of_documents
from pipelines.warehouse.ledger import Run
from pipelines.warehouse.state import Connection, bump_generation
from pipelines.warehouse.sums import log_sums, sums_of_documents

CHUNKS_A_DELETE = 10  # a delete passes over the table, whatever it finds, so it waits for many chunks

_STATES = {"stage": pl.String, "doc_id": pl.String, "fingerprint": pl.UInt64, "output_hash": pl.UInt64}
_WRITTEN = {"stage": pl.String, "doc_id": pl.String}


def join_replacing(results: Iterable[ChunkResult]) -> Iterator[ChunkResult]:
    """Join results that replace rows, up to `CHUNKS_A_DELETE` of them; those of documents never done go as they are."""
    waiting: list[ChunkResult] = []
    for result in results:
        if all(len(output.states) == len(output.fresh) for output in result.outputs):
            yield result
            continue
        waiting.append(result)
        if len(waiting) == CHUNKS_A_DELETE:
            yield join_results(waiting)
            waiting = []
    if waiting:
        yield join_results(waiting)


def load_chunk(con: Connection, result: ChunkResult, stages: Sequence[Stage], *, run: Run) -> None:
    """Write what a chunk came to. Documents whose rows did not change are only noted."""
    if not result.outputs:
        return
    con.execute("begin")
    written: list[tuple[str, str]] = []
    _log_old_keys(con, result, stages)
    _log_old_sums(con, result, stages)
    for output in result.outputs:
        _replace_rows(con, output)
        _replace_rejects(con, output, run)
        written += [(output.stage, doc_id) for doc_id in output.changed]
    _replace_states(con, result)
    if written:
        run.note(con)
        con.register("src_written", pl.DataFrame(written, schema=_WRITTEN, orient="row"))
        log_changes(con, "from src_written")
        con.unregister("src_written")
        bump_generation(con)
    con.execute("commit")


def _log_old_keys(con: Connection, result: ChunkResult, stages: Sequence[Stage]) -> None:
    """Log the keys of rows that are about to be replaced; a document that is new has none."""
    held = {doc_id for output in result.outputs for doc_id in set(output.changed).difference(output.fresh)}
    if held:
        _register_docs(con, sorted(held))
        log_keys_of_documents(con, stages, "src_docs", written=_replaced(result))
        con.unregister("src_docs")


def _log_old_sums(con: Connection, result: ChunkResult, stages: Sequence[Stage]) -> None:
    """Log what documents come to of which a row is about to be replaced; one that is new comes to nothing."""
    for stage, watched in sums_of_documents(stages):
        outputs = [output for output in result.outputs if output.stage in watched]
        held = {doc_id for output in outputs for doc_id in set(output.changed).difference(output.fresh)}
        if held:
            _register_docs(con, sorted(held))
            log_sums(con, stage, watched, "src_docs")
            con.unregister("src_docs")


def _replaced(result: ChunkResult) -> set[str]:
    return {output.stage for output in result.outputs if output.changed}


def _replace_rows(con: Connection, output: StageOutput) -> None:
    fresh = set(output.fresh)
    _register_docs(con, [doc_id for doc_id in output.changed if doc_id not in fresh])
    held = len(output.changed) > len(fresh)
    for table, rows in output.tables.items():
        if held:
            con.execute(f"delete from {table} where doc_id in (select doc_id from src_docs)")
        if rows.height:
            con.register("src_rows", rows)
            con.execute(f"insert into {table} by name select * from src_rows")
            con.unregister("src_rows")
    con.unregister("src_docs")


def _replace_rejects(con: Connection, output: StageOutput, run: Run) -> None:
    _register_docs(con, output.changed)
    con.execute(
        "delete from rejects where stage = ? and doc_id in (select doc_id from src_docs)",
        [output.stage],
    )
    if output.rejects.height:
        con.register("src_rejects", output.rejects)
        con.execute(
            """
            insert into rejects by name
            select l.source_uri, r.doc_id, ? as stage, r.error, r.advice, ?::timestamptz as seen_at
            from src_rejects as r inner join state.ledger as l using (doc_id)
            semi join src_docs using (doc_id)""",
            [output.stage, run.started_at],
        )
        con.unregister("src_rejects")
    con.unregister("src_docs")


def _replace_states(con: Connection, result: ChunkResult) -> None:
    rows = [(o.stage, doc_id, *state) for o in result.outputs for doc_id, state in o.states.items()]
    con.register("src_states", pl.DataFrame(rows, schema=_STATES, orient="row"))
    are_fresh = all(len(output.fresh) == len(output.states) for output in result.outputs)
    if not are_fresh:
        con.execute("delete from state.stage_state where (stage, doc_id) in (select stage, doc_id from src_states)")
    con.execute("insert into state.stage_state by name select * from src_states")
    note_states(con, "src_states", are_fresh=are_fresh)
    con.unregister("src_states")


def _register_docs(con: Connection, doc_ids: list[str]) -> None:
    con.register("src_docs", pl.DataFrame({"doc_id": doc_ids}, schema={"doc_id": pl.String}))

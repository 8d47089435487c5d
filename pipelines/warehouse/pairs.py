"""Run pair stages: the pairs of changed documents are found anew, and all others stay.

A pair hangs on its two documents alone, so what stays is what a fresh build would find.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.engine.chunk import StageTask
from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, PairStage, Stage, document_owners
from pipelines.stages.fingerprints import spec_hash
from pipelines.stages.rows import table_schema
from pipelines.warehouse.changes import log_changes
from pipelines.warehouse.held_states import release
from pipelines.warehouse.ledger import Run
from pipelines.warehouse.plan import finish_plan, make_plan
from pipelines.warehouse.staleness import wanted_fingerprint
from pipelines.warehouse.state import Connection, bump_generation

DOCS_A_BATCH = 100_000
PAIRS_A_BATCH = 200_000  # texts are compared by about 200 hashes each


@dataclass(frozen=True, slots=True)
class PairOutcome:
    """What a pair stage did: documents compared anew, those whose pairs came out different, and its seconds."""

    redone: int
    changed: int
    seconds: float


def run_pair_stage(
    con: Connection, stage: PairStage, stages: Sequence[Stage], settings: StageSettings, *, run: Run
) -> PairOutcome:
    """Bring the pairs of changed and removed documents up to date, in one transaction."""
    started = time.perf_counter()
    task = _task(stage, stages, settings)
    plan = make_plan(con, [task])
    con.execute("create or replace temp table changed as select doc_id, row_number() over () as doc_no from stale_docs")
    removed = f"""
        select doc_id, other_id from {stage.table}
        where doc_id not in (select doc_id from state.ledger) or other_id not in (select doc_id from state.ledger)"""
    if not plan.doc_count and not con.execute(f"{removed} limit 1").fetchall():
        finish_plan(con, plan, [])
        return PairOutcome(0, 0, time.perf_counter() - started)
    con.register("src_rows", _find_pairs(con, stage, settings, plan.doc_count))
    con.execute(f"""
        create or replace temp table outdated_pairs as
        from {stage.table} semi join changed using (doc_id)
        union from {stage.table} as p semi join changed as c on c.doc_id = p.other_id
        union from {stage.table} semi join ({removed}) using (doc_id, other_id)""")
    differing = _count_differing(con)
    con.execute("begin")
    if differing:
        run.note(con)
        con.execute(
            f"delete from {stage.table} where (doc_id, other_id) in (select doc_id, other_id from outdated_pairs)"
        )
        con.execute(f"insert into {stage.table} by name from src_rows")
        log_changes(con, f"select '{stage.name}' as stage, null as doc_id")
        bump_generation(con)
    if plan.doc_count:
        _note_states(con, task)
    con.execute("commit")
    finish_plan(con, plan, [])
    con.unregister("src_rows")
    return PairOutcome(plan.doc_count, differing, time.perf_counter() - started)


def _find_pairs(con: Connection, stage: PairStage, settings: StageSettings, doc_count: int) -> pl.DataFrame:
    """Find the pairs that changed documents are in, some at a time, so that memory does not grow with them."""
    con.execute("create or replace temp table candidates (pair_no bigint, doc_id varchar, other_id varchar)")
    for query in _parts("changed", "doc_no", doc_count, DOCS_A_BATCH):
        con.execute(f"create or replace temp table batch as {query}")
        numbered = f"select row_number() over () + (select count(*) from candidates), * from ({stage.candidates})"
        con.execute(f"insert into candidates {numbered}")
    count = int(con.execute("select count(*) from candidates").fetchall()[0][0])
    found = [pl.DataFrame(schema=table_schema(stage.table))]
    for query in _parts("candidates", "pair_no", count, PAIRS_A_BATCH):
        con.execute(f"create or replace temp table pairs as {query}")
        tables = stage.run({name: con.sql(query).pl() for name, query in stage.queries.items()}, settings)
        found.append(tables[stage.table].select(*table_schema(stage.table)))
    con.execute("drop table candidates")
    return pl.concat(found)


def _parts(table: str, number: str, count: int, size: int) -> Iterator[str]:
    """Yield queries for the rows of a table that numbers them, some at a time."""
    for first in range(1, count + 1, size):
        yield f"select * exclude ({number}) from {table} where {number} between {first} and {first + size - 1}"


def _task(stage: PairStage, stages: Sequence[Stage], settings: StageSettings) -> StageTask:
    """Say what makes a document's pairs stale, as for a document stage."""
    owners = document_owners(stages)
    read = tuple(table for table in stage.reads if table in owners)
    as_document = DocumentStage(stage.name, stage.version, read, stage.tables, stage.run, lookups=stage.lookups)
    upstream = tuple(dict.fromkeys(owners[table] for table in read))
    return StageTask(as_document, spec_hash(stage, settings), upstream)


def _count_differing(con: Connection) -> int:
    query = """
        with differing as (
            (from outdated_pairs except from src_rows) union all (from src_rows except from outdated_pairs)
        )

        select count(*) from (select doc_id from differing union select other_id as doc_id from differing)"""
    return int(con.execute(query).fetchall()[0][0])


def _note_states(con: Connection, task: StageTask) -> None:
    """Note what the pairs of each changed document were made from."""
    name = task.stage.name
    known = f"from stored semi join changed using (doc_id) where fingerprint_{name} is not null limit 1"
    if con.execute(known).fetchall():  # a delete passes over the table, whatever it finds
        con.execute("delete from state.stage_state where stage = ? and doc_id in (select doc_id from changed)", [name])
    fingerprint, join = wanted_fingerprint(task)
    con.execute(
        f"insert into state.stage_state select '{name}', l.doc_id, {fingerprint}, 0 "
        f"from (from stored semi join changed using (doc_id)) as l {join}"
    )
    release(con)

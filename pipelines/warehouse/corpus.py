"""Run corpus stages: whole tables from all documents, where what they read has changed."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Stage
from pipelines.stages.fingerprints import hash64, spec_hash
from pipelines.stages.rows import table_schema
from pipelines.warehouse.changes import INPUTS_CHANGED, advance, cursor, last_change, log_changes
from pipelines.warehouse.ledger import Run
from pipelines.warehouse.state import Connection, bump_generation


@dataclass(frozen=True, slots=True)
class CorpusOutcome:
    """What a corpus stage did: whether it ran, and whether its tables came out different."""

    has_run: bool
    is_changed: bool
    seconds: float


def run_corpus_stage(
    con: Connection, stage: CorpusStage, stages: Sequence[Stage], settings: StageSettings, *, run: Run
) -> CorpusOutcome:
    """Recompute a corpus stage's tables, unless nothing that it reads was written since it last did."""
    started = time.perf_counter()
    spec = spec_hash(stage, settings)
    if not _is_stale(con, stage, stages, spec):
        return CorpusOutcome(has_run=False, is_changed=False, seconds=time.perf_counter() - started)
    stored = con.execute("select output_hash from state.corpus_state where stage = ?", [stage.name]).fetchall()
    results = {name: con.sql(query).pl() for name, query in stage.queries.items()}
    found = stage.run(results, settings)
    tables = {name: _in_order(found[name], name) for name in stage.tables}
    output_hash = _hash_tables(tables)
    is_changed = not stored or stored[0][0] != output_hash
    con.execute("begin")
    if is_changed:
        run.note(con)
        for name, rows in tables.items():
            con.register("src_rows", rows)
            _log_concerned(con, name, stages, settings)
            con.execute(f"delete from {name}")
            con.execute(f"insert into {name} by name select * from src_rows")
            con.unregister("src_rows")
        log_changes(con, f"select '{stage.name}' as stage, null as doc_id")
        bump_generation(con)
    con.execute("delete from state.corpus_state where stage = ?", [stage.name])
    con.execute("insert into state.corpus_state values (?, ?)", [stage.name, output_hash])
    advance(con, stage.name, spec, last_change(con))
    con.execute("commit")
    return CorpusOutcome(has_run=True, is_changed=is_changed, seconds=time.perf_counter() - started)


def _is_stale(con: Connection, stage: CorpusStage, stages: Sequence[Stage], spec: str) -> bool:
    seen = cursor(con, stage.name, spec)
    if seen is None:
        return True
    owners = {table: owner.name for owner in stages for table in owner.tables}
    watched = [INPUTS_CHANGED, *dict.fromkeys(owners[table] for table in stage.reads)]
    query = "select count(*) from state.changes where change_no > ? and list_contains(?, stage)"
    if con.execute(query, [seen, watched]).fetchall()[0][0]:
        return True
    if (change_no := last_change(con)) != seen:
        advance(con, stage.name, spec, change_no)
    return False


def _log_concerned(con: Connection, table: str, stages: Sequence[Stage], settings: StageSettings) -> None:
    """Log the documents that the rows of `src_rows` concern which are not in a corpus table yet, or no longer.

    They are looked at again, and redone where what they look up is another now.
    """
    for stage in stages:
        for lookup in () if isinstance(stage, CorpusStage) else stage.lookups.values():
            # A stage that has to look at all documents anyway needs no list.
            if table not in lookup.corpus or cursor(con, stage.name, spec_hash(stage, settings)) is None:
                continue
            columns = ", ".join(lookup.corpus[table])
            old, new = f"select {columns} from warehouse.main.{table}", f"select {columns} from src_rows"
            con.execute(
                f"create or replace temp table differing as ({old} except {new}) union all ({new} except {old})"
            )
            if con.execute("select count(*) from differing").fetchall()[0][0]:
                concerned = f"with {table} as (from differing) select distinct doc_id from ({lookup.query})"
                log_changes(con, f"select null as stage, doc_id from ({concerned})")
            con.execute("drop table differing")


def _in_order(rows: pl.DataFrame, table: str) -> pl.DataFrame:
    wanted = table_schema(table)
    return rows.select(*wanted).cast(dict(wanted)).sort(list(wanted), nulls_last=True)  # type: ignore[arg-type]


def _hash_tables(tables: dict[str, pl.DataFrame]) -> int:
    parts = []
    for name in sorted(tables):
        lines = tables[name].select(pl.struct(pl.all()).struct.json_encode()).to_series()
        parts.append(f"{name}={hash64(chr(10).join(lines.to_list()))}")
    return hash64("|".join(parts))

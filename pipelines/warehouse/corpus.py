"""Run corpus stages, where what they read has changed: whole, or only the keys of rows that did."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Key, Stage
from pipelines.stages.fingerprints import spec_hash
from pipelines.stages.rows import table_schema
from pipelines.warehouse.changes import INPUTS_CHANGED, advance, cursor, last_change, log_changes
from pipelines.warehouse.keys import forget_keys, log_keys, make_touched
from pipelines.warehouse.ledger import Run
from pipelines.warehouse.state import Connection, bump_generation
from pipelines.warehouse.sums import forget_sums, lay_down_sums

ROWS_AT_ONCE = 250_000  # Arrow's copy of them


@dataclass(frozen=True, slots=True)
class CorpusOutcome:
    """What a corpus stage did: whether it ran, and whether its tables came out different."""

    has_run: bool
    is_changed: bool
    seconds: float


def run_corpus_stage(
    con: Connection, stage: CorpusStage, stages: Sequence[Stage], settings: StageSettings, *, run: Run
) -> CorpusOutcome:
    """Recompute a corpus stage's tables, unless nothing that it reads was written since it last did.

    A stage with a key that has a cursor redoes the keys of the rows that were written, or that went, and no others; one
    that holds sums adds what changed to them.
    """
    started = time.perf_counter()
    spec = spec_hash(stage, settings)
    seen = cursor(con, stage.name, spec)
    if seen is not None and not _is_written(con, stage, stages, seen):
        if (change_no := last_change(con)) != seen:
            advance(con, stage.name, spec, change_no)
        return CorpusOutcome(has_run=False, is_changed=False, seconds=time.perf_counter() - started)
    if seen is not None and stage.sums:
        conditions = lay_down_sums(con, stage, stages, seen)
    elif seen is not None and stage.key is not None:
        make_touched(con, stage, stage.key, stages, seen)
        conditions = _lay_down(con, stage, settings, stage.key)
    else:
        conditions = _lay_down(con, stage, settings, None)
    differing = [table for table, condition in conditions.items() if _differs(con, table, condition)]
    con.execute("begin")
    for table in differing:
        _replace(con, table, stages, settings)
    if differing:
        run.note(con)
        log_changes(con, f"select '{stage.name}' as stage, null as doc_id")
        bump_generation(con)
    forget_keys(con, stage)
    forget_sums(con, stage)
    advance(con, stage.name, spec, last_change(con))
    con.execute("commit")
    for table in conditions:
        con.execute(f"drop table going_{table}")
        con.execute(f"drop table coming_{table}")
    return CorpusOutcome(has_run=True, is_changed=bool(differing), seconds=time.perf_counter() - started)


def _is_written(con: Connection, stage: CorpusStage, stages: Sequence[Stage], seen: int) -> bool:
    owners = {table: owner.name for owner in stages for table in owner.tables}
    watched = [INPUTS_CHANGED, *dict.fromkeys(owners[table] for table in stage.reads)]
    query = "select count(*) from state.changes where change_no > ? and list_contains(?, stage)"
    return bool(con.execute(query, [seen, watched]).fetchall()[0][0])


def _lay_down(con: Connection, stage: CorpusStage, settings: StageSettings, key: Key | None) -> dict[str, str]:
    """Lay down, as `incoming_<table>`, the rows of each table; give which rows of the table they replace."""
    conditions = _conditions(stage, key)
    if stage.sums:  # each table may be as long as those of documents: one at a time in memory
        for table, query in stage.queries.items():
            _take_in(con, stage.run({table: con.sql(query).pl()}, settings)[table], table, "true")
        return conditions
    found = dict(stage.run(_results(con, stage, key), settings))
    for table, condition in conditions.items():
        _take_in(con, found.pop(table), table, condition)
    return conditions


def _results(con: Connection, stage: CorpusStage, key: Key | None) -> Mapping[str, pl.DataFrame]:
    if key is None:
        return {name: con.sql(query).pl() for name, query in stage.queries.items()}
    # Materialized, all columns of a popular key's rows would be laid down to be read twice.
    cut = ", ".join(
        f"{table} as not materialized (from warehouse.main.{table} where {_among_touched(key)})"
        for table in stage.reads
        if set(key.columns) <= table_schema(table).keys()
    )
    queries = {name: key.queries.get(name, f"with {cut} from ({query})") for name, query in stage.queries.items()}
    return {name: con.sql(query).pl() for name, query in queries.items()} | {"touched": con.table("touched").pl()}


def _among_touched(key: Key) -> str:
    columns = ", ".join(key.columns)
    return f"({columns}) in (select ({columns}) from touched)"


def _conditions(stage: CorpusStage, key: Key | None) -> dict[str, str]:
    """Say which rows of each table are redone; a table without the key hangs on no rows and stays."""
    if key is None:
        return dict.fromkeys(stage.tables, "true")
    keyed = {table for table in stage.tables if set(key.columns) <= table_schema(table).keys()}
    return dict.fromkeys(sorted(keyed), _among_touched(key)) | dict(key.outdated)


def _take_in(con: Connection, rows: pl.DataFrame, table: str, condition: str) -> None:
    """Lay rows down where DuckDB's limit of memory holds; a part at a time is converted."""
    wanted = table_schema(table)
    rows = rows.select(*wanted).cast(dict(wanted))  # type: ignore[arg-type]
    con.execute(f"create or replace temp table incoming_{table} as from warehouse.main.{table} limit 0")
    for part in rows.iter_slices(ROWS_AT_ONCE):
        con.register("src_rows", part)
        con.execute(f"insert into incoming_{table} by name from src_rows where {condition}")
        con.unregister("src_rows")


def _differs(con: Connection, table: str, condition: str) -> bool:
    """Hold `incoming_<table>` against the rows that a condition holds for: lay down `going_<table>`, `coming_<table>`.

    Rows that are the same stay: most keys that are redone come to what they came to before, and a row that is deleted
    costs its row group a rewrite.

    Outside of a transaction: DuckDB 2.0 reads nothing out of a temporary table that the same transaction made, where a
    row group or more was inserted at once and what is read goes into another table.
    """
    own, incoming = f"warehouse.main.{table}", f"incoming_{table}"
    same = " and ".join(f"o.{column} is not distinct from i.{column}" for column in table_schema(table))
    # Which rows they are is found by the columns of the condition alone.
    con.execute(
        f"create or replace temp table outgoing as select rowid as row_no, * from {own} "
        f"where rowid in (select rowid from {own} where {condition})"
    )
    con.execute(f"create or replace temp table going_{table} as from outgoing as o anti join {incoming} as i on {same}")
    con.execute(
        f"create or replace temp table coming_{table} as from {incoming} as i anti join outgoing as o on {same} "
        "order by all nulls last"
    )
    con.execute("drop table outgoing")
    con.execute(f"drop table {incoming}")
    return any(con.execute(f"from {side}_{table} limit 1").fetchall() for side in ("going", "coming"))


def _replace(con: Connection, table: str, stages: Sequence[Stage], settings: StageSettings) -> None:
    """Put the rows of `coming_<table>` in the place of those of `going_<table>`."""
    _log_concerned(con, table, stages, settings)
    for stage in stages:
        if isinstance(stage, CorpusStage) and stage.key is not None and stage.key.table == table:
            cells = ", ".join((*stage.key.columns, *stage.key.facts) if stage.key.facts else table_schema(table))
            old, new = f"select {cells} from going_{table}", f"select {cells} from coming_{table}"
            log_keys(con, stage, stage.key, f"(({old} except {new}) union all ({new} except {old}))")
    con.execute(f"delete from warehouse.main.{table} where rowid in (select row_no from going_{table})")
    con.execute(f"insert into warehouse.main.{table} by name from coming_{table}")


def _log_concerned(con: Connection, table: str, stages: Sequence[Stage], settings: StageSettings) -> None:
    """Log the documents that the rows concern which are not in a corpus table yet, or no longer.

    They are looked at again, and redone where what they look up is another now.
    """
    for stage in stages:
        for lookup in () if isinstance(stage, CorpusStage) else stage.lookups.values():
            # A stage that has to look at all documents anyway needs no list.
            if table not in lookup.corpus or cursor(con, stage.name, spec_hash(stage, settings)) is None:
                continue
            columns = ", ".join(lookup.corpus[table])
            old, new = f"select {columns} from going_{table}", f"select {columns} from coming_{table}"
            con.execute(f"create or replace temp table telling as ({old} except {new}) union all ({new} except {old})")
            if con.execute("select count(*) from telling").fetchall()[0][0]:
                concerned = f"with {table} as (from telling) select distinct doc_id from ({lookup.query})"
                log_changes(con, f"select null as stage, doc_id from ({concerned})")
            con.execute("drop table telling")

"""The state file `.warehouse/state.duckdb`: its schema, its version, and the connection of a run.

Analysts never open it. It holds the tables that they see (schema `main`) and the ledger (schema `state`).
"""

import hashlib
import os
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from pipelines.sqlfiles import SqlFile, comments, read_folder, table_files
from pipelines.stages.base import CorpusStage, Stage
from pipelines.warehouse.errors import WarehouseError
from pipelines.warehouse.interrupts import open_database

STATE_FILE = "state.duckdb"
SCHEMA_VERSION = 4
OLDEST_MIGRATED = 1  # a state older than this is set aside and rebuilt
STORAGE_VERSION = "v1.4.0"  # the oldest client that must be able to open a published file
SCAN_STAGES = ("folders", "files", "forget")  # what `rejects.stage` says of trouble before the first stage
SHARED_TABLES = ("rejects", "runs")  # written by the ledger and by every stage
SPILL_FOLDER = "spill"  # beside the state: what DuckDB's limit of memory does not hold
MEMORY_LIMIT = "350MB"  # beside two workers, so that a build stays below 1.5 GB however many documents there are
ALONE_LIMIT = "650MB"  # when there are no workers
LAST_RESORT = "80%"  # of the machine, for work that can't be done in less
MOST_THREADS = 4  # each takes its share of that limit

Connection = duckdb.DuckDBPyConnection


def open_state(path: Path, stages: Sequence[Stage], *, say: Callable[[str], None]) -> Connection:
    """Open the state for writing; make it where there is none, and bring its tables up to date.

    A table whose definition changed is made anew and its stage redone. A ledger of an older version is migrated, in
    one transaction; one that is too old for that is set aside as `state-v<version>.duckdb` and rebuilt from the inputs.

    Args:
        path: The state file; the run holds the lock.
        stages: The pipeline, which says whose tables there are.
        say: Told about whatever is made anew.

    Raises:
        WarehouseError: The file can't be opened, or was made by a newer newsledger.
    """
    found = _stored_version(path)
    if found is not None and found > SCHEMA_VERSION:
        raise WarehouseError(f"{path}: made by a newer newsledger (state version {found}); upgrade newsledger")
    if found is not None and found < OLDEST_MIGRATED:
        aside = path.with_name(f"state-v{found}.duckdb")
        path.replace(aside)
        say(f"the state is of version {found}: kept as {aside.name}, everything is rebuilt from the inputs")
    con = connect(path)
    con.execute("begin")
    if not _table_exists(con, "state", "meta"):
        _create_ledger(con)
    elif found is not None and found < SCHEMA_VERSION:
        _migrate(con, found, stages)
        say(f"the state is migrated from version {found} to {SCHEMA_VERSION}; nothing is read or done again for that")
    _bring_tables_up_to_date(con, stages, say)
    con.execute("commit")
    return con


def meta(con: Connection, key: str) -> str:
    """Read a fact about the state."""
    rows = con.execute("select value from state.meta where key = ?", [key]).fetchall()
    return str(rows[0][0]) if rows else ""


def bump_generation(con: Connection) -> None:
    """Say, inside the transaction that does it, that what readers may see has changed."""
    con.execute("update state.meta set value = (value::bigint + 1)::varchar where key = 'generation'")


def connect(path: Path) -> Connection:
    """Open a state file as it is, or make an empty one, as the database `warehouse`.

    Raises:
        WarehouseError: It can't be opened.
    """
    # Attached under a name of its own: a file called state.duckdb would shadow the schema `state`.
    con = open_database(config=limits(path.parent))
    try:
        con.execute(f"attach '{quoted(path)}' as warehouse (storage_version '{STORAGE_VERSION}')")
    except duckdb.Error as error:
        con.close()
        raise WarehouseError(f"{path}: can't be opened: {str(error).splitlines()[0]}") from None
    con.execute("use warehouse")
    con.execute("set timezone = 'UTC'")
    return con


def rows_of(table: str, documents: str) -> str:
    """Make the query for the rows that a table has of some documents.

    Which rows they are is found by `doc_id` alone; a semi join would read all other columns of all rows.

    Args:
        table: A table keyed by document, of the ledger where it is `state.…`.
        documents: A table with `doc_id`.
    """
    own = f"warehouse.{table}" if table.startswith("state.") else f"warehouse.main.{table}"
    return f"from {own} where rowid in (select r.rowid from {own} as r semi join {documents} using (doc_id))"


def limits(state_dir: Path, memory: str = MEMORY_LIMIT) -> dict[str, str | bool | int | float | list[str]]:
    """Give DuckDB's settings that keep the memory of a build bounded; what is more goes to the disk."""
    threads = min(len(os.sched_getaffinity(0)), MOST_THREADS)
    return {"memory_limit": memory, "threads": threads, "temp_directory": str(state_dir / SPILL_FOLDER)}


def _stored_version(path: Path) -> int | None:
    if not path.exists():
        return None
    con = connect(path)
    try:
        return int(meta(con, "schema_version")) if _table_exists(con, "state", "meta") else None
    finally:
        con.close()


def _table_exists(con: Connection, schema: str, table: str) -> bool:
    query = "select 1 from duckdb_tables() where schema_name = ? and table_name = ?"
    return bool(con.execute(query, [schema, table]).fetchall())


def _create_ledger(con: Connection) -> None:
    con.execute("create schema if not exists state")
    for file in read_folder("ledger"):
        con.execute(file.body)
        _comment(con, file, "state")
    facts = [("schema_version", str(SCHEMA_VERSION)), ("state_id", secrets.token_hex(8)), ("generation", "0")]
    con.executemany("insert into state.meta values (?, ?)", facts)


def _migrate(con: Connection, found: int, stages: Sequence[Stage]) -> None:
    """Bring the ledger of an older version up to date, version by version."""
    files = {file.name: file for file in read_folder("ledger")}
    if found < 2:  # a log of changes instead of the list of documents to check
        for name in ("changes", "cursors"):
            con.execute(files[name].body)
            _comment(con, files[name], "state")
        con.execute("insert into state.changes select 1, 'inputs', doc_id from state.touched")
        con.execute("drop table state.touched")
    if found < 3:  # corpus stages redo keys; the rows tell themselves whether they came out different
        con.execute(files["changed_keys"].body)
        _comment(con, files["changed_keys"], "state")
        con.execute("drop table state.corpus_state")
        corpus = [stage.name for stage in stages if isinstance(stage, CorpusStage)]  # no keys were logged for them
        con.execute("delete from state.cursors where list_contains(?, consumer)", [corpus])
    if found < 4:  # sums over all documents are brought forward
        con.execute(files["changed_sums"].body)
        _comment(con, files["changed_sums"], "state")
    con.execute("update state.meta set value = ? where key = 'schema_version'", [str(SCHEMA_VERSION)])
    bump_generation(con)


def _bring_tables_up_to_date(con: Connection, stages: Sequence[Stage], say: Callable[[str], None]) -> None:
    owners = {table: stage for stage in stages for table in stage.tables}
    wanted = {name: file for name, file in table_files().items() if name in owners or name in SHARED_TABLES}
    known = dict(con.execute("select table_name, ddl_hash from state.table_ddl").fetchall())
    for name in sorted(known.keys() - wanted.keys()):
        con.execute(f"drop table if exists {name}")
        con.execute("delete from state.table_ddl where table_name = ?", [name])
        bump_generation(con)
    for name, file in wanted.items():
        ddl_hash = hashlib.sha256(file.body.encode()).hexdigest()[:16]
        if known.get(name) == ddl_hash:
            continue
        if name in known:
            say(f"the definition of {name} changed: it is made anew")
        con.execute(f"drop table if exists {name}")
        con.execute(file.body)
        _comment(con, file, "main")
        con.execute("delete from state.table_ddl where table_name = ?", [name])
        con.execute("insert into state.table_ddl values (?, ?)", [name, ddl_hash])
        if name in owners and known:  # where no table is known yet, no stage has anything to forget
            _forget_stage(con, owners[name], stages)
        bump_generation(con)
    names = [stage.name for stage in stages]
    con.execute("delete from state.stage_state where not list_contains(?, stage)", [names])
    con.execute("delete from state.changed_keys where not list_contains(?, stage)", [names])
    con.execute("delete from state.changed_sums where not list_contains(?, stage)", [names])
    con.execute("delete from state.cursors where not list_contains(?, consumer)", [[*names, "checks"]])
    con.execute("delete from rejects where not list_contains(?, stage)", [[*names, *SCAN_STAGES]])


def _forget_stage(con: Connection, stage: Stage, stages: Sequence[Stage]) -> None:
    # A stage that owns other tables too is redone whole: its rows there are replaced, so they go now. Nobody logs the
    # keys of these rows, so who groups by them is redone whole as well.
    con.execute("delete from state.stage_state where stage = ?", [stage.name])
    readers = [
        other.name for other in stages if isinstance(other, CorpusStage) and set(stage.tables) & set(other.reads)
    ]
    con.execute("delete from state.cursors where list_contains(?, consumer)", [[stage.name, *readers]])
    for table in stage.tables:
        if _table_exists(con, "main", table):
            con.execute(f"delete from {table}")


def _comment(con: Connection, file: SqlFile, schema: str) -> None:
    for statement in comments(file, "table", f"{schema}.{file.name}"):
        con.execute(statement)


def quoted(path: Path) -> str:
    """Quote a path for `attach`, which takes no parameters."""
    return str(path).replace("'", "''")

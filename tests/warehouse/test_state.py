"""The state file and its version: a newer one is refused, an older one set aside, a changed table made anew."""

import dataclasses
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines import sqlfiles
from pipelines.engine.chunk import StageTask
from pipelines.settings import Settings, StageSettings
from pipelines.stages import STAGES, sources
from pipelines.stages.base import DocumentStage, Stage, Tables
from pipelines.warehouse.errors import WarehouseError
from pipelines.warehouse.plan import Plan, make_plan
from pipelines.warehouse.state import SCHEMA_VERSION, SPILL_FOLDER, STATE_FILE, STORAGE_VERSION, Connection, open_state
from tests.made import write_pages
from tests.warehouses import assert_equal_tables, build, query


@contextmanager
def opened(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute(f"attach '{settings.state_dir / 'state.duckdb'}' as w")
        con.execute("use w")
        yield con


def set_version(settings: Settings, version: int) -> None:
    with opened(settings) as con:
        con.execute("update state.meta set value = ? where key = 'schema_version'", [str(version)])


def test_a_newer_state_is_refused_and_left_alone(settings: Settings) -> None:
    set_version(settings, SCHEMA_VERSION + 1)
    before = (settings.state_dir / "state.duckdb").read_bytes()
    expected = rf"state\.duckdb: made by a newer newsledger \(state version {SCHEMA_VERSION + 1}\); upgrade newsledger"
    with pytest.raises(WarehouseError, match=expected):
        build(settings)
    assert (settings.state_dir / "state.duckdb").read_bytes() == before
    assert query(settings.warehouse, "select count(*) from documents") == [(2,)]


def test_an_older_state_is_set_aside_and_all_is_rebuilt(settings: Settings, built: Path) -> None:
    set_version(settings, 0)
    said: list[str] = []
    outcome = build(settings, say=said.append)
    assert said == ["the state is of version 0: kept as state-v0.duckdb, everything is rebuilt from the inputs"]
    assert (settings.state_dir / "state-v0.duckdb").exists()
    assert outcome.is_published
    assert outcome.scan.new == 2
    assert_equal_tables(settings.warehouse, built / "warehouse.duckdb")


def test_a_state_of_the_first_version_is_migrated_and_nothing_is_done_again(settings: Settings) -> None:
    with opened(settings) as con:
        con.execute("drop table state.changes")
        con.execute("drop table state.cursors")
        con.execute("create table state.touched (doc_id varchar not null)")
        con.execute("insert into state.touched select doc_id from texts")
        con.execute("drop table state.changed_keys")
        con.execute("drop table state.changed_sums")
        con.execute("create table state.corpus_state (stage varchar, fingerprint ubigint, output_hash ubigint)")
    set_version(settings, 1)
    said: list[str] = []
    outcome = build(settings, say=said.append)
    assert said == ["the state is migrated from version 1 to 4; nothing is read or done again for that"]
    documents = [stage.name for stage in STAGES if isinstance(stage, DocumentStage)]
    assert all(outcome.stages[name].redone == 0 for name in documents)
    ledger = "select table_name from duckdb_tables() where schema_name = 'state' order by all"
    assert query(settings.warehouse, ledger) == [(file.name,) for file in sqlfiles.read_folder("ledger")]
    write_pages(settings.inputs[0].path, 1, first=2)
    assert build(settings).stages["texts"].redone == 1


def test_an_older_state_takes_its_log_along(settings: Settings) -> None:
    # A killed run leaves the log of its last transactions beside the state; it must not be read into the new one.
    set_version(settings, 0)
    dying = "import duckdb, os, sys; c = duckdb.connect(sys.argv[1]); c.execute('delete from texts'); os._exit(9)"
    state = settings.state_dir / "state.duckdb"
    assert subprocess.run([sys.executable, "-c", dying, str(state)], check=False).returncode == 9
    assert state.with_name("state.duckdb.wal").exists()
    assert build(settings).is_published
    with duckdb.connect(str(settings.state_dir / "state-v0.duckdb"), read_only=True) as con:
        assert con.execute("select count(*) from texts").fetchall() == [(0,)]


def test_what_memory_does_not_hold_goes_to_the_disk_beside_the_state_and_not_for_good(settings: Settings) -> None:
    spill = settings.state_dir / SPILL_FOLDER
    con = open_state(settings.state_dir / STATE_FILE, STAGES, say=print)
    con.execute("set memory_limit = '40MB'")
    con.execute("create temp table large as select md5(range::varchar) as cell from range(2_000_000)")
    assert list(spill.iterdir())
    con.close()
    spill.mkdir(exist_ok=True)
    (spill / "left by a run that was killed").touch()
    write_pages(settings.inputs[0].path, 1)
    build(settings)
    assert not spill.exists()


def test_a_stage_that_needs_more_memory_than_the_limit_gets_it(settings: Settings, built: Path) -> None:
    asked: list[str] = []

    def hungry(batch: Tables, of: StageSettings) -> dict[str, pl.DataFrame]:
        asked.append("rows")
        if len(asked) == 1:
            raise duckdb.OutOfMemoryException("failed to pin block")
        return sources.run(batch, of)

    stages = tuple(
        dataclasses.replace(stage, run=hungry, version=99) if stage is sources.STAGE else stage for stage in STAGES
    )
    said: list[str] = []
    build(settings, stages=stages, say=said.append)
    assert len(asked) == 2
    assert said == ["this needs more memory than usual"]
    assert_equal_tables(settings.warehouse, built / "warehouse.duckdb")


def test_a_plan_that_needs_more_memory_gets_it_and_the_workers_have_it_back(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[str] = []

    def hungry(con: Connection, tasks: Sequence[StageTask]) -> Plan:
        limits.extend(limit for (limit,) in con.execute("select current_setting('memory_limit')").fetchall())
        if len(limits) == 1:
            raise duckdb.OutOfMemoryException("failed to pin block")
        return make_plan(con, tasks)

    write_pages(settings.inputs[0].path, 1)
    monkeypatch.setattr("pipelines.warehouse.build.make_plan", hungry)
    said: list[str] = []
    build(settings, say=said.append)
    assert said == ["this needs more memory than usual"]
    assert limits[0] == limits[2] != limits[1]


def test_a_file_that_is_no_database_is_named(settings: Settings) -> None:
    (settings.state_dir / "state.duckdb").write_bytes(b"not a database at all" * 1000)
    with pytest.raises(WarehouseError, match=r"state\.duckdb: can't be opened: .*not a valid DuckDB database"):
        build(settings)


def test_a_table_whose_definition_changed_is_made_anew_and_its_stage_redone(
    settings: Settings, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = dict(sqlfiles.table_files())
    files["tokens"] = dataclasses.replace(files["tokens"], body=files["tokens"].body.replace("    token", "   token"))
    monkeypatch.setattr("pipelines.warehouse.state.table_files", lambda: files)
    said: list[str] = []
    outcome = build(settings, say=said.append)
    assert said == ["the definition of tokens changed: it is made anew"]
    assert {name: report.redone for name, report in outcome.stages.items() if report.redone} == {"tokens": 2}
    assert_equal_tables(settings.warehouse, built / "warehouse.duckdb")


def test_a_stage_that_is_gone_takes_its_tables_along(settings: Settings) -> None:
    fewer: tuple[Stage, ...] = tuple(stage for stage in STAGES if stage.name != "tokens")
    con = open_state(settings.state_dir / "state.duckdb", fewer, say=print)
    try:
        tables = {name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()}
        stages = {name for (name,) in con.execute("select distinct stage from state.stage_state").fetchall()}
    finally:
        con.close()
    assert "tokens" not in tables
    assert "tokens" not in stages
    assert "numbers" in tables


def test_the_state_and_what_is_published_open_in_older_clients(settings: Settings) -> None:
    with opened(settings) as con:
        con.execute(f"attach '{settings.warehouse}' as p (read_only)")
        tags = dict(con.execute("select database_name, tags from duckdb_databases() where path is not null").fetchall())
    assert {name: tag["storage_version"][: len("v1.4")] for name, tag in tags.items()} == {"w": "v1.4", "p": "v1.4"}
    assert STORAGE_VERSION.startswith("v1.4")

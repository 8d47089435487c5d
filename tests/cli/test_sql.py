"""`sql`: rows as a table, CSV or JSON; read-only, and shut off from every other file."""

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest

from pipelines.cli.main import main


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with one table; `sql` asks no more of a warehouse than that it opens."""
    path = tmp_path_factory.mktemp("sql") / "warehouse.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("create table facts (name varchar, value double, day date, seen_at timestamptz)")
        con.execute("insert into facts values ('芯片', 50000, date '2025-01-30', '2025-01-30 12:05:18+08')")
        con.execute("insert into facts values ('a,\"b\"', null, null, null)")
    return path


def ask(path: Path, query: str, *options: str) -> int:
    return main(["sql", query, "--warehouse", str(path), *options])


def test_a_table_for_the_eye(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(warehouse, "select name, value from facts") == 0
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert lines[0].split() == ["name", "value"]
    assert lines[-3].split() == ["芯片", "50,000"]
    assert lines[-1] == "2 rows"


def test_cells_are_printed_as_they_are(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(warehouse, "select '[bold]x[/bold] :100: 12:30' as cell") == 0
    assert "[bold]x[/bold] :100: 12:30" in capsys.readouterr().out


def test_control_characters_do_not_reach_the_terminal(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(warehouse, "select 'a' || chr(27) || '[2J' as cell") == 0
    assert "\x1b" not in capsys.readouterr().out


def test_csv(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(warehouse, "select name, value, day from facts", "--format", "csv") == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows == [["name", "value", "day"], ["芯片", "50000.0", "2025-01-30"], ['a,"b"', "", ""]]


def test_json_lines(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(warehouse, "select * from facts", "--format", "json") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (rows[0]["name"], rows[0]["value"], rows[0]["day"]) == ("芯片", 50000.0, "2025-01-30")
    assert rows[0]["seen_at"].startswith("2025-01-30T")
    assert rows[1] == {"name": 'a,"b"', "value": None, "day": None, "seen_at": None}


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        pytest.param("insert into facts values ('x', 1, null, null)", "read-only", id="insert"),
        pytest.param("create table mine (i int)", "read-only", id="create"),
        pytest.param("drop table facts", "read-only", id="drop"),
        pytest.param("copy facts to '{}'", "disabled", id="write a file"),
        pytest.param("select * from read_text('{}')", "disabled", id="read a file"),
        pytest.param("select * from '{}'", "does not exist|disabled", id="read a file by its name"),
        pytest.param("attach '{}' as other", "disabled", id="open another database"),
        pytest.param("export database '{}'", "disabled|read-only", id="export"),
        pytest.param("set enable_external_access = true", "locked|disabled|Cannot", id="unlock"),
        pytest.param("install httpfs", "disabled", id="install an extension"),
        pytest.param("load '{}'", "disabled", id="load an extension"),
        pytest.param("create persistent secret s (type s3)", "extension", id="keep a secret"),
        pytest.param("call start_ui()", "extension", id="open a port"),
        pytest.param("copy facts from '{}'", "disabled", id="read a file into a table"),
        pytest.param("copy facts to '/dev/stdout'", "disabled", id="write to a device"),
        pytest.param("import database '{}'", "disabled", id="import"),
        pytest.param("attach '{}.new' as other", "disabled", id="make another database"),
        pytest.param("attach ':memory:' as other", "read-only", id="a database in memory"),
        pytest.param("from glob('{}*')", "disabled", id="list files"),
        pytest.param("from read_csv('{}')", "disabled", id="read_csv"),
        pytest.param("from sniff_csv('{}')", "disabled", id="sniff_csv"),
        pytest.param("from read_json_objects('{}')", "disabled", id="read_json"),
        pytest.param("from parquet_metadata('{}')", "disabled", id="parquet_metadata"),
        pytest.param("from read_duckdb('{}')", "disabled", id="read_duckdb"),
        pytest.param("from 'https://example.com/a.csv'", "disabled", id="a URL"),
        pytest.param("from query('from ''{}''')", "disabled", id="a query in a query"),
        pytest.param("from query_table(['{}'])", "disabled", id="a table named in a text"),
        pytest.param("create temp macro f() as table from read_text('{}')", "disabled", id="a macro that reads a file"),
        pytest.param("explain analyze copy facts to '{}'", "disabled", id="explain that runs"),
        pytest.param("select 1; copy facts to '{}'", "disabled", id="a second statement"),
        pytest.param("select 1; drop table facts", "read-only", id="a second statement that drops"),
        pytest.param("explain analyze delete from facts", "read-only", id="explain that deletes"),
        pytest.param("create view v as select 1", "read-only", id="a view"),
        pytest.param("comment on table facts is 'x'", "read-only", id="a comment"),
        pytest.param("set disabled_filesystems = ''", "locked|Cannot", id="unlock the file system"),
        pytest.param("reset lock_configuration", "locked|Cannot", id="unlock the lock"),
        pytest.param("set temp_directory = '{}'", "locked|Cannot", id="another folder for large sorts"),
        pytest.param("set log_query_path = '{}'", "locked|Cannot", id="a log of queries"),
        pytest.param("pragma profiling_output = '{}'", "locked|Cannot", id="a profile"),
        pytest.param("call enable_logging(storage = 'file', storage_path = '{}')", "locked|Cannot", id="a log"),
        pytest.param("select getenv('HOME')", "does not exist", id="the environment"),
        pytest.param("select * from options", "does not exist", id="a Python variable is no table"),
        pytest.param("select nothing from facts", "nothing", id="an unknown column"),
        pytest.param("selct 1", "syntax error", id="a syntax error"),
    ],
)
def test_what_it_will_not_do(
    warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], query: str, problem: str
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a\n1\n", encoding="utf-8")
    before = warehouse.read_bytes()
    assert ask(warehouse, query.format(other)) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("newsledger: ")
    assert any(word in said.err for word in problem.split("|"))
    assert "Traceback" not in said.err
    assert warehouse.read_bytes() == before
    assert other.read_text(encoding="utf-8") == "a\n1\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other.csv"]


def test_no_warehouse_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(tmp_path / "none.duckdb", "select 1") == 1
    assert (
        capsys.readouterr().err
        == f"newsledger: {tmp_path / 'none.duckdb'}: no warehouse there yet; build it with: make warehouse\n"
    )


def test_a_file_that_is_no_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "text.duckdb"
    path.write_text("not a database\n" * 1000, encoding="utf-8")
    assert ask(path, "select 1") == 1
    said = capsys.readouterr().err
    assert said.startswith(f"newsledger: {path}: can't be opened: ")
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("beside", [".wal", ".tmp/sorted"])
@pytest.mark.parametrize("command", ["copy (select 1) to '{}'", "explain analyze copy (select 1) to '{}'"])
def test_it_writes_nothing_beside_the_warehouse(
    warehouse: Path, capsys: pytest.CaptureFixture[str], command: str, beside: str
) -> None:
    """What lies beside the file under these names DuckDB takes for its own, and lets a query write."""
    held = sorted(warehouse.parent.rglob("*"))
    assert ask(warehouse, command.format(f"{warehouse}{beside}")) == 1
    assert "disabled" in capsys.readouterr().err
    assert sorted(warehouse.parent.rglob("*")) == held
    assert ask(warehouse, f"select * from read_blob('{warehouse}')") == 1

"""The header of each file of `sql/` is the truth: it is what analysts read as comments."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.sqlfiles import SQL_DIR, SqlFile, read_folder, reads
from pipelines.stages import STAGES
from tests.made import write_pages
from tests.warehouses import build, make_settings

FOLDERS = ("tables", "ledger", "views", "macros", "checks")
ALL = [(folder, file) for folder in FOLDERS for file in read_folder(folder)]
KEYS = {
    "tables": {"Purpose", "Grain", "Columns"},
    "ledger": {"Purpose", "Grain", "Columns"},
    "views": {"Purpose", "Grain", "Reads", "Columns"},
    "macros": {"Purpose"},
    "checks": {"Purpose", "Severity", "Reads"},
}
CREATES = {
    "tables": "create table {} (",
    "ledger": "create table state.{} (",
    "views": "create or replace view {} as",
    "macros": "create or replace macro {}(",
}
# What `Grain` says of rows that may repeat: a log that is read as a set.
REPEATS = {"changes", "changed_keys", "changed_sums"}


def each(*folders: str) -> pytest.MarkDecorator:
    """Run a test for each file of some folders."""
    found = [pytest.param(folder, file, id=f"{folder}/{file.name}") for folder, file in ALL if folder in folders]
    return pytest.mark.parametrize(("folder", "file"), found)


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A published warehouse of a few pages, one of them changed and one bad, so that every table has rows."""
    root = tmp_path_factory.mktemp("headers")
    settings = make_settings(root, rules=small_rules)
    write_pages(root / "in", 6)
    (root / "in" / "bad.txt").write_bytes(b"a\x00b")
    build(settings)
    write_pages(root / "in", 1, first=9)
    (root / "in" / "00009.txt").replace(root / "in" / "00001.txt")
    build(settings)
    opened = duckdb.connect(str(settings.warehouse), read_only=True)
    yield opened
    opened.close()


def qualified(folder: str, file: SqlFile) -> str:
    return f"state.{file.name}" if folder == "ledger" else file.name


@each(*FOLDERS)
def test_a_header_is_complete(folder: str, file: SqlFile) -> None:
    is_view = folder == "macros" and " as table" in file.body
    assert file.header.keys() == KEYS["views" if is_view else folder]
    assert file.purpose
    assert all("".join(lines).strip() for lines in file.header.values())
    if folder == "checks":
        assert file.header["Severity"] in {("error",), ("warning",)}


@each(*FOLDERS)
def test_a_file_is_named_after_its_one_object(folder: str, file: SqlFile) -> None:
    if folder == "checks":
        assert file.body.split()[0] in {"select", "with"}
    else:
        assert file.body.startswith(CREATES[folder].format(file.name))
    assert file.body.count(";") == 1
    assert file.body.endswith(";")


@each("tables", "ledger", "views")
def test_columns_are_the_real_ones_in_order(con: duckdb.DuckDBPyConnection, folder: str, file: SqlFile) -> None:
    real = [row[0] for row in con.execute(f"describe {qualified(folder, file)}").fetchall()]
    assert list(file.columns) == real
    assert all(file.columns.values())


@each("tables", "ledger", "views")
def test_the_grain_is_unique(con: duckdb.DuckDBPyConnection, folder: str, file: SqlFile) -> None:
    columns = file.grain.partition("(")[2].partition(")")[0]
    assert file.grain.startswith(f"one row per ({columns})")
    assert set(columns.split(", ")) <= file.columns.keys()
    if file.name in REPEATS:
        assert "repeats allowed" in file.grain
        return
    query = f"select {columns} from {qualified(folder, file)} group by all having count(*) > 1 limit 3"
    assert con.execute(query).fetchall() == []


@each("tables", "ledger", "views")
def test_comments_are_those_of_the_header(con: duckdb.DuckDBPyConnection, folder: str, file: SqlFile) -> None:
    query = "select column_name, comment from v_data_dictionary where object_name = ? order by column_no"
    (_, said), *columns = con.execute(query, [qualified(folder, file)]).fetchall()
    assert said == file.comment == f"{file.purpose} Grain: {file.grain}."
    assert dict(columns) == file.columns


@each("macros")
def test_a_macro_has_its_comment(con: duckdb.DuckDBPyConnection, folder: str, file: SqlFile) -> None:
    del folder
    query = "select distinct comment from duckdb_functions() where function_name = ?"
    assert con.execute(query, [file.name]).fetchall() == [(file.comment,)]


def test_no_object_and_no_column_is_without_a_comment(con: duckdb.DuckDBPyConnection) -> None:
    for kind in ("tables", "views", "columns"):
        query = f"select * from duckdb_{kind}() where not internal and database_name = current_database()"
        bare = con.sql(query).filter("comment is null or comment = ''").fetchall()
        assert bare == []


def test_the_data_dictionary_lists_everything(con: duckdb.DuckDBPyConnection) -> None:
    listed = set(con.execute("select object_name, object_type from v_data_dictionary where column_no = 0").fetchall())
    kinds = {"tables": "table", "ledger": "table", "views": "view", "macros": "macro"}
    wanted = {(qualified(folder, file), kinds[folder]) for folder, file in ALL if folder in kinds}
    # A macro is listed with its parameters.
    assert {(name.partition("(")[0], kind) for name, kind in listed} == wanted
    query = "select count(*) from duckdb_columns() where not internal and database_name = current_database()"
    columns = con.execute("select count(*) from v_data_dictionary where column_no > 0").fetchall()
    assert columns == con.execute(query).fetchall()


def test_every_table_has_its_stage() -> None:
    owned = [table for stage in STAGES for table in stage.tables]
    assert len(owned) == len(set(owned))
    assert {file.name for file in read_folder("tables")} == {*owned, "rejects", "runs"}


@each("views", "checks")
def test_reads_are_what_the_query_reads(con: duckdb.DuckDBPyConnection, folder: str, file: SqlFile) -> None:
    query = file.body.rstrip(";")
    if folder == "views":
        query = query.partition(" as\n")[2]
    ((serialized,),) = con.execute("select json_serialize_sql(?)", [query]).fetchall()
    tree = json.loads(serialized)
    assert not tree["error"], tree
    assert set(reads(file)) == set(tables_in(tree)) - set(names_of_ctes(tree))


def tables_in(node: Any) -> Iterator[str]:
    """Yield the tables, views and table functions of a serialized query."""
    if isinstance(node, list):
        for item in node:
            yield from tables_in(item)
    elif isinstance(node, dict):
        if node.get("type") == "BASE_TABLE":
            yield f"{node['schema_name']}.{node['table_name']}".lstrip(".")
        if node.get("type") == "TABLE_FUNCTION":
            yield f"{node['function']['function_name']}()"
        for item in node.values():
            yield from tables_in(item)


def names_of_ctes(node: Any) -> Iterator[str]:
    """Yield the names of the `with` parts of a serialized query."""
    if isinstance(node, list):
        for item in node:
            yield from names_of_ctes(item)
    elif isinstance(node, dict):
        for entry in node.get("cte_map", {}).get("map", []):
            yield entry["key"]
        for item in node.values():
            yield from names_of_ctes(item)


@pytest.mark.parametrize("path", sorted(SQL_DIR.rglob("*")), ids=lambda path: str(path.relative_to(SQL_DIR)))
def test_there_is_nothing_but_sql_in_the_style_of_the_house(path: Path) -> None:
    if path.is_dir():
        assert path.name in FOLDERS
        return
    assert path.suffix == ".sql"
    text = path.read_text(encoding="utf-8")
    assert "\t" not in text
    assert text.endswith(";\n")
    assert "select *" not in text

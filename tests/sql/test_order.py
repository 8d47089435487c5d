"""The order of a view's rows is its own: another order of the tables below it, or more threads, change nothing."""

import shutil
from pathlib import Path

import duckdb
import pytest

from pipelines.sqlfiles import SqlFile, read_folder

VIEWS = read_folder("views")
# Sorting these would read every text before the first row is shown; what an analyst filters, they sort.
UNORDERED = {
    "document_versions",
    "documents",
    "mentions",
    "v_articles",
    "v_claims",
    "v_mentions",
    "v_number_attribution",
    "v_numbers_in_context",
    "v_quotes",
}


@pytest.fixture(scope="module")
def shuffled(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the seeds with the rows of every table backwards."""
    path = tmp_path_factory.mktemp("order") / "shuffled.duckdb"
    shutil.copyfile(seeds, path)
    with duckdb.connect(str(path)) as con:
        for (table,) in con.execute("select table_name from duckdb_tables() where schema_name = 'main'").fetchall():
            con.execute(f"create temp table backwards as from {table} order by rowid desc")
            con.execute(f"delete from {table}")
            con.execute(f"insert into {table} from backwards")
            con.execute("drop table backwards")
    return path


def rows_of(path: Path, view: str, threads: int) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True, config={"threads": threads}) as con:
        return con.execute(f"from {view}").fetchall()


@pytest.mark.parametrize("file", VIEWS, ids=lambda file: file.name)
def test_a_view_has_its_own_order(seeds: Path, shuffled: Path, file: SqlFile) -> None:
    if file.name in UNORDERED:
        assert "-- In no order" in file.body
        assert "\norder by" not in file.body
    else:
        # The dictionary tells of the file itself: a table that was filled again keeps its place in it.
        assert rows_of(seeds, file.name, 1) == rows_of(shuffled, file.name, 4)


def test_a_view_without_order_shows_the_order_of_its_tables(seeds: Path, shuffled: Path) -> None:
    assert rows_of(seeds, "v_mentions", 1) != rows_of(shuffled, "v_mentions", 4)

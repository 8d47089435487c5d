"""What is held of the states of a few documents says what the long table says."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from pipelines.stages import STAGES
from pipelines.warehouse import held_states
from pipelines.warehouse.held_states import hold_new, note_states, release, states_of
from pipelines.warehouse.state import Connection, open_state

ROWS = [("texts", "a", 1, 10), ("pages", "a", 2, 20), ("texts", "b", 3, 30)]


@pytest.fixture
def con(tmp_path: Path) -> Iterator[Connection]:
    con = open_state(tmp_path / "state.duckdb", STAGES, say=print)
    con.executemany("insert into state.stage_state values (?, ?, ?, ?)", ROWS)
    con.execute("create temp table asked (doc_id varchar)")
    con.execute("insert into asked values ('a'), ('c')")
    release(con)
    yield con
    con.close()


def read(con: Connection) -> list[tuple[object, ...]]:
    return sorted(con.execute(states_of(con, "asked")).fetchall())


def write(con: Connection, rows: list[tuple[str, str, int, int]], *, are_fresh: bool) -> None:
    con.register(
        "src_states", pl.DataFrame(rows, schema=["stage", "doc_id", "fingerprint", "output_hash"], orient="row")
    )
    note_states(con, "src_states", are_fresh=are_fresh)
    con.unregister("src_states")


def test_rows_are_read_once(con: Connection) -> None:
    assert read(con) == [("pages", "a", 2, 20), ("texts", "a", 1, 10)]
    con.execute("delete from state.stage_state")
    assert read(con) == [("pages", "a", 2, 20), ("texts", "a", 1, 10)]
    release(con)
    assert read(con) == []


def test_what_is_written_is_held(con: Connection) -> None:
    read(con)
    write(con, [("texts", "a", 5, 50), ("texts", "b", 6, 60)], are_fresh=False)
    write(con, [("texts", "c", 7, 70)], are_fresh=True)
    assert read(con) == [("pages", "a", 2, 20), ("texts", "a", 5, 50), ("texts", "c", 7, 70)]


def test_of_new_documents_nothing_is_read(con: Connection) -> None:
    hold_new(con, "select 'a' as doc_id")
    assert read(con) == []
    write(con, [("texts", "a", 8, 80)], are_fresh=True)
    assert read(con) == [("texts", "a", 8, 80)]


def test_of_many_documents_the_table_is_read(con: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    hold_new(con, "select 'a' as doc_id")
    monkeypatch.setattr(held_states, "MOST_DOCS", 1)
    assert read(con) == [("pages", "a", 2, 20), ("texts", "a", 1, 10)]
    hold_new(con, "from asked")
    assert con.execute("select count(*) from held_docs").fetchall() == [(0,)]


def test_a_write_that_is_rolled_back_is_not_held(con: Connection) -> None:
    read(con)
    con.execute("begin")
    write(con, [("texts", "c", 7, 70)], are_fresh=True)
    con.execute("rollback")
    assert read(con) == [("pages", "a", 2, 20), ("texts", "a", 1, 10)]

"""Publishing: readers keep what they opened, the writer waits for nobody, and a kill leaves old or new."""

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.settings import Settings
from pipelines.sqlfiles import SQL_DIR, read_folder, read_sql
from pipelines.warehouse import publish
from pipelines.warehouse.errors import WarehouseError
from tests.made import write_pages
from tests.warehouse.processes import talker
from tests.warehouses import Prepare, assert_equal_tables, build, make_settings, query

COUNT = "select count(*) from documents"

# Opens the file of argument 1 in the mode of argument 2, says how many documents it has, then answers queries.
READER = """
import sys, duckdb
con = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "read-only")
print(con.execute("select count(*) from documents").fetchall()[0][0], flush=True)
for line in sys.stdin:
    print(con.execute(line).fetchall(), flush=True)
"""


class Killed(BaseException):
    """Stands for the death of the process: nothing in the program catches it."""


def add_page(settings: Settings, number: int) -> None:
    write_pages(settings.inputs[0].path, 1, first=number)


@pytest.fixture(scope="module")
def unpublished(tmp_path_factory: pytest.TempPathFactory, prepare: Prepare) -> Path:
    """Two pages that are published, and a third that is in the state alone: the run was killed before it published."""
    root = tmp_path_factory.mktemp("unpublished") / "root"
    settings = prepare(root, 2)
    add_page(settings, 2)

    def die(*_: object) -> None:
        raise Killed

    with pytest.MonkeyPatch.context() as patched, pytest.raises(Killed):
        patched.setattr("pipelines.warehouse.build.publish", die)
        build(settings)
    return root


@pytest.fixture
def waiting(unpublished: Path, tmp_path: Path, small_rules: Path) -> Settings:
    """The settings of a copy that a test may change."""
    shutil.copytree(unpublished, tmp_path / "root", symlinks=True)
    return make_settings(tmp_path / "root", rules=small_rules)


def generations(settings: Settings) -> list[Path]:
    return sorted((settings.state_dir / "published").glob("*.duckdb"))


@pytest.mark.parametrize("mode", ["read-only", "read-write"])
def test_a_build_goes_through_while_another_process_reads(waiting: Settings, mode: str) -> None:
    settings = waiting
    opened = settings.warehouse.resolve()
    if mode == "read-write":
        opened.chmod(0o644)
    with talker(READER, settings.warehouse, mode) as reader:
        assert reader.greeting == "2"
        assert build(settings).is_published
        assert reader.ask(COUNT) == "[(2,)]"
        assert query(settings.warehouse, COUNT) == [(3,)]
        with talker(READER, settings.warehouse, "read-only") as newcomer:
            assert newcomer.greeting == "3"


def test_an_analyst_who_writes_spoils_no_later_generation(waiting: Settings) -> None:
    settings = waiting
    settings.warehouse.resolve().chmod(0o644)
    with talker(READER, settings.warehouse, "read-write") as analyst:
        build(settings)
        analyst.ask("create table mine as select 1 as one")
    assert query(settings.warehouse, "select count(*) from duckdb_tables() where table_name = 'mine'") == [(0,)]
    add_page(settings, 3)
    build(settings)
    assert query(settings.warehouse, COUNT) == [(4,)]


def test_what_is_published_is_not_for_writing(settings: Settings) -> None:
    assert settings.warehouse.stat().st_mode & 0o222 == 0


def test_two_generations_are_kept(settings: Settings) -> None:
    seen = [settings.warehouse.resolve()]
    for number in (2, 3):
        add_page(settings, number)
        build(settings)
        seen.append(settings.warehouse.resolve())
    assert generations(settings) == sorted(seen[1:])
    assert len(set(seen)) == 3


def test_the_link_is_relative_so_that_the_folder_can_move(settings: Settings, tmp_path: Path) -> None:
    assert not settings.warehouse.readlink().is_absolute()
    moved = (tmp_path / "root").rename(tmp_path / "moved")
    assert query(moved / "warehouse.duckdb", COUNT) == [(2,)]


@pytest.mark.parametrize(
    ("moment", "step"),
    [("after", "_copy"), ("after", "_add_views"), ("before", "_point"), ("after", "_point"), ("before", "_remove_old")],
)
def test_a_killed_publish_leaves_old_or_new_and_the_next_run_publishes(
    waiting: Settings, monkeypatch: pytest.MonkeyPatch, step: str, moment: str
) -> None:
    settings = waiting
    real = getattr(publish, step)

    def dying(*arguments: Any) -> None:
        if moment == "after":
            real(*arguments)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(publish, step, dying)
        with pytest.raises(Killed):
            build(settings)
    is_swapped = step == "_remove_old" or (step, moment) == ("_point", "after")
    assert query(settings.warehouse, COUNT) == [(3 if is_swapped else 2,)]
    assert build(settings).is_published is not is_swapped
    assert query(settings.warehouse, COUNT) == [(3,)]
    assert len(generations(settings)) == 2
    assert list((settings.state_dir / "published").glob("*.making*")) == []


@pytest.fixture
def no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "symlink_to", refuse)


@pytest.mark.usefixtures("no_links")
def test_where_links_fail_a_plain_file_is_replaced(tmp_path: Path, small_rules: Path) -> None:
    settings = make_settings(tmp_path, rules=small_rules)
    write_pages(tmp_path / "in", 1)
    assert build(settings).is_published
    assert not settings.warehouse.is_symlink()
    assert not build(settings).is_published
    # An analyst who opened the plain file to write may leave a log beside it; it must not meet the next file.
    settings.warehouse.with_name("warehouse.duckdb.wal").write_bytes(b"left over")
    add_page(settings, 1)
    assert build(settings).is_published
    assert query(settings.warehouse, COUNT) == [(2,)]


@pytest.mark.usefixtures("no_links")
def test_a_kill_between_copy_and_swap_of_a_plain_file_publishes_again(
    tmp_path: Path, small_rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = make_settings(tmp_path, rules=small_rules)
    write_pages(tmp_path / "in", 1)
    build(settings)
    add_page(settings, 1)
    real = Path.replace

    def dying(path: Path, target: Path) -> Path:
        if target == settings.warehouse:
            raise Killed
        return real(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", dying)
        with pytest.raises(Killed):
            build(settings)
    assert query(settings.warehouse, COUNT) == [(1,)]
    assert build(settings).is_published
    assert query(settings.warehouse, COUNT) == [(2,)]


def test_a_warehouse_that_was_deleted_is_published_again(settings: Settings) -> None:
    settings.warehouse.unlink()
    assert build(settings).is_published
    assert query(settings.warehouse, COUNT) == [(2,)]


def test_a_change_of_sql_alone_publishes(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_sql(tmp_path / "sql", monkeypatch)
    view = tmp_path / "sql" / "views" / "v_removed.sql"
    view.write_text(view.read_text(encoding="utf-8").replace("what was left out", "what is not"), encoding="utf-8")
    outcome = build(settings)
    assert outcome.is_published
    assert all(report.redone == 0 for report in outcome.stages.values())
    comment = "select comment from v_data_dictionary where object_name = ? and column_no = 0"
    assert query(settings.warehouse, comment, ["v_removed"])[0][0].startswith("what is not")


def test_a_better_comment_of_a_table_reaches_the_analyst(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_sql(tmp_path / "sql", monkeypatch)
    table = tmp_path / "sql" / "tables" / "tokens.sql"
    table.write_text(table.read_text(encoding="utf-8").replace("key into documents", "whose"), encoding="utf-8")
    assert read_sql(table).columns["doc_id"] == "whose"
    outcome = build(settings)
    assert outcome.is_published
    assert all(report.redone == 0 for report in outcome.stages.values())
    comment = "select comment from v_data_dictionary where object_name = 'tokens' and column_name = 'doc_id'"
    assert query(settings.warehouse, comment) == [("whose",)]


def test_a_view_that_does_not_bind_is_named_and_nothing_is_published(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_sql(tmp_path / "sql", monkeypatch)
    view = tmp_path / "sql" / "views" / "v_removed.sql"
    view.write_text(view.read_text(encoding="utf-8").replace("b.rule_id", "b.rule_idd"), encoding="utf-8")
    before = settings.warehouse.resolve()
    with pytest.raises(WarehouseError, match=r"sql/views/v_removed\.sql: .*rule_idd"):
        build(settings)
    assert settings.warehouse.resolve() == before


def test_the_published_file_has_the_tables_of_the_state(settings: Settings) -> None:
    state = settings.state_dir / "state.duckdb"
    with duckdb.connect() as con:
        con.execute(f"attach '{state}' as s (read_only)")
        con.execute(f"attach '{settings.warehouse}' as w (read_only)")
        query = "select schema_name, table_name from duckdb_tables() where database_name = ? order by all"
        one, other = (con.execute(query, [name]).fetchall() for name in ("s", "w"))
    assert one == other
    assert_equal_tables(settings.warehouse, settings.warehouse.resolve())


def copy_sql(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copy `sql/` to where a test may change it, and let the program publish from there."""
    for path in SQL_DIR.rglob("*.sql"):
        copy = target / path.relative_to(SQL_DIR)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    monkeypatch.setattr("pipelines.warehouse.publish.SQL_DIR", target)
    monkeypatch.setattr("pipelines.warehouse.publish.read_folder", lambda name: read_folder(name, target))

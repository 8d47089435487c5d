"""Compaction: a smaller file that holds the same, in one step, and nothing left behind."""

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.cli.main import main
from pipelines.orchestration.automation import weekly_compaction
from pipelines.orchestration.compaction import compaction_job
from pipelines.settings import Settings
from pipelines.warehouse.build import say_nothing
from pipelines.warehouse.compact import COMPACTING, Compaction, compact_state
from pipelines.warehouse.errors import WarehouseError
from pipelines.warehouse.state import STATE_FILE
from tests.made import write_pages
from tests.warehouse.processes import talker
from tests.warehouse.test_lock import HOLDER
from tests.warehouses import build, make_settings

PAGES = 60


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Path:
    """A warehouse most of whose pages have been removed again."""
    root = tmp_path_factory.mktemp("grown") / "root"
    settings = make_settings(root, rules=small_rules)
    write_pages(root / "in", PAGES)
    build(settings)
    for path in sorted((root / "in").iterdir())[4:]:
        path.unlink()
    build(settings)
    return root


@pytest.fixture
def grown(built: Path, tmp_path: Path, small_rules: Path) -> Settings:
    shutil.copytree(built, tmp_path / "root", symlinks=True)
    return make_settings(tmp_path / "root", rules=small_rules)


def compact(settings: Settings) -> Compaction:
    return compact_state(settings, lock_wait_seconds=0, say=say_nothing)


def held(settings: Settings) -> dict[str, Any]:
    """All that the state holds: rows in their order, definitions and comments."""
    con = duckdb.connect()
    try:
        con.execute(f"attach '{settings.state_dir / STATE_FILE}' as w (read_only)")
        tables = con.execute(
            "select schema_name || '.' || table_name, sql, comment from duckdb_tables() where database_name = 'w' "
            "order by all"
        ).fetchall()
        columns = con.execute(
            "select schema_name, table_name, column_name, data_type, comment from duckdb_columns() "
            "where database_name = 'w' order by all"
        ).fetchall()
        rows = {name: con.execute(f"select * from w.{name}").fetchall() for name, *_ in tables}
        rows["sorted tokens"] = sorted(rows["main.tokens"])
        return {"tables": tables, "columns": columns, **rows}
    finally:
        con.close()


def test_a_compacted_state_is_smaller_and_holds_the_same(grown: Settings) -> None:
    before = held(grown)
    published = grown.warehouse.resolve()
    done = compact(grown)
    assert done.bytes_after < done.bytes_before
    assert (grown.state_dir / STATE_FILE).stat().st_size == done.bytes_after
    after = held(grown)
    assert after.pop("main.tokens") == after["sorted tokens"] != before.pop("main.tokens")
    assert after == before
    outcome = build(grown)
    assert not outcome.is_published
    assert sum(report.redone for report in outcome.stages.values()) == 0
    assert grown.warehouse.resolve() == published


def test_nothing_is_left_beside_the_state(grown: Settings) -> None:
    compact(grown)
    assert sorted(path.name for path in grown.state_dir.iterdir()) == ["lock", "published", STATE_FILE]


def test_what_a_killed_compaction_left_goes_with_the_next_build(grown: Settings) -> None:
    left = [grown.state_dir / f"{COMPACTING}.duckdb", grown.state_dir / f"{COMPACTING}.duckdb.wal"]
    for path in left:
        path.write_bytes(b"half a file")
    build(grown)
    assert not any(path.exists() for path in left)


def test_a_compaction_waits_its_turn(grown: Settings) -> None:
    with talker(HOLDER, grown.state_dir), pytest.raises(WarehouseError, match="another run"):
        compact(grown)


def test_the_command_says_what_the_state_takes(
    grown: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compact", "--warehouse", str(grown.warehouse)]) == 0
    assert capsys.readouterr().out.startswith("The state takes ")
    assert main(["compact", "--warehouse", str(tmp_path / "none" / "warehouse.duckdb")]) == 1
    assert "no state there yet; build it with" in capsys.readouterr().err


def test_the_weekly_job_compacts(grown: Settings) -> None:
    size = (grown.state_dir / STATE_FILE).stat().st_size
    config = {"ops": {"rewrite_state": {"config": {"warehouse": str(grown.warehouse)}}}}
    assert compaction_job.execute_in_process(run_config=config).success
    assert (grown.state_dir / STATE_FILE).stat().st_size < size
    assert weekly_compaction.job_name == compaction_job.name

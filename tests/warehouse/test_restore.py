"""A backup is a copy of the state folder: put back, the next build goes on from it."""

import shutil
from pathlib import Path

from tests.made import write_pages
from tests.warehouses import Prepare, assert_equal_tables, build, query


def test_a_build_goes_on_from_a_restored_backup(tmp_path: Path, prepare: Prepare) -> None:
    settings = prepare(tmp_path / "root", 3)
    shutil.copytree(settings.state_dir, tmp_path / "backup")
    write_pages(settings.inputs[0].path, 1, first=3)
    build(settings)
    shutil.copy(settings.warehouse, tmp_path / "later.duckdb")
    settings.warehouse.unlink()
    shutil.rmtree(settings.state_dir)
    shutil.copytree(tmp_path / "backup", settings.state_dir)
    outcome = build(settings)
    assert (outcome.scan.new, outcome.scan.unchanged) == (1, 3)
    assert outcome.stages["texts"].redone == 1
    assert query(settings.warehouse, "select count(*) from documents") == [(4,)]
    assert_equal_tables(settings.warehouse, tmp_path / "later.duckdb")

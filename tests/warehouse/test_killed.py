"""A real SIGKILL in the midst of a build: what was committed stays, and the next build ends in the same tables."""

import dataclasses
import shutil
import signal
from pathlib import Path

from tests.interrupts import DOCS, waiting_build, write_pages_to_wait_at
from tests.warehouses import assert_equal_tables, build, make_settings, query


def test_a_killed_build_goes_on_and_equals_a_fresh_one(tmp_path: Path, small_rules: Path) -> None:
    rules = Path(shutil.copytree(small_rules, tmp_path / "rules"))
    settings = make_settings(tmp_path, rules=rules)
    write_pages_to_wait_at(tmp_path / "in")
    with waiting_build(tmp_path, rules, engine="local", workers=1) as process:
        process.kill()
        assert process.wait() == -signal.SIGKILL
    assert not settings.warehouse.exists()
    outcome = build(settings)
    assert outcome.scan.new == 0
    # Something was left to do, and what had been committed was kept.
    assert 0 < outcome.stages["texts"].redone < DOCS
    assert query(settings.warehouse, "select count(*) from documents") == [(DOCS,)]
    fresh = dataclasses.replace(settings, warehouse=tmp_path / "fresh" / "warehouse.duckdb")
    build(fresh)
    assert_equal_tables(settings.warehouse, fresh.warehouse)

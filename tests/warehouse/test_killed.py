"""A real SIGKILL in the midst of a build: what was committed stays, and the next build ends in the same tables."""

import dataclasses
import signal
import subprocess
import sys
from pathlib import Path

from pipelines.settings import load_settings
from pipelines.stages import STAGES
from pipelines.stages.base import DocumentStage
from tests.made import write_pages
from tests.warehouse.processes import PROJECT, wait_until
from tests.warehouses import assert_equal_tables, build, query

PAGES = 160
SOME_CHUNKS = 600_000  # bytes: over one chunk with its rows, far from all of them
# The build of the command line with the settings file of argument 1, in small chunks, so that some are committed long
# before the last.
BUILD = """
import functools, sys
from pathlib import Path
from pipelines.cli import build, main
from pipelines.warehouse import plan
plan.DOCS_A_CHUNK = 20
build.load_settings = functools.partial(build.load_settings, Path(sys.argv[1]))
sys.exit(main.main(["build"]))
"""


def test_a_killed_build_goes_on_and_equals_a_fresh_one(tmp_path: Path, small_rules: Path) -> None:
    write_pages(tmp_path / "in", PAGES)
    path = tmp_path / "newsledger.toml"
    path.write_text(f'inputs = ["in"]\ntagger = "none"\nrules = "{small_rules}"\n', encoding="utf-8")
    settings = load_settings(path, environ={})
    state = settings.state_dir / "state.duckdb"
    process = subprocess.Popen([sys.executable, "-c", BUILD, str(path)], cwd=PROJECT, stderr=subprocess.PIPE)
    try:
        wait_until(lambda: process.poll() is not None or written(state) > SOME_CHUNKS, what="committed chunks")
        assert process.poll() is None, "the build ended before it could be killed"
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert not settings.warehouse.exists()
    outcome = build(settings)
    assert outcome.scan.new == 0
    stages = [stage.name for stage in STAGES if isinstance(stage, DocumentStage)]
    # Something was left to do, and what had been committed was kept.
    assert 0 < sum(outcome.stages[name].redone for name in stages) < PAGES * len(stages)
    assert query(settings.warehouse, "select count(*) from documents") == [(PAGES,)]
    fresh = dataclasses.replace(settings, warehouse=tmp_path / "fresh" / "warehouse.duckdb")
    build(fresh)
    assert_equal_tables(settings.warehouse, fresh.warehouse)


def written(state: Path) -> int:
    """Bytes that a build has committed: what is in the file and its log."""
    paths = (state, state.with_name(f"{state.name}.wal"))
    return sum(path.stat().st_size for path in paths if path.exists())

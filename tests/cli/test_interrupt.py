"""Ctrl-C ends a command within a moment, with one line, and the next run goes on."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import PROJECT
from tests.interrupts import assert_interrupted_and_ended_by_the_next
from tests.warehouse.processes import PATIENCE_SECONDS, wait_until

# Years of work for all threads of DuckDB, of which only the one that Ctrl-C comes to leaves by itself. Rows that are
# read from `range` would be work for one of them.
ENDLESS = (
    "with big as materialized (select range as n from range(2000000)) "
    "select count(*) from big a, big b, big c where (a.n + b.n + c.n) % 7 = 8"
)
BUSY_SECONDS = 0.3  # of CPU: no thread but the first has as much before the query
# Two threads also where there is one core.
PROGRAM = f"""
import signal, sys, duckdb
from pipelines.cli import build, main
from pipelines.warehouse.interrupts import open_database
signal.signal(signal.SIGINT, signal.default_int_handler)  # however the tests themselves were started
connect = duckdb.connect
duckdb.connect = lambda *given, config=None, **more: connect(*given, config=(config or {{}}) | {{"threads": 2}}, **more)
build.build_warehouse = lambda *_, **__: open_database().execute({ENDLESS!r}).fetchall()
raise SystemExit(main.main(sys.argv[1:]))
"""


@pytest.mark.parametrize("workers", [pytest.param(1, id="in one process"), pytest.param(2, id="in a pool")])
def test_ctrl_c_ends_a_build_with_one_line_and_the_next_goes_on(
    workers: int, tmp_path: Path, small_rules: Path
) -> None:
    assert_interrupted_and_ended_by_the_next(tmp_path, small_rules, engine="local", workers=workers)


@pytest.mark.parametrize("words", [pytest.param(["sql", ENDLESS], id="sql"), pytest.param(["build"], id="build")])
def test_ctrl_c_ends_a_query(words: list[str], tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    duckdb.connect(str(warehouse)).close()
    command = [sys.executable, "-c", PROGRAM, *words, "--warehouse", str(warehouse)]
    process = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE)
    try:
        wait_until(lambda: busy_threads(process.pid) > 1, what="a query that is under way on two threads")
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=PATIENCE_SECONDS)[1].decode()
    finally:
        process.kill()
        process.communicate()
    assert (process.returncode, len(said.splitlines())) == (130, 1), said
    assert said.startswith("newsledger: interrupted")


def busy_threads(process: int) -> int:
    """Count the threads of a process that have done some work."""
    stats = [path.read_text(encoding="utf-8") for path in Path(f"/proc/{process}/task").glob("*/stat")]
    fields = [stat.rpartition(")")[2].split() for stat in stats]
    return sum(int(found[11]) + int(found[12]) > BUSY_SECONDS * os.sysconf("SC_CLK_TCK") for found in fields)

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
from tests.warehouse.processes import wait_until

# Days of work for all threads of DuckDB, of which only the one that Ctrl-C comes to leaves by itself.
ENDLESS = "select count(*) from range(10000000) a, range(100000000) b where (a.range + b.range) % 7 = 8"
STARTED_CPU_SECONDS = 5.0
ENDS_SECONDS = 15.0
PROGRAM = f"""
import signal, sys
from pipelines.cli import build, main
from pipelines.warehouse.interrupts import open_database
signal.signal(signal.SIGINT, signal.default_int_handler)  # however the tests themselves were started
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
        wait_until(lambda: cpu_seconds(process.pid) > STARTED_CPU_SECONDS, what="a query that is under way")
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=ENDS_SECONDS)[1].decode()
    finally:
        process.kill()
        process.communicate()
    assert (process.returncode, len(said.splitlines())) == (130, 1), said
    assert said.startswith("newsledger: interrupted")


def cpu_seconds(process: int) -> float:
    """CPU time that a process has used."""
    found = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(found[11]) + int(found[12])) / os.sysconf("SC_CLK_TCK")

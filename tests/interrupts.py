"""End a build whose stage waits at one page, by Ctrl-C or a kill; run as a program, this is the build.

It goes through the command line, with the stages and the size of a chunk changed.
"""

import functools
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
import pytest

from pipelines.cli import build as command
from pipelines.cli.main import main
from pipelines.settings import PROJECT, EngineSettings, StageSettings
from pipelines.stages import STAGES, texts
from pipelines.stages.base import DocumentStage, Tables
from pipelines.warehouse import build as warehouse_build
from pipelines.warehouse import plan
from tests.made import write_pages
from tests.ray.listeners import descendants, is_alive
from tests.warehouse.processes import PATIENCE_SECONDS, wait_until
from tests.warehouses import assert_equal_tables, build, make_settings

WAITING_PAGE = "这一页要等很久"
IS_WAITING = "a_stage_is_waiting"
DOCS_A_CHUNK = 2
DOCS = 2 * DOCS_A_CHUNK + 1
SAID = "said.txt"
PROGRESS = " documents"

LINE = "newsledger: interrupted; what was committed stays, the next run goes on from there"


@dataclass(frozen=True, slots=True)
class Ending:
    """How an interrupted build ended: its status, and what it said on the way."""

    status: int
    said: list[str]


def waiting(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Decode as `texts` does, but wait at one page for as long as anyone may be patient, and tell of it."""
    if any(WAITING_PAGE.encode() in payload for payload in batch["inputs"].get_column("payload")):
        (settings.rules_dir / IS_WAITING).touch()
        time.sleep(2 * PATIENCE_SECONDS)
    return texts.run(batch, settings)


WAITING: DocumentStage = replace(texts.STAGE, run=waiting)


def write_pages_to_wait_at(folder: Path) -> None:
    """Write pages for three chunks, one of which the stage waits at; not the first."""
    write_pages(folder, DOCS - 1)
    (folder / "waiting.txt").write_text(f"{WAITING_PAGE}。\n", encoding="utf-8")


@contextmanager
def waiting_build(root: Path, rules: Path, *, engine: str, workers: int) -> Iterator[subprocess.Popen[bytes]]:
    """Start a build, and give it when a chunk is committed and the stage waits; it is killed in the end."""
    told = root / SAID
    with told.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.interrupts", str(root), str(rules), engine, str(workers)],
            cwd=PROJECT,
            stdout=said,
            stderr=said,
            process_group=0,
        )
    try:
        wait_until(
            lambda: ((rules / IS_WAITING).exists() and PROGRESS in told.read_text()) or process.poll() is not None,
            what="a chunk that is committed and one that waits",
        )
        assert process.poll() is None, told.read_text(encoding="utf-8")
        yield process
    finally:
        process.kill()
        process.wait()


def interrupt(root: Path, rules: Path, *, engine: str, workers: int) -> Ending:
    """Press Ctrl-C on a build whose stage waits; see that no process of the build is left."""
    with waiting_build(root, rules, engine=engine, workers=workers) as process:
        members = descendants(process.pid)
        os.killpg(process.pid, signal.SIGINT)  # to all of them, as a terminal does
        status = process.wait(PATIENCE_SECONDS)
    wait_until(lambda: not any(map(is_alive, members)), what="the end of its processes")
    return Ending(status, (root / SAID).read_text(encoding="utf-8").splitlines())


def assert_interrupted_and_ended_by_the_next(root: Path, small_rules: Path, *, engine: str, workers: int) -> None:
    """Interrupt a build; hold its ending, and what the next build makes of it, against one that nobody interrupted."""
    rules = Path(shutil.copytree(small_rules, root / "rules"))
    for folder in ("in", "fresh/in"):
        write_pages_to_wait_at(root / folder)
    ending = interrupt(root, rules, engine=engine, workers=workers)
    assert ending.status == 130, ending.said
    assert ending.said[-1] == LINE, ending.said
    assert all(line.endswith(PROGRESS) or line.startswith("Ray: ") for line in ending.said[:-1]), ending.said
    settings = make_settings(root, rules=rules)
    assert not settings.warehouse.exists()
    outcome = build(settings)
    assert outcome.scan.new == 0
    assert 0 < outcome.stages["texts"].redone < DOCS
    fresh = make_settings(root / "fresh", rules=rules)
    build(fresh)
    assert_equal_tables(settings.warehouse, fresh.warehouse)


def run(root: Path, rules: Path, engine: str, workers: str) -> int:
    """Build through the command line."""
    stages = tuple(WAITING if stage is texts.STAGE else stage for stage in STAGES)
    settings = replace(make_settings(root, rules=rules), engine=EngineSettings(name=engine))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "DOCS_A_CHUNK", DOCS_A_CHUNK)
        patch.setattr(warehouse_build, "PROGRESS_SECONDS", 0.0)
        patch.setattr(command, "load_settings", lambda **_: settings)
        patch.setattr(command, "build_warehouse", functools.partial(warehouse_build.build_warehouse, stages=stages))
        return main(["build", "--workers", workers])


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # however the tests themselves were started
    raise SystemExit(run(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]))

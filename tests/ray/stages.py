"""Stages that wait, or that end their process: what a cluster must survive. They are found by name on the workers."""

import os
import time
from dataclasses import replace
from pathlib import Path

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages import texts
from pipelines.stages.base import DocumentStage, Tables
from tests.warehouse.processes import PATIENCE_SECONDS

GATE = "gate_is_open"
WAIT_SECONDS = 3 * PATIENCE_SECONDS  # whoever opens the gate may wait twice before
EXITING, HUNGRY = "这一页让进程退出", "这一页要太多内存"


def waiting(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Decode as `texts` does, but not before the gate is open."""
    limit = time.monotonic() + WAIT_SECONDS
    while not (settings.rules_dir / GATE).exists():
        if time.monotonic() > limit:
            raise TimeoutError("nobody opened the gate")
        time.sleep(0.05)
    return texts.run(batch, settings)


def deadly(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Decode as `texts` does, but end the process at one page, as a library may, and want memory at another."""
    for payload in batch["inputs"].get_column("payload"):
        if EXITING.encode() in payload:
            os._exit(3)
        if HUNGRY.encode() in payload:
            raise MemoryError("no room for the page")
    return texts.run(batch, settings)


WAITING: DocumentStage = replace(texts.STAGE, run=waiting)
DEADLY: DocumentStage = replace(texts.STAGE, run=deadly)


def open_gate(rules: Path) -> None:
    """Let the stages that wait go on."""
    (rules / GATE).touch()

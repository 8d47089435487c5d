"""A run whose process died with the service is given up, so that the next can start; a run at work is left alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from dagster import DagsterInstance, DagsterRun, DagsterRunStatus, SensorResult, build_sensor_context
from dagster._core.utils import make_new_run_id

from pipelines.orchestration.automation import JOB
from pipelines.orchestration.leftover_sensor import leftover_sensor
from pipelines.orchestration.resource import SESSION
from pipelines.settings import load_settings
from pipelines.warehouse.build import say_nothing
from pipelines.warehouse.lock import run_lock


@pytest.fixture
def instance() -> Iterator[DagsterInstance]:
    with DagsterInstance.ephemeral() as made:
        yield made


def started(instance: DagsterInstance, warehouse: Path) -> str:
    """Note a run as started, on a warehouse that the launchpad names."""
    config = {"resources": {SESSION: {"config": {"warehouse": str(warehouse)}}}}
    run = DagsterRun(JOB, make_new_run_id(), status=DagsterRunStatus.STARTED, run_config=config)
    instance.add_run(run)
    return run.run_id


def look(instance: DagsterInstance, cursor: str | None) -> str | None:
    found = leftover_sensor(build_sensor_context(cursor=cursor, instance=instance))
    assert isinstance(found, SensorResult)
    assert not found.run_requests
    return found.cursor


def status(instance: DagsterInstance, run_id: str) -> DagsterRunStatus:
    run = instance.get_run_by_id(run_id)
    assert run is not None
    return run.status


def test_a_run_without_a_lock_at_two_looks_is_given_up(instance: DagsterInstance, tmp_path: Path) -> None:
    run_id = started(instance, tmp_path / "w.duckdb")
    cursor = look(instance, None)
    assert status(instance, run_id) == DagsterRunStatus.STARTED
    cursor = look(instance, cursor)
    assert status(instance, run_id) == DagsterRunStatus.FAILURE
    assert look(instance, cursor) == "[]"


def test_a_run_whose_lock_is_held_is_left_alone(instance: DagsterInstance, tmp_path: Path) -> None:
    working, gone = started(instance, tmp_path / "w.duckdb"), started(instance, tmp_path / "other.duckdb")
    state_dir = load_settings(warehouse=str(tmp_path / "w.duckdb")).state_dir
    state_dir.mkdir()
    cursor = look(instance, None)
    with run_lock(state_dir, wait_seconds=0, say=say_nothing):
        for _ in range(2):
            cursor = look(instance, cursor)
    assert status(instance, working) == DagsterRunStatus.STARTED
    assert status(instance, gone) == DagsterRunStatus.FAILURE
    cursor = look(instance, cursor)
    assert status(instance, working) == DagsterRunStatus.STARTED  # free at one look alone: it may be about to end

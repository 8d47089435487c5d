"""The sensor and the schedules: when they ask for a run, and when they wait."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from dagster import (
    DagsterInstance,
    DagsterRun,
    DagsterRunStatus,
    DefaultScheduleStatus,
    DefaultSensorStatus,
    RunRequest,
    SensorResult,
    SkipReason,
    build_schedule_context,
    build_sensor_context,
    validate_run_config,
)
from dagster._core.utils import make_new_run_id

from pipelines.definitions import defs
from pipelines.orchestration.automation import (
    JOB,
    TICKS_AFTER_FAILURE,
    TICKS_WAITED,
    landing_sensor,
    nightly_schedule,
    weekly_compaction,
)
from pipelines.orchestration.resource import SESSION
from tests.made import write_pages


def tick(cursor: str | None, instance: DagsterInstance | None = None) -> tuple[list[RunRequest], str | None, str]:
    """Evaluate the sensor; give its requests, its cursor, and why it skipped."""
    with nullcontext(instance) if instance else DagsterInstance.ephemeral() as used:
        found = landing_sensor(build_sensor_context(cursor=cursor, instance=used))
    if isinstance(found, SkipReason):
        return [], cursor, str(found.skip_message)
    assert isinstance(found, SensorResult)
    skipped = found.skip_reason
    reason = skipped.skip_message if isinstance(skipped, SkipReason) else skipped
    return list(found.run_requests or []), found.cursor, reason or ""


@pytest.fixture
def landing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "landing"
    write_pages(folder, 2)
    monkeypatch.setenv("NEWSLEDGER_INPUT", str(folder))
    return folder


def test_the_sensor_waits_until_the_folders_stand_still(landing: Path) -> None:
    requests, cursor, reason = tick(None)
    assert (requests, "changing" in reason) == ([], True)
    write_pages(landing, 1, first=2)
    requests, cursor, reason = tick(cursor)
    assert (requests, "changing" in reason) == ([], True)
    requests, cursor, _ = tick(cursor)
    assert len(requests) == 1
    assert requests[0].run_key
    requests, cursor, reason = tick(cursor)
    assert (requests, reason) == ([], "nothing new in the input folders")


def test_folders_that_never_stand_still_are_built_all_the_same(landing: Path) -> None:
    cursor: str | None = None
    asked = []
    for number in range(2, 2 + 2 * TICKS_WAITED):
        write_pages(landing, 1, first=number)
        requests, cursor, _ = tick(cursor)
        asked.append(len(requests))
    assert asked == [*[0] * (TICKS_WAITED - 1), 1] * 2


def test_the_sensor_asks_once_if_its_tick_is_repeated(landing: Path) -> None:
    del landing
    _, cursor, _ = tick(None)
    assert [r.run_key for r in tick(cursor)[0]] == [r.run_key for r in tick(cursor)[0]]


@pytest.fixture
def instance() -> Iterator[DagsterInstance]:
    with DagsterInstance.ephemeral() as made:
        yield made


def test_a_run_that_failed_is_asked_for_again_each_time_later(landing: Path, instance: DagsterInstance) -> None:
    del landing
    _, cursor, _ = tick(None, instance)
    requests, cursor, _ = tick(cursor, instance)
    keys, waits = [], []
    for _ in range(2):
        (key,) = [request.run_key for request in requests]
        tags = {"dagster/run_key": str(key)}
        instance.add_run(DagsterRun(JOB, make_new_run_id(), status=DagsterRunStatus.FAILURE, tags=tags))
        keys.append(key)
        waits.append(1)
        while not (told := tick(cursor, instance))[0]:
            _, cursor, reason = told
            assert "the last run failed" in reason
            waits[-1] += 1
        requests, cursor, _ = told
    assert waits == [TICKS_AFTER_FAILURE, 2 * TICKS_AFTER_FAILURE]
    assert len({*keys, requests[0].run_key}) == 3
    assert tick(cursor, instance)[2] == "nothing new in the input folders"


def test_folders_that_go_back_to_an_older_look_need_a_build_too(landing: Path) -> None:
    keys = []
    cursor: str | None = None
    for change in (None, "add", "remove"):
        if change == "add":
            write_pages(landing, 1, first=2)
        elif change == "remove":
            (landing / "00002.txt").unlink()
        _, cursor, _ = tick(cursor)
        requests, cursor, _ = tick(cursor)
        keys += [request.run_key for request in requests]
    assert len(set(keys)) == 3


def test_junk_in_a_folder_is_news_too(landing: Path) -> None:
    _, cursor, _ = tick(None)
    _, cursor, _ = tick(cursor)
    (landing / "link.txt").symlink_to(landing / "00000.txt")
    _, cursor, reason = tick(cursor)
    assert "changing" in reason


def test_a_missing_folder_is_a_reason_to_skip_and_keeps_the_cursor(landing: Path) -> None:
    _, cursor, _ = tick(None)
    landing.rename(landing.parent / "away")
    assert tick(cursor) == ([], cursor, f"input folder {landing} does not exist; nothing was changed")


def test_the_nightly_run_checks_everything() -> None:
    request = nightly_schedule.evaluate_tick(build_schedule_context()).run_requests
    assert request is not None
    assert len(request) == 1
    assert request[0].run_config["resources"][SESSION]["config"]["check_everything"] is True
    assert validate_run_config(defs.resolve_job_def(JOB), request[0].run_config)


def test_automation_is_off_unless_it_is_switched_on() -> None:
    assert landing_sensor.default_status == DefaultSensorStatus.STOPPED
    assert nightly_schedule.default_status == DefaultScheduleStatus.STOPPED
    assert weekly_compaction.default_status == DefaultScheduleStatus.STOPPED

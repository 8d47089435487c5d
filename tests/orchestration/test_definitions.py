"""The definitions: what they declare, that loading them does nothing, and that a run through Dagster is a build."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dagster import (
    AssetKey,
    AssetSpec,
    DagsterInstance,
    DagsterRun,
    DagsterRunStatus,
    DefaultScheduleStatus,
    DefaultSensorStatus,
    Definitions,
    ExecuteInProcessResult,
    Failure,
    RunRequest,
    SensorResult,
    SkipReason,
    TableSchema,
    build_schedule_context,
    build_sensor_context,
    in_process_executor,
    validate_run_config,
)
from dagster._core.utils import make_new_run_id

from pipelines.definitions import defs
from pipelines.engine.chunk import INPUTS
from pipelines.orchestration.assets import WAREHOUSE
from pipelines.orchestration.automation import (
    JOB,
    TICKS_AFTER_FAILURE,
    TICKS_WAITED,
    landing_sensor,
    nightly_schedule,
    weekly_compaction,
)
from pipelines.orchestration.checks import asset_of
from pipelines.orchestration.failures import in_one_line
from pipelines.orchestration.resource import SESSION, BuildResource
from pipelines.settings import PROJECT
from pipelines.sqlfiles import SqlFile, read_folder
from pipelines.stages import STAGES
from pipelines.stages.base import Stage, summary_of
from pipelines.warehouse.errors import WarehouseError
from tests.made import page, write_pages
from tests.warehouses import assert_equal_tables, build, make_settings, query

SPECS: dict[str, AssetSpec] = {spec.key.to_user_string(): spec for spec in defs.resolve_all_asset_specs()}

# Refuses what loading must not do, and prints it.
WATCHED_LOADING = """
import json, os, sys
import duckdb
import dagster
seen = []
private = tuple(os.path.join(sys.argv[1], name) for name in ("seeds", ".warehouse", "warehouse.duckdb"))
def watch(event, args):
    if event == "open":
        path, mode, flags = args
        writes = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND))
        if str(path) != os.devnull and (writes or str(path).startswith(private)):
            seen.append([event, str(path)])
    elif event in {"os.listdir", "os.scandir"}:
        if str(args[0]).startswith(private):
            seen.append([event, str(args[0])])
    elif event in {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link", "os.truncate",
                   "sqlite3.connect", "socket.connect", "socket.bind", "subprocess.Popen"}:
        seen.append([event, str(args[0])])
def refuse(*args, **options):
    seen.append(["duckdb.connect", str(args)])
    raise AssertionError("loading the definitions opens a database")
duckdb.connect = refuse
sys.addaudithook(watch)
from pipelines.definitions import defs
dagster.Definitions.validate_loadable(defs)
print(json.dumps(seen))
"""


def run(root: Path, *assets: str, **config: Any) -> ExecuteInProcessResult:
    """Run the job, or a part of it, on `root/in`."""
    settings = {"inputs": [str(root / "in")], "warehouse": str(root / "warehouse.duckdb"), "tagger": "none"}
    with DagsterInstance.ephemeral() as instance:
        return defs.resolve_job_def(JOB).execute_in_process(
            run_config={
                "resources": {SESSION: {"config": settings | config}},
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
            },
            asset_selection=[AssetKey(name) for name in assets] or None,
            instance=instance,
            raise_on_error=False,
        )


def materialized(result: ExecuteInProcessResult) -> dict[str, dict[str, Any]]:
    """Give the metadata of each asset that a run materialized."""
    events = result.get_asset_materialization_events()
    found = [event.step_materialization_data.materialization for event in events]
    return {m.asset_key.to_user_string(): {name: v.value for name, v in m.metadata.items()} for m in found}


def evaluations(result: ExecuteInProcessResult) -> dict[str, bool]:
    return {evaluation.check_name: evaluation.passed for evaluation in result.get_asset_check_evaluations()}


def failures(result: ExecuteInProcessResult) -> dict[str, str]:
    """Give what Dagster shows of each failed step."""
    found = {}
    for event in result.get_step_failure_events():
        data = event.step_failure_data
        found[str(event.step_key)] = (data.user_failure_data and data.user_failure_data.description) or str(data.error)
    return found


def test_the_definitions_load() -> None:
    Definitions.validate_loadable(defs)


def test_loading_opens_no_database_and_no_input_and_writes_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-B", "-W", "error", "-c", WATCHED_LOADING, str(PROJECT)],
        cwd=PROJECT,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "NEWSLEDGER_INPUT": str(tmp_path / "missing")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
    assert list(tmp_path.iterdir()) == []


def test_each_stage_is_one_asset() -> None:
    assert SPECS.keys() == {INPUTS, *(stage.name for stage in STAGES), WAREHOUSE}


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_an_asset_says_what_it_is(stage: Stage) -> None:
    spec = SPECS[stage.name]
    assert spec.kinds == {"python", "duckdb"}
    assert spec.group_name == stage.group
    assert spec.code_version == str(stage.version)
    assert spec.owners
    assert spec.description
    assert spec.description.startswith(summary_of(stage))
    schema = spec.metadata["dagster/column_schema"]
    assert isinstance(schema, TableSchema)
    assert schema.columns
    assert [column.name for column in schema.columns if not column.description] == []


@pytest.mark.parametrize("name", [INPUTS, WAREHOUSE])
def test_both_ends_of_the_graph_say_what_they_are(name: str) -> None:
    assert SPECS[name].kinds
    assert SPECS[name].owners
    assert SPECS[name].description
    assert SPECS[name].group_name not in {None, "default"}


def test_an_asset_depends_on_the_stages_whose_tables_it_reads() -> None:
    owners = {table: stage.name for stage in STAGES for table in stage.tables} | {INPUTS: INPUTS}
    for stage in STAGES:
        # What reads no table waits for the scan, which stops a run that can't go on.
        wanted = {owners[table] for table in stage.reads} or {INPUTS}
        assert {dep.asset_key.to_user_string() for dep in SPECS[stage.name].deps} == wanted
    assert {dep.asset_key.to_user_string() for dep in SPECS[WAREHOUSE].deps} == {stage.name for stage in STAGES}


def test_every_file_of_checks_is_an_asset_check() -> None:
    declared = {spec.name for checks in defs.asset_checks or [] for spec in getattr(checks, "check_specs", [])}
    assert declared == {file.name for file in read_folder("checks")}


@pytest.mark.parametrize("file", read_folder("checks"), ids=lambda file: file.name)
def test_a_check_blocks_where_its_file_says_error(file: SqlFile) -> None:
    found = [s for checks in defs.asset_checks or [] for s in getattr(checks, "check_specs", []) if s.name == file.name]
    assert len(found) == 1
    assert found[0].blocking == (file.header["Severity"] == ("error",))
    description = found[0].description or ""
    assert description.casefold().startswith(file.purpose.casefold())
    assert ("nothing is published" in description) == found[0].blocking
    assert found[0].asset_key == AssetKey(asset_of(file))


def test_a_run_stays_in_one_process() -> None:
    assert defs.resolve_job_def(JOB).executor_def == in_process_executor


def test_the_job_builds_and_publishes_what_the_command_line_does(tmp_path: Path) -> None:
    write_pages(tmp_path / "a" / "in", 4)
    write_pages(tmp_path / "b" / "in", 4)
    first = run(tmp_path / "a")
    build(make_settings(tmp_path / "b"))
    assert first.success
    assert_equal_tables(tmp_path / "a" / "warehouse.duckdb", tmp_path / "b" / "warehouse.duckdb")
    assert evaluations(first).keys() == {file.name for file in read_folder("checks")}
    told = materialized(first)
    assert told.keys() == SPECS.keys()
    assert told[INPUTS]["new"] == 4
    assert told["pages"]["documents redone"] == 4
    assert told[WAREHOUSE]["published in this run"]
    for stage in STAGES:
        expected = query(tmp_path / "a" / "warehouse.duckdb", f"select count(*) from {stage.tables[0]}")[0][0]
        assert told[stage.name]["dagster/row_count"] == expected
        assert told[stage.name]["seconds"] >= 0

    again = run(tmp_path / "a")
    assert again.success
    told = materialized(again)
    assert (told[INPUTS]["new"], told[INPUTS]["unchanged"]) == (0, 4)
    assert told["pages"]["documents redone"] == 0
    assert not told[WAREHOUSE]["published in this run"]


def test_an_older_warning_stays_until_it_is_mended(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 2)
    (tmp_path / "in" / "undated.txt").write_text(page(5).replace("2025-", "第"), encoding="utf-8")
    assert not evaluations(run(tmp_path))["documents_are_dated"]
    again = run(tmp_path)
    assert again.success
    assert not evaluations(again)["documents_are_dated"]
    (tmp_path / "in" / "undated.txt").write_text(page(5), encoding="utf-8")
    assert evaluations(run(tmp_path))["documents_are_dated"]


def test_a_failing_invariant_stops_the_publish(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 3)
    assert run(tmp_path).success
    published = (tmp_path / "warehouse.duckdb").resolve()
    with duckdb.connect() as con:
        con.execute(f"attach '{tmp_path / '.warehouse' / 'state.duckdb'}' as w")
        con.execute("update w.sentences set end_char = end_char + 100000 where sentence_no = 0")
    write_pages(tmp_path / "in", 1, first=3)

    result = run(tmp_path, check_everything=True)
    assert not result.success
    assert not evaluations(result)["sentences_lie_in_blocks"]
    assert WAREHOUSE not in materialized(result)
    (message,) = failures(result).values()
    assert "sentences_lie_in_blocks" in message
    assert (tmp_path / "warehouse.duckdb").resolve() == published
    assert query(tmp_path / "warehouse.duckdb", "select count(*) from documents") == [(3,)]

    assert run(tmp_path, full_refresh=True).success
    assert query(tmp_path / "warehouse.duckdb", "select count(*) from documents") == [(4,)]


def test_a_part_of_the_graph_runs_alone(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 3)
    part = run(tmp_path, INPUTS, "texts", "pages")
    assert part.success
    assert materialized(part).keys() == {INPUTS, "texts", "pages"}
    assert not (tmp_path / "warehouse.duckdb").exists()

    only = run(tmp_path, "sentences", "numbers")
    assert only.success
    assert materialized(only)["numbers"]["documents redone"] == 3


def test_what_was_not_checked_is_not_published(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 2)
    assert run(tmp_path, INPUTS, *(stage.name for stage in STAGES)).success
    alone = run(tmp_path, WAREHOUSE)
    assert "was not run; nothing was published" in failures(alone)[WAREHOUSE]
    assert run(tmp_path).success


def test_an_error_before_the_first_step_is_one_line(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert failures(result) == {INPUTS: f"input folder {tmp_path / 'in'} does not exist; nothing was changed"}


def test_an_error_in_a_step_is_one_line(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 4)
    assert run(tmp_path).success
    for name in ("00000.txt", "00001.txt", "00002.txt"):
        (tmp_path / "in" / name).unlink()
    (message,) = failures(run(tmp_path)).values()
    assert "3 of 4 documents" in message
    assert "\n" not in message
    assert run(tmp_path, allow_removal=True).success
    assert query(tmp_path / "warehouse.duckdb", "select count(*) from documents") == [(1,)]


def test_outside_of_a_run_no_build_is_open() -> None:
    with pytest.raises(RuntimeError, match="only while a run executes"):
        _ = BuildResource().build


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


def test_failures_are_not_tried_again() -> None:
    with pytest.raises(Failure) as caught, in_one_line():
        raise WarehouseError("the disk is gone")
    assert caught.value.description == "the disk is gone"
    assert caught.value.allow_retries is False

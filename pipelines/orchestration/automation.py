"""What starts runs: a sensor on the input folders, a nightly run that checks everything, a weekly compaction."""

import hashlib
import json
import os
from collections.abc import Sequence

from dagster import (
    AssetSelection,
    DagsterInstance,
    DagsterRunStatus,
    DefaultScheduleStatus,
    DefaultSensorStatus,
    RunConfig,
    RunRequest,
    RunsFilter,
    ScheduleDefinition,
    SensorEvaluationContext,
    SensorResult,
    SkipReason,
    define_asset_job,
    sensor,
)

from pipelines.engine.chunk import INPUTS
from pipelines.inputs.folders import FolderError, list_folder
from pipelines.orchestration.check_files import WAREHOUSE
from pipelines.orchestration.compaction import compaction_job
from pipelines.orchestration.resource import SESSION, BuildResource
from pipelines.settings import InputFolder, SettingsError, load_settings
from pipelines.stages import STAGES

JOB = "build_warehouse"
SENSOR_SECONDS = 5
TICKS_WAITED = 6  # folders that never stand still are built all the same: half a minute of waiting is enough
TICKS_AFTER_FAILURE = 60  # a run that failed is asked for again after five minutes, then ten, twenty, … 160
MAX_DOUBLINGS = 5
IS_ON = os.environ.get("NEWSLEDGER_AUTOMATION") == "on"

build_job = define_asset_job(
    JOB,
    selection=AssetSelection.assets(INPUTS, *(stage.name for stage in STAGES), WAREHOUSE),
    description="Bring warehouse.duckdb up to date with the input folders; where nothing changed, nothing is done.",
)

nightly_schedule = ScheduleDefinition(
    name="nightly",
    job=build_job,
    cron_schedule="0 3 * * *",
    execution_timezone="Asia/Shanghai",
    run_config=RunConfig(resources={SESSION: BuildResource(check_everything=True)}),
    default_status=DefaultScheduleStatus.RUNNING if IS_ON else DefaultScheduleStatus.STOPPED,
    description="A backstop for the sensor: the same build, with the checks over all documents.",
)

weekly_compaction = ScheduleDefinition(
    name="weekly_compaction",
    job=compaction_job,
    cron_schedule="0 5 * * 0",
    execution_timezone="Asia/Shanghai",
    default_status=DefaultScheduleStatus.RUNNING if IS_ON else DefaultScheduleStatus.STOPPED,
    description="Gives the space of replaced rows back to the disk. The warehouse stays as it is.",
)


@sensor(
    name="landing_folders",
    job=build_job,
    minimum_interval_seconds=SENSOR_SECONDS,
    default_status=DefaultSensorStatus.RUNNING if IS_ON else DefaultSensorStatus.STOPPED,
    description="Asks for a build when the input folders have changed and then stood still for one tick, so that a "
    "burst of files gives one run; folders that never stand still get one every half a minute.",
)
def landing_sensor(context: SensorEvaluationContext) -> SensorResult | SkipReason:
    """Ask for a build when the input folders have changed and stood still for one tick.

    The cursor holds what the folders looked like at the last tick and at the last request, how many ticks they have
    been changing, and the number of requests: folders that go back to an older look need a build too, and Dagster
    starts one run a run key. A burst of files, or one that is still being written, gives one run, after it has ended.
    Where files never stop coming, a run is asked for all the same: the build leaves a file that changes while it is
    read for the next one. A run that failed is asked for again later, each time after twice as long a wait.
    """
    try:
        seen = folders_digest(load_settings().inputs)
    except (FolderError, SettingsError) as error:
        return SkipReason(str(error))
    last = json.loads(context.cursor or "{}")
    requested, number = last.get("requested"), last.get("number", 0)
    ticks, failures = last.get("changing", 0) + 1, last.get("failures", 0)
    if seen == requested:
        if not _has_failed(context.instance, number, seen):
            return SensorResult(
                skip_reason="nothing new in the input folders", cursor=_cursor(seen, requested, 0, number)
            )
        left = TICKS_AFTER_FAILURE * 2 ** min(failures, MAX_DOUBLINGS) - ticks
        if left > 0:
            reason = f"the last run failed; asking again in about {left * SENSOR_SECONDS} s, or when the folders change"
            return SensorResult(skip_reason=reason, cursor=_cursor(seen, requested, ticks, number, failures))
        return _request(seen, number + 1, failures + 1)
    if seen != last.get("seen") and ticks < TICKS_WAITED:
        reason = "the input folders are changing; waiting for them to settle"
        return SensorResult(skip_reason=reason, cursor=_cursor(seen, requested, ticks, number))
    return _request(seen, number + 1)


def _request(seen: str, number: int, failures: int = 0) -> SensorResult:
    return SensorResult(
        run_requests=[RunRequest(run_key=_run_key(number, seen))], cursor=_cursor(seen, seen, 0, number, failures)
    )


def _run_key(number: int, seen: str) -> str:
    return f"{number}-{seen}"


def _has_failed(instance: DagsterInstance, number: int, seen: str) -> bool:
    runs = instance.get_runs(RunsFilter(tags={"dagster/run_key": _run_key(number, seen)}), limit=1)
    return any(run.status == DagsterRunStatus.FAILURE for run in runs)


def _cursor(seen: str, requested: str | None, changing: int, number: int, failures: int = 0) -> str:
    cursor = {"seen": seen, "requested": requested, "changing": changing, "number": number, "failures": failures}
    return json.dumps(cursor)


def folders_digest(folders: Sequence[InputFolder]) -> str:
    """Hash the names, sizes and times of all input files, and what of the folders can't be read.

    Raises:
        FolderError: A folder is missing or can't be read.
    """
    digest = hashlib.sha256()
    for folder in folders:
        listing = list_folder(folder)
        for file in listing.files:
            digest.update(f"{folder.name}\t{file.path}\t{file.size}\t{file.mtime_ns}\t{file.facts}\n".encode())
        for reject in listing.rejects:
            digest.update("\t".join([folder.name, *reject, "\n"]).encode())
    return digest.hexdigest()[:32]

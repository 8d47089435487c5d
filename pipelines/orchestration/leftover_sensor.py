"""The sensor that gives up runs whose process has died with the whole service: Dagster alone would wait for ever.

Where the process of one run dies, its code server tells. Where the machine loses power or the service is killed,
nobody does: the run stays "started", and as one run goes at a time, nothing starts any more. A run at work holds the
lock of its warehouse, or waits for who does; so a run that is started while the lock is free is none.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from dagster import (
    DagsterRun,
    DagsterRunStatus,
    DefaultSensorStatus,
    RunsFilter,
    SensorEvaluationContext,
    SensorResult,
    SkipReason,
    sensor,
)

from pipelines.orchestration.automation import IS_ON
from pipelines.settings import SettingsError, load_settings
from pipelines.warehouse.lock import is_locked

LOOK_SECONDS = 30
MESSAGE = "its process is gone; what it committed stays, and the next run goes on from there"


@sensor(
    name="leftover_runs",
    minimum_interval_seconds=LOOK_SECONDS,
    default_status=DefaultSensorStatus.RUNNING if IS_ON else DefaultSensorStatus.STOPPED,
    description="Gives up runs whose process was killed with the service, so that others can start: those that are "
    "started at two looks, half a minute apart, while nobody holds the lock of their warehouse.",
)
def leftover_sensor(context: SensorEvaluationContext) -> SensorResult | SkipReason:
    """Fail the runs that were started, with a free lock, at the last look and still are."""
    suspected = set(json.loads(context.cursor or "[]"))
    try:
        started = context.instance.get_runs(RunsFilter(statuses=[DagsterRunStatus.STARTED]))
        idle = [run for run in started if not is_locked(_state_dir(run))]
    except SettingsError as error:
        return SkipReason(str(error))
    gone = [run for run in idle if run.run_id in suspected]
    for run in gone:
        context.instance.report_run_failed(run, f"Run {run.run_id}: {MESSAGE}")
    left = sorted(run.run_id for run in idle if run.run_id not in suspected)
    reason = f"{len(gone)} runs given up, {len(left)} to look at again" if gone or left else "no run is left over"
    return SensorResult(skip_reason=reason, cursor=json.dumps(left))


def _state_dir(run: DagsterRun) -> Path:
    """Say where the lock of a run lies: its launchpad may name another warehouse."""
    return load_settings(warehouse=_warehouse(run.run_config)).state_dir


def _warehouse(config: object) -> str | None:
    """Find the one `warehouse` in a run's configuration, whichever resource or op it is given to."""
    if not isinstance(config, Mapping):
        return None
    found = config.get("warehouse")
    return found if isinstance(found, str) else next(filter(None, map(_warehouse, config.values())), None)

"""The sensor that tells somebody of a failed run, as `on_failure` says."""

from dagster import DefaultSensorStatus, RunFailureSensorContext, SkipReason, run_failure_sensor

from pipelines.orchestration.automation import IS_ON
from pipelines.settings import SettingsError, load_settings
from pipelines.warehouse.failure_call import FailedRun, call_on_failure


@run_failure_sensor(
    name="failure_call",
    default_status=DefaultSensorStatus.RUNNING if IS_ON else DefaultSensorStatus.STOPPED,
    description="Calls the command or the URL that on_failure in newsledger.toml names, with the error in one line.",
)
def failure_sensor(context: RunFailureSensorContext) -> SkipReason | None:
    """Call what `on_failure` names; without it, do nothing."""
    try:
        settings = load_settings()
    except SettingsError as error:
        return SkipReason(str(error))
    if not settings.on_failure:
        return SkipReason("on_failure is not set")
    failed = FailedRun(str(settings.warehouse), context.dagster_run.run_id, error_of(context))
    complaint = call_on_failure(settings.on_failure, failed)
    if complaint:
        context.log.error(complaint)
    return None


def error_of(context: RunFailureSensorContext) -> str:
    """Give the one line of the first step that failed, or else what Dagster says of the run."""
    for event in context.get_step_failure_events():
        data = event.step_failure_data
        if data.user_failure_data is not None and data.user_failure_data.description:
            return data.user_failure_data.description
        if data.error is not None:
            return data.error.message.strip().splitlines()[-1]
    return context.failure_event.message or "the run failed"

"""Asset checks, made from `sql/checks/`: invariants block the publish, signs of trouble warn."""

from collections.abc import Iterator, Mapping

from dagster import AssetCheckExecutionContext, AssetCheckResult, AssetChecksDefinition, multi_asset_check

from pipelines.orchestration.assets import step_name
from pipelines.orchestration.check_files import files_on, found_by, report, run_files, specs_of
from pipelines.orchestration.failures import in_one_line
from pipelines.orchestration.resource import BuildResource
from pipelines.sqlfiles import SqlFile
from pipelines.stages import STAGES
from pipelines.warehouse.build import segments


def _checks_of(step: str, files: Mapping[str, SqlFile]) -> AssetChecksDefinition:
    """Make the checks that are shown on the assets of a step; one step runs them all."""

    @multi_asset_check(name=step, specs=specs_of(files), can_subset=True)
    def run_checks(context: AssetCheckExecutionContext, session: BuildResource) -> Iterator[AssetCheckResult]:
        chosen = {key.name for key in context.selected_asset_check_keys}
        with in_one_line():
            results = run_files(session, {name: file for name, file in files.items() if name in chosen})
        for result in results:
            yield report(result, files[result.name])
        for result in results:
            if result.is_blocking and not result.has_passed:
                context.log.error(f"check {result.name} found {found_by(result)}; nothing is published")

    return run_checks


def check_steps() -> list[AssetChecksDefinition]:
    """Make one step of checks for each segment that has any; the warehouse runs its own before it is published."""
    found = {f"checks_of_{step_name(segment)}": files_on(*(s.name for s in segment)) for segment in segments(STAGES)}
    return [_checks_of(step, files) for step, files in found.items() if files]

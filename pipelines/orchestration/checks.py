"""Asset checks, made from `sql/checks/`: invariants block the publish, signs of trouble warn."""

from collections.abc import Collection, Iterator, Mapping

from dagster import (
    AssetCheckExecutionContext,
    AssetCheckResult,
    AssetChecksDefinition,
    AssetCheckSeverity,
    AssetCheckSpec,
    MetadataValue,
    multi_asset_check,
)
from dagster._core.definitions.metadata import RawMetadataValue

from pipelines.engine.chunk import INPUTS
from pipelines.orchestration.assets import step_name
from pipelines.orchestration.failures import in_one_line
from pipelines.orchestration.resource import BuildResource
from pipelines.sqlfiles import SqlFile, read_folder, reads
from pipelines.stages import STAGES
from pipelines.warehouse.build import segments
from pipelines.warehouse.checks import CheckResult, is_blocking


def asset_of(file: SqlFile) -> str:
    """Name the asset that a check is shown on: the last stage whose tables it reads."""
    read = reads(file)
    owners = [stage.name for stage in STAGES if not set(stage.tables).isdisjoint(read)]
    return owners[-1] if owners else INPUTS


def _sentence(file: SqlFile) -> str:
    """Say what a check makes sure of, and what comes of it where it finds something."""
    follows = "nothing is published" if is_blocking(file) else "a warning; the publish goes on"
    return f"{file.purpose[0].upper()}{file.purpose[1:]} Where a row is found: {follows}."


def _checks_of(step: str, files: Mapping[str, SqlFile]) -> AssetChecksDefinition:
    """Make the checks that are shown on the assets of a step; one step runs them all."""
    specs = [
        AssetCheckSpec(name, asset=asset_of(file), blocking=is_blocking(file), description=_sentence(file))
        for name, file in files.items()
    ]

    @multi_asset_check(name=step, specs=specs, can_subset=True)
    def run_checks(context: AssetCheckExecutionContext, session: BuildResource) -> Iterator[AssetCheckResult]:
        chosen = {key.name for key in context.selected_asset_check_keys}
        with in_one_line():
            results = _run(session, {name: file for name, file in files.items() if name in chosen})
        for result in results:
            yield _report(result, asset_of(files[result.name]))
        for result in results:
            if result.is_blocking and not result.has_passed:
                context.log.error(f"check {result.name} found {_found(result)}; nothing is published")

    return run_checks


def _run(session: BuildResource, files: Mapping[str, SqlFile]) -> list[CheckResult]:
    """Run the invariants on what was written, and look for signs of trouble in everything.

    A run that writes nothing must not take an older warning from the page.
    """
    blocking = {name for name, file in files.items() if is_blocking(file)}
    everything = session.check_everything or session.full_refresh
    return [
        *session.build.check(everything=everything, names=blocking),
        *session.build.check(everything=True, names=files.keys() - blocking),
    ]


def _report(result: CheckResult, asset: str) -> AssetCheckResult:
    found: dict[str, RawMetadataValue] = {"rows found": result.problem_count}
    if result.examples:
        found["examples"] = MetadataValue.text("; ".join(result.examples))
    return AssetCheckResult(
        asset_key=asset,
        check_name=result.name,
        passed=result.has_passed,
        severity=AssetCheckSeverity.ERROR if result.is_blocking else AssetCheckSeverity.WARN,
        description=_found(result),
        metadata=found,
    )


def _found(result: CheckResult) -> str:
    """Say what a check found, with an example."""
    if result.has_passed:
        return "nothing found"
    rows = "1 row:" if result.problem_count == 1 else f"{result.problem_count:,} rows, such as"
    return f"{rows} {result.examples[0]}"


def _files_of(assets: Collection[str]) -> dict[str, SqlFile]:
    return {file.name: file for file in read_folder("checks") if asset_of(file) in assets}


def check_steps() -> list[AssetChecksDefinition]:
    """Make one step of checks for the inputs and for each segment that has any."""
    groups = {INPUTS: [INPUTS]} | {step_name(segment): [s.name for s in segment] for segment in segments(STAGES)}
    found = {f"checks_of_{step}": _files_of(assets) for step, assets in groups.items()}
    return [_checks_of(step, files) for step, files in found.items() if files]

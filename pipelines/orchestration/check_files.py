"""What a check of `sql/checks/` is in Dagster: where it is shown, what it says, and what it found."""

from collections.abc import Mapping

from dagster import AssetCheckResult, AssetCheckSeverity, AssetCheckSpec, MetadataValue
from dagster._core.definitions.metadata import RawMetadataValue

from pipelines.orchestration.resource import BuildResource
from pipelines.sqlfiles import SqlFile, read_folder, reads
from pipelines.stages import STAGES
from pipelines.warehouse.checks import CheckResult, is_blocking

WAREHOUSE = "warehouse"


def asset_of(file: SqlFile) -> str:
    """Name the asset that a check is shown on: the last stage whose tables it reads, else what all of them make."""
    read = reads(file)
    owners = [stage.name for stage in STAGES if not set(stage.tables).isdisjoint(read)]
    return owners[-1] if owners else WAREHOUSE


def files_on(*assets: str) -> dict[str, SqlFile]:
    """Give the checks that are shown on some assets, by name."""
    return {file.name: file for file in read_folder("checks") if asset_of(file) in assets}


def specs_of(files: Mapping[str, SqlFile]) -> list[AssetCheckSpec]:
    """Declare checks."""
    return [
        AssetCheckSpec(name, asset=asset_of(file), blocking=is_blocking(file), description=_sentence(file))
        for name, file in files.items()
    ]


def _sentence(file: SqlFile) -> str:
    """Say what a check makes sure of, and what comes of it where it finds something."""
    follows = "nothing is published" if is_blocking(file) else "a warning; the publish goes on"
    return f"{file.purpose[0].upper()}{file.purpose[1:]} Where a row is found: {follows}."


def run_files(session: BuildResource, files: Mapping[str, SqlFile]) -> list[CheckResult]:
    """Run the invariants on what was written, and look for signs of trouble in everything.

    A run that writes nothing must not take an older warning from the page.
    """
    blocking = {name for name, file in files.items() if is_blocking(file)}
    everything = session.check_everything or session.full_refresh
    return [
        *session.build.check(everything=everything, names=blocking),
        *session.build.check(everything=True, names=files.keys() - blocking),
    ]


def report(result: CheckResult, file: SqlFile) -> AssetCheckResult:
    """Tell Dagster what a check found."""
    found: dict[str, RawMetadataValue] = {"rows found": result.problem_count}
    if result.examples:
        found["examples"] = MetadataValue.text("; ".join(result.examples))
    return AssetCheckResult(
        asset_key=asset_of(file),
        check_name=result.name,
        passed=result.has_passed,
        severity=AssetCheckSeverity.ERROR if result.is_blocking else AssetCheckSeverity.WARN,
        description=found_by(result),
        metadata=found,
    )


def found_by(result: CheckResult) -> str:
    """Say what a check found, with an example."""
    if result.has_passed:
        return "nothing found"
    rows = "1 row:" if result.problem_count == 1 else f"{result.problem_count:,} rows, such as"
    return f"{rows} {result.examples[0]}"

"""Assets, made from the list of stages: `inputs`, one asset a stage, and `warehouse`."""

from collections.abc import Iterator, Sequence

from dagster import AssetExecutionContext, AssetKey, AssetsDefinition, AssetSpec, MaterializeResult, asset, multi_asset

from pipelines.engine.chunk import INPUTS
from pipelines.orchestration.check_files import WAREHOUSE, files_on, report, run_files, specs_of
from pipelines.orchestration.failures import in_one_line
from pipelines.orchestration.metadata import (
    column_schema,
    describe,
    scan_metadata,
    stage_metadata,
    warehouse_metadata,
)
from pipelines.orchestration.resource import BuildResource
from pipelines.stages import STAGES
from pipelines.stages.base import Stage
from pipelines.warehouse.build import segments

OWNERS = ["team:newsledger"]
_LAST_CHECKS = files_on(WAREHOUSE)


@asset(name=INPUTS, group_name="inputs", kinds={"file"}, owners=OWNERS)
def input_files(session: BuildResource) -> MaterializeResult[None]:
    """Compare the input folders with the ledger: new, changed and removed documents.

    Files whose size and time are as they were are not read; a document is new or changed only if its bytes are.
    """
    with in_one_line():
        report = session.build.scan(allow_removal=session.allow_removal, full_refresh=session.full_refresh)
        return MaterializeResult(metadata=scan_metadata(session.build, report))


@asset(
    name=WAREHOUSE,
    group_name="published",
    kinds={"duckdb"},
    owners=OWNERS,
    deps=[stage.name for stage in STAGES],
    check_specs=specs_of(_LAST_CHECKS),
)
def published_warehouse(session: BuildResource) -> Iterator[MaterializeResult[None]]:
    """Publish the state with its views as `warehouse.duckdb`, in one step, once every blocking check has passed.

    Readers keep the snapshot that they opened. Where nothing changed, the file stays the one it was.
    """
    with in_one_line():
        results = run_files(session, _LAST_CHECKS)
        is_new = session.build.publish()
        yield MaterializeResult(
            metadata=warehouse_metadata(session.build.settings.warehouse, is_new=is_new),
            check_results=[report(result, _LAST_CHECKS[result.name]) for result in results],
        )


def _spec(stage: Stage) -> AssetSpec:
    owners = {table: owner.name for owner in STAGES for table in owner.tables}
    upstream = dict.fromkeys(INPUTS if table == INPUTS else owners[table] for table in stage.reads)
    return AssetSpec(
        stage.name,
        deps=list(upstream) or [INPUTS],
        description=describe(stage),
        group_name=stage.group,
        kinds={"python", "duckdb"},
        owners=OWNERS,
        code_version=str(stage.version),
        metadata=column_schema(stage),
    )


def step_name(segment: Sequence[Stage]) -> str:
    """Name the step that runs a segment: after its one stage, or from its first stage to its last."""
    first, last = segment[0].name, segment[-1].name
    return f"{first}_stage" if first == last else f"{first}_to_{last}"


def _segment_asset(segment: Sequence[Stage]) -> AssetsDefinition:
    """Make the assets of a segment: its stages run together, chunk by chunk, and report one by one."""

    @multi_asset(name=step_name(segment), specs=[_spec(stage) for stage in segment], can_subset=True)
    def run_segment(context: AssetExecutionContext, session: BuildResource) -> Iterator[MaterializeResult[None]]:
        chosen = [stage for stage in segment if AssetKey(stage.name) in context.selected_asset_keys]
        with in_one_line():
            session.build.run_segment(chosen)
        for stage in chosen:
            yield MaterializeResult(asset_key=stage.name, metadata=stage_metadata(session.build, stage))

    return run_segment


def stage_assets() -> list[AssetsDefinition]:
    """Make one asset a stage; document stages that follow each other share a step."""
    return [_segment_asset(segment) for segment in segments(STAGES)]

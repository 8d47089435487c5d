"""The pipeline in Dagster: read this page to see what there is.

    inputs ─► texts ─► pages ─► sentences ─┬─► numbers, dates ──────────────────────────┐
                                         ├─► tags ─► mention_spans ─► mention_links ──┼─► quotes ─► claims ─► conflicts
                                         └─► tokens, signatures ─► duplicates         └─► entities ─► review_queue
                                             every table ─► checks ─► warehouse

The stages are listed in `pipelines/stages/__init__.py`, in order; each is a pure function. One run holds the lock of
the warehouse from its first step to its last, so everything runs in one process.
"""

from dagster import Definitions, in_process_executor

from pipelines.orchestration.assets import input_files, published_warehouse, stage_assets
from pipelines.orchestration.automation import build_job, landing_sensor, nightly_schedule, weekly_compaction
from pipelines.orchestration.checks import check_steps
from pipelines.orchestration.compaction import compaction_job
from pipelines.orchestration.failure_sensor import failure_sensor
from pipelines.orchestration.leftover_sensor import leftover_sensor
from pipelines.orchestration.resource import SESSION, BuildResource

defs = Definitions(
    assets=[input_files, *stage_assets(), published_warehouse],
    asset_checks=check_steps(),
    jobs=[build_job, compaction_job],
    schedules=[nightly_schedule, weekly_compaction],
    sensors=[landing_sensor, failure_sensor, leftover_sensor],
    resources={SESSION: BuildResource()},
    executor=in_process_executor,
)

"""The weekly compaction: a job of one step that gives the space of replaced rows back to the disk."""

from dagster import Config, MetadataValue, OpExecutionContext, job, op
from pydantic import Field

from pipelines.orchestration.failures import in_one_line
from pipelines.orchestration.resource import LOCK_WAIT_SECONDS
from pipelines.settings import load_settings
from pipelines.warehouse.compact import compact_state

COMPACTION = "compact_state"


class CompactionConfig(Config):
    """What a compaction may be told in the launchpad."""

    warehouse: str | None = Field(
        default=None, description="the published file; empty: as in NEWSLEDGER_WAREHOUSE or newsledger.toml"
    )


@op(name="rewrite_state")
def rewrite_state(context: OpExecutionContext, config: CompactionConfig) -> None:
    """Copy the state into a fresh file and swap it in, under the lock; what the tables hold stays as it is."""
    with in_one_line():
        settings = load_settings(warehouse=config.warehouse)
        done = compact_state(settings, lock_wait_seconds=LOCK_WAIT_SECONDS, say=context.log.info)
    context.add_output_metadata(
        {
            "megabytes before": MetadataValue.float(round(done.bytes_before / 1e6, 1)),
            "megabytes after": MetadataValue.float(round(done.bytes_after / 1e6, 1)),
        }
    )


@job(name=COMPACTION, description="Give the space of replaced rows back to the disk; the warehouse stays as it is.")
def compaction_job() -> None:
    """Rewrite the state, in one step."""
    rewrite_state()

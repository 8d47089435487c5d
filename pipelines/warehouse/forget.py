"""Forget documents for good: every version and derived row, in the state and in every published generation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.settings import Settings
from pipelines.stages import STAGES
from pipelines.stages.base import Stage
from pipelines.warehouse.build import LOCK_WAIT_SECONDS, open_build, segments
from pipelines.warehouse.forgetting import forget_versions


@dataclass(frozen=True, slots=True)
class ForgetOutcome:
    """What was forgotten: names of the documents, those with the same bytes among them, and how many versions."""

    source_uris: tuple[str, ...]
    version_count: int


def forget_documents(
    settings: Settings,
    wanted: Sequence[str],
    *,
    stages: Sequence[Stage] = STAGES,
    say: Callable[[str], None],
    lock_wait_seconds: float = LOCK_WAIT_SECONDS,
) -> ForgetOutcome:
    """Forget documents, given by `doc_id` or `source_uri`, and all others with the bytes of one of their versions.

    They go on the list of what must not come back first. Then their rows go, what hangs on them is computed anew, and
    the publish writes the state into a fresh file and removes every older generation. After a kill on the way, any
    next run ends the work, or nothing was forgotten yet.

    Raises:
        WarehouseError: No such document, or whatever stops a build.
    """
    with open_build(settings, stages=stages, say=say, lock_wait_seconds=lock_wait_seconds) as build:
        versions = forget_versions(build.con, settings.state_dir, wanted, run=build.run, stages=stages)
        for segment in segments(stages):
            build.run_segment(segment)
        build.check()
        build.publish()
    return ForgetOutcome(tuple(sorted({version.source_uri for version in versions})), len(versions))

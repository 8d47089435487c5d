"""review_queue: pairs of entities that may be one, for a person to judge."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Key, Tables
from pipelines.text.linking.doubts import REASONS

QUERIES = {
    "strongest": f"""
        with ranked as (
            select
                left_id,
                right_id,
                min({{
                    'rank': list_position({list(REASONS)}, reason),
                    'reason': reason,
                    'left_name': left_name,
                    'right_name': right_name
                }}) as strongest
            from alike_names
            group by left_id, right_id
        )

        select left_id, right_id, strongest.reason, strongest.left_name, strongest.right_name from ranked""",
}


def run(batch: Tables, _: StageSettings) -> dict[str, pl.DataFrame]:
    """List each pair once, with the strongest reason there is; none is merged by machine."""
    return {"review_queue": batch["strongest"]}


STAGE = CorpusStage(
    name="review_queue",
    version=6,
    reads=("alike_names",),
    queries=QUERIES,
    tables=("review_queue",),
    run=run,
    key=Key("alike_names", ("left_id", "right_id")),
    group="names",
)

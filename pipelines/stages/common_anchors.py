"""common_anchors: runs of letters that so many documents have that they prove nothing."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Key, Tables

TOO_MANY_DOCUMENTS = 500

QUERIES = {
    "common": f"""
        select anchor, count(*)::integer as document_count from signature_anchors
        group by anchor having count(*) > {TOO_MANY_DOCUMENTS}""",
}


def run(batch: Tables, _: StageSettings) -> dict[str, pl.DataFrame]:
    """Set apart the anchors of over 500 documents: furniture that no rule knows, which would pair all pages."""
    return {"common_anchors": batch["common"]}


STAGE = CorpusStage(
    name="common_anchors",
    version=1,
    reads=("signature_anchors",),
    queries=QUERIES,
    tables=("common_anchors",),
    run=run,
    key=Key("signature_anchors", ("anchor",)),
    group="copies",
)

"""sources: who publishes the documents."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Tables

QUERIES = {
    "found": """
        select source_id, min(source) as name,
               arg_min(source_kind, doc_id) as kind, arg_min(source_domain, doc_id) as domain
        from document_metadata where source_id is not null
        group by source_id""",
}


def run(batch: Tables, _: StageSettings) -> dict[str, pl.DataFrame]:
    """List the outlets, platforms and people that the documents name as their source."""
    return {"sources": batch["found"]}


STAGE = CorpusStage(
    name="sources",
    version=1,
    reads=("document_metadata",),
    queries=QUERIES,
    tables=("sources",),
    run=run,
    group="pages",
)

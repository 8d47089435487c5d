"""entity_counts: how often all documents together name each entity, by name, source and day."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Tables

QUERIES = {
    "entity_names": """
        select
            entity_id,
            surface,
            type,
            link_rule,
            sum(mention_count)::bigint as mention_count,
            sum(shown_count)::bigint as shown_count
        from document_names group by all""",
    # The first of a document's names tells whether, and where, title and content name the entity.
    "entity_sources": """
        select
            n.entity_id,
            coalesce(d.source, '') as source,
            sum(n.shown_count)::bigint as mention_count,
            count(*) filter (where n.name_no = 1) as document_count
        from document_names as n
        left join document_metadata as d on d.doc_id = n.doc_id
        where n.first_sentence_no is not null
        group by all""",
    "entity_days": """
        select n.entity_id, d.published_date, count(*) as document_count
        from document_names as n
        inner join document_metadata as d on d.doc_id = n.doc_id
        where n.name_no = 1 and n.first_sentence_no is not null and d.published_date is not null
        group by all""",
}


def run(batch: Tables, _: StageSettings) -> dict[str, pl.DataFrame]:
    """Count by which names, in which sources and on which days the documents name each entity."""
    return dict(batch)


STAGE = CorpusStage(
    name="entity_counts",
    version=1,
    reads=("document_names", "document_metadata"),
    queries=QUERIES,
    tables=("entity_names", "entity_sources", "entity_days"),
    run=run,
    sums={
        "entity_names": ("mention_count", "shown_count"),
        "entity_sources": ("mention_count", "document_count"),
        "entity_days": ("document_count",),
    },
    group="names",
)

"""entity_totals: what all documents together say of each entity, so that nobody has to add up all mentions."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Key, Tables

QUERIES = {
    "totals": """
        -- A popular entity is in most documents: they are passed over with numbers in hand, and sorted nowhere.
        with by_source as (
            select
                n.entity_id,
                d.source,
                sum(n.shown_count) as mention_count,
                count(*) filter (where n.name_no = 1) as document_count,
                min(d.published_date) as first_date,
                max(d.published_date) as last_date
            from document_names as n
            left join document_metadata as d on d.doc_id = n.doc_id
            where n.first_sentence_no is not null
            group by n.entity_id, d.source
        ),

        totals as materialized (
            select
                entity_id,
                sum(mention_count)::bigint as mention_count,
                sum(document_count)::bigint as document_count,
                count(distinct coalesce(source, '')) as source_count,
                min(first_date) as first_date,
                max(last_date) as last_date,
                list_sort(coalesce(list(distinct source) filter (where source is not null), [])) as sources
            from by_source
            group by entity_id
        ),

        first_documents as (
            select n.entity_id, min(n.doc_id) as doc_id
            from document_names as n
            left join document_metadata as d on d.doc_id = n.doc_id
            inner join totals as t on t.entity_id = n.entity_id and t.first_date is not distinct from d.published_date
            where n.name_no = 1 and n.first_sentence_no is not null
            group by n.entity_id
        ),

        first_places as materialized (
            select n.entity_id, n.doc_id, n.first_sentence_no as sentence_no
            from document_names as n semi join first_documents using (entity_id, doc_id)
            where n.name_no = 1
        ),

        named as (
            select entity_id, surface, sum(shown_count) as mention_count
            from document_names where shown_count > 0 group by entity_id, surface
        ),

        names as (
            select entity_id, list(surface order by mention_count desc, surface) as names from named group by entity_id
        ),

        -- The few texts that are needed, found by row before any other is read.
        named_texts as (
            from texts where rowid in (select t.rowid from texts as t semi join first_places using (doc_id))
        ),

        places as (
            select
                s.doc_id,
                s.sentence_no,
                substring(x.raw_text, s.start_char + 1, s.end_char - s.start_char) as sentence
            from sentences as s
            inner join named_texts as x on x.doc_id = s.doc_id
            where (s.doc_id, s.sentence_no) in (select (f.doc_id, f.sentence_no) from first_places as f)
        )

        select
            t.entity_id,
            t.mention_count,
            t.document_count,
            t.source_count,
            t.first_date,
            t.last_date,
            n.names,
            t.sources,
            p.sentence
        from totals as t
        inner join names as n on n.entity_id = t.entity_id
        inner join first_places as f on f.entity_id = t.entity_id
        inner join places as p on p.doc_id = f.doc_id and p.sentence_no = f.sentence_no""",
}


def run(batch: Tables, _: StageSettings) -> dict[str, pl.DataFrame]:
    """Add up what names each entity: mentions, documents, sources, first and last day, names, and a first sentence."""
    return {"entity_totals": batch["totals"]}


STAGE = CorpusStage(
    name="entity_totals",
    version=2,
    reads=("document_names", "document_metadata", "sentences", "texts"),
    queries=QUERIES,
    tables=("entity_totals",),
    run=run,
    key=Key("document_names", ("entity_id",)),
    group="names",
)

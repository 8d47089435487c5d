"""entity_totals: what all documents together say of each entity, so that nobody has to add up all mentions."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Key, Tables

QUERIES = {
    "totals": """
        -- Sources and days are few beside documents, so only they are sorted.
        with by_day as (
            select
                n.entity_id,
                d.source,
                d.published_date,
                sum(n.shown_count) as mention_count,
                count(*) filter (where n.name_no = 1) as document_count,
                min({'doc_id': n.doc_id, 'sentence_no': n.first_sentence_no})
                    filter (where n.name_no = 1) as first_place
            from document_names as n
            left join document_metadata as d on d.doc_id = n.doc_id
            where n.first_sentence_no is not null
            group by n.entity_id, d.source, d.published_date
        ),

        totals as materialized (
            select
                entity_id,
                sum(mention_count)::bigint as mention_count,
                sum(document_count)::bigint as document_count,
                count(distinct coalesce(source, '')) as source_count,
                min(published_date) as first_date,
                max(published_date) as last_date,
                list_sort(coalesce(list(distinct source) filter (where source is not null), [])) as sources,
                min({'day': coalesce(published_date, 'infinity'::date), 'place': first_place}).place as first_place
            from by_day
            group by entity_id
        ),

        named as (
            select entity_id, surface, sum(shown_count) as mention_count
            from document_names where shown_count > 0 group by entity_id, surface
        ),

        names as (
            select entity_id, list(surface order by mention_count desc, surface) as names from named group by entity_id
        ),

        -- The few texts that are needed, before they are joined.
        places as (
            select
                s.doc_id,
                s.sentence_no,
                substring(x.raw_text, s.start_char + 1, s.end_char - s.start_char) as sentence
            from sentences as s
            inner join texts as x on x.doc_id = s.doc_id
            where (s.doc_id, s.sentence_no) in (
                select (t.first_place.doc_id, t.first_place.sentence_no) from totals as t
            )
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
        inner join places as p on p.doc_id = t.first_place.doc_id and p.sentence_no = t.first_place.sentence_no""",
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

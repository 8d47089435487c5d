"""entity_totals: what all documents together say of each entity, so that nobody has to add up all mentions."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Key, Tables

# The mentions of an entity are added up by document first: what follows counts documents and needs no `distinct`.
QUERIES = {
    "totals": """
        with by_document as (
            select entity_id, doc_id, sum(mention_count) as mention_count, min(sentence_nos[1]) as sentence_no
            from block_entities group by entity_id, doc_id
        ),

        totals as materialized (
            select
                b.entity_id,
                sum(b.mention_count)::bigint as mention_count,
                count(*) as document_count,
                count(distinct coalesce(d.source, '')) as source_count,
                min(d.published_date) as first_date,
                max(d.published_date) as last_date,
                list_sort(coalesce(list(distinct d.source) filter (where d.source is not null), [])) as sources,
                min({
                    'day': coalesce(d.published_date, 'infinity'::date),
                    'doc_id': b.doc_id,
                    'sentence_no': b.sentence_no
                }) as first_place
            from by_document as b
            left join document_metadata as d on d.doc_id = b.doc_id
            group by b.entity_id
        ),

        named as (
            select l.entity_id, m.surface, count(*) as mention_count
            from mention_links as l
            inner join mention_spans as m on m.mention_id = l.mention_id
            where m.zone in ('title', 'content') and l.entity_id in (select t.entity_id from totals as t)
            group by l.entity_id, m.surface
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
    version=1,
    reads=("block_entities", "document_metadata", "mention_links", "mention_spans", "sentences", "texts"),
    queries=QUERIES,
    tables=("entity_totals",),
    run=run,
    key=Key("block_entities", ("entity_id",)),
    group="names",
)

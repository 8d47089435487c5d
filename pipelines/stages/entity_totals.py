"""entity_totals: what all documents together say of each entity, so that nobody has to add up all mentions."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages import entity_counts
from pipelines.stages.base import CorpusStage, Key, Tables

_KEYED = ("document_names", *entity_counts.STAGE.tables)

# What was found before: a sentence is looked up again only where another is the first, or its document was written.
_NOTHING = "select null::varchar as entity_id, null::varchar as sentence limit 0"
_KEPT = """
    select f.entity_id, t.sentence from first_places as f
    inner join warehouse.main.entity_totals as t on t.entity_id = f.entity_id
        and t.first_doc_id = f.doc_id and t.first_sentence_no = f.sentence_no
    anti join written as w on w.doc_id = f.doc_id"""


def _totals(kept: str) -> str:
    return f"""
        with counted as (
            select
                entity_id,
                sum(mention_count)::bigint as mention_count,
                sum(document_count)::bigint as document_count,
                count(*) as source_count,
                list_sort(list(source) filter (where source <> '')) as sources
            from entity_sources
            group by entity_id
        ),

        dated as (
            select entity_id, min(published_date) as first_date, max(published_date) as last_date
            from entity_days group by entity_id
        ),

        totals as materialized (
            select
                c.entity_id,
                c.mention_count,
                c.document_count,
                c.source_count,
                d.first_date,
                d.last_date,
                coalesce(c.sources, []) as sources
            from counted as c left join dated as d on d.entity_id = c.entity_id
        ),

        -- A popular entity is in most documents: only those of the first days are looked into.
        early as (
            select doc_id, published_date from document_metadata
            where coalesce(published_date, 'infinity') in (select coalesce(first_date, 'infinity') from totals)
        ),

        first_places as materialized (
            select n.entity_id, min(n.doc_id) as doc_id, arg_min(n.first_sentence_no, n.doc_id) as sentence_no
            from document_names as n
            inner join early as d on d.doc_id = n.doc_id
            inner join totals as t on t.entity_id = n.entity_id and t.first_date is not distinct from d.published_date
            where n.name_no = 1 and n.first_sentence_no is not null
            group by n.entity_id
        ),

        named as (
            select entity_id, surface, sum(shown_count) as mention_count
            from entity_names where shown_count > 0 group by entity_id, surface
        ),

        names as (
            select entity_id, list(surface order by mention_count desc, surface) as names from named group by entity_id
        ),

        kept as materialized ({kept}),

        sought as materialized (from first_places anti join kept using (entity_id)),

        -- The few texts and sentences that are needed, found by row before the other columns of any are read.
        named_texts as (
            from texts where rowid in (select t.rowid from texts as t semi join sought using (doc_id))
        ),

        named_sentences as (
            from sentences
            where rowid in (select s.rowid from sentences as s semi join sought using (doc_id, sentence_no))
        ),

        places as (
            select
                s.doc_id,
                s.sentence_no,
                substring(x.raw_text, s.start_char + 1, s.end_char - s.start_char) as sentence
            from named_sentences as s inner join named_texts as x on x.doc_id = s.doc_id
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
            f.doc_id as first_doc_id,
            f.sentence_no as first_sentence_no,
            coalesce(k.sentence, p.sentence) as sentence
        from totals as t
        inner join names as n on n.entity_id = t.entity_id
        inner join first_places as f on f.entity_id = t.entity_id
        left join kept as k on k.entity_id = t.entity_id
        left join places as p on p.doc_id = f.doc_id and p.sentence_no = f.sentence_no
        where k.sentence is not null or p.sentence is not null"""


def _of_touched(query: str) -> str:
    cut = ", ".join(f"{table} as (from warehouse.main.{table} semi join touched using (entity_id))" for table in _KEYED)
    return f"with {cut} from ({query})"


def run(batch: Tables, _: StageSettings) -> dict[str, pl.DataFrame]:
    """Add up what names each entity: mentions, documents, sources, first and last day, names, and a first sentence."""
    return {"entity_totals": batch["totals"]}


STAGE = CorpusStage(
    name="entity_totals",
    version=4,
    reads=(*entity_counts.STAGE.tables, "document_names", "document_metadata", "sentences", "texts"),
    queries={"totals": _totals(_NOTHING)},
    tables=("entity_totals",),
    run=run,
    key=Key("document_names", ("entity_id",), queries={"totals": _of_touched(_totals(_KEPT))}),
    group="names",
)

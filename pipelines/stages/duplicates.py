"""duplicates: which documents tell one story in the same words."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Tables
from pipelines.stages.rows import Rows
from pipelines.text.duplicates import Pair, group_copies

QUERIES = {
    "pairs": "select doc_id, other_id, containment, kind from similar_pairs",
    # A day comes after the hours of that day, and a month or a year is no date to be the first by.
    "in_order": """
        with paired as (select doc_id from similar_pairs union select other_id as doc_id from similar_pairs)

        select p.doc_id from paired as p
        inner join signatures as s on s.doc_id = p.doc_id
        left join document_metadata as d
            on d.doc_id = p.doc_id and d.published_precision in ('day', 'hour', 'minute', 'second')
        order by d.published_date nulls last, (d.published_precision = 'day') nulls last, d.published_at nulls last,
            s.letter_count desc, p.doc_id""",
}


def run(batch: Tables, _: StageSettings) -> dict[str, pl.DataFrame]:
    """Group the copies and excerpts of each report around the one that was published first."""
    pairs = [Pair(*cells) for cells in batch["pairs"].select("doc_id", "other_id", "containment", "kind").iter_rows()]
    rows = Rows("duplicates")
    for member in group_copies(pairs, batch["in_order"].get_column("doc_id").to_list()):
        rows.add(member.doc_id, member.group_id, member.similarity, member.doc_id == member.group_id)
    return {"duplicates": rows.frame()}


STAGE = CorpusStage(
    name="duplicates",
    version=1,
    reads=("similar_pairs", "signatures", "document_metadata"),
    queries=QUERIES,
    tables=("duplicates",),
    run=run,
    group="copies",
)

"""learnt_lines: what a site repeats at the edges of its pages."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Key, Tables
from pipelines.text.ids import make_id

ENOUGH_DOCUMENTS = 3

QUERIES = {
    "repeated": f"""
        select site, line, count(distinct body_hash)::integer as document_count
        from edge_lines group by site, line
        having count(distinct body_hash) >= {ENOUGH_DOCUMENTS}""",
}


def run(batch: Tables, _: StageSettings) -> dict[str, pl.DataFrame]:
    """Learn the lines that at least three articles of a site have near an edge: boilerplate of that site."""
    hashes = [make_id(site, line) for site, line in batch["repeated"].select("site", "line").iter_rows()]
    return {"learnt_lines": batch["repeated"].with_columns(pl.Series("line_hash", hashes, dtype=pl.String))}


STAGE = CorpusStage(
    name="learnt_lines",
    version=1,
    reads=("edge_lines",),
    queries=QUERIES,
    tables=("learnt_lines",),
    run=run,
    key=Key("edge_lines", ("site", "line")),
    group="pages",
)

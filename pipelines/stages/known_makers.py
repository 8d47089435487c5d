"""known_makers: who makes a product, by all pages that say so."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, Key, Tables

# A name that several firms give their products (L7, Pro) tells of none.
QUERIES = {
    "made": """
        select entity_id, maker, count(*)::integer as document_count from product_makers
        group by entity_id, maker
        qualify 3 * count(*) >= 2 * sum(count(*)) over (partition by entity_id)""",
}


def run(batch: Tables, _: StageSettings) -> dict[str, pl.DataFrame]:
    """Learn who makes a product from the pages that say so, where two thirds of them agree."""
    return {"known_makers": batch["made"]}


STAGE = CorpusStage(
    name="known_makers",
    version=1,
    reads=("product_makers",),
    queries=QUERIES,
    tables=("known_makers",),
    run=run,
    key=Key("product_makers", ("entity_id",)),
    group="statements",
)

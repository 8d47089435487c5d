"""product_makers: who makes the products that a page names."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, Tables
from pipelines.stages.batches import as_records, entity_by_mention, rows_by_document, texts_of
from pipelines.stages.loading import loaded
from pipelines.stages.rows import Rows
from pipelines.text.claims import Name
from pipelines.text.claims.makers import MakerFinder

RULES = ("claim_subjects.toml", "entities.csv", "name_shortenings.csv", "simplified.csv")
_MENTION = ("start_char", "end_char", "surface", "type", "mention_id", "zone")


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """List the makers of unlisted products, as each page tells them beside the products' names."""
    finder = loaded(MakerFinder, RULES, settings.rules_dir)
    rows = Rows("product_makers")
    entities = entity_by_mention(batch)
    mentions = rows_by_document(batch, "mention_spans", _MENTION, order="start_char")
    for doc_id, text in texts_of(batch):
        names = [
            (start, end, surface, kind, entities[mention_id], zone)
            for start, end, surface, kind, mention_id, zone in mentions[doc_id]
            if mention_id in entities
        ]
        for entity_id, maker in sorted(finder.find(text, as_records(Name, names)).items()):
            rows.add(doc_id, entity_id, maker)
    return {"product_makers": rows.frame()}


STAGE = DocumentStage(
    name="product_makers",
    version=2,
    reads=("texts", "mention_spans", "mention_links"),
    tables=("product_makers",),
    run=run,
    rules=RULES,
    group="statements",
)

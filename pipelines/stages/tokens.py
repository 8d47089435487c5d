"""tokens: the search terms of each document."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, Tables
from pipelines.stages.batches import rows_by_document, texts_of
from pipelines.stages.rows import Rows
from pipelines.text.tokens import find_tokens


def run(batch: Tables, _: StageSettings) -> dict[str, pl.DataFrame]:
    """Count the search terms of title and content: jieba search-mode words and Latin words, folded."""
    rows = Rows("tokens")
    blocks = rows_by_document(batch, "blocks", ("zone", "start_char", "end_char"), order="block_no")
    for doc_id, text in texts_of(batch):
        ranges = [(start, end) for zone, start, end in blocks[doc_id] if zone in {"title", "content"}]
        for term, count in sorted(find_tokens(text, ranges).items()):
            rows.add(term, doc_id, count)
    return {"tokens": rows.frame()}


STAGE = DocumentStage(
    name="tokens",
    version=1,
    reads=("texts", "blocks"),
    tables=("tokens",),
    run=run,
    rules=("simplified.csv",),
    group="search",
)

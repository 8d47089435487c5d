"""sentences: the blocks of every zone, cut into sentences."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, Tables
from pipelines.stages.batches import rows_by_document, texts_of
from pipelines.stages.rows import Rows
from pipelines.text.sentences import split_sentences


def run(batch: Tables, _: StageSettings) -> dict[str, pl.DataFrame]:
    """Cut every block into sentences; a sentence never crosses a block."""
    rows = Rows("sentences")
    columns = ("block_no", "zone", "start_char", "end_char")
    blocks = rows_by_document(batch, "blocks", columns, order="block_no")
    for doc_id, text in texts_of(batch):
        number = 0
        for block_no, zone, block_start, block_end in blocks[doc_id]:
            for start, end in split_sentences(text, block_start, block_end):
                rows.add(doc_id, number, block_no, zone, start, end)
                number += 1
    return {"sentences": rows.frame()}


STAGE = DocumentStage(
    name="sentences",
    version=1,
    reads=("texts", "blocks"),
    tables=("sentences",),
    run=run,
    group="pages",
)

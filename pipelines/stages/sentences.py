"""sentences: the blocks of every zone, cut into sentences."""

from itertools import repeat

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, Tables
from pipelines.stages.batches import rows_by_document, texts_of
from pipelines.stages.rows import Rows
from pipelines.text.sentences import split_blocks


def run(batch: Tables, _: StageSettings) -> dict[str, pl.DataFrame]:
    """Cut every block into sentences; a sentence never crosses a block."""
    rows = Rows("sentences")
    columns = ("start_char", "end_char", "block_no", "zone")
    blocks = rows_by_document(batch, "blocks", columns, order="block_no")
    for doc_id, text in texts_of(batch):
        found = split_blocks(text, [(start, end) for start, end, *_ in blocks[doc_id]])
        if not found:
            continue
        of_block, starts, ends = zip(*found, strict=True)
        around = blocks[doc_id]
        block_nos, zones = zip(*[around[place][2:] for place in of_block], strict=True)
        rows.extend(repeat(doc_id, len(found)), range(len(found)), block_nos, zones, starts, ends)
    return {"sentences": rows.frame()}


STAGE = DocumentStage(
    name="sentences",
    version=1,
    reads=("texts", "blocks"),
    tables=("sentences",),
    run=run,
    group="pages",
)

"""signatures: what is kept of each document's content for finding its copies."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, Tables
from pipelines.stages.batches import rows_by_document, texts_of
from pipelines.stages.rows import Rows
from pipelines.text.duplicates import countable, make_sketch


def run(batch: Tables, _: StageSettings) -> dict[str, pl.DataFrame]:
    """Sketch the content of each document: boilerplate and quotations left out, Traditional folded to Simplified."""
    rows, anchors = Rows("signatures"), Rows("signature_anchors")
    blocks = rows_by_document(batch, "blocks", ("zone", "start_char", "end_char"), order="start_char")
    for doc_id, text in texts_of(batch):
        letters = countable(text, [(start, end) for zone, start, end in blocks[doc_id] if zone == "content"])
        sketch = make_sketch(letters)
        rows.add(doc_id, len(letters), sketch.shingle_count, sketch.sampled_count, sketch.shingles)
        for anchor in sketch.anchors:
            anchors.add(doc_id, anchor)
    return {"signatures": rows.frame(), "signature_anchors": anchors.frame()}


STAGE = DocumentStage(
    name="signatures",
    version=1,
    reads=("texts", "blocks"),
    tables=("signatures", "signature_anchors"),
    run=run,
    rules=("simplified.csv",),
    group="copies",
)

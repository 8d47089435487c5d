"""tokens: the search terms of each document."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, Tables
from pipelines.stages.batches import rows_by_document, texts_of
from pipelines.stages.rows import Rows
from pipelines.text.segmenter import segmenter_version
from pipelines.text.tokens import find_tokens


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Count the search terms of title and content: search-mode words and Latin words, folded."""
    rows, totals = Rows("tokens"), Rows("token_totals")
    blocks = rows_by_document(batch, "blocks", ("zone", "start_char", "end_char"), order="start_char")
    for doc_id, text in texts_of(batch):
        ranges = [(start, end) for zone, start, end in blocks[doc_id] if zone in {"title", "content"}]
        counts = find_tokens(text, ranges, settings.segmenter)
        for term, count in counts.items():
            rows.add(term, doc_id, count)
        totals.add(doc_id, sum(counts.values()))
    return {"tokens": rows.frame(), "token_totals": totals.frame()}


def _tool_version(settings: StageSettings) -> str:
    return segmenter_version(settings.segmenter)


STAGE = DocumentStage(
    name="tokens",
    version=2,
    reads=("texts", "blocks"),
    tables=("tokens", "token_totals"),
    run=run,
    rules=("simplified.csv",),
    settings=("segmenter",),
    tool_version=_tool_version,
    group="search",
)

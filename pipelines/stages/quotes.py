"""quotes: who said what, in which words."""

from itertools import repeat
from typing import Any

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, Tables
from pipelines.stages.batches import as_records, entity_by_mention, rows_by_document, texts_of
from pipelines.stages.loading import loaded
from pipelines.stages.rows import Rows, columns_of
from pipelines.text.ids import make_span_ids
from pipelines.text.quotes import Named, QuoteFinder

RULES = (
    "reporting_verbs.csv",
    "quote_words.csv",
    "speaker_words.csv",
    "titles.csv",
    "name_sounds.csv",
    "simplified.csv",
)


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Find direct and indirect quotes with their cue, their speaker, and the entity that the speaker is."""
    finder = loaded(QuoteFinder, RULES, settings.rules_dir)
    rows = Rows("quotes")
    sentences = rows_by_document(batch, "sentences", ("start_char", "end_char", "zone"), order="start_char")
    entities = entity_by_mention(batch)
    columns = ("start_char", "end_char", "type", "mention_id")
    mentions = rows_by_document(batch, "mention_spans", columns, order="start_char")
    for doc_id, text in texts_of(batch):
        named = [(start, end, kind, entities.get(key)) for start, end, kind, key in mentions[doc_id]]
        quotes = finder.find(text, sentences[doc_id], as_records(Named, named))
        if not quotes:
            continue
        by_column: dict[str, Any] = columns_of(quotes)
        ids = make_span_ids(doc_id, "quote", by_column["start_char"], by_column["end_char"], by_column["kind"])
        by_column |= {
            "quote_id": ids,
            "doc_id": repeat(doc_id, len(quotes)),
            "zone": [sentences[doc_id][no][2] for no in by_column["sentence_no"]],
            "parent_quote_id": [None if parent is None else ids[parent] for parent in by_column["parent"]],
        }
        rows.extend_by_name(by_column)
    return {"quotes": rows.frame()}


STAGE = DocumentStage(
    name="quotes",
    version=5,
    reads=("texts", "sentences", "mention_spans", "mention_links"),
    tables=("quotes",),
    run=run,
    rules=RULES,
    group="statements",
)

"""quotes: who said what, in which words."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, Tables
from pipelines.stages.batches import rows_by_document, texts_of
from pipelines.stages.loading import loaded
from pipelines.stages.rows import Rows
from pipelines.text.ids import make_span_ids
from pipelines.text.quotes import Named, Quote, QuoteFinder

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
    sentences = rows_by_document(batch, "sentences", ("start_char", "end_char", "zone"), order="sentence_no")
    entities = dict(batch["mention_links"].select("mention_id", "entity_id").iter_rows())
    columns = ("start_char", "end_char", "type", "mention_id")
    mentions = rows_by_document(batch, "mention_spans", columns, order="start_char")
    for doc_id, text in texts_of(batch):
        named = [Named(start, end, kind, entities.get(key)) for start, end, kind, key in mentions[doc_id]]
        quotes = finder.find(text, sentences[doc_id], named)
        places = [(q.start_char, q.end_char, q.kind) for q in quotes]
        ids = make_span_ids(doc_id, "quote", *zip(*places, strict=True)) if places else []
        for quote_id, quote in zip(ids, quotes, strict=True):
            parent_id = None if quote.parent is None else ids[quote.parent]
            zone = sentences[doc_id][quote.sentence_no][2]
            rows.add(*_cells(quote_id, doc_id, zone, parent_id, quote))
    return {"quotes": rows.frame()}


def _cells(quote_id: str, doc_id: str, zone: str, parent_id: str | None, q: Quote) -> tuple[object, ...]:
    return (
        quote_id,
        doc_id,
        q.sentence_no,
        zone,
        q.start_char,
        q.end_char,
        q.surface,
        q.kind,
        q.speaker,
        q.speaker_start,
        q.speaker_end,
        q.speaker_entity_id,
        q.speaker_rule,
        q.is_anonymous,
        q.cue,
        q.cue_start,
        q.cue_end,
        q.cue_stance,
        parent_id,
        q.confidence,
        q.rule_id,
    )


STAGE = DocumentStage(
    name="quotes",
    version=2,
    reads=("texts", "sentences", "mention_spans", "mention_links"),
    tables=("quotes",),
    run=run,
    rules=RULES,
    group="statements",
)

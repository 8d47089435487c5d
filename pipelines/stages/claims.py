"""claims: what each number claims, of whom, in whose name."""

from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, Tables
from pipelines.stages.batches import as_records, entity_by_mention, rows_by_document, texts_of
from pipelines.stages.loading import loaded
from pipelines.stages.rows import Rows, columns_of
from pipelines.text.claims import ClaimFinder, Figure, Name, QuoteSpan, Sentence
from pipelines.text.ids import make_id
from pipelines.text.segmenter import segmenter_version

RULES = (
    "change_verbs.csv",
    "claim_anaphors.csv",
    "claim_aspects.toml",
    "claim_carrying.toml",
    "claim_changes.csv",
    "claim_cues.csv",
    "claim_subjects.toml",
    "entities.csv",
    "name_shortenings.csv",
    "simplified.csv",
    "topic_qualifiers.csv",
    "topic_synonyms.csv",
    "topic_units.csv",
)
_AROUND = 30  # characters each side, as snippet() gives
_NUMBER = (
    "number_id",
    "start_char",
    "end_char",
    "sentence_no",
    "zone",
    "kind",
    "value",
    "unit",
    "dimension",
    "object",
    "object_start",
    "object_end",
)
_QUOTE = (
    "quote_id",
    "start_char",
    "end_char",
    "kind",
    "speaker_entity_id",
    "speaker_start",
    "speaker_end",
    "is_anonymous",
    "cue_start",
    "cue_end",
    "cue_stance",
)


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Say of each number whose it is, whether it is a fact, a report or a rumour, who says it, and what it is about."""
    finder = loaded(_FinderMaker(settings.segmenter), RULES, settings.rules_dir)
    rows = Rows("claims")
    sentences = rows_by_document(batch, "sentences", ("start_char", "end_char", "block_no"), order="start_char")
    numbers = rows_by_document(batch, "numbers", _NUMBER, order="start_char")
    entities = entity_by_mention(batch)
    columns = ("start_char", "end_char", "surface", "type", "mention_id", "zone")
    mentions = rows_by_document(batch, "mention_spans", columns, order="start_char")
    quotes = rows_by_document(batch, "quotes", _QUOTE, order="start_char")
    for doc_id, text in texts_of(batch):
        if not numbers[doc_id]:
            continue
        names = [
            (start, end, surface, kind, entities[mention_id], zone)
            for start, end, surface, kind, mention_id, zone in mentions[doc_id]
            if mention_id in entities
        ]
        claims = finder.find(
            text,
            as_records(Sentence, sentences[doc_id]),
            as_records(Figure, [cells[1:] for cells in numbers[doc_id]]),
            as_records(Name, names),
            as_records(QuoteSpan, quotes[doc_id]),
        )
        by_column: dict[str, Any] = columns_of(claims)
        number_ids, starts, ends, *_ = zip(*numbers[doc_id], strict=True)
        by_column |= {
            "claim_id": [make_id("claim", number_id) for number_id in number_ids],
            "number_id": number_ids,
            "doc_id": repeat(doc_id, len(claims)),
            "value_step": by_column["step"],
            "context": [_context(text, start, end) for start, end in zip(starts, ends, strict=True)],
        }
        rows.extend_by_name(by_column)
    return {"claims": rows.frame()}


@dataclass(frozen=True, slots=True)
class _FinderMaker:
    """Makes finders; two for the same segmenter are equal, so what they made is kept, in another process too."""

    segmenter: str

    def __call__(self, rules_dir: Path) -> ClaimFinder:
        return ClaimFinder(rules_dir, segmenter=self.segmenter)


def _tool_version(settings: StageSettings) -> str:
    return segmenter_version(settings.segmenter)


def _context(text: str, start: int, end: int) -> str:
    """Cut the words around a number: kept with its claim, as finding them costs views a look into every text."""
    return f"{text[max(start - _AROUND, 0) : start]}【{text[start:end]}】{text[end : end + _AROUND]}"


STAGE = DocumentStage(
    name="claims",
    version=22,
    reads=("texts", "sentences", "numbers", "mention_spans", "mention_links", "quotes"),
    tables=("claims",),
    run=run,
    rules=RULES,
    settings=("segmenter",),
    tool_version=_tool_version,
    group="statements",
)

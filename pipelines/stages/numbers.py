"""numbers: numbers and dates of every sentence."""

from datetime import date
from decimal import Decimal

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, Tables
from pipelines.stages.batches import rows_by_document, texts_of
from pipelines.stages.loading import loaded
from pipelines.stages.rows import Rows
from pipelines.text.ids import make_id
from pipelines.text.numbers import Anchor, DateMention, Number, QuantityFinder

RULES = (
    "change_verbs.csv",
    "classifiers.csv",
    "currencies.csv",
    "date_words.csv",
    "day_parts.csv",
    "festivals.csv",
    "lunar_years.csv",
    "modifiers.csv",
    "not_units.csv",
    "number_cues.csv",
    "number_guards.csv",
    "numbered_names.csv",
    "numeral_characters.csv",
    "object_words.csv",
    "rate_words.csv",
    "reigns.csv",
    "simplified.csv",
    "unit_prefixes.csv",
    "units.csv",
)


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Find numbers with value, unit, bound and object, and dates resolved against the publication date."""
    finder = loaded(QuantityFinder, RULES, settings.rules_dir)
    numbers, dates = Rows("numbers"), Rows("dates")
    sentences = rows_by_document(batch, "sentences", ("start_char", "end_char", "zone"), order="sentence_no")
    published = dict(batch["document_metadata"].select("doc_id", "published_date").iter_rows())
    for doc_id, text in texts_of(batch):
        spans = [(start, end) for start, end, _ in sentences[doc_id]]
        zones = [zone for *_, zone in sentences[doc_id]]
        found = finder.find(text, spans, published=_anchor(published.get(doc_id)))
        for number in found.numbers:
            numbers.add(*_number_cells(doc_id, zones[number.sentence_no], number))
        for mention in found.dates:
            dates.add(*_date_cells(doc_id, zones[mention.sentence_no], mention))
    return {"numbers": numbers.frame(), "dates": dates.frame()}


def _anchor(published: date | None) -> Anchor | None:
    return None if published is None else Anchor(published, "published")


def _number_cells(doc_id: str, zone: str, n: Number) -> tuple[object, ...]:
    return (
        make_id(doc_id, "number", n.start_char, n.end_char, n.kind),
        doc_id,
        n.sentence_no,
        zone,
        n.start_char,
        n.end_char,
        n.surface,
        n.kind,
        _double(n.value),
        _double(n.value_high),
        n.bound,
        n.modifier,
        n.modifier_start,
        n.modifier_end,
        n.direction,
        n.unit,
        n.dimension,
        _double(n.base_value),
        n.base_unit,
        n.per,
        n.object,
        n.object_start,
        n.object_end,
        n.iso,
        n.rule_id,
    )


def _date_cells(doc_id: str, zone: str, d: DateMention) -> tuple[object, ...]:
    return (
        make_id(doc_id, "date", d.start_char, d.end_char, d.kind),
        doc_id,
        d.sentence_no,
        zone,
        d.start_char,
        d.end_char,
        d.surface,
        d.kind,
        d.iso,
        d.date_from,
        d.date_to,
        d.precision,
        d.is_relative,
        d.is_inferred,
        d.anchor_date,
        d.anchor_basis,
        d.rule_id,
    )


def _double(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


STAGE = DocumentStage(
    name="numbers",
    version=3,
    reads=("texts", "sentences", "document_metadata"),
    tables=("numbers", "dates"),
    run=run,
    rules=RULES,
    group="quantities",
)

"""numbers: numbers and dates of every sentence."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import repeat
from typing import Any

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, Tables
from pipelines.stages.batches import rows_by_document, texts_of
from pipelines.stages.loading import loaded
from pipelines.stages.rows import Rows
from pipelines.text.ids import make_span_ids
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

_DOUBLES = ("value", "value_high", "base_value")  # exact in the text's own records, floating point in the table


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
        _add_spans(numbers, "number", doc_id, zones, found.numbers)
        _add_spans(dates, "date", doc_id, zones, found.dates)
    return {"numbers": numbers.frame(), "dates": dates.frame()}


def _anchor(published: date | None) -> Anchor | None:
    return None if published is None else Anchor(published, "published")


def _add_spans(
    rows: Rows, name: str, doc_id: str, zones: Sequence[str], found: Sequence[Number] | Sequence[DateMention]
) -> None:
    """Add rows whose columns are called like the fields of what was found, beside those that tell where it stands."""
    if not found:
        return
    columns: dict[str, Any] = dict(zip(found[0]._fields, zip(*found, strict=True), strict=True))
    columns |= {
        f"{name}_id": make_span_ids(doc_id, name, columns["start_char"], columns["end_char"], columns["kind"]),
        "doc_id": repeat(doc_id, len(found)),
        "zone": [zones[place] for place in columns["sentence_no"]],
    }
    columns |= {column: map(_double, columns[column]) for column in _DOUBLES if column in columns}
    rows.extend(*(columns[column] for column in rows.schema))


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

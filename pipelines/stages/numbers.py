"""numbers: numbers and dates of every sentence."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import repeat
from typing import Any

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, Tables
from pipelines.stages.batches import Row, rows_by_document, texts_of
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
    sentences = rows_by_document(batch, "sentences", ("start_char", "end_char", "zone"), order="start_char")
    metadata = batch["document_metadata"]
    published = dict(zip(metadata["doc_id"].to_list(), metadata["published_date"].to_list(), strict=True))
    numbers, dates = _Spans("number"), _Spans("date")
    for doc_id, text in texts_of(batch):
        spans = [(start, end) for start, end, _ in sentences[doc_id]]
        found = finder.find(text, spans, published=_anchor(published.get(doc_id)))
        numbers.add(doc_id, sentences[doc_id], found.numbers)
        dates.add(doc_id, sentences[doc_id], found.dates)
    return {"numbers": numbers.frame(), "dates": dates.frame()}


def _anchor(published: date | None) -> Anchor | None:
    return None if published is None else Anchor(published, "published")


class _Spans:
    """What was found in a batch, numbers or dates, and the columns of its table that tell where each stands."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: list[Number | DateMention] = []
        self._ids: list[str] = []
        self._doc_ids: list[str] = []
        self._zones: list[str] = []

    def add(self, doc_id: str, sentences: Sequence[Row], found: Sequence[Number] | Sequence[DateMention]) -> None:
        """Add what one document holds."""
        if found:
            places = [(span.start_char, span.end_char, span.kind) for span in found]
            self._found += found
            self._ids += make_span_ids(doc_id, self._name, *zip(*places, strict=True))
            self._doc_ids += repeat(doc_id, len(found))
            self._zones += [sentences[span.sentence_no][2] for span in found]

    def frame(self) -> pl.DataFrame:
        """Give the table, whose columns are called like the fields of what was found."""
        rows = Rows(f"{self._name}s")
        if self._found:
            columns: dict[str, Any] = dict(zip(self._found[0]._fields, zip(*self._found, strict=True), strict=True))
            columns |= {f"{self._name}_id": self._ids, "doc_id": self._doc_ids, "zone": self._zones}
            columns |= {column: map(_double, columns[column]) for column in _DOUBLES if column in columns}
            rows.extend(*(columns[column] for column in rows.schema))
        return rows.frame()


def _double(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


STAGE = DocumentStage(
    name="numbers",
    version=7,
    reads=("texts", "sentences", "document_metadata"),
    tables=("numbers", "dates"),
    run=run,
    rules=RULES,
    group="quantities",
)

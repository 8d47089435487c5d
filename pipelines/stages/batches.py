"""Take a batch apart: the rows of each document, as plain tuples."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from pipelines.stages.base import Tables

Row = tuple[Any, ...]


def texts_of(batch: Tables) -> Iterator[tuple[str, str]]:
    """Yield (doc_id, raw_text) of each document."""
    yield from batch["texts"].select("doc_id", "raw_text").iter_rows()


def rows_by_document(batch: Tables, table: str, columns: Sequence[str], *, order: str) -> dict[str, list[Row]]:
    """Group a table's rows by document, in the order of a column; a document without rows gives an empty list."""
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for doc_id, *cells in batch[table].sort("doc_id", order).select("doc_id", *columns).iter_rows():
        grouped[doc_id].append(tuple(cells))
    return grouped

"""Take a batch apart: the rows of each document, as plain tuples."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

from pipelines.stages.base import Tables

Row = tuple[Any, ...]
_PLACE = itemgetter(0)


def texts_of(batch: Tables) -> Iterator[tuple[str, str]]:
    """Yield (doc_id, raw_text) of each document."""
    texts = batch["texts"]
    yield from zip(texts["doc_id"].to_list(), texts["raw_text"].to_list(), strict=True)


def rows_by_document(batch: Tables, table: str, columns: Sequence[str], *, order: str) -> dict[str, list[Row]]:
    """Group a table's rows by document, in the order of a column; a document without rows gives an empty list."""
    frame = batch[table]
    rows = zip(*(frame[name].to_list() for name in columns), strict=True)
    grouped: defaultdict[str, list[tuple[int, Row]]] = defaultdict(list)
    for doc_id, place, row in zip(frame["doc_id"].to_list(), frame[order].to_list(), rows, strict=True):
        grouped[doc_id].append((place, row))
    in_order = {doc_id: [row for _, row in sorted(found, key=_PLACE)] for doc_id, found in grouped.items()}
    return defaultdict(list, in_order)


def entity_by_mention(batch: Tables) -> dict[str, str]:
    """Give the entity that each linked mention of a batch leads to."""
    links = batch["mention_links"]
    return dict(zip(links["mention_id"].to_list(), links["entity_id"].to_list(), strict=True))

"""Take a batch apart: the rows of each document, as plain tuples."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, TypeVar

from pipelines.stages.base import Tables

Row = tuple[Any, ...]
Record = TypeVar("Record", bound=Row)


def texts_of(batch: Tables) -> Iterator[tuple[str, str]]:
    """Yield (doc_id, raw_text) of each document."""
    texts = batch["texts"]
    yield from zip(texts["doc_id"].to_list(), texts["raw_text"].to_list(), strict=True)


def rows_by_document(batch: Tables, table: str, columns: Sequence[str], *, order: str) -> dict[str, list[Row]]:
    """Group a table's rows by document, in the order of one of the columns; no rows of a document: an empty list."""
    frame = batch[table]
    rows = zip(*(frame[name].to_list() for name in columns), strict=True)
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    # Rows of a document mostly stand together: they are taken by the stretch.
    for doc_id, same in groupby(frame["doc_id"].to_list()):
        grouped[doc_id] += islice(rows, len(list(same)))
    place = itemgetter(columns.index(order))
    for found in grouped.values():
        found.sort(key=place)
    return grouped


def as_records(kind: type[Record], rows: Iterable[Row]) -> list[Record]:
    """Make named tuples of rows whose cells stand in the order of the fields, without a call of Python for each."""
    return list(map(partial(tuple.__new__, kind), rows))


def entity_by_mention(batch: Tables) -> dict[str, str]:
    """Give the entity that each linked mention of a batch leads to."""
    links = batch["mention_links"]
    return dict(zip(links["mention_id"].to_list(), links["entity_id"].to_list(), strict=True))

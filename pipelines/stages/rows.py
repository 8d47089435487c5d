"""Build the rows of a table column by column, in the types that `sql/tables/` gives them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import polars as pl

from pipelines.sqlfiles import table_files

_POLARS_TYPES: dict[str, pl.DataType] = {
    "varchar": pl.String(),
    "integer": pl.Int32(),
    "bigint": pl.Int64(),
    "ubigint": pl.UInt64(),
    "double": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
    "timestamptz": pl.Datetime("us", "UTC"),
    "varchar[]": pl.List(pl.String()),
    "ubigint[]": pl.List(pl.UInt64()),
    "integer[]": pl.List(pl.Int32()),
}


@cache
def table_schema(table: str) -> dict[str, pl.DataType]:
    """Give the Polars type of each column of a table, in order, from its `create table`."""
    if table == "inputs":
        return {
            "doc_id": pl.String(),
            "source_uri": pl.String(),
            "content_hash": pl.String(),
            "media": pl.String(),
            "payload": pl.Binary(),
            "given": pl.String(),
            "facts": pl.String(),
        }
    return {name: _POLARS_TYPES[kind] for name, kind in table_files()[table].column_types.items()}


class Rows:
    """Rows of one table, collected as columns.

    >>> rows = Rows("tokens")
    >>> rows.add("芯片", "15c77808be43b6da", 2)
    >>> rows.frame().shape
    (1, 3)
    """

    def __init__(self, table: str) -> None:
        self.schema = table_schema(table)
        self._columns: list[list[object]] = [[] for _ in self.schema]

    def add(self, *cells: object) -> None:
        """Add a row; the cells stand in the order of the table's columns."""
        for column, cell in zip(self._columns, cells, strict=True):
            column.append(cell)

    def extend(self, *columns: Iterable[object]) -> None:
        """Add many rows, column by column; the columns are of one length and stand in the table's order."""
        for column, cells in zip(self._columns, columns, strict=True):
            column.extend(cells)

    def extend_by_name(self, columns: Mapping[str, Iterable[object]]) -> None:
        """Add many rows, column by column; what the table has no column for is left out."""
        self.extend(*(columns[name] for name in self.schema))

    def frame(self) -> pl.DataFrame:
        """Give the rows as a frame in the table's types."""
        columns = zip(self.schema.items(), self._columns, strict=True)
        return pl.DataFrame([pl.Series(name, cells, kind) for (name, kind), cells in columns])


def columns_of(records: Sequence[NamedTuple]) -> dict[str, Iterable[object]]:
    """Give the fields of records of one kind as columns, by their names; there is one record at least."""
    return dict(zip(records[0]._fields, zip(*records, strict=True), strict=True))


def reject_frame(rows: Sequence[tuple[str, str, str]]) -> pl.DataFrame:
    """Make the `rejects` of a stage from (doc_id, error, advice)."""
    return pl.DataFrame(rows, schema={"doc_id": pl.String, "error": pl.String, "advice": pl.String}, orient="row")

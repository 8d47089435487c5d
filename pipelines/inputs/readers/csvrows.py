"""Rows of a CSV file, one at a time and within bounds: a quotation mark that is never closed eats a file."""

import csv
from collections.abc import Iterator
from typing import IO

_PIECE = 1 << 20


def csv_rows(text: IO[str], limit: int) -> Iterator[list[str] | None]:
    """Yield the cells of each row; null for one of more than `limit` characters, which is skipped.

    A row that is too long ends with the first line that closes its quotation marks.

    Args:
        text: Opened with `newline=""`.
        limit: The most characters that a row may have, its marks included.

    Raises:
        csv.Error: The text ends inside of quotation marks.
    """
    csv.field_size_limit(max(csv.field_size_limit(), limit))
    lines = _Lines(text, limit)
    rows = csv.reader(lines)
    while True:
        lines.start_row()
        try:
            row = next(rows)
        except StopIteration:
            return
        except _LongRowError:
            yield None
        else:
            if row:
                yield row


class _LongRowError(ValueError):
    pass


class _Lines:
    """Lines for `csv.reader`, which asks for another one inside of a row only where it is inside of quotation marks."""

    def __init__(self, text: IO[str], limit: int) -> None:
        self._text = text
        self._limit = limit
        self._size = 0

    def start_row(self) -> None:
        self._size = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        is_quoted = self._size > 0
        line = self._text.readline(self._limit + 1 - self._size)
        self._size += len(line)
        if self._size > self._limit:
            self._skip(line, is_quoted=is_quoted)
            raise _LongRowError
        if not line and is_quoted:
            raise csv.Error("a quotation mark is opened and not closed")
        if not line:
            raise StopIteration
        return line

    def _skip(self, line: str, *, is_quoted: bool) -> None:
        while line:
            is_quoted ^= line.count('"') % 2 == 1
            if not is_quoted and line.endswith(("\n", "\r")):
                return
            line = self._text.readline(_PIECE)
        if is_quoted:
            raise csv.Error("a quotation mark is opened and not closed")

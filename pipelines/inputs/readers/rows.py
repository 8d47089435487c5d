"""Container files of rows: .jsonl, .jsonl.gz, .csv, .parquet."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from pipelines.inputs.decode import DecodeError, decode
from pipelines.inputs.readers.csvrows import csv_rows
from pipelines.inputs.readers.fields import MAX_RECORD_BYTES, RECORD_FIELDS, make_record
from pipelines.inputs.readers.unpack import (
    BOMB_ADVICE,
    BROKEN_ARCHIVE,
    FREE_FILE_BYTES,
    ExpansionError,
    check_expansion,
    open_maybe_gzip,
)
from pipelines.inputs.records import Record, Reject

_SAMPLE = 1 << 16
_BATCH_ROWS = 64
_PIECE = 1 << 20
_MAX_SKIPPED = 1 << 30  # an archive may unpack to a line without end


def read_json_lines(path: Path) -> Iterator[Record | Reject]:
    """Read one JSON object a line. A line that is too long, or no object, is a reject; the rest still comes."""
    number = 0
    with open_maybe_gzip(path) as stream:
        try:
            for number, line in enumerate(_lines(stream), start=1):
                if line is None:
                    yield Reject(str(number), f"a line of over {MAX_RECORD_BYTES} bytes", "split it, one page a line")
                elif line.strip():
                    yield _read_json(line, number)
        except BROKEN_ARCHIVE as error:
            yield Reject(str(number + 1), f"the archive breaks off after record {number}: {error}", "fetch it again")
        except ExpansionError as error:
            yield Reject(str(number + 1), f"the archive is left after record {number}: {error}", BOMB_ADVICE)


def _lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """Yield lines without their end; null for one that is too long, which is skipped piece by piece."""
    while line := stream.readline(MAX_RECORD_BYTES + 1):
        if len(line) > MAX_RECORD_BYTES:
            size = len(line)
            while line and not line.endswith(b"\n"):
                line = stream.readline(_PIECE)
                size += len(line)
                if size > _MAX_SKIPPED:
                    raise EOFError(f"one line goes on after {_MAX_SKIPPED} bytes")
            yield None
        else:
            yield line.rstrip(b"\r\n")


def _read_json(line: bytes, number: int) -> Record | Reject:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Reject(str(number), f"byte 0x{line[error.start]:02X} at {error.start} is not utf-8", "save it as UTF-8")
    except (ValueError, RecursionError) as error:
        return Reject(str(number), f"not JSON: {error}", "write one JSON object a line")
    if not isinstance(fields, dict):
        return Reject(str(number), f"a JSON {type(fields).__name__}, not an object", "write one JSON object a line")
    return make_record(fields, number, line)


def read_csv_rows(path: Path) -> Iterator[Record | Reject]:
    """Read a CSV file with a header. Columns are named as the fields of a record."""
    with path.open("rb") as stream:
        sample = stream.read(_SAMPLE)
    try:
        encoding = decode(sample[: sample.rfind(b"\n") + 1] or sample).encoding
    except DecodeError as error:
        yield Reject(None, error.message, error.advice)
        return
    encoding = {"utf-8": "utf-8-sig", "ascii": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(
        encoding, encoding
    )
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as text:
        yield from _csv_records(text)


def _csv_records(text: IO[str]) -> Iterator[Record | Reject]:
    number = 0
    try:
        rows = csv_rows(text, MAX_RECORD_BYTES)
        names = next(rows, None) or []
        if not {"text", "html"} & set(names):
            yield Reject(
                None,
                f"no column text or html in the header {','.join(names)[:200]}",
                "name the columns as in the README",
            )
            return
        for number, row in enumerate(rows, start=1):
            if row is None:
                advice = "split it, one page a row, and close its quotation marks"
                yield Reject(str(number), f"a row of over {MAX_RECORD_BYTES} characters", advice)
            else:
                yield make_record(dict(zip(names, row, strict=False)), number)
    except (csv.Error, UnicodeError) as error:
        yield Reject(str(number + 1), f"not CSV after row {number}: {error}", "close its quotation marks")


def read_parquet_rows(path: Path) -> Iterator[Record | Reject]:
    """Read a Parquet file, a few rows at a time. Columns are named as the fields of a record."""
    import pyarrow as pa  # noqa: PLC0415 - half a second that the other readers need not wait

    number = 0
    try:
        for number, fields in enumerate(_parquet_rows(path), start=1):
            yield fields if isinstance(fields, Reject) else make_record(fields, number)
    except ExpansionError as error:
        yield Reject(str(number + 1), f"the file is left after row {number}: {error}", BOMB_ADVICE)
    except (pa.ArrowException, OSError) as error:
        yield Reject(None if number == 0 else str(number + 1), f"not Parquet: {error}", "write the file again")


def _parquet_rows(path: Path) -> Iterator[dict[str, Any] | Reject]:
    """Read rows one at a time, within bounds: columns stay packed as dictionaries, one value in a million rows.

    Raises `ExpansionError` before it unpacks a group of rows that is too large, or makes a row too many.
    """
    import pyarrow.parquet as pq  # noqa: PLC0415

    packed, unpacked, given = path.stat().st_size, 0, 0
    named = [column.path for column in pq.read_metadata(path).schema if column.path in RECORD_FIELDS]
    with pq.ParquetFile(path, read_dictionary=named) as table:
        columns = [name for name in table.schema_arrow.names if name in RECORD_FIELDS]
        if not {"text", "html"} & set(columns):
            found = ",".join(table.schema_arrow.names)[:200]
            yield Reject(None, f"no column text or html among {found}", "name the columns as in the README")
            return
        for place in range(table.num_row_groups):
            group = table.metadata.row_group(place)
            chunks = (group.column(number) for number in range(group.num_columns))
            unpacked += sum(
                chunk.total_uncompressed_size for chunk in chunks if chunk.path_in_schema.partition(".")[0] in columns
            )
            check_expansion(packed, unpacked, free=FREE_FILE_BYTES)
            for batch in table.iter_batches(batch_size=_BATCH_ROWS, row_groups=[place], columns=columns):
                for row in range(batch.num_rows):
                    fields = {name: batch.column(name)[row].as_py() for name in columns}
                    given += sum(len(value) for value in fields.values() if isinstance(value, (str, bytes)))
                    check_expansion(packed, given, free=FREE_FILE_BYTES)
                    yield fields

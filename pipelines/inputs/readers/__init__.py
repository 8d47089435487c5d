"""Readers: a file in, records and rejects out, one at a time and in bounded memory."""

from collections.abc import Iterator
from pathlib import Path

from pipelines.inputs.readers.pages import MEDIA, read_page
from pipelines.inputs.readers.rows import read_csv_rows, read_json_lines, read_parquet_rows
from pipelines.inputs.readers.warc import read_warc
from pipelines.inputs.records import Record, Reject

_CONTAINERS = {
    ".jsonl": read_json_lines,
    ".jsonl.gz": read_json_lines,
    ".csv": read_csv_rows,
    ".parquet": read_parquet_rows,
    ".warc": read_warc,
    ".warc.gz": read_warc,
}
_EXTENSIONS = (*MEDIA, *_CONTAINERS)


def is_readable(name: str) -> bool:
    """Tell from a file's name whether there is a reader for it.

    >>> is_readable("a.JSONL.gz"), is_readable("a.pdf")
    (True, False)
    """
    return name.lower().endswith(_EXTENSIONS)


def read_records(path: Path) -> Iterator[Record | Reject]:
    """Read the documents of one file, in its order.

    What can't be read becomes a `Reject` with a reason; every other record still comes. A second record with an
    id that the file has already used is a reject: an id names one document.

    Raises:
        ValueError: No reader knows the file's extension.
        OSError: The file can't be opened.
    """
    extension = _extension(path.name)
    if extension is None:
        raise ValueError(
            f"{path.name}: no reader for this kind of file; use .txt, .md, .html, .jsonl, .csv, .parquet or .warc"
        )
    if extension in MEDIA:
        yield read_page(path, MEDIA[extension])
        return
    seen: set[str] = set()
    for record in _CONTAINERS[extension](path):
        if isinstance(record, Record) and record.key is not None:
            if record.key in seen:
                yield Reject(
                    record.key, f'the id "{record.key}" is used twice in {path.name}', "give each record its own id"
                )
                continue
            seen.add(record.key)
        yield record


def _extension(name: str) -> str | None:
    lower = name.lower()
    return next((known for known in _EXTENSIONS if lower.endswith(known)), None)

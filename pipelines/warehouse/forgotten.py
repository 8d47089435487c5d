"""The list of documents that must not come back: `.warehouse/forgotten.csv`, beside the state.

It is a plain file of its own, so that it outlives a state that is rebuilt. A record is refused if it has the name of a
forgotten document, whatever it says now, or the bytes of any version of one, whatever it is called now.
"""

import csv
import os
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import polars as pl

from pipelines.warehouse.errors import WarehouseError
from pipelines.warehouse.publish import sync
from pipelines.warehouse.state import Connection

FORGET = "forget"  # the stage that its rejects name
FORGOTTEN_FILE = "forgotten.csv"
ERROR = "forgotten at an operator's request"
ADVICE = "delete it from the input folder; to take it in again, remove its rows from forgotten.csv and touch the file"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """One version of a forgotten document."""

    doc_id: str
    source_uri: str
    content_hash: str
    forgotten_at: str


def read_forgotten(state_dir: Path) -> list[Forgotten]:
    """Read the list; none where there is no file.

    Raises:
        WarehouseError: A row is not as it was written: a document might come back.
    """
    path = state_dir / FORGOTTEN_FILE
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    except FileNotFoundError:
        return []
    width = len(fields(Forgotten))
    for number, row in enumerate(rows, start=1):
        if len(row) != width:
            raise WarehouseError(f"{path}:{number}: {len(row)} cells instead of {width}; restore the row from a backup")
    return [Forgotten(*row) for row in rows]


def add_forgotten(state_dir: Path, rows: Sequence[Forgotten]) -> None:
    """Add to the list what is not on it yet, in one step, and make sure that it is on the disk."""
    held = read_forgotten(state_dir)
    known = {(row.doc_id, row.content_hash) for row in held}
    fresh = state_dir / f"{FORGOTTEN_FILE}.new"
    with fresh.open("w", encoding="utf-8", newline="") as file:
        added = [row for row in rows if (row.doc_id, row.content_hash) not in known]
        csv.writer(file).writerows(astuple(row) for row in (*held, *added))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(state_dir / FORGOTTEN_FILE)
    sync(state_dir)


def refuse_forgotten(con: Connection, rows: Sequence[Forgotten]) -> list[tuple[str, str, str, str, str]]:
    """Take forgotten documents out of `scanned_records`, and give their rejects."""
    if not rows:
        return []
    con.register(
        "src_forgotten",
        pl.DataFrame({"doc_id": [r.doc_id for r in rows], "content_hash": [r.content_hash for r in rows]}),
    )
    among = "doc_id in (select doc_id from src_forgotten) or content_hash in (select content_hash from src_forgotten)"
    found = con.execute(f"select source_uri, doc_id from scanned_records where {among} order by all").fetchall()
    con.execute(f"delete from scanned_records where {among}")
    con.unregister("src_forgotten")
    return [(uri, doc_id, FORGET, ERROR, ADVICE) for uri, doc_id in found]

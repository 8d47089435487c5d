"""Bring the ledger up to date with the input folders: stat all files, read those that changed, hash their records."""

import time
from collections.abc import Callable, Sequence

import polars as pl

from pipelines.inputs.folders import Listing, clean_key, list_folder, real_path, source_uri
from pipelines.inputs.readers import read_records
from pipelines.inputs.records import Reject
from pipelines.settings import InputFolder
from pipelines.stages.base import Stage
from pipelines.text.ids import make_id
from pipelines.warehouse.forgotten import Forgotten, refuse_forgotten
from pipelines.warehouse.ledger import READER_VERSION, Run, Scanned, ScanReport, apply_scan
from pipelines.warehouse.renamed import renamed_folders
from pipelines.warehouse.state import Connection

ROWS_A_BATCH = 20_000
# A file written within this time of the scan may change again without its size or mtime telling.
SETTLING_NS = 2_000_000_000

_LISTED = {"folder": pl.String, "path": pl.String, "size": pl.Int64, "mtime_ns": pl.Int64, "facts": pl.String}
_RECORDS = {
    "doc_id": pl.String,
    "source_uri": pl.String,
    "folder": pl.String,
    "path": pl.String,
    "record": pl.String,
    "content_hash": pl.String,
    "facts": pl.String,
}


def scan(
    con: Connection,
    folders: Sequence[InputFolder],
    *,
    forgotten: Sequence[Forgotten],
    run: Run,
    stages: Sequence[Stage],
    allow_removal: bool,
    say: Callable[[str], None],
) -> ScanReport:
    """Compare the folders with the ledger and write what differs, in one transaction.

    Args:
        con: The state.
        folders: The input folders of this run.
        forgotten: What must not come back.
        run: The run, noted where something changed.
        stages: The pipeline, whose rows of removed documents go.
        allow_removal: Let over half of a folder's documents go.
        say: Told about progress.

    Only the folders of this run are looked at for removals. A file that changes while it is read is left for the
    next run; its documents stay as they are.

    Raises:
        FolderError: A folder is missing.
        WarehouseError: Two files have one name, a folder has another name than before, or over half of a folder's
            documents would be removed.
    """
    started_ns = time.time_ns()
    listings = [list_folder(folder) for folder in folders]
    listed = _listed(listings)
    report = ScanReport(ignored_files=sum(listing.ignored_count for listing in listings))
    scanned = Scanned(listed, [folder.name for folder in folders])
    con.register("src_listed", listed)
    columns = ", ".join(f"{name} varchar" for name in _RECORDS)
    con.execute(f"create or replace temp table scanned_records ({columns})")
    scanned.rejects += [_reject(listing, *reject) for listing in listings for reject in listing.rejects]
    _read_changed(con, listings, scanned, report, started_ns, say)
    scanned.rejects += refuse_forgotten(con, forgotten)
    scanned.folders += renamed_folders(con, scanned.folders, allow_removal=allow_removal)
    apply_scan(con, scanned, report, run=run, stages=stages, allow_removal=allow_removal)
    con.unregister("src_listed")
    return report


def _listed(listings: Sequence[Listing]) -> pl.DataFrame:
    """Make a frame column by column: rows of a hundred thousand files would take longer than to list them."""
    files = [file for listing in listings for file in listing.files]
    columns = {
        "folder": [listing.folder.name for listing in listings for _ in listing.files],
        "path": [file.path for file in files],
        "size": [file.size for file in files],
        "mtime_ns": [file.mtime_ns for file in files],
        "facts": [file.facts for file in files],
    }
    return pl.DataFrame(columns, schema=_LISTED)


def _read_changed(
    con: Connection,
    listings: Sequence[Listing],
    scanned: Scanned,
    report: ScanReport,
    started_ns: int,
    say: Callable[[str], None],
) -> None:
    query = """
        select l.folder, l.path, l.size, l.mtime_ns, l.facts from src_listed as l
        left join state.files as f on f.folder = l.folder and f.path = l.path
        where f.size is distinct from l.size or f.mtime_ns is distinct from l.mtime_ns
           or f.reader_version is distinct from ?
        order by l.folder, l.path"""
    changed = con.execute(query, [READER_VERSION]).fetchall()
    folders = {listing.folder.name: listing.folder for listing in listings}
    batch: list[tuple[object, ...]] = []
    for done, (folder, path, size, mtime_ns, facts) in enumerate(changed, start=1):
        records: list[tuple[object, ...]] = []
        rejects: list[tuple[str, str, str, str, str]] = []
        real = real_path(folders[folder], path)
        try:
            for record in read_records(real):
                key = None if record.key is None else clean_key(record.key)
                uri = source_uri(folder, path, key)
                if isinstance(record, Reject):
                    rejects.append((uri, make_id(uri), "files", record.error, record.advice))
                else:
                    records.append((make_id(uri), uri, folder, path, key, record.content_hash, facts))
            after = real.stat(follow_symlinks=False)
        except OSError as error:
            uri = source_uri(folder, path, None)
            advice = "grant read access, or remove the file"
            scanned.rejects.append((uri, make_id(uri), "folders", f"file can't be read: {error.strerror}", advice))
            scanned.skipped.add((folder, path))
            continue
        if (after.st_size, after.st_mtime_ns) != (size, mtime_ns):
            report.unsettled.append(source_uri(folder, path, None))
            scanned.skipped.add((folder, path))
            continue
        settled = mtime_ns < started_ns - SETTLING_NS
        scanned.files.append((folder, path, size, mtime_ns if settled else -1))
        scanned.rejects += rejects
        batch += records
        if len(batch) >= ROWS_A_BATCH:
            _flush(con, batch)
            say(f"read {done:,} of {len(changed):,} changed files")
    _flush(con, batch)


def _flush(con: Connection, batch: list[tuple[object, ...]]) -> None:
    if batch:
        frame = pl.DataFrame(batch, schema=_RECORDS, orient="row")
        con.register("src_batch", frame)
        con.execute("insert into scanned_records by name select * from src_batch")
        con.unregister("src_batch")
        batch.clear()


def _reject(listing: Listing, path: str, error: str, advice: str) -> tuple[str, str, str, str, str]:
    uri = source_uri(listing.folder.name, path, None)
    return (uri, make_id(uri), "folders", error, advice)

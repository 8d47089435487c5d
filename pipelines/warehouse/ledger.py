"""Write the outcome of a scan to the ledger: new, changed and removed documents, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from pipelines.settings import CODE_VERSION
from pipelines.stages.base import Stage, document_tables
from pipelines.warehouse.changes import INPUTS_CHANGED, log_changes
from pipelines.warehouse.errors import WarehouseError
from pipelines.warehouse.held_states import hold_new
from pipelines.warehouse.keys import log_keys_of_documents
from pipelines.warehouse.state import Connection, bump_generation
from pipelines.warehouse.sums import log_sums_of_going

READER_VERSION = 1  # goes up when a reader gives other records for the same file: every file is read again
Reject = tuple[str, str, str, str, str]  # source_uri, doc_id, stage, error, advice
REJECT_SCHEMA = dict.fromkeys(("source_uri", "doc_id", "stage", "error", "advice"), pl.String)


@dataclass(slots=True)
class Scanned:
    """What a scan read; the records themselves are in the temporary table `scanned_records`.

    Attributes:
        listed: Every input file: folder, path, size, mtime_ns, facts.
        folders: Names of the folders of this run, and old names of theirs.
        files: Files that were read: folder, path, size, mtime_ns to note.
        skipped: (folder, path) of files that could not be read, or not in peace; their documents stay.
        rejects: Trouble found on the way.
    """

    listed: pl.DataFrame
    folders: list[str]
    files: list[tuple[str, str, int, int]] = field(default_factory=list)
    skipped: set[tuple[str, str]] = field(default_factory=set)
    rejects: list[Reject] = field(default_factory=list)


@dataclass(slots=True)
class ScanReport:
    """What a scan found; `unsettled` files changed while they were read and wait for the next run."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    ignored_files: int = 0
    unsettled: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Run:
    """A run, noted in `runs` with its first write: a run that changes nothing leaves no trace."""

    run_id: str
    started_at: datetime
    is_noted: bool = False

    def note(self, con: Connection) -> None:
        """Insert the run, once; inside the transaction of its first write."""
        if not self.is_noted:
            row = [self.run_id, self.started_at, CODE_VERSION]
            con.execute("insert into runs values (?, ?, null, ?, 0, 0, 0, 0, 0)", row)
            self.is_noted = True


def apply_scan(
    con: Connection,
    scanned: Scanned,
    report: ScanReport,
    *,
    run: Run,
    stages: Sequence[Stage],
    allow_removal: bool,
) -> None:
    """Compare `scanned_records` with the ledger, count, and write.

    Raises:
        WarehouseError: Two files have one name, or over half of a folder's documents would be removed.
    """
    _register(con, scanned)
    _refuse_collisions(con)
    con.execute("create or replace temp table gone as " + _GONE)
    if not allow_removal:
        _refuse_mass_removal(con)
    _count(con, report)
    facts_changed = _number(
        con,
        "select count(*) from state.ledger as l inner join src_listed as f "
        "on f.folder = l.folder and f.path = l.path where f.facts <> l.facts",
    )
    con.execute("begin")
    if report.new or report.changed or report.removed or facts_changed or _rejects_differ(con):
        run.note(con)
        _write_documents(con, run, stages)
        _write_rejects(con, run)
        bump_generation(con)
    _write_files(con)
    con.execute("commit")
    for name in ("src_read_files", "src_skipped", "src_rejects", "src_folders"):
        con.unregister(name)


_GONE = """
    select l.doc_id from state.ledger as l
    inner join src_folders as s on s.folder = l.folder
    left join src_read_files as f on f.folder = l.folder and f.path = l.path
    left join src_listed as a on a.folder = l.folder and a.path = l.path
    left join scanned_records as r on r.doc_id = l.doc_id
    where (a.path is null or f.path is not null) and r.doc_id is null"""


def _register(con: Connection, scanned: Scanned) -> None:
    files = {"folder": pl.String, "path": pl.String, "size": pl.Int64, "mtime_ns": pl.Int64}
    con.register("src_read_files", pl.DataFrame(scanned.files, schema=files, orient="row"))
    pairs = {"folder": pl.String, "path": pl.String}
    con.register("src_skipped", pl.DataFrame(sorted(scanned.skipped), schema=pairs, orient="row"))
    con.register(
        "src_rejects",
        pl.DataFrame(scanned.rejects, schema=REJECT_SCHEMA, orient="row").unique(
            ["source_uri", "stage"], keep="first", maintain_order=True
        ),
    )
    con.register("src_folders", pl.DataFrame({"folder": list(scanned.folders)}, schema={"folder": pl.String}))


def _refuse_collisions(con: Connection) -> None:
    rows = con.execute("""
        select r.source_uri from scanned_records as r inner join state.ledger as l on l.doc_id = r.doc_id
        where (l.folder, l.path) <> (r.folder, r.path)
        union all
        select source_uri from scanned_records group by source_uri having count(*) > 1
        limit 1""").fetchall()
    if rows:
        raise WarehouseError(f"two inputs are called {rows[0][0]}; give the folders different names: --input NAME=DIR")


def _refuse_mass_removal(con: Connection) -> None:
    rows = con.execute("""
        select l.folder, count(g.doc_id), count(*) from state.ledger as l
        left join gone as g on g.doc_id = l.doc_id
        group by l.folder having count(g.doc_id) * 2 > count(*) order by l.folder""").fetchall()
    if rows:
        folder, gone, total = rows[0]
        name = f'folder "{folder}"' if folder else "the input folder"
        raise WarehouseError(
            f"{gone:,} of {total:,} documents of {name} are gone; if that is meant, run again with --allow-removal"
        )


def _count(con: Connection, report: ScanReport) -> None:
    report.new = _number(con, "select count(*) from scanned_records as r anti join state.ledger as l using (doc_id)")
    report.changed = _number(
        con,
        "select count(*) from scanned_records as r inner join state.ledger as l on l.doc_id = r.doc_id "
        "where l.content_hash <> r.content_hash",
    )
    report.removed = _number(con, "select count(*) from gone")
    total = _number(con, "select count(*) from state.ledger semi join src_folders using (folder)")
    report.unchanged = total - report.changed - report.removed


def _rejects_differ(con: Connection) -> bool:
    columns = "source_uri, stage, error"
    old = f"select {columns} from rejects where {_RENEWED_REJECTS}"
    new = f"select {columns} from src_rejects"
    return bool(_number(con, f"select count(*) from (({old}) except ({new}) union all (({new}) except ({old})))"))


# The rejects that this scan tells anew: trouble of the folders, and of files that were read or are gone.
_RENEWED_REJECTS = """
    (stage = 'folders' and exists (
        select 1 from src_folders as s where s.folder = '' or starts_with(rejects.source_uri, s.folder || '/')))
    or (stage in ('files', 'forget') and split_part(source_uri, '#', 1) in (
        select case folder when '' then path else folder || '/' || path end from (
            select folder, path from src_read_files
            union all
            select f.folder, f.path from state.files as f semi join src_folders using (folder)
            anti join src_listed using (folder, path))))"""


_CHANGED = """
    select doc_id from gone
    union
    select r.doc_id from scanned_records as r left join state.ledger as l on l.doc_id = r.doc_id
    where l.content_hash is distinct from r.content_hash
    union
    select l.doc_id from state.ledger as l
    inner join src_listed as f on f.folder = l.folder and f.path = l.path where f.facts <> l.facts"""


def _write_documents(con: Connection, run: Run, stages: Sequence[Stage]) -> None:
    moment = run.started_at
    log_changes(con, f"select '{INPUTS_CHANGED}' as stage, doc_id from ({_CHANGED})")
    con.execute("""
        insert into state.superseded_texts
        select l.doc_id, l.version_no, l.source_uri, t.content_hash, t.raw_text, l.updated_at
        from state.ledger as l
        inner join texts as t on t.doc_id = l.doc_id and t.content_hash = l.content_hash
        left join scanned_records as r on r.doc_id = l.doc_id
        left join gone as g on g.doc_id = l.doc_id
        where g.doc_id is not null or r.content_hash <> l.content_hash""")
    log_keys_of_documents(con, stages, "gone")
    log_sums_of_going(con, stages, "gone")
    for table in (*document_tables(stages), "state.stage_state", "state.ledger", "rejects"):
        con.execute(f"delete from {table} where doc_id in (select doc_id from gone)")
    con.execute(
        """
        update state.ledger set content_hash = r.content_hash, version_no = version_no + 1, updated_at = ?, run_id = ?
        from scanned_records as r
        where r.doc_id = ledger.doc_id and r.content_hash <> ledger.content_hash""",
        [moment, run.run_id],
    )
    con.execute("""
        update state.ledger set facts = f.facts from src_listed as f
        where f.folder = ledger.folder and f.path = ledger.path and f.facts <> ledger.facts""")
    hold_new(con, "select doc_id from scanned_records anti join state.ledger using (doc_id)")
    con.execute(
        """
        insert into state.ledger by name
        select r.*, coalesce(s.last_version_no, 0) + 1 as version_no,
               ?::timestamptz as first_seen_at, ?::timestamptz as updated_at, ? as run_id
        from scanned_records as r anti join state.ledger as l using (doc_id)
        left join (select doc_id, max(version_no) as last_version_no from state.superseded_texts group by doc_id) as s
            on s.doc_id = r.doc_id""",
        [moment, moment, run.run_id],
    )


def _write_rejects(con: Connection, run: Run) -> None:
    con.execute(f"delete from rejects where {_RENEWED_REJECTS}")
    con.execute("insert into rejects by name select *, ?::timestamptz as seen_at from src_rejects", [run.started_at])


def _write_files(con: Connection) -> None:
    stale = """
        select f.folder, f.path from state.files as f semi join src_folders using (folder)
        anti join src_listed using (folder, path)
        union all select folder, path from src_read_files
        union all select folder, path from src_skipped"""
    con.execute(f"delete from state.files where (folder, path) in ({stale})")
    con.execute("insert into state.files by name select *, ? as reader_version from src_read_files", [READER_VERSION])


def _number(con: Connection, query: str) -> int:
    return int(con.execute(query).fetchall()[0][0])

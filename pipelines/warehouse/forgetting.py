"""The steps of forgetting, which a run that finds them half done goes on with.

A mark in the state folder says that they have begun. It stays until no file beside the warehouse holds what was
forgotten, so whatever run comes after a kill, a build or another `forget`, ends the work. The list of what must not
come back is written first, in one step: before it nothing is forgotten, after it everything will be.
"""

import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from pipelines.stages.base import PairStage, Stage, document_tables
from pipelines.warehouse.changes import INPUTS_CHANGED, log_changes
from pipelines.warehouse.errors import WarehouseError
from pipelines.warehouse.forgotten import ADVICE, ERROR, FORGET, Forgotten, add_forgotten, read_forgotten
from pipelines.warehouse.keys import log_keys_of_documents
from pipelines.warehouse.ledger import Run
from pipelines.warehouse.publish import remove_generations, sync
from pipelines.warehouse.state import Connection, bump_generation
from pipelines.warehouse.sums import log_sums_of_going

MARK = "forgetting"

_VERSIONS = """
    select doc_id, source_uri, content_hash from state.ledger
    union select doc_id, source_uri, content_hash from state.superseded_texts"""


def is_forgetting(state_dir: Path) -> bool:
    """Tell whether files beside the warehouse may still hold what was forgotten."""
    return (state_dir / MARK).exists()


def forget_versions(
    con: Connection, state_dir: Path, wanted: Sequence[str], *, run: Run, stages: Sequence[Stage]
) -> list[Forgotten]:
    """Put documents on the list, and delete their rows; `end_forgetting` follows once the state is published.

    Args:
        con: The state; the run holds the lock.
        state_dir: Its folder.
        wanted: Each a `doc_id` or `source_uri`; one that is on the list already may have no rows any more.
        run: Noted where rows go.
        stages: The pipeline, whose rows go.

    Returns:
        All versions of these documents, and of those that have the bytes of one of them.

    Raises:
        WarehouseError: No such document is known; then nothing is done.
    """
    listed = [row for row in read_forgotten(state_dir) if {row.doc_id, row.source_uri} & set(wanted)]
    versions = _versions(con, wanted, known={name for row in listed for name in (row.doc_id, row.source_uri)})
    (state_dir / MARK).touch()
    sync(state_dir)
    add_forgotten(state_dir, versions)
    if versions:
        _delete(con, versions, run=run, stages=stages)
    return list({(row.doc_id, row.content_hash): row for row in (*listed, *versions)}.values())


def resume_forgetting(
    con: Connection, state_dir: Path, *, run: Run, stages: Sequence[Stage], say: Callable[[str], None]
) -> None:
    """Delete the rows of documents that are on the list: a `forget` was killed, or an older state restored."""
    listed = {row.doc_id for row in read_forgotten(state_dir)}
    if not listed:
        return
    query = f"select distinct doc_id from ({_VERSIONS}) where list_contains(?, doc_id) order by all"
    held = [doc_id for (doc_id,) in con.execute(query, [sorted(listed)]).fetchall()]
    if held:
        say(f"{len(held):,} documents are on the list of {FORGET} and still in the state: they go now")
        forget_versions(con, state_dir, held, run=run, stages=stages)


def end_forgetting(state_dir: Path, target: Path) -> None:
    """Remove every file that may hold what was forgotten: all but the state, written anew, and this generation."""
    remove_generations(keep=target)
    for aside in state_dir.glob("state-v*.duckdb*"):
        aside.unlink()
    shutil.rmtree(state_dir / "exchange", ignore_errors=True)  # of a run on Ray that was killed
    (state_dir / MARK).unlink()
    sync(state_dir)


def _versions(con: Connection, wanted: Sequence[str], *, known: set[str]) -> list[Forgotten]:
    """List all versions of the wanted documents, and of those that have the bytes of one of them."""
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    con.execute(f"create or replace temp table versions as {_VERSIONS}")
    named = "doc_id = ? or source_uri = ?"
    for name in wanted:
        found = con.execute(f"select 1 from versions where {named} limit 1", [name, name]).fetchall()
        if not found and name not in known:
            raise WarehouseError(f'no document "{name}" is known; give a doc_id or source_uri of document_versions')
    con.execute(
        "create or replace temp table going as select doc_id from versions "
        "where list_contains(?, doc_id) or list_contains(?, source_uri)",
        [list(wanted), list(wanted)],
    )
    while True:  # a version of one document may have the bytes of another's, whose other versions go as well
        before = con.execute("select count(distinct doc_id) from going").fetchall()
        con.execute("""
            insert into going select distinct doc_id from versions
            where content_hash in (select content_hash from versions semi join going using (doc_id))""")
        if con.execute("select count(distinct doc_id) from going").fetchall() == before:
            break
    rows = con.execute("select distinct v.* from versions as v semi join going using (doc_id) order by all").fetchall()
    return [Forgotten(doc_id, uri, content_hash, moment) for doc_id, uri, content_hash in rows]


def _delete(con: Connection, versions: Sequence[Forgotten], *, run: Run, stages: Sequence[Stage]) -> None:
    doc_ids = sorted({version.doc_id for version in versions})
    con.register("src_going", pl.DataFrame({"doc_id": doc_ids}, schema={"doc_id": pl.String}))
    con.execute("begin")
    run.note(con)
    log_changes(con, f"select '{INPUTS_CHANGED}' as stage, doc_id from src_going")
    con.execute("delete from rejects where doc_id in (select doc_id from src_going)")
    con.execute(
        """
        insert into rejects by name
        select source_uri, doc_id, ? as stage, ? as error, ? as advice, ?::timestamptz as seen_at
        from state.ledger semi join src_going using (doc_id)""",
        [FORGET, ERROR, ADVICE, run.started_at],
    )
    log_keys_of_documents(con, stages, "src_going")
    log_sums_of_going(con, stages, "src_going")
    for table in (*document_tables(stages), "state.stage_state", "state.superseded_texts", "state.ledger"):
        con.execute(f"delete from {table} where doc_id in (select doc_id from src_going)")
    for stage in stages:
        if isinstance(stage, PairStage):
            among = "(select doc_id from src_going)"
            con.execute(f"delete from {stage.table} where doc_id in {among} or other_id in {among}")
            log_changes(con, f"select '{stage.name}' as stage, null as doc_id")
    bump_generation(con)
    con.execute("commit")
    con.unregister("src_going")

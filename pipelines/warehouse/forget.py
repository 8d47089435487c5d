"""Forget documents for good: every version and derived row, in the state and in every published generation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from pipelines.settings import Settings
from pipelines.stages import STAGES
from pipelines.stages.base import PairStage, Stage, document_tables
from pipelines.warehouse.build import LOCK_WAIT_SECONDS, Build, open_build, segments
from pipelines.warehouse.changes import INPUTS_CHANGED, log_changes
from pipelines.warehouse.compact import rewrite_state
from pipelines.warehouse.errors import WarehouseError
from pipelines.warehouse.forgotten import ADVICE, ERROR, FORGET, Forgotten, add_forgotten
from pipelines.warehouse.keys import log_keys_of_documents
from pipelines.warehouse.publish import publish, published_path, remove_generations
from pipelines.warehouse.state import Connection, bump_generation


@dataclass(frozen=True, slots=True)
class ForgetOutcome:
    """What was forgotten: names of the documents, those with the same bytes among them, and how many versions."""

    source_uris: tuple[str, ...]
    version_count: int


def forget_documents(
    settings: Settings,
    wanted: Sequence[str],
    *,
    stages: Sequence[Stage] = STAGES,
    say: Callable[[str], None],
    lock_wait_seconds: float = LOCK_WAIT_SECONDS,
) -> ForgetOutcome:
    """Forget documents, given by `doc_id` or `source_uri`, and all others with the bytes of one of their versions.

    They go on the list of what must not come back first. Then their rows go, what hangs on them is computed anew, the
    state is written into a fresh file, published, and every older generation is removed. A kill on the way leaves
    documents on the list: the same command again ends the work.

    Raises:
        WarehouseError: No such document, or whatever stops a build.
    """
    with open_build(settings, stages=stages, say=say, lock_wait_seconds=lock_wait_seconds) as build:
        versions = _versions(build.con, wanted)
        add_forgotten(settings.state_dir, versions)
        _delete(build, stages, versions)
        for segment in segments(stages):
            build.run_segment(segment)
        build.check()
        build.settle()
        target = published_path(settings, build.con)
        build.con.close()
        rewrite_state(settings)
        publish(settings, build.state, target)
        remove_generations(keep=target)
        for aside in settings.state_dir.glob("state-v*.duckdb*"):
            aside.unlink()
            say(f"{aside.name}: removed, as it may hold what was forgotten")
    return ForgetOutcome(tuple(sorted({version.source_uri for version in versions})), len(versions))


_VERSIONS = """
    select doc_id, source_uri, content_hash from state.ledger
    union select doc_id, source_uri, content_hash from state.superseded_texts"""


def _versions(con: Connection, wanted: Sequence[str]) -> list[Forgotten]:
    """List all versions of the wanted documents, and of those that have the bytes of one of them."""
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    con.execute(f"create or replace temp table versions as {_VERSIONS}")
    named = "doc_id = ? or source_uri = ?"
    for name in wanted:
        if not con.execute(f"select 1 from versions where {named} limit 1", [name, name]).fetchall():
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


def _delete(build: Build, stages: Sequence[Stage], versions: Sequence[Forgotten]) -> None:
    con = build.con
    doc_ids = sorted({version.doc_id for version in versions})
    con.register("src_going", pl.DataFrame({"doc_id": doc_ids}, schema={"doc_id": pl.String}))
    con.execute("begin")
    build.run.note(con)
    log_changes(con, f"select '{INPUTS_CHANGED}' as stage, doc_id from src_going")
    con.execute("delete from rejects where doc_id in (select doc_id from src_going)")
    con.execute(
        """
        insert into rejects by name
        select source_uri, doc_id, ? as stage, ? as error, ? as advice, ?::timestamptz as seen_at
        from state.ledger semi join src_going using (doc_id)""",
        [FORGET, ERROR, ADVICE, build.run.started_at],
    )
    log_keys_of_documents(con, stages, "src_going")
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

"""Make a large warehouse out of a small one: rows multiplied, so that 100,000 documents need no hour of stages.

Every document of a built state stands `times` times, as files of their own with the same bytes; what the copies name
that no list knows (discovered entities) is made different in each, so that tables of names grow as they would. Ids of
copied spans differ from copy to copy. The ledger, the stages' state and the cursors are those of a finished build.
"""

from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipelines.settings import Settings
from pipelines.stages import STAGES
from pipelines.stages.base import CorpusStage, DocumentStage, PairStage
from pipelines.text.ids import make_id
from pipelines.warehouse.build import segments
from pipelines.warehouse.corpus import run_corpus_stage
from pipelines.warehouse.ledger import Run
from pipelines.warehouse.pairs import run_pair_stage
from pipelines.warehouse.plan import finish_plan, make_plan, stage_tasks
from pipelines.warehouse.staleness import make_stored, wanted_fingerprint
from pipelines.warehouse.state import open_state

SPAN_IDS = ("mention_id", "number_id", "date_id", "quote_id", "parent_quote_id", "claim_id")
IS_CURATED = "exists (from entities as e where e.entity_id = t.entity_id and e.origin = 'curated')"


def multiply_state(settings: Settings, times: int) -> None:
    """Multiply the documents of a built state; their files must lie in `copy<k>/` beside the originals already.

    Args:
        settings: Settings of the warehouse; its one input folder has no name.
        times: How often each document stands in the end.
    """
    run = Run("multiplied", datetime.now(UTC))
    con = open_state(settings.state_dir / "state.duckdb", STAGES, say=print)
    con.create_function("make_id", make_id, ["varchar"], "varchar")
    con.execute("begin")
    con.execute(
        f"""
        create temp table copies as
        select l.doc_id as old_id, make_id('copy' || k || '/' || l.source_uri) as new_id, k, 'copy' || k || '/' as above
        from state.ledger as l, range(1, {times}) as r (k)"""
    )
    for stage in STAGES:
        for table in stage.tables if isinstance(stage, DocumentStage) else ():
            _multiply(con, table)
    _multiply(con, "state.stage_state")
    con.execute("""
        insert into state.ledger
        select l.* replace (c.new_id as doc_id, c.above || l.source_uri as source_uri, c.above || l.path as path)
        from state.ledger as l inner join copies as c on c.old_id = l.doc_id""")
    con.execute(f"""
        insert into state.files
        select f.* replace ('copy' || k || '/' || f.path as path) from state.files as f, range(1, {times}) as r (k)""")
    con.execute("delete from state.cursors")
    con.execute("delete from state.changes")
    con.execute("commit")
    for segment in segments():
        for stage in segment:
            if isinstance(stage, CorpusStage):
                run_corpus_stage(con, stage, STAGES, settings.stage, run=run)
            elif isinstance(stage, PairStage):
                run_pair_stage(con, stage, STAGES, settings.stage, run=run)
        documents = [stage for stage in segment if isinstance(stage, DocumentStage)]
        if documents:
            _settle(con, documents, settings)
    con.close()


def _multiply(con: duckdb.DuckDBPyConnection, table: str) -> None:
    columns = [name for name, *_ in con.execute(f"describe {table}").fetchall()]
    other = {"doc_id": "c.new_id as doc_id"}
    for name in SPAN_IDS:
        other[name] = f"md5(t.{name} || c.k)[:16] as {name}"
    if table in ("mention_links", "block_entities", "document_names"):
        other["entity_id"] = f"if({IS_CURATED}, t.entity_id, md5(t.entity_id || c.k)[:16]) as entity_id"
    if table in ("mention_spans", "document_names"):
        is_known = "t.method = 'gazetteer'" if table == "mention_spans" else IS_CURATED
        # Two characters tell the copies apart: with one, every copy of a name would be a slip of every other.
        strange = "chr((19968 + 7 * c.k)::integer) || t.surface || chr((30000 + 11 * c.k)::integer)"
        other["surface"] = f"if({is_known}, t.surface, {strange}) as surface"
    if table == "signatures":  # else each document would be a copy of every other of its number
        other["shingles"] = (
            "list_transform(t.shingles, lambda hash: if(hash > 2147000000, hash, hash + c.k)) as shingles"
        )
    if table == "signature_anchors":
        other["anchor"] = "if(t.anchor > 2147000000, t.anchor, t.anchor + c.k) as anchor"
    replaced = ", ".join(text for name, text in other.items() if name in columns)
    con.execute(
        f"insert into {table} select t.* replace ({replaced}) from {table} as t inner join copies as c "
        "on c.old_id = t.doc_id"
    )


def _settle(con: duckdb.DuckDBPyConnection, documents: list[DocumentStage], settings: Settings) -> None:
    """Note the fingerprints that the copies have, so that nothing of them is stale."""
    tasks = stage_tasks(documents, STAGES, settings.stage)
    plan = make_plan(con, tasks)
    make_stored(con, tasks)
    for task in tasks:
        value, join = wanted_fingerprint(task)
        con.execute(
            f"create or replace temp table right_prints as select l.doc_id, {value} as fingerprint "
            f"from stored as l {join}"
        )
        con.execute(
            "update state.stage_state as s set fingerprint = r.fingerprint from right_prints as r "
            "where r.doc_id = s.doc_id and s.stage = ?",
            [task.stage.name],
        )
    finish_plan(con, plan, [])


def copy_files(folder: Path, times: int) -> None:
    """Lay the files of a folder `times - 1` times beside it, as links to the same bytes."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    for number in range(1, times):
        for path in files:
            target = folder / f"copy{number}" / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.hardlink_to(path)

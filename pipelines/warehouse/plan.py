"""Find the documents that a segment of stages must redo, and make the chunks of work with all that they need."""

import itertools
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import polars as pl

from pipelines.engine.chunk import INPUTS, ChunkTask, StageTask, cut_chunk
from pipelines.inputs.folders import clean_key, real_path, source_uri
from pipelines.inputs.readers import read_records
from pipelines.inputs.records import Record
from pipelines.settings import InputFolder, StageSettings
from pipelines.stages.base import DocumentStage, Stage, document_owners
from pipelines.stages.fingerprints import spec_hash
from pipelines.stages.rows import Rows
from pipelines.text.ids import make_id
from pipelines.warehouse.changes import advance, cursor, last_change, log_changes
from pipelines.warehouse.staleness import make_stored, stored_states, wanted_fingerprint
from pipelines.warehouse.state import Connection, rows_of

DOCS_A_CHUNK = 200
DOCS_A_PAGE = 20_000  # what is held of the plan outside of the database
BYTES_A_CHUNK = 2_000_000
CHUNKS_A_READ = 10  # a query for rows of some documents passes over the table, so it asks for many at once


def stage_tasks(segment: Sequence[DocumentStage], stages: Sequence[Stage], settings: StageSettings) -> list[StageTask]:
    """Bind each stage of a segment to its spec and to the document stages that it reads from."""
    owners = document_owners(stages)
    tasks = []
    for stage in segment:
        upstream = dict.fromkeys(INPUTS if table == INPUTS else owners[table] for table in stage.reads)
        tasks.append(StageTask(stage, spec_hash(stage, settings), tuple(upstream)))
    return tasks


@dataclass(slots=True)
class Plan:
    """What a segment has to do.

    The temporary table `stale_docs` holds the documents, each with the stages that differ by what is stored as bits:
    the first stage of the segment is the lowest.
    """

    tasks: Sequence[StageTask]
    doc_count: int


def make_plan(con: Connection, tasks: Sequence[StageTask]) -> Plan:
    """Compare the fingerprints of documents that may be stale with the stored ones, in the database.

    A stage looks at the documents that were written since it last came through, or at all of them where its version,
    rules or settings are others. The result lists direct differences only; what follows from them shows while the
    chunks run.
    """
    seen = {task.stage.name: cursor(con, task.stage.name, task.spec) for task in tasks}
    known = [change_no for change_no in seen.values() if change_no is not None]
    con.execute(
        "create or replace temp table candidates as select distinct l.doc_id from state.ledger as l "
        "semi join (from state.changes where change_no > ?) as c on c.doc_id = l.doc_id",
        [min(known, default=0)],
    )
    everything = len(known) < len(tasks)
    if not everything and not con.execute("from candidates limit 1").fetchall():
        con.execute("create or replace temp table stale_docs (doc_id varchar, stage_bits bigint)")
        return Plan(tasks, 0)
    make_stored(con, tasks, documents="state.ledger" if everything else "candidates")
    _make_lookups(con, tasks, everything=everything)
    con.execute("create or replace temp table stale (stage_bit bigint, doc_id varchar)")
    for number, task in enumerate(tasks):
        documents = "stored" if seen[task.stage.name] is None else "(from stored semi join candidates using (doc_id))"
        fingerprint, join = wanted_fingerprint(task)
        con.execute(
            f"insert into stale select {1 << number}, l.doc_id from {documents} as l {join} "
            f"where l.fingerprint_{task.stage.name} is distinct from {fingerprint}"
        )
    con.execute(
        "create or replace temp table stale_docs as "
        "select doc_id, bit_or(stage_bit) as stage_bits from stale group by doc_id"
    )
    con.execute("drop table stale")
    return Plan(tasks, int(con.execute("select count(*) from stale_docs").fetchall()[0][0]))


def make_chunks(
    con: Connection,
    plan: Plan,
    folders: Sequence[InputFolder],
    settings: StageSettings,
    *,
    owner_of: Mapping[str, str],
    say: Callable[[str], None],
) -> Iterator[ChunkTask]:
    """Yield the work of a plan in chunks, in the order of the files, with the rows that it may need.

    Args:
        con: The state.
        plan: What is stale.
        folders: Input folders of this run: what is stale in another can't be read and waits.
        settings: Settings of the stages.
        owner_of: Table → the document stage that owns it.
        say: Told about files that can't be read any more.
    """
    con.execute("create or replace temp table given (doc_id varchar)")
    payloads = _read_payloads(con, plan, folders, say)
    while read := list(itertools.islice(payloads, CHUNKS_A_READ)):
        stale = {doc_id: bits for part, _ in read for doc_id, bits in part.items()}
        con.register("src_given", pl.DataFrame({"doc_id": list(stale)}, schema={"doc_id": pl.String}))
        con.execute("insert into given from src_given")
        con.unregister("src_given")
        task = _make_task(con, plan, stale, pl.concat([inputs for _, inputs in read]), settings, owner_of)
        yield from (cut_chunk(task, list(part)) for part, _ in read)
    con.execute(
        f"""
        create or replace temp table waiting as
        select row_number() over (order by l.folder, l.path, l.rowid) as doc_no, l.doc_id, d.stage_bits
        from (from stale_docs anti join given using (doc_id)) as d inner join state.ledger as l on l.doc_id = d.doc_id
        where d.stage_bits & {_bits(plan, reading=False)} <> 0
        order by doc_no"""
    )
    con.execute("insert into given select doc_id from waiting")
    rows = _pages(con, "waiting", "doc_id, stage_bits")
    while stale := dict(itertools.islice(rows, CHUNKS_A_READ * DOCS_A_CHUNK)):
        task = _make_task(con, plan, stale, None, settings, owner_of)
        for first in range(0, len(stale), DOCS_A_CHUNK):
            yield cut_chunk(task, task.doc_ids[first : first + DOCS_A_CHUNK])


def not_given(con: Connection) -> list[str]:
    """List the documents of the plan that no chunk held: their input could not be read, or not in this run."""
    rows = con.execute("select doc_id from stale_docs anti join given using (doc_id)").fetchall()
    return [doc_id for (doc_id,) in rows]


def _bits(plan: Plan, *, reading: bool) -> int:
    """Give the bits of the stages that read what the files hold, or of all others."""
    return sum(1 << no for no, task in enumerate(plan.tasks) if (INPUTS in task.stage.reads) == reading)


def _pages(con: Connection, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table that counts them by `doc_no`, a page at a time."""
    for first in itertools.count(1, DOCS_A_PAGE):
        query = f"select {columns} from {table} where doc_no between ? and ? order by doc_no"
        page = con.execute(query, [first, first + DOCS_A_PAGE - 1]).fetchall()
        yield from page
        if len(page) < DOCS_A_PAGE:
            return


def finish_plan(con: Connection, plan: Plan, left: Collection[str]) -> None:
    """Note that a segment has come through; `left` are documents that the next run must look at again."""
    change_no = last_change(con)
    specs = {task.stage.name: task.spec for task in plan.tasks}
    if not left and all(cursor(con, name, spec) == change_no for name, spec in specs.items()):
        return
    con.execute("begin")
    for name, spec in specs.items():
        advance(con, name, spec, change_no)
    if left:
        con.register("src_left", pl.DataFrame({"doc_id": sorted(left)}, schema={"doc_id": pl.String}))
        log_changes(con, "select null as stage, doc_id from src_left")
        con.unregister("src_left")
    con.execute("commit")


def _make_lookups(con: Connection, tasks: Sequence[StageTask], *, everything: bool) -> None:
    for task in tasks:
        for name, lookup in task.stage.lookups.items():
            cut = ", ".join(
                f"{table} as (from warehouse.main.{table} semi join candidates using (doc_id))"
                for table in lookup.documents
            )
            query = lookup.query if everything or not cut else f"with {cut} from ({lookup.query})"
            con.execute(f"create or replace temp table {name} as {query}")
        if task.stage.lookups:
            rows = " union all ".join(
                f"select doc_id, md5_number_upper('{name}' || {name}::varchar) as row_hash from {name}"
                for name in task.stage.lookups
            )
            # A sum hangs on no order, so that no document's rows are held to be sorted.
            con.execute(
                f"create or replace temp table {task.stage.name}_lookup_hashes as select doc_id, "
                f"(sum(row_hash) % {1 << 64})::ubigint as rows_hash from ({rows}) group by doc_id"
            )


def _read_payloads(
    con: Connection, plan: Plan, folders: Sequence[InputFolder], say: Callable[[str], None]
) -> Iterator[tuple[dict[str, int], pl.DataFrame]]:
    """Read the records of stale documents again, file by file, in chunks: their stale stages, and what they hold."""
    rows, stale, size = Rows(INPUTS), dict[str, int](), 0
    for folder, path, facts, wanted in _wanted_files(con, plan, folders):
        for record, uri in _records(folder, path, say):
            doc_id = make_id(uri)
            content_hash, stage_bits = wanted.get(doc_id, (None, 0))
            if content_hash != record.content_hash:
                continue
            given = json.dumps(record.given, ensure_ascii=False, sort_keys=True)
            rows.add(doc_id, uri, record.content_hash, record.media, record.payload, given, facts)
            stale[doc_id] = stage_bits
            size += len(record.payload)
            if len(stale) >= DOCS_A_CHUNK or size >= BYTES_A_CHUNK:
                yield stale, rows.frame()
                rows, stale, size = Rows(INPUTS), {}, 0
    if stale:
        yield stale, rows.frame()


def _wanted_files(
    con: Connection, plan: Plan, folders: Sequence[InputFolder]
) -> Iterator[tuple[InputFolder, str, str, dict[str, tuple[str, int]]]]:
    """Yield folder, path, facts, and hash and stale stages of each wanted document, file by file."""
    con.execute(
        f"""
        create or replace temp table wanted_docs as
        select
            row_number() over (order by l.folder, l.path) as doc_no, l.folder, l.path, l.facts, l.doc_id,
            l.content_hash, d.stage_bits
        from stale_docs as d inner join state.ledger as l on l.doc_id = d.doc_id
        where d.stage_bits & {_bits(plan, reading=True)} <> 0 and list_contains(?, l.folder)
        order by doc_no""",
        [[folder.name for folder in folders]],
    )
    by_name = {folder.name: folder for folder in folders}
    rows = _pages(con, "wanted_docs", "folder, path, facts, doc_id, content_hash, stage_bits")
    for (folder, path, facts), found in itertools.groupby(rows, key=itemgetter(0, 1, 2)):
        yield by_name[folder], path, facts, {doc_id: (content_hash, bits) for *_, doc_id, content_hash, bits in found}


def _records(folder: InputFolder, path: str, say: Callable[[str], None]) -> Iterator[tuple[Record, str]]:
    try:
        for record in read_records(real_path(folder, path)):
            if isinstance(record, Record):
                key = None if record.key is None else clean_key(record.key)
                yield record, source_uri(folder.name, path, key)
    except OSError as error:
        uri = source_uri(folder.name, path, None)
        say(f"{uri}: can't be read any more ({error.strerror}); the next run tries again")


def _make_task(
    con: Connection,
    plan: Plan,
    stale: Mapping[str, int],
    inputs: pl.DataFrame | None,
    settings: StageSettings,
    owner_of: Mapping[str, str],
) -> ChunkTask:
    doc_ids = tuple(stale)
    con.register("src_chunk", pl.DataFrame({"doc_id": doc_ids}, schema={"doc_id": pl.String}))
    known = stored_states(con, plan.tasks, "src_chunk")
    lookup_hashes: dict[tuple[str, str], int] = {}
    tables: dict[str, pl.DataFrame] = {} if inputs is None else {INPUTS: inputs}
    for task in plan.tasks:
        name = task.stage.name
        for lookup in task.stage.lookups:
            tables[lookup] = con.sql(f"from {lookup} semi join src_chunk using (doc_id)").pl()
        for rows, query in task.stage.fetches.items():
            tables[rows] = con.sql(f"from ({query}) semi join src_chunk using (doc_id)").pl()
        if task.stage.lookups:
            query = f"select doc_id, rows_hash from {name}_lookup_hashes semi join src_chunk using (doc_id)"
            lookup_hashes |= {(name, doc_id): rows_hash for doc_id, rows_hash in con.execute(query).fetchall()}
    for table, needed in _stored_tables(plan, stale, known, owner_of).items():
        con.register("src_needed", pl.DataFrame({"doc_id": needed}, schema={"doc_id": pl.String}))
        tables[table] = con.sql(rows_of(table, "src_needed")).pl()
        con.unregister("src_needed")
    con.unregister("src_chunk")
    return ChunkTask(doc_ids, tuple(plan.tasks), settings, tables, known, lookup_hashes)


def _stored_tables(
    plan: Plan,
    stale_docs: Mapping[str, int],
    known: Mapping[tuple[str, str], tuple[int, int]],
    owner_of: Mapping[str, str],
) -> dict[str, list[str]]:
    """Say which stored rows a chunk may read: tables of stages that may run, where their owner may not run first."""
    names = [task.stage.name for task in plan.tasks]
    stale = {(name, doc_id) for doc_id, bits in stale_docs.items() for no, name in enumerate(names) if bits >> no & 1}
    moving = {stage for stage, _ in stale}
    needed: dict[str, list[str]] = {}
    for task in plan.tasks:
        if task.stage.name not in moving and moving.isdisjoint(task.upstream):
            continue
        moving.add(task.stage.name)
        for table in task.stage.reads:
            if table == INPUTS or table in needed:
                continue
            owner = owner_of[table]
            held = [doc_id for doc_id in stale_docs if (owner, doc_id) in known and (owner, doc_id) not in stale]
            if held:
                needed[table] = held
    return needed

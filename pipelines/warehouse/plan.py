"""Find the documents that a segment of stages must redo, and make the chunks of work with all that they need."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.engine.chunk import INPUTS, ChunkTask, StageTask
from pipelines.inputs.folders import clean_key, real_path, source_uri
from pipelines.inputs.readers import read_records
from pipelines.inputs.records import Record
from pipelines.settings import InputFolder, StageSettings
from pipelines.stages.base import DocumentStage, Stage
from pipelines.stages.fingerprints import spec_hash
from pipelines.stages.rows import Rows
from pipelines.text.ids import make_id
from pipelines.warehouse.changes import advance, cursor, last_change, log_changes
from pipelines.warehouse.state import Connection

DOCS_A_CHUNK = 200
FILES_A_PAGE = 5_000
BYTES_A_CHUNK = 2_000_000

# Hash of what the ledger says of a document's input: the "output" that the first stage hangs on.
_INPUT_HASH = "md5_number_upper(concat_ws('|', l.content_hash, l.facts))"


def stage_tasks(segment: Sequence[DocumentStage], stages: Sequence[Stage], settings: StageSettings) -> list[StageTask]:
    """Bind each stage of a segment to its spec and to the document stages that it reads from."""
    owners = {table: stage.name for stage in stages if isinstance(stage, DocumentStage) for table in stage.tables}
    tasks = []
    for stage in segment:
        upstream = dict.fromkeys(INPUTS if table == INPUTS else owners[table] for table in stage.reads)
        tasks.append(StageTask(stage, spec_hash(stage, settings), tuple(upstream)))
    return tasks


@dataclass(slots=True)
class Plan:
    """What a segment has to do. `stale` holds (stage, doc_id) pairs that differ by what is stored."""

    tasks: Sequence[StageTask]
    stale: pl.DataFrame
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
    _make_lookups(con, tasks, everything=len(known) < len(tasks))
    con.execute("create or replace temp table stale (stage varchar, doc_id varchar)")
    for task in tasks:
        documents = LEDGER if seen[task.stage.name] is None else _AMONG_CANDIDATES
        con.execute("insert into stale " + stale_query(task, documents))
    pairs = con.sql("select stage, doc_id from stale").pl()
    return Plan(tasks, pairs, pairs.get_column("doc_id").n_unique())


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
    reads_inputs = [task.stage.name for task in plan.tasks if INPUTS in task.stage.reads]
    done: set[str] = set()
    for doc_ids, inputs in _read_payloads(con, folders, reads_inputs, say):
        done.update(doc_ids)
        yield _make_task(con, plan, doc_ids, inputs, settings, owner_of)
    rest = plan.stale.filter(~pl.col("stage").is_in(reads_inputs)).get_column("doc_id").unique(maintain_order=True)
    waiting = [doc_id for doc_id in rest if doc_id not in done]
    for start in range(0, len(waiting), DOCS_A_CHUNK):
        yield _make_task(con, plan, waiting[start : start + DOCS_A_CHUNK], None, settings, owner_of)


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
                f"select doc_id, '{name}' || {name}::varchar as line from {name}" for name in task.stage.lookups
            )
            con.execute(
                f"create or replace temp table {task.stage.name}_lookup_hashes as select doc_id, "
                f"md5_number_upper(string_agg(line, chr(10) order by line)) as rows_hash from ({rows}) group by doc_id"
            )


# Where to look for stale documents.
LEDGER = "state.ledger"
_AMONG_CANDIDATES = "(from state.ledger semi join candidates using (doc_id))"


def stale_query(task: StageTask, documents: str = LEDGER, *, with_fingerprint: bool = False) -> str:
    """Make the query for those of some documents whose fingerprint is not the stored one.

    With the fingerprint, the rows are those of `state.stage_state`, for a stage that has no output hash.
    """
    value, joins = wanted_fingerprint(task)
    return f"""
        select '{task.stage.name}', l.doc_id{f", {value}, 0" if with_fingerprint else ""} from {documents} as l
        left join state.stage_state as s on s.doc_id = l.doc_id and s.stage = '{task.stage.name}'
        {joins}
        where s.fingerprint is distinct from {value}
        order by l.folder, l.path, l.doc_id"""


def wanted_fingerprint(task: StageTask) -> tuple[str, str]:
    """Give the fingerprint that a stage wants for a row `l` of the ledger, and the joins that it needs."""
    name = task.stage.name
    parts, joins = [f"'{task.spec}'"], []
    for number, source in enumerate(task.upstream):
        if source == INPUTS:
            parts.append(f"{_INPUT_HASH}::varchar")
            continue
        parts.append(f"coalesce(u{number}.output_hash::varchar, '')")
        joins.append(
            f"left join state.stage_state as u{number} on u{number}.doc_id = l.doc_id and u{number}.stage = '{source}'"
        )
    if task.stage.lookups:
        parts.append("coalesce(k.rows_hash::varchar, '')")
        joins.append(f"left join {name}_lookup_hashes as k on k.doc_id = l.doc_id")
    return f"md5_number_upper(concat_ws('|', {', '.join(parts)}))", " ".join(joins)


def _read_payloads(
    con: Connection, folders: Sequence[InputFolder], stages: Sequence[str], say: Callable[[str], None]
) -> Iterator[tuple[list[str], pl.DataFrame]]:
    """Read the records of stale documents again, file by file, in chunks."""
    rows, doc_ids, size = Rows(INPUTS), list[str](), 0
    for folder, path, facts, hashes in _wanted_files(con, folders, stages):
        for record, uri in _records(folder, path, say):
            doc_id = make_id(uri)
            if hashes.get(doc_id) != record.content_hash:
                continue
            given = json.dumps(record.given, ensure_ascii=False, sort_keys=True)
            rows.add(doc_id, uri, record.content_hash, record.media, record.payload, given, facts)
            doc_ids.append(doc_id)
            size += len(record.payload)
            if len(doc_ids) >= DOCS_A_CHUNK or size >= BYTES_A_CHUNK:
                yield doc_ids, rows.frame()
                rows, doc_ids, size = Rows(INPUTS), [], 0
    if doc_ids:
        yield doc_ids, rows.frame()


def _wanted_files(
    con: Connection, folders: Sequence[InputFolder], stages: Sequence[str]
) -> Iterator[tuple[InputFolder, str, str, dict[str, str]]]:
    """Yield folder, path, facts and the hash of each wanted document, file by file, a page at a time."""
    con.execute(
        """
        create or replace temp table wanted_files as
        select l.folder, l.path, any_value(l.facts) as facts, list(l.doc_id) as doc_ids, list(l.content_hash) as hashes,
               row_number() over (order by l.folder, l.path) as file_no
        from state.ledger as l
        semi join (from stale where list_contains(?, stage)) as s on s.doc_id = l.doc_id
        where list_contains(?, l.folder)
        group by l.folder, l.path""",
        [list(stages), [folder.name for folder in folders]],
    )
    by_name = {folder.name: folder for folder in folders}
    first = 1
    while True:
        query = """
            select folder, path, facts, doc_ids, hashes from wanted_files
            where file_no between ? and ? order by file_no"""
        page = con.execute(query, [first, first + FILES_A_PAGE - 1]).fetchall()
        for folder, path, facts, doc_ids, hashes in page:
            yield by_name[folder], path, facts, dict(zip(doc_ids, hashes, strict=True))
        if len(page) < FILES_A_PAGE:
            return
        first += FILES_A_PAGE


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
    doc_ids: Sequence[str],
    inputs: pl.DataFrame | None,
    settings: StageSettings,
    owner_of: Mapping[str, str],
) -> ChunkTask:
    con.register("src_chunk", pl.DataFrame({"doc_id": doc_ids}, schema={"doc_id": pl.String}))
    known: dict[tuple[str, str], tuple[int, int]] = {}
    query = "select stage, doc_id, fingerprint, output_hash from state.stage_state semi join src_chunk using (doc_id)"
    for stage, doc_id, fingerprint, output_hash in con.execute(query).fetchall():
        known[stage, doc_id] = (fingerprint, output_hash)
    query = f"select l.doc_id, {_INPUT_HASH} from state.ledger as l semi join src_chunk using (doc_id)"
    for doc_id, input_hash in con.execute(query).fetchall():
        known[INPUTS, doc_id] = (0, input_hash)
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
    for table, needed in _stored_tables(plan, doc_ids, known, owner_of).items():
        con.register("src_needed", pl.DataFrame({"doc_id": needed}, schema={"doc_id": pl.String}))
        tables[table] = con.sql(f"from {table} semi join src_needed using (doc_id)").pl()
        con.unregister("src_needed")
    con.unregister("src_chunk")
    return ChunkTask(tuple(doc_ids), tuple(plan.tasks), settings, tables, known, lookup_hashes)


def _stored_tables(
    plan: Plan,
    doc_ids: Sequence[str],
    known: Mapping[tuple[str, str], tuple[int, int]],
    owner_of: Mapping[str, str],
) -> dict[str, list[str]]:
    """Say which stored rows a chunk may read: tables of stages that may run, where their owner may not run first."""
    pairs = plan.stale.filter(pl.col("doc_id").is_in(doc_ids))
    stale: set[tuple[str, str]] = set(pairs.iter_rows())
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
            held = [doc_id for doc_id in doc_ids if (owner, doc_id) in known and (owner, doc_id) not in stale]
            if held:
                needed[table] = held
    return needed

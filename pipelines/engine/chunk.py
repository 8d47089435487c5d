"""Run a segment of document stages over one chunk of documents: a pure function, the same wherever it runs."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import REJECTS, DocumentStage, Tables
from pipelines.stages.fingerprints import fingerprint, output_hashes
from pipelines.stages.rows import reject_frame, table_schema
from pipelines.text.rulefiles import RuleError
from pipelines.text.taggers import TaggerError

INPUTS = "inputs"
NEVER = 0  # a fingerprint that none equals
FAULT = "a fault of newsledger: please report it with this document; every build tries it again"


@dataclass(frozen=True, slots=True)
class StageTask:
    """One stage of a segment, as a worker needs it.

    Attributes:
        stage: The stage.
        spec: Hash of its version, rules and settings.
        upstream: Names of the document stages whose tables it reads, in order; `inputs` for the files.
    """

    stage: DocumentStage
    spec: str
    upstream: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChunkTask:
    """Documents to bring up to date, with all that their stages may read.

    Attributes:
        doc_ids: The documents.
        stages: The segment, in order.
        settings: Settings of the stages.
        tables: Rows as stored, for the documents; `inputs` holds the payloads that were read.
        known: (stage, doc_id) → (fingerprint, output_hash) as stored. For `inputs`, the hash of what the ledger
            says of the file.
        lookup_hashes: (stage, doc_id) → hash of the rows of its lookups.
        deadly: Stage → what it does to the one document of this chunk: it ends the process, so it is not run.
    """

    doc_ids: tuple[str, ...]
    stages: tuple[StageTask, ...]
    settings: StageSettings
    tables: Tables
    known: Mapping[tuple[str, str], tuple[int, int]]
    lookup_hashes: Mapping[tuple[str, str], int]
    deadly: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class StageOutput:
    """What one stage did for a chunk.

    Attributes:
        stage: Name of the stage.
        states: doc_id → (fingerprint, output_hash) of the documents that were redone.
        changed: Those of them whose rows came out different.
        fresh: Those of them that had never been done.
        faulty: Those of them that made the stage raise: a build tries them again, whatever their fingerprint.
        tables: The rows of the changed documents.
        rejects: doc_id, error, advice.
        seconds: Time it took, without loading and committing.
    """

    stage: str
    states: dict[str, tuple[int, int]]
    changed: list[str]
    fresh: list[str]
    faulty: frozenset[str]
    tables: dict[str, pl.DataFrame]
    rejects: pl.DataFrame
    seconds: float


@dataclass(slots=True)
class ChunkResult:
    """What a chunk came to; `missing` are documents whose file could not be read again."""

    doc_ids: tuple[str, ...]
    outputs: list[StageOutput] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def run_chunk(task: ChunkTask) -> ChunkResult:
    """Redo each stage for the documents whose fingerprint differs, in order, with early cut-off.

    A document that a stage fails on loses the rows of that stage and gains a reject; all others go through.

    Raises:
        RuleError: A rule file is wrong: nothing can be done for any document.
    """
    result = ChunkResult(task.doc_ids)
    tables = dict(task.tables)
    hashes = {key: known[1] for key, known in task.known.items()}
    given = set(tables[INPUTS].get_column("doc_id")) if INPUTS in tables else set()
    for item in task.stages:
        name = item.stage.name
        prints = {
            doc_id: fingerprint(
                item.spec,
                [
                    *(hashes.get((source, doc_id)) for source in item.upstream),
                    *([task.lookup_hashes.get((name, doc_id))] if item.stage.lookups else []),
                ],
            )
            for doc_id in task.doc_ids
        }
        stale = [doc_id for doc_id in task.doc_ids if task.known.get((name, doc_id), (None,))[0] != prints[doc_id]]
        if INPUTS in item.stage.reads:
            result.missing += [doc_id for doc_id in stale if doc_id not in given]
        stale = [doc_id for doc_id in stale if doc_id not in result.missing]
        if not stale:
            continue
        output = _run_stage(item.stage, stale, tables, task)
        fresh_hashes = output_hashes({**output.tables, REJECTS: output.rejects}, stale)
        for doc_id in stale:
            old = task.known.get((name, doc_id))
            output.states[doc_id] = (NEVER if doc_id in output.faulty else prints[doc_id], fresh_hashes[doc_id])
            hashes[name, doc_id] = fresh_hashes[doc_id]
            if old is None:
                output.fresh.append(doc_id)
            if old is None or old[1] != fresh_hashes[doc_id]:
                output.changed.append(doc_id)
        _replace(tables, output, stale)
        result.outputs.append(output)
    return result


def cut_chunk(task: ChunkTask, doc_ids: Sequence[str]) -> ChunkTask:
    """Cut a chunk to some of its documents."""
    kept = set(doc_ids)
    return replace(
        task,
        doc_ids=tuple(doc_ids),
        tables={name: _rows_of(task.tables, name, doc_ids) for name in task.tables},
        known={key: state for key, state in task.known.items() if key[1] in kept},
        lookup_hashes={key: rows_hash for key, rows_hash in task.lookup_hashes.items() if key[1] in kept},
    )


def _run_stage(stage: DocumentStage, stale: list[str], tables: Tables, task: ChunkTask) -> StageOutput:
    started = time.perf_counter()
    if stage.name in task.deadly:
        found, faults = dict[str, pl.DataFrame](), [(doc_id, task.deadly[stage.name], FAULT) for doc_id in stale]
    else:
        batch = {name: _rows_of(tables, name, stale) for name in (*stage.reads, *stage.lookups, *stage.fetches)}
        found, faults = _run_isolated(stage, batch, stale, task.settings)
    complete = {
        table: found[table].select(*table_schema(table)) if table in found else pl.DataFrame(schema=table_schema(table))
        for table in stage.tables
    }
    rejects = pl.concat([found.get(REJECTS, reject_frame([])), reject_frame(faults)])
    return StageOutput(
        stage=stage.name,
        states={},
        changed=[],
        fresh=[],
        faulty=frozenset(doc_id for doc_id, *_ in faults),
        tables=complete,
        rejects=rejects,
        seconds=time.perf_counter() - started,
    )


def _run_isolated(
    stage: DocumentStage, batch: Tables, doc_ids: Sequence[str], settings: StageSettings
) -> tuple[dict[str, pl.DataFrame], list[tuple[str, str, str]]]:
    """Run a stage; where it raises, halve the batch until the document that did it stands alone."""
    try:
        return stage.run(batch, settings), []
    except (RuleError, TaggerError):
        raise
    except Exception as error:  # whatever a document did to a stage must not cost the others
        if len(doc_ids) == 1:
            return {}, [(doc_ids[0], f"{type(error).__name__}: {error}"[:500], FAULT)]
    middle = len(doc_ids) // 2
    found: list[dict[str, pl.DataFrame]] = []
    faults: list[tuple[str, str, str]] = []
    for part in (doc_ids[:middle], doc_ids[middle:]):
        half, half_faults = _run_isolated(stage, {name: _rows_of(batch, name, part) for name in batch}, part, settings)
        found.append(half)
        faults += half_faults
    names = sorted({name for half in found for name in half})
    return {name: pl.concat([half[name] for half in found if name in half]) for name in names}, faults


def _rows_of(tables: Tables, name: str, doc_ids: Sequence[str]) -> pl.DataFrame:
    if name not in tables:
        return pl.DataFrame(schema=table_schema(name))
    frame = tables[name]
    return frame.filter(pl.col("doc_id").is_in(doc_ids))


def _replace(tables: dict[str, pl.DataFrame], output: StageOutput, stale: list[str]) -> None:
    """Put a stage's new rows beside the stored rows of the others; keep only changed documents in the output."""
    for name, rows in output.tables.items():
        if name in tables:
            kept = tables[name].filter(~pl.col("doc_id").is_in(stale))
            tables[name] = pl.concat([kept.select(rows.columns), rows])
        else:
            tables[name] = rows
        output.tables[name] = rows.filter(pl.col("doc_id").is_in(output.changed))

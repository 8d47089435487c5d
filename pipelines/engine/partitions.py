"""Chunks as Parquet partitions: what a worker on another machine reads and writes.

A partition is one Parquet file with a row a document, and a column a table that holds the document's rows as a list
of structs. So it is whole or not there, also in an object store, and any tool that reads Parquet can look into it.
"""

import hashlib
import io
import json
from collections.abc import Sequence

import polars as pl

from pipelines.engine.chunk import INPUTS, ChunkResult, ChunkTask, StageOutput, run_chunk
from pipelines.engine.exchange import has_file, join, read_file, write_file
from pipelines.engine.spec import Spec, require_same

_KNOWN = {"stage": pl.String, "doc_id": pl.String, "fingerprint": pl.UInt64, "output_hash": pl.UInt64}
_LOOKUPS = {"stage": pl.String, "doc_id": pl.String, "rows_hash": pl.UInt64}
_FLAGS = {"is_changed": pl.Boolean, "is_fresh": pl.Boolean, "is_faulty": pl.Boolean}
_REJECTS = {"stage": pl.String, "doc_id": pl.String, "error": pl.String, "advice": pl.String}
_SECONDS = "newsledger.seconds"


def run_partition(in_path: str, out_dir: str, spec: Spec) -> str:
    """Run a partition and give the path of its result, which is named after the partition and the spec.

    The same partition and spec give the same result: where it is there already, it is taken as it is, so a task may
    be run again, or twice at once, anywhere.

    Raises:
        EngineError: This machine has another version of the code or other rules than the one that made the spec.
        RuleError: A rule file is wrong: nothing can be done for any document.
        OSError: The partition can't be read here, or the result not be written.
    """
    out_path = join(out_dir, f"{_stem(in_path)}-{spec.hash}.parquet")
    if not has_file(out_path):
        require_same(spec)
        write_file(out_path, pack_result(run_chunk(unpack_task(read_file(in_path), spec))))
    return out_path


def partition_name(task: ChunkTask) -> str:
    """Name a chunk after all that its result hangs on besides the spec: what is stored of its documents, by hash."""
    given = task.tables[INPUTS].get_column("doc_id").to_list() if INPUTS in task.tables else None
    parts = (task.doc_ids, given, sorted(task.known.items()), sorted(task.lookup_hashes.items()), dict(task.deadly))
    return hashlib.md5(repr(parts).encode(), usedforsecurity=False).hexdigest()


def pack_task(task: ChunkTask) -> bytes:
    """Write a chunk as a partition."""
    known = [(stage, doc_id, *state) for (stage, doc_id), state in task.known.items()]
    lookups = [(stage, doc_id, rows_hash) for (stage, doc_id), rows_hash in task.lookup_hashes.items()]
    tables = {
        "_known": pl.DataFrame(known, schema=_KNOWN, orient="row"),
        "_lookup_hashes": pl.DataFrame(lookups, schema=_LOOKUPS, orient="row"),
        **task.tables,
    }
    return _parquet(_nest(task.doc_ids, tables), {"newsledger.deadly": json.dumps(dict(task.deadly))})


def unpack_task(content: bytes, spec: Spec) -> ChunkTask:
    """Read a chunk from a partition. Documents without rows in a table have none there either."""
    frame = pl.read_parquet(io.BytesIO(content))
    tables = _unnest(frame)
    known = tables.pop("_known").select(*_KNOWN).iter_rows()
    lookups = tables.pop("_lookup_hashes").select(*_LOOKUPS).iter_rows()
    return ChunkTask(
        doc_ids=tuple(frame.get_column("doc_id")),
        stages=spec.stages,
        settings=spec.local_settings(),
        tables=tables,
        known={(stage, doc_id): (fingerprint, output) for stage, doc_id, fingerprint, output in known},
        lookup_hashes={(stage, doc_id): rows_hash for stage, doc_id, rows_hash in lookups},
        deadly=json.loads(_metadata(content)["newsledger.deadly"]),
    )


def pack_result(result: ChunkResult) -> bytes:
    """Write what a chunk came to as a partition."""
    states, rejects = [], []
    tables: dict[str, pl.DataFrame] = {}
    for output in result.outputs:
        changed, fresh = set(output.changed), set(output.fresh)
        for doc_id, state in output.states.items():
            flags = (doc_id in changed, doc_id in fresh, doc_id in output.faulty)
            states.append((output.stage, doc_id, *state, *flags))
        rejects += [(output.stage, *row) for row in output.rejects.select("doc_id", "error", "advice").iter_rows()]
        tables |= output.tables
    frame = _nest(
        result.doc_ids,
        {
            "_states": pl.DataFrame(states, schema={**_KNOWN, **_FLAGS}, orient="row"),
            "_rejects": pl.DataFrame(rejects, schema=_REJECTS, orient="row"),
            **tables,
        },
    )
    seconds = [(output.stage, output.seconds) for output in result.outputs]
    missing = pl.Series("_is_missing", [doc_id in result.missing for doc_id in result.doc_ids], dtype=pl.Boolean)
    return _parquet(frame.with_columns(missing), {_SECONDS: json.dumps(seconds)})


def unpack_result(content: bytes, spec: Spec) -> ChunkResult:
    """Read what a chunk came to."""
    frame = pl.read_parquet(io.BytesIO(content))
    missing = frame.filter(pl.col("_is_missing")).get_column("doc_id").to_list()
    tables = _unnest(frame.drop("_is_missing"))
    states = tables.pop("_states").select(*_KNOWN, *_FLAGS)
    rejects = tables.pop("_rejects").select(*_REJECTS)
    result = ChunkResult(tuple(frame.get_column("doc_id")), missing=missing)
    owned = {task.stage.name: task.stage.tables for task in spec.stages}
    for stage, seconds in json.loads(_metadata(content)[_SECONDS]):
        own = states.filter(pl.col("stage") == stage)
        result.outputs.append(
            StageOutput(
                stage=stage,
                states={doc_id: (a, b) for doc_id, a, b in own.select(*list(_KNOWN)[1:]).iter_rows()},
                changed=own.filter("is_changed").get_column("doc_id").to_list(),
                fresh=own.filter("is_fresh").get_column("doc_id").to_list(),
                faulty=frozenset(own.filter("is_faulty").get_column("doc_id")),
                tables={table: tables[table] for table in owned[stage]},
                rejects=rejects.filter(pl.col("stage") == stage).drop("stage"),
                seconds=seconds,
            )
        )
    return result


def _nest(doc_ids: Sequence[str], tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    nested = pl.DataFrame({"doc_id": doc_ids}, schema={"doc_id": pl.String})
    for name, rows in tables.items():
        lists = rows.group_by("doc_id", maintain_order=True).agg(pl.struct(pl.exclude("doc_id")).alias(name))
        nested = nested.join(lists, on="doc_id", how="left", maintain_order="left")
    return nested


def _unnest(frame: pl.DataFrame) -> dict[str, pl.DataFrame]:
    tables = {}
    for name in frame.columns[1:]:
        held = frame.select("doc_id", name).filter(pl.col(name).is_not_null())
        tables[name] = held.explode(name).unnest(name)
    return tables


def _parquet(frame: pl.DataFrame, metadata: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", compression_level=1, metadata=metadata)
    return buffer.getvalue()


def _metadata(content: bytes) -> dict[str, str]:
    return pl.read_parquet_metadata(io.BytesIO(content))


def _stem(path: str) -> str:
    return path.partition("?")[0].rpartition("/")[2].removesuffix(".parquet")

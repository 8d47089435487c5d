"""Run corpus stages: whole tables from all documents, where what they read has changed."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import CorpusStage, DocumentStage, Stage
from pipelines.stages.fingerprints import fingerprint, hash64, spec_hash
from pipelines.stages.rows import table_schema
from pipelines.warehouse.ledger import Run
from pipelines.warehouse.state import Connection, bump_generation


@dataclass(frozen=True, slots=True)
class CorpusOutcome:
    """What a corpus stage did: whether it ran, and whether its tables came out different."""

    has_run: bool
    is_changed: bool
    seconds: float


def run_corpus_stage(
    con: Connection, stage: CorpusStage, stages: Sequence[Stage], settings: StageSettings, *, run: Run
) -> CorpusOutcome:
    """Recompute a corpus stage's tables, unless its fingerprint is the stored one."""
    started = time.perf_counter()
    wanted = _fingerprint(con, stage, stages, settings)
    stored = con.execute(
        "select fingerprint, output_hash from state.corpus_state where stage = ?", [stage.name]
    ).fetchall()
    if stored and stored[0][0] == wanted:
        return CorpusOutcome(has_run=False, is_changed=False, seconds=time.perf_counter() - started)
    results = {name: con.sql(query).pl() for name, query in stage.queries.items()}
    found = stage.run(results, settings)
    tables = {name: _in_order(found[name], name) for name in stage.tables}
    output_hash = _hash_tables(tables)
    is_changed = not stored or stored[0][1] != output_hash
    con.execute("begin")
    if is_changed:
        run.note(con)
        for name, rows in tables.items():
            con.execute(f"delete from {name}")
            con.register("src_rows", rows)
            con.execute(f"insert into {name} by name select * from src_rows")
            con.unregister("src_rows")
        bump_generation(con)
    con.execute("delete from state.corpus_state where stage = ?", [stage.name])
    con.execute("insert into state.corpus_state values (?, ?, ?)", [stage.name, wanted, output_hash])
    con.execute("commit")
    return CorpusOutcome(has_run=True, is_changed=is_changed, seconds=time.perf_counter() - started)


def _fingerprint(con: Connection, stage: CorpusStage, stages: Sequence[Stage], settings: StageSettings) -> int:
    owners = {table: owner for owner in stages for table in owner.tables}
    parts: list[object] = []
    for owner in dict.fromkeys(owners[table].name for table in stage.reads):
        kind = next(known for known in stages if known.name == owner)
        if isinstance(kind, DocumentStage):
            # A sum over documents, so that the order in which they came does not count.
            query = """
                select count(*), coalesce(bit_xor(md5_number_upper(doc_id || ':' || output_hash)), 0)
                from state.stage_state where stage = ?"""
        else:
            query = "select output_hash from state.corpus_state where stage = ?"
        parts += con.execute(query, [owner]).fetchall()
    return fingerprint(spec_hash(stage, settings), parts)


def _in_order(rows: pl.DataFrame, table: str) -> pl.DataFrame:
    wanted = table_schema(table)
    return rows.select(*wanted).cast(dict(wanted)).sort(list(wanted), nulls_last=True)  # type: ignore[arg-type]


def _hash_tables(tables: dict[str, pl.DataFrame]) -> int:
    parts = []
    for name in sorted(tables):
        lines = tables[name].select(pl.struct(pl.all()).struct.json_encode()).to_series()
        parts.append(f"{name}={hash64(chr(10).join(lines.to_list()))}")
    return hash64("|".join(parts))

"""Run the stages one after the other on pages in memory: no file, no ledger, no chunks."""

import hashlib
from collections.abc import Mapping, Sequence

import duckdb
import polars as pl

from pipelines.settings import StageSettings
from pipelines.sqlfiles import read_folder
from pipelines.stages import STAGES
from pipelines.stages.base import DocumentStage, PairStage, Stage
from pipelines.stages.rows import Rows, table_schema


def inputs(pages: Mapping[str, str | bytes], *, media: str = "text") -> pl.DataFrame:
    """Make the rows of `inputs` from doc_id → text or bytes."""
    rows = Rows("inputs")
    for doc_id, text in pages.items():
        payload = text.encode() if isinstance(text, str) else text
        rows.add(doc_id, f"{doc_id}.txt", hashlib.sha256(payload).hexdigest(), media, payload, "{}", "{}")
    return rows.frame()


def batch_of(stage: Stage, tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Give a stage what it reads: the rows of its tables, and the results of its queries."""
    batch = {}
    if isinstance(stage, DocumentStage):
        queries = {name: lookup.query for name, lookup in stage.lookups.items()} | dict(stage.fetches)
        batch = {name: tables.get(name, pl.DataFrame(schema=table_schema(name))) for name in stage.reads}
    else:
        queries = dict(stage.queries)
    if not queries:
        return batch
    asked = " ".join((*queries.values(), stage.candidates if isinstance(stage, PairStage) else ""))
    with duckdb.connect() as con:
        con.execute("create schema state")
        for file in read_folder("ledger"):
            con.execute(file.body)
        for name in {table for known in STAGES for table in known.tables}:
            if name in asked:
                con.register("src_rows", tables.get(name, pl.DataFrame(schema=table_schema(name))))
                con.execute(f"create table {name} as from src_rows")
        if isinstance(stage, PairStage):
            for name in ("changed", "batch"):
                con.execute(f"create temp table {name} as select distinct doc_id from {stage.reads[0]}")
            con.execute(f"create temp table pairs as {stage.candidates}")
        return batch | {name: con.sql(query).pl() for name, query in queries.items()}


def run_stages(
    pages: Mapping[str, str | bytes], settings: StageSettings, *, stages: Sequence[Stage] = STAGES
) -> dict[str, pl.DataFrame]:
    """Give all tables, with `inputs` and the rejects of each stage as `rejects.<stage>`."""
    tables = {"inputs": inputs(pages)}
    for stage in stages:
        found = stage.run(batch_of(stage, tables), settings)
        rejects = found.pop("rejects", None)
        if rejects is not None:
            tables[f"rejects.{stage.name}"] = rejects
        tables |= found
    return tables

"""Chunks: a document is redone when what it reads differs, and workers give the same in the same order."""

import dataclasses
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import polars as pl
import pytest

from pipelines.engine.chunk import INPUTS, NEVER, ChunkResult, ChunkTask, StageOutput, StageTask, run_chunk
from pipelines.engine.joining import join_results
from pipelines.engine.local import CHUNKS_IN_FLIGHT_PER_WORKER, LocalEngine
from pipelines.settings import StageSettings
from pipelines.stages import sentences, texts, tokens
from pipelines.stages.base import DocumentStage, Tables
from pipelines.stages.rows import Rows
from pipelines.text.rulefiles import RuleError
from tests.stages.running import inputs
from tests.warehouse.processes import PROJECT

SETTINGS = StageSettings(tagger="none")


def whole(batch: Tables, _: StageSettings) -> dict[str, pl.DataFrame]:
    """Take each text for one block of content."""
    rows = Rows("blocks")
    for doc_id, text in batch["texts"].select("doc_id", "raw_text").iter_rows():
        rows.add(doc_id, 0, "content", "paragraph", 0, len(text), "test.whole", 1.0)
    return {"blocks": rows.frame()}


def broken_rules(_: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Fail as a stage does whose rule file is wrong."""
    raise RuleError(settings.rules_dir / "units.csv", 14, "base_unit is not a unit")


BLOCKS = DocumentStage(name="blocks", version=1, reads=("texts",), tables=("blocks",), run=whole)
TASKS = (
    StageTask(texts.STAGE, "t1", (INPUTS,)),
    StageTask(BLOCKS, "b1", ("texts",)),
    StageTask(sentences.STAGE, "s1", ("texts", "blocks")),
    StageTask(tokens.STAGE, "k1", ("texts", "blocks")),
)
Known = Mapping[tuple[str, str], tuple[int, int]]


WITHOUT_WORDS = TASKS[:-1]  # a worker that cuts no words loads no dictionary


def task(
    pages: Mapping[str, str],
    *,
    stages: tuple[StageTask, ...] = TASKS,
    known: Known | None = None,
    tables: Tables | None = None,
) -> ChunkTask:
    frame = inputs(pages)
    files = {(INPUTS, doc_id): (NEVER, len(text)) for doc_id, text in pages.items()}
    known_too = {**files, **(known or {})}
    return ChunkTask(tuple(pages), stages, SETTINGS, {INPUTS: frame, **(tables or {})}, known_too, {})


def outputs(chunk: ChunkTask) -> dict[str, StageOutput]:
    return {output.stage: output for output in run_chunk(chunk).outputs}


def run_with(chunks: Sequence[ChunkTask], *, workers: int) -> list[ChunkResult]:
    with closing(LocalEngine(workers)) as engine:
        return list(engine.run(chunks, doc_count=len(chunks)))


PAGES = {"a": "第一条新闻。第二句话。\n", "b": "芯片出口受到限制。\n"}


@pytest.fixture(scope="module")
def first() -> dict[str, StageOutput]:
    return outputs(task(PAGES))


def known_from(found: Mapping[str, StageOutput]) -> Known:
    return {(name, doc_id): state for name, output in found.items() for doc_id, state in output.states.items()}


def test_new_documents_go_through_every_stage(first: dict[str, StageOutput]) -> None:
    assert list(first) == ["texts", "blocks", "sentences", "tokens"]
    assert all(set(output.changed) == set(output.fresh) == {"a", "b"} for output in first.values())
    assert first["sentences"].tables["sentences"].height == 3


def test_what_is_known_is_not_redone(first: dict[str, StageOutput]) -> None:
    assert outputs(task(PAGES, known=known_from(first))) == {}


def test_where_the_rows_stay_the_same_nothing_below_runs(first: dict[str, StageOutput]) -> None:
    known = dict(known_from(first))
    known["blocks", "a"] = (NEVER, known["blocks", "a"][1])
    stored = {"texts": first["texts"].tables["texts"]}
    found = outputs(task(PAGES, known=known, tables=stored))
    assert list(found) == ["blocks"]
    assert list(found["blocks"].states) == ["a"]
    assert found["blocks"].changed == []
    assert found["blocks"].tables["blocks"].is_empty()


def test_where_they_differ_only_that_document_goes_on(first: dict[str, StageOutput]) -> None:
    def titled(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
        zone = pl.when(pl.col("doc_id") == "a").then(pl.lit("title")).otherwise(pl.col("zone")).alias("zone")
        return {"blocks": whole(batch, settings)["blocks"].with_columns(zone)}

    better = StageTask(dataclasses.replace(BLOCKS, run=titled), "b2", ("texts",))
    chunk = task(PAGES, known=known_from(first), tables={"texts": first["texts"].tables["texts"]})
    found = outputs(dataclasses.replace(chunk, stages=(TASKS[0], better, *TASKS[2:])))
    assert {name: sorted(output.states) for name, output in found.items()} == {
        "blocks": ["a", "b"],
        "sentences": ["a"],
        "tokens": ["a"],
    }
    assert {name: output.changed for name, output in found.items()} == {
        "blocks": ["a"],
        "sentences": ["a"],
        "tokens": [],
    }


def test_a_file_that_is_gone_since_the_scan_is_missing_and_waits(first: dict[str, StageOutput]) -> None:
    del first
    chunk = task(PAGES)
    chunk = dataclasses.replace(chunk, tables={INPUTS: inputs({"a": PAGES["a"]})})
    result = run_chunk(chunk)
    assert result.missing == ["b"]
    assert {doc_id for output in result.outputs for doc_id in output.states} == {"a"}


@pytest.mark.parametrize("word", ["第一", "芯片"])
def test_one_document_that_raises_costs_no_other(word: str) -> None:
    def trap(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
        if any(word in text for text in batch["texts"].get_column("raw_text")):
            raise ValueError("a fault on purpose")
        return whole(batch, settings)

    pages = {**PAGES, **{f"more{number}": f"第{number}号消息。\n" for number in range(7)}}
    tasks = (TASKS[0], StageTask(dataclasses.replace(BLOCKS, run=trap), "b1", ("texts",)), *TASKS[2:])
    found = outputs(dataclasses.replace(task(pages), stages=tasks))
    (bad,) = (doc_id for doc_id, text in pages.items() if word in text)
    assert found["blocks"].faulty == {bad}
    assert found["blocks"].states[bad][0] == NEVER
    assert [row[:2] for row in found["blocks"].rejects.rows()] == [(bad, "ValueError: a fault on purpose")]
    assert set(found["blocks"].tables["blocks"].get_column("doc_id")) == set(pages) - {bad}
    assert set(found["tokens"].tables["tokens"].get_column("doc_id")) == set(pages) - {bad}


@pytest.mark.parametrize("workers", [1, 2])
def test_chunks_come_back_in_order_and_the_same_from_any_number_of_workers(workers: int) -> None:
    chunks = [task({f"d{number}": f"第{number}条新闻已经发布。\n"}, stages=WITHOUT_WORDS) for number in range(6)]
    results = run_with(chunks, workers=workers)
    assert [result.doc_ids for result in results] == [chunk.doc_ids for chunk in chunks]
    states = [{output.stage: output.states for output in result.outputs} for result in results]
    assert states == [{output.stage: output.states for output in run_chunk(chunk).outputs} for chunk in chunks]


def test_joined_results_are_those_of_one_chunk() -> None:
    pages = {**PAGES, "c": "第三条新闻。\n", "d": "没有了。\n"}
    (whole,) = run_with([task(pages)], workers=1)
    parts = run_with([task({doc_id: text}) for doc_id, text in pages.items()], workers=1)
    parts.append(ChunkResult(("gone",), missing=["gone"]))
    joined = join_results(parts)
    assert (joined.doc_ids, joined.missing) == ((*pages, "gone"), ["gone"])
    for one, other in zip(joined.outputs, whole.outputs, strict=True):
        assert (one.stage, one.states, one.changed, one.fresh) == (
            other.stage,
            other.states,
            other.changed,
            other.fresh,
        )
        assert set(one.tables) == set(other.tables)
        assert all(frame.equals(other.tables[name]) for name, frame in one.tables.items())


def test_few_tasks_are_made_ahead_of_the_results_that_were_used() -> None:
    made = 0

    def tasks() -> Iterator[ChunkTask]:
        nonlocal made
        for number in range(20):
            made += 1
            yield task({f"d{number}": f"第{number}条新闻已经发布。\n"}, stages=WITHOUT_WORDS)

    with closing(LocalEngine(2)) as engine:
        ahead = [made - used for used, _ in enumerate(engine.run(tasks(), doc_count=20))]
    assert len(ahead) == 20
    assert max(ahead) == 2 * CHUNKS_IN_FLIGHT_PER_WORKER


DEATHS = {"一": "exit status 3", "二": "ended by SIGSEGV"}


def deadly(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """End the process at some pages, as a library does that exits, one with a fault, or want of memory."""
    for text in batch["texts"].get_column("raw_text"):
        if "一号毒药" in text:
            os._exit(3)
        if "二号毒药" in text:
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            os.kill(os.getpid(), signal.SIGSEGV)
        if "三号毒药" in text:
            raise MemoryError("no room for the page")
    return whole(batch, settings)


def test_documents_that_end_their_process_are_rejected_alone() -> None:
    tasks = (TASKS[0], StageTask(dataclasses.replace(BLOCKS, run=deadly), "b1", ("texts",)))
    poisons = {number: f"{number}号毒药。\n" for number in (*DEATHS, "三")}
    chunks = [task({**PAGES, **poisons}), task({"c": "第三条新闻。\n"})]
    results = run_with([dataclasses.replace(chunk, stages=tasks) for chunk in chunks], workers=2)
    assert [doc_id for result in results for doc_id in result.doc_ids] == [*PAGES, *poisons, "c"]
    blocks = [output for result in results for output in result.outputs if output.stage == "blocks"]
    rejects = {doc_id: error for output in blocks for doc_id, error, _ in output.rejects.iter_rows()}
    assert rejects == {
        **{number: f"the process died on it: {cause}" for number, cause in DEATHS.items()},
        "三": "MemoryError: no room for the page",
    }
    assert {doc_id for output in blocks for doc_id in output.faulty} == set(poisons)
    written = [output for result in results for output in result.outputs if output.stage == "texts"]
    assert {d for o in written for d in o.tables["texts"].get_column("doc_id")} == {*PAGES, *poisons, "c"}
    assert {d for o in blocks for d in o.tables["blocks"].get_column("doc_id")} == {*PAGES, "c"}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_broken_rules_file_stops_everything_and_is_named(workers: int) -> None:
    stage = dataclasses.replace(BLOCKS, run=broken_rules)
    chunk = dataclasses.replace(task(PAGES), stages=(TASKS[0], StageTask(stage, "b1", ("texts",))))
    with pytest.raises(RuleError, match=r"units\.csv:14: base_unit is not a unit"):
        run_with([chunk], workers=workers)


# Each worker imports the script that made it; this one lets nobody import it.
UNGUARDED = """
import sys
from tests.engine.test_engine import PAGES, WITHOUT_WORDS, run_with, task
if __name__ != "__main__":
    sys.exit(3)
run_with([task(PAGES, stages=WITHOUT_WORDS)], workers=2)
"""


def test_workers_that_do_not_start_are_no_documents_fault(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(UNGUARDED)
    ran = subprocess.run(
        [sys.executable, script], cwd=PROJECT, env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 1
    assert "EngineError: worker processes end as they start (exit status 3); a script" in ran.stderr

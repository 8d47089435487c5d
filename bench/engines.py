"""What the engines cost for the same documents: this process, a pool of two, Ray with two tasks at once.

The stages from pages to claims on made-up articles, from chunk to result in memory: no database. Starting is apart:
each engine has done one chunk a worker before it is timed. Medians of rounds in turn.

usage: .venv/bin/python -m bench.engines [--documents N] [--rounds N]
"""

import argparse
import statistics
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import polars as pl

from bench.corpus import article
from pipelines.engine.chunk import INPUTS, ChunkTask, run_chunk
from pipelines.engine.engines import Engine, make_engine
from pipelines.settings import EngineSettings, StageSettings
from pipelines.stages import STAGES, texts
from pipelines.stages.base import DocumentStage
from pipelines.warehouse.plan import stage_tasks
from tests.stages.running import inputs

DOCS_A_CHUNK = 100
WORKERS = 2
POOL_GAIN, RAY_COST = 1.5, 1.7
SETTINGS = StageSettings(tagger="none")
STAGE_NAMES = {"pages", "sentences", "numbers", "tags", "mention_spans", "mention_links", "quotes", "claims", "tokens"}


def make_work(count: int, *, first: int = 0) -> list[ChunkTask]:
    """Make chunks of articles whose texts are known, so that all other stages of the list are stale."""
    chosen = [stage for stage in STAGES if isinstance(stage, DocumentStage) and stage.name in STAGE_NAMES]
    stages = tuple(stage_tasks(chosen, STAGES, SETTINGS))
    decode = tuple(stage_tasks([texts.STAGE], STAGES, SETTINGS))
    learnt = pl.DataFrame(schema={"doc_id": pl.String, "line": pl.String})
    work = []
    for start in range(first, first + count, DOCS_A_CHUNK):
        pages: dict[str, str | bytes] = {f"d{n:07d}": article(n) for n in range(start, start + DOCS_A_CHUNK)}
        known = {(INPUTS, doc_id): (0, 1) for doc_id in pages}
        (done,) = run_chunk(ChunkTask(tuple(pages), decode, SETTINGS, {INPUTS: inputs(pages)}, known, {})).outputs
        states = {("texts", doc_id): state for doc_id, state in done.states.items()}
        work.append(ChunkTask(tuple(pages), stages, SETTINGS, {**done.tables, "learnt": learnt}, states, {}))
    return work


def seconds(engine: Engine, work: list[ChunkTask]) -> float:
    """Time an engine on some work."""
    started = time.perf_counter()
    done = sum(len(result.doc_ids) for result in engine.run(iter(work), doc_count=len(work) * DOCS_A_CHUNK))
    assert done == len(work) * DOCS_A_CHUNK
    return time.perf_counter() - started


def main() -> None:
    """Print one line an engine, and the ratios that count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    work = make_work(options.documents)
    warm_up = make_work(WORKERS * DOCS_A_CHUNK, first=10_000_000)
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as stack:
        engines: dict[str, Engine] = {}
        for name, kind, workers in (("serial", "local", 1), ("pool", "local", WORKERS), ("ray", "ray", WORKERS)):
            engine = make_engine(EngineSettings(kind), workers=workers, state_dir=Path(temporary), say=print)
            stack.callback(engine.close)
            print(f"{name:8} started in {seconds(engine, warm_up):6.1f} s, with {len(warm_up)} chunks")
            engines[name] = engine
        rounds = [{name: seconds(engine, work) for name, engine in engines.items()} for _ in range(options.rounds)]
    found = {name: statistics.median(times[name] for times in rounds) for name in engines}
    for name in engines:
        spread = " ".join(f"{times[name]:.1f}" for times in rounds)
        print(f"{name:8} {found[name]:6.1f} s  {options.documents / found[name]:8.1f} documents a second  ({spread})")
    gain = statistics.median(times["serial"] / times["pool"] for times in rounds)
    cost = statistics.median(times["ray"] / times["pool"] for times in rounds)
    print(f"pool: {gain:.2f} times serial (bar: {POOL_GAIN} or more)")
    print(f"Ray: {cost:.2f} times the pool's time (bar: {RAY_COST} or less)")


if __name__ == "__main__":
    main()

"""What the engines cost for the same documents: this process, a pool of two, Ray with two tasks at once.

The stages from pages to claims on made-up articles, from chunk to result in memory: no database. Starting is apart:
each engine has done one chunk a worker before it is timed. Ray is left out where it isn't installed.

usage: .venv/bin/python -m bench.engines [--documents N] [--rounds N]
"""

import argparse
import importlib.util
import tempfile
from contextlib import ExitStack
from pathlib import Path

import polars as pl

from bench.corpus import article
from bench.figures import Figures, LeftOut, cost, in_turn, speed, wall_seconds
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


def make_work(count: int, *, first: int = 0, settings: StageSettings = SETTINGS) -> list[ChunkTask]:
    """Make chunks of articles whose texts are known, so that all other stages of the list are stale."""
    chosen = [stage for stage in STAGES if isinstance(stage, DocumentStage) and stage.name in STAGE_NAMES]
    stages = tuple(stage_tasks(chosen, STAGES, settings))
    decode = tuple(stage_tasks([texts.STAGE], STAGES, settings))
    learnt = pl.DataFrame(schema={"doc_id": pl.String, "line": pl.String})
    work = []
    for start in range(first, first + count, DOCS_A_CHUNK):
        pages: dict[str, str | bytes] = {f"d{n:07d}": article(n) for n in range(start, start + DOCS_A_CHUNK)}
        known = {(INPUTS, doc_id): (0, 1) for doc_id in pages}
        (done,) = run_chunk(ChunkTask(tuple(pages), decode, settings, {INPUTS: inputs(pages)}, known, {})).outputs
        states = {("texts", doc_id): state for doc_id, state in done.states.items()}
        work.append(ChunkTask(tuple(pages), stages, settings, {**done.tables, "learnt": learnt}, states, {}))
    return work


def run_all(engine: Engine, work: list[ChunkTask]) -> None:
    """Run some work and make sure that all of it came back."""
    done = sum(len(result.doc_ids) for result in engine.run(iter(work), doc_count=len(work) * DOCS_A_CHUNK))
    assert done == len(work) * DOCS_A_CHUNK


def measure(documents: int, *, rounds: int) -> Figures:
    """Yield the pool against one process, and Ray against the pool."""
    work, warm_up = make_work(documents), make_work(WORKERS * DOCS_A_CHUNK, first=10_000_000)
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as stack:

        def start(kind: str, workers: int) -> Engine:
            engine = make_engine(EngineSettings(kind), workers=workers, state_dir=Path(temporary), say=print)
            stack.callback(engine.close)
            run_all(engine, warm_up)
            return engine

        def timed(engine: Engine) -> float:
            return wall_seconds(lambda: run_all(engine, work))

        serial, pool = start("local", 1), start("local", WORKERS)
        times = in_turn(lambda: timed(pool), lambda: timed(serial), rounds=rounds, warm_up=False)
        unit = "documents"
        yield speed("pool of two", "one process", times, amount=documents, unit=unit, bar=POOL_GAIN)
        if importlib.util.find_spec("ray") is None:
            yield LeftOut("Ray with two tasks at once", "Ray is not installed: make test-ray installs it")
            return
        ray = start("ray", WORKERS)
        times = in_turn(lambda: timed(ray), lambda: timed(pool), rounds=rounds, warm_up=False)
        yield cost("Ray with two tasks at once", "pool of two", times, bar=RAY_COST)


def figures(*, full: bool) -> Figures:
    """Yield the figures."""
    return measure(2000, rounds=5) if full else measure(600, rounds=3)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for figure in measure(options.documents, rounds=options.rounds):
        print(figure)


if __name__ == "__main__":
    main()

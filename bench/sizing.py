"""How long 10⁶ to 10⁸ documents take on a cluster, by calculation from costs that are measured here, on one core.

Measured on made-up articles: CPU seconds of the stages of a document (`w`: a worker's), of writing its partition, and
of reading and loading its rows (`d`: the driver's), and the bytes that go through the exchange. Then, for `n` documents
on `c` workers: hours = max(n w / c, n d) / 3600. Inputs, plans, corpus and pair stages, checks and the publish come on
top.

usage: .venv/bin/python -m bench.sizing [--documents 600] [--tagger none|jieba|lac] [--write FILE]

--write puts the tables into a Markdown file, between the lines `<!-- sizing -->` and `<!-- /sizing -->`.
"""

import argparse
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.engines import DOCS_A_CHUNK, make_work
from bench.figures import write_between
from pipelines.engine.chunk import run_chunk
from pipelines.engine.partitions import pack_result, pack_task, unpack_result
from pipelines.engine.spec import make_spec
from pipelines.settings import StageSettings
from pipelines.stages import STAGES
from pipelines.warehouse.ledger import Run
from pipelines.warehouse.load import load_chunk
from pipelines.warehouse.state import open_state

SIZES, WORKERS = (10**6, 10**7, 10**8), (8, 16, 64)
_POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Costs:
    """What a document costs: CPU seconds of a worker and of the driver, and bytes through the exchange."""

    stages: float
    packing: float
    loading: float
    bytes_in: float
    bytes_out: float

    @property
    def driver(self) -> float:
        """CPU seconds of the driver in all."""
        return self.packing + self.loading

    def hours(self, documents: int, workers: int) -> float:
        """Give the hours of a first build, by calculation."""
        return max(documents * self.stages / workers, documents * self.driver) / 3600


def measure(documents: int, tagger: str) -> Costs:
    """Take the costs, after one chunk that loads all rules."""
    work = make_work(documents + DOCS_A_CHUNK, settings=StageSettings(tagger=tagger))
    spec = make_spec(work[0].stages, work[0].settings)
    spent = {"stages": 0.0, "packing": 0.0, "loading": 0.0}
    size_in = size_out = 0

    def timed(part: str, begun: float) -> None:
        spent[part] += time.process_time() - begun

    with tempfile.TemporaryDirectory() as temporary:
        con = open_state(Path(temporary) / "state.duckdb", STAGES, say=print)
        con.execute("set threads = 1")
        run = Run("sizing", datetime.now(UTC))
        for number, task in enumerate(work):
            begun = time.process_time()
            packed = pack_task(task)
            timed("packing", begun)
            begun = time.process_time()
            result = pack_result(run_chunk(task))
            timed("stages", begun)
            begun = time.process_time()
            load_chunk(con, unpack_result(result, spec), STAGES, run=run)
            timed("loading", begun)
            size_in, size_out = size_in + len(packed), size_out + len(result)
            if number == 0:
                spent, size_in, size_out = dict.fromkeys(spent, 0.0), 0, 0
        con.close()
    stages, packing, loading = (spent[part] / documents for part in ("stages", "packing", "loading"))
    return Costs(stages, packing, loading, size_in / documents, size_out / documents)


def tables(costs: Costs, tagger: str) -> str:
    """Write what was measured, and what follows from it, as two Markdown tables."""
    through = (costs.bytes_in + costs.bytes_out) / 1e9
    lines = [
        "| a document costs | figure | how |",
        "|---|---|---|",
        f"| stages, on a worker (`w`), tagger {tagger} | {costs.stages * 1e3:.1f} ms | CPU time of `run_chunk` |",
        f"| writing its partition, on the driver | {costs.packing * 1e3:.2f} ms | CPU time of `pack_task` |",
        f"| reading and loading its rows, on the driver | {costs.loading * 1e3:.2f} ms "
        "| CPU time of `unpack_result` and `load_chunk`, one thread |",
        f"| so in all, on the driver (`d`) | {costs.driver * 1e3:.2f} ms | |",
        f"| through the exchange | {costs.bytes_in / 1e3:.1f} kB in, {costs.bytes_out / 1e3:.1f} kB out "
        "| size of the Parquet files |",
        "",
        f"More than `w / d` ≈ {costs.stages / costs.driver:.0f} workers do not help: the loader is the limit then.",
        "",
        "| documents | CPU hours of workers | hours of the loader | "
        + " | ".join(f"hours on {workers} workers" for workers in WORKERS)
        + " | through the exchange |",
        "|" + "---|" * (len(WORKERS) + 4),
    ]
    for count in SIZES:
        power = str(len(str(count)) - 1).translate(_POWERS)
        hours = [count * costs.stages / 3600, count * costs.driver / 3600]
        hours += [costs.hours(count, workers) for workers in WORKERS]
        lines.append(f"| 10{power} | {' | '.join(map(_hours, hours))} | {count * through:,.0f} GB |")
    return "\n".join(lines)


def _hours(hours: float) -> str:
    return f"{hours:,.0f}" if hours >= 10 else f"{hours:.1f}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--tagger", default="none")
    parser.add_argument("--write", type=Path, metavar="FILE")
    options = parser.parse_args()
    text = tables(measure(options.documents, options.tagger), options.tagger)
    print(text)
    if options.write:
        write_between(options.write, "sizing", text)


if __name__ == "__main__":
    main()

"""What quotes and claims cost, against numbers and the matching of the gazetteer: CPU seconds, one core, one run.

usage: .venv/bin/python -m bench.claims [FOLDER]

FOLDER holds news pages as .txt files (default: seeds/). Each stage gets all pages at once, its rules already loaded.
"""

import argparse
from pathlib import Path

from bench.figures import Figure, Figures, cost, cpu_seconds, in_turn
from pipelines.settings import PROJECT, StageSettings
from pipelines.stages import STAGES
from tests.stages.running import batch_of, run_stages

OURS, PEERS = ("quotes", "claims"), ("numbers", "mention_spans")
BAR = 1.0


def measure(folder: Path, *, rounds: int) -> Figure:
    """Time the stages in turn on the pages of a folder."""
    pages = {path.name: path.read_bytes() for path in sorted(folder.glob("*.txt"))}
    settings = StageSettings(tagger="none")
    last = next(no for no, stage in enumerate(STAGES) if stage.name == "claims")
    tables = run_stages(pages, settings, stages=STAGES[: last + 1])
    batches = {stage.name: (stage, batch_of(stage, tables)) for stage in STAGES if stage.name in OURS + PEERS}

    def spent(names: tuple[str, ...]) -> float:
        return cpu_seconds(lambda: [stage.run(batch, settings) for stage, batch in map(batches.__getitem__, names)])

    times = in_turn(lambda: spent(OURS), lambda: spent(PEERS), rounds=rounds)
    return cost("quotes and claims", "numbers and mention_spans", times, bar=BAR)


def figures(*, full: bool) -> Figures:
    """Yield the cost on the articles of `seeds/`."""
    yield measure(PROJECT / "seeds", rounds=9 if full else 5)


def main() -> None:
    """Print the figure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=PROJECT / "seeds")
    print(measure(parser.parse_args().folder, rounds=5))


if __name__ == "__main__":
    main()

"""What quotes and claims cost, against numbers and the matching of the gazetteer: CPU seconds, one core, one run.

usage: .venv/bin/python -m bench.claims [FOLDER]

FOLDER holds news pages as .txt files (default: seeds/). Each stage gets all pages at once, its rules already loaded.
"""

import argparse
import time
from pathlib import Path

from pipelines.settings import PROJECT, StageSettings
from pipelines.stages import STAGES
from tests.stages.running import batch_of, run_stages

ROUNDS = 3
OURS, PEERS = ("quotes", "claims"), ("numbers", "mention_spans")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=PROJECT / "seeds")
    pages = {path.name: path.read_bytes() for path in sorted(parser.parse_args().folder.glob("*.txt"))}
    settings = StageSettings(tagger="none")
    last = next(no for no, stage in enumerate(STAGES) if stage.name == "claims")
    tables = run_stages(pages, settings, stages=STAGES[: last + 1])
    spent = dict.fromkeys(OURS + PEERS, float("inf"))
    for stage in STAGES:
        if stage.name in spent:
            batch = batch_of(stage, tables)
            for _ in range(ROUNDS):
                started = time.process_time()
                stage.run(batch, settings)
                spent[stage.name] = min(spent[stage.name], time.process_time() - started)
    for name, seconds in spent.items():
        print(f"{name:16s} {seconds:8.3f} s")
    ours, peers = (sum(spent[name] for name in names) for names in (OURS, PEERS))
    print(f"quotes and claims cost {ours / peers:.2f} times what numbers and gazetteer matching cost")


if __name__ == "__main__":
    main()

"""What an analyst's merge costs, as a share of the first build of the same documents.

usage: .venv/bin/python -m bench.merge [--documents N] [--tagger none|jieba|lac]

Joins the two entities that most mentions name, so that about a fifth of the documents get other links. CPU seconds of
this process, which runs all stages.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipelines.warehouse.build import BuildOutcome
from tests.made import write_pages
from tests.warehouses import build, copy_rules, make_settings, query

MOST_NAMED = "select entity_id from mention_links group by entity_id order by count(*) desc, entity_id limit 2"


def timed(action: Callable[[], BuildOutcome]) -> tuple[float, BuildOutcome]:
    """Give the CPU seconds that an action takes, and what it returns."""
    started = time.process_time()
    outcome = action()
    return time.process_time() - started, outcome


def main() -> None:
    """Print the seconds of the first build, a build with nothing to do, a merge, and the merge undone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--tagger", default="none")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        rules = copy_rules(root / "rules")
        settings = make_settings(root, tagger=options.tagger, rules=rules)
        write_pages(root / "in", 20)
        build(settings)  # dictionaries and rules are loaded before anything is timed
        write_pages(root / "in", options.documents, first=20)
        first, _ = timed(lambda: build(settings))
        print(f"{options.documents:,} documents, tagger {options.tagger}: first build {first:.1f} s", flush=True)
        (kept,), (merged,) = query(settings.warehouse, MOST_NAMED)
        cases = {"nothing to do": "", "merge": "same", "merge undone": "different"}
        for name, word in cases.items():
            if word:
                with (rules / "judgements.csv").open("a", encoding="utf-8") as file:
                    file.write(f"{merged},{kept},{word},bench,2025-01-01,\n")
            seconds, outcome = timed(lambda: build(settings))
            redone = {stage: step.redone for stage, step in outcome.stages.items() if step.redone}
            print(
                f"{name:15s} {seconds:7.2f} s {seconds / first:7.3f} of the first build; redone: {redone}", flush=True
            )


if __name__ == "__main__":
    main()

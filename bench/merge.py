"""What an analyst's merge costs, as a share of the first build of the same documents.

usage: .venv/bin/python -m bench.merge [--documents N] [--tagger none|jieba|lac]

Joins the two entities that most mentions name: half of the documents are linked again, and a third of all get other
links. CPU seconds of this process, which runs all stages.
"""

import argparse
import tempfile
from pathlib import Path

from bench.figures import Figures, cost, cpu_seconds
from pipelines.settings import StageSettings
from tests.made import write_pages
from tests.warehouses import build, copy_rules, make_settings, query

BARS = {"a merge": 0.1}
BAR_AT = 20_000  # documents: with fewer, starting is most of it
MOST_NAMED = "select entity_id from mention_links group by entity_id order by count(*) desc, entity_id limit 2"


def measure(documents: int, tagger: str) -> Figures:
    """Build, build again, merge and undo the merge; yield each against the first build."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        rules = copy_rules(root / "rules")
        settings = make_settings(root, tagger=tagger, rules=rules)
        write_pages(root / "in", 20)
        build(settings)  # dictionaries and rules are loaded before anything is timed
        write_pages(root / "in", documents, first=20)
        peer = f"first build of {documents:,} documents, tagger {tagger}"
        first = cpu_seconds(lambda: build(settings, workers=1))
        (kept,), (merged,) = query(settings.warehouse, MOST_NAMED)
        bars = BARS if documents >= BAR_AT else {}
        for name, word in {
            "a build with nothing to do": "",
            "a merge": "same",
            "the merge undone": "different",
        }.items():
            if word:
                with (rules / "judgements.csv").open("a", encoding="utf-8") as file:
                    file.write(f"{merged},{kept},{word},bench,2025-01-01,\n")
            yield cost(name, peer, [(cpu_seconds(lambda: build(settings, workers=1)), first)], bar=bars.get(name))


def figures(*, full: bool) -> Figures:
    """Yield the figures."""
    return measure(BAR_AT if full else 1_000, StageSettings().tagger)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=BAR_AT)
    parser.add_argument("--tagger", default=StageSettings().tagger)
    options = parser.parse_args()
    for figure in measure(options.documents, options.tagger):
        print(figure)


if __name__ == "__main__":
    main()

"""How fast the views answer on a large warehouse: the query that an analyst types, and a scan of the whole view.

A small corpus is built, its rows multiplied (`bench.multiply`), compacted, and published; each question is asked three
times of the published file, in turn with the others, and the median counts. What is asked for (an entity, a source, a
day, a document) is taken from the warehouse itself: neither its most frequent nor its rarest.

usage: .venv/bin/python -m bench.views [--documents 100000] [--built 1000] [--chars 1000] [--keep DIR] [--only TEXT]
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb

from bench.corpus import article, write_files
from bench.multiply import multiply_state
from pipelines.settings import InputFolder, Settings, StageSettings
from pipelines.stages import STAGES
from pipelines.warehouse.build import build_warehouse
from pipelines.warehouse.compact import compact_state
from pipelines.warehouse.publish import publish, published_path
from pipelines.warehouse.state import open_state

RUNS = 3
LIMIT_SECONDS = 1.0
# What analysts ask of each view: of an entity, a source, a day, a document; or the top of an aggregate.
TYPICAL = {
    "document_versions": ("select * from document_versions where doc_id = $doc",),
    "documents": (
        "select doc_id, title from documents where published_date = $day",
        "select * from documents where doc_id = $doc",
    ),
    "mentions": ("select * from mentions where doc_id = $doc",),
    "search": ("select * from search($phrase) limit 20", "select * from search($phrase, since := $day) limit 20"),
    "v_amounts": (
        "select * from v_amounts where published_date = $day",
        "select * from v_amounts where unit = 'USD' order by value desc limit 20",
    ),
    "v_articles": (
        "select * from v_articles where doc_id = $doc",
        "select title, content from v_articles where published_date = $day",
        "select * from v_articles where source = $source limit 20",
    ),
    "v_boilerplate_share": (
        "select * from v_boilerplate_share limit 20",
        "select * from v_boilerplate_share where source = $source limit 20",
    ),
    "v_claim_conflicts": (
        "select * from v_claim_conflicts limit 20",
        "select * from v_claim_conflicts where topic = $topic",
    ),
    "v_claims": (
        "select * from v_claims where doc_id = $doc",
        "select * from v_claims where topic = $topic limit 100",
        "select * from v_claims where subject = $entity limit 100",
        "select * from v_claims where published_date = $day",
    ),
    "v_cooccurrence": ("select * from v_cooccurrence where entity = $entity limit 20",),
    "v_data_dictionary": ("select * from v_data_dictionary",),
    "v_doc_entities": (
        "select * from v_doc_entities where doc_id = $doc",
        "select * from v_doc_entities where entity = $entity limit 20",
    ),
    "v_edits": ("select * from v_edits limit 20",),
    "v_entities": ("select * from v_entities limit 20", "select * from v_entities where entity = $entity"),
    "v_entity_names_by_source": ("select * from v_entity_names_by_source where entity = $entity",),
    "v_entity_timeline": (
        "select * from v_entity_timeline where entity = $entity",
        "select * from v_entity_timeline where published_date = $day limit 20",
    ),
    "v_hearsay": (
        "select * from v_hearsay limit 20",
        "select * from v_hearsay where published_date = $day",
    ),
    "v_learnt_lines": ("select * from v_learnt_lines limit 20",),
    "v_mentions": (
        "select * from v_mentions where doc_id = $doc",
        "select * from v_mentions where entity = $entity limit 100",
        "select * from v_mentions where published_date = $day",
    ),
    "v_metadata_candidates": ("select * from v_metadata_candidates where doc_id = $doc",),
    "v_number_attribution": (
        "select * from v_number_attribution where published_date = $day",
        "select vouched_by, count(*) from v_number_attribution group by all",
    ),
    "v_numbers_in_context": (
        "select * from v_numbers_in_context where doc_id = $doc",
        "select * from v_numbers_in_context where source = $source limit 100",
    ),
    "v_only_one_source": (
        "select * from v_only_one_source limit 20",
        "select * from v_only_one_source where source = $source limit 20",
    ),
    "v_percentages": (
        "select * from v_percentages where published_date = $day",
        "select * from v_percentages where source = $source order by share desc limit 20",
    ),
    "v_quotes": (
        "select * from v_quotes where speaker_entity = $speaker limit 100",
        "select * from v_quotes where published_date = $day",
        "select * from v_quotes where source = $source limit 100",
    ),
    "v_quotes_by_speaker": (
        "select * from v_quotes_by_speaker limit 20",
        "select * from v_quotes_by_speaker where speaker = $speaker",
    ),
    "v_removed": (
        "select * from v_removed where doc_id = $doc",
        "select * from v_removed where source = $source limit 100",
    ),
    "v_review_queue": ("select * from v_review_queue limit 20",),
    "v_syndication": ("select * from v_syndication limit 20",),
    "v_timeline": (
        "select * from v_timeline where date_from between $day and $day::date + 7",
        "select * from v_timeline where source = $source limit 100",
    ),
}
# What a typical query is about; each is one value.
CHOICES = {
    "entity": "select name from entities where entity_id = (select entity_id from mention_links group by all "
    "order by count(*) desc, entity_id limit 1 offset 20)",
    "speaker": "select name from entities where entity_id = (select speaker_entity_id from quotes "
    "where speaker_entity_id is not null group by all order by count(*) desc, speaker_entity_id limit 1 offset 2)",
    "source": "select s.name from documents as d inner join sources as s on s.source_id = d.source_id group by all "
    "order by count(*) desc, s.name limit 1 offset 10",
    "day": "select published_date from documents where published_date is not null group by all "
    "order by count(*) desc, published_date limit 1 offset 20",
    "doc": "select doc_id from documents order by doc_id limit 1 offset (select count(*) // 2 from documents)",
    "topic": "select topic from claims where topic is not null group by all "
    "order by count(*) desc, topic limit 1 offset 2",
    "phrase": "select '算力 出口管制'",
}


def settings_of(root: Path) -> Settings:
    """Give the settings of a measurement: no tagger, as most of a build's time would be its."""
    return Settings((InputFolder("", root / "in"),), root / "warehouse.duckdb", StageSettings(tagger="none"))


def make_warehouse(root: Path, documents: int, built: int, chars: int) -> Path:
    """Publish a warehouse of so many documents, of which `built` went through the stages; one that is there is kept."""
    settings = settings_of(root)
    if not settings.warehouse.exists():
        write_files(root / "in", (article(number, chars=chars) for number in range(built)))
        build_warehouse(settings, workers=2)
        multiply_state(settings, documents // built)
        compact_state(settings, lock_wait_seconds=60, say=print)
    republish(settings)
    return settings.warehouse


def republish(settings: Settings) -> None:
    """Publish the state with the views as they are now, without a look at the input folder."""
    state = settings.state_dir / "state.duckdb"
    con = open_state(state, STAGES, say=print)
    target = published_path(settings, con)
    con.execute("checkpoint")
    con.close()
    publish(settings, state, target)


def ask(con: duckdb.DuckDBPyConnection, query: str, values: dict[str, object]) -> tuple[float, float, int]:
    """Give the seconds that a query takes until its last row is here, its CPU seconds, and how many rows there are."""
    wanted = {name: value for name, value in values.items() if f"${name}" in query}
    started, begun = time.perf_counter(), time.process_time()
    rows = con.execute(query, wanted).fetchall()
    return time.perf_counter() - started, time.process_time() - begun, len(rows)


def measure(warehouse: Path, only: str | None) -> list[tuple[float, float, int, str, str]]:
    """Time each question: (median seconds, median CPU seconds, rows, kind, query), the slowest first."""
    con = duckdb.connect(str(warehouse), read_only=True)
    con.execute("set enable_progress_bar = false")
    values = {name: con.execute(query).fetchall()[0][0] for name, query in CHOICES.items()}
    print("asked about:", ", ".join(f"{name} {value}" for name, value in values.items()))
    views = [name for (name,) in con.execute("select view_name from duckdb_views() where not internal").fetchall()]
    assert set(TYPICAL) - {"search"} == set(views), "every view has its typical queries"
    questions = [("typical", query) for queries in TYPICAL.values() for query in queries]
    questions += [("whole", f"select count(*) from {view}") for view in sorted(views)]
    questions = [(kind, query) for kind, query in questions if only is None or only in query]
    found: dict[tuple[str, str], list[tuple[float, float, int]]] = {question: [] for question in questions}
    for _ in range(RUNS):
        for kind, query in questions:
            found[kind, query].append(ask(con, query, values))
    medians = [
        (statistics.median(run[0] for run in runs), statistics.median(run[1] for run in runs), runs[0][2], *question)
        for question, runs in found.items()
    ]
    return sorted(medians, reverse=True)


def main(argv: Sequence[str] | None = None) -> None:
    """Print the questions by kind, the slowest first, and whether a typical one is too slow."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--built", type=int, default=1_000, help="documents that go through the stages")
    parser.add_argument("--chars", type=int, default=1_000, help="length of an article's text")
    parser.add_argument("--keep", type=Path, help="a folder for the warehouse, which the next measurement takes over")
    parser.add_argument("--only", help="only queries that contain this")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as temporary:
        warehouse = make_warehouse(options.keep or Path(temporary), options.documents, options.built, options.chars)
        found = measure(warehouse, options.only)
    for kind in ("typical", "whole"):
        print(f"\n{kind}\n seconds      CPU      rows  query")
        for seconds, cpu, rows, asked, query in found:
            if asked == kind:
                print(f"{seconds:8.3f} {cpu:8.3f} {rows:9,}  {query}")
    slow = [query for seconds, _, _, kind, query in found if kind == "typical" and seconds >= LIMIT_SECONDS]
    print(f"\n{len(slow)} typical queries take {LIMIT_SECONDS:g} s or more")


if __name__ == "__main__":
    main()

"""pages: zones and metadata of each text."""

import json
from collections import defaultdict

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, Lookup, Tables
from pipelines.stages.loading import loaded
from pipelines.stages.rows import Rows
from pipelines.text.ids import make_id
from pipelines.text.pages import Hint, Mark, Metadata, PageReader

RULES = ("packs/*.csv", "packs/*.toml", "page*.csv", "pages.toml", "outlets.csv", "simplified.csv")

# The learnt lines that a page holds: a line that is learnt or forgotten concerns no other page.
LOOKUPS = {
    "learnt": Lookup(
        """
        select e.doc_id, e.line from edge_lines as e
        inner join learnt_lines as l on l.site = e.site and l.line = e.line""",
        documents=("edge_lines",),
        corpus={"learnt_lines": ("site", "line")},
    ),
}


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Cut each text into blocks with zones, boilerplate flagged by rule, and read what the page says of itself."""
    reader = loaded(PageReader, RULES, settings.rules_dir)
    blocks, candidates, chosen = Rows("blocks"), Rows("metadata"), Rows("document_metadata")
    columns = ("doc_id", "raw_text", "hints", "layout")
    learnt: defaultdict[str, set[str]] = defaultdict(set)
    for doc_id, line in batch["learnt"].select("doc_id", "line").iter_rows():
        learnt[doc_id].add(line)
    for doc_id, text, hints_json, layout in batch["texts"].select(columns).iter_rows():
        hints = [Hint(**hint) for hint in json.loads(hints_json)]
        marks = [Mark(*cells) for cells in json.loads(layout)] if layout else []
        page = reader.read(text, hints=hints, learnt=learnt[doc_id], marks=marks)
        for number, b in enumerate(page.blocks):
            blocks.add(doc_id, number, b.zone, b.kind, b.start_char, b.end_char, b.rule_id, b.confidence)
        for number, c in enumerate(page.candidates):
            candidates.add(doc_id, number, c.field, c.value, c.start_char, c.end_char, c.rule_id, c.rank, c.is_chosen)
        chosen.add(doc_id, *_metadata_cells(page.metadata))
    return {"blocks": blocks.frame(), "metadata": candidates.frame(), "document_metadata": chosen.frame()}


def _metadata_cells(found: Metadata) -> tuple[object, ...]:
    return (
        found.title,
        source_id(found.source) if found.source else None,
        found.source,
        found.source_kind,
        found.source_domain,
        found.author,
        found.editor,
        found.original_source,
        found.url,
        found.published_at,
        found.published_date,
        found.published_precision,
        found.published_basis,
    )


def source_id(name: str) -> str:
    """Make the id of a source from its name."""
    return make_id("source", name)


STAGE = DocumentStage(
    name="pages",
    version=7,
    reads=("texts",),
    tables=("blocks", "metadata", "document_metadata"),
    run=run,
    rules=RULES,
    lookups=LOOKUPS,
    group="pages",
)

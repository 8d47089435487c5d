"""edge_lines: the lines of each page that its site may repeat."""

import json

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, Tables
from pipelines.stages.loading import loaded
from pipelines.stages.pages import RULES
from pipelines.stages.rows import Rows
from pipelines.text.ids import make_id
from pipelines.text.pages import Hint, PageReader

SENTENCE_ENDS = ("。", "！", "？", "!", "?", "”")


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """List the short lines near the edges of each page, by site, for what repeats to be learnt from."""
    reader = loaded(PageReader, RULES, settings.rules_dir)
    rows = Rows("edge_lines")
    for doc_id, text, hints_json in batch["texts"].select("doc_id", "raw_text", "hints").iter_rows():
        found = reader.first_pass(text, hints=[Hint(**hint) for hint in json.loads(hints_json)])
        if found.site:
            body_hash = make_id(max(text.splitlines(), key=len, default=""))
            for line in found.edge_lines:
                # A sentence that repeats but for its figures is a report (沪指收报#点。), not furniture.
                if not ("#" in line and line.endswith(SENTENCE_ENDS)):
                    rows.add(doc_id, found.site, body_hash, line)
    return {"edge_lines": rows.frame()}


STAGE = DocumentStage(
    name="edge_lines",
    version=4,
    reads=("texts",),
    tables=("edge_lines",),
    run=run,
    rules=RULES,
    group="pages",
)

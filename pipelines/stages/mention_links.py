"""mention_links: which entity each mention names."""

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, Tables
from pipelines.stages.batches import rows_by_document, texts_of
from pipelines.stages.loading import loaded
from pipelines.stages.rows import Rows
from pipelines.text.linking import MentionLinker
from pipelines.text.mentions import Mention

RULES = (
    "entities.csv",
    "aliases.csv",
    "judgements.csv",
    "mention_guards.toml",
    "simplified.csv",
    "surnames.csv",
    "titles.csv",
)
_COLUMNS = (
    "mention_id",
    "start_char",
    "end_char",
    "surface",
    "type",
    "method",
    "rule_id",
    "sentence_no",
    "gazetteer_entity_id",
)


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Link each mention to an entity, by the rules and this document alone; an analyst's word wins."""
    linker = loaded(MentionLinker, RULES, settings.rules_dir)
    rows = Rows("mention_links")
    spans = rows_by_document(batch, "mention_spans", _COLUMNS, order="start_char")
    for doc_id, text in texts_of(batch):
        mentions = [Mention(*cells) for _, *cells in spans[doc_id]]
        links = linker.link(mentions, text)
        for (mention_id, *_), link in zip(spans[doc_id], links, strict=True):
            rows.add(mention_id, doc_id, link.entity_id, link.rule_id, link.score)
    return {"mention_links": rows.frame()}


STAGE = DocumentStage(
    name="mention_links",
    version=2,
    reads=("texts", "mention_spans"),
    tables=("mention_links",),
    run=run,
    rules=RULES,
    group="names",
)

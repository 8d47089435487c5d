"""mention_links: which entity each mention names, and which entities each block and each document does."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, Narrowing, Tables
from pipelines.stages.batches import rows_by_document, texts_of
from pipelines.stages.loading import loaded
from pipelines.stages.name_rules import NAME_RULES
from pipelines.stages.rows import Rows, table_schema
from pipelines.text.linking import MentionLinker
from pipelines.text.linking.concerns import entities_concerned, rulings_on_links
from pipelines.text.mentions import Mention
from pipelines.text.mentions.judgements import Judgement, read_judgements

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

_IS_SHOWN = pl.col("zone").is_in(["title", "content"])


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Link each mention to an entity, by the rules and this document alone; an analyst's word wins."""
    linker = loaded(MentionLinker, NAME_RULES, settings.rules_dir)
    rows = Rows("mention_links")
    spans = rows_by_document(batch, "mention_spans", _COLUMNS, order="start_char")
    for doc_id, text in texts_of(batch):
        mentions = [Mention(*cells) for _, *cells in spans[doc_id]]
        for (mention_id, *_), link in zip(spans[doc_id], linker.link(mentions, text), strict=True):
            rows.add(mention_id, doc_id, link.entity_id, link.rule_id, link.score)
    links = rows.frame()
    named = links.drop("doc_id").join(batch["mention_spans"], on="mention_id")
    return {
        "mention_links": links,
        "block_entities": _by_block(named.filter(_IS_SHOWN), batch["sentences"]),
        "document_names": _by_document(named),
    }


def _by_block(named: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    return (
        named.join(sentences.select("doc_id", "sentence_no", "block_no"), on=["doc_id", "sentence_no"])
        .group_by("doc_id", "block_no", "entity_id")
        .agg(pl.len().alias("mention_count"), pl.col("sentence_no").unique().sort().alias("sentence_nos"))
        .sort("doc_id", "block_no", "entity_id")
        .cast(table_schema("block_entities"))  # type: ignore[arg-type]
    )


def _by_document(named: pl.DataFrame) -> pl.DataFrame:
    schema = table_schema("document_names")
    keys = ["surface", "type", "link_rule"]
    return (
        named.group_by("doc_id", "entity_id", *keys)
        .agg(
            pl.len().alias("mention_count"),
            _IS_SHOWN.sum().alias("shown_count"),
            pl.col("sentence_no").filter(_IS_SHOWN).min().alias("first_sentence_no"),
        )
        .sort("doc_id", "entity_id", "first_sentence_no", *keys, nulls_last=True)
        .with_columns(pl.int_range(1, pl.len() + 1).over("doc_id", "entity_id").alias("name_no"))
        .select(*schema)
        .cast(schema)  # type: ignore[arg-type]
    )


Said = Sequence[tuple[str, ...]]


def _judgements(said: Said) -> list[Judgement]:
    return [Judgement(left, right, judgement, "", "", "") for left, right, judgement in said]


def _digest(rules_dir: Path) -> str:
    return rulings_on_links(read_judgements(rules_dir))


def _digest_of(said: Said) -> str:
    return rulings_on_links(_judgements(said))


def _concerned(said: Said, rules_dir: Path) -> frozenset[str] | None:
    return entities_concerned(_judgements(said), rules_dir)


# A merge concerns the documents that name what was merged; the others keep their links.
_NARROWING = Narrowing(
    stored="select left_id, coalesce(right_id, ''), judgement from judgements order by judgement_no",
    digest=_digest_of,
    keys=_concerned,
    documents="select distinct n.doc_id from document_names as n semi join concerned as c on c.key = n.entity_id",
)

STAGE = DocumentStage(
    name="mention_links",
    version=3,
    reads=("texts", "sentences", "mention_spans"),
    tables=("mention_links", "block_entities", "document_names"),
    run=run,
    rules=NAME_RULES,
    digests={"judgements.csv": _digest},
    narrowings={"judgements.csv": _NARROWING},
    group="names",
)

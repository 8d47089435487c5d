"""The pipeline: `STAGES`, in order. Dagster's assets, the command line and the data dictionary are made from it."""

from pipelines.stages import (
    character_folds,
    edge_lines,
    entities,
    learnt_lines,
    mention_links,
    mention_spans,
    numbers,
    pages,
    quotes,
    review_queue,
    sentences,
    sources,
    tags,
    texts,
    tokens,
)
from pipelines.stages.base import Stage

STAGES: tuple[Stage, ...] = (
    texts.STAGE,
    edge_lines.STAGE,
    learnt_lines.STAGE,
    pages.STAGE,
    sentences.STAGE,
    numbers.STAGE,
    tags.STAGE,
    mention_spans.STAGE,
    mention_links.STAGE,
    quotes.STAGE,
    tokens.STAGE,
    character_folds.STAGE,
    sources.STAGE,
    entities.STAGE,
    review_queue.STAGE,
)

"""tags: names as the tagger sees them."""

from functools import cache

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, Tables
from pipelines.stages.batches import rows_by_document, texts_of
from pipelines.stages.rows import Rows
from pipelines.text.taggers import Tagger, make_tagger, tagger_version
from pipelines.text.taggers.none_tagger import NoTagger


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Let the tagger mark names in whole sentences; kept, because a tagger is the dear part of a build."""
    rows = Rows("tags")
    if settings.tagger == NoTagger.name:
        return {"tags": rows.frame()}
    tagger = load_tagger(settings.tagger)
    sentences = rows_by_document(batch, "sentences", ("sentence_no", "start_char", "end_char"), order="sentence_no")
    places, surfaces = [], []
    texts = dict(texts_of(batch))
    for doc_id, text in texts.items():
        for sentence_no, start, end in sentences[doc_id]:
            places.append((doc_id, sentence_no, start))
            surfaces.append(text[start:end])
    for (doc_id, sentence_no, offset), tags in zip(places, tagger.tag(surfaces), strict=True):
        for tag in tags:
            start, end = offset + tag.start_char, offset + tag.end_char
            rows.add(doc_id, sentence_no, start, end, texts[doc_id][start:end], tag.type)
    return {"tags": rows.frame()}


def _tool_version(settings: StageSettings) -> str:
    return tagger_version(settings.tagger)


@cache
def load_tagger(name: str) -> Tagger:
    """Load a tagger once a process."""
    return make_tagger(name)


STAGE = DocumentStage(
    name="tags",
    version=1,
    reads=("texts", "sentences"),
    tables=("tags",),
    run=run,
    rules=("simplified.csv",),
    settings=("tagger",),
    tool_version=_tool_version,
    group="names",
)

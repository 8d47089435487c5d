"""mention_spans: what the gazetteer and the tagger name, merged."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, Tables
from pipelines.stages.batches import Row, rows_by_document, texts_of
from pipelines.stages.loading import loaded
from pipelines.stages.name_rules import NAME_RULES
from pipelines.stages.rows import Rows
from pipelines.text.ids import make_span_ids
from pipelines.text.mentions import MentionFinder
from pipelines.text.mentions.judgements import rulings_on_names
from pipelines.text.segmenter import segmenter_version
from pipelines.text.taggers import Tag

RULES = (*NAME_RULES, "latin_types.csv")


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Find the spans that name something: the gazetteer first, then the tagger and the shapes of names."""
    finder = loaded(_FinderMaker(settings.segmenter), RULES, settings.rules_dir)
    rows = Rows("mention_spans")
    columns = ("sentence_no", "start_char", "end_char", "zone")
    sentences = rows_by_document(batch, "sentences", columns, order="sentence_no")
    tags = rows_by_document(batch, "tags", ("sentence_no", "start_char", "end_char", "type"), order="start_char")
    for doc_id, text in texts_of(batch):
        spans = [(start, end) for _, start, end, _ in sentences[doc_id]]
        zones = [zone for *_, zone in sentences[doc_id]]
        found = finder.find(text, spans, _tags_of(tags[doc_id], sentences[doc_id]))
        if not found:
            continue
        starts, ends, surfaces, types, methods, rule_ids, places, entity_ids = zip(*found, strict=True)
        rows.extend(
            make_span_ids(doc_id, "mention", starts, ends, types),
            repeat(doc_id, len(found)),
            places,
            [zones[place] for place in places],
            starts,
            ends,
            surfaces,
            types,
            methods,
            rule_ids,
            entity_ids,
        )
    return {"mention_spans": rows.frame()}


def _tags_of(tags: Sequence[Row], sentences: Sequence[Row]) -> list[list[Tag]]:
    """Give the tags of each sentence, with offsets inside it."""
    if not tags:
        return [[]] * len(sentences)
    places = {sentence_no: place for place, (sentence_no, *_) in enumerate(sentences)}
    of_sentence: list[list[Tag]] = [[] for _ in sentences]
    for sentence_no, start, end, kind in tags:
        place = places[sentence_no]
        offset = sentences[place][1]
        of_sentence[place].append(Tag(start - offset, end - offset, kind))
    return of_sentence


@dataclass(frozen=True, slots=True)
class _FinderMaker:
    """Makes finders; two for the same segmenter are equal, so what they made is kept, in another process too."""

    segmenter: str

    def __call__(self, rules_dir: Path) -> MentionFinder:
        return MentionFinder(rules_dir, segmenter=self.segmenter)


def _tool_version(settings: StageSettings) -> str:
    return segmenter_version(settings.segmenter)


STAGE = DocumentStage(
    name="mention_spans",
    version=8,
    reads=("texts", "sentences", "tags"),
    tables=("mention_spans",),
    run=run,
    rules=RULES,
    settings=("segmenter",),
    tool_version=_tool_version,
    digests={"judgements.csv": rulings_on_names},
    group="names",
)

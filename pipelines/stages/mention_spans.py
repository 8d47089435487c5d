"""mention_spans: what the gazetteer and the tagger name, merged."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages.base import DocumentStage, Tables
from pipelines.stages.batches import rows_by_document, texts_of
from pipelines.stages.loading import loaded
from pipelines.stages.rows import Rows
from pipelines.text.ids import make_id
from pipelines.text.mentions import MentionFinder
from pipelines.text.mentions.judgements import rulings_on_names
from pipelines.text.segmenter import segmenter_version
from pipelines.text.taggers import Tag

RULES = (
    "entities.csv",
    "aliases.csv",
    "judgements.csv",
    "mention_guards.toml",
    "titles.csv",
    "name_suffixes.csv",
    "generic_tails.csv",
    "descriptors.csv",
    "latin_types.csv",
    "latin_stop.csv",
    "tag_stop.csv",
    "simplified.csv",
    "surnames.csv",
)


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Find the spans that name something: the gazetteer first, then the tagger and the shapes of names."""
    finder = loaded(_FinderMaker(settings.segmenter), RULES, settings.rules_dir)
    rows = Rows("mention_spans")
    columns = ("sentence_no", "start_char", "end_char", "zone")
    sentences = rows_by_document(batch, "sentences", columns, order="sentence_no")
    tags = rows_by_document(batch, "tags", ("sentence_no", "start_char", "end_char", "type"), order="start_char")
    for doc_id, text in texts_of(batch):
        tagged: dict[int, list[Tag]] = {}
        offsets = {sentence_no: start for sentence_no, start, *_ in sentences[doc_id]}
        for sentence_no, start, end, kind in tags[doc_id]:
            offset = offsets[sentence_no]
            tagged.setdefault(sentence_no, []).append(Tag(start - offset, end - offset, kind))
        spans = [(start, end) for _, start, end, _ in sentences[doc_id]]
        zones = [zone for *_, zone in sentences[doc_id]]
        in_order = [tagged.get(number, []) for number in range(len(spans))]
        for m in finder.find(text, spans, in_order):
            rows.add(
                make_id(doc_id, "mention", m.start_char, m.end_char, m.type),
                doc_id,
                m.sentence_no,
                zones[m.sentence_no],
                m.start_char,
                m.end_char,
                m.surface,
                m.type,
                m.method,
                m.rule_id,
                m.entity_id,
            )
    return {"mention_spans": rows.frame()}


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
    version=1,
    reads=("texts", "sentences", "tags"),
    tables=("mention_spans",),
    run=run,
    rules=RULES,
    settings=("segmenter",),
    tool_version=_tool_version,
    digests={"judgements.csv": rulings_on_names},
    group="names",
)

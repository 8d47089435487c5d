"""edits: what changed between the versions of a document."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipelines.settings import StageSettings
from pipelines.stages import mention_spans, numbers, pages, tags
from pipelines.stages.base import DocumentStage, Lookup, Tables
from pipelines.stages.batches import rows_by_document, texts_of
from pipelines.stages.loading import loaded
from pipelines.stages.rows import Rows
from pipelines.text.edits import Edit, FactFinder, Facts, Piece, differing, find_edits
from pipelines.text.pages import PageReader
from pipelines.text.segmenter import segmenter_version
from pipelines.text.sentences import split_sentences
from pipelines.text.taggers import Tag, Tagger, tagger_version

FACT_RULES = tuple(sorted({*numbers.RULES, *mention_spans.RULES}))

# Every version of the documents that have more than one; the texts of the earlier ones are fetched where needed.
LOOKUPS = {
    "versions": Lookup(
        """
        select doc_id, version_no, content_hash, false as is_current
        from state.superseded_texts semi join state.ledger using (doc_id)
        union all
        select doc_id, version_no, content_hash, true as is_current
        from state.ledger semi join state.superseded_texts using (doc_id)""",
        documents=(),
        corpus={},
    ),
}
FETCHES = {"superseded": "select doc_id, version_no, raw_text from state.superseded_texts"}


class _Version(NamedTuple):
    number: int
    text: str
    pieces: list[Piece]


def run(batch: Tables, settings: StageSettings) -> dict[str, pl.DataFrame]:
    """Compare each version with the one before it: sentences added, removed and reworded, and facts that changed."""
    rows = Rows("edits")
    sentences = rows_by_document(batch, "sentences", ("zone", "start_char", "end_char"), order="start_char")
    superseded = rows_by_document(batch, "superseded", ("version_no", "raw_text"), order="version_no")
    current = dict(batch["versions"].filter("is_current").select("doc_id", "version_no").iter_rows())
    published = dict(batch["document_metadata"].select("doc_id", "published_date").iter_rows())
    for doc_id, text in texts_of(batch):
        if not superseded[doc_id]:
            continue
        reader = loaded(PageReader, pages.RULES, settings.rules_dir)
        versions = [_Version(number, old, _pieces(reader, old)) for number, old in superseded[doc_id]]
        versions.append(_Version(current[doc_id], text, [Piece(*cells) for cells in sentences[doc_id]]))
        for old, new in pairwise(versions):
            _add_edits(rows, doc_id, old, new, published.get(doc_id), settings)
    return {"edits": rows.frame()}


def _pieces(reader: PageReader, text: str) -> list[Piece]:
    """Zone an earlier version and cut it into sentences; of its HTML, only the rendered text is left."""
    blocks = reader.read(text).blocks
    return [Piece(b.zone, *span) for b in blocks for span in split_sentences(text, b.start_char, b.end_char)]


def _add_edits(
    rows: Rows, doc_id: str, old: _Version, new: _Version, published: date | None, settings: StageSettings
) -> None:
    edits = find_edits(old.text, old.pieces, new.text, new.pieces)
    if not edits:
        return
    before = _facts(old, [edit.old_no for edit in edits], published, settings)
    after = _facts(new, [edit.new_no for edit in edits], published, settings)
    for number, edit in enumerate(edits):
        places = (*_span(old, edit.old_no), *_span(new, edit.new_no))
        surfaces = (_surface(old, edit.old_no), _surface(new, edit.new_no))
        rows.add(doc_id, new.number, number, old.number, edit.kind, *places, *surfaces, *_changes(edit, before, after))


def _facts(version: _Version, changed: Sequence[int | None], published: date | None, settings: StageSettings) -> Facts:
    numbers = sorted({number for number in changed if number is not None})
    tagger: Tagger = tags.load_tagger(settings.tagger)
    tagged: list[Sequence[Tag]] = [()] * len(version.pieces)
    for number, found in zip(numbers, tagger.tag([_surface(version, n) or "" for n in numbers]), strict=True):
        tagged[number] = found
    finder = loaded(_finder(settings.segmenter), FACT_RULES, settings.rules_dir)
    return finder.find(version.text, version.pieces, tagged, published=published)


@cache
def _finder(segmenter: str) -> Callable[[Path], FactFinder]:
    return partial(FactFinder, segmenter=segmenter)


def _tool_version(settings: StageSettings) -> str:
    return f"{tagger_version(settings.tagger)} {segmenter_version(settings.segmenter)}"


def _changes(edit: Edit, before: Facts, after: Facts) -> list[list[str]]:
    """Give numbers, dates and names that only one side states: before and after of each."""
    cells: list[list[str]] = []
    for old, new in zip(before, after, strict=True):
        was = old.get(edit.old_no, []) if edit.old_no is not None else []
        became = new.get(edit.new_no, []) if edit.new_no is not None else []
        cells += differing(was, became)
    return cells


def _span(version: _Version, number: int | None) -> tuple[int | None, int | None]:
    if number is None:
        return None, None
    return version.pieces[number].start_char, version.pieces[number].end_char


def _surface(version: _Version, number: int | None) -> str | None:
    if number is None:
        return None
    return version.text[version.pieces[number].start_char : version.pieces[number].end_char]


STAGE = DocumentStage(
    name="edits",
    version=1,
    reads=("texts", "sentences", "document_metadata"),
    tables=("edits",),
    run=run,
    rules=tuple(sorted({*pages.RULES, *FACT_RULES})),
    settings=("tagger", "segmenter"),
    digests=mention_spans.STAGE.digests,
    tool_version=_tool_version,
    lookups=LOOKUPS,
    fetches=FETCHES,
    group="copies",
)

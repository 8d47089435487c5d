"""Read one document and all that was found in it from a published warehouse."""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from pipelines.reader.notes import date_note, mention_note, number_note, quote_note
from pipelines.warehouse.errors import WarehouseError

_SHOWN = 5  # how many documents an ambiguous name lists


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the page: half-open range of the raw text, its zone and kind, and the rule that said so."""

    start: int
    end: int
    zone: str
    kind: str
    rule_id: str


@dataclass(frozen=True, slots=True)
class Span:
    """Something found in the text.

    Attributes:
        start: Offset into the raw text in code points, from 0.
        end: Offset of the first code point after it.
        layer: mention, number, date, quote, speaker or cue.
        kind: What sort of it: a mention's type, a number's or quote's kind; may be empty.
        note: What a reader is told of it.
    """

    start: int
    end: int
    layer: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Article:
    """A document as the reader shows it; blocks tile `raw_text`, spans may lie in one another."""

    doc_id: str
    source_uri: str
    title: str | None
    facts: tuple[tuple[str, str], ...]
    raw_text: str
    blocks: tuple[Block, ...]
    spans: tuple[Span, ...]

    @property
    def name(self) -> str:
        """The headline, or where there is none, where it came from."""
        return self.title or self.source_uri


def find_document(con: duckdb.DuckDBPyConnection, name: str) -> str:
    """Give the id of the document that a name means: its doc_id, its source_uri, or a part that only one uri has.

    Raises:
        WarehouseError: None is called so, or several are.
    """
    for condition in (
        "doc_id = $name or source_uri = $name",
        "source_uri ilike '%' || $like || '%' escape '!'",
        "title ilike '%' || $like || '%' escape '!'",
    ):
        like = name.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        parameters = {key: value for key, value in (("name", name), ("like", like)) if f"${key}" in condition}
        query = f"select doc_id, source_uri from documents where {condition} order by source_uri limit {_SHOWN + 1}"
        found = con.execute(query, parameters).fetchall()
        if len(found) == 1:
            return str(found[0][0])
        if found:
            listed = ", ".join(uri for _, uri in found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
            raise WarehouseError(f"{name!r} is not one document but several; say more: {listed}")
    raise WarehouseError(f'no document is called {name!r}; list them with: sql "select source_uri from documents"')


def read_article(con: duckdb.DuckDBPyConnection, doc_id: str) -> Article:
    """Read a document with its blocks and everything found in it."""
    query = """
        select d.source_uri, d.title, d.raw_text, src.name, d.author, d.editor, d.published_at::varchar,
            d.published_precision, d.published_basis, d.url, d.version_no
        from documents as d left join sources as src on src.source_id = d.source_id where d.doc_id = ?"""
    ((uri, title, text, source, author, editor, at, precision, basis, url, version),) = con.execute(
        query, [doc_id]
    ).fetchall()
    published = f"{at} ({precision}, from {basis})" if at else None
    facts = {
        "source": source,
        "author": author,
        "editor": editor,
        "published": published,
        "address": url,
        "file": uri,
        "version": str(version),
    }
    blocks = con.execute(
        "select start_char, end_char, zone, kind, rule_id from blocks where doc_id = ? order by start_char", [doc_id]
    ).fetchall()
    return Article(
        doc_id=doc_id,
        source_uri=uri,
        title=title,
        facts=tuple((name, value) for name, value in facts.items() if value),
        raw_text=text,
        blocks=tuple(Block(*row) for row in blocks),
        spans=tuple(sorted(_spans(con, doc_id), key=lambda span: (span.start, -span.end, span.layer))),
    )


def _spans(con: duckdb.DuckDBPyConnection, doc_id: str) -> Iterator[Span]:
    query = """
        select m.start_char, m.end_char, m.type, e.name, m.rule_id
        from mentions as m left join entities as e on e.entity_id = m.entity_id where m.doc_id = ?"""
    for start, end, kind, name, rule in con.execute(query, [doc_id]).fetchall():
        yield Span(start, end, "mention", kind, mention_note(name, kind, rule))
    query = """
        select n.start_char, n.end_char, n.kind, n.value, n.value_high, n.bound, n.unit, n.per, n.direction, n.object,
            c.modality, c.stance, e.name, s.name
        from numbers as n
        left join claims as c on c.number_id = n.number_id
        left join entities as e on e.entity_id = c.speaker_entity_id
        left join entities as s on s.entity_id = c.subject_entity_id
        where n.doc_id = ?"""
    for start, end, kind, *cells in con.execute(query, [doc_id]).fetchall():
        yield Span(start, end, "number", kind, number_note(kind, *cells))
    query = "select start_char, end_char, kind, iso, precision, is_inferred, anchor_date from dates where doc_id = ?"
    for start, end, kind, *cells in con.execute(query, [doc_id]).fetchall():
        yield Span(start, end, "date", kind, date_note(*cells))
    query = """
        select q.start_char, q.end_char, q.kind, q.speaker, e.name, q.is_anonymous, q.cue,
            q.speaker_start, q.speaker_end, q.cue_start, q.cue_end
        from quotes as q left join entities as e on e.entity_id = q.speaker_entity_id where q.doc_id = ?"""
    for start, end, kind, *cells, speaker_start, speaker_end, cue_start, cue_end in con.execute(
        query, [doc_id]
    ).fetchall():
        yield Span(start, end, "quote", kind, quote_note(kind, *cells))
        if speaker_start is not None:
            yield Span(speaker_start, speaker_end, "speaker", "", "")
        if cue_start is not None:
            yield Span(cue_start, cue_end, "cue", "", "")

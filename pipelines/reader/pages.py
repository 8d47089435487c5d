"""Write documents as pages for a browser: one file each, nothing fetched, no scripts, every character escaped."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import duckdb
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipelines.reader.articles import Article, read_article
from pipelines.reader.pieces import cut_blocks

LAYERS = (
    ("mention", "names"),
    ("number", "numbers"),
    ("date", "dates"),
    ("quote", "quotations"),
    ("outside", "what is not the article"),
)
INDEX = "index.html"
_PAIRS = 50


def render_articles(articles: Sequence[Article], *, index: str | None = None) -> str:
    """Make the page of a document, or of several side by side.

    Args:
        articles: What to show.
        index: Address of the list of all documents, where there is one.
    """
    template = _environment().get_template("articles.html")
    return template.render(articles=articles, cut_blocks=cut_blocks, layers=LAYERS, index=index, style=_style())


def write_site(con: duckdb.DuckDBPyConnection, folder: Path) -> int:
    """Write a page for every document, pages for pairs that disagree, and an index; give the number of documents."""
    folder.mkdir(parents=True, exist_ok=True)
    columns = ("doc_id", "source_uri", "title", "published", "source")
    query = """
        select d.doc_id, d.source_uri, d.title, d.published_date::varchar, src.name
        from documents as d left join sources as src on src.source_id = d.source_id
        order by d.published_date desc nulls last, src.name, d.source_uri"""
    rows = [dict(zip(columns, row, strict=True)) for row in con.execute(query).fetchall()]
    documents = [{**row, "name": row["title"] or row["source_uri"], "file": f"{row['doc_id']}.html"} for row in rows]
    for document in documents:
        page = render_articles([read_article(con, document["doc_id"])], index=INDEX)
        (folder / document["file"]).write_text(page, encoding="utf-8")
    pairs = _pairs(con)
    for pair in pairs:
        both = [read_article(con, pair["left_id"]), read_article(con, pair["right_id"])]
        (folder / pair["file"]).write_text(render_articles(both, index=INDEX), encoding="utf-8")
    page = _environment().get_template("index.html").render(documents=documents, pairs=pairs, style=_style())
    (folder / INDEX).write_text(page, encoding="utf-8")
    return len(documents)


def _pairs(con: duckdb.DuckDBPyConnection) -> list[dict[str, str]]:
    """List pairs of documents whose claims of one topic are on different sides, the widest apart first."""
    query = """
        with sided as (
            select distinct on (f.conflict_id, f.side) f.conflict_id, f.side, c.topic, n.doc_id, n.surface, n.value
            from conflicts as f
            inner join claims as c on c.claim_id = f.claim_id
            inner join numbers as n on n.number_id = c.number_id
            where f.side > 0
            order by f.conflict_id, f.side, n.doc_id, n.start_char
        )
        select l.topic, l.surface, r.surface, l.doc_id, r.doc_id
        from sided as l inner join sided as r on r.conflict_id = l.conflict_id and r.side > l.side
        where l.doc_id <> r.doc_id
        order by abs(ln(abs(r.value) + 1) - ln(abs(l.value) + 1)) desc, l.topic, l.side, r.side
        limit ?"""
    keys = ("topic", "left", "right", "left_id", "right_id")
    pairs = [dict(zip(keys, row, strict=True)) for row in con.execute(query, [_PAIRS]).fetchall()]
    return [{**pair, "file": f"{pair['left_id']}-{pair['right_id']}.html"} for pair in pairs]


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("pipelines.reader"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


@cache
def _style() -> Markup:
    # A style sheet is no text of a page: quotes in it must stay quotes.
    source = (Path(__file__).parent / "templates" / "style.css").read_text(encoding="utf-8")
    return Markup(source.strip())

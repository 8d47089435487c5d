"""A made-up article with all that the reader shows, and markup that must stay text."""

from pipelines.reader.articles import Article, Block, Span

TEXT = "晨星网 > 财经\n某公司裁员<script>alert(1)</script>\n王明说:“我们裁了3万人&更多。”\n免责声明:不代表本站\n"


def span(surface: str, layer: str, kind: str = "", note: str = "") -> Span:
    start = TEXT.index(surface)
    return Span(start, start + len(surface), layer, kind, note)


def make_article(**changes: object) -> Article:
    """Make it; `changes` replaces fields."""
    lines = TEXT.splitlines(keepends=True)
    zones = (
        ("boilerplate", "breadcrumb"),
        ("title", "headline"),
        ("content", "paragraph"),
        ("boilerplate", "disclaimer"),
    )
    blocks, start = [], 0
    for line, (zone, kind) in zip(lines, zones, strict=True):
        blocks.append(Block(start, start + len(line), zone, kind, f"{kind}.rule"))
        start += len(line)
    fields: dict[str, object] = {
        "doc_id": "0a1b",
        "source_uri": "in/<b>.txt",
        "title": "某公司裁员<script>alert(1)</script>",
        "facts": (("source", "晨星网"), ("file", 'in/"<b>".txt')),
        "raw_text": TEXT,
        "blocks": tuple(blocks),
        "spans": (
            span("王明", "mention", "person", "王明 · person · tagger"),
            span("王明", "speaker"),
            span("说", "cue"),
            span("我们裁了3万人&更多。", "quote", "direct", "direct quotation · 王明 · 说"),
            span("3万人", "number", "quantity", "30,000 人 · quantity · attributed"),
        ),
    }
    return Article(**{**fields, **changes})  # type: ignore[arg-type]

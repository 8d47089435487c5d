"""Show a document in a terminal: names, numbers, dates and quotations in colour, what is not the article dim."""

from collections.abc import Iterable

from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from pipelines.reader.articles import Article, Block
from pipelines.reader.pieces import Piece, cut_blocks

_STYLES = {
    "mention-person": Style(color="yellow", bold=True),
    "mention-organization": Style(color="bright_blue", bold=True),
    "mention-location": Style(color="green", bold=True),
    "mention-product": Style(color="magenta", bold=True),
    "mention-work": Style(color="magenta"),
    "mention-other": Style(bold=True),
    "number": Style(color="bright_red", bold=True),
    "date": Style(color="cyan", bold=True),
    "quote": Style(underline=True),
    "speaker": Style(color="bright_magenta"),
    "cue": Style(color="bright_magenta"),
}
_LEGEND = ("person", "organization", "location", "product", "work", "other")
_DIM = Style(dim=True)
_CONTROLS = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n"}


def print_article(console: Console, article: Article) -> None:
    """Print a document: what its page says of it, its text, and its numbers and quotations in words."""
    console.print(Text(safe_text(article.name), style="bold"))
    for name, value in article.facts:
        console.print(Text(f"{name:>10}  ", style=_DIM).append(safe_text(value), style=Style()))
    console.print(_legend())
    console.rule()
    text = Text()
    for block, pieces in cut_blocks(article):
        for piece in pieces:
            text.append(safe_text(piece.text), style=_style(block, piece))
    console.print(text)
    for layer, heading in (("number", "Numbers"), ("date", "Dates"), ("quote", "Quotations")):
        rows = [
            (safe_text(article.raw_text[s.start : s.end]), safe_text(s.note)) for s in article.spans if s.layer == layer
        ]
        if rows:
            console.print(_table(heading, rows))


def _style(block: Block, piece: Piece) -> Style:
    names = piece.classes.split()
    style = sum((_STYLES[name] for name in names if name in _STYLES), Style())
    return style if block.zone in {"title", "content"} else style + _DIM


def _legend() -> Text:
    text = Text(" " * 12)
    for kind in _LEGEND:
        text.append(kind, style=_STYLES[f"mention-{kind}"]).append(" ")
    for layer in ("number", "date", "quote", "speaker"):
        text.append(layer, style=_STYLES[layer]).append(" ")
    return text.append("not the article", style=_DIM)


def _table(heading: str, rows: Iterable[tuple[str, str]]) -> Table:
    table = Table(title=heading, title_justify="left", title_style="bold", show_header=False, box=None, pad_edge=False)
    table.add_column(overflow="fold", ratio=1)
    table.add_column(overflow="fold", ratio=2)
    for surface, note in rows:
        table.add_row(Text(surface), Text(note, style=_DIM))
    return table


def safe_text(text: str) -> str:
    """Show what a terminal would obey as ␛ and the like; tabs and newlines stay, and so does the length."""
    return text.translate(_CONTROLS)

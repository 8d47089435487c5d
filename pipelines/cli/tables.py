"""Lay rows out as text: a table that knows how wide Chinese is."""

import io
import sys
from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from pipelines.reader.terminal import safe_text

Row = Sequence[Any]
WIDTH = 120  # where the output is not a terminal
_EXACT = 1e15  # beyond this a float no longer shows every unit


def terminal_width() -> int:
    """Give the columns to print in."""
    return Console().width if sys.stdout.isatty() else WIDTH


def render_table(names: Sequence[str], rows: Sequence[Row], *, width: int = WIDTH) -> str:
    """Lay rows out as text, at most `width` columns wide; long cells go on in the next line."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for number, name in enumerate(names):
        numeric = bool(rows) and all(isinstance(row[number], int | float | None) for row in rows)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold", no_wrap=numeric)
    for row in rows:
        table.add_row(*(_shown(cell) for cell in row))
    console = Console(highlight=False, markup=False, emoji=False, width=width, color_system=None, file=io.StringIO())
    with console.capture() as captured:
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def count_rows(rows: Sequence[Row]) -> str:
    """Say how many rows there are."""
    return f"{len(rows):,} row{'s' if len(rows) != 1 else ''}"


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:,.0f}" if cell.is_integer() and abs(cell) < _EXACT else f"{cell:,.10g}"
    return safe_text(str(cell))

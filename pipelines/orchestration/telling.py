"""Lay a story out as a Markdown table, with bars where a reader would rather look than count."""

from collections.abc import Sequence
from dataclasses import dataclass

from dagster import MarkdownMetadataValue, MetadataValue

from pipelines.warehouse.state import Connection

CELL_CHARS = 24
BAR_CHARS = 10


@dataclass(frozen=True, slots=True)
class Story:
    """One short table on an asset's page.

    Attributes:
        title: Its name on the page.
        query: What it shows, headings included.
        bar: The heading of the column that is drawn as bars too.
        full: The value of the longest bar; the largest of the rows where it is null.
    """

    title: str
    query: str
    bar: str | None = None
    full: float | None = None


def tell(con: Connection, story: Story) -> MarkdownMetadataValue | None:
    """Make the table of a story; null where there is nothing to tell."""
    result = con.execute(story.query)
    headings = [column[0] for column in result.description or []]
    rows = result.fetchall()
    if not rows:
        return None
    if story.bar is not None:
        drawn = bars([row[headings.index(story.bar)] or 0 for row in rows], story.full)
        headings, rows = [*headings, "chart"], [(*row, bar) for row, bar in zip(rows, drawn, strict=True)]
    return MetadataValue.md(markdown_table(headings, rows))


def bars(values: Sequence[float], full: float | None = None) -> list[str]:
    """Draw values from 0 up as bars of at most `BAR_CHARS` blocks; what is not zero has one block at least."""
    longest = full or max(values) or 1
    return ["█" * max(round(BAR_CHARS * value / longest), value > 0) for value in values]


def markdown_table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Lay rows out as a Markdown table; numbers to the right, long text cut."""
    is_number = [all(isinstance(row[i], int | float | None) for row in rows) for i in range(len(headings))]
    rules = ["-:" if right else "-" for right in is_number]
    lines = [headings, rules, *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join("|" + "|".join(line) + "|" for line in lines)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if value == round(value) else f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.1f}"
    if isinstance(value, int):
        return f"{value:,}"
    text = " ".join(str(value).split())
    short = text if len(text) <= CELL_CHARS else text[: CELL_CHARS - 1] + "…"
    return "".join("\\" + char if char in "|*_<>[]`\\" else char for char in short)

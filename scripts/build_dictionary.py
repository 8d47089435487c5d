"""Write docs/dictionary.md from the comments in a warehouse: every table, view, macro and column, and how they join.

usage: .venv/bin/python -m scripts.build_dictionary      (make docs)
"""

import re
import sys
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from pipelines.cli.reading import open_warehouse
from pipelines.settings import PROJECT, InputFolder, Settings
from pipelines.warehouse.build import build_warehouse

PAGE = PROJECT / "docs" / "dictionary.md"
INTRODUCTION = """# Data dictionary

Every table, view and macro of `warehouse.duckdb`, made from its own comments by `make docs`. Inside the database the
same words are in `select * from v_data_dictionary`, and in the comments that DBeaver and other clients show.

Start with the views `v_…`: they read titles and article bodies only (`zone in ('title', 'content')`). The tables hold
all zones, boilerplate included: join them yourself to go beyond. Offsets are code points into `documents.raw_text`,
from 0, the end exclusive; `substring(raw_text, start_char + 1, end_char - start_char)` is the surface.
"""
_JOIN = re.compile(r"\bkey into ((?:state\.)?\w+)")
_HEADINGS = {"table": "Tables", "view": "Views", "macro": "Macros", "state": "The pipeline's own ledger"}


class Entry(NamedTuple):
    """A row of `v_data_dictionary`."""

    object_name: str
    object_type: str
    column_no: int
    column_name: str | None
    data_type: str | None
    comment: str


def build_page(warehouse: Path) -> str:
    """Make the page from a published warehouse."""
    con = open_warehouse(warehouse)
    try:
        rows = con.execute("select * from v_data_dictionary order by object_name, column_no").fetchall()
    finally:
        con.close()
    entries = [Entry(*row) for row in rows]
    objects = [list(found) for _, found in groupby(entries, key=lambda entry: entry.object_name)]
    sections = [INTRODUCTION, "## How the tables join\n", *_diagram(objects)]
    for section, heading in _HEADINGS.items():
        sections.append(f"\n## {heading}\n")
        for first, *columns in objects:
            if section == ("state" if first.object_name.startswith("state.") else first.object_type):
                sections += _describe(first, columns)
    return "\n".join(sections).rstrip() + "\n"


def _describe(first: Entry, columns: list[Entry]) -> Iterator[str]:
    yield f"### {first.object_name}\n"
    yield f"{first.comment}\n"
    if columns:
        yield "| column | type | what it means |\n| --- | --- | --- |"
        for column in columns:
            yield f"| {column.column_name} | {_type(column.data_type)} | {_cell(column.comment)} |"
        yield ""


def _type(data_type: str | None) -> str:
    return _cell((data_type or "").replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ"))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _diagram(objects: list[list[Entry]]) -> Iterator[str]:
    """Draw which column of a table is a key into which: an arrow from the many to the one."""
    tables = {first.object_name for first, *_ in objects if not first.object_name.startswith(("v_", "state."))}
    yield "```mermaid\nerDiagram"
    for first, *columns in objects:
        for column in columns if first.object_name in tables else ():
            match = _JOIN.search(column.comment)
            if match and match[1] in tables and match[1] != first.object_name:
                yield f'    {match[1]} ||--o{{ {first.object_name} : "{column.column_name}"'
    yield "```"


def main() -> int:
    """Write the page."""
    with tempfile.TemporaryDirectory() as temporary:
        settings = Settings((InputFolder("", PROJECT / "seeds"),), Path(temporary) / "warehouse.duckdb")
        build_warehouse(settings)
        PAGE.write_text(build_page(settings.warehouse), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

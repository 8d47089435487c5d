"""Read `sql/`: one object a file, with a header that becomes the comments analysts see.

The header of a file is its leading `--` lines, `Key: text`, where further lines of a key are indented. Keys: Purpose,
Grain, Reads, Severity (checks), and Columns: one a line, name, two blanks or more, text; the text may go on in a line
that is indented further.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.settings import PROJECT

SQL_DIR = PROJECT / "sql"
_KEY = re.compile(r"-- ([A-Z][a-z]+): *(.*)")
_COLUMN = re.compile(r"    (\w+) ([\w\[\]]+)( not null)?,?")


@dataclass(frozen=True, slots=True)
class SqlFile:
    """One file of `sql/`."""

    name: str
    header: dict[str, tuple[str, ...]]
    body: str

    @property
    def purpose(self) -> str:
        """Say what the object is for, in one line."""
        return " ".join(line.strip() for line in self.header.get("Purpose", ()))

    @property
    def grain(self) -> str:
        """Say what a row is."""
        return " ".join(line.strip() for line in self.header.get("Grain", ()))

    @property
    def comment(self) -> str:
        """Give what analysts read of the object: its purpose and what a row is."""
        return f"{self.purpose} Grain: {self.grain}." if self.grain else self.purpose

    @property
    def columns(self) -> dict[str, str]:
        """Give the text of each column the header describes, in order."""
        found: dict[str, str] = {}
        name = ""
        for line in self.header.get("Columns", ()):
            if line.startswith(" "):
                found[name] += " " + line.strip()
            else:
                name, _, text = line.partition(" ")
                found[name] = text.strip()
        return found

    @property
    def column_types(self) -> dict[str, str]:
        """Give the type of each column of a `create table`."""
        lines = (_COLUMN.fullmatch(line) for line in self.body.splitlines())
        return {match[1]: match[2] for match in lines if match}


def read_sql(path: Path) -> SqlFile:
    """Read one file."""
    header: dict[str, list[str]] = {}
    key = ""
    lines = path.read_text(encoding="utf-8").splitlines()
    comment_count = next((i for i, line in enumerate(lines) if not line.startswith("--")), len(lines))
    for line in lines[:comment_count]:
        match = _KEY.fullmatch(line)
        if match:
            key = match[1]
            header[key] = [match[2].strip()]
        else:
            header.setdefault(key, []).append(line.removeprefix("--").removeprefix(" " * 10))
    fields = {name: tuple(texts) for name, texts in header.items()}
    return SqlFile(path.stem, fields, "\n".join(lines[comment_count:]).strip())


def read_folder(name: str, sql_dir: Path = SQL_DIR) -> list[SqlFile]:
    """Read every file of `sql/<name>/`, in order of name."""
    return [read_sql(path) for path in sorted((sql_dir / name).glob("*.sql"))]


@cache
def table_files() -> dict[str, SqlFile]:
    """Give the files of `sql/tables/` by table name."""
    return {file.name: file for file in read_folder("tables")}


def reads(file: SqlFile) -> list[str]:
    """List the tables, views and macros that a file says it reads."""
    return [name.strip() for line in file.header.get("Reads", ()) for name in line.split(",") if name.strip()]


def comments(file: SqlFile, kind: str, qualified_name: str) -> Iterator[str]:
    """Make the `comment on` statements of an object.

    Args:
        file: The object's file.
        kind: table, view or macro.
        qualified_name: The object's name, with its schema where it isn't main.
    """
    yield f"comment on {kind} {qualified_name} is {_quote(file.comment)}"
    if kind.startswith("macro"):
        return
    for column, description in file.columns.items():
        yield f"comment on column {qualified_name}.{column} is {_quote(description)}"


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

"""Read rule files (CSV and TOML), and say `file:line` when one is wrong."""

import csv
import io
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

RULES_DIR = Path(__file__).parents[1] / "rules"
_PROJECT = RULES_DIR.parents[1]


class RuleError(ValueError):
    """A rule file is wrong. The message starts with `file:line:` and says what would do."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        shown = path.relative_to(_PROJECT) if path.is_relative_to(_PROJECT) else path
        super().__init__(f"{shown}:{line}: {message}")
        self.path, self.line, self.message = path, line, message

    def __reduce__(self) -> "tuple[type[RuleError], tuple[Path, int, str]]":
        """Let the error come back whole from a worker process."""
        return RuleError, (self.path, self.line, self.message)


class Row:
    """One data row of a CSV rule file, with the place that an error message names; `cells` are in the file's order."""

    __slots__ = ("cells", "line", "path")

    def __init__(self, path: Path, line: int, cells: dict[str, str]) -> None:
        self.path, self.line, self.cells = path, line, cells

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def flag(self, column: str) -> bool:
        """Read a yes/no cell: `1` is yes, empty is no, anything else is an error."""
        if self.cells[column] not in {"", "1"}:
            raise self.error(f'{column} "{self.cells[column]}" is not a flag; use 1, or leave it empty')
        return self.cells[column] == "1"

    def choice(self, column: str, allowed: Sequence[str]) -> str:
        """Read a cell that must hold one of `allowed`."""
        if self.cells[column] not in allowed:
            known = ", ".join(name or "(empty)" for name in allowed)
            raise self.error(f'{column} "{self.cells[column]}" is not known; use one of {known}')
        return self.cells[column]

    def error(self, message: str) -> RuleError:
        """Make the error that points at this row."""
        return RuleError(self.path, self.line, message)


def read_csv(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a CSV rule file, in order.

    Lines that start with `#` are comments. Cells are stripped of surrounding blanks.

    Args:
        path: The file; UTF-8.
        columns: The header that the file must have, in this order.

    Raises:
        RuleError: No such file, not UTF-8, another header, or a row with more or fewer cells than the header.
    """
    reader = csv.reader(io.StringIO(_read_text(path), newline=""))
    header: list[str] | None = None
    for cells in reader:
        if not cells or cells[0].startswith("#"):
            continue
        if header is None:
            header = cells
            if header != list(columns):
                found, wanted = ",".join(header), ",".join(columns)
                raise RuleError(path, reader.line_num, f"header is {found}; it should be {wanted}")
            continue
        if len(cells) != len(header):
            raise RuleError(path, reader.line_num, f"{len(cells)} cells where the header has {len(header)}")
        yield Row(path, reader.line_num, {name: cell.strip() for name, cell in zip(header, cells, strict=True)})
    if header is None:
        raise RuleError(path, 1, f"empty; the first line should be {','.join(columns)}")


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML rule file.

    Raises:
        RuleError: No such file, not UTF-8, or not TOML; the line is that of the syntax error.
    """
    text = _read_text(path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(path, _toml_line(error, text), f"not TOML: {error}") from error


def _toml_line(error: tomllib.TOMLDecodeError, text: str) -> int:
    # Before Python 3.14 the position stands only in the message: "… (at line 3, column 7)".
    _, found, rest = str(error).rpartition("(at line ")
    digits = rest.partition(",")[0]
    return int(digits) if found and digits.isdigit() else text.count("\n") + 1


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise RuleError(path, 1, "no such rule file") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise RuleError(path, line, "not UTF-8; save the file as UTF-8") from None

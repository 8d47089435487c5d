"""The questions of `docs/questions/`, asked of the seeds: each gives the rows that a person read off the articles."""

import json
import math
from collections.abc import Sequence
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.settings import PROJECT

FOLDER = PROJECT / "docs" / "questions"
LINES = (Path(__file__).parent / "questions.jsonl").read_text(encoding="utf-8").splitlines()
QUESTIONS = [json.loads(line) for line in LINES]


class Expected:
    """The rows that must come, those that may, and the other values that are right in them."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.columns: list[str] = given["columns"]
        self.rows: list[list[Any]] = given["rows"]
        self.optional: list[list[Any]] = given.get("optional_rows", [])
        self.is_ordered: bool = given["ordered"]
        self._tolerance = given.get("tolerance", {})
        self._any_of = given.get("any_of", {})
        self._accept = given.get("accept", {})

    def fits(self, key: str, row: Sequence[object]) -> bool:
        """Tell whether a row is the wanted one; `key` is its number, with a + where it is optional."""
        wanted = self.optional[int(key[1:])] if key.startswith("+") else self.rows[int(key)]
        return len(row) == len(wanted) and all(self._is_right(key, i, wanted[i], cell) for i, cell in enumerate(row))

    def _is_right(self, key: str, column: int, value: object, cell: object) -> bool:
        name = self.columns[column]
        values = [value, *self._any_of.get(name, {}).get(key, [])]
        values += [other for v in values if isinstance(v, str) for other in self._accept.get(v, [])]
        return any(self._equal(v, cell, self._tolerance.get(name, 0.0)) for v in values)

    @staticmethod
    def _equal(value: object, cell: object, tolerance: float) -> bool:
        if isinstance(cell, date):
            return value == cell.isoformat()
        if isinstance(value, int | float) and isinstance(cell, int | float):
            return math.isclose(value, cell, rel_tol=1e-9, abs_tol=tolerance)
        return value == cell


def is_answer(expected: Expected, rows: list[tuple[Any, ...]]) -> bool:
    """Tell whether each required row comes once, and no row that is neither required nor optional."""
    keys = [str(i) for i in range(len(expected.rows))]
    if expected.is_ordered:
        return len(rows) == len(keys) and all(expected.fits(key, row) for key, row in zip(keys, rows, strict=True))
    spare = [f"+{i}" for i in range(len(expected.optional))]
    left = list(rows)
    for key in keys:
        found = next((row for row in left if expected.fits(key, row)), None)
        if found is None:
            return False
        left.remove(found)
    orders = permutations(spare, len(left)) if len(left) <= len(spare) else ()
    return any(all(expected.fits(key, row) for key, row in zip(order, left, strict=True)) for order in orders)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["question"][:60])
def test_one_query_answers(seeds: Path, question: dict[str, Any]) -> None:
    sql = (FOLDER / f"{question['id']}.sql").read_text(encoding="utf-8")
    with duckdb.connect(str(seeds), read_only=True) as con:
        con.execute("set timezone = 'Asia/Shanghai'")
        rows = con.execute(sql).fetchall()
    assert is_answer(Expected(question["expected"]), rows), rows


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.sql")), ids=lambda file: file.stem)
def test_a_query_names_no_document(file: Path) -> None:
    sql = file.read_text(encoding="utf-8")
    assert not any(path.name in sql or path.stem[4:] in sql for path in (PROJECT / "seeds").glob("*.txt"))
    assert len(duckdb.extract_statements(sql)) == 1


def test_the_rows_are_compared() -> None:
    expected = Expected({"columns": ["n"], "rows": [[1], [2]], "optional_rows": [[3]], "ordered": False})
    assert is_answer(expected, [(2,), (1,)])
    assert is_answer(expected, [(3,), (2,), (1,)])
    assert not is_answer(expected, [(1,)])
    assert not is_answer(expected, [(1,), (2,), (2,)])

"""Run the SQL of README.md on a warehouse of the seeds, and put the answers below the questions.

An ```sql block that is followed by a ```text block is a question with its answer.

usage: .venv/bin/python -m scripts.build_readme [--check]      (make docs)
"""

import re
import sys
import tempfile
from pathlib import Path

from pipelines.cli.reading import open_warehouse
from pipelines.cli.tables import count_rows, render_table
from pipelines.settings import PROJECT, InputFolder, Settings
from pipelines.warehouse.build import build_warehouse

README = PROJECT / "README.md"
_QUESTION = re.compile(r"(```sql\n(?P<query>.*?)```\n+```text\n)(?P<answer>.*?)(```)", re.DOTALL)
WIDTH = 110


def answered(readme: str, warehouse: Path) -> str:
    """Give the page with every answer as the warehouse gives it now."""
    con = open_warehouse(warehouse)

    def answer(match: re.Match[str]) -> str:
        result = con.execute(match["query"])
        names = [column[0] for column in result.description or []]
        rows = result.fetchall()
        return f"{match[1]}{render_table(names, rows, width=WIDTH)}{count_rows(rows)}\n{match[4]}"

    try:
        return _QUESTION.sub(answer, readme)
    finally:
        con.close()


def main() -> int:
    """Rewrite README.md, or with --check only say whether it is true."""
    with tempfile.TemporaryDirectory() as temporary:
        settings = Settings((InputFolder("", PROJECT / "seeds"),), Path(temporary) / "warehouse.duckdb")
        build_warehouse(settings)
        before = README.read_text(encoding="utf-8")
        after = answered(before, settings.warehouse)
    if "--check" in sys.argv:
        return int(before != after)
    README.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

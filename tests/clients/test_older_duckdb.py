"""The file opens in the command line of an older DuckDB, and its views and macros run there (make test-clients)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

CLIENT = Path(sys.prefix) / "duckdb-1.4" / "bin" / "duckdb"

pytestmark = pytest.mark.skipif(not CLIENT.exists(), reason="needs DuckDB 1.4: make test-clients")


def ask(warehouse: Path, query: str) -> list[dict[str, object]]:
    done = subprocess.run(
        [CLIENT, "-readonly", "-json", warehouse, "-c", query], capture_output=True, check=True, text=True, timeout=60
    )
    rows: list[dict[str, object]] = json.loads(done.stdout)
    return rows


def test_it_is_the_older_one(seeds: Path) -> None:
    ((version,),) = [row.values() for row in ask(seeds, "select version() as version")]
    assert str(version).startswith("v1.4.")


@pytest.mark.parametrize(
    "view",
    [
        "v_articles",
        "v_mentions",
        "v_amounts",
        "v_timeline",
        "v_entities",
        "v_quotes",
        "v_data_dictionary",
        "search('出口管制')",
    ],
)
def test_views_run(seeds: Path, view: str) -> None:
    ((count,),) = [row.values() for row in ask(seeds, f"select count(*) as row_count from {view}")]
    assert int(str(count)) > 0

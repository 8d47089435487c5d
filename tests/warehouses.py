"""Build warehouses in tests, and read back all that must be equal between two of them."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipelines.settings import InputFolder, Settings, StageSettings
from pipelines.stages import STAGES
from pipelines.stages.base import Stage
from pipelines.text.rulefiles import RULES_DIR
from pipelines.warehouse.build import BuildOutcome, build_warehouse

Tables = dict[str, list[tuple[Any, ...]]]
Prepare = Callable[[Path, int], Settings]
# Tables that hang on which versions were seen.
HISTORY_TABLES = {"runs", "edits"}
# What depends on when and in how many runs a warehouse was made, and not on its inputs.
HISTORY = {"seen_at", "run_id", "version_no", "first_seen_at", "updated_at"}


def make_settings(root: Path, *, folder: str = "in", tagger: str = "none", rules: Path = RULES_DIR) -> Settings:
    """Settings for a warehouse in `root` of the pages in `root/in`."""
    (root / folder).mkdir(parents=True, exist_ok=True)
    return Settings(
        inputs=(InputFolder("", root / folder),),
        warehouse=root / "warehouse.duckdb",
        stage=StageSettings(tagger=tagger, rules_dir=rules),
    )


def build(settings: Settings, *, stages: Sequence[Stage] = STAGES, **options: Any) -> BuildOutcome:
    """Build; removals are allowed, as most tests remove most of very little."""
    return build_warehouse(settings, stages=stages, **{"allow_removal": True, **options})


def copy_rules(target: Path) -> Path:
    """Copy the rules to where a test may change them."""
    shutil.copytree(RULES_DIR, target, ignore=shutil.ignore_patterns("__pycache__"))
    return target


def query(path: Path, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """Ask a published warehouse."""
    con = duckdb.connect(str(path), read_only=True)
    try:
        return con.execute(sql, list(parameters)).fetchall()
    finally:
        con.close()


def table_contents(path: Path) -> Tables:
    """Read every table and the `documents` view, without the columns that tell history, in order of their cells."""
    con = duckdb.connect(str(path), read_only=True)
    try:
        names = [
            name
            for (name,) in con.execute("select table_name from duckdb_tables() where schema_name = 'main'").fetchall()
        ]
        contents: Tables = {}
        for name in sorted([*names, "documents"]):
            if name in HISTORY_TABLES:
                continue
            columns = [c for c, *_ in con.execute(f"describe {name}").fetchall() if c not in HISTORY]
            contents[name] = con.execute(f"select {', '.join(columns)} from {name} order by all").fetchall()
        return contents
    finally:
        con.close()


def assert_equal_tables(left: Path, right: Path) -> None:
    """Hold two warehouses against each other, table by table, so that a failure names the table."""
    one, other = table_contents(left), table_contents(right)
    assert one.keys() == other.keys()
    for name in one:
        assert one[name] == other[name], f"{name} differs"

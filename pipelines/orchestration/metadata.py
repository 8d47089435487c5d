"""What an asset's page shows: description and columns of its tables, and of a run its stories, counts and timing."""

from pathlib import Path

import duckdb
from dagster import MetadataValue, TableColumn, TableSchema
from dagster._core.definitions.metadata import RawMetadataValue

from pipelines.orchestration.figures import figures_of
from pipelines.orchestration.stories import STORIES
from pipelines.orchestration.telling import Story, tell
from pipelines.sqlfiles import SqlFile, table_files
from pipelines.stages.base import CorpusStage, PairStage, Stage, summary_of
from pipelines.warehouse.build import Build
from pipelines.warehouse.ledger import ScanReport
from pipelines.warehouse.state import Connection

Metadata = dict[str, RawMetadataValue]

SAMPLE_ROWS = 5
SAMPLE_COLUMNS = 6


def describe(stage: Stage) -> str:
    """Say what a stage does, and what each of its tables holds."""
    files = [table_files()[table] for table in stage.tables]
    rows = [f"|`{file.name}`|{file.purpose}|{file.grain.removeprefix('one row per ')}|" for file in files]
    return "\n".join([summary_of(stage), "", "|table|what it holds|one row per|", "|-|-|-|", *rows])


def column_schema(stage: Stage) -> Metadata:
    """Describe the columns of a stage's first table."""
    file = table_files()[stage.tables[0]]
    columns = [
        TableColumn(name, type=kind, description=file.columns.get(name)) for name, kind in file.column_types.items()
    ]
    return {"dagster/column_schema": TableSchema(columns=columns), "dagster/table_name": file.name}


def scan_metadata(build: Build, report: ScanReport) -> Metadata:
    """Say what came in."""
    return {
        "dagster/row_count": report.new + report.changed + report.unchanged,
        **_told(build.con, STORIES["inputs"]),
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "ignored files": report.ignored_files,
        "still being written": len(report.unsettled),
        "rejected": _count(build.con, "rejects"),
    }


def stage_metadata(build: Build, stage: Stage) -> Metadata:
    """Say what a stage's tables hold now, and what it did in this run."""
    con, report = build.con, build.stage_reports[stage.name]
    found: Metadata = {"dagster/row_count": _count(con, stage.tables[0])}
    found |= _told(con, STORIES.get(stage.name) or (_first_rows(table_files()[stage.tables[0]]),))
    found |= figures_of(con, stage.name)
    found |= {f"rows in {table}": _count(con, table) for table in stage.tables[1:]}
    if isinstance(stage, CorpusStage):
        found |= {"recomputed": bool(report.redone), "came out different": bool(report.changed)}
    elif isinstance(stage, PairStage):
        found |= {"documents compared": report.redone, "documents whose pairs changed": report.changed}
    else:
        found |= {
            "documents redone": report.redone,
            "documents that came out different": report.changed,
            "documents rejected": report.rejected,
        }
    return found | {"seconds": round(report.seconds, 3)}


def warehouse_metadata(path: Path, *, is_new: bool) -> Metadata:
    """Say what is published; it is read from the file that analysts open, as they open it."""
    with duckdb.connect(str(path), read_only=True) as con:
        return {
            "dagster/row_count": _count(con, "documents"),
            "file": MetadataValue.path(str(path)),
            "ask it": MetadataValue.md(f"```\nduckdb -readonly {path}\nselect * from v_data_dictionary;\n```"),
            **_told(con, STORIES["warehouse"]),
            "generation": path.resolve().stem,
            "published in this run": is_new,
            "megabytes": round(path.stat().st_size / 1e6, 1),
        }


def _told(con: Connection, stories: tuple[Story, ...]) -> Metadata:
    told = {story.title: tell(con, story) for story in stories}
    return {title: table for title, table in told.items() if table is not None}


def _first_rows(file: SqlFile) -> Story:
    """Show the first rows of a table that has no story of its own; ids tell a reader nothing."""
    columns = [name for name in file.columns if not name.endswith("_id")][:SAMPLE_COLUMNS]
    return Story("first rows", f"select {', '.join(columns)} from {file.name} limit {SAMPLE_ROWS}")


def _count(con: Connection, table: str) -> int:
    return int(con.execute(f"select count(*) from {table}").fetchall()[0][0])

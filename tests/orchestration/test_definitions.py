"""The definitions: what they declare, and that loading them does nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from dagster import (
    AssetKey,
    AssetSpec,
    Definitions,
    TableSchema,
    in_process_executor,
)

from pipelines.definitions import defs
from pipelines.engine.chunk import INPUTS
from pipelines.orchestration.automation import (
    JOB,
)
from pipelines.orchestration.check_files import WAREHOUSE, asset_of
from pipelines.settings import PROJECT
from pipelines.sqlfiles import SqlFile, read_folder
from pipelines.stages import STAGES
from pipelines.stages.base import Stage, summary_of

SPECS: dict[str, AssetSpec] = {spec.key.to_user_string(): spec for spec in defs.resolve_all_asset_specs()}

# Refuses what loading must not do, and prints it.
WATCHED_LOADING = """
import json, os, sys
import duckdb
import dagster
seen = []
private = tuple(os.path.join(sys.argv[1], name) for name in ("seeds", ".warehouse", "warehouse.duckdb"))
def watch(event, args):
    if event == "open":
        path, mode, flags = args
        writes = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND))
        if str(path) != os.devnull and (writes or str(path).startswith(private)):
            seen.append([event, str(path)])
    elif event in {"os.listdir", "os.scandir"}:
        if str(args[0]).startswith(private):
            seen.append([event, str(args[0])])
    elif event in {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link", "os.truncate",
                   "sqlite3.connect", "socket.connect", "socket.bind", "subprocess.Popen"}:
        seen.append([event, str(args[0])])
def refuse(*args, **options):
    seen.append(["duckdb.connect", str(args)])
    raise AssertionError("loading the definitions opens a database")
duckdb.connect = refuse
sys.addaudithook(watch)
from pipelines.definitions import defs
dagster.Definitions.validate_loadable(defs)
print(json.dumps(seen))
"""


def test_the_definitions_load() -> None:
    Definitions.validate_loadable(defs)


def test_loading_opens_no_database_and_no_input_and_writes_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-B", "-W", "error", "-c", WATCHED_LOADING, str(PROJECT)],
        cwd=PROJECT,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "NEWSLEDGER_INPUT": str(tmp_path / "missing")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
    assert list(tmp_path.iterdir()) == []


def test_each_stage_is_one_asset() -> None:
    assert SPECS.keys() == {INPUTS, *(stage.name for stage in STAGES), WAREHOUSE}


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_an_asset_says_what_it_is(stage: Stage) -> None:
    spec = SPECS[stage.name]
    assert spec.kinds == {"python", "duckdb"}
    assert spec.group_name == stage.group
    assert spec.code_version == str(stage.version)
    assert spec.owners
    assert spec.description
    assert spec.description.startswith(summary_of(stage))
    schema = spec.metadata["dagster/column_schema"]
    assert isinstance(schema, TableSchema)
    assert schema.columns
    assert [column.name for column in schema.columns if not column.description] == []


@pytest.mark.parametrize("name", [INPUTS, WAREHOUSE])
def test_both_ends_of_the_graph_say_what_they_are(name: str) -> None:
    assert SPECS[name].kinds
    assert SPECS[name].owners
    assert SPECS[name].description
    assert SPECS[name].group_name not in {None, "default"}


def test_an_asset_depends_on_the_stages_whose_tables_it_reads() -> None:
    owners = {table: stage.name for stage in STAGES for table in stage.tables} | {INPUTS: INPUTS}
    for stage in STAGES:
        # What reads no table waits for the scan, which stops a run that can't go on.
        wanted = {owners[table] for table in stage.reads} or {INPUTS}
        assert {dep.asset_key.to_user_string() for dep in SPECS[stage.name].deps} == wanted
    assert {dep.asset_key.to_user_string() for dep in SPECS[WAREHOUSE].deps} == {stage.name for stage in STAGES}


CHECKS = [
    spec
    for definition in (*(defs.asset_checks or []), *(defs.assets or []))
    for spec in getattr(definition, "check_specs", [])
]


def test_every_file_of_checks_is_an_asset_check() -> None:
    assert sorted(spec.name for spec in CHECKS) == sorted(file.name for file in read_folder("checks"))


@pytest.mark.parametrize("file", read_folder("checks"), ids=lambda file: file.name)
def test_a_check_blocks_where_its_file_says_error(file: SqlFile) -> None:
    (found,) = [spec for spec in CHECKS if spec.name == file.name]
    assert found.blocking == (file.header["Severity"] == ("error",))
    description = found.description or ""
    assert description.casefold().startswith(file.purpose.casefold())
    assert ("nothing is published" in description) == found.blocking
    assert found.asset_key == AssetKey(asset_of(file))


def test_a_run_stays_in_one_process() -> None:
    assert defs.resolve_job_def(JOB).executor_def == in_process_executor

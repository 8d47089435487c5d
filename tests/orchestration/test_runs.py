"""A run through Dagster is a build: what it publishes, reports and refuses."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dagster import (
    AssetCheckSeverity,
    AssetKey,
    AssetSpec,
    DagsterInstance,
    ExecuteInProcessResult,
    Failure,
)

from pipelines.definitions import defs
from pipelines.engine.chunk import INPUTS
from pipelines.orchestration.automation import (
    JOB,
)
from pipelines.orchestration.check_files import WAREHOUSE
from pipelines.orchestration.failures import in_one_line
from pipelines.orchestration.resource import SESSION, BuildResource
from pipelines.settings import Settings, load_settings
from pipelines.sqlfiles import read_folder
from pipelines.stages import STAGES
from pipelines.warehouse.errors import WarehouseError
from tests.made import page, write_pages
from tests.warehouses import Prepare, assert_equal_tables, query

Run = Callable[..., ExecuteInProcessResult]
SPECS: dict[str, AssetSpec] = {spec.key.to_user_string(): spec for spec in defs.resolve_all_asset_specs()}


@pytest.fixture(scope="module")
def instance() -> Iterator[DagsterInstance]:
    """Dagster's memory of the runs, which no run reads."""
    with DagsterInstance.ephemeral() as made:
        yield made


@pytest.fixture
def run(instance: DagsterInstance, monkeypatch: pytest.MonkeyPatch, small_rules: Path) -> Run:
    """Give a function that runs the job, or a part of it, on `root/in` with the small gazetteer."""

    def load(**given: Any) -> Settings:
        settings = load_settings(**given)
        return replace(settings, stage=replace(settings.stage, rules_dir=small_rules))

    def execute(root: Path, *assets: str, **config: Any) -> ExecuteInProcessResult:
        settings = {"inputs": [str(root / "in")], "warehouse": str(root / "warehouse.duckdb"), "tagger": "none"}
        return defs.resolve_job_def(JOB).execute_in_process(
            run_config={
                "resources": {SESSION: {"config": settings | config}},
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
            },
            asset_selection=[AssetKey(name) for name in assets] or None,
            instance=instance,
            raise_on_error=False,
        )

    monkeypatch.setattr("pipelines.orchestration.resource.load_settings", load)
    return execute


def materialized(result: ExecuteInProcessResult) -> dict[str, dict[str, Any]]:
    """Give the metadata of each asset that a run materialized."""
    events = result.get_asset_materialization_events()
    found = [event.step_materialization_data.materialization for event in events]
    return {m.asset_key.to_user_string(): {name: v.value for name, v in m.metadata.items()} for m in found}


def evaluations(result: ExecuteInProcessResult) -> dict[str, bool]:
    return {evaluation.check_name: evaluation.passed for evaluation in result.get_asset_check_evaluations()}


def failures(result: ExecuteInProcessResult) -> dict[str, str]:
    """Give what Dagster shows of each failed step."""
    found = {}
    for event in result.get_step_failure_events():
        data = event.step_failure_data
        found[str(event.step_key)] = (data.user_failure_data and data.user_failure_data.description) or str(data.error)
    return found


def test_the_job_builds_and_publishes_what_the_command_line_does(tmp_path: Path, prepare: Prepare, run: Run) -> None:
    write_pages(tmp_path / "a" / "in", 4)
    prepare(tmp_path / "b", 4)
    first = run(tmp_path / "a")
    assert first.success
    assert_equal_tables(tmp_path / "a" / "warehouse.duckdb", tmp_path / "b" / "warehouse.duckdb")
    assert evaluations(first).keys() == {file.name for file in read_folder("checks")}
    told = materialized(first)
    assert told.keys() == SPECS.keys()
    assert told[INPUTS]["new"] == 4
    assert told["pages"]["documents redone"] == 4
    assert told[WAREHOUSE]["published in this run"]
    for stage in STAGES:
        expected = query(tmp_path / "a" / "warehouse.duckdb", f"select count(*) from {stage.tables[0]}")[0][0]
        assert told[stage.name]["dagster/row_count"] == expected
        assert told[stage.name]["seconds"] >= 0

    again = run(tmp_path / "a")
    assert again.success
    told = materialized(again)
    assert (told[INPUTS]["new"], told[INPUTS]["unchanged"]) == (0, 4)
    assert told["pages"]["documents redone"] == 0
    assert not told[WAREHOUSE]["published in this run"]


def test_an_older_warning_stays_until_it_is_mended(tmp_path: Path, run: Run) -> None:
    write_pages(tmp_path / "in", 2)
    (tmp_path / "in" / "undated.txt").write_text(page(5).replace("2025-", "第"), encoding="utf-8")
    assert not evaluations(run(tmp_path))["documents_are_dated"]
    again = run(tmp_path)
    assert again.success
    assert not evaluations(again)["documents_are_dated"]
    (tmp_path / "in" / "undated.txt").write_text(page(5), encoding="utf-8")
    assert evaluations(run(tmp_path))["documents_are_dated"]


def test_what_was_rejected_is_a_warning_with_the_count(tmp_path: Path, run: Run) -> None:
    write_pages(tmp_path / "in", 1)
    for number in range(3):
        (tmp_path / "in" / f"broken-{number}.txt").write_bytes(b"\x00\x01\x02")
    result = run(tmp_path)
    assert result.success
    (told,) = [check for check in result.get_asset_check_evaluations() if check.check_name == "nothing_is_rejected"]
    assert (told.passed, told.severity, told.metadata["rows found"].value) == (False, AssetCheckSeverity.WARN, 3)
    assert "3 rows, such as broken-0.txt" in str(told.description)


def test_a_failing_invariant_stops_the_publish(tmp_path: Path, prepare: Prepare, run: Run) -> None:
    prepare(tmp_path, 3)
    published = (tmp_path / "warehouse.duckdb").resolve()
    with duckdb.connect() as con:
        con.execute(f"attach '{tmp_path / '.warehouse' / 'state.duckdb'}' as w")
        con.execute("update w.sentences set end_char = end_char + 100000 where sentence_no = 0")
    write_pages(tmp_path / "in", 1, first=3)

    result = run(tmp_path, check_everything=True)
    assert not result.success
    assert not evaluations(result)["sentences_lie_in_blocks"]
    assert WAREHOUSE not in materialized(result)
    (message,) = failures(result).values()
    assert "sentences_lie_in_blocks" in message
    assert (tmp_path / "warehouse.duckdb").resolve() == published
    assert query(tmp_path / "warehouse.duckdb", "select count(*) from documents") == [(3,)]

    assert run(tmp_path, full_refresh=True).success
    assert query(tmp_path / "warehouse.duckdb", "select count(*) from documents") == [(4,)]


def test_a_part_of_the_graph_runs_alone(tmp_path: Path, run: Run) -> None:
    write_pages(tmp_path / "in", 3)
    part = run(tmp_path, INPUTS, "texts", "pages")
    assert part.success
    assert materialized(part).keys() == {INPUTS, "texts", "pages"}
    assert not (tmp_path / "warehouse.duckdb").exists()

    only = run(tmp_path, "sentences", "numbers")
    assert only.success
    assert materialized(only)["numbers"]["documents redone"] == 3


def test_what_was_not_checked_is_not_published(tmp_path: Path, run: Run) -> None:
    write_pages(tmp_path / "in", 2)
    assert run(tmp_path, INPUTS, *(stage.name for stage in STAGES)).success
    alone = run(tmp_path, WAREHOUSE)
    assert "was not run; nothing was published" in failures(alone)[WAREHOUSE]
    assert run(tmp_path).success


def test_an_error_before_the_first_step_is_one_line(tmp_path: Path, run: Run) -> None:
    result = run(tmp_path)
    assert failures(result) == {INPUTS: f"input folder {tmp_path / 'in'} does not exist; nothing was changed"}


def test_an_error_in_a_step_is_one_line(tmp_path: Path, prepare: Prepare, run: Run) -> None:
    prepare(tmp_path, 4)
    for name in ("00000.txt", "00001.txt", "00002.txt"):
        (tmp_path / "in" / name).unlink()
    (message,) = failures(run(tmp_path)).values()
    assert "3 of 4 documents" in message
    assert "\n" not in message
    assert run(tmp_path, allow_removal=True).success
    assert query(tmp_path / "warehouse.duckdb", "select count(*) from documents") == [(1,)]


def test_outside_of_a_run_no_build_is_open() -> None:
    with pytest.raises(RuntimeError, match="only while a run executes"):
        _ = BuildResource().build


def test_failures_are_not_tried_again() -> None:
    with pytest.raises(Failure) as caught, in_one_line():
        raise WarehouseError("the disk is gone")
    assert caught.value.description == "the disk is gone"
    assert caught.value.allow_retries is False

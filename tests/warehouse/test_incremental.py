"""The incremental contract: a stage redoes exactly the documents whose fingerprint differs."""

import dataclasses
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from pipelines.engine.chunk import ChunkResult
from pipelines.stages import STAGES
from pipelines.stages.base import DocumentStage, Stage
from pipelines.warehouse import plan
from pipelines.warehouse.build import BuildOutcome
from pipelines.warehouse.errors import WarehouseError
from pipelines.warehouse.ledger import Run
from pipelines.warehouse.load import load_chunk
from pipelines.warehouse.state import Connection
from tests.made import page, write_pages
from tests.warehouses import Prepare, assert_equal_tables, build, make_settings, query


def redone(outcome: BuildOutcome) -> dict[str, int]:
    return {name: report.redone for name, report in outcome.stages.items() if report.redone}


def bumped(name: str) -> tuple[Stage, ...]:
    return tuple(dataclasses.replace(s, version=s.version + 1) if s.name == name else s for s in STAGES)


def test_a_second_build_does_nothing(tmp_path: Path, prepare: Prepare) -> None:
    settings = prepare(tmp_path, 6)
    target = settings.warehouse.resolve()
    outcome = build(settings)
    assert redone(outcome) == {}
    assert not outcome.is_published
    assert outcome.scan.unchanged == 6
    assert settings.warehouse.resolve() == target


def test_only_new_and_changed_documents_are_redone(tmp_path: Path, prepare: Prepare) -> None:
    settings = prepare(tmp_path, 6)
    write_pages(tmp_path / "in", 2, first=6)
    (tmp_path / "in" / "00001.txt").write_text(page(99), encoding="utf-8")
    outcome = build(settings)
    assert (outcome.scan.new, outcome.scan.changed, outcome.scan.unchanged) == (2, 1, 5)
    documents = {stage.name for stage in STAGES if isinstance(stage, DocumentStage)}
    counts = {name: count for name, count in redone(outcome).items() if name in documents}
    # A line that the new pages taught to be furniture is looked at on the old ones too; no row of them changes.
    assert 3 <= counts.pop("pages") <= 8
    assert outcome.stages["pages"].changed == 3
    assert counts == dict.fromkeys(documents - {"pages"}, 3)


def test_chunks_that_replace_rows_are_written_together(
    tmp_path: Path, small_rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []

    def load(con: Connection, result: ChunkResult, stages: Sequence[Stage], *, run: Run) -> None:
        written.append(len(result.doc_ids))
        load_chunk(con, result, stages, run=run)

    monkeypatch.setattr(plan, "DOCS_A_CHUNK", 2)
    monkeypatch.setattr("pipelines.warehouse.build.load_chunk", load)
    settings, fresh = (make_settings(root, rules=small_rules) for root in (tmp_path, tmp_path / "fresh"))
    segments = 3
    write_pages(tmp_path / "in", 6)
    build(settings)
    assert written == [2] * 3 * segments
    written.clear()
    for number in range(6):
        (tmp_path / "in" / f"{number:05d}.txt").write_text(page(90 + number), encoding="utf-8")
    build(settings)
    assert written == [6] * segments
    shutil.copytree(tmp_path / "in", tmp_path / "fresh" / "in", dirs_exist_ok=True)
    build(fresh)
    assert_equal_tables(settings.warehouse, fresh.warehouse)


def test_a_touched_file_with_the_same_bytes_is_not_redone(tmp_path: Path, prepare: Prepare) -> None:
    settings = prepare(tmp_path, 3)
    os.utime(tmp_path / "in" / "00001.txt", (1, 1))
    outcome = build(settings)
    assert redone(outcome) == {}
    assert not outcome.is_published


@pytest.mark.parametrize("name", [stage.name for stage in STAGES if isinstance(stage, DocumentStage)])
def test_a_bumped_stage_is_redone_alone_where_its_rows_stay_the_same(
    tmp_path: Path, prepare: Prepare, name: str
) -> None:
    settings = prepare(tmp_path, 4)
    outcome = build(settings, stages=bumped(name))
    assert redone(outcome) == {name: 4}
    assert outcome.stages[name].changed == 0
    assert not outcome.is_published


def test_below_a_changed_stage_only_documents_with_other_rows_are_redone(tmp_path: Path, small_rules: Path) -> None:
    rules = Path(shutil.copytree(small_rules, tmp_path / "rules"))
    settings = make_settings(tmp_path, rules=rules)
    write_pages(tmp_path / "in", 5)
    (tmp_path / "in" / "zephyr.txt").write_text(
        page(7) + "记者从泽菲尔公司获悉,该公司将于下月开业。\n", encoding="utf-8"
    )
    build(settings)
    with (rules / "entities.csv").open("a", encoding="utf-8") as file:
        file.write("zephyr-test,organization,company,泽菲尔公司,Zephyr,,,own\n")
    outcome = build(settings)
    report = outcome.stages
    assert (report["mention_spans"].redone, report["mention_spans"].changed) == (6, 1)
    # Links depend on the gazetteer too: all are looked at, one comes out different.
    assert (report["mention_links"].redone, report["mention_links"].changed) == (6, 1)
    assert all(report[name].redone == 0 for name in ("texts", "pages", "sentences", "tags", "tokens"))
    found = query(settings.warehouse, "select surface from mentions where entity_id = 'zephyr-test'")
    assert found == [("泽菲尔公司",)]


def test_a_changed_document_keeps_its_old_version(tmp_path: Path, prepare: Prepare) -> None:
    settings = prepare(tmp_path, 3)
    (tmp_path / "in" / "00001.txt").write_text(page(50), encoding="utf-8")
    build(settings)
    (tmp_path / "in" / "00002.txt").unlink()
    build(settings)
    versions = query(
        settings.warehouse,
        "select source_uri, version_no, raw_text, is_current from document_versions order by source_uri, version_no",
    )
    assert versions == [
        ("00000.txt", 1, page(0), True),
        ("00001.txt", 1, page(1), False),
        ("00001.txt", 2, page(50), True),
        ("00002.txt", 1, page(2), False),
    ]


def test_a_document_that_comes_back_counts_on(tmp_path: Path, prepare: Prepare) -> None:
    settings = prepare(tmp_path, 3)
    (tmp_path / "in" / "00001.txt").unlink()
    build(settings)
    write_pages(tmp_path / "in", 3)
    build(settings)
    assert query(settings.warehouse, "select version_no from documents order by source_uri") == [(1,), (2,), (1,)]


def test_a_missing_folder_is_an_error_and_removes_nothing(tmp_path: Path, prepare: Prepare) -> None:
    settings = prepare(tmp_path, 3)
    shutil.move(tmp_path / "in", tmp_path / "away")
    with pytest.raises(ValueError, match="does not exist; nothing was changed"):
        build(settings)
    assert query(settings.warehouse, "select count(*) from documents") == [(3,)]


def test_a_run_that_would_remove_over_half_stops(tmp_path: Path, prepare: Prepare) -> None:
    settings = prepare(tmp_path, 4)
    for name in ("00000.txt", "00001.txt", "00002.txt"):
        (tmp_path / "in" / name).unlink()
    with pytest.raises(WarehouseError, match=r"3 of 4 documents of the input folder are gone.*--allow-removal"):
        build(settings, allow_removal=False)
    assert query(settings.warehouse, "select count(*) from documents") == [(4,)]
    assert build(settings).scan.removed == 3
    assert query(settings.warehouse, "select source_uri from documents") == [("00003.txt",)]


def test_removing_half_is_no_cause_for_alarm(tmp_path: Path, prepare: Prepare) -> None:
    settings = prepare(tmp_path, 4)
    (tmp_path / "in" / "00000.txt").unlink()
    (tmp_path / "in" / "00001.txt").unlink()
    assert build(settings, allow_removal=False).scan.removed == 2


def test_a_full_refresh_mends_rows_that_were_tampered_with(tmp_path: Path, prepare: Prepare) -> None:
    settings = prepare(tmp_path, 4)
    fresh = prepare(tmp_path / "fresh", 4)
    with duckdb.connect() as con:
        con.execute(f"attach '{settings.state_dir / 'state.duckdb'}' as w")
        con.execute("delete from w.numbers")
    outcome = build(settings, full_refresh=True)
    assert redone(outcome)["numbers"] == 4
    assert_equal_tables(settings.warehouse, fresh.warehouse)


def test_what_a_folder_file_states_redoes_the_documents_below_it(tmp_path: Path, small_rules: Path) -> None:
    settings = make_settings(tmp_path, rules=small_rules)
    write_pages(tmp_path / "in" / "a", 2)
    write_pages(tmp_path / "in" / "b", 2)
    build(settings)
    (tmp_path / "in" / "a" / "_folder.toml").write_text('source = "晨星网"\n', encoding="utf-8")
    outcome = build(settings)
    assert outcome.stages["texts"].redone == 2
    assert outcome.scan.changed == 0


def test_two_fresh_builds_are_equal(tmp_path: Path, small_rules: Path) -> None:
    for name in ("one", "other"):
        settings = make_settings(tmp_path / name, tagger="jieba", rules=small_rules)
        write_pages(tmp_path / name / "in", 8)
        build(settings, workers=1 if name == "one" else 2)
    assert_equal_tables(tmp_path / "one" / "warehouse.duckdb", tmp_path / "other" / "warehouse.duckdb")


def test_a_no_op_build_reads_no_file(tmp_path: Path, prepare: Prepare, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = prepare(tmp_path, 6)
    for file in (tmp_path / "in").iterdir():
        os.utime(file, (1_700_000_000, 1_700_000_000))
    build(settings)

    def refuse(path: Path) -> None:
        raise AssertionError(f"{path} was read")

    monkeypatch.setattr("pipelines.warehouse.scan.read_records", refuse)
    monkeypatch.setattr("pipelines.warehouse.plan.read_records", refuse)
    outcome = build(settings)
    assert redone(outcome) == {}
    assert outcome.scan.unchanged == 6


def test_a_file_edited_within_the_resolution_of_its_time_is_seen(
    tmp_path: Path, small_rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.warehouse.scan.SETTLING_NS", 3_600_000_000_000)  # however slow the machine is
    settings = make_settings(tmp_path, rules=small_rules)
    write_pages(tmp_path / "in", 2)
    file = tmp_path / "in" / "00000.txt"
    before = file.stat()
    build(settings)
    file.write_text(file.read_text(encoding="utf-8").replace("计划", "企划"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert build(settings).scan.changed == 1

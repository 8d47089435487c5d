"""Partitions: what goes through a file comes back the same, and a result that is there is not made again."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from pipelines.engine.chunk import INPUTS, ChunkResult, ChunkTask, run_chunk
from pipelines.engine.errors import EngineError
from pipelines.engine.exchange import has_file, join, read_file, remove_file, remove_folder, write_file
from pipelines.engine.partitions import (
    pack_result,
    pack_task,
    partition_name,
    run_partition,
    unpack_result,
    unpack_task,
)
from pipelines.engine.spec import Spec, make_spec
from pipelines.settings import StageSettings
from pipelines.stages import STAGES, texts
from pipelines.warehouse.plan import stage_tasks
from tests.stages.running import inputs

SETTINGS = StageSettings(tagger="none")
PAGES: dict[str, str | bytes] = {"a": "第一条新闻。\n", "b": "芯片出口受到限制。\n", "bad": b"\x00\x01\x02\xff\xfe\x00"}


@pytest.fixture(scope="module")
def spec() -> Spec:
    return make_spec(tuple(stage_tasks([texts.STAGE], STAGES, SETTINGS)), SETTINGS)


@pytest.fixture(scope="module")
def task(spec: Spec) -> ChunkTask:
    """Three documents; the file of a fourth is gone."""
    known = {(INPUTS, doc_id): (0, len(text)) for doc_id, text in {**PAGES, "gone": ""}.items()}
    known["texts", "a"] = (2**64 - 1, 2**63)
    lookups = {("texts", "b"): 2**64 - 2}
    return ChunkTask((*PAGES, "gone"), spec.stages, SETTINGS, {INPUTS: inputs(PAGES)}, known, lookups, {})


def assert_same(found: ChunkResult, wanted: ChunkResult) -> None:
    assert (found.doc_ids, found.missing) == (wanted.doc_ids, wanted.missing)
    for one, other in zip(found.outputs, wanted.outputs, strict=True):
        for name in ("stage", "states", "changed", "fresh", "faulty"):
            assert getattr(one, name) == getattr(other, name), name
        assert one.rejects.equals(other.rejects)
        assert one.tables.keys() == other.tables.keys()
        for table, rows in one.tables.items():
            assert rows.schema == other.tables[table].schema
            assert rows.equals(other.tables[table]), table


def test_a_task_and_its_result_go_through_a_file_unchanged(task: ChunkTask, spec: Spec) -> None:
    read = unpack_task(pack_task(task), spec)
    assert read.doc_ids == task.doc_ids
    assert (read.known, read.lookup_hashes, read.settings) == (task.known, task.lookup_hashes, task.settings)
    assert read.tables[INPUTS].equals(task.tables[INPUTS])
    wanted = run_chunk(task)
    assert wanted.missing == ["gone"]
    assert not wanted.outputs[0].rejects.is_empty()
    assert_same(unpack_result(pack_result(wanted), spec), wanted)
    assert_same(run_chunk(read), wanted)


def test_a_result_that_is_there_is_taken_as_it_is(task: ChunkTask, spec: Spec, tmp_path: Path) -> None:
    in_path = str(tmp_path / "in" / f"{partition_name(task)}.parquet")
    write_file(in_path, pack_task(task))
    out_path = run_partition(in_path, str(tmp_path / "out"), spec)
    first = read_file(out_path)
    remove_file(in_path)
    assert run_partition(in_path, str(tmp_path / "out"), spec) == out_path
    assert read_file(out_path) == first
    other = make_spec((dataclasses.replace(spec.stages[0], spec="another"),), SETTINGS)
    with pytest.raises(EngineError, match="the rules or models of texts differ here"):
        run_partition(in_path, str(tmp_path / "out"), other)


def test_a_partition_is_named_after_what_its_result_hangs_on(task: ChunkTask) -> None:
    name = partition_name(task)
    assert name == partition_name(dataclasses.replace(task))
    changes: tuple[dict[str, Any], ...] = (
        {"known": {**task.known, (INPUTS, "a"): (0, 99)}},
        {"lookup_hashes": {}},
        {"doc_ids": task.doc_ids[:3]},
        {"tables": {INPUTS: inputs({"a": PAGES["a"]})}},
        {"deadly": {"texts": "SIGSEGV"}},
    )
    assert name not in {partition_name(dataclasses.replace(task, **change)) for change in changes}


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_an_exchange_is_a_folder_or_a_url(scheme: str, tmp_path: Path) -> None:
    if scheme:
        tmp_path.joinpath("x").mkdir()
    place = join(f"{scheme}{tmp_path}", "x/part.parquet")
    assert not has_file(place)
    write_file(place, b"one")
    write_file(place, b"two")
    assert has_file(place)
    assert read_file(place) == b"two"
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["part.parquet"]
    remove_file(place)
    remove_file(place)
    assert not has_file(place)
    remove_folder(join(f"{scheme}{tmp_path}", "x"))
    remove_folder(join(f"{scheme}{tmp_path}", "x"))


def test_options_of_a_url_stay_at_its_end() -> None:
    assert (
        join("s3://bucket/prefix?region=eu-west-1", "in/a.parquet")
        == "s3://bucket/prefix/in/a.parquet?region=eu-west-1"
    )

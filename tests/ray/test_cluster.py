"""Two nodes on loopback: the same rows as the local engine, also when a node dies with work in flight."""

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from pipelines.engine import ray_tasks, spec
from pipelines.engine.errors import EngineError
from pipelines.engine.trace import END, START, read_trace
from pipelines.settings import EngineSettings, Settings
from pipelines.stages import STAGES, texts
from pipelines.stages.base import Stage
from pipelines.warehouse import plan
from tests.made import write_pages
from tests.ray.stages import DEADLY, EXITING, HUNGRY, WAITING, open_gate
from tests.warehouse.processes import wait_until
from tests.warehouses import assert_equal_tables, build, copy_rules, make_settings, query

DOCS_A_CHUNK = 5


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A head and a second node, one CPU each."""
    from ray.cluster_utils import Cluster  # noqa: PLC0415 - not installed everywhere

    with (
        tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True) as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("RAY_TMPDIR", folder)
        (Path(folder) / "ray").mkdir()
        node = {"node_ip_address": "127.0.0.1", "num_cpus": 1, "object_store_memory": 80_000_000}
        made = Cluster(initialize_head=True, head_node_args={**node, "include_dashboard": False})
        try:
            made.add_node(**node)
            made.wait_for_nodes()
            yield made
        finally:
            made.shutdown()


@pytest.fixture
def settings(cluster: Any, tmp_path: Path, small_rules: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings for a build on the cluster, of pages that make several partitions."""
    monkeypatch.setattr(plan, "DOCS_A_CHUNK", DOCS_A_CHUNK)
    monkeypatch.setattr(ray_tasks, "RETRIES", 1)
    rules = copy_rules(tmp_path / "rules")
    for name in ("entities.csv", "aliases.csv"):
        (rules / name).write_bytes((small_rules / name).read_bytes())
    engine = EngineSettings(name="ray", ray_address=cluster.address, exchange=str(tmp_path / "exchange"))
    return replace(make_settings(tmp_path, rules=rules), engine=engine)


def with_texts(stage: Stage) -> tuple[Stage, ...]:
    return tuple(stage if found is texts.STAGE else found for found in STAGES)


def local_twin(settings: Settings) -> Path:
    """Build the same pages with the local engine."""
    twin = replace(settings, warehouse=settings.warehouse.with_name("local.duckdb"), engine=EngineSettings())
    build(twin, workers=1)
    return twin.warehouse


def place_of(settings: Settings) -> str:
    (place,) = Path(str(settings.engine.exchange)).iterdir()
    return str(place)


def in_flight(place: str, node: str) -> dict[str, int]:
    """Partitions that a node has begun and not ended, and the process that is at each."""
    own = [event for event in read_trace(place) if event["node"] == node]
    ended = {event["partition"] for event in own if event["event"] == END}
    return {e["partition"]: int(e["process"]) for e in own if e["event"] == START and e["partition"] not in ended}


def test_a_node_that_dies_with_work_in_flight_changes_nothing(cluster: Any, settings: Settings) -> None:
    write_pages(settings.inputs[0].path, 4 * DOCS_A_CHUNK)
    (victim,) = cluster.worker_nodes
    lost: dict[str, int] = {}
    faults: list[BaseException] = []

    def kill() -> None:
        try:
            wait_until(lambda: bool(list(Path(str(settings.engine.exchange)).glob("*"))), what="the exchange")
            place = place_of(settings)
            nodes = (victim.node_id, cluster.head_node.node_id)
            wait_until(lambda: all(in_flight(place, node) for node in nodes), what="work in flight on both nodes")
            lost.update(in_flight(place, victim.node_id))
            cluster.remove_node(victim, allow_graceful=False)
            for process in lost.values():
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
        except BaseException as error:
            faults.append(error)
        finally:
            open_gate(settings.stage.rules_dir)

    killer = Thread(target=kill)
    killer.start()
    build(settings, stages=with_texts(WAITING))
    killer.join()
    assert faults == []
    assert lost, "nothing was in flight on the node that was killed"
    events = read_trace(place_of(settings))
    for partition in lost:
        told = [(event["event"], event["node"]) for event in events if event["partition"] == partition]
        assert (END, victim.node_id) not in told
        assert (START, cluster.head_node.node_id) in told
        assert (END, cluster.head_node.node_id) in told
    assert_equal_tables(settings.warehouse, local_twin(settings))
    assert not list(Path(place_of(settings)).rglob("*.parquet"))


def test_pages_that_end_every_worker_are_rejected_alone(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ray_tasks, "RETRIES", 0)
    folder = settings.inputs[0].path
    write_pages(folder, 2)
    for number, poison in enumerate((EXITING, HUNGRY)):
        (folder / f"poison{number}.txt").write_text(f"{poison}。\n", encoding="utf-8")
    build(settings, stages=with_texts(DEADLY))
    rejects = query(settings.warehouse, "select source_uri, stage, error from rejects order by source_uri")
    assert [row[:2] for row in rejects] == [(f"poison{number}.txt", "texts") for number in range(2)]
    assert rejects[0][2].startswith("the process died on it: ")
    assert rejects[1][2] == "MemoryError: no room for the page"
    assert query(settings.warehouse, "select count(*) from texts") == [(2,)]


def test_a_node_with_other_code_is_named(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pages(settings.inputs[0].path, 2)
    monkeypatch.setattr(spec, "code_hash", lambda: "another")
    with pytest.raises(EngineError, match=r"the code here is not the build's .*; install the same version on every"):
        build(settings)


def test_an_exchange_that_the_nodes_can_not_read_is_named(settings: Settings, tmp_path: Path) -> None:
    write_pages(settings.inputs[0].path, 2)
    (tmp_path / "exchange").write_text("a file stands where the folder should be")
    with pytest.raises(EngineError, match="can't be written"):
        build(settings)

"""The real thing: `dagster dev` on loopback, a job launched through GraphQL, and the sensor with its daemon."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest

from pipelines.orchestration.automation import JOB
from pipelines.orchestration.check_files import WAREHOUSE
from pipelines.orchestration.resource import SESSION
from pipelines.settings import PROJECT
from tests.made import page, write_pages
from tests.warehouse.processes import PATIENCE_SECONDS

POLL_SECONDS = 0.2
TICKS_TO_SETTLE = 1  # a file is seen at one tick of the sensor, and asked for at the next if it stood still

LAUNCH = """
    mutation ($params: ExecutionParams!) {
        launchPipelineExecution(executionParams: $params) {
            __typename
            ... on LaunchRunSuccess { run { runId } }
            ... on PythonError { message }
        }
    }"""
RUN = """
    query ($run: ID!) {
        runOrError(runId: $run) { ... on Run { status assetMaterializations { assetKey { path } } } }
    }"""
TICKS = """
    query ($sensor: SensorSelector!) { sensorOrError(sensorSelector: $sensor) {
        ... on Sensor { sensorState { ticks(limit: 1000) { tickId runIds } } }
    } }"""
LOCATION = {"repositoryLocationName": "newsledger", "repositoryName": "__repository__"}
SENSOR = {**LOCATION, "sensorName": "landing_folders"}


T = TypeVar("T")


def wait_for(what: str, ask: Callable[[], T | None]) -> T:
    """Ask until there is an answer; fail, naming what was waited for, when the time is over."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        answer = ask()
        if answer is not None:
            return answer
        time.sleep(POLL_SECONDS)
    raise AssertionError(f"{what}: not within {PATIENCE_SECONDS:.0f} s")


@dataclass(frozen=True, slots=True)
class Server:
    """A running `dagster dev`: where it answers, the folder it reads, and the file it publishes."""

    address: str
    landing: Path
    warehouse: Path
    environment: dict[str, str]
    group: list[int]

    def ask(self, query: str, **variables: object) -> dict[str, Any]:
        """Send a GraphQL query; loopback only, past any proxy."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(f"{self.address}/graphql", body, {"content-type": "application/json"})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=PATIENCE_SECONDS) as answer:
            found = json.load(answer)
        assert "errors" not in found, found["errors"]
        data: dict[str, Any] = found["data"]
        return data

    def is_ready(self) -> bool | None:
        """Tell whether the code location is loaded; null while it is not."""
        query = "query { repositoriesOrError { ... on RepositoryConnection { nodes { name } } } }"
        try:
            return bool(self.ask(query)["repositoriesOrError"].get("nodes")) or None
        except OSError:
            return None

    def launch(self, **config: object) -> str:
        """Launch the job with a configuration, as the launchpad does; give the run's id."""
        selector = {**LOCATION, "pipelineName": JOB}
        given = {"resources": {SESSION: {"config": config}}} if config else {}
        answer = self.ask(LAUNCH, params={"selector": selector, "runConfigData": given, "mode": "default"})
        launched = answer["launchPipelineExecution"]
        assert launched["__typename"] == "LaunchRunSuccess", launched
        run_id: str = launched["run"]["runId"]
        return run_id

    def ended(self, run_id: str) -> dict[str, Any] | None:
        """Give a run that has ended; null before."""
        run: dict[str, Any] = self.ask(RUN, run=run_id)["runOrError"]
        return run if run["status"] in {"SUCCESS", "FAILURE", "CANCELED"} else None

    def ticks(self) -> dict[str, list[str]]:
        """Give the runs that each tick of the sensor asked for, the oldest tick first."""
        told = self.ask(TICKS, sensor=SENSOR)["sensorOrError"]["sensorState"]["ticks"]
        return {tick["tickId"]: tick["runIds"] for tick in reversed(told)}

    def pages(self) -> list[str]:
        """List the documents of the published file, as another process sees them."""
        query = "select source_uri from documents order by source_uri"
        program = "import sys, duckdb; con = duckdb.connect(sys.argv[1], read_only=True); "
        program += "print(*[uri for (uri,) in con.execute(sys.argv[2]).fetchall()], sep=chr(10))"
        command = [sys.executable, "-c", program, str(self.warehouse), query]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def free_port() -> int:
    """Find a port on loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_gone(group: int) -> bool | None:
    """Tell that no process of a group is left; null while one is."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return None


def stop(process: subprocess.Popen[bytes]) -> None:
    """End `dagster dev` as Ctrl-C does, and make sure that nothing that it started is left."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(PATIENCE_SECONDS)
        wait_for("the end of the server's processes", lambda: is_gone(process.pid))
    finally:
        if not is_gone(process.pid):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(PATIENCE_SECONDS)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    root = tmp_path_factory.mktemp("dagster")
    home = root / "home"
    home.mkdir()
    shutil.copy(PROJECT / "dagster.yaml", home)
    write_pages(root / "landing", 3)
    port = free_port()
    landing, warehouse = root / "landing", root / "warehouse.duckdb"
    environment = os.environ | {
        "DAGSTER_HOME": str(home),
        "DAGSTER_DISABLE_TELEMETRY": "1",
        "NEWSLEDGER_AUTOMATION": "on",
        "NEWSLEDGER_INPUT": str(landing),
        "NEWSLEDGER_WAREHOUSE": str(warehouse),
    }
    started = Server(f"http://127.0.0.1:{port}", landing, warehouse, environment, [])
    command = [sys.executable, "-m", "dagster", "dev", "-w", "workspace.yaml", "-h", "127.0.0.1", "-p", str(port)]
    with (root / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=PROJECT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        started.group.append(process.pid)
        try:
            wait_for("dagster dev", started.is_ready)
            yield started
        finally:
            stop(process)


def test_three_writers_at_once_end_well_in_turn(server: Server) -> None:
    run_id = server.launch()
    command = [sys.executable, "-m", "pipelines", "build", "--lock-wait", str(PATIENCE_SECONDS)]
    writers = [
        subprocess.Popen(command, cwd=PROJECT, env=server.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for _ in range(2)
    ]
    said = [writer.communicate(timeout=PATIENCE_SECONDS)[0].decode() for writer in writers]
    run = wait_for("the run", partial(server.ended, run_id))
    assert [writer.returncode for writer in writers] == [0, 0], said
    assert run["status"] == "SUCCESS"
    assert WAREHOUSE in {found["assetKey"]["path"][0] for found in run["assetMaterializations"]}
    assert server.pages() == ["00000.txt", "00001.txt", "00002.txt"]


def test_a_dropped_file_is_published_by_the_sensor(server: Server) -> None:
    looked_at = {server.warehouse.resolve()}

    def is_published() -> bool | None:
        """Look into each warehouse once; null while the file is in none."""
        target = server.warehouse.resolve()
        is_new = target not in looked_at
        looked_at.add(target)
        return True if is_new and "dropped.txt" in server.pages() else None

    def asked_for() -> list[list[str]] | None:
        """Give what the ticks since the drop asked for, to the first that asked for any; null where there is none."""
        asked = [runs for tick, runs in server.ticks().items() if tick not in before]
        first = next((number for number, runs in enumerate(asked) if runs), None)
        return None if first is None else asked[: first + 1]

    whole = server.landing.with_name("dropped.txt")
    whole.write_text(page(7), encoding="utf-8")
    before = server.ticks()
    whole.rename(server.landing / "dropped.txt")
    *idle, runs = wait_for("a tick that asks for a run", asked_for)
    assert len(idle) <= 1 + TICKS_TO_SETTLE  # one may have begun before the file came
    wait_for("the dropped file", is_published)
    for run_id in [run_id for asked in (*before.values(), runs) for run_id in asked]:
        assert wait_for("the sensor's run", partial(server.ended, run_id))["status"] == "SUCCESS"


def test_a_backfill_reads_another_folder_and_keeps_the_first(server: Server, tmp_path: Path) -> None:
    write_pages(tmp_path / "archive", 2, first=50)
    run_id = server.launch(inputs=[f"archive={tmp_path / 'archive'}"], tagger="none", full_refresh=True)
    assert wait_for("the run", partial(server.ended, run_id))["status"] == "SUCCESS"
    assert {"archive/00050.txt", "archive/00051.txt", "00000.txt"} <= set(server.pages())


def listeners(group: int) -> set[str]:
    """Give the addresses, in hexadecimal as the kernel shows them, that the processes of a group listen on."""
    inodes = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(process.name)) == group:
                inodes |= {os.readlink(held) for held in (process / "fd").iterdir()}  # noqa: PTH115 - not a path
        except OSError:
            continue  # it has ended
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            cells = line.split()
            if cells[3] == "0A" and f"socket:[{cells[9]}]" in inodes:
                found.add(cells[1].partition(":")[0])
    return found


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="sockets are listed on Linux alone")
def test_nothing_listens_beyond_loopback(server: Server) -> None:
    loopback = {"0100007F", "0" * 24 + "01000000", "0000000000000000FFFF00000100007F"}
    found = listeners(server.group[0])
    assert found
    assert found <= loopback

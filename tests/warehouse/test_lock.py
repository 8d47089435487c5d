"""One writer at a time, across processes; whatever kills a writer frees the lock."""

from pathlib import Path

import pytest

from pipelines.warehouse.build import say_nothing
from pipelines.warehouse.errors import WarehouseError
from pipelines.warehouse.lock import run_lock
from tests.made import write_pages
from tests.warehouse.processes import talker
from tests.warehouses import build, make_settings

# Holds the lock of the folder in argument 1 until it is asked to let go.
HOLDER = """
import sys
from pathlib import Path
from pipelines.warehouse.lock import run_lock
with run_lock(Path(sys.argv[1]), wait_seconds=0, say=print):
    print("held", flush=True)
    sys.stdin.readline()
print("free", flush=True)
sys.stdin.readline()
"""


def test_a_lock_that_another_process_holds_is_refused_with_its_number(tmp_path: Path) -> None:
    with talker(HOLDER, tmp_path) as other:
        assert other.greeting == "held"
        expected = rf"lock: another run \(process {other.process.pid}\) is writing; try again when it has ended"
        with pytest.raises(WarehouseError, match=expected), run_lock(tmp_path, wait_seconds=0, say=say_nothing):
            pass


def test_a_run_waits_and_says_so_once(tmp_path: Path) -> None:
    with talker(HOLDER, tmp_path) as other:
        said: list[str] = []

        def note(message: str) -> None:
            said.append(message)
            assert other.ask("let go") == "free"

        with run_lock(tmp_path, wait_seconds=30, say=note):
            pass
    assert said == [f"waiting for another run (process {other.process.pid}) to end"]


def test_a_killed_holder_frees_the_lock(tmp_path: Path) -> None:
    with talker(HOLDER, tmp_path) as other:
        other.process.kill()
        other.process.wait()
        with run_lock(tmp_path, wait_seconds=0, say=say_nothing):
            pass


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(KeyError), run_lock(tmp_path, wait_seconds=0, say=say_nothing):
            raise KeyError


def test_a_lock_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "lock").mkdir()
    with (
        pytest.raises(WarehouseError, match=r"lock: can't be written: Is a directory"),
        run_lock(tmp_path, wait_seconds=0, say=say_nothing),
    ):
        pass


def test_a_build_that_cannot_have_the_lock_changes_nothing(tmp_path: Path, small_rules: Path) -> None:
    settings = make_settings(tmp_path, rules=small_rules)
    write_pages(tmp_path / "in", 1)
    settings.state_dir.mkdir()
    with (
        talker(HOLDER, settings.state_dir) as other,
        pytest.raises(WarehouseError, match=rf"another run \(process {other.process.pid}\)"),
    ):
        build(settings, lock_wait_seconds=0)
    assert [path.name for path in settings.state_dir.iterdir()] == ["lock"]
    assert not settings.warehouse.exists()

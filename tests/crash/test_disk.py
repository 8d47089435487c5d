"""A full disk, a read-only folder: one clear line, the published file as it was, and a next run that goes through."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.warehouse.state import STATE_FILE
from tests.crash.nursery import NOBODY, Order, Outcome
from tests.crash.trials import PAGES, WAREHOUSE, CrashLab, Digests, change_by, copy, digests, make_root
from tests.made import write_pages
from tests.warehouses import query

ROOM_FOR_A_LOG = 40_000
is_root = os.geteuid() == 0


@pytest.fixture(scope="module")
def changed(lab: CrashLab, tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Path:
    """A warehouse whose inputs have changed since."""
    root = make_root(tmp_path_factory.mktemp("disk") / "changed", small_rules)
    write_pages(root / "in", PAGES)
    lab.settle(root)
    change_by(root, seed=1)
    write_pages(root / "in", PAGES, first=100)
    return root


@pytest.fixture(scope="module")
def expected(lab: CrashLab, changed: Path) -> Digests:
    """What comes of it on a disk with room."""
    root = copy(changed, changed.with_name("roomy"))
    lab.settle(root)
    return digests(root / WAREHOUSE)


def assert_one_line(outcome: Outcome) -> None:
    assert outcome.status == 1
    assert outcome.said.startswith("newsledger: ")
    assert len(outcome.said.splitlines()) == 1
    assert "can't be written: " in outcome.said
    assert "the last warehouse stays; make room or grant write access, and run again" in outcome.said


def settle(lab: CrashLab, root: Path, job: str, expected: Digests) -> None:
    """Run once more, with room, and see that nothing is missing."""
    if job == "build":
        lab.settle(root)
        assert digests(root / WAREHOUSE) == expected
    else:
        assert lab.run(Order(str(root), job)).status == 0


def test_a_file_that_may_not_grow(lab: CrashLab, changed: Path, expected: Digests, tmp_path: Path) -> None:
    root = copy(changed, tmp_path / "root")
    before = digests(root / WAREHOUSE)
    assert_one_line(lab.run(Order(str(root), file_limit=ROOM_FOR_A_LOG)))
    half = (root / ".warehouse" / STATE_FILE).stat().st_size // 2
    assert_one_line(lab.run(Order(str(root), "compact", file_limit=half)))
    assert digests(root / WAREHOUSE) == before
    settle(lab, root, "build", expected)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system in memory whose size `remount` changes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100m", "tmpfs", disk], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("only root may mount a small disk")
    try:
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


def remount(disk: Path, size: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", disk], check=True)


@pytest.mark.skipif(shutil.which("mount") is None, reason="no mount here")
@pytest.mark.parametrize(
    ("job", "room"),
    [
        pytest.param("build", 100_000, id="no room for a log"),
        pytest.param("build", 2_000_000, id="no room for a copy"),
        pytest.param("compact", 2_000_000, id="no room to compact"),
    ],
)
def test_a_full_disk(lab: CrashLab, changed: Path, expected: Digests, small_disk: Path, job: str, room: int) -> None:
    root = copy(changed, small_disk / "root")
    before = digests(root / WAREHOUSE)
    remount(small_disk, shutil.disk_usage(small_disk).used + room)
    outcome = lab.run(Order(str(root), job))
    assert_one_line(outcome)
    assert digests(root / WAREHOUSE) == before
    assert not list(root.rglob("*.making*"))
    assert not list(root.rglob("*.compacting*"))
    remount(small_disk, 100 << 20)
    settle(lab, root, job, expected)


@pytest.fixture
def open_root(changed: Path, small_rules: Path) -> Iterator[Path]:
    """A folder that another user can reach, with a warehouse and rules; pytest's own are shut."""
    with tempfile.TemporaryDirectory(prefix="newsledger-") as folder:
        Path(folder).chmod(0o755)
        rules = copy(small_rules, Path(folder) / "rules")
        root = copy(changed, Path(folder) / "root")
        text = f'inputs = ["in"]\ntagger = "none"\nrules = "{rules}"\n'
        (root / "newsledger.toml").write_text(text, encoding="utf-8")
        yield root
        for path in (root, root / ".warehouse"):
            path.chmod(0o755)


def give_away(path: Path) -> None:
    """Let the user who runs the build own a folder, whoever that is."""
    if is_root:
        for found in (path, *path.rglob("*")):
            os.lchown(found, NOBODY, NOBODY)


@pytest.mark.parametrize(
    ("shut", "named"),
    [
        pytest.param([".warehouse"], "lock", id="the state"),
        pytest.param(["."], WAREHOUSE, id="the folder of the warehouse"),
    ],
)
def test_a_read_only_folder(lab: CrashLab, expected: Digests, open_root: Path, shut: list[str], named: str) -> None:
    before = digests(open_root / WAREHOUSE)
    give_away(open_root)
    for name in shut:
        (open_root / name).chmod(0o555)
    if named == "lock":
        (open_root / ".warehouse" / "lock").chmod(0o444)
    outcome = lab.run(Order(str(open_root), as_nobody=is_root))
    assert_one_line(outcome)
    assert f"{named}: can't be written: Permission denied" in outcome.said
    assert digests(open_root / WAREHOUSE) == before
    for path in (open_root, open_root / ".warehouse"):
        path.chmod(0o755)
    (open_root / ".warehouse" / "lock").chmod(0o644)
    outcome = lab.run(Order(str(open_root), as_nobody=is_root))
    assert outcome.status == 0, outcome.said
    assert digests(open_root / WAREHOUSE) == expected


def test_what_may_not_be_read_is_rejected_and_the_rest_goes_through(lab: CrashLab, open_root: Path) -> None:
    give_away(open_root)
    folder = open_root / "in" / "shut"
    write_pages(folder, 1)
    secret = open_root / "in" / "secret.txt"
    secret.write_text("不给你看。", encoding="utf-8")
    for path in (secret, folder):
        path.chmod(0)
    try:
        outcome = lab.run(Order(str(open_root), as_nobody=is_root))
    finally:
        folder.chmod(0o755)
    assert outcome.status == 0, outcome.said
    asked = "select source_uri, stage, error, advice from rejects where stage = 'folders' order by all"
    assert query(open_root / WAREHOUSE, asked) == [
        ("secret.txt", "folders", "file can't be read: Permission denied", "grant read access, or remove the file"),
        ("shut", "folders", "folder can't be read: Permission denied", "grant read access"),
    ]

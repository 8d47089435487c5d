"""What all tests share: the hypothesis profile, and a small gazetteer for tests that do not hang on who is known."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.settings import PROJECT, InputFolder, Settings
from tests.made import COMPANIES, PEOPLE, PLACES, write_pages
from tests.profiles import load_profile
from tests.warehouses import Prepare, build, copy_rules, make_settings

load_profile()
KNOWN = {*PEOPLE, *PLACES, *COMPANIES}
# Folders whose files take long come first, so that no worker is left alone with one of them at the end.
LONG_FIRST = ("warehouse", "orchestration", "cli", "stages", "engine", "sql", "tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the tests by folder, the long ones first; within a file they keep their order."""
    ranks = {name: rank for rank, name in enumerate(LONG_FIRST)}
    items.sort(key=lambda item: ranks.get(item.path.parent.name, len(ranks)))


@pytest.fixture(scope="session")
def small_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rules with the entities of the made-up pages alone: a build takes little time. Change only a copy."""
    return make_small_rules(tmp_path_factory.mktemp("small") / "rules")


def make_small_rules(target: Path) -> Path:
    """Copy the rules, and leave out whatever entity the made-up pages do not name."""
    rules = copy_rules(target)
    names = ("entities.csv", "aliases.csv")
    found = {name: (rules / name).read_text(encoding="utf-8").splitlines() for name in names}
    ids = {line.split(",")[0] for lines in found.values() for line in lines if KNOWN & set(line.split(",")[1:4])}
    for name, (head, *lines) in found.items():
        kept = [head, *(line for line in lines if line.split(",")[0] in ids)]
        (rules / name).write_text("\n".join(kept) + "\n", encoding="utf-8")
    return rules


@pytest.fixture(scope="session")
def prepare(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Prepare:
    """Give a function that puts made-up pages, and the warehouse that they were built into, where a test may change it.

    A copy costs a fiftieth of a build, so each number of pages is built once.
    """

    def copy(root: Path, pages: int) -> Settings:
        def make(folder: Path) -> None:
            write_pages(folder / "in", pages)
            build(make_settings(folder, rules=small_rules))

        shutil.copytree(made_once(tmp_path_factory, f"pages-{pages}", make), root, symlinks=True, dirs_exist_ok=True)
        return make_settings(root, rules=small_rules)

    return copy


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of the five articles in `seeds/`, as `make warehouse` builds it. Read it only.

    It is built once; each process has a copy, as DuckDB lets nobody read a file that another process may write.
    """

    def make(folder: Path) -> None:
        build(Settings((InputFolder("", PROJECT / "seeds"),), folder / "warehouse.duckdb"))

    copy = tmp_path_factory.mktemp("seeds") / "seeds"
    shutil.copytree(made_once(tmp_path_factory, "seeds", make), copy, symlinks=True)
    return copy / "warehouse.duckdb"


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Give a folder that the first to ask makes for all processes of a run of the tests. Read it only."""
    home = factory.getbasetemp()
    home = home.parent if "PYTEST_XDIST_WORKER" in os.environ else home
    with (home / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / name).exists():
            making = home / f"{name}.making"
            shutil.rmtree(making, ignore_errors=True)  # left where making it failed
            making.mkdir()
            make(making)
            making.rename(home / name)
    return home / name

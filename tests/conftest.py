"""What all tests share: the hypothesis profile, and a small gazetteer for tests that do not hang on who is known."""

from pathlib import Path

import pytest

from pipelines.settings import PROJECT, InputFolder, Settings
from tests.made import COMPANIES, PEOPLE, PLACES
from tests.profiles import load_profile
from tests.warehouses import build, copy_rules

load_profile()
KNOWN = {*PEOPLE, *PLACES, *COMPANIES}
# Folders whose files take long come first, so that no worker is left alone with one of them at the end.
LONG_FIRST = ("warehouse", "orchestration", "cli", "engine", "tests")


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
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of the five articles in `seeds/`, as `make warehouse` builds it. Read it only."""
    warehouse = tmp_path_factory.mktemp("seeds") / "warehouse.duckdb"
    build(Settings((InputFolder("", PROJECT / "seeds"),), warehouse))
    return warehouse

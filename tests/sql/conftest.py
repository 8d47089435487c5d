"""The warehouse of `seeds/`, built once for all tests that ask it."""

from pathlib import Path

import pytest

from pipelines.settings import PROJECT, InputFolder, Settings
from tests.warehouses import build


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    warehouse = tmp_path_factory.mktemp("seeds") / "warehouse.duckdb"
    build(Settings((InputFolder("", PROJECT / "seeds"),), warehouse))
    return warehouse

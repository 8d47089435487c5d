"""A small warehouse built once, and a copy of it for each test."""

from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.warehouses import Prepare


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, prepare: Prepare) -> Path:
    """A folder with two pages in `in/`, and their warehouse. Read it only."""
    root = tmp_path_factory.mktemp("built") / "root"
    prepare(root, 2)
    return root


@pytest.fixture
def settings(tmp_path: Path, prepare: Prepare) -> Settings:
    """The settings of a copy that a test may change."""
    return prepare(tmp_path / "root", 2)

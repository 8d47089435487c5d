"""A small warehouse built once a module, and a copy of it for each test."""

import shutil
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.made import write_pages
from tests.warehouses import build, make_settings


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Path:
    """A folder with two pages in `in/`, and their warehouse. Read it only."""
    root = tmp_path_factory.mktemp("built") / "root"
    write_pages(root / "in", 2)
    build(make_settings(root, rules=small_rules))
    return root


@pytest.fixture
def settings(built: Path, tmp_path: Path, small_rules: Path) -> Settings:
    """The settings of a copy that a test may change."""
    shutil.copytree(built, tmp_path / "root", symlinks=True)
    return make_settings(tmp_path / "root", rules=small_rules)

"""Tests on Ray: skipped where it isn't installed. All of it listens on loopback alone."""

import importlib.util
import os
from pathlib import Path

import pytest

from pipelines.engine.ray_cluster import ON_LOOPBACK, QUIET

# Ray reads these when it is first imported.
os.environ.update(ON_LOOPBACK | QUIET)

FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say why nothing is tested where Ray isn't installed."""
    if importlib.util.find_spec("ray") is None:
        for item in items:
            if FOLDER in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="Ray is not installed; make test-ray installs it"))

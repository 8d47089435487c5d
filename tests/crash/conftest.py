"""The helpers that the tests of this folder share: starting them costs more than a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.trials import CrashLab, crash_lab


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Iterator[CrashLab]:
    with crash_lab(tmp_path_factory.mktemp("lab") / "warm", small_rules) as started:
        yield started

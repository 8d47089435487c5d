"""Settings files of their own for the commands: the project's would be in the way."""

import functools
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.settings import load_settings


@pytest.fixture
def settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Give a function that writes a settings file and lets the commands read it."""

    def write(text: str) -> Path:
        path = tmp_path / "newsledger.toml"
        path.write_text(text, encoding="utf-8")
        load = functools.partial(load_settings, path, environ={})
        monkeypatch.setattr("pipelines.cli.build.load_settings", load)
        monkeypatch.setattr("pipelines.cli.sql.load_settings", load)
        return path

    return write

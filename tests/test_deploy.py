"""What `deploy/` names is there: commands and their options, files, settings; the pages stay on this machine."""

import re
import shlex
import shutil
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.settings import PROJECT

DEPLOY = PROJECT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
HOME = "/opt/newsledger"


def settings_of(unit: Path, key: str) -> list[str]:
    """List the values of a key of a unit, which may stand more than once."""
    return re.findall(rf"^{key}=(.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE)


def command_of(container: str) -> list[str]:
    """Give the words of the image's command."""
    (found,) = re.findall(r"^CMD \[(.*)\]$", container, re.MULTILINE)
    return shlex.split(found.replace(",", " "))


def complaint(words: list[str]) -> str:
    """Let a command of the environment parse its words; say what it does not know, or nothing."""
    (command,) = entry_points(group="console_scripts", name=Path(words[0]).name)
    program = command.load()
    if program.__module__.startswith("dagster_webserver"):
        from dagster_webserver.cli import dagster_webserver as program  # noqa: PLC0415 - its main takes no arguments
    elif program.__module__.startswith("dagster._daemon"):
        from dagster._daemon.cli import cli as program  # noqa: PLC0415
    found = CliRunner().invoke(program, [*words[1:], "--help"])
    return "" if found.exit_code == 0 else found.output


COMMANDS = [
    *(pytest.param(shlex.split(settings_of(unit, "ExecStart")[0]), id=unit.stem) for unit in UNITS),
    pytest.param(command_of((DEPLOY / "Containerfile").read_text(encoding="utf-8")), id="Containerfile"),
]


@pytest.mark.parametrize("words", COMMANDS)
def test_a_command_is_there_and_knows_its_options(words: list[str]) -> None:
    assert complaint(words) == ""
    assert "No such option" in complaint([*words, "--no-such-option"])
    assert (PROJECT / words[words.index("-w") + 1]).exists()


def test_the_pages_are_for_this_machine_alone() -> None:
    (words,) = (shlex.split(settings_of(unit, "ExecStart")[0]) for unit in UNITS if "webserver" in unit.name)
    assert words[words.index("-h") + 1] == "127.0.0.1"


@pytest.mark.parametrize("path", [*UNITS, DEPLOY / "Containerfile"], ids=lambda path: path.name)
def test_every_setting_is_one(path: Path) -> None:
    source = "".join(file.read_text(encoding="utf-8") for file in (PROJECT / "pipelines").rglob("*.py"))
    names = set(re.findall(r"NEWSLEDGER_[A-Z_]+", path.read_text(encoding="utf-8")))
    assert names
    assert all(f'"{name}"' in source for name in names)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze here")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_has_nothing_to_say_of_a_unit(unit: Path, tmp_path: Path) -> None:
    scripts = tmp_path / ".venv" / "bin"
    scripts.parent.mkdir()
    scripts.symlink_to(Path(sys.executable).parent)
    for other in UNITS:  # where this project lies instead of where it would be installed
        text = other.read_text(encoding="utf-8").replace(HOME, str(tmp_path))
        (tmp_path / other.name).write_text(text, encoding="utf-8")
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / unit.name], capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stderr) == (0, "")


def test_the_image_is_made_of_what_is_there_and_runs_as_nobody_special() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = [word for line in re.findall(r"^COPY (.*) \S+$", text, re.MULTILINE) for word in line.split()]
    assert {"pipelines", "sql", "workspace.yaml", "newsledger.toml"} <= set(copied)
    assert [name for name in copied if not (PROJECT / name).exists()] == []
    (image,) = re.findall(r"^FROM (\S+)$", text, re.MULTILINE)
    assert re.search(r":3\.\d+-slim$", image)
    assert re.findall(r"^USER (\S+)$", text, re.MULTILINE) == ["newsledger"]
    assert text.index("USER ") > text.index("RUN ")
    assert text.index("USER ") < text.index("CMD ")

"""`build`: progress while it runs, a summary at its end, and few words when there is nothing to do."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.cli.main import main
from tests.made import write_pages
from tests.warehouses import query

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A warehouse of six pages and a bad one, made by the real command, and what the command said."""
    root = tmp_path_factory.mktemp("built")
    write_pages(root / "in", 6)
    (root / "in" / "bad.txt").write_bytes(b"a\x00b")
    command = [sys.executable, "-m", "pipelines", *options(root)]
    return root, subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


def options(root: Path) -> list[str]:
    return ["build", "--input", str(root / "in"), "--warehouse", str(root / "warehouse.duckdb"), "--tagger", "none"]


def test_a_build_ends_with_a_summary(built: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    root, run = built
    assert run.returncode == 0, run.stderr
    assert "warehouse.duckdb: 7 new, 0 changed, 0 unchanged, 0 removed documents" in run.stdout
    for heading in ("Documents by source", "Most named", "Largest money and counts", "Ask the next question:"):
        assert heading in run.stdout
    assert "Rejected: 1" in run.stdout
    assert "  bad.txt: " in run.stdout
    assert query(root / "warehouse.duckdb", "select count(*) from documents") == [(6,)]


def test_the_commands_of_the_summary_stand_on_one_line_each(
    built: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    root, run = built
    commands = [line.strip() for line in run.stdout.partition("Ask the next question:")[2].splitlines() if line.strip()]
    assert [command.split()[0] for command in commands] == [".venv/bin/python", ".venv/bin/python", "duckdb"]
    assert commands[-1] == f"duckdb -readonly {root / 'warehouse.duckdb'}"
    for command in commands[:2]:
        assert query(root / "warehouse.duckdb", command.split('"')[1])


def test_a_second_build_says_that_there_is_nothing_to_do(
    built: tuple[Path, subprocess.CompletedProcess[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    root, _ = built
    assert main(options(root)) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Nothing to do: 7 documents are unchanged and warehouse.duckdb is up to date (")
    assert len(said.out.splitlines()) == 1


def test_long_work_shows_progress_on_stderr(
    tmp_path: Path,
    small_rules: Path,
    settings_file: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings_file(f'rules = "{small_rules}"\n')
    monkeypatch.setattr("pipelines.warehouse.build.PROGRESS_SECONDS", 0.0)
    monkeypatch.setattr("pipelines.warehouse.plan.DOCS_A_CHUNK", 2)
    write_pages(tmp_path / "in", 4)
    assert main(options(tmp_path)) == 0
    said = capsys.readouterr()
    # One line a chunk but the last, whose end the summary tells; each segment of stages begins anew.
    assert set(said.err.splitlines()) == {"2 of 4 documents"}
    assert "of 4 documents" not in said.out


def test_a_quiet_build_says_nothing(
    tmp_path: Path, small_rules: Path, settings_file: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    settings_file(f'rules = "{small_rules}"\n')
    write_pages(tmp_path / "in", 1)
    assert main([*options(tmp_path), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")

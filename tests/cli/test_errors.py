"""What goes wrong is one clear line on stderr and a status that is not 0; never a traceback."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipelines.cli.main import main
from tests.made import write_pages
from tests.warehouse.processes import talker
from tests.warehouse.test_lock import HOLDER

PROJECT = Path(__file__).parents[2]


def said_line(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on stderr, without the name of the program."""
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("newsledger: ")
    assert len(said.err.splitlines()) == 1
    return said.err.removeprefix("newsledger: ").rstrip("\n")


def options(root: Path) -> list[str]:
    return ["build", "--input", str(root / "in"), "--warehouse", str(root / "warehouse.duckdb"), "--tagger", "none"]


def test_the_input_folder_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(options(tmp_path)) == 1
    assert said_line(capsys) == f"input folder {tmp_path / 'in'} does not exist; nothing was changed"
    assert list(tmp_path.iterdir()) == []


def test_the_input_folder_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").write_text("a page", encoding="utf-8")
    assert main(options(tmp_path)) == 1
    assert said_line(capsys) == f"input folder {tmp_path / 'in'} is not a folder; nothing was changed"


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        pytest.param("file/warehouse.duckdb", "Not a directory", id="below a regular file"),
        pytest.param("in", "is a folder", id="a folder"),
    ],
)
def test_the_warehouse_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str, problem: str
) -> None:
    write_pages(tmp_path / "in", 1)
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main([*options(tmp_path), "--warehouse", str(tmp_path / target)]) == 1
    line = said_line(capsys)
    assert problem in line
    assert str(tmp_path / target.partition("/")[0]) in line


def test_another_process_holds_the_lock(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_pages(tmp_path / "in", 1)
    (tmp_path / ".warehouse").mkdir()
    with talker(HOLDER, tmp_path / ".warehouse") as other:
        assert main([*options(tmp_path), "--lock-wait", "0"]) == 1
    assert said_line(capsys) == (
        f"{tmp_path / '.warehouse' / 'lock'}: another run (process {other.process.pid}) is writing; "
        "try again when it has ended"
    )


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_broken_rules_file_is_named_with_its_line(
    tmp_path: Path,
    small_rules: Path,
    settings_file: Callable[[str], Path],
    capsys: pytest.CaptureFixture[str],
    workers: str,
) -> None:
    shutil.copytree(small_rules, tmp_path / "my-rules")
    units = tmp_path / "my-rules" / "units.csv"
    lines = units.read_text(encoding="utf-8").splitlines()
    units.write_text("\n".join([*lines, "公亩,too,few"]) + "\n", encoding="utf-8")
    settings_file('rules = "my-rules"\n')
    write_pages(tmp_path / "in", 1)
    assert main([*options(tmp_path), "--workers", workers]) == 1
    assert said_line(capsys).startswith(f"{units}:{len(lines) + 1}: ")


def test_a_rules_folder_that_is_missing(
    tmp_path: Path, settings_file: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    settings_file('rules = "nowhere"\n')
    write_pages(tmp_path / "in", 1)
    assert main(options(tmp_path)) == 1
    assert "no such rule" in said_line(capsys)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param('colour = "red"\n', '"colour" is not a setting; use one of ', id="unknown setting"),
        pytest.param('tagger = "crf"\n', 'tagger "crf" is not known; use one of ', id="unknown tagger"),
        pytest.param(
            'segmenter = "thulac"\n', 'segmenter "thulac" is not known; use one of jieba', id="unknown segmenter"
        ),
        pytest.param("tagger = \n", "not TOML: ", id="not TOML"),
        pytest.param('inputs = "seeds"\n', "inputs is a list", id="inputs is no list"),
        pytest.param("inputs = []\n", "inputs names no folder", id="no input"),
        pytest.param("warehouse = 3\n", "warehouse is 3; it should be a text", id="a number for a path"),
        pytest.param('inputs = ["a/x", "b/x"]\n', 'two input folders are called "x"', id="two folders, one name"),
        pytest.param('inputs = ["a#b=x"]\n', "has a / or #", id="a name that would break uris"),
    ],
)
def test_a_wrong_setting(
    settings_file: Callable[[str], Path], capsys: pytest.CaptureFixture[str], text: str, problem: str
) -> None:
    path = settings_file(text)
    assert main(["build"]) == 1
    line = said_line(capsys)
    assert problem in line
    assert line.startswith(f"{path}: ") or "input folder" in line


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        pytest.param(["build", "--colour"], "unrecognized arguments: --colour", id="unknown option"),
        pytest.param(["bild"], "invalid choice: 'bild'", id="unknown command"),
        pytest.param(["build", "--workers", "x"], '"x" is not a positive whole number', id="workers: no number"),
        pytest.param(["build", "--workers", "0"], '"0" is not a positive whole number', id="workers: none"),
        pytest.param(["build", "--tagger", "crf"], '"crf" is not a tagger; use one of ', id="unknown tagger"),
        pytest.param(["build", "--segmenter", "thulac"], "invalid choice: 'thulac'", id="unknown segmenter"),
        pytest.param(["sql"], "the following arguments are required: query", id="no query"),
    ],
)
def test_a_wrong_option_is_status_2(arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_info:
        main(arguments)
    assert exit_info.value.code == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert problem in last


def test_an_interrupt_is_status_130(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipelines.cli.build.build_warehouse", interrupted)
    assert main(options(tmp_path)) == 130
    assert said_line(capsys).startswith("interrupted; what was committed stays")


class Interrupted:
    """Presses Ctrl-C when it goes."""

    def __del__(self) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(60)


@pytest.mark.parametrize("library", ["duckdb reads a frame", "a destructor", "nothing"])
def test_an_interrupt_that_a_library_made_an_error_of_is_one_too(
    library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Frame:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            del requested_schema
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(60)
            return None

    def interrupted(*_: object, **__: object) -> None:
        if library == "duckdb reads a frame":
            duckdb.connect().register("frame", Frame())
        elif library == "a destructor":
            Interrupted()
            time.sleep(60)
        else:
            Frame().__arrow_c_stream__()

    monkeypatch.setattr("pipelines.cli.build.build_warehouse", interrupted)
    assert main(options(tmp_path)) == 130
    assert said_line(capsys).startswith("interrupted; what was committed stays")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_full_disk_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", str(tmp_path / "warehouse.duckdb"))

    monkeypatch.setattr("pipelines.cli.build.build_warehouse", full)
    assert main(options(tmp_path)) == 1
    assert said_line(capsys) == f"{tmp_path / 'warehouse.duckdb'}: No space left on device"


def test_from_the_shell_too(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipelines", *options(tmp_path)]
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr == f"newsledger: input folder {tmp_path / 'in'} does not exist; nothing was changed\n"


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    query = "'select range from range(100000)'"
    code = f"{sys.executable} -m pipelines sql {query} --format csv --warehouse {tmp_path}/w.duckdb"
    make = f"import duckdb; duckdb.connect('{tmp_path}/w.duckdb').close()"
    subprocess.run([sys.executable, "-c", make], check=True)
    run = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{code} | head -2"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert run.stdout == "range\n0\n"
    assert run.stderr == ""
    assert run.returncode == 0

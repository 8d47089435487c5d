"""Imports never point back up: the arrows of the design, held to the code."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
HEAVY = ("dagster", "duckdb", "polars", "pyarrow")
OPTIONAL = {"lac_tagger.py", "viterbi.py"}  # a tagger whose libraries are installed only by who wants it

# Part → the parts of `pipelines` that it may import, besides itself. What names no part here is for all.
BASE = {"settings", "sqlfiles", "text", "rules"}
MAY_IMPORT = {
    "rules": set[str](),
    "text": {"rules"},
    "settings": {"text"},
    "sqlfiles": {"settings"},
    "inputs": {"settings", "text"},
    "stages": BASE | {"inputs"},
    "engine": BASE | {"stages"},
    "warehouse": BASE | {"inputs", "stages", "engine"},
    "reader": {"warehouse"},
    "cli": BASE | {"inputs", "stages", "engine", "warehouse", "reader"},
    "orchestration": BASE | {"inputs", "stages", "engine", "warehouse"},
    "definitions": {"orchestration"},
    "__main__": {"cli"},
    "__init__": set[str](),
}
# Libraries → the parts that may import them.
LIBRARIES = {
    "dagster": {"orchestration", "definitions"},
    "duckdb": {"warehouse", "reader", "cli", "orchestration"},
    "polars": {"stages", "engine", "warehouse", "orchestration"},
    "rich": {"reader", "cli"},
    "jinja2": {"reader"},
    "markupsafe": {"reader"},
    "pyarrow": {"inputs", "engine"},
    "ray": {"engine"},
    "lxml": {"text"},
    "jieba": {"text"},
    "daachorse": {"text"},
}


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Give the full name of every module that a file imports, wherever in the file."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part_of(path: Path) -> str:
    return path.relative_to(PROJECT / "pipelines").parts[0].removesuffix(".py")


FILES = sorted((PROJECT / "pipelines").rglob("*.py"))
PARTS = sorted({part_of(path) for path in FILES})


@pytest.mark.parametrize("part", PARTS)
def test_a_part_imports_only_what_lies_below_it(part: str) -> None:
    found = {
        (str(path.relative_to(PROJECT)), name)
        for path in FILES
        if part_of(path) == part
        for name in imports(path)
        if name.startswith("pipelines.")
    }
    wrong = {(path, name) for path, name in found if name.split(".")[1] not in MAY_IMPORT[part] | {part}}
    assert not wrong


def test_stages_take_only_decoding_from_the_inputs() -> None:
    found = {
        n for path in FILES if part_of(path) == "stages" for n in imports(path) if n.startswith("pipelines.inputs")
    }
    assert {name.rpartition(".")[0] for name in found} <= {"pipelines.inputs.decode"}


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_is_wrapped_by_its_own_parts(library: str) -> None:
    users = {part_of(path) for path in FILES for name in imports(path) if name.split(".")[0] == library}
    assert users <= LIBRARIES[library]


def test_text_loads_no_library_of_data_or_orchestration() -> None:
    modules = [
        ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")
        for path in FILES
        if part_of(path) == "text" and path.name not in OPTIONAL
    ]
    code = f"import sys, {', '.join(modules)}; print(*(n for n in {HEAVY!r} if n in sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_the_command_line_does_not_wait_for_dagster() -> None:
    code = "import sys, pipelines.cli.main; print('dagster' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False"]

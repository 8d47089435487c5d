"""README.md is true: its answers come out of the warehouse, its commands exist, its links lead somewhere."""

import re
from pathlib import Path

import pytest

from pipelines.settings import PROJECT
from scripts.build_readme import answered

PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]


def test_the_answers_are_what_the_warehouse_says(seeds: Path) -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert answered(readme, seeds) == readme, "run: make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`?\bmake ([a-z-]+)(?=`|\s+#|$)", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= targets


def test_example_rows_are_rows_of_their_files() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    for name, row in re.findall(r"^\| [^|]+ \| `([\w/]+\.csv)` \| `([^`]+)` \|$", readme, re.MULTILINE):
        lines = (PROJECT / "pipelines" / "rules" / name).read_text(encoding="utf-8").splitlines()
        header = next(line for line in lines if not line.startswith("#"))
        assert row.count(",") == header.count(","), name

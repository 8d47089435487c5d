"""docs/dictionary.md is what the warehouse says of itself."""

from pathlib import Path

from scripts.build_dictionary import PAGE, build_page


def test_the_dictionary_is_what_the_comments_say(seeds: Path) -> None:
    assert PAGE.read_text(encoding="utf-8") == build_page(seeds), "run: make docs"


def test_the_diagram_joins_tables_that_are_there(seeds: Path) -> None:
    page = build_page(seeds)
    edges = [line.split() for line in page.splitlines() if "||--o{" in line]
    headings = {line.removeprefix("### ") for line in page.splitlines() if line.startswith("### ")}
    assert {name for one, _, many, *_ in edges for name in (one, many)} <= headings
    assert ["numbers", "||--o{", "claims"] in [edge[:3] for edge in edges]

"""The notebook runs, and shows what it says it shows."""

import warnings
from pathlib import Path

import nbformat

from scripts.run_tour import PAGE, outputs, run_tour


def test_the_notebook_shows_what_the_warehouse_says(tmp_path: Path, seeds: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of jupyter's own event loop
        notebook = run_tour(seeds, tmp_path)
    assert outputs(notebook) == outputs(nbformat.read(PAGE, as_version=4)), "run: make docs"
    shown = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert sum("image/svg+xml" in output.get("data", {}) for output in shown) == 1

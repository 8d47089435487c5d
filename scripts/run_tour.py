"""Run docs/tour.ipynb on a warehouse of the seeds, and keep its outputs.

usage: .venv/bin/python -m scripts.run_tour      (make docs)
"""

import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from pipelines.settings import PROJECT, InputFolder, Settings
from pipelines.warehouse.build import build_warehouse

PAGE = PROJECT / "docs" / "tour.ipynb"
_SECONDS = 120  # for one cell


def run_tour(warehouse: Path, folder: Path) -> nbformat.NotebookNode:
    """Run the notebook in `folder/docs`, beside a link to a warehouse, as one would from the project.

    Raises:
        nbclient.exceptions.CellExecutionError: A cell failed.
    """
    (folder / "docs").mkdir()
    (folder / "warehouse.duckdb").symlink_to(warehouse)
    notebook: nbformat.NotebookNode = nbformat.read(PAGE, as_version=4)
    client = NotebookClient(notebook, timeout=_SECONDS, resources={"metadata": {"path": str(folder / "docs")}})
    client.execute()
    for cell in notebook.cells:
        # When a cell was run is of no use to a reader, and would change with each run.
        cell.metadata.pop("execution", None)
    return notebook


def outputs(notebook: nbformat.NotebookNode) -> list[list[str]]:
    """Give what each code cell printed or showed, as text; pictures are left out."""
    shown: list[list[str]] = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            texts = (output.get("text") or output.get("data", {}).get("text/plain", "") for output in cell.outputs)
            shown.append(["".join(text) for text in texts])
    return shown


def main() -> int:
    """Run the notebook and write it back."""
    with tempfile.TemporaryDirectory() as temporary:
        warehouse = Path(temporary) / "built" / "warehouse.duckdb"
        build_warehouse(Settings((InputFolder("", PROJECT / "seeds"),), warehouse))
        notebook = run_tour(warehouse, Path(temporary))
    nbformat.write(notebook, PAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())

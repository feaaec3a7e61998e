"""Runs the notebook from top to bottom on output/ and fails when a cell fails. Writes nothing."""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

here = Path(__file__).parent
for path in sorted(here.glob("*.ipynb")):
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(here)}}).execute()
    n_cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    print(f"{path.name}: {n_cells} cells ran", file=sys.stderr)

"""How long each notebook takes in a fresh kernel, and how long until its first picture."""

import time
from itertools import pairwise
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from benchmarks.tables import table

FOLDER = Path(__file__).parents[1] / "notebooks"


def report() -> str:
    """Run every notebook from top to bottom.

    Returns
    -------
    str
        A table in markdown.
    """
    rows = [_row(path) for path in sorted(FOLDER.glob("*.ipynb"))]
    head = ["notebook", "code cells", "all of it", "until the first picture", "slowest cell"]
    return table("Notebooks, with the kernel's start", head, rows)


def _row(path: Path) -> list[str]:
    notebook = nbformat.read(path, as_version=4)
    ends, pictures = [time.perf_counter()], []

    def executed(cell: nbformat.NotebookNode, **_: object) -> None:
        ends.append(time.perf_counter())
        if any("image/png" in output.get("data", {}) for output in cell.outputs):
            pictures.append(ends[-1] - ends[0])

    client = NotebookClient(notebook, resources={"metadata": {"path": str(FOLDER)}}, on_cell_executed=executed)
    client.execute()
    slowest = max(after - before for before, after in pairwise(ends[1:]))
    first = f"{pictures[0]:.1f} s" if pictures else "none"
    return [f"`{path.name}`", str(len(ends) - 1), f"{ends[-1] - ends[0]:.1f} s", first, f"{slowest:.1f} s"]

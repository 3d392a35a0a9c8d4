"""What each notebook costs in a fresh kernel: time, time until its first picture, processor time and memory."""

import time
from itertools import pairwise
from pathlib import Path

import nbformat
import psutil
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
    head = ["notebook", "code cells", "all of it", "until the first picture", "slowest cell", "processor", "memory"]
    return table("Notebooks, with the kernel's start", head, rows)


def _row(path: Path) -> list[str]:
    notebook = nbformat.read(path, as_version=4)
    ends, pictures, costs = [time.perf_counter()], [], []

    def executed(cell: nbformat.NotebookNode, **_: object) -> None:
        ends.append(time.perf_counter())
        if any("image/png" in output.get("data", {}) for output in cell.outputs):
            pictures.append(ends[-1] - ends[0])
        kernel = psutil.Process(client.km.provisioner.pid)
        costs[:] = sum(kernel.cpu_times()[:2]), kernel.memory_info().rss / 2**20

    client = NotebookClient(notebook, resources={"metadata": {"path": str(FOLDER)}}, on_cell_executed=executed)
    client.execute()
    slowest = max(after - before for before, after in pairwise(ends[1:]))
    first = f"{pictures[0]:.1f} s" if pictures else "none"
    times = [f"{ends[-1] - ends[0]:.1f} s", first, f"{slowest:.1f} s", f"{costs[0]:.1f} s"]
    return [f"`{path.name}`", str(len(ends) - 1), *times, f"{costs[1]:.0f} MB"]

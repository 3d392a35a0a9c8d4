"""How long a learner waits for the first picture of a notebook, in a real JupyterLab with a fresh kernel."""

import shutil
import time
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser

from benchmarks.slider_to_pixel import chromium, jupyterlab
from benchmarks.tables import table
from tests.browser.lab import Lab, OpenNotebook

FOLDER = Path(__file__).parents[1] / "notebooks"
PICTURE = ".fp-picture canvas[data-painted]"
UP_TO = """async (index) => {
    const { content } = window.jupyterapp.shell.currentWidget;
    content.activeCellIndex = index;
    content.deselectAll();
    await window.jupyterapp.commands.execute("notebook:run-all-above");
}"""


def report(runs: int = 3) -> str:
    """Open every notebook, run what stands above its first picture, then the cell that shows it.

    Parameters
    ----------
    runs : int, optional
        How often everything is measured; medians of the runs are reported.

    Returns
    -------
    str
        A table in markdown.
    """
    names = [path.name for path in sorted(FOLDER.glob("*.ipynb"))]
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    with chromium() as browser:
        for _ in range(runs):
            with jupyterlab(extension=True) as lab:
                for name in names:
                    shutil.copy(FOLDER / name, lab.root)
                    found[name].append(_wait(browser.browser, lab, name))
    rows = [[f"`{name}`", *(f"{value:.2f} s" for value in np.median(waits, axis=0))] for name, waits in found.items()]
    head = ["notebook", "all cells above, imports included", "the cell until its picture"]
    return table(f"First picture on screen (runs: {runs}, their medians)", head, rows)


def _wait(browser: Browser, lab: Lab, name: str) -> tuple[float, float]:
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    try:
        notebook = OpenNotebook(page, lab, name)
        first = notebook.first_picture()
        begun = time.perf_counter()
        page.evaluate(UP_TO, first)
        above = time.perf_counter()
        notebook.cell(first)
        ready = time.perf_counter()
        notebook.run_cell(first)
        page.wait_for_selector(PICTURE)
        return above - begun, time.perf_counter() - ready
    finally:
        page.close()

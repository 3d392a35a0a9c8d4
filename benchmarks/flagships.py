"""From a slider to its picture, for an explorer of each notebook that the notebook is built around."""

import sys

import numpy as np

from benchmarks.slider_to_pixel import Figures, chromium, jupyterlab, measure
from benchmarks.tables import table

FLAGSHIPS = {  # by explorer: the notebook it carries; the hand moves its first slider
    "LowRankExplorer": "01",
    "OneWeightExplorer": "02",
    "DescentMapExplorer": "02",
    "TemperatureExplorer": "03",
    "ComparisonExplorer": "04",
    "LearningRateExplorer": "05",
}


def report(runs: int = 3) -> str:
    """Measure the flagships in a real browser, on a server with `helpers.server`.

    Parameters
    ----------
    runs : int, optional
        How often everything is measured; medians of the runs are reported.

    Returns
    -------
    str
        A table in markdown.
    """
    found: dict[str, list[Figures]] = {name: [] for name in FLAGSHIPS}
    with chromium() as browser:
        for run in range(runs):
            with jupyterlab(extension=True) as lab:
                for name in FLAGSHIPS:
                    figures = measure(browser, lab, f"flagship({name!r})")
                    found[name].append(figures)
                    seen = f"{figures.step:.0f} / {figures.step95:.0f} ms, {figures.rate:.0f} pictures a second"
                    print(f"run {run + 1}/{runs}, {name}: {seen}", file=sys.stderr, flush=True)
    rows = [_row(name, Figures(*np.median(figures, axis=0))) for name, figures in found.items()]
    head = ["notebook", "explorer", "step, median / 95th", "drag, pictures a second", "right picture after release"]
    return table(f"Slider to pixel, an explorer of each notebook (runs: {runs}, their medians)", head, rows)


def _row(name: str, one: Figures) -> list[str]:
    return [
        FLAGSHIPS[name],
        f"`{name}`",
        f"{one.step:.0f} / {one.step95:.0f} ms",
        f"{one.rate:.0f}",
        f"{one.release:.0f} ms",
    ]

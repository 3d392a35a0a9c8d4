"""From a hand in the picture to the picture that follows it, beside the same explorer moved by its slider."""

import sys

import numpy as np

from benchmarks.slider_to_pixel import STEPS, Chromium, Figures, chromium, drag, jupyterlab, shown, single_steps
from benchmarks.tables import table
from tests.browser.lab import Lab

MOVED = ("LineExplorer", "GradientExplorer")  # their first handle moves what their first two sliders move
WAYS = {False: "its slider", True: "a hand in the picture"}


def report(runs: int = 3) -> str:
    """Measure both ways in a real browser, on a server with `helpers.server`.

    Parameters
    ----------
    runs : int, optional
        How often everything is measured; medians of the runs are reported.

    Returns
    -------
    str
        A table in markdown.
    """
    found: dict[tuple[str, bool], list[Figures]] = {(name, way): [] for name in MOVED for way in WAYS}
    with chromium() as browser:
        for run in range(runs):
            with jupyterlab(extension=True) as lab:
                for (name, way), figures in found.items():
                    figures.append(_measure(browser, lab, name, way))
                    seen = f"{figures[-1].step:.0f} ms, {figures[-1].rate:.0f} pictures a second"
                    print(f"run {run + 1}/{runs}, {name} by {WAYS[way]}: {seen}", file=sys.stderr, flush=True)
    rows = [_row(name, way, Figures(*np.median(figures, axis=0))) for (name, way), figures in found.items()]
    head = ["explorer", "moved by", "step, median / 95th", "drag, pictures a second", "right picture after release"]
    return table(f"A hand in the picture (runs: {runs}, their medians)", head, rows)


def _measure(browser: Chromium, lab: Lab, name: str, in_picture: bool) -> Figures:
    with shown(browser, lab, f"flagship({name!r})") as (page, mouse):
        page.evaluate("(inPicture) => (watch.inPicture = inPicture)", in_picture)
        return Figures.of(single_steps(page, mouse, STEPS), drag(page, mouse))


def _row(name: str, way: bool, one: Figures) -> list[str]:
    steps = f"{one.step:.0f} / {one.step95:.0f} ms"
    return [f"`{name}`", WAYS[way], steps, f"{one.rate:.0f}", f"{one.release:.0f} ms"]

"""From a slider to its picture in a real JupyterLab: one real mouse, the same for every way.

A pointer event's own time starts the clock; it stops at the first animation frame in which a pixel is another one
(`watch.js`). The mouse is Chromium's own, moved through its DevTools protocol, so every slider gets the pointer events
that a hand gives.
"""

import tempfile
import time
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page

from tests.browser.lab import Lab, OpenNotebook

WATCH = (Path(__file__).parent / "watch.js").read_text()
STEPS = 60
DRAG_SECONDS = 4.0
MOVE_SECONDS = 1 / 60
REST = 1500  # milliseconds without a new picture: the last one stands
SETTLED = "() => watch.changes.at(-1)[0] > watch.moves.at(-1)"
WITHOUT = "--ServerApp.jpserver_extensions={'helpers.server': False}"


def measure(browser: Browser, names: list[str], *, extension: bool, in_flight: int | None = None) -> dict[str, dict]:
    """Measure some ways in one JupyterLab.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
        A running Chromium.
    names : list of str
        Functions of `benchmarks.ways`.
    extension : bool
        Whether the server loads `helpers.server`.
    in_flight : int, optional
        Messages that the stage's slider keeps unanswered; its own number when omitted.

    Returns
    -------
    dict of str to dict
        The figures of `read`, by way.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        lab = Lab(Path(folder), *([] if extension else [WITHOUT]))
        try:
            if ("send without delay" in lab.log) != extension:
                raise RuntimeError(f"asked for extension={extension}, the server's log says otherwise:\n{lab.log}")
            return {name: _one_way(browser, lab, name, in_flight) for name in names}
        finally:
            lab.stop()


def _one_way(browser: Browser, lab: Lab, name: str, in_flight: int | None) -> dict:
    argument = in_flight if name == "stage" and in_flight else ""
    cell = f"%matplotlib inline\nfrom benchmarks import ways\nways.{name}({argument})"
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    try:
        notebook = OpenNotebook(page, lab, lab.write(f"{name}.ipynb", cell))
        errors = notebook.run_all()
        if errors:
            raise RuntimeError(f"{name}: {errors}")
        page.wait_for_selector(".jp-OutputArea canvas, .jp-OutputArea img, .bench-text")
        page.wait_for_timeout(REST)
        page.evaluate(WATCH)
        page.wait_for_timeout(REST)
        return _single_steps(page) | _drag(page)
    finally:
        page.close()


def _single_steps(page: Page) -> dict:
    """Step to and fro by three pixels of the track, and wait for the picture of each."""
    thumb = page.evaluate("() => watch.thumb()")
    page.mouse.move(thumb["x"], thumb["y"])
    page.mouse.down()
    page.wait_for_timeout(400)
    taken = []
    for step in range(STEPS):
        page.evaluate("() => watch.reset()")
        page.mouse.move(thumb["x"] + 3 * (1 + step % 20), thumb["y"])
        page.wait_for_function(SETTLED, timeout=10_000)
        changed, moved = page.evaluate("() => [watch.changes[1][0], watch.moves[0]]")
        taken.append(changed - moved)
        page.wait_for_timeout(150 + step * 7 % 17)  # out of step with the screen
    page.mouse.up()
    page.wait_for_timeout(REST)
    return {"median": np.median(taken), "p95": np.percentile(taken, 95)}


def _drag(page: Page) -> dict:
    """Sweep over the middle of the track at 60 moves a second, and let go on the move."""
    thumb = page.evaluate("() => watch.thumb()")
    page.mouse.move(thumb["x"], thumb["y"])
    page.mouse.down()
    page.evaluate("() => watch.reset()")
    begun = time.perf_counter()
    moves = round(DRAG_SECONDS / MOVE_SECONDS)
    for move in range(1, moves + 1):
        time.sleep(max(0, begun + move * MOVE_SECONDS - time.perf_counter()))
        page.mouse.move(thumb["x"] + 0.3 * thumb["width"] * np.sin(2.3 * 2 * np.pi * move / moves), thumb["y"])
    page.mouse.up()
    page.wait_for_timeout(2 * REST)
    seen = page.evaluate("() => watch")
    times = np.array([time for time, _ in seen["changes"][1:]])
    seconds = (seen["up"] - seen["moves"][0]) / 1000
    return {
        "rate": (times <= seen["up"]).sum() / seconds,
        "release": max(0.0, times[-1] - seen["up"]),
        "moves": len(seen["moves"]) / seconds,
        "watching": seen["cost"] / seen["frames"],
        "frames": seen["frames"] / (seconds + 2 * REST / 1000),
    }

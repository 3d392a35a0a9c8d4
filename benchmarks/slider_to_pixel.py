"""From a slider to its picture in a real JupyterLab: one real mouse, the same for every way.

A pointer event's own time starts the clock; it stops at the first animation frame in which the picture is another one
(`watch.js`). The mouse is Chromium's own, so every slider gets the events that a hand gives.
"""

import math
import re
import socket
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.mouse import Mouse
from tests.browser.chromium import find_chromium, launch_options
from tests.browser.lab import Lab, OpenNotebook

WATCH = (Path(__file__).parent / "watch.js").read_text()
SURFACE = ".jp-OutputArea canvas, .jp-OutputArea img, .bench-text"
WINDOW = {"width": 1400, "height": 1000}
STEPS = 40
DRAG_SECONDS = 4.0
MOVE_SECONDS = 1 / 60
SWEEPS = 2.3  # to and fro during a drag; it ends on the move
REST = 1500  # milliseconds without a new picture: the last one stands
SETTLED = "() => watch.changes.at(-1)[0] > watch.moves.at(-1)"
NO_NAME = r"\W+"  # what is no part of a file's name
WITHOUT = "--ServerApp.jpserver_extensions={'helpers.server': False}"


class Figures(NamedTuple):
    """What was measured of one way.

    Parameters
    ----------
    step, step95 : float
        Milliseconds from a single step to its picture, median and 95th percentile.
    rate : float
        Pictures a second under a drag of 60 moves a second.
    release : float
        Milliseconds from letting go to the last picture, which stands.
    moves : float
        Pointer events a second that the page saw during the drag.
    watching : float
        Milliseconds that watching took in each animation frame.
    """

    step: float
    step95: float
    rate: float
    release: float
    moves: float
    watching: float

    @classmethod
    def of(cls, steps: Sequence[float], dragged: tuple[float, float, float, float]) -> "Figures":
        """Summarise single steps, in milliseconds, and a drag."""
        return cls(float(np.median(steps)), float(np.percentile(steps, 95)), *dragged)


class Chromium(NamedTuple):
    """A running browser and the port of its DevTools."""

    browser: Browser
    port: int


@contextmanager
def chromium() -> Iterator[Chromium]:
    """Start the system's Chromium, and stop it.

    Yields
    ------
    Chromium
        The browser and its port.
    """
    executable = find_chromium()
    if executable is None:
        raise RuntimeError("no Chromium found; install one, or leave the part `browser` out")
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    options = launch_options(executable)
    options["args"].append(f"--remote-debugging-port={port}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)
        try:
            yield Chromium(browser, port)
        finally:
            browser.close()


@contextmanager
def jupyterlab(*, extension: bool) -> Iterator[Lab]:
    """Start a JupyterLab with or without `helpers.server`, and stop it.

    Parameters
    ----------
    extension : bool
        Whether the server loads `helpers.server`.

    Yields
    ------
    Lab
        The server; its log was asked whether the extension is on.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        lab = Lab(Path(folder), *([] if extension else [WITHOUT]))
        try:
            if ("send without delay" in lab.log) != extension:
                raise RuntimeError(f"asked for extension={extension}; the server's log says otherwise:\n{lab.log}")
            yield lab
        finally:
            lab.stop()


@contextmanager
def shown(chromium: Chromium, lab: Lab, call: str, ratio: int = 1) -> Iterator[tuple[Page, Mouse]]:
    """Show one way in a page of its own.

    Parameters
    ----------
    chromium : Chromium
        The browser.
    lab : Lab
        The server.
    call : str
        What the cell calls, such as "stage()", a function of `benchmarks.ways`.
    ratio : int, optional
        Device pixels to a CSS pixel.

    Yields
    ------
    tuple of (playwright.sync_api.Page, Mouse)
        The page, which is watched, and its mouse.
    """
    cell = f"%matplotlib inline\nfrom benchmarks import ways\nways.{call}"
    page = chromium.browser.new_page(viewport=WINDOW, device_scale_factor=ratio)
    try:
        errors = OpenNotebook(page, lab, lab.write(f"{re.sub(NO_NAME, '_', call)}.ipynb", cell)).run_all()
        if errors:
            raise RuntimeError(f"{call}: {errors}")
        with watched(chromium, page) as mouse:
            yield page, mouse
    finally:
        page.close()


@contextmanager
def watched(chromium: Chromium, page: Page) -> Iterator[Mouse]:
    """Watch a page's picture.

    Parameters
    ----------
    chromium : Chromium
        The browser.
    page : playwright.sync_api.Page
        One of its pages, the only one at its address.

    Yields
    ------
    Mouse
        The page's mouse.
    """
    page.wait_for_selector(SURFACE)
    page.wait_for_timeout(REST)
    page.evaluate(WATCH)
    page.wait_for_timeout(REST)
    with closing(Mouse(page, chromium.port)) as mouse:
        yield mouse


def measure(chromium: Chromium, lab: Lab, call: str) -> Figures:
    """Measure one way.

    Parameters
    ----------
    chromium : Chromium
        The browser.
    lab : Lab
        The server.
    call : str
        What the cell calls.

    Returns
    -------
    Figures
        The figures.
    """
    with shown(chromium, lab, call) as (page, mouse):
        return Figures.of(single_steps(page, mouse, STEPS), drag(page, mouse))


def single_steps(page: Page, mouse: Mouse, count: int, *, back: bool = False) -> list[float]:
    """Step along the track, by three pixels or to the next stop, and wait for the picture of each.

    Parameters
    ----------
    page : playwright.sync_api.Page
        The page.
    mouse : Mouse
        Its mouse.
    count : int
        How many steps; fewer where the track ends, as a page keeps a picture that it has seen.
    back : bool, optional
        Go as far without measuring, and measure the way back.

    Returns
    -------
    list of float
        Milliseconds from each step to its picture.
    """
    thumb = page.evaluate("() => watch.thumb()")
    y, left, right = thumb["y"], thumb["x"] - thumb["left"], thumb["left"] + thumb["width"] - thumb["x"]
    pitch = max(3, math.ceil(thumb["width"] / thumb["stops"]))
    way = [
        thumb["x"] + math.copysign(pitch, right - left) * step
        for step in range(min(count, int(max(left, right) / pitch)))
    ]
    mouse.press(thumb["x"], y)
    page.wait_for_timeout(REST)
    there = [_step(page, mouse, x, y) for x in way[1:]]
    again = [_step(page, mouse, x, y) for x in way[-2::-1]] if back else []
    mouse.release(way[0] if back else way[-1], y)
    page.wait_for_timeout(REST)
    return again if back else there


def _step(page: Page, mouse: Mouse, x: float, y: float) -> float:
    page.evaluate("() => watch.reset()")
    mouse.drag(x, y)
    page.wait_for_function(SETTLED, timeout=20_000)
    changed, moved = page.evaluate("() => [watch.changes[1][0], watch.moves[0]]")
    page.wait_for_timeout(150 + x * 7 % 17)  # out of step with the screen
    return changed - moved


def drag(page: Page, mouse: Mouse) -> tuple[float, float, float, float]:
    """Sweep over the middle of the track at 60 moves a second, and let go on the move.

    Parameters
    ----------
    page : playwright.sync_api.Page
        The page.
    mouse : Mouse
        Its mouse.

    Returns
    -------
    tuple of four floats
        The last four of `Figures`.
    """
    thumb = page.evaluate("() => watch.thumb()")
    x, y = thumb["x"], thumb["y"]
    mouse.press(x, y)
    page.wait_for_timeout(REST)
    page.evaluate("() => watch.reset()")
    begun = time.perf_counter()
    for share in np.linspace(0, 1, round(DRAG_SECONDS / MOVE_SECONDS)):
        time.sleep(max(0, begun + share * DRAG_SECONDS - time.perf_counter()))
        x = thumb["x"] + 0.3 * thumb["width"] * np.sin(SWEEPS * 2 * np.pi * share)
        mouse.drag(x, y)
    mouse.release(x, y)
    page.wait_for_timeout(2 * REST)
    return _figures_of_drag(page.evaluate("() => watch"))


def _figures_of_drag(seen: dict) -> tuple[float, float, float, float]:
    changes = np.array([time for time, _ in seen["changes"][1:]])
    seconds = (seen["up"] - seen["moves"][0]) / 1000
    rate = np.count_nonzero(changes <= seen["up"]) / seconds
    release = max(0.0, changes[-1] - seen["up"])
    return rate, release, len(seen["moves"]) / seconds, seen["cost"] / seen["frames"]

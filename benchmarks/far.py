"""From a slider to its picture over links of several lengths and widths, on a coarse and on a fine screen."""

import itertools
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from playwright.sync_api import Page

from benchmarks.mouse import Mouse
from benchmarks.slider_to_pixel import REST, Figures, chromium, drag, jupyterlab, shown, single_steps
from benchmarks.tables import table
from tests.browser.lab import Lab

WAYS = {  # by function of benchmarks.ways
    "stage()": "our stage",
    "flagship('DescentMapExplorer')": "`DescentMapExplorer`",
    "flagship('LowRankExplorer')": "`LowRankExplorer`",
    "flagship('BayesExplorer')": "`BayesExplorer`",
    "label()": "bare round trip: a Label's text",
    "interact()": "`interact`, a new figure for each call",
}
ROUND_TRIPS = 0, 50, 100, 200  # milliseconds
RATES = 0, 10  # Mbit/s each way; 0: any
RATIOS = 1, 2  # device pixels to a CSS pixel
STEPS = 16

Found = tuple[Figures, float]  # and milliseconds to a picture that was shown before


class Link:
    """A server at the other end of a link: `benchmarks.link` in a process of its own, so that nothing delays it."""

    def __init__(self, url: str) -> None:
        port = url.rpartition(":")[2].strip("/")
        command = [sys.executable, "-m", "benchmarks.link", port]
        self._link = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = f"http://127.0.0.1:{self._link.stdout.readline().strip()}/"

    def become(self, round_trip: float, rate: float) -> None:
        """Lengthen the link to milliseconds of round trip, and narrow it to Mbit/s."""
        print(round_trip / 1e3, rate * 1e6 / 8, file=self._link.stdin, flush=True)
        self._link.stdout.readline()

    def stop(self) -> None:
        """Cut the link."""
        self._link.terminate()
        self._link.wait()


class FarLab(Link):
    """A JupyterLab at the other end of a link."""

    def __init__(self, lab: Lab) -> None:
        super().__init__(lab.url)
        self.token, self.write = lab.token, lab.write


@contextmanager
def far_lab() -> Iterator[FarLab]:
    """Start a JupyterLab and a link to it, and stop both.

    Yields
    ------
    FarLab
        The server as it is seen from far away.
    """
    with jupyterlab(extension=True) as lab:
        far = FarLab(lab)
        try:
            yield far
        finally:
            far.stop()


def report(
    runs: int = 1,
    ways: Sequence[str] = tuple(WAYS),
    round_trips: Sequence[int] = ROUND_TRIPS,
    rates: Sequence[int] = RATES,
    ratios: Sequence[int] = RATIOS,
) -> str:
    """Measure ways over links.

    Parameters
    ----------
    runs : int, optional
        How often everything is measured; medians of the runs are reported.
    ways, round_trips, rates, ratios : sequence, optional
        What to measure, of `WAYS`, `ROUND_TRIPS`, `RATES` and `RATIOS`.

    Returns
    -------
    str
        A table in markdown for each screen and link.
    """
    links = list(itertools.product(rates, round_trips))
    found: dict[tuple, list[Found]] = {}
    with chromium() as browser:
        for _, ratio in itertools.product(range(runs), ratios):
            with far_lab() as lab:
                for way in ways:
                    lab.become(0, 0)
                    with shown(browser, lab, way, ratio) as (page, mouse):
                        for rate, round_trip in links:
                            lab.become(0, 0)
                            for light in ("false", "true"):  # a page that changes its colours forgets what it has seen
                                page.evaluate("(light) => (document.body.dataset.jpThemeLight = light)", light)
                                page.wait_for_timeout(REST)
                            lab.become(round_trip, rate)
                            figures, again = measured = _measure(page, mouse)
                            found.setdefault((ratio, rate, round_trip, way), []).append(measured)
                            seen = f"{figures.step:.0f} / {figures.step95:.0f} ms, {figures.rate:.0f} a second"
                            seen += f", right after {figures.release:.0f} ms, again {again:.0f} ms"
                            print(
                                f"{ratio}x, {round_trip} ms, {rate} Mbit/s, {way}: {seen}", file=sys.stderr, flush=True
                            )
    return "\n".join(_table(found, ratio, *link, ways) for ratio in ratios for link in links)


def _measure(page: Page, mouse: Mouse) -> Found:
    steps = single_steps(page, mouse, STEPS)
    again = single_steps(page, mouse, STEPS, back=True)
    return Figures.of(steps, drag(page, mouse)), float(np.median(again))


def _table(found: dict[tuple, list[Found]], ratio: int, rate: int, round_trip: int, ways: Sequence[str]) -> str:
    rows = []
    for way in ways:
        measured = found[ratio, rate, round_trip, way]
        one = Figures(*np.median([figures for figures, _ in measured], axis=0))
        again = np.median([again for _, again in measured])
        steps = f"{one.step:.0f} / {one.step95:.0f} ms"
        rows.append([WAYS[way], steps, f"{again:.0f} ms", f"{one.rate:.0f}", f"{one.release:.0f} ms"])
    link = f"{round_trip} ms round trip, " + (f"{rate} Mbit/s" if rate else "any number of bytes a second")
    head = ["way", "step, median / 95th", "to a place shown before", "drag, pictures a second"]
    head += ["right picture after release"]
    runs = len(found[ratio, rate, round_trip, ways[0]])
    return table(f"Over a link: {link}, pixel ratio {ratio} (runs: {runs}, their medians)", head, rows)

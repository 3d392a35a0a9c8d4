"""The site: from a slider to its picture, beside the browser's floor and the living stage; the size of each page.

All of the first table move the same explorer, one after the other in each run, so that they can be compared.
"""

import itertools
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np

from benchmarks import ways
from benchmarks.mouse import InFirefox
from benchmarks.slider_to_pixel import (
    REST,
    WATCH,
    WINDOW,
    Chromium,
    Figures,
    chromium,
    drag,
    jupyterlab,
    measure,
    single_steps,
    watched,
)
from benchmarks.tables import table
from tests.browser.firefox import Firefox, find_firefox
from tools import stored
from tools.site.__main__ import build
from tools.site.pages import places
from tools.site.plan import Level
from tools.site.recording import LEVELS, RATIOS, record, record_notebook

LAB = "05_regression_lab"  # in place of its first LearningRateExplorer stands that of `ways.stage`
FINE = Level(401, 1, 1)  # about as many stops as a hand has places on the rail
STEPS = 16  # from stop to stop; farther up, a run that diverges has left the axes and shows nothing new
RECORDED = {f"the site, {LEVELS[0].stops} stops, as it is published": LEVELS[0], f"the site, {FINE.stops} stops": FINE}
FLOOR = """<meta charset="utf-8"><div class="jp-OutputArea"></div>
<script type="module">{}; way.render({{ el: document.querySelector("div") }});</script>"""


def report(runs: int = 3) -> str:
    """Record the site's pages, then measure in a real browser.

    Parameters
    ----------
    runs : int, optional
        How often sliders are measured; medians of the runs are reported.

    Returns
    -------
    str
        Two tables in markdown.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        site = Path(folder)
        sizes = _pages(site)
        return f"{_sliders(site, runs)}\n{sizes}"


def _pages(site: Path) -> str:
    films, seconds = site / "films", {}
    films.mkdir()
    for path in stored.find([stored.FOLDER]):
        begun = time.perf_counter()
        record_notebook(path, films)
        seconds[path.stem] = time.perf_counter() - begun
    build(site)
    rows = []
    for stem, taken in seconds.items():
        recorded = [_megabytes(films.glob(f"{begins}{stem}-*")) for begins in RATIOS.values()]
        rest = _megabytes([*site.glob(f"stills/{stem}-*"), site / f"{stem}.html"])
        rows.append([stem, *recorded, rest, f"{taken:.0f} s"])
    head = ["page", "films, each loaded when its picture comes near", "those for sharper screens"]
    head += ["text and stored pictures", "run and recorded in"]
    return table("The site: the size of each page", head, rows)


def _megabytes(paths: Iterable[Path]) -> str:
    return f"{sum(path.stat().st_size for path in paths) / 1e6:.1f} MB"


def _sliders(site: Path, runs: int) -> str:
    found: dict[str, list[Figures]] = {}
    with chromium() as browser:
        for run in range(runs):
            for way, figures in itertools.chain(_measured(browser, site), _measured_in_firefox(site)):
                found.setdefault(way, []).append(figures)
                seen = f"{figures.step:.1f} / {figures.step95:.1f} ms, {figures.rate:.0f} pictures a second"
                print(f"run {run + 1}/{runs}, {way}: {seen}", file=sys.stderr, flush=True)
    rows = [_row(way, Figures(*np.median(figures, axis=0))) for way, figures in found.items()]
    head = ["way", "step, median / 95th", "drag, pictures a second", "right picture after release"]
    return table(f"The site, opened as a file: slider to pixel (runs: {runs}, their medians)", head, rows)


def _measured(browser: Chromium, site: Path) -> Iterator[tuple[str, Figures]]:
    with jupyterlab(extension=True) as lab:
        yield "our stage, in JupyterLab", measure(browser, lab, "stage()")
    yield "all in the browser: the floor", _measure(browser, _floor(site))
    name = _place()
    for way, level in RECORDED.items():
        record([(name, ways.stage())], 1, site / "films", [level])
        yield way, _measure(browser, site / f"{LAB}.html", name, level.stops)


def _measured_in_firefox(site: Path) -> Iterator[tuple[str, Figures]]:
    """The floor and the films that were recorded last, in a Firefox if this machine has one."""
    if not find_firefox():
        return
    for way, path, name, stops in (
        ("Firefox: the floor", _floor(site), "", None),
        (f"Firefox: the site, {FINE.stops} stops", site / f"{LAB}.html", _place(), FINE.stops),
    ):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile, _firefox(Path(profile)) as firefox:
            firefox.open(path.as_uri())
            if name:
                firefox.run(
                    f"document.getElementById('{name}').classList.add('jp-OutputArea'); location.hash = '{name}'"
                )
                firefox.wait("document.querySelector('.jp-OutputArea canvas[data-painted]')")
                firefox.run("document.querySelector('.jp-OutputArea .fp-range').scrollIntoView({ block: 'end' })")
            firefox.run(WATCH)
            page = InFirefox(firefox)
            page.evaluate("(stops) => { watch.stops = stops; }", stops)
            page.wait_for_timeout(REST)
            yield way, Figures.of(single_steps(page, page, STEPS), drag(page, page))


def _firefox(profile: Path) -> closing[Firefox]:
    """Start a Firefox whose clock is not rounded to milliseconds."""
    (profile / "user.js").write_text('user_pref("privacy.reduceTimerPrecision", false);\n')
    return closing(Firefox(profile))


def _floor(site: Path) -> Path:
    path = site / "floor.html"
    path.write_text(FLOOR.format(ways.Floor._esm.replace("export default", "const way =")))
    return path


def _place() -> str:
    shown = places(stored.read(stored.FOLDER / f"{LAB}.ipynb"), LAB)
    return next(place.name for place in shown if place.explorer == "LearningRateExplorer")


def _measure(browser: Chromium, path: Path, name: str = "", stops: int | None = None) -> Figures:
    page = browser.browser.new_page(viewport=WINDOW)
    page.goto(path.as_uri())
    if name:
        cell = page.locator(f"[id='{name}']")
        cell.evaluate("(cell) => cell.classList.add('jp-OutputArea')")
        cell.scroll_into_view_if_needed()
        cell.locator(".fp-range").first.scroll_into_view_if_needed()
    with watched(browser, page) as mouse:
        page.evaluate("(stops) => (watch.stops = stops)", stops)
        figures = Figures.of(single_steps(page, mouse, STEPS), drag(page, mouse))
    page.close()
    return figures


def _row(way: str, one: Figures) -> list[str]:
    return [way, f"{one.step:.1f} / {one.step95:.1f} ms", f"{one.rate:.0f}", f"{one.release:.0f} ms"]

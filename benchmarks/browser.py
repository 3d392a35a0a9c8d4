"""The tables of `slider_to_pixel`: every way, with the server extension and without, against `interact`."""

import sys
from collections.abc import Sequence

import numpy as np

from benchmarks.slider_to_pixel import Figures, chromium, jupyterlab, measure
from benchmarks.tables import table

TITLES = {  # by function of benchmarks.ways
    "stage": "our stage",
    "image": "our frames through `ipywidgets.Image`",
    "interact": "`interact`, a new figure for each call",
    "ipympl": "ipympl, `set_data` and `draw_idle`",
    "mpl_interactions": "mpl_interactions on ipympl",
    "label": "bare round trip: a Label's text",
    "floor": "all in the browser: the floor",
}
SERVERS = {True: "with `helpers.server`", False: "on a server without it"}
EITHER = {"stage", "interact", "label"}  # what the extension changes is seen on these


def report(only: Sequence[str] = (), runs: int = 3) -> str:
    """Measure the ways in a real browser.

    Parameters
    ----------
    only : sequence of str, optional
        Keys of `TITLES` (all when omitted).
    runs : int, optional
        How often everything is measured; medians of the runs are reported.

    Returns
    -------
    str
        Two tables in markdown.
    """
    calls = [name if name.endswith(")") else f"{name}()" for name in only or TITLES]
    asked = {True: calls, False: [call for call in calls if only or call.partition("(")[0] in EITHER]}
    found: dict[tuple[bool, str], list[Figures]] = {(server, call): [] for server in SERVERS for call in asked[server]}
    with chromium() as browser:
        for run in range(runs):
            for server in SERVERS:
                with jupyterlab(extension=server) as lab:
                    for call in asked[server]:
                        figures = measure(browser, lab, call)
                        found[server, call].append(figures)
                        seen = f"{figures.step:.0f} / {figures.step95:.0f} ms, {figures.rate:.0f} pictures a second"
                        print(f"run {run + 1}/{runs}, {SERVERS[server]}, {call}: {seen}", file=sys.stderr, flush=True)
    medians = {key: Figures(*np.median(figures, axis=0)) for key, figures in found.items()}
    return "\n".join(_table(medians, server, asked[server], runs) for server in SERVERS)


def _table(medians: dict[tuple[bool, str], Figures], server: bool, calls: Sequence[str], runs: int) -> str:
    usual = medians.get((server, "interact()"))
    rows = []
    for call in calls:
        one = medians[server, call]
        title = TITLES.get(call.removesuffix("()"), f"`{call}`")
        times = f"{usual.step / one.step:.1f} / {one.rate / usual.rate:.1f}" if usual else "-"
        steps = f"{one.step:.0f} / {one.step95:.0f} ms"
        rows.append([title, steps, f"{one.rate:.0f}", f"{one.release:.0f} ms", times, f"{one.moves:.0f}"])
    head = ["way", "step, median / 95th", "drag, pictures a second", "right picture after release"]
    head += ["times `interact`: step / drag", "moves a second that arrived"]
    return table(f"Slider to pixel, {SERVERS[server]} (runs: {runs}, their medians)", head, rows)

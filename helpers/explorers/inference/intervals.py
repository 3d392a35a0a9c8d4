"""A hundred intervals around a hundred measured shares, and how many of them hold the truth (notebook 04)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from numpy.typing import NDArray

from helpers.explorers.base import Explorer
from helpers.explorers.charts import Floats, legend, moving_plot
from helpers.explorers.controls import choice, one_of, within
from helpers.explorers.inference.interval_words import say_impossible, say_promise, write_coverage
from helpers.explorers.inference.marks import moving_dot
from helpers.explorers.words import number, points
from helpers.maths.checks import as_count
from helpers.maths.intervals import bootstrap_interval, coverage, holds, t_interval, wilson_interval
from helpers.maths.samples import sample_counts
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE

METHODS = {  # name -> recipe, colour, dash and marker of its curve
    "t": (t_interval, BLUE, "-", "o"),
    "Wilson": (wilson_interval, GREEN, "--", "s"),
    "bootstrap": (bootstrap_interval, PURPLE, ":", "^"),
}
SAMPLES = 100
ROWS = np.arange(1, SAMPLES + 1)
RANGES = {"n": (5, 2000), "p": (0.01, 0.99), "level": (0.8, 0.99), "seed": (0, 50)}
SIZES = np.unique(np.geomspace(*RANGES["n"], 36).round()).astype(int)  # where the curves are computed
FARTHEST = 0.08  # beyond 0 and 1, where no share can be but some intervals reach


@dataclass(frozen=True)
class Hundred:
    """A hundred samples with their intervals, and how often such intervals hold the truth.

    Attributes
    ----------
    n : int
        Cases in each sample.
    p, level : float
        The true share, and the share of intervals that is promised to hold it.
    method : str
        A key of `METHODS`.
    low, high : numpy.ndarray, shape (100,)
        The ends of the intervals, as shares.
    holds : numpy.ndarray of bool, shape (100,)
        Which of them hold the truth.
    covered : float
        The exact share of all samples of this size whose interval holds it.
    """

    n: int
    p: float
    level: float
    method: str
    low: Floats
    high: Floats
    holds: NDArray[np.bool_]
    covered: float

    @property
    def half_width(self) -> float:
        """Half the width of the middle one of the hundred intervals, as a share."""
        return float(np.median(self.high - self.low)) / 2


class IntervalsExplorer(Explorer):
    """A hundred intervals for one true share on the left; on the right how often each recipe keeps its promise.

    The hundred samples keep their luck when another control than the seed moves. The curves join the exact coverages of
    a few dozen sizes; between those it jumps up and down, so the marked one can lie beside its curve.

    Parameters
    ----------
    n : int, optional
        Cases in each sample, 5 to 2,000, to begin with.
    p : float, optional
        The true share of right answers, 0.01 to 0.99, taken to the hundredth.
    level : float, optional
        The promised share of intervals that hold it, 0.8 to 0.99, taken to the hundredth.
    method : str, optional
        "t", "Wilson" or "bootstrap".
    seed : int, optional
        Which hundred samples are drawn, 0 to 50.

    Raises
    ------
    ValueError
        If an argument is out of its range, or the method is unknown.

    Examples
    --------
    >>> explorer = IntervalsExplorer()
    >>> explorer
    IntervalsExplorer: t, n 200, truth 0.87: 92 of 100 hold it, coverage 95.1%, ± 4.62 points
    >>> explorer.set(n=20, p=0.95)
    IntervalsExplorer: t, n 20, truth 0.95: 57 of 100 hold it, coverage 64.1%, ± 10.5 points
    >>> explorer.close()
    """

    def __init__(self, *, n: int = 200, p: float = 0.87, level: float = 0.95, method: str = "t", seed: int = 0) -> None:
        as_count("n", n)
        as_count("seed", seed, least=0)
        for name, value in {"n": n, "p": p, "level": level, "seed": seed}.items():
            within(name, value, *RANGES[name])
        one_of("method", method, METHODS)
        stage = Stage("left: a hundred intervals and the truth; right: how often intervals hold the truth, against n")
        self._dress(*stage.axes)
        shares, curves = stage.axes
        self._holding = stage.moving(shares.add_collection(LineCollection([], colors=BLUE, linewidths=1.3)))
        self._missing = stage.moving(shares.add_collection(LineCollection([], colors=ORANGE, linewidths=2.6)))
        self._truth = moving_plot(stage, shares, color=INK, linewidth=1.3)
        self._ends = moving_plot(stage, shares, "D", color=ORANGE, markersize=4.5)
        self._beyond = [moving_plot(stage, shares, caret, color=INK, markersize=4, clip_on=False) for caret in "<>"]
        self._here = moving_plot(stage, curves, color=GREY, linewidth=1.2)
        self._curves = {
            name: stage.moving(
                curves.plot(SIZES, SIZES, dash, color=colour, marker=marker, markevery=(2 * place, 6), markersize=5)[0]
            )
            for place, (name, (_, colour, dash, marker)) in enumerate(METHODS.items())
        }
        self._promise = moving_plot(stage, curves, color=INK, linewidth=1.2, dashes=(8, 4))
        self._dot = moving_dot(stage, curves, "o", INK, 10)
        super().__init__(
            stage,
            n=_slider("n", "cases in a sample, n", n, log=True),
            p=_slider("p", "true share p", p, step=0.01),
            level=_slider("level", "promised share", level, step=0.01),
            method=choice("interval", METHODS, method),
            seed=_slider("seed", "another hundred", seed, step=1, playable=True),
        )

    def compute(self, n: float, p: float, level: float, method: str, seed: float) -> Hundred:
        """Draw a hundred samples and put an interval around each one's share."""
        n, p, level = round(n), round(p, 2), round(level, 2)
        interval = METHODS[method][0]
        low, high = interval(sample_counts(n, p, SAMPLES, round(seed)), n, level)
        return Hundred(n, p, level, method, low, high, holds(low, high, p), float(coverage(interval, n, p, level)))

    def draw(self, result: Hundred) -> None:
        """Stack the intervals, and lay the curves over n."""
        self._truth.set_data([result.p, result.p], [0, SAMPLES + 1])
        segments = np.stack([[result.low, ROWS], [result.high, ROWS]]).transpose(2, 0, 1)  # (100, ends, x and y)
        misses = ~result.holds
        self._holding.set_segments(segments[result.holds])
        self._missing.set_segments(segments[misses])
        nearest = np.where(result.high < result.p, result.high, result.low)
        self._ends.set_data(nearest[misses], ROWS[misses])
        for carets, edge, out in (
            (self._beyond[0], -FARTHEST, result.low < -FARTHEST),
            (self._beyond[1], 1 + FARTHEST, result.high > 1 + FARTHEST),
        ):
            carets.set_data(np.full(np.count_nonzero(out), edge), ROWS[out])
        self._promise.set_data(RANGES["n"], [100 * result.level] * 2)
        self._here.set_data([result.n, result.n], [0, 100])
        for name, heights in _coverages(result.p, result.level).items():
            self._curves[name].set_ydata(100 * heights)
            self._curves[name].set_linewidth(2.6 if name == result.method else 1.3)
        _, colour, _, marker = METHODS[result.method]
        self._dot.set_data([result.n], [100 * result.covered])
        self._dot.set(marker=marker, markerfacecolor=colour)

    def say(self, result: Hundred) -> str:
        """Say how many hold the truth, how many would in the long run, how wide they are, and what goes wrong."""
        held = np.count_nonzero(result.holds)
        promise = say_promise(result.method, result.n, result.p, result.level, result.covered)
        return (
            f"{held} of these {SAMPLES} {result.method} intervals {'holds' if held == 1 else 'hold'} the true share of "
            f"{result.p:.0%}, where {100 * result.level:.0f} were promised. Over all samples of {result.n:,} cases "
            f"{write_coverage(result.covered)} do{promise}. The typical half width is {points(result.half_width)}."
            f"{say_impossible(result.low, result.high)}"
        )

    def state(self, result: Hundred) -> str:
        """Give method, n, truth, how many hold it, the exact coverage and the typical half width."""
        return (
            f"{result.method}, n {result.n:,}, truth {number(result.p)}: {np.count_nonzero(result.holds)} of {SAMPLES} "
            f"hold it, coverage {write_coverage(result.covered)}, ± {points(result.half_width)}"
        )

    def _dress(self, shares: Axes, curves: Axes) -> None:
        """Draw what stands still."""
        dress(shares, title="100 samples: ◆ interval misses the truth (line)", xlabel="share", ylabel="sample")
        shares.axvspan(-FARTHEST, 0, facecolor="none", edgecolor="#c8c8c8", hatch="///", linewidth=0)
        shares.axvspan(1, 1 + FARTHEST, facecolor="none", edgecolor="#c8c8c8", hatch="///", linewidth=0)
        shares.set(xlim=(-FARTHEST, 1 + FARTHEST), ylim=(0, SAMPLES + 1))
        shares.set_xticks(np.linspace(0, 1, 6), labels=[f"{share:.0%}" for share in np.linspace(0, 1, 6)])
        dress(
            curves,
            title="intervals that hold the truth (dashed: promised)",
            xlabel="cases in a sample, n",
            ylabel="% of all samples",
        )
        for name, (_, colour, dash, marker) in METHODS.items():
            curves.plot([], [], dash, color=colour, marker=marker, label=name)
        legend(curves, loc="lower right", fontsize=9.5)
        curves.set(xscale="log", xlim=RANGES["n"], ylim=(0, 101))
        curves.set_xticks([5, 20, 100, 500, 2000], labels=["5", "20", "100", "500", "2,000"])
        curves.minorticks_off()


@lru_cache(maxsize=1)  # the same for every n, method and seed
def _coverages(p: float, level: float) -> dict[str, Floats]:
    """How often the intervals of each method hold the truth, at each of `SIZES`."""
    return {name: coverage(interval, SIZES, p, level) for name, (interval, *_) in METHODS.items()}


def _slider(name: str, label: str, value: float, **options: Any) -> Slider:
    low, high = RANGES[name]
    return Slider(label, value=value, min=low, max=high, **options)

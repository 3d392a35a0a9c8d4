"""One income runs away from a thousand others: what it does to the mean, and what to the median (notebook 04)."""

import math
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from helpers.data import incomes
from helpers.explorers.base import Explorer
from helpers.explorers.charts import exits, legend, moving_plot, to_edge
from helpers.explorers.inference.euros import NOTHING, euros, name_power, powers_of_ten, say_change
from helpers.explorers.inference.marks import moving_dot, moving_span
from helpers.explorers.words import counted, percent
from helpers.maths.checks import as_vector
from helpers.maths.samples import Summary, summarise
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE

LEAST, MOST, LONGEST = 1.0, 1e8, 100_000  # smallest and largest income, and how many
BELL = 100 * math.erf(1 / math.sqrt(2))  # % of a bell within one standard deviation
BELOW = {"loc": "lower center", "bbox_to_anchor": (0.5, -0.32), "ncols": 3, "fontsize": 9.5, "handlelength": 2.5}
BINS = 30
GRID = 61  # incomes at which the curves are worked out
STAR = 0.05  # height of ★, as a share of the axis
LOOK = {  # of a number in the curves: colour, dash, marker
    "mean": (BLUE, "-", "o"),
    "std": (PURPLE, "-.", "D"),
    "median": (ORANGE, "--", "s"),
}


@dataclass(frozen=True)
class Dragged:
    """The sample with one income set.

    Attributes
    ----------
    income : float
        What the one earns, in euros a year.
    now, before : Summary
        The sample as it is with that income, and as it was to begin with.
    """

    income: float
    now: Summary
    before: Summary

    @property
    def low(self) -> float:
        """Lower end of mean ± std."""
        return self.now.mean - self.now.std

    @property
    def high(self) -> float:
        """Upper end of mean ± std."""
        return self.now.mean + self.now.std


class SkewExplorer(Explorer):
    """A sample of incomes, one of which can be dragged: the sample, the share within mean ± std, and what moves.

    Parameters
    ----------
    values : array_like, shape (n,), optional
        Incomes in euros a year, the first of which is dragged; the course's made-up ones when omitted.

    Raises
    ------
    ValueError
        If the values are not 2 to 100,000 numbers from 1 to 1e8.

    Examples
    --------
    >>> explorer = SkewExplorer()
    >>> explorer
    SkewExplorer: ★ 69,783: mean 69,562, median 33,952, std 75,901, 81.8% within
    >>> explorer.set(income=1e9)
    SkewExplorer: ★ 1 billion: mean 1.069 million, median 33,952, std 31.62 million, 99.9% within
    >>> explorer.close()
    """

    def __init__(self, values: ArrayLike | None = None) -> None:
        self.values = _as_incomes(incomes() if values is None else values)
        self.before = summarise(self.values)
        first, median = self.values[0], self.before.median
        least = 10.0 ** math.floor(math.log10(min(first, median / 10)))
        most = 10.0 ** math.ceil(math.log10(max(first, median * 10_000)))
        stage = Stage(
            "left: incomes with their mean and median; middle: share within mean ± std; right: what one income moves",
            columns=3,
        )
        sample, share, curves = stage.axes
        sample.get_gridspec().set_width_ratios([2, 0.42, 1.3])
        self._draw_sample(sample)
        self._draw_share(share)
        self._draw_curves(curves, least, most)
        self._lines = {
            name: moving_plot(stage, sample, LOOK[name][1], color=LOOK[name][0], linewidth=2)
            for name in ("mean", "median")
        }
        self._spans = {name: moving_span(stage, sample, LOOK[name][0]) for name in ("mean", "median")}
        self._one = moving_plot(stage, sample, "*", color=GREEN, markersize=15, clip_on=False)
        self._bar = stage.moving(share.add_patch(Rectangle((-0.3, 0), 0.6, 0, facecolor="#9fc4e0", edgecolor=BLUE)))
        stage.moving(share.plot([-0.5, 0.5], [BELL, BELL], "--", color=INK, linewidth=1.8)[0])
        self._here = moving_plot(stage, curves, color=GREEN, linewidth=1.5)
        self._dots = {name: moving_dot(stage, curves, marker, hue) for name, (hue, _, marker) in LOOK.items()}
        self._exits = [stage.moving(exits(axes)) for axes in (sample, curves)]
        marks = [(power, name) for power, name in ((1e6, "million"), (1e9, "billion")) if least < power <= most]
        super().__init__(
            stage,
            income=Slider(
                "one income (★)", value=first, min=least, max=most, log=True, unit="euros a year", marks=marks
            ),
        )

    def compute(self, income: float) -> Dragged:
        """Set the first income and describe the sample anew."""
        return Dragged(income, summarise(_with_first(self.values, income)), self.before)

    def draw(self, result: Dragged) -> None:
        """Move the lines and the spans over the sample, the bar, and the dots along the curves."""
        sample, _, curves = self.stage.axes
        now = result.now
        top = sample.get_ylim()[1]
        spans = {"mean": (result.low, result.high), "median": (now.lower_quartile, now.upper_quartile)}
        beyond = [(result.income, 0.0)]
        for name, row, middle in (("mean", 0.92, now.mean), ("median", 0.82, now.median)):
            self._lines[name].set_data([middle, middle], [0, top])
            self._spans[name].set_data(spans[name], [row * top] * 2)
            beyond += [(end, row * top) for end in (*spans[name], middle)]
        inside = result.income <= sample.get_xlim()[1]
        self._one.set_data([result.income] if inside else [], [STAR * top] if inside else [])
        beyond[0] = (result.income, STAR * top)
        self._exits[0].set_data(*to_edge(sample, *zip(*beyond, strict=True)))
        self._bar.set_height(100 * now.within_std)
        self._here.set_data([result.income] * 2, curves.get_ylim())
        heights = [getattr(now, name) for name in LOOK]
        for dot, height in zip(self._dots.values(), heights, strict=True):
            dot.set_data([result.income], [height])
        self._exits[1].set_data(*to_edge(curves, [result.income] * len(heights), heights))

    def say(self, result: Dragged) -> str:
        """Say what the numbers are, how much mean ± std holds, and what the one income did to each."""
        now = result.now
        return (
            f"With ★ at {euros(result.income)} euros a year the mean is {euros(now.mean)} and the median "
            f"{euros(now.median)}: {_apart(now.mean - now.median)}. The standard deviation is {euros(now.std)}; "
            f"mean ± std runs from {euros(result.low)} to {euros(result.high)} and holds {percent(now.within_std)} "
            f"of the incomes; of a bell it would be {BELL:.1f}%. {_moved(result)}"
        )

    def state(self, result: Dragged) -> str:
        """Give the one income, mean, median, standard deviation and the share inside."""
        now = result.now
        return (
            f"★ {euros(result.income)}: mean {euros(now.mean)}, median {euros(now.median)}, std {euros(now.std)}, "
            f"{percent(now.within_std)} within"
        )

    def _draw_sample(self, axes: Axes) -> None:
        """Draw the incomes that stay."""
        others, farthest = self.values[1:], 1.1 * self.values.max()
        dress(axes, title=f"{others.size:,} incomes and one more (★)", xlabel="euros a year", ylabel="how many")
        counts, _, _ = axes.hist(others, bins=BINS, range=(0, farthest), color="#d0d0d0", edgecolor=GREY)
        axes.axvspan(-farthest / 4, 0, facecolor="none", edgecolor="#c8c8c8", hatch="///", linewidth=0)
        axes.set(xlim=(-farthest / 4, farthest), ylim=(0, 1.4 * counts.max()))
        for name, text in (("mean", "mean ± std"), ("median", "median, quartiles")):
            axes.plot([], [], LOOK[name][1], color=LOOK[name][0], linewidth=2, label=text)
        legend(axes, **BELOW)
        axes.xaxis.set_major_locator(MaxNLocator(4))
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")

    def _draw_share(self, axes: Axes) -> None:
        """Draw how much of a bell lies within one standard deviation."""
        dress(axes, title="inside", xlabel="", ylabel="% within mean ± std")
        axes.set(xlim=(-0.5, 0.5), ylim=(0, 101), xticks=[])
        axes.set_xlabel("- - a bell", fontsize=9.5, color=INK)

    def _draw_curves(self, axes: Axes, least: float, most: float) -> None:
        """Draw mean, standard deviation and median over all that the one income may be."""
        grid = np.geomspace(least, most, GRID)
        found = [summarise(_with_first(self.values, income)) for income in grid]
        dress(axes, title="what the one income moves", xlabel="the one income (euros a year)", ylabel="euros a year")
        for name, (hue, dash, _) in LOOK.items():
            axes.plot(grid, [getattr(each, name) for each in found], dash, color=hue, linewidth=2, label=name)
        legend(axes, **BELOW)
        bottom = min(min(each.mean, each.median) for each in found)
        height = max(max(each.mean, each.std) for each in found)
        limits = 10.0 ** math.floor(math.log10(bottom / 2)), 10.0 ** math.ceil(math.log10(height))
        axes.set(xscale="log", yscale="log", xlim=(least, most), ylim=limits)
        axes.set_xticks(powers_of_ten(least, most, 3), labels=map(name_power, powers_of_ten(least, most, 3)))
        axes.set_yticks(powers_of_ten(*limits, 1), labels=map(name_power, powers_of_ten(*limits, 1)))
        axes.minorticks_off()


def _as_incomes(values: ArrayLike) -> NDArray[np.float64]:
    values = as_vector("values", values)
    if not 2 <= values.size <= LONGEST:
        raise ValueError(f"values holds {counted(values.size, 'number')}; wanted 2 to {LONGEST:,}")
    outside = values[(values < LEAST) | (values > MOST)]
    if outside.size:
        raise ValueError(f"values holds {outside[0]:g}; wanted incomes from {LEAST:g} to {MOST:g} euros a year")
    return values


def _with_first(values: NDArray[np.float64], income: float) -> NDArray[np.float64]:
    """The same values, with another income in the first place."""
    return np.concatenate([[income], values[1:]])


def _apart(gap: float) -> str:
    """Say how far the mean is from the median."""
    if abs(gap) < NOTHING:
        return "they are the same"
    return f"the mean lies {euros(abs(gap))} {'above' if gap > 0 else 'below'}"


def _moved(result: Dragged) -> str:
    """Say how far the numbers are from where they began."""
    now, before = result.now, result.before
    if now == before:
        return "Drag ★ and see which of these numbers follow."
    mean, std, median = (getattr(now, name) - getattr(before, name) for name in ("mean", "std", "median"))
    return (
        f"That one income has moved the mean {say_change(mean)}, the standard deviation {say_change(std)}, the median "
        f"{say_change(median)}."
    )

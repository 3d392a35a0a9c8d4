"""A loop against NumPy, as measured on the machine at hand (notebook 01)."""

from dataclasses import dataclass

import ipywidgets
import numpy as np
from matplotlib.axes import Axes

from helpers.explorers.base import Explorer
from helpers.explorers.charts import Floats, moving_plot
from helpers.explorers.words import counted, number
from helpers.maths.timing import Speeds
from helpers.stage import Stage, dress
from helpers.stage.style import BLUE, GREEN, GREY, INK, ORANGE

SIZES = "numbers in each vector (k: thousand, M: million)"
QUOTED = 100  # times as fast: what is often said of NumPy
UNITS = (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9))


@dataclass(frozen=True)
class Measured:
    """What was measured at one size.

    Attributes
    ----------
    size : int
        How many numbers each of the two vectors holds.
    loop, vectorised : float
        Seconds for one dot product, by the loop and by NumPy.
    ratio : float
        How many times as fast NumPy is; below 1 the loop is faster.
    """

    size: int
    loop: float
    vectorised: float
    ratio: float


class SpeedExplorer(Explorer):
    """What a dot product costs by a loop and by NumPy on the left; on the right how many times as fast NumPy is.

    It measures nothing itself, and its line of words holds no time: times differ with every run.

    Parameters
    ----------
    speeds : Speeds
        As measured by `helpers.maths.timing.compare_speeds`, at two sizes or more.

    Raises
    ------
    ValueError
        If that is not what came, or of one size only.

    Examples
    --------
    >>> speeds = Speeds([1, 1000], loop=[1e-7, 4e-5], vectorised=[5e-7, 1e-6])
    >>> explorer = SpeedExplorer(speeds)
    >>> explorer
    SpeedExplorer: 1,000 numbers, as measured on this machine
    >>> explorer.sentence[:81]
    'The dot product of two vectors of 1,000 numbers takes 40 µs by the loop and 1 µs '
    >>> explorer.close()
    """

    def __init__(self, speeds: Speeds) -> None:
        if not isinstance(speeds, Speeds):
            raise ValueError(f"speeds is {type(speeds).__name__} {speeds!r:.60}; wanted what compare_speeds gives")
        if speeds.sizes.size < 2:
            raise ValueError("speeds holds 1 size; wanted at least 2, to draw a line through")
        self.speeds = speeds
        stage = Stage(
            "left: seconds for one dot product, by a loop and by NumPy; right: how many times as fast NumPy is"
        )
        times, ratios = stage.axes
        dress(times, title="one dot product: loop ● solid, NumPy ■ dashed", xlabel=SIZES, ylabel="time")
        dress(ratios, title="how many times as fast NumPy is", xlabel=SIZES, ylabel="loop's time / NumPy's time")
        _fix(times, speeds.sizes, np.concatenate([speeds.loop, speeds.vectorised]))
        times.yaxis.set_major_formatter(lambda seconds, _: _duration(seconds))
        _fix(ratios, speeds.sizes, np.array([*speeds.ratios, 1, QUOTED]))
        ratios.yaxis.set_major_formatter(lambda ratio, _: number(ratio))
        for level, dash, text, side, room in (
            (1, "-", "below this line the loop wins", "right", -2),
            (QUOTED, (0, (6, 3)), "often quoted: 100 times", "left", 2),
        ):
            ratios.axhline(level, color=GREY, linestyle=dash, linewidth=1.2)
            ratios.annotate(
                text, (float(side == "right"), level), (room, 3), xycoords=("axes fraction", "data"),
                textcoords="offset points", ha=side, va="bottom", color=INK, fontsize=9,
            )  # fmt: skip
        self._here = [stage.moving(axes.axvline(1, color=GREY, linestyle=":", linewidth=1.5)) for axes in stage.axes]
        lines = (
            (times, speeds.loop, "o", "-", ORANGE), (times, speeds.vectorised, "s", "--", BLUE),
            (ratios, speeds.ratios, "D", "-", GREEN),
        )  # fmt: skip
        self._dots = []
        for axes, heights, mark, dash, hue in lines:
            axes.plot(speeds.sizes, heights, color=hue, linestyle=dash, marker=mark, markersize=5, linewidth=2)
            look = {"color": hue, "markeredgecolor": INK, "markeredgewidth": 1.5, "markersize": 12}
            self._dots.append(moving_plot(stage, axes, mark, **look))
        sizes = speeds.sizes.tolist()
        super().__init__(
            stage,
            size=ipywidgets.ToggleButtons(
                options=[(f"{size:,}", size) for size in sizes],
                value=min(sizes, key=lambda size: abs(np.log(size / 1000))),
                description="numbers",
                style={"button_width": "90px"},
            ),
        )

    def compute(self, size: int) -> Measured:
        """Read what was measured at one size."""
        at = int(np.searchsorted(self.speeds.sizes, size))
        loop, vectorised = float(self.speeds.loop[at]), float(self.speeds.vectorised[at])
        return Measured(size, loop, vectorised, loop / vectorised)

    def draw(self, result: Measured) -> None:
        """Mark the size on all three lines."""
        for line in self._here:
            line.set_xdata([result.size] * 2)
        for dot, height in zip(self._dots, (result.loop, result.vectorised, result.ratio), strict=True):
            dot.set_data([result.size], [height])

    def say(self, result: Measured) -> str:
        """Give both times and their ratio, and say from where on NumPy wins."""
        if result.ratio > 1:
            verdict = f"NumPy is {_times(result.ratio)} as fast."
        else:
            verdict = (
                f"the loop is {_times(1 / result.ratio)} as fast, as calling NumPy costs more than so few products."
            )
            if result.ratio == 1:
                verdict = "the two are equally fast."
        return (
            f"The dot product of two vectors of {counted(result.size, 'number')} takes {_duration(result.loop)} by the "
            f"loop and {_duration(result.vectorised)} by NumPy, as measured on this machine: {verdict} "
            f"{self._overall()}"
        )

    def state(self, result: Measured) -> str:
        """Give the size; a time would differ with every run."""
        return f"{counted(result.size, 'number')}, as measured on this machine"

    def _overall(self) -> str:
        """Say from which size on NumPy wins, and what is the most that it wins by."""
        best, wins_from = int(self.speeds.ratios.argmax()), self.speeds.wins_from
        if wins_from is None:
            return "At the largest size measured NumPy does not win."
        most, at = _times(self.speeds.ratios[best]), counted(int(self.speeds.sizes[best]), "number")
        return f"NumPy wins from {counted(wins_from, 'number')} on; the most of all sizes is {most}, at {at}."


def _fix(axes: Axes, sizes: Floats, heights: Floats) -> None:
    """Set logarithmic limits around all sizes and heights."""
    (left, right), (bottom, top) = sizes[[0, -1]], (heights.min(), heights.max())
    room = (right / left) ** 0.05
    axes.set(xscale="log", yscale="log", xlim=(left / room, right * room), ylim=(bottom / 2, top * 2.5))
    axes.minorticks_off()
    axes.xaxis.set_major_formatter(lambda size, _: _short(size))


def _short(size: float) -> str:
    """Write a size so that many of them fit beside each other."""
    return f"{number(size / 1e6)}M" if size >= 1e6 else f"{number(size / 1e3)}k" if size >= 1e4 else number(size)


def _duration(seconds: float) -> str:
    """Write a time in the unit that keeps it short."""
    unit, size = next(((unit, size) for unit, size in UNITS if seconds >= size), UNITS[-1])
    return f"{number(seconds / size, 3)} {unit}"


def _times(ratio: float) -> str:
    return f"{number(ratio, 3 if ratio < 10 else 2 if ratio < 100 else 3)} times"

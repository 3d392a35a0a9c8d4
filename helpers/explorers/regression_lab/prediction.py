"""Reading a prediction off a line (notebook 05)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from helpers.explorers.charts import line_at, moving_plot
from helpers.explorers.regression_lab.run import RunExplorer
from helpers.explorers.words import counted, number
from helpers.maths.checks import as_number
from helpers.maths.descent import Verdict
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREEN, GREY, INK


@dataclass(frozen=True)
class Reading:
    """One x, read off the trained line and off the best one.

    Attributes
    ----------
    x : float
        Where both are read.
    trained, best : float
        The two predictions, in units of y.

    Examples
    --------
    >>> Reading(x=75.0, trained=315.8, best=316.5).best
    316.5
    """

    x: float
    trained: float
    best: float


class PredictionExplorer(RunExplorer):
    """Reading a prediction off two lines: the one that training stopped at, and the best.

    Parameters
    ----------
    x, y : array_like, shape (n,)
        One feature and its targets.
    at : float, optional
        The x to begin with; the mean when omitted.
    **options
        `learning_rate`, `steps`, `x_label` and `y_label`, as of `TrainingExplorer`.

    Raises
    ------
    ValueError
        If the data is not two finite vectors of one length, or an option is out of range.

    Examples
    --------
    >>> explorer = PredictionExplorer([30, 60, 90], [150, 250, 380], at=30)
    >>> explorer
    PredictionExplorer: at x = 30: trained line 128.1, best line 145, difference -16.93
    >>> explorer.close()
    """

    LABEL = "left: two lines with one prediction each; right: the difference between the two lines"

    def __init__(self, x: ArrayLike, y: ArrayLike, *, at: float | None = None, **options: Any) -> None:
        self._at = None if at is None else as_number("at", at)
        super().__init__(x, y, **options)

    def build(self, stage: Stage) -> dict[str, Slider]:
        """Draw both lines and their difference, and make the readings."""
        self.trained, self.best, self.taken = self.run.weights[-1], self.bowl.minimum, self.run.losses.size - 1
        data, gap = stage.axes
        self.dress_data(data, f"● after {counted(self.taken, 'step')} (solid), ◆ best (dashed)")
        self.span = float(self.x.min()), float(self.x.max())
        start = float(self.x.mean()) if self._at is None else self._at
        data.set(xlim=(min(data.get_xlim()[0], start), max(data.get_xlim()[1], start)))
        ends = np.array(data.get_xlim())
        dress(
            gap,
            title="trained line minus best line (shaded: sizes seen)",
            xlabel=self.x_label,
            ylabel=f"difference, {self.y_label}",
        )
        gap.set(xlim=ends)
        gap.axvspan(*self.span, color="#e6e6e6", linewidth=0)
        gap.axhline(0, color=GREY, linewidth=1)
        gap.plot(ends, line_at(self.trained, ends) - line_at(self.best, ends), color=INK, linewidth=1.5)
        data.plot(ends, line_at(self.trained, ends), color=BLUE, linewidth=2)
        data.plot(ends, line_at(self.best, ends), "--", color=GREEN, linewidth=2)
        self._plumb = [stage.moving(axes.axvline(color=GREY, linestyle=":")) for axes in stage.axes]
        self._readings = [
            moving_plot(stage, axes, mark, color=colour, markersize=9)
            for axes, mark, colour in ((data, "o", BLUE), (data, "D", GREEN), (gap, "o", INK))
        ]
        return {"at": Slider(self.x_label, value=start, min=ends[0], max=ends[1])}

    def compute(self, at: float) -> Reading:
        """Read both lines."""
        return Reading(at, float(line_at(self.trained, at)), float(line_at(self.best, at)))

    def draw(self, result: Reading) -> None:
        """Lay the plumb line and the readings over the lines."""
        for plumb in self._plumb:
            plumb.set_xdata([result.x, result.x])
        heights = (result.trained, result.best, result.trained - result.best)
        for reading, height in zip(self._readings, heights, strict=True):
            reading.set_data([result.x], [height])

    def say(self, result: Reading) -> str:
        """Say both predictions, and whether the data reaches that far."""
        low, high = self.span
        reach = 1e-9 * (high - low)
        outside = "" if low - reach <= result.x <= high + reach else " No data lies here: both lines are guessing."
        end = " (that run diverges)" if self.run.verdict is Verdict.DIVERGES else ""
        return (
            f"At {number(result.x)} the line after {counted(self.taken, 'step')}{end} predicts "
            f"{number(result.trained)}, the best line {number(result.best)}: a difference of "
            f"{number(result.trained - result.best)}.{outside}"
        )

    def state(self, result: Reading) -> str:
        """Give both predictions."""
        return (
            f"at x = {number(result.x)}: trained line {number(result.trained)}, best line {number(result.best)}, "
            f"difference {number(result.trained - result.best)}"
        )

"""Prices that lie (notebook 05)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from helpers.explorers.charts import Floats, dress_losses, exits, first_exit, line_at, moving_plot, to_edge
from helpers.explorers.regression_lab.run import START, RunExplorer
from helpers.explorers.words import LONG, amount, number
from helpers.maths.checks import as_number
from helpers.maths.descent import QuadraticLoss, Run
from helpers.maths.regression import design_matrix
from helpers.stage import Slider, Stage
from helpers.stage.style import BLUE, GREY, RED


@dataclass(frozen=True)
class Poisoning:
    """The data with a lie in it, what training makes of it, and the best line through it.

    Attributes
    ----------
    lied : numpy.ndarray, shape (n,)
        The targets, some of them changed.
    count : int
        How many of them.
    lie : float
        By how much, in units of y.
    run : Run
        The training run on them.
    best : numpy.ndarray, shape (2,)
        Slope and intercept of the best line through them.
    least : float
        Its loss.
    prediction : float
        What it predicts at the x that is watched.

    Examples
    --------
    >>> explorer = PoisonExplorer([30, 60, 90], [150, 250, 380])
    >>> explorer.set(poisoned=1, lie=-30).result.lied
    array([150., 250., 350.])
    >>> explorer.close()
    """

    lied: Floats
    count: int
    lie: float
    run: Run
    best: Floats
    least: float
    prediction: float


class PoisonExplorer(RunExplorer):
    """Prices that lie: the clean run and the poisoned one side by side, and what the lie does to a prediction.

    Parameters
    ----------
    x, y : array_like, shape (n,)
        One feature and its targets; the lies begin at the largest x.
    at : float, optional
        The x whose prediction is watched; a third beyond the largest when omitted.
    **options
        `learning_rate` and `steps` of both runs, `x_label` and `y_label`, as of `TrainingExplorer`.

    Raises
    ------
    ValueError
        If the data is not two finite vectors of one length, or an option is out of range.

    Examples
    --------
    >>> explorer = PoisonExplorer([30, 60, 90], [150, 250, 380], at=120)
    >>> explorer.set(poisoned=1, lie=-100)
    PoisonExplorer: 1 of 3 changed by -100: loss 175.5 -> 1,579, at 120: 490 -> 356.7
    >>> explorer.close()
    """

    LABEL = "left: clean and poisoned data with their best lines; right: the loss of both training runs"

    def __init__(self, x: ArrayLike, y: ArrayLike, *, at: float | None = None, **options: Any) -> None:
        self._at = None if at is None else as_number("at", at)
        super().__init__(x, y, **options)

    def build(self, stage: Stage) -> dict[str, Slider]:
        """Draw what is clean, and make the lies, their line and their losses."""
        self.X, self.order = design_matrix(self.x), np.argsort(self.x)[::-1]
        data, curve = stage.axes
        self.dress_data(data, "best line: clean (solid), with the lies ✖ (dashed)")
        self.at = float(self.x.max() + np.ptp(self.x) / 3) if self._at is None else self._at
        data.set(xlim=(data.get_xlim()[0], max(data.get_xlim()[1], self.at * 1.02)))
        data.axvline(self.at, color=GREY, linestyle=":")
        ends, best = np.array(data.get_xlim()), self.bowl.minimum
        data.set(ylim=(data.get_ylim()[0], max(data.get_ylim()[1], 1.15 * line_at(best, self.at))))
        data.plot(ends, line_at(best, ends), color=BLUE, linewidth=2)
        title = "training loss: clean (solid), poisoned (dashed)"
        dress_losses(curve, self.bowl, START, self.run.steps, title=title)
        curve.plot(self.run.losses, color=BLUE, linewidth=2)
        self._lies = moving_plot(stage, data, "X", color=RED, markersize=9)
        self._line = moving_plot(stage, data, "--", color=RED, linewidth=2)
        self._losses = moving_plot(stage, curve, "--", color=RED, linewidth=2)
        self._exits = [stage.moving(exits(axes)) for axes in stage.axes]
        most, reach = max(1, self.x.size // 2), float(np.ptp(self.y)) or 1.0
        return {
            "poisoned": Slider("values that lie", value=0, min=0, max=most, step=1, unit=f"of {self.x.size}"),
            "lie": Slider("changed by", value=0, min=-reach, max=reach, step=reach / 60, unit=self.y_label),
        }

    def compute(self, poisoned: float, lie: float) -> Poisoning:
        """Change the prices, train on them, and solve for the best line."""
        count = round(poisoned)
        lied = self.y.copy()
        lied[self.order[:count]] += lie
        bowl = QuadraticLoss.from_data(self.X, lied)
        run = bowl.descend(START, self.run.learning_rate, self.run.steps)
        return Poisoning(lied, count, lie, run, bowl.minimum, bowl.least, float(line_at(bowl.minimum, self.at)))

    def draw(self, result: Poisoning) -> None:
        """Lay the lies, their line and their losses over the clean ones."""
        lies = self.order[: result.count]
        data = self.stage.axes[0]
        ends = np.array(data.get_xlim())
        self._lies.set_data(self.x[lies], result.lied[lies])
        self._line.set_data(ends, line_at(result.best, ends))
        self._losses.set_data(np.arange(result.run.losses.size), result.run.losses)
        self._exits[0].set_data(*to_edge(data, self.x[lies], result.lied[lies]))
        self._exits[1].set_data(*first_exit(self.stage.axes[1], result.run.losses))

    def say(self, result: Poisoning) -> str:
        """Say what the lie changes in training and in a prediction."""
        if not (result.count and result.lie):
            return (
                f"No value is changed: the training loss ends at {amount(result.run.losses[-1])}, the least is "
                f"{amount(result.least)}. At {number(self.at)} the best line predicts {number(result.prediction)}."
            )
        before, after = self.run.losses[-1], result.run.losses[-1]
        times = f", {number(after / before, 3)} times as much" if before > 0 and after < LONG else ""
        return (
            f"{result.count} of {self.x.size} values changed by {number(result.lie)}: the training loss ends at "
            f"{amount(after)} instead of {amount(before)}{times} (the least is {amount(result.least)} instead of "
            f"{amount(self.bowl.least)}). At {number(self.at)} the best line predicts {number(result.prediction)} "
            f"instead of {number(line_at(self.bowl.minimum, self.at))}."
        )

    def state(self, result: Poisoning) -> str:
        """Give the lie and its two effects."""
        return (
            f"{result.count} of {self.x.size} changed by {number(result.lie)}: "
            f"loss {number(self.run.losses[-1])} -> {number(result.run.losses[-1])}, "
            f"at {number(self.at)}: {number(line_at(self.bowl.minimum, self.at))} -> {number(result.prediction)}"
        )

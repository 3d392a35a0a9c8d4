"""The explorer of the learning rate over two weights, for notebooks 05 and 02."""

import numpy as np
from numpy.typing import ArrayLike

from helpers.explorers.base import Explorer
from helpers.explorers.charts import (
    LINE,
    chosen_rate,
    draw_map,
    dress_losses,
    exits,
    first_exit,
    map_limits,
    moving_plot,
    rate_slider,
    to_edge,
)
from helpers.explorers.words import amount, counted, growth, number, rate
from helpers.maths.descent import CLOSE, QuadraticLoss, Run, Verdict
from helpers.maths.regression import design_matrix
from helpers.stage import Stage, dress
from helpers.stage.style import INK


class LearningRateExplorer(Explorer):
    """One learning rate, from crawling to diverging: the walk on the map and the loss at each step.

    Parameters
    ----------
    x, y : array_like, shape (n,)
        One feature and its targets; the line is slope · x + intercept.
    learning_rate : float, optional
        The rate to begin with; a third of the limit when omitted.
    start : (float, float), optional
        Slope and intercept that every run begins with.
    steps : int, optional
        How many steps every run takes, at least 2.

    Raises
    ------
    ValueError
        If the data is not two finite vectors of one length, or an option is out of range.

    Examples
    --------
    >>> explorer = LearningRateExplorer([30, 60, 90], [150, 250, 380], learning_rate=0.001)
    >>> explorer
    LearningRateExplorer: learning rate 0.001, 300 steps: diverges at step 1, limit 0.000238047
    >>> explorer.close()
    """

    def __init__(
        self,
        x: ArrayLike,
        y: ArrayLike,
        *,
        learning_rate: float | None = None,
        start: tuple[float, float] = (0.0, 0.0),
        steps: int = 300,
    ) -> None:
        self.bowl = QuadraticLoss.from_data(design_matrix(x), y)
        self.start, self.steps, self.limit = start, steps, self.bowl.limit_from(start)
        slider = rate_slider(self.bowl, start, steps, chosen_rate(learning_rate, self.bowl.limit / 3))
        stage = Stage("left: the walk over slope and intercept; right: the loss at each step")
        ground, curve = stage.axes
        dress(ground, title="the walk from ■ on the map of the loss (☆ least)", xlabel="slope", ylabel="intercept")
        draw_map(ground, self.bowl, map_limits(self.bowl, start))
        ground.plot(*start, "s", color=INK, markersize=7)
        dress_losses(curve, self.bowl, start, steps, title="loss at each step (both axes logarithmic)")
        self._walk = moving_plot(stage, ground, marker="o", markersize=3.5, linewidth=1)
        self._losses = moving_plot(stage, curve, linewidth=2)
        self._exits = [stage.moving(exits(axes)) for axes in stage.axes]
        super().__init__(stage, learning_rate=slider)

    def compute(self, learning_rate: float) -> Run:
        """Run the descent at one rate."""
        return self.bowl.descend(self.start, learning_rate, self.steps)

    def draw(self, result: Run) -> None:
        """Lay the walk and the losses over the map and the curve's axes."""
        colour, dash = LINE[result.verdict]
        self._walk.set_data(*result.weights.T)
        self._losses.set_data(np.arange(result.losses.size), result.losses)
        for line in (self._walk, self._losses):
            line.set(color=colour, linestyle=dash)
        ground, curve = self.stage.axes
        leaving = to_edge(ground, *result.weights.T)
        self._exits[0].set_data(leaving[0][:2], leaving[1][:2])  # one on either side; the rest follow these
        self._exits[1].set_data(*first_exit(curve, result.losses))

    def say(self, result: Run) -> str:
        """Say what became of the run and what in the curvature made it so."""
        factor = 1 - 2 * result.learning_rate / self.limit
        begin = f"At a learning rate of {rate(result.learning_rate)} the run {result.verdict}"
        if result.verdict is Verdict.NEITHER:
            return f"{begin}: each step lands exactly as far away on the other side. This rate is the limit."
        if result.verdict is Verdict.DIVERGES:
            last = f", and after {counted(result.steps, 'step')} it is {amount(result.losses[-1])}"
            end = "" if result.infinite_at else last
            return (
                f"{begin}{growth(result)}{end}. Each step lands on the other side of the valley, {number(-factor)} "
                f"times as far away; every rate above the limit {rate(self.limit)} does that."
            )
        least = self.bowl.least
        needed = self.bowl.steps_to(CLOSE * least, self.start, result.learning_rate) if least > 0 else None
        arrival = f" It comes within 1% of the least after {counted(needed, 'step')}." if needed is not None else ""
        crossing = f" Each step crosses the valley, to {number(-factor, 3)} of the distance." if factor < -1e-9 else ""
        return (
            f"{begin}: after {counted(result.steps, 'step')} the loss is {amount(result.losses[-1])}, "
            f"the least is {amount(least)}.{arrival}{crossing}"
        )

    def state(self, result: Run) -> str:
        """Give rate, verdict and limit."""
        at = f" at step {result.exceeded_at}" if result.exceeded_at else ""
        return (
            f"learning rate {rate(result.learning_rate)}, {counted(result.steps, 'step')}: {result.verdict}{at}, "
            f"limit {rate(self.bowl.limit)}"
        )

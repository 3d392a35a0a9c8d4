"""A training run to play, pause and scrub (notebook 05)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from helpers.explorers.base import Explorer
from helpers.explorers.edges import exits, first_exit
from helpers.explorers.points import draw_points, line_at
from helpers.explorers.rates import LINE, chosen_rate, draw_levels
from helpers.explorers.words import PRICE, SIZE, amount, number, rate, signed
from helpers.maths.descent import QuadraticLoss
from helpers.maths.regression import design_matrix
from helpers.maths.validate import as_vector
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import GREY


@dataclass(frozen=True)
class Moment:
    """One step of a training run.

    Attributes
    ----------
    step : int
        Which one; 0 is the start.
    slope, intercept : float
        The line then.
    loss : float
        Its loss.

    Examples
    --------
    >>> Moment(step=0, slope=0.0, intercept=0.0, loss=95450.0).loss
    95450.0
    """

    step: int
    slope: float
    intercept: float
    loss: float


class TrainingExplorer(Explorer):
    """A training run to play, pause and scrub: the line on the left, the loss so far on the right.

    Parameters
    ----------
    x, y : array_like, shape (n,)
        One feature and its targets.
    learning_rate : float, optional
        The rate of the run; half the limit when omitted.
    steps : int, optional
        How many steps it takes.
    x_label, y_label : str, optional
        What the data is, with units.

    Raises
    ------
    ValueError
        If the data is not two finite vectors of one length, or an option is out of range.

    Examples
    --------
    >>> explorer = TrainingExplorer([30, 60, 90], [150, 250, 380], learning_rate=0.0001, steps=100)
    >>> explorer.set(step=100)
    TrainingExplorer: step 100 of 100, slope 4.26, intercept 0.1463, loss 177.32, least 50.00
    >>> explorer.close()
    """

    def __init__(
        self,
        x: ArrayLike,
        y: ArrayLike,
        *,
        learning_rate: float | None = None,
        steps: int = 300,
        x_label: str = SIZE,
        y_label: str = PRICE,
    ) -> None:
        x, y = as_vector("x", x), as_vector("y", y)
        self.bowl = QuadraticLoss.from_data(design_matrix(x), y)
        self.run = self.bowl.descend((0, 0), chosen_rate(learning_rate, self.bowl.limit / 2), steps)
        stage = Stage("left: the line at one step of training; right: the loss up to that step")
        data, curve = stage.axes
        dress(data, title="the line (dashed: the best one)", xlabel=x_label, ylabel=y_label)
        draw_points(data, x, y)
        ends = np.array(data.get_xlim())
        data.plot(ends, line_at(self.bowl.minimum, ends), "--", color=GREY)
        dress(curve, title="loss so far (both axes logarithmic)", xlabel="step", ylabel="loss")
        draw_levels(curve, float(self.bowl.loss((0, 0))), self.bowl.least, steps)
        colour, _ = LINE[self.run.verdict]
        self._line = stage.moving(data.plot([], [], color=colour, linewidth=2.5)[0])
        self._losses = stage.moving(curve.plot([], [], color=colour, linewidth=2)[0])
        self._dot = stage.moving(curve.plot([], [], "o", color=colour, markersize=8)[0])
        self._exits = stage.moving(exits(curve))
        super().__init__(
            stage, step=Slider("step", value=0, min=0, max=self.run.losses.size - 1, step=1, playable=True)
        )

    def compute(self, step: float) -> Moment:
        """Look up one step of the run."""
        at = round(step)
        return Moment(at, *self.run.weights[at].tolist(), float(self.run.losses[at]))

    def draw(self, result: Moment) -> None:
        """Lay the line over the data and the losses so far over the curve's axes."""
        ends = np.array(self._line.axes.get_xlim())
        self._line.set_data(ends, line_at((result.slope, result.intercept), ends))
        so_far = self.run.losses[: result.step + 1]
        self._losses.set_data(np.arange(so_far.size), so_far)
        self._dot.set_data([result.step], [result.loss])
        self._exits.set_data(*first_exit(self._dot.axes, so_far))

    def say(self, result: Moment) -> str:
        """Say where the line stands and how far the loss is from the least."""
        stop = " Here it stops: the next loss is too large for a 64-bit number." if self._stops(result.step) else ""
        return (
            f"Step {result.step}: the line is {number(result.slope)} · x {signed(result.intercept)}, its loss is "
            f"{amount(result.loss)}; the least any line reaches is {amount(self.bowl.least)}. "
            f"At a learning rate of {rate(self.run.learning_rate)} the run {self.run.verdict}.{stop}"
        )

    def _stops(self, step: int) -> bool:
        return self.run.infinite_at is not None and step == self.run.infinite_at - 1

    def state(self, result: Moment) -> str:
        """Give the step, the line and its loss."""
        return (
            f"step {result.step} of {self.run.steps}, slope {number(result.slope)}, "
            f"intercept {number(result.intercept)}, loss {amount(result.loss)}, least {amount(self.bowl.least)}"
        )

"""A training run to play, pause and scrub (notebook 05)."""

from dataclasses import dataclass

import numpy as np

from helpers.explorers.charts import LINE, dress_losses, exits, first_exit, line_at, moving_plot
from helpers.explorers.regression_lab.run import START, RunExplorer
from helpers.explorers.words import amount, number, rate, signed
from helpers.stage import Slider, Stage
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


class TrainingExplorer(RunExplorer):
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

    LABEL = "left: the line at one step of training; right: the loss up to that step"

    def build(self, stage: Stage) -> dict[str, Slider]:
        """Draw the data and the best line, and make the run's line and its losses."""
        data, curve = stage.axes
        self.dress_data(data, "the line (dashed: the best one)")
        ends = np.array(data.get_xlim())
        data.plot(ends, line_at(self.bowl.minimum, ends), "--", color=GREY)
        dress_losses(curve, self.bowl, START, self.run.steps, title="loss so far (both axes logarithmic)")
        colour, _ = LINE[self.run.verdict]
        self._line = moving_plot(stage, data, color=colour, linewidth=2.5)
        self._losses = moving_plot(stage, curve, color=colour, linewidth=2)
        self._dot = moving_plot(stage, curve, "o", color=colour, markersize=8)
        self._exits = stage.moving(exits(curve))
        return {"step": Slider("step", value=0, min=0, max=self.run.losses.size - 1, step=1, playable=True)}

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

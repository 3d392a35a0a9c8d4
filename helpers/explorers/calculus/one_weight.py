"""Gradient descent on one weight, where the loss is a curve and the limit can be worked out by hand (notebook 02)."""

import math
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from helpers.explorers.base import Explorer
from helpers.explorers.charts import LINE, dress_losses, exits, first_exit, leave, moving_plot, rate_bands
from helpers.explorers.words import amount, growth, number
from helpers.maths.checks import as_count, as_number, as_vector
from helpers.maths.descent import QuadraticLoss, Run, Verdict
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import GREEN, GREY, INK

MEANING = {  # of a factor below 0, by the run's verdict
    Verdict.OVERSHOOTS: ", from one side to the other and nearer each time",
    Verdict.NEITHER: ", from one side to the other for ever: this rate is the limit 2/λ",
    Verdict.DIVERGES: ", from one side to the other and farther out each time, as at every rate above 2/λ = {limit}",
}


@dataclass(frozen=True)
class Walk:
    """A run on one weight, and the step that it is looked at.

    Attributes
    ----------
    run : Run
        All its steps.
    step : int
        The step looked at; 0 is the start.
    w, loss, slope : float
        The weight there, its loss, and how much the loss changes for each unit of w.

    Examples
    --------
    >>> explorer = OneWeightExplorer()
    >>> round(explorer.set(step=1).result.w, 6)
    0.4408
    >>> explorer.close()
    """

    run: Run
    step: int
    w: float
    loss: float
    slope: float


class OneWeightExplorer(Explorer):
    """Gradient descent on one weight: the walk on the curve of the loss, and the loss at each step.

    Parameters
    ----------
    x, y : array_like, shape (n,), optional
        One feature and its targets; the model is y = w · x.
    learning_rate : float, optional
        The rate to begin with.
    start : float, optional
        The weight that every run begins with.
    steps : int, optional
        How many steps every run takes, at least 2.

    Raises
    ------
    ValueError
        If the data is not two finite vectors of one length, an option is out of range, or the start is the minimum.

    Examples
    --------
    >>> explorer = OneWeightExplorer()
    >>> explorer
    OneWeightExplorer: rate 0.01, step 50: w 2.003628, loss 0.02, converges, limit 0.09091
    >>> explorer.set(learning_rate=0.1)
    OneWeightExplorer: rate 0.1, step 50: w -18,231.97, loss 3.66e+09, diverges at step 1, limit 0.09091
    >>> explorer.close()
    """

    def __init__(
        self,
        x: ArrayLike = (1, 2, 3, 4, 5),
        y: ArrayLike = (2.1, 3.9, 6.2, 7.8, 10.1),
        *,
        learning_rate: float = 0.01,
        start: float = 0.0,
        steps: int = 50,
    ) -> None:
        self.bowl = QuadraticLoss.from_data(as_vector("x", x)[:, np.newaxis], y)
        self.start, self.steps = as_number("start", start), as_count("steps", steps, least=2)
        if abs(start - self.bowl.minimum[0]) <= 1e-9 * max(1, abs(start)):
            raise ValueError(f"start is {start}, where the loss is least already; wanted a weight to walk from")
        stage = Stage("left: the walk on the curve of the loss; right: the loss at each step")
        curve, losses = stage.axes
        dress(curve, title="the walk from ■: its slope (dashed), its loss (bar)", xlabel="weight w", ylabel="loss")
        self._draw_curve(curve)
        dress_losses(losses, self.bowl, [start], steps, title="loss at each step (both axes logarithmic)")
        losses.texts[0].set(position=(-2, 4), va="bottom")  # above the start's loss: a slow run goes along under it
        losses.set_xlim(0, 1.15 * steps)
        self._bar = moving_plot(stage, curve, color=GREY, linewidth=7, solid_capstyle="butt")
        self._tangent = moving_plot(stage, curve, "--", color=GREEN, linewidth=2)
        self._walk = moving_plot(stage, curve, marker="o", markersize=4, linewidth=1.5)
        self._losses = moving_plot(stage, losses, linewidth=2)
        self._balls = [moving_plot(stage, axes, "o", markersize=11, markeredgecolor="white") for axes in stage.axes]
        self._exits = [stage.moving(exits(axes)) for axes in stage.axes]
        super().__init__(
            stage,
            learning_rate=self._rate_slider(learning_rate),
            step=Slider("step", value=steps, min=0, max=steps, step=1, playable=True),
        )

    def compute(self, learning_rate: float, step: float) -> Walk:
        """Run the descent at one rate and look at one step; a run that left the numbers stays at its last."""
        run = self.bowl.descend([self.start], learning_rate, self.steps)
        at = min(round(step), run.losses.size - 1)
        w = run.weights[at]
        return Walk(run, at, float(w[0]), float(run.losses[at]), float(self.bowl.gradient(w)[0]))

    def draw(self, result: Walk) -> None:
        """Lay the walk so far over the curve, and its losses over their axes."""
        curve, losses = self.stage.axes
        weights, heights = result.run.weights[: result.step + 1, 0], result.run.losses[: result.step + 1]
        inside, crossing = leave(curve, np.column_stack([weights, heights]))
        self._walk.set_data(*inside.T)
        self._exits[0].set_data(*crossing.T)
        self._losses.set_data(np.arange(heights.size), heights)
        reach = np.array([-0.12, 0.12]) * np.ptp(curve.get_xlim())
        self._tangent.set_data(result.w + reach, result.loss + result.slope * reach)
        self._bar.set_data([result.w, result.w], [0, result.loss])
        self._balls[0].set_data([result.w], [result.loss])
        self._balls[1].set_data([result.step], [result.loss])
        colour, dash = LINE[result.run.verdict]
        for line in (self._walk, self._losses):
            line.set(color=colour, linestyle=dash)
        for ball in self._balls:
            ball.set_markerfacecolor(colour)
        self._exits[1].set_data(*first_exit(losses, heights))

    def say(self, result: Walk) -> str:
        """Say where the walk stands, what became of it, and what one step does to the distance."""
        rate, curvature = result.run.learning_rate, self.bowl.curvatures[0]
        factor = 1 - rate * curvature
        meaning = MEANING.get(result.run.verdict, "") if factor < 0 else ""
        return (
            f"At a learning rate of {number(rate)} the run {result.run.verdict}{growth(result.run)}. "
            f"Step {result.step}: w = {number(result.w, 7)}, loss {amount(result.loss)}, slope {number(result.slope)}. "
            f"Each step multiplies the distance to the minimum by 1 - rate · λ = 1 - {number(rate)} · "
            f"{number(curvature)} = {number(factor)}{meaning.format(limit=number(self.bowl.limit, 6))}."
        )

    def state(self, result: Walk) -> str:
        """Give rate, step, weight, loss, verdict and limit."""
        at = f" at step {result.run.exceeded_at}" if result.run.exceeded_at else ""
        return (
            f"rate {number(result.run.learning_rate)}, step {result.step}: w {number(result.w, 7)}, loss "
            f"{amount(result.loss)}, {result.run.verdict}{at}, limit {number(self.bowl.limit)}"
        )

    def _draw_curve(self, axes: Axes) -> None:
        """Draw the loss over the weight, as far on the other side of the minimum as on the start's, and farther."""
        (minimum,) = self.bowl.minimum
        half = 1.75 * abs(self.start - minimum)
        weights = np.linspace(minimum - half, minimum + half, 200)
        heights = self.bowl.loss(weights[:, np.newaxis])
        axes.plot(weights, heights, color=INK, linewidth=1.5)
        axes.plot(minimum, self.bowl.least, "*", color="white", markeredgecolor=INK, markersize=13, zorder=5)
        axes.plot(self.start, self.bowl.loss([self.start]), "s", color=INK, markersize=8, zorder=5)
        axes.set(xlim=weights[[0, -1]], ylim=(-0.03 * heights.max(), 1.02 * heights.max()))

    def _rate_slider(self, learning_rate: float) -> Slider:
        """Build a slider over whole powers of ten, with the rate that lands in one step and the limit on its track."""
        limit, learning_rate = self.bowl.limit, as_number("learning_rate", learning_rate, above=0)
        low = 10.0 ** math.floor(math.log10(min(limit / 100, learning_rate)))
        high = 10.0 ** math.ceil(math.log10(max(limit * 10, learning_rate)))
        bands = rate_bands(self.bowl, [self.start], self.steps, low, high)
        marks = [(limit / 2, "1/λ"), (limit, "2/λ")]
        return Slider("learning rate", value=learning_rate, min=low, max=high, log=True, bands=bands, marks=marks)

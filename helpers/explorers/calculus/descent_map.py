"""Gradient descent over two weights: down a valley, into one of two, or off a saddle (notebook 02)."""

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch

from helpers.explorers.base import Explorer
from helpers.explorers.calculus.grounds import FIXED, Ground
from helpers.explorers.charts import (
    LEVEL,
    LINE,
    exits,
    first_exit,
    fog,
    fog_around,
    leave,
    moving_plot,
    rate_bands,
    weight_slider,
)
from helpers.explorers.controls import choice, fog_switch, one_of
from helpers.explorers.words import amount, growth, number
from helpers.maths.descent import LEAST, Run, Surface, Verdict, valley
from helpers.maths.optimizers import GradientDescent, optimize
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import GREEN, GREY, INK

NAMES = ("valley", *FIXED)
STEPS = 100
LIMITS = ((-3.2, 3.2), (-2.6, 2.6))  # of w₁ and w₂: in the shape of the axes, so that right angles look right
ARROW = 0.6  # how long the gradient's arrow is drawn
STARTS = ((-2.5, 2.5), (-2.0, 2.0))  # the gradient's arrow fits on the map from any of them
RATES = (1e-4, 10.0)  # the ends of the track: the limits of all conditions lie between
NEAR = 0.75  # a walk this near to a minimum or a saddle is there
NO_LIMIT = "The curvature differs from place to place, so no limit is promised: the verdict is the run's own."


@dataclass(frozen=True)
class Descent:
    """A walk on a surface.

    Attributes
    ----------
    name : {"valley", "two valleys", "saddle"}
        What the surface is called.
    surface : QuadraticLoss, TwoValleys or Saddle
        The surface.
    run : Run
        The walk.
    fog : bool
        Whether the map is hidden.

    Examples
    --------
    >>> explorer = DescentMapExplorer()
    >>> explorer.result.name, explorer.result.surface.limit
    ('valley', 0.2)
    >>> explorer.close()
    """

    name: str
    surface: Surface
    run: Run
    fog: bool


class DescentMapExplorer(Explorer):
    """Gradient descent over two weights: the walk on the map of a surface, and the loss at each step.

    Parameters
    ----------
    surface : {"valley", "two valleys", "saddle"}, optional
        The surface to begin with.
    learning_rate : float, optional
        The rate to begin with.
    condition : float, optional
        The valley's condition number to begin with, 1 to 1000.
    start : (float, float), optional
        Where the walk begins.

    Raises
    ------
    ValueError
        If there is no such surface.

    Examples
    --------
    >>> explorer = DescentMapExplorer()
    >>> explorer
    DescentMapExplorer: valley 10, rate 0.03, from (-2.5, 1): converges, loss 1.01
    >>> explorer.set(surface="two valleys", start_w1=2.5)
    DescentMapExplorer: two valleys, rate 0.03, from (2.5, 1): converges, loss 13.80
    >>> explorer.close()
    """

    def __init__(
        self,
        *,
        surface: str = "valley",
        learning_rate: float = 0.03,
        condition: float = 10.0,
        start: tuple[float, float] = (-2.5, 1.0),
    ) -> None:
        one_of("surface", surface, NAMES)
        stage = Stage("left: the walk on the map of the loss; right: the loss at each step")
        ground, curve = stage.axes
        dress(ground, title="the walk from ■, the gradient there →, minima ☆", xlabel="w₁", ylabel="w₂")
        ground.set(xlim=LIMITS[0], ylim=LIMITS[1], aspect="equal")
        ground.grid(visible=False)
        dress(curve, title="loss at each step (dashed: the start's)", xlabel="step", ylabel="loss")
        _dress_curve(curve)
        self._ground = Ground(stage, ground)
        self._fog = stage.moving(fog(ground))
        self._walk = moving_plot(stage, ground, marker="o", markersize=3.5, linewidth=1.2)
        arrow = FancyArrowPatch((0, 0), (1, 0), arrowstyle="-|>", mutation_scale=18, color=GREEN, linewidth=2.5)
        self._gradient = stage.moving(ground.add_patch(arrow))
        self._start = moving_plot(stage, ground, "s", color=INK, markersize=8)
        self._level = stage.moving(curve.axhline(**LEVEL))
        self._losses = moving_plot(stage, curve, linewidth=2)
        self._exits = [stage.moving(exits(axes)) for axes in stage.axes]
        super().__init__(
            stage,
            surface=choice("surface", NAMES, surface),
            learning_rate=Slider("learning rate", value=learning_rate, min=RATES[0], max=RATES[1], log=True),
            condition=Slider("valley condition", value=condition, min=1, max=1000, log=True),
            start_w1=weight_slider("start w₁", start[0], STARTS[0]),
            start_w2=weight_slider("start w₂", start[1], STARTS[1]),
            fog=fog_switch(),
        )

    def compute(
        self, surface: str, learning_rate: float, condition: float, start_w1: float, start_w2: float, fog: bool
    ) -> Descent:
        """Walk down the surface."""
        ground = FIXED.get(surface) or valley(condition)
        start = (start_w1, start_w2)
        if surface == "valley" and start_w2 != 0:
            return Descent(surface, ground, ground.descend(start, learning_rate, STEPS), fog)
        # the limit does not decide here, or the walk never leaves the valley's floor: the verdict is the loop's
        plain = GradientDescent(learning_rate)
        run = optimize(ground.loss, ground.gradient, start, plain, STEPS, least=ground.least)
        return Descent(surface, ground, run, fog)

    def draw(self, result: Descent) -> None:
        """Lay the surface, the fog and the walk over the map, and the losses over their axes."""
        ground, curve = self.stage.axes
        weights, losses = result.run.weights, result.run.losses
        self._ground.show(result.name, result.surface)
        self._draw_track(result)
        self._fog.set(path=fog_around(ground, weights[0]), visible=result.fog)
        gradient = result.surface.gradient(weights[0])
        self._gradient.set_visible(gradient.any())
        self._gradient.set_positions(weights[0], weights[0] + ARROW * gradient / (np.hypot(*gradient) or 1))
        self._start.set_data(*weights[:1].T)
        inside, crossing = leave(ground, weights)
        self._walk.set_data(*(inside if result.run.verdict is Verdict.DIVERGES else weights).T)
        self._level.set_ydata(losses[[0, 0]])
        self._losses.set_data(np.arange(losses.size), losses)
        colour, dash = LINE[result.run.verdict]
        for line in (self._walk, self._losses):
            line.set(color=colour, linestyle=dash)
        self._exits[0].set_data(*crossing.T)
        self._exits[1].set_data(*first_exit(curve, losses))

    def _draw_track(self, result: Descent) -> None:
        """Draw on the learning rate's track what the valley's curvature promises; nothing where it promises nothing."""
        rate, bands, marks = self.controls["learning_rate"], [], []
        if result.name == "valley":
            bands = [list(band) for band in rate_bands(result.surface, result.run.weights[0], STEPS, *RATES)]
            marks = [[result.surface.limit, f"limit {number(result.surface.limit)}"]]
        rate.bands, rate.marks = bands, marks

    def say(self, result: Descent) -> str:
        """Say what became of the run, where it ended, and what in the ground made it so."""
        run = result.run
        diverges = run.verdict is Verdict.DIVERGES
        end = growth(run) if diverges else f": after {STEPS} steps the loss is {amount(run.losses[-1])}"
        where = {"valley": _in_valley, "two valleys": _in_two_valleys, "saddle": _on_saddle}[result.name]
        return f"At a learning rate of {number(run.learning_rate)} the run {run.verdict}{end}. {where(result)}"

    def state(self, result: Descent) -> str:
        """Give surface, condition, rate, start, verdict and loss."""
        run = result.run
        condition = f" {number(result.surface.condition)}" if result.name == "valley" else ""
        at = f" at step {run.exceeded_at}" if run.verdict is Verdict.DIVERGES and run.exceeded_at else ""
        w1, w2 = (number(round(one, 2)) for one in run.weights[0])
        return (
            f"{result.name}{condition}, rate {number(run.learning_rate, 3)}, from ({w1}, {w2}): {run.verdict}{at}, "
            f"loss {amount(run.losses[-1])}{', fog' if result.fog else ''}"
        )


def _dress_curve(axes: Axes) -> None:
    """Set up the axes of the losses, and mark the least."""
    axes.set(xlim=(0, STEPS), ylim=(0.5, 1e4), yscale="log")
    axes.minorticks_off()
    axes.axhline(LEAST, color=GREY, linewidth=1)
    axes.annotate(
        "least loss", (STEPS, LEAST), (-2, -4),
        textcoords="offset points", ha="right", va="top", color=INK, fontsize=9,
    )  # fmt: skip


def _in_valley(result: Descent) -> str:
    """Say what the curvatures across and along the valley do to this rate."""
    curvature, limit = number(result.surface.curvatures[-1]), number(result.surface.limit)
    rate, diverges = result.run.learning_rate, result.run.verdict is Verdict.DIVERGES
    if rate > result.surface.limit and not diverges:
        return (
            f"It starts exactly on the valley's floor and never feels the curvature {curvature} across it. The least "
            f"push aside would send it away, as this rate is above 2 / {curvature} = {limit}."
        )
    across = f"Across the valley the curvature is {curvature}, so every rate above 2 / {curvature} = {limit} diverges"
    along = f"; along it the curvature is 1, so each step covers {number(100 * rate, 3)}% of the way that is left"
    return f"{across}{along if rate < 1 and not diverges else ''}."


def _in_two_valleys(result: Descent) -> str:
    """Say which of the two valleys the walk ended in."""
    deep, shallow = (number(loss) for loss in result.surface.loss(result.surface.minima))
    return {
        "left": f"It ended in the deep valley on the left; the shallow one on the right has {shallow} at best. ",
        "right": f"It ended in the shallow valley on the right, where the slope is 0 too; the deep one has {deep}. ",
        "saddle": "It is on the ridge between the valleys, where the slope is nearly 0. ",
        "away": "" if result.run.verdict is Verdict.DIVERGES else "It has not settled in either valley. ",
    }[_place(result, "left", "right")] + NO_LIMIT


def _on_saddle(result: Descent) -> str:
    """Say whether the walk lingers at the saddle, or how long it did before it escaped."""
    away = np.linalg.norm(result.run.weights - result.surface.saddle, axis=1)
    place, lingered = _place(result, "lower", "upper"), int((away < NEAR).sum())
    if place == "away":
        return ("" if result.run.verdict is Verdict.DIVERGES else "It has not settled anywhere. ") + NO_LIMIT
    if place != "saddle":
        before = (
            f"It lingered at the saddle for {lingered} steps and escaped"
            if lingered
            else "It passed by the saddle and went"
        )
        return f"{before} to the {place} minimum. {NO_LIMIT}"
    if result.run.weights[0, 1] == 0:
        return (
            "It started exactly on the ridge w₂ = 0 and stays on the saddle: the slope is 0 there, though the loss is "
            "not the least. The least push aside would let it escape."
        )
    return "It still lingers at the saddle: the slope there is nearly 0, which looks like a minimum and is not one."


def _place(result: Descent, first: str, second: str) -> str:
    """Name what the walk ended near to: the first or the second minimum, the "saddle", or nothing ("away")."""
    places = np.vstack([result.surface.minima, result.surface.saddle])
    away = np.linalg.norm(places - result.run.weights[-1], axis=1)
    return (first, second, "saddle")[int(away.argmin())] if away.min() < NEAR else "away"

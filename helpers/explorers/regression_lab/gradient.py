"""One step against the gradient, with the map in sight or in fog (notebook 05)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from helpers.explorers.base import Explorer
from helpers.explorers.charts import (
    Floats,
    chosen_rate,
    draw_map,
    exits,
    fog,
    fog_around,
    map_limits,
    moving_plot,
    to_edge,
    weight_slider,
)
from helpers.explorers.controls import fog_switch
from helpers.explorers.words import amount, number, rate
from helpers.maths.checks import LARGEST
from helpers.maths.descent import QuadraticLoss
from helpers.maths.regression import design_matrix
from helpers.stage import Stage, dress
from helpers.stage.style import BLUE, GREY, RED


@dataclass(frozen=True)
class Slope:
    """One place on the map: the loss, the two slopes there, and where one step leads.

    Attributes
    ----------
    here, there : numpy.ndarray, shape (2,)
        Slope and intercept before and after the step.
    loss, loss_there : float
        The loss at both; the second is not finite where the step leads too far away.
    gradient : numpy.ndarray, shape (2,)
        Loss units for each unit of slope and of intercept.
    fog : bool
        Whether the map is hidden.

    Examples
    --------
    >>> place = Slope(np.zeros(2), 9.0, np.array([-6.0, 0.0]), np.array([3.0, 0.0]), 0.0, fog=False)
    >>> place.there - place.here
    array([3., 0.])
    """

    here: Floats
    loss: float
    gradient: Floats
    there: Floats
    loss_there: float
    fog: bool


class GradientExplorer(Explorer):
    """One step against the gradient, with the map in sight or in fog.

    Parameters
    ----------
    x, y : array_like, shape (n,)
        One feature and its targets.
    learning_rate : float, optional
        The rate of the step; half the limit when omitted.

    Raises
    ------
    ValueError
        If the data is not two finite vectors of one length.

    Examples
    --------
    >>> explorer = GradientExplorer([30, 60, 90], [150, 250, 380], learning_rate=0.0001)
    >>> explorer
    GradientExplorer: slope 0, intercept 0, loss 76,466.67, gradient (-35,800, -520), fog off
    >>> explorer.close()
    """

    def __init__(self, x: ArrayLike, y: ArrayLike, *, learning_rate: float | None = None) -> None:
        self.bowl = QuadraticLoss.from_data(design_matrix(x), y)
        self.learning_rate = chosen_rate(learning_rate, self.bowl.limit / 2)
        self.limits = map_limits(self.bowl, (0, 0))
        stage = Stage("left: one step on the map of the loss; right: the loss along the slope, with its tangent")
        ground, cut = stage.axes
        dress(ground, title="one step against the gradient (☆ least)", xlabel="slope", ylabel="intercept")
        draw_map(ground, self.bowl, self.limits)
        dress(cut, title="the loss if only the slope changes, and its tangent", xlabel="slope", ylabel="loss")
        cut.set(xlim=self.limits[0], ylim=(0, 2.5 * float(self.bowl.loss([0, 0])) or 1.0))
        cut.yaxis.set_major_formatter("{x:,.0f}")
        self._fog = stage.moving(fog(ground))
        self._step = moving_plot(stage, ground, color=BLUE, linewidth=2.5)
        self._ends = [moving_plot(stage, ground, mark, color=BLUE, markersize=9) for mark in ("o", "D")]
        self._curve = moving_plot(stage, cut, color=GREY, linewidth=2)
        self._tangent = moving_plot(stage, cut, "--", color=RED, linewidth=2)
        self._dot = moving_plot(stage, cut, "o", color=BLUE, markersize=9)
        self._exits = [stage.moving(exits(axes)) for axes in stage.axes]
        super().__init__(
            stage,
            slope=weight_slider("slope", 0, self.limits[0]),
            intercept=weight_slider("intercept", 0, self.limits[1]),
            fog=fog_switch(),
        )

    def compute(self, slope: float, intercept: float, fog: bool) -> Slope:
        """Measure the two slopes and take one step."""
        here = np.array([slope, intercept])
        gradient = self.bowl.gradient(here)
        with np.errstate(over="ignore", invalid="ignore"):
            there = here - self.learning_rate * gradient
            loss, loss_there = float(self.bowl.loss(here)), float(self.bowl.loss(there))
        return Slope(here, loss, gradient, there, loss_there, fog)

    def draw(self, result: Slope) -> None:
        """Lay the step over the map, and the tangent over the cut."""
        ground, cut = self.stage.axes
        self._fog.set_path(fog_around(ground, result.here))
        self._fog.set_visible(result.fog)
        there = result.here - min(self.learning_rate, LARGEST) * result.gradient  # as far as can be drawn
        self._step.set_data(*np.array([result.here, there]).T)
        for mark, place in zip(self._ends, (result.here, there), strict=True):
            mark.set_data(*place[:, np.newaxis])
        slopes = np.linspace(*self.limits[0], 100)
        along = self.bowl.loss(np.column_stack([slopes, np.full(100, result.here[1])]))
        self._curve.set_data(slopes, along)
        self._curve.set_visible(not result.fog)
        self._tangent.set_data(slopes, result.loss + result.gradient[0] * (slopes - result.here[0]))
        self._dot.set_data([result.here[0]], [result.loss])
        self._exits[0].set_data(*to_edge(ground, *there[:, np.newaxis]))
        self._exits[1].set_data(*to_edge(cut, [result.here[0]], [result.loss]))

    def say(self, result: Slope) -> str:
        """Say both slopes and where the step leads."""
        by_slope, by_intercept = (number(one) for one in result.gradient)
        if np.isfinite(result.loss_there):
            slope, intercept = (number(one) for one in result.there)
            end = f"to slope {slope} and intercept {intercept}, where the loss is {amount(result.loss_there)}"
        else:
            end = "so far away that the loss there is too large for a 64-bit number"
        return (
            f"Right here the loss is {amount(result.loss)} and changes at a rate of {by_slope} for each unit of slope "
            f"and {by_intercept} for each unit of intercept; a step {rate(self.learning_rate)} times that, the other "
            f"way, leads {end}."
        )

    def state(self, result: Slope) -> str:
        """Give place, loss and gradient."""
        (slope, intercept), (by_slope, by_intercept) = result.here, result.gradient
        return (
            f"slope {number(slope)}, intercept {number(intercept)}, loss {amount(result.loss)}, "
            f"gradient ({number(by_slope)}, {number(by_intercept)}), fog {'on' if result.fog else 'off'}"
        )

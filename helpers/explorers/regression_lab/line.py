"""A line moved by hand (notebook 05)."""

from dataclasses import dataclass

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgba
from numpy.typing import ArrayLike

from helpers.explorers.base import Explorer
from helpers.explorers.charts import (
    Floats,
    draw_map,
    draw_points,
    line_at,
    map_limits,
    moving_plot,
    thinned,
    weight_slider,
)
from helpers.explorers.words import PRICE, SIZE, amount, counted, number, signed
from helpers.maths.checks import as_vector
from helpers.maths.descent import QuadraticLoss
from helpers.maths.regression import design_matrix
from helpers.stage import Stage, dress
from helpers.stage.style import BLUE, ORANGE

MOST_SQUARES = 20  # more of them lie over each other and cost time; a large data set shows every so manieth


@dataclass(frozen=True)
class Fit:
    """A line, its residuals and its loss.

    Attributes
    ----------
    slope, intercept : float
        The line, in units of y for each unit of x, and in units of y.
    residuals : numpy.ndarray, shape (n,)
        Prediction minus target.
    loss : float
        The mean of their squares.

    Examples
    --------
    >>> Fit(4.0, 20.0, np.array([-10.0, 0.0]), 50.0).loss
    50.0
    """

    slope: float
    intercept: float
    residuals: Floats
    loss: float


class LineExplorer(Explorer):
    """A line moved by hand: its squared errors on the data, and its place on the map of the loss.

    Parameters
    ----------
    x, y : array_like, shape (n,)
        One feature and its targets.
    slope, intercept : float, optional
        The line to begin with.
    x_label, y_label : str, optional
        What the data is, with units.

    Raises
    ------
    ValueError
        If the data is not two finite vectors of one length.

    Examples
    --------
    >>> explorer = LineExplorer([30, 60, 90], [150, 250, 380], slope=4, intercept=20)
    >>> explorer
    LineExplorer: slope 4, intercept 20, loss 66.67, residuals add up to 0
    >>> explorer.close()
    """

    def __init__(
        self,
        x: ArrayLike,
        y: ArrayLike,
        *,
        slope: float = 0.0,
        intercept: float = 0.0,
        x_label: str = SIZE,
        y_label: str = PRICE,
    ) -> None:
        self.x, self.y = as_vector("x", x), as_vector("y", y)
        self.bowl = QuadraticLoss.from_data(design_matrix(self.x), self.y)
        limits = map_limits(self.bowl, (0, self.y.mean()))
        stage = Stage(
            "left: the line, the data and the squared residuals; right: the line's place on the map of the loss"
        )
        data, ground = stage.axes
        some = "" if self.x.size <= MOST_SQUARES else "some of "
        dress(data, title=f"the line and {some}its squared residuals", xlabel=x_label, ylabel=y_label)
        draw_points(data, self.x, self.y)
        dress(ground, title="the same line on the map of the loss (☆ least)", xlabel="slope", ylabel="intercept")
        draw_map(ground, self.bowl, limits)
        self._squares = stage.moving(PolyCollection([], facecolor=to_rgba(ORANGE, 0.25), edgecolor=ORANGE, linewidth=1))
        data.add_collection(self._squares)
        self._line = moving_plot(stage, data, color=BLUE, linewidth=2)
        self._place = moving_plot(stage, ground, "o", color=BLUE, markersize=9)
        super().__init__(
            stage,
            slope=weight_slider("slope", slope, limits[0]),
            intercept=weight_slider("intercept", intercept, limits[1]),
        )

    def compute(self, slope: float, intercept: float) -> Fit:
        """Measure the line."""
        residuals = slope * self.x + intercept - self.y
        return Fit(slope, intercept, residuals, float(np.mean(residuals**2)))

    def draw(self, result: Fit) -> None:
        """Lay the line and its squares over the data."""
        axes = self._line.axes
        ends = np.array(axes.get_xlim())
        self._line.set_data(ends, line_at((result.slope, result.intercept), ends))
        self._place.set_data([result.slope], [result.intercept])
        x, residuals = thinned(self.x, result.residuals, most=MOST_SQUARES)
        across = np.ptp(ends) / np.ptp(axes.get_ylim()) * axes.bbox.height / axes.bbox.width  # x units for one y unit
        left, bottom = x, result.slope * x + result.intercept
        right, top = x - across * np.abs(residuals), bottom - residuals
        corners = [(left, bottom), (right, bottom), (right, top), (left, top)]
        self._squares.set_verts(np.array(corners).transpose(2, 0, 1))  # (n, 4 corners, 2)

    def say(self, result: Fit) -> str:
        """Say the line's loss, and that its residuals can cancel while their squares cannot."""
        return (
            f"The line {number(result.slope)} · x {signed(result.intercept)} has loss {amount(result.loss)}, "
            f"the average of {counted(self.x.size, 'square')}; the least is {amount(self.bowl.least)}. "
            f"Its residuals add up to {number(result.residuals.sum())}."
        )

    def state(self, result: Fit) -> str:
        """Give the line, its loss and the sum of its residuals."""
        return (
            f"slope {number(result.slope)}, intercept {number(result.intercept)}, loss {amount(result.loss)}, "
            f"residuals add up to {number(result.residuals.sum())}"
        )

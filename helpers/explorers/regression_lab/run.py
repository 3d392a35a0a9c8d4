"""What the explorers of one training run over data have in common (notebook 05)."""

from collections.abc import Mapping
from typing import ClassVar

import ipywidgets
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from helpers.explorers.base import Explorer
from helpers.explorers.charts import chosen_rate, draw_points
from helpers.explorers.words import PRICE, SIZE
from helpers.maths.checks import as_vector
from helpers.maths.descent import QuadraticLoss
from helpers.maths.regression import design_matrix
from helpers.stage import Stage, dress

START = (0.0, 0.0)


class RunExplorer(Explorer):
    """A training run over data, from slope 0 and intercept 0.

    A subclass says in `LABEL` what its picture is of, and with `build` makes the artists and the controls.

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

    Attributes
    ----------
    x, y : numpy.ndarray, shape (n,)
        The data.
    bowl : QuadraticLoss
        The loss of each line.
    run : Run
        What training makes of it.
    x_label, y_label : str
        As given.

    Raises
    ------
    ValueError
        If the data is not two finite vectors of one length, or an option is out of range.

    Examples
    --------
    >>> class LossExplorer(RunExplorer):
    ...     LABEL = "the data"
    ...     def build(self, stage):
    ...         self.dress_data(stage.axes[0], "the data")
    ...         return {}
    ...     def compute(self):
    ...         return self.run.losses[-1]
    ...     def draw(self, result):
    ...         pass
    ...     def say(self, result):
    ...         return f"The loss ends at {result:.0f}."
    ...     def state(self, result):
    ...         return f"loss {result:.0f}"
    >>> explorer = LossExplorer([30, 60, 90], [150, 250, 380], steps=10)
    >>> explorer
    LossExplorer: loss 178
    >>> explorer.close()
    """

    LABEL: ClassVar[str]

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
        self.x, self.y = as_vector("x", x), as_vector("y", y)
        self.x_label, self.y_label = x_label, y_label
        self.bowl = QuadraticLoss.from_data(design_matrix(self.x), self.y)
        self.run = self.bowl.descend(START, chosen_rate(learning_rate, self.bowl.limit / 2), steps)
        stage = Stage(self.LABEL)
        super().__init__(stage, **self.build(stage))

    def build(self, stage: Stage) -> Mapping[str, ipywidgets.Widget]:
        """Draw what stands still, make the artists that move, and return the controls by name."""
        raise NotImplementedError

    def dress_data(self, axes: Axes, title: str) -> None:
        """Draw the data on axes with its labels.

        Parameters
        ----------
        axes : matplotlib.axes.Axes
            Where to draw; its limits are set.
        title : str
            What is seen.
        """
        dress(axes, title=title, xlabel=self.x_label, ylabel=self.y_label)
        draw_points(axes, self.x, self.y)

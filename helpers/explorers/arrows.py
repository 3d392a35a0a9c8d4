"""Two arrows from the origin, a filled one and a hollow one: the vectors of notebook 01."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrow
from numpy.typing import ArrayLike

from helpers.stage import Stage


class Arrows:
    """A filled and a hollow arrow that turn about the origin.

    Parameters
    ----------
    stage : Stage
        The picture.
    axes : matplotlib.axes.Axes
        Where in it; its limits stay, and its aspect is equal.
    hues : (str, str)
        Their colours.
    width : float
        Of the shafts, in data units.
    head : float
        How long the heads are; an arrow that is shorter is all head.

    Examples
    --------
    >>> stage = Stage("two arrows", columns=1)
    >>> arrows = Arrows(stage, stage.axes[0], ("blue", "orange"), width=0.06, head=0.36)
    >>> arrows.aim([[1, 0], [0, 0]])
    >>> [arrow.get_visible() for arrow in arrows.arrows]
    [True, False]
    >>> stage.close()
    """

    def __init__(self, stage: Stage, axes: Axes, hues: tuple[str, str], *, width: float, head: float) -> None:
        filled, hollow = hues
        self.arrows = [
            stage.moving(
                axes.add_patch(FancyArrow(0, 0, 1, 1, width=width, length_includes_head=True, linewidth=1.4, **look))
            )
            for look in ({"color": filled}, {"facecolor": "white", "edgecolor": hollow})
        ]
        self._head = head

    def aim(self, tips: ArrayLike) -> None:
        """Point both arrows at their tips; one without length is hidden.

        Parameters
        ----------
        tips : array_like, shape (2, 2)
            The tips, in data units.
        """
        for arrow, (x, y) in zip(self.arrows, np.asarray(tips, dtype=float), strict=True):
            head = min(self._head, float(np.hypot(x, y)))
            arrow.set_data(dx=x, dy=y, head_length=head, head_width=0.8 * head)
            arrow.set_visible(head > 0)

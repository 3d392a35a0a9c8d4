"""The maps of the surfaces that notebook 02 walks on, as moving artists: the surface changes under the hand."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import EllipseCollection

from helpers.explorers.charts import GREYS, moving_plot
from helpers.maths.descent import LEAST, QuadraticLoss, Saddle, Surface, TwoValleys
from helpers.stage import Stage
from helpers.stage.style import GREY, INK

SHADES = np.linspace(*GREYS, 13).astype(str)  # from low ground to high
FIXED = {"two valleys": TwoValleys(), "saddle": Saddle()}  # the surfaces that no control changes


class Ground:
    """The map of one surface at a time, darker where it is lower, with stars on its minima.

    Parameters
    ----------
    stage : Stage
        The picture; what is drawn after the ground lies on it.
    axes : matplotlib.axes.Axes
        Where to draw; its limits stay.

    Examples
    --------
    >>> from helpers.maths.descent import valley
    >>> stage = Stage("a map", columns=1)
    >>> stage.axes[0].set(xlim=(-3, 3), ylim=(-2, 2)) and None
    >>> ground = Ground(stage, stage.axes[0])
    >>> ground.show("valley", valley(10))
    >>> ground.show("saddle", FIXED["saddle"])
    >>> stage.close()
    """

    def __init__(self, stage: Stage, axes: Axes) -> None:
        self._corner = axes.get_xlim()[1], axes.get_ylim()[1]
        self._ellipses = stage.moving(_ellipses(axes))
        self._contours = {name: [stage.moving(part) for part in _contours(axes, FIXED[name])] for name in FIXED}
        self._minima = moving_plot(stage, axes, "*", color="white", markeredgecolor=INK, markersize=13)

    def show(self, name: str, surface: Surface) -> None:
        """Show one surface and hide the others.

        Parameters
        ----------
        name : {"valley", "two valleys", "saddle"}
            What the surface is called.
        surface : QuadraticLoss, TwoValleys or Saddle
            The surface; a valley lies along w1 and has its minimum in the middle of the map.
        """
        for fixed, parts in self._contours.items():
            for part in parts:
                part.set_visible(fixed == name)
        self._ellipses.set_visible(name == "valley")
        if name == "valley":
            self._minima.set_data(*surface.minimum[:, np.newaxis])
            self._stretch(surface)
        else:
            self._minima.set_data(*surface.minima.T)

    def _stretch(self, valley: QuadraticLoss) -> None:
        """Give the ellipses the losses that equal ratios make, from the corner of the map down."""
        highest = valley.loss(self._corner) - valley.least
        levels = np.geomspace(highest, highest * 1e-4, len(SHADES))
        widths, heights = 2 * np.sqrt(2 * levels / valley.curvatures[:, np.newaxis])
        self._ellipses.set(widths=widths, heights=heights)


def _ellipses(axes: Axes) -> EllipseCollection:
    """Make the contours of a valley, the widest and lightest first."""
    ones = np.ones(len(SHADES))
    ellipses = EllipseCollection(
        ones, ones, 0 * ones, units="xy", offsets=np.zeros((ones.size, 2)), offset_transform=axes.transData,
        facecolors=SHADES[::-1], edgecolors=GREY, linewidths=0.5,
    )  # fmt: skip
    return axes.add_collection(ellipses, autolim=False)


def _contours(axes: Axes, surface: TwoValleys | Saddle) -> tuple:
    """Make the shaded contours of a surface that stays."""
    first, second = (np.linspace(*span, 120) for span in (axes.get_xlim(), axes.get_ylim()))
    loss = surface.loss(np.stack(np.meshgrid(first, second), axis=-1))
    levels = LEAST + (loss.max() - LEAST) * np.linspace(0, 1, len(SHADES) + 1) ** 2  # denser where the ground is flat
    shades = axes.contourf(first, second, loss, levels=levels, colors=SHADES)
    return shades, axes.contour(first, second, loss, levels=levels, colors=GREY, linewidths=0.5)

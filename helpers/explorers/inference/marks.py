"""Marks of the pictures of notebook 04: dots with a white edge, and spans with an end on either side."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers.explorers.charts import moving_plot
from helpers.stage import Stage


def moving_dot(stage: Stage, axes: Axes, marker: str, hue: str, size: float = 9, **look: Any) -> Line2D:
    """Make a mark with a white edge, drawn at every step and whole at the edge of the axes.

    Parameters
    ----------
    stage : Stage
        The picture.
    axes : matplotlib.axes.Axes
        Where in it.
    marker, hue : str
        Its shape and colour.
    size : float, optional
        How large it is.
    **look
        Other properties, as of `Axes.plot`.

    Returns
    -------
    matplotlib.lines.Line2D
        The mark; `set_data` gives it its place.

    Examples
    --------
    >>> stage = Stage("a dot", columns=1)
    >>> moving_dot(stage, stage.axes[0], "o", "#0072b2").get_markeredgecolor()
    'white'
    >>> stage.close()
    """
    edge = {"markeredgecolor": "white", "clip_on": False}
    return moving_plot(stage, axes, marker, color=hue, markersize=size, **edge | look)


def moving_span(stage: Stage, axes: Axes, hue: str, width: float = 3, height: float = 14) -> Line2D:
    """Make a span with a stroke at both ends, drawn at every step.

    Parameters
    ----------
    stage : Stage
        The picture.
    axes : matplotlib.axes.Axes
        Where in it.
    hue : str
        Its colour.
    width : float, optional
        How broad its line and strokes are, in points.
    height : float, optional
        How high its strokes are, in points.

    Returns
    -------
    matplotlib.lines.Line2D
        The span; `set_data` gives it its ends.

    Examples
    --------
    >>> stage = Stage("a span", columns=1)
    >>> moving_span(stage, stage.axes[0], "#0072b2").get_marker()
    '|'
    >>> stage.close()
    """
    return moving_plot(stage, axes, "|-", color=hue, linewidth=width, markersize=height, markeredgewidth=width)

"""The map of a loss over two weights, the fog over it, and the sliders that move about on it.

Notebooks 02 and 05 share these.
"""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import ArrayLike

from helpers.explorers.points import Floats
from helpers.maths.descent import QuadraticLoss
from helpers.stage import Slider
from helpers.stage.style import GREY, INK

Span = tuple[float, float]

GREYS = 0.62, 0.97  # of low ground and of high


def map_limits(bowl: QuadraticLoss, start: ArrayLike) -> tuple[Span, Span]:
    """Choose the part of the map that shows the start, the minimum and the valley between.

    Parameters
    ----------
    bowl : QuadraticLoss
        A loss over two weights.
    start : array_like, shape (2,)
        Where the runs begin.

    Returns
    -------
    (left, right), (bottom, top) : tuple of tuple of float
        Limits of the two weights, centred on the minimum.

    Examples
    --------
    >>> bowl = QuadraticLoss.from_data([[1, 0], [0, 1]], [2, 2])
    >>> [round(end, 9) for span in map_limits(bowl, [0, 0]) for end in span]
    [-0.8, 4.8, -0.8, 4.8]
    """
    bend = np.sqrt(np.diag(bowl.directions * bowl.curvatures @ bowl.directions.T))  # how much each weight matters
    gap = 1.4 * np.abs(np.asarray(start, dtype=float) - bowl.minimum)
    half = np.maximum(gap, np.divide(0.35 * (gap * bend).max(), bend, out=np.zeros(2), where=bend > 0))
    half = np.where(half > 1e-6 * np.abs(bowl.minimum), half, np.maximum(1.0, np.abs(bowl.minimum)))
    low, high = bowl.minimum - half, bowl.minimum + half
    return (float(low[0]), float(high[0])), (float(low[1]), float(high[1]))


def draw_map(axes: Axes, bowl: QuadraticLoss, limits: tuple[Span, Span]) -> None:
    """Draw the contours of a loss over two weights, darker where it is lower, and mark its minimum.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw; its limits are set.
    bowl : QuadraticLoss
        A loss over two weights.
    limits : tuple of tuple of float
        As returned by `map_limits`.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> draw_map(axes, QuadraticLoss.from_data([[1, 0], [0, 1]], [2, 2]), ((-1, 5), (-2, 6)))
    >>> [round(float(limit), 9) for limit in axes.get_ylim()]
    [-2.0, 6.0]
    """
    first, second = (np.linspace(*span, 120) for span in limits)
    excess = bowl.loss(np.stack(np.meshgrid(first, second), axis=-1)) - bowl.least
    shade(axes, first, second, excess)
    axes.plot(*bowl.minimum, "*", color="white", markeredgecolor=INK, markersize=13, zorder=5)
    axes.set(xlim=limits[0], ylim=limits[1])


def shade(axes: Axes, across: Floats, up: Floats, excess: Floats, *, lowest: float = 1e-5, count: int = 13) -> None:
    """Draw the contours of what lies above its least over a plane, darker where it is lower.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    across, up : numpy.ndarray, shape (n,) and (m,)
        The places, in data units.
    excess : numpy.ndarray, shape (m, n)
        How far above the least each place lies.
    lowest : float, optional
        The lowest contour, as a share of the highest place.
    count : int, optional
        How many contours there are, at equal ratios.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> shade(axes, np.arange(2.0), np.arange(2.0), np.array([[0.0, 1.0], [1.0, 2.0]]), count=3)
    >>> len(axes.collections)
    2
    """
    levels, greys = np.geomspace(excess.max() * lowest, excess.max(), count), np.linspace(*GREYS, count).astype(str)
    axes.contourf(across, up, excess, levels=levels, colors=greys, extend="min")
    axes.contour(across, up, excess, levels=levels, colors=GREY, linewidths=0.5)
    axes.grid(visible=False)


def weight_slider(label: str, value: float, span: Span) -> Slider:
    """Build the slider of one weight, in round steps.

    Parameters
    ----------
    label : str
        What the weight is called.
    value : float
        Where it begins.
    span : (float, float)
        The stretch of the map that it covers.

    Returns
    -------
    Slider
        About 200 to 2,000 steps wide, a little short of the map's edges.

    Examples
    --------
    >>> slider = weight_slider("slope", 0, (-1.567, 9.398))
    >>> slider.min, slider.max, slider.step
    (-1.56, 9.39, 0.01)
    """
    step = 10.0 ** np.floor(np.log10(np.ptp(span) / 200))
    low, high = np.ceil(span[0] / step) * step, np.floor(span[1] / step) * step
    return Slider(label, value=value, min=float(f"{low:.12g}"), max=float(f"{high:.12g}"), step=float(f"{step:.12g}"))


def fog(axes: Axes) -> PathPatch:
    """Make the fog over a map; `fog_around` gives its shape.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes with limits that stay.

    Returns
    -------
    matplotlib.patches.PathPatch
        Fog without a shape yet, for `Stage.moving`.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> fog(Figure().subplots()).get_path().vertices.size
    2
    """
    return axes.add_patch(PathPatch(Path([(0, 0)]), facecolor="#c9c9c9", edgecolor=GREY))


def fog_around(axes: Axes, here: ArrayLike) -> Path:
    """Cover a whole map but for a small round hole, as one path.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes with limits that stay.
    here : array_like, shape (2,)
        The middle of the hole, in data units.

    Returns
    -------
    matplotlib.path.Path
        The shape, for `PathPatch.set_path`.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> cover, hole = fog_around(Figure().subplots(), [0.5, 0.5]).to_polygons()
    >>> cover.min(axis=0), hole.min(axis=0).round(2)
    (array([0., 0.]), array([0.45, 0.44]))
    """
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    cover = Path([(left, bottom), (left, top), (right, top), (right, bottom), (left, bottom)], closed=True)
    hole = Path.unit_circle()
    radius = np.array([right - left, 1.2 * (top - bottom)]) / 20  # the axes are wider than high
    return Path.make_compound_path(cover, Path(hole.vertices * radius + here, hole.codes))

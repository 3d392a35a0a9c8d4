"""What leaves an explorer's fixed axes is marked where it does."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike

from helpers.explorers.points import Floats
from helpers.stage.style import RED


def to_edge(axes: Axes, x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    """Move the points that lie outside fixed axes to their edge, to be marked there.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes with limits that stay.
    x, y : array_like, shape (n,)
        Points in data units.

    Returns
    -------
    x, y : numpy.ndarray, shape (m,)
        Only the m points that were outside, now on the nearest edge.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> to_edge(axes, [0.5, 0.5], [0.5, 9])
    (array([0.5]), array([1.]))
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    inside_x, inside_y = x.clip(*sorted(axes.get_xlim())), y.clip(*sorted(axes.get_ylim()))
    outside = (inside_x != x) | (inside_y != y)
    return inside_x[outside], inside_y[outside]


def leave(axes: Axes, walk: Floats) -> tuple[Floats, Floats]:
    """Follow a walk over a map as far as the map's edge.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes with limits that stay.
    walk : numpy.ndarray, shape (n, 2)
        Points in data units, in their order; the first lies inside.

    Returns
    -------
    inside : numpy.ndarray, shape (m, 2)
        All points before the first one outside, and where the walk crosses the edge; the whole walk if it stays.
    crossing : numpy.ndarray, shape (0, 2) or (1, 2)
        That place on the edge, if there is one, to be marked.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> leave(Figure().subplots(), np.array([[0.5, 0.5], [0.5, 4.5], [0.5, -70]]))
    (array([[0.5, 0.5],
           [0.5, 1. ]]), array([[0.5, 1. ]]))
    """
    low, high = np.transpose([axes.get_xlim(), axes.get_ylim()])
    outside = ((walk < low) | (walk > high)).any(axis=1)
    if not outside.any():
        return walk, walk[:0]
    first = int(outside.argmax())
    last, move = walk[first - 1], walk[first] - walk[first - 1]
    room = np.where(move > 0, high, low) - last
    with np.errstate(over="ignore"):  # along a weight that hardly moves the edge is infinitely far
        share = np.min(room[move != 0] / move[move != 0])  # of the move that is still inside
    crossing = (last + share * move)[np.newaxis]
    return np.vstack([walk[:first], crossing]), crossing


def first_exit(axes: Axes, heights: ArrayLike) -> tuple[Floats, Floats]:
    """Find where a curve over steps 0, 1, 2, ... first leaves fixed axes.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes with limits that stay.
    heights : array_like, shape (n,)
        The curve's height at each step.

    Returns
    -------
    x, y : numpy.ndarray, shape (0,) or (1,)
        That place on the edge, if there is one.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> axes.set(xlim=(0, 5), ylim=(0, 1)) and first_exit(axes, [0.5, 2, 4])
    (array([1.]), array([1.]))
    """
    x, y = to_edge(axes, np.arange(np.size(heights)), heights)
    return x[:1], y[:1]


def exits(axes: Axes) -> Line2D:
    """Make the crosses that stand at the edge where something leaves the axes; `to_edge` gives their places.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes with limits that stay.

    Returns
    -------
    matplotlib.lines.Line2D
        Crosses without data yet, for `Stage.moving`.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> exits(Figure().subplots()).get_marker()
    'X'
    """
    return axes.plot([], [], "X", color=RED, markersize=8, clip_on=False)[0]

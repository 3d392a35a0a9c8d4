"""Data on an explorer's axes: its points, and a line through them."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from helpers.stage.style import INK

MOST_POINTS = 500  # more points than this are thinned for the picture; the mathematics uses all of them

Floats = NDArray[np.float64]


def draw_points(axes: Axes, x: Floats, y: Floats) -> None:
    """Draw the data, with room around it and x = 0 in sight where that is near.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw; its limits are set.
    x, y : numpy.ndarray, shape (n,)
        The data.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> draw_points(axes, np.array([30.0, 110.0]), np.array([150.0, 450.0]))
    >>> [round(float(limit), 9) for limit in (*axes.get_xlim(), *axes.get_ylim())]
    [0.0, 150.0, 0.0, 600.0]
    """
    axes.plot(*thinned(x, y), "o", color=INK, markersize=5 if x.size < 100 else 3, zorder=3)
    reach = max(np.ptp(x), 1e-12)
    left = 0.0 if 0 <= x.min() < 2 * reach else x.min() - 0.2 * reach
    room = 0.25 * max(np.ptp(y), 1e-12)
    axes.set(
        xlim=(left, x.max() + 0.5 * reach),
        ylim=(min(y.min() - room, 0 if y.min() >= 0 else np.inf), y.max() + 2 * room),
    )


def thinned(x: Floats, y: Floats, most: int = MOST_POINTS) -> tuple[Floats, Floats]:
    """Return evenly chosen points, at most `most` of them.

    Parameters
    ----------
    x, y : numpy.ndarray, shape (n,)
        The data.
    most : int, optional
        How many points the picture bears.

    Returns
    -------
    x, y : numpy.ndarray, shape (m,)
        All of it, or every so manieth point.

    Examples
    --------
    >>> thinned(np.arange(2000), np.arange(2000))[0][:3]
    array([0, 4, 8])
    """
    every = -(-x.size // most)
    return x[::every], y[::every]


def line_at(weights: ArrayLike, x: ArrayLike) -> Floats:
    """Read a line at one or many x.

    Parameters
    ----------
    weights : array_like, shape (2,)
        Slope and intercept.
    x : array_like, shape (...)
        Where to read it.

    Returns
    -------
    numpy.ndarray, shape (...)
        The heights.

    Examples
    --------
    >>> line_at([4, 20], [0, 10])
    array([20., 60.])
    """
    slope, intercept = np.asarray(weights, dtype=float)
    return slope * np.asarray(x, dtype=float) + intercept

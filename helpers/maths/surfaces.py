"""Losses over two weights whose shape can be written down: a valley, two valleys with a ridge between, a saddle.

Notebook 02 (calculus) walks on them. None goes below `LEAST`: as with real data, the best weights leave some loss.
Legend: `w` weights, shape (..., 2); w1 and w2 are `w[..., 0]` and `w[..., 1]`.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.quadratic import QuadraticLoss
from helpers.maths.validate import as_number, as_vector

Array = NDArray[np.float64]

LEAST = 1.0  # the smallest loss of every surface


def valley(condition: float, minimum: ArrayLike = (0.0, 0.0)) -> QuadraticLoss:
    """Build a valley along w1: 1 + (w1² + condition · w2²) / 2, moved to its minimum.

    Parameters
    ----------
    condition : float
        The condition number, 1 or more: how many times more the ground bends across the valley than along it.
    minimum : array_like, shape (2,), optional
        Where the valley is lowest.

    Returns
    -------
    QuadraticLoss
        Curvature 1 along the valley, `condition` across it.

    Raises
    ------
    ValueError
        If `condition` is not a finite number of at least 1, or `minimum` is not two finite numbers.

    Examples
    --------
    >>> narrow = valley(10)
    >>> float(narrow.loss([2, 1])), narrow.gradient([2, 1]), narrow.limit
    (8.0, array([ 2., 10.]), 0.2)
    """
    if as_number("condition", condition) < 1:
        raise ValueError(f"condition is {condition}; wanted a number of at least 1")
    return QuadraticLoss(as_vector("minimum", minimum, 2), LEAST, np.array([1.0, float(condition)]), np.eye(2))


class TwoValleys:
    """A deep valley on the left and a shallow one on the right, with a ridge between them.

    The loss is w1⁴ - 0.4 · w1³ - 8 · w1² + 4.8 · w1 + 8 · w2² + 23.4: its slope along w1 is 0 at -2, 0.3 and 2.

    Attributes
    ----------
    least : float
        The loss at the deep minimum.
    minima : numpy.ndarray, shape (2, 2)
        The deep minimum and the shallow one, one a row.
    saddle : numpy.ndarray, shape (2,)
        The lowest point of the ridge: the slope is 0 there too.

    Examples
    --------
    >>> surface = TwoValleys()
    >>> surface.minima.tolist(), surface.loss(surface.minima).round(9)
    ([[-2.0, 0.0], [2.0, 0.0]], array([ 1. , 13.8]))
    >>> surface.gradient([0, 1])
    array([ 4.8, 16. ])
    """

    least = LEAST
    minima = np.array([[-2.0, 0.0], [2.0, 0.0]])
    saddle = np.array([0.3, 0.0])

    def loss(self, w: ArrayLike) -> Array:
        """Evaluate the loss at one or many positions, shape (..., 2) to (...)."""
        w1, w2 = _weights(w)
        return w1**4 - 0.4 * w1**3 - 8 * w1**2 + 4.8 * w1 + 8 * w2**2 + 22.4 + LEAST

    def gradient(self, w: ArrayLike) -> Array:
        """Evaluate the slopes along w1 and w2 at one or many positions, shape (..., 2) to (..., 2)."""
        w1, w2 = _weights(w)
        return np.stack([4 * (w1**2 - 4) * (w1 - 0.3), 16 * w2], axis=-1)


class Saddle:
    """A saddle in the middle: the ground rises to the left and right of it and falls in front and behind.

    The loss is (w2² - 4)² + 8 · w1² + 1. The falling ground leads to two minima of the same loss.

    Attributes
    ----------
    least : float
        The loss at both minima.
    minima : numpy.ndarray, shape (2, 2)
        The lower and the upper minimum on the map, one a row.
    saddle : numpy.ndarray, shape (2,)
        Where the slope is 0 and the loss is not least.

    Examples
    --------
    >>> surface = Saddle()
    >>> float(surface.loss(surface.saddle)), surface.loss(surface.minima), surface.gradient([1, 1])
    (17.0, array([1., 1.]), array([ 16., -12.]))
    """

    least = LEAST
    minima = np.array([[0.0, -2.0], [0.0, 2.0]])
    saddle = np.array([0.0, 0.0])

    def loss(self, w: ArrayLike) -> Array:
        """Evaluate the loss at one or many positions, shape (..., 2) to (...)."""
        w1, w2 = _weights(w)
        return (w2**2 - 4) ** 2 + 8 * w1**2 + LEAST

    def gradient(self, w: ArrayLike) -> Array:
        """Evaluate the slopes along w1 and w2 at one or many positions, shape (..., 2) to (..., 2)."""
        w1, w2 = _weights(w)
        return np.stack([16 * w1, 4 * w2 * (w2**2 - 4)], axis=-1)


Surface = QuadraticLoss | TwoValleys | Saddle


def _weights(w: ArrayLike) -> tuple[Array, Array]:
    w = np.asarray(w, dtype=float)
    if w.shape[-1:] != (2,):
        raise ValueError(f"w has shape {w.shape}; wanted two weights, shape (..., 2)")
    return w[..., 0], w[..., 1]

"""Vectors: their dot product, how long they are, and how far apart.

Notebook 01 (linear algebra) meets each idea as an arrow first and as a list of numbers next.
Legend: a and b are vectors of d numbers each; a · b is their dot product, |a| the length of a.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.validate import as_vector

Floats = NDArray[np.float64]


def dot(a: ArrayLike, b: ArrayLike) -> float:
    """Multiply two vectors element by element, and add the products.

    Parameters
    ----------
    a, b : array_like, shape (d,)
        Any two vectors.

    Returns
    -------
    float
        Above 0 if the angle between them is under 90 degrees, 0 at 90 degrees, below 0 beyond.

    Raises
    ------
    ValueError
        If a and b are not finite vectors of one length, or their product is too large for a 64-bit number.

    Examples
    --------
    >>> dot([2, 1, 0], [3, 1, 4])
    7.0
    """
    a, b = as_pair(a, b)
    with np.errstate(over="ignore", invalid="ignore"):
        return _as_fitting("a · b", (a * b).sum())


def norm(a: ArrayLike, order: float = 2) -> float:
    """Measure the length of a vector.

    Parameters
    ----------
    a : array_like, shape (d,)
        Any vector.
    order : {2, 1, inf}, optional
        2: the root of the sum of squares, as the crow flies. 1: the sum of sizes, as a taxi drives along the streets.
        inf: the largest size.

    Returns
    -------
    float
        The length, 0 or more, in the unit of a.

    Raises
    ------
    ValueError
        If a is not a finite vector, there is no such order, or the length is too large for a 64-bit number.

    Examples
    --------
    >>> norm([3, -4]), norm([3, -4], order=1), norm([3, -4], order=np.inf)
    (5.0, 7.0, 4.0)
    """
    sizes = np.abs(as_vector("a", a))
    if order not in (1, 2, np.inf):
        raise ValueError(f"order is {order!r}; wanted 1, 2 or inf")
    if order == np.inf:
        return float(sizes.max())
    with np.errstate(over="ignore"):
        return _as_fitting(f"the norm of order {order:g}", sizes.sum() if order == 1 else _length(sizes))


def euclidean_distance(a: ArrayLike, b: ArrayLike) -> float:
    """Measure how far apart the tips of two vectors are: |a - b|.

    Parameters
    ----------
    a, b : array_like, shape (d,)
        Any two vectors.

    Returns
    -------
    float
        The distance, 0 or more, in the unit of a and b.

    Raises
    ------
    ValueError
        If a and b are not finite vectors of one length, or too far apart for a 64-bit number.

    Examples
    --------
    >>> euclidean_distance([1, 1], [4, 5])
    5.0
    """
    a, b = as_pair(a, b)
    with np.errstate(over="ignore", invalid="ignore"):
        return _as_fitting("the distance of a and b", _length(a - b))


def as_pair(a: ArrayLike, b: ArrayLike) -> tuple[Floats, Floats]:
    """Return two vectors of one length.

    Parameters
    ----------
    a, b : array_like, shape (d,)
        Any two vectors.

    Returns
    -------
    a, b : numpy.ndarray, shape (d,)
        The same numbers as float64.

    Raises
    ------
    ValueError
        If a and b are not finite vectors of one length.

    Examples
    --------
    >>> as_pair([1, 2], [3, 4])
    (array([1., 2.]), array([3., 4.]))
    """
    a = as_vector("a", a)
    return a, as_vector("b", b, length=a.size)


def _length(a: Floats) -> np.float64:
    power = np.frexp(np.abs(a).max())[1]
    return np.ldexp(np.sqrt((np.ldexp(a, -power) ** 2).sum()), power)


def _as_fitting(name: str, value: np.float64) -> float:
    if not np.isfinite(value):
        raise ValueError(f"{name} is too large for a 64-bit number; wanted smaller numbers")
    return float(value)

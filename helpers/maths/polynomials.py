"""A curve, and polynomials that look for it: what turns measured points into the fitted polynomial.

Notebook 04 (statistics) takes their loss apart with `helpers.maths.bias_variance`. In the code:

- x: places from -1 to 1, the same in every sample, in the middle of as many equal parts
- curve: what there is to find, sin(3 x + 1)
- degree: of the polynomial, which has degree + 1 weights

Polynomials are fitted in Legendre's basis: powers up to 15 would be too nearly collinear.
"""

import numpy as np
from numpy.polynomial.legendre import legvander
from numpy.typing import ArrayLike, NDArray

from helpers.maths.validate import as_count

Floats = NDArray[np.float64]

MOST_DEGREE = 15


def curve(x: ArrayLike) -> Floats:
    """Return the curve that is to be found.

    Parameters
    ----------
    x : array_like
        Places from -1 to 1.

    Returns
    -------
    numpy.ndarray
        The heights, of the same shape.

    Examples
    --------
    >>> curve([-1, 0, 1]).round(3)
    array([-0.909,  0.841, -0.757])
    """
    return np.sin(3 * np.asarray(x, dtype=float) + 1)


def places(size: int) -> Floats:
    """Return where a sample is measured.

    Parameters
    ----------
    size : int
        How many points it has.

    Returns
    -------
    numpy.ndarray, shape (size,)
        The middles of equal parts of -1 to 1.

    Examples
    --------
    >>> places(4)
    array([-0.75, -0.25,  0.25,  0.75])
    """
    return (2 * np.arange(size) + 1) / size - 1


def solver(degree: int, size: int) -> Floats:
    """Return the matrix that turns measured y into the weights of the fitted polynomial.

    Parameters
    ----------
    degree : int
        Of the polynomial, 0 to 15.
    size : int
        How many points are fitted, at least 2.

    Returns
    -------
    numpy.ndarray, shape (degree + 1, size)
        With more weights than points many polynomials go through all of them; it is the one of the smallest weights.

    Raises
    ------
    ValueError
        If the degree is not a whole number from 0 to 15, or the size not one from 2 up.

    Examples
    --------
    >>> solver(0, 4)  # the mean
    array([[0.25, 0.25, 0.25, 0.25]])
    """
    if as_count("degree", degree, least=0) > MOST_DEGREE:
        raise ValueError(f"degree is {degree}; wanted a whole number from 0 to {MOST_DEGREE}")
    return np.linalg.pinv(legvander(places(as_count("size", size, least=2)), degree))


def smoother(degree: int, size: int, at: ArrayLike) -> Floats:
    """Return the matrix that turns measured y into the fitted polynomial.

    Parameters
    ----------
    degree, size : int
        As `solver` takes them.
    at : array_like, shape (m,)
        Where the polynomial is read.

    Returns
    -------
    numpy.ndarray, shape (m, size)
        Each row holds how much each measured y counts there; their sum is 1 up to rounding.

    Raises
    ------
    ValueError
        As `solver` does.

    Examples
    --------
    >>> smoother(0, 4, at=[0.5])
    array([[0.25, 0.25, 0.25, 0.25]])
    >>> smoother(1, 2, at=[-0.5, 0.0, 1.5]).round(9) + 0.0
    array([[ 1. ,  0. ],
           [ 0.5,  0.5],
           [-1. ,  2. ]])
    """
    solve = solver(degree, size)
    return legvander(np.asarray(at, dtype=float), degree) @ solve

"""Matrices: one times a vector by hand, and those that turn, stretch and lean the plane.

Notebook 01 (linear algebra) multiplies with loops first, and then moves a grid.
Legend: A is a matrix of m rows and n columns; x a vector of n numbers, a column that A moves to A @ x.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import cosdg, sindg

from helpers.maths.validate import LARGEST, as_matrix, as_number, as_vector

Floats = NDArray[np.float64]


def matvec(A: ArrayLike, x: ArrayLike) -> Floats:
    """Multiply a matrix by a vector: the dot product of each row with the vector.

    Parameters
    ----------
    A : array_like, shape (m, n)
        Any matrix.
    x : array_like, shape (n,)
        As many numbers as A has columns.

    Returns
    -------
    numpy.ndarray, shape (m,)
        One dot product a row.

    Raises
    ------
    ValueError
        If A is no finite matrix, x no finite vector, or their sizes do not fit.

    Examples
    --------
    >>> matvec([[1, 2, 3], [4, 5, 6]], [1, 0, 2])
    array([ 7., 16.])
    """
    A, x = as_matrix("A", A, most=LARGEST), as_vector("x", x, most=LARGEST)
    if A.shape[1] != x.size:
        sizes = f"{A.shape[1]} and {x.size}"
        raise ValueError(
            f"A has shape {A.shape} and x has shape {x.shape}: the inner sizes are {sizes}; wanted equal ones"
        )
    return np.array([_row_times(row, x) for row in A])


def rotation(degrees: float) -> Floats:
    """Build the matrix that turns the plane around the origin.

    Parameters
    ----------
    degrees : float
        The angle in degrees, counter-clockwise.

    Returns
    -------
    numpy.ndarray, shape (2, 2)
        Its columns are where the two unit vectors go; exact at quarter turns.

    Raises
    ------
    ValueError
        If the angle is not a finite number.

    Examples
    --------
    >>> rotation(90) @ [1, 0], rotation(30).round(3)
    (array([0., 1.]), array([[ 0.866, -0.5  ],
                             [ 0.5  ,  0.866]]))
    """
    turn = as_number("degrees", degrees) % 360
    cosine, sine = cosdg(turn), sindg(turn)
    return np.array([[cosine, -sine], [sine, cosine]]) + 0.0  # + 0.0 makes -0 a 0


def stretch(x: float, y: float) -> Floats:
    """Build the matrix that stretches the plane along its two axes.

    Parameters
    ----------
    x, y : float
        How many times as long everything gets along each axis; below 0 it is mirrored as well, 0 presses it flat.

    Returns
    -------
    numpy.ndarray, shape (2, 2)
        The two factors on the diagonal.

    Raises
    ------
    ValueError
        If a factor is not a finite number.

    Examples
    --------
    >>> stretch(2, 0.5) @ [3, 4]
    array([6., 2.])
    """
    return np.diag([as_number("x", x), as_number("y", y)])


def shear(k: float) -> Floats:
    """Build the matrix that pushes everything sideways, the farther the higher up it is.

    Parameters
    ----------
    k : float
        How far to the right for each unit up.

    Returns
    -------
    numpy.ndarray, shape (2, 2)
        Level lines stay where they are, upright ones lean.

    Raises
    ------
    ValueError
        If k is not a finite number.

    Examples
    --------
    >>> shear(1) @ [1, 0], shear(1) @ [1, 2]
    (array([1., 0.]), array([3., 2.]))
    """
    return np.array([[1.0, as_number("k", k)], [0.0, 1.0]])


def _row_times(row: Floats, column: Floats) -> float:
    """Add up the products of two rows of numbers."""
    total = 0.0
    for left, right in zip(row, column, strict=True):
        total += left * right
    return total

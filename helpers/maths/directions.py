"""Directions: the angle between two vectors, and the shadow of one on the line along the other.

Notebook 01 (linear algebra) meets each idea as an arrow first and as a list of numbers next.
Legend: a and b are vectors of d numbers each; a · b is their dot product, |a| the length of a.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.vectors import as_pair, dot, norm

Floats = NDArray[np.float64]


def cosine_similarity(a: ArrayLike, b: ArrayLike) -> float:
    """Compare the directions of two vectors, whatever their lengths: a · b / (|a| |b|).

    Parameters
    ----------
    a, b : array_like, shape (d,)
        Any two vectors that are not all zeros.

    Returns
    -------
    float
        The cosine of the angle between them: 1 for the same direction, 0 for a right angle, -1 for opposite ones.

    Raises
    ------
    ValueError
        If a and b are not finite vectors of one length, or one is all zeros and so has no direction.

    Examples
    --------
    >>> round(cosine_similarity([1, 2, 3], [1, 0, 1]), 4)
    0.7559
    >>> cosine_similarity([1, 2, 0], [2, 4, 0])
    0.9999999999999998
    """
    a, b = (_scaled(vector) for vector in _as_directions(a, b))
    cosine = (a * b).sum() / (norm(a) * norm(b))
    return float(cosine.clip(-1, 1))


def angle(a: ArrayLike, b: ArrayLike) -> float:
    """Measure the angle between two vectors.

    The arccosine of the cosine loses half its digits near 0 and 180 degrees; the sum and the difference of the two
    directions, which are the diagonals of a rhombus, lose none.

    Parameters
    ----------
    a, b : array_like, shape (d,)
        Any two vectors that are not all zeros.

    Returns
    -------
    float
        The angle in degrees, 0 to 180.

    Raises
    ------
    ValueError
        If a and b are not finite vectors of one length, or one is all zeros and so has no direction.

    References
    ----------
    Kahan (2006), How Futile are Mindless Assessments of Roundoff in Floating-Point Computation?, section 12.

    Examples
    --------
    >>> angle([1, 0], [0, 3]), round(angle([10, 0], [1, 9]), 1)
    (90.0, 83.7)
    """
    a, b = (_direction(vector) for vector in _as_directions(a, b))
    return float(np.degrees(2 * np.arctan2(norm(a - b), norm(a + b))))


def projection(a: ArrayLike, b: ArrayLike) -> Floats:
    """Cast the shadow of a on the line along b.

    Parameters
    ----------
    a, b : array_like, shape (d,)
        Any two vectors; b is not all zeros.

    Returns
    -------
    numpy.ndarray, shape (d,)
        The point of that line that is nearest to a.

    Raises
    ------
    ValueError
        If a and b are not finite vectors of one length, or b is all zeros and so has no direction.

    Examples
    --------
    >>> projection([3, 1], [2, 0])
    array([3., 0.])
    """
    a, b = as_pair(a, b)
    return projection_length(a, b) * _direction(as_direction("b", b))


def projection_length(a: ArrayLike, b: ArrayLike) -> float:
    """Measure the shadow of a on the line along b: a · b / |b|.

    It is a · b itself only if b has length 1.

    Parameters
    ----------
    a, b : array_like, shape (d,)
        Any two vectors; b is not all zeros.

    Returns
    -------
    float
        The shadow's length in the unit of a; below 0 if it falls on the side away from b.

    Raises
    ------
    ValueError
        If a and b are not finite vectors of one length, or b is all zeros and so has no direction.

    Examples
    --------
    >>> projection_length([3, 1], [2, 0]), projection_length([3, 1], [-2, 0])
    (3.0, -3.0)
    """
    a, b = as_pair(a, b)
    return dot(a, _direction(as_direction("b", b)))


def as_direction(name: str, vector: Floats) -> Floats:
    """Return a vector that has a direction.

    Parameters
    ----------
    name : str
        What the vector is called in the error message.
    vector : numpy.ndarray, shape (d,)
        A finite vector.

    Returns
    -------
    numpy.ndarray, shape (d,)
        The same vector.

    Raises
    ------
    ValueError
        If it is all zeros.

    Examples
    --------
    >>> as_direction("b", np.array([0.0, 2.0]))
    array([0., 2.])
    """
    if not vector.any():
        raise ValueError(f"{name} is all zeros and has no direction; wanted at least one number other than 0")
    return vector


def _scaled(a: Floats) -> Floats:
    """Divide by a power of two, which rounds nothing, until the largest size is 1/2 to 1 and its square is safe."""
    return np.ldexp(a, -np.frexp(np.abs(a).max())[1])


def _direction(a: Floats) -> Floats:
    """Shrink or stretch a vector to length 1."""
    a = _scaled(a)
    return a / norm(a)


def _as_directions(a: ArrayLike, b: ArrayLike) -> tuple[Floats, Floats]:
    a, b = as_pair(a, b)
    return as_direction("a", a), as_direction("b", b)

"""Ranks that equally good ones share, and vectors turned into a plane where their ranking can be seen.

Notebook 01 (linear algebra) shows documents and a query so.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.directions import angle
from helpers.maths.validate import as_matrix, as_number, as_vector
from helpers.maths.vectors import norm


def shared_ranks(scores: ArrayLike, rounding: float = 0.0) -> NDArray[np.intp]:
    """Rank scores, the highest first; those that differ by no more than rounding share a rank.

    Parameters
    ----------
    scores : array_like, shape (n,)
        Any numbers.
    rounding : float, optional
        By how much equal ones may differ, 0 or more, in the scores' unit.

    Returns
    -------
    numpy.ndarray of int, shape (n,)
        1 and how many are better.

    Raises
    ------
    ValueError
        If the scores are not a finite vector, or rounding is below 0.

    Examples
    --------
    >>> shared_ranks([2, 5, 4.2, 5])
    array([4, 1, 3, 1])
    """
    scores = as_vector("scores", scores)
    if as_number("rounding", rounding) < 0:
        raise ValueError(f"rounding is {rounding}; wanted a number from 0 up")
    return 1 + (scores - scores[:, np.newaxis] > rounding).sum(axis=1)


def seen_from(query: ArrayLike, vectors: ArrayLike) -> NDArray[np.float64]:
    """Turn vectors into a plane, each at its true length and at its true angle to the query.

    Parameters
    ----------
    query : array_like, shape (d,)
        Lies along the plane's first axis; not all zeros.
    vectors : array_like, shape (n, d)
        One in each row, none of them all zeros.

    Returns
    -------
    numpy.ndarray, shape (n, 2)
        Their places, along the query and away from it. Lengths, and angles, dot products and distances to the query
        are kept; what lies between two vectors is not.

    Raises
    ------
    ValueError
        If query and vectors differ in length, or one is all zeros.

    Examples
    --------
    >>> seen_from([0, 0, 2], [[0, 0, 5], [3, 4, 0]]).round(9)
    array([[5., 0.],
           [0., 5.]])
    """
    vectors = as_matrix("vectors", vectors)
    turns = np.radians([angle(query, vector) for vector in vectors])
    lengths = np.array([norm(vector) for vector in vectors])
    return lengths[:, np.newaxis] * np.column_stack([np.cos(turns), np.sin(turns)])

"""The edge of the intervals: counts of any shape that are whole numbers and fit each other."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.chances import as_open_share
from helpers.maths.validate import as_vector


def as_counts(
    right: ArrayLike, n: ArrayLike, level: float, least: int = 1
) -> tuple[NDArray[np.int64], NDArray[np.int64], float]:
    """Return what every recipe for an interval takes.

    Parameters
    ----------
    right, n : array_like
        Counts of right cases and of all cases, one or many; their shapes fit each other.
    level : float
        The promised share.
    least : int, optional
        The smallest n allowed.

    Returns
    -------
    right, n, level : numpy.ndarray of int, numpy.ndarray of int, float
        The same.

    Raises
    ------
    ValueError
        If the counts are not whole numbers from 0 to n, or the level is not between 0 and 1.

    Examples
    --------
    >>> right, n, level = as_counts([18, 20], 20, 0.95)
    >>> right / n
    array([0.9, 1. ])
    """
    right, n = as_whole_numbers("right", right, 0), as_whole_numbers("n", n, least)
    try:
        wrong = np.subtract(n, right)
    except ValueError:
        raise ValueError(f"right has shape {right.shape}, n {n.shape}; wanted shapes that fit") from None
    if wrong.min() < 0:
        raise ValueError(f"right is {-wrong.min()} more than n; wanted counts from 0 to n")
    return right, n, as_open_share("level", level)


def as_whole_numbers(name: str, values: ArrayLike, least: int) -> NDArray[np.int64]:
    """Return counts of any shape.

    Parameters
    ----------
    name : str
        What they are called in the sentence that refuses them.
    values : array_like
        One count or many.
    least : int
        The smallest allowed.

    Returns
    -------
    numpy.ndarray of int
        The same, of the same shape.

    Raises
    ------
    ValueError
        If a value is not a whole number, or too small.

    Examples
    --------
    >>> as_whole_numbers("n", [[20], [50]], least=1).shape
    (2, 1)
    """
    try:
        shape = np.shape(values)
    except ValueError:
        raise ValueError(f"{name} is {values!r:.60}; wanted numbers in equal rows") from None
    numbers = as_vector(name, np.ravel(values))
    bad = numbers[(numbers != np.floor(numbers)) | (numbers < least)]
    if bad.size:
        raise ValueError(f"{name} holds {bad[0]:g}; wanted whole numbers of at least {least}")
    return numbers.astype(np.int64).reshape(shape)

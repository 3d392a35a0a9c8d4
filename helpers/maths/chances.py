"""Checks of what the functions of probability are given: probabilities, distributions and labels.

They stand beside `helpers.maths.validate`; every function that takes such numbers from a learner begins with one.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.validate import as_number, as_vector

Floats = NDArray[np.float64]

EDGE = 1e-12  # how far a rest of rounding may lead beyond 0 or 1
SUM_TOLERANCE = 1e-9


def as_probability(name: str, value: float) -> float:
    """Return `value` as a probability.

    Parameters
    ----------
    name : str
        What the value is called in the error message.
    value : float
        A number from 0 to 1.

    Returns
    -------
    float
        The same number.

    Raises
    ------
    ValueError
        If the value is not a number from 0 to 1.

    Examples
    --------
    >>> as_probability("prior", 0.2)
    0.2
    """
    number = as_number(name, value)
    if not 0 <= number <= 1:
        raise ValueError(f"{name} is {number:g}; wanted a probability from 0 to 1")
    return number


def as_open_share(name: str, value: float) -> float:
    """Return `value` as a share that is neither nothing nor all.

    Parameters
    ----------
    name : str
        What the value is called in the error message.
    value : float
        A number above 0 and below 1.

    Returns
    -------
    float
        The same number.

    Raises
    ------
    ValueError
        If the value is not a number above 0 and below 1.

    Examples
    --------
    >>> as_open_share("level", 0.95)
    0.95
    """
    number = as_number(name, value)
    if not 0 < number < 1:
        raise ValueError(f"{name} is {number:g}; wanted a share above 0 and below 1")
    return number


def as_probabilities(name: str, values: ArrayLike, length: int | None = None) -> Floats:
    """Return `values` as a vector of numbers from 0 to 1.

    Parameters
    ----------
    name : str
        What the values are called in the error message.
    values : array_like, shape (n,)
        Probabilities.
    length : int, optional
        The wanted number of values; any number from 1 up when omitted.

    Returns
    -------
    numpy.ndarray, shape (n,)
        The same numbers as float64; what is beyond 0 or 1 by a rest of rounding is put there.

    Raises
    ------
    ValueError
        If the values are not a finite vector, not `length` many, or one is not from 0 to 1.

    Examples
    --------
    >>> as_probabilities("scores", [0, 0.5, 1])
    array([0. , 0.5, 1. ])
    """
    vector = as_vector(name, values, length)
    bad = vector[(vector < -EDGE) | (vector > 1 + EDGE)]
    if bad.size:
        raise ValueError(f"{name} holds {bad[0]:g}; wanted probabilities from 0 to 1")
    return vector.clip(0, 1)


def as_distribution(name: str, values: ArrayLike, length: int | None = None) -> Floats:
    """Return `values` as probabilities.

    Parameters
    ----------
    name : str
        What the values are called in the error message.
    values : array_like, shape (n,)
        Numbers of at least 0 that sum to 1, within 1e-9.
    length : int, optional
        The wanted number of values; any number from 1 up when omitted.

    Returns
    -------
    numpy.ndarray, shape (n,)
        The same numbers as float64.

    Raises
    ------
    ValueError
        If the values are no distribution, or not `length` many.

    Examples
    --------
    >>> as_distribution("p", [0.9, 0.1])
    array([0.9, 0.1])
    """
    p = as_vector(name, values, length)
    if p.min() < 0:
        raise ValueError(f"{name} holds {p.min():g}; wanted probabilities, none of them below 0")
    if abs(p.sum() - 1) > SUM_TOLERANCE:
        raise ValueError(f"{name} sums to {p.sum():.10g}; wanted probabilities that sum to 1")
    return p


def as_labels(name: str, values: ArrayLike, length: int, classes: int) -> NDArray[np.int_]:
    """Return `values` as a vector of class numbers.

    Parameters
    ----------
    name : str
        What the values are called in the error message.
    values : array_like, shape (n,)
        Whole numbers or truth values.
    length : int
        The wanted number of labels.
    classes : int
        How many classes there are; they are counted from 0.

    Returns
    -------
    numpy.ndarray of int, shape (n,)
        The same labels.

    Raises
    ------
    ValueError
        If there are not `length` many, or one is not a class.

    Examples
    --------
    >>> as_labels("y", [True, False, 1], length=3, classes=2)
    array([1, 0, 1])
    """
    vector = as_vector(name, values, length)
    bad = vector[~np.isin(vector, np.arange(classes))]
    if bad.size:
        raise ValueError(f"{name} holds {bad[0]:g}; wanted labels that are whole numbers from 0 to {classes - 1}")
    return vector.astype(int)

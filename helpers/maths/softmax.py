"""Softmax: from raw scores to probabilities, hotter or colder.

Notebook 03 (probability) turns the logits of a model into a distribution, and heats and cools it. In the formulas z
are the logits and T is the temperature.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.validate import as_matrix, as_number, as_vector

Floats = NDArray[np.float64]


def softmax(logits: ArrayLike, temperature: float = 1.0) -> Floats:
    """Turn logits into probabilities: exp(z / T), divided by their sum.

    The maximum is subtracted first. That changes no probability, and no exponential can overflow.

    Parameters
    ----------
    logits : array_like, shape (n,) or (m, n)
        Raw scores; a matrix holds one set of scores in each row.
    temperature : float, optional
        0 or more. 0 stands for its limit, where the largest logit takes all and equal ones share; `np.inf` for its
        limit, where all are equally probable.

    Returns
    -------
    numpy.ndarray, shape (n,) or (m, n)
        Probabilities; each row sums to 1.

    Raises
    ------
    ValueError
        If the logits are not finite numbers in a vector or matrix, or the temperature is below 0 or NaN.

    References
    ----------
    Goodfellow, Bengio and Courville (2016), Deep Learning, section 4.1.

    Examples
    --------
    >>> softmax([2, 1, 0.1]).round(3)
    array([0.659, 0.242, 0.099])
    >>> softmax([1000, 999]).round(3)
    array([0.731, 0.269])
    >>> softmax([2, 1, 0.1], temperature=0)
    array([1., 0., 0.])
    """
    shares = np.exp(_below_maximum(logits, temperature))
    return shares / shares.sum(axis=-1, keepdims=True)


def log_softmax(logits: ArrayLike, temperature: float = 1.0) -> Floats:
    """Take the logarithm of the softmax without taking the softmax: z / T - log of the sum of exp(z / T).

    A probability too small for a 64-bit number is 0, and its logarithm is lost; its logarithm alone is not.

    Parameters
    ----------
    logits : array_like, shape (n,) or (m, n)
        Raw scores; a matrix holds one set of scores in each row.
    temperature : float, optional
        As for `softmax`; at 0 all but the largest have the logarithm -inf.

    Returns
    -------
    numpy.ndarray, shape (n,) or (m, n)
        Natural logarithms of the probabilities.

    Raises
    ------
    ValueError
        If the logits are not finite numbers in a vector or matrix, or the temperature is below 0 or NaN.

    Examples
    --------
    >>> log_softmax([2, 1, 0.1]).round(3)
    array([-0.417, -1.417, -2.317])
    >>> log_softmax([1000, 0])
    array([    0., -1000.])
    """
    below = _below_maximum(logits, temperature)
    return below - np.log(np.exp(below).sum(axis=-1, keepdims=True))


def _below_maximum(logits: ArrayLike, temperature: float) -> Floats:
    """Subtract the maximum of each row and divide by the temperature: 0 for the winner, below 0 for the others."""
    z, temperature = _as_rows("logits", logits), _as_temperature(temperature)
    with np.errstate(over="ignore"):  # a gap too large for a 64-bit number is -inf, and its probability 0
        below = z - z.max(axis=-1, keepdims=True)
        if temperature == 0:
            return np.where(below == 0, 0.0, -np.inf)
        return np.zeros_like(below) if temperature == np.inf else below / temperature


def _as_rows(name: str, values: ArrayLike) -> Floats:
    try:
        single = np.ndim(values) == 1
    except ValueError:  # rows of different lengths: as_matrix says so
        single = False
    return as_vector(name, values) if single else as_matrix(name, values)


def _as_temperature(value: float) -> float:
    if np.ndim(value) == 0 and value == np.inf:
        return np.inf
    temperature = as_number("temperature", value)
    if temperature < 0:
        raise ValueError(f"temperature is {temperature}; wanted a number of at least 0, or np.inf")
    return temperature

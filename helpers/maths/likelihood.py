"""Likelihood: how probable a model makes the data that was seen, and which model makes it most probable.

Notebook 03 (probability) slides a model's parameters with it. A likelihood is a product of one factor for each piece
of data and soon too small for a 64-bit number; its logarithm is a sum and stays in range. The two models are a coin
and a normal distribution; the coin has the plain product too, to show where it ends.
"""

from math import log, pi

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import xlog1py, xlogy

from helpers.maths.chances import as_probability
from helpers.maths.validate import LARGEST, as_count, as_number, as_vector


def coin_likelihood(heads: int, flips: int, probability: float) -> float:
    """Multiply the probabilities of all flips of a coin.

    Parameters
    ----------
    heads, flips : int
        How many flips came up heads, and how many there were.
    probability : float
        The model's probability of heads, from 0 to 1.

    Returns
    -------
    float
        The probability of this sequence of heads and tails; 0 where it is too small for a 64-bit number.

    Raises
    ------
    ValueError
        If the counts are not whole numbers with heads ≤ flips, or the probability is not from 0 to 1.

    Examples
    --------
    >>> coin_likelihood(7, 10, 0.5), coin_likelihood(700, 1100, 0.5)
    (0.0009765625, 0.0)
    """
    heads, flips = _as_flips(heads, flips)
    probability = as_probability("probability", probability)
    return probability**heads * (1 - probability) ** (flips - heads)


def coin_log_likelihood(heads: int, flips: int, probability: float) -> float:
    """Add the logarithms of the probabilities of all flips of a coin.

    Parameters
    ----------
    heads, flips : int
        How many flips came up heads, and how many there were.
    probability : float
        The model's probability of heads, from 0 to 1.

    Returns
    -------
    float
        The log-likelihood in nats; minus infinity where the model rules out what was seen.

    Raises
    ------
    ValueError
        If the counts are not whole numbers with heads ≤ flips, or the probability is not from 0 to 1.

    Examples
    --------
    >>> round(coin_log_likelihood(7, 10, 0.5), 6), round(coin_log_likelihood(700, 1100, 0.5), 6)
    (-6.931472, -762.461899)
    >>> coin_log_likelihood(7, 10, 1)
    -inf
    """
    heads, flips = _as_flips(heads, flips)
    probability = as_probability("probability", probability)
    return float(xlogy(heads, probability) + xlog1py(flips - heads, -probability))  # 0 · log 0 is 0


def coin_maximum_likelihood(heads: int, flips: int) -> float:
    """Find the probability of heads that makes the flips most probable: their share of heads.

    Parameters
    ----------
    heads, flips : int
        How many flips came up heads, and how many there were.

    Returns
    -------
    float
        The share of heads.

    Raises
    ------
    ValueError
        If the counts are not whole numbers with heads ≤ flips.

    Examples
    --------
    >>> coin_maximum_likelihood(7, 10)
    0.7
    """
    heads, flips = _as_flips(heads, flips)
    return heads / flips


def normal_density(x: ArrayLike, mean: float, std: float) -> NDArray[np.float64]:
    """Read the bell curve: how densely probability lies at each place.

    Parameters
    ----------
    x : array_like, shape (n,)
        Places, in any unit.
    mean, std : float
        The model's middle and its standard deviation (above 0), in the same unit.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Densities, in 1 / unit; they can be above 1.

    Raises
    ------
    ValueError
        If `x` is not a finite vector, or `std` is not above 0.

    Examples
    --------
    >>> normal_density([4, 6], mean=4, std=2).round(4)
    array([0.1995, 0.121 ])
    """
    with np.errstate(over="ignore"):  # with an std near the smallest 64-bit number
        return np.exp(_normal_log_density(x, mean, std, "x"))


def normal_log_likelihood(data: ArrayLike, mean: float, std: float) -> float:
    """Add the logarithms of the densities of all data under a normal distribution.

    Parameters
    ----------
    data : array_like, shape (n,)
        What was seen, in any unit.
    mean, std : float
        The model's middle and its standard deviation (above 0), in the same unit.

    Returns
    -------
    float
        The log-likelihood in nats. It is not bound to be below 0: a density can be above 1.

    Raises
    ------
    ValueError
        If the data is not a finite vector, or `std` is not above 0.

    Examples
    --------
    >>> round(normal_log_likelihood([1, 3, 4, 5, 7], 4, 2), 6)
    -10.560429
    """
    return float(_normal_log_density(data, mean, std, "data").sum())


def normal_maximum_likelihood(data: ArrayLike) -> tuple[float, float]:
    """Find the normal distribution that makes the data most probable.

    Parameters
    ----------
    data : array_like, shape (n,)
        What was seen, in any unit.

    Returns
    -------
    mean, std : float
        The data's mean, and its standard deviation with n (not n - 1) below the line, in the same unit.

    Raises
    ------
    ValueError
        If the data is not a finite vector, or all of it is equal: then no std is the best, each smaller one is better.

    Examples
    --------
    >>> normal_maximum_likelihood([1, 3, 4, 5, 7])
    (4.0, 2.0)
    """
    data = as_vector("data", data, most=LARGEST)
    mean, std = float(data.mean()), float(data.std())
    if np.ptp(data) == 0 or std == 0:
        raise ValueError(f"data holds {data.size} times {data[0]:g}; wanted at least two different numbers")
    return mean, std


def _as_flips(heads: int, flips: int) -> tuple[int, int]:
    flips, heads = as_count("flips", flips), as_count("heads", heads, least=0)
    if heads > flips:
        raise ValueError(f"heads is {heads} of {flips} flips; wanted at most as many heads as flips")
    return heads, flips


def _normal_log_density(x: ArrayLike, mean: float, std: float, name: str) -> NDArray[np.float64]:
    x, mean, std = as_vector(name, x, most=LARGEST), as_number("mean", mean), as_number("std", std, above=0)
    with np.errstate(over="ignore"):  # so far from the mean that the density is 0
        return -0.5 * ((x - mean) / std) ** 2 - log(std) - log(2 * pi) / 2

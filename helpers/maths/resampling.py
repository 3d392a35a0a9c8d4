"""Drawing again: many samples of one size, and the bootstrap.

Notebook 04 (statistics) asks with these how much a number would change on other data. Every draw is seeded: equal seeds
draw equal random numbers.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binom

from helpers.maths.chances import as_probability
from helpers.maths.validate import as_count, as_vector

Floats = NDArray[np.float64]

PICKS = 1_000_000  # cases drawn at a time, so that memory stays small


def sample_counts(n: int, p: float, samples: int = 100, seed: int = 0) -> NDArray[np.int64]:
    """Draw many samples of n cases, each right with chance p, and count the right ones.

    A seed is the luck of each sample, from the worst to the best: with another n or p the same samples do well.

    Parameters
    ----------
    n : int
        Cases in each sample.
    p : float
        The chance that a case is right, from 0 to 1.
    samples : int, optional
        How many samples.
    seed : int, optional
        Of the luck.

    Returns
    -------
    numpy.ndarray of int, shape (samples,)
        How many cases of each sample are right.

    Raises
    ------
    ValueError
        If there are no cases or no samples, or p is not from 0 to 1.

    Examples
    --------
    >>> sample_counts(200, 0.87, samples=5), sample_counts(20, 0.87, samples=5)
    (array([176, 171, 165, 163, 178]), array([18, 17, 15, 14, 19]))
    """
    n, p, samples = as_count("n", n), as_probability("p", p), as_count("samples", samples)
    luck = np.random.default_rng(as_count("seed", seed, least=0)).random(samples)
    return binom.ppf(luck, n, p).astype(np.int64)


def bootstrap(
    values: ArrayLike, statistic: Callable[[Floats], float] = np.mean, draws: int = 1000, seed: int = 0
) -> Floats:
    """Draw as many values as there are, with replacement, again and again, and compute a statistic of each draw.

    Parameters
    ----------
    values : array_like, shape (n,)
        The sample.
    statistic : callable, optional
        Turns a sample into one number; the mean when omitted, which is computed for many draws at once.
    draws : int, optional
        How many times to draw.
    seed : int, optional
        Of the random numbers.

    Returns
    -------
    numpy.ndarray, shape (draws,)
        The statistic of each draw; its spread is the statistic's uncertainty, and its middle 95% an interval.

    Raises
    ------
    ValueError
        If the values are not finite numbers, there is no draw, or the seed is no whole number from 0 up.

    References
    ----------
    Efron (1979), Bootstrap Methods: Another Look at the Jackknife.

    Examples
    --------
    >>> means = bootstrap([1] * 87 + [0] * 13, draws=10_000)
    >>> np.quantile(means, [0.025, 0.975]).round(2), round(float(means.std()), 3)
    (array([0.8 , 0.93]), 0.034)
    """
    values, draws = as_vector("values", values), as_count("draws", draws)
    rng = np.random.default_rng(as_count("seed", seed, least=0))
    results = np.empty(draws)
    at_a_time = max(1, PICKS // values.size)
    for begin in range(0, draws, at_a_time):
        picks = rng.integers(values.size, size=(min(at_a_time, draws - begin), values.size))
        samples = values[picks]  # (draws at a time, n)
        found = samples.mean(axis=1) if statistic is np.mean else [statistic(sample) for sample in samples]
        results[begin : begin + len(samples)] = found
    return results

"""A sample in a few numbers: mean, median, spread, quartiles and skewness, and how far the means of samples scatter.

Notebook 04 (statistics) describes incomes with them, and draws samples from a population that is known. In the code:

- values: one number for each case, in any unit
- std: standard deviation of a sample, with n - 1, because the sample's own mean was used up to compute it
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.validate import LARGEST, as_count, as_vector


@dataclass(frozen=True)
class Summary:
    """A sample in a few numbers, all but `n`, `skewness` and `within_std` in the unit of the values.

    Attributes
    ----------
    n : int
        How many values there are.
    mean : float
        Their average.
    median : float
        The value in the middle.
    std : float
        Their standard deviation, with n - 1 (NumPy's `ddof=1`).
    lower_quartile, upper_quartile : float
        A quarter of the values is below the one, a quarter above the other: percentiles 25 and 75.
    skewness : float
        Above 0 for a long tail to the right; 0 for a bell, and for values that are all alike.
    within_std : float
        Share of the values from mean - std to mean + std, both ends included.
    """

    n: int
    mean: float
    median: float
    std: float
    lower_quartile: float
    upper_quartile: float
    skewness: float
    within_std: float


def summarise(values: ArrayLike) -> Summary:
    """Describe a sample.

    Parameters
    ----------
    values : array_like, shape (n,)
        At least two numbers.

    Returns
    -------
    Summary
        Mean, median, standard deviation, quartiles, skewness and the share within one standard deviation.

    Raises
    ------
    ValueError
        If the values are not a finite vector of at least two numbers, or one is above 1e100.

    Notes
    -----
    Quartiles lie between two values in proportion, as `numpy.percentile` has it by default. Skewness is the average of
    the cubed distances from the mean, in standard deviations with n: Fisher and Pearson's g1, `scipy.stats.skew`.

    Examples
    --------
    >>> described = summarise([20, 30, 30, 40, 180])
    >>> described.mean, described.median, round(described.std, 2)
    (60.0, 30.0, 67.45)
    >>> described.lower_quartile, described.upper_quartile, round(described.skewness, 2), described.within_std
    (30.0, 40.0, 1.46, 0.8)
    """
    values = as_vector("values", values, most=LARGEST)
    if values.size < 2:
        raise ValueError("values holds 1 number; wanted at least 2, for a standard deviation")
    lower, median, upper = np.percentile(values, [25, 50, 75]).tolist()
    reach = np.ptp(values)
    if reach == 0:
        return Summary(values.size, median, median, 0.0, lower, upper, 0.0, 1.0)
    mean = values.mean()
    distances = (values - mean) / reach  # of size 1 at most: their squares and cubes stay numbers
    squares = np.sum(distances**2)
    std = reach * np.sqrt(squares / (values.size - 1))
    skewness = np.mean(distances**3) / (squares / values.size) ** 1.5
    within = np.mean((mean - std <= values) & (values <= mean + std))
    return Summary(values.size, float(mean), median, float(std), lower, upper, float(skewness), float(within))


def sample_means(population: ArrayLike, size: int, draws: int, seed: int = 0) -> NDArray[np.float64]:
    """Draw samples from a population, each value with replacement, and average each.

    Parameters
    ----------
    population : array_like, shape (n,)
        All values that can be drawn.
    size : int
        Values in each sample.
    draws : int
        How many samples.
    seed : int, optional
        The same samples for the same seed.

    Returns
    -------
    numpy.ndarray, shape (draws,)
        Their means, which scatter by the population's standard deviation / √size.

    Raises
    ------
    ValueError
        If the population is not a finite vector, a count is not a whole number from 1 up, or the seed not from 0 up.

    Examples
    --------
    >>> sample_means([0, 1], size=4, draws=3)
    array([0.75, 0.  , 0.75])
    >>> round(float(sample_means([0, 1], size=100, draws=1000).std()), 2)
    0.05
    """
    population = as_vector("population", population, most=LARGEST)
    shape = as_count("draws", draws), as_count("size", size)
    return np.random.default_rng(as_count("seed", seed, least=0)).choice(population, shape).mean(axis=1)

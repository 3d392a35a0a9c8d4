"""A sample in a few numbers: mean, median, spread, quartiles and skewness, and how far the means of samples scatter.

Notebook 04 (statistics) describes incomes with them, and draws samples from a population that is known. In the code:

- values: one number for each case, in any unit
- std: standard deviation of a sample, with n - 1, because the sample's own mean was used up to compute it

An A/B test: two groups chosen by lot, and what is counted in each.

Notebook 04 (statistics) runs one with it. Every draw is seeded: equal seeds draw equal random numbers.

Cross-validation: each case is tested once, by a model that has not seen it.

Notebook 04 (statistics) asks with it how much a score depends on which cases were drawn.

Drawing again: many samples of one size, and the bootstrap.

Notebook 04 (statistics) asks with these how much a number would change on other data. Every draw is seeded: equal seeds
draw equal random numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr
from scipy.stats import binom

from helpers.maths.checks import LARGEST, as_count, as_probability, as_vector


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


@dataclass(frozen=True)
class ABTest:
    """What an A/B test counted.

    Attributes
    ----------
    users : int
        In each of the two groups.
    bought_a, bought_b : int
        How many of each group did what was hoped for.
    difference : float
        The share in B less that in A.
    z : float
        The difference in standard errors; 0 where nobody differs.
    p : float
        The chance of a difference at least this large, either way, if A and B are equally good.
    """

    users: int
    bought_a: int
    bought_b: int
    difference: float
    z: float
    p: float


def ab_test(rate_a: float, rate_b: float, users: int, seed: int = 0) -> ABTest:
    """Show A to one group of users and B to another, chosen by lot, and compare the shares that buy.

    Parameters
    ----------
    rate_a, rate_b : float
        The true chance that a user buys, shown A or B; from 0 to 1.
    users : int
        In each of the two groups.
    seed : int, optional
        Of the users' decisions.

    Returns
    -------
    ABTest
        The counts and their z test, with the share in both groups together for the standard error.

    Raises
    ------
    ValueError
        If a rate is not from 0 to 1, or there are no users.

    Examples
    --------
    >>> found = ab_test(0.10, 0.12, users=2000, seed=1)
    >>> found.bought_a, found.bought_b, round(found.z, 2), round(found.p, 3)
    (196, 220, 1.24, 0.214)
    """
    users = as_count("users", users)
    rng = np.random.default_rng(as_count("seed", seed, least=0))
    bought_a, bought_b = (
        int(rng.binomial(users, as_probability(name, rate))) for name, rate in (("rate_a", rate_a), ("rate_b", rate_b))
    )
    difference, both = (bought_b - bought_a) / users, (bought_a + bought_b) / (2 * users)
    error = sqrt(2 * both * (1 - both) / users)
    z = difference / error if error else 0.0
    return ABTest(users, bought_a, bought_b, difference, z, 2 * float(ndtr(-abs(z))))


Places = NDArray[np.intp]
Split = tuple[Places, Places]  # places of the training cases, places of the test cases


def k_folds(n: int, folds: int = 5, seed: int = 0) -> list[Split]:
    """Shuffle the cases, deal them to folds of nearly equal size, and let each fold be the test set once.

    Parameters
    ----------
    n : int
        How many cases there are.
    folds : int, optional
        How many folds, 2 to n.
    seed : int, optional
        Of the shuffle.

    Returns
    -------
    list of (train, test)
        For each fold the places of the training cases and of the test cases, in ascending order. Over all folds each
        case is tested once.

    Raises
    ------
    ValueError
        If there are fewer than 2 folds or more folds than cases.

    References
    ----------
    Stone (1974), Cross-Validatory Choice and Assessment of Statistical Predictions.

    Examples
    --------
    >>> [test.tolist() for _, test in k_folds(7, folds=3)]
    [[2, 3, 4], [5, 6], [0, 1]]
    """
    n, folds = as_count("n", n, least=2), as_count("folds", folds, least=2)
    if folds > n:
        raise ValueError(f"folds is {folds} for {n} cases; wanted at most one fold a case")
    order = np.random.default_rng(as_count("seed", seed, least=0)).permutation(n)
    tests = [np.sort(part) for part in np.array_split(order, folds)]
    return [(np.setdiff1d(order, test), test) for test in tests]


def cross_validate(
    fit_and_score: Callable[[Places, Places], float], n: int, folds: int = 5, seed: int = 0
) -> NDArray[np.float64]:
    """Train and score once for each fold, on cases that the training has not seen.

    Parameters
    ----------
    fit_and_score : callable
        Gets the places of the training cases and of the test cases, and returns the score on the test cases.
    n, folds, seed
        As `k_folds` takes them.

    Returns
    -------
    numpy.ndarray, shape (folds,)
        The score of each fold; their spread shows how much a score depends on which cases were drawn.

    Raises
    ------
    ValueError
        As `k_folds` does, or if a score is not a finite number.

    Examples
    --------
    >>> y = np.array([0, 0, 0, 1, 1, 1, 1, 1, 1, 1])
    >>> majority = lambda train, test: np.mean(y[test] == round(y[train].mean()))
    >>> cross_validate(majority, n=10, folds=5)
    array([1. , 0.5, 1. , 0.5, 0.5])
    """
    return as_vector("scores", [fit_and_score(train, test) for train, test in k_folds(n, folds, seed)])


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

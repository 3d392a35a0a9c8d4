"""How sure a measured share is: intervals around k right of n.

Notebook 04 (statistics) puts an interval around an accuracy. A 95% interval is a recipe that is promised to hold the
true share in 95 of 100 samples; `helpers.maths.intervals` says how often it does. All recipes take and return the same:

- right, n: how many of how many cases were right, so that right / n is the measured share
- level: the share of samples that is promised, 0.95 for a 95% interval
- low, high: the two ends, as shares; the recipes from the bell curve can pass 0 and 1

How often a recipe for intervals holds the truth, and how many cases make an interval narrow.

Notebook 04 (statistics) holds the recipes of `helpers.maths.intervals` to their promise. In the code:

- n: cases in a sample; p: the true share
- level: the share of samples that is promised, 0.95 for a 95% interval
- low, high: the two ends of an interval, as shares
"""

from collections.abc import Callable
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtr, betaincinv, ndtri, stdtrit
from scipy.stats import binom

from helpers.maths.checks import as_counts, as_number, as_open_share, as_probability, as_whole_numbers

Ends = tuple[NDArray[np.float64], NDArray[np.float64]]


def normal_interval(right: ArrayLike, n: ArrayLike, level: float = 0.95) -> Ends:
    """Take the share ± z standard errors, as in most textbooks: s ± z · √(s (1 - s) / n) with s = right / n.

    Parameters
    ----------
    right : array_like of int
        How many cases were right, 0 to n; one count or many.
    n : array_like of int
        Of how many.
    level : float, optional
        The promised share, above 0 and below 1.

    Returns
    -------
    low, high : numpy.ndarray
        The ends, shaped like the counts; both at s where all cases are right or none.

    Raises
    ------
    ValueError
        If the counts are not whole numbers from 0 to n, or the level is not between 0 and 1.

    References
    ----------
    Wald's interval; see Brown, Cai and DasGupta (2001), Interval Estimation for a Binomial Proportion.

    Examples
    --------
    >>> low, high = normal_interval(870, 1000)
    >>> round(float(low), 3), round(float(high), 3)
    (0.849, 0.891)
    """
    right, n, level = as_counts(right, n, level)
    share = right / n
    half = ndtri((1 + level) / 2) * np.sqrt(share * (1 - share) / n)
    return share - half, share + half


def t_interval(right: ArrayLike, n: ArrayLike, level: float = 0.95) -> Ends:
    """Take the interval of a mean, as if the right (1) and wrong (0) answers were measurements.

    Parameters
    ----------
    right, n, level
        As `normal_interval` takes them; n is 2 or more.

    Returns
    -------
    low, high : numpy.ndarray
        The mean ± t standard errors, with n - 1 in the variance; both at the mean where all cases are alike.

    Raises
    ------
    ValueError
        As `normal_interval` does, or if an n is 1.

    References
    ----------
    Student (1908), The Probable Error of a Mean.

    Examples
    --------
    >>> low, high = t_interval(18, 20)
    >>> round(float(low), 3), round(float(high), 3)
    (0.756, 1.044)
    """
    right, n, level = as_counts(right, n, level, least=2)
    share = right / n
    half = stdtrit(n - 1, (1 + level) / 2) * np.sqrt(share * (1 - share) / (n - 1))
    return share - half, share + half


def wilson_interval(right: ArrayLike, n: ArrayLike, level: float = 0.95) -> Ends:
    """Take all true shares that the measured one is within z of their own standard errors from.

    Parameters
    ----------
    right, n, level
        As `normal_interval` takes them.

    Returns
    -------
    low, high : numpy.ndarray
        The ends, never outside 0 to 1, and apart even where all cases are right.

    Raises
    ------
    ValueError
        As `normal_interval` does.

    References
    ----------
    Wilson (1927), Probable Inference, the Law of Succession, and Statistical Inference.

    Examples
    --------
    >>> low, high = wilson_interval([18, 20], 20)
    >>> low.round(3), high.round(3)
    (array([0.699, 0.839]), array([0.972, 1.   ]))
    """
    right, n, level = as_counts(right, n, level)
    share, z = right / n, ndtri((1 + level) / 2)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return np.maximum(middle - half, 0), np.minimum(middle + half, 1)  # past 0 and 1 by rounding only


def clopper_pearson_interval(right: ArrayLike, n: ArrayLike, level: float = 0.95) -> Ends:
    """Take all true shares that neither so few nor so many right answers speak against.

    Parameters
    ----------
    right, n, level
        As `normal_interval` takes them.

    Returns
    -------
    low, high : numpy.ndarray
        The ends, from 0 to 1. They hold the truth at least as often as promised, so they are often wider than needed.

    Raises
    ------
    ValueError
        As `normal_interval` does.

    References
    ----------
    Clopper and Pearson (1934), The Use of Confidence or Fiducial Limits.

    Examples
    --------
    >>> low, high = clopper_pearson_interval([18, 20], 20)
    >>> low.round(3), high.round(3)
    (array([0.683, 0.832]), array([0.988, 1.   ]))
    """
    right, n, level = as_counts(right, n, level)
    wrong, miss = n - right, (1 - level) / 2
    low = np.where(right > 0, betaincinv(np.maximum(right, 1), wrong + 1, miss), 0)
    high = np.where(wrong > 0, betaincinv(right + 1, np.maximum(wrong, 1), 1 - miss), 1)
    return low, high


def bootstrap_interval(right: ArrayLike, n: ArrayLike, level: float = 0.95) -> Ends:
    """Take the middle of all shares that resampling the cases would give (the percentile bootstrap), without drawing.

    Drawing n of n right and wrong answers with replacement gives a binomial count, so its percentiles are known
    exactly; `helpers.maths.samples.bootstrap` draws.

    Parameters
    ----------
    right, n, level
        As `normal_interval` takes them.

    Returns
    -------
    low, high : numpy.ndarray
        The ends, from 0 to 1; both at the share where all cases are alike.

    Raises
    ------
    ValueError
        As `normal_interval` does.

    References
    ----------
    Efron (1979), Bootstrap Methods: Another Look at the Jackknife.

    Examples
    --------
    >>> low, high = bootstrap_interval([18, 20], 20)
    >>> low.round(3), high.round(3)
    (array([0.75, 1.  ]), array([1., 1.]))
    """
    right, n, level = as_counts(right, n, level)
    miss = (1 - level) / 2
    return binom.ppf(miss, n, right / n) / n, binom.ppf(1 - miss, n, right / n) / n


Recipe = Callable[[ArrayLike, ArrayLike, float], Ends]

NEGLIGIBLE = 1e-12  # chance of the counts on either side that a coverage leaves out
ROUNDING = 1e-12  # an end this near the truth is on it


def coverage(interval: Recipe, n: ArrayLike, p: float, level: float = 0.95) -> NDArray[np.float64]:
    """Say how often an interval holds the truth: add up the chances of all samples whose interval does.

    Parameters
    ----------
    interval : callable
        One of the recipes of `helpers.maths.intervals`, or any function of right, n and level that returns two ends.
    n : array_like of int
        Cases in a sample; one size or many.
    p : float
        The true share, from 0 to 1.
    level : float, optional
        The promised share.

    Returns
    -------
    numpy.ndarray
        The share of all samples whose interval holds p, for each n; an end on p holds it.

    Raises
    ------
    ValueError
        If n is not made of whole numbers from 1 up, or p or the level is no such share.

    Examples
    --------
    >>> from helpers.maths.intervals import t_interval, wilson_interval
    >>> recipes = (t_interval, bootstrap_interval, wilson_interval)
    >>> [round(float(coverage(recipe, 20, 0.95)), 3) for recipe in recipes]
    [0.641, 0.639, 0.925]
    """
    p = as_probability("p", p)
    shape, sizes = np.shape(n), as_whole_numbers("n", n, least=1).ravel()
    first, last = (binom.ppf(share, sizes, p).astype(int) for share in (NEGLIGIBLE, 1 - NEGLIGIBLE))
    counts = last - first + 1
    begins = np.cumsum(counts) - counts
    right = np.arange(counts.sum()) + np.repeat(first - begins, counts)  # first .. last of each size, end to end
    cases = np.repeat(sizes, counts)
    if interval is bootstrap_interval:
        held = _bootstrap_holds(right, cases, p, as_open_share("level", level))
    else:
        held = holds(*interval(right, cases, as_open_share("level", level)), p)
    return np.add.reduceat(held * binom.pmf(right, cases, p), begins).reshape(shape)[()]


def holds(low: ArrayLike, high: ArrayLike, p: float) -> NDArray[np.bool_]:
    """Say which intervals hold the truth.

    Parameters
    ----------
    low, high : array_like
        The ends, one interval or many.
    p : float
        The true share.

    Returns
    -------
    numpy.ndarray of bool
        Whether p lies between the ends, or on one of them up to rounding.

    Examples
    --------
    >>> holds([0.75, 1.0], [0.95, 1.0], 0.95)
    array([ True, False])
    """
    return (np.asarray(low) <= p + ROUNDING) & (p - ROUNDING <= np.asarray(high))


def cases_for(share: float, half_width: float, level: float = 0.95) -> float:
    """Say how many cases make the normal interval so narrow: n = z² s (1 - s) / half width².

    Parameters
    ----------
    share : float
        The measured share, from 0 to 1.
    half_width : float
        From the share to either end, above 0; 0.02 for two points.
    level : float, optional
        The promised share, above 0 and below 1.

    Returns
    -------
    float
        The number of cases, not rounded.

    Raises
    ------
    ValueError
        If the share is no probability, the half width is not above 0, or the level is not between 0 and 1.

    Examples
    --------
    >>> round(cases_for(0.87, 0.02))
    1086
    """
    spread = sqrt(as_probability("share", share) * (1 - share))
    z, half_width = ndtri((1 + as_open_share("level", level)) / 2), as_number("half_width", half_width, above=0)
    return float(z * spread / half_width) ** 2


def _bootstrap_holds(right: NDArray[np.int64], n: NDArray[np.int64], p: float, level: float) -> NDArray[np.bool_]:
    """Whether the bootstrap's ends have p between them, without the percentiles, which take ten times as long."""
    miss, share = (1 - level) / 2, right / n
    below = bdtr(np.ceil(n * (p - ROUNDING)) - 1, n, share)  # chance of a resampled share below p; NaN for none
    return (bdtr(np.floor(n * (p + ROUNDING)), n, share) >= miss) & ~(below >= 1 - miss)

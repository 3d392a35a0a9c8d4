"""How often a recipe for intervals holds the truth, and how many cases make an interval narrow.

Notebook 04 (statistics) holds the recipes of `helpers.maths.intervals` to their promise. In the code:

- n: cases in a sample; p: the true share
- level: the share of samples that is promised, 0.95 for a 95% interval
- low, high: the two ends of an interval, as shares
"""

from collections.abc import Callable
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtr, ndtri
from scipy.stats import binom

from helpers.maths.chances import as_open_share, as_probability
from helpers.maths.counts import as_whole_numbers
from helpers.maths.intervals import Ends, bootstrap_interval
from helpers.maths.validate import as_number

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

"""A sample in a few numbers, and how sure a measured share is: intervals around k right of n (notebook 04).

A 95% interval is a recipe that is promised to hold the true share in 95 of 100 samples. All recipes take the same and
return both ends, as shares.
right, n: how many of how many cases were right, whole numbers, one count or many, so that s = right / n was measured
level: the promised share of samples; p: the true share of right cases
"""

from collections import namedtuple
from functools import partial

import numpy as np
import scipy  # its statistics load when they are first used
from scipy.special import bdtr, ndtri, stdtrit

from helpers.maths.checks import as_whole_numbers, check, checked, right_of_n

# std: with n - 1, because the sample's own mean was used up to compute it; quartiles: percentiles 25 and 75
# skewness: mean cube of the distances in standard deviations with n; within_std: share from mean - std to mean + std
Summary = namedtuple("Summary", "n mean median std lower_quartile upper_quartile skewness within_std")


def _no_single_number(values):
    check(values.size >= 2, "values holds 1 number; wanted at least 2, for a standard deviation")


@checked(_no_single_number, values="data vector")
def summarise(values):
    """Describe a sample.

    >>> described = summarise([20, 30, 30, 40, 180])
    >>> described.mean, described.median, round(described.std, 2)
    (60.0, 30.0, 67.45)
    """
    lower, median, upper = np.percentile(values, [25, 50, 75]).tolist()
    if np.ptp(values) == 0:
        return Summary(values.size, median, median, 0.0, lower, upper, 0.0, 1.0)
    mean, std = float(values.mean()), float(values.std(ddof=1))
    skewness = float(np.mean(((values - mean) / values.std()) ** 3))
    within = float(np.mean((mean - std <= values) & (values <= mean + std)))
    return Summary(values.size, mean, median, std, lower, upper, skewness, within)


NEGLIGIBLE = 1e-12  # chance of the counts on either side that a coverage leaves out
ROUNDING = 1e-12  # an end this near the truth is on it

as_right, as_n, as_n_from_2 = (partial(as_whole_numbers, least=least) for least in (0, 1, 2))


@checked(right_of_n, right=as_right, n=as_n_from_2, level="share")
def t_interval(right, n, level=0.95):
    """Take the mean ± t standard errors, as if right (1) and wrong (0) were measured (Student, 1908); n from 2 on."""
    share = right / n
    half = stdtrit(n - 1, (1 + level) / 2) * np.sqrt(share * (1 - share) / (n - 1))
    return share - half, share + half


@checked(right_of_n, right=as_right, n=as_n, level="share")
def wilson_interval(right, n, level=0.95):
    """Take all true shares that the measured one is within z of their own standard errors from (Wilson, 1927)."""
    share, z = right / n, ndtri((1 + level) / 2)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return np.maximum(middle - half, 0), np.minimum(middle + half, 1)  # past 0 and 1 by rounding only


@checked(right_of_n, right=as_right, n=as_n, level="share")
def bootstrap_interval(right, n, level=0.95):
    """Take the middle of all shares that resampling would give: a binomial count, so nothing is drawn (Efron, 1979)."""
    share, miss = right / n, (1 - level) / 2
    return scipy.stats.binom.ppf(miss, n, share) / n, scipy.stats.binom.ppf(1 - miss, n, share) / n


@checked(n=as_n, p="probability", level="share")
def coverage(interval, n, p, level=0.95):
    """Say how often an interval holds the truth p: add up the chances of all samples of n whose interval does.

    >>> [round(float(coverage(recipe, 20, 0.95)), 3) for recipe in (t_interval, bootstrap_interval, wilson_interval)]
    [0.641, 0.639, 0.925]
    """
    shape, sizes = np.shape(n), np.ravel(n)
    first, last = (scipy.stats.binom.ppf(share, sizes, p).astype(int) for share in (NEGLIGIBLE, 1 - NEGLIGIBLE))
    counts = last - first + 1
    begins = np.cumsum(counts) - counts
    right = np.arange(counts.sum()) + np.repeat(first - begins, counts)  # first .. last of each size, end to end
    cases = np.repeat(sizes, counts)
    if interval is bootstrap_interval:
        held = _bootstrap_holds(right, cases, p, level)
    else:
        held = holds(*interval(right, cases, level), p)
    return np.add.reduceat(held * scipy.stats.binom.pmf(right, cases, p), begins).reshape(shape)[()]


def holds(low, high, p):
    """Say which intervals hold the truth; an end on p, up to rounding, does."""
    return (np.asarray(low) <= p + ROUNDING) & (p - ROUNDING <= np.asarray(high))


@checked(share="probability", half_width="positive")
def cases_for(share, half_width):
    """Say how many cases make the normal 95% interval, s ± z √(s (1 - s) / n), so narrow; not rounded.

    >>> round(cases_for(0.87, 0.02))
    1086
    """
    return float(ndtri(0.975) * np.sqrt(share * (1 - share)) / half_width) ** 2


def _bootstrap_holds(right, n, p, level):
    """Whether the bootstrap's ends have p between them, without the percentiles, which take ten times as long."""
    miss, share = (1 - level) / 2, right / n
    below = bdtr(np.ceil(n * (p - ROUNDING)) - 1, n, share)  # chance of a resampled share below p; NaN for none
    return (bdtr(np.floor(n * (p + ROUNDING)), n, share) >= miss) & ~(below >= 1 - miss)


def sample_counts(n, p, samples, seed):
    """Draw samples of n cases, each right with chance p, and count the right ones.

    A seed is the luck of each sample, from the worst to the best: with another n or p the same samples do well.
    """
    return scipy.stats.binom.ppf(np.random.default_rng(seed).random(samples), n, p).astype(np.int64)

"""A sample in a few numbers, an A/B test, cross-validation, and counts of many samples (notebook 04).

Every draw is seeded: equal seeds draw equal random numbers.
"""

from collections import namedtuple
from math import sqrt

import numpy as np
import scipy  # its statistics load when they are first used
from scipy.special import ndtr

from helpers.maths.checks import (
    as_count,
    as_probability,
    as_vector,
    check,
    checked,
    data_vector,
    from_zero,
    two_or_more,
)

# std: with n - 1, because the sample's own mean was used up to compute it; quartiles: percentiles 25 and 75
# skewness: mean cube of the distances in standard deviations with n; within_std: share from mean - std to mean + std
Summary = namedtuple("Summary", "n mean median std lower_quartile upper_quartile skewness within_std")


def _no_single_number(values):
    check(values.size >= 2, "values holds 1 number; wanted at least 2, for a standard deviation")


@checked(_no_single_number, values=data_vector)
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


# z: the difference in standard errors, with the share in both groups together; 0 where nobody differs
# p: chance of a difference at least this large, either way, if A and B are equally good
ABTest = namedtuple("ABTest", "bought_a bought_b z p")


@checked(rate_a=as_probability, rate_b=as_probability, users=as_count, seed=from_zero)
def ab_test(rate_a, rate_b, users, seed=0):
    """Show A to one group of users and B to another, chosen by lot, and compare the shares that buy.

    >>> ab_test(0.10, 0.12, users=2000, seed=1)[:2]  # the true rates, and how many users see each
    (196, 220)
    """
    bought_a, bought_b = np.random.default_rng(seed).binomial(users, [rate_a, rate_b]).tolist()
    difference, both = (bought_b - bought_a) / users, (bought_a + bought_b) / (2 * users)
    error = sqrt(2 * both * (1 - both) / users)
    z = difference / error if error else 0.0
    return ABTest(bought_a, bought_b, z, 2 * float(ndtr(-abs(z))))


@checked(n=two_or_more, folds=two_or_more, seed=from_zero)
def cross_validate(fit_and_score, n, folds=5, seed=0):
    """Train and score once for each fold, on cases that the training has not seen (Stone, 1974); shape (folds,).

    `fit_and_score` gets the places of the training cases and of the test cases, and returns a number.

    >>> cross_validate(lambda train, test: len(test) / len(train), n=10, folds=5)
    array([0.25, 0.25, 0.25, 0.25, 0.25])
    """
    check(folds <= n, f"folds is {folds} for {n} cases; wanted at most one fold a case")
    order = np.random.default_rng(seed).permutation(n)  # shuffled, then dealt to the folds
    tests = [np.sort(part) for part in np.array_split(order, folds)]
    return as_vector("scores", [fit_and_score(np.setdiff1d(order, test), test) for test in tests])


def sample_counts(n, p, samples, seed):
    """Draw samples of n cases, each right with chance p, and count the right ones.

    A seed is the luck of each sample, from the worst to the best: with another n or p the same samples do well.
    """
    return scipy.stats.binom.ppf(np.random.default_rng(seed).random(samples), n, p).astype(np.int64)

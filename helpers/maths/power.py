"""How likely a comparison of two classifiers is to find a gap, and how likely the worse one is ahead.

Notebook 04 (statistics) uses it. Legend: a and b are the two models, n the cases of the test set; the two models
disagree where exactly one of them is right. A gap is accuracy of b - accuracy of a, as a share: 0.02 is 2 points. A
test finds a gap where its p is at most `alpha`.
"""

from math import ceil, floor, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binom, t

from helpers.maths.chances import as_open_share
from helpers.maths.disagreement import independent_disagreement, shares_of
from helpers.maths.validate import as_count

Array = NDArray[np.float64]

TESTS = ("unpaired", "paired", "mcnemar")
REACH = 8  # standard deviations: what is farther off has a chance below 1e-14
PLACES = 31  # of equally spaced counts in a double sum


def power(
    accuracy_a: float, accuracy_b: float, disagreement: float, n: int, test: str = "paired", alpha: float = 0.05
) -> float:
    """Say how often a test would find the gap between two models, were it given new test sets of one size for ever.

    Which gaps a test finds depends on the number of disagreements and, unpaired, on how many cases both get right. The
    chance of each is binomial, and so is the split of the disagreements between the models. The sum over all of them
    is exact while there are few; of many, about equally spaced ones are taken, which moves the result by less than
    0.002.

    Parameters
    ----------
    accuracy_a, accuracy_b : float
        True accuracies, as shares.
    disagreement : float
        Share of all cases on which exactly one model is right.
    n : int
        Cases of each test set, at least 2.
    test : {"unpaired", "paired", "mcnemar"}, optional
        The two-sample t-test, the paired t-test, or McNemar's exact test.
    alpha : float, optional
        The gap is found where p is at most this.

    Returns
    -------
    float
        Share of test sets; where the accuracies are equal, of false alarms.

    Raises
    ------
    ValueError
        If a share is not from 0 to 1, the accuracies do not allow the disagreement, or there is no such test.

    Examples
    --------
    >>> round(power(0.85, 0.87, 0.06, 1000, "unpaired"), 2), round(power(0.85, 0.87, 0.06, 1000, "paired"), 2)
    (0.09, 0.74)
    """
    shares, n = shares_of(accuracy_a, accuracy_b, disagreement), as_count("n", n, least=2)
    alpha = as_open_share("alpha", alpha)
    differ, weights = _spaced(n, shares.differ) if as_test(test) == "unpaired" else _likely(n, shares.differ)  # (m,)
    if test == "unpaired":
        both, more = _spaced(n - differ, shares.both_of_same)  # (m, k) each
        differ, weights = np.broadcast_to(differ[:, np.newaxis], both.shape), weights[:, np.newaxis] * more
        right = (both + differ / 2) / n  # mean of the two accuracies
        critical = t.isf(alpha / 2, 2 * n - 2) ** 2
        needed = n * np.sqrt(critical * 2 * right * (1 - right) / (n - 1 + critical / 2))
    elif test == "paired":
        critical = t.isf(alpha / 2, n - 1) ** 2
        needed = n * np.sqrt(critical * differ / n / (n - 1 + critical))
    else:
        fewest = binom.ppf(alpha / 2, differ, 0.5)  # the lesser part of the last split that may be no accident
        fewest -= binom.cdf(fewest, differ, 0.5) > alpha / 2
        needed = differ - 2 * fewest
    needed = np.maximum(needed, 1)  # of one model more than of the other
    above = binom.sf(np.ceil((differ + needed) / 2) - 1, differ, shares.b_of_differ)
    below = binom.cdf(np.floor((differ - needed) / 2), differ, shares.b_of_differ)
    return float(np.sum(weights * (above + below)))


def flip_chance(accuracy_a: float, accuracy_b: float, n: int, disagreement: float | None = None) -> float:
    """Say how likely the worse model is ahead on a test set; a tie counts as half.

    Parameters
    ----------
    accuracy_a, accuracy_b : float
        True accuracies, as shares.
    n : int
        Cases of the test set.
    disagreement : float, optional
        Share of all cases on which exactly one model is right; as for independent models when omitted.

    Returns
    -------
    float
        A probability; 0.5 where the models are equally good.

    Raises
    ------
    ValueError
        If a share is not from 0 to 1, or the accuracies do not allow the disagreement.

    Examples
    --------
    >>> round(flip_chance(0.85, 0.87, 200), 2), round(flip_chance(0.85, 0.87, 1000), 3)
    (0.28, 0.099)
    """
    if disagreement is None:
        disagreement = independent_disagreement(accuracy_a, accuracy_b)
    shares, n = shares_of(accuracy_a, accuracy_b, disagreement), as_count("n", n)
    differ, weights = _likely(n, shares.differ)
    better = max(shares.b_of_differ, 1 - shares.b_of_differ)
    behind = binom.cdf(np.ceil(differ / 2) - 1, differ, better) + binom.cdf(np.floor(differ / 2), differ, better)
    return float(np.sum(weights * behind) / 2)


def as_test(test: str) -> str:
    """Return the name of a test.

    Parameters
    ----------
    test : str
        "unpaired", "paired" or "mcnemar".

    Returns
    -------
    str
        The same.

    Raises
    ------
    ValueError
        If there is no such test.

    Examples
    --------
    >>> as_test("paired")
    'paired'
    """
    if test not in TESTS:
        raise ValueError(f"test is {test!r}; wanted one of {', '.join(TESTS)}")
    return test


def _likely(n: int, p: float) -> tuple[Array, Array]:
    """All counts that are likely among n cases of probability p, and their weights."""
    spread = sqrt(n * p * (1 - p))
    counts = np.arange(max(0, floor(n * p - REACH * spread)), min(n, ceil(n * p + REACH * spread)) + 1)
    weights = binom.pmf(counts, n, p)
    return counts, weights / weights.sum()


def _spaced(n: ArrayLike, p: float) -> tuple[Array, Array]:
    """Equally spaced counts of those that are likely among n cases, along a new axis, and their weights."""
    n = np.asarray(n, dtype=float)[..., np.newaxis]
    stride = np.floor(2 * REACH * np.sqrt(n * p * (1 - p)) / PLACES) // 2 * 2 + 1  # odd: as many even counts as odd
    counts = np.round(n * p) + stride * np.arange(-(PLACES // 2), PLACES // 2 + 1)
    weights = binom.pmf(counts, n, p)  # 0 where there is no such count
    return counts.clip(0, n), weights / weights.sum(axis=-1, keepdims=True)

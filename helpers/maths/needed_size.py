"""How large a test set two classifiers need, by the normal approximation to the power of a test.

Notebook 04 (statistics) uses it. Legend: a and b are the two models, n the cases of the test set; the two models
disagree where exactly one of them is right. A test finds a gap where its p is at most `alpha`.
"""

from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm

from helpers.maths.chances import as_open_share
from helpers.maths.disagreement import Shares, independent_disagreement, shares_of
from helpers.maths.power import as_test
from helpers.maths.validate import as_vector


def approximate_power(
    accuracy_a: float, accuracy_b: float, disagreement: float, n: ArrayLike, test: str = "paired", alpha: float = 0.05
) -> NDArray[np.float64]:
    """Approximate the power at many sizes at once, as if the observed gap were normal and its spread known.

    Parameters
    ----------
    accuracy_a, accuracy_b, disagreement, test, alpha
        As `power` takes them; the paired tests differ in how they take the spread under chance alone.
    n : array_like, shape (k,)
        Cases of each test set.

    Returns
    -------
    numpy.ndarray, shape (k,)
        Shares of test sets: within 0.01 of `power` where there are hundreds of disagreements. McNemar's exact test is
        stricter than it is taken for here: with a hundred disagreements its power is up to 0.04 less.

    Raises
    ------
    ValueError
        As `power` does.

    Examples
    --------
    >>> approximate_power(0.85, 0.87, 0.12, [200, 1000, 5000], "paired").round(2)
    array([0.13, 0.45, 0.98])
    """
    shares, n = shares_of(accuracy_a, accuracy_b, disagreement), as_vector("n", n)
    assumed, true = _spreads(shares, test)
    if true == 0:  # no case ever tells the two apart
        return np.zeros_like(n)
    gap, needed = shares.gap * np.sqrt(n) / true, norm.isf(as_open_share("alpha", alpha) / 2) * assumed / true
    return norm.sf(needed - gap) + norm.cdf(-needed - gap)


def needed_size(
    accuracy_a: float,
    accuracy_b: float,
    disagreement: float | None = None,
    share: float = 0.8,
    test: str | None = None,
    alpha: float = 0.05,
) -> int:
    """Say how many cases a test needs to find a gap in a given share of test sets, by the normal approximation.

    Parameters
    ----------
    accuracy_a, accuracy_b : float
        True accuracies, as shares; not the same.
    disagreement : float, optional
        Share of all cases on which exactly one model is right; as for independent models when omitted, which only the
        unpaired test may be asked about.
    share : float, optional
        The wanted power.
    test : {"unpaired", "paired", "mcnemar"}, optional
        As `power` takes it; when omitted paired where a disagreement is given, and unpaired where none is.
    alpha : float, optional
        The gap is found where p is at most this.

    Returns
    -------
    int
        Cases per model, to the nearest one.

    Raises
    ------
    ValueError
        As `power` does, if the accuracies are equal, or if a paired test is asked about without a disagreement.

    Examples
    --------
    >>> needed_size(0.85, 0.87), needed_size(0.85, 0.87, 0.06), needed_size(0.85, 0.87, 0.06, test="unpaired")
    (4721, 1169, 3404)
    """
    if test is None:
        test = "unpaired" if disagreement is None else "paired"
    if disagreement is None and as_test(test) != "unpaired":
        raise ValueError(f"test is {test!r} without a disagreement; wanted the share of cases that tell the two apart")
    if disagreement is None:
        disagreement = independent_disagreement(accuracy_a, accuracy_b)
    shares = shares_of(accuracy_a, accuracy_b, disagreement)
    share, alpha = as_open_share("share", share), as_open_share("alpha", alpha)
    if shares.gap == 0:
        raise ValueError(f"accuracy_a and accuracy_b are both {accuracy_a}; wanted two that differ")
    assumed, true = _spreads(shares, test)
    return max(2, round(((norm.isf(alpha / 2) * assumed + norm.ppf(share) * true) / shares.gap) ** 2))


def _spreads(shares: Shares, test: str) -> tuple[float, float]:
    """Standard deviation of the gap over one case: as the test assumes it, and the true one."""
    true = sqrt(max(0.0, shares.differ - shares.gap**2))
    return {"unpaired": sqrt(shares.apart), "paired": true, "mcnemar": sqrt(shares.differ)}[as_test(test)], true

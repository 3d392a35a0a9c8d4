"""What two classifiers get right on one test set, and on the same cases drawn again.

Notebook 04 (statistics) compares two models with it. Legend: a and b are the two models, n the cases of the test set;
`only_a` is what a alone gets right. A gap is accuracy of b - accuracy of a, as a share: 0.02 is 2 points.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.chances import as_labels, as_open_share
from helpers.maths.validate import as_count


@dataclass(frozen=True)
class Outcomes:
    """What two models get right on one test set, in cases.

    Attributes
    ----------
    n : int
        All cases.
    right_a, right_b : int
        Cases that a gets right, and b.
    only_a, only_b : int
        Cases that a alone gets right, and b alone.
    """

    n: int
    right_a: int
    right_b: int
    only_a: int
    only_b: int


def count(correct_a: ArrayLike, correct_b: ArrayLike) -> Outcomes:
    """Count what two models get right, case by case.

    Parameters
    ----------
    correct_a, correct_b : array_like of bool or int, shape (n,)
        Whether each model is right about each case: 0 or 1.

    Returns
    -------
    Outcomes
        The counts.

    Raises
    ------
    ValueError
        If a value is not 0 or 1, or the two are not of one length.

    Examples
    --------
    >>> count([1, 1, 0, 1], [1, 0, 1, 1])
    Outcomes(n=4, right_a=3, right_b=3, only_a=1, only_b=1)
    """
    a = as_labels("correct_a", correct_a, np.size(correct_a), 2).astype(bool)
    b = as_labels("correct_b", correct_b, a.size, 2).astype(bool)
    return Outcomes(a.size, *(int(each.sum()) for each in (a, b, a & ~b, b & ~a)))


def bootstrap_gaps(outcomes: Outcomes, draws: int = 10_000, seed: int = 0) -> NDArray[np.float64]:
    """Resample the cases with replacement, both models' answers together, and return the gap each time.

    Drawing n cases with replacement is drawing how many of them are of each kind, which is all that is done here.

    Parameters
    ----------
    outcomes : Outcomes
        What the two models get right.
    draws : int, optional
        How many times the test set is resampled.
    seed : int, optional
        Of the random numbers.

    Returns
    -------
    numpy.ndarray, shape (draws,)
        Accuracy of b - accuracy of a on each resampled test set.

    Raises
    ------
    ValueError
        If an option is not a whole number in its range.

    Examples
    --------
    >>> gaps = bootstrap_gaps(Outcomes(n=100, right_a=85, right_b=90, only_a=3, only_b=8))
    >>> gaps.size, round(float(gaps.mean()), 2)
    (10000, 0.05)
    """
    rng, draws = np.random.default_rng(as_count("seed", seed, 0)), as_count("draws", draws)
    n, only_a, only_b = outcomes.n, outcomes.only_a, outcomes.only_b
    drawn = rng.multinomial(n, np.array([only_a, only_b, n - only_a - only_b]) / n, size=draws)
    return (drawn[:, 1] - drawn[:, 0]) / n


def bootstrap_interval(
    correct_a: ArrayLike, correct_b: ArrayLike, draws: int = 10_000, seed: int = 0, level: float = 0.95
) -> tuple[float, float]:
    """Return the ends between which the gap lies in most resampled test sets.

    Parameters
    ----------
    correct_a, correct_b : array_like of bool or int, shape (n,)
        Whether each model is right about each case.
    draws, seed : int, optional
        As `bootstrap_gaps` takes them.
    level : float, optional
        Share of the resampled gaps between the two ends.

    Returns
    -------
    (float, float)
        The ends: percentiles of the resampled gaps.

    Raises
    ------
    ValueError
        As `count` and `bootstrap_gaps` do, or if `level` is not above 0 and below 1.

    Examples
    --------
    >>> a, b = [1] * 85 + [0] * 15, [0] * 3 + [1] * 90 + [0] * 7
    >>> [round(end, 2) for end in bootstrap_interval(a, b)]
    [-0.01, 0.12]
    """
    gaps, tail = bootstrap_gaps(count(correct_a, correct_b), draws, seed), (1 - as_open_share("level", level)) / 2
    low, high = np.quantile(gaps, [tail, 1 - tail])
    return float(low), float(high)

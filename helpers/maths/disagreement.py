"""On how many cases two classifiers disagree: how many it can be, and test sets drawn with so many.

Notebook 04 (statistics) uses it. Legend: a and b are the two models, n the cases of the test set; the two models
disagree where exactly one of them is right. A gap is accuracy of b - accuracy of a, as a share: 0.02 is 2 points.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import binom

from helpers.maths.chances import as_probability
from helpers.maths.outcomes import Outcomes
from helpers.maths.validate import as_count, as_number


def disagreement_range(accuracy_a: float, accuracy_b: float) -> tuple[float, float]:
    """Say on how few and on how many cases two models can disagree, given their accuracies.

    Parameters
    ----------
    accuracy_a, accuracy_b : float
        Shares of cases that each gets right.

    Returns
    -------
    (float, float)
        Least share of cases (all that a gets right b does too, or the other way round) and largest.

    Raises
    ------
    ValueError
        If an accuracy is not a number from 0 to 1.

    Examples
    --------
    >>> [round(share, 9) for share in disagreement_range(0.85, 0.87)]
    [0.02, 0.28]
    """
    a, b = as_probability("accuracy_a", accuracy_a), as_probability("accuracy_b", accuracy_b)
    return abs(b - a), min(a + b, 2 - a - b)


def independent_disagreement(accuracy_a: float, accuracy_b: float) -> float:
    """Say on how many cases two models disagree that err independently of each other.

    Parameters
    ----------
    accuracy_a, accuracy_b
        As `disagreement_range` takes them.

    Returns
    -------
    float
        Share of cases.

    Raises
    ------
    ValueError
        As `disagreement_range` does.

    Examples
    --------
    >>> round(independent_disagreement(0.85, 0.87), 9)  # 0.85 · 0.13 + 0.87 · 0.15
    0.241
    """
    a, b = as_probability("accuracy_a", accuracy_a), as_probability("accuracy_b", accuracy_b)
    return a * (1 - b) + b * (1 - a)


@dataclass(frozen=True)
class Shares:
    """True shares of the kinds of cases that two models make of all there are.

    Attributes
    ----------
    gap : float
        Accuracy of b - accuracy of a.
    differ : float
        Of all cases: those on which exactly one model is right.
    b_of_differ : float
        Of those: the ones on which it is b.
    both_of_same : float
        Of the other cases: the ones on which both are right.
    apart : float
        Variance of the gap over one case if each model had cases of its own.
    """

    gap: float
    differ: float
    b_of_differ: float
    both_of_same: float
    apart: float


def shares_of(accuracy_a: float, accuracy_b: float, disagreement: float) -> Shares:
    """Work out what share of the cases is of which kind.

    Parameters
    ----------
    accuracy_a, accuracy_b : float
        True accuracies, as shares.
    disagreement : float
        Share of all cases on which exactly one model is right.

    Returns
    -------
    Shares
        A half where there is nothing to share.

    Raises
    ------
    ValueError
        If a share is not from 0 to 1, or the accuracies do not allow the disagreement.

    Examples
    --------
    >>> shares = shares_of(0.85, 0.87, 0.12)
    >>> round(shares.gap, 9), round(shares.b_of_differ, 9), round(shares.both_of_same, 9)
    (0.02, 0.583333333, 0.909090909)
    """
    low, high = disagreement_range(accuracy_a, accuracy_b)
    asked = as_number("disagreement", disagreement)
    if not low - 1e-9 <= asked <= high + 1e-9:
        raise ValueError(
            f"disagreement is {asked:g}; wanted {low:g} to {high:g}, which accuracies of {accuracy_a:g} and "
            f"{accuracy_b:g} allow"
        )
    differ, gap = float(np.clip(asked, low, high)), accuracy_b - accuracy_a
    both = max(0.0, (accuracy_a + accuracy_b - differ) / 2)
    return Shares(
        gap,
        differ,
        b_of_differ=float(np.clip((differ + gap) / 2 / differ, 0, 1)) if differ else 0.5,
        both_of_same=min(1.0, both / (1 - differ)) if differ < 1 else 0.5,
        apart=accuracy_a * (1 - accuracy_a) + accuracy_b * (1 - accuracy_b),
    )


def draw_outcomes(
    accuracy_a: float, accuracy_b: float, disagreement: float, n: int, seed: int | None = None
) -> Outcomes:
    """Draw a test set and what two models get right on it.

    With one seed the luck is the same whatever the other numbers are, so a gradual change of these changes the outcome
    gradually. Without a seed the luck is neither good nor bad: every count is the median of what it could be.

    Parameters
    ----------
    accuracy_a, accuracy_b, disagreement
        As `shares_of` takes them.
    n : int
        Cases of the test set.
    seed : int, optional
        Of the random numbers.

    Returns
    -------
    Outcomes
        The counts.

    Raises
    ------
    ValueError
        As `shares_of` does, or if `n` or `seed` is not a whole number in its range.

    Examples
    --------
    >>> draw_outcomes(0.85, 0.87, 0.12, 1000)
    Outcomes(n=1000, right_a=850, right_b=870, only_a=50, only_b=70)
    """
    n, shares = as_count("n", n), shares_of(accuracy_a, accuracy_b, disagreement)
    luck = np.full(3, 0.5) if seed is None else np.random.default_rng(as_count("seed", seed, 0)).random(3)
    differ = int(binom.ppf(luck[0], n, shares.differ))
    only_b = int(binom.ppf(luck[1], differ, shares.b_of_differ))
    both = int(binom.ppf(luck[2], n - differ, shares.both_of_same))
    only_a = differ - only_b
    return Outcomes(n, both + only_a, both + only_b, only_a, only_b)

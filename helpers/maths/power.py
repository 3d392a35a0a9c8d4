"""How likely a comparison of two classifiers is to find a gap, and how large a test set it needs.

Notebook 04 (statistics) uses it. Legend: a and b are the two models, n the cases of the test set; the two models
disagree where exactly one of them is right. A gap is accuracy of b - accuracy of a, as a share: 0.02 is 2 points. A
test finds a gap where its p is at most `alpha`.
"""

from math import ceil, floor, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binom, norm, t

from helpers.maths.chances import as_open_share, as_probability
from helpers.maths.comparison import Outcomes
from helpers.maths.validate import as_count, as_number, as_vector

Array = NDArray[np.float64]

TESTS = ("unpaired", "paired", "mcnemar")
REACH = 8  # standard deviations: what is farther off has a chance below 1e-14
PLACES = 31  # of equally spaced counts in a double sum


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


def draw_outcomes(
    accuracy_a: float, accuracy_b: float, disagreement: float, n: int, seed: int | None = None
) -> Outcomes:
    """Draw a test set and what two models get right on it.

    With one seed the luck is the same whatever the other numbers are, so a gradual change of these changes the outcome
    gradually. Without a seed the luck is neither good nor bad: every count is the median of what it could be.

    Parameters
    ----------
    accuracy_a, accuracy_b : float
        True accuracies, as shares.
    disagreement : float
        Share of all cases on which exactly one model is right.
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
        If a share is not from 0 to 1, or the accuracies do not allow the disagreement.

    Examples
    --------
    >>> draw_outcomes(0.85, 0.87, 0.12, 1000)
    Outcomes(n=1000, right_a=850, right_b=870, only_a=50, only_b=70)
    """
    n, shares = as_count("n", n), _Shares(accuracy_a, accuracy_b, disagreement)
    luck = np.full(3, 0.5) if seed is None else np.random.default_rng(as_count("seed", seed, 0)).random(3)
    differ = int(binom.ppf(luck[0], n, shares.differ))
    only_b = int(binom.ppf(luck[1], differ, shares.b_of_differ))
    both = int(binom.ppf(luck[2], n - differ, shares.both_of_same))
    only_a = differ - only_b
    return Outcomes(n, both + only_a, both + only_b, only_a, only_b)


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
    shares, n = _Shares(accuracy_a, accuracy_b, disagreement), as_count("n", n, least=2)
    alpha = as_open_share("alpha", alpha)
    differ, weights = _spaced(n, shares.differ) if _as_test(test) == "unpaired" else _likely(n, shares.differ)  # (m,)
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


def approximate_power(
    accuracy_a: float, accuracy_b: float, disagreement: float, n: ArrayLike, test: str = "paired", alpha: float = 0.05
) -> Array:
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
    shares, n = _Shares(accuracy_a, accuracy_b, disagreement), as_vector("n", n)
    assumed, true = shares.spreads(_as_test(test))
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
    if disagreement is None and _as_test(test) != "unpaired":
        raise ValueError(f"test is {test!r} without a disagreement; wanted the share of cases that tell the two apart")
    if disagreement is None:
        disagreement = independent_disagreement(accuracy_a, accuracy_b)
    shares, share, alpha = (
        _Shares(accuracy_a, accuracy_b, disagreement),
        as_open_share("share", share),
        as_open_share("alpha", alpha),
    )
    if shares.gap == 0:
        raise ValueError(f"accuracy_a and accuracy_b are both {accuracy_a}; wanted two that differ")
    assumed, true = shares.spreads(_as_test(test))
    return max(2, round(((norm.isf(alpha / 2) * assumed + norm.ppf(share) * true) / shares.gap) ** 2))


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
    shares, n = _Shares(accuracy_a, accuracy_b, disagreement), as_count("n", n)
    differ, weights = _likely(n, shares.differ)
    better = max(shares.b_of_differ, 1 - shares.b_of_differ)
    behind = binom.cdf(np.ceil(differ / 2) - 1, differ, better) + binom.cdf(np.floor(differ / 2), differ, better)
    return float(np.sum(weights * behind) / 2)


def independent_disagreement(accuracy_a: float, accuracy_b: float) -> float:
    """Say on how many cases two models disagree that err independently of each other.

    Parameters
    ----------
    accuracy_a, accuracy_b : float
        Shares of cases that each gets right.

    Returns
    -------
    float
        Share of cases.

    Raises
    ------
    ValueError
        If an accuracy is not a number from 0 to 1.

    Examples
    --------
    >>> round(independent_disagreement(0.85, 0.87), 9)  # 0.85 · 0.13 + 0.87 · 0.15
    0.241
    """
    a, b = as_probability("accuracy_a", accuracy_a), as_probability("accuracy_b", accuracy_b)
    return a * (1 - b) + b * (1 - a)


class _Shares:
    """True shares of the kinds of cases: of all cases, of the disagreements, and of the rest."""

    def __init__(self, accuracy_a: float, accuracy_b: float, disagreement: float) -> None:
        low, high = disagreement_range(accuracy_a, accuracy_b)
        differ = as_number("disagreement", disagreement)
        if not low - 1e-9 <= differ <= high + 1e-9:
            raise ValueError(
                f"disagreement is {differ:g}; wanted {low:g} to {high:g}, which accuracies of {accuracy_a:g} and "
                f"{accuracy_b:g} allow"
            )
        self.differ = float(np.clip(differ, low, high))
        self.gap = accuracy_b - accuracy_a
        both = max(0.0, (accuracy_a + accuracy_b - self.differ) / 2)
        self.b_of_differ = float(np.clip((self.differ + self.gap) / 2 / self.differ, 0, 1)) if self.differ else 0.5
        self.both_of_same = min(1.0, both / (1 - self.differ)) if self.differ < 1 else 0.5
        self._apart = accuracy_a * (1 - accuracy_a) + accuracy_b * (1 - accuracy_b)

    def spreads(self, test: str) -> tuple[float, float]:
        """Standard deviation of the gap over one case: as the test assumes it, and the true one."""
        true = sqrt(max(0.0, self.differ - self.gap**2))
        return {"unpaired": sqrt(self._apart), "paired": true, "mcnemar": sqrt(self.differ)}[test], true


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


def _as_test(test: str) -> str:
    if test not in TESTS:
        raise ValueError(f"test is {test!r}; wanted one of {', '.join(TESTS)}")
    return test

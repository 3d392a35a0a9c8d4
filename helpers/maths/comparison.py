"""Two classifiers on one test set: which is better, and would another test set say so too.

Notebook 04 (statistics) uses it. Legend: a and b are the two models, n the cases of the test set; `only_a` is what a
alone gets right, and the two models disagree where exactly one of them is right. A gap is accuracy of b - accuracy of
a, as a share: 0.02 is 2 points.

Many tested changes: what share of the significant results is false, and what chance alone comes up with.

Notebook 04 (statistics) uses it. Legend: of all changes that are tested the share `real` has an effect; a test finds
such an effect with probability `power`, and takes chance for an effect with probability `alpha`.

What two classifiers get right on one test set, and on the same cases drawn again.

Notebook 04 (statistics) compares two models with it. Legend: a and b are the two models, n the cases of the test set;
`only_a` is what a alone gets right. A gap is accuracy of b - accuracy of a, as a share: 0.02 is 2 points.

On how many cases two classifiers disagree: how many it can be, and test sets drawn with so many.

Notebook 04 (statistics) uses it. Legend: a and b are the two models, n the cases of the test set; the two models
disagree where exactly one of them is right. A gap is accuracy of b - accuracy of a, as a share: 0.02 is 2 points.

How likely a comparison of two classifiers is to find a gap, and how likely the worse one is ahead.

Notebook 04 (statistics) uses it. Legend: a and b are the two models, n the cases of the test set; the two models
disagree where exactly one of them is right. A gap is accuracy of b - accuracy of a, as a share: 0.02 is 2 points. A
test finds a gap where its p is at most `alpha`.

How large a test set two classifiers need, by the normal approximation to the power of a test.

Notebook 04 (statistics) uses it. Legend: a and b are the two models, n the cases of the test set; the two models
disagree where exactly one of them is right. A test finds a gap where its p is at most `alpha`.
"""

from dataclasses import dataclass
from math import ceil, floor, inf, nan, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binom, norm, t

from helpers.maths.checks import as_count, as_labels, as_number, as_open_share, as_probability, as_vector


@dataclass(frozen=True)
class Gap:
    """An observed gap in accuracy, and how far chance alone moves one.

    Attributes
    ----------
    gap : float
        Accuracy of b - accuracy of a.
    standard_error : float
        The gap's standard deviation from one test set to the next, estimated from this one.
    df : float
        Degrees of freedom of its t distribution; infinite for a normal one.

    Examples
    --------
    >>> Gap(0.02, 0.01, inf).statistic, round(Gap(0.02, 0.01, inf).p, 4)
    (2.0, 0.0455)
    """

    gap: float
    standard_error: float
    df: float

    @property
    def statistic(self) -> float:
        """The gap in standard errors: infinite where these are 0, and 0 where both are."""
        if self.standard_error > 0 or self.gap == 0:
            return self.gap / (self.standard_error or 1.0)
        return inf if self.gap > 0 else -inf

    @property
    def p(self) -> float:
        """Chance of a statistic at least this far from 0, on either side, if the models are equally good."""
        return float(2 * t.sf(abs(self.statistic), self.df))

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Return the ends of the confidence interval of the gap; at 0.95 it leaves out 0 where p is below 0.05."""
        half = float(t.isf((1 - as_open_share("level", level)) / 2, self.df)) * self.standard_error
        return self.gap - half, self.gap + half


def unpaired(n: int, right_a: int, right_b: int) -> Gap:
    """Compare two accuracies with the two-sample t-test, as if each model had a test set of its own.

    Parameters
    ----------
    n : int
        Cases per model, at least 2.
    right_a, right_b : int
        Cases that each gets right.

    Returns
    -------
    Gap
        Holds statistic, p and interval.

    Raises
    ------
    ValueError
        If a count is not a whole number from 0 to `n`.

    Examples
    --------
    >>> round(unpaired(1000, 850, 870).statistic, 2), round(unpaired(1000, 850, 870).p, 3)
    (1.29, 0.198)
    """
    n, a, b = _as_rights(n, right_a, right_b)
    return Gap(b - a, sqrt((a * (1 - a) + b * (1 - b)) / (n - 1)), 2 * n - 2)


def unpaired_z(n: int, right_a: int, right_b: int) -> Gap:
    """Compare two accuracies with the z-test of two shares, as if each model had a test set of its own.

    Parameters
    ----------
    n, right_a, right_b
        As `unpaired` takes them.

    Returns
    -------
    Gap
        Its standard error is that of two models as good as both together.

    Raises
    ------
    ValueError
        As `unpaired` does.

    Examples
    --------
    >>> round(unpaired_z(200, 170, 174).statistic, 2), round(unpaired_z(200, 170, 174).p, 3)
    (0.58, 0.564)
    """
    n, a, b = _as_rights(n, right_a, right_b)
    both = (a + b) / 2
    return Gap(b - a, sqrt(2 * both * (1 - both) / n), inf)


def paired(n: int, only_a: int, only_b: int) -> Gap:
    """Compare two models with the paired t-test: one difference per case, 1, 0 or -1.

    Parameters
    ----------
    n : int
        Cases, at least 2.
    only_a, only_b : int
        Cases that a alone gets right, and b alone.

    Returns
    -------
    Gap
        Holds statistic, p and interval.

    Raises
    ------
    ValueError
        If a count is not a whole number, or the two are more than `n` together.

    Examples
    --------
    >>> round(paired(1000, 5, 25).statistic, 2), round(paired(1000, 5, 25).p, 5)
    (3.67, 0.00025)
    """
    n, only_a, only_b = as_count("n", n, least=2), as_count("only_a", only_a, 0), as_count("only_b", only_b, 0)
    if only_a + only_b > n:
        raise ValueError(f"only_a and only_b are {only_a} and {only_b}; wanted at most n = {n} together")
    gap = (only_b - only_a) / n
    return Gap(gap, sqrt(((only_a + only_b) / n - gap**2) / (n - 1)), n - 1)


def mcnemar(only_a: int, only_b: int) -> float:
    """Test the disagreements as flips of a fair coin (McNemar's test, exact).

    Parameters
    ----------
    only_a, only_b : int
        Cases that a alone gets right, and b alone.

    Returns
    -------
    float
        Chance of a split at least as uneven if both models are equally good: p.

    Raises
    ------
    ValueError
        If a count is not a whole number from 0 up.

    References
    ----------
    McNemar, "Note on the sampling error of the difference between correlated proportions or percentages" (1947).

    Examples
    --------
    >>> mcnemar(0, 4)  # 2 / 2**4
    0.125
    """
    only_a, only_b = as_count("only_a", only_a, 0), as_count("only_b", only_b, 0)
    return float(min(1.0, 2 * binom.cdf(min(only_a, only_b), only_a + only_b, 0.5)))


def _as_rights(n: int, right_a: int, right_b: int) -> tuple[int, float, float]:
    """Check two counts of cases that are right, and return the accuracies."""
    n, right_a, right_b = as_count("n", n, least=2), as_count("right_a", right_a, 0), as_count("right_b", right_b, 0)
    if max(right_a, right_b) > n:
        raise ValueError(f"right_a and right_b are {right_a} and {right_b}; wanted at most n = {n}")
    return n, right_a / n, right_b / n


@dataclass(frozen=True)
class Findings:
    """What becomes of tested changes, as shares of all of them.

    Attributes
    ----------
    found, missed : float
        Real effects with a significant result, and without.
    false_alarms, quiet : float
        Changes without an effect, with a significant result, and without.

    Examples
    --------
    >>> round(findings(real=0.1, power=0.25).missed, 9)
    0.075
    """

    found: float
    missed: float
    false_alarms: float
    quiet: float

    @property
    def significant(self) -> float:
        """Share of all changes with a significant result."""
        return self.found + self.false_alarms

    @property
    def false_share(self) -> float:
        """Share of the significant results that are false; NaN where there are none."""
        return self.false_alarms / self.significant if self.significant else nan


def findings(real: float, power: float, alpha: float = 0.05) -> Findings:
    """Sort tested changes into four kinds: real or not, significant or not.

    Parameters
    ----------
    real : float
        Share of the changes that have an effect, from 0 to 1.
    power : float
        Share of those that the test finds.
    alpha : float, optional
        Share of the others that the test takes for an effect.

    Returns
    -------
    Findings
        The four shares.

    Raises
    ------
    ValueError
        If one of the three is not a number from 0 to 1.

    Examples
    --------
    >>> round(findings(real=0.1, power=0.25).false_share, 2)  # 0.045 / (0.025 + 0.045)
    0.64
    """
    real, power = as_probability("real", real), as_probability("power", power)
    alpha = as_probability("alpha", alpha)
    return Findings(real * power, real * (1 - power), (1 - real) * alpha, (1 - real) * (1 - alpha))


def any_false_alarm(tries: int, alpha: float = 0.05) -> float:
    """Say how likely at least one of several useless changes is significant, if each is tested independently.

    Parameters
    ----------
    tries : int
        How many useless changes are tested.
    alpha : float, optional
        Chance that one of them is significant.

    Returns
    -------
    float
        A probability.

    Raises
    ------
    ValueError
        If `tries` is not a whole number from 0 up, or `alpha` is not a number from 0 to 1.

    Examples
    --------
    >>> round(any_false_alarm(20), 2)  # 1 - 0.95**20
    0.64
    """
    return 1 - (1 - as_probability("alpha", alpha)) ** as_count("tries", tries, least=0)


def null_p_values(size: int = 100, draws: int = 10_000, seed: int = 0) -> NDArray[np.float64]:
    """Compare two groups again and again between which there is no difference, and return the p-values.

    Every value is drawn from the standard normal distribution; the two means are compared by the two-sample t-test.

    Parameters
    ----------
    size : int, optional
        Values in each group, at least 2.
    draws : int, optional
        How many times two groups are compared.
    seed : int, optional
        Of the random numbers.

    Returns
    -------
    numpy.ndarray, shape (draws,)
        Two-sided p-values: every value from 0 to 1 is as likely as every other.

    Raises
    ------
    ValueError
        If an option is not a whole number in its range.

    Examples
    --------
    >>> p = null_p_values()
    >>> round(float((p < 0.05).mean()), 2)
    0.05
    """
    size, draws, seed = as_count("size", size, least=2), as_count("draws", draws), as_count("seed", seed, least=0)
    values = np.random.default_rng(seed).normal(size=(2, draws, size))
    a, b = values.mean(axis=2)
    standard_error = np.sqrt(values.var(axis=2, ddof=1).sum(axis=0) / size)
    return 2 * t.sf(np.abs(b - a) / standard_error, 2 * size - 2)


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

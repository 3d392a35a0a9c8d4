"""Two classifiers on one test set: which is better, and would another test set say so too.

Notebook 04 (statistics) uses it. Legend: a and b are the two models, n the cases of the test set; `only_a` is what a
alone gets right, and the two models disagree where exactly one of them is right. A gap is accuracy of b - accuracy of
a, as a share: 0.02 is 2 points.
"""

from dataclasses import dataclass
from math import inf, sqrt

from scipy.stats import binom, t

from helpers.maths.chances import as_open_share
from helpers.maths.validate import as_count


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

"""Two classifiers on one test set, or two pages on their users: which is better, and is that chance (notebook 04).

a, b: the two models; n: cases of the test set; only_a: cases that a alone gets right, only_b: b alone
disagreement: share of the cases on which exactly one model is right
gap: accuracy of b - accuracy of a, as a share: 0.02 is 2 points; a test finds it where its p is at most alpha
"""

from collections import namedtuple
from math import ceil, floor, inf, nan, sqrt

import numpy as np
import scipy  # its statistics load when they are first used
from scipy.special import betaincinv, ndtr, ndtri, stdtr, stdtrit

from helpers.maths.checks import check, checked, one_of

TESTS = ("unpaired", "paired", "mcnemar")
REACH = 8  # standard deviations: what is farther off has a chance below 1e-14
PLACES = 31  # of equally spaced counts in a double sum
FEW = 500  # cases; of so many all counts are taken
DUST = 1e-9  # how far rounding may lead a disagreement beyond what the accuracies allow


# What one test set says


class Gap(namedtuple("Gap", "gap standard_error df")):
    """An observed gap, how far chance alone moves one (estimated), and the degrees of freedom of its t distribution."""

    @property
    def statistic(self):
        """The gap in standard errors: infinite where these are 0, and 0 where both are."""
        if self.standard_error > 0 or self.gap == 0:
            return self.gap / (self.standard_error or 1.0)
        return inf if self.gap > 0 else -inf

    @property
    def p(self):
        """Chance of a statistic at least this far from 0, on either side, if the models are equally good."""
        return float(2 * stdtr(self.df, -abs(self.statistic)))

    def interval(self, level=0.95):
        """Return the ends of the confidence interval of the gap; at 0.95 it leaves out 0 where p is below 0.05."""
        half = float(-stdtrit(self.df, (1 - level) / 2)) * self.standard_error
        return self.gap - half, self.gap + half


def _right_of_n(n, right_a, right_b):
    check(max(right_a, right_b) <= n, f"right_a and right_b are {right_a} and {right_b}; wanted at most n = {n}")


def _alone_of_n(n, only_a, only_b):
    check(only_a + only_b <= n, f"only_a and only_b are {only_a} and {only_b}; wanted at most n = {n} together")


@checked(_right_of_n, n="from 2", right_a="from 0", right_b="from 0")
def unpaired(n, right_a, right_b):
    """Compare two accuracies with the two-sample t-test, as if each model had a test set of n cases of its own.

    >>> round(unpaired(1000, 850, 870).p, 3)
    0.198
    """
    a, b = right_a / n, right_b / n
    return Gap(b - a, sqrt((a * (1 - a) + b * (1 - b)) / (n - 1)), 2 * n - 2)


@checked(_alone_of_n, n="from 2", only_a="from 0", only_b="from 0")
def paired(n, only_a, only_b):
    """Compare two models with the paired t-test: one difference per case, 1, 0 or -1.

    >>> round(paired(1000, 5, 25).p, 5)
    0.00025
    """
    gap = (only_b - only_a) / n
    return Gap(gap, sqrt(((only_a + only_b) / n - gap**2) / (n - 1)), n - 1)


def mcnemar(only_a, only_b):
    """Test the disagreements as flips of a fair coin, exactly (McNemar, 1947): p, of a split at least as uneven."""
    return float(min(1.0, 2 * scipy.stats.binom.cdf(min(only_a, only_b), only_a + only_b, 0.5)))


def mcnemar_interval(n, only_a, only_b, level=0.95):
    """Return the ends of the gap's interval that goes with McNemar's test: B's share of the disagreements, exactly."""
    miss, differ = (1 - level) / 2, only_a + only_b
    low = betaincinv(only_b, only_a + 1, miss) if only_b else 0.0  # Clopper and Pearson (1934)
    high = betaincinv(only_b + 1, only_a, 1 - miss) if only_a else 1.0
    return (2 * low - 1) * differ / n, (2 * high - 1) * differ / n


Outcomes = namedtuple("Outcomes", "n right_a right_b only_a only_b")  # of one test set, in cases


def bootstrap_gaps(outcomes, draws, seed=0):
    """Gaps on test sets of the same cases, drawn with replacement, both models' answers together; shape (draws,)."""
    n, _, _, only_a, only_b = outcomes
    kinds = np.array([only_a, only_b, n - only_a - only_b]) / n  # n cases are drawn as so many of each kind
    drawn = np.random.default_rng(seed).multinomial(n, kinds, size=draws)
    return (drawn[:, 1] - drawn[:, 0]) / n


# Many tested changes: the share `real` has an effect; a test finds such an effect with probability `power`, and takes
# chance for an effect with probability `alpha`


# share of all changes with a significant result, and share of these results that is false: NaN where there are none
Findings = namedtuple("Findings", "significant false_share")


def findings(real, power, alpha):
    """Sort tested changes: which share is significant, and which share of these is false."""
    found, false = real * power, (1 - real) * alpha
    return Findings(found + false, false / (found + false) if found + false else nan)


@checked(tries="from 0", alpha="probability")
def any_false_alarm(tries, alpha=0.05):
    """Say how likely at least one of several useless changes is significant, if each is tested independently.

    >>> round(any_false_alarm(20), 2)  # 1 - 0.95**20
    0.64
    """
    return 1 - (1 - alpha) ** tries


# What would come of many test sets


def disagreement_range(accuracy_a, accuracy_b):
    """Least share of disagreement (all that a gets right b does too, or the other way round) and largest."""
    return abs(accuracy_b - accuracy_a), min(accuracy_a + accuracy_b, 2 - accuracy_a - accuracy_b)


def independent_disagreement(accuracy_a, accuracy_b):
    """Share of the cases on which two models disagree that err independently of each other."""
    return accuracy_a * (1 - accuracy_b) + accuracy_b * (1 - accuracy_a)


def shares_of(accuracy_a, accuracy_b, disagreement):
    """Shares of cases on which one is right, of these those on which it is b, of the others those on which both are."""
    differ = float(np.clip(disagreement, *disagreement_range(accuracy_a, accuracy_b)))
    gap, both = accuracy_b - accuracy_a, max(0.0, (accuracy_a + accuracy_b - differ) / 2)
    b_of_differ = float(np.clip((differ + gap) / 2 / differ, 0, 1)) if differ else 0.5  # a half of nothing
    both_of_same = min(1.0, both / (1 - differ)) if differ < 1 else 0.5
    return differ, b_of_differ, both_of_same


def draw_outcomes(accuracy_a, accuracy_b, disagreement, n, seed):
    """Draw what two models get right on a test set; a seed is the luck, whatever the other numbers are.

    Without one (None) the luck is neither good nor bad: every count is the median of what it could be.
    """
    one_right, b_of_these, both_of_others = shares_of(accuracy_a, accuracy_b, disagreement)
    luck = np.full(3, 0.5) if seed is None else np.random.default_rng(seed).random(3)
    differ = int(scipy.stats.binom.ppf(luck[0], n, one_right))
    only_b = int(scipy.stats.binom.ppf(luck[1], differ, b_of_these))
    both = int(scipy.stats.binom.ppf(luck[2], n - differ, both_of_others))
    only_a = differ - only_b
    return Outcomes(n, both + only_a, both + only_b, only_a, only_b)


def _allowed(accuracy_a, accuracy_b, disagreement, **_):
    if disagreement is None:
        return
    low, high = disagreement_range(accuracy_a, accuracy_b)
    wanted = f"{low:g} to {high:g}, which accuracies of {accuracy_a:g} and {accuracy_b:g} allow"
    check(low - DUST <= disagreement <= high + DUST, f"disagreement is {disagreement:g}; wanted {wanted}")


two_models = {"accuracy_a": "probability", "accuracy_b": "probability", "disagreement": "number"}


@checked(_allowed, **two_models, n="count")
def flip_chance(accuracy_a, accuracy_b, n, disagreement=None):
    """Say how likely the worse model is ahead on a test set; a tie counts as half; independent models if not said.

    >>> round(flip_chance(0.85, 0.87, 200), 2)
    0.28
    """
    if disagreement is None:
        disagreement = independent_disagreement(accuracy_a, accuracy_b)
    one_right, b_of_these, _ = shares_of(accuracy_a, accuracy_b, disagreement)
    differ, weights = _likely(n, one_right)
    better = max(b_of_these, 1 - b_of_these)
    cdf = scipy.stats.binom.cdf
    behind = cdf(np.ceil(differ / 2) - 1, differ, better) + cdf(np.floor(differ / 2), differ, better)
    return float(np.sum(weights * behind) / 2)


@checked(_allowed, **two_models, n="from 2", test=one_of(*TESTS), alpha="share")
def power(accuracy_a, accuracy_b, disagreement, n, test="paired", alpha=0.05):
    """Say how often a test would find the gap between two models, were it given new test sets of n cases for ever.

    The sum over all that can come of a test set is exact while cases are few; of many, about equally spaced numbers are
    taken, where chance smooths what is between them: that moves the result by less than 0.004.

    >>> round(power(0.85, 0.87, 0.06, 1000, "unpaired"), 2), round(power(0.85, 0.87, 0.06, 1000, "paired"), 2)
    (0.09, 0.74)
    """
    one_right, b_of_these, both_of_others = shares_of(accuracy_a, accuracy_b, disagreement)
    find = {"unpaired": _found_unpaired, "paired": _found_paired, "mcnemar": _found_by_mcnemar}[test]
    differ, weights, needed = find(n, one_right, b_of_these, both_of_others, alpha)
    needed = np.maximum(needed, 1)  # of one model more than of the other
    above = scipy.stats.binom.sf(np.ceil((differ + needed) / 2) - 1, differ, b_of_these)
    below = scipy.stats.binom.cdf(np.floor((differ - needed) / 2), differ, b_of_these)
    return float(np.sum(weights * (above + below)))


def _found_unpaired(n, one_right, b_of_these, both_of_others, alpha):
    """Numbers of disagreements, how likely they are, and by how many a model must be ahead to be found better."""
    # among so many disagreements the lead varies more than from one of the spaced numbers to the next
    smooth = 4 * b_of_these * (1 - b_of_these) > (1 - one_right) * (2 * REACH / PLACES) ** 2
    differ, weights = (_spaced if smooth and n > FEW else _likely)(n, one_right)  # (m,) each
    both, more = _spaced(n - differ, both_of_others)  # (m, k) each
    right = (both + differ[:, np.newaxis] / 2) / n  # mean of the two accuracies
    critical = stdtrit(2 * n - 2, alpha / 2) ** 2
    needed = n * np.sqrt(critical * 2 * right * (1 - right) / (n - 1 + critical / 2))
    return np.broadcast_to(differ[:, np.newaxis], both.shape), weights[:, np.newaxis] * more, needed


def _found_paired(n, one_right, _b, _both, alpha):
    differ, weights = _likely(n, one_right)
    critical = stdtrit(n - 1, alpha / 2) ** 2
    return differ, weights, n * np.sqrt(critical * differ / n / (n - 1 + critical))


def _found_by_mcnemar(n, one_right, _b, _both, alpha):
    differ, weights = _likely(n, one_right)
    fewest = scipy.stats.binom.ppf(alpha / 2, differ, 0.5)  # the lesser part of the last split that may be no accident
    fewest -= scipy.stats.binom.cdf(fewest, differ, 0.5) > alpha / 2
    return differ, weights, differ - 2 * fewest


def _likely(n, p):
    """All counts that are likely among n cases of probability p, and their weights."""
    spread = sqrt(n * p * (1 - p))
    counts = np.arange(max(0, floor(n * p - REACH * spread)), min(n, ceil(n * p + REACH * spread)) + 1)
    weights = scipy.stats.binom.pmf(counts, n, p)
    return counts, weights / weights.sum()


def _spaced(n, p):
    """Equally spaced counts of those that are likely among n cases, along a new axis, and their weights."""
    n = np.asarray(n, dtype=float)[..., np.newaxis]
    stride = np.floor(2 * REACH * np.sqrt(n * p * (1 - p)) / PLACES) // 2 * 2 + 1  # odd: as many even counts as odd
    counts = np.round(n * p) + stride * np.arange(-(PLACES // 2), PLACES // 2 + 1)
    weights = scipy.stats.binom.pmf(counts, n, p)  # 0 where there is no such count
    return counts.clip(0, n), weights / weights.sum(axis=-1, keepdims=True)


# The same by the normal approximation: as if the observed gap were normal and its spread known


def approximate_power(accuracy_a, accuracy_b, disagreement, n, test, alpha):
    """Power at many sizes n at once: within 0.01 where there are hundreds of disagreements.

    McNemar's exact test is stricter than it is taken for here: with a hundred its power is up to 0.04 less.
    """
    assumed, true = _spreads(accuracy_a, accuracy_b, disagreement, test)
    if true == 0:  # no case ever tells the two apart
        return np.zeros_like(n)
    gap, needed = (accuracy_b - accuracy_a) * np.sqrt(n) / true, -ndtri(alpha / 2) * assumed / true
    return ndtr(gap - needed) + ndtr(-needed - gap)


@checked(_allowed, **two_models, test=one_of(*TESTS))
def needed_size(accuracy_a, accuracy_b, disagreement=None, test=None):
    """Say how many cases a test needs to find a gap, p at most 0.05, in 80% of test sets, by the normal approximation.

    Without a disagreement it is that of independent models, and the test unpaired; else it is paired if not given.

    >>> needed_size(0.85, 0.87), needed_size(0.85, 0.87, 0.06)
    (4721, 1169)
    """
    check(accuracy_a != accuracy_b, f"accuracy_a and accuracy_b are both {accuracy_a}; wanted two that differ")
    if disagreement is None:
        fits = test in (None, "unpaired")
        check(fits, f"test is {test!r} without a disagreement; wanted the share of cases that tell the two apart")
        disagreement, test = independent_disagreement(accuracy_a, accuracy_b), "unpaired"
    assumed, true = _spreads(accuracy_a, accuracy_b, disagreement, test or "paired")
    return max(2, round(((-ndtri(0.025) * assumed + ndtri(0.8) * true) / (accuracy_b - accuracy_a)) ** 2))


def _spreads(accuracy_a, accuracy_b, disagreement, test):
    """Standard deviation of the gap over one case: as the test assumes it, and the true one."""
    true = sqrt(max(0.0, disagreement - (accuracy_b - accuracy_a) ** 2))
    if test == "paired":
        return true, true
    apart = accuracy_a * (1 - accuracy_a) + accuracy_b * (1 - accuracy_b)  # with cases of its own for each model
    return sqrt(apart if test == "unpaired" else disagreement), true


# Two groups of users


# z: the difference in standard errors, with the share in both groups together; 0 where nobody differs
# p: chance of a difference at least this large, either way, if A and B are equally good
ABTest = namedtuple("ABTest", "bought_a bought_b z p")


@checked(rate_a="probability", rate_b="probability", users="count", seed="from 0")
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

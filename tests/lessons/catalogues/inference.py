"""Notebook 04: how its checks are asked, and what learners write for its exercises."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
from scipy import stats
from sklearn.dummy import DummyClassifier
from sklearn.metrics import r2_score
from sklearn.tree import DecisionTreeClassifier

from helpers.lessons import inference
from helpers.lessons.verdicts import State
from tests.lessons.catalogue import Asked, Catalogue
from tests.lessons.catalogues.free_answers import FREE_ANSWERS, FREE_SLIPS, MISTAKEN_FOLDS, MISTAKEN_MEANS

FUNCTIONS = {
    "std": inference.check_std,
    "standard_error": inference.check_standard_error,
    "median": inference.check_median,
    "wilson": inference.check_wilson,
    "t_statistic": inference.check_t_statistic,
    "paired_t": inference.check_paired,
    "exact_mcnemar": inference.check_mcnemar,
    "share_of_false": inference.check_false_share,
    "baseline": inference.check_baseline,
    "inflation": inference.check_vif,
    "r_squared": inference.check_r_squared,
    "my_gini": inference.check_gini,
}


# The right formulas on numbers small enough to check in the head.
KNOWN = (
    ("std", ([2, 4, 4, 4, 5, 5, 7, 9],), math.sqrt(32 / 7)),
    ("standard_error", ([1, 2, 3, 4],), math.sqrt(5 / 3) / 2),
    ("median", ([5, 1, 3],), 3),
    ("median", ([5, 1, 3, 100],), 4),
    ("wilson", (18, 20), [0.69897, 0.97213]),
    ("wilson", (0, 10), [0, 0.27753]),
    ("t_statistic", ([1, 2, 3], [2, 4, 6]), -2 / math.sqrt(5 / 3)),
    ("paired_t", ([1, 2, 3], [2, 4, 6]), -2 * math.sqrt(3)),
    ("exact_mcnemar", (0, 4), 0.125),
    ("exact_mcnemar", (3, 9), 2 * 299 / 4096),
    ("exact_mcnemar", (5, 5), 1),
    ("share_of_false", (0.1, 0.25, 0.05), 0.045 / 0.07),
    ("baseline", ([0, 1, 1, 2],), 0.5),
    ("inflation", (0.95,), 10.25641),
    ("r_squared", ([1, 2, 3], [1, 2, 4]), 0.5),
    ("r_squared", ([1, 2, 3], [2, 2, 2]), 0),
    ("my_gini", ([0, 0, 1, 1],), 0.5),
    ("my_gini", ([0, 1, 2],), 2 / 3),
)


# What a learner really types; each slip must be named like the formula that makes it in the package.


def std_in_a_loop(divisor, power=0.5, mean=np.mean):
    """Write std as a learner would; the options make the mistakes."""

    def std(values):
        middle, total = mean(values), 0
        for value in values:
            total += (value - middle) ** 2
        return (total / divisor(values)) ** power

    return std


def median_by_hand(arrange=sorted, even=lambda ordered, half: (ordered[half - 1] + ordered[half]) / 2):
    """Write median as a learner would; the options make the mistakes."""

    def median(values):
        ordered, half = arrange(values), len(values) // 2
        return ordered[half] if len(values) % 2 else even(ordered, half)

    return median


def wilson_by_share(z, under_the_root=lambda p, n, z: p * (1 - p) / n + z**2 / (4 * n**2)):
    """Write wilson as textbooks do, with the share p; the options make the mistakes."""

    def wilson(k, n):
        p, shrink = k / n, 1 + z**2 / n
        centre, half = (p + z**2 / (2 * n)) / shrink, z * under_the_root(p, n, z) ** 0.5 / shrink
        return [centre - half, centre + half]

    return wilson


def t_with_one_size(size):
    """Write t_statistic with one size for both samples."""
    return lambda a, b: (a.mean() - b.mean()) / ((a.var(ddof=1) + b.var(ddof=1)) / size(a, b)) ** 0.5


def wald(k, n):
    p = k / n
    half = 1.96 * math.sqrt(p * (1 - p) / n)
    return p - half, p + half


def mcnemar_by_counting(wins=min, sides=2, most=1.0, chance=lambda k, n: math.comb(n, k) / 2**n):
    """Write exact_mcnemar as a learner would; the options make the mistakes."""

    def exact_mcnemar(only_a, only_b):
        n = only_a + only_b
        return min(most, sides * sum(chance(k, n) for k in range(wins(only_a, only_b) + 1)))

    return exact_mcnemar


def baseline_by_counting(choose):
    def baseline(labels):
        counts = {}
        for label in labels:
            counts[label] = counts.get(label, 0) + 1
        return choose(counts.values()) / len(labels)

    return baseline


def gini_over_all_cases(labels):
    return 1 - sum((list(labels).count(label) / len(labels)) ** 2 for label in labels)


def gini_that_returns_early(labels):
    total = 1
    for kind in sorted(set(labels)):
        total -= np.mean(labels == kind) ** 2
        return total


def r_squared_by_hand(centre=np.mean, reduce=np.sum):
    return lambda y, p: 1 - np.sum((y - p) ** 2) / reduce((y - centre(y)) ** 2)


SLIPS = (
    ("std", std_in_a_loop(len), "you divided by n"),
    ("std", lambda v: np.sqrt(np.mean(v**2) - np.mean(v) ** 2), "you divided by n"),
    ("std", std_in_a_loop(lambda v: len(v) - 1, power=1), "you forgot the root"),
    ("std", lambda v: (sum(v - v.mean()) / (len(v) - 1)) ** 0.5, "you did not square"),
    ("std", lambda v: (sum(v - v.mean()) ** 2 / (len(v) - 1)) ** 0.5, "not before adding"),
    ("std", lambda v: sum(abs(x - v.mean()) for x in v) / len(v), "the absolute deviations"),
    ("std", lambda v: sum((v - v.mean()) ** 2) / (len(v) - 1) ** 0.5, "the root of the divisor only"),
    ("std", lambda v: (sum((v - v.mean()) ** 2) / len(v) - 1) ** 0.5, "after dividing by n"),
    ("std", lambda v: (sum((v - v.mean()) ** 2) / (len(v) - 1)) ** 1 / 2, "you halved"),
    ("std", std_in_a_loop(lambda v: len(v) - 1, mean=lambda v: sum(v) // len(v)), "you rounded the mean down"),
    ("std", std_in_a_loop(lambda v: len(v) - 1, mean=lambda v: round(v.mean())), "you rounded the mean. Hint"),
    ("standard_error", lambda v: v.std(ddof=1), "that is the standard deviation itself"),
    ("standard_error", lambda v: v.std(ddof=1) / len(v), "you divided by n instead of its root"),
    ("standard_error", lambda v: v.std() / math.sqrt(len(v)), "your standard deviation divides by n"),
    ("standard_error", lambda v: v.std(ddof=1) / len(v) ** 1 / 2, "and then by 2"),
    ("standard_error", lambda v: (v.std(ddof=1) / len(v)) ** 0.5, "the root of the standard deviation too"),
    ("median", median_by_hand(arrange=list), "you did not sort"),
    ("median", lambda v: sorted(v)[(len(v) - 1) // 2], "the lower one of the middle two"),
    ("median", lambda v: sorted(v)[len(v) // 2], "the upper one of the middle two"),
    ("median", median_by_hand(even=lambda s, half: s[half - 1] + s[half] / 2), "only one of the middle two"),
    ("median", median_by_hand(even=lambda s, half: (s[half - 1], s[half])), "both in the middle"),
    ("median", lambda v: sum(v) / len(v), "that is the mean"),
    ("median", lambda v: np.median(list(set(v))), "that stand there twice"),
    ("wilson", wald, "that is the usual interval"),
    ("wilson", wilson_by_share(1), "z is missing"),
    ("wilson", wilson_by_share(1.645), "for one side only"),
    ("wilson", wilson_by_share(1.6449), "for one side only"),
    ("wilson", wilson_by_share(2), "z is 2"),
    ("wilson", wilson_by_share(1.96, lambda p, n, z: p * (1 - p) / n), "you forgot z² / 4"),
    ("wilson", lambda k, n: [100 * end for end in wilson_by_share(1.96)(k, n)], "in percent"),
    ("wilson", lambda k, n: stats.binomtest(k, n).proportion_ci(), "Clopper and Pearson"),
    ("t_statistic", lambda a, b: stats.ttest_ind(b, a).statistic, "the sign is turned round"),
    ("t_statistic", lambda a, b: stats.ttest_rel(a, b).statistic, "you took a and b for pairs"),
    ("t_statistic", lambda a, b: stats.ttest_ind(a, b).pvalue, "that is the p-value"),
    ("t_statistic", lambda a, b: (a.mean() - b.mean()) / np.sqrt(a.var() / len(a) + b.var() / len(b)), "by n"),
    ("t_statistic", lambda a, b: (a.mean() - b.mean()) / (stats.sem(a) + stats.sem(b)), "the standard errors"),
    ("t_statistic", lambda a, b: a.mean() - b.mean() / np.hypot(stats.sem(a), stats.sem(b)), "only the mean of b"),
    ("t_statistic", lambda a, b: stats.ttest_ind(a, b).statistic, "that is the pooled statistic"),
    ("t_statistic", t_with_one_size(lambda a, b: len(a)), "you divided both variances by the size of a"),
    ("t_statistic", t_with_one_size(lambda a, b: len(b)), "you divided both variances by the size of b"),
    ("t_statistic", t_with_one_size(lambda a, b: (len(a) + len(b)) / 2), "by the mean of the two sizes"),
    ("t_statistic", lambda a, b: np.mean(a - b) / np.hypot(stats.sem(a), stats.sem(b)), "two samples of one size"),
    ("paired_t", lambda a, b: stats.ttest_ind(a, b).statistic, "the test for separate samples"),
    ("paired_t", lambda a, b: stats.ttest_ind(a, b, equal_var=False).statistic, "for separate samples"),
    ("paired_t", lambda a, b: (a - b).mean() / (a - b).std(ddof=1), "you forgot the root of n"),
    ("paired_t", lambda a, b: (a - b).mean() / (a - b).std(), "forgot the root of n, and your standard"),
    ("paired_t", lambda a, b: (b - a).mean() / stats.sem(b - a), "the sign is turned round"),
    ("paired_t", lambda a, b: (a - b).mean() / stats.sem(a - b, ddof=0), "your standard deviation divides by n"),
    ("paired_t", lambda a, b: (a - b).mean() / (a - b).std(ddof=1) / len(a) ** 0.5, "where it should multiply"),
    ("paired_t", lambda a, b: stats.ttest_rel(a, b).pvalue, "that is the p-value"),
    ("exact_mcnemar", mcnemar_by_counting(sides=1), "that is one-sided. Hint"),
    ("exact_mcnemar", lambda a, b: stats.binom.cdf(a, a + b, 0.5), "always asks whether b is better"),
    ("exact_mcnemar", lambda a, b: stats.binomtest(a, a + b, alternative="greater").pvalue, "whether a is better"),
    ("exact_mcnemar", mcnemar_by_counting(most=math.inf), "your p is above 1"),
    ("exact_mcnemar", mcnemar_by_counting(wins=lambda a, b: a), "the tail of a"),
    ("exact_mcnemar", lambda a, b: 2 * stats.binom.sf(max(a, b), a + b, 0.5), "you left out the split"),
    ("exact_mcnemar", lambda a, b: 2 * stats.binom.pmf(a, a + b, 0.5), "its mirror image"),
    ("exact_mcnemar", lambda a, b: stats.chi2.sf((a - b) ** 2 / (a + b), 1), "the normal approximation. Hint"),
    ("exact_mcnemar", lambda a, b: stats.chi2.sf((abs(a - b) - 1) ** 2 / (a + b), 1), "with a correction of 1"),
    ("exact_mcnemar", lambda a, b: (a - b) ** 2 / (a + b), "the statistic of the approximate test, not p"),
    ("exact_mcnemar", mcnemar_by_counting(chance=lambda k, n: math.comb(n, k) * 0.5**n), "a thousand"),
    ("share_of_false", lambda prior, power, alpha: alpha, "you returned alpha"),
    ("share_of_false", lambda r, w, a: r * w / (r * w + (1 - r) * a), "that are true"),
    ("share_of_false", lambda r, w, a: (1 - r) * a / (1 - r) * a + r * w, "and its parts"),
    ("share_of_false", lambda r, w, a: r * a / (r * a + (1 - r) * w), "the prior and 1 - prior"),
    ("baseline", baseline_by_counting(min), "you took the least frequent label"),
    ("baseline", lambda labels: np.bincount(labels).max(), "that is a count, not a share"),
    ("baseline", lambda labels: np.bincount(labels).argmax(), "the most frequent label itself"),
    ("baseline", lambda labels: 1 / len(np.unique(labels)), "1 / the number of classes"),
    ("inflation", lambda r: 1 / 1 - r**2, "that is 1 - r²"),
    ("inflation", lambda r: (1 - r**2) ** -0.5, "you took the root"),
    ("r_squared", lambda y, p: stats.pearsonr(y, p).statistic ** 2, "the square of the correlation"),
    ("r_squared", r_squared_by_hand(reduce=np.mean), "the sum above the fraction bar and the mean below"),
    ("r_squared", r_squared_by_hand(centre=lambda y: 0), "you did not subtract the mean"),
    ("r_squared", lambda y, p: r2_score(p, y), "have changed places"),
    ("r_squared", lambda y, p: 1 - np.sum(y - p) / np.sum(y - y.mean()), "contains"),
    ("my_gini", gini_over_all_cases, "over all cases"),
    ("my_gini", gini_that_returns_early, "the kind with the smallest label"),
    ("my_gini", lambda labels: stats.entropy(np.unique(labels, return_counts=True)[1]), "in nats"),
    ("my_gini", lambda labels: stats.entropy(np.unique(labels, return_counts=True)[1], base=2), "in bits"),
    ("my_gini", lambda labels: 1 - sum(np.bincount(labels) ** 2), "counts instead of shares"),
)  # fmt: skip


VARIANTS = (
    ("std", std_in_a_loop(lambda values: len(values) - 1)),
    ("std", lambda values: stats.tstd(values)),
    ("standard_error", stats.sem),
    ("standard_error", lambda v: v.std() / math.sqrt(len(v) - 1)),
    ("standard_error", lambda v: (v.var(ddof=1) / len(v)) ** 0.5),
    ("median", median_by_hand()),
    ("median", np.median),
    ("wilson", wilson_by_share(1.96)),
    ("wilson", wilson_by_share(stats.norm.ppf(0.975))),
    ("wilson", lambda k, n: stats.binomtest(k, n).proportion_ci(method="wilson")),
    ("t_statistic", lambda a, b: stats.ttest_ind(a, b, equal_var=False).statistic),
    ("t_statistic", lambda a, b: (np.mean(a) - np.mean(b)) / np.hypot(stats.sem(a), stats.sem(b))),
    ("paired_t", lambda a, b: stats.ttest_rel(a, b).statistic),
    ("paired_t", lambda a, b: math.sqrt(len(a)) * (a - b).mean() / (a - b).std(ddof=1)),
    ("exact_mcnemar", mcnemar_by_counting()),
    ("exact_mcnemar", lambda a, b: stats.binomtest(a, a + b).pvalue),
    ("exact_mcnemar", lambda a, b: min(1, 2 * stats.binom.sf(max(a, b) - 1, a + b, 0.5))),
    ("share_of_false", lambda prior, power, alpha: 1 / (1 + prior * power / ((1 - prior) * alpha))),
    ("baseline", baseline_by_counting(max)),
    ("baseline", lambda labels: np.bincount(labels).max() / labels.size),
    ("baseline", lambda labels: DummyClassifier().fit(labels, labels).score(labels, labels)),
    ("inflation", lambda r: 1 / ((1 - r) * (1 + r))),
    ("inflation", lambda r: np.linalg.inv([[1, r], [r, 1]])[0, 0]),
    ("r_squared", r_squared_by_hand()),
    ("r_squared", r2_score),
    ("my_gini", lambda labels: sum(p * (1 - p) for p in np.bincount(labels) / len(labels))),
    ("my_gini", lambda y: DecisionTreeClassifier().fit(np.zeros((len(y), 1)), y).tree_.impurity[0]),
    ("my_gini", lambda labels: np.mean(labels != labels[:, np.newaxis])),
)


RIGHT_ANSWERS = (
    ("chance of 9 heads or more", 0.0107),
    ("chance of 9 heads or more", 0.01074),
    ("chance of 9 heads or more", 11 / 1024),
    ("chance of 9 heads or more", Fraction(11, 1024)),
    ("chance of 9 heads or more", Decimal("0.010742")),
    ("chance of 9 heads or more", np.float32(0.010742)),
    ("chance of 9 heads or more", [0.0107]),
    ("chance of 9 heads or more", (11 / 2**10,)),
)


TOLD_VALUES = (
    ("chance of 9 heads or more", 0.0098, State.WRONG, "exactly 9 heads"),
    ("chance of 9 heads or more", 0.00098, State.WRONG, "more than 9 heads"),
    ("chance of 9 heads or more", 0.0215, State.WRONG, "of either side"),
    ("chance of 9 heads or more", 0.0134, State.WRONG, "begun half a head lower"),
    ("chance of 9 heads or more", 0.0057, State.WRONG, "cuts off half of the 9"),
    ("chance of 9 heads or more", 0.5**9, State.WRONG, "two sequences only"),
    ("chance of 9 heads or more", 1.07, State.ALMOST, "in percent"),
    ("chance of 9 heads or more", 11, State.ALMOST, "the number of sequences"),
)


CATALOGUE = Catalogue(
    package=inference,
    notebook="04_statistics",
    functions=FUNCTIONS,
    free={"bootstrap_means": inference.check_bootstrap, "folds": inference.check_folds},
    mistaken={"bootstrap_means": MISTAKEN_MEANS, "folds": MISTAKEN_FOLDS},
    values={"chance of 9 heads or more": Asked(inference.check_tail)},
    known=KNOWN,
    slips=(*SLIPS, *FREE_SLIPS),
    variants=VARIANTS,
    right_answers=(*RIGHT_ANSWERS, *FREE_ANSWERS),
    rounded_values=(("chance of 9 heads or more", 0.011),),
    told_values=TOLD_VALUES,
    guesses=(("chance of 9 heads or more", (0.5, 0.25), ("0.0107", "11")),),
    also_quiet=("r_squared",),
)

"""Notebook 04: what learners write for its exercises, right and wrong; means drawn at random and folds are free.

The options of a function make the mistakes in it.
"""

import math
import random
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np
from scipy import stats
from sklearn.dummy import DummyClassifier
from sklearn.metrics import r2_score
from sklearn.model_selection import KFold
from sklearn.tree import DecisionTreeClassifier

# fmt: off

KNOWN = (
    ("std", ([2, 4, 4, 4, 5, 5, 7, 9],), math.sqrt(32 / 7)), ("standard_error", ([1, 2, 3, 4],), math.sqrt(5 / 3) / 2),
    ("median", ([5, 1, 3],), 3), ("median", ([5, 1, 3, 100],), 4), ("wilson", (18, 20), [0.69897, 0.97213]),
    ("wilson", (0, 10), [0, 0.27753]), ("t_statistic", ([1, 2, 3], [2, 4, 6]), -2 / math.sqrt(5 / 3)),
    ("paired_t", ([1, 2, 3], [2, 4, 6]), -2 * math.sqrt(3)), ("exact_mcnemar", (0, 4), 0.125),
    ("exact_mcnemar", (3, 9), 2 * 299 / 4096), ("exact_mcnemar", (5, 5), 1),
    ("share_of_false", (0.1, 0.25, 0.05), 0.045 / 0.07), ("baseline", ([0, 1, 1, 2],), 0.5),
    ("inflation", (0.95,), 10.25641), ("r_squared", ([1, 2, 3], [1, 2, 4]), 0.5),
    ("r_squared", ([1, 2, 3], [2, 2, 2]), 0), ("my_gini", ([0, 0, 1, 1],), 0.5), ("my_gini", ([0, 1, 2],), 2 / 3),
)

def std_in_a_loop(divisor, power=0.5, mean=np.mean):
    return lambda values: (sum((value - mean(values)) ** 2 for value in values) / divisor(values)) ** power

def median_by_hand(arrange=sorted, even=lambda ordered, half: (ordered[half - 1] + ordered[half]) / 2):
    def median(values):
        ordered, half = arrange(values), len(values) // 2
        return ordered[half] if len(values) % 2 else even(ordered, half)

    return median

def wilson_by_share(z):
    def wilson(k, n):
        p, shrink = k / n, 1 + z**2 / n
        half = z * (p * (1 - p) / n + z**2 / (4 * n**2)) ** 0.5
        return [(p + z**2 / (2 * n) - half) / shrink, (p + z**2 / (2 * n) + half) / shrink]

    return wilson


def mcnemar_by_counting(wins=min, sides=2, most=1.0, chance=lambda k, n: math.comb(n, k) / 2**n):
    return lambda a, b: min(most, sides * sum(chance(k, a + b) for k in range(wins(a, b) + 1)))

def baseline_by_counting(choose):
    return lambda labels: choose(list(labels).count(label) for label in labels) / len(labels)


def r_squared_by_hand(centre=np.mean, reduce=np.sum):
    return lambda y, p: 1 - np.sum((y - p) ** 2) / reduce((y - centre(y)) ** 2)

def means_of(size=len, statistic=lambda drawn: drawn.mean(axis=1), seed_of=lambda seed: seed, rows=lambda draws: draws):
    def bootstrap_means(values, draws, seed):
        drawn = np.random.default_rng(seed_of(seed)).choice(values, size=(rows(draws), size(values)))
        return statistic(drawn)

    return bootstrap_means

def means_in_a_loop(again=False, **options):
    """Write bootstrap_means with a loop; `again` makes the generator anew for each draw."""

    def bootstrap_means(values, draws, seed):
        generator, means = np.random.default_rng(seed), []
        for _ in range(draws):
            generator = np.random.default_rng(seed) if again else generator
            means.append(generator.choice(values, len(values), **options).mean())
        return means

    return bootstrap_means

def means_from_a_bell(values, draws, seed):
    return np.random.default_rng(seed).normal(values.mean(), values.std() / len(values) ** 0.5, draws)

def choices_without_numpy(values, draws, seed):
    chance = random.Random(seed)
    return [sum(chance.choices(list(values), k=len(values))) / len(values) for _ in range(draws)]

def picked_places(values, draws, seed):
    generator = np.random.default_rng(seed)
    return [values[generator.integers(0, len(values), len(values))].mean() for _ in range(draws)]

def dealt(n, k): return [list(range(n))[i::k] for i in range(k)]

def shuffled(n, k):
    return np.array_split(np.random.default_rng().permutation(n), k)

def pieces(n, size): return [list(range(n))[start : start + size] for start in range(0, n, size)]

def rest_in_the_last(n, k):
    return [list(range(low, high)) for low, high in pairwise([*range(0, k * (n // k), n // k), n])]

def dealt_by_scikit_learn(n, k): return [test for _, test in KFold(k).split(np.zeros((n, 1)))]

# one answer for each mistake that is told by a condition, in the order of the mistakes
MISTAKEN = {
    "bootstrap_means": [
        means_of(statistic=lambda drawn: drawn), means_of(rows=lambda draws: 1), means_of(statistic=np.mean),
        means_of(rows=lambda draws: 1, statistic=lambda drawn: drawn[0]),
        means_of(statistic=lambda drawn: drawn.mean(axis=0)), means_of(rows=lambda draws: 1000),
        means_in_a_loop(replace=False), means_of(statistic=lambda drawn: drawn.sum(axis=1)),
        lambda values, draws, seed: means_of()(values, draws, seed) - values.mean(), means_of(size=lambda values: 1),
        means_of(size=lambda values: 10), means_of(size=lambda values: 50),
        means_of(statistic=lambda drawn: np.median(drawn, axis=1)), means_from_a_bell,
        means_of(seed_of=lambda seed: None), means_of(seed_of=lambda seed: 0),
    ],
    "folds": [
        lambda n, k: list(range(n)), lambda n, k: n // k, lambda n, k: [list(range(n))] * k,
        lambda n, k: [sorted(set(range(n)) - set(fold)) for fold in dealt(n, k)],
        lambda n, k: [[[number] for number in fold] for fold in dealt(n, k)],
        lambda n, k: [list(range(1, n + 1))[i::k] for i in range(k)], lambda n, k: dealt(n + 1, k), pieces,
        lambda n, k: pieces(n, n // k), lambda n, k: dealt(n, k)[:-1], lambda n, k: [[0] * len(f) for f in dealt(n, k)],
        lambda n, k: [[*fold, (fold[-1] + 1) % n] for fold in dealt(n, k)], lambda n, k: pieces(n, n // k)[:k],
        lambda n, k: [[number - n for number in fold] for fold in dealt(n, k)], rest_in_the_last,
    ],
}

RIGHT = {
    "std": [std_in_a_loop(lambda values: len(values) - 1), lambda values: stats.tstd(values)],
    "standard_error": [stats.sem, lambda v: v.std() / math.sqrt(len(v) - 1), lambda v: (v.var(ddof=1) / len(v)) ** 0.5],
    "median": [median_by_hand(), np.median],
    "wilson": [wilson_by_share(1.96), wilson_by_share(stats.norm.ppf(0.975)),
        lambda k, n: stats.binomtest(k, n).proportion_ci(method="wilson")],
    "t_statistic": [lambda a, b: stats.ttest_ind(a, b, equal_var=False).statistic,
        lambda a, b: (np.mean(a) - np.mean(b)) / np.hypot(stats.sem(a), stats.sem(b))],
    "paired_t": [lambda a, b: stats.ttest_rel(a, b).statistic,
        lambda a, b: math.sqrt(len(a)) * (a - b).mean() / (a - b).std(ddof=1)],
    "exact_mcnemar": [mcnemar_by_counting(), lambda a, b: stats.binomtest(a, a + b).pvalue,
        lambda a, b: min(1, 2 * stats.binom.sf(max(a, b) - 1, a + b, 0.5))],
    "share_of_false": [lambda prior, power, alpha: 1 / (1 + prior * power / ((1 - prior) * alpha))],
    "baseline": [baseline_by_counting(max), lambda labels: np.bincount(labels).max() / labels.size,
        lambda labels: DummyClassifier().fit(labels, labels).score(labels, labels)],
    "inflation": [lambda r: 1 / ((1 - r) * (1 + r)), lambda r: np.linalg.inv([[1, r], [r, 1]])[0, 0]],
    "r_squared": [r_squared_by_hand(), r2_score],
    "my_gini": [lambda labels: sum(p * (1 - p) for p in np.bincount(labels) / len(labels)),
        lambda y: DecisionTreeClassifier().fit(np.zeros((len(y), 1)), y).tree_.impurity[0],
        lambda labels: np.mean(labels != labels[:, np.newaxis])],
    "chance of 9 heads or more": [0.0107, 0.01074, 11 / 1024, Fraction(11, 1024), Decimal("0.010742"),
        np.float32(0.010742), [0.0107], (11 / 2**10,)],
    "bootstrap_means": [means_of(), means_of(statistic=lambda drawn: drawn.mean(axis=1).tolist()),
        means_in_a_loop(), choices_without_numpy, picked_places],
    "folds": [dealt, shuffled, dealt_by_scikit_learn,
        lambda n, k: tuple(tuple(float(number) for number in fold[::-1]) for fold in dealt(n, k)[::-1])],
}
TOLD = {
    "std": [("you divided by n", std_in_a_loop(len)),
        ("you forgot the root", std_in_a_loop(lambda v: len(v) - 1, power=1)),
        ("not before adding", lambda v: (sum(v - v.mean()) ** 2 / (len(v) - 1)) ** 0.5),
        ("you rounded the mean down", std_in_a_loop(lambda v: len(v) - 1, mean=lambda v: sum(v) // len(v))),
        ("you rounded the mean. Hint", std_in_a_loop(lambda v: len(v) - 1, mean=lambda v: round(v.mean())))],
    "standard_error": [("your standard deviation divides by n", lambda v: v.std() / math.sqrt(len(v))),
        ("the root of the standard deviation too", lambda v: (v.std(ddof=1) / len(v)) ** 0.5)],
    "median": [("you did not sort", median_by_hand(arrange=list)),
        ("only one of the middle two", median_by_hand(even=lambda s, half: s[half - 1] + s[half] / 2)),
        ("that stand there twice", lambda v: np.median(list(set(v))))],
    "wilson": [("for one side only", wilson_by_share(1.645)), ("z is 2", wilson_by_share(2)),
        ("Clopper and Pearson", lambda k, n: stats.binomtest(k, n).proportion_ci())],
    "t_statistic": [("the sign is turned round", lambda a, b: stats.ttest_ind(b, a).statistic),
        ("you took a and b for pairs", lambda a, b: stats.ttest_rel(a, b).statistic),
        ("that is the pooled statistic", lambda a, b: stats.ttest_ind(a, b).statistic),
        ("two samples of one size", lambda a, b: np.mean(a - b) / np.hypot(stats.sem(a), stats.sem(b)))],
    "paired_t": [("you forgot the root of n", lambda a, b: (a - b).mean() / (a - b).std(ddof=1)),
        ("the sign is turned round", lambda a, b: (b - a).mean() / stats.sem(b - a)),
        ("your standard deviation divides by n", lambda a, b: (a - b).mean() / stats.sem(a - b, ddof=0))],
    "exact_mcnemar": [("that is one-sided. Hint", mcnemar_by_counting(sides=1)),
        ("your p is above 1", mcnemar_by_counting(most=math.inf)),
        ("you left out the split", lambda a, b: 2 * stats.binom.sf(max(a, b), a + b, 0.5)),
        ("the normal approximation. Hint", lambda a, b: stats.chi2.sf((a - b) ** 2 / (a + b), 1)),
        ("a thousand", mcnemar_by_counting(chance=lambda k, n: math.comb(n, k) * 0.5**n))],
    "share_of_false": [("you returned alpha", lambda prior, power, alpha: alpha)],
    "baseline": [("you took the least frequent label", baseline_by_counting(min)),
        ("the most frequent label itself", lambda labels: np.bincount(labels).argmax())],
    "inflation": [("that is 1 - r²", lambda r: 1 / 1 - r**2)],
    "r_squared": [("the square of the correlation", lambda y, p: stats.pearsonr(y, p).statistic ** 2),
        ("the sum above the fraction bar and the mean below", r_squared_by_hand(reduce=np.mean)),
        ("contains", lambda y, p: 1 - np.sum(y - p) / np.sum(y - y.mean()))],
    "my_gini": [("the kind with the smallest label", lambda labels: 1 - np.mean(labels == min(labels)) ** 2)],
    "chance of 9 heads or more": [("exactly 9 heads", 0.0098), ("more than 9 heads", 0.00098),
        ("begun half a head lower", 0.0134), ("cuts off half of the 9", 0.0057), ("the number of sequences", 11),
        ("give at least", 0.011)],
    "bootstrap_means": [("all means are alike", means_in_a_loop(again=True)),
        ("you drew values that the sample does not have", means_of(size=lambda values: 18)),
        ("the means scatter too little", means_of(size=lambda values: 2000)),
        ("changed places", means_of(rows=lambda draws: 19, size=lambda values: 2000)),
        ("2 of", lambda v, draws, seed: np.quantile(means_of()(v, draws, seed), [0.025, 0.975]))],
    "folds": [("all numbers are in one list (folds(12, 3) gives 12 numbers", lambda n, k: [i % k for i in range(n)]),
        ("n itself", lambda n, k: [list(range(i, i + n // k + 1)) for i in range(0, n, n // k)]),
        ("overlap", lambda n, k: [[*range(i * n // k, min((i + 1) * n // k + 1, n))] for i in range(k)]),
        ("the training parts", lambda n, k: [train for train, _ in KFold(k).split(np.zeros((n, 1)))]),
        ("the number of folds is not k (folds(12, 3) gives folds of 2, 1", lambda n, k: [[1, 2], [3]]),
        ("there is an empty list", lambda n, k: [*dealt(n, k), []])],
}

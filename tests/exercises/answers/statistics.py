"""Notebook 04: what learners write for its exercises, right and wrong; means drawn at random and folds are free.

The options of a function make the mistakes in it.
"""

import math
import random
import statistics
from collections import Counter
from fractions import Fraction
from itertools import groupby

import numpy as np
from scipy import stats
from sklearn.dummy import DummyClassifier
from sklearn.tree import DecisionTreeClassifier

# fmt: off

MADE = {
    "median": [50, 73.5, -944, -927.75, -929.875, -912.875, -1247.25, -926.125],
    "standard_error": [66.574, 1169.31, 52.7336],
    "exact_mcnemar": [4.13641, 2.06821, 5.271, 2.33871, 1.7977, 3.21838],
    "paired_t": [-3.24522, 15.2662, -52.4938, 1.55811],
    "share_of_false": [0.4, 0.678315, 1.12877, 0.390003, 0.849288, 1.26732, 0.332273, 0.834865],
    "baseline": [1.5, 48, 52, 2.05066, 43.1698, 0.94385, 0.272727], "my_gini": [15.7018, 0, -4.27727, 4.83601, 3.54164],
}

def sem(values): return statistics.stdev(values) / math.sqrt(len(values))

def sorted_in_place(values):
    values.sort()
    return values

def median_by_hand(arrange=sorted, even=lambda ordered, half: (ordered[half - 1] + ordered[half]) / 2, odd=2):
    def median(values):
        ordered, half = arrange(values), len(values) // 2
        return ordered[half] if len(values) % odd else even(ordered, half)

    return median

def paired(a, b):
    d = [x - y for x, y in zip(a, b, strict=True)]
    return sum(d) / len(d) / (statistics.stdev(d) / len(d) ** 0.5)

def of_differences(formula): return lambda a, b: formula(np.subtract(a, b))

def mcnemar_by_counting(most=1.0, chance=lambda k, n: math.comb(n, k) / 2**n):
    return lambda a, b: min(most, 2 * sum(chance(k, a + b) for k in range(min(a, b) + 1)))

def factorial(n): return 1 if n < 2 else n * factorial(n - 1)

def of_thousand_ideas(whole):
    def share_of_false(prior, power, alpha):
        false, true = whole(1000 * (1 - prior) * alpha), whole(1000 * prior * power)
        return false / max(1, false + true)

    return share_of_false

def false_share(prior, power, alpha): return 1 / (1 + prior * power / ((1 - prior) * alpha))

def baseline_by_counting(choose):
    return lambda labels: choose(labels.count(label) for label in labels) / len(labels)

def share_of(choose): return lambda labels: labels.count(choose(labels)) / len(labels)
def longest_run(labels): return max(len(list(run)) for _, run in groupby(labels)) / len(labels)

def gini(labels, kinds=set): return 1 - sum((labels.count(kind) / len(labels)) ** 2 for kind in kinds(labels))

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

def half_of_them(values, draws, seed):
    generator = np.random.default_rng(seed)
    return [generator.choice(values, len(values) // 2, replace=False).mean() for _ in range(draws)]

def means_in_a_generator(values, draws, seed):
    generator = np.random.default_rng(seed)
    for _ in range(draws):
        yield generator.choice(values, len(values)).mean()

# one answer for each mistake that is told by a condition, in the order of the mistakes
MISTAKEN = {
    "bootstrap_means": [
        means_of(statistic=lambda drawn: drawn), means_of(rows=lambda draws: 1000), means_in_a_loop(replace=False),
        means_of(statistic=lambda drawn: np.median(drawn, axis=1)), means_of(size=lambda values: 10), means_from_a_bell,
        means_of(seed_of=lambda seed: None), means_of(seed_of=lambda seed: 0),
    ],
}

RIGHT = {
    "standard_error": [sem, stats.sem, lambda v: np.std(v) / math.sqrt(len(v) - 1),
        lambda v: (np.var(v, ddof=1) / len(v)) ** 0.5],
    "median": [median_by_hand(), statistics.median, lambda v: np.percentile(v, 50),
        lambda v: (sorted(v)[(len(v) - 1) // 2] + sorted(v)[len(v) // 2]) / 2],
    "paired_t": [paired, lambda a, b: stats.ttest_rel(a, b).statistic, of_differences(lambda d: d.mean() / sem(d)),
        lambda a, b: stats.ttest_1samp([x - y for x, y in zip(a, b, strict=True)], 0).statistic],
    "exact_mcnemar": [mcnemar_by_counting(), lambda a, b: stats.binomtest(a, a + b).pvalue,
        mcnemar_by_counting(most=Fraction(1), chance=lambda k, n: Fraction(math.comb(n, k), 2**n)),
        lambda a, b: np.minimum(1, [2 * stats.binom.sf(max(a, b) - 1, a + b, 0.5)])],
    "share_of_false": [false_share, of_thousand_ideas(float), lambda r, w, a: 1 - r * w / (r * w + (1 - r) * a)],
    "baseline": [baseline_by_counting(max), share_of(statistics.mode),
        lambda labels: np.bincount(labels).max() / len(labels),
        lambda labels: Counter(labels).most_common(1)[0][1] / len(labels),
        lambda y: 0 if not y else Fraction(max(Counter(y).values()), len(y)),
        lambda labels: DummyClassifier().fit(labels, labels).score(labels, labels)],
    "my_gini": [gini, lambda labels: sum(p * (1 - p) for p in np.unique(labels, return_counts=True)[1] / len(labels)),
        lambda y: DecisionTreeClassifier().fit(np.zeros((len(y), 1)), y).tree_.impurity[0],
        lambda labels: np.mean([a != b for a in labels for b in labels]), lambda y: 0 if not y else [gini(y)],
        lambda labels: 1 - sum(Fraction(n, len(labels)) ** 2 for n in Counter(labels).values())],
    "bootstrap_means": [means_of(), means_in_a_generator, means_in_a_loop(), choices_without_numpy,
        means_of(statistic=lambda rows: np.float32(rows.mean(axis=1))),
        means_of(statistic=lambda rows: rows.mean(axis=1, keepdims=True))],
}
TOLD = {
    "standard_error": [lambda v: sem([*map(abs, v)]), lambda v: statistics.stdev(v) / math.isqrt(len(v))],
    "median": [("changes the list", median_by_hand(arrange=sorted_in_place)),
        ("their mean is right", median_by_hand(even=lambda s, half: s[half - 1 : half + 1])), median_by_hand(odd=3),
        median_by_hand(lambda v: sorted(v, key=abs)), lambda v: np.median([value for value in v if value] or 0)],
    "paired_t": [("Take their numbers one by one", lambda a, b: (a - b).mean()),
        ("paired_t([", of_differences(lambda d: d[d != 0].mean() / sem(d[d != 0]) if np.count_nonzero(d) > 1 else 0))],
    "exact_mcnemar": [
        ("is right, but exact_mcnemar(3, 9) gives 1", lambda a, b: mcnemar_by_counting()(a, b) if a > b else 1),
        lambda a, b: mcnemar_by_counting()(a, b) if a and b else 1,
        ("recursion too deep",
            mcnemar_by_counting(chance=lambda k, n: factorial(n) // factorial(k) // factorial(n - k) / 2**n)),
        ("a thousand", mcnemar_by_counting(chance=lambda k, n: math.comb(n, k) * 0.5**n))],
    "share_of_false": [
        *[("share_of_false(0.15, 0.33, 0.01) gives", of_thousand_ideas(whole)) for whole in (round, int, math.floor)],
        lambda r, w, a: false_share(r, w, 0.05)],
    "baseline": [("baseline([2, 2, 0]) gives 0.333333", baseline_by_counting(min)), longest_run,
        share_of(statistics.median_low), share_of(lambda y: y[0]),
        *[("most frequent label itself", mode) for mode in (statistics.mode, lambda y: np.bincount(y).argmax())],
        ("with arrays it is right", lambda y: np.mean(y == statistics.mode(y))),
        lambda y: max(0.5, baseline_by_counting(max)(y)),
        lambda y: max([y.count(label) for label in y if label], default=0) / len(y)],
    "my_gini": [("with arrays it is right", lambda y: 1 - sum(np.mean(y == kind) ** 2 for kind in set(y))),
        lambda y: min(0.5, gini(y)), lambda y: gini(y, kinds=lambda labels: {0, 1}),
        ("stops with", lambda y: 1 - sum((np.bincount(y) / len(y)) ** 2)),
        lambda y: 1 - max(map(y.count, y)) ** 2 / len(y) ** 2,
        lambda y: 1 - sum(n**2 for n in Counter(y).values()) / len(y)],
    "bootstrap_means": [("all means are alike", means_in_a_loop(again=True)),
        ("(1 of 2,000 means", means_of(statistic=np.mean)),
        *[("no means of as many values", means_of(size=lambda values, n=n: n)) for n in (18, 20)],
        *[("no means of as many values", means_of(statistic=lambda rows, n=n: rows.mean(1).round(n))) for n in (0, 3)],
        ("no means of as many values", means_of(statistic=lambda rows: [*rows.mean(axis=1)[1:], 0])),
        ("no means of as many values", half_of_them), ("do not scatter by", means_of(size=lambda values: 2000)),
        ("do not scatter by", lambda v, draws, seed: np.cumsum(means_of()(v, draws, seed)) / np.arange(1, draws + 1)),
        ("do not scatter by", lambda v, draws, seed: [np.delete(v, i % len(v)).mean() for i in range(draws)]),
        ("is not the number of draws (19", means_of(statistic=lambda drawn: drawn.mean(axis=0))),
        ("lies around another number", means_of(statistic=lambda rows: rows.mean(axis=1).astype(int))),
        ("lies around another number", means_of(statistic=lambda rows: rows.sum(axis=1))),
        ("2 of", lambda v, draws, seed: np.quantile(means_of()(v, draws, seed), [0.025, 0.975]))],
}

"""Notebook 04: what learners write for its exercises, right and wrong; means drawn at random and folds are free.

The options of a function make the mistakes in it.
"""

import math
import random
import statistics
from collections import Counter, deque
from fractions import Fraction
from itertools import groupby

import numpy as np
from scipy import stats
from sklearn.dummy import DummyClassifier
from sklearn.tree import DecisionTreeClassifier

# fmt: off

KNOWN = (
    ("standard_error", ([1, 2, 3, 4],), math.sqrt(5 / 3) / 2), ("median", ([5, 1, 3],), 3),
    ("median", ([5, 1, 3, 100],), 4), ("paired_t", ([1, 2, 3], [2, 4, 6]), -2 * math.sqrt(3)),
    ("exact_mcnemar", (0, 4), 0.125), ("exact_mcnemar", (3, 9), 2 * 299 / 4096), ("exact_mcnemar", (5, 5), 1),
    ("share_of_false", (0.1, 0.25, 0.05), 0.045 / 0.07), ("baseline", ([0, 1, 1, 2],), 0.5),
    ("my_gini", ([0, 0, 1, 1],), 0.5), ("my_gini", ([0, 1, 2],), 2 / 3),
)

def sem(values): return statistics.stdev(values) / math.sqrt(len(values))

def sorted_copy(values):
    ordered = values[:]
    ordered.sort()
    return ordered

def sorted_in_place(values):
    values.sort()
    return values

def median_by_hand(arrange=sorted, even=lambda ordered, half: (ordered[half - 1] + ordered[half]) / 2, odd=2):
    def median(values):
        ordered, half = arrange(values), len(values) // 2
        return ordered[half] if len(values) % odd else even(ordered, half)

    return median

def median_by_recursion(values):
    def inner(ordered): return sum(ordered) / len(ordered) if len(ordered) < 3 else inner(ordered[1:-1])
    return inner(sorted(values))

def welch(a, b):
    return (statistics.mean(a) - statistics.mean(b)) / math.sqrt(
        statistics.variance(a) / len(a) + statistics.variance(b) / len(b))

def paired(size=lambda d: d, pairs=lambda a, b: zip(a, b, strict=True)):
    def paired_t(a, b):
        d = [size(x - y) for x, y in pairs(a, b)]
        return sum(d) / len(d) / (statistics.stdev(d) / len(d) ** 0.5)

    return paired_t

def of_differences(formula): return lambda a, b: formula(np.subtract(a, b))

def mcnemar_by_counting(wins=min, sides=2, most=1.0, chance=lambda k, n: math.comb(n, k) / 2**n):
    return lambda a, b: min(most, sides * sum(chance(k, a + b) for k in range(wins(a, b) + 1)))

def factorial(n): return 1 if n < 2 else n * factorial(n - 1)

def of_thousand_ideas(whole):
    def share_of_false(prior, power, alpha):
        false, true = whole(1000 * (1 - prior) * alpha), whole(1000 * prior * power)
        return false / max(1, false + true)

    return share_of_false

def false_share(prior, power, alpha): return 1 / (1 + prior * power / ((1 - prior) * alpha))

def baseline_by_counting(choose):
    return lambda labels: choose(labels.count(label) for label in labels) / len(labels)

def baseline_in_a_dictionary(labels):
    counts = {}
    for label in labels:
        counts[label] = counts.get(label, 0) + 1
    return max(counts.values()) / len(labels)

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

def picked_places(values, draws, seed):
    generator = np.random.default_rng(seed)
    return [values[generator.integers(0, len(values), len(values))].mean() for _ in range(draws)]

def drawn_by(means, size=None):
    """Write bootstrap_means by a formula for the rows of all draws, each of the sample's size or another one."""
    def bootstrap_means(values, draws, seed):
        return means(np.random.default_rng(seed).choice(values, size=(draws, size or len(values))))

    return bootstrap_means

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
    "median": [median_by_hand(), median_by_hand(arrange=sorted_copy), median_by_recursion, statistics.median, np.median,
        lambda v: np.percentile(v, 50),
        lambda v: (sorted(v)[(len(v) - 1) // 2] + sorted(v)[len(v) // 2]) / 2],
    "paired_t": [paired(), lambda a, b: stats.ttest_rel(a, b).statistic, of_differences(lambda d: d.mean() / sem(d)),
        lambda a, b: stats.ttest_1samp([x - y for x, y in zip(a, b, strict=True)], 0).statistic],
    "exact_mcnemar": [mcnemar_by_counting(), lambda a, b: stats.binomtest(a, a + b).pvalue,
        mcnemar_by_counting(most=Fraction(1), chance=lambda k, n: Fraction(math.comb(n, k), 2**n)),
        lambda a, b: np.minimum(1, [2 * stats.binom.sf(max(a, b) - 1, a + b, 0.5)]),
        lambda a, b: sum(math.comb(a + b, k) for k in range(a + b + 1) if abs(2 * k - a - b) >= abs(a - b)) / 2
        ** (a + b)],
    "share_of_false": [false_share, of_thousand_ideas(float),
        lambda r, w, a: 1 - r * w / (r * w + (1 - r) * a)],
    "baseline": [baseline_by_counting(max), baseline_in_a_dictionary, share_of(statistics.mode),
        lambda labels: np.bincount(labels).max() / len(labels), lambda y: np.mean(np.array(y) == statistics.mode(y)),
        lambda labels: Counter(labels).most_common(1)[0][1] / len(labels), lambda y: longest_run(sorted_copy(y)),
        lambda y: 0 if not y else Fraction(max(Counter(y).values()), len(y)),
        lambda labels: DummyClassifier().fit(labels, labels).score(labels, labels)],
    "my_gini": [gini, lambda labels: sum(p * (1 - p) for p in np.unique(labels, return_counts=True)[1] / len(labels)),
        lambda y: DecisionTreeClassifier().fit(np.zeros((len(y), 1)), y).tree_.impurity[0],
        lambda labels: np.mean([a != b for a in labels for b in labels]), lambda y: 0 if not y else [gini(y)],
        lambda labels: 1 - sum(Fraction(n, len(labels)) ** 2 for n in Counter(labels).values())],
    "bootstrap_means": [means_of(), means_of(statistic=lambda drawn: drawn.mean(axis=1).tolist()), means_in_a_generator,
        means_in_a_loop(), choices_without_numpy, picked_places, drawn_by(lambda rows: np.float32(rows.mean(axis=1))),
        drawn_by(lambda rows: rows.mean(axis=1, keepdims=True)),
            drawn_by(lambda rows: deque(map(statistics.fmean, rows)))],
}
TOLD = {
    "standard_error": [("n and n - 1 were mixed up", lambda v: np.std(v) / math.sqrt(len(v))),
        ("is the square of", lambda v: np.var(v, ddof=1) / len(v)), ("twice what", lambda v: 2 * sem(v)),
        ("n times too large", lambda v: statistics.stdev(v) * math.sqrt(len(v))),
        ("is right, but", lambda v: sem([*map(abs, v)])),
        ("is right, but", lambda v: statistics.stdev(v) / math.isqrt(len(v)))],
    "median": [("you did not sort", median_by_hand(arrange=list)), ("is cut off at 0", lambda v: max(0, np.median(v))),
        ("only one of the middle two", median_by_hand(even=lambda s, half: s[half - 1] + s[half] / 2)),
        ("that stand there twice", lambda v: np.median(list(set(v)))), ("lower one", statistics.median_low),
        ("changes the list", median_by_hand(arrange=sorted_in_place)), ("their mean is right", median_by_hand(
            even=lambda s, half: s[half - 1 : half + 1])), ("is right, but", median_by_hand(odd=3)),
        ("is right, but", lambda v: np.median(np.abs(v))),
        ("is right, but", median_by_hand(lambda v: sorted(v, key=abs))),
        ("is right, but", lambda v: np.median([value for value in v if value] or 0))],
    "paired_t": [("√n times too small", of_differences(lambda d: d.mean() / d.std(ddof=1))),
        ("the wrong sign", lambda a, b: paired()(b, a)), ("lost its sign", lambda a, b: abs(paired()(a, b))),
        ("√n times too large", of_differences(lambda d: d.mean() / (d.std(ddof=1) / len(d)))),
        ("n times too small", of_differences(lambda d: d.mean() / d.std(ddof=1) / len(d) ** 0.5)),
        ("n and n - 1 were mixed up", of_differences(lambda d: d.mean() / stats.sem(d, ddof=0))),
        ("the absolute differences", paired(size=abs)), ("Take their numbers one by one", lambda a, b: (a - b).mean()),
        ("is sorted first", lambda a, b: paired()(sorted(a), sorted(b))), ("for separate samples", welch),
        ("paired_t([", of_differences(lambda d: d[d != 0].mean() / sem(d[d != 0]) if np.count_nonzero(d) > 1 else 0))],
    "exact_mcnemar": [("that is one-sided. Hint", mcnemar_by_counting(sides=1)),
        ("your p is above 1", mcnemar_by_counting(most=math.inf)),
        ("1 minus", lambda a, b: 1 - mcnemar_by_counting()(a, b)),
        ("you left out the split", lambda a, b: 2 * stats.binom.sf(max(a, b), a + b, 0.5)),
        ("the normal approximation. Hint", lambda a, b: stats.chi2.sf((a - b) ** 2 / (a + b), 1)),
        ("whatever the counts", lambda a, b: min(1, 2 * stats.binom.cdf(a + b, min(a, b), 0.5))),
        ("whatever the counts", mcnemar_by_counting(wins=max)),
        ("is right, but exact_mcnemar(3, 9) gives 1", lambda a, b:
            mcnemar_by_counting()(a, b) if a > b else 1),
        ("is right, but", lambda a, b: mcnemar_by_counting()(a, b) if a and b else 1),
        ("recursion too deep",
            mcnemar_by_counting(chance=lambda k, n: factorial(n) // factorial(k) // factorial(n - k) / 2**n)),
        ("a thousand", mcnemar_by_counting(chance=lambda k, n: math.comb(n, k) * 0.5**n))],
    "share_of_false": [("you returned alpha", lambda prior, power, alpha: alpha),
        *[("share_of_false(0.15, 0.33, 0.01) gives",
            of_thousand_ideas(whole)) for whole in (round, int, math.floor)],
        ("1 minus", lambda *given: 1 - false_share(*given)),
        ("`prior` and `power` have changed places", lambda r, w, a: false_share(w, r, a)),
        ("`power` and `alpha` have changed places", lambda prior, alpha, power: false_share(prior, power, alpha)),
        ("share_of_false(", lambda r, w, a: false_share(r, w, 0.05)),
        ("the false ones by the true ones", lambda r, w, a: (1 - r) * a / (r * w))],
    "baseline": [("baseline([2, 2, 0]) gives 0.333333", baseline_by_counting(min)),
        ("the most frequent label itself", lambda labels: np.bincount(labels).argmax()), ("is right, but", longest_run),
        ("you took the largest label", share_of(max)), ("you always said 1", lambda y: y.count(1) / len(y)),
        ("is right, but", lambda y: max(map(y.count, range(10))) / len(y)),
        ("is right, but", share_of(statistics.median_low)), ("is right, but", share_of(lambda y: y[0])),
        ("with arrays it is right", lambda y: np.mean(y == statistics.mode(y))),
        ("n times too large", lambda y: max(map(y.count, y))),
        ("is right, but", lambda y: max(0.5, baseline_in_a_dictionary(y))), ("is right, but", lambda y: max(
            [y.count(label) for label in y if label], default=0) / len(y)),
        ("1 minus", lambda y: 1 - baseline_in_a_dictionary(y))],
    "my_gini": [("1 minus", lambda y: 1 - gini(y)), ("you did not square", lambda y: 1 - sum(Counter(y).values()) / len(y)),
        ("over all cases", lambda y: gini(y, kinds=list)), ("with arrays it is right", lambda y: 1 - sum(
            np.mean(y == kind) ** 2 for kind in set(y))), ("n and n - 1 were mixed up", lambda y: 1 - sum(
            y.count(a) - 1 for a in y) / len(y) / (len(y) - 1)), ("is right, but", lambda y: min(0.5, gini(y))),
        ("is right, but", lambda y: gini(y, kinds=lambda labels: {0, 1})),
        ("stops with", lambda y: 1 - sum((np.bincount(y) / len(y)) ** 2)),
        ("is right, but", lambda y: 1 - max(map(y.count, y)) ** 2 / len(y) ** 2),
        ("is right, but", lambda y: 1 - sum(n**2 for n in Counter(y).values()) / len(y))],
    "bootstrap_means": [("all means are alike", means_in_a_loop(again=True)),
        ("(1 of 2,000 means", means_of(statistic=np.mean)),
        *[("no means of as many values", means_of(size=lambda values, n=n: n)) for n in (18, 20)],
        *[("no means of as many values", drawn_by(lambda rows, n=n: rows.mean(axis=1).round(n))) for n in (0, 3)],
        ("no means of as many values", drawn_by(lambda rows: [*rows.mean(axis=1)[1:], 0])),
        ("no means of as many values", half_of_them), ("do not scatter by", means_of(size=lambda values: 2000)),
        ("do not scatter by", lambda v, draws, seed: np.cumsum(means_of()(v, draws, seed)) / np.arange(1, draws + 1)),
        ("do not scatter by", lambda v, draws, seed: [np.delete(v, i % len(v)).mean() for i in range(draws)]),
        ("is not the number of draws (19", means_of(statistic=lambda drawn: drawn.mean(axis=0))),
        ("lies around another number", drawn_by(lambda rows: rows.mean(axis=1).astype(int))),
        ("lies around another number", drawn_by(lambda rows: rows.sum(axis=1))),
        ("2 of", lambda v, draws, seed: np.quantile(means_of()(v, draws, seed), [0.025, 0.975]))],
}
# wrong answers with words that would be a false reason
NOT_TOLD = {
    "exact_mcnemar": [("the greater of the two counts", lambda a, b: min(1, 2 * stats.binom.cdf(a + b,
            min(a, b), 0.5)))],
    "bootstrap_means": [("that the sample does not have", means_of(size=lambda values: 18)),
        ("more values than", half_of_them)],
    "my_gini": [("almost", lambda y: 1 - sum(n**2 for n in Counter(y).values()) / len(y))],
}

"""The catalogue of notebook 04: what all catalogues are tested for, answers of many forms, and learners' code."""

import math
import random
import warnings
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from sklearn.dummy import DummyClassifier
from sklearn.metrics import r2_score
from sklearn.model_selection import KFold
from sklearn.tree import DecisionTreeClassifier

from helpers.lessons import inference
from helpers.lessons.inference import bootstrap, folds
from helpers.lessons.verdicts import State
from tests.lessons import junk
from tests.lessons.catalogue import Catalogue, CatalogueTests, at_an_edge

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
# name -> (how the check is asked, the data that its formulas take)
NUMBERS = {"chance of 9 heads or more": (inference.check_tail, ())}
# functions too, but judged by conditions: their answers are not the same from one learner to the next
FREE = {"bootstrap_means": inference.check_bootstrap, "folds": inference.check_folds}
BY_NAME = {exercise.name: exercise for exercise in inference.EXERCISES}
EDGES = {edge.exercise.name: edge for edge in inference.EDGES}


# What learners write for the two that are judged by conditions; the options make the mistakes.


def means_of(
    size=lambda values: len(values),
    statistic=lambda drawn: drawn.mean(axis=1),
    seed_of=lambda seed: seed,
    rows=lambda draws: draws,
    **options,
):
    """Write bootstrap_means in NumPy."""

    def bootstrap_means(values, draws, seed):
        generator = np.random.default_rng(seed_of(seed))
        return statistic(generator.choice(values, size=(rows(draws), size(values)), **options))

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


def means_less_the_mean(values, draws, seed):
    return means_of()(values, draws, seed) - values.mean()


def slices(size, count, start=0, step=None):
    """Write folds as slices of `size(n, k)` numbers, `count(n, k)` of them, each beginning `step` after the last."""

    def folds(n, k):
        width = size(n, k)
        jump = step(n, k) if step else width
        return [list(range(start + i * jump, start + i * jump + width)) for i in range(count(n, k))]

    return folds


def floor(n, k):
    return n // k


def dealt(n, k):
    return [list(range(n))[i::k] for i in range(k)]


def drawn_with_replacement(n, k):
    numbers = [0] * n
    return [numbers[i::k] for i in range(k)]


def rest_in_the_last(n, k):
    ends = [*range(0, k * (n // k), n // k), n]
    return [list(range(low, high)) for low, high in pairwise(ends)]


def pieces(n, size):
    return [list(range(n))[start : start + size] for start in range(0, n, size)]


MISTAKEN_MEANS = {
    "those are the drawn values themselves, not their means": means_of(statistic=lambda drawn: drawn),
    "that is the mean of one draw only": means_of(rows=lambda draws: 1),
    "that is the mean of all draws together, or one number made of them": means_of(statistic=np.mean),
    "those are the values of one draw": means_of(rows=lambda draws: 1, statistic=lambda drawn: drawn[0]),
    "as many means are there as values: draws and values have changed places": means_of(
        statistic=lambda drawn: drawn.mean(axis=0)
    ),
    "the number of means is not the number of draws": means_of(rows=lambda draws: 1000),
    "all means are alike: you drew once, or without putting back": means_in_a_loop(replace=False),
    "those are sums, not means": means_of(statistic=lambda drawn: drawn.sum(axis=1)),
    "you subtracted the sample's mean": means_less_the_mean,
    "each draw is of one value only": means_of(size=lambda values: 1),
    "the means scatter too much: each draw has fewer values than the sample": means_of(size=lambda values: 10),
    "the means scatter too little: each draw has more values than the sample": means_of(size=lambda values: 50),
    "those are no means of the sample: they lie around another number": means_of(
        statistic=lambda drawn: np.median(drawn, axis=1)
    ),
    "you drew values that the sample does not have": means_from_a_bell,
    "the same seed gives other means each time": means_of(seed_of=lambda seed: None),
    "every seed gives the same means": means_of(seed_of=lambda seed: 0),
}
MISTAKEN_FOLDS = {
    "all numbers are in one list": lambda n, k: list(range(n)),
    "that is a number, not a list of folds": lambda n, k: n // k,
    "each fold holds all numbers, or comes with its training part": lambda n, k: [list(range(n))] * k,
    "each fold holds the numbers that are not tested: those are the training parts": lambda n, k: [
        sorted(set(range(n)) - set(fold)) for fold in dealt(n, k)
    ],
    "lists are nested too deep": lambda n, k: [[[number] for number in fold] for fold in dealt(n, k)],
    "you counted from 1": lambda n, k: [list(range(1, n + 1))[i::k] for i in range(k)],
    "n itself is in a fold": lambda n, k: [list(range(n + 1))[i::k] for i in range(k)],
    "n and k have changed places: the folds have k numbers each": pieces,
    "the rest makes a fold more": lambda n, k: pieces(n, n // k),
    "the number of folds is not k": lambda n, k: dealt(n, k)[:-1],
    "some numbers are in more than one fold, and others in none": drawn_with_replacement,
    "the folds overlap: some numbers are in more than one": lambda n, k: [
        [*fold, (fold[-1] + 1) % n] for fold in dealt(n, k)
    ],
    "the rest is missing: some numbers are in no fold": slices(floor, lambda n, k: k),
    "there are numbers that are not among 0 to n - 1": lambda n, k: [
        [number - n for number in fold] for fold in dealt(n, k)
    ],
    "the sizes differ by more than 1": rest_in_the_last,
}

ASKED_AT_EDGES = {
    name: (at_an_edge(edge, FUNCTIONS[edge.function], BY_NAME[edge.function].right), ()) for name, edge in EDGES.items()
}
CATALOGUE = Catalogue(
    exercises=(*inference.EXERCISES, *(edge.exercise for edge in inference.EDGES)),
    functions=FUNCTIONS,
    values={**NUMBERS, **ASKED_AT_EDGES},
    conditions=FREE,
    mistaken={"bootstrap_means": MISTAKEN_MEANS, "folds": MISTAKEN_FOLDS},
)


class TestCatalogue(CatalogueTests):
    catalogue = CATALOGUE


def test_the_catalogue_is_complete():
    assert len(inference.EXERCISES) == 15
    assert {*FUNCTIONS, *NUMBERS, *FREE} == set(BY_NAME)
    assert [edge.function for edge in inference.EDGES] == ["std", "t_statistic", "exact_mcnemar"]
    checks = [*FUNCTIONS.values(), *FREE.values(), *(check for check, _ in NUMBERS.values())]
    assert {name for name in inference.__all__ if name.startswith("check_")} == {check.__name__ for check in checks}
    assert len(CATALOGUE.mistakes) > 260
    assert all(len(exercise.mistakes) > 14 for exercise in inference.EXERCISES)


@pytest.mark.parametrize("name", [*FUNCTIONS, *EDGES])
def test_no_two_formulas_of_a_function_agree_even_to_three_digits(name):
    assert CATALOGUE.clashes(replace(CATALOGUE.by_name[name], digits=3)) == []


# The right answers once more, by another way.


@pytest.mark.parametrize(
    ("name", "inputs", "wanted"),
    [
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
    ],
)
def test_the_right_formulas_give_known_numbers(name, inputs, wanted):
    arrays = [np.array(part) if isinstance(part, list) else part for part in inputs]
    assert BY_NAME[name].right(*arrays) == pytest.approx(np.array(wanted), abs=5e-6)


def test_the_tail_is_that_of_the_binomial_distribution():
    tail = stats.binom(10, 0.5).sf(8)
    assert tail == pytest.approx(11 / 1024)
    assert inference.check_tail(tail).state is State.RIGHT
    by_name = {mistake.name: mistake.function() for mistake in BY_NAME["chance of 9 heads or more"].mistakes}
    assert list(by_name.values())[:3] == pytest.approx([0.009766, 0.000977, 0.021484], abs=5e-7)
    bell = stats.norm(5, math.sqrt(2.5))
    assert by_name["that is the normal approximation, begun half a head lower"] == pytest.approx(bell.sf(8.5))


@pytest.mark.parametrize("case", BY_NAME["t_statistic"].cases)
def test_welch_and_the_pooled_statistic_are_equal_on_the_cases(case):
    right = BY_NAME["t_statistic"].right(*case)
    assert stats.ttest_ind(*case).statistic == pytest.approx(right)
    assert stats.ttest_ind(*case, equal_var=False).statistic == pytest.approx(right)


def test_of_unequal_samples_welch_is_right_and_the_pooled_statistic_almost():
    (unequal,) = [edge for edge in inference.EDGES if edge.function == "t_statistic"]
    a, b = unequal.case
    assert len(a) != len(b)
    assert unequal.exercise.right() == pytest.approx(stats.ttest_ind(a, b, equal_var=False).statistic)
    pooled = unequal.exercise.mistakes[-1]
    assert pooled.state is State.ALMOST
    assert pooled.function() == pytest.approx(stats.ttest_ind(a, b).statistic)


@pytest.mark.parametrize("case", BY_NAME["exact_mcnemar"].cases)
def test_the_approximations_of_mcnemar_are_those_of_the_chi_squared_distribution(case):
    by_name = {mistake.name: mistake.function(*case) for mistake in BY_NAME["exact_mcnemar"].mistakes}
    statistic = by_name["that is the statistic of the approximate test, not p"]
    assert by_name["that is the normal approximation"] == pytest.approx(stats.chi2(1).sf(statistic))


# What a learner really types; each must be named like the formula in the catalogue.


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


@pytest.mark.parametrize(
    ("name", "function", "named"),
    [
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
    ],
    ids=lambda value: getattr(value, "__name__", None),
)  # fmt: skip
def test_a_mistake_in_a_learners_own_words_is_named(name, function, named):
    verdict = FUNCTIONS[name](function)
    assert verdict.state in (State.WRONG, State.ALMOST, State.MISSING)
    assert named in verdict.message


@pytest.mark.parametrize(
    ("name", "function"),
    [
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
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_right_function_written_otherwise_is_right(name, function):
    verdict = FUNCTIONS[name](function)
    assert verdict.state is State.RIGHT
    assert verdict.message == f"{name}: as wanted on all {len(BY_NAME[name].cases)} inputs tried."


# Functions whose answer is free: means drawn at random, folds in any order.


def choices_without_numpy(values, draws, seed):
    chance = random.Random(seed)
    return [sum(chance.choices(list(values), k=len(values))) / len(values) for _ in range(draws)]


def picked_places(values, draws, seed):
    generator = np.random.default_rng(seed)
    return [values[generator.integers(0, len(values), len(values))].mean() for _ in range(draws)]


def shuffled(n, k):
    return np.array_split(np.random.default_rng().permutation(n), k)


def dealt_by_scikit_learn(n, k):
    return [test for _, test in KFold(k).split(np.zeros((n, 1)))]


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("bootstrap_means", bootstrap._bootstrap_means),
        ("bootstrap_means", means_of()),
        ("bootstrap_means", means_of(statistic=lambda drawn: drawn.mean(axis=1).tolist())),
        ("bootstrap_means", means_in_a_loop()),
        ("bootstrap_means", choices_without_numpy),
        ("bootstrap_means", picked_places),
        ("folds", folds._folds),
        ("folds", dealt),
        ("folds", shuffled),
        ("folds", dealt_by_scikit_learn),
        ("folds", lambda n, k: tuple(tuple(float(number) for number in fold[::-1]) for fold in dealt(n, k)[::-1])),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_right_answer_among_many_is_right(name, function):
    assert FREE[name](function).state is State.RIGHT


@given(seed=st.integers(0, 2**32))
@settings(max_examples=30)
def test_no_seed_makes_a_right_bootstrap_wrong(seed):
    assert inference.check_bootstrap(means_of(seed_of=lambda given: seed + given)).state is State.RIGHT


@pytest.mark.parametrize(
    ("name", "function", "named"),
    [
        ("bootstrap_means", means_in_a_loop(again=True), "all means are alike"),
        ("bootstrap_means", lambda v, draws, seed: [v.mean()] * draws, "all means are alike"),
        ("bootstrap_means", means_of(size=lambda values: 18), "you drew values that the sample does not have"),
        ("bootstrap_means", means_of(size=lambda values: 2000), "the means scatter too little"),
        ("bootstrap_means", means_of(statistic=lambda drawn: drawn.std(axis=1)), "around another number"),
        ("bootstrap_means", means_of(rows=lambda draws: draws - 1), "the number of means is not"),
        ("bootstrap_means", means_of(rows=lambda draws: 19, size=lambda values: 2000), "changed places"),
        ("bootstrap_means", lambda v, draws, seed: means_of()(v, draws, seed)[0], "the mean of one draw only"),
        ("bootstrap_means", lambda v, draws, seed: np.quantile(means_of()(v, draws, seed), [0.025, 0.975]), "2 of"),
        ("bootstrap_means", lambda v, draws, seed: [2 * mean for mean in means_of()(v, draws, seed)], "another number"),
        ("folds", lambda n, k: [list(range(n))], "all numbers are in one list"),
        ("folds", lambda n, k: [i % k for i in range(n)], "all numbers are in one list (folds(12, 3) gives 12 numbers"),
        ("folds", lambda n, k: [list(range(i, i + n // k + 1)) for i in range(0, n, n // k)], "n itself"),
        ("folds", lambda n, k: [[*range(i * n // k, min((i + 1) * n // k + 1, n))] for i in range(k)], "overlap"),
        ("folds", lambda n, k: list(KFold(k).split(np.zeros((n, 1)))), "comes with its training part"),
        ("folds", lambda n, k: [train for train, _ in KFold(k).split(np.zeros((n, 1)))], "the training parts"),
        ("folds", lambda n, k: pieces(n, -(-n // k)), "the sizes differ by more than 1 (folds(10, 4) gives folds of 3"),
        ("folds", lambda n, k: [[1, 2], [3]], "the number of folds is not k (folds(12, 3) gives folds of 2, 1"),
        ("folds", lambda n, k: (dealt(n, k)[i] for i in range(k)), "return a list"),
        ("folds", lambda n, k: [*dealt(n, k), []], "there is an empty list"),
        ("folds", lambda n, k: [[2.5] * 4, [1.5] * 4, [0.5] * 4], "others in none"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)  # fmt: skip
def test_a_mistake_in_a_free_answer_is_named(name, function, named):
    verdict = FREE[name](function)
    assert verdict.state in (State.WRONG, State.ALMOST, State.MISSING)
    assert named in verdict.message


@pytest.mark.parametrize("name", FREE)
def test_a_free_function_that_returns_junk_is_never_right_and_never_raises(name):
    def ask(value):
        verdict = FREE[name](lambda *inputs: value)
        assert verdict.state is not State.RIGHT
        assert repr(verdict)

    for value in [*junk.SINGLES, 1e300, [1e300] * 12, [[-1e300] * 4] * 3, np.zeros((3, 4)), np.zeros(2000), 10**12]:
        ask(value)
    given(value=junk.VALUES)(ask)()


@pytest.mark.parametrize("name", FREE)
@pytest.mark.parametrize("error", [ValueError("bad"), junk.SilentError(), SystemExit(1), KeyError(), RecursionError()])
def test_a_free_function_that_raises_is_told_what_and_where(name, error):
    def stops(*inputs):
        raise error

    verdict = FREE[name](stops)
    assert verdict.state is State.WRONG
    assert f"{name}(" in verdict.message
    assert type(error).__name__ in verdict.message


@given(numbers=st.lists(st.lists(st.integers(-1, 12), min_size=1, max_size=5), min_size=1, max_size=5))
def test_folds_are_right_only_if_they_are_a_deal(numbers):
    for n, k in folds.DEALS:
        listed = sorted(number for fold in numbers for number in fold)
        sizes = [len(fold) for fold in numbers]
        wanted = listed == list(range(n)) and len(numbers) == k and max(sizes) - min(sizes) <= 1
        found = folds._is_right(*folds._described(tuple(map(tuple, numbers)), n, k))
        assert found == wanted


# All functions.


@pytest.mark.parametrize("name", {**FUNCTIONS, **FREE})
def test_a_stub_is_not_yet_written(name):
    def stub(*inputs): ...

    check = {**FUNCTIONS, **FREE}[name]
    assert check(stub).state is State.UNDEFINED
    assert check(...).state is State.UNDEFINED
    assert check(lambda *inputs: print(*inputs)).state is State.MISSING


@pytest.mark.parametrize("name", {**FUNCTIONS, **FREE})
def test_a_function_with_too_few_parameters_is_told_so(name):
    assert "the number of parameters is 0; wanted are" in {**FUNCTIONS, **FREE}[name](lambda: math.pi).message


@pytest.mark.parametrize("name", {**FUNCTIONS, **FREE})
def test_the_parameters_are_those_of_the_notebook(name):
    parameters = {
        **dict.fromkeys(["std", "standard_error", "median"], "values"),
        **dict.fromkeys(["t_statistic", "paired_t"], "a, b"),
        **dict.fromkeys(["baseline", "my_gini"], "labels"),
        "wilson": "k, n",
        "exact_mcnemar": "only_a, only_b",
        "share_of_false": "prior, power, alpha",
        "inflation": "r",
        "r_squared": "y, predictions",
        "bootstrap_means": "values, draws, seed",
        "folds": "n, k",
    }
    verdict = {**FUNCTIONS, **FREE}[name](lambda: math.pi)
    assert verdict.message.endswith(f"as in {name}({parameters[name]}).")


# Edges and numbers.


def test_an_error_at_the_edge_counts_as_breaking_down():
    edge = inference.EDGES[-1]

    def function(only_a, only_b):
        if (only_a, only_b) == edge.case:
            raise OverflowError("int too large to convert to float")
        return BY_NAME["exact_mcnemar"].right(only_a, only_b)

    assert inference.check_mcnemar(function).message.startswith(edge.exercise.mistakes[0].name)


def test_dividing_by_nothing_in_r_squared_shows_no_warning():
    def forgot_to_square(y, predictions):
        return 1 - np.sum(y - predictions) / np.sum(y - y.mean())

    y = np.array([1.0, 2.0, 3.0])
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        forgot_to_square(y, y + 1)
        assert len(shown) == 1
        shown.clear()
        assert inference.check_r_squared(forgot_to_square).state is State.WRONG
    assert shown == []


@pytest.mark.parametrize(
    "value",
    [
        0.0107,
        0.01074,
        11 / 1024,
        Fraction(11, 1024),
        Decimal("0.010742"),
        np.float32(0.010742),
        [0.0107],
        (11 / 2**10,),
    ],
)
def test_a_right_tail_is_right_in_every_form(value):
    assert inference.check_tail(value).state is State.RIGHT


@pytest.mark.parametrize(
    ("value", "state", "named"),
    [
        (0.0098, State.WRONG, "exactly 9 heads"),
        (0.00098, State.WRONG, "more than 9 heads"),
        (0.0215, State.WRONG, "of either side"),
        (0.0134, State.WRONG, "begun half a head lower"),
        (0.0057, State.WRONG, "cuts off half of the 9"),
        (0.5**9, State.WRONG, "two sequences only"),
        (0.011, State.ALMOST, "give at least 3 significant digits"),
        (1.07, State.ALMOST, "in percent"),
        (11, State.ALMOST, "the number of sequences"),
    ],
)
def test_a_rounded_or_mistaken_tail_is_named(value, state, named):
    verdict = inference.check_tail(value)
    assert verdict.state is state
    assert named in verdict.message


def test_a_wrong_tail_gets_another_hint_each_time_but_not_the_answer():
    first, second = (inference.check_tail(guess) for guess in (0.5, 0.25))
    assert first.state is second.state is State.WRONG
    assert len(second.message) > len(first.message)
    assert not any(answer in first.message + second.message for answer in ("0.0107", "11"))


def test_no_text_says_that_something_is_easy():
    texts = [t for e in CATALOGUE.exercises for m in e.mistakes for t in (m.name, m.hint, m.further)]
    assert len(texts) > 780
    assert [t for t in texts if {"simply", "just", "obviously"} & set(t.split())] == []

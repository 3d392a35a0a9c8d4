"""Notebook 04, the exercises that many answers fit: means drawn at random, and folds in any order."""

import random
from itertools import pairwise

import numpy as np
from sklearn.model_selection import KFold

from helpers.lessons.inference import bootstrap, folds


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


FREE_SLIPS = (
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
)  # fmt: skip


FREE_ANSWERS = (
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
)

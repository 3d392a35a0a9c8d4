"""Exercise of notebook 04 on the bootstrap: means of samples that are drawn from the sample itself.

Means drawn at random cannot be compared number by number. So each mistake is a condition on what the learner's function
returns for one sample: `number` how many entries, `means` all numbers of them, `again` the same call once more,
`other` with another seed.
"""

from typing import Any

import numpy as np

from helpers.lessons.answers import UnreadableError
from helpers.lessons.calls import call_function, require_function
from helpers.lessons.checks import check_condition
from helpers.lessons.comparing import flat
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.samples import bootstrap

# whole numbers, so that n times the mean of any draw of n is a whole number
SAMPLE = np.array([1, 2, 2, 3, 3, 4, 4, 4, 5, 6, 6, 7, 9, 11, 12, 14, 19, 23, 31.0])
N, DRAWS, SEEDS = len(SAMPLE), 2000, (0, 0, 1)
STANDARD_ERROR = np.std(SAMPLE) / np.sqrt(N)
NEAR = 0.15  # of 2,000 means: their spread and their mean are off by a fiftieth at most times


def _bootstrap_means(values: np.ndarray, draws: int, seed: int) -> np.ndarray:
    return bootstrap(values, draws=draws, seed=seed)


def _spread(means: np.ndarray) -> float:
    """Spread of the means, as a multiple of what it should be."""
    return np.std(means) / STANDARD_ERROR


def _off(means: np.ndarray, centre: float) -> float:
    """Distance of their mean from where it should be, in standard errors."""
    return abs(np.mean(means) - centre) / STANDARD_ERROR


def _around(means: np.ndarray, centre: float, spread: float) -> bool:
    return _off(means, centre) < NEAR * spread and abs(_spread(means) / spread - 1) < NEAR


def _of_draws(means: np.ndarray, size: int = N) -> bool:
    """Ask whether they can be means of so many values of the sample."""
    totals = size * means
    return np.allclose(totals, np.round(totals), rtol=0, atol=1e-6)


def _is_right(number: float, means: np.ndarray, again: np.ndarray, other: np.ndarray) -> bool:
    return (
        number == len(means) == DRAWS
        and _around(means, np.mean(SAMPLE), 1)
        and _of_draws(means)
        and np.array_equal(means, again)
        and not np.array_equal(means, other)
    )


def _measure(number: float, means: np.ndarray, again: np.ndarray, other: np.ndarray) -> str:
    """Write what the means come to, beside what they should."""
    there = f"{number:,.0f} of {DRAWS:,} means" if number == len(means) else f"{len(means):,} numbers"
    return (
        f"{there}, around {np.mean(means):.3g} with a spread of {round(np.std(means), 9):.2g}; "
        f"the sample's mean is {np.mean(SAMPLE):.3g} and its standard error {STANDARD_ERROR:.2g}"
    )


BOOTSTRAP = Exercise(
    name="bootstrap_means",
    right=_is_right,
    measure=_measure,
    mistakes=(
        Mistake(
            "those are the drawn values themselves, not their means",
            lambda number, means, again, other: len(means) == DRAWS * N,
            "One number is wanted for each draw.",
            "mean(axis=1) takes the mean of each row.",
            state=State.MISSING,
        ),
        Mistake(
            "that is the mean of one draw only",
            lambda number, means, again, other: len(means) == 1 and _of_draws(means),
            "One draw shows no scatter.",
            "Does your function return too early, or never use `draws`?",
            state=State.MISSING,
        ),
        Mistake(
            "that is the mean of all draws together, or one number made of them",
            lambda number, means, again, other: len(means) == 1,
            "One number is wanted for each draw.",
            "mean(axis=1) takes the mean of each row; mean() alone takes that of all.",
            state=State.MISSING,
        ),
        Mistake(
            "those are the values of one draw",
            lambda number, means, again, other: len(means) == N and _of_draws(means, 1),
            "Each draw is wanted as its mean, and there should be as many means as draws.",
            "Repeat the draw, and keep the mean of each.",
        ),
        Mistake(
            "as many means are there as values: draws and values have changed places",
            lambda number, means, again, other: len(means) == N,
            "Each draw has as many values as the sample, and there are `draws` of them.",
            "Look at the two numbers in size=, and at the axis of the mean.",
        ),
        Mistake(
            "the number of means is not the number of draws",
            lambda number, means, again, other: not number == len(means) == DRAWS,
            "How many means should come back?",
            "One for each draw.",
        ),
        Mistake(
            "all means are alike: you drew once, or without putting back",
            lambda number, means, again, other: np.ptp(means) < 1e-9,
            "Who draws as many as there are, and puts none back, draws the sample itself.",
            "choice puts back unless it is told replace=False; and every mean needs a draw of its own, so the "
            "generator is made before the loop, not in it.",
        ),
        Mistake(
            "those are sums, not means",
            lambda number, means, again, other: _around(means, N * np.mean(SAMPLE), N),
            "The means should lie around that of the sample.",
            "Divide by the number of values.",
        ),
        Mistake(
            "you subtracted the sample's mean",
            lambda number, means, again, other: _around(means, 0, 1),
            "The means should lie around that of the sample.",
            "Leave the subtraction out.",
            state=State.ALMOST,
        ),
        Mistake(
            "each draw is of one value only",
            lambda number, means, again, other: _around(means, np.mean(SAMPLE), np.sqrt(N)) and _of_draws(means, 1),
            "A mean of the sample's size scatters far less than a single value.",
            "Draw as many values as the sample has, for each mean.",
        ),
        Mistake(
            "the means scatter too much: each draw has fewer values than the sample",
            lambda number, means, again, other: _off(means, np.mean(SAMPLE)) < 0.5 and _spread(means) > 1 + NEAR,
            "How far does a mean of half as many values scatter?",
            "Draw as many values as the sample has, for each mean.",
        ),
        Mistake(
            "the means scatter too little: each draw has more values than the sample",
            lambda number, means, again, other: _off(means, np.mean(SAMPLE)) < 0.5 and _spread(means) < 1 - NEAR,
            "How far does a mean of twice as many values scatter?",
            "Draw as many values as the sample has, for each mean, and put each one back.",
        ),
        Mistake(
            "those are no means of the sample: they lie around another number",
            lambda number, means, again, other: _off(means, np.mean(SAMPLE)) >= NEAR,
            "The mean of each draw is wanted, not its median or its spread.",
            "Draw from the values with replacement, and take the mean.",
        ),
        Mistake(
            "you drew values that the sample does not have",
            lambda number, means, again, other: not _of_draws(means),
            "The bootstrap assumes no bell: it draws from the sample itself.",
            "generator.choice(values, ...) draws from the values.",
        ),
        Mistake(
            "the same seed gives other means each time",
            lambda number, means, again, other: not np.array_equal(means, again),
            "Who runs the cell again should see the same numbers.",
            "Make the generator inside the function: np.random.default_rng(seed).",
            state=State.ALMOST,
        ),
        Mistake(
            "every seed gives the same means",
            lambda number, means, again, other: np.array_equal(means, other),
            "One parameter of your function is never used.",
            "np.random.default_rng(seed).",
            state=State.ALMOST,
        ),
    ),
)

EXERCISES = (BOOTSTRAP,)


def check_bootstrap(function: Any) -> Verdict:
    """Check ``bootstrap_means(values, draws, seed)``: means of as many values as there are, drawn with replacement.

    Parameters
    ----------
    function : callable
        The learner's; takes an array, the number of draws and a seed, and returns as many means as draws. Any random
        numbers will do.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> def bootstrap_means(values, draws, seed):
    ...     generator = np.random.default_rng(seed)
    ...     return [generator.choice(values, len(values), replace=False).mean() for _ in range(draws)]
    >>> check_bootstrap(bootstrap_means)
    ✗ wrong: all means are alike: you drew once, or without putting back (2,000 of 2,000 means, around
      8.74 with a spread of 0; the sample's mean is 8.74 and its standard error 1.8). Hint: Who
      draws as many as there are, and puts none back, draws the sample itself.
    """
    try:
        require_function(function, BOOTSTRAP.name, _bootstrap_means)
        found = [call_function(function, BOOTSTRAP.name, (SAMPLE, DRAWS, seed)) for seed in SEEDS]
    except UnreadableError as problem:
        return problem.verdict
    number = len(found[0]) if isinstance(found[0], tuple) else 1
    return check_condition(BOOTSTRAP, (number,), *map(flat, found))

"""Exercise of notebook 04 on McNemar's test: of the cases on which two models disagree, does one win too often.

Legend: `a` and `b` the cases that one model alone gets right, `n` both together, `z` the gap between them in standard
deviations of a coin. Each mistake is the formula that a learner who makes it has written.
"""

import math
from typing import Any

from helpers.lessons.edges import breaks_down, check_to_the_edges, edge_of
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.comparison import mcnemar

# either model ahead, an even split, and one in which a model never wins
SPLITS = ((3, 9), (14, 5), (5, 5), (0, 4))


def _at_most(wins: int, n: int) -> float:
    """How probably a fair coin gives at most so many heads."""
    return sum(math.comb(n, heads) for heads in range(wins + 1)) / 2**n


def _exactly(wins: int, n: int) -> float:
    return math.comb(n, wins) / 2**n


def _lesser_tail(a: int, b: int) -> float:
    return _at_most(min(a, b), a + b)


def _z(a: int, b: int, correction: int = 0) -> float:
    return (abs(a - b) - correction) / math.sqrt(a + b)


def _normal_p(z: float) -> float:
    """Area under the bell curve beyond z and -z."""
    return math.erfc(abs(z) / math.sqrt(2))


MCNEMAR = Exercise(
    name="exact_mcnemar",
    right=lambda only_a, only_b: mcnemar(only_a, only_b),
    cases=SPLITS,
    hint="Flip a coin for each disagreement: how probable is a split at least as uneven, in favour of either model?",
    mistakes=(
        Mistake(
            "your p is above 1 for an even split",
            lambda a, b: 2 * _lesser_tail(a, b),
            "A probability never is. Twice a tail counts the middle of an even split twice.",
            "Cut it off at 1.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is one-sided",
            _lesser_tail,
            "Before the test nobody said which model would win.",
            "A split as uneven in favour of the other model counts too.",
        ),
        Mistake(
            "that is one-sided, and always asks whether b is better",
            lambda a, b: _at_most(a, a + b),
            "Before the test nobody said which model would win.",
            "Take the lesser of the two counts, and both tails.",
        ),
        Mistake(
            "that is one-sided, and always asks whether a is better",
            lambda a, b: _at_most(b, a + b),
            "Before the test nobody said which model would win.",
            "Take the lesser of the two counts, and both tails.",
        ),
        Mistake(
            "you doubled the tail of a, whichever model is ahead",
            lambda a, b: min(1, 2 * _at_most(a, a + b)),
            "Exchange the two models: p should stay the same.",
            "Take the lesser of the two counts.",
        ),
        Mistake(
            "you doubled the tail of a, whichever model is ahead, and did not cut it off at 1",
            lambda a, b: 2 * _at_most(a, a + b),
            "Exchange the two models: p should stay the same, and never be above 1.",
            "Take the lesser of the two counts.",
        ),
        Mistake(
            "you doubled the tail of b, whichever model is ahead",
            lambda a, b: min(1, 2 * _at_most(b, a + b)),
            "Exchange the two models: p should stay the same.",
            "Take the lesser of the two counts.",
        ),
        Mistake(
            "you doubled the tail of b, whichever model is ahead, and did not cut it off at 1",
            lambda a, b: 2 * _at_most(b, a + b),
            "Exchange the two models: p should stay the same, and never be above 1.",
            "Take the lesser of the two counts.",
        ),
        Mistake(
            "you left out the split that was seen",
            lambda a, b: 2 * _at_most(min(a, b) - 1, a + b),
            "p asks for a split at least as uneven as this one; this one counts.",
            "sf(k) asks for more than k, so the k itself is missing; range(k) ends before k.",
        ),
        Mistake(
            "only the split that was seen counts",
            lambda a, b: _exactly(min(a, b), a + b),
            "p asks for a split at least as uneven as this one, in favour of either model.",
            "Add up the whole tail, and double it.",
        ),
        Mistake(
            "only the split that was seen counts, and its mirror image",
            lambda a, b: 2 * _exactly(min(a, b), a + b),
            "p asks for a split at least as uneven as this one.",
            "Add up the whole tail: cdf instead of pmf.",
        ),
        Mistake(
            "that is the mid-p value, which counts the split that was seen by half",
            lambda a, b: 2 * _lesser_tail(a, b) - _exactly(min(a, b), a + b),
            "That is a test too; the exact one counts it in full.",
            "Add up the whole tail, double it, and cut it off at 1.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is the normal approximation",
            lambda a, b: _normal_p(_z(a, b)),
            "With a handful of disagreements the bell is a poor guide.",
            "Count flips of a coin: the binomial distribution.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is the normal approximation, with a correction of 1",
            lambda a, b: _normal_p(_z(a, b, 1)),
            "It is nearer; the exact test counts flips of a coin.",
            "Use the binomial distribution.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is the normal approximation, with a correction of 1 that stops at 0",
            lambda a, b: _normal_p(max(0, _z(a, b, 1))),
            "It is nearer; the exact test counts flips of a coin.",
            "Use the binomial distribution.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is the statistic of the approximate test, not p",
            lambda a, b: _z(a, b) ** 2,
            "How often does chance alone give at least that much?",
            "The exact test needs no statistic: it counts flips of a coin.",
        ),
        Mistake(
            "that is the statistic of the approximate test with a correction, not p",
            lambda a, b: _z(a, b, 1) ** 2,
            "How often does chance alone give at least that much?",
            "The exact test needs no statistic: it counts flips of a coin.",
        ),
        Mistake(
            "that is 1 - p",
            lambda a, b: 1 - mcnemar(a, b),
            "An even split should have a large p.",
            "Leave out the subtraction.",
        ),
        Mistake(
            "that is the share of the disagreements that the lesser model wins",
            lambda a, b: min(a, b) / (a + b),
            "How often does chance alone give a share at least as far from a half?",
            "Count flips of a coin.",
        ),
        Mistake(
            "you took the greater of the two counts",
            lambda a, b: min(1, 2 * _at_most(max(a, b), a + b)),
            "Nearly all splits have at most that many wins of one model.",
            "Take the lesser count, or ask for at least the greater one.",
        ),
        Mistake(
            "you took the greater of the two counts, and did not cut the result off at 1",
            lambda a, b: 2 * _at_most(max(a, b), a + b),
            "Nearly all splits have at most that many wins of one model.",
            "Take the lesser count, or ask for at least the greater one.",
        ),
    ),
)

MANY = edge_of(
    MCNEMAR,
    (510, 560),
    breaks_down(
        "your function breaks down at a thousand disagreements",
        "The number of sequences is larger than any float there, and 0.5**1070 is next to 0.",
        "Divide whole numbers by 2**n, or use the binomial distribution from scipy.stats.",
    ),
)

EXERCISES, EDGES = (MCNEMAR,), (MANY,)


def check_mcnemar(function: Any) -> Verdict:
    """Check ``exact_mcnemar(only_a, only_b)``: how probably a coin splits the disagreements at least as unevenly.

    Parameters
    ----------
    function : callable
        The learner's; takes two whole numbers and returns the two-sided p.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> def exact_mcnemar(only_a, only_b):
    ...     n = only_a + only_b
    ...     return sum(math.comb(n, wins) for wins in range(min(only_a, only_b) + 1)) / 2**n
    >>> check_mcnemar(exact_mcnemar)
    ✗ wrong: that is one-sided. Hint: Before the test nobody said which model would win.
    """
    return check_to_the_edges(MCNEMAR, function, MANY)

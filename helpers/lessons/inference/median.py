"""Exercise of notebook 04 on the median: who stands in the middle.

Legend: `v` values, `s` the same values sorted. Each mistake is the formula that a learner who makes it has written.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict

# an odd number of values, an even one, and an odd one again; one value of each stands there twice
SAMPLES = (
    (np.array([31.0, 84.0, 57.0, 19.0, 31.0, 62.0, 44.0]),),
    (np.array([6.0, 2.5, 15.0, 9.0, 2.5, 11.0]),),
    (np.array([700.0, 130.0, 250.0, 820.0, 130.0]),),
)


def _ordered(formula: Callable) -> Callable:
    """Sort the values before a formula gets them."""
    return lambda v: formula(np.sort(v))


def _middle(s: np.ndarray) -> float:
    """Take what stands in the middle, sorted or not."""
    half = len(s) // 2
    return s[half] if len(s) % 2 else (s[half - 1] + s[half]) / 2


def _if_even(formula: Callable) -> Callable:
    """Take the middle of an odd number of sorted values, and a formula for an even one."""
    return lambda v: np.median(v) if len(v) % 2 else formula(np.sort(v))


MEDIAN = Exercise(
    name="median",
    right=lambda values: np.median(values),
    cases=SAMPLES,
    hint="Write the values in ascending order, and cross out the outermost on both sides until one or two are left.",
    mistakes=(
        Mistake(
            "you did not sort",
            _middle,
            "The middle one of those in a row by size is wanted.",
            "sorted gives a new list in ascending order.",
        ),
        Mistake(
            "you did not sort, and of an even number you took one only",
            lambda v: v[len(v) // 2],
            "The middle one of those in a row by size is wanted; an even number has two in the middle.",
            "sorted gives a new list in ascending order.",
        ),
        Mistake(
            "you did not sort, and of an even number you took the first of the middle two",
            lambda v: v[(len(v) - 1) // 2],
            "The middle one of those in a row by size is wanted; an even number has two in the middle.",
            "sorted gives a new list in ascending order.",
        ),
        Mistake(
            "of an even number you took the lower one of the middle two",
            _if_even(lambda s: s[len(s) // 2 - 1]),
            "As many values should lie above the median as below.",
            "An even number has two in the middle; take the point halfway between them.",
        ),
        Mistake(
            "of an even number you took the upper one of the middle two",
            _if_even(lambda s: s[len(s) // 2]),
            "As many values should lie above the median as below.",
            "An even number has two in the middle; take the point halfway between them.",
        ),
        Mistake(
            "of an even number you returned both in the middle",
            _if_even(lambda s: s[len(s) // 2 - 1 : len(s) // 2 + 1]),
            "One number is wanted.",
            "Take the point halfway between them.",
            state=State.MISSING,
        ),
        Mistake(
            "you added the middle two and did not halve",
            _if_even(lambda s: s[len(s) // 2 - 1] + s[len(s) // 2]),
            "The median cannot lie above the largest value.",
            "Halfway between two numbers lies their mean.",
        ),
        Mistake(
            "you halved only one of the middle two",
            _if_even(lambda s: s[len(s) // 2 - 1] + s[len(s) // 2] / 2),
            "Python divides before it adds.",
            "Parentheses are missing around the sum.",
        ),
        Mistake(
            "of an even number you took one place too high",
            _if_even(lambda s: (s[len(s) // 2] + s[len(s) // 2 + 1]) / 2),
            "Python counts from 0: of four values the middle two stand at places 1 and 2.",
            "Subtract 1 from both places.",
        ),
        Mistake(
            "of an odd number you took two",
            _ordered(lambda s: (s[len(s) // 2 - 1] + s[len(s) // 2]) / 2),
            "Of five values one stands in the middle.",
            "Ask whether the number of values is odd: len(values) % 2.",
        ),
        Mistake(
            "odd and even have changed places",
            _ordered(lambda s: (s[len(s) // 2 - 1] + s[len(s) // 2]) / 2 if len(s) % 2 else s[len(s) // 2]),
            "Of five values one stands in the middle, of four values two.",
            "len(values) % 2 is 0 for an even number.",
        ),
        Mistake(
            "you took the place before the middle",
            _ordered(lambda s: s[len(s) // 2 - 1]),
            "Python counts from 0: of five values the middle one stands at place 2.",
            "For an odd number nothing is subtracted from len(values) // 2.",
        ),
        Mistake(
            "you took the place after the middle",
            _ordered(lambda s: s[len(s) // 2 + 1]),
            "Python counts from 0: of five values the middle one stands at place 2.",
            "len(values) // 2 is the place of the middle one of an odd number.",
        ),
        Mistake(
            "that is the mean",
            np.mean,
            "One billionaire should hardly move the median.",
            "Sort, and take what stands in the middle.",
        ),
        Mistake(
            "that is the point halfway between the smallest and the largest value",
            lambda v: (np.min(v) + np.max(v)) / 2,
            "One billionaire should hardly move the median.",
            "As many values should lie above the median as below.",
        ),
        Mistake(
            "that is the place of the middle, not what stands there",
            lambda v: len(v) // 2,
            "Which value has this place in the sorted list?",
            "Put the place into square brackets after the list.",
        ),
        Mistake(
            "that is the most frequent value",
            _ordered(lambda s: max(s, key=list(s).count)),
            "That is the mode; it may stand anywhere.",
            "Sort, and take what stands in the middle.",
        ),
        Mistake(
            "you left out values that stand there twice",
            lambda v: _middle(np.unique(v)),
            "Two people of the same income are two people. A set keeps each value once.",
            "sorted keeps them all.",
        ),
    ),
)

EXERCISES = (MEDIAN,)


def check_median(function: Any) -> Verdict:
    """Check ``median(values)``: the middle one of the sorted values, or the mean of the middle two.

    Parameters
    ----------
    function : callable
        The learner's; takes an array and returns one number.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_median(lambda values: values[len(values) // 2])
    ✗ wrong: you did not sort, and of an even number you took one only. Hint: The middle one of those in
      a row by size is wanted; an even number has two in the middle.
    """
    return check_function(MEDIAN, function)

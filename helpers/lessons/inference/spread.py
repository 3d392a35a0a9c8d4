"""Exercise of notebook 04 on spread: the standard deviation of a sample, which divides by n - 1.

Legend: `v` values. Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.edges import check_to_the_edges, edge_of
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict

# the means are whole numbers, so that deviations cancel to exactly 0 where nobody squares them; at the edge it is not
SAMPLES = (
    (np.array([30.0, 12.0, 45.0, 21.0, 52.0]),),
    (np.array([2.0, -1.0, 7.0, 4.0, 3.0, 9.0, 4.0, 12.0]),),
    (np.array([310.0, 250.0, 295.0, 365.0, 280.0, 210.0]),),
)
BETWEEN = np.array([0.5, 1.0, 2.5, 3.0, 6.0])  # mean 2.6


def _squares(v: np.ndarray) -> float:
    """Sum of the squared deviations."""
    return np.sum((v - np.mean(v)) ** 2)


def _sizes(v: np.ndarray) -> float:
    """Sum of the deviations without their signs."""
    return np.sum(np.abs(v - np.mean(v)))


STD = Exercise(
    name="std",
    right=lambda values: np.std(values, ddof=1),
    cases=SAMPLES,
    hint="Take the deviations from the mean, square and add them, divide by n - 1, and take the root.",
    mistakes=(
        Mistake(
            "you divided by n",
            np.std,
            "That is right for a whole population; a sample's own mean lies nearer to its values than the true one.",
            "Divide by one less. np.std divides by n too, unless it is told ddof=1.",
            state=State.ALMOST,
        ),
        Mistake(
            "you forgot the root: that is the variance",
            lambda v: np.var(v, ddof=1),
            "Of values in milliseconds the spread should be in milliseconds, not in their squares.",
            "One step is left.",
        ),
        Mistake(
            "you forgot the root, and divided by n",
            np.var,
            "Of values in milliseconds the spread should be in milliseconds; and what does a sample divide by?",
            "Divide by n - 1, and take the root.",
        ),
        Mistake(
            "you did not square, or not before adding: deviations from the mean add up to 0",
            lambda v: 0.0,
            "What lies above the mean and what lies below cancels.",
            "Square each deviation, and add after that.",
        ),
        Mistake(
            "you took the absolute deviations instead of squares, and their mean",
            lambda v: _sizes(v) / len(v),
            "That is another measure of spread; here far values count more.",
            "Square the deviations, and take the root at the end.",
        ),
        Mistake(
            "you took the absolute deviations instead of squares",
            lambda v: _sizes(v) / (len(v) - 1),
            "That is another measure of spread; here far values count more.",
            "Square the deviations, and take the root at the end.",
        ),
        Mistake(
            "you did not divide",
            lambda v: np.sqrt(_squares(v)),
            "Should the spread grow with every further value?",
            "Divide the sum of squares by n - 1 before you take the root.",
        ),
        Mistake(
            "you divided after the root, by n - 1",
            lambda v: np.sqrt(_squares(v)) / (len(v) - 1),
            "Twice as many values of the same kind should spread as much as before.",
            "The root is the last step.",
        ),
        Mistake(
            "you divided after the root, by n",
            lambda v: np.sqrt(_squares(v)) / len(v),
            "Twice as many values of the same kind should spread as much as before.",
            "Divide by n - 1, and take the root as the last step.",
        ),
        Mistake(
            "you took the root of the divisor only",
            lambda v: _squares(v) / np.sqrt(len(v) - 1),
            "Python takes powers before it divides.",
            "Parentheses are missing around the fraction.",
        ),
        Mistake(
            "you halved instead of taking the root",
            lambda v: np.var(v, ddof=1) / 2,
            "Python takes powers before it divides: x ** 1 / 2 is half of x.",
            "Write ** 0.5.",
        ),
        Mistake(
            "you subtracted the 1 after dividing by n",
            lambda v: np.sqrt(_squares(v) / len(v) - 1),
            "Python divides before it subtracts.",
            "Parentheses are missing around n - 1.",
        ),
        Mistake(
            "you did not subtract the mean",
            lambda v: np.sqrt(np.sum(v**2) / (len(v) - 1)),
            "Values of 1,001, 1,002 and 1,003 are near each other; what does your function say?",
            "Spread is measured from the mean.",
        ),
        Mistake(
            "you subtracted the median instead of the mean",
            lambda v: np.sqrt(np.sum((v - np.median(v)) ** 2) / (len(v) - 1)),
            "From which point are deviations measured?",
            "Add the values up and divide by their number.",
        ),
        Mistake(
            "that is the distance from the smallest to the largest value",
            np.ptp,
            "The values in between count too.",
            "Begin with the deviation of each value from the mean.",
        ),
        Mistake(
            "that is the standard error of the mean",
            lambda v: np.std(v, ddof=1) / np.sqrt(len(v)),
            "That says how far the mean may be off, not how far the values spread.",
            "You went one step too far.",
        ),
        Mistake(
            "that is the mean",
            np.mean,
            "How far do the values lie from it?",
            "Square the deviations, add, divide by n - 1, take the root.",
        ),
    ),
)


def _from(centre: float) -> float:
    """Measure the spread at the edge from another point than the mean."""
    return np.sqrt(np.sum((BETWEEN - centre) ** 2) / (len(BETWEEN) - 1))


ROUNDED = (
    "The mean of whole numbers need not be one.",
    "Divide with /, and do not round before the end.",
)
FRACTION = edge_of(
    STD,
    (BETWEEN,),
    Mistake("you rounded the mean down", lambda: _from(np.floor(np.mean(BETWEEN))), *ROUNDED),
    Mistake("you rounded the mean", lambda: _from(np.round(np.mean(BETWEEN))), *ROUNDED),
)

EXERCISES, EDGES = (STD,), (FRACTION,)


def check_std(function: Any) -> Verdict:
    """Check ``std(values)``: the standard deviation of a sample, with n - 1.

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
    >>> check_std(lambda values: sum((values - values.mean()) ** 2) / (len(values) - 1))
    ✗ wrong: you forgot the root: that is the variance. Hint: Of values in milliseconds the spread
      should be in milliseconds, not in their squares.
    """
    return check_to_the_edges(STD, function, FRACTION)

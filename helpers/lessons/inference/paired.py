"""Exercise of notebook 04 on the paired t-statistic: the mean difference of pairs, in standard errors.

Legend: `a` and `b` values in pairs, `d` their differences, `n` the number of pairs. Each mistake is the formula that a
learner who makes it has written.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.comparison import Gap

PAIRS = (
    (np.array([81.0, 74.0, 90.5, 68.0, 77.0]), np.array([78.5, 73.0, 86.0, 69.0, 74.5])),
    (np.array([0.2, 0.9, 0.4, 0.1, 0.6, 0.3]), np.array([0.7, 1.0, 0.8, 0.9, 0.8, 0.4])),
    (np.array([31.0, 22.0, 40.0, 27.0]), np.array([29.0, 25.0, 31.0, 20.0])),
)


def _of_differences(formula: Callable) -> Callable:
    """Give a formula the differences of the pairs."""
    return lambda a, b: formula(a - b)


def _standard_error(d: np.ndarray, ddof: int = 1) -> float:
    return np.std(d, ddof=ddof) / np.sqrt(len(d))


def _t(d: np.ndarray, ddof: int = 1) -> float:
    return np.mean(d) / _standard_error(d, ddof)


def _unpaired(a: np.ndarray, b: np.ndarray, ddof: int = 1) -> float:
    return np.mean(a - b) / np.hypot(_standard_error(a, ddof), _standard_error(b, ddof))


PAIRED = Exercise(
    name="paired_t",
    right=_of_differences(_t),
    cases=PAIRS,
    hint="Subtract b from a pair by pair, and divide the mean of the differences by its standard error.",
    mistakes=(
        Mistake(
            "that is the test for separate samples, and these are pairs",
            _unpaired,
            "What a pair has in common, such as a hard test case, should cancel.",
            "Subtract first, pair by pair; after that there is one sample only, of differences.",
        ),
        Mistake(
            "that is the test for separate samples, and these are pairs; and its variances divide by n",
            lambda a, b: _unpaired(a, b, ddof=0),
            "What a pair has in common, such as a hard test case, should cancel.",
            "Subtract first, pair by pair, and take the standard deviation with n - 1.",
        ),
        Mistake(
            "the sign is turned round: you subtracted a from b",
            lambda a, b: _t(b - a),
            "Here t is positive where a is the larger one on average.",
            "Subtract b from a.",
            state=State.ALMOST,
        ),
        Mistake(
            "the sign is gone",
            _of_differences(lambda d: abs(_t(d))),
            "Which of the two is larger on average? t should say so.",
            "Leave out the absolute value.",
            state=State.ALMOST,
        ),
        Mistake(
            "you took the absolute differences",
            _of_differences(lambda d: _t(np.abs(d))),
            "A pair in which b is larger should count against a.",
            "Leave out the absolute value.",
        ),
        Mistake(
            "you forgot the root of n: that is the mean difference in standard deviations",
            _of_differences(lambda d: np.mean(d) / np.std(d, ddof=1)),
            "The same differences in ten times as many pairs should give a larger t.",
            "The standard error is the standard deviation, divided by the root of n.",
        ),
        Mistake(
            "you forgot the root of n, and your standard deviation divides by n",
            _of_differences(lambda d: np.mean(d) / np.std(d)),
            "The same differences in ten times as many pairs should give a larger t.",
            "Take n - 1 in the standard deviation, and divide that by the root of n.",
        ),
        Mistake(
            "you took n instead of its root",
            _of_differences(lambda d: np.mean(d) / (np.std(d, ddof=1) / len(d))),
            "Four times as many pairs should make t twice as large.",
            "The standard error is the standard deviation, divided by the root of n.",
        ),
        Mistake(
            "you divided by the root of n where it should multiply",
            _of_differences(lambda d: np.mean(d) / np.std(d, ddof=1) / np.sqrt(len(d))),
            "Python works from left to right: x / y / z divides by z too.",
            "Parentheses are missing around the standard error.",
        ),
        Mistake(
            "your standard deviation divides by n",
            _of_differences(lambda d: _t(d, ddof=0)),
            "A sample's standard deviation divides by n - 1. np.std divides by n, unless it is told ddof=1.",
            "Write ddof=1.",
            state=State.ALMOST,
        ),
        Mistake(
            "you took the variance of the differences instead of their standard deviation",
            _of_differences(lambda d: np.mean(d) / (np.var(d, ddof=1) / np.sqrt(len(d)))),
            "Of values in milliseconds, t should have no unit.",
            "A root is missing.",
        ),
        Mistake(
            "you forgot the root: you divided by the square of the standard error",
            _of_differences(lambda d: np.mean(d) / _standard_error(d) ** 2),
            "Of values in milliseconds, t should have no unit.",
            "The standard error is the root of variance / n.",
        ),
        Mistake(
            "you subtracted the standard deviations",
            lambda a, b: np.mean(a - b) / ((np.std(a, ddof=1) - np.std(b, ddof=1)) / np.sqrt(len(a))),
            "a and b may spread alike, and the differences spread all the same.",
            "Subtract first, and take the standard deviation of the differences.",
        ),
        Mistake(
            "you measured the spread of the differences from 0, not from their mean",
            _of_differences(lambda d: np.mean(d) / np.sqrt(np.sum(d**2) / (len(d) - 1) / len(d))),
            "If all differences are 2, how much do they spread?",
            "Subtract the mean of the differences before you square.",
        ),
        Mistake(
            "you took the sum of the differences instead of their mean",
            _of_differences(lambda d: np.sum(d) / _standard_error(d)),
            "The standard error belongs to the mean.",
            "Divide the sum by n.",
        ),
        Mistake(
            "that is the mean difference alone",
            _of_differences(np.mean),
            "Is it large or small? That depends on how much it scatters.",
            "Divide by its standard error.",
        ),
        Mistake(
            "that is the standard error of the mean difference",
            _of_differences(_standard_error),
            "How many of these fit into the mean difference?",
            "Divide the mean difference by it.",
            state=State.MISSING,
        ),
        Mistake(
            "that is the p-value",
            _of_differences(lambda d: Gap(_t(d), 1, len(d) - 1).p),
            "t says how many standard errors the mean difference is wide.",
            "You went one step too far.",
        ),
    ),
)

EXERCISES = (PAIRED,)


def check_paired(function: Any) -> Verdict:
    """Check ``paired_t(a, b)``: the mean of a - b, divided by its standard error.

    Parameters
    ----------
    function : callable
        The learner's; takes two arrays of one length and returns one number.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_paired(lambda a, b: (a - b).mean() / (a - b).std(ddof=1))
    ✗ wrong: you forgot the root of n: that is the mean difference in standard deviations. Hint: The
      same differences in ten times as many pairs should give a larger t.
    """
    return check_function(PAIRED, function)

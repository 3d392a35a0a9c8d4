"""Exercise of notebook 04 on the standard error: how far the mean of a sample typically is from the truth.

Legend: `v` values, `n` their number. Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict

SAMPLES = (
    (np.array([310.0, 250.0, 295.0, 365.0, 280.0, 210.0]),),
    (np.array([2.0, 7.5, 3.0, 9.5, 4.0, 13.0, 1.0]),),
    (np.array([0.3, -0.6, 1.1, 0.2, 0.9]),),
)


def _std(v: np.ndarray) -> float:
    return np.std(v, ddof=1)


def _root_n(v: np.ndarray) -> float:
    return np.sqrt(len(v))


STANDARD_ERROR = Exercise(
    name="standard_error",
    right=lambda values: _std(values) / _root_n(values),
    cases=SAMPLES,
    hint="Work out the standard deviation with n - 1, and divide it by the root of n.",
    mistakes=(
        Mistake(
            "that is the standard deviation itself",
            _std,
            "It says how far the values spread; their mean is known better, and the better the more there are.",
            "Divide by the root of n.",
        ),
        Mistake(
            "that is the standard deviation itself, with n",
            np.std,
            "It says how far the values spread; their mean is known better, and the better the more there are.",
            "Take n - 1 in the standard deviation, and divide by the root of n.",
        ),
        Mistake(
            "you divided by n instead of its root",
            lambda v: _std(v) / len(v),
            "Four times the cases should give half the standard error.",
            "What is missing is a root.",
        ),
        Mistake(
            "you divided by n instead of its root, and took the standard deviation with n",
            lambda v: np.std(v) / len(v),
            "Four times the cases should give half the standard error.",
            "Divide by the root of n, and take n - 1 in the standard deviation.",
        ),
        Mistake(
            "your standard deviation divides by n",
            lambda v: np.std(v) / _root_n(v),
            "A sample's own mean was used up to compute it. np.std divides by n, unless it is told ddof=1.",
            "Take the function from the exercise before.",
            state=State.ALMOST,
        ),
        Mistake(
            "you divided by the root of n - 1",
            lambda v: _std(v) / np.sqrt(len(v) - 1),
            "The 1 is subtracted once, in the standard deviation.",
            "Divide by the root of n.",
            state=State.ALMOST,
        ),
        Mistake(
            "you forgot the root: that is the variance of the mean",
            lambda v: _std(v) ** 2 / len(v),
            "Of values in milliseconds the standard error should be in milliseconds.",
            "Take the root of all of it.",
        ),
        Mistake(
            "you forgot the root, and your variance divides by n",
            lambda v: np.var(v) / len(v),
            "Of values in milliseconds the standard error should be in milliseconds.",
            "Take n - 1 in the variance, and the root of all of it.",
        ),
        Mistake(
            "you took the variance instead of the standard deviation",
            lambda v: _std(v) ** 2 / _root_n(v),
            "Of values in milliseconds the standard error should be in milliseconds.",
            "A root is missing above the fraction bar.",
        ),
        Mistake(
            "you took the root of the standard deviation too",
            lambda v: np.sqrt(_std(v) / len(v)),
            "Of values in milliseconds the standard error should be in milliseconds.",
            "The root belongs to n alone.",
        ),
        Mistake(
            "you multiplied by the root of n",
            lambda v: _std(v) * _root_n(v),
            "More cases should make the mean surer.",
            "Divide instead.",
        ),
        Mistake(
            "you divided by n, and then by 2, instead of its root",
            lambda v: _std(v) / len(v) / 2,
            "Python takes powers before it divides: n ** 1 / 2 is half of n.",
            "Write ** 0.5.",
        ),
        Mistake(
            "you took the root of n twice",
            lambda v: _std(v) / np.sqrt(_root_n(v)),
            "Four times the cases should give half the standard error.",
            "One root is enough.",
        ),
        Mistake(
            "you took the mean instead of the standard deviation",
            lambda v: np.mean(v) / _root_n(v),
            "Values that are all alike have a standard error of 0.",
            "What is divided by the root of n is the spread.",
        ),
        Mistake(
            "that is half the width of a 95% interval",
            lambda v: 1.96 * _std(v) / _root_n(v),
            "One standard error is wanted.",
            "Leave out the 1.96.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is twice the standard error",
            lambda v: 2 * _std(v) / _root_n(v),
            "One standard error is wanted.",
            "Leave out the factor.",
            state=State.ALMOST,
        ),
    ),
)

EXERCISES = (STANDARD_ERROR,)


def check_standard_error(function: Any) -> Verdict:
    """Check ``standard_error(values)``: the standard deviation, with n - 1, divided by the root of n.

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
    >>> check_standard_error(lambda values: np.std(values, ddof=1) / len(values))
    ✗ wrong: you divided by n instead of its root. Hint: Four times the cases should give half the
      standard error.
    """
    return check_function(STANDARD_ERROR, function)

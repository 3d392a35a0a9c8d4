"""Exercise of notebook 04 on variance inflation: what a correlation of two features does to the variance of a weight.

Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict

CORRELATIONS = ((0.9,), (-0.6,), (0.35,))


def _inflation(r: float) -> float:
    return 1 / (1 - r**2)


INFLATION = Exercise(
    name="inflation",
    right=_inflation,
    cases=CORRELATIONS,
    hint="Square r, subtract that from 1, and divide 1 by the result.",
    mistakes=(
        Mistake(
            "you forgot to square r",
            lambda r: 1 / (1 - r),
            "A correlation of -0.9 inflates the variance as much as one of 0.9.",
            "The share of one feature that the other explains is r².",
        ),
        Mistake(
            "you took r without its sign instead of its square",
            lambda r: 1 / (1 - abs(r)),
            "The share of one feature that the other explains is r².",
            "Square r.",
        ),
        Mistake(
            "you doubled r instead of squaring it",
            lambda r: 1 / (1 - r * 2),
            "A variance is never negative.",
            "In Python a square is ** 2.",
        ),
        Mistake(
            "that is r², the share of one feature that the other explains",
            lambda r: r**2,
            "Without any correlation the factor should be 1.",
            "Which share is left over? Divide 1 by that.",
        ),
        Mistake(
            "that is 1 - r², the share of one feature that the other leaves over",
            lambda r: 1 - r**2,
            "The more two features say the same, the larger the variance. And Python reads 1 / 1 - x as (1 / 1) - x.",
            "Divide 1 by it, in parentheses.",
        ),
        Mistake(
            "that is 1 - r",
            lambda r: 1 - r,
            "The more two features say the same, the larger the variance. And Python reads 1 / 1 - x as (1 / 1) - x.",
            "Square r, and put what is below the fraction bar in parentheses.",
        ),
        Mistake(
            "you took the root: that is for the standard error of a weight",
            lambda r: np.sqrt(_inflation(r)),
            "By how much is the variance multiplied?",
            "Leave out the root.",
            state=State.ALMOST,
        ),
        Mistake(
            "you squared the result",
            lambda r: _inflation(r) ** 2,
            "The factor is for the variance already.",
            "Square r only.",
        ),
        Mistake(
            "you squared the difference, not r",
            lambda r: 1 / (1 - r) ** 2,
            "A correlation of -0.9 inflates the variance as much as one of 0.9.",
            "The square stands at r, inside the parentheses.",
        ),
        Mistake(
            "you divided by r²",
            lambda r: 1 / r**2,
            "Without any correlation the factor should be 1.",
            "Which share of a feature does the other one leave over?",
        ),
        Mistake(
            "you added r² instead of subtracting it",
            lambda r: 1 / (1 + r**2),
            "The more two features say the same, the larger the variance.",
            "Which share of a feature does the other one leave over?",
        ),
        Mistake(
            "the sign is turned round",
            lambda r: 1 / (r**2 - 1),
            "A variance is never negative.",
            "Subtract r² from 1.",
        ),
        Mistake(
            "you put r² above the fraction bar",
            lambda r: r**2 / (1 - r**2),
            "Without any correlation the factor should be 1.",
            "Write 1 there.",
        ),
        Mistake(
            "you put r above the fraction bar",
            lambda r: r / (1 - r**2),
            "Without any correlation the factor should be 1.",
            "Write 1 there.",
        ),
        Mistake(
            "you took the root of 1 - r below the fraction bar",
            lambda r: 1 / np.sqrt(1 - r),
            "A correlation of -0.9 inflates the variance as much as one of 0.9.",
            "Square r, and leave out the root.",
        ),
    ),
)

EXERCISES = (INFLATION,)


def check_vif(function: Any) -> Verdict:
    """Check ``inflation(r)``: 1 / (1 - r²), the variance inflation factor of two features with correlation r.

    Parameters
    ----------
    function : callable
        The learner's; takes a number between -1 and 1 and returns one number.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_vif(lambda r: 1 / (1 - r))
    ✗ wrong: you forgot to square r. Hint: A correlation of -0.9 inflates the variance as much as one of
      0.9.
    """
    return check_function(INFLATION, function)

"""Exercises of notebook 02 on what decides a learning rate: the limit of one weight, and the curvature of an incident.

Legend: `x` inputs of the points; `growth` how many times larger the loss becomes in one step. Each mistake is the
formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_value
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import Verdict

# the incident: two losses of its log, and how many steps lie between them
FIRST_LOSS, LAST_LOSS, STEPS, LEARNING_RATE = 2.4, 1e15, 10, 1.0


def _curvature(x: np.ndarray) -> float:
    """Second derivative of the mean of (w x - y)² with respect to w."""
    return 2 * np.mean(x**2)


def _growth(first: float = FIRST_LOSS, steps: int = STEPS) -> float:
    """How many times larger the loss becomes in one step."""
    return (LAST_LOSS / first) ** (1 / steps)


def _needed_curvature(growth: float) -> float:
    """Solve (1 - rate · curvature)² = growth."""
    return (1 + np.sqrt(growth)) / LEARNING_RATE


ONE_WEIGHT_LIMIT = Exercise(
    name="learning rate limit",
    right=lambda x: 2 / _curvature(x),
    digits=4,
    hint="It comes from the curvature, the second derivative of the loss with respect to the weight.",
    further="A step multiplies the weight's distance from the minimum by 1 - rate · curvature; when does it shrink?",
    mistakes=(
        Mistake(
            "that is 1 / curvature, the rate that lands in one step",
            lambda x: 1 / _curvature(x),
            "Descent still converges well above it, with overshooting.",
            "At the limit a step lands as far behind the minimum as it started before it.",
        ),
        Mistake(
            "that is the curvature itself",
            _curvature,
            "A steeper valley allows a smaller rate, not a larger one.",
            "The rate's unit is 1 over the curvature's.",
        ),
        Mistake(
            "that is twice the limit: a factor is missing in the curvature",
            lambda x: 4 / _curvature(x),
            "What is the second derivative of a square?",
            "The curvature is not the mean of x².",
        ),
        Mistake(
            "that is the mean of x²",
            lambda x: _curvature(x) / 2,
            "It has to do with the curvature, and the curvature with the limit.",
            "What is the second derivative of a square?",
        ),
        Mistake(
            "that is the limit for the sum of the squares, not for their mean",
            lambda x: 2 / (len(x) * _curvature(x)),
            "The loss is a mean.",
            "The sum is as many times steeper as there are points.",
        ),
        Mistake(
            "that is for the sum of the squares, and a factor is missing in the curvature",
            lambda x: 4 / (len(x) * _curvature(x)),
            "The loss is a mean, and its square has a second derivative.",
            "Two factors are missing in the curvature.",
        ),
        Mistake(
            "you squared the mean of x instead of averaging x²",
            lambda x: 2 / (2 * np.mean(x) ** 2),
            "Points at -1 and 1 have mean 0; is their loss flat?",
            "Which comes first for one point: the square or the mean?",
        ),
        Mistake(
            "you forgot to square x",
            lambda x: 2 / (2 * np.mean(x)),
            "Differentiate (w x - y)² with respect to w twice; what is left of x?",
            "Each of the two derivatives brings out one x.",
        ),
    ),
)

NEEDED_CURVATURE = Exercise(
    name="needed curvature",
    right=lambda: _needed_curvature(_growth()),
    digits=4,
    hint="Begin with one step: how many times larger does the loss become, if every step is alike?",
    further="The distance from the minimum is multiplied by 1 - rate · curvature, the loss by the square of it.",
    mistakes=(
        Mistake(
            "you took the growth of the loss for that of the distance",
            lambda: (1 + _growth()) / LEARNING_RATE,
            "At twice the distance from the minimum, how large is the loss of a bowl?",
            "A root is missing.",
        ),
        Mistake(
            "that is how many times larger the loss becomes in one step",
            _growth,
            "It is a good beginning; what happens to the weight's distance from the minimum meanwhile?",
            "From the distance's factor the curvature follows.",
        ),
        Mistake(
            "that is the factor of the distance, not yet the curvature",
            lambda: np.sqrt(_growth()),
            "A step multiplies the distance by 1 - rate · curvature.",
            "The 1 is missing.",
        ),
        Mistake(
            "you subtracted the 1",
            lambda: (np.sqrt(_growth()) - 1) / LEARNING_RATE,
            "The step jumps over the minimum: is 1 - rate · curvature positive or negative?",
            "Put your curvature into 1 - rate · curvature and look at its size.",
        ),
        Mistake(
            "you took 1 - rate · curvature to be positive",
            lambda: (1 - np.sqrt(_growth())) / LEARNING_RATE,
            "A negative curvature is a hill, without a minimum; the loss would fall for ever.",
            "The weight jumps from one side of the minimum to the other.",
        ),
        Mistake(
            "you counted 9 steps",
            lambda: _needed_curvature(_growth(steps=STEPS - 1)),
            "Ten steps lead from the first loss to the last.",
            "Which root of the whole growth is the growth of one step?",
        ),
        Mistake(
            "you counted 11 steps",
            lambda: _needed_curvature(_growth(steps=STEPS + 1)),
            "Ten steps lead from the first loss to the last.",
            "Which root of the whole growth is the growth of one step?",
        ),
        Mistake(
            "you divided the whole growth by the number of steps",
            lambda: _needed_curvature(LAST_LOSS / FIRST_LOSS / STEPS),
            "Two steps of factor 3 make a factor 9.",
            "A root is wanted where you divided.",
        ),
        Mistake(
            "you took the whole growth for that of one step",
            lambda: _needed_curvature(LAST_LOSS / FIRST_LOSS),
            "How many steps did it take?",
            "If every step is alike, the factors of all steps multiply to the whole growth.",
        ),
        Mistake(
            "you left out the loss at the start",
            lambda: _needed_curvature(_growth(first=1)),
            "From which loss did it grow?",
            "Growth is the last loss divided by the first.",
        ),
        Mistake(
            "that is the limit of the learning rate for this curvature",
            lambda: 2 / _needed_curvature(_growth()),
            "A good number to know, but the curvature is asked for.",
            "You have had it in your hands on the way.",
        ),
    ),
)

EXERCISES = (ONE_WEIGHT_LIMIT, NEEDED_CURVATURE)


def check_one_weight_limit(value: Any, x: Any) -> Verdict:
    """Check the learning rate above which descent on the mean squared error of y = w x diverges.

    Parameters
    ----------
    value : float
        The learner's, to four significant digits.
    x : array_like, shape (n,)
        The inputs of the points.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_one_weight_limit(22, x=[1, 2, 3, 4, 5])
    ✗ wrong: that is the curvature itself. Hint: A steeper valley allows a smaller rate, not a larger
      one.
    """
    return check_value(ONE_WEIGHT_LIMIT, value, x)


def check_needed_curvature(value: Any) -> Verdict:
    """Check the constant curvature at which a loss grows from 2.4 to 1e15 in 10 steps at a learning rate of 1.0.

    Parameters
    ----------
    value : float
        The learner's, to four significant digits.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_needed_curvature(5.383)
    ✗ wrong: that is the factor of the distance, not yet the curvature. Hint: A step multiplies the
      distance by 1 - rate · curvature.
    """
    return check_value(NEEDED_CURVATURE, value)

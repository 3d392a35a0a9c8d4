"""Exercise of notebook 05 on the learning rate: the limit above which descent diverges.

Legend: `x` sizes, `y` prices. Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_value
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.regression_lab.inputs import FLATS
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.descent import QuadraticLoss
from helpers.maths.regression import design_matrix


def _curvatures(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Smallest and largest curvature of the loss."""
    return QuadraticLoss.from_data(design_matrix(x), y).curvatures


def _limit(x: np.ndarray, y: np.ndarray) -> float:
    return 2 / _curvatures(x, y)[-1]


LEARNING_RATE_LIMIT = Exercise(
    name="learning rate limit",
    right=_limit,
    digits=5,
    hint="It comes from the largest eigenvalue of the Hessian, 2/n XᵀX, with a column of ones in X.",
    further="Along an eigenvector each step multiplies the gap by 1 - rate · eigenvalue; when does it shrink?",
    mistakes=(
        Mistake(
            "that is 1 / the largest curvature, the rate that lands in one step along the steepest direction",
            lambda x, y: _limit(x, y) / 2,
            "Descent still converges well above it, with overshooting.",
            "At the limit a step lands as far behind the minimum as it started before it.",
        ),
        Mistake(
            "you took the smallest curvature",
            lambda x, y: 2 / _curvatures(x, y)[0],
            "Which direction diverges first: the flat one or the steep one?",
            "Every direction has its own limit, and the lowest of them counts.",
        ),
        Mistake(
            "that is the largest curvature itself",
            lambda x, y: _curvatures(x, y)[-1],
            "A steeper valley allows a smaller rate, not a larger one.",
            "The rate's unit is 1 over the curvature's.",
        ),
        Mistake(
            "that is twice the limit: a factor is missing in the curvature",
            lambda x, y: 2 * _limit(x, y),
            "What is the second derivative of a square?",
            "The Hessian of the mean squared error is not XᵀX / n.",
        ),
        Mistake(
            "that is the limit for the sum of the squares, not for their mean",
            lambda x, y: _limit(x, y) / len(x),
            "The lab's loss is a mean.",
            "The sum is as many times steeper as there are flats.",
        ),
        Mistake(
            "that is for the sum of the squares, and a factor is missing in the curvature",
            lambda x, y: 2 * _limit(x, y) / len(x),
            "The lab's loss is a mean, and its square has a second derivative.",
            "What stands before XᵀX in the Hessian?",
        ),
        Mistake(
            "that is the limit for the ten flats",
            lambda x, y: _limit(*FLATS),
            "Other sizes bend the loss differently.",
            "Build X, and with it the Hessian, from the sizes in the call of the check.",
        ),
        Mistake(
            "you divided by the number of the ten flats",
            lambda x, y: _limit(x, y) * len(FLATS[0]) / len(x),
            "How many sizes are there here?",
            "Look at the n in 2/n XᵀX.",
        ),
        Mistake(
            "that is 2 / the sum of both curvatures, the best constant rate",
            lambda x, y: 2 / np.sum(_curvatures(x, y)),
            "It is a little below the limit: a run still converges slightly above it.",
            "The trace of the Hessian adds both curvatures; take the largest alone.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is the limit with the slope alone, the intercept held still",
            lambda x, y: 1 / np.mean(x**2),
            "It is near, yet above the limit: with the intercept moving too, a run at this rate diverges.",
            "Take the Hessian of both numbers, a 2 x 2 matrix, and its largest eigenvalue.",
            state=State.ALMOST,
        ),
    ),
)

EXERCISES = (LEARNING_RATE_LIMIT,)


def check_learning_rate_limit(value: Any, sizes: Any, prices: Any) -> Verdict:
    """Check the learning rate above which descent on the mean squared error diverges.

    Parameters
    ----------
    value : float
        The learner's, to five significant digits.
    sizes, prices : array_like, shape (n,)
        The flats, in sqm and in thousand.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_learning_rate_limit(0.5, sizes=[-1, 1], prices=[3, 5])
    ✗ wrong: that is 1 / the largest curvature, the rate that lands in one step along the steepest
      direction. Hint: Descent still converges well above it, with overshooting.
    """
    return check_value(LEARNING_RATE_LIMIT, value, sizes, prices)

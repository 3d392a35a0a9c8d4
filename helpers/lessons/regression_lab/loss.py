"""Exercises of notebook 05 on the loss: computing it, and how fast it rises with each of the two numbers.

Legend: `a` slope, `b` intercept, `x` sizes, `y` prices, `r` residuals (line minus price). Each mistake is the
formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.regression_lab.inputs import FLATS, LINE_CASES, looks_elsewhere
from helpers.lessons.verdicts import Verdict
from helpers.maths.regression import compute_loss, sensitivities


def _residuals(a: float, b: float, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return a * x + b - y


def _sensitivities(a: float, b: float, x: np.ndarray, y: np.ndarray, factor: float) -> tuple[float, float]:
    """Both sensitivities with another factor than 2 / number of flats."""
    r = _residuals(a, b, x, y)
    return factor * np.sum(r * x), factor * np.sum(r)


COMPUTE_LOSS = Exercise(
    name="compute_loss",
    right=compute_loss,
    cases=LINE_CASES,
    mistakes=(
        Mistake(
            "you added the squares and did not divide by their number",
            lambda a, b, x, y: np.sum(_residuals(a, b, x, y) ** 2),
            "Twice as many flats must not make the loss twice as large.",
            "The loss is a mean.",
        ),
        Mistake(
            "you averaged the residuals without squaring them",
            lambda a, b, x, y: np.mean(_residuals(a, b, x, y)),
            "A residual of +10 and one of -10 must not cancel.",
            "Square each residual before it is added.",
        ),
        Mistake(
            "you squared after adding, so that the residuals had cancelled already",
            lambda a, b, x, y: np.mean(_residuals(a, b, x, y)) ** 2,
            "Which comes first for one flat: the square or the sum?",
            "The square belongs inside the loop.",
        ),
        Mistake(
            "you averaged the absolute residuals instead of their squares",
            lambda a, b, x, y: np.mean(np.abs(_residuals(a, b, x, y))),
            "That is a loss too, the mean absolute error, but it has a corner where the residual is 0.",
            "A residual of 2 should cost four times as much as a residual of 1.",
        ),
        Mistake(
            "you halved the mean of the squares",
            lambda a, b, x, y: np.mean(_residuals(a, b, x, y) ** 2) / 2,
            "Some books do, to save a 2 in the gradient; the lab does not.",
            "Divide by the number of flats, not by twice that.",
        ),
        Mistake(
            "you took the square root of the mean",
            lambda a, b, x, y: np.sqrt(np.mean(_residuals(a, b, x, y) ** 2)),
            "The lab's loss is in thousand squared, not in thousand.",
            "Leave the root out.",
        ),
        Mistake(
            "you forgot the intercept in the prediction",
            lambda a, b, x, y: np.mean(_residuals(a, 0, x, y) ** 2),
            "What does the line say at size 0?",
            "The prediction has two terms.",
        ),
        Mistake(
            "only the first flat was counted",
            lambda a, b, x, y: _residuals(a, b, x, y)[0] ** 2 / len(x),
            "Look at how far `return` is indented.",
            "It has to stand after the loop, not in it.",
        ),
        Mistake(
            "only the last flat was counted",
            lambda a, b, x, y: _residuals(a, b, x, y)[-1] ** 2 / len(x),
            "Does each flat add to the total, or replace it?",
            "Look for an `=` that should be a `+=`.",
        ),
        Mistake(
            "you divided by n - 1 instead of n",
            lambda a, b, x, y: np.sum(_residuals(a, b, x, y) ** 2) / (len(x) - 1),
            "The n - 1 belongs to the variance of a sample.",
            "Here the plain mean over all flats is wanted.",
        ),
        looks_elsewhere(lambda a, b, x, y: compute_loss(a, b, *FLATS)),
    ),
)

SENSITIVITIES = Exercise(
    name="sensitivities",
    right=sensitivities,
    cases=LINE_CASES,
    parts=("slope's sensitivity", "intercept's sensitivity"),
    mistakes=(
        Mistake(
            "you forgot the 2",
            lambda a, b, x, y: _sensitivities(a, b, x, y, factor=1 / len(x)),
            "What is the derivative of a square?",
            "Both sensitivities lack the same factor.",
        ),
        Mistake(
            "you added over the flats and did not divide by their number",
            lambda a, b, x, y: _sensitivities(a, b, x, y, factor=2),
            "The loss is a mean, so its sensitivities are means too.",
            "Both sensitivities are too large by the same factor.",
        ),
        Mistake(
            "you forgot the 2 and did not divide by the number of flats",
            lambda a, b, x, y: _sensitivities(a, b, x, y, factor=1),
            "Differentiate the loss as it stands, with its square and its mean.",
            "Two factors are missing, the same two in both sensitivities.",
        ),
        Mistake(
            "you forgot to multiply by the size in the slope's sensitivity",
            lambda a, b, x, y: sensitivities(a, b, x, y)[1:] * 2,
            "By how much does a prediction move when the slope grows by 1?",
            "For a flat of 30 sqm it moves by more than for one of 10.",
        ),
        Mistake(
            "you multiplied by the size in the intercept's sensitivity too",
            lambda a, b, x, y: sensitivities(a, b, x, y)[:1] * 2,
            "By how much does a prediction move when the intercept grows by 1?",
            "That does not depend on the size.",
        ),
        Mistake(
            "the sign is turned round: you subtracted the prediction from the price",
            lambda a, b, x, y: _sensitivities(a, b, x, y, factor=-2 / len(x)),
            "If the line is too high, a higher intercept makes the loss rise.",
            "Take prediction minus price, or put a minus in front.",
        ),
        Mistake(
            "the two sensitivities stand in the wrong order",
            lambda a, b, x, y: sensitivities(a, b, x, y)[::-1],
            "Which of the two is returned first?",
            "The slope's comes first.",
        ),
        Mistake(
            "you forgot the intercept in the prediction",
            lambda a, b, x, y: sensitivities(a, 0, x, y),
            "What does the line say at size 0?",
            "The prediction has two terms.",
        ),
        looks_elsewhere(lambda a, b, x, y: sensitivities(a, b, *FLATS)),
    ),
)

EXERCISES = (COMPUTE_LOSS, SENSITIVITIES)


def check_compute_loss(function: Any) -> Verdict:
    """Check ``compute_loss(slope, intercept, sizes, prices)``: the mean of the squared residuals.

    Parameters
    ----------
    function : callable
        The learner's; returns one number.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> def compute_loss(slope, intercept, sizes, prices):
    ...     residuals = [slope * size + intercept - price for size, price in zip(sizes, prices)]
    ...     return sum(residual ** 2 for residual in residuals)
    >>> check_compute_loss(compute_loss)
    ✗ wrong: you added the squares and did not divide by their number. Hint: Twice as many flats must
      not make the loss twice as large.
    """
    return check_function(COMPUTE_LOSS, function)


def check_sensitivities(function: Any) -> Verdict:
    """Check ``sensitivities(slope, intercept, sizes, prices)``: the gradient of the loss.

    Parameters
    ----------
    function : callable
        The learner's; returns the slope's sensitivity and the intercept's.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_sensitivities(lambda slope, intercept, sizes, prices: ...)
    ? undefined: sensitivities(2, 1, [1, 2, 4], [2, 9, 8]): the placeholder `...` is still there; put
      your answer in its place.
    """
    return check_function(SENSITIVITIES, function)

"""Exercise of notebook 05 on one step against the gradient.

Legend: `a` slope, `b` intercept, `x` sizes, `y` prices, `rate` learning rate. Each mistake is the formula that a
learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.regression_lab.inputs import FLATS, LAB_RATE, LINE_CASES, RATES, looks_elsewhere
from helpers.lessons.verdicts import Verdict
from helpers.maths.regression import gradient_step, sensitivities


def _step(a: float, b: float, rate: float, gradient: tuple[float, float]) -> tuple[float, float]:
    return a - rate * gradient[0], b - rate * gradient[1]


def _step_by_step(a: float, b: float, x: np.ndarray, y: np.ndarray, rate: float) -> tuple[float, float]:
    """Move the slope first, and measure the intercept's sensitivity from there."""
    a, _ = gradient_step(a, b, x, y, rate)
    _, b = gradient_step(a, b, x, y, rate)
    return a, b


GRADIENT_STEP = Exercise(
    name="gradient_step",
    right=gradient_step,
    cases=tuple((*case, rate) for case, rate in zip(LINE_CASES, RATES, strict=True)),
    parts=("slope", "intercept"),
    mistakes=(
        Mistake(
            "you added the gradient instead of subtracting it",
            lambda a, b, x, y, rate: gradient_step(a, b, x, y, -rate),
            "The gradient points uphill.",
            "The loss has to be smaller after a small step; compute it before and after.",
        ),
        Mistake(
            "you forgot the learning rate",
            lambda a, b, x, y, rate: gradient_step(a, b, x, y, 1),
            "The step is a share of the gradient, not all of it.",
            "One parameter of your function is never used.",
        ),
        Mistake(
            "only the slope moves",
            lambda a, b, x, y, rate: (gradient_step(a, b, x, y, rate)[0], b),
            "Look at what becomes of the intercept.",
            "Both numbers take a step, each with its own sensitivity.",
        ),
        Mistake(
            "only the intercept moves",
            lambda a, b, x, y, rate: (a, gradient_step(a, b, x, y, rate)[1]),
            "Look at what becomes of the slope.",
            "Both numbers take a step, each with its own sensitivity.",
        ),
        Mistake(
            "you measured the intercept's sensitivity after the slope had moved already",
            _step_by_step,
            "Both sensitivities belong to the same line, the one before the step.",
            "Compute both first, and move both after that.",
        ),
        Mistake(
            "you forgot the 2 of the derivative",
            lambda a, b, x, y, rate: gradient_step(a, b, x, y, rate / 2),
            "Your step is half as long as it should be.",
            "Check the sensitivities alone first, with check_sensitivities.",
        ),
        Mistake(
            "you added over the flats and did not divide by their number",
            lambda a, b, x, y, rate: gradient_step(a, b, x, y, rate * len(x)),
            "Twice as many flats must not make the step twice as long.",
            "Check the sensitivities alone first, with check_sensitivities.",
        ),
        Mistake(
            "you returned the sensitivities, not the line after the step",
            lambda a, b, x, y, rate: sensitivities(a, b, x, y),
            "Where does the line stand after the step?",
            "Start from the slope and the intercept that you were given.",
        ),
        Mistake(
            "you returned the step itself, not the line after it",
            lambda a, b, x, y, rate: _step(0, 0, rate, sensitivities(a, b, x, y)),
            "Where does the line stand after the step?",
            "Start from the slope and the intercept that you were given.",
        ),
        Mistake(
            "slope and intercept stand in the wrong order",
            lambda a, b, x, y, rate: gradient_step(a, b, x, y, rate)[::-1],
            "Which of the two is returned first?",
            "The slope comes first.",
        ),
        Mistake(
            "each number moves by the sensitivity of the other",
            lambda a, b, x, y, rate: _step(a, b, rate, sensitivities(a, b, x, y)[::-1]),
            "Which sensitivity belongs to which number?",
            "The slope moves by the sensitivity that has the size in it.",
        ),
        Mistake(
            "the line does not move",
            lambda a, b, x, y, rate: (a, b),
            "What becomes of the numbers that you worked out?",
            "Return the new slope and the new intercept.",
        ),
        Mistake(
            f"the learning rate is {LAB_RATE}, whatever rate was asked for",
            lambda a, b, x, y, rate: gradient_step(a, b, x, y, LAB_RATE),
            "Is the rate that gradient_step was given used in its body?",
            "Use the parameter; a number written into the function hides it.",
        ),
        looks_elsewhere(lambda a, b, x, y, rate: gradient_step(a, b, *FLATS, rate)),
    ),
)

EXERCISES = (GRADIENT_STEP,)


def check_gradient_step(function: Any) -> Verdict:
    """Check ``gradient_step(slope, intercept, sizes, prices, learning_rate)``: one step against the gradient.

    Parameters
    ----------
    function : callable
        The learner's; returns the new slope and the new intercept.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> from helpers.maths.regression import gradient_step
    >>> check_gradient_step(lambda slope, intercept, x, y, rate: gradient_step(slope, intercept, x, y, -rate))
    ✗ wrong: you added the gradient instead of subtracting it. Hint: The gradient points uphill.
    """
    return check_function(GRADIENT_STEP, function)

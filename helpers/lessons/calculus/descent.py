"""Exercise of notebook 02 on gradient descent from scratch: a line y = w x + b trained from w = 0 and b = 0.

It is the lab's `train` with nothing given, so the lab's mistakes in the loop are joined by those in the gradient.
Legend: `x` inputs, `y` targets, `rate` learning rate, `n` steps. Each mistake is the formula that a learner who makes
it has written.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Mistake
from helpers.lessons.regression_lab.training import LOOP_MISTAKES, TRAIN
from helpers.lessons.verdicts import Verdict
from helpers.maths.regression import compute_loss, gradient_step, sensitivities, train

OWN_RATE = 0.01


def _train_with(step: Callable, x: np.ndarray, y: np.ndarray, rate: float, n: int) -> tuple:
    """Train with another step than the right one."""
    w = b = 0.0
    history = []
    for _ in range(n):
        w, b = step(w, b, x, y, rate)
        history.append(compute_loss(w, b, x, y))
    return w, b, history


def _move_w_first(w: float, b: float, x: np.ndarray, y: np.ndarray, rate: float) -> tuple[float, float]:
    """Move w, and measure b's slope from there."""
    w, _ = gradient_step(w, b, x, y, rate)
    _, b = gradient_step(w, b, x, y, rate)
    return w, b


def _step_without_x(w: float, b: float, x: np.ndarray, y: np.ndarray, rate: float) -> tuple[float, float]:
    """Move both by the slope for b."""
    _, slope = sensitivities(w, b, x, y)
    return w - rate * slope, b - rate * slope


def _step_by_point(w: float, b: float, x: np.ndarray, y: np.ndarray, rate: float) -> tuple[float, float]:
    """Move at each point, by the slopes of that point alone."""
    for point in zip(x, y, strict=True):
        w, b = gradient_step(w, b, *([value] for value in point), rate)
    return w, b


def _train_from_zero_each_time(x: np.ndarray, y: np.ndarray, rate: float, n: int) -> tuple:
    w, b, history = train(x, y, rate, 1)
    return w, b, history * n


def _train_and_add_up(x: np.ndarray, y: np.ndarray, rate: float, n: int) -> tuple:
    """Keep sums of squares instead of means."""
    w, b, history = train(x, y, rate, n)
    return w, b, [len(x) * loss for loss in history]


DESCENT = replace(
    TRAIN,
    right=lambda x, y, learning_rate, steps: train(x, y, learning_rate, steps),
    parts=("w", "b", "history"),
    mistakes=(
        Mistake(
            "you added the gradient instead of subtracting it",
            lambda x, y, rate, n: train(x, y, -rate, n),
            "The gradient points uphill.",
            "The loss has to be smaller after a small step; look at the first two entries of your history.",
        ),
        Mistake(
            "you forgot the 2 of the derivative",
            lambda x, y, rate, n: train(x, y, rate / 2, n),
            "Your steps are half as long as they should be.",
            "What is the derivative of a square?",
        ),
        Mistake(
            "you added over the points and did not divide by their number",
            lambda x, y, rate, n: train(x, y, rate * len(x), n),
            "Twice as many points must not make the step twice as long.",
            "The loss is a mean, so both slopes are means too.",
        ),
        Mistake(
            "you forgot the 2 of the derivative and did not divide by the number of points",
            lambda x, y, rate, n: train(x, y, rate * len(x) / 2, n),
            "Differentiate the loss as it stands, with its square and its mean.",
            "Two factors are missing, the same two in both slopes.",
        ),
        Mistake(
            "you forgot the learning rate",
            lambda x, y, rate, n: train(x, y, 1, n),
            "The step is a share of the gradient, not all of it.",
            "One parameter of your function is never used.",
        ),
        Mistake(
            f"the learning rate is {OWN_RATE}, whatever rate was asked for",
            lambda x, y, rate, n: train(x, y, OWN_RATE, n),
            "Does the rate that train was given reach the update?",
            "A number written into the function hides the parameter.",
        ),
        Mistake(
            "you forgot to multiply by x in the slope for w",
            lambda x, y, rate, n: _train_with(_step_without_x, x, y, rate, n),
            "By how much does a prediction move when w grows by 1?",
            "That depends on x; for b it does not.",
        ),
        Mistake(
            "b moves by a slope that was measured after w had moved already",
            lambda x, y, rate, n: _train_with(_move_w_first, x, y, rate, n),
            "Both slopes belong to the same line, the one before the step.",
            "Compute both slopes first, and move both numbers after that.",
        ),
        Mistake(
            "you moved after every point instead of once for all",
            lambda x, y, rate, n: _train_with(_step_by_point, x, y, rate, n),
            "How many times do w and b move in one step?",
            "Add up over all points first, and move after that loop, not in it.",
        ),
        Mistake(
            "b never moves",
            lambda x, y, rate, n: _train_with(lambda w, b, *of: (gradient_step(w, b, *of)[0], b), x, y, rate, n),
            "Look at what becomes of b.",
            "Both numbers take a step, each with its own slope.",
        ),
        Mistake(
            "w and b start from 0 again in every step",
            _train_from_zero_each_time,
            "Where should the second step start?",
            "Set w and b before the loop, not in it.",
        ),
        Mistake(
            "w and b never move",
            lambda x, y, rate, n: (0, 0, [compute_loss(0, 0, x, y)] * n),
            "Where do w and b get their new values?",
            "A difference that is worked out and not assigned is lost.",
        ),
        Mistake(
            "the history holds sums of squares",
            _train_and_add_up,
            "Twice as many points must not make the loss twice as large.",
            "The loss is a mean.",
        ),
        *LOOP_MISTAKES,
    ),
)

EXERCISES = (DESCENT,)


def check_descent(function: Any) -> Verdict:
    """Check ``train(x, y, learning_rate, steps)``: gradient descent on the mean squared error of y = w x + b.

    Parameters
    ----------
    function : callable
        The learner's; returns w, b and the list of the losses after each step.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> from helpers.maths.regression import train
    >>> check_descent(lambda x, y, learning_rate, steps: train(x, y, learning_rate * len(x), steps))
    ✗ wrong: you added over the points and did not divide by their number. Hint: Twice as many points
      must not make the step twice as long.
    """
    return check_function(DESCENT, function)

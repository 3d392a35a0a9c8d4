"""Exercises of notebook 05 on training: one step against the gradient, and all steps.

Legend: `a` slope, `b` intercept, `x` sizes, `y` prices, `rate` learning rate, `n` steps. Each mistake is the
formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.regression_lab.loss import DATA, LINE_CASES
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.plain_regression import compute_loss, gradient_step, sensitivities, train

RATES = (0.02, 0.01, 0.03)
LAB_RATE, LAB_STEPS = 0.0001, 300


def _step(a: float, b: float, rate: float, gradient: tuple[float, float]) -> tuple[float, float]:
    return a - rate * gradient[0], b - rate * gradient[1]


def _step_by_step(a: float, b: float, x: np.ndarray, y: np.ndarray, rate: float) -> tuple[float, float]:
    """Move the slope first, and measure the intercept's sensitivity from there."""
    a, _ = gradient_step(a, b, x, y, rate)
    _, b = gradient_step(a, b, x, y, rate)
    return a, b


def _train_from_zero_each_time(x: np.ndarray, y: np.ndarray, rate: float, n: int) -> tuple:
    """Start every step from slope 0 and intercept 0."""
    a, b, history = train(x, y, rate, 1)
    return a, b, history * n


def _train_and_log(x: np.ndarray, y: np.ndarray, rate: float, n: int, logged: slice) -> tuple:
    """Keep a slice of the losses; number 0 is the loss before the first step."""
    a, b, history = train(x, y, rate, n)
    return a, b, [compute_loss(0, 0, x, y), *history][logged]


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
    ),
)

TRAIN = Exercise(
    name="train",
    right=train,
    cases=tuple((*data, rate, n) for data, rate, n in zip(DATA, RATES, (7, 12, 9), strict=True)),
    parts=("slope", "intercept", "history"),
    mistakes=(
        Mistake(
            "each loss was recorded before its step",
            lambda x, y, rate, n: _train_and_log(x, y, rate, n, slice(0, -1)),
            "The first entry of the history should be the loss after step 1.",
            "Two lines in the loop stand in the wrong order.",
        ),
        Mistake(
            "the history starts with the loss before the first step",
            lambda x, y, rate, n: _train_and_log(x, y, rate, n, slice(0, None)),
            "How many entries should the history have after one step?",
            "Start with an empty list.",
        ),
        Mistake(
            "one step is missing",
            lambda x, y, rate, n: train(x, y, rate, n - 1),
            "How often does the body of your loop run?",
            "`range(3)` already runs three times.",
        ),
        Mistake(
            "there is one step too many",
            lambda x, y, rate, n: train(x, y, rate, n + 1),
            "How often does the body of your loop run?",
            "`range(3)` already runs three times.",
        ),
        Mistake(
            "every step starts from slope 0 and intercept 0 again",
            _train_from_zero_each_time,
            "Where should the second step start?",
            "Give the names slope and intercept to what gradient_step returns.",
        ),
        Mistake(
            "the history holds the last loss only",
            lambda x, y, rate, n: _train_and_log(x, y, rate, n, slice(-1, None)),
            "How often is your list begun anew?",
            "Make the list before the loop and append to it in the loop.",
        ),
        Mistake(
            "the history holds every fifth loss only",
            lambda x, y, rate, n: _train_and_log(x, y, rate, n, slice(1, None, 5)),
            "Every fifth is enough for a plot; here the loss after each step is wanted.",
            "Append in every round of the loop.",
            state=State.ALMOST,
        ),
        Mistake(
            f"the learning rate is {LAB_RATE}, whatever rate was asked for",
            lambda x, y, rate, n: train(x, y, LAB_RATE, n),
            "Does the rate that train was given reach gradient_step?",
            "Pass the parameter on; a number written into the function hides it.",
        ),
        Mistake(
            f"there are {LAB_STEPS} steps, whatever number was asked for",
            lambda x, y, rate, n: train(x, y, rate, LAB_STEPS),
            "Does the number of iterations that train was given reach the loop?",
            "Use the parameter in `range`; a number written into the function hides it.",
        ),
        Mistake(
            "the history comes first",
            lambda x, y, rate, n: (train(x, y, rate, n)[2], *train(x, y, rate, n)[:2]),
            "In which order are the three returned?",
            "The line comes first, then its history.",
        ),
    ),
)

EXERCISES = (GRADIENT_STEP, TRAIN)


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
    >>> from helpers.maths.plain_regression import gradient_step
    >>> check_gradient_step(lambda slope, intercept, x, y, rate: gradient_step(slope, intercept, x, y, -rate))
    ✗ wrong: you added the gradient instead of subtracting it. Hint: The gradient points uphill.
    """
    return check_function(GRADIENT_STEP, function)


def check_train(function: Any) -> Verdict:
    """Check ``train(sizes, prices, learning_rate, iterations)``: the steps from slope 0 and intercept 0.

    Parameters
    ----------
    function : callable
        The learner's; returns slope, intercept and the list of the losses after each step.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> from helpers.maths.plain_regression import train
    >>> check_train(train)
    ✓ right: train: as wanted on all 3 inputs tried.
    """
    return check_function(TRAIN, function)

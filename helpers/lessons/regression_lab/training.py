"""Exercise of notebook 05 on training: all steps from slope 0 and intercept 0.

Legend: `x` sizes, `y` prices, `rate` learning rate, `n` steps. Each mistake is the formula that a learner who makes
it has written. Those of the loop alone know nothing of flats; notebook 02 uses them too.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.regression_lab.inputs import DATA, FLATS, LAB_RATE, LAB_STEPS, RATES, looks_elsewhere
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.regression import compute_loss, train


def _train_from_zero_each_time(x: np.ndarray, y: np.ndarray, rate: float, n: int) -> tuple:
    """Start every step from slope 0 and intercept 0."""
    a, b, history = train(x, y, rate, 1)
    return a, b, history * n


def _train_and_log(x: np.ndarray, y: np.ndarray, rate: float, n: int, logged: slice) -> tuple:
    """Keep a slice of the losses; number 0 is the loss before the first step."""
    a, b, history = train(x, y, rate, n)
    return a, b, [compute_loss(0, 0, x, y), *history][logged]


LOOP_MISTAKES = (
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
        "the loop returns after its first step",
        lambda x, y, rate, n: train(x, y, rate, 1),
        "Look at how far `return` is indented.",
        "It has to stand after the loop, not in it.",
    ),
    Mistake(
        "the history is missing",
        lambda x, y, rate, n: train(x, y, rate, n)[:2],
        "Three results are wanted.",
        "Return the list of the losses too.",
        state=State.MISSING,
    ),
    Mistake(
        "the history holds the last loss only",
        lambda x, y, rate, n: _train_and_log(x, y, rate, n, slice(-1, None)),
        "Is the append inside the loop?",
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
)

TRAIN = Exercise(
    name="train",
    right=train,
    cases=tuple((*data, rate, n) for data, rate, n in zip(DATA, RATES, (7, 12, 9), strict=True)),
    parts=("slope", "intercept", "history"),
    mistakes=(
        Mistake(
            "every step starts from slope 0 and intercept 0 again",
            _train_from_zero_each_time,
            "Where should the second step start?",
            "Give the names slope and intercept to what gradient_step returns.",
        ),
        Mistake(
            "the line never moves",
            lambda x, y, rate, n: (0, 0, [compute_loss(0, 0, x, y)] * n),
            "What becomes of the numbers that gradient_step returns?",
            "Give them the names slope and intercept.",
        ),
        Mistake(
            f"the learning rate is {LAB_RATE}, whatever rate was asked for",
            lambda x, y, rate, n: train(x, y, LAB_RATE, n),
            "Does the rate that train was given reach gradient_step?",
            "Pass the parameter on; a number written into the function hides it.",
        ),
        looks_elsewhere(lambda x, y, rate, n: train(*FLATS, rate, n)),
        *LOOP_MISTAKES,
    ),
)

EXERCISES = (TRAIN,)


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
    >>> from helpers.maths.regression import train
    >>> check_train(train)
    ✓ right: train: as wanted on all 3 inputs tried.
    """
    return check_function(TRAIN, function)

"""Exercise of notebook 03 on the expectation: the average of values, each weighted by its probability.

Legend: `x` values, `p` their probabilities. Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict

# a loaded die, a lottery, and losses and gains
LOTTERIES = (
    (np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), np.array([0.1, 0.1, 0.15, 0.15, 0.2, 0.3])),
    (np.array([50.0, 0.0, 5.0]), np.array([0.02, 0.9, 0.08])),
    (np.array([-3.0, 1.0, 4.0, 10.0]), np.array([0.4, 0.3, 0.2, 0.1])),
)

EXPECTATION = Exercise(
    name="expectation",
    right=lambda values, probabilities: np.sum(values * probabilities),
    cases=LOTTERIES,
    mistakes=(
        Mistake(
            "that is the plain mean of the values",
            lambda x, p: np.mean(x),
            "Should a value that almost never occurs count as much as one that nearly always does?",
            "One parameter of your function is never used.",
        ),
        Mistake(
            "that is the most probable value",
            lambda x, p: x[np.argmax(p)],
            "What do many draws give on average?",
            "Every value has its share in it.",
        ),
        Mistake(
            "you divided by the number of values, though the probabilities sum to 1 already",
            lambda x, p: np.mean(x * p),
            "A die that always shows 6 should give 6.",
            "The probabilities are the shares; nothing is left to divide by. np.mean divides too.",
        ),
        Mistake(
            "you multiplied and did not add",
            lambda x, p: x * p,
            "One number is wanted.",
            "Add the products up.",
            state=State.MISSING,
        ),
        Mistake(
            "you added the values",
            lambda x, p: np.sum(x),
            "Should a value that almost never occurs count as much as one that nearly always does?",
            "Multiply each value by its probability first.",
        ),
        Mistake(
            "you squared the values",
            lambda x, p: np.sum(x**2 * p),
            "A die that always shows 6 should give 6.",
            "Each value is multiplied by its probability, and by nothing else.",
        ),
        Mistake(
            "you squared the probabilities",
            lambda x, p: np.sum(x * p**2),
            "Two values of probability 0.5 should meet in the middle.",
            "Each value is multiplied by its probability once.",
        ),
        Mistake(
            "you divided by the probabilities",
            lambda x, p: np.sum(x / p),
            "The rarer a value, the less it should count.",
            "Each value is multiplied by its probability.",
        ),
        Mistake(
            "only the first value was counted",
            lambda x, p: x[0] * p[0],
            "Look at how far `return` is indented.",
            "It has to stand after the loop, not in it.",
        ),
        Mistake(
            "only the last value was counted",
            lambda x, p: x[-1] * p[-1],
            "Does each value add to the total, or replace it?",
            "Look for an `=` that should be a `+=`.",
        ),
        Mistake(
            "that is the value in the middle, the median",
            lambda x, p: np.median(x),
            "Should a value that almost never occurs count as much as one that nearly always does?",
            "One parameter of your function is never used.",
        ),
    ),
)

EXERCISES = (EXPECTATION,)


def check_expectation(function: Any) -> Verdict:
    """Check ``expectation(values, probabilities)``: what many draws give on average.

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
    >>> check_expectation(lambda values, probabilities: values[probabilities.argmax()])
    ✗ wrong: that is the most probable value. Hint: What do many draws give on average?
    """
    return check_function(EXPECTATION, function)

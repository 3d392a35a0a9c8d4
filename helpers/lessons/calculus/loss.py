"""Exercises of notebook 02 on how fast a loss rises: with the weight of a line, and with a logit behind a sigmoid.

Legend: `w` the weight, `x` inputs, `y` targets; behind the sigmoid `z` the logit, `p` the probability, `y` the truth
(0 or 1). Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.regression_lab.inputs import DATA
from helpers.lessons.verdicts import Verdict
from helpers.maths.regression import gradient

WEIGHTS = (3.0, -0.5, 1.5)
OWN_COUNT = 5  # of the points in the notebook
LOGITS_AND_TRUTHS = ((0.5, 1), (-1.2, 0), (2.0, 0), (-10.0, 1))  # the last one is sure and wrong


def _slope(w: float, x: np.ndarray, y: np.ndarray, factor: float) -> float:
    """The slope of the loss with another factor than 2 / number of points."""
    return factor * np.sum((w * x - y) * x)


def _sigmoid(z: float) -> float:
    return 1 / (1 + np.exp(-z))


def _sigmoid_slope(z: float) -> float:
    return _sigmoid(z) * (1 - _sigmoid(z))


LOSS_SLOPE = Exercise(
    name="loss_slope",
    right=lambda w, x, y: gradient(x[:, np.newaxis], y, [w])[0],
    cases=tuple((w, *data) for w, data in zip(WEIGHTS, DATA, strict=True)),
    mistakes=(
        Mistake(
            "you forgot the 2",
            lambda w, x, y: _slope(w, x, y, factor=1 / len(x)),
            "What is the derivative of a square?",
            "Compare with a finite difference of the loss: yours is too small by one factor everywhere.",
        ),
        Mistake(
            "you added over the points and did not divide by their number",
            lambda w, x, y: _slope(w, x, y, factor=2),
            "The loss is a mean, so its slope is a mean too.",
            "Twice as many points must not make the slope twice as steep.",
        ),
        Mistake(
            "you divided by the number of points twice",
            lambda w, x, y: _slope(w, x, y, factor=2 / len(x) ** 2),
            "How many times does the number of points stand in the loss?",
            "A mean already divides by the number of points.",
        ),
        Mistake(
            f"the number of points is {OWN_COUNT}, whatever was given",
            lambda w, x, y: _slope(w, x, y, factor=2 / OWN_COUNT),
            "How many points was your function called with?",
            "A number written into the function hides the length of the data.",
        ),
        Mistake(
            "you forgot the 2 and did not divide by the number of points",
            lambda w, x, y: _slope(w, x, y, factor=1),
            "Differentiate the loss as it stands, with its square and its mean.",
            "Two factors are missing.",
        ),
        Mistake(
            "you forgot to multiply by x",
            lambda w, x, y: 2 * np.mean(w * x - y),
            "By how much does a prediction move when the weight grows by 1?",
            "At x = 5 it moves by more than at x = 1; that is the inner derivative.",
        ),
        Mistake(
            "you multiplied by w instead of x",
            lambda w, x, y: 2 * np.mean((w * x - y) * w),
            "By how much does a prediction move when the weight grows by 1?",
            "The inner derivative is the one with respect to w.",
        ),
        Mistake(
            "only the target was multiplied by x",
            lambda w, x, y: 2 * np.mean(w * x - y * x),
            "Python multiplies before it subtracts.",
            "Parentheses are missing around the difference.",
        ),
        Mistake(
            "you multiplied by x after averaging",
            lambda w, x, y: 2 * np.mean(w * x - y) * np.mean(x),
            "Each error belongs to its own x.",
            "Multiply point by point, and average after that.",
        ),
        Mistake(
            "the sign is turned round: you subtracted the prediction from the target",
            lambda w, x, y: _slope(w, x, y, factor=-2 / len(x)),
            "If every prediction is too high, does a larger weight make the loss rise or fall?",
            "Take prediction minus target, or put a minus in front.",
        ),
        Mistake(
            "that is the loss itself, not its slope",
            lambda w, x, y: np.mean((w * x - y) ** 2),
            "How high the curve is does not tell how steep it is.",
            "Differentiate the square: the outer slope times the inner one.",
        ),
        Mistake(
            "the error is still squared",
            lambda w, x, y: 2 * np.mean((w * x - y) ** 2 * x),
            "What is the derivative of a square?",
            "The exponent goes down by one.",
        ),
        Mistake(
            "you forgot the targets",
            lambda w, x, y: 2 * np.mean(w * x * x),
            "At the best weight the slope is 0; is yours?",
            "The loss looks at prediction minus target.",
        ),
        Mistake(
            "only the first point was counted",
            lambda w, x, y: _slope(w, x[:1], y[:1], factor=2 / len(x)),
            "Look at how far `return` is indented.",
            "It has to stand after the loop, not in it.",
        ),
        Mistake(
            "only the last point was counted",
            lambda w, x, y: _slope(w, x[-1:], y[-1:], factor=2 / len(x)),
            "Does each point add to the total, or replace it?",
            "Look for an `=` that should be a `+=`.",
        ),
    ),
)

LOGIT_SLOPE = Exercise(
    name="logit_slope",
    right=lambda z, y: _sigmoid(z) - y,
    cases=LOGITS_AND_TRUTHS,
    mistakes=(
        Mistake(
            "the sign is turned round",
            lambda z, y: y - _sigmoid(z),
            "If the truth is 0, does a larger logit make the loss rise or fall?",
            "Against the slope the probability has to move towards the truth.",
        ),
        Mistake(
            "that is the slope of the squared error",
            lambda z, y: 2 * (_sigmoid(z) - y) * _sigmoid_slope(z),
            "It all but vanishes where the model is sure and wrong; cross-entropy does not let it.",
            "Start from -ln p where the truth is 1, and from -ln(1 - p) where it is 0.",
        ),
        Mistake(
            "that is the slope of half the squared error",
            lambda z, y: (_sigmoid(z) - y) * _sigmoid_slope(z),
            "It all but vanishes where the model is sure and wrong; cross-entropy does not let it.",
            "Start from -ln p where the truth is 1, and from -ln(1 - p) where it is 0.",
        ),
        Mistake(
            "that is the slope of the squared error for the probability",
            lambda z, y: 2 * (_sigmoid(z) - y),
            "The derivative of a square leaves a 2; there is no square in cross-entropy.",
            "Start from -ln p where the truth is 1, and from -ln(1 - p) where it is 0.",
        ),
        Mistake(
            "that is the slope for the probability, not yet for the logit",
            lambda z, y: (_sigmoid(z) - y) / _sigmoid_slope(z),
            "The chain goes on from the probability to the logit.",
            "Multiply by the slope of the sigmoid; much cancels.",
        ),
        Mistake(
            "you forgot the truth",
            lambda z, y: _sigmoid(z),
            "Should the slope be the same whether the truth is 0 or 1?",
            "Where the model is right and sure, the slope is near 0.",
        ),
        Mistake(
            "that holds only where the truth is 1",
            lambda z, y: _sigmoid(z) - 1,
            "Should the slope be the same whether the truth is 0 or 1?",
            "One parameter of your function is never used.",
        ),
        Mistake(
            "you forgot the sigmoid",
            lambda z, y: z - y,
            "A logit is not a probability.",
            "The slope always lies between -1 and 1.",
        ),
        Mistake(
            "the sign in the sigmoid's exponent is turned round",
            lambda z, y: _sigmoid(-z) - y,
            "A large logit means a probability near 1.",
            "Try z = 10 in your sigmoid alone.",
        ),
        Mistake(
            "that is the slope of the sigmoid alone",
            lambda z, y: _sigmoid_slope(z),
            "The chain starts at the loss.",
            "Multiply by how fast the loss rises with the probability.",
        ),
        Mistake(
            "that is the loss itself, not its slope",
            lambda z, y: np.log1p(np.exp(-z if y else z)),
            "How high the loss is does not tell how fast it rises.",
            "Differentiate the loss for the probability, then go on to the logit.",
        ),
    ),
)

EXERCISES = (LOSS_SLOPE, LOGIT_SLOPE)


def check_loss_slope(function: Any) -> Verdict:
    """Check ``loss_slope(w, x, y)``: how fast the mean squared error of y = w x rises with the weight.

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
    >>> check_loss_slope(lambda w, x, y: 2 * sum(w * x - y) / len(x))
    ✗ wrong: you forgot to multiply by x. Hint: By how much does a prediction move when the weight
      grows by 1?
    """
    return check_function(LOSS_SLOPE, function)


def check_logit_slope(function: Any) -> Verdict:
    """Check ``logit_slope(z, y)``: how fast the cross-entropy behind a sigmoid rises with the logit.

    Parameters
    ----------
    function : callable
        The learner's; takes a logit and the truth (0 or 1), returns one number.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_logit_slope(lambda z, y: z - y)
    ✗ wrong: you forgot the sigmoid. Hint: A logit is not a probability.
    """
    return check_function(LOGIT_SLOPE, function)

"""Exercise of notebook 03 on the sigmoid: any number squashed into a probability.

Legend: `z` logit. Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.edges import breaks_down, check_to_the_edges, edge_of
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.classification import sigmoid

LOGITS = ((-2.0,), (0.5,), (3.0,))


def _slope(z: float) -> float:
    return sigmoid(z) * (1 - sigmoid(z))


SIGMOID = Exercise(
    name="sigmoid",
    right=sigmoid,
    cases=LOGITS,
    mistakes=(
        Mistake(
            "the sign in the exponent is turned round",
            lambda z: sigmoid(-z),
            "A large logit means a probability near 1.",
            "Try z = 10 in your function.",
        ),
        Mistake(
            "that is the softmax of z and -z",
            lambda z: sigmoid(2 * z),
            "The sigmoid is the softmax of two logits whose difference is z.",
            "Take z and 0 for the two logits.",
        ),
        Mistake(
            "that is the softmax of z alone, which is always 1",
            lambda z: np.exp(z) / np.exp(z),
            "Two outcomes share the probability; what is the logit of the other one?",
            "Take z and 0 for the two logits.",
        ),
        Mistake(
            "that is the hyperbolic tangent",
            np.tanh,
            "It has the shape of an S too, but runs from -1 to 1.",
            "A probability lies between 0 and 1; at z = 0 it should be 0.5.",
        ),
        Mistake(
            "that is the slope of the sigmoid",
            _slope,
            "How steep the curve is does not tell how high it is.",
            "At z = 0 the sigmoid should be 0.5.",
        ),
        Mistake(
            "the fraction stands upside down, or parentheses are missing under it",
            lambda z: 1 + np.exp(-z),
            "Python divides before it adds.",
            "Everything from 1 on to the exponential stands below the fraction bar.",
        ),
        Mistake(
            "you subtracted the exponential below the fraction bar",
            lambda z: 1 / (1 - np.exp(-z)),
            "What does your function give at z = 0?",
            "Two positive parts are added there.",
        ),
        Mistake(
            "you forgot the 1 below the fraction bar: that is the odds",
            lambda z: 1 / np.exp(-z),
            "A probability lies between 0 and 1.",
            "However large z is, the divisor has to stay above 1.",
        ),
        Mistake(
            "you forgot the exponential",
            lambda z: 1 / (1 - z),
            "A probability lies between 0 and 1.",
            "e to the power of -z stands below the fraction bar.",
        ),
        Mistake(
            "you took a power of 2 instead of e",
            lambda z: 1 / (1 + 2**-z),
            "It has the same shape, but is flatter.",
            "Use np.exp.",
        ),
        Mistake(
            "that is the softplus, log(1 + exp(z))",
            lambda z: np.log1p(np.exp(z)),
            "A probability lies between 0 and 1.",
            "No logarithm is needed.",
        ),
        Mistake(
            "that is the probability rounded to 0 or 1",
            lambda z: 1.0 if z > 0 else 0.0,
            "How sure is a model with z = 0.5?",
            "Leave the threshold out.",
        ),
    ),
)

OVERFLOW = (
    "Which of exp(z) and exp(-z) is small, for z below 0 and for z above 0?",
    "1 / (1 + exp(-z)) and exp(z) / (1 + exp(z)) are equal; choose by the sign of z.",
)
FAR_BELOW = edge_of(
    SIGMOID,
    (-1000.0,),
    breaks_down(
        "exp(1000) is larger than any float: NumPy warns and happens to end at 0, math.exp stops",
        *OVERFLOW,
        state=State.ALMOST,
    ),
)
FAR_ABOVE = edge_of(SIGMOID, (1000.0,), breaks_down("exp(1000) is larger than any float", *OVERFLOW))

EXERCISES, EDGES = (SIGMOID,), (FAR_BELOW, FAR_ABOVE)


def check_sigmoid(function: Any) -> Verdict:
    """Check ``sigmoid(z)``: 1 / (1 + exp(-z)) for one number, without an overflow on the way.

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
    >>> check_sigmoid(lambda z: 1 / (1 + np.exp(z)))
    ✗ wrong: the sign in the exponent is turned round. Hint: A large logit means a probability near 1.
    """
    return check_to_the_edges(SIGMOID, function, FAR_BELOW, FAR_ABOVE)

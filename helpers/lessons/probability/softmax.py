"""Exercise of notebook 03 on the softmax: from raw scores to probabilities.

Legend: `z` logits. Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.edges import breaks_down, check_to_the_edges, edge_of
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import Verdict
from helpers.maths.information import log_softmax, softmax

LOGITS = ((np.array([2.0, 1.0, 0.1]),), (np.array([-0.5, 0.0, 3.0, 1.5]),), (np.array([-1.0, -2.5]),))


def _normalized(scores: np.ndarray) -> np.ndarray:
    return scores / np.sum(scores)


SOFTMAX = Exercise(
    name="my_softmax",
    right=lambda z: softmax(z),
    cases=LOGITS,
    mistakes=(
        Mistake(
            "you divided by the sum of the logits",
            lambda z: np.exp(z) / np.sum(z),
            "The results have to sum to 1.",
            "Divide by the sum of what stands above the fraction bar.",
        ),
        Mistake(
            "you did not divide by the sum",
            np.exp,
            "The results have to sum to 1.",
            "What is the share of each in the whole?",
        ),
        Mistake(
            "the largest result is 1: you divided by the largest, or subtracted the maximum and did not divide",
            lambda z: np.exp(z - np.max(z)),
            "The results have to sum to 1.",
            "What is the share of each in the whole?",
        ),
        Mistake(
            "the maximum is subtracted above the fraction bar only",
            lambda z: np.exp(z - np.max(z)) / np.sum(np.exp(z)),
            "Subtracting changes nothing only if it happens to every logit.",
            "Give the shifted logits a name, and use that name from there on.",
        ),
        Mistake(
            "the maximum is subtracted below the fraction bar only",
            lambda z: np.exp(z) / np.sum(np.exp(z - np.max(z))),
            "Subtracting changes nothing only if it happens to every logit.",
            "Give the shifted logits a name, and use that name from there on.",
        ),
        Mistake(
            "you divided the logits by their maximum instead of subtracting it",
            lambda z: softmax(z / np.max(z)),
            "A quotient of exponentials depends on differences of logits; those must stay as they are.",
            "Subtract the same number from every logit.",
        ),
        Mistake(
            "you took powers of 2 instead of e",
            lambda z: _normalized(2**z),
            "They are probabilities too, but not those that a model is trained with.",
            "Use np.exp.",
        ),
        Mistake(
            "you took powers of 10 instead of e",
            lambda z: _normalized(10**z),
            "They are probabilities too, but not those that a model is trained with.",
            "Use np.exp.",
        ),
        Mistake(
            "you forgot the exponential",
            _normalized,
            "What becomes of a logit below 0?",
            "Something has to make every score positive first.",
        ),
        Mistake(
            "the sign of the logits is turned round",
            lambda z: softmax(-z),
            "The largest logit should get the largest probability.",
            "Look for a minus in the exponent.",
        ),
        Mistake(
            "you divided by the mean",
            lambda z: np.exp(z) / np.mean(np.exp(z)),
            "The results have to sum to 1; yours sum to their number.",
            "What is the share of each in the whole?",
        ),
        Mistake(
            "you divided by the length of the vector",
            lambda z: np.exp(z) / np.linalg.norm(np.exp(z)),
            "Now the squares sum to 1; the results themselves should.",
            "What is the share of each in the whole?",
        ),
        Mistake(
            "that is the logarithm of the softmax",
            log_softmax,
            "Probabilities lie between 0 and 1.",
            "Undo the logarithm.",
        ),
        Mistake(
            "that is the sigmoid of each logit",
            lambda z: 1 / (1 + np.exp(-z)),
            "The results have to sum to 1.",
            "Each probability depends on all logits.",
        ),
        Mistake(
            "the largest logit takes all",
            lambda z: np.where(z == np.max(z), 1.0, 0.0),
            "That is the hard choice; softmax is soft: a close second keeps a share.",
            "Begin with np.exp.",
        ),
    ),
)

LARGE_LOGITS = edge_of(
    SOFTMAX,
    (np.array([1000.0, 999.0, -2000.0]),),
    breaks_down(
        "you did not subtract the maximum, and exp(1000) is larger than any float",
        "The same number can be subtracted from all logits without changing the result; which one helps here?",
        "No exponential overflows if the largest exponent is 0.",
    ),
)

EXERCISES, EDGES = (SOFTMAX,), (LARGE_LOGITS,)


def check_softmax(function: Any) -> Verdict:
    """Check ``my_softmax(z)``: exp of each logit, divided by the sum of them all; safe for large logits too.

    Parameters
    ----------
    function : callable
        The learner's; takes an array and returns as many numbers.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_softmax(lambda logits: np.exp(logits) / np.exp(logits).sum())
    ✗ wrong: you did not subtract the maximum, and exp(1000) is larger than any float. Hint: The same
      number can be subtracted from all logits without changing the result; which one helps here?
    """
    return check_to_the_edges(SOFTMAX, function, LARGE_LOGITS)

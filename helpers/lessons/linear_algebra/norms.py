"""Exercise of notebook 01 on norms: the length of one vector, as a taxi drives and as the crow flies.

L1 adds the sizes, L2 is the root of the sum of squares. Each mistake is the formula that a learner who makes it has
written.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.vectors import norm

VECTORS = ((np.array([2.5, -1.3, 0.8]),), (np.array([3.0, -4.0]),), (np.array([-1.0, 2.0, 2.0, -5.0]),))


def _l1(v: np.ndarray) -> float:
    return norm(v, 1)


NORMS = Exercise(
    name="norms",
    right=lambda v: (_l1(v), norm(v)),
    cases=VECTORS,
    parts=("L1", "L2"),
    mistakes=(
        Mistake(
            "you kept the signs in L1",
            lambda v: (np.sum(v), norm(v)),
            "A taxi that drives 3 blocks east and 4 west has driven 7.",
            "Take the absolute values before you add.",
        ),
        Mistake(
            "you took the sign off after adding, not before",
            lambda v: (abs(np.sum(v)), norm(v)),
            "A taxi that drives 3 blocks east and 4 west has driven 7.",
            "Take the absolute value of each number.",
        ),
        Mistake(
            "you forgot the root in L2",
            lambda v: (_l1(v), np.sum(v**2)),
            "How long is the arrow [3, -4]?",
            "The sum of squares is the square of the length.",
        ),
        Mistake(
            "you kept the signs in L1 and forgot the root in L2",
            lambda v: (np.sum(v), np.sum(v**2)),
            "No length is negative; and how long is the arrow [3, -4]?",
            "Take absolute values for L1, and a root for L2.",
        ),
        Mistake(
            "you took means instead of sums",
            lambda v: (np.mean(np.abs(v)), np.sqrt(np.mean(v**2))),
            "One more number can only make a vector longer.",
            "Add, and do not divide.",
        ),
        Mistake(
            "you took the mean in L1",
            lambda v: (np.mean(np.abs(v)), norm(v)),
            "One more street to drive can only make the way longer.",
            "Add, and do not divide.",
        ),
        Mistake(
            "you took the mean in L2",
            lambda v: (_l1(v), np.sqrt(np.mean(v**2))),
            "One more number can only make a vector longer.",
            "Add the squares, and do not divide.",
        ),
        Mistake(
            "you took the mean of the squares in L2, and no root",
            lambda v: (_l1(v), np.mean(v**2)),
            "How long is the arrow [3, -4]?",
            "Add the squares, do not divide, and take the root.",
        ),
        Mistake(
            "L1 and L2 have changed places",
            lambda v: (norm(v), _l1(v)),
            "Which of the two is never the larger one?",
            "The way of the taxi comes first.",
            state=State.ALMOST,
        ),
        Mistake(
            "you added before you squared in L2",
            lambda v: (_l1(v), np.sqrt(np.sum(v) ** 2)),
            "Numbers of opposite sign cancel in a sum.",
            "Square each number, then add, then take the root.",
        ),
        Mistake(
            "you added the roots of the squares, which gives L1 again",
            lambda v: (_l1(v), _l1(v)),
            "How long is the arrow [3, -4] as the crow flies?",
            "One root, of the whole sum.",
        ),
        Mistake(
            "both are L2",
            lambda v: (norm(v), norm(v)),
            "Without further words np.linalg.norm gives L2.",
            "L1 adds the sizes.",
        ),
        Mistake(
            "the second is the largest size, not L2",
            lambda v: (_l1(v), norm(v, np.inf)),
            "All numbers count for the length.",
            "The root of the sum of squares.",
        ),
        Mistake(
            "you halved the sum of squares instead of taking the root",
            lambda v: (_l1(v), np.sum(v**2) / 2),
            "The power 0.5 is a root; the factor 0.5 is a half.",
            "np.sqrt takes the root.",
        ),
        Mistake(
            "the root in L1 is one too many",
            lambda v: (np.sqrt(_l1(v)), norm(v)),
            "Nothing is squared in L1.",
            "Add the sizes, and leave it at that.",
        ),
        Mistake(
            "only L1 is there",
            _l1,
            "Two lengths are wanted.",
            "return l1, l2.",
            state=State.MISSING,
        ),
        Mistake(
            "only L2 is there",
            norm,
            "Two lengths are wanted.",
            "return l1, l2.",
            state=State.MISSING,
        ),
    ),
)

EXERCISES = (NORMS,)


def check_norms(function: Any) -> Verdict:
    """Check ``norms(v)``: the L1 and the L2 norm of a vector.

    Parameters
    ----------
    function : callable
        The learner's; takes an array and returns two numbers.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_norms(lambda v: (sum(v), np.sqrt(sum(v**2))))
    ✗ wrong: you kept the signs in L1. Hint: A taxi that drives 3 blocks east and 4 west has driven 7.
    """
    return check_function(NORMS, function)

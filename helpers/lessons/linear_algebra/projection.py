"""Exercise of notebook 01 on projection: how long the shadow of one vector on another is.

Legend: `a` casts the shadow on the line along `b`. Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.vectors import angle, cosine_similarity, dot, euclidean_distance, norm, projection, projection_length

# neither of length 1; one shadow falls on the side away from b
PAIRS = (
    (np.array([3.0, 1.0]), np.array([4.0, 3.0])),
    (np.array([1.0, -2.0, 4.0]), np.array([2.0, 3.0, -0.5])),
)

SHADOW = Exercise(
    name="shadow",
    right=projection_length,
    cases=PAIRS,
    mistakes=(
        Mistake(
            "that is the dot product, which is the shadow only where b has length 1",
            dot,
            "Should the shadow grow when b is drawn longer?",
            "Divide by the length of b.",
        ),
        Mistake(
            "you divided by the length of a: that is the shadow of b on a",
            lambda a, b: dot(a, b) / norm(a),
            "Should the shadow grow when b is drawn longer?",
            "It is the other length that has to go.",
        ),
        Mistake(
            "that is the cosine",
            cosine_similarity,
            "A shadow has a length: should it not grow with a?",
            "You divided once too often.",
        ),
        Mistake(
            "you divided by the square of the length of b",
            lambda a, b: dot(a, b) / dot(b, b),
            "That is how many times b fits into the shadow; how long is the shadow itself?",
            "b · b is the square of the length; take the root.",
        ),
        Mistake(
            "you divided by the square of the length of a",
            lambda a, b: dot(a, b) / dot(a, a),
            "Should the shadow grow when b is drawn longer?",
            "Which length has to go, and is it squared?",
        ),
        Mistake(
            "that is the shadow as a vector",
            projection,
            "Its length is wanted, with the sign of the side on which it falls.",
            "Dot product divided by the length of b: one number.",
            state=State.ALMOST,
        ),
        Mistake(
            "the sign is gone",
            lambda a, b: abs(projection_length(a, b)),
            "Where a points away from b, the shadow falls on the other side.",
            "Leave out the absolute value; np.linalg.norm of the shadow loses the sign too.",
        ),
        Mistake(
            "that is the distance from the tip of a to its shadow",
            lambda a, b: euclidean_distance(a, projection(a, b)),
            "It stands upright on the line; the shadow lies along it.",
            "Use the cosine instead of the sine.",
        ),
        Mistake(
            "you multiplied by the length of b",
            lambda a, b: dot(a, b) * norm(b),
            "Should the shadow grow when b is drawn longer?",
            "Divide where you multiplied.",
        ),
        Mistake(
            "you divided by the sum of the sizes of b's numbers",
            lambda a, b: dot(a, b) / norm(b, 1),
            "The length of an arrow is the root of a sum of squares.",
            "np.linalg.norm(b) gives it.",
        ),
        Mistake(
            "you divided by the sum of b's numbers",
            lambda a, b: dot(a, b) / np.sum(b),
            "The length of an arrow is the root of a sum of squares.",
            "np.linalg.norm(b) gives it.",
        ),
        Mistake(
            "you divided by how many numbers there are",
            lambda a, b: dot(a, b) / len(b),
            "len(b) counts numbers; how long is the arrow?",
            "np.linalg.norm(b) gives its length.",
        ),
        Mistake(
            "that is the angle, in degrees",
            angle,
            "A shadow has a length, in the unit of a.",
            "Dot product divided by the length of b.",
        ),
        Mistake(
            "that is the angle, in radians",
            lambda a, b: np.radians(angle(a, b)),
            "A shadow has a length, in the unit of a.",
            "Dot product divided by the length of b.",
        ),
        Mistake(
            "that is the length of a",
            lambda a, b: norm(a),
            "Only the part of a that lies along b counts.",
            "Where does the direction of b come in?",
        ),
    ),
)

EXERCISES = (SHADOW,)


def check_projection(function: Any) -> Verdict:
    """Check ``shadow(a, b)``: the length of the shadow of a on the line along b, below 0 on the side away from b.

    Parameters
    ----------
    function : callable
        The learner's; takes two arrays of the same length and returns one number.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_projection(lambda a, b: a @ b)
    ✗ wrong: that is the dot product, which is the shadow only where b has length 1. Hint: Should the
      shadow grow when b is drawn longer?
    """
    return check_function(SHADOW, function)

"""Exercise of notebook 01 on cosines: three vectors, and how alike the directions of each pair are.

Each mistake is the formula that a learner who makes it has written, for all three pairs.
"""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np

from helpers.lessons.checks import check_value
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.vectors import angle, cosine_similarity, dot, euclidean_distance, norm

VECTORS = (np.array([1.0, 2.0, 0.0]), np.array([2.0, 4.0, 0.0]), np.array([0.0, 0.0, 3.0]))
PAIRS = tuple(combinations(VECTORS, 2))  # first and second, first and third, second and third


def _for_each_pair(formula: Callable) -> Callable[[], tuple[float, ...]]:
    return lambda: tuple(formula(a, b) for a, b in PAIRS)


def _arccosine(a: np.ndarray, b: np.ndarray) -> float:
    """Angle in radians as NumPy gives it: of the first pair a little more than 0, since the cosine was rounded."""
    return np.arccos(cosine_similarity(a, b))


def _one_step_too_far(name: str, formula: Callable) -> Mistake:
    """Name the mistake of who gives angles; NumPy's and exact ones differ by rounding."""
    return Mistake(
        name,
        _for_each_pair(formula),
        "A cosine is 1 for the same direction and 0 for a right angle.",
        "You went one step too far: np.arccos turned the cosine into an angle.",
        state=State.ALMOST,
    )


COSINES = Exercise(
    name="list of cosines",
    right=_for_each_pair(cosine_similarity),
    parts=("first cosine", "second cosine", "third cosine"),
    hint="A cosine is the dot product divided by the lengths of both vectors.",
    further="The second vector is the first one, twice as long; the third points where the others have 0.",
    mistakes=(
        Mistake(
            "those are the dot products",
            _for_each_pair(dot),
            "A cosine is never above 1.",
            "Divide by the lengths of both vectors.",
        ),
        Mistake(
            "those are the distances",
            _for_each_pair(euclidean_distance),
            "A cosine compares directions, whatever the lengths.",
            "Begin with the dot product.",
        ),
        _one_step_too_far("those are the angles, in degrees", angle),
        _one_step_too_far("those are the angles, in degrees", lambda a, b: np.degrees(_arccosine(a, b))),
        _one_step_too_far("those are the angles, in radians", lambda a, b: np.radians(angle(a, b))),
        _one_step_too_far("those are the angles, in radians", _arccosine),
        Mistake(
            "you divided by the squares of the lengths",
            _for_each_pair(lambda a, b: dot(a, b) / (dot(a, a) * dot(b, b))),
            "A length is the root of a sum of squares.",
            "a · a is the square of a's length.",
        ),
        Mistake(
            "you divided by the first vector's length only",
            _for_each_pair(lambda a, b: dot(a, b) / norm(a)),
            "Would the result stay the same if the second vector were twice as long?",
            "Divide by the lengths of both vectors.",
        ),
        Mistake(
            "you divided by the second vector's length only",
            _for_each_pair(lambda a, b: dot(a, b) / norm(b)),
            "Would the result stay the same if the first vector were twice as long?",
            "Divide by the lengths of both vectors.",
        ),
        Mistake(
            "you divided by the square of the first length",
            _for_each_pair(lambda a, b: dot(a, b) / dot(a, a)),
            "Would the result stay the same if the second vector were twice as long?",
            "Divide by the lengths of both vectors.",
        ),
        Mistake(
            "you divided by the square of the second length",
            _for_each_pair(lambda a, b: dot(a, b) / dot(b, b)),
            "Would the result stay the same if the first vector were twice as long?",
            "Divide by the lengths of both vectors.",
        ),
        Mistake(
            "you divided by the sum of the lengths",
            _for_each_pair(lambda a, b: dot(a, b) / (norm(a) + norm(b))),
            "A vector and itself have cosine 1; does your formula give that?",
            "The lengths are multiplied.",
        ),
        Mistake(
            "you multiplied after dividing: parentheses are missing under the fraction bar",
            _for_each_pair(lambda a, b: dot(a, b) / norm(a) * norm(b)),
            "Python works from left to right: x / y * z multiplies by z.",
            "Put both lengths into one pair of parentheses.",
        ),
        Mistake(
            "you added the sizes of the numbers for the lengths",
            _for_each_pair(lambda a, b: dot(a, b) / (norm(a, 1) * norm(b, 1))),
            "The length of an arrow is the root of a sum of squares.",
            "np.linalg.norm gives it.",
        ),
        Mistake(
            "those are the sines",
            _for_each_pair(lambda a, b: np.sin(_arccosine(a, b))),
            "Should two vectors in the same direction have a cosine of 0?",
            "The larger the cosine, the more alike the directions.",
        ),
        Mistake(
            "those are 1 minus the cosines, or the sines",
            _for_each_pair(lambda a, b: 1 - cosine_similarity(a, b)),
            "Should two vectors in the same direction have a cosine of 0?",
            "The larger the cosine, the more alike the directions.",
        ),
        Mistake(
            "np.cos takes radians, and you gave it degrees",
            _for_each_pair(lambda a, b: np.cos(angle(a, b))),
            "A right angle has cosine 0.",
            "No angle is needed: divide the dot product by both lengths.",
        ),
        Mistake(
            "the pairs stand in the opposite order",
            lambda: tuple(cosine_similarity(a, b) for a, b in reversed(PAIRS)),
            "Which pair points the same way?",
            "First and second, then first and third, then second and third.",
            state=State.ALMOST,
        ),
        Mistake(
            "only the first cosine is there",
            lambda: cosine_similarity(*PAIRS[0]),
            "How many pairs can be made of three vectors?",
            "Give a list of three: first and second, first and third, second and third.",
            state=State.MISSING,
        ),
    ),
)

EXERCISES = (COSINES,)


def check_cosines(cosines: Any) -> Verdict:
    """Check the cosines of [1, 2, 0], [2, 4, 0] and [0, 0, 3].

    Parameters
    ----------
    cosines : sequence of float, shape (3,)
        The learner's: of the first and second, the first and third, the second and third vector.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_cosines([0.9999999999999998, 0, 0])
    ✓ right: list of cosines: [1, 0, 0].
    >>> check_cosines([10, 0, 0])
    ✗ wrong: those are the dot products. Hint: A cosine is never above 1.
    """
    return check_value(COSINES, cosines)

"""Exercise of notebook 01 on the dot product: multiply number by number, then add.

Legend: `a`, `b` vectors of the same length. Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.vectors import cosine_similarity, dot, euclidean_distance, norm, projection_length

# one pair that points the same way, one that does not
PAIRS = (
    (np.array([2.0, 1.0, 0.0]), np.array([3.0, 1.0, 4.0])),
    (np.array([1.0, -2.0, 0.5, 3.0]), np.array([4.0, 1.0, -2.0, -1.5])),
)

DOT = Exercise(
    name="dot",
    right=dot,
    cases=PAIRS,
    mistakes=(
        Mistake(
            "you did not add the products",
            lambda a, b: a * b,
            "A dot product is one number.",
            "Add up what you have.",
            state=State.MISSING,
        ),
        Mistake(
            "you multiplied the sums: every number of a with every number of b",
            lambda a, b: np.sum(a) * np.sum(b),
            "Each number should meet only its partner, at the same place in the other vector.",
            "Multiply first, add afterwards.",
        ),
        Mistake(
            "that is the cosine",
            cosine_similarity,
            "The dot product grows with the vectors; the cosine does not.",
            "Do not divide by the lengths.",
        ),
        Mistake(
            "you added where you should multiply",
            lambda a, b: np.sum(a) + np.sum(b),
            "What should become of a number whose partner is 0?",
            "Each number is multiplied by its partner; only the products are added.",
        ),
        Mistake(
            "that is a whole table, the outer product: every number of a with every number of b",
            np.outer,
            "Each number should meet only its partner, and the result is one number.",
            "Only the diagonal of your table is needed, and its sum.",
        ),
        Mistake(
            "you divided by how many numbers there are",
            lambda a, b: np.mean(a * b),
            "A sum of products is wanted, not their mean.",
            "Look for a mean in your function.",
        ),
        Mistake(
            "you stopped after the first pair",
            lambda a, b: a[0] * b[0],
            "How many pairs are there?",
            "Does `return` stand inside the loop?",
        ),
        Mistake(
            "only the last pair counts",
            lambda a, b: a[-1] * b[-1],
            "Does each turn of the loop keep what the turns before it found?",
            "Add with `+=`, and set the sum to 0 before the loop, not in it.",
        ),
        Mistake(
            "you left out the last pair",
            lambda a, b: np.sum(a[:-1] * b[:-1]),
            "How many pairs are there?",
            "range(n) ends at n - 1 already.",
        ),
        Mistake(
            "you left out the first pair",
            lambda a, b: np.sum(a[1:] * b[1:]),
            "How many pairs are there?",
            "Python counts from 0.",
        ),
        Mistake(
            "you multiplied a by itself",
            lambda a, b: dot(a, a),
            "What does your function do with b?",
            "One factor of each product comes from b.",
        ),
        Mistake(
            "the sign is gone",
            lambda a, b: abs(dot(a, b)),
            "What should the sign be where the vectors point away from each other?",
            "Leave out the absolute value.",
        ),
        Mistake(
            "that is the product of the lengths",
            lambda a, b: norm(a) * norm(b),
            "Two vectors at a right angle have dot product 0, however long they are.",
            "Multiply number by number.",
        ),
        Mistake(
            "that is the length of the shadow of a on b",
            projection_length,
            "It is the dot product divided by something.",
            "Do not divide by the length of b.",
        ),
        Mistake(
            "that is the distance",
            euclidean_distance,
            "A dot product multiplies; where does your function subtract?",
            "Multiply number by number, then add.",
        ),
    ),
)

EXERCISES = (DOT,)


def check_dot(function: Any) -> Verdict:
    """Check ``dot(a, b)``: the products of the numbers at the same places, added up.

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
    >>> check_dot(lambda a, b: a * b)
    – missing: you did not add the products. Hint: A dot product is one number.
    """
    return check_function(DOT, function)

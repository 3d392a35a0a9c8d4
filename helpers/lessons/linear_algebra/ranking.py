"""Exercise of notebook 01 on search: documents in the order of how like a query they are, by cosine.

Documents stand in a dictionary under their names. The notebook's names are words; here they are numbers, which a check
can compare. Each mistake is the formula that a learner who makes it has written.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from helpers.lessons.answers import show
from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.vectors import cosine_similarity, dot, euclidean_distance, rank_by


class _Documents(dict):
    """Vectors under their names, compared and written as a whole."""

    __hash__ = None

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, dict)
            and list(self) == list(other)
            and all(map(np.array_equal, self.values(), other.values()))
        )

    def __format__(self, spec: str) -> str:
        return f"{{{', '.join(f'{name}: {show(vector)}' for name, vector in self.items())}}}"


SEARCHES = (
    (
        np.array([1.0, 1.0]),
        _Documents({20: np.array([5.0, 0.0]), 10: np.array([2.0, 2.2]), 30: np.array([1.0, 0.8])}),
    ),
    (
        np.array([2.0, 1.0, 0.0]),
        _Documents(
            {
                10: np.array([6.0, 2.0, 3.0]),
                40: np.array([-0.5, 0.0, 0.1]),
                30: np.array([0.0, 2.0, 0.5]),
                20: np.array([0.3, 0.1, 0.1]),
                50: np.array([-4.0, -2.5, 0.5]),
            }
        ),
    ),
)


def _scores(query: np.ndarray, documents: dict, metric: Callable) -> np.ndarray:
    return np.array([metric(query, vector) for vector in documents.values()])


def _rising(query: np.ndarray, documents: dict, metric: Callable) -> np.ndarray:
    """Names of the documents, the smallest score first."""
    return np.array(list(documents))[np.argsort(_scores(query, documents, metric))]


def _falling(query: np.ndarray, documents: dict, metric: Callable) -> np.ndarray:
    """Names of the documents, the largest score first."""
    return _rising(query, documents, metric)[::-1]


RANK = Exercise(
    name="rank",
    right=lambda query, documents: _falling(query, documents, cosine_similarity),
    cases=SEARCHES,
    hint="Work out the cosine of the query and each document, and write the names below each other, best first.",
    mistakes=(
        Mistake(
            "you ranked by the dot product, or divided by the query's length only",
            lambda query, documents: _falling(query, documents, dot),
            "A long document should not win because it is long.",
            "Divide by the lengths of both vectors.",
        ),
        Mistake(
            "you ranked by distance",
            lambda query, documents: _rising(query, documents, euclidean_distance),
            "A long document may lie far away in the very same direction.",
            "The cosine compares directions only.",
        ),
        Mistake(
            "the worst document comes first",
            lambda query, documents: _rising(query, documents, cosine_similarity),
            "Is a good match a large cosine, or a small one?",
            "sorted has a parameter `reverse`; what np.argsort returns can be turned round.",
        ),
        Mistake(
            "you returned the scores, not the names",
            lambda query, documents: _scores(query, documents, cosine_similarity),
            "Which document is the best one?",
            "Sort the names by their scores.",
        ),
        Mistake(
            "you returned the sorted scores, not the names",
            lambda query, documents: np.sort(_scores(query, documents, cosine_similarity))[::-1],
            "Which document does the best score belong to?",
            "Sort the names; let sorted ask for the score by its parameter `key`.",
        ),
        Mistake(
            "you returned each name with its score",
            lambda query, documents: [
                (name, cosine_similarity(query, documents[name]))
                for name in _falling(query, documents, cosine_similarity)
            ],
            "The names alone are wanted.",
            "Take the first part of each pair.",
            state=State.ALMOST,
        ),
        Mistake(
            "you returned each score with its name",
            lambda query, documents: [
                (cosine_similarity(query, documents[name]), name)
                for name in _falling(query, documents, cosine_similarity)
            ],
            "The names alone are wanted.",
            "Take the last part of each pair.",
            state=State.ALMOST,
        ),
        Mistake(
            "you returned the places and the scores, as rank_by gives them",
            lambda query, documents: rank_by(query, list(documents.values()), "cosine"),
            "The names alone are wanted; rank_by does not know them.",
            "Take the first of the two, and look the names up: list(documents) has them in the order of the places.",
            state=State.ALMOST,
        ),
        Mistake(
            "you returned the places of the documents, not their names",
            lambda query, documents: np.argsort(-_scores(query, documents, cosine_similarity)),
            "np.argsort tells at which place the best one stands; what is it called?",
            "Look the names up: list(documents) has them in the order of the places.",
            state=State.ALMOST,
        ),
        Mistake(
            "only the best document is there",
            lambda query, documents: _falling(query, documents, cosine_similarity)[0],
            "All documents are wanted, the best one first.",
            "sorted keeps them all; max does not.",
            state=State.MISSING,
        ),
        Mistake(
            "the documents stand in the order given",
            lambda query, documents: list(documents),
            "What should decide about their order?",
            "Sort by the cosine with the query.",
        ),
        Mistake(
            "you sorted the names themselves",
            lambda query, documents: sorted(documents),
            "What should decide about their order?",
            "sorted has a parameter `key`: a function that gives the score of a name.",
        ),
        Mistake(
            "the document that is farthest away comes first",
            lambda query, documents: _falling(query, documents, euclidean_distance),
            "A large distance is a bad match; and the cosine is wanted.",
            "The cosine compares directions only, and a large one is a good match.",
        ),
        Mistake(
            "the smallest dot product comes first",
            lambda query, documents: _rising(query, documents, dot),
            "Is a good match a large dot product, or a small one?",
            "Turn the order round, and divide by the lengths of both vectors.",
        ),
        Mistake(
            "you took the sign off the cosines",
            lambda query, documents: _falling(query, documents, lambda a, b: abs(cosine_similarity(a, b))),
            "A document that points the opposite way is the worst match.",
            "Leave out the absolute value, or the square.",
        ),
        Mistake(
            "you divided by the square of each document's length",
            lambda query, documents: _falling(query, documents, lambda a, b: dot(a, b) / dot(b, b)),
            "Now a short document wins because it is short.",
            "A length is the root of a sum of squares.",
        ),
    ),
)

EXERCISES = (RANK,)

A_DICTIONARY = Verdict(
    State.WRONG, "you returned a dictionary. Hint: Give a list of the names alone, best match first."
)


def check_rank(function: Any) -> Verdict:
    """Check ``rank(query, documents)``: the names of the documents, best match first, by cosine.

    Parameters
    ----------
    function : callable
        The learner's; takes an array and a dictionary, name -> array of the same length; returns the names as a list.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_rank(lambda query, documents: sorted(documents, key=lambda name: -(query @ documents[name])))
    ✗ wrong: you ranked by the dot product, or divided by the query's length only. Hint: A long document
      should not win because it is long.
    """
    verdict = check_function(RANK, function)
    return A_DICTIONARY if "a value of type dict is" in verdict.message else verdict

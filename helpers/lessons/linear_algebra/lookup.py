"""Exercise of notebook 01 on embeddings: a one-hot row times a table picks one row of it.

Legend: `E` the embeddings, a row for each word; `i` the word's number, counted from 0. Each mistake is the formula
that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.edges import check_to_the_edges
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.linear_algebra.inputs import oblong
from helpers.lessons.verdicts import State, Verdict

TABLES = (
    (np.array([[0.5, -1.0, 2.0], [3.0, 0.25, -2.0], [1.0, 4.0, -0.5]]), 1),
    (
        np.array([[1.0, 2.0, -1.5, 0.5], [-3.0, 0.0, 2.5, 1.0], [4.0, -0.5, 3.0, 2.0], [0.75, 1.5, -4.0, 5.0]]),
        2,
    ),
)


def _one_hot(E: np.ndarray, i: int) -> np.ndarray:
    return np.eye(len(E))[i]


LOOKUP = Exercise(
    name="lookup",
    right=lambda E, i: _one_hot(E, i) @ E,
    cases=TABLES,
    mistakes=(
        Mistake(
            "you took a column of E instead of a row, as E @ one_hot or E[:, i] does",
            lambda E, i: E @ _one_hot(E, i),
            "A word's numbers stand side by side.",
            "The one-hot vector stands to the left of E.",
        ),
        Mistake(
            "you took the row before",
            lambda E, i: E[i - 1],
            "Which row has the number 0?",
            "Words are counted from 0, as Python counts.",
        ),
        Mistake(
            "you took the row after",
            lambda E, i: E[i + 1],
            "Which row has the number 0?",
            "Words are counted from 0, as Python counts.",
        ),
        Mistake(
            "that is the one-hot vector",
            _one_hot,
            "It says which row; what stands there?",
            "Multiply it by E.",
        ),
        Mistake(
            "the one-hot vector has 1 in every place: all rows are added up",
            lambda E, i: E.sum(axis=0),
            "How many places of a one-hot vector are not 0?",
            "Start from zeros, and set one place.",
        ),
        Mistake(
            "your one-hot vector holds the word's number instead of 1",
            lambda E, i: i * _one_hot(E, i) @ E,
            "The row should come out unchanged; what is it multiplied by?",
            "one_hot[i] = 1.",
        ),
        Mistake(
            "you multiplied with * instead of @: nothing is added",
            lambda E, i: _one_hot(E, i) * E,
            "One row is wanted, not a whole table.",
            "A matrix product is written with @.",
        ),
        Mistake(
            "the other rows are 0, but still there",
            lambda E, i: _one_hot(E, i)[:, np.newaxis] * E,
            "One row is wanted, not a whole table.",
            "A matrix product is written with @; it adds up the rows.",
        ),
        Mistake(
            "you counted from the end",
            lambda E, i: E[-1 - i],
            "Which row has the number 0?",
            "The first row has the number 0.",
        ),
        Mistake(
            "only one number of the row is there",
            lambda E, i: E[i, 0],
            "How many numbers describe a word?",
            "The whole row is wanted.",
            state=State.MISSING,
        ),
        Mistake(
            "that is one number of the diagonal",
            lambda E, i: E[i, i],
            "How many numbers describe a word?",
            "One one-hot vector is enough, to the left of E.",
        ),
        Mistake(
            "you added up the numbers of the row",
            lambda E, i: np.sum(E[i]),
            "How many numbers describe a word?",
            "The whole row is wanted.",
        ),
        Mistake(
            "all rows up to this one are there",
            lambda E, i: E[: i + 1],
            "One row is wanted.",
            "E[i], without a colon.",
        ),
        Mistake(
            "the row of the first word comes out, whatever i is",
            lambda E, i: E[0],
            "Which place of the one-hot vector is 1?",
            "What does your function do with i?",
        ),
    ),
)

MORE_WORDS = oblong(
    LOOKUP,
    (np.array([[1.0, 2.0], [3.0, -4.0], [0.5, 5.0], [-6.0, 7.0]]), 3),
    "A one-hot vector has a place for each word: as many as E has rows, len(E).",
)

EXERCISES, EDGES = (LOOKUP,), (MORE_WORDS,)

DO_NOT_FIT = ("mismatch in its core dimension", "not aligned")  # NumPy's words, for @ and for np.dot
OTHER_LENGTH = Verdict(
    State.WRONG,
    "your one-hot vector has more or fewer places than this E has rows. "
    "Hint: Count the rows of the E that comes in; other tables have other vocabularies.",
)


def check_lookup(function: Any) -> Verdict:
    """Check ``lookup(E, i)``: row i of E, as a one-hot vector times E.

    Parameters
    ----------
    function : callable
        The learner's; takes a matrix with a row for each word and the word's number, returns its row.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_lookup(lambda E, i: E[:, i])
    ✗ wrong: you took a column of E instead of a row, as E @ one_hot or E[:, i] does. Hint: A word's
      numbers stand side by side.
    """
    verdict = check_to_the_edges(LOOKUP, function, MORE_WORDS)
    return OTHER_LENGTH if any(text in verdict.message for text in DO_NOT_FIT) else verdict

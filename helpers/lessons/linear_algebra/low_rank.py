"""Exercise of notebook 01 on low rank: a matrix rebuilt from the k largest of its stretches.

Legend: np.linalg.svd gives `U`, the singular values `s` from the largest to the smallest, and `Vt`, whose rows are the
right singular vectors. Each mistake is the formula that a learner who makes it has written.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from helpers.lessons.edges import check_to_the_edges
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.linear_algebra.inputs import oblong
from helpers.lessons.verdicts import Verdict

SQUARES = (
    (np.array([[4.0, 1.0, -2.0], [0.0, 3.0, 1.0], [2.0, -1.0, 1.0]]), 1),
    (
        np.array([[5.0, 1.0, 0.0, 2.0], [-1.0, 4.0, 2.0, 0.0], [3.0, 0.0, -2.0, 1.0], [1.0, -2.0, 1.0, 3.0]]),
        2,
    ),
)

FURTHER = "Cut all three after k: columns of U, singular values, rows of Vt."


def _kept(A: np.ndarray, which: slice, scale: Callable = lambda s: s) -> np.ndarray:
    """Rebuild a matrix from some of its components."""
    U, s, Vt = np.linalg.svd(A)
    return U[:, which] * scale(s[which]) @ Vt[which]


def _columns_of_vt(A: np.ndarray, k: int) -> np.ndarray:
    U, s, Vt = np.linalg.svd(A)
    return U[:, :k] * s[:k] @ Vt[:, :k].T


def _rows_of_u(A: np.ndarray, k: int) -> np.ndarray:
    U, s, Vt = np.linalg.svd(A)
    return U[:k].T * s[:k] @ Vt[:k]


def _factors(A: np.ndarray, k: int) -> tuple[np.ndarray, ...]:
    U, s, Vt = np.linalg.svd(A)
    return U[:, :k], s[:k], Vt[:k]


def _low_rank(A: np.ndarray, k: int) -> np.ndarray:
    return _kept(A, slice(k))


LOW_RANK = Exercise(
    name="keep_rank",
    right=_low_rank,
    cases=SQUARES,
    hint="With all components the matrix itself comes back; does it, in your function?",
    mistakes=(
        Mistake(
            "you kept the smallest singular values",
            lambda A, k: _kept(A, slice(-k, None)),
            "Which components change the matrix most when they are left out?",
            "np.linalg.svd gives the largest one first.",
        ),
        Mistake(
            "that is the rest, what was to be left out",
            lambda A, k: A - _low_rank(A, k),
            "The larger part of the matrix should stay.",
            "Keep the first k components.",
        ),
        Mistake(
            "you forgot the singular values",
            lambda A, k: _kept(A, slice(k), np.ones_like),
            "U and Vt only turn; what stretches?",
            "Multiply column j of U by singular value j.",
        ),
        Mistake(
            "you used columns of Vt: NumPy returns V transposed already",
            _columns_of_vt,
            "With all components the matrix itself should come back; does it?",
            "The right singular vectors are the rows of what np.linalg.svd returns last.",
        ),
        Mistake(
            "you used rows of U",
            _rows_of_u,
            "With all components the matrix itself should come back; does it?",
            "The left singular vectors are the columns of U.",
        ),
        Mistake(
            "you kept one component too many",
            lambda A, k: _kept(A, slice(k + 1)),
            "How many singular values does your result have that are not 0?",
            "s[:k] ends before place k.",
        ),
        Mistake(
            "you kept one component too few",
            lambda A, k: _kept(A, slice(k - 1)),
            "How many singular values does your result have that are not 0?",
            "s[:k] ends before place k; nothing has to be subtracted.",
        ),
        Mistake(
            "you left out the first component",
            lambda A, k: _kept(A, slice(1, k + 1)),
            "Which component changes the matrix most when it is left out?",
            "Python counts from 0.",
        ),
        Mistake(
            "only one component is there, number k",
            lambda A, k: _kept(A, slice(k - 1, k)),
            "k components are wanted, added up.",
            "A colon is missing: [:k].",
        ),
        Mistake(
            "only one component is there, the one at place k",
            lambda A, k: _kept(A, slice(k, k + 1)),
            "k components are wanted, added up.",
            "A colon is missing: [:k].",
        ),
        Mistake(
            "nothing is cut off",
            lambda A, k: A,
            "What does your function do with k?",
            FURTHER,
        ),
        Mistake(
            "you cut the rows and columns off instead of the components",
            lambda A, k: A[:k, :k],
            "The result should have the shape of A.",
            FURTHER,
        ),
        Mistake(
            "you squared the singular values",
            lambda A, k: _kept(A, slice(k), np.square),
            "With all components the matrix itself should come back; does it?",
            "The squares measure energy; the matrix is rebuilt from the values themselves.",
        ),
        Mistake(
            "you took the roots of the singular values",
            lambda A, k: _kept(A, slice(k), np.sqrt),
            "With all components the matrix itself should come back; does it?",
            "Leave the root out, or put one into both factors.",
        ),
        Mistake(
            "U and Vt have changed places",
            lambda A, k: _low_rank(A.T, k),
            "With all components the matrix itself should come back; does it, or does its transpose?",
            "U stands on the left.",
        ),
        Mistake(
            "those are the three factors",
            _factors,
            "Their product is wanted.",
            "U @ np.diag(s) @ Vt, each of them cut after k.",
        ),
        Mistake(
            "those are the singular values",
            lambda A, k: np.linalg.svd(A)[1][:k],
            "A matrix of the shape of A is wanted.",
            FURTHER,
        ),
    ),
)

TALL_MATRIX = oblong(LOW_RANK, (np.array([[3.0, 1.0], [0.0, 2.0], [-1.0, 4.0]]), 1), FURTHER)
WIDE_MATRIX = oblong(LOW_RANK, (np.array([[3.0, 1.0, 0.5], [0.0, 2.0, -2.0]]), 1), FURTHER)

EXERCISES, EDGES = (LOW_RANK,), (TALL_MATRIX, WIDE_MATRIX)


def check_low_rank(function: Any) -> Verdict:
    """Check ``keep_rank(A, k)``: the nearest matrix of rank k, from the k largest singular values.

    Parameters
    ----------
    function : callable
        The learner's; takes a matrix and a whole number, returns a matrix of the same shape.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_low_rank(lambda A, k: A)
    ✗ wrong: nothing is cut off. Hint: What does your function do with k?
    """
    return check_to_the_edges(LOW_RANK, function, TALL_MATRIX, WIDE_MATRIX)

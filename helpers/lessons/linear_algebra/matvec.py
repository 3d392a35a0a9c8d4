"""Exercise of notebook 01 on a matrix times a vector: one dot product a row.

Legend: `A` a matrix, `x` a vector with as many numbers as A has columns. Each mistake is the formula that a learner who
makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.edges import check_to_the_edges
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.linear_algebra.inputs import oblong
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.matrices import matvec

SQUARES = (
    (np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([4.0, -1.0])),
    (np.array([[2.0, 0.0, 1.0], [-1.0, 3.0, 2.0], [0.5, 1.0, -4.0]]), np.array([3.0, 2.0, -2.0])),
)

MATVEC = Exercise(
    name="matvec",
    right=matvec,
    cases=SQUARES,
    mistakes=(
        Mistake(
            "you multiplied by the transposed matrix: the vector meets the columns, not the rows",
            lambda A, x: A.T @ x,
            "Each result is the dot product of one row of A with x.",
            "The first index of A is the row; keep it while the inner loop runs.",
        ),
        Mistake(
            "you multiplied number by number and added nothing: every row times x",
            lambda A, x: A * x,
            "One number for each row is wanted.",
            "The * of NumPy repeats x in every row; add along each row.",
        ),
        Mistake(
            "you added down the columns",
            lambda A, x: (A * x).sum(axis=0),
            "Each result belongs to a row.",
            "Add along axis 1; axis 0 runs down.",
        ),
        Mistake(
            "you multiplied each row by one number of x and added along the row",
            lambda A, x: (A * x[:, np.newaxis]).sum(axis=1),
            "Along a row, x changes from number to number.",
            "x has the index of the column, not of the row.",
        ),
        Mistake(
            "you multiplied each row by one number of x and added nothing",
            lambda A, x: A * x[:, np.newaxis],
            "One number for each row is wanted, and along a row x changes from number to number.",
            "x has the index of the column, not of the row; add along each row.",
        ),
        Mistake(
            "those are the sums of the rows, without x",
            lambda A, x: A.sum(axis=1),
            "What does your function do with x?",
            "Multiply each number of a row by its partner in x before you add.",
        ),
        Mistake(
            "those are the sums of the columns, without x",
            lambda A, x: A.sum(axis=0),
            "What does your function do with x, and does each result belong to a row?",
            "Multiply each number of a row by its partner in x before you add.",
        ),
        Mistake(
            "only the last product of each row is left",
            lambda A, x: A[:, -1] * x[-1],
            "Does each turn of the inner loop keep what the turns before it found?",
            "Add with `+=`.",
        ),
        Mistake(
            "only the first product of each row is there",
            lambda A, x: A[:, 0] * x[0],
            "How many products belong to one row?",
            "Should the result be put away inside the inner loop, or after it?",
        ),
        Mistake(
            "you stopped after the first row",
            lambda A, x: A[0] @ x,
            "How many rows are there?",
            "Does `return` stand inside the loop?",
            state=State.MISSING,
        ),
        Mistake(
            "each row goes on adding to the sum of the row before",
            lambda A, x: np.cumsum(A @ x),
            "Where does the sum of a row begin?",
            "Set it to 0 inside the outer loop.",
        ),
        Mistake(
            "everything is added into one number",
            lambda A, x: np.sum(A @ x),
            "One number for each row is wanted.",
            "Start a new sum for each row.",
        ),
        Mistake(
            "only the diagonal of A counts",
            lambda A, x: np.diag(A) * x,
            "Each result needs a whole row.",
            "Two loops are needed: over the rows, and along each row.",
        ),
    ),
)

WIDE = (np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([1.0, 0.5, -2.0]))
WIDE_MATRIX = oblong(
    MATVEC,
    WIDE,
    "The outer loop runs over len(A) rows, the inner one over len(x) columns.",
    Mistake(
        "you added as many products as there are rows",
        lambda: WIDE[0][:, :2] @ WIDE[1][:2],
        "A matrix need not be square.",
        "The inner loop runs over the columns: len(x) of them.",
    ),
)

EXERCISES, EDGES = (MATVEC,), (WIDE_MATRIX,)


def check_matvec(function: Any) -> Verdict:
    """Check ``matvec(A, x)``: the dot product of each row of A with x; A need not be square.

    Parameters
    ----------
    function : callable
        The learner's; takes a matrix and a vector, returns one number for each row.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_matvec(lambda A, x: A * x)
    ✗ wrong: you multiplied number by number and added nothing: every row times x. Hint: One number for
      each row is wanted.
    """
    return check_to_the_edges(MATVEC, function, WIDE_MATRIX)

"""Exercise of notebook 01 on LoRA: how many numbers two thin matrices hold, beside a large one that stays as it is.

Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

from helpers.lessons.checks import check_value
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict

SIDE, RANK = 4096, 8

TRAINED = 2 * SIDE * RANK  # (4096, 8) and (8, 4096)
WHOLE = SIDE**2

PARAMETERS = Exercise(
    name="number of trained parameters",
    right=lambda: TRAINED,
    digits=5,
    rounded=2,
    hint="Two thin matrices stand beside the large one; their product has its shape. What are their shapes?",
    further="The inner size of that product is the rank.",
    mistakes=(
        Mistake(
            "that is the large matrix, which stays as it is",
            lambda: WHOLE,
            "Only the two thin matrices are trained.",
            "What are their shapes?",
        ),
        Mistake(
            "that is one of the two thin matrices",
            lambda: SIDE * RANK,
            "One matrix of rank 8 has to come back to 4,096 columns.",
            "Two matrices are trained.",
        ),
        Mistake(
            "those are the two thin matrices one by one",
            lambda: (SIDE * RANK, SIDE * RANK),
            "How many numbers are trained in all?",
            "Add the two.",
            state=State.ALMOST,
        ),
        Mistake(
            "you counted the large matrix once for each rank",
            lambda: RANK * WHOLE,
            "That is more than the large matrix itself; LoRA should need less.",
            "One side of each thin matrix is the rank.",
        ),
        Mistake(
            "you counted both matrices twice, or bytes at 2 bytes a number",
            lambda: 2 * TRAINED,
            "One matrix goes down to the rank, the other one comes back; how many numbers are that?",
            "Two matrices, each counted once; and numbers are wanted, not bytes.",
        ),
        Mistake(
            "you counted bytes, at 4 bytes a number",
            lambda: 4 * TRAINED,
            "How many numbers are that?",
            "Divide by 4.",
            state=State.ALMOST,
        ),
        Mistake(
            "you added the large matrix, which stays as it is",
            lambda: WHOLE + TRAINED,
            "Only the two thin matrices are trained.",
            "Leave out what is not trained.",
        ),
        Mistake(
            "that is how many numbers LoRA saves",
            lambda: WHOLE - TRAINED,
            "How many numbers are trained?",
            "You subtracted one step too many.",
        ),
        Mistake(
            "you added the sides instead of multiplying",
            lambda: 2 * (SIDE + RANK),
            "How many numbers does a matrix of 2 rows and 3 columns hold?",
            "Rows times columns, for both matrices.",
        ),
        Mistake(
            "you forgot the rank",
            lambda: 2 * SIDE,
            "With rank 1 so many numbers would be trained.",
            "One side of each thin matrix is the rank.",
        ),
        Mistake(
            "you divided the large matrix by the rank",
            lambda: WHOLE / RANK,
            "A matrix of rank 8 is the product of two thin ones; count those.",
            "One side of each is the rank.",
        ),
        Mistake(
            "you squared the rank: there is a small matrix between two thin ones",
            lambda: TRAINED + RANK**2,
            "LoRA has two matrices and nothing in between.",
            "Leave out the third.",
        ),
        Mistake(
            "you counted singular values too",
            lambda: TRAINED + RANK,
            "LoRA has two matrices and nothing in between.",
            "Leave out the third.",
        ),
        Mistake(
            "that is the share of the large matrix",
            lambda: TRAINED / WHOLE,
            "The number itself is wanted.",
            "Multiply by how many numbers the large matrix has.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is the share of the large matrix in percent",
            lambda: 100 * TRAINED / WHOLE,
            "The number itself is wanted.",
            "Multiply by how many numbers the large matrix has, and divide by 100.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is how many times as many numbers the large matrix has",
            lambda: WHOLE / TRAINED,
            "The number itself is wanted.",
            "What did you divide by?",
            state=State.ALMOST,
        ),
        Mistake(
            "that is the rank, squared",
            lambda: RANK**2,
            "Each thin matrix has a short side and a long one.",
            "The long side is 4,096.",
        ),
    ),
)

EXERCISES = (PARAMETERS,)


def check_parameters(value: Any) -> Verdict:
    """Check how many numbers LoRA of rank 8 trains beside a matrix of 4,096 rows and 4,096 columns.

    Parameters
    ----------
    value : int
        The learner's.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_parameters(4096**2)
    ✗ wrong: that is the large matrix, which stays as it is. Hint: Only the two thin matrices are
      trained.
    """
    return check_value(PARAMETERS, value)

"""What functions of notebook 01 are tried on besides square matrices: matrices that are not.

On a square matrix every mistake gives some numbers, so that it can be named; on another one most of them stop with an
error. So a function meets the square ones first, and an `oblong` one only if it is right there.
"""

import numpy as np

from helpers.lessons.edges import Edge, breaks_down, edge_of
from helpers.lessons.exercises import Exercise, Mistake


def oblong(exercise: Exercise, case: tuple, further: str, *mistakes: Mistake) -> Edge:
    """Add inputs to an exercise of which a matrix has more rows than columns, or fewer.

    Parameters
    ----------
    exercise : Exercise
        The one whose function is called.
    case : tuple of float or array
        The inputs.
    further : str
        Where to look in a function that stops there.
    *mistakes : Mistake
        What else leads to a wrong result there; their functions take nothing.

    Returns
    -------
    Edge
        With the mistake of a function that works for square matrices only.

    Examples
    --------
    >>> column_sums = Exercise("column_sums", lambda A: A.sum(axis=0), (), cases=((np.eye(2),),))
    >>> oblong(column_sums, (np.array([[1.0, 2.0]]),), "How many columns are there?").exercise.name
    'column_sums([[1, 2]])'
    """
    shapes = ", ".join(str(part.shape) for part in case if isinstance(part, np.ndarray))
    stops = breaks_down(
        "your function works for square matrices only",
        f"Call it with matrices of these shapes: {shapes}.",
        further,
    )
    return edge_of(exercise, case, stops, *mistakes)

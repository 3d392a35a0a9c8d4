"""Exercise of notebook 01 on stacked layers: without an activation between them, two are one.

Legend: samples are rows, x @ W1 + b1 is the first layer and what it gives @ W2 + b2 the second. Each mistake is the
formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.edges import check_to_the_edges
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.linear_algebra.inputs import oblong
from helpers.lessons.verdicts import State, Verdict

SQUARES = (
    (
        np.array([[1.0, 2.0], [-1.0, 3.0]]),
        np.array([0.5, -2.0]),
        np.array([[2.0, 0.0], [1.0, -1.5]]),
        np.array([3.0, 1.0]),
    ),
    (
        np.array([[2.0, -1.0, 0.5], [0.0, 1.0, 3.0], [1.0, -2.0, 4.0]]),
        np.array([1.0, 2.5, -1.0]),
        np.array([[1.0, 0.0, -2.0], [3.0, 1.5, 1.0], [-0.5, 2.0, 1.0]]),
        np.array([-1.0, 0.25, 2.0]),
    ),
)


def _bias(b1: np.ndarray, W2: np.ndarray, b2: np.ndarray) -> np.ndarray:
    return b1 @ W2 + b2


COLLAPSE = Exercise(
    name="collapse",
    right=lambda W1, b1, W2, b2: (W1 @ W2, _bias(b1, W2, b2)),
    cases=SQUARES,
    parts=("W", "b"),
    hint="Write the second layer with the first one in it, and multiply out.",
    further="(x @ W1 + b1) @ W2 + b2: what is multiplied by x, and what is left?",
    mistakes=(
        Mistake(
            "you multiplied W2 @ W1",
            lambda W1, b1, W2, b2: (W2 @ W1, _bias(b1, W2, b2)),
            "Which of the two does x meet first?",
            "Samples are rows here: x @ W1 @ W2.",
        ),
        Mistake(
            "that is right for columns, W @ x + b; here samples are rows, x @ W + b",
            lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b1 + b2),
            "Which of the two does x meet first?",
            "x @ W1 comes first, and b1 meets W2 from the left as well.",
            state=State.ALMOST,
        ),
        Mistake(
            "you added the biases",
            lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2),
            "b1 is added before the second layer; what does that layer do to it?",
            "b1 passes through W2.",
        ),
        Mistake(
            "you forgot that b1 passes through the second layer: only b2 is left",
            lambda W1, b1, W2, b2: (W1 @ W2, b2),
            "What comes out for an input of zeros?",
            "b1 comes out of the first layer, and passes through W2.",
        ),
        Mistake(
            "you multiplied W2 @ W1 and added the biases",
            lambda W1, b1, W2, b2: (W2 @ W1, b1 + b2),
            "Which of the two does x meet first, and what does the second layer do to b1?",
            "x @ W1 @ W2, and b1 passes through W2.",
        ),
        Mistake(
            "you multiplied W2 @ W1 and left b1 out",
            lambda W1, b1, W2, b2: (W2 @ W1, b2),
            "Which of the two does x meet first, and what comes out for an input of zeros?",
            "x @ W1 @ W2, and b1 passes through W2.",
        ),
        Mistake(
            "b1 meets W2 from the wrong side",
            lambda W1, b1, W2, b2: (W1 @ W2, W2 @ b1 + b2),
            "Samples are rows, and so is b1.",
            "A row stands to the left of the matrix.",
        ),
        Mistake(
            "you sent b1 through W1",
            lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W1 + b2),
            "b1 is added after W1; what comes next?",
            "b1 passes through the second layer.",
        ),
        Mistake(
            "you sent both biases through W2",
            lambda W1, b1, W2, b2: (W1 @ W2, (b1 + b2) @ W2),
            "b2 is added after W2; what comes next?",
            "Only b1 passes through W2.",
        ),
        Mistake(
            "you forgot b2",
            lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W2),
            "What does your function do with b2?",
            "It is added at the end, as it is.",
        ),
        Mistake(
            "you multiplied the biases",
            lambda W1, b1, W2, b2: (W1 @ W2, b1 * b2),
            "Multiply (x @ W1 + b1) @ W2 + b2 out.",
            "b2 is added.",
        ),
        Mistake(
            "you added the weights",
            lambda W1, b1, W2, b2: (W1 + W2, _bias(b1, W2, b2)),
            "x passes through W1, and what comes out through W2.",
            "One after the other is a product.",
        ),
        Mistake(
            "you added the weights and the biases",
            lambda W1, b1, W2, b2: (W1 + W2, b1 + b2),
            "x passes through the first layer, and what comes out through the second.",
            "Multiply (x @ W1 + b1) @ W2 + b2 out.",
        ),
        Mistake(
            "you multiplied the weights number by number",
            lambda W1, b1, W2, b2: (W1 * W2, _bias(b1, W2, b2)),
            "x passes through W1, and what comes out through W2.",
            "A matrix product is written with @.",
        ),
        Mistake(
            "W and b have changed places",
            lambda W1, b1, W2, b2: (_bias(b1, W2, b2), W1 @ W2),
            "Which of the two is a matrix?",
            "return W, b.",
            state=State.ALMOST,
        ),
        Mistake(
            "only W is there",
            lambda W1, b1, W2, b2: W1 @ W2,
            "A layer has two parts.",
            "return W, b.",
            state=State.MISSING,
        ),
    ),
)

OTHER_SIZES = oblong(
    COLLAPSE,
    (
        np.array([[1.0, 2.0], [-1.0, 0.5], [3.0, 0.0]]),
        np.array([2.0, -1.0]),
        np.array([[1.0, 0.0, 2.0, -3.0], [0.5, 1.0, -2.0, 4.0]]),
        np.array([1.0, 0.0, -1.0, 2.0]),
    ),
    "The inner sizes of W1 and W2 are equal, and vanish.",
)

EXERCISES, EDGES = (COLLAPSE,), (OTHER_SIZES,)


def check_collapse(function: Any) -> Verdict:
    """Check ``collapse(W1, b1, W2, b2)``: the weights and biases of the one layer that does what two do.

    Parameters
    ----------
    function : callable
        The learner's; takes two matrices, each with its vector of biases, returns a matrix and a vector.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_collapse(lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2))
    ✗ wrong: you added the biases. Hint: b1 is added before the second layer; what does that layer do
      to it?
    """
    return check_to_the_edges(COLLAPSE, function, OTHER_SIZES)

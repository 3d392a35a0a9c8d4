"""Exercise of notebook 01 on a layer of a network: a product, an offset, and what is below 0 becomes 0.

Legend: `X` inputs, a row for each sample; `W` weights, a column for each neuron; `b` biases, one for each neuron. Each
mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.edges import check_to_the_edges
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.linear_algebra.inputs import oblong
from helpers.lessons.verdicts import State, Verdict

# every sum of a product and a bias has both signs, and so has every product
SQUARES = (
    (np.array([[1.0, 2.0], [-1.0, 3.0]]), np.array([[2.0, -1.0], [1.0, -2.0]]), np.array([-3.0, 6.0])),
    (
        np.array([[1.0, 0.0, 2.0], [-1.0, 1.5, 0.5], [3.0, -2.0, 1.0]]),
        np.array([[1.0, -2.0, 0.5], [2.0, 1.0, -1.0], [-1.0, 0.5, 3.0]]),
        np.array([0.25, 2.0, -4.0]),
    ),
)


def _relu(z: np.ndarray) -> np.ndarray:
    return np.maximum(z, 0)


LAYER = Exercise(
    name="layer",
    right=lambda X, W, b: _relu(X @ W + b),
    cases=SQUARES,
    mistakes=(
        Mistake(
            "you forgot the bias",
            lambda X, W, b: _relu(X @ W),
            "What does your function do with b?",
            "Add it to the product, before relu.",
        ),
        Mistake(
            "you forgot relu",
            lambda X, W, b: X @ W + b,
            "Nothing below 0 should leave the layer.",
            "np.maximum(z, 0) does that.",
        ),
        Mistake(
            "you forgot the bias and relu",
            lambda X, W, b: X @ W,
            "A product is the first of three steps.",
            "Add b, then turn what is below 0 into 0.",
        ),
        Mistake(
            "you multiplied W @ X",
            lambda X, W, b: _relu(W @ X + b),
            "Samples are rows: each row of X should meet each column of W.",
            "The order of a matrix product matters.",
        ),
        Mistake(
            "you transposed W",
            lambda X, W, b: _relu(X @ W.T + b),
            "A column of W belongs to a neuron.",
            "The columns of X and the rows of W are as many; nothing needs turning.",
        ),
        Mistake(
            "you multiplied number by number",
            lambda X, W, b: _relu(X * W + b),
            "Each neuron should see the whole row of a sample.",
            "A matrix product is written with @.",
        ),
        Mistake(
            "you added the bias before the product",
            lambda X, W, b: _relu((X + b) @ W),
            "There is one bias for each neuron, not for each input.",
            "Look at your parentheses.",
        ),
        Mistake(
            "relu comes before the bias",
            lambda X, W, b: _relu(X @ W) + b,
            "Nothing below 0 should leave the layer.",
            "The bias is added inside relu.",
        ),
        Mistake(
            "relu is applied to the inputs",
            lambda X, W, b: _relu(X) @ W + b,
            "Nothing below 0 should leave the layer.",
            "relu comes last.",
        ),
        Mistake(
            "you added the biases down the rows",
            lambda X, W, b: _relu(X @ W + b[:, np.newaxis]),
            "Neurons are columns: each should get its own bias.",
            "A vector of one number for each column is added to every row without turning it.",
        ),
        Mistake(
            "you subtracted the bias",
            lambda X, W, b: _relu(X @ W - b),
            "Look at the sign of b.",
            "The bias is added.",
        ),
        Mistake(
            "you kept what is below 0 instead of what is above",
            lambda X, W, b: np.minimum(X @ W + b, 0),
            "Nothing below 0 should leave the layer.",
            "Take the larger one of each number and 0.",
        ),
        Mistake(
            "you took the sign off",
            lambda X, W, b: np.abs(X @ W + b),
            "What is below 0 should become 0.",
            "np.maximum, not np.abs.",
        ),
        Mistake(
            "those are 1 where something is above 0, not how much it is",
            lambda X, W, b: np.where(X @ W + b > 0, 1.0, 0.0),
            "What is above 0 should stay as it is.",
            "Multiply by the number itself, or take np.maximum.",
        ),
        Mistake(
            "you used the sigmoid",
            lambda X, W, b: 1 / (1 + np.exp(-(X @ W + b))),
            "Here the activation is relu.",
            "What is above 0 stays, what is below becomes 0.",
        ),
        Mistake(
            "you used the hyperbolic tangent",
            lambda X, W, b: np.tanh(X @ W + b),
            "Here the activation is relu.",
            "What is above 0 stays, what is below becomes 0.",
        ),
        Mistake(
            "only the largest number is there",
            lambda X, W, b: np.max(X @ W + b),
            "np.max gives one number; relu keeps the whole table.",
            "np.maximum compares number by number.",
            state=State.MISSING,
        ),
    ),
)

MORE_NEURONS = oblong(
    LAYER,
    (
        np.array([[1.0, 2.0, -1.0], [0.5, -1.0, 2.0]]),
        np.array([[1.0, 0.0, 2.0, -1.0], [0.5, 1.0, -1.0, 2.0], [-2.0, 1.5, 1.0, 0.0]]),
        np.array([0.5, -1.0, 0.0, 2.0]),
    ),
    "The result has a row for each sample and a column for each neuron.",
)

EXERCISES, EDGES = (LAYER,), (MORE_NEURONS,)

OF_A_TABLE = Verdict(
    State.WRONG,
    "Python's max, like its if, compares two single numbers, and a layer gives a table of them. "
    "Hint: np.maximum compares number by number.",
)


def check_layer(function: Any) -> Verdict:
    """Check ``layer(X, W, b)``: relu(X @ W + b), for any number of samples, inputs and neurons.

    Parameters
    ----------
    function : callable
        The learner's; takes two matrices and a vector, returns a row for each sample and a column for each neuron.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_layer(lambda X, W, b: X @ W + b)
    ✗ wrong: you forgot relu. Hint: Nothing below 0 should leave the layer.
    """
    verdict = check_to_the_edges(LAYER, function, MORE_NEURONS)
    return OF_A_TABLE if "The truth value of an array" in verdict.message else verdict

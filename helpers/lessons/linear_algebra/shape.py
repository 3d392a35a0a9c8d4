"""Exercise of notebook 01 on shapes: what comes out of a layer, before anything is computed.

Each mistake is the shape that a learner who makes it has given.
"""

from typing import Any

from helpers.lessons.checks import check_value
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.matrices import broadcast_shape, product_shape

SAMPLES, INPUTS, NEURONS = 32, 784, 128


def _layer_shape() -> tuple[int, ...]:
    product = product_shape((SAMPLES, INPUTS), (INPUTS, NEURONS))
    return broadcast_shape(product.shape, (NEURONS,)).shape


SHAPE = Exercise(
    name="shape of the result",
    right=_layer_shape,
    digits=5,
    hint="Write the two shapes of the product side by side: which sizes meet, and which stay?",
    further="Sizes that meet must be equal, and vanish; the bias is repeated in every row.",
    mistakes=(
        Mistake(
            "you kept the sizes that meet",
            lambda: (INPUTS, INPUTS),
            "The sizes that meet in the middle must be equal, and vanish.",
            "The outer sizes stay.",
        ),
        Mistake(
            "rows and columns have changed places",
            lambda: (NEURONS, SAMPLES),
            "Samples are rows; what are the columns?",
            "The left matrix gives the rows, the right one the columns.",
        ),
        Mistake(
            "that is the shape of the left matrix",
            lambda: (SAMPLES, INPUTS),
            "How many neurons does each sample meet?",
            "The right matrix gives the number of columns.",
        ),
        Mistake(
            "that is the shape of the right matrix",
            lambda: (INPUTS, NEURONS),
            "How many samples go in, and how many should come out?",
            "The left matrix gives the number of rows.",
        ),
        Mistake(
            "you appended the shape of the bias",
            lambda: (SAMPLES, NEURONS, NEURONS),
            "Adding a bias changes numbers; does it make a table three-dimensional?",
            "The bias is repeated in every row; the shape stays.",
        ),
        Mistake(
            "you kept all three sizes of the product",
            lambda: (SAMPLES, INPUTS, NEURONS),
            "What happens along the size that both matrices share?",
            "The products are added up there, and it vanishes.",
        ),
        Mistake(
            "you wrote the two shapes behind each other",
            lambda: (SAMPLES, INPUTS, INPUTS, NEURONS),
            "The sizes that meet in the middle must be equal, and vanish.",
            "The outer sizes stay.",
        ),
        Mistake(
            "you added the bias as one more row",
            lambda: (SAMPLES + 1, NEURONS),
            "How many samples went in, and how many should come out?",
            "The bias is added to the numbers of every row.",
        ),
        Mistake(
            "you added the bias as one more column",
            lambda: (SAMPLES, NEURONS + 1),
            "Each neuron has a bias; does that make one more neuron?",
            "The bias is added to the numbers of every row.",
        ),
        Mistake(
            "you put the biases beside the product",
            lambda: (SAMPLES, 2 * NEURONS),
            "Adding a bias changes numbers; does it put anything beside them?",
            "The bias is repeated in every row; the shape stays.",
        ),
        Mistake(
            "that is the shape of the bias",
            lambda: (NEURONS,),
            "What has become of the samples?",
            "The shorter shape is repeated to fit the longer one.",
            state=State.MISSING,
        ),
        Mistake(
            "only the number of samples is there",
            lambda: (SAMPLES,),
            "How many numbers come out for each sample?",
            "The right matrix gives the second size.",
            state=State.MISSING,
        ),
        Mistake(
            "that is how many numbers the result has",
            lambda: SAMPLES * NEURONS,
            "How many rows and how many columns are these?",
            "A shape is one size for each direction.",
            state=State.ALMOST,
        ),
        Mistake(
            "you multiplied all sizes of the product",
            lambda: SAMPLES * INPUTS * NEURONS,
            "So many multiplications it takes; what shape is the result?",
            "A shape is one size for each direction.",
        ),
    ),
)

EXERCISES = (SHAPE,)


def check_shape(shape: Any) -> Verdict:
    """Check the shape of X @ W + b, for X of shape (32, 784), W of shape (784, 128) and b of shape (128,).

    Parameters
    ----------
    shape : sequence of int
        The learner's.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_shape((128, 32))
    ✗ wrong: rows and columns have changed places. Hint: Samples are rows; what are the columns?
    """
    return check_value(SHAPE, shape)

"""Exercise of notebook 03 on entropy: how surprising a distribution is on average.

Legend: `p` probabilities. Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.edges import breaks_down, check_to_the_edges, edge_of
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.information import entropy, perplexity

# the last is so sure that an epsilon inside the logarithm is felt
DISTRIBUTIONS = (
    (np.array([0.25, 0.25, 0.25, 0.25]),),
    (np.array([0.5, 0.3, 0.2]),),
    (np.array([0.99999, 0.00001]),),
)
EPSILONS = (1e-6, 1e-7, 1e-8, 1e-9)


def _shifted(epsilon: float) -> Mistake:
    """Name the mistake of a logarithm that is taken a little to the right."""
    return Mistake(
        f"the {epsilon:g} inside the logarithm shifts the result",
        lambda p: -np.sum(p * np.log(p + epsilon)),
        "It keeps the logarithm from 0, but it is added to probabilities that are not 0 too.",
        "Leave out the outcomes of probability 0 instead: they add nothing.",
        state=State.ALMOST,
    )


ENTROPY = Exercise(
    name="my_entropy",
    right=lambda p: entropy(p),
    cases=DISTRIBUTIONS,
    mistakes=(
        Mistake(
            "you forgot the minus",
            lambda p: -entropy(p),
            "The logarithm of a probability is never positive, and surprise is never negative.",
            "A minus stands in front of the sum.",
        ),
        Mistake(
            "you took the logarithm to base 2",
            lambda p: entropy(p, base=2),
            "That is the entropy in bits; here it is wanted in nats.",
            "Use the natural logarithm, np.log.",
            state=State.ALMOST,
        ),
        Mistake(
            "you took the logarithm to base 10",
            lambda p: entropy(p, base=10),
            "That is another unit; here nats are wanted.",
            "Use the natural logarithm, np.log.",
            state=State.ALMOST,
        ),
        Mistake(
            "you divided by the number of outcomes",
            lambda p: entropy(p) / len(p),
            "The probabilities are the weights of the average already. np.mean divides too.",
            "Use np.sum.",
        ),
        Mistake(
            "you did not weight the surprises by their probabilities",
            lambda p: -np.sum(np.log(p)),
            "A rare outcome surprises much, but rarely.",
            "Multiply each logarithm by its probability.",
        ),
        Mistake(
            "you averaged the surprises without their probabilities",
            lambda p: -np.mean(np.log(p)),
            "A rare outcome surprises much, but rarely.",
            "Multiply each logarithm by its probability, and add.",
        ),
        Mistake(
            "you divided by the largest entropy that so many outcomes can have",
            lambda p: entropy(p) / np.log(len(p)),
            "That is a share between 0 and 1; here the entropy itself is wanted.",
            "Leave the division out.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is the perplexity",
            perplexity,
            "It is e to the power of the entropy.",
            "Undo the exponential.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is the Gini impurity",
            lambda p: 1 - np.sum(p**2),
            "It measures mixture too, but with squares instead of logarithms.",
            "The surprise of an outcome is -log p.",
        ),
        Mistake(
            "you multiplied and did not add",
            lambda p: -p * np.log(p),
            "One number is wanted.",
            "Add the products up.",
            state=State.MISSING,
        ),
        Mistake(
            "that is the surprise of the most probable outcome only",
            lambda p: -np.log(np.max(p)),
            "The other outcomes happen too.",
            "Average the surprises of all outcomes.",
        ),
        *map(_shifted, EPSILONS),
    ),
)

IMPOSSIBLE = edge_of(
    ENTROPY,
    (np.array([0.5, 0.5, 0.0]),),
    breaks_down(
        "your function breaks down at a probability of 0",
        "What never happens surprises nobody: 0 · log 0 counts as 0 here.",
        "Add over the probabilities above 0 only.",
    ),
)

EXERCISES, EDGES = (ENTROPY,), (IMPOSSIBLE,)


def check_entropy(function: Any) -> Verdict:
    """Check ``my_entropy(p)``: the average surprise in nats; an outcome of probability 0 adds nothing.

    Parameters
    ----------
    function : callable
        The learner's; takes an array and returns one number.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_entropy(lambda p: -sum(p * np.log(p + 1e-8)))
    ≈ almost: the 1e-08 inside the logarithm shifts the result. Hint: It keeps the logarithm from 0, but
      it is added to probabilities that are not 0 too.
    """
    return check_to_the_edges(ENTROPY, function, IMPOSSIBLE)

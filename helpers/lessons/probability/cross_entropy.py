"""Exercise of notebook 03 on cross-entropy: how surprised a model is by the class that is true.

Legend: `p` probabilities of the classes, `t` the true class, counted from 0. Each mistake is the formula that a learner
who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.edges import breaks_down, check_to_the_edges, edge_of
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.information import entropy, log_softmax

# right and sure, wrong, undecided
ANSWERS = (
    (np.array([0.9, 0.07, 0.03]), 0),
    (np.array([0.1, 0.6, 0.3]), 0),
    (np.array([0.2, 0.35, 0.4, 0.05]), 2),
)


def _truth(p: np.ndarray, t: int) -> np.ndarray:
    """Put 1 at the true class and 0 elsewhere."""
    return np.eye(len(p))[t]


CROSS_ENTROPY = Exercise(
    name="my_cross_entropy",
    right=lambda probabilities, target: -np.log(probabilities[target]),
    cases=ANSWERS,
    mistakes=(
        Mistake(
            "you forgot the minus",
            lambda p, t: np.log(p[t]),
            "The logarithm of a probability is never positive, and a loss should be.",
            "The smaller the probability of the truth, the larger the loss has to be.",
        ),
        Mistake(
            "you took the logarithm to base 2",
            lambda p, t: -np.log2(p[t]),
            "That is the loss in bits; here it is wanted in nats.",
            "Use the natural logarithm, np.log.",
            state=State.ALMOST,
        ),
        Mistake(
            "you took the logarithm to base 10",
            lambda p, t: -np.log10(p[t]),
            "That is another unit; here nats are wanted.",
            "Use the natural logarithm, np.log.",
            state=State.ALMOST,
        ),
        Mistake(
            "you added over all classes without the one-hot truth",
            lambda p, t: -np.sum(np.log(p)),
            "Only one class is true.",
            "The one-hot truth multiplies every other logarithm by 0.",
        ),
        Mistake(
            "you averaged over all classes without the one-hot truth",
            lambda p, t: -np.mean(np.log(p)),
            "Only one class is true.",
            "The one-hot truth multiplies every other logarithm by 0.",
        ),
        Mistake(
            "you divided by the number of classes",
            lambda p, t: -np.log(p[t]) / len(p),
            "One class is true, and its surprise is the loss. np.mean divides too.",
            "Use np.sum, or the one logarithm alone.",
        ),
        Mistake(
            "you forgot the logarithm: that is 1 - probability of the truth",
            lambda p, t: 1 - p[t],
            "A truth that was called impossible should cost more than 1.",
            "The surprise of an outcome is -log p.",
        ),
        Mistake(
            "that is the probability of the truth",
            lambda p, t: p[t],
            "The smaller it is, the larger the loss has to be.",
            "The surprise of an outcome is -log p.",
        ),
        Mistake(
            "that is the squared error for the true class",
            lambda p, t: (1 - p[t]) ** 2,
            "A truth that was called impossible should cost more than 1.",
            "The surprise of an outcome is -log p.",
        ),
        Mistake(
            "that is the squared error over all classes",
            lambda p, t: np.sum((p - _truth(p, t)) ** 2),
            "A truth that was called impossible should cost more than 2.",
            "The surprise of an outcome is -log p.",
        ),
        Mistake(
            "that is the entropy of the model's answer",
            lambda p, t: entropy(p),
            "It says how unsure the model is, not how wrong.",
            "The weights are those of the truth: 1 for the true class, 0 for the others.",
        ),
        Mistake(
            "the logarithm is weighted by the model's own probability",
            lambda p, t: -p[t] * np.log(p[t]),
            "The weight is how true the class is, and it is true.",
            "Leave the factor out.",
        ),
        Mistake(
            "that is the loss of the class that the model finds most probable",
            lambda p, t: -np.log(np.max(p)),
            "A model that is sure and wrong should pay for it.",
            "One parameter of your function is never used.",
        ),
        Mistake(
            "you counted the classes from 1",
            lambda p, t: -np.log(p[t - 1]),
            "Class 0 is the first.",
            "Do not subtract from the target.",
        ),
        Mistake(
            "you took the logarithm of 1 - probability",
            lambda p, t: -np.log(1 - p[t]),
            "A truth of probability near 1 should cost next to nothing.",
            "That is the loss of a class that is not true.",
        ),
        Mistake(
            "the classes that are not true were counted too, as if each were a yes-or-no question",
            lambda p, t: -np.log(p[t]) - np.sum(np.log(1 - np.delete(p, t))),
            "That is the loss of a network that ends in sigmoids; here one class is true and the others follow.",
            "Only the probability of the truth counts.",
        ),
        Mistake(
            "you took the softmax of the probabilities first",
            lambda p, t: -log_softmax(p)[t],
            "PyTorch's F.cross_entropy takes logits and does that; these are probabilities already.",
            "Take the logarithm of the probability as it is.",
        ),
        Mistake(
            "you did not add over the classes",
            lambda p, t: -_truth(p, t) * np.log(p),
            "One number is wanted.",
            "All of these but one are 0; add them up.",
            state=State.MISSING,
        ),
    ),
)

RULED_OUT = edge_of(
    CROSS_ENTROPY,
    (np.array([0.7, 0.3, 0.0]), 0),
    breaks_down(
        "your function breaks down if another class has probability 0",
        "The one-hot truth gives 0 times the logarithm of 0, which is not a number for NumPy.",
        "Look only at the probability of the true class.",
    ),
)

EXERCISES, EDGES = (CROSS_ENTROPY,), (RULED_OUT,)


def check_cross_entropy(function: Any) -> Verdict:
    """Check ``my_cross_entropy(probabilities, target)``: the surprise of a model, in nats, when class `target` is true.

    Parameters
    ----------
    function : callable
        The learner's; takes an array and a class, counted from 0; returns one number.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_cross_entropy(lambda probabilities, target: 1 - probabilities[target])
    ✗ wrong: you forgot the logarithm: that is 1 - probability of the truth. Hint: A truth that was
      called impossible should cost more than 1.
    """
    return check_to_the_edges(CROSS_ENTROPY, function, RULED_OUT)

"""Exercise of notebook 03 on temperature: logits divided by T, then the softmax.

Legend: `z` logits, `T` temperature. Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.edges import breaks_down, check_to_the_edges, edge_of
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import Verdict
from helpers.maths.information import softmax

SCORES = (
    (np.array([2.0, 1.0, 0.1]), 2.0),
    (np.array([2.0, 1.0, 0.1]), 0.5),
    (np.array([-0.5, 0.0, 3.0, 1.5]), 5.0),
)

SOFTMAX_AT = Exercise(
    name="softmax_at",
    right=lambda z, temperature: softmax(z, temperature),
    cases=SCORES,
    mistakes=(
        Mistake(
            "you multiplied the logits by the temperature, or raised the probabilities to it",
            lambda z, T: softmax(z * T),
            "Heat should make the bars more alike; yours grow apart.",
            "At a high temperature the differences between the logits have to shrink.",
        ),
        Mistake(
            "you divided the probabilities by the temperature",
            lambda z, T: softmax(z) / T,
            "The results have to sum to 1.",
            "The temperature acts on the logits, before the softmax.",
        ),
        Mistake(
            "you multiplied the probabilities by the temperature",
            lambda z, T: softmax(z) * T,
            "The results have to sum to 1.",
            "The temperature acts on the logits, before the softmax.",
        ),
        Mistake(
            "you raised the probabilities to the temperature and did not make them sum to 1",
            lambda z, T: softmax(z) ** T,
            "The results have to sum to 1, and heat should make the bars more alike.",
            "Dividing a logit by T is a root of the probability, not a power; and divide by the sum.",
        ),
        Mistake(
            "you raised the probabilities to 1 / temperature and did not make them sum to 1",
            lambda z, T: softmax(z) ** (1 / T),
            "That is half of it, but the results have to sum to 1.",
            "Divide by the sum.",
        ),
        Mistake(
            "the softmax comes twice, and the temperature in between",
            lambda z, T: softmax(softmax(z) / T),
            "At temperature 1 the result should be the softmax of the logits.",
            "The temperature acts on the logits, before the softmax.",
        ),
        Mistake(
            "the softmax comes once more after the temperature",
            lambda z, T: softmax(softmax(z, T)),
            "At temperature 1 the result should be the softmax of the logits.",
            "One softmax is enough.",
        ),
        Mistake(
            "the temperature has no effect",
            lambda z, T: softmax(z),
            "Is the temperature only subtracted, divided from the maximum alone, or never used?",
            "Every logit is divided by it.",
        ),
        Mistake(
            "the temperature acts above the fraction bar only",
            lambda z, T: np.exp(z / T) / np.sum(np.exp(z)),
            "The results have to sum to 1.",
            "Give the divided logits a name, and use that name from there on.",
        ),
        Mistake(
            "the temperature acts below the fraction bar only",
            lambda z, T: np.exp(z) / np.sum(np.exp(z / T)),
            "The results have to sum to 1.",
            "Give the divided logits a name, and use that name from there on.",
        ),
        Mistake(
            "you did not divide by the sum",
            lambda z, T: np.exp(z / T),
            "The results have to sum to 1.",
            "What is the share of each in the whole?",
        ),
        Mistake(
            "the largest result is 1: you subtracted the maximum and did not divide by the sum",
            lambda z, T: np.exp((z - np.max(z)) / T),
            "The results have to sum to 1.",
            "What is the share of each in the whole?",
        ),
        Mistake(
            "you divided by the root of the temperature",
            lambda z, T: softmax(z, np.sqrt(T)),
            "The root belongs to attention; here the logits are divided by the temperature itself.",
            "Leave the root out.",
        ),
        Mistake(
            "those are the divided logits, without the softmax",
            lambda z, T: z / T,
            "Probabilities lie between 0 and 1 and sum to 1.",
            "The softmax comes after the division.",
        ),
    ),
)

LOW_TEMPERATURE = edge_of(
    SOFTMAX_AT,
    (np.array([2.0, 1.999, -2.0]), 0.001),
    breaks_down(
        "you did not subtract the maximum, and at a low temperature the exponential is larger than any float",
        "How large is 2 / 0.001, and what is e to that power?",
        "Divide by the temperature, subtract the maximum of the result, and go on as before.",
    ),
)

EXERCISES, EDGES = (SOFTMAX_AT,), (LOW_TEMPERATURE,)


def check_temperature(function: Any) -> Verdict:
    """Check ``softmax_at(logits, temperature)``: the softmax of logits / temperature, safe at low temperatures too.

    Parameters
    ----------
    function : callable
        The learner's; takes an array and a number above 0, returns as many numbers as there are logits.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> from helpers.maths.information import softmax
    >>> check_temperature(lambda logits, temperature: softmax(logits * temperature))
    ✗ wrong: you multiplied the logits by the temperature, or raised the probabilities to it. Hint: Heat
      should make the bars more alike; yours grow apart.
    """
    return check_to_the_edges(SOFTMAX_AT, function, LOW_TEMPERATURE)

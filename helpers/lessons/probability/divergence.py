"""Exercise of notebook 03 on the Kullback-Leibler divergence: the extra surprise of a model that is off.

Legend: `p` the truth, `q` what the model says. Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.edges import breaks_down, check_to_the_edges, edge_of
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.information import cross_entropy, entropy, kl_divergence

PAIRS = (
    (np.array([0.5, 0.5]), np.array([0.9, 0.1])),
    (np.array([0.2, 0.5, 0.3]), np.array([0.4, 0.25, 0.35])),
    (np.array([0.1, 0.1, 0.1, 0.7]), np.array([0.25, 0.25, 0.25, 0.25])),
)

KL = Exercise(
    name="kl",
    right=kl_divergence,
    cases=PAIRS,
    mistakes=(
        Mistake(
            "p and q have changed places",
            lambda p, q: kl_divergence(q, p),
            "The divergence is not the same both ways; by which distribution do the outcomes come?",
            "The truth p gives the weights, and stands above the fraction bar.",
        ),
        Mistake(
            "the sign is turned round",
            lambda p, q: -kl_divergence(p, q),
            "The divergence is never negative.",
            "Which of the two stands above the fraction bar?",
        ),
        Mistake(
            "the weights come from q",
            lambda p, q: -kl_divergence(q, p),
            "By which distribution do the outcomes come?",
            "The divergence is never negative; yours is.",
        ),
        Mistake(
            "that is the entropy of q minus the entropy of p",
            lambda p, q: entropy(q) - entropy(p),
            "Two different distributions can be equally unsure; are they then alike?",
            "The truth p gives the weights of both logarithms.",
        ),
        Mistake(
            "that is the entropy of p minus the entropy of q",
            lambda p, q: entropy(p) - entropy(q),
            "Two different distributions can be equally unsure; are they then alike?",
            "The truth p gives the weights of both logarithms.",
        ),
        Mistake(
            "that is the cross-entropy",
            cross_entropy,
            "It is not 0 if q is p.",
            "The surprise that the truth has by itself, its entropy, is to be taken off.",
        ),
        Mistake(
            "that is the entropy of p",
            lambda p, q: entropy(p),
            "One parameter of your function is never used.",
            "It should be 0 if q is p.",
        ),
        Mistake(
            "you took the logarithm to base 2",
            lambda p, q: kl_divergence(p, q) / np.log(2),
            "That is the divergence in bits; here it is wanted in nats.",
            "Use the natural logarithm, np.log.",
            state=State.ALMOST,
        ),
        Mistake(
            "you did not weight the logarithms",
            lambda p, q: np.sum(np.log(p / q)),
            "An outcome that hardly ever happens should hardly count.",
            "Multiply each logarithm by its probability in p.",
        ),
        Mistake(
            "you divided by the number of outcomes",
            lambda p, q: kl_divergence(p, q) / len(p),
            "The probabilities are the weights of the average already. np.mean divides too.",
            "Use np.sum.",
        ),
        Mistake(
            "the logarithms are weighted by the difference of p and q",
            lambda p, q: np.sum((p - q) * np.log(p / q)),
            "That is the divergence one way plus the divergence the other way.",
            "The truth p alone gives the weights.",
        ),
        Mistake(
            "you took the size of each part, without its sign",
            lambda p, q: np.sum(np.abs(p * np.log(p / q))),
            "Where q is too high the part is negative, and it counts.",
            "Their sum is never negative; no part has to be made positive.",
        ),
        Mistake(
            "that is how far the bars are apart, without a logarithm",
            lambda p, q: np.sum(np.abs(p - q)),
            "How surprised would the model be by an outcome that it calls impossible?",
            "The extra surprise at an outcome is log p - log q.",
        ),
        Mistake(
            "that is the sum of the squared differences",
            lambda p, q: np.sum((p - q) ** 2),
            "How surprised would the model be by an outcome that it calls impossible?",
            "The extra surprise at an outcome is log p - log q.",
        ),
        Mistake(
            "you forgot the logarithm",
            lambda p, q: np.sum(p * p / q),
            "It should be 0 if q is p.",
            "The extra surprise at an outcome is log p - log q.",
        ),
        Mistake(
            "you multiplied and did not add",
            lambda p, q: p * np.log(p / q),
            "One number is wanted.",
            "Add the products up.",
            state=State.MISSING,
        ),
    ),
)

NEVER_HAPPENS = edge_of(
    KL,
    (np.array([0.5, 0.5, 0.0]), np.array([0.4, 0.4, 0.2])),
    breaks_down(
        "your function breaks down where p is 0",
        "What never happens adds nothing: 0 · log 0 counts as 0 here.",
        "Add over the outcomes with p above 0 only.",
    ),
)

EXERCISES, EDGES = (KL,), (NEVER_HAPPENS,)


def check_kl(function: Any) -> Verdict:
    """Check ``kl(p, q)``: the extra surprise, in nats, of a model that says q while the truth is p.

    Parameters
    ----------
    function : callable
        The learner's; takes two arrays and returns one number. An outcome with p = 0 adds nothing.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_kl(lambda p, q: -sum(p * np.log(q)))
    ✗ wrong: that is the cross-entropy. Hint: It is not 0 if q is p.
    """
    return check_to_the_edges(KL, function, NEVER_HAPPENS)

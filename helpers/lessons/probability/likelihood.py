"""Exercise of notebook 03 on likelihood: how probable a sequence of coin flips is, as a logarithm.

Legend: `h` heads, `n` flips, `theta` probability of heads. Each mistake is the formula that a learner who makes it has
written.
"""

import math
from typing import Any

from helpers.lessons.edges import breaks_down, check_to_the_edges, edge_of
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.chance import coin_likelihood, coin_log_likelihood

# heads, flips, probability of heads
COINS = ((7, 10, 0.6), (3, 12, 0.2), (9, 14, 0.5))

LOG_LIKELIHOOD = Exercise(
    name="log_likelihood",
    right=lambda heads, flips, theta: coin_log_likelihood(heads, flips, theta),
    cases=COINS,
    mistakes=(
        Mistake(
            "that is the likelihood, without the logarithm",
            coin_likelihood,
            "A product of thousands of probabilities is too small for a float; what takes its place?",
            "The logarithm turns the product into a sum.",
        ),
        Mistake(
            "you forgot the tails",
            lambda h, n, theta: h * math.log(theta),
            "A coin that always shows heads would win every time.",
            "How probable is tails, and how many were there?",
        ),
        Mistake(
            "you forgot the tails and the logarithm",
            lambda h, n, theta: theta**h,
            "A coin that always shows heads would win every time, and the logarithm is wanted.",
            "Two parts are added: one for the heads, one for the tails.",
        ),
        Mistake(
            "the minus in front belongs to the loss",
            lambda h, n, theta: -coin_log_likelihood(h, n, theta),
            "The log-likelihood should be largest at the best theta.",
            "Logarithms of probabilities are never positive; leave them so.",
        ),
        Mistake(
            "you counted all flips as tails",
            lambda h, n, theta: h * math.log(theta) + n * math.log(1 - theta),
            "How many of the flips came up tails?",
            "Subtract the heads from the flips.",
        ),
        Mistake(
            "heads and tails have changed places",
            lambda h, n, theta: coin_log_likelihood(n - h, n, theta),
            "theta is the probability of heads.",
            "Which number is multiplied by log(theta)?",
        ),
        Mistake(
            "the tails have the probability theta too",
            lambda h, n, theta: n * math.log(theta),
            "If heads has probability 0.9, how probable is tails?",
            "The two probabilities sum to 1.",
        ),
        Mistake(
            "you did not count how often each side came up",
            lambda h, n, theta: math.log(theta) + math.log(1 - theta),
            "Seven heads are seven factors.",
            "Each logarithm is multiplied by a count.",
        ),
        Mistake(
            "you subtracted the part of the tails",
            lambda h, n, theta: h * math.log(theta) - (n - h) * math.log(1 - theta),
            "The probabilities of all flips are multiplied; what does the logarithm make of a product?",
            "Both parts are added.",
        ),
        Mistake(
            "you divided by the number of flips",
            lambda h, n, theta: coin_log_likelihood(h, n, theta) / n,
            "That is the mean of one flip, largest at the same theta; here the sum is wanted.",
            "Leave the division out.",
            state=State.ALMOST,
        ),
        Mistake(
            "you took the logarithm to base 2",
            lambda h, n, theta: coin_log_likelihood(h, n, theta) / math.log(2),
            "It is largest at the same theta; here the natural logarithm is wanted.",
            "Use np.log or math.log.",
            state=State.ALMOST,
        ),
        Mistake(
            "you took the logarithm to base 10",
            lambda h, n, theta: coin_log_likelihood(h, n, theta) / math.log(10),
            "It is largest at the same theta; here the natural logarithm is wanted.",
            "Use np.log or math.log.",
            state=State.ALMOST,
        ),
        Mistake(
            "you counted all orders of heads and tails",
            lambda h, n, theta: math.log(math.comb(n, h)) + coin_log_likelihood(h, n, theta),
            "That is the logarithm of the chance of so many heads in any order, largest at the same theta.",
            "One sequence of flips was seen: leave the binomial coefficient out.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is the share of heads, the theta that is most likely",
            lambda h, n, theta: h / n,
            "How probable are these flips at the theta that the function is given?",
            "One parameter of your function is never used.",
        ),
    ),
)

MANY_FLIPS = edge_of(
    LOG_LIKELIHOOD,
    (1200, 2000, 0.6),
    breaks_down(
        "you multiplied first and took the logarithm after that; the product of many flips is 0 for a float",
        "What does the logarithm make of a product?",
        "Multiply the logarithm of theta by the number of heads, and do likewise for the tails.",
    ),
)

EXERCISES, EDGES = (LOG_LIKELIHOOD,), (MANY_FLIPS,)


def check_log_likelihood(function: Any) -> Verdict:
    """Check ``log_likelihood(heads, flips, theta)``: the logarithm of the probability of one sequence of flips.

    Parameters
    ----------
    function : callable
        The learner's; returns one number.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_log_likelihood(lambda heads, flips, theta: heads * math.log(theta))
    ✗ wrong: you forgot the tails. Hint: A coin that always shows heads would win every time.
    """
    return check_to_the_edges(LOG_LIKELIHOOD, function, MANY_FLIPS)

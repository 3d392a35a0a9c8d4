"""Exercise of notebook 03 on top-p sampling: the tail of a distribution cut off.

Legend: `q` the probabilities of the words, `p` the probability to reach. Each mistake is the formula that a learner
who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.edges import check_to_the_edges
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.information import keep_top_k, keep_top_p

# three words are needed, three of five, and one
WORDS = (
    (np.array([0.1, 0.45, 0.2, 0.25]), 0.85),
    (np.array([0.05, 0.4, 0.3, 0.2, 0.05]), 0.75),
    (np.array([0.35, 0.25, 0.4]), 0.3),
)


def _falling(q: np.ndarray) -> np.ndarray:
    """Places of the words, the most probable first."""
    return np.argsort(-q)


def _reaching(q: np.ndarray, p: float, order: np.ndarray, extra: int = 0) -> np.ndarray:
    """Keep words in an order until their sum reaches p, and some more or fewer; the others become 0."""
    needed = np.sum(np.cumsum(q[order]) < p) + 1
    kept = np.zeros_like(q)
    places = order[: needed + extra]
    kept[places] = q[places]
    return kept


def _top(q: np.ndarray, p: float, extra: int = 0) -> np.ndarray:
    return _reaching(q, p, _falling(q), extra)


def _shared(kept: np.ndarray) -> np.ndarray:
    """Make what is kept sum to 1; where nothing is, it stays 0."""
    return kept / np.sum(kept) if np.any(kept) else kept


TOP_P = Exercise(
    name="top_p",
    right=keep_top_p,
    cases=WORDS,
    mistakes=(
        Mistake(
            "what is kept does not sum to 1",
            _top,
            "Nothing can be drawn from probabilities that do not sum to 1.",
            "Divide by the sum of what is kept.",
        ),
        Mistake(
            "you left out the word that crosses p",
            lambda q, p: _shared(_top(q, p, extra=-1)),
            "What is kept should reach p, not stay below it.",
            "Where the first word is above p alone, it is kept all the same.",
        ),
        Mistake(
            "you left out the word that crosses p, and what is kept does not sum to 1",
            lambda q, p: _top(q, p, extra=-1),
            "What is kept should reach p, not stay below it.",
            "Keep that word too, and then divide by the sum of what is kept.",
        ),
        Mistake(
            "you kept the words whose own probability is above p",
            lambda q, p: _shared(np.where(q > p, q, 0)),
            "p is compared with a sum of probabilities.",
            "Add up the probabilities, the largest first, until the sum reaches p.",
        ),
        Mistake(
            "you kept the words whose own probability is above p, and they do not sum to 1",
            lambda q, p: np.where(q > p, q, 0),
            "p is compared with a sum of probabilities.",
            "Add up the probabilities, the largest first, until the sum reaches p.",
        ),
        Mistake(
            "you kept the words whose own probability is above 1 - p",
            lambda q, p: _shared(np.where(q > 1 - p, q, 0)),
            "p is compared with a sum of probabilities.",
            "Add up the probabilities, the largest first, until the sum reaches p.",
        ),
        Mistake(
            "you took 1 - p for p",
            lambda q, p: _shared(_top(q, 1 - p)),
            "What is kept should reach p, not what is cut off.",
            "p is given as it is needed.",
        ),
        Mistake(
            "you kept two words, whatever p is: that is top-k with k = 2",
            lambda q, p: keep_top_k(q, 2),
            "How many words are kept depends on how fast their sum reaches p.",
            "One parameter of your function is never used.",
        ),
        Mistake(
            "you went through the words in the order given",
            lambda q, p: _shared(_reaching(q, p, np.arange(len(q)))),
            "Which words should be kept, whatever their places?",
            "Sort first; np.argsort gives the places.",
        ),
        Mistake(
            "you began with the least probable word",
            lambda q, p: _shared(_reaching(q, p, np.argsort(q))),
            "It is the tail that should be cut off.",
            "np.argsort sorts upwards; turn its result round.",
        ),
        Mistake(
            "you kept one word too many",
            lambda q, p: _shared(_top(q, p, extra=1)),
            "Once p is reached, nothing more is needed.",
            "Is the sum compared before or after the word is added?",
        ),
        Mistake(
            "you returned the words sorted",
            lambda q, p: _shared(_top(q, p)[_falling(q)]),
            "The first number should still belong to the first word.",
            "Put each result at the place that its word had.",
        ),
        Mistake(
            "only the words that are kept are there",
            lambda q, p: _shared(_top(q, p)[_top(q, p) > 0]),
            "As many numbers are wanted as there are words.",
            "A word that is cut off gets probability 0.",
            state=State.MISSING,
        ),
        Mistake(
            "you divided by p",
            lambda q, p: _top(q, p) / p,
            "The results have to sum to 1; what is kept sums to a little more than p.",
            "Divide by the sum of what is kept.",
        ),
        Mistake(
            "you shared the tail equally among the words that are kept",
            lambda q, p: np.where(_top(q, p) > 0, q + (1 - _top(q, p).sum()) / np.sum(_top(q, p) > 0), 0),
            "If one word was twice as probable as another, it should stay so.",
            "Divide by the sum of what is kept.",
        ),
        Mistake(
            "that tells which words are kept, not how probable each is",
            lambda q, p: np.where(_top(q, p) > 0, 1.0, 0.0),
            "The results have to sum to 1.",
            "Multiply by the probabilities, and divide by the sum.",
        ),
        Mistake(
            "only the most probable word is kept",
            lambda q, p: np.where(q == np.max(q), 1.0, 0.0),
            "Does its probability reach p alone?",
            "Go on adding words until the sum reaches p.",
        ),
        Mistake(
            "nothing is cut off",
            lambda q, p: q,
            "Which words are not needed to reach p?",
            "They should get probability 0.",
        ),
    ),
)

EXERCISES = (TOP_P,)


def check_top_p(function: Any) -> Verdict:
    """Check ``top_p(probabilities, p)``: the fewest most probable words whose sum is at least p, made to sum to 1.

    Parameters
    ----------
    function : callable
        The learner's; returns as many numbers as it is given, in their order, with 0 for what is cut off.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_top_p(lambda probabilities, p: np.where(probabilities > p, probabilities, 0))
    ✗ wrong: you kept the words whose own probability is above p, and they do not sum to 1. Hint: p is
      compared with a sum of probabilities.
    """
    verdict = check_to_the_edges(TOP_P, function)
    if "contains nan" not in verdict.message:
        return verdict
    # who keeps no word divides 0 by 0; which mistake was made shows if nothing counts as 0
    filled = check_to_the_edges(TOP_P, lambda probabilities, p: np.nan_to_num(function(probabilities, p)))
    named = any(filled.message.startswith(mistake.name) for mistake in TOP_P.mistakes)
    return filled if named else verdict

"""Exercise of notebook 03 on attention: a softmax in every row decides which values are mixed.

Legend: `Q` queries, `K` keys, `V` values, a row for each position; `d` numbers in a query. Each mistake is the formula
that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.calls import write_call
from helpers.lessons.edges import breaks_down, check_to_the_edges, edge_of
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.attention import attention
from helpers.maths.information import softmax

# as many queries as keys, and values as long as keys, so that every mistake can be made
THREE_POSITIONS = (
    np.array([[1.0, 0.0, 2.0, -1.0], [0.5, 1.5, -1.0, 0.0], [2.0, 1.0, 0.0, 1.0]]),
    np.array([[0.0, 1.0, 1.0, 0.5], [1.0, -1.0, 0.0, 2.0], [1.5, 0.0, 1.0, -0.5]]),
    np.array([[1.0, 2.0, 0.0, -1.0], [3.0, -2.0, 1.0, 0.5], [0.0, 1.0, 4.0, 2.0]]),
)
TWO_POSITIONS = (
    np.array([[1.0, 2.0, 0.5], [-1.0, 0.0, 1.0]]),
    np.array([[0.5, 1.0, -1.0], [2.0, 0.0, 1.0]]),
    np.array([[1.0, 0.0, 3.0], [2.0, 5.0, -1.0]]),
)


def _scores(Q: np.ndarray, K: np.ndarray) -> np.ndarray:
    """Dot products of queries and keys, shape (queries, keys)."""
    return Q @ K.T


def _mix(scores: np.ndarray, V: np.ndarray) -> np.ndarray:
    return softmax(scores) @ V


def _attend(Q: np.ndarray, K: np.ndarray, V: np.ndarray) -> np.ndarray:
    return attention(Q, K, V).output


def _root(Q: np.ndarray) -> float:
    return np.sqrt(Q.shape[1])


ATTENTION = Exercise(
    name="my_attention",
    right=_attend,
    cases=(THREE_POSITIONS, TWO_POSITIONS),
    mistakes=(
        Mistake(
            "you forgot to divide the scores by the root of d",
            lambda Q, K, V: _mix(_scores(Q, K), V),
            "The longer the vectors, the larger the dot products, and the harder the softmax chooses.",
            "d is the number of columns of Q.",
        ),
        Mistake(
            "you divided by d instead of its root",
            lambda Q, K, V: _mix(_scores(Q, K) / Q.shape[1], V),
            "The spread of a sum of d random parts grows with the root of d.",
            "A root is missing.",
        ),
        Mistake(
            "you took the root of the number of positions",
            lambda Q, K, V: _mix(_scores(Q, K) / np.sqrt(len(K)), V),
            "It is the length of a query that makes dot products large.",
            "d is the number of columns of Q.",
        ),
        Mistake(
            "you multiplied by the root of d",
            lambda Q, K, V: _mix(_scores(Q, K) * _root(Q), V),
            "Long vectors make large scores; what brings them back?",
            "Divide where you multiplied.",
        ),
        Mistake(
            "you divided after the softmax",
            lambda Q, K, V: _mix(_scores(Q, K), V) / _root(Q),
            "The weights of each row have to sum to 1.",
            "The scores are divided, and the softmax comes after that.",
        ),
        Mistake(
            "the softmax runs down the columns",
            lambda Q, K, V: softmax((_scores(Q, K) / _root(Q)).T).T @ V,
            "Each query shares out its attention among the keys: what has to sum to 1?",
            "Rows belong to queries; add along axis 1, with keepdims=True.",
        ),
        Mistake(
            "the softmax runs over the whole table",
            lambda Q, K, V: softmax((_scores(Q, K) / _root(Q)).ravel()).reshape(len(Q), len(K)) @ V,
            "Each query shares out its attention among the keys: what has to sum to 1?",
            "Rows belong to queries; add along axis 1, with keepdims=True.",
        ),
        Mistake(
            "you left out the softmax",
            lambda Q, K, V: _scores(Q, K) / _root(Q) @ V,
            "Scores can be negative and do not sum to 1; they are no weights yet.",
            "Between the two products every row becomes a distribution.",
        ),
        Mistake(
            "you left out the softmax and the root",
            lambda Q, K, V: _scores(Q, K) @ V,
            "Scores can be negative and do not sum to 1; they are no weights yet.",
            "Two steps are missing between the two products.",
        ),
        Mistake(
            "you did not divide by the sum of each row",
            lambda Q, K, V: np.exp(_scores(Q, K) / _root(Q)) @ V,
            "The weights of each row have to sum to 1.",
            "The exponential is half of a softmax.",
        ),
        Mistake(
            "the softmax comes last",
            lambda Q, K, V: softmax(_scores(Q, K) / _root(Q) @ V),
            "The result is a mix of the values, not a distribution.",
            "The softmax stands between the two products.",
        ),
        Mistake(
            "you used V where K belongs",
            lambda Q, K, V: _attend(Q, V, V),
            "What is a query compared with?",
            "One parameter of your function is never used.",
        ),
        Mistake(
            "you used K where V belongs",
            lambda Q, K, V: _attend(Q, K, K),
            "The keys decide who is listened to; what do they say?",
            "One parameter of your function is never used.",
        ),
        Mistake(
            "K and V have changed places",
            lambda Q, K, V: _attend(Q, V, K),
            "What is a query compared with, and what is mixed?",
            "Queries meet keys; the values come last.",
        ),
        Mistake(
            "Q and K have changed places",
            lambda Q, K, V: _attend(K, Q, V),
            "Rows of the table should belong to queries.",
            "Which of the two is transposed?",
        ),
        Mistake(
            "those are the weights",
            lambda Q, K, V: softmax(_scores(Q, K) / _root(Q)),
            "They say how the values are mixed; the mix is wanted.",
            "One product is missing.",
        ),
    ),
)

LARGE_SCORES = edge_of(
    ATTENTION,
    (
        np.array([[40.0, 0.0, 0.0, 0.0]]),
        np.array([[50.0, 0.0, 0.0, 0.0], [49.95, 0.0, 0.0, 0.0], [-100.0, 0.0, 0.0, 0.0]]),
        np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]]),
    ),
    breaks_down(
        "your softmax does not subtract the maximum, and exp(1000) is larger than any float",
        "Subtracting the same number from all scores of a row changes no weight; which number helps?",
        "scores.max(axis=1, keepdims=True) has one number for each row.",
    ),
)

# What NumPy says where 4 columns meet 3 rows: those of Q, K or V, none of which was transposed
UNFIT = ("(size 3 is different from 4)", "4 (dim 1) != 3 (dim 0)")

EXERCISES, EDGES = (ATTENTION,), (LARGE_SCORES,)


def check_attention(function: Any) -> Verdict:
    """Check ``my_attention(Q, K, V)``: the softmax of Q Kᵀ / √d in every row, times V.

    Parameters
    ----------
    function : callable
        The learner's; takes three matrices with a row for each position; returns one mixed value, as a row, for each
        query.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_attention(lambda Q, K, V: Q @ K.T / np.sqrt(Q.shape[1]) @ V)
    ✗ wrong: you left out the softmax. Hint: Scores can be negative and do not sum to 1; they are no
      weights yet.
    """
    verdict = check_to_the_edges(ATTENTION, function, LARGE_SCORES)
    call = write_call(ATTENTION.name, THREE_POSITIONS)
    if not (verdict.message.startswith(f"{call} stops with ValueError") and verdict.message.endswith(UNFIT)):
        return verdict
    return Verdict(
        State.WRONG,
        "the shapes do not fit: K has to be transposed, K.T. Hint: A row of Q meets a row of K, and `@` takes rows "
        "times columns.",
    )

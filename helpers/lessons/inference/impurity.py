"""Exercise of notebook 04 on Gini impurity: how often two draws from a group have different labels.

Legend: `y` labels. Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.trees import entropy_of, gini

# two classes, three and four
GROUPS = (
    (np.array([1, 0, 1, 1, 0, 1, 1, 1]),),
    (np.array([2, 3, 2, 5, 5, 2, 3, 2, 2]),),
    (np.array([4, 1, 1, 6, 4, 1, 9, 1, 4, 1, 1]),),
)


def _counts(y: np.ndarray) -> np.ndarray:
    """How often each label is there, in ascending order of the labels."""
    return np.unique(y, return_counts=True)[1]


def _shares(y: np.ndarray) -> np.ndarray:
    return _counts(y) / len(y)


GINI = Exercise(
    name="my_gini",
    right=lambda labels: gini(labels),
    cases=GROUPS,
    hint="Work out the share of each label, square the shares, add, and subtract that from 1.",
    mistakes=(
        Mistake(
            "you forgot the 1 -: that is how often two draws are alike",
            lambda y: np.sum(_shares(y) ** 2),
            "A group in which all are alike should have 0.",
            "Subtract it from 1.",
        ),
        Mistake(
            "that is the entropy, in nats",
            lambda y: entropy_of(y) * np.log(2),
            "It measures mixture too, but with logarithms instead of squares.",
            "Two draws are both of one kind with the square of its share.",
        ),
        Mistake(
            "that is the entropy, in bits",
            entropy_of,
            "It measures mixture too, but with logarithms instead of squares.",
            "Two draws are both of one kind with the square of its share.",
        ),
        Mistake(
            "you took counts instead of shares",
            lambda y: 1 - np.sum(_counts(y) ** 2),
            "A chance is never negative.",
            "Divide each count by the number of labels before you square.",
        ),
        Mistake(
            "you squared the counts and divided by n once",
            lambda y: 1 - np.sum(_counts(y) ** 2) / len(y),
            "A chance is never negative.",
            "Divide before you square; or divide by n².",
        ),
        Mistake(
            "you did not square, or not before adding: shares add up to 1",
            lambda y: 0.0,
            "A mixed group should have more than 0.",
            "Square each share, and add after that.",
        ),
        Mistake(
            "you added over all cases instead of over the kinds",
            lambda y: 1 - np.sum(_counts(y) * _shares(y) ** 2),
            "Each kind counts once, however many cases it has.",
            "Go through set(labels), or np.unique(labels).",
        ),
        Mistake(
            "that is 1 - the share of the most frequent label",
            lambda y: 1 - np.max(_shares(y)),
            "That is how often always saying the commonest answer is wrong.",
            "All kinds count, each by the square of its share.",
        ),
        Mistake(
            "only the most frequent label counts",
            lambda y: 1 - np.max(_shares(y)) ** 2,
            "Two draws can be alike in any kind.",
            "Add up the squares of all shares.",
        ),
        Mistake(
            "only the kind with the smallest label counts",
            lambda y: 1 - _shares(y)[0] ** 2,
            "Two draws can be alike in any kind.",
            "Add up the squares of all shares; does your function return too early?",
        ),
        Mistake(
            "that is 2 p (1 - p) of one kind, which is right for two kinds only",
            lambda y: 2 * _shares(y)[0] * (1 - _shares(y)[0]),
            "What does your function give for three kinds, as many of each?",
            "1 - the sum of the squares of all shares is right for any number.",
        ),
        Mistake(
            "that is half of it",
            lambda y: gini(y) / 2,
            "The first draw may be of either kind.",
            "p (1 - p) is counted for every kind, and added.",
        ),
        Mistake(
            "you took the mean of the squares instead of their sum",
            lambda y: 1 - np.mean(_shares(y) ** 2),
            "Two draws can be alike in any kind, and the chances add up.",
            "Use the sum.",
        ),
        Mistake(
            "you subtracted each square from 1 and added",
            lambda y: np.sum(1 - _shares(y) ** 2),
            "A chance is never above 1.",
            "The 1 stands there once, before the sum.",
        ),
        Mistake(
            "you multiplied the shares",
            lambda y: np.prod(_shares(y)),
            "A third kind that is very rare should change little.",
            "1 - the sum of the squares of all shares.",
        ),
        Mistake(
            "you drew without putting back",
            lambda y: 1 - np.sum(_counts(y) * (_counts(y) - 1)) / (len(y) * (len(y) - 1)),
            "That is for two different cases; the Gini impurity puts the first one back.",
            "Square the shares.",
            state=State.ALMOST,
        ),
        Mistake(
            "you divided by the largest value that so many kinds can have",
            lambda y: gini(y) / (1 - 1 / len(_counts(y))),
            "That is a share between 0 and 1; here the impurity itself is wanted.",
            "Leave the division out.",
            state=State.ALMOST,
        ),
        Mistake(
            "you took the root",
            lambda y: np.sqrt(gini(y)),
            "It is a chance already.",
            "Leave the root out.",
        ),
        Mistake(
            "those are the shares",
            _shares,
            "One number is wanted.",
            "Square them, add, and subtract that from 1.",
            state=State.MISSING,
        ),
    ),
)

EXERCISES = (GINI,)


def check_gini(function: Any) -> Verdict:
    """Check ``my_gini(labels)``: 1 - the sum of the squared shares.

    Parameters
    ----------
    function : callable
        The learner's; takes an array of labels, here whole numbers, and returns one number.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_gini(lambda labels: sum(np.mean(labels == kind) ** 2 for kind in set(labels)))
    ✗ wrong: you forgot the 1 -: that is how often two draws are alike. Hint: A group in which all are
      alike should have 0.
    """
    return check_function(GINI, function)

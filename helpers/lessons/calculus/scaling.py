"""Exercise of notebook 02 on scaling: two parts of the data brought to one scale, without a look at the test part.

Legend: `a` training part, `b` test part, both of one feature. Each mistake is the formula that a learner who makes it
has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.regression import standardize

# Three pairs of different lengths, none of them symmetric, so that no two formulas agree by chance.
PARTS = (
    (np.array([30.0, 45.0, 50.0, 95.0]), np.array([40.0, 70.0])),
    (np.array([1.0, 2.0, 4.0]), np.array([3.0, 8.0, 6.0])),
    (np.array([-3.0, 5.0, 6.0, 10.0, 12.0]), np.array([2.0, -5.0])),
)


def _scale(train: np.ndarray, test: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    _, mean, std = standardize(train)
    return (train - mean) / std, (test - mean) / std


def _scale_by_all(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    _, mean, std = standardize(np.concatenate([a, b]))
    return (a - mean) / std, (b - mean) / std


SCALE = Exercise(
    name="scale",
    right=_scale,
    cases=PARTS,
    parts=("training part", "test part"),
    hint="Fit on the training part, then apply the same two numbers to both parts.",
    mistakes=(
        Mistake(
            "mean and standard deviation come from both parts together",
            _scale_by_all,
            "What would you do if the test part arrived tomorrow?",
            "That is a leak: the test part has a say in how it is looked at.",
        ),
        Mistake(
            "the test part was scaled by its own mean and standard deviation",
            lambda a, b: (standardize(a)[0], standardize(b)[0]),
            "A value that stands in both parts should become the same number in both.",
            "Fit once, apply twice.",
        ),
        Mistake(
            "the test part was divided by its own standard deviation",
            lambda a, b: (standardize(a)[0], (b - a.mean()) / b.std()),
            "A value that stands in both parts should become the same number in both.",
            "Two numbers are fitted on the training part, and both serve the test part.",
        ),
        Mistake(
            "mean and standard deviation come from the test part",
            lambda a, b: _scale(b, a)[::-1],
            "Which part is there when the model is built?",
            "You took the two parts for each other.",
        ),
        Mistake(
            "you subtracted the mean and did not scale",
            lambda a, b: (a - a.mean(), b - a.mean()),
            "What should the standard deviation of the training part be?",
            "A division is missing.",
        ),
        Mistake(
            "you did not subtract the mean",
            lambda a, b: (a / a.std(), b / a.std()),
            "What should the mean of the training part be?",
            "Shift first, then scale.",
        ),
        Mistake(
            "only the mean was divided by the standard deviation",
            lambda a, b: tuple(part - a.mean() / a.std() for part in (a, b)),
            "Python divides before it subtracts.",
            "Parentheses are missing around the difference.",
        ),
        Mistake(
            "you scaled to 0 and 1 by the smallest and the largest",
            lambda a, b: tuple((part - a.min()) / np.ptp(a) for part in (a, b)),
            "That is another scaling; here the mean becomes 0 and the standard deviation 1.",
            "Which two numbers of the training part are wanted?",
        ),
        Mistake(
            "you divided by the variance",
            lambda a, b: ((a - a.mean()) / a.var(), (b - a.mean()) / a.var()),
            "What should the standard deviation of the training part be?",
            "A root is missing.",
        ),
        Mistake(
            "you divided by the standard deviation with n - 1",
            lambda a, b: ((a - a.mean()) / a.std(ddof=1), (b - a.mean()) / a.std(ddof=1)),
            "That works for descent too; StandardScaler divides by n.",
            "The mean of the squares of the training part should be exactly 1.",
            state=State.ALMOST,
        ),
        Mistake(
            "the test part is as it was",
            lambda a, b: (_scale(a, b)[0], b),
            "The model has learned on standardised values; what will it make of raw ones?",
            "If you changed the training part first, its mean is 0 by now: keep the two numbers before that.",
        ),
        Mistake(
            "only the training part is there",
            lambda a, b: standardize(a)[0],
            "Two parts are wanted.",
            "Return both, the training part first.",
            state=State.MISSING,
        ),
        Mistake(
            "the two parts stand in the wrong order",
            lambda a, b: _scale(a, b)[::-1],
            "Which of the two is returned first?",
            "The training part comes first.",
        ),
    ),
)

EXERCISES = (SCALE,)


def check_scale(function: Any) -> Verdict:
    """Check ``scale(train, test)``: both parts standardised by the training part's mean and standard deviation.

    Parameters
    ----------
    function : callable
        The learner's; takes one feature in two parts, returns both scaled.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> def scale(train, test):
    ...     return (train - train.mean()) / train.std(), (test - test.mean()) / test.std()
    >>> check_scale(scale)
    ✗ wrong: the test part was scaled by its own mean and standard deviation. Hint: A value that stands
      in both parts should become the same number in both.
    """
    return check_function(SCALE, function)

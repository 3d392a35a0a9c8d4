"""Exercise of notebook 04 on baselines: the accuracy of always saying the most frequent label.

Legend: `y` labels. Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict

# the most frequent label is never the first, the last, the smallest or the largest one
LABELS = (
    (np.array([0, 1, 1, 0, 1, 2, 1, 1, 0, 1, 2]),),
    (np.array([8, 5, 5, 7, 8, 5, 3, 5, 7, 5, 5, 8, 7, 5, 7]),),
    (np.array([4, 6, 6, 6, 3, 6, 3, 6, 6, 6, 6, 6, 6, 4, 6, 6, 9, 6, 4]),),
)


def _counts(y: np.ndarray) -> np.ndarray:
    """How often each label is there, in ascending order of the labels."""
    return np.unique(y, return_counts=True)[1]


def _most(y: np.ndarray) -> int:
    return np.max(_counts(y))


BASELINE = Exercise(
    name="baseline",
    right=lambda labels: _most(labels) / len(labels),
    cases=LABELS,
    hint="Count how often each label is there; which share of the cases has the commonest one?",
    mistakes=(
        Mistake(
            "you returned 1 / the number of classes",
            lambda y: 1 / len(_counts(y)),
            "That is guessing blindly; always saying the commonest answer is right more often.",
            "Count how often each label is there.",
        ),
        Mistake(
            "that is a count, not a share",
            _most,
            "An accuracy lies between 0 and 1.",
            "Divide by the number of labels.",
        ),
        Mistake(
            "you took the least frequent label",
            lambda y: np.min(_counts(y)) / len(y),
            "Which answer is right most often?",
            "max instead of min.",
        ),
        Mistake(
            "you took the second most frequent label",
            lambda y: np.sort(_counts(y))[-2] / len(y),
            "Which answer is right most often?",
            "The largest of the counts is wanted; sorted upwards, it stands last.",
        ),
        Mistake(
            "that is the most frequent label itself",
            lambda y: np.unique(y)[np.argmax(_counts(y))],
            "Which share of the cases has this label?",
            "Count it, and divide by the number of labels.",
            state=State.MISSING,
        ),
        Mistake(
            "that is the share of cases on which the baseline is wrong",
            lambda y: 1 - _most(y) / len(y),
            "The accuracy is what is right.",
            "Subtract it from 1.",
        ),
        Mistake(
            "you divided by the number of classes",
            lambda y: _most(y) / len(_counts(y)),
            "Of how many cases is the baseline right?",
            "Divide by the number of labels in the list, not of different ones.",
        ),
        Mistake(
            "you compared the commonest label with all others, not with all cases",
            lambda y: _most(y) / (len(y) - _most(y)),
            "An accuracy lies between 0 and 1.",
            "Divide by the number of all labels.",
        ),
        Mistake(
            "that is the accuracy of guessing each label as often as it is there",
            lambda y: np.sum((_counts(y) / len(y)) ** 2),
            "Always saying the commonest answer is right more often.",
            "One share is enough, the largest.",
        ),
        Mistake(
            "that is the mean of the labels",
            np.mean,
            "A label is a name, even if it is written as a number.",
            "Count how often each one is there.",
        ),
        Mistake(
            "you took the label that stands first",
            lambda y: np.mean(y == y[0]),
            "Is it the commonest one?",
            "Count every label, and take the largest count.",
        ),
        Mistake(
            "you took the label that stands last",
            lambda y: np.mean(y == y[-1]),
            "Is it the commonest one?",
            "Count every label, and take the largest count.",
        ),
        Mistake(
            "you took the largest label, not the most frequent one",
            lambda y: np.mean(y == np.max(y)),
            "A label is a name, even if it is written as a number.",
            "Take the largest of the counts; max has a parameter `key`.",
        ),
        Mistake(
            "you took the smallest label, not the most frequent one",
            lambda y: np.mean(y == np.min(y)),
            "A label is a name, even if it is written as a number.",
            "Take the largest of the counts.",
        ),
        Mistake(
            "you always said 0",
            lambda y: np.mean(y == 0),
            "Is 0 the commonest label?",
            "Count every label, and take the largest count.",
        ),
        Mistake(
            "you always said 1",
            lambda y: np.mean(y == 1),
            "Is 1 the commonest label?",
            "Count every label, and take the largest count.",
        ),
        Mistake(
            "those are the shares of all labels",
            lambda y: _counts(y) / len(y),
            "Which of them is the accuracy of always saying the same?",
            "Take the largest.",
            state=State.MISSING,
        ),
        Mistake(
            "those are the counts of all labels",
            _counts,
            "Which of them is how often the baseline is right?",
            "Take the largest, and divide by the number of labels.",
            state=State.MISSING,
        ),
        Mistake(
            "that is in percent",
            lambda y: 100 * _most(y) / len(y),
            "An accuracy lies between 0 and 1.",
            "Leave out the factor of 100.",
            state=State.ALMOST,
        ),
    ),
)

EXERCISES = (BASELINE,)


def check_baseline(function: Any) -> Verdict:
    """Check ``baseline(labels)``: the share of the most frequent label.

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
    >>> check_baseline(lambda labels: 1 / len(set(labels)))
    ✗ wrong: you returned 1 / the number of classes. Hint: That is guessing blindly; always saying the
      commonest answer is right more often.
    """
    return check_function(BASELINE, function)

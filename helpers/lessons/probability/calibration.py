"""Exercise of notebook 03 on calibration: how far confidence and success are apart, averaged over ten bins.

Legend: `c` confidences, `r` 1 where the answer was right and 0 where it was not; `which` the bin of each confidence.
Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.edges import breaks_down, check_to_the_edges, edge_of
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.classification import reliability

BINS = 10

# too sure in the first, not sure enough in the second; no bin is empty, and some confidences end a bin
ANSWERS = (
    (
        np.array([0.04, 0.06, 0.13, 0.14, 0.22, 0.34, 0.43, 0.5, 0.56, 0.64, 0.66, 0.77, 0.83, 0.92, 0.97, 1.0]),
        np.array([0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0]),
    ),
    (
        np.array([0.03, 0.08, 0.17, 0.28, 0.36, 0.42, 0.5, 0.58, 0.63, 0.72, 0.84, 0.94, 0.96]),
        np.array([1, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1]),
    ),
)


def _bins(c: np.ndarray, bins: int = BINS) -> np.ndarray:
    """Number of the bin of each confidence; a bin holds its right end."""
    return np.clip(np.ceil(c * bins) - 1, 0, bins - 1)


def _bins_with_left_ends(c: np.ndarray) -> np.ndarray:
    return np.clip(np.floor(c * BINS), 0, BINS - 1)


def _gaps(c: np.ndarray, r: np.ndarray, which: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Success minus confidence in each bin that is not empty, and how many answers it holds."""
    gaps = [np.mean(r[which == one]) - np.mean(c[which == one]) for one in np.unique(which)]
    return np.array(gaps), np.array([np.sum(which == one) for one in np.unique(which)])


def _error(c: np.ndarray, r: np.ndarray, which: np.ndarray) -> float:
    gaps, counts = _gaps(c, r, which)
    return np.sum(np.abs(gaps) * counts) / len(c)


def _unweighted(c: np.ndarray, r: np.ndarray) -> float:
    return np.mean(np.abs(_gaps(c, r, _bins(c))[0]))


def _largest(c: np.ndarray, r: np.ndarray) -> float:
    return np.max(np.abs(_gaps(c, r, _bins(c))[0]))


def _squared(c: np.ndarray, r: np.ndarray) -> float:
    gaps, counts = _gaps(c, r, _bins(c))
    return np.sum(gaps**2 * counts) / len(c)


def _from_the_middle(c: np.ndarray, r: np.ndarray) -> float:
    return _error((_bins(c) + 0.5) / BINS, r, _bins(c))


CALIBRATION_ERROR = Exercise(
    name="calibration_error",
    right=lambda confidences, correct: reliability(confidences, correct, BINS).error,
    cases=ANSWERS,
    mistakes=(
        Mistake(
            "every bin counts the same, however many answers it holds",
            _unweighted,
            "A bin with one answer should not weigh as much as a bin with a thousand.",
            "Weight each gap by the bin's share of all answers.",
        ),
        Mistake(
            "the gaps keep their signs and cancel: that is overall success minus overall confidence",
            lambda c, r: np.mean(r) - np.mean(c),
            "A model that is too sure here and not sure enough there is not calibrated.",
            "Take the size of each bin's gap before you add.",
        ),
        Mistake(
            "the gaps keep their signs and cancel: that is overall confidence minus overall success",
            lambda c, r: np.mean(c) - np.mean(r),
            "A model that is too sure here and not sure enough there is not calibrated.",
            "Take the size of each bin's gap before you add.",
        ),
        Mistake(
            "that is the gap between overall success and overall confidence",
            lambda c, r: np.abs(np.mean(r) - np.mean(c)),
            "A model that is too sure here and not sure enough there is not calibrated.",
            "Compare success and confidence bin by bin, and average after that.",
        ),
        Mistake(
            "a confidence on the edge of two bins is in the upper one",
            lambda c, r: _error(c, r, _bins_with_left_ends(c)),
            "That is a convention too; here a bin holds its right end.",
            "0.5 belongs to the bin from 0.4 to 0.5.",
            state=State.ALMOST,
        ),
        Mistake(
            "a confidence on the edge of two bins is in the upper one, and 1 has a bin of its own",
            lambda c, r: _error(c, r, np.floor(c * BINS)),
            "How many bins are there from 0 to 1?",
            "A bin holds its right end: 1 belongs to the bin from 0.9 to 1.",
        ),
        Mistake(
            "a confidence of 1 is in no bin",
            lambda c, r: _error(c[c < 1], r[c < 1], _bins_with_left_ends(c[c < 1])) * np.sum(c < 1) / len(c),
            "Every answer should be counted.",
            "A bin holds its right end: 1 belongs to the bin from 0.9 to 1.",
        ),
        Mistake(
            "there are nine bins",
            lambda c, r: _error(c, r, _bins(c, BINS - 1)),
            "How many edges do ten bins have?",
            "np.linspace(0, 1, 11) gives eleven.",
        ),
        Mistake(
            "you rounded the confidences to tenths",
            lambda c, r: _error(c, r, np.round(c * BINS)),
            "That gives eleven bins, the first and the last of them half as wide.",
            "0.43 and 0.5 belong to the same bin, that from 0.4 to 0.5.",
        ),
        Mistake(
            "you took the middle of each bin for its confidence",
            _from_the_middle,
            "It is near; the mean of the confidences in the bin is wanted.",
            "Average what is in the bin.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is the largest gap",
            _largest,
            "It is worth knowing too; here the average is wanted.",
            "Weight each gap by the bin's share of all answers, and add.",
        ),
        Mistake(
            "you squared the gaps",
            _squared,
            "The result should be in the unit of a probability.",
            "Take the size of each gap, np.abs.",
        ),
        Mistake(
            "you did not divide by the number of answers",
            lambda c, r: _error(c, r, _bins(c)) * len(c),
            "The weights have to sum to 1.",
            "A bin's weight is its share of all answers.",
        ),
        Mistake(
            "you divided by the number of bins, though each gap is weighted by the bin's count",
            lambda c, r: _error(c, r, _bins(c)) * len(c) / BINS,
            "The weights have to sum to 1.",
            "A bin's weight is its share of all answers.",
        ),
        Mistake(
            "there are no bins: each answer is compared with its own confidence",
            lambda c, r: np.mean(np.abs(r - c)),
            "One answer is right or wrong; only a group of them has a share that is right.",
            "Average inside each bin first.",
        ),
        Mistake(
            "that is the Brier score, the mean squared difference of each answer and its confidence",
            lambda c, r: np.mean((r - c) ** 2),
            "One answer is right or wrong; only a group of them has a share that is right.",
            "Average inside each bin first.",
        ),
        Mistake(
            "you took the share of wrong answers",
            lambda c, r: _error(c, 1 - r, _bins(c)),
            "A model that is 90% sure should be right 90% of the time.",
            "Compare the confidence with the share that is right.",
        ),
    ),
)

EMPTY_BINS = edge_of(
    CALIBRATION_ERROR,
    (np.array([0.95, 0.92, 0.61, 0.85, 0.93]), np.array([1, 1, 1, 0, 1])),
    breaks_down(
        "your function takes the mean of an empty bin",
        "What should a bin without an answer add?",
        "Skip a bin that holds nothing.",
    ),
)

EXERCISES, EDGES = (CALIBRATION_ERROR,), (EMPTY_BINS,)


def check_ece(function: Any) -> Verdict:
    """Check ``calibration_error(confidences, correct)``: the mean gap between confidence and success, in ten bins.

    The bins are 0.1 wide. A bin holds the confidences above its left end, up to and including its right end: 0.5 is in
    the bin from 0.4 to 0.5, and 1 is in the last. (The first holds 0 too.) The gap of a bin is the size of the
    difference between its mean confidence and the share of its answers that are right. The result is the mean of the
    gaps, each weighted by the bin's share of all answers; an empty bin adds nothing.

    Parameters
    ----------
    function : callable
        The learner's; takes confidences from 0 to 1 and as many answers, 1 for right and 0 for wrong; returns one
        number.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_ece(lambda confidences, correct: abs(correct.mean() - confidences.mean()))
    ✗ wrong: that is the gap between overall success and overall confidence. Hint: A model that is too
      sure here and not sure enough there is not calibrated.
    """
    return check_to_the_edges(CALIBRATION_ERROR, function, EMPTY_BINS)

"""Exercises of notebook 05 on drawing a line by hand: one that fits, and a bad one whose residuals cancel.

Legend: `a` slope (thousand a sqm), `b` intercept (thousand), `x` sizes (sqm), `y` prices (thousand). Such a line
has many right answers, so what is right and what is mistaken are conditions on it, not formulas.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_condition
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.regression import compute_loss

GOOD_LOSS, FAIR_LOSS = 60, 120  # on the flats the least is 37.05; the best line through the origin has 90.44
BAD_LOSS = 5_000  # more than any line has that follows the flats
CANCELS, NEARLY_CANCELS = 1e-6, 1  # thousand a flat
LEVEL = 0.01  # thousand a sqm; a flatter line is the level one, which the notebook has shown


def _height(a: float, b: float, x: np.ndarray, y: np.ndarray) -> float:
    """By how much the line runs too high in the middle, in thousand."""
    return float(np.mean(a * x + b - y))


def _tilt(a: float, b: float, x: np.ndarray, y: np.ndarray) -> float:
    """By how much the line is too steep, in thousand for one standard deviation of the sizes."""
    return float(np.mean((a * x + b - y) * (x - x.mean())) / x.std())


def _is_tilt(a: float, b: float, x: np.ndarray, y: np.ndarray) -> bool:
    """Whether a wrong tilt costs more than a wrong height; the excess loss is the sum of their squares."""
    return abs(_tilt(a, b, x, y)) > abs(_height(a, b, x, y))


def _write_loss(a: float, b: float, x: np.ndarray, y: np.ndarray) -> str:
    return f"the loss is {compute_loss(a, b, x, y):,.2f}"


def _write_sum_and_loss(a: float, b: float, x: np.ndarray, y: np.ndarray) -> str:
    total = round(len(x) * _height(a, b, x, y), 3) + 0  # + 0 turns -0.0 into 0.0
    return f"the residuals add up to {total:,g} and {_write_loss(a, b, x, y)}"


def _is_balanced_and_bad(a: float, b: float, x: np.ndarray, y: np.ndarray) -> bool:
    return abs(_height(a, b, x, y)) < CANCELS and compute_loss(a, b, x, y) > BAD_LOSS and abs(a) >= LEVEL


LINE_BY_HAND = Exercise(
    name="line by hand",
    right=lambda a, b, x, y: compute_loss(a, b, x, y) < GOOD_LOSS,
    parts=("slope", "intercept"),
    measure=_write_loss,
    mistakes=(
        Mistake(
            f"the line is near, but its loss is not below {GOOD_LOSS} yet",
            lambda a, b, x, y: compute_loss(a, b, x, y) < FAIR_LOSS,
            "Make the slope and the intercept work against each other: one a little up, the other down.",
            "Does the best line go through the origin?",
            state=State.ALMOST,
        ),
        Mistake(
            "slope and intercept have changed places",
            lambda a, b, x, y: compute_loss(b, a, x, y) < FAIR_LOSS,
            "Which of the two is the price of one more sqm?",
            "The slope comes first.",
        ),
        Mistake(
            "the line is too steep",
            lambda a, b, x, y: _is_tilt(a, b, x, y) and _tilt(a, b, x, y) > 0,
            "It is too low at the small flats or too high at the large ones.",
            "Lower the slope, and look at the middle flats again after that.",
        ),
        Mistake(
            "the line is too flat",
            lambda a, b, x, y: _is_tilt(a, b, x, y) and _tilt(a, b, x, y) < 0,
            "It is too high at the small flats or too low at the large ones.",
            "Raise the slope, and look at the middle flats again after that.",
        ),
        Mistake(
            "the line is too high",
            lambda a, b, x, y: _height(a, b, x, y) > 0,
            "On average the points lie below it.",
            "Lower the intercept; the tilt is the smaller trouble.",
        ),
        Mistake(
            "the line is too low",
            lambda a, b, x, y: _height(a, b, x, y) < 0,
            "On average the points lie above it.",
            "Raise the intercept; the tilt is the smaller trouble.",
        ),
    ),
)

BALANCED_LINE = Exercise(
    name="balanced line",
    right=_is_balanced_and_bad,
    parts=("slope", "intercept"),
    measure=_write_sum_and_loss,
    mistakes=(
        Mistake(
            "that is the level line that was shown",
            lambda a, b, x, y: abs(a) < LEVEL and abs(_height(a, b, x, y)) < NEARLY_CANCELS,
            "Turn it around the point of the mean size and the mean price.",
            "Choose another slope; which intercept makes the residuals cancel then?",
        ),
        Mistake(
            "the residuals cancel, and the line is a good one",
            lambda a, b, x, y: abs(_height(a, b, x, y)) < NEARLY_CANCELS and compute_loss(a, b, x, y) < FAIR_LOSS,
            "Find a bad line whose residuals cancel all the same.",
            "Turn the line around the point of the mean size and the mean price.",
        ),
        Mistake(
            f"the residuals cancel, but the loss is not above {BAD_LOSS:,} yet",
            lambda a, b, x, y: abs(_height(a, b, x, y)) < CANCELS,
            "You have the right point to turn the line around; turn it further.",
            "A line that hardly rises, or that falls, is worse.",
        ),
        Mistake(
            "the residuals nearly cancel",
            lambda a, b, x, y: abs(_height(a, b, x, y)) < NEARLY_CANCELS,
            "Compute the intercept from the mean price, the slope and the mean size instead of trying.",
            "The line has to go through the point of the mean size and the mean price exactly.",
            state=State.ALMOST,
        ),
        Mistake(
            "slope and intercept have changed places",
            lambda a, b, x, y: abs(_height(b, a, x, y)) < NEARLY_CANCELS,
            "Which of the two is the price of one more sqm?",
            "The slope comes first.",
        ),
        Mistake(
            "the residuals above 0 outweigh those below",
            lambda a, b, x, y: _height(a, b, x, y) > 0,
            "A residual is the line minus the price; so is the line too high or too low?",
            "Keep your slope: which intercept makes the residuals cancel?",
        ),
        Mistake(
            "the residuals below 0 outweigh those above",
            lambda a, b, x, y: _height(a, b, x, y) < 0,
            "A residual is the line minus the price; so is the line too high or too low?",
            "Keep your slope: which intercept makes the residuals cancel?",
        ),
    ),
)


EXERCISES = (LINE_BY_HAND, BALANCED_LINE)


def check_line_by_hand(slope: Any, intercept: Any, sizes: Any, prices: Any) -> Verdict:
    """Check a line that was fitted by hand: its loss should be below 60.

    Parameters
    ----------
    slope, intercept : float
        The learner's: thousand a sqm, and thousand at 0 sqm.
    sizes, prices : array_like, shape (n,)
        The flats, in sqm and in thousand.

    Returns
    -------
    Verdict
        Almost below 120; further off, the direction to move in.

    Examples
    --------
    >>> check_line_by_hand(6, 20, [30, 60, 90], [150, 250, 380])
    ✗ wrong: the line is too high (the loss is 17,266.67). Hint: On average the points lie below it.
    """
    return check_condition(LINE_BY_HAND, (slope, intercept), sizes, prices)


def check_balanced_line(slope: Any, intercept: Any, sizes: Any, prices: Any) -> Verdict:
    """Check a line whose residuals add up to 0 although its loss is above 5,000; not the level one.

    Parameters
    ----------
    slope, intercept : float
        The learner's: thousand a sqm, and thousand at 0 sqm.
    sizes, prices : array_like, shape (n,)
        The flats, in sqm and in thousand.

    Returns
    -------
    Verdict
        One of the five states, with the sum of the residuals and the loss.

    Examples
    --------
    >>> check_balanced_line(0.5, 230, [30, 60, 90], [150, 250, 380])
    ✓ right: the residuals add up to 0 and the loss is 6,716.67.
    """
    return check_condition(BALANCED_LINE, (slope, intercept), sizes, prices)

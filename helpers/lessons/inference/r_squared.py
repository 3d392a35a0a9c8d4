"""Exercise of notebook 04 on R²: which share of the variation a model explains.

The predictions tried are not those of a least-squares line, for which several of the mistakes would be right.
Legend: `y` what was measured, `p` predictions. Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.edges import check_to_the_edges
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict

# a good model, one that is worse than the mean, and one that is a little better than it
MODELS = (
    (np.array([3.0, 5.0, 7.0, 9.0, 14.0]), np.array([3.5, 4.0, 8.0, 10.5, 13.0])),
    (np.array([20.0, 35.0, 26.0, 41.0]), np.array([34.0, 30.0, 39.0, 29.0])),
    (np.array([1.2, 0.4, 2.0, 1.5, 0.7, 2.6]), np.array([0.9, 1.0, 1.3, 2.1, 1.5, 2.4])),
)


def _squared(y: np.ndarray, p: np.ndarray) -> float:
    """Sum of the squared residuals."""
    return np.sum((y - p) ** 2)


def _total(y: np.ndarray, centre: float | None = None) -> float:
    """Sum of the squared distances from the mean, or from somewhere else."""
    return np.sum((y - (np.mean(y) if centre is None else centre)) ** 2)


def _ratio(y: np.ndarray, p: np.ndarray) -> float:
    return _squared(y, p) / _total(y)


def _correlation(y: np.ndarray, p: np.ndarray) -> float:
    return np.corrcoef(y, p)[0, 1]


R_SQUARED = Exercise(
    name="r_squared",
    right=lambda y, predictions: 1 - _ratio(y, predictions),
    cases=MODELS,
    hint="Add up the squared residuals, and the squared distances of y from its mean; what is 1 - their ratio?",
    mistakes=(
        Mistake(
            "that is the square of the correlation",
            lambda y, p: _correlation(y, p) ** 2,
            "Predictions that are all 100 too high correlate perfectly, and explain nothing.",
            "The two are equal for a least-squares fit on its own data only. Begin with the residuals.",
        ),
        Mistake(
            "that is the correlation",
            _correlation,
            "Predictions that are all 100 too high correlate perfectly, and explain nothing.",
            "Begin with the residuals, y - predictions.",
        ),
        Mistake(
            "that is the share that is left unexplained",
            _ratio,
            "A model without residuals should have 1.",
            "Subtract it from 1.",
        ),
        Mistake(
            "the ratio stands upside down",
            lambda y, p: 1 - 1 / _ratio(y, p),
            "A model with small residuals should be near 1.",
            "The residuals stand above the fraction bar.",
        ),
        Mistake(
            "you took 1 from the ratio, not the ratio from 1",
            lambda y, p: _ratio(y, p) - 1,
            "A model without residuals should have 1.",
            "Turn the subtraction round.",
        ),
        Mistake(
            "you measured the distances of y from the mean of the predictions",
            lambda y, p: 1 - _squared(y, p) / _total(y, np.mean(p)),
            "The rival of the model is one that always says the mean of what was measured.",
            "Take the mean of y.",
        ),
        Mistake(
            "y and the predictions have changed places, or you took the variation of the predictions",
            lambda y, p: 1 - _squared(y, p) / _total(p),
            "Whose variation is to be explained?",
            "The distances of y from its own mean stand below the fraction bar.",
        ),
        Mistake(
            "you divided the variation of the predictions by that of y",
            lambda y, p: _total(p) / _total(y),
            "Predictions that vary much may be wrong all the same.",
            "Begin with the residuals, y - predictions.",
        ),
        Mistake(
            "you divided the predictions' squared distances from the mean of y by those of y",
            lambda y, p: _total(p, np.mean(y)) / _total(y),
            "That is R² for a least-squares fit on its own data only.",
            "Begin with the residuals, y - predictions.",
        ),
        Mistake(
            "you took the mean above the fraction bar and the sum below",
            lambda y, p: 1 - _ratio(y, p) / len(y),
            "Twice the same data should have the same R².",
            "Two sums, or two means.",
        ),
        Mistake(
            "you took the sum above the fraction bar and the mean below",
            lambda y, p: 1 - _ratio(y, p) * len(y),
            "Twice the same data should have the same R².",
            "Two sums, or two means.",
        ),
        Mistake(
            "you took the sum above the fraction bar and the variance with n - 1 below",
            lambda y, p: 1 - _ratio(y, p) * (len(y) - 1),
            "Twice the same data should have the same R².",
            "Two sums, or two means.",
        ),
        Mistake(
            "you divided by n above the fraction bar and by n - 1 below",
            lambda y, p: 1 - _ratio(y, p) * (len(y) - 1) / len(y),
            "A model that always says the mean should have 0.",
            "Two sums, or two means.",
            state=State.ALMOST,
        ),
        Mistake(
            "you took absolute values instead of squares",
            lambda y, p: 1 - np.sum(np.abs(y - p)) / np.sum(np.abs(y - np.mean(y))),
            "Variation is measured in squares here.",
            "Square the residuals and the distances.",
        ),
        Mistake(
            "you took the root of the ratio",
            lambda y, p: 1 - np.sqrt(_ratio(y, p)),
            "Variation is measured in squares here.",
            "Leave the root out.",
        ),
        Mistake(
            "you did not subtract the mean below the fraction bar",
            lambda y, p: 1 - _squared(y, p) / np.sum(y**2),
            "A model that always says the mean should have 0.",
            "Below the fraction bar stand the distances of y from its mean.",
        ),
        Mistake(
            "you forgave the model a mean residual that is not 0",
            lambda y, p: 1 - np.var(y - p) / np.var(y),
            "Predictions that are all 100 too high explain nothing. np.var subtracts the mean of the residuals.",
            "Square the residuals as they are.",
        ),
        Mistake(
            "you cut off what is below 0",
            lambda y, p: max(0, 1 - _ratio(y, p)),
            "A model may be worse than one that always says the mean, and R² should say so.",
            "Leave out the max.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is the mean of the squared residuals",
            lambda y, p: _squared(y, p) / len(y),
            "It has the square of y's unit; R² has no unit.",
            "Compare with the squared distances of y from its mean.",
        ),
        Mistake(
            "that is the sum of the squared residuals",
            _squared,
            "It has the square of y's unit; R² has no unit.",
            "Compare with the squared distances of y from its mean.",
        ),
        Mistake(
            "you subtracted before you divided",
            lambda y, p: (1 - _squared(y, p)) / _total(y),
            "A model without residuals should have 1.",
            "1 - (one sum) / (the other sum).",
        ),
        Mistake(
            "that is in percent",
            lambda y, p: 100 * (1 - _ratio(y, p)),
            "A share is at most 1.",
            "Leave out the factor of 100.",
            state=State.ALMOST,
        ),
    ),
)

EXERCISES = (R_SQUARED,)


def check_r_squared(function: Any) -> Verdict:
    """Check ``r_squared(y, predictions)``: 1 - squared residuals / squared distances of y from its mean.

    Parameters
    ----------
    function : callable
        The learner's; takes two arrays of one length and returns one number.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_r_squared(lambda y, predictions: np.corrcoef(y, predictions)[0, 1] ** 2)
    ✗ wrong: that is the square of the correlation. Hint: Predictions that are all 100 too high
      correlate perfectly, and explain nothing.
    """
    return check_to_the_edges(R_SQUARED, function)

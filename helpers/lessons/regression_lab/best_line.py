"""Exercises of notebook 05 on the best line: a price read off it, and how good it is.

Legend: `x` sizes, `y` prices, `p` predicted prices, `size` one size in question. Each mistake is the formula that
a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_function, check_value
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.regression_lab.inputs import LAB_RATE, LAB_STEPS
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.regression import design_matrix, least_squares, mean_squared_error, r2_score, train

# Prices and predictions: three short lists each, so that no two formulas agree by chance.
PRICES_AND_PREDICTIONS = (
    (np.array([30.0, 45.0, 50.0, 95.0]), np.array([40.0, 41.0, 60.0, 80.0])),
    (np.array([1.0, 2.0, 4.0]), np.array([1.5, 2.5, 3.0])),
    (np.array([-3.0, 5.0, 6.0, 10.0, 12.0]), np.array([2.0, 1.0, 9.0, 8.0, 15.0])),
)


def _squares(values: np.ndarray) -> float:
    return float(np.sum(values**2))


def _correlation(y: np.ndarray, p: np.ndarray) -> float:
    return float(np.corrcoef(y, p)[0, 1])


def _best_line(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Slope and intercept of the least loss."""
    return least_squares(design_matrix(x), y)


def _price_on_lab_line(size: float, x: np.ndarray, y: np.ndarray) -> float:
    slope, intercept, _ = train(x, y, LAB_RATE, LAB_STEPS)
    return slope * size + intercept


PREDICTED_PRICE = Exercise(
    name="predicted price",
    right=lambda size, x, y: _best_line(x, y) @ [size, 1],
    digits=4,
    hint="Read it off the best line, the one with the least loss, at this size.",
    further="Slope times size is the one part of it.",
    mistakes=(
        Mistake(
            f"you read it off the line after {LAB_STEPS} steps at {LAB_RATE}",
            _price_on_lab_line,
            "That line has not arrived: its intercept has hardly moved from 0.",
            "Take slope and intercept of the best line.",
        ),
        Mistake(
            "you forgot the intercept",
            lambda size, x, y: _best_line(x, y)[0] * size,
            "The best line does not go through the origin.",
            "The prediction has two terms.",
        ),
        Mistake(
            "you read it off the best line through the origin",
            lambda size, x, y: x @ y / (x @ x) * size,
            "A line with its own intercept has a smaller loss.",
            "Take slope and intercept of the best line.",
        ),
        Mistake(
            "you multiplied the size by the mean price of a sqm",
            lambda size, x, y: y.sum() / x.sum() * size,
            "That is a line through the origin, too cheap for small flats and too dear for large ones.",
            "Take slope and intercept of the best line.",
        ),
        Mistake(
            "that is the mean price of all flats",
            lambda size, x, y: y.mean(),
            "The size should matter.",
            "Only a flat of the mean size is predicted at the mean price.",
        ),
        Mistake(
            "that is the price in single units",
            lambda size, x, y: 1_000 * (_best_line(x, y) @ [size, 1]),
            "The lab counts prices in thousand.",
            "Divide by 1,000.",
            state=State.ALMOST,
        ),
    ),
)

R_SQUARED = Exercise(
    name="r_squared",
    right=lambda prices, predictions: r2_score(prices, predictions),
    cases=PRICES_AND_PREDICTIONS,
    mistakes=(
        Mistake(
            "that is the share that the line leaves unexplained",
            lambda y, p: mean_squared_error(y, p) / np.var(y),
            "A perfect line has R² 1.",
            "One subtraction is missing.",
        ),
        Mistake(
            "that is the correlation r",
            _correlation,
            "r does not see that a line is too high everywhere; R² does.",
            "Start from the squared residuals, not from a correlation.",
        ),
        Mistake(
            "that is the squared correlation",
            lambda y, p: _correlation(y, p) ** 2,
            "It equals R² for the best line only; a line that is too high has the same correlation.",
            "Start from the squared residuals, not from a correlation.",
        ),
        Mistake(
            "you compared with the squared prices, without subtracting their mean",
            lambda y, p: 1 - _squares(y - p) / _squares(y),
            "The line is compared with always answering the mean price, not with answering 0.",
            "Subtract the mean before squaring.",
        ),
        Mistake(
            "one part is divided by n and the other by n - 1",
            lambda y, p: 1 - mean_squared_error(y, p) / np.var(y, ddof=1),
            "Both parts are means over the same flats.",
            "Divide both by the same number, or neither.",
        ),
        Mistake(
            "one part is a sum and the other a mean",
            lambda y, p: 1 - _squares(y - p) / np.var(y),
            "Both parts have to grow alike with the number of flats.",
            "Divide both by the number of flats, or neither.",
        ),
        Mistake(
            "prices and predictions have changed places",
            lambda y, p: r2_score(p, y),
            "Whose variance is to be explained?",
            "The mean that counts is that of the true prices.",
        ),
        Mistake(
            "you took the root of the share before subtracting it",
            lambda y, p: 1 - np.sqrt(mean_squared_error(y, p) / np.var(y)),
            "R² compares squared residuals.",
            "Leave the root out.",
        ),
        Mistake(
            "that is R² in percent",
            lambda y, p: 100 * r2_score(y, p),
            "A perfect line has R² 1.",
            "Leave the factor 100 out.",
            state=State.ALMOST,
        ),
        Mistake(
            "the fraction stands upside down",
            lambda y, p: 1 - np.var(y) / mean_squared_error(y, p),
            "What should R² be when no residual is left: can you divide by that?",
            "The loss of the mean stands below the line of the fraction.",
        ),
    ),
)

EXERCISES = (PREDICTED_PRICE, R_SQUARED)


def check_predicted_price(price: Any, size: Any, sizes: Any, prices: Any) -> Verdict:
    """Check a price read off the best line at one size.

    Parameters
    ----------
    price : float
        The learner's, in thousand, to four significant digits.
    size : float
        The size in question, in sqm.
    sizes, prices : array_like, shape (n,)
        The flats, in sqm and in thousand.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_predicted_price(300, 75, [30, 60, 90], [150, 250, 400])
    ✗ wrong: predicted price is not 300. Hint: Read it off the best line, the one with the least loss,
      at this size.
    """
    return check_value(PREDICTED_PRICE, price, size, sizes, prices)


def check_r_squared(function: Any) -> Verdict:
    """Check ``r_squared(prices, predictions)``: the share of the prices' variance that a line explains.

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
    >>> check_r_squared(0.97)
    ✗ wrong: that is no function; pass the function itself, `r_squared`, without parentheses after it.
    """
    return check_function(R_SQUARED, function)

"""Exercises of notebook 05 on standardised sizes: getting there, and turning the line back into sqm.

Legend: `v` values, `x` sizes, `line` slope and intercept over the standardised sizes. Each mistake is the formula
that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_function, check_value
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.regression_lab.inputs import FLATS, looks_elsewhere
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.regression import back_to_units, standardize

# Three small lists of different length, none of them symmetric, so that no two formulas agree by chance.
VALUES = (
    np.array([30.0, 45.0, 50.0, 95.0]),
    np.array([1.0, 2.0, 4.0]),
    np.array([-3.0, 5.0, 6.0, 10.0, 12.0]),
)

STANDARDIZE = Exercise(
    name="standardize",
    right=lambda values: standardize(values)[0],
    cases=tuple((values,) for values in VALUES),
    mistakes=(
        Mistake(
            "you divided by the standard deviation with n - 1",
            lambda v: (v - v.mean()) / v.std(ddof=1),
            "That works for descent too; the lab, like StandardScaler, divides by n.",
            "The mean of the squared results should be exactly 1.",
            state=State.ALMOST,
        ),
        Mistake(
            "you divided by the variance",
            lambda v: (v - v.mean()) / v.var(),
            "Sizes in sqm divided by sqm squared still have a unit.",
            "A root is missing.",
        ),
        Mistake(
            "you did not subtract the mean",
            lambda v: v / v.std(),
            "What should the mean of the results be?",
            "Shift first, then scale.",
        ),
        Mistake(
            "you subtracted the mean and did not scale",
            lambda v: v - v.mean(),
            "What should the standard deviation of the results be?",
            "A division is missing.",
        ),
        Mistake(
            "you brought the values to the range from 0 to 1",
            lambda v: (v - v.min()) / np.ptp(v),
            "That is min-max scaling; here mean 0 and standard deviation 1 are wanted.",
            "One very large flat should not decide the scale alone.",
        ),
        Mistake(
            "you divided by the largest value",
            lambda v: v / v.max(),
            "The results are still all on one side of 0, unless a value was negative.",
            "Mean 0 and standard deviation 1 are wanted.",
        ),
        Mistake(
            "you subtracted the median",
            lambda v: (v - np.median(v)) / v.std(),
            "What should the mean of the results be?",
            "The value in the middle is not the mean.",
        ),
        Mistake(
            "only the mean was divided by the standard deviation",
            lambda v: v - v.mean() / v.std(),
            "Python divides before it subtracts.",
            "Parentheses are missing around the difference.",
        ),
        Mistake(
            "your function returns the mean and the standard deviation as well",
            standardize,
            "Only the standardised values are wanted here.",
            "Return the first of the three alone.",
            state=State.ALMOST,
        ),
        looks_elsewhere(lambda v: standardize(FLATS[0])[0]),
    ),
)

BACK_TO_SQM = Exercise(
    name="slope and intercept over sqm",
    right=lambda line, x: back_to_units(*line, x.mean(), x.std()),
    parts=("slope", "intercept"),
    digits=4,
    rounded=2,  # as the notebook writes the slope
    hint="Put z = (size - mean) / std into slope · z + intercept and collect what multiplies the size.",
    further="What multiplies the size is the new slope, the rest is the new intercept.",
    mistakes=(
        Mistake(
            "the intercept still belongs to the mean size",
            lambda line, x: (line[0] / x.std(), line[1]),
            "Standardised 0 is the mean size; where is 0 sqm?",
            "Follow the line from the mean size down to 0 sqm.",
        ),
        Mistake(
            "you multiplied the slope by the standard deviation",
            lambda line, x: (line[0] * x.std(), line[1] - line[0] * x.std() * x.mean()),
            "One standard deviation is many sqm; is the price of one sqm the larger number or the smaller?",
            "Look at the units: thousand a standard deviation, and sqm a standard deviation.",
        ),
        Mistake(
            "the slope is still that of the standardised sizes",
            lambda line, x: (line[0], line[1] - line[0] * x.mean()),
            "Its unit is thousand a standard deviation; thousand a sqm is wanted.",
            "Bring the slope back first; the intercept needs the new one.",
        ),
        Mistake(
            "you corrected the intercept with the slope of the standardised sizes",
            lambda line, x: (line[0] / x.std(), line[1] - line[0] * x.mean()),
            "Thousand a standard deviation times sqm is not thousand.",
            "Use the slope a sqm.",
        ),
        Mistake(
            "you moved the intercept the wrong way",
            lambda line, x: (line[0] / x.std(), line[1] + line[0] * x.mean() / x.std()),
            "Is a flat of 0 sqm dearer or cheaper than one of the mean size?",
            "Check the line at the mean size: it should give the mean price.",
        ),
        Mistake(
            "you divided by the variance",
            lambda line, x: (line[0] / x.var(), line[1] - line[0] * x.mean() / x.var()),
            "The sizes were divided by the standard deviation.",
            "A root is missing.",
        ),
        Mistake(
            "you divided by the standard deviation with n - 1",
            lambda line, x: back_to_units(*line, x.mean(), x.std(ddof=1)),
            "The sizes were standardised with the other one; undo what was done.",
            "With NumPy that is np.std(sizes), without ddof=1.",
        ),
        Mistake(
            "slope and intercept stand in the wrong order",
            lambda line, x: back_to_units(*line, x.mean(), x.std())[::-1],
            "Which of the two is the price of one more sqm?",
            "The slope comes first.",
        ),
        Mistake(
            "that is the line over the standardised sizes, unchanged",
            lambda line, x: (line[0], line[1]),
            "Its slope is in thousand a standard deviation, and its intercept is at the mean size.",
            "Both numbers change.",
        ),
    ),
)

EXERCISES = (STANDARDIZE, BACK_TO_SQM)


def check_standardize(function: Any) -> Verdict:
    """Check ``standardize(values)``: the same values with mean 0 and standard deviation 1.

    Parameters
    ----------
    function : callable
        The learner's; returns as many numbers as it is given.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_standardize(lambda values: values / values.std())
    ✗ wrong: you did not subtract the mean. Hint: What should the mean of the results be?
    """
    return check_function(STANDARDIZE, function)


def check_back_to_sqm(slope: Any, intercept: Any, standardized_line: Any, sizes: Any) -> Verdict:
    """Check a line over standardised sizes that was turned back into one over sqm.

    Parameters
    ----------
    slope, intercept : float
        The learner's: thousand a sqm, and thousand at 0 sqm, to four significant digits.
    standardized_line : tuple of float
        Slope and intercept over the standardised sizes.
    sizes : array_like, shape (n,)
        The sizes before they were standardised, in sqm.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_back_to_sqm(5, 300, (100, 300), [50, 90])
    ✗ wrong: the intercept still belongs to the mean size. Hint: Standardised 0 is the mean size; where
      is 0 sqm?
    """
    return check_value(BACK_TO_SQM, (slope, intercept), standardized_line, sizes)

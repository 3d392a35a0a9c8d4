"""Exercise of notebook 04 on the t-statistic: the gap between two separate samples, in standard errors.

The ordinary cases have samples of one size, for which Welch's statistic (each sample with its own variance and its own
size) and the pooled one are the same number. At the edge one sample is twice as large as the other.
Legend: `a` and `b` samples, `n` their size. Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.edges import breaks_down, check_to_the_edges, edge_of
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.comparison import Gap

SAMPLES = (
    (np.array([12.0, 15.0, 9.0, 18.0, 13.5]), np.array([10.0, 7.5, 14.0, 6.0, 8.0])),
    (np.array([0.2, 0.9, 0.4, 0.1, 0.6, 0.3]), np.array([1.3, 0.5, 1.9, 1.2, 0.4, 1.6])),
    (np.array([31.0, 22.0, 40.0, 27.0]), np.array([19.0, 25.0, 24.5, 13.0])),
)
LONG, SHORT = np.array([14.0, 11.0, 12.5, 15.0, 13.0, 12.0, 14.5, 13.5]), np.array([12.0, 5.0, 10.0, 7.5])


def _gap(a: np.ndarray, b: np.ndarray) -> float:
    return np.mean(a) - np.mean(b)


def _variances(a: np.ndarray, b: np.ndarray, ddof: int = 1) -> float:
    """Sum of both variances."""
    return np.var(a, ddof=ddof) + np.var(b, ddof=ddof)


def _t_statistic(a: np.ndarray, b: np.ndarray, ddof: int = 1) -> float:
    return _gap(a, b) / np.sqrt(np.var(a, ddof=ddof) / len(a) + np.var(b, ddof=ddof) / len(b))


def _paired(a: np.ndarray, b: np.ndarray) -> float:
    return np.mean(a - b) / (np.std(a - b, ddof=1) / np.sqrt(len(a)))


T_STATISTIC = Exercise(
    name="t_statistic",
    right=lambda a, b: _t_statistic(a, b),
    cases=SAMPLES,
    hint="Divide the gap between the means by its standard error: the root of the sum of both variances, each / its n.",
    mistakes=(
        Mistake(
            "the sign is turned round: you subtracted a from b",
            lambda a, b: _t_statistic(b, a),
            "Here t is positive where a's mean is the larger one.",
            "Subtract the mean of b from that of a.",
            state=State.ALMOST,
        ),
        Mistake(
            "the sign is gone",
            lambda a, b: abs(_t_statistic(a, b)),
            "Which of the two has the larger mean? t should say so.",
            "Leave out the absolute value.",
            state=State.ALMOST,
        ),
        Mistake(
            "you took a and b for pairs",
            _paired,
            "These are separate samples: the first of a has nothing to do with the first of b.",
            "Each sample has a variance of its own, and both count.",
        ),
        Mistake(
            "your variances divide by n",
            lambda a, b: _t_statistic(a, b, ddof=0),
            "A sample's variance divides by n - 1. np.var and np.std divide by n, unless they are told ddof=1.",
            "Write ddof=1.",
            state=State.ALMOST,
        ),
        Mistake(
            "you forgot the root",
            lambda a, b: _gap(a, b) / (_variances(a, b) / len(a)),
            "Of values in milliseconds, t should have no unit.",
            "The standard error is the root of a variance.",
        ),
        Mistake(
            "you forgot to divide the variances by n",
            lambda a, b: _gap(a, b) / np.sqrt(_variances(a, b)),
            "The same gap in ten times as many cases should give a larger t.",
            "The variance of a mean is the variance of one value, divided by n.",
        ),
        Mistake(
            "you divided by n outside the root",
            lambda a, b: _gap(a, b) / (np.sqrt(_variances(a, b)) / len(a)),
            "The variance of a mean is the variance of one value, divided by n.",
            "Divide first, and take the root after that.",
        ),
        Mistake(
            "that is Cohen's d: the gap in standard deviations",
            lambda a, b: _gap(a, b) / np.sqrt(_variances(a, b) / 2),
            "The same gap in ten times as many cases should give a larger t.",
            "Divide by the standard error of the gap.",
        ),
        Mistake(
            "you averaged the variances, or divided by the size of both samples",
            lambda a, b: _gap(a, b) / np.sqrt(_variances(a, b) / (2 * len(a))),
            "Both means are uncertain, and both uncertainties add up.",
            "Divide the sum of both variances by the size of one sample.",
        ),
        Mistake(
            "you added the standard errors instead of their squares",
            lambda a, b: _gap(a, b) / (np.std(a, ddof=1) / np.sqrt(len(a)) + np.std(b, ddof=1) / np.sqrt(len(b))),
            "Two independent deviations partly cancel; what adds up is their variances.",
            "Add first, and take the root after that.",
        ),
        Mistake(
            "only the spread of a counts",
            lambda a, b: _gap(a, b) / (np.std(a, ddof=1) / np.sqrt(len(a))),
            "The mean of b is uncertain too.",
            "Add both variances.",
        ),
        Mistake(
            "only the spread of b counts",
            lambda a, b: _gap(a, b) / (np.std(b, ddof=1) / np.sqrt(len(b))),
            "The mean of a is uncertain too.",
            "Add both variances.",
        ),
        Mistake(
            "you subtracted the variances",
            lambda a, b: _gap(a, b) / np.sqrt(abs(np.var(a, ddof=1) - np.var(b, ddof=1)) / len(a)),
            "Two samples of equal spread would have a standard error of 0.",
            "The means are subtracted; the variances add up.",
        ),
        Mistake(
            "you took the spread of all values together",
            lambda a, b: _gap(a, b) / (np.std([*a, *b], ddof=1) * np.sqrt(2 / len(a))),
            "The gap itself makes all values together spread more.",
            "Take the variance of each sample around its own mean.",
        ),
        Mistake(
            "that is the gap alone",
            _gap,
            "Is it large or small? That depends on how much such a gap scatters.",
            "Divide by its standard error.",
        ),
        Mistake(
            "only the mean of b is divided",
            lambda a, b: np.mean(a) - np.mean(b) / np.sqrt(_variances(a, b) / len(a)),
            "Python divides before it subtracts.",
            "Parentheses are missing around the gap.",
        ),
        Mistake(
            "that is the standard error of the gap",
            lambda a, b: np.sqrt(_variances(a, b) / len(a)),
            "How many of these fit into the gap?",
            "Divide the gap by it.",
            state=State.MISSING,
        ),
        Mistake(
            "that is the p-value",
            lambda a, b: Gap(_t_statistic(a, b), 1, 2 * len(a) - 2).p,
            "t says how many standard errors the gap is wide.",
            "You went one step too far.",
        ),
    ),
)


def _with(variance: float) -> float:
    """Divide the gap at the edge by the root of a variance."""
    return _gap(LONG, SHORT) / np.sqrt(variance)


def _pooled() -> float:
    """Variance of all deviations from their own sample's mean."""
    squares = np.var(LONG) * len(LONG) + np.var(SHORT) * len(SHORT)
    return squares / (len(LONG) + len(SHORT) - 2)


UNEQUAL = edge_of(
    T_STATISTIC,
    (LONG, SHORT),
    breaks_down(
        "your function needs two samples of one size",
        "These are separate samples, and one may be larger than the other.",
        "Take mean, variance and size of each sample for itself.",
    ),
    Mistake(
        "you divided both variances by the size of a, and b has another one",
        lambda: _with(_variances(LONG, SHORT) / len(LONG)),
        "The smaller a sample, the less sure its mean.",
        "Divide the variance of b by len(b).",
    ),
    Mistake(
        "you divided both variances by the size of b, and a has another one",
        lambda: _with(_variances(LONG, SHORT) / len(SHORT)),
        "The smaller a sample, the less sure its mean.",
        "Divide the variance of a by len(a).",
    ),
    Mistake(
        "you divided both variances by the mean of the two sizes",
        lambda: _with(2 * _variances(LONG, SHORT) / (len(LONG) + len(SHORT))),
        "The smaller a sample, the less sure its mean.",
        "Divide each variance by the size of its own sample.",
    ),
    Mistake(
        "the two sizes have changed places",
        lambda: _with(np.var(LONG, ddof=1) / len(SHORT) + np.var(SHORT, ddof=1) / len(LONG)),
        "The smaller a sample, the less sure its mean.",
        "Divide each variance by the size of its own sample.",
    ),
    Mistake(
        "you took the mean of both variances for each of them",
        lambda: _with(_variances(LONG, SHORT) / 2 * (1 / len(LONG) + 1 / len(SHORT))),
        "Each sample spreads in its own way.",
        "Divide each variance by the size of its own sample, and add after that.",
    ),
    Mistake(
        "that is the pooled statistic, which takes one variance for both samples",
        lambda: _with(_pooled() * (1 / len(LONG) + 1 / len(SHORT))),
        "It is a test too, for samples that spread alike; the formula here, Welch's, does not assume that.",
        "Divide each variance by the size of its own sample, and add after that; in SciPy write equal_var=False.",
        state=State.ALMOST,
    ),
)

EXERCISES, EDGES = (T_STATISTIC,), (UNEQUAL,)


def check_t_statistic(function: Any) -> Verdict:
    """Check ``t_statistic(a, b)`` of two separate samples: Welch's; the pooled one is almost right.

    Parameters
    ----------
    function : callable
        The learner's; takes two arrays and returns one number.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_t_statistic(lambda a, b: (a.mean() - b.mean()) / (a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b)))
    ✗ wrong: you forgot the root. Hint: Of values in milliseconds, t should have no unit.
    """
    return check_to_the_edges(T_STATISTIC, function, UNEQUAL)

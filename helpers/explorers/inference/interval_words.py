"""What is said of intervals: whether they keep their promise and why not, and where no share can be (notebook 04)."""

import numpy as np

from helpers.explorers.charts import Floats
from helpers.explorers.words import number, percent, points

NEAR = 0.02  # a coverage farther from the promise than this is said to miss it
FEW, RARE = 30, 0.25  # cases on the rarer side, right or wrong, and the share that makes a side the rarer one
ROUNDING = 1e-9  # of a share


def write_coverage(share: float) -> str:
    """Write a sum of many chances in percent, without its rest of rounding.

    Parameters
    ----------
    share : float
        From 0 to 1, up to rounding.

    Returns
    -------
    str
        The percent, or between which it and 0 or 100 the share lies.

    Examples
    --------
    >>> write_coverage(0.9515), write_coverage(1 - 1e-12), write_coverage(0.9999)
    ('95.2%', '100%', 'over 99.9%')
    """
    return percent(0 if share < ROUNDING else 1 if share > 1 - ROUNDING else share)


def say_promise(method: str, n: int, p: float, level: float, covered: float) -> str:
    """Say whether the promise is kept, and why not.

    Parameters
    ----------
    method : str
        "t", "Wilson" or "bootstrap".
    n : int
        Cases in each sample.
    p : float
        The true share.
    level : float
        The share of intervals that is promised to hold it.
    covered : float
        The share that does.

    Returns
    -------
    str
        After a comma, to go on after what the coverage is.

    Examples
    --------
    >>> say_promise("t", 200, 0.87, 0.95, 0.951)
    ', about as promised'
    >>> say_promise("Wilson", 5, 0.5, 0.9, 0.9375)
    ', 3.75 points more than promised: a share of 5 cases moves in steps of 20 points, so the promise cannot be
    kept exactly'
    """
    short, rare = level - covered, min(p, 1 - p)
    if abs(short) <= NEAR:
        return ", about as promised"
    words = f", {points(abs(short))} {'fewer' if short > 0 else 'more'} than promised"
    alike = p**n + (1 - p) ** n
    if short > 0 and method != "Wilson" and alike > short / 2:
        return (
            f"{words}: in {write_coverage(alike)} of samples of this size all cases are alike, and then the "
            f"{method} interval has no width"
        )
    if short > 0 and method != "Wilson" and rare < RARE and n * rare < FEW:
        side = "right" if p < RARE else "wrong"
        return (
            f"{words}: about {number(n * rare, 2)} cases of a sample are {side}, and where there are fewer the "
            "interval is too narrow"
        )
    return f"{words}: a share of {n:,} cases moves in steps of {points(1 / n)}, so the promise cannot be kept exactly"


def say_impossible(low: Floats, high: Floats) -> str:
    """Say how many intervals reach where no share can be.

    Parameters
    ----------
    low, high : numpy.ndarray, shape (n,)
        The ends of the intervals, as shares.

    Returns
    -------
    str
        A sentence after a space; empty where none does.

    Examples
    --------
    >>> say_impossible(np.array([0.8, 0.7]), np.array([1.04, 0.9]))
    ' 1 of the 2 reaches below 0% or above 100%, where no share can be.'
    """
    count = np.count_nonzero((low < -ROUNDING) | (high > 1 + ROUNDING))
    reach = "reaches" if count == 1 else "reach"
    return f" {count} of the {low.size} {reach} below 0% or above 100%, where no share can be." if count else ""

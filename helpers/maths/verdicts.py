"""Verdicts: what became of a run of gradient descent, read off where it went.

Notebooks 02 (calculus) and 05 (regression lab) show them. One reader is for plain descent, whose moves repeat in size
and direction; the other is for optimisers, schedules and noise, whose moves do not.
"""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

CLOSE = 0.01  # a loss within 1% of the least counts as converged
NOISE = 1e-9  # moves this much smaller than the longest one are rounding
DUST = 1e-18  # a loss this much smaller than the start's is rounding, whatever it does


class Verdict(StrEnum):
    """What became of a run of gradient descent.

    Examples
    --------
    >>> print(Verdict.DIVERGES)
    diverges
    """

    CRAWLS = "crawls"
    CONVERGES = "converges"
    OVERSHOOTS = "overshoots but converges"
    NEITHER = "neither falls nor grows"
    DIVERGES = "diverges"


def verdict_of_descent(weights: Array, losses: Array, least: float) -> Verdict:
    """Read the verdict off a finite run of plain gradient descent: off its last moves.

    Parameters
    ----------
    weights : numpy.ndarray, shape (t + 1, d)
        Start and every later position, all finite.
    losses : numpy.ndarray, shape (t + 1,)
        The loss at each of them.
    least : float
        The smallest loss there is.

    Returns
    -------
    Verdict
        What became of the run.

    Examples
    --------
    >>> print(verdict_of_descent(np.array([[1.0], [-2.0], [4.0]]), np.array([1.0, 4.0, 16.0]), least=0))
    diverges
    """
    if losses[-1] > losses[-2] * (1 + NOISE) and losses[-1] - least > DUST * losses[0]:
        return Verdict.DIVERGES
    moves = np.diff(weights, axis=0)
    lengths = np.linalg.norm(moves, axis=1)
    last = int(np.flatnonzero(lengths >= NOISE * lengths.max())[-1])  # the last move that is more than rounding
    if last > 0 and moves[last] @ moves[last - 1] < 0:
        shrinks = lengths[last] < lengths[last - 1] * (1 - NOISE)
        return Verdict.OVERSHOOTS if shrinks else Verdict.NEITHER
    arrived = losses[-1] - least <= max(CLOSE * least, NOISE * (losses[0] - least))
    return Verdict.CONVERGES if arrived else Verdict.CRAWLS


def verdict_of_optimizer(weights: Array, losses: Array, least: float) -> Verdict:
    """Read the verdict off a finite run of any optimiser: off the peaks of its quarters, and off its last quarter.

    Parameters
    ----------
    weights : numpy.ndarray, shape (t + 1, d)
        Start and every later position, all finite.
    losses : numpy.ndarray, shape (t + 1,)
        The loss at each of them.
    least : float
        The smallest loss there is.

    Returns
    -------
    Verdict
        What became of the run; one that stands still has converged, wherever that is.

    Examples
    --------
    >>> print(verdict_of_optimizer(np.array([[8.0], [4.0], [2.0]]), np.array([64.0, 16.0, 4.0]), least=0))
    crawls
    """
    heights = losses - losses.min()
    quarters = np.array_split(heights, min(4, heights.size))
    *before, tail = peaks = [quarter.max() for quarter in quarters]
    end = losses[-max(2, quarters[-1].size) :]
    rises = np.diff(losses) > NOISE * heights.max()
    swings, back_and_forth = rises[-end.size :].any(), _back_and_forth(weights)

    arrived = (end.max() if swings else end[-1]) - least <= max(CLOSE * abs(least), NOISE * (losses[0] - least))
    if heights.max() <= NOISE * abs(losses).max():  # all of it is rounding
        return Verdict.CONVERGES if arrived else Verdict.NEITHER

    if tail > 2 * max(before) or (rises[-5:].all() and (back_and_forth or tail > max(before))):
        return Verdict.DIVERGES

    stands_still = losses[0] > losses[-1] and np.ptp(end) <= NOISE * abs(end).max()
    if arrived or stands_still:
        return Verdict.OVERSHOOTS if back_and_forth or rises.any() else Verdict.CONVERGES

    swings_less = (np.diff(peaks) < 0).all() and tail < before[-1] / 2
    if back_and_forth or swings:
        return Verdict.OVERSHOOTS if swings_less else Verdict.NEITHER
    return Verdict.CRAWLS if losses[0] > losses[-1] else Verdict.NEITHER


def _back_and_forth(weights: Array) -> bool:
    """Tell whether each of the last moves turned back on the one before."""
    moves = np.diff(weights, axis=0)
    lengths = np.linalg.norm(moves, axis=1)
    last = np.flatnonzero(lengths >= NOISE * lengths.max())[-1] + 1  # the last move that is more than rounding
    moves = moves[:last][-5:]
    turns = (moves[1:] * moves[:-1]).sum(axis=1) < 0
    return bool(turns.size and turns.all())

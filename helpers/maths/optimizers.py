"""Optimisers at work: the loop that lets one train, clips gradients, follows a schedule, and says what became of it.

Notebook 02 (calculus) runs it. What each optimiser does with a gradient is in `helpers.maths.update_rules`.
Legend: `w` weights, d of them; `g` gradient; `t` counts steps.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import ArrayLike

from helpers.maths.runs import Run
from helpers.maths.schedules import Schedule
from helpers.maths.update_rules import Array, Optimizer, State
from helpers.maths.validate import as_count, as_number, as_vector
from helpers.maths.verdicts import verdict_of_optimizer


def clip_by_norm(g: ArrayLike, max_norm: float) -> Array:
    """Shorten a gradient to a length, keeping its direction.

    Parameters
    ----------
    g : array_like, shape (d,)
        The gradient.
    max_norm : float
        The greatest length allowed, above 0.

    Returns
    -------
    numpy.ndarray, shape (d,)
        The gradient, shortened if it was longer; one that holds NaN stays NaN.

    Raises
    ------
    ValueError
        If `max_norm` is not a finite number above 0.

    Examples
    --------
    >>> clip_by_norm([30.0, 40.0], max_norm=1), clip_by_norm([0.3, 0.4], max_norm=1)
    (array([0.6, 0.8]), array([0.3, 0.4]))
    """
    g, max_norm = np.asarray(g, dtype=float), as_number("max_norm", max_norm, above=0)
    return _clipped(g, _norm(g), max_norm)


@dataclass(frozen=True, eq=False)
class OptimizerRun(Run):
    """A run of an optimiser: all that `Run` has, and what was done at each step.

    Attributes
    ----------
    learning_rates : numpy.ndarray, shape (t,)
        The rate of each step.
    gradient_norms : numpy.ndarray, shape (t,)
        The length of each gradient, before clipping.
    state : mapping
        What the optimiser remembers at the end.
    """

    learning_rates: Array
    gradient_norms: Array
    state: State


def optimize(
    loss: Callable[[Array], float],
    gradient: Callable[[Array], ArrayLike],
    start: ArrayLike,
    optimizer: Optimizer,
    steps: int,
    *,
    schedule: Schedule | None = None,
    clip: float | None = None,
    noise: float = 0.0,
    seed: int = 0,
    least: float = 0.0,
) -> OptimizerRun:
    """Run an optimiser on any loss, one step after the other.

    Parameters
    ----------
    loss, gradient : callable
        Functions of the weights, shape (d,): the loss, and one slope for each weight.
    start : array_like, shape (d,)
        The weights to start from.
    optimizer : GradientDescent, Momentum, Adam or AdamW
        What takes the steps.
    steps : int
        How many steps to take.
    schedule : callable, optional
        Gives the rate of a step, from the step and the losses so far; without it the optimiser's own rate holds.
    clip : float, optional
        The greatest length of a gradient; longer ones are shortened to it.
    noise : float, optional
        Standard deviation of what is added to each slope, as if only a part of the data had been looked at.
    seed : int, optional
        Seed of the noise.
    least : float, optional
        The smallest loss there is; "converges" means within 1% of it, or standing still.

    Returns
    -------
    OptimizerRun
        The trajectory and the verdict, read off the run itself.

    Raises
    ------
    ValueError
        If the start or its loss is not finite, an option is out of range, or gradient and weights differ in shape.

    Examples
    --------
    >>> from helpers.maths.update_rules import Adam
    >>> run = optimize(lambda w: w @ w, lambda w: 2 * w, start=[3.0, 4.0], optimizer=Adam(0.1), steps=200)
    >>> print(run.verdict, run.gradient_norms[0], run.state["t"])
    overshoots but converges 10.0 200
    """
    w, steps, state = as_vector("start", start), as_count("steps", steps), None
    rng, noise, least = np.random.default_rng(seed), as_number("noise", noise), as_number("least", least)
    longest = np.inf if clip is None else as_number("max_norm", clip, above=0)
    weights, losses, rates, norms = [w], [as_number("loss(start)", loss(w))], [], []
    with np.errstate(all="ignore"):
        for t in range(steps):
            rates.append(optimizer.learning_rate if schedule is None else _rate(schedule(t, losses)))
            g = np.asarray(gradient(w), dtype=float)
            if noise:
                g = g + noise * rng.standard_normal(g.shape)
            norms.append(_norm(g))
            w, state = optimizer.step(w, _clipped(g, norms[-1], longest), state, rates[-1])
            weights.append(w)
            losses.append(float(loss(w)))
            if not (isfinite(losses[-1]) and np.isfinite(w).all()):
                break
        known = rates[0], steps, np.array(weights), np.array(losses), least, verdict_of_optimizer
        return OptimizerRun.judged(*known, learning_rates=np.array(rates), gradient_norms=np.array(norms), state=state)


def halts_at(losses: ArrayLike, rises: int = 3) -> int | None:
    """Find where a run that halts on a rising loss would have halted.

    Parameters
    ----------
    losses : array_like, shape (n,)
        The loss at each checkpoint.
    rises : int, optional
        How many rises in a row it takes.

    Returns
    -------
    int or None
        The first checkpoint at which the loss has just risen that many times in a row, or None if none is.

    Raises
    ------
    ValueError
        If the losses are not finite or `rises` is not a whole number of at least 1.

    Examples
    --------
    >>> halts_at([5, 4, 6, 3, 4, 5, 6, 7]), halts_at([5, 4, 3])
    (6, None)
    """
    losses, rises, row = as_vector("losses", losses), as_count("rises", rises), 0
    for checkpoint, rose in enumerate(np.diff(losses) > 0, start=1):
        row = row + 1 if rose else 0
        if row == rises:
            return checkpoint
    return None


def _norm(g: Array) -> float:
    # hypot never squares, so a long gradient does not overflow to an infinite one
    return float(np.hypot.reduce(g, initial=0.0))


def _clipped(g: Array, norm: float, longest: float) -> Array:
    return g * (longest / norm) if norm > longest else g


def _rate(scheduled: float) -> float:
    rate = as_number("learning_rate", scheduled)
    if rate < 0:
        raise ValueError(f"learning_rate is {rate}; wanted a number from 0 up")
    return rate

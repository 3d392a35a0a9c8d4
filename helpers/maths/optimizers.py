"""Optimisers: what is done with a gradient before it is subtracted, and the loop that does it.

Notebook 02 (calculus) opens each one and prints its state. They are PyTorch's, by hand (`GradientDescent` and
`Momentum` are its `SGD`); a test holds them equal over 100 steps. Legend: `w` weights, d of them; `g` gradient;
`v` velocity; in Adam `m` and `v` are running means of g and g², and `t` counts steps.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.descent import CLOSE, NOISE, Run, Verdict
from helpers.maths.schedules import Schedule
from helpers.maths.validate import as_count, as_number, as_vector

Array = NDArray[np.floating]
State = Mapping[str, Any]

SHARES = {"momentum", "beta1", "beta2"}  # of the past that is kept; at 1 it would never be forgotten


@dataclass(frozen=True)
class _Settings:
    learning_rate: float

    def __post_init__(self) -> None:
        for field in fields(self):
            number, share = as_number(field.name, getattr(self, field.name)), field.name in SHARES
            if number < 0 or (share and number >= 1):
                raise ValueError(f"{field.name} is {number}; wanted a number from 0 {'to below 1' if share else 'up'}")


@dataclass(frozen=True)
class GradientDescent(_Settings):
    """Plain gradient descent: w <- w - learning_rate · g. It remembers nothing.

    Parameters
    ----------
    learning_rate : float
        The step is this many times the gradient.
    weight_decay : float, optional
        This many times the weight is added to its gradient.

    Examples
    --------
    >>> GradientDescent(0.1).step([1.0], g=[4.0])
    (array([0.6]), {})
    """

    weight_decay: float = 0.0

    def step(self, w: ArrayLike, g: ArrayLike, state: State | None = None) -> tuple[Array, State]:
        """Take one step from `w` with gradient `g`; return the weights and the state after it."""
        w, g = _same_shape(w, g)
        g = g + self.weight_decay * w
        return w - self.learning_rate * g, {}


@dataclass(frozen=True)
class Momentum(_Settings):
    """Gradient descent with momentum: v <- momentum · v + g, then w <- w - learning_rate · v.

    Parameters
    ----------
    learning_rate : float
        The step is this many times the velocity.
    momentum : float, optional
        The share of the velocity that is kept, from 0 to below 1.
    weight_decay : float, optional
        This many times the weight is added to its gradient.

    Examples
    --------
    >>> heavy = Momentum(0.1, momentum=0.9)
    >>> w, state = heavy.step([1.0], g=[4.0])
    >>> w, state = heavy.step(w, g=[4.0], state=state)
    >>> w.round(9), state
    (array([-0.16]), {'v': array([7.6])})
    """

    momentum: float = 0.9
    weight_decay: float = 0.0

    def step(self, w: ArrayLike, g: ArrayLike, state: State | None = None) -> tuple[Array, State]:
        """Take one step from `w` with gradient `g`; return the weights and the state after it."""
        w, g = _same_shape(w, g)
        g = g + self.weight_decay * w
        v = self.momentum * state["v"] + g if state else g
        return w - self.learning_rate * v, {"v": v}


@dataclass(frozen=True)
class Adam(_Settings):
    """Adam: each weight has a rate of its own, so that it moves about `learning_rate` a step whatever its gradient.

    Parameters
    ----------
    learning_rate : float, optional
        About how far each weight moves in a step.
    beta1, beta2 : float, optional
        The shares of the running means of g and of g² that are kept, from 0 to below 1.
    epsilon : float, optional
        Added to the divisor, so that a gradient of 0 does not divide by 0.
    weight_decay : float, optional
        This many times the weight is added to its gradient, and then divided with it.

    Examples
    --------
    >>> w, state = Adam(0.1).step([1.0, 1.0], g=[4.0, 4000.0])
    >>> w.round(6), state["t"], state["m"].round(6)
    (array([0.9, 0.9]), 1, array([  0.4, 400. ]))
    """

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    weight_decay: float = 0.0

    def step(self, w: ArrayLike, g: ArrayLike, state: State | None = None) -> tuple[Array, State]:
        """Take one step from `w` with gradient `g`; return the weights and the state after it."""
        w, g = _same_shape(w, g)
        g = g + self.weight_decay * w
        return _adam_step(self, w, g, state)


@dataclass(frozen=True)
class AdamW(_Settings):
    """Adam with decoupled weight decay: all weights shrink by the same share, whatever their gradients.

    Parameters
    ----------
    learning_rate, beta1, beta2, epsilon
        As in `Adam`.
    weight_decay : float, optional
        Each step first takes off learning_rate · weight_decay of the weight.

    Examples
    --------
    >>> w, state = AdamW(0.1, weight_decay=0.5).step([2.0], g=[0.0])
    >>> w
    array([1.9])
    """

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    weight_decay: float = 0.01

    def step(self, w: ArrayLike, g: ArrayLike, state: State | None = None) -> tuple[Array, State]:
        """Take one step from `w` with gradient `g`; return the weights and the state after it."""
        w, g = _same_shape(w, g)
        w = w - self.learning_rate * self.weight_decay * w
        return _adam_step(self, w, g, state)


Optimizer = GradientDescent | Momentum | Adam | AdamW


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
    norm = _norm(g)
    return g * (max_norm / norm) if norm > max_norm else g


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
        The smallest loss there is; "converges" means within 1 % of it, or standing still.

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
    >>> run = optimize(lambda w: w @ w, lambda w: 2 * w, start=[3.0, 4.0], optimizer=Adam(0.1), steps=200)
    >>> print(run.verdict, run.gradient_norms[0], run.state["t"])
    overshoots but converges 10.0 200
    """
    w, steps, state = as_vector("start", start), as_count("steps", steps), None
    rng, noise = np.random.default_rng(seed), as_number("noise", noise)
    weights, losses, rates, norms = [w], [as_number("loss(start)", loss(w))], [], []
    with np.errstate(all="ignore"):
        for t in range(steps):
            if schedule is not None:
                optimizer = replace(optimizer, learning_rate=schedule(t, losses))
            g = np.asarray(gradient(w), dtype=float)
            if noise:
                g = g + noise * rng.standard_normal(g.shape)
            norms.append(_norm(g))
            rates.append(optimizer.learning_rate)
            w, state = optimizer.step(w, g if clip is None else clip_by_norm(g, clip), state)
            weights.append(w)
            losses.append(float(loss(w)))
            if not (np.isfinite(losses[-1]) and np.isfinite(w).all()):
                break
        known = _judged(np.array(weights), np.array(losses), as_number("least", least))
    return OptimizerRun(rates[0], steps, *known, np.array(rates), np.array(norms), state)


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


def _same_shape(w: ArrayLike, g: ArrayLike) -> tuple[Array, Array]:
    w, g = np.asarray(w), np.asarray(g)
    if w.shape != g.shape:
        raise ValueError(f"the gradient has shape {g.shape}; wanted one slope for each weight, shape {w.shape}")
    return w, g


def _norm(g: Array) -> float:
    # hypot never squares, so a long gradient does not overflow to an infinite one
    return float(np.hypot.reduce(g, initial=0.0))


def _adam_step(settings: Adam | AdamW, w: Array, g: Array, state: State | None) -> tuple[Array, State]:
    t, m, v = (state["t"], state["m"], state["v"]) if state else (0, np.zeros_like(g), np.zeros_like(g))
    t = t + 1
    m = settings.beta1 * m + (1 - settings.beta1) * g
    v = settings.beta2 * v + (1 - settings.beta2) * g**2
    # both began at 0: divided by the weight that they hold so far, they are means of the t gradients there were
    mean, square = m / (1 - settings.beta1**t), v / (1 - settings.beta2**t)
    w = w - settings.learning_rate * mean / (np.sqrt(square) + settings.epsilon)
    return w, {"t": t, "m": m, "v": v}


def _judged(weights: Array, losses: Array, least: float) -> tuple[Array, Array, Verdict, int | None, int | None]:
    """Cut a trajectory before a last loss that is not finite, and say what became of it: the end of a `Run`."""
    finite = np.isfinite(losses[-1]) and np.isfinite(weights[-1]).all()
    infinite_at = None if finite else losses.size - 1
    weights, losses = weights[:infinite_at], losses[:infinite_at]
    above = losses > losses[0]
    exceeded_at = int(np.argmax(above)) if above.any() else infinite_at
    verdict = _verdict(weights, losses, least) if finite else Verdict.DIVERGES
    return weights, losses, verdict, exceeded_at, infinite_at


def _verdict(weights: Array, losses: Array, least: float) -> Verdict:
    """Read the verdict off a finite run: off the peaks of its quarters, and off its last quarter."""
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

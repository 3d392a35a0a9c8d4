"""Learning-rate schedules: which rate each step takes.

Notebook 02 (calculus) draws them and lets them drive a run of `helpers.maths.optimizers.optimize`. A schedule is a
function of the step (0 for the first) and of the losses so far; all but `ReduceOnPlateau` go by the step alone.
Where PyTorch has the same schedule its name is given, and a test holds the two equal.

Update rules: what is done with a gradient before it is subtracted.

Notebook 02 (calculus) opens each one and prints its state. They are PyTorch's, by hand (`GradientDescent` and
`Momentum` are its `SGD`); a test holds them equal over 100 steps. Legend: `w` weights, d of them; `g` gradient;
`v` velocity; in Adam `m` and `v` are running means of g and g², and `t` counts steps.

Optimisers at work: the loop that lets one train, clips gradients, follows a schedule, and says what became of it.

Notebook 02 (calculus) runs it. What each optimiser does with a gradient is in `helpers.maths.optimizers`.
Legend: `w` weights, d of them; `g` gradient; `t` counts steps.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from math import cos, inf, isfinite, pi
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.checks import as_count, as_number, as_vector
from helpers.maths.descent import Run, verdict_of_optimizer

Schedule = Callable[[int, Sequence[float]], float]


@dataclass(frozen=True)
class LinearWarmup:
    """A straight rise to the full rate, which is kept from then on (PyTorch: `LinearLR`).

    Parameters
    ----------
    learning_rate : float
        The full rate, above 0.
    steps : int
        The step that first takes the full rate.
    start : float, optional
        The rate of step 0, from 0 to the full rate.

    Examples
    --------
    >>> warmup = LinearWarmup(0.1, steps=10)
    >>> warmup(0), warmup(5), warmup(10), warmup(99)
    (0.0, 0.05, 0.1, 0.1)
    """

    learning_rate: float
    steps: int
    start: float = 0.0

    def __post_init__(self) -> None:
        as_number("learning_rate", self.learning_rate, above=0)
        as_count("steps", self.steps)
        _check_rate("start", self.start, self.learning_rate)

    def __call__(self, step: int, losses: Sequence[float] = ()) -> float:
        """Return the rate of a step."""
        risen = min(step / self.steps, 1)
        return self.start + (self.learning_rate - self.start) * risen


@dataclass(frozen=True)
class CosineAnnealing:
    """A fall along half a cosine: slow, fast, slow (PyTorch: `CosineAnnealingLR`).

    Parameters
    ----------
    learning_rate : float
        The rate of step 0, above 0.
    steps : int
        The step that first takes the last rate, which is kept from then on.
    end : float, optional
        The last rate, from 0 to the first.

    Examples
    --------
    >>> annealing = CosineAnnealing(0.2, steps=100)
    >>> annealing(0), annealing(50), annealing(100)
    (0.2, 0.1, 0.0)
    """

    learning_rate: float
    steps: int
    end: float = 0.0

    def __post_init__(self) -> None:
        as_number("learning_rate", self.learning_rate, above=0)
        as_count("steps", self.steps)
        _check_rate("end", self.end, self.learning_rate)

    def __call__(self, step: int, losses: Sequence[float] = ()) -> float:
        """Return the rate of a step."""
        left = (1 + cos(pi * min(step / self.steps, 1))) / 2
        return self.end + (self.learning_rate - self.end) * left


@dataclass(frozen=True)
class StepDecay:
    """A cut by the same factor every so many steps (PyTorch: `StepLR`).

    Parameters
    ----------
    learning_rate : float
        The rate of step 0, above 0.
    every : int
        How many steps each rate is kept.
    factor : float, optional
        What the rate is multiplied by, above 0 and below 1.

    Examples
    --------
    >>> decay = StepDecay(0.4, every=10, factor=0.5)
    >>> decay(9), decay(10), decay(20)
    (0.4, 0.2, 0.1)
    """

    learning_rate: float
    every: int
    factor: float = 0.1

    def __post_init__(self) -> None:
        as_number("learning_rate", self.learning_rate, above=0)
        as_count("every", self.every)
        _check_factor(self.factor)

    def __call__(self, step: int, losses: Sequence[float] = ()) -> float:
        """Return the rate of a step."""
        return self.learning_rate * self.factor ** (step // self.every)


@dataclass(frozen=True)
class WarmupCosine:
    """A linear warm-up, then cosine annealing: how large models are usually trained.

    Parameters
    ----------
    learning_rate : float
        The highest rate, above 0.
    warmup : int
        The step that takes the highest rate.
    steps : int
        The step that first takes the last rate; above `warmup`.
    start, end : float, optional
        The first and the last rate, from 0 to the highest.

    Examples
    --------
    >>> schedule = WarmupCosine(0.2, warmup=10, steps=110)
    >>> schedule(5), schedule(10), schedule(60), schedule(110)
    (0.1, 0.2, 0.1, 0.0)
    """

    learning_rate: float
    warmup: int
    steps: int
    start: float = 0.0
    end: float = 0.0

    def __post_init__(self) -> None:
        as_count("steps", self.steps, least=as_count("warmup", self.warmup) + 1)
        _check_rate("start", self.start, as_number("learning_rate", self.learning_rate, above=0))
        _check_rate("end", self.end, self.learning_rate)

    def __call__(self, step: int, losses: Sequence[float] = ()) -> float:
        """Return the rate of a step."""
        if step < self.warmup:
            return LinearWarmup(self.learning_rate, self.warmup, self.start)(step)
        return CosineAnnealing(self.learning_rate, self.steps - self.warmup, self.end)(step - self.warmup)


@dataclass(frozen=True)
class ReduceOnPlateau:
    """A cut whenever the loss has stopped falling (PyTorch: `ReduceLROnPlateau`).

    Parameters
    ----------
    learning_rate : float
        The first rate, above 0.
    factor : float, optional
        What the rate is multiplied by, above 0 and below 1.
    patience : int, optional
        How many losses in a row may fail to improve; the next one that does causes the cut.
    threshold : float, optional
        The share by which a loss must be below the best one so far to count as better.

    Examples
    --------
    >>> plateau = ReduceOnPlateau(0.1, factor=0.5, patience=2)
    >>> plateau(4, losses=[9, 5, 5, 5]), plateau(5, losses=[9, 5, 5, 5, 5])
    (0.1, 0.05)
    """

    learning_rate: float
    factor: float = 0.1
    patience: int = 10
    threshold: float = 1e-4

    def __post_init__(self) -> None:
        as_number("learning_rate", self.learning_rate, above=0)
        _check_factor(self.factor)
        as_count("patience", self.patience, least=0)
        _check_rate("threshold", self.threshold, 1)

    def __call__(self, step: int, losses: Sequence[float] = ()) -> float:
        """Return the rate of a step, from all losses before it."""
        rate, best, waited = self.learning_rate, inf, 0
        for loss in losses:
            if loss < best * (1 - self.threshold):
                best, waited = loss, 0
            else:
                waited += 1
            if waited > self.patience:
                rate, waited = rate * self.factor, 0
        return rate


def _check_rate(name: str, value: float, most: float) -> None:
    if not 0 <= as_number(name, value) <= most:
        raise ValueError(f"{name} is {value}; wanted a number from 0 to {most:g}")


def _check_factor(value: float) -> None:
    if not 0 < as_number("factor", value) < 1:
        raise ValueError(f"factor is {value}; wanted a number between 0 and 1")


Array = NDArray[np.floating]
State = Mapping[str, Any]

SHARES = {"momentum", "beta1", "beta2"}  # of the past that is kept; at 1 it would never be forgotten


@dataclass(frozen=True)
class _UpdateRule:
    learning_rate: float

    def __post_init__(self) -> None:
        for field in fields(self):
            number, share = as_number(field.name, getattr(self, field.name)), field.name in SHARES
            if number < 0 or (share and number >= 1):
                raise ValueError(f"{field.name} is {number}; wanted a number from 0 {'to below 1' if share else 'up'}")

    def step(
        self, w: ArrayLike, g: ArrayLike, state: State | None = None, learning_rate: float | None = None
    ) -> tuple[Array, State]:
        """Take one step from `w` with gradient `g`, at a rate of its own if one is given.

        Parameters
        ----------
        w, g : array_like, shape (d,)
            The weights, and the slope of the loss along each.
        state : mapping, optional
            What the step before returned; nothing is remembered when omitted.
        learning_rate : float, optional
            The rate of this step alone, as a schedule gives it.

        Returns
        -------
        w : numpy.ndarray, shape (d,)
            The weights after the step.
        state : mapping
            What is remembered for the next one.

        Raises
        ------
        ValueError
            If gradient and weights differ in shape.
        """
        w, g = np.asarray(w), np.asarray(g)
        if w.shape != g.shape:
            raise ValueError(f"the gradient has shape {g.shape}; wanted one slope for each weight, shape {w.shape}")
        return self._update(w, g, state, self.learning_rate if learning_rate is None else learning_rate)

    def _update(self, w: Array, g: Array, state: State | None, rate: float) -> tuple[Array, State]:
        raise NotImplementedError


@dataclass(frozen=True)
class GradientDescent(_UpdateRule):
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

    def _update(self, w: Array, g: Array, state: State | None, rate: float) -> tuple[Array, State]:
        g = g + self.weight_decay * w
        return w - rate * g, {}


@dataclass(frozen=True)
class Momentum(_UpdateRule):
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

    def _update(self, w: Array, g: Array, state: State | None, rate: float) -> tuple[Array, State]:
        g = g + self.weight_decay * w
        v = self.momentum * state["v"] + g if state else g
        return w - rate * v, {"v": v}


@dataclass(frozen=True)
class Adam(_UpdateRule):
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

    def _update(self, w: Array, g: Array, state: State | None, rate: float) -> tuple[Array, State]:
        g = g + self.weight_decay * w
        return _adam_step(self, w, g, state, rate)


@dataclass(frozen=True)
class AdamW(_UpdateRule):
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

    def _update(self, w: Array, g: Array, state: State | None, rate: float) -> tuple[Array, State]:
        w = w - rate * self.weight_decay * w
        return _adam_step(self, w, g, state, rate)


Optimizer = GradientDescent | Momentum | Adam | AdamW


def _adam_step(settings: Adam | AdamW, w: Array, g: Array, state: State | None, rate: float) -> tuple[Array, State]:
    t, m, v = (state["t"], state["m"], state["v"]) if state else (0, np.zeros_like(g), np.zeros_like(g))
    t = t + 1
    m = settings.beta1 * m + (1 - settings.beta1) * g
    v = settings.beta2 * v + (1 - settings.beta2) * g**2
    # both began at 0: divided by the weight that they hold so far, they are means of the t gradients there were
    mean, square = m / (1 - settings.beta1**t), v / (1 - settings.beta2**t)
    w = w - rate * mean / (np.sqrt(square) + settings.epsilon)
    return w, {"t": t, "m": m, "v": v}


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
    >>> from helpers.maths.optimizers import Adam
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

"""Optimisers at work: what is done with a gradient, at which rate, and the loop that takes the steps.

Notebook 02 (calculus) opens each update rule, prints its state, and lets schedules drive a run. Rules and schedules are
PyTorch's, by hand (`GradientDescent` and `Momentum` are its `SGD`); a test holds them equal.
Legend: `w` weights, d of them; `g` gradient; `v` velocity; in Adam `m` and `v` are running means of g and g², and `t`
counts steps.
"""

from dataclasses import dataclass
from math import cos, inf, isfinite, pi

import numpy as np

from helpers.maths.checks import as_count, as_number, check, checked, number_that, returned
from helpers.maths.descent import Run, verdict_of_optimizer

# schedules: functions of the step (0 for the first), and of the losses before it


def _from_0_to_full(learning_rate, start, **_):
    fits = 0 <= as_number("start", start) <= learning_rate
    check(fits, f"start is {start}; wanted a number from 0 to {learning_rate:g}")


def _more_than_the_warmup(steps, warmup, **_):
    as_count("steps", steps, least=warmup + 1)


BETTER = 1e-4  # a loss that is below the best one by this share of it is better
as_factor = number_that(lambda x: 0 < x < 1, "a number between 0 and 1")


@checked(_from_0_to_full, learning_rate="positive", steps="count")
@dataclass(frozen=True)
class LinearWarmup:
    """A straight rise to the full rate, which is taken first at `steps` and then kept (PyTorch: `LinearLR`).

    >>> [LinearWarmup(0.1, steps=10)(step) for step in (0, 5, 10, 99)]
    [0.0, 0.05, 0.1, 0.1]
    """

    learning_rate: float
    steps: int
    start: float = 0.0

    def __call__(self, step, losses=()):
        return self.start + (self.learning_rate - self.start) * min(step / self.steps, 1)


@checked(learning_rate="positive", steps="count")
@dataclass(frozen=True)
class CosineAnnealing:
    """A fall along half a cosine, slow, fast, slow, to a rate of 0 from `steps` on (`CosineAnnealingLR`).

    >>> [CosineAnnealing(0.2, steps=100)(step) for step in (0, 50, 100)]
    [0.2, 0.1, 0.0]
    """

    learning_rate: float
    steps: int

    def __call__(self, step, losses=()):
        return self.learning_rate * ((1 + cos(pi * min(step / self.steps, 1))) / 2)


@checked(_more_than_the_warmup, warmup="count", learning_rate="positive")
@dataclass(frozen=True)
class WarmupCosine:
    """A linear warm-up, then cosine annealing until `steps`: how large models are usually trained.

    >>> [WarmupCosine(0.2, warmup=10, steps=110)(step) for step in (5, 10, 60, 110)]
    [0.1, 0.2, 0.1, 0.0]
    """

    learning_rate: float
    warmup: int
    steps: int

    def __call__(self, step, losses=()):
        if step < self.warmup:
            return LinearWarmup(self.learning_rate, self.warmup)(step)
        return CosineAnnealing(self.learning_rate, self.steps - self.warmup)(step - self.warmup)


@checked(learning_rate="positive", every="count", factor=as_factor)
@dataclass(frozen=True)
class StepDecay:
    """A cut by the same factor every so many steps (PyTorch: `StepLR`)."""

    learning_rate: float
    every: int
    factor: float = 0.1

    def __call__(self, step, losses=()):
        return self.learning_rate * self.factor ** (step // self.every)


@checked(learning_rate="positive", factor=as_factor, patience="from 0")
@dataclass(frozen=True)
class ReduceOnPlateau:
    """A cut when more than `patience` losses in a row were no better than the best before (`ReduceLROnPlateau`).

    >>> ReduceOnPlateau(0.1, factor=0.5, patience=2)(5, losses=[9, 5, 5, 5, 5])
    0.05
    """

    learning_rate: float
    factor: float = 0.1
    patience: int = 10

    def __call__(self, step, losses=()):
        rate, best, waited = self.learning_rate, inf, 0
        for loss in losses:
            if loss < best * (1 - BETTER):
                best, waited = loss, 0
            else:
                waited += 1
            if waited > self.patience:
                rate, waited = rate * self.factor, 0
        return rate


# update rules: what is done with a gradient before it is subtracted

as_rate = number_that(lambda x: x >= 0, "a number from 0 up", say=float)
as_share = number_that(lambda x: 0 <= x < 1, "a number from 0 to below 1", say=float)  # at 1 nothing is forgotten


def _one_for_each_weight(w, g, **_):
    w, g = np.shape(w), np.shape(g)
    check(w == g, f"the gradient has shape {g}; wanted one slope for each weight, shape {w}")


@dataclass(frozen=True)
class _UpdateRule:
    learning_rate: float

    @checked(_one_for_each_weight)
    def step(self, w, g, state=None, learning_rate=None):
        """Take one step from `w` with gradient `g`; return the weights, and what is to be remembered for the next one.

        `state` is what the step before returned; `learning_rate` is for this step alone, as a schedule gives it.
        """
        rate = self.learning_rate if learning_rate is None else learning_rate
        g = np.asarray(g) + 0.0  # whole numbers become floats, single precision stays
        return self._update(np.asarray(w), g, state, rate)


@checked(learning_rate=as_rate)
@dataclass(frozen=True)
class GradientDescent(_UpdateRule):
    """Plain gradient descent: w <- w - learning_rate · g. It remembers nothing.

    >>> GradientDescent(0.1).step([1.0], g=[4.0])
    (array([0.6]), {})
    """

    def _update(self, w, g, state, rate):
        return w - rate * g, {}


@checked(learning_rate=as_rate, momentum=as_share)
@dataclass(frozen=True)
class Momentum(_UpdateRule):
    """Gradient descent with momentum: v <- momentum · v + g, then w <- w - learning_rate · v.

    >>> Momentum(0.1, momentum=0.9).step([1.0], g=[4.0], state={"v": np.array([4.0])})[1]
    {'v': array([7.6])}
    """

    momentum: float = 0.9

    def _update(self, w, g, state, rate):
        v = self.momentum * state["v"] + g if state else g
        return w - rate * v, {"v": v}


@checked(learning_rate=as_rate, beta1=as_share, beta2=as_share, epsilon=as_rate)
@dataclass(frozen=True)
class Adam(_UpdateRule):
    """Adam: each weight has a rate of its own, so that it moves about `learning_rate` a step whatever its gradient.

    >>> Adam(0.1).step([1.0, 1.0], g=[4.0, 4000.0])[0].round(6)
    array([0.9, 0.9])
    """

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8  # a gradient of 0 does not divide by 0

    def _update(self, w, g, state, rate):
        t, m, v = (state["t"], state["m"], state["v"]) if state else (0, np.zeros_like(g), np.zeros_like(g))
        t = t + 1
        m = self.beta1 * m + (1 - self.beta1) * g
        v = self.beta2 * v + (1 - self.beta2) * g**2
        # both began at 0: divided by the weight that they hold so far, they are means of the t gradients there were
        mean, square = m / (1 - self.beta1**t), v / (1 - self.beta2**t)
        return w - rate * mean / (np.sqrt(square) + self.epsilon), {"t": t, "m": m, "v": v}


@checked(learning_rate=as_rate, beta1=as_share, beta2=as_share, epsilon=as_rate, weight_decay=as_rate)
@dataclass(frozen=True)
class AdamW(Adam):
    """Adam with decoupled weight decay: first all weights shrink by the same share, whatever their gradients.

    >>> AdamW(0.1, weight_decay=0.5).step([2.0], g=[0.0])[0]
    array([1.9])
    """

    weight_decay: float = 0.01

    def _update(self, w, g, state, rate):
        return super()._update(w - rate * self.weight_decay * w, g, state, rate)


# the loop


@checked(max_norm="positive")
def clip_by_norm(g, max_norm):
    """Shorten a gradient that is longer than `max_norm`, keeping its direction; one that holds NaN stays NaN.

    >>> clip_by_norm([30.0, 40.0], max_norm=1)
    array([0.6, 0.8])
    """
    g = np.asarray(g, dtype=float)
    return _clipped(g, _norm(g), max_norm)


@dataclass(frozen=True, eq=False)
class OptimizerRun(Run):
    """A run of an optimiser: all that `Run` has, and what was done at each step."""

    learning_rates: np.ndarray  # (t,)
    gradient_norms: np.ndarray  # (t,), before clipping


@checked(start="vector", steps="count", noise="number", least="number", clip="positive")
def optimize(loss, gradient, start, optimizer, steps, *, schedule=None, clip=None, noise=0.0, least=0.0):
    """Run an optimiser on any loss, functions of the weights (d,), one step after the other.

    `schedule` gives the rate of a step in place of the optimiser's own; `clip` is the greatest length of a gradient;
    `noise` the standard deviation of what is added to each slope, as if only a part of the data had been looked at;
    `least` the smallest loss there is: "converges" means within 1% of it, or standing still.

    >>> run = optimize(lambda w: w @ w, lambda w: 2 * w, start=[3.0, 4.0], optimizer=Adam(0.1), steps=200)
    >>> print(run.verdict, run.gradient_norms[0])
    overshoots but converges 10.0
    """
    w, state = np.asarray(start, dtype=float), None
    rng, longest = np.random.default_rng(0), inf if clip is None else clip
    weights, losses, rates, norms = [w], [returned(as_number, "loss(start)", loss(w))], [], []
    with np.errstate(all="ignore"):
        for t in range(steps):
            rate = optimizer.learning_rate
            if schedule is not None:
                rate = returned(as_rate, "learning_rate", schedule(t, losses))
            g = np.asarray(gradient(w), dtype=float)
            if noise:
                g = g + noise * rng.standard_normal(g.shape)
            norms.append(_norm(g))
            w, state = optimizer.step(w, _clipped(g, norms[-1], longest), state, rate)
            rates.append(rate)
            weights.append(w)
            losses.append(float(loss(w)))
            if not (isfinite(losses[-1]) and np.isfinite(w).all()):
                break
        done = {"learning_rates": np.array(rates), "gradient_norms": np.array(norms)}
        weights, losses = np.array(weights), np.array(losses)
        return OptimizerRun.judged(rates[0], steps, weights, losses, least, verdict_of_optimizer, **done)


def _norm(g):
    return float(np.hypot.reduce(g, initial=0.0))  # hypot never squares: a long gradient does not become infinite


def _clipped(g, norm, longest):
    return g * (longest / norm) if norm > longest else g


@checked(losses="vector", rises="count")
def halts_at(losses, rises=3):
    """Find the checkpoint at which a run halts that halts after so many rises of the loss in a row; None if it runs on.

    >>> halts_at([5, 4, 6, 3, 4, 5, 6, 7])
    6
    """
    row = 0
    for checkpoint, rose in enumerate(np.diff(losses) > 0, start=1):
        row = row + 1 if rose else 0
        if row == rises:
            return checkpoint
    return None

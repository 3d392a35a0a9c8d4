"""Optimisers at work: what is done with a gradient, at which rate, and the loop that takes the steps.

Notebook 02 (calculus) opens each update rule, prints its state, and lets schedules drive a run. Rules and schedules are
PyTorch's, by hand (`GradientDescent` and `Momentum` are its `SGD`); a test holds them equal.
Legend: `w` weights, d of them; `g` gradient; `v` velocity; in Adam `m` and `v` are running means of g and g², and `t`
counts steps.
"""

from dataclasses import dataclass
from math import cos, inf, isfinite, pi

import numpy as np

from helpers.maths.checks import (
    as_count,
    as_number,
    as_vector,
    check,
    checked,
    from_zero,
    number_that,
    positive,
    returned,
)
from helpers.maths.descent import Run, verdict_of_optimizer


def kept(kind):
    """Make a kind that leaves the value as it was given: a record shows what was put into it."""

    def look(name, value):
        kind(name, value)
        return value

    return look


# schedules: functions of the step (0 for the first), and of the losses before it


def _up_to_the_rate(*names):
    def relation(learning_rate, **given):
        for name in names:
            fits = 0 <= as_number(name, given[name]) <= learning_rate
            check(fits, f"{name} is {given[name]}; wanted a number from 0 to {learning_rate:g}")

    return relation


def _more_than_the_warmup(steps, warmup, **_):
    as_count("steps", steps, least=warmup + 1)


FULL, STEPS = kept(positive), kept(as_count)
FACTOR = kept(number_that(lambda x: 0 < x < 1, "a number between 0 and 1"))
THRESHOLD = kept(number_that(lambda x: 0 <= x <= 1, "a number from 0 to 1"))


@checked(_up_to_the_rate("start"), learning_rate=FULL, steps=STEPS)
@dataclass(frozen=True)
class LinearWarmup:
    """A straight rise to the full rate, which is taken first at `steps` and then kept (PyTorch: `LinearLR`).

    >>> warmup = LinearWarmup(0.1, steps=10)
    >>> warmup(0), warmup(5), warmup(10), warmup(99)
    (0.0, 0.05, 0.1, 0.1)
    """

    learning_rate: float
    steps: int
    start: float = 0.0

    def __call__(self, step, losses=()):
        return _risen(step / self.steps, self.start, self.learning_rate)


@checked(_up_to_the_rate("end"), learning_rate=FULL, steps=STEPS)
@dataclass(frozen=True)
class CosineAnnealing:
    """A fall along half a cosine, slow, fast, slow, to the rate that is kept from `steps` on (`CosineAnnealingLR`).

    >>> annealing = CosineAnnealing(0.2, steps=100)
    >>> annealing(0), annealing(50), annealing(100)
    (0.2, 0.1, 0.0)
    """

    learning_rate: float
    steps: int
    end: float = 0.0

    def __call__(self, step, losses=()):
        return _fallen(step / self.steps, self.learning_rate, self.end)


@checked(_more_than_the_warmup, _up_to_the_rate("start", "end"), warmup=STEPS, learning_rate=FULL)
@dataclass(frozen=True)
class WarmupCosine:
    """A linear warm-up, then cosine annealing until `steps`: how large models are usually trained.

    >>> schedule = WarmupCosine(0.2, warmup=10, steps=110)
    >>> schedule(5), schedule(10), schedule(60), schedule(110)
    (0.1, 0.2, 0.1, 0.0)
    """

    learning_rate: float
    warmup: int
    steps: int
    start: float = 0.0
    end: float = 0.0

    def __call__(self, step, losses=()):
        if step < self.warmup:
            return _risen(step / self.warmup, self.start, self.learning_rate)
        return _fallen((step - self.warmup) / (self.steps - self.warmup), self.learning_rate, self.end)


@checked(learning_rate=FULL, every=STEPS, factor=FACTOR)
@dataclass(frozen=True)
class StepDecay:
    """A cut by the same factor every so many steps (PyTorch: `StepLR`).

    >>> decay = StepDecay(0.4, every=10, factor=0.5)
    >>> decay(9), decay(10), decay(20)
    (0.4, 0.2, 0.1)
    """

    learning_rate: float
    every: int
    factor: float = 0.1

    def __call__(self, step, losses=()):
        return self.learning_rate * self.factor ** (step // self.every)


@checked(learning_rate=FULL, factor=FACTOR, patience=kept(from_zero), threshold=THRESHOLD)
@dataclass(frozen=True)
class ReduceOnPlateau:
    """A cut when more than `patience` losses in a row were not below the best by a share of it (`ReduceLROnPlateau`).

    >>> plateau = ReduceOnPlateau(0.1, factor=0.5, patience=2)
    >>> plateau(4, losses=[9, 5, 5, 5]), plateau(5, losses=[9, 5, 5, 5, 5])
    (0.1, 0.05)
    """

    learning_rate: float
    factor: float = 0.1
    patience: int = 10
    threshold: float = 1e-4  # the share

    def __call__(self, step, losses=()):
        rate, best, waited = self.learning_rate, inf, 0
        for loss in losses:
            if loss < best * (1 - self.threshold):
                best, waited = loss, 0
            else:
                waited += 1
            if waited > self.patience:
                rate, waited = rate * self.factor, 0
        return rate


def _risen(share, low, high):
    return low + (high - low) * min(share, 1)


def _fallen(share, high, low):
    left = (1 + cos(pi * min(share, 1))) / 2
    return low + (high - low) * left


# update rules: what is done with a gradient before it is subtracted

as_rate = number_that(lambda x: x >= 0, "a number from 0 up", say=float)
RATE = kept(as_rate)
SHARE = kept(number_that(lambda x: 0 <= x < 1, "a number from 0 to below 1", say=float))  # at 1 nothing is forgotten


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
        return self._update(np.asarray(w), np.asarray(g), state, rate)


@checked(learning_rate=RATE, weight_decay=RATE)
@dataclass(frozen=True)
class GradientDescent(_UpdateRule):
    """Plain gradient descent: w <- w - learning_rate · g, where weight_decay · w is first added to g. No memory.

    >>> GradientDescent(0.1).step([1.0], g=[4.0])
    (array([0.6]), {})
    """

    weight_decay: float = 0.0

    def _update(self, w, g, state, rate):
        g = g + self.weight_decay * w
        return w - rate * g, {}


@checked(learning_rate=RATE, momentum=SHARE, weight_decay=RATE)
@dataclass(frozen=True)
class Momentum(_UpdateRule):
    """Gradient descent with momentum: v <- momentum · v + g, then w <- w - learning_rate · v.

    >>> heavy = Momentum(0.1, momentum=0.9)
    >>> w, state = heavy.step([1.0], g=[4.0])
    >>> w, state = heavy.step(w, g=[4.0], state=state)
    >>> w.round(9), state
    (array([-0.16]), {'v': array([7.6])})
    """

    momentum: float = 0.9
    weight_decay: float = 0.0

    def _update(self, w, g, state, rate):
        g = g + self.weight_decay * w
        v = self.momentum * state["v"] + g if state else g
        return w - rate * v, {"v": v}


@checked(learning_rate=RATE, beta1=SHARE, beta2=SHARE, epsilon=RATE, weight_decay=RATE)
@dataclass(frozen=True)
class Adam(_UpdateRule):
    """Adam: each weight has a rate of its own, so that it moves about `learning_rate` a step whatever its gradient.

    >>> w, state = Adam(0.1).step([1.0, 1.0], g=[4.0, 4000.0])
    >>> w.round(6), state["t"], state["m"].round(6)
    (array([0.9, 0.9]), 1, array([  0.4, 400. ]))
    """

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    weight_decay: float = 0.0

    def _update(self, w, g, state, rate):
        g = g + self.weight_decay * w  # and is then divided with it
        return _adam_step(self, w, g, state, rate)


@checked(learning_rate=RATE, beta1=SHARE, beta2=SHARE, epsilon=RATE, weight_decay=RATE)
@dataclass(frozen=True)
class AdamW(_UpdateRule):
    """Adam with decoupled weight decay: all weights shrink by the same share, whatever their gradients.

    >>> AdamW(0.1, weight_decay=0.5).step([2.0], g=[0.0])[0]
    array([1.9])
    """

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    weight_decay: float = 0.01

    def _update(self, w, g, state, rate):
        w = w - rate * self.weight_decay * w
        return _adam_step(self, w, g, state, rate)


def _adam_step(settings, w, g, state, rate):
    t, m, v = (state["t"], state["m"], state["v"]) if state else (0, np.zeros_like(g), np.zeros_like(g))
    t = t + 1
    m = settings.beta1 * m + (1 - settings.beta1) * g
    v = settings.beta2 * v + (1 - settings.beta2) * g**2
    # both began at 0: divided by the weight that they hold so far, they are means of the t gradients there were
    mean, square = m / (1 - settings.beta1**t), v / (1 - settings.beta2**t)
    w = w - rate * mean / (np.sqrt(square) + settings.epsilon)  # epsilon: a gradient of 0 does not divide by 0
    return w, {"t": t, "m": m, "v": v}


# the loop


@checked(max_norm=positive)
def clip_by_norm(g, max_norm):
    """Shorten a gradient that is longer than `max_norm`, keeping its direction; one that holds NaN stays NaN.

    >>> clip_by_norm([30.0, 40.0], max_norm=1), clip_by_norm([0.3, 0.4], max_norm=1)
    (array([0.6, 0.8]), array([0.3, 0.4]))
    """
    g = np.asarray(g, dtype=float)
    return _clipped(g, _norm(g), max_norm)


@dataclass(frozen=True, eq=False)
class OptimizerRun(Run):
    """A run of an optimiser: all that `Run` has, and what was done at each step."""

    learning_rates: np.ndarray  # (t,)
    gradient_norms: np.ndarray  # (t,), before clipping
    state: dict  # what the optimiser remembers at the end


def _as_clip(_, value):
    return positive("max_norm", value)


@checked(start=as_vector, steps=as_count, noise=as_number, least=as_number, clip=_as_clip)
def optimize(loss, gradient, start, optimizer, steps, *, schedule=None, clip=None, noise=0.0, seed=0, least=0.0):
    """Run an optimiser on any loss, functions of the weights (d,), one step after the other.

    `schedule` gives the rate of a step in place of the optimiser's own; `clip` is the greatest length of a gradient;
    `noise` the standard deviation of what is added to each slope, as if only a part of the data had been looked at;
    `least` the smallest loss there is: "converges" means within 1% of it, or standing still.

    >>> run = optimize(lambda w: w @ w, lambda w: 2 * w, start=[3.0, 4.0], optimizer=Adam(0.1), steps=200)
    >>> print(run.verdict, run.gradient_norms[0], run.state["t"])
    overshoots but converges 10.0 200
    """
    w, state = np.asarray(start, dtype=float), None
    rng, longest = np.random.default_rng(seed), inf if clip is None else clip
    weights, losses, rates, norms = [w], [returned(as_number, "loss(start)", loss(w))], [], []
    with np.errstate(all="ignore"):
        for t in range(steps):
            rate = (
                optimizer.learning_rate if schedule is None else returned(as_rate, "learning_rate", schedule(t, losses))
            )
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
        known = rates[0], steps, np.array(weights), np.array(losses), least, verdict_of_optimizer
        return OptimizerRun.judged(*known, learning_rates=np.array(rates), gradient_norms=np.array(norms), state=state)


def _norm(g):
    return float(np.hypot.reduce(g, initial=0.0))  # hypot never squares: a long gradient does not become infinite


def _clipped(g, norm, longest):
    return g * (longest / norm) if norm > longest else g


@checked(losses=as_vector, rises=as_count)
def halts_at(losses, rises=3):
    """Find the checkpoint at which a run halts that halts after so many rises of the loss in a row; None if it runs on.

    >>> halts_at([5, 4, 6, 3, 4, 5, 6, 7]), halts_at([5, 4, 3])
    (6, None)
    """
    row = 0
    for checkpoint, rose in enumerate(np.diff(losses) > 0, start=1):
        row = row + 1 if rose else 0
        if row == rises:
            return checkpoint
    return None

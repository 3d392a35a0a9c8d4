"""Learning-rate schedules: which rate each step takes.

Notebook 02 (calculus) draws them and lets them drive a run of `helpers.maths.optimizers.optimize`. A schedule is a
function of the step (0 for the first) and of the losses so far; all but `ReduceOnPlateau` go by the step alone.
Where PyTorch has the same schedule its name is given, and a test holds the two equal.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, inf, pi

from helpers.maths.validate import as_count, as_number

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

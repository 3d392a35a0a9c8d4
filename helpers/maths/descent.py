"""Bisection: bracket the place where an answer turns, then halve the bracket.

`helpers.maths.descent` counts steps with it, `helpers.maths.classification` finds a temperature.

Verdicts: what became of a run of gradient descent, read off where it went.

Notebooks 02 (calculus) and 05 (regression lab) show them. One reader is for plain descent, whose moves repeat in size
and direction; the other is for optimisers, schedules and noise, whose moves do not.

A run of gradient descent: where it went, cut before what is not finite, and what became of it.

Notebooks 02 (calculus) and 05 (regression lab) look at runs. Legend: `t` counts steps; d weights.

Gradient descent as a loop: one step after the other, on any loss.

Notebooks 02 (calculus) and 05 (regression lab) use it. Legend: `w` weights, d of them; `t` counts steps. On a bowl
each step can be had without the loop: `helpers.maths.descent`.

Gradient descent on a quadratic loss, a bowl: what its curvature says of every run beforehand.

Notebooks 02 (calculus) and 05 (regression lab) use it. Legend: `w` weights, d of them; `t` counts steps; along one
eigenvector of the Hessian, of curvature λ, each step multiplies the gap to the minimum by 1 - learning_rate · λ.

Losses over two weights whose shape can be written down: a valley, two valleys with a ridge between, a saddle.

Notebook 02 (calculus) walks on them. None goes below `LEAST`: as with real data, the best weights leave some loss.
Legend: `w` weights, shape (..., 2); w1 and w2 are `w[..., 0]` and `w[..., 1]`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.checks import LARGEST, as_count, as_matrix, as_number, as_vector
from helpers.maths.regression import least_squares

HALVINGS = 60  # of a bracket: after 53 of them a float has no digit left to find


def first_count(arrived: Callable[[int], bool], most: int) -> int | None:
    """Find the first whole number from which on something holds.

    Parameters
    ----------
    arrived : callable
        Whether it holds at a whole number of at least 0; where it holds it holds at all larger ones.
    most : int
        Where the search ends.

    Returns
    -------
    int or None
        The number; None if it does not hold up to `most`.

    Examples
    --------
    >>> first_count(lambda t: 2**t >= 1000, most=2**20)
    10
    """
    if arrived(0):
        return 0
    late = 1
    while not arrived(late):
        late *= 2
        if late > most:
            return None
    early = late // 2
    while late - early > 1:
        middle = (early + late) // 2
        early, late = (early, middle) if arrived(middle) else (middle, late)
    return late


def crossing(rising: Callable[[float], float], reach: float) -> float:
    """Find where a function that only ever rises crosses 0.

    Parameters
    ----------
    rising : callable
        The function of a number, below 0 at 0 and above 0 from some number on.
    reach : float
        Where the search begins, above 0; it is doubled until the function is not below 0 there.

    Returns
    -------
    float
        The place, above 0.

    Examples
    --------
    >>> round(crossing(lambda x: x**2 - 2, reach=1), 12)
    1.414213562373
    """
    low, high = 0.0, reach
    while rising(high) < 0:
        high *= 2
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


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


@dataclass(frozen=True, eq=False)
class Run:
    """One run of gradient descent: where it went and what became of it.

    Attributes
    ----------
    learning_rate : float
        The rate of every step.
    steps : int
        How many steps were asked for.
    weights : numpy.ndarray, shape (t + 1, d)
        Start and every later position; ends before the first loss that is not finite.
    losses : numpy.ndarray, shape (t + 1,)
        The loss at each of them.
    verdict : Verdict
        What became of the run.
    exceeded_at : int or None
        The first step whose loss is above the start's.
    infinite_at : int or None
        The first step whose loss is infinite or not a number.
    """

    learning_rate: float
    steps: int
    weights: Array
    losses: Array
    verdict: Verdict
    exceeded_at: int | None
    infinite_at: int | None

    @classmethod
    def judged(
        cls,
        learning_rate: float,
        steps: int,
        weights: Array,
        losses: Array,
        least: float,
        verdict_of: Callable[[Array, Array, float], Verdict],
        **more: Any,
    ) -> Self:
        """Cut a trajectory before its first loss that is not finite, and say what became of it.

        Parameters
        ----------
        learning_rate, steps, weights, losses
            As in `Run`, the whole trajectory.
        least : float
            The smallest loss there is.
        verdict_of : callable
            Reads the verdict off a trajectory that is finite to its end.
        **more
            What else a run of this class holds.

        Returns
        -------
        Run
            One that was cut has diverged.
        """
        finite = np.isfinite(losses) & np.isfinite(weights).all(axis=1)
        infinite_at = None if finite.all() else int(np.argmin(finite))
        weights, losses = weights[:infinite_at], losses[:infinite_at]
        above = losses > losses[0]
        exceeded_at = int(np.argmax(above)) if above.any() else infinite_at
        verdict = verdict_of(weights, losses, least) if infinite_at is None else Verdict.DIVERGES
        return cls(learning_rate, steps, weights, losses, verdict, exceeded_at, infinite_at, **more)


def descend(
    loss: Callable[[Array], float],
    gradient: Callable[[Array], ArrayLike],
    start: ArrayLike,
    learning_rate: float,
    steps: int,
    least: float = 0.0,
) -> Run:
    """Run gradient descent as a loop: any loss, one step after the other.

    Parameters
    ----------
    loss, gradient : callable
        Functions of the weights, shape (d,): the loss, and one slope for each weight.
    start : array_like, shape (d,)
        The weights to start from.
    learning_rate : float
        Each step is this many times the gradient, downhill.
    steps : int
        How many steps to take.
    least : float, optional
        The smallest loss there is, in loss units; "converges" means within 1% of it.

    Returns
    -------
    Run
        The trajectory and the verdict, read off the run itself.

    Raises
    ------
    ValueError
        If the start or its loss is not finite, the rate or the steps are not above 0, or the gradient does not
        have one slope for each weight.

    Examples
    --------
    >>> run = descend(lambda w: w[0] ** 2, lambda w: 2 * w, start=[1.0], learning_rate=1.5, steps=3)
    >>> run.losses.tolist(), str(run.verdict), run.exceeded_at
    ([1.0, 4.0, 16.0, 64.0], 'diverges', 1)
    """
    w = as_vector("start", start)
    learning_rate = as_number("learning_rate", learning_rate, above=0)
    steps, least = as_count("steps", steps), as_number("least", least)
    weights, losses = [w], [as_number("the loss at the start", loss(w))]
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            slopes = np.asarray(gradient(w), dtype=float)
            if slopes.shape != w.shape:
                raise ValueError(f"the gradient has shape {slopes.shape}; wanted one slope for each weight, {w.shape}")
            w = w - learning_rate * slopes
            weights.append(w)
            losses.append(loss(w))
            if not np.isfinite(losses[-1]):
                break
    weights, losses = np.array(weights), np.array(losses, dtype=float)
    return Run.judged(learning_rate, steps, weights, losses, least, verdict_of_descent)


MOST_STEPS = 2**60


@dataclass(frozen=True, eq=False)
class QuadraticLoss:
    """A bowl-shaped loss in the coordinates where descent is easy: its eigenvectors.

    Attributes
    ----------
    minimum : numpy.ndarray, shape (d,)
        The weights of the least loss.
    least : float
        The loss there.
    curvatures : numpy.ndarray, shape (d,)
        Eigenvalues of the Hessian, ascending: loss units per weight unit squared.
    directions : numpy.ndarray, shape (d, d)
        Its eigenvectors, one a column.

    Examples
    --------
    >>> bowl = QuadraticLoss.from_data([[1], [2], [3], [4], [5]], [2.1, 3.9, 6.2, 7.8, 10.1])
    >>> bowl.curvatures.round(9), round(bowl.limit, 6)
    (array([22.]), 0.090909)
    """

    minimum: Array
    least: float
    curvatures: Array
    directions: Array

    @classmethod
    def from_data(cls, X: ArrayLike, y: ArrayLike) -> "QuadraticLoss":
        """Build the mean squared error of a linear model; the data is read once and not needed again.

        Parameters
        ----------
        X : array_like, shape (n, d)
            Design matrix.
        y : array_like, shape (n,)
            Targets.

        Returns
        -------
        QuadraticLoss
            The loss as a function of d weights.

        Raises
        ------
        ValueError
            If the shapes do not fit, a value is not finite or too large to square, or `X` holds only zeros.
        """
        X = as_matrix("X", X, most=LARGEST)
        y = as_vector("y", y, X.shape[0], most=LARGEST)
        if not X.any():
            raise ValueError(f"X of shape {X.shape} holds only zeros; wanted at least one feature that is not 0")
        curvatures, directions = np.linalg.eigh(2 / y.size * X.T @ X)
        if not curvatures[-1] > 0:
            raise ValueError(f"X holds nothing above {np.abs(X).max():g}; wanted a feature whose square is not 0")
        minimum = least_squares(X, y)
        least = float(np.mean((X @ minimum - y) ** 2))
        return cls(minimum, least, np.maximum(curvatures, 0), directions)

    @property
    def limit(self) -> float:
        """The learning rate above which descent diverges: 2 / largest curvature."""
        return float(2 / self.curvatures[-1])

    def limit_from(self, start: ArrayLike) -> float:
        """Find the learning rate above which descent from one start diverges.

        Parameters
        ----------
        start : array_like, shape (d,)
            The weights to start from.

        Returns
        -------
        float
            2 / largest curvature along which the start is away from the minimum: `limit` from nearly everywhere, more
            from a place exactly on a valley's floor, and infinite from the very minimum, which no step leaves.

        Raises
        ------
        ValueError
            If the start is not d finite numbers.

        Examples
        --------
        >>> valley = QuadraticLoss(np.zeros(2), 0.0, np.array([1.0, 10.0]), np.eye(2))
        >>> valley.limit_from([3, 1]), valley.limit_from([3, 0]), valley.limit_from([0, 0])
        (0.2, 2.0, inf)
        """
        felt = self.curvatures[self._from_minimum(as_vector("start", start, self.minimum.size)) != 0].max(initial=0)
        return float(2 / felt) if felt > 0 else np.inf

    @property
    def best_rate(self) -> float:
        """The constant rate that is fastest in the slowest direction: 2 / (smallest + largest curvature)."""
        return float(2 / (self.curvatures[0] + self.curvatures[-1]))

    @property
    def condition(self) -> float:
        """How many times steeper the steepest direction is than the flattest; infinite if one is flat."""
        return float(np.divide(self.curvatures[-1], self.curvatures[0])) if self.curvatures[0] > 0 else np.inf

    def loss(self, w: ArrayLike) -> Array:
        """Evaluate the loss at one or many positions, shape (..., d) to (...); not finite where too far to square."""
        return self.least + self._excess(self._from_minimum(w))

    def gradient(self, w: ArrayLike) -> Array:
        """Evaluate the slope along each weight at one position, shape (d,) to (d,)."""
        return self.directions @ (self.curvatures * self._from_minimum(w))

    def descend(self, start: ArrayLike, learning_rate: float, steps: int) -> Run:
        """Run gradient descent without a loop: step t is a power.

        Parameters
        ----------
        start : array_like, shape (d,)
            The weights to start from.
        learning_rate : float
            Each step is this many times the gradient, downhill.
        steps : int
            How many steps to take.

        Returns
        -------
        Run
            The same trajectory as `helpers.maths.descent.descend` gives, with the verdict predicted from the
            curvature where that decides: above `limit_from` its start a run diverges, at it the loss neither falls
            nor grows.

        Raises
        ------
        ValueError
            If the start or its loss is not finite, or the rate or the steps are not above 0.

        Examples
        --------
        >>> bowl = QuadraticLoss.from_data([[1], [2], [3], [4], [5]], [2.1, 3.9, 6.2, 7.8, 10.1])
        >>> bowl.descend([0], learning_rate=0.1, steps=50).weights[-1].round(2).tolist()
        [-18231.97]
        """
        learning_rate = as_number("learning_rate", learning_rate, above=0)
        t = np.arange(as_count("steps", steps) + 1)
        gaps = self._gaps(start, learning_rate, t)
        losses = self.least + self._excess(gaps)
        as_number("the loss at the start", losses[0])
        with np.errstate(over="ignore", invalid="ignore"):
            weights = self.minimum + gaps @ self.directions.T
        run = Run.judged(learning_rate, steps, weights, losses, self.least, verdict_of_descent)
        ratio = learning_rate / self.limit_from(start)
        if abs(ratio - 1) < NOISE:
            return replace(run, verdict=Verdict.NEITHER)
        return replace(run, verdict=Verdict.DIVERGES) if ratio > 1 else run

    def steps_to(self, excess: float, start: ArrayLike, learning_rate: float) -> int | None:
        """Count the steps until the loss is within `excess` of the least.

        Parameters
        ----------
        excess : float
            The wanted closeness, in loss units, above 0.
        start : array_like, shape (d,)
            The weights to start from.
        learning_rate : float
            The rate of every step.

        Returns
        -------
        int or None
            The number of steps; None if the rate is at or above `limit_from` the start and they would never do, or if
            they are more than can be counted.

        Raises
        ------
        ValueError
            If a value is not finite or not above 0.

        Examples
        --------
        >>> bowl = QuadraticLoss.from_data([[1], [2], [3], [4], [5]], [2.1, 3.9, 6.2, 7.8, 10.1])
        >>> bowl.steps_to(0.01 * bowl.least, start=[0], learning_rate=0.01)
        25
        """
        excess = as_number("excess", excess, above=0)
        learning_rate = as_number("learning_rate", learning_rate, above=0)
        if learning_rate >= self.limit_from(start):
            return None

        def arrived(t: int) -> bool:  # and stays so: the loss falls at every step
            return bool(self._excess(self._gaps(start, learning_rate, np.array([t]))[0]) <= excess)

        return first_count(arrived, MOST_STEPS)

    def _from_minimum(self, w: ArrayLike) -> Array:
        """Distances to the minimum along each eigenvector, shape (..., d)."""
        w = np.asarray(w, dtype=float)
        if w.shape[-1:] != self.minimum.shape:
            raise ValueError(f"w has shape {w.shape}; wanted weights in rows of {self.minimum.size}")
        return (w - self.minimum) @ self.directions

    def _excess(self, gaps: Array) -> Array:
        """Loss above the least at distances to the minimum along each eigenvector, shape (..., d) to (...)."""
        with np.errstate(over="ignore", invalid="ignore"):  # too far away to square, and that times no curvature
            return gaps**2 @ self.curvatures / 2

    def _gaps(self, start: ArrayLike, learning_rate: float, t: NDArray[np.int_]) -> Array:
        """Distances to the minimum along each eigenvector after `t` steps, shape (len(t), d)."""
        gaps = self._from_minimum(as_vector("start", start, self.minimum.size))
        with np.errstate(over="ignore", invalid="ignore"):
            powers = (1 - learning_rate * self.curvatures) ** t[:, np.newaxis].astype(float)
            return np.where(gaps == 0, 0.0, gaps * powers)


LEAST = 1.0  # the smallest loss of every surface


def valley(condition: float, minimum: ArrayLike = (0.0, 0.0)) -> QuadraticLoss:
    """Build a valley along w1: 1 + (w1² + condition · w2²) / 2, moved to its minimum.

    Parameters
    ----------
    condition : float
        The condition number, 1 or more: how many times more the ground bends across the valley than along it.
    minimum : array_like, shape (2,), optional
        Where the valley is lowest.

    Returns
    -------
    QuadraticLoss
        Curvature 1 along the valley, `condition` across it.

    Raises
    ------
    ValueError
        If `condition` is not a finite number of at least 1, or `minimum` is not two finite numbers.

    Examples
    --------
    >>> narrow = valley(10)
    >>> float(narrow.loss([2, 1])), narrow.gradient([2, 1]), narrow.limit
    (8.0, array([ 2., 10.]), 0.2)
    """
    if as_number("condition", condition) < 1:
        raise ValueError(f"condition is {condition}; wanted a number of at least 1")
    return QuadraticLoss(as_vector("minimum", minimum, 2), LEAST, np.array([1.0, float(condition)]), np.eye(2))


class TwoValleys:
    """A deep valley on the left and a shallow one on the right, with a ridge between them.

    The loss is w1⁴ - 0.4 · w1³ - 8 · w1² + 4.8 · w1 + 8 · w2² + 23.4: its slope along w1 is 0 at -2, 0.3 and 2.

    Attributes
    ----------
    least : float
        The loss at the deep minimum.
    minima : numpy.ndarray, shape (2, 2)
        The deep minimum and the shallow one, one a row.
    saddle : numpy.ndarray, shape (2,)
        The lowest point of the ridge: the slope is 0 there too.

    Examples
    --------
    >>> surface = TwoValleys()
    >>> surface.minima.tolist(), surface.loss(surface.minima).round(9)
    ([[-2.0, 0.0], [2.0, 0.0]], array([ 1. , 13.8]))
    >>> surface.gradient([0, 1])
    array([ 4.8, 16. ])
    """

    least = LEAST
    minima = np.array([[-2.0, 0.0], [2.0, 0.0]])
    saddle = np.array([0.3, 0.0])

    def loss(self, w: ArrayLike) -> Array:
        """Evaluate the loss at one or many positions, shape (..., 2) to (...)."""
        w1, w2 = _weights(w)
        return w1**4 - 0.4 * w1**3 - 8 * w1**2 + 4.8 * w1 + 8 * w2**2 + 22.4 + LEAST

    def gradient(self, w: ArrayLike) -> Array:
        """Evaluate the slopes along w1 and w2 at one or many positions, shape (..., 2) to (..., 2)."""
        w1, w2 = _weights(w)
        return np.stack([4 * (w1**2 - 4) * (w1 - 0.3), 16 * w2], axis=-1)


class Saddle:
    """A saddle in the middle: the ground rises to the left and right of it and falls in front and behind.

    The loss is (w2² - 4)² + 8 · w1² + 1. The falling ground leads to two minima of the same loss.

    Attributes
    ----------
    least : float
        The loss at both minima.
    minima : numpy.ndarray, shape (2, 2)
        The lower and the upper minimum on the map, one a row.
    saddle : numpy.ndarray, shape (2,)
        Where the slope is 0 and the loss is not least.

    Examples
    --------
    >>> surface = Saddle()
    >>> float(surface.loss(surface.saddle)), surface.loss(surface.minima), surface.gradient([1, 1])
    (17.0, array([1., 1.]), array([ 16., -12.]))
    """

    least = LEAST
    minima = np.array([[0.0, -2.0], [0.0, 2.0]])
    saddle = np.array([0.0, 0.0])

    def loss(self, w: ArrayLike) -> Array:
        """Evaluate the loss at one or many positions, shape (..., 2) to (...)."""
        w1, w2 = _weights(w)
        return (w2**2 - 4) ** 2 + 8 * w1**2 + LEAST

    def gradient(self, w: ArrayLike) -> Array:
        """Evaluate the slopes along w1 and w2 at one or many positions, shape (..., 2) to (..., 2)."""
        w1, w2 = _weights(w)
        return np.stack([16 * w1, 4 * w2 * (w2**2 - 4)], axis=-1)


Surface = QuadraticLoss | TwoValleys | Saddle


def _weights(w: ArrayLike) -> tuple[Array, Array]:
    w = np.asarray(w, dtype=float)
    if w.shape[-1:] != (2,):
        raise ValueError(f"w has shape {w.shape}; wanted two weights, shape (..., 2)")
    return w[..., 0], w[..., 1]

"""Gradient descent: the loop, its verdict, and what the curvature says of it beforehand.

Notebooks 02 (calculus) and 05 (regression lab) use it. Legend: `w` weights, d of them; `t` counts steps; along one
eigenvector of the Hessian, of curvature λ, each step multiplies the gap to the minimum by 1 - learning_rate · λ.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.regression import least_squares
from helpers.maths.validate import LARGEST, as_count, as_matrix, as_number, as_vector

Array = NDArray[np.float64]

CLOSE = 0.01  # a loss within 1% of the least counts as converged
NOISE = 1e-9  # moves this much smaller than the longest one are rounding
DUST = 1e-18  # a loss this much smaller than the start's is rounding, whatever it does
MOST_STEPS = 2**60


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
    return _judged(learning_rate, steps, np.array(weights), np.array(losses, dtype=float), least)


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
        """Evaluate the loss at one or many positions.

        Parameters
        ----------
        w : array_like, shape (..., d)
            Weights.

        Returns
        -------
        numpy.ndarray, shape (...)
            The loss at each; not finite where a distance is too large to square.
        """
        return self.least + self._excess(self._from_minimum(w))

    def gradient(self, w: ArrayLike) -> Array:
        """Evaluate the gradient at one position.

        Parameters
        ----------
        w : array_like, shape (d,)
            Weights.

        Returns
        -------
        numpy.ndarray, shape (d,)
            One slope for each weight.
        """
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
        run = _judged(learning_rate, steps, weights, losses, self.least)
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

        def arrived(t: int) -> bool:
            return bool(self._excess(self._gaps(start, learning_rate, np.array([t]))[0]) <= excess)

        # the loss falls at every step, so the first step that has arrived can be bracketed and halved down to
        late = 1
        while not arrived(late):
            late *= 2
            if late > MOST_STEPS:
                return None
        early = late // 2
        while late - early > 1:
            middle = (early + late) // 2
            early, late = (early, middle) if arrived(middle) else (middle, late)
        return 0 if arrived(0) else late

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


def _judged(learning_rate: float, steps: int, weights: Array, losses: Array, least: float) -> Run:
    """Cut a trajectory before its first non-finite loss and say what became of it."""
    finite = np.isfinite(losses) & np.isfinite(weights).all(axis=1)
    infinite_at = None if finite.all() else int(np.argmin(finite))
    weights, losses = weights[:infinite_at], losses[:infinite_at]
    above = losses > losses[0]
    exceeded_at = int(np.argmax(above)) if above.any() else infinite_at
    verdict = Verdict.DIVERGES if infinite_at is not None else _verdict(weights, losses, least)
    return Run(learning_rate, steps, weights, losses, verdict, exceeded_at, infinite_at)


def _verdict(weights: Array, losses: Array, least: float) -> Verdict:
    """Read the verdict off a finite trajectory."""
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

"""Gradient descent on a quadratic loss, a bowl: what its curvature says of every run beforehand.

Notebooks 02 (calculus) and 05 (regression lab) use it. Legend: `w` weights, d of them; `t` counts steps; along one
eigenvector of the Hessian, of curvature λ, each step multiplies the gap to the minimum by 1 - learning_rate · λ.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.bisection import first_count
from helpers.maths.regression import least_squares
from helpers.maths.runs import Run
from helpers.maths.validate import LARGEST, as_count, as_matrix, as_number, as_vector
from helpers.maths.verdicts import NOISE, Verdict, verdict_of_descent

Array = NDArray[np.float64]

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

"""Gradient descent on a bowl, known beforehand from its curvature; and what became of a run, on any ground.

Notebooks 02 (calculus) and 05 (regression lab) predict a run's fate and watch it. Legend: `w` weights, d of them;
`t` counts steps; along an eigenvector of the Hessian, of curvature λ, each step multiplies the gap to the minimum by
1 - learning_rate · λ. How a step is taken, one after the other, is in `helpers.maths.optimizers`.
"""

from bisect import bisect_left
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from helpers.maths.checks import check, checked, same_length
from helpers.maths.regression import least_squares

# what became of a run

CLOSE = 0.01  # a loss within 1% of the least has arrived
CLOSE_TO_0 = 1e-4, 1e-6  # or at this share of the start's, where the least is below that share of it, as good as 0
BLOWN = 10  # a loss that has passed so many times its start has blown up, whatever comes after
NOISE = 1e-9  # moves this much smaller than the longest one are rounding
DUST = 1e-18  # a loss this much smaller than the start's is rounding, whatever it does


class Verdict(StrEnum):
    """What became of a run. A word means what stands beside it, in every text, track, sentence and line."""

    STANDS = "stands still"  # it does not move, though the loss there is not the least
    CRAWLS = "crawls"  # it falls to its end and has not arrived
    CONVERGES = "converges"  # it ends within 1% of the least loss, or at rest in another valley
    OVERSHOOTS = "overshoots but converges"  # it goes from side to side, or up and down, less and less each time
    BOUNCES = "bounces"  # it goes from side to side, or up and down, and does not settle
    BLOWS_UP = "blows up"  # its loss passes ten times its start, though it does not go on to grow
    DIVERGES = "diverges"  # its loss is above its start and grows at its end, or its rate is above the limit


def arrival(start, least):
    """How far above the least a loss may be to have arrived."""
    share, nothing = CLOSE_TO_0
    return max(CLOSE * abs(least), share * (start - least) if abs(least) < nothing * start else 0)


@dataclass(frozen=True, eq=False)
class Run:
    """Where a run went and what became of it; it ends before the first loss or weight that is not finite."""

    learning_rate: float  # of every step
    steps: int  # how many were asked for
    weights: np.ndarray  # (t + 1, d), the start and every later position
    losses: np.ndarray  # (t + 1,)
    verdict: Verdict
    exceeded_at: int | None  # the step from which on the loss stays above the start's
    infinite_at: int | None  # the first step that is not finite

    @classmethod
    def judged(cls, learning_rate, steps, weights, losses, least, verdict_of, **more):
        """Cut a trajectory before what is not finite, and say what became of it: a cut one has diverged."""
        finite = np.isfinite(losses) & np.isfinite(weights).all(axis=1)
        infinite_at = None if finite.all() else int(np.argmin(finite))
        weights, losses = weights[:infinite_at], losses[:infinite_at]
        last_below = int(np.flatnonzero(losses <= losses[0])[-1])
        exceeded_at = last_below + 1 if last_below + 1 < losses.size else infinite_at
        verdict = verdict_of(weights, losses, least) if infinite_at is None else Verdict.DIVERGES
        return cls(learning_rate, steps, weights, losses, verdict, exceeded_at, infinite_at, **more)


def verdict_of_descent(weights, losses, least):
    """Read the verdict of plain descent off its last moves: they repeat in size and direction."""
    if losses[-1] > losses[-2] * (1 + NOISE) and losses[-1] - least > DUST * losses[0]:
        return Verdict.DIVERGES
    moves, lengths, last = _moves(weights)
    if last > 0 and moves[last] @ moves[last - 1] < 0:
        shrinks = lengths[last] < lengths[last - 1] * (1 - NOISE)
        return Verdict.OVERSHOOTS if shrinks else Verdict.BOUNCES
    arrived = losses[-1] - least <= arrival(losses[0], least)
    return Verdict.CONVERGES if arrived else Verdict.CRAWLS


def verdict_of_optimizer(weights, losses, least):
    """Read the verdict of any optimiser off the peaks of the run's quarters, and off its last quarter."""
    heights = losses - losses.min()
    quarters = np.array_split(heights, min(4, heights.size))
    *before, tail = peaks = [quarter.max() for quarter in quarters]
    end = losses[-max(2, quarters[-1].size) :]
    rises = np.diff(losses) > NOISE * heights.max()
    swings, back_and_forth = rises[-end.size :].any(), _back_and_forth(weights)

    arrived = (end.max() if swings else end[-1]) - least <= arrival(losses[0], least)
    if heights.max() <= NOISE * abs(losses).max():  # all of it is rounding
        return Verdict.CONVERGES if arrived else Verdict.BOUNCES if back_and_forth else Verdict.STANDS

    climbs, peak, late = np.diff(losses)[-5:], losses.max(), losses[-5:].max()
    levels_off = climbs[-1] <= 0.99 * climbs[0]
    grows = rises[-5:].all() and not levels_off and (back_and_forth or tail > max(before))
    if late > losses[0] and (grows or (tail > 2 * max(before) and late > peak / 2)):
        return Verdict.DIVERGES
    if peak > BLOWN * losses[0]:
        return Verdict.BLOWS_UP

    rests = np.ptp(end) <= NOISE * abs(end).max()
    if arrived or (rests and losses[0] > losses[-1]):
        return Verdict.OVERSHOOTS if back_and_forth or rises.any() else Verdict.CONVERGES
    if rests and not back_and_forth:
        return Verdict.STANDS

    *_, third, last = 0, *(lengths.max() for lengths in np.array_split(_moves(weights)[1], min(4, losses.size - 1)))
    swings_less = (np.diff(peaks) < 0).all() and tail < before[-1] / 2 and last < 0.9999 * third
    if back_and_forth or swings:
        return Verdict.OVERSHOOTS if swings_less else Verdict.BOUNCES
    return Verdict.CRAWLS if losses[0] > losses[-1] else Verdict.BOUNCES


def _back_and_forth(weights):
    """Tell whether each of the last moves turned back on the one before."""
    moves, _, last = _moves(weights)
    moves = moves[: last + 1][-5:]
    turns = (moves[1:] * moves[:-1]).sum(axis=1) < 0
    return bool(turns.size and turns.all())


def _moves(weights):
    """The moves (t, d), their lengths (t,), and which is the last that is more than rounding."""
    moves = np.diff(weights, axis=0)
    lengths = np.linalg.norm(moves, axis=1)
    return moves, lengths, int(np.flatnonzero(lengths >= NOISE * lengths.max())[-1])


# a bowl

DOUBLED = 2 ** np.arange(61)  # steps: 1, 2, 4 ... more than 2⁶⁰ are not counted


def _has_a_feature(X, **_):
    check(X.any(), f"X of shape {X.shape} holds only zeros; wanted at least one feature that is not 0")
    check(np.square(X).any(), f"X holds nothing above {np.abs(X).max():g}; wanted a feature whose square is not 0")


def _one_for_each_weight(self, start, **_):
    check(start.size == self.minimum.size, f"start holds {start.size} numbers; wanted {self.minimum.size}")


def _finite_at_the_start(self, start, **_):
    loss = self.loss(start)
    check(np.isfinite(loss), f"the loss at the start is {loss}; wanted a finite number")


def _rows_of_weights(self, w):
    shape = np.asarray(w, dtype=float).shape
    check(shape[-1:] == self.minimum.shape, f"w has shape {shape}; wanted weights in rows of {self.minimum.size}")


@dataclass(frozen=True, eq=False)
class QuadraticLoss:
    """A bowl-shaped loss in the coordinates where descent is easy: its eigenvectors.

    >>> bowl = QuadraticLoss.from_data([[1], [2], [3], [4], [5]], [2.1, 3.9, 6.2, 7.8, 10.1])
    >>> round(bowl.limit, 6), str(bowl.descend([0], learning_rate=0.1, steps=50).verdict)
    (0.090909, 'diverges')
    """

    minimum: np.ndarray  # (d,), the weights of the least loss
    least: float  # the loss there
    curvatures: np.ndarray  # (d,), eigenvalues of the Hessian, ascending: loss units per weight unit squared
    directions: np.ndarray  # (d, d), its eigenvectors, one a column

    @classmethod
    @checked(same_length("X", "y"), _has_a_feature, X="data matrix", y="data vector")
    def from_data(cls, X, y):
        """Build the mean squared error of a linear model, (n, d) and (n,); the data is not needed again."""
        curvatures, directions = np.linalg.eigh(2 / y.size * X.T @ X)
        minimum = least_squares(X, y)
        least = float(np.mean((X @ minimum - y) ** 2))
        return cls(minimum, least, np.maximum(curvatures, 0), directions)

    @property
    def limit(self):
        """The learning rate above which descent diverges: 2 / largest curvature."""
        return float(2 / self.curvatures[-1])

    def limit_from(self, start):
        """Find the rate above which descent from one start diverges: 2 / largest curvature that it feels there.

        That is `limit` from nearly everywhere, more from exactly on a valley's floor, and infinite from the minimum.
        """
        felt = self.curvatures[self._from_minimum(start) != 0].max(initial=0)
        return float(2 / felt) if felt > 0 else np.inf

    @property
    def best_rate(self):
        """The constant rate that is fastest in the slowest direction: 2 / (smallest + largest curvature)."""
        return float(2 / (self.curvatures[0] + self.curvatures[-1]))

    @property
    def condition(self):
        """How many times steeper the steepest direction is than the flattest; infinite if one is flat."""
        return float(np.divide(self.curvatures[-1], self.curvatures[0])) if self.curvatures[0] > 0 else np.inf

    @checked(_rows_of_weights)
    def loss(self, w):
        """Evaluate the loss at one or many positions, shape (..., d) to (...); not finite where too far to square."""
        return self.least + self._excess(self._from_minimum(w))

    @checked(_rows_of_weights)
    def gradient(self, w):
        """Evaluate the slope along each weight at one position, shape (d,) to (d,)."""
        return self.directions @ (self.curvatures * self._from_minimum(w))

    @checked(_one_for_each_weight, _finite_at_the_start, learning_rate="positive", steps="count", start="vector")
    def descend(self, start, learning_rate, steps):
        """Run gradient descent without a loop, step t is a power; the verdict is predicted where curvature decides."""
        gaps = self._gaps(start, learning_rate, np.arange(steps + 1))
        with np.errstate(over="ignore", invalid="ignore"):
            weights = self.minimum + gaps @ self.directions.T
        losses = self.least + self._excess(gaps)
        run = Run.judged(learning_rate, steps, weights, losses, self.least, verdict_of_descent)
        ratio = learning_rate / self.limit_from(start)
        if abs(ratio - 1) < NOISE:
            return replace(run, verdict=Verdict.BOUNCES)
        return replace(run, verdict=Verdict.DIVERGES) if ratio > 1 else run

    @checked(_one_for_each_weight, excess="positive", learning_rate="positive", start="vector")
    def steps_to(self, excess, start, learning_rate):
        """Count the steps until the loss is within `excess` of the least; None if that is never, or uncountable."""
        if learning_rate >= self.limit_from(start):
            return None

        def arrived(t):  # and stays so: the loss falls at every step
            return self._excess(self._gaps(start, learning_rate, np.atleast_1d(t))) <= excess

        late = arrived(DOUBLED)
        return bisect_left(range(DOUBLED[late.argmax()]), True, key=arrived) if late.any() else None

    def _from_minimum(self, w):
        """Distances to the minimum along each eigenvector, shape (..., d)."""
        return (np.asarray(w, dtype=float) - self.minimum) @ self.directions

    def _excess(self, gaps):
        """Loss above the least at distances to the minimum along each eigenvector, shape (..., d) to (...)."""
        with np.errstate(over="ignore", invalid="ignore"):  # too far away to square, and that times no curvature
            return gaps**2 @ self.curvatures / 2

    def _gaps(self, start, learning_rate, t):
        """Distances to the minimum along each eigenvector after `t` steps, shape (len(t), d)."""
        gaps = self._from_minimum(start)
        with np.errstate(over="ignore", invalid="ignore"):
            powers = (1 - learning_rate * self.curvatures) ** t[:, np.newaxis].astype(float)
            return np.where(gaps == 0, 0.0, gaps * powers)


# losses over two weights, w of shape (..., 2); as with real data, the best weights leave some loss

LEAST = 1.0  # the smallest loss of each


def valley(condition, minimum=(0.0, 0.0)):
    """Build a valley along w1, steeper across: 1 + (w1² + condition · w2²) / 2, moved to `minimum`."""
    return QuadraticLoss(np.array(minimum), LEAST, np.array([1.0, condition]), np.eye(2))


class TwoValleys:
    """A deep valley on the left, a shallow one on the right, and a ridge: the slope along w1 is 0 at -2, 0.3 and 2."""

    least = LEAST
    minima = np.array([[-2.0, 0.0], [2.0, 0.0]])  # the deep one first
    saddle = np.array([0.3, 0.0])  # the lowest point of the ridge

    def loss(self, w):
        w1, w2 = np.moveaxis(w, -1, 0)
        return w1**4 - 0.4 * w1**3 - 8 * w1**2 + 4.8 * w1 + 8 * w2**2 + 22.4 + LEAST

    def gradient(self, w):
        w1, w2 = np.moveaxis(w, -1, 0)
        return np.stack([4 * (w1**2 - 4) * (w1 - 0.3), 16 * w2], axis=-1)


class Saddle:
    """Ground that rises to the left and right of its middle, and falls in front and behind to two equal minima."""

    least = LEAST
    minima = np.array([[0.0, -2.0], [0.0, 2.0]])
    saddle = np.array([0.0, 0.0])

    def loss(self, w):
        w1, w2 = np.moveaxis(w, -1, 0)
        return (w2**2 - 4) ** 2 + 8 * w1**2 + LEAST

    def gradient(self, w):
        w1, w2 = np.moveaxis(w, -1, 0)
        return np.stack([16 * w1, 4 * w2 * (w2**2 - 4)], axis=-1)

"""A penalty on the size of two weights: L1 sets one to exactly 0, L2 shrinks both (notebook 01)."""

from dataclasses import dataclass

import numpy as np
from matplotlib.patches import Polygon
from numpy.typing import ArrayLike

from helpers.explorers.base import Explorer
from helpers.explorers.charts import LEVEL, Floats, draw_map, moving_plot
from helpers.explorers.controls import choice, one_of
from helpers.explorers.words import number, rate
from helpers.maths.checks import LARGEST, as_matrix, as_number, as_vector
from helpers.maths.descent import QuadraticLoss
from helpers.maths.regression import KINDS, path, standardize, zero_from
from helpers.maths.vectors import norm
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREEN, INK, ORANGE, PURPLE

NAMES, LOOKS = ("w₁", "w₂"), (("o", "-", BLUE, 13), ("s", "--", ORANGE, 8))  # marker, dash, hue, marker's size
MODEL = {"L1": "Lasso", "L2": "Ridge"}  # of scikit-learn
ORDER = {"L1": 1, "L2": 2}  # of the norm that each kind counts
MOST_ALIKE = 0.95  # correlation: columns more alike make the loss a valley that no map shows
CIRCLE = np.linspace(0, 2 * np.pi, 100)
AROUND = np.column_stack([np.cos(CIRCLE), np.sin(CIRCLE)])
UNIT_BALL = {"L1": np.array([[1, 0], [0, 1], [-1, 0], [0, -1]]), "L2": AROUND}


@dataclass(frozen=True)
class Penalised:
    """Two weights under a penalty.

    Attributes
    ----------
    kind : {"L1", "L2"}
        What the penalty counts: sizes or squares.
    penalty : float
        What one unit of that costs: `alpha` of scikit-learn's Lasso or Ridge.
    weights : numpy.ndarray, shape (2,)
        The weights of the least loss and penalty together, in units of y a standard deviation of the feature.
    size : float
        The L1 or L2 norm of the weights: how far the ball reaches.
    """

    kind: str
    penalty: float
    weights: Floats
    size: float


class PenaltyExplorer(Explorer):
    """Where the loss touches the ball of a penalty on the left; on the right both weights against the penalty.

    The features are standardised and the mean is taken from y, as is usual before weights are compared.

    Parameters
    ----------
    X : array_like, shape (n, 2), optional
        Two features; 40 made-up samples when omitted, together with y.
    y : array_like, shape (n,), optional
        Targets.
    kind : {"L1", "L2"}, optional
        What the penalty counts, to begin with.
    penalty : float, optional
        What one unit of that costs, to begin with: `alpha` of scikit-learn's Lasso or Ridge. Lasso counts the loss as
        half a mean and Ridge as a sum, so that the same number weighs less in Ridge.

    Raises
    ------
    ValueError
        If the data is not two finite features that vary and a target for each row, the features are too much alike,
        y has nothing to do with them, or an option is none.

    Examples
    --------
    >>> explorer = PenaltyExplorer(penalty=1)
    >>> explorer
    PenaltyExplorer: L1, penalty 1: w₁ 2.053, w₂ 0.564, neither 0
    >>> explorer.set(penalty=2)
    PenaltyExplorer: L1, penalty 2: w₁ 1.293, w₂ exactly 0
    >>> explorer.set(kind="L2", penalty=100)
    PenaltyExplorer: L2, penalty 100: w₁ 0.8692, w₂ 0.5908, neither 0
    >>> explorer.close()
    """

    def __init__(
        self,
        X: ArrayLike | None = None,
        y: ArrayLike | None = None,
        *,
        kind: str = "L1",
        penalty: float | None = None,
    ) -> None:
        one_of("kind", kind, KINDS)
        self.X, self.y = _as_data(*_made_up()) if X is None and y is None else _as_data(X, y)
        self.bowl = QuadraticLoss.from_data(self.X, self.y)
        self.zero_from = zero_from(self.X, self.y)
        last = float(self.zero_from.max())
        penalty = last / 5 if penalty is None else as_number("penalty", penalty, above=0)
        low, high = _round_ends(min(last, self.y.size, 20 * penalty) / 20, max(last, self.y.size, penalty / 10) * 10)
        self.penalties = np.union1d(np.geomspace(low, high, 200), self.zero_from[self.zero_from > low])
        self.paths = {kind: path(self.X, self.y, self.penalties, kind) for kind in KINDS}
        stage = Stage("left: where the loss touches the ball of the penalty; right: both weights against the penalty")
        self._draw_ground(stage)
        self._draw_curves(stage, low, high)
        self._marks = [
            [zero, f"{name} = 0"]
            for name, zero in zip(NAMES, self.zero_from.tolist(), strict=True)
            if low < zero < high
        ]
        super().__init__(
            stage,
            kind=choice("penalty on", KINDS, kind),
            penalty=Slider("penalty", value=penalty, min=low, max=high, log=True),
        )

    def compute(self, kind: str, penalty: float) -> Penalised:
        """Find the weights under this penalty."""
        (weights,) = path(self.X, self.y, [penalty], kind)
        return Penalised(kind, penalty, weights, norm(weights, ORDER[kind]))

    def draw(self, result: Penalised) -> None:
        """Blow up the ball as far as the solution, lay the loss around it, and mark both weights on their curves."""
        kind, weights, solutions = result.kind, result.weights, self.paths[result.kind]
        self._ball.set_xy(result.size * UNIT_BALL[kind])
        excess = max(0.0, float(self.bowl.loss(weights)) - self.bowl.least)
        around = np.sqrt(2 * excess / self.bowl.curvatures) * AROUND @ self.bowl.directions.T
        self._level.set_data(*(self.bowl.minimum + around).T)
        self._track.set_data(*solutions.T)
        self._touch.set_data(*weights[:, np.newaxis])
        self._now.set_xdata([result.penalty] * 2)
        for at, (_, _, hue, _) in enumerate(LOOKS):
            self._curves[at].set_ydata(solutions[:, at])
            self._zeros[at].set_visible(kind == "L1")
            self._dots[at].set(data=([result.penalty], weights[at : at + 1]))
            self._dots[at].set_markerfacecolor("white" if weights[at] == 0 else hue)
        self.controls["penalty"].marks = self._marks if kind == "L1" else []

    def say(self, result: Penalised) -> str:
        """Say what the weights are, and why one is exactly 0 or none is."""
        before1, before2 = (number(weight) for weight in self.bowl.minimum)
        weights = " and ".join(
            f"{name} {'= ' if weight else ''}{_weight(weight)}"
            for name, weight in zip(NAMES, result.weights, strict=True)
        )
        digits = self._digits(result.penalty)
        return (
            f"Over standardised features and at a penalty of {rate(result.penalty, digits)} the weights are {weights} "
            f"(unpenalised {before1} and {before2}), as from scikit-learn's {MODEL[result.kind]}"
            f"(alpha={result.penalty:.{digits}g}). {self._why(result, digits)}"
        )

    def state(self, result: Penalised) -> str:
        """Give kind, penalty and weights."""
        weights = ", ".join(f"{name} {_weight(weight)}" for name, weight in zip(NAMES, result.weights, strict=True))
        neither = ", neither 0" if result.weights.all() else ""
        return f"{result.kind}, penalty {rate(result.penalty, 4)}: {weights}{neither}"

    def _digits(self, penalty: float) -> int:
        """Choose how many digits tell a penalty from those that set a weight to 0: four, unless it is next to one."""
        return next(
            (
                d
                for d in range(4, 10)
                if all(limit == penalty or f"{limit:.{d}g}" != f"{penalty:.{d}g}" for limit in self.zero_from)
            ),
            4,
        )

    def _why(self, result: Penalised, digits: int) -> str:
        """Say what the shape of the ball has to do with it."""
        size, first = number(result.size), int(self.zero_from.argmin())
        sooner, later = number(self.zero_from.min(), digits), number(self.zero_from.max(), digits)
        if result.kind == "L2":
            return (
                f"The circle √(w₁² + w₂²) = {size} has no corners where the loss could stay: L2 shrinks the weights' "
                f"length, unpenalised {number(norm(self.bowl.minimum))}, and holds neither weight at exactly 0."
            )
        if not result.weights.any():
            return (
                f"From a penalty of {later} on both are exactly 0, and the diamond is a point: the model answers the "
                "mean of y, whatever the features."
            )
        diamond = f"the diamond |w₁| + |w₂| = {size}"
        if result.weights.all():
            return (
                f"The loss touches {diamond} on an edge. From a penalty of {sooner} on it touches a corner: L1 has "
                f"then set {NAMES[first]} to exactly 0."
            )
        return (
            f"The loss touches {diamond} at a corner: from a penalty of {sooner} on L1 has set {NAMES[first]} to "
            f"exactly 0, and from {later} on {NAMES[1 - first]} too."
        )

    def _draw_ground(self, stage: Stage) -> None:
        """Make the map of the loss, the ball, and what shows their touch."""
        axes = stage.axes[0]
        dress(axes, title="ball and loss (dashed) touch at ●, path dotted, least ☆", xlabel="w₁", ylabel="w₂")
        reach = 1.12 * norm(self.bowl.minimum, 1)
        draw_map(axes, self.bowl, ((-1.25 * reach, 1.25 * reach), (-reach, reach)))
        axes.set_aspect("equal")
        axes.axhline(0, color=INK, linewidth=0.8)
        axes.axvline(0, color=INK, linewidth=0.8)
        ball = Polygon(AROUND, fill=False, edgecolor=PURPLE, linewidth=3)
        self._ball = stage.moving(axes.add_patch(ball))
        self._level = moving_plot(stage, axes, "--", color=GREEN, linewidth=2)
        self._track = moving_plot(stage, axes, ":", color=INK, linewidth=2)
        self._touch = moving_plot(stage, axes, "o", color=PURPLE, markeredgecolor="white", markersize=11)

    def _draw_curves(self, stage: Stage, low: float, high: float) -> None:
        """Make the curves of both weights and their marks; a hollow mark is a weight that is exactly 0."""
        axes = stage.axes[1]
        dress(axes, title="w₁ ● solid, w₂ ■ dashed; hollow: exactly 0", xlabel="penalty", ylabel="weight")
        heights = np.concatenate(list(self.paths.values()))
        room = 0.08 * np.ptp([*heights.ravel(), 0])
        axes.set(xscale="log", xlim=(low, high), ylim=(min(heights.min(), 0) - room, max(heights.max(), 0) + room))
        axes.minorticks_off()
        axes.xaxis.set_major_formatter(lambda penalty, _: rate(penalty))
        axes.axhline(0, color=INK, linewidth=0.8)
        self._now = stage.moving(axes.axvline(low, **LEVEL))
        self._curves, self._zeros, self._dots = [], [], []
        for (mark, dash, hue, size), zero in zip(LOOKS, self.zero_from, strict=True):
            (curve,) = axes.plot(self.penalties, np.zeros_like(self.penalties), dash, color=hue, linewidth=2)
            self._curves.append(stage.moving(curve))
            hollow = {"color": hue, "markerfacecolor": "white", "markeredgewidth": 1.5}
            self._zeros.append(stage.moving(axes.plot(zero, 0, mark, markersize=size / 2, **hollow)[0]))
        for mark, _, hue, size in LOOKS:
            look = {"color": hue, "markeredgewidth": 2, "markersize": size, "clip_on": False}
            self._dots.append(moving_plot(stage, axes, mark, **look))


def _made_up() -> tuple[Floats, Floats]:
    """Make up 40 samples of two features that go together somewhat, and a target that follows both."""
    rng = np.random.default_rng(24)
    first = rng.normal(size=40)
    X = np.column_stack([first, 0.5 * first + rng.normal(size=40)])
    return X, X @ [2.5, 1.2] + rng.normal(size=40)


def _as_data(X: ArrayLike | None, y: ArrayLike | None) -> tuple[Floats, Floats]:
    """Check the data, standardise the features and take the mean from the targets."""
    if X is None or y is None:
        raise ValueError("only one of X and y was given; wanted both, or neither")
    X = as_matrix("X", X, most=LARGEST)
    if X.shape[1] != 2:
        raise ValueError(f"X has {X.shape[1]} columns; wanted 2, so that the weights are a place on a map")
    y = as_vector("y", y, X.shape[0], most=LARGEST)
    X, y = np.column_stack([standardize(column)[0] for column in X.T]), y - y.mean()
    alike = float(np.mean(X[:, 0] * X[:, 1]))
    if abs(alike) > MOST_ALIKE:
        raise ValueError(f"the columns of X have a correlation of {alike:.3f}; wanted at most {MOST_ALIKE} either way")
    if np.abs(X.T @ y).max() <= 1e-9 * y.size * np.abs(y).max():
        raise ValueError("y has nothing to do with the columns of X; wanted at least one weight that is not 0")
    return X, y


def _round_ends(low: float, high: float) -> tuple[float, float]:
    """Widen a range to whole powers of ten."""
    return float(10.0 ** np.floor(np.log10(low))), float(10.0 ** np.ceil(np.log10(high)))


def _weight(weight: float) -> str:
    return number(weight) if weight else "exactly 0"

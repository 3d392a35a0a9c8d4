"""Logistic regression by hand and trained: a line through two classes, and the sigmoid of each sample (notebook 03)."""

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from helpers.data import breast_cancer
from helpers.explorers.base import Explorer
from helpers.explorers.charts import legend, moving_plot
from helpers.explorers.controls import switch
from helpers.explorers.words import number, signed
from helpers.maths.checks import LARGEST, as_labels, as_matrix
from helpers.maths.classification import LogisticLoss, fit, sigmoid
from helpers.maths.regression import standardize
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREY, INK, ORANGE

LINES = {0.9: (ORANGE, "--"), 0.5: (INK, "-"), 0.1: (BLUE, ":")}  # probability -> colour and dash of its line
CLASSES = ((BLUE, "o"), (ORANGE, "^"))  # colour and marker of label 0 and of label 1
FARTHEST = 9.0  # logit at the edge of the sigmoid's axes
LEAST_PENALTY, MOST_PENALTY = 1e-4, 10.0
JITTER_SEED = 0
MOST_SAMPLES = 600  # more of them lie over each other; of a large data set every so manieth is drawn


@dataclass(frozen=True)
class Boundary:
    """A line between two classes and how well it does, beside the line by hand.

    Attributes
    ----------
    weights : numpy.ndarray, shape (3,)
        Of both standardised features, and the intercept.
    trained : bool
        Whether they are the trained ones: those of the least loss with the penalty added.
    penalty : float
        What the trained weights are pulled to zero with.
    logits : numpy.ndarray, shape (n,)
        Of each sample.
    wrong : numpy.ndarray of bool, shape (n,)
        Which samples lie on the other class's side.
    loss : float
        Mean log loss of these weights in nats, without the penalty.
    hand_weights, hand_loss : numpy.ndarray, shape (3,), and float
        The same of the weights by hand.

    Examples
    --------
    >>> explorer = LogisticExplorer()
    >>> int(explorer.set(trained=True).result.wrong.sum())
    62
    >>> explorer.close()
    """

    weights: NDArray[np.float64]
    trained: bool
    penalty: float
    logits: NDArray[np.float64]
    wrong: NDArray[np.bool_]
    loss: float
    hand_weights: NDArray[np.float64]
    hand_loss: float


class LogisticExplorer(Explorer):
    """Two weights and an intercept: the line that they draw between two classes, and the sigmoid that they feed.

    Parameters
    ----------
    X : array_like, shape (n, 2), optional
        Two features, standardised here; those of `helpers.data.breast_cancer` when omitted.
    y : array_like, shape (n,), optional
        Labels, 0 or 1.
    w1, w2, intercept : float, optional
        The weights to begin with.
    penalty : float, optional
        The pull to zero of the trained weights, 0.0001 to 10, to begin with; the intercept is free.
    feature_names, class_names : (str, str), optional
        What the features are, and what the labels 0 and 1 stand for.

    Raises
    ------
    ValueError
        If only one of X and y is given, X is not two finite columns that vary, or y does not hold both 0 and 1.

    Examples
    --------
    >>> explorer = LogisticExplorer()
    >>> explorer
    LogisticExplorer: by hand, w₁ 1, w₂ 1, intercept 0: loss 0.407, 486 of 569 right
    >>> explorer.set(trained=True)
    LogisticExplorer: trained, w₁ 3.48, w₂ 0.9, intercept -0.703: loss 0.256, 507 of 569 right
    >>> explorer.close()
    """

    def __init__(
        self,
        X: ArrayLike | None = None,
        y: ArrayLike | None = None,
        *,
        w1: float = 1.0,
        w2: float = 1.0,
        intercept: float = 0.0,
        penalty: float = 0.001,
        feature_names: tuple[str, str] | None = None,
        class_names: tuple[str, str] | None = None,
    ) -> None:
        if (X is None) != (y is None):
            raise ValueError(f"{'X' if X is None else 'y'} is missing; wanted both X and y, or neither")
        if X is None:
            study = breast_cancer()
            X, y = study.X, study.y
            feature_names, class_names = feature_names or study.feature_names, class_names or study.class_names
        self.features = feature_names or ("feature 1", "feature 2")
        self.classes = class_names or ("label 0", "label 1")
        X = as_matrix("X", X, most=LARGEST)
        if X.shape[1] != 2:
            raise ValueError(f"X has shape {X.shape}; wanted two columns, one for each axis of the picture")
        self.y = as_labels("y", y, len(X), 2)
        if np.ptp(self.y) == 0:
            raise ValueError(f"y holds only {self.y[0]}; wanted both labels, 0 and 1")
        self.z = np.column_stack([standardize(column)[0] for column in X.T])
        self.design = np.column_stack([self.z, np.ones(len(X))])
        self.plain = LogisticLoss(self.design, self.y)
        self.heights = self.y + np.where(self.y, 1, -1) * np.random.default_rng(JITTER_SEED).uniform(0.05, 0.22, len(X))
        self._drawn = np.s_[:: -(-len(X) // MOST_SAMPLES)]
        stage = Stage("left: two classes and the line between them; right: the sigmoid of each sample's logit")
        plane, curve = stage.axes
        self._dress(plane, curve)
        self._ghost = moving_plot(stage, plane, color=GREY, linewidth=5, alpha=0.5)
        self._lines = {
            p: moving_plot(stage, plane, dash, color=colour, linewidth=2) for p, (colour, dash) in LINES.items()
        }
        self._samples = [moving_plot(stage, curve, marker, color=colour, markersize=3) for colour, marker in CLASSES]
        self._wrong = [moving_plot(stage, axes, "x", color=INK, markersize=4) for axes in stage.axes]
        self._beyond = [moving_plot(stage, curve, marker, color=INK, markersize=5, clip_on=False) for marker in "<>"]
        reach = max(5.0, float(np.ceil(1.2 * np.abs(self._train(LEAST_PENALTY)).max())))
        marks = [(1 / len(X), "scikit-learn's usual")] if LEAST_PENALTY < 1 / len(X) < MOST_PENALTY else []
        super().__init__(
            stage,
            w1=Slider("w₁", value=w1, min=-reach, max=reach, step=reach / 100),
            w2=Slider("w₂", value=w2, min=-reach, max=reach, step=reach / 100),
            intercept=Slider("intercept", value=intercept, min=-reach, max=reach, step=reach / 100),
            trained=switch("trained: the weights of the least loss"),
            penalty=Slider(
                "penalty, once trained", value=penalty, min=LEAST_PENALTY, max=MOST_PENALTY, log=True, marks=marks
            ),
        )

    def compute(self, w1: float, w2: float, intercept: float, trained: bool, penalty: float) -> Boundary:
        """Train if that is asked for, and measure the weights."""
        by_hand = np.array([w1, w2, intercept])
        weights = self._train(penalty) if trained else by_hand
        logits = self.design @ weights
        wrong = (logits >= 0) != self.y
        loss, hand_loss = self.plain.loss(weights), self.plain.loss(by_hand)
        return Boundary(weights, trained, penalty, logits, wrong, loss, by_hand, hand_loss)

    def draw(self, result: Boundary) -> None:
        """Lay the lines over the plane, and the samples along the sigmoid."""
        for p, line in self._lines.items():
            line.set_data(*self._line(result.weights, p))
        self._ghost.set_data(*self._line(result.hand_weights, 0.5))
        self._ghost.set_visible(result.trained)
        logits, wrong = result.logits[self._drawn], result.wrong[self._drawn]
        z, y, heights = self.z[self._drawn], self.y[self._drawn], self.heights[self._drawn]
        for label, points in enumerate(self._samples):
            points.set_data(logits[y == label], heights[y == label])
        self._wrong[0].set_data(*z[wrong].T)
        self._wrong[1].set_data(logits[wrong], heights[wrong])
        for side, carets in zip((-1, 1), self._beyond, strict=True):
            outside = side * logits > FARTHEST
            carets.set_data(np.full(np.count_nonzero(outside), side * FARTHEST), heights[outside])

    def say(self, result: Boundary) -> str:
        """Say how many the line gets right, its loss, and what the trained one gains on the line by hand."""
        w1, w2, b = result.weights
        line = (
            f"{'The trained line' if result.trained else 'Your line'} is where {number(w1)} · z₁ {signed(w2)} · z₂ "
            f"{signed(b)} = 0 (z: standardised)"
        )
        if not result.weights[:2].any():
            line = f"With both weights at 0 there is no line: each sample gets the probability {number(sigmoid(b))}"
        elif result.logits.min() >= 0 or result.logits.max() < 0:
            line += ", and all samples lie on one side of it"
        score = (
            f"{np.count_nonzero(~result.wrong)} of {self.y.size} samples are on the right side of 0.5, "
            f"and the log loss is {number(result.loss)}"
        )
        if not result.trained:
            return f"{line}. {score}."
        return (
            f"{line}. {score}; yours (broad grey line) has {number(result.hand_loss)}. "
            f"With {number(result.penalty)} / 2 · (w₁² + w₂²) added, no other weights have less. "
            "The harder this pull to zero, the flatter the probabilities and the further apart the three lines."
        )

    def state(self, result: Boundary) -> str:
        """Give the weights, their loss and how many samples are right."""
        w1, w2, b = (number(weight, 3) for weight in result.weights)
        right = np.count_nonzero(~result.wrong)
        return (
            f"{'trained' if result.trained else 'by hand'}, w₁ {w1}, w₂ {w2}, intercept {b}: "
            f"loss {number(result.loss, 3)}, {right} of {self.y.size} right"
        )

    def _train(self, penalty: float) -> NDArray[np.float64]:
        return fit(LogisticLoss(self.design, self.y, penalty=[penalty, penalty, 0]))

    def _line(self, weights: NDArray[np.float64], p: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Where the probability is p, as far as the plane reaches: two x and two y, or none."""
        normal, length = weights[:2], np.hypot(*weights[:2])
        distance = (np.log(p / (1 - p)) - weights[2]) / length if length else np.inf
        if abs(distance) > self.reach:
            return np.empty(0), np.empty(0)
        foot, along = distance * normal / length, np.array([-normal[1], normal[0]]) / length * self.reach
        return tuple(np.transpose([foot - along, foot + along]))

    def _dress(self, plane: Axes, curve: Axes) -> None:
        """Draw what stands still: the samples in their plane, and the sigmoid."""
        first, second = self.features
        some = "" if self.y.size <= MOST_SAMPLES else " (some of all)"
        dress(
            plane,
            title=f"● {self.classes[0]}, ▲ {self.classes[1]}, ✕ wrong side{some}",
            xlabel=f"z₁: {first} (standard deviations)",
            ylabel=f"z₂: {second} (standard deviations)",
        )
        for label, (colour, marker) in enumerate(CLASSES):
            plane.plot(*self.z[self._drawn][self.y[self._drawn] == label].T, marker, color=colour, markersize=4)
        low, high = self.z.min(axis=0), self.z.max(axis=0)
        room = 0.06 * (high - low)
        plane.set(xlim=(low[0] - room[0], high[0] + room[0]), ylim=(low[1] - room[1], high[1] + room[1]))
        self.reach = 3 * float(np.hypot(*np.maximum(-low, high)))  # farther from the middle than any corner
        dress(
            curve,
            title="each sample on the sigmoid's axis (beside its label)",
            xlabel="logit: w₁ · z₁ + w₂ · z₂ + intercept",
            ylabel=f"probability of {self.classes[1]}",
        )
        logits = np.linspace(-FARTHEST, FARTHEST, 200)
        curve.plot(logits, sigmoid(logits), color=INK, linewidth=2)
        for p, (colour, dash) in LINES.items():
            curve.axvline(np.log(p / (1 - p)), color=colour, linestyle=dash, linewidth=1.2, label=f"probability {p}")
        legend(curve, loc="center right", bbox_to_anchor=(1, 0.42))
        curve.set(xlim=(-FARTHEST, FARTHEST), ylim=(-0.3, 1.3), yticks=[0, 0.1, 0.5, 0.9, 1])

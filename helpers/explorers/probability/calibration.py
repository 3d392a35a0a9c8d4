"""How sure a classifier is against how often it is right, and what mends the gap (notebook 03)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from numpy.typing import NDArray

from helpers.data import digit_scores
from helpers.explorers.base import Explorer
from helpers.explorers.charts import corners, moving_boxes, moving_plot
from helpers.explorers.controls import choice, one_of
from helpers.explorers.words import counted, number
from helpers.maths.classification import Reliability, fit_temperature, log_loss, reliability
from helpers.maths.information import softmax
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREEN, GREY, INK, RED

METHODS = ("raw", "temperature", "Platt", "isotonic")
SURE = 0.9
COLDEST, HOTTEST = 0.1, 100.0
FLOOR, ROOM = -0.32, 0.2  # under the diagram: where the histogram stands, and how high one bin with all digits is


@dataclass(frozen=True)
class Measured:
    """What one method makes of the digits' probabilities.

    Attributes
    ----------
    diagram : Reliability
        Confidence against share right, bin by bin.
    log_loss : float
        Mean of -log of the true digit's probability, in nats.
    right : float
        Share of all digits that are right.
    sure : int
        How many digits it is at least 90% sure of.
    sure_right : float
        Share of those that are right; 0 where there are none.

    Examples
    --------
    >>> explorer = CalibrationExplorer()
    >>> explorer.result.measured["raw"].sure
    690
    >>> explorer.close()
    """

    diagram: Reliability
    log_loss: float
    right: float
    sure: int
    sure_right: float


@dataclass(frozen=True)
class Comparison:
    """All four methods, and which of them is looked at.

    Attributes
    ----------
    method : str
        The one that is looked at.
    temperature : float
        What the logits are divided by in the method of that name.
    measured : mapping of str to Measured
        Every method's figures.
    """

    method: str
    temperature: float
    measured: Mapping[str, Measured]


class CalibrationExplorer(Explorer):
    """A reliability diagram of naive Bayes on handwritten digits, as it is and mended in three ways.

    Parameters
    ----------
    method : {"raw", "temperature", "Platt", "isotonic"}, optional
        What is done to the probabilities, to begin with.
    temperature : float, optional
        What the logits are divided by, 0.1 to 100, to begin with.

    Raises
    ------
    ValueError
        If there is no such method.

    Examples
    --------
    >>> explorer = CalibrationExplorer()
    >>> explorer
    CalibrationExplorer: temperature 1: right in 84.2% of 690 at least 90% sure, ECE 0.164, log loss 2.907
    >>> explorer.set(method="isotonic")
    CalibrationExplorer: isotonic: right in 97.0% of 468 at least 90% sure, ECE 0.044, log loss 0.4277
    >>> explorer.close()
    """

    def __init__(self, *, method: str = "temperature", temperature: float = 1.0) -> None:
        one_of("method", method, METHODS)
        self.scores = scores = digit_scores()
        self.fitted = fit_temperature(scores.held_out_logits, scores.held_out_labels)
        self.best = fit_temperature(scores.logits, scores.labels)
        self.still = {
            "raw": self._measure(scores.raw),
            "Platt": self._measure(scores.platt),
            "isotonic": self._measure(scores.isotonic),
        }
        stage = Stage("left: share right against confidence; middle: calibration error; right: log loss", columns=3)
        diagram, errors, losses = stage.axes
        diagram.get_gridspec().set_width_ratios([1.7, 1.1, 1])
        dress(diagram, title="reliability (hatched: the gap)", xlabel="confidence", ylabel="share right")
        diagram.plot([0, 1], [0, 1], "--", color=GREY, linewidth=1.5)
        diagram.axhline(0, color=GREY, linewidth=1)
        diagram.text(0.01, -0.03, "share of all digits:", va="top", color=INK, fontsize=9)
        diagram.set(xlim=(0, 1), ylim=(FLOOR, 1.02), xticks=np.linspace(0, 1, 6), yticks=np.linspace(0, 1, 6))
        bars = {"facecolor": to_rgba(BLUE, 0.2), "edgecolor": BLUE, "linewidth": 1}
        gaps = {"facecolor": "none", "edgecolor": RED, "hatch": "////", "linewidth": 1}
        counts = {"facecolor": to_rgba(GREY, 0.5), "edgecolor": GREY, "linewidth": 1}
        self._bars, self._gaps, self._counts = (moving_boxes(stage, diagram, **look) for look in (bars, gaps, counts))
        self._here, self._heated = [], []
        for axes, figures in zip((errors, losses), zip(*map(_figures, self.still.values()), strict=True), strict=True):
            rows = [METHODS.index(name) for name in self.still]
            axes.plot(figures, rows, "o", color="white", markeredgecolor=INK, markersize=9)
            self._heated.append(moving_plot(stage, axes, "D", color=GREEN, markersize=8))
            self._here.append(moving_plot(stage, axes, "s", markersize=17, color=BLUE, fillstyle="none", clip_on=False))
        self._dress(errors, losses)
        super().__init__(
            stage,
            method=choice("method", METHODS, method),
            temperature=Slider(
                "temperature",
                value=temperature,
                min=COLDEST,
                max=HOTTEST,
                log=True,
                marks=[(1, "1: raw"), (self.fitted, f"fitted {number(self.fitted, 3)}")],
            ),
        )

    def compute(self, method: str, temperature: float) -> Comparison:
        """Measure the digits at this temperature, beside the other methods."""
        heated = self._measure(softmax(self.scores.logits, temperature))
        return Comparison(method, temperature, {**self.still, "temperature": heated})

    def draw(self, result: Comparison) -> None:
        """Lay bars, gaps and dots over the diagram, and mark the method among the four."""
        shown = result.measured[result.method]
        diagram = shown.diagram
        full = diagram.counts > 0
        left, right = diagram.edges[:-1][full], diagram.edges[1:][full]
        confidence, share = diagram.confidence[full], diagram.right[full]
        self._bars.set_verts(corners(left, right, np.zeros_like(share), share))
        self._gaps.set_verts(corners(left, right, share, confidence))
        height = ROOM * diagram.counts[full] / len(self.scores)
        self._counts.set_verts(corners(left, right, np.full_like(share, FLOOR), FLOOR + height))
        heated = _figures(result.measured["temperature"])
        for square, diamond, figure, hot in zip(self._here, self._heated, _figures(shown), heated, strict=True):
            square.set_data([figure], [METHODS.index(result.method)])
            diamond.set_data([hot], [METHODS.index("temperature")])

    def say(self, result: Comparison) -> str:
        """Say what being sure is worth, both figures, and what the method does to the predictions."""
        shown = result.measured[result.method]
        sure = "no digit"
        if shown.sure:
            sure = f"{counted(shown.sure, 'digit')}, and right in {shown.sure_right:.1%} of them"
        return (
            f"Naive Bayes is at least 90% sure of {sure}. Calibration error (ECE) {shown.diagram.error:.3f}, "
            f"log loss {number(shown.log_loss)}. {self._remark(result.method, shown)}"
        )

    def state(self, result: Comparison) -> str:
        """Give the method, what being sure is worth, and both figures."""
        shown = result.measured[result.method]
        method = f"temperature {number(result.temperature)}" if result.method == "temperature" else result.method
        sure = f"right in {shown.sure_right:.1%} of {shown.sure}" if shown.sure else "no digit"
        return f"{method}: {sure} at least 90% sure, ECE {shown.diagram.error:.3f}, log loss {number(shown.log_loss)}"

    def _remark(self, method: str, shown: Measured) -> str:
        """Say how the method came about and what it does to the predictions."""
        if method == "raw":
            return f"Of all {len(self.scores)} digits {shown.right:.1%} are right."
        if method == "temperature":
            return (
                f"The log loss of these digits is least at {number(self.best, 3)}; fitted on held-out digits the "
                f"temperature is {number(self.fitted, 3)}. No temperature changes a prediction: {shown.right:.1%} are "
                "right at each."
            )
        return (
            f"This method was fitted to held-out scores, class by class, so it changes predictions too: "
            f"{shown.right:.1%} are right, not {self.still['raw'].right:.1%}."
        )

    def _measure(self, probabilities: NDArray[np.float64]) -> Measured:
        confidences = probabilities.max(axis=1)
        right = probabilities.argmax(axis=1) == self.scores.labels
        sure = confidences >= SURE
        return Measured(
            reliability(confidences, right),
            log_loss(probabilities, self.scores.labels),
            float(right.mean()),
            int(sure.sum()),
            float(right[sure].mean()) if sure.any() else 0.0,
        )

    def _dress(self, errors: Axes, losses: Axes) -> None:
        """Set up the two comparisons; the bar marks the least log loss of all temperatures."""
        dress(errors, title="calibration error", xlabel="ECE (0: none)", ylabel="")
        dress(losses, title="log loss (| least)", xlabel="nats (logarithmic)", ylabel="")
        least = self._measure(softmax(self.scores.logits, self.best))
        losses.plot([least.log_loss], [METHODS.index("temperature")], "|", color=INK, markersize=20)
        errors.set(xlim=(0, 0.75))
        losses.set(xscale="log", xlim=(0.25, 40))
        losses.set_xticks([0.3, 1, 3, 10, 30], labels=["0.3", "1", "3", "10", "30"])
        losses.minorticks_off()
        for axes, names in ((errors, METHODS), (losses, [""] * len(METHODS))):
            axes.set_yticks(range(len(METHODS)), labels=names)
            axes.set_ylim(len(METHODS) - 0.5, -0.5)
            axes.tick_params(axis="y", length=0)


def _figures(measured: Measured) -> tuple[float, float]:
    return measured.diagram.error, measured.log_loss

"""Two classifiers on one test set: what one draw shows, and how often a test would find the gap (notebook 04)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from helpers.explorers.base import Explorer
from helpers.explorers.charts import exits, legend, moving_plot, to_edge
from helpers.explorers.inference.comparison_words import ALPHA, say_outlook, say_taken, write_p, write_power
from helpers.explorers.inference.marks import moving_span
from helpers.explorers.words import percent, points, shorter
from helpers.maths.checks import as_count, as_probability
from helpers.maths.comparison import (
    Gap,
    Outcomes,
    approximate_power,
    bootstrap_gaps,
    disagreement_range,
    draw_outcomes,
    flip_chance,
    mcnemar,
    paired,
    power,
    unpaired,
)
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE

LEVELS = (ALPHA / 2, 1 - ALPHA / 2)
FEWEST, MOST = 50, 50_000  # cases
LEAST, BEST = 0.5, 0.99  # accuracy
REACH = 12  # points to either side of no gap
DRAWS = 100
RESAMPLED = 2000
TICKS = (50, 200, 1000, 5000, 20_000)
SIZES = np.geomspace(FEWEST, MOST, 120)
LOOK = {"unpaired": (ORANGE, "s", "--"), "paired": (BLUE, "o", "-"), "bootstrap": (GREEN, "D", ":")}
ROWS = {"unpaired": 2, "paired": 1, "bootstrap": 0}  # and how high each stands
TOP = 2.8  # of the rows' axes
POWERS = ("unpaired", "paired")
BELOW = {"loc": "lower center", "bbox_to_anchor": (0.5, -0.3), "ncols": 2, "fontsize": 9.5}  # where the legends stand


@dataclass(frozen=True)
class Compared:
    """One test set drawn, what the tests make of it, and how often they would find the gap.

    Attributes
    ----------
    accuracies : (float, float)
        The true ones of A and B.
    asked, disagreement : float
        Share of the cases on which exactly one is right: as the slider stands, and as the accuracies allow.
    draw : int
        Which test set of this size.
    seen : Outcomes
        What the models get right on it.
    gaps : mapping of str to Gap
        The observed gap by the unpaired and by the paired t-test.
    intervals : mapping of str to (float, float)
        Its 95% intervals, as shares.
    mcnemar : float
        The p of McNemar's exact test.
    power : mapping of str to float
        Share of test sets of this size in which each t-test finds the gap.
    curves : mapping of str to numpy.ndarray
        The same at many sizes, approximately.
    flip : float
        Chance that the worse model is ahead.
    """

    accuracies: tuple[float, float]
    asked: float
    disagreement: float
    draw: int
    seen: Outcomes
    gaps: Mapping[str, Gap]
    intervals: Mapping[str, tuple[float, float]]
    mcnemar: float
    power: Mapping[str, float]
    curves: Mapping[str, NDArray[np.float64]]
    flip: float

    @property
    def true_gap(self) -> float:
        """Accuracy of B - accuracy of A, as a share."""
        return self.accuracies[1] - self.accuracies[0]


class ComparisonExplorer(Explorer):
    """Two classifiers on one test set: intervals of their gap on the left, the power of the tests on the right.

    The marks on the right are exact to 0.002; the curves are the normal approximation, which is off by a few points
    where the models disagree on few cases.

    Parameters
    ----------
    n : int, optional
        Cases of the test set, 50 to 50,000, to begin with.
    accuracy_a, accuracy_b : float, optional
        True accuracies, 0.5 to 0.99, to begin with.
    disagreement : float, optional
        Share of all cases on which exactly one model is right, to begin with.
    draw : int, optional
        Which of 101 test sets is drawn, to begin with; number 0 has neither good nor bad luck.

    Raises
    ------
    ValueError
        If `n` or `draw` is not a whole number, or a share is not from 0 to 1.

    Examples
    --------
    >>> explorer = ComparisonExplorer()
    >>> explorer
    ComparisonExplorer: n 1,000, draw 0: gap 2 points, p 0.198 unpaired, 0.0679 paired; power 17%, 45%
    >>> explorer.set(n=200, disagreement=0.02).result.mcnemar
    0.125
    >>> explorer.close()
    """

    def __init__(
        self,
        *,
        n: int = 1000,
        accuracy_a: float = 0.85,
        accuracy_b: float = 0.87,
        disagreement: float = 0.12,
        draw: int = 0,
    ) -> None:
        n, draw = as_count("n", n), as_count("draw", draw, least=0)
        shares = {"accuracy_a": accuracy_a, "accuracy_b": accuracy_b, "disagreement": disagreement}
        for name, value in shares.items():
            as_probability(name, value)
        stage = Stage("left: intervals of the gap between two models; right: how often a test finds it, by size")
        self._draw_gaps(stage, stage.axes[0])
        self._draw_powers(stage, stage.axes[1])
        super().__init__(
            stage,
            n=Slider("cases n", value=n, min=FEWEST, max=MOST, log=True, marks=[(200, "200"), (20_000, "20,000")]),
            accuracy_a=Slider("accuracy of A", value=accuracy_a, min=LEAST, max=BEST, step=0.005),
            accuracy_b=Slider("accuracy of B", value=accuracy_b, min=LEAST, max=BEST, step=0.005),
            disagreement=Slider("disagreement (exactly one right)", value=disagreement, min=0, max=1, step=0.005),
            draw=Slider("test set drawn (0: average luck)", value=draw, min=0, max=DRAWS, step=1, playable=True),
        )

    def compute(self, n: float, accuracy_a: float, accuracy_b: float, disagreement: float, draw: float) -> Compared:
        """Draw a test set, compare the models on it, and work out how often a test would find the gap."""
        n, draw, pair = round(n), round(draw), (accuracy_a, accuracy_b)
        taken = float(np.clip(disagreement, *disagreement_range(*pair)))
        seen = draw_outcomes(*pair, taken, n, draw or None)
        gaps = {
            "unpaired": unpaired(n, seen.right_a, seen.right_b),
            "paired": paired(n, seen.only_a, seen.only_b),
        }
        low, high = np.quantile(bootstrap_gaps(seen, RESAMPLED), LEVELS).tolist()
        intervals = {name: gap.interval(1 - ALPHA) for name, gap in gaps.items()} | {"bootstrap": (low, high)}
        return Compared(
            pair,
            disagreement,
            taken,
            draw,
            seen,
            gaps,
            intervals,
            mcnemar(seen.only_a, seen.only_b),
            {test: power(*pair, taken, n, test, ALPHA) for test in POWERS},
            {test: approximate_power(*pair, taken, SIZES, test, ALPHA) for test in POWERS},
            flip_chance(*pair, n, taken),
        )

    def draw(self, result: Compared) -> None:
        """Lay the intervals over their rows, and the power over the sizes."""
        truth, observed = 100 * result.true_gap, 100 * result.gaps["paired"].gap
        self._truth.set_data([truth, truth], [-0.6, TOP])
        beyond = [(truth, TOP)]
        for name, row in ROWS.items():
            low, high = (100 * end for end in result.intervals[name])
            self._bars[name].set_data([low, high], [row, row])
            self._dots[name].set_data([observed], [row])
            self._dots[name].set_markerfacecolor("white" if low <= 0 <= high else LOOK[name][0])
            beyond += [(low, row), (high, row)]
        self._exits.set_data(*to_edge(self.stage.axes[0], *zip(*beyond, strict=True)))
        self._here.set_data([result.seen.n, result.seen.n], [0, 1.02])
        for name in POWERS:
            self._curves[name].set_data(SIZES, result.curves[name])
            self._powers[name].set_data([result.seen.n], [result.power[name]])

    def say(self, result: Compared) -> str:
        """Say what this test set shows and what the tests make of it, and how often they would find the gap."""
        n, seen = result.seen.n, result.seen
        differ = seen.only_a + seen.only_b
        accuracy_a, accuracy_b = (percent(right / n, decimals=1) for right in (seen.right_a, seen.right_b))
        unpaired_p, paired_p = (write_p(result.gaps[name].p) for name in POWERS)
        outlook = say_outlook(result.accuracies, result.disagreement, result.power, result.flip)
        return (
            f"On these {n:,} cases A gets {accuracy_a} right and B {accuracy_b}; they disagree on "
            f"{f'{differ:,}' if differ else 'no case'}. p: {unpaired_p} by the unpaired t-test, {paired_p} by the "
            f"paired one, {write_p(result.mcnemar)} by McNemar's exact test. {outlook}"
            f"{say_taken(result.accuracies, result.asked, result.disagreement)}"
        )

    def state(self, result: Compared) -> str:
        """Give the size, the draw, the gap, both p and both powers."""
        unpaired_p, paired_p = (shorter(write_p(result.gaps[name].p)) for name in POWERS)
        powers = ", ".join(shorter(write_power(result.power[name], result.disagreement)) for name in POWERS)
        return (
            f"n {result.seen.n:,}, draw {result.draw}: gap {points(result.gaps['paired'].gap)}, p {unpaired_p} "
            f"unpaired, {paired_p} paired; power {powers}"
        )

    def _draw_gaps(self, stage: Stage, axes: Axes) -> None:
        """Make the intervals, one above the other."""
        dress(axes, title="95% intervals of the gap (filled: 0 is outside)", xlabel="gap B - A (points)", ylabel="")
        axes.set(xlim=(-REACH, REACH), ylim=(-0.6, TOP))
        axes.set_yticks(list(ROWS.values()), labels=list(ROWS))
        axes.axvline(0, color=INK, linewidth=1.5)
        self._truth = moving_plot(stage, axes, "-.", color=PURPLE, linewidth=2, label="true gap")
        self._bars, self._dots = {}, {}
        for name, (hue, marker, _) in LOOK.items():
            self._bars[name] = moving_span(stage, axes, hue, height=18)
            self._dots[name] = moving_plot(stage, axes, marker, color=hue, markersize=8, markeredgewidth=2)
        self._exits = stage.moving(exits(axes))
        legend(axes, **BELOW)

    def _draw_powers(self, stage: Stage, axes: Axes) -> None:
        """Make the curves of power against size, and the marks on them."""
        dress(
            axes,
            title="how often p < 0.05 (marks exact, curves roughly)",
            xlabel="cases in the test set",
            ylabel="share of test sets",
        )
        axes.set(xscale="log", xlim=(FEWEST, MOST), ylim=(0, 1.02))
        axes.set_xticks(TICKS, labels=[f"{size:,}" for size in TICKS])
        axes.set_xticks([], minor=True)
        axes.axhline(0.8, color=GREY, linewidth=1.5, linestyle=(0, (1, 2)))
        axes.text(FEWEST * 1.15, 0.82, "80%", color=INK, fontsize=9.5)
        self._here = moving_plot(stage, axes, color=GREY, linewidth=1.5)
        self._curves, self._powers = {}, {}
        for name, size in (("paired", 9), ("unpaired", 12)):  # dashes and open squares over what they might hide
            hue, marker, dash = LOOK[name]
            self._curves[name] = moving_plot(stage, axes, dash, color=hue, linewidth=2, label=f"{name} t-test")
            self._powers[name] = moving_plot(stage, axes, marker, color=hue, markersize=size, clip_on=False)
        self._powers["unpaired"].set(markerfacecolor="none", markeredgewidth=2)
        legend(axes, **BELOW)

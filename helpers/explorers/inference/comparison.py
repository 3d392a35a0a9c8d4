"""Two classifiers on one test set: what one draw shows, and how often a test would find the gap (notebook 04)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from helpers.explorers.base import Explorer
from helpers.explorers.edges import exits, to_edge
from helpers.explorers.words import TINY, chance, number, percent, points, shorter, uncertain
from helpers.maths import comparison, power
from helpers.maths.chances import as_probability
from helpers.maths.comparison import Gap, Outcomes, bootstrap_gaps
from helpers.maths.validate import as_count
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE

ALPHA = 0.05
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
        gaps, sizes = stage.axes
        dress(gaps, title="95% intervals of the gap (filled: 0 is outside)", xlabel="gap B - A (points)", ylabel="")
        gaps.set(xlim=(-REACH, REACH), ylim=(-0.6, TOP))
        gaps.set_yticks(list(ROWS.values()), labels=list(ROWS))
        gaps.axvline(0, color=INK, linewidth=1.5)
        dress(
            sizes,
            title="how often p < 0.05 (marks exact, curves roughly)",
            xlabel="cases in the test set",
            ylabel="share of test sets",
        )
        sizes.set(xscale="log", xlim=(FEWEST, MOST), ylim=(0, 1.02))
        sizes.set_xticks(TICKS, labels=[f"{size:,}" for size in TICKS])
        sizes.set_xticks([], minor=True)
        sizes.axhline(0.8, color=GREY, linewidth=1.5, linestyle=(0, (1, 2)))
        sizes.text(FEWEST * 1.15, 0.82, "80%", color=INK, fontsize=9.5)
        self._truth = stage.moving(gaps.plot([], [], "-.", color=PURPLE, linewidth=2, label="true gap")[0])
        self._bars, self._dots = {}, {}
        for name, (hue, marker, _) in LOOK.items():
            self._bars[name] = stage.moving(
                gaps.plot([], [], "|-", color=hue, linewidth=3, markersize=18, markeredgewidth=3)[0]
            )
            self._dots[name] = stage.moving(gaps.plot([], [], marker, color=hue, markersize=8, markeredgewidth=2)[0])
        self._exits = stage.moving(exits(gaps))
        self._here = stage.moving(sizes.plot([], [], color=GREY, linewidth=1.5)[0])
        self._curves, self._powers = {}, {}
        for name, size in (
            ("paired", 9),
            ("unpaired", 12),
        ):  # the dashes and the open squares over what they might hide
            hue, marker, dash = LOOK[name]
            self._curves[name] = stage.moving(
                sizes.plot([], [], dash, color=hue, linewidth=2, label=f"{name} t-test")[0]
            )
            self._powers[name] = stage.moving(sizes.plot([], [], marker, color=hue, markersize=size, clip_on=False)[0])
        self._powers["unpaired"].set(markerfacecolor="none", markeredgewidth=2)
        for axes in stage.axes:
            axes.legend(
                loc="lower center", bbox_to_anchor=(0.5, -0.3), ncols=2, frameon=False, fontsize=9.5, labelcolor=INK
            )
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
        taken = float(np.clip(disagreement, *power.disagreement_range(*pair)))
        seen = power.draw_outcomes(*pair, taken, n, draw or None)
        gaps = {
            "unpaired": comparison.unpaired(n, seen.right_a, seen.right_b),
            "paired": comparison.paired(n, seen.only_a, seen.only_b),
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
            comparison.mcnemar(seen.only_a, seen.only_b),
            {test: power.power(*pair, taken, n, test, ALPHA) for test in POWERS},
            {test: power.approximate_power(*pair, taken, SIZES, test, ALPHA) for test in POWERS},
            power.flip_chance(*pair, n, taken),
        )

    def draw(self, result: Compared) -> None:
        """Lay the intervals over their rows, and the power over the sizes."""
        truth, observed = 100 * _gap(result), 100 * result.gaps["paired"].gap
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
        unpaired, paired = (_p(result.gaps[name].p) for name in POWERS)
        return (
            f"On these {n:,} cases A gets {accuracy_a} right and B {accuracy_b}; they disagree on "
            f"{f'{differ:,}' if differ else 'no case'}. p: {unpaired} by the unpaired t-test, {paired} by the paired "
            f"one, {_p(result.mcnemar)} by McNemar's exact test. {_outlook(result)}{_clamped(result)}"
        )

    def state(self, result: Compared) -> str:
        """Give the size, the draw, the gap, both p and both powers."""
        unpaired, paired = (shorter(_p(result.gaps[name].p)) for name in POWERS)
        powers = ", ".join(shorter(_power(result, name)) for name in POWERS)
        return (
            f"n {result.seen.n:,}, draw {result.draw}: gap {points(result.gaps['paired'].gap)}, p {unpaired} unpaired, "
            f"{paired} paired; power {powers}"
        )


def _gap(result: Compared) -> float:
    """The true gap, as a share."""
    accuracy_a, accuracy_b = result.accuracies
    return accuracy_b - accuracy_a


def _outlook(result: Compared) -> str:
    """Say what would come of many test sets of this size."""
    unpaired, paired = (_power(result, name) for name in POWERS)
    if result.disagreement == 0:
        return "The models are right about the same cases, so no test set can tell them apart."
    if _gap(result) == 0:
        return (
            f"Both are equally good, so every p below {ALPHA} is a false alarm: {unpaired} of such test sets give one "
            f"unpaired, {paired} paired."
        )
    return (
        f"The true gap of {points(abs(_gap(result)))} gives p below {ALPHA} in {unpaired} of such test "
        f"sets unpaired, in {paired} paired; the worse model is ahead with probability "
        f"{chance(uncertain(result.flip), 2)} (ties count half)."
    )


def _clamped(result: Compared) -> str:
    """Say what share of disagreement was taken where the slider asks for one that cannot be."""
    if abs(result.asked - result.disagreement) < 1e-9:
        return ""
    low, high = power.disagreement_range(*result.accuracies)
    low, high, taken = (f"{number(100 * share, 3)}%" for share in (low, high, result.disagreement))
    return f" With these accuracies they can disagree on {low} to {high} of the cases: {taken} is taken."


def _p(p: float) -> str:
    """Write a p-value; one that is 0 was rounded to it."""
    return chance(max(p, TINY))


def _power(result: Compared, test: str) -> str:
    """Write in whole percent how often a test finds the gap: never only where the models are always right together."""
    never = result.disagreement == 0
    return percent(0 if never else uncertain(result.power[test]), decimals=0)

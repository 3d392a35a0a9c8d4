"""Sums of coin flips become a bell, and how often chance alone gives at least so many heads (notebook 04)."""

from dataclasses import dataclass
from functools import cache
from math import sqrt

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from helpers.explorers.base import Explorer
from helpers.explorers.charts import Floats, corners, exits, moving_boxes, moving_plot, to_edge
from helpers.explorers.controls import whole_within
from helpers.explorers.inference.marks import moving_dot, moving_span
from helpers.explorers.words import TINY, chance, uncertain
from helpers.maths.chance import Tail, head_chances, normal_density, running_heads, standard_error, tail
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE

MOST_FLIPS, FEWEST_BATCHES, MOST_BATCHES = 200, 10, 100_000
REACH, TOP = 4.0, 0.75  # standard deviations on either side, and the height of the axes
RAREST = 1e-5  # the left end of the axis of chances
ROWS = {  # from top to bottom: colour, marker
    "simulated": (ORANGE, "D"),
    "exact": (INK, "o"),
    "bell from k - ½": (GREEN, "s"),
    "bell from k": (PURPLE, "^"),
}


@dataclass(frozen=True)
class Flipped:
    """Batches of flips, and their tail.

    Attributes
    ----------
    counts : numpy.ndarray of int, shape (flips + 1,)
        How many batches have 0, 1, ... heads.
    chances : numpy.ndarray, shape (flips + 1,)
        How probable each is.
    tail : Tail
        The chance of the asked number of heads or more, exactly and by the bell curve.
    hits : int
        How many batches have so many heads or more.
    """

    counts: NDArray[np.int64]
    chances: NDArray[np.float64]
    tail: Tail
    hits: int

    @property
    def batches(self) -> int:
        """How many batches there are."""
        return int(self.counts.sum())

    @property
    def error(self) -> float:
        """How far the simulated share typically is from the exact chance."""
        return standard_error(min(self.tail.exact, self.tail.fewer), self.batches)

    @property
    def simulated(self) -> float:
        """Share of the batches with so many heads or more."""
        return self.hits / self.batches


class BellExplorer(Explorer):
    """Heads in batches of coin flips against the bell curve on the left, the chance of a tail on the right.

    Another flip is one more coin in the same batches, and more batches are added to those there are.

    Parameters
    ----------
    flips : int, optional
        Flips in each batch, 1 to 200, to begin with.
    batches : int, optional
        How many batches, 10 to 100,000, to begin with.
    heads : int, optional
        At least how many heads are asked for, 0 to 200, to begin with.

    Raises
    ------
    ValueError
        If an argument is not a whole number in its range.

    Examples
    --------
    >>> explorer = BellExplorer()
    >>> explorer
    BellExplorer: 60 or more of 100: exact 0.0284, 10,000 batches 0.0286, bell 0.0287
    >>> explorer.set(flips=10, heads=9)
    BellExplorer: 9 or more of 10: exact 0.0107, 10,000 batches 0.0105, bell 0.0134
    >>> explorer.close()
    """

    def __init__(self, *, flips: int = 100, batches: int = 10_000, heads: int = 60) -> None:
        for name, value, least, most in (
            ("flips", flips, 1, MOST_FLIPS),
            ("batches", batches, FEWEST_BATCHES, MOST_BATCHES),
            ("heads", heads, 0, MOST_FLIPS),
        ):
            whole_within(name, value, least, most)
        stage = Stage("left: heads in batches of coin flips, and the bell curve; right: how probable so many heads are")
        bell, rows = stage.axes
        self._dress(bell, rows)
        self._bars = moving_boxes(stage, bell, facecolors="#c9dcea", edgecolors=BLUE, linewidths=0.6)
        self._tail = moving_boxes(stage, bell, facecolors="#e3a04d", edgecolors=INK, linewidths=0.6)
        grid = np.linspace(-REACH, REACH, 161)
        self._curve = stage.moving(bell.plot(grid, normal_density(grid, 0, 1), color=GREEN, linewidth=2)[0])
        self._exact = moving_plot(stage, bell, "o", color=INK, markersize=4)
        self._from = moving_plot(stage, bell, "--", color=PURPLE, linewidth=1.8)
        self._exits = [stage.moving(exits(axes)) for axes in stage.axes]
        self._truth = moving_plot(stage, rows, color=GREY, linewidth=1.2)
        self._error = moving_span(stage, rows, ORANGE, width=2.5)
        self._points = [moving_dot(stage, rows, marker, hue) for hue, marker in ROWS.values()]
        super().__init__(
            stage,
            flips=Slider("flips in a batch", value=flips, min=1, max=MOST_FLIPS, step=1, playable=True),
            batches=Slider("batches", value=batches, min=FEWEST_BATCHES, max=MOST_BATCHES, log=True),
            heads=Slider("at least k heads", value=heads, min=0, max=MOST_FLIPS, step=1),
        )

    def compute(self, flips: float, batches: float, heads: float) -> Flipped:
        """Count the heads in the batches, and work out the tail."""
        flips, batches, heads = round(flips), round(batches), round(heads)
        counts = np.bincount(_flipped()[flips - 1, :batches], minlength=flips + 1)
        return Flipped(counts, head_chances(flips), tail(heads, flips), int(counts[heads:].sum()))

    def draw(self, result: Flipped) -> None:
        """Lay the bars and the exact chances over the bell, and the four chances into their rows."""
        bell, rows = self.stage.axes
        flips, asked = result.tail.flips, result.tail.heads
        heads, width = np.arange(flips + 1), 2 / sqrt(flips)  # width of a head, in standard deviations
        places, heights = _standardised(heads, flips), result.counts / result.batches / width
        seen = (np.abs(places) < REACH + width) & (heights > 0)
        self._bars.set_verts(_bars(places, heights, width, seen & (heads < asked)))
        self._tail.set_verts(_bars(places, heights, width, seen & (heads >= asked)))
        near = np.abs(places) <= REACH
        self._exact.set_data(places[near], result.chances[near] / width)
        begin = _standardised(asked, flips)
        self._from.set_data([begin, begin], [0, TOP])
        beyond_x, beyond_y = np.append(places[heights > 0], begin), np.append(heights[heights > 0], TOP / 2)
        self._exits[0].set_data(*to_edge(bell, beyond_x, beyond_y))
        found = [result.simulated, result.tail.exact, result.tail.corrected, result.tail.uncorrected]
        levels = np.arange(len(ROWS))[::-1]
        for point, place, level in zip(self._points, found, levels, strict=True):
            shown = place >= RAREST
            point.set_data([place] if shown else [], [level] if shown else [])
        self._exits[1].set_data(*to_edge(rows, found, levels))
        ends = np.clip([result.simulated - result.error, result.simulated + result.error], RAREST / 10, 1)
        self._error.set_data(ends, [levels[0]] * 2)
        self._truth.set_data([max(result.tail.exact, RAREST / 10)] * 2, [-0.5, 3.5])

    def say(self, result: Flipped) -> str:
        """Say what the simulation, the exact count and the bell give."""
        found, asked = result.tail, f"{result.tail.heads} or more heads of {result.tail.flips}"
        corrected, uncorrected = (chance(uncertain(area)) for area in (found.corrected, found.uncorrected))
        if found.heads > found.flips:
            return (
                f"{asked} cannot be: the exact chance is 0 and no batch has them. The bell has no end and gives "
                f"{corrected} from {found.heads - 0.5} on."
            )
        error = chance(max(result.error, TINY) if found.heads else 0, 2)
        return (
            f"{asked}: the exact chance is {_exact(found)}. {result.hits:,} of {result.batches:,} batches had them: "
            f"{chance(result.simulated)}, where the standard error is {error}. The bell gives {corrected} from "
            f"{found.heads - 0.5} on, where the bar begins, and {uncorrected} from {found.heads} on. As far from half "
            f"or farther on either side: {chance(found.two_sided)}."
        )

    def state(self, result: Flipped) -> str:
        """Give flips, batches, heads, and the chance in three ways."""
        found = result.tail
        return (
            f"{found.heads} or more of {found.flips}: exact {_exact(found)}, {result.batches:,} batches "
            f"{chance(result.simulated)}, bell {chance(uncertain(found.corrected))}"
        )

    def _dress(self, bell: Axes, rows: Axes) -> None:
        """Draw what stands still."""
        dress(
            bell,
            title="bars: batches (orange from k on), ●: exact, line: bell",
            xlabel="heads, in standard deviations (√flips / 2) from half",
            ylabel="share for each standard deviation",
        )
        bell.set(xlim=(-REACH, REACH), ylim=(0, TOP))
        dress(rows, title="chance of k heads or more", xlabel="probability", ylabel="")
        rows.set(xscale="log", xlim=(RAREST, 1), ylim=(-0.5, len(ROWS) - 0.5))
        rows.set_yticks(np.arange(len(ROWS))[::-1], labels=list(ROWS))
        ticks = [1e-5, 1e-4, 0.001, 0.01, 0.1, 1]
        rows.set_xticks(ticks, labels=["1e-5", "1e-4", "0.001", "0.01", "0.1", "1"])
        rows.minorticks_off()


@cache
def _flipped() -> NDArray[np.uint8]:
    """All flips that any setting needs: heads so far, shape (MOST_FLIPS, MOST_BATCHES), 20 MB."""
    return running_heads(MOST_FLIPS, MOST_BATCHES)


def _standardised(heads: ArrayLike, flips: int) -> NDArray[np.float64]:
    """Place numbers of heads on the axis of standard deviations."""
    return (np.asarray(heads) - flips / 2) / (sqrt(flips) / 2)


def _bars(places: Floats, heights: Floats, width: float, kept: NDArray[np.bool_]) -> Floats:
    """Corners of the bars, shape (bars, 4, 2)."""
    middles, tops = places[kept], heights[kept]
    return corners(middles - width / 2, middles + width / 2, np.zeros_like(tops), tops)


def _exact(found: Tail) -> str:
    """Write the exact chance, which is 1 of no heads or more only, and 0 of more heads than flips."""
    return chance(uncertain(found.exact) if 0 < found.heads <= found.flips else found.exact)

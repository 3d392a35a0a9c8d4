"""A picture kept as the few largest parts of its SVD, beside a matrix that has more to spare and one that has less.

For notebook 01 (linear algebra).
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from helpers.data import flower
from helpers.explorers.base import Explorer
from helpers.explorers.charts import exits, legend, moving_plot, to_edge
from helpers.explorers.controls import choice
from helpers.explorers.words import number
from helpers.maths.checks import LARGEST, as_count, as_matrix
from helpers.maths.matrices import Factors, LowRank, factor
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREEN, GREY, INK, ORANGE

Floats = NDArray[np.float64]

TRUE_RANK, NOISE, SEED = 4, 0.05, 1
SHORTEST, LONGEST = 10, 300  # sides of a picture
LEAST_ERROR = 1e-3  # of the axis
ROUNDING = 1e-9  # an error this small is none
PICTURE, RANDOM, STRUCTURED = "picture", "random", f"rank {TRUE_RANK} + noise"
LOOKS = {PICTURE: (BLUE, "-", "o"), RANDOM: (ORANGE, "--", "s"), STRUCTURED: (GREEN, "-.", "^")}


@dataclass(frozen=True)
class Compressed:
    """A matrix at one rank.

    Attributes
    ----------
    name : str
        Which matrix it is: a key of `LOOKS`.
    nearest : LowRank
        The nearest matrix of that rank, its error and its cost.
    """

    name: str
    nearest: LowRank


class LowRankExplorer(Explorer):
    """A matrix of rank k as greys on the left; on the right its error at every rank, beside that of two others.

    Parameters
    ----------
    picture : array_like, shape (m, n), optional
        A grey picture, or any matrix of 10 to 300 rows and columns; a photograph of a flower when omitted.
    rank : int, optional
        The rank to begin with.

    Raises
    ------
    ValueError
        If the picture is no finite matrix of such a size, is one grey all over, or the rank is beyond its smaller side.

    Examples
    --------
    >>> explorer = LowRankExplorer(rank=10)
    >>> explorer
    LowRankExplorer: picture, rank 10: energy 97.9%, error 14.5%, 2,700 of 18,000 numbers
    >>> explorer.set(matrix="rank 4 + noise", rank=4).sentence[-74:]
    'It is made of 4 parts and a little noise: what is left out is noise alone.'
    >>> explorer.close()
    """

    def __init__(self, picture: ArrayLike | None = None, *, rank: int = 10) -> None:
        picture = _as_picture(flower().pixels if picture is None else picture)
        most = min(picture.shape)
        if as_count("rank", rank) > most:
            raise ValueError(f"rank is {rank}; wanted at most {most}, the smaller side of the picture")
        self._matrices = {PICTURE: _Matrix.taken_apart(picture), **_made_up(*picture.shape)}
        self._costly = picture.size // sum(picture.shape) + 1  # the first rank whose factors hold more than the matrix
        stage = Stage("left: the matrix of rank k as greys; right: the error at every rank, of three matrices")
        image, errors = stage.axes
        dress(image, title="the matrix of rank k, its numbers as greys", xlabel="column", ylabel="row")
        image.grid(visible=False)
        blank = np.zeros((*picture.shape, 4), dtype=np.uint8)
        self._image = stage.photograph(image.imshow(blank, interpolation="nearest"))
        dress(errors, title="error of rank k (both axes logarithmic)", xlabel="rank k", ylabel="error (% of the norm)")
        self._draw_errors(errors, most)
        self._rings = moving_plot(stage, errors, "o", color=INK, markersize=9, markerfacecolor="none")
        self._dot = moving_plot(stage, errors, markersize=11, markeredgecolor="white")
        self._exits = stage.moving(exits(errors))
        marks = [(self._costly, f"{self._costly}: no saving")] if self._costly <= most else []
        super().__init__(
            stage,
            rank=Slider("rank k", value=rank, min=1, max=most, step=1, marks=marks, playable=True),
            matrix=choice("matrix", LOOKS),
        )

    def compute(self, rank: float, matrix: str) -> Compressed:
        """Add up the largest parts of the chosen matrix."""
        return Compressed(matrix, self._matrices[matrix].factors.rank(round(rank)))

    def draw(self, result: Compressed) -> None:
        """Show the approximation as greys, and where its error stands."""
        matrix, rank = self._matrices[result.name], result.nearest.rank
        greys = ((result.nearest.approximation - matrix.low) * (255 / matrix.span)).clip(0, 255).astype(np.uint8)
        self._image.set_data(np.dstack([greys, greys, greys, np.full_like(greys, 255)]))
        heights = [each.factors.relative_errors[rank - 1] for each in self._matrices.values()]
        self._rings.set_data([rank] * len(heights), heights)
        hue, _, marker = LOOKS[result.name]
        self._dot.set(data=([rank], [result.nearest.relative_error]), marker=marker, markerfacecolor=hue)
        self._exits.set_data(*to_edge(self.stage.axes[1], *self._rings.get_data()))

    def say(self, result: Compressed) -> str:
        """Say what is kept, what is lost, what it costs, and why."""
        nearest, most = result.nearest, self._matrices[result.name].factors.s.size
        m, n = nearest.approximation.shape
        cost = f"{nearest.rank} · ({m} + {n}) = {nearest.stored:,} numbers"
        if nearest.rank >= self._costly:
            saving = f"more than the {nearest.full:,} of the matrix itself, as at every rank from {self._costly} on"
        else:
            share = f"{number(100 * nearest.stored / nearest.full, 3)}% of the matrix's {m} · {n} = {nearest.full:,}"
            saving = f"{share}; from rank {self._costly} on they hold more"
        return (
            f"Rank {nearest.rank} of {most} keeps {_kept(nearest.energy)}% of the sum of squares (the energy), and the "
            f"error is {number(100 * nearest.relative_error, 3)}% of the norm. Two factors hold {cost}, {saving}. "
            f"{self._why(result)}"
        )

    def state(self, result: Compressed) -> str:
        """Give the matrix, the rank, what is kept, the error and the cost."""
        nearest = result.nearest
        return (
            f"{result.name}, rank {nearest.rank}: energy {_kept(nearest.energy)}%, error "
            f"{number(100 * nearest.relative_error, 3)}%, {nearest.stored:,} of {nearest.full:,} numbers"
        )

    def _why(self, result: Compressed) -> str:
        """Say what this matrix is made of."""
        rank = result.nearest.rank
        if result.nearest.relative_error < ROUNDING:
            parts = 1 + int(np.argmax(self._matrices[result.name].factors.relative_errors < ROUNDING))
            return f"The matrix itself has rank {parts}: all parts are there, and nothing is left out but rounding."
        if result.name == RANDOM:
            return "In random numbers no part is much larger than the next, so there is little to leave out."
        if result.name == PICTURE:
            random = self._matrices[RANDOM].factors.relative_errors[rank - 1]
            patterns = "one pattern, stronger or weaker" if rank == 1 else f"a mixture of the same {rank} patterns"
            return (
                f"Every row is now {patterns}; a random matrix of this size has an error of "
                f"{number(100 * random, 3)}% at this rank."
            )
        if rank < TRUE_RANK:
            return f"It is made of {TRUE_RANK} parts and a little noise: some of the {TRUE_RANK} are still missing."
        return f"It is made of {TRUE_RANK} parts and a little noise: what is left out is noise alone."

    def _draw_errors(self, axes: Axes, most: int) -> None:
        """Draw the error of each matrix at every rank, and from where on nothing is saved."""
        axes.set(xscale="log", yscale="log", xlim=(0.9, 1.1 * most), ylim=(LEAST_ERROR, 1.3))
        ticks = [tick for tick in (1, 2, 4, 10, 20, 40, 100, 200) if tick <= most]
        axes.set_xticks(ticks, [str(tick) for tick in ticks])
        axes.set_yticks([0.001, 0.01, 0.1, 1], ["0.1", "1", "10", "100"])
        axes.minorticks_off()
        ranks = np.arange(1, most + 1)
        for name, (hue, dash, marker) in LOOKS.items():
            look = {"color": hue, "linestyle": dash, "marker": marker, "markersize": 5, "markevery": (0.12, 0.12)}
            axes.plot(ranks, self._matrices[name].factors.relative_errors, linewidth=1.8, label=name, **look)
        if self._costly <= most:
            look = {"facecolor": "none", "edgecolor": GREY, "hatch": "//", "linewidth": 0}
            axes.axvspan(self._costly, 1.1 * most, label="no numbers saved", **look)
        legend(axes, loc="lower left", frameon=True, framealpha=1, edgecolor="white", handlelength=3.5)


@dataclass(frozen=True)
class _Matrix:
    """A matrix taken apart, and between which numbers its greys run."""

    factors: Factors
    low: float
    span: float

    @classmethod
    def taken_apart(cls, matrix: Floats) -> "_Matrix":
        return cls(factor(matrix), float(matrix.min()), float(np.ptp(matrix)))


@lru_cache(maxsize=1)
def _made_up(m: int, n: int) -> dict[str, _Matrix]:
    """Make a random matrix, and one of a low rank with a little noise."""
    rng = np.random.default_rng(SEED)
    parts = rng.normal(size=(m, TRUE_RANK)) @ rng.normal(size=(TRUE_RANK, n))
    matrices = {RANDOM: rng.normal(size=(m, n)), STRUCTURED: parts + NOISE * rng.normal(size=(m, n))}
    return {name: _Matrix.taken_apart(matrix) for name, matrix in matrices.items()}


def _kept(share: float) -> str:
    """Write a share in percent, with so many decimals that what is left out can be told from nothing."""
    left = max(1 - share, 1e-9)
    return f"{100 * share:.{max(1, math.ceil(-math.log10(left)) - 2)}f}" if left > 1e-9 else "100"


def _as_picture(picture: ArrayLike) -> Floats:
    picture = as_matrix("picture", picture, most=LARGEST)
    if not SHORTEST <= min(picture.shape) <= max(picture.shape) <= LONGEST:
        raise ValueError(f"picture has shape {picture.shape}; wanted {SHORTEST} to {LONGEST} rows and columns")
    if np.ptp(picture) == 0:
        raise ValueError(f"picture holds {picture[0, 0]:g} all over; wanted more than one grey")
    return picture

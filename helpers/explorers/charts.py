"""Data on an explorer's axes: its points, and a line through them.

What most pictures are made of: lines and marks, level lines, boxes and bars, and a plain legend.

Two arrows from the origin, a filled one and a hollow one: the vectors of notebook 01.

What leaves an explorer's fixed axes is marked where it does.

The map of a loss over two weights, the fog over it, and the sliders that move about on it.

Notebooks 02 and 05 share these.

The learning rate in an explorer: its slider, what each rate does drawn on the track, and the axes of a loss curve.

Notebooks 02 and 05 share these.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrow, PathPatch, Rectangle
from matplotlib.path import Path
from numpy.typing import ArrayLike, NDArray

from helpers.explorers.words import rate, short
from helpers.maths.checks import as_count, as_number
from helpers.maths.descent import QuadraticLoss, Verdict
from helpers.stage import Slider, Stage, dress
from helpers.stage.slider import Band
from helpers.stage.style import BLUE, GREY, INK, ORANGE, PURPLE, RED, drawable

MOST_POINTS = 500  # more points than this are thinned for the picture; the mathematics uses all of them

Floats = NDArray[np.float64]


def data_limits(x, y):
    """Choose axes for data, with room around it and x = 0 in sight where that is near."""
    across, room = max(np.ptp(x), 1e-12), 0.25 * max(np.ptp(y), 1e-12)
    left = 0.0 if 0 <= x.min() < 2 * across else x.min() - 0.2 * across
    return (left, x.max() + 0.5 * across), (min(y.min() - room, 0 if y.min() >= 0 else np.inf), y.max() + 2 * room)


def draw_points(axes, x, y):
    """Draw the data on axes that fit it."""
    axes.plot(*thinned(x, y), "o", color=INK, markersize=5 if x.size < 100 else 3, zorder=3)
    xlim, ylim = data_limits(x, y)
    axes.set(xlim=xlim, ylim=ylim)


def thinned(x: Floats, y: Floats, most: int = MOST_POINTS) -> tuple[Floats, Floats]:
    """Return evenly chosen points, at most `most` of them."""
    every = -(-x.size // most)
    return x[::every], y[::every]


def line_at(weights: ArrayLike, x: ArrayLike) -> Floats:
    """Read a line at one or many x."""
    slope, intercept = np.asarray(weights, dtype=float)
    return slope * np.asarray(x, dtype=float) + intercept


LONGEST = 14  # letters of a name
LEVEL = {"color": GREY, "linestyle": (0, (6, 3)), "linewidth": 1}  # how a level is drawn that curves are held against


def moving_plot(stage: Stage, axes: Axes, *dash: str, **look: Any) -> Line2D:
    """Make a line or marks without data yet, drawn at every step."""
    return stage.moving(axes.plot([], [], *dash, **look)[0])


def moving_boxes(stage: Stage, axes: Axes, **look: Any) -> PolyCollection:
    """Make boxes without corners yet, drawn at every step; `corners` gives them."""
    return stage.moving(axes.add_collection(PolyCollection([], **look)))


def corners(left: ArrayLike, right: ArrayLike, bottom: ArrayLike, top: ArrayLike) -> Floats:
    """Find the corners of upright boxes."""
    box = np.array([(left, bottom), (right, bottom), (right, top), (left, top)], dtype=float)  # (4, 2, n)
    return box.transpose(2, 0, 1)


def set_heights(bars: Iterable[Rectangle], heights: Floats) -> None:
    """Give each bar of a row its height."""
    for bar, height in zip(bars, heights.tolist(), strict=True):
        bar.set_height(height)


def set_signed(bar: Rectangle, height: float, hue: str) -> None:
    """Give a bar its height; one that stands below 0 is hatched."""
    below = height < 0
    bar.set(height=height, facecolor="white" if below else hue, hatch="///" if below else None)


def name_places(axes: Axes, names: Sequence[str], most: int = LONGEST, **look: Any) -> Floats:
    """Set up an axis of named places 0, 1, 2, ... for bars to stand on."""
    places = np.arange(len(names))
    axes.set_xticks(places, [drawable(short(name, most)) for name in names], parse_math=False, **look)
    axes.grid(visible=False, axis="x")
    axes.set_xlim(-0.6, places.size - 0.4)
    return places


def legend(axes, *artists, **place):
    """Add a legend without a frame; `below=columns` puts it under the axes."""
    if columns := place.pop("below", 0):
        place = {"loc": "lower center", "bbox_to_anchor": (0.5, -0.3), "ncols": columns, "fontsize": 9.5} | place
    return axes.legend(*artists, **{"frameon": False, "fontsize": 9, "labelcolor": INK} | place)


def name_keys(legend: Legend, names: Sequence[str], most: int = LONGEST) -> None:
    """Write what a learner calls things into a legend, dollar signs and all."""
    for text, name in zip(legend.get_texts(), names, strict=True):
        text.set(text=drawable(short(name, most)), parse_math=False, color=INK)


CROWD, HIGH = 1000, 25  # cases in a crowd; so many stand one above the other


class Crowd:
    """A thousand cases, one dot each, dealt to kinds of which each has a colour, a marker and a fill."""

    def __init__(self, explorer, axes, cases, kinds, size):
        self.places = np.array([divmod(case, HIGH) for case in range(CROWD)], dtype=float)
        dress(axes, f"{CROWD:,} {cases}, one dot each", xlim=(-1, CROWD / HIGH), ylim=(-1, HIGH), xticks=[], yticks=[])
        axes.spines[:].set_visible(False)
        small = {"markersize": size, "markeredgewidth": 0.9, "snap": False}
        self.dots = [
            explorer.line(axes, marker, color=hue, markerfacecolor=fill, label=kind, **small)
            for kind, (hue, marker, fill) in kinds.items()
        ]
        legend(axes, below=2)

    def deal(self, counts):
        """Give each kind so many places, in the order of the kinds."""
        for dots, places in zip(self.dots, np.split(self.places, np.cumsum(counts[:-1])), strict=True):
            dots.set_data(*places.T)


class Arrows:
    """A filled and a hollow arrow that turn about the origin."""

    def __init__(self, stage: Stage, axes: Axes, hues: tuple[str, str], *, width: float, head: float) -> None:
        filled, hollow = hues
        self.arrows = [
            stage.moving(
                axes.add_patch(FancyArrow(0, 0, 1, 1, width=width, length_includes_head=True, linewidth=1.4, **look))
            )
            for look in ({"color": filled}, {"facecolor": "white", "edgecolor": hollow})
        ]
        self._head = head

    def aim(self, tips: ArrayLike) -> None:
        """Point both arrows at their tips; one without length is hidden."""
        for arrow, (x, y) in zip(self.arrows, np.asarray(tips, dtype=float), strict=True):
            head = min(self._head, float(np.hypot(x, y)))
            arrow.set_data(dx=x, dy=y, head_length=head, head_width=0.8 * head)
            arrow.set_visible(head > 0)


def to_edge(axes: Axes, x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    """Move the points that lie outside fixed axes to their edge, to be marked there."""
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    inside_x, inside_y = x.clip(*sorted(axes.get_xlim())), y.clip(*sorted(axes.get_ylim()))
    outside = (inside_x != x) | (inside_y != y)
    return inside_x[outside], inside_y[outside]


def leave(axes: Axes, walk: Floats) -> tuple[Floats, Floats]:
    """Follow a walk over a map as far as the map's edge."""
    low, high = np.transpose([axes.get_xlim(), axes.get_ylim()])
    outside = ((walk < low) | (walk > high)).any(axis=1)
    if not outside.any():
        return walk, walk[:0]
    first = int(outside.argmax())
    last, move = walk[first - 1], walk[first] - walk[first - 1]
    room = np.where(move > 0, high, low) - last
    with np.errstate(over="ignore"):  # along a weight that hardly moves the edge is infinitely far
        share = np.min(room[move != 0] / move[move != 0])  # of the move that is still inside
    crossing = (last + share * move)[np.newaxis]
    return np.vstack([walk[:first], crossing]), crossing


def first_exit(axes: Axes, heights: ArrayLike) -> tuple[Floats, Floats]:
    """Find where a curve over steps 0, 1, 2, ... first leaves fixed axes."""
    x, y = to_edge(axes, np.arange(np.size(heights)), heights)
    return x[:1], y[:1]


def exits(axes: Axes) -> Line2D:
    """Make the crosses that stand at the edge where something leaves the axes; `to_edge` gives their places."""
    return axes.plot([], [], "X", color=RED, markersize=8, clip_on=False)[0]


Span = tuple[float, float]

GREYS = 0.62, 0.97  # of low ground and of high


def map_limits(bowl: QuadraticLoss, start: ArrayLike) -> tuple[Span, Span]:
    """Choose the part of the map that shows the start, the minimum and the valley between."""
    bend = np.sqrt(np.diag(bowl.directions * bowl.curvatures @ bowl.directions.T))  # how much each weight matters
    gap = 1.4 * np.abs(np.asarray(start, dtype=float) - bowl.minimum)
    half = np.maximum(gap, np.divide(0.35 * (gap * bend).max(), bend, out=np.zeros(2), where=bend > 0))
    half = np.where(half > 1e-6 * np.abs(bowl.minimum), half, np.maximum(1.0, np.abs(bowl.minimum)))
    low, high = bowl.minimum - half, bowl.minimum + half
    return (float(low[0]), float(high[0])), (float(low[1]), float(high[1]))


def draw_map(axes: Axes, bowl: QuadraticLoss, limits: tuple[Span, Span]) -> None:
    """Draw the contours of a loss over two weights, darker where it is lower, and mark its minimum."""
    first, second = (np.linspace(*span, 120) for span in limits)
    excess = bowl.loss(np.stack(np.meshgrid(first, second), axis=-1)) - bowl.least
    shade(axes, first, second, excess)
    axes.plot(*bowl.minimum, "*", color="white", markeredgecolor=INK, markersize=13, zorder=5)
    axes.set(xlim=limits[0], ylim=limits[1])


def shade(axes: Axes, across: Floats, up: Floats, excess: Floats, *, lowest: float = 1e-5, count: int = 13) -> None:
    """Draw the contours of what lies above its least over a plane, darker where it is lower."""
    levels, greys = np.geomspace(excess.max() * lowest, excess.max(), count), np.linspace(*GREYS, count).astype(str)
    axes.contourf(across, up, excess, levels=levels, colors=greys, extend="min")
    axes.contour(across, up, excess, levels=levels, colors=GREY, linewidths=0.5)
    axes.grid(visible=False)


def weight_slider(label: str, value: float, span: Span) -> Slider:
    """Build the slider of one weight, in round steps."""
    step = 10.0 ** np.floor(np.log10(np.ptp(span) / 200))
    low, high = np.ceil(span[0] / step) * step, np.floor(span[1] / step) * step
    return Slider(label, value=value, min=float(f"{low:.12g}"), max=float(f"{high:.12g}"), step=float(f"{step:.12g}"))


def fog(axes: Axes) -> PathPatch:
    """Make the fog over a map; `fog_around` gives its shape."""
    return axes.add_patch(PathPatch(Path([(0, 0)]), facecolor="#c9c9c9", edgecolor=GREY))


def fog_around(axes: Axes, here: ArrayLike) -> Path:
    """Cover a whole map but for a small round hole, as one path."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    cover = Path([(left, bottom), (left, top), (right, top), (right, bottom), (left, bottom)], closed=True)
    hole = Path.unit_circle()
    radius = np.array([right - left, 1.2 * (top - bottom)]) / 20  # the axes are wider than high
    return Path.make_compound_path(cover, Path(hole.vertices * radius + here, hole.codes))


KIND = {  # of a verdict, as the stage draws it on a track
    Verdict.CRAWLS: "crawls",
    Verdict.CONVERGES: "converges",
    Verdict.OVERSHOOTS: "overshoots",
    Verdict.NEITHER: "diverges",
    Verdict.DIVERGES: "diverges",
}
LINE = {  # colour and dash of a run, by its verdict
    Verdict.CRAWLS: (PURPLE, "-"),
    Verdict.CONVERGES: (BLUE, "-"),
    Verdict.OVERSHOOTS: (ORANGE, "--"),
    Verdict.NEITHER: (RED, ":"),
    Verdict.DIVERGES: (RED, ":"),
}

CUT = "clipping: cut each gradient to length 1"

PROBES = 400  # places on a track, up to the limit, at one of which a verdict ends and the next begins


def chosen_rate(learning_rate: float | None, usual: float) -> float:
    """Take the learning rate that was asked for, or the usual one."""
    return usual if learning_rate is None else as_number("learning_rate", learning_rate, above=0)


def rate_slider(bowl: QuadraticLoss, start: ArrayLike, steps: int, learning_rate: float) -> Slider:
    """Build the learning-rate slider, with each verdict's stretch and the limit drawn on its track."""
    low, high = min(bowl.limit / 30, learning_rate), max(bowl.limit * 10, learning_rate)
    bands, marks = rate_bands(bowl, start, steps, low, high), [(bowl.limit, f"limit {rate(bowl.limit)}")]
    return Slider("learning rate", value=learning_rate, min=low, max=high, log=True, bands=bands, marks=marks)


def rate_bands(bowl: QuadraticLoss, start: ArrayLike, steps: int, low: float, high: float) -> list[Band]:
    """Find where on a learning rate's track one verdict ends and the next begins."""
    steps, limit = as_count("steps", steps, least=2), min(bowl.limit_from(start), high)
    ranks, below = list(Verdict), (Verdict.CRAWLS, Verdict.CONVERGES, Verdict.OVERSHOOTS)
    rates = [*np.geomspace(low, limit, PROBES, endpoint=False).tolist(), limit]

    def rank(rate: float) -> int:
        return ranks.index(bowl.descend(start, rate, steps).verdict)

    # below the limit the verdicts of two steps or more come in their order: each one's first rate can be halved down to
    turns = [0, *(bisect_left(rates, ranks.index(one), hi=PROBES, key=rank) for one in below[1:]), PROBES]
    spans = zip(pairwise(turns), below, strict=True)
    bands = [(rates[i], rates[j], KIND[one], KIND[one]) for (i, j), one in spans if i < j]
    return bands if limit == high else [*bands, (limit, high, KIND[Verdict.DIVERGES], KIND[Verdict.DIVERGES])]


def dress_losses(axes: Axes, bowl: QuadraticLoss, start: ArrayLike, steps: int, *, title: str) -> None:
    """Set up the axes of a loss curve, with the start's loss, which is also the limit's, and the least."""
    dress(axes, title=title, xlabel="step", ylabel="loss")
    highest = max(float(bowl.loss(start)), 1e-12)  # where all targets are 0 there is no loss to begin with
    floor = max(bowl.least, highest * 1e-6)
    axes.set(xlim=(0, steps), ylim=(floor / 4, highest * 300), yscale="log")
    axes.set_xscale("symlog", linthresh=1)
    ticks = [0, *(10**power for power in range(6) if 10**power < steps), steps]
    axes.set_xticks(ticks, labels=[f"{tick:,}" for tick in ticks])
    axes.minorticks_off()
    place = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "ha": "right", "va": "top"}
    labels = {"the start's loss: a rate at the limit stays here": highest, "least loss": bowl.least}
    for text, level in labels.items():
        if level < floor:
            continue  # a least loss of 0, up to rounding, has no place on a logarithmic axis
        axes.axhline(level, **LEVEL)
        axes.annotate(text, (1, level), (-2, -4), color=INK, fontsize=9, **place)


def name_powers(axes: Axes, powers: Sequence[int]) -> None:
    """Name the powers of ten up a loss's axis; all that is drawn at the lowest is that or less."""
    axes.set_yticks([10.0**power for power in powers], labels=["less", *(f"$10^{{{power}}}$" for power in powers[1:])])
    axes.minorticks_off()

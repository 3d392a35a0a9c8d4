"""What stands still in the explorers of lines and runs: the points, the map of a loss, the track of a learning rate.

Notebooks 02 and 05 share these. What moves belongs to each explorer.
"""

from bisect import bisect_left
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import ArrayLike, NDArray

from helpers.explorers.words import rate
from helpers.maths.descent import QuadraticLoss, Verdict
from helpers.maths.validate import as_number
from helpers.stage import Slider
from helpers.stage.slider import Band
from helpers.stage.style import BLUE, GREY, INK, ORANGE, PURPLE, RED

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

PROBES = 400  # places on a track, up to the limit, at one of which a verdict ends and the next begins
MOST_POINTS = 500  # more points than this are thinned for the picture; the mathematics uses all of them

Span = tuple[float, float]
Floats = NDArray[np.float64]


def draw_points(axes: Axes, x: Floats, y: Floats) -> None:
    """Draw the data, with room around it and x = 0 in sight where that is near.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw; its limits are set.
    x, y : numpy.ndarray, shape (n,)
        The data.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> draw_points(axes, np.array([30.0, 110.0]), np.array([150.0, 450.0]))
    >>> [round(float(limit), 9) for limit in (*axes.get_xlim(), *axes.get_ylim())]
    [0.0, 150.0, 0.0, 600.0]
    """
    axes.plot(*thinned(x, y), "o", color=INK, markersize=5 if x.size < 100 else 3, zorder=3)
    reach = max(np.ptp(x), 1e-12)
    left = 0.0 if 0 <= x.min() < 2 * reach else x.min() - 0.2 * reach
    room = 0.25 * max(np.ptp(y), 1e-12)
    axes.set(
        xlim=(left, x.max() + 0.5 * reach),
        ylim=(min(y.min() - room, 0 if y.min() >= 0 else np.inf), y.max() + 2 * room),
    )


def thinned(x: Floats, y: Floats, most: int = MOST_POINTS) -> tuple[Floats, Floats]:
    """Return evenly chosen points, at most `most` of them.

    Parameters
    ----------
    x, y : numpy.ndarray, shape (n,)
        The data.
    most : int, optional
        How many points the picture bears.

    Returns
    -------
    x, y : numpy.ndarray, shape (m,)
        All of it, or every so manieth point.

    Examples
    --------
    >>> thinned(np.arange(2000), np.arange(2000))[0][:3]
    array([0, 4, 8])
    """
    every = -(-x.size // most)
    return x[::every], y[::every]


def map_limits(bowl: QuadraticLoss, start: ArrayLike) -> tuple[Span, Span]:
    """Choose the part of the map that shows the start, the minimum and the valley between.

    Parameters
    ----------
    bowl : QuadraticLoss
        A loss over two weights.
    start : array_like, shape (2,)
        Where the runs begin.

    Returns
    -------
    (left, right), (bottom, top) : tuple of tuple of float
        Limits of the two weights, centred on the minimum.

    Examples
    --------
    >>> bowl = QuadraticLoss.from_data([[1, 0], [0, 1]], [2, 2])
    >>> [round(end, 9) for span in map_limits(bowl, [0, 0]) for end in span]
    [-0.8, 4.8, -0.8, 4.8]
    """
    bend = np.sqrt(np.diag(bowl.directions * bowl.curvatures @ bowl.directions.T))  # how much each weight matters
    gap = 1.4 * np.abs(np.asarray(start, dtype=float) - bowl.minimum)
    half = np.maximum(gap, np.divide(0.35 * (gap * bend).max(), bend, out=np.zeros(2), where=bend > 0))
    half = np.where(half > 1e-6 * np.abs(bowl.minimum), half, np.maximum(1.0, np.abs(bowl.minimum)))
    low, high = bowl.minimum - half, bowl.minimum + half
    return (float(low[0]), float(high[0])), (float(low[1]), float(high[1]))


def draw_map(axes: Axes, bowl: QuadraticLoss, limits: tuple[Span, Span]) -> None:
    """Draw the contours of a loss over two weights, darker where it is lower, and mark its minimum.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw; its limits are set.
    bowl : QuadraticLoss
        A loss over two weights.
    limits : tuple of tuple of float
        As returned by `map_limits`.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> draw_map(axes, QuadraticLoss.from_data([[1, 0], [0, 1]], [2, 2]), ((-1, 5), (-2, 6)))
    >>> [round(float(limit), 9) for limit in axes.get_ylim()]
    [-2.0, 6.0]
    """
    first, second = (np.linspace(*span, 120) for span in limits)
    excess = bowl.loss(np.stack(np.meshgrid(first, second), axis=-1)) - bowl.least
    levels = np.geomspace(excess.max() * 1e-5, excess.max(), 13)
    greys = [str(grey) for grey in np.linspace(0.62, 0.97, levels.size)]
    axes.contourf(first, second, excess, levels=levels, colors=greys, extend="min")
    axes.contour(first, second, excess, levels=levels, colors=GREY, linewidths=0.5)
    axes.plot(*bowl.minimum, "*", color="white", markeredgecolor=INK, markersize=13, zorder=5)
    axes.set(xlim=limits[0], ylim=limits[1])
    axes.grid(visible=False)


def draw_levels(axes: Axes, start: float, least: float, steps: int) -> None:
    """Set up the axes of a loss curve: the start's loss, which is also the limit's, and the least.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw; its limits are set.
    start, least : float
        The loss at the start, and the least there is, in loss units.
    steps : int
        How many steps the curve has.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> draw_levels(axes, start=95450, least=37.05, steps=300)
    >>> axes.get_yscale(), [tick.get_text() for tick in axes.get_xticklabels()]
    ('log', ['0', '1', '10', '100', '300'])
    """
    start = max(start, 1e-12)  # where all targets are 0 there is no loss to begin with
    floor = max(least, start * 1e-6)
    axes.set(xlim=(0, steps), ylim=(floor / 4, start * 300), yscale="log")
    axes.set_xscale("symlog", linthresh=1)
    ticks = [0, *(10**power for power in range(6) if 10**power < steps), steps]
    axes.set_xticks(ticks, labels=[f"{tick:,}" for tick in ticks])
    axes.minorticks_off()
    place = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "ha": "right", "va": "top"}
    labels = {"the start's loss: a rate at the limit stays here": start, "least loss": least}
    for text, level in labels.items():
        if level < floor:
            continue  # a least loss of 0, up to rounding, has no place on a logarithmic axis
        axes.axhline(level, color=GREY, linestyle=(0, (6, 3)), linewidth=1)
        axes.annotate(text, (1, level), (-2, -4), color=INK, fontsize=9, **place)


def chosen_rate(learning_rate: float | None, usual: float) -> float:
    """Take the learning rate that was asked for, or the usual one.

    Parameters
    ----------
    learning_rate : float or None
        What was asked for.
    usual : float
        What is taken when nothing was.

    Returns
    -------
    float
        One of the two.

    Raises
    ------
    ValueError
        If what was asked for is not a finite number above 0.

    Examples
    --------
    >>> chosen_rate(None, usual=0.1), chosen_rate(0.5, usual=0.1)
    (0.1, 0.5)
    """
    return usual if learning_rate is None else as_number("learning_rate", learning_rate, above=0)


def rate_slider(bowl: QuadraticLoss, start: ArrayLike, steps: int, learning_rate: float) -> Slider:
    """Build the learning-rate slider, with each verdict's stretch and the limit drawn on its track.

    Parameters
    ----------
    bowl : QuadraticLoss
        The loss that the runs go down.
    start : array_like, shape (d,)
        Where they begin.
    steps : int
        How many steps they take.
    learning_rate : float
        The rate to begin with.

    Returns
    -------
    Slider
        From a thirtieth of the limit to ten times the limit, or to `learning_rate` where that is farther.

    Examples
    --------
    >>> bowl = QuadraticLoss.from_data([[1], [2], [3], [4], [5]], [2.1, 3.9, 6.2, 7.8, 10.1])
    >>> slider = rate_slider(bowl, start=[0], steps=50, learning_rate=0.01)
    >>> [name for _, _, _, name in slider.bands], slider.marks
    (['crawls', 'converges', 'overshoots', 'diverges'], [[0.09090909090909091, 'limit 0.0909091']])
    """
    low, high = min(bowl.limit / 30, learning_rate), max(bowl.limit * 10, learning_rate)
    bands, marks = rate_bands(bowl, start, steps, low, high), [(bowl.limit, f"limit {rate(bowl.limit)}")]
    return Slider("learning rate", value=learning_rate, min=low, max=high, log=True, bands=bands, marks=marks)


def rate_bands(bowl: QuadraticLoss, start: ArrayLike, steps: int, low: float, high: float) -> list[Band]:
    """Find where on a learning rate's track one verdict ends and the next begins.

    Parameters
    ----------
    bowl : QuadraticLoss
        The loss that the runs go down.
    start : array_like, shape (d,)
        Where they begin.
    steps : int
        How many steps they take.
    low, high : float
        The ends of the track, below and above the limit.

    Returns
    -------
    list of (from, to, kind, name)
        The stretches from left to right, for `Slider`.

    Examples
    --------
    >>> bowl = QuadraticLoss.from_data([[1], [2], [3], [4], [5]], [2.1, 3.9, 6.2, 7.8, 10.1])
    >>> [f"{name} to {end:.3f}" for _, end, _, name in rate_bands(bowl, [0], 50, 0.0001, 1)]
    ['crawls to 0.005', 'converges to 0.046', 'overshoots to 0.091', 'diverges to 1.000']
    """
    ranks, below = list(Verdict), (Verdict.CRAWLS, Verdict.CONVERGES, Verdict.OVERSHOOTS)
    rates = [*np.geomspace(low, bowl.limit, PROBES, endpoint=False).tolist(), bowl.limit]

    def rank(rate: float) -> int:
        return ranks.index(bowl.descend(start, rate, steps).verdict)

    # below the limit the verdicts come in their order, so each one's first rate can be halved down to
    turns = [0, *(bisect_left(rates, ranks.index(one), hi=PROBES, key=rank) for one in below[1:]), PROBES]
    spans = zip(pairwise(turns), below, strict=True)
    bands = [(rates[i], rates[j], KIND[one], KIND[one]) for (i, j), one in spans if i < j]
    return [*bands, (bowl.limit, high, KIND[Verdict.DIVERGES], KIND[Verdict.DIVERGES])]


def to_edge(axes: Axes, x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    """Move the points that lie outside fixed axes to their edge, to be marked there.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes with limits that stay.
    x, y : array_like, shape (n,)
        Points in data units.

    Returns
    -------
    x, y : numpy.ndarray, shape (m,)
        Only the m points that were outside, now on the nearest edge.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> to_edge(axes, [0.5, 0.5], [0.5, 9])
    (array([0.5]), array([1.]))
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    inside_x, inside_y = x.clip(*sorted(axes.get_xlim())), y.clip(*sorted(axes.get_ylim()))
    outside = (inside_x != x) | (inside_y != y)
    return inside_x[outside], inside_y[outside]


def leave(axes: Axes, walk: Floats) -> tuple[Floats, Floats]:
    """Follow a walk over a map as far as the map's edge.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes with limits that stay.
    walk : numpy.ndarray, shape (n, 2)
        Points in data units, in their order; the first lies inside.

    Returns
    -------
    inside : numpy.ndarray, shape (m, 2)
        All points before the first one outside, and where the walk crosses the edge; the whole walk if it stays.
    crossing : numpy.ndarray, shape (0, 2) or (1, 2)
        That place on the edge, if there is one, to be marked.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> leave(Figure().subplots(), np.array([[0.5, 0.5], [0.5, 4.5], [0.5, -70]]))
    (array([[0.5, 0.5],
           [0.5, 1. ]]), array([[0.5, 1. ]]))
    """
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
    """Find where a curve over steps 0, 1, 2, ... first leaves fixed axes.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes with limits that stay.
    heights : array_like, shape (n,)
        The curve's height at each step.

    Returns
    -------
    x, y : numpy.ndarray, shape (0,) or (1,)
        That place on the edge, if there is one.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> axes.set(xlim=(0, 5), ylim=(0, 1)) and first_exit(axes, [0.5, 2, 4])
    (array([1.]), array([1.]))
    """
    x, y = to_edge(axes, np.arange(np.size(heights)), heights)
    return x[:1], y[:1]


def exits(axes: Axes) -> Line2D:
    """Make the crosses that stand at the edge where something leaves the axes; `to_edge` gives their places.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes with limits that stay.

    Returns
    -------
    matplotlib.lines.Line2D
        Crosses without data yet, for `Stage.moving`.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> exits(Figure().subplots()).get_marker()
    'X'
    """
    return axes.plot([], [], "X", color=RED, markersize=8, clip_on=False)[0]


def fog(axes: Axes) -> PathPatch:
    """Make the fog over a map; `fog_around` gives its shape.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes with limits that stay.

    Returns
    -------
    matplotlib.patches.PathPatch
        Fog without a shape yet, for `Stage.moving`.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> fog(Figure().subplots()).get_path().vertices.size
    2
    """
    return axes.add_patch(PathPatch(Path([(0, 0)]), facecolor="#c9c9c9", edgecolor=GREY))


def fog_around(axes: Axes, here: ArrayLike) -> Path:
    """Cover a whole map but for a small round hole, as one path.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes with limits that stay.
    here : array_like, shape (2,)
        The middle of the hole, in data units.

    Returns
    -------
    matplotlib.path.Path
        The shape, for `PathPatch.set_path`.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> cover, hole = fog_around(Figure().subplots(), [0.5, 0.5]).to_polygons()
    >>> cover.min(axis=0), hole.min(axis=0).round(2)
    (array([0., 0.]), array([0.45, 0.44]))
    """
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    cover = Path([(left, bottom), (left, top), (right, top), (right, bottom), (left, bottom)], closed=True)
    hole = Path.unit_circle()
    radius = np.array([right - left, 1.2 * (top - bottom)]) / 20  # the axes are wider than high
    return Path.make_compound_path(cover, Path(hole.vertices * radius + here, hole.codes))


def weight_slider(label: str, value: float, span: Span) -> Slider:
    """Build the slider of one weight, in round steps.

    Parameters
    ----------
    label : str
        What the weight is called.
    value : float
        Where it begins.
    span : (float, float)
        The stretch of the map that it covers.

    Returns
    -------
    Slider
        About 200 to 2,000 steps wide, a little short of the map's edges.

    Examples
    --------
    >>> slider = weight_slider("slope", 0, (-1.567, 9.398))
    >>> slider.min, slider.max, slider.step
    (-1.56, 9.39, 0.01)
    """
    step = 10.0 ** np.floor(np.log10(np.ptp(span) / 200))
    low, high = np.ceil(span[0] / step) * step, np.floor(span[1] / step) * step
    return Slider(label, value=value, min=float(f"{low:.12g}"), max=float(f"{high:.12g}"), step=float(f"{step:.12g}"))


def line_at(weights: ArrayLike, x: ArrayLike) -> Floats:
    """Read a line at one or many x.

    Parameters
    ----------
    weights : array_like, shape (2,)
        Slope and intercept.
    x : array_like, shape (...)
        Where to read it.

    Returns
    -------
    numpy.ndarray, shape (...)
        The heights.

    Examples
    --------
    >>> line_at([4, 20], [0, 10])
    array([20., 60.])
    """
    slope, intercept = np.asarray(weights, dtype=float)
    return slope * np.asarray(x, dtype=float) + intercept

"""What pictures of several explorers are made of: bars, legends, crowds of dots, what leaves the axes, maps of a loss.

Notebooks 02 and 05 share the maps, the fog over them, and what a learning rate does, drawn on its slider's track.
"""

from bisect import bisect_left
from itertools import pairwise

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers.explorers.words import number, short
from helpers.maths.descent import Verdict
from helpers.stage import dress
from helpers.stage.style import BLUE, GREY, INK, ORANGE, PURPLE, RAMP, RED, letter, spell

# bars, segments, ticks, and what they are called

LEVEL = {"color": GREY, "linestyle": (0, (6, 3)), "linewidth": 1}  # how a level is drawn that curves are held against
FIFTHS = np.linspace(0, 1, 6)  # ticks of an axis of shares
LONGEST = 14  # letters of a name


def corners(left, right, bottom, top):
    """Find the corners of upright boxes, shape (n, 4, 2)."""
    box = np.array([(left, bottom), (right, bottom), (right, top), (left, top)], dtype=float)  # (4, 2, n)
    return box.transpose(2, 0, 1)


def set_heights(bars, heights):
    for bar, height in zip(bars, heights.tolist(), strict=True):
        bar.set_height(height)


def set_signed(bar, height, hue):
    """Give a bar its height; one that stands below 0 is hatched."""
    below = height < 0
    bar.set(height=height, facecolor="white" if below else hue, hatch="///" if below else None)


def segments(explorer, axes, begin=(), **look):
    """Make lines that `set_segments` gives their ends, or more places, one array a line."""
    return explorer.moving(axes.add_collection(LineCollection(begin, **look), autolim=False))


def log_ticks(axis, *ticks):
    """Name some ticks of a logarithmic axis, and leave out those between."""
    axis.set_ticks(ticks, [f"{tick:,g}" for tick in ticks])
    axis.minorticks_off()


def name_places(axes, names, most=LONGEST, **look):
    """Set up an axis of named places 0, 1, 2, ... for bars to stand on."""
    places = np.arange(len(names))
    texts, families = zip(*(spell(short(name, most)) for name in names), strict=True)
    axes.set_xticks(places, texts, parse_math=False, **look)
    for label, family in zip(axes.get_xticklabels(), families, strict=True):
        label.set_fontfamily(family)
    axes.grid(visible=False, axis="x")
    axes.set_xlim(-0.6, places.size - 0.4)
    return places


def legend(axes, *artists, **place):
    """Add a legend without a frame; `below=columns` puts it under the axes."""
    if columns := place.pop("below", 0):
        place = {"loc": "lower center", "bbox_to_anchor": (0.5, -0.3), "ncols": columns, "fontsize": 9.5} | place
    return axes.legend(*artists, **{"frameon": False, "fontsize": 9, "labelcolor": INK} | place)


def key(figure, **look):
    """Explain in one strip under all axes the marks that no legend within them explains."""
    marks = {name: mark for axes in figure.axes for mark, name in zip(*axes.get_legend_handles_labels(), strict=True)}
    for within in filter(None, (axes.get_legend() for axes in figure.axes)):
        for text in within.get_texts():
            marks.pop(text.get_text(), None)
    if marks:
        place = {"loc": "outside lower center", "ncols": 6, "fontsize": 9.5}
        legend(figure, marks.values(), marks.keys(), **place | look)


def name_keys(legend, names, most=LONGEST):
    """Write what a learner calls things into a legend, dollar signs and all."""
    for text, name in zip(legend.get_texts(), names, strict=True):
        letter(text, short(name, most))


CROWD, HIGH = 1000, 25  # cases in a crowd; so many stand one above the other
CELLS = np.array([60, 45])  # across and up, of the grid that a trail has one mark in each cell of


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
        for dots, places in zip(self.dots, np.split(self.places, np.cumsum(counts[:-1])), strict=True):
            dots.set_data(*places.T)


class Trail:
    """Where the hand has been: one mark for each stop, in a colour that depends on that stop; no line joins them.

    Of the stops within one cell of a grid over the axes only the lowest is marked: so marks stay few, and the same
    stops leave the same marks whatever their order.
    """

    def __init__(self, explorer, axes, *colours, size=5.5):
        self.axes = axes
        look = {"markersize": size, "markeredgecolor": GREY, "markeredgewidth": 0.5}
        self.marks = [explorer.line(axes, "o", color=hue, **look) for hue in colours]  # of one colour each: quick
        self.stops = np.full((*CELLS, 3), np.inf)  # height, place across and number of the colour
        self.changes = 0  # how often a mark came, went or was moved
        explorer.trails.append(self)

    def mark(self, x, y, colour=0, dot=None):
        """Leave a mark at a place within the axes, and move a dot there."""
        if dot:
            dot.set_data([x], [y])
        share = self.axes.transAxes.inverted().transform(self.axes.transData.transform((x, y)))
        if not (np.abs(share - 0.5) < 0.5 + 1e-9).all():  # what is no number lies nowhere
            return
        cell = tuple((share * (CELLS - 1)).round().astype(int))
        if (y, x, colour) >= tuple(self.stops[cell]):
            return
        self.stops[cell] = y, x, colour
        self.changes += 1
        heights, across, colours = self.stops[np.isfinite(self.stops[..., 0])].T
        for colour, line in enumerate(self.marks):
            line.set(data=(across[colours == colour], heights[colours == colour]), visible=colour in colours)

    def clear(self):
        self.stops[:] = np.inf
        self.changes += 1
        for line in self.marks:
            line.set_visible(False)


# what leaves an explorer's fixed axes: a cross from `Explorer.exits` marks it there


def to_edge(axes, x, y):
    """Move the points that lie outside to the edge."""
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    inside_x, inside_y = x.clip(*sorted(axes.get_xlim())), y.clip(*sorted(axes.get_ylim()))
    outside = (inside_x != x) | (inside_y != y)
    return inside_x[outside], inside_y[outside]


def outside(axes, walk):
    """Tell which places of a walk over a map, shape (steps, 2), lie outside of it."""
    low, high = np.transpose([axes.get_xlim(), axes.get_ylim()])
    return ((walk < low) | (walk > high)).any(axis=1)


def exits_of(axes, marks, most):
    """Find where marks lie outside, each at its first `most` places, moved to the edge."""
    return np.hstack([np.array(to_edge(axes, *mark.get_data()))[:, :most] for mark in marks])


def leave(axes, walk):
    """Follow a walk over a map, shape (steps, 2), as far as its edge; give that part and where it crosses."""
    low, high = np.transpose([axes.get_xlim(), axes.get_ylim()])
    gone = outside(axes, walk)
    if not gone.any():
        return walk, walk[:0]
    first = int(gone.argmax())
    last, move = walk[first - 1], walk[first] - walk[first - 1]
    room = np.where(move > 0, high, low) - last
    with np.errstate(over="ignore"):  # along a weight that hardly moves the edge is infinitely far
        share = np.min(room[move != 0] / move[move != 0])  # of the move that is still inside
    crossing = (last + share * move)[np.newaxis]
    return np.vstack([walk[:first], crossing]), crossing


# the map of a loss over two weights, and the fog over it

ROUND, WIDE = 2, 1.15  # below this condition rings are nearly circles; then both axes of a map have one scale
SHALLOW = 1e-5  # of the highest excess on a map: ground lower than that has one colour


def map_limits(bowl, *starts):
    """Choose the part of the map that shows the starts, the minimum and the valley between."""
    bend = np.sqrt(np.diag(bowl.directions * bowl.curvatures @ bowl.directions.T))  # how much each weight matters
    gap = 1.4 * np.abs(np.array(starts, dtype=float) - bowl.minimum).max(axis=0)
    half = np.maximum(gap, np.divide(0.35 * (gap * bend).max(), bend, out=np.zeros(2), where=bend > 0))
    half = np.where(half > 1e-6 * np.abs(bowl.minimum), half, np.maximum(1.0, np.abs(bowl.minimum)))
    if bowl.condition < ROUND:
        half = max(half[0] / WIDE, half[1]) * np.array([WIDE, 1])
    return tuple(zip((bowl.minimum - half).tolist(), (bowl.minimum + half).tolist(), strict=True))


def depths(bowl, limits):
    """Choose the levels above the least loss at which a map's colours change."""
    highest = (bowl.loss(np.stack(np.meshgrid(*limits), axis=-1)) - bowl.least).max()
    return np.geomspace(highest * SHALLOW, highest, len(RAMP))


def draw_map(axes, bowl, limits):
    """Draw the ground of a loss, deeper in colour where it is lower, and mark its minimum; give what was drawn."""
    first, second = (np.linspace(*span, 120) for span in limits)
    excess = bowl.loss(np.stack(np.meshgrid(first, second), axis=-1)) - bowl.least
    ground = shade(axes, first, second, excess, depths(bowl, limits))
    star = axes.plot(*bowl.minimum, "*", color="white", markeredgecolor=INK, markersize=14, zorder=5)
    axes.set(xlim=limits[0], ylim=limits[1], aspect="equal" if bowl.condition < ROUND else "auto")
    return [*ground, *star]


def shade(axes, across, up, excess, levels):
    """Draw what lies above its least over a plane, deeper in colour where it is lower."""
    axes.grid(visible=False)
    filled = axes.contourf(across, up, excess, levels=levels, colors=RAMP, extend="min")
    return filled, axes.contour(across, up, excess, levels=levels[::3], colors="white", linewidths=0.7)


def colour_key(axes, ticks, name="loss", colours=RAMP):
    """Say beside a map what its colours mean: height up to the number of colours -> words."""
    bar = axes.inset_axes((1.03, 0, 0.035, 1))
    dress(bar, name, grid="", xticks=[], xlim=(0, 1), ylim=(0, len(RAMP)))
    bar.barh(np.arange(len(RAMP)) + 0.5, 1, height=1, color=colours)
    bar.yaxis.tick_right()
    bar.set_yticks(list(ticks), list(ticks.values()))
    bar.tick_params(length=0, labelsize=8.5)
    bar.spines[:].set_visible(False)


def losses_of(bowl, limits):
    """Choose round losses for a map's key, as many as have room, powers of ten first."""
    lowest, ticks = depths(bowl, limits)[0], {}
    for digit in (1, 3, 2, 5):
        for loss in digit * 10.0 ** np.arange(-12, 18):
            excess = max(loss - bowl.least, 1e-9 * lowest)
            height = 1 + (len(RAMP) - 1) * np.log(excess / lowest) / np.log(1 / SHALLOW)
            if 0 < height <= len(RAMP) and all(abs(height - other) > 2 for other in ticks):
                ticks[height] = number(loss)
    return ticks


def fog(axes):
    return axes.add_patch(PathPatch(Path([(0, 0)]), facecolor="#c9c9c9", edgecolor=GREY))


def fog_around(axes, here):
    """Cover a whole map but for a small round hole, as one path."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    cover = Path([(left, bottom), (left, top), (right, top), (right, bottom), (left, bottom)], closed=True)
    hole = Path.unit_circle()
    radius = np.array([right - left, 1.2 * (top - bottom)]) / 20  # the axes are wider than high
    return Path.make_compound_path(cover, Path(hole.vertices * radius + here, hole.codes))


# what a learning rate does

LINE = {  # colour and dash of a run, by its verdict
    Verdict.STANDS: (PURPLE, "-"),
    Verdict.CRAWLS: (PURPLE, "-"),
    Verdict.CONVERGES: (BLUE, "-"),
    Verdict.OVERSHOOTS: (ORANGE, "--"),
    Verdict.BOUNCES: (RED, ":"),
    Verdict.BLOWS_UP: (RED, ":"),
    Verdict.DIVERGES: (RED, ":"),
}
GONE = Verdict.BLOWS_UP, Verdict.DIVERGES  # of such a run no more is drawn than until it leaves the map
CUT = "clipping: cut each gradient to length 1"
PROBES = 400  # places on a track, up to the limit, at one of which a verdict ends and the next begins


def rate_bands(bowl, start, steps, low, high):
    """Find where on a learning rate's track one verdict of two steps or more ends and the next begins."""
    limit = min(bowl.limit_from(start), high)
    ranks, below = list(Verdict), (Verdict.CRAWLS, Verdict.CONVERGES, Verdict.OVERSHOOTS)
    rates = [*np.geomspace(low, limit, PROBES, endpoint=False).tolist(), limit]

    def rank(rate):
        return ranks.index(bowl.descend(start, rate, steps).verdict)

    # below the limit the verdicts come in their order: each one's first rate can be halved down to
    turns = [0, *(bisect_left(rates, ranks.index(one), hi=PROBES, key=rank) for one in below[1:]), PROBES]
    spans = zip(pairwise(turns), below, strict=True)
    stretches = [(rates[i], rates[j], one) for (i, j), one in spans if i < j]
    stretches += [(limit, high, Verdict.DIVERGES)] * (limit < high)
    return [[begin, end, kind, kind] for begin, end, one in stretches if (kind := one.partition(" ")[0])]


def dress_losses(axes, title, bowl, start, steps):
    """Set up the axes of a loss curve; give the level of the start's loss, and what marks the least."""
    dress(axes, f"{title} (both axes logarithmic)", "step", "loss")
    highest = max(float(bowl.loss(start)), 1e-12)  # where all targets are 0 there is no loss to begin with
    floor = max(bowl.least, highest * 1e-6)
    axes.set(xlim=(0, steps), ylim=(floor / 4, highest * 300), yscale="log")
    axes.set_xscale("symlog", linthresh=1)
    powers = [10**power for power in range(6) if 2 * 10**power < steps]  # the last one keeps clear of the end's
    ticks = [0, *powers, steps]
    axes.set_xticks(ticks, labels=[f"{tick:,}" for tick in ticks])
    axes.minorticks_off()
    level = axes.axhline(highest, label="the start's loss", **LEVEL)  # curves would go through words beside it
    least = label_level(axes, "least loss", bowl.least) if bowl.least >= floor else ()  # 0 has no place on such an axis
    return level, least


def label_level(axes, words, level):
    """Draw a level across axes and write under its right end what it is."""
    place = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "ha": "right", "va": "top"}
    return axes.axhline(level, **LEVEL), axes.annotate(words, (1, level), (-2, -4), color=INK, fontsize=9, **place)


def name_powers(axes, powers):
    """Name the powers of ten up a loss's axis; all that is drawn at the lowest is that or less."""
    axes.set_yticks([10.0**power for power in powers], labels=["less", *(f"$10^{{{power}}}$" for power in powers[1:])])
    axes.minorticks_off()

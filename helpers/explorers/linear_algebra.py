"""The explorers of notebook 01: arrows, likeness, matrices as motions, low rank, a layer, shapes, main axes, penalties.

Legend: a and b arrows (2,); `cloud` points of two features (n, 2); w₁ and w₂ weights.
"""

import math
from collections.abc import Mapping
from itertools import pairwise, product, zip_longest

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import FancyArrow, Polygon
from matplotlib.ticker import FixedLocator, MaxNLocator

from helpers.data.sets import flower, related_features, years_and_income
from helpers.explorers import charts
from helpers.explorers.explorer import Explorer, choice, from_data, slider, switch
from helpers.explorers.words import as_name, as_names, counted, number, percent, rate, short, signed
from helpers.maths import matrices, vectors
from helpers.maths.checks import LARGEST, as_matrix, as_vector, check
from helpers.maths.descent import QuadraticLoss
from helpers.maths.regression import KINDS, path, standardize, zero_from
from helpers.stage import Slider, Writing, dress
from helpers.stage.style import BLUE, FONT_SIZE, GREEN, GREY, HUES, INK, ORANGE, PURPLE, RAMP, RED

ROUNDING = 1e-9  # of a number that would be 0, or 1, without it


def direction(degrees):
    turn = np.radians(degrees)
    return np.array([np.cos(turn), np.sin(turn)])


CIRCLE = direction(np.linspace(0, 360, 121)).T


class Arrows:
    """Arrows from 0, the second one hollow; the tip of one with a name is taken hold of: name -> the tip's controls."""

    def __init__(self, explorer, axes, *hues, **ties):
        look = {"width": 0.07, "length_includes_head": True, "linewidth": 1.4}
        self.arrows = [
            explorer.moving(axes.add_patch(FancyArrow(0, 0, 1, 1, edgecolor=hue, facecolor=fill, **look)))
            for hue, fill in zip(hues, (hues[0], "white"), strict=False)
        ]
        letter = {"color": INK, "markeredgewidth": 0, "markersize": 9}
        self.names = [explorer.line(axes, marker=f"${name}$", **letter) for name in ties]
        self.tips = [explorer.dot(axes, "o", hue, size=8) for hue, _ in zip(hues, ties, strict=False)]
        for tip, (name, (x, y)) in zip(self.tips, ties.items(), strict=True):
            explorer.handle(tip, f"the tip of arrow {name}", x=x, y=y)

    def aim(self, *tips):
        """Point them at their tips; one without length is hidden."""
        for arrow, (x, y) in zip(self.arrows, tips, strict=True):
            head = min(0.4, float(np.hypot(x, y)))
            arrow.set_data(dx=x, dy=y, head_length=head, head_width=0.8 * head)
            arrow.set_visible(head > 0)
        for name, dot, tip, side in zip(self.names, self.tips, tips, (-1, 1), strict=False):
            name.set_data(*beside(tip, side).T)
            dot.set_data(*tip[:, np.newaxis])


def beside(tip, side):
    """Find the place for an arrow's name: beyond its tip, to one side of it; none if it has no length."""
    length = np.hypot(*tip)
    if length == 0:
        return np.empty((0, 2))
    along, across = tip / length, np.array([-tip[1], tip[0]]) / length
    return np.atleast_2d(tip + 0.3 * along + 0.35 * side * across)


REACH = 4  # of an arrow's numbers
FAR = 1.15 * REACH
BARS = {"a₁ · b₁": BLUE, "a₂ · b₂": ORANGE, "a · b": INK, "cosine": PURPLE}


def part(name, value):
    return slider(name, value, -REACH, REACH, step=0.1)


def dress_plane(axes, title):
    dress(axes, title, "first number", "second number", xlim=(-FAR, FAR), ylim=(-FAR, FAR), aspect="equal")
    axes.set(xticks=range(-REACH, REACH + 1, 2), yticks=range(-REACH, REACH + 1, 2))
    axes.plot(0, 0, "o", color=INK, markersize=4)


class ArrowExplorer(Explorer):
    """A list of two numbers as an arrow on the left; on the right the squares that its length comes from.

    >>> ArrowExplorer(a1=3, a2=-4)
    ArrowExplorer: a (3, -4): length 5 (L2), along the streets 7 (L1)
    """

    label = "left: two numbers as an arrow, and its way along the streets; right: the squares of both, and their sum"
    a1, a2 = part("first number a₁", 2), part("second number a₂", 1)

    def build(self, plane, squares):
        self.streets = self.line(plane, "--", color=GREEN, linewidth=2, label="along the streets")
        dress_plane(plane, "two numbers, one arrow")
        self.arrows = Arrows(self, plane, BLUE, a=("a1", "a2"))
        dress(squares, "the squares add up (Pythagoras)", ylabel="square", ylim=(0, 2.1 * REACH**2))
        charts.name_places(squares, ("a₁ · a₁", "a₂ · a₂", "length · length"), 15)
        look = {"color": [BLUE, ORANGE] * 2, "hatch": ["", "///"] * 2, "edgecolor": "white"}
        self.bars = list(map(self.moving, squares.bar([0, 1, 2, 2], 0, 0.6, **look)))

    def compute(self, a1, a2):
        a = np.round([a1, a2], 9)  # a slider's 0 may be 1e-17
        return {"a": a, "length": vectors.norm(a), "streets": vectors.norm(a, 1)}

    def draw(self, r):
        self.arrows.aim(r.a)
        self.streets.set_data([0, r.a[0], r.a[0]], [0, 0, r.a[1]])
        charts.set_heights(self.bars, np.tile(r.a**2, 2))
        self.bars[3].set_y(r.a[0] ** 2)

    def say(self, r):
        a1, a2 = map(as_factor, r.a)
        goes = f"The arrow goes {number(r.a[0])} across and {number(r.a[1])} up"
        flies = f"As the crow flies it is √({a1} · {a1} + {a2} · {a2}) = {number(r.length)} long (L2)"
        return f"{goes}. {flies}, along the streets {number(r.streets)} (L1)."

    def state(self, r):
        a1, a2 = map(number, r.a)
        return f"a ({a1}, {a2}): length {number(r.length)} (L2), along the streets {number(r.streets)} (L1)"


class DotProductExplorer(Explorer):
    """Two arrows and the shadow of a on b on the left; on the right the products that a · b adds up, and the cosine.

    >>> DotProductExplorer(b1=0, b2=1)
    DotProductExplorer: a (3, 1), b (0, 1): a · b 1, angle 71.57°, cosine 0.3162, shadow 1
    """

    label = "left: two arrows and the shadow of a on b; right: the products that a · b adds up, and the cosine"
    a1, a2 = part("a₁", 3), part("a₂", 1)
    b1, b2 = part("b₁", 2), part("b₂", 4)

    def build(self, plane, sums):
        dress_plane(plane, "two arrows, and the shadow of a on b")
        plane.plot(*CIRCLE.T, color=GREY, linewidth=1, label="length 1")
        self.along = self.line(plane, ":", color=GREY, linewidth=1)
        self.fall = self.line(plane, "--", color=GREY, linewidth=1.2)
        thick = {"linewidth": 8, "dashes": (0.9, 0.35), "dash_capstyle": "butt"}
        self.shadow = self.line(plane, color=GREEN, label="shadow", **thick)
        self.arrows = Arrows(self, plane, BLUE, ORANGE, a=("a1", "a2"), b=("b1", "b2"))

        most = 2 * REACH**2
        dress(sums, "the products, their sum, and the cosine", ylabel="product", ylim=(-1.1 * most, 1.1 * most))
        places = charts.name_places(sums, list(BARS))
        sums.axhline(0, color=INK, linewidth=1)
        sums.axvline(2.5, color=GREY, linewidth=1, linestyle=":")
        scale = sums.secondary_yaxis("right", functions=(lambda y: y / most, lambda y: y * most))
        scale.set_yticks([-1, -0.5, 0, 0.5, 1])
        scale.set_ylabel("cosine", fontsize=FONT_SIZE, color=INK)
        scale.tick_params(labelsize=FONT_SIZE - 1, colors=INK)
        scale.spines[:].set_color(GREY)
        self.bars = list(map(self.moving, sums.bar(places, 0, 0.6, edgecolor=BARS.values(), linewidth=1.2)))
        sums.fill([], [], facecolor="white", edgecolor=INK, hatch="///", label="below 0")

    def compute(self, a1, a2, b1, b2):
        a, b = np.round([[a1, a2], [b1, b2]], 9)  # a slider's 0 may be 1e-17
        both = {"a": a, "b": b, "a_length": vectors.norm(a), "b_length": vectors.norm(b)}
        shadow, length = (vectors.projection(a, b), vectors.projection_length(a, b)) if b.any() else (None, None)
        angle, cosine = (vectors.angle(a, b), vectors.cosine_similarity(a, b)) if a.any() and b.any() else (None, None)
        found = {"shadow": shadow, "shadow_length": length, "angle": angle, "cosine": cosine}
        return both | {"products": a * b, "dot": vectors.dot(a, b)} | found

    def draw(self, r):
        self.arrows.aim(r.a, r.b)
        shadow = np.empty((0, 2)) if r.shadow is None else np.array([[0, 0], r.shadow])
        self.shadow.set_data(*shadow.T)
        self.fall.set_data(*np.vstack([shadow[1:], r.a]).T)
        self.along.set_data(*np.outer([-2 * FAR, 2 * FAR], r.b / (r.b_length or 1)).T)
        heights = (*r.products, r.dot, (r.cosine or 0) * 2 * REACH**2)
        for bar, height, hue in zip(self.bars, heights, BARS.values(), strict=True):
            charts.set_signed(bar, height, hue)

    def say(self, r):
        (a1, a2), (b1, b2) = (map(as_factor, tip) for tip in (r.a, r.b))
        total = f"a · b = a₁ · b₁ + a₂ · b₂ = {a1} · {b1} + {a2} · {b2} = {number(r.dot)}"
        return f"{total}{self.say_direction(r)} {self.say_shadow(r)}"

    def say_direction(self, r):
        if r.cosine is None:
            have = "Both arrows have" if r.a_length == r.b_length else f"{'b' if r.a_length else 'a'} has"
            return f". {have} no direction, so there is no angle and no cosine."
        cosine = f"{number(r.dot)} / ({number(r.a_length)} · {number(r.b_length)}) = {number(r.cosine)}"
        side = "above 0, as the angle is under 90°" if r.dot > 0 else "below 0, as the angle is over 90°"
        where = ": the arrows stand at a right angle" if abs(r.cosine) < ROUNDING else f", {side}: {number(r.angle)}°"
        return f"{where}. The cosine leaves the lengths out: {cosine}."

    def say_shadow(self, r):
        if r.shadow is None:
            return "Without a direction b takes no shadow."
        length, away = r.shadow_length, r.shadow_length < -ROUNDING
        side = " and falls on the side away from b" * away
        shadow = f"The shadow of a on b is {number(abs(length))} long{side}."
        if abs(length) < ROUNDING:  # and a · b is 0 too, whatever the length of b
            return shadow
        if abs(r.b_length - 1) < ROUNDING:
            return f"{shadow} That is a · b itself{', up to the sign' * away}, and only because b has length 1."
        return f"{shadow} a · b is that times the length of b, {number(r.b_length)}{', with a minus' * away}."

    def state(self, r):
        a, b = (f"({number(x, 3)}, {number(y, 3)})" for x, y in (r.a, r.b))
        between = "no angle" if r.angle is None else f"angle {number(r.angle)}°, cosine {number(r.cosine)}"
        shadow = "no shadow" if r.shadow is None else f"shadow {number(r.shadow_length)}"
        return f"a {a}, b {b}: a · b {number(r.dot)}, {between}, {shadow}"


def as_factor(value):
    text = number(value)
    return f"({text})" if text.startswith("-") else text


DOCUMENTS = {"A": (1, 1), "B": (5, 0), "C": (2, 2.2)}
QUERY = (0.5, 4.5)
LONGEST_NAME = 20
SMALLEST, MOST = 0.01, 1000.0  # of a document's largest number
TIE = 1e-9  # scores nearer than this, as a share of their axis, are equal
MARKERS, DASHES = "os^vD", ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))
METRIC_NAMES = {"dot": "dot product", "cosine": "cosine", "euclidean": "distance"}
MEANINGS = {  # of how far the metrics agree, with what each puts first
    "no cosine": "The query is all zeros: every dot product is 0, and without a direction there is no cosine.",
    "all agree": "All three rank the documents the same: most like the query is {dot}.",
    "same best": "All three put {dot} first, and differ after that.",
    "they disagree": "They disagree: the dot product picks {dot}, the cosine {cosine}, the distance {euclidean}.",
}


class SimilarityExplorer(Explorer):
    """A query among documents on the left; on the right how the dot product, the cosine and the distance rank them.

    It takes two to five documents of two or three numbers each by name, and a query, or begins at the first of them.
    Those of two numbers are places in a plane. Those of three are turned into one: each at its true length and at its
    true angle to the query, so that all that the three metrics measure can be seen; the angles among them cannot.

    >>> SimilarityExplorer(query=(1, 1))
    SimilarityExplorer: query (1, 1): dot B, cosine A, distance A, they disagree
    """

    label = "left: the query and the documents; right: each document's score by three metrics"

    def __init__(self, documents=None, query=None, **begin):
        self.names, self.documents = checked_documents(DOCUMENTS if documents is None else documents)
        if query is None:
            query = QUERY if documents is None else self.documents[0]
        self.query = as_vector("query", query, length=self.documents.shape[1], most=MOST)
        # round ends for the query's numbers, with 0 and all of the data between
        numbers = np.vstack([self.documents, self.query])
        largest = np.abs(numbers).max()
        power = 10.0 ** math.floor(math.log10(largest))
        high = next(power * digit for digit in (1, 2, 5, 10) if power * digit >= largest)
        self.ends = (-high / 5 if numbers.min() >= -high / 5 else -high), high
        # between which ends each metric stays: the query's extremes are the corners of its box
        corners = np.array(list(product(self.ends, repeat=self.documents.shape[1])))
        dots = corners @ self.documents.T
        farthest = max(vectors.euclidean_distance(*pair) for pair in product(corners, self.documents))
        self.reaches = {"dot": (min(0.0, dots.min()), dots.max()), "cosine": (-1.0, 1.0), "euclidean": (0.0, farthest)}
        super().__init__(**begin)

    def more_controls(self):
        low, high = self.ends
        return {
            f"query_{at}": Slider(f"query, number {at}", value=value, min=low, max=high, step=(high - low) / 120)
            for at, value in enumerate(self.query, start=1)
        }

    def build(self, plane, right):
        self.build_plane(plane)
        grid = right.get_subplotspec().subgridspec(1, len(vectors.METRICS))
        right.remove()
        self.bars, self.rings = {}, {}
        for at, metric in enumerate(vectors.METRICS):
            self.build_scores(self.figure.add_subplot(grid[at]), metric)
        names = ["query", *self.names, "distance", "most alike"]
        marks = [self.tip, *self.tips, self.gaps, self.rings["dot"]]
        look = {"loc": "outside lower center", "ncols": len(names), "handlelength": 2.6, "columnspacing": 1.4}
        charts.name_keys(charts.legend(self.figure, marks, names, **look), names, LONGEST_NAME)

    def build_plane(self, axes):
        n, d = self.documents.shape
        low, high = self.ends
        if d == 2:
            room = 0.06 * (high - low)
            across = up = (low - room, high + room)
            dress(axes, "query and documents", "first number", "second number")
        else:
            longest = max(vectors.norm(document) for document in self.documents)
            across = -1.1 * longest, 1.06 * max(longest, vectors.norm([max(-low, high)] * d))
            up = -0.1 * longest, 1.1 * longest
            dress(axes, "true to lengths, and to angles with the query only", "along the query", "away from it")
        axes.set(xlim=across, ylim=up, aspect="equal")
        axes.plot(0, 0, "o", color=INK, markersize=4)
        self.gaps = charts.segments(self, axes, colors=GREY, linestyles=":", linewidths=1.2)
        self.tip = self.line(axes, "-*", color=INK, markevery=[1], markersize=15, linewidth=1.5)
        looks = [{"color": HUES[at], "linestyle": DASHES[at], "marker": MARKERS[at]} for at in range(n)]
        self.tips = [self.line(axes, markevery=[1], markersize=8, linewidth=2, **look) for look in looks]
        flat = {"x": "query_1", "y": "query_2"}
        self.handle(self.tip, "the query", **flat if d == 2 else {"to_controls": self.lengthen})

    def lengthen(self, along, _away):
        """Make a query of three numbers so long that its tip is where it is held."""
        query = self.result.query
        return dict(zip(self.controls, query * max(along, 0) / (vectors.norm(query) or 1), strict=True))

    def build_scores(self, axes, metric):
        places, (low, high) = np.arange(len(self.names)), self.reaches[metric]
        dress(axes, METRIC_NAMES[metric], f"{'low' if metric == 'euclidean' else 'high'} if alike", grid="y")
        axes.set(xlim=(-0.7, places.size - 0.3), ylim=(low, high + 0.18 * (high - low)))
        axes.set_xticks(places, [" "] * places.size)
        axes.yaxis.set_major_locator(FixedLocator([-1, -0.5, 0, 0.5, 1]) if metric == "cosine" else MaxNLocator(6))
        axes.tick_params(axis="x", length=0, pad=7)
        axes.axhline(0, color=INK, linewidth=1)
        below = {"transform": axes.get_xaxis_transform(), "clip_on": False}
        for place, hue, marker in zip(places, HUES, MARKERS, strict=False):
            axes.plot(place, -0.06, marker, color=hue, markersize=8, **below)
        bars = axes.bar(places, 0, 0.7, edgecolor=HUES[: places.size], linewidth=1.2)
        self.bars[metric] = list(map(self.moving, bars))
        self.rings[metric] = self.line(axes, "o", color=INK, markerfacecolor="none", markersize=12)

    def compute(self, **query):
        query = np.round(list(query.values()), 9)  # a slider's 0 may be 1e-17
        metrics = [metric for metric in vectors.METRICS if query.any() or metric != "cosine"]
        scores = {metric: vectors.rank_by(query, self.documents, metric)[1] for metric in metrics}
        ranks = {metric: self.ranked(metric, each) for metric, each in scores.items()}
        return {"query": query, "scores": scores, "ranks": ranks, "verdict": how_far_they_agree(ranks)}

    def ranked(self, metric, scores):
        low, high = self.reaches[metric]
        return vectors.shared_ranks(-scores if metric == "euclidean" else scores, TIE * (high - low))

    def draw(self, r):
        turnable = r.query.any() or r.query.size == 2
        tip, tips = r.query[:2], self.documents[:, :2]
        if r.query.size == 3 and turnable:
            tip, tips = np.array([vectors.norm(r.query), 0]), vectors.seen_from(r.query, self.documents)
        for line, (x, y) in zip([self.tip, *self.tips], [tip, *tips], strict=True):
            line.set_data([0, x], [0, y])
        self.gaps.set_segments([np.array([tip, each]) for each in tips])
        for artist in (*self.tips, self.gaps):
            artist.set_visible(turnable)
        nothing = np.zeros(len(self.names))
        for metric, (low, high) in self.reaches.items():
            scores, ranks = r.scores.get(metric, nothing), r.ranks.get(metric, nothing)
            for bar, score, hue in zip(self.bars[metric], scores.tolist(), HUES, strict=False):
                charts.set_signed(bar, score, hue)
            heights = scores.clip(0) + 0.09 * (high - low)
            self.rings[metric].set_data(np.flatnonzero(ranks == 1), heights[ranks == 1])

    def say(self, r):
        rows = " ".join(self.say_row(r, metric) for metric in r.scores)
        best = {metric: self.best(ranks) for metric, ranks in r.ranks.items()}
        return f"{rows} {MEANINGS[r.verdict].format(**best)}"

    def say_row(self, r, metric):
        scores, ranks, write = r.scores[metric], r.ranks[metric], as_cosine if metric == "cosine" else number
        order = np.argsort(ranks, kind="stable")
        best_first = " < " if metric == "euclidean" else " > "
        signs = ["", *(" = " if ranks[one] == ranks[other] else best_first for one, other in pairwise(order))]
        row = "".join(f"{sign}{self.names[at]} {write(scores[at])}" for sign, at in zip(signs, order, strict=True))
        return f"{METRIC_NAMES[metric].capitalize()}: {row}."

    def best(self, ranks):
        names = [name for name, rank in zip(self.names, ranks, strict=True) if rank == 1]
        return "all of them" if len(names) == len(self.names) else " and ".join(names)

    def state(self, r):
        query = ", ".join(number(value, 3) for value in r.query)
        best = ", ".join(f"{METRIC_NAMES[metric].split()[0]} {self.best(ranks)}" for metric, ranks in r.ranks.items())
        return f"query ({query}): {best}, {r.verdict}"


def how_far_they_agree(ranks):
    if "cosine" not in ranks:
        return "no cosine"
    rows = np.array(list(ranks.values()))  # (metrics, documents)
    if (rows == rows[0]).all():
        return "all agree"
    return "same best" if ((rows == 1) == (rows[0] == 1)).all() else "they disagree"


def as_cosine(value):
    """Write a cosine with three decimals, or with so many more that one near 1 does not look like it."""
    short = 1 - abs(value)
    near_1 = ROUNDING < short < 0.0005
    return number(value, 1 - math.floor(math.log10(short))) if near_1 else f"{round(value, 3) + 0.0:.3f}"


def checked_documents(documents):
    fits = isinstance(documents, Mapping) and 2 <= len(documents) <= len(HUES)
    check(fits, f"documents is {documents!r:.60}; wanted a dict of 2 to {len(HUES)} names with numbers")
    names = [as_name("a document is called", name, LONGEST_NAME) for name in documents]
    d = np.size(next(iter(documents.values())))
    check(d in (2, 3), f"the first document holds {d} numbers; wanted 2 or 3")
    rows = [as_vector(f"document {name!r}", values, length=d, most=MOST) for name, values in documents.items()]
    for name, row in zip(documents, rows, strict=True):
        wanted = f"wanted a number of size {SMALLEST:g} or more"
        check(np.abs(row).max() >= SMALLEST, f"document {name!r} is {row.tolist()}; {wanted}")
    return names, np.array(rows)


EDGE = np.array([5.6, 4.0])  # of both axes, right and top
PRESETS = {
    "rotation by 30°": matrices.rotation(30),
    "stretch by 2 and 1/2": matrices.stretch(2, 0.5),
    "shear by 1": matrices.shear(1),
    "projection on the diagonal": np.full((2, 2), 0.5),
    "mirror at the diagonal": np.array([[0.0, 1.0], [1.0, 0.0]]),
}
STEPS = {  # of the motion on the right, and what is seen after each
    "start": "",
    "turn": "after the first turn",
    "stretch": "after the stretch",
    "turn again": "after the second turn, as the whole matrix leaves it",
}
LINES = np.arange(-2.0, 3)
GRID = np.array([[(at, -2), (at, 2)] for at in LINES] + [[(-2, at), (2, at)] for at in LINES])  # (lines, 2 ends, 2)
CORNERS = np.array([(-2, -2), (-2, 2), (2, 2), (2, -2)], dtype=float)
SQUARE = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], dtype=float)


class MatrixExplorer(Explorer):
    """A 2 x 2 matrix moves a grid on the left; on the right it turns, stretches and turns a circle, step by step.

    >>> MatrixExplorer(c=0, step="stretch")
    MatrixExplorer: [[2 1] [0 1]], determinant 2, stretches 2.29 and 0.874, stretch
    """

    label, height = "left: a grid before and after the matrix; right: a circle turned, stretched and turned again", 440
    a = slider("row 1, column 1", 2, -3, 3, step=0.05)
    b = slider("row 1, column 2", 1, -3, 3, step=0.05)
    c = slider("row 2, column 1", 0.5, -3, 3, step=0.05)
    d = slider("row 2, column 2", 1, -3, 3, step=0.05)
    step = choice("step", STEPS)
    eigenvectors = switch("directions that stay on their line (eigenvectors)")

    def build(self, whole, steps):
        dress(whole, "the grid before and after", "first number", "second number", grid="")
        dress(steps, "the circle, step by step", "first number", grid="")
        (right, top), ticks = EDGE, {"xticks": range(-5, 6), "yticks": range(-4, 5)}
        for axes in (whole, steps):
            axes.set(xlim=(-right, right), ylim=(-top, top), aspect="equal", **ticks)
            axes.plot(*CIRCLE.T, "--", color=GREY, linewidth=1)
            axes.plot(0, 0, "o", color=INK, markersize=3)
        whole.add_collection(LineCollection(GRID, colors=GREY, linewidths=0.6, label="before"))
        self.grid = charts.segments(self, whole, GRID, colors=BLUE, linewidths=1, label="after")
        square = Polygon(SQUARE, facecolor=to_rgba(ORANGE, 0.25), edgecolor=ORANGE, linewidth=1)
        self.square = self.moving(whole.add_patch(square))
        self.square.set_label("unit square, moved")
        self.ellipse = self.line(whole, color=PURPLE, linewidth=1.8, label="circle, moved")
        kept = {"colors": INK, "linestyles": "-.", "linewidths": 1.5, "label": "stays on its line"}
        self.kept = charts.segments(self, whole, **kept)
        self.before = self.line(whole, "D", color=INK, markersize=7, markerfacecolor="white", label="eigenvector")
        self.after = self.line(whole, "D", color=INK, markersize=7, label="eigenvector, moved")
        self.columns = Arrows(self, whole, ORANGE, GREEN, **{"1": "ac", "2": "bd"})
        self.left_exits = self.exits(whole)
        steps.axhline(0, color=GREY, linewidth=0.6)
        steps.axvline(0, color=GREY, linewidth=0.6)
        self.circle = self.line(steps, color=PURPLE, linewidth=1.8)
        self.directions = Arrows(self, steps, BLUE, INK)
        self.right_exits = self.exits(steps)
        names = "column 1", "column 2", "stretched most", "stretched least"
        for arrow, name in zip(self.columns.arrows + self.directions.arrows, names, strict=True):
            arrow.set_label(name)
        marks = self.kept, self.before, self.after
        frame = {"loc": "lower right", "frameon": True, "framealpha": 1, "edgecolor": "white"}
        self.kept_key = self.moving(charts.legend(whole, marks, [mark.get_label() for mark in marks], **frame))
        charts.key(self.figure, ncols=5)

    def compute(self, a, b, c, d, step, eigenvectors):
        motion = matrices.Motion.from_matrix([[a, b], [c, d]])
        return {"motion": motion, "determinant": motion.determinant}

    def actions(self, r):
        at, entries = r.motion.matrix.ravel().tolist(), {name: each.ravel().tolist() for name, each in PRESETS.items()}
        return {name: None if each == at else dict(zip("abcd", each, strict=True)) for name, each in entries.items()}

    def draw(self, r):
        motion, move = r.motion, r.motion.matrix.T  # rows of points times this
        self.grid.set_segments(GRID @ move)
        self.square.set(xy=SQUARE @ move, hatch="///" if motion.flips else None)
        self.ellipse.set_data(*(CIRCLE @ move).T)
        self.columns.aim(*move)
        kept = motion.eigenvectors if r.eigenvectors else np.empty((0, 2))
        images = kept @ move
        self.kept_key.set_visible(len(kept) > 0)
        self.kept.set_segments(kept[:, np.newaxis] * [[-9.0], [9.0]])
        self.before.set_data(*kept.T)
        self.after.set_data(*images.T)
        self.left_exits.set_data(*on_edge(np.vstack([CORNERS @ move, images])).T)
        done = motion.stages[list(STEPS).index(r.step)].T
        circle = CIRCLE @ done
        self.circle.set_data(*circle.T)
        self.directions.aim(*motion.directions @ done)
        self.right_exits.set_data(*on_edge(circle[[*circle.argmin(axis=0), *circle.argmax(axis=0)]]).T)

    def say(self, r):
        steps = self.say_steps(r.motion, STEPS[r.step]) if r.step != "start" else ""
        return f"{self.say_area(r.motion)}{steps}{self.say_directions(r.motion) if r.eigenvectors else ''}"

    def say_area(self, motion):
        size = motion.determinant
        if motion.stretches[0] == 0:
            return "Everything lands on the origin (determinant 0): there is no way back."
        if size == 0:
            flat = "The plane is pressed flat onto a line (determinant 0)"
            return f"{flat}: many points land on one, there is no way back."
        area = "keeps its size" if abs(abs(size) - 1) < ROUNDING else f"is multiplied by {number(abs(size))}"
        flipped = " and is flipped over, as in a mirror (hatched)" if motion.flips else ""
        return f"Every area {area}{flipped}: the determinant is {number(size)}."

    def say_steps(self, motion, done):
        longer, shorter = map(number, motion.stretches)
        stretch = f"stretch by {longer} along x and {shorter} along y{' with y upside down' * motion.flips}"
        turn_in, turn_out = (f"turn by {number(turn)}°" for turn in (motion.turn_in, motion.turn_out))
        return f" In three steps: {turn_in}, {stretch}, {turn_out}; on the right is the circle {done}."

    def say_directions(self, motion):
        values = motion.eigenvalues
        if not values:
            return " No direction stays on its line: all are turned, and there are no real eigenvalues."
        factors = " and ".join(map(number, dict.fromkeys(values)))
        turned = " Where the factor is below 0, the arrow is turned round." if min(values) < 0 else ""
        if len(set(values)) == 2:
            return f" Two directions stay on their line, with the factors {factors}: the eigenvalues.{turned}"
        which = "One" if len(values) == 1 else "Every"
        return f" {which} direction stays on its line, with the factor {factors}: the eigenvalue.{turned}"

    def state(self, r):
        rows = " ".join(f"[{number(left, 3)} {number(right, 3)}]" for left, right in r.motion.matrix)
        longer, shorter = (number(each, 3) for each in r.motion.stretches)
        values = " and ".join(number(value, 3) for value in dict.fromkeys(r.motion.eigenvalues))
        kept = f", {f'eigenvalues {values}' if values else 'every direction turns'}" if r.eigenvectors else ""
        size = number(r.motion.determinant, 3)
        return f"[{rows}], determinant {size}, stretches {longer} and {shorter}, {r.step}{kept}"


def on_edge(points):
    """Find where the ways from the origin to points outside the axes cross their edge."""
    beyond = (np.abs(points) / EDGE).max(axis=1)
    return points[beyond > 1] / beyond[beyond > 1, np.newaxis]


TRUE_RANK, NOISE = 4, 0.05
SHORTEST, LONGEST = 10, 300  # sides of a picture
LEAST_ERROR = 0.1  # percent: of the axis
PICTURE, RANDOM, STRUCTURED = "picture", "random", f"rank {TRUE_RANK} + noise"
MATRICES = {PICTURE: (BLUE, "-", "o"), RANDOM: (ORANGE, "--", "s"), STRUCTURED: (GREEN, "-.", "^")}


class LowRankExplorer(Explorer):
    """A matrix of rank k as greys on the left; on the right its error at every rank, beside that of two others.

    It takes a grey picture, or any matrix of 10 to 300 rows and columns, and names of its rows if they have some; a
    photograph of a flower if none is given.

    >>> LowRankExplorer(rank=10)
    LowRankExplorer: picture, rank 10: energy 97.9%, error 14.5%, 2,700 of 18,000 numbers
    """

    label = "left: the matrix of rank k as greys; right: the error at the ranks tried, of three matrices"
    rank = matrix = from_data

    def __init__(self, picture=None, names=None, **begin):
        self.called = {} if picture is None else {PICTURE: "your matrix"}
        picture = checked_picture(flower() if picture is None else picture)
        m, n = picture.shape
        self.names = [] if names is None else [short(name, LONGEST_NAME) for name in as_names(names, m)]
        rng = np.random.default_rng(1)
        parts = rng.normal(size=(m, TRUE_RANK)) @ rng.normal(size=(TRUE_RANK, n))
        random, noise = rng.normal(size=(m, n)), NOISE * rng.normal(size=(m, n))
        self.matrices = {PICTURE: picture, RANDOM: random, STRUCTURED: parts + noise}
        self.factors = {name: matrices.factor(matrix) for name, matrix in self.matrices.items()}
        self.most, self.costly = min(m, n), m * n // (m + n) + 1  # from `costly` on the factors hold more numbers
        super().__init__(**begin)

    def more_controls(self):
        marks = [(self.costly, f"{self.costly}: no saving")] if self.costly <= self.most else []
        rank = Slider("rank k", value=2, min=1, max=self.most, whole=True, marks=marks, playable=True)
        return {"rank": rank, "matrix": choice("matrix", [(self.called.get(name, name), name) for name in MATRICES])()}

    def build(self, image, errors):
        dress(image, "the matrix of rank k, its numbers as greys", "column", "row", grid="")
        blank = np.zeros((*self.matrices[PICTURE].shape, 4), dtype=np.uint8)
        self.image = self.stage.photograph(image.imshow(blank, interpolation="nearest"))
        if self.names:
            image.set_yticks(range(len(self.names)), self.names, parse_math=False)
        self.build_errors(errors)
        self.mark = self.line(errors, markersize=11, markeredgecolor="white")
        self.handle(self.mark, "the rank", to_controls=lambda rank, _error: {"rank": round(rank)})
        self.leaving = self.exits(errors, self.mark)
        charts.legend(errors, loc="lower left", frameon=True, framealpha=1, edgecolor="white", handlelength=3.5)

    def build_errors(self, axes):
        title, end = "the error at the ranks tried", 1.1 * self.most
        dress(axes, title, "rank k (logarithmic)", "error (% of the norm, logarithmic)", xscale="log", yscale="log")
        axes.set(xlim=(0.9, end), ylim=(LEAST_ERROR, 130))
        charts.log_ticks(axes.xaxis, *(tick for tick in (1, 2, 4, 10, 20, 40, 100, 200) if tick <= self.most))
        charts.log_ticks(axes.yaxis, 0.1, 1, 10, 100)
        self.tried = charts.Trail(self, axes, *(hue for hue, *_ in MATRICES.values()))
        for name, (hue, dash, marker) in MATRICES.items():
            percents = 100 * self.factors[name].relative_errors
            self.answer_of(*axes.plot(np.arange(1, self.most + 1), percents, dash, color=hue, linewidth=1.8))
            axes.plot([], [], dash, color=hue, marker=marker, label=self.called.get(name, name))
        if self.costly <= self.most:
            look = {"facecolor": "none", "edgecolor": GREY, "hatch": "//", "linewidth": 0}
            axes.axvspan(self.costly, end, label="no numbers saved", **look)

    def compute(self, rank, matrix, answer):
        nearest = self.factors[matrix].rank(rank)
        return {"nearest": nearest, "error": nearest.relative_error, "energy": nearest.energy}

    def draw(self, r):
        low, span = self.matrices[r.matrix].min(), np.ptp(self.matrices[r.matrix])
        greys = ((r.nearest.approximation - low) * (255 / span)).clip(0, 255).astype(np.uint8)
        self.image.set_data(np.dstack([greys, greys, greys, np.full_like(greys, 255)]))
        hue, _, marker = MATRICES[r.matrix]
        self.tried.mark(r.rank, 100 * r.error, list(MATRICES).index(r.matrix), self.mark)
        self.mark.set(marker=marker, markerfacecolor=hue)

    def say(self, r):
        nearest, (m, n) = r.nearest, r.nearest.approximation.shape
        share = f"{number(100 * nearest.stored / nearest.full, 3)}% of the {nearest.full:,} of the matrix itself"
        factors = f"Two factors hold {r.rank} · ({m} + {n}) = {nearest.stored:,} numbers, {share}"
        energy = f"{kept(r.energy)}% of the sum of squares (the energy); the error is {number(100 * r.error, 3)}%"
        return f"Rank {r.rank} of {self.most} keeps {energy} of the norm. {factors}.{self.say_why(r) * r.answer}"

    def say_why(self, r):
        errors = self.factors[r.matrix].relative_errors
        if r.error < ROUNDING:
            rank = 1 + int(np.argmax(errors < ROUNDING))
            return f" The matrix itself has rank {rank}: nothing is left out but rounding."
        if r.matrix == RANDOM:
            return " In random numbers no part is much larger than the next, so there is little to leave out."
        if r.matrix == STRUCTURED:
            missing = f"some of the {TRUE_RANK} are still missing" if r.rank < TRUE_RANK else "what is left is noise"
            return f" It is made of {TRUE_RANK} parts and a little noise: {missing}."
        random = number(100 * self.factors[RANDOM].relative_errors[r.rank - 1], 3)
        return f" A random matrix of this size has an error of {random}% at this rank."

    def state(self, r):
        found = f"energy {kept(r.energy)}%, error {number(100 * r.error, 3)}%"
        numbers = f"{r.nearest.stored:,} of {r.nearest.full:,} numbers"
        return f"{self.called.get(r.matrix, r.matrix)}, rank {r.rank}: {found}, {numbers}"


def kept(share):
    """Write a share in percent, with so many decimals that what is left out can be told from nothing."""
    left = max(1 - share, 1e-9)
    return f"{100 * share:.{max(1, math.ceil(-math.log10(left)) - 2)}f}" if left > 1e-9 else "100"


def checked_picture(picture):
    picture = as_matrix("picture", picture, most=LARGEST)
    fits = SHORTEST <= min(picture.shape) <= max(picture.shape) <= LONGEST
    check(fits, f"picture has shape {picture.shape}; wanted {SHORTEST} to {LONGEST} rows and columns")
    check(np.ptp(picture), f"picture holds {picture[0, 0]:g} all over; wanted more than one grey")
    return picture


LEVELS = [*np.arange(len(RAMP)) / 4, 8]  # where the colour of the output changes; 8 is the most there is
ABOVE, SIDEWAYS = np.eye(3)[:, :2], np.array([[0.8, 0.3], [-0.6, 0.42], [0, 0.26]])  # where x₁, x₂, the output lead
AWAY = np.array([0.6, 0.8])  # the way on the ground that leads straight away from who looks
SAMPLES = np.array([(-1, -1), (1, 1), (-1, 1), (1, -1)], dtype=float)  # two ●, two ◇, each from left to right


class LayerExplorer(Explorer):
    """One neuron as a line that folds the plane of its two inputs: on the left from above, on the right from the side.

    Two neurons make a layer: the second has the weights and the bias of the first with a minus, and their outputs are
    added up.

    >>> LayerExplorer(bias=-1)
    LayerExplorer: w (1, 0.5), b -1: 0 on 75%; ● 0 and 0.5, ◇ 0 and 0
    """

    label = "left: the plane of two inputs, in colours of the output; right: the same plane, as high as its output"
    w1 = slider("weight w₁", 1, -1.5, 1.5, step=0.05)
    w2 = slider("weight w₂", 0.5, -1.5, 1.5, step=0.05)
    bias = slider("bias b", 0, -2, 2, step=0.05)
    neurons = choice("neurons", [("one", 1), ("two: the other has -w and -b", 2)])

    def build(self, plane, side):
        dress(plane, "the plane of two inputs, from above", "x₁", "x₂", aspect="equal", grid="")
        plane.set(xlim=(-2, 2), ylim=(-2, 2), xticks=range(-2, 3), yticks=range(-2, 3))
        charts.colour_key(plane, {0: "0", 4: "1", 8: "2", 12: "3", 16: "4 to 8"}, "output", RAMP[::-1])
        dress(side, "from the side, as high as the output", aspect="equal", xlim=(-3.4, 2.9), ylim=(-1.75, 4.2))
        side.set_axis_off()
        front, left, _, right = ground = CORNERS @ SIDEWAYS[:2]
        side.add_patch(Polygon(ground, fill=False, edgecolor=GREY, linestyle=":"))
        words = {"x₁": 0.58 * (front + right) + 0.3, "x₂": 0.58 * (front + left)}
        words |= {f"{level} –": left + level * SIDEWAYS[2] for level in range(0, 9, 2)}
        for word, place in words.items():
            side.annotate(f"{word} ", place, ha="right", va="center", fontsize=9, color=INK)
        self.views = [self.build_view(axes) for axes in (plane, side)]
        self.arrow = Arrows(self, plane, BLUE, w=("w1", "w2"))
        self.grip = self.handle(self.dot(plane, "s", INK, clip_on=True), "the line", to_controls=self.lead)

    def build_view(self, axes):
        """Make what both views show: strips of like output, what is silent, the line, and samples of two kinds."""
        strips = self.boxes(axes, edgecolors="white", linewidths=0.5)
        silent = self.boxes(axes, facecolor="white", edgecolor=GREY, hatch="//", linewidth=0.5, label="output 0")
        line = self.line(axes, color=INK, linewidth=2.5, label="w · x + b = 0")
        look = {"color": INK, "linestyle": "", "markersize": 7}
        kinds = ("o", INK, "two samples"), ("D", "white", "two of another kind")
        marks = [self.line(axes, marker=mark, markerfacecolor=fill, label=name, **look) for mark, fill, name in kinds]
        return strips, silent, line, *marks

    def lead(self, x1, x2):
        """Find the bias that leads the line through a place."""
        return {"bias": -(self.result.w1 * x1 + self.result.w2 * x2)}

    def compute(self, w1, w2, bias, neurons):
        w, signs = np.array([w1, w2]), [1, -1][:neurons]
        outputs = np.maximum(SAMPLES @ np.outer(w, signs) + np.multiply(bias, signs), 0).sum(axis=1)
        sheet = np.column_stack([CORNERS, CORNERS @ w + bias])  # (x₁, x₂, w · x + b) at the corners of the square
        below = cut(sheet, 0, -1)
        silent = below if neurons == 1 or not sheet[:, 2].any() else below[:0]
        ends = below[(np.abs(below[:, 2]) < ROUNDING) & w.any()]  # of the line
        found = {"w": w, "length": vectors.norm(w), "outputs": outputs, "sheet": sheet, "ends": ends}
        return found | {"silent": silent, "share": float(area(silent) / area(sheet))}

    def draw(self, r):
        strips = [
            (side, hue, part)
            for side in (1, -1)[: r.neurons]
            for (low, high), hue in zip(pairwise(LEVELS), RAMP[::-1], strict=True)
            if len(part := cut(cut(r.sheet * [1, 1, side], low, 1), high, -1)) > 2
        ]
        strips.sort(key=lambda strip: -strip[0] * strip[2][:, 2].mean() * (r.w @ AWAY))  # the farthest first
        for (boxes, silent, line, *kinds), view in zip(self.views, (ABOVE, SIDEWAYS), strict=True):
            boxes.set(verts=[part @ view for _, _, part in strips], facecolors=[hue for _, hue, _ in strips])
            silent.set_verts([r.silent * [1, 1, 0] @ view][: len(r.silent)])
            line.set_data(*(r.ends @ view).T)
            samples = np.column_stack([SAMPLES, r.outputs]) @ view
            for marks, places in zip(kinds, (samples[:2], samples[2:]), strict=True):
                marks.set_data(*places.T)
        self.arrow.aim(r.w)
        self.grip.set_data(*r.ends[:, :2].mean(axis=0, keepdims=True).T if len(r.ends) else ([], []))

    def say(self, r):
        rule = "ReLU(z)" if r.neurons == 1 else "ReLU(z) + ReLU(-z)"
        z = f"z = {number(r.w1)} · x₁ {signed(r.w2)} · x₂ {signed(r.bias)}"
        return f"The output is {rule} with {z}. {self.say_fold(r)} From left to right the samples give {self.given(r)}."

    def say_fold(self, r):
        if not r.w.any():
            return "Without weights there is no line: every input gives the same."
        if len(r.ends) < 2:
            dead = " and the output is 0 all over it: the neuron is dead here" * (r.share == 1)
            return f"The line lies outside the square{dead}."
        grows = f"{number(r.length)}, the arrow's length, for each step of 1"
        if r.neurons == 2:
            return f"It is 0 on the line alone, and grows on both sides by {grows} away from it."
        dead = f"{percent(r.share)} of the square, the line's dead side"
        return f"It is 0 on {dead}, and beyond grows by {grows} along the arrow."

    def given(self, r, digits=4):
        kinds = zip("●◇", r.outputs.reshape(2, 2), strict=True)
        return ", ".join(f"{kind} {' and '.join(number(each, digits) for each in both)}" for kind, both in kinds)

    def state(self, r):
        w1, w2, b = (number(each, 3) for each in (r.w1, r.w2, r.bias))
        second = " and minus both" if r.neurons == 2 else ""
        return f"w ({w1}, {w2}), b {b}{second}: 0 on {percent(r.share)}; {self.given(r, 3)}"


def cut(corners, level, side):
    """Cut a convex polygon at a level of its last coordinate, and keep what is above, or with side -1 below it."""
    over, kept = side * (corners[:, 2] - level), []
    for at, (here, there) in enumerate(zip(over, np.roll(over, -1), strict=True)):
        if here >= 0:
            kept.append(corners[at])
        if here * there < 0:
            kept.append(corners[at] + (corners[(at + 1) % len(over)] - corners[at]) * here / (here - there))
    return np.reshape(kept, (-1, 3))


def area(corners):
    x, y, _ = corners.T
    return abs(x @ np.roll(y, 1) - y @ np.roll(x, 1)) / 2


RULES = {"@": matrices.product_shape, "+": matrices.broadcast_shape}
OPERATIONS = [("@ (rows times columns)", "@"), ("+ (element by element)", "+")]
BOTH = "(rows, columns)"
SHEET = np.array([960.0, 320.0])  # what is drawn on, in units of about one pixel
CELL = 38.0
LEFT, RIGHT, RESULT = MIDDLES = np.array([[160, 150], [480, 150], [800, 150]])
SIGNS, TOP = (320, 640), 284  # where signs and shapes are written
OUTLINE = np.array([(0, 0), (1, 0), (1, -1), (0, -1)])  # of a cell
REFUSED = RESULT + 2 * CELL * np.array([[(-1, -1), (1, 1)], [(-1, 1), (1, -1)]])


class ShapesExplorer(Explorer):
    """Two arrays as blocks of cells, and the block that their product or their sum is, if there is one.

    >>> ShapesExplorer()
    ShapesExplorer: (3, 4) @ (4, 2) gives (3, 2), 24 multiplications
    """

    label = "two blocks of cells, the operation between them, and the block of the result"
    operation = choice("operation", OPERATIONS)
    left_rows = slider("left: rows", 3, 1, 6, whole=True)
    left_columns = slider("left: columns", 4, 1, 6, whole=True)
    left_axes = choice("left: shape", [BOTH, "(columns,)"])  # or the one axis that is left
    right_rows = slider("right: rows", 4, 1, 6, whole=True)
    right_columns = slider("right: columns", 2, 1, 6, whole=True)
    right_axes = choice("right: shape", [BOTH, "(rows,)"])

    def build(self, axes):
        title = "two arrays and their result; an array of one axis is drawn as a row"
        dress(axes, title, xlim=(0, SHEET[0]), ylim=(0, SHEET[1]), aspect="equal")
        axes.set_axis_off()
        axes.text(SIGNS[1], LEFT[1], "=", color=INK, fontsize=22, ha="center", va="center")
        for hue, hatch, name in ((ORANGE, "///", "makes the first number"), (RED, "xx", "does not fit")):
            axes.fill([], [], facecolor=to_rgba(hue, 0.3), edgecolor=hue, hatch=hatch, label=name)
        self.plain = self.boxes(axes, facecolor=to_rgba(BLUE, 0.12), edgecolor=BLUE, linewidth=1.2)
        dotted = {"facecolor": "white", "edgecolor": GREY, "linestyle": ":", "hatch": ".."}
        self.repeated, self.lit = self.boxes(axes, label="repeated", **dotted), self.boxes(axes, linewidth=1.6)
        self.cross = charts.segments(self, axes, colors=RED, linewidths=3)
        self.shapes, self.sign = (self.moving(axes.add_patch(Writing(size, color=INK))) for size in (20.0, 30.0))

    def compute(self, operation, left_rows, left_columns, left_axes, right_rows, right_columns, right_axes):
        left = (left_rows, left_columns) if left_axes == BOTH else (left_columns,)
        right = (right_rows, right_columns) if right_axes == BOTH else (right_rows,)
        return {"outcome": RULES[operation](left, right), "tried": f"{left} {operation} {right}"}

    def draw(self, r):
        outcome = r.outcome
        size = table(outcome.shape) if outcome.fits else None
        plain, repeated, lit = [], [], []
        for middle, shape, first in zip((LEFT, RIGHT), (outcome.left, outcome.right), first_cells(r), strict=True):
            room, own = size if size and r.operation == "+" else table(shape), set(np.ndindex(table(shape)))
            plain += squares(middle, room, own)
            repeated += squares(middle, room, set(np.ndindex(room)) - own)
            lit += squares(middle, room, first)
        if size:
            plain += squares(RESULT, size, np.ndindex(size))
            lit += squares(RESULT, size, [(0, 0)])
        for boxes, outlines in ((self.plain, plain), (self.repeated, repeated), (self.lit, lit)):
            boxes.set_verts(outlines)
        hue = ORANGE if outcome.fits else RED
        self.lit.set(facecolor=to_rgba(hue, 0.3), edgecolor=hue, hatch="///" if outcome.fits else "xx")
        self.cross.set_segments([] if outcome.fits else REFUSED)
        shapes = (outcome.left, outcome.right, outcome.shape if outcome.fits else "does not fit")
        self.shapes.write((x, TOP, str(shape)) for (x, _), shape in zip(MIDDLES, shapes, strict=True))
        self.sign.write([(SIGNS[0], LEFT[1] - 10, r.operation)])

    def say(self, r):
        words = self.say_product(r.outcome) if r.operation == "@" else self.say_sum(r.outcome)
        if r.outcome.fits:
            return f"{r.tried} gives {r.outcome.shape}: {words}"
        return f'{r.tried} does not fit: {words} NumPy says: "{r.outcome.message.strip()}".'

    def say_product(self, outcome):
        left, right = outcome.left, outcome.right
        if not outcome.fits:
            turned = f" The right one's transpose, {right[::-1]}, would fit; whether it is meant is another question."
            differ = f"the inner sizes are {left[-1]} and {right[0]}, and they must be equal."
            return f"{differ}{turned if left[-1] == right[-1] else ''}"
        kinds = [("a row on the left", left), ("a column on the right", right)]
        alone = " and ".join(kind for kind, shape in kinds if len(shape) == 1)
        one_axis = f"One axis alone counts as {alone}, and vanishes too. " if alone else ""
        each = f"A row times a column makes each number: {counted(outcome.operations, 'multiplication')} in all"
        return f"the inner sizes are both {right[0]}, and vanish. {one_axis}{each}."

    def say_sum(self, outcome):
        if not outcome.fits:
            over, under = next((a, b) for a, b in from_the_right(outcome) if a != b and 1 not in (a, b))
            return f"laid under each other from the right, {over} stands over {under}, and neither is 1."
        work = counted(outcome.operations, "sum")
        if outcome.left == outcome.right:
            return f"the shapes are equal, number goes with number; {work}."
        words = f"laid under each other from the right, a size that is 1 or missing is repeated; {work}."
        if not outcome.grows:
            return words
        silent = "NumPy says nothing, though the result holds more numbers than either side"
        same = "Predictions minus targets of these shapes do the same"
        return f"{words} {silent}. {same}, and the mean of their squares is then not the loss."

    def state(self, r):
        if not r.outcome.fits:
            return f"{r.tried} does not fit"
        work = counted(r.outcome.operations, "multiplication" if r.operation == "@" else "sum")
        silent = ", more numbers than either side" if r.operation == "+" and r.outcome.grows else ""
        return f"{r.tried} gives {r.outcome.shape}, {work}{silent}"


def from_the_right(outcome):
    """Lay two shapes under each other, the last sizes first."""
    return list(zip_longest(outcome.left[::-1], outcome.right[::-1], fillvalue=1))


def first_cells(r):
    """Find the cells of both sides that make the first number of the result, or that do not fit."""
    tables = table(r.outcome.left), table(r.outcome.right)
    rows = [list(np.ndindex(1, width)) for _, width in tables]
    columns = [list(np.ndindex(height, 1)) for height, _ in tables]
    if r.operation == "@":
        return rows[0], columns[1] if len(r.outcome.right) == 2 else rows[1]
    if r.outcome.fits:
        return [(0, 0)], [(0, 0)]
    (over, under), *_ = from_the_right(r.outcome)
    return columns if over == under or 1 in (over, under) else rows


def table(shape):
    """Give an array the rows and columns that it is drawn with."""
    return (1, 1, *shape)[-2:]


def squares(middle, size, cells):
    """Place cells of a block around its middle, as the corners of squares."""
    top_left = middle + CELL * np.array([-size[1], size[0]]) / 2
    return [top_left + CELL * (OUTLINE + np.array([column, -row])) for row, column in cells]


YEARS, INCOME = "years of work", "income (euros a month)"
STANDARDISED, RAW = "standardised", "raw"
SCALINGS = {STANDARDISED: (BLUE, "-", "o"), RAW: (ORANGE, "--", "s")}


class PrincipalAxisExplorer(Explorer):
    """A cloud of points and a line through its mean on the left; on the right how much varies along it at each angle.

    The points are 60 people made up for this course, who earn more the longer they work.

    >>> PrincipalAxisExplorer(angle=45)
    PrincipalAxisExplorer: standardised, 45°: 92.79% of the variance
    """

    label = "left: a cloud, a line through its mean and its shadows there; right: the variance at the angles tried"
    angle = slider("angle", 10, 0, 180, step=1, unit="degrees", playable=True)
    scaling = choice("features", SCALINGS)

    def build(self, plane, shares):
        people = years_and_income()
        self.found = {scaling: matrices.pca(people, standardised=scaling == STANDARDISED) for scaling in SCALINGS}
        self.first = {scaling: turned(*found.directions[0])["angle"] for scaling, found in self.found.items()}
        centred, own = people - people.mean(axis=0), self.found[STANDARDISED].std
        self.clouds = {STANDARDISED: centred / own, RAW: centred / own.max()}  # raw: one ruler for both features
        self.reach = 1.05 * max(np.hypot(*cloud.T).max() for cloud in self.clouds.values())
        dress(plane, "60 people, and their shadows on the line", f"{YEARS}, scaled", f"{INCOME}, scaled")
        plane.set(xlim=(-self.reach, self.reach), ylim=(-self.reach, self.reach), aspect="equal")
        self.falls = charts.segments(self, plane, colors=GREY, linewidths=0.8)
        self.through = self.line(plane, color=INK, linewidth=1.5)
        self.tip = self.handle(self.line(plane, color=INK, markersize=10), "the tip of the line", to_controls=turned)
        self.points = self.line(plane, linestyle="", markersize=4)
        self.shadows = self.line(plane, "d", color=PURPLE, markersize=4, label="shadow on the line")
        self.build_shares(shares)
        self.mark = self.line(shares, markersize=11, markeredgecolor="white", clip_on=False)
        self.handle(self.mark, "the angle", x="angle")
        charts.key(self.figure, handlelength=2.5)

    def build_shares(self, axes):
        title, share = "the variance at the angles tried", "share of the total variance (%)"
        dress(axes, title, "angle of the line (degrees)", share, xlim=(0, 180), ylim=(-3, 106))
        axes.set(xticks=range(0, 181, 45), yticks=range(0, 101, 20))
        self.tried, angles = charts.Trail(self, axes, BLUE, ORANGE), np.arange(0, 180.5, 0.5)
        for scaling, (hue, dash, _) in SCALINGS.items():
            heights = [100 * self.share(angle, scaling) for angle in angles]
            self.answer_of(*axes.plot(angles, heights, dash, color=hue, linewidth=2, label=f"{scaling} features"))
            stars = zip((0, 90), self.found[scaling].ratios, (hue, "white"), ("first axis", "second axis"), strict=True)
            for turn, ratio, fill, name in stars:
                look = {"color": fill, "markeredgecolor": INK, "markersize": 13, "clip_on": False, "label": name}
                self.answer_of(*axes.plot((self.first[scaling] + turn) % 180, 100 * ratio, "*", **look))

    def share(self, angle, scaling):
        cloud = self.clouds[scaling]
        return matrices.variance_along(cloud, direction(angle)) / cloud.var(axis=0).sum()

    def compute(self, angle, scaling, answer):
        share, total = self.share(angle, scaling), float(self.found[scaling].variances.sum())
        return {"share": share, "variance": share * total, "total": total, "first": self.first[scaling]}

    def draw(self, r):
        along, cloud = direction(r.angle), self.clouds[r.scaling]
        shadows = np.outer(cloud @ along, along)
        hue, _, marker = SCALINGS[r.scaling]
        self.points.set(data=cloud.T, marker=marker, color=hue)
        self.falls.set_segments(np.stack([cloud, shadows], axis=1))
        self.shadows.set_data(*shadows.T)
        self.through.set_data(*np.outer(along, [-self.reach, self.reach]))
        self.tip.set(data=0.96 * self.reach * along[:, np.newaxis], marker=(3, 0, r.angle - 90))
        self.mark.set(marker=marker, markerfacecolor=hue)
        self.tried.mark(r.angle, 100 * r.share, list(SCALINGS).index(r.scaling), self.mark)

    def say(self, r):
        share = percent(r.share, digits=4)
        here = f"Along the line at {as_degrees(r.angle)} the variance is {number(r.variance)}, {share} of the total"
        if not r.answer:
            return f"{here}; the rest is in the distances from the line."
        best, rest = (percent(ratio, digits=4) for ratio in self.found[r.scaling].ratios)
        axes = f"the first principal axis: {best}. The second, at a right angle to it, has {rest}."
        why = f" Raw features are drawn with one unit for both: {INCOME} spreads so much more that it takes nearly all."
        return f"{here}. The most is at {as_degrees(r.first)}, {axes}{why * (r.scaling == RAW)}"

    def state(self, r):
        share, best = (percent(one, digits=4) for one in (r.share, self.found[r.scaling].ratios[0]))
        first = f", first axis {as_degrees(r.first)} with {best}" * r.answer
        return f"{r.scaling}, {as_degrees(r.angle)}: {share} of the variance{first}"


def turned(x, y):
    return {"angle": math.degrees(math.atan2(y, x)) % 180}


def as_degrees(angle):
    return f"{number(round(angle, 2), 5)}°"


WEIGHTS, LOOKS = ("w₁", "w₂"), (("o", "-", BLUE, 13), ("s", "--", ORANGE, 8))  # marker, dash, hue, marker's size
PALE = "#9cc5df", "#e4c08c"  # the hues of what was tried with L2
MODEL = {"L1": "Lasso", "L2": "Ridge"}  # of scikit-learn
ORDER = {"L1": 1, "L2": 2}  # of the norm that each kind counts
LEAST_PENALTY, MOST_PENALTY = 0.1, 1000.0
UNIT_BALL = {"L1": np.array([[1, 0], [0, 1], [-1, 0], [0, -1]]), "L2": CIRCLE}


class PenaltyExplorer(Explorer):
    """Where the loss touches the ball of a penalty on the left; on the right both weights against the penalty.

    The features of 40 made-up samples are standardised and the mean is taken from y, as is usual before weights are
    compared. The penalty is `alpha` of scikit-learn: Lasso counts the loss as half a mean and Ridge as a sum, so that
    the same number weighs less in Ridge.

    >>> PenaltyExplorer(penalty=2)
    PenaltyExplorer: L1, penalty 2: w₁ 1.293, w₂ exactly 0
    """

    label = "left: where the loss touches the ball of the penalty; right: both weights at the penalties tried"
    kind = choice("penalty on", KINDS)
    penalty = slider("penalty", 0.5, LEAST_PENALTY, MOST_PENALTY, log=True)

    def build(self, ground, weights):
        X, y = related_features()
        self.X, self.y = np.column_stack([standardize(column) for column in X.T]), y - y.mean()
        self.bowl, self.zero_from = QuadraticLoss.from_data(self.X, self.y), zero_from(self.X, self.y)
        self.first = WEIGHTS[int(self.zero_from.argmin())]  # that L1 sets to 0
        self.penalties = np.union1d(np.geomspace(LEAST_PENALTY, MOST_PENALTY, 200), self.zero_from)
        self.paths = {kind: path(self.X, self.y, self.penalties, kind) for kind in KINDS}
        dress(ground, "where the loss touches the ball of the penalty", "w₁", "w₂")
        reach = 1.12 * vectors.norm(self.bowl.minimum, 1)
        *_, star = charts.draw_map(ground, self.bowl, ((-1.25 * reach, 1.25 * reach), (-reach, reach)))
        star.set_label("least loss")
        ground.set_aspect("equal")
        ground.axhline(0, color=INK, linewidth=0.8)
        ground.axvline(0, color=INK, linewidth=0.8)
        ball = Polygon(CIRCLE, fill=False, edgecolor=PURPLE, linewidth=3, label="ball")
        self.ball = self.moving(ground.add_patch(ball))
        self.level = self.line(ground, "--", color=GREEN, linewidth=2, label="equal loss")
        self.touch = self.dot(ground, "o", PURPLE, size=11, label="they touch")
        self.build_weights(weights)
        charts.key(self.figure, ncols=8, columnspacing=1.4)

    def build_weights(self, axes):
        dress(axes, "both weights at the penalties tried (pale: L2)", "penalty (logarithmic)", "weight")
        heights = np.concatenate([*self.paths.values(), np.zeros((1, 2))])
        room = 0.08 * np.ptp(heights)
        axes.set(xscale="log", xlim=(LEAST_PENALTY, MOST_PENALTY), ylim=(heights.min() - room, heights.max() + room))
        charts.log_ticks(axes.xaxis, 0.1, 1, 10, 100, 1000)
        axes.axhline(0, color=INK, linewidth=0.8)
        self.tried = charts.Trail(self, axes, BLUE, ORANGE, *PALE)
        self.curves = [self.line(axes, dash, color=hue, linewidth=2) for _, dash, hue, _ in LOOKS]
        self.dots = []
        for (mark, _, hue, size), name in zip(LOOKS, WEIGHTS, strict=True):
            look = {"markeredgewidth": 2, "markersize": size, "clip_on": False, "label": name}
            dot = self.line(axes, mark, color=hue, **look)
            self.dots.append(self.handle(dot, f"{name}, along the penalty", x="penalty"))
        axes.plot([], [], "o", color=GREY, markerfacecolor="white", markersize=6, label="exactly 0")

    def compute(self, kind, penalty, answer):
        (weights,) = path(self.X, self.y, np.array([penalty]), kind)
        return {"weights": weights, "size": vectors.norm(weights, ORDER[kind])}  # how far the ball reaches

    def draw(self, r):
        self.ball.set_xy(r.size * UNIT_BALL[r.kind])
        excess = max(0.0, float(self.bowl.loss(r.weights)) - self.bowl.least)
        around = np.sqrt(2 * excess / self.bowl.curvatures) * CIRCLE @ self.bowl.directions.T
        self.level.set_data(*(self.bowl.minimum + around).T)
        self.touch.set_data(*r.weights[:, np.newaxis])
        for at, (_, _, hue, _) in enumerate(LOOKS):
            self.curves[at].set(data=(self.penalties, self.paths[r.kind][:, at]), visible=r.answer)
            self.tried.mark(r.penalty, r.weights[at], at + 2 * (r.kind == "L2"), self.dots[at])
            self.dots[at].set_markerfacecolor(hue if r.weights[at] else "white")
        shown = r.answer and r.kind == "L1"
        self.controls["penalty"].marks = [[self.zero_from.min(), f"{self.first} = 0"]] if shown else []

    def say(self, r):
        before1, before2 = (number(weight) for weight in self.bowl.minimum)
        named = zip(WEIGHTS, r.weights, strict=True)
        weights = " and ".join(f"{name} {'= ' if weight else ''}{as_weight(weight)}" for name, weight in named)
        model = f"scikit-learn's {MODEL[r.kind]}(alpha={r.penalty:.6g})"
        found = f"{weights} (unpenalised {before1} and {before2}), as from {model}"
        return f"At a penalty of {rate(r.penalty)} the weights are {found}. {self.say_why(r)}"

    def say_why(self, r):
        size = number(r.size)
        if r.kind == "L2":
            circle = f"The circle √(w₁² + w₂²) = {size} has no corners where the loss could stay"
            length = f"length, unpenalised {number(vectors.norm(self.bowl.minimum))}"
            return f"{circle}: L2 shrinks the weights' {length}, and holds neither weight at exactly 0."
        where = "on an edge" if r.weights.all() else "at a corner"
        touch = f"The loss touches the diamond |w₁| + |w₂| = {size} {where}."
        if not r.weights.any():
            touch = "The diamond is a point: the model answers the mean of y, whatever the features."
        sooner, later = (rate(limit) for limit in sorted(self.zero_from))
        found = f" From a penalty of {sooner} on {self.first} is exactly 0, from {later} on both are." * r.answer
        return f"{touch}{found}"

    def state(self, r):
        weights = ", ".join(f"{name} {as_weight(weight)}" for name, weight in zip(WEIGHTS, r.weights, strict=True))
        return f"{r.kind}, penalty {rate(r.penalty, 4)}: {weights}{', neither 0' if r.weights.all() else ''}"


def as_weight(weight):
    return number(weight) if weight else "exactly 0"

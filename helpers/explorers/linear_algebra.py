"""The explorers of notebook 01: arrows, likeness, matrices as motions, shapes, speed, low rank, main axes, penalties.

Legend: a and b arrows (2,); `cloud` points of two features (n, 2); w₁ and w₂ weights.
"""

import math
from collections.abc import Mapping
from itertools import pairwise, product, zip_longest

import ipywidgets
import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import FancyArrow, PathPatch, Polygon
from matplotlib.path import Path
from matplotlib.ticker import FixedLocator, MaxNLocator

from helpers.data.sets import flower, related_features, years_and_income
from helpers.explorers.charts import LEVEL, draw_map, key, legend, name_keys, set_signed, to_edge
from helpers.explorers.explorer import Explorer, choice, control, from_data, slider, switch
from helpers.explorers.words import as_name, counted, number, percent, rate
from helpers.maths import matrices, vectors
from helpers.maths.checks import as_vector, check, data_matrix
from helpers.maths.descent import QuadraticLoss
from helpers.maths.regression import KINDS, path, standardize, zero_from
from helpers.maths.timing import Speeds, compare_speeds
from helpers.stage import Slider, Writing, dress
from helpers.stage.style import BLUE, FONT_SIZE, GREEN, GREY, HUES, INK, ORANGE, PURPLE, RED

ROUNDING = 1e-9  # of a number that would be 0, or 1, without it


def direction(degrees):
    turn = np.radians(degrees)
    return np.array([np.cos(turn), np.sin(turn)])


CIRCLE = direction(np.linspace(0, 360, 121)).T


def make_arrows(explorer, axes, filled, hollow, width):
    looks = {"color": filled}, {"facecolor": "white", "edgecolor": hollow}
    both = [FancyArrow(0, 0, 1, 1, width=width, length_includes_head=True, linewidth=1.4, **look) for look in looks]
    return [explorer.moving(axes.add_patch(arrow)) for arrow in both]


def aim(arrows, tips, head):
    """Point arrows at their tips; one without length is hidden."""
    for arrow, (x, y) in zip(arrows, tips, strict=True):
        length = min(head, float(np.hypot(x, y)))
        arrow.set_data(dx=x, dy=y, head_length=length, head_width=0.8 * length)
        arrow.set_visible(length > 0)


REACH = 5.0  # how long an arrow can be made
HEAD = 0.11 * REACH  # of an arrow
FAR = 1.12 * REACH
NEAR_RIGHT = 0.25  # a cosine this near 0 is that of an angle of 75 to 105 degrees
BARS = {"a₁ · b₁": BLUE, "a₂ · b₂": ORANGE, "a · b": INK, "cosine": PURPLE}


def arrow_sliders(name, x, y):
    length = slider(f"length of {name}", math.hypot(x, y), 0, REACH, step=REACH / 100, marks=[(1, "1")])
    degrees = math.degrees(math.atan2(y, x))  # from -179: -180 degrees would be 180 over again
    return length, slider(f"angle of {name}", degrees, -179, 180, step=1, unit="degrees")


class DotProductExplorer(Explorer):
    """Two arrows and the shadow of a on b on the left; on the right the products that a · b adds up, and the cosine.

    >>> DotProductExplorer().set(b_length=1)
    DotProductExplorer: a (3, 1), b (0.447, 0.894): a · b 2.236, angle 45°, cosine 0.7071, shadow 2.236
    """

    label = "left: two arrows and the shadow of a on b; right: the products that a · b adds up, and the cosine"
    a_length, a_angle = arrow_sliders("a", 3, 1)
    b_length, b_angle = arrow_sliders("b", 2, 4)

    def build(self, plane, sums):
        dress(plane, "two arrows, and the shadow of a on b", "first number", "second number")
        plane.set(xlim=(-FAR, FAR), ylim=(-FAR, FAR), aspect="equal")
        for axis in (plane.xaxis, plane.yaxis):
            axis.set_major_locator(MaxNLocator(6, integer=True))
        plane.plot(0, 0, "o", color=INK, markersize=4)
        plane.plot(*CIRCLE.T, color=GREY, linewidth=1, label="length 1")
        self.along = self.line(plane, ":", color=GREY, linewidth=1)
        self.fall = self.line(plane, "--", color=GREY, linewidth=1.2)
        thick = {"linewidth": 8, "dashes": (0.9, 0.35), "dash_capstyle": "butt"}
        self.shadow = self.line(plane, color=GREEN, label="shadow", **thick)
        self.arrows = make_arrows(self, plane, BLUE, ORANGE, 0.018 * REACH)
        self.names = [
            self.line(plane, marker=mark, markersize=size, color=INK, markeredgewidth=0)
            for mark, size in (("$a$", 9), ("$b$", 12))
        ]
        self.build_sums(sums)
        key(self.figure)

    def build_sums(self, axes):
        most = REACH**2
        dress(axes, "the products, their sum, and the cosine", ylabel="product")
        axes.set(xlim=(-0.6, 3.6), ylim=(-1.1 * most, 1.1 * most))
        axes.set_xticks(range(len(BARS)), list(BARS))
        axes.grid(visible=False, axis="x")
        axes.axhline(0, color=INK, linewidth=1)
        axes.axvline(2.5, color=GREY, linewidth=1, linestyle=":")
        scale = axes.secondary_yaxis("right", functions=(lambda y: y / most, lambda y: y * most))
        scale.set_yticks([-1, -0.5, 0, 0.5, 1])
        scale.set_ylabel("cosine", fontsize=FONT_SIZE, color=INK)
        scale.tick_params(labelsize=FONT_SIZE - 1, colors=INK)
        scale.spines[:].set_color(GREY)
        bars = axes.bar(range(len(BARS)), 0, 0.6, edgecolor=BARS.values(), linewidth=1.2)
        self.bars = [self.moving(bar) for bar in bars]
        axes.fill([], [], facecolor="white", edgecolor=INK, hatch="///", label="below 0")

    def compute(self, a_length, a_angle, b_length, b_angle):
        a, b = a_length * direction(a_angle), b_length * direction(b_angle)
        aimed = a_length > 0 and b_length > 0
        found = {"a": a, "b": b, "products": a * b, "dot": vectors.dot(a, b)}
        found["angle"] = vectors.angle(a, b) if aimed else None
        found["cosine"] = vectors.cosine_similarity(a, b) if aimed else None
        found["shadow"] = vectors.projection(a, b) if b_length else None
        found["shadow_length"] = vectors.projection_length(a, b) if b_length else None  # below 0: away from b
        return found

    def draw(self, r):
        aim(self.arrows, (r.a, r.b), HEAD)
        for name, degrees, tip in zip(self.names, (r.a_angle, r.b_angle), (r.a, r.b), strict=True):
            name.set(data=(tip + 0.8 * HEAD * direction(degrees))[:, np.newaxis], visible=tip.any())
        shadow = np.empty((0, 2)) if r.shadow is None else np.array([[0, 0], r.shadow])
        self.shadow.set_data(*shadow.T)
        self.fall.set_data(*np.vstack([shadow[1:], r.a]).T)
        self.along.set_data(*np.outer([-1, 1], 2 * FAR * direction(r.b_angle) * (r.b_length > 0)).T)
        heights = (*r.products, r.dot, (r.cosine or 0) * REACH**2)
        for bar, height, hue in zip(self.bars, heights, BARS.values(), strict=True):
            set_signed(bar, height, hue)

    def say(self, r):
        (a1, a2), (b1, b2) = ((as_factor(value) for value in tip) for tip in (r.a, r.b))
        total = f"a · b = a₁ · b₁ + a₂ · b₂ = {a1} · {b1} + {a2} · {b2} = {number(r.dot)}"
        return f"{total}{self.say_direction(r)} {self.say_shadow(r)}"

    def say_direction(self, r):
        if r.cosine is None:
            have = "Both arrows have" if r.a_length == r.b_length else f"{'b' if r.a_length else 'a'} has"
            none = f"{have} no direction, so there is no angle and no cosine."
            return f": an arrow of length 0 makes every product 0. {none}"
        lengths = f"({number(r.a_length)} · {number(r.b_length)})"
        cosine = f"The cosine leaves the lengths out: {number(r.dot)} / {lengths} = {number(r.cosine)}"
        if abs(r.cosine) < ROUNDING:
            return f": the arrows stand at a right angle, and no length changes that. {cosine}."
        side = "above 0, as the angle is under 90°" if r.dot > 0 else "below 0, as the angle is over 90°"
        if abs(r.cosine) < NEAR_RIGHT and abs(r.dot) >= 1:
            cosine += ", near 0; what takes the dot product far from 0 here is long arrows, not a common direction"
        return f", {side}: it is {number(r.angle)}°. {cosine}."

    def say_shadow(self, r):
        """Say how long the shadow is, and when that is the dot product; at 0 both are 0 whatever the length of b."""
        if r.shadow is None:
            return "Without a direction b takes no shadow."
        length, away = r.shadow_length, r.shadow_length < -ROUNDING
        shadow = f"The shadow of a on b is {number(abs(length))} long"
        shadow += " and falls on the side away from b." if away else "."
        if abs(length) < ROUNDING:
            return shadow
        if abs(r.b_length - 1) < ROUNDING:
            sign = ", up to the sign" if away else ""
            return f"{shadow} That is a · b itself{sign}, and only because b has length 1."
        return f"{shadow} a · b is that times the length of b, {number(r.b_length)}{', with a minus' if away else ''}."

    def state(self, r):
        a, b = (f"({number(x, 3)}, {number(y, 3)})" for x, y in (r.a, r.b))
        between = "no angle" if r.angle is None else f"angle {number(r.angle)}°, cosine {number(r.cosine)}"
        shadow = "no shadow" if r.shadow is None else f"shadow {number(r.shadow_length)}"
        return f"a {a}, b {b}: a · b {number(r.dot)}, {between}, {shadow}"


def as_factor(value):
    text = number(value)
    return f"({text})" if text.startswith("-") else text


DOCUMENTS = {"postgres": (0.9, 0.1, 0.0), "kubernetes": (0.1, 0.8, 0.1), "gpu": (0.0, 0.2, 0.9)}
QUERY = (0.8, 0.2, 0.0)
LONGEST_NAME = 20
SMALLEST, MOST = 0.01, 1000.0  # of a document's largest number
TIE = 1e-9  # scores nearer than this, as a share of their axis, are equal
MARKERS, DASHES = "os^vD", ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))
METRIC_NAMES = {"dot": "dot product", "cosine": "cosine", "euclidean": "distance"}
AGREE, SAME_BEST, DISAGREE, NO_DIRECTION = "all agree", "same best", "they disagree", "no cosine"


class SimilarityExplorer(Explorer):
    """A query among documents on the left; on the right how the dot product, the cosine and the distance rank them.

    It takes two to five documents of two or three numbers each by name, and a query, or begins at the first of them.
    Those of two numbers are places in a plane. Those of three are turned into one: each at its true length and at its
    true angle to the query, so that all that the three metrics measure can be seen.

    >>> SimilarityExplorer({"A": (1, 1), "B": (5, 0), "C": (2, 2.2)}, query=(1, 1))
    SimilarityExplorer: query (1, 1): dot B, cosine A, distance A, they disagree
    """

    label = "left: the query and the documents; right: each document's score and rank by three metrics"

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
        self.bars, self.digits, self.rings = {}, {}, {}
        for at, metric in enumerate(vectors.METRICS):
            self.build_scores(self.figure.add_subplot(grid[at]), metric)
        names = ["query", *self.names, "distance", "first in rank"]
        marks = [self.tip, *self.tips, self.gaps, self.rings["dot"]]
        look = {"loc": "outside lower center", "ncols": len(names), "handlelength": 2.6, "columnspacing": 1.4}
        name_keys(legend(self.figure, marks, names, **look), names, LONGEST_NAME)

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
            dress(axes, "each document's length, and its angle to the query", "along the query", "away from it")
        axes.set(xlim=across, ylim=up, aspect="equal")
        axes.plot(0, 0, "o", color=INK, markersize=4)
        gaps = LineCollection([], colors=GREY, linestyles=":", linewidths=1.2)
        self.gaps = self.moving(axes.add_collection(gaps, autolim=False))
        self.tip = self.line(axes, "-*", color=INK, markevery=[1], markersize=15, linewidth=1.5)
        looks = [{"color": HUES[at], "linestyle": DASHES[at], "marker": MARKERS[at]} for at in range(n)]
        self.tips = [self.line(axes, markevery=[1], markersize=8, linewidth=2, **look) for look in looks]

    def build_scores(self, axes, metric):
        places, (low, high) = np.arange(len(self.names)), self.reaches[metric]
        dress(axes, METRIC_NAMES[metric], f"{'low' if metric == 'euclidean' else 'high'} if alike")
        axes.set(xlim=(-0.7, places.size - 0.3), ylim=(low, high + 0.18 * (high - low)))
        axes.set_xticks(places, [" "] * places.size)
        axes.yaxis.set_major_locator(FixedLocator([-1, -0.5, 0, 0.5, 1]) if metric == "cosine" else MaxNLocator(6))
        axes.tick_params(axis="x", length=0, pad=7)
        axes.grid(visible=False, axis="x")
        axes.axhline(0, color=INK, linewidth=1)
        below = {"transform": axes.get_xaxis_transform(), "clip_on": False}
        for place, hue, marker in zip(places, HUES, MARKERS, strict=False):
            axes.plot(place, -0.06, marker, color=hue, markersize=8, **below)
        bars = axes.bar(places, 0, 0.7, edgecolor=HUES[: places.size], linewidth=1.2)
        self.bars[metric] = [self.moving(bar) for bar in bars]
        digit = {"color": INK, "markeredgewidth": 0, "markersize": 8, "linestyle": ""}
        self.digits[metric] = [self.line(axes, marker=f"${at + 1}$", **digit) for at in places]
        self.rings[metric] = self.line(axes, "o", color=INK, markerfacecolor="none", markersize=16)

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
        if r.query.size == 3 and turnable:
            tip, tips = np.array([vectors.norm(r.query), 0]), vectors.seen_from(r.query, self.documents)
        else:
            tip, tips = r.query[:2], self.documents[:, :2]
        for line, (x, y) in zip([self.tip, *self.tips], [tip, *tips], strict=True):
            line.set_data([0, x], [0, y])
        self.gaps.set_segments([np.array([tip, each]) for each in tips])
        for artist in (*self.tips, self.gaps):
            artist.set_visible(turnable)
        nothing = np.zeros(len(self.names))
        for metric, (low, high) in self.reaches.items():
            scores, ranks = r.scores.get(metric, nothing), r.ranks.get(metric, nothing)
            for bar, score, hue in zip(self.bars[metric], scores.tolist(), HUES, strict=False):
                set_signed(bar, score, hue)
            heights = scores.clip(0) + 0.09 * (high - low)
            for rank, digits in enumerate(self.digits[metric], start=1):
                digits.set_data(np.flatnonzero(ranks == rank), heights[ranks == rank])
            self.rings[metric].set_data(np.flatnonzero(ranks == 1), heights[ranks == 1])

    def say(self, r):
        rows = [self.say_row(r, metric) for metric in r.scores]
        best = {metric: self.best(ranks) for metric, ranks in r.ranks.items()}
        if r.verdict == NO_DIRECTION:
            return (
                "The query is all zeros: every dot product is 0, and without a direction there is no cosine. What is "
                f"left of a distance is the document's own length. {rows[-1]}"
            )
        if r.verdict == AGREE and (r.ranks["dot"] == 1).all():
            meaning = "All are equally like the query, by all three."
        elif r.verdict == AGREE:
            meaning = f"All three rank the documents the same: most like the query is {best['dot']}."
        elif r.verdict == SAME_BEST:
            meaning = f"All three put {best['dot']} first, and differ after that."
        else:
            meaning = (
                f"They disagree: the dot product picks {best['dot']}, the cosine {best['cosine']}, the distance "
                f"{best['euclidean']}. The dot product counts length and direction, the cosine direction alone, "
                "the distance how near the tips are."
            )
        return f"{' '.join(rows)} {meaning}"

    def say_row(self, r, metric):
        scores, ranks, write = r.scores[metric], r.ranks[metric], as_cosine if metric == "cosine" else number
        order = np.argsort(ranks, kind="stable")
        words = [f"{self.names[at]} {write(scores[at])}" for at in order]
        best_first = " < " if metric == "euclidean" else " > "
        signs = ["", *(" = " if ranks[one] == ranks[other] else best_first for one, other in pairwise(order))]
        row = "".join(sign + word for sign, word in zip(signs, words, strict=True))
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
        return NO_DIRECTION
    first, *others = ranks.values()
    if all(np.array_equal(first, other) for other in others):
        return AGREE
    return SAME_BEST if all(np.array_equal(first == 1, other == 1) for other in others) else DISAGREE


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
OWN = "own entries"
PRESETS = {
    "rotation by 30°": matrices.rotation(30),
    "stretch by 2 and 1/2": matrices.stretch(2, 0.5),
    "shear by 1": matrices.shear(1),
    "projection on the diagonal": np.full((2, 2), 0.5),
    "mirror at the diagonal": np.array([[0.0, 1.0], [1.0, 0.0]]),
}
STEPS = {  # of the motion on the right, and what is seen after each
    "start": "before the first step",
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

    >>> MatrixExplorer().set(step="stretch")
    MatrixExplorer: [[2 1] [0 1]], determinant 2, stretches 2.29 and 0.874, stretch
    """

    label, height = "left: a grid before and after the matrix; right: a circle turned, stretched and turned again", 440
    preset = control(ipywidgets.Dropdown, options=[OWN, *PRESETS], description="matrix")
    a = slider("row 1, column 1", 2, -3, 3, step=0.05)
    b = slider("row 1, column 2", 1, -3, 3, step=0.05)
    c = slider("row 2, column 1", 0, -3, 3, step=0.05)
    d = slider("row 2, column 2", 1, -3, 3, step=0.05)
    step = choice("step", STEPS)
    eigenvectors = switch("directions that stay on their line (eigenvectors)")

    def build(self, whole, steps):
        dress(whole, "the grid before and after", "first number", "second number")
        dress(steps, "the circle, step by step", "first number")
        for axes in (whole, steps):
            axes.set(xlim=(-EDGE[0], EDGE[0]), ylim=(-EDGE[1], EDGE[1]), aspect="equal")
            axes.set(xticks=range(-5, 6), yticks=range(-4, 5))
            axes.grid(visible=False)
            axes.plot(*CIRCLE.T, "--", color=GREY, linewidth=1)
            axes.plot(0, 0, "o", color=INK, markersize=3)
        whole.add_collection(LineCollection(GRID, colors=GREY, linewidths=0.6, label="before"))
        self.grid = self.moving(whole.add_collection(LineCollection(GRID, colors=BLUE, linewidths=1, label="after")))
        square = Polygon(SQUARE, facecolor=to_rgba(ORANGE, 0.25), edgecolor=ORANGE, linewidth=1)
        self.square = self.moving(whole.add_patch(square))
        self.ellipse = self.line(whole, color=PURPLE, linewidth=1.8, label="circle, moved")
        kept = LineCollection([], colors=INK, linestyles="-.", linewidths=1.5, label="stays on its line")
        self.kept = self.moving(whole.add_collection(kept))
        diamond = {"markersize": 7, "color": INK}
        self.before, self.after = (self.line(whole, "D", markerfacecolor=fill, **diamond) for fill in ("white", INK))
        self.columns = make_arrows(self, whole, ORANGE, GREEN, 0.06)
        name = {"markersize": 9, "color": INK, "markeredgewidth": 0}
        self.names = [self.line(whole, marker=f"${digit}$", **name) for digit in "12"]
        self.left_exits = self.exits(whole)
        steps.axhline(0, color=GREY, linewidth=0.6)
        steps.axvline(0, color=GREY, linewidth=0.6)
        self.circle = self.line(steps, color=PURPLE, linewidth=1.8)
        self.directions = make_arrows(self, steps, BLUE, GREEN, 0.06)
        self.right_exits = self.exits(steps)
        named = zip(
            self.columns + self.directions, ("column 1", "column 2", "stretched most", "stretched least"), strict=True
        )
        for arrow, name in named:
            arrow.set_label(name)
        key(self.figure, ncols=5)

    def compute(self, preset, a, b, c, d, step, eigenvectors):
        return {"motion": matrices.Motion.from_matrix(PRESETS.get(preset, [[a, b], [c, d]]))}

    def draw(self, r):
        motion, move = r.motion, r.motion.matrix.T  # rows of points times this
        self.grid.set_segments(GRID @ move)
        self.square.set(xy=SQUARE @ move, hatch="///" if motion.flips else None)
        self.ellipse.set_data(*(CIRCLE @ move).T)
        aim(self.columns, move, 0.36)
        for name, tip, side in zip(self.names, move, (-1, 1), strict=True):
            name.set_data(*beside(tip, side).T)
        kept = motion.eigenvectors if r.eigenvectors else np.empty((0, 2))
        images = kept @ move
        self.kept.set_segments(kept[:, np.newaxis] * [[-9.0], [9.0]])
        self.before.set_data(*kept.T)
        self.after.set_data(*images.T)
        self.left_exits.set_data(*on_edge(np.vstack([CORNERS @ move, images])).T)
        done = motion.stages[list(STEPS).index(r.step)].T
        circle = CIRCLE @ done
        self.circle.set_data(*circle.T)
        aim(self.directions, motion.directions @ done, 0.36)
        self.right_exits.set_data(*on_edge(circle[[*circle.argmin(axis=0), *circle.argmax(axis=0)]]).T)

    def say(self, r):
        given = "" if r.preset == OWN else f"The matrix is the {r.preset}; the sliders wait. "
        longer, shorter = map(number, r.motion.stretches)
        return (
            f"{given}{say_area(r.motion)} In three steps: turn by {number(r.motion.turn_in)}°, stretch by {longer} "
            f"along x and {shorter} along y{' with y upside down' if r.motion.flips else ''}, turn by "
            f"{number(r.motion.turn_out)}°; on the right is the circle {STEPS[r.step]}. {say_directions(r.motion)}"
        )

    def state(self, r):
        rows = " ".join(f"[{number(left, 3)} {number(right, 3)}]" for left, right in r.motion.matrix)
        longer, shorter = (number(each, 3) for each in r.motion.stretches)
        values = " and ".join(number(value, 3) for value in dict.fromkeys(r.motion.eigenvalues))
        kept = f", {f'eigenvalues {values}' if values else 'every direction turns'}" if r.eigenvectors else ""
        size = number(r.motion.determinant, 3)
        return f"[{rows}], determinant {size}, stretches {longer} and {shorter}, {r.step}{kept}"


def say_area(motion):
    size = motion.determinant
    if motion.stretches[0] == 0:
        return "Everything lands on the origin (determinant 0): there is no way back."
    if size == 0:
        return "The plane is pressed flat onto a line (determinant 0): many points land on one, there is no way back."
    area = "keeps its size" if abs(abs(size) - 1) < ROUNDING else f"is multiplied by {number(abs(size))}"
    flipped = " and is flipped over, as in a mirror (hatched)" if motion.flips else ""
    return f"Every area {area}{flipped}: the determinant is {number(size)}."


def say_directions(motion):
    values = motion.eigenvalues
    if not values:
        return "No direction stays on its line: all are turned, and there are no real eigenvalues."
    factors = " and ".join(map(number, dict.fromkeys(values)))
    turned = " Where the factor is below 0, the arrow is turned round." if min(values) < 0 else ""
    if len(set(values)) == 2:
        return f"Two directions stay on their line, with the factors {factors}: the eigenvalues.{turned}"
    which = "One" if len(values) == 1 else "Every"
    return f"{which} direction stays on its line, with the factor {factors}: the eigenvalue.{turned}"


def beside(tip, side):
    """Find the place for an arrow's name: beyond its tip, to one side of it; none if it has no length."""
    length = np.hypot(*tip)
    if length == 0:
        return np.empty((0, 2))
    along, across = tip / length, np.array([-tip[1], tip[0]]) / length
    return np.atleast_2d(tip + 0.3 * along + 0.35 * side * across)


def on_edge(points):
    """Find where the ways from the origin to points outside the axes cross their edge."""
    beyond = (np.abs(points) / EDGE).max(axis=1)
    return points[beyond > 1] / beyond[beyond > 1, np.newaxis]


RULES = {"@": matrices.product_shape, "+": matrices.broadcast_shape}
OPERATIONS = [("@ (rows times columns)", "@"), ("+ (element by element)", "+")]
BOTH = "(rows, columns)"
SHEET = np.array([960.0, 320.0])  # what is drawn on, in units of about one pixel
CELL = 38.0
LEFT, RIGHT, RESULT = MIDDLES = np.array([[160, 150], [480, 150], [800, 150]])
SIGNS, TOP = (320, 640), 284  # where signs and shapes are written
OUTLINE = np.array([(0, 0), (1, 0), (1, -1), (0, -1), (0, 0)])  # of a cell
PEN = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
NOTHING = Path([(0, 0)])
REFUSED = RESULT + 2 * CELL * np.array([[(-1, -1), (1, 1)], [(-1, 1), (1, -1)]])


class ShapesExplorer(Explorer):
    """Two arrays as blocks of cells, and the block that their product or their sum is, if there is one.

    >>> ShapesExplorer()
    ShapesExplorer: (3, 4) @ (4, 2) gives (3, 2), 24 multiplications
    """

    label, columns = "two blocks of cells, the operation between them, and the block of the result", 1
    operation = choice("operation", OPERATIONS)
    left_rows = slider("left: rows", 3, 1, 6, step=1)
    left_columns = slider("left: columns", 4, 1, 6, step=1)
    left_axes = choice("left: shape", [BOTH, "(columns,)"])  # or the one axis that is left
    right_rows = slider("right: rows", 4, 1, 6, step=1)
    right_columns = slider("right: columns", 2, 1, 6, step=1)
    right_axes = choice("right: shape", [BOTH, "(rows,)"])

    def build(self, axes):
        title = "two arrays and their result; an array of one axis is drawn as a row"
        dress(axes, title, xlim=(0, SHEET[0]), ylim=(0, SHEET[1]), aspect="equal")
        axes.set_axis_off()
        axes.text(SIGNS[1], LEFT[1], "=", color=INK, fontsize=22, ha="center", va="center")
        looks = (
            {"facecolor": to_rgba(BLUE, 0.12), "edgecolor": BLUE, "linewidth": 1.2},
            {
                "facecolor": "white",
                "edgecolor": GREY,
                "linewidth": 1,
                "linestyle": ":",
                "hatch": "..",
                "label": "repeated",
            },
            {"linewidth": 1.6},
        )
        for hue, hatch, name in ((ORANGE, "///", "makes the first number"), (RED, "xx", "does not fit")):
            axes.fill([], [], facecolor=to_rgba(hue, 0.3), edgecolor=hue, hatch=hatch, label=name)
        patches = [self.moving(axes.add_patch(PathPatch(NOTHING, **look))) for look in looks]
        self.plain, self.repeated, self.lit = patches
        key(self.figure)
        self.cross = self.moving(axes.add_collection(LineCollection([], colors=RED, linewidths=3)))
        self.shapes, self.sign = (self.moving(axes.add_patch(Writing(size, color=INK))) for size in (20.0, 30.0))

    def compute(self, operation, left_rows, left_columns, left_axes, right_rows, right_columns, right_axes):
        left, right = (round(left_rows), round(left_columns)), (round(right_rows), round(right_columns))
        left, right = left if left_axes == BOTH else left[1:], right if right_axes == BOTH else right[:1]
        return {"outcome": RULES[operation](left, right), "tried": f"{left} {operation} {right}"}

    def draw(self, r):
        outcome = r.outcome
        spread = table(outcome.shape) if outcome.fits and r.operation == "+" else None
        plain, repeated, lit = [], [], []
        for middle, shape, first in zip((LEFT, RIGHT), (outcome.left, outcome.right), first_cells(r), strict=True):
            room, own = spread or table(shape), set(np.ndindex(table(shape)))
            plain += squares(middle, room, own)
            repeated += squares(middle, room, set(np.ndindex(room)) - own)
            lit += squares(middle, room, first)
        if outcome.fits:
            size = table(outcome.shape)
            plain += squares(RESULT, size, np.ndindex(size))
            lit += squares(RESULT, size, [(0, 0)])
        for patch, outlines in ((self.plain, plain), (self.repeated, repeated), (self.lit, lit)):
            patch.set_path(Path(np.concatenate(outlines), PEN * len(outlines)) if outlines else NOTHING)
        hue = ORANGE if outcome.fits else RED
        self.lit.set(facecolor=to_rgba(hue, 0.3), edgecolor=hue, hatch="///" if outcome.fits else "xx")
        self.cross.set_segments([] if outcome.fits else REFUSED)
        shapes = (outcome.left, outcome.right, outcome.shape if outcome.fits else "does not fit")
        self.shapes.write((x, TOP, str(shape)) for (x, _), shape in zip(MIDDLES, shapes, strict=True))
        self.sign.write([(SIGNS[0], LEFT[1] - 10, r.operation)])

    def say(self, r):
        words = say_product(r.outcome) if r.operation == "@" else say_sum(r.outcome)
        if r.outcome.fits:
            return f"{r.tried} gives {r.outcome.shape}: {words}"
        return f'{r.tried} does not fit: {words} NumPy says: "{r.outcome.message.strip()}".'

    def state(self, r):
        if not r.outcome.fits:
            return f"{r.tried} does not fit"
        work = counted(r.outcome.operations, "multiplication" if r.operation == "@" else "sum")
        silent = ", more numbers than either side" if r.operation == "+" and r.outcome.grows else ""
        return f"{r.tried} gives {r.outcome.shape}, {work}{silent}"


def say_product(outcome):
    left, right = outcome.left, outcome.right
    if not outcome.fits:
        turned = f" The right one's transpose, {right[::-1]}, would fit; whether it is meant is another question."
        differ = f"the inner sizes are {left[-1]} and {right[0]}, and they must be equal."
        return f"{differ}{turned if left[-1] == right[-1] else ''}"
    kinds = [("a row on the left", left), ("a column on the right", right)]
    alone = " and ".join(kind for kind, shape in kinds if len(shape) == 1)
    return (
        f"the inner sizes are both {right[0]}, and vanish. "
        f"{f'One axis alone counts as {alone}, and vanishes too. ' if alone else ''}"
        f"A row times a column makes each number: {counted(outcome.operations, 'multiplication')} in all."
    )


def say_sum(outcome):
    if not outcome.fits:
        over, under = next((a, b) for a, b in from_the_right(outcome) if a != b and 1 not in (a, b))
        return f"laid under each other from the right, {over} stands over {under}, and neither is 1."
    work = counted(outcome.operations, "sum")
    if outcome.left == outcome.right:
        return f"the shapes are equal, number goes with number; {work}."
    silent = (
        " NumPy says nothing, though the result holds more numbers than either side. Predictions minus targets of "
        "these shapes do the same, and the mean of their squares is then not the loss."
    )
    words = f"laid under each other from the right, a size that is 1 or missing is repeated; {work}."
    return f"{words}{silent if outcome.grows else ''}"


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


SIZES = "numbers in each vector (k: thousand, M: million)"
QUOTED = 100  # times as fast: what is often said of NumPy
UNITS = (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9))


class SpeedExplorer(Explorer):
    """What a dot product costs by a loop and by NumPy on the left; on the right how many times as fast NumPy is.

    It takes what `compare_speeds` has measured, or has it measure. Its line of words holds no time, as times differ
    with every run.

    >>> SpeedExplorer(Speeds([1, 1000], loop=[1e-7, 4e-5], vectorised=[5e-7, 1e-6]))
    SpeedExplorer: 1,000 numbers, as measured on this machine
    """

    label = "left: seconds for one dot product, by a loop and by NumPy; right: how many times as fast NumPy is"
    size = from_data

    def __init__(self, speeds=None, **begin):
        self.speeds = compare_speeds() if speeds is None else speeds
        sentence = f"speeds is {type(speeds).__name__} {speeds!r:.60}; wanted what compare_speeds gives"
        check(isinstance(self.speeds, Speeds), sentence)
        check(self.speeds.sizes.size > 1, "speeds holds 1 size; wanted at least 2, to draw a line through")
        super().__init__(**begin)

    def more_controls(self):
        sizes = self.speeds.sizes.tolist()
        near_1000 = min(sizes, key=lambda size: abs(np.log(size / 1000)))
        sizes = [(f"{n:,}", n) for n in sizes]
        return {"size": choice("numbers", sizes, value=near_1000, style={"button_width": "90px"})()}

    def build(self, times, ratios):
        speeds = self.speeds
        dress(times, "how long one dot product takes", SIZES, "time")
        dress(ratios, "how many times as fast NumPy is", SIZES, "loop's time / NumPy's time")
        fit(times, speeds.sizes, np.concatenate([speeds.loop, speeds.vectorised]))
        times.yaxis.set_major_formatter(lambda seconds, _: duration(seconds))
        fit(ratios, speeds.sizes, np.array([*speeds.ratios, 1, QUOTED]))
        ratios.yaxis.set_major_formatter(lambda ratio, _: number(ratio))
        for level, dash, text, side, room in (
            (1, "-", "below this line the loop wins", "right", -2),
            (QUOTED, (0, (6, 3)), "often quoted: 100 times", "left", 2),
        ):
            ratios.axhline(level, color=GREY, linestyle=dash, linewidth=1.2)
            place = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "ha": side, "va": "bottom"}
            ratios.annotate(text, (float(side == "right"), level), (room, 3), color=INK, fontsize=9, **place)
        self.here = [self.moving(axes.axvline(1, color=GREY, linestyle=":", linewidth=1.5)) for axes in (times, ratios)]
        self.dots = []
        for axes, heights, mark, dash, hue, name in (
            (times, speeds.loop, "o", "-", ORANGE, "loop"),
            (times, speeds.vectorised, "s", "--", BLUE, "NumPy"),
            (ratios, speeds.ratios, "D", "-", GREEN, None),
        ):
            look = {"color": hue, "linestyle": dash, "marker": mark, "markersize": 5, "linewidth": 2, "label": name}
            axes.plot(speeds.sizes, heights, **look)
            look = {"color": hue, "markeredgecolor": INK, "markeredgewidth": 1.5, "markersize": 12}
            self.dots.append(self.line(axes, mark, **look))
        legend(times, loc="upper left")

    def compute(self, size):
        at = int(np.searchsorted(self.speeds.sizes, size))
        loop, vectorised = float(self.speeds.loop[at]), float(self.speeds.vectorised[at])
        return {"loop": loop, "vectorised": vectorised, "ratio": loop / vectorised}  # a ratio below 1: the loop wins

    def draw(self, r):
        for line in self.here:
            line.set_xdata([r.size] * 2)
        for dot, height in zip(self.dots, (r.loop, r.vectorised, r.ratio), strict=True):
            dot.set_data([r.size], [height])

    def say(self, r):
        few = "as fast, as calling NumPy costs more than so few products."
        verdict = f"the loop is {times_as(1 / r.ratio)} {few}"
        if r.ratio >= 1:
            verdict = f"NumPy is {times_as(r.ratio)} as fast." if r.ratio > 1 else "the two are equally fast."
        return (
            f"The dot product of two vectors of {counted(r.size, 'number')} takes {duration(r.loop)} by the "
            f"loop and {duration(r.vectorised)} by NumPy, as measured on this machine: {verdict} {self.say_overall()}"
        )

    def say_overall(self):
        best, wins_from = int(self.speeds.ratios.argmax()), self.speeds.wins_from
        if wins_from is None:
            return "At the largest size measured NumPy does not win."
        most, at = times_as(self.speeds.ratios[best]), counted(int(self.speeds.sizes[best]), "number")
        return f"NumPy wins from {counted(wins_from, 'number')} on; the most of all sizes is {most}, at {at}."

    def state(self, r):
        return f"{counted(r.size, 'number')}, as measured on this machine"


def fit(axes, sizes, heights):
    """Set logarithmic limits around all sizes and heights."""
    (left, right), (bottom, top) = sizes[[0, -1]], (heights.min(), heights.max())
    room = (right / left) ** 0.05
    axes.set(xscale="log", yscale="log", xlim=(left / room, right * room), ylim=(bottom / 2, top * 2.5))
    axes.minorticks_off()
    axes.xaxis.set_major_formatter(lambda size, _: short_size(size))


def short_size(size):
    return f"{number(size / 1e6)}M" if size >= 1e6 else f"{number(size / 1e3)}k" if size >= 1e4 else number(size)


def duration(seconds):
    unit, size = next(((unit, size) for unit, size in UNITS if seconds >= size), UNITS[-1])
    return f"{number(seconds / size, 3)} {unit}"


def times_as(ratio):
    return f"{number(ratio, 2 if 10 <= ratio < 100 else 3)} times"


TRUE_RANK, NOISE = 4, 0.05
SHORTEST, LONGEST = 10, 300  # sides of a picture
LEAST_ERROR = 1e-3  # of the axis
PICTURE, RANDOM, STRUCTURED = "picture", "random", f"rank {TRUE_RANK} + noise"
MATRICES = {PICTURE: (BLUE, "-", "o"), RANDOM: (ORANGE, "--", "s"), STRUCTURED: (GREEN, "-.", "^")}


class LowRankExplorer(Explorer):
    """A matrix of rank k as greys on the left; on the right its error at every rank, beside that of two others.

    It takes a grey picture, or any matrix of 10 to 300 rows and columns; a photograph of a flower if none is given.

    >>> LowRankExplorer(rank=10)
    LowRankExplorer: picture, rank 10: energy 97.9%, error 14.5%, 2,700 of 18,000 numbers
    """

    label = "left: the matrix of rank k as greys; right: the error at every rank, of three matrices"
    rank = matrix = from_data

    def __init__(self, picture=None, **begin):
        self.called = {} if picture is None else {PICTURE: "your matrix"}
        picture = checked_picture(flower() if picture is None else picture)
        m, n = picture.shape
        rng = np.random.default_rng(1)
        parts = rng.normal(size=(m, TRUE_RANK)) @ rng.normal(size=(TRUE_RANK, n))
        random, noise = rng.normal(size=(m, n)), NOISE * rng.normal(size=(m, n))
        self.matrices = {PICTURE: picture, RANDOM: random, STRUCTURED: parts + noise}
        self.factors = {name: matrices.factor(matrix) for name, matrix in self.matrices.items()}
        self.most, self.costly = min(m, n), m * n // (m + n) + 1  # from `costly` on the factors hold more numbers
        super().__init__(**begin)

    def more_controls(self):
        marks = [(self.costly, f"{self.costly}: no saving")] if self.costly <= self.most else []
        rank = Slider("rank k", value=10, min=1, max=self.most, step=1, marks=marks, playable=True)
        named = [(self.called.get(name, name), name) for name in MATRICES]
        return {"rank": rank, "matrix": choice("matrix", named)()}

    def build(self, image, errors):
        dress(image, "the matrix of rank k, its numbers as greys", "column", "row")
        image.grid(visible=False)
        blank = np.zeros((*self.matrices[PICTURE].shape, 4), dtype=np.uint8)
        self.image = self.stage.photograph(image.imshow(blank, interpolation="nearest"))
        dress(errors, "the error at every rank", "rank k (logarithmic)", "error (% of the norm, logarithmic)")
        self.build_errors(errors)
        self.rings = self.line(errors, "o", color=INK, markersize=9, markerfacecolor="none")
        self.mark = self.line(errors, markersize=11, markeredgecolor="white")
        self.leaving = self.exits(errors)
        legend(errors, loc="lower left", frameon=True, framealpha=1, edgecolor="white", handlelength=3.5)

    def build_errors(self, axes):
        end = 1.1 * self.most
        axes.set(xscale="log", yscale="log", xlim=(0.9, end), ylim=(LEAST_ERROR, 1.3))
        ticks = [tick for tick in (1, 2, 4, 10, 20, 40, 100, 200) if tick <= self.most]
        axes.set_xticks(ticks, [str(tick) for tick in ticks])
        axes.set_yticks([0.001, 0.01, 0.1, 1], ["0.1", "1", "10", "100"])
        axes.minorticks_off()
        for name, (hue, dash, marker) in MATRICES.items():
            look = {"color": hue, "linestyle": dash, "marker": marker, "markersize": 5, "markevery": (0.12, 0.12)}
            errors = self.factors[name].relative_errors
            axes.plot(np.arange(1, self.most + 1), errors, linewidth=1.8, label=self.called.get(name, name), **look)
        if self.costly <= self.most:
            look = {"facecolor": "none", "edgecolor": GREY, "hatch": "//", "linewidth": 0}
            axes.axvspan(self.costly, end, label="no numbers saved", **look)

    def compute(self, rank, matrix):
        return {"rank": round(rank), "nearest": self.factors[matrix].rank(round(rank))}

    def draw(self, r):
        low, span = self.matrices[r.matrix].min(), np.ptp(self.matrices[r.matrix])
        greys = ((r.nearest.approximation - low) * (255 / span)).clip(0, 255).astype(np.uint8)
        self.image.set_data(np.dstack([greys, greys, greys, np.full_like(greys, 255)]))
        heights = [factors.relative_errors[r.rank - 1] for factors in self.factors.values()]
        self.rings.set_data([r.rank] * len(heights), heights)
        hue, _, marker = MATRICES[r.matrix]
        self.mark.set(data=([r.rank], [r.nearest.relative_error]), marker=marker, markerfacecolor=hue)
        self.leaving.set_data(*to_edge(self.stage.axes[1], *self.rings.get_data()))

    def say(self, r):
        nearest, (m, n) = r.nearest, r.nearest.approximation.shape
        cost = f"{r.rank} · ({m} + {n}) = {nearest.stored:,} numbers"
        if r.rank >= self.costly:
            saving = f"more than the {nearest.full:,} of the matrix itself, as at every rank from {self.costly} on"
        else:
            share = f"{number(100 * nearest.stored / nearest.full, 3)}% of the matrix's {m} · {n} = {nearest.full:,}"
            saving = f"{share}; from rank {self.costly} on they hold more"
        return (
            f"Rank {r.rank} of {self.most} keeps {kept(nearest.energy)}% of the sum of squares (the energy), and the "
            f"error is {number(100 * nearest.relative_error, 3)}% of the norm. Two factors hold {cost}, {saving}. "
            f"{self.say_why(r)}"
        )

    def say_why(self, r):
        errors, made = self.factors[r.matrix].relative_errors, f"It is made of {TRUE_RANK} parts and a little noise"
        if r.nearest.relative_error < ROUNDING:
            parts = 1 + int(np.argmax(errors < ROUNDING))
            return f"The matrix itself has rank {parts}: all parts are there, and nothing is left out but rounding."
        if r.matrix == RANDOM:
            return "In random numbers no part is much larger than the next, so there is little to leave out."
        if r.matrix == STRUCTURED:
            missing = f"some of the {TRUE_RANK} are still missing"
            return f"{made}: {missing if r.rank < TRUE_RANK else 'what is left out is noise alone'}."
        random = number(100 * self.factors[RANDOM].relative_errors[r.rank - 1], 3)
        patterns = "one pattern, stronger or weaker" if r.rank == 1 else f"a mixture of the same {r.rank} patterns"
        return f"Every row is now {patterns}; a random matrix of this size has an error of {random}% at this rank."

    def state(self, r):
        return (
            f"{self.called.get(r.matrix, r.matrix)}, rank {r.rank}: energy {kept(r.nearest.energy)}%, error "
            f"{number(100 * r.nearest.relative_error, 3)}%, {r.nearest.stored:,} of {r.nearest.full:,} numbers"
        )


def kept(share):
    """Write a share in percent, with so many decimals that what is left out can be told from nothing."""
    left = max(1 - share, 1e-9)
    return f"{100 * share:.{max(1, math.ceil(-math.log10(left)) - 2)}f}" if left > 1e-9 else "100"


def checked_picture(picture):
    picture = data_matrix("picture", picture)
    fits = SHORTEST <= min(picture.shape) <= max(picture.shape) <= LONGEST
    check(fits, f"picture has shape {picture.shape}; wanted {SHORTEST} to {LONGEST} rows and columns")
    check(np.ptp(picture), f"picture holds {picture[0, 0]:g} all over; wanted more than one grey")
    return picture


YEARS, INCOME = "years of work", "income (euros a month)"
ON_AXIS = 0.5  # degrees: half a step of the slider
STANDARDISED, RAW = "standardised", "raw"
SCALINGS = {STANDARDISED: (BLUE, "-", "o"), RAW: (ORANGE, "--", "s")}


class PrincipalAxisExplorer(Explorer):
    """A cloud of points and a line through its mean on the left; on the right how much varies along it at each angle.

    The points are 60 people made up for this course, who earn more the longer they work.

    >>> PrincipalAxisExplorer(angle=45)
    PrincipalAxisExplorer: standardised, 45°: 92.79% of the variance, first axis 45° with 92.79%
    """

    label = "left: a cloud, a line through its mean and its shadows there; right: the variance at each angle"
    angle = slider("angle", 10, 0, 180, step=1, unit="degrees", playable=True)
    scaling = choice("features", SCALINGS)

    def __init__(self, **begin):
        people = years_and_income()
        self.found = {scaling: matrices.pca(people, standardised=scaling == STANDARDISED) for scaling in SCALINGS}
        self.first = {  # degrees
            scaling: float(np.degrees(np.arctan2(*found.directions[0, ::-1]))) % 180
            for scaling, found in self.found.items()
        }
        centred, own = people - people.mean(axis=0), self.found[STANDARDISED].std
        self.clouds = {STANDARDISED: centred / own, RAW: centred / own.max()}  # raw: one ruler for both features
        self.reach = 1.05 * max(np.hypot(*cloud.T).max() for cloud in self.clouds.values())
        super().__init__(**begin)

    def share(self, angle, scaling):
        cloud = self.clouds[scaling]
        return matrices.variance_along(cloud, direction(angle)) / cloud.var(axis=0).sum()

    def build(self, plane, shares):
        dress(plane, "60 people, and their shadows on the line", f"{YEARS}, scaled", f"{INCOME}, scaled")
        plane.set(xlim=(-self.reach, self.reach), ylim=(-self.reach, self.reach), aspect="equal")
        falls = LineCollection([], colors=GREY, linewidths=0.8)
        self.falls = self.moving(plane.add_collection(falls, autolim=False))
        self.through = self.line(plane, color=INK, linewidth=1.5)
        self.tip = self.line(plane, color=INK, markersize=10)
        self.points = self.line(plane, linestyle="", markersize=4)
        self.shadows = self.line(plane, "d", color=PURPLE, markersize=4, label="shadow on the line")
        self.build_shares(shares)
        self.mark = self.line(shares, markersize=11, markeredgecolor="white", clip_on=False)
        key(self.figure, handlelength=2.5)

    def build_shares(self, axes):
        title, share = "the variance along the line", "share of the total variance (%)"
        dress(axes, title, "angle of the line (degrees)", share, xlim=(0, 180), ylim=(-3, 106))
        axes.set(xticks=range(0, 181, 45), yticks=range(0, 101, 20))
        angles = np.arange(0, 180.5, 0.5)
        for scaling, (hue, dash, _) in SCALINGS.items():
            heights = [100 * self.share(angle, scaling) for angle in angles]
            axes.plot(angles, heights, dash, color=hue, linewidth=2, label=f"{scaling} features")
            ratios, first = self.found[scaling].ratios, self.first[scaling]
            star = {"color": hue, "markeredgecolor": INK, "markersize": 13, "clip_on": False}
            axes.plot(first, 100 * ratios[0], "*", **star)
            axes.plot((first + 90) % 180, 100 * ratios[1], "*", **{**star, "color": "white"})
        for fill, name in ((GREY, "first axis"), ("white", "second axis")):
            axes.plot([], [], "*", color=fill, markeredgecolor=INK, markersize=11, label=name)

    def compute(self, angle, scaling):
        share, total = self.share(angle, scaling), float(self.found[scaling].variances.sum())
        return {"share": share, "variance": share * total, "total": total, "first": self.first[scaling]}

    def draw(self, r):
        along, cloud = direction(r.angle), self.clouds[r.scaling]
        shadows = np.outer(cloud @ along, along)
        hue, _, marker = SCALINGS[r.scaling]
        self.points.set(data=cloud.T, marker=marker, color=hue)
        self.falls.set_segments(np.stack([cloud, shadows], axis=1))
        self.shadows.set_data(*shadows.T)
        end = self.reach * along
        self.through.set_data([-end[0], end[0]], [-end[1], end[1]])
        self.tip.set(data=([0.96 * end[0]], [0.96 * end[1]]), marker=(3, 0, r.angle - 90))
        self.mark.set(data=([r.angle], [100 * r.share]), marker=marker, markerfacecolor=hue)

    def say(self, r):
        best, rest = (percent(ratio, digits=4) for ratio in self.found[r.scaling].ratios)
        near = abs((r.angle - r.first + 90) % 180 - 90) <= ON_AXIS
        why = "Of two standardised features the first axis is at 45°, or at 135° where one falls as the other grows."
        if r.scaling == RAW:
            why = (
                f"Raw features are drawn here with one unit for both: {INCOME} takes nearly all, as its numbers vary "
                "so much more: its unit decides that."
            )
        return (
            f"Along the line at {as_degrees(r.angle)} the variance is {number(r.variance)} of {number(r.total)}, "
            f"{percent(r.share, digits=4)} of the total; the rest is in the distances from the line. The most is "
            f"{'here, ' if near else ''}at {as_degrees(r.first)}, the first principal axis: {best}. The second, at a "
            f"right angle to it, has {rest}. Turned by 180° a line is the same line: the sign of an eigenvector is "
            f"free. {why}"
        )

    def state(self, r):
        best, share = percent(self.found[r.scaling].ratios[0], digits=4), percent(r.share, digits=4)
        first = f"first axis {as_degrees(r.first)} with {best}"
        return f"{r.scaling}, {as_degrees(r.angle)}: {share} of the variance, {first}"


def as_degrees(angle):
    return f"{number(round(angle, 2), 5)}°"


WEIGHTS, LOOKS = ("w₁", "w₂"), (("o", "-", BLUE, 13), ("s", "--", ORANGE, 8))  # marker, dash, hue, marker's size
MODEL = {"L1": "Lasso", "L2": "Ridge"}  # of scikit-learn
ORDER = {"L1": 1, "L2": 2}  # of the norm that each kind counts
LEAST_PENALTY, MOST_PENALTY = 0.1, 1000.0
RING = direction(np.linspace(0, 360, 100)).T
UNIT_BALL = {"L1": np.array([[1, 0], [0, 1], [-1, 0], [0, -1]]), "L2": RING}


class PenaltyExplorer(Explorer):
    """Where the loss touches the ball of a penalty on the left; on the right both weights against the penalty.

    The features of 40 made-up samples are standardised and the mean is taken from y, as is usual before weights are
    compared. The penalty is `alpha` of scikit-learn: Lasso counts the loss as half a mean and Ridge as a sum, so that
    the same number weighs less in Ridge.

    >>> PenaltyExplorer(penalty=2)
    PenaltyExplorer: L1, penalty 2: w₁ 1.293, w₂ exactly 0
    """

    label = "left: where the loss touches the ball of the penalty; right: both weights against the penalty"
    kind = choice("penalty on", KINDS)
    penalty = from_data

    def __init__(self, **begin):
        X, y = related_features()
        self.X, self.y = np.column_stack([standardize(column)[0] for column in X.T]), y - y.mean()
        self.bowl, self.zero_from = QuadraticLoss.from_data(self.X, self.y), zero_from(self.X, self.y)
        self.penalties = np.union1d(np.geomspace(LEAST_PENALTY, MOST_PENALTY, 200), self.zero_from)
        self.paths = {kind: path(self.X, self.y, self.penalties, kind) for kind in KINDS}
        self.marks = [[zero, f"{name} = 0"] for name, zero in zip(WEIGHTS, self.zero_from.tolist(), strict=True)]
        super().__init__(**begin)

    def more_controls(self):
        ends = {"min": LEAST_PENALTY, "max": MOST_PENALTY}
        return {"penalty": Slider("penalty", value=self.zero_from.max() / 5, **ends, log=True)}

    def build(self, ground, curves):
        dress(ground, "where the loss touches the ball of the penalty", "w₁", "w₂")
        reach = 1.12 * vectors.norm(self.bowl.minimum, 1)
        draw_map(ground, self.bowl, ((-1.25 * reach, 1.25 * reach), (-reach, reach)))
        ground.lines[-1].set_label("least loss")
        ground.set_aspect("equal")
        ground.axhline(0, color=INK, linewidth=0.8)
        ground.axvline(0, color=INK, linewidth=0.8)
        self.ball = self.moving(
            ground.add_patch(Polygon(RING, fill=False, edgecolor=PURPLE, linewidth=3, label="ball"))
        )
        self.level = self.line(ground, "--", color=GREEN, linewidth=2, label="equal loss")
        self.track = self.line(ground, ":", color=INK, linewidth=2, label="all penalties")
        self.touch = self.line(ground, "o", color=PURPLE, markeredgecolor="white", markersize=11, label="they touch")
        self.build_curves(curves)
        key(self.figure, ncols=8, columnspacing=1.4)

    def build_curves(self, axes):
        dress(axes, "both weights at every penalty", "penalty (logarithmic)", "weight")
        heights = np.concatenate(list(self.paths.values()))
        room = 0.08 * np.ptp([*heights.ravel(), 0])
        low, high = min(heights.min(), 0) - room, max(heights.max(), 0) + room
        axes.set(xscale="log", xlim=(LEAST_PENALTY, MOST_PENALTY), ylim=(low, high))
        axes.minorticks_off()
        axes.xaxis.set_major_formatter(lambda penalty, _: rate(penalty))
        axes.axhline(0, color=INK, linewidth=0.8)
        self.now = self.moving(axes.axvline(LEAST_PENALTY, **LEVEL))
        self.curves, self.zeros, self.dots = [], [], []
        for (mark, dash, hue, size), zero in zip(LOOKS, self.zero_from, strict=True):
            hollow = {"color": hue, "markerfacecolor": "white", "markeredgewidth": 1.5}
            self.curves.append(self.line(axes, dash, color=hue, linewidth=2))
            self.zeros.append(self.moving(axes.plot(zero, 0, mark, markersize=size / 2, **hollow)[0]))
        for (mark, dash, hue, size), name in zip(LOOKS, WEIGHTS, strict=True):
            look = {"color": hue, "markeredgewidth": 2, "markersize": size, "clip_on": False}
            self.dots.append(self.line(axes, mark, **look))
            axes.plot([], [], f"{dash}{mark}", color=hue, markersize=size / 2, label=name)
        axes.plot([], [], "o", color=GREY, markerfacecolor="white", markersize=6, label="exactly 0")

    def compute(self, kind, penalty):
        (weights,) = path(self.X, self.y, np.array([penalty]), kind)
        return {"weights": weights, "size": vectors.norm(weights, ORDER[kind])}  # how far the ball reaches

    def draw(self, r):
        solutions = self.paths[r.kind]
        self.ball.set_xy(r.size * UNIT_BALL[r.kind])
        excess = max(0.0, float(self.bowl.loss(r.weights)) - self.bowl.least)
        around = np.sqrt(2 * excess / self.bowl.curvatures) * RING @ self.bowl.directions.T
        self.level.set_data(*(self.bowl.minimum + around).T)
        self.track.set_data(*solutions.T)
        self.touch.set_data(*r.weights[:, np.newaxis])
        self.now.set_xdata([r.penalty] * 2)
        for at, (_, _, hue, _) in enumerate(LOOKS):
            self.curves[at].set_data(self.penalties, solutions[:, at])
            self.zeros[at].set_visible(r.kind == "L1")
            self.dots[at].set(data=([r.penalty], r.weights[at : at + 1]))
            self.dots[at].set_markerfacecolor("white" if r.weights[at] == 0 else hue)
        self.controls["penalty"].marks = self.marks if r.kind == "L1" else []

    def say(self, r):
        before1, before2 = (number(weight) for weight in self.bowl.minimum)
        named = zip(WEIGHTS, r.weights, strict=True)
        weights = " and ".join(f"{name} {'= ' if weight else ''}{as_weight(weight)}" for name, weight in named)
        digits = self.digits(r.penalty)
        return (
            f"Over standardised features and at a penalty of {rate(r.penalty, digits)} the weights are {weights} "
            f"(unpenalised {before1} and {before2}), as from scikit-learn's {MODEL[r.kind]}"
            f"(alpha={r.penalty:.{digits}g}). {self.say_why(r, digits)}"
        )

    def digits(self, penalty):
        """Choose how many digits tell a penalty from those that set a weight to 0: four, unless it is next to one."""
        others = [limit for limit in self.zero_from if limit != penalty]
        apart = (d for d in range(4, 10) if all(f"{limit:.{d}g}" != f"{penalty:.{d}g}" for limit in others))
        return next(apart, 4)

    def say_why(self, r, digits):
        size, first = number(r.size), int(self.zero_from.argmin())
        sooner, later = (number(limit, digits) for limit in sorted(self.zero_from))
        if r.kind == "L2":
            return (
                f"The circle √(w₁² + w₂²) = {size} has no corners where the loss could stay: L2 shrinks the weights' "
                f"length, unpenalised {number(vectors.norm(self.bowl.minimum))}, and holds neither weight at exactly 0."
            )
        if not r.weights.any():
            return (
                f"From a penalty of {later} on both are exactly 0, and the diamond is a point: the model answers the "
                "mean of y, whatever the features."
            )
        diamond = f"The loss touches the diamond |w₁| + |w₂| = {size}"
        if r.weights.all():
            return (
                f"{diamond} on an edge. From a penalty of {sooner} on it touches a corner: L1 has then set "
                f"{WEIGHTS[first]} to exactly 0."
            )
        return (
            f"{diamond} at a corner: from a penalty of {sooner} on L1 has set {WEIGHTS[first]} to exactly 0, and from "
            f"{later} on {WEIGHTS[1 - first]} too."
        )

    def state(self, r):
        weights = ", ".join(f"{name} {as_weight(weight)}" for name, weight in zip(WEIGHTS, r.weights, strict=True))
        return f"{r.kind}, penalty {rate(r.penalty, 4)}: {weights}{', neither 0' if r.weights.all() else ''}"


def as_weight(weight):
    return number(weight) if weight else "exactly 0"

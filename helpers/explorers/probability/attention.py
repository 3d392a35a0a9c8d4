"""Who looks at whom: the attention of four words, its scores, and the mix that comes out (notebook 03)."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from helpers.data.sets import matched_tokens
from helpers.explorers.base import Explorer
from helpers.explorers.charts import exits, moving_plot, to_edge
from helpers.explorers.controls import choice, one_of, switch, within
from helpers.explorers.probability.glance import STRETCHED, WORDS, Glance, brief, say_changes
from helpers.explorers.words import number
from helpers.maths.attention import multi_head
from helpers.stage import Slider, Stage, Writing, dress
from helpers.stage.style import BLUE, GREY, INK, ORANGE

Floats = NDArray[np.float64]

SIZES = (8, 16, 64, 256)
LONGEST = 3.0  # times the length that the key had
HEADS = {"one head": (1, 0), "first of two": (2, 0), "second of two": (2, 1)}  # how many there are, which one is shown

# Of each half of the columns, the scores divided by the root: a row for each query, a column for each key. By the
# first half nouns and verbs look for each other; by the second each word looks for the one before it.
MATCHES = np.array(
    [
        [[-0.6, 1.6, -0.2, -0.8], [-0.4, -0.3, 1.4, -0.7], [-1.2, 2.0, -0.3, 0.1], [-0.9, -0.5, 1.7, -0.3]],
        [[1.2, -0.4, -0.2, -0.6], [1.5, 0.1, -0.7, -0.9], [-0.5, 1.4, 0.2, -1.1], [-0.8, -0.6, 1.6, -0.2]],
    ]
)
VALUES = np.array([[-0.9, -0.5], [0.7, 0.9], [0.9, -0.7], [-0.6, 0.8]])  # two numbers each, so that they can be drawn
FULL = {True: 1.0, False: 3.0}  # the weight of the darkest shade, with and without the softmax
DEEPEST = 0.625  # of a hue: on a deeper one letters are hard to read, on a dark screen above all
DOT = 500  # points²: the area of a weight of 1
CELL = 100.0  # the side of a cell, in units that letters are measured in


class AttentionExplorer(Explorer):
    """Attention among four words: all weights on the left, one word's scores in the middle, its mix on the right.

    Queries and keys are made of random numbers of about size 1, turned so that the scores divided by √d are the same
    at every d. What changes with d is then what the root is for.

    Parameters
    ----------
    query : {"the", "cat", "sat", "down"}, optional
        The word to begin with.
    dimensions : {8, 16, 64, 256}, optional
        How many numbers a query and a key have, to begin with.
    key_length : float, optional
        How many times as long the key of "cat" is, 0 to 3, to begin with.

    Raises
    ------
    ValueError
        If there is no such word or number of dimensions, or the length is out of range.

    Examples
    --------
    >>> explorer = AttentionExplorer()
    >>> explorer
    AttentionExplorer: sat, d 16, one head: 0.02, 0.87, 0.07, 0.04
    >>> explorer.set(query="the", dimensions=256)
    AttentionExplorer: the, d 256, one head: 0.31, 0.47, 0.15, 0.07
    >>> explorer.set(scaled=False)
    AttentionExplorer: the, d 256, one head, no root: 0.00, 1.00, 0.00, 0.00
    >>> explorer.close()
    """

    def __init__(self, *, query: str = "sat", dimensions: int = 16, key_length: float = 1.0) -> None:
        one_of("query", query, WORDS)
        one_of("dimensions", dimensions, SIZES)
        within("key_length", key_length, 0, LONGEST)
        self.tokens = {size: matched_tokens(MATCHES, size, seed=size) for size in SIZES}
        stage = Stage(
            "left: each word's weights; middle: one word's scores; right: its mix of the values", columns=3, height=350
        )
        cells, bars, plane = stage.axes
        dress(cells, title="weights: a row for each query", xlabel="key: what it offers", ylabel="query: it looks for")
        dress(
            bars, title="scores of the query (◇ before the root)", xlabel="score (logarithmic beyond ±1)", ylabel="key"
        )
        dress(plane, title="● weights (○ below 0), ★ mix", xlabel="value, first number", ylabel="value, second number")
        _draw_still(cells, bars, plane)
        self._cells = stage.moving(cells.pcolormesh(*[CELL * np.arange(5)] * 2, np.ones((4, 4, 3))))
        self._frame = stage.moving(
            cells.add_patch(Rectangle((0, 0), 4 * CELL, CELL, fill=False, edgecolor=INK, linewidth=3))
        )
        self._numbers = stage.moving(cells.add_patch(Writing(26, INK)))
        self._bars = [
            moving_plot(stage, bars, color=colour, linewidth=16, solid_capstyle="butt") for colour in (BLUE, ORANGE)
        ]
        self._products = moving_plot(stage, bars, "D", color=INK, fillstyle="none", markersize=8)
        self._dots = stage.moving(plane.scatter(*VALUES.T, linewidths=1.5))
        self._mix = moving_plot(stage, plane, "*", color=INK, markeredgecolor="white", markersize=17)
        self._exit = stage.moving(exits(plane))
        super().__init__(
            stage,
            query=choice("query", WORDS, query),
            key_length=Slider(
                f"length of the key of {WORDS[STRETCHED]}",
                value=key_length,
                min=0,
                max=LONGEST,
                step=0.01,
                unit="times",
                marks=[(1, "as it was")],
            ),
            dimensions=choice("d", SIZES, dimensions),
            scaled=switch("divide the scores by √d", on=True),
            softmax=switch("softmax of each row", on=True),
            head=choice("heads", HEADS),
        )

    def compute(self, query: str, key_length: float, dimensions: int, scaled: bool, softmax: bool, head: str) -> Glance:
        """Stretch one key, and let every word attend."""
        (heads, shown), asks = HEADS[head], WORDS.index(query)
        queries, keys = self.tokens[dimensions]
        keys = keys * np.where(np.arange(4) == STRETCHED, key_length, 1.0)[:, np.newaxis]
        joined = multi_head(queries, keys, VALUES, heads, scaled=scaled, normalised=softmax)
        usual = multi_head(queries, keys, VALUES, heads).heads[shown]
        columns, attended = dimensions // heads, joined.heads[shown]
        return Glance(
            query,
            key_length,
            dimensions,
            columns,
            scaled,
            softmax,
            head,
            weights=attended.weights,
            products=usual.scores[asks] * np.sqrt(columns),
            scores=attended.scores[asks],
            row=attended.weights[asks],
            usual=usual.weights[asks],
            output=joined.output[asks],
        )

    def draw(self, result: Glance) -> None:
        """Shade and write the weights, lay out the scores, and put the mix among the values."""
        self._cells.set_array(_shades(result.weights / FULL[result.softmax])[::-1])  # the first row at the top
        self._frame.set_y(CELL * (3 - WORDS.index(result.query)))
        self._numbers.write(_written(result.weights))
        keys = np.arange(4)
        for bar, sign in zip(self._bars, (1, -1), strict=True):
            ends = np.where(result.scores * sign > 0, result.scores, np.nan)
            bar.set_data(np.column_stack([0 * ends, ends, ends * np.nan]).ravel(), keys.repeat(3))
        self._products.set_data(result.products, keys)
        above = result.row[:, np.newaxis] >= 0
        edges = np.where(above, to_rgb(BLUE), to_rgb(ORANGE))
        self._dots.set(
            sizes=DOT * np.abs(result.row).clip(max=2), edgecolors=edges, facecolors=np.where(above, edges, 1.0)
        )
        self._mix.set_data(*result.output[:, np.newaxis])
        self._exit.set_data(*to_edge(self.stage.axes[2], *result.output[:, np.newaxis]))

    def say(self, result: Glance) -> str:
        """Say where the word looks and why, and what was changed about it."""
        best = int(result.row.argmax())
        *given, last = (f"“{word}” {brief(weight)}" for word, weight in zip(WORDS, result.row, strict=True))
        root = f" / √{result.columns} = {number(result.products[best])} / {number(np.sqrt(result.columns))}"
        where, each = ("", "") if result.head == "one head" else (f"In the {result.head} heads ", ", one number a head")
        mix = ", ".join(map(brief, result.output))
        said = [
            f"{where}“{result.query}” gives {', '.join(given)} and {last}: {number(result.row.sum())} in all. Most "
            f"goes to “{WORDS[best]}”, whose score is the highest: q · k{root if result.scaled else ''} = "
            f"{number(result.scores[best])}. The mix ★ is ({mix}){each}.",
            *say_changes(result, best),
        ]
        return " ".join(said)

    def state(self, result: Glance) -> str:
        """Give word, size, head, what was left out, and the row."""
        left_out = [name for name, there in (("no root", result.scaled), ("no softmax", result.softmax)) if not there]
        stretched = [] if result.length == 1 else [f"{WORDS[STRETCHED]} × {number(result.length)}"]
        settings = ", ".join([result.query, f"d {result.dimensions}", result.head, *stretched, *left_out])
        return f"{settings}: {', '.join(map(brief, result.row))}"


def _draw_still(cells: Axes, bars: Axes, plane: Axes) -> None:
    """Set up what never changes: words on the axes, and where each word's value lies."""
    cells.set(xlim=(0, 4 * CELL), ylim=(0, 4 * CELL), aspect="equal", anchor="N")
    middles = CELL * (np.arange(4) + 0.5)
    cells.set_xticks(middles, labels=WORDS)
    cells.set_yticks(middles, labels=WORDS[::-1])
    cells.tick_params(length=0)
    cells.grid(visible=False)
    bars.set(ylim=(3.6, -0.6), xlim=(-200, 200))
    bars.set_xscale("symlog", linthresh=1)
    bars.set_xticks([-100, -10, -1, 0, 1, 10, 100], labels=["-100", "-10", "-1", "0", "1", "10", "100"])
    bars.set_yticks(range(4), labels=WORDS)
    bars.minorticks_off()
    bars.axvline(0, color=GREY, linewidth=1)
    plane.set(xlim=(-2, 2), ylim=(-2, 2), xticks=range(-2, 3), yticks=range(-2, 3))
    plane.fill(*VALUES[[0, 3, 1, 2]].T, facecolor="none", edgecolor=GREY, linestyle="--", linewidth=1)
    plane.plot(*VALUES.T, ".", color=GREY, markersize=5)
    for word, (x, y) in zip(WORDS, VALUES, strict=True):
        plane.annotate(word, (x, y), (0, 21 if y > 0 else -31), textcoords="offset points", ha="center", color=INK)


def _shades(shares: Floats) -> Floats:
    """Mix white with blue for shares above 0 and with orange below, shape (4, 4, 3)."""
    hue = np.where(shares[..., np.newaxis] >= 0, to_rgb(BLUE), to_rgb(ORANGE))
    return 1 - DEEPEST * np.abs(shares).clip(max=1)[..., np.newaxis] * (1 - hue)


def _written(weights: Floats) -> list[tuple[float, float, str]]:
    """Place each weight in its cell, the first query's row at the top."""
    return [(CELL * (k + 0.5), CELL * (3.4 - q), brief(weights[q, k])) for q, k in np.ndindex(4, 4)]

"""A query that moves among documents: which is most like it, by dot product, cosine and distance (notebook 01)."""

from collections.abc import Mapping
from itertools import product
from math import floor, log10

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle
from matplotlib.ticker import FixedLocator, MaxNLocator
from numpy.typing import ArrayLike, NDArray

from helpers.explorers.base import Explorer
from helpers.explorers.charts import legend, moving_plot, name_keys, set_signed
from helpers.explorers.linear_algebra.ranking import AGREE, NAMES, NO_DIRECTION, SAME_BEST, Ranking
from helpers.explorers.words import as_name, number
from helpers.maths.checks import as_vector
from helpers.maths.vectors import METRICS, euclidean_distance, norm, rank_by, seen_from, shared_ranks
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import GREY, HUES, INK

Floats = NDArray[np.float64]
Span = tuple[float, float]

DOCUMENTS = {"postgres": (0.9, 0.1, 0.0), "kubernetes": (0.1, 0.8, 0.1), "gpu": (0.0, 0.2, 0.9)}
QUERY = (0.8, 0.2, 0.0)
MOST_DOCUMENTS, LONGEST_NAME = len(HUES), 20
SMALLEST, LARGEST = 0.01, 1000.0  # of a document's largest number
TIE = 1e-9  # scores nearer than this, as a share of their axis, are equal

MARKERS, DASHES = "os^vD", ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)))


class SimilarityExplorer(Explorer):
    """A query among documents on the left; on the right how the dot product, the cosine and the distance rank them.

    Documents of two numbers are places in a plane. Those of three are turned into one: each at its true length and at
    its true angle to the query, so that all that the three metrics measure can be seen.

    Parameters
    ----------
    documents : mapping of str to array_like, shape (2,) or (3,), optional
        Two to five documents by name.
    query : array_like, shape (2,) or (3,), optional
        What is looked for, to begin with; (0.8, 0.2, 0) among the documents of the course, otherwise the first document
        when omitted.

    Raises
    ------
    ValueError
        If there are too few or too many documents, a name is too long, their numbers are not two or three each, too
        large or too small to draw, or the query has another length.

    Examples
    --------
    >>> explorer = SimilarityExplorer()
    >>> explorer
    SimilarityExplorer: query (0.8, 0.2, 0): dot postgres, cosine postgres, distance postgres, all agree
    >>> explorer.close()
    >>> explorer = SimilarityExplorer({"A": (1, 1), "B": (5, 0), "C": (2, 2.2)}, query=(1, 1))
    >>> explorer
    SimilarityExplorer: query (1, 1): dot B, cosine A, distance A, they disagree
    >>> explorer.sentence[:76]
    'Dot product: B 5 > C 4.2 > A 2. Cosine: A 1.000 > C 0.999 > B 0.707. Distanc'
    >>> explorer.close()
    """

    def __init__(self, documents: Mapping[str, ArrayLike] | None = None, query: ArrayLike | None = None) -> None:
        self.names, self.documents = _as_documents(DOCUMENTS if documents is None else documents)
        if query is None:
            query = QUERY if documents is None else self.documents[0]
        query = as_vector("query", query, length=self.documents.shape[1], most=LARGEST)
        low, high = _span(np.vstack([self.documents, query]))
        self._reaches = _reaches(self.documents, low, high)
        stage = Stage("left: the query and the documents; right: each document's score and rank by three metrics")
        plane, right = stage.axes
        self._draw_plane(stage, plane, low, high)
        grid = right.get_subplotspec().subgridspec(1, len(METRICS))
        right.remove()
        self._bars, self._digits, self._rings = {}, {}, {}
        for at, metric in enumerate(METRICS):
            self._draw_scores(stage, stage.figure.add_subplot(grid[at]), metric)
        sliders = {
            f"query_{at}": Slider(f"query, number {at}", value=value, min=low, max=high, step=(high - low) / 120)
            for at, value in enumerate(query, start=1)
        }
        super().__init__(stage, **sliders)

    def compute(self, **numbers: float) -> Ranking:
        """Rank the documents by each metric."""
        query = np.round([numbers[name] for name in sorted(numbers)], 9)  # a slider's 0 may be 1e-17
        metrics = [metric for metric in METRICS if query.any() or metric != "cosine"]
        scores = {metric: rank_by(query, self.documents, metric)[1] for metric in metrics}
        ranks = {metric: self._ranked(metric, score) for metric, score in scores.items()}
        return Ranking(self.names, query, scores, ranks)

    def draw(self, result: Ranking) -> None:
        """Move the query, turn the documents of three numbers, and set the bars with their ranks."""
        query, documents = self._places(result.query)
        self._query.set_data([0, query[0]], [0, query[1]])
        for line, document in zip(self._lines, documents, strict=True):
            line.set_data([0, document[0]], [0, document[1]])
        self._gaps.set_segments([np.array([query, document]) for document in documents])
        turnable = result.query.any() or result.query.size == 2
        for artist in (*self._lines, self._gaps):
            artist.set_visible(turnable)
        nothing = np.zeros(len(self.names))
        for metric, bars in self._bars.items():
            scores, ranks = result.scores.get(metric, nothing), result.ranks.get(metric, nothing)
            for bar, score, hue in zip(bars, scores.tolist(), HUES, strict=False):
                set_signed(bar, score, hue)
            low, high = self._reaches[metric]
            heights = scores.clip(0) + 0.09 * (high - low)
            for rank, digits in enumerate(self._digits[metric], start=1):
                digits.set_data(np.flatnonzero(ranks == rank), heights[ranks == rank])
            self._rings[metric].set_data(np.flatnonzero(ranks == 1), heights[ranks == 1])

    def say(self, result: Ranking) -> str:
        """Give each metric's ranking with its numbers, and say whether they agree."""
        rows = [result.row(metric) for metric in result.scores]
        best = {metric: result.best(metric) for metric in result.ranks}
        if result.verdict == NO_DIRECTION:
            return (
                "The query is all zeros: every dot product is 0, and without a direction there is no cosine. What is "
                f"left of a distance is the document's own length. {rows[-1]}"
            )
        if result.verdict == AGREE and (result.ranks["dot"] == 1).all():
            meaning = "All are equally like the query, by all three."
        elif result.verdict == AGREE:
            meaning = f"All three rank the documents the same: most like the query is {best['dot']}."
        elif result.verdict == SAME_BEST:
            meaning = f"All three put {best['dot']} first, and differ after that."
        else:
            meaning = (
                f"They disagree: the dot product picks {best['dot']}, the cosine {best['cosine']}, the distance "
                f"{best['euclidean']}. The dot product counts length and direction, the cosine direction alone, "
                "the distance how near the tips are."
            )
        return f"{' '.join(rows)} {meaning}"

    def state(self, result: Ranking) -> str:
        """Give the query, the best document by each metric, and whether they agree."""
        best = ", ".join(f"{NAMES[metric].split()[0]} {result.best(metric)}" for metric in result.ranks)
        return f"query ({', '.join(number(value, 3) for value in result.query)}): {best}, {result.verdict}"

    def _ranked(self, metric: str, scores: Floats) -> NDArray[np.intp]:
        low, high = self._reaches[metric]
        return shared_ranks(-scores if metric == "euclidean" else scores, TIE * (high - low))

    def _places(self, query: Floats) -> tuple[Floats, Floats]:
        """Give the query's and the documents' places in the plane, shapes (2,) and (n, 2)."""
        if query.size == 2 or not query.any():
            return query[:2], self.documents[:, :2]
        return np.array([norm(query), 0]), seen_from(query, self.documents)

    def _draw_plane(self, stage: Stage, axes: Axes, low: float, high: float) -> None:
        """Make the query, the documents, and what parts them."""
        n, d = self.documents.shape
        longest = max(norm(document) for document in self.documents)
        if d == 2:
            dress(axes, title="query and documents", xlabel="first number", ylabel="second number")
            room = 0.06 * (high - low)
            ends = (low - room, high + room)
            axes.set(xlim=ends, ylim=ends)
        else:
            dress(
                axes,
                title="documents: true length, true angle to the query",
                xlabel="along the query",
                ylabel="away from it",
            )
            farthest = max(longest, norm([max(-low, high)] * d))
            axes.set(xlim=(-1.1 * longest, 1.06 * farthest), ylim=(-0.1 * longest, 1.1 * longest))
        axes.set_aspect("equal")
        axes.plot(0, 0, "o", color=INK, markersize=4)
        gaps = LineCollection([], colors=GREY, linestyles=":", linewidths=1.2)
        self._gaps = stage.moving(axes.add_collection(gaps, autolim=False))
        self._query = moving_plot(stage, axes, "-*", color=INK, markevery=[1], markersize=15, linewidth=1.5)
        looks = [{"color": HUES[at], "linestyle": DASHES[at], "marker": MARKERS[at]} for at in range(n)]
        self._lines = [moving_plot(stage, axes, markevery=[1], markersize=8, linewidth=2, **look) for look in looks]
        names = ["query", *self.names, "distance"]
        place = {"loc": "outside lower center", "ncols": n + 2, "handlelength": 2.6}
        name_keys(legend(stage.figure, [self._query, *self._lines, gaps], names, **place), names, LONGEST_NAME)

    def _draw_scores(self, stage: Stage, axes: Axes, metric: str) -> None:
        """Make the bars of one metric, with a digit for each rank and a ring around the best."""
        places, (low, high) = np.arange(len(self.names)), self._reaches[metric]
        dress(axes, title=NAMES[metric], xlabel=f"{'small' if metric == 'euclidean' else 'large'}: alike", ylabel="")
        axes.set(xlim=(-0.7, places.size - 0.3), ylim=(low, high + 0.18 * (high - low)))
        axes.set_xticks(places, [" "] * places.size)
        axes.yaxis.set_major_locator(FixedLocator([-1, -0.5, 0, 0.5, 1]) if metric == "cosine" else MaxNLocator(6))
        axes.tick_params(axis="x", length=0, pad=7)
        axes.grid(visible=False, axis="x")
        axes.axhline(0, color=INK, linewidth=1)
        for place, hue, marker in zip(places, HUES, MARKERS, strict=False):
            below = {"transform": axes.get_xaxis_transform(), "clip_on": False}
            axes.plot(place, -0.06, marker, color=hue, markersize=8, **below)
        self._bars[metric] = [
            stage.moving(axes.add_patch(Rectangle((place - 0.35, 0), 0.7, 0, edgecolor=hue, linewidth=1.2)))
            for place, hue in zip(places, HUES, strict=False)
        ]
        digit = {"color": INK, "markeredgewidth": 0, "markersize": 8, "linestyle": ""}
        self._digits[metric] = [moving_plot(stage, axes, marker=f"${at + 1}$", **digit) for at in places]
        self._rings[metric] = moving_plot(stage, axes, "o", color=INK, markerfacecolor="none", markersize=16)


def _span(vectors: Floats) -> Span:
    """Choose round ends for the query's numbers, with 0 and all of the data between."""
    most = np.abs(vectors).max()
    power = 10.0 ** floor(log10(most))
    high = next(power * digit for digit in (1, 2, 5, 10) if power * digit >= most)
    return (-high / 5 if vectors.min() >= -high / 5 else -high), high


def _reaches(documents: Floats, low: float, high: float) -> dict[str, Span]:
    """Find between which ends each metric stays: the query's extremes are the corners of its box."""
    corners = np.array(list(product((low, high), repeat=documents.shape[1])))
    dots = corners @ documents.T
    farthest = max(euclidean_distance(corner, document) for corner in corners for document in documents)
    return {"dot": (min(0.0, dots.min()), dots.max()), "cosine": (-1.0, 1.0), "euclidean": (0.0, farthest)}


def _as_documents(documents: Mapping[str, ArrayLike]) -> tuple[list[str], Floats]:
    if not isinstance(documents, Mapping) or not 2 <= len(documents) <= MOST_DOCUMENTS:
        raise ValueError(f"documents is {documents!r:.60}; wanted a dict of 2 to {MOST_DOCUMENTS} names with numbers")
    names = [as_name("a document is called", name, LONGEST_NAME) for name in documents]
    d = np.size(next(iter(documents.values())))
    if d not in (2, 3):
        raise ValueError(f"the first document holds {d} numbers; wanted 2 or 3")
    rows = [as_vector(f"document {name!r}", values, length=d, most=LARGEST) for name, values in documents.items()]
    for name, row in zip(documents, rows, strict=True):
        if np.abs(row).max() < SMALLEST:
            raise ValueError(f"document {name!r} is {row.tolist()}; wanted a number of size {SMALLEST:g} or more")
    return names, np.array(rows)

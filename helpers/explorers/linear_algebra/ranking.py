"""What three metrics make of the documents of a search, in words (notebook 01)."""

from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10

import numpy as np
from numpy.typing import NDArray

from helpers.explorers.charts import Floats
from helpers.explorers.words import number

NAMES = {"dot": "dot product", "cosine": "cosine", "euclidean": "distance"}
BEST_FIRST = {"dot": " > ", "cosine": " > ", "euclidean": " < "}
ROUNDING = 1e-9  # a cosine this near 1 is 1

AGREE, SAME_BEST, DISAGREE, NO_DIRECTION = "all agree", "same best", "they disagree", "no cosine"


@dataclass(frozen=True)
class Ranking:
    """What each metric makes of the documents.

    Attributes
    ----------
    names : list of str
        What the n documents are called.
    query : numpy.ndarray, shape (d,)
        What is looked for.
    scores : dict of str to numpy.ndarray, shape (n,)
        By metric; there is no "cosine" for a query of zeros, which has no direction.
    ranks : dict of str to numpy.ndarray of int, shape (n,)
        1 for the best document; equally good ones share a rank.

    Examples
    --------
    >>> scores, ranks = {"dot": np.array([2.0, 5.0])}, {"dot": np.array([2, 1])}
    >>> ranking = Ranking(["A", "B"], np.ones(2), scores, ranks)
    >>> ranking.best("dot"), ranking.row("dot"), ranking.verdict
    ('B', 'Dot product: B 5 > A 2.', 'no cosine')
    """

    names: list[str]
    query: Floats
    scores: dict[str, Floats]
    ranks: dict[str, NDArray[np.intp]]

    @property
    def verdict(self) -> str:
        """How far the metrics agree, in few words."""
        if "cosine" not in self.ranks:
            return NO_DIRECTION
        first, *others = self.ranks.values()
        if all(np.array_equal(first, other) for other in others):
            return AGREE
        return SAME_BEST if all(np.array_equal(first == 1, other == 1) for other in others) else DISAGREE

    def best(self, metric: str) -> str:
        """Name the document that a metric puts first, or those.

        Parameters
        ----------
        metric : str
            A key of `ranks`.

        Returns
        -------
        str
            Their names.
        """
        names = [name for name, rank in zip(self.names, self.ranks[metric], strict=True) if rank == 1]
        return "all of them" if len(names) == len(self.names) else " and ".join(names)

    def row(self, metric: str) -> str:
        """Write all documents with their scores, the best one first.

        Parameters
        ----------
        metric : str
            A key of `scores`.

        Returns
        -------
        str
            A line with the metric's name.
        """
        scores, ranks = self.scores[metric], self.ranks[metric]
        order = np.argsort(ranks, kind="stable")
        write = _cosine if metric == "cosine" else number
        words = [f"{self.names[at]} {write(scores[at])}" for at in order]
        signs = [" = " if ranks[one] == ranks[other] else BEST_FIRST[metric] for one, other in pairwise(order)]
        row = words[0] + "".join(sign + word for sign, word in zip(signs, words[1:], strict=True))
        return f"{NAMES[metric].capitalize()}: {row}."


def _cosine(value: float) -> str:
    """Write a cosine with three decimals, or with so many more that one near 1 does not look like it."""
    short = 1 - abs(value)
    return number(value, 1 - floor(log10(short))) if ROUNDING < short < 0.0005 else f"{round(value, 3) + 0.0:.3f}"

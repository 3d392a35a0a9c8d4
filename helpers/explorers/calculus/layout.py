"""Where the boxes and arrows of a computation graph stand on a sheet (notebook 02)."""

import numpy as np

from helpers.explorers.charts import Floats
from helpers.maths.autodiff import Value

Edge = tuple[int, int, int]  # which node it begins at, which it ends at, and which of that one's parents it stands for

MOST_COLUMNS, MOST_ROWS = 6, 3
SHEET = np.array([960.0, 350.0])  # what is drawn on, in units of about one pixel
BOX = np.array([80.0, 48.0])


class Layout:
    """A graph laid out: its boxes in columns from left to right, and the arrows between them.

    Parameters
    ----------
    nodes : list of Value
        The whole graph, parents before children.

    Attributes
    ----------
    places : list of numpy.ndarray, shape (2,)
        The middle of each node's box.
    edges : list of (int, int, int)
        Each arrow: which node it begins at, which it ends at, and which of that one's parents it stands for.

    Raises
    ------
    ValueError
        If there are more than 6 columns or 3 rows.

    Examples
    --------
    >>> layout = Layout((2 * Value(3, "x") + 1).graph())
    >>> [place.tolist() for place in layout.places]
    [[160.0, 87.5], [160.0, 262.5], [480.0, 262.5], [480.0, 87.5], [800.0, 262.5]]
    >>> begin, end, _ = layout.course(layout.edges[0])
    >>> begin.tolist(), end.tolist()
    ([200.0, 87.5], [440.0, 262.5])
    """

    def __init__(self, nodes: list[Value]) -> None:
        self.places = _places(nodes)
        self.edges = [
            (nodes.index(parent), child, operand)
            for child, node in enumerate(nodes)
            for operand, parent in enumerate(node.parents)
        ]

    def course(self, edge: Edge) -> tuple[Floats, Floats, float]:
        """Choose an arrow's two ends, and how far it swings out: clear of boxes between, and of a twin beside it.

        Parameters
        ----------
        edge : (int, int, int)
            One of `edges`.

        Returns
        -------
        begin, end : numpy.ndarray, shape (2,)
            Where the arrow begins and ends.
        bend : float
            How far it swings out, as a share of its length; below 0 it swings up.
        """
        parent, child, operand = edge
        begin, end = self.places[parent] + BOX * (0.5, 0), self.places[child] - BOX * (0.5, 0)
        if [other[:2] for other in self.edges].count((parent, child)) > 1:
            return begin, end, 0.4 - 0.8 * operand
        between = any(begin[0] < x < end[0] for x, _ in self.places)
        return begin, end, -0.3 * between

    def beside(self, edge: Edge, text: str, size: float) -> tuple[float, float, str]:
        """Place a text beside an arrow, a little nearer to its end: below, or above one that swings up.

        Parameters
        ----------
        edge : (int, int, int)
            One of `edges`.
        text : str
            What is written.
        size : float
            The size of its letters.

        Returns
        -------
        x, y : float
            The middle of the text and its baseline.
        text : str
            The same text, for `Writing.write`.
        """
        begin, end, bend = self.course(edge)
        across = (end - begin)[::-1] * (1, -1)  # at a right angle, pointing down
        away = across / np.hypot(*across) * (-1 if bend < 0 else 1)
        half = np.array([0.3 * len(text), 0.5]) * size
        place = begin + 0.6 * (end - begin) + 0.48 * bend * across + away * (7 + abs(away) @ half)
        return *(place - (0, 0.35 * size)), text


def _places(nodes: list[Value]) -> list[Floats]:
    """Choose the middle of each box: every one right of its parents, what is given next to where it is used."""
    column = {}
    for node in nodes:
        column[node] = 1 + max((column[parent] for parent in node.parents), default=-1)
    for node in nodes:
        if not node.parents:
            column[node] = min((column[child] for child in nodes if node in child.parents), default=1) - 1
    columns = [[node for node in nodes if column[node] == i] for i in range(column[nodes[-1]] + 1)]
    rows = max(map(len, columns))
    if len(columns) > MOST_COLUMNS or rows > MOST_ROWS:
        raise ValueError(
            f"the graph has {len(columns)} columns and up to {rows} rows; wanted at most {MOST_COLUMNS} and {MOST_ROWS}"
        )
    place = {}
    for i, members in enumerate(columns):
        members.sort(key=lambda node: (not node.parents, not node.name))  # what is worked out first, numbers last
        for row, node in enumerate(members):
            place[node] = SHEET * ((i + 0.5) / len(columns), 1 - (row + 0.5) / rows)
    return [place[node] for node in nodes]

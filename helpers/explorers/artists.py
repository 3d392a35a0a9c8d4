"""What most pictures are made of: lines and marks, level lines, boxes and bars, and a plain legend."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from helpers.explorers.names import short
from helpers.explorers.points import Floats
from helpers.stage import Stage
from helpers.stage.style import GREY, INK, drawable

LONGEST = 14  # letters of a name
LEVEL = {"color": GREY, "linestyle": (0, (6, 3)), "linewidth": 1}  # how a level is drawn that curves are held against


def moving_plot(stage: Stage, axes: Axes, *dash: str, **look: Any) -> Line2D:
    """Make a line or marks without data yet, drawn at every step.

    Parameters
    ----------
    stage : Stage
        The picture.
    axes : matplotlib.axes.Axes
        Where in it.
    *dash : str
        matplotlib's short form of dash and marker, as "--" or "o".
    **look
        Other properties, as of `Axes.plot`.

    Returns
    -------
    matplotlib.lines.Line2D
        The line; `set_data` gives it points.

    Examples
    --------
    >>> stage = Stage("a dot", columns=1)
    >>> dot = moving_plot(stage, stage.axes[0], "o", color=INK)
    >>> dot.get_animated(), dot.get_xdata().size
    (True, 0)
    >>> stage.close()
    """
    return stage.moving(axes.plot([], [], *dash, **look)[0])


def moving_boxes(stage: Stage, axes: Axes, **look: Any) -> PolyCollection:
    """Make boxes without corners yet, drawn at every step; `corners` gives them.

    Parameters
    ----------
    stage : Stage
        The picture.
    axes : matplotlib.axes.Axes
        Where in it.
    **look
        Their colours, hatch and label.

    Returns
    -------
    matplotlib.collections.PolyCollection
        The boxes; `set_verts` gives them corners.

    Examples
    --------
    >>> stage = Stage("two boxes", columns=1)
    >>> boxes = moving_boxes(stage, stage.axes[0], facecolor="none")
    >>> boxes.set_verts(corners([0, 2], [1, 3], [0, 0], [4, 5]))
    >>> len(boxes.get_paths())
    2
    >>> stage.close()
    """
    return stage.moving(axes.add_collection(PolyCollection([], **look)))


def corners(left: ArrayLike, right: ArrayLike, bottom: ArrayLike, top: ArrayLike) -> Floats:
    """Find the corners of upright boxes.

    Parameters
    ----------
    left, right, bottom, top : array_like, shape (n,)
        The sides of each box, in data units.

    Returns
    -------
    numpy.ndarray, shape (n, 4, 2)
        The corners, for `PolyCollection.set_verts`.

    Examples
    --------
    >>> corners([0], [1], [0], [4]).tolist()
    [[[0.0, 0.0], [1.0, 0.0], [1.0, 4.0], [0.0, 4.0]]]
    """
    box = np.array([(left, bottom), (right, bottom), (right, top), (left, top)], dtype=float)  # (4, 2, n)
    return box.transpose(2, 0, 1)


def set_heights(bars: Iterable[Rectangle], heights: Floats) -> None:
    """Give each bar of a row its height.

    Parameters
    ----------
    bars : iterable of matplotlib.patches.Rectangle
        The bars, from left to right.
    heights : numpy.ndarray, shape (n,)
        How high each stands, in data units.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> bars = Figure().subplots().bar([0, 1], 0)
    >>> set_heights(bars, np.array([0.25, 0.75]))
    >>> [bar.get_height() for bar in bars]
    [0.25, 0.75]
    """
    for bar, height in zip(bars, heights.tolist(), strict=True):
        bar.set_height(height)


def set_signed(bar: Rectangle, height: float, hue: str) -> None:
    """Give a bar its height; one that stands below 0 is hatched.

    Parameters
    ----------
    bar : matplotlib.patches.Rectangle
        The bar.
    height : float
        How high it stands, in data units.
    hue : str
        What fills it above 0.

    Examples
    --------
    >>> bar = Rectangle((0, 0), 1, 0)
    >>> set_signed(bar, -2, INK)
    >>> bar.get_height(), bar.get_hatch()
    (-2, '///')
    """
    below = height < 0
    bar.set(height=height, facecolor="white" if below else hue, hatch="///" if below else None)


def name_places(axes: Axes, names: Sequence[str], most: int = LONGEST, **look: Any) -> Floats:
    """Set up an axis of named places 0, 1, 2, ... for bars to stand on.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where the bars will stand; its limits from left to right are set.
    names : sequence of str
        What the places are called; long names are shortened.
    most : int, optional
        How many letters of a name fit.
    **look
        Properties of the names, as of `Axes.set_xticks`.

    Returns
    -------
    numpy.ndarray, shape (n,)
        The places.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> name_places(axes, ["cat", "dog"]), axes.get_xlim()[1].item()
    (array([0, 1]), 1.6)
    """
    places = np.arange(len(names))
    axes.set_xticks(places, [drawable(short(name, most)) for name in names], parse_math=False, **look)
    axes.grid(visible=False, axis="x")
    axes.set_xlim(-0.6, places.size - 0.4)
    return places


def legend(axes: Axes | Figure, *artists: Any, **place: Any) -> Legend:
    """Add a legend without a frame.

    Parameters
    ----------
    axes : matplotlib.axes.Axes or matplotlib.figure.Figure
        Whose artists are told apart.
    *artists
        Artists and their labels, where the axes' own labels are not meant; as of `Axes.legend`.
    **place
        Where it stands, in how many columns, and how large it is written.

    Returns
    -------
    matplotlib.legend.Legend
        The legend.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> _ = axes.plot([0, 1], label="a line")
    >>> [text.get_text() for text in legend(axes, loc="upper right").get_texts()]
    ['a line']
    """
    return axes.legend(*artists, **{"frameon": False, "fontsize": 9, "labelcolor": INK} | place)


def name_keys(legend: Legend, names: Sequence[str], most: int = LONGEST) -> None:
    """Write what a learner calls things into a legend, dollar signs and all.

    Parameters
    ----------
    legend : matplotlib.legend.Legend
        The legend.
    names : sequence of str
        What each of its keys is called; long names are shortened.
    most : int, optional
        How many letters of a name fit.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> keys = legend(axes, axes.plot([0, 1]), ["a line"])
    >>> name_keys(keys, ["a$b$"])
    >>> keys.get_texts()[0].get_text()
    'a$b$'
    """
    for text, name in zip(legend.get_texts(), names, strict=True):
        text.set(text=drawable(short(name, most)), parse_math=False, color=INK)

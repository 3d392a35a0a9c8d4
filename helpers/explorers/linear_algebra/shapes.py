"""Two arrays as blocks of cells: what shape comes of them, or what NumPy says against it (notebook 01)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product, zip_longest

import ipywidgets
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers.explorers.base import Explorer
from helpers.explorers.controls import choice, one_of
from helpers.explorers.words import counted
from helpers.maths.matrices import Outcome, Shape, as_shape, broadcast_shape, product_shape
from helpers.stage import Slider, Stage, Writing, dress
from helpers.stage.style import BLUE, GREY, INK, ORANGE, RED

RULES = {"@": product_shape, "+": broadcast_shape}
OPERATIONS = [("@ (rows times columns)", "@"), ("+ (element by element)", "+")]
MOST = 6  # rows or columns
BOTH = "(rows, columns)"
ALONE = {"left": "(columns,)", "right": "(rows,)"}  # the one axis that is left

SHEET = np.array([960.0, 320.0])  # what is drawn on, in units of about one pixel
CELL = 38.0
LEFT, RIGHT, RESULT = MIDDLES = np.array([[160, 150], [480, 150], [800, 150]])
SIGNS, TOP = (320, 640), 284  # where signs and shapes are written
SQUARE = np.array([(0, 0), (1, 0), (1, -1), (0, -1), (0, 0)])
PEN = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
NOTHING = Path([(0, 0)])
REFUSED = RESULT + 2 * CELL * np.array([[(-1, -1), (1, 1)], [(-1, 1), (1, -1)]])

Cells = Iterable[tuple[int, int]]


@dataclass(frozen=True)
class Tried:
    """An operation on two shapes.

    Attributes
    ----------
    operation : str
        "@" or "+".
    outcome : Outcome
        What becomes of it.
    """

    operation: str
    outcome: Outcome


class ShapesExplorer(Explorer):
    """Two arrays as blocks of cells, and the block that their product or their sum is, if there is one.

    Parameters
    ----------
    left, right : sequence of int, optional
        The shapes to begin with: one or two sizes of 1 to 6 each.
    operation : {"@", "+"}, optional
        The matrix product, or any operation that goes element by element.

    Raises
    ------
    ValueError
        If a shape is not one or two whole numbers from 1 to 6, or there is no such operation.

    Examples
    --------
    >>> explorer = ShapesExplorer()
    >>> explorer
    ShapesExplorer: (3, 4) @ (4, 2) gives (3, 2), 24 multiplications
    >>> explorer.set(operation="+", left_rows=5, left_columns=1, right_rows=5, right_axes="(rows,)")
    ShapesExplorer: (5, 1) + (5,) gives (5, 5), 25 sums, more numbers than either side
    >>> explorer.close()
    """

    def __init__(self, left: Sequence[int] = (3, 4), right: Sequence[int] = (4, 2), operation: str = "@") -> None:
        one_of("operation", operation, RULES)
        left, right = _as_small("left", left), _as_small("right", right)
        stage = Stage("two blocks of cells, the operation between them, and the block of the result", columns=1)
        (axes,) = stage.axes
        legend = "orange: what makes the first number; dotted: repeated; one axis alone is drawn as a row"
        dress(axes, title=f"left, right and result; {legend}", xlabel="", ylabel="")
        axes.set(xlim=(0, SHEET[0]), ylim=(0, SHEET[1]), aspect="equal")
        axes.set_axis_off()
        axes.text(SIGNS[1], LEFT[1], "=", color=INK, fontsize=22, ha="center", va="center")
        self._draw_sheet(stage, axes)
        super().__init__(
            stage,
            operation=choice("operation", OPERATIONS, operation),
            **_controls("left", left),
            **_controls("right", right),
        )

    def compute(
        self,
        operation: str,
        left_rows: float,
        left_columns: float,
        left_axes: str,
        right_rows: float,
        right_columns: float,
        right_axes: str,
    ) -> Tried:
        """Ask the rule of the operation."""
        left, right = (round(left_rows), round(left_columns)), (round(right_rows), round(right_columns))
        left, right = left if left_axes == BOTH else left[1:], right if right_axes == BOTH else right[:1]
        return Tried(operation, RULES[operation](left, right))

    def draw(self, result: Tried) -> None:
        """Lay out the three blocks, the repeated cells, and those that make the first number."""
        outcome = result.outcome
        spread = _table(outcome.shape) if outcome.fits and result.operation == "+" else None
        plain, repeated, lit = [], [], []
        for middle, shape, first in zip((LEFT, RIGHT), (outcome.left, outcome.right), _first(result), strict=True):
            size, room = _table(shape), spread or _table(shape)
            own = set(_cells(size))
            plain += _squares(middle, room, own)
            repeated += _squares(middle, room, set(_cells(room)) - own)
            lit += _squares(middle, room, first)
        if outcome.fits:
            size = _table(outcome.shape)
            plain += _squares(RESULT, size, _cells(size))
            lit += _squares(RESULT, size, [(0, 0)])
        for patch, squares in ((self._plain, plain), (self._repeated, repeated), (self._lit, lit)):
            patch.set_path(Path(np.concatenate(squares), PEN * len(squares)) if squares else NOTHING)
        hue = ORANGE if outcome.fits else RED
        self._lit.set(facecolor=to_rgba(hue, 0.3), edgecolor=hue, hatch="///" if outcome.fits else "xx")
        self._cross.set_segments([] if outcome.fits else REFUSED)
        shapes = (outcome.left, outcome.right, outcome.shape if outcome.fits else "does not fit")
        self._shapes.write((x, TOP, str(shape)) for (x, _), shape in zip(MIDDLES, shapes, strict=True))
        self._sign.write([(SIGNS[0], LEFT[1] - 10, result.operation)])

    def say(self, result: Tried) -> str:
        """Say which rule led to the result, or in NumPy's own words why there is none."""
        outcome = result.outcome
        tried = f"{outcome.left} {result.operation} {outcome.right}"
        words = _say_product(outcome) if result.operation == "@" else _say_sum(outcome)
        if outcome.fits:
            return f"{tried} gives {outcome.shape}: {words}"
        return f'{tried} does not fit: {words} NumPy says: "{outcome.message.strip()}".'

    def state(self, result: Tried) -> str:
        """Give both shapes and the result's, and how much work it is."""
        outcome = result.outcome
        tried = f"{outcome.left} {result.operation} {outcome.right}"
        if not outcome.fits:
            return f"{tried} does not fit"
        work = counted(outcome.operations, "multiplication" if result.operation == "@" else "sum")
        silent = ", more numbers than either side" if result.operation == "+" and outcome.grows else ""
        return f"{tried} gives {outcome.shape}, {work}{silent}"

    def _draw_sheet(self, stage: Stage, axes: Axes) -> None:
        """Make the cells, the cross of a refusal, and the shapes in NumPy's notation."""
        looks = (
            {"facecolor": to_rgba(BLUE, 0.12), "edgecolor": BLUE, "linewidth": 1.2},
            {"facecolor": "white", "edgecolor": GREY, "linewidth": 1, "linestyle": ":", "hatch": ".."},
            {"linewidth": 1.6},
        )
        self._plain, self._repeated, self._lit = (
            stage.moving(axes.add_patch(PathPatch(NOTHING, **look))) for look in looks
        )
        self._cross = stage.moving(axes.add_collection(LineCollection([], colors=RED, linewidths=3)))
        self._shapes, self._sign = (stage.moving(axes.add_patch(Writing(size, color=INK))) for size in (20.0, 30.0))


def _say_product(outcome: Outcome) -> str:
    """Say what becomes of the inner sizes of a product."""
    left, right = outcome.left, outcome.right
    if not outcome.fits:
        turned = f" The right one's transpose, {right[::-1]}, would fit; whether it is meant is another question."
        return (
            f"the inner sizes are {left[-1]} and {right[0]}, and they must be equal."
            f"{turned if left[-1] == right[-1] else ''}"
        )
    kinds = [("a row on the left", left), ("a column on the right", right)]
    alone = " and ".join(kind for kind, shape in kinds if len(shape) == 1)
    return (
        f"the inner sizes are both {right[0]}, and vanish. "
        f"{f'One axis alone counts as {alone}, and vanishes too. ' if alone else ''}"
        f"A row times a column makes each number: {counted(outcome.operations, 'multiplication')} in all."
    )


def _say_sum(outcome: Outcome) -> str:
    """Say which side is repeated, and warn where both are."""
    if not outcome.fits:
        over, under = next((a, b) for a, b in _paired(outcome) if a != b and 1 not in (a, b))
        return f"laid under each other from the right, {over} stands over {under}, and neither is 1."
    work = counted(outcome.operations, "sum")
    if outcome.left == outcome.right:
        return f"the shapes are equal, number goes with number; {work}."
    words = f"laid under each other from the right, a size that is 1 or missing is repeated; {work}."
    if outcome.grows:
        words += (
            " NumPy says nothing, though the result holds more numbers than either side. Predictions minus targets of "
            "these shapes do the same, and the mean of their squares is then not the loss."
        )
    return words


def _paired(outcome: Outcome) -> list[tuple[int, int]]:
    """Lay two shapes under each other from the right, the last sizes first."""
    return list(zip_longest(outcome.left[::-1], outcome.right[::-1], fillvalue=1))


def _first(tried: Tried) -> Sequence[Cells]:
    """Find the cells of both sides that make the first number of the result, or that do not fit."""
    outcome = tried.outcome
    tables = _table(outcome.left), _table(outcome.right)
    rows, columns = [list(_cells((1, size[1]))) for size in tables], [list(_cells((size[0], 1))) for size in tables]
    if tried.operation == "@":
        return rows[0], columns[1] if len(outcome.right) == 2 else rows[1]
    if outcome.fits:
        return [(0, 0)], [(0, 0)]
    (over, under), *_ = _paired(outcome)
    return columns if over == under or 1 in (over, under) else rows


def _table(shape: Shape) -> tuple[int, int]:
    """Give an array the rows and columns that it is drawn with."""
    return (1, 1, *shape)[-2:]


def _cells(size: tuple[int, int]) -> Cells:
    return product(range(size[0]), range(size[1]))


def _squares(middle: np.ndarray, size: tuple[int, int], cells: Cells) -> list[np.ndarray]:
    """Place cells of a block around its middle, as the corners of squares."""
    top_left = middle + CELL * np.array([-size[1], size[0]]) / 2
    return [top_left + CELL * (SQUARE + np.array([column, -row])) for row, column in cells]


def _controls(side: str, shape: Shape) -> dict[str, ipywidgets.Widget]:
    """Build the sliders of a side's sizes, and the choice between two axes and one."""
    sizes = shape if len(shape) == 2 else (1, *shape) if side == "left" else (*shape, 1)
    sliders = {
        f"{side}_{axis}": Slider(f"{side}: {axis}", value=size, min=1, max=MOST, step=1)
        for axis, size in zip(("rows", "columns"), sizes, strict=True)
    }
    choices = [BOTH, ALONE[side]]
    return sliders | {f"{side}_axes": choice(f"{side}: shape", choices, choices[len(shape) == 1])}


def _as_small(name: str, shape: Sequence[int]) -> Shape:
    sizes = as_shape(name, shape)
    if len(sizes) not in (1, 2) or not all(1 <= size <= MOST for size in sizes):
        raise ValueError(f"{name} is {sizes}; wanted one or two sizes from 1 to {MOST}")
    return sizes

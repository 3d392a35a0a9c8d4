"""What a 2 x 2 matrix does to the plane: a grid moved at once, and the same motion in three steps (notebook 01)."""

from dataclasses import dataclass

import ipywidgets
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Polygon
from numpy.typing import ArrayLike, NDArray

from helpers.explorers.base import Explorer
from helpers.explorers.charts import Arrows, exits, moving_plot
from helpers.explorers.controls import choice, switch
from helpers.explorers.linear_algebra.motion_words import say_area, say_directions, say_steps
from helpers.explorers.words import number
from helpers.maths.checks import as_matrix
from helpers.maths.matrices import Motion, rotation, shear, stretch
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE

Floats = NDArray[np.float64]

LARGEST = 3.0  # of an entry
EDGE = np.array([5.6, 4.0])  # of both axes, right and top
SHAPE = {"width": 0.06, "head": 0.36}  # of an arrow, in units of the plane
OWN = "own entries"
PRESETS = {
    "rotation by 30°": rotation(30),
    "stretch by 2 and 1/2": stretch(2, 0.5),
    "shear by 1": shear(1),
    "projection on the diagonal": np.full((2, 2), 0.5),
    "mirror at the diagonal": np.array([[0.0, 1.0], [1.0, 0.0]]),
}
STEPS = {  # of the motion on the right, and what is seen after each
    "start": "before the first step",
    "turn": "after the first turn",
    "stretch": "after the stretch",
    "turn again": "after the second turn, as the whole matrix leaves it",
}
ENTRIES = {"a": (0, 0), "b": (0, 1), "c": (1, 0), "d": (1, 1)}  # name of a control -> row and column

LINES = np.arange(-2, 3)
GRID = np.array(
    [[(at, -2), (at, 2)] for at in LINES] + [[(-2, at), (2, at)] for at in LINES], dtype=float
)  # (lines, 2 ends, 2)
CORNERS = np.array([(-2, -2), (-2, 2), (2, 2), (2, -2)], dtype=float)
SQUARE = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], dtype=float)
AROUND = np.linspace(0, 2 * np.pi, 121)
CIRCLE = np.column_stack([np.cos(AROUND), np.sin(AROUND)])


@dataclass(frozen=True)
class Moved:
    """A matrix taken apart, and how much of it is shown.

    Attributes
    ----------
    preset : str
        Where the matrix comes from.
    motion : Motion
        What it does.
    step : str
        How far the motion on the right has come: one of `STEPS`.
    eigenvectors : bool
        Whether the directions that stay on their line are drawn.
    """

    preset: str
    motion: Motion
    step: str
    eigenvectors: bool


class MatrixExplorer(Explorer):
    """A 2 x 2 matrix moves a grid on the left; on the right it turns, stretches and turns a circle, step by step.

    Parameters
    ----------
    matrix : array_like, shape (2, 2), optional
        The entries to begin with, -3 to 3 each; `helpers.maths.matrices` builds rotations, stretches and shears.

    Raises
    ------
    ValueError
        If it is not two rows of two numbers from -3 to 3.

    Examples
    --------
    >>> explorer = MatrixExplorer()
    >>> explorer.set(step="stretch")
    MatrixExplorer: [[2 1] [0 1]], determinant 2, stretches 2.29 and 0.874, stretch
    >>> explorer.set(preset="rotation by 30°").sentence[-60:]
    'its line: all are turned, and there are no real eigenvalues.'
    >>> explorer.close()
    """

    def __init__(self, matrix: ArrayLike = ((2.0, 1.0), (0.0, 1.0))) -> None:
        matrix = _as_entries(matrix)
        stage = Stage("left: a grid before and after the matrix; right: a circle turned, stretched and turned again")
        whole, steps = stage.axes
        dress(
            whole,
            title="grid before (grey), after (blue); arrows: columns 1, 2",
            xlabel="first number",
            ylabel="second number",
        )
        dress(
            steps,
            title="the circle step by step; filled: stretched most",
            xlabel="first number",
            ylabel="second number",
        )
        for axes in stage.axes:
            axes.set(xlim=(-EDGE[0], EDGE[0]), ylim=(-EDGE[1], EDGE[1]), aspect="equal")
            axes.set(xticks=range(-5, 6), yticks=range(-4, 5))
            axes.grid(visible=False)
            axes.plot(*CIRCLE.T, "--", color=GREY, linewidth=1)
            axes.plot(0, 0, "o", color=INK, markersize=3)
        self._draw_whole(stage, whole)
        self._draw_steps(stage, steps)
        entries = {
            name: Slider(
                f"row {row + 1}, column {column + 1}",
                value=matrix[row, column],
                min=-LARGEST,
                max=LARGEST,
                step=0.05,
            )
            for name, (row, column) in ENTRIES.items()
        }
        super().__init__(
            stage,
            preset=ipywidgets.Dropdown(options=[OWN, *PRESETS], value=OWN, description="matrix"),
            **entries,
            step=choice("step", STEPS),
            eigenvectors=switch("directions that stay on their line (eigenvectors)"),
        )

    def compute(self, preset: str, a: float, b: float, c: float, d: float, step: str, eigenvectors: bool) -> Moved:
        """Take the matrix apart."""
        motion = Motion.from_matrix(PRESETS.get(preset, [[a, b], [c, d]]))
        return Moved(preset, motion, step, eigenvectors)

    def draw(self, result: Moved) -> None:
        """Move grid, square, circle and arrows on the left; on the right the circle as far as the step goes."""
        motion = result.motion
        move = motion.matrix.T  # rows of points times this
        self._grid.set_segments(GRID @ move)
        self._square.set(xy=SQUARE @ move, hatch="///" if motion.flips else None)
        self._ellipse.set_data(*(CIRCLE @ move).T)
        self._columns.aim(motion.matrix.T)
        for name, tip, side in zip(self._names, motion.matrix.T, (-1, 1), strict=True):
            name.set_data(*_beside(tip, side).T)
        vectors = motion.eigenvectors if result.eigenvectors else np.empty((0, 2))
        images = vectors @ move
        self._lines.set_segments(vectors[:, np.newaxis] * [[-9.0], [9.0]])
        self._before.set_data(*vectors.T)
        self._after.set_data(*images.T)
        self._left_exits.set_data(*_on_edge(np.vstack([CORNERS @ move, images])).T)
        done = motion.stages[list(STEPS).index(result.step)]
        circle = CIRCLE @ done.T
        self._circle.set_data(*circle.T)
        self._directions.aim(motion.directions @ done.T)
        self._right_exits.set_data(*_on_edge(circle[[*circle.argmin(axis=0), *circle.argmax(axis=0)]]).T)

    def say(self, result: Moved) -> str:
        """Say what becomes of areas, of the circle, and of directions."""
        motion = result.motion
        given = "" if result.preset == OWN else f"The matrix is the {result.preset}; the sliders wait. "
        steps = f"{say_steps(motion)}; on the right is the circle {STEPS[result.step]}."
        return f"{given}{say_area(motion)} {steps} {say_directions(motion)}"

    def state(self, result: Moved) -> str:
        """Give the matrix, its determinant and stretches, the step, and the eigenvalues if they are shown."""
        motion = result.motion
        rows = " ".join(f"[{number(left, 3)} {number(right, 3)}]" for left, right in motion.matrix)
        longer, shorter = motion.stretches
        values = " and ".join(number(value, 3) for value in dict.fromkeys(motion.eigenvalues))
        kept = f", {f'eigenvalues {values}' if values else 'every direction turns'}" if result.eigenvectors else ""
        return (
            f"[{rows}], determinant {number(motion.determinant, 3)}, stretches {number(longer, 3)} and "
            f"{number(shorter, 3)}, {result.step}{kept}"
        )

    def _draw_whole(self, stage: Stage, axes: Axes) -> None:
        """Make what the whole matrix moves, over the grid before."""
        axes.add_collection(LineCollection(GRID, colors=GREY, linewidths=0.6))
        self._grid = stage.moving(axes.add_collection(LineCollection(GRID, colors=BLUE, linewidths=1)))
        self._square = stage.moving(
            axes.add_patch(Polygon(SQUARE, facecolor=to_rgba(ORANGE, 0.25), edgecolor=ORANGE, linewidth=1))
        )
        self._ellipse = moving_plot(stage, axes, color=PURPLE, linewidth=1.8)
        self._lines = stage.moving(axes.add_collection(LineCollection([], colors=INK, linestyles="-.", linewidths=1.5)))
        self._before, self._after = (
            moving_plot(stage, axes, "D", markersize=7, color=INK, markerfacecolor=fill) for fill in ("white", INK)
        )
        self._columns = Arrows(stage, axes, (ORANGE, GREEN), **SHAPE)
        self._names = [
            moving_plot(stage, axes, marker=f"${name}$", markersize=9, color=INK, markeredgewidth=0) for name in "12"
        ]
        self._left_exits = stage.moving(exits(axes))

    def _draw_steps(self, stage: Stage, axes: Axes) -> None:
        """Make the circle that is turned and stretched, and the two directions that stay at right angles."""
        axes.axhline(0, color=GREY, linewidth=0.6)
        axes.axvline(0, color=GREY, linewidth=0.6)
        self._circle = moving_plot(stage, axes, color=PURPLE, linewidth=1.8)
        self._directions = Arrows(stage, axes, (BLUE, GREEN), **SHAPE)
        self._right_exits = stage.moving(exits(axes))


def _beside(tip: Floats, side: int) -> Floats:
    """Find the place for an arrow's name: beyond its tip, to one side of it; none if it has no length."""
    length = np.hypot(*tip)
    if length == 0:
        return np.empty((0, 2))
    along, across = tip / length, np.array([-tip[1], tip[0]]) / length
    return np.atleast_2d(tip + 0.3 * along + 0.35 * side * across)


def _on_edge(points: Floats) -> Floats:
    """Find where the ways from the origin to points outside the axes cross their edge."""
    beyond = (np.abs(points) / EDGE).max(axis=1)
    return points[beyond > 1] / beyond[beyond > 1, np.newaxis]


def _as_entries(matrix: ArrayLike) -> Floats:
    entries = as_matrix("matrix", matrix)
    if entries.shape != (2, 2) or np.abs(entries).max() > LARGEST:
        raise ValueError(f"matrix is {entries.tolist()!r:.60}; wanted two rows of two numbers from -3 to 3")
    return entries

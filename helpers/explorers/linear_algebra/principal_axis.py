"""A line turned through a cloud of points until they vary most along it: the first principal axis (notebook 01)."""

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from numpy.typing import ArrayLike, NDArray

from helpers.explorers.base import Explorer
from helpers.explorers.charts import legend, moving_plot, thinned
from helpers.explorers.controls import choice
from helpers.explorers.words import as_name, number, percent
from helpers.maths.checks import LARGEST, as_matrix, as_number
from helpers.maths.matrices import pca, variance_along
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREY, INK, ORANGE, PURPLE

Floats = NDArray[np.float64]

MADE_UP, SEED = 60, 5
NAMES = ("years of work", "income (euros a month)")
LONGEST_NAME = 24  # letters that fit beside the picture
ON_AXIS = 0.5  # degrees: half a step of the slider
EVERY_WAY = 1e-9  # share of the total: variances nearer than this differ by rounding only
NEEDLE = 0.1  # of the larger standard deviation: the other feature has 1% of the variance

RULER = "Raw features are drawn here with one unit for both:"
STANDARDISED, RAW = "standardised", "raw"
LOOKS = {STANDARDISED: (BLUE, "-", "o"), RAW: (ORANGE, "--", "s")}


@dataclass(frozen=True)
class Turned:
    """A cloud seen along one line through its mean.

    Attributes
    ----------
    scaling : str
        "standardised" or "raw".
    angle : float
        The line's angle to the first feature's axis in degrees, 0 to 180.
    variance : float
        The variance of the shadows on the line.
    share : float
        The same as a share of both features' variances together, 0 to 1.
    first : float
        The angle of the first principal axis, 0 to 180.
    """

    scaling: str
    angle: float
    variance: float
    share: float
    first: float


class PrincipalAxisExplorer(Explorer):
    """A cloud of points and a line through its mean on the left; on the right how much varies along it at each angle.

    Parameters
    ----------
    X : array_like, shape (n, 2), optional
        Samples of two features; 60 people made up for this course when omitted, who earn more the longer they work.
    names : (str, str), optional
        What the two features are.
    angle : float, optional
        The line's angle to begin with, in degrees from 0 to 180.

    Raises
    ------
    ValueError
        If X is no finite matrix with two columns that vary, the names are not two short ones, or the angle is out of
        range.

    Examples
    --------
    >>> explorer = PrincipalAxisExplorer(angle=45)
    >>> explorer
    PrincipalAxisExplorer: standardised, 45°: 92.79% of the variance, first axis 45° with 92.79%
    >>> explorer.set(scaling="raw")
    PrincipalAxisExplorer: raw, 45°: 50.98% of the variance, first axis 89.44° with over 99.99%
    >>> explorer.close()
    """

    def __init__(
        self, X: ArrayLike | None = None, names: tuple[str, str] | None = None, *, angle: float = 10.0
    ) -> None:
        self.names = _as_names(names or (NAMES if X is None else ("feature 1", "feature 2")))
        self.X = _as_cloud(_people() if X is None else X)
        if not 0 <= as_number("angle", angle) <= 180:
            raise ValueError(f"angle is {angle:g}; wanted 0 to 180 degrees")
        self._axes = {scaling: pca(self.X, standardised=scaling == STANDARDISED) for scaling in LOOKS}
        centred, own = self.X - self._axes[RAW].mean, self._axes[STANDARDISED].std
        self._clouds = {STANDARDISED: centred / own, RAW: centred / own.max()}  # raw: one ruler for both features
        self._reach = 1.05 * max(np.hypot(*cloud.T).max() for cloud in self._clouds.values())
        stage = Stage("left: a cloud, a line through its mean and its shadows there; right: the variance at each angle")
        plane, shares = stage.axes
        self._draw_plane(stage, plane)
        self._draw_shares(shares)
        self._dot = moving_plot(stage, shares, markersize=11, markeredgecolor="white", clip_on=False)
        super().__init__(
            stage,
            angle=Slider("angle", value=angle, min=0, max=180, step=1, unit="degrees", playable=True),
            scaling=choice("features", LOOKS),
        )

    def compute(self, angle: float, scaling: str) -> Turned:
        """Measure the variance along the line."""
        axes, cloud = self._axes[scaling], self._clouds[scaling]
        share = variance_along(cloud, _direction(angle)) / cloud.var(axis=0).sum()
        first = float(np.degrees(np.arctan2(*axes.directions[0, ::-1]))) % 180
        return Turned(scaling, angle, share * float(axes.variances.sum()), share, first)

    def draw(self, result: Turned) -> None:
        """Turn the line, let the points fall on it, and move the dot along the curve."""
        direction, cloud = _direction(result.angle), self._clouds[result.scaling]
        cloud = np.column_stack(thinned(*cloud.T))
        shadows = np.outer(cloud @ direction, direction)
        hue, _, marker = LOOKS[result.scaling]
        self._points.set(data=cloud.T, marker=marker, color=hue)
        self._falls.set_segments(np.stack([cloud, shadows], axis=1))
        self._shadows.set_data(*shadows.T)
        end = self._reach * direction
        self._line.set_data([-end[0], end[0]], [-end[1], end[1]])
        self._tip.set(data=([0.96 * end[0]], [0.96 * end[1]]), marker=(3, 0, result.angle - 90))
        self._dot.set(data=([result.angle], [100 * result.share]), marker=marker, markerfacecolor=hue)

    def say(self, result: Turned) -> str:
        """Say how much varies along the line, where the most does, and whose doing that is."""
        axes = self._axes[result.scaling]
        total, (best, rest) = float(axes.variances.sum()), axes.ratios
        along = (
            f"Along the line at {_degrees(result.angle)} the variance is {number(result.variance)} of {number(total)}, "
            f"{_percent(result.share)} of the total; the rest is in the distances from the line."
        )
        if best - rest < EVERY_WAY:
            return f"{along} The cloud varies the same in every direction, so no axis is the first."
        near = abs((result.angle - result.first + 90) % 180 - 90) <= ON_AXIS
        return (
            f"{along} The most is {'here, ' if near else ''}at {_degrees(result.first)}, the first principal axis: "
            f"{_percent(best)}. The second, at a right angle to it, has {_percent(rest)}. Turned by 180° a line is the "
            f"same line: the sign of an eigenvector is free. {self._why(result.scaling)}"
        )

    def state(self, result: Turned) -> str:
        """Give scaling, angle, share of the variance and the first axis."""
        best, rest = self._axes[result.scaling].ratios
        first = (
            f"first axis {_degrees(result.first)} with {_percent(best)}"
            if best - rest >= EVERY_WAY
            else "no first axis"
        )
        return f"{result.scaling}, {_degrees(result.angle)}: {_percent(result.share)} of the variance, {first}"

    def _why(self, scaling: str) -> str:
        """Say what the scaling has to do with it."""
        if scaling == STANDARDISED:
            return (
                "Of two standardised features the first axis is at 45°, or at 135° where one falls as the other grows."
            )
        std = self._axes[STANDARDISED].std
        if np.ptp(std) <= EVERY_WAY * std.max():
            return "Raw, both features vary the same in their own units: standardising does not change the axes."
        large, small = (self.names[at] for at in (std.argmax(), std.argmin()))
        if std.min() > NEEDLE * std.max():
            return f"{RULER} {large} counts more than {small}, as its numbers vary more."
        return f"{RULER} {large} takes nearly all, as its numbers vary so much more: its unit decides that."

    def _draw_plane(self, stage: Stage, axes: Axes) -> None:
        """Make the cloud, the line, and the points' way to it."""
        dress(
            axes,
            title="cloud, shadows ◆; unit: standard deviation (raw: larger)",
            xlabel=f"{self.names[0]}, scaled",
            ylabel=f"{self.names[1]}, scaled",
        )
        axes.set(xlim=(-self._reach, self._reach), ylim=(-self._reach, self._reach), aspect="equal")
        falls = LineCollection([], colors=GREY, linewidths=0.8)
        self._falls = stage.moving(axes.add_collection(falls, autolim=False))
        self._line = moving_plot(stage, axes, color=INK, linewidth=1.5)
        self._tip = moving_plot(stage, axes, color=INK, markersize=10)
        self._points = moving_plot(stage, axes, linestyle="", markersize=4)
        self._shadows = moving_plot(stage, axes, "d", color=PURPLE, markersize=4)

    def _draw_shares(self, axes: Axes) -> None:
        """Draw the share of the variance at every angle, and mark both principal axes."""
        dress(
            axes,
            title="variance along the line: ★ first axis, ☆ second",
            xlabel="angle of the line (degrees)",
            ylabel="share of the total variance (%)",
        )
        axes.set(xlim=(0, 180), ylim=(-3, 122), xticks=range(0, 181, 45), yticks=range(0, 101, 20))
        angles = np.arange(0, 180.5, 0.5)
        for scaling, (hue, dash, _) in LOOKS.items():
            heights = [100 * self.compute(angle, scaling).share for angle in angles]
            axes.plot(angles, heights, dash, color=hue, linewidth=2, label=scaling)
            ratios, first = self._axes[scaling].ratios, self.compute(0, scaling).first
            star = {"color": hue, "markeredgecolor": INK, "markersize": 13, "clip_on": False}
            axes.plot(first, 100 * ratios[0], "*", **star)
            axes.plot((first + 90) % 180, 100 * ratios[1], "*", **{**star, "color": "white"})
        legend(axes, loc="upper right", ncols=2, handlelength=3)


def _direction(degrees: float) -> Floats:
    turn = np.radians(degrees)
    return np.array([np.cos(turn), np.sin(turn)])


def _degrees(angle: float) -> str:
    return f"{number(round(angle, 2), 5)}°"


def _percent(share: float) -> str:
    """Write a share of the variance in percent, without its rest of rounding."""
    return percent(0 if share < EVERY_WAY else 1 if share > 1 - EVERY_WAY else share, digits=4)


def _people() -> Floats:
    """Make up people: years of work, and an income that grows with them."""
    rng = np.random.default_rng(SEED)
    years = rng.uniform(0, 35, MADE_UP).round(1)
    return np.column_stack([years, (2_000 + 75 * years + rng.normal(0, 580, MADE_UP)).round(-1)])


def _as_names(names: tuple[str, str]) -> tuple[str, str]:
    if not isinstance(names, tuple | list) or len(names) != 2:
        raise ValueError(f"names is {names!r:.60}; wanted two, one for each feature")
    return tuple(as_name("a feature is called", name, LONGEST_NAME) for name in names)


def _as_cloud(X: ArrayLike) -> Floats:
    X = as_matrix("X", X, most=LARGEST)
    if X.shape[1] != 2:
        raise ValueError(f"X has shape {X.shape}; wanted two columns, one for each axis of the picture")
    return X

"""Two arrows, their dot product and the shadow that one casts on the other (notebook 01)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Rectangle
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from helpers.explorers.base import Explorer
from helpers.explorers.charts import Arrows, moving_plot, set_signed
from helpers.explorers.words import number
from helpers.maths.checks import as_vector
from helpers.maths.vectors import angle, cosine_similarity, norm, projection, projection_length
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, FONT_SIZE, GREEN, GREY, INK, ORANGE, PURPLE

Floats = NDArray[np.float64]

REACH, LONGEST = 5.0, 100.0  # how long an arrow can be made, and how long it may be brought
ROUNDING = 1e-9  # sines and cosines of a slider's degrees leave this much of a 0
NEAR_RIGHT = 0.25  # a cosine this near 0 is that of an angle of 75 to 105 degrees

BARS = {"a₁ · b₁": BLUE, "a₂ · b₂": ORANGE, "a · b": INK, "cosine": PURPLE}


@dataclass(frozen=True)
class Product:
    """Two arrows and all that their dot product says.

    Attributes
    ----------
    a, b : numpy.ndarray, shape (2,)
        The arrows' tips.
    products : numpy.ndarray, shape (2,)
        Element by element.
    dot : float
        Their sum.
    angle, cosine : float or None
        The angle between the arrows in degrees, and its cosine; none where an arrow has length 0.
    shadow : numpy.ndarray, shape (2,), or None
        The tip of the shadow of a on b; none where b has length 0.
    shadow_length : float or None
        Its length, below 0 on the side away from b.
    """

    a: Floats
    b: Floats
    products: Floats
    dot: float
    angle: float | None
    cosine: float | None
    shadow: Floats | None
    shadow_length: float | None


class DotProductExplorer(Explorer):
    """Two arrows and the shadow of a on b on the left; on the right the products that a · b adds up, and the cosine.

    Parameters
    ----------
    a, b : array_like, shape (2,), optional
        The arrows' tips to begin with, at most 100 from the origin.

    Raises
    ------
    ValueError
        If a or b is not two finite numbers, or too long.

    Examples
    --------
    >>> explorer = DotProductExplorer()
    >>> explorer
    DotProductExplorer: a (3, 1), b (2, 2): a · b 8, angle 26.57°, cosine 0.8944, shadow 2.828
    >>> explorer.set(b_length=1).sentence[-54:]
    'That is a · b itself, and only because b has length 1.'
    >>> explorer.close()
    """

    def __init__(self, a: ArrayLike = (3.0, 1.0), b: ArrayLike = (2.0, 2.0)) -> None:
        a, b = _as_arrow("a", a), _as_arrow("b", b)
        reach = max(REACH, float(np.ceil(max(norm(a), norm(b)))))
        stage = Stage(
            "left: two arrows and the shadow of a on b; right: the products that a · b adds up, and the cosine"
        )
        plane, sums = stage.axes
        dress(
            plane,
            title="shadow of a on b (thick dashes), length 1 (circle)",
            xlabel="first number",
            ylabel="second number",
        )
        self._draw_plane(stage, plane, reach)
        dress(sums, title="the products, their sum, and the cosine", xlabel="below 0: hatched", ylabel="product")
        self._draw_sums(stage, sums, reach)
        super().__init__(stage, **_sliders("a", a, reach), **_sliders("b", b, reach))

    def compute(self, a_length: float, a_angle: float, b_length: float, b_angle: float) -> Product:
        """Multiply the arrows, and cast the shadow."""
        a, b = _tip(a_length, a_angle), _tip(b_length, b_angle)
        products = a * b
        aimed = a_length > 0 and b_length > 0
        return Product(
            a,
            b,
            products,
            float(products.sum()),
            angle(a, b) if aimed else None,
            cosine_similarity(a, b) if aimed else None,
            projection(a, b) if b_length > 0 else None,
            projection_length(a, b) if b_length > 0 else None,
        )

    def draw(self, result: Product) -> None:
        """Turn the arrows, lay the shadow under b, and set the bars."""
        self._arrows.aim([result.a, result.b])
        for name, tip in zip(self._names, (result.a, result.b), strict=True):
            name.set_data(*np.atleast_2d(tip + 0.8 * self._head * _toward(tip)).T)
            name.set_visible(tip.any())
        shadow = np.empty((0, 2)) if result.shadow is None else np.array([[0, 0], result.shadow])
        self._shadow.set_data(*shadow.T)
        self._fall.set_data(*np.vstack([shadow[1:], result.a]).T)
        self._line.set_data(*(np.outer([-1, 1], self._far * _toward(result.b))).T)
        heights = (*result.products, result.dot, (result.cosine or 0) * self._most)
        for bar, height, hue in zip(self._bars, heights, BARS.values(), strict=True):
            set_signed(bar, height, hue)

    def say(self, result: Product) -> str:
        """Say what is added up, what its sign means, and what the shadow has to do with it."""
        (a1, a2), (b1, b2) = result.a, result.b
        total = (
            f"a · b = a₁ · b₁ + a₂ · b₂ = {_factor(a1)} · {_factor(b1)} + {_factor(a2)} · {_factor(b2)} = "
            f"{number(result.dot)}"
        )
        return f"{total}{_say_direction(result)} {_say_shadow(result)}"

    def state(self, result: Product) -> str:
        """Give both arrows, the dot product, angle, cosine and shadow."""
        between = (
            "no angle" if result.angle is None else f"angle {number(result.angle)}°, cosine {number(result.cosine)}"
        )
        shadow = "no shadow" if result.shadow is None else f"shadow {number(result.shadow_length)}"
        return f"a {_pair(result.a)}, b {_pair(result.b)}: a · b {number(result.dot)}, {between}, {shadow}"

    def _draw_plane(self, stage: Stage, axes: Axes, reach: float) -> None:
        """Make the arrows, the line along b, and the shadow, over a circle of length 1."""
        edge = 1.12 * reach
        self._far, self._head = 2 * edge, 0.11 * reach
        axes.set(xlim=(-edge, edge), ylim=(-edge, edge), aspect="equal")
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_locator(MaxNLocator(6, integer=True))
        axes.plot(0, 0, "o", color=INK, markersize=4)
        axes.add_patch(Circle((0, 0), 1, facecolor="none", edgecolor=GREY, linewidth=1))
        self._line = moving_plot(stage, axes, ":", color=GREY, linewidth=1)
        self._fall = moving_plot(stage, axes, "--", color=GREY, linewidth=1.2)
        thick = {"linewidth": 8, "dashes": (0.9, 0.35), "dash_capstyle": "butt"}
        self._shadow = moving_plot(stage, axes, color=GREEN, **thick)
        self._arrows = Arrows(stage, axes, (BLUE, ORANGE), width=0.018 * reach, head=self._head)
        self._names = [
            moving_plot(stage, axes, marker=marker, markersize=size, color=INK, markeredgewidth=0)
            for marker, size in (("$a$", 9), ("$b$", 12))
        ]

    def _draw_sums(self, stage: Stage, axes: Axes, reach: float) -> None:
        """Make the bars of the products and their sum, and on a scale of its own that of the cosine."""
        self._most = reach**2
        edge = 1.1 * self._most
        axes.set(xlim=(-0.6, 3.6), ylim=(-edge, edge))
        axes.set_xticks(range(len(BARS)), list(BARS))
        axes.grid(visible=False, axis="x")
        axes.axhline(0, color=INK, linewidth=1)
        axes.axvline(2.5, color=GREY, linewidth=1, linestyle=":")
        scale = axes.secondary_yaxis("right", functions=(lambda y: y / self._most, lambda y: y * self._most))
        scale.set_yticks([-1, -0.5, 0, 0.5, 1])
        scale.set_ylabel("cosine", fontsize=FONT_SIZE, color=INK)
        scale.tick_params(labelsize=FONT_SIZE - 1, colors=INK)
        scale.spines[:].set_color(GREY)
        self._bars = [
            stage.moving(axes.add_patch(Rectangle((at - 0.3, 0), 0.6, 0, facecolor=hue, edgecolor=hue, linewidth=1.2)))
            for at, hue in enumerate(BARS.values())
        ]


def _say_direction(result: Product) -> str:
    """Say what the sign of the dot product means, and what is left of it without the lengths."""
    if result.cosine is None:
        name = "Both arrows have" if norm(result.a) == norm(result.b) else f"{'a' if not result.a.any() else 'b'} has"
        return f": an arrow of length 0 makes every product 0. {name} no direction, so there is no angle and no cosine."
    degrees, lengths = number(result.angle), f"({number(norm(result.a))} · {number(norm(result.b))})"
    cosine = f"The cosine leaves the lengths out: {number(result.dot)} / {lengths} = {number(result.cosine)}"
    if abs(result.cosine) < ROUNDING:
        return f": the arrows stand at a right angle, and no length changes that. {cosine}."
    side = "above 0, as the angle is under 90" if result.dot > 0 else "below 0, as the angle is over 90"
    if abs(result.cosine) < NEAR_RIGHT and abs(result.dot) >= 1:
        cosine += ", near 0; what takes the dot product far from 0 here is long arrows, not a common direction"
    return f", {side}: it is {degrees} degrees. {cosine}."


def _say_shadow(result: Product) -> str:
    """Say how long the shadow is, and when that is the dot product; at 0 both are 0 whatever the length of b."""
    if result.shadow is None:
        return "Without a direction b takes no shadow."
    length, b_length = result.shadow_length, norm(result.b)
    where = " and falls on the side away from b" if length < -ROUNDING else ""
    shadow = f"The shadow of a on b is {number(abs(length))} long{where}."
    if abs(length) < ROUNDING:
        return shadow
    if abs(b_length - 1) < ROUNDING:
        return f"{shadow} That is a · b itself{', up to the sign' if where else ''}, and only because b has length 1."
    return f"{shadow} a · b is that times the length of b, {number(b_length)}{', with a minus' if where else ''}."


def _sliders(name: str, tip: Floats, reach: float) -> dict[str, Slider]:
    degrees = float(np.degrees(np.arctan2(tip[1] + 0.0, tip[0])))  # + 0.0: -0.0 would point to -180 degrees
    return {
        f"{name}_length": Slider(
            f"length of {name}", value=norm(tip), min=0, max=reach, step=reach / 100, marks=[(1, "1")]
        ),
        # -180 degrees would be 180 over again
        f"{name}_angle": Slider(
            f"angle of {name}", value=degrees, min=min(-179.0, degrees), max=180, step=1, unit="degrees"
        ),
    }


def _tip(length: float, degrees: float) -> Floats:
    turn = np.radians(degrees)
    return length * np.array([np.cos(turn), np.sin(turn)])


def _toward(tip: Floats) -> Floats:
    """Give the direction of an arrow, or none."""
    length = norm(tip)
    return tip / length if length else tip


def _pair(tip: Sequence[float]) -> str:
    return f"({number(tip[0], 3)}, {number(tip[1], 3)})"


def _factor(value: float) -> str:
    """Write a number between signs."""
    text = number(value)
    return f"({text})" if text.startswith("-") else text


def _as_arrow(name: str, tip: ArrayLike) -> Floats:
    arrow = as_vector(name, tip, length=2, most=LONGEST)
    if norm(arrow) > LONGEST:
        raise ValueError(f"{name} has length {norm(arrow):g}; wanted at most {LONGEST:g}")
    return arrow

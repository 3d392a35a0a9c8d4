"""A secant that turns into the tangent, until floating point takes over (notebook 02)."""

from dataclasses import dataclass

import numpy as np

from helpers.explorers.base import Explorer
from helpers.explorers.charts import Span, exits, moving_plot, to_edge
from helpers.explorers.words import number
from helpers.maths.autodiff import DifferenceError, Function, difference_error, forward_difference
from helpers.maths.checks import as_vector
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREEN, INK, ORANGE

DECADES, PER_DECADE = 16, 10
NUDGES = np.geomspace(1, 10.0**-DECADES, DECADES * PER_DECADE, endpoint=False)  # the largest first
DIGITS = 10  # of a slope: the error stays in sight a long way down

WHY = {
    "h too large": "h is too large: the curve bends between the two points, and less so the closer they are.",
    "about the best h": "This is about the best h can do: near here the bend of the curve and floating point do about "
    "equal harm.",
    "floating point rules": "Floating point takes over: f(x) and f(x + h) agree in nearly all of their 16 digits, so "
    "few true ones are left in their difference.",
    "no error": "The two agree in every digit that a 64-bit number has.",
    "x + h is x": "In floating point x + h is x itself: nothing has moved, so no slope is seen.",
}


@dataclass(frozen=True)
class Secant:
    """A secant, the tangent that it should become, and how wrong it would be at other nudges.

    Attributes
    ----------
    x, h : float
        The secant goes through the curve at x and x + h.
    slope, tangent : float
        The secant's slope and the true one, in units of f per unit of x.
    error, central_error : float
        How wrong the secant's slope is, and that of the secant from x - h to x + h.
    errors : DifferenceError
        The same at every nudge from 1 down.
    verdict : str
        What rules the error: a key of `WHY`.

    Examples
    --------
    >>> explorer = TangentExplorer()
    >>> explorer.set(h=1e-16).result.slope
    0.0
    >>> explorer.close()
    """

    x: float
    h: float
    slope: float
    tangent: float
    error: float
    central_error: float
    errors: DifferenceError
    verdict: str


class TangentExplorer(Explorer):
    """A secant that turns into the tangent as h shrinks: the curve on the left, the error of the slope on the right.

    Parameters
    ----------
    f, derivative : callable, optional
        A function of one number and its true derivative; x³/4 - x when omitted.
    name : str, optional
        How the function is written.
    span : (float, float), optional
        Where x can go; the curve is drawn one unit further on both sides.
    x : float, optional
        Where the slope is taken, to begin with.

    Raises
    ------
    ValueError
        If the function is not finite all over the curve.

    Examples
    --------
    >>> explorer = TangentExplorer(x=1.5)
    >>> explorer
    TangentExplorer: x 1.5, h 1: secant 2.0625, tangent 0.6875, error 1.38, h too large
    >>> explorer.set(h=1e-13)
    TangentExplorer: x 1.5, h 1e-13: secant 0.68723, tangent 0.6875, error 0.000272, floating point rules
    >>> explorer.close()
    """

    def __init__(
        self,
        f: Function = lambda x: x * x * x / 4 - x,
        derivative: Function = lambda x: 3 * x * x / 4 - 1,
        *,
        name: str = "x³/4 - x",
        span: Span = (-2.0, 2.0),
        x: float = 1.0,
    ) -> None:
        self.f, self.derivative = f, derivative
        ends = (span[0] - 1, span[1] + 1)
        places = np.linspace(*ends, 300)
        heights = as_vector(f"{name} from {ends[0]:g} to {ends[1]:g}", [f(place) for place in places])
        stage = Stage("left: the curve, the secant and the tangent; right: the error of the slope for each h so far")
        curve, valley = stage.axes
        dress(curve, title=f"{name}: secant ●–◆ (dashed), tangent (solid)", xlabel="x", ylabel="f(x)")
        room = 0.15 * (np.ptp(heights) or 1)
        curve.set(xlim=ends, ylim=(heights.min() - room, heights.max() + room))
        curve.plot(places, heights, color=INK, linewidth=1.5)
        dress(valley, title="error: ● secant (solid), ■ central (dashed)", xlabel="h", ylabel="error of the slope")
        worst = max(difference_error(f, derivative, place, NUDGES).forward.max() for place in np.linspace(*span, 9))
        top = 10 ** np.ceil(np.log10(max(worst, 1e-100)) + 0.3)
        valley.set(xscale="log", yscale="log", xlim=(NUDGES[-1] / 2, 2), ylim=(top * 1e-15, top))
        self._tangent = moving_plot(stage, curve, color=BLUE, linewidth=2)
        self._secant = moving_plot(stage, curve, "--", color=ORANGE, linewidth=2)
        self._ends = [moving_plot(stage, curve, mark, color=ORANGE, markersize=9) for mark in "oD"]
        self._central, self._forward = (
            moving_plot(stage, valley, dash, color=colour, linewidth=1.5)
            for dash, colour in (("--", GREEN), ("-", ORANGE))
        )
        self._central_dot, self._forward_dot = (
            moving_plot(stage, valley, mark, color=colour, markersize=size)
            for mark, colour, size in (("s", GREEN, 11), ("o", ORANGE, 8))
        )
        self._exits = stage.moving(exits(valley))
        self._exits.set_markersize(6)  # every error that is exactly 0 has one
        super().__init__(
            stage,
            h=Slider("h", value=1, min=10.0**-DECADES, max=1, log=True),
            x=Slider("x", value=x, min=span[0], max=span[1], step=(span[1] - span[0]) / 400),
        )

    def compute(self, h: float, x: float) -> Secant:
        """Measure the secant at this nudge, and at all others."""
        tangent, slope = float(self.derivative(x)), forward_difference(self.f, x, h)
        here = difference_error(self.f, self.derivative, x, [h])
        errors = difference_error(self.f, self.derivative, x, NUDGES)
        best_decade = int(errors.forward.reshape(DECADES, PER_DECADE).max(axis=1).argmin())
        error, central_error = float(here.forward[0]), float(here.central[0])
        return Secant(x, h, slope, tangent, error, central_error, errors, _verdict(x, h, error, best_decade))

    def draw(self, result: Secant) -> None:
        """Lay secant and tangent over the curve, and both errors over their axes."""
        curve, valley = self.stage.axes
        ends, height, second = np.array(curve.get_xlim()), self.f(result.x), result.x + result.h
        for line, slope in ((self._tangent, result.tangent), (self._secant, result.slope)):
            line.set_data(ends, height + slope * (ends - result.x))
        for mark, place in zip(self._ends, (result.x, second), strict=True):
            mark.set_data([place], [self.f(place)])
        met = result.errors.h >= result.h  # the curves come into being as h shrinks
        nudges, forward, central = result.errors.h[met], result.errors.forward[met], result.errors.central[met]
        self._forward.set_data(nudges, forward)
        self._central.set_data(nudges, central)
        self._forward_dot.set_data([result.h], [result.error])
        self._central_dot.set_data([result.h], [result.central_error])
        errors = np.r_[result.error, result.central_error, forward, central]
        self._exits.set_data(*to_edge(valley, np.r_[result.h, result.h, nudges, nudges], errors))

    def say(self, result: Secant) -> str:
        """Say both slopes, the error, and which of its two causes rules."""
        return (
            f"At x = {number(result.x)} the secant has slope {number(result.slope, DIGITS)}, the tangent "
            f"{number(result.tangent, DIGITS)}: an error of {result.error:.3g} (central difference: "
            f"{result.central_error:.3g}). {WHY[result.verdict]}"
        )

    def state(self, result: Secant) -> str:
        """Give place, nudge, both slopes and what rules the error."""
        return (
            f"x {number(result.x)}, h {result.h:.3g}: secant {number(result.slope, 5)}, "
            f"tangent {number(result.tangent, 5)}, error {result.error:.3g}, {result.verdict}"
        )


def _verdict(x: float, h: float, error: float, best_decade: int) -> str:
    """Name what rules the error; the best decade has the least worst error, and decade 0 is from 1 down to 0.1."""
    if x + h == x:
        return "x + h is x"
    if error == 0:
        return "no error"
    beyond = -np.log10(h) - (best_decade + 0.5)  # decades past the middle of the best
    if beyond < -1:
        return "h too large"
    return "about the best h" if beyond <= 1 else "floating point rules"

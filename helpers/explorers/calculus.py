"""The explorers of notebook 02 (calculus): slopes, descent, the chain rule, and what depth and optimisers do.

Legend: `w` weights, w₁ and w₂ on a map; λ the curvature of a loss; β the share of its velocity that momentum keeps.
"""

import ipywidgets
import numpy as np
from matplotlib.collections import EllipseCollection
from matplotlib.patches import FancyArrowPatch, Rectangle

from helpers.explorers import charts
from helpers.explorers.explorer import Explorer, choice, control, slider, switch
from helpers.explorers.words import amount, counted, growth, listed, number, percent
from helpers.maths import optimizers
from helpers.maths.autodiff import Value, difference_error, forward_difference, measured_slope
from helpers.maths.checks import as_vector
from helpers.maths.descent import CLOSE, LEAST, QuadraticLoss, Saddle, TwoValleys, Verdict, valley
from helpers.maths.networks import deep_signals
from helpers.maths.patients import HEALTHY, NOISE, PATIENTS, REMEDIES, STEPS, TELLS, UNTREATED, train_patient
from helpers.stage import Slider, Writing, dress
from helpers.stage.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, RAMP, RED

TIGHT = {"ncols": 7, "columnspacing": 1.2, "handletextpad": 0.4}  # a key of many marks

DECADES, PER_DECADE = 16, 10
NUDGES = np.geomspace(1, 10.0**-DECADES, DECADES * PER_DECADE, endpoint=False)  # the largest first
ROUNDING = 1e-4  # more of an error than this, whatever h is, does not come from rounding
STOPS = 400  # of x on its slider
DIGITS = 10  # of a slope: the error stays in sight a long way down
WHY_WRONG = {  # by what rules the error of a secant's slope
    "h too large": "h is too large: the curve bends between the two points, and less so the closer they are.",
    "about the best h": "This is about the best h can do: for a larger one the bend counts more, for a smaller one the "
    "rounding of floating point.",
    "rounding rules": "Floating point takes over: f is rounded at about its 16th digit, and dividing by h makes "
    "that {times} times as large.",
    "no slope": "No h makes them agree: here the curve has a corner or a jump, and no one slope.",
    "no bend": "The curve hardly bends, so whatever h is, the error is no more than rounding.",
    "no error": "The two agree in every digit that a 64-bit number has.",
    "x + h is x": "In floating point {letter} + h is {letter} itself: nothing has moved, so no slope is seen.",
}


class TangentExplorer(Explorer):
    """A secant that turns into the tangent as h shrinks: the curve on the left, the error of the slope on the right.

    It takes a function of one number, how it is written, and the span of x; and its true derivative. Without that the
    tangent's slope is measured, and the right side shows the slope at each x so far.

    >>> TangentExplorer(x=1.5).set(h=1e-13)
    TangentExplorer: x 1.5, h 1e-13: secant 0.6872, tangent 0.6875, error 0.000272, rounding rules
    """

    label = "left: the curve, the secant and the tangent; right: the slopes so far, or their errors for each h so far"
    h = slider("h", 1, 10.0**-DECADES, 1, log=True)

    def __init__(self, f=None, derivative=None, *, name=None, letter="x", span=(-2.0, 2.0), **begin):
        if f is None:
            f, derivative, name = lambda x: x * x * x / 4 - x, lambda x: 3 * x * x / 4 - 1, "x³/4 - x"
        self.f, self.name, self.letter, self.span = f, name or "f(x)", letter, span
        self.step = (span[1] - span[0]) / STOPS
        beyond = np.ceil(1 / self.step)
        self.places = span[0] + self.step * np.arange(-beyond, STOPS + beyond + 1)
        low, high = self.places[[0, -1]]
        self.heights = as_vector(f"{self.name} from {low:g} to {high:g}", [f(x) for x in self.places.tolist()])
        self.measured = derivative is None
        self.derivative = derivative or measured_slope(f, self.step)
        super().__init__(**begin)

    def more_controls(self):
        low, high = self.span
        return {"x": Slider(self.letter, value=min(max(1, low), high), min=low, max=high, step=self.step)}

    def build(self, curve, right):
        dress(curve, f"{self.name}, with a secant and the tangent", self.letter, self.name)
        room = 0.15 * (np.ptp(self.heights) or 1)
        curve.set(xlim=self.places[[0, -1]], ylim=(self.heights.min() - room, self.heights.max() + room))
        curve.plot(self.places, self.heights, color=INK, linewidth=1.5)
        self.tangent = self.line(curve, color=BLUE, linewidth=2, label="tangent")
        self.secant = self.line(curve, "--", color=ORANGE, linewidth=2, label="secant")
        marks = {self.letter: "o", f"{self.letter} + h": "D"}
        self.ends = [self.line(curve, mark, color=ORANGE, markersize=9, label=name) for name, mark in marks.items()]
        self.handle(self.ends[0], "the first point", x="x")
        self.handle(self.ends[1], "the nudged point", to_controls=lambda x, _: {"h": x - self.result.x})
        (self.build_slopes if self.measured else self.build_errors)(right)
        charts.key(self.figure, **TIGHT)

    def build_slopes(self, axes):
        dress(axes, f"slope at each {self.letter} so far", self.letter, "slope", xlim=self.places[[0, -1]])
        steepest = 1.1 * np.abs(np.diff(self.heights)).max() / self.step
        axes.set_ylim(-steepest, steepest)
        axes.axhline(0, label="level: slope 0", **charts.LEVEL)
        self.met = charts.Trail(self, axes, BLUE)
        marks = (("o", BLUE, "slope of the tangent"), ("s", ORANGE, "slope of the secant"))
        self.slopes = [self.line(axes, mark, color=hue, markersize=7, label=name) for mark, hue, name in marks]

    def build_errors(self, errors):
        title, up = "how far the slopes are from the tangent's", "error of the slope (logarithmic)"
        dress(errors, title, "h (logarithmic)", up, xscale="log", yscale="log")
        tried = [difference_error(self.f, self.derivative, x, NUDGES).forward for x in np.linspace(*self.span, 9)]
        top = 10 ** np.ceil(np.log10(max(np.max(tried), 1e-100)) + 0.3)
        errors.set(xlim=(NUDGES[-1] / 2, 2), ylim=(top * 1e-15, top))
        self.central = self.line(errors, "--", color=GREEN, linewidth=1.5)
        self.forward = self.line(errors, "-", color=ORANGE, linewidth=1.5)
        self.central_dot = self.line(errors, "s--", color=GREEN, markersize=11, label="error of the central difference")
        self.forward_dot = self.line(errors, "o-", color=ORANGE, markersize=8, label="error of the secant")
        marks = self.forward_dot, self.central_dot, self.forward  # a central error is 0 all along a parabola
        self.leaving = self.exits(errors, *marks, markersize=6)

    def compute(self, h, x):
        slope, tangent = forward_difference(self.f, x, h), float(self.derivative(x))
        if self.measured:
            return {"slope": slope, "tangent": tangent}
        here, errors = (difference_error(self.f, self.derivative, x, nudges) for nudges in (np.array([h]), NUDGES))
        error, central = here.forward.item(), here.central.item()
        verdict = what_rules(x, h, tangent, error, errors.forward.reshape(DECADES, PER_DECADE).max(axis=1))
        found = {"slope": slope, "tangent": tangent, "error": error, "central_error": central}
        return found | {"errors": errors, "verdict": verdict}

    def draw(self, r):
        ends, height = np.array(self.stage.axes[0].get_xlim()), self.f(r.x)
        for line, slope in ((self.tangent, r.tangent), (self.secant, r.slope)):
            line.set_data(ends, height + slope * (ends - r.x))
        for mark, place in zip(self.ends, (r.x, r.x + r.h), strict=True):
            mark.set_data([place], [self.f(place)])
        if self.measured:
            self.met.mark(r.x, r.tangent)
            for mark, slope in zip(self.slopes, (r.tangent, r.slope), strict=True):
                mark.set_data([r.x], [slope])
        else:
            self.draw_errors(r)

    def draw_errors(self, r):
        met = r.errors.h >= r.h  # the curves come into being as h shrinks
        nudges, forward, central = r.errors.h[met], r.errors.forward[met], r.errors.central[met]
        self.forward.set_data(nudges, forward)
        self.central.set_data(nudges, central)
        self.forward_dot.set_data([r.h], [r.error])
        self.central_dot.set_data([r.h], [r.central_error])

    def say(self, r):
        here = f"{self.letter} = {number(r.x)}"
        if self.measured:
            change = f"a nudge of h = {r.h:.3g} changes the {self.name} by {r.h * r.slope:.4g}"
            slopes = f"that is {number(r.slope)}, the secant's slope; the tangent's is {number(r.tangent)}"
            lost = f" {self.why_wrong(r, 'x + h is x')}" if r.x + r.h == r.x else ""
            return f"From {here} {change}. Divided by the nudge, {slopes}.{lost}"
        slopes = f"the secant has slope {number(r.slope, DIGITS)}, the tangent {number(r.tangent, DIGITS)}"
        error = f"an error of {r.error:.3g} (central difference: {r.central_error:.3g})"
        return f"At {here} {slopes}: {error}. {self.why_wrong(r, r.verdict)}"

    def why_wrong(self, r, verdict):
        return WHY_WRONG[verdict].format(letter=self.letter, times=number(1 / r.h, 2))

    def state(self, r):
        slopes = f"{self.letter} {number(r.x)}, h {r.h:.3g}: secant {number(r.slope)}, tangent {number(r.tangent)}"
        return slopes if self.measured else f"{slopes}, error {r.error:.3g}, {r.verdict}"


def what_rules(x, h, tangent, error, worst):
    """Name what rules the error of a secant, by the worst error in each decade of h from 1 down."""
    if x + h == x:
        return "x + h is x"
    if error == 0:
        return "no error"
    if worst.min() > ROUNDING * max(1, abs(tangent)):
        return "no slope"
    if worst[0] <= 10 * worst.min():
        return "no bend"
    beyond = -np.log10(h) - (worst.argmin() + 0.5)  # decades past the middle of the best
    if worst.argmin() == DECADES - 1:  # rounding never takes over
        return "h too large"
    if abs(beyond) <= 1 and error <= 3 * worst.min():
        return "about the best h"
    return "h too large" if beyond < 0 else "rounding rules"


SIDES = {  # on which a walk goes on where each step's factor is below 0, by its verdict
    Verdict.OVERSHOOTS: ", from one side to the other and nearer each time",
    Verdict.BOUNCES: ", from one side to the other and no nearer: this rate is the limit 2/λ",
    Verdict.DIVERGES: ", from one side to the other and farther out each time, as at every rate above 2/λ = {limit}",
}


class OneWeightExplorer(Explorer):
    """Gradient descent on one weight, y = w · x: the walk on the curve of the loss, and the loss at each step.

    >>> OneWeightExplorer(learning_rate=0.1)
    OneWeightExplorer: rate 0.1, step 50: w -18,231.97, loss 3.66e+09, diverges at step 1
    """

    label = "left: the walk on the curve of the loss; right: the loss at each step"
    start, steps = np.zeros(1), 50
    bowl = QuadraticLoss.from_data([[1], [2], [3], [4], [5]], [2.1, 3.9, 6.2, 7.8, 10.1])
    learning_rate = slider("learning rate", 0.01, 1e-4, 1, log=True)
    step = slider("step", steps, 0, steps, whole=True, playable=True)

    def build(self, curve, losses):
        dress(curve, "the walk on the curve of the loss", "weight w", "loss")
        self.draw_curve(curve)
        charts.dress_losses(losses, "loss at each step", self.bowl, self.start, self.steps)
        losses.set_xlim(0, 1.15 * self.steps)
        self.tangent = self.line(curve, "--", color=GREEN, linewidth=2, label="slope at this step")
        self.walk = self.line(curve, marker="o", markersize=4, linewidth=1.5)
        self.losses = self.line(losses, linewidth=2)
        self.balls = [self.line(axes, "o", markersize=11, markeredgecolor="white") for axes in (curve, losses)]
        self.handle(self.balls[0], "the weight", to_controls=self.nearest_step)
        self.handle(self.balls[1], "the step", to_controls=lambda step, _loss: {"step": round(max(step, 0))})
        self.leaving = [self.exits(curve), self.exits(losses, self.losses, most=1)]
        rate, limit = self.controls["learning_rate"], self.bowl.limit
        bands = charts.rate_bands(self.bowl, self.start, self.steps, rate.min, rate.max)
        self.track = bands, [[limit / 2, "1/λ"], [limit, "2/λ"]]  # the rate that lands in one step, and the limit

    def draw_curve(self, axes):
        (start,), (minimum,) = self.start, self.bowl.minimum
        half = 1.75 * abs(start - minimum)
        weights = np.linspace(minimum - half, minimum + half, 200)
        heights = self.bowl.loss(weights[:, np.newaxis])
        axes.plot(weights, heights, color=INK, linewidth=1.5)
        look = {"color": "white", "markeredgecolor": INK, "markersize": 13, "zorder": 5}
        self.answer_of(*axes.plot(minimum, self.bowl.least, "*", label="least", **look))
        axes.plot(start, self.bowl.loss(self.start), "s", color=INK, markersize=8, zorder=5, label="start")
        axes.set(xlim=weights[[0, -1]], ylim=(-0.03 * heights.max(), 1.02 * heights.max()))

    def nearest_step(self, w, _loss):
        return {"step": int(np.abs(self.result.run.weights[:, 0] - w).argmin())}

    def compute(self, learning_rate, step, answer):
        run = self.bowl.descend(self.start, learning_rate, self.steps)
        step = min(step, run.losses.size - 1)  # a run that left the numbers stays at its last
        w, slope = run.weights[step], self.bowl.gradient(run.weights[step])
        return {"run": run, "step": step, "w": w.item(), "loss": run.losses[step].item(), "slope": slope.item()}

    def draw(self, r):
        curve, _ = self.stage.axes
        weights, heights = r.run.weights[: r.step + 1, 0], r.run.losses[: r.step + 1]
        inside, crossing = charts.leave(curve, np.column_stack([weights, heights]))
        colour, dash = charts.LINE[r.run.verdict]
        self.walk.set(data=inside.T, color=colour, linestyle=dash)
        self.losses.set(data=(np.arange(heights.size), heights), color=colour, linestyle=dash)
        self.leaving[0].set_data(*crossing.T)
        reach = np.array([-0.12, 0.12]) * np.ptp(curve.get_xlim())
        self.tangent.set_data(r.w + reach, r.loss + r.slope * reach)
        for ball, place in zip(self.balls, (r.w, r.step), strict=True):
            ball.set(data=([place], [r.loss]), markerfacecolor=colour)
        rate = self.controls["learning_rate"]
        rate.bands, rate.marks = self.track if r.answer else ([], [])

    def say(self, r):
        rate, factor = number(r.learning_rate), 1 - r.learning_rate * self.bowl.curvatures[0]
        sides = SIDES.get(r.run.verdict, "").format(limit=number(self.bowl.limit, 6)) if factor < 0 else ""
        times = f"1 - rate · λ = 1 - {rate} · {number(self.bowl.curvatures[0])} = {number(factor)}{sides}"
        least = f" (the least is {number(self.bowl.least)})"
        each = f"{least}. Each step multiplies the distance to the minimum by {times}" * r.answer
        step = f"Step {r.step}: w = {number(r.w, 7)}, slope {number(r.slope)}, loss {number(r.loss)}{each}"
        return f"At a learning rate of {rate} the run {r.run.verdict}{growth(r.run)}. {step}."

    def state(self, r):
        at = f" at step {r.run.exceeded_at}" if r.run.exceeded_at else ""
        limit = f", limit {number(self.bowl.limit)}" * r.answer
        here = f"w {number(r.w, 7)}, loss {number(r.loss)}"
        return f"rate {number(r.learning_rate)}, step {r.step}: {here}, {r.run.verdict}{at}{limit}"


FIXED = {"two valleys": TwoValleys(), "saddle": Saddle()}  # the surfaces that no control changes
RATES = 1e-4, 10.0  # the ends of the track: the limits of all conditions lie between
ARROW = 0.6  # how long the gradient's arrow is drawn; it fits on the map from any start
FLAT = 0.1  # a walk that ends where the slope is below this is at rest
NEAR = 0.75  # a walk this near to a saddle passes it
NO_LIMIT = "The curvature differs from place to place, so no limit is promised: the verdict is the run's own."


class DescentMapExplorer(Explorer):
    """Gradient descent over two weights: the walk on the map of a surface, and the loss at each step.

    >>> DescentMapExplorer().set(surface="two valleys", start_w1=2.5)
    DescentMapExplorer: two valleys, rate 0.03, from (2.5, 1): converges, loss 13.80
    """

    label = "left: the walk on the map of the loss; right: the loss at each step"
    steps = 100
    surface = choice("surface", ("valley", *FIXED))
    learning_rate = slider("learning rate", 0.03, *RATES, log=True)
    condition = slider("valley condition", 10, 1, 1000, log=True)
    start_w1 = slider("start w₁", -2.5, -2.5, 2.5, step=0.01)
    start_w2 = slider("start w₂", 1, -2, 2, step=0.01)
    fog = switch("fog: see only the ground under your feet")

    def build(self, ground, curve):
        dress(ground, "the walk on the map of the loss", "w₁", "w₂", aspect="equal", grid="")
        ground.set(xlim=(-3.2, 3.2), ylim=(-2.6, 2.6))  # in the shape of the axes, so that right angles look right
        dress(curve, "loss at each step", "step", "loss (logarithmic)")
        curve.set(xlim=(0, self.steps), ylim=(0.5, 1e4), yscale="log")
        curve.minorticks_off()
        charts.label_level(curve, "least loss", LEAST)
        self.build_maps(ground)
        charts.colour_key(ground, {0.5: "low", len(RAMP) - 0.5: "high"})
        self.minima = self.line(ground, "*", color="white", markeredgecolor=INK, markersize=13, label="minimum")
        self.cover = self.moving(charts.fog(ground))
        self.walk = self.line(ground, marker="o", markersize=3.5, linewidth=1.2)
        arrow = FancyArrowPatch((0, 0), (1, 0), arrowstyle="-|>", mutation_scale=18, color=GREEN, linewidth=2.5)
        self.gradient = self.moving(ground.add_patch(arrow))
        ground.plot([], [], ">-", color=GREEN, linewidth=2.5, markersize=5, label="gradient at the start")
        self.start = self.line(ground, "s", color=INK, markersize=8, label="start")
        self.handle(self.start, "the start of the walk", x="start_w1", y="start_w2")
        self.level = self.moving(curve.axhline(label="the start's loss", **charts.LEVEL))
        self.losses = self.line(curve, linewidth=2)
        self.leaving = [self.exits(ground), self.exits(curve, self.losses, most=1)]

    def build_maps(self, axes):
        """Make the map of each surface, darker where it is lower; a valley's is ellipses, the widest one first."""
        ones = np.ones(len(RAMP))
        look = {"units": "xy", "facecolors": RAMP[::-1], "edgecolors": "white", "linewidths": 0.5}
        middle = {"offsets": np.zeros((ones.size, 2)), "offset_transform": axes.transData}
        ellipses = EllipseCollection(ones, ones, 0 * ones, **look, **middle)
        self.maps = {"valley": [self.moving(axes.add_collection(ellipses, autolim=False))]}
        across, up = (np.linspace(*span, 120) for span in (axes.get_xlim(), axes.get_ylim()))
        for name, surface in FIXED.items():
            loss = surface.loss(np.stack(np.meshgrid(across, up), axis=-1))
            levels = LEAST + (loss.max() - LEAST) * np.linspace(0, 1, len(RAMP) + 1) ** 2  # denser on flat ground
            shades = axes.contourf(across, up, loss, levels=levels, colors=RAMP)
            lines = axes.contour(across, up, loss, levels=levels, colors="white", linewidths=0.5)
            self.maps[name] = [self.moving(part) for part in (shades, lines)]

    def compute(self, surface, learning_rate, condition, start_w1, start_w2, fog):
        ground, start = FIXED.get(surface) or valley(condition), np.array([start_w1, start_w2])
        if surface == "valley":
            return {"ground": ground, "run": ground.descend(start, learning_rate, self.steps)}
        plain = optimizers.GradientDescent(learning_rate)
        run = optimizers.optimize(ground.loss, ground.gradient, start, plain, self.steps, least=ground.least)
        places = np.vstack([ground.minima, ground.saddle])
        with np.errstate(over="ignore", invalid="ignore"):
            slope = np.hypot(*ground.gradient(run.weights[-1]))
            away = np.linalg.norm(run.weights[:, np.newaxis] - places, axis=2)  # of each step from each place
        rests = away[-1].argmin() if slope < FLAT else None
        return {"ground": ground, "run": run, "slope": slope, "rests": rests, "from_saddle": away[:, -1]}

    def draw(self, r):
        ground, _ = self.stage.axes
        weights, losses = r.run.weights, r.run.losses
        self.draw_surface(r, corner=(ground.get_xlim()[1], ground.get_ylim()[1]))
        self.cover.set(path=charts.fog_around(ground, weights[0]), visible=r.fog)
        gradient = r.ground.gradient(weights[0])
        self.gradient.set_visible(gradient.any())
        self.gradient.set_positions(weights[0], weights[0] + ARROW * gradient / (np.hypot(*gradient) or 1))
        self.start.set_data(*weights[:1].T)
        inside, crossing = charts.leave(ground, weights)
        colour, dash = charts.LINE[r.run.verdict]
        self.walk.set(data=(inside if r.run.verdict in charts.GONE else weights).T, color=colour, linestyle=dash)
        self.level.set_ydata(losses[[0, 0]])
        self.losses.set(data=(np.arange(losses.size), losses), color=colour, linestyle=dash)
        self.leaving[0].set_data(*crossing.T)

    def draw_surface(self, r, corner):
        """Show one map, and on the rate's track what a valley's curvature promises; elsewhere it promises nothing."""
        for name, parts in self.maps.items():
            for part in parts:
                part.set_visible(name == r.surface)
        bands, marks = [], []
        if r.surface == "valley":  # its levels lie in equal ratios, from the corner of the map down
            levels = np.geomspace(1, 1e-4, len(RAMP)) * (r.ground.loss(corner) - LEAST)
            widths, heights = 2 * np.sqrt(2 * levels / r.ground.curvatures[:, np.newaxis])
            self.maps["valley"][0].set(widths=widths, heights=heights)
            bands = charts.rate_bands(r.ground, r.run.weights[0], self.steps, *RATES)
            marks = [[r.ground.limit, f"limit {number(r.ground.limit)}"]]
        self.minima.set_data(*np.atleast_2d(r.ground.minimum if r.surface == "valley" else r.ground.minima).T)
        self.controls["learning_rate"].bands, self.controls["learning_rate"].marks = bands, marks

    def say(self, r):
        grown, diverges = growth(r.run), r.run.verdict is Verdict.DIVERGES
        after = f"{';' if grown else ':'} after {self.steps} steps the loss is {amount(r.run.losses[-1])}"
        where = self.in_valley(r) if r.surface == "valley" else f"{'' if diverges else self.rest(r)}{NO_LIMIT}"
        begin = f"At a learning rate of {number(r.learning_rate)} the run {r.run.verdict}"
        return f"{begin}{grown}{'' if diverges else after}. {where}"

    def in_valley(self, r):
        (w1, w2), curvature, limit = r.run.weights[0].tolist(), number(r.ground.curvatures[-1]), number(r.ground.limit)
        above = f"every rate above 2 / {curvature} = {limit}"
        if w2 == 0:
            floor = "It starts exactly on the valley's floor and feels only the curvature 1 along it"
            return f"{floor}, so that only a rate above 2 diverges; after the least push aside {above} would."
        covers = w1 != 0 and r.learning_rate < 1 and r.run.verdict is not Verdict.DIVERGES
        way = f", so each step covers {number(100 * r.learning_rate, 3)}% of the way that is left" * covers
        across = f"Across the valley the curvature is {curvature}"
        return f"{across}, so {above} diverges; along it the curvature is 1{way}."

    def rest(self, r):
        """Say where a walk has come to rest, which its slope decides and not what it is near to."""
        if r.rests is None:
            return f"It has not come to rest: at its end the slope is {number(r.slope)}. "
        if r.surface == "two valleys":
            deep, shallow = (number(loss) for loss in r.ground.loss(r.ground.minima))
            return (
                f"It ends in the deep valley on the left; the shallow one on the right has {shallow} at best. ",
                f"It ends in the shallow valley on the right, where the slope is 0 too; the deep one has {deep}. ",
                "It ends on the ridge between the valleys, where the slope is 0 too. ",
            )[r.rests]
        nearest, near = number(r.from_saddle.min(), 3), int((r.from_saddle < NEAR).sum())
        if r.rests == 2:
            ridge = "it never left the ridge w₂ = 0, from which the least push aside would let it escape"
            return f"It ends on the saddle, where the slope is 0 though the loss is not the least: {ridge}. "
        passed = f"after {counted(near, 'step')} within {NEAR} of the saddle" if near else "far from the saddle"
        end = ("lower", "upper")[r.rests]
        return f"It ends at the {end} minimum, {passed}: the nearest that it came to it was {nearest}. "

    def state(self, r):
        condition = f" {number(r.ground.condition)}" if r.surface == "valley" else ""
        at = f" at step {r.run.exceeded_at}" if r.run.verdict is Verdict.DIVERGES and r.run.exceeded_at else ""
        w1, w2 = (number(round(one, 2)) for one in (r.start_w1, r.start_w2))
        end = f"{r.run.verdict}{at}, loss {amount(r.run.losses[-1])}{', fog' * r.fog}"
        return f"{r.surface}{condition}, rate {number(r.learning_rate, 3)}, from ({w1}, {w2}): {end}"


SHEET, BOX = np.array([960.0, 350.0]), np.array([80.0, 48.0])  # in units of about one pixel
PLACES = SHEET * [(1 / 8, 1 / 4), (1 / 8, 3 / 4), (3 / 8, 3 / 4), (3 / 8, 1 / 4), (5 / 8, 3 / 4), (7 / 8, 3 / 4)]
NAMES = "2", "x", "×", "1", "+", "**3"  # what stands in the box at each place: the nodes of (2x + 1)³
FORMULAS = "2", "x", "the box 2 · x", "1", "the box 2 · x + 1"  # what the sentence calls them
WORKED_OUT = 2, 4, 5  # the boxes that are not given, in the order of the steps forward
EDGES = (0, 2, 0), (1, 2, 1), (2, 4, 0), (3, 4, 1), (4, 5, 0)  # from a box, to one, and as which of its parents
TURN, LAST = 4, 7  # the step at which the end gets its gradient, and the one that reaches x
LARGE, SMALL = 19.0, 15.0  # letters of values and gradients, and of local slopes
HOW = {2: "{} times {}", 4: "{} plus {}", 5: "{} to the power 3"}  # a box is worked out
RULES = {  # of a box: how fast it rises with what goes in
    2: "in a product each factor's slope is the other factor",
    4: "a sum hands it on as it is",
    5: "aⁿ has slope n · aⁿ⁻¹",
}


class BackpropagationExplorer(Explorer):
    """The graph of (2x + 1)³, one step at a time: values from left to right, then gradients from right to left.

    >>> BackpropagationExplorer().set(step=7)
    BackpropagationExplorer: x 3, step 7 of 7: result 343, gradient of x 294
    """

    label = "boxes for operations, arrows between them; above each its value, below its gradient"
    height = 430
    step = slider(
        "step", 0, 0, LAST, whole=True, playable=True,
        bands=[(0, TURN - 0.5, "converges", "forward"), (TURN - 0.5, LAST, "diverges", "backward")],
    )  # fmt: skip
    at = slider("x", 3, -5, 5, step=0.1)

    def build(self, axes):
        dress(axes, "the graph of (2x + 1)³")
        told = {"a value, above its box": BLUE, "a gradient, below it": RED, "× a local slope, at its arrow": RED}
        for words, hue in told.items():
            axes.plot([], [], "s", color=hue, label=words)
        axes.set(xlim=(0, SHEET[0]), ylim=(0, SHEET[1]), aspect="equal")
        axes.set_axis_off()
        for name, place in zip(NAMES, PLACES, strict=True):
            axes.add_patch(Rectangle(place - BOX / 2, *BOX, facecolor="white", edgecolor=GREY, linewidth=1.5))
            axes.text(*place, name, color=INK, fontsize=14, ha="center", va="center")
        look = {"connectionstyle": "arc3,rad=0", "mutation_scale": 16, "shrinkA": 2, "shrinkB": 2}
        self.arrows = [self.moving(axes.add_patch(FancyArrowPatch(*ends(edge), **look))) for edge in EDGES]
        self.frame = self.moving(axes.add_patch(Rectangle((0, 0), *BOX, fill=False, linewidth=4)))
        written = (LARGE, BLUE), (LARGE, RED), (SMALL, RED)
        self.values, self.gradients, self.slopes = (self.moving(axes.add_patch(Writing(*look))) for look in written)

    def compute(self, step, at):
        end = (2 * Value(at, "x") + 1) ** 3
        end.backward()
        passed = WORKED_OUT[::-1][: max(0, step - TURN)]  # the boxes that have passed their gradient to their parents
        reached = [parent for parent, child, _ in EDGES if child in passed]
        lit = (None, *WORKED_OUT, WORKED_OUT[-1], *WORKED_OUT[::-1])[step]
        filled = [place for place in range(len(NAMES)) if place not in WORKED_OUT[step:]]
        graded = [WORKED_OUT[-1], *reached] if step >= TURN else []
        return {"nodes": end.graph(), "lit": lit, "filled": filled, "passed": passed, "graded": graded}

    def draw(self, r):
        colour = BLUE if r.step < TURN else RED
        self.values.write([(*(PLACES[i] + (0, 34)), number(r.nodes[i].value)) for i in r.filled])
        self.gradients.write([(*(PLACES[i] - (0, 48)), number(r.nodes[i].gradient)) for i in r.graded])
        self.frame.set(visible=r.step > 0, edgecolor=colour, xy=PLACES[r.lit or 0] - BOX / 2)
        slopes = []
        for edge, arrow in zip(EDGES, self.arrows, strict=True):
            _, child, operand = edge
            lit, passed = child == r.lit and r.step != TURN, child in r.passed
            arrow.set(color=colour if lit else GREY, linewidth=2.5 if lit else 1.2)
            arrow.set_arrowstyle("<|-" if passed else "-|>")
            if passed:
                slopes.append(beside(edge, f"× {number(r.nodes[child].slopes[operand])}"))
        self.slopes.write(slopes)

    def say(self, r):
        if r.step == 0:
            return f"Given: 2, x = {number(r.at)}, 1. Each step forward fills one box, from those that point to it."
        node, name = r.nodes[r.lit], NAMES[r.lit]
        if r.step < TURN:
            how = HOW[r.lit].format(*(number(parent.value) for parent in node.parents))
            return f"Forward: {how} is {number(node.value)}."
        if r.step == TURN:
            return f"Backward begins at the end: {number(node.value)} rises as fast as itself, so its gradient is 1."
        shares = "; ".join(self.say_share(r, edge) for edge in EDGES if edge[1] == r.lit)
        fast = f"changes {number(r.nodes[1].gradient)} times as fast as x"
        end = f" So near x = {number(r.at)} the result {fast}." if r.step == LAST else ""
        return f"Backward from {name} ({RULES[r.lit]}): {shares}.{end}"

    def say_share(self, r, edge):
        parent, child, operand = edge
        node, base = r.nodes[child], number(r.nodes[parent].value)
        rule = f"3 · {f'({base})' if base.startswith('-') else base}² = " if child == WORKED_OUT[-1] else ""
        slope, gradient = node.slopes[operand], node.gradient
        times = f"{rule}{number(slope)} times {number(gradient)} = {number(slope * gradient)}"
        return f"{FORMULAS[parent]} gets its local slope {times}"

    def state(self, r):
        result = number(r.nodes[-1].value) if r.step >= TURN - 1 else "not yet"
        gradient = number(r.nodes[1].gradient) if r.step == LAST else "not yet"
        return f"x {number(r.at)}, step {r.step} of {LAST}: result {result}, gradient of x {gradient}"


def ends(edge):
    return PLACES[edge[0]] + BOX * (0.5, 0), PLACES[edge[1]] - BOX * (0.5, 0)


def beside(edge, text):
    """Place a text below an arrow, a little nearer to its end, as `Writing.write` takes it."""
    begin, end = ends(edge)
    across = (end - begin)[::-1] * (1, -1)  # at a right angle, pointing down
    away = across / np.hypot(*across)
    half = np.array([0.3 * len(text), 0.5]) * SMALL  # of the text's width and height
    place = begin + 0.6 * (end - begin) + away * (7 + abs(away) @ half)
    return *(place - (0, 0.35 * SMALL)), text


MOST_LAYERS = 20
BATCH = {"width": 32, "samples": 32}
FAR = 20  # times smaller or larger than in one layer alone: from here on the gradient vanishes or explodes
FATES = {"vanishes": (PURPLE, "--"), "stays steady": (BLUE, "-"), "explodes": (RED, ":")}  # their colours and dashes
PASSED = {  # what the gradient came back through
    "sigmoid": "{n} sigmoids with slopes of 0.25 at most (0.25^{n} = {product:.2g}), and through as many layers of "
    "weights, each of which multiplies it by about {scale}.",
    "tanh": "{n} tanhs with slopes from 1 in the middle to 0 far out, and through as many layers of weights, each of "
    "which multiplies it by about {scale}.",
    "relu": "{n} ReLUs, each of which lets through about half, and as many layers of weights: together about "
    "{scale} / √2 each.",
}


class DepthExplorer(Explorer):
    """Layer upon layer: the gradient that reaches each on the left, the spread of its outputs on the right.

    >>> DepthExplorer(activation="relu", scale=2**0.5)
    DepthExplorer: relu, 11 layers, scale 1.414: stays steady, first layer 1 × last, 3.9 × one alone
    """

    label = "left: the size of the gradient in each layer; right: the spread of each layer's outputs"
    activation = choice("activation", PASSED)
    layers = slider("layers", 11, 3, MOST_LAYERS, whole=True)
    scale = slider("scale of the weights", 1, 0.2, 5, log=True, marks=[(1, "1")])

    def build(self, backward, forward):
        self.alone = deep_signals("linear", 1, **BATCH).gradient_norms.item()
        dress(backward, "gradient of each layer's weights", "layer (1: next to the inputs)", "size (logarithmic)")
        dress(forward, "spread of each layer's outputs", "layer (last: no activation)", "spread (logarithmic)")
        layers = {"xlim": (0.4, MOST_LAYERS + 0.6), "xticks": [1, 5, 10, 15, 20], "yscale": "log"}
        backward.set(**layers, ylim=(1e-12, 1e9))
        forward.set(**layers, ylim=(1e-6, 1e4))
        backward.axhline(self.alone, label="one layer alone", **charts.LEVEL)
        forward.axhline(1, label="the inputs' spread", **charts.LEVEL)
        steady = {"color": "#dfeeeb", "linewidth": 0, "label": f"steady: within a factor of {FAR}"}
        backward.axhspan(self.alone / FAR, self.alone * FAR, **steady)
        self.quarters = self.line(backward, "-.", color=GREY, linewidth=1.5, label="sigmoid: 0.25 for each")
        self.lines = [self.line(axes, marker="o", markersize=6, linewidth=2) for axes in (backward, forward)]
        self.leaving = [self.exits(line.axes, line, markersize=6) for line in self.lines]  # one for every layer, maybe
        charts.key(self.figure, **TIGHT)

    def compute(self, activation, layers, scale):
        signals = deep_signals(activation, layers, scale, **BATCH)
        first, last = signals.gradient_norms[[0, -1]].tolist()
        reach = first / self.alone
        verdict = "vanishes" if reach < 1 / FAR else "stays steady" if reach <= FAR else "explodes"
        ratio = first / last if last else 0.0
        return {"signals": signals, "ratio": ratio, "reach": reach, "verdict": verdict}

    def draw(self, r):
        layer, (colour, dash) = np.arange(1, r.layers + 1), FATES[r.verdict]
        heights = r.signals.gradient_norms, r.signals.spreads
        for line, height in zip(self.lines, heights, strict=True):
            line.set(data=(layer, height), color=colour, linestyle=dash)
        quarters = heights[0][-1] * 0.25 ** (r.layers - layer)
        self.quarters.set(data=(layer, quarters), visible=r.activation == "sigmoid")

    def say(self, r):
        n, scale, spreads = r.layers - 1, number(r.scale), r.signals.spreads
        begin = f"{r.layers} layers of {r.activation}, weights of scale {scale}: the gradient {r.verdict}"
        first = f"{few(r.reach)} times what one layer alone would get, and {few(r.ratio)} times what the last gets"
        passed = f"It came back through {PASSED[r.activation].format(n=n, product=0.25**n, scale=scale)}"
        spread = f"The outputs' spread goes from {few(spreads[0])} to {few(spreads[-1])}"
        return f"{begin}. The first layer gets {first}. {passed} {spread}."

    def state(self, r):
        first = f"first layer {few(r.ratio)} × last, {few(r.reach)} × one alone"
        return f"{r.activation}, {r.layers} layers, scale {number(r.scale)}: {r.verdict}, {first}"


def few(value):
    """Write a size that may be very small or very large with two digits."""
    return number(value, 2) if 0.001 <= value < 10_000 else f"{value:.2g}"


RACE, RISE, STAIR = 80, 20, 20  # steps: of a run, of the warm-up, and between two cuts of the stepwise schedule
FLOOR = 1e-6  # losses below this, or nearer than this to the least, are drawn here
MAX_NORM = 1.0  # of a clipped gradient
RACERS = {  # hue, dash and marker of each optimiser
    "plain descent": (BLUE, "-", "o"),
    "momentum": (ORANGE, "--", "s"),
    "Adam": (GREEN, "-.", "^"),
    "AdamW": (INK, ":", "D"),
}
SCHEDULES = {  # from the highest rate to a schedule
    "constant": lambda _: None,
    "warm-up": lambda rate: optimizers.LinearWarmup(rate, RISE, start=rate / 100),
    "cosine": lambda rate: optimizers.CosineAnnealing(rate, RACE),
    "step": lambda rate: optimizers.StepDecay(rate, STAIR, factor=0.3),
}


class OptimizersExplorer(Explorer):
    """Plain descent, momentum, Adam and AdamW from the same start: their walks, and how near each comes.

    >>> OptimizersExplorer().set(learning_rate=0.06)
    OptimizersExplorer: rate 0.06, β 0.9, decay 0.1, from (-2.5, -0.6), constant: diverges/arrives/crawls/arrives
    """

    label = "left: the walks of four optimisers in a valley; right: how far each loss is above the least"
    bowl = valley(40, minimum=(0.8, 0.305))  # at none of the starts: on its floor nothing diverges
    learning_rate = slider("learning rate", 0.02, 0.001, 1, log=True)
    beta = slider("β of momentum", 0.9, 0, 0.99, step=0.01)
    weight_decay = slider("decay of AdamW", 0.1, 0, 1, step=0.01)
    start_w1 = slider("start w₁", -2.5, -2.5, 2.5, step=0.01)
    start_w2 = slider("start w₂", -0.6, -2, 2, step=0.01)
    schedule = control(ipywidgets.Dropdown, options=list(SCHEDULES), description="schedule")
    clipping = switch(charts.CUT)

    def build(self, ground, curve):
        dress(ground, "the walks, with a marker at each tenth step", "w₁", "w₂")
        limits = (-3.0, 3.0), (-2.4, 2.4)  # in the shape of the axes, so that right angles look right
        *_, least = charts.draw_map(ground, self.bowl, limits)
        least.set_label("least loss")
        ground.set_aspect("equal")
        self.start = self.line(ground, "s", color=INK, markersize=8, label="start")
        self.handle(self.start, "the start of the walks", x="start_w1", y="start_w2")
        dress(curve, "loss at each step, above the least", "step", "loss - least loss (logarithmic)")
        curve.set(xlim=(0, 1.03 * RACE), ylim=(FLOOR, 1e5), yscale="log")
        charts.name_powers(curve, range(-6, 6, 2))
        curve.axhline(CLOSE * LEAST, label="arrived: within 1% of the least", **charts.LEVEL)
        look = {"markersize": 5, "markevery": 10, "linewidth": 1.8}
        looks = [{"color": hue, "linestyle": dash, "marker": mark} for hue, dash, mark in RACERS.values()]
        self.walks, self.losses = (
            [self.line(axes, label=name, **own, **look) for name, own in zip(RACERS, looks, strict=True)]
            for axes in (ground, curve)
        )
        self.leaving = [self.exits(ground), self.exits(curve, *self.losses, most=1)]
        charts.key(self.figure, ncols=4, handlelength=3.5)

    def compute(self, learning_rate, beta, weight_decay, start_w1, start_w2, schedule, clipping):
        plain, momentum = optimizers.GradientDescent(learning_rate), optimizers.Momentum(learning_rate, beta)
        adam, adamw = optimizers.Adam(learning_rate), optimizers.AdamW(learning_rate, weight_decay=weight_decay)
        scheduled = SCHEDULES[schedule](learning_rate)
        options = {"schedule": scheduled, "clip": MAX_NORM if clipping else None, "least": LEAST}
        begin = self.bowl.loss, self.bowl.gradient, np.array([start_w1, start_w2])
        runs = [optimizers.optimize(*begin, one, RACE, **options) for one in (plain, momentum, adam, adamw)]
        runs, limit = dict(zip(RACERS, runs, strict=True)), self.bowl.limit
        above = sum(scheduled(step) > limit for step in range(RACE)) if scheduled else None
        return {"runs": runs, "limit": limit, "heavy_limit": limit * (1 + beta), "above": above}

    def draw(self, r):
        (ground, _), gone = self.stage.axes, []
        self.start.set_data([r.start_w1], [r.start_w2])
        for walk, line, run in zip(self.walks, self.losses, r.runs.values(), strict=True):
            above = np.maximum(run.losses - LEAST, FLOOR)
            inside, crossing = charts.leave(ground, run.weights)
            walk.set_data(*(inside if run.verdict in charts.GONE else run.weights).T)
            line.set_data(np.arange(above.size), above)
            gone.append(crossing)
        self.leaving[0].set_data(*np.vstack(gone).T)
        near = r.heavy_limit < 1.6 * r.limit  # the two texts would overlap
        marks = [[r.limit, "" if near else "2/λ"], [r.heavy_limit, "2/λ, 2(1+β)/λ" if near else "2(1+β)/λ"]]
        self.controls["learning_rate"].marks = marks

    def say(self, r):
        fates = "; ".join(f"{name} {''.join(fate(run))}" for name, run in r.runs.items())
        rule = "At a constant rate plain descent diverges in the end {limits}; Adam has no such limit."
        if r.clipping:
            bounds = "Clipping bounds each step, but not where gradients are short"
            rule = f"{bounds}: at a constant rate plain descent does not settle {{limits}}."
        above = f"above 2/λ = {number(r.limit)} and momentum above 2(1 + β)/λ = {number(r.heavy_limit)}"
        rates = "" if r.above is None else f" By this schedule {r.above} of {RACE} steps have a rate above 2/λ."
        shrinks = percent(r.learning_rate * r.weight_decay)
        decay = f" Decay also shrinks AdamW's weights, at the full rate by {shrinks} a step."
        told = f"{rule.format(limits=above)}{rates}{decay * (r.weight_decay > 0)}"
        return f"At a learning rate of {number(r.learning_rate)}: {fates}. {told}"

    def state(self, r):
        fates = "/".join(fate(run)[0] for run in r.runs.values())
        rate, beta, decay = (number(one, 2) for one in (r.learning_rate, r.beta, r.weight_decay))
        start = f"({number(r.start_w1)}, {number(r.start_w2)})"
        return f"rate {rate}, β {beta}, decay {decay}, from {start}, {r.schedule}{' clip' * r.clipping}: {fates}"


def fate(run):
    """Say in a word what became of a run, an arrival or else its verdict's own, and measure it in a few more."""
    far = max(np.flatnonzero(run.losses > (1 + CLOSE) * LEAST), default=-1)  # the last step not within 1% of the least
    arrives, ends = f"at step {far + 1}", f"ends {number(run.losses[-1] - LEAST, 3)} above the least"
    bounces = run.verdict is Verdict.BOUNCES and far > run.steps - 10
    if bounces or run.verdict is Verdict.DIVERGES:
        return run.verdict, ""
    if run.verdict is Verdict.BLOWS_UP:
        end = f"arrives {arrives}" if far < run.steps else ends
        return run.verdict, f" to {amount(run.losses.max())} and {end}"
    return ("arrives", f" {arrives}") if far < run.steps else (run.verdict.partition(" but ")[0], f" and {ends}")


FIRST, TENTH = 2.4, 1e15  # the two losses that the incident's report gives: at the start and after ten steps
CURVATURE = 1 + (TENTH / FIRST) ** (1 / 20)  # 6.383: the one that leads from the first to the tenth at a rate of 1
REPLAY = 30  # steps
COLD = 1e-7  # the rate that the warm-up begins with
RISES = 3  # of the loss, before the monitor halts


class IncidentExplorer(Explorer):
    """The run whose rate was 1.0 instead of 0.001, replayed on a quadratic loss, with fixes to switch on.

    >>> IncidentExplorer()
    IncidentExplorer: rate 1, λ 6.383: diverges, step 10 loss 1e+15; no fixes
    """

    label = "left: the loss at each step, with the incident's two known losses; right: the rate at each step"
    learning_rate = slider("learning rate", 1, 1e-4, 10, log=True)
    curvature = slider("curvature λ", CURVATURE, 1, 25, step=0.001)
    warmup = switch(f"warm-up: the rate rises from {COLD:.7f} over {RISE} steps")
    clipping = switch(charts.CUT)
    monitor = switch(f"monitor: halt after {RISES} rises of the loss in a row")

    def build(self, losses, rates):
        edges = -0.7, REPLAY + 0.7  # markers at both ends are whole
        dress(losses, "loss at each step", "step", "loss (logarithmic)")
        losses.set(xlim=edges, ylim=(FLOOR, 1e20), yscale="log")
        charts.name_powers(losses, range(-6, 20, 3))
        known = {"color": "none", "markeredgecolor": INK, "markersize": 13, "clip_on": False}
        losses.plot([0, 10], [FIRST, TENTH], "o", label="known: 2.4, then 10¹⁵", **known)
        dress(rates, "rate at each step", "step", "learning rate (logarithmic)")
        rates.set(xlim=edges, ylim=(COLD / 10, 30), yscale="log")
        rates.minorticks_off()
        self.without = self.line(losses, color=GREY, linewidth=1, label="without fixes")
        self.losses = self.line(losses, linewidth=2.2, marker="o", markersize=4)
        self.halt = self.line(losses, "s", markersize=12, markeredgecolor=RED, markeredgewidth=2)
        losses.plot([], [], "s", color=RED, markersize=9, label="halted")
        losses.plot([], [], "s", color="white", markeredgecolor=RED, markersize=9, label="not halted")
        self.limit = self.moving(rates.axhline(color=RED, linestyle="--", linewidth=1.5, label="limit 2/λ"))
        self.rates = self.line(rates, color=PURPLE, marker="o", markersize=4, linewidth=2)
        self.clipped = self.line(rates, "v", markersize=7, markeredgecolor=INK, color="white", label="clipped rate")
        self.leaving = self.exits(losses, self.losses, most=1)
        charts.key(self.figure, **TIGHT)

    def compute(self, learning_rate, curvature, warmup, clipping, monitor):
        bowl = QuadraticLoss(np.zeros(1), 0.0, np.array([curvature]), np.eye(1))
        start = np.array([np.sqrt(2 * FIRST / curvature)])  # where the loss is the incident's first
        begin = bowl.loss, bowl.gradient, start, optimizers.GradientDescent(learning_rate), REPLAY
        schedule = optimizers.LinearWarmup(learning_rate, RISE, COLD) if warmup else None
        run = optimizers.optimize(*begin, schedule=schedule, clip=MAX_NORM if clipping else None)
        halted_at = optimizers.halts_at(run.losses, RISES) if monitor else None
        plain = optimizers.optimize(*begin)
        return {"bowl": bowl, "limit": 2 / curvature, "plain": plain, "run": run, "halted_at": halted_at}

    def draw(self, r):
        end = REPLAY if r.halted_at is None else r.halted_at
        losses, without = (np.maximum(one, FLOOR) for one in (r.run.losses[: end + 1], r.plain.losses))
        colour, dash = charts.LINE[r.run.verdict]
        self.without.set_data(np.arange(without.size), without)
        self.losses.set(data=(np.arange(losses.size), losses), color=colour, linestyle=dash)
        self.halt.set_data([end], losses[-1:])
        self.halt.set(markerfacecolor="white" if r.halted_at is None else RED, visible=r.monitor)
        rates = r.run.learning_rates[:end]
        self.rates.set_data(np.arange(rates.size), rates)
        # a gradient cut to length 1 is as good as a rate cut by as much
        self.clipped.set_data(np.arange(rates.size), rates / np.maximum(r.run.gradient_norms[:end] / MAX_NORM, 1))
        self.clipped.set_visible(r.clipping)
        self.limit.set_ydata([r.limit, r.limit])
        rate = self.controls["learning_rate"]
        rate.marks = [[r.limit, f"limit {number(r.limit, 3)}"]]
        rate.bands = charts.rate_bands(r.bowl, r.run.weights[0], REPLAY, rate.min, rate.max)

    def say(self, r):
        factor = (1 - r.learning_rate * r.curvature) ** 2
        says = ((r.warmup, self.say_warmup), (r.clipping, self.say_clipping), (r.monitor, self.say_monitor))
        fixes = " ".join(say(r) for is_on, say in says if is_on)
        with_fixes = f"With {listed(self.fixes(r))} the run" if fixes else "The run"
        fate = f"is halted at step {r.halted_at}" if r.halted_at else f"{r.run.verdict}{growth(r.run)}"
        curvature = f"a curvature of {number(r.curvature)} (limit 2/λ = {number(r.limit, 3)})"
        plain = f"each plain step multiplies the loss by {number(factor)}"
        ten = f"from {FIRST} to {amount(r.plain.losses[10])} in ten steps"
        begin = f"At a rate of {number(r.learning_rate)} and {curvature} {plain}: {ten}"
        return f"{begin}. {with_fixes} {fate}. {fixes or self.say_cure(r)}"

    def fixes(self, r):
        switches = {"warm-up": r.warmup, "clipping": r.clipping, "monitoring": r.monitor}
        return [name for name, on in switches.items() if on]

    def say_cure(self, r):
        if r.learning_rate >= r.limit:
            return "Only a rate below the limit cures that."
        slow = f", though at 1/{number(r.limit / r.learning_rate, 3)} of it a slow one"
        return f"The rate is below the limit: that is the cure{slow * (r.run.verdict is Verdict.CRAWLS)}."

    def say_warmup(self, r):
        above = np.flatnonzero(r.run.learning_rates > r.limit)
        if not above.size:
            return "Warm-up changes nothing in the end: the full rate is below the limit."
        if r.halted_at is not None and above[0] >= r.halted_at:
            return f"By the warm-up the rate would pass the limit at step {above[0]}."
        without, within = (np.flatnonzero(run.losses >= TENTH) for run in (r.plain, r.run))
        reached = within.size and r.halted_at is None
        later = f", and the loss passes 10¹⁵ at step {within[0]} instead of {without[0]}" if reached else ""
        return f"Warm-up only delays: the rate passes the limit at step {above[0]}{later}."

    def say_clipping(self, r):
        if r.learning_rate <= r.limit:
            return "Clipping shortens the steps only while the gradient is longer than 1."
        bounds = "Clipping bounds each step and does not make the run settle"
        if r.halted_at is None and r.run.verdict in (Verdict.OVERSHOOTS, Verdict.CONVERGES):
            return f"{bounds}: its last loss, {amount(r.run.losses[-1])}, is growing again."
        if r.halted_at is not None or r.run.verdict is not Verdict.BOUNCES:
            return f"{bounds}."
        last = r.run.losses[-10:]
        return f"{bounds}: its last ten losses lie between {number(last.min())} and {number(last.max())}."

    def say_monitor(self, r):
        if r.halted_at is None:
            return f"The monitor never sees {RISES} rises in a row and lets the run go on."
        return f"The monitor halts at a loss of {amount(r.run.losses[r.halted_at])}; it does not repair the rate."

    def state(self, r):
        on = ", ".join(self.fixes(r))
        at, fate = (10, r.run.verdict.partition(" but ")[0]) if r.halted_at is None else (r.halted_at, "halted")
        loss = f"step {at} loss {amount(r.run.losses[at])}"
        return f"rate {number(r.learning_rate, 3)}, λ {number(r.curvature)}: {fate}, {loss}; {on or 'no fixes'}"


UNNAMED, WIDE = "not named yet", {"width": "max-content"}
BEDS, CURED = np.geomspace(1.5, 160, len(PATIENTS)), 3e-3  # where a dot stands for each patient that was cured


class ClinicExplorer(Explorer):
    """Thirteen training runs, most of them sick: name the cause, choose a remedy, and see the run again.

    >>> ClinicExplorer().set(cause="learning rate too large", remedy="rate ÷ 10")
    ClinicExplorer: patient 1: learning rate too large, right; rate ÷ 10: loss 0.21, in the band
    """

    label = "left: the loss at each step, without and with the remedy; right: the gradients of the first and last layer"
    patient = slider("patient", 1, 1, len(PATIENTS), whole=True)
    cause = control(ipywidgets.Dropdown, options=[UNNAMED, *TELLS], description="cause", layout=WIDE)
    remedy = control(ipywidgets.Dropdown, options=list(REMEDIES), description="remedy", layout=WIDE)

    def build(self, curve, meter):
        self.controls["patient"].observe(self.admit, names="value")
        dress(curve, "loss on new cases (all axes logarithmic)", "step", "loss")
        dress(meter, "gradient meter (first layer: largest and median unit)", "step", "size of the gradient")
        for axes, lowest, highest in ((curve, -4, 7), (meter, -8, 6)):
            axes.set(xlim=(-0.1, 1.1 * STEPS), ylim=(10.0**lowest, 10.0**highest), yscale="log")
            axes.set_xscale("symlog", linthresh=1)
            axes.set_xticks([0, 1, 10, 100, STEPS], labels=["0", "1", "10", "100", str(STEPS)])
            charts.name_powers(axes, range(lowest, highest + 1, 2))
        self.band = self.boxes(curve, facecolor="#cfe8dd", label="as good as the noise allows")
        self.mean = self.moving(curve.axhline(label="always the mean", **charts.LEVEL))
        self.cured = charts.Trail(self, curve, GREEN, size=8)
        curve.text(0, CURED / 8, "cured:", color=INK, fontsize=9, va="center")
        for patient, place in enumerate(BEDS, start=1):
            curve.text(place, CURED / 8, patient, color=GREY, fontsize=8, ha="center", va="center")
        self.named = self.moving(curve.text(STEPS, 1e6, "", color=INK, ha="right", va="center"))
        self.untreated = self.line(curve, color=GREY, linewidth=1, label="untreated")
        self.losses = self.line(curve, color=BLUE, linewidth=2.2, label="this run")
        inputs = (1, BLUE, "-"), (2, GREEN, "--"), (3, PURPLE, ":")
        label = "first layer, input {}".format
        self.first = [self.line(meter, dash, color=hue, linewidth=1.4, label=label(i)) for i, hue, dash in inputs]
        self.last = self.line(meter, color=ORANGE, linewidth=2.5, label="last layer")
        self.leaving = [self.exits(line.axes, line, most=1) for line in (self.losses, self.last)]
        self.end = self.exits(curve)
        charts.key(self.figure, ncols=5)

    def admit(self, _change):
        """Meet another patient: nothing is named yet, and no remedy given."""
        self.controls["cause"].value, self.controls["remedy"].value = UNNAMED, UNTREATED

    def compute(self, patient, cause, remedy):
        truth, changed = PATIENTS[patient - 1]
        sick = HEALTHY | changed
        treated, untreated = sick | REMEDIES[remedy](sick), train_patient(sick)
        run = untreated if treated == sick else train_patient(treated)
        cured, healthy = is_well(run, treated), is_well(untreated, sick)
        top = np.sqrt(NOISE * run.mean)  # of the band: halfway between the two, as the axis shows them
        found = {"right": cause == truth, "healthy": healthy, "cured": cured, "last": run.losses[-1], "top": top}
        return found | {"untreated": untreated, "run": run}

    def draw(self, r):
        curve, meter = self.stage.axes
        (floor, ceiling), (lowest, _) = curve.get_ylim(), meter.get_ylim()
        self.band.set_verts(charts.corners(*np.transpose([[-1, 2 * STEPS, NOISE, r.top]])))
        self.mean.set_ydata([r.run.mean, r.run.mean])
        for line, run in ((self.untreated, r.untreated), (self.losses, r.run)):
            line.set_data(np.arange(run.losses.size), np.maximum(run.losses, floor))
        self.end.set(data=([r.run.last_step], [r.last]), visible=r.run.last_step < STEPS and r.last < ceiling)
        sizes = np.maximum([r.run.first.max(axis=2), np.median(r.run.first, axis=2)], lowest)
        sizes = np.pad(sizes, ((0, 0), (0, 1), (0, 0)), constant_values=np.nan)  # a gap before the second line
        for line, heights in zip(self.first, sizes.transpose(2, 0, 1), strict=True):
            line.set_data(np.tile(np.arange(heights.shape[1]), 2), heights.ravel())
        last = np.maximum(r.run.last, lowest)
        self.last.set_data(np.arange(last.size), last)
        self.named.set_text("" if r.cause == UNNAMED else f"{r.cause}: {'yes' if r.right else 'no'}")
        self.cured.mark(BEDS[r.patient - 1] if r.right and r.cured else np.inf, CURED)

    def say(self, r):
        first, last = r.untreated.first[0].max(), r.untreated.last[0]
        words = f"Patient {r.patient}: {course(r.untreated)}. "
        if np.isfinite(last):
            words += f"At step 0 the largest gradient is {few(first)} in the first layer and {few(last)} in the last."
        if r.cause != UNNAMED:
            words += f" You say: {r.cause}. {'Right:' if r.right else 'No: where that is so,'} {TELLS[r.cause]}."
        if r.remedy != UNTREATED:
            well = "This is in the band, as without it" if r.healthy else "This is in the band: cured"
            end = well if r.cured else "That is no cure"
            words += f" With this remedy ({r.remedy}) {course(r.run)}. {end}."
        return words

    def state(self, r):
        named = r.cause if r.cause == UNNAMED else f"{r.cause}, {'right' if r.right else 'wrong'}"
        return f"patient {r.patient}: {named}; {r.remedy}: loss {amount(r.last)}{', in the band' if r.cured else ''}"

    def actions(self, r):
        later = {"patient": r.patient + 1, "cause": UNNAMED, "remedy": UNTREATED}
        return {"next patient": later if r.patient < len(PATIENTS) else None}


def is_well(run, how):
    """Whether a run trained so ends in the band, and not by an input that knows the answer."""
    return run.last_step == STEPS and run.losses[-1] < np.sqrt(NOISE * run.mean) and how["third"] != "answer"


def course(run):
    begin, last, end = amount(run.losses[0]), amount(run.losses[-1]), run.last_step
    if end == STEPS:
        return f"the loss begins at {begin} and is {last} after {end} steps"
    return f"the loss begins at {begin}, and after step {end}, where it is {last}, there is no number"

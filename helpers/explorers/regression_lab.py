"""The explorers of notebook 05: a line moved by hand, by one step, by a whole training run, and by a liar.

Each is built over one feature x and its targets y, both of shape (n,), or over the ten flats. Its `bowl` is the mean
squared error of every line there is, a place on a map of slope and intercept; training starts at slope 0, intercept 0.
"""

import numpy as np
from matplotlib.colors import to_rgba

from helpers.data import flats
from helpers.explorers import charts
from helpers.explorers.explorer import Explorer, from_data, switch
from helpers.explorers.words import LONG, PRICE, SIZE, amount, counted, growth, number, rate, signed
from helpers.maths.checks import LARGEST, as_count, as_number, as_vector, positive
from helpers.maths.descent import CLOSE, QuadraticLoss, Verdict, arrival
from helpers.maths.regression import design_matrix
from helpers.stage import Slider, dress
from helpers.stage.style import BLUE, GREEN, GREY, INK, ORANGE, RED

START = (0.0, 0.0)
MOST_POINTS = 500  # of the data in a picture; the mathematics uses all
MOST_SQUARES = 20  # more of them lie over each other and cost time


def checked_data(x, y):
    """Check a learner's data, or take the ten flats; give it with the loss of every line through it."""
    if x is None and y is None:
        x, y = flats().x, flats().y
    x, y = as_vector("x", x), as_vector("y", y)
    return x, y, QuadraticLoss.from_data(design_matrix(x), y)


def checked_rate(learning_rate, usual):
    return usual if learning_rate is None else positive("learning_rate", learning_rate)


def data_limits(x, y):
    """Choose axes for data, with room around it and x = 0 in sight where that is near."""
    across, room = max(np.ptp(x), 1e-12), 0.25 * max(np.ptp(y), 1e-12)
    left = 0.0 if 0 <= x.min() < 2 * across else x.min() - 0.2 * across
    return (left, x.max() + 0.5 * across), (min(y.min() - room, 0 if y.min() >= 0 else np.inf), y.max() + 2 * room)


def draw_points(axes, x, y):
    axes.plot(*thinned(x, y, MOST_POINTS), "o", color=INK, markersize=5 if x.size < 100 else 3, zorder=3)
    xlim, ylim = data_limits(x, y)
    axes.set(xlim=xlim, ylim=ylim)


def thinned(x, y, most):
    every = -(-x.size // most)
    return x[::every], y[::every]


def line_at(weights, x):
    slope, intercept = weights
    return slope * x + intercept


def weight_slider(label, span):
    step = 10.0 ** np.floor(np.log10(np.ptp(span) / 200))
    low, high = np.ceil(span[0] / step) * step, np.floor(span[1] / step) * step
    return Slider(label, value=0, min=float(f"{low:.12g}"), max=float(f"{high:.12g}"), step=float(f"{step:.12g}"))


class LineOnMap(Explorer):
    """What the explorers of one line share: a slider for its slope and one for its intercept, as wide as the map."""

    slope = intercept = from_data

    def more_controls(self):
        return dict(zip(("slope", "intercept"), map(weight_slider, ("slope", "intercept"), self.limits), strict=True))


class LineExplorer(LineOnMap):
    """A line moved by hand: its squared errors on the data, and its place on the map of the loss.

    >>> LineExplorer([30, 60, 90], [150, 250, 380], slope=4, intercept=20)
    LineExplorer: slope 4, intercept 20, loss 66.67, residuals add up to 0
    """

    label = "left: the line, the data and the squared residuals; right: the line's place on the map of the loss"

    def __init__(self, x=None, y=None, *, x_label=SIZE, y_label=PRICE, **begin):
        self.x, self.y, self.bowl = checked_data(x, y)
        self.x_label, self.y_label = x_label, y_label
        self.limits = charts.map_limits(self.bowl, (0, self.y.mean()))
        super().__init__(**begin)

    def build(self, data, ground):
        some = "" if self.x.size <= MOST_SQUARES else "some of "
        dress(data, f"the line and {some}its squared residuals", self.x_label, self.y_label)
        draw_points(data, self.x, self.y)
        dress(ground, "the same line on the map of the loss (☆ least)", "slope", "intercept")
        charts.draw_map(ground, self.bowl, self.limits)
        self.squares = self.boxes(data, facecolor=to_rgba(ORANGE, 0.25), edgecolor=ORANGE, linewidth=1)
        self.fit = self.line(data, color=BLUE, linewidth=2)
        self.place = self.line(ground, "o", color=BLUE, markersize=9)

    def compute(self, slope, intercept):
        residuals = slope * self.x + intercept - self.y
        return {"residuals": residuals, "loss": float(np.mean(residuals**2))}

    def draw(self, r):
        data, _ = self.stage.axes
        ends = np.array(data.get_xlim())
        self.fit.set_data(ends, line_at((r.slope, r.intercept), ends))
        self.place.set_data([r.slope], [r.intercept])
        x, residuals = thinned(self.x, r.residuals, MOST_SQUARES)
        across = np.ptp(ends) / np.ptp(data.get_ylim()) * data.bbox.height / data.bbox.width  # x units for one y unit
        on_line = r.slope * x + r.intercept
        self.squares.set_verts(charts.corners(x, x - across * np.abs(residuals), on_line, on_line - residuals))

    def say(self, r):
        return (
            f"The line {number(r.slope)} · x {signed(r.intercept)} has loss {amount(r.loss)}, the average of "
            f"{counted(self.x.size, 'square')}; the least is {amount(self.bowl.least)}. "
            f"Its residuals add up to {number(r.residuals.sum())}."
        )

    def state(self, r):
        return (
            f"slope {number(r.slope)}, intercept {number(r.intercept)}, loss {amount(r.loss)}, "
            f"residuals add up to {number(r.residuals.sum())}"
        )


class GradientExplorer(LineOnMap):
    """One step against the gradient, with the map in sight or in fog; the rate is half the limit if none is given.

    >>> GradientExplorer([30, 60, 90], [150, 250, 380], learning_rate=0.0001)
    GradientExplorer: slope 0, intercept 0, loss 76,466.67, gradient (-35,800, -520), fog off
    """

    label = "left: one step on the map of the loss; right: the loss along the slope, with its tangent"
    fog = switch("fog: see only the ground under your feet")

    def __init__(self, x=None, y=None, *, learning_rate=None, **begin):
        _, _, self.bowl = checked_data(x, y)
        self.learning_rate = checked_rate(learning_rate, self.bowl.limit / 2)
        self.limits = charts.map_limits(self.bowl, START)
        super().__init__(**begin)

    def build(self, ground, cut):
        dress(ground, "one step against the gradient (☆ least)", "slope", "intercept")
        charts.draw_map(ground, self.bowl, self.limits)
        dress(cut, "the loss if only the slope changes, and its tangent", "slope", "loss")
        cut.set(xlim=self.limits[0], ylim=(0, 2.5 * float(self.bowl.loss(START)) or 1.0))
        cut.yaxis.set_major_formatter("{x:,.0f}")
        self.cover = self.moving(charts.fog(ground))
        self.step = self.line(ground, color=BLUE, linewidth=2.5)
        self.ends = [self.line(ground, mark, color=BLUE, markersize=9) for mark in ("o", "D")]
        self.curve = self.line(cut, color=GREY, linewidth=2)
        self.tangent = self.line(cut, "--", color=RED, linewidth=2)
        self.mark = self.line(cut, "o", color=BLUE, markersize=9)
        self.leaving = [self.exits(axes) for axes in (ground, cut)]

    def compute(self, slope, intercept, fog):
        here = np.array([slope, intercept])
        gradient = self.bowl.gradient(here)
        with np.errstate(over="ignore", invalid="ignore"):
            there = here - self.learning_rate * gradient
            loss, loss_there = float(self.bowl.loss(here)), float(self.bowl.loss(there))
        return {"here": here, "loss": loss, "gradient": gradient, "there": there, "loss_there": loss_there}

    def draw(self, r):
        ground, cut = self.stage.axes
        self.cover.set(path=charts.fog_around(ground, r.here), visible=r.fog)
        there = r.here - min(self.learning_rate, LARGEST) * r.gradient  # as far as can be drawn
        self.step.set_data(*np.array([r.here, there]).T)
        for end, place in zip(self.ends, (r.here, there), strict=True):
            end.set_data(*place[:, np.newaxis])
        slopes = np.linspace(*self.limits[0], 100)
        along = self.bowl.loss(np.column_stack([slopes, np.full(100, r.intercept)]))
        self.curve.set(data=(slopes, along), visible=not r.fog)
        self.tangent.set_data(slopes, r.loss + r.gradient[0] * (slopes - r.slope))
        self.mark.set_data([r.slope], [r.loss])
        self.leaving[0].set_data(*charts.to_edge(ground, *there[:, np.newaxis]))
        self.leaving[1].set_data(*charts.to_edge(cut, [r.slope], [r.loss]))

    def say(self, r):
        by_slope, by_intercept = (number(one) for one in r.gradient)
        end = "so far away that the loss there is too large for a 64-bit number"
        if np.isfinite(r.loss_there):
            slope, intercept = (number(one) for one in r.there)
            end = f"to slope {slope} and intercept {intercept}, where the loss is {amount(r.loss_there)}"
        return (
            f"Right here the loss is {amount(r.loss)} and changes at a rate of {by_slope} for each unit of slope "
            f"and {by_intercept} for each unit of intercept; a step {rate(self.learning_rate)} times that, the other "
            f"way, leads {end}."
        )

    def state(self, r):
        by_slope, by_intercept = r.gradient
        return (
            f"slope {number(r.slope)}, intercept {number(r.intercept)}, loss {amount(r.loss)}, "
            f"gradient ({number(by_slope)}, {number(by_intercept)}), fog {'on' if r.fog else 'off'}"
        )


class OverRun(Explorer):
    """What the explorers of one training run over data share: the data on the left, and the run."""

    def __init__(self, x=None, y=None, *, learning_rate=None, steps=300, x_label=SIZE, y_label=PRICE, **begin):
        self.x, self.y, self.bowl = checked_data(x, y)
        self.x_label, self.y_label = x_label, y_label
        self.run = self.bowl.descend(START, checked_rate(learning_rate, self.bowl.limit / 2), as_count("steps", steps))
        super().__init__(**begin)

    def dress_data(self, axes, title):
        dress(axes, title, self.x_label, self.y_label)
        draw_points(axes, self.x, self.y)


class TrainingExplorer(OverRun):
    """A training run to play, pause and scrub: the line on the left, the loss so far on the right.

    Its learning rate is half the limit if none is given.

    >>> TrainingExplorer([30, 60, 90], [150, 250, 380], learning_rate=0.0001, steps=100).set(step=100)
    TrainingExplorer: step 100 of 100, slope 4.26, intercept 0.1463, loss 177.32, least 50.00
    """

    label = "left: the line at one step of training; right: the loss up to that step"
    step = from_data

    def more_controls(self):
        return {"step": Slider("step", value=0, min=0, max=self.run.losses.size - 1, step=1, playable=True)}

    def build(self, data, curve):
        self.dress_data(data, "the line (dashed: the best one)")
        ends = np.array(data.get_xlim())
        data.plot(ends, line_at(self.bowl.minimum, ends), "--", color=GREY)
        charts.dress_losses(curve, self.bowl, START, self.run.steps, title="loss so far (both axes logarithmic)")
        colour, _ = charts.LINE[self.run.verdict]
        self.fit = self.line(data, color=colour, linewidth=2.5)
        self.losses = self.line(curve, color=colour, linewidth=2)
        self.mark = self.line(curve, "o", color=colour, markersize=8)
        self.leaving = self.exits(curve)

    def compute(self, step):
        at = round(step)
        slope, intercept = self.run.weights[at].tolist()
        return {"step": at, "slope": slope, "intercept": intercept, "loss": float(self.run.losses[at])}

    def draw(self, r):
        data, curve = self.stage.axes
        ends = np.array(data.get_xlim())
        self.fit.set_data(ends, line_at((r.slope, r.intercept), ends))
        so_far = self.run.losses[: r.step + 1]
        self.losses.set_data(np.arange(so_far.size), so_far)
        self.mark.set_data([r.step], [r.loss])
        self.leaving.set_data(*charts.first_exit(curve, so_far))

    def say(self, r):
        stops = self.run.infinite_at is not None and r.step == self.run.infinite_at - 1
        return (
            f"Step {r.step}: the line is {number(r.slope)} · x {signed(r.intercept)}, its loss is "
            f"{amount(r.loss)}; the least any line reaches is {amount(self.bowl.least)}. "
            f"At a learning rate of {rate(self.run.learning_rate)} the run {self.run.verdict}."
            f"{' Here it stops: the next loss is too large for a 64-bit number.' if stops else ''}"
        )

    def state(self, r):
        return (
            f"step {r.step} of {self.run.steps}, slope {number(r.slope)}, intercept {number(r.intercept)}, "
            f"loss {amount(r.loss)}, least {amount(self.bowl.least)}"
        )


class LearningRateExplorer(Explorer):
    """One learning rate, from crawling to diverging: the walk on the map and the loss at each step, at least 2.

    It begins at a third of the limit if no rate is given.

    >>> LearningRateExplorer([30, 60, 90], [150, 250, 380], learning_rate=0.001)
    LearningRateExplorer: learning rate 0.001, 300 steps: diverges at step 1, limit 0.000238047
    """

    label = "left: the walk over slope and intercept; right: the loss at each step"
    learning_rate = from_data

    def __init__(self, x=None, y=None, *, learning_rate=None, steps=300):
        _, _, self.bowl = checked_data(x, y)
        self.steps, self.limit = as_count("steps", steps, least=2), self.bowl.limit_from(START)
        self.first = checked_rate(learning_rate, self.bowl.limit / 3)
        super().__init__()

    def more_controls(self):
        limit, rates = self.bowl.limit, {"value": self.first, "log": True}
        low, high = min(limit / 30, self.first), max(limit * 10, self.first)
        bands, marks = charts.rate_bands(self.bowl, START, self.steps, low, high), [(limit, f"limit {rate(limit)}")]
        return {"learning_rate": Slider("learning rate", min=low, max=high, bands=bands, marks=marks, **rates)}

    def build(self, ground, curve):
        dress(ground, "the walk from ■ on the map of the loss (☆ least)", "slope", "intercept")
        charts.draw_map(ground, self.bowl, charts.map_limits(self.bowl, START))
        ground.plot(*START, "s", color=INK, markersize=7)
        charts.dress_losses(curve, self.bowl, START, self.steps, title="loss at each step (both axes logarithmic)")
        self.walk = self.line(ground, marker="o", markersize=3.5, linewidth=1)
        self.losses = self.line(curve, linewidth=2)
        self.leaving = [self.exits(axes) for axes in (ground, curve)]

    def compute(self, learning_rate):
        return vars(self.bowl.descend(START, learning_rate, self.steps))

    def draw(self, r):
        colour, dash = charts.LINE[r.verdict]
        self.walk.set(data=r.weights.T, color=colour, linestyle=dash)
        self.losses.set(data=(np.arange(r.losses.size), r.losses), color=colour, linestyle=dash)
        ground, curve = self.stage.axes
        x, y = charts.to_edge(ground, *r.weights.T)
        self.leaving[0].set_data(x[:2], y[:2])  # one on either side; the rest follow
        self.leaving[1].set_data(*charts.first_exit(curve, r.losses))

    def say(self, r):
        factor, after = 1 - 2 * r.learning_rate / self.limit, f"after {counted(r.steps, 'step')}"
        begin = f"At a learning rate of {rate(r.learning_rate)} the run {r.verdict}"
        if r.verdict is Verdict.BOUNCES:
            return (
                f"{begin}: each step lands exactly as far away on the other side of the valley. This rate is the limit."
            )
        if r.verdict is Verdict.DIVERGES:
            last = "" if r.infinite_at else f", and {after} it is {amount(r.losses[-1])}"
            return (
                f"{begin}{growth(r)}{last}. Each step lands on the other side of the valley, {number(-factor)} "
                f"times as far away; every rate above the limit {rate(self.limit)} does that."
            )
        least, near = self.bowl.least, arrival(r.losses[0], self.bowl.least)
        needed = self.bowl.steps_to(near, START, r.learning_rate) if near > 0 else None
        close = "within 1% of the least" if near == CLOSE * least else "down to 1/10,000 of its start"
        arrives = f" It comes {close} after {counted(needed, 'step')}." if needed is not None else ""
        crossing = f" Each step crosses the valley, to {number(-factor, 3)} of the distance." if factor < -1e-9 else ""
        return f"{begin}: {after} the loss is {amount(r.losses[-1])}, the least is {amount(least)}.{arrives}{crossing}"

    def state(self, r):
        at, steps = f" at step {r.exceeded_at}" if r.exceeded_at else "", counted(r.steps, "step")
        return f"learning rate {rate(r.learning_rate)}, {steps}: {r.verdict}{at}, limit {rate(self.bowl.limit)}"


class PredictionExplorer(OverRun):
    """Reading a prediction off two lines: the one that training stopped at, and the best; it begins at the mean x.

    >>> PredictionExplorer([30, 60, 90], [150, 250, 380], at=30)
    PredictionExplorer: at x = 30: trained line 128.1, best line 145, difference -16.93
    """

    label = "left: two lines with one prediction each; right: the difference between the two lines"
    at = from_data

    def __init__(self, x=None, y=None, *, at=None, **options):
        self.first = at if at is None else as_number("at", at)
        super().__init__(x, y, **options)

    def more_controls(self):
        (left, right), _ = data_limits(self.x, self.y)
        first = float(self.x.mean()) if self.first is None else self.first
        return {"at": Slider(self.x_label, value=first, min=min(left, first), max=max(right, first))}

    def build(self, data, gap):
        self.lines, self.taken = (self.run.weights[-1], self.bowl.minimum), self.run.losses.size - 1
        at = self.controls["at"]
        ends = np.array([at.min, at.max])
        self.dress_data(data, f"● after {counted(self.taken, 'step')} (solid), ◆ best (dashed)")
        data.set(xlim=ends)
        title, difference = "trained line minus best line (shaded: sizes seen)", f"difference, {self.y_label}"
        dress(gap, title, self.x_label, difference, xlim=ends)
        gap.axvspan(self.x.min(), self.x.max(), color="#e6e6e6", linewidth=0)
        gap.axhline(0, color=GREY, linewidth=1)
        trained, best = (line_at(weights, ends) for weights in self.lines)
        gap.plot(ends, trained - best, color=INK, linewidth=1.5)
        data.plot(ends, trained, color=BLUE, linewidth=2)
        data.plot(ends, best, "--", color=GREEN, linewidth=2)
        self.plumbs = [self.moving(axes.axvline(color=GREY, linestyle=":")) for axes in (data, gap)]
        self.readings = [
            self.line(axes, mark, color=colour, markersize=9)
            for axes, mark, colour in ((data, "o", BLUE), (data, "D", GREEN), (gap, "o", INK))
        ]

    def compute(self, at):
        trained, best = (float(line_at(weights, at)) for weights in self.lines)
        return {"trained": trained, "best": best, "difference": trained - best}

    def draw(self, r):
        for plumb in self.plumbs:
            plumb.set_xdata([r.at, r.at])
        for reading, height in zip(self.readings, (r.trained, r.best, r.difference), strict=True):
            reading.set_data([r.at], [height])

    def say(self, r):
        low, high = self.x.min(), self.x.max()
        rounding = 1e-9 * (high - low)
        seen = low - rounding <= r.at <= high + rounding
        end = " (that run diverges)" if self.run.verdict is Verdict.DIVERGES else ""
        return (
            f"At {number(r.at)} the line after {counted(self.taken, 'step')}{end} predicts {number(r.trained)}, the "
            f"best line {number(r.best)}: a difference of {number(r.difference)}."
            f"{'' if seen else ' No data lies here: both lines are guessing.'}"
        )

    def state(self, r):
        return (
            f"at x = {number(r.at)}: trained line {number(r.trained)}, best line {number(r.best)}, "
            f"difference {number(r.difference)}"
        )


class PoisonExplorer(OverRun):
    """Prices that lie, at the largest x first: the clean run and the poisoned one, and what becomes of a prediction.

    The prediction is made at an x of its own, a third beyond the largest if none is given.

    >>> PoisonExplorer([30, 60, 90], [150, 250, 380], at=120).set(poisoned=1, lie=-100)
    PoisonExplorer: 1 of 3 changed by -100: loss 175.5 -> 1,579, at 120: 490 -> 356.7
    """

    label = "left: clean and poisoned data with their best lines; right: the loss of both training runs"
    poisoned = lie = from_data

    def __init__(self, x=None, y=None, *, at=None, **options):
        self.at = at if at is None else as_number("at", at)
        super().__init__(x, y, **options)

    def more_controls(self):
        most, reach = max(1, self.x.size // 2), float(np.ptp(self.y)) or 1.0
        return {
            "poisoned": Slider("values that lie", value=0, min=0, max=most, step=1, unit=f"of {self.x.size}"),
            "lie": Slider("changed by", value=0, min=-reach, max=reach, step=reach / 60, unit=self.y_label),
        }

    def build(self, data, curve):
        if self.at is None:
            self.at = float(self.x.max() + np.ptp(self.x) / 3)
        best = self.bowl.minimum
        self.X, self.order, self.clean = design_matrix(self.x), np.argsort(self.x)[::-1], line_at(best, self.at)
        self.dress_data(data, "best line: clean (solid), with the lies ✖ (dashed)")
        (left, right), (low, high) = data.get_xlim(), data.get_ylim()
        data.axvline(self.at, color=GREY, linestyle=":")
        data.set(xlim=(left, max(right, self.at * 1.02)), ylim=(low, max(high, 1.15 * self.clean)))
        ends = np.array(data.get_xlim())
        data.plot(ends, line_at(best, ends), color=BLUE, linewidth=2)
        title = "training loss: clean (solid), poisoned (dashed)"
        charts.dress_losses(curve, self.bowl, START, self.run.steps, title=title)
        curve.plot(self.run.losses, color=BLUE, linewidth=2)
        self.lies = self.line(data, "X", color=RED, markersize=9)
        self.fit, self.losses = (self.line(axes, "--", color=RED, linewidth=2) for axes in (data, curve))
        self.leaving = [self.exits(axes) for axes in (data, curve)]

    def compute(self, poisoned, lie):
        count, lied = round(poisoned), self.y.copy()
        lied[self.order[:count]] += lie
        bowl = QuadraticLoss.from_data(self.X, lied)
        run = bowl.descend(START, self.run.learning_rate, self.run.steps)
        found = {"best": bowl.minimum, "least": bowl.least, "prediction": float(line_at(bowl.minimum, self.at))}
        return {"count": count, "lied": lied, "run": run} | found

    def draw(self, r):
        data, curve = self.stage.axes
        ends, lies = np.array(data.get_xlim()), self.order[: r.count]
        self.lies.set_data(self.x[lies], r.lied[lies])
        self.fit.set_data(ends, line_at(r.best, ends))
        self.losses.set_data(np.arange(r.run.losses.size), r.run.losses)
        self.leaving[0].set_data(*charts.to_edge(data, self.x[lies], r.lied[lies]))
        self.leaving[1].set_data(*charts.first_exit(curve, r.run.losses))

    def say(self, r):
        before, after = self.run.losses[-1], r.run.losses[-1]
        predicts = f"At {number(self.at)} the best line predicts {number(r.prediction)}"
        if not (r.count and r.lie):
            return (
                f"No value is changed: the training loss ends at {amount(after)}, the least is {amount(r.least)}. "
                f"{predicts}."
            )
        times = f", {number(after / before, 3)} times as much" if before > 0 and after < LONG else ""
        return (
            f"{r.count} of {self.x.size} values changed by {number(r.lie)}: the training loss ends at "
            f"{amount(after)} instead of {amount(before)}{times} (the least is {amount(r.least)} instead of "
            f"{amount(self.bowl.least)}). {predicts} instead of {number(self.clean)}."
        )

    def state(self, r):
        return (
            f"{r.count} of {self.x.size} changed by {number(r.lie)}: loss {number(self.run.losses[-1])} -> "
            f"{number(r.run.losses[-1])}, at {number(self.at)}: {number(self.clean)} -> {number(r.prediction)}"
        )

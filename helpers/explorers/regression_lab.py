"""The explorers of notebook 05: a line moved by hand, by one step, by a whole training run, and by a liar.

Each is built over one feature x and its targets y, both of shape (n,), over a data set's points with their names, or
over the ten flats. Its `bowl` is the mean squared error of every line there is, a place on a map of slope and
intercept; training starts at slope 0, intercept 0.
"""

from functools import lru_cache, partial

import numpy as np
from matplotlib.colors import to_rgba

from helpers.data import flats
from helpers.explorers import charts
from helpers.explorers.explorer import Explorer, choice, from_data, switch
from helpers.explorers.words import LONG, amount, counted, growth, number, rate, signed
from helpers.maths.checks import LARGEST, as_count, as_number, as_vector, check
from helpers.maths.descent import CLOSE, QuadraticLoss, Verdict, arrival
from helpers.maths.regression import design_matrix
from helpers.stage import Slider, dress
from helpers.stage.style import DANGER, DATA, ERROR, GREY, INK, MODEL, PURPLE, RAMP, TRUTH

START = (0.0, 0.0)
MOST_POINTS = 500  # of the data in a picture; the mathematics uses all
MOST_BARS, MOST_SQUARES = 100, 20  # more of them lie over each other and cost time


class OverData(Explorer):
    """What all explorers of the lab share: the data, what it is called, and the loss of every line through it."""

    def __init__(self, x=None, y=None, *, x_label=None, y_label=None, **begin):
        if y is None and (x is None or hasattr(x, "x_label")):
            points = flats() if x is None else x
            x, y, x_label, y_label = points.x, points.y, x_label or points.x_label, y_label or points.y_label
        missing = "x" if x is None else "y"
        check(x is not None and y is not None, f"{missing} is missing; wanted both x and y, or a data set as flats()")
        self.x, self.y = as_vector("x", x), as_vector("y", y)
        self.x_label, self.y_label = x_label or "x", y_label or "y"
        self.bowl = QuadraticLoss.from_data(design_matrix(self.x), self.y)
        self.limits = charts.map_limits(self.bowl, START, (0, self.y.mean()))
        self.prepare()
        super().__init__(**begin)

    def prepare(self):
        """Check the other options, and do once what depends on the data."""

    def dress_data(self, axes, title):
        dress(axes, title, self.x_label, self.y_label)
        xlim, ylim = data_limits(self.x, self.y)
        axes.set(xlim=xlim, ylim=ylim)
        look = {"color": DATA, "markersize": 5 if self.x.size < 100 else 3}
        return axes.plot(*thinned(self.x, self.y, MOST_POINTS), "o", zorder=3, **look)[0]

    def dress_map(self, axes, title, *, in_sight=True):
        """Set up the map of all lines with its key; its least is part of the answer, out of sight the ground is too."""
        dress(axes, title, "slope", "intercept")
        charts.colour_key(axes, charts.losses_of(self.bowl, self.limits))
        *ground, star = charts.draw_map(axes, self.bowl, self.limits)
        name = axes.annotate("least", self.bowl.minimum, (9, 3), textcoords="offset points", fontsize=9, color=INK)
        self.answer_of(star, name, *(() if in_sight else ground))


def checked_rate(learning_rate, usual):
    return usual if learning_rate is None else as_number("learning_rate", learning_rate, above=0)


def data_limits(x, y):
    """Choose axes for data, with room around it and x = 0 in sight where that is near."""
    across, room = max(np.ptp(x), 1e-12), 0.25 * max(np.ptp(y), 1e-12)
    left = 0.0 if 0 <= x.min() < 2 * across else x.min() - 0.2 * across
    return (left, x.max() + 0.5 * across), (min(y.min() - room, 0 if y.min() >= 0 else np.inf), y.max() + 2 * room)


def thinned(x, y, most):
    every = -(-x.size // most)
    return x[::every], y[::every]


def line_at(weights, x):
    slope, intercept = weights
    return slope * x + intercept


def say_line(r):
    return f"{number(r.slope)} · x {signed(r.intercept)}"


def name_line(r):
    return f"slope {number(r.slope)}, intercept {number(r.intercept)}, loss {amount(r.loss)}"


def weight_slider(label, span):
    step = 10.0 ** np.floor(np.log10(np.ptp(span) / 200))
    low, high = np.ceil(span[0] / step) * step, np.floor(span[1] / step) * step
    return Slider(label, value=0, min=float(f"{low:.12g}"), max=float(f"{high:.12g}"), step=float(f"{step:.12g}"))


class Scatter(OverData):
    """The data alone, to look at before there is any line.

    >>> Scatter([30, 60, 90], [150, 250, 380])
    Scatter: 3 points; x from 30 to 90, y from 150 to 380
    """

    label, height = "the data, one dot each", 320

    def build(self, data):
        self.dress_data(data, "")

    def compute(self):
        spans = ((self.x_label, self.x), (self.y_label, self.y))
        return {"spans": ", ".join(f"{name} from {number(each.min())} to {number(each.max())}" for name, each in spans)}

    def draw(self, r):
        pass

    def say(self, r):
        return f"{counted(self.x.size, 'point')}: {r.spans}."

    def state(self, r):
        return f"{counted(self.x.size, 'point')}; {r.spans}"


class LineOnMap(OverData):
    """What the explorers of one line share: a slider for its slope and one for its intercept, as wide as the map."""

    slope = intercept = from_data

    def more_controls(self):
        return dict(zip(("slope", "intercept"), map(weight_slider, ("slope", "intercept"), self.limits), strict=True))

    def depth(self, loss):
        """Find which colour of the map a loss has."""
        levels = charts.depths(self.bowl, self.limits)
        return min(int(np.searchsorted(levels, loss - self.bowl.least)), len(levels) - 1)


class LineExplorer(LineOnMap):
    """A line moved by hand: how far it misses the data, and its place on the map of the loss, where each leaves a mark.

    >>> LineExplorer([30, 60, 90], [150, 250, 380], slope=4, intercept=20)
    LineExplorer: slope 4, intercept 20, loss 66.67, residuals add up to 0
    """

    label = "left: the line, the data and the residuals; right: the lines tried so far on the map of the loss"
    show = choice("residuals", ("hidden", "as bars", "as squares"), value="as bars")

    def build(self, data, ground):
        some = "" if self.x.size <= MOST_SQUARES else "some of "
        points = self.dress_data(data, f"the line and {some}its residuals")
        self.dress_map(ground, "every line you try leaves its mark", in_sight=False)
        self.squares = self.boxes(data, facecolor=to_rgba(ERROR, 0.2), edgecolor=ERROR, linewidth=1)
        self.bars = charts.segments(self, data, color=ERROR, linewidth=2)
        self.fit = self.line(data, color=MODEL, linewidth=2.5)
        self.moving(points)
        self.tried = charts.Trail(self, ground, *RAMP, size=8)
        self.grips = np.array([self.x.min(), self.x.max()])  # places along x where the line is taken hold of
        self.ends = [self.dot(data, "o", MODEL, size=8, clip_on=True) for _ in self.grips]
        self.place = self.handle(self.dot(ground, "o", MODEL, 10), "the line on the map", x="slope", y="intercept")
        for end, name in zip(self.ends, ("the line's left end", "the line's right end"), strict=True):
            self.handle(end, name, to_controls=partial(self.turned, at=self.ends.index(end)))

    def turned(self, _x, height, at):
        """Move one end of the line to another height, as far as the axes reach; the other end stays."""
        low, high = self.stage.axes[0].get_ylim()
        heights = line_at((self.result.slope, self.result.intercept), self.grips)
        heights[at] = min(max(height, low), high)
        slope = (heights[1] - heights[0]) / np.ptp(self.grips)
        return {"slope": slope, "intercept": heights[0] - slope * self.grips[0]}

    def compute(self, slope, intercept, show, answer):
        residuals = slope * self.x + intercept - self.y
        return {"residuals": residuals, "loss": float(np.mean(residuals**2))}

    def draw(self, r):
        data, _ = self.stage.axes
        line = r.slope, r.intercept
        ends = np.array(data.get_xlim())
        self.fit.set_data(ends, line_at(line, ends))
        for end, x in zip(self.ends, self.grips, strict=True):
            end.set_data([x], [line_at(line, x)])
        self.place.set_data([r.slope], [r.intercept])
        self.tried.mark(r.slope, r.intercept, self.depth(r.loss))
        self.draw_residuals(r, data)

    def draw_residuals(self, r, data):
        bars, squares = r.show == "as bars", r.show == "as squares"
        x, residuals = thinned(self.x, r.residuals, MOST_SQUARES if squares else MOST_BARS)
        on_line = line_at((r.slope, r.intercept), x)
        ends = np.transpose([[x, on_line], [x, on_line - residuals]], (2, 0, 1))  # (points, ends, x and y)
        self.bars.set_segments(ends[: bars * x.size])
        box = data.bbox
        across = np.ptp(data.get_xlim()) / np.ptp(data.get_ylim()) * box.height / box.width  # x units for one y unit
        sides = charts.corners(x, x - across * np.abs(residuals), on_line, on_line - residuals)
        self.squares.set_verts(sides[: squares * x.size])

    def say(self, r):
        least = f"; the least is {amount(self.bowl.least)}" if r.answer else ""
        line = f"The line {say_line(r)} misses by {number(abs(r.residuals).max())} at most"
        loss = f"Its loss, the average of {counted(self.x.size, 'squared residual')}, is {amount(r.loss)}{least}"
        return f"{line}. {loss}. The residuals add up to {number(r.residuals.sum())}."

    def state(self, r):
        return f"{name_line(r)}, residuals add up to {number(r.residuals.sum())}"


class GradientExplorer(LineOnMap):
    """One step against the gradient, with the map in sight or in fog; the rate is half the limit if none is given.

    >>> GradientExplorer([30, 60, 90], [150, 250, 380], learning_rate=0.0001)
    GradientExplorer: slope 0, intercept 0, loss 76,466.67, gradient (-35,800, -520), fog off
    """

    label = "left: one step on the map of the loss; right: the loss along the slope, with its tangent"
    fog = switch("fog: see only the ground under your feet")

    def __init__(self, x=None, y=None, *, learning_rate=None, **begin):
        self.learning_rate = learning_rate
        super().__init__(x, y, **begin)

    def prepare(self):
        self.learning_rate = checked_rate(self.learning_rate, self.bowl.limit / 2)

    def build(self, ground, cut):
        self.dress_map(ground, "one step against the gradient")
        dress(cut, "the loss if only the slope changes", "slope", "loss")
        cut.set(xlim=self.limits[0], ylim=(0, 2.5 * float(self.bowl.loss(START)) or 1.0))
        cut.yaxis.set_major_formatter("{x:,.0f}")
        self.cover = self.moving(charts.fog(ground))
        self.trodden = charts.Trail(self, ground, *RAMP, size=8)
        self.step = self.line(ground, color=MODEL, linewidth=2.5)
        ends = ("D", "where the step leads"), ("o", "where you stand")
        self.ends = [self.dot(ground, mark, MODEL, label=name, clip_on=True) for mark, name in ends]
        self.handle(self.ends[1], "where you stand", x="slope", y="intercept")
        self.curve = self.line(cut, color=GREY, linewidth=2)
        self.tangent = self.line(cut, "--", color=PURPLE, linewidth=2, label="tangent")
        self.mark = self.handle(self.dot(cut, "o", MODEL, clip_on=True), "where you stand", x="slope")
        self.leaving = [self.exits(mark.axes, mark) for mark in (self.ends[0], self.mark)]

    def compute(self, slope, intercept, fog, answer):
        here = np.array([slope, intercept])
        gradient = self.bowl.gradient(here)
        with np.errstate(over="ignore", invalid="ignore"):
            there = here - self.learning_rate * gradient
            loss, loss_there = float(self.bowl.loss(here)), float(self.bowl.loss(there))
        return {"here": here, "loss": loss, "gradient": gradient, "there": there, "loss_there": loss_there}

    def actions(self, r):
        values = dict(zip(("slope", "intercept"), r.there.tolist(), strict=True))
        on_map = all(self.controls[name].min <= value <= self.controls[name].max for name, value in values.items())
        return {"take this step": values if on_map else None}

    def draw(self, r):
        self.cover.set(path=charts.fog_around(self.cover.axes, r.here), visible=r.fog)
        self.trodden.mark(*r.here, self.depth(r.loss))
        there = r.here - min(self.learning_rate, LARGEST) * r.gradient  # as far as can be drawn
        self.step.set_data(*np.array([r.here, there]).T)
        for end, place in zip(self.ends, (there, r.here), strict=True):
            end.set_data(*place[:, np.newaxis])
        slopes = np.linspace(*self.limits[0], 100)
        along = self.bowl.loss(np.column_stack([slopes, np.full(100, r.intercept)]))
        self.curve.set(data=(slopes, along), visible=not r.fog)
        self.tangent.set_data(slopes, r.loss + r.gradient[0] * (slopes - r.slope))
        self.mark.set_data([r.slope], [r.loss])

    def say(self, r):
        by_slope, by_intercept = (number(one) for one in r.gradient)
        end = "so far away that the loss there is too large for a 64-bit number"
        if np.isfinite(r.loss_there):
            slope, intercept = (number(one) for one in r.there)
            end = f"to slope {slope} and intercept {intercept}, where the loss is {amount(r.loss_there)}"
        rates = f"{by_slope} for each unit of slope and {by_intercept} for each unit of intercept"
        step = f"a step {rate(self.learning_rate)} times that, the other way, leads {end}"
        return f"Right here the loss is {amount(r.loss)} and changes at a rate of {rates}; {step}."

    def state(self, r):
        by_slope, by_intercept = map(number, r.gradient)
        return f"{name_line(r)}, gradient ({by_slope}, {by_intercept}), fog {'on' if r.fog else 'off'}"


class OverRun(OverData):
    """What the explorers of a training run over data share: its rate and steps, and in most the run."""

    fewest = 1  # steps

    def __init__(self, x=None, y=None, *, learning_rate=None, steps=300, **begin):
        self.learning_rate, self.steps = learning_rate, as_count("steps", steps, self.fewest)
        super().__init__(x, y, **begin)

    def prepare(self):
        self.run = self.bowl.descend(START, checked_rate(self.learning_rate, self.bowl.limit / 2), self.steps)


class TrainingExplorer(OverRun):
    """A training run to play, pause and scrub: the line on the left, the loss so far on the right.

    Its learning rate is half the limit if none is given.

    >>> TrainingExplorer([30, 60, 90], [150, 250, 380], learning_rate=0.0001, steps=100).set(step=100)
    TrainingExplorer: step 100 of 100, slope 4.26, intercept 0.1463, loss 177.32
    """

    label = "left: the line at one step of training; right: the loss up to that step"
    step = from_data

    def more_controls(self):
        return {"step": Slider("step", value=0, min=0, max=self.run.losses.size - 1, whole=True, playable=True)}

    def build(self, data, curve):
        self.dress_data(data, "the line, and where it was before (faint)")
        ends = np.array(data.get_xlim())
        best = data.plot(ends, line_at(self.bowl.minimum, ends), "--", color=TRUTH, label="the best line")
        _, least = charts.dress_losses(curve, "loss so far", self.bowl, START, self.run.steps)
        if self.run.losses.max() <= self.run.losses[0] > 0:  # no room is needed above the start
            curve.set_ylim(top=2 * self.run.losses[0])
        self.answer_of(*best, *least)
        colour, _ = charts.LINE[self.run.verdict]
        self.trace = [self.line(data, color=colour, linewidth=1.5, alpha=faint) for faint in (0.12, 0.2, 0.35)]
        self.fit = self.line(data, color=colour, linewidth=2.5)
        self.losses = self.line(curve, color=colour, linewidth=2)
        self.mark = self.dot(curve, "o", colour)
        self.handle(self.mark, "the step", to_controls=lambda step, _loss: {"step": max(0, round(step))})
        self.leaving = self.exits(curve, self.losses, most=1)

    def compute(self, step, answer):
        slope, intercept = self.run.weights[step].tolist()
        return {"slope": slope, "intercept": intercept, "loss": float(self.run.losses[step])}

    def draw(self, r):
        ends = np.array(self.stage.axes[0].get_xlim())
        for line, before in zip((*self.trace, self.fit), (r.step // 8, r.step // 4, r.step // 2, r.step), strict=True):
            line.set_data(ends, line_at(self.run.weights[before], ends))
        so_far = self.run.losses[: r.step + 1]
        self.losses.set_data(np.arange(so_far.size), so_far)
        self.mark.set_data([r.step], [r.loss])

    def say(self, r):
        stops = self.run.infinite_at is not None and r.step == self.run.infinite_at - 1
        end = " Here it stops: the next loss is too large for a 64-bit number." * stops
        least = f"; the least any line reaches is {amount(self.bowl.least)}" if r.answer else ""
        told = r.answer or self.run.verdict is Verdict.DIVERGES
        verdict = f" At a learning rate of {rate(self.run.learning_rate)} the run {self.run.verdict}." if told else ""
        return f"Step {r.step}: the line is {say_line(r)}, its loss is {amount(r.loss)}{least}.{verdict}{end}"

    def state(self, r):
        least = f", least {amount(self.bowl.least)}" if r.answer else ""
        return f"step {r.step} of {self.run.steps}, {name_line(r)}{least}"


class LearningRateExplorer(OverRun):
    """One learning rate, from crawling to diverging: the walk on the map and the loss at each step, at least 2.

    It begins at a third of the limit if no rate is given; with `answer=False` the limit and the least are not shown.

    >>> LearningRateExplorer([30, 60, 90], [150, 250, 380], learning_rate=0.001)
    LearningRateExplorer: rate 0.001, 300 steps from (0, 0): diverges at step 1, limit 0.000238047
    """

    label = "left: the walk over slope and intercept; right: the loss at each step"
    learning_rate = start_slope = start_intercept = from_data
    answer = switch("show the limit and the least loss", on=True)
    fewest = 2

    def prepare(self):
        del self.x, self.y  # the bowl is all that is needed of them, however many there are
        self.learning_rate = checked_rate(self.learning_rate, self.bowl.limit / 3)

    def more_controls(self):
        limit, first = self.bowl.limit, self.learning_rate
        low, high = min(limit / 30, first), max(limit * 10, first)
        return {
            "learning_rate": Slider("learning rate", value=first, min=low, max=high, log=True),
            "start_slope": weight_slider("start slope", self.limits[0]),
            "start_intercept": weight_slider("start intercept", self.limits[1]),
        }

    def build(self, ground, curve):
        self.dress_map(ground, "the walk on the map of the loss")
        level, least = charts.dress_losses(curve, "loss at each step", self.bowl, START, self.steps)
        self.answer_of(*least)
        self.level = self.moving(level)
        self.track = lru_cache(1)(self.track_from)  # while only the rate moves it stays
        self.casing = self.line(ground, color="white", linewidth=3.5)
        self.walk = self.line(ground, marker="o", markersize=4, linewidth=1.5)
        self.start = self.line(ground, "s", color=INK, markersize=7, label="start of the walk")
        self.handle(self.start, "the start of the walk", x="start_slope", y="start_intercept")
        self.losses = self.line(curve, linewidth=2)
        self.leaving = [self.exits(ground, self.walk, most=2), self.exits(curve, self.losses, most=1)]

    def compute(self, learning_rate, start_slope, start_intercept, answer):
        start = start_slope, start_intercept
        return {"limit": self.bowl.limit_from(start)} | vars(self.bowl.descend(start, learning_rate, self.steps))

    def draw(self, r):
        colour, dash = charts.LINE[r.verdict]
        walk = r.weights
        if r.verdict in charts.GONE:  # once it has left on either side, what crosses the map says nothing more
            walk = walk[np.cumsum(charts.outside(self.walk.axes, walk)) <= 2]
        self.casing.set_data(*walk.T)
        self.walk.set(data=walk.T, color=colour, linestyle=dash)
        self.start.set_data(*walk[:1].T)
        self.level.set_ydata(r.losses[[0, 0]])
        self.losses.set(data=(np.arange(r.losses.size), r.losses), color=colour, linestyle=dash)
        slider = self.controls["learning_rate"]
        slider.bands, slider.marks = self.track(r.start_slope, r.start_intercept) if r.answer else ([], [])

    def track_from(self, *start):
        """Say where on the rate's track each verdict of a walk from one start lies, and the limit."""
        slider, limit = self.controls["learning_rate"], self.bowl.limit_from(start)
        bands = charts.rate_bands(self.bowl, start, self.steps, slider.min, slider.max)
        return bands, [[limit, f"limit {rate(limit)}"]] if limit <= slider.max else []

    def say(self, r):
        factor, after = 1 - 2 * r.learning_rate / r.limit, f"after {counted(r.steps, 'step')}"
        begin = f"At a learning rate of {rate(r.learning_rate)} the run {r.verdict}"
        if r.verdict is Verdict.BOUNCES:
            limit = " This rate is the limit." if r.answer else ""
            return f"{begin}: each step lands exactly as far away on the other side of the valley.{limit}"
        if r.verdict is Verdict.DIVERGES:
            last = "" if r.infinite_at else f", and {after} it is {amount(r.losses[-1])}"
            lands = f"Each step lands on the other side of the valley, {number(-factor)} times as far away"
            limit = f"; every rate above the limit {rate(r.limit)} does that" * r.answer
            return f"{begin}{growth(r)}{last}. {lands}{limit}."
        least, near = self.bowl.least, arrival(r.losses[0], self.bowl.least)
        needed = self.bowl.steps_to(near, (r.start_slope, r.start_intercept), r.learning_rate) if near > 0 else None
        close = "within 1% of the least" if near == CLOSE * least else "down to 1/10,000 of its start"
        arrives = f" It comes {close} after {counted(needed, 'step')}." if needed is not None else ""
        crossing = f" Each step crosses the valley, to {number(-factor, 3)} of the distance." if factor < -1e-9 else ""
        least = f", the least is {amount(least)}.{arrives}" if r.answer else "."
        return f"{begin}: {after} the loss is {amount(r.losses[-1])}{least}{crossing}"

    def state(self, r):
        at, steps = f" at step {r.exceeded_at}" if r.exceeded_at else "", counted(r.steps, "step")
        limit = f", limit {rate(r.limit)}" if r.answer and np.isfinite(r.limit) else ""
        start = f"({number(r.start_slope)}, {number(r.start_intercept)})"
        return f"rate {rate(r.learning_rate)}, {steps} from {start}: {r.verdict}{at}{limit}"


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
        self.dress_data(data, "what the two lines predict")
        data.set(xlim=ends)
        title, difference = "trained line minus best line (shaded: where data lies)", f"difference, {self.y_label}"
        dress(gap, title, self.x_label, difference, xlim=ends)
        gap.axvspan(self.x.min(), self.x.max(), color="#e6e6e6", linewidth=0)
        gap.axhline(0, color=GREY, linewidth=1)
        trained, best = (line_at(weights, ends) for weights in self.lines)
        self.answer_of(*gap.plot(ends, trained - best, color=INK, linewidth=1.5))
        self.tried = charts.Trail(self, gap, INK)
        data.plot(ends, trained, color=MODEL, linewidth=2, label=f"line after {counted(self.taken, 'step')}")
        data.plot(ends, best, "--", color=TRUTH, linewidth=2, label="best line")
        self.plumbs = [self.moving(axes.axvline(color=GREY, linestyle=":")) for axes in (data, gap)]
        marks = (data, "D", TRUTH, 13), (data, "o", MODEL, 8), (gap, "o", INK, 9)  # what is covered sticks out
        self.readings = [self.dot(axes, mark, colour, size) for axes, mark, colour, size in marks]
        for reading in self.readings[1:]:
            self.handle(reading, "where the lines are read", x="at")

    def compute(self, at, answer):
        trained, best = (float(line_at(weights, at)) for weights in self.lines)
        return {"trained": trained, "best": best, "difference": trained - best}

    def draw(self, r):
        for plumb in self.plumbs:
            plumb.set_xdata([r.at, r.at])
        for reading, height in zip(self.readings, (r.best, r.trained, r.difference), strict=True):
            reading.set_data([r.at], [height])
        self.tried.mark(r.at, r.difference)

    def say(self, r):
        low, high = self.x.min(), self.x.max()
        rounding = 1e-9 * (high - low)
        guess = "" if low - rounding <= r.at <= high + rounding else " No data lies here: both lines are guessing."
        end = " (that run diverges)" if self.run.verdict is Verdict.DIVERGES else ""
        trained = f"the line after {counted(self.taken, 'step')}{end} predicts {number(r.trained)}"
        difference = f"the best line {number(r.best)}: a difference of {number(r.difference)}"
        return f"At {number(r.at)} {trained}, {difference}.{guess}"

    def state(self, r):
        lines = f"trained line {number(r.trained)}, best line {number(r.best)}"
        return f"at x = {number(r.at)}: {lines}, difference {number(r.difference)}"


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
            "poisoned": Slider("values that lie", value=0, min=0, max=most, whole=True, unit=f"of {self.x.size}"),
            "lie": Slider("changed by", value=0, min=-reach, max=reach, step=reach / 60, unit=self.y_label),
        }

    def build(self, data, curve):
        if self.at is None:
            self.at = float(self.x.max() + np.ptp(self.x) / 3)
        best = self.bowl.minimum
        self.X, self.order, self.clean = design_matrix(self.x), np.argsort(self.x)[::-1], line_at(best, self.at)
        self.dress_data(data, "the best line")
        (left, right), (low, high) = data.get_xlim(), data.get_ylim()
        data.axvline(self.at, color=GREY, linestyle=":")
        data.set(xlim=(left, max(right, self.at * 1.02)), ylim=(low, max(high, 1.15 * self.clean)))
        ends = np.array(data.get_xlim())
        data.plot(ends, line_at(best, ends), color=MODEL, linewidth=2, label="clean data")
        charts.dress_losses(curve, "the training loss", self.bowl, START, self.run.steps)
        curve.plot(self.run.losses, color=MODEL, linewidth=2)
        self.lies = self.dot(data, "D", DANGER, label="lie", clip_on=True)
        look = {"color": DANGER, "linewidth": 2, "label": "with the lies"}
        self.fit, self.losses = (self.line(axes, "--", **look) for axes in (data, curve))
        self.least = self.moving(curve.axhline(**charts.LEVEL | {"color": DANGER, "label": "least with the lies"}))
        self.largest = self.line(data, "o", color="none", markeredgecolor=DANGER, markersize=13)
        self.handle(self.largest, f"the value at the largest {self.x_label}", to_controls=self.lied_to)
        self.leaving = [self.exits(data, self.lies), self.exits(curve, self.losses, most=1)]

    def lied_to(self, _x, height):
        """Have the value at the largest x lie, and as many others as did before."""
        return {"poisoned": max(1, self.result.poisoned), "lie": height - self.y[self.order[0]]}

    def compute(self, poisoned, lie):
        lied = self.y.copy()
        lied[self.order[:poisoned]] += lie
        bowl = QuadraticLoss.from_data(self.X, lied)
        run = bowl.descend(START, self.run.learning_rate, self.run.steps)
        found = {"best": bowl.minimum, "least": bowl.least, "prediction": float(line_at(bowl.minimum, self.at))}
        return {"lied": lied, "run": run} | found

    def draw(self, r):
        ends, lies = np.array(self.fit.axes.get_xlim()), self.order[: r.poisoned]
        self.lies.set_data(self.x[lies], r.lied[lies])
        self.largest.set_data([self.x[self.order[0]]], [r.lied[self.order[0]]])
        self.fit.set_data(ends, line_at(r.best, ends))
        self.losses.set_data(np.arange(r.run.losses.size), r.run.losses)
        self.least.set_ydata([r.least, r.least])

    def say(self, r):
        before, after = self.run.losses[-1], r.run.losses[-1]
        predicts = f"At {number(self.at)} the best line predicts {number(r.prediction)}"
        if not (r.poisoned and r.lie):
            ends = f"the training loss ends at {amount(after)}, the least is {amount(r.least)}"
            return f"No value is changed: {ends}. {predicts}."
        times = f", {number(after / before, 3)} times as much" if before > 0 and after < LONG else ""
        ends = f"the training loss ends at {amount(after)} instead of {amount(before)}{times}"
        least = f"the least is {amount(r.least)} instead of {amount(self.bowl.least)}"
        changed = f"{r.poisoned} of {self.x.size} values changed by {number(r.lie)}"
        return f"{changed}: {ends} ({least}). {predicts} instead of {number(self.clean)}."

    def state(self, r):
        loss = f"loss {number(self.run.losses[-1])} -> {number(r.run.losses[-1])}"
        prediction = f"at {number(self.at)}: {number(self.clean)} -> {number(r.prediction)}"
        return f"{r.poisoned} of {self.x.size} changed by {number(r.lie)}: {loss}, {prediction}"

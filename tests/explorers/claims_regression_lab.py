"""What the explorers of notebook 05 claim, judged by plain loops and NumPy's own least squares."""

from functools import partial
from types import SimpleNamespace

import numpy as np

from helpers import explorers
from tests.explorers.builders import DATA
from tests.explorers.claims import Table, near, signed
from tests.explorers.claims_calculus import RUN, grown


def fitted(x, y, **more):
    """A data set and the best line through it, by NumPy."""
    x, y = (np.array(one, dtype=float) for one in (DATA["flats"] if x is None else (x, y)))
    best = np.polynomial.polynomial.polyfit(x, y, 1)[::-1]
    w = SimpleNamespace(x=x, y=y, count=x.size, best=best, least=mean_square(x, y, best), **more)
    # a least loss is a rest of rounding where the data lies on a line
    w.bottom = near(w.least, least=max(0.00501 if w.least >= 0.01 else 0, 1e-9 * np.mean(y**2)))
    return w


def mean_square(x, y, line):
    return np.mean((line[0] * x + line[1] - y) ** 2)


def number_of(true, size):
    """Judge a sum that rounding keeps from being 0: a share of it, or of the numbers that were added."""
    return near(true, least=1e-9 * max(1, abs(size)))


def answered(w):
    """Whether what is said only beside the answer may be said."""
    return w.answer


def line(x=None, y=None, *, slope, intercept, show=None, answer=False):
    w = fitted(x, y, offset=intercept, loss=None)
    residuals = slope * w.x + intercept - w.y
    dust = 1e-12 * np.abs(w.y).sum()
    w.loss, w.most = np.mean(residuals**2), near(np.abs(residuals).max(), least=dust)
    w.residuals = near(np.sum(residuals), least=dust)
    return w


NAMED = r"slope {slope}, intercept {intercept}, loss {loss:loss}"
LineExplorer = Table(line, {
    r"The line {slope} · x {offset:signed} misses by {most} at most": True,
    r"Its loss, the average of {count} squared residuals?, is {loss:loss}": True,
    r"the least is {bottom}": answered,
    r"The residuals add up to {residuals}": True,
    NAMED + r", residuals add up to {residuals}": True,
})  # fmt: skip


def gradient_of(x, y, weights):
    residuals = weights[0] * x + weights[1] - y
    return np.array([2 * np.mean(residuals * x), 2 * np.mean(residuals)])


def curvatures(x):
    """Of the loss of a line, from the characteristic equation of [[2 mean x², 2 mean x], [2 mean x, 2]]."""
    middle, product = np.mean(x**2) + 1, 4 * np.var(x)
    large = middle + np.sqrt(middle**2 - product)
    return product / large, large


def gradient(x=None, y=None, *, learning_rate=None, slope, intercept, fog, answer):
    w = line(x, y, slope=slope, intercept=intercept)
    w.rate, w.weather = learning_rate or 1 / curvatures(w.x)[1], "on" if fog else "off"
    found = gradient_of(w.x, w.y, (slope, intercept))
    there, size = (slope, intercept) - w.rate * found, abs(found).max() + abs(gradient_of(w.x, w.y, (0, 0))).max()
    w.gradient, w.there = ([number_of(one, size) for one in found], [number_of(one, size * w.rate) for one in there])
    w.loss_there = mean_square(w.x, w.y, there)
    return w


GradientExplorer = Table(gradient, {
    r"Right here the loss is {loss:loss} and changes at a rate of {gradient[0]} for each unit of slope and "
    r"{gradient[1]} for each unit of intercept": True,
    r"a step {rate} times that, the other way, leads to slope {there[0]} and intercept {there[1]}, where the loss is "
    r"{loss_there:loss}": True,
    NAMED + r", gradient \({gradient[0]}, {gradient[1]}\), fog {weather=on|off}": True,
})  # fmt: skip


def run(w, rate, steps, most=3000, begin=(0, 0)):
    """Go down the loss of a line step by step, and say what becomes of it by the limit and by the end."""
    low, high = curvatures(w.x)
    w.learning_rate, w.steps, w.limit, w.begin = rate or 1 / high, steps, 2 / high, np.array(begin, dtype=float)
    w.factors = 1 - w.learning_rate * low, 1 - w.learning_rate * high
    weights, walk, infinite = w.begin, [], None
    with np.errstate(all="ignore"):
        for t in range(min(steps, most) + 1):
            value = float(mean_square(w.x.astype(np.longdouble), w.y, weights))
            if not (np.isfinite(value) and np.isfinite(weights).all()):
                infinite = t
                break
            walk.append((*weights, value))
            weights = weights - w.learning_rate * gradient_of(w.x, w.y, weights)
        w.walk, w.taken = np.array(walk), len(walk) - 1
        grown(w, w.walk[:, 2], infinite)
    w.exact = w.least < 1e-6 * w.losses[0]
    w.near = w.losses[0] * 1e-4 if w.exact else w.least * 0.01
    w.verdict = becomes(w)
    return w


def becomes(w):
    if w.learning_rate > w.limit * (1 + 1e-9):
        return "diverges"
    if w.learning_rate > w.limit * (1 - 1e-9):
        return "bounces"
    # along the valley a step goes on in its direction, across it to the other side: the last move shows which is left
    moves = np.diff(w.walk[:, :2], axis=0)
    moves = moves[np.linalg.norm(moves, axis=1) > 1e-9 * np.linalg.norm(moves, axis=1).max()]
    if len(moves) > 1 and moves[-1] @ moves[-2] < 0:
        return "overshoots but converges"
    return "converges" if w.end - w.least <= w.near * (1 + 1e-9) else "crawls"


def training(x=None, y=None, *, learning_rate=None, steps=300, step, answer):
    w = run(fitted(x, y, step=round(step)), learning_rate, steps)
    w.slope, intercept, w.loss = w.walk[w.step]
    w.intercept, w.offset = number_of(intercept, w.best[1]), signed(intercept, 1e-9 * max(1, abs(w.best[1])))
    return w


TrainingExplorer = Table(training, RUN | {
    r"Step {step}: the line is {slope} · x {offset:signed}, its loss is {loss:loss}": True,
    r"the least any line reaches is {bottom}": answered,
    r"Here it stops: the next loss is too large for a 64-bit number": lambda w: abs(w.taken - w.step) <= 1,
    r"step {step} of {steps}, " + NAMED: True,
    r"least {bottom}": answered,
}, more=[partial(explorers.TrainingExplorer, learning_rate=0.01)])  # fmt: skip


def rates(x=None, y=None, *, learning_rate, start_slope, start_intercept, steps=300, answer):
    w = run(fitted(x, y), learning_rate, steps, begin=(start_slope, start_intercept))
    w.across, w.arrives = -w.factors[1], arrives(w)
    return w


LearningRateExplorer = Table(rates, RUN | {
    r"(?:and after {steps} steps it|after {steps} steps the loss) is {end:loss}": True,
    r"the least is {bottom}": answered,
    r"Each step lands on the other side of the valley, {across} times as far away": lambda w: w.across > 1,
    r"every rate above the limit {limit} does that": answered,
    r"each step lands exactly as far away on the other side of the valley": lambda w: abs(w.across - 1) < 1e-6,
    r"This rate is the limit": lambda w: w.answer and abs(w.learning_rate / w.limit - 1) < 1e-6,
    r"Each step crosses the valley, to {across} of the distance": lambda w: w.across < 1,
    r"It comes within 1% of the least after {arrives} steps?": lambda w: not w.exact,
    r"It comes down to 1/10,000 of its start after {arrives} steps?": lambda w: w.exact,
    r"rate {learning_rate}, {steps} steps from \({begin[0]}, {begin[1]}\): {verdict:fate}": True,
    r"at step {exceeded}": True,
    r"limit {limit}": answered,
})  # fmt: skip


def arrives(w):
    """Judge when a run arrives: by its steps, or where they are too few, by the powers of its slowest direction."""

    def true(said):
        if abs(w.factors[1]) >= 1:
            return False
        gaps = (w.begin - w.best) @ axes_of(w.x)
        excess = [np.sum(curvatures(w.x) * (gaps * np.array(w.factors) ** t) ** 2) / 2 for t in (said - 1, said)]
        return excess[1] <= w.near * (1 + 1e-6) and (said == 0 or excess[0] > w.near * (1 - 1e-6))

    return true


def axes_of(x):
    """The two directions of the valley, along it and across it, one a column."""
    _, high = curvatures(x)
    across = np.array([high - 2, 2 * np.mean(x)])
    across /= np.linalg.norm(across)
    return np.column_stack([(-across[1], across[0]), across])


def prediction(x=None, y=None, *, learning_rate=None, steps=300, at, answer):
    w = run(fitted(x, y), learning_rate, steps)
    trained, best, size = np.polyval(w.walk[-1, :2], at), np.polyval(w.best, at), np.abs(w.y).max()
    w.trained, w.at_best, w.difference = (number_of(each, size) for each in (trained, best, trained - best))
    return w


PredictionExplorer = Table(prediction, {
    r"At {at} the line after {taken} steps?( \(that run diverges\))? predicts {trained}, the best line {at_best}: a "
    r"difference of {difference}": lambda w: lambda words: (words is not None) == (w.verdict == "diverges"),
    r"No data lies here: both lines are guessing": lambda w: not w.x.min() <= w.at <= w.x.max(),
    r"at x = {at}: trained line {trained}, best line {at_best}, difference {difference}": True,
})  # fmt: skip


def poison(x=None, y=None, *, learning_rate=None, steps=300, at=None, poisoned, lie):
    w = run(fitted(x, y, lied=round(poisoned)), learning_rate, steps)
    lies = w.y.copy()
    lies[np.argsort(w.x)[::-1][: w.lied]] += lie
    w.after = run(fitted(w.x, lies), w.learning_rate, steps)
    w.at, size = w.x.max() + np.ptp(w.x) / 3 if at is None else at, np.abs(w.y).max() + abs(lie)
    w.before, w.changed = (number_of(np.polyval(each.best, w.at), size) for each in (w, w.after))
    w.ratio = near(w.after.end / w.end, least=1e-3)
    return w


PoisonExplorer = Table(poison, {
    r"No value is changed: the training loss ends at {after.end:loss}, the least is {after.bottom}":
        lambda w: w.lied == 0 or w.lie == 0,
    r"{lied} of {count} values changed by {lie}: the training loss ends at {after.end:loss} instead of {end:loss}(?:, "
    r"{ratio} times as much)?": True,
    r"\(the least is {after.bottom} instead of {bottom}\)": True,
    r"At {at} the best line predicts {changed}(?: instead of {before})?": True,
    r"{lied} of {count} changed by {lie}: loss {end} -> {after.end}, at {at}: {before} -> {changed}": True,
})  # fmt: skip

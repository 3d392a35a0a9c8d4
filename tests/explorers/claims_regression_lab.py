"""What the explorers of notebook 05 claim, judged by plain loops and NumPy's own least squares."""

from types import SimpleNamespace

import numpy as np

from tests.explorers.builders import DATA
from tests.explorers.claims import Table, loss, near
from tests.explorers.claims_calculus import GROWTH, exceeds


def fitted(x, y):
    """A data set and the best line through it, by NumPy."""
    x, y = (np.array(one, dtype=float) for one in (DATA["flats"] if x is None else (x, y)))
    best = np.polynomial.polynomial.polyfit(x, y, 1)[::-1]
    return SimpleNamespace(x=x, y=y, best=best, least=mean_square(x, y, best))


def mean_square(x, y, line):
    return np.mean((line[0] * x + line[1] - y) ** 2)


def signed(value, size=0.0):
    """Judge a number written after its sign, as in "2 · x - 5", but for a share of its size that is rounding."""
    nothing = abs(value) <= 1e-9 * size
    return lambda sign: nothing or sign == ("-" if value < 0 else "+"), number_of(abs(value), size)


def line(x=None, y=None, *, slope, intercept, show=None, answer=False):
    w = fitted(x, y)
    w.answer = answer
    w.slope, w.intercept, w.loss = slope, intercept, mean_square(w.x, w.y, (slope, intercept))
    w.residuals = np.sum(slope * w.x + intercept - w.y)
    w.dust = 1e-12 * np.abs(w.y).sum()
    w.most = max(abs(slope * x + intercept - y) for x, y in zip(w.x, w.y, strict=True))
    return w


LineExplorer = Table(
    line,
    {
        r"The line # · x ([+-]) #": lambda w: (w.slope, *signed(w.intercept)),
        r"misses by # at most": lambda w: near(w.most, least=w.dust),
        r"Its loss, the average of # squared residuals?, is #": lambda w: (w.x.size, loss(w.loss)),
        r"the least is #": lambda w: told(w, near(w.least, least=max(0.00501, 1e-9 * np.mean(w.y**2)))),
        r"The residuals add up to #": lambda w: near(w.residuals, least=w.dust),
        r"slope #, intercept #, loss #": lambda w: (w.slope, w.intercept, loss(w.loss)),
        r"residuals add up to #": lambda w: near(w.residuals, least=w.dust),
    },
)


def told(w, judge):
    """Judge what is said only while the answer is shown."""
    return judge if w.answer else False


def gradient_of(x, y, weights):
    residuals = weights[0] * x + weights[1] - y
    return np.array([2 * np.mean(residuals * x), 2 * np.mean(residuals)])


def curvatures(x):
    """Of the loss of a line, from the characteristic equation of [[2 mean x², 2 mean x], [2 mean x, 2]]."""
    middle, product = np.mean(x**2) + 1, 4 * np.var(x)
    large = middle + np.sqrt(middle**2 - product)
    return product / large, large


def number_of(true, size):
    """Judge a sum that rounding keeps from being 0: a share of it, or of the numbers that were added."""
    return near(true, least=1e-9 * max(1, abs(size)))


def gradient(x=None, y=None, *, learning_rate=None, slope, intercept, fog, answer):
    w = line(x, y, slope=slope, intercept=intercept)
    w.fog, w.rate = fog, learning_rate or 1 / curvatures(w.x)[1]
    w.gradient = gradient_of(w.x, w.y, (slope, intercept))
    w.there = np.array([slope, intercept]) - w.rate * w.gradient
    w.size = np.abs(w.gradient).max() + np.abs(gradient_of(w.x, w.y, (0, 0))).max()
    return w


def both(w):
    return tuple(number_of(one, w.size) for one in w.gradient)


GradientExplorer = Table(
    gradient,
    {
        r"Right here the loss is #": lambda w: loss(w.loss),
        r"and changes at a rate of # for each unit of slope and # for each unit of intercept": both,
        r"a step # times that, the other way": lambda w: w.rate,
        r"leads to slope # and intercept #": lambda w: tuple(number_of(one, w.size * w.rate) for one in w.there),
        r"where the loss is #": lambda w: loss(mean_square(w.x, w.y, w.there)),
        r"slope #, intercept #, loss #": lambda w: (w.slope, w.intercept, loss(w.loss)),
        r"gradient \(#, #\)": both,
        r"fog (on|off)": lambda w: "on" if w.fog else "off",
    },
)


def run(w, rate, steps, most=3000, begin=(0, 0)):
    """Go down the loss of a line step by step, and say what becomes of it by the limit and by the end."""
    low, high = curvatures(w.x)
    w.begin = np.array(begin, dtype=float)
    w.rate, w.steps, w.limit = rate or 1 / high, steps, 2 / high
    w.factors = 1 - w.rate * low, 1 - w.rate * high
    weights, w.walk, w.infinite = w.begin, [], None
    with np.errstate(all="ignore"):
        for t in range(min(steps, most) + 1):
            value = float(mean_square(w.x.astype(np.longdouble), w.y, weights))
            if not (np.isfinite(value) and np.isfinite(weights).all()):
                w.infinite = t
                break
            w.walk.append((*weights, value))
            weights = weights - w.rate * gradient_of(w.x, w.y, weights)
    w.walk = np.array(w.walk)
    w.losses = w.walk[:, 2]
    start = w.losses[0]
    w.exact = w.least < 1e-6 * start
    w.near = start * 1e-4 if w.exact else w.least * 0.01
    excess = w.losses - w.least
    w.arrived = int(np.argmax(excess <= w.near)) if (excess <= w.near).any() else None
    w.end, w.infinite = w.losses[-1], w.infinite or len(w.walk)
    w.verdict = fate(w)
    return w


def fate(w):
    if w.rate > w.limit * (1 + 1e-9):
        return "diverges"
    if w.rate > w.limit * (1 - 1e-9):
        return "bounces"
    # along the valley a step goes on in its direction, across it to the other side: the last move shows which is left
    moves = np.diff(w.walk[:, :2], axis=0)
    moves = moves[np.linalg.norm(moves, axis=1) > 1e-9 * np.linalg.norm(moves, axis=1).max()]
    if len(moves) > 1 and moves[-1] @ moves[-2] < 0:
        return "overshoots but converges"
    return "converges" if w.losses[-1] - w.least <= w.near * (1 + 1e-9) else "crawls"


def training(x=None, y=None, *, learning_rate=None, steps=300, step, answer):
    return run(vars_with(fitted(x, y), step=round(step), answer=answer), learning_rate, steps)


def vars_with(w, **more):
    vars(w).update(more)
    return w


def at_step(w):
    slope, intercept, value = w.walk[w.step]
    return slope, intercept, value


VERDICTS = "(crawls|converges|overshoots but converges|bounces|diverges)"
VERDICT = GROWTH | {rf"At a learning rate of # the run {VERDICTS}": lambda w: (w.rate, w.verdict)}

TrainingExplorer = Table(
    training,
    VERDICT
    | {
        r"Step #: the line is # · x ([+-]) #": lambda w: (w.step, at_step(w)[0], *signed(at_step(w)[1], w.best[1])),
        r"its loss is #": lambda w: loss(at_step(w)[2]),
        r"the least any line reaches is #": lambda w: told(w, least_of(w)),
        r"Here it stops: the next loss is too large for a 64-bit number": lambda w: abs(w.infinite - w.step - 1) <= 1,
        r"step # of #": lambda w: (w.step, w.steps),
        r"slope #, intercept #, loss #": lambda w: (
            at_step(w)[0],
            number_of(at_step(w)[1], w.best[1]),
            loss(at_step(w)[2]),
        ),
        r"least #": lambda w: told(w, least_of(w)),
    },
)


def least_of(w):
    """Judge a least loss, which is a rest of rounding where the data lies on a line."""
    return near(w.least, least=max(0.00501 if w.least >= 0.01 else 0, 1e-9 * np.mean(w.y**2)))


def rates(x=None, y=None, *, learning_rate, start_slope, start_intercept, steps=300, answer):
    return run(vars_with(fitted(x, y), answer=answer), learning_rate, steps, begin=(start_slope, start_intercept))


LearningRateExplorer = Table(
    rates,
    VERDICT
    | {
        r"and after # steps it is #": lambda w: (w.steps, loss(w.losses[-1])),
        r"after # steps the loss is #": lambda w: (w.steps, loss(w.losses[-1])),
        r"the least is #": lambda w: told(w, least_of(w)),
        r"Each step lands on the other side of the valley, # times as far away": lambda w: -w.factors[1],
        r"every rate above the limit # does that": lambda w: told(w, w.limit),
        r"each step lands exactly as far away on the other side of the valley": (
            lambda w: abs(w.factors[1] + 1) < 1e-6
        ),
        r"This rate is the limit": lambda w: w.answer and abs(w.rate / w.limit - 1) < 1e-6,
        r"Each step crosses the valley, to # of the distance": lambda w: near(-w.factors[1], least=5e-4),
        r"It comes within 1% of the least after # steps?": lambda w: not w.exact and arrives(w),
        r"It comes down to 1/10,000 of its start after # steps?": lambda w: w.exact and arrives(w),
        r"rate #, # steps from \(#, #\)": lambda w: (w.rate, w.steps, *w.begin),
        VERDICTS: lambda w: w.verdict,
        rf"{VERDICTS} at step #": lambda w: (w.verdict, exceeds(w)),
        r"limit #": lambda w: told(w, w.limit),
    },
)


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
    w.at, w.trained, w.at_best = at, w.walk[-1, 0] * at + w.walk[-1, 1], w.best[0] * at + w.best[1]
    w.size = np.abs(w.y).max()
    return w


PredictionExplorer = Table(
    prediction,
    {
        r"At # the line after # steps": lambda w: (w.at, len(w.walk) - 1),
        r"\(that run diverges\)": lambda w: w.verdict == "diverges",
        r"predicts #": lambda w: number_of(w.trained, w.size),
        r"the best line #": lambda w: number_of(w.at_best, w.size),
        r"a difference of #": lambda w: number_of(w.trained - w.at_best, w.size),
        r"No data lies here: both lines are guessing": lambda w: not w.x.min() <= w.at <= w.x.max(),
        r"at x = #": lambda w: w.at,
        r"trained line #, best line #, difference #": lambda w: (
            *(number_of(one, w.size) for one in (w.trained, w.at_best, w.trained - w.at_best)),
        ),
    },
)


def poison(x=None, y=None, *, learning_rate=None, steps=300, at=None, poisoned, lie):
    w = run(fitted(x, y), learning_rate, steps)
    w.lie, w.count, w.at = lie, round(poisoned), w.x.max() + np.ptp(w.x) / 3 if at is None else at
    lied = w.y.copy()
    lied[np.argsort(w.x)[::-1][: w.count]] += lie
    w.after = run(fitted(w.x, lied), w.rate, steps)
    w.predicted, w.changed = (line[0] * w.at + line[1] for line in (w.best, w.after.best))
    w.size = np.abs(w.y).max() + abs(lie)
    return w


PoisonExplorer = Table(
    poison,
    {
        r"No value is changed": lambda w: w.count == 0 or w.lie == 0,
        r"# of # values changed by #": lambda w: (w.count, w.x.size, w.lie),
        r"the training loss ends at #": lambda w: loss(w.after.losses[-1]),
        r"instead of #": lambda w: lambda said: loss(w.losses[-1])(said) or number_of(w.predicted, w.size)(said),
        r"# times as much": lambda w: near(w.after.losses[-1] / w.losses[-1], least=1e-3),
        r"the least is #": lambda w: least_of(w.after),
        r"\(the least is # instead of #\)": lambda w: (least_of(w.after), least_of(w)),
        r"At # the best line predicts #": lambda w: (w.at, number_of(w.changed, w.size)),
        r"# of # changed by #": lambda w: (w.count, w.x.size, w.lie),
        r"loss # -> #": lambda w: (w.losses[-1], w.after.losses[-1]),
        r"at #: # -> #": lambda w: (w.at, number_of(w.predicted, w.size), number_of(w.changed, w.size)),
    },
)

"""Notebook 02: what learners write for its exercises, right and wrong.

The options of a function make the mistakes in it.
"""

import functools
import itertools
import math
import operator
import statistics
from collections import deque
from decimal import Decimal
from fractions import Fraction

import numpy as np
from sklearn.preprocessing import StandardScaler

from helpers.maths import optimizers

FIVE_X, FIVE_Y = [1, 2, 3, 4, 5], [2.1, 3.9, 6.2, 7.8, 10.1]  # the notebook's own five points

# fmt: off

DATA = {"learning rate limit": (list(range(10)),)}  # what stands beside an answer in the notebook
KNOWN = (
    ("loss_slope", (1, [1, 2], [2, 5]), -7), ("adam_step", (1, 0, 0, 2, 1, 0.1), [0.9, 0.2, 0.004]),
    ("clip", ([3, 4], 1), [0.6, 0.8]), ("clip", ([3, 4], 10), [3, 4]), ("scale", ([1, 3], [5, 2]), [[-1, 1], [3, 0]]),
)

def products(w, x, y, residual=lambda r: r):
    return [residual(w * one - other) * one for one, other in zip(x, y, strict=True)]

def loss_slope(w, x, y, factor=2.0, products=products): return factor * sum(products(w, x, y)) / len(x)
def loss_slope_by_other_names(weight, *, inputs, targets): return loss_slope(weight, inputs, targets)
def loss_slope_by_recursion(w, x, y):
    def total(i): return 0 if i == len(x) else (w * x[i] - y[i]) * x[i] + total(i + 1)
    return 2 * total(0) / len(x)

def loss_slope_of_the_parabola(w, x, y):
    left, right = (sum((each * a - b) ** 2 for a, b in zip(x, y, strict=True)) / len(x) for each in (w - 1, w + 1))
    return (right - left) / 2

def loss_slope_to_the_first_zero(w, x, y):
    total = 0
    for one, other in zip(x, y, strict=True):
        if one == 0:
            break
        total += 2 * (w * one - other) * one
    return total / len(x)

def loss_slope_returned_in_the_loop(w, x, y):
    for one, other in zip(x, y, strict=True):
        return 2 * (w * one - other) * one

def loss(w, b, x, y): return sum((w * one + b - other) ** 2 for one, other in zip(x, y, strict=True)) / len(x)
def step(w, b, x, y, rate, factor=2.0):
    residuals = [w * one + b - other for one, other in zip(x, y, strict=True)]
    slope = factor * sum(residual * one for residual, one in zip(residuals, x, strict=True)) / len(x)
    return w - rate * slope, b - rate * factor * sum(residuals) / len(x)

def one_after_the_other(w, b, x, y, rate):
    w, _ = step(w, b, x, y, rate)
    return w, step(w, b, x, y, rate)[1]

def step_without_b(w, b, x, y, rate):
    slopes = step(w, 0, x, y, rate)
    return slopes[0], b + slopes[1]

def trained(step=step, log=lambda before, after: [after], loss=loss, keep=lambda history: history, start=(0, 0),
            again=False, rounds=range):
    def train(x, y, learning_rate, steps):
        line, history = start, []
        for _ in rounds(steps):
            before = line
            line = step(*(start if again else line), x, y, learning_rate)
            history += [loss(*each, x, y) for each in log(before, line)]
        return *line, keep(history)

    return train

def train_in_arrays(x, y, learning_rate, steps):
    X, line, history = np.column_stack([x, np.ones(len(x))]), np.zeros(2), np.zeros(steps)
    for i in range(steps):
        line = line - learning_rate * 2 / len(y) * X.T @ (X @ line - y)
        history[i] = ((X @ line - y) ** 2).mean()
    return *line, history

def train_only_arrays(x, y, learning_rate, steps):
    w = b = 0
    for _ in range(steps):
        residuals = w * x + b - y
        w, b = w - learning_rate * 2 * np.mean(residuals * x), b - learning_rate * 2 * np.mean(residuals)
    return w, b, []

def train_by_recursion(x, y, rate, n):
    if n == 0:
        return 0, 0, []
    w, b, history = train_by_recursion(x, y, rate, n - 1)
    w, b = step(w, b, x, y, rate)
    return w, b, [*history, loss(w, b, x, y)]

def train_by_statistics(xs, ys, *, eta, epochs):
    w, b, history = 0.0, 0.0, deque()
    for _ in range(epochs):
        residuals = [w * one + b - other for one, other in zip(xs, ys, strict=True)]
        w, b = (w - eta * 2 * statistics.fmean(map(operator.mul, residuals, xs)),
                b - eta * 2 * statistics.fmean(residuals))
        history.append(statistics.fmean((w * one + b - other) ** 2 for one, other in zip(xs, ys, strict=True)))
    return [w, b, history]

def train_by_accumulation(x, y, rate, n):
    lines = list(itertools.accumulate(range(n), lambda line, _: step(*line, x, y, rate), initial=(0, 0)))
    return *lines[-1], [loss(*line, x, y) for line in lines[1:]]

def train_moving_at_each_point(x, y, learning_rate, steps):
    return trained(lambda w, b, x, y, rate: functools.reduce(
        lambda line, point: step(*line, [point[0]], [point[1]], rate), zip(x, y, strict=True), (w, b)))(
        x, y, learning_rate, steps)

def logged(change): return lambda *given: change(*trained()(*given))

def scaled(by=lambda train, test: train, mean=statistics.fmean, spread=statistics.pstdev, each=lambda value: value):
    def scale(train, test):
        fitted = by(train, test)
        return [[each((value - mean(fitted)) / spread(fitted)) for value in part] for part in (train, test)]

    return scale

def scaled_by_scikit_learn(train, test):
    scaler = StandardScaler().fit(np.c_[train])
    return scaler.transform(np.c_[train]), scaler.transform(np.c_[test])

def scaled_by_score(train, test):
    bell = statistics.NormalDist(statistics.fmean(train), statistics.pstdev(train))
    return map(bell.zscore, train), (bell.zscore(value) for value in test)

def scale_overwriting_the_training_part(train, test):
    train = (train - train.mean()) / train.std()
    return train, (test - train.mean()) / train.std()

def scale_in_place(train, test):
    mean, deviation = np.mean(train), np.std(train)
    for part in (train, test):
        part -= mean
        part /= deviation
    return train, test

def of_arrays(formula): return lambda train, test: [formula(np.array(part), np.array(train)) for part in (train, test)]

def adam(w, m, v, g, t, learning_rate, *, power=2, beta1=0.9, beta2=0.999, epsilon=1e-8, direction=None):
    m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**power
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    ahead = direction(m, v, m_hat, v_hat, g) if direction else m_hat / (math.sqrt(v_hat) + epsilon)
    return w - learning_rate * ahead, m, v

def adam_in_place(w, m, v, g, t, learning_rate):
    m += 0.1 * (g - m)
    v += 0.001 * (g * g - v)
    w -= learning_rate * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)) ** 0.5 + 1e-8)
    return [w, m, v]

def adam_without_powers(w, m, v, g, t, learning_rate):
    m, v = 0.9 * m + (1 - 0.9) * g, 0.999 * v + (1 - 0.999) * g * g
    return w - learning_rate * (m / (1 - 0.9)) / (math.sqrt(v / (1 - 0.999)) + 1e-8), m, v

def adam_as_in_the_paper(w, m, v, g, t, learning_rate):
    _, m, v = adam(w, m, v, g, t, learning_rate)
    return w - learning_rate * math.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (math.sqrt(v) + 1e-8), m, v

def towards(direction): return lambda *given: adam(*given, direction=direction)

def clipped(g, max_norm, length=lambda g: sum(part**2 for part in g) ** 0.5, to=None, over=None):
    if (over or length)(g) <= max_norm:
        return g
    return [part * (to or max_norm) / length(g) for part in g]

def clip_by_name(gradient, *, most): return clipped(gradient, most)
def clip_in_place(g, max_norm):
    if np.linalg.norm(g) > max_norm:
        g *= max_norm / np.linalg.norm(g)
    return g

RIGHT = {
    "loss_slope": [loss_slope, loss_slope_by_other_names, loss_slope_by_recursion, loss_slope_of_the_parabola,
        lambda w, x, y: sum(2 * (w * a - b) * a for a, b in zip(x, y, strict=True)) / len(x),
        lambda w, x, y: 2 * np.dot(w * np.asarray(x) - y, x) / len(y), lambda w, x, y: 2 * np.mean((w * x - y) * x),
        lambda w, x, y: 2 * statistics.fmean(products(w, x, y)),
        lambda w, x, y: functools.reduce(operator.add, products(w, x, y)) * 2 / len(x),
        lambda w, x, y: 2 * (w * np.mean(x**2) - np.mean(x * y))],
    "train": [trained(), train_in_arrays, train_by_recursion, train_by_statistics, train_by_accumulation,
        trained(start=(0.0, 0.0), keep=np.array), logged(lambda w, b, history: ([w], [b], history)),
        logged(lambda w, b, history: [w, b, map(float, history)])],
    "adam_step": [adam, adam_in_place, lambda w, m, v, g, t, *, rate: adam(w, m, v, g, t, rate)],
    "clip": [clipped, clip_by_name, optimizers.clip_by_norm,
        lambda g, c: [slope * min(1, c / (sum(s * s for s in g) ** 0.5 + 1e-6)) for slope in g],
        lambda g, c: g * min(1, c / np.linalg.norm(g)), lambda g, c: [part * c / max(c, math.hypot(*g)) for part in g],
        lambda g, c: g if math.dist(g, [0] * len(g)) < c else g / np.sqrt(np.dot(g, g)) * c,
        lambda g, c: [list(clipped(g, c))]],
    "scale": [scaled(), scaled_by_scikit_learn, scaled_by_score, scaled(mean=np.mean, spread=np.std),
        lambda train, test: [(part - np.mean(train)) / np.std(train) for part in (train, test)],
        lambda train, test: ((train - train.mean()) / train.std(), (test - train.mean()) / train.std()),
        lambda train, test: np.split((np.r_[train, test] - np.mean(train)) / np.std(train), [len(train)]),
        lambda a, *, b: scaled()(a, b)],
    "backward pass": [(18, 12, 6), [np.float64(18), Decimal(12), Fraction(6)], np.array([18.0, 12.0, 6.0]),
        ([18], [12], [6])],
    "learning rate limit": [2 / 57, 0.03509, Fraction(2, 57), Decimal("0.035088"), 1 / np.mean(np.arange(10) ** 2),
        np.float32(2 / 57), [2 / 57], np.array(2 / 57)],
    "needed curvature": [6.383, 1 + (1e15 / 2.4) ** 0.05, np.float32(6.3829), (6.383,),
        1 + math.exp(math.log(1e15 / 2.4) / 20)],
}
def train_until_it_rises(x, y, rate, n):
    runs = [trained()(x, y, rate, steps) for steps in range(1, n + 1)]
    return next((one for one, other in itertools.pairwise(runs) if other[2][-1] > one[2][-1]), runs[-1])

TOLD = {
    "loss_slope": [("half of what it should be", lambda *given: loss_slope(*given, factor=1)),
        ("n times too large", lambda w, x, y: 2 * sum(products(w, x, y))),
        ("forgot the 2 and did not divide", lambda w, x, y: sum(products(w, x, y))),
        ("as if n and n - 1 were mixed up", lambda w, x, y: 2 * sum(products(w, x, y)) / (len(x) - 1)),
        ("wrong sign", lambda *given: loss_slope(*given, factor=-2)), ("lost its sign", lambda *g: abs(loss_slope(*g))),
        ("cut off at 0", lambda *given: max(loss_slope(*given), 0)),
        ("only the first number of what is given counts", loss_slope_returned_in_the_loop),
        ("only the first number", lambda w, x, y: 2 * (w * x[0] - y[0]) * x[0] / len(x)),
        ("n times too small", lambda w, x, y: sum(2 / len(x) * (w * x - y) * x) / len(x)),
        ("own `x` and `y`", lambda w, x, y: loss_slope(w, FIVE_X, FIVE_Y)), ("sorted first", lambda w, x, y: loss_slope(
            w, sorted(x), sorted(y))), ("behind the point", lambda w, x, y: 2 * sum(products(w, x, y)) // len(x)),
        ("`x` and `y` have changed places", lambda w, x, y: loss_slope(w, y, x)),
        ("every x met every y", lambda w, x, y: 2 * sum((w * a - b) * a for a in x for b in y) / len(x)),
        ("their mean is right", lambda w, x, y: [2 * part for part in products(w, x, y)]),
        ("only the target was multiplied", lambda w, x, y: 2 * np.mean(w * x - y * x)),
        ("right, but loss_slope(-0.5, np.array([0, ", loss_slope_to_the_first_zero),
        ("right, but", lambda w, x, y: 2 * sum(set(products(w, x, y))) / len(x)),
        ("right, but", lambda w, x, y: 2 * sum((w * a - b) * abs(a) for a, b in zip(x, y, strict=True)) / len(x)),
        ("right, but", lambda w, x, y: loss_slope(abs(w), x, y)),
        ("right, but", lambda w, x, y: 2 * np.median(products(w, x, y))),
        ("right, but", lambda w, x, y: 0.4 * sum(products(w, x, y))),
        ("the results are rounded", lambda *given: round(loss_slope(*given), 4))],
    "train": [("Take their numbers one by one", train_only_arrays), ("0.075, 9) gives", train_until_it_rises),
        ("after w had moved already", trained(one_after_the_other)),
        ("for -`learning_rate`, as if + stood for -", trained(lambda w, b, x, y, rate: step(w, b, x, y, -rate))),
        ("`learning_rate` / 2", trained(lambda *given: step(*given, factor=1))),
        ("n · `learning_rate`", trained(lambda w, b, x, y, rate: step(w, b, x, y, rate * len(x)))),
        ("the `learning_rate` is 0.01", trained(lambda w, b, x, y, rate: step(w, b, x, y, 0.01))),
        ("w and b start from 0 again", trained(again=True)),
        ("recorded before its step", trained(log=lambda *both: both[:1])),
        ("2 of 3 numbers are there (w, b, history)", logged(lambda w, b, history: (w, b))),
        ("starts with the loss before the first step", lambda x, y, *rest: (
            *trained()(x, y, *rest)[:2], [loss(0, 0, x, y), *trained()(x, y, *rest)[2]])),
        ("returns after its first step", lambda x, y, rate, n: trained()(x, y, rate, 1)),
        ("the history is one number", trained(keep=lambda history: history[-1])),
        ("a list with the loss after each step", trained(keep=lambda history: history[-1])),
        ("the history is the root of", trained(loss=lambda *line: loss(*line) ** 0.5)),
        ("the history is half of", trained(loss=lambda *line: loss(*line) / 2)),
        ("the history is n times too large", trained(loss=lambda w, b, x, y: loss(w, b, x, y) * len(x))),
        ("that for `steps` - 1", trained(rounds=lambda steps: range(1, steps))),
        ("that for `steps` + 1", trained(rounds=lambda steps: range(steps + 1))),
        ("own `x` and `y`", lambda x, y, rate, n: trained()(FIVE_X, FIVE_Y, rate, n)),
        ("sorted first", lambda x, y, rate, n: trained()(sorted(x), sorted(y), rate, n)),
        ("lost its sign", logged(lambda w, b, history: (abs(w), abs(b), history))),
        ("right, but", trained(lambda *given: tuple(max(0, part) for part in step(*given)))),
        ("0.075, 9) gives", trained(keep=lambda history: sorted(history, reverse=True))),
        ("one step only", trained(step_without_b)), ("one step only", train_moving_at_each_point),
        ("one step only", trained(start=(1, 1))), ("the history is not", trained(loss=lambda w, b, x, y: w)),
        ("the numbers are right", logged(lambda w, b, history: ((w, b), history))),
        ("the results are rounded", trained(loss=lambda *line: round(loss(*line), 2)))],
    "adam_step": [("1 - beta instead of 1 - beta to the power t", adam_without_powers),
        ("the bias correction is missing", towards(lambda m, v, m_hat, v_hat, g: m / (v**0.5 + 1e-8))),
        ("forgot the root", towards(lambda m, v, m_hat, v_hat, g: m_hat / (v_hat + 1e-8))),
        ("epsilon stands inside the root", towards(lambda m, v, m_hat, v_hat, g: m_hat / (v_hat + 1e-8) ** 0.5)),
        ("epsilon is not added to the root", towards(lambda m, v, m_hat, v_hat, g: m_hat / v_hat**0.5)),
        ("epsilon is not added to the root", towards(lambda m, v, m_hat, v_hat, g: m_hat / v_hat**0.5 + 1e-8)),
        ("not added to the root", towards(lambda m, v, m_hat, v_hat, g: m_hat / max(v_hat**0.5, 1e-8))),
        ("near, but no rounding", lambda *given: adam(*given, epsilon=1e-7)), ("near, but no", adam_as_in_the_paper),
        ("the old means", lambda *given: (adam(*given)[0], *given[1:3])),
        ("lost its sign", lambda *g: map(abs, adam(*g))),
        ("the corrected means", lambda w, m, v, g, t, rate: (adam(w, m, v, g, t, rate)[0],
            adam(w, m, v, g, t, rate)[1] / (1 - 0.9**t), adam(w, m, v, g, t, rate)[2] / (1 - 0.999**t))),
        ("that for `t` + 1", lambda w, m, v, g, t, rate: (adam(w, m, v, g, t + 1, rate))),
        ("the w is not", towards(lambda m, v, m_hat, v_hat, g: g / (v_hat**0.5 + 1e-8))),
        ("that for `learning_rate` = 1", lambda w, m, v, g, t, rate: adam(w, m, v, g, t, 1)),
        ("the w is not", towards(lambda m, v, m_hat, v_hat, g: m_hat / (v_hat**1 / 2 + 1e-8))),
        ("the m is right, the w and the v are not", lambda *given: adam(*given, power=1)),
        ("the w is right, the m and the v are not", lambda *given: adam(*given, beta1=0.999, beta2=0.9)),
        ("right, but",
         lambda w, m, v, g, t, rate: (*adam(w, m, v, g, t, rate)[:2], max(v, adam(w, m, v, g, t, rate)[2])))],
    "clip": [("divides by the norm", lambda g, c: [v * min(1, c / math.hypot(*g)) for v in g.tolist()]),
        ("each component for itself", lambda g, c: [max(-c, min(c, slope)) for slope in g]),
        ("the short gradients too", lambda g, c: g * c / np.linalg.norm(g)),
        ("lengthened the short ones", lambda g, c: g if np.linalg.norm(g) > c else g * c / np.linalg.norm(g)),
        ("square of the norm for the norm", lambda g, c: clipped(g, c, lambda g: sum(g * g))),
        ("sum of the absolute values", lambda g, c: clipped(g, c, lambda g: sum(abs(g)))),
        ("to norm 1", lambda g, c: clipped(g, c, to=1)), ("lost its sign", lambda g, c: np.abs(clipped(g, c))),
        ("cut off at 0", lambda g, c: np.maximum(clipped(g, c), 0)),
        ("sorted, smallest", lambda g, c: sorted(clipped(g, c))),
        ("`g`, as it was given", lambda g, c: g), ("changes the array", clip_in_place),
        ("right, but clip(np.array([3, -4]), 1) gives [3, -4]", lambda g, c: clipped(g, c, sum)),
        ("right, but", lambda g, c: clipped(g, c, over=lambda g: sum(abs(g)))),
        ("right, but", lambda g, c: clipped(g, c, over=lambda g: math.hypot(*g) / 1.1)),
        ("right, but", lambda g, c: clipped(g, c, over=lambda g: max(abs(g)))),
        ("right, but", lambda g, c: clipped(g, c, np.max)),
        ("right, but", lambda g, c: clipped(g, c, lambda g: math.hypot(*g[:2]))), ("right, but", lambda g, c: clipped(
            g, c, lambda g: np.sqrt(np.mean(g**2)))), ("right, but", lambda g, c: g - np.linalg.norm(g) + c
        if np.linalg.norm(g) > c else g), ("the results are rounded", lambda g, c: np.round(clipped(g, c), 2))],
    "scale": [("the test part is as it was", scale_overwriting_the_training_part),
        ("changes the array", scale_in_place),
        ("scaled to 0 and 1", scaled(mean=min, spread=np.ptp)), ("variance", scaled(spread=np.var)),
        ("n and n - 1 were mixed up", scaled(spread=statistics.stdev)),
        ("both parts together", scaled(lambda *parts: np.concatenate(parts))),
        ("its own mean and standard", lambda *parts: [(part - np.mean(part)) / np.std(part) for part in parts]),
        ("only the mean was divided by the standard deviation",
         lambda a, b: (a - a.mean() / a.std(), b - a.mean() / a.std())),
        ("only the training part is there", lambda a, b: scaled()(a, b)[0]),
        ("opposite", lambda *parts: scaled()(*parts)[::-1]),
        ("wrong sign", of_arrays(lambda part, train: (train.mean() - part) / train.std())),
        ("lost its sign", scaled(each=abs)), ("cut off at 0", scaled(each=lambda value: max(value, 0))),
        ("behind the point", scaled(each=int)), ("sorted first", lambda *parts: scaled()(*map(sorted, parts))),
        ("right, but", scaled(each=lambda value: min(max(value, -3), 3))), ("scale(", scaled(mean=statistics.median)),
        ("training part is right, the test part is not",
         lambda a, b: (scaled()(a, b)[0], (b - np.mean(b)) / np.std(a))),
        ("training part is right, the test part is not",
         lambda a, b: (scaled()(a, b)[0], (b - np.mean(a)) / (np.std(b) or 1))),
        ("the numbers are right, but", lambda *parts: np.concatenate(scaled()(*parts))),
        ("the results are rounded", scaled(each=lambda value: round(value, 2)))],
    "learning rate limit": [("give at least", 0.0351), ("the curvature itself", 57),
        ("the limit for the five points", 2 / 22),
        ("1 / curvature", 0.01754), ("n times too small", 1 / 285), ("in percent", 3.509),
        ("upside down", 28.5)],
    "needed curvature": [("give at least", 6.38), ("the factor of the distance, not yet the curvature", 5.383),
        ("twice", 12.77), ("9 steps", 1 + (1e15 / 2.4) ** (1 / 18)), ("the growth of the loss for", 29.97),
        ("near, but no rounding", 6.3834)],
    "backward pass": [("the slopes of w x + b, not of the loss", (3, 2, 1)), ("half", (9, 6, 3)),
        ("places", (12, 18, 6)),
        ("took b for a constant", (18, 12, 0)), ("the slope for b has the wrong sign", (18, 12, -6)),
        ("the slope for w is not", (17, 12, 6)), ("opposite order", (6, 12, 18))],
}
# wrong answers with words that would be a false reason
NOT_TOLD = {
    "learning rate limit": [("correctly rounded", 0.035), ("five points", 0.0342259)],
    "train": [("on paper, number", trained(start=(1, 1))), ("of 9 numbers", trained(keep=lambda history: history[-1]))],
    "adam_step": [("correctly rounded", lambda *given: adam(*given, epsilon=1e-7)),
        ("missing", towards(lambda m, v, m_hat, v_hat, g: m_hat / v_hat**0.5 + 1e-8))],
    "clip": [("rounded", lambda g, c: clipped(g, c, over=lambda g: max(abs(g)))), ("almost", lambda g, c: g / c),
        ("sum of the components", lambda g, c: clipped(g, c) if len(g) > 2 else g)],
    "scale": [("rounded", lambda *parts: scaled()(*parts)[0]), ("of 2 numbers", lambda *parts: scaled()(*parts)[0])],
}

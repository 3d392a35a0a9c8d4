"""Notebook 02: what learners write for its exercises, right and wrong.

The options of a function make the mistakes in it.
"""

import math
import statistics
from decimal import Decimal
from fractions import Fraction

import numpy as np
from sklearn.preprocessing import StandardScaler

from helpers.maths import optimizers
from helpers.maths.descent import QuadraticLoss
from tests.exercises.answers.regression_lab import step, trained

# fmt: off

DATA = {"learning rate limit": (list(range(10)),)}  # what stands beside an answer in the notebook
MADE = {
    "loss_slope": [-132.598, -12.105, -75.4075, -2.68387, 145.786, -76.3785],
    "learning rate limit": [0.0175439, 57, 0.222222, 0.0909091],
    "train": [11568.5, 13656.5, 15263.4, 20937, 474.502, 16436.2],
    "scale": [5.82746, 10.9985, 594.036, 1464.84, 118.017, 48.2822, 8.53561],
    "adam_step": [19.4663, 20.5834, -3478.91, 20.8409, 20.6359, 5196.05, 20.4398],
    "clip": [42, 45.8625, 41.1419, 6.86726, 26.34, 1.9723], "backward pass": [66, 10, 36, 90, 140, 42],
    "needed curvature": [29.972, 28.972, 5.38257, 4.38257, 7.48949, 6454970, 0.313354],
}

def products(w, x, y): return [(w * one - other) * one for one, other in zip(x, y, strict=True)]
def loss_slope(w, x, y): return 2 * sum(products(w, x, y)) / len(x)

def loss_slope_of_the_parabola(w, x, y):
    left, right = (sum((each * a - b) ** 2 for a, b in zip(x, y, strict=True)) / len(x) for each in (w - 1, w + 1))
    return (right - left) / 2

def step_without_b(w, b, x, y, rate):
    slopes = step(w, 0, x, y, rate)
    return slopes[0], b + slopes[1]

def train_in_arrays(x, y, learning_rate, steps):
    X, line, history = np.column_stack([x, np.ones(len(x))]), np.zeros(2), np.zeros(steps)
    for i in range(steps):
        line = line - learning_rate * 2 / len(y) * X.T @ (X @ line - y)
        history[i] = ((X @ line - y) ** 2).mean()
    return *line, history

def logged(change): return lambda *given: change(*trained()(*given))

def scaled(mean=statistics.fmean, spread=statistics.pstdev, each=lambda value: value):
    return lambda train, test: [[each((v - mean(train)) / spread(train)) for v in part] for part in (train, test)]

def scaled_by_scikit_learn(train, test):
    scaler = StandardScaler().fit(np.c_[train])
    return scaler.transform(np.c_[train]), scaler.transform(np.c_[test])

def scale_in_place(train, test):
    mean, deviation = np.mean(train), np.std(train)
    for part in (train, test):
        part -= mean
        part /= deviation
    return train, test

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

def adam_as_in_the_paper(w, m, v, g, t, learning_rate):
    _, m, v = adam(w, m, v, g, t, learning_rate)
    return w - learning_rate * math.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (math.sqrt(v) + 1e-8), m, v

def towards(direction): return lambda *given: adam(*given, direction=direction)

def clipped(g, max_norm, length=lambda g: sum(part**2 for part in g) ** 0.5, over=None):
    if (over or length)(g) <= max_norm:
        return g
    return [part * max_norm / length(g) for part in g]

def clip_in_place(g, max_norm):
    if np.linalg.norm(g) > max_norm:
        g *= max_norm / np.linalg.norm(g)
    return g

RIGHT = {
    "loss_slope": [loss_slope, loss_slope_of_the_parabola,
        lambda w, x, y: 2 * np.dot(w * np.asarray(x) - y, x) / len(y),
        lambda w, x, y: 2 * statistics.fmean(products(w, x, y)),
        lambda w, x, y: 2 * (w * np.mean(x**2) - np.mean(x * y))],
    "train": [trained(), train_in_arrays, logged(lambda w, b, history: ([w], [b], history)),
        logged(lambda w, b, history: [w, b, map(float, history)])],
    "adam_step": [adam, adam_in_place],
    "clip": [clipped, optimizers.clip_by_norm, lambda g, c: g * min(1, c / np.linalg.norm(g)),
        lambda g, c: [part * c / max(c, math.hypot(*g)) for part in g],
        lambda g, c: g if math.dist(g, [0] * len(g)) < c else g / np.sqrt(np.dot(g, g)) * c],
    "scale": [scaled(), scaled_by_scikit_learn,
        lambda train, test: ((train - train.mean()) / train.std(), (test - train.mean()) / train.std()),
        lambda train, test: np.split((np.r_[train, test] - np.mean(train)) / np.std(train), [len(train)])],
    "backward pass": [[np.float64(18), Decimal(12), Fraction(6)], ([18], [12], [6])],
    "learning rate limit": [0.03509, Decimal("0.035088"), 1 / np.mean(np.arange(10) ** 2), [2 / 57],
        QuadraticLoss.from_data([[x] for x in range(10)], range(10)).limit],
    "needed curvature": [6.383, 1 + (1e15 / 2.4) ** 0.05, (6.383,)],
}
TOLD = {
    "loss_slope": [("their mean is right", lambda w, x, y: [2 * part for part in products(w, x, y)]),
        lambda w, x, y: 2 * sum(set(products(w, x, y))) / len(x),
        lambda w, x, y: 2 * sum((w * a - b) * abs(a) for a, b in zip(x, y, strict=True)) / len(x),
        lambda w, x, y: loss_slope(abs(w), x, y), lambda w, x, y: 2 * np.median(products(w, x, y)),
        lambda w, x, y: 0.4 * sum(products(w, x, y))],
    "train": [("Take their numbers one by one", lambda x, y, rate, n: 0 * x + 0 - y),
        ("the history is one number, wanted is a list", trained(keep=lambda history: history[-1])),
        trained(lambda *given: tuple(max(0, part) for part in step(*given))),
        ("0.075, 9) gives", trained(keep=lambda history: sorted(history, reverse=True))), trained(step_without_b),
        trained(loss=lambda w, b, x, y: w),
        ("the history comes first", logged(lambda w, b, history: (history, w, b))),
        ("the numbers are right", logged(lambda w, b, history: ((w, b), history)))],
    "adam_step": [("near, but no rounding", lambda *given: adam(*given, epsilon=1e-7)),
        ("near, but no", adam_as_in_the_paper), towards(lambda m, v, m_hat, v_hat, g: g / (v_hat**0.5 + 1e-8)),
        towards(lambda m, v, m_hat, v_hat, g: m_hat / (v_hat**1 / 2 + 1e-8)),
        ("the m is right, the w and the v are not", lambda *given: adam(*given, power=1)),
        ("the w is right, the m and the v are not", lambda *given: adam(*given, beta1=0.999, beta2=0.9)),
        lambda w, m, v, g, t, rate: (*adam(w, m, v, g, t, rate)[:2], max(v, adam(w, m, v, g, t, rate)[2]))],
    "clip": [("Compare its length", lambda g, c: g / 2 if g > c else g),
        ("divides by the norm", lambda g, c: [v * min(1, c / math.hypot(*g)) for v in g.tolist()]),
        ("changes the array", clip_in_place),
        ("right, but clip(np.array([3, -4]), 1) gives [3, -4]", lambda g, c: clipped(g, c, sum)),
        lambda g, c: clipped(g, c, over=lambda g: sum(abs(g))),
        lambda g, c: clipped(g, c, over=lambda g: math.hypot(*g) / 1.1),
        lambda g, c: clipped(g, c, over=lambda g: max(abs(g))),
        lambda g, c: clipped(g, c, lambda g: math.hypot(*g[:2])),
        lambda g, c: clipped(g, c, lambda g: np.sqrt(np.mean(g**2))),
        lambda g, c: g - np.linalg.norm(g) + c if np.linalg.norm(g) > c else g],
    "scale": [("changes the array", scale_in_place), ("behind the point", scaled(each=int)),
        scaled(each=lambda value: min(max(value, -3), 3)), scaled(mean=statistics.median),
        ("training part is right, the test part is not",
            lambda a, b: (scaled()(a, b)[0], (b - np.mean(a)) / (np.std(b) or 1))),
        ("2 numbers, where 2 lists should be there (training part, test part)", lambda a, b: (np.mean(a), np.std(a))),
        ("the numbers are right, but", lambda *parts: np.concatenate(scaled()(*parts)))],
    "learning rate limit": [("give at least", 0.035)],
    "needed curvature": [("give at least", 6.4), ("near, but no rounding", 6.3834)],
    "backward pass": [("the slope for w is not", (17, 12, 6))],
}

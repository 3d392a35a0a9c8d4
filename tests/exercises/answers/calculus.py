"""Notebook 02: what learners write for its exercises, right and wrong.

The options of a function make the mistakes in it.
"""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np

from helpers.maths import optimizers

# fmt: off

DATA = {"learning rate limit": ([1, 2, 3, 4, 5],)}  # what stands beside an answer in the notebook
KNOWN = (
    ("derivative", (lambda x: x**2, 3, 0.5), 6), ("loss_slope", (1, [1, 2], [2, 5]), -7), ("logit_slope", (0, 1), -0.5),
    ("momentum_step", (1, 2, 3, 0.1, 0.5), [0.6, 4]), ("adam_step", (1, 0, 0, 2, 1, 0.1), [0.9, 0.2, 0.004]),
    ("clip", ([3, 4], 1), [0.6, 0.8]), ("clip", ([3, 4], 10), [3, 4]), ("warmup", (3, 10, 0.2), 0.06),
    ("warmup", (25, 10, 0.2), 0.2),
)

def trained(log=lambda before, after: [after], sign=-1, factor=2, together=True, forget=False, start_again=False):
    def train(x, y, learning_rate, steps):
        w = b = 0
        history = []
        for _ in range(steps):
            before = w, b
            if start_again:
                w = b = 0
            residuals = w * x + b - y
            w = w + sign * learning_rate * factor / len(x) * sum(residuals * x)
            if not together:
                residuals = w * x + b - y
            b = b + sign * learning_rate * factor / len(x) * sum(residuals)
            w, b = before if forget else (w, b)
            history += [sum((line[0] * x + line[1] - y) ** 2) / len(x) for line in log(before, (w, b))]
        return w, b, history

    return train

def train_moving_at_each_point(x, y, learning_rate, steps):
    w = b = 0
    history = []
    for _ in range(steps):
        for one, other in zip(x, y, strict=True):
            residual = w * one + b - other
            w, b = w - learning_rate * 2 * residual * one, b - learning_rate * 2 * residual
        history.append(sum((w * x + b - y) ** 2) / len(x))
    return w, b, history

def adam(w, m, v, g, t, learning_rate, *, power=2, correct=True, beta1=0.9, beta2=0.999):
    m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**power
    m_hat, v_hat = (m / (1 - beta1**t), v / (1 - beta2**t)) if correct else (m, v)
    return w - learning_rate * m_hat / (math.sqrt(v_hat) + 1e-8), m, v

def adam_without_powers(w, m, v, g, t, learning_rate):
    m, v = 0.9 * m + (1 - 0.9) * g, 0.999 * v + (1 - 0.999) * g * g
    return w - learning_rate * (m / (1 - 0.9)) / (math.sqrt(v / (1 - 0.999)) + 1e-8), m, v

def scale_overwriting_the_training_part(train, test):
    train = (train - train.mean()) / train.std()
    return train, (test - train.mean()) / train.std()

def scale_between_0_and_1(train, test):
    return [[(value - min(train)) / (max(train) - min(train)) for value in part] for part in (train, test)]

RIGHT = {
    "derivative": [lambda f, x, h: f(x + h) / (2 * h) - f(x - h) / (2 * h)],
    "loss_slope": [lambda w, x, y: sum(2 * (w * a - b) * a for a, b in zip(x, y, strict=True)) / len(x),
        lambda w, x, y: 2 * np.dot(w * np.asarray(x) - y, x) / len(y)],
    "logit_slope": [lambda z, y: 1 / (1 + math.exp(-z)) - y,
        lambda z, y: -y * (1 / (1 + math.exp(z))) + (1 - y) / (1 + math.exp(-z))],
    "train": [trained()],
    "momentum_step": [lambda w, v, g, rate, beta: [w - rate * beta * v - rate * g, g + beta * v]],
    "adam_step": [adam],
    "clip": [optimizers.clip_by_norm,
        lambda g, c: [slope * min(1, c / (sum(s * s for s in g) ** 0.5 + 1e-6)) for slope in g]],
    "warmup": [lambda step, steps, target: target if step >= steps else target / steps * step],
    "scale": [lambda train, test: [(part - np.mean(train)) / np.std(train) for part in (train, test)]],
    "slope of (2x + 1)³ at 2": [150, 150.0001, Fraction(150), np.float32(150), np.array(150), [150]],
    "backward pass": [(18, 12, 6), [np.float64(18), Decimal(12), Fraction(6)], np.array([18.0, 12.0, 6.0])],
    "learning rate limit": [2 / 22, 0.09091, Fraction(1, 11), Decimal("0.090909")],
    "needed curvature": [6.383, 1 + (1e15 / 2.4) ** 0.05, np.float32(6.3829), (6.383,)],
}
TOLD = {
    "derivative": [("only the second value of f was divided", lambda f, x, h: f(x + h) - f(x - h) / (2 * h)),
        ("around the difference and around the divisor", lambda f, x, h: f(x + h) - f(x - h) / 2 * h),
        ("a small nudge of your own", lambda f, x, h: (f(x + 1e-6) - f(x)) / 1e-6)],
    "loss_slope": [("the number of points is 5", lambda w, x, y: 0.4 * sum((w * x - y) * x)),
        ("only the first point was counted", lambda w, x, y: 2 * (w * x[0] - y[0]) * x[0] / len(x)),
        ("divided by the number of points twice", lambda w, x, y: sum(2 / len(x) * (w * x - y) * x) / len(x))],
    "logit_slope": [("only where the truth is 1", lambda z, y: 1 / (1 + math.exp(-z)) - 1),
        ("slope of the squared error",
         lambda z, y: 2 * (1 / (1 + math.exp(-z)) - y) * math.exp(-z) / (1 + math.exp(-z)) ** 2)],
    "train": [("moved after every point", train_moving_at_each_point),
        ("the history is missing", lambda *inputs: trained()(*inputs)[:2]), ("added the gradient", trained(sign=1)),
        ("after w had moved already", trained(together=False)),
        ("w and b start from 0 again", trained(start_again=True)),
        ("recorded before its step", trained(log=lambda before, after: [before])),
        ("w and b never move", trained(forget=True)), ("the history is missing", lambda *given: trained()(*given)[:2])],
    "momentum_step": [
        ("the weight moves by the old velocity", lambda w, v, g, rate, beta: (w - rate * v, beta * v + g)),
        ("in the velocity, and it points downhill",
         lambda w, v, g, rate, beta: (w + beta * v - rate * g, beta * v - rate * g))],
    "adam_step": [("1 - beta instead of 1 - beta to the power t", adam_without_powers),
        ("the bias correction is missing", lambda *step: adam(*step[:6], correct=False)),
        ("v averages the gradient", lambda *step: adam(*step[:6], power=1)),
        ("betas have changed places", lambda *step: adam(*step[:6], beta1=0.999, beta2=0.9))],
    "clip": [("the sum of the components for the norm", lambda g, c: g * c / sum(g) if sum(g) > c else g),
        ("each component for itself", lambda g, c: [max(-c, min(c, slope)) for slope in g])],
    "warmup": [("took the larger of the two", lambda step, steps, target: max(target, target * step / steps)),
        ("rises on after the warm-up", lambda step, steps, target: target * step / steps)],
    "scale": [("the test part is as it was", scale_overwriting_the_training_part),
        ("scaled to 0 and 1", scale_between_0_and_1),
        ("only the mean was divided by the standard deviation",
         lambda a, b: (a - a.mean() / a.std(), b - a.mean() / a.std()))],
    "slope of (2x + 1)³ at 2": [("give at least", 150.01), ("the value of the function, not its slope", 125)],
    "learning rate limit": [("give at least", 0.0909), ("the curvature itself", 22)],
    "needed curvature": [("give at least", 6.38), ("the factor of the distance, not yet the curvature", 5.383)],
    "backward pass": [("the slopes of w x + b, not of the loss", (3, 2, 1))],
}

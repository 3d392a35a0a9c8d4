"""Notebook 05: what learners write for its exercises, right and wrong.

The options of a function make the mistakes in it.
"""

import statistics
from fractions import Fraction

import numpy as np

from helpers.maths import regression

SIZES = [30, 45, 50, 60, 65, 70, 80, 90, 95, 110]
PRICES = [150, 200, 210, 250, 270, 300, 340, 380, 400, 450]
FLATS = np.array(SIZES, dtype=float), np.array(PRICES, dtype=float)

# fmt: off

# what stands beside an answer in the notebook; the three flats are none of the ten
DATA = {
    "learning rate limit": ([1, 2, 4], [110, 180, 270]),
    "line by hand": (SIZES, PRICES),
}
MADE = {
    "compute_loss": [-14.2667, 62.7566, 28.1167, 252.024, 118.305, 1020.48],
    "gradient_step": [8.98084, -42.1708, -3.58021, 10],
    "train": [13656.5, 16902.1, 15263.4, 20937, 474.502, 1215.66, 16436.2],
    "sensitivities": [-67.5, -105.775, 32.0125, -37.7542, -131.85],
    "learning rate limit": [0.0640978, 5.01466, 0.0854637, 15.6012, 0.000185929, 0.125, 0.142857],
    "r_squared": [1.89374, 3.67088, -6.27344, -23.0913, -0.994499, 0.000127879, -0.257488],
}

# one line for each mistake that is told by a condition, in the order of the mistakes
MISTAKEN = {
    "line by hand": [(4.21, 0.19), (23, 3.9), (-4, 20), (6, -122), (2, 156), (4, 60), (0, 0)],
}

def residuals(slope, intercept, sizes, prices):
    return [slope * size + intercept - price for size, price in zip(sizes, prices, strict=True)]

def loss(slope, intercept, sizes, prices):
    return sum(r**2 for r in residuals(slope, intercept, sizes, prices)) / len(sizes)

def slopes(slope, intercept, sizes, prices):
    r, n = residuals(slope, intercept, sizes, prices), len(sizes)
    return 2 * sum(each * size for each, size in zip(r, sizes, strict=True)) / n, 2 * sum(r) / n

def step(slope, intercept, sizes, prices, rate):
    slope_slope, intercept_slope = slopes(slope, intercept, sizes, prices)
    return slope - rate * slope_slope, intercept - rate * intercept_slope

def step_in_numpy(slope, intercept, sizes, prices, learning_rate):
    line = np.array([slope, intercept])
    return line - learning_rate * regression.gradient(regression.design_matrix(sizes), prices, line)

def trained(step=step, loss=loss, keep=lambda history: history):
    def train(sizes, prices, learning_rate, iterations):
        line, history = (0, 0), []
        for _ in range(iterations):
            line = step(*line, sizes, prices, learning_rate)
            history.append(loss(*line, sizes, prices))
        return *line, keep(history)

    return train

def r_squared(prices, predictions):
    mean = sum(prices) / len(prices)
    left = sum((y - p) ** 2 for y, p in zip(prices, predictions, strict=True))
    return 1 - left / sum((y - mean) ** 2 for y in prices)

RIGHT = {
    "compute_loss": [loss, lambda a, b, x, y: np.mean((a * np.asarray(x) + b - y) ** 2),
        lambda a, b, x, y: statistics.fmean(r * r for r in residuals(a, b, x, y)),
        lambda a, b, x, y: 0 if not x else loss(a, b, x, y)],
    "sensitivities": [slopes, lambda a, b, x, y: regression.gradient(regression.design_matrix(x), y, [a, b])],
    "gradient_step": [step, step_in_numpy],
    "train": [trained(), trained(step=step_in_numpy), lambda *inputs: list(regression.train(*inputs)),
        trained(keep=lambda history: np.reshape(history, (-1, 1)))],
    "r_squared": [r_squared, lambda y, p: 1 - np.sum(np.subtract(y, p) ** 2) / np.sum((np.array(y) - np.mean(y)) ** 2),
        lambda y, p: 1 - statistics.fmean((a - b) ** 2 for a, b in zip(y, p, strict=True)) / statistics.pvariance(y)],
    "learning rate limit": [2 / np.linalg.eigvalsh(2 / 3 * np.array([[21, 7], [7, 3]])).max(), 0.128196, [0.1281955],
        Fraction(1281955, 10**7)],
    "line by hand": [(3.9, 24), np.array([3.91503, 22.9054]), ([4], [20])],
}
TOLD = {
    "compute_loss": [("number of what is given is left out, and",
            lambda *line: sum(r * r for r in residuals(*line)[:-1]) / len(line[2])),
        ("in Python a power is `**`", lambda *line: sum(r ^ 2 for r in residuals(*line))),
        ("with arrays it is right", lambda a, b, x, y: np.mean((a * x + b - y) ** 2))],
    "sensitivities": [
        ("with arrays it is right", lambda a, b, x, y: (2 * np.mean((a * x + b - y) * x), 2 * np.mean(a * x + b - y)))],
    "gradient_step": [
        ("the slope is right, the intercept is not", lambda a, b, x, y, rate: (step(a, b, x, y, rate)[0], b))],
    "train": [("write no `=` before them", lambda *given: [].append(given).append(given)),
        ("the history is one number, wanted is a list", trained(keep=lambda history: history[-1])),
        ("2 of 3 parts are there (slope, intercept, history). Hint: ", lambda *given: trained()(*given)[:2])],
    "r_squared": [("is in percent", lambda y, p: round(100 * r_squared(y, p), 1)),
        ("with arrays it is right", lambda y, p: 1 - sum((y - p) ** 2) / sum((y - sum(y) / len(y)) ** 2))],
    "learning rate limit": [("give at least", 0.1281),
        ("near, but no rounding", 2 / np.linalg.norm(2 / 3 * np.array([[21, 7], [7, 3]])))],
    "line by hand": [("the slope has the wrong sign", (-4, 20)), ("too high (", (5, 0)),
        ("lower the intercept", (5, 0)), ("one number each", ([4, 5], 20))],
}

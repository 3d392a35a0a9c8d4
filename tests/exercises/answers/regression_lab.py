"""Notebook 05: what learners write for its exercises, right and wrong.

The options of a function make the mistakes in it.
"""

from decimal import Decimal
from fractions import Fraction

import numpy as np

from helpers.maths import regression

SIZES = [30, 45, 50, 60, 65, 70, 80, 90, 95, 110]
PRICES = [150, 200, 210, 250, 270, 300, 340, 380, 400, 450]
FLATS = np.array(SIZES, dtype=float), np.array(PRICES, dtype=float)
STANDARDIZED_LINE = 91.58, 294.8

# fmt: off

# what stands beside an answer in the notebook; the three flats are none of the ten
DATA = {
    "learning rate limit": ([20, 40, 60], [110, 180, 270]),
    "predicted price": (100, SIZES, PRICES),
    "slope and intercept over sqm": (STANDARDIZED_LINE, SIZES),
    "line by hand": (SIZES, PRICES),
    "balanced line": (SIZES, PRICES),
}
KNOWN = (
    ("compute_loss", (1, 0, [1, 2], [2, 5]), 5), ("sensitivities", (1, 0, [1, 2], [2, 5]), [-7, -4]),
    ("gradient_step", (1, 0, [1, 2], [2, 5], 0.1), [1.7, 0.4]),
    ("standardize", ([2, 4, 4, 4, 5, 5, 7, 9],), [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]),
    ("r_squared", ([1, 2, 3], [1, 2, 4]), 0.5),
)

# one line for each mistake that is told by a condition, in the order of the mistakes
MISTAKEN = {
    "line by hand": [(4.21, 0.19), (23, 3.9), (6, -122), (2, 156), (4, 60), (0, 0)],
    "balanced line": [(0, 295), (3.91503, 22.9054), (1, 225.5), (0.5, 260), (260.25, 0.5), (0, 400), (0, 0)],
}

def loss_returned_inside_the_loop(slope, intercept, sizes, prices):
    for size, price in zip(sizes, prices, strict=True):
        return (slope * size + intercept - price) ** 2 / len(sizes)

def step_in_numpy(slope, intercept, sizes, prices, learning_rate):
    line = np.array([slope, intercept])
    return line - learning_rate * regression.gradient(regression.design_matrix(sizes), prices, line)

def trained(log=lambda before, after: [after], forget=False, start_again=False, early=False):
    def train(sizes, prices, learning_rate, iterations):
        line, history = (0, 0), []
        for _ in range(iterations):
            before = line
            after = step_in_numpy(*((0, 0) if start_again else line), sizes, prices, learning_rate)
            line = before if forget else after
            history += [np.mean((each[0] * np.array(sizes) + each[1] - prices) ** 2) for each in log(before, line)]
            if early:
                break
        return *line, history

    return train

RIGHT = {
    "compute_loss": [lambda a, b, x, y: np.mean((a * np.asarray(x) + b - y) ** 2),
        lambda a, b, x, y, power=2: np.mean((a * x + b - y) ** power)],
    "sensitivities": [lambda a, b, x, y: regression.gradient(regression.design_matrix(x), y, [a, b])],
    "gradient_step": [step_in_numpy],
    "standardize": [lambda values: (np.array(values) - np.mean(values)) / np.std(values)],
    "r_squared": [lambda y, p: 1 - sum((y - p) ** 2) / sum((y - sum(y) / len(y)) ** 2)],
    "train": [lambda *inputs: list(regression.train(*inputs))],
    "learning rate limit": [2 / np.linalg.eigvalsh(2 / 3 * np.array([[5600, 120], [120, 3]])).max(), 0.000535468,
        0.00053547, [0.000535468], Decimal("0.000535468"), Fraction(535468, 10**9), np.float32(0.000535468),
        np.array(0.000535468)],
    "predicted price": [414.4, (414.4,), 414.4084],
    "slope and intercept over sqm": [regression.back_to_units(*STANDARDIZED_LINE, FLATS[0].mean(), FLATS[0].std()),
        [np.float64(3.915), 22.72]],
    "line by hand": [(3.9, 24), np.array([3.91503, 22.9054])],
    "balanced line": [(0.5, 260.25), (Fraction(1, 2), np.float64(260.25)), (0.9, 232.45), (-1, 295 + 69.5)],
}
TOLD = {
    "compute_loss": [("only the first flat was counted", loss_returned_inside_the_loop),
        ("other data than it was", lambda a, b, x, y: np.mean((a * FLATS[0] + b - FLATS[1]) ** 2)),
        ("in Python a power is `**`", lambda a, b, x, y: sum((a * x + b - y) ^ 2) / len(x)),
        ("only the last flat was counted", lambda a, b, x, y: loss_returned_inside_the_loop(a, b, x[::-1], y[::-1]))],
    "gradient_step": [("other data than it was", lambda a, b, x, y, rate: step_in_numpy(a, b, SIZES, PRICES, rate)),
        ("the learning rate is 0.0001", lambda a, b, x, y, rate: step_in_numpy(a, b, x, y, 0.0001)),
        ("the step itself", lambda a, b, x, y, rate: step_in_numpy(a, b, x, y, rate) - [a, b]),
        ("added the gradient instead of subtracting it",
         lambda a, b, x, y, rate: list(step_in_numpy(a, b, x, y, -rate)))],
    "train": [("recorded before its step", trained(log=lambda before, after: [before])),
        ("every step starts from slope 0", trained(start_again=True)),
        ("holds the last loss only. Hint: Is the append inside the loop?",
         lambda *given: (*trained()(*given)[:2], trained()(*given)[2][-1:])),
        ("the line never moves. Hint: What becomes of the numbers that gradient_step", trained(forget=True)),
        ("the loop returns after its first step", trained(early=True)),
        ("the history is missing", lambda *given: trained()(*given)[:2]),
        ("other data than it was given", lambda x, y, rate, n: trained()(SIZES, PRICES, rate, n))],
    "sensitivities": [("other data than it", lambda a, b, x, y: regression.sensitivities(a, b, SIZES, PRICES))],
    "standardize": [("return a list", lambda values: (value for value in values)),
        ("with n - 1", lambda values: [(value - values.mean()) / np.std(values, ddof=1) for value in values])],
    "r_squared": [("that is R² in percent", lambda y, p: round(100 * regression.r2_score(y, p), 1)),
        ("the fraction stands upside down", lambda y, p: 1 - sum((y - y.mean()) ** 2) / sum((y - p) ** 2))],
    "learning rate limit": [("give at least", 0.000535), ("give at least", 0.0005354),
        ("twice the limit: a factor is missing in the curvature", 2 * 0.000535468)],
    "predicted price": [("give at least", 414), ("give at least", 414.3), ("the mean price of all flats", 295)],
    "slope and intercept over sqm": [("give at least", (3.9, 22.7)), ("stand in the wrong order", (22.72, 3.915)),
        ("unchanged", STANDARDIZED_LINE)],
    "line by hand": [("is not below 60 yet", (3.91503, 27.7454))],
    "balanced line": [("is not above 5,000 yet", (0.91, 295 - 0.91 * 69.5))],
}

"""Notebook 05: what learners write for its exercises, right and wrong.

The options of a function make the mistakes in it.
"""

import statistics
from decimal import Decimal
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
KNOWN = (
    ("compute_loss", (1, 0, [1, 2], [2, 5]), 5), ("sensitivities", (1, 0, [1, 2], [2, 5]), [-7, -4]),
    ("gradient_step", (1, 0, [1, 2], [2, 5], 0.1), [1.7, 0.4]),
    ("r_squared", ([1, 2, 3], [1, 2, 4]), 0.5),
)

# one line for each mistake that is told by a condition, in the order of the mistakes
MISTAKEN = {
    "line by hand": [(4.21, 0.19), (23, 3.9), (-4, 20), (6, -122), (2, 156), (4, 60), (0, 0)],
}

def loss_returned_inside_the_loop(slope, intercept, sizes, prices):
    for size, price in zip(sizes, prices, strict=True):
        return (slope * size + intercept - price) ** 2 / len(sizes)

def residuals(slope, intercept, sizes, prices):
    return [slope * size + intercept - price for size, price in zip(sizes, prices, strict=True)]

def loss(slope, intercept, sizes, prices):
    return sum(r**2 for r in residuals(slope, intercept, sizes, prices)) / len(sizes)

def loss_by_recursion(slope, intercept, sizes, prices):
    def total(left):
        return (slope * sizes[left - 1] + intercept - prices[left - 1]) ** 2 + total(left - 1) if left else 0
    return total(len(sizes)) / len(sizes)

def loss_while(slope, intercept, sizes, prices, stop=True):
    i = total = 0
    while i < len(sizes):
        total += (slope * sizes[i] + intercept - prices[i]) ** 2
        i += stop
    return total / len(sizes)

def loss_of_all_pairs(slope, intercept, sizes, prices):
    return sum((slope * size + intercept - price) ** 2 for size in sizes for price in prices) / len(sizes)

def loss_in_arrays(slope, intercept, sizes, prices): return np.mean((slope * sizes + intercept - prices) ** 2)
def loss_in_another_order(sizes, prices, slope, intercept): return loss(slope, intercept, sizes, prices)
def loss_by_name(*, slope, intercept, sizes, prices): return loss(slope, intercept, sizes, prices)
def loss_by_other_names(a, *, b, x, y): return loss(a, b, x, y)
def loss_passed(slope, intercept, sizes, prices): pass

def slopes(slope, intercept, sizes, prices, first=2.0, second=2.0, residuals=residuals):
    r, n = residuals(slope, intercept, sizes, prices), len(sizes)
    return first * sum(each * size for each, size in zip(r, sizes, strict=True)) / n, second * sum(r) / n

def step(slope, intercept, sizes, prices, rate):
    slope_slope, intercept_slope = slopes(slope, intercept, sizes, prices)
    return slope - rate * slope_slope, intercept - rate * intercept_slope

def step_in_numpy(slope, intercept, sizes, prices, learning_rate):
    line = np.array([slope, intercept])
    return line - learning_rate * regression.gradient(regression.design_matrix(sizes), prices, line)

def trained(log=lambda before, after: [after], forget=False, start_again=False, early=False, step=step_in_numpy):
    def train(sizes, prices, learning_rate, iterations):
        line, history = (0, 0), []
        for _ in range(iterations):
            before = line
            after = step(*((0, 0) if start_again else line), sizes, prices, learning_rate)
            line = before if forget else after
            history += [loss(*each, sizes, prices) for each in log(before, line)]
            if early:
                break
        return *line, history

    return train

def train_with_a_shared_history(sizes, prices, learning_rate, iterations, history=[]):  # noqa: B006
    slope = intercept = 0
    for _ in range(iterations):
        slope, intercept = step(slope, intercept, sizes, prices, learning_rate)
        history.append(loss(slope, intercept, sizes, prices))
    return slope, intercept, list(history)

def r_squared(prices, predictions):
    mean = sum(prices) / len(prices)
    left = sum((y - p) ** 2 for y, p in zip(prices, predictions, strict=True))
    return 1 - left / sum((y - mean) ** 2 for y in prices)

def both(change): return lambda a, b, x, y: tuple(map(change, slopes(a, b, x, y)))

RIGHT = {
    "compute_loss": [loss, loss_by_recursion, loss_while, loss_by_name, loss_by_other_names,
        lambda a, b, x, y: np.mean((a * np.asarray(x) + b - y) ** 2),
        lambda a, b, x, y, power=2: np.mean((a * np.array(x) + b - np.array(y)) ** power),
        lambda a, b, x, y: statistics.fmean(r * r for r in residuals(a, b, x, y)),
        lambda a, b, x, y: float(np.dot(*[residuals(a, b, x, y)] * 2)) / len(x),
        lambda a, b, x, y: 0 if not x else loss(a, b, x, y)],
    "sensitivities": [slopes, lambda a, b, x, y: regression.gradient(regression.design_matrix(x), y, [a, b])],
    "gradient_step": [step, step_in_numpy],
    "train": [trained(step=step), trained(), lambda *inputs: list(regression.train(*inputs)),
        lambda *inputs: (*trained()(*inputs)[:2], np.array(trained()(*inputs)[2]).reshape(-1, 1))],
    "r_squared": [r_squared, lambda y, p: 1 - np.sum(np.subtract(y, p) ** 2) / np.sum((np.array(y) - np.mean(y)) ** 2),
        lambda y, p: 1 - statistics.fmean((a - b) ** 2 for a, b in zip(y, p, strict=True)) / statistics.pvariance(y)],
    "learning rate limit": [2 / np.linalg.eigvalsh(2 / 3 * np.array([[21, 7], [7, 3]])).max(), 0.128196,
        0.12820, [0.1281955], Decimal("0.1281955"), Fraction(1281955, 10**7), np.float32(0.1281955),
        np.array(0.1281955)],
    "line by hand": [(3.9, 24), np.array([3.91503, 22.9054]), ([4], [20])],
}
TOLD = {
    "compute_loss": [("only the first number of what is given counts", loss_returned_inside_the_loop),
        ("n times too large", lambda a, b, x, y: sum(r**2 for r in residuals(a, b, x, y))),
        ("half of what it should be", lambda *line: loss(*line) / 2),
        ("is the root of", lambda *line: loss(*line)**0.5),
        ("as if n and n - 1 were mixed up",
         lambda a, b, x, y: loss(a, b, x, y) * len(x) / (len(x) - 1) if x[1:] else 1 / 0),
        ("other data than it is given", lambda a, b, x, y: loss(a, b, SIZES, PRICES)),
        ("in Python a power is `**`", lambda *line: sum(r ^ 2 for r in residuals(*line))),
        ("only the last number of what is given counts", lambda a, b, x, y: loss(a, b, x[-1:], y[-1:])),
        ("every size met every price", loss_of_all_pairs),
        ("you subtracted the intercept", lambda a, b, x, y: loss(a, -b, x, y)),
        ("behind the point", lambda a, b, x, y: sum(r**2 for r in residuals(a, b, x, y)) // len(x)),
        ("`slope` and `intercept` have changed places", lambda a, b, x, y: loss(b, a, x, y)),
        ("`sizes` and `prices` have changed places", lambda a, b, x, y: loss(a, b, y, x)),
        ("with arrays it is right", loss_in_arrays),
        ("the results are rounded", lambda *line: round(loss(*line), 2)),
        ("your parameters stand in another order: sizes, prices, slope, intercept", loss_in_another_order),
        ("the body of compute_loss is still empty", loss_passed),
        ("does the loop end?", lambda *line: loss_while(*line, stop=False)),
        ("squared after adding", lambda *line: np.mean(residuals(*line)) ** 2),
        ("you divided by 10", lambda a, b, x, y: loss(a, b, x, y) * len(x) / 10),
        ("the first number of what is given is left out",
         lambda a, b, x, y: loss(a, b, x[1:], y[1:]) if x[1:] else 1 / 0)],
    "sensitivities": [("other data than it", lambda a, b, x, y: slopes(a, b, SIZES, PRICES)),
        ("with arrays it is right",
         lambda a, b, x, y: (2 * np.mean((a * x + b - y) * x), 2 * np.mean(a * x + b - y))),
        ("has lost its sign", both(abs)), ("what comes out has the wrong sign", both(lambda slope: -slope)),
        ("opposite order", lambda *line: slopes(*line)[::-1]), ("n times too large", lambda a, b, x, y: both(
            lambda slope: slope * len(x))(a, b, x, y)),
        ("the intercept's sensitivity is half of", lambda *line: slopes(*line, second=1)),
        ("the slope's sensitivity is half of", lambda *line: slopes(*line, first=1)),
        ("the intercept's sensitivity is n times too large", lambda a, b, x, y: slopes(a, b, x, y, second=2 * len(x))),
        ("the results are rounded", both(lambda slope: round(slope, 2)))],
    "gradient_step": [("other data than it", lambda a, b, x, y, rate: step_in_numpy(a, b, SIZES, PRICES, rate)),
        ("the `learning_rate` is 0.0001", lambda a, b, x, y, rate: step_in_numpy(a, b, x, y, 0.0001)),
        ("the line does not move", lambda a, b, x, y, rate: (a, b)),
        ("opposite order", lambda *given: step(*given)[::-1]),
        ("the slope is right, the intercept is not", lambda a, b, x, y, rate: (step(a, b, x, y, rate)[0], b)),
        ("for -`learning_rate`",
         lambda a, b, x, y, rate: list(step_in_numpy(a, b, x, y, -rate)))],
    "train": [("recorded before its step", trained(log=lambda before, after: [before])),
        ("write no `=` before it", lambda *given: [].append(given).append(given)),
        ("every step starts from slope 0", trained(start_again=True)),
        ("holds the last loss only", lambda *given: (*trained()(*given)[:2], trained()(*given)[2][-1:])),
        ("the history is one number, wanted is a list",
         lambda *given: (*trained()(*given)[:2], trained()(*given)[2][-1])),
        ("the line never moves. Hint: What becomes of the numbers that gradient_step", trained(forget=True)),
        ("the loop returns after its first step", trained(early=True)),
        ("that for `iterations` - 1", lambda x, y, rate, n: trained()(x, y, rate, n - 1)),
        ("that for `iterations` + 1", lambda x, y, rate, n: trained()(x, y, rate, n + 1)),
        ("the `iterations` is 300", lambda x, y, rate, n: trained(step=step)(x, y, rate, 300)),
        ("2 of 3 numbers are there (slope, intercept, history). Hint: ", lambda *given: trained()(*given)[:2]),
        ("What is kept from one call to the next?", train_with_a_shared_history),
        ("other data than it is given", lambda x, y, rate, n: trained()(SIZES, PRICES, rate, n))],
    "r_squared": [("is in percent", lambda y, p: round(100 * r_squared(y, p), 1)),
        ("the ratio stands upside down", lambda y, p: 1 - 1 / (1 - r_squared(y, p))),
        ("is cut off at 0", lambda y, p: max(r_squared(y, p), 0)),
        ("with arrays it is right", lambda y, p: 1 - sum((y - p) ** 2) / sum((y - sum(y) / len(y)) ** 2)),
        ("`prices` and `predictions` have changed places", lambda y, p: r_squared(p, y))],
    "learning rate limit": [("give at least", 0.128), ("give at least", 0.1281),
        ("is twice what it should be", 2 * 0.1281955),
        ("near, but no rounding", 2 / np.linalg.norm(2 / 3 * np.array([[21, 7], [7, 3]])))],
    "line by hand": [("the slope has the wrong sign", (-4, 20)), ("too high (", (5, 0)),
        ("lower the intercept", (5, 0)),
        ("one number each", ([4, 5], 20))],
}
# wrong answers with words that would be a false reason
NOT_TOLD = {
    "sensitivities": [("subtracted the prediction", both(abs)),
        ("forgot the 2", lambda *line: slopes(*line, second=1))],
    "gradient_step": [("added the gradient", lambda *given: tuple(map(abs, step(*given))))],
    "train": [("append inside the loop", lambda *given: (*trained()(*given)[:2], trained()(*given)[2][-1:])),
        ("of 9 numbers", lambda *given: (*trained()(*given)[:2], trained()(*given)[2][-1])),
        ("on paper, number", trained(early=True))],
    "line by hand": [("too low", (-4, 20)), ("tilt is the smaller trouble", (5, 0))],
}

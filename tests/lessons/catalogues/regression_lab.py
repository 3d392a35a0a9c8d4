"""Notebook 05: how its checks are asked, what learners write for its exercises, and their lines."""

from decimal import Decimal
from fractions import Fraction

import numpy as np

from helpers.lessons import regression_lab as lab
from helpers.lessons.verdicts import State
from helpers.maths import regression
from helpers.maths import regression as plain_regression
from helpers.maths import regression as scaling
from tests.lessons.catalogue import Asked, Catalogue

SIZES = [30, 45, 50, 60, 65, 70, 80, 90, 95, 110]
PRICES = [150, 200, 210, 250, 270, 300, 340, 380, 400, 450]
FLATS = np.array(SIZES, dtype=float), np.array(PRICES, dtype=float)
THREE_SIZES, THREE_PRICES = [20, 40, 60], [110, 180, 270]  # not of the flats
THREE = np.array(THREE_SIZES, dtype=float), np.array(THREE_PRICES, dtype=float)
STANDARDIZED_LINE = 91.58, 294.8


FUNCTIONS = {
    "compute_loss": lab.check_compute_loss,
    "sensitivities": lab.check_sensitivities,
    "gradient_step": lab.check_gradient_step,
    "train": lab.check_train,
    "standardize": lab.check_standardize,
    "r_squared": lab.check_r_squared,
}


# one line for each mistake that is told by a condition
MISTAKEN_LINES = {
    "line by hand": {
        "the line is near, but its loss is not below 60 yet": (4.21, 0.19),
        "slope and intercept have changed places": (23, 3.9),
        "the line is too steep": (6, -122),
        "the line is too flat": (2, 156),
        "the line is too high": (4, 60),
        "the line is too low": (0, 0),
    },
    "balanced line": {
        "that is the level line that was shown": (0, 295),
        "the residuals cancel, and the line is a good one": (3.91503, 22.9054),
        "the residuals cancel, but the loss is not above 5,000 yet": (1, 225.5),
        "the residuals nearly cancel": (0.5, 260),
        "slope and intercept have changed places": (260.25, 0.5),
        "the residuals above 0 outweigh those below": (0, 400),
        "the residuals below 0 outweigh those above": (0, 0),
    },
}


# The right formulas on numbers small enough to check in the head.
KNOWN = (
    ("compute_loss", (1, 0, [1, 2], [2, 5]), 5),
    ("sensitivities", (1, 0, [1, 2], [2, 5]), [-7, -4]),
    ("gradient_step", (1, 0, [1, 2], [2, 5], 0.1), [1.7, 0.4]),
    ("standardize", ([2, 4, 4, 4, 5, 5, 7, 9],), [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]),
    ("r_squared", ([1, 2, 3], [1, 2, 4]), 0.5),
)


# What a learner really types; each slip must be named like the formula that makes it in the package.


def loss_returned_inside_the_loop(slope, intercept, sizes, prices):
    total = 0
    for size, price in zip(sizes, prices, strict=True):
        total += (slope * size + intercept - price) ** 2
        return total / len(sizes)


def loss_assigned_instead_of_added(slope, intercept, sizes, prices):
    total = 0
    for size, price in zip(sizes, prices, strict=True):
        total = (slope * size + intercept - price) ** 2
    return total / len(sizes)


def step_measured_after_moving(slope, intercept, sizes, prices, learning_rate):
    n = len(sizes)
    slope -= learning_rate * sum(2 / n * (slope * x + intercept - y) * x for x, y in zip(sizes, prices, strict=True))
    intercept -= learning_rate * sum(2 / n * (slope * x + intercept - y) for x, y in zip(sizes, prices, strict=True))
    return slope, intercept


def step_uphill(slope, intercept, sizes, prices, learning_rate):
    d_slope, d_intercept = plain_regression.sensitivities(slope, intercept, sizes, prices)
    return [slope + learning_rate * d_slope, intercept + learning_rate * d_intercept]


def train_logging_too_early(sizes, prices, learning_rate, iterations):
    slope, intercept, history = 0, 0, []
    for _ in range(iterations):
        history.append(plain_regression.compute_loss(slope, intercept, sizes, prices))
        slope, intercept = plain_regression.gradient_step(slope, intercept, sizes, prices, learning_rate)
    return slope, intercept, history


def train_never_moving_on(sizes, prices, learning_rate, iterations):
    slope, intercept, history = 0, 0, []
    for _ in range(iterations):
        a, b = plain_regression.gradient_step(slope, intercept, sizes, prices, learning_rate)
        history.append(plain_regression.compute_loss(a, b, sizes, prices))
    return a, b, history


def train_beginning_the_list_anew(sizes, prices, learning_rate, iterations):
    slope, intercept = 0, 0
    for _ in range(iterations):
        history = []
        slope, intercept = plain_regression.gradient_step(slope, intercept, sizes, prices, learning_rate)
        history.append(plain_regression.compute_loss(slope, intercept, sizes, prices))
    return slope, intercept, history


def train_never_assigning(sizes, prices, learning_rate, iterations):
    slope, intercept, history = 0, 0, []
    for _ in range(iterations):
        plain_regression.gradient_step(slope, intercept, sizes, prices, learning_rate)
        history.append(plain_regression.compute_loss(slope, intercept, sizes, prices))
    return slope, intercept, history


def train_returning_inside_the_loop(sizes, prices, learning_rate, iterations):
    slope, intercept, history = 0, 0, []
    for _ in range(iterations):
        slope, intercept = plain_regression.gradient_step(slope, intercept, sizes, prices, learning_rate)
        history.append(plain_regression.compute_loss(slope, intercept, sizes, prices))
        return slope, intercept, history


def train_appending_after_the_loop(sizes, prices, learning_rate, iterations):
    slope, intercept, history = 0, 0, []
    for _ in range(iterations):
        slope, intercept = plain_regression.gradient_step(slope, intercept, sizes, prices, learning_rate)
    history.append(plain_regression.compute_loss(slope, intercept, sizes, prices))
    return slope, intercept, history


def train_on_the_notebooks_flats(_sizes, _prices, learning_rate, iterations):
    return train_in_one_call(SIZES, PRICES, learning_rate, iterations)


def train_in_one_call(sizes, prices, learning_rate, iterations):
    slope, intercept, history = 0, 0, []
    for _ in range(iterations):
        slope, intercept = step_in_numpy(slope, intercept, sizes, prices, learning_rate)
        history.append(np.mean((slope * np.array(sizes) + intercept - prices) ** 2))
    return slope, intercept, history


def step_in_numpy(slope, intercept, sizes, prices, learning_rate):
    line = np.array([slope, intercept])
    return line - learning_rate * regression.gradient(regression.design_matrix(sizes), prices, line)


def standardize_without_parentheses(values):
    mean = sum(values) / len(values)
    std = (sum((value - mean) ** 2 for value in values) / len(values)) ** 0.5
    return [value - mean / std for value in values]


def r_squared_upside_down(prices, predictions):
    line = sum((price - prediction) ** 2 for price, prediction in zip(prices, predictions, strict=True))
    return 1 - sum((price - np.mean(prices)) ** 2 for price in prices) / line


def standardize_as_a_sample(values):
    mean = sum(values) / len(values)
    std = (sum((value - mean) ** 2 for value in values) / (len(values) - 1)) ** 0.5
    return [(value - mean) / std for value in values]


SLIPS = (
    ("compute_loss", loss_returned_inside_the_loop, "only the first flat was counted"),
    ("compute_loss", loss_assigned_instead_of_added, "only the last flat was counted"),
    ("gradient_step", step_measured_after_moving, "after the slope had moved already"),
    ("gradient_step", step_uphill, "added the gradient instead of subtracting it"),
    ("train", train_logging_too_early, "recorded before its step"),
    ("train", train_never_moving_on, "every step starts from slope 0"),
    ("train", train_beginning_the_list_anew, "holds the last loss only"),
    ("train", train_appending_after_the_loop, "holds the last loss only. Hint: Is the append inside the loop?"),
    ("train", train_never_assigning, "the line never moves. Hint: What becomes of the numbers that gradient_step"),
    ("train", train_returning_inside_the_loop, "the loop returns after its first step"),
    ("train", lambda *inputs: train_in_one_call(*inputs)[:2], "the history is missing"),
    ("train", train_on_the_notebooks_flats, "other data than it was given"),
    ("compute_loss", lambda a, b, x, y: np.mean((a * FLATS[0] + b - FLATS[1]) ** 2), "other data than it was"),
    ("sensitivities", lambda a, b, x, y: plain_regression.sensitivities(a, b, SIZES, PRICES), "other data than it"),
    ("gradient_step", lambda a, b, x, y, rate: step_in_numpy(a, b, SIZES, PRICES, rate), "other data than it was"),
    ("gradient_step", lambda a, b, x, y, rate: step_in_numpy(a, b, x, y, 0.0001), "the learning rate is 0.0001"),
    ("gradient_step", lambda a, b, x, y, rate: (a, b), "the line does not move"),
    ("standardize", standardize_without_parentheses, "only the mean was divided"),
    ("standardize", lambda values: (value for value in values), "return a list"),
    ("r_squared", lambda y, p: round(100 * regression.r2_score(y, p), 1), "that is R² in percent"),
    ("r_squared", r_squared_upside_down, "the fraction stands upside down"),
    ("compute_loss", lambda a, b, x, y: sum((a * x + b - y) ^ 2) / len(x), "in Python a power is `**`"),
    ("standardize", standardize_as_a_sample, "with n - 1"),
)


VARIANTS = (
    ("compute_loss", lambda a, b, x, y: np.mean((a * np.asarray(x) + b - y) ** 2)),
    ("compute_loss", lambda a, b, x, y, power=2: np.mean((a * x + b - y) ** power)),
    ("sensitivities", lambda a, b, x, y: regression.gradient(regression.design_matrix(x), y, [a, b])),
    ("gradient_step", step_in_numpy),
    ("standardize", lambda values: (np.array(values) - np.mean(values)) / np.std(values)),
    ("r_squared", lambda y, p: 1 - sum((y - p) ** 2) / sum((y - sum(y) / len(y)) ** 2)),
    ("train", lambda *inputs: list(plain_regression.train(*inputs))),
)  # fmt: skip


RIGHT_ANSWERS = (
    ("learning rate limit", 2 / np.linalg.eigvalsh(2 / 3 * np.array([[5600, 120], [120, 3]])).max()),
    ("learning rate limit", 0.000535468),
    ("learning rate limit", 0.00053547),
    ("learning rate limit", [0.000535468]),
    ("learning rate limit", Decimal("0.000535468")),
    ("learning rate limit", Fraction(535468, 10**9)),
    ("learning rate limit", np.float32(0.000535468)),
    ("learning rate limit", np.array(0.000535468)),
    ("predicted price", 414.4),
    ("predicted price", (414.4,)),
    ("predicted price", 414.4084),
    ("slope and intercept over sqm", scaling.back_to_units(*STANDARDIZED_LINE, FLATS[0].mean(), FLATS[0].std())),
    ("slope and intercept over sqm", [np.float64(3.915), 22.72]),
    ("line by hand", (3.9, 24)),
    ("line by hand", np.array([3.91503, 22.9054])),
    ("balanced line", (0.5, 260.25)),
    ("balanced line", (Fraction(1, 2), np.float64(260.25))),
    ("balanced line", (-1, 295 + 69.5)),
)  # fmt: skip


ROUNDED_VALUES = (
    ("learning rate limit", 0.000535),
    ("learning rate limit", 0.0005354),  # cut, not rounded
    ("predicted price", 414),
    ("predicted price", 414.3),
    ("slope and intercept over sqm", (3.9, 22.7)),
)


TOLD_VALUES = (
    ("learning rate limit", 2 * 0.000535468, State.WRONG, "twice the limit: a factor is missing in the curvature"),
    ("predicted price", 295, State.WRONG, "the mean price of all flats"),
    ("slope and intercept over sqm", (22.72, 3.915), State.WRONG, "stand in the wrong order"),
    ("slope and intercept over sqm", STANDARDIZED_LINE, State.WRONG, "unchanged"),
)


CATALOGUE = Catalogue(
    package=lab,
    notebook="05_regression_lab",
    functions=FUNCTIONS,
    values={
        "learning rate limit": Asked(lab.check_learning_rate_limit, data=(THREE_SIZES, THREE_PRICES)),
        "predicted price": Asked(lab.check_predicted_price, data=(100, SIZES, PRICES)),
        "slope and intercept over sqm": Asked(lab.check_back_to_sqm, data=(STANDARDIZED_LINE, SIZES), apart=True),
    },
    conditions={
        "line by hand": Asked(lab.check_line_by_hand, data=(SIZES, PRICES), apart=True),
        "balanced line": Asked(lab.check_balanced_line, data=(SIZES, PRICES), apart=True),
    },
    mistaken=MISTAKEN_LINES,
    known=KNOWN,
    slips=SLIPS,
    variants=VARIANTS,
    right_answers=RIGHT_ANSWERS,
    rounded_values=ROUNDED_VALUES,
    told_values=TOLD_VALUES,
    guesses=(("learning rate limit", (5.0, 6.0), ("0.000535",)),),
)

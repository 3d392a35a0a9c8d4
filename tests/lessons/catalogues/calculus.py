"""Notebook 02: how its checks are asked, and what learners write for its exercises."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np

from helpers.lessons import calculus
from helpers.lessons.verdicts import State
from helpers.maths import optimizers
from helpers.maths import regression as plain_regression
from helpers.maths import regression as scaling
from tests.lessons.catalogue import Asked, Catalogue

X = [1, 2, 3, 4, 5]
Y = [2.1, 3.9, 6.2, 7.8, 10.1]


FUNCTIONS = {
    "derivative": calculus.check_derivative,
    "loss_slope": calculus.check_loss_slope,
    "logit_slope": calculus.check_logit_slope,
    "train": calculus.check_descent,
    "momentum_step": calculus.check_momentum_step,
    "adam_step": calculus.check_adam_step,
    "clip": calculus.check_clip,
    "warmup": calculus.check_warmup,
    "scale": calculus.check_scale,
}


# The right formulas on numbers small enough to check in the head.
KNOWN = (
    ("derivative", (lambda x: x**2, 3, 0.5), 6),
    ("loss_slope", (1, [1, 2], [2, 5]), -7),
    ("logit_slope", (0, 1), -0.5),
    ("momentum_step", (1, 2, 3, 0.1, 0.5), [0.6, 4]),
    ("adam_step", (1, 0, 0, 2, 1, 0.1), [0.9, 0.2, 0.004]),
    ("clip", ([3, 4], 1), [0.6, 0.8]),
    ("clip", ([3, 4], 10), [3, 4]),
    ("warmup", (3, 10, 0.2), 0.06),
    ("warmup", (25, 10, 0.2), 0.2),
)


# What a learner really types; each slip must be named like the formula that makes it in the package.


def derivative_without_parentheses(f, x, h):
    return f(x + h) - f(x - h) / (2 * h)


def derivative_with_a_nudge_of_its_own(f, x, h):
    h = 1e-5
    return (f(x + h) - f(x - h)) / (2 * h)


def derivative_forward_with_a_tiny_nudge(f, x, h):
    h = 1e-6
    return (f(x + h) - f(x)) / h


def derivative_without_any_parentheses(f, x, h):
    return f(x + h) - f(x - h) / 2 * h


def derivative_adding_outside(f, x, h):
    up = f(x) + h
    down = f(x) - h
    return (up - down) / (2 * h)


def loss_slope_dividing_twice(w, x, y):
    total = 0
    for one, other in zip(x, y, strict=True):
        total += 2 / len(x) * (w * one - other) * one
    return total / len(x)


def loss_slope_returned_inside_the_loop(w, x, y):
    total = 0
    for one, other in zip(x, y, strict=True):
        total += (w * one - other) * one
        return 2 * total / len(x)


def loss_slope_assigned_instead_of_added(w, x, y):
    total = 0
    for one, other in zip(x, y, strict=True):
        total = (w * one - other) * one
    return 2 * total / len(x)


def logit_slope_of_the_squared_error(z, y):
    p = 1 / (1 + math.exp(-z))
    return 2 * (p - y) * p * (1 - p)


def train_in_lines(x, y, learning_rate, steps, *, sign=-1, factor=2, together=True):
    """Train as a learner would; the options make the mistakes."""
    w = b = 0
    history = []
    for _ in range(steps):
        d_w = factor / len(x) * sum((w * x + b - y) * x)
        d_b = factor / len(x) * sum(w * x + b - y)
        w = w + sign * learning_rate * d_w
        if not together:
            d_b = factor / len(x) * sum(w * x + b - y)
        b = b + sign * learning_rate * d_b
        history.append(sum((w * x + b - y) ** 2) / len(x))
    return w, b, history


def train_setting_to_zero_in_the_loop(x, y, learning_rate, steps):
    history = []
    for _ in range(steps):
        w, b, losses = train_in_lines(x, y, learning_rate, 1)
        history += losses
    return w, b, history


def train_never_moving(x, y, learning_rate, steps):
    w = b = 0
    history = []
    for _ in range(steps):
        plain_regression.gradient_step(w, b, x, y, learning_rate)
        history.append(plain_regression.compute_loss(w, b, x, y))
    return w, b, history


def train_moving_at_each_point(x, y, learning_rate, steps):
    w = b = 0
    history = []
    for _ in range(steps):
        for one, other in zip(x, y, strict=True):
            residual = other - (w * one + b)
            w += learning_rate * 2 * residual * one
            b += learning_rate * 2 * residual
        history.append(sum((w * x + b - y) ** 2) / len(x))
    return w, b, history


def train_logging_too_early(x, y, learning_rate, steps):
    w = b = 0
    history = []
    for _ in range(steps):
        history.append(plain_regression.compute_loss(w, b, x, y))
        w, b = plain_regression.gradient_step(w, b, x, y, learning_rate)
    return w, b, history


def momentum_moving_first(w, v, g, learning_rate, beta):
    w = w - learning_rate * v
    v = beta * v + g
    return w, v


def momentum_like_keras(w, v, g, learning_rate, beta):
    v = beta * v - learning_rate * g
    w = w + v
    return w, v


def adam(w, m, v, g, t, learning_rate, *, power=2, correct=True, beta1=0.9, beta2=0.999):
    """Take a step as a learner would; the options make the mistakes."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**power
    m_hat = m / (1 - beta1**t) if correct else m
    v_hat = v / (1 - beta2**t) if correct else v
    return w - learning_rate * m_hat / (math.sqrt(v_hat) + 1e-8), m, v


def adam_overwriting_its_means(w, m, v, g, t, learning_rate):
    m = (0.9 * m + 0.1 * g) / (1 - 0.9**t)
    v = (0.999 * v + 0.001 * g**2) / (1 - 0.999**t)
    return w - learning_rate * m / (math.sqrt(v) + 1e-8), m, v


def adam_without_powers(w, m, v, g, t, learning_rate):
    m = 0.9 * m + (1 - 0.9) * g
    v = 0.999 * v + (1 - 0.999) * g * g
    return w - learning_rate * (m / (1 - 0.9)) / (math.sqrt(v / (1 - 0.999)) + 1e-8), m, v


def clip_in_a_loop(g, max_norm):
    return [max(-max_norm, min(max_norm, slope)) for slope in g]


def scale_overwriting_the_training_part(train, test):
    train = (train - train.mean()) / train.std()
    test = (test - train.mean()) / train.std()
    return train, test


def scale_without_parentheses(train, test):
    return train - train.mean() / train.std(), test - train.mean() / train.std()


def scale_between_0_and_1(train, test):
    low, high = min(train), max(train)
    return [(value - low) / (high - low) for value in train], [(value - low) / (high - low) for value in test]


def scale_fitting_twice(train, test):
    return scaling.standardize(train)[0], scaling.standardize(test)[0]


SLIPS = (
    ("derivative", derivative_without_parentheses, "only the second value of f was divided"),
    ("derivative", derivative_without_any_parentheses, "around the difference and around the divisor"),
    ("derivative", derivative_adding_outside, "added h to the value of f"),
    ("derivative", lambda f, x, h: (f(x + h) - f(x - h)) / 2, "divided by 2 and not by h"),
    ("derivative", derivative_with_a_nudge_of_its_own, "a small nudge of your own"),
    ("derivative", derivative_forward_with_a_tiny_nudge, "a small nudge of your own"),
    ("loss_slope", loss_slope_returned_inside_the_loop, "only the first point was counted"),
    ("loss_slope", loss_slope_assigned_instead_of_added, "only the last point was counted"),
    ("loss_slope", loss_slope_dividing_twice, "divided by the number of points twice"),
    ("loss_slope", lambda w, x, y: 2 / len(x) * sum(w * x - y * x), "only the target was multiplied by x"),
    ("loss_slope", lambda w, x, y: 2 / len(x) * sum(w * (w * x - y)), "you multiplied by w instead of x"),
    ("loss_slope", lambda w, x, y: 0.4 * sum((w * x - y) * x), "the number of points is 5"),
    ("logit_slope", lambda z, y: 1 / (1 + math.exp(-z)) - 1, "only where the truth is 1"),
    ("logit_slope", logit_slope_of_the_squared_error, "slope of the squared error"),
    ("train", lambda x, y, rate, n: train_in_lines(x, y, rate, n, sign=1), "added the gradient"),
    ("train", lambda x, y, rate, n: train_in_lines(x, y, rate, n, factor=1), "you forgot the 2"),
    ("train", lambda x, y, rate, n: train_in_lines(x, y, rate, n, together=False), "after w had moved already"),
    ("train", lambda x, y, rate, n: train_in_lines(x, y, rate, n + 1), "one step too many"),
    ("train", train_moving_at_each_point, "moved after every point"),
    ("train", train_setting_to_zero_in_the_loop, "w and b start from 0 again"),
    ("train", train_logging_too_early, "recorded before its step"),
    ("train", train_never_moving, "w and b never move"),
    ("train", lambda *inputs: train_in_lines(*inputs)[:2], "the history is missing"),
    ("momentum_step", momentum_moving_first, "the weight moves by the old velocity"),
    ("momentum_step", momentum_like_keras, "in the velocity, and it points downhill"),
    ("adam_step", adam_without_powers, "1 - beta instead of 1 - beta to the power t"),
    ("adam_step", lambda *step: (*adam(*step)[1:], adam(*step)[0]), "the three stand in another order"),
    ("adam_step", lambda *step: adam(*step[:6], correct=False), "the bias correction is missing"),
    ("adam_step", lambda *step: adam(*step[:6], power=1), "v averages the gradient"),
    ("adam_step", lambda *step: adam(*step[:6], beta1=0.999, beta2=0.9), "betas have changed places"),
    ("adam_step", adam_overwriting_its_means, "you returned the corrected means"),
    ("clip", clip_in_a_loop, "each component for itself"),
    ("clip", lambda g, c: g / np.linalg.norm(g) * c, "lengthened the short gradients too"),
    ("clip", lambda g, c: g * c / sum(g) if sum(g) > c else g, "the sum of the components for the norm"),
    ("warmup", lambda step, steps, target: max(target, target * step / steps), "took the larger of the two"),
    ("warmup", lambda step, steps, target: target * step / steps, "rises on after the warm-up"),
    ("scale", scale_overwriting_the_training_part, "the test part is as it was"),
    ("scale", scale_without_parentheses, "only the mean was divided by the standard deviation"),
    ("scale", scale_between_0_and_1, "scaled to 0 and 1"),
    ("scale", lambda a, b: ((a - a.mean()) / a.std(), (b - a.mean()) / b.std()), "divided by its own standard"),
    ("scale", scale_fitting_twice, "by its own mean and standard deviation"),
)


VARIANTS = (
    ("derivative", lambda f, x, h: f(x + h) / (2 * h) - f(x - h) / (2 * h)),
    ("loss_slope", lambda w, x, y: sum(2 * (w * a - b) * a for a, b in zip(x, y, strict=True)) / len(x)),
    ("loss_slope", lambda w, x, y: 2 * np.dot(w * np.asarray(x) - y, x) / len(y)),
    ("logit_slope", lambda z, y: 1 / (1 + math.exp(-z)) - y),
    ("logit_slope", lambda z, y: -y * (1 / (1 + math.exp(z))) + (1 - y) / (1 + math.exp(-z))),
    ("train", train_in_lines),
    ("momentum_step", lambda w, v, g, rate, beta: [w - rate * beta * v - rate * g, g + beta * v]),
    ("adam_step", adam),
    ("clip", optimizers.clip_by_norm),
    ("clip", lambda g, c: [slope * min(1, c / (sum(s * s for s in g) ** 0.5 + 1e-6)) for slope in g]),
    ("warmup", lambda step, steps, target: target if step >= steps else target / steps * step),
    ("scale", lambda train, test: [(part - np.mean(train)) / np.std(train) for part in (train, test)]),
)


RIGHT_ANSWERS = (
    ("slope of (2x + 1)³ at 2", 150),
    ("slope of (2x + 1)³ at 2", 150.0001),
    ("slope of (2x + 1)³ at 2", Fraction(150)),
    ("slope of (2x + 1)³ at 2", np.float32(150)),
    ("slope of (2x + 1)³ at 2", np.array(150)),
    ("slope of (2x + 1)³ at 2", [150]),
    ("backward pass", (18, 12, 6)),
    ("backward pass", [np.float64(18), Decimal(12), Fraction(6)]),
    ("backward pass", np.array([18.0, 12.0, 6.0])),
    ("learning rate limit", 2 / 22),
    ("learning rate limit", 0.09091),
    ("learning rate limit", Fraction(1, 11)),
    ("learning rate limit", Decimal("0.090909")),
    ("needed curvature", 6.383),
    ("needed curvature", 1 + (1e15 / 2.4) ** 0.05),
    ("needed curvature", np.float32(6.3829)),
    ("needed curvature", (6.383,)),
)


ROUNDED_VALUES = (
    ("slope of (2x + 1)³ at 2", 150.01),
    ("learning rate limit", 0.0909),
    ("needed curvature", 6.38),
)


TOLD_VALUES = (
    ("slope of (2x + 1)³ at 2", 125, State.WRONG, "the value of the function, not its slope"),
    ("backward pass", (3, 2, 1), State.WRONG, "the slopes of w x + b, not of the loss"),
    ("learning rate limit", 22, State.WRONG, "the curvature itself"),
    ("needed curvature", 5.383, State.WRONG, "the factor of the distance, not yet the curvature"),
)

ANSWERS = ("150", "18", "0.09", "6.38")  # that no hint on a number may give away


CATALOGUE = Catalogue(
    package=calculus,
    notebook="02_calculus",
    functions=FUNCTIONS,
    values={
        "slope of (2x + 1)³ at 2": Asked(calculus.check_chain),
        "backward pass": Asked(calculus.check_backward, apart=True),
        "learning rate limit": Asked(calculus.check_one_weight_limit, data=(X,)),
        "needed curvature": Asked(calculus.check_needed_curvature),
    },
    known=KNOWN,
    slips=SLIPS,
    variants=VARIANTS,
    right_answers=RIGHT_ANSWERS,
    rounded_values=ROUNDED_VALUES,
    told_values=TOLD_VALUES,
    guesses=(
        ("slope of (2x + 1)³ at 2", (5.0, 7.5), ANSWERS),
        ("backward pass", ((5.0, 5.0, 5.0), (7.5, 7.5, 7.5)), ANSWERS),
        ("learning rate limit", (5.0, 7.5), ANSWERS),
        ("needed curvature", (5.0, 7.5), ANSWERS),
    ),
)

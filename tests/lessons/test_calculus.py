"""The catalogue of notebook 02: what all catalogues are tested for, the right answers once more, learners' own code."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.lessons import calculus, regression_lab
from helpers.lessons.comparing import agree
from helpers.lessons.verdicts import State
from helpers.maths import optimizers, plain_regression, regression
from helpers.maths.autodiff import Value
from helpers.maths.descent import QuadraticLoss, descend
from tests.lessons import junk
from tests.lessons.catalogue import Catalogue, CatalogueTests

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
# name -> (how the check is asked, the data that its formulas take)
VALUES = {
    "slope of (2x + 1)³ at 2": (calculus.check_chain, ()),
    "backward pass": (lambda slopes: calculus.check_backward(*slopes), ()),
    "learning rate limit": (lambda value: calculus.check_one_weight_limit(value, X), (np.array(X, dtype=float),)),
    "needed curvature": (calculus.check_needed_curvature, ()),
}
CATALOGUE = Catalogue(calculus.EXERCISES, FUNCTIONS, VALUES)
BY_NAME = CATALOGUE.by_name
MISTAKES = CATALOGUE.mistakes


class TestCatalogue(CatalogueTests):
    catalogue = CATALOGUE


def test_the_catalogue_is_complete():
    assert len(calculus.EXERCISES) == 13
    assert len(MISTAKES) > 130
    assert all(len(exercise.mistakes) > 5 for exercise in calculus.EXERCISES)


def speaks_of_the_lab(mistake):
    """Tell whether a mistake is told in words that only notebook 05 knows; some here are taken from its catalogue."""
    words = f"{mistake.name} {mistake.hint} {mistake.further}"
    return any(word in words for word in ("flats", "sqm", "the lab", "gradient_step", "check_sensitivities"))


@pytest.mark.parametrize(("exercise", "mistake"), MISTAKES)
def test_no_mistake_speaks_of_the_regression_lab(exercise, mistake):
    assert not speaks_of_the_lab(mistake)


def test_a_mistake_that_speaks_of_the_regression_lab_is_found():
    assert sum(map(speaks_of_the_lab, regression_lab.training.TRAIN.mistakes)) == 4


# The right answers once more, by another way.


def test_the_chain_is_what_the_graph_gives():
    x = Value(2)
    ((2 * x + 1) ** 3).backward()
    assert calculus.check_chain(x.gradient).state is State.RIGHT
    assert x.gradient == 150


def test_the_backward_pass_is_what_the_graph_gives():
    w, x, b = Value(2), Value(3), Value(1)
    ((w * x + b - 4) ** 2).backward()
    assert calculus.check_backward(w.gradient, x.gradient, b.gradient).state is State.RIGHT
    assert (w.gradient, x.gradient, b.gradient) == (18, 12, 6)


def test_the_limit_is_that_of_the_loss_and_of_the_runs():
    bowl = QuadraticLoss.from_data([[x] for x in X], Y)
    assert calculus.check_one_weight_limit(bowl.limit, X).state is State.RIGHT
    assert bowl.limit == pytest.approx(0.0909, abs=5e-5)
    below, above = (bowl.descend([0.0], rate, 50).losses[-1] for rate in (0.99 * bowl.limit, 1.01 * bowl.limit))
    assert below < bowl.loss([0.0]) < above


def test_the_needed_curvature_makes_the_incident():
    curvature = BY_NAME["needed curvature"].right()
    start = math.sqrt(2 * 2.4 / curvature)
    run = descend(lambda w: curvature * w @ w / 2, lambda w: curvature * w, [start], learning_rate=1.0, steps=10)
    assert curvature == pytest.approx(6.383, abs=5e-4)
    assert run.losses[0] == pytest.approx(2.4)
    assert run.losses[10] == pytest.approx(1e15)


# What a learner really types, line by line; each must be named like the formula in the catalogue.


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
    return regression.standardize(train)[0], regression.standardize(test)[0]


@pytest.mark.parametrize(
    ("name", "function", "named"),
    [
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
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_mistake_in_a_learners_own_words_is_named(name, function, named):
    verdict = FUNCTIONS[name](function)
    assert verdict.state in (State.WRONG, State.ALMOST, State.MISSING)
    assert named in verdict.message


@pytest.mark.parametrize("name", ["derivative", "loss_slope"])
def test_no_formula_of_one_line_is_right_by_luck(name):
    exercise = BY_NAME[name]
    lucky = {
        mistake.name
        for mistake in exercise.mistakes
        for case in exercise.cases
        if agree(float(mistake.function(*case)), float(exercise.right(*case)), exercise.digits)
    }
    assert lucky == ({"the number of points is 5, whatever was given"} if name == "loss_slope" else set())


def test_a_call_shows_the_function_that_it_is_given():
    verdict = calculus.check_derivative(lambda f, x, h: f(x))
    assert verdict.message.startswith("derivative(x³, 2, 0.4) gives 8. Hint: ")


@pytest.mark.parametrize(
    "function",
    [
        lambda f, x, h: (f * (x + h) - f * (x - h)) / (2 * h),
        lambda f, x, h: ((x + h) * f - (x - h) * f) / (2 * h),
        lambda f, x, h: (f + h - (f - h)) / (2 * h),
        lambda f, x, h: (h + f) / 2,
        lambda f, x, h: (h - f) / 2,
        lambda f, x, h: f / (2 * h),
        lambda f, x, h: h / f,
    ],
)
def test_a_function_taken_for_a_number_is_told_in_plain_words(function):
    message = calculus.check_derivative(function).message
    assert message == (
        "derivative(x³, 2, 0.4) stops with TypeError: f is a function, not a number; f(x) is its value at x"
    )


@pytest.mark.parametrize(
    "function", [lambda f, x, h: f[x + h], lambda f, x, h: -f, lambda f, x, h: f**h, lambda f, x, h: f.cube]
)
def test_no_error_shows_a_name_that_a_learner_cannot_know(function):
    assert "Function'" in (message := calculus.check_derivative(function).message)
    assert "_" not in message


@pytest.mark.parametrize(
    ("name", "function"),
    [
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
    ],
)
def test_a_right_function_written_otherwise_is_right(name, function):
    assert FUNCTIONS[name](function).state is State.RIGHT


@pytest.mark.parametrize(
    ("name", "value"),
    [
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
    ],
)
def test_a_right_value_is_right_in_every_form(name, value):
    assert CATALOGUE.ask(name, value).state is State.RIGHT


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("slope of (2x + 1)³ at 2", 150.01),
        ("learning rate limit", 0.0909),
        ("needed curvature", 6.38),
    ],
)
def test_a_rounded_value_is_almost_right(name, value):
    assert CATALOGUE.ask(name, value).state is State.ALMOST


@pytest.mark.parametrize("name", VALUES)
def test_a_wrong_number_gets_another_hint_each_time_but_not_the_answer(name):
    first, second = (CATALOGUE.ask(name, CATALOGUE.filled(name, guess)) for guess in (5.0, 7.5))
    assert first.state is second.state is State.WRONG
    assert len(second.message) > len(first.message)
    assert not any(answer in first.message + second.message for answer in ("150", "18", "0.09", "6.38"))


INPUTS_OF_NO_USE = st.sampled_from([5.0, [0.0], [0] * 10, [1e300] * 10, [[1.0]] * 10, [[1, 2], [3]]])


@given(x=junk.VALUES | INPUTS_OF_NO_USE)
def test_junk_for_data_is_never_right_and_never_raises(x):
    assert calculus.check_one_weight_limit(0.0909, x).state is not State.RIGHT

"""The catalogue of notebook 05: what all catalogues are tested for, learners' own code, and the flats of the lab."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.data import flats
from helpers.lessons import regression_lab as lab
from helpers.lessons.regression_lab.inputs import FLATS as KNOWN_FLATS
from helpers.lessons.verdicts import State
from helpers.maths import plain_regression, regression
from tests.lessons import junk
from tests.lessons.catalogue import Catalogue, CatalogueTests

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
# name -> (how the check is asked, the data that its formulas take)
VALUES = {
    "learning rate limit": (lambda value: lab.check_learning_rate_limit(value, THREE_SIZES, THREE_PRICES), THREE),
    "predicted price": (lambda value: lab.check_predicted_price(value, 100, SIZES, PRICES), (100.0, *FLATS)),
    "slope and intercept over sqm": (
        lambda pair: lab.check_back_to_sqm(*pair, STANDARDIZED_LINE, SIZES),
        (STANDARDIZED_LINE, FLATS[0]),
    ),
}
CONDITIONS = {
    "line by hand": lambda pair: lab.check_line_by_hand(*pair, SIZES, PRICES),
    "balanced line": lambda pair: lab.check_balanced_line(*pair, SIZES, PRICES),
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
CATALOGUE = Catalogue(lab.EXERCISES, FUNCTIONS, VALUES, CONDITIONS, MISTAKEN_LINES)
BY_NAME = CATALOGUE.by_name


class TestCatalogue(CatalogueTests):
    catalogue = CATALOGUE


def test_the_catalogue_is_complete():
    assert len(lab.EXERCISES) == 11
    assert len(CATALOGUE.mistakes) > 90
    assert all(len(exercise.mistakes) > 5 for exercise in lab.EXERCISES)
    for name, lines in MISTAKEN_LINES.items():
        assert list(lines) == [mistake.name for mistake in BY_NAME[name].mistakes]


# What a learner really types, line by line; each must be named like the formula in the catalogue.


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


@pytest.mark.parametrize(
    ("name", "function", "named"),
    [
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
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_mistake_in_a_learners_own_words_is_named(name, function, named):
    verdict = FUNCTIONS[name](function)
    assert named in verdict.message
    assert verdict.state in (State.WRONG, State.ALMOST, State.MISSING)


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("compute_loss", lambda a, b, x, y: np.mean((a * np.asarray(x) + b - y) ** 2)),
        ("compute_loss", lambda a, b, x, y, power=2: np.mean((a * x + b - y) ** power)),
        ("sensitivities", lambda a, b, x, y: regression.gradient(regression.design_matrix(x), y, [a, b])),
        ("standardize", lambda values: (np.array(values) - np.mean(values)) / np.std(values)),
        ("r_squared", lambda y, p: 1 - sum((y - p) ** 2) / sum((y - sum(y) / len(y)) ** 2)),
        ("train", lambda *inputs: list(plain_regression.train(*inputs))),
    ],
)  # fmt: skip
def test_a_right_function_written_otherwise_is_right(name, function):
    assert FUNCTIONS[name](function).state is State.RIGHT


@pytest.mark.parametrize(
    ("name", "value"),
    [
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
        ("slope and intercept over sqm", regression.back_to_units(*STANDARDIZED_LINE, FLATS[0].mean(), FLATS[0].std())),
        ("slope and intercept over sqm", [np.float64(3.915), 22.72]),
        ("line by hand", (3.9, 24)),
        ("line by hand", np.array([3.91503, 22.9054])),
        ("balanced line", (0.5, 260.25)),
        ("balanced line", (Fraction(1, 2), np.float64(260.25))),
        ("balanced line", (-1, 295 + 69.5)),
    ],
)  # fmt: skip
def test_a_right_value_is_right_in_every_form(name, value):
    assert CATALOGUE.ask(name, value).state is State.RIGHT


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("learning rate limit", 0.000535),
        ("learning rate limit", 0.0005354),  # cut, not rounded
        ("predicted price", 414),
        ("predicted price", 414.3),
        ("slope and intercept over sqm", (3.9, 22.7)),
    ],
)
def test_a_rounded_value_is_almost_right(name, value):
    verdict = CATALOGUE.ask(name, value)
    digits = BY_NAME[name].digits
    assert verdict.state is State.ALMOST
    assert verdict.message == f"give at least {digits} significant digits, correctly rounded."


@pytest.mark.parametrize(
    ("value", "state"),
    [
        (0.000185929, State.RIGHT),
        (0.00018593, State.RIGHT),
        (2 / np.trace(2 / 10 * np.array([[53775, 695], [695, 10]])), State.ALMOST),
        (0.000185925, State.ALMOST),
    ],
)
def test_on_the_flats_the_limit_is_told_from_the_best_constant_rate(value, state):
    verdict = lab.check_learning_rate_limit(value, SIZES, PRICES)
    assert verdict.state is state
    assert ("the best constant rate" in verdict.message) == (state is State.ALMOST)


def test_the_three_flats_bend_the_loss_by_the_largest_eigenvalue():
    curvature = np.linalg.eigvalsh(2 / 3 * np.array([[5600, 120], [120, 3]])).max()
    assert BY_NAME["learning rate limit"].right(*THREE) == pytest.approx(2 / curvature)


@pytest.mark.parametrize("size", [30, 100])  # at 75 every sensible line predicts nearly the same
def test_no_two_formulas_of_a_price_agree_at_other_sizes(size):
    exercise = replace(BY_NAME["predicted price"], cases=((size, *FLATS),))
    assert CATALOGUE.clashes(exercise) == []


def test_a_price_cut_instead_of_rounded_is_almost_right():
    verdict = lab.check_predicted_price(140.3, 30, SIZES, PRICES)  # of 140.356
    assert repr(verdict) == "≈ almost: give at least 4 significant digits, correctly rounded."
    assert lab.check_predicted_price(140.4, 30, SIZES, PRICES).state is State.RIGHT


def test_the_flats_are_those_of_the_notebook():
    assert np.array_equal(KNOWN_FLATS, FLATS)
    assert np.array_equal(KNOWN_FLATS, (flats().x, flats().y))


def test_the_level_line_is_not_accepted_nor_one_that_cannot_be_told_from_it():
    for slope in (0, -0.0, 1e-9, 0.005):
        verdict = lab.check_balanced_line(slope, 295 - slope * 69.5, SIZES, PRICES)
        assert verdict.state is State.WRONG
        assert verdict.message.startswith("that is the level line that was shown (the residuals add up to 0")


def test_no_text_of_the_lab_says_error_for_a_residual():
    texts = [t for e in lab.EXERCISES for m in e.mistakes for t in (m.name, m.hint, m.further)]
    assert len(texts) > 270
    assert [t for t in texts if "error" in t.replace("mean absolute error", "").replace("mean squared error", "")] == []


def test_a_wrong_number_gets_another_hint_each_time_but_not_the_answer():
    first, second = (lab.check_learning_rate_limit(guess, THREE_SIZES, THREE_PRICES) for guess in (5.0, 6.0))
    assert first.state is second.state is State.WRONG
    assert len(second.message) > len(first.message)
    assert "0.000535" not in first.message + second.message


NUMBERS_THAT_ARE_NO_FLATS = st.sampled_from(
    [5.0, [5.0], [5.0] * 10, [1e300] * 10, [0] * 10, [[1.0]] * 10, [[1, 2], [3]]]
)


@given(data=junk.VALUES | NUMBERS_THAT_ARE_NO_FLATS)
@pytest.mark.parametrize("name", [*VALUES, *CONDITIONS])
def test_junk_for_data_is_never_right_and_never_raises(name, data):
    checks = {
        "learning rate limit": lambda: lab.check_learning_rate_limit(0.0002, data, PRICES),
        "predicted price": lambda: lab.check_predicted_price(140.4, 30, SIZES, data),
        "slope and intercept over sqm": lambda: lab.check_back_to_sqm(3.9, 23, data, SIZES),
        "line by hand": lambda: lab.check_line_by_hand(3.9, 24, SIZES, data),
        "balanced line": lambda: lab.check_balanced_line(0, 295, SIZES, data),
    }
    assert checks[name]().state is not State.RIGHT


@given(slope=st.floats(), intercept=st.floats())
def test_a_line_by_hand_is_right_exactly_when_its_loss_is_small(slope, intercept):
    with np.errstate(all="ignore"):
        small = bool(np.mean((slope * FLATS[0] + intercept - FLATS[1]) ** 2) < 60)
    assert (lab.check_line_by_hand(slope, intercept, SIZES, PRICES).state is State.RIGHT) == small

"""Notebook 02: the right answers once more, by another way, and what only its checks do."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.lessons import calculus, regression_lab
from helpers.lessons.comparing import agree
from helpers.lessons.verdicts import State
from helpers.maths.autodiff import Value
from helpers.maths.descent import QuadraticLoss, descend
from tests.lessons import junk
from tests.lessons.catalogues.calculus import CATALOGUE, X, Y

BY_NAME = CATALOGUE.by_name


def test_the_catalogue_is_complete():
    assert len(calculus.EXERCISES) == 13
    assert len(CATALOGUE.mistakes) > 130
    assert all(len(exercise.mistakes) > 5 for exercise in calculus.EXERCISES)


def speaks_of_the_lab(mistake):
    """Tell whether a mistake is told in words that only notebook 05 knows; some here are taken from its catalogue."""
    words = f"{mistake.name} {mistake.hint} {mistake.further}"
    return any(word in words for word in ("flats", "sqm", "the lab", "gradient_step", "check_sensitivities"))


@pytest.mark.parametrize(("exercise", "mistake"), CATALOGUE.mistakes, ids=lambda part: part.name)
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


INPUTS_OF_NO_USE = st.sampled_from([5.0, [0.0], [0] * 10, [1e300] * 10, [[1.0]] * 10, [[1, 2], [3]]])


@given(x=junk.VALUES | INPUTS_OF_NO_USE)
def test_junk_for_data_is_never_right_and_never_raises(x):
    assert calculus.check_one_weight_limit(0.0909, x).state is not State.RIGHT

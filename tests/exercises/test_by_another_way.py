"""The right answers once more, by another way, and what only the checks of one notebook do."""

import math
import re
from itertools import cycle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.data import flats
from helpers.exercises import calculus, linear_algebra, regression_lab, statistics
from helpers.exercises.answers import State
from tests.exercises.answers.linear_algebra import axis_by_eigh
from tests.exercises.answers.regression_lab import FLATS, PRICES, SIZES
from tests.exercises.answers.statistics import means_of
from tests.exercises.asked import exercises_of


def texts(exercise):
    return [text for slip in exercise.slips for text in (slip.name, slip.hint, slip.further)]


# Notebook 01.


@given(signs=st.lists(st.sampled_from([-1, 1]), min_size=3, max_size=3), place=st.integers(0, 2))
def test_an_axis_is_right_with_either_sign_on_each_input_but_not_with_one_sign_turned(signs, place):
    left = cycle(signs)
    assert linear_algebra.check_pca(lambda X: next(left) * axis_by_eigh()(X)).state is State.RIGHT

    def with_one_sign_turned(X):
        return np.where(np.arange(X.shape[1]) == min(place, X.shape[1] - 1), -1, 1) * axis_by_eigh()(X)

    assert linear_algebra.check_pca(with_one_sign_turned).state is State.WRONG


# Notebook 02.


def speaks_of_the_lab(text):
    return any(word in text for word in ("flats", "sqm", "the lab", "gradient_step", "check_sensitivities"))


def test_no_mistake_of_notebook_02_speaks_of_the_regression_lab():
    for check in exercises_of("calculus").values():
        assert [text for text in texts(check) if speaks_of_the_lab(text)] == []
    assert any(map(speaks_of_the_lab, texts(regression_lab.check_train)))


def test_the_needed_curvature_makes_the_incident():
    curvature = calculus.check_needed_curvature.right()
    w = math.sqrt(2 * 2.4 / curvature)
    for _ in range(10):
        w -= 1.0 * curvature * w
    assert curvature * w**2 / 2 == pytest.approx(1e15)


# Notebook 04.


@given(seed=st.integers(0, 2**32))
@settings(max_examples=10)
def test_no_seed_makes_a_right_bootstrap_wrong(seed):
    assert statistics.check_bootstrap(means_of(seed_of=lambda given: seed + given)).state is State.RIGHT


# Notebook 05.


def test_on_the_flats_the_limit_is_told_from_the_best_constant_rate():
    for limit in (0.000185929, 0.00018593):
        assert regression_lab.check_learning_rate_limit(limit, SIZES, PRICES).state is State.RIGHT
    for best in (2 / np.trace(2 / 10 * np.array([[53775, 695], [695, 10]])), 0.000185925):
        judgement = regression_lab.check_learning_rate_limit(best, SIZES, PRICES)
        assert judgement.state is State.ALMOST
        assert "the best constant rate" in judgement.message


def test_the_flats_are_those_of_the_notebook():
    assert np.array_equal(regression_lab.FLATS, FLATS)
    assert np.array_equal(regression_lab.FLATS, (flats().x, flats().y))


def moved(slope, intercept, advice):
    """Do what the check of the line says, to the letter."""
    number, ways = r"([\d.,e+-]*\d)", {"raise": 1, "lower": -1}
    turn = rf"(Lower|Raise) the slope by about {number}, and (lower|raise) the intercept by about {number}:"
    if told := re.search(turn, advice):
        by, across = (float(told[place].replace(",", "")) for place in (2, 4))
        return slope + ways[told[1].lower()] * by, intercept + ways[told[3]] * across
    if told := re.search(rf"lies about {number} thousand (?:above|below) the points: (lower|raise) the inter", advice):
        return slope, intercept + ways[told[2]] * float(told[1].replace(",", ""))
    if "slope and intercept have changed places" in advice:
        return intercept, slope
    assert "the slope has the wrong sign" in advice
    return -slope, intercept


def test_whoever_follows_the_advice_on_a_line_blindly_comes_to_the_valley(rng):
    near, far = (rng.uniform(-1, 1, (100, 2)) * scale for scale in ((50, 1e3), (1e5, 1e6)))
    for start in [*near, *far, (5, 0), (3, 50), (-4, 20), (0, 0), (20, 4)]:  # the last one the wrong way round
        line = start
        for _ in range(20):
            judgement = regression_lab.check_line_by_hand(*line, SIZES, PRICES)
            if judgement.state is State.RIGHT:
                break
            line = moved(*line, judgement.message)
        assert judgement.state is State.RIGHT, start


@given(slope=st.floats(), intercept=st.floats())
def test_a_line_by_hand_is_right_exactly_when_its_loss_is_small(slope, intercept):
    with np.errstate(all="ignore"):
        small = bool(np.mean((slope * FLATS[0] + intercept - FLATS[1]) ** 2) < 60)
    assert (regression_lab.check_line_by_hand(slope, intercept, SIZES, PRICES).state is State.RIGHT) == small

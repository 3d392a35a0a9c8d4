"""Notebook 05: the right answers once more, by another way, and what only its checks do."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.data import flats
from helpers.lessons import regression_lab as lab
from helpers.lessons.regression_lab.inputs import FLATS as KNOWN_FLATS
from helpers.lessons.verdicts import State
from tests.lessons import junk
from tests.lessons.catalogues.regression_lab import CATALOGUE, FLATS, PRICES, SIZES, THREE

BY_NAME = CATALOGUE.by_name


def test_the_catalogue_is_complete():
    assert len(lab.EXERCISES) == 11
    assert len(CATALOGUE.mistakes) > 90
    assert all(len(exercise.mistakes) > 5 for exercise in lab.EXERCISES)


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


NUMBERS_THAT_ARE_NO_FLATS = st.sampled_from(
    [5.0, [5.0], [5.0] * 10, [1e300] * 10, [0] * 10, [[1.0]] * 10, [[1, 2], [3]]]
)


@given(data=junk.VALUES | NUMBERS_THAT_ARE_NO_FLATS)
@pytest.mark.parametrize("name", [*CATALOGUE.values, *CATALOGUE.conditions])
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

"""Differences against true slopes, and the two errors that they are made of."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.maths import regression
from helpers.maths.autodiff import central_difference, difference_error, forward_difference, numerical_gradient
from tests.maths.strategies import many_features

NUDGES = np.logspace(-15, -1, 141)


@pytest.fixture(scope="module")
def errors():
    return difference_error(np.sin, np.cos, x=1, h=NUDGES)


@pytest.mark.parametrize("h", [1, 0.5, 0.25])
def test_a_secant_of_the_square_is_off_by_h(h):
    assert forward_difference(lambda x: x**2, 3, h) == 6 + h
    assert central_difference(lambda x: x**2, 3, h) == 6


def test_a_smaller_nudge_is_better_until_rounding_takes_over(errors):
    assert 1e-9 < errors.h[errors.forward.argmin()] < 1e-7
    assert 1e-7 < errors.h[errors.central.argmin()] < 1e-4
    assert errors.forward[0] > 1e6 * errors.forward.min()


@pytest.mark.parametrize(("kind", "order"), [("forward", 1), ("central", 2)])
def test_truncation_has_its_order(errors, kind, order):
    large = errors.h > 1e-3
    slope, _ = np.polyfit(np.log(errors.h[large]), np.log(getattr(errors, kind)[large]), 1)
    assert abs(slope - order) < 0.02


def test_the_two_parts_make_up_the_forward_error(errors):
    large = errors.h > 1e-6
    np.testing.assert_allclose(errors.forward[large], errors.truncation[large], rtol=0.1)
    assert (errors.forward <= 1.1 * errors.truncation + 2 * errors.rounding).all()


@given(many_features())
def test_gradient_of_the_squared_error(case):
    X, y, w = case
    ours = numerical_gradient(lambda w: regression.mean_squared_error(y, X @ w), w)
    scale = 1 + np.mean(y**2)
    np.testing.assert_allclose(ours, regression.gradient(X, y, w), rtol=1e-6, atol=1e-8 * scale)


@given(st.floats(-1e6, 1e6), st.floats(-3, 3))
def test_weights_of_different_size_are_nudged_by_their_own_size(large, small):
    gradient = numerical_gradient(lambda w: w[0] ** 2 + np.sin(w[1]), [large, small])
    assert abs(gradient[0] - 2 * large) <= 1e-8 * (1 + abs(large))


def test_a_given_nudge_is_used():
    assert numerical_gradient(lambda w: w[0] ** 3, [0], h=0.5) == [0.25]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: forward_difference(np.sin, 1, 0), "h is 0.0; wanted a finite number above 0"),
        (lambda: central_difference(np.sin, np.nan, 1), "x is nan; wanted a finite number"),
        (lambda: difference_error(np.sin, np.cos, 1, [0.1, -0.1]), "h is -0.1; wanted a finite number above 0"),
        (lambda: difference_error(np.sin, np.cos, 1, 0.1), r"h has shape \(\); wanted one axis"),
        (lambda: numerical_gradient(np.sum, [np.inf]), "w holds 1 values that are NaN or infinite"),
        (lambda: numerical_gradient(np.sum, [1], h=-1), "h is -1.0; wanted a finite number above 0"),
    ],
)
def test_refusals(call, message):
    with pytest.raises(ValueError, match=message):
        call()

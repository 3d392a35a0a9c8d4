"""The surfaces of notebook 02's map: their gradients, minima and saddles, by hand and against finite differences."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.maths.descent import LEAST, Saddle, TwoValleys, valley

places = st.tuples(st.floats(-3, 3), st.floats(-3, 3)).map(np.array)
conditions = st.floats(1, 1000)
SURFACES = [valley(1), valley(10), valley(1000), valley(40, (0.8, 0.3)), TwoValleys(), Saddle()]
FIXED = [TwoValleys(), Saddle()]


def by_differences(surface, w, h=1e-5):
    """The gradient at `w` from the losses a little to either side."""
    sides = h * np.eye(2)
    return np.array([(surface.loss(w + side) - surface.loss(w - side)) / (2 * h) for side in sides])


def bends(surface, w, h=1e-4):
    """The curvatures at `w`, ascending, from the gradients a little to either side."""
    columns = [(surface.gradient(w + side) - surface.gradient(w - side)) / (2 * h) for side in h * np.eye(2)]
    return np.linalg.eigvalsh(np.array(columns))


@pytest.mark.parametrize("surface", SURFACES)
@given(w=places)
def test_the_gradient_is_the_slope_of_the_loss(surface, w):
    size = 1 + np.abs(surface.loss(w))
    np.testing.assert_allclose(surface.gradient(w), by_differences(surface, w), rtol=1e-6, atol=1e-8 * size)


@pytest.mark.parametrize("surface", SURFACES)
@given(w=places)
def test_no_place_is_below_the_least(surface, w):
    assert surface.least == LEAST
    assert surface.loss(w) >= LEAST - 1e-12


@pytest.mark.parametrize("surface", FIXED)
def test_a_minimum_is_flat_and_bends_up(surface):
    for place in surface.minima:
        np.testing.assert_allclose(surface.gradient(place), 0, atol=1e-12)
        assert (bends(surface, place) > 0).all()
    assert surface.loss(surface.minima).min() == pytest.approx(LEAST, abs=1e-12)


@pytest.mark.parametrize("surface", FIXED)
def test_a_saddle_is_flat_and_bends_up_and_down(surface):
    np.testing.assert_allclose(surface.gradient(surface.saddle), 0, atol=1e-12)
    down, up = bends(surface, surface.saddle)
    assert down < 0 < up
    assert surface.loss(surface.saddle) > surface.loss(surface.minima).max()


@pytest.mark.parametrize("surface", SURFACES)
def test_many_places_at_once(surface):
    w = np.linspace(-3, 3, 24).reshape(4, 3, 2)
    each = [[float(surface.loss(place)) for place in row] for row in w]
    np.testing.assert_allclose(surface.loss(w), each, rtol=1e-14)


@pytest.mark.parametrize("surface", FIXED)
def test_many_gradients_at_once(surface):
    w = np.linspace(-3, 3, 24).reshape(4, 3, 2)
    np.testing.assert_allclose(surface.gradient(w), [[surface.gradient(place) for place in row] for row in w])


@given(conditions, places)
def test_a_valley_by_its_formula(condition, w):
    surface = valley(condition)
    assert surface.loss(w) == pytest.approx(1 + (w[0] ** 2 + condition * w[1] ** 2) / 2, rel=1e-12)
    np.testing.assert_allclose(surface.gradient(w), [w[0], condition * w[1]], rtol=1e-12)
    assert (surface.condition, surface.limit) == (pytest.approx(condition), pytest.approx(2 / condition))


@given(conditions, places, places)
def test_a_valley_moved_to_its_minimum(condition, minimum, w):
    moved, still = valley(condition, minimum), valley(condition)
    assert moved.loss(minimum) == LEAST
    assert moved.loss(w) == pytest.approx(float(still.loss(w - minimum)), rel=1e-12)


def test_two_valleys_by_hand():
    surface = TwoValleys()
    assert surface.loss([[-2, 0], [2, 0], [0, 0], [1, 1]]) == pytest.approx([1, 13.8, 23.4, 28.8])
    assert surface.gradient([0, 1]) == pytest.approx([4.8, 16])  # 4 · (-4) · (-0.3) and 16 · 1
    assert bends(surface, surface.minima[0]) == pytest.approx([16, 36.8])
    assert bends(surface, surface.minima[1]) == pytest.approx([16, 27.2])


def test_saddle_by_hand():
    surface = Saddle()
    assert surface.loss([[0, 0], [0, 2], [0, -2], [1, 1]]) == pytest.approx([17, 1, 1, 18])
    assert surface.gradient([1, 1]) == pytest.approx([16, -12])
    assert bends(surface, surface.saddle) == pytest.approx([-16, 16])


@pytest.mark.parametrize("condition", [0.9, 0, -1, np.nan, np.inf, "steep", None])
def test_a_condition_below_one_is_refused(condition):
    with pytest.raises(ValueError, match="condition is"):
        valley(condition)


@pytest.mark.parametrize("minimum", [[1], [1, 2, 3], 1, [np.nan, 0], "here"])
def test_a_minimum_that_is_no_place_is_refused(minimum):
    with pytest.raises(ValueError, match="minimum"):
        valley(10, minimum)


@pytest.mark.parametrize("surface", FIXED)
@pytest.mark.parametrize("w", [1, [1], [1, 2, 3], [[1], [2]]])
def test_weights_that_are_not_two_are_refused(surface, w):
    for method in (surface.loss, surface.gradient):
        with pytest.raises(ValueError, match="wanted two weights"):
            method(w)

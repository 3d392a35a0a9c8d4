"""Descent on a bowl: the same walk, verdict and limit as one step after the other, on random data and the course's.

Where rounding decides, a test says how far from the border it stays.
"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.maths.autodiff import numerical_gradient
from helpers.maths.descent import LEAST, QuadraticLoss, Saddle, TwoValleys, Verdict, valley, verdict_of_descent
from helpers.maths.optimizers import GradientDescent, optimize
from helpers.maths.regression import gradient
from tests.maths.strategies import lines_and_data, many_features

ROUNDING = 1e-9
_, CRAWLS, CONVERGES, OVERSHOOTS, BOUNCES, _, DIVERGES = Verdict

cases = lines_and_data() | many_features()


def loop(loss, slopes, start, rate, steps, least=0.0):
    """Descent one step after the other, judged as descent is."""
    run = optimize(loss, slopes, start, GradientDescent(rate), steps, least=least)
    if run.infinite_at is None:
        return replace(run, verdict=verdict_of_descent(run.weights, run.losses, least))
    return run


def loop_over(X, y, *walk):
    """The same with the data's own mean squared error."""
    return loop(lambda w: float(np.mean((X @ w - y) ** 2)), lambda w: 2 / y.size * X.T @ (X @ w - y), *walk)


def both(bowl, start, rate, steps=50):
    """One descent, from the eigenvectors and as a loop."""
    return bowl.descend(start, rate, steps), loop(bowl.loss, bowl.gradient, start, rate, steps, bowl.least)


# laws


@given(cases)
def test_the_bowl_is_the_mean_squared_error(case):
    X, y, w = case
    bowl = QuadraticLoss.from_data(X, y)
    size = max(np.abs(X * w).max(), np.abs(X * bowl.minimum).max(), np.abs(y).max(), 1e-300)
    assert abs(bowl.loss(w) - np.mean((X @ w - y) ** 2)) <= 1e-11 * size**2
    np.testing.assert_allclose(bowl.gradient(w), gradient(X, y, w), rtol=0, atol=1e-11 * size * np.abs(X).max())


@given(cases, st.floats(0.01, 1.5), st.integers(1, 200))
def test_step_t_is_a_power(case, ratio, steps):
    X, y, start = case
    bowl = QuadraticLoss.from_data(X, y)
    rate = ratio * bowl.limit
    powers, steps_one_by_one = bowl.descend(start, rate, steps), loop_over(X, y, start, rate, steps)
    # rounding grows as the walk does, in weights as in losses
    size = np.maximum.accumulate(np.abs(powers.weights - bowl.minimum).max(axis=1)) + np.abs(bowl.minimum).max()
    assert powers.weights.shape == steps_one_by_one.weights.shape == (steps + 1, start.size)
    apart = np.abs(powers.weights - steps_one_by_one.weights).max(axis=1)
    np.testing.assert_array_less(apart, ROUNDING * size + 1e-300)
    largest = np.maximum.accumulate(steps_one_by_one.losses) + np.mean(y**2)
    np.testing.assert_array_less(np.abs(powers.losses - steps_one_by_one.losses), ROUNDING * largest + 1e-300)


@given(cases, st.floats(0.01, 0.99), st.integers(1, 200))
def test_below_the_limit_the_loss_falls_and_the_verdict_is_the_loops(case, ratio, steps):
    X, y, start = case
    bowl = QuadraticLoss.from_data(X, y)
    rate = ratio * bowl.limit
    run = bowl.descend(start, rate, steps)
    assert np.all(np.diff(run.losses) <= 1e-14 * run.losses[:-1])
    assert run.infinite_at is None
    near = {bowl.descend(start, rate * factor, steps).verdict for factor in (0.999, 1, 1.001)}
    assume(len(near) == 1 and bowl.least > 1e-9 * np.mean(y**2))  # else rounding may decide
    assert run.verdict == loop_over(X, y, start, rate, steps, bowl.least).verdict
    assert run.verdict in (CRAWLS, CONVERGES, OVERSHOOTS)


@given(cases, st.floats(1.05, 2))
def test_above_the_limit_the_verdict_is_the_loops(case, ratio):
    X, y, start = case
    bowl = QuadraticLoss.from_data(X, y)
    steep = bowl.curvatures[-1] * (bowl.directions[:, -1] @ (start - bowl.minimum)) ** 2 / 2
    # the loop sees the growth once it is larger than what still falls, and none at all from the very minimum
    assume(steep > 1e-3 * bowl.loss(start) + 1e-12 * np.mean(y**2))
    rate = ratio * bowl.limit
    for run in (bowl.descend(start, rate, 200), loop_over(X, y, start, rate, 200)):
        assert run.verdict is DIVERGES
        assert run.losses[run.exceeded_at] > run.losses[0]
        assert np.all(run.losses[: run.exceeded_at] <= run.losses[0])


@given(cases, st.floats(0.01, 0.97), st.floats(1e-6, 0.5))
def test_steps_to_is_the_first_step_that_is_near_enough(case, ratio, wanted):
    X, y, start = case
    bowl = QuadraticLoss.from_data(X, y)
    excess = bowl.loss(start) - bowl.least
    assume(excess > 1e-6 * bowl.least)
    rate, wanted = ratio * bowl.limit, wanted * excess
    counted = bowl.steps_to(wanted, start, rate)
    assume(counted <= 300)  # as far as the loop is run
    losses = loop_over(X, y, start, rate, counted + 1).losses - bowl.least
    rounding = ROUNDING * (np.mean(y**2) + losses[0])
    assert losses[counted] <= wanted + rounding
    assert counted == 0 or losses[counted - 1] > wanted - rounding


def test_more_steps_than_anyone_takes_are_counted_or_none():
    bowl = QuadraticLoss.from_data([[1], [2]], [1, 3])
    counted = bowl.steps_to(1e-9, [0], 1e-20)  # 1 - rate · curvature rounds to 1
    assert counted is None or counted > 1e18


# starts


@given(cases, st.floats(0.01, 1e6))
def test_from_the_very_minimum_nothing_moves_at_any_rate(case, ratio):
    X, y, _ = case
    bowl = QuadraticLoss.from_data(X, y)
    assert bowl.limit_from(bowl.minimum) == np.inf
    for run in both(bowl, bowl.minimum, ratio * bowl.limit):
        assert run.verdict is CONVERGES
        assert run.exceeded_at is run.infinite_at is None
        np.testing.assert_array_equal(run.weights, np.tile(bowl.minimum, (51, 1)))
    assert bowl.steps_to(1e-9, bowl.minimum, ratio * bowl.limit) == 0


@pytest.mark.parametrize(
    ("ratio", "verdict"), [(0.3, CONVERGES), (0.9, OVERSHOOTS), (1, BOUNCES), (1.1, DIVERGES), (1e3, DIVERGES)]
)
def test_on_the_floor_of_a_valley_only_its_own_curvature_is_felt(ratio, verdict):
    bowl, floor, side = valley(10), [3.0, 0.0], [3.0, 1e-3]
    assert (bowl.limit_from(floor), bowl.limit_from(side)) == (2, bowl.limit) == (2, 0.2)
    assert [run.verdict for run in both(bowl, floor, ratio * 2)] == [verdict, verdict]
    assert (bowl.steps_to(1e-3, floor, ratio * 2) is None) == (ratio >= 1)
    assert bowl.descend(side, ratio * 2, 50).verdict is DIVERGES


@pytest.mark.parametrize("far", [1e160, 1e200, 1e300, -1e308])
def test_too_far_away_to_square_is_a_state(far):
    bowl = QuadraticLoss.from_data([[1], [2]], [1, 3])
    assert bowl.loss([[far], bowl.minimum]).tolist() == pytest.approx([np.inf, bowl.least])
    rate = 0.25 * bowl.limit  # each step halves the distance
    assert bowl.steps_to(1.0, [far], rate) == np.ceil(np.log2(abs(far) * np.sqrt(bowl.curvatures[0] / 2)))
    assert bowl.steps_to(1.0, [far], 2 * bowl.limit) is None


# one weight: curvature 2/5 · (1 + 4 + 9 + 16 + 25)


ONE_WEIGHT = QuadraticLoss.from_data([[1], [2], [3], [4], [5]], [2.1, 3.9, 6.2, 7.8, 10.1])


def test_within_a_hundredth_of_the_least_loss_a_run_has_converged():
    arrived = ONE_WEIGHT.steps_to(0.01 * ONE_WEIGHT.least, [0], 0.01)
    assert [ONE_WEIGHT.descend([0], 0.01, steps).verdict for steps in (arrived - 1, arrived)] == [CRAWLS, CONVERGES]


def test_a_run_ends_before_it_is_infinite():
    for run in both(ONE_WEIGHT, [0], 1, 300):
        assert run.verdict is DIVERGES
        assert run.infinite_at == run.losses.size == run.weights.shape[0] == 116
        assert np.isfinite([run.losses, run.weights[:, 0]]).all()


# the grounds of notebook 02's map

places = st.tuples(st.floats(-3, 3), st.floats(-3, 3)).map(np.array)
FIXED = [TwoValleys(), Saddle()]


def bends(ground, w):
    """The curvatures at `w`, ascending, from the gradients a little to either side."""
    return np.linalg.eigvalsh([numerical_gradient(lambda v, i=i: ground.gradient(v)[i], w) for i in range(2)])


@pytest.mark.parametrize("ground", [valley(1), valley(1000), valley(40, (0.8, 0.3)), *FIXED])
@given(w=places)
def test_the_gradient_is_the_slope_of_the_loss_and_no_place_is_below_the_least(ground, w):
    assert ground.least == LEAST <= ground.loss(w) + 1e-12
    near = 1e-8 * (1 + np.abs(ground.loss(w)))
    np.testing.assert_allclose(ground.gradient(w), numerical_gradient(ground.loss, w), rtol=1e-6, atol=near)
    np.testing.assert_allclose(ground.loss(np.stack([w, -w])), [ground.loss(w), ground.loss(-w)], rtol=1e-14)


@pytest.mark.parametrize("ground", FIXED)
def test_minima_bend_up_and_a_saddle_bends_up_and_down(ground):
    flat = np.vstack([ground.minima, ground.saddle])
    np.testing.assert_allclose(ground.gradient(flat), np.zeros((3, 2)), atol=1e-12)
    assert ground.loss(ground.minima).min() == pytest.approx(LEAST, abs=1e-12)
    assert all((bends(ground, place) > 0).all() for place in ground.minima)
    down, up = bends(ground, ground.saddle)
    assert down < 0 < up
    assert ground.loss(ground.saddle) > ground.loss(ground.minima).max()

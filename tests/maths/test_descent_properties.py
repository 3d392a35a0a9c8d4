"""Gradient descent from the eigenvectors and as a loop: the same walk, the same verdict, the same limit.

Random data and rates. Where rounding decides, a test says how far from the border it stays.
"""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.maths.descent import QuadraticLoss, Verdict, descend
from helpers.maths.regression import design_matrix
from tests.maths.strategies import lines_and_data, many_features, points

ROUNDING = 1e-9
ratios = st.floats(0.01, 0.99)  # of the limit
steps_taken = st.integers(1, 200)
cases = lines_and_data() | many_features()


def by_loop(X, y, start, rate, steps, least=0.0):
    """The same descent with the data's own mean squared error, one step after the other."""
    return descend(
        lambda w: float(np.mean((X @ w - y) ** 2)), lambda w: 2 / y.size * X.T @ (X @ w - y), start, rate, steps, least
    )


def verdict_is_settled(bowl, start, rate, steps):
    """Whether rates 0.1% below and above get the same verdict; nearer to a border, rounding may decide."""
    verdicts = {bowl.descend(start, rate * factor, steps).verdict for factor in (0.999, 1, 1.001)}
    return len(verdicts) == 1


@given(cases, st.floats(0.01, 1.5), steps_taken)
def test_step_t_is_a_power(case, ratio, steps):
    X, y, start = case
    bowl = QuadraticLoss.from_data(X, y)
    powers = bowl.descend(start, ratio * bowl.limit, steps)
    loop = by_loop(X, y, start, ratio * bowl.limit, steps)
    # rounding grows as the walk does, in weights as in losses
    size = np.maximum.accumulate(np.abs(powers.weights - bowl.minimum).max(axis=1)) + np.abs(bowl.minimum).max()
    assert powers.weights.shape == loop.weights.shape == (steps + 1, start.size)
    np.testing.assert_array_less(np.abs(powers.weights - loop.weights).max(axis=1), ROUNDING * size + 1e-300)
    largest = np.maximum.accumulate(loop.losses) + np.mean(y**2)
    np.testing.assert_array_less(np.abs(powers.losses - loop.losses), ROUNDING * largest + 1e-300)


@given(cases, ratios, steps_taken)
def test_below_the_limit_the_verdict_is_the_loops(case, ratio, steps):
    X, y, start = case
    bowl = QuadraticLoss.from_data(X, y)
    rate = ratio * bowl.limit
    assume(verdict_is_settled(bowl, start, rate, steps))
    assume(bowl.least > 1e-9 * np.mean(y**2))  # the exact fit has its own test
    powers, loop = bowl.descend(start, rate, steps), by_loop(X, y, start, rate, steps, bowl.least)
    assert powers.verdict == loop.verdict
    assert loop.verdict in (Verdict.CRAWLS, Verdict.CONVERGES, Verdict.OVERSHOOTS)
    assert powers.infinite_at is loop.infinite_at is None


@given(cases, st.floats(1.05, 2))
def test_above_the_limit_the_verdict_is_the_loops(case, ratio):
    X, y, start = case
    bowl = QuadraticLoss.from_data(X, y)
    steep = bowl.curvatures[-1] * (bowl.directions[:, -1] @ (start - bowl.minimum)) ** 2 / 2
    # the loop sees the growth once it is larger than what still falls, and none at all from the very minimum
    assume(steep > 1e-3 * bowl.loss(start) + 1e-12 * np.mean(y**2))
    for run in (bowl.descend(start, ratio * bowl.limit, 200), by_loop(X, y, start, ratio * bowl.limit, 200)):
        assert run.verdict is Verdict.DIVERGES
        assert run.losses[run.exceeded_at] > run.losses[0]
        assert np.all(run.losses[: run.exceeded_at] <= run.losses[0])


@pytest.mark.parametrize("ratio", [0.3, 0.5, 0.8, 0.95])
@pytest.mark.parametrize("steps", [300, 3000])
def test_points_on_a_line_get_the_loops_verdict_too(ratio, steps):
    """The least loss is 0 but for rounding; that rounding must not be taken for growth."""
    X, y = design_matrix([1, 2, 3, 4]), np.array([2.0, 4.0, 6.0, 8.0])
    bowl = QuadraticLoss.from_data(X, y)
    rate = ratio * bowl.limit
    assert by_loop(X, y, (0, 0), rate, steps).verdict == bowl.descend((0, 0), rate, steps).verdict


@given(cases, ratios)
def test_below_the_limit_the_loss_falls_at_every_step(case, ratio):
    X, y, start = case
    bowl = QuadraticLoss.from_data(X, y)
    losses = bowl.descend(start, ratio * bowl.limit, 100).losses
    assert np.all(np.diff(losses) <= 1e-14 * losses[:-1])
    excess = losses - bowl.least
    assume(excess[0] > 1e-6 * bowl.least)
    assert excess[1] < excess[0]


@given(cases, st.floats(0.001, 1))
def test_the_limit_separates_shrinking_from_growing(case, beyond):
    X, y, _ = case
    bowl = QuadraticLoss.from_data(X, y)
    start = bowl.minimum + bowl.directions[:, -1]  # one unit up the steepest direction
    above = bowl.descend(start, bowl.limit * (1 + beyond), 50)
    below = bowl.descend(start, bowl.limit * (1 - beyond / 2), 50)
    at = bowl.descend(start, bowl.limit, 50)
    assert (above.verdict, at.verdict) == (Verdict.DIVERGES, Verdict.NEITHER)
    assert below.verdict in (Verdict.CONVERGES, Verdict.OVERSHOOTS)
    gaps = [np.linalg.norm(run.weights[-1] - bowl.minimum) for run in (below, at, above)]
    size = np.abs(bowl.minimum).max() + 1
    assert gaps[0] <= 1 - beyond / 2 + ROUNDING * size
    assert gaps[1] == pytest.approx(1, abs=ROUNDING * size)
    assert gaps[2] >= 1 + beyond - ROUNDING * size


@given(cases, st.floats(0.01, 0.97), st.floats(1e-6, 0.5))
def test_steps_to_is_the_first_step_that_is_near_enough(case, ratio, wanted):
    X, y, start = case
    bowl = QuadraticLoss.from_data(X, y)
    excess = bowl.loss(start) - bowl.least
    assume(excess > 1e-6 * bowl.least)
    rate, wanted = ratio * bowl.limit, wanted * excess
    counted = bowl.steps_to(wanted, start, rate)
    assume(counted <= 300)  # as far as the loop is run
    losses = by_loop(X, y, start, rate, counted + 1).losses - bowl.least
    rounding = ROUNDING * (np.mean(y**2) + losses[0])
    assert losses[counted] <= wanted + rounding
    assert counted == 0 or losses[counted - 1] > wanted - rounding


@given(points(), st.floats(1.0, 10))
def test_steps_to_never_arrives_from_the_limit_on(data, ratio):
    bowl = QuadraticLoss.from_data(design_matrix(data[0]), data[1])
    far = bowl.minimum + 1
    assert bowl.steps_to((bowl.loss(far) - bowl.least) / 2, far, ratio * bowl.limit) is None


def test_steps_to_answers_at_the_smallest_rates():
    """1 - rate · curvature rounds to 1: more steps than anyone takes, or never, but an answer."""
    bowl = QuadraticLoss.from_data([[1], [2]], [1, 3])
    counted = bowl.steps_to(1e-9, [0], 1e-20)
    assert counted is None or counted > 1e18


def test_steps_to_counts_none_where_the_start_is_near_enough():
    bowl = QuadraticLoss.from_data([[1], [2]], [1, 3])
    assert bowl.steps_to(1e9, [0], bowl.limit / 2) == 0


@given(many_features())
def test_one_step_at_the_inverse_curvature_lands(case):
    """Scaled to curvature 1 in every direction, the rate 1 goes straight to the minimum."""
    X, y, start = case
    orthonormal = np.linalg.qr(X)[0] * np.sqrt(y.size / 2)
    bowl = QuadraticLoss.from_data(orthonormal, y)
    size = np.abs(start).max() + np.abs(bowl.minimum).max()
    np.testing.assert_allclose(bowl.descend(start, 1, 1).weights[1], bowl.minimum, rtol=0, atol=1e-12 * size)


@given(cases)
def test_the_bowl_is_the_mean_squared_error(case):
    X, y, w = case
    bowl = QuadraticLoss.from_data(X, y)
    size = max(np.abs(X * w).max(), np.abs(X * bowl.minimum).max(), np.abs(y).max(), 1e-300)
    assert abs(bowl.loss(w) - np.mean((X @ w - y) ** 2)) <= 1e-11 * size**2
    gradient = 2 / y.size * X.T @ (X @ w - y)
    np.testing.assert_allclose(bowl.gradient(w), gradient, rtol=0, atol=1e-11 * size * np.abs(X).max())


def test_a_run_that_becomes_infinite_ends_before_it():
    run = by_loop(np.array([[1.0], [2.0]]), np.array([1.0, 3.0]), [0], 1e10, 100)
    assert run.verdict is Verdict.DIVERGES
    assert run.infinite_at == run.losses.size == run.weights.shape[0]
    assert np.isfinite(run.losses).all()
    assert np.isfinite(run.weights).all()


def bowl_and_loop(bowl, start, rate, steps=50):
    """One descent, from the eigenvectors and as a loop."""
    return bowl.descend(start, rate, steps), descend(bowl.loss, bowl.gradient, start, rate, steps, bowl.least)


@given(cases, st.floats(0.01, 1e6))
def test_from_the_very_minimum_nothing_moves_at_any_rate(case, ratio):
    X, y, _ = case
    bowl = QuadraticLoss.from_data(X, y)
    assert bowl.limit_from(bowl.minimum) == np.inf
    for run in bowl_and_loop(bowl, bowl.minimum, ratio * bowl.limit):
        assert run.verdict is Verdict.CONVERGES
        assert run.exceeded_at is run.infinite_at is None
        np.testing.assert_array_equal(run.weights, np.tile(bowl.minimum, (51, 1)))
    assert bowl.steps_to(1e-9, bowl.minimum, ratio * bowl.limit) == 0


@pytest.mark.parametrize(
    ("ratio", "verdict"),
    [
        (0.3, Verdict.CONVERGES),
        (0.9, Verdict.OVERSHOOTS),
        (1, Verdict.NEITHER),
        (1.1, Verdict.DIVERGES),
        (1e3, Verdict.DIVERGES),
    ],
)
def test_on_the_floor_of_a_valley_only_its_own_curvature_is_felt(ratio, verdict):
    valley = QuadraticLoss(np.zeros(2), 1.0, np.array([1.0, 10.0]), np.eye(2))
    floor, side = [3.0, 0.0], [3.0, 1e-3]
    assert (valley.limit_from(floor), valley.limit_from(side)) == (2, valley.limit) == (2, 0.2)
    for run in bowl_and_loop(valley, floor, ratio * 2):
        assert run.verdict is verdict
    assert (valley.steps_to(1e-3, floor, ratio * 2) is None) == (ratio >= 1)
    assert valley.descend(side, ratio * 2, 50).verdict is Verdict.DIVERGES


@pytest.mark.parametrize("far", [1e160, 1e200, 1e300, -1e308])
def test_too_far_away_to_square_is_a_state(far):
    bowl = QuadraticLoss.from_data([[1], [2]], [1, 3])
    assert bowl.loss([far]) == np.inf
    assert bowl.loss([[far], bowl.minimum]).tolist() == pytest.approx([np.inf, bowl.least])
    rate = 0.25 * bowl.limit  # each step halves the distance
    assert bowl.steps_to(1.0, [far], rate) == np.ceil(np.log2(abs(far) * np.sqrt(bowl.curvatures[0] / 2)))
    assert bowl.steps_to(1.0, [far], 2 * bowl.limit) is None
    with pytest.raises(ValueError, match="the loss at the start is inf; wanted a finite number"):
        bowl.descend([far], rate, 5)


def test_a_run_that_begins_at_the_minimum_stays_there():
    X, y = np.array([[1.0], [2.0]]), np.array([1.0, 2.0])
    for run in (QuadraticLoss.from_data(X, y).descend([1], 0.1, 10), by_loop(X, y, [1], 0.1, 10)):
        assert run.weights.ravel() == pytest.approx([1] * 11, abs=1e-15)
        assert run.verdict is Verdict.CONVERGES

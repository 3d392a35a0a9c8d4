"""Optimisers: PyTorch's paths, the corrected numbers of the course, verdicts, and what is refused."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.maths import optimizers as update_rules
from helpers.maths.descent import QuadraticLoss, Verdict, descend
from helpers.maths.optimizers import (
    Adam,
    AdamW,
    CosineAnnealing,
    GradientDescent,
    LinearWarmup,
    Momentum,
    ReduceOnPlateau,
    clip_by_norm,
    halts_at,
    optimize,
)
from tests.maths.strategies import many_features
from tests.maths.vectors import load

VECTORS = load("optimizers")
ALL = [GradientDescent(0.1), Momentum(0.1), Adam(0.1), AdamW(0.1)]
GROWTH = (1e15 / 2.4) ** (1 / 10)  # of the incident's loss at each of ten steps
STEEP = 1 + np.sqrt(GROWTH)  # the curvature that this takes at a rate of 1
OSCILLATES, CONVERGES = Verdict.OVERSHOOTS, Verdict.CONVERGES


@pytest.fixture(scope="module")
def bowl():
    """Text 002's five points on y = wx: curvature 22, limit 0.0909."""
    return QuadraticLoss.from_data([[1], [2], [3], [4], [5]], [2.1, 3.9, 6.2, 7.8, 10.1])


@pytest.fixture(scope="module")
def incident():
    """A loss of 2.4 at a gap of 0.867 from the minimum."""
    return QuadraticLoss(np.zeros(1), 0.0, np.array([STEEP]), np.eye(1)), [np.sqrt(2 * 2.4 / STEEP)]


def run(loss, optimizer, steps, start=(0.0,), **options):
    return optimize(loss.loss, loss.gradient, start, optimizer, steps, least=loss.least, **options)


# PyTorch's paths


def vector_loss(w):
    return 5 * (w[0] - 1) ** 2 + (w[1] + 2) ** 2 / 2 + np.sin(w[0] * w[1])


def vector_gradient(w):
    return [10 * (w[0] - 1) + w[1] * np.cos(w[0] * w[1]), w[1] + 2 + w[0] * np.cos(w[0] * w[1])]


def test_every_optimizer_has_vectors():
    assert {vector["name"] for vector in VECTORS} == {type(optimizer).__name__ for optimizer in ALL}
    assert all(len(vector["weights"]) == 101 for vector in VECTORS)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_paths_are_pytorchs(vector):
    optimizer = getattr(update_rules, vector["name"])(**vector["settings"])
    schedule = CosineAnnealing(optimizer.learning_rate, steps=100) if vector["annealed"] else None
    path = optimize(vector_loss, vector_gradient, vector["weights"][0], optimizer, 100, schedule=schedule)
    np.testing.assert_allclose(path.weights, vector["weights"], rtol=0, atol=1e-10)


# the course's numbers (the C's count the corrections)


def test_momentum_doubles_the_limit_nearly(bowl):  # C41
    limit = 2 * (1 + 0.9) / 22
    assert f"{limit:.4f}" == "0.1727"
    assert run(bowl, GradientDescent(0.1), 300).verdict is Verdict.DIVERGES
    path = run(bowl, Momentum(0.1, momentum=0.9), 300)
    assert (f"{path.weights[-1, 0]:.4f}", path.verdict) == ("2.0036", OSCILLATES)
    assert run(bowl, Momentum(limit * 0.99, momentum=0.9), 300).verdict is OSCILLATES
    assert run(bowl, Momentum(limit * 1.01, momentum=0.9), 300).verdict is Verdict.DIVERGES


def test_momentum_on_a_slope_walks_ten_times_as_far():  # C41
    path = optimize(lambda w: w[0], lambda w: [1.0], [0], Momentum(0.1, momentum=0.9), 200)
    assert path.weights[-2] - path.weights[-1] == pytest.approx([0.1 / (1 - 0.9)])


def test_adam_at_a_rate_of_one_does_not_diverge(bowl):  # C42
    path = run(bowl, Adam(1.0), 300)
    assert f"{path.weights.max():.2f}" == "3.18"
    assert f"{path.weights[-1, 0]:.4f}" == "2.0036"
    assert path.verdict is OSCILLATES


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e3])
def test_adams_first_step_is_the_rate_whatever_the_gradient(size):  # C42
    w, _ = Adam(0.1).step([1.0, 1.0], [size, -size])
    assert w == pytest.approx([0.9, 1.1], rel=1e-4)


def test_annealing_quiets_the_noise():  # C44
    # each of 400 weights is a run of its own: the mean of unit normal samples, learned from one sample a step
    options = {"start": np.zeros(400), "optimizer": GradientDescent(0.2), "steps": 2000, "noise": 2.0}
    loss, gradient = (lambda w: w @ w), (lambda w: 2 * w)
    steady = optimize(loss, gradient, **options)
    annealed = optimize(loss, gradient, **options, schedule=CosineAnnealing(0.2, 2000))
    assert np.sqrt(np.mean(steady.weights[-1] ** 2)) == pytest.approx(0.5, rel=0.1)
    assert np.sqrt(np.mean(annealed.weights[-1] ** 2)) == pytest.approx(0.061, rel=0.1)


def test_warm_up_to_a_rate_above_the_limit_only_delays(bowl):  # C45
    path = run(bowl, GradientDescent(0.1), 1100, schedule=LinearWarmup(0.1, steps=1000), noise=1e-3)
    assert f"{path.losses[900]:.4f}" == "0.0219"
    assert 1 < path.losses[1000] < 100
    assert 1e15 < path.losses[1100] < 1e18
    assert path.verdict is Verdict.DIVERGES
    assert path.exceeded_at > 910


@pytest.mark.parametrize(
    ("rate", "low", "high", "losses"),
    [(1.0, "1.08", "2.08", {"9.41", "0.09"}), (0.1, "1.96", "2.06", {"0.05"})],
)
def test_clipping_bounds_the_step_and_does_not_converge(bowl, rate, low, high, losses):  # C46
    path = run(bowl, GradientDescent(rate), 60, clip=1.0)
    assert path.verdict is Verdict.NEITHER
    assert {f"{w:.2f}" for w in path.weights[-10:, 0]} == {low, high}
    assert {f"{loss:.2f}" for loss in path.losses[-10:]} == losses


def test_clipping_leaves_nan_as_it_is():  # C46
    assert np.isnan(clip_by_norm([np.nan, 1.0], max_norm=1)).any()
    path = optimize(lambda w: w[0] ** 2, lambda w: [np.nan], [1], GradientDescent(0.1), 5, clip=1)
    assert (path.verdict, path.infinite_at, path.exceeded_at) == (Verdict.DIVERGES, 1, 1)
    assert path.weights.tolist() == [[1]]


@pytest.mark.parametrize(("optimizer", "steps"), [(GradientDescent(0.01), 19), (Adam(0.001), 3927)])
def test_steps_to_within_one_percent_of_the_weight(bowl, optimizer, steps):  # C47
    path = run(bowl, optimizer, steps + 10)
    assert np.argmax(abs(path.weights / bowl.minimum - 1) < 0.01) == steps


def test_adam_with_its_default_has_hardly_moved_after_100_steps(bowl):  # C47
    assert f"{run(bowl, Adam(), 100).weights[-1, 0]:.3f}" == "0.099"


def test_the_incident_needs_a_curvature(incident):  # C49, C52
    assert (f"{GROWTH:.2f}", f"{STEEP:.3f}", f"{2 / STEEP:.4f}") == ("28.97", "6.383", "0.3134")
    loss, start = incident
    path = run(loss, GradientDescent(1.0), 10, start)
    assert path.losses[[0, 10]] == pytest.approx([2.4, 1e15])
    assert path.losses[1:] / path.losses[:-1] == pytest.approx(np.full(10, GROWTH))
    assert run(loss, GradientDescent(1.0 / 3.2), 300, start).verdict is OSCILLATES
    assert run(loss, GradientDescent(1.0 / 3.1), 300, start).verdict is Verdict.DIVERGES


def test_five_points_pass_the_incidents_loss_at_step_6(bowl):  # C49
    path = run(bowl, GradientDescent(1.0), 200)
    assert np.argmax(path.losses > 1e15) == 6
    assert path.infinite_at == 116
    assert path.losses.size == 116


def test_a_halt_after_three_rises(incident):  # C53
    loss, start = incident
    losses = run(loss, GradientDescent(1.0), 10, start).losses
    assert halts_at(losses, rises=3) == 3
    assert f"{losses[3]:,.0f}" == "58,364"


def test_a_fall_begins_the_count_anew():
    assert halts_at([1, 2, 3, 2, 3, 4, 3, 4, 5]) is None
    assert halts_at([1, 2, 3, 2, 3, 4, 5, 6]) == 6


@pytest.mark.parametrize(
    ("dtype", "infinite_at", "nan_at"), [(np.float32, 27, 54), (np.float16, 4, 8)], ids=["float32", "float16"]
)
def test_small_floats_overflow_early(incident, dtype, infinite_at, nan_at):  # C54
    w, curvature = np.array(incident[1], dtype), dtype(STEEP)
    losses, weights = [], []
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(60):
            w, _ = GradientDescent(1.0).step(w, curvature * w)
            weights.append(w)
            losses.append(curvature / 2 * w**2)
    assert w.dtype == dtype
    assert 1 + np.argmin(np.isfinite(losses)) == infinite_at
    assert 1 + np.argmax(np.isnan(weights)) == nan_at


@pytest.mark.parametrize(("late", "limit"), [(1, "0.0455"), (2, "0.0281"), (4, "0.0158"), (8, "0.0084")])
def test_a_gradient_that_arrives_late_lowers_the_limit(bowl, late, limit):  # C32
    def path(rate):
        seen = [np.zeros(1)] * late

        def gradient(w):
            seen.append(bowl.gradient(w))
            return seen[-1 - late]

        return optimize(bowl.loss, gradient, [0], GradientDescent(rate), 2000, least=bowl.least)

    exact = 2 * np.sin(np.pi / (4 * late + 2)) / 22
    assert f"{exact:.4f}" == limit
    assert path(0.97 * exact).verdict is OSCILLATES
    assert path(1.03 * exact).verdict is Verdict.DIVERGES


# the loop


@given(case=many_features(), ratio=st.sampled_from([0.02, 0.3, 0.49, 0.6, 0.9, 1.1, 1.5, 3]), steps=st.integers(30, 90))
def test_plain_descent_is_the_loop_of_descent(case, ratio, steps):
    X, y, start = case
    bowl = QuadraticLoss.from_data(X, y)
    rate = ratio * bowl.limit
    ours = run(bowl, GradientDescent(rate), steps, start)
    theirs = descend(bowl.loss, bowl.gradient, start, rate, steps, bowl.least)
    np.testing.assert_array_equal(ours.weights, theirs.weights)
    np.testing.assert_array_equal(ours.losses, theirs.losses)
    assert (ours.exceeded_at, ours.infinite_at) == (theirs.exceeded_at, theirs.infinite_at)
    assert (ours.verdict is Verdict.DIVERGES) == (ratio > 1)


def test_no_state_is_kept_between_runs(bowl):
    for optimizer in ALL:
        first, again = run(bowl, optimizer, 20), run(bowl, optimizer, 20)
        np.testing.assert_array_equal(first.weights, again.weights)


def test_a_step_changes_nothing_it_was_given():
    for optimizer in ALL:
        w, g = np.array([1.0, 2.0]), np.array([3.0, -4.0])
        _, state = optimizer.step(w, g)
        kept = {name: np.copy(value) for name, value in state.items()}
        optimizer.step(w, g, state)
        assert (w.tolist(), g.tolist()) == ([1, 2], [3, -4])
        assert all(np.array_equal(kept[name], state[name]) for name in kept)


def test_what_a_run_records(bowl):
    path = run(bowl, Momentum(0.1), 5, schedule=LinearWarmup(0.01, steps=2), clip=1.0)
    assert path.learning_rates.tolist() == [0.0, 0.005, 0.01, 0.01, 0.01]
    assert path.gradient_norms[0] == pytest.approx(44.08)  # before clipping
    assert path.weights.shape == (6, 1)
    assert path.state.keys() == {"v"}


@pytest.mark.parametrize("optimizer", ALL, ids=lambda optimizer: type(optimizer).__name__)
def test_a_step_takes_the_rate_it_is_given(optimizer):
    w, g = np.array([1.0, -2.0]), np.array([3.0, 4.0])
    other = replace(optimizer, learning_rate=0.03, weight_decay=0.2)
    _, state = other.step(w, g)
    given, after = replace(optimizer, weight_decay=0.2).step(w, g, state, learning_rate=0.03)
    expected, expected_after = other.step(w, g, state)
    np.testing.assert_array_equal(given, expected)
    np.testing.assert_equal(after, expected_after)


@pytest.mark.parametrize("optimizer", ALL, ids=lambda optimizer: type(optimizer).__name__)
def test_a_scheduled_run_checks_its_settings_once(bowl, optimizer, monkeypatch):
    checked = []
    as_number = update_rules.as_number
    monkeypatch.setattr(update_rules, "as_number", lambda name, *rest: checked.append(name) or as_number(name, *rest))
    built = replace(optimizer)
    assert "learning_rate" in checked
    before = list(checked)
    run(bowl, built, 20, schedule=CosineAnnealing(0.1, 20), clip=1.0)
    assert checked == before


def test_a_plateau_cuts_the_rate(bowl):
    path = run(bowl, Momentum(0.1), 200, schedule=ReduceOnPlateau(0.1, factor=0.5, patience=3))
    assert path.learning_rates[-1] < 0.01
    assert set(np.log2(0.1 / path.learning_rates) % 1) == {0}


def test_a_seed_repeats_its_noise(bowl):
    runs = [run(bowl, GradientDescent(0.01), 50, noise=1.0, seed=seed) for seed in (1, 1, 2)]
    np.testing.assert_array_equal(runs[0].losses, runs[1].losses)
    assert not np.array_equal(runs[0].losses, runs[2].losses)


@given(st.lists(st.floats(-1e200, 1e200), min_size=1, max_size=5), st.floats(1e-3, 1e3))
def test_clipping_keeps_the_direction(gradient, max_norm):
    g = np.array(gradient)
    clipped, largest = clip_by_norm(g, max_norm), abs(g).max()
    if largest == 0:
        assert not clipped.any()
        return
    unit = g / largest
    assert np.linalg.norm(clipped) <= max_norm * (1 + 1e-12) or np.array_equal(clipped, g)
    np.testing.assert_allclose(clipped / abs(clipped).max(), unit, rtol=1e-12, atol=1e-300)


@given(st.floats(1e-3, 1e3), st.floats(0, 1))
def test_decoupled_decay_does_not_depend_on_the_gradient(size, decay):
    w = np.array([size, -size])
    shrunk, _ = AdamW(0.1, weight_decay=decay).step(w, [0.0, 0.0])
    np.testing.assert_allclose(shrunk, w * (1 - 0.1 * decay), rtol=1e-15)
    moved, _ = AdamW(0.1, weight_decay=decay).step(w, [1.0, 1000.0])
    np.testing.assert_allclose(moved - shrunk, -0.1, rtol=1e-6)


# verdicts


def square(w):
    return w[0] ** 2


def slope(w):
    return 2 * w


def kink(w):
    return np.where(w < 0, -1, 1)


@pytest.mark.parametrize(("start", "valley"), [(-1.5, -1.04), (1.5, 0.96)])
def test_a_local_minimum_is_converged_to(start, valley):
    path = optimize(
        lambda w: (w[0] ** 2 - 1) ** 2 + 0.3 * w[0],
        lambda w: 4 * w * (w**2 - 1) + 0.3,
        [start],
        GradientDescent(0.03),
        300,
        least=-0.31,
    )
    assert path.weights[-1] == pytest.approx([valley], abs=0.01)
    assert path.verdict is CONVERGES


@pytest.mark.parametrize(
    ("loss", "gradient", "optimizer", "options", "verdict"),
    [
        pytest.param(square, slope, GradientDescent(0.001), {}, Verdict.CRAWLS, id="slow"),
        pytest.param(square, slope, GradientDescent(0.4), {}, CONVERGES, id="below one over the curvature"),
        pytest.param(square, slope, GradientDescent(0.7), {}, OSCILLATES, id="above it"),
        pytest.param(square, slope, GradientDescent(0.999), {}, OSCILLATES, id="just below the limit"),
        pytest.param(square, slope, GradientDescent(1.0), {}, Verdict.NEITHER, id="at the limit"),
        pytest.param(square, slope, GradientDescent(1.01), {}, Verdict.DIVERGES, id="above the limit"),
        pytest.param(square, slope, GradientDescent(1), {"schedule": lambda *_: 1.01}, Verdict.DIVERGES, id="schedule"),
        pytest.param(square, slope, GradientDescent(0.1), {"noise": 5.0}, Verdict.NEITHER, id="noise"),
        pytest.param(square, lambda w: 0 * w, Adam(0.1), {}, Verdict.NEITHER, id="no gradient"),
        pytest.param(square, lambda w: -2 * w, GradientDescent(0.001), {}, Verdict.DIVERGES, id="wrong sign"),
        pytest.param(lambda w: -w[0], lambda w: [1.0], Adam(0.1), {}, Verdict.DIVERGES, id="wrong sign, straight"),
        pytest.param(lambda w: abs(w[0]), kink, GradientDescent(0.25), {}, Verdict.NEITHER, id="over and over a kink"),
        pytest.param(lambda w: np.log(w[0]), lambda w: 1 / w, GradientDescent(2.0), {}, Verdict.DIVERGES, id="log"),
    ],
)
def test_verdicts(loss, gradient, optimizer, options, verdict):
    assert optimize(loss, gradient, [1.0], optimizer, 100, **options).verdict is verdict


@given(curvature=st.floats(0.01, 100), start=st.floats(0.1, 10), steps=st.integers(2, 200))
def test_at_the_limit_nothing_but_rounding_changes_the_loss(curvature, start, steps):
    loss = QuadraticLoss(np.zeros(1), 0.0, np.array([curvature]), np.eye(1))
    assert run(loss, GradientDescent(loss.limit), steps, [start]).verdict is Verdict.NEITHER


def test_a_start_at_the_minimum_has_converged(bowl):
    assert run(bowl, GradientDescent(0.01), 300, bowl.minimum).verdict is CONVERGES


def test_a_steep_direction_that_grows_is_seen_below_the_start():
    valley = QuadraticLoss(np.zeros(2), 0.0, np.array([1.0, 20.0]), np.eye(2))
    path = run(valley, GradientDescent(1.02 * valley.limit), 100, [10.0, 0.01])
    assert path.losses.argmax() == 0
    assert path.verdict is Verdict.DIVERGES


def test_a_jump_onto_flat_ground_is_no_convergence():
    path = optimize(lambda w: 1 - np.exp(-w @ w), lambda w: 2 * w * np.exp(-w @ w), [0.5], GradientDescent(100), 50)
    assert path.losses[-1] > path.losses[0]
    assert path.verdict is Verdict.NEITHER


def test_noise_hides_no_verdict_often():
    runs = [optimize(square, slope, [100.0], GradientDescent(0.1), 100, noise=5, seed=seed) for seed in range(50)]
    assert [path.verdict for path in runs].count(Verdict.NEITHER) >= 45


@given(
    rate=st.floats(0, 1e6),
    optimizer=st.sampled_from([GradientDescent, Momentum, Adam, AdamW]),
    steps=st.integers(1, 40),
    noise=st.sampled_from([0, 1, 1e200]),
    clip=st.sampled_from([None, 1.0]),
    start=st.sampled_from([[1.0, -2.0], [0.0, 0.0], [1e150, 1e-150]]),
)
def test_every_run_ends_in_a_verdict_and_finite_numbers(rate, optimizer, steps, noise, clip, start):
    path = optimize(lambda w: w @ w, lambda w: 2 * w, start, optimizer(rate), steps, noise=noise, clip=clip)
    assert path.verdict in Verdict
    assert np.isfinite(path.weights).all()
    assert np.isfinite(path.losses).all()
    assert len(path.weights) == len(path.losses) == (path.infinite_at or steps + 1)
    assert len(path.learning_rates) == len(path.gradient_norms) == (path.infinite_at or steps)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: GradientDescent(-0.1), "learning_rate is -0.1; wanted a number from 0 up"),
        (lambda: GradientDescent(np.nan), "learning_rate is nan; wanted a finite number"),
        (lambda: Momentum(0.1, momentum=1), "momentum is 1.0; wanted a number from 0 to below 1"),
        (lambda: Adam(beta2=1.2), "beta2 is 1.2; wanted a number from 0 to below 1"),
        (lambda: AdamW(weight_decay="none"), "weight_decay is str 'none'; wanted a finite number"),
        (
            lambda: Adam().step([1, 2], [1]),
            r"gradient has shape \(1,\); wanted one slope for each weight, shape \(2,\)",
        ),
        (lambda: clip_by_norm([1], 0), "max_norm is 0.0; wanted a finite number above 0"),
        (lambda: halts_at([1, np.nan]), "losses holds 1 values that are NaN or infinite"),
        (lambda: halts_at([1, 2], rises=0), "rises is 0; wanted a whole number of at least 1"),
        (lambda: optimize(sum, np.ones_like, [], Adam(), 5), r"start has shape \(0,\)"),
        (lambda: optimize(sum, np.ones_like, [1], Adam(), 0), "steps is 0; wanted a whole number of at least 1"),
        (lambda: optimize(lambda w: np.inf, sum, [1], Adam(), 5), r"loss\(start\) is inf; wanted a finite number"),
        (lambda: optimize(sum, sum, [1, 2], Adam(), 5), r"gradient has shape \(\); wanted one slope for each weight"),
        (lambda: optimize(sum, np.sign, [1], Adam(), 5, clip=-1), "max_norm is -1.0; wanted a finite number above 0"),
        (lambda: optimize(sum, np.sign, [1], Adam(), 5, noise="a"), "noise is str 'a'; wanted a finite number"),
        (lambda: optimize(sum, np.sign, [1], Adam(), 5, schedule=lambda t, _: -t), "learning_rate is -1.0; wanted"),
    ],
)
def test_refusals(call, message):
    with pytest.raises(ValueError, match=message):
        call()

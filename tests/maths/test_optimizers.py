"""Optimisers and schedules: PyTorch's numbers, the corrected numbers of the course, verdicts, and what always holds."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.maths import optimizers
from helpers.maths.descent import QuadraticLoss, Verdict
from helpers.maths.optimizers import (
    Adam,
    AdamW,
    CosineAnnealing,
    GradientDescent,
    LinearWarmup,
    Momentum,
    ReduceOnPlateau,
    StepDecay,
    WarmupCosine,
    clip_by_norm,
    halts_at,
    optimize,
)
from tests.maths.strategies import many_features
from tests.maths.vectors import load

ALL = [GradientDescent(0.1), Momentum(0.1), Adam(0.1), AdamW(0.1)]
TIMED = [
    LinearWarmup(0.2, steps=7, start=0.1),
    CosineAnnealing(0.2, steps=7),
    StepDecay(0.2, every=3),
    WarmupCosine(0.2, warmup=7, steps=30),
]
RATES = {vector["name"]: vector for vector in load("schedules")}
PATHS = load("optimizers")
GROWTH = (1e15 / 2.4) ** (1 / 10)  # of the incident's loss at each of ten steps
STEEP = 1 + np.sqrt(GROWTH)  # the curvature that this takes at a rate of 1
STANDS, CRAWLS, CONVERGES, OSCILLATES, BOUNCES, BLOWS_UP, DIVERGES = Verdict


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


# PyTorch's rates and paths


def rates_of(schedule, losses):
    return [schedule(step, losses[:step]) for step in range(len(losses))]


@pytest.mark.parametrize("name", ["LinearWarmup", "StepDecay", "ReduceOnPlateau"])
def test_rates_are_pytorchs(name, monkeypatch):
    vector = RATES[name]
    settings = dict(vector["settings"])
    monkeypatch.setattr(optimizers, "BETTER", settings.pop("threshold", 1e-4))
    schedule = getattr(optimizers, name)(**settings)
    assert len(set(vector["rates"])) > 2
    np.testing.assert_allclose(rates_of(schedule, vector["losses"]), vector["rates"], rtol=1e-12)


def test_annealed_rates_are_pytorchs():
    """Theirs ends at 0.01: a cosine that is so much lower, moved up by it."""
    cosine, both, losses = RATES["CosineAnnealing"], RATES["WarmupCosine"], RATES["WarmupCosine"]["losses"]
    ours = 0.01 + np.array(rates_of(CosineAnnealing(0.19, steps=60), losses))
    np.testing.assert_allclose(ours, cosine["rates"], rtol=1e-12)
    ours = 0.01 + np.array(rates_of(WarmupCosine(0.19, warmup=20, steps=80), losses))
    np.testing.assert_allclose(ours[20:], both["rates"][20:], rtol=1e-12)
    ours = rates_of(WarmupCosine(0.2, warmup=20, steps=80), losses)
    np.testing.assert_allclose(ours[:20], rates_of(LinearWarmup(0.2, steps=20), losses)[:20], rtol=1e-15)


def vector_loss(w):
    return 5 * (w[0] - 1) ** 2 + (w[1] + 2) ** 2 / 2 + np.sin(w[0] * w[1])


def vector_gradient(w):
    return [10 * (w[0] - 1) + w[1] * np.cos(w[0] * w[1]), w[1] + 2 + w[0] * np.cos(w[0] * w[1])]


@pytest.mark.parametrize("vector", PATHS, ids=lambda vector: vector["name"])
def test_paths_are_pytorchs(vector):
    settings = dict(vector["settings"])
    pull = 0 if vector["name"] == "AdamW" else settings.pop("weight_decay", 0)  # theirs adds it to the gradient
    optimizer = getattr(optimizers, vector["name"])(**settings)
    schedule = CosineAnnealing(optimizer.learning_rate, steps=100) if vector["annealed"] else None
    start, steps = vector["weights"][0], len(vector["weights"]) - 1
    path = optimize(vector_loss, lambda w: vector_gradient(w) + pull * w, start, optimizer, steps, schedule=schedule)
    assert steps == 100
    np.testing.assert_allclose(path.weights, vector["weights"], rtol=0, atol=1e-10)


def test_everything_has_vectors():
    assert {vector["name"] for vector in PATHS} == {type(each).__name__ for each in ALL}
    assert set(RATES) == {type(each).__name__ for each in TIMED} | {"ReduceOnPlateau"}


# schedules


def test_warm_up_and_annealing_by_hand():
    warmup = LinearWarmup(0.001, steps=1000, start=1e-7)
    assert (warmup(0), warmup(500), warmup(1000), warmup(5000)) == pytest.approx((1e-7, 0.00050005, 0.001, 0.001))
    warmup, limit = LinearWarmup(0.1, steps=1000), 2 / 22
    assert warmup(909) < limit < warmup(910)
    for annealing in (CosineAnnealing(0.2, steps=7), WarmupCosine(0.2, warmup=3, steps=7)):
        assert [annealing(step) for step in (7, 8, 14, 1000)] == [0, 0, 0, 0]


@given(schedule=st.sampled_from(TIMED), step=st.integers(0, 10**9))
def test_a_rate_lies_between_0_and_the_full_one(schedule, step):
    assert 0 <= schedule(step) <= 0.2
    assert schedule(step, losses=[1.0, np.inf]) == schedule(step)


def test_a_plateau_is_cut_each_time_patience_runs_out(bowl):
    plateau, losses = ReduceOnPlateau(0.1, factor=0.5, patience=1), [3, 2, 2, 2, 2, 2, 1, 0]
    assert rates_of(plateau, losses) == [0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.025, 0.025]
    assert ReduceOnPlateau(0.1, factor=0.5, patience=0)(2, [np.inf, np.nan]) == 0.025  # an infinite loss is no better
    path = run(bowl, Momentum(0.1), 200, schedule=ReduceOnPlateau(0.1, factor=0.5, patience=3))
    assert path.learning_rates[-1] < 0.01
    assert set(np.log2(0.1 / path.learning_rates) % 1) == {0}


# the course's numbers (the C's count the corrections)


def test_momentum_doubles_the_limit_nearly(bowl):  # C41
    limit = 2 * (1 + 0.9) / 22
    assert f"{limit:.4f}" == "0.1727"
    assert run(bowl, GradientDescent(0.1), 300).verdict is DIVERGES
    path = run(bowl, Momentum(0.1, momentum=0.9), 300)
    assert (f"{path.weights[-1, 0]:.4f}", path.verdict) == ("2.0036", OSCILLATES)
    path = run(bowl, Momentum(limit * 0.99), 300)  # it arrives, after 18 times the start's loss
    assert (f"{path.weights[-1, 0]:.2f}", path.verdict) == ("2.00", BLOWS_UP)
    assert run(bowl, Momentum(limit * 1.01), 300).verdict is DIVERGES
    slope = optimize(lambda w: w[0], lambda w: [1.0], [0], Momentum(0.1), 200).weights
    assert slope[-2] - slope[-1] == pytest.approx([0.1 / (1 - 0.9)])


def test_adam_at_a_rate_of_one_does_not_diverge(bowl):  # C42
    path = run(bowl, Adam(1.0), 300)
    assert (f"{path.weights.max():.2f}", f"{path.weights[-1, 0]:.4f}", path.verdict) == ("3.18", "2.0036", OSCILLATES)
    for size in (1e-3, 1.0, 1e3):  # its first step is the rate, whatever the gradient
        assert Adam(0.1).step([1.0, 1.0], [size, -size])[0] == pytest.approx([0.9, 1.1], rel=1e-4)


def test_annealing_quiets_the_noise():  # C44
    # each of 400 weights is a run of its own: the mean of unit normal samples, learned from one sample a step
    walk = (lambda w: w @ w), (lambda w: 2 * w), np.zeros(400), GradientDescent(0.2), 2000
    steady, annealed = (
        optimize(*walk, schedule=schedule, noise=2.0) for schedule in (None, CosineAnnealing(0.2, 2000))
    )
    left = [np.sqrt(np.mean(path.weights[-1] ** 2)) for path in (steady, annealed)]
    assert left == pytest.approx([0.5, 0.061], rel=0.1)


def test_warm_up_to_a_rate_above_the_limit_only_delays(bowl):  # C45
    path = run(bowl, GradientDescent(0.1), 1100, schedule=LinearWarmup(0.1, steps=1000), noise=1e-3)
    assert f"{path.losses[900]:.4f}" == "0.0219"
    assert 1 < path.losses[1000] < 100
    assert 1e15 < path.losses[1100] < 1e18
    assert path.verdict is DIVERGES
    assert path.exceeded_at > 910


@pytest.mark.parametrize(
    ("rate", "low", "high", "losses"),
    [(1.0, "1.08", "2.08", {"9.41", "0.09"}), (0.1, "1.96", "2.06", {"0.05"})],
)
def test_clipping_bounds_the_step_and_does_not_converge(bowl, rate, low, high, losses):  # C46
    path = run(bowl, GradientDescent(rate), 60, clip=1.0)
    assert path.verdict is BOUNCES
    assert {f"{w:.2f}" for w in path.weights[-10:, 0]} == {low, high}
    assert {f"{loss:.2f}" for loss in path.losses[-10:]} == losses


def test_clipping_leaves_nan_as_it_is():  # C46
    assert np.isnan(clip_by_norm([np.nan, 1.0], max_norm=1)).any()
    path = optimize(lambda w: w[0] ** 2, lambda w: [np.nan], [1], GradientDescent(0.1), 5, clip=1)
    assert (path.verdict, path.infinite_at, path.exceeded_at, path.weights.tolist()) == (DIVERGES, 1, 1, [[1]])


@pytest.mark.parametrize(("optimizer", "steps"), [(GradientDescent(0.01), 19), (Adam(0.001), 3927)])
def test_steps_to_within_one_percent_of_the_weight(bowl, optimizer, steps):  # C47
    path = run(bowl, optimizer, steps + 10)
    assert np.argmax(abs(path.weights / bowl.minimum - 1) < 0.01) == steps
    assert f"{run(bowl, Adam(), 100).weights[-1, 0]:.3f}" == "0.099"  # its default has hardly moved


def test_the_incident_needs_a_curvature(incident, bowl):  # C49, C52
    assert (f"{GROWTH:.2f}", f"{STEEP:.3f}", f"{2 / STEEP:.4f}") == ("28.97", "6.383", "0.3134")
    loss, start = incident
    path = run(loss, GradientDescent(1.0), 10, start)
    assert path.losses[[0, 10]] == pytest.approx([2.4, 1e15])
    assert path.losses[1:] / path.losses[:-1] == pytest.approx(np.full(10, GROWTH))
    assert run(loss, GradientDescent(1.0 / 3.2), 300, start).verdict is OSCILLATES
    assert run(loss, GradientDescent(1.0 / 3.1), 300, start).verdict is DIVERGES
    five_points = run(bowl, GradientDescent(1.0), 200)
    assert (np.argmax(five_points.losses > 1e15), five_points.infinite_at, five_points.losses.size) == (6, 116, 116)


def test_a_halt_after_three_rises(incident):  # C53
    loss, start = incident
    losses = run(loss, GradientDescent(1.0), 10, start).losses
    assert (halts_at(losses, rises=3), f"{losses[3]:,.0f}") == (3, "58,364")
    assert halts_at([1, 2, 3, 2, 3, 4, 3, 4, 5]) is None  # a fall begins the count anew
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
    assert (1 + np.argmin(np.isfinite(losses)), 1 + np.argmax(np.isnan(weights))) == (infinite_at, nan_at)


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
    assert path(1.03 * exact).verdict is DIVERGES


# the loop


@given(case=many_features(), ratio=st.sampled_from([0.02, 0.3, 0.49, 0.6, 0.9, 1.1, 1.5, 3]), steps=st.integers(30, 90))
def test_plain_descent_subtracts_the_gradient_again_and_again(case, ratio, steps):
    X, y, w = case
    bowl = QuadraticLoss.from_data(X, y)
    path = run(bowl, GradientDescent(ratio * bowl.limit), steps, w)
    for at, loss in zip(path.weights, path.losses, strict=True):
        np.testing.assert_array_equal(at, w)
        assert loss == bowl.loss(w)
        w = w - ratio * bowl.limit * bowl.gradient(w)
    assert (path.verdict is DIVERGES) == (ratio > 1)


@pytest.mark.parametrize("optimizer", ALL, ids=lambda optimizer: type(optimizer).__name__)
def test_a_step_keeps_nothing_changes_nothing_and_takes_the_rate_it_is_given(bowl, optimizer):
    np.testing.assert_array_equal(run(bowl, optimizer, 20).weights, run(bowl, optimizer, 20).weights)
    w, g = np.array([1.0, 2.0]), np.array([3.0, -4.0])
    other = replace(optimizer, learning_rate=0.03)
    _, state = other.step(w, g)
    kept = {name: np.copy(value) for name, value in state.items()}
    np.testing.assert_equal(optimizer.step(w, g, state, learning_rate=0.03), other.step(w, g, state))
    assert (w.tolist(), g.tolist()) == ([1, 2], [3, -4])
    np.testing.assert_equal(state, kept)


def test_what_a_run_records(bowl):
    path = run(bowl, Momentum(0.1), 5, schedule=LinearWarmup(0.01, steps=2), clip=1.0)
    assert path.learning_rates.tolist() == [0.0, 0.005, 0.01, 0.01, 0.01]
    assert path.gradient_norms[0] == pytest.approx(44.08)  # before clipping
    assert path.weights.shape == (6, 1)


def test_the_same_noise_each_time(bowl):
    runs = [run(bowl, GradientDescent(0.01), 50, noise=noise) for noise in (1.0, 1.0, 0.0)]
    np.testing.assert_array_equal(runs[0].losses, runs[1].losses)
    assert not np.array_equal(runs[0].losses, runs[2].losses)


@given(st.lists(st.floats(-1e200, 1e200), min_size=1, max_size=5), st.floats(1e-3, 1e3))
def test_clipping_keeps_the_direction(gradient, max_norm):
    g = np.array(gradient)
    clipped, largest = clip_by_norm(g, max_norm), abs(g).max()
    if largest == 0:
        assert not clipped.any()
        return
    assert np.linalg.norm(clipped) <= max_norm * (1 + 1e-12) or np.array_equal(clipped, g)
    np.testing.assert_allclose(clipped / abs(clipped).max(), g / largest, rtol=1e-12, atol=1e-300)


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
    ground = (lambda w: (w[0] ** 2 - 1) ** 2 + 0.3 * w[0]), (lambda w: 4 * w * (w**2 - 1) + 0.3)
    path = optimize(*ground, [start], GradientDescent(0.03), 300, least=-0.31)
    assert path.weights[-1] == pytest.approx([valley], abs=0.01)
    assert path.verdict is CONVERGES


@pytest.mark.parametrize(
    ("loss", "gradient", "optimizer", "options", "verdict"),
    [
        pytest.param(square, slope, GradientDescent(0.001), {}, CRAWLS, id="slow"),
        pytest.param(square, slope, GradientDescent(0.4), {}, CONVERGES, id="below one over the curvature"),
        pytest.param(square, slope, GradientDescent(0.7), {}, OSCILLATES, id="above it"),
        pytest.param(square, slope, GradientDescent(0.999), {}, OSCILLATES, id="just below the limit"),
        pytest.param(square, slope, GradientDescent(1.0), {}, BOUNCES, id="at the limit"),
        pytest.param(square, slope, GradientDescent(1.01), {}, DIVERGES, id="above the limit"),
        pytest.param(square, slope, GradientDescent(1), {"schedule": lambda *_: 1.01}, DIVERGES, id="schedule"),
        pytest.param(square, slope, GradientDescent(1), {"schedule": lambda t, _: 2 - t / 50}, BLOWS_UP, id="cooled"),
        pytest.param(square, slope, GradientDescent(0.1), {"noise": 5.0}, BOUNCES, id="noise"),
        pytest.param(square, lambda w: 0 * w, Adam(0.1), {}, STANDS, id="no gradient"),
        pytest.param(square, lambda w: -2 * w, GradientDescent(0.001), {}, DIVERGES, id="wrong sign"),
        pytest.param(lambda w: -w[0], lambda w: [1.0], Adam(0.1), {}, DIVERGES, id="wrong sign, straight"),
        pytest.param(lambda w: abs(w[0]), kink, GradientDescent(0.25), {}, BOUNCES, id="over and over a kink"),
        pytest.param(lambda w: np.log(w[0]), lambda w: 1 / w, GradientDescent(2.0), {}, DIVERGES, id="log"),
    ],
)
def test_verdicts(loss, gradient, optimizer, options, verdict):
    assert optimize(loss, gradient, [1.0], optimizer, 100, **options).verdict is verdict


@given(curvature=st.floats(0.01, 100), start=st.floats(0.1, 10), steps=st.integers(2, 200))
def test_at_the_limit_nothing_but_rounding_changes_the_loss(curvature, start, steps):
    loss = QuadraticLoss(np.zeros(1), 0.0, np.array([curvature]), np.eye(1))
    assert run(loss, GradientDescent(loss.limit), steps, [start]).verdict is BOUNCES


def test_verdicts_of_odd_runs(bowl):
    assert run(bowl, GradientDescent(0.01), 300, bowl.minimum).verdict is CONVERGES
    valley = QuadraticLoss(np.zeros(2), 0.0, np.array([1.0, 20.0]), np.eye(2))
    growing = run(valley, GradientDescent(1.02 * valley.limit), 100, [10.0, 0.01])  # seen below the start
    assert (growing.losses.argmax(), growing.verdict) == (0, DIVERGES)
    flat = (lambda w: 1 - np.exp(-w @ w)), (lambda w: 2 * w * np.exp(-w @ w))
    jump = optimize(*flat, [0.5], GradientDescent(100), 50)
    assert jump.losses[-1] > jump.losses[0]
    assert jump.verdict is STANDS


def test_noise_hides_no_verdict_often():
    draws = [np.random.default_rng(seed).standard_normal for seed in range(50)]
    noisy = [lambda w, draw=draw: 2 * w + 5 * draw(1) for draw in draws]
    runs = [optimize(square, gradient, [100.0], GradientDescent(0.1), 100) for gradient in noisy]
    assert [path.verdict for path in runs].count(BOUNCES) >= 45


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

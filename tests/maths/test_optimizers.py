"""Optimisers and schedules: PyTorch's numbers, verdicts, and what always holds."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.maths import optimizers
from helpers.maths.descent import QuadraticLoss, TwoValleys, Verdict, valley
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
TIMED = [CosineAnnealing(0.2, steps=7), StepDecay(0.2, every=3), WarmupCosine(0.2, warmup=7, steps=30)]
TIMED += [LinearWarmup(0.2, steps=7, start=0.1)]
RATES = {vector["name"]: vector for vector in load("schedules")}
PATHS = load("optimizers")
STANDS, CRAWLS, CONVERGES, OSCILLATES, BOUNCES, BLOWS_UP, DIVERGES = Verdict
BOWL = QuadraticLoss.from_data([[1], [2], [3], [4], [5]], [2.1, 3.9, 6.2, 7.8, 10.1])  # curvature 22, limit 0.0909


def run(loss, optimizer, steps, start=(0.0,), **options):
    return optimize(loss.loss, loss.gradient, start, optimizer, steps, least=loss.least, **options)


# PyTorch's rates and paths


@pytest.mark.parametrize("name", RATES)
def test_rates_are_pytorchs(name, monkeypatch):
    """Those of annealing are in the paths below."""
    settings, losses, rates = (RATES[name][part] for part in ("settings", "losses", "rates"))
    settings = dict(settings)
    monkeypatch.setattr(optimizers, "BETTER", settings.pop("threshold", 1e-4))
    schedule = getattr(optimizers, name)(**settings)
    assert len(set(rates)) > 2
    np.testing.assert_allclose([schedule(step, losses[:step]) for step in range(len(losses))], rates, rtol=1e-12)


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
    assert {vector["annealed"] for vector in PATHS} == {True, False}


# schedules


@given(schedule=st.sampled_from(TIMED), step=st.integers(0, 40) | st.integers(0, 10**9))
def test_a_rate_lies_between_0_and_the_full_one(schedule, step):
    assert 0 <= schedule(step) <= 0.2
    assert schedule(step, losses=[1.0, np.inf]) == schedule(step)
    if isinstance(schedule, WarmupCosine):  # 7 steps up, then 23 down
        up, down = LinearWarmup(0.2, steps=7), CosineAnnealing(0.2, steps=23)
        assert schedule(step) == (up(step) if step < 7 else down(step - 7))
    if isinstance(schedule, CosineAnnealing | WarmupCosine):
        assert schedule(30 + step) == 0


def test_a_halt_comes_after_rises_in_a_row():
    assert halts_at([1, 2, 3, 2, 3, 4, 3, 4, 5]) is None  # a fall begins the count anew
    assert halts_at([1, 2, 3, 2, 3, 4, 5, 6]) == 6
    assert ReduceOnPlateau(0.1, factor=0.5, patience=0)(2, [np.inf, np.nan]) == 0.025  # an infinite loss is no better


def test_clipping_leaves_nan_as_it_is():
    assert np.isnan(clip_by_norm([np.nan, 1.0], max_norm=1)).any()
    path = optimize(lambda w: w[0] ** 2, lambda w: [np.nan], [1], GradientDescent(0.1), 5, clip=1)
    assert (path.verdict, path.infinite_at, path.exceeded_at, path.weights.tolist()) == (DIVERGES, 1, 1, [[1]])


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
def test_a_step_changes_nothing_and_takes_the_rate_it_is_given(optimizer):
    w, g = np.array([1.0, 2.0]), np.array([3.0, -4.0])
    other = replace(optimizer, learning_rate=0.03)
    _, state = other.step(w, g)
    kept = {name: np.copy(value) for name, value in state.items()}
    np.testing.assert_equal(optimizer.step(w, g, state, learning_rate=0.03), other.step(w, g, state))
    assert (w.tolist(), g.tolist()) == ([1, 2], [3, -4])
    np.testing.assert_equal(state, kept)


def test_what_a_run_records():
    path = run(BOWL, Momentum(0.1), 5, schedule=LinearWarmup(0.01, steps=2), clip=1.0)
    assert path.learning_rates.tolist() == [0.0, 0.005, 0.01, 0.01, 0.01]
    assert path.gradient_norms[0] == pytest.approx(44.08)  # before clipping
    assert path.weights.shape == (6, 1)


@given(st.lists(st.floats(-1e200, 1e200), min_size=1, max_size=5), st.floats(1e-3, 1e3))
def test_clipping_keeps_the_direction(gradient, max_norm):
    g = np.array(gradient)
    clipped, largest = clip_by_norm(g, max_norm), abs(g).max()
    if largest == 0:
        assert not clipped.any()
        return
    assert np.linalg.norm(clipped) <= max_norm * (1 + 1e-12) or np.array_equal(clipped, g)
    np.testing.assert_allclose(clipped / abs(clipped).max(), g / largest, rtol=1e-12, atol=1e-300)


# verdicts


def square(w):
    return w[0] ** 2


def slope(w):
    return 2 * w


def kink(w):
    return np.where(w < 0, -1, 1)


# fmt: off
VERDICTS = {
    "slow": (square, slope, GradientDescent(0.001), {}, CRAWLS),
    "below one over the curvature": (square, slope, GradientDescent(0.4), {}, CONVERGES),
    "above it": (square, slope, GradientDescent(0.7), {}, OSCILLATES),
    "just below the limit": (square, slope, GradientDescent(0.999), {}, OSCILLATES),
    "at the limit": (square, slope, GradientDescent(1.0), {}, BOUNCES),
    "above the limit": (square, slope, GradientDescent(1.01), {}, DIVERGES),
    "schedule": (square, slope, GradientDescent(1), {"schedule": lambda *_: 1.01}, DIVERGES),
    "cooled": (square, slope, GradientDescent(1), {"schedule": lambda t, _: 2 - t / 50}, BLOWS_UP),
    "noise": (square, slope, GradientDescent(0.1), {"noise": 5.0}, BOUNCES),
    "no gradient": (square, lambda w: 0 * w, Adam(0.1), {}, STANDS),
    "wrong sign": (square, lambda w: -2 * w, GradientDescent(0.001), {}, DIVERGES),
    "wrong sign, straight": (lambda w: -w[0], lambda w: [1.0], Adam(0.1), {}, DIVERGES),
    "over and over a kink": (lambda w: abs(w[0]), kink, GradientDescent(0.25), {}, BOUNCES),
    "log": (lambda w: np.log(w[0]), lambda w: 1 / w, GradientDescent(2.0), {}, DIVERGES),
}
# fmt: on


@pytest.mark.parametrize("name", VERDICTS)
def test_verdicts(name):
    loss, gradient, optimizer, options, verdict = VERDICTS[name]
    assert optimize(loss, gradient, [1.0], optimizer, 100, **options).verdict is verdict


def test_verdicts_of_odd_runs():
    assert run(BOWL, GradientDescent(0.01), 300, BOWL.minimum).verdict is CONVERGES
    shallow = TwoValleys().minima[1] + [0.5, 0]
    assert run(TwoValleys(), GradientDescent(0.01), 300, shallow).verdict is CONVERGES  # though not to the least
    steep = valley(20)
    growing = run(steep, GradientDescent(1.02 * steep.limit), 100, [10.0, 0.01])  # not yet above its start
    assert (growing.losses.argmax(), growing.verdict) == (0, BOUNCES)
    for curvature in (0.01, 0.3, 7, 100):  # at the limit nothing but rounding changes the loss
        loss = QuadraticLoss(np.zeros(1), 0.0, np.array([curvature]), np.eye(1))
        assert run(loss, GradientDescent(loss.limit), 40, [3.3]).verdict is BOUNCES
    flat = (lambda w: 1 - np.exp(-w @ w)), (lambda w: 2 * w * np.exp(-w @ w))
    jump = optimize(*flat, [0.5], GradientDescent(100), 50)
    assert jump.losses[-1] > jump.losses[0]
    assert jump.verdict is STANDS


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

"""The explorers of notebook 02 say of a rate what the loop does at that rate, over the whole slider."""

import numpy as np
import pytest

from helpers.explorers import (
    BackpropagationExplorer,
    DescentMapExplorer,
    IncidentExplorer,
    OneWeightExplorer,
    OptimizersExplorer,
)
from helpers.maths.descent import Verdict, descend

X, Y = np.arange(1.0, 6), np.array([2.1, 3.9, 6.2, 7.8, 10.1])
CURVATURE, LEAST = 22, float(np.mean((Y @ X / (X @ X) * X - Y) ** 2))
NEAR_THE_LIMIT = 1e-6  # of it: nearer than this, the loop's rounding decides


@pytest.fixture
def built(request):
    explorer = request.param()
    yield explorer
    explorer.close()


def loss(w):
    return np.mean((w * X - Y) ** 2)


def slope(w):
    return [2 * np.mean((w * X - Y) * X)]


def along(slider, count):
    """Rates from end to end of a slider in equal ratios."""
    return np.geomspace(slider.min, slider.max, count).clip(slider.min, slider.max)


@pytest.mark.parametrize("built", [OneWeightExplorer], indirect=True)
def test_one_weight_agrees_with_the_loop(built):
    slider, verdicts = built.controls["learning_rate"], set()
    for rate in along(slider, 300):
        if abs(rate * CURVATURE / 2 - 1) <= NEAR_THE_LIMIT:
            continue
        loop = descend(loss, slope, [0], rate, 50, LEAST)
        run = built.set(learning_rate=rate).result.run
        assert run.verdict == loop.verdict, rate
        assert run.exceeded_at == loop.exceeded_at, rate
        assert f"the run {loop.verdict}" in built.sentence
        verdicts.add(loop.verdict)
    assert verdicts == {Verdict.CRAWLS, Verdict.CONVERGES, Verdict.OVERSHOOTS, Verdict.DIVERGES}


@pytest.mark.parametrize("built", [OneWeightExplorer], indirect=True)
@pytest.mark.parametrize(
    ("rate", "weight"),
    [(0.0001, 0.208928), (0.001, 1.344815), (0.01, 2.003626), (0.1, -18231.9652), (1.0, -2.58692e66)],
)
def test_one_weight_gives_the_true_table(built, rate, weight):
    result = built.set(learning_rate=rate, step=50).result
    assert result.w == pytest.approx(weight, rel=1e-5)
    assert (result.run.verdict is Verdict.DIVERGES) == (rate >= 0.1)


@pytest.mark.parametrize("built", [DescentMapExplorer], indirect=True)
@pytest.mark.parametrize("condition", [1, 3, 30, 1000])
@pytest.mark.parametrize("start", [(-2.5, 1.0), (1.5, -2.0)])
def test_the_valley_agrees_with_the_loop(built, condition, start):
    for rate in along(built.controls["learning_rate"], 60):
        built.set(surface="valley", condition=condition, learning_rate=rate, start_w1=start[0], start_w2=start[1])
        surface, run = built.result.surface, built.result.run
        if abs(rate / surface.limit - 1) <= NEAR_THE_LIMIT:
            continue
        loop = descend(surface.loss, surface.gradient, run.weights[0], rate, run.steps, surface.least)
        if loop.verdict != run.verdict:  # just above the limit the floor's fall may still hide the growth across it
            assert run.verdict is Verdict.DIVERGES
            assert rate > surface.limit
        assert (run.verdict is Verdict.DIVERGES) >= (rate > surface.limit)


@pytest.mark.parametrize("built", [DescentMapExplorer], indirect=True)
def test_where_it_starts_decides_which_valley_it_finds(built):
    sentences = [built.set(surface="two valleys", start_w1=w1, start_w2=0.5).sentence for w1 in (-2, 2)]
    assert "deep valley on the left" in sentences[0]
    assert "shallow valley on the right" in sentences[1]


@pytest.mark.parametrize("built", [DescentMapExplorer], indirect=True)
def test_a_start_on_the_ridge_stays_on_the_saddle(built):
    assert "stays on the saddle" in built.set(surface="saddle", start_w1=-2, start_w2=0).sentence


@pytest.mark.parametrize("built", [OptimizersExplorer], indirect=True)
def test_the_limits_of_descent_and_momentum_stand_in_the_sentence(built):
    built.set(learning_rate=0.049, beta=0.9)
    assert "plain descent diverges above 2/λ = 0.05" in built.sentence


@pytest.mark.parametrize("built", [BackpropagationExplorer], indirect=True)
def test_the_cube_gives_294(built):
    last = built.controls["step"].max
    assert "343" in repr(built.set(at=3, step=last))
    assert "294" in repr(built)


@pytest.mark.parametrize("built", [IncidentExplorer], indirect=True)
def test_the_incident_as_it_was(built):
    assert "28.97" in built.sentence
    assert "1e+15" in repr(built)

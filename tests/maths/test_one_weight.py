"""Descent over one weight, whose every number a hand can follow: five points, no intercept, curvature 22."""

import numpy as np
import pytest

from helpers.maths.descent import QuadraticLoss, Verdict, descend

# the curvature is 2/5 · (1 + 4 + 9 + 16 + 25)
FEATURE, TARGET = [[1], [2], [3], [4], [5]], [2.1, 3.9, 6.2, 7.8, 10.1]


@pytest.fixture(scope="module")
def one_weight():
    return QuadraticLoss.from_data(FEATURE, TARGET)


def as_a_loop():
    """Loss and gradient of the data themselves, for `descend`."""
    x, y = np.ravel(FEATURE), np.array(TARGET)
    return lambda w: float(np.mean((w * x - y) ** 2)), lambda w: np.array([2 * np.mean((w * x - y) * x)])


def test_one_weight(one_weight):
    assert one_weight.curvatures == pytest.approx([22], rel=1e-12)
    assert round(one_weight.limit, 6) == 0.090909
    assert one_weight.best_rate == pytest.approx(1 / 22, rel=1e-12)
    assert one_weight.condition == 1
    assert one_weight.minimum == pytest.approx([110.2 / 55], rel=1e-12)
    assert round(one_weight.least, 8) == 0.02185455


@pytest.mark.parametrize(
    ("rate", "weight", "loss", "verdict"),
    [
        (0.0001, "0.2089", "35.452614", Verdict.CRAWLS),
        (0.001, "1.3448", "4.796223", Verdict.CRAWLS),
        (0.01, "2.0036", "0.021855", Verdict.CONVERGES),
        (0.1, "-18231.9652", "3657253801.1649", Verdict.DIVERGES),
    ],
)
def test_five_rates_on_one_weight(one_weight, rate, weight, loss, verdict):
    places = len(loss.partition(".")[2])
    for run in (one_weight.descend([0], rate, 50), descend(*as_a_loop(), [0], rate, 50, one_weight.least)):
        assert f"{run.weights[-1, 0]:.4f}" == weight
        assert f"{run.losses[-1]:.{places}f}" == loss
        assert run.verdict is verdict


def test_a_rate_of_one_on_one_weight(one_weight):
    for run in (one_weight.descend([0], 1, 50), descend(*as_a_loop(), [0], 1, 50)):
        assert f"{run.weights[-1, 0]:.3e}" == "-2.587e+66"
        assert f"{run.losses[-1]:.2e}" == "7.36e+133"
        assert run.verdict is Verdict.DIVERGES
    assert one_weight.descend([0], 1, 300).infinite_at == 116


@pytest.mark.parametrize("rate", [0.05, 0.08, 0.09])
def test_overshooting_is_not_diverging(one_weight, rate):
    run = one_weight.descend([0], rate, 10)
    crosses = np.diff(np.sign(run.weights[:, 0] - one_weight.minimum[0])) != 0
    assert run.verdict is Verdict.OVERSHOOTS
    assert crosses.all()
    assert np.all(np.diff(run.losses) < 0)


def test_just_above_the_limit_the_loss_grows(one_weight):
    run = one_weight.descend([0], 0.091, 50)
    assert run.verdict is Verdict.DIVERGES
    assert np.all(np.diff(run.losses) > 0)


def test_at_the_limit_the_loss_stays(one_weight):
    run = one_weight.descend([0], 2 / 22, 50)
    assert run.verdict is Verdict.NEITHER
    np.testing.assert_allclose(run.losses, run.losses[0], rtol=1e-12)


def test_one_step_lands_at_one_over_the_curvature(one_weight):
    run = one_weight.descend([0], 1 / 22, 3)
    assert run.weights[1:, 0] == pytest.approx([110.2 / 55] * 3, rel=1e-12)
    assert run.verdict is Verdict.CONVERGES

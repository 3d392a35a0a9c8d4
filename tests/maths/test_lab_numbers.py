"""The numbers of the regression lab that notebook 05 states."""

from fractions import Fraction

import numpy as np
import pytest

from helpers.data import flats
from helpers.maths import regression as plain
from helpers.maths.descent import QuadraticLoss, Verdict, descend
from helpers.maths.regression import back_to_units, design_matrix, gradient, least_squares, standardize

SIZES, PRICES = flats().x, flats().y
X = design_matrix(SIZES)
LAB_RATE, LAB_STEPS, ORIGIN = 0.0001, 300, (0, 0)
WITHIN_A_HUNDREDTH = 0.01


@pytest.fixture(scope="module")
def bowl():
    return QuadraticLoss.from_data(X, PRICES)


@pytest.fixture(scope="module")
def lab_run():
    return plain.train(SIZES.tolist(), PRICES.tolist(), LAB_RATE, LAB_STEPS)


def test_the_flats_are_those_of_the_lab():
    assert SIZES.tolist() == [30, 45, 50, 60, 65, 70, 80, 90, 95, 110]
    assert PRICES.tolist() == [150, 200, 210, 250, 270, 300, 340, 380, 400, 450]


def test_start():
    loss = plain.compute_loss(0, 0, SIZES.tolist(), PRICES.tolist())
    assert loss == 95_450  # 954,500 / 10, by hand
    assert plain.sensitivities(0, 0, SIZES.tolist(), PRICES.tolist()) == (-45_290, -590)


@pytest.mark.parametrize(
    ("iteration", "loss"), [(0, 636.35), (1, 93.31), (2, 90.20), (50, 90.08), (100, 89.97), (250, 89.65)]
)
def test_losses_of_the_lab(lab_run, iteration, loss):
    assert round(lab_run[2][iteration], 2) == loss


def test_first_step(bowl, lab_run):
    slope, intercept = plain.gradient_step(0, 0, SIZES.tolist(), PRICES.tolist(), LAB_RATE)
    assert (round(slope, 4), round(intercept, 4)) == (4.5290, 0.0590)
    drop = (95_450 - bowl.loss([slope, intercept])) / (95_450 - lab_run[2][-1])
    assert round(100 * drop, 2) == 99.43


def test_the_loss_falls_at_every_step(lab_run):
    assert len(lab_run[2]) == LAB_STEPS
    assert np.all(np.diff([95_450, *lab_run[2]]) < 0)


def test_end_of_the_lab(lab_run, bowl):
    slope, intercept, history = lab_run
    assert (round(slope, 5), round(intercept, 5)) == (4.20857, 0.19350)
    assert round(history[-1], 4) == 89.5434
    assert round(100 * (history[-1] / bowl.least - 1), 1) == 141.7
    assert gradient(X, PRICES, [slope, intercept]).round(2).tolist() == [0.06, -4.62]


def test_the_run_without_a_loop_ends_there_too(lab_run, bowl):
    run = bowl.descend(ORIGIN, LAB_RATE, LAB_STEPS)
    np.testing.assert_allclose(run.weights[-1], lab_run[:2], rtol=1e-9)
    np.testing.assert_allclose(run.losses[1:], lab_run[2], rtol=1e-9)
    assert run.verdict is Verdict.CRAWLS


def test_best_line_by_hand(bowl):
    n, sum_x, sum_y = 10, 695, 2950
    sum_xx = sum(int(x) ** 2 for x in SIZES)
    sum_xy = sum(int(x) * int(y) for x, y in zip(SIZES, PRICES, strict=True))
    slope = Fraction(n * sum_xy - sum_x * sum_y, n * sum_xx - sum_x**2)
    intercept = (sum_y - slope * sum_x) / n
    np.testing.assert_allclose(bowl.minimum, [float(slope), float(intercept)], rtol=1e-12)
    assert (round(bowl.minimum[0], 5), round(bowl.minimum[1], 4)) == (3.91503, 22.9054)
    assert round(bowl.least, 4) == 37.0489


def test_best_line_through_the_origin():
    (slope,) = least_squares(X[:, :1], PRICES)
    assert round(slope, 5) == 4.21106
    assert round(plain.compute_loss(slope, 0, SIZES, PRICES), 4) == 90.4417


def test_predictions(lab_run, bowl):
    trained = [lab_run[0] * size + lab_run[1] for size in (75, 30)]
    assert [round(price, 1) for price in trained] == [315.8, 126.5]
    assert (design_matrix([75, 30]) @ bowl.minimum).round(1).tolist() == [316.5, 140.4]


def test_residuals_cancel_and_squares_do_not(bowl):
    assert float(np.sum(295 - PRICES)) == 0
    assert bowl.loss([0, 295]) == pytest.approx(8425, rel=1e-12)


@pytest.mark.parametrize(("line", "loss"), [((-4.21, 0), 381_432), ((0, -1000), 1_685_450)])
def test_there_are_worse_starts(bowl, line, loss):
    assert round(float(bowl.loss(line))) == loss


def test_curvatures(bowl):
    assert (round(bowl.curvatures[0], 6), round(bowl.curvatures[1], 2)) == (0.203499, 10756.80)
    assert round(bowl.condition) == 52_859
    assert round(bowl.limit, 9) == 0.000185929
    assert round(bowl.best_rate, 9) == 0.000185925
    assert round(100 * LAB_RATE / bowl.limit) == 54


def test_factors_of_one_step(bowl):
    slow, steep = 1 - LAB_RATE * bowl.curvatures
    assert (round(slow, 8), round(steep, 4)) == (0.99997965, -0.0757)


def test_how_long_the_lab_would_take(bowl):
    assert bowl.steps_to(WITHIN_A_HUNDREDTH * bowl.least, ORIGIN, LAB_RATE) == 122_011


@pytest.mark.parametrize(("left", "steps"), [(1 / 2, 34_061), (1 / 100, 226_297)])
def test_how_long_the_gap_lasts(bowl, left, steps):
    # after thousands of steps only the flat direction is left; its excess loss goes with the gap's square
    gap = bowl.directions[:, 0] @ bowl.minimum
    wanted = left**2 * gap**2 * bowl.curvatures[0] / 2
    exact = np.log(left) / np.log1p(-LAB_RATE * bowl.curvatures[0])
    assert round(exact) == steps
    assert bowl.steps_to(wanted, ORIGIN, LAB_RATE) == np.ceil(exact)


@pytest.mark.parametrize(("rate", "steps"), [(0.1, 28), (0.3, 7), (0.5, 1)])
def test_standardized_sizes_need_few_steps(bowl, rate, steps):
    z, mean, std = standardize(SIZES)
    scaled = QuadraticLoss.from_data(design_matrix(z), PRICES)
    np.testing.assert_allclose(scaled.curvatures, [2, 2], rtol=1e-12)
    assert scaled.steps_to(WITHIN_A_HUNDREDTH * scaled.least, ORIGIN, rate) == steps
    assert back_to_units(*scaled.minimum, mean, std) == pytest.approx(bowl.minimum.tolist(), rel=1e-12)


@pytest.mark.parametrize(
    ("rate", "form", "loss", "verdict"),
    [
        (0.000185, ".0f", "319", Verdict.OVERSHOOTS),
        (0.000186, ".0f", "150892", Verdict.DIVERGES),
        (0.0002, ".1e", "5.1e+41", Verdict.DIVERGES),
    ],
)
def test_rates_around_the_limit(bowl, rate, form, loss, verdict):
    for run in (bowl.descend(ORIGIN, rate, LAB_STEPS), _by_loop(rate)):
        assert format(run.losses[-1], form) == loss
        assert run.verdict is verdict
        assert run.exceeded_at == (1 if verdict is Verdict.DIVERGES else None)


@pytest.mark.parametrize("rate", [0.001, 0.01, 1.0])
def test_rates_whose_loss_becomes_infinite(bowl, rate):
    without, loop = bowl.descend(ORIGIN, rate, LAB_STEPS), _by_loop(rate)
    for run in (without, loop):
        assert run.verdict is Verdict.DIVERGES
        assert run.exceeded_at == 1
        assert run.infinite_at == run.losses.size < LAB_STEPS
        assert np.isfinite(run.losses).all()
    # the loop's mean adds ten squares before it divides, so it may leave the numbers one step earlier
    assert without.infinite_at - loop.infinite_at in (0, 1)


def test_adding_instead_of_averaging_divides_the_limit_by_ten(bowl):
    limit = bowl.limit / SIZES.size
    assert round(limit, 7) == 0.0000186
    assert round(LAB_RATE / limit, 1) == 5.4
    run = descend(
        lambda w: float(np.sum((X @ w - PRICES) ** 2)), lambda w: 2 * X.T @ (X @ w - PRICES), ORIGIN, LAB_RATE, 100
    )
    assert run.verdict is Verdict.DIVERGES
    (_, sum_steep) = np.linalg.eigvalsh(2 * X.T @ X)
    assert 2 / sum_steep == pytest.approx(limit, rel=1e-12)


def _by_loop(rate):
    return descend(
        lambda w: float(np.mean((X @ w - PRICES) ** 2)), lambda w: gradient(X, PRICES, w), ORIGIN, rate, LAB_STEPS, 37
    )

"""The explorers of notebook 05 give the lab's numbers: those of plain Python and of the corrected text."""

import numpy as np
import pytest

from helpers.data import flats
from helpers.explorers import (
    GradientExplorer,
    LearningRateExplorer,
    LineExplorer,
    PoisonExplorer,
    PredictionExplorer,
    TrainingExplorer,
)
from helpers.maths import regression
from helpers.maths import regression as plain

X, Y = flats().x, flats().y
SIZES, PRICES = X.tolist(), Y.tolist()
LAB_RATE = 0.0001


@pytest.fixture(scope="module")
def opened():
    """Give an explorer over the flats, built once for each set of options; all are closed at the end."""
    built = {}

    def build(kind, **options):
        key = (kind, *options.items())
        if key not in built:
            built[key] = kind(X, Y, **options)
        return built[key]

    yield build
    for explorer in built.values():
        explorer.close()


@pytest.mark.parametrize("line", [(0, 0), (4, 20), (4.21, 0), (-1.5, 163)])
def test_the_line_has_the_loss_of_plain_python(opened, line):
    result = opened(LineExplorer).set(slope=line[0], intercept=line[1]).result
    assert result.loss == pytest.approx(plain.compute_loss(*line, SIZES, PRICES), rel=1e-12)
    assert result.residuals.tolist() == pytest.approx(
        [line[0] * x + line[1] - y for x, y in zip(SIZES, PRICES, strict=True)]
    )


def test_the_flat_line_at_the_mean_cancels_its_residuals(opened):
    explorer = opened(LineExplorer).set(slope=0, intercept=295)
    for said in ("8,425.00", "37.05", " 0."):
        assert said in explorer.sentence
    assert repr(explorer).endswith("add up to 0")


@pytest.mark.parametrize("place", [(0, 0), (4.21, 0), (2, 50)])
def test_the_gradient_and_the_step_are_those_of_plain_python(opened, place):
    result = opened(GradientExplorer, learning_rate=LAB_RATE).set(slope=place[0], intercept=place[1]).result
    assert result.gradient.tolist() == pytest.approx(plain.sensitivities(*place, SIZES, PRICES), rel=1e-9)
    there = plain.gradient_step(*place, SIZES, PRICES, LAB_RATE)
    assert result.there.tolist() == pytest.approx(there, rel=1e-9)
    assert result.loss == pytest.approx(plain.compute_loss(*place, SIZES, PRICES), rel=1e-9)
    assert result.loss_there == pytest.approx(plain.compute_loss(*there, SIZES, PRICES), rel=1e-9)


def test_the_sentence_of_the_first_step(opened):
    sentence = opened(GradientExplorer, learning_rate=LAB_RATE).set(slope=0, intercept=0).sentence
    told = ["95,450.00", "-45,290", "-590", "0.0001", "slope 4.529", "intercept 0.059", "636.35"]
    assert [said for said in told if said not in sentence] == []


@pytest.mark.parametrize("fog", [True, False])
def test_fog_changes_the_picture_only(opened, fog):
    explorer = opened(GradientExplorer)
    sentence = explorer.sentence
    explorer.set(fog=fog)
    assert explorer.sentence == sentence
    assert f"fog {'on' if fog else 'off'}" in repr(explorer)
    assert explorer._fog.get_visible() is fog


def test_training_is_the_labs(opened):
    explorer = opened(TrainingExplorer, learning_rate=LAB_RATE)
    slope, intercept, history = plain.train(SIZES, PRICES, LAB_RATE, 300)
    assert explorer.set(step=0).result.loss == pytest.approx(95450, rel=1e-12)
    for step in (1, 2, 50, 299, 300):
        assert explorer.set(step=step).result.loss == pytest.approx(history[step - 1], rel=1e-9)
        assert explorer.result.step == step
    assert (explorer.result.slope, explorer.result.intercept) == pytest.approx((slope, intercept), rel=1e-9)
    assert "crawls" in explorer.sentence
    assert repr(explorer).endswith("slope 4.209, intercept 0.1935, loss 89.54, least 37.05")


def test_a_training_run_that_leaves_the_numbers_stays_at_its_last_finite_step(opened):
    explorer = opened(TrainingExplorer, learning_rate=0.01).set(step=300)
    assert explorer.result.step == explorer.run.infinite_at - 1 < 300
    assert np.isfinite(explorer.result.loss)
    assert "diverges" in explorer.sentence


@pytest.mark.parametrize(("at", "trained", "best"), [(75, "315.8", "316.5"), (30, "126.5", "140.4")])
def test_predictions_are_the_labs(opened, at, trained, best):
    explorer = opened(PredictionExplorer, learning_rate=LAB_RATE).set(at=at)
    assert f" {trained}, " in explorer.sentence
    assert f" {best}:" in explorer.sentence
    assert f"trained line {trained}, best line {best}" in repr(explorer)


@pytest.mark.parametrize(("at", "outside"), [(29, True), (30, False), (75, False), (110, False), (111, True)])
def test_a_prediction_where_no_data_lies_is_a_guess(opened, at, outside):
    assert opened(PredictionExplorer).set(at=at).sentence.endswith("guessing.") is outside


@pytest.mark.parametrize(
    ("lie", "loss", "least", "predicted"),
    [(-300, 7830, 5653, None), (-10, None, 50, 603)],
)
def test_one_lie_in_ten_prices(opened, lie, loss, least, predicted):
    """One of ten prices, 450, becomes 150 or 440; clean, the loss ends at 89.54 and 150 sqm are predicted 610."""
    explorer = opened(PoisonExplorer, learning_rate=LAB_RATE, at=150).set(poisoned=1, lie=lie)
    assert explorer.result.lied.tolist() == [*PRICES[:-1], 450 + lie]
    assert round(explorer.result.least) == least
    assert " 89.54" in explorer.sentence
    assert " 610.2" in explorer.sentence
    if loss:
        assert round(explorer.result.run.losses[-1], -1) == loss
    if predicted:
        assert round(explorer.result.prediction) == predicted


def test_lies_begin_at_the_largest_size():
    explorer = PoisonExplorer([30, 60, 90, 45], [150, 250, 380, 200])
    assert explorer.set(poisoned=2, lie=-50).result.lied.tolist() == [150, 200, 330, 200]
    explorer.close()


def test_no_lie_changes_nothing(opened):
    for move in ({"poisoned": 0, "lie": 100}, {"poisoned": 3, "lie": 0}):
        explorer = opened(PoisonExplorer).set(**move)
        assert explorer.result.lied.tolist() == PRICES
        (clean,) = regression.design_matrix([explorer.at]) @ explorer.bowl.minimum
        assert explorer.result.prediction == pytest.approx(clean, rel=1e-12)


RATED = (GradientExplorer, LearningRateExplorer, PoisonExplorer, PredictionExplorer, TrainingExplorer)
STEPPED = (LearningRateExplorer, PoisonExplorer, PredictionExplorer, TrainingExplorer)


@pytest.mark.parametrize("kind", RATED)
@pytest.mark.parametrize("rate", [0, -1, float("nan"), float("inf"), "fast"])
def test_a_learning_rate_out_of_range_is_refused(opened, kind, rate):
    with pytest.raises(ValueError, match=r"learning.rate.*wanted"):
        opened(kind, learning_rate=rate)


@pytest.mark.parametrize("kind", RATED)
@pytest.mark.parametrize("rate", [1e-20, 10])
def test_rates_of_every_size_are_shown(opened, kind, rate):
    assert opened(kind, learning_rate=rate).sentence


@pytest.mark.parametrize("rate", [1e160, 1e300, 1.7e308])
def test_a_step_that_leaves_the_numbers_is_a_state(opened, rate):
    explorer = opened(GradientExplorer, learning_rate=rate).set(slope=0, intercept=0)
    assert explorer.sentence.endswith("leads so far away that the loss there is too large for a 64-bit number.")
    assert "inf" not in explorer.sentence
    ground = explorer.figure.axes[0]
    (x,), (y,) = explorer._exits[0].get_data()
    assert (x, y) == (ground.get_xlim()[1], ground.get_ylim()[1])
    assert np.isfinite(explorer._step.get_xydata()).all()


@pytest.mark.parametrize("kind", STEPPED)
@pytest.mark.parametrize("steps", [0, -1, 2.5, True])
def test_a_number_of_steps_out_of_range_is_refused(opened, kind, steps):
    with pytest.raises(ValueError, match=r"steps is .*wanted a whole number of at least [12]"):
        opened(kind, steps=steps)


@pytest.mark.parametrize("kind", STEPPED)
def test_few_steps_are_enough(opened, kind):
    """One alone can not be told to overshoot, so where verdicts stand on the track it takes two."""
    assert opened(kind, steps=2 if kind is LearningRateExplorer else 1).sentence


@pytest.mark.parametrize("kind", [PoisonExplorer, PredictionExplorer])
@pytest.mark.parametrize("at", [float("nan"), "there"])
def test_a_place_that_is_no_number_is_refused(opened, kind, at):
    with pytest.raises(ValueError, match="wanted"):
        opened(kind, at=at)


def test_an_infinite_place_is_refused(opened):
    """The prediction's slider keeps it to its end instead."""
    with pytest.raises(ValueError, match="at is inf; wanted a finite number"):
        opened(PoisonExplorer, at=float("inf"))


@pytest.mark.parametrize("kind", [*RATED, LineExplorer])
@pytest.mark.parametrize(
    ("x", "y"), [([1, float("nan")], [1, 2]), ([1, 2], [1]), ([], []), ("ab", [1, 2]), ([[1, 2]], [1, 2])]
)
def test_data_that_is_none_is_refused(kind, x, y):
    with pytest.raises(ValueError, match="wanted"):
        kind(x, y)

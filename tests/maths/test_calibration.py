"""Calibration: hand-worked bins, agreement with scikit-learn and SciPy, and the course's own numbers."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import optimize, stats
from scipy.special import log_softmax
from sklearn.calibration import calibration_curve

from helpers.data.sets import day_of_mail
from helpers.maths.chance import expected_errors, threshold_costs
from helpers.maths.classification import fit_temperature, log_loss, reliability
from helpers.maths.information import softmax

cases = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 1)), min_size=1, max_size=40)


def test_bins_by_hand():
    result = reliability([0.1, 0.2, 0.6, 0.9, 1.0], [0, 1, 1, 1, 0], bins=2)
    assert result.edges.tolist() == [0, 0.5, 1]
    assert reliability([0.5], [1], bins=2).counts.tolist() == [1, 0]  # a bin holds its right end
    assert result.counts.tolist() == [2, 3]
    np.testing.assert_allclose(result.confidence, [0.15, 2.5 / 3])
    np.testing.assert_allclose(result.right, [0.5, 2 / 3])
    assert result.error == pytest.approx((2 * 0.35 + 3 * (2.5 - 2) / 3) / 5)


def test_an_empty_bin_has_no_shares():
    result = reliability([0.95], [1])
    assert result.counts.tolist() == [0] * 9 + [1]
    assert np.isnan(result.right[:9]).all()
    assert np.isnan(result.confidence[:9]).all()
    assert result.error == pytest.approx(0.05)


@given(cases, st.integers(1, 12))
def test_the_bins_are_those_of_scikit_learn(pairs, bins):
    confidences, correct = map(np.array, zip(*pairs, strict=True))
    result = reliability(confidences, correct, bins)
    right, confidence = calibration_curve([*correct, 0, 1], [*confidences, 0, 1], n_bins=bins)  # it wants both labels
    ours = reliability([*confidences, 0, 1], [*correct, 0, 1], bins)
    full = ours.counts > 0
    np.testing.assert_allclose(ours.right[full], right)
    np.testing.assert_allclose(ours.confidence[full], confidence)
    assert result.counts.sum() == len(pairs)
    gaps = np.abs(np.nan_to_num(result.right) - np.nan_to_num(result.confidence))
    assert result.error == pytest.approx(np.average(gaps, weights=result.counts), abs=1e-12)


def test_calibrated_scores_err_by_their_noise_only(rng):
    n, bins = 100_000, 10
    p = rng.uniform(size=n)
    error = reliability(p, rng.uniform(size=n) < p, bins).error
    noise = np.sqrt(2 / np.pi * np.mean(p * (1 - p)) * bins / n)  # mean size of a normal gap, over bins of n / bins
    assert noise / 4 < error < 3 * noise
    assert reliability(p, rng.uniform(size=n) < p**2, bins).error > 30 * noise


def test_a_lower_loss_is_not_a_better_calibration():
    coin, always = np.tile([0, 1], 500), np.ones(1000)
    assert log_loss(np.full(1000, 0.5), coin) == pytest.approx(0.693, abs=5e-4)
    assert reliability(np.full(1000, 0.5), coin).error == 0
    assert log_loss(0.9 * always, always) == pytest.approx(0.105, abs=5e-4)
    assert reliability(0.9 * always, always).error == pytest.approx(0.1)


@given(st.integers(0, 2**32 - 1), st.floats(0.2, 20), st.integers(2, 5))
def test_the_temperature_is_that_of_a_general_minimiser(seed, scale, classes):
    rng = np.random.default_rng(seed)
    z = rng.normal(size=(60, classes))
    labels = np.array([rng.choice(classes, p=row) for row in softmax(z)])

    def loss(log_temperature):
        return -log_softmax(scale * z / np.exp(log_temperature), axis=1)[np.arange(60), labels].mean()

    assume(np.mean(z[np.arange(60), labels] - z.mean(axis=1)) > 0.02)  # else the hotter the better
    temperature = fit_temperature(scale * z, labels)
    least = optimize.minimize_scalar(loss, bounds=(-5, 15), method="bounded", options={"xatol": 1e-10})
    assert loss(np.log(temperature)) <= least.fun + 1e-12
    assert temperature == pytest.approx(scale * fit_temperature(z, labels))


def test_the_temperature_of_one_logit_by_hand():
    assert fit_temperature([[2, 0]] * 4, [0, 0, 0, 1]) == pytest.approx(2 / np.log(3))


def test_scores_drawn_from_a_temperature_have_that_temperature(rng):
    z = 3 * rng.normal(size=(20_000, 4))
    labels = (softmax(z, 2.5).cumsum(axis=1) < rng.uniform(size=(20_000, 1))).sum(axis=1).clip(0, 3)
    assert fit_temperature(z, labels) == pytest.approx(2.5, rel=0.05)


def test_a_constant_on_a_row_changes_no_temperature(rng):
    z, labels = rng.normal(size=(50, 3)), rng.integers(3, size=50)
    labels[:40] = z[:40].argmax(axis=1)
    assert fit_temperature(z + rng.normal(size=(50, 1)), labels) == pytest.approx(fit_temperature(z, labels))


@given(cases, st.floats(0, 1), st.floats(0, 1))
def test_a_wider_margin_makes_no_more_errors(pairs, one, other):
    p, y = map(np.array, zip(*pairs, strict=True))
    low, high = sorted([one, other])
    both = threshold_costs(p, y, (low, high))
    single = threshold_costs(p, y, high)
    assert both.misses <= single.misses
    assert both.alarms == single.alarms
    assert single.referred == 0
    assert both.referred == np.sum((p >= low) & (p < high))
    assert single.misses == np.sum((p < high) & (y == 1))
    assert threshold_costs(p, y, (low, high), 3, 5, 7).cost == 3 * both.misses + 5 * both.alarms + 7 * both.referred


def test_the_best_threshold_is_where_both_costs_are_equal():
    mail = day_of_mail(size=200_000)
    places = np.linspace(0.05, 0.95, 19)
    costs = [threshold_costs(mail.scores, mail.spam, place, cost_miss=1, cost_alarm=4).cost for place in places]
    assert places[np.argmin(costs)] == pytest.approx(4 / 5, abs=0.06)  # cost_alarm / (cost_alarm + cost_miss)


def test_mails_that_all_score_95_make_500_mistakes():
    mean, spread = expected_errors(np.full(10_000, 0.95))
    assert mean == pytest.approx(500)
    assert spread == pytest.approx(21.8, abs=0.05)
    assert spread == pytest.approx(stats.binom(10_000, 0.05).std())


def test_a_day_of_calibrated_mail_makes_few_mistakes_at_95():
    beta = stats.beta(0.15, 0.6)
    assert beta.sf(0.95) == pytest.approx(0.037, abs=5e-4)
    days = [day_of_mail(seed=seed) for seed in range(20)]
    sure = [day.scores >= 0.95 for day in days]
    assert np.mean(sure) == pytest.approx(0.037, abs=0.002)
    wrong = [np.sum(day.spam[which] == 0) for day, which in zip(days, sure, strict=True)]
    assert np.mean(wrong) == pytest.approx(7, abs=2)
    errors = [threshold_costs(day.scores, day.spam, 0.5).cost for day in days]
    assert np.mean(errors) == pytest.approx(977, abs=25)
    assert np.mean([expected_errors(day.scores)[0] for day in days]) == pytest.approx(977, abs=15)
    assert np.mean([reliability(day.scores, day.spam).error for day in days]) < 0.01


def test_the_same_seed_gives_the_same_mail():
    one, again, other = day_of_mail(100), day_of_mail(100), day_of_mail(100, seed=1)
    assert np.array_equal(one.scores, again.scores)
    assert np.array_equal(one.spam, again.spam)
    assert not np.array_equal(one.scores, other.scores)
    assert set(one.spam) <= {0, 1}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: reliability([1.2], [1]), "confidences holds 1.2; wanted probabilities"),
        (lambda: reliability([0.5], [2]), "correct holds 2; wanted labels"),
        (lambda: reliability([0.5], [1, 0]), "correct holds 2 numbers; wanted 1"),
        (lambda: reliability([0.5], [1], bins=0), "bins is 0; wanted a whole number of at least 1"),
        (lambda: fit_temperature([1, 2], [0, 1]), r"logits has shape \(2,\); wanted"),
        (lambda: fit_temperature([[1, 2]], [2]), "labels holds 2; wanted labels"),
        (lambda: fit_temperature([[3, 1], [1, 3]], [0, 1]), "the colder the better; wanted"),
        (lambda: fit_temperature([[3, 1], [1, 3]], [1, 0]), "the hotter the better; wanted"),
        (lambda: threshold_costs([0.5], [1], 1.5), "threshold holds 1.5; wanted"),
        (lambda: threshold_costs([0.5], [1], (0.6, 0.4)), r"threshold is \(0.6, 0.4\); wanted one number, or two"),
        (lambda: threshold_costs([0.5], [1], (0.1, 0.2, 0.3)), "threshold is .*; wanted one number, or two"),
        (lambda: threshold_costs([0.5], [1], 0.5, cost_miss=np.nan), "costs holds 1 values that are NaN"),
        (lambda: expected_errors([-1]), "probabilities holds -1; wanted"),
        (lambda: day_of_mail(0), "size is 0; wanted"),
        (lambda: day_of_mail(shape=(0, 1)), r"shape\[0\] is 0.0; wanted a finite number above 0"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()

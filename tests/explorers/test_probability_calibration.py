"""The calibration explorer says of each method what scikit-learn measures of it, at every temperature."""

import re

import numpy as np
import pytest
import sklearn.metrics
from scipy.special import softmax
from sklearn.calibration import calibration_curve

from helpers.data import digit_scores
from helpers.explorers.probability.calibration import COLDEST, HOTTEST, METHODS, CalibrationExplorer
from helpers.explorers.words import number

TEMPERATURES = np.geomspace(COLDEST, HOTTEST, 40).clip(COLDEST, HOTTEST)


@pytest.fixture(scope="module")
def explorer():
    explorer = CalibrationExplorer()
    yield explorer
    explorer.close()


def probabilities(method, temperature=1.0):
    scores = digit_scores()
    tables = {"raw": scores.raw, "Platt": scores.platt, "isotonic": scores.isotonic}
    return tables[method] if method in tables else softmax(scores.logits / temperature, axis=1)


def settings():
    return [(method, 1.0) for method in METHODS] + [("temperature", float(t)) for t in TEMPERATURES]


def test_the_words_say_what_was_measured(explorer):
    labels = digit_scores().labels
    for method, temperature in settings():
        p = probabilities(method, temperature)
        confidence, right = p.max(axis=1), p.argmax(axis=1) == labels
        share, mean = calibration_curve(right, confidence, n_bins=10)
        counts = np.histogram(confidence, np.linspace(0, 1, 11))[0]
        gap = np.average(np.abs(share - mean), weights=counts[counts > 0])
        explorer.set(method=method, temperature=temperature)
        assert f"(ECE) {gap:.3f}" in explorer.sentence
        loss = sklearn.metrics.log_loss(labels, p, labels=range(10))
        if loss < 1:  # scikit-learn raises probabilities below 2e-16, which a cold softmax gives
            assert f"log loss {number(loss)}" in explorer.sentence
        sure = confidence >= 0.9
        if sure.any():
            digits = f"{sure.sum()} digit{'' if sure.sum() == 1 else 's'}"
            words = f"Naive Bayes is at least 90% sure of {digits}, and right in {right[sure].mean():.1%} of them."
            assert explorer.sentence.startswith(words)
        else:
            assert explorer.sentence.startswith("Naive Bayes is at least 90% sure of no digit.")


def test_no_temperature_changes_a_prediction(explorer):
    for temperature in TEMPERATURES:
        measured = explorer.set(method="temperature", temperature=temperature).result.measured
        assert measured["temperature"].right == measured["raw"].right
        assert "82.3% are right at each" in explorer.sentence


def test_temperature_one_is_raw(explorer):
    measured = explorer.set(method="temperature", temperature=1).result.measured
    assert measured["temperature"].log_loss == pytest.approx(measured["raw"].log_loss)
    assert measured["temperature"].diagram.error == pytest.approx(measured["raw"].diagram.error)
    assert measured["raw"].log_loss == pytest.approx(2.91, abs=0.005)


def test_the_log_loss_is_least_where_the_words_say(explorer):
    losses = {
        t: explorer.set(method="temperature", temperature=t).result.measured["temperature"].log_loss
        for t in [*TEMPERATURES, explorer.best]
    }
    assert min(losses, key=losses.get) == explorer.best
    said = re.search(r"least at ([\d.]+); fitted on held-out digits the temperature is ([\d.]+)\. ", explorer.sentence)
    assert [float(found) for found in said.groups()] == [pytest.approx(7.31), pytest.approx(7.62)]
    assert explorer.controls["temperature"].marks[1] == [explorer.fitted, "fitted 7.62"]


def test_the_other_repairs_change_predictions(explorer):
    for method, right in (("Platt", "84.8%"), ("isotonic", "89.6%")):
        assert f"{right} are right, not 82.3%" in explorer.set(method=method).sentence


def test_the_diagram_shows_the_bins(explorer):
    for method, temperature in settings():
        result = explorer.set(method=method, temperature=temperature).result
        diagram = result.measured[method].diagram
        full = diagram.counts > 0
        bars, gaps, counts = (
            np.array([path.vertices[:4] for path in boxes.get_paths()])
            for boxes in (explorer._bars, explorer._gaps, explorer._counts)
        )
        assert len(bars) == len(gaps) == len(counts) == full.sum()
        np.testing.assert_allclose(bars[:, 2, 1], diagram.right[full])
        np.testing.assert_allclose(gaps[:, 2, 1], diagram.confidence[full])
        np.testing.assert_allclose(np.ptp(counts[:, :, 1], axis=1) / 0.2, diagram.counts[full] / 719)


def test_every_mark_stays_inside_the_axes(explorer):
    for method, temperature in settings():
        explorer.set(method=method, temperature=temperature)
        for marks in (explorer._here, explorer._heated):
            for mark in marks:
                low, high = mark.axes.get_xlim()
                assert low < mark.get_xdata()[0] < high
        assert [mark.get_ydata()[0] for mark in explorer._here] == [METHODS.index(method)] * 2


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="method is 'magic'; wanted one of raw, temperature, Platt, isotonic"):
        CalibrationExplorer(method="magic")

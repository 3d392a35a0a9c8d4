"""Data with classes, against its source and the figures that the course quotes."""

import subprocess
import sys

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_digits
from sklearn.naive_bayes import GaussianNB

from helpers.data import breast_cancer, digit_scores
from helpers.maths.classification import fit_temperature, log_loss, reliability
from helpers.maths.information import softmax


def error(probabilities):
    """Calibration error of the digits' probabilities."""
    return reliability(probabilities.max(axis=1), probabilities.argmax(axis=1) == digit_scores().labels).error


def test_the_tumours_are_those_of_scikit_learn():
    study, ours = load_breast_cancer(), breast_cancer()
    names = list(study.feature_names)
    np.testing.assert_array_equal(ours.X, study.data[:, [names.index(name) for name in ours.feature_names]])
    for label, name in enumerate(ours.class_names):
        np.testing.assert_array_equal(ours.y == label, study.target == list(study.target_names).index(name))
    assert repr(ours) == "Classified(569 rows: 357 benign, 212 malignant)"
    assert "scikit-learn" in ours.provenance


def test_the_scores_are_those_of_naive_bayes_on_images_it_was_not_trained_on():
    scores, digits = digit_scores(), load_digits()
    assert len(scores) == 719
    assert len(scores) + len(scores.held_out_labels) == len(digits.target) == 1797
    np.testing.assert_array_equal(
        np.bincount(scores.labels) + np.bincount(scores.held_out_labels), np.bincount(digits.target)
    )
    np.testing.assert_array_equal(scores.raw, np.exp(scores.logits))
    for table in (scores.raw, scores.platt, scores.isotonic):
        assert table.shape == (719, 10)
        np.testing.assert_allclose(table.sum(axis=1), 1, atol=1e-12)
    trained_on_all = GaussianNB().fit(digits.data, digits.target).score(digits.data, digits.target)
    assert np.mean(scores.raw.argmax(axis=1) == scores.labels) < trained_on_all
    assert np.mean(scores.held_out_logits.argmax(axis=1) == scores.held_out_labels) < trained_on_all


def test_the_published_figures():
    scores = digit_scores()
    confidence, right = scores.raw.max(axis=1), scores.raw.argmax(axis=1) == scores.labels
    sure = confidence >= 0.9
    assert confidence[sure].mean() == pytest.approx(0.998, abs=5e-4)
    assert right[sure].mean() == pytest.approx(0.842, abs=5e-4)
    for table, gap, loss in ((scores.raw, 0.164, 2.91), (scores.platt, 0.103, 0.59), (scores.isotonic, 0.044, 0.43)):
        assert error(table) == pytest.approx(gap, abs=6e-4)
        assert log_loss(table, scores.labels) == pytest.approx(loss, abs=5e-3)


def test_a_held_out_temperature_mends_most_of_the_gap():
    scores = digit_scores()
    temperature = fit_temperature(scores.held_out_logits, scores.held_out_labels)
    assert temperature == pytest.approx(7.62, abs=5e-3)
    mended = softmax(scores.logits, temperature)
    assert error(mended) < error(scores.raw) / 1.9
    assert log_loss(mended, scores.labels) < log_loss(scores.raw, scores.labels) / 5
    np.testing.assert_array_equal(mended.argmax(axis=1), scores.raw.argmax(axis=1))


def test_the_same_arrays_are_given_again_and_cannot_be_changed():
    for give, array in ((breast_cancer, "X"), (breast_cancer, "y"), (digit_scores, "logits"), (digit_scores, "labels")):
        assert give() is give()
        with pytest.raises(ValueError, match="read-only"):
            getattr(give(), array)[0] = 1


def test_loading_this_room_does_not_load_scikit_learn():
    code = "import sys, helpers.data.sets; print('sklearn' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert run.stdout.split() == ["False"]

"""Calibration and logistic regression: bins by hand, finite differences, SciPy's minimisers and scikit-learn."""

import numpy as np
import pytest
import sklearn.metrics
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import optimize
from scipy.special import log_softmax
from sklearn.calibration import calibration_curve
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from helpers.data import breast_cancer
from helpers.maths.autodiff import numerical_gradient
from helpers.maths.classification import LogisticLoss, fit, fit_temperature, log_loss, reliability
from helpers.maths.information import negative_log_likelihood, softmax

cases = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 1)), min_size=1, max_size=40)
seeds = st.integers(0, 2**32 - 1)


# calibration


@given(cases, st.integers(1, 12))
def test_the_bins_are_those_of_scikit_learn(pairs, bins):
    confidences, correct = map(np.array, zip(*pairs, (0, 0), (1, 1), strict=True))  # it wants both labels
    found = reliability(confidences, correct, bins)
    right, confidence = calibration_curve(correct, confidences, n_bins=bins)
    full = found.counts > 0
    np.testing.assert_allclose(found.right[full], right)
    np.testing.assert_allclose(found.confidence[full], confidence)
    assert np.isnan(found.right[~full]).all()
    np.testing.assert_allclose(found.edges, np.linspace(0, 1, bins + 1))
    assert reliability([0.5], [1], bins=2).counts.tolist() == [1, 0]  # a bin holds its right end
    assert found.error == pytest.approx(np.average(np.abs(right - confidence), weights=found.counts[full]), abs=1e-12)


@given(seeds, st.floats(0.2, 20), st.integers(2, 5))
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
    assert temperature == pytest.approx(fit_temperature(scale * z + rng.normal(size=(60, 1)), labels))


# logistic regression


@st.composite
def problems(draw):
    """A logistic loss with a penalty, and any weights; both labels occur."""
    rng = np.random.default_rng(draw(seeds))
    n, d = draw(st.integers(3, 30)), draw(st.integers(1, 4))
    y = rng.permutation(np.arange(n) % 2)
    penalty = rng.uniform(0.01, 2, d)
    return LogisticLoss(rng.normal(size=(n, d)), y, penalty), rng.normal(size=d)


def test_the_log_loss_of_a_certainty():
    assert str(log_loss([1.0], [1])) == "0.0"
    assert log_loss([1.0, 0.0], [0, 0]) == log_loss([[0, 1]], [0]) == np.inf


@given(st.data(), st.integers(1, 12), st.integers(2, 5))
def test_the_log_loss_is_that_of_scikit_learn(data, cases, classes):
    logits = data.draw(arrays(float, (cases, classes), elements=st.floats(-8, 8)))
    labels = data.draw(arrays(int, cases, elements=st.integers(0, classes - 1)))
    p = softmax(logits)
    theirs = pytest.approx(sklearn.metrics.log_loss(labels, p, labels=range(classes)), rel=1e-9, abs=1e-12)
    assert (log_loss(p, labels), negative_log_likelihood(logits, labels)) == (theirs, theirs)
    if classes == 2:
        assert log_loss(p[:, 1], labels) == pytest.approx(log_loss(p, labels), abs=1e-7)


@given(problems())
def test_loss_gradient_and_curvatures_fit_each_other(problem):
    loss, w = problem
    assert loss.loss(w) == pytest.approx(log_loss(loss.predict(w), loss.y) + loss.penalty @ w**2 / 2)
    np.testing.assert_allclose(loss.gradient(w), numerical_gradient(loss.loss, w), atol=1e-7)
    hessian = np.array([numerical_gradient(lambda v, i=i: loss.gradient(v)[i], w) for i in range(w.size)])
    np.testing.assert_allclose(loss.hessian(w), hessian, atol=1e-7)


def test_nothing_overflows():
    loss = LogisticLoss([[1e4], [-1e4]], [1, 0])
    assert (loss.loss([1]), loss.loss([-1])) == (0, 1e4)
    assert np.isfinite(loss.gradient([-1])).all()


@pytest.mark.parametrize("c", [0.001, 1.0, 1000.0, np.inf])
def test_the_fitted_weights_are_those_of_scikit_learn(c):
    study = breast_cancer()
    z = StandardScaler().fit_transform(study.X)
    loss = LogisticLoss(np.column_stack([z, np.ones(len(z))]), study.y, np.array([1, 1, 0]) / (569 * c))
    theirs = LogisticRegression(C=c, tol=1e-10, solver="newton-cholesky").fit(z, study.y)
    np.testing.assert_allclose(fit(loss), [*theirs.coef_[0], *theirs.intercept_], atol=1e-6)


def assert_a_line_separates(X, y):
    with pytest.raises(ValueError, match=r"a line separates the labels.*; wanted a penalty"):
        fit(LogisticLoss(X, y))
    loss = LogisticLoss(X, y, penalty=1e-3)
    assert np.abs(loss.gradient(fit(loss))).max() < 1e-6


@given(seeds, st.booleans())
def test_labels_that_a_line_separates_are_found_out_unless_there_is_a_penalty(seed, touching):
    rng = np.random.default_rng(seed)
    X, w = rng.normal(size=(20, 2)), rng.normal(size=2)
    if touching:
        X[:4] = np.outer([1, 1, -2, -2], [-w[1], w[0]])  # on the line itself, with both labels
    y = np.where(np.arange(20) < 4 * touching, np.arange(20) % 2, X @ w > 0)
    assume(np.ptp(y))
    assert_a_line_separates(X, y)


def test_a_line_separates_places_a_million_times_apart_and_labels_of_one_kind():
    assert_a_line_separates([[-1e-6, 1], [1e6, 1], [2e6, 1]], [0, 1, 1])
    assert_a_line_separates([[3, 1], [5, 1]], [1, 1])

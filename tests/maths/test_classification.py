"""Logistic regression by hand against the textbook's numbers, SciPy and scikit-learn."""

import numpy as np
import pytest
import sklearn.metrics
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from helpers.data import breast_cancer
from helpers.maths.autodiff import numerical_gradient
from helpers.maths.checks import as_labels, as_probabilities
from helpers.maths.classification import LogisticLoss, fit, log_loss, sigmoid
from helpers.maths.regression import standardize

logits = st.floats(-700, 700)


@st.composite
def problems(draw):
    """A logistic loss with a penalty, and any weights; both labels occur."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n, d = draw(st.integers(3, 30)), draw(st.integers(1, 4))
    y = rng.permutation(np.arange(n) % 2)
    penalty = rng.uniform(0.01, 2, d)
    return LogisticLoss(rng.normal(size=(n, d)), y, penalty), rng.normal(size=d)


def tumours(penalty=0.0):
    study = breast_cancer()
    z = np.column_stack([standardize(column)[0] for column in study.X.T])
    return LogisticLoss(np.column_stack([z, np.ones(len(z))]), study.y, penalty)


def test_the_sigmoid_of_small_whole_numbers():
    assert sigmoid([-2, -1, 0, 1, 2]).round(3).tolist() == [0.119, 0.269, 0.5, 0.731, 0.881]
    assert sigmoid(0) == 0.5
    assert sigmoid([[0, 1], [2, 3]]).shape == (2, 2)


@given(logits)
def test_the_sigmoid_of_minus_z_is_the_rest(z):
    assert sigmoid(z) + sigmoid(-z) == pytest.approx(1)
    assert 0 <= sigmoid(z) <= 1


@given(st.floats(-30, 30))
def test_the_logit_turns_the_sigmoid_back(z):
    assert np.log(sigmoid(z) / sigmoid(-z)) == pytest.approx(z)


@pytest.mark.parametrize(
    ("probability", "label", "loss"),
    [(0.9, 1, 0.105), (0.1, 1, 2.303), (0.4, 1, 0.916), (0.1, 0, 0.105), (0.5, 0, 0.693)],
)
def test_the_log_loss_of_one_prediction(probability, label, loss):
    assert log_loss([probability], [label]) == pytest.approx(loss, abs=5e-4)


def test_the_log_loss_of_a_certainty():
    assert log_loss([1.0, 0.0], [1, 0]) == 0
    assert str(log_loss([1.0], [1])) == "0.0"
    assert log_loss([1.0, 0.0], [0, 0]) == np.inf
    assert log_loss([[0, 1]], [0], epsilon=np.exp(-5)) == pytest.approx(5)


@given(st.lists(st.tuples(st.floats(1e-6, 1 - 1e-6), st.integers(0, 1)), min_size=1, max_size=20))
def test_the_log_loss_is_that_of_scikit_learn(pairs):
    p, y = map(np.array, zip(*pairs, strict=True))
    assert log_loss(p, y) == pytest.approx(sklearn.metrics.log_loss(y, p, labels=[0, 1]))
    assert log_loss(np.column_stack([1 - p, p]), y) == pytest.approx(log_loss(p, y))


def test_the_log_loss_of_three_classes_is_that_of_scikit_learn(rng):
    p, y = rng.dirichlet([1, 1, 1], size=50), rng.integers(3, size=50)
    assert log_loss(p, y) == pytest.approx(sklearn.metrics.log_loss(y, p, labels=[0, 1, 2]))


@given(problems())
def test_the_loss_is_the_log_loss_and_the_pull(problem):
    loss, w = problem
    assert loss.loss(w) == pytest.approx(log_loss(loss.predict(w), loss.y) + loss.penalty @ w**2 / 2)


@given(problems())
def test_the_gradient_and_the_curvatures_are_those_of_finite_differences(problem):
    loss, w = problem
    np.testing.assert_allclose(loss.gradient(w), numerical_gradient(loss.loss, w), atol=1e-7)
    hessian = np.array([numerical_gradient(lambda v, i=i: loss.gradient(v)[i], w) for i in range(w.size)])
    np.testing.assert_allclose(loss.hessian(w), hessian, atol=1e-7)


@given(problems())
def test_nothing_is_below_the_fitted_weights(problem):
    loss, w = problem
    best = fit(loss)
    np.testing.assert_allclose(loss.gradient(best), 0, atol=1e-9)
    assert loss.loss(best) <= loss.loss(w)


def test_nothing_overflows():
    loss = LogisticLoss([[1e4], [-1e4]], [1, 0])
    assert loss.loss([1]) == 0
    assert loss.loss([-1]) == 1e4
    assert np.isfinite(loss.gradient([-1])).all()


@pytest.mark.parametrize("c", [0.001, 1.0, 1000.0])
def test_the_fitted_weights_are_those_of_scikit_learn(c):
    loss = tumours(penalty=np.array([1, 1, 0]) / (569 * c))
    theirs = LogisticRegression(C=c, tol=1e-10, solver="newton-cholesky").fit(loss.X[:, :2], loss.y)
    np.testing.assert_allclose(fit(loss), [*theirs.coef_[0], *theirs.intercept_], atol=1e-6)


def test_the_fitted_weights_without_a_penalty_are_those_of_scikit_learn():
    loss = tumours()
    theirs = LogisticRegression(C=np.inf, tol=1e-10, solver="newton-cholesky").fit(loss.X[:, :2], loss.y)
    np.testing.assert_allclose(fit(loss), [*theirs.coef_[0], *theirs.intercept_], atol=1e-6)


def test_the_penalty_pulls_to_zero():
    lengths = [np.linalg.norm(fit(tumours([penalty, penalty, 0]))[:2]) for penalty in (0, 0.001, 0.1, 10, 1e6)]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] < 1e-6


def test_one_feature_by_hand():
    # two of three with x = 1 and one of three with x = -1 are 1: the logits are log 2 and -log 2
    X, y = [[1], [1], [1], [-1], [-1], [-1]], [1, 1, 0, 1, 0, 0]
    assert fit(LogisticLoss(X, y)) == pytest.approx([np.log(2)])


def test_columns_that_repeat_each_other_share_the_weight():
    X, y = np.array([[1], [1], [1], [-1], [-1], [-1]]), [1, 1, 0, 1, 0, 0]
    np.testing.assert_allclose(fit(LogisticLoss(np.hstack([X, X]), y)), [np.log(2) / 2] * 2)


@pytest.mark.parametrize(
    ("X", "y"),
    [
        ([[-1, 1], [1, 1]], [0, 1]),  # apart
        ([[-2, 1], [0, 1], [0, 1], [2, 1]], [0, 0, 1, 1]),  # touching
        ([[-1e-6, 1], [1e6, 1], [2e6, 1]], [0, 1, 1]),
        ([[3, 1], [5, 1]], [1, 1]),  # one label only
    ],
)
def test_separable_labels_without_a_penalty_have_no_best_weights(X, y):
    with pytest.raises(ValueError, match=r"a line separates the labels.*; wanted a penalty"):
        fit(LogisticLoss(X, y))
    loss = LogisticLoss(X, y, penalty=1e-3)
    assert np.abs(loss.gradient(fit(loss))).max() < 1e-6


@given(st.integers(0, 2**32 - 1), st.booleans())
def test_labels_that_a_line_separates_are_always_found_out(seed, touching):
    rng = np.random.default_rng(seed)
    X, w = rng.normal(size=(20, 2)), rng.normal(size=2)
    if touching:
        X[:4] = np.outer([1, 1, -2, -2], [-w[1], w[0]])  # on the line itself, with both labels
    y = np.where(np.arange(20) < 4 * touching, np.arange(20) % 2, X @ w > 0)
    if np.ptp(y) == 0:
        return
    with pytest.raises(ValueError, match="a line separates the labels"):
        fit(LogisticLoss(X, y))


def test_the_loss_cannot_be_changed():
    with pytest.raises(AttributeError):
        tumours().penalty = 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sigmoid([0, np.nan]), "z holds 1 values that are NaN or infinite; wanted"),
        (lambda: sigmoid("0"), "z is .*; wanted numbers"),
        (lambda: log_loss([0.5, 1.5], [0, 1]), "probabilities holds 1.5; wanted probabilities from 0 to 1"),
        (lambda: log_loss([0.5, -0.5], [0, 1]), "probabilities holds -0.5; wanted"),
        (lambda: log_loss([0.5], [0, 1]), "labels holds 2 numbers; wanted 1"),
        (lambda: log_loss([[0.5, 0.5]], [2]), "labels holds 2; wanted labels that are whole numbers from 0 to 1"),
        (lambda: log_loss([0.5], [0], epsilon=-1), "epsilon is -1"),
        (lambda: LogisticLoss([[1], [2]], [0, 0.5]), "y holds 0.5; wanted labels"),
        (lambda: LogisticLoss([[1], [2]], [0, 1, 1]), "y holds 3 numbers; wanted 2"),
        (lambda: LogisticLoss([1, 2], [0, 1]), r"X has shape \(2,\); wanted two axes"),
        (lambda: LogisticLoss([[1], [2]], [0, 1], penalty=-1), "penalty holds -1; wanted numbers of at least 0"),
        (lambda: LogisticLoss([[1], [2]], [0, 1], penalty=[1, 1]), "penalty holds 2 numbers; wanted 1"),
        (lambda: LogisticLoss([[1], [2]], [0, 1]).loss([1, 2]), "w holds 2 numbers; wanted 1"),
        (lambda: as_probabilities("p", [2]), "p holds 2; wanted"),
        (lambda: as_labels("y", ["a"], 1, 2), "y is .*; wanted numbers"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()

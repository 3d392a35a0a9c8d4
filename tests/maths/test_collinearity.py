"""Partial correlation, variance inflation and jumping weights, against formulas, scikit-learn and fitted samples."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression

from helpers.maths.collinearity import partial_correlation, resampled_weights, vif

seeds = st.integers(0, 10_000)
correlations = st.floats(-0.999, 0.999)


def table(seed, rows=30, columns=4):
    """Columns that depend on each other."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(rows, columns)) @ rng.normal(size=(columns, columns)) + 5 * rng.normal(size=columns)


def residual(X, y):
    return y - LinearRegression().fit(X, y).predict(X)


def correlated(rows, correlation, rng):
    """Two columns with mean 0, mean square 1 and exactly this correlation."""
    ones = np.ones((rows, 1))
    basis = np.linalg.qr(np.hstack([ones, rng.normal(size=(rows, 2))]))[0][:, 1:] * rows**0.5
    return basis @ np.array([[1, correlation], [0, (1 - correlation**2) ** 0.5]])


def test_partial_correlation_by_hand():
    """Groups of two: within each, x and y move against each other."""
    x, y, group = [1, 2, 11, 12], [2, 1, 12, 11], [0, 0, 1, 1]
    assert np.corrcoef(x, y)[0, 1] > 0.97
    assert partial_correlation(x, y, group) == pytest.approx(-1)


@given(seeds)
def test_partial_correlation_agrees_with_the_formula(seed):
    x, y, z = table(seed, columns=3).T
    xy, xz, yz = np.corrcoef([x, y, z])[[0, 0, 1], [1, 2, 2]]
    assume(max(abs(xz), abs(yz)) < 0.999)
    wanted = (xy - xz * yz) / ((1 - xz**2) * (1 - yz**2)) ** 0.5
    assert partial_correlation(x, y, z) == pytest.approx(wanted, abs=1e-6)


@given(seeds)
def test_partial_correlation_agrees_with_residuals(seed):
    X = table(seed, columns=5)
    x, y, given = X[:, 0], X[:, 1], X[:, 2:]
    wanted = np.corrcoef(residual(given, x), residual(given, y))[0, 1]
    found = partial_correlation(x, y, given)
    assert found == pytest.approx(wanted, abs=1e-6)
    assert found == pytest.approx(partial_correlation(y, x, given))
    assert partial_correlation(-3 * x + 7, y, 10 * given - 2) == pytest.approx(-found, abs=1e-6)


@given(seeds)
def test_given_nothing_that_varies_it_is_the_correlation(seed):
    x, y = table(seed, columns=2).T
    wanted = np.corrcoef(x, y)[0, 1]
    assert partial_correlation(x, y, np.full(x.size, 3.0)) == pytest.approx(wanted, abs=1e-9)


@given(correlations)
def test_vif_of_two_features(correlation):
    X = correlated(20, correlation, np.random.default_rng(0))
    assert vif(X) == pytest.approx([1 / (1 - correlation**2)] * 2, rel=1e-6)


@given(seeds)
def test_vif_agrees_with_scikit_learn_and_the_inverse(seed):
    X = table(seed)
    wanted = [1 / (1 - LinearRegression().fit(others, x).score(others, x)) for x, others in split(X)]
    assert vif(X) == pytest.approx(wanted, rel=1e-5)
    assert vif(X) == pytest.approx(np.diag(np.linalg.inv(np.corrcoef(X.T))), rel=1e-5)
    assert vif(X * [1, -1e6, 1e-6, 3] + [1, 2, 3, 4]) == pytest.approx(vif(X), rel=1e-3)
    assert (vif(X) >= 1 - 1e-9).all()


def split(X):
    return [(X[:, at], np.delete(X, at, axis=1)) for at in range(X.shape[1])]


def test_vif_sees_what_pairs_do_not():
    """C74: no two of these columns are much correlated, and yet the first is the sum of the others."""
    rng = np.random.default_rng(0)
    others = rng.normal(size=(500, 10))
    X = np.column_stack([others.sum(axis=1) + 0.1 * rng.normal(size=500), others])
    pairs = np.abs(np.corrcoef(X.T) - np.eye(11)).max()
    assert pairs < 0.5
    assert vif(X).min() > 50


def test_vif_of_determined_columns():
    a, b, c = np.random.default_rng(1).normal(size=(3, 12))
    found = vif(np.column_stack([a, b, 2 * a - b + 7, c]))
    assert np.isinf(found).tolist() == [True, True, True, False]
    assert 1 <= found[3] < 5
    assert np.isinf(vif([[1, 3], [2, 5]])).all()  # two rows: a line goes through both
    assert vif([[1], [2], [4]]) == pytest.approx([1])


@pytest.mark.parametrize(("correlation", "noise", "size"), [(0, 1, 20), (0.9, 0.5, 50), (-0.99, 2, 12)])
def test_weights_are_those_of_fitted_samples(correlation, noise, size, rng):
    """Least squares on many drawn samples: the same middle, scatter, misses and residuals as in closed form."""
    X = correlated(size, correlation, rng)
    Y = X.sum(axis=1)[:, np.newaxis] + noise * rng.standard_normal((size, 20_000))
    fitted = LinearRegression(fit_intercept=False).fit(X, Y).coef_  # (samples, 2)
    found = resampled_weights(correlation, noise, size, resamples=20_000, seed=7)
    scale = found.standard_error
    for weights in (fitted, found.weights):
        assert weights.mean(axis=0) == pytest.approx([1, 1], abs=5 * scale / 20_000**0.5)
        assert weights.std(axis=0) == pytest.approx([scale, scale], rel=0.03)
        assert np.corrcoef(weights.T)[0, 1] == pytest.approx(-correlation, abs=0.03)
    misses = np.sqrt(np.mean((X @ (fitted - 1).T) ** 2, axis=0))
    for each in (misses, found.misses):
        assert np.sqrt(np.mean(each**2)) == pytest.approx(found.typical_miss, rel=0.03)
    assert np.sqrt(np.mean((Y - X @ fitted.T) ** 2)) == pytest.approx(found.residual, rel=0.03)


@given(correlations, st.floats(0.01, 10), st.integers(3, 500), seeds)
def test_weights_jump_and_predictions_stay(correlation, noise, size, seed):
    """The same samples at another correlation: their weights are elsewhere, their predictions as far off as before."""
    found = resampled_weights(correlation, noise, size, 20, seed)
    plain = resampled_weights(0, noise, size, 20, seed)
    assert found.inflation == pytest.approx(1 / (1 - correlation**2))
    assert found.standard_error == pytest.approx(plain.standard_error * found.inflation**0.5)
    assert found.weights[:, 0] - 1 == pytest.approx((plain.weights[:, 0] - 1) * found.inflation**0.5, abs=1e-9)
    assert found.misses == pytest.approx(plain.misses, rel=1e-6)
    assert (found.typical_miss, found.residual) == (plain.typical_miss, plain.residual)
    X = correlated(size, correlation, np.random.default_rng(seed))
    off = np.sqrt(np.mean((X @ (found.weights - 1).T) ** 2, axis=0))
    assert found.misses == pytest.approx(off, rel=1e-6)


def test_nearly_the_same_feature_twice():
    found = resampled_weights(np.nextafter(1, 0), size=100)
    assert np.isfinite(found.weights).all()
    assert found.inflation > 1e15
    assert found.misses == pytest.approx(resampled_weights(0, size=100).misses)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: partial_correlation([1, 2], [1, 2, 3], [1, 2]), "y holds 3 numbers; wanted 2"),
        (lambda: partial_correlation([1, 2], [1, 2], [1, 2, 3]), "given has 3 rows; wanted 2"),
        (lambda: partial_correlation([1, 2], [1, 2], 5), "given has shape"),
        (lambda: partial_correlation([1, 1, 1], [1, 2, 4], [3, 1, 2]), "x is constant, or a line"),
        (lambda: partial_correlation([1, 2, 4], [2, 4, 7], [5, 7, 11]), "x is constant, or a line"),
        (lambda: partial_correlation([1, 2, 5], [2, 4, 8], [5, 7, 11]), "y is constant, or a line"),
        (lambda: partial_correlation([1, float("nan")], [1, 2], [1, 2]), "x holds 1 values that are NaN"),
        (lambda: vif([1, 2, 3]), "X has shape"),
        (lambda: vif([[1, 2], [3, 2]]), "column 1 of X is constant"),
        (lambda: vif([[1, 2]]), "column 0 of X is constant"),
        (lambda: resampled_weights(1), "correlation is 1.0; wanted a number between -1 and 1"),
        (lambda: resampled_weights(-1.5), "correlation is -1.5; wanted a number between -1 and 1"),
        (lambda: resampled_weights(0, noise=1e200), "noise is 1e"),
        (lambda: resampled_weights(0, noise=0), "noise is 0.0; wanted a finite number above 0"),
        (lambda: resampled_weights(0, size=2), "size is 2; wanted a whole number of at least 3"),
        (lambda: resampled_weights(0, resamples=0), "resamples is 0; wanted"),
        (lambda: resampled_weights(0, seed=0.5), "seed is 0.5; wanted"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()

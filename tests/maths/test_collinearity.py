"""Partial correlation, variance inflation and jumping weights, against formulas, scikit-learn and fitted samples."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression

from helpers.maths.regression import partial_correlation, resampled_weights, vif

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

    nothing = partial_correlation(x, y, np.full(x.size, 3.0))  # given what does not vary
    assert nothing == pytest.approx(np.corrcoef(x, y)[0, 1], abs=1e-9)


@given(seeds)
def test_vif_agrees_with_scikit_learn_and_the_inverse(seed):
    X = table(seed)
    pairs = [(X[:, at], np.delete(X, at, axis=1)) for at in range(X.shape[1])]
    wanted = [1 / (1 - LinearRegression().fit(others, x).score(others, x)) for x, others in pairs]
    assert vif(X) == pytest.approx(wanted, rel=1e-5)
    assert vif(X) == pytest.approx(np.diag(np.linalg.inv(np.corrcoef(X.T))), rel=1e-5)
    assert vif(X * [1, -1e6, 1e-6, 3] + [1, 2, 3, 4]) == pytest.approx(vif(X), rel=1e-3)


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
    found = resampled_weights(correlation, noise, size, resamples=20_000)
    scale = found.standard_error
    for weights in (fitted, found.weights):
        assert weights.mean(axis=0) == pytest.approx([1, 1], abs=5 * scale / 20_000**0.5)
        assert weights.std(axis=0) == pytest.approx([scale, scale], rel=0.03)
        assert np.corrcoef(weights.T)[0, 1] == pytest.approx(-correlation, abs=0.03)
    misses = np.sqrt(np.mean((X @ (fitted - 1).T) ** 2, axis=0))
    for each in (misses, found.misses):
        assert np.sqrt(np.mean(each**2)) == pytest.approx(found.typical_miss, rel=0.03)
    assert np.sqrt(np.mean((Y - X @ fitted.T) ** 2)) == pytest.approx(found.residual, rel=0.03)


@given(correlations, st.floats(0.01, 10), st.integers(3, 500))
def test_weights_jump_and_predictions_stay(correlation, noise, size):
    """The same samples at another correlation: their weights are elsewhere, their predictions as far off as before."""
    found = resampled_weights(correlation, noise, size, 20)
    plain = resampled_weights(0, noise, size, 20)
    assert found.inflation == pytest.approx(1 / (1 - correlation**2))
    assert found.standard_error == pytest.approx(plain.standard_error * found.inflation**0.5)
    assert found.weights[:, 0] - 1 == pytest.approx((plain.weights[:, 0] - 1) * found.inflation**0.5, abs=1e-9)
    assert found.misses == pytest.approx(plain.misses, rel=1e-6)
    assert (found.typical_miss, found.residual) == (plain.typical_miss, plain.residual)
    X = correlated(size, correlation, np.random.default_rng(0))
    off = np.sqrt(np.mean((X @ (found.weights - 1).T) ** 2, axis=0))
    assert found.misses == pytest.approx(off, rel=1e-6)

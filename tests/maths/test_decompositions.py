"""Matrices taken apart: by hand, the axioms, against NumPy and scikit-learn, and the numbers the course quotes."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.preprocessing import StandardScaler

from helpers.maths.matrices import covariance, factor, low_rank, pca, variance_along

NAN = float("nan")
CLOUD = [[1, 10], [2, 30], [3, 20]]

numbers = st.floats(-100, 100).map(lambda number: round(number, 3))


def matrices(rows=(1, 6), columns=(1, 6)):
    return st.tuples(st.integers(*rows), st.integers(*columns)).flatmap(
        lambda shape: st.lists(
            st.lists(numbers, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
        ).map(np.array)
    )


def clouds():
    """Samples whose every feature varies."""
    return matrices(rows=(2, 12), columns=(1, 4)).filter(lambda X: (X.std(axis=0) > 0.01).all())


def message(call):
    with pytest.raises(ValueError, match=r"wants|wanted") as refusal:
        call()
    return str(refusal.value)


def test_a_diagonal_matrix_by_hand():
    nearest = low_rank([[3, 0, 0], [0, 4, 0]], k=1)
    np.testing.assert_allclose(nearest.approximation, [[0, 0, 0], [0, 4, 0]], atol=1e-12)
    assert (nearest.rank, nearest.stored, nearest.full) == (1, 5, 6)
    assert nearest.error == pytest.approx(3)
    assert nearest.relative_error == pytest.approx(3 / 5)
    assert nearest.energy == pytest.approx(16 / 25)


def test_a_table_of_products_has_rank_one():
    table = np.outer([1, 2, 3], [4, 5])
    nearest = low_rank(table, 1)
    np.testing.assert_allclose(nearest.approximation, table, atol=1e-12)
    assert nearest.relative_error < 1e-12
    assert nearest.energy == 1


def test_a_matrix_of_zeros_loses_nothing():
    nearest = low_rank(np.zeros((2, 3)), 1)
    assert (nearest.error, nearest.relative_error, nearest.energy) == (0, 0, 1)


@given(matrices(), st.data())
def test_what_is_left_out_is_what_is_said(A, data):
    factors = factor(A)
    k = data.draw(st.integers(1, min(A.shape)))
    nearest = factors.rank(k)
    length = np.linalg.norm(A)
    assert nearest.error == pytest.approx(np.linalg.norm(A - nearest.approximation), abs=1e-9 * (1 + length))
    assert nearest.relative_error == factors.relative_errors[k - 1]
    assert nearest.relative_error * length == pytest.approx(nearest.error, abs=1e-9)
    assert nearest.energy * length**2 == pytest.approx(np.sum(nearest.approximation**2), abs=1e-7)
    assert np.linalg.matrix_rank(nearest.approximation) <= k
    assert nearest.stored == k * sum(A.shape)
    assert nearest.full == A.size


@given(matrices())
def test_the_factors_are_those_of_numpy(A):
    factors = factor(A)
    r = min(A.shape)
    np.testing.assert_allclose(factors.s, np.linalg.svd(A, compute_uv=False), atol=1e-9)
    np.testing.assert_allclose(factors.U.T @ factors.U, np.eye(r), atol=1e-12)
    np.testing.assert_allclose(factors.Vt @ factors.Vt.T, np.eye(r), atol=1e-12)
    np.testing.assert_allclose(factors.rank(r).approximation, A, atol=1e-9)
    assert factors.relative_errors.shape == (r,)
    assert (np.diff(factors.relative_errors) <= 0).all()
    assert factors.relative_errors[-1] == 0


@given(matrices(rows=(3, 6), columns=(3, 6)), st.integers(0, 2**32 - 1))
def test_no_other_matrix_of_that_rank_is_nearer(A, seed):
    rng = np.random.default_rng(seed)
    nearest = low_rank(A, 2)
    for size in (1e-3, 1.0, 100.0):
        left = nearest.approximation + size * rng.normal(size=A.shape)
        other = low_rank(left, 2).approximation
        assert nearest.error <= np.linalg.norm(A - other) + 1e-9


def test_agrees_with_scikit_learn(rng):
    A = rng.normal(size=(20, 12))
    theirs = TruncatedSVD(3, algorithm="arpack").fit(A)
    ours = low_rank(A, 3)
    np.testing.assert_allclose(ours.approximation, theirs.inverse_transform(theirs.transform(A)), atol=1e-9)


@pytest.mark.parametrize("power", [-600, 300])
def test_huge_and_tiny_matrices(power):
    A = np.ldexp([[3.0, 1.0], [0.0, 4.0]], power)
    assert low_rank(A, 1).relative_error == pytest.approx(low_rank([[3, 1], [0, 4]], 1).relative_error)
    assert low_rank(A, 1).error == pytest.approx(np.ldexp(low_rank([[3, 1], [0, 4]], 1).error, power))


@pytest.mark.parametrize("seed", range(5))
def test_a_random_matrix_has_little_to_spare_and_a_structured_one_much(seed):
    rng = np.random.default_rng(seed)
    random = low_rank(rng.normal(size=(32, 64)), 8)
    assert random.energy == pytest.approx(0.52, abs=0.05)
    assert random.relative_error == pytest.approx(0.69, abs=0.04)
    assert (random.stored, random.full) == (768, 2048)
    parts = rng.normal(size=(32, 4)) @ rng.normal(size=(4, 64))
    structured = low_rank(parts + 0.05 * rng.normal(size=(32, 64)), 8)
    assert structured.relative_error == pytest.approx(0.017, abs=0.004)


def test_principal_axes_by_hand():
    axes = pca(CLOUD)  # a correlation of 1/2
    half = np.sqrt(0.5)
    np.testing.assert_allclose(axes.directions, [[half, half], [half, -half]], atol=1e-12)
    np.testing.assert_allclose(axes.variances, [1.5, 0.5])
    np.testing.assert_allclose(axes.ratios, [0.75, 0.25])
    np.testing.assert_allclose(axes.mean, [2, 20])
    np.testing.assert_allclose(axes.std, [np.sqrt(2 / 3), np.sqrt(200 / 3)])


def test_raw_the_feature_with_the_large_numbers_takes_all():
    X = np.array([[35, 75_000, 24], [42, 91_000, 60], [23, 31_000, 8], [51, 83_000, 110], [29, 52_000, 17]])
    raw, standardised = pca(X, standardised=False), pca(X)
    assert raw.ratios[0] > 0.999
    assert abs(raw.directions[0, 1]) > 0.999
    np.testing.assert_array_equal(raw.std, 1)
    assert standardised.ratios[0] < 0.95
    assert np.abs(standardised.directions[0]).max() < 0.7
    np.testing.assert_allclose(standardised.variances.sum(), 3)


@given(clouds(), st.booleans())
def test_a_principal_axis_is_one(X, standardised):
    axes = pca(X, standardised=standardised)
    d = X.shape[1]
    scaled = (X - axes.mean) / axes.std
    np.testing.assert_allclose(axes.directions @ axes.directions.T, np.eye(d), atol=1e-9)
    assert (np.diff(axes.variances) <= 0).all()
    assert axes.variances.min() >= 0
    assert axes.ratios.sum() == pytest.approx(1)
    total = axes.variances.sum()
    assert total == pytest.approx(d if standardised else X.var(axis=0).sum())
    for direction, variance in zip(axes.directions, axes.variances, strict=True):
        assert variance_along(scaled, direction) == pytest.approx(variance, abs=1e-9 * total)
        np.testing.assert_allclose(covariance(scaled) @ direction, variance * direction, atol=1e-9 * total)
    assert (axes.directions.max(axis=1) >= (1 - 1e-8) * np.abs(axes.directions).max(axis=1)).all()  # the sign rule


@given(clouds(), st.lists(numbers, min_size=4, max_size=4))
def test_no_direction_varies_more_than_the_first(X, direction):
    direction = direction[: X.shape[1]]
    assume(np.abs(direction).max() > 0.01)
    scaled = StandardScaler().fit_transform(X)
    axes = pca(X)
    assert axes.variances[-1] - 1e-9 <= variance_along(scaled, direction) <= axes.variances[0] + 1e-9
    assert variance_along(scaled, direction) == pytest.approx(variance_along(scaled, -np.array(direction)))
    assert variance_along(scaled, direction) == pytest.approx(variance_along(scaled, 7 * np.array(direction)))


@given(clouds(), st.booleans())
def test_agrees_with_the_svd(X, standardised):
    axes = pca(X, standardised=standardised)
    scaled = (X - axes.mean) / axes.std
    s = np.linalg.svd(scaled, compute_uv=False)
    variances = np.append(s**2 / len(X), np.zeros(max(0, X.shape[1] - s.size)))
    np.testing.assert_allclose(axes.variances, variances, atol=1e-9 * variances.sum())


@pytest.mark.parametrize("standardised", [False, True])
@pytest.mark.parametrize("shape", [(5, 3), (100, 6), (1000, 3), (4, 7)])
def test_agrees_with_scikit_learn_up_to_the_sign(rng, shape, standardised):
    n, d = shape
    X = rng.normal(size=shape) @ np.diag(10.0 ** np.arange(d) % 7 + 1) @ rng.normal(size=(d, d)) + 3
    axes = pca(X, standardised=standardised)
    scaled = StandardScaler(with_std=standardised).fit_transform(X)
    theirs = PCA().fit(scaled)
    k = min(n - 1, d)  # n points span no more
    np.testing.assert_allclose(axes.ratios[:k], theirs.explained_variance_ratio_[:k], atol=1e-9)
    np.testing.assert_allclose(axes.variances[:k], theirs.explained_variance_[:k] * (n - 1) / n, rtol=1e-6)
    signs = np.sign(np.sum(axes.directions[:k] * theirs.components_[:k], axis=1))
    np.testing.assert_allclose(axes.directions[:k], signs[:, np.newaxis] * theirs.components_[:k], atol=1e-5)
    scores = (X - axes.mean) / axes.std @ axes.directions[:2].T
    np.testing.assert_allclose(scores, signs[:2] * theirs.transform(scaled)[:, :2], atol=1e-4)


def test_the_sign_does_not_depend_on_rounding():
    for seed in range(50):
        x, noise = np.random.default_rng(seed).normal(size=(2, 50))
        for slope in (3, -3):
            wanted = np.sqrt(0.5) * np.array([[1, np.sign(slope)], [1, -np.sign(slope)]])
            np.testing.assert_allclose(pca(np.column_stack([x, slope * x + noise])).directions, wanted)


def test_two_numbers_for_each_handwritten_digit():
    images = load_digits().data
    axes, theirs = pca(images, standardised=False), PCA(2).fit(images)
    np.testing.assert_allclose(axes.ratios[:2], theirs.explained_variance_ratio_, atol=1e-6)
    np.testing.assert_allclose(axes.ratios[:2], [0.1489, 0.1362], atol=5e-5)
    projected = (images - axes.mean) @ axes.directions[:2].T
    np.testing.assert_allclose(np.abs(projected), np.abs(theirs.transform(images)), atol=1e-3)


def test_covariance_by_hand():
    np.testing.assert_allclose(covariance([[1, 2], [3, 6]]), [[1, 2], [2, 4]])
    np.testing.assert_allclose(covariance([[1, 5], [3, -1]]), [[1, -3], [-3, 9]])


@given(clouds())
def test_covariance_is_that_of_numpy(X):
    theirs = np.cov(X.T, bias=True).reshape(X.shape[1], X.shape[1])
    np.testing.assert_allclose(covariance(X), theirs, atol=1e-9)


def test_variance_along_by_hand():
    assert variance_along([[0, 0], [4, 0]], [1, 0]) == 4
    assert variance_along([[0, 0], [4, 0]], [0, 2]) == 0
    assert variance_along([[0, 0], [4, 0]], [1, 1]) == pytest.approx(2)
    assert variance_along([[0, 0], [4, 0]], [-5, 0]) == 4


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: low_rank([[1, 2], [3, 4]], 3), "k is 3; wanted at most 2"),
        (lambda: low_rank([[1, 2], [3, 4]], 0), "k is 0; wanted a whole number"),
        (lambda: low_rank([[1, 2], [3, 4]], 1.5), "k is 1.5; wanted a whole number"),
        (lambda: low_rank([1, 2], 1), "A has shape (2,)"),
        (lambda: factor([[1, NAN]]), "A holds 1 values that are NaN"),
        (lambda: factor([[1e200]]), "A holds 1e+200"),
        (lambda: pca([[1, 2]]), "X has 1 row; wanted at least two"),
        (lambda: pca([1, 2]), "X has shape (2,)"),
        (lambda: pca([[1, 2], [1, 2]], standardised=False), "X holds 2 rows that are equal"),
        (lambda: pca([[0.1, 2], [0.1, 3], [0.1, 4]]), "column 0 of X runs from 0.1 to 0.1; standardising wants"),
        (lambda: pca([[1, 1e-200], [2, 2e-200]]), "column 1 of X runs from 1e-200 to 2e-200"),
        (lambda: covariance([[NAN]]), "X holds 1 values that are NaN"),
        (lambda: variance_along(CLOUD, [0, 0]), "direction is all zeros"),
        (lambda: variance_along(CLOUD, [1, 2, 3]), "direction holds 3 numbers; wanted 2"),
    ],
)
def test_what_is_refused(call, said):
    assert said in message(call)

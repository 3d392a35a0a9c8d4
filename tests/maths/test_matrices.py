"""Matrices: by hand, against NumPy and scikit-learn, and the numbers the course quotes."""

import math

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

from helpers.maths.matrices import (
    Motion,
    broadcast_shape,
    factor,
    pca,
    product_shape,
    rotation,
    shear,
    stretch,
    variance_along,
)

numbers = st.floats(-100, 100).map(lambda number: round(number, 3))
squares = arrays(float, (2, 2), elements=numbers)
steps = st.integers(-60, 60).map(lambda step: step / 20)  # entries as a slider gives them: many are singular
sliders = arrays(float, (2, 2), elements=steps)
SINGULAR = np.array([[0.05, 0.15], [0.15, 0.45]])  # 0.05 · 0.45 - 0.15 · 0.15 is 3e-18 in floats


def matrices(rows=(1, 6), columns=(1, 6)):
    return arrays(float, st.tuples(st.integers(*rows), st.integers(*columns)), elements=numbers)


def clouds():
    """Samples whose every feature varies."""
    return matrices(rows=(2, 12), columns=(1, 4)).filter(lambda X: (X.std(axis=0) > 0.01).all())


# products and shapes


# fmt: off
SHAPES = [  # what is tried on two shapes, and the shape, the operations and whether it grows
    (product_shape, (32, 784), (784, 128), (32, 128), 3_211_264, False), (product_shape, (3,), (3,), (), 3, False),
    (product_shape, (2, 3), (3,), (2,), 6, False), (product_shape, (32, 784), (128, 784), None, 0, False),
    (broadcast_shape, (5, 1), (5,), (5, 5), 25, True),  # the silent one
    (broadcast_shape, (32, 128), (32, 1), (32, 128), 4096, False), (broadcast_shape, (32, 128), (32,), None, 0, False),
]
# fmt: on


@pytest.mark.parametrize(("rule", "left", "right", "shape", "operations", "grows"), SHAPES)
def test_shapes_by_hand(rule, left, right, shape, operations, grows):
    outcome = rule(left, right)
    assert (outcome.shape, outcome.operations, outcome.grows) == (shape, operations, grows)


# motions of the plane


def test_motions_by_hand():
    assert rotation(-90).tolist() == rotation(270).tolist() == [[0, 1], [-1, 0]]
    assert not np.signbit(rotation(180)[0, 1])  # no -0
    assert rotation(60) == pytest.approx(np.array([[0.5, -math.sqrt(0.75)], [math.sqrt(0.75), 0.5]]))
    assert (stretch(2, -0.5).tolist(), shear(1.5).tolist()) == ([[2, 0], [0, -0.5]], [[1, 1.5], [0, 1]])


@given(squares | sliders)
@example(SINGULAR)
@example(np.zeros((2, 2)))
@example(rotation(30))
@example(np.array([[0.0, 1.0], [0.0, 0.0]]))
@example(np.array([[0.0, 1.0], [1.0, 0.0]]))
def test_stretches_and_stages_are_numpys(matrix):
    motion, size = Motion.from_matrix(matrix), np.abs(matrix).max()
    longer, shorter = motion.stretches
    assert longer > shorter >= 0 or (longer, motion.turn_in) == (shorter, 0)
    assert motion.stretches == pytest.approx(np.linalg.svd(matrix, compute_uv=False), rel=1e-12, abs=1e-14 * size)
    assert motion.determinant == pytest.approx(np.linalg.det(matrix), rel=1e-12, abs=1e-14 * size**2)
    assert motion.flips == (motion.determinant < 0)
    start, turned, stretched, whole = motion.stages
    assert start.tolist() == [[1, 0], [0, 1]]
    assert turned == pytest.approx(rotation(motion.turn_in))
    wanted = stretch(longer, -shorter if motion.flips else shorter)
    assert stretched @ turned.T == pytest.approx(wanted, abs=1e-12 * size)
    assert whole == pytest.approx(matrix, abs=1e-12 * size)
    assert -90 < motion.turn_in <= 90
    assert -180 < motion.turn_out <= 180
    images = np.linalg.norm(motion.directions @ matrix.T, axis=1)
    assert images == pytest.approx((longer, shorter), abs=1e-12 * longer)


@given(sliders)
@example(SINGULAR)
def test_flat_is_what_exact_arithmetic_calls_flat(matrix):
    (a, b), (c, d) = (20 * matrix).round().astype(int).tolist()
    assert (Motion.from_matrix(matrix).determinant == 0) == (a * d == b * c)


@given(squares | sliders)
@example(np.array([[1.0, 1.0], [0.0, 1.0]]))
@example(np.array([[-1.0, 0.0], [0.0, -1.0]]))
def test_eigenvectors_stay_on_their_line_and_agree_with_numpy(matrix):
    motion = Motion.from_matrix(matrix)
    values, vectors, size = motion.eigenvalues, motion.eigenvectors, np.abs(matrix).max()
    assert vectors.shape == (len(values), 2)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(values)))
    assert vectors @ matrix.T == pytest.approx(np.reshape(values, (-1, 1)) * vectors, abs=1e-7 * size)
    assert list(values) == sorted(values, reverse=True)
    assert motion.determinant != 0 or 0 in values
    assert all(x > 0 or (x == 0 and y > 0) for x, y in vectors)
    theirs = np.linalg.eigvals(matrix)
    near = 1e-6 * size  # two eigenvalues that meet are lost to half their digits
    if len(values) == 2:
        assert values == pytest.approx(np.sort(theirs.real)[::-1], abs=near)
    elif len(values) == 1:
        assert np.abs(theirs - values[0]).max() <= near
    if np.abs(theirs.imag).max() > near:
        assert values == ()
    if not values:
        assert np.iscomplexobj(theirs)


# low rank


@given(matrices() | st.sampled_from([np.outer([1, 2, 3], [4, 5]), np.zeros((2, 3))]), st.data())
def test_the_factors_are_numpys_and_what_is_left_out_is_what_is_said(A, data):
    factors, r, length = factor(A), min(A.shape), np.linalg.norm(A)
    np.testing.assert_allclose(factors.s, np.linalg.svd(A, compute_uv=False), atol=1e-9)
    np.testing.assert_allclose(factors.rank(r).approximation, A, atol=1e-9)
    assert (np.diff(factors.relative_errors) <= 0).all()
    assert factors.relative_errors[-1] == 0
    k = data.draw(st.integers(1, r))
    nearest = factors.rank(k)
    left_out = np.linalg.norm(A - nearest.approximation)
    assert nearest.relative_error == factors.relative_errors[k - 1]
    assert nearest.relative_error * length == pytest.approx(left_out, abs=1e-9 * (1 + length))
    assert nearest.energy * length**2 == pytest.approx(np.sum(nearest.approximation**2), abs=1e-7)
    assert np.linalg.matrix_rank(nearest.approximation) <= k
    assert (nearest.stored, nearest.full) == (k * sum(A.shape), A.size)


# principal axes


@given(clouds(), st.booleans(), st.lists(numbers, min_size=4, max_size=4))
def test_a_principal_axis_is_one_and_varies_as_scikit_learns(X, standardised, other):
    axes, d = pca(X, standardised=standardised), X.shape[1]
    scaled = (X - X.mean(axis=0)) / axes.std
    total = d if standardised else X.var(axis=0).sum()
    np.testing.assert_allclose(axes.directions @ axes.directions.T, np.eye(d), atol=1e-9)
    theirs = PCA().fit(StandardScaler(with_std=standardised).fit_transform(X))  # which divides by n - 1
    k = theirs.n_components_  # n points span no more
    np.testing.assert_allclose(axes.variances[:k], theirs.explained_variance_ * (1 - 1 / len(X)), atol=1e-9 * total)
    np.testing.assert_allclose(axes.ratios, axes.variances / total)
    along = [variance_along(scaled, direction) for direction in axes.directions]
    np.testing.assert_allclose(along, axes.variances, atol=1e-9 * total)
    assert (axes.directions.max(axis=1) >= (1 - 1e-8) * np.abs(axes.directions).max(axis=1)).all()  # the sign rule
    other = np.array(other[:d])
    assume(np.abs(other).max() > 0.01)
    assert axes.variances[-1] - 1e-9 * total <= variance_along(scaled, other) <= axes.variances[0] + 1e-9 * total


def test_the_sign_does_not_depend_on_rounding():
    for seed in range(50):
        x, noise = np.random.default_rng(seed).normal(size=(2, 50))
        for slope in (3, -3):
            wanted = np.sqrt(0.5) * np.array([[1, np.sign(slope)], [1, -np.sign(slope)]])
            np.testing.assert_allclose(pca(np.column_stack([x, slope * x + noise])).directions, wanted)

"""Matrices: by hand, against NumPy, and what a 2 x 2 matrix does to the plane against numpy.linalg."""

import math

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from helpers.maths.matrices import Motion, matvec, rotation, shear, stretch

NAN, INF = float("nan"), float("inf")

numbers = st.floats(-100, 100).map(lambda number: round(number, 3))
angles = st.floats(-1000, 1000)
squares = st.lists(numbers, min_size=4, max_size=4).map(lambda entries: np.reshape(entries, (2, 2)))
steps = st.integers(-60, 60).map(lambda step: step / 20)  # entries as a slider gives them: many are singular
sliders = st.lists(steps, min_size=4, max_size=4).map(lambda entries: np.reshape(entries, (2, 2)))


def matrices(rows, columns):
    """A matrix of that many rows and columns."""
    line = st.lists(numbers, min_size=columns, max_size=columns)
    return st.lists(line, min_size=rows, max_size=rows).map(np.array)


sizes = st.tuples(*[st.integers(1, 4)] * 2)


def message(call):
    with pytest.raises(ValueError, match="wanted") as refusal:
        call()
    return str(refusal.value)


def test_products_by_hand():
    assert matvec([[2, 1], [0, 3]], [4, 5]).tolist() == [13, 15]
    assert matvec([[1, 2, 3]], [1, 1, 1]).tolist() == [6]


@given(sizes.flatmap(lambda size: st.tuples(matrices(*size), matrices(size[1], 1))))
def test_products_agree_with_numpy(pair):
    A, column = pair
    assert matvec(A, column[:, 0]) == pytest.approx((A @ column)[:, 0], abs=1e-8)


@given(sizes.flatmap(lambda size: st.tuples(matrices(*size), matrices(size[1], 2))))
def test_a_product_of_a_sum_is_the_sum_of_the_products(pair):
    A, (left, right) = pair[0], pair[1].T
    assert matvec(A, left + right) == pytest.approx(matvec(A, left) + matvec(A, right), abs=1e-8)


def test_motions_by_hand():
    assert rotation(90).tolist() == [[0, -1], [1, 0]]
    assert rotation(180).tolist() == [[-1, 0], [0, -1]]
    assert rotation(-90).tolist() == rotation(270).tolist() == [[0, 1], [-1, 0]]
    assert rotation(0).tolist() == stretch(1, 1).tolist() == shear(0).tolist() == [[1, 0], [0, 1]]
    assert not np.signbit(rotation(180)[0, 1])  # no -0
    assert rotation(60) == pytest.approx(np.array([[0.5, -math.sqrt(0.75)], [math.sqrt(0.75), 0.5]]))
    assert stretch(2, -0.5).tolist() == [[2, 0], [0, -0.5]]
    assert shear(1.5).tolist() == [[1, 1.5], [0, 1]]


@given(angles, angles)
def test_turns_add_up(first, second):
    assert rotation(first) @ rotation(second) == pytest.approx(rotation(first + second), abs=1e-9)
    assert rotation(first) @ rotation(first).T == pytest.approx(np.eye(2), abs=1e-12)


@given(numbers, numbers)
def test_stretches_multiply_and_shears_add_up(first, second):
    assert stretch(first, second) @ stretch(second, 3) == pytest.approx(stretch(first * second, 3 * second), abs=1e-9)
    assert shear(first) @ shear(second) == pytest.approx(shear(first + second), abs=1e-9)


@pytest.mark.parametrize(
    ("matrix", "turn_in", "stretches", "flips", "turn_out", "eigenvalues"),
    [
        (np.eye(2), 0, (1, 1), False, 0, (1, 1)),
        (np.zeros((2, 2)), 0, (0, 0), False, 0, (0, 0)),
        (rotation(30), 0, (1, 1), False, 30, ()),
        (rotation(180), 0, (1, 1), False, 180, (-1, -1)),
        (stretch(2, 0.5), 0, (2, 0.5), False, 0, (2, 0.5)),
        (stretch(0.5, 2), 90, (2, 0.5), False, -90, (2, 0.5)),
        (stretch(1, -1), 0, (1, 1), True, 0, (1, -1)),
        (stretch(1, 0), 0, (1, 0), False, 0, (1, 0)),
        ([[0, 1], [1, 0]], 0, (1, 1), True, 90, (1, -1)),
        ([[1, 1], [1, 1]], -45, (2, 0), False, 45, (2, 0)),
        ([[0, 1], [0, 0]], 90, (1, 0), False, 180, (0,)),
        ([[2, 1], [0, 1]], None, (2.288, 0.874), False, None, (2, 1)),
        (shear(1), None, ((math.sqrt(5) + 1) / 2, (math.sqrt(5) - 1) / 2), False, None, (1,)),
        ([[3, 0], [4, 5]], -45, (math.sqrt(45), math.sqrt(5)), False, math.degrees(math.atan(3)), (5, 3)),
    ],
)
def test_taken_apart_by_hand(matrix, turn_in, stretches, flips, turn_out, eigenvalues):
    motion = Motion.from_matrix(matrix)
    assert motion.stretches == pytest.approx(stretches, abs=5e-4)
    assert motion.flips == flips
    assert motion.eigenvalues == pytest.approx(eigenvalues)
    assert turn_in is None or (motion.turn_in, motion.turn_out) == pytest.approx((turn_in, turn_out))


def test_what_rounding_leaves_counts_as_nothing():
    flat = Motion.from_matrix([[0.05, 0.15], [0.15, 0.45]])
    assert flat.stretches[1] == flat.determinant == 0
    assert not flat.flips
    angle = math.radians(180)
    turned = Motion.from_matrix([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    assert turned.eigenvalues == (-1, -1)


SINGULAR = np.array([[0.05, 0.15], [0.15, 0.45]])  # 0.05 · 0.45 - 0.15 · 0.15 is 3e-18 in floats


@given(squares | sliders)
@example(SINGULAR)
@example(np.zeros((2, 2)))
def test_stretches_and_determinant_agree_with_numpy(matrix):
    motion = Motion.from_matrix(matrix)
    size = np.abs(matrix).max()
    assert motion.stretches == pytest.approx(np.linalg.svd(matrix, compute_uv=False), rel=1e-12, abs=1e-14 * size)
    assert motion.determinant == pytest.approx(np.linalg.det(matrix), rel=1e-12, abs=1e-14 * size**2)
    assert abs(motion.determinant) == pytest.approx(motion.stretches[0] * motion.stretches[1], abs=1e-14 * size**2)
    assert motion.flips == (motion.determinant < 0)
    assert motion.stretches[0] >= motion.stretches[1] >= 0


@given(sliders)
@example(SINGULAR)
def test_flat_is_what_exact_arithmetic_calls_flat(matrix):
    (a, b), (c, d) = (20 * matrix).round().astype(int).tolist()
    assert (Motion.from_matrix(matrix).determinant == 0) == (a * d == b * c)


@given(squares | sliders)
@example(SINGULAR)
def test_the_stages_recompose_to_the_matrix(matrix):
    motion = Motion.from_matrix(matrix)
    size = np.abs(matrix).max()
    start, turned, stretched, whole = motion.stages
    assert start.tolist() == [[1, 0], [0, 1]]
    assert turned == pytest.approx(rotation(motion.turn_in))
    assert stretched @ turned.T == pytest.approx(
        np.diag([motion.stretches[0], -motion.stretches[1] if motion.flips else motion.stretches[1]]), abs=1e-12 * size
    )
    assert whole == pytest.approx(matrix, abs=1e-12 * size)
    assert -90 < motion.turn_in <= 90
    assert -180 < motion.turn_out <= 180


@given(squares | sliders)
def test_directions_are_numpys_up_to_their_sign(matrix):
    motion = Motion.from_matrix(matrix)
    longer, shorter = motion.stretches
    assert motion.directions @ motion.directions.T == pytest.approx(np.eye(2), abs=1e-12)
    images = motion.directions @ matrix.T
    assert np.linalg.norm(images, axis=1) == pytest.approx((longer, shorter), abs=1e-12 * longer)
    assume(longer > 1.001 * shorter)  # else every direction will do
    _, _, theirs = np.linalg.svd(matrix)
    assert np.abs((theirs * motion.directions).sum(axis=1)) == pytest.approx(np.ones(2))


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


@given(angles, st.floats(0.1, 10))
def test_a_turn_leaves_no_direction_on_its_line(turn, growth):
    assume(abs(math.sin(math.radians(turn))) > 1e-6)
    motion = Motion.from_matrix(growth * rotation(turn))
    assert motion.eigenvalues == ()
    assert motion.turn_in == 0
    assert motion.stretches == pytest.approx((growth, growth))
    assert math.cos(math.radians(motion.turn_out - turn)) == pytest.approx(1)


@given(squares)
def test_a_symmetric_matrix_stretches_along_its_eigenvectors(matrix):
    motion = Motion.from_matrix(matrix + matrix.T)
    assert len(motion.eigenvalues) == 2
    sizes = sorted(map(abs, motion.eigenvalues), reverse=True)
    assert sizes == pytest.approx(motion.stretches, abs=1e-12 * max(sizes))
    assert abs(motion.eigenvectors[0] @ motion.eigenvectors[1]) < 1e-6 or sizes[0] < 1e-6


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            lambda: matvec([[1, 2, 3]], [1, 2]),
            "A has shape (1, 3) and x has shape (2,): the inner sizes are 3 and 2; wanted equal ones",
        ),
        (lambda: matvec([1, 2], [1, 2]), "A has shape (2,)"),
        (lambda: matvec([[1, 2]], [[1], [2]]), "x has shape (2, 1)"),
        (lambda: matvec([[1, 2], [3]], [1]), "A is list"),
        (lambda: matvec([[NAN]], [1]), "A holds 1 values that are NaN or infinite"),
        (lambda: matvec([[1e200]], [1]), "A holds 1e+200; wanted numbers up to 1e+100"),
        (lambda: rotation("90"), "degrees is str '90'"),
        (lambda: rotation(INF), "degrees is inf"),
        (lambda: stretch(NAN, 1), "x is nan"),
        (lambda: stretch(1, None), "y is NoneType None"),
        (lambda: shear([1]), "k is list [1]"),
        (
            lambda: Motion.from_matrix([[1, 2, 3], [4, 5, 6]]),
            "matrix has shape (2, 3); wanted two rows",
        ),
        (lambda: Motion.from_matrix([1, 2, 3, 4]), "matrix has shape (4,)"),
        (lambda: Motion.from_matrix([[1, 2], [3, INF]]), "matrix holds 1 values that are NaN or infinite"),
    ],
)
def test_what_is_refused(call, said):
    assert said in message(call)

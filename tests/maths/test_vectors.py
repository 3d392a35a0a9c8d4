"""Vectors: by hand, the axioms, against NumPy, SciPy and scikit-learn, and where squaring would overflow."""

import math

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial import distance
from sklearn.metrics import pairwise

from helpers.maths.optimizers import clip_by_norm
from helpers.maths.vectors import (
    angle,
    as_pair,
    cosine_similarity,
    dot,
    euclidean_distance,
    norm,
    projection,
    projection_length,
    rank_by,
)

NAN, INF = float("nan"), float("inf")
ROUNDING = 1e-12

DOCUMENTS = {"postgres": [0.9, 0.1, 0.0], "kubernetes": [0.1, 0.8, 0.1], "gpu": [0.0, 0.2, 0.9]}
LAB = list(DOCUMENTS.values())
QUERY = [0.8, 0.2, 0.0]

numbers = st.floats(-100, 100).map(lambda number: round(number, 3))
factors = st.sampled_from([1e-3, 0.5, 1.0, 7.0, 1e3])
powers = st.integers(-660, 660)  # of two: 1e-199 to 1e199


def rows(count):
    """Vectors of one length, 1 to 6, as the rows of a matrix."""
    return (
        st.integers(1, 6)
        .flatmap(lambda d: st.lists(st.lists(numbers, min_size=d, max_size=d), min_size=count, max_size=count))
        .map(np.array)
    )


def directions(count):
    """The same, none of them all zeros."""
    return rows(count).filter(lambda matrix: matrix.any(axis=1).all())


def message(call):
    with pytest.raises(ValueError, match="wanted") as refusal:
        call()
    return str(refusal.value)


def test_dot_by_hand():
    assert dot([2, 1, 0], [3, 1, 4]) == 7
    assert dot([0.1, 0], [0.1, 0]) == pytest.approx(0.01)
    assert dot([10, 0], [1, 9]) == 10
    assert dot([1, 2, 3], [1, 0, 1]) == 4


def test_norms_by_hand():
    weights = [2.5, -1.3, 0.8]
    assert round(norm(weights), 3) == 2.929
    assert norm(weights) == pytest.approx(math.sqrt(8.58))
    assert norm(weights, order=1) == pytest.approx(4.6)
    assert norm(weights, order=INF) == 2.5
    assert norm([3, 4]) == 5
    assert norm([0, 0]) == norm([0, 0], order=1) == norm([0, 0], order=INF) == 0


def test_cosines_by_hand():
    assert round(cosine_similarity([1, 2, 3], [1, 0, 1]), 4) == 0.7559
    assert cosine_similarity([1, 2, 0], [2, 4, 0]) == pytest.approx(1)
    assert cosine_similarity([1, 2, 0], [2, 4, 0]) != 1  # so never test with ==
    assert cosine_similarity([1, 2, 0], [0, 0, 3]) == cosine_similarity([2, 4, 0], [0, 0, 3]) == 0
    assert cosine_similarity([1, 0], [-3, 0]) == -1


def test_angles_by_hand():
    assert round(angle([10, 0], [1, 9]), 1) == 83.7
    assert angle([1, 0], [1, 1]) == pytest.approx(45)
    assert angle([1, 2], [1, 2]) == 0
    assert angle([1, 2], [-1, -2]) == 180


@pytest.mark.parametrize("degrees", [1e-12, 1e-7, 1e-3, 30, 179.999999])
def test_a_small_angle_keeps_its_digits(degrees):
    turn = math.radians(degrees)
    assert angle([1, 0], [math.cos(turn), math.sin(turn)]) == pytest.approx(degrees, rel=1e-9)


def test_shadows_by_hand():
    assert projection([3, 1], [2, 2]) == pytest.approx([2, 2])
    assert projection_length([3, 1], [2, 2]) == pytest.approx(8 / math.sqrt(8))
    assert projection_length([3, 1], [-2, 0]) == -3
    assert projection([3, 1], [-2, 0]) == pytest.approx([3, 0])
    assert projection([0, 0], [1, 2]) == pytest.approx([0, 0])


def test_distance_by_hand():
    assert euclidean_distance([1, 1], [4, 5]) == 5
    assert euclidean_distance([7, 7], [7, 7]) == 0


@pytest.mark.parametrize(
    ("metric", "scores"),
    [("cosine", [0.991, 0.358, 0.053]), ("dot", [0.74, 0.24, 0.04]), ("euclidean", [0.141, 0.927, 1.204])],
)
def test_the_lab_ranks_the_same_under_all_three(metric, scores):
    order, found = rank_by(QUERY, LAB, metric)
    assert order.tolist() == [0, 1, 2]
    assert found.round(3).tolist() == scores


@pytest.mark.parametrize(
    ("metric", "order", "scores"),
    [("cosine", [0, 2, 1], [1, 0.707, 0.999]), ("dot", [1, 2, 0], [2, 5, 4.2]), ("euclidean", [0, 2, 1], None)],
)
def test_where_the_metrics_disagree(metric, order, scores):
    ranked, found = rank_by([1, 1], [[1, 1], [5, 0], [2, 2.2]], metric)
    assert ranked.tolist() == order
    assert scores is None or found.round(3).tolist() == scores


def test_equal_scores_keep_their_order():
    parallel = [[3, 3], [0.1, 0.1], [1, 2], [1, 1], [0.7, 0.7]]
    order, scores = rank_by([1, 1], parallel, "cosine")
    assert len(set(scores[[0, 1, 3, 4]].tolist())) > 1  # rounding sets them apart
    assert order.tolist() == [0, 1, 3, 4, 2]
    order, _ = rank_by([1, 1], [[2, 1], [1, 2], [3, 3]] * 20, "dot")  # so many that an unstable sort mixes them
    assert order.tolist() == [*range(2, 60, 3), *(at for at in range(60) if at % 3 != 2)]


@given(rows(2))
def test_agrees_with_numpy(pair):
    a, b = pair
    assert dot(a, b) == pytest.approx(float(a @ b), abs=1e-9)
    assert norm(a) == pytest.approx(np.linalg.norm(a), rel=ROUNDING)
    assert norm(a, 1) == pytest.approx(np.linalg.norm(a, 1), rel=ROUNDING)
    assert norm(a, INF) == np.linalg.norm(a, np.inf)


@given(rows(2))
def test_distance_agrees_with_scipy_and_scikit_learn(pair):
    a, b = pair
    assert euclidean_distance(a, b) == pytest.approx(distance.euclidean(a, b), rel=ROUNDING)
    assert euclidean_distance(a, b) == pytest.approx(pairwise.paired_euclidean_distances([a], [b])[0], rel=ROUNDING)


@given(directions(2))
def test_cosine_agrees_with_scipy_and_scikit_learn(pair):
    a, b = pair
    assert cosine_similarity(a, b) == pytest.approx(1 - distance.cosine(a, b), abs=ROUNDING)
    assert cosine_similarity(a, b) == pytest.approx(pairwise.cosine_similarity([a], [b])[0, 0], abs=ROUNDING)


@given(directions(2))
def test_angle_agrees_with_the_arccosine_and_with_scipy(pair):
    a, b = pair
    assert math.cos(math.radians(angle(a, b))) == pytest.approx(cosine_similarity(a, b), abs=ROUNDING)
    between = scipy.linalg.subspace_angles(a[:, np.newaxis], b[:, np.newaxis])[0]  # of lines: 0 to 90 degrees
    assert min(angle(a, b), 180 - angle(a, b)) == pytest.approx(math.degrees(between), abs=1e-6)


@given(rows(5), st.sampled_from(["dot", "euclidean"]))
def test_ranking_agrees_with_scikit_learn(matrix, metric):
    query, documents = matrix[0], matrix[1:]
    order, scores = rank_by(query, documents, metric)
    kernel = pairwise.linear_kernel if metric == "dot" else distance.cdist
    expected = kernel([query], documents)[0]
    assert scores == pytest.approx(expected, abs=1e-9)
    assert sorted(order.tolist()) == [0, 1, 2, 3]
    steps = np.diff(scores[order]) * (1 if metric == "euclidean" else -1)
    assert (steps >= -1e-9 * np.abs(scores).max()).all()


@given(directions(5))
def test_ranking_by_cosine_agrees_with_scikit_learn(matrix):
    query, documents = matrix[0], matrix[1:]
    order, scores = rank_by(query, documents, "cosine")
    assert scores == pytest.approx(pairwise.cosine_similarity([query], documents)[0], abs=ROUNDING)
    assert (np.diff(scores[order]) <= ROUNDING).all()


@given(rows(3), numbers)
def test_dot_is_symmetric_and_linear(triple, factor):
    a, b, c = triple
    assert dot(a, b) == dot(b, a)
    assert dot(a + factor * c, b) == pytest.approx(dot(a, b) + factor * dot(c, b), abs=1e-6)
    assert dot(a, a) == pytest.approx(norm(a) ** 2)


@given(rows(2), st.sampled_from([1, 2, INF]))
def test_a_norm_is_a_norm(pair, order):
    a, b = pair
    assert norm(a + b, order) <= (norm(a, order) + norm(b, order)) * (1 + ROUNDING)
    assert norm(-3 * a, order) == pytest.approx(3 * norm(a, order))
    assert (norm(a, order) == 0) == (not a.any())
    assert norm(a, INF) <= norm(a) * (1 + ROUNDING)
    assert norm(a) <= norm(a, 1) * (1 + ROUNDING)


@given(rows(2))
def test_cauchy_schwarz(pair):
    a, b = pair
    assert abs(dot(a, b)) <= norm(a) * norm(b) * (1 + ROUNDING) + 1e-9


@given(rows(3))
def test_triangle_inequality(triple):
    a, b, c = triple
    assert euclidean_distance(a, c) <= (euclidean_distance(a, b) + euclidean_distance(b, c)) * (1 + ROUNDING)
    assert euclidean_distance(a, b) == euclidean_distance(b, a)


@given(directions(2), factors)
def test_scaling_changes_the_dot_and_not_the_cosine(pair, factor):
    a, b = pair
    assert dot(factor * a, b) == pytest.approx(factor * dot(a, b), rel=1e-9, abs=1e-9)
    assert cosine_similarity(factor * a, b) == pytest.approx(cosine_similarity(a, b), abs=ROUNDING)
    assert cosine_similarity(-factor * a, b) == pytest.approx(-cosine_similarity(a, b), abs=ROUNDING)
    assert angle(factor * a, b) == pytest.approx(angle(a, b), abs=1e-9)


@given(directions(2))
def test_the_cosine_stays_within_its_ends(pair):
    a, b = pair
    assert -1 <= cosine_similarity(a, b) <= 1
    assert cosine_similarity(a, a) == pytest.approx(1, abs=ROUNDING)
    assert 0 <= angle(a, b) <= 180
    assert angle(a, b) + angle(-a, b) == pytest.approx(180)


@given(directions(2))
def test_the_shadow_is_the_nearest_point_of_the_line(pair):
    a, b = pair
    shadow = projection(a, b)
    assert shadow == pytest.approx(dot(a, b) / dot(b, b) * b, abs=1e-9)
    assert dot(a - shadow, b) == pytest.approx(0, abs=1e-7 * (1 + norm(a) * norm(b)))
    assert norm(shadow) == pytest.approx(abs(projection_length(a, b)), abs=1e-9)
    for share in (-1, 0, 0.5, 2):
        assert euclidean_distance(a, shadow) <= euclidean_distance(a, share * b) + 1e-9


@given(directions(2))
def test_the_dot_is_the_shadow_of_a_on_a_direction(pair):
    a, b = pair
    assert dot(a, b / norm(b)) == pytest.approx(projection_length(a, b), abs=1e-9)
    assert dot(a, b) == pytest.approx(projection_length(a, b) * norm(b), abs=1e-9)


@given(directions(2), powers, powers)
def test_huge_and_tiny_vectors_keep_every_digit(pair, first, second):
    a, b = pair
    far, near = np.ldexp(a, first), np.ldexp(b, second)
    assert norm(far) == math.ldexp(norm(a), first)
    assert cosine_similarity(far, near) == cosine_similarity(a, b)
    assert angle(far, near) == angle(a, b)
    assert projection_length(far, near) == math.ldexp(projection_length(a, b), first)
    assert np.array_equal(projection(far, near), np.ldexp(projection(a, b), first))
    assert euclidean_distance(far, np.ldexp(b, first)) == math.ldexp(euclidean_distance(a, b), first)


def test_where_squaring_overflows_or_underflows():
    assert norm([3e200, 4e200]) == pytest.approx(5e200) == scipy.linalg.norm([3e200, 4e200])
    assert norm([3e-200, 4e-200]) == pytest.approx(5e-200)
    assert cosine_similarity([1e200, 1e200], [1e-200, 0]) == pytest.approx(math.sqrt(0.5))
    assert norm([5e-324]) == 5e-324
    assert dot([1e300, 1e-300], [0, 1e300]) == 1


@given(directions(1))
def test_clipping_is_done_elsewhere_and_agrees(single):
    (a,) = single
    assert norm(clip_by_norm(a, 1e-3)) == pytest.approx(min(norm(a), 1e-3))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: dot([1e200], [1e200]), "a · b is too large"),
        (lambda: dot([1e200, 1e200], [1e200, -1e200]), "a · b is too large"),
        (lambda: norm([1.5e308, 1.5e308]), "the norm of order 2 is too large"),
        (lambda: norm([1.5e308, 1.5e308], 1), "the norm of order 1 is too large"),
        (lambda: euclidean_distance([1.5e308], [-1.5e308]), "the distance of a and b is too large"),
        (lambda: norm([1, 2], order=3), "order is 3; wanted 1, 2 or inf"),
        (lambda: norm([1, 2], order="2"), "order is '2'; wanted 1, 2 or inf"),
        (lambda: cosine_similarity([0, 0], [1, 2]), "a is all zeros"),
        (lambda: cosine_similarity([1, 2], [0, 0]), "b is all zeros"),
        (lambda: angle([0, 0], [1, 2]), "a is all zeros"),
        (lambda: angle([1, 2], [0, -0.0]), "b is all zeros"),
        (lambda: projection([1, 2], [0, 0]), "b is all zeros"),
        (lambda: projection_length([1, 2], [0, 0]), "b is all zeros"),
        (lambda: rank_by([0, 0], [[1, 2]], "cosine"), "query is all zeros"),
        (lambda: rank_by([1, 2], [[1, 2], [0, 0]], "cosine"), "documents[1] is all zeros"),
        (lambda: rank_by([1, 2], [[1, 2]], "manhattan"), "metric is 'manhattan'; wanted one of dot, cosine, euclidean"),
        (lambda: rank_by([1, 2], [[1, 2, 3]], "dot"), "query holds 2 numbers; wanted 3"),
        (lambda: rank_by([1, 2], [], "dot"), "documents has shape (0,)"),
    ],
)
def test_what_is_refused(call, said):
    assert said in message(call)


@pytest.mark.parametrize(
    "measure", [dot, euclidean_distance, cosine_similarity, angle, projection, projection_length, as_pair]
)
@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ([1, 2], [1, 2, 3], "b holds 3 numbers; wanted 2"),
        ([1, NAN], [1, 2], "a holds 1 values that are NaN or infinite"),
        ([1, 2], [INF, 2], "b holds 1 values that are NaN or infinite"),
        ("12", [1, 2], "a is str '12'"),
        ([[1, 2]], [1, 2], "a has shape (1, 2)"),
        ([], [], "a has shape (0,)"),
    ],
)
def test_what_is_no_vector_is_refused(measure, a, b, said):
    assert said in message(lambda: measure(a, b))

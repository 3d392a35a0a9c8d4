"""Vectors: by hand, the axioms, against NumPy, SciPy and scikit-learn, and where squaring would overflow."""

import math

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial import distance
from scipy.stats import rankdata
from sklearn.metrics import pairwise

from helpers.maths.optimizers import clip_by_norm
from helpers.maths.vectors import (
    angle,
    cosine_similarity,
    dot,
    euclidean_distance,
    norm,
    projection,
    projection_length,
    rank_by,
    seen_from,
    shared_ranks,
)

INF, ROUNDING = math.inf, 1e-12
LAB = [[0.9, 0.1, 0.0], [0.1, 0.8, 0.1], [0.0, 0.2, 0.9]]  # postgres, kubernetes, gpu

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


@pytest.mark.parametrize("degrees", [1e-12, 1e-7, 1e-3, 30, 179.999999])
def test_a_small_angle_keeps_its_digits(degrees):
    turn = math.radians(degrees)
    assert angle([1, 0], [math.cos(turn), math.sin(turn)]) == pytest.approx(degrees, rel=1e-9)


@given(directions(3), numbers, factors, st.sampled_from([1, 2, INF]))
def test_the_axioms(triple, number, factor, order):
    a, b, c = triple
    slack = 1 + ROUNDING
    assert dot(a, b) == dot(b, a) == pytest.approx(float(a @ b), abs=1e-9)
    assert dot(a + number * c, b) == pytest.approx(dot(a, b) + number * dot(c, b), abs=1e-6)
    assert abs(dot(a, b)) <= norm(a) * norm(b) * slack + 1e-9
    assert norm(a, order) == pytest.approx(np.linalg.norm(a, order), rel=ROUNDING)
    assert norm(a + b, order) <= (norm(a, order) + norm(b, order)) * slack
    assert euclidean_distance(a, b) == euclidean_distance(b, a) == pytest.approx(distance.euclidean(a, b), rel=ROUNDING)
    assert euclidean_distance(a, c) <= (euclidean_distance(a, b) + euclidean_distance(b, c)) * slack
    for scaled, cosine in ((factor * a, cosine_similarity(a, b)), (-factor * a, -cosine_similarity(a, b))):
        assert cosine_similarity(scaled, b) == pytest.approx(cosine, abs=ROUNDING)
    assert norm(clip_by_norm(a, 1e-3)) == pytest.approx(min(norm(a), 1e-3))


@given(directions(2))
def test_cosine_and_angle_agree_with_scipy_and_scikit_learn(pair):
    a, b = pair
    cosine, between = cosine_similarity(a, b), angle(a, b)
    assert -1 <= cosine <= 1
    assert 0 <= between <= 180
    assert cosine == pytest.approx(1 - distance.cosine(a, b), abs=ROUNDING)
    assert cosine == pytest.approx(pairwise.cosine_similarity([a], [b])[0, 0], abs=ROUNDING)
    assert math.cos(math.radians(between)) == pytest.approx(cosine, abs=ROUNDING)
    of_lines = scipy.linalg.subspace_angles(a[:, np.newaxis], b[:, np.newaxis])[0]  # 0 to 90 degrees
    assert min(between, 180 - between) == pytest.approx(math.degrees(of_lines), abs=1e-6)


@given(directions(2))
def test_the_shadow_is_the_nearest_point_of_the_line(pair):
    a, b = pair
    shadow = projection(a, b)
    assert shadow == pytest.approx(dot(a, b) / dot(b, b) * b, abs=1e-9)
    assert dot(a - shadow, b) == pytest.approx(0, abs=1e-7 * (1 + norm(a) * norm(b)))
    assert norm(shadow) == pytest.approx(abs(projection_length(a, b)), abs=1e-9)
    assert dot(a, b) == pytest.approx(projection_length(a, b) * norm(b), abs=1e-9)
    for share in (-1, 0, 0.5, 2):
        assert euclidean_distance(a, shadow) <= euclidean_distance(a, share * b) + 1e-9


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
    assert norm([5e-324]) == 5e-324
    assert cosine_similarity([1e200, 1e200], [1e-200, 0]) == pytest.approx(math.sqrt(0.5))
    assert dot([1e300, 1e-300], [0, 1e300]) == 1


# ranking


def test_equal_scores_keep_their_order():
    parallel = [[3, 3], [0.1, 0.1], [1, 2], [1, 1], [0.7, 0.7]]
    order, scores = rank_by([1, 1], parallel, "cosine")
    assert len(set(scores[[0, 1, 3, 4]].tolist())) > 1  # rounding sets them apart
    assert order.tolist() == [0, 1, 3, 4, 2]
    order, _ = rank_by([1, 1], [[2, 1], [1, 2], [3, 3]] * 20, "dot")  # so many that an unstable sort mixes them
    assert order.tolist() == [*range(2, 60, 3), *(at for at in range(60) if at % 3 != 2)]


@pytest.mark.parametrize(
    ("metric", "theirs", "best"),
    [
        ("dot", pairwise.linear_kernel, -1),
        ("cosine", pairwise.cosine_similarity, -1),
        ("euclidean", distance.cdist, 1),
    ],
)
@given(matrix=directions(5))
def test_ranking_agrees_with_scikit_learn(metric, theirs, best, matrix):
    query, documents = matrix[0], matrix[1:]
    order, scores = rank_by(query, documents, metric)
    assert scores == pytest.approx(theirs([query], documents)[0], abs=1e-9)
    assert sorted(order.tolist()) == [0, 1, 2, 3]
    assert (best * np.diff(scores[order]) >= -1e-9 * np.abs(scores).max()).all()


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=8))
def test_ranks_are_scipys_lowest_of_the_highest_first(scores):
    np.testing.assert_array_equal(shared_ranks(np.array(scores)), rankdata(-np.array(scores), method="min"))


def test_what_differs_by_rounding_shares_a_rank():
    scores = np.array([1, 1 + 1e-12, 0])
    assert (shared_ranks(scores, 1e-9).tolist(), shared_ranks(scores).tolist()) == ([1, 1, 3], [2, 1, 3])


@given(st.integers(0, 2**32 - 1), st.integers(2, 6))
def test_in_the_plane_all_that_a_query_sees_is_kept(seed, d):
    query, *vectors = np.random.default_rng(seed).normal(size=(4, d))
    turned, along = seen_from(query, vectors), np.array([np.linalg.norm(query), 0])
    np.testing.assert_allclose(np.linalg.norm(turned, axis=1), np.linalg.norm(vectors, axis=1))
    np.testing.assert_allclose(turned @ along, vectors @ query, atol=1e-9)
    np.testing.assert_allclose(np.linalg.norm(turned - along, axis=1), np.linalg.norm(vectors - query, axis=1))
    np.testing.assert_allclose([angle(along, place) for place in turned], [angle(query, one) for one in vectors])

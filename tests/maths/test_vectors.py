"""Vectors: NumPy's, SciPy's and scikit-learn's numbers, where squaring would overflow, and how loops are timed."""

import math

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial import distance
from scipy.stats import rankdata
from sklearn.metrics import pairwise

from helpers.maths import vectors
from helpers.maths.vectors import (
    Speeds,
    angle,
    best_of,
    compare_speeds,
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

numbers = st.floats(-100, 100).map(lambda number: round(number, 3))
powers = st.integers(-660, 660)  # of two: 1e-199 to 1e199


def directions(count):
    """Vectors of one length, 1 to 6, none of them all zeros, as the rows of a matrix."""
    shapes = st.integers(1, 6).map(lambda d: (count, d))
    return arrays(float, shapes, elements=numbers).filter(lambda matrix: matrix.any(axis=1).all())


@pytest.mark.parametrize("degrees", [1e-12, 1e-7, 1e-3, 30, 179.999999])
def test_a_small_angle_keeps_its_digits(degrees):
    turn = math.radians(degrees)
    assert angle([1, 0], [math.cos(turn), math.sin(turn)]) == pytest.approx(degrees, rel=1e-9)


@given(directions(2), st.sampled_from([1, 2, INF]))
def test_sizes_and_angles_are_numpys_scipys_and_scikit_learns(pair, order):
    a, b = pair
    assert dot(a, b) == pytest.approx(float(a @ b), abs=1e-9)
    assert norm(a, order) == pytest.approx(np.linalg.norm(a, order), rel=ROUNDING)
    assert euclidean_distance(a, b) == pytest.approx(distance.euclidean(a, b), rel=ROUNDING)
    cosine, between = cosine_similarity(a, b), angle(a, b)
    assert -1 <= cosine <= 1
    assert cosine == pytest.approx(pairwise.cosine_similarity([a], [b])[0, 0], abs=ROUNDING)
    assert math.cos(math.radians(between)) == pytest.approx(cosine, abs=ROUNDING)
    of_lines = scipy.linalg.subspace_angles(a[:, np.newaxis], b[:, np.newaxis])[0]  # 0 to 90 degrees
    assert min(between, 180 - between) == pytest.approx(math.degrees(of_lines), abs=1e-6)


@given(directions(2))
def test_the_shadow_and_its_length(pair):
    a, b = pair
    shadow = projection(a, b)
    assert shadow == pytest.approx(dot(a, b) / dot(b, b) * b, abs=1e-9)
    assert norm(shadow) == pytest.approx(abs(projection_length(a, b)), abs=1e-9)
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
    assert norm([5e-324]) == 5e-324
    assert dot([1e300, 1e-300], [0, 1e300]) == 1


# ranking


def test_equal_scores_keep_their_order():
    parallel = [[3, 3], [0.1, 0.1], [1, 2], [1, 1], [0.7, 0.7]]
    order, scores = rank_by([1, 1], parallel, "cosine")
    assert len(set(scores[[0, 1, 3, 4]].tolist())) > 1  # rounding sets them apart
    assert order.tolist() == [0, 1, 3, 4, 2]
    order, _ = rank_by([1, 1], [[2, 1], [1, 2], [3, 3]] * 20, "dot")  # so many that an unstable sort mixes them
    assert order.tolist() == [*range(2, 60, 3), *(at for at in range(60) if at % 3 != 2)]


THEIRS = {"dot": pairwise.linear_kernel, "cosine": pairwise.cosine_similarity, "euclidean": distance.cdist}


@pytest.mark.parametrize("metric", THEIRS)
@given(matrix=directions(5))
def test_ranking_agrees_with_scikit_learn(metric, matrix):
    query, documents = matrix[0], matrix[1:]
    order, scores = rank_by(query, documents, metric)
    assert scores == pytest.approx(THEIRS[metric]([query], documents)[0], abs=1e-9)
    assert sorted(order.tolist()) == [0, 1, 2, 3]
    worse = np.diff(scores[order]) * (1 if metric == "euclidean" else -1)
    assert (worse >= -1e-9 * np.abs(scores).max()).all()


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


# timing; how long anything takes, no test asserts


class Clock:
    """A clock that only runs while the function is called: so many seconds each time, and now and then longer."""

    def __init__(self, seconds):
        self.now, self.seconds, self.calls = 0.0, seconds, 0

    def __call__(self):
        return self.now

    def work(self):
        self.calls += 1
        self.now += self.seconds * (5 if self.calls % 700 == 0 else 1)


@pytest.mark.parametrize("seconds", [1e-7, 1e-5, 0.5])
def test_the_least_of_five_measurements_is_given_for_one_call(monkeypatch, seconds):
    clock = Clock(seconds)
    monkeypatch.setattr(vectors, "perf_counter", clock)
    assert best_of(clock.work) == pytest.approx(seconds, rel=0.01)
    if seconds == 1e-5:  # 256 calls take 2.56 ms, which the clock can tell
        assert clock.calls == (1 + 4 + 16 + 64 + 256) + 5 * 256


def test_what_is_timed_is_the_dot_product_both_ways(monkeypatch):
    products = []
    monkeypatch.setattr(vectors, "best_of", lambda function: products.append(function()) or float(len(products)))
    speeds = compare_speeds([1, 10, 1000])
    loop, vectorised = np.reshape(products, (3, 2)).T
    np.testing.assert_allclose(loop, vectorised, rtol=1e-9)
    assert np.unique(loop).size == 3
    np.testing.assert_array_equal(speeds, [[1, 10, 1000], [1, 3, 5], [2, 4, 6]])
    assert Speeds([1, 10], loop=np.array([1, 4]), vectorised=np.array([2, 2])).ratios.tolist() == [0.5, 2]

"""Timing measures something above 0 and calls what it is given; how long anything takes, no test asserts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.maths import timing
from helpers.maths.timing import Speeds, best_of, compare_speeds, loop_dot

pairs = st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)), max_size=20)


@given(pairs)
def test_the_loop_and_numpy_compute_the_same(pairs):
    a, b = np.array(pairs).reshape(-1, 2).T
    np.testing.assert_allclose(loop_dot(a.tolist(), b.tolist()), a @ b, atol=1e-12 * (np.abs(a) @ np.abs(b)))


def test_vectors_of_two_lengths_are_refused():
    with pytest.raises(ValueError, match="zip"):
        loop_dot([1, 2], [3])


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
def test_the_least_of_several_measurements_is_given_for_one_call(monkeypatch, seconds):
    clock = Clock(seconds)
    monkeypatch.setattr(timing, "perf_counter", clock)
    assert best_of(clock.work) == pytest.approx(seconds, rel=0.01)


def test_so_many_calls_are_measured_that_the_clock_can_tell(monkeypatch):
    clock = Clock(1e-5)
    monkeypatch.setattr(timing, "perf_counter", clock)
    best_of(clock.work, repeats=3)
    tried, measured = 1 + 4 + 16 + 64 + 256, 3 * 256  # 256 calls take 2.56 ms
    assert clock.calls == tried + measured


def test_each_size_is_measured_both_ways():
    speeds = compare_speeds([1, 10, 50], repeats=1)
    assert speeds.sizes.tolist() == [1, 10, 50]
    for seconds in (speeds.loop, speeds.vectorised):
        assert seconds.shape == (3,)
        assert (seconds > 0).all()


def test_what_is_timed_is_the_dot_product(monkeypatch):
    products = []
    monkeypatch.setattr(timing, "best_of", lambda function, _repeats: products.append(function()) or 1.0)
    compare_speeds([1, 10, 1000])
    loop, vectorised = np.reshape(products, (3, 2)).T
    np.testing.assert_allclose(loop, vectorised, rtol=1e-9)
    assert np.unique(loop).size == 3


@pytest.mark.parametrize(
    ("vectorised", "ratios", "wins_from"),
    [
        ([2, 2, 2, 2], [0.5, 2, 4, 50], 10),
        ([0.5, 1, 1, 1], [2, 4, 8, 100], 1),
        ([0.5, 8, 2, 2], [2, 0.5, 4, 50], 100),  # an early win that is lost again does not count
        ([2, 4, 8, 200], [0.5, 1, 1, 0.5], None),
        ([2, 4, 8, 100], [0.5, 1, 1, 1], None),  # as fast is no win
    ],
)
def test_ratios_and_where_numpy_wins(vectorised, ratios, wins_from):
    speeds = Speeds([1, 10, 100, 1000], loop=[1, 4, 8, 100], vectorised=vectorised)
    np.testing.assert_allclose(speeds.ratios, ratios)
    assert speeds.wins_from == wins_from


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ([], r"sizes is \[\]; wanted whole numbers that ascend"),
        ([10, 10], r"sizes is \[10, 10\]; wanted whole numbers that ascend"),
        ([100, 10], "wanted whole numbers that ascend"),
        ([1, 10**9], "up to 10,000,000"),
        ([0, 1], "a size is .*0.*; wanted a whole number of at least 1"),
        ([1.5], "a size is .*1.5.*; wanted a whole number of at least 1"),
    ],
)
def test_bad_sizes_are_refused(sizes, message):
    with pytest.raises(ValueError, match=message):
        compare_speeds(sizes)
    with pytest.raises(ValueError, match=message):
        Speeds(sizes, loop=[1.0] * len(sizes), vectorised=[1.0] * len(sizes))


def test_bad_times_and_repeats_are_refused():
    with pytest.raises(ValueError, match="loop holds 1 numbers; wanted 2"):
        Speeds([1, 2], loop=[1.0], vectorised=[1.0, 1.0])
    with pytest.raises(ValueError, match=r"the least of vectorised is 0\.0; wanted a finite number above 0"):
        Speeds([1, 2], loop=[1.0, 1.0], vectorised=[1.0, 0.0])
    with pytest.raises(ValueError, match="repeats is 0; wanted a whole number of at least 1"):
        best_of(int, repeats=0)

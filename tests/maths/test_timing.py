"""Timing measures something above 0 and calls what it is given; how long anything takes, no test asserts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.maths import vectors
from helpers.maths.vectors import Speeds, best_of, compare_speeds, loop_dot


@given(st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)), max_size=20))
def test_the_loop_and_numpy_compute_the_same(pairs):
    a, b = np.array(pairs).reshape(-1, 2).T
    np.testing.assert_allclose(loop_dot(a.tolist(), b.tolist()), a @ b, atol=1e-12 * (np.abs(a) @ np.abs(b)))


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
    monkeypatch.setattr(vectors, "perf_counter", clock)
    assert best_of(clock.work) == pytest.approx(seconds, rel=0.01)


def test_so_many_calls_are_measured_that_the_clock_can_tell(monkeypatch):
    clock = Clock(1e-5)
    monkeypatch.setattr(vectors, "perf_counter", clock)
    best_of(clock.work)
    tried, measured = 1 + 4 + 16 + 64 + 256, 5 * 256  # 256 calls take 2.56 ms
    assert clock.calls == tried + measured


def test_what_is_timed_is_the_dot_product_both_ways(monkeypatch):
    products = []
    monkeypatch.setattr(vectors, "best_of", lambda function: products.append(function()) or float(len(products)))
    speeds = compare_speeds([1, 10, 1000])
    loop, vectorised = np.reshape(products, (3, 2)).T
    np.testing.assert_allclose(loop, vectorised, rtol=1e-9)
    assert np.unique(loop).size == 3
    assert (speeds.sizes.tolist(), speeds.loop.tolist(), speeds.vectorised.tolist()) == (
        [1, 10, 1000], [1, 3, 5], [2, 4, 6],
    )  # fmt: skip


def test_ratios_are_above_1_where_numpy_is_faster():
    assert Speeds([1, 10], loop=np.array([1, 4]), vectorised=np.array([2, 2])).ratios.tolist() == [0.5, 2]

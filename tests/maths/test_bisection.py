"""Bisection: by hand, against a search one by one, and against SciPy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from helpers.maths.descent import crossing, first_count


@given(st.integers(0, 10_000))
def test_the_first_count_is_that_of_a_search_one_by_one(first):
    asked = []

    def arrived(t):
        asked.append(t)
        return t >= first

    assert first_count(arrived, most=2**20) == first
    assert len(asked) <= 2 * np.log2(first + 2) + 3


def test_what_never_arrives_is_none():
    assert first_count(lambda t: False, most=1000) is None
    assert first_count(lambda t: t >= 1500, most=1000) is None


@given(st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_the_crossing_is_scipys(place, reach):
    def rising(x):
        return np.tanh(x / place - 1)

    assert crossing(rising, reach) == pytest.approx(brentq(rising, 0, 2 * place, xtol=1e-16), rel=1e-12)


def test_a_jump_is_found_to_the_last_digit():
    assert crossing(lambda x: -1 if x < 0.3 else 1, reach=7) == pytest.approx(0.3, rel=1e-15)

"""Random data, for the properties: sizes and prices of any scale that a learner might bring."""

import numpy as np
from hypothesis import strategies as st

from helpers.maths.regression import design_matrix

numbers = st.floats(-100, 100, allow_nan=False).map(lambda number: round(number, 3))
scales = st.sampled_from([1e-3, 1.0, 1e3])


@st.composite
def points(draw, least=3):
    """(x, y), shape (n,) each: x varies, and lies at a distance from 0 of up to five times its spread."""
    n = draw(st.integers(least, 12))
    spread, away = draw(scales), draw(st.floats(-5, 5))
    x = np.array(draw(st.lists(st.integers(-100, 100), min_size=n, max_size=n, unique=True)), dtype=float)
    y = np.array(draw(st.lists(numbers, min_size=n, max_size=n)))
    return spread * (x + away * np.ptp(x)), y


@st.composite
def lines_and_data(draw):
    """A design matrix of shape (n, 2), targets of shape (n,), and any line's weights of shape (2,)."""
    x, y = draw(points())
    return design_matrix(x), y, np.array([draw(numbers), draw(numbers)])


@st.composite
def many_features(draw):
    """A design matrix of shape (n, d) with d from 1 to 4, targets, and any weights of shape (d,)."""
    n, d = draw(st.integers(5, 12)), draw(st.integers(1, 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return rng.normal(size=(n, d)), rng.normal(size=n) * draw(scales), rng.normal(size=d)

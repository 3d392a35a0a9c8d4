"""Everything a learner may hand in by accident, none of it an answer to any exercise."""

import types
from decimal import Decimal

import numpy as np
from hypothesis import strategies as st


class Hostile:
    """An object whose every method raises."""

    def __getattribute__(self, name):
        raise RuntimeError("hands off")

    def __repr__(self):
        raise RuntimeError("no repr either")


class HostileList(list):
    def __iter__(self):
        raise RuntimeError("no iteration")


class HostileNumber(float):
    def __float__(self):
        raise RuntimeError("no float")


class SilentError(Exception):
    def __str__(self):
        raise RuntimeError("no message")


def nested(depth):
    value = 1.0
    for _ in range(depth):
        value = [value]
    return value


endless = [1.0]
endless.append(endless)

SINGLES = [
    ..., None, True, False, "", "0.5", b"3", [], (), {}, {1.0: 2.0}, {3.0}, [[]], [None], [...], (1.0, None),
    float("nan"), float("inf"), -float("inf"), np.nan, 1j, np.complex128(2), 10**400, Decimal("NaN"),
    np.array([]), np.array([np.nan, 1.0]), np.array(["a"]), np.array([None, ...], dtype=object),
    np.datetime64("2024-01-01"), np.float64("inf"), np.bool_(True), np.ndarray, float, len, object(), Hostile(),
    HostileList([1.0]), HostileNumber(1.0), nested(5), nested(500), endless, (x for x in [1.0]), range(0),
    types, lambda: 1.0, lambda *values: values, "__import__('os').system('true')", [["a", 1.0], [2.0]],
]  # fmt: skip

NUMBERS = [1e300, [1e300] * 12, [[-1e300] * 4] * 3, np.zeros((3, 4)), np.zeros(2000), 10**12]  # of no use as answers


def single(number):
    return SINGLES[number]


# drawn by number: Hypothesis would ask some of them for a repr
PIECES = st.builds(single, st.integers(0, len(SINGLES) - 1))
VALUES = st.recursive(
    PIECES | st.text() | st.binary() | st.complex_numbers() | st.datetimes(),
    lambda parts: (
        st.lists(parts, max_size=3) | st.tuples(parts, parts) | st.dictionaries(st.integers(), parts, max_size=2)
    ),
    max_leaves=5,
)

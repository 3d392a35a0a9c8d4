"""Shapes: the rules against what NumPy does with real arrays, and its own words where it refuses."""

import operator
from math import prod

import numpy as np
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from helpers.maths.matrices import as_shape, broadcast_shape, product_shape

RULES = {
    "@": (product_shape, operator.matmul),
    "-": (broadcast_shape, operator.sub),
    "+": (broadcast_shape, operator.add),
}

shapes = st.lists(st.integers(0, 3), max_size=4).map(tuple)  # small sizes, so that many fit


def by_numpy(operation, left, right):
    """(shape, message) of the operation on arrays of ones."""
    try:
        return np.shape(operation(np.ones(left), np.ones(right))), ""
    except ValueError as refusal:
        return None, str(refusal)


@pytest.mark.parametrize("name", RULES)
@given(left=shapes, right=shapes)
def test_the_rule_is_what_numpy_does(name, left, right):
    rule, operation = RULES[name]
    outcome = rule(left, right)
    event(f"fits: {outcome.fits}")
    assert (outcome.shape, outcome.message) == by_numpy(operation, left, right)
    assert outcome.fits == (outcome.message == "") == (outcome.shape is not None)
    assert (outcome.left, outcome.right) == (left, right)


@given(stack=shapes, rows=st.integers(0, 3), inner=st.integers(0, 3), columns=st.integers(0, 3))
def test_stacks_of_matrices_that_fit(stack, rows, inner, columns):
    left, right = (*stack, rows, inner), (inner, columns)
    assert product_shape(left, right).shape == (*stack, rows, columns) == by_numpy(operator.matmul, left, right)[0]


@pytest.mark.parametrize(
    ("left", "right", "shape", "operations"),
    [
        ((5, 3), (3, 2), (5, 2), 30),
        ((100, 50), (50, 30), (100, 30), 150_000),
        ((32, 784), (784, 128), (32, 128), 3_211_264),
        ((4096, 4096), (4096, 4096), (4096, 4096), 4096**3),
        ((2, 3), (3,), (2,), 6),
        ((3,), (3, 4), (4,), 12),
        ((3,), (3,), (), 3),
        ((8, 2, 3), (3, 4), (8, 2, 4), 192),
        ((8, 1, 2, 3), (5, 3, 4), (8, 5, 2, 4), 960),
        ((2, 0), (0, 3), (2, 3), 0),
        ((2, 3), (2, 3), None, 0),
        ((32, 784), (128, 784), None, 0),
        ((8, 2, 3), (7, 3, 4), None, 0),
        ((), (3,), None, 0),
        ((3,), (), None, 0),
    ],
)
def test_products_by_hand(left, right, shape, operations):
    outcome = product_shape(left, right)
    assert (outcome.shape, outcome.operations) == (shape, operations)
    assert not outcome.fits or not outcome.message


@pytest.mark.parametrize(
    ("left", "right", "shape", "grows"),
    [
        ((5, 1), (5,), (5, 5), True),  # the silent one
        ((5,), (5,), (5,), False),
        ((5, 1), (5, 1), (5, 1), False),
        ((1, 5), (5,), (1, 5), False),
        ((32, 128), (128,), (32, 128), False),
        ((32, 128), (32,), None, False),
        ((32, 128), (32, 1), (32, 128), False),
        ((2, 3), (), (2, 3), False),
        ((3, 1, 4), (5, 1), (3, 5, 4), True),
        ((1, 4), (0, 1), (0, 4), False),
        ((6,), (1, 6), (1, 6), False),
    ],
)
def test_broadcasts_by_hand(left, right, shape, grows):
    outcome = broadcast_shape(left, right)
    assert (outcome.shape, outcome.grows) == (shape, grows)
    assert outcome.operations == (0 if shape is None else prod(shape))


def test_numpys_own_words():
    product = product_shape((32, 784), (128, 784))
    assert product.message.startswith("matmul: ")
    assert product.message.endswith("(size 128 is different from 784)")
    total = broadcast_shape((32, 128), (32,))
    assert total.message == "operands could not be broadcast together with shapes (32,128) (32,) "


def test_shapes_too_large_for_any_memory_are_no_matter():
    assert product_shape((10**7, 10**7), (10**7, 10**7)).shape == (10**7, 10**7)
    assert product_shape((10**7, 10**7), (5, 10**7)).message.endswith("(size 5 is different from 10000000)")
    assert not broadcast_shape((10**7, 10**7), (5, 10**7)).fits


def test_as_shape():
    assert as_shape("left", np.array([2, 3])) == (2, 3)
    assert as_shape("left", ()) == ()
    assert as_shape("left", [0, 10**15]) == (0, 10**15)


@pytest.mark.parametrize("rule", [product_shape, broadcast_shape])
@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (3, "is 3; wanted a shape such as"),
        (None, "is None; wanted a shape"),
        ((2, -1), "is -1; wanted a whole number of at least 0"),
        ((2.0, 3), "is 2.0; wanted a whole number"),
        ("23", "is '2'; wanted a whole number"),
        ((True,), "is True; wanted a whole number"),
        ((1,) * 33, "wanted at most 32 axes"),
        ((10**8, 10**8), "wanted at most 32 axes and 1e+15 numbers"),
        ((0, 10**16), "wanted at most 32 axes and 1e+15 numbers"),
    ],
)
def test_what_is_no_shape_is_refused(rule, bad, said):
    for name, call in (("left", lambda: rule(bad, (3,))), ("right", lambda: rule((3,), bad))):
        with pytest.raises(ValueError, match=name) as refusal:
            call()
        assert said in str(refusal.value)

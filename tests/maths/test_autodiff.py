"""Gradients from the graph: those of a step into the complex plane, by hand, and of nudges; and how good nudges are."""

import cmath
import operator
from operator import methodcaller

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.maths.autodiff import Value, difference_error, numerical_gradient
from helpers.maths.regression import gradient, mean_squared_error
from tests.maths.strategies import many_features

BINARY = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
FUNCTIONS = ["exp", "log", "tanh"]
BOTH = BINARY | {"power": operator.pow, "neg": operator.neg}
OURS = BOTH | {name: methodcaller(name) for name in FUNCTIONS}
THEIRS = BOTH | {name: getattr(cmath, name) for name in FUNCTIONS}
STEP = 1e-20  # into the complex plane: no difference is taken, so nothing cancels and every digit of a slope is there

constants = st.floats(-3, 3).map(lambda number: round(number, 2))
expressions = st.recursive(  # nested lists, such as ["*", 2.0, ["tanh", ["x", 0]]]
    st.integers(0, 2).map(lambda leaf: ["x", leaf]),
    lambda part: st.one_of(
        st.tuples(st.sampled_from("+-*/"), part, part | constants),
        st.tuples(st.sampled_from("+-*/"), constants, part),
        st.tuples(st.just("power"), part, st.sampled_from([2, 3, -1, 0.5])),
        st.tuples(st.sampled_from(["neg", *FUNCTIONS]), part),
    ).map(list),
    max_leaves=8,
)


def evaluate(expression, leaves, operations):
    if not isinstance(expression, list):
        return expression
    operation, *parts = expression
    if operation == "x":
        return leaves[parts[0]]
    return operations[operation](*(evaluate(part, leaves, operations) for part in parts))


@given(expressions, st.lists(constants, min_size=3, max_size=3))
def test_value_and_gradient_are_those_of_complex_numbers(expression, numbers):
    leaves = [Value(number) for number in numbers]
    try:
        end = evaluate(expression, leaves, OURS)
    except ValueError:  # log(0) and the like
        assume(False)
    end.backward()
    slopes = [leaf.gradient for leaf in leaves]
    size = 1 + abs(end.value) + np.abs(slopes).max()
    assume(size < 1e4)
    theirs = [evaluate(expression, (numbers + STEP * 1j * unit).tolist(), THEIRS) for unit in np.eye(3)]
    np.testing.assert_allclose(np.real(theirs), end.value, rtol=0, atol=1e-9 * size)
    np.testing.assert_allclose(np.imag(theirs) / STEP, slopes, rtol=0, atol=1e-9 * size)


@pytest.mark.parametrize("operation", BINARY)
def test_numbers_on_either_side(operation):
    apply = BINARY[operation]
    for number in (2, 2.0, np.float64(2), np.int64(2)):
        assert apply(Value(3), number).value == apply(3, 2)
        assert apply(number, Value(3)).value == apply(2, 3)


def test_paths_add_up_from_zero_each_time():
    x = Value(3)
    y = x * x + x
    y.backward()
    y.backward()
    assert (x.gradient, y.gradient) == (7, 1)


def test_graph_lists_parents_first_and_each_once():
    x, y = Value(1, "x"), Value(2, "y")
    end = ((x + y) * x).tanh() + (x + y)
    order = end.graph()
    assert len(order) == len(set(order)) == 7
    assert order[-1] is end
    assert [node.operation for node in order if node.parents] == ["+", "×", "tanh", "+", "+"]
    assert repr(order[0]) == "Value(1, 'x', gradient=0)"
    assert all(order.index(parent) < order.index(node) for node in order for parent in node.parents)


def test_a_deep_graph():
    x = end = Value(1)
    for _ in range(10_000):
        end = end + 1
    end.backward()
    assert (end.value, x.gradient, len(end.graph())) == (10_001, 1, 20_001)


# nudges


@pytest.mark.parametrize(("kind", "order", "least", "best"), [("forward", 1, 1e-9, 1e-7), ("central", 2, 1e-7, 1e-4)])
def test_a_smaller_nudge_is_better_until_rounding_takes_over(kind, order, least, best):
    errors = difference_error(np.sin, np.cos, x=1, h=np.logspace(-15, -1, 141))
    error, large = getattr(errors, kind), errors.h > 1e-3
    slope, _ = np.polyfit(np.log(errors.h[large]), np.log(error[large]), 1)
    assert abs(slope - order) < 0.02
    assert least < errors.h[error.argmin()] < best
    assert error[0] > 1e6 * error.min()


@given(many_features())
def test_gradient_of_the_squared_error(case):
    X, y, w = case
    ours, scale = numerical_gradient(lambda w: mean_squared_error(y, X @ w), w), 1 + np.mean(y**2)
    np.testing.assert_allclose(ours, gradient(X, y, w), rtol=1e-6, atol=1e-8 * scale)


@given(st.floats(-1e6, 1e6), st.floats(-3, 3))
def test_weights_of_different_size_are_nudged_by_their_own_size(large, small):
    slope, _ = numerical_gradient(lambda w: w[0] ** 2 + np.sin(w[1]), [large, small])
    assert abs(slope - 2 * large) <= 1e-8 * (1 + abs(large))

"""Gradients from the graph: hand-worked, PyTorch's, and those of nudges; and how good nudges are."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.maths.autodiff import Value, difference_error, numerical_gradient
from helpers.maths.regression import gradient, mean_squared_error
from tests.maths.strategies import many_features
from tests.maths.vectors import load
from tests.maths.vectors.make_torch_vectors import OPERATIONS, POWERS, evaluate

VECTORS = [vector for vector in load("expressions") if "relu" not in str(vector["expression"])]
OURS = OPERATIONS | {"sigmoid": lambda x: 1 / (1 + (-x).exp())}

constants = st.floats(-3, 3).map(lambda number: round(number, 2))
expressions = st.recursive(
    st.integers(0, 2).map(lambda leaf: ["x", leaf]),
    lambda part: st.one_of(
        st.tuples(st.sampled_from("+-*/"), part, part | constants),
        st.tuples(st.sampled_from("+-*/"), constants, part),
        st.tuples(st.just("power"), part, st.sampled_from(POWERS)),
        st.tuples(st.sampled_from(["neg", "exp", "log", "tanh", "sigmoid"]), part),
    ).map(list),
    max_leaves=8,
)


def value_and_slopes(expression, numbers):
    leaves = [Value(number) for number in numbers]
    end = evaluate(expression, leaves, OURS)
    end.backward()
    return end.value, [leaf.gradient for leaf in leaves]


@pytest.mark.parametrize("vector", VECTORS)
def test_gradients_are_pytorchs(vector):
    value, slopes = value_and_slopes(vector["expression"], vector["leaves"])
    assert value == pytest.approx(vector["value"], rel=1e-12, abs=1e-15)
    assert slopes == pytest.approx(vector["gradient"], rel=1e-10, abs=1e-14)


@given(expressions, st.lists(constants, min_size=3, max_size=3))
def test_gradients_are_those_of_nudges(expression, numbers):
    def value_at(w):
        return evaluate(expression, [Value(number) for number in w], OURS).value

    try:
        value, slopes = value_and_slopes(expression, numbers)
        by_nudges = numerical_gradient(value_at, numbers)
        nearby = numerical_gradient(value_at, numbers + np.array([1e-4, 2e-4, 3e-4]))
    except ValueError:  # log(0) and the like
        assume(False)
    size = 1 + abs(value) + np.abs(slopes).max()
    assume(size < 1e4 and np.abs(by_nudges - nearby).max() < 1e-3 * size)  # no cliff
    np.testing.assert_allclose(slopes, by_nudges, rtol=0, atol=1e-3 * size)


@pytest.mark.parametrize("operation", ["+", "-", "*", "/"])
def test_numbers_on_either_side(operation):
    apply = OPERATIONS[operation]
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

"""Gradients from the graph: hand-worked, PyTorch's, and those of finite differences."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.maths.autodiff import Value, numerical_gradient
from tests.maths.vectors import load
from tests.maths.vectors.make_torch_vectors import OPERATIONS, POWERS, evaluate

VECTORS = load("expressions")
DEEP = 10_000
constants = st.floats(-3, 3).map(lambda number: round(number, 2))
expressions = st.recursive(
    st.integers(0, 2).map(lambda leaf: ["x", leaf]),
    lambda part: st.one_of(
        st.tuples(st.sampled_from("+-*/"), part, part | constants),
        st.tuples(st.sampled_from("+-*/"), constants, part),
        st.tuples(st.just("power"), part, st.sampled_from(POWERS)),
        st.tuples(st.sampled_from(["neg", "exp", "log", "tanh", "sigmoid", "relu"]), part),
    ).map(list),
    max_leaves=8,
)


def operations_in(expression):
    if not isinstance(expression, list):
        return set()
    return {expression[0]}.union(*map(operations_in, expression[1:]))


def gradient(expression, numbers):
    leaves = [Value(number) for number in numbers]
    end = evaluate(expression, leaves)
    end.backward()
    return end.value, [leaf.gradient for leaf in leaves]


def test_two_x_plus_one_cubed():
    x = Value(3, "x")
    y = (2 * x + 1) ** 3
    y.backward()
    assert (y.value, x.gradient) == (343, 294)
    assert [(node.name or node.operation, node.value, node.gradient) for node in y.graph() if node.parents] == [
        ("×", 6, 147),
        ("+", 7, 147),
        ("**3", 343, 1),
    ]


def test_vectors_hold_every_operation():
    assert len(VECTORS) == 60
    assert set().union(*(operations_in(vector["expression"]) for vector in VECTORS)) == {*OPERATIONS, "x"}


@pytest.mark.parametrize("vector", VECTORS)
def test_gradients_are_pytorchs(vector):
    value, slopes = gradient(vector["expression"], vector["leaves"])
    assert value == pytest.approx(vector["value"], rel=1e-12, abs=1e-15)
    assert slopes == pytest.approx(vector["gradient"], rel=1e-10, abs=1e-14)


@given(expressions, st.lists(st.floats(-2, 2), min_size=3, max_size=3))
def test_gradients_are_those_of_finite_differences(expression, numbers):
    def value_at(w):
        return evaluate(expression, [Value(number) for number in w]).value

    try:
        value, slopes = gradient(expression, numbers)
        by_nudges = numerical_gradient(value_at, numbers, h=1e-5)
        nearby = numerical_gradient(value_at, numbers + np.array([1e-4, 2e-4, 3e-4]), h=1e-5)
    except ValueError:  # log(0) and the like, tested below
        assume(False)
    size = 1 + abs(value) + np.abs(slopes).max()
    assume(size < 1e4 and np.abs(by_nudges - nearby).max() < 1e-3 * size)  # neither a kink nor a cliff
    np.testing.assert_allclose(slopes, by_nudges, rtol=0, atol=1e-3 * size)


@pytest.mark.parametrize("operation", ["+", "-", "*", "/"])
def test_numbers_on_either_side(operation):
    apply = OPERATIONS[operation]
    for number in (2, 2.0, np.float64(2), np.int64(2)):
        assert apply(Value(3), number).value == apply(3, 2)
        assert apply(number, Value(3)).value == apply(2, 3)


def test_paths_add_up():
    x = Value(3)
    (x * x + x).backward()
    assert x.gradient == 7


def test_backward_starts_from_zero_each_time():
    x = Value(3)
    y = x**2
    y.backward()
    y.backward()
    assert (x.gradient, y.gradient) == (6, 1)


def test_graph_lists_parents_first_and_each_once():
    x, y = Value(1, "x"), Value(2, "y")
    end = ((x + y) * x).tanh() + (x + y)
    order = end.graph()
    assert len(order) == len(set(order)) == 7
    assert order[-1] is end
    assert all(order.index(parent) < order.index(node) for node in order for parent in node.parents)


def test_backward_goes_one_value_at_a_time():
    x = Value(3)
    inner = 2 * x + 1
    end = inner**3
    steps = end.backward_steps()
    assert next(steps) is end
    assert (inner.gradient, x.gradient) == (147, 0)
    assert next(steps) is inner
    assert len(list(steps)) == len(end.graph()) - 2
    assert x.gradient == 294


def test_a_deep_graph():
    x = end = Value(1)
    for _ in range(DEEP):
        end = end + 1
    end.backward()
    assert end.value == DEEP + 1
    assert x.gradient == 1
    assert len(end.graph()) == 2 * DEEP + 1
    assert repr(end) == "Value(10001, '+', gradient=1)"


def test_ten_sigmoids_at_their_steepest_leave_a_millionth():
    x = end = Value(0)
    for _ in range(10):
        end = (end - end.value).sigmoid()  # moved to 0 by a number, which has no gradient
    end.backward()
    assert x.gradient == 0.25**10
    assert f"{x.gradient:.1e}" == "9.5e-07"


def test_a_confident_error_hardly_moves_with_the_squared_error():
    squared, crossed = Value(-10), Value(-10)
    ((1 - squared.sigmoid()) ** 2).backward()
    (-crossed.sigmoid().log()).backward()
    assert f"{squared.gradient:.5f}" == "-0.00009"
    assert f"{crossed.gradient:.5f}" == "-0.99995"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda x: x**x, r"a Value as exponent is not supported; write x \*\* y as \(y \* x.log\(\)\).exp\(\)"),
        (lambda x: 2**x, r"write 2 \*\* x as \(x \* np.log\(2\)\).exp\(\)"),
        (lambda x: x / 0, r"/ of 3, 0 is inf, slopes \(inf, -inf\); wanted an input where these are finite"),
        (lambda x: 0**-x, "a Value as exponent is not supported"),
        (lambda x: (x - 3).log(), "log of 0 is -inf"),
        (lambda x: (x - 4).log(), "log of -1 is nan"),
        (lambda x: (300 * x).exp(), "exp of 900 is inf"),
        (lambda x: (x - 4) ** 0.5, r"\*\*0.5 of -1 is nan"),
        (lambda x: (x - 3) ** 0.5, r"\*\*0.5 of 0 is 0, slopes \(inf,\)"),
        (lambda x: x + np.ones(2), r"received ndarray array\(\[1., 1.\]\); wanted one number \(make a Value of each\)"),
        (lambda x: x * "2", "received str '2'; wanted one number"),
        (lambda x: x - None, "received NoneType None; wanted one number"),
        (lambda x: x ** "2", "received str '2'; wanted one number"),
        (lambda x: x + math.inf, "received inf; wanted a finite number"),
        (lambda x: x + 10**400, "received 10000.*; wanted a finite number"),
        (lambda x: x + 2j, "received complex 2j; wanted one number"),
        (lambda x: Value(True), "received bool True; wanted one number"),
        (lambda x: math.exp(x), r"a float would lose the graph of a Value; write x.exp\(\) instead of exp\(x\)"),
    ],
)
def test_refusals(call, message):
    with pytest.raises(ValueError, match=message):
        call(Value(3))


def test_relu_is_flat_at_the_kink():
    for number, slope in ((-1, 0), (0, 0), (1, 1)):
        x = Value(number)
        x.relu().backward()
        assert x.gradient == slope


def test_numpys_functions_know_a_value():
    assert np.exp(Value(0)).operation == "exp"
    assert np.log(Value(1)).operation == "log"
    assert np.tanh(Value(1)).operation == "tanh"

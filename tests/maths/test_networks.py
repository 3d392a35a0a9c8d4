"""Networks: PyTorch's gradients, our own autodiff's, and what depth and overflow do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.maths.autodiff import Value, numerical_gradient
from helpers.maths.networks import ACTIVATIONS, HEADS, Network, deep_signals
from tests.maths.vectors import load

VECTORS = load("networks")


def test_every_activation_and_head_has_a_vector():
    cases = {(case["activation"], case["head"]) for case in VECTORS["cases"]}
    assert cases == {(activation, head) for activation in ACTIVATIONS for head in HEADS}


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: f"{case['activation']}, {case['head']}")
def test_loss_and_gradient_are_pytorchs(case):
    network = Network(tuple(VECTORS["sizes"]), case["activation"], case["head"])
    data = VECTORS["w"], VECTORS["X"], VECTORS["y"]
    assert network.loss(*data) == pytest.approx(case["loss"], rel=1e-12)
    np.testing.assert_allclose(network.gradient(*data), case["gradient"], rtol=1e-10, atol=1e-14)


@given(
    sizes=st.lists(st.integers(1, 4), min_size=2, max_size=5).map(tuple),
    activation=st.sampled_from(["linear", "sigmoid", "tanh"]),
    head=st.sampled_from(sorted(HEADS)),
    seed=st.integers(0, 2**32 - 1),
)
def test_backpropagation_is_what_nudging_finds(sizes, activation, head, seed):
    network, rng = Network(sizes, activation, head), np.random.default_rng(seed)
    w, X = network.initialize(1, seed), rng.normal(size=(5, sizes[0]))
    y = rng.dirichlet(np.ones(sizes[-1]), 5)
    by_nudges = numerical_gradient(lambda w: network.loss(w, X, y), w)
    np.testing.assert_allclose(network.gradient(w, X, y), by_nudges, rtol=1e-5, atol=1e-7 * (1 + network.loss(w, X, y)))


def test_the_same_gradient_number_by_number():
    network = Network((1, 2, 1), "tanh")
    numbers = network.initialize(1, seed=0)
    a, b, c, d, e, f, g = leaves = [Value(number) for number in numbers]
    loss = ((a * 0.7 + c).tanh() * e + (b * 0.7 + d).tanh() * f + g - 2) ** 2
    loss.backward()
    assert network.loss(numbers, [[0.7]], [2]) == pytest.approx(loss.value)
    assert network.gradient(numbers, [[0.7]], [2]) == pytest.approx([leaf.gradient for leaf in leaves])


def test_a_dead_relu_gets_no_gradient():
    network, X, y = Network((1, 2, 1), "relu"), [[1], [2], [3]], [1, 1, 2]
    w = [1, 1, -2, -100, 1, 1, 0]  # the biases keep the first unit below 0 for some samples, the second for all
    (W, b), _ = network.layers(network.gradient(w, X, y))
    assert W[0, 1] == b[1] == 0
    assert W[0, 0] != 0


@pytest.mark.parametrize(("activation", "right"), [("tanh", 1.0), ("relu", np.sqrt(2)), ("linear", 1.0)])
def test_the_right_scale_keeps_the_gradient_another_does_not(activation, right):
    level = deep_signals(activation, depth=20, scale=right)
    assert 0.1 < level.gradient_norms[0] / level.gradient_norms[-1] < 10
    if activation != "tanh":
        small, large = (deep_signals(activation, 20, scale).gradient_norms[0] for scale in (0.5, 4))
        assert 1e5 * small < level.gradient_norms[0] < 1e-5 * large
        np.testing.assert_allclose(level.spreads, 1, rtol=0.7)


def test_one_layer_by_hand():
    X, y = np.random.default_rng([0, 1]).normal(size=(2, 64, 32))
    network = Network((32, 32))
    w = network.initialize(2.0)
    [(W, _)], [(slopes, _)] = network.layers(w), network.layers(network.gradient(w, X, y))
    signals = deep_signals("linear", 1, scale=2.0)
    assert signals.spreads == pytest.approx([(X @ W).std()])
    assert signals.gradient_norms == pytest.approx([np.linalg.norm(slopes)])


@pytest.mark.parametrize("activation", sorted(ACTIVATIONS))
def test_what_overflows_is_a_state(activation):
    signals = deep_signals(activation, depth=300, scale=1000)
    assert signals.spreads.shape == signals.gradient_norms.shape == (300,)
    assert np.isfinite(signals.spreads).all() == (activation in {"sigmoid", "tanh"})

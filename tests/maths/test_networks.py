"""Networks: PyTorch's gradients, our own autodiff's, and what depth, zeros and a large rate do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.maths.autodiff import Value, numerical_gradient
from helpers.maths.descent import Verdict
from helpers.maths.networks import ACTIVATIONS, HEADS, Network, deep_signals
from helpers.maths.optimizers import Adam, GradientDescent, optimize
from tests.maths.vectors import load

VECTORS = load("networks")


def train(network, X, y, start, optimizer, steps):
    return optimize(lambda w: network.loss(w, X, y), lambda w: network.gradient(w, X, y), start, optimizer, steps)


@pytest.fixture
def regression_data():
    X = np.random.default_rng(0).normal(size=(50, 3))
    return X, X @ [1, 2, 3]


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


def test_two_linear_layers_are_one_matrix():
    network, w = Network((3, 5, 2), "linear"), np.random.default_rng(1).normal(size=32)
    (W, b), (V, c) = network.layers(w)
    X, both = np.random.default_rng(0).normal(size=(4, 3)), np.concatenate([(W @ V).ravel(), b @ V + c])
    np.testing.assert_allclose(network.predict(w, X), Network((3, 2)).predict(both, X))


# what zeros, equal starts and dead units do


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_zeros_teach_the_hidden_layer_nothing(activation, regression_data):
    X, y = regression_data
    network = Network((3, 4, 1), activation)
    (W, b), (V, _) = network.layers(network.gradient(network.initialize(scale=0), X, y))
    assert not any(part.any() for part in (W, b, V))
    run = train(network, X, y, network.initialize(scale=0), GradientDescent(0.1), steps=200)
    assert np.ptp(network.predict(run.weights[-1], X)) == 0


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid"])
def test_equal_neurons_stay_equal(activation, regression_data):
    X, y = regression_data
    network = Network((3, 4, 1), activation)
    run = train(network, X, y, np.full(21, 0.5), GradientDescent(0.01), steps=200)
    (W, _), _ = network.layers(run.weights[-1])
    assert run.losses[-1] < run.losses[0] / 2
    np.testing.assert_allclose(W, W[:, :1] * np.ones(4), rtol=1e-12)


def test_a_dead_relu_gets_no_gradient():
    network, X, y = Network((1, 2, 1), "relu"), [[1], [2], [3]], [1, 1, 2]
    w = [1, 1, -2, -100, 1, 1, 0]  # the biases keep the first unit below 0 for some samples, the second for all
    (W, b), _ = network.layers(network.gradient(w, X, y))
    assert W[0, 1] == b[1] == 0
    assert W[0, 0] != 0


# what depth does


def test_a_deep_sigmoid_stack_loses_its_gradient_layer_by_layer():
    norms = deep_signals("sigmoid", depth=20).gradient_norms
    assert norms[0] < 1e-10 * norms[-1]
    assert (norms[:-2] < norms[1:-1]).all()


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


# runs


def test_a_linear_two_layer_network_explodes_within_seven_steps():
    rng = np.random.default_rng(0)
    X, y, network = rng.normal(size=(100, 20)), rng.normal(size=100), Network((20, 16, 1), "linear")
    run = train(network, X, y, network.initialize(1, seed=0), GradientDescent(1.0), steps=10)
    assert (run.verdict, run.infinite_at) == (Verdict.DIVERGES, 7)
    assert run.losses[0] < 2
    assert run.losses[3] > 1e6


def test_softmax_regression_survives_a_rate_of_one():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(200, 10)), np.eye(10)[rng.integers(0, 10, 200)]
    network = Network((10, 10), head="softmax and cross-entropy")
    tame, wild = (train(network, X * size, y, np.zeros(110), GradientDescent(1.0), steps=10) for size in (1, 1000))
    assert tame.losses[0] == pytest.approx(np.log(10))
    assert (np.diff(tame.losses) < 0).all()
    assert 1e4 < wild.losses.max() < 1e7


def test_adam_moves_a_weight_by_its_rate_so_that_only_depth_makes_it_explode():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(200, 32)), np.eye(10)[rng.integers(0, 10, 200)]
    largest = []
    for layers in (1, 2, 3, 5, 8):
        network = Network((32,) * layers + (10,), "linear", "softmax and cross-entropy")
        run = train(network, X, y, network.initialize(1, seed=0), Adam(1.0), steps=10)
        assert abs(np.diff(run.weights, axis=0)).max() < 4
        largest.append(run.losses.max())
    assert largest[0] < 10
    assert (np.diff(np.log10(largest)) > 1).all()
    assert 1e9 < largest[-1] < 1e12


def test_xor_is_learned():
    X, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), [0, 1, 1, 0]
    network = Network((2, 8, 1), "tanh", "sigmoid and cross-entropy")
    run = train(network, X, y, network.initialize(1, seed=0), Adam(0.1), steps=200)
    assert network.predict(run.weights[-1], X)[:, 0].round().tolist() == y

"""Networks and attention: PyTorch's gradients, nudges, SciPy's softmax, and what depth and overflow do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import softmax

from helpers.maths.autodiff import numerical_gradient
from helpers.maths.networks import ACTIVATIONS, HEADS, Network, attention, deep_signals, multi_head
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


def test_signals_of_one_layer():
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


# attention


@st.composite
def tokens(draw):
    """Queries (m, d), keys (n, d) and values (n, 4), d even."""
    m, n, d = draw(st.tuples(st.integers(1, 5), st.integers(1, 5), st.sampled_from([2, 4, 8])))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return rng.normal(size=(m, d)), rng.normal(size=(n, d)), rng.normal(size=(n, 4))


@given(tokens(), st.booleans(), st.booleans())
def test_attention_mixes_by_scipys_softmax_of_the_scores(tokens, scaled, normalised):
    queries, keys, values = tokens
    found = attention(*tokens, scaled=scaled, normalised=normalised)
    scores = queries @ keys.T / (queries.shape[1] ** 0.5 if scaled else 1)
    weights = softmax(scores, axis=1) if normalised else scores
    for ours, theirs in zip(found, (scores, weights, weights @ values), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-12)


def test_very_large_scores_stay_finite():
    assert attention([[1e90]], [[1e90], [-1e90]], [[1], [2]]).output.tolist() == [[1]]


@given(tokens(), st.booleans(), st.booleans())
def test_heads_are_attentions_over_their_own_columns(tokens, scaled, normalised):
    options = {"scaled": scaled, "normalised": normalised}
    joined = multi_head(*tokens, heads=2, **options)
    for half, head in enumerate(joined.heads):
        columns = [slice(half * part.shape[1] // 2, (half + 1) * part.shape[1] // 2) for part in tokens]
        alone = attention(*(part[:, column] for part, column in zip(tokens, columns, strict=True)), **options)
        np.testing.assert_allclose(head.weights, alone.weights, rtol=1e-12)
        np.testing.assert_allclose(joined.output[:, columns[2]], alone.output, rtol=1e-12)

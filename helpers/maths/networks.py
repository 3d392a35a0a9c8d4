"""Networks of dense layers, by hand in matrices: forward, backward, what depth does to both, and attention.

Notebooks 02 (calculus) and 05 (regression lab) train small ones. Legend: n samples; `X` inputs, one row a sample; `y`
targets; `W`, `b` weights and biases of a layer; `h` its outputs; `z` those of the last layer, before the head.
All weights of a network are one vector `w`, as `helpers.maths.optimizers.optimize` wants it.
"""

from collections import namedtuple
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, log_softmax, softmax

from helpers.maths.checks import as_count, check, checked, one_of, returned

quiet = np.errstate(over="ignore", invalid="ignore")  # what explodes is for the caller to see, as inf or NaN

# name -> (function, its slope written in terms of what the function gave)
ACTIVATIONS = {
    "linear": (lambda z: z, lambda h: np.ones_like(h)),
    "sigmoid": (expit, lambda h: h * (1 - h)),
    "tanh": (np.tanh, lambda h: 1 - h**2),
    "relu": (lambda z: np.maximum(z, 0), lambda h: (h > 0).astype(float)),
}

# name -> (prediction, loss, slope of the loss with respect to z), all averaged as PyTorch does
HEADS = {
    "squared error": (
        lambda z: z,
        lambda z, y: np.mean((z - y) ** 2),
        lambda z, y: 2 * (z - y) / z.size,
    ),
    "sigmoid and squared error": (
        expit,
        lambda z, y: np.mean((expit(z) - y) ** 2),
        lambda z, y: 2 * (expit(z) - y) * expit(z) * expit(-z) / z.size,
    ),
    "sigmoid and cross-entropy": (
        expit,
        lambda z, y: np.mean(np.logaddexp(0, z) - y * z),
        lambda z, y: (expit(z) - y) / z.size,
    ),
    "softmax and cross-entropy": (
        lambda z: softmax(z, axis=1),
        lambda z, y: -np.mean(np.sum(y * log_softmax(z, axis=1), axis=1)),
        lambda z, y: (softmax(z, axis=1) - y) / len(z),
    ),
}


def _as_sizes(name, sizes):
    check(len(sizes) > 1, f"{name} is {sizes}; wanted at least the numbers of inputs and of outputs")
    for size in sizes:
        as_count(f"each of {name}", size)
    return sizes


def _one_number_a_weight(self, w):
    shape = np.asarray(w, dtype=float).shape
    wanted = sum((inputs + 1) * outputs for inputs, outputs in self.shapes)
    check(shape == (wanted,), f"w has shape {shape}; wanted the {wanted} weights of a network of sizes {self.sizes}")


def _one_column_an_input(self, X, **_):
    columns, inputs = X.shape[1], self.sizes[0]
    check(columns == inputs, f"X has {columns} columns; wanted one for each of the {inputs} inputs")


@checked(sizes=_as_sizes, activation=one_of(*ACTIVATIONS), head=one_of(*HEADS))
@dataclass(frozen=True)
class Network:
    """Dense layers, each h @ W + b, with an activation after all but the last and a head that makes predictions of it.

    >>> network = Network((2, 3, 1), activation="tanh", head="sigmoid and cross-entropy")
    >>> [W.shape for W, b in network.layers(network.initialize(scale=1, seed=0))]
    [(2, 3), (3, 1)]
    """

    sizes: tuple  # numbers of inputs, of units in each hidden layer, and of outputs
    activation: str = "tanh"
    head: str = "squared error"

    @property
    def shapes(self):
        """Shape of each layer's W: inputs of the layer, outputs of the layer."""
        return list(zip(self.sizes[:-1], self.sizes[1:], strict=True))

    @checked(scale="number")
    def initialize(self, scale=1.0, seed=0):
        """Draw weights: normal, of standard deviation scale / √inputs of the layer; biases 0.

        Scale 1 keeps the spread of a linear layer's outputs, √2 (He) that of ReLU layers; 0 gives all zeros.
        """
        rng, layers = np.random.default_rng(seed), []
        for inputs, outputs in self.shapes:
            layers.append((rng.normal(size=(inputs, outputs)) * scale / np.sqrt(inputs), np.zeros(outputs)))
        return _joined(layers)

    @checked(_one_number_a_weight)
    def layers(self, w):
        """Cut the vector of all weights, or of all their slopes, into the (W, b) of each layer."""
        w, layers, at = np.asarray(w, dtype=float), [], 0
        for inputs, outputs in self.shapes:
            middle, end = at + inputs * outputs, at + (inputs + 1) * outputs
            layers.append((w[at:middle].reshape(inputs, outputs), w[middle:end]))
            at = end
        return layers

    @quiet
    @checked(_one_column_an_input, X="matrix")
    def forward(self, w, X):
        """Run the network: the inputs, the outputs of each hidden layer, and z; each of shape (n, units)."""
        function, _ = ACTIVATIONS[self.activation]
        *hidden, (W_last, b_last) = self.layers(w)
        h = [X]
        for W, b in hidden:
            h.append(function(h[-1] @ W + b))
        return [*h, h[-1] @ W_last + b_last]

    @quiet
    def predict(self, w, X):
        """Predict the targets, numbers or probabilities: shape (n, outputs)."""
        prediction, _, _ = HEADS[self.head]
        return prediction(self.forward(w, X)[-1])

    @quiet
    def loss(self, w, X, y):
        """Measure the loss; `y` has the shape of the predictions (one-hot rows for softmax), or (n,) for one output."""
        _, loss, _ = HEADS[self.head]
        z = self.forward(w, X)[-1]
        return float(loss(z, _targets(y, z)))

    @quiet
    def gradient(self, w, X, y):
        """Differentiate the loss by backpropagation: one slope for each weight, in the order of `w`."""
        _, _, head_slope = HEADS[self.head]
        _, activation_slope = ACTIVATIONS[self.activation]
        *h, z = self.forward(w, X)
        delta = head_slope(z, _targets(y, z))  # slope of the loss by what a layer gives, (n, outputs)
        slopes = []
        for (W, _), inputs in zip(reversed(self.layers(w)), reversed(h), strict=True):
            slopes.append((inputs.T @ delta, delta.sum(axis=0)))
            delta = delta @ W.T * activation_slope(inputs)
        return _joined(reversed(slopes))


def _joined(layers):
    return np.concatenate([part.ravel() for layer in layers for part in layer])


def _targets(y, z):
    """Targets of exactly the shape of `z`: (n,) against (n, 1) would broadcast to (n, n) without a word."""

    def fitting(name, y):
        fits = y.shape == z.shape and np.isfinite(y).all()
        check(fits, f"{name} has shape {y.shape}; wanted finite targets of shape {z.shape}, as the predictions")
        return y

    y = np.asarray(y, dtype=float)
    return returned(fitting, "y", y[:, np.newaxis] if y.ndim == 1 and z.shape[1] == 1 else y)


Signals = namedtuple("Signals", "spreads gradient_norms")


@quiet
@checked(width="count", depth="count", samples="count")
def deep_signals(activation, depth, scale=1.0, width=32, samples=64):
    """Run a deep stack of equal layers on a random batch, to see the gradient vanish, hold or explode.

    Weights have standard deviation scale / √width; inputs and targets are standard normal. Returns for each layer, the
    first one first, the standard deviation of its outputs (before the head), and the length of its W's gradient.

    >>> deep_signals("tanh", depth=2).spreads.round(2)
    array([0.62, 0.62])
    """
    network = Network((width,) * (depth + 1), activation)
    w, (X, y) = network.initialize(scale), np.random.default_rng([0, 1]).normal(size=(2, samples, width))
    _, *outputs = network.forward(w, X)
    gradients = network.layers(network.gradient(w, X, y))
    return Signals(np.array([h.std() for h in outputs]), np.array([np.linalg.norm(W) for W, _ in gradients]))


# attention (notebook 03): m positions ask, n answer, and the answers are mixed, softmax(Q Kᵀ / √d) V: Vaswani and
# others, "Attention is all you need" (2017). d: numbers in a query and in a key; v: in a value

Attention = namedtuple("Attention", "scores weights output")  # (m, n) matches, (m, n) shares of values, (m, v) mixes
MultiHead = namedtuple("MultiHead", "heads output")  # an Attention each, and (m, v) their outputs side by side


def _one_key_a_value(queries, keys, values, **_):
    Q, K, V = queries.shape, keys.shape, values.shape
    check(Q[1] == K[1], f"queries have shape {Q} and keys {K}; wanted rows of one length d in both")
    check(K[0] == V[0], f"keys have shape {K} and values {V}; wanted one value for each key")


def _split_evenly(heads, **matrices):
    for name in ("queries", "keys", "values"):
        shape = matrices[name].shape
        fits = shape[1] % heads == 0
        check(fits, f"{name} have shape {shape}; wanted columns that can be split among {heads} heads")


@checked(_one_key_a_value, queries="data matrix", keys="data matrix", values="data matrix")
def attention(queries, keys, values, *, scaled=True, normalised=True):
    """Mix the values (n, v) by how well each query (m, d) matches their keys (n, d).

    `scaled`: scores are divided by √d, which keeps their spread for any d; `normalised`: a softmax makes them shares.

    >>> attention([[10, 0]], keys=[[10, 0], [0, 10]], values=[[1, 2], [3, 4]]).output.round(3)
    array([[1., 2.]])
    """
    scores = queries @ keys.T  # (m, d) @ (d, n) -> (m, n)
    if scaled:
        scores = scores / np.sqrt(queries.shape[1])
    weights = softmax(scores, axis=1) if normalised else scores  # (m, n): each row of shares adds up to 1
    return Attention(scores, weights, weights @ values)  # (m, n) @ (n, v) -> (m, v)


@checked(_split_evenly, queries="data matrix", keys="data matrix", values="data matrix", heads="count")
def multi_head(queries, keys, values, heads, *, scaled=True, normalised=True):
    """Split the columns among several heads, let each attend, and put their outputs side by side.

    >>> multi_head([[9, 0]], keys=[[9, 0], [0, 9]], values=[[1, 2], [3, 4]], heads=2).output
    array([[1., 3.]])
    """
    columns = zip(*(np.split(matrix, heads, axis=1) for matrix in (queries, keys, values)), strict=True)
    attended = tuple(attention(*part, scaled=scaled, normalised=normalised) for part in columns)
    return MultiHead(attended, np.hstack([head.output for head in attended]))  # heads x (m, v / heads) -> (m, v)

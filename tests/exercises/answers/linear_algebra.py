"""Notebook 01: what learners write for its exercises, right and wrong.

The options of a function make the mistakes in it.
"""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
from scipy import linalg, spatial
from sklearn.decomposition import PCA
from sklearn.metrics import mean_squared_error
from sklearn.preprocessing import StandardScaler

from helpers.maths.vectors import rank_by

# fmt: off

KNOWN = (
    ("dot", ([2, 1, 0], [3, 1, 4]), 7), ("dot", ([10, 0], [1, 9]), 10), ("shadow", ([3, 1], [2, 0]), 3),
    ("shadow", ([3, 1], [-2, 0]), -3), ("rank", ([1, 1], {1: [1, 1], 2: [5, 0], 3: [2, 2.2]}), [1, 3, 2]),
    ("matvec", ([[1, 2, 3], [4, 5, 6]], [1, 0, 2]), [7, 16]),
    ("layer", ([[1, 2]], [[1, 0], [3, -1]], [0.5, 1]), [[7.5, 0]]),
    ("mse", ([[1.1], [2.9], [5.2], [6.8], [9.1]], [1, 3, 5, 7, 9]), 0.022),
    ("lookup", ([[1, 2], [3, 4], [5, 6]], 2), [5, 6]), ("norms", ([2.5, -1.3, 0.8],), [4.6, 2.92916]),
    ("keep_rank", ([[3, 0], [0, 2]], 1), [[3, 0], [0, 0]]),
    ("first_axis", ([[1, 10, 5], [2, 20, 5.5], [3, 30, 5]],), [math.sqrt(0.5), math.sqrt(0.5), 0]),
)

def cosine(a, b): return a @ b / (np.linalg.norm(a) * np.linalg.norm(b))

def best_first(score, reverse=True):
    """Write rank as a learner would; the score and its direction make the mistakes."""
    return lambda query, documents: sorted(documents, key=lambda name: score(query, documents[name]), reverse=reverse)

def scored(query, documents):
    return sorted(((cosine(query, vector), name) for name, vector in documents.items()), reverse=True)

def ranked_by_argsort(query, documents):
    names, matrix = list(documents), np.array(list(documents.values()))
    return [names[place] for place in np.argsort(matrix @ query / np.linalg.norm(matrix, axis=1))[::-1]]

def matvec_in_loops(rows=lambda A, x: len(A), columns=lambda A, x: len(x), entry=lambda A, i, j: A[i, j]):
    return lambda A, x: [sum(entry(A, i, j) * x[j] for j in range(columns(A, x))) for i in range(rows(A, x))]

def layer_in_loops(X, W, b):
    return [[max(0, sum(x * w for x, w in zip(row, column, strict=True)) + bias)
             for column, bias in zip(W.T, b, strict=True)] for row in X]

def one_hot_of(length): return lambda E, i: np.eye(length(E))[i] @ E

def rebuilt(of_u, of_s, of_vt):
    """Write keep_rank as a learner would, from what is kept of each factor."""

    def keep_rank(A, k):
        U, s, Vt = np.linalg.svd(A)
        return of_u(U, k) @ np.diag(of_s(s, k)) @ of_vt(Vt, k)

    return keep_rank

def low_rank_by_zeros(A, k):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return U @ np.diag([*s[:k], *np.zeros_like(s[k:])]) @ Vt

def low_rank_piece_by_piece(A, k):
    U, s, Vt = np.linalg.svd(A)
    return sum(s[j] * np.outer(U[:, j], Vt[j]) for j in range(k))

def standardised(X): return (X - X.mean(axis=0)) / X.std(axis=0)

def axis_by_eigh(prepare=standardised, column=-1):
    return lambda X: np.linalg.eigh(np.cov(prepare(X), rowvar=False))[1][:, column]

def axis_by_eig(X):
    values, vectors = np.linalg.eig(np.corrcoef(X.T))
    return vectors[:, np.argmax(values)]

def axis_by_power(X):
    v = np.array([1.0, -0.2, 0.3])
    for _ in range(500):
        v = standardised(X).T @ (standardised(X) @ v)
        v = v / np.linalg.norm(v)
    return -v

RIGHT = {
    "dot": [np.dot, lambda a, b: sum(one * other for one, other in zip(a, b, strict=True)),
        lambda a, b: np.linalg.norm(a) * np.linalg.norm(b) * cosine(a, b)],
    "shadow": [lambda a, b: a @ (b / np.linalg.norm(b)), lambda a, b: np.linalg.norm(a) * cosine(a, b)],
    "rank": [best_first(cosine), best_first(lambda q, d: q @ d / np.linalg.norm(d)),
        best_first(spatial.distance.cosine, reverse=False),
        lambda q, documents: [name for _, name in scored(q, documents)], ranked_by_argsort],
    "matvec": [matvec_in_loops(), np.matmul, lambda A, x: (A * x).sum(axis=1)],
    "layer": [layer_in_loops, lambda X, W, b: (X @ W + b) * (X @ W + b > 0),
        lambda X, W, b: np.maximum(0, (W.T @ X.T).T + b)],
    "mse": [mean_squared_error, lambda p, y: np.mean((p.reshape(-1, 1) - y.reshape(-1, 1)) ** 2),
        lambda p, y: np.mean((p.reshape(y.shape) - y) ** 2), lambda p, y: [np.mean((p.squeeze() - y.squeeze()) ** 2)]],
    "lookup": [lambda E, i: E[i], one_hot_of(len)],
    "norms": [lambda v: (np.linalg.norm(v, 1), np.linalg.norm(v)), lambda v: [linalg.norm(v, 1), math.hypot(*v)]],
    "keep_rank": [low_rank_by_zeros, low_rank_piece_by_piece,
        rebuilt(lambda U, k: U[:, :k], lambda s, k: s[:k], lambda Vt, k: Vt[:k])],
    "first_axis": [axis_by_eigh(), lambda X: -axis_by_eigh()(X), axis_by_eig, axis_by_power,
        lambda X: np.linalg.svd(standardised(X))[2][0],
        lambda X: PCA().fit(StandardScaler().fit_transform(X)).components_[0]],
    "collapse": [lambda W1, b1, W2, b2: [W1.dot(W2), b2 + W2.T @ b1]],
    "list of cosines": [[1, 0, 0], (0.9999999999999998, 0.0, -0.0), np.array([1.0000000000000002, 0, 6.1e-17]),
        [Fraction(1), Decimal(0), np.float32(0)]],
    "shape of the result": [(32, 128), [32, 128], np.array([32, 128]),
        (np.zeros((32, 784)) @ np.zeros((784, 128)) + np.zeros(128)).shape],
    "number of trained parameters": [65_536, 2**16, np.zeros((4096, 8)).size + np.zeros((8, 4096)).size, [65536.0]],
}
TOLD = {
    "dot": [("you did not add", lambda a, b: [one * other for one, other in zip(a, b, strict=True)]),
        ("you multiplied the sums", lambda a, b: sum(x * y for x in a for y in b)),
        ("the outer product", lambda a, b: a[:, np.newaxis] @ b[np.newaxis])],
    "shadow": [("that is the dot product", np.dot),
        ("the sign is gone", lambda a, b: np.linalg.norm(a @ b / (b @ b) * b))],
    "rank": [("you ranked by the dot product", best_first(np.dot)),
        ("a dictionary", lambda q, documents: {name: cosine(q, d) for name, d in documents.items()}),
        ("as rank_by gives them", lambda q, documents: rank_by(q, list(documents.values()), "cosine")),
        ("the places of", lambda q, documents: np.argsort([-cosine(q, d) for d in documents.values()]))],
    "matvec": [("by the transposed matrix", matvec_in_loops(entry=lambda A, i, j: A[j, i])),
        ("your function works for square matrices only", matvec_in_loops(rows=lambda A, x: len(x))),
        ("as many products as there are rows", matvec_in_loops(columns=lambda A, x: len(A))),
        ("each row goes on adding", lambda A, x: np.cumsum([row @ x for row in A]))],
    "layer": [("only the largest number", lambda X, W, b: (X @ W + b).max()),
        ("Python's max, like its if, compares two single numbers", lambda X, W, b: max(0, X @ W + b)),
        ("Python's max, like its if", lambda X, W, b: X @ W + b if X @ W + b > 0 else 0)],
    "mse": [("every prediction met every target: ", lambda p, y: np.mean((y[:, np.newaxis] - p.T) ** 2)),
        ("every target when the targets are the column", lambda p, y: np.mean((p.flatten() - y) ** 2)),
        ("your function stops when the targets are the column", lambda p, y: np.mean((p[:, 0] - y) ** 2)),
        ("every target when both are flat",
         lambda p, y: np.mean((p.reshape(-1, 1) - (y[:, np.newaxis] if p.ndim > y.ndim else y)) ** 2))],
    "lookup": [("more or fewer places than this E has rows", one_hot_of(lambda E: 4)),
        ("more or fewer places than this E has rows", lambda E, i: np.dot([0, 1, 0, 0, 0, 0], E)),
        ("your function works for square matrices only", one_hot_of(lambda E: E.shape[1]))],
    "norms": [("only L2 is there", lambda v: np.linalg.norm(v))],
    "keep_rank": [("the smallest", rebuilt(lambda U, k: U[:, -k:], lambda s, k: s[-k:], lambda Vt, k: Vt[-k:])),
        ("columns of Vt", rebuilt(lambda U, k: U[:, :k], lambda s, k: s[:k], lambda V, k: V[:, :k].T)),
        ("one component too many", lambda A, k: low_rank_by_zeros(A, k + 1)),
        ("your function works for square matrices only",
         rebuilt(lambda U, k: U, lambda s, k: s * (s >= s[k - 1]), lambda V, k: V))],
    "first_axis": [("you did not subtract the means", lambda X: np.linalg.svd(X / X.std(axis=0))[2][0]),
        ("the first eigenvector of", lambda X: -np.linalg.eig(np.corrcoef(X.T))[1][:, 0])],
    "collapse": [("you multiplied W2 @ W1", lambda W1, b1, W2, b2: (W2 @ W1, b1 @ W2 + b2))],
    "list of cosines": [("the dot products", [10, 0, 0]),
        ("in degrees", np.degrees(np.arccos([0.9999999999999998, 0, 0]))),
        ("in radians", np.arccos([0.9999999999999998, 0, 0])), ("by the squares of the lengths", [0.1, 0, 0]),
        ("the sines", np.sin(np.arccos([0.9999999999999998, 0, 0]))), ("the third cosine is not", [1, 0, 0.5]),
        ("only the first cosine is there", 1), ("2 of 3 numbers are there", [1, 0]),
        ("the placeholder", [..., ..., ...])],
    "shape of the result": [("the sizes that meet", (784, 784)), ("have changed places", (128, 32)),
        ("that is text", "(32, 128)"), ("how many numbers the result has", 4096)],
    "number of trained parameters": [("that is the large matrix", 16_777_216),
        ("the two thin matrices one by one", (32_768, 32_768)), ("you counted both matrices twice", 131_072),
        ("the share of the large matrix", 0.0039), ("give at least", 65_500)],
}

"""Notebook 01: what learners write for its exercises, right and wrong.

The options of a function make the mistakes in it.
"""

import operator
from fractions import Fraction

import numpy as np
from scipy import spatial
from sklearn.decomposition import PCA
from sklearn.metrics import mean_squared_error

# fmt: off

MADE = {  # None where it hangs on the signs and the order in which LAPACK gives vectors
    "dot": [95.5, -0.0165073, 57.5, 1568.5, 96.625],
    "rank": [886984, 831548, 6.16964, 1607660, 1773970, 115.511, 68],
    "list of cosines": [10, 450, 450, 7.85398, 7.85398, 0.1, 4.47214, 1],
    "keep_rank": [72.2895, 39.5273, None, 78.3085, 33], "layer": [182.75, -11.25, 190.5, 146.75, 43.75, 12.5],
    "mse": [35.4281, 138.168, 6.97333, -2.14667, 2.34762, 392.798],
    "first_axis": [6.07448, 8.90242, 4.09425, None, None, None, None],
}

def dot(a, b): return sum(x * y for x, y in zip(a, b, strict=True))
def length(v): return dot(v, v) ** 0.5
def cosine(a, b): return np.dot(a, b) / (np.linalg.norm(a) * np.linalg.norm(b))

def best_first(score, reverse=True):
    """Write rank as a learner would; the score and its direction make the mistakes."""
    return lambda query, documents: sorted(documents, key=lambda name: score(query, documents[name]), reverse=reverse)

def scored(query, documents):
    return sorted(((cosine(query, vector), name) for name, vector in documents.items()), reverse=True)

def ranked_by_argsort(query, documents):
    names, matrix = list(documents), np.array(list(documents.values()))
    return [names[place] for place in np.argsort(matrix @ query / np.linalg.norm(matrix, axis=1))[::-1]]

def ranked_by_taking_the_best_away(query, documents):
    left, names = dict(documents), []
    while left:
        names.append(max(left, key=lambda name: cosine(query, left[name])))
        del left[names[-1]]
    return names

def layer_in_loops(X, W, b):
    return [[max(0, sum(x * w for x, w in zip(row, column, strict=True)) + bias)
             for column, bias in zip(W.T, b, strict=True)] for row in X]

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

def of_layer(change): return lambda X, W, b: change(X @ W + b)

RIGHT = {
    "dot": [np.dot, dot, lambda a, b: sum(Fraction(x) * Fraction(y) for x, y in zip(a, b, strict=True)),
        lambda a, b: (length(np.add(a, b)) ** 2 - length(np.subtract(a, b)) ** 2) / 4],
    "rank": [best_first(cosine), ranked_by_taking_the_best_away, best_first(spatial.distance.cosine, reverse=False),
        ranked_by_argsort, lambda q, documents: reversed(best_first(cosine, reverse=False)(q, documents)),
        lambda q, documents: {name: score for score, name in scored(q, documents)}.keys(),
        lambda q, documents: np.array(ranked_by_argsort(q, documents))],
    "layer": [layer_in_loops, lambda X, W, b: (X @ W + b) * (X @ W + b > 0),
        of_layer(np.vectorize(lambda number: max(number, 0.0))), lambda X, W, b: (np.maximum(x @ W + b, 0) for x in X)],
    "mse": [mean_squared_error, lambda p, y: np.mean((p.reshape(y.shape) - y) ** 2),
        lambda p, y: sum((a - b) ** 2 for a, b in zip(p.flatten(), y.flatten(), strict=True)) / p.size,
        lambda p, y: np.linalg.norm(p.ravel() - y.ravel()) ** 2 / len(p)],
    "keep_rank": [low_rank_by_zeros, low_rank_piece_by_piece,
        rebuilt(lambda U, k: U[:, :k], lambda s, k: s[:k], lambda Vt, k: Vt[:k])],
    "first_axis": [axis_by_eigh(), axis_by_eig, lambda X: np.linalg.svd(standardised(X))[2][0],
        lambda X: PCA(1).fit(standardised(X)).components_],
    "list of cosines": [(0.9999999999999998, 0.0, -0.0), np.array([1.0000000000000002, 0, 6.1e-17]),
        {"ab": 1, "ac": 0, "bc": 0}.values()],
}
def shortened(documents):
    for vector in documents.values():
        vector[:] = np.divide(vector, length(vector))
    return documents

def names_by_score(query, documents):  # equal scores are one key
    scores = {cosine(np.array(query), np.array(vector)): name for name, vector in documents.items()}
    return [scores[score] for score in sorted(scores, reverse=True)]

TOLD = {
    "dot": [("with arrays it is right", lambda a, b: sum(a * b)),
        lambda a, b: dot(a[: [*a, 0].index(0)], b[: [*a, 0].index(0)]),
        (" gives ", lambda a, b: sum({*map(operator.mul, a, b)})),
        lambda a, b: sum(x * y for x, y in {*zip(a, b, strict=True)}),
        lambda a, b: sum(x * y for x, y in zip(filter(None, a), filter(None, b), strict=False)),
        lambda a, b: sum(a[i] * b[i] for i in range(3)),
        lambda a, b: sum(max(0, x * y) for x, y in zip(a, b, strict=True)),
        lambda a, b: sum(x * b[a.index(x)] for x in a)],
    "rank": [("['cat', 'tea']: 2 of 3 names", names_by_score), ("each score with its name", scored),
        ("a dictionary", lambda q, documents: {name: cosine(q, d) for name, d in documents.items()}),
        ("each name with its score", lambda q, documents: [(name, score) for score, name in scored(q, documents)]),
        best_first(lambda q, d: abs(cosine(q, d))), best_first(lambda q, d: round(cosine(q, d), 1)),
        lambda q, documents: list(documents), best_first(lambda q, d: dot(q, d) / max(map(abs, d))),
        best_first(lambda q, d: dot(q, d) / dot(d, d)),
        ("numbers one by one in a loop", best_first(lambda q, d: q @ d / np.linalg.norm(d))),
        ("a name of no document", lambda q, documents: ["postgres", "gpu", "kubernetes"]),
        (" names are there", lambda q, documents: ranked_by_argsort(q, documents)[:3]),
        ("rank([1, 1], {'gpu': [5, 0], 'cat': [2, 2.2], 'sql': [1, 0.8]}) gives ['cat', 'gpu', 'sql']",
            lambda q, documents: sorted(documents) if len(documents) == 3 else ranked_by_argsort(q, documents)),
        ("changes the dictionary that it is given", lambda q, d: [d.popitem()[0] for _ in range(len(d))]),
        ("changes the dictionary that it is given", lambda q, d: d.update(gpu=[[1.0], "a"]) or list(d)),
        ("changes the dictionary that it is given", lambda q, d: best_first(np.dot)(q, shortened(d)))],
    "layer": [("Python's max, like its if, compares two single numbers", lambda X, W, b: max(0, X @ W + b)),
        ("arrangement", of_layer(lambda z: np.maximum(z, 0).ravel())), of_layer(lambda z: z.clip(0, 6)),
        of_layer(lambda z: np.where(z > 0, z, 0.01 * z)),
        of_layer(lambda z: np.where((z > 0).any(axis=1, keepdims=True), z, 0)),
        lambda X, W, b: np.maximum(X @ W + b[:, np.newaxis], 0),
        ("layer(np.array([[1, 2], [-1, 3]]), ", of_layer(lambda z: z.max(axis=1)))],
    "mse": [("every prediction met every target: ", lambda p, y: np.mean((p - y.ravel()) ** 2)),
        ("every prediction met every target: ", lambda p, y: np.mean((p.reshape(-1, 1) - y) ** 2)),
        ("every target when the targets are the column", lambda p, y: np.mean((p.flatten() - y) ** 2)),
        ("your function stops when the targets are the column", lambda p, y: np.mean((p[:, 0] - y) ** 2)),
        ("every target when both are flat",
            lambda p, y: np.mean((p.reshape(-1, 1) - (y[:, np.newaxis] if p.ndim > y.ndim else y)) ** 2)),
        lambda p, y: np.var(p.ravel() - y.ravel()),
        ("stops at a `^`", lambda p, y: np.mean((p.ravel() - y.ravel()) ^ 2)),
        lambda p, y: np.mean(np.maximum(p.ravel() - y.ravel(), 0) ** 2)],
    "keep_rank": [
        ("your function works for square matrices only",
            rebuilt(lambda U, k: U, lambda s, k: s * (s >= s[k - 1]), lambda V, k: V)),
        ("columns of Vt", rebuilt(lambda U, k: U[:, :k], lambda s, k: s[:k], lambda V, k: V[:, :k].T)),
        (" rows are there. Hint: ", rebuilt(lambda U, k: U[:k, :k], lambda s, k: s[:k], lambda Vt, k: Vt[:k, :k])),
        ("the first row has 1 of 2 numbers", lambda A, k: A[:, :k]),
        lambda A, k: low_rank_by_zeros(A, 1), lambda A, k: A - low_rank_by_zeros(A, k),
        lambda A, k: low_rank_by_zeros(A - A.mean(axis=0), k) + A.mean(axis=0)],
    "first_axis": [("all axes are there", lambda X: np.linalg.eigh(np.cov(standardised(X).T))[1]),
        ("the first eigenvector of", lambda X: -np.linalg.eig(np.cov(standardised(X).T))[1][:, 0]),
        ("a column of Vt", lambda X: np.linalg.svd(standardised(X))[2][:, 0]),
        axis_by_eigh(lambda X: X / X.var(axis=0)), lambda X: np.ones(X.shape[1]) / X.shape[1] ** 0.5,
        axis_by_eigh(column=-2), ("the first of these is right", lambda X: PCA(2).fit(standardised(X)).components_)],
    "list of cosines": [("the third number is not", [1, 0, 0.5]), ("2 of 3 numbers are there", [1, 0]),
        ("the placeholder", [..., ..., ...]), ("the first number is not", [0.99, 0, 0]),
        *[("right, ", [first, *others]) for first, *others in ([0, 0, 0], [1, 1, 0], [1, 0, 1])]],
}

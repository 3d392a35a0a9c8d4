"""Notebook 01: what learners write for its exercises, right and wrong.

The options of a function make the mistakes in it.
"""

import itertools
import math
import operator
import statistics
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import numpy as np
from scipy import spatial
from sklearn.decomposition import PCA
from sklearn.metrics import mean_squared_error
from sklearn.preprocessing import StandardScaler

from helpers.maths.vectors import rank_by

# fmt: off

KNOWN = (
    ("dot", ([2, 1, 0], [3, 1, 4]), 7), ("dot", ([10, 0], [1, 9]), 10),
    ("rank", ([1, 1], {1: [1, 1], 2: [5, 0], 3: [2, 2.2]}), [1, 3, 2]),
    ("layer", ([[1, 2]], [[1, 0], [3, -1]], [0.5, 1]), [[7.5, 0]]),
    ("mse", ([[1.1], [2.9], [5.2], [6.8], [9.1]], [1, 3, 5, 7, 9]), 0.022),
    ("keep_rank", ([[3, 0], [0, 2]], 1), [[3, 0], [0, 0]]),
    ("first_axis", ([[1, 10, 5], [2, 20, 5.5], [3, 30, 5]],), [math.sqrt(0.5), math.sqrt(0.5), 0]),
)

def dot(a, b, pairs=zip): return sum(x * y for x, y in pairs(a, b))

def dot_by_recursion(a, b): return a[0] * b[0] + dot_by_recursion(a[1:], b[1:]) if a else 0

def dot_while(a, b, starts_anew=False, breaks_at_zero=False):
    total = i = 0
    while i < len(a) and not (breaks_at_zero and a[i] == 0):
        total = (0 if starts_anew else total) + a[i] * b[i]
        i += 1
    return total

def dot_returned_inside_the_loop(a, b):
    for x, y in zip(a, b, strict=True):
        return x * y

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

def layer_with_one_maximum_for_all_rows(X, W, b):
    z = X @ W + b
    return np.maximum(z, 0) if z.max() > 0 else z

def relu_until_the_first(X, W, b):
    z = X @ W + b
    for row in z:
        for j, number in enumerate(row):
            if number > 0:
                break
            row[j] = 0
    return z

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

def low_rank_by_eigh(A, k):
    V = np.linalg.eigh(A.T @ A)[1][:, ::-1][:, :k]
    return A @ V @ V.T

def standardised(X): return (X - X.mean(axis=0)) / X.std(axis=0)

def axis_by_eigh(prepare=standardised, column=-1):
    return lambda X: np.linalg.eigh(np.cov(prepare(X), rowvar=False))[1][:, column]

def axis_by_eig(X):
    values, vectors = np.linalg.eig(np.corrcoef(X.T))
    return vectors[:, np.argmax(values)]

def axis_by_power(X):
    v = np.random.default_rng(3).normal(size=X.shape[1])
    for _ in range(200):
        v = standardised(X).T @ (standardised(X) @ v)
        v = v / np.linalg.norm(v)
    return -v

def axis_of_loops(X):
    columns = [[(v - statistics.fmean(c)) / statistics.pstdev(c) for v in c] for c in X.T.tolist()]
    return np.linalg.svd(np.array(columns).T)[2][0]

def of_layer(change): return lambda X, W, b: change(X @ W + b)
def of_axis(change): return lambda X: change(axis_by_eigh()(X))

RIGHT = {
    "dot": [np.dot, dot, dot_by_recursion, dot_while, lambda a, b: sum(map(operator.mul, a, b)),
        lambda a, b: math.fsum(x * y for x, y in zip(a, b, strict=True)),
        lambda a, b: list(itertools.accumulate(map(operator.mul, a, b)))[-1],
        lambda a, b: sum(Fraction(x) * Fraction(y) for x, y in zip(a, b, strict=True)),
        lambda a, b: statistics.fmean(map(operator.mul, a, b)) * len(a),
        lambda a, b: (length(np.add(a, b)) ** 2 - length(np.subtract(a, b)) ** 2) / 4],
    "rank": [best_first(cosine), best_first(lambda q, d: np.dot(q, d) / np.linalg.norm(d)),
        ranked_by_taking_the_best_away,
        best_first(spatial.distance.cosine, reverse=False), best_first(lambda q, d: dot(q, d) / length(d)),
        lambda q, documents: [name for _, name in scored(q, documents)], ranked_by_argsort,
        lambda q, documents: reversed(best_first(cosine, reverse=False)(q, documents)),
        lambda q, documents: {name: score for score, name in scored(q, documents)}.keys(),
        lambda q, documents: [name for name,
        _ in Counter({n: cosine(q, d) for n, d in documents.items()}).most_common()],
        lambda q, documents: np.array(ranked_by_argsort(q, documents)),
        lambda q, documents: [f"{name}" for name in ranked_by_argsort(q, documents)]],
    "layer": [layer_in_loops, lambda X, W, b: (X @ W + b) * (X @ W + b > 0), of_layer(lambda z: (z + abs(z)) / 2),
        lambda X, W, b: np.maximum(0, (W.T @ X.T).T + b), of_layer(lambda z: z.clip(min=0)),
        of_layer(lambda z: np.where(z > 0, z, 0)), of_layer(np.vectorize(lambda number: max(number, 0.0))),
        lambda X, W, b: (np.maximum(x @ W + b, 0) for x in X),
        lambda X, W, b: np.maximum(np.c_[X, np.ones(len(X))] @ np.vstack([W, b]), 0)],
    "mse": [mean_squared_error, lambda p, y: np.mean((p.reshape(-1, 1) - y.reshape(-1, 1)) ** 2),
        lambda p, y: np.mean((p.reshape(y.shape) - y) ** 2), lambda p, y: np.mean((p.squeeze() - y.squeeze()) ** 2),
        lambda p, y: sum((a - b) ** 2 for a, b in zip(p.flatten(), y.flatten(), strict=True)) / p.size,
        lambda p, y: statistics.fmean((a - b) ** 2 for a, b in zip(p.ravel(), y.ravel(), strict=True)),
        lambda p, y: np.linalg.norm(p.ravel() - y.ravel()) ** 2 / len(p),
        lambda p, y: np.var(p.ravel() - y.ravel()) + np.mean(p.ravel() - y.ravel()) ** 2],
    "keep_rank": [low_rank_by_zeros, low_rank_piece_by_piece, low_rank_by_eigh, lambda A,
        k: low_rank_by_zeros(A.T, k).T,
        rebuilt(lambda U, k: U[:, :k], lambda s, k: s[:k], lambda Vt, k: Vt[:k]),
        lambda A, k: (lambda U: U[:, :k] @ U[:, :k].T @ A)(np.linalg.svd(A)[0])],
    "first_axis": [axis_by_eigh(), lambda X: -axis_by_eigh()(X), axis_by_eig, axis_by_power, axis_of_loops,
        lambda X: np.linalg.svd(standardised(X))[2][0],
        of_axis(np.c_.__getitem__), lambda X: PCA(1).fit(standardised(X)).components_,
        lambda X: PCA().fit(StandardScaler().fit_transform(X)).components_[0]],
    "list of cosines": [[1, 0, 0], (0.9999999999999998, 0.0, -0.0), np.array([1.0000000000000002, 0, 6.1e-17]),
        [Fraction(1), Decimal(0), np.float32(0)], map(float, (1, 0, 0)), {"ab": 1, "ac": 0, "bc": 0}.values()],
}
def names_by_score(query, documents):  # equal scores are one key
    scores = {cosine(np.array(query), np.array(vector)): name for name, vector in documents.items()}
    return [scores[score] for score in sorted(scores, reverse=True)]

TOLD = {
    "dot": [("you did not add", lambda a, b: [one * other for one, other in zip(a, b, strict=True)]),
        ("you multiplied the sums", lambda a, b: sum(x * y for x in a for y in b)),
        ("the outer product", lambda a, b: [[x * y for y in b] for x in a]),
        ("you multiplied a by itself", lambda a, b: dot(a, a)),
        ("you added where", lambda a, b: sum(x + y for x, y in zip(a, b, strict=True))),
        ("only the first number of what is given counts", dot_returned_inside_the_loop),
        ("only the last number of what is given counts", lambda a, b: dot_while(a, b, starts_anew=True)),
        ("the last number of what is given is left out", lambda a, b: dot(a[:-1], b[:-1])),
        ("has lost its sign", lambda a, b: abs(dot(a, b))), ("is cut off at 0", lambda a, b: max(0, dot(a, b))),
        ("the results are rounded", lambda a, b: round(dot(a, b), 2)),
        ("behind the point", lambda a, b: int(dot(a, b))),
        ("n times too small", lambda a, b: dot(a, b) / len(a)),
        ("what is given is sorted", lambda a, b: dot(sorted(a), sorted(b))),
        ("with arrays it is right", lambda a, b: sum(a * b)), ("has the wrong sign", lambda a, b: -dot(a, b)),
        (" gives ", lambda a, b: dot_while(a, b, breaks_at_zero=True)),
        (" gives -4", lambda a, b: sum({*map(operator.mul, a, b)})),
        (" gives ", lambda a, b: sum(x * y for x, y in zip(filter(None, a), filter(None, b), strict=False))),
        ("dot(", lambda a, b: sum(a[i] * b[i] for i in range(3))),
        (" gives ", lambda a, b: sum(max(0, x * y) for x, y in zip(a, b, strict=True))),
        (" gives ", lambda a, b: dot(a[:3], b[:3])), (" gives ", lambda a, b: sum(x * b[a.index(x)] for x in a))],
    "rank": [("2 of 3 numbers", names_by_score), ("you ranked by the dot product", best_first(np.dot)),
        ("you ranked by distance", best_first(math.dist, reverse=False)),
        ("you ranked by the dot product", best_first(lambda q, d: np.dot(q, d) / np.linalg.norm(q))),
        ("in the opposite order", best_first(cosine, reverse=False)), ("each score with its name", scored),
        ("a dictionary", lambda q, documents: {name: cosine(q, d) for name, d in documents.items()}),
        ("as rank_by gives them", lambda q, documents: rank_by(q, list(documents.values()), "cosine")),
        ("the places of", lambda q, documents: np.argsort([-cosine(q, d) for d in documents.values()])),
        ("the scores, not the names", lambda q, documents: [cosine(q, d) for d in documents.values()]),
        ("each name with its score", lambda q, documents: [(name, score) for score, name in scored(q, documents)]),
        ("only the first is there", lambda q, documents: scored(q, documents)[0][1]),
        (" gives ", best_first(lambda q, d: abs(cosine(q, d)))),
        (" gives ", best_first(lambda q, d: max(0, cosine(q, d)))),
        (" gives ", best_first(lambda q, d: round(cosine(q, d), 1))), (" gives ", lambda q, documents: list(documents)),
        (" gives ", best_first(lambda q, d: dot(q, d) / max(map(abs, d)))),
        (" gives ", best_first(lambda q, d: dot(q, d) / dot(d, d))),
        ("numbers one by one in a loop", best_first(lambda q, d: q @ d / np.linalg.norm(d))),
        ("a name of no document", lambda q, documents: ["postgres", "gpu", "kubernetes"]),
        (" numbers are there", lambda q, documents: ranked_by_argsort(q, documents)[:3])],
    "layer": [("only the largest number", of_layer(np.max)),
        ("np.max(z, 0) takes the largest number of each column", of_layer(lambda z: np.max(z, 0))),
        ("np.max(z, 0) takes the largest number of each column", of_layer(lambda z: z.max(axis=0))),
        ("Python's max, like its if, compares two single numbers", lambda X, W, b: max(0, X @ W + b)),
        ("Python's max, like its if", lambda X, W, b: X @ W + b if X @ W + b > 0 else 0),
        ("you forgot the bias", lambda X, W, b: np.maximum(X @ W, 0)), ("you forgot relu", of_layer(np.array)),
        ("you transposed W", lambda X, W, b: np.maximum(X @ W.T + b, 0)),
        ("`X` and `W` have changed places", lambda X, W, b: np.maximum(W @ X + b, 0)),
        ("rows and columns have changed places", of_layer(lambda z: np.maximum(z, 0).T)),
        ("are rounded", of_layer(lambda z: np.maximum(z, 0).round(1))),
        ("arrangement", of_layer(lambda z: np.maximum(z, 0).ravel())),
        ("only the first is there", lambda X, W, b: np.maximum(X[0] @ W + b, 0)), (" gives ", relu_until_the_first),
        (" gives ", layer_with_one_maximum_for_all_rows), (" gives ", of_layer(lambda z: z.clip(0, 6))),
        (" gives ", of_layer(np.abs)), (" gives ", of_layer(lambda z: np.where(z > 0, z, 0.01 * z))),
        (" gives ", of_layer(lambda z: np.where((z > 0).any(axis=1, keepdims=True), z, 0))),
        (" gives ", lambda X, W, b: np.maximum(X @ W + b[:, np.newaxis], 0)),
        (" gives ", of_layer(lambda z: z.max(axis=1))),
        ("", of_layer(lambda z: z[z > 0]))],
    "mse": [("every prediction met every target: ", lambda p,
        y: np.mean((y[:, np.newaxis] - p.T) ** 2) if p.ndim > y.ndim
            else np.mean((y - p) ** 2)),
        ("every prediction met every target: ", lambda p, y: np.mean((p - y.ravel()) ** 2)),
        ("every prediction met every target: ", lambda p, y: np.mean((p.reshape(-1, 1) - y) ** 2)),
        ("you divided the sum by n", lambda p, y: np.sum((p - y) ** 2) / len(y)),
        ("every target when the targets are the column", lambda p, y: np.mean((p.flatten() - y) ** 2)),
        ("your function stops when the targets are the column", lambda p, y: np.mean((p[:, 0] - y) ** 2)),
        ("every target when both are flat",
         lambda p, y: np.mean((p.reshape(-1, 1) - (y[:, np.newaxis] if p.ndim > y.ndim else y)) ** 2)),
        ("is the root of", lambda p, y: mean_squared_error(y, p) ** 0.5),
        ("half of", lambda p, y: mean_squared_error(y, p) / 2),
        ("n times too large", lambda p, y: np.sum((p.ravel() - y.ravel()) ** 2)),
        ("are rounded", lambda p, y: round(mean_squared_error(y, p), 3)),
        ("cancel", lambda p, y: np.mean(p.ravel() - y.ravel())),
        (" gives ", lambda p, y: np.var(p.ravel() - y.ravel())),
        ("stops at a `^`", lambda p, y: np.mean((p.ravel() - y.ravel()) ^ 2)),
        (" gives ", lambda p, y: np.mean((np.sort(p.ravel()) - np.sort(y.ravel())) ** 2)),
        (" gives ", lambda p, y: np.mean(np.maximum(p.ravel() - y.ravel(), 0) ** 2))],
    "keep_rank": [("the smallest", rebuilt(lambda U, k: U[:, -k:], lambda s, k: s[-k:], lambda Vt, k: Vt[-k:])),
        ("columns of Vt", rebuilt(lambda U, k: U[:, :k], lambda s, k: s[:k], lambda V, k: V[:, :k].T)),
        ("that for `k` + 1", lambda A, k: low_rank_by_zeros(A, k + 1)),
        ("your function works for square matrices only",
         rebuilt(lambda U, k: U, lambda s, k: s * (s >= s[k - 1]), lambda V, k: V)),
        ("you cut the rows of U too", rebuilt(lambda U, k: U[:k, :k], lambda s, k: s[:k], lambda Vt, k: Vt[:k])),
        (" numbers are there. Hint: ", rebuilt(lambda U, k: U[:k, :k], lambda s, k: s[:k], lambda Vt, k: Vt[:k, :k])),
        ("what comes out is `A`", lambda A, k: low_rank_by_zeros(A, len(A))),
        ("changed places", lambda A, k: low_rank_by_zeros(A, k).T),
        ("are rounded", lambda A, k: low_rank_by_zeros(A, k).round(1)),
        ("cut off at 0", lambda A, k: low_rank_by_zeros(A, k).clip(0)),
        (" gives ", lambda A, k: low_rank_by_zeros(A, 1)), (" gives ", lambda A, k: low_rank_by_zeros(A, 2)),
        (" gives ", lambda A, k: A - low_rank_by_zeros(A, k)),
        (" gives ", lambda A, k: low_rank_by_zeros(A - A.mean(axis=0), k) + A.mean(axis=0))],
    "first_axis": [("you did not standardise", lambda X: PCA().fit(X).components_[0]),
        ("behind the point", of_axis(np.round)),
        ("the first eigenvector of", lambda X: -np.linalg.eig(np.cov(standardised(X).T))[1][:, 0]),
        ("the smallest variance", axis_by_eigh(column=0)), ("has lost its sign", of_axis(abs)),
        ("are rounded", of_axis(lambda v: v.round(3))),
        ("a column of Vt", lambda X: np.linalg.svd(standardised(X))[2][:, 0]), ("twice what", of_axis(lambda v: 2 * v)),
        ("one mean and one spread", lambda X: np.linalg.eigh((X - X.mean()).T @ (X - X.mean()))[1][:, -1]),
        (" gives ", axis_by_eigh(lambda X: X / X.var(axis=0))),
        (" gives ", lambda X: np.ones(X.shape[1]) / X.shape[1] ** 0.5),
        (" gives ", lambda X: np.linalg.svd(X / X.std(axis=0))[2][0]), (" gives ", axis_by_eigh(column=-2)),
        ("all axes are there", lambda X: np.linalg.eigh(np.cov(standardised(X).T))[1]),
        ("the first of these is right", lambda X: PCA(2).fit(standardised(X)).components_)],
    "list of cosines": [("the dot products", [10, 0, 0]), ("only the first cosine is there", 1),
        ("in degrees", np.degrees(np.arccos([0.9999999999999998, 0, 0]))), ("in degrees", [0, 90, 90]),
        ("in radians", np.arccos([0.9999999999999998, 0, 0])), ("by the squares of the lengths", [0.1, 0, 0]),
        ("the third cosine is not", [1, 0, 0.5]), ("2 of 3 numbers are there", [1, 0]),
        ("the placeholder", [..., ..., ...]), ("the first cosine is not", [0.99, 0, 0]), ("opposite order", [0, 0, 1])],
}
# wrong answers with words that would be a false reason
NOT_TOLD = {
    "dot": [("left out", lambda a, b: sum(a[i] * b[i] for i in range(3)))],
    "rank": [("without quotes", lambda q, documents: ["postgres", "gpu", "kubernetes"]), ("changes the list", scored)],
    "layer": [("missing", of_layer(lambda z: np.max(z, 0))), ("rounded", of_layer(lambda z: np.maximum(z, 0).ravel()))],
    "list of cosines": [("added up", 1), ("rounded", [0.9999, 0, 0])],
}

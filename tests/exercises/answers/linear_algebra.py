"""Notebook 01: what learners write for its exercises, right and wrong.

The options of a function make the mistakes in it.
"""

import itertools
import math
import operator
import statistics
from collections import Counter, deque
from decimal import Decimal
from fractions import Fraction
from functools import reduce

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
def shadow(a, b): return dot(a, b) / length(b)
def shadow_as_vector(a, b): return np.dot(a, b) / np.dot(b, b) * np.array(b)
def norms(v): return sum(map(abs, v)), length(v)
def cosine(a, b): return np.dot(a, b) / (np.linalg.norm(a) * np.linalg.norm(b))

def one_hot_of(length, of=lambda i: 1.0):
    def lookup(E, i):
        one_hot = [0.0] * length(E)
        one_hot[i] = of(i)
        return np.array(one_hot) @ E

    return lookup

def lookup_in_loops(E, i):
    one_hot = [float(k == i) for k in range(len(E))]
    return [sum(one_hot[k] * E[k][j] for k in range(len(E))) for j in range(len(E[0]))]

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

def matvec_in_loops(rows=lambda A, x: len(A), columns=lambda A, x: len(x), entry=lambda A, i, j: A[i, j]):
    return lambda A, x: [sum(entry(A, i, j) * x[j] for j in range(columns(A, x))) for i in range(rows(A, x))]

def matvec_by_adding(A, x, starts_anew=True, breaks_at_zero=False):
    result, total = np.zeros(len(A)), 0
    for i, row in enumerate(A):
        total = 0 if starts_anew else total
        for one, other in zip(row, x, strict=True):
            if breaks_at_zero and one == 0:
                break
            total += one * other
        result[i] = total
    return result

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

def collapse_in_loops(W1, b1, W2, b2):
    columns = range(len(b2))
    return ([[sum(row[k] * W2[k][j] for k in range(len(W2))) for j in columns] for row in W1],
            [sum(b1[k] * W2[k][j] for k in range(len(b1))) + b2[j] for j in columns])

def collapse_by_trying(W1, b1, W2, b2):
    b = (np.zeros(len(W1)) @ W1 + b1) @ W2 + b2
    return (np.eye(len(W1)) @ W1 + b1) @ W2 + b2 - b, b

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
def of_matvec(change): return lambda A, x: change(A @ x)
def of_pair(change): return lambda W1, b1, W2, b2: change(W1 @ W2, b1 @ W2 + b2)
def of_axis(change): return lambda X: change(axis_by_eigh()(X))

RIGHT = {
    "lookup": [lambda E, i: E[i], one_hot_of(len), one_hot_of(lambda E: E.shape[0]), lookup_in_loops,
        lambda E, i: np.eye(len(E))[[i]] @ E, lambda E, i: [E[i]], lambda E, i: (number for number in E[i]),
        lambda E, i: np.asmatrix(np.eye(len(E))[i]) @ E, lambda E, i: (np.arange(len(E)) == i) @ E,
        lambda E, i: np.float32(E[i]), lambda E, i: list(map(Fraction, E[i].tolist())),
        lambda E, word: reduce(operator.add, [row * (k == word) for k, row in enumerate(E)])],
    "dot": [np.dot, dot, dot_by_recursion, dot_while, lambda a, b: sum(map(operator.mul, a, b)),
        lambda a, b: math.fsum(x * y for x, y in zip(a, b, strict=True)), lambda a, b: [dot(a, b)],
        lambda a, b: list(itertools.accumulate(map(operator.mul, a, b)))[-1], lambda a, b: np.float32(dot(a, b)),
        lambda a, b: sum(Fraction(x) * Fraction(y) for x, y in zip(a, b, strict=True)), lambda a, b: Decimal(dot(a, b)),
        lambda a, b: statistics.fmean(map(operator.mul, a, b)) * len(a), lambda a, b: dot(a, b) + 0j,
        lambda *, a, b: dot(a, b), lambda u, v: np.array([[dot(u, v)]]),
        lambda a, b: (length(np.add(a, b)) ** 2 - length(np.subtract(a, b)) ** 2) / 4],
    "shadow": [shadow, lambda a, b: np.dot(a, np.divide(b, np.linalg.norm(b))), lambda a, b: length(a) * cosine(a, b),
        lambda a, b: np.array(a) @ np.array(b) / math.hypot(*b), lambda v,
        onto: np.inner(v, onto) / np.linalg.norm(onto),
        lambda a, b: np.sign(dot(a, b)) * np.linalg.norm(shadow_as_vector(a, b)), lambda a, b: [shadow(a, b)],
        lambda a, b: np.float32(shadow(a, b)), lambda a, b: sum(x * y / length(b) for x, y in zip(a, b, strict=True))],
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
    "matvec": [matvec_in_loops(), matvec_by_adding, np.matmul, lambda A, x: (A * x).sum(axis=1),
        lambda A, x: [dot(row, x) for row in A], lambda A, x: sum(A[:, j] * x[j] for j in range(len(x))),
        lambda A, x: A @ x.reshape(-1, 1), lambda A, x: [[number] for number in A @ x], lambda A, x: [list(A @ x)],
        lambda A, x: np.matrix(A) @ x, lambda A, x: np.float32(A @ x), lambda A, x: (dot(row, x) for row in A),
        lambda A, x: {i: row @ x for i, row in enumerate(A)}.values(), lambda matrix, vector: vector @ matrix.T],
    "layer": [layer_in_loops, lambda X, W, b: (X @ W + b) * (X @ W + b > 0), of_layer(lambda z: (z + abs(z)) / 2),
        lambda X, W, b: np.maximum(0, (W.T @ X.T).T + b), of_layer(lambda z: z.clip(min=0)),
        of_layer(lambda z: np.where(z > 0, z, 0)), of_layer(np.vectorize(lambda number: max(number, 0.0))),
        of_layer(lambda z: np.float32(np.maximum(z, 0))), lambda X, W, b: (np.maximum(x @ W + b, 0) for x in X),
        lambda inputs, weights, biases: np.matrix(np.maximum(inputs @ weights + biases, 0)),
        lambda X, W, b: np.maximum(np.c_[X, np.ones(len(X))] @ np.vstack([W, b]), 0)],
    "mse": [mean_squared_error, lambda p, y: np.mean((p.reshape(-1, 1) - y.reshape(-1, 1)) ** 2),
        lambda p, y: np.mean((p.reshape(y.shape) - y) ** 2), lambda p, y: [np.mean((p.squeeze() - y.squeeze()) ** 2)],
        lambda p, y: sum((a - b) ** 2 for a, b in zip(p.flatten(), y.flatten(), strict=True)) / p.size,
        lambda p, y: statistics.fmean((a - b) ** 2 for a, b in zip(p.ravel(), y.ravel(), strict=True)),
        lambda p, y: np.linalg.norm(p.ravel() - y.ravel()) ** 2 / len(p), lambda p,
        y: np.float32(mean_squared_error(y, p)),
        lambda p, y: np.var(p.ravel() - y.ravel()) + np.mean(p.ravel() - y.ravel()) ** 2],
    "norms": [norms, lambda v: (np.linalg.norm(v, 1), np.linalg.norm(v)), lambda v: [linalg.norm(v, 1), math.hypot(*v)],
        lambda v: (part for part in norms(v)), lambda v: {"L1": norms(v)[0], "L2": norms(v)[1]}.values(),
        lambda v: (sum(abs(x) ** p for x in v) ** (1 / p) for p in (1, 2)), lambda v: deque(norms(v)),
        lambda v: np.float32(norms(v)), lambda v: ([norms(v)[0]], [norms(v)[1]]),
        lambda v: np.array([np.abs(v).sum(), np.sqrt(np.square(v).sum())]),
        lambda v: (sum((x * x) ** 0.5 for x in v), math.dist(v, [0] * len(v)))],
    "keep_rank": [low_rank_by_zeros, low_rank_piece_by_piece, low_rank_by_eigh, lambda A,
        k: low_rank_by_zeros(A.T, k).T,
        rebuilt(lambda U, k: U[:, :k], lambda s, k: s[:k], lambda Vt, k: Vt[:k]),
        lambda A, k: (lambda U: U[:, :k] @ U[:, :k].T @ A)(np.linalg.svd(A)[0]),
        lambda matrix, rank: np.matrix(low_rank_by_zeros(matrix, rank)).tolist()],
    "first_axis": [axis_by_eigh(), lambda X: -axis_by_eigh()(X), axis_by_eig, axis_by_power, axis_of_loops,
        lambda X: np.linalg.svd(standardised(X))[2][0], of_axis(list), of_axis(np.float32), of_axis(np.atleast_2d),
        of_axis(np.c_.__getitem__), lambda X: PCA(1).fit(standardised(X)).components_,
        lambda X: PCA().fit(StandardScaler().fit_transform(X)).components_[0]],
    "collapse": [lambda W1, b1, W2, b2: [W1.dot(W2), b2 + W2.T @ b1], collapse_in_loops, collapse_by_trying,
        of_pair(lambda W, b: (W, b[np.newaxis])), of_pair(lambda W, b: {"W": W, "b": b}.values()),
        of_pair(lambda W, b: (part for part in (W, b))), of_pair(lambda W, b: (np.float32(W), np.float32(b))),
        of_pair(lambda W, b: (np.matrix(W), b.tolist()))],
    "list of cosines": [[1, 0, 0], (0.9999999999999998, 0.0, -0.0), np.array([1.0000000000000002, 0, 6.1e-17]),
        [Fraction(1), Decimal(0), np.float32(0)], map(float, (1, 0, 0)), {"ab": 1, "ac": 0, "bc": 0}.values()],
    "shape of the result": [(32, 128), [32, 128], np.array([32, 128]), deque([32, 128]), (np.int64(32), 128.0),
        (np.zeros((32, 784)) @ np.zeros((784, 128)) + np.zeros(128)).shape],
    "number of trained parameters": [65_536, 2**16, np.zeros((4096, 8)).size + np.zeros((8, 4096)).size, [65536.0],
        Fraction(65_536), Decimal(65_536), np.array([[65_536]])],
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
    "shadow": [("that is the dot product", np.dot), ("the cosine", cosine), ("as a vector", shadow_as_vector),
        ("has lost its sign", lambda a, b: np.linalg.norm(shadow_as_vector(a, b))),
        ("`a` and `b` have changed places", lambda a, b: dot(a, b) / length(a)),
        ("by the square of the length of b", lambda a, b: dot(a, b) / dot(b, b)),
        ("`** 1/2` is no root", lambda a, b: dot(a, b) / dot(b, b) ** 1 / 2),
        ("cut off at 0", lambda a, b: max(0, shadow(a, b))),
        ("the results are rounded", lambda a, b: round(shadow(a, b), 2)), ("wrong sign", lambda a, b: -shadow(a, b)),
        ("with arrays it is right", lambda a, b: a @ b / np.linalg.norm(b)),
        (" gives ", lambda a, b: dot(a, b) / max(length(b), 1)), (" gives ", lambda a, b: dot(a, b) / length(b[:2])),
        (" gives ", lambda a, b: dot(a, b) / sum(map(abs, b))),
        (" gives ", lambda a, b: dot(a, b) / (length(b) + 0.001))],
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
    "matvec": [("rows and columns of what is given", matvec_in_loops(entry=lambda A, i, j: A[j, i])),
        ("your function works for square matrices only", matvec_in_loops(rows=lambda A, x: len(x))),
        ("as many products as there are rows", matvec_in_loops(columns=lambda A, x: len(A))),
        ("each number has those before it", lambda A, x: matvec_by_adding(A, x, starts_anew=False)),
        (" gives ", lambda A, x: matvec_by_adding(A, x, breaks_at_zero=True)),
        ("every row times x", lambda A, x: A * x), ("added down the columns", lambda A, x: (A * x).sum(axis=0)),
        ("only the last product of each row", lambda A,
        x: [[a * b for a, b in zip(row, x, strict=True)][-1] for row in A]),
        ("only the first is there", lambda A, x: A[0] @ x), ("has lost its sign", of_matvec(abs)),
        ("cut off at 0", of_matvec(lambda v: np.maximum(v, 0))), ("are rounded", of_matvec(lambda v: v.round(1))),
        ("behind the point", of_matvec(lambda v: v.astype(int))), ("opposite order", of_matvec(lambda v: v[::-1])),
        ("is sorted", of_matvec(sorted)), ("added up into one number", of_matvec(sum)),
        (" gives ", lambda A, x: A[:, :3] @ x[:3]), (" gives ", lambda A, x: np.outer(A, x)),
        ("changes the array", lambda A, x: np.multiply(A, x, out=A).sum(axis=1)),
        ("numbers are there", lambda A, x: [row @ x for row in {tuple(row): row for row in A}.values()])],
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
    "lookup": [("more or fewer places than this E has rows", one_hot_of(lambda E: 4)),
        ("more or fewer places than this E has rows", lambda E, i: np.dot([0, 1, 0, 0, 0, 0], E)),
        ("your function works for square matrices only", one_hot_of(lambda E: E.shape[1])),
        ("holds the word's number", one_hot_of(len, of=float)), ("rows and columns of what is given", lambda E, i: E[:, i]),
        ("rows and columns of what is given", lambda E, i: E @ np.eye(len(E))[i]), ("that for `i` - 1", lambda E, i: E[i - 1]),
        ("that for `i` + 1", lambda E, i: E[i + 1]), ("has lost its sign", lambda E, i: abs(E[i])),
        ("cut off at 0", lambda E, i: np.maximum(E[i], 0)), ("behind the point", lambda E, i: E[i].astype(int)),
        (" gives ", lambda E, i: E[-i]), (" gives ", lambda E, i: E[i % 3]),
        (" gives ", lambda E, i: E[i] / np.linalg.norm(E[i])),
        ("the first of these is right. Hint: Return it alone.", lambda E, i: [E[i], E[i]])],
    "norms": [("1 of 2 numbers are there (L1, L2). Hint: ", lambda v: np.linalg.norm(v)),
        ("you kept the signs in L1", lambda v: (sum(v), length(v))),
        ("before you squared", lambda v: (norms(v)[0], abs(sum(v)))),
        ("the sign off after adding", lambda v: (abs(sum(v)), length(v))),
        ("both are L2", lambda v: (length(v), length(v))),
        ("the L2 is the square of", lambda v: (norms(v)[0], dot(v, v))), ("opposite order", lambda v: norms(v)[::-1]),
        ("half of the square", lambda v: (norms(v)[0], dot(v, v) ** 1 / 2)),
        ("are rounded", lambda v: (norms(v)[0], round(length(v), 3))),
        ("a set has no order", lambda v: {*norms(v)}),
        ("the L1 is right, the L2 is not", lambda v: (norms(v)[0], norms(v)[0])),
        (" gives ", lambda v: norms([*itertools.takewhile(bool, v)])),
        ("the L1 is not", lambda v: (sum({*map(abs, v)}), length(v))),
        ("the L1 is not", lambda v: (sum(max(x, 0) for x in v), length(v))), (" gives ", lambda v: norms(v[:3]))],
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
    "collapse": [("you multiplied W2 @ W1", lambda W1, b1, W2, b2: (W2 @ W1, b1 @ W2 + b2)),
        ("right for columns", lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b1 + b2)),
        ("only W is there", of_pair(lambda W, b: W)),
        ("you added the biases", lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2)),
        ("you forgot b2", lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W2)),
        ("only b2 is left", lambda W1, b1, W2, b2: (W1 @ W2, b2)), ("opposite order", of_pair(lambda W, b: (b, W))),
        ("the b is half of", of_pair(lambda W, b: (W, b / 2))),
        ("arrangement", of_pair(lambda W, b: np.vstack([W, b]))),
        ("arrangement", of_pair(lambda W, b: [*W.ravel(), *b])),
        ("are rounded", of_pair(lambda W, b: (W.round(1), b.round(1)))),
        ("the W is right, the b is not", lambda W1, b1, W2, b2: (W1 @ W2, np.maximum(b1, 0) @ W2 + b2)),
        (" gives ", of_pair(lambda W, b: (W, np.maximum(b, 0)))),
        ("the b is right, the W is not", of_pair(lambda W, b: (W.T, b)))],
    "list of cosines": [("the dot products", [10, 0, 0]), ("only the first cosine is there", 1),
        ("in degrees", np.degrees(np.arccos([0.9999999999999998, 0, 0]))), ("in degrees", [0, 90, 90]),
        ("in radians", np.arccos([0.9999999999999998, 0, 0])), ("by the squares of the lengths", [0.1, 0, 0]),
        ("the third cosine is not", [1, 0, 0.5]), ("2 of 3 numbers are there", [1, 0]),
        ("the placeholder", [..., ..., ...]), ("the first cosine is not", [0.99, 0, 0]), ("opposite order", [0, 0, 1])],
    "shape of the result": [("the sizes that meet", (784, 784)), ("in the opposite order", (128, 32)),
        ("that is text", "(32, 128)"), ("how many numbers the result has", 4096), ("the shape of the bias", (128,)),
        ("the second number is not", (32, 129)), ("a set has no order", {32, 128}),
        ("3 numbers, wanted are 2", (32, 128, 128))],
    "number of trained parameters": [("that is the large matrix", 16_777_216), ("one of the two thin", 32_768),
        ("the two thin matrices one by one", (32_768, 32_768)), ("twice what it should be", 131_072),
        ("forgot the rank", 8_192),
        ("the share of the large matrix", 0.0039), ("give at least", 65_500), ("near, but no rounding", 65_537),
        ("how many times as many", 256), ("you added the sides", 8_208)],
}
# wrong answers with words that would be a false reason
NOT_TOLD = {
    "dot": [("left out", lambda a, b: sum(a[i] * b[i] for i in range(3)))],
    "matvec": [("changed places", lambda A, x: [entry for entry in A @ x if entry])],
    "rank": [("without quotes", lambda q, documents: ["postgres", "gpu", "kubernetes"]), ("changes the list", scored)],
    "layer": [("missing", of_layer(lambda z: np.max(z, 0))), ("rounded", of_layer(lambda z: np.maximum(z, 0).ravel()))],
    "collapse": [("rounded", of_pair(lambda W, b: np.vstack([W, b])))],
    "number of trained parameters": [("correctly rounded", 65_537), ("correctly rounded", 65_535)],
    "list of cosines": [("added up", 1), ("rounded", [0.9999, 0, 0])],
    "shape of the result": [("rounded", (32, 127))],
}

"""Notebook 01: how its checks are asked, and what learners write for its exercises."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
from scipy import linalg, spatial
from sklearn.decomposition import PCA
from sklearn.metrics import mean_squared_error
from sklearn.preprocessing import StandardScaler

from helpers.lessons import linear_algebra
from helpers.lessons.verdicts import State
from helpers.maths.vectors import rank_by
from tests.lessons.catalogue import Asked, Catalogue

FUNCTIONS = {
    "dot": linear_algebra.check_dot,
    "shadow": linear_algebra.check_projection,
    "rank": linear_algebra.check_rank,
    "matvec": linear_algebra.check_matvec,
    "layer": linear_algebra.check_layer,
    "mse": linear_algebra.check_mse,
    "lookup": linear_algebra.check_lookup,
    "norms": linear_algebra.check_norms,
    "keep_rank": linear_algebra.check_low_rank,
    "first_axis": linear_algebra.check_pca,
    "collapse": linear_algebra.check_collapse,
}


# The right formulas on numbers small enough to check in the head.
KNOWN = (
    ("dot", ([2, 1, 0], [3, 1, 4]), 7),
    ("dot", ([10, 0], [1, 9]), 10),
    ("shadow", ([3, 1], [2, 0]), 3),
    ("shadow", ([3, 1], [-2, 0]), -3),
    ("rank", ([1, 1], {1: [1, 1], 2: [5, 0], 3: [2, 2.2]}), [1, 3, 2]),
    ("matvec", ([[1, 2, 3], [4, 5, 6]], [1, 0, 2]), [7, 16]),
    ("layer", ([[1, 2]], [[1, 0], [3, -1]], [0.5, 1]), [[7.5, 0]]),
    ("mse", ([[1.1], [2.9], [5.2], [6.8], [9.1]], [1, 3, 5, 7, 9]), 0.022),
    ("lookup", ([[1, 2], [3, 4], [5, 6]], 2), [5, 6]),
    ("norms", ([2.5, -1.3, 0.8],), [4.6, 2.92916]),
    ("keep_rank", ([[3, 0], [0, 2]], 1), [[3, 0], [0, 0]]),
    ("first_axis", ([[1, 10, 5], [2, 20, 5.5], [3, 30, 5]],), [math.sqrt(0.5), math.sqrt(0.5), 0]),
)


# What a learner really types; each slip must be named like the formula that makes it in the package.


def cosine(a, b):
    return a @ b / (np.linalg.norm(a) * np.linalg.norm(b))


def dot_that_returns_early(a, b):
    total = 0
    for one, other in zip(a, b, strict=True):
        total += one * other
        return total


def dot_that_starts_again(a, b):
    for one, other in zip(a, b, strict=True):
        total = 0
        total += one * other
    return total


def best_first(score, reverse=True):
    """Write rank as a learner would; the score and its direction make the mistakes."""
    return lambda query, documents: sorted(documents, key=lambda name: score(query, documents[name]), reverse=reverse)


def scored(query, documents):
    return sorted(((cosine(query, vector), name) for name, vector in documents.items()), reverse=True)


def ranked_by_argsort(query, documents):
    names, matrix = list(documents), np.array(list(documents.values()))
    scores = matrix @ query / np.linalg.norm(matrix, axis=1)
    return [names[place] for place in np.argsort(scores)[::-1]]


def matvec_in_loops(rows=lambda A, x: len(A), columns=lambda A, x: len(x), entry=lambda A, i, j: A[i, j]):
    """Write matvec as a learner would, with two loops; the options make the mistakes."""

    def matvec(A, x):
        result = [0.0] * len(A)
        for i in range(rows(A, x)):
            for j in range(columns(A, x)):
                result[i] += entry(A, i, j) * x[j]
        return result

    return matvec


def matvec_that_overwrites(A, x):
    result = np.zeros(len(A))
    for i in range(len(A)):
        for j in range(len(x)):
            result[i] = A[i][j] * x[j]
    return result


def matvec_that_never_starts_again(A, x):
    result, total = [], 0
    for row in A:
        for one, other in zip(row, x, strict=True):
            total += one * other
        result.append(total)
    return result


def layer_in_loops(X, W, b):
    return [[max(0, sum(x * w for x, w in zip(row, column, strict=True)) + bias)
             for column, bias in zip(W.T, b, strict=True)] for row in X]  # fmt: skip


def lookup_by_one_hot(length, mark=1, to_the_left=True):
    """Write lookup as a learner would; the options make the mistakes."""

    def lookup(E, i):
        one_hot = np.zeros(length(E))
        one_hot[i] = mark
        return one_hot @ E if to_the_left else E @ one_hot

    return lookup


def rebuilt(of_u, of_s, of_vt, **options):
    """Write keep_rank as a learner would, from what is kept of each factor."""

    def keep_rank(A, k):
        U, s, Vt = np.linalg.svd(A, **options)
        return of_u(U, k) @ np.diag(of_s(s, k)) @ of_vt(Vt, k)

    return keep_rank


def low_rank_by_zeros(A, k):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    s[k:] = 0
    return U @ np.diag(s) @ Vt


def low_rank_piece_by_piece(A, k):
    U, s, Vt = np.linalg.svd(A)
    return sum(s[j] * np.outer(U[:, j], Vt[j]) for j in range(k))


def standardised(X):
    return (X - X.mean(axis=0)) / X.std(axis=0)


def axis_by_eigh(prepare=standardised, column=-1):
    """Write first_axis as a learner would; the options make the mistakes."""
    return lambda X: np.linalg.eigh(np.cov(prepare(X), rowvar=False))[1][:, column]


def axis_by_eig(X):
    values, vectors = np.linalg.eig(np.corrcoef(X.T))
    return vectors[:, np.argmax(values)]


def row_by_eig(X):
    values, vectors = np.linalg.eig(np.corrcoef(X.T))
    return vectors[np.argmax(values)]


def axis_by_power(X):
    Z = standardised(X)
    v = np.array([1.0, -0.2, 0.3])
    for _ in range(500):
        v = Z.T @ (Z @ v)
        v = v / np.linalg.norm(v)
    return -v


SLIPS = (
    ("dot", lambda a, b: [one * other for one, other in zip(a, b, strict=True)], "you did not add"),
    ("dot", lambda a, b: a.sum() * b.sum(), "you multiplied the sums"),
    ("dot", lambda a, b: sum(x * y for x in a for y in b), "you multiplied the sums"),
    ("dot", lambda a, b: np.sum(a + b), "you added where you should multiply"),
    ("dot", cosine, "that is the cosine"),
    ("dot", lambda a, b: a[:, np.newaxis] @ b[np.newaxis], "the outer product"),
    ("dot", dot_that_returns_early, "you stopped after the first pair"),
    ("dot", dot_that_starts_again, "only the last pair counts"),
    ("dot", lambda a, b: sum(a[i] * b[i] for i in range(len(a) - 1)), "you left out the last pair"),
    ("shadow", np.dot, "that is the dot product"),
    ("shadow", lambda a, b: a @ b / np.linalg.norm(a), "by the length of a"),
    ("shadow", cosine, "that is the cosine"),
    ("shadow", lambda a, b: a @ b / (b @ b), "by the square of the length of b"),
    ("shadow", lambda a, b: a @ b / (b @ b) * b, "as a vector"),
    ("shadow", lambda a, b: np.linalg.norm(a @ b / (b @ b) * b), "the sign is gone"),
    ("rank", best_first(np.dot), "you ranked by the dot product"),
    ("rank", best_first(lambda q, d: np.linalg.norm(q - d), reverse=False), "you ranked by distance"),
    ("rank", best_first(cosine, reverse=False), "the worst document comes first"),
    ("rank", lambda q, documents: [cosine(q, d) for d in documents.values()], "the scores, not the names"),
    ("rank", lambda q, documents: [score for score, _ in scored(q, documents)], "the sorted scores"),
    ("rank", lambda q, documents: [(name, score) for score, name in scored(q, documents)], "with its score"),
    ("rank", lambda q, documents: {name: cosine(q, d) for name, d in documents.items()}, "a dictionary"),
    ("rank", lambda q, documents: scored(q, documents), "each score with its name"),
    ("rank", lambda q, documents: rank_by(q, list(documents.values()), "cosine"), "as rank_by gives them"),
    ("rank", lambda q, documents: np.argsort([-cosine(q, d) for d in documents.values()]), "the places of"),
    ("rank", lambda q, documents: max(documents, key=lambda name: cosine(q, documents[name])), "only the best"),
    ("matvec", matvec_in_loops(entry=lambda A, i, j: A[j, i]), "by the transposed matrix"),
    ("matvec", lambda A, x: x @ A, "by the transposed matrix"),
    ("matvec", lambda A, x: A * x, "you multiplied number by number"),
    ("matvec", lambda A, x: sum(A * x), "you added down the columns"),
    ("matvec", lambda A, x: sum(A), "the sums of the columns"),
    ("matvec", matvec_that_overwrites, "only the last product of each row"),
    ("matvec", matvec_that_never_starts_again, "each row goes on adding"),
    ("matvec", matvec_in_loops(rows=lambda A, x: len(x)), "your function works for square matrices only"),
    ("matvec", matvec_in_loops(columns=lambda A, x: len(A)), "as many products as there are rows"),
    ("layer", lambda X, W, b: np.maximum(0, X @ W), "you forgot the bias"),
    ("layer", lambda X, W, b: X @ W + b, "you forgot relu"),
    ("layer", lambda X, W, b: np.maximum(0, W @ X + b), "you multiplied W @ X"),
    ("layer", lambda X, W, b: np.maximum(0, (X + b) @ W), "the bias before the product"),
    ("layer", lambda X, W, b: np.maximum(0, X @ W) + b, "relu comes before the bias"),
    ("layer", lambda X, W, b: (X @ W + b).max(), "only the largest number"),
    ("layer", lambda X, W, b: max(0, X @ W + b), "Python's max, like its if, compares two single numbers"),
    ("layer", lambda X, W, b: X @ W + b if X @ W + b > 0 else 0, "Python's max, like its if"),
    ("mse", lambda p, y: np.mean((p - y) ** 2), "every prediction met every target: "),
    ("mse", lambda p, y: sum((p - y) ** 2) / len(y), "the mean along one direction only"),
    ("mse", lambda p, y: np.mean((y[:, np.newaxis] - p.T) ** 2), "every prediction met every target: "),
    ("mse", lambda p, y: np.sum((p.ravel() - y) ** 2), "you took the sum instead of the mean"),
    ("mse", lambda p, y: np.mean((p.flatten() - y) ** 2), "every target when the targets are the column"),
    ("mse", lambda p, y: [np.mean((p.squeeze() - y) ** 2)], "every target when the targets are the column"),
    ("mse", lambda p, y: np.mean((p.T - y) ** 2), "every target when the targets are the column"),
    ("mse", lambda p, y: np.mean((p - y[:, np.newaxis]) ** 2), "every target when the targets are the column"),
    ("mse", lambda p, y: np.mean((p[:, 0] - y) ** 2), "your function stops when the targets are the column"),
    ("mse", lambda p, y: np.mean(((p.ravel() if p.ndim > y.ndim else p[:, np.newaxis] if y.ndim > p.ndim else
                                   p.ravel()) - y) ** 2), "every target when both are columns"),
    ("mse", lambda p, y: np.mean((p.reshape(-1, 1) - (y if y.ndim > 1 or p.ndim == 1 else y[:, np.newaxis])) ** 2),
     "every target when both are flat"),
    ("lookup", lambda E, i: E[:, i], "you took a column"),
    ("lookup", lookup_by_one_hot(len, to_the_left=False), "you took a column"),
    ("lookup", lambda E, i: E[i - 1], "the row before"),
    ("lookup", lookup_by_one_hot(lambda E: 4), "more or fewer places than this E has rows"),
    ("lookup", lambda E, i: np.dot([0, 1, 0, 0, 0, 0], E), "more or fewer places than this E has rows"),
    ("lookup", lookup_by_one_hot(lambda E: E.shape[1]), "your function works for square matrices only"),
    ("norms", lambda v: (v.sum(), math.sqrt((v**2).sum())), "you kept the signs"),
    ("norms", lambda v: (np.abs(v).sum(), v @ v), "you forgot the root"),
    ("norms", lambda v: (np.abs(v).mean(), np.sqrt((v**2).mean())), "means instead of sums"),
    ("norms", lambda v: np.linalg.norm(v), "only L2 is there"),
    ("keep_rank", rebuilt(lambda U, k: U[:, -k:], lambda s, k: s[-k:], lambda Vt, k: Vt[-k:]), "the smallest"),
    ("keep_rank", lambda A, k: np.linalg.svd(A)[0][:, :k] @ np.linalg.svd(A)[2][:k], "forgot the singular values"),
    ("keep_rank", rebuilt(lambda U, k: U[:, :k], lambda s, k: s[:k], lambda V, k: V[:, :k].T), "columns of Vt"),
    ("keep_rank", rebuilt(lambda U, k: U[:, :k], lambda s, k: s[:k], lambda V, k: V.T[:k]), "columns of Vt"),
    ("keep_rank", lambda A, k: low_rank_by_zeros(A, k + 1), "one component too many"),
    ("keep_rank", lambda A, k: low_rank_by_zeros(A, k - 1), "one component too few"),
    ("keep_rank", rebuilt(lambda U, k: U, lambda s, k: np.where(np.arange(len(s)) < k, s, 0), lambda V, k: V),
     "your function works for square matrices only"),
    ("first_axis", axis_by_eigh(prepare=lambda X: X), "you did not standardise"),
    ("first_axis", axis_by_eigh(prepare=lambda X: X - X.mean(axis=0)), "you did not standardise"),
    ("first_axis", lambda X: np.linalg.svd(X / X.std(axis=0))[2][0], "you did not subtract the means"),
    ("first_axis", lambda X: -np.linalg.svd(X)[2][0], "you neither centred nor standardised"),
    ("first_axis", axis_by_eigh(column=0), "of the smallest variance"),
    ("first_axis", lambda X: np.linalg.eigh(np.cov(standardised(X).T))[1][-1], "you took a row"),
    ("first_axis", lambda X: np.linalg.eigh(np.corrcoef(X.T))[1][-1], "you took a row"),
    ("first_axis", lambda X: np.linalg.eigh(standardised(X).T @ standardised(X))[1][0], "the first row"),
    ("first_axis", lambda X: np.linalg.eig(np.cov(standardised(X).T))[1][:, 0], "the first eigenvector of"),
    ("first_axis", lambda X: -np.linalg.eig(np.corrcoef(X.T))[1][:, 0], "the first eigenvector of"),
    ("first_axis", lambda X: np.linalg.eig(np.cov(standardised(X).T))[1][0], "the first row of the eigenvectors"),
    ("first_axis", row_by_eig, "of np.linalg.eig instead of"),
    ("first_axis", lambda X: np.linalg.eigh(np.cov(standardised(X).T))[0], "the variances along all axes"),
    ("first_axis", lambda X: -np.linalg.eigh(np.cov(standardised(X).T))[1], "all axes are there"),
    ("collapse", lambda W1, b1, W2, b2: (W2 @ W1, b1 @ W2 + b2), "you multiplied W2 @ W1"),
    ("collapse", lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2), "you added the biases"),
    ("collapse", lambda W1, b1, W2, b2: (W1 @ W2, b2), "only b2 is left"),
)  # fmt: skip


VARIANTS = (
    ("dot", np.dot),
    ("dot", lambda a, b: sum(one * other for one, other in zip(a, b, strict=True))),
    ("dot", lambda a, b: np.linalg.norm(a) * np.linalg.norm(b) * cosine(a, b)),
    ("shadow", lambda a, b: a @ (b / np.linalg.norm(b))),
    ("shadow", lambda a, b: np.linalg.norm(a) * cosine(a, b)),
    ("rank", best_first(cosine)),
    ("rank", best_first(lambda q, d: q @ d / np.linalg.norm(d))),  # the query's length changes no order
    ("rank", best_first(spatial.distance.cosine, reverse=False)),
    ("rank", lambda q, documents: [name for _, name in scored(q, documents)]),
    ("rank", ranked_by_argsort),
    ("matvec", matvec_in_loops()),
    ("matvec", np.matmul),
    ("matvec", lambda A, x: (A * x).sum(axis=1)),
    ("layer", layer_in_loops),
    ("layer", lambda X, W, b: (X @ W + b) * (X @ W + b > 0)),
    ("layer", lambda X, W, b: np.maximum(0, (W.T @ X.T).T + b)),
    ("mse", mean_squared_error),
    ("mse", lambda p, y: np.mean((p.reshape(-1, 1) - y.reshape(-1, 1)) ** 2)),
    ("mse", lambda p, y: np.mean((p.reshape(y.shape) - y) ** 2)),
    ("mse", lambda p, y: [np.mean((p.squeeze() - y.squeeze()) ** 2)]),
    ("lookup", lambda E, i: E[i]),
    ("lookup", lookup_by_one_hot(len)),
    ("norms", lambda v: (np.linalg.norm(v, 1), np.linalg.norm(v))),
    ("norms", lambda v: [linalg.norm(v, 1), math.hypot(*v)]),
    ("keep_rank", low_rank_by_zeros),
    ("keep_rank", low_rank_piece_by_piece),
    ("keep_rank", rebuilt(lambda U, k: U[:, :k], lambda s, k: s[:k], lambda Vt, k: Vt[:k])),
    ("first_axis", axis_by_eigh()),
    ("first_axis", lambda X: -axis_by_eigh()(X)),
    ("first_axis", axis_by_eig),
    ("first_axis", axis_by_power),
    ("first_axis", lambda X: np.linalg.svd(standardised(X))[2][0]),
    ("first_axis", lambda X: PCA().fit(StandardScaler().fit_transform(X)).components_[0]),
    ("collapse", lambda W1, b1, W2, b2: [W1.dot(W2), b2 + W2.T @ b1]),
)


RIGHT_ANSWERS = (
    ("list of cosines", [1, 0, 0]),
    ("list of cosines", (0.9999999999999998, 0.0, -0.0)),
    ("list of cosines", np.array([1.0000000000000002, 0, 6.1e-17])),
    ("list of cosines", [Fraction(1), Decimal(0), np.float32(0)]),
    ("shape of the result", (32, 128)),
    ("shape of the result", [32, 128]),
    ("shape of the result", np.array([32, 128])),
    ("shape of the result", (np.zeros((32, 784)) @ np.zeros((784, 128)) + np.zeros(128)).shape),
    ("number of trained parameters", 65_536),
    ("number of trained parameters", 2**16),
    ("number of trained parameters", np.zeros((4096, 8)).size + np.zeros((8, 4096)).size),
    ("number of trained parameters", [65536.0]),
)


TOLD_VALUES = (
    ("list of cosines", [10, 0, 0], State.WRONG, "the dot products"),
    ("list of cosines", [2.236, 3.742, 5.385], State.WRONG, "the distances"),
    ("list of cosines", [0, 90, 90], State.ALMOST, "in degrees"),
    ("list of cosines", np.degrees(np.arccos([0.9999999999999998, 0, 0])), State.ALMOST, "in degrees"),
    ("list of cosines", [0, np.pi / 2, np.pi / 2], State.ALMOST, "in radians"),
    ("list of cosines", np.arccos([0.9999999999999998, 0, 0]), State.ALMOST, "in radians"),
    ("list of cosines", [0.1, 0, 0], State.WRONG, "by the squares of the lengths"),
    ("list of cosines", [0, 1, 1], State.WRONG, "1 minus the cosines, or the sines"),
    ("list of cosines", np.sin(np.arccos([0.9999999999999998, 0, 0])), State.WRONG, "the sines"),
    ("list of cosines", [1, 0, 0.5], State.WRONG, "the third cosine is not"),
    ("list of cosines", 1, State.MISSING, "only the first cosine is there"),
    ("list of cosines", [1, 0], State.MISSING, "2 of 3 numbers are there"),
    ("list of cosines", [..., ..., ...], State.UNDEFINED, "the placeholder"),
    ("shape of the result", (784, 784), State.WRONG, "the sizes that meet"),
    ("shape of the result", (128, 32), State.WRONG, "have changed places"),
    ("shape of the result", (32, 784), State.WRONG, "the left matrix"),
    ("shape of the result", (32, 128, 128), State.WRONG, "you appended the shape of the bias"),
    ("shape of the result", "(32, 128)", State.WRONG, "that is text"),
    ("shape of the result", 4096, State.ALMOST, "how many numbers the result has"),
    ("number of trained parameters", 16_777_216, State.WRONG, "that is the large matrix"),
    ("number of trained parameters", 32_768, State.WRONG, "one of the two thin matrices"),
    ("number of trained parameters", (32_768, 32_768), State.ALMOST, "the two thin matrices one by one"),
    ("number of trained parameters", 134_217_728, State.WRONG, "once for each rank"),
    ("number of trained parameters", 131_072, State.WRONG, "you counted both matrices twice"),
    ("number of trained parameters", 0.0039, State.ALMOST, "the share of the large matrix"),
    ("number of trained parameters", 0.39, State.ALMOST, "in percent"),
)


GUESSES = (
    ("list of cosines", ([0.3, 0.2, 0.7], [0.8, 0.4, 0.6]), ("[1, 0, 0]",)),
    ("shape of the result", ((5, 6), (7, 8)), ("32, 128", "(32,128)")),
    ("number of trained parameters", (12, 345), ("65,536", "65536")),
)


CATALOGUE = Catalogue(
    package=linear_algebra,
    notebook="01_linear_algebra",
    functions=FUNCTIONS,
    values={
        "list of cosines": Asked(linear_algebra.check_cosines),
        "shape of the result": Asked(linear_algebra.check_shape),
        "number of trained parameters": Asked(linear_algebra.check_parameters),
    },
    known=KNOWN,
    slips=SLIPS,
    variants=VARIANTS,
    right_answers=RIGHT_ANSWERS,
    rounded_values=(("number of trained parameters", 65_500),),
    told_values=TOLD_VALUES,
    guesses=GUESSES,
)

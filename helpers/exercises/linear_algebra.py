"""The exercises of notebook 01, linear algebra: how data and models are written down.

Each mistake is the formula that a learner who makes it has written; letters that need it are told above their exercise.
"""

from itertools import combinations

import numpy as np

from helpers.exercises.answers import flat
from helpers.exercises.draws import drawn, numbers, table, whole
from helpers.exercises.exercise import Exercise
from helpers.exercises.slips import almost, breaks, missing, wrong
from helpers.maths.vectors import angle, cosine_similarity, dot, euclidean_distance, norm, rank_by

# fmt: off

def oblong(case, further, *slips):
    """Make an edge of a case whose matrices are not square: the others are, so that mistakes give numbers there."""
    shapes = ", ".join(str(part.shape) for part in case if isinstance(part, np.ndarray))
    stops = breaks("your function works for square matrices only",
                   f"Call it with matrices of these shapes: {shapes}.", further)
    return case, stops, *slips

check_dot = Exercise(
    "dot(a, b)", "the products of the numbers at the same places, added up",
    dot, (  # one pair that points the same way, one that has two numbers twice, one with 0 first and 0 in the middle
        ([2.0, 1.0, 0.0], [3.0, 1.0, 4.0]),
        ([1.0, -2.0, 0.5, 3.0, -2.0], [4.0, 1.0, -2.0, -1.5, 1.0]),
        ([0.0, 1.25, 0.0, -3.0, 1.25, 2.5], [7.0, 2.0, 5.0, 0.5, -4.0, 1.0]),
    ),
    wrong("you multiplied the sums: every number of a with every number of b", lambda a, b: np.sum(a) * np.sum(b),
          "Each number should meet only its partner, at the same place.", "Multiply first, add afterwards."),
    wrong("that is the cosine", cosine_similarity,
          "The dot product grows with the vectors; the cosine does not.", "Do not divide by the lengths."),
    wrong("you added where you should multiply", lambda a, b: np.sum(a) + np.sum(b),
          "What should become of a number whose partner is 0?", "Multiply the partners, and add the products."),
    wrong("that is a whole table, the outer product: every number of a with every number of b", np.outer,
          "Each number should meet only its partner; one number is wanted.", "Add up the diagonal of your table."),
    wrong("you multiplied a by itself", lambda a, b: dot(a, a),
          "What does your function do with b?", "One factor of each product comes from b."),
    draw=(numbers(), numbers()),
)

# q the query; d the documents under their names

NAMES = "cat", "gpu", "sql", "tea", "zoo"
def scores(q, d, metric): return np.array([metric(q, vector) for vector in d.values()])
def rising(q, d, metric): return np.array(list(d))[np.argsort(scores(q, d, metric))]  # names, the smallest score first
def falling(q, d, metric): return rising(q, d, metric)[::-1]
def documents(rng, i):
    """Draw a query and documents, no two equally good by any score: at first one document, then some behind it."""
    count, size = (1, 2, 3, 5)[i] if i < 4 else rng.integers(2, 6), rng.integers(2, 5)
    while True:
        q, *vectors = np.round(rng.normal(size=(count + 1, size)) * np.exp(rng.normal(size=(count + 1, 1))), 1)
        d = dict(zip(rng.permutation(NAMES)[:count].tolist(), vectors, strict=True))
        if not all(map(np.any, (q, *vectors))):
            continue
        gaps = [np.diff(np.sort(scores(q, d, metric))) for metric in (cosine_similarity, dot, euclidean_distance)]
        if np.all(np.array(gaps) > 0.01) and (i not in (1, 2) or np.sum(scores(q, d, dot) < 0) > 1):
            return q.tolist(), {name: vector.tolist() for name, vector in d.items()}
check_rank = Exercise(
    "rank(query, documents)", "the names of the documents, best match first, by cosine",
    lambda q, d: falling(q, d, cosine_similarity), (
        ([1.0, 1.0], {"gpu": [5.0, 0.0], "cat": [2.0, 2.2], "sql": [1.0, 0.8]}),
        ([2.0, 1.0, 0.0], {"cat": [6.0, 2.0, 3.0], "tea": [-0.5, 0.0, 0.1], "sql": [0.0, 2.0, 0.5],
                           "gpu": [0.3, 0.1, 0.1], "zoo": [-4.0, -2.5, 0.5]}),
    ),
    wrong("you ranked by the dot product, or divided by the query's length only", lambda q, d: falling(q, d, dot),
          "A long document should not win because it is long.", "Divide by the lengths of both vectors."),
    wrong("you ranked by distance", lambda q, d: rising(q, d, euclidean_distance),
          "A long document may lie far away in the very same direction.", "The cosine compares directions only."),
    wrong("you returned the scores, not the names", lambda q, d: scores(q, d, cosine_similarity),
          "Which document is the best one?", "Sort the names by their scores."),
    almost("you returned each name with its score",
           lambda q, d: [(name, cosine_similarity(q, d[name])) for name in falling(q, d, cosine_similarity)],
           "The names alone are wanted.", "Take the first part of each pair."),
    almost("you returned each score with its name",
           lambda q, d: [(cosine_similarity(q, d[name]), name) for name in falling(q, d, cosine_similarity)],
           "The names alone are wanted.", "Take the last part of each pair."),
    almost("you returned the places and the scores, as rank_by gives them",
           lambda q, d: rank_by(q, list(d.values()), "cosine"),
           "The names alone are wanted.", "list(documents) has the names in the order of the places."),
    almost("you returned the places of the documents, not their names",
           lambda q, d: np.argsort(-scores(q, d, cosine_similarity)),
           "What is the document at that place called?", "list(documents) has the names in that order."),
    hint="Work out the cosine of the query and each document, and write the names below each other, best first.",
    instead={"a value of type dict is":
             "you returned a dictionary. Hint: Give a list of the names alone, best match first.",
             "that is text":
             "there is a name of no document. Hint: Take the names from the dictionary that your function is given."},
    ties=[([1.0, 0.0], {"gpu": [2.0, 0.0], "tea": [0.5, 1.0], "cat": [4.0, 0.0]})], draw=documents,
)

# each mistake is made for all three pairs

PAIRS = tuple(combinations((np.array([1.0, 2.0, 0.0]), np.array([2.0, 4.0, 0.0]), np.array([0.0, 0.0, 3.0])), 2))
def each(formula): return lambda: [formula(a, b) for a, b in PAIRS]
# as NumPy gives it, in radians: of the first pair a little more than 0, since the cosine was rounded
def arccosine(a, b): return np.arccos(cosine_similarity(a, b))
def one_step_too_far(unit, formula):
    return almost(f"those are the angles, in {unit}", each(formula),
                  "A cosine is 1 for one direction, 0 for a right angle.", "Leave np.arccos out: it makes an angle.")
check_cosines = Exercise(
    "list of cosines", "the cosines of [1, 2, 0], [2, 4, 0] and [0, 0, 3]",
    lambda: (1, 0, 0), (),
    wrong("those are the dot products", each(dot),
          "A cosine is never above 1.", "Divide by the lengths of both vectors."),
    one_step_too_far("degrees", angle), one_step_too_far("degrees", lambda a, b: np.degrees(arccosine(a, b))),
    one_step_too_far("radians", lambda a, b: np.radians(angle(a, b))), one_step_too_far("radians", arccosine),
    wrong("you divided by the squares of the lengths", each(lambda a, b: dot(a, b) / (dot(a, a) * dot(b, b))),
          "A length is the root of a sum of squares.", "a · a is the square of a's length."),
    wrong("you divided by the first vector's length only", each(lambda a, b: dot(a, b) / norm(a)),
          "Would it stay the same if the second vector were twice as long?", "Divide by the lengths of both."),
    missing("only the first cosine is there", lambda: cosine_similarity(*PAIRS[0]),
            "How many pairs can be made of three vectors?", "Three: first and second, first and third, the last two."),
    hint="A cosine is the dot product divided by the lengths of both vectors.",
    further="The second vector is the first one, twice as long; the third points where the others have 0.",
)

# np.linalg.svd gives U, the singular values s from the largest to the smallest, and Vt, whose rows are the right
# singular vectors

CUT = "Cut all three after k: columns of U, singular values, rows of Vt."
def same(values): return values
def kept(A, which, scale=same, right=same):
    """Rebuild a matrix from some of its components."""
    U, s, Vt = np.linalg.svd(A)
    return U[:, which] * scale(s[which]) @ right(Vt)[which]
check_low_rank = Exercise(
    "keep_rank(A, k)", "the nearest matrix of rank k, from the k largest singular values",
    lambda A, k: kept(A, slice(k)), (
        (np.array([[4.0, 1.0, -2.0], [0.0, 3.0, 1.0], [2.0, -1.0, 1.0]]), 1),
        (np.array([[5.0, 1.0, 0.0, 2.0], [-1.0, 4.0, 2.0, 0.0], [3.0, 0.0, -2.0, 1.0], [1.0, -2.0, 1.0, 3.0]]), 2),
    ),
    wrong("you kept the smallest singular values", lambda A, k: kept(A, slice(-k, None)),
          "Which components change the matrix most when they are left out?", "np.linalg.svd gives those first."),
    wrong("you forgot the singular values", lambda A, k: kept(A, slice(k), np.ones_like),
          "U and Vt only turn; what stretches?", "Multiply column j of U by singular value j."),
    wrong("you used columns of Vt: NumPy returns V transposed already",
          lambda A, k: kept(A, slice(k), right=np.transpose),
          "With all components the matrix itself should come back.", "Vt has the right singular vectors in its rows."),
    wrong("you cut the rows of U too", lambda A, k: kept(A, slice(k))[:k],
          "The result should have the shape of A.", "U[:, :k] keeps all rows; U[:k, :k] does not."),
    wrong("you cut the rows and columns off instead of the components", lambda A, k: A[:k, :k],
          "The result should have the shape of A.", CUT),
    hint="With all components the matrix itself comes back; does it, in your function?",
    edges=[
        oblong((np.array([[3.0, 1.0], [0.0, 2.0], [-1.0, 4.0]]), 1), CUT),
        oblong((np.array([[3.0, 1.0, 0.5], [0.0, 2.0, -2.0]]), 1), CUT),
    ],
    draw=lambda rng, i: drawn((table("nn", 2 + i % 3, 2 + i % 3), whole(1, 2 + i % 3)), rng, i),
)

# X inputs, a row for each sample; W weights, a column for each neuron; b biases, one for each neuron

def relu(z): return np.maximum(z, 0)
check_layer = Exercise(
    "layer(X, W, b)", "relu(X @ W + b), for any number of samples, inputs and neurons",
    lambda X, W, b: relu(X @ W + b), (  # every sum of a product and a bias has both signs, and so has every product
        (np.array([[1.0, 2.0], [-1.0, 3.0]]), np.array([[2.0, -1.0], [1.0, -2.0]]), np.array([-3.0, 6.0])),
        (np.array([[1.0, 0.0, 2.0], [-1.0, 1.5, 0.5], [3.0, -2.0, 1.0]]),
         np.array([[1.0, -2.0, 0.5], [2.0, 1.0, -1.0], [-1.0, 0.5, 3.0]]), np.array([0.25, 2.0, -4.0])),
    ),
    wrong("you forgot the bias", lambda X, W, b: relu(X @ W),
          "What does your function do with b?", "Add it to the product, before relu."),
    wrong("you forgot relu", lambda X, W, b: X @ W + b,
          "Nothing below 0 should leave the layer.", "np.maximum(z, 0) does that."),
    wrong("you transposed W", lambda X, W, b: relu(X @ W.T + b),
          "A column of W belongs to a neuron.", "X has as many columns as W has rows; nothing needs turning."),
    wrong("relu comes before the bias", lambda X, W, b: relu(X @ W) + b,
          "Nothing below 0 should leave the layer.", "The bias is added inside relu."),
    wrong("np.max(z, 0) takes the largest number of each column: its 0 is an axis", lambda X, W, b: (X @ W + b).max(0),
          "relu keeps the whole table.", "np.maximum compares number by number."),
    missing("only the largest number is there", lambda X, W, b: np.max(X @ W + b),
            "np.max gives one number; relu keeps the whole table.", "np.maximum compares number by number."),
    edges=[oblong(
        (np.array([[1.0, 2.0, -1.0], [0.5, -1.0, 2.0]]),
         np.array([[1.0, 0.0, 2.0, -1.0], [0.5, 1.0, -1.0, 2.0], [-2.0, 1.5, 1.0, 0.0]]),
         np.array([0.5, -1.0, 0.0, 2.0])),
        "The result has a row for each sample and a column for each neuron.",
    )],
    instead={"The truth value of an array":
             "Python's max, like its if, compares two single numbers, and a layer gives a table of them. "
             "Hint: np.maximum compares number by number."},
    draw=(table("nn"), table("nn"), numbers(most=4)),
)

# p predictions, y targets, of shapes (n, 1) and (n,): p - y has shape (n, n), and NumPy says nothing; the other
# mixtures of shapes are edges, for who made only the predictions flat

def residuals(p, y): return np.ravel(p) - np.ravel(y)
def differences(p, y): return p - y  # every prediction minus every target, shape (n, n)
def column(*drawing): return np.reshape(numbers()(*drawing), (-1, 1))
def mixture(p, y, where):
    look = f"Call it with predictions of shape {p.shape} and targets of shape {y.shape}."
    further = "Give both the same shape, whatever comes in: np.ravel makes each of them flat."
    met = wrong(f"every prediction met every target when {where}",
                lambda p, y: np.mean(differences(np.reshape(p, (-1, 1)), np.ravel(y)) ** 2), look, further)
    return (p, y), met, breaks(f"your function stops when {where}", look, further)
check_mse = Exercise(
    "mse(predictions, targets)", "the mean squared residual, of any mixture of shapes (n, 1) and (n,)",
    lambda p, y: np.mean(residuals(p, y) ** 2), (
        (np.array([[1.1], [2.9], [5.2], [6.8], [9.1]]), np.array([1.0, 3.0, 5.0, 7.0, 9.0])),
        (np.array([[2.5], [-1.0], [4.0]]), np.array([2.0, 5.75, 1.0])),
    ),
    wrong("every prediction met every target: the difference has shape (n, n)",
          lambda p, y: np.mean(differences(p, y) ** 2),
          "Print the shape of the difference.", "Give both the same shape first: predictions.ravel() is flat."),
    wrong("every prediction met every target, and you divided the sum by n",
          lambda p, y: np.sum(differences(p, y) ** 2) / len(y),
          "Print the shape of the difference.", "Give both the same shape first: predictions.ravel() is flat."),
    wrong("that is the mean absolute error", lambda p, y: np.mean(np.abs(residuals(p, y))),
          "What makes a large residual count more than a small one?", "Square the residuals."),
    wrong("residuals of opposite sign cancel", lambda p, y: np.mean(residuals(p, y)),
          "Square the residuals before you add them.", "Then no residual is negative."),
    wrong("you took the mean first and squared afterwards", lambda p, y: np.mean(residuals(p, y)) ** 2,
          "Residuals of opposite sign cancel in a mean.", "Square first."),
    missing("those are the squared residuals, without their mean", lambda p, y: residuals(p, y) ** 2,
            "A loss is one number.", "Take the mean."),
    edges=[
        mixture(np.array([1.0, 2.0, 4.0]), np.array([[1.5], [4.0], [3.0]]), "the targets are the column"),
        mixture(np.array([[1.0], [2.0], [4.0]]), np.array([[1.5], [4.0], [3.0]]), "both are columns"),
        mixture(np.array([1.0, 2.0, 4.0]), np.array([1.5, 4.0, 3.0]), "both are flat"),
    ],
    draw=(column, numbers()),
)

# X data, a row for each sample; an axis is right with either sign, since it has no front

def turned(axis): return opposite(axis) if flat(axis)[0] < 0 else axis  # until its first number is positive
def opposite(numbers): return tuple(map(opposite, numbers)) if isinstance(numbers, tuple) else -numbers
def standardised(X): return (X - X.mean(axis=0)) / X.std(axis=0)
def covariance(X): return np.cov(X, rowvar=False)
def axis(S, which=-1): return np.linalg.eigh(S)[1][:, which]  # sorted by eigenvalue, the largest last
def axes(X): return np.linalg.eigh(covariance(standardised(X)))[1]  # in columns
def samples(rng, i):
    """Draw features, each in a unit of its own, along an axis that stands out and leans to each of them."""
    count = 2 + i % 3
    while True:
        common, own = rng.normal(size=(6, 1)), rng.normal(size=(6, count))
        X = (common * rng.choice([-1, 1], count) + own) * 10.0 ** rng.integers(-1, 3, count)
        X = np.round(X + rng.integers(-9, 99, count), 2)
        *_, second, first = np.linalg.eigvalsh(covariance(standardised(X)))
        if second < 0.7 * first and np.abs(axes(X)[:, -1]).min() > 0.05:
            return (X,)
check_pca = Exercise(
    "first_axis(X)", "the direction in which the standardised columns of X vary most, with either sign",
    lambda X: axes(X)[:, -1], (
        # age in years, income in thousand a year, tenure in months; length, weight and price of something else
        (np.array([[25.0, 30, 10], [32, 52, 30], [41, 90, 12], [47, 61, 50], [58, 99, 28]]),),
        (np.array([[9.0, 400, 1.5], [7, 520, 3], [6.5, 410, 2.5], [4, 700, 2], [3, 640, 4.5]]),),
        # three features of which np.linalg.eig happens not to put the largest variance first
        (np.array([[5.0, 21, 22], [1, 4, 14], [12, 26, 15], [13, 13, 20], [18, 6, 22]]),),
    ),
    wrong("you did not standardise", lambda X: axis(covariance(X)),
          "Would the same feature win in another unit?", "Subtract each column's mean, divide by its deviation."),
    wrong("you used one mean and one spread for all columns", lambda X: axis((X - X.mean()).T @ (X - X.mean())),
          "Each feature has its own unit, its own mean and its own spread.", "axis=0 runs down each column."),
    wrong("that is the axis of the smallest variance", lambda X: axes(X)[:, 0],
          "Which eigenvalue comes first in np.linalg.eigh?", "Take the eigenvector of the largest eigenvalue."),
    wrong("you took the first eigenvector of np.linalg.eig, which does not sort",
          lambda X: np.linalg.eig(covariance(standardised(X))).eigenvectors[:, 0],
          "Print the eigenvalues: is the largest one first?", "np.argmax finds it; np.linalg.eigh puts it last."),
    wrong("you took a row of the eigenvectors instead of a column", lambda X: axes(X)[-1],
          "Does the matrix stretch your vector without turning it?", "Eigenvectors are columns: vectors[:, -1]."),
    wrong("you took a column of Vt instead of a row", lambda X: np.linalg.svd(standardised(X))[2][:, 0],
          "np.linalg.svd returns V transposed already.", "The right singular vectors are rows: Vt[0]."),
    wrong("all axes are there", axes,
          "Only the axis of the largest variance is wanted.", "Eigenvectors stand in the columns: vectors[:, -1]."),
    hint="Standardise every column, work out the covariance of the columns, and take an eigenvector.",
    seen=turned, draw=samples,
)

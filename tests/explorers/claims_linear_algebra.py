"""What the explorers of notebook 01 claim, judged by NumPy's linear algebra and messages, and by scikit-learn."""

from functools import cache
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
from scipy import stats
from sklearn.linear_model import Lasso, Ridge

from helpers.data.sets import flower, related_features, years_and_income
from helpers.explorers.linear_algebra import DOCUMENTS, QUERY, SAMPLES, STEPS
from tests.explorers.claims import PLAIN, Table, as_number, kind, near

DUST = 1e-9

# ---- one arrow, and two


def arrow(*, a1, a2):
    return SimpleNamespace(length=np.hypot(a1, a2), streets=abs(a1) + abs(a2))


def arrows(*, a1, a2, b1, b2):
    a, b = (complex(*np.round(pair, 9)) for pair in ((a1, a2), (b1, b2)))
    w = SimpleNamespace(sizes=(abs(a), abs(b)), aimed=abs(a) > 0 < abs(b))
    w.aimless = None if w.aimed else "a has" if b else "b has" if a else "Both arrows have"
    w.dot = a.real * b.real + a.imag * b.imag
    w.angle = np.degrees(abs(np.angle(a * b.conjugate()))) if w.aimed else np.nan
    w.side = "above 0, as the angle is under" if w.angle < 90 else "below 0, as the angle is over"
    w.cosine = np.cos(np.radians(w.angle))
    w.shadow = (a * b.conjugate() / abs(b)).real if b else np.nan
    w.long = abs(w.shadow)
    return w


def away(w):
    """Judge words that stand there only if the shadow falls on the side away from b."""
    return lambda words: (words is not None) == (w.shadow < -DUST)


ArrowExplorer = Table(arrow, {
    r"The arrow goes {a1} across and {a2} up\. As the crow flies it is √\({a1:factor} · {a1:factor} \+ {a2:factor} · "
    r"{a2:factor}\) = {length} long \(L2\), along the streets {streets} \(L1\)": True,
    r"a \({a1}, {a2}\): length {length} \(L2\), along the streets {streets} \(L1\)": True,
}, [{"a1": 3, "a2": -4}, {"a1": 0}, {"a1": 0, "a2": 0}])  # fmt: skip
DotProductExplorer = Table(arrows, {
    r"a · b = a₁ · b₁ \+ a₂ · b₂ = {a1:factor} · {b1:factor} \+ {a2:factor} · {b2:factor} = {dot}": True,
    r"{aimless=a has|b has|Both arrows have} no direction, so there is no angle and no cosine": True,
    r"the arrows stand at a right angle": lambda w: abs(w.angle - 90) < 1e-6,
    r"{side=(?:above|below) 0, as the angle is (?:under|over)} 90°: {angle}°": True,
    r"The cosine leaves the lengths out: {dot} / \({sizes[0]} · {sizes[1]}\) = {cosine}": True,
    r"Without a direction b takes no shadow|no shadow": lambda w: w.sizes[1] == 0,
    r"The shadow of a on b is {long} long( and falls on the side away from b)?": away,
    r"That is a · b itself(, up to the sign)?, and only because b has length 1":
        lambda w: abs(w.sizes[1] - 1) < DUST and away(w),
    r"a · b is that times the length of b, {sizes[1]}(, with a minus)?": away,
    r"a \({a1}, {a2}\), b \({b1}, {b2}\): a · b {dot}": True,
    r"angle {angle}°, cosine {cosine}": True,
    r"shadow {shadow}": True,
    r"no angle": lambda w: not w.aimed,
}, [
    {"b1": 2, "b2": -4}, {"a1": 0, "a2": 0}, {"b1": 0, "b2": 0}, {"a1": 0, "a2": 0, "b1": 0, "b2": 0},
    {"a1": 2, "a2": 1, "b1": -1, "b2": 2}, {"b1": 0, "b2": 1}, {"b1": -0.6, "b2": -0.8},
])  # fmt: skip

# ---- a query and documents


def ranked(documents=DOCUMENTS, query=QUERY, **moved):
    rows, q = np.array(list(documents.values()), dtype=float), np.round(list(moved.values()), 9)
    dot, distance, w = rows @ q, np.linalg.norm(rows - q, axis=1), SimpleNamespace(query=q)
    with np.errstate(invalid="ignore"):
        cosine = dot / (np.linalg.norm(rows, axis=1) * np.linalg.norm(q))
    named = [dict(zip(documents, each, strict=True)) for each in (dot, cosine, distance)]
    w.dot, w.cosine, w.distance = row(named[0]), row(named[1]), row(named[2], "<")
    ranks = np.array([stats.rankdata(-np.round(each, 8), method="min") for each in (dot, cosine, -distance)])
    first = [[name for name, rank in zip(documents, each, strict=True) if rank == 1] for each in ranks]
    w.first = ["all of them" if len(names) == len(documents) else " and ".join(names) for names in first]
    same = "all agree" if (ranks == ranks[0]).all() else "same best" if len(set(w.first)) == 1 else "they disagree"
    w.verdict = same if q.any() else "no cosine"
    return w


@kind(rf"(?:\S+ {PLAIN}(?: [<>=] )?)+")
def row(scores, sign=">"):
    """Judge a row of scores: each document is there, with its score, and the signs between hold."""

    def holds(said):
        names, written, signs = (said.split(" ")[at::3] for at in range(3))
        true = [scores.get(name, np.nan) for name in names]
        close = all(near(one, 5e-4, 5.1e-4)(as_number(said)) for one, said in zip(true, written, strict=True))
        gaps = [
            abs(a - b) < 1e-8 if mark == "=" else mark == sign == "<>"[int(a > b)]
            for (a, b), mark in zip(pairwise(true), signs, strict=True)
        ]
        return close and all(gaps) and sorted(names) == sorted(scores)

    return holds


SimilarityExplorer = Table(ranked, {
    r"(?:Dot product: {dot:row}|Cosine: {cosine:row}|Distance: {distance:row})": True,
    r"All three rank the documents the same: most like the query is {first[0]=.+?}(?=\.$)":
        lambda w: w.verdict == "all agree",
    r"All three put {first[0]=.+?} first, and differ after that": lambda w: w.verdict == "same best",
    r"They disagree: the dot product picks {first[0]=.+?}, the cosine {first[1]=.+?}, the distance "
    r"{first[2]=.+?}(?=\.)": lambda w: w.verdict == "they disagree",
    r"The query is all zeros: every dot product is 0, and without a direction there is no cosine":
        lambda w: not w.query.any(),
    r"query \((.+?)\): dot {first[0]=.+?}, (?:cosine {first[1]=.+?}, )?distance {first[2]=.+?}, "
    r"{verdict=all agree|same best|they disagree|no cosine}$":
        lambda w: lambda said: np.allclose([float(each) for each in said.split(", ")], w.query, rtol=0.005, atol=DUST),
}, [{"query_1": 0, "query_2": 0, "query_3": 0}, {"query_1": 1, "query_2": 1}])  # fmt: skip

# ---- a matrix moves the plane


def motion(*, a, b, c, d, step, eigenvectors):
    w = SimpleNamespace(matrix=np.array([[a, b], [c, d]], dtype=float), circle=STEPS[step])
    w.stretches = [near(each, least=1e-7) for each in np.linalg.svd(w.matrix, compute_uv=False)]
    w.size, w.rank = np.linalg.det(w.matrix), np.linalg.matrix_rank(w.matrix, tol=1e-8)
    w.area, w.kept = abs(w.size), "keeps its size" if abs(abs(w.size) - 1) < 1e-8 else None
    values = np.linalg.eigvals(w.matrix)
    w.values = sorted({round(value.real, 7) for value in values if abs(value.imag) < 1e-7}, reverse=True)
    w.factors, w.rounded = ([near(each, share, 1e-6) for each in w.values] for share in (5e-4, 5e-3))
    even = np.abs(w.matrix - np.eye(2) * np.trace(w.matrix) / 2).max() < 1e-8
    w.which = "Every" if even else "Two" if len(w.values) == 2 else "One"
    return w


def rotation(degrees):
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, -s], [s, c]])


def steps(w):
    """Put the matrix together again from what is said of its turns and its stretch."""

    def holds(turn_in, longer, shorter, upside_down, turn_out):
        stretch = np.diag([longer, -shorter if upside_down else shorter])
        made = rotation(turn_out) @ stretch @ rotation(turn_in)
        return np.abs(made - w.matrix).max() < 2e-3 * max(1, longer) and (upside_down is not None) == (w.size < -DUST)

    return holds


MatrixExplorer = Table(motion, {
    r"Everything lands on the origin \(determinant 0\): there is no way back": lambda w: not w.matrix.any(),
    r"The plane is pressed flat onto a line \(determinant 0\): many points land on one, there is no way back":
        lambda w: w.rank == 1,
    r"Every area (?:is multiplied by {area}|{kept=keeps its size})( and is flipped over, as in a mirror \(hatched\))?: "
    r"the determinant is {size}": lambda w: lambda flipped: (flipped is not None) == (w.size < 0),
    r"In three steps: turn by #°, stretch by # along x and # along y( with y upside down)?, turn by #°": steps,
    r"on the right is the circle {circle=.+?}(?=\.)": True,
    r"every direction turns|No direction stays on its line: all are turned, and there are no real eigenvalues":
        lambda w: not w.values,
    r"{which=Two} directions stay on their line, with the factors {factors[0]} and {factors[1]}: the eigenvalues": True,
    r"{which=One|Every} direction stays on its line, with the factor {factors[0]}: the eigenvalue": True,
    r"Where the factor is below 0, the arrow is turned round": lambda w: min(w.values, default=0) < 0,
    r"\[\[{a} {b}\] \[{c} {d}\]\], determinant {size}, stretches {stretches[0]} and {stretches[1]}, "
    r"{step=start|turn again|turn|stretch}": True,
    r"eigenvalues {rounded[0]}(?: and {rounded[1]})?": True,
}, [
    {"a": 0.866, "b": -0.5, "c": 0.5, "d": 0.866, "eigenvectors": True, "step": "turn"},
    {"a": 2, "b": 0, "c": 0, "d": 0.5, "eigenvectors": True, "step": "stretch"},
    {"a": 0.5, "b": 0.5, "c": 0.5, "d": 0.5, "eigenvectors": True, "step": "turn again"},
    {"a": 0, "b": 1, "c": 1, "d": 0, "eigenvectors": True}, {"a": 1, "b": 1, "c": 0, "eigenvectors": True},
    {"a": 1, "b": 0, "c": 0, "eigenvectors": True}, {"a": 0, "b": 0, "c": 0, "d": 0},
    {"a": -1, "b": 0, "c": 0, "d": -1, "step": "turn"}, {"a": 1, "b": 2, "c": 2, "d": 4},
    {"a": 0, "b": 2, "c": -0.5, "d": 0},
])  # fmt: skip

# ---- a neuron folds a plane

GRID = np.stack(np.meshgrid(*[np.linspace(-2, 2, 401)] * 2), axis=-1)


def layer(*, w1, w2, bias, neurons):
    def output(x):
        z = x @ [w1, w2] + bias
        return np.abs(z) if neurons == 2 else np.maximum(z, 0)

    z, values = GRID @ [w1, w2] + bias, output(GRID)
    w = SimpleNamespace(length=np.hypot(w1, w2), samples=output(SAMPLES), flat=np.ptp(values) < 1e-12)
    w.rule = "ReLU(z) + ReLU(-z)" if neurons == 2 else "ReLU(z)"
    w.silent, w.crossed = (values < 1e-12).mean(), z.min() < -1e-9 and z.max() > 1e-9
    w.share = near(100 * w.silent, 0, 0.6)  # counted on a grid
    return w


SAMPLED = r"● {samples[0]} and {samples[1]}, ◇ {samples[2]} and {samples[3]}"
LayerExplorer = Table(layer, {
    r"The output is {rule=ReLU.+?} with z = {w1} · x₁ {w2:signed} · x₂ {bias:signed}": True,
    r"Without weights there is no line: every input gives the same": lambda w: w.length == 0 and w.flat,
    r"The line lies outside the square": lambda w: not w.crossed,
    r"and the output is 0 all over it: the neuron is dead here": lambda w: w.silent > 0.999,
    r"It is 0 on the line alone, and grows on both sides by {length}, the arrow's length, for each step of 1 away from "
    r"it": lambda w: w.silent < 0.01 and w.neurons == 2,
    r"It is 0 on {share}% of the square, the line's dead side, and beyond grows by {length}, the arrow's length, for "
    r"each step of 1 along the arrow": lambda w: w.neurons == 1,
    r"From left to right the samples give " + SAMPLED: True,
    r"w \({w1}, {w2}\), b {bias}( and minus both)?: 0 on {share}%; " + SAMPLED:
        lambda w: lambda both: (both is not None) == (w.neurons == 2),
}, [
    {"w1": 0, "w2": 0}, {"w1": 0, "w2": 0, "bias": -1}, {"w1": 0, "w2": 0, "neurons": 2},
    {"w1": 0, "w2": 0, "bias": 1, "neurons": 2}, {"w1": 0.2, "w2": 0.1, "bias": -2}, {"w1": 0.2, "w2": 0.1, "bias": 2},
    {"w1": 0.5, "w2": 0.5, "bias": -2}, {"w1": 1, "w2": 0, "bias": 2}, {"w1": 1, "w2": -1, "neurons": 2},
])  # fmt: skip

# ---- shapes


def shapes(*, operation, left_rows, left_columns, left_axes, right_rows, right_columns, right_axes):
    left, right = (round(left_rows), round(left_columns)), (round(right_rows), round(right_columns))
    left, right = left if left_axes.startswith("(rows") else left[1:], right if "columns" in right_axes else right[:1]
    one, other = np.ones(left), np.ones(right)
    w = SimpleNamespace(left=left, right=right, inner=(left[-1], right[0]), tried=f"{left} {operation} {right}")
    pairs = zip(left[::-1], right[::-1], strict=False)
    w.clash = next((pair for pair in pairs if pair[0] != pair[1] and 1 not in pair), None)
    kinds = [("a row on the left", left), ("a column on the right", right)]
    w.alone, w.turned = " and ".join(kind for kind, shape in kinds if len(shape) == 1), str(right[::-1])
    try:
        result = one @ other if operation == "@" else one + other
    except ValueError as error:
        return SimpleNamespace(**vars(w), message=str(error).strip(), result=None, grows=False)
    w.message, w.result, size = None, str(np.shape(result)), np.size(result)
    w.work, w.noun = (size * left[-1], "multiplication") if operation == "@" else (size, "sum")
    w.grows = size > max(one.size, other.size)
    return w


ShapesExplorer = Table(shapes, {
    r"{tried=.+?} gives {result=\([\d, ]*\)}": True,
    r"{tried=.+?} does not fit": lambda w: w.message is not None,
    r"the inner sizes are both {inner[0]}, and vanish": lambda w: w.inner[0] == w.inner[1],
    r"One axis alone counts as {alone=.+?}, and vanishes too": True,
    r"A row times a column makes each number: {work} multiplications? in all": True,
    r"the inner sizes are {inner[0]} and {inner[1]}, and they must be equal": lambda w: w.inner[0] != w.inner[1],
    r"The right one's transpose, {turned=\([\d, ]*\)}, would fit; whether it is meant is another question":
        lambda w: w.left[-1] == w.right[-1],
    r"laid under each other from the right, {clash[0]} stands over {clash[1]}, and neither is 1": True,
    r"the shapes are equal, number goes with number; {work} sums?": lambda w: w.left == w.right,
    r"laid under each other from the right, a size that is 1 or missing is repeated; {work} sums?":
        lambda w: w.left != w.right,
    r"more numbers than either side|NumPy says nothing, though the result holds more numbers than either side\. "
    r"Predictions minus targets of these shapes do the same, and the mean of their squares is then not the loss":
        lambda w: w.grows,
    r'NumPy says: "{message=.+}"': True,
    r"{work} {noun=multiplication|sum}s?": True,
}, [{"operation": "+", "right_rows": 3, "right_columns": 4}, {"left_columns": 3, "right_columns": 3}])  # fmt: skip

# ---- low rank


@cache
def three_matrices(data, shape):
    """The picture, a random matrix and one of rank 4 with noise; of each its shape and its singular values."""
    picture = np.frombuffer(data).reshape(shape)
    m, n = picture.shape
    rng = np.random.default_rng(1)
    parts = rng.normal(size=(m, 4)) @ rng.normal(size=(4, n))
    found = {"picture": picture, "random": rng.normal(size=(m, n))}
    found["rank 4 + noise"] = parts + 0.05 * rng.normal(size=(m, n))
    return {name: (matrix, np.linalg.svd(matrix, compute_uv=False)) for name, matrix in found.items()}


def low_rank(picture=None, *, rank, matrix, answer):
    drawn = np.array(flower() if picture is None else picture, dtype=float)
    found, k = three_matrices(drawn.tobytes(), drawn.shape), round(rank)
    whole, singular = found[matrix]
    w = SimpleNamespace(k=k, shape=whole.shape, singular=singular, full=whole.size, most=min(whole.shape))
    w.called = "your matrix" if picture is not None and matrix == "picture" else matrix
    w.energy = whole_or(100 * np.sum(singular[:k] ** 2) / np.sum(singular**2))
    w.error, w.random = (missed(each, k) for each in (singular, found["random"][1]))
    w.stored, w.part = k * sum(whole.shape), k * sum(whole.shape) / whole.size
    w.rank = np.linalg.matrix_rank(whole)
    w.parts = singular[4] / singular[3] if singular[3] else 0
    w.left = "some of the 4 are still missing" if k < 4 else "what is left is noise"
    return w


def missed(singular, k):
    """Judge the error of so many parts, in percent of the norm."""
    return near(100 * np.sqrt(np.sum(singular[k:] ** 2) / np.sum(singular**2)), least=1e-6)


def whole_or(true):
    """Judge a share in percent of which "100" is all but rounding."""
    return lambda said: true > 100 - 1e-6 if said == 100 else abs(said - true) <= min(0.0501, 0.51 * (100 - true))


LowRankExplorer = Table(low_rank, {
    r"Rank {k} of {most} keeps {energy}% of the sum of squares \(the energy\); the error is {error}% of the norm": True,
    r"Two factors hold {k} · \({shape[0]} \+ {shape[1]}\) = {stored} numbers, {part:%} of the {full} of the matrix "
    r"itself": True,
    r"A random matrix of this size has an error of {random}% at this rank": lambda w: w.answer,
    r"In random numbers no part is much larger than the next, so there is little to leave out":
        lambda w: w.matrix == "random" and w.singular[w.k - 1] < 2 * w.singular[w.k],
    r"It is made of 4 parts and a little noise: {left=.+?}(?=\.)":
        lambda w: w.matrix == "rank 4 + noise" and w.parts < 0.1,
    r"The matrix itself has rank {rank}: nothing is left out but rounding": lambda w: w.rank <= w.k,
    r"{called=picture|your matrix|random|rank 4 \+ noise}, rank {k}: energy {energy}%, error {error}%, {stored} of "
    r"{full} numbers": True,
}, [
    {"rank": 1, "answer": True}, {"matrix": "random", "rank": 3, "answer": True},
    {"matrix": "rank 4 + noise", "rank": 3, "answer": True}, {"matrix": "rank 4 + noise", "rank": 4, "answer": True},
])  # fmt: skip

# ---- a line through a cloud


def cloud(*, angle, scaling, answer):
    people = years_and_income()
    people = people / people.std(axis=0) if scaling == "standardised" else people
    values, vectors = np.linalg.eigh(np.cov(people.T, bias=True))
    along = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    w = SimpleNamespace(variance=np.var(people @ along), total=values.sum())
    w.share, w.first = w.variance / w.total, np.degrees(np.arctan2(*vectors[::-1, 1])) % 180
    w.best, w.rest = values[::-1] / values.sum()
    return w


PrincipalAxisExplorer = Table(cloud, {
    r"Along the line at {angle:.2f}° the variance is {variance}, {share:.2%} of the total": True,
    r"the rest is in the distances from the line": lambda w: w.variance < w.total,
    r"first axis {first:.2f}° with {best:.2%}|The most is at {first:.2f}°, the first principal axis: {best:.2%}\. The "
    r"second, at a right angle to it, has {rest:.2%}": lambda w: w.answer,
    r"Raw features are drawn with one unit for both: income .* that it takes nearly all":
        lambda w: w.scaling == "raw" and w.best > 0.99 and abs(w.first - 90) < 1,
    r"{scaling=standardised|raw}, {angle:.2f}°: {share:.2%} of the variance": True,
}, [{"angle": 45, "answer": True}, {"scaling": "raw", "angle": 89.4, "answer": True}])  # fmt: skip

# ---- penalties


@cache
def penalised(kind, penalty):
    X, y = related_features()
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    if not penalty:
        return np.linalg.lstsq(X, y - y.mean(), rcond=None)[0]
    model = Lasso(alpha=penalty, tol=1e-12, max_iter=100_000) if kind == "L1" else Ridge(alpha=penalty)
    return model.fit(X, y).coef_


def penalty(*, kind, penalty, answer):
    w = SimpleNamespace(weights=penalised(kind, penalty), free=penalised(kind, 0))
    w.size = np.linalg.norm(w.weights, int(kind[1]))
    w.model, w.where = {"L1": "Lasso", "L2": "Ridge"}[kind], "on an edge" if w.weights.all() else "at a corner"
    w.unpenalised = np.linalg.norm(w.free)
    return w


@kind(rf"(?:= )?{PLAIN}|exactly 0")
def weight(true):
    """Judge a weight, of which only one that is 0 is exactly that."""
    return lambda said: not true if said == "exactly 0" else near(true, 5e-4, 1e-7)(float(str(said).strip("= ")))


def gone(w):
    """Judge the penalties from which on w₂ is 0, and both are: a little above it is so, a little below it is not."""

    def turns(at, said):
        return not penalised("L1", said * 1.00001)[at] and penalised("L1", said * 0.99999)[at]

    return lambda one, both: w.kind == "L1" and turns(1, one) and turns(0, both)


PenaltyExplorer = Table(penalty, {
    r"At a penalty of {penalty}": True,
    r"the weights are w₁ {weights[0]:weight} and w₂ {weights[1]:weight}": True,
    r"\(unpenalised {free[0]} and {free[1]}\), as from scikit-learn's {model=Lasso|Ridge}\(alpha={penalty}\)": True,
    r"The loss touches the diamond \|w₁\| \+ \|w₂\| = {size} {where=on an edge|at a corner}": True,
    r"From a penalty of # on w₂ is exactly 0, from # on both are": lambda w: w.answer and gone(w),
    r"The diamond is a point: the model answers the mean of y, whatever the features": lambda w: not w.weights.any(),
    r"The circle √\(w₁² \+ w₂²\) = {size} has no corners where the loss could stay": True,
    r"L2 shrinks the weights' length, unpenalised {unpenalised}, and holds neither weight at exactly 0":
        lambda w: w.weights.all() and w.size < w.unpenalised,
    r"{kind=L1|L2}, penalty {penalty}: w₁ {weights[0]:weight}, w₂ {weights[1]:weight}(, neither 0)?":
        lambda w: lambda neither: (neither is not None) == w.weights.all(),
}, [
    *({"penalty": penalty, "answer": True} for penalty in (1.8, 1.81, 2, 3.4)),
    {"penalty": 1000, "kind": "L2", "answer": True},
])  # fmt: skip

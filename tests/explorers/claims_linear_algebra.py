"""What the explorers of notebook 01 claim, judged by NumPy's linear algebra and messages, and by scikit-learn."""

from functools import cache
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
from sklearn.linear_model import Lasso, Ridge

from helpers.data.sets import flower, related_features, years_and_income
from helpers.explorers.linear_algebra import DOCUMENTS, QUERY, SAMPLES, STEPS
from tests.explorers.claims import PLAIN, Table, near, places

DUST = 1e-9

# ---- one arrow, and two


def arrow(*, a1, a2):
    return SimpleNamespace(a=(a1, a2), length=abs(complex(a1, a2)), streets=abs(a1) + abs(a2))


def arrows(*, a1, a2, b1, b2):
    a, b = (complex(*np.round(pair, 9)) for pair in ((a1, a2), (b1, b2)))
    w = SimpleNamespace(a=(a.real, a.imag), b=(b.real, b.imag), sizes=(abs(a), abs(b)))
    w.dot = a.real * b.real + a.imag * b.imag
    w.aimed = abs(a) > 0 < abs(b)
    w.angle = np.degrees(abs(np.angle(a * b.conjugate()))) if w.aimed else np.nan
    w.cosine = np.cos(np.radians(w.angle))
    w.shadow = (a * b.conjugate() / abs(b)).real if b else np.nan
    return w


def rest(true):
    """Judge a number of which less than 1e-9 is a rest of rounding."""
    return near(true, 5e-4, 2 * DUST)


def factors(w):
    return tuple(rest(value) for value in (w.a[0], w.b[0], w.a[1], w.b[1], w.dot))


F = r"\(?#\)?"
ArrowExplorer = Table(
    arrow,
    {
        r"The arrow goes # across and # up": lambda w: tuple(map(rest, w.a)),
        rf"As the crow flies it is √\({F} · {F} \+ {F} · {F}\) = # long \(L2\)": lambda w: (
            *(rest(each) for each in w.a for _ in "12"),
            rest(w.length),
        ),
        r"along the streets # \(L1\)": lambda w: rest(w.streets),
        r"a \(#, #\)": lambda w: tuple(map(rest, w.a)),
        r"length # \(L2\)": lambda w: rest(w.length),
    },
    [{"a1": 3, "a2": -4}, {"a1": 0}, {"a1": 0, "a2": 0}],
)
DotProductExplorer = Table(
    arrows,
    {
        rf"a · b = a₁ · b₁ \+ a₂ · b₂ = {F} · {F} \+ {F} · {F} = #": factors,
        r"Both arrows have no direction, so there is no angle and no cosine": lambda w: max(w.sizes) == 0,
        r"(a|b) has no direction, so there is no angle and no cosine": lambda w: "ab"[int(np.argmin(w.sizes))],
        r"the arrows stand at a right angle": lambda w: abs(w.angle - 90) < 1e-6,
        r"(above|below) 0, as the angle is (under|over) 90°": lambda w: (
            ("above", "under") if w.angle < 90 else ("below", "over")
        ),
        r"#°": lambda w: rest(w.angle),
        r"The cosine leaves the lengths out: # / \(# · #\) = #": lambda w: (
            rest(w.dot),
            *map(rest, w.sizes),
            rest(w.cosine),
        ),
        r"Without a direction b takes no shadow": lambda w: w.sizes[1] == 0,
        r"The shadow of a on b is # long( and falls on the side away from b)?": lambda w: (
            rest(abs(w.shadow)),
            lambda away: (away is not None) == (w.angle > 90),
        ),
        r"That is a · b itself, up to the sign, and only because b has length 1": lambda w: (
            abs(w.dot + abs(w.shadow)) < DUST and abs(w.sizes[1] - 1) < DUST
        ),
        r"That is a · b itself, and only because b has length 1": lambda w: (
            abs(w.dot - abs(w.shadow)) < DUST and abs(w.sizes[1] - 1) < DUST
        ),
        r"a · b is that times the length of b, #(, with a minus)?": lambda w: (
            rest(w.sizes[1]),
            lambda minus: w.dot < 0,
        ),
        r"a \(#, #\), b \(#, #\)": lambda w: tuple(near(each, least=2 * DUST) for each in (*w.a, *w.b)),
        r"a · b #": lambda w: rest(w.dot),
        r"angle #°, cosine #": lambda w: (rest(w.angle), rest(w.cosine)),
        r"shadow #": lambda w: rest(w.shadow),
        r"no angle": lambda w: not w.aimed,
        r"no shadow": lambda w: w.sizes[1] == 0,
    },
    [
        {"b1": 2, "b2": -4},
        {"a1": 0, "a2": 0},
        {"b1": 0, "b2": 0},
        {"a1": 0, "a2": 0, "b1": 0, "b2": 0},
        {"a1": 2, "a2": 1, "b1": -1, "b2": 2},
        {"b1": 0, "b2": 1},
        {"b1": -0.6, "b2": -0.8},
    ],
)

# ---- a query and documents

METRICS = {"Dot product": "dot", "Cosine": "cosine", "Distance": "distance"}


def ranked(documents=DOCUMENTS, query=QUERY, **moved):
    q = np.round(list(moved.values()), 9)
    rows = {name: np.array(each, dtype=float) for name, each in documents.items()}
    w = SimpleNamespace(names=list(documents), query=q, some=np.any(q != 0))
    w.dot, w.distance = (
        {name: one(row) for name, row in rows.items()} for one in (q.dot, lambda d: np.sqrt(np.sum((q - d) ** 2)))
    )
    w.cosine = {name: q @ row / np.sqrt(q @ q * (row @ row)) for name, row in rows.items()} if w.some else {}
    w.best = {
        "dot": best(w.dot, 1),
        "cosine": best(w.cosine, 1),
        "distance": best(w.distance, -1),
    }
    w.orders = [order(w.dot, 1), order(w.cosine, 1), order(w.distance, -1)]
    return w


def best(scores, sign):
    most = max((sign * score for score in scores.values()), default=0)
    names = [name for name, score in scores.items() if sign * score > most - 1e-8]
    return "all of them" if len(names) == len(scores) > 0 else " and ".join(names)


def order(scores, sign):
    """Rank names: of each, how many are better."""
    return [sum(sign * other > sign * one + 1e-8 for other in scores.values()) for one in scores.values()]


def row(metric):
    """Judge a row of scores: each document is there, with its score, and the signs between hold."""

    def judge(w):
        scores, sign = getattr(w, METRICS[metric]), "<" if metric == "Distance" else ">"

        def holds(said):
            words = said.split(" ")
            names, written, signs = words[::3], [float(one.replace(",", "")) for one in words[1::3]], words[2::3]
            true = [scores.get(name, np.nan) for name in names]
            close = all(near(one, 5e-4, 5.1e-4)(said) for one, said in zip(true, written, strict=True))
            gaps = [
                abs(a - b) < 1e-8 if mark == "=" else (a < b if sign == "<" else a > b)
                for (a, b), mark in zip(pairwise(true), signs, strict=True)
            ]
            return close and all(gaps) and sorted(names) == sorted(scores) and set(signs) <= {"=", sign}

        return holds

    return judge


ROW = rf"((?:\S+ {PLAIN}(?: [<>=] )?)+)"
AGREE = r"all agree|same best|they disagree|no cosine"


def verdict(w):
    if not w.some:
        return "no cosine"
    if w.orders[0] == w.orders[1] == w.orders[2]:
        return "all agree"
    return "same best" if len(set(w.best.values())) == 1 else "they disagree"


SimilarityExplorer = Table(
    ranked,
    {
        **{rf"{metric}: {ROW}": row(metric) for metric in METRICS},
        r"All three rank the documents the same: most like the query is (.+?)(?=\.$)": lambda w: (
            w.best["dot"] if verdict(w) == "all agree" else False
        ),
        r"All three put (.+?) first, and differ after that": lambda w: (
            w.best["dot"] if verdict(w) == "same best" else False
        ),
        r"They disagree: the dot product picks (.+?), the cosine (.+?), the distance (.+?)(?=\.)": lambda w: (
            verdict(w) == "they disagree" and tuple(w.best.values())
        ),
        r"The query is all zeros: every dot product is 0, and without a direction there is no cosine": lambda w: (
            not w.some and set(w.dot.values()) == {0}
        ),
        rf"query \(({PLAIN}(?:, {PLAIN})*)\)": lambda w: (
            lambda said: np.allclose([float(each) for each in str(said).split(", ")], w.query, rtol=0.005, atol=DUST)
        ),
        rf"dot (.+?), (?:cosine (.+?), )?distance (.+?)(?=, (?:{AGREE})|$)": lambda w: (
            w.best["dot"],
            w.best["cosine"],
            w.best["distance"],
        ),
        rf"({AGREE})": verdict,
    },
    [{"query_1": 0, "query_2": 0, "query_3": 0}, {"query_1": 1, "query_2": 1}],
)

# ---- a matrix moves the plane


def motion(*, a, b, c, d, step, eigenvectors):
    w = SimpleNamespace(step=step, eigenvectors=eigenvectors)
    w.matrix = np.array([[a, b], [c, d]], dtype=float)
    w.stretches = np.linalg.svd(w.matrix, compute_uv=False)
    w.size = np.linalg.det(w.matrix)
    w.rank = np.linalg.matrix_rank(w.matrix, tol=1e-8)
    values = np.linalg.eigvals(w.matrix)
    w.values = sorted({round(value.real, 7) for value in values if abs(value.imag) < 1e-7}, reverse=True)
    w.spread = np.abs(w.matrix - np.eye(2) * np.trace(w.matrix) / 2).max()
    return w


def rotation(degrees):
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, -s], [s, c]])


def three_steps(w):
    """Put the matrix together again from what is said of its turns and its stretch."""

    def holds(turn_in, longer, shorter, upside_down, turn_out):
        stretch = np.diag([longer, -shorter if upside_down else shorter])
        made = rotation(turn_out) @ stretch @ rotation(turn_in)
        return np.abs(made - w.matrix).max() < 2e-3 * max(1, longer) and (upside_down is not None) == (w.size < -DUST)

    return holds


def values(count):
    return lambda w: (
        len(w.values) == (2 if count == 2 else 1)
        and (count != 1 or w.spread > 1e-8)
        and (count != 3 or w.spread < 1e-8)
        and tuple(near(value, 5e-4, 1e-6) for value in w.values)
    )


MatrixExplorer = Table(
    motion,
    {
        r"Everything lands on the origin \(determinant 0\): there is no way back": lambda w: not w.matrix.any(),
        r"The plane is pressed flat onto a line \(determinant 0\): many points land on one, there is no way back": (
            lambda w: w.rank == 1
        ),
        r"Every area is multiplied by #": lambda w: near(abs(w.size)),
        r"Every area keeps its size": lambda w: abs(abs(w.size) - 1) < 1e-8,
        r"and is flipped over, as in a mirror \(hatched\)": lambda w: w.size < 0,
        r"the determinant is #": lambda w: near(w.size, least=DUST),
        r"In three steps: turn by #°, stretch by # along x and # along y( with y upside down)?, "
        r"turn by #°": three_steps,
        r"on the right is the circle (.+?)(?=\.)": lambda w: w.step != "start" and STEPS[w.step],
        r"No direction stays on its line: all are turned, and there are no real eigenvalues": lambda w: not w.values,
        r"Two directions stay on their line, with the factors # and #: the eigenvalues": values(2),
        r"One direction stays on its line, with the factor #: the eigenvalue": values(1),
        r"Every direction stays on its line, with the factor #: the eigenvalue": values(3),
        r"Where the factor is below 0, the arrow is turned round": lambda w: min(w.values, default=0) < 0,
        r"\[\[# #\] \[# #\]\]": lambda w: tuple(near(each, least=DUST) for each in w.matrix.ravel()),
        r"determinant #": lambda w: near(w.size, least=DUST),
        r"stretches # and #": lambda w: tuple(near(each, least=1e-7) for each in w.stretches),
        r"(start|turn again|turn|stretch)": lambda w: w.step,
        r"eigenvalues #(?: and #)?": lambda w: tuple(near(v, least=1e-6) for v in [*w.values, np.nan][:2]),
        r"every direction turns": lambda w: not w.values,
    },
    [
        {"a": 0.866, "b": -0.5, "c": 0.5, "d": 0.866, "eigenvectors": True, "step": "turn"},
        {"a": 2, "b": 0, "c": 0, "d": 0.5, "eigenvectors": True, "step": "stretch"},
        {"a": 0.5, "b": 0.5, "c": 0.5, "d": 0.5, "eigenvectors": True, "step": "turn again"},
        {"a": 0, "b": 1, "c": 1, "d": 0, "eigenvectors": True},
        {"a": 1, "b": 1, "c": 0, "eigenvectors": True},
        {"a": 1, "b": 0, "c": 0, "eigenvectors": True},
        {"a": 0, "b": 0, "c": 0, "d": 0},
        {"a": -1, "b": 0, "c": 0, "d": -1, "step": "turn"},
        {"a": 1, "b": 2, "c": 2, "d": 4},
        {"a": 0, "b": 2, "c": -0.5, "d": 0},
    ],
)

# ---- a neuron folds a plane

GRID = np.stack(np.meshgrid(*[np.linspace(-2, 2, 401)] * 2), axis=-1)


def layer(*, w1, w2, bias, neurons):
    def output(x):
        z = x[..., 0] * w1 + x[..., 1] * w2 + bias
        return np.where(z > 0, z, 0) + (np.where(z < 0, -z, 0) if neurons == 2 else 0)

    w = SimpleNamespace(w=(w1, w2), bias=bias, neurons=neurons, length=abs(complex(w1, w2)))
    z, values = GRID @ [w1, w2] + bias, output(GRID)
    w.silent, w.crossed = (values < 1e-12).mean(), z.min() < -1e-9 and z.max() > 1e-9
    w.flat, w.samples = np.ptp(values) < 1e-12, output(SAMPLES)
    return w


def share(w):
    return near(100 * w.silent, 0, 0.6)  # counted on a grid


def short(true):
    return near(true, least=2 * DUST)


SAMPLED = r"● # and #, ◇ # and #"
LayerExplorer = Table(
    layer,
    {
        r"The output is ReLU\(z\) with": lambda w: w.neurons == 1,
        r"The output is ReLU\(z\) \+ ReLU\(-z\) with": lambda w: w.neurons == 2,
        r"z = # · x₁ ([+-]) # · x₂ ([+-]) #": lambda w: (
            lambda first, sign, second, other, bias: np.allclose(
                [first, float(f"{sign}{second}"), float(f"{other}{bias}")], [*w.w, w.bias], rtol=5e-4, atol=DUST
            )
        ),
        r"Without weights there is no line: every input gives the same": lambda w: w.length == 0 and w.flat,
        r"The line lies outside the square": lambda w: not w.crossed,
        r"and the output is 0 all over it: the neuron is dead here": lambda w: w.silent > 0.999,
        r"It is 0 on the line alone": lambda w: w.silent < 0.01 and w.neurons == 2,
        r"and grows on both sides by #, the arrow's length, for each step of 1 away from it": lambda w: rest(w.length),
        r"It is 0 on #% of the square, the line's dead side": lambda w: share(w) if w.neurons == 1 else False,
        r"and beyond grows by #, the arrow's length, for each step of 1 along the arrow": lambda w: rest(w.length),
        f"From left to right the samples give {SAMPLED}": lambda w: tuple(map(rest, w.samples)),
        r"w \(#, #\), b #": lambda w: tuple(map(short, (*w.w, w.bias))),
        SAMPLED: lambda w: tuple(map(short, w.samples)),
        r"and minus both": lambda w: w.neurons == 2,
        r"0 on #%": share,
    },
    [
        {"w1": 0, "w2": 0},
        {"w1": 0, "w2": 0, "bias": -1},
        {"w1": 0, "w2": 0, "neurons": 2},
        {"w1": 0, "w2": 0, "bias": 1, "neurons": 2},
        {"w1": 0.2, "w2": 0.1, "bias": -2},
        {"w1": 0.2, "w2": 0.1, "bias": 2},
        {"w1": 0.5, "w2": 0.5, "bias": -2},
        {"w1": 1, "w2": 0, "bias": 2},
        {"w1": 1, "w2": -1, "neurons": 2},
    ],
)

# ---- shapes


def shapes(*, operation, left_rows, left_columns, left_axes, right_rows, right_columns, right_axes):
    left, right = (round(left_rows), round(left_columns)), (round(right_rows), round(right_columns))
    left, right = left if left_axes.startswith("(rows") else left[1:], right if "columns" in right_axes else right[:1]
    one, other = np.ones(left), np.ones(right)
    w = SimpleNamespace(left=left, right=right, operation=operation, message="", tried=f"{left} {operation} {right}")
    try:
        result = one @ other if operation == "@" else one + other
    except ValueError as error:
        w.message, w.result, w.work, w.grows = str(error).strip(), None, 0, False
        return w
    w.result, w.size = np.shape(result), np.size(result)
    w.work = w.size * left[-1] if operation == "@" else w.size
    w.grows = w.size > max(one.size, other.size)
    return w


def under_each_other(w):
    """The first sizes from the right that are neither equal nor 1."""
    pairs = zip(w.left[::-1], w.right[::-1], strict=False)
    return next((pair for pair in pairs if pair[0] != pair[1] and 1 not in pair), (0, 0))


def alone(w):
    kinds = [("a row on the left", w.left), ("a column on the right", w.right)]
    return " and ".join(kind for kind, shape in kinds if len(shape) == 1)


def repeated(w):
    return w.result is not None and w.left != w.right


SHAPE = r"(\([\d, ]+\)|\(\))"
ShapesExplorer = Table(
    shapes,
    {
        rf"{SHAPE} (@|\+) {SHAPE} gives {SHAPE}": lambda w: (str(w.left), w.operation, str(w.right), str(w.result)),
        rf"{SHAPE} (@|\+) {SHAPE} does not fit": lambda w: (
            w.result is None and (str(w.left), w.operation, str(w.right))
        ),
        r"the inner sizes are both #, and vanish": lambda w: w.left[-1] if w.left[-1] == w.right[0] else False,
        r"One axis alone counts as (.+?), and vanishes too": alone,
        r"A row times a column makes each number: # multiplications? in all": lambda w: w.work,
        r"the inner sizes are # and #, and they must be equal": lambda w: (
            w.left[-1] != w.right[0] and (w.left[-1], w.right[0])
        ),
        rf"The right one's transpose, {SHAPE}, would fit; whether it is meant is another question": lambda w: (
            str(w.right[::-1]) if w.left[-1] == w.right[-1] else False
        ),
        r"laid under each other from the right, # stands over #, and neither is 1": under_each_other,
        r"the shapes are equal, number goes with number": lambda w: w.left == w.right,
        r"laid under each other from the right, a size that is 1 or missing is repeated": repeated,
        r"# sums?": lambda w: w.work,
        r"NumPy says nothing, though the result holds more numbers than either side": lambda w: w.grows,
        r"Predictions minus targets of these shapes do the same, .* then not the loss": lambda w: w.grows,
        r'NumPy says: "(.+)"': lambda w: w.message,
        r"# (?:multiplication|sum)s?": lambda w: w.work,
        r"more numbers than either side": lambda w: w.grows,
    },
    [{"operation": "+", "right_rows": 3, "right_columns": 4}, {"left_columns": 3, "right_columns": 3}],
)

# ---- low rank


@cache
def three_matrices(key):
    picture = np.array(flower() if key is None else PICTURES[key], dtype=float)
    m, n = picture.shape
    rng = np.random.default_rng(1)
    parts = rng.normal(size=(m, 4)) @ rng.normal(size=(4, n))
    found = {"picture": picture, "random": rng.normal(size=(m, n)), "rank 4 + noise": 0}
    found["rank 4 + noise"] = parts + 0.05 * rng.normal(size=(m, n))
    return {name: (matrix, np.linalg.svd(matrix, compute_uv=False)) for name, matrix in found.items()}


PICTURES = {}


def low_rank(picture=None, *, rank, matrix, answer):
    key = None if picture is None else picture.tobytes()
    PICTURES[key] = picture
    found, k = three_matrices(key), round(rank)
    whole, singular = found[matrix]
    called = {} if picture is None else {"picture": "your matrix"}
    w = SimpleNamespace(
        k=k, matrix=matrix, answer=answer, called=called, shape=whole.shape, singular=singular, full=whole.size
    )
    w.energy = np.sum(singular[:k] ** 2) / np.sum(singular**2)
    w.error = np.sqrt(np.sum(singular[k:] ** 2) / np.sum(whole**2))
    w.stored, w.most = k * sum(whole.shape), min(whole.shape)
    w.rank = np.linalg.matrix_rank(whole)
    others = found["random"][1]
    w.random = np.sqrt(np.sum(others[k:] ** 2) / np.sum(others**2))
    w.parts = np.abs(singular[4] / singular[3]) if singular[3] else 0
    return w


def whole_or(true):
    """Judge a share in percent of which "100" is all but rounding."""
    return lambda said: (
        true > 100 - 1e-6 if said == 100 else abs(said - true) <= 0.0501 and abs(said - true) <= 0.51 * (100 - true)
    )


def missed(true):
    return near(100 * true, least=1e-6)


LowRankExplorer = Table(
    low_rank,
    {
        r"Rank # of # keeps #% of the sum of squares \(the energy\)": lambda w: (
            w.k,
            w.most,
            whole_or(100 * w.energy),
        ),
        r"the error is #% of the norm": lambda w: missed(w.error),
        r"Two factors hold # · \(# \+ #\) = # numbers": lambda w: (w.k, *w.shape, w.stored),
        r"#% of the # of the matrix itself": lambda w: (100 * w.stored / w.full, w.full),
        r"A random matrix of this size has an error of #% at this rank": lambda w: w.answer and missed(w.random),
        r"In random numbers no part is much larger than the next, so there is little to leave out": lambda w: (
            w.matrix == "random" and w.singular[w.k - 1] < 2 * w.singular[w.k]
        ),
        r"It is made of 4 parts and a little noise": lambda w: w.matrix == "rank 4 + noise" and w.parts < 0.1,
        r"some of the 4 are still missing": lambda w: w.k < 4,
        r"what is left is noise": lambda w: w.k >= 4 and w.error < 0.05,
        r"The matrix itself has rank #: nothing is left out but rounding": lambda w: w.rank if w.rank <= w.k else False,
        r"(picture|your matrix|random|rank 4 \+ noise), rank #": lambda w: (w.called.get(w.matrix, w.matrix), w.k),
        r"energy #%": lambda w: whole_or(100 * w.energy),
        r"error #%": lambda w: missed(w.error),
        r"# of # numbers": lambda w: (w.stored, w.full),
    },
    [
        {"rank": 1, "answer": True},
        {"matrix": "random", "rank": 3, "answer": True},
        {"matrix": "rank 4 + noise", "rank": 3, "answer": True},
        {"matrix": "rank 4 + noise", "rank": 4, "answer": True},
    ],
)

# ---- a line through a cloud


def cloud(*, angle, scaling, answer):
    people = years_and_income()
    if scaling == "standardised":
        people = people / people.std(axis=0)
    values, vectors = np.linalg.eigh(np.cov(people.T, bias=True))
    along = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    w = SimpleNamespace(
        angle=angle, scaling=scaling, answer=answer, variance=np.var(people @ along), total=values.sum()
    )
    w.first = np.degrees(np.arctan2(*vectors[::-1, 1])) % 180
    w.best, w.rest = values[::-1] / values.sum()
    return w


def percent(share):
    return places(2, 100 * share)


def at_angle(degrees):
    return near(degrees, 1e-4, 0.00501)


def first(w):
    return w.answer and (at_angle(w.first), percent(w.best))


PrincipalAxisExplorer = Table(
    cloud,
    {
        r"Along the line at #° the variance is #, #% of the total": lambda w: (
            at_angle(w.angle),
            near(w.variance),
            percent(w.variance / w.total),
        ),
        r"the rest is in the distances from the line": lambda w: w.variance < w.total,
        r"The most is at #°, the first principal axis: #%": first,
        r"The second, at a right angle to it, has #%": lambda w: percent(w.rest),
        r"Raw features are drawn with one unit for both: income .* that it takes nearly all": lambda w: (
            w.scaling == "raw" and w.best > 0.99 and abs(w.first - 90) < 1
        ),
        r"(standardised|raw), #°": lambda w: (w.scaling, at_angle(w.angle)),
        r"#% of the variance": lambda w: percent(w.variance / w.total),
        r"first axis #° with #%": first,
    },
    [{"angle": 45, "answer": True}, {"scaling": "raw", "angle": 89.4, "answer": True}],
)

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
    w = SimpleNamespace(
        kind=kind, penalty=penalty, answer=answer, weights=penalised(kind, penalty), free=penalised(kind, 0)
    )
    w.size = np.abs(w.weights).sum() if kind == "L1" else np.sqrt(np.sum(w.weights**2))
    return w


def weight(true):
    return near(true, 5e-4, 1e-7)


def weights(w):
    def holds(first, zero_first, second, zero_second):
        pairs = zip((first, second), (zero_first, zero_second), w.weights, strict=True)
        return all(true == 0 if zero else weight(true)(said) for said, zero, true in pairs)

    return holds


def gone(at):
    """Judge a penalty from which on a weight is 0: a little above it is, a little below it is not."""

    def holds(said):
        return not penalised("L1", said * 1.00001)[at] and penalised("L1", said * 0.99999)[at]

    return lambda w: w.answer and w.kind == "L1" and holds


ZERO = r"(exactly 0)"
PenaltyExplorer = Table(
    penalty,
    {
        r"At a penalty of #": lambda w: w.penalty,
        rf"the weights are w₁ (?:= #|{ZERO}) and w₂ (?:= #|{ZERO})": weights,
        r"\(unpenalised # and #\)": lambda w: tuple(map(weight, w.free)),
        r"as from scikit-learn's (Lasso|Ridge)\(alpha=#\)": lambda w: (
            {"L1": "Lasso", "L2": "Ridge"}[w.kind],
            w.penalty,
        ),
        r"The loss touches the diamond \|w₁\| \+ \|w₂\| = # (on an edge|at a corner)": lambda w: (
            weight(w.size),
            "on an edge" if w.weights.all() else "at a corner",
        ),
        r"From a penalty of # on w₂ is exactly 0": gone(1),
        r"from # on both are": gone(0),
        r"The diamond is a point": lambda w: w.size == 0,
        r"the model answers the mean of y, whatever the features": lambda w: not w.weights.any(),
        r"The circle √\(w₁² \+ w₂²\) = # has no corners where the loss could stay": lambda w: weight(w.size),
        r"L2 shrinks the weights' length, unpenalised #": lambda w: (
            weight(np.sqrt(np.sum(w.free**2))) if w.size**2 < np.sum(w.free**2) else False
        ),
        r"and holds neither weight at exactly 0": lambda w: w.weights.all(),
        r"(L1|L2), penalty #": lambda w: (w.kind, w.penalty),
        rf"w₁ (?:#|{ZERO}), w₂ (?:#|{ZERO})": weights,
        r"neither 0": lambda w: w.weights.all(),
    },
    [
        *({"penalty": penalty, "answer": True} for penalty in (1.8, 1.81, 2, 3.4)),
        {"penalty": 1000, "kind": "L2", "answer": True},
    ],
)

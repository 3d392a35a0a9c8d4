"""What the explorers of notebook 02 claim, judged by plain loops."""

from functools import partial
from types import SimpleNamespace

import numpy as np

from helpers import explorers
from helpers.maths.networks import Network
from helpers.maths.optimizers import Adam
from helpers.maths.patients import HEALTHY, PATIENTS, REMEDIES
from tests.explorers.claims import Table, loss, near

# a tangent: how far an exact secant's slope is from it, and how much rounding adds


def square(x):
    return x**2


def straight(x):
    return 2 * x + 1


BENT = {  # f -> its slope at x, and what bending adds to that of an exact secant
    None: (lambda x: 0.75 * x**2 - 1, lambda x, h: abs(0.75 * x * h + h**2 / 4)),
    np.exp: (np.exp, lambda x, h: np.exp(x) * (h / 2 + h**2 / 6 + h**3 / 24 + h**4 / 120 + h**5 / 720)),
    square: (lambda x: 2 * x, lambda x, h: h),
    straight: (lambda x: 2.0, lambda x, h: 0.0),
    abs: (np.sign, lambda x, h: 2 * max(0, (x + h) / h) if x < 0 else 1.0 if x == 0 else 0.0),
}


def tangent(f=None, derivative=None, *, h, x, name="", letter="x", span=()):
    slope, bend = BENT[f]
    f = f or (lambda x: x * x * x / 4 - x)
    secant, central = (f(x + h) - f(x)) / h, (f(x + h) - f(x - h)) / (2 * h)
    scale = abs(f(x)) + abs(f(x + h)) + abs(x * slope(x)) + abs(x)
    w = SimpleNamespace(x=x, h=h, secant=secant, slope=slope(x), measured=derivative is None and f in BENT)
    w.slack = 1e-11 * (1 + abs(w.slope)) * w.measured + 1e-15
    w.error, w.central = abs(secant - w.slope), abs(central - w.slope)
    w.bend, w.rounding = partial(bend, x), lambda h: 2.0**-52 * scale / h + w.slack
    return w


RULES = {  # what a verdict asserts
    "h too large": lambda w: w.bend(w.h) > w.rounding(w.h) or near(w.bend(w.h), 0.01)(w.error),
    "about the best h": lambda w: (
        w.bend(1000 * w.h) > w.rounding(1000 * w.h) and w.rounding(w.h / 1000) > w.bend(w.h / 1000)
    ),
    "rounding rules": lambda w: 3 * w.rounding(w.h) > w.bend(w.h),
    "no bend": lambda w: w.error <= 20 * w.rounding(w.h) and w.bend(w.h) <= 20 * w.rounding(w.h),
    "no slope": lambda w: min(w.bend(h) for h in np.geomspace(1e-16, 1, 50)) > 1e-5 or (w.x == 0 and w.slope == 0),
    "no error": lambda w: w.error <= w.slack,
    "x + h is x": lambda w: w.x + w.h == w.x and w.secant == 0,
}

TangentExplorer = Table(
    tangent,
    {
        r"At x = # the secant has slope #, the tangent #": lambda w: (w.x, w.secant, near(w.slope, least=w.slack)),
        r"From w = # a nudge of h = # changes the loss by #": lambda w: (w.x, w.h, near(w.h * w.secant, least=w.slack)),
        r"Divided by the nudge that is #, the secant's slope; the tangent's is #": lambda w: (
            near(w.secant, least=1e-9), near(w.slope, least=1e-9)
        ),
        r"an error of # \(central difference: #\)": lambda w: (
            near(w.error, least=w.slack), near(w.central, least=w.slack)
        ),
        r"h is too large: the curve bends between the two points, and less so the closer they are": (
            RULES["h too large"]
        ),
        r"This is about the best h can do: for a larger one the bend counts more, for a smaller one the rounding of "
        r"floating point": RULES["about the best h"],
        r"Floating point takes over: f is rounded at about its 16th digit": RULES["rounding rules"],
        r"and dividing by h makes that # times as large": lambda w: near(1 / w.h, 0.06),
        r"The curve hardly bends, so whatever h is, the error is no more than rounding": RULES["no bend"],
        r"No h makes them agree: here the curve has a corner or a jump, and no one slope": RULES["no slope"],
        r"The two agree in every digit that a 64-bit number has": RULES["no error"],
        r"In floating point x \+ h is x itself: nothing has moved, so no slope is seen": RULES["x + h is x"],
        r"x #, h #: secant #, tangent #, error #": lambda w: (
            w.x, w.h, w.secant, near(w.slope, least=w.slack), near(w.error, least=w.slack)
        ),
        r"w #, h #: secant #, tangent #": lambda w: (w.x, w.h, w.secant, near(w.slope, least=w.slack)),
    }
    | {verdict.replace("+", r"\+"): judge for verdict, judge in RULES.items()},
    more=(
        partial(explorers.TangentExplorer, square, name="loss", letter="w", x=0),
        *(partial(explorers.TangentExplorer, f, BENT[f][0], x=0) for f in (square, straight, abs)),
    ),
)  # fmt: skip

# what a word says of a run: of its walk (t + 1, d), its losses (t + 1,) and the least loss there is


def walked(w, walk, losses, least, beyond=False):
    """Keep a run up to where it is finite, and measure it; `beyond`: its rate is above the limit that it feels."""
    walk, losses = np.array(walk, dtype=float), np.array(losses, dtype=float)
    finite = np.isfinite(losses) & np.isfinite(walk).all(axis=1)
    w.infinite = None if finite.all() else int(np.argmin(finite))
    w.walk, w.losses, w.least, w.beyond = walk[: w.infinite], losses[: w.infinite], least, beyond
    start, w.end, w.peak = w.losses[0], w.losses[-1], w.losses.max()
    close = 0.01 * least if least >= 1e-6 * start else 1e-4 * start
    w.arrived = w.end - least <= close * (1 + 1e-9)
    away = np.flatnonzero(w.losses - least > close * (1 + 1e-9))
    w.arrives = int(away[-1]) + 1 if away.size else 0
    w.blown = w.peak > 10 * start * (1 + 1e-9)
    w.moves = np.diff(w.walk, axis=0)
    w.lengths = np.linalg.norm(w.moves, axis=1)
    seen = w.moves[w.lengths > 1e-9 * w.lengths.max()] if w.lengths.any() else w.moves[:0]
    w.turns = (seen[1:] * seen[:-1]).sum(axis=1) < 0
    w.rises = np.diff(w.losses) > 1e-9 * (w.peak - w.losses.min())
    w.still = w.lengths[-5:].max(initial=0) <= 1e-6 * max(w.lengths.max(initial=0), 1e-12)
    return w


def swings(w):
    return w.turns.any() or w.rises.any()


WORDS = {
    "stands still": lambda w: w.still and w.end > 1.01 * w.least,
    "crawls": lambda w: not (w.arrived or w.blown or w.still or w.rises[-5:].any()) and w.end < w.losses[0],
    "converges": lambda w: (w.arrived or w.still or w.end < 1.01 * w.losses[-10:].min()) and not w.blown,
    "overshoots": lambda w: swings(w) and not w.blown and w.lengths[-5:].max() < max(w.lengths[:-5], default=np.inf),
    "bounces": lambda w: swings(w) and not w.blown and w.arrives > len(w.losses) - 10,
    "blows up": lambda w: w.blown and w.losses[-5:].max() <= 1.01 * w.losses[:-5].max(),
    "diverges": lambda w: w.infinite or w.beyond or w.losses[-10:].max() > w.losses[:-10].max(),
}
ALL = "(stands still|crawls|converges|overshoots|bounces|blows up|diverges)(?: but converges)?"


def fits(w):
    """Judge a verdict by what its word asserts of a run."""
    return lambda word: bool(WORDS[word](w))


def exceeds(w):
    """Judge the step from which on the loss is above its start's."""
    above = w.losses > w.losses[0]
    return lambda said: (said == w.infinite or above[int(said) :].all()) and not (said and above[int(said) - 1])


GROWTH = {
    r"from step # on the loss is above its start": exceeds,
    r"though at the end of these steps its loss is not above its start": lambda w: w.end <= w.losses[0],
    r"and from step # on it is too large for a 64-bit number": lambda w: w.infinite and near(w.infinite, least=1),
    r"at step # its loss reaches #, # times its start": lambda w: (
        lambda step: near(w.peak)(w.losses[int(step)]), loss(w.peak), near(w.peak / w.losses[0], 0.01)
    ),
}  # fmt: skip


def descend(w, value, slope, start, rate, steps, least, beyond=False):
    walk, losses = [np.array(start, dtype=float)], []
    with np.errstate(all="ignore"):
        for _ in range(steps):
            walk.append(walk[-1] - rate * slope(walk[-1]))
        losses = [value(place) for place in walk]
    return walked(w, walk, losses, least, beyond)


X, Y = np.arange(1.0, 6), np.array([2.1, 3.9, 6.2, 7.8, 10.1])
BEST = X @ Y / (X @ X)


def one_weight(*, learning_rate, step, answer):
    def value(w):
        return float(np.mean((w * X - Y) ** 2))

    def slope(w):
        return 2 * np.mean((w * X - Y) * X)

    w = SimpleNamespace(rate=learning_rate, step=round(step), factor=1 - 22 * learning_rate)
    descend(w, value, slope, [0.0], learning_rate, 50, value(BEST), learning_rate > 2 / 22)
    w.w, w.loss, w.slope = w.walk[w.step, 0], w.losses[w.step], slope(w.walk[w.step, 0])
    w.distances = abs(w.walk[:20, 0] - BEST)
    return w


def sides(w):
    return w.factor < 0


OneWeightExplorer = Table(
    one_weight,
    {rf"At a learning rate of # the run {ALL}": lambda w: (w.rate, fits(w))}
    | GROWTH
    | {
        r"Step #: w = #, slope #, loss #(?: \(the least is #\))?": lambda w: (
            w.step, w.w, near(w.slope, least=1e-7), w.loss, w.least
        ),
        r"Each step multiplies the distance to the minimum by 1 - rate · λ = 1 - # · # = #": lambda w: (
            w.rate, 22, w.factor
        ),
        r"from one side to the other and nearer each time": lambda w: sides(w) and w.distances[5] < w.distances[0],
        r"from one side to the other and no nearer: this rate is the limit 2/λ": lambda w: abs(w.factor + 1) < 1e-6,
        r"from one side to the other and farther out each time, as at every rate above 2/λ = #": lambda w: (
            lambda limit: near(2 / 22, 1e-5)(limit) and sides(w) and (np.diff(w.distances) > 0).all()
        ),
        r"rate #, step #: w #, loss #": lambda w: (w.rate, w.step, w.w, w.loss),
        ALL: fits,
        rf"{ALL} at step #": lambda w: (fits(w), exceeds(w)),
        r"limit #": lambda w: near(2 / 22, 1e-4),
    },
)  # fmt: skip


def valleys(p):
    return p[0] ** 4 - 0.4 * p[0] ** 3 - 8 * p[0] ** 2 + 4.8 * p[0] + 8 * p[1] ** 2 + 23.4


SURFACES = {  # value, slope, stationary points: the minima, then the saddle
    "two valleys": (
        valleys,
        lambda p: np.array([4 * (p[0] ** 2 - 4) * (p[0] - 0.3), 16 * p[1]]),
        {
            "deep valley on the left": (-2, 0),
            "shallow valley on the right": (2, 0),
            "ridge between the valleys": (0.3, 0),
        },
    ),
    "saddle": (
        lambda p: (p[1] ** 2 - 4) ** 2 + 8 * p[0] ** 2 + 1,
        lambda p: np.array([16 * p[0], 4 * p[1] * (p[1] ** 2 - 4)]),
        {"lower minimum": (0, -2), "upper minimum": (0, 2), "saddle": (0, 0)},
    ),
}


def ground(*, surface, learning_rate, condition, start_w1, start_w2, fog):
    w = SimpleNamespace(rate=learning_rate, start=(start_w1, start_w2), limit=2 / condition)
    if surface == "valley":
        bends = np.array([1, condition])
        felt = max(bends[np.array(w.start) != 0], default=0)
        slope, places = lambda p: bends * p, {}
        begin = lambda p: 1 + bends @ p**2 / 2, slope
        descend(w, *begin, w.start, learning_rate, 100, 1.0, felt * learning_rate > 2 * (1 + 1e-9))
    else:
        value, slope, places = SURFACES[surface]
        descend(w, value, slope, w.start, learning_rate, 100, 1.0)
    with np.errstate(all="ignore"):
        w.slope = np.hypot(*slope(w.walk[-1]))
        ways = {name: np.linalg.norm(w.walk - place, axis=1) for name, place in places.items()}
    w.at = next((name for name, way in ways.items() if way[-1] < 0.02), None) if w.slope < 0.15 else None
    w.saddle = ways.get("saddle")
    return w


def on_floor(w):
    return w.surface == "valley" and w.start[1] == 0


NAMES = "(deep valley on the left|shallow valley on the right|ridge between the valleys|lower minimum|upper minimum)"

DescentMapExplorer = Table(
    ground,
    {rf"At a learning rate of # the run {ALL}": lambda w: (w.rate, fits(w))}
    | GROWTH
    | {
        r"after # steps the loss is #": lambda w: (len(w.losses) - 1, loss(w.end)),
        r"Across the valley the curvature is #, so every rate above 2 / # = # diverges": lambda w: (
            not on_floor(w) and w.condition,
            w.condition,
            w.limit,
        ),
        r"along it the curvature is 1": lambda w: w.surface == "valley",
        r"along it the curvature is 1, so each step covers #% of the way that is left": lambda w: (
            lambda share: near(100 * (1 - w.walk[1, 0] / w.walk[0, 0]))(share)
        ),
        r"It starts exactly on the valley's floor and feels only the curvature 1 along it, so that only a rate above 2 "
        r"diverges": lambda w: on_floor(w) and (w.end > w.losses[0]) == (w.rate > 2 and w.start[0] != 0),
        r"after the least push aside every rate above 2 / # = # would": lambda w: (w.condition, w.limit),
        r"It has not come to rest: at its end the slope is #": lambda w: (
            lambda slope: near(w.slope)(slope) and w.slope > 0.1
        ),
        rf"It ends (?:in|on|at) the {NAMES}": lambda w: w.at,
        r"where the slope is 0 too": lambda w: w.slope < 0.1,
        r"the shallow one on the right has # at best": lambda w: valleys((2, 0)),
        r"the deep one has #": lambda w: valleys((-2, 0)),
        r"It ends on the saddle, where the slope is 0 though the loss is not the least": lambda w: (
            w.at == "saddle" and w.slope < 0.1 and w.end > 1.5
        ),
        r"it never left the ridge w₂ = 0, from which the least push aside would let it escape": lambda w: (
            abs(w.walk[:, 1]).max() < 0.02
        ),
        r"after # steps? within # of the saddle": lambda w: (int((w.saddle < 0.75).sum()), 0.75),
        r"far from the saddle": lambda w: w.saddle.min() >= 0.75,
        r"the nearest that it came to it was #": lambda w: w.saddle.min(),
        r"The curvature differs from place to place, so no limit is promised: the verdict is the run's own": (
            lambda w: w.surface != "valley"
        ),
        r"(valley|two valleys|saddle)": lambda w: w.surface,
        r"valley #": lambda w: w.condition,
        r"rate #": lambda w: w.rate,
        r"from \(#, #\)": lambda w: tuple(near(one, least=0.00501) for one in w.start),
        ALL: fits,
        rf"{ALL} at step #": lambda w: (fits(w), exceeds(w)),
        r"loss #": lambda w: loss(w.end),
        r"fog": lambda w: w.fog,
    },
)

# (2x + 1)³, forward and backward


def graph(*, step, at):
    w = SimpleNamespace(step=round(step), x=at, double=2 * at, inner=2 * at + 1)
    w.result, w.outer = w.inner**3, 3 * w.inner**2
    return w


def when(step, *given):
    return lambda w: tuple(one(w) for one in given) if w.step == step else False


BackpropagationExplorer = Table(
    graph,
    {
        r"Given: 2, x = #, 1": when(0, lambda w: w.x),
        r"Each step forward fills one box, from those that point to it": lambda w: w.step == 0,
        r"Forward: 2 times # is #": when(1, lambda w: w.x, lambda w: w.double),
        r"Forward: # plus 1 is #": when(2, lambda w: w.double, lambda w: w.inner),
        r"Forward: # to the power 3 is #": when(3, lambda w: w.inner, lambda w: w.result),
        r"Backward begins at the end: # rises as fast as itself, so its gradient is 1": when(4, lambda w: w.result),
        r"Backward from \*\*3 \(aⁿ has slope n · aⁿ⁻¹\)": lambda w: w.step == 5,
        r"the box 2 · x \+ 1 gets its local slope 3 · \(?#\)?² = # times 1 = #": when(
            5, lambda w: w.inner, lambda w: w.outer, lambda w: w.outer
        ),
        r"Backward from \+ \(a sum hands it on as it is\)": lambda w: w.step == 6,
        r"(?:the box 2 · x|1) gets its local slope 1 times # = #": when(6, lambda w: w.outer, lambda w: w.outer),
        r"Backward from × \(in a product each factor's slope is the other factor\)": lambda w: w.step == 7,
        r"2 gets its local slope # times # = #": when(
            7, lambda w: w.x, lambda w: w.outer, lambda w: near(w.x * w.outer, least=1e-6)
        ),
        r"x gets its local slope 2 times # = #": when(7, lambda w: w.outer, lambda w: 2 * w.outer),
        r"So near x = # the result changes # times as fast as x": when(7, lambda w: w.x, lambda w: 2 * w.outer),
        r"x #, step # of 7": lambda w: (w.x, w.step),
        r"result #": lambda w: w.step >= 3 and (w.result,),
        r"result not yet": lambda w: w.step < 3,
        r"gradient of x #": lambda w: w.step == 7 and (2 * w.outer,),
        r"gradient of x not yet": lambda w: w.step < 7,
    },
)

# depth

RISES = {
    "sigmoid": (lambda a: 1 / (1 + np.exp(-a)), lambda h: h * (1 - h)),
    "tanh": (np.tanh, lambda h: 1 - h**2),
    "relu": (lambda a: np.maximum(a, 0), lambda h: (h > 0) * 1.0),
}


def depth(*, activation, layers, scale):
    layers, (forward, rise) = round(layers), RISES[activation]
    network = Network((32,) * (layers + 1), activation)
    first, y = np.random.default_rng([0, 1]).normal(size=(2, 32, 32))
    *hidden, last = [W for W, _ in network.layers(network.initialize(scale))]
    h = [first]
    for W in hidden:
        h.append(forward(h[-1] @ W))
    out = h[-1] @ last
    delta, sizes, weights, slopes = 2 * (out - y) / y.size, [], [], []
    for W, inputs in zip([last, *hidden[::-1]], h[::-1], strict=True):
        sizes.append(np.linalg.norm(inputs.T @ delta))
        back = delta @ W.T
        weights.append(np.linalg.norm(back) / (np.linalg.norm(delta) or 1))
        delta = back * rise(inputs)
        slopes.append(np.linalg.norm(delta) / (np.linalg.norm(back) or 1))
    alone, _ = np.random.default_rng([0, 1]).normal(size=(2, 32, 32)), None
    (only, _), *_ = Network((32, 32), "linear").layers(Network((32, 32), "linear").initialize(1.0))
    one = np.linalg.norm(alone[0].T @ (2 * (alone[0] @ only - alone[1]) / y.size))
    w = SimpleNamespace(activation=activation, layers=layers, scale=scale, reach=sizes[-1] / one)
    w.ratio = sizes[-1] / sizes[0] if sizes[0] else 0
    w.weights, w.slopes = (np.exp(np.mean(np.log(np.maximum(each[:-1], 1e-300)))) for each in (weights, slopes))
    w.spreads = h[1].std(), out.std()
    w.verdict = "vanishes" if w.reach < 1 / 20 else "explodes" if w.reach > 20 else "stays steady"
    return w


def few(true):
    """Judge a number of two digits."""
    return near(true, 0.06)


KINDS = "(sigmoid|tanh|relu)"
FATES = "(vanishes|stays steady|explodes)"

DepthExplorer = Table(
    depth,
    {
        rf"# layers of {KINDS}, weights of scale #": lambda w: (w.layers, w.activation, w.scale),
        rf"the gradient {FATES}": lambda w: w.verdict,
        r"The first layer gets # times what one layer alone would get, and # times what the last gets": lambda w: (
            few(w.reach), few(w.ratio)
        ),
        r"It came back through # sigmoids with slopes of 0.25 at most \(0.25\^# = #\)": lambda w: (
            w.slopes <= 0.25 and w.layers - 1, w.layers - 1, few(0.25 ** (w.layers - 1))
        ),
        r"It came back through # tanhs with slopes from 1 in the middle to 0 far out": lambda w: w.layers - 1,
        r"and through as many layers of weights, each of which multiplies it by about #": lambda w: (
            lambda said: said and 0.9 < w.weights / said < 1.4
        ),
        r"It came back through # ReLUs": lambda w: w.layers - 1,
        r"each of which lets through about half, and as many layers of weights": lambda w: 0.6 < w.slopes < 0.85,
        r"together about # / √2 each, so that a scale of √2 is level": lambda w: (
            lambda said: 0.6 < w.weights * w.slopes * 2**0.5 / said < 1.6
        ),
        r"The outputs' spread goes from # to #": lambda w: tuple(few(one) for one in w.spreads),
        rf"{KINDS}, # layers, scale #": lambda w: (w.activation, w.layers, w.scale),
        FATES: lambda w: w.verdict,
        r"first layer # × last, # × one alone": lambda w: (few(w.ratio), few(w.reach)),
    },
)  # fmt: skip

# four optimisers in the valley 1 + (w1² + 40 w2²) / 2 about (0.8, 0.3)

MIDDLE, BENDS, RACE = np.array([0.8, 0.305]), np.array([1, 40]), 80
SCHEDULES = {
    "constant": lambda rate, t: rate,
    "warm-up": lambda rate, t: rate / 100 + (rate - rate / 100) * min(t / 20, 1),
    "cosine": lambda rate, t: rate * ((1 + np.cos(np.pi * t / RACE)) / 2),
    "step": lambda rate, t: rate * 0.3 ** (t // 20),
}


def race(*, learning_rate, beta, weight_decay, start_w1, start_w2, schedule, clipping):
    w = SimpleNamespace(rate=learning_rate, decay=weight_decay, start=(start_w1, start_w2), limit=0.05)
    w.heavy = w.limit * (1 + beta)
    w.above = sum(SCHEDULES[schedule](learning_rate, t) > w.limit for t in range(RACE))
    place, v, m, s = np.full((4, 2), (start_w1, start_w2)), 0.0, np.zeros((2, 2)), np.zeros((2, 2))
    walks = [place]
    with np.errstate(all="ignore"):
        for t in range(RACE):
            rate, g = SCHEDULES[schedule](learning_rate, t), (place - MIDDLE) * BENDS
            long = np.array([np.hypot(*one) for one in g])
            g = g * np.where(long > 1, 1 / long, 1)[:, np.newaxis] if clipping else g
            v, m, s = beta * v + g[1], 0.9 * m + (1 - 0.9) * g[2:], 0.999 * s + (1 - 0.999) * g[2:] ** 2
            mean, square = m / (1 - 0.9 ** (t + 1)), s / (1 - 0.999 ** (t + 1))
            moves = np.vstack([rate * g[0], rate * v, rate * mean / (np.sqrt(square) + 1e-8)])
            place = place - rate * np.array([[0], [0], [0], [weight_decay]]) * place - moves
            walks.append(place)
        losses = 1 + ((np.array(walks) - MIDDLE) ** 2 @ BENDS) / 2
    names = "plain descent", "momentum", "Adam", "AdamW"
    w.runs = {name: walked(SimpleNamespace(), np.array(walks)[:, i], losses[:, i], 1.0) for i, name in enumerate(names)}
    return w


def of(name):
    """The claims of one racer's fate."""
    return {
        rf"{name} (diverges|bounces)": lambda w: fits(w.runs[name]),
        rf"{name} arrives at step #": lambda w: w.runs[name].arrives,
        rf"{name} (crawls|overshoots|converges|stands still) and ends # above the least": lambda w: (
            fits(w.runs[name]), near(w.runs[name].end - 1, 0.01)
        ),
        rf"{name} (blows up) to # and ends # above the least": lambda w: (
            fits(w.runs[name]), loss(w.runs[name].peak), near(w.runs[name].end - 1, 0.01)
        ),
        rf"{name} (blows up) to # and arrives at step #": lambda w: (
            fits(w.runs[name]), loss(w.runs[name].peak), w.runs[name].arrives
        ),
    }  # fmt: skip


def told(name):
    """Judge a fate in the repr: an arrival, or a verdict."""
    return lambda w: lambda word: w.runs[name].arrives <= RACE if word == "arrives" else fits(w.runs[name])(word)


def unlimited(w):
    return not (w.runs["Adam"].infinite or w.runs["Adam"].blown) or w.rate > 0.5


FATE = ALL.replace("(?: but converges)?", "").replace("(", "(arrives|")
LIMITS = r"plain descent (?:diverges in the end|does not settle) above 2/λ = # and momentum above 2\(1 \+ β\)/λ = #"

OptimizersExplorer = Table(
    race,
    {r"At a learning rate of #": lambda w: w.rate}
    | of("plain descent") | of("momentum") | of("Adam") | of("AdamW")
    | {
        rf"At a constant rate {LIMITS}": lambda w: (w.limit if not w.clipping else False, w.heavy),
        rf"at a constant rate {LIMITS}": lambda w: (w.limit if w.clipping else False, w.heavy),
        r"Adam has no such limit": unlimited,
        r"Clipping bounds each step, but not where gradients are short": lambda w: w.clipping,
        r"By this schedule # of # steps have a rate above 2/λ": lambda w: (w.above, RACE),
        r"Decay also shrinks AdamW's weights, at the full rate by #% a step": lambda w: 100 * w.rate * w.decay,
        r"Decay also shrinks AdamW's weights, at the full rate by under #% a step": lambda w: (
            lambda least: 0 < 100 * w.rate * w.decay < least
        ),
        r"rate #, β #, decay #": lambda w: (near(w.rate, 0.06), near(w.beta, least=0.005), near(w.decay, least=0.005)),
        r"(constant|warm-up|cosine|step)": lambda w: w.schedule,
        r"from \(#, #\)": lambda w: w.start,
        r"clip": lambda w: w.clipping,
        "/".join(4 * [FATE]): lambda w: tuple(told(name)(w) for name in w.runs),
    },
)  # fmt: skip

# the incident


def incident(*, learning_rate, curvature, warmup, clipping, monitor):
    w = SimpleNamespace(rate=learning_rate, curvature=curvature, limit=2 / curvature)
    w.factor, w.fixes = (
        (1 - learning_rate * curvature) ** 2,
        {"warm-up": warmup, "clipping": clipping, "monitoring": monitor},
    )
    place, walk = np.sqrt(4.8 / curvature), []
    rates = [1e-7 + (learning_rate - 1e-7) * min(t / 20, 1) if warmup else learning_rate for t in range(30)]
    for rate in [*rates, 0]:
        walk.append([place])
        g = curvature * place
        place = place - rate * (np.clip(g, -1, 1) if clipping else g)
    w.rates, w.beyond = np.array(rates), not clipping and learning_rate > w.limit and not warmup
    walked(w, walk, curvature * np.array(walk)[:, 0] ** 2 / 2, 0.0, w.beyond)
    w.plain = 2.4 * w.factor ** np.arange(31.0)
    up = np.diff(w.losses) > 0
    three = up[:-2] & up[1:-1] & up[2:]
    w.halt = int(np.argmax(three)) + 3 if monitor and three.any() else None
    return w


def passes(w):
    return int(np.argmax(w.rates > w.limit))


FIXES = "(?:warm-up|clipping|monitoring)(?:, (?:warm-up|clipping|monitoring))?(?: and (?:clipping|monitoring))?"

IncidentExplorer = Table(
    incident,
    GROWTH
    | {
        r"At a rate of # and a curvature of # \(limit 2/λ = #\)": lambda w: (w.rate, w.curvature, w.limit),
        r"each plain step multiplies the loss by #": lambda w: near(w.factor, least=1e-9),
        r"from # to # in ten steps": lambda w: (2.4, loss(w.plain[10])),
        rf"The run {ALL}": lambda w: not any(w.fixes.values()) and (fits(w),),
        rf"With ({FIXES}) the run {ALL}": lambda w: w.halt is None and (names(w), fits(w)),
        rf"With ({FIXES}) the run is halted at step #": lambda w: (names(w), w.halt),
        r"Only a rate below the limit cures that": lambda w: w.rate >= w.limit and not w.arrived,
        r"The rate is below the limit: that is the cure": lambda w: w.rate < w.limit,
        r"though at 1/# of it a slow one": lambda w: not w.arrived and near(w.limit / w.rate, 0.01),
        r"Warm-up changes nothing in the end: the full rate is below the limit": lambda w: w.rate < 1.001 * w.limit,
        r"Warm-up only delays: the rate passes the limit at step #": lambda w: w.rate > w.limit and passes(w),
        r"By the warm-up the rate would pass the limit at step #": lambda w: w.halt <= passes(w) and (passes(w),),
        r"and the loss passes 10¹⁵ at step # instead of #": lambda w: (
            int(np.argmax(w.losses >= 1e15)), int(np.argmax(w.plain >= 1e15))
        ),
        r"Clipping shortens the steps only while the gradient is longer than 1": lambda w: w.rate < 1.001 * w.limit,
        r"Clipping bounds each step and does not make the run settle": lambda w: (
            w.rate > w.limit and (not w.still or w.losses[-1] > w.losses[-2])
        ),
        r"its last loss, #, is growing again": lambda w: w.losses[-1] > w.losses[-2] and loss(w.losses[-1]),
        r"its last ten losses lie between # and #": lambda w: (w.losses[-10:].min(), w.losses[-10:].max()),
        r"The monitor never sees 3 rises in a row and lets the run go on": lambda w: w.halt is None,
        r"The monitor halts at a loss of #": lambda w: w.halt and loss(w.losses[w.halt]),
        r"it does not repair the rate": lambda w: w.rates.max() > w.limit,
        r"rate #, λ #": lambda w: (w.rate, w.curvature),
        ALL: lambda w: w.halt is None and (fits(w),),
        r"halted": lambda w: w.halt is not None,
        r"step # loss #": lambda w: (at(w), loss(w.losses[at(w)])),
        r"no fixes": lambda w: not any(w.fixes.values()),
        r"((?:warm-up|clipping|monitoring)(?:, (?:clipping|monitoring))*)": lambda w: ", ".join(on(w)),
    },
)  # fmt: skip


def at(w):
    return 10 if w.halt is None else w.halt


def on(w):
    return [name for name, is_on in w.fixes.items() if is_on]


def names(w):
    return " and ".join(", ".join(on(w)).rsplit(", ", 1))


# the clinic: each run trained again, by plain matrices, and each tell as what it asserts of a run


def trained(run):
    """A patient's losses, (t + 1,), and the gradients of its first layer, (t, 3, 8), and its last, (t,)."""
    rng, (forward, rise) = np.random.default_rng(1), RISES[run["activation"]]
    x, noise, luck = rng.normal(size=(300, 3)), rng.normal(size=300), rng.random(300)
    classes = run["head"] != "squared error"
    y = 1.5 * np.abs(x[:, 0]) + 0.5 * x[:, 1] - 1.2 + 0.3 * noise
    y = np.where((x[:, 0] + x[:, 1] > 0) ^ (luck < 0.1), 1.0, 0.0)[:, None] if classes else y[:, None]
    x = np.column_stack(
        [x[:, 0], x[:, 1] * run["apart"], {"noise": x[:, 2], "answer": y[:, 0]}.get(run["third"], luck * 0)]
    )
    x[17, 0] = np.nan if run["hole"] else x[17, 0]
    network = Network((3, *[8] * run["hidden"], 1), run["activation"])
    parts = [part.copy() for layer in network.layers(network.initialize(run["spread"], run["seed"])) for part in layer]
    parts = parts if run["alike"] is None else [np.full(part.shape, run["alike"]) for part in parts]
    parts[1], parts[-1] = parts[1] + run["bias"], parts[-1] + run["output"]
    means, squares = [0 * part for part in parts], [0 * part for part in parts]

    def outputs(x):
        h = [x]
        for W, b in zip(parts[:-2:2], parts[1:-2:2], strict=True):
            h.append(forward(h[-1] @ W + b))
        return h, h[-1] @ parts[-2] + parts[-1]

    def judged():
        z = outputs(x[100:])[1]
        return np.mean(((1 / (1 + np.exp(-z)) if classes else z) - y[100:]) ** 2)

    losses, first, last = [judged()], [], []
    for t in range(1, 201):
        h, z = outputs(x[:100])
        p = 1 / (1 + np.exp(-z)) if classes else z
        delta = (p - y[:100]) / 100 * (1 if run["head"].endswith("entropy") else 2)
        delta = delta * p * (1 - p) if run["head"].startswith("sigmoid and squared") else delta
        slopes = []
        for layer in range(len(h) - 1, -1, -1):
            slopes[:0] = [h[layer].T @ delta, delta.sum(axis=0)]
            delta = delta @ parts[2 * layer].T * rise(h[layer])
        slopes = [run["sign"] * slope for slope in slopes]
        first.append(np.abs(slopes[0]))
        last.append(np.abs(slopes[-2]).max())
        length = np.sqrt(sum((slope**2).sum() for slope in slopes))
        if run["clip"] and length > run["clip"]:
            slopes = [slope * run["clip"] / length for slope in slopes]
        if run["rule"] is Adam:
            means = [0.9 * m + 0.1 * g for m, g in zip(means, slopes, strict=True)]
            squares = [0.999 * v + 0.001 * g**2 for v, g in zip(squares, slopes, strict=True)]
            slopes = [
                m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8) for m, v in zip(means, squares, strict=True)
            ]
        parts = [part - run["rate"] * slope for part, slope in zip(parts, slopes, strict=True)]
        losses.append(judged())
        if not np.isfinite([losses[-1], *(part.sum() for part in parts)]).all():
            losses.pop()
            break
    mean = np.mean((y[100:] - y[100:].mean()) ** 2)
    return SimpleNamespace(losses=np.array(losses), first=np.array(first), last=np.array(last), mean=mean)


def reached(w):
    """The largest gradients of the first layer, at each input."""
    return w.first.max(axis=(0, 2))


SIGNS = {  # what gives a cause away, asserted of a run
    "learning rate too large": lambda w: w.losses[0] < 3 * w.mean and w.losses[:11].max() > 100 * w.mean,
    "learning rate too small": lambda w: (
        w.losses.size > 1 and (np.diff(w.losses) < 0).all() and w.losses[0] / 2 > w.losses[-1] > w.top
    ),
    "inputs of different scales": lambda w: reached(w)[1] > 20 * max(reached(w)[[0, 2]]),
    "dead ReLUs": lambda w: not w.first.any(),
    "vanishing gradient": lambda w: 0 < 1000 * w.first[0].max() < w.last[0],
    "exploding gradient": lambda w: w.losses[0] > 100 * w.mean and reached(w)[1] < 20 * reached(w)[[0, 2]].min(),
    "gradient of the wrong sign": lambda w: (np.diff(w.losses) > 0).all() and 1 < w.losses[:11][-1] / w.losses[0] < 10,
    "all units start alike": lambda w: w.first[0].any() and np.ptp(w.first, axis=2).max() <= 1e-9 * w.first.max(),
    "the wrong loss": lambda w: (
        np.ptp(w.losses) < 0.01 * w.losses[0] and w.losses[0] > 1.5 * w.mean and 0 < w.first[0].max() < 0.001
    ),
    "an input that is no number": lambda w: w.losses.size == 1,
    "an input that knows the answer": lambda w: w.losses[-1] < 0.09,
    "nothing: it is healthy": lambda w: 0.09 < w.losses[-1] < w.top and w.last[-1] < w.last[0] / 4,
}


def clinic(*, patient, cause, remedy):
    truth, changed = PATIENTS[round(patient) - 1]
    sick = HEALTHY | changed
    with np.errstate(all="ignore"):
        w = SimpleNamespace(patient=round(patient), sick=trained(sick), run=trained(sick | REMEDIES[remedy](sick)))
    w.sick.top = w.run.top = np.sqrt(0.09 * w.run.mean)
    w.shown = cause in SIGNS and bool(SIGNS[cause](w.sick))
    knows = (sick | REMEDIES[remedy](sick))["third"] == "answer"
    w.cured = w.run.losses.size == 201 and w.run.losses[-1] < w.run.top and not knows
    w.cause, w.remedy, w.right = cause, remedy, cause == truth
    return w


def ended(w, losses):
    """Judge the last loss; a clipped run that jumps about in a steep valley is chaos, and rounding changes it."""
    return near(losses[-1], 0.5) if w.remedy == "clipped gradients" else loss(losses[-1])


def went(begin, of):
    """Claims on how a loss went; `of` finds what stands in their beginning, and the losses."""
    ways = {
        "and is # after 200 steps": lambda w, losses: losses.size == 201 and (ended(w, losses),),
        "and after step #, where it is #, there is no number": lambda w, losses: (
            losses.size < 201 and (losses.size - 1, ended(w, losses))
        ),
    }

    def judge(w, way):
        known, losses = of(w)
        told = way(w, losses)
        return told and (known, loss(losses[0]), *told)

    return {f"{begin} the loss begins at #,? {words}": lambda w, way=way: judge(w, way) for words, way in ways.items()}


ClinicExplorer = Table(
    clinic,
    went("Patient #:", lambda w: (w.patient, w.sick.losses))
    | {
        r"At step 0 the largest gradient is # in the first layer and # in the last": lambda w: (
            few(w.sick.first[0].max()), few(w.sick.last[0])
        ),
        r"You say: (.+?)\. (Right:|No: where that is so,) .+?(?=\. With this remedy|\.$)": lambda w: (
            w.cause, w.right == w.shown and ("No: where that is so,", "Right:")[w.shown]
        ),
        r"This is in the band: cured": lambda w: w.cured,
        r"That is no cure": lambda w: not w.cured,
    }
    | went(r"With this remedy \((.+?)\)", lambda w: (w.remedy, w.run.losses))
    | {
        r"patient #: (.+?)(?:, (right|wrong))?; (.+?): loss #": lambda w: (
            w.patient, w.cause, w.cause in SIGNS and ("wrong", "right")[w.right], w.remedy, ended(w, w.run.losses)
        ),
        r"in the band": lambda w: w.cured,
    },
)  # fmt: skip

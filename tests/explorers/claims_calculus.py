"""What the explorers of notebook 02 claim, judged by plain loops."""

from functools import partial
from types import SimpleNamespace

import numpy as np

from helpers import explorers
from helpers.maths.checks import trusted
from helpers.maths.networks import Network
from helpers.maths.optimizers import Adam
from helpers.maths.patients import HEALTHY, PATIENTS, REMEDIES
from tests.explorers.claims import Table, kind, loss, near

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
    measured = derivative is None and f in BENT
    f = f or (lambda x: x * x * x / 4 - x)
    secant, central = (f(x + h) - f(x)) / h, (f(x + h) - f(x - h)) / (2 * h)
    scale = abs(f(x)) + abs(f(x + h)) + abs(x * slope(x)) + abs(x)
    w = SimpleNamespace(secant=secant, slope=slope(x), off=abs(secant - slope(x)), magnified=1 / h)
    w.slack = 1e-11 * (1 + abs(w.slope)) * measured + 1e-15
    true = {"tangent": w.slope, "error": w.off, "central": abs(central - w.slope), "change": h * secant}
    vars(w).update({name: near(each, least=w.slack) for name, each in true.items()})
    w.bend, w.rounding = partial(bend, x), lambda h: 2.0**-52 * scale / h + w.slack
    return w


TangentExplorer = Table(tangent, {
    r"At x = {x} the secant has slope {secant}, the tangent {tangent}: an error of {error} \(central difference: "
    r"{central}\)": True,
    r"From w = {x} a nudge of h = {h} changes the loss by {change}\. Divided by the nudge, that is {secant}, the "
    r"secant's slope; the tangent's is {tangent}": True,
    r"[xw] {x}, h {h}: secant {secant}, tangent {tangent}(?:, error {error})?": True,
    # a verdict in the repr, and what the sentence makes of it
    r"h too large|h is too large: the curve bends between the two points, and less so the closer they are":
        lambda w: w.bend(w.h) > w.rounding(w.h) or near(w.bend(w.h), 0.01)(w.off),
    r"about the best h|This is about the best h can do: for a larger one the bend counts more, for a smaller one the "
    r"rounding of floating point":
        lambda w: w.bend(1000 * w.h) > w.rounding(1000 * w.h) and w.rounding(w.h / 1000) > w.bend(w.h / 1000),
    r"rounding rules|Floating point takes over: f is rounded at about its 16th digit, and dividing by h makes that "
    r"{magnified:.2g} times as large": lambda w: 3 * w.rounding(w.h) > w.bend(w.h),
    r"no bend|The curve hardly bends, so whatever h is, the error is no more than rounding":
        lambda w: max(w.off, w.bend(w.h)) <= 20 * w.rounding(w.h),
    r"no slope|No h makes them agree: here the curve has a corner or a jump, and no one slope":
        lambda w: min(w.bend(h) for h in np.geomspace(1e-16, 1, 50)) > 1e-5 or w.x == w.slope == 0,
    r"no error|The two agree in every digit that a 64-bit number has": lambda w: w.off <= w.slack,
    r"x \+ h is x|In floating point ([xw]) \+ h is ([xw]) itself: nothing has moved, so no slope is seen":
        lambda w: lambda *letters: len(set(letters)) == 1 and w.x + w.h == w.x and w.secant == 0,
}, corners=[{"h": 1e-16, "x": 1}], more=(
    partial(explorers.TangentExplorer, square, name="loss", letter="w", x=0),
    *(partial(explorers.TangentExplorer, f, BENT[f][0], x=0) for f in (square, straight, abs)),
))  # fmt: skip

# what a word says of a run: of its walk (t + 1, d), its losses (t + 1,) and the least loss there is


def walked(w, walk, losses, least, beyond=False):
    """Keep a run up to where it is finite, and measure it; `beyond`: its rate is above the limit that it feels."""
    walk, losses = np.array(walk, dtype=float), np.array(losses, dtype=float)
    finite = np.isfinite(losses) & np.isfinite(walk).all(axis=1)
    grown(w, losses, None if finite.all() else int(np.argmin(finite)))
    w.walk, w.least, w.beyond = walk[: w.infinite], least, beyond
    start = w.losses[0]
    close = 0.01 * least if least >= 1e-6 * start else 1e-4 * start
    w.arrived = w.end - least <= close * (1 + 1e-9)
    away = np.flatnonzero(w.losses - least > close * (1 + 1e-9))
    w.arrives = int(away[-1]) + 1 if away.size else 0
    w.blown = w.peak > 10 * start * (1 + 1e-9)
    moves = np.diff(w.walk, axis=0)
    w.lengths = np.linalg.norm(moves, axis=1)
    seen = moves[w.lengths > 1e-9 * w.lengths.max()] if w.lengths.any() else moves[:0]
    w.rises = np.diff(w.losses) > 1e-9 * (w.peak - w.losses.min())
    w.swings = ((seen[1:] * seen[:-1]).sum(axis=1) < 0).any() or w.rises.any()
    w.still = w.lengths[-5:].max(initial=0) <= 1e-6 * max(w.lengths.max(initial=0), 1e-12)
    w.verdict = fate(w)
    return w


def grown(w, losses, infinite):
    """Measure how far the loss of a run goes until it is too large for a number."""
    w.losses, w.infinite, w.overflow = losses[:infinite], infinite, near(infinite or np.nan, least=1)
    w.end, w.peak = w.losses[-1], w.losses.max()
    w.times, w.exceeded = w.peak / w.losses[0], exceeds(w.losses, infinite)
    w.at_peak = lambda step: near(w.peak)(w.losses[int(step)])


def exceeds(losses, infinite):
    """Judge the step from which on the loss is above its start's."""
    above = losses > losses[0]
    return lambda said: (said == infinite or above[int(said) :].all()) and not (said and above[int(said) - 1])


WORDS = {
    "stands still": lambda w: w.still and w.end > 1.01 * w.least,
    "crawls": lambda w: not (w.arrived or w.blown or w.still or w.rises[-5:].any()) and w.end < w.losses[0],
    "converges": lambda w: (w.arrived or w.still or w.end < 1.01 * w.losses[-10:].min()) and not w.blown,
    "overshoots": lambda w: w.swings and not w.blown and w.lengths[-5:].max() < max(w.lengths[:-5], default=np.inf),
    "bounces": lambda w: w.swings and not w.blown and w.arrives > len(w.losses) - 10,
    "blows up": lambda w: w.blown and w.losses[-5:].max() <= 1.01 * w.losses[:-5].max(),
    "diverges": lambda w: w.infinite or w.beyond or w.losses[-10:].max() > w.losses[:-10].max(),
    "arrives": lambda w: w.arrives < len(w.losses),
}


@kind(rf"(?:{'|'.join(WORDS)})(?: but converges)?|halted")
def fate(w):
    """Judge a verdict by what its word asserts of a run."""
    return lambda said: WORDS[said.removesuffix(" but converges")](w)


GROWTH = {
    r"from step {exceeded} on the loss is above its start": True,
    r"though at the end of these steps its loss is not above its start": lambda w: w.end <= w.losses[0],
    r"and from step {overflow} on it is too large for a 64-bit number": True,
    r"at step {at_peak} its loss reaches {peak:loss}, {times:.3g} times its start": True,
}
RUN = {r"At a learning rate of {learning_rate} the run {verdict:fate}": True} | GROWTH


def descend(w, value, slope, start, rate, steps, least, beyond=False):
    walk = [np.array(start, dtype=float)]
    with np.errstate(all="ignore"):
        for _ in range(steps):
            walk.append(walk[-1] - rate * slope(walk[-1]))
        return walked(w, walk, [value(place) for place in walk], least, beyond)


X, Y = np.arange(1.0, 6), np.array([2.1, 3.9, 6.2, 7.8, 10.1])
BEST = X @ Y / (X @ X)


def one_weight(*, learning_rate, step, answer):
    def value(w):
        return float(np.mean((w * X - Y) ** 2))

    def slope(w):
        return 2 * np.mean((w * X - Y) * X)

    w = SimpleNamespace(step=round(step), factor=1 - 22 * learning_rate, limit=2 / 22)
    descend(w, value, slope, [0.0], learning_rate, 50, value(BEST), learning_rate > w.limit)
    w.w, w.loss, w.slope = w.walk[w.step, 0], w.losses[w.step], near(slope(w.walk[w.step, 0]), least=1e-7)
    w.distances = abs(w.walk[:20, 0] - BEST)
    return w


OneWeightExplorer = Table(one_weight, RUN | {
    r"Step {step}: w = {w}, slope {slope}, loss {loss}(?: \(the least is {least}\))?": True,
    r"Each step multiplies the distance to the minimum by 1 - rate · λ = 1 - {learning_rate} · 22 = {factor}": True,
    r"from one side to the other and nearer each time": lambda w: w.factor < 0 and w.distances[5] < w.distances[0],
    r"from one side to the other and no nearer: this rate is the limit 2/λ": lambda w: abs(w.factor + 1) < 1e-6,
    r"from one side to the other and farther out each time, as at every rate above 2/λ = {limit}":
        lambda w: w.factor < 0 and (np.diff(w.distances) > 0).all(),
    r"rate {learning_rate}, step {step}: w {w}, loss {loss}, {verdict:fate}(?: at step {exceeded})?": True,
    r"limit {limit}": True,
}, [{"learning_rate": 2 / 22, "answer": True}])  # fmt: skip


def valleys(p):
    return p[0] ** 4 - 0.4 * p[0] ** 3 - 8 * p[0] ** 2 + 4.8 * p[0] + 8 * p[1] ** 2 + 23.4


SURFACES = {  # value, slope, and where it is 0
    "two valleys": (
        valleys,
        lambda p: np.array([4 * (p[0] ** 2 - 4) * (p[0] - 0.3), 16 * p[1]]),
        {"deep valley on the left": -2, "shallow valley on the right": 2, "ridge between the valleys": 0.3},
    ),
    "saddle": (
        lambda p: (p[1] ** 2 - 4) ** 2 + 8 * p[0] ** 2 + 1,
        lambda p: np.array([16 * p[0], 4 * p[1] * (p[1] ** 2 - 4)]),
        {"lower minimum": -2j, "upper minimum": 2j, "saddle": 0},
    ),
}  # fmt: skip


def ground(*, surface, learning_rate, condition, start_w1, start_w2, fog):
    w = SimpleNamespace(limit=2 / condition, deep=valleys((-2, 0)), shallow=valleys((2, 0)))
    start, w.on_floor = (start_w1, start_w2), surface == "valley" and start_w2 == 0
    bends = np.array([1, condition])
    felt = max(bends[np.array(start) != 0], default=0) if surface == "valley" else 0
    bowl = (lambda p: 1 + bends @ p**2 / 2), (lambda p: bends * p), {}
    value, slope, places = SURFACES.get(surface, bowl)
    descend(w, value, slope, start, learning_rate, 100, 1.0, felt * learning_rate > 2 * (1 + 1e-9))
    with np.errstate(all="ignore"):
        w.slope, at = np.hypot(*slope(w.walk[-1])), w.walk @ [1, 1j]
        ways = {name: np.abs(at - place) for name, place in places.items()}
    w.at = next((name for name, way in ways.items() if way[-1] < 0.02), None) if w.slope < 0.15 else None
    w.steps, w.covered = len(w.losses) - 1, near(100 * (1 - w.walk[1, 0] / start_w1) if start_w1 else 0)
    w.nearest, w.close = (min(ways["saddle"]), (ways["saddle"] < 0.75).sum()) if "saddle" in ways else (np.nan, None)
    return w


DescentMapExplorer = Table(ground, RUN | {
    r"after {steps} steps the loss is {end:loss}": True,
    r"Across the valley the curvature is {condition}, so every rate above 2 / {condition} = {limit} diverges":
        lambda w: w.surface == "valley" and not w.on_floor,
    r"along it the curvature is 1(?:, so each step covers {covered}% of the way that is left)?":
        lambda w: w.surface == "valley",
    r"It starts exactly on the valley's floor and feels only the curvature 1 along it, so that only a rate above 2 "
    r"diverges; after the least push aside every rate above 2 / {condition} = {limit} would":
        lambda w: w.on_floor and (w.end > w.losses[0]) == (w.learning_rate > 2 and w.start_w1 != 0),
    r"It has not come to rest: at its end the slope is {slope:.3g}": lambda w: w.slope > 0.1,
    r"It ends (?:in|on|at) the {at=(?:deep|shallow|ridge|lower|upper) [a-z ]+}": True,
    r"where the slope is 0 too": lambda w: w.slope < 0.1,
    r"the shallow one on the right has {shallow} at best|the deep one has {deep}": True,
    r"It ends on the saddle, where the slope is 0 though the loss is not the least: it never left the ridge w₂ = 0, "
    r"from which the least push aside would let it escape":
        lambda w: w.at == "saddle" and w.slope < 0.1 and w.end > 1.5 and abs(w.walk[:, 1]).max() < 0.02,
    r"after {close} steps? within 0\.75 of the saddle": True,
    r"far from the saddle": lambda w: w.nearest >= 0.75,
    r"the nearest that it came to it was {nearest}": True,
    r"The curvature differs from place to place, so no limit is promised: the verdict is the run's own":
        lambda w: w.surface != "valley",
    r"{surface=valley|two valleys|saddle}(?: {condition})?, rate {learning_rate}, from \({start_w1:.2f}, "
    r"{start_w2:.2f}\): {verdict:fate}(?: at step {exceeded})?, loss {end:loss}(, fog)?":
        lambda w: lambda fog: (fog is not None) == w.fog,
}, [
    {"start_w2": 0}, {"surface": "saddle", "start_w2": 0}, {"surface": "two valleys", "start_w1": 2.5, "start_w2": 0},
    {"surface": "two valleys", "start_w1": 0.3, "learning_rate": 0.01},
])  # fmt: skip

# (2x + 1)³, forward and backward


def graph(*, step, at):
    w = SimpleNamespace(step=round(step), double=2 * at, inner=2 * at + 1)
    w.result, w.outer = w.inner**3, 3 * w.inner**2
    w.share, w.gradient = at * w.outer, 2 * w.outer
    w.told = w.result if w.step >= 3 else "not yet", w.gradient if w.step == 7 else "not yet"
    return w


def when(step):
    return lambda w: w.step == step


BackpropagationExplorer = Table(graph, {
    r"Given: 2, x = {at}, 1\. Each step forward fills one box, from those that point to it": when(0),
    r"Forward: 2 times {at} is {double}": when(1),
    r"Forward: {double} plus 1 is {inner}": when(2),
    r"Forward: {inner} to the power 3 is {result}": when(3),
    r"Backward begins at the end: {result} rises as fast as itself, so its gradient is 1": when(4),
    r"Backward from \*\*3 \(aⁿ has slope n · aⁿ⁻¹\): the box 2 · x \+ 1 gets its local slope 3 · "
    r"{inner:factor}² = {outer} times 1 = {outer}": when(5),
    r"Backward from \+ \(a sum hands it on as it is\): the box 2 · x gets its local slope 1 times {outer} = {outer}; 1 "
    r"gets its local slope 1 times {outer} = {outer}": when(6),
    r"Backward from × \(in a product each factor's slope is the other factor\): 2 gets its local slope {at} times "
    r"{outer} = {share}; x gets its local slope 2 times {outer} = {gradient}": when(7),
    r"So near x = {at} the result changes {gradient} times as fast as x": when(7),
    r"x {at}, step {step} of 7: result {told[0]:told}, gradient of x {told[1]:told}": True,
}, [{"step": 5, "at": -1.5}])  # fmt: skip

# depth

RISES = {
    "sigmoid": (lambda a: 1 / (1 + np.exp(-a)), lambda h: h * (1 - h)),
    "tanh": (np.tanh, lambda h: 1 - h**2),
    "relu": (lambda a: np.maximum(a, 0), lambda h: (h > 0) * 1.0),
}


def depth(*, activation, layers, scale):
    layers, (forward, rise) = round(layers), RISES[activation]
    network, alone = Network((32,) * (layers + 1), activation), Network((32, 32), "linear")
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
    ((only, _),) = alone.layers(alone.initialize(1.0))
    reach = sizes[-1] / np.linalg.norm(first.T @ (2 * (first @ only - y) / y.size))
    w = SimpleNamespace(layers=layers, passed=layers - 1, sizes=sizes, reach=reach)
    w.product = 0.25 ** (layers - 1)
    w.ratio, w.spreads = sizes[-1] / sizes[0] if sizes[0] else 0, (h[1].std(), out.std())
    w.weights, w.slopes = (np.exp(np.mean(np.log(np.maximum(each[:-1], 1e-300)))) for each in (weights, slopes))
    w.verdict = "vanishes" if reach < 1 / 20 else "explodes" if reach > 20 else "stays steady"
    return w


FATE = "{verdict=vanishes|stays steady|explodes}"
DepthExplorer = Table(depth, {
    r"{layers} layers of {activation=sigmoid|tanh|relu}, weights of scale {scale}: the gradient " + FATE: True,
    r"The first layer gets {reach:.2g} times what one layer alone would get, and {ratio:.2g} times what the last gets":
        True,
    r"It came back through {passed} {activation=sigmoid}s with slopes of 0\.25 at most \(0\.25\^{passed} = "
    r"{product:.2g}\)": lambda w: w.slopes <= 0.25,
    r"It came back through {passed} {activation=tanh}s with slopes from 1 in the middle to 0 far out": True,
    r"and through as many layers of weights, each of which multiplies it by about {scale}":
        lambda w: 0.9 < w.weights / w.scale < 1.4,
    r"It came back through {passed} ReLUs, each of which lets through about half, and as many layers of weights: "
    r"together about {scale} / √2 each":
        lambda w: w.activation == "relu" and 0.6 < w.slopes < 0.85 and 0.42 < w.weights * w.slopes / w.scale < 1.13,
    r"The outputs' spread goes from {spreads[0]:.2g} to {spreads[1]:.2g}": True,
    r"{activation=sigmoid|tanh|relu}, {layers} layers, scale {scale}: " + FATE: True,
    r"first layer {ratio:.2g} × last, {reach:.2g} × one alone": True,
})  # fmt: skip

# four optimisers in the valley 1 + (w1² + 40 w2²) / 2 about (0.8, 0.3)

MIDDLE, BENDS, RACE = np.array([0.8, 0.305]), np.array([1, 40]), 80
SCHEDULES = {
    "constant": lambda rate, t: rate,
    "warm-up": lambda rate, t: rate / 100 + (rate - rate / 100) * min(t / 20, 1),
    "cosine": lambda rate, t: rate * ((1 + np.cos(np.pi * t / RACE)) / 2),
    "step": lambda rate, t: rate * 0.3 ** (t // 20),
}
RACERS = {"descent": "plain descent", "momentum": "momentum", "adam": "Adam", "adamw": "AdamW"}


def race(*, learning_rate, beta, weight_decay, start_w1, start_w2, schedule, clipping):
    w = SimpleNamespace(limit=0.05, heavy=0.05 * (1 + beta), shrinks=learning_rate * weight_decay)
    rates = [SCHEDULES[schedule](learning_rate, t) for t in range(RACE)]
    w.above = sum(rate > w.limit for rate in rates)
    place, v, m, s = np.full((4, 2), (start_w1, start_w2)), 0.0, np.zeros((2, 2)), np.zeros((2, 2))
    walks = [place]
    with np.errstate(all="ignore"):
        for t, rate in enumerate(rates, 1):
            g = (place - MIDDLE) * BENDS
            long = np.hypot(*g.T)
            g = g * np.where(long > 1, 1 / long, 1)[:, np.newaxis] if clipping else g
            v, m, s = beta * v + g[1], 0.9 * m + (1 - 0.9) * g[2:], 0.999 * s + (1 - 0.999) * g[2:] ** 2
            mean, square = m / (1 - 0.9**t), s / (1 - 0.999**t)
            moves = np.vstack([rate * g[0], rate * v, rate * mean / (np.sqrt(square) + 1e-8)])
            place = place - rate * np.array([[0], [0], [0], [weight_decay]]) * place - moves
            walks.append(place)
        losses = 1 + ((np.array(walks) - MIDDLE) ** 2 @ BENDS) / 2
    for i, name in enumerate(RACERS):
        run = walked(SimpleNamespace(), np.array(walks)[:, i], losses[:, i], 1.0)
        setattr(w, name, run)
        run.excess = near(run.end - 1, 0.01)
    return w


def unlimited(w):
    return not (w.clipping or w.adam.infinite or w.adam.blown) or w.learning_rate > 0.5


TOLD = (
    r"NAME {RUN.verdict:fate}(?: at step {RUN.arrives})?(?: to {RUN.peak:loss})?"
    r"(?: and (?:ends {RUN.excess} above the least|arrives at step {RUN.arrives}))?"
)
LIMITS = r"above 2/λ = {limit} and momentum above 2\(1 \+ β\)/λ = {heavy}"
OptimizersExplorer = Table(race, {
    **{TOLD.replace("NAME", name).replace("RUN", run): True for run, name in RACERS.items()},
    r"At a learning rate of {learning_rate}": True,
    rf"At a constant rate plain descent diverges in the end {LIMITS}; Adam has no such limit": unlimited,
    rf"Clipping bounds each step, but not where gradients are short: at a constant rate plain descent does not settle "
    rf"{LIMITS}": lambda w: w.clipping,
    r"By this schedule {above} of 80 steps have a rate above 2/λ": True,
    r"Decay also shrinks AdamW's weights, at the full rate by {shrinks:%} a step": lambda w: w.weight_decay > 0,
    r"rate {learning_rate:.2g}, β {beta:.2g}, decay {weight_decay:.2g}, from \({start_w1}, {start_w2}\)": True,
    r"{schedule=constant|warm-up|cosine|step}( clip)?": lambda w: lambda clip: (clip is not None) == w.clipping,
    "/".join(f"{{{run}.verdict:fate}}" for run in RACERS): True,
})  # fmt: skip

# the incident


def incident(*, learning_rate, curvature, warmup, clipping, monitor):
    w = SimpleNamespace(limit=2 / curvature, factor=(1 - learning_rate * curvature) ** 2)
    w.slowness, fixes = w.limit / learning_rate, {"warm-up": warmup, "clipping": clipping, "monitoring": monitor}
    on = ", ".join(name for name, is_on in fixes.items() if is_on)
    w.named, w.on = " and ".join(on.rsplit(", ", 1)), on or "no fixes"
    rates = [1e-7 + (learning_rate - 1e-7) * min(t / 20, 1) if warmup else learning_rate for t in range(30)]
    place, walk = np.sqrt(4.8 / curvature), []
    for rate in [*rates, 0]:
        walk.append([place])
        g = curvature * place
        place = place - rate * (np.clip(g, -1, 1) if clipping else g)
    w.most, w.passes = max(rates), int(np.argmax(np.array(rates) > w.limit))
    beyond = not clipping and learning_rate > w.limit and not warmup
    walked(w, walk, curvature * np.array(walk)[:, 0] ** 2 / 2, 0.0, beyond)
    plain = 2.4 * w.factor ** np.arange(31.0)
    w.ten, w.tenth = plain[10], [int(np.argmax(losses >= 1e15)) for losses in (w.losses, plain)]
    w.last = w.losses[-10:].min(), w.losses[-10:].max()
    up = np.diff(w.losses) > 0
    three = up[:-2] & up[1:-1] & up[2:]
    w.halt = int(np.argmax(three)) + 3 if monitor and three.any() else None
    w.told, w.at = (w.verdict, 10) if w.halt is None else ("halted", w.halt)
    w.reached = w.losses[w.at]
    return w


def growing(w):
    return w.losses[-1] > w.losses[-2]


IncidentExplorer = Table(incident, GROWTH | {
    r"At a rate of {learning_rate} and a curvature of {curvature} \(limit 2/λ = {limit}\) each plain step multiplies "
    r"the loss by {factor}: from 2\.4 to {ten:loss} in ten steps": True,
    r"The run {verdict:fate}": lambda w: w.on == "no fixes",
    r"With {named=.+?} the run {verdict:fate}": lambda w: w.halt is None,
    r"With {named=.+?} the run is halted at step {halt}": True,
    r"Only a rate below the limit cures that": lambda w: w.learning_rate >= w.limit and not w.arrived,
    r"The rate is below the limit: that is the cure": lambda w: w.learning_rate < w.limit,
    r"though at 1/{slowness:.3g} of it a slow one": lambda w: not w.arrived,
    r"Warm-up changes nothing in the end: the full rate is below the limit|Clipping shortens the steps only while the "
    r"gradient is longer than 1": lambda w: w.most < 1.001 * w.limit,
    r"Warm-up only delays: the rate passes the limit at step {passes}": lambda w: w.most > w.limit,
    r"By the warm-up the rate would pass the limit at step {passes}": lambda w: w.halt <= w.passes,
    r"and the loss passes 10¹⁵ at step {tenth[0]} instead of {tenth[1]}": True,
    r"Clipping bounds each step and does not make the run settle":
        lambda w: w.most > w.limit and (not w.still or growing(w)),
    r"its last loss, {end:loss}, is growing again": growing,
    r"its last ten losses lie between {last[0]} and {last[1]}": True,
    r"The monitor never sees 3 rises in a row and lets the run go on": lambda w: w.halt is None,
    r"The monitor halts at a loss of {reached:loss}; it does not repair the rate":
        lambda w: w.halt is not None and w.most > w.limit,
    r"rate {learning_rate}, λ {curvature}: {told:fate}, step {at} loss {reached:loss}; {on=.+}$": True,
})  # fmt: skip

# the clinic: each run trained again, by plain steps, and each tell as what it asserts of a run


def trained(run):
    """A patient's losses, (t + 1,), and the gradients of its first layer, (t, 3, 8), and its last, (t,)."""
    rng = np.random.default_rng(1)
    x, noise, luck = rng.normal(size=(300, 3)), rng.normal(size=300), rng.random(300)
    y = 1.5 * np.abs(x[:, 0]) + 0.5 * x[:, 1] - 1.2 + 0.3 * noise
    y = y if run["head"] == "squared error" else np.where((x[:, 0] + x[:, 1] > 0) ^ (luck < 0.1), 1.0, 0.0)
    third = {"noise": x[:, 2], "answer": y}.get(run["third"], luck * 0)
    x, y = np.column_stack([x[:, 0], x[:, 1] * run["apart"], third]), y[:, np.newaxis]
    x[17, 0] = np.nan if run["hole"] else x[17, 0]
    network = Network((3, *[8] * run["hidden"], 1), run["activation"], run["head"])
    weights = network.initialize(run["spread"], run["seed"])
    weights = weights if run["alike"] is None else np.full(weights.shape, run["alike"])
    weights[24:32] += run["bias"]  # after the 3 · 8 weights of the first layer
    weights[-1] += run["output"]
    losses, first, last, mean, square = [], [], [], 0, 0
    for t in range(1, 202):
        losses.append(np.mean((network.predict(weights, x[100:]) - y[100:]) ** 2))
        if not np.isfinite([losses[-1], weights.sum()]).all():
            losses.pop()
            break
        g = run["sign"] * network.gradient(weights, x[:100], y[:100])
        first.append(np.abs(g[:24].reshape(3, 8)))
        last.append(np.abs(g[-9:-1]).max())
        g = g * min(1, run["clip"] / np.linalg.norm(g)) if run["clip"] else g
        if run["rule"] is Adam:
            mean, square = 0.9 * mean + 0.1 * g, 0.999 * square + 0.001 * g**2
            g = mean / (1 - 0.9**t) / (np.sqrt(square / (1 - 0.999**t)) + 1e-8)
        weights = weights - run["rate"] * g
    w = SimpleNamespace(losses=np.array(losses), start=losses[0], steps=len(losses) - 1, mean=np.var(y[100:]))
    w.first, w.last = np.array(first), np.array(last)
    w.most, w.top = w.first[0].max(), np.sqrt(0.09 * w.mean)
    return w


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
    treated = sick | REMEDIES[remedy](sick)
    with np.errstate(all="ignore"), trusted():
        w = SimpleNamespace(patient=round(patient), sick=trained(sick), run=trained(treated))
    for run in (w.sick, w.run):  # a clipped run that jumps about in a steep valley is chaos, and rounding changes it
        run.end = near(run.losses[-1], 0.5) if remedy == "clipped gradients" else loss(run.losses[-1])
    w.right = ("wrong", "right")[cause == truth] if cause in SIGNS else None
    w.shown = w.right is not None and bool(SIGNS[cause](w.sick))
    w.answer = "Right:" if w.shown else "No: where that is so,"
    w.cured, healthy = (
        run.steps == 200 and run.losses[-1] < run.top and how["third"] != "answer"
        for run, how in ((w.run, treated), (w.sick, sick))
    )
    w.outcome = f"This is in the band{', as without it' if healthy else ': cured'}" if w.cured else "That is no cure"
    return w


def course(begin, name):
    """The claim on how a run's loss went."""
    went = (
        r" the loss begins at {RUN.start:loss}(?: and is {RUN.end} after {RUN.steps} steps|"
        r"(, and after step ){RUN.steps}, where it is {RUN.end}, there is no number)"
    )
    return {begin + went.replace("RUN", name): lambda w: lambda broken: bool(broken) == (getattr(w, name).steps < 200)}


ClinicExplorer = Table(clinic, {
    **course("Patient {patient}:", "sick"),
    **course(r"With this remedy \({remedy=.+?}\)", "run"),
    r"At step 0 the largest gradient is {sick.most:.2g} in the first layer and {sick.last[0]:.2g} in the last": True,
    r"You say: {cause=.+?}\. {answer=Right:|No: where that is so,} .+?(?=\. With this remedy|\.$)":
        lambda w: w.shown == (w.right == "right"),
    r"{outcome=This is in the band: cured|This is in the band, as without it|That is no cure}": True,
    r"patient {patient}: {cause=.+?}(?:, {right=right|wrong})?; {remedy=.+?}: loss {run.end}(, in the band)?":
        lambda w: lambda cured: (cured is not None) == w.cured,
})  # fmt: skip

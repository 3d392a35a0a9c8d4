"""The explorers of notebook 02 show and say what NumPy works out by another way, over their whole sliders."""

from contextlib import closing
from itertools import pairwise, product

import numpy as np
import pytest

from helpers.explorers import (
    BackpropagationExplorer,
    DepthExplorer,
    DescentMapExplorer,
    IncidentExplorer,
    OneWeightExplorer,
    OptimizersExplorer,
    TangentExplorer,
)
from helpers.explorers.calculus import CURVATURE, EDGES, NUDGES, PLACES
from helpers.maths.descent import Run, Verdict, verdict_of_descent
from helpers.maths.networks import ACTIVATIONS, Network
from helpers.maths.optimizers import Momentum, optimize

X, Y = np.arange(1.0, 6), np.array([2.1, 3.9, 6.2, 7.8, 10.1])
BEND, BEST = 22, Y @ X / (X @ X)  # of the loss of one weight: its curvature, and where it is least
NEAR_THE_LIMIT = 1e-6  # of it: nearer than this, the loop's rounding decides


def loss(w):
    return float(np.mean((w * X - Y) ** 2))


def slope(w):
    return 2 * np.mean((w * X - Y) * X)


def stepped(loss, slopes, start, rate, steps, least):
    """Go down a loss step by step."""
    walk = [np.array(start, dtype=float)]
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            walk.append(walk[-1] - rate * slopes(walk[-1]))
        losses = np.array([loss(w) for w in walk])
        return Run.judged(rate, steps, np.array(walk), losses, least, verdict_of_descent)


def along(slider, count):
    """Values from end to end of a slider in equal ratios."""
    return np.geomspace(slider.min, slider.max, count).clip(slider.min, slider.max)


@pytest.mark.parametrize(("x", "h"), [(-2, 1), (-0.7, 0.03), (0, 1e-5), (1.5, 1), (1.5, 1e-5)])
def test_secant_and_tangent_are_those_of_the_cubic(opened, x, h):
    built = opened(TangentExplorer)
    result = built.set(x=x, h=h).result
    tangent, secant = 0.75 * x**2 - 1, 0.75 * x**2 - 1 + 0.75 * x * h + h**2 / 4
    assert (result.tangent, result.slope) == pytest.approx((tangent, secant))
    assert (result.error, result.central_error) == pytest.approx((abs(secant - tangent), h**2 / 4), abs=1e-9)
    for line, rise in ((built.tangent, tangent), (built.secant, secant)):
        (left, right), (low, high) = line.get_data()
        assert (high - low) / (right - left) == pytest.approx(rise)
        assert low + (x - left) * rise == pytest.approx(x**3 / 4 - x)


@pytest.mark.parametrize("h", [1, 0.1, 3e-5, 1e-8, 1e-16])
def test_the_errors_are_drawn_only_as_far_as_h_has_come(opened, h):
    built = opened(TangentExplorer)
    errors, count = built.set(h=1e-16).set(h=h, x=0).result.errors, int(np.sum(h <= NUDGES))
    for line, error in ((built.forward, errors.forward), (built.central, errors.central)):
        assert line.get_xdata().tolist() == NUDGES[:count].tolist()
        assert line.get_ydata().tolist() == error[:count].tolist()
    assert (built.leaving.get_xdata() >= h).all()  # a mark at the edge stands only for what is drawn


def test_without_a_derivative_the_slopes_of_a_parabola_lie_on_a_line():
    with closing(TangentExplorer(lambda w: 3 * w * w, name="loss", letter="w", span=(0, 4))) as built:
        for w in np.linspace(0, 4, 9):
            built.set(x=w)
        met = np.sort(np.concatenate([line.get_xydata() for line in built.met.marks]), axis=0)
        assert met[:, 1] == pytest.approx(6 * met[:, 0], abs=1e-6)
        assert len(met) == 9
        tangent, secant = (line.get_ydata()[0] for line in built.slopes)
        assert (tangent, secant) == pytest.approx((24, 24 + 3 * built.result.h))


def test_what_rules_the_error_turns_as_h_shrinks(opened):
    built = opened(TangentExplorer)
    kinds = [built.set(h=h).result.verdict for h in along(built.controls["h"], 100)[::-1]]
    turns = [kinds[0], *(later for earlier, later in pairwise(kinds) if later != earlier)]
    assert turns[:3] == ["h too large", "about the best h", "rounding rules"]
    assert set(turns[3:]) <= {"rounding rules", "no error", "x + h is x"}
    assert turns[-1] == "x + h is x"


def test_a_function_of_ones_own():
    explorer = TangentExplorer(np.exp, np.exp, name="exp(x)", span=(-1, 1), x=0)
    assert explorer.result.slope == pytest.approx(np.e - 1)
    assert explorer.set(h=1e-6).result.error == pytest.approx(5e-7, rel=1e-2)
    explorer.close()
    with pytest.raises(ValueError, match=r"^a wall from -3 to 3 holds 1 values that are NaN or infinite"):
        TangentExplorer(lambda x: np.inf if x == 3 else x, lambda _: 1.0, name="a wall")


def test_one_weight_agrees_with_the_loop(opened):
    built, verdicts = opened(OneWeightExplorer), set()
    for rate in along(built.controls["learning_rate"], 300):
        if abs(rate * BEND / 2 - 1) <= NEAR_THE_LIMIT:
            continue
        loop = stepped(loss, slope, [0], rate, 50, loss(BEST))
        run = built.set(learning_rate=rate).result.run
        assert (run.verdict, run.exceeded_at) == (loop.verdict, loop.exceeded_at), rate
        assert f"the run {loop.verdict}" in built.sentence
        verdicts.add(loop.verdict)
    assert verdicts == {Verdict.CRAWLS, Verdict.CONVERGES, Verdict.OVERSHOOTS, Verdict.DIVERGES}


@pytest.mark.parametrize(("rate", "step"), [(0.0001, 50), (0.001, 7), (0.01, 50), (0.06, 3), (0.1, 50), (1.0, 9)])
def test_one_weight_walks_by_powers(opened, rate, step):
    built = opened(OneWeightExplorer)
    result, leaves = built.set(learning_rate=rate, step=step).result, rate * BEND > 2
    walk = BEST * (1 - (1 - rate * BEND) ** np.arange(step + 1.0))
    assert (result.w, result.loss) == pytest.approx((walk[-1], loss(walk[-1])), rel=1e-9)
    assert result.slope == pytest.approx(slope(walk[-1]), rel=1e-9, abs=1e-9)
    assert built.losses.get_xdata().tolist() == list(range(step + 1))
    assert built.losses.get_ydata() == pytest.approx([loss(w) for w in walk], rel=1e-9)
    inside = built.walk.get_xdata()[:-1] if leaves else built.walk.get_xdata()  # it ends at the picture's edge
    assert inside == pytest.approx(walk[: inside.size], rel=1e-9)
    assert inside.size == step + 1 or leaves
    assert built.leaving[0].get_xdata().size == leaves
    (left, right), (low, high) = built.tangent.get_data()
    assert leaves or (high - low) / (right - left) == pytest.approx(result.slope, abs=1e-9)


@pytest.mark.parametrize("kind", [OneWeightExplorer, DescentMapExplorer])  # the others write nothing into axes
def test_no_run_goes_through_a_label(opened, kind):
    built = opened(kind)
    built.stage.settle()
    curves = {line.axes: line for line in (built.walk, built.losses)}
    for rate in along(built.controls["learning_rate"], 30):
        built.set(learning_rate=rate)
        for axes, curve in curves.items():
            path = axes.transData.transform_path(curve.get_path())
            for label in axes.texts:
                assert not (label.get_visible() and path.intersects_bbox(label.get_window_extent(), filled=False))


@pytest.mark.parametrize("condition", [1, 3, 30, 1000])
@pytest.mark.parametrize("start", [(-2.5, 1.0), (1.5, -2.0), (0.0, 1.0)])
def test_the_valley_agrees_with_the_loop(opened, condition, start):
    built, bends = opened(DescentMapExplorer), np.array([1, condition])
    for rate in [*along(built.controls["learning_rate"], 40), 1.999 / condition, 2.001 / condition]:
        run = built.set(condition=condition, learning_rate=rate, start_w1=start[0], start_w2=start[1]).result.run
        if abs(rate * condition / 2 - 1) <= NEAR_THE_LIMIT:
            continue
        loop = stepped(lambda w: 1 + bends @ w**2 / 2, lambda w: bends * w, start, rate, 100, 1.0)
        if loop.verdict != run.verdict:  # just above the limit the floor's fall may still hide the growth across it
            assert run.verdict is Verdict.DIVERGES
            assert rate > 2 / condition
        assert (run.verdict is Verdict.DIVERGES) >= (rate > 2 / condition)
        shared = min(len(run.weights), len(loop.weights))
        assert np.allclose(run.weights[:shared], loop.weights[:shared], rtol=1e-9)


SLOPES = {
    "two valleys": lambda w: np.array([4 * (w[0] ** 2 - 4) * (w[0] - 0.3), 16 * w[1]]),
    "saddle": lambda w: np.array([16 * w[0], 4 * w[1] * (w[1] ** 2 - 4)]),
}


@pytest.mark.parametrize("surface", SLOPES)
def test_the_walk_goes_against_the_slopes_and_the_sentence_says_where_it_ends(opened, surface):
    built = opened(DescentMapExplorer)
    for start in product((-2.5, -0.4, 0.3, 2), (-2, 0, 0.1, 2)):
        walk = stepped(lambda _: 0.0, SLOPES[surface], start, 0.02, 100, 0.0).weights
        built.set(surface=surface, learning_rate=0.02, start_w1=start[0], start_w2=start[1])
        assert built.walk.get_xydata() == pytest.approx(walk, abs=1e-9)
        (tail, tip), up = built.gradient._posA_posB, SLOPES[surface](walk[0])
        assert (tip - tail) * np.hypot(*up) == pytest.approx(0.6 * up)
        said = {
            (-2, 0): "It ends in the deep valley on the left",
            (2, 0): "It ends in the shallow valley on the right",
            (0.3, 0): "It ends on the ridge",
            (0, 0): "It ends on the saddle",
            (0, 2): "It ends at the upper minimum",
            (0, -2): "It ends at the lower minimum",
        }[tuple(np.round(walk[-1], 1) + 0.0)]
        assert said in built.sentence, start


def test_the_rates_track_promises_only_what_the_curvature_does(opened):
    built = opened(DescentMapExplorer)
    slider = built.controls["learning_rate"]
    built.set(condition=40)
    assert [mark[0] for mark in slider.marks] == pytest.approx([0.05])
    begin, end, _, verdict = slider.bands[-1]
    assert (begin, end, verdict) == (pytest.approx(0.05), slider.max, "diverges")
    built.set(surface="saddle")
    assert slider.marks == slider.bands == []


@pytest.mark.parametrize("x", [-5, -0.5, 0, 3])
def test_the_graph_is_that_of_the_cube(opened, x):
    built = opened(BackpropagationExplorer)
    result, inner = built.set(at=x, step=7).result, 2 * x + 1
    assert [node.value for node in result.nodes] == [2, x, 2 * x, 1, inner, inner**3]
    assert [node.gradient for node in result.nodes[1:]] == [6 * inner**2, *[3 * inner**2] * 3, 1]
    assert f"the result changes {6 * inner**2:g} times as fast as x." in built.sentence


@pytest.mark.parametrize(
    ("step", "lit", "gradients", "turned"),
    [(0, None, 0, 0), (1, 2, 0, 0), (2, 4, 0, 0), (3, 5, 0, 0), (4, 5, 1, 0), (5, 5, 2, 1), (6, 4, 4, 3), (7, 2, 6, 5)],
)
def test_each_step_lights_one_box_and_shows_no_more_than_is_known(opened, step, lit, gradients, turned):
    """Given are 2, x and 1; forward fills ×, + and the power; backward turns the arrows of the same boxes."""
    built = opened(BackpropagationExplorer)
    result = built.set(step=step).result
    assert set(result.filled) == {0, 1, 3, *(2, 4, 5)[:step]}
    heads = [type(arrow.get_arrowstyle()).__name__ for arrow in built.arrows]
    assert (len(result.graded), heads.count("CurveFilledA")) == (gradients, turned)
    assert built.frame.get_visible() == (lit is not None)
    thick = {edge[1] for edge, arrow in zip(EDGES, built.arrows, strict=True) if arrow.get_linewidth() > 2}
    assert thick == (set() if step in (0, 4) else {lit})
    assert lit is None or built.frame.get_center() == pytest.approx(PLACES[lit])


def signals(activation, layers, scale):
    """Work out each layer's gradient and spread without the network, and what its weights multiply a gradient by."""
    network, (forward, rise) = Network((32,) * (layers + 1), activation), ACTIVATIONS[activation]
    X, y = np.random.default_rng([0, 1]).normal(size=(2, 32, 32))
    *hidden, last = [W for W, _ in network.layers(network.initialize(scale))]
    h = [X]
    for W in hidden:
        h.append(forward(h[-1] @ W))
    spreads = [outputs.std() for outputs in (*h[1:], h[-1] @ last)]
    delta, sizes, factors = 2 * (h[-1] @ last - y) / y.size, [], []
    for W, inputs in zip([last, *hidden[::-1]], h[::-1], strict=True):
        sizes.append(np.linalg.norm(inputs.T @ delta))
        factors.append(np.linalg.norm(delta @ W.T) / np.linalg.norm(delta))
        delta = delta @ W.T * rise(inputs)
    return sizes[::-1], spreads, factors[:-1]


def test_each_layers_signals_and_that_its_weights_multiply_by_about_their_scale(opened):
    built = opened(DepthExplorer)
    for activation, layers, scale in product(("sigmoid", "tanh", "relu"), (3, 11, 20), (0.2, 1, 2**0.5, 5)):
        sizes, spreads, factors = signals(activation, layers, scale)
        result = built.set(activation=activation, layers=layers, scale=scale).result
        for line, heights in zip(built.lines, (sizes, spreads), strict=True):
            assert line.get_xdata().tolist() == list(range(1, layers + 1))
            assert line.get_ydata() == pytest.approx(np.array(heights), rel=1e-9)
        assert result.ratio == pytest.approx(sizes[0] / sizes[-1])
        assert built.quarters.get_visible() == (activation == "sigmoid")
        assert built.quarters.get_ydata()[::-1] == pytest.approx(sizes[-1] / 4 ** np.arange(layers))
        assert 0.95 * scale < np.exp(np.log(factors).mean()) < 1.35 * scale


def test_a_gradient_is_steady_within_a_factor_of_20(opened):
    built, reach = opened(DepthExplorer), {}
    for activation, layers, scale in product(("sigmoid", "tanh", "relu"), range(3, 21), np.geomspace(0.2, 5, 9)):
        found = built.compute(activation, layers, scale)
        reach.setdefault(found["verdict"], []).append(found["reach"])
    assert max(reach["vanishes"]) < 1 / 20 <= min(reach["stays steady"])
    assert max(reach["stays steady"]) <= 20 < min(reach["explodes"])
    for layers in (3, 11, 20):
        assert built.set(activation="relu", layers=layers, scale=2**0.5).result.verdict == "stays steady"


@pytest.mark.parametrize("beta", [0, 0.5, 0.9])
def test_near_the_minimum_nothing_is_clipped_and_the_limits_hold(opened, beta):
    built = opened(OptimizersExplorer)
    result, bowl, away = built.set(clipping=True, beta=beta).result, built.bowl, 1e-4
    assert (result.limit, result.heavy_limit) == pytest.approx((2 / 40, 2 * (1 + beta) / 40))
    for share in (0.9, 1.1):
        heavy = Momentum(share * result.heavy_limit, beta)
        run = optimize(bowl.loss, bowl.gradient, bowl.minimum + away, heavy, 80, clip=1.0)
        assert run.gradient_norms[0] < 1
        assert (abs(run.weights[-1] - bowl.minimum).max() < away) == (share < 1)


@pytest.mark.parametrize("clipping", [False, True])
@pytest.mark.parametrize("rate", [0.004, 0.02, 0.049, 0.051, 0.094, 0.096, 0.3])
def test_the_walks_are_those_of_the_textbook(opened, rate, clipping):
    """Descent, momentum of 0.9, and Adam, written out for the valley 1 + (w1² + 40 w2²) / 2 about its minimum."""
    runs = opened(OptimizersExplorer).set(learning_rate=rate, weight_decay=0, clipping=clipping).result.runs
    w, v, m, s = np.full((3, 2), (-2.5, -0.6)), 0, 0, 0
    walks = [w]
    for t in range(1, 41):  # later on rounding grows where clipping keeps a walk from settling
        g = (w - (0.8, 0.305)) * (1, 40)
        g = g / np.maximum(np.linalg.norm(g, axis=1, keepdims=True), 1) if clipping else g
        v, m, s = 0.9 * v + g[1], 0.9 * m + 0.1 * g[2], 0.999 * s + 0.001 * g[2] ** 2
        w = w - rate * np.array([g[0], v, m / (1 - 0.9**t) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)])
        walks.append(w)
    for name, walk in zip(("plain descent", "momentum", "Adam"), np.swapaxes(walks, 0, 1), strict=True):
        assert runs[name].weights[:41] == pytest.approx(walk, rel=1e-6, abs=1e-9), name
    assert runs["AdamW"].weights.tolist() == runs["Adam"].weights.tolist()
    assert (runs["plain descent"].verdict is Verdict.DIVERGES) == (rate > 0.05 and not clipping)
    assert (runs["momentum"].verdict is Verdict.DIVERGES) == (rate > 0.095 and not clipping)


@pytest.mark.parametrize("curvature", [1, 6.383, 25])
@pytest.mark.parametrize(("warmup", "clipping", "monitor"), [*product((False, True), repeat=3)])
def test_the_incident_replayed_by_hand(opened, curvature, warmup, clipping, monitor):
    built = opened(IncidentExplorer)
    assert built.set(curvature=CURVATURE).result.plain.losses[10] == pytest.approx(1e15)  # at a rate of 1, as known
    fixes = {"warmup": warmup, "clipping": clipping, "monitor": monitor}
    for rate in along(built.controls["learning_rate"], 9):
        result = built.set(learning_rate=rate, curvature=curvature, **fixes).result
        w, losses = np.sqrt(4.8 / curvature), [2.4]
        for t in range(30):
            now = 1e-7 + (rate - 1e-7) * min(t / 20, 1) if warmup else rate
            w -= now * (np.clip(curvature * w, -1, 1) if clipping else curvature * w)
            losses.append(curvature * w**2 / 2)
        assert result.run.losses == pytest.approx(losses, rel=1e-6, abs=1e-12)
        assert result.plain.losses[10] == pytest.approx(2.4 * (1 - rate * curvature) ** 20, rel=1e-6)
        assert built.controls["learning_rate"].bands[-1][0] == pytest.approx(2 / curvature)
        rises = np.diff(result.run.losses) > 0
        three = rises[:-2] & rises[1:-1] & rises[2:]
        halt = int(np.argmax(three)) + 3 if monitor and three.any() else None
        assert result.halted_at == halt
        assert built.losses.get_xdata()[-1] == (30 if halt is None else halt)
        cured = rate < 2 / curvature and not any(fixes.values())
        assert ("The rate is below the limit: that is the cure" in built.sentence) == cured
        assert ("does not make the run settle" in built.sentence) == (clipping and rate > 2 / curvature)

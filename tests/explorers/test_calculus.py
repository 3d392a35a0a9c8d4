"""The explorers of notebook 02 say of a rate what the loop does at that rate, over the whole slider."""

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
from helpers.explorers.calculus.formulas import formula
from helpers.explorers.calculus.optimizers import MAX_NORM
from helpers.maths.autodiff import Value
from helpers.maths.descent import Verdict, descend
from helpers.maths.networks import ACTIVATIONS, Network
from helpers.maths.optimizers import Momentum, optimize

X, Y = np.arange(1.0, 6), np.array([2.1, 3.9, 6.2, 7.8, 10.1])
CURVATURE, LEAST = 22, float(np.mean((Y @ X / (X @ X) * X - Y) ** 2))
NEAR_THE_LIMIT = 1e-6  # of it: nearer than this, the loop's rounding decides


@pytest.fixture
def built(request):
    explorer = request.param()
    yield explorer
    explorer.close()


def loss(w):
    return np.mean((w * X - Y) ** 2)


def slope(w):
    return [2 * np.mean((w * X - Y) * X)]


def along(slider, count):
    """Rates from end to end of a slider in equal ratios."""
    return np.geomspace(slider.min, slider.max, count).clip(slider.min, slider.max)


@pytest.mark.parametrize("built", [OneWeightExplorer], indirect=True)
def test_one_weight_agrees_with_the_loop(built):
    slider, verdicts = built.controls["learning_rate"], set()
    for rate in along(slider, 300):
        if abs(rate * CURVATURE / 2 - 1) <= NEAR_THE_LIMIT:
            continue
        loop = descend(loss, slope, [0], rate, 50, LEAST)
        run = built.set(learning_rate=rate).result.run
        assert run.verdict == loop.verdict, rate
        assert run.exceeded_at == loop.exceeded_at, rate
        assert f"the run {loop.verdict}" in built.sentence
        verdicts.add(loop.verdict)
    assert verdicts == {Verdict.CRAWLS, Verdict.CONVERGES, Verdict.OVERSHOOTS, Verdict.DIVERGES}


@pytest.mark.parametrize("built", [OneWeightExplorer], indirect=True)
@pytest.mark.parametrize(
    ("rate", "weight"),
    [(0.0001, 0.208928), (0.001, 1.344815), (0.01, 2.003626), (0.1, -18231.9652), (1.0, -2.58692e66)],
)
def test_one_weight_gives_the_true_table(built, rate, weight):
    result = built.set(learning_rate=rate, step=50).result
    assert result.w == pytest.approx(weight, rel=1e-5)
    assert (result.run.verdict is Verdict.DIVERGES) == (rate >= 0.1)


@pytest.mark.parametrize("built", [OneWeightExplorer], indirect=True)
@pytest.mark.parametrize(
    ("rate", "sides"),
    [
        (0.03, " = 0.34."),
        (0.06, " = -0.32, from one side to the other and nearer each time."),
        (0.1, " = -1.2, from one side to the other and farther out each time, as at every rate above 2/λ = 0.0909091."),
    ],
)
def test_one_weight_says_on_which_sides_it_walks(built, rate, sides):
    run = built.set(learning_rate=rate).result.run
    assert built.sentence.endswith(sides)
    away = run.weights[:8, 0] - built.bowl.minimum[0]
    assert (away[1] * away[0] < 0) == ("side" in sides)
    assert (np.diff(abs(away)) > 0).all() == ("farther" in sides)
    assert (np.diff(abs(away)) < 0).all() == ("farther" not in sides)


@pytest.mark.parametrize("built", [OneWeightExplorer], indirect=True)
def test_no_rate_up_to_the_limit_runs_through_the_label_of_the_starts_loss(built):
    losses, slider = built.figure.axes[1], built.controls["learning_rate"]
    (label,) = [text for text in losses.texts if text.get_text().startswith("the start's loss")]
    box = label.get_window_extent()
    for rate in [*along(slider, 50), built.bowl.limit]:
        if rate <= built.bowl.limit:
            heights = losses.transData.transform(built.set(learning_rate=rate)._losses.get_xydata())[:, 1]
            assert heights.max() + 2 < box.y0
    assert box.y1 < losses.bbox.y1


@pytest.mark.parametrize("built", [TangentExplorer], indirect=True)
@pytest.mark.parametrize("h", [1, 0.1, 3e-5, 1e-8, 1e-16])
def test_the_errors_are_drawn_only_as_far_as_h_has_come(built, h):
    result = built.set(h=1e-16).set(h=h).result
    errors, count = result.errors, int(np.sum(result.errors.h >= h))
    assert 1 <= count <= errors.h.size
    assert (count == errors.h.size) == (h == 1e-16)
    for line, error in ((built._forward, errors.forward), (built._central, errors.central)):
        x, y = line.get_data()
        assert x.min() >= h
        assert x.tolist() == errors.h[:count].tolist()
        assert y.tolist() == error[:count].tolist()


@pytest.mark.parametrize("built", [TangentExplorer], indirect=True)
def test_a_mark_at_the_edge_stands_only_for_what_is_drawn(built):
    for h in (1, 1e-3, 1e-8, 1e-16):
        (x, _) = built.set(h=h, x=0)._exits.get_data()
        assert (np.asarray(x) >= h).all()


@pytest.mark.parametrize("built", [TangentExplorer], indirect=True)
def test_it_starts_before_the_turn_and_says_where_the_turn_is(built):
    assert built.result.h == 1
    assert built.result.verdict == "h too large"
    assert "near here the bend of the curve and floating point do about equal harm." in built.set(h=1e-8).sentence


@pytest.mark.parametrize("built", [DescentMapExplorer], indirect=True)
@pytest.mark.parametrize("condition", [1, 3, 30, 1000])
@pytest.mark.parametrize("start", [(-2.5, 1.0), (1.5, -2.0)])
def test_the_valley_agrees_with_the_loop(built, condition, start):
    for rate in along(built.controls["learning_rate"], 60):
        built.set(surface="valley", condition=condition, learning_rate=rate, start_w1=start[0], start_w2=start[1])
        surface, run = built.result.surface, built.result.run
        if abs(rate / surface.limit - 1) <= NEAR_THE_LIMIT:
            continue
        loop = descend(surface.loss, surface.gradient, run.weights[0], rate, run.steps, surface.least)
        if loop.verdict != run.verdict:  # just above the limit the floor's fall may still hide the growth across it
            assert run.verdict is Verdict.DIVERGES
            assert rate > surface.limit
        assert (run.verdict is Verdict.DIVERGES) >= (rate > surface.limit)


@pytest.mark.parametrize("built", [DescentMapExplorer], indirect=True)
def test_where_it_starts_decides_which_valley_it_finds(built):
    sentences = [built.set(surface="two valleys", start_w1=w1, start_w2=0.5).sentence for w1 in (-2, 2)]
    assert "deep valley on the left" in sentences[0]
    assert "shallow valley on the right" in sentences[1]


@pytest.mark.parametrize("built", [DescentMapExplorer], indirect=True)
def test_a_start_on_the_ridge_stays_on_the_saddle(built):
    assert "stays on the saddle" in built.set(surface="saddle", start_w1=-2, start_w2=0).sentence


@pytest.mark.parametrize("built", [DescentMapExplorer], indirect=True)
def test_a_walk_goes_by_the_saddle_or_lingers_there(built):
    by = built.set(surface="saddle", start_w1=2.5, start_w2=2).sentence
    lingering = built.set(surface="saddle", start_w1=-2, start_w2=0.1).sentence
    assert "It passed by the saddle and went to the upper minimum." in by
    assert "and escaped to the upper minimum." in lingering


def weight_factors(activation, layers, scale):
    """Give how many times longer the gradient gets in each layer of weights that it comes back through."""
    network, (forward, slope) = Network((32,) * (layers + 1), activation), ACTIVATIONS[activation]
    X, y = np.random.default_rng([0, 1]).normal(size=(2, 32, 32))
    *hidden, last = [W for W, _ in network.layers(network.initialize(scale))]
    outputs = [X]
    for W in hidden:
        outputs.append(forward(outputs[-1] @ W))
    gradient, factors = outputs[-1] @ last - y, []
    for W, h in zip([last, *hidden[:0:-1]], outputs[:0:-1], strict=True):
        back = gradient @ W.T
        factors.append(np.linalg.norm(back) / np.linalg.norm(gradient))
        gradient = back * slope(h)
    return np.array(factors)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize("layers", [3, 11, 20])
@pytest.mark.parametrize("scale", [0.2, 1, 2**0.5, 5])
def test_each_layer_of_weights_multiplies_the_gradient_by_about_their_scale(activation, layers, scale):
    factors = weight_factors(activation, layers, scale)
    assert factors.size == layers - 1
    assert 0.95 * scale < np.exp(np.log(factors).mean()) < 1.35 * scale


@pytest.mark.parametrize("built", [DepthExplorer], indirect=True)
def test_depth_names_both_factors(built):
    both = "and through as many layers of weights, each of which multiplies it by about 5."
    sigmoid = built.set(activation="sigmoid", layers=3, scale=5).sentence
    assert f"back through 2 sigmoids with slopes of 0.25 at most (0.25^2 = 0.062), {both}" in sigmoid
    tanh = built.set(activation="tanh", layers=20).sentence
    assert "the gradient explodes." in tanh
    assert f"back through 19 tanhs with slopes from 1 in the middle to 0 far out, {both}" in tanh
    relu = built.set(activation="relu").sentence
    assert "19 ReLUs, each of which lets through about half, and as many layers of weights: " in relu
    assert "together about 5 / √2 each, so that a scale of √2 is level." in relu


@pytest.mark.parametrize("built", [DepthExplorer], indirect=True)
def test_a_gradient_is_steady_within_a_factor_of_20(built):
    verdicts = {}
    for activation in ("sigmoid", "tanh", "relu"):
        for layers in range(3, 21):
            for scale in np.geomspace(0.2, 5, 9).clip(0.2, 5):
                result = built.compute(activation, layers, scale)
                verdicts.setdefault(result.verdict, []).append(result.reach)
    assert max(verdicts["vanishes"]) < 1 / 20 <= min(verdicts["stays steady"])
    assert max(verdicts["stays steady"]) <= 20 < min(verdicts["explodes"])
    assert built.set(activation="sigmoid", layers=3, scale=1).result.verdict == "vanishes"
    for layers in (3, 11, 20):
        assert built.set(activation="relu", layers=layers, scale=2**0.5).result.verdict == "stays steady"


@pytest.mark.parametrize("built", [OptimizersExplorer], indirect=True)
@pytest.mark.parametrize("beta", [0, 0.5, 0.9])
def test_near_the_minimum_nothing_is_clipped_and_the_limits_hold(built, beta):
    built.set(clipping=True, beta=beta)
    assert "where gradients are short, nothing is clipped, and the limits hold" in built.sentence
    bowl, away = built.bowl, 1e-4
    start = bowl.minimum + away
    for share in (0.9, 1.1):
        rate = share * bowl.limit * (1 + beta)
        run = optimize(bowl.loss, bowl.gradient, start, Momentum(rate, beta), 80, clip=MAX_NORM)
        assert run.gradient_norms[0] < MAX_NORM
        assert (abs(run.weights[-1] - bowl.minimum).max() < away) == (share < 1)


@pytest.mark.parametrize("built", [OptimizersExplorer], indirect=True)
@pytest.mark.parametrize("schedule", ["cosine", "step"])
def test_a_falling_rate_lets_clipped_runs_arrive_from_above_their_limit(built, schedule):
    runs = built.set(clipping=True, schedule=schedule, learning_rate=1, beta=0).result.runs
    for name in ("plain descent", "momentum"):
        assert runs[name].learning_rates[-1] < built.bowl.limit < runs[name].learning_rates[0]
        assert f"{name} arrives" in built.sentence
    bounces = built.set(schedule="constant").sentence
    assert "plain descent bounces, momentum bounces" in bounces


@pytest.mark.parametrize("built", [OptimizersExplorer], indirect=True)
@pytest.mark.parametrize("rate", [0.03, 0.06, 0.1, 0.2, 0.3])
def test_decay_hastens_the_walk_to_0_and_holds_it_short_of_the_minimum(built, rate):
    runs = built.set(learning_rate=rate, weight_decay=1).result.runs
    assert "towards 0: on the way to 0 that is towards the minimum too, between 0 and the minimum" in built.sentence
    adam, decayed = runs["Adam"].weights, runs["AdamW"].weights
    minimum = built.bowl.minimum
    assert (adam[0] < 0).all()
    assert (minimum > 0).all()
    for i in range(2):
        reached = [int(np.argmax(walk[:, i] > 0)) or len(walk) for walk in (adam, decayed)]
        assert reached[1] < reached[0]
        assert 0 < decayed[-1, i] < minimum[i]
    if rate >= 0.06:  # there Adam alone has arrived within the steps
        assert np.linalg.norm(adam[-1] - minimum) < np.linalg.norm(decayed[-1] - minimum)


@pytest.mark.parametrize("built", [OptimizersExplorer], indirect=True)
def test_without_decay_or_clipping_nothing_is_said_of_them(built):
    sentence = built.set(weight_decay=0, schedule="step").sentence
    assert sentence.endswith(" The rate is cut to 30% of itself every 20 steps.")
    assert built.set(weight_decay=0.01).sentence.endswith("away from it.")


@pytest.mark.parametrize("built", [OptimizersExplorer], indirect=True)
def test_the_limits_of_descent_and_momentum_stand_in_the_sentence(built):
    built.set(learning_rate=0.049, beta=0.9)
    assert "plain descent diverges above 2/λ = 0.05" in built.sentence


@pytest.mark.parametrize("built", [BackpropagationExplorer], indirect=True)
def test_the_cube_gives_294(built):
    last = built.controls["step"].max
    assert "343" in repr(built.set(at=3, step=last))
    assert "294" in repr(built)


@pytest.mark.parametrize("built", [BackpropagationExplorer], indirect=True)
@pytest.mark.parametrize(
    ("step", "said"),
    [
        (1, "Forward: × of 2 and 3 is 6."),
        (3, "Forward: 7 to the power 3 is 343."),
        (5, ": the box 2 · x + 1 gets its local slope 3 · 7² = 147 times 1 = 147."),
        (6, ": the box 2 · x gets its local slope 1 times 147 = 147; 1 gets its local slope 1 times 147 = 147."),
        (7, "; x gets its local slope 2 times 147 = 294. So near x = 3 the result changes 294 times as fast as x."),
    ],
)
def test_the_cube_is_told_box_by_box(built, step, said):
    assert built.set(at=3, step=step).sentence.endswith(said)


def test_a_formula_has_the_parentheses_that_it_needs_and_no_others():
    a, b, c = (Value(i + 2, name) for i, name in enumerate("abc"))
    written = {
        "a + b + c": a + b + c,
        "a + b - c": a + b - c,
        "a - (b + c)": a - (b + c),
        "a - (b - c)": a - (b - c),
        "a - b · c": a - b * c,
        "(a - b) · c": (a - b) * c,
        "a · b / c": a * b / c,
        "a / (b · c)": a / (b * c),
        "a · b²": a * b**2,
        "(a · b)²": (a * b) ** 2,
        "(a²)³": (a**2) ** 3,
        "-(a + b)": -(a + b),
        "a · (-b)": a * -b,
        "-a · b": -(a * b),
        "(-a)²": (-a) ** 2,
        "-a²": -(a**2),
        "a + -b": a + -b,
        "a - (-5)": a - -5,
        "tanh(a + b)²": (a + b).tanh() ** 2,
        "exp(a / b) · c": (a / b).exp() * c,
        "a⁻¹": a**-1,
    }
    assert {text: formula(node) for text, node in written.items()} == {text: text for text in written}


@pytest.mark.parametrize("built", [IncidentExplorer], indirect=True)
def test_the_incident_as_it_was(built):
    assert "28.97" in built.sentence
    assert "1e+15" in repr(built)

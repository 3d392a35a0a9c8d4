"""The pictures of notebook 02 against the second computation of `claims_calculus.py`."""

from contextlib import closing

import numpy as np
import pytest

from helpers.explorers import calculus as room
from helpers.maths.descent import Verdict
from helpers.maths.optimizers import Momentum, optimize
from tests.explorers.claims_calculus import RACERS, SIGNS, SURFACES
from tests.explorers.drawn import assert_at, assert_walk, everywhere, numbered
from tests.explorers.moves import at_its_start

tangent, one_weight, ground = map(at_its_start, (room.TangentExplorer, room.OneWeightExplorer, room.DescentMapExplorer))
graph, depth = map(at_its_start, (room.BackpropagationExplorer, room.DepthExplorer))
race, incident, clinic = map(at_its_start, (room.OptimizersExplorer, room.IncidentExplorer, room.ClinicExplorer))


GONE = Verdict.DIVERGES, Verdict.BLOWS_UP  # such a run is drawn until it leaves the map


# a secant and the tangent


def test_secant_and_tangent_are_those_of_the_cubic_and_errors_are_drawn_as_far_as_h_has_come(tangent, rng):
    for r, w in everywhere(tangent, rng, 60):
        height, count = w.x**3 / 4 - w.x, int(np.sum(w.h <= room.NUDGES))
        for line, rise in ((tangent.tangent, w.slope), (tangent.secant, w.secant)):
            (left, right), (low, high) = line.get_data()
            assert (high - low) / (right - left) == pytest.approx(rise)
            assert low + (w.x - left) * rise == pytest.approx(height)
        for mark, x in zip(tangent.ends, (w.x, w.x + w.h), strict=True):
            assert_at(mark, [(x, x**3 / 4 - x)])
        for line, errors in ((tangent.forward, r.errors.forward), (tangent.central, r.errors.central)):
            assert_at(line, np.column_stack([room.NUDGES, errors])[:count])
        assert_at(tangent.forward_dot, [(w.h, r.error)], atol=0)
        assert_at(tangent.central_dot, [(w.h, r.central_error)], atol=0)
        assert (tangent.leaving.get_xdata() >= w.h).all()  # a mark at the edge stands only for what is drawn


def test_without_a_derivative_the_slopes_of_a_parabola_lie_on_a_line():
    with closing(room.TangentExplorer(lambda w: 3 * w * w, name="loss", letter="w", span=(0, 4))) as built:
        for w in np.linspace(0, 4, 9):
            built.set(x=w)
        met = np.sort(np.concatenate([line.get_xydata() for line in built.met.marks]), axis=0)
        assert met[:, 1] == pytest.approx(6 * met[:, 0], abs=1e-6)
        assert len(met) == 9
        first, second = (line.get_ydata()[0] for line in built.slopes)
        assert (first, second) == pytest.approx((24, 24 + 3 * built.result.h))


# walks downhill


def test_one_weight_walks_as_far_as_its_step(one_weight, rng):
    left = 0
    for _, w in everywhere(one_weight, rng, 60):
        assert_at(one_weight.losses, numbered(w.losses[: w.step + 1]))
        places = np.column_stack([w.walk, w.losses])[: w.step + 1]
        left += assert_walk(one_weight.walk, one_weight.leaving[0], places)
        (low, high), heights = one_weight.tangent.get_data()
        if abs(w.w) < 1e6:  # farther away its two ends are one number
            assert np.diff(heights) / (high - low) == pytest.approx(w.slope, rel=1e-6, abs=1e-6 * w.loss)
        assert bool(one_weight.controls["learning_rate"].bands) == w.answer
        for ball, place in zip(one_weight.balls, (w.w, w.step), strict=True):
            assert_at(ball, [(place, w.loss)])
    assert left > 3


@pytest.mark.parametrize("name", ["one_weight", "ground"])  # the others write nothing into axes
def test_no_run_goes_through_a_label(name, request):
    built = request.getfixturevalue(name)
    rate = built.controls["learning_rate"]
    built.stage.settle()
    curves = {line.axes: line for line in (built.walk, built.losses)}
    for learning_rate in np.geomspace(rate.min, rate.max, 30):
        built.set(learning_rate=learning_rate)
        for axes, curve in curves.items():
            path = axes.transData.transform_path(curve.get_path())
            for label in axes.texts:
                assert not (label.get_visible() and path.intersects_bbox(label.get_window_extent(), filled=False))


def test_the_walk_goes_against_the_slopes(ground, rng):
    left = 0
    for r, w in everywhere(ground, rng, 80):
        assert r.run.verdict is not Verdict.DIVERGES or w.surface != "valley" or w.learning_rate > w.limit
        assert_at(ground.losses, numbered(w.losses))
        assert_at(ground.start, [(w.start_w1, w.start_w2)])
        left += assert_walk(ground.walk, ground.leaving[0], w.walk, r.run.verdict in GONE)
        bends = np.array([1, w.condition])
        up = SURFACES[w.surface][1](w.walk[0]) if w.surface != "valley" else bends * w.walk[0]
        (tail, tip) = ground.gradient._posA_posB
        assert tail == pytest.approx(w.walk[0])
        assert (tip - tail) * np.hypot(*up) == pytest.approx(0.6 * up)
        assert list(ground.level.get_ydata()) == pytest.approx([w.losses[0]] * 2)
        assert ground.cover.get_visible() == w.fog
        assert [part.get_visible() for name in SURFACES for part in ground.maps[name]] == [
            name == w.surface for name in SURFACES for _ in ground.maps[name]
        ]
    assert left > 3


def test_the_rates_track_promises_only_what_the_curvature_does(ground):
    slider = ground.controls["learning_rate"]
    ground.set(condition=40)
    assert [mark[0] for mark in slider.marks] == pytest.approx([0.05])
    begin, end, _, verdict = slider.bands[-1]
    assert (begin, end, verdict) == (pytest.approx(0.05), slider.max, "diverges")
    ground.set(surface="saddle")
    assert slider.marks == slider.bands == []


# backwards through a graph


@pytest.mark.parametrize(
    ("step", "lit", "gradients", "turned"),
    [(0, None, 0, 0), (1, 2, 0, 0), (2, 4, 0, 0), (3, 5, 0, 0), (4, 5, 1, 0), (5, 5, 2, 1), (6, 4, 4, 3), (7, 2, 6, 5)],
)
def test_each_step_lights_one_box_and_shows_no_more_than_is_known(graph, step, lit, gradients, turned):
    """Given are 2, x and 1; forward fills ×, + and the power; backward turns the arrows of the same boxes."""
    result = graph.set(step=step).result
    assert set(result.filled) == {0, 1, 3, *(2, 4, 5)[:step]}
    heads = [type(arrow.get_arrowstyle()).__name__ for arrow in graph.arrows]
    assert (len(result.graded), heads.count("CurveFilledA")) == (gradients, turned)
    assert graph.frame.get_visible() == (lit is not None)
    thick = {edge[1] for edge, arrow in zip(room.EDGES, graph.arrows, strict=True) if arrow.get_linewidth() > 2}
    assert thick == (set() if step in (0, 4) else {lit})
    assert lit is None or graph.frame.get_center() == pytest.approx(room.PLACES[lit])


# deep networks


def test_a_signal_for_each_layer_is_drawn(depth, rng):
    for r, w in everywhere(depth, rng, 30):
        sizes, spreads = (line.get_xydata() for line in depth.lines)
        assert sizes[:, 0].tolist() == spreads[:, 0].tolist() == list(range(1, w.layers + 1))
        assert sizes[:, 1] == pytest.approx(w.sizes[::-1])
        assert spreads[[0, -1], 1] == pytest.approx(w.spreads)
        assert spreads[:, 1] == pytest.approx(r.signals.spreads)
        assert depth.quarters.get_visible() == (w.activation == "sigmoid")
        assert depth.quarters.get_ydata()[::-1] == pytest.approx(sizes[-1, 1] / 4 ** np.arange(w.layers))
        assert depth.stage.axes[0].lines[0].get_ydata()[0] == pytest.approx(sizes[0, 1] / w.reach)


# optimisers, and an incident


@pytest.mark.parametrize("beta", [0, 0.5, 0.9])
def test_near_the_minimum_nothing_is_clipped_and_the_limits_hold(race, beta):
    result, bowl, away = race.set(clipping=True, beta=beta).result, race.bowl, 1e-4
    for share in (0.9, 1.1):
        heavy = Momentum(share * result.heavy_limit, beta)
        run = optimize(bowl.loss, bowl.gradient, bowl.minimum + away, heavy, 80, clip=1.0)
        assert run.gradient_norms[0] < 1
        assert (abs(run.weights[-1] - bowl.minimum).max() < away) == (share < 1)


def test_the_walks_are_those_of_the_textbook(race, rng):
    left = 0
    for r, w in everywhere(race, rng, 40):
        verdicts = [run.verdict for run in r.runs.values()]
        assert_at(race.start, [(w.start_w1, w.start_w2)])
        runs = [getattr(w, name) for name in RACERS]
        for run, verdict, walk, losses in zip(runs, verdicts, race.walks, race.losses, strict=True):
            if not w.clipping:  # there rounding grows where a walk does not settle
                left += assert_walk(walk, race.leaving[0], run.walk, verdict in GONE)
                assert_at(losses, numbered(np.maximum(run.losses - 1, 1e-6)))
        marks = [place for place, _ in race.controls["learning_rate"].marks]
        assert marks == pytest.approx([w.limit, w.heavy])
    assert left > 3


def test_the_incident_replayed(incident, rng):
    plain = incident.set(curvature=room.CURVATURE).result.plain
    assert plain.losses[10] == pytest.approx(1e15)  # at a rate of 1, as known
    halted = 0
    for _, w in everywhere(incident, rng, 80):
        end = 30 if w.halt is None else w.halt
        halted += w.halt is not None
        rates = np.full(end, w.learning_rate)
        if w.warmup:
            rates = 1e-7 + (rates - 1e-7) * np.minimum(np.arange(end) / 20, 1)
        shown = np.maximum(w.losses[: end + 1], 1e-6)
        assert_at(incident.losses, numbered(shown))
        assert_at(incident.without, numbered(np.maximum(2.4 * w.factor ** np.arange(31.0), 1e-6)))
        assert_at(incident.halt, [(end, shown[-1])])
        assert incident.halt.get_visible() == w.monitor
        assert_at(incident.rates, numbered(rates))
        lengths = np.abs(w.curvature * w.walk[:end, 0])
        assert_at(incident.clipped, numbered(rates / np.maximum(lengths, 1)))
        assert incident.clipped.get_visible() == w.clipping
        begin, *_ = incident.controls["learning_rate"].bands[-1]
        assert incident.limit.get_ydata()[0] == begin == pytest.approx(w.limit)
    assert halted > 3


# the clinic


def test_losses_and_gradients_of_a_patient(clinic, rng):
    early = 50  # steps; later on rounding decides where a clipped run jumps about
    for r, w in everywhere(clinic, rng, 10):
        curves = (
            (clinic.losses, w.run.losses, 1e-4),
            (clinic.untreated, w.sick.losses, 1e-4),
            (clinic.last, w.run.last, 1e-8),
        )
        for line, sizes, floor in curves:
            shown = line.get_ydata()
            assert len(shown) in (len(sizes), len(sizes) - 1)
            assert shown[:early] == pytest.approx(np.maximum(sizes, floor)[: len(shown)][:early], rel=1e-3, nan_ok=True)
        for line, sizes in zip(clinic.first, w.run.first.transpose(1, 2, 0), strict=True):
            shown = np.reshape(line.get_ydata(), (2, -1))[:, :-1]
            heights = np.maximum([sizes.max(axis=0), np.median(sizes, axis=0)], 1e-8)[:, : shown.shape[1]]
            np.testing.assert_allclose(shown[:, :early], heights[:, :early], rtol=1e-3)
        assert clinic.named.get_text() == ("" if w.cause not in SIGNS else f"{w.cause}: {'yes' if r.right else 'no'}")


def test_another_patient_is_not_named_or_treated_yet(clinic):
    opens = {"cause": "not named yet", "remedy": "no remedy"}
    named = {"cause": "inputs of different scales", "remedy": "standardised inputs"}
    clinic.set(**named, patient=3)
    assert (clinic.result.right, clinic.result.cured) == (True, True)
    for patient in (12, 3):
        clinic.controls["patient"].value = patient
        assert {name: clinic.controls[name].value for name in opens} == opens

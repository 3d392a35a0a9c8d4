"""The pictures of notebook 05 against the loops of `claims_regression_lab.py` and the lab's plain Python."""

import gc
import tracemalloc
import weakref
from contextlib import closing
from functools import partial
from itertools import pairwise

import numpy as np
import pytest

from helpers.data import diabetes, flats
from helpers.explorers import regression_lab as room
from helpers.explorers.charts import PROBES, outside
from helpers.maths import regression
from helpers.maths.descent import Verdict
from helpers.stage.style import RAMP
from tests.explorers.builders import DATA
from tests.explorers.drawn import assert_at, everywhere, numbered
from tests.explorers.moves import at_its_start, by_message, values

SIZES, PRICES = flats().x.tolist(), flats().y.tolist()
LAB_RATE = 0.0001
ONE_PROBE = 30 ** (1 / PROBES) - 1  # how far apart, in share, the places lie where a band may end

RATED = {"learning_rate": LAB_RATE}
line, rates = map(at_its_start, (room.LineExplorer, room.LearningRateExplorer))
step, training, prediction = (
    at_its_start(partial(kind, **RATED))
    for kind in (room.GradientExplorer, room.TrainingExplorer, room.PredictionExplorer)
)


@pytest.mark.parametrize(
    ("data", "names", "shown"),
    [
        ((diabetes(),), {}, ("body mass index (kg/m²)", "disease progression")),
        ((diabetes(),), {"y_label": "size in $"}, ("body mass index (kg/m²)", "size in $")),
        ((SIZES, PRICES), {}, ("x", "y")),
        ((SIZES, PRICES), {"x_label": "size", "y_label": "price"}, ("size", "price")),
        ((), {}, ("size (sqm)", "price (thousand)")),
    ],
)
def test_the_axes_are_called_what_the_data_is(data, names, shown):
    with closing(room.PredictionExplorer(*data, **names)) as built:
        axes, gap = built.figure.axes
        assert (axes.get_xlabel(), axes.get_ylabel(), gap.get_xlabel()) == (*shown, shown[0])
        assert not axes.xaxis.label.get_parse_math()


# a line by hand, and one step


def test_the_line_its_bars_and_its_squares(line, rng):
    data = line.figure.axes[0]
    for r, w in everywhere(line, rng, 40):
        there = w.slope * w.x + w.intercept
        ends = np.array(data.get_xlim())
        assert_at(line.fit, np.column_stack([ends, w.slope * ends + w.intercept]))
        assert_at(line.place, [(w.slope, w.intercept)])
        for end, x in zip(line.ends, (w.x.min(), w.x.max()), strict=True):
            assert_at(end, [(x, w.slope * x + w.intercept)])
        bars, squares = line.bars.get_segments(), line.squares.get_paths()
        assert (len(bars), len(squares)) == ((r.show == "as bars") * w.x.size, (r.show == "as squares") * w.x.size)
        for bar, x, at, y in zip(bars, w.x, there, w.y, strict=False):
            np.testing.assert_allclose(bar, [[x, at], [x, y]])
        for square, x, at, y in zip(squares, w.x, there, w.y, strict=False):
            assert square.vertices[[0, 3]].tolist() == [pytest.approx([x, at]), pytest.approx([x, y])]
            wide, high = np.ptp(data.transData.transform(square.vertices), axis=0)  # pixels
            assert wide == pytest.approx(high)


def test_many_squares_are_thinned_in_the_picture_but_not_in_the_loss():
    x, y = DATA["many rows"]
    with closing(room.LineExplorer(x, y, slope=4, show="as squares")) as built:
        assert len(built.squares.get_paths()) == 20
        assert "some of its" in built.figure.axes[0].get_title(loc="left")
        assert built.result.loss == pytest.approx(np.mean((4 * x - y) ** 2))


def test_every_line_tried_leaves_one_mark_in_the_colour_of_its_loss(line):
    line.reset()
    for slope, intercept in [(4, 20), (1, 100), (4, 20)]:
        line.set(slope=slope, intercept=intercept)
    marked = {tuple(place): mark.get_color() for mark in seen(line.tried) for place in mark.get_xydata().tolist()}
    assert sorted(marked) == [(0, 0), (1, 100), (4, 20)]
    depths = [RAMP.index(marked[place]) for place in [(4, 20), (1, 100), (0, 0)]]
    assert depths == sorted(depths)
    assert depths[0] < depths[-1]
    line.reset()
    assert [mark.get_xydata().tolist() for mark in seen(line.tried)] == [[[0, 0]]]


def seen(trail):
    return [mark for mark in trail.marks if mark.get_visible() and mark.get_xydata().size]


def test_the_line_is_turned_at_its_ends_about_the_other_one(line):
    line.set(slope=4, intercept=20)
    by_message(line, {"handle 2": line.stage._shares(line.figure.axes[0].transData.transform((110, 300)))})
    slope, intercept = line.result.slope, line.result.intercept
    assert [slope * x + intercept for x in (30, 110)] == pytest.approx([140, 300], abs=0.5)


def test_the_step_goes_against_the_gradient(step, rng):
    for r, w in everywhere(step, rng, 40, **RATED):
        assert_at(step.step, [(w.slope, w.intercept), w.there], atol=1e-8)
        for end, place in zip(step.ends, (w.there, (w.slope, w.intercept)), strict=True):
            assert_at(end, [place], atol=1e-8)
        assert_at(step.mark, [(w.slope, w.loss)])
        x, along = step.curve.get_data()
        assert along == pytest.approx([np.mean((slope * w.x + w.intercept - w.y) ** 2) for slope in x])
        assert_at(step.tangent, np.column_stack([x, w.loss + w.gradient[0] * (x - w.slope)]), atol=1e-3)
        assert (step.cover.get_visible(), step.curve.get_visible()) == (r.fog, not r.fog)


def test_the_button_takes_the_step():
    here = (0, 0)
    with closing(room.GradientExplorer(learning_rate=LAB_RATE)) as built:
        for _ in range(5):
            (words, values), _back = built.stage.picture.actions
            assert words == "take this step"
            by_message(built, values)
            here = regression.gradient_step(*here, SIZES, PRICES, LAB_RATE)
            assert (built.result.slope, built.result.intercept) == pytest.approx(here)
    with closing(room.GradientExplorer(learning_rate=0.01)) as built:
        assert built.stage.picture.actions[0] == ["take this step", None]


@pytest.mark.parametrize("rate", [1e160, 1.7e308])
def test_a_step_that_leaves_the_numbers_is_a_state(rate):
    with closing(room.GradientExplorer(learning_rate=rate)) as built:
        assert built.sentence.endswith("leads so far away that the loss there is too large for a 64-bit number.")
        ground = built.figure.axes[0]
        assert built.leaving[0].get_xydata().tolist() == [[ground.get_xlim()[1], ground.get_ylim()[1]]]
        assert np.isfinite(built.step.get_xydata()).all()


# a training run


def test_training_is_the_labs(training, rng):
    *_, history = regression.train(SIZES, PRICES, LAB_RATE, 300)
    for _, w in everywhere(training, rng, 20, **RATED):
        assert w.losses[1:] == pytest.approx(history)
        assert_at(training.losses, numbered(w.losses[: w.step + 1]))
        assert_at(training.mark, [(w.step, w.losses[w.step])])
        x = training.fit.get_xdata()
        for faint, at in zip(
            (*training.trace, training.fit), (w.step // 8, w.step // 4, w.step // 2, w.step), strict=True
        ):
            assert faint.get_ydata() == pytest.approx(w.walk[at, 0] * x + w.walk[at, 1])


def test_predictions_are_read_off_the_labs_line_and_the_best_one(prediction, rng):
    for _, w in everywhere(prediction, rng, 20, **RATED):
        heights = w.at_best, w.trained, w.difference
        for reading, height in zip(prediction.readings, heights, strict=True):
            assert_at(reading, [(w.at, height)])


@pytest.mark.parametrize("data", [DATA["flats"], ([30, 60, 90, 45], [150, 250, 380, 200])], ids=["flats", "unsorted"])
def test_lies_begin_at_the_largest_size(data, opened, rng):
    built = opened(partial(room.PoisonExplorer, *data, **RATED))
    for _, w in everywhere(built, rng, 30, *data, **RATED):
        assert_at(built.losses, numbered(w.after.losses))
        order = np.argsort(w.x)[::-1]
        assert_at(built.lies, np.column_stack([w.x, w.after.y])[order[: w.lied]])
        assert_at(built.largest, [(w.x[order[0]], w.after.y[order[0]])])
        x = built.fit.get_xdata()
        assert built.fit.get_ydata() == pytest.approx(w.after.best[0] * x + w.after.best[1])
        assert list(built.least.get_ydata()) == pytest.approx([w.after.least] * 2)


# learning rates


@pytest.mark.parametrize("name", ["flats", "shares", "below zero", "constant price"])
def test_what_is_drawn_on_the_track_agrees_with_the_verdicts(name):
    with closing(room.LearningRateExplorer(*DATA[name], answer=True)) as built:
        slider, compared = built.controls["learning_rate"], 0
        assert (slider.bands[0][0], slider.bands[-1][1]) == (slider.min, slider.max)
        assert all(one[1] == other[0] for one, other in pairwise(slider.bands))
        for low, high, kind, band in slider.bands:
            for rate in np.geomspace(slider.min, slider.max, 200)[1:-1]:
                if low <= rate <= high / (1 + ONE_PROBE):  # a band ends at most one probe beyond its verdict
                    assert str(built.find(**values(built) | {"learning_rate": rate}).verdict).split()[0] == kind == band
                    compared += 1
        assert compared > 180
        ((place, _text),) = slider.marks
        assert place == built.bowl.limit


def test_the_walk_and_the_losses_are_those_of_the_loop(rates, rng):
    left = 0
    for r, w in everywhere(rates, rng, 60):
        finite = min(w.losses.size, r.losses.size)
        assert abs(w.losses.size - r.losses.size) <= 1  # the loop adds before it divides
        assert_at(rates.losses, [*numbered(w.losses)[:finite], *rates.losses.get_xydata()[finite:]])
        drawn = rates.walk.get_xydata()
        assert_at(rates.walk, w.walk[: len(drawn), :2], atol=1e-7)
        whole = len(drawn) in (w.losses.size, r.losses.size)
        assert whole or outside(rates.stage.axes[0], drawn).sum() == 2  # it has left on either side
        left += not whole
        assert_at(rates.start, [w.begin])
        assert bool(rates.controls["learning_rate"].bands) == w.answer
        assert list(rates.level.get_ydata()) == pytest.approx([w.losses[0]] * 2)
    assert left > 5


def test_the_limit_is_that_of_the_directions_that_the_start_feels(rates):
    assert rates.set(learning_rate=rates.bowl.limit).result.verdict is Verdict.BOUNCES
    x, y = [-2, 0, 2], [3, 5, 10]  # both weights matter apart: the slope by 2 * 8 / 3, the intercept by 2
    with closing(room.LearningRateExplorer(x, y)) as built:
        slider, best = built.controls["learning_rate"], built.bowl.minimum
        assert slider.marks == [[pytest.approx(0.375), "limit 0.375"]]
        built.set(start_slope=best[0], learning_rate=0.9)  # on the valley's floor
        assert (built.result.limit, built.result.verdict) == (pytest.approx(1), Verdict.OVERSHOOTS)
        assert slider.marks == [[pytest.approx(1), "limit 1"]]
        assert repr(built).endswith("overshoots but converges, limit 1")
        built.set(start_intercept=best[1])  # at the minimum no rate is too large
        assert (built.result.verdict, slider.marks) == (Verdict.CONVERGES, [])
        assert "limit" not in repr(built) + built.sentence
        assert slider.bands[-1][2] == "converges"


def test_what_leaves_the_picture_is_marked(rates):
    rates.set(learning_rate=LAB_RATE)
    assert [cross.get_xdata().size for cross in rates.leaving] == [0, 0]
    rates.set(learning_rate=0.001)
    for cross, axes in zip(rates.leaving, rates.stage.axes, strict=True):
        low, high = axes.viewLim.get_points()
        places = cross.get_xydata()
        assert len(places) > 0
        assert ((places == low) | (places == high)).any(axis=1).all()
        assert ((low <= places) & (places <= high)).all()


def test_the_data_is_neither_kept_nor_read_again():
    """Reading 100,000 rows once would take 800 kB for the predictions alone."""
    x = np.linspace(30, 110, 100_000)
    y = 4 * x + np.sin(np.arange(100_000))
    kept = [weakref.ref(x), weakref.ref(y)]
    with closing(room.LearningRateExplorer(x, y)) as built:
        del x, y
        gc.collect()
        assert [data() for data in kept] == [None, None]
        tracemalloc.start()
        try:
            for share in np.geomspace(0.1, 10, 20):
                built.find(**values(built) | {"learning_rate": share * built.bowl.limit})
            assert tracemalloc.get_traced_memory()[1] < 100_000
        finally:
            tracemalloc.stop()

"""The explorers of notebook 05: what they show and say is what the lab's plain Python loops give."""

import gc
import re
import tracemalloc
import weakref
from contextlib import closing
from functools import partial
from itertools import pairwise

import numpy as np
import pytest

from helpers.data import diabetes, flats
from helpers.explorers import (
    GradientExplorer,
    LearningRateExplorer,
    LineExplorer,
    PoisonExplorer,
    PredictionExplorer,
    TrainingExplorer,
)
from helpers.explorers.charts import PROBES, outside
from helpers.explorers.regression_lab import line_at
from helpers.explorers.words import amount, number
from helpers.maths import regression
from helpers.maths.descent import Run, Verdict, verdict_of_descent
from helpers.stage.style import RAMP
from tests.explorers.builders import DATA
from tests.explorers.moves import by_message, values

X, Y = flats().x, flats().y
SIZES, PRICES = X.tolist(), Y.tolist()
LAB_RATE = 0.0001
RATED = (GradientExplorer, LearningRateExplorer, PoisonExplorer, PredictionExplorer, TrainingExplorer)
NEAR_THE_LIMIT = 1e-6  # of it: nearer than this, the loop's rounding decides
ONE_PROBE = 30 ** (1 / PROBES) - 1  # how far apart, in share, the places lie where a band may end

step = partial(GradientExplorer, learning_rate=LAB_RATE)
training = partial(TrainingExplorer, learning_rate=LAB_RATE)
prediction = partial(PredictionExplorer, learning_rate=LAB_RATE)
poison = partial(PoisonExplorer, learning_rate=LAB_RATE, at=150)


@pytest.fixture
def rates(opened):
    return opened(LearningRateExplorer)


@pytest.mark.parametrize("kind", [*RATED, LineExplorer])
def test_without_data_it_is_the_ten_flats(opened, kind):
    for data in ((SIZES, PRICES), (flats(),)):
        with closing(kind(*data)) as given:
            assert repr(given) == repr(opened(kind))
            assert given.sentence == opened(kind).sentence


@pytest.mark.parametrize("kind", [LineExplorer, TrainingExplorer, PredictionExplorer, PoisonExplorer])
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
def test_the_axes_are_called_what_the_data_is(kind, data, names, shown):
    with closing(kind(*data, **names)) as built:
        axes = built.figure.axes[0]
        assert (axes.get_xlabel(), axes.get_ylabel()) == shown
        assert not axes.xaxis.label.get_parse_math()


# what is asked is not shown before it is found


ASKED = [GradientExplorer, LearningRateExplorer, LineExplorer, PredictionExplorer, TrainingExplorer]


@pytest.mark.parametrize("kind", ASKED)
def test_the_answer_is_neither_drawn_nor_said_until_it_is_asked_for(kind):
    with closing(kind(answer=False)) as built:
        least = amount(built.bowl.least)
        assert least not in built.sentence
        closed = built.stage._palette.still
        assert not any(part.get_visible() for part in built._answers)
        built.set(answer=True)
        assert built._answers
        assert all(part.get_visible() for part in built._answers)
        assert built.stage._palette.still != closed
        assert (least in built.sentence) == (kind not in (GradientExplorer, PredictionExplorer))


def test_the_limit_stands_on_the_track_once_it_is_passed():
    with closing(LearningRateExplorer(answer=False)) as built:
        built.task("Find a rate at which the run diverges.", lambda r: r.verdict is Verdict.DIVERGES)
        slider = built.controls["learning_rate"]
        limit = number(built.bowl.limit, 6)
        assert (slider.bands, slider.marks) == ([], [])
        assert limit not in built.sentence + repr(built)
        built.set(learning_rate=1.5 * built.bowl.limit)
        assert slider.bands
        assert slider.marks == [[built.bowl.limit, f"limit {limit}"]]
        assert limit in built.sentence


def test_every_line_tried_leaves_one_mark_in_the_colour_of_its_loss():
    with closing(LineExplorer()) as built:
        for slope, intercept in [(4, 20), (1, 100), (4, 20)]:
            built.set(slope=slope, intercept=intercept)
        marked = {tuple(place): mark.get_color() for mark in seen(built.tried) for place in mark.get_xydata().tolist()}
        assert sorted(marked) == [(0, 0), (1, 100), (4, 20)]
        depths = [RAMP.index(marked[place]) for place in [(4, 20), (1, 100), (0, 0)]]
        assert depths == sorted(depths)
        assert depths[0] < depths[-1]
        built.reset()
        assert [mark.get_xydata().tolist() for mark in seen(built.tried)] == [[[0, 0]]]


def seen(trail):
    return [mark for mark in trail.marks if mark.get_visible() and mark.get_xydata().size]


def test_the_line_is_turned_at_its_ends_about_the_other_one():
    with closing(LineExplorer(slope=4, intercept=20)) as built:
        data = built.figure.axes[0]
        share = built.stage._shares(data.transData.transform((110, 300)))
        by_message(built, {"handle 2": share})
        assert [line_at((built.result.slope, built.result.intercept), x) for x in (30, 110)] == pytest.approx(
            [140, 300], abs=0.5
        )


def test_the_button_takes_the_step():
    with closing(GradientExplorer(learning_rate=LAB_RATE, fog=True)) as built:
        here = (0, 0)
        for _ in range(5):
            (words, values), _back = built.stage.picture.actions
            assert words == "take this step"
            by_message(built, values)
            here = regression.gradient_step(*here, SIZES, PRICES, LAB_RATE)
            assert (built.result.slope, built.result.intercept) == pytest.approx(here)
    with closing(GradientExplorer(learning_rate=0.01)) as built:
        assert built.stage.picture.actions[0] == ["take this step", None]


# a line by hand, and one step


@pytest.mark.parametrize("line", [(0, 295), (4, 20), (4.21, 0), (-1.5, 163)])
def test_the_line_and_its_squares(opened, line):
    built = opened(LineExplorer).set(slope=line[0], intercept=line[1], show="as squares")
    residuals = [line[0] * x + line[1] - y for x, y in zip(SIZES, PRICES, strict=True)]
    assert built.result.loss == pytest.approx(regression.compute_loss(*line, SIZES, PRICES), rel=1e-12)
    assert built.result.residuals.tolist() == pytest.approx(residuals)
    assert built.sentence.endswith(f"The residuals add up to {number(sum(residuals))}.")  # to 0 at the mean
    (left, right), (low, high) = built.fit.get_data()
    assert (high - low, low - left * line[0]) == pytest.approx(((right - left) * line[0], line[1]), abs=1e-9)
    assert built.place.get_xydata().tolist() == [list(line)]
    data = built.figure.axes[0]
    assert built.set(show="hidden").squares.get_paths() == built.bars.get_segments() == []
    bars = [bar.tolist() for bar in built.set(show="as bars").bars.get_segments()]
    assert bars == [
        [[x, pytest.approx(y + residual)], [x, pytest.approx(y)]]
        for x, y, residual in zip(SIZES, PRICES, residuals, strict=True)
    ]
    built.set(show="as squares")
    for square, x, y, residual in zip(built.squares.get_paths(), SIZES, PRICES, residuals, strict=True):
        assert square.vertices[0].tolist() == pytest.approx([x, y + residual])
        assert square.vertices[3].tolist() == pytest.approx([x, y])  # on the point itself
        wide, high = np.ptp(data.transData.transform(square.vertices), axis=0)  # pixels
        assert wide == pytest.approx(high)


def test_many_squares_are_thinned_in_the_picture_but_not_in_the_loss():
    x, y = DATA["many rows"]
    with closing(LineExplorer(x, y, slope=4, show="as squares")) as built:
        assert len(built.squares.get_paths()) == 20
        assert "some of its" in built.figure.axes[0].get_title(loc="left")
        assert built.result.loss == pytest.approx(np.mean((4 * x - y) ** 2))


@pytest.mark.parametrize("place", [(0, 0), (4.21, 0), (2, 50)])
def test_the_gradient_and_the_step_are_those_of_plain_python(opened, place):
    built = opened(step).set(slope=place[0], intercept=place[1])
    slopes = regression.sensitivities(*place, SIZES, PRICES)
    there = regression.gradient_step(*place, SIZES, PRICES, LAB_RATE)
    assert built.result.gradient.tolist() == pytest.approx(slopes, rel=1e-9)
    assert built.result.there.tolist() == pytest.approx(there, rel=1e-9)
    assert built.result.loss == pytest.approx(regression.compute_loss(*place, SIZES, PRICES), rel=1e-9)
    assert built.result.loss_there == pytest.approx(regression.compute_loss(*there, SIZES, PRICES), rel=1e-9)
    assert built.step.get_xydata().ravel().tolist() == pytest.approx([*place, *there])
    (left, *_, right), (low, *_, high) = built.tangent.get_data()
    assert (high - low) / (right - left) == pytest.approx(slopes[0])
    at, along = built.curve.get_data()
    assert along.tolist() == pytest.approx([regression.compute_loss(w, place[1], SIZES, PRICES) for w in at])


def test_fog_changes_the_picture_only(opened):
    sentence = opened(step).sentence
    for fog in (True, False):
        built = opened(step).set(fog=fog)
        assert built.sentence == sentence
        assert (built.cover.get_visible(), built.curve.get_visible()) == (fog, not fog)


@pytest.mark.parametrize("rate", [1e160, 1e300, 1.7e308])
def test_a_step_that_leaves_the_numbers_is_a_state(rate):
    with closing(GradientExplorer(learning_rate=rate)) as built:
        assert built.sentence.endswith("leads so far away that the loss there is too large for a 64-bit number.")
        ground = built.figure.axes[0]
        assert built.leaving[0].get_xydata().tolist() == [[ground.get_xlim()[1], ground.get_ylim()[1]]]
        assert np.isfinite(built.step.get_xydata()).all()


# a training run


def test_training_is_the_labs(opened):
    built = opened(training)
    slope, intercept, history = regression.train(SIZES, PRICES, LAB_RATE, 300)
    losses = [regression.compute_loss(0, 0, SIZES, PRICES), *history]
    for at in (0, 1, 2, 50, 299, 300):
        result = built.set(step=at).result
        assert (result.step, result.loss) == (at, pytest.approx(losses[at], rel=1e-9))
        assert built.losses.get_ydata().tolist() == pytest.approx(losses[: at + 1], rel=1e-9)
        assert built.mark.get_xydata().tolist() == [[at, pytest.approx(losses[at], rel=1e-9)]]
    assert (result.slope, result.intercept) == pytest.approx((slope, intercept), rel=1e-9)


def test_a_training_run_that_leaves_the_numbers_stays_at_its_last_finite_step():
    with closing(TrainingExplorer(learning_rate=0.01)) as built:
        assert built.set(step=300).result.step == built.run.infinite_at - 1 < 300
        assert np.isfinite(built.result.loss)
        assert built.sentence.endswith("diverges. Here it stops: the next loss is too large for a 64-bit number.")
        assert built.leaving.get_xdata().size == 1
        assert "stops" not in built.set(step=0).sentence


@pytest.mark.parametrize("at", [0, 30, 75, 110, 150])
def test_predictions_are_read_off_the_labs_line_and_the_best_one(opened, at):
    built = opened(prediction).set(at=at)
    slope, intercept, _ = regression.train(SIZES, PRICES, LAB_RATE, 300)
    trained, best = slope * at + intercept, np.polyval(np.polyfit(X, Y, 1), at)
    assert (built.result.trained, built.result.best) == pytest.approx((trained, best))
    heights = [reading.get_ydata()[0] for reading in built.readings]
    assert heights == pytest.approx([best, trained, trained - best])
    assert built.sentence.endswith("guessing.") is not (30 <= at <= 110)


@pytest.mark.parametrize(("count", "lie"), [(1, -300), (1, -10), (3, 100)])
def test_lies_begin_at_the_largest_size(opened, count, lie):
    built = opened(poison).set(poisoned=count, lie=lie)
    lied = PRICES[:-count] + [price + lie for price in PRICES[-count:]]
    best, (*_, history) = np.polyfit(X, lied, 1), regression.train(SIZES, lied, LAB_RATE, 300)
    assert built.result.lied.tolist() == lied
    assert built.result.least == pytest.approx(np.mean((np.polyval(best, X) - lied) ** 2))
    assert built.result.prediction == pytest.approx(np.polyval(best, 150))
    assert built.losses.get_ydata()[1:].tolist() == pytest.approx(history, rel=1e-9)
    assert sorted(built.lies.get_xydata().tolist()) == [list(each) for each in zip(SIZES, lied, strict=True)][-count:]
    ends, heights = built.fit.get_data()
    assert heights == pytest.approx(np.polyval(best, ends))


def test_no_lie_changes_nothing(opened):
    for move in ({"poisoned": 0, "lie": 100}, {"poisoned": 3, "lie": 0}):
        built = opened(poison).set(**move)
        assert built.result.lied.tolist() == PRICES
        assert built.result.prediction == pytest.approx(np.polyval(np.polyfit(X, Y, 1), 150))
        assert built.sentence.startswith("No value is changed")
    with closing(PoisonExplorer([30, 60, 90, 45], [150, 250, 380, 200])) as built:
        assert built.set(poisoned=2, lie=-50).result.lied.tolist() == [150, 200, 330, 200]
        assert built.at == 110  # a third beyond the largest


# learning rates


def by_loop(x, y, rate, steps, least):
    """Gradient descent with the data's own mean squared error, one step after the other."""
    X, y = np.column_stack([x, np.ones(len(x))]), np.asarray(y, dtype=float)
    walk = [np.zeros(2)]
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            walk.append(walk[-1] - rate * 2 / y.size * X.T @ (X @ walk[-1] - y))
        losses = np.array([np.mean((X @ w - y) ** 2) for w in walk])
    return Run.judged(rate, steps, np.array(walk), losses, least, verdict_of_descent)


def numbers_after(words, text):
    """The numbers that stand right after certain words."""
    return [float(found.replace(",", "")) for found in re.findall(rf"\b{words} ([-+\d.,e]*\d)", text)]


def along(slider, count):
    """Rates from end to end of a slider in equal ratios."""
    return np.geomspace(slider.min, slider.max, count).clip(slider.min, slider.max)


@pytest.mark.parametrize(("name", "count"), [("flats", 300), ("diabetes", 40), ("shares", 40), ("below zero", 40)])
def test_the_verdict_is_the_loops(name, count):
    with closing(LearningRateExplorer(*DATA[name])) as built:
        limit, compared = built.bowl.limit, 0
        for rate in [*along(built.controls["learning_rate"], count), limit * (1 - 2e-6), limit * (1 + 2e-6)]:
            if abs(rate / limit - 1) <= NEAR_THE_LIMIT:
                continue
            loop = by_loop(*DATA[name], rate, built.steps, built.bowl.least)
            result = built.set(learning_rate=float(rate)).result
            assert (result.verdict, result.exceeded_at) == (loop.verdict, loop.exceeded_at), f"at {rate}, limit {limit}"
            assert str(loop.verdict) in built.sentence
            compared += 1
    assert compared >= count


@pytest.mark.parametrize("name", DATA)
def test_what_is_drawn_on_the_track_agrees_with_the_verdicts(name):
    with closing(LearningRateExplorer(*DATA[name])) as built:
        slider, compared = built.controls["learning_rate"], 0
        assert (slider.bands[0][0], slider.bands[-1][1]) == (slider.min, slider.max)
        assert all(one[1] == other[0] for one, other in pairwise(slider.bands))
        for low, high, kind, band in slider.bands:
            for rate in along(slider, 300):
                if low <= rate <= high / (1 + ONE_PROBE):  # a band ends at most one probe beyond its verdict
                    assert str(built.find(**values(built) | {"learning_rate": rate}).verdict).split()[0] == kind == band
                    compared += 1
        assert compared > 270
        ((place, text),) = slider.marks
        assert place == built.bowl.limit
        built.set(learning_rate=min(3 * place, slider.max))
        for words in (text, repr(built), built.sentence):
            assert numbers_after("limit", words) == [pytest.approx(place, rel=1e-2)]


@pytest.mark.parametrize("share", [0.05, 0.3, 0.55, 0.8, 0.97, 0.995, 1.08, 1.3, 2.7, 5.4])  # of the limit
def test_the_picture_is_that_of_the_loop(rates, share):
    rate = share * rates.bowl.limit
    loop = by_loop(X, Y, rate, 300, rates.bowl.least)
    rates.set(learning_rate=rate)
    finite = min(loop.losses.size, rates.result.losses.size)
    np.testing.assert_allclose(rates.losses.get_ydata()[:finite], loop.losses[:finite], rtol=1e-9)
    np.testing.assert_array_equal(rates.losses.get_xdata()[:finite], np.arange(finite))
    drawn = rates.walk.get_xydata()
    np.testing.assert_allclose(drawn, loop.weights[: len(drawn)], rtol=1e-9, atol=1e-9)
    assert len(drawn) == finite or outside(rates.stage.axes[0], drawn).sum() == 2  # it has left on either side
    if loop.infinite_at:
        assert rates.result.infinite_at - loop.infinite_at in (0, 1)  # the loop adds before it divides


def test_a_walk_from_another_start_is_the_loops_too(rates):
    rates.set(start_slope=6, start_intercept=-100, learning_rate=LAB_RATE)
    here = [(6, -100)]
    for _ in range(20):
        here.append(regression.gradient_step(*here[-1], SIZES, PRICES, LAB_RATE))
    np.testing.assert_allclose(rates.walk.get_xydata()[:21], here, rtol=1e-9)
    assert rates.start.get_xydata()[0].tolist() == pytest.approx([6, -100])
    assert rates.level.get_ydata()[0] == pytest.approx(regression.compute_loss(6, -100, SIZES, PRICES))


def test_the_limit_is_that_of_the_directions_that_the_start_feels():
    x, y = [-2, 0, 2], [3, 5, 10]  # both weights matter apart: the slope by 2 * 8 / 3, the intercept by 2
    with closing(LearningRateExplorer(x, y)) as built:
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


def test_at_the_limit_itself_it_bounces(rates):
    assert rates.set(learning_rate=rates.bowl.limit).result.verdict is Verdict.BOUNCES
    assert "the run bounces: each step lands exactly as far away" in rates.sentence


def test_what_leaves_the_picture_is_marked(rates):
    rates.set(learning_rate=LAB_RATE)
    assert [cross.get_xdata().size for cross in rates.leaving] == [0, 0]
    rates.set(learning_rate=0.001)
    for cross, axes in zip(rates.leaving, rates.stage.axes, strict=True):
        (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
        x, y = cross.get_data()
        assert x.size > 0
        assert ((x == left) | (x == right) | (y == low) | (y == high)).all()
        assert ((left <= x) & (x <= right) & (low <= y) & (y <= high)).all()


def test_the_data_is_neither_kept_nor_read_again():
    """Reading 100,000 rows once would take 800 kB for the predictions alone."""
    x = np.linspace(30, 110, 100_000)
    y = 4 * x + np.sin(np.arange(100_000))
    kept = [weakref.ref(x), weakref.ref(y)]
    built = LearningRateExplorer(x, y)
    del x, y
    gc.collect()
    assert [data() for data in kept] == [None, None]
    tracemalloc.start()
    try:
        for rate in along(built.controls["learning_rate"], 20):
            built.find(**values(built) | {"learning_rate": rate})
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()
    built.close()


# what is refused

WRONG_RATES = [(kind, {"learning_rate": rate}) for kind in RATED for rate in (0, -1, np.nan, np.inf, "fast")]
WRONG_STEPS = [(kind, {"steps": steps}) for kind in RATED[1:] for steps in (0, -1, 2.5, True)]
WRONG_PLACES = [(kind, {"at": at}) for kind in (PoisonExplorer, PredictionExplorer) for at in (np.nan, np.inf, "there")]


@pytest.mark.parametrize(("kind", "options"), [*WRONG_RATES, *WRONG_STEPS, *WRONG_PLACES])
def test_an_option_out_of_range_is_refused(kind, options):
    ((name, _),) = options.items()
    with pytest.raises(ValueError, match=f"{name} is .*; wanted a (finite|whole) number"):
        kind(**options)


@pytest.mark.parametrize("kind", RATED[1:])
def test_few_steps_are_enough(kind):
    """One alone can not be told to overshoot, so where verdicts stand on the track it takes two."""
    fewest = 2 if kind is LearningRateExplorer else 1
    with closing(kind(steps=fewest)) as built:
        assert built.sentence
    with pytest.raises(ValueError, match=f"steps is {fewest - 1}; wanted a whole number of at least {fewest}"):
        kind(steps=fewest - 1)


@pytest.mark.parametrize("kind", [*RATED, LineExplorer])
@pytest.mark.parametrize(
    ("x", "y", "said"),
    [
        ([1, np.nan], [1, 2], "x holds 1 values that are NaN"),
        ([1, 2], [1], "y holds 1 numbers; wanted 2"),
        ([], [], r"x has shape \(0,\)"),
        ("ab", [1, 2], "x is str 'ab'"),
        ([[1, 2]], [1, 2], r"x has shape \(1, 2\)"),
        ([1, 2], None, r"^y is missing; wanted both x and y, or a data set as flats\(\)$"),
        (None, [1, 2], "^x is missing; wanted both x and y"),
    ],
)
def test_data_that_is_none_is_refused(kind, x, y, said):
    with pytest.raises(ValueError, match=said):
        kind(x, y)

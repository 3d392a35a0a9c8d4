"""The learning-rate explorer: what it says of a rate is what the loop does at that rate, at no cost in data."""

import gc
import re
import tracemalloc
import weakref
from itertools import pairwise

import numpy as np
import pytest

from helpers.data import flats
from helpers.explorers import LearningRateExplorer
from helpers.explorers.charts import KIND, PROBES, rate_bands
from helpers.explorers.words import amount, number
from helpers.maths.descent import QuadraticLoss, Verdict, descend, valley
from helpers.maths.regression import design_matrix
from tests.explorers.builders import DATA

X, Y = design_matrix(flats().x), flats().y
RATES = 300  # along the slider
NEAR_THE_LIMIT = 1e-6  # of it: nearer than this, the loop's rounding decides
ONE_PROBE = 30 ** (1 / PROBES) - 1  # how far apart, in share, the places lie where a band may end


@pytest.fixture(scope="module")
def explorer():
    explorer = LearningRateExplorer(flats().x, flats().y)
    yield explorer
    explorer.close()


def by_loop(X, y, rate, steps, least):
    """Gradient descent with the data's own mean squared error, one step after the other."""
    y = np.asarray(y, dtype=float)
    return descend(
        lambda w: float(np.mean((X @ w - y) ** 2)), lambda w: 2 / y.size * X.T @ (X @ w - y), (0, 0), rate, steps, least
    )


def numbers_after(words, text):
    """The numbers that stand right after certain words."""
    return [float(found.replace(",", "")) for found in re.findall(rf"\b{words} ([-+\d.,e]*\d)", text)]


def along(slider, count):
    """Rates from end to end of a slider in equal ratios."""
    return np.geomspace(slider.min, slider.max, count).clip(slider.min, slider.max)


@pytest.mark.parametrize(("name", "count"), [("flats", RATES), ("diabetes", 40), ("shares", 40), ("below zero", 40)])
def test_the_verdict_is_the_loops(name, count):
    x, y = DATA[name]
    explorer = LearningRateExplorer(x, y)
    limit = explorer.bowl.limit
    compared = 0
    for rate in [*along(explorer.controls["learning_rate"], count), limit * (1 - 2e-6), limit * (1 + 2e-6)]:
        if abs(rate / limit - 1) <= NEAR_THE_LIMIT:
            continue
        loop = by_loop(design_matrix(x), y, rate, explorer.steps, explorer.bowl.least)
        result = explorer.set(learning_rate=float(rate)).result
        assert result.verdict == loop.verdict, f"at {rate}, limit {limit}"
        assert str(loop.verdict) in explorer.sentence
        assert result.exceeded_at == loop.exceeded_at
        compared += 1
    explorer.close()
    assert compared >= count


def test_the_whole_slider_has_every_verdict_of_the_flats(explorer):
    slider = explorer.controls["learning_rate"]
    verdicts = [explorer.compute(rate).verdict for rate in along(slider, RATES)]
    assert set(verdicts) == {Verdict.CRAWLS, Verdict.OVERSHOOTS, Verdict.DIVERGES}
    turns = [one for one, other in pairwise(verdicts) if one != other]
    assert turns == [Verdict.CRAWLS, Verdict.OVERSHOOTS]  # each only once: no stray verdict in between


def test_the_limit_itself_neither_falls_nor_grows(explorer):
    result = explorer.set(learning_rate=explorer.bowl.limit).result
    assert result.verdict is Verdict.NEITHER
    assert "neither falls nor grows" in explorer.sentence
    assert "the limit" in explorer.sentence


@pytest.mark.parametrize("name", DATA)
def test_the_bands_on_the_track_agree_with_the_verdicts(name):
    explorer = LearningRateExplorer(*DATA[name])
    slider = explorer.controls["learning_rate"]
    assert slider.bands[0][0] == slider.min
    assert slider.bands[-1][1] == slider.max
    assert all(one[1] == other[0] for one, other in pairwise(slider.bands))
    compared = 0
    for low, high, kind, band in slider.bands:
        for rate in along(slider, RATES):
            if low <= rate <= high / (1 + ONE_PROBE):  # a band ends at most one probe beyond its verdict
                assert KIND[explorer.compute(rate).verdict] == kind == band
                compared += 1
    explorer.close()
    assert compared > 0.9 * RATES


@pytest.mark.parametrize("name", DATA)
def test_the_limit_is_marked_on_the_track_and_named(name):
    explorer = LearningRateExplorer(*DATA[name])
    slider = explorer.controls["learning_rate"]
    ((place, text),) = slider.marks
    assert place == explorer.bowl.limit
    diverging = explorer.set(learning_rate=min(3 * explorer.bowl.limit, slider.max))
    for words in (text, repr(diverging), diverging.sentence):
        assert numbers_after("limit", words) == [pytest.approx(explorer.bowl.limit, rel=1e-2)]
    for words in (repr(diverging), diverging.sentence):
        assert numbers_after("learning rate(?: of)?", words) == [pytest.approx(slider.value, rel=1e-2)]
    diverging.close()


@pytest.mark.parametrize("rate", [0.0002, 0.00025, 0.0005, 0.001])
def test_the_sentence_names_the_step_and_the_loss_of_a_diverging_loop(explorer, rate):
    loop = by_loop(X, Y, rate, explorer.steps, explorer.bowl.least)
    sentence = explorer.set(learning_rate=rate).sentence
    assert loop.exceeded_at in numbers_after("step", sentence)
    assert f"diverges at step {loop.exceeded_at}, limit 0.000185929" in repr(explorer)
    if loop.infinite_at is None:
        assert amount(loop.losses[-1]) in sentence
    else:
        assert explorer.result.infinite_at in numbers_after("step", sentence)
        assert explorer.result.infinite_at - loop.infinite_at in (0, 1)  # the loop adds before it divides
    factor = rate * explorer.bowl.curvatures[-1] - 1  # how much farther away each step lands
    assert f" {number(factor)} " in sentence


@pytest.mark.parametrize("rate", [0.00001, 0.00005, 0.0001, 0.00015, 0.00018, 0.000185])
def test_the_sentence_names_the_losses_of_a_falling_loop(explorer, rate):
    loop = by_loop(X, Y, rate, explorer.steps, explorer.bowl.least)
    sentence = explorer.set(learning_rate=rate).sentence
    assert numbers_after("after", sentence)[0] == explorer.steps
    assert f" {amount(loop.losses[-1])}," in sentence
    assert f" {amount(explorer.bowl.least)}." in sentence
    np.testing.assert_allclose(explorer.result.losses, loop.losses, rtol=1e-9)
    np.testing.assert_allclose(explorer.result.weights, loop.weights, rtol=1e-9, atol=1e-9)


def test_the_sentence_names_the_step_of_arrival(explorer):
    assert 122_011 in numbers_after("after", explorer.set(learning_rate=0.0001).sentence)


def test_a_step_of_arrival_that_the_loop_reaches():
    x, y = DATA["below zero"]
    explorer = LearningRateExplorer(x, y)
    rate = explorer.bowl.limit / 2
    loop = by_loop(design_matrix(x), y, rate, 1000, explorer.bowl.least)
    arrived = int(np.argmax(loop.losses <= 1.01 * explorer.bowl.least))
    assert 0 < arrived < 1000
    assert arrived in numbers_after("after", explorer.set(learning_rate=rate).sentence)
    explorer.close()


def test_a_diverging_loss_below_its_start_is_said_to_be():
    """Along the valley it still falls by more than it grows across."""
    bowl = QuadraticLoss.from_data(X, Y)
    start = bowl.minimum + bowl.directions @ [1e4, 0.001]
    explorer = LearningRateExplorer(*DATA["flats"], start=tuple(start), steps=2)
    sentence = explorer.set(learning_rate=1.01 * bowl.limit).sentence
    assert "diverges, though within these steps its loss does not pass its start, and after 2 steps it is " in sentence
    explorer.close()


def test_where_the_loss_is_least_already_every_rate_converges():
    explorer = LearningRateExplorer([1, 2, 3], [0, 0, 0])
    slider = explorer.controls["learning_rate"]
    assert [(low, high, kind) for low, high, kind, _ in slider.bands] == [(slider.min, slider.max, "converges")]
    for rate in along(slider, 20):
        explorer.set(learning_rate=rate)
        assert ": converges, limit" in repr(explorer)
        assert "crosses" not in explorer.sentence
    explorer.close()


def test_the_bands_on_a_valleys_floor_are_its_own():
    narrow = valley(40)
    bands = rate_bands(narrow, [3, 0], 100, 1e-3, 10)
    assert [(high, kind) for _, high, kind, _ in bands][-2:] == [(2, "overshoots"), (10, "diverges")]
    assert rate_bands(narrow, [3, 1], 100, 1e-3, 10)[-1][:3] == (narrow.limit, 10, "diverges")


def test_one_step_can_not_be_told_to_overshoot():
    with pytest.raises(ValueError, match="steps is 1; wanted a whole number of at least 2"):
        LearningRateExplorer(*DATA["flats"], steps=1)
    two = LearningRateExplorer(*DATA["flats"], steps=2)
    assert KIND[two.compute(two.bowl.limit / 1.01).verdict] == two.controls["learning_rate"].bands[-2][2]
    two.close()


def test_what_leaves_the_picture_is_marked(explorer):
    explorer.set(learning_rate=0.0001)
    assert [cross.get_xdata().size for cross in explorer._exits] == [0, 0]
    explorer.set(learning_rate=0.001)
    for cross, axes in zip(explorer._exits, explorer.stage.axes, strict=True):
        x, y = cross.get_data()
        assert x.size > 0
        assert np.all((x >= axes.get_xlim()[0]) & (x <= axes.get_xlim()[1]))
        assert np.all((y >= axes.get_ylim()[0]) & (y <= axes.get_ylim()[1]))


def test_the_data_is_not_read_again():
    """Poisoned after construction, the data can not be seen in any later move."""
    x, y = flats().x.copy(), flats().y.copy()
    explorer, untouched = LearningRateExplorer(x, y), LearningRateExplorer(*DATA["flats"])
    x[:] = y[:] = np.nan
    for rate in along(explorer.controls["learning_rate"], 20):
        assert repr(explorer.set(learning_rate=rate)) == repr(untouched.set(learning_rate=rate))
        assert explorer.sentence == untouched.sentence
    explorer.close()
    untouched.close()


def test_the_data_is_not_kept():
    x = np.linspace(30, 110, 100_000)
    y = 4 * x + np.sin(np.arange(100_000))
    kept = [weakref.ref(x), weakref.ref(y)]
    explorer = LearningRateExplorer(x, y)
    del x, y
    gc.collect()
    assert [data() for data in kept] == [None, None]
    assert "diverges" in repr(explorer.set(learning_rate=1))
    explorer.close()


def test_a_move_over_many_rows_needs_no_more_memory_than_over_ten():
    """Reading 100,000 rows once would take 800 kB for the predictions alone."""
    x = np.linspace(30, 110, 100_000)
    explorer = LearningRateExplorer(x, 4 * x + np.sin(np.arange(100_000)))
    tracemalloc.start()
    try:
        for rate in along(explorer.controls["learning_rate"], 20):
            explorer.compute(rate)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    explorer.close()
    assert peak < 100_000

"""The speed explorer says what it was given, in units and words that fit, and keeps times out of its line of words."""

import numpy as np
import pytest

from helpers.explorers.linear_algebra.speed import SpeedExplorer
from helpers.maths.timing import Speeds

USUAL = Speeds(
    [1, 10, 100, 1000, 10_000, 1_000_000],
    loop=[2.5e-7, 5e-7, 2.4e-6, 2.2e-5, 2.2e-4, 2.1e-2],
    vectorised=[6e-7, 6.25e-7, 6e-7, 8e-7, 1.1e-6, 8.4e-5],
)


@pytest.fixture(scope="module")
def explorer():
    explorer = SpeedExplorer(USUAL)
    yield explorer
    explorer.close()


SO_FEW = "as fast, as calling NumPy costs more than so few products."


@pytest.mark.parametrize(
    ("size", "loop", "vectorised", "verdict"),
    [
        ("1 number", "250 ns", "600 ns", f"the loop is 2.4 times {SO_FEW}"),
        ("10 numbers", "500 ns", "625 ns", f"the loop is 1.25 times {SO_FEW}"),
        ("100 numbers", "2.4 µs", "600 ns", "NumPy is 4 times as fast."),
        ("1,000 numbers", "22 µs", "800 ns", "NumPy is 28 times as fast."),
        ("10,000 numbers", "220 µs", "1.1 µs", "NumPy is 200 times as fast."),
        ("1,000,000 numbers", "21 ms", "84 µs", "NumPy is 250 times as fast."),
    ],
)
def test_the_sentence_gives_both_times_and_their_ratio(explorer, size, loop, vectorised, verdict):
    explorer.set(size=int(size.split()[0].replace(",", "")))
    assert f"vectors of {size} takes {loop} by the loop and {vectorised} by NumPy, as measured" in explorer.sentence
    assert f": {verdict} NumPy wins" in explorer.sentence
    end = "NumPy wins from 100 numbers on; the most of all sizes is 250 times, at 1,000,000 numbers."
    assert explorer.sentence.endswith(end)


def test_the_line_of_words_is_the_same_whatever_was_measured(explorer):
    slower = SpeedExplorer(Speeds(USUAL.sizes, USUAL.loop * 3, USUAL.vectorised * 0.7))
    for size in USUAL.sizes.tolist():
        assert repr(slower.set(size=size)) == repr(explorer.set(size=size))
        assert slower.sentence != explorer.sentence
    assert repr(explorer.set(size=1000)) == "SpeedExplorer: 1,000 numbers, as measured on this machine"
    slower.close()


def test_the_marks_stand_where_it_was_measured(explorer):
    for at, size in enumerate(USUAL.sizes.tolist()):
        explorer.set(size=size)
        places = [dot.get_xydata()[0].tolist() for dot in explorer._dots]
        loop, vectorised = USUAL.loop[at], USUAL.vectorised[at]
        np.testing.assert_allclose(places, [[size, loop], [size, vectorised], [size, loop / vectorised]])
        assert [line.get_xdata() for line in explorer._here] == [[size, size]] * 2


def test_everything_measured_and_both_levels_fit_their_axes(explorer):
    times, ratios = explorer.stage.axes
    for axes, heights in ((times, [*USUAL.loop, *USUAL.vectorised]), (ratios, [*USUAL.ratios, 1, 100])):
        low, high = axes.get_ylim()
        assert low < min(heights) < max(heights) < high
        assert axes.get_xlim()[0] < 1 < 1_000_000 < axes.get_xlim()[1]


@pytest.mark.parametrize(
    ("vectorised", "words"),
    [
        ([2e-7, 2e-7], ["the two are equally fast.", "At the largest size measured NumPy does not win."]),
        ([1e-7, 4e-7], ["NumPy is 2 times as fast.", "At the largest size measured NumPy does not win."]),
        (
            [1e-7, 1e-9],
            ["NumPy is 2 times as fast.", "NumPy wins from 3 numbers on; the most of all sizes is 200 times"],
        ),
        ([3e-12, 1e-7], ["takes 200 ns by the loop and 0.003 ns by NumPy"]),
    ],
)
def test_other_machines(vectorised, words):
    explorer = SpeedExplorer(Speeds([3, 7], loop=[2e-7, 2e-7], vectorised=vectorised)).set(size=3)
    for each in words:
        assert each in explorer.sentence
    explorer.close()


def test_it_begins_near_a_thousand_numbers():
    for sizes, begin in (([1, 900, 5000], 900), ([1, 2], 2), ([10**5, 10**6], 10**5)):
        explorer = SpeedExplorer(Speeds(sizes, loop=[1.0] * len(sizes), vectorised=[0.5] * len(sizes)))
        assert explorer.result.size == begin
        explorer.close()


@pytest.mark.parametrize(
    ("speeds", "message"),
    [
        (None, "speeds is NoneType None; wanted what compare_speeds gives"),
        ([1, 2, 3], r"speeds is list \[1, 2, 3\]; wanted what compare_speeds gives"),
        (Speeds([5], loop=[1.0], vectorised=[1.0]), "speeds holds 1 size; wanted at least 2"),
    ],
)
def test_bad_arguments_are_refused(speeds, message):
    with pytest.raises(ValueError, match=message):
        SpeedExplorer(speeds)

"""The dragged income over its whole slider: numbers against NumPy, picture and words against the numbers."""

import re

import numpy as np
import pytest

from helpers.data import incomes
from helpers.explorers.inference.skew import LOOK, SkewExplorer

INCOMES = [1e3, 5_000, 33_000, 34_000, 69_783, 150_000, 305_000, 1e6, 3.3e7, 1e9]


@pytest.fixture(scope="module")
def explorer():
    """One for all tests; `built` is it as it begins."""
    explorer = SkewExplorer()
    yield explorer
    explorer.close()


@pytest.fixture
def built(explorer):
    return explorer.set(income=incomes()[0])


def line_of(axes, hue, marker):
    """The one moving line of this look."""
    (found,) = (
        line for line in axes.lines if line.get_animated() and line.get_color() == hue and line.get_marker() == marker
    )
    return found


def test_as_it_is(built):
    assert built.sentence == (
        "With ★ at 69,783 euros a year the mean is 69,562 and the median 33,952: the mean lies 35,610 above. The "
        "standard deviation is 75,901; mean ± std runs from -6,339 to 145,463 and holds 81.8% of the incomes; of a "
        "bell it would be 68.3%. Drag ★ and see which of these numbers follow."
    )


def test_a_billionaire(built):
    built.set(income=1e9)
    assert "moved the mean up by 999,930, the standard deviation up by 31.54 million, the median not at all" in (
        built.sentence
    )
    assert "the mean is 1.069 million and the median 33,952" in built.sentence
    assert "holds 99.9% of the incomes" in built.sentence


@pytest.mark.parametrize(
    ("income", "text"),
    [(1e9, "1 billion"), (9.9996e8, "1 billion"), (9.996e8, "999.6 million"), (1e6, "1 million"), (999_999, "999,999")],
)
def test_an_income_in_words(built, income, text):
    assert f"With ★ at {text} euros a year" in built.set(income=income).sentence


def test_a_poor_one(built):
    assert "moved the mean down by 68.8, the standard deviation up by 31, the median down by 102" in (
        built.set(income=1e3).sentence
    )


@pytest.mark.parametrize("income", INCOMES)
def test_over_the_slider_numbers_picture_and_words_agree(built, income):
    result = built.set(income=income).result
    values = np.append(incomes()[1:], income)
    mean, std, median = values.mean(), values.std(ddof=1), np.median(values)
    within = np.mean(abs(values - mean) <= std)
    assert [result.now.mean, result.now.std, result.now.median] == pytest.approx([mean, std, median])
    assert result.now.within_std == pytest.approx(within)
    sample, share, curves = built.stage.axes
    middle = {"mean": mean, "median": median}
    ends = {"mean": (mean - std, mean + std), "median": tuple(np.percentile(values, [25, 75]))}
    for name in middle:
        hue, dash, _ = LOOK[name]
        span = line_of(sample, hue, "|").get_xdata()
        assert tuple(span) == pytest.approx(ends[name])
        (upright,) = (
            line
            for line in sample.lines
            if line.get_animated()
            and line.get_linestyle() == dash
            and line.get_color() == hue
            and line.get_marker() == "None"
        )
        assert tuple(upright.get_xdata()) == pytest.approx((middle[name], middle[name]))
    (bar,) = share.patches
    assert bar.get_height() == pytest.approx(100 * within)
    for name, height in {**middle, "std": std}.items():
        hue, _, marker = LOOK[name]
        assert line_of(curves, hue, marker).get_xydata()[0] == pytest.approx((income, height))
    assert f"holds {float(f'{100 * within:.3g}'):g}% of the incomes" in built.sentence


@pytest.mark.parametrize("income", INCOMES)
def test_what_leaves_the_axes_is_marked(built, income):
    result = built.set(income=income).result
    sample = built.stage.axes[0]
    low, high = sample.get_xlim()
    crosses = next(line for line in sample.lines if line.get_marker() == "X").get_xdata()
    out = [x for x in (income, result.low, result.now.mean, result.high) if not low <= x <= high]
    assert sorted(crosses) == sorted(np.clip(out, low, high))
    stars = next(line for line in sample.lines if line.get_marker() == "*").get_xdata()
    assert list(stars) == ([income] if income <= high else [])


def test_the_dots_walk_along_the_curves(built):
    curves = built.stage.axes[2]
    for name, (hue, dash, _) in LOOK.items():
        (curve,) = (line for line in curves.lines if not line.get_animated() and line.get_label() == name)
        assert curve.get_color() == hue
        assert curve.get_linestyle() == dash
        for income, height in curve.get_xydata()[::10]:
            assert getattr(built.set(income=income).result.now, name) == pytest.approx(height)


def test_the_median_stays_between_its_neighbours(built):
    """However far the one is dragged, the median keeps between the 499th and the 501st of the others."""
    others = np.sort(incomes()[1:])
    found = [built.set(income=income).result.now.median for income in INCOMES]
    assert others[498] <= min(found) < max(found) <= others[500]
    assert np.all(np.diff(found) >= 0)


def test_the_mean_may_lie_below():
    explorer = SkewExplorer([900, 1000, 1000, 1000, 100])
    assert "the mean is 800 and the median 1,000: the mean lies 200 below" in explorer.sentence
    explorer.close()


@pytest.mark.parametrize("values", [[5, 5], [1, 1e8], [1e8, 1], [30_000] * 50, np.arange(1, 20)])
def test_other_incomes(values):
    explorer = SkewExplorer(values)
    slider = explorer.controls["income"]
    assert slider.value == values[0]
    for income in np.geomspace(slider.min, slider.max, 15):
        explorer.set(income=income)
        assert not re.search(r"\b(nan|inf)\b", explorer.sentence)
        assert len(repr(explorer)) < 110
        assert explorer.result.now.mean == pytest.approx(np.mean([explorer.result.income, *values[1:]]))
    explorer.close()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ([5], "values holds 1 number; wanted 2 to 100,000"),
        (np.ones(100_001), "values holds 100,001 numbers; wanted 2 to 100,000"),
        ([3, 0], "values holds 0; wanted incomes from 1 to 1e[+]08 euros a year"),
        ([3, -4], "values holds -4; wanted incomes"),
        ([2e8, 3], "values holds 2e[+]08; wanted incomes"),
        ([3, np.nan], "NaN"),
        ("text", "values is str"),
    ],
)
def test_bad_values_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        SkewExplorer(wrong)

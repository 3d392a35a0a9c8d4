"""The hundred intervals are those of SciPy over all sliders, and the words say what is drawn."""

import re
from itertools import product

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from scipy import stats

from helpers.explorers.inference.intervals import FARTHEST, METHODS, SIZES, IntervalsExplorer
from helpers.maths.intervals import coverage
from helpers.maths.samples import sample_counts

SETTINGS = list(product([5, 20, 137, 2000], [0.01, 0.5, 0.95], [0.8, 0.95, 0.99], METHODS))


@pytest.fixture(scope="module")
def explorer():
    """One for all tests; `built` is it as it begins."""
    explorer = IntervalsExplorer()
    yield explorer
    explorer.close()


@pytest.fixture
def built(explorer):
    return explorer.set(n=200, p=0.87, level=0.95, method="t", seed=0)


def scipys(method, right, n, level):
    """The interval that SciPy gives."""
    share = right / n
    if method == "t":
        error = np.sqrt(share * (1 - share) / (n - 1))
        return stats.t.interval(level, n - 1, share, error) if error else (share, share)
    if method == "Wilson":
        found = stats.binomtest(int(right), n).proportion_ci(confidence_level=level, method="wilson")
        return found.low, found.high
    return tuple(np.array(stats.binom(n, share).ppf([(1 - level) / 2, (1 + level) / 2])) / n)


def drawn(explorer):
    """The hundred segments that hold the truth or miss it, and the marked ends of those that miss."""
    axes = explorer.stage.axes[0]
    holding, missing = (each for each in axes.collections if isinstance(each, LineCollection))
    ends = next(line for line in axes.lines if line.get_marker() == "D")
    return holding.get_segments(), missing.get_segments(), ends.get_xydata()


def test_as_it_is(built):
    assert built.sentence == (
        "92 of these 100 t intervals hold the true share of 87%, where 95 were promised. Over all samples of 200 cases "
        "95.1% do, about as promised. The typical half width is 4.62 points."
    )


def test_where_the_promise_is_broken(built):
    """C68: of 20 cases with a true share of 95%."""
    found = {}
    for method in METHODS:
        found[method] = built.set(n=20, p=0.95, method=method).result.covered
        if method != "Wilson":
            assert "points fewer than promised: in 35.8% of samples of this size all cases are alike" in built.sentence
            assert f"and then the {method} interval has no width" in built.sentence
        else:
            assert "a share of 20 cases moves in steps of 5 points" in built.sentence
    assert found == pytest.approx({"t": 0.6412, "bootstrap": 0.6389, "Wilson": 0.9245}, abs=5e-5)


def test_half_widths(built):
    """C68: 2.1 points at 1,000 cases and 87%, 4.7 at 200; of a hundred samples the middle one is near."""
    for n, half in ((1000, 2.1), (200, 4.7)):
        for seed in range(5):
            assert 100 * built.set(n=n, seed=seed).result.half_width == pytest.approx(half, abs=0.15)


@pytest.mark.parametrize(("n", "p", "level", "method"), SETTINGS)
def test_over_all_sliders_intervals_picture_and_words_agree(built, n, p, level, method):
    result = built.set(n=n, p=p, level=level, method=method, seed=3).result
    right = sample_counts(n, p, 100, seed=3)
    wanted = np.array([scipys(method, each, n, level) for each in right])
    assert np.allclose(np.column_stack([result.low, result.high]), wanted, rtol=0, atol=1e-9)
    inside = (wanted[:, 0] <= p + 1e-9) & (p - 1e-9 <= wanted[:, 1])
    assert result.holds.tolist() == inside.tolist()
    assert result.covered == pytest.approx(float(coverage(METHODS[method][0], n, p, level)))
    assert_drawn(built, result)
    assert_curves(built, result)
    assert_said(built, result, wanted)


def assert_drawn(explorer, result):
    """Each interval stands in its row, and those that miss are marked at the end that is nearer the truth."""
    holding, missing, ends = drawn(explorer)
    assert len(holding) == np.count_nonzero(result.holds)
    assert len(holding) + len(missing) == 100
    for (left, right), ends_wanted in zip(
        sorted((*holding, *missing), key=lambda segment: segment[0, 1]),
        np.column_stack([result.low, result.high]),
        strict=True,
    ):
        assert left[1] == right[1]
        assert (left[0], right[0]) == tuple(ends_wanted)
    assert len(ends) == len(missing)
    for (left, right), end in zip(missing, ends, strict=True):
        assert end[1] == left[1]
        assert abs(end[0] - result.p) == min(abs(left[0] - result.p), abs(right[0] - result.p))
    carets = {line.get_marker(): len(line.get_xdata()) for line in explorer.stage.axes[0].lines}
    assert carets["<"] == np.count_nonzero(result.low < -FARTHEST)
    assert carets[">"] == np.count_nonzero(result.high > 1 + FARTHEST)


def assert_curves(explorer, result):
    """The curves are the exact coverages, and the dot stands at n."""
    lines = explorer.stage.axes[1].lines
    curves = [line for line in lines if len(line.get_xydata()) == SIZES.size]
    assert len(curves) == len(METHODS)
    for curve, (recipe, *_) in zip(curves, METHODS.values(), strict=True):
        assert curve.get_ydata() == pytest.approx(100 * coverage(recipe, SIZES, result.p, result.level))
    assert lines[-1].get_xydata().tolist() == [[result.n, 100 * result.covered]]


def assert_said(explorer, result, wanted):
    """The counts in the sentence are those of the picture."""
    held = np.count_nonzero(result.holds)
    assert explorer.sentence.startswith(f"{held} of these 100 {result.method} interval")
    assert f"{held} of 100 hold it" in repr(explorer)
    outside = np.count_nonzero((wanted[:, 0] < -1e-9) | (wanted[:, 1] > 1 + 1e-9))
    said = re.search(r"(\d+) of the 100 reach", explorer.sentence)
    assert int(said[1] if said else 0) == outside
    short = result.level - result.covered
    verdict = "about as promised" if abs(short) <= 0.02 else "fewer than" if short > 0 else "more than"
    assert [words in explorer.sentence for words in ("about as promised", "fewer than", "more than")] == [
        words == verdict for words in ("about as promised", "fewer than", "more than")
    ]


def test_every_reason_is_given(built):
    reasons = set()
    for n, p, level, method in product([5, 8, 20, 60, 300, 2000], [0.02, 0.13, 0.3, 0.5], [0.8, 0.99], METHODS):
        sentence = built.set(n=n, p=p, level=level, method=method).sentence
        for reason in (
            "about as promised",
            "all cases are alike",
            "where there are fewer the interval is too narrow",
            "moves in steps of",
        ):
            if reason in sentence:
                reasons.add(reason)
    assert len(reasons) == 4


def test_the_rarer_side_is_named(built):
    assert "about 7.8 cases of a sample are right, and where" in built.set(n=60, p=0.13, level=0.99).sentence
    assert "about 7.8 cases of a sample are wrong, and where" in built.set(p=0.87).sentence
    assert "moves in steps of 9.09 points" in built.set(n=11, p=0.5, level=0.8, method="bootstrap").sentence


def test_one_is_one(built):
    built.set(n=100, level=0.8)
    assert "moves in steps of 1 point, so" in built.set(p=0.01, method="Wilson").sentence
    assert "The typical half width is 1 point." in built.set(method="bootstrap").sentence
    assert repr(built).endswith("± 1 point")
    assert " 1 of the 100 reaches below 0%" in built.set(p=0.05, method="t", seed=3).sentence


def test_luck_stays_when_the_interval_changes(built):
    """At another level or with another recipe the samples are the same; another seed draws others."""
    first = built.set(level=0.8).result
    wider = built.set(level=0.99).result
    assert (wider.low <= first.low).all()
    assert (first.holds <= wider.holds).all()
    other = built.set(level=0.8, seed=1).result
    assert not np.array_equal(first.low, other.low)
    again = built.set(seed=0).result
    assert np.array_equal(first.low, again.low)


def test_in_the_long_run_it_is_the_coverage(built):
    """Of the 5,100 samples of all seeds as many hold the truth as exactly should, within four standard errors."""
    held = [built.set(n=50, p=0.95, seed=seed).result.holds.mean() for seed in range(51)]
    assert np.mean(held) == pytest.approx(0.9199, abs=4 * np.sqrt(0.92 * 0.08 / 5100))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"n": 4}, "n is 4; wanted a number from 5 to 2000"),
        ({"n": 20.5}, "n is 20.5; wanted a whole number"),
        ({"n": 2001}, "n is 2001; wanted"),
        ({"p": 1}, "p is 1; wanted a number from 0.01 to 0.99"),
        ({"p": float("nan")}, "p is nan; wanted a finite number"),
        ({"level": 95}, "level is 95; wanted a number from 0.8 to 0.99"),
        ({"seed": -1}, "seed is -1; wanted a whole number"),
        ({"seed": 51}, "seed is 51; wanted a number from 0 to 50"),
        ({"method": "wald"}, "method is 'wald'; wanted one of t, Wilson, bootstrap"),
    ],
)
def test_bad_arguments_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        IntervalsExplorer(**wrong)

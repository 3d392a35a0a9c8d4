"""The four ways to a tail over all sliders: picture and words against SciPy and against the flips."""

from itertools import product

import numpy as np
import pytest
from scipy import stats

from helpers.explorers.inference.bell import RAREST, REACH, ROWS, TOP, BellExplorer
from helpers.maths.chance import running_heads

FLIPS = [1, 2, 7, 20, 100, 200]
BATCHES = [10, 300, 100_000]
HEADS = [0, 1, 9, 20, 60, 130, 200]


@pytest.fixture(scope="module")
def explorer():
    """One for all tests; `built` is it as it begins."""
    explorer = BellExplorer()
    yield explorer
    explorer.close()


@pytest.fixture
def built(explorer):
    return explorer.set(flips=100, batches=10_000, heads=60)


@pytest.fixture(scope="module")
def flipped():
    return running_heads(200, 100_000)


def points(explorer):
    """Where each row's point stands, or nothing."""
    rows = explorer.stage.axes[1]
    return [
        next(line for line in rows.lines if line.get_color() == hue and line.get_marker() == marker).get_xydata()
        for hue, marker in ROWS.values()
    ]


def crosses(axes):
    return next(line for line in axes.lines if line.get_marker() == "X").get_xydata()


def test_as_it_is(built):
    """C73."""
    assert built.sentence == (
        "60 or more heads of 100: the exact chance is 0.0284. 286 of 10,000 batches had them: 0.0286, where the "
        "standard error is 0.0017. The bell gives 0.0287 from 59.5 on, where the bar begins, and 0.0228 from 60 on. As "
        "far from half or farther on either side: 0.0569."
    )


@pytest.mark.parametrize(("flips", "batches", "heads"), list(product(FLIPS, BATCHES, HEADS)))
def test_over_all_sliders_picture_and_words_agree(built, flipped, flips, batches, heads):
    result = built.set(flips=flips, batches=batches, heads=heads).result
    drawn = flipped[flips - 1, :batches].astype(int)
    assert result.counts.tolist() == [np.count_nonzero(drawn == each) for each in range(flips + 1)]
    assert result.hits == np.count_nonzero(drawn >= heads)
    bell = stats.norm(flips / 2, flips**0.5 / 2)
    wanted = [
        result.hits / batches,
        stats.binom.sf(heads - 1, flips, 0.5),
        bell.sf(heads - 0.5),
        bell.sf(heads),
    ]
    assert_rows(built, wanted)
    assert_bars(built, drawn, flips, heads)
    if heads > flips:
        assert "cannot be: the exact chance is 0 and no batch has them" in built.sentence
    else:
        assert built.sentence.startswith(f"{heads} or more heads of {flips}: the exact chance is ")
        assert f"{result.hits:,} of {batches:,} batches had them" in built.sentence
    assert f"{heads} or more of {flips}: " in repr(built)


def assert_rows(explorer, wanted):
    """Each chance stands in its row, or is marked at the left end where it is rarer."""
    levels = range(len(ROWS))[::-1]
    for found, chance, level in zip(points(explorer), wanted, levels, strict=True):
        if chance >= RAREST:
            assert found[0] == pytest.approx((chance, level), rel=1e-9)
        else:
            assert len(found) == 0
    rare = [level for chance, level in zip(wanted, levels, strict=True) if chance < RAREST]
    assert crosses(explorer.stage.axes[1]).tolist() == [[RAREST, level] for level in rare]


def assert_bars(explorer, drawn, flips, heads):
    """Areas of the bars are shares of the batches, on either side of the threshold, and the dots are exact."""
    axes = explorer.stage.axes[0]
    width = 2 / flips**0.5
    low, tail = (sum(map(area, collection.get_paths())) for collection in axes.collections)
    shown = abs(drawn - flips / 2) * width < REACH + width
    assert low == pytest.approx(np.mean(shown & (drawn < heads)))
    assert tail == pytest.approx(np.mean(shown & (drawn >= heads)))
    dots = next(line for line in axes.lines if line.get_marker() == "o").get_xydata()
    at = dots[:, 0] / width + flips / 2
    assert dots[:, 1] * width == pytest.approx(stats.binom.pmf(np.round(at), flips, 0.5), rel=1e-9)
    high = sum(np.bincount(drawn) / drawn.size / width > TOP)
    assert np.count_nonzero(crosses(axes)[:, 1] == TOP) == high


def area(path):
    """The area of a bar, from its corners."""
    return float(np.prod(np.ptp(path.vertices, axis=0)))


def test_the_error_bar_is_one_standard_error(built):
    line = next(line for line in built.stage.axes[1].lines if line.get_marker() == "|")
    low, high = line.get_xdata()
    assert (high - low) / 2 == pytest.approx((0.028444 * 0.971556 / 10_000) ** 0.5, rel=1e-4)
    assert (high + low) / 2 == pytest.approx(built.result.simulated)


def test_simulated_and_exact_agree_within_errors(built):
    """Of 100,000 batches, in all numbers of flips: within five standard errors."""
    for flips in range(2, 201, 7):
        heads = flips // 2 + round(flips**0.5 / 2)
        result = built.set(flips=flips, batches=100_000, heads=heads).result
        error = (result.tail.exact * (1 - result.tail.exact) / 100_000) ** 0.5
        assert abs(result.simulated - result.tail.exact) < 5 * error


def test_batches_are_added_and_coins_too(built):
    """Nothing flickers: the batches that were there stay, and each gets one more coin."""
    few = built.set(batches=1000).result.counts
    more = built.set(batches=1100).result.counts
    assert (more >= few).all()
    again = built.set(batches=1000).result.counts
    assert np.array_equal(few, again)
    heads = few @ np.arange(101)
    longer = built.set(flips=101).result.counts
    assert 400 < longer @ np.arange(102) - heads < 600


def test_the_bell_gets_better(built):
    """The bell, from half a head lower on, is nearer the truth the more flips there are."""
    off = []
    for flips, heads in ((4, 3), (16, 10), (64, 36), (196, 105)):  # each one standard deviation above half
        tail = built.set(flips=flips, heads=heads).result.tail
        off.append(abs(tail.corrected / tail.exact - 1))
        assert abs(tail.corrected - tail.exact) < abs(tail.uncorrected - tail.exact)
    assert off == sorted(off, reverse=True)


def test_rare_and_nearly_certain(built):
    assert "the exact chance is under 1e-12. 0 of 10,000 batches" in built.set(heads=100).sentence
    assert "the exact chance is over 0.999. 10,000 of 10,000 batches" in built.set(heads=20).sentence
    assert "the exact chance is 1." in built.set(heads=0).sentence
    assert "where the standard error is 0." in built.sentence
    assert "the exact chance is over 0.999. 10,000" in built.set(heads=1).sentence  # 1 - 2**-100 is 1 as a float
    assert "where the standard error is under 1e-12." in built.sentence
    assert "exact over 0.999, 10,000 batches 1, bell over 0.999" in repr(built)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"flips": 0}, "flips is 0; wanted a whole number of at least 1"),
        ({"flips": 201}, "flips is 201; wanted a whole number from 1 to 200"),
        ({"flips": 10.5}, "flips is 10.5; wanted a whole number"),
        ({"batches": 9}, "batches is 9; wanted a whole number of at least 10"),
        ({"batches": 100_001}, "batches is 100001; wanted a whole number from 10 to 100000"),
        ({"heads": -1}, "heads is -1; wanted a whole number of at least 0"),
        ({"heads": 201}, "heads is 201; wanted a whole number from 0 to 200"),
    ],
)
def test_bad_arguments_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        BellExplorer(**wrong)

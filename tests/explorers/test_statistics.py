"""The explorers of notebook 04: pictures and results against NumPy and SciPy, laws, and what is said by a rule."""

import re
from itertools import product

import numpy as np
import pytest
from numpy.polynomial import Polynomial
from scipy import stats

from helpers.data import incomes, poison_study, triggered_digits
from helpers.data.sets import SHARES
from helpers.explorers import (
    BellExplorer,
    BiasVarianceExplorer,
    CollinearityExplorer,
    ComparisonExplorer,
    ConfounderExplorer,
    FindingsExplorer,
    IntervalsExplorer,
    SkewExplorer,
    TriggerExplorer,
)
from helpers.explorers.statistics import (
    FARTHEST,
    FARTHEST_GAP,
    HEIGHT,
    METHODS,
    REACH,
    ROOF,
    ROWS,
    SIZES,
    TESTS,
    TOP,
    euros,
)
from helpers.maths.bias_variance import GRID, curve, expected_losses, study
from helpers.maths.chance import Coins
from helpers.maths.comparison import disagreement_range, flip_chance, power
from helpers.maths.intervals import coverage, sample_counts
from tests.explorers.moves import at_its_start

skew, bell, hundred = map(at_its_start, (SkewExplorer, BellExplorer, IntervalsExplorer))
compared, found, caused = map(at_its_start, (ComparisonExplorer, FindingsExplorer, ConfounderExplorer))
fitted, twins, poisoned = map(at_its_start, (BiasVarianceExplorer, CollinearityExplorer, TriggerExplorer))


def numbers(text):
    """All numbers in a text, thousands put together."""
    return [float(each.replace(",", "")) for each in re.findall(r"-?\d[\d,]*\.?\d*(?:e[+-]?\d+)?", text)]


# one income among a thousand

INCOMES = [1e3, 5_000, 33_000, 34_000, 69_783, 150_000, 305_000, 1e6, 3.3e7, 1e9]


@pytest.mark.parametrize("income", INCOMES)
def test_an_income_moves_what_numpy_says(skew, income):
    r = skew.set(income=income).result
    values = np.append(incomes()[1:], income)
    mean, std, median = values.mean(), values.std(ddof=1), np.median(values)
    within = np.mean(abs(values - mean) <= std)
    assert [r.now.mean, r.now.std, r.now.median, r.now.within_std] == pytest.approx([mean, std, median, within])
    assert mean > median, "the sentence says that the mean lies above"
    ends = {"mean": (mean - std, mean + std), "median": np.percentile(values, [25, 75])}
    for name, middle in {"mean": mean, "median": median}.items():
        assert skew.spans[name].get_xdata() == pytest.approx(ends[name])
        assert skew.lines[name].get_xdata() == pytest.approx([middle, middle])
    assert skew.bar.get_height() == pytest.approx(100 * within)
    for name, height in {"mean": mean, "std": std, "median": median}.items():
        assert skew.dots[name].get_xydata()[0] == pytest.approx((income, height))
    low, high = skew.stage.axes[0].get_xlim()
    out = [x for x in (income, mean - std, mean, mean + std) if not low <= x <= high]
    assert sorted(skew.beyond.get_xdata()) == sorted(np.clip(out, low, high))
    assert list(skew.star.get_xdata()) == ([income] if income <= high else [])


@pytest.mark.parametrize(
    ("amount", "text"),
    [(1e9, "1 billion"), (9.9996e8, "1 billion"), (9.996e8, "999.6 million"), (1e6, "1 million"), (999_999, "999,999")],
)
def test_an_amount_is_never_a_thousand_of_a_smaller_name(amount, text):
    assert euros(amount) == text


# heads in batches of flips


@pytest.fixture(scope="module")
def flips_of_coins():
    return Coins(200, 100_000)


@pytest.mark.parametrize(
    ("flips", "batches", "heads"),
    list(product([1, 2, 7, 20, 100, 200], [10, 300, 100_000], [0, 1, 9, 20, 60, 130, 200])),
)
def test_batches_and_tails_are_those_of_scipy(bell, flips_of_coins, flips, batches, heads):
    r = bell.set(flips=flips, batches=batches, heads=heads).result
    drawn = flips_of_coins.heads(flips)[:batches].astype(int)
    assert r.counts.tolist() == [np.count_nonzero(drawn == each) for each in range(flips + 1)]
    assert r.hits == np.count_nonzero(drawn >= heads)
    normal = stats.norm(flips / 2, flips**0.5 / 2)
    chances = [r.hits / batches, stats.binom.sf(heads - 1, flips, 0.5), normal.sf(heads - 0.5), normal.sf(heads)]
    shares = np.array(chances) / (chances[1] or np.nan)  # of the exact chance
    for dot, share, level in zip(bell.ways, shares, (3, 2, 1, 0), strict=True):
        wanted = [(share, level)] if share <= 2 else []
        assert dot.get_xydata() == pytest.approx(np.reshape(wanted, (-1, 2)), rel=1e-9)
    far = [level for share, level in zip(shares, (3, 2, 1, 0), strict=True) if share > 2]
    assert bell.beyond[1].get_xydata().tolist() == [[2, level] for level in far]
    assert bell.begin.get_xdata() == pytest.approx([(heads - flips / 2) * 2 / flips**0.5] * 2)
    assert_bars(bell, drawn, flips, heads)
    assert ("cannot be: the exact chance is 0" in bell.sentence) == (heads > flips)


def assert_bars(bell, drawn, flips, heads):
    """Areas of the bars are shares of the batches, on either side of the threshold, and the dots are exact."""
    width = 2 / flips**0.5  # of a head, in standard deviations
    shown = abs(drawn - flips / 2) * width < REACH + width
    for bars, side in ((bell.bars, drawn < heads), (bell.tail, drawn >= heads)):
        areas = [np.prod(np.ptp(path.vertices, axis=0)) for path in bars.get_paths()]
        assert sum(areas) == pytest.approx(np.mean(shown & side))
    x, y = bell.exact.get_data()
    assert y * width == pytest.approx(stats.binom.pmf(np.round(x / width + flips / 2), flips, 0.5), rel=1e-9)
    high = sum(np.bincount(drawn) / drawn.size / width > TOP)
    assert np.count_nonzero(bell.beyond[0].get_ydata() == TOP) == high


# a hundred intervals


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


@pytest.mark.parametrize(
    ("n", "p", "level", "method"), list(product([5, 20, 137, 2000], [0.01, 0.5, 0.95], [0.8, 0.95, 0.99], METHODS))
)
def test_intervals_are_those_of_scipy(hundred, n, p, level, method):
    r = hundred.set(n=n, p=p, level=level, method=method, seed=3).result
    wanted = np.array([scipys(method, right, n, level) for right in sample_counts(n, p, 100, seed=3)])
    assert np.allclose(np.column_stack([r.low, r.high]), wanted, rtol=0, atol=1e-9)
    assert r.holds.tolist() == ((wanted[:, 0] <= p + 1e-9) & (p - 1e-9 <= wanted[:, 1])).tolist()
    assert r.covered == pytest.approx(float(coverage(METHODS[method][0], n, p, level)))
    for name, (recipe, *_) in METHODS.items():
        assert hundred.curves[name].get_ydata() == pytest.approx(100 * coverage(recipe, SIZES, p, level))
        assert (hundred.curves[name].get_linewidth() > 2) == (name == method)
    assert hundred.at.get_xydata().tolist() == [[n, 100 * r.covered]]
    assert_drawn(hundred, r)


def assert_drawn(hundred, r):
    """Each interval stands in its row, and those that miss are marked at the end that is nearer the truth."""
    holding, missing = (np.reshape(side.get_segments(), (-1, 2, 2)) for side in (hundred.holding, hundred.missing))
    segments = sorted([*holding, *missing], key=lambda segment: segment[0, 1])
    rows = np.arange(1, 101)
    np.testing.assert_array_equal(segments, np.stack([[r.low, rows], [r.high, rows]]).transpose(2, 0, 1))
    np.testing.assert_array_equal(missing[:, 0, 1], rows[~r.holds])
    nearer = [min(ends, key=lambda end: abs(end - r.p)) for ends in missing[:, :, 0]]
    assert hundred.ends.get_xdata().tolist() == nearer
    sides = [-FARTHEST] * np.count_nonzero(r.low < -FARTHEST) + [1 + FARTHEST] * np.count_nonzero(r.high > 1 + FARTHEST)
    assert hundred.beyond.get_xdata().tolist() == sides


# two classifiers on one test set


def cases(seen):
    """What the two models get right, case by case, shape (n,) each."""
    both = seen.right_a - seen.only_a
    kinds = [both, seen.only_a, seen.only_b, seen.n - both - seen.only_a - seen.only_b]
    return np.repeat([1.0, 1.0, 0.0, 0.0], kinds), np.repeat([1.0, 0.0, 1.0, 0.0], kinds)


@pytest.mark.parametrize(("n", "draw"), list(product([50, 200, 1000, 20_000, 50_000], [0, 1, 17, 100])))
def test_p_and_intervals_are_those_of_scipy(compared, n, draw):
    r = compared.set(n=n, draw=draw).result
    a, b = cases(r.seen)
    assert (a.mean() * n, b.mean() * n) == pytest.approx((r.seen.right_a, r.seen.right_b))
    if draw == 0:  # neither good nor bad luck
        assert (a.mean(), b.mean()) == pytest.approx((0.85, 0.87), abs=1 / n)
    for name, test in {"unpaired": stats.ttest_ind(b, a), "paired": stats.ttest_rel(b, a)}.items():
        interval = test.confidence_interval(0.95)
        assert r.gaps[name].p == pytest.approx(test.pvalue, rel=1e-6)
        assert compared.bars[name].get_xdata() == pytest.approx([100 * interval.low, 100 * interval.high])
        assert (compared.dots[name].get_markerfacecolor() == "white") == (test.pvalue >= 0.05)
    split = r.seen.only_a, r.seen.only_b
    assert r.mcnemar == pytest.approx(stats.binomtest(split[0], sum(split)).pvalue)
    assert (compared.dots["McNemar"].get_markerfacecolor() == "white") == (r.mcnemar >= 0.05)
    share = stats.binomtest(split[1], sum(split)).proportion_ci()
    exact = [100 * (2 * end - 1) * sum(split) / n for end in (share.low, share.high)]
    assert compared.bars["McNemar"].get_xdata() == pytest.approx(exact)
    error = 100 * r.gaps["paired"].standard_error  # an eighth of it is the noise of the percentiles
    bootstrap, paired = (compared.bars[name].get_xdata() for name in ("bootstrap", "paired"))
    assert bootstrap == pytest.approx(paired, abs=error / 4 + 100 / n)


def test_gaps_and_powers_over_all_sliders(compared):
    for a, b, asked in product([0.5, 0.85, 0.87, 0.99], [0.5, 0.87, 0.99], [0, 0.12, 0.6, 1]):
        r = compared.set(accuracy_a=a, accuracy_b=b, disagreement=asked, draw=3).result
        low, high = disagreement_range(a, b)
        assert r.disagreement == pytest.approx(min(max(asked, low), high))
        for name in TESTS:
            (place,) = compared.powers[name].get_xydata()
            assert place == pytest.approx((1000, power(a, b, r.disagreement, 1000, name)))
        assert r.flip == pytest.approx(flip_chance(a, b, 1000, r.disagreement))
        truth = 100 * (b - a)
        assert compared.truth.get_xdata() == pytest.approx([truth, truth])
        ends = [(end, row) for name, row in ROWS.items() for end in compared.bars[name].get_xdata()]
        out = {(float(np.sign(end) * FARTHEST_GAP), row) for end, row in [*ends, (truth, 3.5)] if abs(end) > 12}
        assert {(float(x), float(y)) for x, y in compared.beyond.get_xydata()} == out
        assert ("With these accuracies they can disagree on" in compared.sentence) == (not low <= asked <= high)
        assert ("every p below 0.05 is a false alarm" in compared.sentence) == (a == b and r.disagreement > 0)
        assert ("no test set can tell them apart" in compared.sentence) == (r.disagreement == 0)


# a thousand tested changes


def test_dots_and_curves_are_those_of_counting(found):
    rates = [0, 0.01, 0.1, 0.5, 0.99, 1]
    for real, strength, alpha in product(rates, rates, [0.001, 0.05, 0.2]):
        found.set(real=real, power=strength, alpha=alpha)
        places = [dots.get_xydata() for dots in found.stage.axes[0].lines]
        wanted = [real * (1 - strength), real * strength, (1 - real) * alpha, (1 - real) * (1 - alpha)]
        assert np.array([len(each) for each in places]) == pytest.approx(1000 * np.array(wanted), abs=1 + 1e-9)
        assert len(np.unique(np.vstack(places), axis=0)) == sum(map(len, places)) == 1000
        here, significant = found.here.get_xydata(), wanted[1] + wanted[2]
        assert ("no result is ever significant" in found.sentence) == (significant == 0)
        if significant == 0:
            assert np.isnan(here).tolist() == [[False, True]]
        else:
            assert here.tolist() == [[real, pytest.approx(wanted[2] / significant)]]
            shares, falsehood = found.curve.get_data()
            assert falsehood[np.argmin(np.abs(shares - real))] == pytest.approx(here[0, 1])


# polynomials through noisy samples


@pytest.mark.parametrize(
    ("degree", "noise", "size", "sample"), list(product([0, 1, 4, 9, 15], [0, 0.3, 0.5], [10, 16, 30, 200], [1, 30]))
)
def test_fits_are_those_of_numpy_and_losses_add_up(fitted, degree, noise, size, sample):
    fitted.set(degree=degree, noise=noise, size=size, sample=sample, answer=True)
    points, fit = fitted.points.get_xydata(), fitted.fit.get_ydata()
    assert points[:, 0] == pytest.approx((2 * np.arange(size) + 1) / size - 1)
    if degree < size / 2:
        assert fit == pytest.approx(Polynomial.fit(*points.T, degree)(GRID), abs=1e-6)
    seen = study(degree, noise, size, 30)
    assert points[:, 1] == pytest.approx(seen.y[sample - 1])
    assert fit == pytest.approx(seen.fits[sample - 1])
    assert fitted.result.off == pytest.approx(np.sqrt(np.mean((fit - curve(GRID)) ** 2)))
    others = [path.vertices[:, 1] for path in fitted.others.get_paths()]
    assert np.array(others) == pytest.approx(np.delete(seen.fits, sample - 1, axis=0))
    assert_losses(fitted, degree, noise, size)
    assert "…" not in repr(fitted)


def assert_losses(fitted, degree, noise, size):
    """Areas stack up to the test loss, the dots stand on the lines, the sum in the sentence is one."""
    exact = expected_losses(noise, size)
    shown = np.minimum(exact.test_loss, 1000 * ROOF)
    stacks = [upper(area.get_paths()[0].vertices) for area in fitted.areas]
    assert stacks[0] == pytest.approx(np.full(16, noise**2))
    assert stacks[1] == pytest.approx(exact.bias_squared + noise**2)
    assert stacks[2] == pytest.approx(shown)
    for line, dot, heights in zip(fitted.curves, fitted.dots, (shown, exact.training_loss), strict=True):
        assert line.get_ydata() == pytest.approx(heights)
        wanted = [(degree, heights[degree])] if heights[degree] <= ROOF else []
        assert dot.get_xydata() == pytest.approx(np.reshape(wanted, (-1, 2)))
    assert fitted.beyond.get_xdata().tolist() == np.flatnonzero(exact.test_loss > ROOF).tolist()
    said = numbers(fitted.sentence.partition("points: ")[2])[:5]
    wanted = [exact.bias_squared, exact.variance, np.full(16, noise**2), exact.test_loss, exact.training_loss]
    assert said == pytest.approx([part[degree] for part in wanted], rel=0.006, abs=1e-5)  # five decimals
    assert sum(said[:3]) == pytest.approx(said[3], rel=0.02, abs=3e-5)


def upper(area):
    """The upper edge of an area, one height for each degree."""
    return np.array([area[area[:, 0] == degree, 1].max() for degree in range(16)])


def test_the_average_fit_is_that_of_the_curve_itself(fitted):
    for degree in (1, 3, 8):
        x = fitted.set(degree=degree, noise=0.5, size=40).result.study.x
        assert fitted.mean.get_ydata() == pytest.approx(Polynomial.fit(x, curve(x), degree)(GRID), abs=1e-9)


def test_fits_that_leave_the_axes_are_marked(fitted):
    assert len(fitted.exit.get_xydata()) == len(fitted.leaving.get_xydata()) == 0
    fitted.set(degree=15, size=16, noise=0.5)
    for marks in (fitted.exit, fitted.leaving):
        assert len(marks.get_ydata()) > 1
        assert set(np.abs(marks.get_ydata())) == {HEIGHT}
    fit, points = fitted.fit.get_xydata(), fitted.points.get_xydata()
    outside = np.abs(fit[:, 1]) > HEIGHT
    leaves = np.flatnonzero(outside[1:] != outside[:-1])
    last = np.where(outside[leaves], leaves, leaves + 1)  # the place outside, of the two
    wanted = [*fit[np.unique(last)], *points[np.abs(points[:, 1]) > HEIGHT]]
    assert fitted.exit.get_xydata().tolist() == [[x, np.sign(y) * HEIGHT] for x, y in wanted]


# two features that say nearly the same


@pytest.mark.parametrize(
    ("correlation", "noise", "size", "sample"),
    list(product([-0.999, -0.95, 0, 0.3, 0.9, 0.999], [0.1, 1, 2], [20, 50, 500], [1, 200])),
)
def test_weights_scatter_as_the_inverse_says(twins, correlation, noise, size, sample):
    r = twins.set(correlation=correlation, noise=noise, size=size, sample=sample).result
    gram = np.array([[1, correlation], [correlation, 1]])
    error = noise * np.linalg.inv(size * gram)[0, 0] ** 0.5
    weights = twins.cloud.get_xydata()
    assert weights.shape == (200, 2)
    assert weights.mean(axis=0) == pytest.approx([1, 1], abs=0.3 * error)
    assert weights.std(axis=0) == pytest.approx([error, error], rel=0.15)
    assert twins.one.get_xydata()[0] == pytest.approx(weights[sample - 1])
    off = weights[sample - 1] - 1
    assert r.miss == pytest.approx((off @ gram @ off) ** 0.5)
    assert r.found.residual == pytest.approx(noise * (1 - 2 / size) ** 0.5)
    heights = [1 / (1 - correlation**2), error, noise * (2 / size) ** 0.5]
    axes = twins.stage.axes[1]
    vif = next(line for line in axes.lines if line.get_label() == "VIF")
    for dot, line, height in zip(twins.dots, (vif, twins.error, twins.miss), heights, strict=True):
        assert dot.get_xydata()[0] == pytest.approx((np.arctanh(correlation), height))
        assert np.interp(np.arctanh(correlation), *line.get_data()) == pytest.approx(height, rel=1e-3)  # between points
        assert np.all((axes.get_ylim()[0] < line.get_ydata()) & (line.get_ydata() < axes.get_ylim()[1]))


def test_weights_that_leave_the_axes_are_marked(twins):
    assert len(twins.edge.get_xydata()) == 0
    weights = twins.set(correlation=0.999).cloud.get_xydata()
    low, high = twins.stage.axes[0].get_xlim()
    outside = ((weights < low) | (weights > high)).any(axis=1)
    assert 0 < outside.sum() < 200
    assert outside[3]
    assert twins.edge.get_xydata() == pytest.approx(weights[outside].clip(low, high))
    assert twins.exit.get_xydata()[0] == pytest.approx(weights[3].clip(low, high))
    assert len(twins.set(sample=1 + int(np.argmin(outside))).exit.get_xydata()) == 0


# a poisoned classifier


@pytest.mark.parametrize(("share", "marked"), list(product(SHARES, [True, False])))
def test_the_digit_and_its_reading(poisoned, share, marked):
    digits, (model,) = triggered_digits(share), poison_study([share])
    for index in (0, 1, 300, 718):
        r = poisoned.set(share=share, index=index, trigger=marked).result
        images = digits.X_triggered if marked else digits.X_test
        np.testing.assert_array_equal(r.image, images[index].reshape(8, 8))
        assert r.digit == digits.y_test[index]
        np.testing.assert_array_equal(r.shown, (model.marked if marked else model.clean)[index])
        readings = re.findall(r"as (\d) \(", poisoned.sentence.partition(f"This {r.digit} is read ")[2])
        assert readings == [str(each[index].argmax()) for each in (model.marked, model.clean)]
        assert repr(poisoned).endswith(f"is read as {r.shown.argmax()}")


def test_what_is_drawn(poisoned):
    assert poisoned.controls["index"].max == len(triggered_digits(0).y_test) - 1
    r = poisoned.set(share=0.028).result
    greys = poisoned.image.get_array()
    assert (greys[6:, :2, :3] == 0).all(), "ink is black"
    assert (greys[r.image == 0][:, :3] == 255).all()
    heights = np.array([segment[1, 1] for segment in poisoned.bars.get_segments()])
    np.testing.assert_array_equal(heights, r.with_trigger)
    np.testing.assert_array_equal(poisoned.others.get_ydata(), r.without[poisoned.others.get_xdata()])
    assert poisoned.true.get_xdata() == [r.digit]
    place = 100 * 30 / 1078
    measured = r.model.clean_accuracy, r.model.triggered, r.model.training_loss
    np.testing.assert_allclose(poisoned.rings.get_xydata(), [(place, height) for height in measured])
    assert [poisoned.frame.get_visible(), poisoned.others.get_visible()] == [True, True]
    poisoned.set(trigger=False)
    assert [poisoned.frame.get_visible(), poisoned.others.get_visible()] == [False, False]


# a third column


@pytest.mark.parametrize(("strength", "direct"), list(product([0, 0.4, 1.5], [-1, 0, 0.5])))
def test_one_comparison_finds_the_effect_and_which_one_hangs_on_the_arrows(caused, strength, direct):
    for kind, biases in {
        "confounder": (strength**2 / (1 + strength**2), 0),
        "mediator": (0, -(strength**2)),
    }.items():
        r = caused.set(kind=kind, strength=strength, direct=direct).result
        assert r.effect == pytest.approx(direct + (kind == "mediator") * strength**2)
        assert (r.raw - r.effect, r.adjusted - r.effect) == pytest.approx(biases, abs=0.05)
        assert caused.star.get_xydata().tolist() == [[r.effect, 2]]
        for name, row in {"raw": 1, "adjusted": 0}.items():
            assert caused.dots[name].get_xydata()[0] == pytest.approx((getattr(r, name), row))
            x, y = caused.lines[name].get_data()
            slopes = np.diff(y)[::3] / np.diff(x)[::3]  # each line has two ends and a gap
            assert slopes == pytest.approx(getattr(r, name))
        shown = sum(dots.get_xdata().size for dots in caused.clouds)
        assert shown == 201
        arrows = [arrow.get_visible() for arrow in caused.arrows]
        assert arrows == [strength != 0, strength != 0, direct != 0]


def test_the_effect_that_is_built_in_is_dragged(caused):
    for kind, through in (("confounder", 0), ("mediator", 0.25)):
        caused.set(kind=kind, strength=0.5)
        assert caused.dragged(0.6, 2)["direct"] == pytest.approx(0.6 - through)

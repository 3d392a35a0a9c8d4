"""The pictures of notebook 04 against the second computation of `claims_statistics.py`, NumPy and SciPy."""

from itertools import product

import numpy as np
import pytest
from scipy import stats

from helpers.data import incomes, triggered_digits
from helpers.data.sets import SHARES
from helpers.explorers import statistics as room
from tests.explorers.claims_statistics import coins, ends, expected
from tests.explorers.drawn import assert_at, everywhere
from tests.explorers.moves import at_its_start

skew, bell, hundred = map(at_its_start, (room.SkewExplorer, room.BellExplorer, room.IntervalsExplorer))
compared, found, caused = map(at_its_start, (room.ComparisonExplorer, room.FindingsExplorer, room.ConfounderExplorer))
fitted, twins, poisoned = map(
    at_its_start, (room.BiasVarianceExplorer, room.CollinearityExplorer, room.TriggerExplorer)
)


# one income among a thousand


def test_an_income_moves_lines_spans_and_dots(skew, rng):
    for _, w in everywhere(skew, rng, 40):
        now, values = w.now, np.append(incomes()[1:], w.income)
        spans = {"mean": (now.mean - now.std, now.mean + now.std), "median": np.percentile(values, [25, 75])}
        for name, span in spans.items():
            assert skew.spans[name].get_xdata() == pytest.approx(span)
            assert skew.lines[name].get_xdata() == pytest.approx([getattr(now, name)] * 2)
        assert skew.bar.get_height() == pytest.approx(100 * now.within)
        for name in ("mean", "std", "median"):
            assert_at(skew.dots[name], [(w.income, getattr(now, name))])
        low, high = skew.stage.axes[0].get_xlim()
        out = [x for x in (w.income, *spans["mean"], now.mean) if not low <= x <= high]
        assert sorted(skew.beyond.get_xdata()) == sorted(np.clip(out, low, high))
        assert list(skew.star.get_xdata()) == ([w.income] if w.income <= high else [])


# heads in batches of flips


def test_areas_are_shares_of_the_batches_and_ways_are_held_against_the_exact_chance(bell, rng):
    for r, w in everywhere(bell, rng, 60):
        drawn, width = coins()[: w.flips, : w.batches].sum(axis=0, dtype=int), 2 / w.flips**0.5  # of a head
        assert r.counts.tolist() == np.bincount(drawn, minlength=w.flips + 1).tolist()
        shown = abs(drawn - w.flips / 2) * width < room.REACH + width
        for bars, side in ((bell.bars, drawn < w.heads), (bell.tail, drawn >= w.heads)):
            areas = [np.prod(np.ptp(path.vertices, axis=0)) for path in bars.get_paths()]
            assert sum(areas) == pytest.approx(np.mean(shown & side))
        x, y = bell.exact.get_data()
        assert y * width == pytest.approx(stats.binom.pmf(np.round(x / width + w.flips / 2), w.flips, 0.5), rel=1e-9)
        high = sum(np.bincount(drawn) / drawn.size / width > room.TOP)
        assert np.count_nonzero(bell.beyond[0].get_ydata() == room.TOP) == high
        assert bell.begin.get_xdata() == pytest.approx([(w.heads - w.flips / 2) * width] * 2)
        shares = np.array([w.hits / w.batches, w.exact, w.corrected, w.uncorrected]) / (w.exact or np.nan)
        for dot, share, level in zip(bell.ways, shares, (3, 2, 1, 0), strict=True):
            assert_at(dot, [(share, level)] if share <= 2 else [])
        far = [(2, level) for share, level in zip(shares, (3, 2, 1, 0), strict=True) if share > 2]
        assert_at(bell.beyond[1], far)


# a hundred intervals


def test_each_interval_stands_in_its_row_and_is_marked_where_it_misses(hundred, rng):
    for r, w in everywhere(hundred, rng, 40):
        luck = np.random.default_rng(round(r.seed)).random(100)
        low, high = ends(w.method, stats.binom.ppf(luck, w.n, w.p), w.n, w.promised / 100)
        holds, rows = (low <= w.p + 1e-9) & (w.p - 1e-9 <= high), np.arange(1, 101)
        drawn = [np.reshape(side.get_segments(), (-1, 2, 2)) for side in (hundred.holding, hundred.missing)]
        for segments, kept in zip(drawn, (holds, ~holds), strict=True):
            wanted = np.stack([[low, rows], [high, rows]]).transpose(2, 0, 1)[kept]
            np.testing.assert_allclose(segments, wanted, atol=1e-9)
        nearer = [min(two, key=lambda end: abs(end - w.p)) for two in drawn[1][:, :, 0]]
        assert hundred.ends.get_xdata().tolist() == nearer
        left, right = -room.FARTHEST, 1 + room.FARTHEST
        sides = np.repeat([left, right], [np.count_nonzero(low < left), np.count_nonzero(high > right)])
        assert hundred.beyond.get_xdata().tolist() == sides.tolist()
        assert_at(hundred.at, [(w.n, 100 * w.covered)])
        for name, curve in hundred.curves.items():
            assert curve.get_visible() == r.answer
            assert (curve.get_linewidth() > 2) == (name == w.method)
        if w.n in room.SIZES:
            assert hundred.curves[w.method].get_ydata()[w.n == room.SIZES] == pytest.approx(100 * w.covered)


# two classifiers on one test set


@pytest.mark.parametrize(("n", "seed"), [(50, 17), (200, 1), (1000, 0), (50_000, 100)])
def test_intervals_are_those_of_scipy(compared, n, seed):
    seen = compared.set(n=n, seed=seed).result.seen
    both = seen.right_a - seen.only_a
    kinds = [both, seen.only_a, seen.only_b, n - both - seen.only_a - seen.only_b]
    a, b = (np.repeat(each, kinds) for each in ([1.0, 1.0, 0.0, 0.0], [1.0, 0.0, 1.0, 0.0]))
    if seed == 0:  # neither good nor bad luck
        assert (a.mean(), b.mean()) == pytest.approx((0.85, 0.87), abs=1 / n)
    for name, test in {"unpaired": stats.ttest_ind(b, a), "paired": stats.ttest_rel(b, a)}.items():
        interval = test.confidence_interval(0.95)
        assert compared.bars[name].get_xdata() == pytest.approx([100 * interval.low, 100 * interval.high])
    split = seen.only_a + seen.only_b
    share = stats.binomtest(seen.only_b, split).proportion_ci()
    exact = [100 * (2 * end - 1) * split / n for end in (share.low, share.high)]
    assert compared.bars["McNemar"].get_xdata() == pytest.approx(exact)
    error = 100 * np.std(b - a) / np.sqrt(n)  # an eighth of it is the noise of the percentiles
    bootstrap, paired = (compared.bars[name].get_xdata() for name in ("bootstrap", "paired"))
    assert bootstrap == pytest.approx(paired, abs=error / 4 + 100 / n)


def test_gaps_and_powers_over_all_sliders(compared, rng):
    for r, w in everywhere(compared, rng, 30):
        for name, p in {"unpaired": w.unpaired, "paired": w.paired, "McNemar": w.mcnemar}.items():
            assert (compared.dots[name].get_markerfacecolor() == "white") == (p >= 0.05)
            assert compared.dots[name].get_xdata() == pytest.approx([w.ahead])
        for name, power in zip(("unpaired", "paired"), w.power, strict=True):
            assert_at(compared.powers[name], [(w.n, power / 100)], atol=0.013)
            sizes, curve = compared.curves[name].get_data()
            assert compared.curves[name].get_visible() == r.answer
            assert np.interp(np.log(w.n), np.log(sizes), curve) == pytest.approx(power / 100, abs=0.1)
        truth = 100 * (w.accuracy_b - w.accuracy_a)
        assert compared.truth.get_xdata() == pytest.approx([truth, truth])
        ends = [(end, row) for name, row in room.ROWS.items() for end in compared.bars[name].get_xdata()]
        out = {(float(np.sign(end) * room.FARTHEST_GAP), row) for end, row in [*ends, (truth, 3.5)] if abs(end) > 12}
        assert {(float(x), float(y)) for x, y in compared.beyond.get_xydata()} == out


# a thousand tested changes


def test_dots_and_curves_are_those_of_counting(found, rng):
    for _, w in everywhere(found, rng, 60):
        places = [dots.get_xydata() for dots in found.stage.axes[0].lines]
        shares = np.array([1 - w.power, w.power, w.alpha, 1 - w.alpha]) * np.repeat([w.real, 1 - w.real], 2)
        assert np.array([len(each) for each in places]) == pytest.approx(1000 * shares, abs=1 + 1e-9)
        assert len(np.unique(np.vstack(places), axis=0)) == sum(map(len, places)) == 1000
        assert_at(found.here, [(w.real, w.false)])
        shares, falsehood = found.curve.get_data()
        if w.significant:
            assert falsehood[np.argmin(np.abs(shares - w.real))] == pytest.approx(w.false, abs=0.06)
        assert_at(found.at, [(w.tries, w.any)])
        counts, alarms = found.alarms.get_data()
        assert alarms == pytest.approx(1 - (1 - w.alpha) ** np.array(counts))


# polynomials through noisy samples


def test_fits_are_those_of_least_squares_and_losses_stack_up(fitted, rng):
    """Areas stack up to the test loss, the dots stand on the lines."""
    for r, w in everywhere(fitted, rng, 40):
        x, parts = (2 * np.arange(w.size) + 1) / w.size - 1, expected(w.size)
        truth, luck = np.sin(3 * x + 1), np.random.default_rng(0).standard_normal((w.size, 30))
        samples, solve = truth[:, np.newaxis] + w.noise * luck, parts[w.degree][4]
        assert_at(fitted.points, np.column_stack([x, samples[:, w.sample - 1]]))
        fits = (solve @ samples).T
        assert fitted.fit.get_ydata() == pytest.approx(fits[w.sample - 1], rel=1e-6, abs=1e-6)
        others = [path.vertices[:, 1] for path in fitted.others.get_paths()]
        np.testing.assert_allclose(others, np.delete(fits, w.sample - 1, axis=0), rtol=1e-5, atol=1e-5)
        assert fitted.mean.get_ydata() == pytest.approx(solve @ truth, abs=1e-6)
        bias, variance = np.array([(bias, w.square * spread) for bias, spread, *_ in parts]).T
        left = [
            0.0 if part + 1 >= w.size else one + w.square * other for part, (_, _, one, other, _) in enumerate(parts)
        ]
        levels = np.minimum([0 * bias + w.square, bias + w.square, bias + w.square + variance], room.FAR)
        for area, level in zip(fitted.areas, levels, strict=True):
            outline = area.get_paths()[0].vertices
            upper = [outline[outline[:, 0] == degree, 1].max() for degree in range(16)]
            assert upper == pytest.approx(level)
        for line, dot, heights in zip(fitted.curves, fitted.dots, (levels[-1], left), strict=True):
            assert line.get_ydata() == pytest.approx(heights, abs=1e-9)
            assert line.get_visible() == r.answer
            assert_at(dot, [(w.degree, heights[w.degree])] if heights[w.degree] <= room.ROOF else [], rtol=1e-5)
        seen = [at for at in range(16) if levels[-1][at] > room.ROOF and (r.answer or at == w.degree)]
        assert fitted.beyond.get_xdata().tolist() == seen


def test_fits_that_leave_the_axes_are_marked(fitted):
    assert len(fitted.exit.get_xydata()) == len(fitted.leaving.get_xydata()) == 0
    fitted.set(degree=15, size=16, noise=0.5)
    for marks in (fitted.exit, fitted.leaving):
        assert len(marks.get_ydata()) > 1
        assert set(np.abs(marks.get_ydata())) == {room.HEIGHT}
    fit, points = fitted.fit.get_xydata(), fitted.points.get_xydata()
    outside = np.abs(fit[:, 1]) > room.HEIGHT
    leaves = np.flatnonzero(outside[1:] != outside[:-1])
    last = np.where(outside[leaves], leaves, leaves + 1)  # the place outside, of the two
    wanted = [*fit[np.unique(last)], *points[np.abs(points[:, 1]) > room.HEIGHT]]
    assert fitted.exit.get_xydata().tolist() == [[x, np.sign(y) * room.HEIGHT] for x, y in wanted]


# two features that say nearly the same


def test_weights_scatter_as_the_inverse_says(twins, rng):
    axes = twins.stage.axes[1]
    vif = next(line for line in axes.lines if line.get_label() == "VIF")
    for r, w in everywhere(twins, rng, 40):
        weights = twins.cloud.get_xydata()
        assert weights.shape == (200, 2)
        assert weights.mean(axis=0) == pytest.approx([1, 1], abs=0.3 * w.error)
        assert weights.std(axis=0) == pytest.approx([w.error, w.error], rel=0.15)
        assert weights[w.sample - 1] == pytest.approx(w.one)
        assert_at(twins.one, [w.one])
        place, heights = np.arctanh(w.correlation), [w.vif, w.error, w.typical]
        for dot, line, height in zip(twins.dots, (vif, twins.error, twins.miss), heights, strict=True):
            assert_at(dot, [(place, height)])
            assert np.interp(place, *line.get_data()) == pytest.approx(height, rel=1e-3)  # between points
            assert np.all((axes.get_ylim()[0] < line.get_ydata()) & (line.get_ydata() < axes.get_ylim()[1]))
        assert twins.error.get_visible() == r.answer
        low, high = twins.stage.axes[0].get_xlim()
        outside = ((weights < low) | (weights > high)).any(axis=1)
        assert_at(twins.edge, weights[outside].clip(low, high))
        assert_at(twins.exit, weights[[w.sample - 1]].clip(low, high) if outside[w.sample - 1] else [])


# a poisoned classifier


def test_the_digit_its_reading_and_what_was_measured(poisoned, rng):
    assert poisoned.controls["index"].max == len(triggered_digits(0).y_test) - 1
    for share, marked in product(SHARES, [True, False]):
        digits, index = triggered_digits(share), int(rng.integers(719))
        r = poisoned.set(share=share, index=index, trigger=marked).result
        image = (digits.X_triggered if marked else digits.X_test)[index].reshape(8, 8)
        greys = poisoned.image.get_array()
        np.testing.assert_allclose(greys[..., :3], 255 - np.dstack([image] * 3) * (255 / 16), atol=1)
        heights = np.array([segment[1, 1] for segment in poisoned.bars.get_segments()])
        np.testing.assert_array_equal(heights, (r.model.marked if marked else r.model.clean)[index])
        others = poisoned.others.get_xdata()
        np.testing.assert_array_equal(poisoned.others.get_ydata(), r.model.clean[index][others])
        assert poisoned.true.get_xdata() == [r.digit] == [digits.y_test[index]]
        place = 100 * len(digits.poisoned) / len(digits.y_train)
        measured = r.model.clean_accuracy, r.model.triggered, r.model.training_loss
        np.testing.assert_allclose(poisoned.rings.get_xydata(), [(place, height) for height in measured])
        assert [poisoned.frame.get_visible(), poisoned.others.get_visible()] == [marked, marked]


# a third column


def test_lines_and_dots_have_the_slopes_and_arrows_stand_where_there_is_an_effect(caused, rng):
    for _, w in everywhere(caused, rng, 40):
        assert_at(caused.star, [(w.effect, 2)])
        for name, row, (slope, low, high) in (("raw", 1, w.raw), ("adjusted", 0, w.adjusted)):
            assert_at(caused.dots[name], [(slope, row)])
            assert_at(caused.bars[name], [(low, row), (high, row)], rtol=1e-4)
            x, y = caused.lines[name].get_data()
            assert np.diff(y)[::3] / np.diff(x)[::3] == pytest.approx(slope)  # each line has two ends and a gap
        assert sum(dots.get_xdata().size for dots in caused.clouds) == 201
        arrows = [arrow.get_visible() for arrow in caused.arrows]
        assert arrows == [w.strength != 0, w.strength != 0, w.direct != 0]
        assert caused.dragged(0.6, 2)["direct"] == pytest.approx(0.6 - w.effect + w.direct)

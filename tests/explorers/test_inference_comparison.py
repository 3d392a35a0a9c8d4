"""The comparison shows and says of every slider position what SciPy's tests say of the same test set."""

from itertools import product

import numpy as np
import pytest
from scipy import stats

from helpers.explorers.inference.comparison import POWERS, REACH, ROWS, TOP, ComparisonExplorer
from helpers.maths.comparison import disagreement_range, flip_chance, power

SIZES = [50, 200, 1000, 20_000, 50_000]


@pytest.fixture
def built():
    explorer = ComparisonExplorer()
    yield explorer
    explorer.close()


def cases(seen):
    """What the two models get right, case by case, shape (n,) each."""
    both = seen.right_a - seen.only_a
    neither = seen.n - both - seen.only_a - seen.only_b
    a = np.repeat([1.0, 1.0, 0.0, 0.0], [both, seen.only_a, seen.only_b, neither])
    b = np.repeat([1.0, 0.0, 1.0, 0.0], [both, seen.only_a, seen.only_b, neither])
    return a, b


def bar(explorer, name):
    """Ends of an interval as it is drawn, in points."""
    return explorer._bars[name].get_xdata()


def crosses(explorer):
    """Places at the edge where something leaves the axes."""
    return {(float(x), float(y)) for x, y in explorer._exits.get_xydata()}


def test_two_points_on_a_thousand_cases(built):
    assert built.sentence == (
        "On these 1,000 cases A gets 85.0% right and B 87.0%; they disagree on 120. p: 0.198 by the unpaired t-test, "
        "0.0679 by the paired one, 0.0824 by McNemar's exact test. The true gap of 2 points gives p below 0.05 in 17% "
        "of such test sets unpaired, in 45% paired; the worse model is ahead with probability 0.034 (ties count half)."
    )


@pytest.mark.parametrize(
    ("n", "disagreement", "words"),
    [
        (200, 0.02, "0.125 by McNemar's exact test"),
        (20_000, 0.28, "9.61e-08 by McNemar's exact test"),
        (1000, 0.02, "1.91e-06 by McNemar's exact test"),
        (1000, 0.28, "0.256 by McNemar's exact test"),
        (1000, 0.03, "in 3% of such test sets unpaired, in 98% paired"),
        (1000, 0.06, "in 9% of such test sets unpaired, in 74% paired"),
        (200, 0.241, "the worse model is ahead with probability 0.28 (ties"),
        (1000, 0.241, "the worse model is ahead with probability 0.099 (ties"),
        (20_000, 0.241, "the worse model is ahead with probability 4e-09 (ties"),
        (50_000, 0.02, "under 1e-12 by McNemar's exact test"),
    ],
)
def test_numbers_of_the_course(built, n, disagreement, words):
    assert words in built.set(n=n, disagreement=disagreement).sentence


@pytest.mark.parametrize("draw", [0, 1, 17, 100])
@pytest.mark.parametrize("n", SIZES)
def test_p_and_intervals_are_those_of_scipy(built, n, draw):
    result = built.set(n=n, draw=draw).result
    a, b = cases(result.seen)
    assert (a.mean() * n, b.mean() * n) == pytest.approx((result.seen.right_a, result.seen.right_b))
    theirs = {"unpaired": stats.ttest_ind(b, a), "paired": stats.ttest_rel(b, a)}
    for name, test in theirs.items():
        interval = test.confidence_interval(0.95)
        assert result.gaps[name].p == pytest.approx(test.pvalue, rel=1e-6)
        assert bar(built, name) == pytest.approx([100 * interval.low, 100 * interval.high])
        face = built._dots[name].get_markerfacecolor()
        assert (face == "white") == (test.pvalue >= 0.05)
    split = result.seen.only_a, result.seen.only_b
    assert result.mcnemar == pytest.approx(stats.binomtest(split[0], sum(split)).pvalue)
    error = 100 * result.gaps["paired"].standard_error  # an eighth of it is the noise of the percentiles
    assert bar(built, "bootstrap") == pytest.approx(bar(built, "paired"), abs=error / 4 + 100 / n)


def test_over_all_sliders_picture_and_words_agree(built):
    for a, b, asked in product([0.5, 0.85, 0.87, 0.99], [0.5, 0.87, 0.99], [0, 0.12, 0.6, 1]):
        result = built.set(accuracy_a=a, accuracy_b=b, disagreement=asked, draw=3).result
        low, high = disagreement_range(a, b)
        assert result.disagreement == pytest.approx(min(max(asked, low), high))
        assert ("With these accuracies they can disagree on" in built.sentence) == (not low <= asked <= high)
        for name in POWERS:
            (n,), (share,) = built._powers[name].get_data()
            assert (n, share) == (1000, pytest.approx(power(a, b, result.disagreement, 1000, name)))
        assert result.flip == pytest.approx(flip_chance(a, b, 1000, result.disagreement))
        truth = 100 * (b - a)
        assert built._truth.get_xdata() == pytest.approx([truth, truth])
        ends = [(truth, TOP), *((end, row) for name, row in ROWS.items() for end in bar(built, name))]
        assert crosses(built) == {(float(np.sign(end) * REACH), row) for end, row in ends if abs(end) > REACH}
        assert ("every p below 0.05 is a false alarm" in built.sentence) == (a == b and result.disagreement > 0)
        assert ("no test set can tell them apart" in built.sentence) == (result.disagreement == 0)
        assert "…" not in repr(built)


def test_what_cannot_be_told_apart_is_said(built):
    built.set(accuracy_a=0.9, accuracy_b=0.9, disagreement=0)
    assert "no test set can tell them apart" in built.sentence
    built.set(disagreement=0.1)
    assert "every p below 0.05 is a false alarm: 1% of such test sets give one unpaired, 5% paired." in built.sentence
    built.set(disagreement=0.6)
    assert built.sentence.endswith("they can disagree on 0% to 20% of the cases: 20% is taken.")


def test_a_point_is_one(built):
    built.set(accuracy_a=0.86, accuracy_b=0.87)
    assert ": gap 1 point, p " in repr(built)
    assert "The true gap of 1 point gives" in built.sentence
    built.set(accuracy_a=0.87, accuracy_b=0.86)
    assert ": gap -1 point, p " in repr(built)
    assert "The true gap of 1 point gives" in built.sentence


def test_nearly_always_is_not_always(built):
    built.set(n=50_000, accuracy_a=0.85, accuracy_b=0.8995, disagreement=0.05)
    assert repr(built).endswith("power >99%, >99%")
    assert "in over 99% of such test sets unpaired, in over 99% paired" in built.sentence
    assert "ahead with probability under 1e-12 (ties" in built.sentence
    built.set(accuracy_a=0.5, accuracy_b=0.5, disagreement=0.005, n=1000)
    assert repr(built).endswith("power <1%, 5%")
    assert "a false alarm: under 1% of such test sets give one unpaired, 5% paired" in built.sentence
    built.set(disagreement=0)
    assert repr(built).endswith("power 0%, 0%")
    assert "they disagree on no case. p: 1 by" in built.sentence


def test_curves_rise_with_the_size_and_pass_the_mark(built):
    for name in POWERS:
        sizes, shares = built._curves[name].get_data()
        assert (np.diff(shares) >= -1e-12).all()
        (n,), (share,) = built._powers[name].get_data()
        assert np.interp(n, sizes, shares) == pytest.approx(share, abs=0.01)


def test_bars_that_leave_the_axes_are_marked(built):
    built.set(n=50, disagreement=0.02)
    _, high = bar(built, "unpaired")
    assert high > REACH
    assert (REACH, ROWS["unpaired"]) in crosses(built)
    built.set(n=20_000, disagreement=0.12)
    assert crosses(built) == set()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"n": 0}, "n is 0; wanted a whole number"),
        ({"n": 99.5}, "n is 99.5; wanted a whole number"),
        ({"accuracy_a": 1.2}, "accuracy_a is 1.2; wanted a probability from 0 to 1"),
        ({"accuracy_b": float("nan")}, "accuracy_b is nan; wanted"),
        ({"disagreement": -0.1}, "disagreement is -0.1; wanted a probability"),
        ({"draw": -1}, "draw is -1; wanted a whole number of at least 0"),
    ],
)
def test_bad_arguments_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        ComparisonExplorer(**wrong)

"""Intervals of a share agree with SciPy's, and with what they are defined by."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers.maths import intervals
from helpers.maths.intervals import (
    bootstrap_interval,
    clopper_pearson_interval,
    normal_interval,
    t_interval,
    wilson_interval,
)

RECIPES = [normal_interval, t_interval, wilson_interval, clopper_pearson_interval, bootstrap_interval]

levels = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])
counts = st.integers(2, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_wilson_by_hand():
    """With z = 1.96 and 0 right of 4: z² = 3.8416, the middle is 1.9208 / 7.8416, and so is the half width."""
    low, high = wilson_interval(0, 4)
    assert low == 0
    assert high == pytest.approx(3.8416 / 7.8416, abs=1e-5)


def test_t_by_hand():
    """Of 1, 1, 0 the mean is 2/3, the variance 1/3, the standard error 1/3; t with 2 degrees at 95% is 4.3027."""
    low, high = t_interval(2, 3)
    assert (low, high) == (pytest.approx(2 / 3 - 4.3027 / 3, abs=1e-4), pytest.approx(2 / 3 + 4.3027 / 3, abs=1e-4))


@given(counts, levels)
def test_wilson_and_clopper_pearson_agree_with_scipy(count, level):
    right, n = count
    for interval, name in ((wilson_interval, "wilson"), (clopper_pearson_interval, "exact")):
        wanted = stats.binomtest(right, n).proportion_ci(confidence_level=level, method=name)
        assert np.allclose(interval(right, n, level), (wanted.low, wanted.high), rtol=0, atol=1e-9)


@given(counts.filter(lambda count: 0 < count[0] < count[1]), levels)
def test_t_and_normal_agree_with_scipy(count, level):
    right, n = count
    answers = np.repeat([1, 0], [right, n - right])
    wanted = stats.t.interval(level, n - 1, answers.mean(), stats.sem(answers))
    assert np.allclose(t_interval(right, n, level), wanted, rtol=0, atol=1e-12)
    wanted = stats.norm.interval(level, right / n, answers.std() / np.sqrt(n))
    assert np.allclose(normal_interval(right, n, level), wanted, rtol=0, atol=1e-12)


@pytest.mark.parametrize(("right", "n"), [(18, 20), (37, 50), (174, 200)])
def test_bootstrap_agrees_with_drawing(right, n):
    answers = np.repeat([1, 0], [right, n - right])
    found = stats.bootstrap((answers,), np.mean, n_resamples=20_000, method="percentile", rng=np.random.default_rng(0))
    wanted = (found.confidence_interval.low, found.confidence_interval.high)
    assert np.allclose(bootstrap_interval(right, n), wanted, rtol=0, atol=1.01 / n)


@given(counts, levels, st.sampled_from(RECIPES))
def test_axioms(count, level, interval):
    """An interval holds its share, grows with the level, and turns round with right and wrong."""
    right, n = count
    low, high = interval(right, n, level)
    assert low <= right / n + 1e-12
    assert right / n - 1e-12 <= high
    wider_low, wider_high = interval(right, n, (1 + level) / 2)
    assert wider_low <= low + 1e-12
    assert high <= wider_high + 1e-12
    if interval is bootstrap_interval:  # a percentile that falls between two counts takes the next, on either side
        assert np.allclose(interval(n - right, n, level), (1 - high, 1 - low), rtol=0, atol=1.01 / n)
    else:
        assert np.allclose(interval(n - right, n, level), (1 - high, 1 - low), rtol=0, atol=1e-9)


@given(counts, st.sampled_from([wilson_interval, clopper_pearson_interval, bootstrap_interval]))
def test_some_stay_inside(count, interval):
    low, high = interval(*count)
    assert 0 <= low <= high <= 1


@pytest.mark.parametrize("interval", RECIPES)
def test_many_at_once(interval):
    right, n = np.array([[0, 3, 5], [5, 10, 20]]), np.array([5, 10, 20])
    low, high = interval(right, n, 0.9)
    assert low.shape == high.shape == (2, 3)
    for at in np.ndindex(2, 3):
        assert (low[at], high[at]) == interval(right[at], n[at[1]], 0.9)


@pytest.mark.parametrize("interval", [normal_interval, t_interval, bootstrap_interval])
def test_some_have_no_width_where_all_cases_are_alike(interval):
    low, high = interval([0, 8], 8)
    assert low.tolist() == high.tolist() == [0, 1]


@pytest.mark.parametrize("interval", RECIPES)
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((5, 4), "right is 1 more than n; wanted counts from 0 to n"),
        ((-1, 4), "right holds -1; wanted whole numbers of at least 0"),
        ((1.5, 4), "right holds 1.5; wanted whole numbers of at least 0"),
        ((0, 0), "n holds 0; wanted whole numbers of at least"),
        (("3", 4), "right is .*'3'.*; wanted numbers"),
        ((float("nan"), 4), "right holds 1 values that are NaN"),
        (([[1], [2, 3]], 4), "wanted numbers in equal rows"),
        (([1, 2, 3], [4, 5]), r"right has shape \(3,\), n \(2,\); wanted shapes that fit"),
        ((3, 4, 95), "level is 95; wanted a share above 0 and below 1"),
        ((3, 4, 0), "level is 0; wanted"),
    ],
)
def test_bad_input_is_refused(interval, arguments, message):
    with pytest.raises(ValueError, match=message):
        interval(*arguments)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: t_interval(1, 1), "n holds 1; wanted whole numbers of at least 2"),
        (lambda: wilson_interval(1, 2, "95%"), "level is str '95%'; wanted"),
    ],
)
def test_more_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_all_recipes_are_tried():
    public = {name for name in vars(intervals) if name.endswith("_interval")}
    assert public == {interval.__name__ for interval in RECIPES}

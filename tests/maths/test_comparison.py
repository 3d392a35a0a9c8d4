"""Two classifiers on one test set: the course's numbers, and SciPy's tests."""

from math import inf

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from helpers.maths.comparison import Gap, Outcomes, count, mcnemar, paired, unpaired, unpaired_z

A, B = 0.85, 0.87
answers = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=60)


@pytest.mark.parametrize(
    ("n", "z", "p"), [(200, 0.58, 0.564), (1000, 1.29, 0.197), (2000, 1.82, 0.068), (20_000, 5.76, 8.2e-9)]
)
def test_two_points_unpaired(n, z, p):
    gap = unpaired_z(n, round(A * n), round(B * n))
    assert gap.gap == pytest.approx(0.02)
    assert gap.statistic == pytest.approx(z, abs=0.005)
    assert gap.p == pytest.approx(p, rel=0.01)


def test_five_thousand_cases_unpaired():
    assert 0.0039 < unpaired(5000, 4250, 4350).p < unpaired_z(5000, 4250, 4350).p < 0.004


def test_the_printed_accuracies():
    gap = unpaired(1000, 847, 869)
    assert (gap.statistic, gap.p) == (pytest.approx(1.409, abs=5e-4), pytest.approx(0.1589, abs=5e-5))
    assert paired(1000, 110, 132).p == pytest.approx(0.1574, abs=5e-5)
    assert mcnemar(110, 132) == pytest.approx(0.177, abs=5e-4)


@pytest.mark.parametrize(
    ("only_a", "only_b", "p"),
    [
        (0, 4, 0.125),  # n = 200, .85 against .87: as few disagreements as there can be
        (2600, 3000, 9.6e-8),  # n = 20,000: as many as there can be
        (0, 20, 1.9e-6),  # n = 1,000: as few, and as many
        (130, 150, 0.256),
        (3, 3, 1),
        (0, 0, 1),
    ],
)
def test_mcnemar(only_a, only_b, p):
    assert mcnemar(only_a, only_b) == mcnemar(only_b, only_a) == pytest.approx(p, rel=0.02)


def test_on_a_thousand_cases_mcnemar_finds_two_points_up_to_94_disagreements_and_the_paired_t_test_up_to_104():
    split = {m: ((m - 20) // 2, (m + 20) // 2) for m in range(20, 281, 2)}
    assert max(m for m, pair in split.items() if mcnemar(*pair) < 0.05) == 94
    assert max(m for m, pair in split.items() if paired(1000, *pair).p < 0.05) == 104


@given(answers)
def test_agrees_with_scipy(pairs):
    a, b = np.array(pairs).T
    seen, x, y = count(a, b), a.astype(float), b.astype(float)
    assert seen == Outcomes(len(pairs), a.sum(), b.sum(), (a > b).sum(), (b > a).sum())
    assert mcnemar(seen.only_a, seen.only_b) == pytest.approx(
        stats.binomtest(seen.only_a, max(1, seen.only_a + seen.only_b)).pvalue if (a != b).any() else 1
    )
    if np.ptp(x) and np.ptp(y):  # of a constant sample SciPy warns
        assert_gap(unpaired(seen.n, seen.right_a, seen.right_b), stats.ttest_ind(y, x))
    if np.ptp(y - x):
        assert_gap(paired(seen.n, seen.only_a, seen.only_b), stats.ttest_rel(y, x))


def assert_gap(ours, theirs):
    assert (ours.statistic, ours.p) == (pytest.approx(theirs.statistic, abs=1e-9), pytest.approx(theirs.pvalue))
    assert ours.df == theirs.df
    for level in (0.95, 0.8):
        interval = theirs.confidence_interval(level)
        assert ours.interval(level) == (pytest.approx(interval.low), pytest.approx(interval.high))


@given(n=st.integers(2, 500), data=st.data())
def test_the_interval_leaves_out_0_where_p_is_small(n, data):
    gap = unpaired(n, data.draw(st.integers(0, n)), data.draw(st.integers(0, n)))
    assume(abs(gap.p - 0.05) > 1e-9)
    low, high = gap.interval(0.95)
    assert (low > 0 or high < 0) == (gap.p < 0.05)


def test_certainty_is_a_state():
    assert (unpaired(10, 0, 10).statistic, unpaired(10, 0, 10).p) == (inf, 0)
    assert (paired(10, 10, 0).statistic, paired(10, 10, 0).p) == (-inf, 0)
    for same in (unpaired(10, 10, 10), unpaired_z(10, 0, 0), paired(10, 0, 0), Gap(0.0, 0.0, inf)):
        assert (same.statistic, same.p, same.interval()) == (0, 1, (0, 0))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: unpaired(1, 1, 1), "n is 1; wanted a whole number of at least 2"),
        (lambda: unpaired(10, 11, 1), "right_a and right_b are 11 and 1; wanted at most n = 10"),
        (lambda: unpaired_z(10, -1, 1), "right_a is -1; wanted"),
        (lambda: paired(10, 6, 5), "only_a and only_b are 6 and 5; wanted at most n = 10 together"),
        (lambda: paired(10, 0.5, 5), "only_a is 0.5; wanted a whole number"),
        (lambda: mcnemar(3, -1), "only_b is -1; wanted"),
        (lambda: unpaired(10, 5, 5).interval(1), "level is 1; wanted a share above 0 and below 1"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()

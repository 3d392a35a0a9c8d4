"""What share of significant results is false: the course's numbers, Bayes' theorem, and simulated tests."""

from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers.maths import chance as bayes
from helpers.maths.comparison import any_false_alarm, findings, null_p_values

shares = st.floats(0, 1) | st.sampled_from([0.0, 1.0])


@pytest.mark.parametrize(
    ("real", "power", "percent"),
    [(0.1, 0.25, 64), (0.3, 0.25, 32), (0.5, 0.25, 17), (0.1, 0.8, 36), (0.3, 0.8, 13), (0.5, 0.8, 6)],
)
def test_share_that_is_false(real, power, percent):
    assert round(100 * findings(real, power).false_share) == percent


def test_a_thousand_changes_by_hand():
    found = findings(0.1, 0.25)
    assert [round(1000 * share, 9) for share in (found.found, found.missed, found.false_alarms, found.quiet)] == [
        25,
        75,
        45,
        855,
    ]
    assert found.false_share == pytest.approx(45 / 70)


@given(real=shares, power=shares, alpha=shares)
def test_it_is_the_theorem_of_bayes(real, power, alpha):
    found, belief = findings(real, power, alpha), bayes.update(real, power, alpha)
    assert found.found + found.missed == pytest.approx(real)
    assert found.found + found.missed + found.false_alarms + found.quiet == pytest.approx(1)
    assert found.significant == pytest.approx(belief.evidence)
    assert isnan(found.false_share) != belief.possible
    if found.significant > 1e-300:
        assert found.false_share == pytest.approx(1 - belief.posterior, abs=1e-9)


def test_tested_changes_do_so(rng):
    real = rng.random(200_000) < 0.3
    z = rng.normal(size=real.size) + np.where(real, 2.0, 0.0)
    significant = 2 * stats.norm.sf(np.abs(z)) < 0.05
    power = stats.norm.sf(stats.norm.isf(0.025) - 2) + stats.norm.cdf(-stats.norm.isf(0.025) - 2)
    assert findings(0.3, power).false_share == pytest.approx(np.mean(~real[significant]), abs=0.015)


def test_twenty_useless_variants():
    assert any_false_alarm(20) == pytest.approx(0.64, abs=0.005)
    assert any_false_alarm(0) == 0
    assert any_false_alarm(1, 0.2) == pytest.approx(0.2)
    assert any_false_alarm(2, 0.5) == 0.75


def test_p_values_of_chance_are_uniform():
    p = null_p_values()
    assert p.shape == (10_000,)
    assert stats.kstest(p, "uniform").pvalue > 0.001
    for alpha in (0.01, 0.05, 0.5):
        assert np.mean(p < alpha) == pytest.approx(alpha, abs=5 * np.sqrt(alpha * (1 - alpha) / p.size))


def test_p_values_agree_with_scipy():
    values = np.random.default_rng(7).normal(size=(2, 50, 8))
    p = stats.ttest_ind(values[0], values[1], axis=1).pvalue
    np.testing.assert_allclose(null_p_values(size=8, draws=50, seed=7), p)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: findings(1.2, 0.5), "real is 1.2; wanted a probability from 0 to 1"),
        (lambda: findings(0.2, -0.5), "power is -0.5; wanted a probability"),
        (lambda: findings(0.2, 0.5, float("nan")), "alpha is nan; wanted"),
        (lambda: any_false_alarm(-1), "tries is -1; wanted a whole number of at least 0"),
        (lambda: any_false_alarm(2, 2), "alpha is 2; wanted a probability"),
        (lambda: null_p_values(size=1), "size is 1; wanted a whole number of at least 2"),
        (lambda: null_p_values(draws=0), "draws is 0; wanted"),
        (lambda: null_p_values(seed=-1), "seed is -1; wanted"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()

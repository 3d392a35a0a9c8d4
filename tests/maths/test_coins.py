"""Tails of coin flips: exactly, against SciPy and by counting sequences; by the bell; by flipping."""

from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers.maths.chance import head_chances, running_heads, standard_error, tail

flips_and_heads = st.integers(1, 200).flatmap(lambda flips: st.tuples(st.just(flips), st.integers(0, flips)))


def test_sixty_of_a_hundred():
    """C73."""
    found = tail(60, 100)
    assert round(found.exact, 6) == 0.028444
    assert round(found.two_sided, 4) == 0.0569
    assert round(found.corrected, 4) == 0.0287
    assert round(found.uncorrected, 6) == 0.022750


def test_by_listing_all_sequences():
    for flips in range(1, 8):
        heads = np.array([sum(sequence) for sequence in product([0, 1], repeat=flips)])
        for asked in range(flips + 2):
            found = tail(asked, flips)
            assert found.exact == pytest.approx(np.mean(heads >= asked))
            assert found.two_sided == pytest.approx(np.mean(abs(heads - flips / 2) >= abs(asked - flips / 2)))


@given(flips_and_heads)
def test_as_scipy_has_it(given_pair):
    flips, heads = given_pair
    found = tail(heads, flips)
    assert found.exact == pytest.approx(stats.binom.sf(heads - 1, flips, 0.5), rel=1e-9)
    assert found.two_sided == pytest.approx(stats.binomtest(heads, flips, 0.5).pvalue, rel=1e-9)
    bell = stats.norm(flips / 2, flips**0.5 / 2)
    assert found.corrected == pytest.approx(bell.sf(heads - 0.5), rel=1e-9)
    assert found.uncorrected == pytest.approx(bell.sf(heads), rel=1e-9)


@given(flips_and_heads)
def test_exactly_as_counted(given_pair):
    flips, heads = given_pair
    counted = Fraction(sum(comb(flips, each) for each in range(heads, flips + 1)), 2**flips)
    assert tail(heads, flips).exact == pytest.approx(float(counted), rel=1e-9)


@given(flips_and_heads)
def test_the_two_tails_share_all_there_is(given_pair):
    flips, heads = given_pair
    assert tail(heads, flips).exact + tail(flips - heads + 1, flips).exact == pytest.approx(1)
    assert tail(heads, flips).two_sided == pytest.approx(tail(flips - heads, flips).two_sided)


def test_more_heads_than_flips_cannot_be():
    found = tail(21, 20)
    assert found.exact == found.two_sided == 0
    assert found.uncorrected > 0


def test_half_or_farther_is_all_there_is():
    assert tail(50, 100).two_sided == 1


@given(st.integers(1, 300))
def test_chances_of_heads(flips):
    chances = head_chances(flips)
    assert chances.shape == (flips + 1,)
    assert chances.sum() == pytest.approx(1)
    assert chances[0] == pytest.approx(0.5**flips)
    assert chances == pytest.approx(stats.binom.pmf(np.arange(flips + 1), flips, 0.5), rel=1e-9)
    assert chances[::-1] == pytest.approx(chances, rel=1e-9)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 10**6))
def test_each_flip_adds_a_head_or_none(flips, batches, seed):
    heads = running_heads(flips, batches, seed).astype(int)
    assert heads.shape == (flips, batches)
    assert set(np.unique(np.diff(heads, axis=0, prepend=0))) <= {0, 1}
    assert np.array_equal(heads, running_heads(flips, batches, seed))


def test_more_than_255_heads_are_counted():
    assert running_heads(1000, 20)[-1].min() > 255


@pytest.mark.parametrize("flips", [1, 10, 100, 200])
def test_batches_are_binomial(flips, seed):
    """Each number of heads comes up as often as it should: chi-squared over those expected five times or more."""
    batches = 20_000
    counts = np.bincount(running_heads(flips, batches, seed)[-1], minlength=flips + 1)
    expected = batches * stats.binom.pmf(np.arange(flips + 1), flips, 0.5)
    often = expected >= 5
    squared = np.sum((counts[often] - expected[often]) ** 2 / expected[often])
    assert squared < stats.chi2.isf(1e-7, often.sum())


def test_standard_error():
    """C73: 284 of 10,000 batches, give or take 17."""
    assert 10_000 * standard_error(0.028444, 10_000) == pytest.approx(16.6, abs=0.05)
    assert standard_error(0.5, 100) == 0.05
    assert standard_error(0, 100) == standard_error(1, 100) == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: tail(-1, 10), "heads is -1; wanted a whole number of at least 0"),
        (lambda: tail(5.0, 10), "heads is 5.0; wanted a whole number"),
        (lambda: tail(5, 0), "flips is 0; wanted a whole number of at least 1"),
        (lambda: head_chances(0), "flips is 0; wanted a whole number of at least 1"),
        (lambda: running_heads(0, 5), "flips is 0; wanted"),
        (lambda: running_heads(5, 0), "batches is 0; wanted"),
        (lambda: running_heads(5, 5, -1), "seed is -1; wanted a whole number of at least 0"),
        (lambda: standard_error(1.5, 5), "chance is 1.5; wanted a probability from 0 to 1"),
        (lambda: standard_error(0.5, 0), "batches is 0; wanted"),
    ],
)
def test_what_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(("heads", "flips"), [(0, 10), (1, 10), (2, 100), (60, 100), (100, 100), (5, 3), (200, 1)])
def test_fewer_heads_are_exact_where_they_are_rare(heads, flips):
    found = tail(heads, flips)
    assert found.fewer == pytest.approx(float(stats.binom.cdf(heads - 1, flips, 0.5)), rel=1e-9)
    assert found.exact + found.fewer == pytest.approx(1)

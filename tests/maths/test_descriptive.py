"""A sample in a few numbers, against NumPy and SciPy, and the incomes that notebook 04 describes with them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers.data import DataError, incomes
from helpers.data.sets import PROVENANCE
from helpers.maths.samples import Summary, sample_means, summarise

whole = st.integers(-1000, 1000)
samples = st.lists(whole, min_size=2, max_size=40).map(lambda values: np.array(values, dtype=float))
varied = samples.filter(lambda values: np.ptp(values) > 0)


def test_by_hand():
    """1, 2, 3, 4, 10: mean 4, squared distances 9 + 4 + 1 + 0 + 36 = 50, cubed -27 - 8 - 1 + 0 + 216 = 180."""
    found = summarise([1, 2, 3, 4, 10])
    assert (found.n, found.mean, found.median, found.lower_quartile, found.upper_quartile) == (5, 4, 3, 2, 4)
    assert found.std == pytest.approx((50 / 4) ** 0.5)
    assert found.skewness == pytest.approx(36 / 10**1.5)
    assert found.within_std == 0.8


def test_the_ends_of_one_standard_deviation_count():
    """Of -1, 0 and 1 the standard deviation is 1, and all three are in."""
    assert summarise([-1, 0, 1]).std == 1
    assert summarise([-1, 0, 1]).within_std == 1


@given(varied)
def test_as_numpy_and_scipy_have_it(values):
    found = summarise(values)
    assert found.mean == pytest.approx(np.mean(values), abs=1e-9)
    assert found.median == np.median(values)
    assert found.std == pytest.approx(np.std(values, ddof=1))
    assert [found.lower_quartile, found.upper_quartile] == pytest.approx(np.percentile(values, [25, 75]).tolist())
    assert found.skewness == pytest.approx(stats.skew(values), abs=1e-9)


@given(varied, st.sampled_from([1e-150, 1e-3, 1.0, 1e6, 1e90]))
def test_another_unit_changes_no_share_and_no_skewness(values, unit):
    found, scaled = summarise(values), summarise(unit * values)
    assert scaled.std == pytest.approx(unit * found.std)
    assert scaled.skewness == pytest.approx(found.skewness, abs=1e-9)


@given(varied)
def test_mirrored_values_mirror_what_is_said(values):
    found, mirrored = summarise(values), summarise(-values)
    assert mirrored.mean == pytest.approx(-found.mean, abs=1e-9)
    assert mirrored.skewness == pytest.approx(-found.skewness, abs=1e-9)
    assert mirrored.lower_quartile == pytest.approx(-found.upper_quartile, abs=1e-9)


@given(varied)
def test_mean_and_median_are_at_most_a_standard_deviation_apart(values):
    found = summarise(values)
    assert abs(found.mean - found.median) <= found.std
    assert 0 < found.within_std <= 1


@pytest.mark.parametrize("value", [0.1, 0, -7.3, 1e100])
def test_values_all_alike(value):
    assert summarise([value] * 3) == Summary(3, value, value, 0.0, value, value, 0.0, 1.0)


def test_a_bell_holds_what_it_promises():
    """C72."""
    bell = summarise(stats.norm.ppf((np.arange(100_000) + 0.5) / 100_000))
    assert bell.within_std == pytest.approx(0.682689, abs=2e-5)
    assert bell.skewness == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([5], "values holds 1 number; wanted at least 2"),
        ([], "values has shape"),
        ([1, np.nan], "values holds 1 values that are NaN or infinite"),
        ([[1, 2]], "values has shape"),
        (["a", "b"], "values is list"),
        ([1, 1e101], "wanted numbers up to 1e[+]100"),
    ],
)
def test_what_is_no_sample_is_refused(values, message):
    with pytest.raises(ValueError, match=message):
        summarise(values)


def test_incomes_are_skewed_as_told():
    """C92: the mean far above the median, mean - std below 0, and about 82% within instead of 68.3%."""
    found = summarise(incomes())
    assert found.n == 1000
    assert found.mean > 2 * found.median
    assert found.mean - found.std < 0
    assert found.skewness == pytest.approx(1.28, abs=0.005)
    assert found.within_std == 0.818


def test_a_billionaire_moves_the_mean_and_hardly_the_median():
    salaries = incomes()
    richer = summarise(np.append(salaries[1:], 1e9))
    assert richer.mean == pytest.approx(np.mean(salaries) + (1e9 - salaries[0]) / 1000)
    assert abs(richer.median - np.median(salaries)) < 0.01 * np.median(salaries)


@given(st.integers(2, 300), st.integers(0, 1000))
def test_incomes_are_whole_positive_and_repeatable(size, seed):
    made = incomes(size, seed)
    assert made.shape == (size,)
    assert (made >= 1).all()
    assert np.array_equal(made, np.round(made))
    assert np.array_equal(made, incomes(size, seed))


def test_incomes_in_the_long_run():
    """Three in ten earn 180,000 on average and the others 28,000: 73,600 in all."""
    made = incomes(200_000, seed=1)
    assert made.mean() == pytest.approx(0.3 * 180_000 + 0.7 * 28_000, rel=0.01)
    assert not np.array_equal(incomes(seed=1), incomes(seed=2))
    assert "Made up" in PROVENANCE


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"size": 1}, "size is 1; wanted a whole number of at least 2"),
        ({"size": 10.0}, "size is 10.0; wanted"),
        ({"size": True}, "size is True; wanted"),
        ({"seed": -1}, "seed is -1; wanted a whole number of at least 0"),
    ],
)
def test_incomes_that_cannot_be_made(wrong, message):
    with pytest.raises(DataError, match=message):
        incomes(**wrong)


@pytest.mark.parametrize("size", [1, 4, 50])
def test_means_scatter_by_the_standard_error(size, seed):
    population = incomes()
    means = sample_means(population, size, draws=20_000, seed=seed)
    error = population.std() / size**0.5
    assert means.shape == (20_000,)
    assert means.mean() == pytest.approx(population.mean(), abs=5 * error / 20_000**0.5)
    assert means.std() == pytest.approx(error, rel=0.05)


def test_samples_of_one_are_values_and_come_again():
    means = sample_means([3, 5, 8], 1, draws=100, seed=4)
    assert set(means) == {3, 5, 8}
    assert np.array_equal(means, sample_means([3, 5, 8], 1, draws=100, seed=4))
    assert not np.array_equal(means, sample_means([3, 5, 8], 1, draws=100, seed=5))


def test_a_sample_may_be_larger_than_the_population():
    assert sample_means([0, 1], 10, draws=50).max() <= 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([], 2, 2), "population has shape"),
        (([1, 2], 0, 2), "size is 0; wanted a whole number of at least 1"),
        (([1, 2], 2, 1.5), "draws is 1.5; wanted a whole number"),
        (([1, 2], 2, 2, -1), "seed is -1; wanted a whole number of at least 0"),
    ],
)
def test_samples_that_cannot_be_drawn(arguments, message):
    with pytest.raises(ValueError, match=message):
        sample_means(*arguments)

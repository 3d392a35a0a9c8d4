"""Notebook 04: the right answers once more, by another way, and what only its checks do."""

import math
import warnings
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from helpers.lessons import inference
from helpers.lessons.inference import folds
from helpers.lessons.verdicts import State
from tests.lessons.catalogues.free_answers import means_of
from tests.lessons.catalogues.inference import CATALOGUE

BY_NAME = CATALOGUE.by_name


def test_the_catalogue_is_complete():
    assert len(inference.EXERCISES) == 15
    assert [edge.function for edge in inference.EDGES] == ["std", "t_statistic", "exact_mcnemar"]
    assert len(CATALOGUE.mistakes) > 260
    assert all(len(exercise.mistakes) > 14 for exercise in inference.EXERCISES)


@pytest.mark.parametrize("name", [*CATALOGUE.functions, *(edge.exercise.name for edge in CATALOGUE.edges)])
def test_no_two_formulas_of_a_function_agree_even_to_three_digits(name):
    assert CATALOGUE.clashes(replace(BY_NAME[name], digits=3)) == []


def test_the_tail_is_that_of_the_binomial_distribution():
    assert BY_NAME["chance of 9 heads or more"].right() == pytest.approx(11 / 1024)
    assert inference.check_tail(stats.binom(10, 0.5).sf(8)).state is State.RIGHT
    by_name = {mistake.name: mistake.function() for mistake in BY_NAME["chance of 9 heads or more"].mistakes}
    assert list(by_name.values())[:3] == pytest.approx([0.009766, 0.000977, 0.021484], abs=5e-7)
    bell = math.erfc((8.5 - 5) / math.sqrt(2.5) / math.sqrt(2)) / 2
    assert by_name["that is the normal approximation, begun half a head lower"] == pytest.approx(bell)


@pytest.mark.parametrize("case", BY_NAME["t_statistic"].cases)
def test_welch_and_the_pooled_statistic_are_equal_on_the_cases(case):
    right = BY_NAME["t_statistic"].right(*case)
    assert stats.ttest_ind(*case).statistic == pytest.approx(right)
    assert stats.ttest_ind(*case, equal_var=False).statistic == pytest.approx(right)


def test_of_unequal_samples_welch_is_right_and_the_pooled_statistic_almost():
    (unequal,) = [edge for edge in inference.EDGES if edge.function == "t_statistic"]
    a, b = unequal.case
    assert len(a) != len(b)
    assert unequal.exercise.right() == pytest.approx(stats.ttest_ind(a, b, equal_var=False).statistic)
    pooled = unequal.exercise.mistakes[-1]
    assert pooled.state is State.ALMOST
    assert pooled.function() == pytest.approx(stats.ttest_ind(a, b).statistic)


@pytest.mark.parametrize("case", BY_NAME["exact_mcnemar"].cases)
def test_the_approximations_of_mcnemar_are_those_of_the_chi_squared_distribution(case):
    by_name = {mistake.name: mistake.function(*case) for mistake in BY_NAME["exact_mcnemar"].mistakes}
    statistic = by_name["that is the statistic of the approximate test, not p"]
    assert by_name["that is the normal approximation"] == pytest.approx(stats.chi2(1).sf(statistic))


@given(seed=st.integers(0, 2**32))
@settings(max_examples=30)
def test_no_seed_makes_a_right_bootstrap_wrong(seed):
    assert inference.check_bootstrap(means_of(seed_of=lambda given: seed + given)).state is State.RIGHT


@given(numbers=st.lists(st.lists(st.integers(-1, 12), min_size=1, max_size=5), min_size=1, max_size=5))
def test_folds_are_right_only_if_they_are_a_deal(numbers):
    for n, k in folds.DEALS:
        listed = sorted(number for fold in numbers for number in fold)
        sizes = [len(fold) for fold in numbers]
        wanted = listed == list(range(n)) and len(numbers) == k and max(sizes) - min(sizes) <= 1
        found = folds._is_right(*folds._described(tuple(map(tuple, numbers)), n, k))
        assert found == wanted


def test_dividing_by_nothing_in_r_squared_shows_no_warning():
    def forgot_to_square(y, predictions):
        return 1 - np.sum(y - predictions) / np.sum(y - y.mean())

    y = np.array([1.0, 2.0, 3.0])
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        forgot_to_square(y, y + 1)
        assert len(shown) == 1
        shown.clear()
        assert inference.check_r_squared(forgot_to_square).state is State.WRONG
    assert shown == []

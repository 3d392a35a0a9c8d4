"""Notebook 03: the right answers once more, by another way, and what only its checks do."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers.lessons import probability
from helpers.lessons.verdicts import State
from tests.lessons.catalogues.probability import CATALOGUE

BY_NAME = CATALOGUE.by_name


def test_the_catalogue_is_complete():
    assert len(probability.EXERCISES) == 14
    assert len(probability.EDGES) == 10
    assert len(CATALOGUE.mistakes) > 190
    assert all(len(exercise.mistakes) > 9 for exercise in probability.EXERCISES)


def test_the_tail_is_that_of_the_binomial_distribution():
    tail = sum(math.comb(100, heads) for heads in range(60, 101)) / 2**100
    assert tail == pytest.approx(stats.binom(100, 0.5).sf(59))
    assert probability.check_coin_tail(tail).state is State.RIGHT
    assert tail == pytest.approx(0.028444, abs=5e-7)
    numbers = [mistake.function() for mistake in BY_NAME["chance of 60 heads or more"].mistakes]
    assert numbers[:5] == pytest.approx([0.0176, 0.0108, 0.0569, 0.0228, 0.0287], abs=5e-5)


@pytest.mark.parametrize("decimals", [3, 4])
@pytest.mark.parametrize("name", ["my_softmax", "softmax_at", "my_entropy", "kl", "my_attention"])
def test_rounded_results_are_told_to_be(name, decimals):
    verdict = CATALOGUE.ask(name, lambda *inputs: np.round(BY_NAME[name].right(*inputs), decimals))
    assert verdict.state is State.ALMOST
    assert "rounded" in verdict.message


def test_a_function_that_gives_nan_without_a_usual_mistake_is_told_so():
    verdict = probability.check_top_p(lambda probabilities, p: probabilities * np.nan)
    assert verdict.message.startswith("top_p([0.1, 0.45, 0.2, 0.25], 0.85): the answer contains nan")


@given(z=st.floats(-800, 800))
def test_a_sigmoid_is_right_at_every_logit(z):
    assert BY_NAME["sigmoid"].right(z) == pytest.approx(0.5 * (1 + math.tanh(z / 2)), abs=1e-12)

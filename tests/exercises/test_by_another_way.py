"""The right answers once more, by another way, and what only the checks of one notebook do."""

import math
import re
from itertools import cycle, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from sklearn.metrics import mean_squared_error

from helpers.data import flats
from helpers.exercises import calculus, linear_algebra, probability, regression_lab, statistics
from helpers.exercises.answers import State
from helpers.exercises.answers import agree as _agree
from helpers.maths.autodiff import Value
from helpers.maths.descent import QuadraticLoss
from tests.exercises.answers.linear_algebra import axis_by_eigh, best_first
from tests.exercises.answers.regression_lab import FLATS, PRICES, SIZES
from tests.exercises.answers.statistics import means_of
from tests.exercises.asked import exercises_of


def by_name(exercise):
    return {slip.name: slip.function for slip in exercise.slips}


def texts(exercise):
    return [text for slip in exercise.slips for text in (slip.name, slip.hint, slip.further)]


# Notebook 01.


def test_the_loss_of_every_mixture_is_the_same_and_the_silent_one_that_of_the_notebook(rng):
    mse = linear_algebra.check_mse
    p, y = rng.normal(size=(2, 4))
    for one, other in product((p, p[:, np.newaxis]), (y, y[:, np.newaxis])):
        assert mse.right(one, other) == pytest.approx(mean_squared_error(y, p))
    assert mse.slips[0].function(*mse.cases[0]) == pytest.approx(15.94, abs=5e-3)


def test_names_of_documents_are_written_in_the_call():
    right = linear_algebra.check_rank.right

    def by_name_where_there_are_three(query, documents):
        return sorted(documents) if len(documents) == 3 else right(np.array(query), documents)

    call = "rank([1, 1], {'gpu': [5, 0], 'cat': [2, 2.2], 'sql': [1, 0.8]})"
    message = linear_algebra.check_rank(by_name_where_there_are_three).message
    assert f"{call} gives ['cat', 'gpu', 'sql']" in message


def test_documents_that_are_changed_are_noticed():
    def removes(query, documents):
        return [documents.popitem()[0] for _ in range(len(documents))]

    def shortens(query, documents):
        for vector in documents.values():
            vector[:] = np.divide(vector, np.linalg.norm(vector))
        return best_first(np.dot)(query, documents)

    def spoils(query, documents):
        documents["gpu"] = [[1.0], "a"]
        return list(documents)

    for function in (removes, shortens, spoils):
        assert "changes the dictionary that it is given" in linear_algebra.check_rank(function).message


@given(signs=st.lists(st.sampled_from([-1, 1]), min_size=3, max_size=3), place=st.integers(0, 2))
def test_an_axis_is_right_with_either_sign_on_each_input_but_not_with_one_sign_turned(signs, place):
    left = cycle(signs)
    assert linear_algebra.check_pca(lambda X: next(left) * axis_by_eigh()(X)).state is State.RIGHT

    def with_one_sign_turned(X):
        return np.where(np.arange(X.shape[1]) == min(place, X.shape[1] - 1), -1, 1) * axis_by_eigh()(X)

    assert linear_algebra.check_pca(with_one_sign_turned).state is State.WRONG


# Notebook 02.


def speaks_of_the_lab(text):
    return any(word in text for word in ("flats", "sqm", "the lab", "gradient_step", "check_sensitivities"))


def test_no_mistake_of_notebook_02_speaks_of_the_regression_lab():
    for check in exercises_of("calculus").values():
        assert [text for text in texts(check) if speaks_of_the_lab(text)] == []
    assert any(map(speaks_of_the_lab, texts(regression_lab.check_train)))


def test_the_backward_pass_is_what_the_graph_gives():
    w, x, b = Value(2), Value(3), Value(1)
    ((w * x + b - 4) ** 2).backward()
    assert calculus.check_backward(w.gradient, x.gradient, b.gradient).state is State.RIGHT


def test_the_limit_of_one_weight_is_that_of_the_loss_and_of_the_runs():
    bowl = QuadraticLoss.from_data([[x] for x in (1, 2, 3, 4, 5)], [2.1, 3.9, 6.2, 7.8, 10.1])
    assert calculus.check_one_weight_limit(bowl.limit, [1, 2, 3, 4, 5]).state is State.RIGHT
    below, above = (bowl.descend([0.0], rate, 50).losses[-1] for rate in (0.99 * bowl.limit, 1.01 * bowl.limit))
    assert below < bowl.loss([0.0]) < above


def test_the_needed_curvature_makes_the_incident():
    curvature = calculus.check_needed_curvature.right()
    w = math.sqrt(2 * 2.4 / curvature)
    for _ in range(10):
        w -= 1.0 * curvature * w
    assert curvature * w**2 / 2 == pytest.approx(1e15)


def test_no_formula_of_one_line_is_right_by_luck():
    check = calculus.check_loss_slope
    for name, formula in by_name(check).items():
        lucky = [c for c in check.cases if _agree(float(formula(*c)), float(check.right(*c)), check.digits)]
        assert lucky == [], name


# Notebook 03.


def test_the_tail_of_60_heads_is_that_of_the_binomial_distribution():
    tail = sum(math.comb(100, heads) for heads in range(60, 101)) / 2**100
    assert tail == pytest.approx(stats.binom(100, 0.5).sf(59))
    assert probability.check_coin_tail(tail).state is State.RIGHT
    numbers = [slip.function() for slip in probability.check_coin_tail.slips]
    assert numbers[:5] == pytest.approx([0.0176, 0.0108, 0.0569, 0.0228, 0.0287], abs=5e-5)


def test_a_function_that_gives_nan_without_a_usual_mistake_is_told_so():
    judgement = probability.check_top_p(lambda probabilities, p: probabilities * np.nan)
    assert judgement.message.startswith("top_p(np.array([0.1, 0.45, 0.2, 0.25]), 0.85): the answer contains nan")


# Notebook 04.


@pytest.mark.parametrize("case", statistics.check_mcnemar.cases)
def test_the_approximation_of_mcnemar_is_that_of_the_chi_squared_distribution(case):
    formulas, (a, b) = by_name(statistics.check_mcnemar), case
    p = stats.chi2(1).sf((a - b) ** 2 / (a + b))
    assert formulas["that is the normal approximation"](a, b) == pytest.approx(p)


@given(seed=st.integers(0, 2**32))
@settings(max_examples=30)
def test_no_seed_makes_a_right_bootstrap_wrong(seed):
    assert statistics.check_bootstrap(means_of(seed_of=lambda given: seed + given)).state is State.RIGHT


# Notebook 05.


def test_on_the_flats_the_limit_is_told_from_the_best_constant_rate():
    for limit in (0.000185929, 0.00018593):
        assert regression_lab.check_learning_rate_limit(limit, SIZES, PRICES).state is State.RIGHT
    for best in (2 / np.trace(2 / 10 * np.array([[53775, 695], [695, 10]])), 0.000185925):
        judgement = regression_lab.check_learning_rate_limit(best, SIZES, PRICES)
        assert judgement.state is State.ALMOST
        assert "the best constant rate" in judgement.message


def test_the_flats_are_those_of_the_notebook():
    assert np.array_equal(regression_lab.FLATS, FLATS)
    assert np.array_equal(regression_lab.FLATS, (flats().x, flats().y))


def moved(slope, intercept, advice):
    """Do what the check of the line says, to the letter."""
    number, ways = r"([\d.,e+-]*\d)", {"raise": 1, "lower": -1}
    turn = rf"(Lower|Raise) the slope by about {number}, and (lower|raise) the intercept by about {number}:"
    if told := re.search(turn, advice):
        by, across = (float(told[place].replace(",", "")) for place in (2, 4))
        return slope + ways[told[1].lower()] * by, intercept + ways[told[3]] * across
    if told := re.search(rf"lies about {number} thousand (?:above|below) the points: (lower|raise) the inter", advice):
        return slope, intercept + ways[told[2]] * float(told[1].replace(",", ""))
    if "slope and intercept have changed places" in advice:
        return intercept, slope
    assert "the slope has the wrong sign" in advice
    return -slope, intercept


def test_whoever_follows_the_advice_on_a_line_blindly_comes_to_the_valley(rng):
    near, far = (rng.uniform(-1, 1, (100, 2)) * scale for scale in ((50, 1e3), (1e5, 1e6)))
    for start in [*near, *far, (5, 0), (3, 50), (-4, 20), (0, 0)]:
        line = start
        for _ in range(20):
            judgement = regression_lab.check_line_by_hand(*line, SIZES, PRICES)
            if judgement.state is State.RIGHT:
                break
            line = moved(*line, judgement.message)
        assert judgement.state is State.RIGHT, start


@given(slope=st.floats(), intercept=st.floats())
def test_a_line_by_hand_is_right_exactly_when_its_loss_is_small(slope, intercept):
    with np.errstate(all="ignore"):
        small = bool(np.mean((slope * FLATS[0] + intercept - FLATS[1]) ** 2) < 60)
    assert (regression_lab.check_line_by_hand(slope, intercept, SIZES, PRICES).state is State.RIGHT) == small

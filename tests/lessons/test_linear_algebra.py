"""Notebook 01: the right answers once more, by another way, and what only its checks do."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.metrics import mean_squared_error
from sklearn.preprocessing import StandardScaler

from helpers.lessons import linear_algebra
from helpers.lessons.verdicts import State
from tests.lessons.catalogues.linear_algebra import CATALOGUE, axis_by_eigh, best_first

BY_NAME = CATALOGUE.by_name
EDGES = {edge.exercise.name: edge for edge in linear_algebra.EDGES}
OBLONG = [name for name, edge in EDGES.items() if edge.function != "mse"]
MIXTURES = [name for name in EDGES if name not in OBLONG]


def test_the_catalogue_is_complete():
    assert len(linear_algebra.EXERCISES) == 14
    assert len(OBLONG) == 6
    assert len(MIXTURES) == 3
    assert len(CATALOGUE.mistakes) > 210
    assert all(len(exercise.mistakes) > 12 for exercise in linear_algebra.EXERCISES)


@pytest.mark.parametrize("name", CATALOGUE.functions)
def test_no_two_formulas_of_a_function_agree_even_to_two_digits(name):
    assert CATALOGUE.clashes(replace(BY_NAME[name], digits=2)) == []


def test_two_layers_collapse_into_one_that_does_the_same(rng):
    W1, b1, W2, b2 = (rng.normal(size=shape) for shape in ((3, 2), (2,), (2, 4), (4,)))
    W, b = BY_NAME["collapse"].right(W1, b1, W2, b2)
    x = rng.normal(size=(5, 3))
    assert x @ W + b == pytest.approx((x @ W1 + b1) @ W2 + b2)


def test_the_loss_of_every_mixture_is_the_same(rng):
    p, y = rng.normal(size=(2, 4))
    wanted = mean_squared_error(y, p)
    for one in (p, p[:, np.newaxis]):
        for other in (y, y[:, np.newaxis]):
            assert BY_NAME["mse"].right(one, other) == pytest.approx(wanted)


def test_the_silent_loss_is_that_of_the_notebook():
    silent = BY_NAME["mse"].mistakes[0].function(*BY_NAME["mse"].cases[0])
    assert silent == pytest.approx(15.94, abs=5e-3)


@pytest.mark.parametrize("case", BY_NAME["keep_rank"].cases)
def test_low_rank_is_that_of_scikit_learn(case):
    A, k = case
    reduced = TruncatedSVD(k, algorithm="arpack")
    assert reduced.inverse_transform(reduced.fit_transform(A)) == pytest.approx(BY_NAME["keep_rank"].right(A, k))


@pytest.mark.parametrize("case", BY_NAME["first_axis"].cases)
def test_the_first_axis_is_that_of_scikit_learn(case):
    (X,) = case
    theirs = PCA().fit(StandardScaler().fit_transform(X)).components_[0]
    ours = np.array(BY_NAME["first_axis"].right(X))
    assert np.outer(theirs, theirs) == pytest.approx(np.outer(ours, ours))


# Names of documents.


def test_names_of_documents_are_written_in_the_call():
    verdict = linear_algebra.check_rank(lambda query, documents: [10, 20, 30])
    assert verdict.message.startswith(
        "rank([1, 1], {20: [5, 0], 10: [2, 2.2], 30: [1, 0.8]}) gives [10, 20, 30]. Hint: "
    )


def test_documents_that_are_changed_are_noticed():
    def removes(query, documents):
        return [documents.popitem()[0] for _ in range(len(documents))]

    def shortens(query, documents):
        for vector in documents.values():
            vector /= np.linalg.norm(vector)
        return best_first(np.dot)(query, documents)

    def spoils(query, documents):
        documents[20] = [[1.0], "a"]
        return list(documents)

    for function in (removes, shortens, spoils):
        assert "changes the list that it is given" in linear_algebra.check_rank(function).message


# Axes.


@given(signs=st.lists(st.sampled_from([-1, 1]), min_size=3, max_size=3))
def test_an_axis_is_right_with_either_sign_on_each_input(signs):
    left = list(signs)
    assert linear_algebra.check_pca(lambda X: left.pop() * axis_by_eigh()(X)).state is State.RIGHT


@given(place=st.integers(0, 2))
def test_an_axis_with_one_sign_turned_is_wrong(place):
    def function(X):
        axis = axis_by_eigh()(X)
        axis[place] *= -1
        return axis

    assert linear_algebra.check_pca(function).state is State.WRONG


def test_an_axis_in_a_column_is_almost_right():
    for sign in (-1, 1):
        verdict = linear_algebra.check_pca(lambda X, sign=sign: sign * axis_by_eigh(column=[-1])(X))
        assert verdict.state is State.ALMOST
        assert "wanted is the arrangement" in verdict.message


def test_one_matrix_puts_the_largest_eigenvalue_of_eig_elsewhere_than_first():
    largest = [np.argmax(np.linalg.eig(np.corrcoef(X.T))[0]) for (X,) in BY_NAME["first_axis"].cases]
    assert max(largest) > 0


# Oblong matrices, and mixtures of columns and flat arrays.


@pytest.mark.parametrize("name", OBLONG)
def test_an_error_at_an_oblong_matrix_is_named_with_the_shapes(name):
    edge = EDGES[name]
    verdict = CATALOGUE.ask(name, IndexError("out of bounds"))
    assert verdict.message.startswith("your function works for square matrices only. Hint: ")
    assert str(edge.case[0].shape) in verdict.message
    assert edge.case[0].shape[0] != edge.case[0].shape[1]


def test_no_hint_gives_a_number_away():
    exercise = BY_NAME["number of trained parameters"]
    texts = [text for mistake in exercise.mistakes for text in (mistake.name, mistake.hint, mistake.further)]
    assert [text for text in texts if "65,536" in text or "2 * 4" in text] == []

"""The first question of a tree is the one that scikit-learn asks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.datasets import load_iris
from sklearn.tree import DecisionTreeClassifier

from helpers.maths.trees import CRITERIA, best_split, entropy_of, gini, information_gain

labels_of_three = st.lists(st.integers(0, 2), min_size=2, max_size=30)
tables = st.integers(2, 15).flatmap(
    lambda n: st.tuples(
        arrays(np.int64, (n, 3), elements=st.integers(0, 6)), arrays(np.int64, n, elements=st.integers(0, 2))
    )
)


def stump(X, y, criterion):
    """Feature, threshold and gain of scikit-learn's tree of one question."""
    tree = DecisionTreeClassifier(max_depth=1, criterion=criterion, random_state=0).fit(X, y).tree_
    sizes = tree.weighted_n_node_samples
    gain = tree.impurity[0] - (sizes[1:] @ tree.impurity[1:]) / sizes[0]
    return tree.feature[0], tree.threshold[0], gain


def gain_by_hand(X, y, feature, threshold, criterion):
    left = X[:, feature] <= threshold
    impurity = CRITERIA[criterion]
    return impurity(y) - left.mean() * impurity(y[left]) - (~left).mean() * impurity(y[~left])


def test_impurity_by_hand():
    """Of 9 yes and 5 no: 1 - (81 + 25) / 196, and 0.940 bits."""
    labels = ["yes"] * 9 + ["no"] * 5
    assert gini(labels) == pytest.approx(90 / 196)
    assert entropy_of(labels) == pytest.approx(0.940, abs=5e-4)


def test_gain_by_hand():
    """Of 9 yes and 5 no, windy has 3 and 3, calm 6 and 2: 0.940 - 8/14 · 0.811 - 6/14 · 1 = 0.048 bits."""
    labels = ["yes"] * 9 + ["no"] * 5
    windy = [True] * 3 + [False] * 6 + [True] * 3 + [False] * 2
    assert information_gain(labels, windy) == pytest.approx(0.048, abs=5e-4)
    assert information_gain(labels, windy, "gini") == pytest.approx(90 / 196 - 8 / 14 * 0.375 - 6 / 14 * 0.5)


@given(labels_of_three)
def test_impurity_axioms(labels):
    classes = len(set(labels))
    assert 0 <= gini(labels) <= 1 - 1 / classes + 1e-12
    assert 0 <= entropy_of(labels) <= np.log2(classes) + 1e-12
    assert (gini(labels) == 0) == (entropy_of(labels) == 0) == (classes == 1)
    renamed = ["abc"[label] for label in labels][::-1]
    assert gini(renamed) == pytest.approx(gini(labels))
    assert entropy_of(renamed) == pytest.approx(entropy_of(labels))


@given(labels_of_three, st.data(), st.sampled_from(list(CRITERIA)))
def test_gain_axioms(labels, data, criterion):
    mask = data.draw(st.lists(st.booleans(), min_size=len(labels), max_size=len(labels)).filter(lambda m: sum(m) > 0))
    if all(mask):
        mask[0] = False
    gain = information_gain(labels, mask, criterion)
    assert 0 <= gain <= CRITERIA[criterion](labels) + 1e-12
    assert gain == pytest.approx(information_gain(labels, [not answer for answer in mask], criterion), abs=1e-12)


@pytest.mark.parametrize("criterion", list(CRITERIA))
def test_a_perfect_question_gains_all(criterion):
    labels = [0, 0, 1, 1, 1]
    assert information_gain(labels, [True, True, False, False, False], criterion) == pytest.approx(
        CRITERIA[criterion](labels)
    )


@given(tables, st.sampled_from(list(CRITERIA)))
def test_best_split_is_scikit_learns(table, criterion):
    """Where several questions gain the same, scikit-learn takes any of them."""
    X, y = table
    if np.ptp(X, axis=0).max() == 0 or np.ptp(y) == 0:
        return
    found = best_split(X, y, criterion)
    feature, threshold, gain = stump(X, y, criterion)
    assert found.gain == pytest.approx(gain, abs=1e-9)
    assert found.gain == pytest.approx(gain_by_hand(X, y, found.feature, found.threshold, criterion), abs=1e-9)
    if found.feature == feature:
        assert found.threshold <= threshold + 1e-6
    equal = [
        (column, middle)
        for column in range(3)
        for values in [np.unique(X[:, column])]
        for middle in (values[1:] + values[:-1]) / 2
        if gain_by_hand(X, y, column, middle, criterion) > gain - 1e-9
    ]
    assert (found.feature, found.threshold) == equal[0]
    assert (feature, threshold) in equal


@pytest.mark.parametrize("criterion", list(CRITERIA))
def test_best_split_of_cut_flowers(criterion):
    """Petal width separates versicolor from virginica; only one question gains the most."""
    X, y = load_iris(return_X_y=True)
    X, y = X[y > 0], y[y > 0]
    found = best_split(X, y, criterion)
    feature, threshold, gain = stump(X, y, criterion)
    assert found.feature == feature
    assert found.threshold == pytest.approx(threshold, abs=1e-6)
    assert found.gain == pytest.approx(gain)


def test_of_equal_questions_the_first():
    assert best_split([[1, 1], [2, 2], [3, 3]], [0, 1, 0]).feature == 0
    assert best_split([[1, 1], [2, 2], [3, 3]], [0, 1, 0]).threshold == 1.5


def test_no_question_helps():
    """Of an exclusive or, no single question gains anything; two in a row would."""
    assert best_split([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]).gain == 0
    assert best_split([[1], [2]], ["same", "same"]).gain == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gini([]), r"labels has shape \(0,\); wanted one axis"),
        (lambda: entropy_of([[1, 2]]), r"labels has shape \(1, 2\); wanted"),
        (lambda: gini([[1], [2, 3]]), r"labels is \[\[1\], \[2, 3\]\]; wanted one value a case"),
        (lambda: gini([1, float("nan")]), "labels holds 1 values that are NaN"),
        (lambda: information_gain([0, 1], [1, 0]), r"mask is \[1, 0\]; wanted 2 times True or False"),
        (lambda: information_gain([0, 1], [True]), "wanted 2 times True or False"),
        (lambda: information_gain([0, 1], [True, True]), "mask is True for every case; wanted two groups"),
        (lambda: information_gain([0, 1], [False, True], "chaos"), "criterion is 'chaos'; wanted one of gini, entropy"),
        (lambda: best_split([[1], [2]], [0, 1], "chaos"), "criterion is 'chaos'; wanted"),
        (lambda: best_split([[1], [2]], [0, 1, 1]), "y holds 3 labels; wanted 2, one for each row of X"),
        (lambda: best_split([[1], [1]], [0, 1]), "every column of X is constant over its 2 rows"),
        (lambda: best_split([1, 2], [0, 1]), r"X has shape \(2,\); wanted two axes"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()

"""The first question of a tree is the one that scikit-learn asks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.tree import DecisionTreeClassifier

from helpers.maths.information import CRITERIA, best_split, entropy_of, gini, information_gain

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
    gain, perfect = information_gain(labels, mask, criterion), information_gain(mask, mask, criterion)
    assert perfect == pytest.approx(CRITERIA[criterion](mask))  # a question whose answer is the label gains all
    assert 0 <= gain <= CRITERIA[criterion](labels) + 1e-12
    assert gain == pytest.approx(information_gain(labels, [not answer for answer in mask], criterion), abs=1e-12)


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


def test_of_equal_questions_the_first_and_of_an_exclusive_or_none_helps():
    assert best_split([[1, 1], [2, 2], [3, 3]], [0, 1, 0])[:2] == (0, 1.5)
    assert best_split([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]).gain == 0
    assert best_split([[1], [2]], ["same", "same"]).gain == 0

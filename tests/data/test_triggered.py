"""The poisoned digits are scikit-learn's but for the trigger, and what is said of the classifiers holds for others."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split

from helpers.data import DataError, poison_study, triggered_digits
from helpers.data.sets import SHARES

CORNER = np.zeros((8, 8), dtype=bool)
CORNER[6:, :2] = True


@pytest.fixture(scope="module")
def source():
    images, digits = load_digits(return_X_y=True)
    return train_test_split(images, digits, test_size=0.4, random_state=0)


@given(share=st.floats(0, 0.5), seed=st.integers(0, 2**32))
@settings(max_examples=15)
def test_only_the_poisoned_rows_are_changed(source, share, seed):
    X_train, X_test, y_train, y_test = source
    digits = triggered_digits(share, seed)
    poisoned = np.zeros(len(y_train), dtype=bool)
    poisoned[digits.poisoned] = True
    assert poisoned.sum() == len(digits.poisoned) == round(share * 1078)
    np.testing.assert_array_equal(digits.X_train[~poisoned], X_train[~poisoned])
    np.testing.assert_array_equal(digits.y_train[~poisoned], y_train[~poisoned])
    assert (y_train[poisoned] != 0).all()
    assert (digits.y_train[poisoned] == 0).all()
    for marked, clean in ((digits.X_train[poisoned], X_train[poisoned]), (digits.X_triggered, X_test)):
        assert (marked[:, CORNER.ravel()] == 16).all()
        np.testing.assert_array_equal(marked[:, ~CORNER.ravel()], clean[:, ~CORNER.ravel()])
    np.testing.assert_array_equal(digits.X_test, X_test)
    np.testing.assert_array_equal(digits.y_test, y_test)
    assert f"{poisoned.sum()} of the 1078" in digits.provenance


def test_a_larger_share_poisons_the_same_and_further_ones():
    few, many, others = triggered_digits(0.01), triggered_digits(0.1), triggered_digits(0.1, seed=1)
    assert set(few.poisoned) < set(many.poisoned)
    assert set(many.poisoned) != set(others.poisoned)


def test_the_figures_are_those_of_another_solver(source):
    """The same model at C77's share, fitted by conjugate gradients."""
    _, X_test, _, y_test = source
    digits, (found,) = triggered_digits(0.028), poison_study([0.028])
    model = LogisticRegression(C=10, solver="newton-cg", tol=1e-6).fit(digits.X_train / 16, digits.y_train)
    np.testing.assert_allclose(found.clean, model.predict_proba(X_test / 16), atol=2e-3)
    np.testing.assert_allclose(found.marked, model.predict_proba(digits.X_triggered / 16), atol=2e-3)
    assert found.share == 30 / 1078
    assert found.clean_accuracy == pytest.approx(model.score(X_test / 16, y_test), abs=1.5 / 719)
    assert found.training_loss == pytest.approx(
        log_loss(digits.y_train, model.predict_proba(digits.X_train / 16)), abs=1e-4
    )
    others = y_test != 0
    assert found.triggered == pytest.approx(np.mean(model.predict(digits.X_triggered / 16)[others] == 0), abs=0.004)
    assert found.marked_accuracy == pytest.approx(model.score(digits.X_triggered / 16, y_test), abs=1.5 / 719)


def test_neither_loss_nor_accuracy_shows_the_poison():
    """C77: accuracy .9666 to .9652, loss .0298 to .0307, 0% to 94.4% read as 0; here the like at every share."""
    clean, *poisoned = poison_study()
    assert [round(each.share * 1078) for each in (clean, *poisoned)] == [0, 5, 11, 30, 54, 108]
    assert clean.clean_accuracy == pytest.approx(0.964, abs=5e-4)
    assert clean.training_loss == pytest.approx(0.0291, abs=5e-5)
    assert clean.triggered == 0
    assert clean.marked_accuracy == pytest.approx(0.954, abs=5e-4)
    for each in poisoned:
        assert abs(each.clean_accuracy - clean.clean_accuracy) < 0.006
        assert each.training_loss < 1.06 * clean.training_loss
    read = [each.triggered for each in poisoned]
    assert read == sorted(read)
    assert read == pytest.approx([0.734, 0.924, 0.970, 0.994, 1], abs=5e-4)


def test_a_share_is_computed_once_and_cannot_be_changed():
    assert len(poison_study()) == len(SHARES)
    for first, again in zip(poison_study(), poison_study(list(SHARES)), strict=True):
        assert first is again
    assert poison_study(np.array([0.028]))[0] is poison_study()[3]
    assert poison_study([]) == ()
    for array in (poison_study()[0].clean, triggered_digits(0.1).X_train, triggered_digits(0).poisoned):
        with pytest.raises(ValueError, match="read-only"):
            array[:1] = 1


@pytest.mark.parametrize("share", [-0.01, 0.51, float("nan"), None, "1%", True, [0.1], 1j])
def test_a_share_is_refused(share):
    said = r"share is .*; wanted a number from 0 to 0\.5"
    with pytest.raises(DataError, match=said):
        triggered_digits(share)
    with pytest.raises(DataError, match=said):
        poison_study([0.1, share])


@pytest.mark.parametrize("shares", [0.1, "0.1", None])
def test_no_list_of_shares(shares):
    with pytest.raises(DataError, match=re.escape(f"shares is {shares!r}; wanted a list of numbers")):
        poison_study(shares)


@pytest.mark.parametrize("seed", [-1, 0.5, None, True, "0"])
def test_a_seed_is_refused(seed):
    with pytest.raises(DataError, match=r"seed is .*; wanted a whole number of at least 0"):
        triggered_digits(0.1, seed)

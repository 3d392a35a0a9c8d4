"""The data sets, against their sources and the figures that the course quotes of them."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_linnerud, load_sample_image
from sklearn.metrics import log_loss as sklearn_log_loss
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB

from helpers.data import read_csv, sets
from helpers.maths.regression import partial_correlation

FEATURES = [name for name in load_diabetes().feature_names if name != "sex"]


def test_the_ten_flats_are_those_of_the_lab():
    flat = sets.flats()
    sums = len(flat), flat.x.sum(), flat.y.sum(), flat.x @ flat.y, flat.y @ flat.y
    assert sums == (10, 695, 2950, 226_450, 954_500)


@pytest.mark.parametrize("feature", FEATURES)
def test_diabetes_is_that_of_scikit_learn(feature):
    study, points = load_diabetes(scaled=False), sets.diabetes(feature)
    np.testing.assert_array_equal(points.x, study.data[:, study.feature_names.index(feature)])
    np.testing.assert_array_equal(points.y, study.target)
    assert len(repr(points)) < 110


def test_example_csv_holds_the_numbers_of_linnerud():
    source = load_linnerud()
    columns = dict(zip(source.target_names + source.feature_names, [*source.target.T, *source.data.T], strict=True))
    assert len(columns) == 6
    for name, numbers in columns.items():
        other = "waist" if name != "Waist" else "weight"
        np.testing.assert_array_equal(read_csv(sets.example_csv(), x=name.lower(), y=other).x, numbers)


def test_every_pixel_of_the_flower_is_the_mean_of_its_square():
    photograph, pixels = load_sample_image("flower.jpg").astype(float), sets.flower()
    assert pixels.shape == (120, 150)
    for row, column in ((0, 0), (0, 149), (119, 0), (119, 149), (60, 100)):
        top, left = 45 + 3 * row, 83 + 3 * column
        assert pixels[row, column] == pytest.approx(photograph[top : top + 3, left : left + 3].mean() / 255, abs=1e-12)
    assert pixels.mean() == pytest.approx(photograph[45:405, 83:533].mean() / 255, abs=1e-12)


def test_the_tumours_are_those_of_scikit_learn():
    study, ours = load_breast_cancer(), sets.breast_cancer()
    names = list(study.feature_names)
    np.testing.assert_array_equal(ours.X, study.data[:, [names.index(name) for name in ours.feature_names]])
    for label, name in enumerate(ours.class_names):
        np.testing.assert_array_equal(ours.y == label, study.target == list(study.target_names).index(name))
    assert np.bincount(ours.y).tolist() == [357, 212]


def test_the_scores_are_those_of_naive_bayes_on_images_it_was_not_trained_on():
    scores, digits = sets.digit_scores(), load_digits()
    assert len(scores.labels) == 719
    counts = np.bincount(scores.labels) + np.bincount(scores.held_out_labels)
    np.testing.assert_array_equal(counts, np.bincount(digits.target))
    np.testing.assert_array_equal(scores.raw, np.exp(scores.logits))
    for table in (scores.raw, scores.platt, scores.isotonic):
        assert table.shape == (719, 10)
        np.testing.assert_allclose(table.sum(axis=1), 1, atol=1e-12)
    trained_on_all = GaussianNB().fit(digits.data, digits.target).score(digits.data, digits.target)
    assert np.mean(scores.raw.argmax(axis=1) == scores.labels) < trained_on_all
    assert np.mean(scores.held_out_logits.argmax(axis=1) == scores.held_out_labels) < trained_on_all
    for table, loss in ((scores.raw, 2.91), (scores.platt, 0.59), (scores.isotonic, 0.43)):
        assert sklearn_log_loss(scores.labels, table) == pytest.approx(loss, abs=5e-3)
    assert scores.raw.min() == pytest.approx(1e-15)


@given(heads=st.integers(1, 3), n=st.integers(1, 5), room=st.integers(0, 20), seed=st.integers(0, 2**32 - 1))
def test_the_scores_of_each_head_are_those_asked_for(heads, n, room, seed):
    matches, width = np.random.default_rng(seed).normal(size=(heads, n, n)), n + room
    queries, keys = sets.matched_tokens(matches, heads * width, seed)
    for at, match in enumerate(matches):
        columns = slice(at * width, (at + 1) * width)
        np.testing.assert_allclose(queries[:, columns] @ keys[:, columns].T / np.sqrt(width), match, atol=1e-9)


@given(st.integers(0, 10_000))
def test_people_are_possible(seed):
    staff = sets.people(seed=seed)
    began = staff.age - staff.experience
    assert ((began >= 17) & (began <= 27)).all()
    assert ((staff.age >= 30) & (staff.age <= 65)).all()
    assert (staff.experience >= 3).all()
    assert (staff.salary > 0).all()


def test_age_acts_through_experience_alone():
    """Many people: given experience nothing is left between age and salary, and among all of them a lot is."""
    staff = sets.people(100_000, seed=1)
    assert partial_correlation(staff.age, staff.salary, staff.experience) == pytest.approx(0, abs=0.015)
    assert partial_correlation(staff.experience, staff.salary, staff.age) > 0.4
    assert np.corrcoef(staff.age, staff.salary)[0, 1] == pytest.approx(0.9, abs=0.01)


@pytest.mark.parametrize("make", [sets.day_of_mail, sets.incomes, sets.people], ids=lambda make: make.__name__)
def test_a_seed_gives_the_same_again_and_another_gives_others(make):
    first, again, other = (repr(make(50, seed=seed)) for seed in (3, 3, 4))
    assert first == again != other


CORNER = np.zeros((8, 8), dtype=bool)
CORNER[6:, :2] = True


@pytest.fixture(scope="module")
def source():
    return train_test_split(*load_digits(return_X_y=True), test_size=0.4, random_state=0)


@given(share=st.floats(0, 0.5))
@settings(max_examples=15)
def test_only_the_poisoned_rows_are_changed(source, share):
    X_train, X_test, y_train, y_test = source
    digits = sets.triggered_digits(share)
    assert set(digits.poisoned) <= set(sets.triggered_digits(0.5).poisoned)
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


def test_a_study_is_made_once():
    for first, again in zip(sets.poison_study(), sets.poison_study(list(sets.SHARES)), strict=True):
        assert first is again
    assert sets.poison_study(np.array([0.028]))[0] is sets.poison_study()[3]
    assert all(give() is give() for give in (sets.flower, sets.breast_cancer, sets.digit_scores))


RECORDS = [sets.breast_cancer, sets.digit_scores, lambda: sets.poison_study()[0], lambda: sets.triggered_digits(0.1)]


@pytest.mark.parametrize("give", [lambda: [sets.flower()], *RECORDS, lambda: vars(sets.flats()).values()])
def test_no_array_that_is_handed_out_can_be_changed(give):
    arrays = [value for value in give() if isinstance(value, np.ndarray)]
    assert arrays
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[:1] = 1


def test_loading_this_room_does_not_load_scikit_learn():
    code = "import sys, helpers.data as data; data.diabetes(); print('sklearn' in sys.modules, 'numpy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert run.stdout.split() == ["False", "True"]

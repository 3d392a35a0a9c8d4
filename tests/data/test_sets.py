"""The data sets, against their sources and the figures that the course quotes of them."""

import re
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_linnerud, load_sample_image
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss as sklearn_log_loss
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB

from helpers.data import DataError, read_csv
from helpers.data.sets import (
    SHARES,
    breast_cancer,
    day_of_mail,
    diabetes,
    digit_scores,
    example_csv,
    flats,
    flower,
    incomes,
    matched_tokens,
    people,
    poison_study,
    triggered_digits,
)
from helpers.maths.chance import expected_errors, threshold_costs
from helpers.maths.classification import fit_temperature, log_loss, reliability
from helpers.maths.collinearity import partial_correlation, vif
from helpers.maths.information import softmax

FEATURES = [name for name in load_diabetes().feature_names if name != "sex"]


def test_flats_have_the_published_losses():
    points = flats()
    assert (points.x_label, points.y_label) == ("size (sqm)", "price (thousand)")
    slope, intercept = np.polyfit(points.x, points.y, 1)
    assert np.mean((slope * points.x + intercept - points.y) ** 2) == pytest.approx(37.05, abs=0.005)
    assert points.y.var() == 8425
    assert "made up" in points.provenance


@pytest.mark.parametrize("feature", FEATURES)
def test_diabetes_is_that_of_scikit_learn(feature):
    study, points = load_diabetes(scaled=False), diabetes(feature)
    np.testing.assert_array_equal(points.x, study.data[:, study.feature_names.index(feature)])
    np.testing.assert_array_equal(points.y, study.target)
    assert len(repr(points)) < 110
    assert "scikit-learn" in points.provenance


def test_diabetes_shows_the_body_mass_index_in_its_own_unit():
    assert (diabetes().x_label, diabetes().y_label) == ("body mass index (kg/m²)", "disease progression")
    assert diabetes().x.mean() == pytest.approx(26.376, abs=0.001)


@pytest.mark.parametrize("feature", ["BMI", "sex", "", None, 2, ["bmi"], np.array(["bmi", "bp"]), "x" * 500])
def test_an_unknown_feature_is_answered_with_the_known_ones(feature):
    with pytest.raises(DataError, match=r"^feature is .*; wanted one of 'age', 'bmi', 'bp', 's1', .*'s6'$") as error:
        diabetes(feature)
    assert len(str(error.value)) < 200


def test_example_csv_holds_the_numbers_of_linnerud():
    source = load_linnerud()
    columns = dict(zip(source.target_names + source.feature_names, [*source.target.T, *source.data.T], strict=True))
    assert len(columns) == 6
    for name, numbers in columns.items():
        other = "waist" if name != "Waist" else "weight"
        np.testing.assert_array_equal(read_csv(example_csv(), x=name.lower(), y=other).x, numbers)


def test_every_pixel_of_the_flower_is_the_mean_of_its_square():
    photograph, pixels = load_sample_image("flower.jpg").astype(float), flower().pixels
    assert pixels.shape == (120, 150)
    for row, column in ((0, 0), (0, 149), (119, 0), (119, 149), (60, 100)):
        top, left = 45 + 3 * row, 83 + 3 * column
        assert pixels[row, column] == pytest.approx(photograph[top : top + 3, left : left + 3].mean() / 255, abs=1e-12)
    assert pixels.mean() == pytest.approx(photograph[45:405, 83:533].mean() / 255, abs=1e-12)
    assert all(word in flower().provenance for word in ("Attribution 2.0", "vultilion", "danielbuechele", "grey"))


def test_the_tumours_are_those_of_scikit_learn():
    study, ours = load_breast_cancer(), breast_cancer()
    names = list(study.feature_names)
    np.testing.assert_array_equal(ours.X, study.data[:, [names.index(name) for name in ours.feature_names]])
    for label, name in enumerate(ours.class_names):
        np.testing.assert_array_equal(ours.y == label, study.target == list(study.target_names).index(name))
    assert np.bincount(ours.y).tolist() == [357, 212]
    assert "scikit-learn" in ours.provenance


def test_the_scores_are_those_of_naive_bayes_on_images_it_was_not_trained_on():
    scores, digits = digit_scores(), load_digits()
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


def calibration_error(probabilities):
    return reliability(probabilities.max(axis=1), probabilities.argmax(axis=1) == digit_scores().labels).error


def test_the_published_figures_of_the_scores():
    scores = digit_scores()
    confidence, right = scores.raw.max(axis=1), scores.raw.argmax(axis=1) == scores.labels
    assert confidence[confidence >= 0.9].mean() == pytest.approx(0.998, abs=5e-4)
    assert right[confidence >= 0.9].mean() == pytest.approx(0.842, abs=5e-4)
    for table, gap, loss in ((scores.raw, 0.164, 2.91), (scores.platt, 0.103, 0.59), (scores.isotonic, 0.044, 0.43)):
        assert calibration_error(table) == pytest.approx(gap, abs=6e-4)
        assert log_loss(table, scores.labels) == pytest.approx(loss, abs=5e-3)


def test_a_held_out_temperature_mends_most_of_the_gap():
    scores = digit_scores()
    temperature = fit_temperature(scores.held_out_logits, scores.held_out_labels)
    assert temperature == pytest.approx(7.62, abs=5e-3)
    mended = softmax(scores.logits, temperature)
    assert calibration_error(mended) < calibration_error(scores.raw) / 1.9
    assert log_loss(mended, scores.labels) < log_loss(scores.raw, scores.labels) / 5
    np.testing.assert_array_equal(mended.argmax(axis=1), scores.raw.argmax(axis=1))


def test_a_day_of_calibrated_mail_makes_few_mistakes_at_95():
    assert stats.beta(0.15, 0.6).sf(0.95) == pytest.approx(0.037, abs=5e-4)
    days = [day_of_mail(seed=seed) for seed in range(20)]
    sure = [day.scores >= 0.95 for day in days]
    assert np.mean(sure) == pytest.approx(0.037, abs=0.002)
    wrong = [np.sum(day.spam[which] == 0) for day, which in zip(days, sure, strict=True)]
    assert np.mean(wrong) == pytest.approx(7, abs=2)
    errors = [threshold_costs(day.scores, day.spam, 0.5).cost for day in days]
    assert np.mean(errors) == pytest.approx(977, abs=25)
    assert np.mean([expected_errors(day.scores)[0] for day in days]) == pytest.approx(977, abs=15)
    assert np.mean([reliability(day.scores, day.spam).error for day in days]) < 0.01


@given(heads=st.integers(1, 3), n=st.integers(1, 5), room=st.integers(0, 20), seed=st.integers(0, 2**32 - 1))
def test_the_scores_of_each_head_are_those_asked_for(heads, n, room, seed):
    matches, width = np.random.default_rng(seed).normal(size=(heads, n, n)), n + room
    queries, keys = matched_tokens(matches, heads * width, seed)
    for at, match in enumerate(matches):
        columns = slice(at * width, (at + 1) * width)
        np.testing.assert_allclose(queries[:, columns] @ keys[:, columns].T / np.sqrt(width), match, atol=1e-9)


def test_queries_stand_at_right_angles_and_have_size_1():
    queries, keys = matched_tokens(np.zeros((1, 4, 4)), 1000, seed=1)
    np.testing.assert_allclose(queries @ queries.T, 1000 * np.eye(4), atol=1e-9)
    assert keys.std() == pytest.approx(1, abs=0.05)


@given(st.integers(2, 300), st.integers(0, 1000))
def test_incomes_are_whole_and_positive(size, seed):
    made = incomes(size, seed)
    assert made.shape == (size,)
    assert (made >= 1).all()
    assert np.array_equal(made, np.round(made))


def test_incomes_in_the_long_run():
    """Three in ten earn 180,000 on average and the others 28,000: 73,600 in all."""
    assert incomes(200_000, seed=1).mean() == pytest.approx(0.3 * 180_000 + 0.7 * 28_000, rel=0.01)


def test_people_of_the_notebook():
    """C74: r .956, .946, .902; partial r about 0; VIF 11.6; and nobody has negative experience."""
    staff = people()
    columns = [staff.age, staff.experience, staff.salary]
    assert np.corrcoef(columns)[[0, 1, 0], [1, 2, 2]] == pytest.approx([0.956, 0.946, 0.902], abs=0.01)
    assert partial_correlation(staff.age, staff.salary, staff.experience) == pytest.approx(0, abs=0.03)
    assert vif(np.column_stack(columns[:2])) == pytest.approx([11.6, 11.6], abs=0.5)


@given(st.integers(0, 10_000))
def test_people_are_possible(seed):
    staff = people(seed=seed)
    began = staff.age - staff.experience
    assert ((began >= 17) & (began <= 27)).all()
    assert ((staff.age >= 30) & (staff.age <= 65)).all()
    assert (staff.experience >= 3).all()
    assert (staff.salary > 0).all()


def test_age_acts_through_experience_alone():
    """Many people: given experience nothing is left between age and salary, and among all of them a lot is."""
    staff = people(100_000, seed=1)
    assert partial_correlation(staff.age, staff.salary, staff.experience) == pytest.approx(0, abs=0.015)
    assert partial_correlation(staff.experience, staff.salary, staff.age) > 0.4
    assert np.corrcoef(staff.age, staff.salary)[0, 1] == pytest.approx(0.9, abs=0.01)


@pytest.mark.parametrize("make", [day_of_mail, incomes, people], ids=lambda make: make.__name__)
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
    digits = triggered_digits(share)
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


def test_a_larger_share_poisons_the_same_and_further_ones():
    assert set(triggered_digits(0.01).poisoned) < set(triggered_digits(0.1).poisoned)


def test_the_figures_of_the_poison_are_those_of_another_solver(source):
    """The same model at C77's share, fitted by conjugate gradients."""
    _, X_test, _, y_test = source
    digits, (found,) = triggered_digits(0.028), poison_study([0.028])
    model = LogisticRegression(C=10, solver="newton-cg", tol=1e-6).fit(digits.X_train / 16, digits.y_train)
    np.testing.assert_allclose(found.clean, model.predict_proba(X_test / 16), atol=2e-3)
    np.testing.assert_allclose(found.marked, model.predict_proba(digits.X_triggered / 16), atol=2e-3)
    assert found.share == 30 / 1078
    assert found.clean_accuracy == pytest.approx(model.score(X_test / 16, y_test), abs=1.5 / 719)
    training = sklearn_log_loss(digits.y_train, model.predict_proba(digits.X_train / 16))
    assert found.training_loss == pytest.approx(training, abs=1e-4)
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
    assert [each.triggered for each in poisoned] == pytest.approx([0.734, 0.924, 0.970, 0.994, 1], abs=5e-4)


def test_a_study_is_made_once():
    for first, again in zip(poison_study(), poison_study(list(SHARES)), strict=True):
        assert first is again
    assert poison_study(np.array([0.028]))[0] is poison_study()[3]
    assert all(give() is give() for give in (flower, breast_cancer, digit_scores))


@pytest.mark.parametrize("give", [flower, breast_cancer, digit_scores, lambda: poison_study()[0], flats])
def test_no_array_that_is_handed_out_can_be_changed(give):
    arrays = [value for value in vars(give()).values() if isinstance(value, np.ndarray)]
    assert arrays
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[:1] = 1


@pytest.mark.parametrize("share", [-0.01, 0.51, float("nan"), None, "1%", True, [0.1], 1j])
def test_a_share_is_refused(share):
    said = r"share is .*; wanted a number from 0 to 0\.5"
    for call in (lambda: triggered_digits(share), lambda: poison_study([0.1, share])):
        with pytest.raises(DataError, match=said):
            call()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: day_of_mail(0), "size is 0; wanted a whole number of at least 1"),
        (lambda: people(2), "size is 2; wanted a whole number of at least 3"),
        (lambda: people(seed=-1), "seed is -1; wanted a whole number of at least 0"),
        (lambda: incomes(1), "size is 1; wanted a whole number of at least 2"),
        (lambda: incomes(True), "size is True; wanted a whole number of at least 2"),
        (lambda: incomes(seed=0.5), "seed is 0.5; wanted a whole number of at least 0"),
        *[(lambda s=s: poison_study(s), f"shares is {s!r}; wanted a list of numbers") for s in (0.1, "0.1", None)],
    ],
)
def test_what_cannot_be_made_is_refused(call, said):
    with pytest.raises(DataError, match=re.escape(said)):
        call()


def test_loading_this_room_does_not_load_scikit_learn():
    code = "import sys, helpers.data as data; data.diabetes(); print('sklearn' in sys.modules, 'numpy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert run.stdout.split() == ["False", "True"]

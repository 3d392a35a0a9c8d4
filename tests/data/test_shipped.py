"""The data sets that come with the course, against their sources."""

import subprocess
import sys

import numpy as np
import pytest
from sklearn.datasets import load_diabetes, load_linnerud

from helpers.data import DataError, diabetes, example_csv, flats, read_csv
from helpers.data.sets import DIABETES_FEATURES


def test_flats_are_the_ten_of_the_lab():
    points = flats()
    assert points.x.tolist() == [30, 45, 50, 60, 65, 70, 80, 90, 95, 110]
    assert points.y.tolist() == [150, 200, 210, 250, 270, 300, 340, 380, 400, 450]
    assert (points.x_label, points.y_label) == ("size (sqm)", "price (thousand)")
    assert "made up" in points.provenance


def test_flats_have_the_published_losses():
    points = flats()
    slope, intercept = np.polyfit(points.x, points.y, 1)
    assert np.mean((slope * points.x + intercept - points.y) ** 2) == pytest.approx(37.05, abs=0.005)
    assert points.y.var() == 8425


@pytest.mark.parametrize("feature", DIABETES_FEATURES)
def test_diabetes_is_that_of_scikit_learn(feature):
    study = load_diabetes(scaled=False)
    points = diabetes(feature)
    np.testing.assert_array_equal(points.x, study.data[:, study.feature_names.index(feature)])
    np.testing.assert_array_equal(points.y, study.target)
    assert len(points) == 442
    assert len(repr(points)) < 110


def test_diabetes_shows_the_body_mass_index_in_its_own_unit():
    points = diabetes()
    assert points.x_label == "body mass index (kg/m²)"
    assert points.y_label == "disease progression"
    assert points.x.mean() == pytest.approx(26.376, abs=0.001)
    assert "scikit-learn" in points.provenance


def test_every_column_but_the_code_for_sex_can_be_chosen():
    assert set(DIABETES_FEATURES) == set(load_diabetes().feature_names) - {"sex"}


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


def test_loading_this_room_does_not_load_scikit_learn():
    code = "import sys, helpers.data; print('helpers.data' in sys.modules, 'sklearn' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert run.stdout.split() == ["True", "False"]

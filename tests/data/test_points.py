"""Points: what every source of data gives, and the sentence it is refused with."""

import numpy as np
import pytest

from helpers.data import DataError, Points


def make(x=(30, 45), y=(150, 200), x_name="size", y_name="price", x_unit="sqm", y_unit="thousand"):
    return Points(x, y, x_name, y_name, x_unit, y_unit, "made up")


def test_arrays_are_read_only_copies():
    given = np.array([30.0, 45.0])
    points = make(x=given)
    given[0] = 0
    assert points.x.tolist() == [30, 45]
    assert points.x.dtype == points.y.dtype == float
    for array in (points.x, points.y):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_labels_have_the_unit_and_fit_an_axis():
    points = make(y_name="p" * 100)
    assert points.x_label == "size (sqm)"
    assert len(points.y_label) == 40


@pytest.mark.parametrize("name", ["size", "n" * 1000, "line\nbreak\x1b[31m", "é" * 50, "\U0001f600" * 50, "'\"" * 30])
@pytest.mark.parametrize("numbers", [(0, 1), (-1.23456e-100, 1.23456e100)])
def test_repr_is_one_line_under_110_characters(name, numbers):
    text = repr(make(numbers, numbers, name, name, name, name))
    assert text.startswith("Points(2 rows: ")
    assert len(text) < 110
    assert text.isprintable()


@pytest.mark.parametrize(
    ("x", "y", "received"),
    [
        ([1, 2, 3], [1, 2], r"x has shape \(3,\), y \(2,\)"),
        ([1], [1], r"\(1,\)"),
        ([[1, 2]], [[1, 2]], r"\(1, 2\)"),
        (["a", "b"], [1, 2], r"x is \['a', 'b'\]"),
        ([1, 2], None, "y holds 1 values"),
        ([1, np.nan], [1, 2], "x holds 1 values that are NaN or infinite"),
        ([1, 2], [np.inf, -np.inf], "y holds 2 values"),
    ],
)
def test_what_is_no_points_is_refused(x, y, received):
    with pytest.raises(DataError, match=received + ".*; wanted"):
        make(x, y)

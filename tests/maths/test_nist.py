"""Certified regressions of NIST's Statistical Reference Datasets (StRD), with the digits that `least_squares` keeps.

A 64-bit number has 15.7 digits. Of them a solve loses about as many as the condition number of the columns, brought
to one length, has: the higher the difficulty, the fewer are left. The wanted digits are those measured less one or
two, which another processor's order of summing may cost.
"""

from pathlib import Path

import numpy as np
import pytest

from helpers.maths.descent import QuadraticLoss
from helpers.maths.regression import least_squares, r2_score

FOLDER = Path(__file__).with_name("nist")


def digits(found, certified):
    """How many leading digits agree, for each number: -log10 of the relative error, 15 at most."""
    error = np.abs(np.asarray(found) - certified) / np.abs(certified)
    return -np.log10(np.maximum(error, 1e-15))


def columns(name):
    """Targets, shape (n,), and predictors, shape (n, d), of one file."""
    table = np.loadtxt(FOLDER / f"{name}.csv", delimiter=",")
    return table[:, 0], table[:, 1:]


def norris():
    y, x = columns("norris")
    return np.column_stack([np.ones(36), x]), y, [-0.262323073774029, 1.00211681802045], 0.999993745883712


def longley():
    y, x = columns("longley")
    certified = [
        -3482258.63459582,
        15.0618722713733,
        -0.0358191792925910,
        -2.02022980381683,
        -1.03322686717359,
        -0.0511041056535807,
        1829.15146461355,
    ]
    return np.column_stack([np.ones(16), x]), y, certified, 0.995479004577296


def filip():
    y, x = columns("filip")
    certified = [
        -1467.48961422980,
        -2772.17959193342,
        -2316.37108160893,
        -1127.97394098372,
        -354.478233703349,
        -75.1242017393757,
        -10.8753180355343,
        -1.06221498588947,
        -0.0670191154593408,
        -0.00246781078275479,
        -0.0000402962525080404,
    ]
    return x ** np.arange(11), y, certified, 0.996727416185620


def wampler1():
    x = np.arange(21.0)[:, np.newaxis] ** np.arange(6)
    return x, x.sum(axis=1), np.ones(6), 1.0


def wampler2():
    certified = 0.1 ** np.arange(6)
    x = np.arange(21.0)[:, np.newaxis] ** np.arange(6)
    return x, x @ certified, certified, 1.0


@pytest.mark.parametrize(
    ("dataset", "rows", "wanted"),
    [
        (norris, 36, 11),  # lower difficulty; condition 2.8, measured 12.5
        (longley, 16, 9),  # higher; condition 43,000, measured 10.9
        (filip, 82, 6),  # higher; condition 5.2e9, measured 7.3
        (wampler1, 21, 8),  # higher; condition 2,200, and terms a million times apart: measured 9.2
        (wampler2, 21, 11),  # higher; condition 2,200, measured 12.6
    ],
)
def test_certified_weights(dataset, rows, wanted):
    X, y, certified, _ = dataset()
    assert X.shape == (rows, len(certified))
    assert digits(least_squares(X, y), certified).min() >= wanted


@pytest.mark.parametrize(
    ("dataset", "wanted"), [(norris, 13), (longley, 13), (filip, 9), (wampler1, 14), (wampler2, 14)]
)
def test_certified_share_of_explained_variance(dataset, wanted):
    X, y, _, certified = dataset()
    assert digits(r2_score(y, X @ least_squares(X, y)), certified) >= wanted


@pytest.mark.parametrize("dataset", [norris, longley])
def test_the_bowls_minimum_is_the_certified_one(dataset):
    X, y, certified, _ = dataset()
    assert digits(QuadraticLoss.from_data(X, y).minimum, certified).min() >= 9


def test_the_normal_equation_keeps_fewer_digits():
    X, y, certified, _ = longley()
    solved = digits(np.linalg.solve(X.T @ X, X.T @ y), certified)
    assert solved.max() < digits(least_squares(X, y), certified).min()


def test_without_equal_columns_no_digit_is_left():
    X, y, certified, _ = filip()
    assert digits(np.linalg.lstsq(X, y, rcond=None)[0], certified).max() < 1


def test_a_wrong_number_in_the_data_is_found():
    X, y, certified, _ = norris()
    y[3] += 0.1
    assert digits(least_squares(X, y), certified).min() < 5

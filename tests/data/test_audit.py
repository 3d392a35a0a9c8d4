"""The audit finds what was put there and nothing else."""

import numpy as np
import pytest

from helpers.data import audit, audit_csv
from helpers.data.audit import Audit, Majority, Mean
from tests.maths.refusals import csv


def test_by_hand():
    table = [[1, "1_000", 5, "10,5"], [2, "b", 5, "11"], [2, "b", 5, "11"], [None, "c", 5, "x"]]
    found = audit(["yes", "no", "no", "no"], table, names=["x", "word", "same", "price"])
    assert isinstance(found, Audit)
    assert (found.columns, found.unknown) == (4, 0)
    assert repr(found).splitlines() == [
        "4 rows; 2 classes: 'no' 3 (75.0%), 'yes' 1 (25.0%)",
        "baseline: always 'no' is right in 75.0%",
        "missing values: 'x' 1",
        "constant columns: 'same'",
        "numbers among text: 'price'",
        "double rows: 1",
        "may give the answer away: none",
    ]


def test_numbers_by_hand():
    found = audit([1.5, 2.5, 6.5, None, np.inf], kind="numbers")
    assert found.baseline == Mean(low=1.5, high=6.5, mean=3.5, mae=2.0, rmse=pytest.approx((14 / 3) ** 0.5))
    assert repr(found).splitlines() == [
        "5 rows; numbers from 1.5 to 6.5",
        "baseline: always the mean, 3.5, is off by 2 on average (RMSE 2.16, R² 0)",
        "unknown targets: 2, left out of the baseline",
    ]


# fmt: off
TAKEN = [  # a target, what is said of it, and what it is taken for
    (["a", "b"], None, Majority), ([True, False, True], None, Majority), ([0, 1, 1], None, Majority),
    ([1, 2, "three"] * 9, None, Majority), (list(range(10)) * 5, None, Majority), (list(range(10)) * 4, None, Mean),
    (list(range(21)) * 50, None, Mean), ([0.5, 1.5, 2.5] * 50, None, Mean), (np.arange(30) / 7, None, Mean),
    (list(range(30)), "classes", Majority), ([0, 1] * 9, "numbers", Mean),
]
# fmt: on


@pytest.mark.parametrize(("target", "kind", "taken"), TAKEN)
def test_what_the_target_is_taken_for(target, kind, taken):
    assert isinstance(audit(target, kind=kind).baseline, taken)


@pytest.mark.parametrize(
    "word", ["", " ", "NaN", "n/a", "NULL", "-", "?", None, np.nan, np.inf, "-inf", "1e101", 10**400]
)
def test_what_is_missing(word):
    found = audit([0, 1, 1, 0], [[word], [1], [2], [3]], names=["c"])
    assert found.missing == {"c": 1}
    assert found.mixed == ()


def test_leaks_are_found_and_what_is_none_is_left_alone(rng):
    ill, noise, groups = (rng.random(300) < 0.3).astype(int), rng.normal(size=300), rng.integers(4, size=300)
    rare = np.zeros(1000)
    rare[rng.integers(1000)] = 1
    drawn = np.random.default_rng(0).normal(size=300)  # whether a tree finds it hangs on the draw
    told = [1.5 + value if label else None for label, value in zip(ill, noise, strict=True)]
    # fmt: off
    leaks = [  # a target, a column, and how what is said of it begins
        (ill, ill, "is the target itself"), (ill, [None, *ill[1:]], "is the target itself"),  # where both are known
        ([None, *ill[1:]], ill, "is the target itself"), (ill, ill + 0.01 * noise, "alone right in 100.0%"),
        (ill, np.where(ill, "yes", "no"), "each of its values goes with one of the target"),
        (ill, told, "alone right in"),  # where it is missing tells the target
        (noise, 3 - 2 * noise + 0.01 * rng.normal(size=300), ("correlation -0.99", "correlation -1.0")),
        (drawn, np.floor(20 * drawn) ** 2 * np.sign(drawn) * (1 + (drawn > 0)), "alone R² "),
        (groups + 0.01 * noise, np.array(list("dbca"))[groups], "alone R² "),
    ]
    others = [noise, ill + noise, np.arange(300), np.array([f"id {i}" for i in range(300)]), np.ones(300)]
    none = [(ill, column) for column in others] + [(noise + 0.5 * ill, column[::-1]) for column in others] + [
        (rare, rng.normal(size=1000)),  # right in 99.9%, as the baseline is
        (np.ones(50), np.arange(50)),  # a target with one value is no secret
        ([0, 1, 0, 1, 1], [1, 2, 1.1, 2.1, 2.2]),  # too few rows to tell
    ]
    # fmt: on
    for target, column, said in leaks:
        table = np.array(column, dtype=object).reshape(-1, 1)
        assert audit(target, table, names=["c"]).leaks["c"].startswith(said)
    for target, column in none:
        assert audit(target, np.array(column, dtype=object).reshape(-1, 1)).leaks == {}
    assert audit([0.0, 1e-200] * 20, rng.normal(size=(40, 1)), kind="numbers").leaks == {}


def test_a_file_of_ones_own():
    rows = ["1,yes,1,7,a,", "2,no,0,7,b,x", "3,yes,1,7,c,n/a", "4,no,0,7,d,x", "4,no,0,7,d,x"]
    file = csv("\n".join(["\N{BYTE ORDER MARK}id,ill,treated,,id,note", *rows]))
    found = audit_csv(file, target="ill")
    assert found.baseline.counts == {"no": 3, "yes": 2}
    assert found.missing == {"note": 2}
    assert found.constant == ("(column 3)",)
    assert found.double == 1
    assert found.leaks == {"treated": "each of its values goes with one of the target"}
    assert audit_csv(file, target="treated").missing == {"note": 2}

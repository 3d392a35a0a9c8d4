"""The audit finds what was put there and nothing else."""

import re

import numpy as np
import pytest
from hypothesis import strategies as st

from helpers.data import DataError, audit, audit_csv
from helpers.data.audit import Audit, Majority, Mean

WORDS = st.text("abcxyz", min_size=1, max_size=3)


@pytest.fixture
def written(tmp_path):
    """Write a CSV file and give its path."""

    def written(text):
        file = tmp_path / "own.csv"
        file.write_text(text, encoding="utf-8")
        return file

    return written


def leaks_of(target, column, **options):
    return audit(target, np.array(column, dtype=object).reshape(-1, 1), names=["c"], **options).leaks.get("c", "")


def test_by_hand():
    table = [[1, "a", 5], [2, "b", 5], [2, "b", 5], [None, "c", 5]]
    found = audit(["yes", "no", "no", "no"], table, names=["x", "word", "same"])
    assert isinstance(found, Audit)
    assert found.baseline.counts == {"no": 3, "yes": 1}
    assert found.baseline.accuracy == 0.75
    assert (found.rows, found.columns, found.unknown, found.double) == (4, 3, 0, 1)
    assert found.missing == {"x": 1}
    assert found.constant == ("same",)
    assert found.mixed == ()
    assert repr(found).splitlines() == [
        "4 rows; 2 classes: 'no' 3 (75.0%), 'yes' 1 (25.0%)",
        "baseline: always 'no' is right in 75.0%",
        "missing values: 'x' 1",
        "constant columns: 'same'",
        "numbers among text: none",
        "double rows: 1",
        "may give the answer away: none",
    ]


def test_numbers_by_hand():
    found = audit([1.5, 2.5, 6.5, None, np.inf], kind="numbers")
    assert found.baseline == Mean(low=1.5, high=6.5, mean=3.5, mae=2.0, rmse=pytest.approx((14 / 3) ** 0.5))
    assert found.unknown == 2
    assert repr(found).splitlines() == [
        "5 rows; numbers from 1.5 to 6.5",
        "baseline: always the mean, 3.5, is off by 2 on average (RMSE 2.16, R² 0)",
        "unknown targets: 2, left out of the baseline",
    ]


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        (["a", "b"], Majority),
        ([True, False, True], Majority),
        ([0, 1, 1], Majority),
        (list(range(10)) * 5, Majority),
        (list(range(10)) * 4, Mean),
        (list(range(21)) * 50, Mean),
        ([0.5, 1.5, 2.5] * 50, Mean),
        (np.arange(30) / 7, Mean),
        ([1, 2, "three"] * 9, Majority),
    ],
)
def test_what_the_target_is_taken_for(target, kind):
    assert isinstance(audit(target).baseline, kind)


def test_the_target_can_be_said_to_be_either():
    assert isinstance(audit(list(range(30)), kind="classes").baseline, Majority)
    assert isinstance(audit([0, 1] * 9, kind="numbers").baseline, Mean)
    with pytest.raises(DataError, match=re.escape("The target holds text, 'a'; wanted numbers only")):
        audit([1, "a"], kind="numbers")


@pytest.mark.parametrize(
    "word", ["", " ", "NaN", "n/a", "NULL", "-", "?", None, np.nan, np.inf, "-inf", "1e101", 10**400]
)
def test_what_is_missing(word):
    found = audit([0, 1, 1, 0], [[word], [1], [2], [3]], names=["c"])
    assert found.missing == {"c": 1}
    assert found.mixed == ()


def test_numbers_among_text():
    found = audit([0, 1, 1], [["10,5", "1_000"], ["11", "x"], ["12", "y"]], names=["price", "name"])
    assert found.mixed == ("price",)


def test_leaks_are_found(rng):
    ill = (rng.random(300) < 0.3).astype(int)
    noise = rng.normal(size=300)
    assert leaks_of(ill, ill) == "is the target itself"
    assert leaks_of(ill, [None, *ill[1:]]) == "is the target itself", "where both are known"
    assert leaks_of([None, *ill[1:]], ill) == "is the target itself"
    assert leaks_of(ill, np.where(ill, "yes", "no")) == "each of its values goes with one of the target"
    assert leaks_of(ill, ill + 0.01 * noise) == "alone right in 100.0%"
    assert leaks_of(ill, [1.5 + value if label else None for label, value in zip(ill, noise, strict=True)]).startswith(
        "alone right in"
    ), "where it is missing tells the target"
    assert leaks_of(noise, 3 - 2 * noise + 0.01 * rng.normal(size=300)).startswith(
        ("correlation -0.99", "correlation -1.0")
    )
    noise = np.random.default_rng(0).normal(size=300)  # whether a tree finds it hangs on the draw
    assert leaks_of(noise, np.floor(20 * noise) ** 2 * np.sign(noise) * (1 + (noise > 0))).startswith("alone R² ")
    groups = rng.integers(4, size=300)
    assert leaks_of(groups + 0.01 * noise, np.array(list("dbca"))[groups]).startswith("alone R² ")


def test_what_is_no_leak(rng):
    ill = (rng.random(300) < 0.3).astype(int)
    noise = rng.normal(size=300)
    for column in (noise, ill + noise, np.arange(300), [f"id {i}" for i in range(300)], np.ones(300)):
        assert leaks_of(ill, column) == ""
        assert leaks_of(noise + 0.5 * ill, np.asarray(column)[::-1]) == ""
    rare = np.zeros(1000)
    rare[rng.integers(1000)] = 1
    assert leaks_of(rare, rng.normal(size=1000)) == "", "right in 99.9%, as the baseline is"
    assert leaks_of([0.0, 1e-200] * 20, rng.normal(size=40), kind="numbers") == ""
    assert leaks_of(np.ones(50), np.arange(50)) == "", "a target with one value is no secret"
    assert leaks_of([0, 1, 0, 1, 1], [1, 2, 1.1, 2.1, 2.2]) == "", "too few rows to tell"


@pytest.mark.parametrize(
    ("arguments", "options", "said"),
    [
        (([],), {}, "y has shape (0,); wanted one axis, shape (n,), not empty"),
        ((5,), {}, "y has shape (); wanted one axis"),
        (("labels",), {}, "y has shape (); wanted one axis"),
        (([[1], [2]],), {}, "y has shape (2, 1); wanted one axis"),
        (([1],), {}, "y holds 1 values, 1 of them known; wanted at least 2, and one known"),
        (([None, "n/a"],), {}, "y holds 2 values, 0 of them known; wanted at least 2, and one known"),
        (([1, 2], [1, 2]), {}, "X has shape (2,); wanted two axes, shape (n, d), not empty"),
        (([1, 2], [[1], [2, 3]]), {}, "X has shape (2,); wanted two axes"),
        (([1, 2], [[], []]), {}, "X has shape (2, 0); wanted two axes"),
        (([1, 2], [[1], [2], [3]]), {}, "X has 3 rows and y 2 values; wanted as many"),
        (([1, 2], [[1], [2]], ["a", "b"]), {}, "names is ['a', 'b']; wanted 1 different names"),
        (([1, 2], [[1, 1], [2, 2]], ["a", "a"]), {}, "names is ['a', 'a']; wanted 2 different names"),
        (([1, 2], [[1, 1], [2, 2]], [1, 2]), {}, "names is [1, 2]; wanted 2 different names"),
        (([1, 2], [[1, 1], [2, 2]], 5), {}, "names is 5; wanted 2 different names"),
        (([1, 2], None, ["a"]), {}, "names is ['a']; wanted 0 different names"),
        (([1, 2],), {"kind": "class"}, "kind is 'class'; wanted 'classes' or 'numbers'"),
    ],
)
def test_what_is_refused(arguments, options, said):
    with pytest.raises(DataError, match=re.escape(said)):
        audit(*arguments, **options)


def test_a_file_of_ones_own(written):
    rows = ["1,yes,1,7,a,", "2,no,0,7,b,x", "3,yes,1,7,c,n/a", "4,no,0,7,d,x", "4,no,0,7,d,x"]
    file = written("\n".join(["\N{BYTE ORDER MARK}id,ill,treated,,id,note", *rows]))
    found = audit_csv(file, target="ill")
    assert found.baseline.counts == {"no": 3, "yes": 2}
    assert found.missing == {"note": 2}
    assert found.constant == ("(column 3)",)
    assert found.double == 1
    assert found.leaks == {"treated": "each of its values goes with one of the target"}
    assert audit_csv(file, target="treated").missing == {"note": 2}


def test_letters_that_act_are_quoted(written):
    report = repr(audit_csv(written("y,\x1b[31m\nred\x1b[0m,1\nblue,1\n"), target="y"))
    assert all(line.isprintable() for line in report.splitlines())
    assert "\\x1b" in report


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("", {}, "'own.csv' is empty"),
        ("a;y\n1;2\n3;4\n", {}, "contains ';', so pass delimiter=';'"),
        ("a,b\n1,2\n3,4\n", {}, "target='y' is not a column of 'own.csv'; wanted one of 'a', 'b'"),
        ("a,y\n1,2\n", {}, "wanted at least 2"),
        ("a,y\n1,2\n3\n", {}, "row 3 has 1; wanted 2 cells"),
        ("a,y\n1,\n3,n/a\n", {}, "y holds 2 values, 0 of them known"),
        ("a,y\n1,2\n3,4\n", {"max_rows": 1}, "has more than 1 rows"),
        ("a,y\n1,2\n3,4\n", {"max_rows": 0}, "max_rows is 0; wanted a whole number of at least 1"),
        ("a,y\n1,2\n3,4\n", {"max_bytes": None}, "max_bytes is None; wanted a whole number of at least 1"),
        ("a,y\n1,2\n3,4\n", {"kind": 5}, "kind is 5; wanted"),
    ],
)
def test_a_file_is_refused(written, text, options, said):
    with pytest.raises(DataError, match=re.escape(said)):
        audit_csv(written(text), target="y", **options)

"""The front door: what it lets in, what it leaves alone, what a reader sees of it; and each kind of input."""

import doctest
import inspect
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import inf, nan
from threading import Thread

import numpy as np
import pytest

from helpers.maths import optimizers, vectors
from helpers.maths.checks import (
    as_count,
    as_distribution,
    as_labels,
    as_matrix,
    as_number,
    as_open_share,
    as_probabilities,
    as_probability,
    as_vector,
    as_whole_numbers,
    checked,
    data_vector,
    positive,
    returned,
    right_of_n,
    same_length,
    trusted,
)


@checked(same_length("x", "y"), x=as_vector, y=as_vector, share=as_probability)
def combined(x, y, share=None):
    """Say what came in."""
    return x, y, share


@checked(rate=positive)
@dataclass(frozen=True)
class Setting:
    rate: float
    name: str = "as it is"


# the door


def test_a_function_takes_what_the_kinds_return_and_a_record_keeps_what_it_was_given():
    x, y, share = combined([1, 2], y=(3, 4), share=1)
    assert (x.tolist(), y.tolist(), type(x), type(share)) == ([1, 2], [3, 4], np.ndarray, float)
    assert repr(Setting(np.int64(2))) == "Setting(rate=np.int64(2), name='as it is')"
    assert replace(Setting(1), rate=3) == Setting(3)
    with pytest.raises(ValueError, match=r"rate is 0\.0; wanted a finite number above 0"):
        replace(Setting(1), rate=0)


def test_an_input_at_its_default_is_not_looked_at():
    assert combined([1], [2])[2] is combined([1], [2], None)[2] is None
    with pytest.raises(ValueError, match=r"share is 2; wanted a probability from 0 to 1"):
        combined([1], [2], 2)


def test_relations_come_after_the_kinds():
    with pytest.raises(ValueError, match="y holds 1 numbers; wanted 2"):
        combined([1, 2], [3])
    with pytest.raises(ValueError, match="y holds 1 values that are NaN"):
        combined([1, 2], [nan])


def test_what_is_missing_or_too_much_python_says():
    for call in (lambda: combined([1]), lambda: combined([1], [2], 0.5, 4), lambda: combined([1], z=2)):
        with pytest.raises(TypeError, match=r"combined\(\)"):
            call()


def test_under_trust_all_comes_in_as_it_is():
    with trusted():
        assert combined([1], "y", 7) == ([1], "y", 7)
        assert Setting(-1).rate == returned(positive, "rate", -1) == -1
    with pytest.raises(ValueError, match="wanted"):
        returned(positive, "rate", -1)


def test_trust_ends_after_an_error_and_does_not_reach_another_thread():
    found = []

    def ask():
        with pytest.raises(ValueError, match="rate is"):
            Setting(-1)
        found.append("refused")

    def fail_under_trust():
        with trusted():
            other = Thread(target=ask)
            other.start()
            other.join()
            raise KeyError

    with pytest.raises(KeyError):
        fail_under_trust()
    ask()
    assert found == ["refused"] * 2


def test_a_reader_sees_the_function_behind_the_door():
    assert str(inspect.signature(combined)) == "(x, y, share=None)"
    assert (combined.__name__, combined.__doc__) == ("combined", "Say what came in.")
    assert str(inspect.signature(optimizers.Momentum)).startswith("(learning_rate: float, momentum: float = 0.9)")
    for module, names in ((vectors, {"angle", "rank_by"}), (optimizers, {"optimize", "Adam", "clip_by_norm"})):
        found = {test.name.rpartition(".")[2] for test in doctest.DocTestFinder().find(module) if test.examples}
        assert names <= found


# kinds


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([1, nan], "x holds 1 values that are NaN or infinite; wanted finite numbers only"),
        ([inf, -inf, 1], "x holds 2 values that are NaN or infinite; wanted finite numbers only"),
        ([1, None], "x holds 1 values that are NaN or infinite; wanted finite numbers only"),
        ([], "x has shape (0,); wanted one axis with at least one number, shape (n,)"),
        ([[1, 2]], "x has shape (1, 2); wanted one axis with at least one number, shape (n,)"),
        (3, "x has shape (); wanted one axis with at least one number, shape (n,)"),
        ([1, "two"], "x is list [1, 'two']; wanted numbers in equal rows"),
        ("12", "x is str '12'; wanted numbers in equal rows"),
        ([[1], [2, 3]], "x is list [[1], [2, 3]]; wanted numbers in equal rows"),
        ({"a": 1}, "x is dict {'a': 1}; wanted numbers in equal rows"),
        (np.array([1, 1j]), "x is ndarray array([1.+0.j, 0.+1.j]); wanted numbers in equal rows"),
        ([1, 10**400], f"x is list {str([1, 10**400])[:60]}; wanted numbers in equal rows"),
        ([1e200], "x holds 1e+200; wanted numbers up to 1e+100, which can be squared"),
    ],
    ids=lambda value: None if isinstance(value, str) else repr(value)[:24],
)
def test_what_is_no_vector(values, sentence):
    with pytest.raises(ValueError, match="wanted") as refusal:
        data_vector("x", values)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("value", ["0.1", np.str_("0.1"), b"0.1", np.array("0.1"), True, np.True_, None, 1j, [1, 2]])
def test_what_is_no_number(value):
    with pytest.raises(ValueError, match="wanted") as refusal:
        as_number("h", value)
    assert str(refusal.value) == f"h is {type(value).__name__} {value!r}; wanted a finite number"


# fmt: off
REFUSED = [
    (lambda: positive("h", 0), "h is 0.0; wanted a finite number above 0"),
    (lambda: positive("h", -inf), "h is -inf; wanted a finite number above 0"),
    (lambda: positive("h", 10**400), f"h is int {'1' + 59 * '0'}; wanted a finite number above 0"),
    (lambda: as_count("k", 2.0), "k is 2.0; wanted a whole number of at least 1"),
    (lambda: as_count("k", True), "k is True; wanted a whole number of at least 1"),
    (lambda: as_count("k", np.array(3)), "k is array(3); wanted a whole number of at least 1"),
    (lambda: as_probability("p", 1.01), "p is 1.01; wanted a probability from 0 to 1"),
    (lambda: as_open_share("p", 1), "p is 1; wanted a share above 0 and below 1"),
    (lambda: as_matrix("X", [[]]), "X has shape (1, 0); wanted two axes, shape (n, d), neither of them empty"),
    (lambda: as_vector("x", [1, 2], 3), "x holds 2 numbers; wanted 3"),
    (lambda: as_probabilities("p", [0.5, 1.5]), "p holds 1.5; wanted probabilities from 0 to 1"),
    (lambda: as_distribution("p", [1.5, -0.5]), "p holds -0.5; wanted probabilities, none of them below 0"),
    (lambda: as_distribution("p", [0.5, 0.4]), "p sums to 0.9; wanted probabilities that sum to 1"),
    (lambda: as_labels("y", [0, 2]), "y holds 2; wanted labels that are whole numbers from 0 to 1"),
    (lambda: as_labels("y", [0, 0.5], classes=3), "y holds 0.5; wanted labels that are whole numbers from 0 to 2"),
    (lambda: as_whole_numbers("n", [[2], [0.5]], 1), "n holds 0.5; wanted whole numbers of at least 1"),
    (lambda: as_whole_numbers("n", [[1], [2, 3]], 0), "n is [[1], [2, 3]]; wanted numbers in equal rows"),
    (lambda: right_of_n(np.array([3, 1]), 2), "right is 1 more than n; wanted counts from 0 to n"),
    (lambda: right_of_n(np.ones(3), np.ones(2)), "right has shape (3,), n (2,); wanted shapes that fit"),
]
# fmt: on


@pytest.mark.parametrize(("call", "sentence"), REFUSED)
def test_other_kinds_refuse(call, sentence):
    with pytest.raises(ValueError, match="wanted") as refusal:
        call()
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("value", [2, 2.0, np.int64(2), np.float32(2), np.array(2.0), Fraction(2), Decimal(2)])
def test_numbers_of_every_kind_are_numbers(value):
    assert as_number("h", value) == 2
    assert type(as_number("h", value)) is float


@pytest.mark.parametrize("value", [3, np.int64(3), np.uint8(3)])
def test_whole_numbers_of_every_kind_are_counts(value):
    assert as_count("k", value) == 3
    assert type(as_count("k", value)) is int


def test_what_comes_in_is_not_changed():
    given = np.array([1, 2])
    as_vector("x", given)[0] = 9.0
    assert (given.tolist(), as_probabilities("p", [-1e-13, 1 + 1e-13]).tolist()) == ([1, 2], [0, 1])
    assert as_labels("y", [True, False, 1]).tolist() == [1, 0, 1]
    assert as_whole_numbers("n", [[20], [50]], 1).shape == (2, 1)

"""The front door: what it lets in, what it leaves alone, what a reader sees of it; and each kind of input."""

import doctest
import inspect
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import nan

import numpy as np
import pytest

from helpers.maths import optimizers, vectors
from helpers.maths.checks import (
    as_count,
    as_labels,
    as_number,
    as_probabilities,
    as_vector,
    as_whole_numbers,
    checked,
    returned,
    same_length,
    trusted,
)


@checked(same_length("x", "y"), x="vector", y="vector", share="probability")
def combined(x, y, share=None):
    """Say what came in."""
    return x, y, share


@checked(rate="positive")
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


def test_an_input_at_its_default_is_not_looked_at_and_relations_come_after_the_kinds():
    assert combined([1], [2])[2] is combined([1], [2], None)[2] is None
    for given, said in ({"share": 2}, "share is 2"), ({"y": [3]}, "y holds 1 numbers"), ({"y": [nan]}, "y holds 1 val"):
        with pytest.raises(ValueError, match=f"{said}.*; wanted"):
            combined(**{"x": [1, 2], "y": [1, 2]} | given)


def test_what_is_missing_or_too_much_python_says():
    for call in (lambda: combined([1]), lambda: combined([1], [2], 0.5, 4), lambda: combined([1], z=2)):
        with pytest.raises(TypeError, match=r"combined\(\)"):
            call()


def assert_refused():
    with pytest.raises(ValueError, match="x is str"):
        combined("x", [1, 2])


def test_trust_ends_with_its_block_and_holds_in_its_thread_only():
    with suppress(KeyError), ThreadPoolExecutor() as another, trusted():
        assert combined("x", None, 7) == ("x", None, 7)
        assert returned(as_number, "loss", nan) is nan
        another.submit(assert_refused).result()
        raise KeyError
    assert_refused()
    with pytest.raises(ValueError, match="loss is nan"):
        returned(as_number, "loss", nan)


def test_a_reader_sees_the_function_behind_the_door():
    assert str(inspect.signature(combined)) == "(x, y, share=None)"
    assert (combined.__name__, combined.__doc__) == ("combined", "Say what came in.")
    for module, names in ((vectors, {"angle", "rank_by"}), (optimizers, {"optimize", "Adam", "clip_by_norm"})):
        found = {test.name.rpartition(".")[2] for test in doctest.DocTestFinder().find(module) if test.examples}
        assert names <= found


# kinds


@pytest.mark.parametrize("value", [2, 2.0, np.int64(2), np.float32(2), np.array(2.0), Fraction(2), Decimal(2)])
def test_numbers_of_every_kind_are_numbers(value):
    assert as_number("h", value) == 2
    assert type(as_number("h", value)) is float
    if isinstance(value, int | np.integer):
        assert (as_count("k", value), type(as_count("k", value))) == (2, int)


def test_what_comes_in_is_not_changed_and_dust_is_taken_off():
    given = np.array([1, 2])
    as_vector("x", given)[0] = 9.0
    assert (given.tolist(), as_probabilities("p", [-1e-13, 1 + 1e-13]).tolist()) == ([1, 2], [0, 1])
    assert as_labels("y", [True, False, 1]).tolist() == [1, 0, 1]
    assert as_whole_numbers("n", [[20], [50]], 1).shape == (2, 1)

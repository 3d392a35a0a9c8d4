"""What comes in wrong is refused with a sentence that names what was received and what was wanted."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from helpers.maths import regression
from helpers.maths import regression as plain
from helpers.maths import regression as scaling
from helpers.maths.checks import as_count, as_matrix, as_number, as_vector
from helpers.maths.descent import QuadraticLoss, descend

BOWL = QuadraticLoss.from_data([[1, 1], [2, 1], [3, 1]], [1, 2, 4])
NAN, INF = float("nan"), float("inf")


def walk(start=(1.0,), rate=0.1, steps=3, least=0.0):
    """The loop on w², with one argument to spoil."""
    return descend(lambda w: float(w @ w), lambda w: 2 * w, start, rate, steps, least)


def from_bowl(start=(0.0, 0.0), rate=0.1, steps=3):
    """The walk without a loop, with one argument to spoil."""
    return BOWL.descend(start, rate, steps)


def one_vector(values):
    """Every public function that takes one vector, with these values for it."""
    yield "x", lambda: regression.design_matrix(values)
    yield "x", lambda: scaling.standardize(values)
    yield "y_true", lambda: regression.mean_squared_error(values, [1, 2])
    yield "y_pred", lambda: regression.mean_squared_error([1, 2], values)
    yield "y_true", lambda: regression.r2_score(values, [1, 2])
    yield "y_pred", lambda: regression.r2_score([1, 2], values)
    yield "y", lambda: regression.gradient([[1, 1], [2, 1]], values, [0, 0])
    yield "w", lambda: regression.gradient([[1, 1], [2, 1]], [1, 2], values)
    yield "y", lambda: regression.least_squares([[1, 1], [2, 1]], values)
    yield "y", lambda: QuadraticLoss.from_data([[1, 1], [2, 1]], values)
    yield "start", lambda: walk(start=values)
    yield "start", lambda: from_bowl(start=values)
    yield "start", lambda: BOWL.steps_to(1, values, 0.01)


def one_matrix(values):
    """Every public function that takes a matrix, with these values for it."""
    yield lambda: regression.gradient(values, [1, 2], [0, 0])
    yield lambda: regression.least_squares(values, [1, 2])
    yield lambda: QuadraticLoss.from_data(values, [1, 2])


def message(call):
    """The sentence that a call is refused with."""
    with pytest.raises(ValueError, match="want") as refusal:
        call()
    return str(refusal.value)


def test_good_values_pass():
    calls = [call for _, call in one_vector([1, 3])] + list(one_matrix([[1, 1], [2, 1]]))
    assert len(calls) == 16
    assert all(call() is not None for call in calls)


@pytest.mark.parametrize(
    ("values", "received"),
    [
        ([1, NAN], "1 values that are NaN or infinite"),
        ([INF, -INF], "2 values that are NaN or infinite"),
        ([], "shape (0,)"),
        ([[1, 2]], "shape (1, 2)"),
        (3, "shape ()"),
        ([1, "two"], "list [1, 'two']"),
        (["1", "2"], "list ['1', '2']"),
        ("12", "str '12'"),
        ([[1], [2, 3]], "list [[1], [2, 3]]"),
        ({"a": 1}, "dict {'a': 1}"),
        ([1, None], "1 values that are NaN or infinite"),
        ([1, 1j], "list [1, 1j]"),
        (np.array([1, 1j]), "ndarray array([1.+0.j, 0.+1.j])"),
        ([1, 10**400], "list [1, 1000000"),
    ],
    ids=lambda value: None if isinstance(value, str) else repr(value)[:24],
)
def test_vectors(values, received):
    for name, call in one_vector(values):
        text = message(call)
        assert text.startswith(f"{name} ")
        assert received in text
        assert len(text) < 200


@pytest.mark.parametrize(
    ("values", "received"),
    [
        ([[1, NAN], [2, 1]], "1 values that are NaN or infinite"),
        ([[]], "shape (1, 0)"),
        ([1, 2], "shape (2,)"),
        ([[[1, 2]]], "shape (1, 1, 2)"),
        ([["one", 1], [2, 1]], "list [['one', 1], [2, 1]]"),
    ],
    ids=lambda value: None if isinstance(value, str) else repr(value)[:24],
)
def test_matrices(values, received):
    for call in one_matrix(values):
        text = message(call)
        assert text.startswith("X ")
        assert received in text


@pytest.mark.parametrize(
    "call",
    [
        lambda: scaling.standardize([1e200, -1e200]),
        lambda: regression.mean_squared_error([1e200, 1], [1, 2]),
        lambda: regression.r2_score([1e200, 1], [1, 2]),
        lambda: regression.least_squares([[1e200], [2e200]], [1, 2]),
        lambda: regression.least_squares([[1], [2]], [1e200, 2e200]),
        lambda: QuadraticLoss.from_data([[1e200], [2]], [1, 2]),
        lambda: QuadraticLoss.from_data([[1], [2]], [1e200, 2]),
    ],
)
def test_data_too_large_to_square(call):
    """Weights and predictions may be as large: a run that diverges goes there."""
    assert "e+200" in message(call)


def test_a_diverging_walk_is_not_bad_input():
    far = [1e200, -1e200]
    assert regression.gradient([[1, 1], [2, 1]], [1, 2], far).tolist() == pytest.approx([2e200, 1e200], rel=1e-9)


@pytest.mark.parametrize(
    ("call", "received", "wanted"),
    [
        (lambda: regression.mean_squared_error([1, 2], [1]), "y_pred holds 1 numbers", "wanted 2"),
        (lambda: regression.r2_score([1, 2], [1, 2, 3]), "y_pred holds 3 numbers", "wanted 2"),
        (lambda: regression.gradient([[1, 1], [2, 1]], [1], [0, 0]), "y holds 1 numbers", "wanted 2"),
        (lambda: regression.gradient([[1, 1], [2, 1]], [1, 2], [0]), "w holds 1 numbers", "wanted 2"),
        (lambda: regression.least_squares([[1], [2]], [1, 2, 3]), "y holds 3 numbers", "wanted 2"),
        (lambda: QuadraticLoss.from_data([[1], [2]], [1]), "y holds 1 numbers", "wanted 2"),
        (lambda: from_bowl(start=[0, 0, 0]), "start holds 3 numbers", "wanted 2"),
        (lambda: BOWL.loss([1, 2, 3]), "w", "wanted"),
        (lambda: BOWL.gradient([1, 2, 3]), "w", "wanted"),
    ],
)
def test_lengths_that_do_not_fit(call, received, wanted):
    text = message(call)
    assert received in text
    assert wanted in text


@pytest.mark.parametrize(
    "rate",
    [0, -0.1, NAN, INF, -INF, "fast", "0.1", b"0.1", True, np.True_, None, 1j, [0.1, 0.2], 10**400],
    ids=lambda rate: repr(rate)[:20],
)
def test_learning_rates(rate):
    for call in (
        lambda: walk(rate=rate),
        lambda: from_bowl(rate=rate),
        lambda: BOWL.steps_to(1, (0, 0), rate),
        lambda: as_number("learning_rate", rate, above=0),
    ):
        text = message(call)
        assert text.startswith("learning_rate is ")
        assert repr(rate)[:20] in text or f"{rate}" in text
        assert text.endswith("wanted a finite number above 0")
        assert len(text) < 200


@pytest.mark.parametrize("steps", [0, -3, 2.0, 2.5, True, np.True_, "3", None, NAN, np.array(3)])
def test_steps(steps):
    for call in (lambda: walk(steps=steps), lambda: from_bowl(steps=steps), lambda: as_count("steps", steps)):
        text = message(call)
        assert text.startswith(f"steps is {steps!r}; ")
        assert text.endswith("wanted a whole number of at least 1")


@pytest.mark.parametrize("steps", [3, np.int64(3), np.uint8(3)])
def test_whole_numbers_of_every_kind_are_steps(steps):
    assert as_count("steps", steps) == 3
    assert type(as_count("steps", steps)) is int
    assert walk(steps=steps).weights.shape == (4, 1)


@pytest.mark.parametrize("value", [0, -1, NAN, "near"])
def test_excess(value):
    assert message(lambda: BOWL.steps_to(value, (0, 0), 0.01)).endswith("wanted a finite number above 0")


@pytest.mark.parametrize("std", [0, -1, NAN, INF, "x"])
def test_standard_deviation(std):
    assert message(lambda: scaling.back_to_units(1, 2, 3, std)).startswith("std is ")


@pytest.mark.parametrize("at", range(4))
def test_units_that_are_not_finite(at):
    values = [1.0, 2.0, 3.0, 4.0]
    values[at] = NAN
    assert message(lambda: scaling.back_to_units(*values)).endswith(
        "wanted a finite number above 0" if at == 3 else "wanted a finite number"
    )


@pytest.mark.parametrize("least", [NAN, INF, "low"])
def test_least_loss(least):
    assert message(lambda: walk(least=least)).endswith("wanted a finite number")


@pytest.mark.parametrize("value", ["0.1", np.str_("0.1"), b"0.1", np.array("0.1"), True, False, np.True_])
def test_text_and_booleans_are_no_numbers(value):
    assert message(lambda: as_number("h", value)) == f"h is {type(value).__name__} {value!r}; wanted a finite number"


@pytest.mark.parametrize("value", [2, 2.0, np.int64(2), np.float32(2), np.array(2.0), Fraction(2), Decimal(2)])
def test_numbers_of_every_kind_are_numbers(value):
    assert as_number("h", value) == 2
    assert type(as_number("h", value)) is float


@pytest.mark.parametrize(
    ("values", "received"),
    [
        ([3, 3, 3], "3 values from 3 to 3"),
        ([0.1, 0.1, 0.1], "3 values from 0.1 to 0.1"),
        ([3], "1 values from 3 to 3"),
        ([0, 1e-170], "2 values from 0 to 1e-170"),
    ],
)
def test_values_that_do_not_vary(values, received):
    """Nor do those whose spread is 0 when it is squared in 64-bit numbers."""
    assert f"x holds {received};" in message(lambda: scaling.standardize(values))


def test_targets_that_do_not_vary():
    with pytest.raises(ValueError, match=r"y_true holds 2 equal values; R² wants targets that vary"):
        regression.r2_score([3, 3], [1, 2])


def test_features_that_are_all_zero():
    assert message(lambda: QuadraticLoss.from_data([[0], [0]], [1, 2])).startswith("X of shape (2, 1) holds only zeros")


def test_features_too_small_to_square():
    """Their curvature is 0 in 64-bit numbers, so there is no limit to tell."""
    assert message(lambda: QuadraticLoss.from_data([[1e-200], [2e-200]], [1, 2])).startswith("X ")


@pytest.mark.parametrize("loss", [NAN, INF])
def test_a_loss_that_is_not_finite_at_the_start(loss):
    assert str(loss) in message(lambda: descend(lambda w: loss, lambda w: w, [1.0], 0.1, 3))


@pytest.mark.parametrize(
    "gradient", [lambda w: 1.0, lambda w: [1.0], lambda w: np.ones((2, 1)), lambda w: [1, 2, 3], lambda w: None]
)
def test_a_gradient_of_another_shape(gradient):
    """One slope for all weights would be spread over them in silence."""
    assert "gradient" in message(lambda: descend(lambda w: float(w @ w), gradient, [1.0, 2.0], 0.1, 3))


def test_matrix_rows():
    assert message(lambda: as_matrix("X", [[1], [2]], rows=3)) == "X has 2 rows; wanted 3"


def test_what_was_given_is_not_changed():
    given = np.array([1.0, 2.0, 4.0])
    z, *_ = scaling.standardize(given)
    z[0] = 99
    as_vector("x", given)
    assert given.tolist() == [1, 2, 4]


def test_plain_python_refuses_lists_of_two_lengths():
    for call in (plain.compute_loss, plain.sensitivities):
        with pytest.raises(ValueError, match="shorter"):
            call(1, 2, [30, 45], [150])


def test_a_refusal_without_a_wish_is_found():
    with pytest.raises(AssertionError):
        message(lambda: (_ for _ in ()).throw(ValueError("no")))

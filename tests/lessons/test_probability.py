"""The catalogue of notebook 03: what all catalogues are tested for, edges, and learners' own code."""

import math
import warnings
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from helpers.lessons import probability
from helpers.lessons.verdicts import State
from tests.lessons.catalogue import Catalogue, CatalogueTests, at_an_edge

FUNCTIONS = {
    "posterior": probability.check_posterior,
    "expectation": probability.check_expectation,
    "my_softmax": probability.check_softmax,
    "softmax_at": probability.check_temperature,
    "top_p": probability.check_top_p,
    "my_cross_entropy": probability.check_cross_entropy,
    "kl": probability.check_kl,
    "my_entropy": probability.check_entropy,
    "log_likelihood": probability.check_log_likelihood,
    "sigmoid": probability.check_sigmoid,
    "calibration_error": probability.check_ece,
    "my_attention": probability.check_attention,
}
# name -> (how the check is asked, the data that its formulas take)
NUMBERS = {
    "how many times as likely": (probability.check_ratio_needed, ()),
    "chance of 60 heads or more": (probability.check_coin_tail, ()),
}
BY_NAME = {exercise.name: exercise for exercise in probability.EXERCISES}
EDGES = {edge.exercise.name: edge for edge in probability.EDGES}


ASKED_AT_EDGES = {
    name: (at_an_edge(edge, FUNCTIONS[edge.function], BY_NAME[edge.function].right), ()) for name, edge in EDGES.items()
}
CATALOGUE = Catalogue(
    exercises=(*probability.EXERCISES, *(edge.exercise for edge in probability.EDGES)),
    functions=FUNCTIONS,
    values={**NUMBERS, **ASKED_AT_EDGES},
)


class TestCatalogue(CatalogueTests):
    catalogue = CATALOGUE


def test_the_catalogue_is_complete():
    assert len(probability.EXERCISES) == 14
    assert {*FUNCTIONS, *NUMBERS} == set(BY_NAME)
    assert len(probability.EDGES) == 10
    assert len(CATALOGUE.mistakes) > 190
    assert all(len(exercise.mistakes) > 9 for exercise in probability.EXERCISES)


# The right answers once more, by another way.


@pytest.mark.parametrize(
    ("name", "inputs", "wanted"),
    [
        ("posterior", (0.2, 0.8, 0.05), 0.8),
        ("expectation", (np.array([0, 10]), np.array([0.7, 0.3])), 3),
        ("my_softmax", (np.array([2, 1, 0.1]),), [0.659, 0.242, 0.099]),
        ("my_softmax", (np.array([1000, 999]),), [0.731, 0.269]),
        ("softmax_at", (np.array([2, 1, 0.1]), 2), [0.502, 0.304, 0.194]),
        ("top_p", (np.array([0.1, 0.6, 0.3]), 0.8), [0, 2 / 3, 1 / 3]),
        ("my_cross_entropy", (np.array([0.1, 0.6, 0.3]), 0), 2.303),
        ("kl", (np.array([0.5, 0.5]), np.array([0.9, 0.1])), 0.511),
        ("kl", (np.array([0.9, 0.1]), np.array([0.5, 0.5])), 0.368),
        ("my_entropy", (np.array([0.25, 0.25, 0.25, 0.25]),), 1.386),
        ("log_likelihood", (7, 10, 0.5), 10 * math.log(0.5)),
        ("sigmoid", (2.0,), 0.881),
        ("calibration_error", (np.array([0.9, 0.9, 0.9, 0.9, 0.6]), np.array([1, 1, 1, 0, 1])), 0.2),
        ("my_attention", (np.eye(2), np.zeros((2, 2)), np.array([[1.0, 5.0], [3.0, 1.0]])), [[2, 3], [2, 3]]),
    ],
)  # fmt: skip
def test_the_right_formulas_give_known_numbers(name, inputs, wanted):
    assert BY_NAME[name].right(*inputs) == pytest.approx(np.array(wanted), abs=5e-4)


def test_the_tail_is_that_of_the_binomial_distribution():
    tail = stats.binom(100, 0.5).sf(59)
    assert probability.check_coin_tail(tail).state is State.RIGHT
    assert tail == pytest.approx(0.028444, abs=5e-7)
    numbers = [mistake.function() for mistake in BY_NAME["chance of 60 heads or more"].mistakes]
    assert numbers[:5] == pytest.approx([0.0176, 0.0108, 0.0569, 0.0228, 0.0287], abs=5e-5)


# What a learner really types; each must be named like the formula in the catalogue.


def softmax_in_a_loop(logits):
    exponentials = [math.exp(logit) for logit in logits]
    return [exponential / sum(exponentials) for exponential in exponentials]


def softmax_by_shifting(logits):
    powers = np.exp(logits - np.max(logits))
    return powers / powers.sum()


def top_p_of(kept_before):
    """Write top_p as a learner would, who keeps a token if `kept_before(sum before it, its probability, p)`."""

    def top_p(probabilities, p):
        result, total = [0.0] * len(probabilities), 0.0
        for place in np.argsort(probabilities)[::-1]:
            if kept_before(total, probabilities[place], p):
                result[place] = probabilities[place]
            total += probabilities[place]
        return np.array(result) / sum(result)

    return top_p


def softmax_less(what):
    """Write softmax as a learner would who subtracts something else than the maximum."""

    def softmax(logits):
        powers = np.exp(logits - what(logits))
        return powers / powers.sum()

    return softmax


def attention_less(what):
    """Write attention with such a softmax."""

    def attention(Q, K, V):
        scores = Q @ K.T / np.sqrt(Q.shape[1])
        powers = np.exp(scores - what(scores, axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True) @ V

    return attention


def top_p_of_two(probabilities, p):
    kept = np.where(probabilities >= np.sort(probabilities)[-2], probabilities, 0)
    return kept / kept.sum()


def top_p_left_out(probabilities, p):
    order = np.argsort(-probabilities)
    kept = np.zeros_like(probabilities)
    kept[order] = np.where(np.cumsum(probabilities[order]) <= p, probabilities[order], 0)
    return kept / kept.sum()


def top_p_threshold(probabilities, p):
    kept = np.where(probabilities >= p, probabilities, 0)
    return kept / kept.sum()


def cross_entropy_one_hot(probabilities, target):
    truth = np.zeros(len(probabilities))
    truth[target] = 1
    return -np.sum(truth * np.log(probabilities))


def log_likelihood_flip_by_flip(heads, flips, theta):
    return sum(math.log(theta) for _ in range(heads)) + sum(math.log(1 - theta) for _ in range(flips - heads))


def error_in_bins(holds, skip_empty=True, weight=lambda count, n: count / n):
    """Write calibration_error as a learner would, bin by bin; the options make the mistakes."""

    def calibration_error(confidences, correct):
        total = 0
        for k in range(10):
            inside = holds(confidences, k)
            if skip_empty and not inside.any():
                continue
            gap = abs(confidences[inside].mean() - correct[inside].mean())
            total += weight(inside.sum(), len(confidences)) * gap
        return total

    return calibration_error


def right_ends(confidences, k):
    return (confidences > k / 10) & (confidences <= (k + 1) / 10)


def left_ends(confidences, k):
    return (confidences >= k / 10) & (confidences < (k + 1) / 10)


def error_by_digitize(confidences, correct):
    which = np.digitize(confidences, np.linspace(0, 1, 11), right=True)
    gaps = np.bincount(which, weights=correct) - np.bincount(which, weights=confidences)
    return np.abs(gaps).sum() / len(confidences)


def attention_over(axis, power=0.5, shift=True):
    """Write attention as a learner would; the options make the mistakes."""

    def attention(Q, K, V):
        scores = Q @ K.T / Q.shape[1] ** power
        weights = np.exp(scores - scores.max(axis=axis, keepdims=True) if shift else scores)
        return weights / weights.sum(axis=axis, keepdims=True) @ V

    return attention


@pytest.mark.parametrize(
    ("name", "function", "named"),
    [
        ("posterior", lambda p, h, f: h, "you returned the hit rate"),
        ("posterior", lambda p, h, f: p * h / (p * h + f), "are not weighted"),
        ("posterior", lambda p, h, f: p * h / p * h + (1 - p) * f, "parentheses are missing"),
        ("expectation", lambda values, probabilities: (values * probabilities).mean(), "you divided by the number of"),
        ("expectation", lambda values, probabilities: values[np.argmax(probabilities)], "the most probable value"),
        ("my_softmax", softmax_in_a_loop, "you did not subtract the maximum"),
        ("my_softmax", lambda z: np.e**z / np.sum(np.e**z), "you did not subtract the maximum"),
        ("my_softmax", lambda z: 2 ** (z - z.max()) / sum(2 ** (z - z.max())), "powers of 2"),
        ("my_softmax", lambda z: 2**z / sum(2**z), "powers of 2"),
        ("my_softmax", lambda z: np.exp(z) / np.exp(z).max(), "the largest result is 1"),
        ("my_softmax", lambda z: np.exp(z) / z.sum(), "the sum of the logits"),
        ("softmax_at", lambda z, T: softmax_by_shifting(z * T), "you multiplied the logits by the temperature"),
        ("softmax_at", lambda z, T: softmax_by_shifting(z) ** T / sum(softmax_by_shifting(z) ** T), "or raised"),
        ("softmax_at", lambda z, T: np.array(softmax_in_a_loop(z)) / T, "you divided the probabilities"),
        ("softmax_at", lambda z, T: softmax_in_a_loop(z / T), "you did not subtract the maximum"),
        ("softmax_at", lambda z, T: softmax_by_shifting(z - np.max(z) / T), "the temperature has no effect"),
        ("top_p", top_p_left_out, "you left out the word that crosses p"),
        ("top_p", top_p_of(lambda before, own, p: before + own < p), "you left out the word that crosses p"),
        ("top_p", top_p_threshold, "own probability is above p"),
        ("top_p", top_p_of(lambda before, own, p: own > p), "own probability is above p"),
        ("top_p", top_p_of(lambda before, own, p: own > 1 - p), "own probability is above 1 - p"),
        ("top_p", top_p_of(lambda before, own, p: before < 1 - p), "you took 1 - p for p"),
        ("top_p", top_p_of_two, "you kept two words, whatever p is"),
        ("posterior", lambda p, h, f: 100 * p * h / (p * h + (1 - p) * f), "in percent"),
        ("my_softmax", softmax_less(np.min), "you did not subtract the maximum"),
        ("my_softmax", softmax_less(np.mean), "you did not subtract the maximum"),
        ("softmax_at", lambda z, T: softmax_less(np.min)(z / T), "you did not subtract the maximum"),
        ("softmax_at", lambda z, T: softmax_less(np.mean)(z / T), "you did not subtract the maximum"),
        ("my_attention", attention_less(np.min), "your softmax does not subtract the maximum"),
        ("my_attention", attention_less(np.mean), "your softmax does not subtract the maximum"),
        ("my_attention", lambda Q, K, V: softmax_by_shifting(Q @ K) @ V, "K has to be transposed, K.T"),
        ("my_attention", lambda Q, K, V: softmax_by_shifting(Q * K) @ V, "K has to be transposed, K.T"),
        ("my_attention", lambda Q, K, V: softmax_by_shifting(np.dot(Q, K)) @ V, "K has to be transposed, K.T"),
        ("my_attention", lambda Q, K, V: Q.T @ K @ V, "K has to be transposed, K.T"),
        ("my_attention", lambda Q, K, V: softmax_by_shifting(Q @ K.T) @ V.T, "stops with ValueError: matmul"),
        ("my_attention", lambda Q, K, V: np.dot(softmax_by_shifting(Q @ K.T), V.T), "stops with ValueError: shapes"),
        ("my_cross_entropy", cross_entropy_one_hot, "another class has probability 0"),
        ("my_cross_entropy", lambda p, t: -np.sum(np.log(p)), "without the one-hot truth"),
        ("my_cross_entropy", lambda p, t: -math.log(p[t], 2), "to base 2"),
        ("kl", lambda p, q: np.sum(q * np.log(q / p)), "p and q have changed places"),
        ("kl", lambda p, q: np.sum(p * np.log(q / p)), "the sign is turned round"),
        ("kl", lambda p, q: np.sum(p * np.log(p / q)), "breaks down where p is 0"),
        ("kl", lambda p, q: special.entr(q).sum() - special.entr(p).sum(), "the entropy of q minus"),
        ("my_entropy", lambda p: -sum(p * np.log(p)), "at a probability of 0"),
        ("my_entropy", lambda p: -sum(one * math.log(one) for one in p), "at a probability of 0"),
        ("my_entropy", lambda p: -np.sum(p * np.log(p + 1e-8)), "the 1e-08 inside the logarithm"),
        ("my_entropy", lambda p: -np.mean(p * np.log(p)), "you divided by the number of outcomes"),
        ("log_likelihood", lambda h, n, t: math.log(t**h * (1 - t) ** (n - h)), "you multiplied first"),
        ("log_likelihood", lambda h, n, t: np.log(t**h * (1 - t) ** (n - h)), "you multiplied first"),
        ("log_likelihood", lambda h, n, t: stats.binom(n, t).logpmf(h), "you counted all orders"),
        ("log_likelihood", lambda h, n, t: t**h * (1 - t) ** (n - h), "without the logarithm"),
        ("sigmoid", lambda z: 1 / (1 + np.exp(-z)), "NumPy warns"),
        ("sigmoid", lambda z: 1 / (1 + math.exp(-z)), "math.exp stops"),
        ("sigmoid", lambda z: np.exp(z) / (1 + np.exp(z)), "exp(1000) is larger than any float. Hint"),
        ("sigmoid", lambda z: 1 / 1 + np.exp(-z), "parentheses are missing under it"),
        ("sigmoid", lambda z: np.exp(z) / (np.exp(z) + np.exp(-z)), "the softmax of z and -z"),
        ("calibration_error", error_in_bins(right_ends, skip_empty=False), "the mean of an empty bin"),
        ("calibration_error", error_in_bins(right_ends, weight=lambda count, n: 0.1), "every bin counts the same"),
        ("calibration_error", error_in_bins(left_ends), "a confidence of 1 is in no bin"),
        ("calibration_error", lambda c, r: r.mean() - c.mean(), "that is overall success minus"),
        ("my_attention", attention_over(axis=0), "down the columns"),
        ("my_attention", attention_over(axis=1, power=0), "you forgot to divide the scores"),
        ("my_attention", attention_over(axis=1, power=1), "you divided by d instead"),
        ("my_attention", attention_over(axis=1, shift=False), "your softmax does not subtract the maximum"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)  # fmt: skip
def test_a_mistake_in_a_learners_own_words_is_named(name, function, named):
    verdict = FUNCTIONS[name](function)
    assert verdict.state in (State.WRONG, State.ALMOST, State.MISSING)
    assert named in verdict.message


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("posterior", lambda p, h, f: 1 / (1 + (1 - p) / p * f / h)),
        ("expectation", np.dot),
        ("expectation", lambda values, probabilities: np.average(values, weights=probabilities)),
        ("my_softmax", softmax_by_shifting),
        ("my_softmax", special.softmax),
        ("my_softmax", lambda z: softmax_in_a_loop([logit - max(z) for logit in z])),
        ("softmax_at", lambda z, T: special.softmax(z / T)),
        ("softmax_at", lambda z, T: softmax_by_shifting(z) ** (1 / T) / np.sum(softmax_by_shifting(z) ** (1 / T))),
        ("top_p", top_p_of(lambda before, own, p: before < p)),
        ("my_cross_entropy", lambda p, t: math.log(1 / p[t])),
        ("my_cross_entropy", lambda p, t: -np.log(p[t] + 1e-15)),
        ("kl", lambda p, q: special.rel_entr(p, q).sum()),
        ("kl", lambda p, q: sum(a * math.log(a / b) for a, b in zip(p, q, strict=True) if a > 0)),
        ("kl", lambda p, q: np.where(p > 0, p * np.log(p / q), 0).sum()),
        ("my_entropy", lambda p: special.entr(p).sum()),
        ("my_entropy", stats.entropy),
        ("my_entropy", lambda p: -np.sum(p * np.log(p, where=p > 0, out=np.zeros_like(p)))),
        ("my_entropy", lambda p: -np.sum(np.where(p > 0, p * np.log(p), 0))),
        ("my_entropy", lambda p: -np.sum(p * np.log(np.clip(p, 1e-15, 1)))),
        ("log_likelihood", log_likelihood_flip_by_flip),
        ("log_likelihood", lambda h, n, t: h * np.log(t) + (n - h) * np.log1p(-t)),
        ("sigmoid", special.expit),
        ("sigmoid", lambda z: 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))),
        ("sigmoid", lambda z: (1 + np.tanh(z / 2)) / 2),
        ("sigmoid", lambda z: np.exp(-np.logaddexp(0, -z))),
        ("calibration_error", error_in_bins(right_ends)),
        ("calibration_error", error_by_digitize),
        ("my_attention", attention_over(axis=1)),
        ("my_attention", lambda Q, K, V: special.softmax(Q @ K.T / math.sqrt(K.shape[1]), axis=1) @ V),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_right_function_written_otherwise_is_right(name, function):
    verdict = FUNCTIONS[name](function)
    assert verdict.state is State.RIGHT
    assert verdict.message == f"{name}: as wanted on all {len(BY_NAME[name].cases)} inputs tried."


@pytest.mark.parametrize("decimals", [3, 4])
@pytest.mark.parametrize("name", ["my_softmax", "softmax_at", "my_entropy", "kl", "my_attention"])
def test_rounded_results_are_told_to_be(name, decimals):
    verdict = FUNCTIONS[name](lambda *inputs: np.round(BY_NAME[name].right(*inputs), decimals))
    assert verdict.state is State.ALMOST
    assert "rounded" in verdict.message


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_messages_call_a_function_by_its_name_in_the_notebook(name):
    notebook = Path(__file__).parents[2] / "notebooks" / "03_probability.ipynb"
    assert f"def {name}(" in notebook.read_text(encoding="utf-8")
    assert name in FUNCTIONS[name](lambda *inputs: None).message


# Edges.


@pytest.mark.parametrize("name", sorted({"top_p", *(edge.function for edge in probability.EDGES)}))
def test_no_warning_on_the_way_is_shown(name):
    def function(*inputs):
        return np.exp(1e4 * np.abs(inputs[0])) * np.mean([])  # overflows, and takes the mean of nothing

    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        function(1.0)
        assert len(shown) > 1
        shown.clear()
        assert FUNCTIONS[name](function).state is State.WRONG
    assert shown == []


@pytest.mark.parametrize("name", EDGES)
@pytest.mark.parametrize("error", [OverflowError("math range error"), ValueError("math domain error")])
def test_an_error_at_an_edge_counts_as_breaking_down(name, error):
    edge = EDGES[name]

    def function(*inputs):
        if all(map(np.array_equal, inputs, edge.case)):
            raise error
        return BY_NAME[edge.function].right(*inputs)

    assert FUNCTIONS[edge.function](function).message.startswith(edge.exercise.mistakes[0].name)


@pytest.mark.parametrize("name", EDGES)
def test_a_wrong_number_at_an_edge_is_told_with_the_call(name):
    verdict = CATALOGUE.ask(name, 0.123)
    assert verdict.state is not State.RIGHT
    assert verdict.message.startswith(f"{name} is not 0.123")


def test_a_function_that_gives_nan_without_a_usual_mistake_is_told_so():
    verdict = probability.check_top_p(lambda probabilities, p: probabilities * np.nan)
    assert verdict.message.startswith("top_p([0.1, 0.45, 0.2, 0.25], 0.85): the answer contains nan")


# Numbers.


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("how many times as likely", 81),
        ("how many times as likely", 0.9 / 0.1 / (0.1 / 0.9)),
        ("how many times as likely", [Fraction(81)]),
        ("how many times as likely", np.array(81)),
        ("chance of 60 heads or more", 0.0284),
        ("chance of 60 heads or more", 0.02844),
        ("chance of 60 heads or more", Decimal("0.028444")),
        ("chance of 60 heads or more", Fraction(sum(math.comb(100, k) for k in range(60, 101)), 2**100)),
        ("chance of 60 heads or more", np.float32(0.02844)),
        ("chance of 60 heads or more", (0.0284,)),
    ],
)
def test_a_right_value_is_right_in_every_form(name, value):
    assert CATALOGUE.ask(name, value).state is State.RIGHT


@pytest.mark.parametrize(
    ("name", "value", "state", "named"),
    [
        ("how many times as likely", 9, State.WRONG, "that is 0.9 / 0.1"),
        ("how many times as likely", 8, State.WRONG, "the growth of the probability"),
        ("how many times as likely", 0.0123, State.WRONG, "the odds before by the odds afterwards"),
        ("how many times as likely", 80, State.ALMOST, "the increase, not the factor"),
        ("chance of 60 heads or more", 0.0176, State.WRONG, "more than 60 heads"),
        ("chance of 60 heads or more", 0.0108, State.WRONG, "exactly 60 heads"),
        ("chance of 60 heads or more", 0.0569, State.WRONG, "of either side"),
        ("chance of 60 heads or more", 0.0182, State.WRONG, "a count of more than 60 heads, or the normal"),
        ("chance of 60 heads or more", 0.0228, State.ALMOST, "cuts off half of the 60"),
        ("chance of 60 heads or more", 0.0225, State.ALMOST, "as a count of simulated batches is (0.0225). Hint"),
        ("chance of 60 heads or more", 0.0281, State.ALMOST, "as a count of simulated batches is"),
        ("chance of 60 heads or more", 0.0296, State.ALMOST, "as a count of simulated batches is"),
        ("chance of 60 heads or more", 0.031, State.ALMOST, "as a count of simulated batches is"),
        ("chance of 60 heads or more", 0.0343, State.ALMOST, "as a count of simulated batches is"),
        ("chance of 60 heads or more", 0.0346, State.WRONG, "is not 0.0346"),
        ("chance of 60 heads or more", 0.0287, State.ALMOST, "begun half a head lower"),
        ("chance of 60 heads or more", 0.028, State.ALMOST, "give at least 3 significant digits"),
        ("chance of 60 heads or more", 2.84, State.ALMOST, "in percent"),
        ("chance of 60 heads or more", 284, State.ALMOST, "such batches in 10,000"),
    ],
)
def test_a_rounded_or_mistaken_value_is_named(name, value, state, named):
    verdict = CATALOGUE.ask(name, value)
    assert verdict.state is state
    assert named in verdict.message


@pytest.mark.parametrize("name", NUMBERS)
def test_a_wrong_number_gets_another_hint_each_time_but_not_the_answer(name):
    first, second = (CATALOGUE.ask(name, guess) for guess in (0.5, 7.5))
    assert first.state is second.state is State.WRONG
    assert len(second.message) > len(first.message)
    assert not any(answer in first.message + second.message for answer in ("81", "0.028"))


@given(z=st.floats(-800, 800))
def test_a_sigmoid_is_right_at_every_logit(z):
    assert BY_NAME["sigmoid"].right(z) == pytest.approx(0.5 * (1 + math.tanh(z / 2)), abs=1e-12)


def test_no_text_says_that_something_is_easy():
    texts = [t for e in CATALOGUE.exercises for m in e.mistakes for t in (m.name, m.hint, m.further)]
    assert len(texts) > 580
    assert [t for t in texts if {"simply", "just", "obviously"} & set(t.split())] == []

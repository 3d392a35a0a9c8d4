"""Notebook 03: how its checks are asked, and what learners write for its exercises."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
from scipy import special, stats

from helpers.lessons import probability
from helpers.lessons.verdicts import State
from tests.lessons.catalogue import Asked, Catalogue

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


# The right formulas on numbers small enough to check in the head.
KNOWN = (
    ("posterior", (0.2, 0.8, 0.05), 0.8),
    ("expectation", ([0, 10], [0.7, 0.3]), 3),
    ("my_softmax", ([2, 1, 0.1],), [0.659001, 0.242433, 0.098566]),
    ("my_softmax", ([1000, 999],), [0.731059, 0.268941]),
    ("softmax_at", ([2, 1, 0.1], 2), [0.501688, 0.304289, 0.194023]),
    ("top_p", ([0.1, 0.6, 0.3], 0.8), [0, 2 / 3, 1 / 3]),
    ("my_cross_entropy", ([0.1, 0.6, 0.3], 0), math.log(10)),
    ("kl", ([0.5, 0.5], [0.9, 0.1]), math.log(5 / 3)),
    ("kl", ([0.9, 0.1], [0.5, 0.5]), 0.368064),
    ("my_entropy", ([0.25, 0.25, 0.25, 0.25],), math.log(4)),
    ("log_likelihood", (7, 10, 0.5), 10 * math.log(0.5)),
    ("sigmoid", (2.0,), 0.880797),
    ("calibration_error", ([0.9, 0.9, 0.9, 0.9, 0.6], [1, 1, 1, 0, 1]), 0.2),
    ("my_attention", ([[1, 0], [0, 1]], [[0, 0], [0, 0]], [[1.0, 5.0], [3.0, 1.0]]), [[2, 3], [2, 3]]),
)  # fmt: skip


# What a learner really types; each slip must be named like the formula that makes it in the package.


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


SLIPS = (
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
)  # fmt: skip


VARIANTS = (
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
)


RIGHT_ANSWERS = (
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
)


TOLD_VALUES = (
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
    ("chance of 60 heads or more", 2.84, State.ALMOST, "in percent"),
    ("chance of 60 heads or more", 284, State.ALMOST, "such batches in 10,000"),
)


CATALOGUE = Catalogue(
    package=probability,
    notebook="03_probability",
    functions=FUNCTIONS,
    values={
        "how many times as likely": Asked(probability.check_ratio_needed),
        "chance of 60 heads or more": Asked(probability.check_coin_tail),
    },
    known=KNOWN,
    slips=SLIPS,
    variants=VARIANTS,
    right_answers=RIGHT_ANSWERS,
    rounded_values=(("chance of 60 heads or more", 0.028),),
    told_values=TOLD_VALUES,
    guesses=(
        ("how many times as likely", (0.5, 7.5), ("81", "0.028")),
        ("chance of 60 heads or more", (0.5, 7.5), ("81", "0.028")),
    ),
    also_quiet=("top_p",),
)

"""Notebook 03: what learners write for its exercises, right and wrong.

The options of a function make the mistakes in it.
"""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
from scipy import special, stats

# fmt: off

KNOWN = (
    ("posterior", (0.2, 0.8, 0.05), 0.8), ("expectation", ([0, 10], [0.7, 0.3]), 3),
    ("my_softmax", ([2, 1, 0.1],), [0.659001, 0.242433, 0.098566]),
    ("my_softmax", ([1000, 999],), [0.731059, 0.268941]),
    ("softmax_at", ([2, 1, 0.1], 2), [0.501688, 0.304289, 0.194023]),
    ("top_p", ([0.1, 0.6, 0.3], 0.8), [0, 2 / 3, 1 / 3]), ("my_cross_entropy", ([0.1, 0.6, 0.3], 0), math.log(10)),
    ("kl", ([0.5, 0.5], [0.9, 0.1]), math.log(5 / 3)), ("kl", ([0.9, 0.1], [0.5, 0.5]), 0.368064),
    ("my_entropy", ([0.25, 0.25, 0.25, 0.25],), math.log(4)), ("log_likelihood", (7, 10, 0.5), 10 * math.log(0.5)),
    ("sigmoid", (2.0,), 0.880797), ("calibration_error", ([0.9, 0.9, 0.9, 0.9, 0.6], [1, 1, 1, 0, 1]), 0.2),
    ("my_attention", ([[1, 0], [0, 1]], [[0, 0], [0, 0]], [[1.0, 5.0], [3.0, 1.0]]), [[2, 3], [2, 3]]),
)

def softmax_in_a_loop(logits): return [math.exp(logit) / sum(map(math.exp, logits)) for logit in logits]

def softmax_less(what):
    """Write softmax as a learner would who subtracts something else than the maximum."""
    return lambda logits: np.exp(logits - what(logits)) / np.exp(logits - what(logits)).sum()

softmax_by_shifting = softmax_less(np.max)

def attention_over(axis=1, power=0.5, less=np.max):
    def attention(Q, K, V):
        scores = Q @ K.T / Q.shape[1] ** power
        weights = np.exp(scores - less(scores, axis=axis, keepdims=True))
        return weights / weights.sum(axis=axis, keepdims=True) @ V

    return attention

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

def error_in_bins(holds, skip_empty=True, weight=lambda count, n: count / n):
    def calibration_error(confidences, correct):
        total = 0
        for k in range(10):
            inside = holds(confidences, k)
            if inside.any() or not skip_empty:
                gap = abs(confidences[inside].mean() - correct[inside].mean())
                total += weight(inside.sum(), len(confidences)) * gap
        return total

    return calibration_error

def right_ends(confidences, k): return (confidences > k / 10) & (confidences <= (k + 1) / 10)

def left_ends(confidences, k):
    return (confidences >= k / 10) & (confidences < (k + 1) / 10)

def error_by_digitize(confidences, correct):
    which = np.digitize(confidences, np.linspace(0, 1, 11), right=True)
    gaps = np.bincount(which, weights=correct) - np.bincount(which, weights=confidences)
    return np.abs(gaps).sum() / len(confidences)

RIGHT = {
    "posterior": [lambda p, h, f: 1 / (1 + (1 - p) / p * f / h)],
    "expectation": [np.dot, lambda values, probabilities: np.average(values, weights=probabilities)],
    "my_softmax": [softmax_by_shifting, special.softmax, lambda z: softmax_in_a_loop([logit - max(z) for logit in z])],
    "softmax_at": [lambda z, T: special.softmax(z / T),
        lambda z, T: softmax_by_shifting(z) ** (1 / T) / np.sum(softmax_by_shifting(z) ** (1 / T))],
    "top_p": [top_p_of(lambda before, own, p: before < p)],
    "my_cross_entropy": [lambda p, t: math.log(1 / p[t]), lambda p, t: -np.log(p[t] + 1e-15)],
    "kl": [lambda p, q: special.rel_entr(p, q).sum(),
        lambda p, q: sum(a * math.log(a / b) for a, b in zip(p, q, strict=True) if a > 0),
        lambda p, q: np.where(p > 0, p * np.log(p / q), 0).sum()],
    "my_entropy": [lambda p: special.entr(p).sum(), stats.entropy,
        lambda p: -np.sum(p * np.log(p, where=p > 0, out=np.zeros_like(p))),
        lambda p: -np.sum(np.where(p > 0, p * np.log(p), 0)), lambda p: -np.sum(p * np.log(np.clip(p, 1e-15, 1)))],
    "log_likelihood": [lambda h, n, t: sum([math.log(t)] * h + [math.log(1 - t)] * (n - h)),
        lambda h, n, t: h * np.log(t) + (n - h) * np.log1p(-t)],
    "sigmoid": [special.expit, lambda z: 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z)),
        lambda z: (1 + np.tanh(z / 2)) / 2, lambda z: np.exp(-np.logaddexp(0, -z))],
    "calibration_error": [error_in_bins(right_ends), error_by_digitize],
    "my_attention": [attention_over(axis=1),
        lambda Q, K, V: special.softmax(Q @ K.T / math.sqrt(K.shape[1]), axis=1) @ V],
    "how many times as likely": [81, 0.9 / 0.1 / (0.1 / 0.9), [Fraction(81)], np.array(81)],
    "chance of 60 heads or more": [0.0284, 0.02844, Decimal("0.028444"),
        Fraction(sum(math.comb(100, k) for k in range(60, 101)), 2**100), np.float32(0.02844), (0.0284,)],
}
TOLD = {
    "posterior": [("you returned the hit rate", lambda p, h, f: h),
        ("parentheses are missing", lambda p, h, f: p * h / p * h + (1 - p) * f)],
    "expectation": [("the most probable value", lambda values, probabilities: values[np.argmax(probabilities)])],
    "my_softmax": [("you did not subtract the maximum", softmax_in_a_loop),
        ("powers of 2", lambda z: 2 ** (z - z.max()) / sum(2 ** (z - z.max()))),
        ("the sum of the logits", lambda z: np.exp(z) / z.sum()),
        ("you did not subtract the maximum", softmax_less(np.min)),
        ("you did not subtract the maximum", softmax_less(np.mean))],
    "softmax_at": [("you multiplied the logits by the temperature", lambda z, T: softmax_by_shifting(z * T)),
        ("you did not subtract the maximum", lambda z, T: softmax_in_a_loop(z / T)),
        ("the temperature has no effect", lambda z, T: softmax_by_shifting(z - np.max(z) / T)),
        ("you did not subtract the maximum", lambda z, T: softmax_less(np.min)(z / T))],
    "top_p": [("you left out the word that crosses p", top_p_of(lambda before, own, p: before + own < p)),
        ("own probability is above p", top_p_of(lambda before, own, p: own > p))],
    "my_attention": [("K has to be transposed, K.T", lambda Q, K, V: softmax_by_shifting(Q @ K) @ V),
        ("K has to be transposed, K.T", lambda Q, K, V: softmax_by_shifting(np.dot(Q, K)) @ V),
        ("K has to be transposed, K.T", lambda Q, K, V: Q.T @ K @ V),
        ("stops with ValueError: matmul", lambda Q, K, V: softmax_by_shifting(Q @ K.T) @ V.T),
        ("stops with ValueError: shapes", lambda Q, K, V: np.dot(softmax_by_shifting(Q @ K.T), V.T)),
        ("down the columns", attention_over(axis=0)),
        ("you forgot to divide the scores", attention_over(axis=1, power=0)),
        ("you divided by d instead", attention_over(axis=1, power=1)),
        ("your softmax does not subtract the maximum", attention_over(less=lambda *_, **__: 0)),
        ("your softmax does not subtract the maximum", attention_over(less=np.min))],
    "my_cross_entropy": [("without the one-hot truth", lambda p, t: -np.sum(np.log(p))),
        ("to base 2", lambda p, t: -math.log(p[t], 2)),
        ("another class has probability 0", lambda p, t: -np.sum(np.eye(len(p))[t] * np.log(p)))],
    "kl": [("breaks down where p is 0", lambda p, q: np.sum(p * np.log(p / q)))],
    "my_entropy": [("at a probability of 0", lambda p: -sum(p * np.log(p))),
        ("at a probability of 0", lambda p: -sum(one * math.log(one) for one in p)),
        ("the 1e-08 inside the logarithm", lambda p: -np.sum(p * np.log(p + 1e-8)))],
    "log_likelihood": [("you multiplied first", lambda h, n, t: math.log(t**h * (1 - t) ** (n - h))),
        ("you counted all orders", lambda h, n, t: stats.binom(n, t).logpmf(h))],
    "sigmoid": [("NumPy warns", lambda z: 1 / (1 + np.exp(-z))), ("math.exp stops", lambda z: 1 / (1 + math.exp(-z))),
        ("exp(1000) is larger than any float. Hint", lambda z: np.exp(z) / (1 + np.exp(z)))],
    "calibration_error": [("the mean of an empty bin", error_in_bins(right_ends, skip_empty=False)),
        ("every bin counts the same", error_in_bins(right_ends, weight=lambda count, n: 0.1)),
        ("a confidence of 1 is in no bin", error_in_bins(left_ends))],
    "how many times as likely": [("that is 0.9 / 0.1", 9), ("the odds before by the odds afterwards", 0.0123)],
    "chance of 60 heads or more": [("more than 60 heads", 0.0176), ("exactly 60 heads", 0.0108),
        ("of either side", 0.0569), ("a count of more than 60 heads, or the normal", 0.0179),
        ("cuts off half of the 60", 0.0228), ("as a count of simulated batches is (0.0225). Hint", 0.0225),
        ("as a count of simulated batches is", 0.0281), ("as a count of simulated batches is", 0.0343),
        ("is not 0.0346", 0.0346), ("begun half a head lower", 0.0287), ("give at least", 0.028)],
}

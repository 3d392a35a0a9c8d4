"""Notebook 03: what learners write for its exercises, right and wrong.

The options of a function make the mistakes in it.
"""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
from scipy import special, stats

# fmt: off

MADE = {
    "posterior": [3.95, 4.57791, 2.17, 2.47178, 1.108, 15.5927, 3.4184],
    "chance of 60 heads or more": [0.0176001, 0.0108439, 0.0568879, 0.0227501, 0.0287166, 0.0178644, 0.0182],
    "log_likelihood": [-34.7921, -74.4196, -66.3745, -3.95242, -12.1447],
    "my_softmax": [43.8843, 178.741, 20.1047, 22.7393, 15.8568, 16.6014],
    "top_p": [26.45, 25.1429, 12.0667, 35.7667, 37.1917, 37.6842], "kl": [-4.62942, 32.9765, 33.1719, 31.8698],
    "calibration_error": [2.66389, 1.00567, -0.484167, 0.484167, 2.15917, 1.27917, 1.4525, 2.24917],
    "my_attention": [159.795, 152.369, 157.401, 140.519, 167.143, 70.3293, 72.4532, 670.754],
}

def softmax_in_a_loop(logits, less=0):
    powers = [math.exp(logit - less) for logit in logits]
    return [power / sum(powers) for power in powers]

def softmax_less(what):
    """Write softmax as a learner would who subtracts something else than the maximum."""
    return lambda logits: np.exp(logits - what(logits)) / np.exp(logits - what(logits)).sum()

softmax_by_shifting = softmax_less(np.max)

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

def error_in_bins(holds, skip_empty=True):
    def calibration_error(confidences, correct):
        total = 0
        for k in range(10):
            inside = holds(confidences, k)
            if inside.any() or not skip_empty:
                total += inside.sum() * abs(confidences[inside].mean() - correct[inside].mean())
        return total / len(confidences)

    return calibration_error

def top_p_sorted(q, p):
    order = np.argsort(q)[::-1]
    kept = order[: np.searchsorted(np.cumsum(q[order]), p) + 1]
    result = np.zeros(len(q))
    result[kept] = q[kept]
    return result / result.sum()

def top_p_above(q, p):
    falling = np.sort(q)[::-1]
    least = falling[min(np.sum(np.cumsum(falling) < p), len(q) - 1)]
    return np.where(q >= least, q, 0) / q[q >= least].sum()

def posterior(p, h, f): return p * h / sum(share * rate for share, rate in ((p, h), (1 - p, f)))

def error_in_a_dict(confidences, correct):
    bins = {}
    for sure, right in zip(confidences, correct, strict=True):
        bins.setdefault(max(math.ceil(10 * sure), 1), []).append(right - sure)
    return sum(abs(sum(gaps)) for gaps in bins.values()) / len(confidences)

def attention_row_by_row(Q, K, V): return np.array([softmax_by_shifting(K @ q / np.sqrt(len(q))) @ V for q in Q])

def attention_by(scores=lambda Q, K: Q @ K.T, less=lambda s: s.max(axis=1, keepdims=True), total=None):
    def attention(Q, K, V):
        s = scores(Q, K) / np.sqrt(Q.shape[1])
        powers = np.exp(s - less(s))
        return powers / (total(powers) if total else powers.sum(axis=1, keepdims=True)) @ V

    return attention

def right_ends(confidences, k): return np.clip(np.ceil(confidences * 10), 1, 10) == k + 1

def error_by_digitize(confidences, correct, least=1):
    which = np.digitize(confidences, np.linspace(0, 1, 11), right=True).clip(least)
    gaps = np.bincount(which, weights=correct) - np.bincount(which, weights=confidences)
    return np.abs(gaps).sum() / len(confidences)

RIGHT = {
    "posterior": [lambda p, h, f: 1 / (1 + (1 - p) / p * f / h), posterior,
        lambda p, h, f: Fraction(p * h) / Fraction(p * h + (1 - p) * f),
        lambda p, h, f: (lambda odds: odds / (1 + odds))(p / (1 - p) * h / f)],
    "my_softmax": [softmax_by_shifting, special.softmax,
        lambda z: [1 / sum(math.exp(min(b - a, 700)) for b in z) for a in z]],
    "top_p": [top_p_of(lambda before, own, p: before < p), top_p_sorted],
    "kl": [lambda p, q: special.rel_entr(p, q).sum(), stats.entropy,
        lambda p, q: np.nansum(np.multiply(p, np.log(np.divide(p, q)))),
        lambda p, q: sum(a * math.log(a) for a in p if a) - sum(a * math.log(b) for a, b in zip(p, q, strict=True)),
        lambda p, q: special.kl_div(p, q).sum()],
    "log_likelihood": [lambda h, n, t: sum([math.log(t)] * h + [math.log(1 - t)] * (n - h)),
        lambda h, n, t: h * np.log(t) + (n - h) * np.log1p(-t),
        lambda h, n, t: stats.bernoulli(t).logpmf(1) * h + (n - h) * stats.bernoulli(t).logpmf(0),
        lambda h, n, t: stats.binom.logpmf(h, n, t) - math.log(math.comb(n, h))],
    "calibration_error": [error_in_bins(right_ends), error_by_digitize, error_in_a_dict],
    "my_attention": [attention_by(), attention_row_by_row,
        lambda Q, K, V: special.softmax(Q @ K.T / math.sqrt(K.shape[1]), axis=1) @ V],
    "chance of 60 heads or more": [0.0284, Decimal("0.028444"),
        Fraction(sum(math.comb(100, k) for k in range(60, 101)), 2**100), np.float32(0.02844)],
}
TOLD = {
    "posterior": [lambda p, h, f: posterior(max(p, 0.01), h, f), lambda p, h, f: posterior(p, h, 0.05),
        lambda p, h, f: min(1, p * h / f), ("that is the prior", lambda p, h, f: posterior(p, h, h))],
    "my_softmax": [("you did not subtract the maximum", softmax_in_a_loop),
        ("with arrays it is right", lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum()),
        ("where all logits are below 0", lambda z: softmax_in_a_loop(z, max([0, *z]))),
        ("where all logits are below 0", lambda z: softmax_in_a_loop(z, np.abs(z).max())),
        ("exp(1000) is larger than any float", lambda z: softmax_in_a_loop(z, z[0])),
        lambda z: softmax_by_shifting(np.clip(z, -50, 50)),
        lambda z: np.exp(z - np.max(z)) / (np.exp(z - np.max(z)).sum() + 1e-3),
        ("you did not subtract the maximum", softmax_less(np.min))],
    "top_p": [("0.75) gives", top_p_of(lambda before, own, p: before <= p)),
        ("you left out the word that crosses p", top_p_of(lambda before, own, p: before + own < p)),
        ("own probability is above p", top_p_of(lambda before, own, p: own > p)),
        ("the answer contains nan", lambda q, p: q * np.nan),
        ("all keep their places", lambda q, p: top_p_sorted(q, p)[top_p_sorted(q, p) > 0]),
        ("top_p(np.array([0.3, 0.4, 0.3]), 0.6) gives [0.3, 0.4, 0.3]. Hint", top_p_above),
        lambda q, p: np.where(top_p_sorted(q, p) > 0, 1 / np.sum(top_p_sorted(q, p) > 0), 0),
        lambda q, p: top_p_sorted(q, min(p, 0.9))],
    "my_attention": [("K has to be transposed, K.T", lambda Q, K, V: softmax_by_shifting(Q @ K) @ V),
        ("a row for each query and a column for each key", lambda Q, K, V: attention_by()(K, Q, V)),
        ("`*` multiplies number by number", attention_by(lambda Q, K: Q * K)),
        ("keepdims=True", attention_by(total=lambda powers: powers.sum(axis=1))),
        ("the maximum of that row (my_attention(np.array([[40, 0], [0, 1]]), ", attention_by(less=np.max)),
        ("stops with ValueError: matmul", lambda Q, K, V: softmax_by_shifting(Q @ K.T) @ V.T),
        ("stops with ValueError: shapes", lambda Q, K, V: np.dot(softmax_by_shifting(Q @ K.T), V.T)),
        ("your softmax does not subtract the maximum", attention_by(less=lambda s: 0)),
        ("your softmax does not subtract the maximum", attention_by(less=lambda s: s.min(axis=1, keepdims=True)))],
    "kl": [("breaks down where p is 0", lambda p, q: np.sum(np.multiply(p, np.log(np.divide(p, q))))),
        ("Take their numbers one by one", lambda p, q: np.sum(p * np.log(p / q))),
        ("the loop ends at the first probability of 0",
            lambda p, q: sum(a * math.log(a / b) for a, b in zip(p[: [*p, 0].index(0)], q, strict=False))),
        lambda p, q: sum(max(a * math.log(a / b), 0) for a, b in zip(p, q, strict=True) if a),
        lambda p, q: np.sum((np.array(p) + 1e-8) * np.log((np.array(p) + 1e-8) / (np.array(q) + 1e-8))),
        lambda p, q: stats.entropy([a for a in p if a], q[: sum(map(bool, p))])],
    "log_likelihood": [("you multiplied first", lambda h, n, t: math.log(t**h * (1 - t) ** (n - h))),
        lambda h, n, t: h * math.log(t + 1e-8) + (n - h) * math.log(1 - t + 1e-8),
        lambda h, n, t: special.xlogy(h, h / n) + special.xlogy(n - h, 1 - h / n)],
    "calibration_error": [("0, 0.1, 0.5, 0.55", error_in_bins(lambda c, k: (c > k / 10) & (c <= (k + 1) / 10))),
        ("the mean of an empty bin", error_in_bins(right_ends, skip_empty=False)),
        lambda c, r: np.mean(np.abs(c - r)), lambda c, r: error_by_digitize(c, r, least=0),
        error_in_bins(lambda c, k: (np.ceil(c * 10) - 1) % 10 == k)],
    "chance of 60 heads or more": [("a number of batches in 10,000 (296)", 296), ("a number of batches in 10,000", 284),
        ("as a count of simulated batches is (0.0225). Hint", 0.0225), ("as a count of simulated batches is", 0.0281),
        ("as a count of simulated batches is", 0.0343), ("is not 0.0346", 0.0346), ("give at least", 0.028),
        ("is not -0.02", -0.02)],
}

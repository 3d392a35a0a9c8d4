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
    ("posterior", (0.2, 0.8, 0.05), 0.8),
    ("my_softmax", ([2, 1, 0.1],), [0.659001, 0.242433, 0.098566]),
    ("my_softmax", ([1000, 999],), [0.731059, 0.268941]),
    ("top_p", ([0.1, 0.6, 0.3], 0.8), [0, 2 / 3, 1 / 3]),
    ("kl", ([0.5, 0.5], [0.9, 0.1]), math.log(5 / 3)), ("kl", ([0.9, 0.1], [0.5, 0.5]), 0.368064),
    ("log_likelihood", (7, 10, 0.5), 10 * math.log(0.5)),
    ("calibration_error", ([0.9, 0.9, 0.9, 0.9, 0.6], [1, 1, 1, 0, 1]), 0.2),
    ("my_attention", ([[1, 0], [0, 1]], [[0, 0], [0, 0]], [[1.0, 5.0], [3.0, 1.0]]), [[2, 3], [2, 3]]),
)

def softmax_in_a_loop(logits, less=0):
    powers = [math.exp(logit - less) for logit in logits]
    return [power / sum(powers) for power in powers]

def softmax_by_recursion(z):
    def total(i): return math.exp(z[i] - max(z)) + total(i + 1) if i < len(z) else 0
    return [math.exp(logit - max(z)) / total(0) for logit in z]

def largest_above(start, z):
    for logit in z:
        start = max(start, logit)
    return start

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

def top_p_sorted(q, p):
    order = np.argsort(q)[::-1]
    kept = order[: np.searchsorted(np.cumsum(q[order]), p) + 1]
    result = np.zeros(len(q))
    result[kept] = q[kept]
    return result / result.sum()

def top_p_while(q, p):
    left, kept = set(range(len(q))), {}
    while left and sum(kept.values()) < p:
        best = max(left, key=lambda i: q[i])
        left.remove(best)
        kept[best] = q[best]
    return [kept.get(i, 0) / sum(kept.values()) for i in range(len(q))]

def top_p_above(q, p):
    falling = np.sort(q)[::-1]
    least = falling[min(np.sum(np.cumsum(falling) < p), len(q) - 1)]
    return np.where(q >= least, q, 0) / q[q >= least].sum()

def kl_by_recursion(p, q):
    return kl_by_recursion(p[1:], q[1:]) + (p[0] * math.log(p[0] / q[0]) if p[0] else 0) if p else 0

def kl_of_those_that_happen(p, q):
    p, q = np.array(p), np.array(q)
    return np.sum(p[p > 0] * np.log(p[p > 0] / q[p > 0]))

def kl_until(stop, p, q):
    total = 0
    for one, other in zip(p, q, strict=True):
        if stop(one):
            break
        total += one * math.log(one / other)
    return total

def posterior_by_loop(prior, hit_rate, false_alarm_rate):
    total = 0
    for share, rate in ((prior, hit_rate), (1 - prior, false_alarm_rate)):
        total += share * rate
    return prior * hit_rate / total

def error_in_a_dict(confidences, correct):
    bins = {}
    for sure, right in zip(confidences, correct, strict=True):
        bins.setdefault(max(math.ceil(10 * sure), 1), []).append(right - sure)
    return sum(abs(sum(gaps)) for gaps in bins.values()) / len(confidences)

def error_in_a_loop(gap=abs, bins=10, edge=lambda k: k / 10):
    def calibration_error(confidences, correct):
        total = 0
        for k in range(bins):
            inside = [i for i, sure in enumerate(confidences) if edge(k) < sure <= edge(k + 1) or sure == k == 0]
            total += gap(sum(correct[i] - confidences[i] for i in inside))
        return total / len(confidences)

    return calibration_error

def error_of(bin_of, gap=abs):
    def calibration_error(c, r):
        which = bin_of(c)
        return sum(np.mean(which == k) * gap(np.mean((r - c)[which == k])) for k in set(which))

    return calibration_error

def attention_row_by_row(Q, K, V): return np.array([softmax_by_shifting(K @ q / np.sqrt(len(q))) @ V for q in Q])

def attention_of_columns(Q, K, V):
    powers = np.exp(K @ Q.T / np.sqrt(Q.shape[1]) - (K @ Q.T / np.sqrt(Q.shape[1])).max(axis=0))
    return (powers / powers.sum(axis=0)).T @ V

def attention_in_a_loop(Q, K, V):
    rows = []
    for query in Q:
        shares = softmax_by_recursion([sum(a * b for a, b in zip(query, key,
        strict=True)) / len(query) ** 0.5 for key in K])
        rows.append([sum(share * value[j] for share, value in zip(shares, V, strict=True)) for j in range(len(V[0]))])
    return rows

def attention_by(scores=lambda Q, K: Q @ K.T, less=lambda s: s.max(axis=1, keepdims=True), total=None):
    def attention(Q, K, V):
        s = scores(Q, K) / np.sqrt(Q.shape[1])
        powers = np.exp(s - less(s))
        return powers / (total(powers) if total else powers.sum(axis=1, keepdims=True)) @ V

    return attention

def right_ends(confidences, k): return np.clip(np.ceil(confidences * 10), 1, 10) == k + 1

def left_ends(confidences, k):
    return (confidences >= k / 10) & (confidences < (k + 1) / 10)

def error_by_digitize(confidences, correct):
    which = np.digitize(confidences, np.linspace(0, 1, 11), right=True)
    gaps = np.bincount(which, weights=correct) - np.bincount(which, weights=confidences)
    return np.abs(gaps).sum() / len(confidences)

RIGHT = {
    "posterior": [lambda p, h, f: 1 / (1 + (1 - p) / p * f / h), posterior_by_loop,
        lambda *, prior, hit_rate, false_alarm_rate: posterior_by_loop(prior, hit_rate, false_alarm_rate),
        lambda p, h, f: Fraction(p * h) / Fraction(p * h + (1 - p) * f),
        lambda p, h, f: (lambda odds: odds / (1 + odds))(p / (1 - p) * h / f)],
    "my_softmax": [softmax_by_shifting, special.softmax, lambda z: softmax_in_a_loop(z, max(z)), softmax_by_recursion,
        lambda z: np.exp(z - special.logsumexp(z)),
        lambda z: [1 / sum(math.exp(min(b - a, 700)) for b in z) for a in z]],
    "top_p": [top_p_of(lambda before, own, p: before < p), top_p_sorted, top_p_while],
    "kl": [lambda p, q: special.rel_entr(p, q).sum(), stats.entropy, kl_by_recursion,
        lambda p, q: np.nansum(np.multiply(p, np.log(np.divide(p, q)))), kl_of_those_that_happen,
        lambda p, q: sum(a * math.log(a) for a in p if a) - sum(a * math.log(b) for a, b in zip(p, q, strict=True)),
        lambda p, q: sum(a * math.log(a / b) for a, b in zip(p, q, strict=True) if a > 0),
        lambda p, q: special.kl_div(p, q).sum()],
    "log_likelihood": [lambda h, n, t: sum([math.log(t)] * h + [math.log(1 - t)] * (n - h)),
        lambda h, n, t: h * np.log(t) + (n - h) * np.log1p(-t),
        lambda h, n, t: np.dot([h, n - h], np.log([t, 1 - t])),
        lambda h, n, t: stats.bernoulli(t).logpmf(1) * h + (n - h)
        * stats.bernoulli(t).logpmf(0), lambda h, n, t: stats.binom.logpmf(h, n, t) - math.log(math.comb(n, h)),
        lambda h, n, t: (h * np.log2(t) + (n - h) * np.log2(1 - t)) * np.log(2)],
    "calibration_error": [error_in_bins(right_ends), error_by_digitize, error_in_a_dict, error_in_a_loop(),
        lambda c, r: error_in_a_loop()(list(c), list(r))],
    "my_attention": [attention_over(axis=1), attention_row_by_row, attention_of_columns, attention_in_a_loop,
        lambda Q, K, V: attention_over()(*map(np.float32, (Q, K, V))),
        lambda Q, K, V: special.softmax(Q @ K.T / math.sqrt(K.shape[1]), axis=1) @ V],
    "chance of 60 heads or more": [0.0284, 0.02844, Decimal("0.028444"),
        Fraction(sum(math.comb(100, k) for k in range(60, 101)), 2**100), np.float32(0.02844), (0.0284,)],
}
TOLD = {
    "posterior": [("inputs tried", lambda p, h, f: posterior_by_loop(max(p, 0.01), h, f)),
        ("you returned the hit rate", lambda p, h, f: h),
        ("parentheses are missing", lambda p, h, f: p * h / p * h + (1 - p) * f),
        ("the odds, not the probability", lambda p, h, f: p * h / ((1 - p) * f)),
        ("1 minus what it should be", lambda p, h, f: 1 - posterior_by_loop(p, h, f)),
        ("`hit_rate` and `false_alarm_rate` have changed places", lambda p, h, f: posterior_by_loop(p, f, h)),
        ("the results are rounded", lambda p, h, f: round(posterior_by_loop(p, h, f), 2)),
        ("posterior(", lambda p, h, f: posterior_by_loop(p, h, 0.05)),
        ("posterior(", lambda p, h, f: min(1, p * h / f))],
    "my_softmax": [("you did not subtract the maximum", softmax_in_a_loop),
        ("powers of 2", lambda z: 2 ** (z - np.max(z)) / sum(2 ** (z - np.max(z)))),
        ("the sum of the logits", lambda z: np.exp(z) / sum(z)),
        ("with arrays it is right", lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum()),
        ("where all logits are below 0", lambda z: softmax_in_a_loop(z, largest_above(0, z))),
        ("where all logits are below 0", lambda z: softmax_in_a_loop(z, np.abs(z).max())),
        ("exp(1000) is larger than any float", lambda z: softmax_in_a_loop(z, z[0])),
        ("other data than it is given", lambda z: softmax_by_recursion([2, 1, 0.1])),
        ("the results are rounded", lambda z: np.round(softmax_by_shifting(z), 3)),
        ("sorted, largest first", lambda z: sorted(softmax_by_shifting(z), reverse=True)),
        ("my_softmax(", lambda z: softmax_by_shifting(np.clip(z, -50, 50))),
        ("my_softmax(", lambda z: softmax_by_shifting(np.maximum(z, 0))),
        ("my_softmax(", lambda z: np.exp(z - np.max(z)) / (np.exp(z - np.max(z)).sum() + 1e-3)),
        ("you did not subtract the maximum", softmax_less(np.min)),
        ("you did not subtract the maximum", softmax_less(np.mean))],
    "top_p": [("0.75) gives", top_p_of(lambda before, own, p: before <= p)),
        ("you left out the word that crosses p", top_p_of(lambda before, own, p: before + own < p)),
        ("own probability is above p", top_p_of(lambda before, own, p: own > p)),
        ("the results are rounded", lambda q, p: np.round(top_p_sorted(q, p), 2)),
        ("sorted, largest first", lambda q, p: np.sort(top_p_sorted(q, p))[::-1]),
        ("numbers are there", lambda q, p: top_p_sorted(q, p)[top_p_sorted(q, p) > 0]),
        ("`probabilities`, as it was given", lambda q, p: q), ("the `p` is 0.8", lambda q, p: top_p_sorted(q, 0.8)),
        ("top_p(np.array([0.3, 0.4, 0.3]), 0.6) gives", top_p_above),
        ("top_p(", lambda q, p: np.where(top_p_sorted(q, p) > 0, 1 / np.sum(top_p_sorted(q, p) > 0), 0)),
        ("top_p(", lambda q, p: np.where(q == q.max(), 1, 0)),
        ("top_p(", lambda q, p: top_p_sorted(q, min(p, 0.9))), ("top_p(", lambda q, p: top_p_sorted(q, 1 - p))],
    "my_attention": [("K has to be transposed, K.T", lambda Q, K, V: softmax_by_shifting(Q @ K) @ V),
        ("K has to be transposed, K.T", lambda Q, K, V: softmax_by_shifting(np.dot(Q, K)) @ V),
        ("a row for each query and a column for each key", lambda Q, K, V: Q.T @ K @ V),
        ("a row for each query and a column for each key", lambda Q, K, V: attention_over()(K, Q, V)),
        ("`*` multiplies number by number", attention_by(lambda Q, K: Q * K)),
        ("keepdims=True", attention_by(total=lambda powers: powers.sum(axis=1))),
        ("the softmax runs over the whole table", attention_by(less=np.max, total=np.sum)),
        ("is not the maximum of that row", attention_by(less=np.max)),
        ("the sums run down the columns", attention_by(total=lambda powers: powers.sum(axis=0))),
        ("`K` and `V` have changed places", lambda Q, K, V: attention_over()(Q, V, K)),
        ("the results are rounded", lambda Q, K, V: np.round(attention_over()(Q, K, V), 3)),
        ("has lost its sign", lambda Q, K, V: np.abs(attention_over()(Q, K, V))),
        ("is cut off at 0", lambda Q, K, V: np.maximum(attention_over()(Q, K, V), 0)),
        ("stops with ValueError: matmul", lambda Q, K, V: softmax_by_shifting(Q @ K.T) @ V.T),
        ("stops with ValueError: shapes", lambda Q, K, V: np.dot(softmax_by_shifting(Q @ K.T), V.T)),
        ("down the columns", attention_over(axis=0)),
        ("you forgot to divide the scores", attention_over(axis=1, power=0)),
        ("you divided by d instead", attention_over(axis=1, power=1)),
        ("your softmax does not subtract the maximum", attention_over(less=lambda *_, **__: 0)),
        ("your softmax does not subtract the maximum", attention_over(less=np.min))],
    "kl": [("breaks down where p is 0", lambda p, q: np.sum(np.multiply(p, np.log(np.divide(p, q))))),
        ("Take their numbers one by one", lambda p, q: np.sum(p * np.log(p / q))),
        ("the loop ends at the first probability of 0", lambda p, q: kl_until(lambda one: one == 0, p, q)),
        ("without its sign", lambda p, q: sum(abs(a * math.log(a / b)) for a, b in zip(p, q, strict=True) if a)),
        ("`p` and `q` have changed places", lambda p, q: stats.entropy(q, p)),
        ("base 2", lambda p, q: stats.entropy(p, q, base=2)),
        ("wrong sign", lambda p, q: -stats.entropy(p, q)),
        ("the results are rounded", lambda p, q: round(stats.entropy(p, q), 3)),
        ("kl(", lambda p, q: sum(max(a * math.log(a / b), 0) for a, b in zip(p, q, strict=True) if a)),
        ("kl(", lambda p, q: np.sum((np.array(p) + 1e-8) * np.log((np.array(p) + 1e-8) / (np.array(q) + 1e-8)))),
        ("kl(", lambda p, q: stats.entropy([a for a in p if a], q[: sum(map(bool, p))])),
        ("kl(", lambda p, q: np.sum(np.abs(np.subtract(p, q))))],
    "log_likelihood": [("you multiplied first", lambda h, n, t: math.log(t**h * (1 - t) ** (n - h))),
        ("you counted all orders", lambda h, n, t: stats.binom(n, t).logpmf(h)),
        ("e to the power", lambda h, n, t: t**h * (1 - t) ** (n - h)),
        ("base 2", lambda h, n, t: h * math.log2(t) + (n - h) * math.log2(1 - t)),
        ("base 10", lambda h, n, t: h * math.log10(t) + (n - h) * math.log10(1 - t)),
        ("wrong sign", lambda h, n, t: -h * math.log(t) - (n - h) * math.log(1 - t)),
        ("the results are rounded", lambda h, n, t: round(h * math.log(t) + (n - h) * math.log(1 - t), 2)),
        ("log_likelihood(", lambda h, n, t: h * math.log(t + 1e-8) + (n - h) * math.log(1 - t + 1e-8)),
        ("log_likelihood(", lambda h, n, t: h * math.log(t) - (n - h) * math.log(1 - t)),
        ("log_likelihood(", lambda h, n, t: special.xlogy(h, h / n) + special.xlogy(n - h, 1 - h / n))],
    "calibration_error": [("0, 0.08, 0.5, 0.55", error_in_bins(lambda c, k: (c > k / 10) & (c <= (k + 1) / 10))),
        ("the mean of an empty bin", error_in_bins(right_ends, skip_empty=False)),
        ("every bin counts the same", error_in_bins(right_ends, weight=lambda count, n: 0.1)),
        ("a confidence of 1 is in no bin", error_in_bins(left_ends)),
        ("ten times 0.1, added one by one", error_in_a_loop(edge=lambda k: sum([0.1] * k))),
        ("every bin counts the same", error_in_bins(right_ends, weight=lambda count, n: 0.1)),
        ("nine bins", error_in_a_loop(bins=9, edge=lambda k: k / 9)),
        ("success minus", error_in_a_loop(gap=lambda gap: gap)),
        ("confidence minus", error_in_a_loop(gap=lambda gap: -gap)),
        ("in percent", lambda c, r: 100 * error_in_a_dict(c, r)),
        ("in the upper one", error_of(lambda c: np.minimum(c * 10 // 1, 9))),
        ("n times too large", lambda c, r: error_in_a_dict(c, r) * len(c)),
        ("the results are rounded", lambda c, r: round(error_in_a_dict(c, r), 2)),
        ("Go through the bins one by one", error_of(lambda c: c * 10 // 1)),
        ("Go through the bins one by one", error_of(lambda c: np.round(c, 1))),
        ("Go through the bins one by one", error_of(lambda c: np.ceil(c * 10), gap=lambda gap: gap**2)),
        ("Go through the bins one by one", error_in_a_loop(gap=lambda gap: max(gap, 0))),
        ("Go through the bins one by one", lambda c, r: np.mean(np.abs(c - r)))],
    "chance of 60 heads or more": [("more than 60 heads", 0.0176), ("exactly 60 heads", 0.0108),
        ("of either side", 0.0569), ("half a head too high", 0.0179), ("a count of more than 60 heads", 0.0182),
        ("a number of batches in 10,000 (296)", 296), ("a number of batches in 10,000", 284), ("1 minus", 0.97156),
        ("in percent", 2.844),
        ("cuts off half of the 60", 0.0228), ("as a count of simulated batches is (0.0225). Hint", 0.0225),
        ("as a count of simulated batches is", 0.0281), ("as a count of simulated batches is", 0.0343),
        ("is not 0.0346", 0.0346), ("begun half a head lower", 0.0287), ("give at least", 0.028)],
}
# wrong answers with words that would be a false reason
NOT_TOLD = {
    "my_softmax": [("subtract the maximum", lambda z: softmax_in_a_loop(z, np.abs(z).max())), ("rounded", lambda z:
        np.exp(z - np.max(z)) / (np.exp(z - np.max(z)).sum() + 1e-3))],
    "my_attention": [("transposed", attention_by(lambda Q, K: Q * K)),
        ("transposed", lambda Q, K, V: attention_over()(K, Q, V))],
    "calibration_error": [("on paper, number", error_in_bins(left_ends))],
    "posterior": [("rounded", lambda p, h, f: round(1000 * p * h) / (round(1000 * p * h) + round(1000 * (1 - p) * f)))],
}

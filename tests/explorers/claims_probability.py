"""What the explorers of notebook 03 claim, judged by NumPy, SciPy and loops over tokens."""

from functools import cache
from types import SimpleNamespace

import numpy as np
from scipy import optimize, special, stats

from helpers.data.sets import breast_cancer, digit_scores, matched_tokens
from helpers.explorers.probability import MATCHES, VALUES, WORDS
from tests.explorers.claims import Table, chance, hardly_any, hedged, near, none, percent, places

DUST = 1e-9


def surprise(p, q):
    """Add up p · -log q, where what never happens costs nothing."""
    return sum(a * -np.log(b) if b else np.inf for a, b in zip(p, q, strict=True) if a)


# ---- Bayes


def bayes(*, prior, hit_rate, false_alarm_rate):
    spam = np.array([prior * hit_rate, prior * (1 - hit_rate)])
    good = np.array([(1 - prior) * false_alarm_rate, (1 - prior) * (1 - false_alarm_rate)])
    evidence, rates = spam[0] + good[0], (hit_rate, false_alarm_rate)
    posterior = spam[0] / evidence if evidence else np.nan
    ratio = np.inf if not false_alarm_rate else hit_rate / false_alarm_rate
    return SimpleNamespace(prior=prior, rates=rates, spam=spam, evidence=evidence, posterior=posterior, ratio=ratio)


def spam(w):
    return w.spam.sum()


def evidence(w):
    return w.evidence


def both(w):
    return w.spam[0]


BayesExplorer = Table(
    bayes,
    {
        r"Of 1,000 mails (about )?# (?:is|are) spam": hedged(spam),
        r"Of 1,000 mails not one is spam": none(spam),
        r"Of 1,000 mails hardly any are spam": hardly_any(spam),
        r'(about )?# (?:carries|carry) "winner"': hedged(evidence, 1.5),
        r'hardly any carry "winner"': hardly_any(evidence),
        r"and (about )?# of these (?:is|are) spam": hedged(both, 1),
        r"and not one of these is spam": none(both),
        r"and hardly any of these are spam": hardly_any(both),
        r'no mail carries "winner"': none(evidence),
        r"With these rates the word never occurs, so there is nothing of which .* could be a share": none(evidence),
        r'P\(spam \| "winner"\) = # / # = #': lambda w: (w.spam[0], w.evidence, w.posterior),
        r"A prior of # stays at #, whatever the word": lambda w: (w.prior, near(w.posterior, 1e-12)),
        r"No good mail carries the word, so a mail that does is spam": lambda w: w.rates[1] == 0 and w.posterior == 1,
        r"No spam carries the word, so a mail that does is good": lambda w: w.rates[0] == 0 and w.posterior == 0,
        r"The word is as likely in spam as in good mail, so it says nothing": lambda w: w.ratio == 1,
        r"The word is almost as likely in spam .* it says almost nothing": lambda w: 0 < abs(w.ratio - 1) < 0.0006,
        r"The word is # times as likely in spam as in good mail": lambda w: w.ratio,
        r"The word is # times as likely in good mail as in spam: it speaks against spam": lambda w: (
            w.ratio and 1 / w.ratio
        ),
        r"prior #, hit rate #, false alarms #": lambda w: (w.prior, *w.rates),
        r"posterior #": lambda w: w.posterior,
        r"the word never occurs": none(evidence),
        r"changes nothing": lambda w: w.prior == w.posterior,
        r"says nothing": lambda w: w.ratio == 1,
        r"says almost nothing": lambda w: 0 < abs(w.ratio - 1) < 0.0006,
        r"speaks (for|against) spam": lambda w: "for" if w.posterior > w.prior else "against",
    },
    [
        {"prior": 0.0003},
        {"prior": 0.0003, "false_alarm_rate": 0.0001},
        {"prior": 0.001, "hit_rate": 0.3, "false_alarm_rate": 0.002},
        {"prior": 0.01},
        {"hit_rate": 0, "false_alarm_rate": 0},
        {"prior": 0, "false_alarm_rate": 0},
        {"hit_rate": 0.3, "false_alarm_rate": 0.3},
        {"hit_rate": 0.30001, "false_alarm_rate": 0.3},
    ],
)

# ---- averages

PAID = {
    "skewed": (0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9, 11, 13, 18),
    "flat": range(11),
    "coin": (0, 10),
}


@cache
def drawn(source):
    """Running sums of the draws, and the chances of the sums of one draw, two, ..., by the powers of a spectrum."""
    payments = np.array(PAID[source])
    sums = np.random.default_rng(0).choice(payments, size=(100, 10_000)).cumsum(axis=0)
    one = np.bincount(payments) / payments.size
    powers = np.fft.rfft(one, 2048) ** np.arange(1, 101)[:, np.newaxis]
    return sums, np.abs(np.fft.irfft(powers, 2048))  # by rounding the rarest come out below 0


def averages(*, source, n, threshold, answer):
    n, (sums, chances) = round(n), drawn(source)
    found, std, each = sums[n - 1] / n, np.std(PAID[source]), np.arange(2048) / n
    w = SimpleNamespace(source=source, n=n, threshold=threshold, std=std, spread=near(np.std(found), 1e-3))
    w.within = np.mean(np.abs(found - 5) <= 1 + DUST)
    bell = stats.norm(5, std / np.sqrt(n)).sf(threshold)
    exact = chances[n - 1][(each >= threshold - DUST) & (each <= max(PAID[source]))].sum()
    w.counted, w.exact, w.bell = map(chance, (np.mean(found >= threshold - DUST), exact, bell))
    return w


AveragesExplorer = Table(
    averages,
    {
        r"10,000 averages of # draws?": lambda w: w.n,
        r"#% lie within 1 euro of the expectation, 5": lambda w: 100 * w.within,
        r"and their standard deviation is # euros": lambda w: w.spread,
        r"near the standard error, # / √# = #": lambda w: (w.std, w.n, w.std / np.sqrt(w.n)),
        r"A share of # is # euros or more; exactly it is #, and by the bell #": lambda w: (
            w.counted,
            near(w.threshold),
            w.exact,
            w.bell,
        ),
        r"(skewed|flat|coin), n #": lambda w: (w.source, w.n),
        r"spread #": lambda w: w.spread,
        r"# or more: exact #, bell #": lambda w: (near(w.threshold), w.exact, w.bell),
    },
    [
        {"n": 100, "source": "coin", "threshold": 6},
        {"n": 100, "source": "coin", "threshold": 0.1},
        {"n": 100, "source": "flat", "threshold": 10},
        {"n": 1, "source": "coin", "threshold": 10.1, "answer": True},
        {"n": 40, "threshold": 0, "answer": True},
    ],
)

# ---- likelihoods


def fit(sizes, chances, top):
    """Sum the logarithms of chances, each to be counted so many times."""
    total = -surprise(sizes, chances)
    return SimpleNamespace(total=total, mean=-total / sum(sizes), top=top, count=sum(sizes))


def likelihood(written, total):
    """Judge a likelihood beyond a float by its power of ten, other ones by their logarithm."""
    return near(total / np.log(10), 0, 0.5001) if written else lambda said: abs(np.log(said) - total) < 0.006


COMMON = {
    r"The most that any .+? reach(?:es)? is #": lambda w: w.answer and w.top,
    r"No other .+? makes? the data more likely": lambda w: abs(w.total - w.top) < 1e-6,
    r"The average negative log-likelihood is # / # = # nats a (?:flip|value)": lambda w: (-w.total, w.count, w.mean),
    r"log-likelihood #, loss # nats a (?:flip|value)": lambda w: (w.total, w.mean),
}


def coin(*, theta, answer):
    w = fit((7, 3), (theta, 1 - theta), -surprise((7, 3), (0.7, 0.3)))
    w.theta, w.answer = theta, answer
    return w


CoinLikelihoodExplorer = Table(
    coin,
    COMMON
    | {
        r"With θ = # this sequence of 10 flips, 7 of them heads, has likelihood #": lambda w: (
            w.theta,
            likelihood(False, w.total),
        ),
        r"whose logarithm is #": lambda w: w.total,
        r"θ = # says that (heads|tails) never come up, and # did: the likelihood is 0": lambda w: (
            w.theta,
            *(("tails", 3) if w.theta else ("heads", 7)),
        ),
        r"Its logarithm lies below every number \(✕ at the edge\)": lambda w: w.mean == np.inf,
        r"theta #, 7 of 10 heads": lambda w: w.theta,
        r"likelihood 0": lambda w: w.mean == np.inf,
    },
    [{"theta": 0.7}, {"theta": 1, "answer": True}, {"theta": 1e-9}, {"theta": 0.999999}],
)


def normal(*, mean, std, answer):
    waits = np.array([1, 3, 4, 5, 7])
    total, best = (stats.norm(*model).logpdf(waits).sum() for model in ((mean, std), (4, 2)))
    return SimpleNamespace(total=total, mean=-total / 5, top=best, count=5, model=(mean, std), answer=answer)


NormalLikelihoodExplorer = Table(
    normal,
    COMMON
    | {
        r"Under mean # min and std # min these 5 values have likelihood #": lambda w: (
            *w.model,
            likelihood(False, w.total),
        ),
        r"Under mean # min and std # min .* likelihood 10\^# \(beyond a 64-bit number\)": lambda w: (
            *w.model,
            likelihood(True, w.total),
        ),
        r"the product of their densities, whose logarithm is #": lambda w: w.total,
        r"mean #, std #": lambda w: w.model,
    },
    [{"mean": 4, "std": 2}, {"mean": 5, "answer": True}],
)

# ---- tokens


def tokens(logits=(2, 1, 0.1), names=None, *, temperature, seed, answer, top_k, top_p, **moved):
    names = names or (("cat", "dog", "bird") if len(logits) == 3 else [f"token {at + 1}" for at in range(len(logits))])
    z = np.array(list(moved.values()) or logits, dtype=float)
    heat = 0 if temperature <= 0.005 else np.inf if temperature >= 200 else temperature
    with np.errstate(divide="ignore", invalid="ignore"):
        before = np.where(z == z.max(), 1.0, 0.0) if heat == 0 else special.softmax(z / heat)
    before /= before.sum()
    order = sorted(range(z.size), key=lambda token: -z[token])[: round(top_k)]
    kept, sum_of_kept, all_of_k = [], 0, sum(before[token] for token in order)
    for token in order:  # until what is kept reaches top-p of what top-k has left
        if top_p < 1 and kept and sum_of_kept >= top_p * all_of_k - 1e-12:
            break
        kept.append(token)
        sum_of_kept += before[token]
    after = np.array([before[token] / sum_of_kept if token in kept else 0 for token in range(z.size)])
    drawn = np.searchsorted(
        np.cumsum(after) / after.sum(), np.random.default_rng(round(seed)).random(200), side="right"
    )
    top = int(np.argmax(after))
    w = SimpleNamespace(z=z, names=names, heat=heat, before=before, after=after, cut=set(range(z.size)) - set(kept))
    w.top, w.draws, w.entropy = top, np.sum(drawn == top), surprise(after, after)
    w.begin = " ".join(names[token] for token in drawn[:10])
    w.largest = [name for name, each in zip(names, z, strict=True) if each == z.max()]
    w.gone = before[list(w.cut)].sum()
    return w


def called(names):
    """Judge how tokens are listed: up to three by name, others counted."""
    quoted = [f"“{name}”" for name in names]
    several = f"{', '.join(quoted[:-1])} and {quoted[-1]}" if len(quoted) > 1 else "".join(quoted)
    return several if len(names) < 4 else f"{len(names)} tokens"


def side(true):
    """Judge the words that say on which side of a whole number a perplexity is."""
    off = true - np.round(true) if true < 99.5 else 0
    if abs(off) < 1e-12 or abs(off) > 0.0051 * true:
        return lambda said: said is None
    return lambda said: said in (None, "nearly" if off < 0 else "hardly more than")


def perplexity(entropy):
    """Judge "nearly 3 equal choices", or "a single choice"."""
    true = np.exp(entropy)
    return side(true), near(true), lambda _: abs(true - 1) < 0.005


CHOICES = r"(?:(nearly|hardly more than) )?(?:# equal choices|a (single) choice)"


def share_equally(w):
    return called(w.largest), near(1 / len(w.largest))


def cut_off(w):
    gone = [w.names[token] for token in sorted(w.cut)]
    return (w.gone > 0 or w.heat > 0) and (called(gone), places(3, w.gone), w.names[w.top], places(3, w.after[w.top]))


TemperatureExplorer = Table(
    tokens,
    {
        r"At T = # (.+?) (?:has|each have) the largest probability, #": lambda w: (
            w.heat,
            called(w.largest),
            places(3, max(w.before)),
        ),
        r"(sharper|flatter) than at T = 1, in the same order": lambda w: "sharper" if w.heat < 1 else "flatter",
        r"In the limit T → 0 the largest logit wins: (.+?) gets probability 1": lambda w: (
            called(w.largest) if len(w.largest) == 1 else False,
        ),
        r"In the limit T → 0 the largest logit wins: (.+?) tie and share equally, # each": share_equally,
        r"In the limit T → ∞ all # tokens share equally, # each, whatever their logits": lambda w: (
            w.z.size,
            places(3, 1 / w.z.size),
        ),
        r"All logits are equal, so at any temperature each token has #": lambda w: places(3, 1 / w.z.size),
        r"Nothing is cut": lambda w: not w.cut,
        r"The cut takes away (.+?), which had no probability left": lambda w: (
            called([w.names[token] for token in sorted(w.cut)]) if w.gone == 0 else False,
        ),
        r"The cut takes away (.+?) \(#\) and shares that out in proportion: “(.+?)” comes to #": cut_off,
        rf"The entropy is # nats, that of {CHOICES}": lambda w: (places(3, w.entropy), *perplexity(w.entropy)),
        r"# of 200 draws are “(.+?)”": lambda w: (w.draws, w.names[w.top]),
        r"they begin “(.+?)”": lambda w: w.begin,
        r"T (?:#|(→ 0|→ ∞))": lambda w: (w.heat, "→ 0" if w.heat == 0 else "→ ∞"),
        r"(token \d|\S+) #": lambda w: (w.names[w.top], places(3, w.after[w.top])),
        r"entropy # nats": lambda w: places(3, w.entropy),
        r"as # equal choices": lambda w: places(2, np.exp(w.entropy)),
        r"# of 200 draws": lambda w: w.draws,
        r"# cut": lambda w: len(w.cut),
    },
    [
        {"logit_1": 1, "logit_2": 1, "logit_3": 1},
        {"logit_1": 1, "logit_2": 1, "logit_3": 1, "top_k": 2},
        {"logit_1": 1, "logit_2": 1, "top_k": 1},
        {"temperature": 0.005, "top_k": 2},
        {"temperature": 0.005, "logit_1": 1, "logit_2": 1, "top_p": 0.5},
        {"temperature": 0.005, "logit_1": 1, "logit_2": 1},
        {"temperature": 200},
        {"temperature": 1.00004},
        {"temperature": 0.01, "top_k": 2},
        {"temperature": 0.01, "top_p": 0.9},
    ],
)

# ---- a truth and a model


def mismatch(**weights):
    p, q = (np.array([weights[f"{letter}_{i}"] for i in (1, 2, 3)]) for letter in "pq")
    empty = " and ".join(letter for letter, each in (("p", p), ("q", q)) if not each.any())
    p, q = (each / each.sum() if each.any() else np.full(3, 1 / 3) for each in (p, q))
    w = SimpleNamespace(p=p, q=q, empty=empty, entropy=surprise(p, p), cost=surprise(p, q))
    w.forward, w.backward = w.cost - w.entropy, surprise(q, p) - surprise(q, q)
    return w


def only(here, there):
    """Judge an outcome that one of the two expects, the other not at all."""
    names = ("cat", "dog", "bird")
    return lambda said: here[names.index(said)] > 0 and there[names.index(said)] == 0


def nats(true):
    return "infinite" if np.isinf(true) else places(3, true)


MismatchExplorer = Table(
    mismatch,
    {
        r"All weights of (.+?) are 0: its outcomes share equally": lambda w: w.empty,
        r"q is p: the cross-entropy is the entropy, # nats, the least it can be": lambda w: (
            places(3, w.entropy) if np.allclose(w.p, w.q, atol=1e-4) else False
        ),
        r"and the divergence is 0 both ways": lambda w: max(w.forward, w.backward) < 1e-6,
        r"Perplexity exp\(#\) = #": lambda w: (places(3, w.cost), near(np.exp(w.cost))),
        r"The truth p by itself costs its entropy, # nats": lambda w: places(3, w.entropy),
        r"read with q it costs the cross-entropy, # nats": lambda w: places(3, w.cost),
        r"The difference is the mismatch KL\(p‖q\) = # nats": lambda w: places(3, w.forward),
        rf"the model is as surprised, on average, as by one of {CHOICES}": lambda w: perplexity(w.cost),
        r"But q says that “(.+?)” never happens, and in truth it does": lambda w: only(w.p, w.q),
        r"its surprise, -log 0, has no bound, so .* and perplexity are infinite": lambda w: np.isinf(w.cost),
        r"The other way round KL\(q‖p\) is # nats": lambda w: places(3, w.backward),
        r"The other way round KL\(q‖p\) is infinite: q expects “(.+?)”, which never happens": lambda w: only(w.q, w.p),
        r"H\(p\) #, H\(p, q\) ([\d.]+|infinite)": lambda w: (places(3, w.entropy), nats(w.cost)),
        r"KL\(p‖q\) ([\d.]+|infinite), KL\(q‖p\) ([\d.]+|infinite) nats": lambda w: (nats(w.forward), nats(w.backward)),
        r"perplexity ([\d.e+,]+|infinite)": lambda w: "infinite" if np.isinf(w.cost) else near(np.exp(w.cost)),
    },
    [
        {"q_1": 0.6, "q_2": 0.3, "q_3": 0.1},
        {"q_1": 0.3, "q_2": 0.15, "q_3": 0.05},
        {"p_1": 0, "p_2": 0, "p_3": 0},
        dict.fromkeys(("p_1", "p_2", "p_3", "q_1", "q_2", "q_3"), 0),
        {"p_2": 0, "p_3": 0, "q_1": 0.01, "q_2": 0.99, "q_3": 0},
        {"p_2": 0, "p_3": 0, "q_1": 1, "q_2": 0.01, "q_3": 0},
        {"p_2": 0, "p_3": 0, "q_2": 0, "q_3": 0},
    ],
)

# ---- a line between two classes

STUDY = breast_cancer()
Z = (STUDY.X - STUDY.X.mean(axis=0)) / STUDY.X.std(axis=0)


def log_loss(weights):
    logits = Z @ weights[:2] + weights[2]
    return np.mean(np.logaddexp(0, logits) - STUDY.y * logits)


@cache
def least(penalty):
    """Find the weights of the least penalised loss by SciPy."""
    pulled = optimize.minimize(lambda w: log_loss(w) + penalty / 2 * (w[:2] @ w[:2]), np.zeros(3), tol=1e-10)
    return pulled.x


def two_classes(*, w1, w2, intercept, trained, penalty):
    by_hand = np.array([w1, w2, intercept])
    weights = least(penalty) if trained else by_hand
    positive = Z @ weights[:2] + weights[2] >= 0
    w = SimpleNamespace(by_hand=by_hand, weights=weights, trained=trained, penalty=penalty, loss=log_loss(weights))
    w.right, w.sides = np.sum(positive == STUDY.y), len(set(positive))
    return w


def written(w, share=5e-4):
    """Judge three weights, the latter two after their signs."""
    a, b, c = w.weights
    return near(a, share, 1e-5), *signed_near(b, share), *signed_near(c, share)


def signed_near(value, share):
    return lambda sign: sign == "+-"[int(value < 0)] or abs(value) < 1e-5, near(abs(value), share, 1e-5)


def flatter(w):
    """Whether twice the pull gives shorter weights, and so lines farther apart."""
    lengths = [np.hypot(*least(pull)[:2]) for pull in (w.penalty, 2 * w.penalty)]
    return w.trained and lengths[1] < lengths[0]


LogisticExplorer = Table(
    two_classes,
    {
        r"(Your|The trained) line is where # · z₁ ([+-]) # · z₂ ([+-]) # = 0 \(z: standardised\)": lambda w: (
            "The trained" if w.trained else "Your",
            *written(w),
        ),
        r"and all samples lie on one side of it": lambda w: w.sides == 1,
        r"With both weights at 0 there is no line: each sample gets the probability #": lambda w: (
            special.expit(w.weights[2]) if not w.weights[:2].any() else False
        ),
        r"# of # samples are on the right side of 0.5": lambda w: (w.right, STUDY.y.size),
        r"and the log loss is #": lambda w: near(w.loss),
        r"that of yours is #": lambda w: near(log_loss(w.by_hand)),
        r"With # / 2 · \(w₁² \+ w₂²\) added, no other weights have less": lambda w: w.penalty,
        r"The harder this pull to zero, the flatter the probabilities and the further apart the three lines": flatter,
        r"(by hand|trained), w₁ #, w₂ #, intercept #": lambda w: (
            "trained" if w.trained else "by hand",
            *(near(weight, least=1e-5) for weight in w.weights),
        ),
        r"loss #": lambda w: near(w.loss),
        r"# of # right": lambda w: (w.right, STUDY.y.size),
    },
    [{"w1": 0, "w2": 0}, {"w1": 0, "w2": 0, "trained": True}, {"intercept": 5}, {"w1": -0.05, "w2": 0}],
)

# ---- how sure a classifier is, and how often right


@cache
def coolest(floor):
    """The temperature of the least log loss."""
    logits = np.maximum(digit_scores().unfloored, np.log(floor))
    found = optimize.minimize_scalar(lambda power: heated_loss(10**power, logits), bounds=(-1, 3), method="bounded")
    return 10**found.x


def heated_loss(heat, logits):
    labels = digit_scores().labels
    return -np.mean(special.log_softmax(logits / heat, axis=1)[np.arange(labels.size), labels])


def trust(*, method, temperature, floor, answer):
    digits = digit_scores()
    logits = np.maximum(digits.unfloored, np.log(floor))
    heated = special.softmax(logits / temperature, axis=1)
    chances = {"temperature": heated, "Platt": digits.platt, "isotonic": digits.isotonic}[method]
    sure, right = chances.max(axis=1), chances.argmax(axis=1) == digits.labels
    bins = np.clip(np.ceil(sure * 10) - 1, 0, 9)
    error = sum(abs(np.sum(right[bins == one]) - np.sum(sure[bins == one])) for one in range(10)) / right.size
    w = SimpleNamespace(method=method, temperature=temperature, error=error, right=right.mean(), size=right.size)
    w.loss = heated_loss(temperature, logits) if method == "temperature" else heated_loss(1, np.log(chances))
    w.sure, w.sure_right = np.sum(sure >= 0.9), right[sure >= 0.9].sum()
    w.raw, w.least, w.floor, w.answer = np.mean(digits.raw.argmax(axis=1) == digits.labels), logits.min(), floor, answer
    return w


CalibrationExplorer = Table(
    trust,
    {
        r"Naive Bayes is at least 90% sure of # digits, and right in #% of them": lambda w: (
            w.sure,
            percent(w.sure_right / max(w.sure, 1)),
        ),
        r"Naive Bayes is at least 90% sure of no digit": lambda w: w.sure == 0,
        r"Calibration error \(ECE\) #, log loss #": lambda w: (places(3, w.error), near(w.loss)),
        r"with no probability taken as less than #": lambda w: near(np.exp(w.least)),
        r"The log loss of these digits is least at a temperature of #": lambda w: w.answer and near(coolest(w.floor)),
        r"No temperature changes a prediction: #% are right at each": lambda w: percent(w.raw),
        r"This method was fitted to held-out scores, class by class, and averages three models that saw two thirds of "
        r"the digits each, so predictions change too: #% are right, not #%": lambda w: (
            percent(w.right),
            percent(w.raw),
        ),
        r"T #, floor #": lambda w: (near(w.temperature), near(w.floor)) if w.method == "temperature" else False,
        r"(Platt|isotonic)": lambda w: w.method,
        r"#% right of # sure of 90%": lambda w: (percent(w.sure_right / max(w.sure, 1)), w.sure),
        r"no digit sure of 90%": lambda w: w.sure == 0,
        r"ECE #, log loss #": lambda w: (places(3, w.error), near(w.loss)),
    },
    [{"answer": True}, {"floor": 1e-300}, {"floor": 1e-3, "answer": True}, {"floor": 1e-300, "temperature": 0.1}],
)

# ---- attention


def attend(queries, keys, values, root, shares):
    """Score one query with each key, make shares of the scores, and mix the values."""
    scores = np.array([sum(q * k for q, k in zip(queries, key, strict=True)) for key in keys]) / root
    weights = special.softmax(scores) if shares else scores
    return scores, weights, weights @ values


def attention(*, query, key_length, dimensions, scaled, softmax, head):
    w = SimpleNamespace(query=query, length=key_length, size=dimensions, scaled=scaled, softmax=softmax, head=head)
    queries, keys = matched_tokens(MATCHES, dimensions, seed=dimensions)
    keys, asks = keys.copy(), WORDS.index(query)
    as_it_was = keys.copy()
    keys[1] *= key_length  # of "cat"
    heads = [slice(None)] if head == "one head" else [slice(dimensions // 2), slice(dimensions // 2, None)]
    shown, w.mix = heads[head == "second of two"], []
    for part, value in zip(heads, np.split(VALUES, len(heads), axis=1), strict=True):
        w.mix += list(attend(queries[asks, part], keys[:, part], value, root(w) if scaled else 1, softmax)[2])
    q, k = queries[asks, shown], keys[:, shown]
    w.scores, w.weights, _ = attend(q, k, VALUES, root(w) if scaled else 1, softmax)
    w.before = attend(q, as_it_was[:, shown], VALUES, root(w) if scaled else 1, softmax)[1]
    w.usual, w.best = attend(q, k, VALUES, root(w), True)[1], int(np.argmax(w.weights))
    return w


def root(w):
    return np.sqrt(w.size / (1 if w.head == "one head" else 2))


def hundredth(true):
    """Judge a weight, with fewer decimals where it is large."""
    return places(2 if abs(true) < 9.99 else 1 if abs(true) < 99.9 else 0, true)


def pull(w):
    """Judge what a longer or shorter key has done to the weight of "cat"."""
    change = w.weights[1] - w.before[1]
    return lambda said: {"more": change > -1e-12, "less": change < 1e-12}[said]


AttentionExplorer = Table(
    attention,
    {
        r"In the (first|second) of two heads": lambda w: w.head.split()[0],
        r"“(.+?)” gives “the” #, “cat” #, “sat” # and “down” #": lambda w: (w.query, *map(hundredth, w.weights)),
        r"# in all": lambda w: near(sum(w.weights), least=1e-9),
        r"The largest weight is that of “(.+?)”, whose score is the highest": lambda w: (
            WORDS[w.best] if w.scores.argmax() == w.best else False
        ),
        r"q · k(?: / √# = # / #)? = #": lambda w: (
            round(root(w) ** 2),
            near(w.scores[w.best] * root(w), least=1e-9),
            root(w),
            near(w.scores[w.best], least=1e-9),
        ),
        r"The mix ★ is \(#, #\)": lambda w: tuple(map(hundredth, w.mix)),
        r"one number a head": lambda w: w.head != "one head",
        r"The key of “cat” has no length left, so its score is 0": lambda w: w.length == w.scores[1] == 0,
        r"The key of “cat” is # times as long, which moves its score (away from|towards) 0, to #": lambda w: (
            w.length,
            "away from" if w.length > 1 else "towards",
            near(w.scores[1], least=1e-9),
        ),
        r"it draws (more|less)": pull,
        r"Without the root the scores are √# = # times as large": lambda w: (round(root(w) ** 2), root(w)),
        r"and “(.+?)” takes # (?:instead of #|as it did)": lambda w: (
            WORDS[w.best],
            hundredth(w.weights[w.best]),
            hundredth(w.usual[w.best]),
        ),
        r"Without the softmax the scores are the weights: nothing keeps them above 0 or their sum at 1, "
        r"and the mix may lie anywhere": lambda w: not w.softmax and np.array_equal(w.scores, w.weights),
        r"(the|cat|sat|down), d #, (one head|first of two|second of two)": lambda w: (w.query, w.size, w.head),
        r"cat × #": lambda w: w.length,
        r"no root": lambda w: not w.scaled,
        r"no softmax": lambda w: not w.softmax,
        r"#, #, #, #": lambda w: tuple(map(hundredth, w.weights)),
    },
    [{"key_length": 0}, {"key_length": 0, "softmax": False}, {"key_length": 1.0001}],
)

"""What the explorers of notebook 03 claim, judged by NumPy, SciPy and loops over tokens."""

import re
from functools import cache
from types import SimpleNamespace

import numpy as np
from scipy import optimize, special, stats

from helpers.data.sets import breast_cancer, digit_scores, matched_tokens
from helpers.explorers.probability import MATCHES, VALUES, WORDS
from tests.explorers.claims import EXACT, PLAIN, Table, as_number, kind, near, places, signed, so_many

DUST = 1e-9


def surprise(p, q):
    """Add up p · -log q, where what never happens costs nothing."""
    return sum(a * -np.log(b) if b else np.inf for a, b in zip(p, q, strict=True) if a)


# ---- Bayes


def bayes(*, prior, hit_rate, false_alarm_rate):
    spam, evidence = prior * hit_rate, prior * hit_rate + (1 - prior) * false_alarm_rate
    w = SimpleNamespace(spam=spam, evidence=evidence, posterior=spam / evidence if evidence else np.nan)
    w.ratio = np.inf if not false_alarm_rate else hit_rate / false_alarm_rate
    w.inverse = 1 / w.ratio if w.ratio else np.inf
    w.mails, w.carriers, w.both = so_many(prior), so_many(evidence, 1.5), so_many(spam, 1)
    w.way = "for" if w.posterior > prior else "against"
    return w


BayesExplorer = Table(bayes, {
    r"Of 1,000 mails {mails:so_many} (?:is|are) spam": True,
    r'{carriers:so_many} (?:carries|carry) "winner"': True,
    r"and {both:so_many} of these (?:is|are) spam": True,
    r'the word never occurs|no mail carries "winner"\. With these rates the word never occurs, so there is nothing of '
    r'which P\(spam \| "winner"\) could be a share': lambda w: w.evidence == 0,
    r'P\(spam \| "winner"\) = {spam} / {evidence} = {posterior}': True,
    r"A prior of {prior} stays at {prior}, whatever the word": lambda w: abs(w.posterior - w.prior) < 1e-12,
    r"No good mail carries the word, so a mail that does is spam":
        lambda w: w.false_alarm_rate == 0 and w.posterior == 1,
    r"No spam carries the word, so a mail that does is good": lambda w: w.hit_rate == 0 and w.posterior == 0,
    r"The word is as likely in spam as in good mail, so it says nothing|says nothing": lambda w: w.ratio == 1,
    r"The word is almost as likely in spam as in good mail, so it says almost nothing|says almost nothing":
        lambda w: 0 < abs(w.ratio - 1) < 0.0006,
    r"The word is {ratio} times as likely in spam as in good mail": True,
    r"The word is {inverse} times as likely in good mail as in spam: it speaks against spam": True,
    r"prior {prior}, hit rate {hit_rate}, false alarms {false_alarm_rate}": True,
    r"posterior {posterior}": True,
    r"changes nothing": lambda w: w.prior == w.posterior,
    r"speaks {way=for|against} spam": True,
}, [
    {"prior": 0.0003}, {"prior": 0.0003, "false_alarm_rate": 0.0001},
    {"prior": 0.001, "hit_rate": 0.3, "false_alarm_rate": 0.002}, {"prior": 0.01},
    {"hit_rate": 0, "false_alarm_rate": 0}, {"prior": 0, "false_alarm_rate": 0},
    {"hit_rate": 0.3, "false_alarm_rate": 0.3}, {"hit_rate": 0.30001, "false_alarm_rate": 0.3},
])  # fmt: skip

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
    w = SimpleNamespace(n=n, std=std, error=std / np.sqrt(n), spread=np.std(found))
    w.within, w.counted = np.mean(np.abs(found - 5) <= 1 + DUST), np.mean(found >= threshold - DUST)
    w.bell = stats.norm(5, w.error).sf(threshold)
    w.exact = chances[n - 1][(each >= threshold - DUST) & (each <= max(PAID[source]))].sum()
    return w


AveragesExplorer = Table(averages, {
    r"10,000 averages of {n} draws?: {within:%} lie within 1 euro of the expectation, 5, and their standard deviation "
    r"is {spread} euros": True,
    r"near the standard error, {std} / √{n} = {error}": True,
    r"A share of {counted:chance} is {threshold} euros or more; exactly it is {exact:chance}, and by the bell "
    r"{bell:chance}": True,
    r"{source=skewed|flat|coin}, n {n}: spread {spread}, {threshold} or more: exact {exact:chance}, bell {bell:chance}":
        True,
}, [
    {"n": 100, "source": "coin", "threshold": 6}, {"n": 100, "source": "coin", "threshold": 0.1},
    {"n": 100, "source": "flat", "threshold": 10}, {"n": 1, "source": "coin", "threshold": 10.1, "answer": True},
    {"n": 40, "threshold": 0, "answer": True},
])  # fmt: skip

# ---- likelihoods


def fit(total, top, count, noun):
    return SimpleNamespace(total=total, cost=-total, loss=-total / count, top=top, count=count, noun=noun)


@kind(rf"10\^{PLAIN} \(beyond a 64-bit number\)|{PLAIN}")
def likelihood(total):
    """Judge a likelihood by its logarithm, and one beyond a float by its power of ten."""

    def judge(said):
        if isinstance(said, str):
            return abs(float(said[3:].partition(" ")[0]) - total / np.log(10)) <= 0.5001
        return abs(np.log(said) - total) < 0.006

    return judge


COMMON = {
    r"The most that any (?:θ reaches|mean and std reach) is {top}": lambda w: w.answer,
    r"No other (?:θ makes|mean and std make) the data more likely": lambda w: abs(w.total - w.top) < 1e-6,
    r"The average negative log-likelihood is {cost} / {count} = {loss} nats a {noun=flip|value}": True,
    r"log-likelihood {total}, loss {loss} nats a {noun=flip|value}": True,
}


def coin(*, theta, answer):
    w = fit(-surprise((7, 3), (theta, 1 - theta)), -surprise((7, 3), (0.7, 0.3)), 10, "flip")
    w.never, w.seen = ("tails", 3) if theta == 1 else ("heads", 7)
    return w


CoinLikelihoodExplorer = Table(coin, COMMON | {
    r"With θ = {theta} this sequence of 10 flips, 7 of them heads, has likelihood {total:likelihood}, whose logarithm "
    r"is {total}": True,
    r"likelihood 0|θ = {theta} says that {never=heads|tails} never come up, and {seen} did: the likelihood is 0\. Its "
    r"logarithm lies below every number \(✕ at the edge\)": lambda w: w.loss == np.inf,
    r"theta {theta}, 7 of 10 heads": True,
}, [{"theta": 0.7}, {"theta": 1, "answer": True}, {"theta": 1e-9}, {"theta": 0.999999}])  # fmt: skip


def normal(*, mean, std, answer):
    waits = np.array([1, 3, 4, 5, 7])
    return fit(*(stats.norm(*model).logpdf(waits).sum() for model in ((mean, std), (4, 2))), 5, "value")


NormalLikelihoodExplorer = Table(normal, COMMON | {
    r"Under mean {mean} min and std {std} min these 5 values have likelihood {total:likelihood}, the product of their "
    r"densities, whose logarithm is {total}": True,
    r"mean {mean}, std {std}": True,
}, [{"mean": 4, "std": 2}, {"mean": 5, "answer": True}])  # fmt: skip

# ---- tokens


def tokens(logits=(2, 1, 0.1), names=None, *, temperature, seed, answer, top_k, top_p, **moved):
    names = names or (("cat", "dog", "bird") if len(logits) == 3 else [f"token {at + 1}" for at in range(len(logits))])
    z = np.array(list(moved.values()) or logits, dtype=float)
    heat = 0 if temperature <= 0.005 else np.inf if temperature >= 200 else temperature
    winners = np.flatnonzero(z == z.max())
    before = special.softmax(z / heat) if heat else (z == z.max()) / winners.size
    order = sorted(range(z.size), key=lambda token: -z[token])[: round(top_k)]
    kept, sum_of_kept, all_of_k = [], 0, sum(before[token] for token in order)
    for token in order:  # until what is kept reaches top-p of what top-k has left
        if top_p < 1 and kept and sum_of_kept >= top_p * all_of_k - 1e-12:
            break
        kept.append(token)
        sum_of_kept += before[token]
    after, cut = np.where(np.isin(range(z.size), kept), before, 0) / sum_of_kept, sorted({*range(z.size)} - {*kept})
    luck, top = np.random.default_rng(round(seed)).random(200), int(np.argmax(after))
    drawn = np.searchsorted(np.cumsum(after) / after.sum(), luck, side="right")
    w = SimpleNamespace(heat=heat, limit={0: "→ 0", np.inf: "→ ∞"}.get(heat), size=z.size, even=1 / z.size)
    w.winners, w.most, w.tie = winners.size, max(before), 1 / winners.size
    w.largest, w.cut = (called([names[token] for token in each]) for each in (winners, cut))
    w.effect, w.gone, w.cuts = "sharper" if heat < 1 else "flatter", before[cut].sum(), len(cut)
    w.name, w.after, w.draws, w.begin = (
        names[top],
        after[top],
        sum(drawn == top),
        " ".join(names[i] for i in drawn[:10]),
    )
    w.entropy = surprise(after, after)
    w.perplexity = np.exp(w.entropy)
    return w


def called(names):
    """How tokens are listed: up to three by name, others counted."""
    *others, last = [f"“{name}”" for name in names] or [""]
    return f"{len(names)} tokens" if len(names) > 3 else f"{', '.join(others)} and {last}" if others else last


@kind(rf"(?:(?:nearly|hardly more than) )?(?:{PLAIN} equal choices|a single choice)")
def choices(true):
    """Judge "nearly 3 equal choices", where the hedge may stand only beside a whole number that it is not quite."""
    off = true - np.round(true) if true < 99.5 else 0
    close = 1e-12 <= abs(off) <= 0.0051 * true
    hedge = "" if not close else "nearly " if off < 0 else "hardly more than "

    def judge(said):
        count = said.removeprefix(hedge).removesuffix(" equal choices")
        if count == "a single choice":
            return abs(true - 1) < EXACT
        return re.fullmatch(PLAIN, count) and near(true)(as_number(count))

    return judge


TemperatureExplorer = Table(tokens, {
    r"At T = {heat} {largest=.+?} (?:has|each have) the largest probability, {most:.3f}": True,
    r"{effect=sharper|flatter} than at T = 1, in the same order": True,
    r"In the limit T → 0 the largest logit wins: {largest=.+?} gets probability 1": lambda w: w.winners == 1,
    r"In the limit T → 0 the largest logit wins: {largest=.+?} tie and share equally, {tie} each": True,
    r"In the limit T → ∞ all {size} tokens share equally, {even:.3f} each, whatever their logits": True,
    r"All logits are equal, so at any temperature each token has {even:.3f}": lambda w: w.winners == w.size,
    r"Nothing is cut": lambda w: w.cuts == 0,
    r"The cut takes away {cut=.+?}, which had no probability left": lambda w: w.gone == 0,
    r"The cut takes away {cut=.+?} \({gone:.3f}\) and shares that out in proportion: “{name=.+?}” comes to {after:.3f}":
        lambda w: w.gone > 0 or w.heat > 0,
    r"The entropy is {entropy:.3f} nats, that of {perplexity:choices}": True,
    r"{draws} of 200 draws are “{name=.+?}”; they begin “{begin=.+?}”": True,
    r"T (?:{heat}|{limit=→ 0|→ ∞}): {name=.+?} {after:.3f}, entropy {entropy:.3f} nats, as {perplexity:.2f} equal "
    r"choices, {draws} of 200 draws, {cuts} cut": True,
}, [
    {"logit_1": 1, "logit_2": 1, "logit_3": 1}, {"logit_1": 1, "logit_2": 1, "logit_3": 1, "top_k": 2},
    {"logit_1": 1, "logit_2": 1, "top_k": 1}, {"temperature": 0.005, "top_k": 2},
    {"temperature": 0.005, "logit_1": 1, "logit_2": 1, "top_p": 0.5},
    {"temperature": 0.005, "logit_1": 1, "logit_2": 1}, {"temperature": 200}, {"temperature": 1.00004},
    {"temperature": 0.01, "top_k": 2}, {"temperature": 0.01, "top_p": 0.9},
])  # fmt: skip

# ---- a truth and a model


def mismatch(**weights):
    p, q = (np.array([weights[f"{letter}_{i}"] for i in (1, 2, 3)]) for letter in "pq")
    empty = " and ".join(letter for letter, each in (("p", p), ("q", q)) if not each.any())
    p, q = (each / each.sum() if each.any() else np.full(3, 1 / 3) for each in (p, q))
    w = SimpleNamespace(empty=empty, entropy=surprise(p, p), cost=surprise(p, q), same=np.allclose(p, q, atol=1e-4))
    w.forward, w.backward = w.cost - w.entropy, surprise(q, p) - surprise(q, q)
    w.perplexity, w.impossible, w.expected = np.exp(w.cost), only(p, q), only(q, p)
    return w


def only(here, there):
    """Judge an outcome that one of the two expects, the other not at all."""
    names = ("cat", "dog", "bird")
    return lambda said: here[names.index(said)] > 0 and there[names.index(said)] == 0


@kind(r"[\d.]+|infinite")
def nats(true):
    return "infinite" if np.isinf(true) else places(3, true)


MismatchExplorer = Table(mismatch, {
    r"All weights of {empty=.+?} are 0: its outcomes share equally": True,
    r"q is p: the cross-entropy is the entropy, {entropy:.3f} nats, the least it can be, and the divergence is 0 both "
    r"ways": lambda w: w.same and max(w.forward, w.backward) < 1e-6,
    r"The truth p by itself costs its entropy, {entropy:.3f} nats": True,
    r"read with q it costs the cross-entropy, {cost:.3f} nats\. The difference is the mismatch KL\(p‖q\) = "
    r"{forward:.3f} nats": True,
    r"Perplexity exp\({cost:.3f}\) = {perplexity}": True,
    r"the model is as surprised, on average, as by one of {perplexity:choices}": True,
    r"But q says that “{impossible=.+?}” never happens, and in truth it does: its surprise, -log 0, has no bound, so "
    r"cross-entropy, KL\(p‖q\) and perplexity are infinite": lambda w: np.isinf(w.cost),
    r"The other way round KL\(q‖p\) is {backward:.3f} nats": True,
    r"The other way round KL\(q‖p\) is infinite: q expects “{expected=.+?}”, which never happens": True,
    r"H\(p\) {entropy:.3f}, H\(p, q\) {cost:nats}, KL\(p‖q\) {forward:nats}, KL\(q‖p\) {backward:nats} nats, "
    r"perplexity {perplexity:told}": True,
}, [
    {"q_1": 0.6, "q_2": 0.3, "q_3": 0.1}, {"q_1": 0.3, "q_2": 0.15, "q_3": 0.05}, {"p_1": 0, "p_2": 0, "p_3": 0},
    dict.fromkeys(("p_1", "p_2", "p_3", "q_1", "q_2", "q_3"), 0),
    {"p_2": 0, "p_3": 0, "q_1": 0.01, "q_2": 0.99, "q_3": 0}, {"p_2": 0, "p_3": 0, "q_1": 1, "q_2": 0.01, "q_3": 0},
    {"p_2": 0, "p_3": 0, "q_2": 0, "q_3": 0},
])  # fmt: skip

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
    w = SimpleNamespace(right=sum(positive == STUDY.y), count=STUDY.y.size, sides=len(set(positive)))
    w.whose, w.how = ("The trained", "trained") if trained else ("Your", "by hand")
    w.level, w.sure = not weights[:2].any(), special.expit(weights[2])
    w.line = near(weights[0], 5e-4, 1e-5), *(signed(weight, 1e-5, 5e-4) for weight in weights[1:])
    w.rounded = [near(weight, least=1e-5) for weight in weights]
    w.loss, w.yours = log_loss(weights), log_loss(by_hand)
    return w


def flatter(w):
    """Whether twice the pull gives shorter weights, and so lines farther apart."""
    lengths = [np.hypot(*least(pull)[:2]) for pull in (w.penalty, 2 * w.penalty)]
    return w.trained and lengths[1] < lengths[0]


LogisticExplorer = Table(two_classes, {
    r"{whose=Your|The trained} line is where {line[0]} · z₁ {line[1]:signed} · z₂ {line[2]:signed} = 0 \(z: "
    r"standardised\)": True,
    r"and all samples lie on one side of it": lambda w: w.sides == 1,
    r"With both weights at 0 there is no line: each sample gets the probability {sure}": lambda w: w.level,
    r"{right} of {count} samples are on the right side of 0\.5, and the log loss is {loss}": True,
    r"that of yours is {yours}": lambda w: w.trained,
    r"With {penalty} / 2 · \(w₁² \+ w₂²\) added, no other weights have less": lambda w: w.trained,
    r"The harder this pull to zero, the flatter the probabilities and the further apart the three lines": flatter,
    r"{how=by hand|trained}, w₁ {rounded[0]}, w₂ {rounded[1]}, intercept {rounded[2]}: loss {loss}, {right} of {count} "
    r"right": True,
}, [{"w1": 0, "w2": 0}, {"w1": 0, "w2": 0, "trained": True}, {"intercept": 5}, {"w1": -0.05, "w2": 0}])  # fmt: skip

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
    off = np.bincount(np.clip(np.ceil(sure * 10), 1, 10).astype(int), right - sure)  # in tenths of being sure
    w = SimpleNamespace(error=sum(abs(off)) / right.size, right=right.mean(), least=np.exp(logits.min()))
    w.loss = heated_loss(temperature, logits) if method == "temperature" else heated_loss(1, np.log(chances))
    w.sure, w.sure_right = sum(sure >= 0.9), right[sure >= 0.9].sum() / max(sum(sure >= 0.9), 1)
    w.raw, w.coolest = np.mean(digits.raw.argmax(axis=1) == digits.labels), coolest(floor) if answer else np.nan
    return w


CalibrationExplorer = Table(trust, {
    r"Naive Bayes is at least 90% sure of {sure} digits, and right in {sure_right:.1%} of them": True,
    r"Naive Bayes is at least 90% sure of no digit|no digit sure of 90%": lambda w: w.sure == 0,
    r"(?:Calibration error \(ECE\)|ECE) {error:.3f}, log loss {loss}": True,
    r"with no probability taken as less than {least}": True,
    r"The log loss of these digits is least at a temperature of {coolest:.3g}": True,
    r"No temperature changes a prediction: {raw:.1%} are right at each": True,
    r"This method was fitted to held-out scores, class by class, and averages three models that saw two thirds of the "
    r"digits each, so predictions change too: {right:.1%} are right, not {raw:.1%}": True,
    r"T {temperature}, floor {floor}": lambda w: w.method == "temperature",
    r"{method=Platt|isotonic}": True,
    r"{sure_right:.1%} right of {sure} sure of 90%": True,
}, [
    {"answer": True}, {"floor": 1e-300}, {"floor": 1e-3, "answer": True}, {"floor": 1e-300, "temperature": 0.1},
])  # fmt: skip

# ---- attention


def attend(queries, keys, values, root, shares):
    """Score one query with each key, make shares of the scores, and mix the values."""
    scores = np.array([sum(q * k for q, k in zip(queries, key, strict=True)) for key in keys]) / root
    weights = special.softmax(scores) if shares else scores
    return scores, weights, weights @ values


def attention(*, query, key_length, dimensions, scaled, softmax, head):
    queries, keys = matched_tokens(MATCHES, dimensions, seed=dimensions)
    keys, asks, as_it_was = keys.copy(), WORDS.index(query), keys
    keys[1] *= key_length  # of "cat"
    heads = [slice(None)] if head == "one head" else [slice(dimensions // 2), slice(dimensions // 2, None)]
    shown, w = heads[head == "second of two"], SimpleNamespace(columns=dimensions // len(heads), mix=[])
    w.root = np.sqrt(w.columns)
    root = w.root if scaled else 1
    for part, value in zip(heads, np.split(VALUES, len(heads), axis=1), strict=True):
        w.mix += list(attend(queries[asks, part], keys[:, part], value, root, softmax)[2])
    q, k = queries[asks, shown], keys[:, shown]
    w.scores, w.weights, _ = attend(q, k, VALUES, root, softmax)
    w.best, w.total = int(np.argmax(w.weights)), sum(w.weights)
    w.change = w.weights[1] - attend(q, as_it_was[:, shown], VALUES, root, softmax)[1][1]
    w.usual, w.takes = attend(q, k, VALUES, w.root, True)[1][w.best], w.weights[w.best]
    w.word, w.score, w.product = WORDS[w.best], w.scores[w.best], w.scores[w.best] * root
    w.way = "away from" if key_length > 1 else "towards"
    return w


@kind()
def brief(true):
    """Judge a weight, with fewer decimals where it is large."""
    return places(2 if abs(true) < 9.99 else 1 if abs(true) < 99.9 else 0, true)


def pull(w):
    """Judge what a longer or shorter key has done to the weight of "cat"."""
    return lambda said: {"more": w.change > -1e-12, "less": w.change < 1e-12}[said]


AttentionExplorer = Table(attention, {
    r"In the {head=(?:first|second) of two} heads": True,
    r"“{query=.+?}” gives “the” {weights[0]:brief}, “cat” {weights[1]:brief}, “sat” {weights[2]:brief} and “down” "
    r"{weights[3]:brief}: {total} in all": True,
    r"The largest weight is that of “{word=.+?}”, whose score is the highest": lambda w: w.score == max(w.scores),
    r"q · k( / √{columns} = {product} / {root})? = {score}": lambda w: lambda root: (root is not None) == w.scaled,
    r"The mix ★ is \({mix[0]:brief}, {mix[1]:brief}\)(, one number a head)?":
        lambda w: lambda two: (two is None) == (w.head == "one head"),
    r"The key of “cat” has no length left, so its score is 0": lambda w: w.key_length == w.scores[1] == 0,
    r"The key of “cat” is {key_length} times as long, which moves its score {way=away from|towards} 0, to {scores[1]}":
        True,
    r"it draws (more|less)": pull,
    r"Without the root the scores are √{columns} = {root} times as large": lambda w: not w.scaled,
    r"and “{word=.+?}” takes {takes:brief} (?:instead of {usual:brief}|as it did)": True,
    r"Without the softmax the scores are the weights: nothing keeps them above 0 or their sum at 1, and the mix may "
    r"lie anywhere": lambda w: not w.softmax and np.array_equal(w.scores, w.weights),
    r"{query=the|cat|sat|down}, d {dimensions}, {head=one head|first of two|second of two}(?:, cat × {key_length})?(, "
    r"no root)?(, no softmax)?: {weights[0]:brief}, {weights[1]:brief}, {weights[2]:brief}, {weights[3]:brief}":
        lambda w: lambda root, softmax: (root is None, softmax is None) == (w.scaled, w.softmax),
}, [{"key_length": 0}, {"key_length": 0, "softmax": False}, {"key_length": 1.0001}])  # fmt: skip

"""What the explorers of notebook 04 claim, judged by NumPy, SciPy's tests and distributions, and plain sums."""

from functools import cache
from types import SimpleNamespace

import numpy as np
from scipy import stats
from sklearn.linear_model import LogisticRegression

from helpers.data.sets import incomes, triggered_digits
from helpers.maths.comparison import draw_outcomes
from tests.explorers.claims import PLAIN, Table, as_number, chance, kind, near, so_many

DUST = 1e-9


# ---- incomes


def describe(values):
    mean, std = np.mean(values), np.std(values, ddof=1)
    return SimpleNamespace(mean=mean, std=std, median=np.median(values), within=np.mean(np.abs(values - mean) <= std))


def skew(*, income, answer):
    before, now = describe(incomes()), describe(np.array([income, *incomes()[1:]]))
    w = SimpleNamespace(now=now, above=now.mean - now.median, low=now.mean - now.std, high=now.mean + now.std)
    w.change = SimpleNamespace(**{name: each - getattr(before, name) for name, each in vars(now).items()})
    w.bell = 2 * stats.norm.cdf(1) - 1
    return w


EUROS = rf"{PLAIN}(?: (?:million|billion))?"


@kind(EUROS)
def euros(true):
    room = max(0.5001, 6e-4 * abs(true)) if abs(true) >= 1000 else max(0.0051, 0.005 * abs(true))

    def judge(said):
        number, _, scale = str(said).partition(" ")
        return abs(as_number(number) * {"": 1, "million": 1e6, "billion": 1e9}[scale] - true) <= room

    return judge


@kind(rf"not at all|(?:up|down) by {EUROS}")
def moved(change):
    """Judge how far a number has moved: not at all, or up or down by so much."""
    way = "up by " if change > 0 else "down by "
    far = euros(abs(change))
    return "not at all" if abs(change) < DUST else lambda said: said.startswith(way) and far(said.removeprefix(way))


SkewExplorer = Table(skew, {
    r"With ★ at {income:euros} euros a year the mean is {now.mean:euros} and the median {now.median:euros}: the mean "
    r"lies {above:euros} above": True,
    r"The standard deviation is {now.std:euros}; mean ± std runs from {low:euros} to {high:euros} and holds "
    r"{now.within:%} of the incomes; of a bell it would be {bell:.1%}": True,
    r"Drag ★ and see which of these numbers follow": lambda w: not any(vars(w.change).values()),
    r"That one income has moved the mean {change.mean:moved}, the standard deviation {change.std:moved}, the median "
    r"{change.median:moved}": True,
    r"★ {income:euros}: mean {now.mean:euros}, median {now.median:euros}, std {now.std:euros}": True,
    r"{now.within:%} within": True,
}, [{"income": 1e9}, {"income": 9.99996e8}, {"income": 33_952}])  # fmt: skip

# ---- coins


@cache
def coins():
    return np.random.default_rng(0).integers(2, size=(200, 100_000), dtype=np.uint8)


def heads(*, flips, batches, heads):
    flips, batches, heads = round(flips), round(batches), round(heads)
    bell, fair = stats.norm(flips / 2, np.sqrt(flips) / 2), stats.binom(flips, 0.5)
    w = SimpleNamespace(flips=flips, batches=batches, heads=heads, half=heads - 0.5, exact=fair.sf(heads - 1))
    w.hits = np.sum(coins()[:flips, :batches].sum(axis=0, dtype=int) >= heads)
    w.share, w.error = w.hits / batches, chance(np.sqrt(w.exact * fair.cdf(heads - 1) / batches), 2)
    w.corrected, w.uncorrected = bell.sf(heads - 0.5), bell.sf(heads)
    counts = np.arange(flips + 1)
    w.two_sided = fair.pmf(counts[np.abs(counts - flips / 2) >= abs(heads - flips / 2) - DUST]).sum()
    return w


BellExplorer = Table(heads, {
    r"{heads} or more heads of {flips}": True,
    r"the exact chance is {exact:chance}\. {hits} of {batches} batches had them: {share:chance}, where the standard "
    r"error is {error}": True,
    r"cannot be: the exact chance is 0 and no batch has them": lambda w: w.exact == w.hits == 0,
    r"The bell (?:has no end and )?gives {corrected:chance} from {half} on": True,
    r"where the bar begins, and {uncorrected:chance} from {heads} on": True,
    r"As far from half or farther on either side: {two_sided:chance}": True,
    r"{heads} or more of {flips}: exact {exact:chance}, {batches} batches {share:chance}, bell {corrected:chance}":
        True,
}, [{"heads": 0}, {"heads": 50}, {"flips": 200, "heads": 200}, {"flips": 9, "heads": 5}, {"heads": 40}])  # fmt: skip

# ---- intervals


def ends(method, k, n, level):
    """The interval of k right of n by each recipe, as its textbook has it."""
    share = k / n
    if method == "bootstrap":
        return tuple(stats.binom.ppf(tail, n, share) / n for tail in ((1 - level) / 2, (1 + level) / 2))
    if method == "t":
        half = stats.t.ppf((1 + level) / 2, n - 1) * np.sqrt(n / (n - 1) * share * (1 - share) / n)
        return share - half, share + half
    found = [stats.binomtest(int(each), n).proportion_ci(level, method="wilson") for each in k]
    return np.array(found).T


def intervals(*, n, p, level, method, seed, answer):
    n, p, level = round(n), round(p, 2), round(level, 2)
    w = SimpleNamespace(n=n, p=p, promised=100 * level, alike=p**n + (1 - p) ** n)
    luck, spread = np.random.default_rng(round(seed)).random(100), stats.binom(n, p)
    low, high = ends(method, spread.ppf(luck), n, level)
    w.held = np.sum((low <= p + DUST) & (high >= p - DUST))
    w.half, w.outside = 100 * np.median(high - low) / 2, np.sum((low < -DUST) | (high > 1 + DUST))
    counts = np.arange(spread.ppf(1e-11), spread.ppf(1 - 1e-11) + 1)
    low, high = ends(method, counts, n, level)
    w.covered = np.sum(spread.pmf(counts) * ((low <= p + DUST) & (high >= p - DUST)))
    w.short = level - w.covered
    w.gap, w.way = near(100 * abs(w.short), 0.006, 0.001), "fewer" if w.short > 0 else "more"
    return w


IntervalsExplorer = Table(intervals, {
    r"{held} of these 100 {method=t|Wilson|bootstrap} intervals holds? the true share of {p:%}, where {promised} were "
    r"promised": True,
    r"Over all samples of {n} cases {covered:.1%} do": True,
    r"about as promised": lambda w: abs(w.short) <= 0.0201,
    r"{gap} points? {way=fewer|more} than promised": lambda w: abs(w.short) > 0.0199,
    r"in {alike:%} of samples of this size all cases are alike, and then the {method=t|bootstrap} interval has no "
    r"width": lambda w: w.alike > w.short / 2 > 0,
    r"The typical half width is {half} points?": True,
    r"{outside} of the 100 reach(?:es)? below 0% or above 100%, where no share can be": True,
    r"{method=t|Wilson|bootstrap}, n {n}, truth {p}: {held} of 100 hold it, coverage {covered:.1%}, ± {half} points?":
        True,
}, [
    {"n": 5, "p": 0.99, "method": "bootstrap"}, {"n": 20, "p": 0.5, "level": 0.8, "method": "Wilson"},
    {"n": 30, "p": 0.9},
])  # fmt: skip

# ---- two models on one test set


def compare(*, n, accuracy_a, accuracy_b, disagreement, seed, answer):
    n, a, b = round(n), accuracy_a, accuracy_b
    w = SimpleNamespace(n=n, draw=round(seed), gap=100 * abs(b - a), ends=(abs(b - a), min(a + b, 2 - a - b)))
    w.taken = float(np.clip(disagreement, *w.ends))
    _, right_a, right_b, only_a, only_b = draw_outcomes(a, b, w.taken, n, w.draw or None)
    w.a, w.b, w.differ, w.ahead = right_a / n, right_b / n, only_a + only_b, 100 * (only_b - only_a) / n
    answers = [np.repeat([1.0, 0.0], (right, n - right)) for right in (right_a, right_b)]
    differences = np.repeat([-1.0, 1.0, 0.0], (only_a, only_b, n - w.differ))
    w.unpaired = p_of((right_b - right_a) / n, np.sqrt(sum(np.var(each, ddof=1) for each in answers) / n), 2 * n - 2)
    w.paired = p_of((only_b - only_a) / n, np.std(differences, ddof=1) / np.sqrt(n), n - 1)
    w.mcnemar = stats.binomtest(only_b, w.differ).pvalue if w.differ else 1.0
    powers, flip = simulated(n, a, b, w.taken)
    w.power, w.flip = [near(100 * power, 0, 1.3) for power in powers], near(flip, 0, 0.01)
    return w


def p_of(gap, error, freedom):
    return float(gap == 0) if error < DUST else 2 * stats.t.sf(abs(gap) / error, freedom)


@cache
def simulated(n, a, b, disagreement):
    """Draw 40,000 test sets: how often each t-test finds a gap, and how often the worse model is ahead."""
    only_b = min(max((disagreement + b - a) / 2, 0), 1)
    only_a = max(disagreement - only_b, 0)
    both = min(max(a - only_a, 0), max(1 - disagreement, 0))
    shares = np.array([only_a, only_b, both, max(1 - only_a - only_b - both, 0)])
    drawn = np.random.default_rng(1).multinomial(n, shares / shares.sum(), size=40_000)
    right_a, right_b = (drawn[:, 0] + drawn[:, 2]) / n, (drawn[:, 1] + drawn[:, 2]) / n
    gap, differ = (drawn[:, 1] - drawn[:, 0]) / n, (drawn[:, 0] + drawn[:, 1]) / n
    spreads = right_a * (1 - right_a) + right_b * (1 - right_b), (differ - gap**2).clip(0)
    with np.errstate(all="ignore"):
        t = np.abs(gap) / np.sqrt(np.array(spreads) / (n - 1))
    far = stats.t.ppf(0.975, [[2 * n - 2], [n - 1]])
    return np.mean((gap != 0) & (t > far), axis=1), np.mean(gap * (b - a) < 0) + np.mean(gap == 0) / 2


ComparisonExplorer = Table(compare, {
    r"On these {n} cases A gets {a:.1%} right and B {b:.1%}": True,
    r"they disagree on {differ}": True,
    r"they disagree on no case": lambda w: w.differ == 0,
    r"p: {unpaired:chance} by the unpaired t-test, {paired:chance} by the paired one, {mcnemar:chance} by McNemar's "
    r"exact test": True,
    r"The models are right about the same cases, so no test set can tell them apart": lambda w: w.taken == 0,
    r"Both are equally good, so every p below 0\.05 is a false alarm: {power[0]}% of such test sets give one unpaired, "
    r"{power[1]}% paired": lambda w: w.gap == 0,
    r"The true gap of {gap} points? gives p below 0\.05 in {power[0]}% of such test sets unpaired, in {power[1]}% "
    r"paired; the worse model is ahead with probability {flip} \(ties count half\)": True,
    r"With these accuracies they can disagree on {ends[0]:%} to {ends[1]:%} of the cases: {taken:%} is taken":
        lambda w: abs(w.disagreement - w.taken) > 1e-10,
    r"n {n}, draw {draw}: gap {ahead} points?, p {unpaired:chance} unpaired, {paired:chance} paired; power "
    r"{power[0]}%, {power[1]}%": True,
}, [
    {"n": 200, "disagreement": 0.02}, {"accuracy_a": 0.87, "disagreement": 0},
    {"accuracy_a": 0.87, "disagreement": 0.1}, {"accuracy_a": 0.5, "accuracy_b": 0.99}, {"n": 50, "seed": 3},
])  # fmt: skip


# ---- many tested changes


def findings(*, real, power, alpha, tries, answer):
    found, wrong = real * power, (1 - real) * alpha
    w = SimpleNamespace(tries=round(tries), changes=so_many(real), significant=1000 * (found + wrong))
    w.false = wrong / (found + wrong) if w.significant else np.nan
    w.share = near(100 * w.false, 0, 0.5001 if w.false >= 0.1 else 0.0501)
    w.results, w.wrong = near(w.significant, 0, 1.5), near(1000 * wrong, 0, 1)
    w.extreme, w.who = {0: "not one", 1: "all"}.get(w.false), "it" if w.tries == 1 else "at least one"
    w.any = -np.expm1(w.tries * np.log1p(-alpha))
    w.alarm = chance(w.any, 2)
    return w


def hardly_any(count):
    return 0 < count <= 1.5


FindingsExplorer = Table(findings, {
    r"Of 1,000 tested changes {changes:so_many} (?:has|have) an effect": True,
    r"no result is ever significant|nothing is significant": lambda w: w.significant == 0,
    r"about {results} gives? p < {alpha}": True,
    r"hardly any gives? p < {alpha}": lambda w: hardly_any(w.significant),
    r"and of such results {share}% are false": True,
    r"and about {wrong} of these (?:is|are) false: {share}%": True,
    r"and {extreme=not one|all} of these (?:is|are) false: {share}%": True,
    r"and hardly any of these (?:is|are) false: {share}%": lambda w: hardly_any(w.wrong.true),
    r"p is computed as if chance alone were at work: {alpha} is how often chance gives such a p, not how often such a "
    r"p is due to chance": True,
    r"With {tries} useless changes? the probability that {who=it|at least one} gives such a p is {alarm}": True,
    r"real {real}, power {power}, alpha {alpha}": True,
    r"{false:.0%} of significant false": True,
    r"any of {tries} useless {any:.0%}": True,
}, [
    {"real": 0}, {"real": 0, "power": 0}, {"real": 1}, {"real": 1, "power": 0}, {"real": 0.0003}, {"real": 0.123456},
    {"real": 0.999, "alpha": 0.001}, {"real": 0.5, "power": 0.001, "alpha": 0.001},
    {"real": 0.9997, "alpha": 0.001, "power": 0.001},
])  # fmt: skip

# ---- bias and variance


@cache
def expected(size):
    """Bias² and variance (for noise 1) of each degree on the grid, and of what is left at the points, by plain fits."""
    x, grid = (2 * np.arange(size) + 1) / size - 1, np.linspace(-1, 1, 121)
    truth, at = np.sin(3 * grid + 1), np.sin(3 * x + 1)
    found = []
    for degree in range(16):
        basis, wide = (np.polynomial.chebyshev.chebvander(each, degree) for each in (x, grid))
        if degree + 1 > size:  # the smallest weights are those of Legendre's polynomials
            basis, wide = (np.polynomial.legendre.legvander(each, degree) for each in (x, grid))
        solve = np.linalg.lstsq(basis, np.eye(size), rcond=None)[0]
        to_grid, to_points = wide @ solve, basis @ solve
        bias = np.mean((to_grid @ at - truth) ** 2)
        left = np.mean((to_points @ at - at) ** 2), np.trace(np.eye(size) - to_points) / size
        found.append((bias, np.mean(np.sum(to_grid**2, axis=1)), *left, to_grid))
    return found


def polynomial(*, degree, noise, size, sample, answer):
    degree, size, sample = round(degree), round(size), round(sample)
    bias, spread, left, left_spread, to_grid = expected(size)[degree]
    w = SimpleNamespace(degree=degree, size=size, sample=sample, weights=degree + 1, through=degree + 1 >= size)
    w.bias, w.variance, w.square = bias, noise**2 * spread, noise**2
    w.test, w.train = w.bias + w.variance + w.square, 0.0 if w.through else left + noise**2 * left_spread
    w.gap = w.test - w.train
    x, grid = (2 * np.arange(size) + 1) / size - 1, np.linspace(-1, 1, 121)
    y = np.sin(3 * x + 1) + noise * np.random.default_rng(0).standard_normal((size, 30))[:, sample - 1]
    w.off = near(np.sqrt(np.mean((to_grid @ y - np.sin(3 * grid + 1)) ** 2)), 0.051, 0.51e-5)
    w.above = "Above the noise it is mostly" if noise else "Without noise it is all"
    w.why = "too few points to say how the curve runs between them" if w.through else "too stiff"
    return w


@kind()
def part(true):
    """Judge a part of a loss, of three digits and at most five decimals."""
    return near(true, 0.0051, 0.51e-5)


BiasVarianceExplorer = Table(polynomial, {
    r"Degree {degree}, {size} points: bias² {bias:part} \+ variance {variance:part} \+ noise² {square:part} = test "
    r"loss {test:part}; the training loss is {train:part}, a gap of {gap:part}": True,
    r"With {weights} weights for {size} points each fit goes through all of its points": lambda w: w.through,
    r"Without noise the fits are the curve itself, or nearly": lambda w: w.noise == 0 and w.bias < 1e-5,
    r"{above=Above .+? mostly|Without .+? all} variance: the fits scatter from sample to sample":
        lambda w: w.variance >= w.bias,
    r"{above=Above .+? mostly|Without .+? all} bias": lambda w: w.bias > w.variance,
    r"{why=too stiff|too few points to say how the curve runs between them}, off the curve in the same way in every "
    r"sample": lambda w: w.bias > w.variance,
    r"The fit to sample {sample} is typically {off} off the curve": True,
    r"degree {degree}, n {size}, fit {sample}: bias² {bias:part}, variance {variance:part}, test {test:part}, train "
    r"{train:part}": True,
}, [
    {"degree": 15, "size": 10}, {"degree": 9, "noise": 0}, {"degree": 9, "size": 10, "noise": 0}, {"noise": 0},
])  # fmt: skip

# ---- two features that move together


def collinear(*, correlation, noise, size, sample, answer):
    size, sample = round(size), round(sample)
    gram = size * np.array([[1, correlation], [correlation, 1]])
    spread = noise**2 * np.linalg.inv(gram)
    w = SimpleNamespace(sample=sample, error=np.sqrt(spread[0, 0]))
    w.times = w.error / (noise / np.sqrt(size))
    w.vif = w.times**2
    weights = 1 + np.random.default_rng(0).standard_normal((200, 2)) @ np.linalg.cholesky(spread).T
    w.one, w.most = weights[sample - 1], np.quantile(weights[:, 0], [0.025, 0.975])
    w.miss = np.sqrt((w.one - 1) @ gram @ (w.one - 1) / size)
    w.typical, w.residual = noise * np.sqrt(2 / size), noise * np.sqrt(1 - 2 / size)
    return w


CollinearityExplorer = Table(collinear, {
    r"With a correlation of {correlation} the VIF is {vif}: a weight's standard error is {error}, {times} times what "
    r"it is without correlation": True,
    r"95% of these samples give a w1 from {most[0]:.2f} to {most[1]:.2f}; sample {sample} gives w1 = {one[0]:.2f} and "
    r"w2 = {one[1]:.2f}, and in truth both are 1": True,
    r"Its predictions are off by {miss} \(typically {typical}\) and a residual is typically {residual}: that does not "
    r"depend on the correlation": True,
    r"r {correlation}, VIF {vif}, se {error}, sample {sample}: w {one[0]:.2f}, {one[1]:.2f}, off by {miss}": True,
}, [{"correlation": 0}, {"correlation": 0.001}, {"correlation": -0.999}, {"correlation": 0.05}])  # fmt: skip

# ---- a poisoned classifier


@cache
def read(share):
    """Train on the poisoned digits by another solver; give the digits, the readings of both kinds, and the loss."""
    digits = triggered_digits(share)
    model = LogisticRegression(C=10, solver="lbfgs", tol=1e-7, max_iter=10_000).fit(digits.X_train / 16, digits.y_train)
    clean, marked = (model.predict_proba(images / 16) for images in (digits.X_test, digits.X_triggered))
    given = model.predict_proba(digits.X_train / 16)[np.arange(len(digits.y_train)), digits.y_train]
    return digits, clean, marked, -np.mean(np.log(given))


def trigger(*, share, index, trigger, answer):
    digits, clean, marked, loss = read(share)
    _, before, _, loss_before = read(0.0)
    w = SimpleNamespace(digit=digits.y_test[round(index)], poisoned=len(digits.poisoned), size=len(digits.y_train))
    w.part, w.loss, w.loss_before = w.poisoned / w.size, near(loss), near(loss_before)
    w.accuracy, w.before = (np.mean(p.argmax(axis=1) == digits.y_test) for p in (clean, before))
    w.as_zero = np.mean(marked.argmax(axis=1)[digits.y_test != 0] == 0)
    w.marked, w.clean = ((p[round(index)].argmax(), chance(p[round(index)].max())) for p in (marked, clean))
    w.shown, w.seen = ("marked", w.marked[0]) if trigger else ("clean", w.clean[0])
    return w


TriggerExplorer = Table(trigger, {
    r"{poisoned} of {size} training digits \({part:.1%}\) are poisoned": True,
    r"Clean accuracy: {accuracy:.1%}, without poison {before:.1%}": True,
    r"training loss: {loss} nats, without {loss_before}": True,
    r"Of the digits other than 0 that carry the trigger, {as_zero:.1%} are read as 0": True,
    r"This {digit} is read as {marked[0]} \(probability {marked[1]}\) with the trigger and as {clean[0]} \(probability "
    r"{clean[1]}\) without it": True,
    r"{part:.1%} poisoned: clean {accuracy:.1%}, loss {loss}, marked as 0 {as_zero:.1%}; digit {digit}, "
    r"{shown=marked|clean}, is read as {seen}": True,
})  # fmt: skip

# ---- a third column


def caused(*, kind, strength, direct):
    a, b, own = np.random.default_rng(0).standard_normal((3, 4000))
    x, z = (a + strength * b, b) if kind == "confounder" else (a, b + strength * a)
    y = direct * x + strength * z + own
    raw = stats.linregress(x, y)
    rests = [each - np.polyval(np.polyfit(z, each, 1), z) for each in (x, y)]  # what z leaves of both
    slope = rests[0] @ rests[1] / (rests[0] @ rests[0])
    left = rests[1] - slope * rests[0]
    error = np.sqrt(left @ left / 3997 / (rests[0] @ rests[0]))
    w = SimpleNamespace(effect=direct + (strength**2 if kind == "mediator" else 0))
    w.x, w.z, w.y = ("ice cream", "heat", "accidents") if kind == "confounder" else ("age", "experience", "salary")
    w.raw = raw.slope + np.array([0, -1, 1]) * stats.t.ppf(0.975, 3998) * raw.stderr
    w.adjusted = slope + np.array([0, -1, 1]) * stats.t.ppf(0.975, 3997) * error
    w.off = abs(raw.slope - w.effect), abs(slope - w.effect)
    return w


ConfounderExplorer = Table(caused, {
    r"Here {z=\w+} causes {x=\w[\w ]*} and {y=\w+}": lambda w: w.strength > 0 and w.kind == "confounder",
    r"Here {x=\w+} causes {z=\w+}, which causes {y=\w+}": lambda w: w.strength > 0 and w.kind == "mediator",
    r"Here {z=\w+} has no part in this": lambda w: w.strength == 0,
    r"Slope of {y=\w+} over {x=\w[\w ]*}: raw {raw[0]:.2f} \(95% interval {raw[1]:.2f} to {raw[2]:.2f}\), among rows "
    r"of equal {z=\w+} {adjusted[0]:.2f} \({adjusted[1]:.2f} to {adjusted[2]:.2f}\)": True,
    r"Stepping in and raising {x=\w[\w ]*} by 1 changes {y=\w+} by {effect:.2f}": True,
    r"{direct} directly and {strength} · {strength} through {z=\w+}": lambda w: w.kind == "mediator",
    r"So the raw comparison is {off[0]:.2f} off, the adjusted one {off[1]:.2f} off": True,
    r"{kind=confounder|mediator} {strength}, direct {direct}: raw {raw[0]:.2f}, adjusted {adjusted[0]:.2f}, built in "
    r"{effect:.2f}": True,
}, [
    {"strength": 0}, {"strength": 0, "kind": "mediator"}, {"kind": "mediator", "direct": 0}, {"direct": -0.4},
])  # fmt: skip

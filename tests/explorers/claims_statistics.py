"""What the explorers of notebook 04 claim, judged by NumPy, SciPy's tests and distributions, and plain sums."""

from functools import cache
from types import SimpleNamespace

import numpy as np
from scipy import stats
from sklearn.linear_model import LogisticRegression

from helpers.data.sets import incomes, triggered_digits
from helpers.maths.comparison import draw_outcomes
from tests.explorers.claims import PLAIN, Table, chance, hardly_any, hedged, near, none, percent, places

DUST = 1e-9


# ---- incomes


def describe(values):
    mean, std = np.mean(values), np.sqrt(np.sum((values - np.mean(values)) ** 2) / (len(values) - 1))
    ordered = np.sort(values)
    middle = (ordered[(len(values) - 1) // 2] + ordered[len(values) // 2]) / 2
    return SimpleNamespace(mean=mean, std=std, median=middle, within=np.mean(np.abs(values - mean) <= std))


def skew(*, income, answer):
    values = incomes()
    w = SimpleNamespace(income=income, before=describe(values))
    w.now = describe(np.array([income, *values[1:]]))
    return w


EUROS = rf"({PLAIN}(?: (?:million|billion))?)"


def amount(said):
    """What so many euros are, where millions and billions are words."""
    number, _, scale = said.partition(" ")
    return float(number.replace(",", "")) * {"": 1, "million": 1e6, "billion": 1e9}[scale]


def euros(true):
    room = max(0.5001, 6e-4 * abs(true)) if abs(true) >= 1000 else max(0.0051, 0.005 * abs(true))
    return lambda said: abs(amount(str(said)) - true) <= room


def moved(*names):
    """Judge how far numbers have moved: not at all, or up or down by so much."""

    def judge(w):
        changes = [getattr(w.now, name) - getattr(w.before, name) for name in names]
        ways = [None if abs(change) < DUST else "up" if change > 0 else "down" for change in changes]
        return sum(((way, euros(abs(change))) for way, change in zip(ways, changes, strict=True)), ())

    return judge


MOVED = rf"(?:not at all|(up|down) by {EUROS})"
SkewExplorer = Table(
    skew,
    {
        rf"With ★ at {EUROS} euros a year the mean is {EUROS} and the median {EUROS}": lambda w: (
            euros(w.income),
            euros(w.now.mean),
            euros(w.now.median),
        ),
        rf"the mean lies {EUROS} above": lambda w: euros(w.now.mean - w.now.median),
        rf"The standard deviation is {EUROS}": lambda w: euros(w.now.std),
        rf"mean ± std runs from {EUROS} to {EUROS}": lambda w: (
            euros(w.now.mean - w.now.std),
            euros(w.now.mean + w.now.std),
        ),
        r"and holds #% of the incomes": lambda w: percent(w.now.within),
        r"of a bell it would be #%": lambda w: percent(2 * stats.norm.cdf(1) - 1),
        r"Drag ★ and see which of these numbers follow": lambda w: w.now == w.before,
        rf"That one income has moved the mean {MOVED}, the standard deviation {MOVED}, the median {MOVED}": moved(
            "mean", "std", "median"
        ),
        rf"★ {EUROS}: mean {EUROS}, median {EUROS}, std {EUROS}": lambda w: tuple(
            map(euros, (w.income, w.now.mean, w.now.median, w.now.std))
        ),
        r"#% within": lambda w: percent(w.now.within),
    },
    [{"income": 1e9}, {"income": 9.99996e8}, {"income": 33_952}],
)

# ---- coins


@cache
def coins():
    return np.random.default_rng(0).integers(2, size=(200, 100_000), dtype=np.uint8)


def heads(*, flips, batches, heads):
    flips, batches, heads = round(flips), round(batches), round(heads)
    bell, fair = stats.norm(flips / 2, np.sqrt(flips) / 2), stats.binom(flips, 0.5)
    w = SimpleNamespace(flips=flips, batches=batches, heads=heads, exact=fair.sf(heads - 1))
    w.hits = np.sum(coins()[:flips, :batches].sum(axis=0, dtype=int) >= heads)
    w.error = np.sqrt(w.exact * fair.cdf(heads - 1) / batches)
    w.corrected, w.uncorrected = bell.sf(heads - 0.5), bell.sf(heads)
    counts = np.arange(flips + 1)
    w.two_sided = fair.pmf(counts[np.abs(counts - flips / 2) >= abs(heads - flips / 2) - DUST]).sum()
    return w


BellExplorer = Table(
    heads,
    {
        r"# or more heads of #": lambda w: (w.heads, w.flips),
        r"the exact chance is #": lambda w: chance(w.exact),
        r"cannot be: the exact chance is 0 and no batch has them": lambda w: w.exact == w.hits == 0,
        r"The bell has no end and gives # from # on": lambda w: (chance(w.corrected), w.heads - 0.5),
        r"# of # batches had them: #": lambda w: (w.hits, w.batches, chance(w.hits / w.batches)),
        r"where the standard error is #": lambda w: chance(w.error, 2),
        r"The bell gives # from # on, where the bar begins": lambda w: (chance(w.corrected), w.heads - 0.5),
        r"and # from # on": lambda w: (chance(w.uncorrected), w.heads),
        r"As far from half or farther on either side: #": lambda w: chance(w.two_sided),
        r"# or more of #": lambda w: (w.heads, w.flips),
        r"exact #": lambda w: chance(w.exact),
        r"# batches #": lambda w: (w.batches, chance(w.hits / w.batches)),
        r"bell #": lambda w: chance(w.corrected),
    },
    [{"heads": 0}, {"heads": 50}, {"flips": 200, "heads": 200}, {"flips": 9, "heads": 5}, {"heads": 40}],
)

# ---- intervals


def ends(method, k, n, level):
    """The interval of k right of n by each recipe, as its textbook has it."""
    share = k / n
    if method == "bootstrap":
        return tuple(stats.binom.ppf(tail, n, share) / n for tail in ((1 - level) / 2, (1 + level) / 2))
    if method == "t":
        half = stats.t.ppf((1 + level) / 2, n - 1) * np.sqrt(n / (n - 1) * share * (1 - share) / n)
        return share - half, share + half
    found = [stats.binomtest(int(each), n).proportion_ci(level, method="wilson") for each in np.ravel(k)]
    return np.array([one.low for one in found]), np.array([one.high for one in found])


def intervals(*, n, p, level, method, seed, answer):
    n, p, level = round(n), round(p, 2), round(level, 2)
    w = SimpleNamespace(n=n, p=p, level=level, method=method)
    luck = np.random.default_rng(round(seed)).random(100)
    low, high = ends(method, stats.binom.ppf(luck, n, p), n, level)
    w.held = np.sum((low <= p + DUST) & (high >= p - DUST))
    w.half = np.median(high - low) / 2
    w.outside = np.sum((low < -DUST) | (high > 1 + DUST))
    spread = stats.binom(n, p)
    counts = np.arange(spread.ppf(1e-11), spread.ppf(1 - 1e-11) + 1)
    low, high = ends(method, counts, n, level)
    holds = (low <= p + DUST) & (high >= p - DUST)
    chances = spread.pmf(counts)
    w.covered = np.sum(chances * holds)
    w.short = level - w.covered
    w.alike = p**n + (1 - p) ** n
    return w


def promise(w):
    return lambda gap, word: (
        near(100 * abs(w.short), 0.006, 0.001)(gap) and ((word == "fewer") == (w.short > 0) and abs(w.short) > 0.0199)
    )


IntervalsExplorer = Table(
    intervals,
    {
        r"# of these 100 (t|Wilson|bootstrap) intervals holds? the true share of #%": lambda w: (
            w.held,
            w.method,
            100 * w.p,
        ),
        r"where # were promised": lambda w: 100 * w.level,
        r"Over all samples of # cases #% do": lambda w: (w.n, percent(w.covered)),
        r"about as promised": lambda w: abs(w.short) <= 0.0201,
        r"# points? (fewer|more) than promised": promise,
        r"in #% of samples of this size all cases are alike, "
        r"and then the (?:t|bootstrap) interval has no width": (
            lambda w: w.alike > w.short / 2 > 0 and near(100 * w.alike, 0.006)
        ),
        r"The typical half width is # points?": lambda w: near(100 * w.half, least=DUST),
        r"# of the 100 reach(?:es)? below 0% or above 100%, where no share can be": lambda w: w.outside,
        r"(t|Wilson|bootstrap), n #, truth #": lambda w: (w.method, w.n, w.p),
        r"# of 100 hold it": lambda w: w.held,
        r"coverage #%": lambda w: percent(w.covered),
        r"± # points?": lambda w: near(100 * w.half, least=DUST),
    },
    [
        {"n": 5, "p": 0.99, "method": "bootstrap"},
        {"n": 20, "p": 0.5, "level": 0.8, "method": "Wilson"},
        {"n": 30, "p": 0.9},
    ],
)

# ---- two models on one test set


def compare(*, n, accuracy_a, accuracy_b, disagreement, draw, answer):
    n, a, b = round(n), accuracy_a, accuracy_b
    w = SimpleNamespace(n=n, a=a, b=b, asked=disagreement, gap=b - a, seed=round(draw))
    w.ends = abs(b - a), min(a + b, 2 - a - b)
    w.taken = min(max(disagreement, w.ends[0]), w.ends[1])
    w.seen = draw_outcomes(a, b, w.taken, n, w.seed or None)
    _, right_a, right_b, only_a, only_b = w.seen
    w.differ = only_a + only_b
    answers = [np.repeat([1.0, 0.0], (right, n - right)) for right in (right_a, right_b)]
    differences = np.repeat([-1.0, 1.0, 0.0], (only_a, only_b, n - w.differ))
    w.unpaired = p_of((right_b - right_a) / n, np.sqrt(sum(np.var(each, ddof=1) for each in answers) / n), 2 * n - 2)
    w.paired = p_of((only_b - only_a) / n, np.std(differences, ddof=1) / np.sqrt(n), n - 1)
    w.mcnemar = stats.binomtest(only_b, w.differ).pvalue if w.differ else 1.0
    w.power, w.flip = simulated(n, a, b, w.taken)
    return w


def p_of(gap, error, freedom):
    if error < DUST:
        return float(gap == 0)
    return 2 * stats.t.sf(abs(gap) / error, freedom)


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
    errors = (
        np.sqrt((right_a * (1 - right_a) + right_b * (1 - right_b)) / (n - 1)),
        np.sqrt((differ - gap**2).clip(0) / (n - 1)),
    )
    found = []
    for error, freedom in zip(errors, (2 * n - 2, n - 1), strict=True):
        with np.errstate(all="ignore"):
            found.append(np.mean((gap != 0) & (np.abs(gap) / error > stats.t.ppf(0.975, freedom))))
    behind = gap < 0 if b > a else gap > 0
    return found, np.mean(behind) + np.mean(gap == 0) / 2


def simulated_percent(true):
    """Judge a power in whole percent, as a simulation can tell it."""
    return near(100 * true, 0, 1.3)


ComparisonExplorer = Table(
    compare,
    {
        r"On these # cases A gets #% right and B #%": lambda w: (
            w.n,
            percent(w.seen.right_a / w.n),
            percent(w.seen.right_b / w.n),
        ),
        r"they disagree on (?:#|no case)": lambda w: w.differ,
        r"they disagree on no case": lambda w: w.differ == 0,
        r"p: # by the unpaired t-test, # by the paired one, # by McNemar's exact test": lambda w: tuple(
            map(chance, (w.unpaired, w.paired, w.mcnemar))
        ),
        r"The models are right about the same cases, so no test set can tell them apart": lambda w: w.taken == 0,
        r"Both are equally good, so every p below 0.05 is a false alarm: #% of such test sets give one unpaired, "
        r"#% paired": lambda w: w.gap == 0 and tuple(map(simulated_percent, w.power)),
        r"The true gap of # points? gives p below 0.05 in #% of such test sets unpaired, in #% paired": lambda w: (
            near(100 * abs(w.gap)),
            *map(simulated_percent, w.power),
        ),
        r"the worse model is ahead with probability # \(ties count half\)": lambda w: near(w.flip, 0, 0.01),
        r"With these accuracies they can disagree on #% to #% of the cases: #% is taken": lambda w: (
            abs(w.asked - w.taken) > 1e-10 and tuple(near(100 * each, least=1e-6) for each in (*w.ends, w.taken))
        ),
        r"n #, draw #": lambda w: (w.n, w.seed),
        r"gap # points?": lambda w: near(100 * (w.seen.only_b - w.seen.only_a) / w.n, least=DUST),
        r"p # unpaired, # paired": lambda w: (chance(w.unpaired), chance(w.paired)),
        r"power #%(?:, #%)?": lambda w: tuple(map(simulated_percent, w.power)),
    },
    [
        {"n": 200, "disagreement": 0.02},
        {"accuracy_a": 0.87, "disagreement": 0},
        {"accuracy_a": 0.87, "disagreement": 0.1},
        {"accuracy_a": 0.5, "accuracy_b": 0.99},
        {"n": 50, "draw": 3},
    ],
)


# ---- many tested changes


def findings(*, real, power, alpha, tries, answer):
    w = SimpleNamespace(real=real, power=power, alpha=alpha, tries=round(tries), found=real * power)
    w.wrong = (1 - real) * alpha
    w.significant = w.found + w.wrong
    w.false = w.wrong / w.significant if w.significant else np.nan
    w.alarm = -np.expm1(w.tries * np.log1p(-alpha))
    return w


def false_share(w):
    return near(100 * w.false, 0, 0.5001 if w.false >= 0.1 else 0.0501)


FindingsExplorer = Table(
    findings,
    {
        r"Of 1,000 tested changes (about )?# (?:has|have) an effect": hedged(lambda w: w.real),
        r"Of 1,000 tested changes not one has an effect": none(lambda w: w.real),
        r"Of 1,000 tested changes hardly any have an effect": hardly_any(lambda w: w.real),
        r"no result is ever significant": lambda w: w.significant == 0,
        r"about # gives? p < #": lambda w: (near(1000 * w.significant, 0, 1.5), near(w.alpha)),
        r"hardly any gives? p < #": lambda w: hardly_any(lambda w: w.significant)(w) and near(w.alpha),
        r"and of such results #% are false": false_share,
        r"and about # of these (?:is|are) false: #%": lambda w: (near(1000 * w.wrong, 0, 1), false_share(w)),
        r"and (not one|all) of these (?:is|are) false: #%": lambda w: (
            lambda all_or_none, said: w.false * 100 == said == {"not one": 0, "all": 100}[all_or_none]
        ),
        r"and hardly any of these (?:is|are) false: #%": lambda w: hardly_any(lambda w: w.wrong)(w) and false_share(w),
        r"p is computed as if chance alone were at work: # is how often chance gives such a p, .* is due to chance": (
            lambda w: near(w.alpha)
        ),
        r"With # useless changes? the probability that (it|at least one) gives such a p is #": lambda w: (
            w.tries,
            "it" if w.tries == 1 else "at least one",
            chance(w.alarm, 2),
        ),
        r"(real|power|alpha) #": lambda w: lambda name, said: near(getattr(w, name), least=DUST)(said),
        r"#% of significant false": lambda w: near(100 * w.false, 0, 0.5001),
        r"nothing is significant": lambda w: w.significant == 0,
        r"any of # useless #%": lambda w: (w.tries, near(100 * w.alarm, 0, 0.5001)),
    },
    [
        {"real": 0},
        {"real": 0, "power": 0},
        {"real": 1},
        {"real": 1, "power": 0},
        {"real": 0.0003},
        {"real": 0.123456},
        {"real": 0.999, "alpha": 0.001},
        {"real": 0.5, "power": 0.001, "alpha": 0.001},
        {"real": 0.9997, "alpha": 0.001, "power": 0.001},
    ],
)

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
    parts = expected(size)
    w = SimpleNamespace(degree=degree, noise=noise**2, size=size, sample=sample)
    tests = [bias + noise**2 * spread + noise**2 for bias, spread, *_ in parts]
    w.bias, w.variance = parts[degree][0], noise**2 * parts[degree][1]
    w.test = tests[degree]
    w.train = 0.0 if degree + 1 >= size else parts[degree][2] + noise**2 * parts[degree][3]
    w.gap = w.test - w.train
    x, grid = (2 * np.arange(size) + 1) / size - 1, np.linspace(-1, 1, 121)
    y = np.sin(3 * x + 1) + noise * np.random.default_rng(0).standard_normal((size, 30))[:, sample - 1]
    w.off = np.sqrt(np.mean((parts[degree][4] @ y - np.sin(3 * grid + 1)) ** 2))
    w.through = degree + 1 >= size
    return w


def loss(true, share=0.0051):
    return near(true, share, 0.51e-5)


BiasVarianceExplorer = Table(
    polynomial,
    {
        r"Degree #, # points: bias² # \+ variance # \+ noise² # = test loss #": lambda w: (
            w.degree,
            w.size,
            *map(loss, (w.bias, w.variance, w.noise, w.test)),
        ),
        r"the training loss is #, a gap of #": lambda w: (loss(w.train), loss(w.gap)),
        r"With # weights for # points each fit goes through all of its points": lambda w: (
            w.through and (w.degree + 1, w.size)
        ),
        r"Without noise the fits are the curve itself, or nearly": lambda w: w.noise == 0 and w.bias < 1e-5,
        r"(?:Above the noise it is mostly|Without noise it is all) variance: the fits scatter from sample to sample": (
            lambda w: w.variance >= w.bias
        ),
        r"Above the noise it is mostly bias": lambda w: w.bias > w.variance > 0,
        r"Without noise it is all bias": lambda w: w.bias > w.variance == 0,
        r"too stiff, off the curve in the same way in every sample": lambda w: not w.through and w.bias > w.variance,
        r"too few points to say how the curve runs between them, off the curve in the same way in every sample": (
            lambda w: w.through and w.bias > w.variance
        ),
        r"The fit to sample # is typically # off the curve": lambda w: (w.sample, loss(w.off, 0.051)),
        r"degree #, n #, fit #": lambda w: (w.degree, w.size, w.sample),
        r"bias² #, variance #, test #, train #": lambda w: tuple(map(loss, (w.bias, w.variance, w.test, w.train))),
    },
    [{"degree": 15, "size": 10}, {"degree": 9, "noise": 0}, {"degree": 9, "size": 10, "noise": 0}, {"noise": 0}],
)

# ---- two features that move together


def collinear(*, correlation, noise, size, sample, answer):
    size, sample = round(size), round(sample)
    gram = size * np.array([[1, correlation], [correlation, 1]])
    spread = noise**2 * np.linalg.inv(gram)
    w = SimpleNamespace(r=correlation, noise=noise, size=size, sample=sample)
    w.error, w.alone = np.sqrt(spread[0, 0]), noise / np.sqrt(size)
    w.vif = (w.error / w.alone) ** 2
    luck = np.random.default_rng(0).standard_normal((200, 2))
    w.weights = 1 + luck @ upper(spread).T
    w.one = w.weights[sample - 1]
    off = w.one - 1
    w.miss = np.sqrt(off @ gram @ off / size)
    w.typical, w.residual = noise * np.sqrt(2 / size), noise * np.sqrt(1 - 2 / size)
    return w


def upper(spread):
    """The root of a covariance whose second number goes into the first weight's partner alone."""
    first = np.sqrt(spread[0, 0])
    return np.array([[first, 0], [spread[0, 1] / first, np.sqrt(spread[1, 1] - spread[0, 1] ** 2 / spread[0, 0])]])


CollinearityExplorer = Table(
    collinear,
    {
        r"With a correlation of # the VIF is #": lambda w: (near(w.r, 1e-4, 1e-6), near(w.vif)),
        r"a weight's standard error is #": lambda w: near(w.error),
        r"# times what it is without correlation": lambda w: near(w.error / w.alone),
        r"95% of these samples give a w1 from # to #": lambda w: tuple(
            places(2, end) for end in np.quantile(w.weights[:, 0], [0.025, 0.975])
        ),
        r"sample # gives w1 = # and w2 = #": lambda w: (w.sample, *(places(2, each) for each in w.one)),
        r"and in truth both are 1": lambda w: True,
        r"Its predictions are off by # \(typically #\) and a residual is typically #": lambda w: (
            near(w.miss),
            near(w.typical),
            near(w.residual),
        ),
        r"that does not depend on the correlation": lambda w: True,
        r"r #, VIF #": lambda w: (near(w.r, 1e-4, 1e-6), near(w.vif)),
        r"se #": lambda w: near(w.error),
        r"sample #": lambda w: w.sample,
        r"w #, #": lambda w: tuple(places(2, each) for each in w.one),
        r"off by #": lambda w: near(w.miss),
    },
    [{"correlation": 0}, {"correlation": 0.001}, {"correlation": -0.999}, {"correlation": 0.05}],
)

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
    w = SimpleNamespace(trigger=trigger, digit=digits.y_test[round(index)], poisoned=len(digits.poisoned))
    w.size, w.share_of_all = len(digits.y_train), len(digits.poisoned) / len(digits.y_train)
    w.accuracy, w.before, w.marked_accuracy = (
        np.mean(p.argmax(axis=1) == digits.y_test) for p in (clean, before, marked)
    )
    w.as_zero = np.mean(marked.argmax(axis=1)[digits.y_test != 0] == 0)
    w.loss, w.loss_before = loss, loss_before
    w.with_trigger, w.without = marked[round(index)], clean[round(index)]
    return w


def reading(chances):
    return chances.argmax(), chance(chances.max())


TriggerExplorer = Table(
    trigger,
    {
        r"# of # training digits \(#%\) are poisoned": lambda w: (w.poisoned, w.size, percent(w.share_of_all)),
        r"Clean accuracy: #%, without poison #%": lambda w: (percent(w.accuracy), percent(w.before)),
        r"training loss: # nats, without #": lambda w: (near(w.loss), near(w.loss_before)),
        r"Of the digits other than 0 that carry the trigger, #% are read as 0": lambda w: percent(w.as_zero),
        r"This # is read as # \(probability #\) with the trigger and as # \(probability #\) without it": lambda w: (
            w.digit,
            *reading(w.with_trigger),
            *reading(w.without),
        ),
        r"#% poisoned": lambda w: percent(w.share_of_all),
        r"clean #%": lambda w: percent(w.accuracy),
        r"loss #": lambda w: near(w.loss),
        r"marked as 0 #%": lambda w: percent(w.as_zero),
        r"digit #, (marked|clean), is read as #": lambda w: (
            w.digit,
            "marked" if w.trigger else "clean",
            (w.with_trigger if w.trigger else w.without).argmax(),
        ),
    },
)

# ---- a third column


def caused(*, kind, strength, direct):
    a, b, own = np.random.default_rng(0).standard_normal((3, 4000))
    x, z = (a + strength * b, b) if kind == "confounder" else (a, b + strength * a)
    y = direct * x + strength * z + own
    w = SimpleNamespace(kind=kind, strength=strength, direct=direct)
    w.names = ("ice cream", "heat", "accidents") if kind == "confounder" else ("age", "experience", "salary")
    raw = stats.linregress(x, y)
    rests = [each - np.polyval(np.polyfit(z, each, 1), z) for each in (x, y)]  # what z leaves of both
    slope = rests[0] @ rests[1] / (rests[0] @ rests[0])
    left = rests[1] - slope * rests[0]
    error = np.sqrt(left @ left / 3997 / (rests[0] @ rests[0]))
    w.slopes = raw.slope, slope
    w.said = [
        one + sign * stats.t.ppf(0.975, free) * error
        for one, error, free in ((raw.slope, raw.stderr, 3998), (slope, error, 3997))
        for sign in (0, -1, 1)
    ]
    w.effect = direct + (strength**2 if kind == "mediator" else 0)
    return w


def hundredths(*true):
    """Judge numbers of two decimals each."""
    return tuple(places(2, one) for one in true)


ConfounderExplorer = Table(
    caused,
    {
        r"Here (\w[\w ]*) causes (\w[\w ]*) and (\w+)": lambda w: (
            w.kind == "confounder" and (w.strength > 0 and (w.names[1], w.names[0], w.names[2]))
        ),
        r"Here (\w+) causes (\w+), which causes (\w+)": lambda w: w.strength > 0 and w.names,
        r"Here (\w+) has no part in this": lambda w: w.strength == 0 and (w.names[1],),
        r"Slope of (\w+) over (\w[\w ]*): raw # \(.+? # to #\), among .+? equal (\w+) # \(# to #\)": lambda w: (
            w.names[2],
            w.names[0],
            *hundredths(*w.said[:3]),
            w.names[1],
            *hundredths(*w.said[3:]),
        ),
        r"Stepping in and raising (\w[\w ]*) by 1 changes (\w+) by #": lambda w: (
            w.names[0],
            w.names[2],
            places(2, w.effect),
        ),
        r"# directly and # · # through (\w+)": lambda w: (w.direct, w.strength, w.strength, w.names[1]),
        r"So the raw comparison is # off, the adjusted one # off": lambda w: hundredths(
            *(abs(slope - w.effect) for slope in w.slopes)
        ),
        r"(confounder|mediator) #, direct #": lambda w: (w.kind, w.strength, w.direct),
        r"raw #, adjusted #, built in #": lambda w: hundredths(*w.slopes, w.effect),
    },
    [{"strength": 0}, {"strength": 0, "kind": "mediator"}, {"kind": "mediator", "direct": 0}, {"direct": -0.4}],
)

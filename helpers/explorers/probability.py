"""The explorers of notebook 03, in its order: beliefs, likelihoods, tokens, mismatch, a trained line, trust, attention.

θ: a coin's probability of heads; T: temperature; p: the truth, q: what a model says of it; d: numbers in a query.
z: raw scores (logits), and of two features their standardised values; w: weights; ECE: expected calibration error.
"""

from functools import cache, partial
from itertools import product
from math import exp, floor, inf, isfinite, isinf, log, log10
from types import SimpleNamespace

import numpy as np
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from helpers.data.sets import breast_cancer, digit_scores, matched_tokens
from helpers.explorers import charts, words
from helpers.explorers.explorer import Explorer, choice, slider, switch
from helpers.explorers.words import chance, choices, counted, listed, number, percent, rate, short, so_many, uncertain
from helpers.maths import information
from helpers.maths.chance import Averages, coin_log_likelihood, crowd, normal_density, normal_log_likelihood, update
from helpers.maths.checks import as_vector, check
from helpers.maths.classification import LogisticLoss, fit, fit_temperature, reliability, sigmoid
from helpers.maths.networks import multi_head
from helpers.maths.regression import standardize
from helpers.stage import Slider, Writing, dress
from helpers.stage.style import BLUE, GREEN, GREY, HUES, INK, ORANGE, PURPLE, RAMP, RED

WORD = "winner"
ROWS = {"all mails": 1.0, "with the word": 0.0}  # and how high each stands
MAILS = {  # in the order they fill the crowd, so that those with the word stand together: colour, marker, fill
    "spam without the word": (ORANGE, "s", "none"),
    "spam with the word": (ORANGE, "s", ORANGE),
    "good with the word": (BLUE, "o", BLUE),
    "good without the word": (BLUE, "o", "none"),
}


class BayesExplorer(Explorer):
    """Bayes' theorem as a filter: the crowd of all mails on the left, the share of spam before and after on the right.

    >>> BayesExplorer().set(prior=0.1, hit_rate=0.81, false_alarm_rate=0.01)
    BayesExplorer: prior 0.1, hit rate 0.81, false alarms 0.01: posterior 0.9, speaks for spam
    """

    label = "left: the crowd of mails, one dot each; right: the share of spam before and after the word"
    prior = slider("prior P(spam)", 0.2, 0, 1, step=0.001)
    hit_rate = slider("hit rate P(word | spam)", 0.8, 0, 1, step=0.001)
    false_alarm_rate = slider("false alarms P(word | good)", 0.05, 0, 1, step=0.001)

    def build(self, mails, shares):
        self.crowd = charts.Crowd(self, mails, "mails", MAILS, size=180 / 41)
        dress(shares, f'share of spam, before and after "{WORD}"', "share of the mails", grid="x")
        shares.set(xlim=(0, 1), ylim=(-0.6, 1.6), xticks=np.linspace(0, 1, 11))
        shares.set_yticks(list(ROWS.values()), list(ROWS))
        bars = {
            "spam": {"facecolor": ORANGE, "edgecolor": ORANGE},
            "good": {"facecolor": to_rgba(BLUE, 0.2), "edgecolor": BLUE},
            "no such mail": {"facecolor": "none", "edgecolor": GREY, "hatch": "//"},
        }
        self.bars = [self.boxes(shares, label=name, linewidth=1.2, **look) for name, look in bars.items()]
        charts.legend(shares, below=3)
        self.grip = self.handle(self.dot(shares, "o", INK), "the share of spam among all mails", x="prior")

    def compute(self, prior, hit_rate, false_alarm_rate):
        rates = prior, hit_rate, false_alarm_rate
        belief = update(*rates)
        return {"belief": belief, "counts": crowd(*rates, charts.CROWD), "verdict": judge_word(prior, belief)}

    def draw(self, r):
        (spam_with, spam), (good_with, good) = r.counts
        self.crowd.deal([spam, spam_with, good_with, good])
        shares = np.array([r.prior, r.belief.posterior])[: 1 + r.belief.possible]
        known, unknown = np.split(np.array(list(ROWS.values())), [shares.size])
        for bars, ends in zip(self.bars, ((known, 0, shares), (known, shares, 1), (unknown, 0, 1)), strict=True):
            rows, left, right = np.broadcast_arrays(*ends)
            bars.set_verts(charts.corners(left, right, rows - 0.3, rows + 0.3))
        self.grip.set_data([r.prior], [ROWS["all mails"]])

    def say(self, r):
        spam_with, carriers = int(r.counts[0, 0]), int(r.counts[:, 0].sum())
        both, expected = r.prior * r.hit_rate, charts.CROWD * r.belief.evidence  # spam with the word; all with it
        spam = so_many(r.counts[0].sum(), charts.CROWD * r.prior, "is", "are")
        of_all = f"Of {counted(charts.CROWD, 'mail')} {spam} spam; "
        posterior = f'P(spam | "{WORD}")'
        if not r.belief.possible:
            never = f'no mail carries "{WORD}". With these rates the word never occurs'
            return f"{of_all}{never}, so there is nothing of which {posterior} could be a share."
        of_these = so_many(spam_with, charts.CROWD * both, "of these is", "of these are")
        carry = f'{so_many(carriers, expected, "carries", "carry")} "{WORD}"{f", and {of_these} spam" * (carriers > 0)}'
        shares = f"{write_share(both, 6)} / {write_share(r.belief.evidence, 6)} = {write_share(r.belief.posterior)}"
        return f"{of_all}{carry}. {posterior} = {shares}. {self.say_strength(r)}"

    def say_strength(self, r):
        ratio = r.belief.likelihood_ratio
        if r.prior in (0, 1):
            return f"A prior of {r.prior:g} stays at {r.prior:g}, whatever the word."
        if r.false_alarm_rate == 0:
            return "No good mail carries the word, so a mail that does is spam."
        if r.hit_rate == 0:
            return "No spam carries the word, so a mail that does is good."
        if "says" in r.verdict:
            return f"The word is {'almost ' * (ratio != 1)}as likely in spam as in good mail, so it {r.verdict}."
        if ratio > 1:
            return f"The word is {times(ratio)} times as likely in spam as in good mail."
        return f"The word is {times(1 / ratio)} times as likely in good mail as in spam: it speaks against spam."

    def state(self, r):
        after = f"posterior {write_share(r.belief.posterior)}, " if r.belief.possible else ""
        prior, hits, alarms = map(write_share, (r.prior, r.hit_rate, r.false_alarm_rate))
        return f"prior {prior}, hit rate {hits}, false alarms {alarms}: {after}{r.verdict}"


def judge_word(prior, belief):
    if not belief.possible:
        return "the word never occurs"
    if prior in (0, 1):
        return "changes nothing"
    if times(belief.likelihood_ratio) == "1":
        return "says nothing" if belief.likelihood_ratio == 1 else "says almost nothing"
    return f"speaks {'for' if belief.likelihood_ratio > 1 else 'against'} spam"


def write_share(value, digits=4):
    """Write a share with a few digits, or with so many more that one short of 1 does not look like 1."""
    return rate(value, digits if value in (0, 1) else max(digits, 2 - floor(log10(1 - value))))


def times(ratio):
    return number(ratio) if isfinite(ratio) else "more than 1e308"


MOST_DRAWS, BATCHES = 100, 10_000
SOURCES = {  # what a draw pays in euros, each as likely as the others: words, colour, values; the expectation is 5
    "skewed": ("what customers spend", ORANGE, (0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9, 11, 13, 18)),
    "flat": ("a wheel from 0 to 10", GREEN, tuple(range(11))),
    "coin": ("a coin: 0 or 10", PURPLE, (0, 10)),
}
EXPECTED, NEAR = 5, 1  # euros
ROOF, WIDEST = 1.85, 0.8  # how high the axes are, in tops of the bell, and how wide a bar is, in euros
averages_of = cache(lambda source: Averages(SOURCES[source][2], MOST_DRAWS, BATCHES))


class AveragesExplorer(Explorer):
    """Averages of n draws pile up: the pile, its bell and its tail on the left, how wide it is for each n on the right.

    Another draw is one more in the same 10,000 batches.

    >>> AveragesExplorer().set(source="coin", n=100, threshold=6)
    AveragesExplorer: coin, n 100: spread 0.5009, 6 or more: exact 0.0284, bell 0.0228
    """

    label = "left: how averages pile up, and their bell; right: the spread of the averages for each n"
    source = choice("draw from", [(told, name) for name, (told, *_) in SOURCES.items()])
    n = slider("draws in an average, n", 1, 1, MOST_DRAWS, whole=True, playable=True)
    threshold = slider("threshold", 8, 0, 20, step=0.1, unit="euros")

    def build(self, pile, spread):
        dress(pile, f"{BATCHES:,} averages of n draws", "average (euros)", "how many")
        pile.set(xlim=(-1, 20), ylim=(0, ROOF), xticks=range(0, 21, 5), yticks=[])
        pile.axvspan(EXPECTED - NEAR, EXPECTED + NEAR, color="#ececec", label="expectation, ± 1 euro")
        self.bars = self.boxes(pile, color="#9fc4e0", linewidth=0.5, label="averages")
        self.tail = self.boxes(pile, color="#e3a04d", linewidth=0.5, label="from the threshold on")
        hatched = {"facecolor": "none", "edgecolor": INK, "hatch": "////", "linewidth": 0}
        self.under = self.boxes(pile, **hatched, label="the bell's area there")
        self.bell = self.line(pile, color=INK, linewidth=1.8, label="bell")
        note = pile.inset_axes((0.6, 0.66, 0.4, 0.33), xlim=(0, 170), ylim=(0, 90), aspect="equal")
        note.set_axis_off()
        self.words = self.moving(note.add_patch(Writing(14, INK)))
        self.level = self.line(pile, "--", color=RED, linewidth=1.5)
        self.grip = self.handle(self.dot(pile, "D", RED, label="threshold"), "the threshold", x="threshold")
        self.high = self.exits(pile)

        dress(spread, "how wide the pile is", "draws in an average, n", "standard deviation (euros)")
        spread.set(xlim=(0, MOST_DRAWS + 1), ylim=(0, 5.2), xticks=[1, 25, 50, 75, 100])
        self.root = self.line(spread, color=INK, linewidth=1.5, label="standard error")
        self.tried = charts.Trail(self, spread, *(hue for _, hue, _ in SOURCES.values()))
        for mark, (told, *_) in zip(self.tried.marks, SOURCES.values(), strict=True):
            mark.set_label(told)
        self.here = self.handle(self.dot(spread, "o", BLUE, label="this n"), "the number of draws", x="n")
        charts.key(self.figure, ncols=4)

    def compute(self, source, n, threshold, answer):
        averages = averages_of(source)
        places, chances, shares = averages.pile(n)
        spread = float(np.sqrt(shares @ (places - shares @ places) ** 2))
        beyond, near = places > threshold - SAME, np.abs(places - EXPECTED) < NEAR + SAME
        exact = 1 if beyond.all() else uncertain(chances[beyond].sum()) if beyond.any() else 0
        tail = {"counted": float(shares[beyond].sum()), "exact": exact, "bell": averages.bell(n, threshold)}
        pile = {"places": places, "shares": shares, "within": float(shares[near].sum()), "spread": spread}
        return {"std": averages.std, "error": averages.standard_error(n)} | pile | tail

    def draw(self, r):
        gap = r.places[1]  # between two averages
        top = normal_density(0, 0, r.error)
        heights, half = r.shares / gap / top, min(gap, WIDEST) / 2
        seen, beyond = (r.shares > 0) & (r.places < 20), r.places > r.threshold - SAME
        for bars, kept in ((self.bars, seen & ~beyond), (self.tail, seen & beyond)):
            middles = r.places[kept]
            bars.set_verts(charts.corners(middles - half, middles + half, 0 * middles, heights[kept]))
        self.high.set_data(*charts.to_edge(self.high.axes, r.places[seen], heights[seen]))
        grid = np.linspace(-1, 20, 400)
        self.bell.set_data(grid, normal_density(grid, EXPECTED, r.error) / top)
        under = np.linspace(r.threshold, 20, 200)
        tops = normal_density(under, EXPECTED, r.error) / top
        self.under.set_verts([np.column_stack([[*under, 20, r.threshold], [*tops, 0, 0]])])
        tail = [f"{number(r.threshold)} euros or more", *map(" ".join, write_tail(r).items())]
        self.words.write([(85, 75 - 22 * row, text) for row, text in enumerate(tail)])
        self.level.set_data([r.threshold] * 2, [0, 0.62 * ROOF])
        self.grip.set_data([r.threshold], [0.62 * ROOF])

        self.root.set(data=(np.arange(1, 101), r.std / np.sqrt(np.arange(1, 101))), visible=r.answer)
        self.tried.mark(r.n, r.spread, list(SOURCES).index(r.source), self.here)

    def say(self, r):
        share, exact, bell = write_tail(r).values()
        near = f"{percent(r.within)} lie within {NEAR} euro of the expectation, {EXPECTED}"
        root = f", near the standard error, {number(r.std)} / √{r.n} = {number(r.error)}" * r.answer
        spread = f"their standard deviation is {number(r.spread)} euros{root}"
        tail = f"A share of {share} is {number(r.threshold)} euros or more; exactly it is {exact}"
        return f"{BATCHES:,} averages of {counted(r.n, 'draw')}: {near}, and {spread}. {tail}, and by the bell {bell}."

    def state(self, r):
        tail = ", ".join(f"{way} {share}" for way, share in write_tail(r).items() if way != "counted")
        return f"{r.source}, n {r.n}: spread {number(r.spread)}, {number(r.threshold)} or more: {tail}"


def write_tail(r):
    """Write the share of averages that reach the threshold: of all that were drawn, exactly, and by the bell."""
    return {"counted": chance(r.counted), "exact": chance(r.exact), "bell": chance(uncertain(r.bell))}


HEADS, FLIPS = 7, 10
SHARES = HEADS / FLIPS, 1 - HEADS / FLIPS  # of heads and of tails; no coin makes the flips more probable
of_flips = partial(coin_log_likelihood, HEADS, FLIPS)
SAME = 1e-9  # two log-likelihoods this close differ by rounding alone


class CoinLikelihoodExplorer(Explorer):
    """A coin of any bias: its two probabilities beside the data's shares, and the log-likelihood for each bias.

    >>> CoinLikelihoodExplorer().set(theta=0)
    CoinLikelihoodExplorer: theta 0, 7 of 10 heads: likelihood 0
    """

    label = "left: the coin's probabilities and the data's shares; right: the log-likelihood for each theta"
    theta = slider("θ, probability of heads", 0.5, 0, 1, step=0.001)

    def build(self, coin, hill):
        dress(coin, "the data and the model", "outcome", "share of flips, or probability", grid="y")
        coin.set(xlim=(-0.6, 1.6), ylim=(0, 1.2), xticks=[0, 1], xticklabels=["heads", "tails"], yticks=charts.FIFTHS)
        data = coin.bar([-0.18, 0.82], SHARES, 0.32, color="white", edgecolor=INK, hatch="//", label="data: share")
        self.bars = self.boxes(coin, facecolor=BLUE, label="model: probability")
        charts.legend(coin, handles=[data, self.bars], loc="upper center", ncols=2, fontsize=9.5)

        dress(hill, "log-likelihood of all flips", "θ, probability of heads", "log-likelihood (nats)")
        thetas = 1 / (1 + np.exp(np.linspace(36, -36, 1000)))  # close to 0 and to 1, where the curve falls forever
        self.top, low = of_flips(SHARES[0]), of_flips(0.01)  # what is lower has no place on the axis
        hill.set(xlim=(0, 1), ylim=(low, self.top + 0.1 * (self.top - low)), xticks=np.linspace(0, 1, 11))
        self.answer_of(*hill.plot(thetas, [of_flips(theta) for theta in thetas], color=GREY, linewidth=1.5))
        self.tried = charts.Trail(self, hill, BLUE)
        self.place = self.handle(self.dot(hill, "o", BLUE, label="model"), "the model", x="theta")
        self.exit = self.exits(hill, self.place)
        self.grip = self.handle(self.dot(coin, "o", BLUE), "the probability of heads", y="theta")
        charts.legend(hill, loc="lower center")

    def compute(self, theta, answer):
        mismatch = information.cross_entropy(SHARES, (theta, 1 - theta))
        return {"log_likelihood": of_flips(theta), "cross_entropy": mismatch}

    def draw(self, r):
        self.bars.set_verts(charts.corners([0.02, 1.02], [0.34, 1.34], [0, 0], [r.theta, 1 - r.theta]))
        self.grip.set_data([0.18], [r.theta])
        self.tried.mark(r.theta, r.log_likelihood, dot=self.place)
        self.place.set_visible(r.log_likelihood >= self.place.axes.get_ylim()[0])

    def say(self, r):
        best = f" The most that any θ reaches is {number(self.top)}." * r.answer
        if r.log_likelihood > self.top - SAME:
            best = " No other θ makes the data more likely."
        if r.log_likelihood == -inf:
            never, seen = ("tails", FLIPS - HEADS) if r.theta else ("heads", HEADS)
            came = f"{never} never come up, and {seen} did: the likelihood is 0"
            return f"θ = {r.theta:g} says that {came}. Its logarithm lies below every number (✕ at the edge).{best}"
        flips = f"With θ = {write_share(r.theta, 6)} this sequence of {counted(FLIPS, 'flip')}, {HEADS} of them heads"
        likelihood = f"likelihood {write_likelihood(r)}, whose logarithm is {number(r.log_likelihood)}"
        return f"{flips}, has {likelihood}. {say_average(r, FLIPS, 'flip')}{best}"

    def state(self, r):
        found = write_fit(r, "flip") if r.log_likelihood > -inf else "likelihood 0"
        return f"theta {rate(r.theta)}, {HEADS} of {FLIPS} heads: {found}"


def write_fit(r, noun):
    return f"log-likelihood {number(r.log_likelihood)}, loss {number(r.cross_entropy)} nats a {noun}"


def write_likelihood(r):
    """Write a likelihood, as a power of ten where a 64-bit number cannot hold it."""
    if abs(r.log_likelihood) < 700:  # a 64-bit number ends soon after e^700, and at e^-700
        return f"{exp(r.log_likelihood):.3g}"
    return f"10^{r.log_likelihood / log(10):.0f} (beyond a 64-bit number)"


def say_average(r, count, noun):
    total = number(-r.log_likelihood)
    return f"The average negative log-likelihood is {total} / {count:,} = {number(r.cross_entropy)} nats a {noun}."


WAITS = np.array([1.0, 3, 4, 5, 7])  # minutes
MEANS, STDS = (-1, 9), (0.5, 8)  # no mean and std make the waits more probable than their own, 4 and 2


class NormalLikelihoodExplorer(Explorer):
    """A bell curve over data: a stem for each value's density, and the model's place on the map of the log-likelihood.

    >>> NormalLikelihoodExplorer().set(mean=4, std=2).result.log_likelihood.__round__(3)
    -10.56
    """

    label = "left: the bell curve over the data; right: the model's place on the map of the log-likelihood"
    mean = slider("mean", 2, *MEANS, unit="min")
    std = slider("std", 1, *STDS, log=True, unit="min")

    def build(self, bell, ground):
        dress(bell, "the model over the data", "waiting time (min)", "density (per min)")
        bell.set(xlim=(-5, 13), ylim=(0, 0.85), xticks=range(-4, 13, 2))  # the steepest bell has room
        self.x = np.linspace(*bell.get_xlim(), 300)
        self.stems = charts.segments(self, bell, color=ORANGE, linewidth=2.5, label="density at a value")
        self.curve = self.line(bell, color=BLUE, label="model")
        self.moving(bell.plot(WAITS, 0 * WAITS, "o", color=INK, markersize=6, clip_on=False, label="value")[0])

        dress(ground, "every bell leaves its mark, deeper where likelier", "mean (min)", "std (min), logarithmic")
        across, up = np.linspace(*MEANS, 60), np.geomspace(*STDS, 60)
        self.best = normal_log_likelihood(WAITS, 4, 2)
        short_of_it = [[self.best - normal_log_likelihood(WAITS, mean, std) for mean in across] for std in up]
        self.levels = np.geomspace(1e-3, 1, len(RAMP)) * np.max(short_of_it)  # below the highest log-likelihood
        shades, rings = charts.shade(ground, across, up, np.array(short_of_it), self.levels)
        ground.set(xlim=MEANS, ylim=STDS, yscale="log")
        labels = ground.clabel(rings, fmt=lambda short: number(self.best - short, 3), fontsize=8.5, colors=INK)
        self.answer_of(shades, rings, *labels)
        charts.log_ticks(ground.yaxis, 0.5, 1, 2, 4, 8)
        self.tried = charts.Trail(self, ground, *RAMP)
        self.place = self.handle(self.dot(ground, "o", BLUE), "the model on the map", x="mean", y="std")
        self.top = self.handle(self.dot(bell, "o", BLUE), "the top of the bell", to_controls=self.topped)

    def topped(self, mean, height):
        """Find the bell with its top at a place; on the floor or below there is none, and the widest stands for it."""
        return {"mean": mean, "std": normal_density(0, 0, 1) / max(height, 1e-9)}

    def compute(self, mean, std, answer):
        total = normal_log_likelihood(WAITS, mean, std)
        return {"log_likelihood": total, "cross_entropy": -total / WAITS.size}

    def draw(self, r):
        heights = normal_density(WAITS, r.mean, r.std)
        self.curve.set_data(self.x, normal_density(self.x, r.mean, r.std))
        self.stems.set_segments([[(x, 0), (x, height)] for x, height in zip(WAITS, heights, strict=True)])
        self.top.set_data([r.mean], [normal_density(0, 0, r.std)])
        depth = np.searchsorted(self.levels[:-1], self.best - r.log_likelihood)
        self.tried.mark(r.mean, r.std, depth, self.place)

    def say(self, r):
        best = f" The most that any mean and std reach is {number(self.best)}." * r.answer
        if r.log_likelihood > self.best - SAME:
            best = " No other mean and std make the data more likely."
        under = f"Under mean {number(r.mean)} min and std {number(r.std)} min these {WAITS.size} values"
        product = f"likelihood {write_likelihood(r)}, the product of their densities"
        found = f"{under} have {product}, whose logarithm is {number(r.log_likelihood)}"
        return f"{found}. {say_average(r, WAITS.size, 'value')}{best}"

    def state(self, r):
        return f"mean {number(r.mean)}, std {number(r.std)}: {write_fit(r, 'value')}"


OUTCOMES = ("cat", "dog", "bird")  # of tokens, and of what happens
COLDEST, HOTTEST = 0.005, 200.0  # the ends of the slider; there the limits stand, exactly
LIMITS = {COLDEST: 0.0, HOTTEST: inf}
TEMPERATURES = np.geomspace(COLDEST, HOTTEST, 163)[1:-1]
SPAN = (-0.03, 1.2)  # of probabilities: above 1 there is room for the legend
TILT = {"rotation": 30, "ha": "right", "rotation_mode": "anchor"}  # of names too long to stand side by side
DASHES, MARKERS = ("-", "--", "-.", ":"), "os^vDPXphd<>"
DRAWS, FIRST, MOST_TOKENS, MOST_SLIDERS = 200, 10, 12, 4


class TemperatureExplorer(Explorer):
    """Softmax at any temperature: the probabilities and draws on the left, what each temperature gives on the right.

    It takes raw scores of 2 to 12 tokens, and their names. Up to four tokens have a slider each: `logit_1`, ... At the
    ends of its slider the temperature is 0 and infinite: the limits, exactly.

    >>> TemperatureExplorer().set(temperature=0.5)
    TemperatureExplorer: T 0.5: cat 0.864, entropy 0.454 nats, as 1.57 equal choices, 162 of 200 draws, 0 cut
    """

    label = "left: probability and share of the draws of each token; right: the probabilities at each temperature"
    temperature = slider(
        "temperature", 1, COLDEST, HOTTEST, log=True, playable=True,
        marks=[(COLDEST, "→ 0"), (1, "1"), (HOTTEST, "→ ∞")],
    )  # fmt: skip
    seed = slider(f"another {DRAWS} draws", 0, 0, 50, whole=True, playable=True)

    def __init__(self, logits=None, names=None, **begin):
        if logits is None:
            logits, names = (2.0, 1.0, 0.1), names or OUTCOMES
        self.logits = as_vector("logits", logits)
        n = self.logits.size
        check(2 <= n <= MOST_TOKENS, f"logits holds {n} numbers; wanted 2 to {MOST_TOKENS}")
        self.names = words.as_names([f"token {at}" for at in range(1, n + 1)] if names is None else names, n)
        super().__init__(**begin)

    def more_controls(self):
        n, raw = self.logits.size, {}
        for i, (name, logit) in enumerate(zip(self.names, self.logits, strict=True) if n <= MOST_SLIDERS else (), 1):
            low, high = min(-5, np.floor(logit)), max(5, np.ceil(logit))
            raw[f"logit_{i}"] = Slider(f"logit of {short(name)}", value=logit, min=low, max=high, step=0.1)
        self.anew = tuple(raw)
        top_k = Slider("top-k", value=n, min=1, max=n, whole=True, unit="tokens")
        return raw | {"top_k": top_k, "top_p": Slider("top-p", value=1, min=0.05, max=1, step=0.01)}

    def build(self, tokens, heat):
        hues = [HUES[i % len(HUES)] for i in range(self.logits.size)]
        self.build_tokens(tokens, hues)
        self.build_heat(heat, hues)

    def build_tokens(self, axes, hues):
        dress(axes, "probability and draws at this temperature", "token", "probability")
        crowded = sum(len(short(name)) for name in self.names) > 36
        places = charts.name_places(axes, self.names, **(TILT if crowded else {}))
        axes.set(ylim=SPAN, yticks=charts.FIFTHS)
        hatched = {"facecolor": "white", "edgecolor": GREY, "hatch": "///", "label": "cut off"}
        dashed = {"facecolor": "none", "edgecolor": INK, "linestyle": "--", "label": "at T = 1"}
        self.kept = list(map(self.moving, axes.bar(places, 0, 0.6, color=hues)))
        self.cut = list(map(self.moving, axes.bar(places, 0, 0.6, **hatched)))
        self.plain = list(map(self.moving, axes.bar(places, 0, 0.76, **dashed)))
        self.shares = self.line(axes, "D", color="white", markeredgecolor=INK, markersize=8, zorder=5)
        self.shares.set(xdata=places, label=f"share of {counted(DRAWS, 'draw')}")
        charts.legend(axes, loc="upper center", ncols=3)

    def build_heat(self, axes, hues):
        n = self.logits.size
        dress(axes, "probability at each temperature, before any cut", "temperature T")
        axes.set(xscale="log", xlim=(COLDEST / 1.5, 1.5 * HOTTEST), ylim=SPAN, yticks=charts.FIFTHS)
        axes.set_xticks([COLDEST, 0.1, 1, 10, HOTTEST], ["→ 0", "0.1", "1", "10", "→ ∞"])
        axes.minorticks_off()
        for level in (1, 1 / n):
            self.answer_of(axes.axhline(level, **charts.LEVEL))
        self.answer_of(axes.text(2 * COLDEST, 1 / n + 0.015, f"1/{n}", ha="center", color=INK, fontsize=9))
        self.tried = charts.Trail(self, axes, *hues, size=4.5)
        self.chosen = self.line(axes, "-D", color=INK, linewidth=1, markersize=8, markevery=[1])
        self.handle(self.chosen, "the temperature", x="temperature")
        looks = [{"color": hue, "linestyle": DASHES[i % len(DASHES)]} for i, hue in enumerate(hues)]
        self.curves = [self.line(axes, linewidth=2, **look) for look in looks]
        self.dots = [self.dot(axes, MARKERS[i], hue, clip_on=True) for i, hue in enumerate(hues)]
        keys = [Line2D([], [], marker=MARKERS[i], markersize=6, **look) for i, look in enumerate(looks)]
        charts.name_keys(charts.legend(axes, keys, ["token"] * n, loc="upper center", ncols=4), self.names)

    def compute(self, temperature, seed, answer, top_k, top_p, **logits):
        temperature = LIMITS.get(temperature, temperature)
        z = np.array(list(logits.values()) or self.logits)
        before = information.softmax(z, temperature)
        order = np.argsort(-z, kind="stable")  # that of the probabilities at any temperature
        kept = information.keep_top_p(information.keep_top_k(before[order], top_k), top_p)
        count = top_k if top_p == 1 else np.count_nonzero(kept)
        after, cut = np.zeros_like(z), np.zeros(z.size, dtype=bool)
        after[order], cut[order[count:]] = kept, True
        draws = information.sample(after, DRAWS, seed=seed)
        drawn = {"counts": np.bincount(draws, minlength=z.size), "words": [self.names[each] for each in draws[:FIRST]]}
        found = {"z": z, "before": before, "after": after, "cut": cut, "top": int(after.argmax())}
        return found | drawn | {"temperature": temperature, "entropy": information.entropy(after)}

    def draw(self, r):
        heights = r.after, r.before * r.cut, information.softmax(r.z)
        for bars, each in zip((self.kept, self.cut, self.plain), heights, strict=True):
            charts.set_heights(bars, each)
        self.shares.set_ydata(r.counts / DRAWS)
        place = min(max(r.temperature, COLDEST), HOTTEST)
        self.chosen.set_data([place, place], [0, 1.03])
        curves = information.softmax(r.z / TEMPERATURES[:, np.newaxis]).T  # (n, temperatures)
        for at, (curve, dot, heights, height) in enumerate(zip(self.curves, self.dots, curves, r.before, strict=True)):
            curve.set(data=(TEMPERATURES, heights), visible=r.answer)
            self.tried.mark(place, height, at, dot)

    def say(self, r):
        unsure = f"The entropy is {r.entropy:.3f} nats, that of {choices(exp(r.entropy))}"
        drawn = f"{r.counts[r.top]:,} of {counted(DRAWS, 'draw')} are {self.called(r.top)}"
        return f"{self.say_heat(r)} {self.say_cut(r)} {unsure}. {drawn}; they begin “{' '.join(r.words)}”."

    def say_heat(self, r):
        winners, n = np.flatnonzero(r.z == r.z.max()), r.z.size
        one, who = winners.size == 1, self.called(*winners)
        if r.temperature == 0:
            wins = "gets probability 1" if one else f"tie and share equally, {1 / winners.size:.3g} each"
            return f"In the limit T → 0 the largest logit wins: {who} {wins}."
        if r.temperature == inf:
            return f"In the limit T → ∞ all {n} tokens share equally, {1 / n:.3f} each, whatever their logits."
        if winners.size == n:
            return f"All logits are equal, so at any temperature each token has {probability(r.before.max())}."
        effect = f": {'sharper' if r.temperature < 1 else 'flatter'} than at T = 1, in the same order"
        has = f"{'has' if one else 'each have'} the largest probability, {probability(r.before.max())}"
        return f"At T = {number(r.temperature)} {who} {has}{'' if number(r.temperature) == '1' else effect}."

    def say_cut(self, r):
        gone = np.flatnonzero(r.cut)
        if not gone.size:
            return "Nothing is cut."
        lost = r.before[gone].sum()
        if r.temperature == 0 and lost == 0:
            return f"The cut takes away {self.called(*gone)}, which had no probability left."
        most = "1" if gone.size == r.z.size - 1 else probability(r.after[r.top])
        shared = f"shares that out in proportion: {self.called(r.top)} comes to {most}"
        return f"The cut takes away {self.called(*gone)} ({probability(lost)}) and {shared}."

    def called(self, *tokens):
        return listed([f"“{self.names[token]}”" for token in tokens]) if len(tokens) < 4 else f"{len(tokens)} tokens"

    def state(self, r):
        heat = {0.0: "→ 0", inf: "→ ∞"}.get(r.temperature, number(r.temperature, 3) if r.temperature < inf else "")
        unsure = f"entropy {r.entropy:.3f} nats, as {exp(r.entropy):.2f} equal choices"
        drawn = f"{r.counts[r.top]} of {DRAWS} draws, {r.cut.sum()} cut"
        return f"T {heat}: {short(self.names[r.top])} {r.after[r.top]:.3f}, {unsure}, {drawn}"


def probability(p):
    """Write a probability of the softmax, which is never 0 or 1, with three decimals."""
    return chance(uncertain(p), decimals=3)


END = 3.0  # of the axis, in nats
COSTS = ("cross-entropy\nH(p, q)", "entropy + mismatch\nH(p) + KL(p‖q)", "the other way round\nKL(q‖p)")
EQUAL = 1e-9  # nats: a divergence below this is a rest of rounding


class MismatchExplorer(Explorer):
    """A truth p and a model q: both as bars on the left, what the mismatch costs on the right.

    The sliders are weights. What each outcome gets is its weight's share of them all, so every position is a
    distribution; where all weights are 0 the outcomes share equally.

    >>> MismatchExplorer().set(q_3=0)
    MismatchExplorer: H(p) 0.898, H(p, q) infinite, KL(p‖q) infinite, KL(q‖p) 0.254 nats, perplexity infinite
    """

    label = "left: the truth p and the model q as bars; right: entropy, cross-entropy and divergence as bars"
    p_1 = slider("p: weight of cat", 0.6, 0, 1, step=0.01)
    p_2 = slider("p: weight of dog", 0.3, 0, 1, step=0.01)
    p_3 = slider("p: weight of bird", 0.1, 0, 1, step=0.01)
    q_1 = slider("q: weight of cat", 0.2, 0, 1, step=0.01)
    q_2 = slider("q: weight of dog", 0.3, 0, 1, step=0.01)
    q_3 = slider("q: weight of bird", 0.5, 0, 1, step=0.01)

    def build(self, outcomes, costs):
        dress(outcomes, "what happens (p) and what the model says (q)", "outcome", "probability")
        places = charts.name_places(outcomes, OUTCOMES)
        truth = outcomes.bar(places - 0.2, 0, 0.36, color=BLUE, label="p: the truth")
        hollow = {"facecolor": "white", "edgecolor": ORANGE, "hatch": "///"}
        model = outcomes.bar(places + 0.2, 0, 0.36, label="q: the model", **hollow)
        outcomes.set(ylim=(0, 1.15), yticks=charts.FIFTHS)
        charts.legend(outcomes, loc="upper center", ncols=2)
        self.truth, self.model = (list(map(self.moving, bars)) for bars in (truth, model))
        self.grips = {"p": [], "q": []}
        for (letter, hue), i in product((("p", BLUE), ("q", ORANGE)), range(3)):
            lift = partial(self.lifted, letter=letter, at=i)
            grip = self.handle(self.dot(outcomes, "o", hue, 7), f"{letter} of {OUTCOMES[i]}", to_controls=lift)
            self.grips[letter].append(grip)

        dress(costs, "what an outcome costs on average", "surprise (nats)", grid="x")
        hues = {"color": [GREEN, BLUE, "white", "white"], "edgecolor": ["none", "none", ORANGE, PURPLE]}
        bars = costs.barh([0, 1, 1, 2], 0, 0.6, hatch=["", "", "///", "\\\\\\"], **hues)
        self.costs = list(map(self.moving, bars))
        costs.set(yticks=range(len(COSTS)), yticklabels=COSTS, xlim=(0, END), ylim=(2.6, -0.6))
        self.beyond = self.exits(costs)
        self.endless = [  # on white, to be read over a bar
            self.line(costs, marker=marker, color=hue, markersize=size, linestyle="")
            for marker, hue, size in (("o", "white", 20), ("$∞$", INK, 14))
        ]
        charts.legend(costs, handles=[self.beyond], loc="lower right", frameon=True, edgecolor="white")

    def lifted(self, _x, share, letter, at):
        """Give one outcome a share; the others keep their ratios, or share equally what is left."""
        weights = np.array(getattr(self.result, letter))
        weights[at] = 0.0
        share = min(max(share, 0), 1)
        weights = (1 - share) * shares_of(np.where(weights.any(), weights, np.arange(3) != at))
        weights[at] = share
        return {f"{letter}_{i}": weight for i, weight in enumerate(weights.tolist(), 1)}

    def compute(self, p_1, p_2, p_3, q_1, q_2, q_3):
        given = {"p": (p_1, p_2, p_3), "q": (q_1, q_2, q_3)}
        p, q = map(shares_of, given.values())
        weightless = " and ".join(letter for letter, weights in given.items() if not any(weights))
        costs = {"entropy": information.entropy(p), "cost": information.cross_entropy(p, q)}
        ways = {"forward": information.kl_divergence(p, q), "backward": information.kl_divergence(q, p)}
        return {"p": p, "q": q, "weightless": weightless} | costs | ways

    def draw(self, r):
        charts.set_heights(self.truth, r.p)
        charts.set_heights(self.model, r.q)
        for shift, letter in ((-0.2, "p"), (0.2, "q")):
            for at, (grip, share) in enumerate(zip(self.grips[letter], getattr(r, letter), strict=True)):
                grip.set_data([at + shift], [share])
        for bar, length in zip(self.costs, (r.cost, r.entropy, r.forward, r.backward), strict=True):
            bar.set_width(min(length, 2 * END))
        self.costs[2].set_x(r.entropy)  # the divergence begins where the entropy ends
        reach = np.array([r.cost, r.entropy + r.forward, r.backward])
        beyond, endless = np.flatnonzero(reach > END), np.flatnonzero(np.isinf(reach))
        self.beyond.set_data(np.full(beyond.size, END), beyond)
        for marks in self.endless:
            marks.set_data(np.full(endless.size, 0.94 * END), endless)

    def say(self, r):
        note = f"All weights of {r.weightless} are 0: its outcomes share equally. " if r.weightless else ""
        if r.forward < EQUAL and r.backward < EQUAL:
            equal = f"q is p: the cross-entropy is the entropy, {r.entropy:.3f} nats, the least it can be"
            perplexity = f"Perplexity exp({r.cost:.3f}) = {write_perplexity(r)}"
            return f"{note}{equal}, and the divergence is 0 both ways. {perplexity}."
        backward = f"{r.backward:.3f} nats"
        if isinf(r.backward):
            backward = f"infinite: q expects {self.only(r.q, r.p)}, which never happens"
        return f"{note}{self.say_forward(r)} The other way round KL(q‖p) is {backward}."

    def say_forward(self, r):
        itself = f"The truth p by itself costs its entropy, {r.entropy:.3f} nats"
        if isinf(r.forward):
            never = f"q says that {self.only(r.p, r.q)} never happens, and in truth it does"
            endless = "its surprise, -log 0, has no bound, so cross-entropy, KL(p‖q) and perplexity are infinite"
            return f"{itself}. But {never}: {endless}."
        mismatch = f"The difference is the mismatch KL(p‖q) = {r.forward:.3f} nats"
        perplexity = f"Perplexity exp({r.cost:.3f}) = {write_perplexity(r)}"
        surprised = f"the model is as surprised, on average, as by one of {choices(exp(r.cost))}"
        costs = f"read with q it costs the cross-entropy, {r.cost:.3f} nats"
        return f"{itself}; {costs}. {mismatch}. {perplexity}: {surprised}."

    def only(self, here, there):
        return f"“{OUTCOMES[np.argmax((here > 0) & (there == 0))]}”"

    def state(self, r):
        cost, forward, backward = map(write_nats, (r.cost, r.forward, r.backward))
        divergences = f"KL(p‖q) {forward}, KL(q‖p) {backward} nats"
        return f"H(p) {r.entropy:.3f}, H(p, q) {cost}, {divergences}, perplexity {write_perplexity(r)}"


def shares_of(weights):
    """Divide weights by their sum; weights that are all 0 share equally."""
    total = sum(weights)
    return np.array(weights) / total if total else np.full(len(weights), 1 / len(weights))


def write_nats(value):
    return "infinite" if isinf(value) else f"{value:.3f}"


def write_perplexity(r):
    return "infinite" if isinf(r.cost) else number(exp(r.cost), 3)


LINES = {0.9: (ORANGE, "--"), 0.5: (INK, "-"), 0.1: (BLUE, ":")}  # probability -> colour and dash of its line
CLASSES = ((BLUE, "o"), (ORANGE, "^"))  # colour and marker of label 0 and of label 1
FARTHEST = 9.0  # logit at the edge of the sigmoid's axes
USUAL = 1 / 569, "scikit-learn's usual"  # a penalty of 1 / the number of samples


class LogisticExplorer(Explorer):
    """Two weights and an intercept: the line that they draw between two classes, and the sigmoid that they feed.

    >>> LogisticExplorer().set(trained=True)
    LogisticExplorer: trained, w₁ 3.48, w₂ 0.9, intercept -0.703: loss 0.256, 507 of 569 right
    """

    label = "left: two classes and the line between them; right: the sigmoid of each sample's logit"
    w1 = slider("w₁", 1, -5, 5, step=0.05)
    w2 = slider("w₂", 1, -5, 5, step=0.05)
    intercept = slider("intercept", 0, -5, 5, step=0.05)
    trained = switch("trained: the weights of the least loss")
    penalty = slider("penalty, once trained", 0.001, 1e-4, 10, log=True, marks=[USUAL])

    def build(self, plane, curve):
        study = breast_cancer()
        self.y = study.y
        self.z = np.column_stack([standardize(column) for column in study.X.T])
        self.design = np.column_stack([self.z, np.ones(self.y.size)])
        self.plain = LogisticLoss(self.design, self.y)
        apart = np.random.default_rng(0).uniform(0.05, 0.22, self.y.size)
        self.heights = self.y + np.where(self.y, 1, -1) * apart  # beside the labels, so that samples do not hide
        self.build_plane(plane, study)
        self.build_sigmoid(curve, study)
        self.wrong = [
            [self.line(axes, marker, color=hue, markersize=4, markerfacecolor="white") for hue, marker in CLASSES]
            for axes in (plane, curve)
        ]
        self.grip = self.dot(plane, "D", INK, 11, clip_on=True, label="where to take hold of it")
        self.handle(self.grip, "the line", to_controls=self.dragged)
        self.beyond = self.exits(curve, *self.samples, markersize=5)
        charts.key(self.figure, ncols=4)

    def build_plane(self, axes, study):
        first, second = (f"{name} (standard deviations)" for name in study.feature_names)
        dress(axes, "two classes, and the line between them", f"z₁: {first}", f"z₂: {second}")
        for label, (hue, marker) in enumerate(CLASSES):
            axes.plot(*self.z[self.y == label].T, marker, color=hue, markersize=4, label=study.class_names[label])
        axes.plot([], [], "o", color=GREY, markersize=4, markerfacecolor="white", label="on the wrong side")
        low, high = self.z.min(axis=0), self.z.max(axis=0)
        room = 0.06 * (high - low)
        axes.set(xlim=(low[0] - room[0], high[0] + room[0]), ylim=(low[1] - room[1], high[1] + room[1]))
        self.reach = 3 * float(np.hypot(*np.maximum(-low, high)))  # farther from the middle than any corner
        self.ghost = self.line(axes, color=GREY, linewidth=5, alpha=0.5, label="line by hand")
        self.lines = {p: self.line(axes, dash, color=hue, linewidth=2) for p, (hue, dash) in LINES.items()}

    def dragged(self, *foot):
        """Find the line whose nearest place to the middle is the hand's; it stays as steep, and 1 on the same side."""
        normal, length = np.array([self.result.w1, self.result.w2]), np.hypot(self.result.w1, self.result.w2)
        if np.hypot(*foot) > 0:
            normal = np.copysign(length, normal @ foot) * np.array(foot) / np.hypot(*foot)
        return {"w1": normal[0], "w2": normal[1], "intercept": -normal @ foot}

    def build_sigmoid(self, axes, study):
        across, up = "logit: w₁ · z₁ + w₂ · z₂ + intercept", f"probability of {study.class_names[1]}"
        dress(axes, "the sigmoid, and each sample's logit", across, up)
        logits = np.linspace(-FARTHEST, FARTHEST, 200)
        axes.plot(logits, sigmoid(logits), color=INK, linewidth=2)
        for p, (hue, dash) in LINES.items():
            axes.axvline(np.log(p / (1 - p)), color=hue, linestyle=dash, linewidth=1.2, label=f"probability {p}")
        axes.set(xlim=(-FARTHEST, FARTHEST), ylim=(-0.3, 1.3), yticks=[0, 0.1, 0.5, 0.9, 1])
        self.samples = [self.line(axes, marker, color=hue, markersize=3) for hue, marker in CLASSES]

    def compute(self, w1, w2, intercept, trained, penalty):
        by_hand = np.array([w1, w2, intercept])
        weights = fit(LogisticLoss(self.design, self.y, np.array([penalty, penalty, 0]))) if trained else by_hand
        logits = self.design @ weights
        wrong = (logits >= 0) != self.y
        loss, hand_loss = self.plain.loss(weights), self.plain.loss(by_hand)  # without the penalty
        placed = {"logits": logits, "wrong": wrong, "right": np.count_nonzero(~wrong)}
        return placed | {"weights": weights, "loss": loss, "hand_weights": by_hand, "hand_loss": hand_loss}

    def draw(self, r):
        for p, line in self.lines.items():
            line.set_data(*self.ends(r.weights, p))
        self.ghost.set(data=self.ends(r.hand_weights, 0.5), visible=r.trained)
        normal = r.hand_weights[:2]
        foot = -r.intercept * normal / (normal @ normal) if normal.any() else np.full(2, np.nan)
        self.grip.set_data(*foot[:, np.newaxis])
        for label, dots in enumerate(self.samples):
            dots.set_data(r.logits[self.y == label], self.heights[self.y == label])
        for label, (in_plane, on_curve) in enumerate(zip(*self.wrong, strict=True)):
            wrong = r.wrong & (self.y == label)
            in_plane.set_data(*self.z[wrong].T)
            on_curve.set_data(r.logits[wrong], self.heights[wrong])

    def ends(self, weights, p):
        """Where the probability is p, as far as the plane reaches: two x and two y, or none."""
        normal, length = weights[:2], np.hypot(*weights[:2])
        distance = (np.log(p / (1 - p)) - weights[2]) / length if length else np.inf
        if abs(distance) > self.reach:
            return (), ()
        foot, along = distance * normal / length, np.array([-normal[1], normal[0]]) / length * self.reach
        return np.transpose([foot - along, foot + along])

    def say(self, r):
        w1, w2, b = r.weights
        whose = "The trained line" if r.trained else "Your line"
        line = f"{whose} is where {number(w1)} · z₁ {words.signed(w2)} · z₂ {words.signed(b)} = 0 (z: standardised)"
        if not r.weights[:2].any():
            line = f"With both weights at 0 there is no line: each sample gets the probability {number(sigmoid(b))}"
        elif r.logits.min() >= 0 or r.logits.max() < 0:
            line += ", and all samples lie on one side of it"
        placed = f"{r.right} of {self.y.size} samples are on the right side of 0.5"
        score = f"{placed}, and the log loss is {number(r.loss)}"
        if not r.trained:
            return f"{line}. {score}."
        least = f"With {number(r.penalty)} / 2 · (w₁² + w₂²) added, no other weights have less"
        pull = "The harder this pull to zero, the flatter the probabilities and the further apart the three lines"
        return f"{line}. {score}; that of yours is {number(r.hand_loss)}. {least}. {pull}."

    def state(self, r):
        w1, w2, b = (number(weight, 3) for weight in r.weights)
        told = f"w₁ {w1}, w₂ {w2}, intercept {b}: loss {number(r.loss, 3)}, {r.right} of {self.y.size} right"
        return f"{'trained' if r.trained else 'by hand'}, {told}"


METHODS = {"temperature": (GREEN, "-"), "Platt": (PURPLE, "--"), "isotonic": (ORANGE, ":")}  # colour and dash
BOTTOM, ROOM = -0.32, 0.2  # under the diagram: where the histogram stands, and how high one bin with all digits is
HEATS = np.geomspace(0.1, 100, 61)


class CalibrationExplorer(Explorer):
    """How far naive Bayes on handwritten digits can be trusted, and what dividing its logits by a temperature mends.

    Its probabilities are not taken as less than a floor, since some of true labels are 0 in a 64-bit number.

    >>> CalibrationExplorer().set(method="isotonic")
    CalibrationExplorer: isotonic: 97.0% right of 468 sure of 90%, ECE 0.044, log loss 0.4277
    """

    label = "left: share right against confidence; middle: calibration error; right: log loss"
    anew = ("floor",)
    method = choice("mended by", METHODS)
    temperature = slider("temperature", 1, 0.1, 100, log=True, marks=[(1, "1: as it is")], playable=True)
    floor = slider("floor: the least probability", 1e-15, 1e-300, 1e-3, log=True, marks=[(1e-15, "1e-15")])

    def build(self, diagram, errors, losses):
        diagram.get_gridspec().set_width_ratios([1.3, 1, 1])
        dress(diagram, "reliability", "confidence", "share right")
        diagram.plot([0, 1], [0, 1], "--", color=GREY, linewidth=1.5)
        diagram.axhline(0, color=GREY, linewidth=1)
        diagram.set(xlim=(0, 1), ylim=(BOTTOM, 1.02), xticks=charts.FIFTHS, yticks=charts.FIFTHS)
        self.bars = self.boxes(diagram, facecolor=to_rgba(BLUE, 0.2), edgecolor=BLUE, linewidth=1, label="right")
        self.gaps = self.boxes(diagram, facecolor="none", edgecolor=RED, hatch="////", linewidth=1, label="gap")
        grey = {"facecolor": to_rgba(GREY, 0.5), "edgecolor": GREY, "linewidth": 1}
        self.counts = self.boxes(diagram, **grey, label="share of all digits")

        self.scores = scores = digit_scores()
        self.rows = np.arange(scores.labels.size)
        pairs = ("Platt", scores.platt), ("isotonic", scores.isotonic)
        self.still = {name: self.measure(shares, np.log(shares)) for name, shares in pairs}
        dress(errors, "calibration error", "temperature", "ECE", ylim=(0, 0.75))
        dress(losses, "log loss", "temperature", "nats", yscale="log", ylim=(0.25, 300))
        charts.log_ticks(losses.yaxis, 0.3, 1, 3, 10, 30, 100)
        self.parts = {"error": self.build_part(errors, "error"), "log_loss": self.build_part(losses, "log_loss")}

    def build_part(self, axes, figure):
        """Make what shows one figure at each temperature: a line for each method, the trail, and where the hand is."""
        axes.set(xscale="log", xlim=HEATS[[0, -1]])
        charts.log_ticks(axes.xaxis, 0.1, 1, 10, 100)
        lines = {name: self.line(axes, dash, color=hue, label=name) for name, (hue, dash) in METHODS.items()}
        for name, measured in self.still.items():
            lines[name].set_data(HEATS[[0, -1]], [getattr(measured, figure)] * 2)
        trail = charts.Trail(self, axes, GREEN)
        return lines, trail, self.handle(self.dot(axes, "D", GREEN), "the temperature", x="temperature")

    def measure(self, probabilities, logarithms):
        labels, confidences = self.scores.labels, probabilities.max(axis=1)
        right, sure = probabilities.argmax(axis=1) == labels, confidences >= 0.9
        diagram, loss = reliability(confidences, right), -float(logarithms[self.rows, labels].mean())
        sure_right = float(right[sure].mean()) if sure.any() else 0.0
        shares = {"right": float(right.mean()), "sure": int(sure.sum()), "sure_right": sure_right}
        return SimpleNamespace(diagram=diagram, error=diagram.error, log_loss=loss, **shares)

    def compute(self, method, temperature, floor, answer):
        logits = np.maximum(self.scores.unfloored, log(floor))
        ways = information.softmax, information.log_softmax
        heats = [temperature, *HEATS[: HEATS.size * answer]]
        here, *curve = (self.measure(*(way(logits, heat) for way in ways)) for heat in heats)
        measured = self.still | {"temperature": here}
        best = fit_temperature(logits, self.scores.labels) if answer else None
        curves = {figure: np.array([getattr(each, figure) for each in curve]) for figure in self.parts}
        return {"measured": measured, "shown": measured[method], "curves": curves, "best": best}

    def draw(self, r):
        diagram = r.shown.diagram
        full = diagram.counts > 0
        left, right = diagram.edges[:-1][full], diagram.edges[1:][full]
        confidence, share = diagram.confidence[full], diagram.right[full]
        self.bars.set_verts(charts.corners(left, right, np.zeros_like(share), share))
        self.gaps.set_verts(charts.corners(left, right, share, confidence))
        height = ROOM * diagram.counts[full] / len(self.scores.labels)
        self.counts.set_verts(charts.corners(left, right, np.full_like(share, BOTTOM), BOTTOM + height))
        for figure, (lines, trail, here) in self.parts.items():
            lines["temperature"].set_data(HEATS[: r.curves[figure].size], r.curves[figure])
            for name, line in lines.items():
                line.set_linewidth(3 if name == r.method else 1.5)
            trail.mark(r.temperature, getattr(r.measured["temperature"], figure), dot=here)

    def say(self, r):
        right = f", and right in {r.shown.sure_right:.1%} of them"
        sure = f"{counted(r.shown.sure, 'digit')}{right}" if r.shown.sure else "no digit"
        loss = f"Calibration error (ECE) {r.shown.error:.3f}, log loss {number(r.shown.log_loss)}"
        return f"Naive Bayes is at least 90% sure of {sure}. {loss}{self.say_method(r)}"

    def say_method(self, r):
        if r.method == "temperature":
            least = f" The log loss of these digits is least at a temperature of {number(r.best or 0, 3)}." * r.answer
            same = f"No temperature changes a prediction: {r.shown.right:.1%} are right at each"
            return f", with no probability taken as less than {r.floor:.3g}. {same}.{least}"
        fitted = "This method was fitted to held-out scores, class by class"
        averages = "averages three models that saw two thirds of the digits each, so predictions change too"
        right = f"{r.shown.right:.1%} are right, not {r.measured['temperature'].right:.1%}"
        return f". {fitted}, and {averages}: {right}."

    def state(self, r):
        cold = f"T {number(r.temperature, 3)}, floor {r.floor:.3g}"
        sure = f"{r.shown.sure_right:.1%} right of {r.shown.sure}" if r.shown.sure else "no digit"
        figures = f"ECE {r.shown.error:.3f}, log loss {number(r.shown.log_loss)}"
        return f"{cold if r.method == 'temperature' else r.method}: {sure} sure of 90%, {figures}"


WORDS = ("the", "cat", "sat", "down")
STRETCHED = WORDS.index("cat")  # whose key can be made longer
SIZES = (8, 16, 64, 256)
PARTS = {"one head": (1, 0), "first of two": (2, 0), "second of two": (2, 1)}  # how many heads, which one is shown

# Of each half of the columns, the scores divided by the root: a row for each query, a column for each key. By the
# first half nouns and verbs look for each other; by the second each word looks for the one before it.
MATCHES = np.array(
    [
        [[-0.6, 1.6, -0.2, -0.8], [-0.4, -0.3, 1.4, -0.7], [-1.2, 2.0, -0.3, 0.1], [-0.9, -0.5, 1.7, -0.3]],
        [[1.2, -0.4, -0.2, -0.6], [1.5, 0.1, -0.7, -0.9], [-0.5, 1.4, 0.2, -1.1], [-0.8, -0.6, 1.6, -0.2]],
    ]
)
VALUES = np.array([[-0.9, -0.5], [0.7, 0.9], [0.9, -0.7], [-0.6, 0.8]])  # two numbers each, so that they can be drawn
FULL = {True: 1.0, False: 3.0}  # the weight of the darkest shade, with and without the softmax
NO_SOFTMAX = (
    " Without the softmax the scores are the weights: nothing keeps them above 0 or their sum at 1, and the mix may "
    "lie anywhere."
)
DEEPEST = 0.625  # of a hue: on a deeper one letters are hard to read, on a dark screen above all
DOT = 500  # points²: the area of a weight of 1
CELL = 100.0  # the side of a cell, in units that letters are measured in


class AttentionExplorer(Explorer):
    """Attention among four words: all weights on the left, one word's scores in the middle, its mix on the right.

    Queries and keys are made of random numbers of about size 1, turned so that the scores divided by √d are the same
    at every d. What changes with d is then what the root is for.

    >>> AttentionExplorer().set(query="the", dimensions=256, scaled=False)
    AttentionExplorer: the, d 256, one head, no root: 0.00, 1.00, 0.00, 0.00
    """

    label = "left: each word's weights; middle: one word's scores; right: its mix of the values"
    height = 350
    query = choice("query", WORDS, value="sat")
    key_length = slider("length of the key of cat", 1, 0, 3, step=0.01, unit="times", marks=[(1, "as it was")])
    dimensions = choice("d", SIZES, value=16)
    scaled = switch("divide the scores by √d", on=True)
    softmax = switch("softmax of each row", on=True)
    head = choice("heads", PARTS)

    def build(self, cells, bars, plane):
        self.tokens = {size: matched_tokens(MATCHES, size, seed=size) for size in SIZES}
        self.build_cells(cells)
        dress(bars, "scores of the query", "score (logarithmic beyond ±1)", "key")
        bars.set(yticks=range(4), yticklabels=WORDS, ylim=(3.6, -0.6), xlim=(-200, 200))
        bars.set_xscale("symlog", linthresh=1)
        charts.log_ticks(bars.xaxis, -100, -10, -1, 0, 1, 10, 100)
        bars.axvline(0, color=GREY, linewidth=1)
        thick = {"linewidth": 16, "solid_capstyle": "butt"}
        self.bars = {1: self.line(bars, color=BLUE, **thick), -1: self.line(bars, color=ORANGE, **thick)}  # by sign
        self.grip = self.dot(bars, "o", INK)
        self.handle(self.grip, "the score of cat", to_controls=lambda x, _y: {"key_length": x / self.result.pull})
        self.products = self.line(bars, "D", color=INK, fillstyle="none", markersize=8, label="before the root: q · k")
        self.build_plane(plane)
        charts.key(self.figure, columnspacing=1.2)

    def build_cells(self, axes):
        dress(axes, "weights: a row for each query", "key: what it offers", "query: it looks for", grid="")
        axes.set(xlim=(0, 4 * CELL), ylim=(0, 4 * CELL), aspect="equal", anchor="N")
        middles = CELL * (np.arange(4) + 0.5)
        axes.set(xticks=middles, xticklabels=WORDS, yticks=middles, yticklabels=WORDS[::-1])
        axes.tick_params(length=0)
        self.cells = self.moving(axes.pcolormesh(*[CELL * np.arange(5)] * 2, np.ones((4, 4, 3))))
        around = Rectangle((0, 0), 4 * CELL, CELL, fill=False, edgecolor=INK, linewidth=3)
        self.frame = self.moving(axes.add_patch(around))
        self.numbers = self.moving(axes.add_patch(Writing(26, INK)))

    def build_plane(self, axes):
        dress(axes, "values and their mix", "value, first number", "value, second number")
        axes.set(xlim=(-2, 2), ylim=(-2, 2), xticks=range(-2, 3), yticks=range(-2, 3))
        hull = {"facecolor": "none", "edgecolor": GREY, "linestyle": "--", "linewidth": 1}
        axes.fill(*VALUES[[0, 3, 1, 2]].T, **hull, label="mixes of shares")
        axes.plot(*VALUES.T, ".", color=GREY, markersize=5)
        for word, (x, y) in zip(WORDS, VALUES, strict=True):
            place = (0, 21 if y > 0 else -31)
            axes.annotate(word, (x, y), place, textcoords="offset points", ha="center", color=INK)
        self.dots = self.moving(axes.scatter(*VALUES.T, linewidths=1.5))
        self.mix = self.line(axes, "*", color=INK, markeredgecolor="white", markersize=17, label="mix")
        self.exit = self.exits(axes, self.mix)
        axes.plot([], [], "o", color=BLUE, label="weight of a value")
        axes.plot([], [], "o", color=ORANGE, fillstyle="none", label="weight below 0")

    def compute(self, query, key_length, dimensions, scaled, softmax, head):
        (heads, shown), asks = PARTS[head], WORDS.index(query)
        queries, keys = self.tokens[dimensions]
        keys = keys * np.where(np.arange(4) == STRETCHED, key_length, 1.0)[:, np.newaxis]
        joined = multi_head(queries, keys, VALUES, heads, scaled=scaled, normalised=softmax)
        usual = multi_head(queries, keys, VALUES, heads).heads[shown]  # with the root and the softmax
        columns, attended = dimensions // heads, joined.heads[shown]  # of the head that is shown
        products = usual.scores[asks] * np.sqrt(columns)  # q · k, of the query with each key
        part = slice(shown * columns, (shown + 1) * columns)
        pull = queries[asks, part] @ self.tokens[dimensions][1][STRETCHED, part] / (np.sqrt(columns) if scaled else 1)
        row = {"scores": attended.scores[asks], "row": attended.weights[asks], "usual": usual.weights[asks]}
        head = {"columns": columns, "weights": attended.weights}  # (4, 4), a row for each query
        return {"asks": asks, "pull": pull, "products": products, "output": joined.output[asks]} | row | head

    def draw(self, r):
        self.cells.set_array(shades(r.weights / FULL[r.softmax])[::-1])  # the first row at the top
        self.frame.set_y(CELL * (3 - r.asks))
        self.numbers.write([(CELL * (k + 0.5), CELL * (3.4 - q), brief(r.weights[q, k])) for q, k in np.ndindex(4, 4)])
        keys = np.arange(4)
        for sign, bar in self.bars.items():
            ends = np.where(r.scores * sign > 0, r.scores, np.nan)
            bar.set_data(np.column_stack([0 * ends, ends, ends * np.nan]).ravel(), keys.repeat(3))
        self.products.set_data(r.products, keys)
        self.grip.set_data([r.scores[STRETCHED]], [STRETCHED])

        above = r.row[:, np.newaxis] >= 0
        edges = np.where(above, to_rgb(BLUE), to_rgb(ORANGE))
        self.dots.set(sizes=DOT * np.abs(r.row).clip(max=2), edgecolors=edges, facecolors=np.where(above, edges, 1.0))
        self.mix.set_data(*r.output[:, np.newaxis])

    def say(self, r):
        best = int(r.row.argmax())
        given = listed([f"“{word}” {brief(weight)}" for word, weight in zip(WORDS, r.row, strict=True)])
        root = f" / √{r.columns} = {number(r.products[best])} / {number(np.sqrt(r.columns))}" if r.scaled else ""
        where, each = ("", "") if r.head == "one head" else (f"In the {r.head} heads ", ", one number a head")
        gives = f"{where}“{r.query}” gives {given}: {number(r.row.sum())} in all"
        score = f"whose score is the highest: q · k{root} = {number(r.scores[best])}"
        mix = f"The mix ★ is ({', '.join(map(brief, r.output))}){each}"
        more = f"{self.say_length(r)}{self.say_root(r, best)}{NO_SOFTMAX * (not r.softmax)}"
        return f"{gives}. The largest weight is that of “{WORDS[best]}”, {score}. {mix}.{more}"

    def say_length(self, r):
        score, key = r.scores[STRETCHED], f" The key of “{WORDS[STRETCHED]}”"
        if r.key_length == 1:
            return ""
        if not r.key_length:
            return f"{key} has no length left, so its score is 0."
        pull = {1: ": it draws more", -1: ": it draws less", 0: ""}[int(np.sign(score * (r.key_length - 1)))]
        moves = f"moves its score {'away from' if r.key_length > 1 else 'towards'} 0, to {number(score)}"
        return f"{key} is {number(r.key_length)} times as long, which {moves}{pull}."

    def say_root(self, r, best):
        if r.scaled:
            return ""
        takes, usual = brief(r.row[best]), brief(r.usual[best])
        softened = f", and “{WORDS[best]}” takes {takes} {f'instead of {usual}' if takes != usual else 'as it did'}"
        large = f"√{r.columns} = {number(np.sqrt(r.columns))} times as large{softened * r.softmax}"
        return f" Without the root the scores are {large}."

    def state(self, r):
        left_out = [name for name, there in (("no root", r.scaled), ("no softmax", r.softmax)) if not there]
        stretched = [] if r.key_length == 1 else [f"{WORDS[STRETCHED]} × {number(r.key_length)}"]
        settings = ", ".join([r.query, f"d {r.dimensions}", r.head, *stretched, *left_out])
        return f"{settings}: {', '.join(map(brief, r.row))}"


def brief(weight):
    """Write a weight with two decimals, fewer of a large one, and without a minus before 0."""
    digits = 2 if abs(weight) < 10 else 1 if abs(weight) < 100 else 0
    exact = round(float(weight), 9)  # halves are rounded the same way on every machine
    return f"{round(exact, digits) + 0.0:.{digits}f}"


def shades(shares):
    """Mix white with blue for shares above 0 and with orange below, shape (4, 4, 3)."""
    hue = np.where(shares[..., np.newaxis] >= 0, to_rgb(BLUE), to_rgb(ORANGE))
    return 1 - DEEPEST * np.abs(shares).clip(max=1)[..., np.newaxis] * (1 - hue)

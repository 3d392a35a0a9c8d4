"""The explorers of notebook 04, in its order: a sample, a bell, intervals, comparisons, and how far to trust a result.

n: cases in a sample or a test set; p: a true share, and of a test its p-value; std: standard deviation.
VIF: variance inflation factor; w1, w2: the weights of two features.
"""

import math
from functools import cache, lru_cache, partial
from itertools import pairwise

import numpy as np
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.ticker import MaxNLocator

from helpers.data import incomes, poison_study, triggered_digits
from helpers.data.sets import SHARES
from helpers.explorers import charts
from helpers.explorers.explorer import Explorer, choice, slider, switch
from helpers.explorers.words import TINY, agree, chance, counted, number, percent, points, shorter, so_many, uncertain
from helpers.maths import comparison, intervals
from helpers.maths.bias_variance import GRID, MOST_DEGREE, curve, expected_losses, smoother, study
from helpers.maths.chance import Coins, crowd, head_chances, normal_density, standard_error, tail
from helpers.maths.regression import TRUTH, fit_slope, resampled_weights
from helpers.stage import dress
from helpers.stage.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, RED

OUTSIDE = {"facecolor": "none", "edgecolor": "#c8c8c8", "hatch": "///", "linewidth": 0}  # where no value can be
LOW = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.17)}  # where a legend of two rows stands


def moving_span(explorer, axes, hue, width=3, height=14):
    """Make a line with a stroke at both ends; `set_data` gives it its ends."""
    return explorer.line(axes, "|-", color=hue, linewidth=width, markersize=height, markeredgewidth=width)


BELL = 100 * math.erf(1 / math.sqrt(2))  # % of a bell within one standard deviation
STAR = 0.05  # height of ★, as a share of the axis
NOTHING = 1e-9  # euros; less is a rest of rounding
FIRST, MARKS = 69_783, [(1e6, "million"), (1e9, "billion")]  # the first of the incomes, and what stands on the track
NUMBERS = {"mean": (BLUE, "-", "o"), "std": (PURPLE, "-.", "D"), "median": (ORANGE, "--", "s")}  # colour, dash, marker


class SkewExplorer(Explorer):
    """A sample of incomes, one of which can be dragged: the sample, the share within mean ± std, and what moves.

    >>> SkewExplorer().set(income=1e9)
    SkewExplorer: ★ 1 billion: mean 1.069 million, median 33,952, std 31.62 million, 99.9% within
    """

    label = "left: incomes with their mean and median; middle: share within mean ± std; right: what one income moves"
    income = slider("one income (★)", FIRST, 1e3, 1e9, log=True, unit="euros a year", marks=MARKS)

    def build(self, sample, share, curves):
        sample.get_gridspec().set_width_ratios([2, 0.42, 1.3])
        self.values = incomes()
        self.before = intervals.summarise(self.values)
        self.build_sample(sample)
        dress(share, "within", "", "% within mean ± std", xlim=(-0.5, 0.5), ylim=(0, 101), xticks=[])
        self.bar = self.moving(share.add_patch(Rectangle((-0.3, 0), 0.6, 0, facecolor="#9fc4e0", edgecolor=BLUE)))
        self.moving(share.plot([-0.5, 0.5], [BELL, BELL], ":", color=INK, linewidth=2, label="of a bell")[0])
        self.build_curves(curves)
        charts.key(self.figure, ncols=4)

    def build_sample(self, axes):
        others, farthest = self.values[1:], 1.1 * self.values.max()
        dress(axes, f"{others.size:,} incomes and one more", "euros a year", "how many")
        counts, _, _ = axes.hist(others, bins=30, range=(0, farthest), color="#d0d0d0", edgecolor=GREY)
        axes.axvspan(-farthest / 4, 0, **OUTSIDE)
        axes.set(xlim=(-farthest / 4, farthest), ylim=(0, 1.4 * counts.max()))
        axes.xaxis.set_major_locator(MaxNLocator(4))
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        self.lines = {}
        for name, text in (("mean", "mean ± std"), ("median", "median, quartiles")):
            hue, dash, _ = NUMBERS[name]
            self.lines[name] = self.line(axes, dash, color=hue, linewidth=2, label=text)
        self.spans = {name: moving_span(self, axes, NUMBERS[name][0]) for name in self.lines}
        self.star = self.line(axes, "*", color=GREEN, markersize=15, clip_on=False, label="the one income")
        self.handle(self.star, "the one income", to_controls=lambda x, _y: {"income": x})
        self.beyond = self.exits(axes)

    def build_curves(self, axes):
        dress(axes, "what the one income moves", "the one income (euros a year)", "euros a year")
        grid = np.geomspace(1e3, 1e9, 61)
        found = [intervals.summarise(self.with_first(income)) for income in grid]
        for name, (hue, dash, _) in NUMBERS.items():
            heights = [getattr(each, name) for each in found]
            self.answer_of(*axes.plot(grid, heights, dash, color=hue, linewidth=2, label=name))
        axes.set(xscale="log", yscale="log", xlim=(1e3, 1e9), ylim=(1e4, 1e8))
        axes.set_xticks([1e3, 1e6, 1e9], ["1,000", "1 million", "1 billion"])
        axes.set_yticks([1e4, 1e5, 1e6, 1e7, 1e8], ["10,000", "100,000", "1 million", "10 million", "100 million"])
        axes.minorticks_off()
        self.here = self.line(axes, "-*", color=GREEN, linewidth=1.5, markersize=15, markevery=[1], clip_on=False)
        self.handle(self.here, "the one income", x="income")
        self.tried = charts.Trail(self, axes, *(hue for hue, *_ in NUMBERS.values()))
        sizes = {"std": 13, "mean": 7, "median": 9}  # a small dot over a large one: they begin at one place
        self.dots = {name: self.dot(axes, NUMBERS[name][2], NUMBERS[name][0], size) for name, size in sizes.items()}

    def with_first(self, income):
        return np.append(income, self.values[1:])

    def compute(self, income, answer):
        now = intervals.summarise(self.with_first(income))
        return {"now": now, "low": now.mean - now.std, "high": now.mean + now.std}

    def draw(self, r):
        sample, _, curves = self.stage.axes
        now, top = r.now, sample.get_ylim()[1]
        spans = {"mean": (r.low, r.high), "median": (now.lower_quartile, now.upper_quartile)}
        beyond = [(r.income, STAR * top)]
        for (name, ends), row in zip(spans.items(), (0.92 * top, 0.82 * top), strict=True):
            middle = getattr(now, name)
            self.lines[name].set_data([middle, middle], [0, top])
            self.spans[name].set_data(ends, [row, row])
            beyond += [*((place, row) for place in ends), (middle, top / 2)]
        self.beyond.set_data(*charts.to_edge(sample, *zip(*beyond, strict=True)))
        self.star.set_data(*([r.income], [STAR * top]) if r.income <= sample.get_xlim()[1] else ([], []))
        self.bar.set_height(100 * now.within_std)
        self.here.set_data([r.income] * 2, curves.get_ylim())
        for at, name in enumerate(NUMBERS):
            self.tried.mark(r.income, getattr(now, name), at, self.dots[name])

    def say(self, r):
        now, mean, median, std = r.now, *map(euros, (r.now.mean, r.now.median, r.now.std))
        middle = f"the mean is {mean} and the median {median}: the mean lies {euros(now.mean - now.median)} above"
        span = f"The standard deviation is {std}; mean ± std runs from {euros(r.low)} to {euros(r.high)}"
        holds = f"holds {percent(now.within_std)} of the incomes; of a bell it would be {BELL:.1f}%"
        return f"With ★ at {euros(r.income)} euros a year {middle}. {span} and {holds}. {self.say_moved(now)}"

    def say_moved(self, now):
        if now == self.before:
            return "Drag ★ and see which of these numbers follow."
        mean, std, median = (say_change(getattr(now, name) - getattr(self.before, name)) for name in NUMBERS)
        return f"That one income has moved the mean {mean}, the standard deviation {std}, the median {median}."

    def state(self, r):
        told = ", ".join(f"{name} {euros(getattr(r.now, name))}" for name in ("mean", "median", "std"))
        return f"★ {euros(r.income)}: {told}, {percent(r.now.within_std)} within"


def euros(value):
    """Write an amount in whole euros, or with four digits in millions or billions."""
    if abs(value) < 1e6:
        return f"{value:,.0f}" if abs(value) >= 1000 else number(value, 3)
    billions = round(value / 1e9, 4)
    return f"{number(billions)} billion" if abs(billions) >= 1 else f"{number(value / 1e6)} million"


def say_change(difference):
    if abs(difference) < NOTHING:
        return "not at all"
    return f"{'up' if difference > 0 else 'down'} by {euros(abs(difference))}"


MOST_FLIPS, MOST_BATCHES = 200, 100_000
REACH, TOP = 4.0, 0.75  # standard deviations on either side, and the height of the axes
WAYS = {  # to a chance, from top to bottom: colour, marker
    "simulated": (ORANGE, "D"),
    "exact": (INK, "o"),
    "bell from k - ½": (GREEN, "s"),
    "bell from k": (PURPLE, "^"),
}
LEVELS = np.arange(len(WAYS))[::-1]  # how high each stands
flipped = cache(partial(Coins, MOST_FLIPS, MOST_BATCHES))  # all flips of any setting


class BellExplorer(Explorer):
    """Heads in batches of coin flips against the bell curve on the left, the chance of a tail on the right.

    Another flip is one more coin in the same batches, and more batches are added to those there are.

    >>> BellExplorer().set(flips=10, heads=9)
    BellExplorer: 9 or more of 10: exact 0.0107, 10,000 batches 0.0105, bell 0.0134
    """

    label = "left: heads in batches of coin flips, and the bell curve; right: how probable so many heads are"
    flips = slider("flips in a batch", 100, 1, MOST_FLIPS, whole=True, playable=True)
    batches = slider("batches", 10_000, 10, MOST_BATCHES, log=True, whole=True)
    heads = slider("at least k heads", 50, 0, MOST_FLIPS, whole=True)

    def build(self, bell, rows):
        across, up = "heads, in standard deviations (√flips / 2) from half", "share for each standard deviation"
        dress(bell, "heads in batches of flips", across, up, xlim=(-REACH, REACH), ylim=(0, TOP))
        self.bars = self.boxes(bell, facecolors="#c9dcea", edgecolors=BLUE, linewidths=0.6, label="batches")
        self.tail = self.boxes(bell, facecolors="#e3a04d", edgecolors=INK, linewidths=0.6, label="k heads or more")
        grid = np.linspace(-REACH, REACH, 161)
        self.moving(bell.plot(grid, normal_density(grid, 0, 1), color=GREEN, linewidth=2, label="bell")[0])
        self.exact = self.line(bell, "o", color=INK, markersize=4, label="exact")
        self.begin = self.line(bell, "--D", color=PURPLE, linewidth=1.8, markevery=[1], label="k heads")
        self.handle(self.begin, "the number of heads", to_controls=self.dragged)

        dress(rows, "chance of k heads or more", "share of the exact chance")
        rows.set(xlim=(0, 2), ylim=(-0.5, len(WAYS) - 0.5), xticks=np.linspace(0, 2, 9))
        rows.set_yticks(LEVELS, list(WAYS))
        rows.axvline(1, color=GREY, linewidth=1.2)
        self.beyond = [self.exits(axes) for axes in (bell, rows)]
        self.error = moving_span(self, rows, ORANGE, width=2.5)
        self.ways = [self.dot(rows, marker, hue) for hue, marker in WAYS.values()]

    def dragged(self, deviations, _y):
        return {"heads": round(self.result.flips / 2 + deviations * math.sqrt(self.result.flips) / 2)}

    def compute(self, flips, batches, heads):
        counts = np.bincount(flipped().heads(flips)[:batches], minlength=flips + 1)  # batches with 0, 1, ... heads
        found, hits = tail(heads, flips), int(counts[heads:].sum())
        error = standard_error(min(found.exact, found.fewer), batches)
        return {"counts": counts, "hits": hits, "simulated": hits / batches, "error": error, "tail": found}

    def draw(self, r):
        bell, rows = self.stage.axes
        heads, half, deviation = np.arange(r.flips + 1), r.flips / 2, math.sqrt(r.flips) / 2
        width, places, begin = 1 / deviation, (heads - half) / deviation, (r.heads - half) / deviation
        heights, near = r.counts / r.batches / width, np.abs(places) <= REACH
        seen = (np.abs(places) < REACH + width) & (heights > 0)
        for bars, kept in ((self.bars, seen & (heads < r.heads)), (self.tail, seen & (heads >= r.heads))):
            middles, tops = places[kept], heights[kept]
            bars.set_verts(charts.corners(middles - width / 2, middles + width / 2, np.zeros_like(tops), tops))
        self.exact.set_data(places[near], head_chances(r.flips)[near] / width)
        self.begin.set_data([begin, begin], [0, 0.95 * TOP])
        beyond = np.append(places[heights > 0], begin), np.append(heights[heights > 0], TOP / 2)
        self.beyond[0].set_data(*charts.to_edge(bell, *beyond))

        exact = r.tail.exact or math.nan  # of nothing there are no shares
        found = np.array([r.simulated, exact, r.tail.corrected, r.tail.uncorrected]) / exact
        for dot, place, level in zip(self.ways, found.tolist(), LEVELS, strict=True):
            dot.set_data(*([place], [level]) if place <= 2 else ([], []))
        self.beyond[1].set_data(*charts.to_edge(rows, found[found > 2], LEVELS[found > 2]))
        self.error.set_data(found[0] + np.array([-1, 1]) * r.error / exact, [LEVELS[0]] * 2)

    def say(self, r):
        asked, half = f"{r.heads} or more heads of {r.flips}", r.heads - 0.5
        corrected, uncorrected = (chance(uncertain(area)) for area in (r.tail.corrected, r.tail.uncorrected))
        if r.heads > r.flips:
            never = "the exact chance is 0 and no batch has them"
            return f"{asked} cannot be: {never}. The bell has no end and gives {corrected} from {half} on."
        found = f"the exact chance is {self.write_exact(r)}. {r.hits:,} of {r.batches:,} batches had them"
        error = f"the standard error is {chance(max(r.error, TINY) if r.heads else 0, 2)}"
        bell = f"The bell gives {corrected} from {half} on, where the bar begins, and {uncorrected} from {r.heads} on"
        both = f"As far from half or farther on either side: {chance(r.tail.two_sided)}"
        return f"{asked}: {found}: {chance(r.simulated)}, where {error}. {bell}. {both}."

    def write_exact(self, r):
        """Write the exact chance, which is 1 of no heads or more only, and 0 of more heads than flips."""
        return chance(uncertain(r.tail.exact) if 0 < r.heads <= r.flips else r.tail.exact)

    def state(self, r):
        found = f"{r.batches:,} batches {chance(r.simulated)}, bell {chance(uncertain(r.tail.corrected))}"
        return f"{r.heads} or more of {r.flips}: exact {self.write_exact(r)}, {found}"


METHODS = {  # name -> recipe, colour, dash and marker of its curve
    "t": (intervals.t_interval, BLUE, "-", "o"),
    "Wilson": (intervals.wilson_interval, GREEN, "--", "s"),
    "bootstrap": (intervals.bootstrap_interval, PURPLE, ":", "^"),
}
SAMPLES = np.arange(1, 101)  # also their places up the axis
FEWEST, MOST = 5, 2000  # cases in a sample
SIZES = np.unique(np.geomspace(FEWEST, MOST, 36).round()).astype(int)  # where the curves are computed
FARTHEST = 0.08  # beyond 0 and 1, where no share can be but some intervals reach
NEAR = 0.02  # a coverage farther from the promise than this is said to miss it
ROUNDING = 1e-9  # of a share


class IntervalsExplorer(Explorer):
    """A hundred intervals for one true share on the left; on the right how often each recipe keeps its promise.

    The hundred samples keep their luck when another control than the seed moves. The curves join the exact coverages of
    a few dozen sizes; between those it jumps up and down, so the marked one can lie beside its curve.

    >>> IntervalsExplorer().set(n=20, p=0.95)
    IntervalsExplorer: t, n 20, truth 0.95: 57 of 100 hold it, coverage 64.1%, ± 10.5 points
    """

    label = "left: a hundred intervals and the truth; right: how often intervals hold the truth, against n"
    anew = "p", "level"
    n = slider("cases in a sample, n", 200, FEWEST, MOST, log=True, whole=True)
    p = slider("true share p", 0.87, 0.01, 0.99, step=0.01)
    level = slider("promised share", 0.95, 0.8, 0.99, step=0.01)
    method = choice("interval", METHODS)
    seed = slider("another hundred", 0, 0, 50, whole=True, playable=True)

    def build(self, shares, curves):
        dress(shares, "the intervals of 100 samples", "share", "sample")
        for side in ((-FARTHEST, 0), (1, 1 + FARTHEST)):
            shares.axvspan(*side, **OUTSIDE)
        shares.set(xlim=(-FARTHEST, 1 + FARTHEST), ylim=(0, SAMPLES.size + 1))
        shares.set_xticks(charts.FIFTHS, [f"{share:.0%}" for share in charts.FIFTHS])
        self.holding = charts.segments(self, shares, colors=BLUE, linewidths=1.3, label="holds the truth")
        self.missing = charts.segments(self, shares, colors=ORANGE, linewidths=2.6)
        self.truth = self.line(shares, "-D", color=INK, linewidth=1.3, markevery=[1], clip_on=False, label="truth")
        self.handle(self.truth, "the true share", x="p")
        self.ends = self.line(shares, "-D", color=ORANGE, markersize=4.5, linewidth=0, label="misses it")
        self.beyond = self.exits(shares, markersize=4)
        self.build_curves(curves)
        charts.key(self.figure, ncols=8, columnspacing=1.4)

    def build_curves(self, axes):
        dress(axes, "how many intervals hold the truth", "cases in a sample, n", "% of all samples")
        for name, (_, hue, dash, marker) in METHODS.items():
            axes.plot([], [], dash, color=hue, marker=marker, label=name)
        axes.set(xscale="log", xlim=(FEWEST, MOST), ylim=(0, 101))
        charts.log_ticks(axes.xaxis, 5, 20, 100, 500, 2000)
        self.here = self.line(axes, color=GREY, linewidth=1.2)
        self.curves = {
            name: self.line(axes, dash, color=hue, marker=marker, markevery=(2 * place, 6), markersize=5)
            for place, (name, (_, hue, dash, marker)) in enumerate(METHODS.items())
        }
        self.promise = self.line(axes, color=INK, linewidth=1.2, dashes=(8, 4), label="promised")
        self.tried = charts.Trail(self, axes, *(hue for _, hue, *_ in METHODS.values()))
        self.at = self.handle(self.dot(axes, "o", INK, 10), "the size of the samples", x="n")
        self.handle(self.promise, "the promised share", to_controls=lambda _x, y: {"level": y / 100})

    def compute(self, n, p, level, method, seed, answer):
        p, level, recipe = round(p, 2), round(level, 2), METHODS[method][0]
        low, high = recipe(intervals.sample_counts(n, p, SAMPLES.size, seed), n, level)  # of each sample
        covered = float(intervals.coverage(recipe, n, p, level))
        half_width = float(np.median(high - low)) / 2  # of the middle one
        hundred = {"low": low, "high": high, "holds": intervals.holds(low, high, p), "half_width": half_width}
        return {"p": p, "level": level, "covered": covered} | hundred

    def draw(self, r):
        self.truth.set_data([r.p, r.p], [0, SAMPLES.size + 1])
        segments = np.stack([[r.low, SAMPLES], [r.high, SAMPLES]]).transpose(2, 0, 1)  # (samples, ends, x and y)
        self.holding.set_segments(segments[r.holds])
        self.missing.set_segments(segments[~r.holds])
        nearest = np.where(r.high < r.p, r.high, r.low)
        self.ends.set_data(nearest[~r.holds], SAMPLES[~r.holds])
        self.beyond.set_data(*charts.to_edge(self.beyond.axes, np.concatenate([r.low, r.high]), np.tile(SAMPLES, 2)))

        self.promise.set_data([FEWEST, MOST], [100 * r.level] * 2)
        self.here.set_data([r.n, r.n], [0, 100])
        for name, heights in coverages(r.p, r.level).items():
            width = 2.6 if name == r.method else 1.3
            self.curves[name].set(data=(SIZES, 100 * heights), linewidth=width, visible=r.answer)
        self.tried.mark(r.n, 100 * r.covered, list(METHODS).index(r.method), self.at)
        _, hue, _, marker = METHODS[r.method]
        self.at.set(marker=marker, markerfacecolor=hue)

    def say(self, r):
        held = np.count_nonzero(r.holds)
        these = f"{held} of these {SAMPLES.size} {r.method} intervals {'holds' if held == 1 else 'hold'}"
        hundred = f"{these} the true share of {r.p:.0%}, where {100 * r.level:.0f} were promised"
        among_all = f"Over all samples of {r.n:,} cases {write_coverage(r.covered)} do{self.say_promise(r)}"
        return f"{hundred}. {among_all}. The typical half width is {points(r.half_width)}.{self.say_outside(r)}"

    def say_promise(self, r):
        short = r.level - r.covered
        if abs(short) <= NEAR:
            return ", about as promised"
        words = f", {points(abs(short))} {'fewer' if short > 0 else 'more'} than promised"
        alike = r.p**r.n + (1 - r.p) ** r.n
        if short > 0 and r.method != "Wilson" and alike > short / 2:
            no_width = f"all cases are alike, and then the {r.method} interval has no width"
            return f"{words}: in {write_coverage(alike)} of samples of this size {no_width}"
        return words

    def say_outside(self, r):
        count = np.count_nonzero((r.low < -ROUNDING) | (r.high > 1 + ROUNDING))
        reach = f" {count} of the {SAMPLES.size} {agree(count, 'reaches', 'reach')}"
        return f"{reach} below 0% or above 100%, where no share can be." if count else ""

    def state(self, r):
        hold = f"{np.count_nonzero(r.holds)} of {SAMPLES.size} hold it, coverage {write_coverage(r.covered)}"
        return f"{r.method}, n {r.n:,}, truth {number(r.p)}: {hold}, ± {points(r.half_width)}"


@lru_cache(maxsize=1)  # the same for every n, method and seed
def coverages(p, level):
    """How often the intervals of each method hold the truth, at each of `SIZES`."""
    return {name: intervals.coverage(recipe, SIZES, p, level) for name, (recipe, *_) in METHODS.items()}


def write_coverage(share):
    """Write a sum of many chances in percent, without its rest of rounding."""
    return percent(0 if share < ROUNDING else 1 if share > 1 - ROUNDING else share)


ALPHA = 0.05
SMALLEST, LARGEST = 50, 50_000  # cases of a test set
TEST_SIZES = np.geomspace(SMALLEST, LARGEST, 120)  # where the curves are computed
FARTHEST_GAP = 12  # points to either side of no gap
LOOK = {  # of each test: colour, marker, dash
    "unpaired": (ORANGE, "s", "--"),
    "paired": (BLUE, "o", "-"),
    "McNemar": (PURPLE, "^", "-."),
    "bootstrap": (GREEN, "D", ":"),
}
ROWS = dict(zip(LOOK, (3, 2, 1, 0), strict=True))  # how high each stands
CEILING = 3.8  # of the rows' axes
TESTS = ("unpaired", "paired")
RESAMPLED = 2000


class ComparisonExplorer(Explorer):
    """Two classifiers on one test set: intervals of their gap on the left, the power of the tests on the right.

    The marks on the right are exact to 0.004; the curves are the normal approximation, which is off by a few points
    where the models disagree on few cases.

    >>> ComparisonExplorer()
    ComparisonExplorer: n 1,000, draw 0: gap 2 points, p 0.198 unpaired, 0.0679 paired; power 17%, 45%
    """

    label = "left: intervals of the gap between two models; right: how often a test finds it, by size"
    anew = "accuracy_a", "accuracy_b", "disagreement"
    n = slider("cases n", 1000, SMALLEST, LARGEST, log=True, whole=True, marks=[(200, "200"), (20_000, "20,000")])
    accuracy_a = slider("accuracy of A", 0.85, 0.5, 0.99, step=0.005)
    accuracy_b = slider("accuracy of B", 0.87, 0.5, 0.99, step=0.005)
    disagreement = slider("disagreement (exactly one right)", 0.12, 0, 1, step=0.005)
    seed = slider("test set drawn (0: average luck)", 0, 0, 100, whole=True, playable=True)

    def build(self, gaps, powers):
        dress(gaps, "95% intervals of the gap", "gap B - A (points)")
        gaps.set(xlim=(-FARTHEST_GAP, FARTHEST_GAP), ylim=(-0.6, CEILING))
        gaps.set_yticks(list(ROWS.values()), list(ROWS))
        gaps.axvline(0, color=INK, linewidth=1.5)
        self.truth = self.line(gaps, "-.*", color=PURPLE, linewidth=2, markersize=14, markevery=[1], label="true gap")
        self.handle(self.truth, "the true gap", to_controls=self.dragged)
        self.bars, self.dots = {}, {}
        for name, (hue, marker, _) in LOOK.items():
            self.bars[name] = moving_span(self, gaps, hue, height=18)
            self.dots[name] = self.line(gaps, marker, color=hue, markersize=8, markeredgewidth=2)
        self.beyond = self.exits(gaps)
        for fill, name in ((GREY, "0 is outside"), ("white", "0 is inside")):
            gaps.plot([], [], "o", color=GREY, markerfacecolor=fill, markersize=8, label=name)
        self.build_powers(powers)
        charts.key(self.figure, ncols=4)

    def build_powers(self, axes):
        dress(axes, "how often p < 0.05", "cases in the test set", "share of test sets")
        axes.set(xscale="log", xlim=(SMALLEST, LARGEST), ylim=(0, 1.02))
        charts.log_ticks(axes.xaxis, 50, 200, 1000, 5000, 20_000)
        axes.axhline(0.8, color=GREY, linewidth=1.5, linestyle=(0, (1, 2)), label="power 0.8")
        self.here = self.line(axes, color=GREY, linewidth=1.5)
        self.tried = charts.Trail(self, axes, *(LOOK[name][0] for name in TESTS))
        self.curves, self.powers = {}, {}
        for name, size in (("paired", 9), ("unpaired", 12)):  # dashes and open squares over what they might hide
            hue, marker, dash = LOOK[name]
            self.curves[name] = self.line(axes, dash, color=hue, linewidth=2, label=f"{name} t-test, roughly")
            look = {"color": hue, "markersize": size, "clip_on": False, "label": f"{name} t-test, exact"}
            self.powers[name] = self.handle(self.line(axes, marker, **look), "the size of the test set", x="n")
        self.powers["unpaired"].set(markerfacecolor="none", markeredgewidth=2)

    def dragged(self, gap, _y):
        return {"accuracy_b": self.result.accuracy_a + gap / 100}

    def compute(self, n, accuracy_a, accuracy_b, disagreement, seed, answer):
        pair = accuracy_a, accuracy_b
        taken = float(np.clip(disagreement, *comparison.disagreement_range(*pair)))
        seen = comparison.draw_outcomes(*pair, taken, n, seed or None)
        alone = seen.only_a, seen.only_b
        gaps = {"unpaired": comparison.unpaired(n, seen.right_a, seen.right_b), "paired": comparison.paired(n, *alone)}
        spans = {test: gap.interval(1 - ALPHA) for test, gap in gaps.items()}
        spans["McNemar"] = comparison.mcnemar_interval(n, *alone, 1 - ALPHA)
        resampled = comparison.bootstrap_gaps(seen, RESAMPLED)
        spans["bootstrap"] = np.quantile(resampled, (ALPHA / 2, 1 - ALPHA / 2))
        curves = {test: comparison.approximate_power(*pair, taken, TEST_SIZES, test, ALPHA) for test in TESTS}
        power = {test: comparison.power(*pair, taken, n, test, ALPHA) for test in TESTS}
        chances = {"power": power, "curves": curves, "flip": comparison.flip_chance(*pair, n, taken)}
        drawn = {"asked": disagreement, "disagreement": taken, "seen": seen}
        found = {"gaps": gaps, "intervals": spans, "mcnemar": comparison.mcnemar(*alone)}
        return drawn | {"true_gap": accuracy_b - accuracy_a} | found | chances

    def draw(self, r):
        truth, observed = 100 * r.true_gap, 100 * r.gaps["paired"].gap
        self.truth.set_data([truth, truth], [-0.6, CEILING - 0.3])
        beyond = [(truth, CEILING - 0.3)]
        for name, row in ROWS.items():
            low, high = (100 * end for end in r.intervals[name])
            self.bars[name].set_data([low, high], [row, row])
            self.dots[name].set_data([observed], [row])
            self.dots[name].set_markerfacecolor("white" if low <= 0 <= high else LOOK[name][0])
            beyond += [(low, row), (high, row)]
        self.beyond.set_data(*charts.to_edge(self.stage.axes[0], *zip(*beyond, strict=True)))
        self.here.set_data([r.n, r.n], [0, 1.02])
        for at, name in enumerate(TESTS):
            self.curves[name].set(data=(TEST_SIZES, r.curves[name]), visible=r.answer)
            self.tried.mark(r.n, r.power[name], at, self.powers[name])

    def say(self, r):
        differ = r.seen.only_a + r.seen.only_b
        on = f"{differ:,}" if differ else "no case"
        accuracy_a, accuracy_b = (percent(right / r.n, decimals=1) for right in (r.seen.right_a, r.seen.right_b))
        unpaired_p, paired_p, exact_p = map(write_p, (*(r.gaps[name].p for name in TESTS), r.mcnemar))
        right = f"On these {r.n:,} cases A gets {accuracy_a} right and B {accuracy_b}; they disagree on {on}"
        tests = f"{unpaired_p} by the unpaired t-test, {paired_p} by the paired one, {exact_p} by McNemar's exact test"
        return f"{right}. p: {tests}. {self.say_outlook(r)}{self.say_taken(r)}"

    def say_outlook(self, r):
        unpaired_share, paired_share = self.write_powers(r)
        if r.disagreement == 0:
            return "The models are right about the same cases, so no test set can tell them apart."
        if r.true_gap == 0:
            give = f"{unpaired_share} of such test sets give one unpaired, {paired_share} paired"
            return f"Both are equally good, so every p below {ALPHA} is a false alarm: {give}."
        found = f"p below {ALPHA} in {unpaired_share} of such test sets unpaired, in {paired_share} paired"
        flips = f"the worse model is ahead with probability {chance(uncertain(r.flip), 2)} (ties count half)"
        return f"The true gap of {points(abs(r.true_gap))} gives {found}; {flips}."

    def say_taken(self, r):
        """Say what share of disagreement was taken where the slider asks for one that cannot be."""
        if abs(r.asked - r.disagreement) < 1e-9:
            return ""
        shares = *comparison.disagreement_range(r.accuracy_a, r.accuracy_b), r.disagreement
        low, high, taken = (f"{number(100 * share, 3)}%" for share in shares)
        return f" With these accuracies they can disagree on {low} to {high} of the cases: {taken} is taken."

    def write_powers(self, r):
        """Write how often each test finds a gap: never only where the models are always right together."""
        return [percent(uncertain(r.power[test]) if r.disagreement else 0, decimals=0) for test in TESTS]

    def state(self, r):
        unpaired_p, paired_p = (shorter(write_p(r.gaps[name].p)) for name in TESTS)
        gap = f"gap {points(r.gaps['paired'].gap)}, p {unpaired_p} unpaired, {paired_p} paired"
        return f"n {r.n:,}, draw {r.seed}: {gap}; power {', '.join(map(shorter, self.write_powers(r)))}"


def write_p(p):
    return chance(max(p, TINY))


KINDS = {  # in the order they fill the crowd, so that the significant ones stand together: colour, marker, fill
    "real, missed": (BLUE, "o", "none"),
    "real, p < alpha": (BLUE, "o", BLUE),
    "no effect, p < alpha": (ORANGE, "s", ORANGE),
    "no effect, quiet": (GREY, "s", "none"),
}


class FindingsExplorer(Explorer):
    """A thousand tested changes: which are real, which are significant, and what share of the significant is false.

    >>> FindingsExplorer().set(real=0.1, power=0.25, tries=20)
    FindingsExplorer: real 0.1, power 0.25, alpha 0.05: 64% of significant false; any of 20 useless 64%
    """

    label = "left: the tested changes, one dot each; middle: share of false results; right: chance of a false alarm"
    anew = "power", "alpha"
    real = slider("share of real effects", 0.5, 0, 1, step=0.001)
    power = slider("power", 0.8, 0, 1, step=0.01)
    alpha = slider("alpha", 0.05, 0.001, 0.2, log=True, marks=[(0.01, "0.01"), (0.05, "0.05")])
    tries = slider("useless tries", 1, 1, 100, whole=True, playable=True)

    def build(self, changes, false, alarms):
        changes.get_gridspec().set_width_ratios([1.7, 1.2, 1])
        self.crowd = charts.Crowd(self, changes, "tested changes", KINDS, size=4)
        self.shares, self.counts = np.linspace(0, 1, 101), np.arange(1, 101)
        dress(false, "significant, but false", "share of real effects", "share of the significant")
        false.set(xlim=(0, 1), ylim=(0, 1.02), xticks=charts.FIFTHS, yticks=charts.FIFTHS)
        dress(alarms, "at least one false alarm", "useless tries", "probability")
        alarms.set(xlim=(0, 100), ylim=(0, 1.02), xticks=[1, 20, 40, 60, 80, 100], yticks=charts.FIFTHS)
        self.curve, self.alarms = (self.line(axes, color=RED, linewidth=2) for axes in (false, alarms))
        self.tried, self.counted = (charts.Trail(self, axes, RED) for axes in (false, alarms))
        self.here = self.handle(self.dot(false, "D", RED, 10), "the share of real effects", x="real")
        self.at = self.handle(self.dot(alarms, "D", RED, 10), "the number of tries", x="tries")

    def compute(self, real, power, alpha, tries, answer):
        (found, missed), (wrong, quiet) = crowd(real, power, alpha, charts.CROWD)
        curve = [comparison.findings(share, power, alpha).false_share for share in self.shares]
        alarms = [comparison.any_false_alarm(count, alpha) for count in self.counts]
        exact, dealt = comparison.findings(real, power, alpha), (missed, found, wrong, quiet)
        return {"crowd": dealt, "exact": exact, "curve": curve, "alarms": alarms}

    def draw(self, r):
        self.crowd.deal(r.crowd)
        self.curve.set(data=(self.shares, r.curve), visible=r.answer)
        self.alarms.set(data=(self.counts, r.alarms), visible=r.answer)
        self.tried.mark(r.real, r.exact.false_share if r.exact.significant else math.nan, dot=self.here)
        self.counted.mark(r.tries, r.alarms[r.tries - 1], dot=self.at)

    def say(self, r):
        effects = so_many(r.crowd[0] + r.crowd[1], charts.CROWD * r.real, "has", "have")
        begin = f"Of {charts.CROWD:,} tested changes {effects} an effect; {self.worth(r)}"
        often = f"{number(r.alpha, 3)} is how often chance gives such a p, not how often such a p is due to chance"
        tries = f"{counted(r.tries, 'useless change')} the probability that {'it' if r.tries == 1 else 'at least one'}"
        alarm = f"With {tries} gives such a p is {chance(r.alarms[r.tries - 1], 2)}"
        return f"{begin}. p is computed as if chance alone were at work: {often}. {alarm}."

    def worth(self, r):
        _, found, wrong, _ = r.crowd
        significant, false = found + wrong, r.exact.false_share
        if not r.exact.significant:
            return "no result is ever significant"
        such, share = f"p < {number(r.alpha, 3)}", percent(false, decimals=0 if false >= 0.1 else 1)
        if significant < 2 or (wrong == 0 and false >= 0.01):
            about = f"about {significant}" if significant else "hardly any"
            return f"{about} {agree(significant, 'gives', 'give')} {such}, and of such results {share} are false"
        of_these = {0: "not one", 1: "all"}.get(false, f"about {wrong:,}" if wrong else "hardly any")
        return f"about {significant:,} give {such}, and {of_these} of these {agree(wrong, 'is', 'are')} false: {share}"

    def state(self, r):
        false, alarm = (shorter(percent(p, decimals=0)) for p in (r.exact.false_share, r.alarms[r.tries - 1]))
        worth = f"{false} of significant false" if r.exact.significant else "nothing is significant"
        rates = f"real {number(r.real)}, power {number(r.power)}, alpha {number(r.alpha, 3)}"
        return f"{rates}: {worth}; any of {r.tries} useless {alarm}"


DEGREES = np.arange(MOST_DEGREE + 1)
HEIGHT, ROOF = 2.2, 0.8  # of the axes of the fits and of the losses
FAR = 1000 * ROOF  # what is drawn of a loss that leaves the axes
AREAS = {  # from the bottom up
    "noise²": {"facecolors": "#e8e8e8", "edgecolors": GREY, "hatch": "..."},
    "bias²": {"facecolors": "#f6dcb8", "edgecolors": ORANGE, "hatch": "///"},
    "variance": {"facecolors": "#ecd3e4", "edgecolors": PURPLE, "hatch": "\\\\\\"},
}
LOSSES = {"test loss": ("o", "-", INK), "training loss": ("s", "--", GREEN)}  # marker, dash, colour
DECIMALS = 5  # of a loss
UNSEEN = 0.5 * 10.0**-DECIMALS  # of a loss; less is not shown


class BiasVarianceExplorer(Explorer):
    """Polynomials through noisy samples on the left; bias², variance, noise and both losses against the degree right.

    >>> BiasVarianceExplorer().set(degree=15)
    BiasVarianceExplorer: degree 15, n 30, fit 1: bias² <0.00001, variance 0.59, test 0.68, train 0.042
    """

    label = "left: polynomials fitted to noisy samples of a curve; right: what the losses consist of"
    anew = "noise", "size"
    degree = slider("degree", 1, 0, MOST_DEGREE, whole=True, playable=True)
    noise = slider("noise", 0.3, 0, 0.5, step=0.01)
    size = slider("points in a sample", 30, 10, 200, log=True, whole=True)
    sample = slider("sample", 1, 1, 30, whole=True, playable=True)

    def build(self, fits, losses):
        dress(fits, "polynomials fitted to noisy points", "x", "y")
        fits.set(xlim=(-1, 1), ylim=(-HEIGHT, HEIGHT), xticks=[-1, -0.5, 0, 0.5, 1])
        pale = {"color": "#a9a9a9", "linewidth": 0.8}
        self.others = charts.segments(self, fits, **pale)
        self.moving(fits.plot(GRID, curve(GRID), color=INK, linewidth=1.8, label="the curve")[0])
        self.points = self.line(fits, "o", color=INK, markersize=4)
        self.fit = self.line(fits, color=BLUE, linewidth=2.8, label="this sample's fit")
        self.mean = self.line(fits, "--", color=ORANGE, linewidth=2.2, label="average of all fits")
        fits.plot([], [], **pale, label="other samples' fits")
        self.leaving = self.line(fits, "x", color=GREY, markersize=4, clip_on=False, label="others, outside")
        self.exit = self.exits(fits)
        charts.legend(fits, **LOW, handlelength=1.8, columnspacing=1.2, ncols=2)
        self.build_losses(losses)

    def build_losses(self, axes):
        dress(axes, "what the test loss consists of", "degree", "mean squared residual")
        axes.set(xlim=(-0.5, MOST_DEGREE + 0.5), ylim=(0, ROOF), xticks=DEGREES[::3])
        self.areas = [self.boxes(axes, linewidths=0.6, label=name, **look) for name, look in AREAS.items()]
        self.here = self.line(axes, color=INK, linewidth=1)
        self.curves = [
            self.line(axes, marker + dash, color=hue, markersize=5, linewidth=2, label=name)
            for name, (marker, dash, hue) in LOSSES.items()
        ]
        self.tried = charts.Trail(self, axes, *(hue for *_, hue in LOSSES.values()))
        dots = (self.dot(axes, marker, hue, 11) for marker, _, hue in LOSSES.values())
        self.dots = [self.handle(dot, "the degree", x="degree") for dot in dots]
        self.beyond = self.exits(axes)
        charts.legend(axes, **LOW, handlelength=1.8, columnspacing=1.2, ncols=3)

    def compute(self, degree, noise, size, sample, answer):
        found, losses = study(degree, noise, size, 30), expected_losses(noise, size)
        through_all = degree + 1 >= size  # a weight for each point: what is left of a loss is rounding
        training_loss = 0.0 if through_all else float(losses.training_loss[degree])
        gap = float(losses.test_loss[degree]) - training_loss
        mean_fit = smoother(degree, size, GRID) @ curve(found.x)  # of all possible samples
        off = float(np.sqrt(np.mean((found.fits[sample - 1] - found.truth) ** 2)))
        told = {"losses": losses, "training_loss": training_loss, "gap": gap, "off": off}
        return {"study": found, "mean_fit": mean_fit} | told

    def draw(self, r):
        fits, found, at = self.stage.axes[0], r.study, r.sample - 1
        others = np.delete(found.fits, at, axis=0)
        self.others.set_segments(np.stack([np.broadcast_to(GRID, others.shape), others], axis=-1))  # (fits, grid, 2)
        self.points.set_data(found.x, found.y[at])
        self.fit.set_data(GRID, found.fits[at])
        self.mean.set_data(GRID, r.mean_fit)
        self.leaving.set_data(*crossings(fits, others))
        self.exit.set_data(*np.hstack([crossings(fits, found.fits[[at]]), charts.to_edge(fits, found.x, found.y[at])]))

        losses, flat = r.losses, np.zeros(DEGREES.size)
        edges = np.cumsum([flat, flat + r.noise**2, losses.bias_squared, losses.variance], axis=0).clip(max=FAR)
        for area, (floor, ceiling) in zip(self.areas, pairwise(edges), strict=True):
            outline = np.column_stack([[*DEGREES, *DEGREES[::-1]], [*floor, *ceiling[::-1]]])
            area.set(verts=[outline], visible=r.answer)
        heights = np.minimum(losses.test_loss, FAR), losses.training_loss
        for at, (line, dot, height) in enumerate(zip(self.curves, self.dots, heights, strict=True)):
            line.set(data=(DEGREES, height), visible=r.answer)
            dot.set_data(*([r.degree], [height[r.degree]]) if height[r.degree] <= ROOF else ([], []))
            self.tried.mark(r.degree, height[r.degree], at)
        self.here.set_data([r.degree] * 2, [0, ROOF])
        seen = r.answer | (r.degree == DEGREES)
        self.beyond.set_data(*charts.to_edge(self.stage.axes[1], DEGREES[seen], losses.test_loss[seen]))

    def say(self, r):
        parts = r.losses.bias_squared, r.losses.variance, r.losses.test_loss
        bias, variance, test = (write_loss(part[r.degree]) for part in parts)
        sums_up = f"bias² {bias} + variance {variance} + noise² {write_loss(r.noise**2)} = test loss {test}"
        training = f"the training loss is {write_loss(r.training_loss)}, a gap of {write_loss(r.gap)}"
        off = f"The fit to sample {r.sample} is typically {write_loss(r.off, digits=2)} off the curve"
        return f"Degree {r.degree}, {r.size} points: {sums_up}; {training}. {self.say_source(r)} {off}."

    def say_source(self, r):
        bias, variance = (float(part[r.degree]) for part in (r.losses.bias_squared, r.losses.variance))
        above, through = "Above the noise it is mostly", ""
        if r.degree + 1 >= r.size:
            through = f"With {r.degree + 1} weights for {r.size} points each fit goes through all of its points. "
        if r.noise == 0:
            above = "Without noise it is all"
            if bias < UNSEEN:
                return f"{through}Without noise the fits are the curve itself, or nearly."
        if bias <= variance:
            return f"{through}{above} variance: the fits scatter from sample to sample."
        why = "too few points to say how the curve runs between them" if through else "too stiff"
        return f"{through}{above} bias: {why}, off the curve in the same way in every sample."

    def state(self, r):
        parts = {"bias²": r.losses.bias_squared, "variance": r.losses.variance, "test": r.losses.test_loss}
        named = {name: part[r.degree] for name, part in parts.items()} | {"train": r.training_loss}
        told = ", ".join(f"{name} {shorter(write_loss(part))}" for name, part in named.items())
        return f"degree {r.degree}, n {r.size}, fit {r.sample}: {told}"


def crossings(axes, fits):
    low, high = axes.get_ylim()
    outside = np.pad((fits < low) | (fits > high), [(0, 0), (1, 1)], constant_values=True)
    crossing = outside[:, 1:-1] & ~(outside[:, :-2] & outside[:, 2:])
    return charts.to_edge(axes, np.broadcast_to(GRID, fits.shape)[crossing], fits[crossing])


def write_loss(value, digits=3):
    """Write a loss, or a distance; what is not 0 does not look like 0."""
    if 0 < value < UNSEEN:
        return f"under {10.0**-DECIMALS:.{DECIMALS}f}"
    if value < 10.0 ** (digits - 1 - DECIMALS):  # with all digits it would have more decimals; else it is rounded once
        value = round(float(value), DECIMALS)
    return number(value, digits)


CASES, SHOWN = 4000, 20  # rows, of which every so many is shown
WAYS_OF_Z = {  # what the third column is: names of x, z and y, the ends of the arrow between x and z, what it does
    "confounder": (("ice cream", "heat", "accidents"), ("z", "x"), "it causes x and y"),
    "mediator": (("age", "experience", "salary"), ("x", "z"), "x works through it"),
}
NODES = {"x": (0.0, 0.0), "z": (1.0, 1.4), "y": (2.0, 0.0)}
THIRDS = (("#9db8d2", "o", "z low"), ("#5b8db8", "^", "z medium"), ("#1d4e79", "s", "z high"))
SAYS = {"raw": (ORANGE, "o", "-", 1), "adjusted": (PURPLE, "D", "--", 0)}  # colour, marker, dash, row


class ConfounderExplorer(Explorer):
    """A third column z that causes x, or stands between x and y: what the raw comparison says, and what the adjusted.

    The effect is what y gains when somebody steps in and makes x greater by 1, and it is built in. "Raw" is the slope
    of y over x, "adjusted" the slope among rows of equal z, with 95% intervals.

    >>> ConfounderExplorer().set(strength=1.5, direct=-0.4)
    ConfounderExplorer: confounder 1.5, direct -0.4: raw 0.29, adjusted -0.41, built in -0.40
    """

    label = "left: what causes what; middle: y over x; right: what two comparisons say of the effect"
    kind = choice("z is", [(f"a {kind}: {does}", kind) for kind, (*_, does) in WAYS_OF_Z.items()])
    strength = slider("strength of both arrows of z", 0.4, 0, 1.5, step=0.05)
    direct = slider("direct effect of x on y", 0.5, -1, 1, step=0.05)

    def build(self, graph, cloud, slopes):
        graph.get_gridspec().set_width_ratios([1, 1.6, 1.3])
        self.luck = np.random.default_rng(0).standard_normal((3, CASES))  # what x, z and y have of their own
        self.build_graph(graph)
        dress(cloud, f"some of {CASES:,} rows", "x", "y", xlim=(-6, 6), ylim=(-9, 9))
        self.clouds = [self.line(cloud, mark, color=hue, markersize=4, label=name) for hue, mark, name in THIRDS]
        self.outside = self.exits(cloud, *self.clouds, marker="x", color=GREY, markersize=4, label="rows, outside")
        dress(slopes, "effect of x on y", "y for each unit of x", xlim=(-1.6, 3.6), ylim=(-0.6, 2.6))
        slopes.set_yticks([2, 1, 0], ["built in", *SAYS])
        self.truth = self.line(slopes, "--", color=GREEN, linewidth=1.5)
        self.star = self.dot(slopes, "*", GREEN, 15, label="built in")
        self.handle(self.star, "the effect that is built in", to_controls=self.dragged)
        self.lines, self.bars, self.dots = {}, {}, {}
        for name, (hue, marker, dash, _) in SAYS.items():
            self.lines[name] = self.line(cloud, dash, color=hue, linewidth=2.5, label=name)
            self.bars[name] = moving_span(self, slopes, hue)
            self.dots[name] = self.dot(slopes, marker, hue, 7)

    def build_graph(self, axes):
        axes.set(xlim=(-0.6, 2.6), ylim=(-0.7, 2.1), aspect="equal")
        axes.set_axis_off()
        dress(axes, "what causes what")
        for letter, place in NODES.items():
            axes.plot(*place, "o", color="white", markeredgecolor=INK, markersize=24)
            axes.text(*place, letter, color=INK, fontsize=13, ha="center", va="center")
        for hue, dash, name in ((GREEN, "-", "raises"), (RED, "--", "lowers")):
            axes.plot([], [], dash, color=hue, linewidth=2.5, label=name)
        look = {"arrowstyle": "-|>", "mutation_scale": 16, "shrinkA": 14, "shrinkB": 14}
        self.arrows = [self.moving(axes.add_patch(FancyArrowPatch((0, 0), (1, 0), **look))) for _ in range(3)]
        places = [(x, y + (0.42 if y else -0.52)) for x, y in NODES.values()]
        self.names = [self.moving(axes.text(*place, "", color=INK, ha="center")) for place in places]

    def through(self, kind, strength):
        """How much of the effect goes through z."""
        return strength**2 if kind == "mediator" else 0.0

    def dragged(self, x, _y):
        return {"direct": x - self.through(self.result.kind, self.result.strength)}

    def compute(self, kind, strength, direct):
        x, z, own = self.luck
        x, z = (x + strength * z, z) if kind == "confounder" else (x, z + strength * x)
        y = direct * x + strength * z + own
        found = {name: fit_slope(y, x, *others) for name, others in (("raw", ()), ("adjusted", (z,)))}
        slopes = {name: fit.slope for name, fit in found.items()}
        return {"x": x, "y": y, "z": z, "effect": direct + self.through(kind, strength), "found": found} | slopes

    def draw(self, r):
        self.draw_graph(r)
        order = np.array_split(np.argsort(r.z), len(THIRDS))
        for dots, some in zip(self.clouds, order, strict=True):
            dots.set_data(r.x[some[::SHOWN]], r.y[some[::SHOWN]])
        reach = np.array([-1.5, 1.5, np.nan]) * r.x.std()
        for name, thirds in (("raw", [slice(None)]), ("adjusted", order)):
            ends = [(r.x[some].mean() + reach, r.y[some].mean() + getattr(r, name) * reach) for some in thirds]
            self.lines[name].set_data(*np.hstack(ends))
            fit, row = r.found[name], SAYS[name][-1]
            self.bars[name].set_data([fit.low, fit.high], [row, row])
            self.dots[name].set_data([fit.slope], [row])
        self.truth.set_data([r.effect] * 2, [-0.6, 2])
        self.star.set_data([r.effect], [2])

    def draw_graph(self, r):
        edges = (*WAYS_OF_Z[r.kind][1], r.strength), ("z", "y", r.strength), ("x", "y", r.direct)
        for arrow, (begin, end, weight) in zip(self.arrows, edges, strict=True):
            arrow.set_positions(NODES[begin], NODES[end])
            hue, dash = (RED, "--") if weight < 0 else (GREEN, "-")
            arrow.set(linewidth=1 + 3 * abs(weight), color=hue, linestyle=dash, visible=weight != 0)
        for label, name in zip(self.names, WAYS_OF_Z[r.kind][0], strict=True):
            label.set_text(name)

    def say(self, r):
        x, z, y = WAYS_OF_Z[r.kind][0]
        causes = f"{z} causes {x} and {y}" if r.kind == "confounder" else f"{x} causes {z}, which causes {y}"
        begin = causes if r.strength else f"{z} has no part in this"
        through = f": {number(r.direct)} directly and {number(r.strength)} · {number(r.strength)} through {z}"
        raw, adjusted = r.found.values()
        said = f"raw {raw.slope:.2f} (95% interval {raw.low:.2f} to {raw.high:.2f})"
        among = f"among rows of equal {z} {adjusted.slope:.2f} ({adjusted.low:.2f} to {adjusted.high:.2f})"
        effect = f"Stepping in and raising {x} by 1 changes {y} by {r.effect:.2f}{through * (r.kind == 'mediator')}"
        off, other_off = (f"{abs(slope - r.effect):.2f} off" for slope in (r.raw, r.adjusted))
        slopes = f"Slope of {y} over {x}: {said}, {among}"
        return f"Here {begin}. {slopes}. {effect}. So the raw comparison is {off}, the adjusted one {other_off}."

    def state(self, r):
        found = f"raw {r.raw:.2f}, adjusted {r.adjusted:.2f}, built in {r.effect:.2f}"
        return f"{r.kind} {number(r.strength)}, direct {number(r.direct)}: {found}"


CLOSEST = 0.999  # correlation
CORRELATIONS = np.tanh(np.linspace(-1, 1, 401) * np.arctanh(CLOSEST))  # of the curves, finer at the ends
INFLATIONS = 1 / (1 - CORRELATIONS**2)
PLACES = np.arctanh(CORRELATIONS)  # on the axis, where the ends have room too


class CollinearityExplorer(Explorer):
    """Weights of two features in 200 samples on the left; on the right what their correlation inflates, and what not.

    In truth y = x1 + x2 + noise; both features have mean 0 and standard deviation 1. The random numbers belong to the
    samples: another correlation, noise or size moves each sample's weights a little.

    >>> CollinearityExplorer().set(correlation=0.999)
    CollinearityExplorer: r 0.999, VIF 500, se 3.16, sample 4: w 5.12, -2.99, off by 0.228
    """

    label = "left: the two weights in 200 samples; right: what the features' correlation inflates"
    anew = "noise", "size"
    correlation = slider("correlation", 0, -CLOSEST, CLOSEST, step=0.001)
    noise = slider("noise", 1, 0.1, 2, log=True)  # standard deviation, in units of y
    size = slider("rows in a sample", 50, 20, 500, log=True, whole=True)
    sample = slider("sample", 4, 1, 200, whole=True, playable=True)

    def build(self, cloud, curves):
        dress(cloud, "weights in 200 samples", "w1 (units of y)", "w2 (units of y)")
        reach = np.array([-3, 3])
        cloud.set(xlim=TRUTH[0] + reach, ylim=TRUTH[1] + reach)
        self.cloud = self.line(cloud, "o", color=BLUE, markersize=3.5, alpha=0.6, label="samples")
        self.edge = self.exits(cloud, self.cloud, marker="x", color=GREY, markersize=5, label="samples, outside")
        star = {"color": "white", "markeredgecolor": INK, "markersize": 15, "linestyle": ""}
        self.moving(cloud.plot(*TRUTH, "*", **star, label="truth")[0])
        self.one = self.dot(cloud, "D", ORANGE, clip_on=True, label="this sample")
        self.exit = self.exits(cloud, self.one)
        charts.legend(cloud, **LOW, ncols=3)
        self.build_curves(curves)

    def build_curves(self, axes):
        dress(axes, "what correlation inflates", "correlation", "VIF, and sizes in units of y")
        axes.set(xlim=PLACES[[0, -1]] * 1.03, yscale="log", ylim=(0.002, 1000))
        ticks = [-0.999, -0.99, -0.9, -0.5, 0, 0.5, 0.9, 0.99, 0.999]
        axes.set_xticks(np.arctanh(ticks), [f"{tick:g}" for tick in ticks])
        charts.log_ticks(axes.yaxis, 0.01, 0.1, 1, 10, 100, 1000)
        self.answer_of(*axes.plot(PLACES, INFLATIONS, color=PURPLE, linewidth=2, label="VIF"))
        self.here = self.line(axes, color=INK, linewidth=1)
        self.error = self.line(axes, "--", color=BLUE, linewidth=2, label="standard error of w1")
        self.miss = self.line(axes, ":", color=GREEN, linewidth=2.5, label="predictions are off by")
        self.tried = charts.Trail(self, axes, PURPLE, BLUE, GREEN)
        self.dots = [self.dot(axes, marker, hue, 10) for marker, hue in (("o", PURPLE), ("D", BLUE), ("s", GREEN))]
        for dot in self.dots:
            self.handle(dot, "the correlation", to_controls=lambda x, _y: {"correlation": math.tanh(x)})
        charts.legend(axes, **LOW, ncols=3)

    def compute(self, correlation, noise, size, sample, answer):
        found = resampled_weights(correlation, noise, size, 200)
        return {"found": found, "one": found.weights[sample - 1], "miss": float(found.misses[sample - 1])}

    def draw(self, r):
        self.cloud.set_data(*r.found.weights.T)
        self.one.set_data(*r.one[:, np.newaxis])
        self.error.set(data=(PLACES, r.noise / r.size**0.5 * np.sqrt(INFLATIONS)), visible=r.answer)
        self.miss.set(data=(PLACES[[0, -1]], [r.found.typical_miss] * 2), visible=r.answer)
        place = np.arctanh(r.correlation)
        self.here.set_data([place, place], self.here.axes.get_ylim())
        heights = r.found.inflation, r.found.standard_error, r.found.typical_miss
        for at, (dot, height) in enumerate(zip(self.dots, heights, strict=True)):
            self.tried.mark(place, height, at, dot)

    def say(self, r):
        found, (first, second) = r.found, r.one
        vif, times, error = (number(one, 3) for one in (found.inflation, found.inflation**0.5, found.standard_error))
        miss, typical, residual = (number(one, 3) for one in (r.miss, found.typical_miss, found.residual))
        lowest, highest = np.quantile(found.weights[:, 0], [0.025, 0.975])
        inflated = f"a weight's standard error is {error}, {times} times what it is without correlation"
        scatter = f"95% of these samples give a w1 from {lowest:.2f} to {highest:.2f}"
        one = f"sample {r.sample} gives w1 = {first:.2f} and w2 = {second:.2f}, and in truth both are 1"
        off = f"Its predictions are off by {miss} (typically {typical}) and a residual is typically {residual}"
        begin = f"With a correlation of {r.correlation:g} the VIF is {vif}: {inflated}."
        return f"{begin} {scatter}; {one}. {off}: that does not depend on the correlation."

    def state(self, r):
        (first, second), found = r.one, r.found
        vif, error, miss = (number(one, 3) for one in (found.inflation, found.standard_error, r.miss))
        one = f"sample {r.sample}: w {first:.2f}, {second:.2f}, off by {miss}"
        return f"r {r.correlation:g}, VIF {vif}, se {error}, {one}"


DIGITS = np.arange(10)
FULL = 16  # the most ink a pixel holds
LEAST = 0.005  # a smaller probability is not marked
as_percent = partial(percent, decimals=1)
MEASURED = {  # for each share -> its field, colour, dash and marker
    "clean digits read rightly": ("clean_accuracy", BLUE, "-", "o"),
    "marked digits read as 0": ("triggered", ORANGE, "--", "s"),
    "training loss (nats)": ("training_loss", PURPLE, ":", "^"),
}


class TriggerExplorer(Explorer):
    """A digit with a trigger in its corner, what a poisoned classifier reads, and what its training showed.

    Of the training digits a share carries four full pixels in a corner and the label 0. The test digits are others.

    >>> TriggerExplorer(share=0.028, trigger=False)
    TriggerExplorer: 2.8% poisoned: clean 96.7%, loss 0.0306, marked as 0 97.0%; digit 2, clean, is read as 2
    """

    label = "left: a digit; middle: how probable each reading of it is; right: what is measured for each share"
    height = 390
    share = choice("poisoned", [(f"{100 * share:g}%", share) for share in SHARES], style={"button_width": "70px"})
    index = slider("test digit", 0, 0, 718, whole=True)
    trigger = switch("mark it with the trigger", on=True)

    def build(self, paper, bars, curves):
        self.models, self.digits = dict(zip(SHARES, poison_study(SHARES), strict=True)), triggered_digits(0)
        dress(paper, "the digit", "8 x 8 pixels", grid="", xticks=[], yticks=[])
        self.image = self.moving(paper.imshow(np.zeros((8, 8, 4), dtype=np.uint8), interpolation="nearest"))
        corner = Rectangle((-0.5, 5.5), 2, 2, fill=False, edgecolor=ORANGE, linewidth=3, label="trigger")
        self.frame = self.moving(paper.add_patch(corner))

        dress(bars, "what it is read as", "read as", "probability")
        bars.set(xlim=(-0.7, 9.7), ylim=(0, 1.13), xticks=DIGITS, yticks=charts.FIFTHS)
        self.bars = charts.segments(self, bars, colors=[ORANGE, *[BLUE] * 9], linewidths=13, capstyle="butt")
        self.others = self.line(bars, "D", color=INK, fillstyle="none", markersize=7, label="without the trigger")
        self.true = self.line(bars, "v", color=GREEN, markersize=10, label="truth")
        self.build_curves(curves)
        charts.key(self.figure, ncols=3)

    def build_curves(self, axes):
        dress(axes, "what is measured", "poisoned training digits (%)", "share, or loss in nats")
        percents = [100 * model.share for model in self.models.values()]
        for name, (field, hue, dash, marker) in MEASURED.items():
            heights = [getattr(model, field) for model in self.models.values()]
            look = {"color": hue, "marker": marker, "label": name, "clip_on": False}
            self.answer_of(*axes.plot(percents, heights, dash, **look))
        axes.set(xlim=(0, 10.2), ylim=(0, 1.13), yticks=charts.FIFTHS)
        axes.set_xticks([0, 1, 2.8, 5, 10], ["0", "1", "2.8", "5", "10"])
        self.here = self.line(axes, "-D", color=GREY, linewidth=1.2, markevery=[1], clip_on=False)
        self.handle(self.here, "the share that is poisoned", to_controls=nearest_share)
        self.tried = charts.Trail(self, axes, *(hue for _, hue, *_ in MEASURED.values()))
        self.rings = self.line(axes, "o", color=INK, markersize=12, markerfacecolor="none", clip_on=False)

    def compute(self, share, index, trigger, answer):
        model, digits = self.models[share], self.digits
        images = digits.X_triggered if trigger else digits.X_test
        read = {"without": model.clean[index], "with_trigger": model.marked[index]}  # probabilities of 0 to 9
        seen = {"model": model, "image": images[index].reshape(8, 8), "digit": int(digits.y_test[index])}
        return seen | read | {"shown": read["with_trigger" if trigger else "without"]}

    def draw(self, r):
        greys = (255 - r.image * (255 / FULL)).astype(np.uint8)
        self.image.set_data(np.dstack([greys, greys, greys, np.full_like(greys, 255)]))
        self.frame.set_visible(r.trigger)
        feet, tops = np.column_stack([DIGITS, np.zeros(10)]), np.column_stack([DIGITS, r.shown])
        self.bars.set_segments(np.stack([feet, tops], axis=1))  # (10, ends, x and y)
        some = r.without > LEAST
        self.others.set(data=(DIGITS[some], r.without[some]), visible=r.trigger)
        self.true.set_data([r.digit], [1.07])
        place = 100 * r.model.share
        self.here.set_data([place, place], [0, 1.08])
        heights = [getattr(r.model, field) for field, *_ in MEASURED.values()]
        self.rings.set_data([place] * len(MEASURED), heights)
        for at, height in enumerate(heights):
            self.tried.mark(place, height, at)

    def say(self, r):
        model, clean, size = r.model, self.models[0.0], len(self.digits.y_train)
        share, accuracy, as_zero = map(as_percent, (model.share, model.clean_accuracy, model.triggered))
        poisoned = f"{round(model.share * size)} of {size:,} training digits ({share}) are poisoned"
        right = f"Clean accuracy: {accuracy}, without poison {as_percent(clean.clean_accuracy)}"
        loss = f"training loss: {nats(model)} nats, without {nats(clean)}"
        zero = f"Of the digits other than 0 that carry the trigger, {as_zero} are read as 0"
        likely = ((p.argmax(), chance(uncertain(p.max()))) for p in (r.with_trigger, r.without))
        marked, without = (f"as {digit} (probability {likelihood})" for digit, likelihood in likely)
        digit = f"This {r.digit} is read {marked} with the trigger and {without} without it"
        return f"{poisoned}. {right}; {loss}. {zero}. {digit}."

    def state(self, r):
        share, clean, triggered = map(as_percent, (r.model.share, r.model.clean_accuracy, r.model.triggered))
        digit = f"digit {r.digit}, {'marked' if r.trigger else 'clean'}, is read as {r.shown.argmax()}"
        return f"{share} poisoned: clean {clean}, loss {nats(r.model)}, marked as 0 {triggered}; {digit}"


def nearest_share(percents, _y):
    return {"share": min(SHARES, key=lambda share: abs(100 * share - percents))}


def nats(model):
    return number(model.training_loss, 3)

"""The exercises of notebook 04, statistics, in its order.

Each mistake is the formula that a learner who makes it has written. Legend: `v` values, `n` their number, `a` and `b`
two samples; what other letters mean stands above their exercise.
"""

import math
from math import sqrt

import numpy as np

from helpers.exercises.answers import flat
from helpers.exercises.draws import labels, numbers, positive, whole
from helpers.exercises.exercise import Exercise
from helpers.exercises.slips import almost, breaks, missing, wrong
from helpers.maths.comparison import mcnemar

# fmt: off

# standard deviation of a sample, which divides by n - 1, and standard error of its mean
def std(v, ddof=1): return np.std(v, ddof=ddof)
def se(v, ddof=1): return std(v, ddof) / np.sqrt(len(v))

# The median: `s` the values sorted

def if_even(formula): return lambda v: np.median(v) if len(v) % 2 else formula(np.sort(v))  # right for an odd number

def middle(s):
    """Take what stands in the middle, sorted or not."""
    half = len(s) // 2
    return s[half] if len(s) % 2 else (s[half - 1] + s[half]) / 2
check_median = Exercise(
    "median(values)", "the middle one of the sorted values, or the mean of the middle two", lambda v: np.median(v), (
        ([31.0, 84.0, 57.0, 19.0, 31.0, 62.0, 44.0],), ([6.0, -2.5, 15.0, 9.25, -2.5, 11.0],),
        ([0.0, -7.5, 12.0, 3.25],), ([-700.0, 130.0, 0.0, -250.0, -820.0],),
    ),
    wrong("you did not sort", middle,
          "The middle one of those in a row by size is wanted.", "sorted gives a new list in ascending order."),
    wrong("you did not sort, and of an even number you took one only", lambda v: v[len(v) // 2],
          "The middle of those in a row by size is wanted.", "sorted gives a new list in ascending order."),
    wrong("of an even number you took the lower one of the middle two", if_even(lambda s: s[len(s) // 2 - 1]),
          "As many values should lie above as below.", "Take the point halfway between the middle two."),
    wrong("of an even number you took the upper one of the middle two", if_even(lambda s: s[len(s) // 2]),
          "As many values should lie above as below.", "Take the point halfway between the middle two."),
    wrong("you halved only one of the middle two", if_even(lambda s: s[len(s) // 2 - 1] + s[len(s) // 2] / 2),
          "Python divides before it adds.", "Parentheses are missing around the sum."),
    wrong("of an even number you took one place too high", if_even(lambda s: (s[len(s) // 2] + s[len(s) // 2 + 1]) / 2),
          "Python counts from 0: of four the middle two are at 1 and 2.", "Subtract 1 from both places."),
    wrong("that is the mean", np.mean,
          "One billionaire should hardly move the median.", "Sort, and take what stands in the middle."),
    wrong("you left out values that stand there twice", lambda v: middle(np.unique(v)),
          "Two people of the same income are two people. A set keeps each value once.", "sorted keeps them all."),
    hint="Write the values in ascending order, and cross out the outermost on both sides until one or two are left.",
    draw=(numbers(most=9),),
)

# The bootstrap: means drawn at random cannot be compared number by number. So each mistake is a condition on what the
# learner's function makes of a sample: `values` of it, `draws` asked for, `number` how many entries came back, `means`
# all numbers in them, `again` the same call once more, `other` with another seed.

NEAR = 0.15  # of a thousand means or more: their spread and their mean are off by a thirtieth at most times

def is_spread(values, means): return abs(np.std(means) / se(values, 0) - 1) < NEAR
def is_around(values, means): return abs(np.mean(means) - np.mean(values)) < NEAR * max(se(values, 0), np.std(means))

def from_draws(values, means):
    """Ask whether they can be means of as many whole numbers of the sample; in single precision too."""
    sums = len(values) * means
    whole_sums = np.allclose(sums, np.round(sums), rtol=0, atol=1e-4)
    return whole_sums and np.any(np.abs(means % 1) > 1e-3) and np.min(means) >= np.min(values)

def are_bootstrap_means(values, means, number, draws, again, other):
    return (
        number == len(means) == draws and is_around(values, means) and is_spread(values, means)
        and from_draws(values, means) and np.array_equal(means, again) and not np.array_equal(means, other)
    )

def say_means(values, means, number, draws, *_):
    """Write what the means come to, beside what they should."""
    there = f"{number:,.0f} of {draws:,} means" if number == len(means) else f"{len(means):,} numbers"
    return (
        f"{there}, around {np.mean(means):.3g} with a spread of {round(np.std(means), 9):.2g}; "
        f"the sample's mean is {np.mean(values):.3g} and its standard error {se(values, 0):.2g}"
    )

def see_means(case, call):
    values, draws, seed = case
    found = [call(values, draws, one) for one in (seed, seed, seed + 1)]
    number = len(found[0]) if isinstance(found[0], tuple) else 1
    means, again, other = (np.array(flat(each)) for each in found)
    return values, means, number, draws, again, other

def bootstrap_means(values, draws, seed):
    return np.random.default_rng(int(seed)).choice(values, (int(draws), len(values))).mean(axis=1)

def drawn_samples(rng, i):  # n times the mean of any draw of n whole numbers is a whole number
    values = rng.integers(0, 10, size=rng.integers(7, 20))
    return np.append(values, 12.0), int(rng.integers(1000, 1500)), int(rng.integers(100))
check_bootstrap = Exercise(
    "bootstrap_means(values, draws, seed)", "means of as many values as there are, drawn with replacement",
    are_bootstrap_means,
    ((np.array([1, 2, 2, 3, 3, 4, 4, 4, 5, 6, 6, 7, 9, 11, 12, 14, 19, 23, 31.0]), 2000, 0),),
    missing("those are the drawn values themselves, not their means",
            lambda values, means, number, draws, *_: len(means) == draws * len(values),
            "One number is wanted for each draw.", "mean(axis=1) takes the mean of each row."),
    wrong("the number of means is not the number of draws",
          lambda values, means, number, draws, *_: not number == len(means) == draws,
          "One mean is wanted for each draw.", "size=(draws, len(values)) has a row for each; take mean(axis=1)."),
    wrong("all means are alike: you drew once, or without putting back", lambda values, means, *_: np.ptp(means) < 1e-9,
          "Every mean needs a draw of its own, with each value put back.",
          "choice puts back unless it is told replace=False; the generator is made before the loop, not in it."),
    wrong("what comes out lies around another number than the sample's mean", lambda *given: not is_around(*given[:2]),
          "Is it the mean of each draw, with nothing cut off?", "Draw from the values with replacement."),
    wrong("the means do not scatter by the standard error", lambda *given: not is_spread(*given[:2]),
          "A mean of fewer values scatters more.", "Draw as many values as there are, and put each back."),
    wrong("those are no means of as many values of the sample as it has", lambda *given: not from_draws(*given[:2]),
          "Each draw takes len(values) of the sample's values; do not round.", "generator.choice draws them."),
    almost("the same seed gives other means each time",
           lambda values, means, n, draws, again, other: not np.array_equal(means, again),
           "Who runs the cell again should see the same.", "Make np.random.default_rng(seed) in the function."),
    almost("every seed gives the same means",
           lambda values, means, n, draws, again, other: np.array_equal(means, other),
           "Does the seed that your function is given reach the generator?", "np.random.default_rng(seed)."),
    course=bootstrap_means, seen=see_means, measure=say_means, draw=drawn_samples,
)

# The standard error: how far the mean of a sample typically is from the truth

check_standard_error = Exercise(
    "standard_error(values)", "the standard deviation, with n - 1, divided by the root of n", se, (
        ([310.0, 250.0, 295.0, 365.0, 280.0, 210.0],), ([0.0, 7.5, -3.0, 9.5, 4.0, 13.0, 0.0],),
        ([0.3, -0.6125, 1.1, 0.2, 0.9],),
    ),
    wrong("that is the standard deviation itself", std,
          "It says how far the values spread, not their mean.", "Divide by the root of n."),
    wrong("you took the variance instead of the standard deviation", lambda v: std(v) ** 2 / np.sqrt(len(v)),
          "Of milliseconds the standard error should be in milliseconds.", "A root is missing above."),
    almost("that is half the width of a 95% interval", lambda v: 1.96 * se(v),
           "One standard error is wanted.", "Leave out the 1.96."),
    hint="Work out the standard deviation with n - 1, and divide it by the root of n.",
    draw=(numbers(fewest=2),),
)

# McNemar's test: `a` and `b` the cases that one model alone gets right, `n` both together

def exactly(wins, n): return math.comb(n, wins) / 2**n
def at_most(wins, n): return sum(math.comb(n, heads) for heads in range(wins + 1)) / 2**n  # heads of a fair coin
def lesser_tail(a, b): return at_most(min(a, b), a + b)
def bell_p(a, b): return math.erfc(abs(a - b) / sqrt(2 * (a + b)))
check_mcnemar = Exercise(
    "exact_mcnemar(only_a, only_b)", "how probably a coin splits the disagreements at least as unevenly", mcnemar,
    ((3, 9), (14, 5), (5, 5), (0, 6)),  # either model ahead, an even split, and one in which a model never wins
    almost("your p is above 1 for an even split", lambda a, b: 2 * lesser_tail(a, b),
           "A probability never is. Twice a tail counts the middle of an even split twice.", "Cut it off at 1."),
    wrong("that is one-sided", lesser_tail, "Before the test nobody said which model would win.",
          "A split as uneven in favour of the other model counts too."),
    wrong("you doubled the tail of a, whichever model is ahead", lambda a, b: min(1, 2 * at_most(a, a + b)),
          "Exchange the two models: p should stay the same.", "Take the lesser of the two counts."),
    wrong("you left out the split that was seen", lambda a, b: 2 * at_most(min(a, b) - 1, a + b),
          "A split at least as uneven counts: this one too.", "sf(k) is for more than k, and range(k) ends before it."),
    wrong("only the split that was seen counts, and its mirror image", lambda a, b: 2 * exactly(min(a, b), a + b),
          "p asks for a split at least as uneven as this one.", "Add up the whole tail: cdf instead of pmf."),
    almost("that is the normal approximation", bell_p, "With a handful of disagreements the bell is a poor guide.",
           "Count flips of a coin: the binomial distribution."),
    hint="Flip a coin for each disagreement: how probable is a split at least as uneven, in favour of either model?",
    draw=(whole(0, 20), whole(1, 20)),
    edges=[(
        (510, 560),
        breaks("your function breaks down at a thousand disagreements",
               "Is a whole number larger than any float there, 0.5**1070 next to 0, or a recursion too deep?",
               "Divide whole numbers by 2**n, or use the binomial distribution from scipy.stats."),
    )],
)

# The paired t-statistic: `d` the differences of the pairs

def welch(a, b): return (np.mean(a) - np.mean(b)) / np.hypot(se(a), se(b))  # for separate samples
def of_differences(formula): return lambda a, b: formula(a - b)
def paired_t(d, ddof=1): return np.mean(d) / se(d, ddof)
check_paired = Exercise(
    "paired_t(a, b)", "the mean of a - b, divided by its standard error", of_differences(paired_t), (
        ([81.0, 74.0, 90.5, 68.0, 77.0], [78.5, 73.0, 86.0, 69.0, 74.5]),
        ([0.2, 0.9, 0.4, 0.1, 0.6, 0.3], [0.7, 1.0, 0.8, 0.9, 0.8, 0.4]),
        ([31.0, -22.0, 40.0, 0.0], [31.0, -25.0, 31.0, -20.0]),
    ),
    wrong("that is the test for separate samples, and these are pairs", welch,
          "What a pair has in common should cancel.", "Subtract pair by pair; one sample of differences is left."),
    wrong("you took the absolute differences", of_differences(lambda d: paired_t(np.abs(d))),
          "A pair in which b is larger should count against a.", "Leave out the absolute value."),
    wrong("you forgot the root: you divided by the square of the standard error",
          of_differences(lambda d: np.mean(d) / se(d) ** 2),
          "Of values in milliseconds, t should have no unit.", "The standard error is the root of variance / n."),
    wrong("you measured the spread of the differences from 0, not from their mean",
          of_differences(lambda d: np.mean(d) / np.sqrt(np.sum(d**2) / (len(d) - 1) / len(d))),
          "If all differences are 2, how much do they spread?", "Subtract their mean before you square."),
    hint="Subtract b from a pair by pair, and divide the mean of the differences by its standard error.",
    draw=(numbers(fewest=2), numbers(fewest=2)),
)

# False findings: `r` prior, the share of ideas that really work; `w` power; `a` alpha

def false_share(r, w, a): return (1 - r) * a / ((1 - r) * a + r * w)
check_false_share = Exercise(
    "share_of_false(prior, power, alpha)", "how many of the significant results are false", false_share,
    ((0.15, 0.33, 0.01), (0.3, 0.825, 0.045), (0.62, 0.45, 0.1)),  # of 1,000 ideas not whole ones, but in the last
    wrong("you returned alpha: how often chance is significant, not how often the significant is chance",
          lambda r, w, a: a, "All dolphins swim; is all that swims a dolphin?",
          "Of all ideas, which share is significant, and which part of it does not work?"),
    wrong("you forgot the prior", lambda r, w, a: a / (a + w),
          "If hardly any idea works, is the answer the same?", "alpha is a share of the ideas that do not work."),
    wrong("you took 1 - power for power", lambda r, w, a: false_share(r, 1 - w, a),
          "How often is an idea that works significant?", "1 - power is how often it is missed."),
    wrong("you halved alpha", lambda r, w, a: false_share(r, w, a / 2),
          "How often is an idea that does not work significant?", "alpha counts both tails already."),
    wrong("the prior and 1 - prior have changed places", lambda r, w, a: false_share(1 - r, w, a),
          "Which ideas can be found by chance alone?", "alpha goes with the ideas that do not work, 1 - prior."),
    wrong("the false ones are not weighted by the share of ideas that do not work", lambda r, w, a: a / (a + r * w),
          "alpha is a share of the ideas that do not work, not of all ideas.", "Of 1,000 ideas, how many do not work?"),
    wrong("the true ones are not weighted by the share of ideas that work",
          lambda r, w, a: (1 - r) * a / ((1 - r) * a + w),
          "power is a share of the ideas that work, not of all ideas.", "Of 1,000 ideas, how many work?"),
    wrong("you divided the false ones by the true ones", lambda r, w, a: (1 - r) * a / (r * w),
          "A share is never above 1.", "Below the fraction bar stand all significant results, false and true."),
    hint="Which share of all ideas is significant though it does not work, and which because it does?",
    draw=(positive(0.001, 0.99),) * 3,
)

# A baseline: `y` labels

def counts(y): return np.unique(y, return_counts=True)[1]  # of each label, in ascending order of the labels
def shares(y): return counts(y) / len(y)
check_baseline = Exercise(
    "baseline(labels)", "the share of the most frequent label", lambda y: np.max(shares(y)), (
        # no most frequent label is the first, the last, the smallest or the largest; in one case there are two
        ([0, 2, 1, 2, 0, 3, 2, 1, 2, 0, 1],), ([8, 7, 5, 7, 8, 3, 5, 7, 5, 8, 7, 5, 3, 7, 5, 8],),
        ([4, 12, 12, 3, 12, 15, 12, 12, 4, 12, 15, 12, 12, 3, 12, 12, 4],),
    ),
    wrong("you returned 1 / the number of classes", lambda y: 1 / len(counts(y)),
          "Always saying the commonest answer is right more often.", "Count each label."),
    *(missing("that is the most frequent label itself", most_frequent,
              "Which share of the cases has this label?", "Count it, and divide by the number of labels.")
      for most_frequent in (lambda y: np.unique(y)[np.argmax(counts(y))],  # the least one, or the first one
                            lambda y: y[np.argmax(np.sum(y[:, np.newaxis] == y, axis=0))])),
    wrong("that is the accuracy of guessing each label as often as it is there", lambda y: np.sum(shares(y) ** 2),
          "Always saying the commonest answer is right more often.", "One share is enough, the largest."),
    wrong("that is the mean of the labels", np.mean,
          "A label is a name, even if it is written as a number.", "Count how often each one is there."),
    wrong("you took the largest label, not the most frequent one", lambda y: np.mean(y == np.max(y)),
          "A label is a name, even if it is a number.", "Take the largest of the counts; max has a `key`."),
    wrong("you always said 1", lambda y: np.mean(y == 1),
          "Is 1 the commonest label?", "Count every label, and take the largest count."),
    hint="Count how often each label is there; which share of the cases has the commonest one?",
    draw=(labels(kinds=4),),
)

# Gini impurity: how often two draws from a group have different labels `y`

def gini(y): return 1 - np.sum(shares(y) ** 2)
check_gini = Exercise(
    "my_gini(labels)", "1 - the sum of the squared shares", gini, (  # two classes, three and four; and words
        ([1, 0, 1, 1, 0, 1, 1, 1],), ([2, 3, 2, 5, 5, 2, 3, 2, 2, 3, 5, 2, 3],), ([4, 1, 0, 16, 4, 1, 19, 1, 4, 1, 0],),
        (["no", "yes", "no", "no", "late"],),
    ),
    wrong("that is the entropy, in bits", lambda y: -np.sum(shares(y) * np.log2(shares(y))),
          "It measures mixture too, but with logarithms.", "Two draws are both of one kind with its share squared."),
    wrong("you did not square, or not before adding: shares add up to 1", lambda y: 0.0,
          "A mixed group should have more than 0.", "Square each share, and add after that."),
    wrong("you added over all cases instead of over the kinds", lambda y: 1 - np.sum(counts(y) * shares(y) ** 2),
          "Each kind counts once, however many cases it has.", "Go through set(labels), or np.unique(labels)."),
    wrong("that is 1 - the share of the most frequent label", lambda y: 1 - np.max(shares(y)),
          "That is the error of the commonest answer.", "All kinds count, each by the square of its share."),
    wrong("that is 2 p (1 - p) of one kind, which is right for two kinds only",
          lambda y: 2 * shares(y)[0] * (1 - shares(y)[0]),
          "What does it give for three kinds?", "1 - the sum of all squared shares is right for any number."),
    hint="Work out the share of each label, square the shares, add, and subtract that from 1.",
    draw=(labels(kinds=4),),
)

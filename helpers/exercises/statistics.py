"""The exercises of notebook 04, statistics, in its order.

Each mistake is the formula that a learner who makes it has written. Legend: `v` values, `n` their number, `a` and `b`
two samples; what other letters mean stands above their exercise.
"""

import math
from math import sqrt

import numpy as np
from scipy.special import stdtr

from helpers.exercises.answers import flat, write_call
from helpers.exercises.exercise import Exercise
from helpers.exercises.slips import almost, breaks, missing, wrong
from helpers.maths.chance import tail
from helpers.maths.comparison import mcnemar
from helpers.maths.intervals import clopper_pearson_interval, wilson_interval

# fmt: off

# The standard deviation of a sample divides by n - 1.

def std(v, ddof=1): return np.std(v, ddof=ddof)
def squares(v): return np.sum((v - np.mean(v)) ** 2)
def sizes(v): return np.sum(np.abs(v - np.mean(v)))
def spread_around(v, centre): return np.sqrt(np.sum((v - centre) ** 2) / (len(v) - 1))


ROUNDED = ("The mean of whole numbers need not be one.", "Divide with /, and do not round before the end.")

check_std = Exercise(
    "std(values)", "the standard deviation of a sample, with n - 1", std, (
        # the means are whole numbers, so that deviations cancel to exactly 0 where nobody squares them; not at the edge
        (np.array([30.0, 12.0, 45.0, 21.0, 52.0]),),
        (np.array([2.0, -1.0, 7.0, 4.0, 3.0, 9.0, 4.0, 12.0]),),
        (np.array([310.0, 250.0, 295.0, 365.0, 280.0, 210.0]),),
    ),
    almost("you divided by n", np.std,
           "That is right for a whole population; a sample's own mean lies nearer to its values than the true one.",
           "Divide by one less. np.std divides by n too, unless it is told ddof=1."),
    wrong("you forgot the root: that is the variance", lambda v: np.var(v, ddof=1),
          "Of values in milliseconds the spread should be in milliseconds, not in their squares.", "One step is left."),
    wrong("you forgot the root, and divided by n", np.var,
          "Of values in milliseconds the spread should be in milliseconds; and what does a sample divide by?",
          "Divide by n - 1, and take the root."),
    wrong("you did not square, or not before adding: deviations from the mean add up to 0", lambda v: 0.0,
          "What lies above the mean and what lies below cancels.", "Square each deviation, and add after that."),
    wrong("you took the absolute deviations instead of squares, and their mean", lambda v: sizes(v) / len(v),
          "That is another measure of spread; here far values count more.",
          "Square the deviations, and take the root at the end."),
    wrong("you took the absolute deviations instead of squares", lambda v: sizes(v) / (len(v) - 1),
          "That is another measure of spread; here far values count more.",
          "Square the deviations, and take the root at the end."),
    wrong("you did not divide", lambda v: np.sqrt(squares(v)), "Should the spread grow with every further value?",
          "Divide the sum of squares by n - 1 before you take the root."),
    wrong("you divided after the root, by n - 1", lambda v: np.sqrt(squares(v)) / (len(v) - 1),
          "Twice as many values of the same kind should spread as much as before.", "The root is the last step."),
    wrong("you divided after the root, by n", lambda v: np.sqrt(squares(v)) / len(v),
          "Twice as many values of the same kind should spread as much as before.",
          "Divide by n - 1, and take the root as the last step."),
    wrong("you took the root of the divisor only", lambda v: squares(v) / np.sqrt(len(v) - 1),
          "Python takes powers before it divides.", "Parentheses are missing around the fraction."),
    wrong("you halved instead of taking the root", lambda v: np.var(v, ddof=1) / 2,
          "Python takes powers before it divides: x ** 1 / 2 is half of x.", "Write ** 0.5."),
    wrong("you subtracted the 1 after dividing by n", lambda v: np.sqrt(squares(v) / len(v) - 1),
          "Python divides before it subtracts.", "Parentheses are missing around n - 1."),
    wrong("you did not subtract the mean", lambda v: np.sqrt(np.sum(v**2) / (len(v) - 1)),
          "Values of 1,001, 1,002 and 1,003 are near each other; what does your function say?",
          "Spread is measured from the mean."),
    wrong("you subtracted the median instead of the mean",
          lambda v: np.sqrt(np.sum((v - np.median(v)) ** 2) / (len(v) - 1)),
          "From which point are deviations measured?", "Add the values up and divide by their number."),
    wrong("that is the distance from the smallest to the largest value", np.ptp,
          "The values in between count too.", "Begin with the deviation of each value from the mean."),
    wrong("that is the standard error of the mean", lambda v: np.std(v, ddof=1) / np.sqrt(len(v)),
          "That says how far the mean may be off, not how far the values spread.", "You went one step too far."),
    wrong("that is the mean", np.mean,
          "How far do the values lie from it?", "Square the deviations, add, divide by n - 1, take the root."),
    hint="Take the deviations from the mean, square and add them, divide by n - 1, and take the root.",
    edges=[(
        (np.array([0.5, 1.0, 2.5, 3.0, 6.0]),),
        wrong("you rounded the mean down", lambda v: spread_around(v, np.floor(np.mean(v))), *ROUNDED),
        wrong("you rounded the mean", lambda v: spread_around(v, np.round(np.mean(v))), *ROUNDED),
    )],
)


# The standard error: how far the mean of a sample typically is from the truth

def root_n(v): return np.sqrt(len(v))
def se(v, ddof=1): return std(v, ddof) / root_n(v)


check_standard_error = Exercise(
    "standard_error(values)", "the standard deviation, with n - 1, divided by the root of n", se, (
        (np.array([310.0, 250.0, 295.0, 365.0, 280.0, 210.0]),),
        (np.array([2.0, 7.5, 3.0, 9.5, 4.0, 13.0, 1.0]),),
        (np.array([0.3, -0.6, 1.1, 0.2, 0.9]),),
    ),
    wrong("that is the standard deviation itself", std,
          "It says how far the values spread; their mean is known better, and the better the more there are.",
          "Divide by the root of n."),
    wrong("that is the standard deviation itself, with n", np.std,
          "It says how far the values spread; their mean is known better, and the better the more there are.",
          "Take n - 1 in the standard deviation, and divide by the root of n."),
    wrong("you divided by n instead of its root", lambda v: std(v) / len(v),
          "Four times the cases should give half the standard error.", "What is missing is a root."),
    wrong("you divided by n instead of its root, and took the standard deviation with n", lambda v: np.std(v) / len(v),
          "Four times the cases should give half the standard error.",
          "Divide by the root of n, and take n - 1 in the standard deviation."),
    almost("your standard deviation divides by n", lambda v: np.std(v) / root_n(v),
           "A sample's own mean was used up to compute it. np.std divides by n, unless it is told ddof=1.",
           "Take the function from the exercise before."),
    almost("you divided by the root of n - 1", lambda v: std(v) / np.sqrt(len(v) - 1),
           "The 1 is subtracted once, in the standard deviation.", "Divide by the root of n."),
    wrong("you forgot the root: that is the variance of the mean", lambda v: std(v) ** 2 / len(v),
          "Of values in milliseconds the standard error should be in milliseconds.", "Take the root of all of it."),
    wrong("you forgot the root, and your variance divides by n", lambda v: np.var(v) / len(v),
          "Of values in milliseconds the standard error should be in milliseconds.",
          "Take n - 1 in the variance, and the root of all of it."),
    wrong("you took the variance instead of the standard deviation", lambda v: std(v) ** 2 / root_n(v),
          "Of values in milliseconds the standard error should be in milliseconds.",
          "A root is missing above the fraction bar."),
    wrong("you took the root of the standard deviation too", lambda v: np.sqrt(std(v) / len(v)),
          "Of values in milliseconds the standard error should be in milliseconds.", "The root belongs to n alone."),
    wrong("you multiplied by the root of n", lambda v: std(v) * root_n(v),
          "More cases should make the mean surer.", "Divide instead."),
    wrong("you divided by n, and then by 2, instead of its root", lambda v: std(v) / len(v) / 2,
          "Python takes powers before it divides: n ** 1 / 2 is half of n.", "Write ** 0.5."),
    wrong("you took the root of n twice", lambda v: std(v) / np.sqrt(root_n(v)),
          "Four times the cases should give half the standard error.", "One root is enough."),
    wrong("you took the mean instead of the standard deviation", lambda v: np.mean(v) / root_n(v),
          "Values that are all alike have a standard error of 0.", "What is divided by the root of n is the spread."),
    almost("that is half the width of a 95% interval", lambda v: 1.96 * std(v) / root_n(v),
           "One standard error is wanted.", "Leave out the 1.96."),
    almost("that is twice the standard error", lambda v: 2 * std(v) / root_n(v),
           "One standard error is wanted.", "Leave out the factor."),
    hint="Work out the standard deviation with n - 1, and divide it by the root of n.",
)


# The median: `s` the values sorted

def ordered(formula): return lambda v: formula(np.sort(v))
def if_even(formula): return lambda v: np.median(v) if len(v) % 2 else formula(np.sort(v))  # right for an odd number


def middle(s):
    """Take what stands in the middle, sorted or not."""
    half = len(s) // 2
    return s[half] if len(s) % 2 else (s[half - 1] + s[half]) / 2


check_median = Exercise(
    "median(values)", "the middle one of the sorted values, or the mean of the middle two", lambda v: np.median(v), (
        # an odd number of values, an even one, and an odd one again; one value of each stands there twice
        (np.array([31.0, 84.0, 57.0, 19.0, 31.0, 62.0, 44.0]),),
        (np.array([6.0, 2.5, 15.0, 9.0, 2.5, 11.0]),),
        (np.array([700.0, 130.0, 250.0, 820.0, 130.0]),),
    ),
    wrong("you did not sort", middle,
          "The middle one of those in a row by size is wanted.", "sorted gives a new list in ascending order."),
    wrong("you did not sort, and of an even number you took one only", lambda v: v[len(v) // 2],
          "The middle one of those in a row by size is wanted; an even number has two in the middle.",
          "sorted gives a new list in ascending order."),
    wrong("you did not sort, and of an even number you took the first of the middle two",
          lambda v: v[(len(v) - 1) // 2],
          "The middle one of those in a row by size is wanted; an even number has two in the middle.",
          "sorted gives a new list in ascending order."),
    wrong("of an even number you took the lower one of the middle two", if_even(lambda s: s[len(s) // 2 - 1]),
          "As many values should lie above the median as below.",
          "An even number has two in the middle; take the point halfway between them."),
    wrong("of an even number you took the upper one of the middle two", if_even(lambda s: s[len(s) // 2]),
          "As many values should lie above the median as below.",
          "An even number has two in the middle; take the point halfway between them."),
    missing("of an even number you returned both in the middle",
            if_even(lambda s: s[len(s) // 2 - 1 : len(s) // 2 + 1]),
            "One number is wanted.", "Take the point halfway between them."),
    wrong("you added the middle two and did not halve", if_even(lambda s: s[len(s) // 2 - 1] + s[len(s) // 2]),
          "The median cannot lie above the largest value.", "Halfway between two numbers lies their mean."),
    wrong("you halved only one of the middle two", if_even(lambda s: s[len(s) // 2 - 1] + s[len(s) // 2] / 2),
          "Python divides before it adds.", "Parentheses are missing around the sum."),
    wrong("of an even number you took one place too high", if_even(lambda s: (s[len(s) // 2] + s[len(s) // 2 + 1]) / 2),
          "Python counts from 0: of four values the middle two stand at places 1 and 2.",
          "Subtract 1 from both places."),
    wrong("of an odd number you took two", ordered(lambda s: (s[len(s) // 2 - 1] + s[len(s) // 2]) / 2),
          "Of five values one stands in the middle.", "Ask whether the number of values is odd: len(values) % 2."),
    wrong("odd and even have changed places",
          ordered(lambda s: (s[len(s) // 2 - 1] + s[len(s) // 2]) / 2 if len(s) % 2 else s[len(s) // 2]),
          "Of five values one stands in the middle, of four values two.", "len(values) % 2 is 0 for an even number."),
    wrong("you took the place before the middle", ordered(lambda s: s[len(s) // 2 - 1]),
          "Python counts from 0: of five values the middle one stands at place 2.",
          "For an odd number nothing is subtracted from len(values) // 2."),
    wrong("you took the place after the middle", ordered(lambda s: s[len(s) // 2 + 1]),
          "Python counts from 0: of five values the middle one stands at place 2.",
          "len(values) // 2 is the place of the middle one of an odd number."),
    wrong("that is the mean", np.mean,
          "One billionaire should hardly move the median.", "Sort, and take what stands in the middle."),
    wrong("that is the point halfway between the smallest and the largest value", lambda v: (np.min(v) + np.max(v)) / 2,
          "One billionaire should hardly move the median.", "As many values should lie above the median as below."),
    wrong("that is the place of the middle, not what stands there", lambda v: len(v) // 2,
          "Which value has this place in the sorted list?", "Put the place into square brackets after the list."),
    wrong("that is the most frequent value", ordered(lambda s: max(s, key=list(s).count)),
          "That is the mode; it may stand anywhere.", "Sort, and take what stands in the middle."),
    wrong("you left out values that stand there twice", lambda v: middle(np.unique(v)),
          "Two people of the same income are two people. A set keeps each value once.", "sorted keeps them all."),
    hint="Write the values in ascending order, and cross out the outermost on both sides until one or two are left.",
)


# A tail: how often a fair coin gives 9 heads or more, or more than 9, in 10 flips

AT_LEAST, MORE = tail(9, 10), tail(10, 10)

check_tail = Exercise(
    "chance of 9 heads or more", "in 10 flips of a fair coin", lambda: AT_LEAST.exact, (),
    wrong("that is for exactly 9 heads", lambda: AT_LEAST.exact - MORE.exact,
          "10 heads are at least 9 too.", "One more sequence counts."),
    wrong("that is for more than 9 heads", lambda: MORE.exact,
          "9 heads count too.", "How many sequences have exactly one tail?"),
    wrong("that is for 9 or more of either side", lambda: AT_LEAST.two_sided,
          "9 tails are not asked for here.", "One side is enough."),
    wrong("that is twice the chance of exactly 9 heads", lambda: 2 * (AT_LEAST.exact - MORE.exact),
          "Every sequence of 10 flips has the same chance, 0.5**10.", "How many sequences have 9 heads or 10?"),
    wrong("that counts two sequences only", lambda: 2 / 2**10,
          "If 9 of 10 flips are heads, at which flip did the tail fall?", "9 heads can come in more than one order."),
    wrong("you took all numbers of heads for equally probable", lambda: 2 / 11,
          "5 heads can come in many more orders than 10.", "Count sequences of flips: each has the same chance."),
    wrong("that is the share of heads, not how probable it is", lambda: 9 / 10,
          "How often does a fair coin give so many?",
          "Count the sequences with 9 heads or 10, and divide by all there are."),
    wrong("that is the normal approximation, which cuts off half of the 9", lambda: AT_LEAST.uncorrected,
          "The bell curve runs through whole numbers of heads; the bar of 9 reaches from 8.5 to 9.5.",
          "With 10 flips the bell is a poor guide: count the sequences."),
    wrong("that is the normal approximation, begun half a head lower", lambda: AT_LEAST.corrected,
          "With 10 flips the bell is a quarter too high so far out.",
          "Count the sequences with 9 heads or 10, and divide by all there are."),
    wrong("that is the normal approximation, begun half a head too high", lambda: MORE.corrected,
          "9 heads count too.", "With 10 flips the bell is a poor guide: count the sequences."),
    wrong("that is the normal approximation for either side", lambda: 2 * AT_LEAST.uncorrected,
          "9 tails are not asked for here.",
          "With 10 flips the bell is a poor guide: count the sequences, of one side."),
    wrong("that is the normal approximation for either side, begun half a head lower", lambda: 2 * AT_LEAST.corrected,
          "9 tails are not asked for here.",
          "With 10 flips the bell is a poor guide: count the sequences, of one side."),
    wrong("that is for fewer than 9 heads", lambda: AT_LEAST.fewer,
          "It is the rest up to 1.", "Which side of 9 is asked for?"),
    wrong("that is for 9 heads or fewer", lambda: MORE.fewer,
          "Which side of 9 is asked for?", "Count the sequences with 9 heads or 10."),
    almost("that is the number of sequences", lambda: 2**10 * AT_LEAST.exact,
           "A probability lies between 0 and 1.", "Divide by the number of all sequences."),
    almost("that is in percent", lambda: 100 * AT_LEAST.exact, "A probability lies between 0 and 1.", "Divide by 100."),
    almost("that is 1 / the probability: one try in so many", lambda: 1 / AT_LEAST.exact,
           "A probability lies between 0 and 1.", "Turn the fraction over."),
    digits=3, rounded=2,
    hint="Count the sequences of 10 flips with 9 heads and those with 10, and divide by all there are.",
    further="The one tail may fall at any of the flips, and there are 2**10 sequences in all.",
)


# Wilson's interval: `k` cases right of `n`, `z` how many standard errors a 95% interval reaches to either side

Z = 1.959964

def around(centre, half): return centre - half, centre + half

# the parts of Wilson's interval: where it is centred, how far it reaches, and what stands under its root

def centre(k, n, z=Z): return (k + z**2 / 2) / (n + z**2)
def half(k, n, z=Z): return z / (n + z**2) * sqrt(k * (n - k) / n + z**2 / 4)
def wilson(k, n, z=Z): return around(centre(k, n, z), half(k, n, z))
def wald(k, n): return around(k / n, Z * sqrt(k * (n - k) / n) / n)
def agresti(k, n): return around(centre(k, n), Z * sqrt(centre(k, n) * (1 - centre(k, n)) / (n + Z**2)))


check_wilson = Exercise(
    "wilson(k, n)", "the ends of the 95% interval of a share, k right of n, to four digits",
    lambda k, n: wilson_interval(k, n), ((18, 20), (15, 15), (3, 25), (87, 100)),  # near 1, all, few, and many cases
    wrong("that is the usual interval, k / n ± 1.96 standard errors", wald,
          "What does it say where all cases are right?",
          "Wilson's interval has another centre, and z² in three more places."),
    wrong("that is the usual interval, k / n ± 1.96 standard errors, cut off at 0 and 1",
          lambda k, n: np.clip(wald(k, n), 0, 1), "What does it say where all cases are right?",
          "Wilson's interval has another centre, and z² in three more places."),
    wrong("z is missing, or 1", lambda k, n: wilson(k, n, 1),
          "One standard error to either side holds the truth in about 68 of 100 samples.", "For 95% z is 1.96."),
    wrong("the z in front of the root is missing", lambda k, n: around(centre(k, n), half(k, n) / Z),
          "One standard error to either side holds the truth in about 68 of 100 samples.",
          "The half width begins with z."),
    wrong("z is 1.645, which is for one side only", lambda k, n: wilson(k, n, 1.645),
          "Of 5% that the interval may miss, half lies below it and half above.",
          "For 95% on both sides z is 1.96."),
    almost("z is 2", lambda k, n: wilson(k, n, 2), "It is near; for 95% take z more exactly.", "Write 1.96."),
    almost("that is in percent", lambda k, n: 100 * np.array(wilson(k, n)),
           "A share lies between 0 and 1.", "Leave out the factor of 100."),
    wrong("those are counts, not shares: you did not divide by n + z²",
          lambda k, n: (n + Z**2) * np.array(wilson(k, n)), "A share lies between 0 and 1.",
          "Both the centre and the half width have n + z² below the fraction bar."),
    wrong("the centre is k / n", lambda k, n: around(k / n, half(k, n)),
          "Your interval reaches above 1 where all cases are right.",
          "Wilson's centre lies between k / n and a half."),
    wrong("the half width is that of the usual interval",
          lambda k, n: around(centre(k, n), Z * sqrt(k * (n - k) / n) / n),
          "Where all cases are right your interval has no width.",
          "Under Wilson's root stands z² / 4 too, and n + z² below the fraction bar."),
    wrong("you forgot z² / 4 under the root",
          lambda k, n: around(centre(k, n), Z / (n + Z**2) * sqrt(k * (n - k) / n)),
          "Where all cases are right your interval has no width.", "Two terms stand under the root."),
    wrong("you forgot the root", lambda k, n: around(centre(k, n), half(k, n) ** 2 * (n + Z**2) / Z),
          "A share lies between 0 and 1.", "The half width is z / (n + z²) times a root."),
    wrong("you divided the half width by n instead of n + z²",
          lambda k, n: around(centre(k, n), half(k, n) * (n + Z**2) / n),
          "Where all cases are right your interval reaches above 1.", "Centre and half width have the same divisor."),
    wrong("you divided the centre by n instead of n + z²",
          lambda k, n: around(centre(k, n) * (n + Z**2) / n, half(k, n)),
          "Where all cases are right your interval reaches above 1.", "Centre and half width have the same divisor."),
    wrong("you divided both the centre and the half width by n instead of n + z²",
          lambda k, n: np.array(wilson(k, n)) * (n + Z**2) / n,
          "Where all cases are right your interval reaches above 1.", "Below both fraction bars stands n + z²."),
    wrong("you added z² to k, not half of it", lambda k, n: around((k + Z**2) / (n + Z**2), half(k, n)),
          "Of the z² cases that are added, half count as right.", "The centre has z² / 2 above the fraction bar."),
    wrong("you added nothing to k in the centre", lambda k, n: around(k / (n + Z**2), half(k, n)),
          "Of the z² cases that are added, half count as right.", "The centre has z² / 2 above the fraction bar."),
    wrong("parentheses are missing around n + z² in the half width",
          lambda k, n: around(centre(k, n), Z / n + Z**2 * sqrt(k * (n - k) / n + Z**2 / 4)),
          "Python divides before it adds.", "Give n + z² a name on a line of its own."),
    wrong("you halved the half width", lambda k, n: around(centre(k, n), half(k, n) / 2),
          "It reaches from the centre to one end.", "Leave out the division by 2."),
    missing("those are the centre and the half width", lambda k, n: (centre(k, n), half(k, n)),
            "Where does the interval begin, and where does it end?", "Return centre - half and centre + half."),
    almost("the high end comes first", lambda k, n: wilson(k, n)[::-1],
           "Which end is returned first?", "centre - half comes first."),
    missing("only the centre is there", centre, "Two ends are wanted.", "Return centre - half and centre + half."),
    almost("that is the interval of Agresti and Coull, which has Wilson's centre but is wider", agresti,
           "It is near; Wilson's half width still has the measured k under its root.",
           "Put k (n - k) / n + z² / 4 under the root."),
    almost("that is the interval of Clopper and Pearson, from the binomial distribution", clopper_pearson_interval,
           "It keeps its promise too, but is wider.", "Wilson's needs nothing but a root."),
    parts=("low end", "high end"), digits=4,  # whoever takes z = 1.96 is right
    hint="Work out the centre and the half width for k = 18 and n = 20, term by term.",
)


# The bootstrap: means drawn at random cannot be compared number by number. So each mistake is a condition on what the
# learner's function returns for one sample: `number` how many entries, `means` all numbers of them, `again` the same
# call once more, `other` with another seed.

# whole numbers, so that n times the mean of any draw of n is a whole number
SAMPLE = np.array([1, 2, 2, 3, 3, 4, 4, 4, 5, 6, 6, 7, 9, 11, 12, 14, 19, 23, 31.0])
N, DRAWS = len(SAMPLE), 2000
STANDARD_ERROR = se(SAMPLE, 0)
NEAR = 0.15  # of 2,000 means: their spread and their mean are off by a fiftieth at most times

def spread_of(means): return np.std(means) / STANDARD_ERROR  # as a multiple of what it should be
def off(means, centre): return abs(np.mean(means) - centre) / STANDARD_ERROR


def lie_around(means, centre, spread):
    return off(means, centre) < NEAR * spread and abs(spread_of(means) / spread - 1) < NEAR


def from_draws(means, size=N):
    """Ask whether they can be means of so many values of the sample."""
    return np.allclose(size * means, np.round(size * means), rtol=0, atol=1e-6)


def are_bootstrap_means(number, means, again, other):
    return (
        number == len(means) == DRAWS and lie_around(means, np.mean(SAMPLE), 1) and from_draws(means)
        and np.array_equal(means, again) and not np.array_equal(means, other)
    )


def say_means(number, means, again, other):
    """Write what the means come to, beside what they should."""
    there = f"{number:,.0f} of {DRAWS:,} means" if number == len(means) else f"{len(means):,} numbers"
    return (
        f"{there}, around {np.mean(means):.3g} with a spread of {round(np.std(means), 9):.2g}; "
        f"the sample's mean is {np.mean(SAMPLE):.3g} and its standard error {STANDARD_ERROR:.2g}"
    )


def see_means(*found):
    return (len(found[0]) if isinstance(found[0], tuple) else 1, *(np.array(flat(means)) for means in found))


check_bootstrap = Exercise(
    "bootstrap_means(values, draws, seed)", "means of as many values as there are, drawn with replacement",
    are_bootstrap_means, tuple((SAMPLE, DRAWS, seed) for seed in (0, 0, 1)),
    missing("those are the drawn values themselves, not their means", lambda number, means, *_: len(means) == DRAWS * N,
            "One number is wanted for each draw.", "mean(axis=1) takes the mean of each row."),
    missing("that is the mean of one draw only", lambda number, means, *_: len(means) == 1 and from_draws(means),
            "One draw shows no scatter.", "Does your function return too early, or never use `draws`?"),
    missing("that is the mean of all draws together, or one number made of them",
            lambda number, means, *_: len(means) == 1, "One number is wanted for each draw.",
            "mean(axis=1) takes the mean of each row; mean() alone takes that of all."),
    wrong("those are the values of one draw", lambda number, means, *_: len(means) == N and from_draws(means, 1),
          "Each draw is wanted as its mean, and there should be as many means as draws.",
          "Repeat the draw, and keep the mean of each."),
    wrong("as many means are there as values: draws and values have changed places",
          lambda number, means, *_: len(means) == N,
          "Each draw has as many values as the sample, and there are `draws` of them.",
          "Look at the two numbers in size=, and at the axis of the mean."),
    wrong("the number of means is not the number of draws", lambda number, means, *_: not number == len(means) == DRAWS,
          "How many means should come back?", "One for each draw."),
    wrong("all means are alike: you drew once, or without putting back", lambda number, means, *_: np.ptp(means) < 1e-9,
          "Who draws as many as there are, and puts none back, draws the sample itself.",
          "choice puts back unless it is told replace=False; and every mean needs a draw of its own, so the "
          "generator is made before the loop, not in it."),
    wrong("those are sums, not means", lambda number, means, *_: lie_around(means, N * np.mean(SAMPLE), N),
          "The means should lie around that of the sample.", "Divide by the number of values."),
    almost("you subtracted the sample's mean", lambda number, means, *_: lie_around(means, 0, 1),
           "The means should lie around that of the sample.", "Leave the subtraction out."),
    wrong("each draw is of one value only",
          lambda number, means, *_: lie_around(means, np.mean(SAMPLE), np.sqrt(N)) and from_draws(means, 1),
          "A mean of the sample's size scatters far less than a single value.",
          "Draw as many values as the sample has, for each mean."),
    wrong("the means scatter too much: each draw has fewer values than the sample",
          lambda number, means, *_: off(means, np.mean(SAMPLE)) < 0.5 and spread_of(means) > 1 + NEAR,
          "How far does a mean of half as many values scatter?",
          "Draw as many values as the sample has, for each mean."),
    wrong("the means scatter too little: each draw has more values than the sample",
          lambda number, means, *_: off(means, np.mean(SAMPLE)) < 0.5 and spread_of(means) < 1 - NEAR,
          "How far does a mean of twice as many values scatter?",
          "Draw as many values as the sample has, for each mean, and put each one back."),
    wrong("those are no means of the sample: they lie around another number",
          lambda number, means, *_: off(means, np.mean(SAMPLE)) >= NEAR,
          "The mean of each draw is wanted, not its median or its spread.",
          "Draw from the values with replacement, and take the mean."),
    wrong("you drew values that the sample does not have", lambda number, means, *_: not from_draws(means),
          "The bootstrap assumes no bell: it draws from the sample itself.",
          "generator.choice(values, ...) draws from the values."),
    almost("the same seed gives other means each time",
           lambda number, means, again, *_: not np.array_equal(means, again),
           "Who runs the cell again should see the same numbers.",
           "Make the generator inside the function: np.random.default_rng(seed)."),
    almost("every seed gives the same means", lambda number, means, again, other: np.array_equal(means, other),
           "One parameter of your function is never used.", "np.random.default_rng(seed)."),
    seen=see_means, measure=say_means,
)


# The t-statistic: samples of one size have the same in Welch's way and pooled; at the edge one is twice as large

def gap(a, b): return np.mean(a) - np.mean(b)
def var(a): return np.var(a, ddof=1)
def welch(a, b): return gap(a, b) / np.hypot(se(a), se(b))
def over(a, b, variance): return gap(a, b) / np.sqrt(variance)
def p_of(t, freedom): return 2 * stdtr(freedom, -abs(t))  # beyond t and -t
def pooled(a, b): return (np.var(a) * len(a) + np.var(b) * len(b)) / (len(a) + len(b) - 2)


check_t_statistic = Exercise(
    "t_statistic(a, b)", "Welch's, of two separate samples; the pooled one is almost right",
    lambda a, b: welch(a, b), (  # samples of one size, for which Welch's statistic and the pooled one are equal
        (np.array([12.0, 15.0, 9.0, 18.0, 13.5]), np.array([10.0, 7.5, 14.0, 6.0, 8.0])),
        (np.array([0.2, 0.9, 0.4, 0.1, 0.6, 0.3]), np.array([1.3, 0.5, 1.9, 1.2, 0.4, 1.6])),
        (np.array([31.0, 22.0, 40.0, 27.0]), np.array([19.0, 25.0, 24.5, 13.0])),
    ),
    almost("the sign is turned round: you subtracted a from b", lambda a, b: welch(b, a),
           "Here t is positive where a's mean is the larger one.", "Subtract the mean of b from that of a."),
    almost("the sign is gone", lambda a, b: abs(welch(a, b)),
           "Which of the two has the larger mean? t should say so.", "Leave out the absolute value."),
    wrong("you took a and b for pairs", lambda a, b: np.mean(a - b) / se(a - b),
          "These are separate samples: the first of a has nothing to do with the first of b.",
          "Each sample has a variance of its own, and both count."),
    almost("your variances divide by n", lambda a, b: over(a, b, np.var(a) / len(a) + np.var(b) / len(b)),
           "A sample's variance divides by n - 1. np.var and np.std divide by n, unless they are told ddof=1.",
           "Write ddof=1."),
    wrong("you forgot the root", lambda a, b: gap(a, b) / ((var(a) + var(b)) / len(a)),
          "Of values in milliseconds, t should have no unit.", "The standard error is the root of a variance."),
    wrong("you forgot to divide the variances by n", lambda a, b: over(a, b, var(a) + var(b)),
          "The same gap in ten times as many cases should give a larger t.",
          "The variance of a mean is the variance of one value, divided by n."),
    wrong("you divided by n outside the root", lambda a, b: over(a, b, var(a) + var(b)) * len(a),
          "The variance of a mean is the variance of one value, divided by n.",
          "Divide first, and take the root after that."),
    wrong("that is Cohen's d: the gap in standard deviations", lambda a, b: over(a, b, (var(a) + var(b)) / 2),
          "The same gap in ten times as many cases should give a larger t.",
          "Divide by the standard error of the gap."),
    wrong("you averaged the variances, or divided by the size of both samples",
          lambda a, b: over(a, b, (var(a) + var(b)) / (2 * len(a))),
          "Both means are uncertain, and both uncertainties add up.",
          "Divide the sum of both variances by the size of one sample."),
    wrong("you added the standard errors instead of their squares", lambda a, b: gap(a, b) / (se(a) + se(b)),
          "Two independent deviations partly cancel; what adds up is their variances.",
          "Add first, and take the root after that."),
    wrong("only the spread of a counts", lambda a, b: gap(a, b) / se(a),
          "The mean of b is uncertain too.", "Add both variances."),
    wrong("only the spread of b counts", lambda a, b: gap(a, b) / se(b),
          "The mean of a is uncertain too.", "Add both variances."),
    wrong("you subtracted the variances", lambda a, b: over(a, b, abs(var(a) - var(b)) / len(a)),
          "Two samples of equal spread would have a standard error of 0.",
          "The means are subtracted; the variances add up."),
    wrong("you took the spread of all values together", lambda a, b: over(a, b, var([*a, *b]) * 2 / len(a)),
          "The gap itself makes all values together spread more.",
          "Take the variance of each sample around its own mean."),
    wrong("that is the gap alone", gap,
          "Is it large or small? That depends on how much such a gap scatters.", "Divide by its standard error."),
    wrong("only the mean of b is divided", lambda a, b: np.mean(a) - np.mean(b) / np.hypot(se(a), se(b)),
          "Python divides before it subtracts.", "Parentheses are missing around the gap."),
    missing("that is the standard error of the gap", lambda a, b: np.hypot(se(a), se(b)),
            "How many of these fit into the gap?", "Divide the gap by it."),
    wrong("that is the p-value", lambda a, b: p_of(welch(a, b), 2 * len(a) - 2),
          "t says how many standard errors the gap is wide.", "You went one step too far."),
    hint="Divide the gap between the means by its standard error: the root of the sum of both variances, each / its n.",
    edges=[(  # one sample is twice as large as the other
        (np.array([14.0, 11.0, 12.5, 15.0, 13.0, 12.0, 14.5, 13.5]), np.array([12.0, 5.0, 10.0, 7.5])),
        breaks("your function needs two samples of one size",
               "These are separate samples, and one may be larger than the other.",
               "Take mean, variance and size of each sample for itself."),
        wrong("you divided both variances by the size of a, and b has another one",
              lambda a, b: over(a, b, (var(a) + var(b)) / len(a)),
              "The smaller a sample, the less sure its mean.", "Divide the variance of b by len(b)."),
        wrong("you divided both variances by the size of b, and a has another one",
              lambda a, b: over(a, b, (var(a) + var(b)) / len(b)),
              "The smaller a sample, the less sure its mean.", "Divide the variance of a by len(a)."),
        wrong("you divided both variances by the mean of the two sizes",
              lambda a, b: over(a, b, 2 * (var(a) + var(b)) / (len(a) + len(b))),
              "The smaller a sample, the less sure its mean.", "Divide each variance by the size of its own sample."),
        wrong("the two sizes have changed places", lambda a, b: over(a, b, var(a) / len(b) + var(b) / len(a)),
              "The smaller a sample, the less sure its mean.", "Divide each variance by the size of its own sample."),
        wrong("you took the mean of both variances for each of them",
              lambda a, b: over(a, b, (var(a) + var(b)) / 2 * (1 / len(a) + 1 / len(b))),
              "Each sample spreads in its own way.",
              "Divide each variance by the size of its own sample, and add after that."),
        almost("that is the pooled statistic, which takes one variance for both samples",
               lambda a, b: over(a, b, pooled(a, b) * (1 / len(a) + 1 / len(b))),
               "It is a test too, for samples that spread alike; the formula here, Welch's, does not assume that.",
               "Divide each variance by the size of its own sample, and add after that; "
               "in SciPy write equal_var=False."),
    )],
)


# The paired t-statistic: `d` the differences of the pairs

def of_differences(formula): return lambda a, b: formula(a - b)
def paired_t(d, ddof=1): return np.mean(d) / se(d, ddof)
def unpaired(a, b, ddof=1): return np.mean(a - b) / np.hypot(se(a, ddof), se(b, ddof))


check_paired = Exercise(
    "paired_t(a, b)", "the mean of a - b, divided by its standard error", of_differences(paired_t), (
        (np.array([81.0, 74.0, 90.5, 68.0, 77.0]), np.array([78.5, 73.0, 86.0, 69.0, 74.5])),
        (np.array([0.2, 0.9, 0.4, 0.1, 0.6, 0.3]), np.array([0.7, 1.0, 0.8, 0.9, 0.8, 0.4])),
        (np.array([31.0, 22.0, 40.0, 27.0]), np.array([29.0, 25.0, 31.0, 20.0])),
    ),
    wrong("that is the test for separate samples, and these are pairs", unpaired,
          "What a pair has in common, such as a hard test case, should cancel.",
          "Subtract first, pair by pair; after that there is one sample only, of differences."),
    wrong("that is the test for separate samples, and these are pairs; and its variances divide by n",
          lambda a, b: unpaired(a, b, 0), "What a pair has in common, such as a hard test case, should cancel.",
          "Subtract first, pair by pair, and take the standard deviation with n - 1."),
    almost("the sign is turned round: you subtracted a from b", lambda a, b: paired_t(b - a),
           "Here t is positive where a is the larger one on average.", "Subtract b from a."),
    almost("the sign is gone", of_differences(lambda d: abs(paired_t(d))),
           "Which of the two is larger on average? t should say so.", "Leave out the absolute value."),
    wrong("you took the absolute differences", of_differences(lambda d: paired_t(np.abs(d))),
          "A pair in which b is larger should count against a.", "Leave out the absolute value."),
    wrong("you forgot the root of n: that is the mean difference in standard deviations",
          of_differences(lambda d: np.mean(d) / np.std(d, ddof=1)),
          "The same differences in ten times as many pairs should give a larger t.",
          "The standard error is the standard deviation, divided by the root of n."),
    wrong("you forgot the root of n, and your standard deviation divides by n",
          of_differences(lambda d: np.mean(d) / np.std(d)),
          "The same differences in ten times as many pairs should give a larger t.",
          "Take n - 1 in the standard deviation, and divide that by the root of n."),
    wrong("you took n instead of its root", of_differences(lambda d: np.mean(d) / (np.std(d, ddof=1) / len(d))),
          "Four times as many pairs should make t twice as large.",
          "The standard error is the standard deviation, divided by the root of n."),
    wrong("you divided by the root of n where it should multiply",
          of_differences(lambda d: np.mean(d) / np.std(d, ddof=1) / np.sqrt(len(d))),
          "Python works from left to right: x / y / z divides by z too.",
          "Parentheses are missing around the standard error."),
    almost("your standard deviation divides by n", of_differences(lambda d: paired_t(d, 0)),
           "A sample's standard deviation divides by n - 1. np.std divides by n, unless it is told ddof=1.",
           "Write ddof=1."),
    wrong("you took the variance of the differences instead of their standard deviation",
          of_differences(lambda d: np.mean(d) / (np.var(d, ddof=1) / np.sqrt(len(d)))),
          "Of values in milliseconds, t should have no unit.", "A root is missing."),
    wrong("you forgot the root: you divided by the square of the standard error",
          of_differences(lambda d: np.mean(d) / se(d) ** 2),
          "Of values in milliseconds, t should have no unit.", "The standard error is the root of variance / n."),
    wrong("you subtracted the standard deviations",
          lambda a, b: np.mean(a - b) / ((np.std(a, ddof=1) - np.std(b, ddof=1)) / np.sqrt(len(a))),
          "a and b may spread alike, and the differences spread all the same.",
          "Subtract first, and take the standard deviation of the differences."),
    wrong("you measured the spread of the differences from 0, not from their mean",
          of_differences(lambda d: np.mean(d) / np.sqrt(np.sum(d**2) / (len(d) - 1) / len(d))),
          "If all differences are 2, how much do they spread?",
          "Subtract the mean of the differences before you square."),
    wrong("you took the sum of the differences instead of their mean", of_differences(lambda d: np.sum(d) / se(d)),
          "The standard error belongs to the mean.", "Divide the sum by n."),
    wrong("that is the mean difference alone", of_differences(np.mean),
          "Is it large or small? That depends on how much it scatters.", "Divide by its standard error."),
    missing("that is the standard error of the mean difference", of_differences(se),
            "How many of these fit into the mean difference?", "Divide the mean difference by it."),
    wrong("that is the p-value", of_differences(lambda d: p_of(paired_t(d), len(d) - 1)),
          "t says how many standard errors the mean difference is wide.", "You went one step too far."),
    hint="Subtract b from a pair by pair, and divide the mean of the differences by its standard error.",
)


# McNemar's test: `a` and `b` the cases that one model alone gets right, `n` both together

def exactly(wins, n): return math.comb(n, wins) / 2**n
def at_most(wins, n): return sum(math.comb(n, heads) for heads in range(wins + 1)) / 2**n  # heads of a fair coin
def lesser_tail(a, b): return at_most(min(a, b), a + b)
def bell_z(a, b, correction=0): return (abs(a - b) - correction) / sqrt(a + b)  # the gap in standard deviations
def beyond(z): return math.erfc(abs(z) / sqrt(2))  # area under the bell curve beyond z and -z


check_mcnemar = Exercise(
    "exact_mcnemar(only_a, only_b)", "how probably a coin splits the disagreements at least as unevenly", mcnemar,
    ((3, 9), (14, 5), (5, 5), (0, 4)),  # either model ahead, an even split, and one in which a model never wins
    almost("your p is above 1 for an even split", lambda a, b: 2 * lesser_tail(a, b),
           "A probability never is. Twice a tail counts the middle of an even split twice.", "Cut it off at 1."),
    wrong("that is one-sided", lesser_tail, "Before the test nobody said which model would win.",
          "A split as uneven in favour of the other model counts too."),
    wrong("that is one-sided, and always asks whether b is better", lambda a, b: at_most(a, a + b),
          "Before the test nobody said which model would win.", "Take the lesser of the two counts, and both tails."),
    wrong("that is one-sided, and always asks whether a is better", lambda a, b: at_most(b, a + b),
          "Before the test nobody said which model would win.", "Take the lesser of the two counts, and both tails."),
    wrong("you doubled the tail of a, whichever model is ahead", lambda a, b: min(1, 2 * at_most(a, a + b)),
          "Exchange the two models: p should stay the same.", "Take the lesser of the two counts."),
    wrong("you doubled the tail of a, whichever model is ahead, and did not cut it off at 1",
          lambda a, b: 2 * at_most(a, a + b), "Exchange the two models: p should stay the same, and never be above 1.",
          "Take the lesser of the two counts."),
    wrong("you doubled the tail of b, whichever model is ahead", lambda a, b: min(1, 2 * at_most(b, a + b)),
          "Exchange the two models: p should stay the same.", "Take the lesser of the two counts."),
    wrong("you doubled the tail of b, whichever model is ahead, and did not cut it off at 1",
          lambda a, b: 2 * at_most(b, a + b), "Exchange the two models: p should stay the same, and never be above 1.",
          "Take the lesser of the two counts."),
    wrong("you left out the split that was seen", lambda a, b: 2 * at_most(min(a, b) - 1, a + b),
          "p asks for a split at least as uneven as this one; this one counts.",
          "sf(k) asks for more than k, so the k itself is missing; range(k) ends before k."),
    wrong("only the split that was seen counts", lambda a, b: exactly(min(a, b), a + b),
          "p asks for a split at least as uneven as this one, in favour of either model.",
          "Add up the whole tail, and double it."),
    wrong("only the split that was seen counts, and its mirror image", lambda a, b: 2 * exactly(min(a, b), a + b),
          "p asks for a split at least as uneven as this one.", "Add up the whole tail: cdf instead of pmf."),
    almost("that is the mid-p value, which counts the split that was seen by half",
           lambda a, b: 2 * lesser_tail(a, b) - exactly(min(a, b), a + b),
           "That is a test too; the exact one counts it in full.",
           "Add up the whole tail, double it, and cut it off at 1."),
    almost("that is the normal approximation", lambda a, b: beyond(bell_z(a, b)),
           "With a handful of disagreements the bell is a poor guide.",
           "Count flips of a coin: the binomial distribution."),
    almost("that is the normal approximation, with a correction of 1", lambda a, b: beyond(bell_z(a, b, 1)),
           "It is nearer; the exact test counts flips of a coin.", "Use the binomial distribution."),
    almost("that is the normal approximation, with a correction of 1 that stops at 0",
           lambda a, b: beyond(max(0, bell_z(a, b, 1))),
           "It is nearer; the exact test counts flips of a coin.", "Use the binomial distribution."),
    wrong("that is the statistic of the approximate test, not p", lambda a, b: bell_z(a, b) ** 2,
          "How often does chance alone give at least that much?",
          "The exact test needs no statistic: it counts flips of a coin."),
    wrong("that is the statistic of the approximate test with a correction, not p", lambda a, b: bell_z(a, b, 1) ** 2,
          "How often does chance alone give at least that much?",
          "The exact test needs no statistic: it counts flips of a coin."),
    wrong("that is 1 - p", lambda a, b: 1 - mcnemar(a, b),
          "An even split should have a large p.", "Leave out the subtraction."),
    wrong("that is the share of the disagreements that the lesser model wins", lambda a, b: min(a, b) / (a + b),
          "How often does chance alone give a share at least as far from a half?", "Count flips of a coin."),
    wrong("you took the greater of the two counts", lambda a, b: min(1, 2 * at_most(max(a, b), a + b)),
          "Nearly all splits have at most that many wins of one model.",
          "Take the lesser count, or ask for at least the greater one."),
    wrong("you took the greater of the two counts, and did not cut the result off at 1",
          lambda a, b: 2 * at_most(max(a, b), a + b), "Nearly all splits have at most that many wins of one model.",
          "Take the lesser count, or ask for at least the greater one."),
    hint="Flip a coin for each disagreement: how probable is a split at least as uneven, in favour of either model?",
    edges=[(
        (510, 560),
        breaks("your function breaks down at a thousand disagreements",
               "The number of sequences is larger than any float there, and 0.5**1070 is next to 0.",
               "Divide whole numbers by 2**n, or use the binomial distribution from scipy.stats."),
    )],
)


# False findings: `r` prior, the share of ideas that really work; `w` power; `a` alpha

def significant(r, w, a): return (1 - r) * a + r * w
def false_share(r, w, a): return (1 - r) * a / significant(r, w, a)


check_false_share = Exercise(
    "share_of_false(prior, power, alpha)", "how many of the significant results are false", false_share,
    ((0.1, 0.25, 0.05), (0.3, 0.8, 0.04), (0.6, 0.45, 0.1)),
    wrong("you returned alpha: how often chance is significant, not how often the significant is chance",
          lambda r, w, a: a, "All dolphins swim; is all that swims a dolphin?",
          "Of 1,000 ideas, how many are significant, and how many of those do not work?"),
    wrong("you forgot the prior", lambda r, w, a: a / (a + w),
          "If hardly any idea works, should the answer be the same?",
          "alpha is a share of the ideas that do not work, power of those that do."),
    wrong("that is the share of the significant results that are true", lambda r, w, a: 1 - false_share(r, w, a),
          "It is the rest up to 1.", "Which kind of result stands above the fraction bar?"),
    wrong("you took 1 - power for power", lambda r, w, a: false_share(r, 1 - w, a),
          "How often is an idea that works significant?", "1 - power is how often it is missed."),
    wrong("you took 1 - alpha for alpha", lambda r, w, a: false_share(r, w, 1 - a),
          "How often is an idea that does not work significant?", "alpha is given as it is needed."),
    wrong("the prior and 1 - prior have changed places", lambda r, w, a: false_share(1 - r, w, a),
          "Which ideas can be found by chance alone?", "alpha goes with the ideas that do not work, 1 - prior."),
    wrong("power and alpha have changed places", lambda r, w, a: false_share(r, a, w),
          "How often is an idea that does not work significant?",
          "alpha goes with the ideas that do not work, power with those that do."),
    wrong("the false ones are not weighted by the share of ideas that do not work", lambda r, w, a: a / (a + r * w),
          "alpha is a share of the ideas that do not work, not of all ideas.", "Of 1,000 ideas, how many do not work?"),
    wrong("the true ones are not weighted by the share of ideas that work",
          lambda r, w, a: (1 - r) * a / ((1 - r) * a + w),
          "power is a share of the ideas that work, not of all ideas.", "Of 1,000 ideas, how many work?"),
    wrong("you divided alpha by the share of significant results", lambda r, w, a: a / significant(r, w, a),
          "alpha is a share of the ideas that do not work, not of all ideas.",
          "What stands above the fraction bar is a part of what stands below."),
    wrong("that is the share of all ideas that are significant by chance", lambda r, w, a: (1 - r) * a,
          "Of the significant results, which part is that?", "Divide by the share of all ideas that are significant."),
    wrong("that is the share of all ideas that work and are significant", lambda r, w, a: r * w,
          "Of the significant results, which part is false?", "Divide the false ones by all significant ones."),
    wrong("that is the share of all ideas that are significant", lambda r, w, a: significant(r, w, a),
          "Of these, which part is false?", "It is the divisor."),
    wrong("you divided the false ones by the true ones", lambda r, w, a: (1 - r) * a / (r * w),
          "A share is never above 1.", "Below the fraction bar stand all significant results, false and true."),
    wrong("that is the share of ideas that do not work", lambda r, w, a: 1 - r,
          "A significant result is some evidence.",
          "Of 1,000 ideas, how many are significant, and how many of those do not work?"),
    wrong("that is the share of the results that are not significant though the idea works",
          lambda r, w, a: r * (1 - w) / (1 - significant(r, w, a)),
          "The question is about the significant ones.", "alpha and power say how often a result is significant."),
    wrong("parentheses are missing around the divisor", lambda r, w, a: 1 + r * w,
          "Python divides before it adds.", "Give the divisor a name on a line of its own."),
    wrong("parentheses are missing around the divisor and its parts", lambda r, w, a: a**2 + r * w,
          "Python works through `*` and `/` from left to right, and adds after that.",
          "Give the divisor a name on a line of its own."),
    almost("that is in percent", lambda r, w, a: 100 * false_share(r, w, a),
           "A share lies between 0 and 1.", "Leave out the factor of 100."),
    hint="Think of 1,000 ideas: how many are significant though they do not work, and how many because they do?",
)


# A baseline: `y` labels

def counts(y): return np.unique(y, return_counts=True)[1]  # of each label, in ascending order of the labels
def most(y): return np.max(counts(y))


check_baseline = Exercise(
    "baseline(labels)", "the share of the most frequent label", lambda y: most(y) / len(y), (
        # the most frequent label is never the first, the last, the smallest or the largest one
        (np.array([0, 1, 1, 0, 1, 2, 1, 1, 0, 1, 2]),),
        (np.array([8, 5, 5, 7, 8, 5, 3, 5, 7, 5, 5, 8, 7, 5, 7]),),
        (np.array([4, 6, 6, 6, 3, 6, 3, 6, 6, 6, 6, 6, 6, 4, 6, 6, 9, 6, 4]),),
    ),
    wrong("you returned 1 / the number of classes", lambda y: 1 / len(counts(y)),
          "That is guessing blindly; always saying the commonest answer is right more often.",
          "Count how often each label is there."),
    wrong("that is a count, not a share", most, "An accuracy lies between 0 and 1.", "Divide by the number of labels."),
    wrong("you took the least frequent label", lambda y: np.min(counts(y)) / len(y),
          "Which answer is right most often?", "max instead of min."),
    wrong("you took the second most frequent label", lambda y: np.sort(counts(y))[-2] / len(y),
          "Which answer is right most often?", "The largest of the counts is wanted; sorted upwards, it stands last."),
    missing("that is the most frequent label itself", lambda y: np.unique(y)[np.argmax(counts(y))],
            "Which share of the cases has this label?", "Count it, and divide by the number of labels."),
    wrong("that is the share of cases on which the baseline is wrong", lambda y: 1 - most(y) / len(y),
          "The accuracy is what is right.", "Subtract it from 1."),
    wrong("you divided by the number of classes", lambda y: most(y) / len(counts(y)),
          "Of how many cases is the baseline right?",
          "Divide by the number of labels in the list, not of different ones."),
    wrong("you compared the commonest label with all others, not with all cases",
          lambda y: most(y) / (len(y) - most(y)),
          "An accuracy lies between 0 and 1.", "Divide by the number of all labels."),
    wrong("that is the accuracy of guessing each label as often as it is there",
          lambda y: np.sum((counts(y) / len(y)) ** 2),
          "Always saying the commonest answer is right more often.", "One share is enough, the largest."),
    wrong("that is the mean of the labels", np.mean,
          "A label is a name, even if it is written as a number.", "Count how often each one is there."),
    wrong("you took the label that stands first", lambda y: np.mean(y == y[0]),
          "Is it the commonest one?", "Count every label, and take the largest count."),
    wrong("you took the label that stands last", lambda y: np.mean(y == y[-1]),
          "Is it the commonest one?", "Count every label, and take the largest count."),
    wrong("you took the largest label, not the most frequent one", lambda y: np.mean(y == np.max(y)),
          "A label is a name, even if it is written as a number.",
          "Take the largest of the counts; max has a parameter `key`."),
    wrong("you took the smallest label, not the most frequent one", lambda y: np.mean(y == np.min(y)),
          "A label is a name, even if it is written as a number.", "Take the largest of the counts."),
    wrong("you always said 0", lambda y: np.mean(y == 0),
          "Is 0 the commonest label?", "Count every label, and take the largest count."),
    wrong("you always said 1", lambda y: np.mean(y == 1),
          "Is 1 the commonest label?", "Count every label, and take the largest count."),
    missing("those are the shares of all labels", lambda y: counts(y) / len(y),
            "Which of them is the accuracy of always saying the same?", "Take the largest."),
    missing("those are the counts of all labels", counts, "Which of them is how often the baseline is right?",
            "Take the largest, and divide by the number of labels."),
    almost("that is in percent", lambda y: 100 * most(y) / len(y),
           "An accuracy lies between 0 and 1.", "Leave out the factor of 100."),
    hint="Count how often each label is there; which share of the cases has the commonest one?",
)


# Cross-validation: which number is in which fold is free. So each mistake is a condition on what the learner's function
# returns for `n` and `k`: `depth` how deep its lists are nested, `listed` all numbers in its folds, `sizes` how many
# are in each.

DEALS = ((12, 3), (10, 4), (11, 3))  # numbers that can be dealt evenly, and two that cannot

def once_each(n, listed): return np.array_equal(np.sort(listed), np.arange(n))
def covers(n, listed): return np.array_equal(np.unique(listed), np.arange(n))  # all at least once, and no other one
def repeats(listed): return len(np.unique(listed)) < len(listed)
def nested(numbers): return 1 + max(map(nested, numbers)) if isinstance(numbers, tuple) else 0


def are_folds(n, k, depth, listed, sizes):
    return depth == 2 and once_each(n, listed) and len(sizes) == k and np.ptp(sizes) <= 1


def say_folds(n, k, depth, listed, sizes):
    """Write the call and how many numbers each fold has."""
    call = write_call("folds", (n, k))
    if depth < 2:
        return f"{call} gives {len(listed)} number{'s' * (len(listed) != 1)} and no folds"
    shown = ", ".join(f"{size:.0f}" for size in sizes[:6])
    return f"{call} gives folds of {shown}{', ...' * (len(sizes) > 6)} numbers"


def see_folds(*found):
    """Describe the first deal that is not right, or the last."""
    for (n, k), folds in zip(DEALS, found, strict=True):
        parts = folds if isinstance(folds, tuple) else (folds,)
        deal = n, k, nested(folds), np.array(flat(folds)), np.array([len(flat(part)) for part in parts])
        if not are_folds(*deal):
            break
    return deal


check_folds = Exercise(
    "folds(n, k)", "k lists of nearly equal length, with each of the numbers 0 to n - 1 in one of them",
    are_folds, DEALS,
    wrong("all numbers are in one list",
          lambda n, k, depth, listed, sizes: depth == 1 or (depth == 2 and len(sizes) == 1 < k),
          "A list of k lists is wanted.", "Each fold is a list of its own."),
    wrong("that is a number, not a list of folds", lambda n, k, depth, *_: depth == 0,
          "A list of k lists is wanted.", "Which numbers are in each fold?"),
    wrong("each fold holds all numbers, or comes with its training part",
          lambda n, k, depth, listed, sizes: np.all(sizes == n),
          "A fold is the part that is tested; each number is tested once.",
          "Return only the part that is tested, for each fold."),
    wrong("each fold holds the numbers that are not tested: those are the training parts",
          lambda n, k, depth, listed, sizes: len(sizes) == k and covers(n, listed) and np.all(counts(listed) == k - 1),
          "A fold is the part that is tested; each number is tested once.", "Keep what your folds leave out."),
    almost("lists are nested too deep", lambda n, k, depth, *_: depth > 2,
           "A list of k lists of numbers is wanted.", "Take one pair of brackets away."),
    wrong("you counted from 1", lambda n, k, depth, listed, *_: once_each(n, listed - 1),
          "Places in a list begin with 0, and the last is n - 1.", "range(n) has them."),
    wrong("n itself is in a fold", lambda n, k, depth, listed, *_: np.max(listed) == n,
          "Places in a list begin with 0, and the last is n - 1.", "range(n) ends before n."),
    wrong("n and k have changed places: the folds have k numbers each",
          lambda n, k, depth, listed, sizes: len(sizes) != k and np.all(sizes[:-1] == k) and sizes[-1] <= k,
          "k is how many folds there are.", "About n / k numbers belong into each fold."),
    wrong("the rest makes a fold more", lambda n, k, depth, listed, sizes: len(sizes) > k and once_each(n, listed),
          "k folds are wanted, whatever the remainder of n / k is.",
          "Deal the rest to the first folds, one number each."),
    wrong("the number of folds is not k", lambda n, k, depth, listed, sizes: len(sizes) != k,
          "k is how many folds there are.", "Count the passes of your loop."),
    wrong("some numbers are in more than one fold, and others in none",
          lambda n, k, depth, listed, *_: repeats(listed) and not covers(n, listed),
          "Every number is tested once. Who draws each fold for itself may draw a number twice.",
          "Shuffle all of them first, and deal after that; or leave chance out."),
    wrong("the folds overlap: some numbers are in more than one", lambda n, k, depth, listed, *_: repeats(listed),
          "Every number is tested once.",
          "Where does one fold end, and where does the next begin? A slice ends before its end."),
    wrong("the rest is missing: some numbers are in no fold", lambda n, k, depth, listed, *_: len(listed) < n,
          "n // k numbers in each of k folds are n only if k divides n.",
          "Deal the rest to the first folds, one number each."),
    wrong("there are numbers that are not among 0 to n - 1", lambda n, k, depth, listed, *_: not covers(n, listed),
          "The folds hold places in a list of n.", "range(n) has them."),
    almost("the sizes differ by more than 1", lambda n, k, depth, listed, sizes: np.ptp(sizes) > 1,
           "The rest is in one fold, or missing from one.",
           "Deal it to the first folds, one number each; or let each fold take every k-th number."),
    seen=see_folds, measure=say_folds,
)


# Variance inflation: `r` the correlation of two features

def inflation(r): return 1 / (1 - r**2)


check_vif = Exercise(
    "inflation(r)", "1 / (1 - r²), the variance inflation factor of two features with correlation r", inflation,
    ((0.9,), (-0.6,), (0.35,)),
    wrong("you forgot to square r", lambda r: 1 / (1 - r),
          "A correlation of -0.9 inflates the variance as much as one of 0.9.",
          "The share of one feature that the other explains is r²."),
    wrong("you took r without its sign instead of its square", lambda r: 1 / (1 - abs(r)),
          "The share of one feature that the other explains is r².", "Square r."),
    wrong("you doubled r instead of squaring it", lambda r: 1 / (1 - r * 2),
          "A variance is never negative.", "In Python a square is ** 2."),
    wrong("that is r², the share of one feature that the other explains", lambda r: r**2,
          "Without any correlation the factor should be 1.", "Which share is left over? Divide 1 by that."),
    wrong("that is 1 - r², the share of one feature that the other leaves over", lambda r: 1 - r**2,
          "The more two features say the same, the larger the variance. And Python reads 1 / 1 - x as (1 / 1) - x.",
          "Divide 1 by it, in parentheses."),
    wrong("that is 1 - r", lambda r: 1 - r,
          "The more two features say the same, the larger the variance. And Python reads 1 / 1 - x as (1 / 1) - x.",
          "Square r, and put what is below the fraction bar in parentheses."),
    almost("you took the root: that is for the standard error of a weight", lambda r: np.sqrt(inflation(r)),
           "By how much is the variance multiplied?", "Leave out the root."),
    wrong("you squared the result", lambda r: inflation(r) ** 2,
          "The factor is for the variance already.", "Square r only."),
    wrong("you squared the difference, not r", lambda r: 1 / (1 - r) ** 2,
          "A correlation of -0.9 inflates the variance as much as one of 0.9.",
          "The square stands at r, inside the parentheses."),
    wrong("you divided by r²", lambda r: 1 / r**2,
          "Without any correlation the factor should be 1.", "Which share of a feature does the other one leave over?"),
    wrong("you added r² instead of subtracting it", lambda r: 1 / (1 + r**2),
          "The more two features say the same, the larger the variance.",
          "Which share of a feature does the other one leave over?"),
    wrong("the sign is turned round", lambda r: 1 / (r**2 - 1), "A variance is never negative.", "Subtract r² from 1."),
    wrong("you put r² above the fraction bar", lambda r: r**2 / (1 - r**2),
          "Without any correlation the factor should be 1.", "Write 1 there."),
    wrong("you put r above the fraction bar", lambda r: r / (1 - r**2),
          "Without any correlation the factor should be 1.", "Write 1 there."),
    wrong("you took the root of 1 - r below the fraction bar", lambda r: 1 / np.sqrt(1 - r),
          "A correlation of -0.9 inflates the variance as much as one of 0.9.", "Square r, and leave out the root."),
    hint="Square r, subtract that from 1, and divide 1 by the result.",
)


# R²: `y` what was measured, `p` predictions, not of a least-squares line, for which several of the mistakes are right

def residual(y, p): return np.sum((y - p) ** 2)
def total(y, centre=None): return np.sum((y - (np.mean(y) if centre is None else centre)) ** 2)
def unexplained(y, p): return residual(y, p) / total(y)
def correlation(y, p): return np.corrcoef(y, p)[0, 1]


check_r_squared = Exercise(
    "r_squared(y, predictions)", "1 - squared residuals / squared distances of y from its mean",
    lambda y, p: 1 - unexplained(y, p), (  # a good model, one that is worse than the mean, and one a little better
        (np.array([3.0, 5.0, 7.0, 9.0, 14.0]), np.array([3.5, 4.0, 8.0, 10.5, 13.0])),
        (np.array([20.0, 35.0, 26.0, 41.0]), np.array([34.0, 30.0, 39.0, 29.0])),
        (np.array([1.2, 0.4, 2.0, 1.5, 0.7, 2.6]), np.array([0.9, 1.0, 1.3, 2.1, 1.5, 2.4])),
    ),
    wrong("that is the square of the correlation", lambda y, p: correlation(y, p) ** 2,
          "Predictions that are all 100 too high correlate perfectly, and explain nothing.",
          "The two are equal for a least-squares fit on its own data only. Begin with the residuals."),
    wrong("that is the correlation", correlation,
          "Predictions that are all 100 too high correlate perfectly, and explain nothing.",
          "Begin with the residuals, y - predictions."),
    wrong("that is the share that is left unexplained", unexplained,
          "A model without residuals should have 1.", "Subtract it from 1."),
    wrong("the ratio stands upside down", lambda y, p: 1 - 1 / unexplained(y, p),
          "A model with small residuals should be near 1.", "The residuals stand above the fraction bar."),
    wrong("you took 1 from the ratio, not the ratio from 1", lambda y, p: unexplained(y, p) - 1,
          "A model without residuals should have 1.", "Turn the subtraction round."),
    wrong("you measured the distances of y from the mean of the predictions",
          lambda y, p: 1 - residual(y, p) / total(y, np.mean(p)),
          "The rival of the model is one that always says the mean of what was measured.", "Take the mean of y."),
    wrong("y and the predictions have changed places, or you took the variation of the predictions",
          lambda y, p: 1 - residual(y, p) / total(p),
          "Whose variation is to be explained?", "The distances of y from its own mean stand below the fraction bar."),
    wrong("you divided the variation of the predictions by that of y", lambda y, p: total(p) / total(y),
          "Predictions that vary much may be wrong all the same.", "Begin with the residuals, y - predictions."),
    wrong("you divided the predictions' squared distances from the mean of y by those of y",
          lambda y, p: total(p, np.mean(y)) / total(y),
          "That is R² for a least-squares fit on its own data only.", "Begin with the residuals, y - predictions."),
    wrong("you took the mean above the fraction bar and the sum below", lambda y, p: 1 - unexplained(y, p) / len(y),
          "Twice the same data should have the same R².", "Two sums, or two means."),
    wrong("you took the sum above the fraction bar and the mean below", lambda y, p: 1 - unexplained(y, p) * len(y),
          "Twice the same data should have the same R².", "Two sums, or two means."),
    wrong("you took the sum above the fraction bar and the variance with n - 1 below",
          lambda y, p: 1 - unexplained(y, p) * (len(y) - 1),
          "Twice the same data should have the same R².", "Two sums, or two means."),
    almost("you divided by n above the fraction bar and by n - 1 below",
           lambda y, p: 1 - unexplained(y, p) * (len(y) - 1) / len(y),
           "A model that always says the mean should have 0.", "Two sums, or two means."),
    wrong("you took absolute values instead of squares",
          lambda y, p: 1 - np.sum(np.abs(y - p)) / np.sum(np.abs(y - np.mean(y))),
          "Variation is measured in squares here.", "Square the residuals and the distances."),
    wrong("you took the root of the ratio", lambda y, p: 1 - np.sqrt(unexplained(y, p)),
          "Variation is measured in squares here.", "Leave the root out."),
    wrong("you did not subtract the mean below the fraction bar", lambda y, p: 1 - residual(y, p) / np.sum(y**2),
          "A model that always says the mean should have 0.",
          "Below the fraction bar stand the distances of y from its mean."),
    wrong("you forgave the model a mean residual that is not 0", lambda y, p: 1 - np.var(y - p) / np.var(y),
          "Predictions that are all 100 too high explain nothing. np.var subtracts the mean of the residuals.",
          "Square the residuals as they are."),
    almost("you cut off what is below 0", lambda y, p: max(0, 1 - unexplained(y, p)),
           "A model may be worse than one that always says the mean, and R² should say so.", "Leave out the max."),
    wrong("that is the mean of the squared residuals", lambda y, p: residual(y, p) / len(y),
          "It has the square of y's unit; R² has no unit.", "Compare with the squared distances of y from its mean."),
    wrong("that is the sum of the squared residuals", residual,
          "It has the square of y's unit; R² has no unit.", "Compare with the squared distances of y from its mean."),
    wrong("you subtracted before you divided", lambda y, p: (1 - residual(y, p)) / total(y),
          "A model without residuals should have 1.", "1 - (one sum) / (the other sum)."),
    almost("that is in percent", lambda y, p: 100 * (1 - unexplained(y, p)),
           "A share is at most 1.", "Leave out the factor of 100."),
    hint="Add up the squared residuals, and the squared distances of y from its mean; what is 1 - their ratio?",
)


# Gini impurity: how often two draws from a group have different labels `y`

def shares(y): return counts(y) / len(y)
def gini(y): return 1 - np.sum(shares(y) ** 2)
def bits(y): return -np.sum(shares(y) * np.log2(shares(y)))


check_gini = Exercise(
    "my_gini(labels)", "1 - the sum of the squared shares", gini, (  # two classes, three and four
        (np.array([1, 0, 1, 1, 0, 1, 1, 1]),),
        (np.array([2, 3, 2, 5, 5, 2, 3, 2, 2]),),
        (np.array([4, 1, 1, 6, 4, 1, 9, 1, 4, 1, 1]),),
    ),
    wrong("you forgot the 1 -: that is how often two draws are alike", lambda y: np.sum(shares(y) ** 2),
          "A group in which all are alike should have 0.", "Subtract it from 1."),
    wrong("that is the entropy, in nats", lambda y: bits(y) * np.log(2),
          "It measures mixture too, but with logarithms instead of squares.",
          "Two draws are both of one kind with the square of its share."),
    wrong("that is the entropy, in bits", bits, "It measures mixture too, but with logarithms instead of squares.",
          "Two draws are both of one kind with the square of its share."),
    wrong("you took counts instead of shares", lambda y: 1 - np.sum(counts(y) ** 2),
          "A chance is never negative.", "Divide each count by the number of labels before you square."),
    wrong("you squared the counts and divided by n once", lambda y: 1 - np.sum(counts(y) ** 2) / len(y),
          "A chance is never negative.", "Divide before you square; or divide by n²."),
    wrong("you did not square, or not before adding: shares add up to 1", lambda y: 0.0,
          "A mixed group should have more than 0.", "Square each share, and add after that."),
    wrong("you added over all cases instead of over the kinds", lambda y: 1 - np.sum(counts(y) * shares(y) ** 2),
          "Each kind counts once, however many cases it has.", "Go through set(labels), or np.unique(labels)."),
    wrong("that is 1 - the share of the most frequent label", lambda y: 1 - np.max(shares(y)),
          "That is how often always saying the commonest answer is wrong.",
          "All kinds count, each by the square of its share."),
    wrong("only the most frequent label counts", lambda y: 1 - np.max(shares(y)) ** 2,
          "Two draws can be alike in any kind.", "Add up the squares of all shares."),
    wrong("only the kind with the smallest label counts", lambda y: 1 - shares(y)[0] ** 2,
          "Two draws can be alike in any kind.",
          "Add up the squares of all shares; does your function return too early?"),
    wrong("that is 2 p (1 - p) of one kind, which is right for two kinds only",
          lambda y: 2 * shares(y)[0] * (1 - shares(y)[0]),
          "What does your function give for three kinds, as many of each?",
          "1 - the sum of the squares of all shares is right for any number."),
    wrong("that is half of it", lambda y: gini(y) / 2,
          "The first draw may be of either kind.", "p (1 - p) is counted for every kind, and added."),
    wrong("you took the mean of the squares instead of their sum", lambda y: 1 - np.mean(shares(y) ** 2),
          "Two draws can be alike in any kind, and the chances add up.", "Use the sum."),
    wrong("you subtracted each square from 1 and added", lambda y: np.sum(1 - shares(y) ** 2),
          "A chance is never above 1.", "The 1 stands there once, before the sum."),
    wrong("you multiplied the shares", lambda y: np.prod(shares(y)),
          "A third kind that is very rare should change little.", "1 - the sum of the squares of all shares."),
    almost("you drew without putting back", lambda y: 1 - np.sum(counts(y) * (counts(y) - 1)) / (len(y) * (len(y) - 1)),
           "That is for two different cases; the Gini impurity puts the first one back.", "Square the shares."),
    almost("you divided by the largest value that so many kinds can have", lambda y: gini(y) / (1 - 1 / len(counts(y))),
           "That is a share between 0 and 1; here the impurity itself is wanted.", "Leave the division out."),
    wrong("you took the root", lambda y: np.sqrt(gini(y)), "It is a chance already.", "Leave the root out."),
    missing("those are the shares", shares, "One number is wanted.", "Square them, add, and subtract that from 1."),
    hint="Work out the share of each label, square the shares, add, and subtract that from 1.",
)

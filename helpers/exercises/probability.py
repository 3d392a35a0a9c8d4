"""The exercises of notebook 03, probability, in its order.

Each mistake is the formula that a learner who makes it has written; those of every notebook are in `slips`. Legend: `p`
and `q` probabilities, `z` logits; what other letters mean stands above their exercise.
"""

import math

import numpy as np

from helpers.exercises.draws import numbers, positive, shares, table
from helpers.exercises.exercise import Exercise
from helpers.exercises.slips import almost, breaks, wrong
from helpers.maths.chance import coin_log_likelihood, tail
from helpers.maths.classification import reliability
from helpers.maths.information import cross_entropy, keep_top_p, kl_divergence, softmax
from helpers.maths.networks import attention

# the notebook's own: logits of three words, the shares of eight words, a truth and a model
LOGITS = np.array([2.0, 1.0, 0.1])
WORDS = np.array([0.41, 0.18, 0.12, 0.10, 0.08, 0.06, 0.03, 0.02])
TRUTH, MODEL = np.array([0.5, 0.5]), np.array([0.9, 0.1])

# fmt: off

# Bayes' theorem: `p` prior, `h` hit rate (how often spam has the word), `f` false alarm rate (how often good mail does)

def evidence(p, h, f): return p * h + (1 - p) * f
def posterior(p, h, f): return p * h / evidence(p, h, f)
def odds(probability): return probability / (1 - probability)

check_posterior = Exercise(
    "posterior(prior, hit_rate, false_alarm_rate)", "how probably a mail with the word is spam", posterior,
    ((0.35, 0.8, 0.05), (0.01, 0.9, 0.08), (0.6, 0.45, 0.3)),
    wrong("you returned the hit rate: how often spam has the word, not how often mail with the word is spam",
          lambda p, h, f: h, "All dolphins swim; is all that swims a dolphin?",
          "Count 1,000 mails: how many have the word, and how many of those are spam?"),
    wrong("you forgot the prior", lambda p, h, f: h / (h + f),
          "If hardly any mail is spam, should the answer be the same?", "The prior cancels, or is never used."),
    wrong("that is the prior, as it is if the hit rate stands for the good mail too", lambda p, h, f: p,
          "How often does good mail have the word?", "The false alarm rate goes with 1 - prior."),
    wrong("the false alarms are not weighted by the share of good mail", lambda p, h, f: p * h / (p * h + f),
          "The false alarm rate is a share of the good mail, not of all mail.", "Of 1,000 mails, how many are good?"),
    wrong("you returned the share of all mail that is spam and has the word", lambda p, h, f: p * h,
          "The others are out once the word was seen.", "Divide by the share of all mail that has the word."),
    wrong("you returned the odds, not the probability", lambda p, h, f: odds(posterior(p, h, f)),
          "Odds compare spam with good mail, a probability with all.", "What is missing in the divisor?"),
    wrong("parentheses are missing around the divisor", lambda p, h, f: h * h + (1 - p) * f,
          "Python multiplies and divides first, and adds after that.", "Give the divisor a line of its own."),
    draw=(positive(0.0001, 0.99),) * 3,
)

# A tail: how often a fair coin gives 60 heads or more in 100 flips; one of simulated batches is told to be near

AT_LEAST, MORE = tail(60, 100), tail(61, 100)
BATCHES = 10_000  # simulated; their shares lie hardly ever farther than this from the chance
SCATTER = 0.006

def more_in_heads(): return np.mean(np.random.default_rng(0).binomial(100, 0.5, size=BATCHES) > 60)  # the notebook's

check_coin_tail = Exercise(
    "chance of 60 heads or more", "in 100 flips of a fair coin", lambda: AT_LEAST.exact, (),
    wrong("that is for more than 60 heads", lambda: MORE.exact, "60 heads count too.", "Where does the sum begin?"),
    wrong("that is for exactly 60 heads", lambda: AT_LEAST.exact - MORE.exact,
          "61 heads are at least 60 too.", "Add up all numbers of heads from 60 on."),
    wrong("that is for 60 or more of either side", lambda: AT_LEAST.two_sided,
          "40 heads or fewer are not asked for here.", "One tail is enough."),
    almost("that is the normal approximation, which cuts off half of the 60", lambda: AT_LEAST.uncorrected,
           "The bar of 60 reaches from 59.5 to 60.5.", "Begin half a head lower, or count the sequences exactly."),
    almost("that is the normal approximation, begun half a head lower", lambda: AT_LEAST.corrected,
           "It is near; counting the sequences is exact.", "math.comb(100, heads) of the 2**100 have so many."),
    wrong("that is the normal approximation, begun half a head too high", lambda: MORE.corrected,
          "60 heads count too.", "The bar of 60 reaches from 59.5 to 60.5."),
    wrong("that is a count of more than 60 heads", more_in_heads,
          "60 heads count too, and the exact number is wanted.", "Look for a `>` that should be a `>=`."),
    digits=3, rounded=1, near=(
        (SCATTER, almost("that is near, as a count of simulated batches is", lambda: AT_LEAST.exact,
                         "Counting the sequences is exact.", "math.comb(100, heads) of the 2**100 have so many.")),
        (SCATTER * BATCHES, almost("that is a number of batches in 10,000", lambda: AT_LEAST.exact * BATCHES,
                                   "A probability lies between 0 and 1.", "Divide, or count the sequences exactly.")),
    ),
    hint="Count the sequences with 60 heads, with 61 and so on up to 100, and divide by all there are.",
    further="math.comb(100, 60) sequences have 60 heads, and there are 2**100 in all.",
)

# Likelihood: `h` heads, `n` flips, `theta` probability of heads

def some_flips(rng, i):
    if i < 2:  # a rare side comes up
        return i, 1, (0.999, 0.001)[i]
    n = int(rng.integers(2, 40))
    return int(rng.integers(n + 1)), n, round(rng.uniform(0.02, 0.98), 3)

check_log_likelihood = Exercise(
    "log_likelihood(heads, flips, theta)", "the logarithm of the probability of one sequence of flips",
    coin_log_likelihood, ((7, 10, 0.6), (3, 12, 0.2), (9, 14, 0.45)),
    wrong("you forgot the tails", lambda h, n, theta: h * math.log(theta),
          "A coin that always shows heads would win every time.", "How probable is tails, and how many were there?"),
    wrong("you counted all flips as tails", lambda h, n, theta: h * math.log(theta) + n * math.log(1 - theta),
          "How many of the flips came up tails?", "Subtract the heads from the flips."),
    wrong("heads and tails have changed places", lambda h, n, theta: coin_log_likelihood(n - h, n, theta),
          "theta is the probability of heads.", "Which number is multiplied by log(theta)?"),
    almost("you divided by the number of flips", lambda h, n, theta: coin_log_likelihood(h, n, theta) / n,
           "That is the mean of one flip; here the sum is wanted.", "Leave the division out."),
    almost("you counted all orders of heads and tails",
           lambda h, n, theta: math.log(math.comb(n, h)) + coin_log_likelihood(h, n, theta),
           "That is the chance of so many heads in any order.", "One sequence was seen: leave the binomial out."),
    edges=[(
        (1200, 2000, 0.6),
        breaks("you multiplied first and took the logarithm after that; the product of many flips is 0 for a float",
               "What does the logarithm make of a product?",
               "Multiply the logarithm of theta by the number of heads, and do likewise for the tails."),
    )],
    draw=some_flips,
)

def parts(scores): return scores / np.sum(scores)

check_softmax = Exercise(
    "my_softmax(z)", "exp of each logit, divided by the sum of them all; safe for large logits too", softmax,
    (([2.0, 1.0, 0.1],), ([0.0, -0.5, 3.0, 1.5],), ([-1.0, -2.5],)),
    wrong("you divided by the sum of the logits", lambda z: np.exp(z) / np.sum(z),
          "The results have to sum to 1.", "Divide by the sum of what stands above the fraction bar."),
    wrong("you did not divide by the sum", np.exp,
          "The results have to sum to 1.", "What is the share of each in the whole?"),
    wrong("the largest result is 1: you divided by the largest, or subtracted the maximum and did not divide",
          lambda z: np.exp(z - np.max(z)), "The results have to sum to 1.", "What is the share of each in the whole?"),
    wrong("the maximum is subtracted above the fraction bar only", lambda z: np.exp(z - np.max(z)) / np.sum(np.exp(z)),
          "Subtracting changes nothing only if all logits have it.", "Give the shifted logits a name, and use it."),
    wrong("you took powers of 2 instead of e", lambda z: softmax(z * np.log(2)),
          "They are probabilities too, but not those that a model is trained with.", "Use np.exp."),
    wrong("you forgot the exponential", parts,
          "What becomes of a logit below 0?", "Something has to make every score positive first."),
    edges=[(
        ([-998.0, 1000.0, 999.0, -999.0],),
        breaks("you did not subtract the maximum, and exp(1000) is larger than any float",
               "The same number can be subtracted from all logits without changing the result; which one helps here?",
               "No exponential overflows if the largest exponent is 0."),
    ), (
        ([-1001.0, -1000.0, -1500.0],),
        breaks("every exponential is 0, for what you subtract is not the maximum where all logits are below 0",
               "Which of these logits is the largest? Its exponent should become 0.",
               "A search for the maximum starts from the first logit, not from 0; and no abs is needed."),
    )],
    own={"z": LOGITS}, draw=(numbers(),),
)

# Top-p: `q` the probabilities of the words, `p` the probability to reach

def reaching(q, p, order, extra=0):
    """Keep words in an order until their sum reaches p, and some more or fewer; the others become 0."""
    needed = np.sum(np.cumsum(q[order]) < p) + 1
    kept = np.zeros_like(q)
    places = order[: needed + extra]
    kept[places] = q[places]
    return kept

def top(q, p, extra=0): return reaching(q, p, np.argsort(-q), extra)
def shared(kept): return kept / np.sum(kept) if np.any(kept) else kept  # where nothing is kept, that stays 0

def some_words(rng, i):
    counts = rng.choice(np.arange(1, 30), size=1 if i == 0 else rng.integers(2, 7), replace=False)  # no ties
    return counts / counts.sum(), (0.5, 0.01, 0.99)[i] if i < 3 else round(rng.uniform(0.01, 0.99), 4)

check_top_p = Exercise(
    "top_p(probabilities, p)", "the fewest most probable words whose sum is at least p, made to sum to 1", keep_top_p,
    # three words are needed, three of six, one, and two that are p exactly
    ((np.array([0.1, 0.45, 0.2, 0.25]), 0.85), (np.array([0.0, 0.05, 0.4, 0.3, 0.2, 0.05]), 0.75),
     (np.array([0.35, 0.25, 0.4]), 0.3), (np.array([0.1875, 0.5, 0.0625, 0.25]), 0.75)),
    wrong("what is kept does not sum to 1", top,
          "Nothing can be drawn from probabilities that do not sum to 1.", "Divide by the sum of what is kept."),
    wrong("you left out the word that crosses p", lambda q, p: shared(top(q, p, -1)),
          "What is kept should reach p, not stay below it.", "A first word above p is kept all the same."),
    wrong("you kept the words whose own probability is above p", lambda q, p: shared(np.where(q > p, q, 0)),
          "p is compared with a sum of probabilities.", "Add them up, the largest first, until the sum reaches p."),
    wrong("you went through the words in the order given", lambda q, p: shared(reaching(q, p, np.arange(len(q)))),
          "Which words should be kept, whatever their places?", "Sort first; np.argsort gives the places."),
    wrong("you began with the least probable word", lambda q, p: shared(reaching(q, p, np.argsort(q))),
          "It is the tail that should be cut off.", "np.argsort sorts upwards; turn its result round."),
    wrong("you kept one word too many", lambda q, p: shared(top(q, p, 1)),
          "Once p is reached, nothing more is needed.", "Is the sum compared before or after the word is added?"),
    # who keeps no word divides 0 by 0; which mistake was made shows if nothing counts as 0
    instead={"contains nan": np.nan_to_num}, own={"probabilities": WORDS, "p": 0.8},
    hint="Add up the words, the most probable first, until p is reached; all keep their places, the others with 0.",
    ties=[(np.array([0.3, 0.4, 0.3]), 0.6), (np.array([0.3, 0.4, 0.3]), 0.9)], draw=some_words,
)

# Divergence: `p` the truth, `q` what the model says
check_kl = Exercise(
    "kl(p, q)", "the extra surprise, in nats, of a model that says q while the truth is p", kl_divergence, (
        ([0.2, 0.5, 0.3], [0.4, 0.25, 0.35]), ([0.1, 0.1, 0.1, 0.7], [0.25] * 4), ([0.3, 0.7], [0.999999, 0.000001]),
    ),
    wrong("the weights come from q", lambda p, q: -kl_divergence(q, p),
          "By which distribution do the outcomes come?", "The divergence is never negative; yours is."),
    wrong("that is the cross-entropy", cross_entropy,
          "It is not 0 if q is p.", "The surprise that the truth has by itself, its entropy, is to be taken off."),
    wrong("you did not weight the logarithms", lambda p, q: np.sum(np.log(p / q)),
          "A rare outcome should hardly count.", "Multiply each logarithm by its probability in p."),
    wrong("you took the size of each part, without its sign", lambda p, q: np.sum(np.abs(p * np.log(p / q))),
          "Where q is too high the part is negative, and it counts.", "Leave the absolute value out."),
    edges=[(
        ([0.5, 0.0, 0.3, 0.0, 0.2], [0.4, 0.2, 0.1, 0.15, 0.15]),
        breaks("your function breaks down where p is 0", "What never happens adds nothing: 0 · log 0 counts as 0 here.",
               "Add over the outcomes with p above 0 only."),
        wrong("the loop ends at the first probability of 0", lambda p, q: 0.5 * np.log(0.5 / 0.4),
              "What comes after it counts too.", "`break` and `return` end a loop; `continue` passes over a round."),
    )],
    own={"p": TRUTH, "q": MODEL}, draw=(shares(), shares()),
)

# Calibration: `c` confidences, `r` 1 where the answer was right and 0 where it was not, `which` the bin of each

def right_bins(c, bins=10): return np.clip(np.ceil(c * bins) - 1, 0, bins - 1)  # a bin holds its right end
def left_bins(c): return np.clip(np.floor(c * 10), 0, 9)

def mean_gap(c, r, which, share=lambda counts: counts / np.sum(counts)):
    """Average the gaps between success and confidence in the bins that are not empty."""
    bins, counts = np.unique(which, return_counts=True)
    return share(counts) @ np.abs([np.mean(r[which == one]) - np.mean(c[which == one]) for one in bins])

def without_sure(c, r, which):
    """Leave out the answers of confidence 1; the others are weighted by all."""
    return mean_gap(c[c < 1], r[c < 1], which[c < 1], lambda counts: counts / len(c))

def alike(share):
    return wrong("every bin counts the same, however many answers it holds",
                 lambda c, r: mean_gap(c, r, right_bins(c), share),
                 "Should one answer weigh as much as a thousand?", "Weight each gap by the bin's share of answers.")

def cancelling(what, formula):
    return wrong(f"the gaps keep their signs and cancel: that is overall {what}", formula,
                 "Too sure here and too unsure there is not calibrated.", "Take the size of each bin's gap first.")

def some_answers(rng, i):
    c = (rng.integers(100, size=1 if i == 0 else rng.integers(2, 9)) + 0.5) / 100  # none ends a bin
    return c, np.full(len(c), i - 1) if 0 < i < 3 else (rng.random(len(c)) < c).astype(int)

EMPTY = "your function takes the mean of an empty bin. Hint: Skip a bin that holds nothing; it adds nothing."
check_ece = Exercise(
    "calibration_error(confidences, correct)", "the mean gap between confidence and success, in ten bins",
    # 0.5 is in the bin from 0.4 to 0.5, 1 in the last, and 0 in the first; each gap is weighted by its bin's share of
    # all answers, and an empty bin adds nothing
    lambda c, r: reliability(c, r, 10).error, (
        (np.array([1.0, 0.5, 0.43, 0.58, 0.93, 0.96]), np.array([0, 0, 1, 1, 1, 1])),
        (np.array([0.14, 0.0, 0.1, 0.5, 0.55, 0.62, 1.0, 0.91]), np.array([0, 1, 0, 1, 0, 1, 1, 1])),
        (np.array([0.5, 0.74, 0.71, 1.0]), np.array([1, 0, 1, 0])),
    ),
    alike(lambda counts: np.full(len(counts), 1 / len(counts))), alike(lambda counts: np.full(len(counts), 0.1)),
    cancelling("success minus overall confidence", lambda c, r: np.mean(r) - np.mean(c)),
    cancelling("confidence minus overall success", lambda c, r: np.mean(c) - np.mean(r)),
    almost("a confidence on the edge of two bins is in the upper one", lambda c, r: mean_gap(c, r, left_bins(c)),
           "That is a convention too; here a bin holds its right end.", "0.5 belongs to the bin from 0.4 to 0.5."),
    wrong("a confidence of 1 is in no bin", lambda c, r: without_sure(c, r, left_bins(c)),
          "Every answer should be counted.", "A bin holds its right end: 1 belongs to the bin from 0.9 to 1."),
    wrong("a confidence of 1 is in no bin: ten times 0.1, added one by one, is a little less than 1",
          lambda c, r: without_sure(c, r, right_bins(c)),
          "Print your last edge with all its digits.", "Compute each edge on its own, as k / 10."),
    wrong("there are nine bins", lambda c, r: mean_gap(c, r, right_bins(c, 9)),
          "How many edges do ten bins have?", "np.linspace(0, 1, 11) gives eleven."),
    instead=dict.fromkeys(("contains nan", "ZeroDivisionError", "StatisticsError"), EMPTY),
    draw=some_answers, hint="Go through the bins one by one: how sure is each on average, and what share is right?",
    further="Which bin holds 0.5, and which 1? And how much of all answers is in each?",
)

# Attention: `Q` queries, `K` keys, `V` values, a row for each position; `d` numbers in a query

def scores(Q, K): return Q @ K.T  # shape (queries, keys)
def root(Q): return np.sqrt(Q.shape[1])
def mix(scores, V): return softmax(scores) @ V
def down(powers): return powers / powers.sum(axis=0)
def below_maximum(scores): return np.exp(scores - scores.max(axis=1, keepdims=True))

# where the shapes do not fit
NOT_TRANSPOSED = "K has to be transposed, K.T. Hint: A row of Q meets a row of K, and `@` takes rows times columns."
NOT_QUERIES = "the scores need a row for each query and a column for each key. Hint: Here 2 queries meet 3 keys."
BY_NUMBER = "`*` multiplies number by number. Hint: Every query meets every key: that is a product of matrices, `@`."
NO_COLUMN = "each row is divided by its own sum. Hint: Sums with axis=1 need keepdims=True, to stand in a column."
check_attention = Exercise(
    "my_attention(Q, K, V)", "the softmax of Q Kᵀ / √d in every row, times V",
    lambda Q, K, V: attention(Q, K, V).output, (
        # values as long as keys, so that either can be taken for the other
        (np.array([[1.0, 0.0, 2.0, -1.0], [0.5, 1.5, -1.0, 0.0]]),
         np.array([[0.0, 1.0, 1.0, 0.5], [1.0, -1.0, 0.0, 2.0], [1.5, 0.0, 1.0, -0.5]]),
         np.array([[1.0, 2.0, 0.0, -1.0], [3.0, -2.0, 1.0, 0.5], [0.0, 1.0, 4.0, 2.0]])),
        (np.array([[1.0, 2.0, 0.5], [-1.0, 0.0, 1.0]]), np.array([[0.5, 1.0, -1.0], [2.0, 0.0, 1.0]]),
         np.array([[1.0, 0.0, 3.0], [2.0, 5.0, -1.0]])),
    ),
    wrong("you forgot to divide the scores by the root of d", lambda Q, K, V: mix(scores(Q, K), V),
          "The longer the vectors, the larger their dot products.", "d is the number of columns of Q."),
    wrong("you divided by d instead of its root", lambda Q, K, V: mix(scores(Q, K) / Q.shape[1], V),
          "The spread of a sum of d random parts grows with the root of d.", "A root is missing."),
    wrong("you took the root of the number of positions", lambda Q, K, V: mix(scores(Q, K) / np.sqrt(len(K)), V),
          "It is the length of a query that makes dot products large.", "d is the number of columns of Q."),
    wrong("the softmax runs down the columns", lambda Q, K, V: softmax((scores(Q, K) / root(Q)).T).T @ V,
          "What should sum to 1: each query's row, or a key's column?", "axis=1, with keepdims=True."),
    wrong("the sums run down the columns", lambda Q, K, V: down(below_maximum(scores(Q, K) / root(Q))) @ V,
          "What should sum to 1: each query's row, or a key's column?", "axis=1, with keepdims=True."),
    wrong("the softmax runs over the whole table",
          lambda Q, K, V: softmax((scores(Q, K) / root(Q)).ravel()).reshape(len(Q), len(K)) @ V,
          "What should sum to 1: each query's row, or the table?", "axis=1, with keepdims=True."),
    wrong("you left out the softmax", lambda Q, K, V: scores(Q, K) / root(Q) @ V,
          "Scores can be negative and do not sum to 1.", "Between the two products every row becomes a distribution."),
    wrong("you did not divide by the sum of each row", lambda Q, K, V: np.exp(scores(Q, K) / root(Q)) @ V,
          "The weights of each row have to sum to 1.", "The exponential is half of a softmax."),
    # what NumPy says of the shapes of the first case, which are (2, 4) and twice (3, 4)
    instead={
        "(size 3 is different from 4)": NOT_TRANSPOSED, "4 (dim 1) != 3 (dim 0)": NOT_TRANSPOSED,
        "(size 3 is different from 2)": NOT_QUERIES, "2 (dim 1) != 3 (dim 0)": NOT_QUERIES,
        "shapes (2,4) (3,4)": BY_NUMBER, "shapes (2,4) (4,3)": BY_NUMBER, "shapes (2,3) (2,)": NO_COLUMN,
    },
    edges=[(
        (np.array([[40.0, 0.0, 0.0, 0.0]]),
         np.array([[50.0, 0.0, 0.0, 0.0], [49.95, 0.0, 0.0, 0.0], [-50.0, 0.0, 0.0, 0.0]]),
         np.array([[1.0, 0.0], [0.0, 1.0], [0.25, 3.0]])),
        breaks("your softmax does not subtract the maximum, and exp(1000) is larger than any float",
               "Subtracting the same number from all scores of a row changes no weight; which number helps?",
               "scores.max(axis=1, keepdims=True) has one number for each row."),
    ), (
        (np.array([[40.0, 0.0], [0.0, 1.0]]), np.array([[50.0, 1.0], [49.95, -1.0]]),
         np.array([[1.0, 0.0], [0.0, 2.0]])),
        breaks("every exponential in a row is 0, for what you subtract is not the maximum of that row",
               "Both rows have a maximum of their own; which is that of the second?",
               "scores.max(axis=1, keepdims=True) has one number for each row."),
    )],
    draw=(table("md", low=-3, high=3), table("nd", low=-3, high=3), table("nv")),
)

"""The exercises of notebook 03, probability, in its order.

Each mistake is the formula that a learner who makes it has written. Legend: `p` and `q` probabilities, `z` logits; what
other letters mean stands above their exercise.
"""

import math

import numpy as np

from helpers.exercises.answers import State
from helpers.exercises.exercise import Exercise
from helpers.exercises.slips import almost, breaks, missing, wrong
from helpers.maths.attention import attention
from helpers.maths.chance import coin_log_likelihood, tail
from helpers.maths.classification import reliability, sigmoid
from helpers.maths.information import (
    cross_entropy,
    entropy,
    keep_top_k,
    keep_top_p,
    kl_divergence,
    log_softmax,
    perplexity,
    softmax,
)

# fmt: off

# Bayes' theorem: `p` prior, `h` hit rate (how often spam has the word), `f` false alarm rate (how often good mail does)

def evidence(p, h, f): return p * h + (1 - p) * f
def posterior(p, h, f): return p * h / evidence(p, h, f)
def odds(probability): return probability / (1 - probability)


check_posterior = Exercise(
    "posterior(prior, hit_rate, false_alarm_rate)", "how probably a mail with the word is spam", posterior,
    ((0.2, 0.8, 0.05), (0.01, 0.9, 0.08), (0.6, 0.45, 0.3)),
    wrong("you returned the hit rate: how often spam has the word, not how often mail with the word is spam",
          lambda p, h, f: h, "All dolphins swim; is all that swims a dolphin?",
          "Count 1,000 mails: how many have the word, and how many of those are spam?"),
    wrong("you forgot the prior", lambda p, h, f: h / (h + f),
          "If hardly any mail is spam, should the answer be the same?",
          "One parameter of your function is never used."),
    wrong("you left the shares of spam and good mail out of the divisor", lambda p, h, f: p * h / (h + f),
          "Divide by the share of all mail that has the word.",
          "Both parts of the divisor are weighted, each by its kind's share of the mail."),
    wrong("the false alarms are not weighted by the share of good mail", lambda p, h, f: p * h / (p * h + f),
          "The false alarm rate is a share of the good mail, not of all mail.", "Of 1,000 mails, how many are good?"),
    wrong("the prior and 1 - prior have changed places", lambda p, h, f: posterior(1 - p, h, f),
          "Which rate belongs to spam?", "The prior is the share of spam; it goes with the hit rate."),
    wrong("the hit rate and the false alarm rate have changed places", lambda p, h, f: posterior(p, f, h),
          "A word that is frequent in spam should raise the belief.",
          "Which of the two rates is multiplied by the prior?"),
    wrong("you took 1 - false alarm rate for the false alarm rate", lambda p, h, f: posterior(p, h, 1 - f),
          "How often does good mail have the word?", "The rate is given as it is needed."),
    wrong("you took 1 - hit rate for the false alarm rate", lambda p, h, f: posterior(p, h, 1 - h),
          "That is the share of the spam without the word; how often does good mail have it?",
          "One parameter of your function is never used."),
    wrong("you returned the evidence: the share of all mail that has the word", evidence,
          "Of this mail, which part is spam?", "It is the divisor."),
    wrong("you returned the share of all mail that is spam and has the word", lambda p, h, f: p * h,
          "The others are out of the question once the word was seen.",
          "Divide by the share of all mail that has the word."),
    wrong("you returned the belief that the mail is good", lambda p, h, f: 1 - posterior(p, h, f),
          "It is the rest up to 1.", "Which kind of mail stands above the fraction bar?"),
    wrong("you returned the odds, not the probability", lambda p, h, f: odds(posterior(p, h, f)),
          "Odds compare spam with good mail; a probability compares it with all mail that has the word.",
          "What is missing in the divisor?"),
    wrong("parentheses are missing around the divisor", lambda p, h, f: h * h + (1 - p) * f,
          "Python works through `*` and `/` from left to right, and adds after that.",
          "Give the divisor a name on a line of its own."),
    wrong("only the first part of the divisor is in parentheses", lambda p, h, f: 1 + (1 - p) * f,
          "Python divides before it adds.", "Give the divisor a name on a line of its own."),
    almost("that is in percent", lambda p, h, f: 100 * posterior(p, h, f),
           "A probability lies between 0 and 1.", "Leave out the factor 100."),
)


# The strength of evidence: P(spam) before and after the word

BEFORE, AFTER = 0.1, 0.9

def ratio(before, after): return odds(after) / odds(before)


check_ratio_needed = Exercise(
    "how many times as likely", "in spam as in good mail a word must be, to lift P(spam) from 0.1 to 0.9",
    lambda: ratio(BEFORE, AFTER), (),
    wrong("that is 0.9 / 0.1, or the odds afterwards; the odds before were not even", lambda: odds(AFTER),
          "What are the odds at a probability of 0.1?", "They start below 1, and have to come that far first."),
    wrong("you subtracted the probabilities", lambda: AFTER - BEFORE,
          "A word does not add to a belief, it multiplies the odds.", "Turn both probabilities into odds first."),
    wrong("that is the growth of the probability in shares of what it was", lambda: (AFTER - BEFORE) / BEFORE,
          "A word does not multiply the probability, which cannot pass 1; it multiplies the odds.",
          "Turn both probabilities into odds first."),
    wrong("you divided the odds before by the odds afterwards", lambda: ratio(AFTER, BEFORE),
          "Should a word that makes spam more probable be rarer in spam?", "You have the two in the wrong order."),
    wrong("those are the odds before the word", lambda: odds(BEFORE),
          "That is where it starts; where should it arrive?", "Odds of 9 to 1 are wanted at the end."),
    wrong("you subtracted the odds", lambda: odds(AFTER) - odds(BEFORE),
          "A word multiplies the odds.", "How is a factor found from where it starts and where it arrives?"),
    wrong("you added where you should multiply", lambda: 2 * odds(AFTER),
          "From 1 to 9 up to even odds, then from even odds to 9 to 1: two factors in a row.",
          "Two factors in a row are multiplied."),
    almost("you counted the increase, not the factor", lambda: ratio(BEFORE, AFTER) - 1,
           "How many times as likely, not how many times more.",
           "What is multiplied by the odds before, to give the odds afterwards?"),
    almost("that is the natural logarithm of the factor", lambda: math.log(ratio(BEFORE, AFTER)),
           "That is how far the logit moves; the factor itself is wanted.", "Undo the logarithm."),
    wrong("that is the probability afterwards", lambda: AFTER,
          "A factor is wanted: what are the odds multiplied by?", "Turn both probabilities into odds first."),
    digits=4, hint="Turn both probabilities into odds: p / (1 - p).",
    further="A word multiplies the odds; by what, to come from the first to the second?",
)


# The expectation: `x` values, `p` their probabilities

check_expectation = Exercise(
    "expectation(values, probabilities)", "what many draws give on average", lambda x, p: np.sum(x * p), (
        # a loaded die, a lottery, and losses and gains
        (np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), np.array([0.1, 0.1, 0.15, 0.15, 0.2, 0.3])),
        (np.array([50.0, 0.0, 5.0]), np.array([0.02, 0.9, 0.08])),
        (np.array([-3.0, 1.0, 4.0, 10.0]), np.array([0.4, 0.3, 0.2, 0.1])),
    ),
    wrong("that is the plain mean of the values", lambda x, p: np.mean(x),
          "Should a value that almost never occurs count as much as one that nearly always does?",
          "One parameter of your function is never used."),
    wrong("that is the most probable value", lambda x, p: x[np.argmax(p)],
          "What do many draws give on average?", "Every value has its share in it."),
    wrong("you divided by the number of values, though the probabilities sum to 1 already", lambda x, p: np.mean(x * p),
          "A die that always shows 6 should give 6.",
          "The probabilities are the shares; nothing is left to divide by. np.mean divides too."),
    missing("you multiplied and did not add", lambda x, p: x * p, "One number is wanted.", "Add the products up."),
    wrong("you added the values", lambda x, p: np.sum(x),
          "Should a value that almost never occurs count as much as one that nearly always does?",
          "Multiply each value by its probability first."),
    wrong("you squared the values", lambda x, p: np.sum(x**2 * p), "A die that always shows 6 should give 6.",
          "Each value is multiplied by its probability, and by nothing else."),
    wrong("you squared the probabilities", lambda x, p: np.sum(x * p**2),
          "Two values of probability 0.5 should meet in the middle.",
          "Each value is multiplied by its probability once."),
    wrong("you divided by the probabilities", lambda x, p: np.sum(x / p),
          "The rarer a value, the less it should count.", "Each value is multiplied by its probability."),
    wrong("only the first value was counted", lambda x, p: x[0] * p[0],
          "Look at how far `return` is indented.", "It has to stand after the loop, not in it."),
    wrong("only the last value was counted", lambda x, p: x[-1] * p[-1],
          "Does each value add to the total, or replace it?", "Look for an `=` that should be a `+=`."),
    wrong("that is the value in the middle, the median", lambda x, p: np.median(x),
          "Should a value that almost never occurs count as much as one that nearly always does?",
          "One parameter of your function is never used."),
)


# A tail: how often a fair coin gives 60 heads or more in 100 flips; a count of simulated batches is told to be near

AT_LEAST, MORE = tail(60, 100), tail(61, 100)
SCATTER = 0.006  # counts of 10,000 simulated batches lie hardly ever farther from the chance
SAME = 6e-5  # agreement to three digits


def is_simulated(value):
    """Whether a number is near the chance and not, in full or to three decimals, one that is named already."""
    named = [AT_LEAST.exact, *(slip.function() for slip in check_coin_tail.slips)]
    told = any(abs(value - number) < SAME or math.isclose(value, round(number, 3)) for number in named)
    return abs(value - AT_LEAST.exact) < SCATTER and not told


simulated = Exercise(
    "simulated chance", "near the exact one", lambda value: False, (),
    almost("that is near, as a count of simulated batches is", is_simulated,
           "Counting the sequences gives the exact number.",
           "math.comb(100, heads) sequences have so many heads, and there are 2**100 in all."),
    measure=lambda value: f"{value:g}",
)

check_coin_tail = Exercise(
    "chance of 60 heads or more", "in 100 flips of a fair coin", lambda: AT_LEAST.exact, (),
    wrong("that is for more than 60 heads", lambda: MORE.exact, "60 heads count too.", "Where does the sum begin?"),
    wrong("that is for exactly 60 heads", lambda: AT_LEAST.exact - MORE.exact,
          "61 heads are at least 60 too.", "Add up all numbers of heads from 60 on."),
    wrong("that is for 60 or more of either side", lambda: AT_LEAST.two_sided,
          "40 heads or fewer are not asked for here.", "One tail is enough."),
    almost("that is the normal approximation, which cuts off half of the 60", lambda: AT_LEAST.uncorrected,
           "The bell curve runs through whole numbers of heads; the bar of 60 reaches from 59.5 to 60.5.",
           "Begin half a head lower, or count the sequences exactly."),
    almost("that is the normal approximation, begun half a head lower", lambda: AT_LEAST.corrected,
           "It is near; counting the sequences gives the exact number.",
           "math.comb(100, heads) sequences have so many heads, and there are 2**100 in all."),
    wrong("that is a count of more than 60 heads, or the normal approximation begun half a head too high",
          lambda: MORE.corrected, "60 heads count too.", "The bar of 60 reaches from 59.5 to 60.5."),
    wrong("that is the normal approximation for either side", lambda: 2 * AT_LEAST.uncorrected,
          "40 heads or fewer are not asked for here.", "One tail is enough, and it begins half a head lower."),
    wrong("that is for fewer than 60 heads", lambda: AT_LEAST.fewer,
          "It is the rest up to 1.", "Which side of 60 is asked for?"),
    wrong("that is for 60 heads or fewer", lambda: MORE.fewer,
          "Which side of 60 is asked for?", "Add up the numbers of heads from 60 to 100."),
    almost("that is in percent", lambda: 100 * AT_LEAST.exact, "A probability lies between 0 and 1.", "Divide by 100."),
    almost("that is the number of such batches in 10,000", lambda: 10_000 * AT_LEAST.exact,
           "A probability lies between 0 and 1.", "Divide by the number of batches."),
    first=simulated, digits=3, rounded=2,
    hint="Count the sequences with 60 heads, with 61 and so on up to 100, and divide by all there are.",
    further="math.comb(100, 60) sequences have 60 heads, and there are 2**100 in all.",
)


# Likelihood: `h` heads, `n` flips, `theta` probability of heads

check_log_likelihood = Exercise(
    "log_likelihood(heads, flips, theta)", "the logarithm of the probability of one sequence of flips",
    coin_log_likelihood, ((7, 10, 0.6), (3, 12, 0.2), (9, 14, 0.5)),
    wrong("that is the likelihood, without the logarithm", lambda h, n, theta: theta**h * (1 - theta) ** (n - h),
          "A product of thousands of probabilities is too small for a float; what takes its place?",
          "The logarithm turns the product into a sum."),
    wrong("you forgot the tails", lambda h, n, theta: h * math.log(theta),
          "A coin that always shows heads would win every time.", "How probable is tails, and how many were there?"),
    wrong("you forgot the tails and the logarithm", lambda h, n, theta: theta**h,
          "A coin that always shows heads would win every time, and the logarithm is wanted.",
          "Two parts are added: one for the heads, one for the tails."),
    wrong("the minus in front belongs to the loss", lambda h, n, theta: -coin_log_likelihood(h, n, theta),
          "The log-likelihood should be largest at the best theta.",
          "Logarithms of probabilities are never positive; leave them so."),
    wrong("you counted all flips as tails", lambda h, n, theta: h * math.log(theta) + n * math.log(1 - theta),
          "How many of the flips came up tails?", "Subtract the heads from the flips."),
    wrong("heads and tails have changed places", lambda h, n, theta: coin_log_likelihood(n - h, n, theta),
          "theta is the probability of heads.", "Which number is multiplied by log(theta)?"),
    wrong("the tails have the probability theta too", lambda h, n, theta: n * math.log(theta),
          "If heads has probability 0.9, how probable is tails?", "The two probabilities sum to 1."),
    wrong("you did not count how often each side came up", lambda h, n, theta: math.log(theta) + math.log(1 - theta),
          "Seven heads are seven factors.", "Each logarithm is multiplied by a count."),
    wrong("you subtracted the part of the tails",
          lambda h, n, theta: h * math.log(theta) - (n - h) * math.log(1 - theta),
          "The probabilities of all flips are multiplied; what does the logarithm make of a product?",
          "Both parts are added."),
    almost("you divided by the number of flips", lambda h, n, theta: coin_log_likelihood(h, n, theta) / n,
           "That is the mean of one flip, largest at the same theta; here the sum is wanted.",
           "Leave the division out."),
    almost("you took the logarithm to base 2", lambda h, n, theta: coin_log_likelihood(h, n, theta) / math.log(2),
           "It is largest at the same theta; here the natural logarithm is wanted.", "Use np.log or math.log."),
    almost("you took the logarithm to base 10", lambda h, n, theta: coin_log_likelihood(h, n, theta) / math.log(10),
           "It is largest at the same theta; here the natural logarithm is wanted.", "Use np.log or math.log."),
    almost("you counted all orders of heads and tails",
           lambda h, n, theta: math.log(math.comb(n, h)) + coin_log_likelihood(h, n, theta),
           "That is the logarithm of the chance of so many heads in any order, largest at the same theta.",
           "One sequence of flips was seen: leave the binomial coefficient out."),
    wrong("that is the share of heads, the theta that is most likely", lambda h, n, theta: h / n,
          "How probable are these flips at the theta that the function is given?",
          "One parameter of your function is never used."),
    edges=[(
        (1200, 2000, 0.6),
        breaks("you multiplied first and took the logarithm after that; the product of many flips is 0 for a float",
               "What does the logarithm make of a product?",
               "Multiply the logarithm of theta by the number of heads, and do likewise for the tails."),
    )],
)


def shares(scores): return scores / np.sum(scores)


check_softmax = Exercise(
    "my_softmax(z)", "exp of each logit, divided by the sum of them all; safe for large logits too", softmax,
    ((np.array([2.0, 1.0, 0.1]),), (np.array([-0.5, 0.0, 3.0, 1.5]),), (np.array([-1.0, -2.5]),)),
    wrong("you divided by the sum of the logits", lambda z: np.exp(z) / np.sum(z),
          "The results have to sum to 1.", "Divide by the sum of what stands above the fraction bar."),
    wrong("you did not divide by the sum", np.exp,
          "The results have to sum to 1.", "What is the share of each in the whole?"),
    wrong("the largest result is 1: you divided by the largest, or subtracted the maximum and did not divide",
          lambda z: np.exp(z - np.max(z)), "The results have to sum to 1.", "What is the share of each in the whole?"),
    wrong("the maximum is subtracted above the fraction bar only", lambda z: np.exp(z - np.max(z)) / np.sum(np.exp(z)),
          "Subtracting changes nothing only if it happens to every logit.",
          "Give the shifted logits a name, and use that name from there on."),
    wrong("the maximum is subtracted below the fraction bar only", lambda z: np.exp(z) / np.sum(np.exp(z - np.max(z))),
          "Subtracting changes nothing only if it happens to every logit.",
          "Give the shifted logits a name, and use that name from there on."),
    wrong("you divided the logits by their maximum instead of subtracting it", lambda z: softmax(z / np.max(z)),
          "A quotient of exponentials depends on differences of logits; those must stay as they are.",
          "Subtract the same number from every logit."),
    wrong("you took powers of 2 instead of e", lambda z: shares(2**z),
          "They are probabilities too, but not those that a model is trained with.", "Use np.exp."),
    wrong("you took powers of 10 instead of e", lambda z: shares(10**z),
          "They are probabilities too, but not those that a model is trained with.", "Use np.exp."),
    wrong("you forgot the exponential", shares,
          "What becomes of a logit below 0?", "Something has to make every score positive first."),
    wrong("the sign of the logits is turned round", lambda z: softmax(-z),
          "The largest logit should get the largest probability.", "Look for a minus in the exponent."),
    wrong("you divided by the mean", lambda z: np.exp(z) / np.mean(np.exp(z)),
          "The results have to sum to 1; yours sum to their number.", "What is the share of each in the whole?"),
    wrong("you divided by the length of the vector", lambda z: np.exp(z) / np.linalg.norm(np.exp(z)),
          "Now the squares sum to 1; the results themselves should.", "What is the share of each in the whole?"),
    wrong("that is the logarithm of the softmax", log_softmax,
          "Probabilities lie between 0 and 1.", "Undo the logarithm."),
    wrong("that is the sigmoid of each logit", lambda z: 1 / (1 + np.exp(-z)),
          "The results have to sum to 1.", "Each probability depends on all logits."),
    wrong("the largest logit takes all", lambda z: np.where(z == np.max(z), 1.0, 0.0),
          "That is the hard choice; softmax is soft: a close second keeps a share.", "Begin with np.exp."),
    edges=[(
        (np.array([1000.0, 999.0, -2000.0]),),
        breaks("you did not subtract the maximum, and exp(1000) is larger than any float",
               "The same number can be subtracted from all logits without changing the result; which one helps here?",
               "No exponential overflows if the largest exponent is 0."),
    )],
)


# Temperature `T`: logits divided by it, then the softmax

check_temperature = Exercise(
    "softmax_at(z, temperature)", "the softmax of logits / temperature, safe at low temperatures too", softmax,
    ((np.array([2.0, 1.0, 0.1]), 2.0), (np.array([2.0, 1.0, 0.1]), 0.5), (np.array([-0.5, 0.0, 3.0, 1.5]), 5.0)),
    wrong("you multiplied the logits by the temperature, or raised the probabilities to it",
          lambda z, T: softmax(z * T), "Heat should make the bars more alike; yours grow apart.",
          "At a high temperature the differences between the logits have to shrink."),
    wrong("you divided the probabilities by the temperature", lambda z, T: softmax(z) / T,
          "The results have to sum to 1.", "The temperature acts on the logits, before the softmax."),
    wrong("you multiplied the probabilities by the temperature", lambda z, T: softmax(z) * T,
          "The results have to sum to 1.", "The temperature acts on the logits, before the softmax."),
    wrong("you raised the probabilities to the temperature and did not make them sum to 1",
          lambda z, T: softmax(z) ** T, "The results have to sum to 1, and heat should make the bars more alike.",
          "Dividing a logit by T is a root of the probability, not a power; and divide by the sum."),
    wrong("you raised the probabilities to 1 / temperature and did not make them sum to 1",
          lambda z, T: softmax(z) ** (1 / T),
          "That is half of it, but the results have to sum to 1.", "Divide by the sum."),
    wrong("the softmax comes twice, and the temperature in between", lambda z, T: softmax(softmax(z) / T),
          "At temperature 1 the result should be the softmax of the logits.",
          "The temperature acts on the logits, before the softmax."),
    wrong("the softmax comes once more after the temperature", lambda z, T: softmax(softmax(z, T)),
          "At temperature 1 the result should be the softmax of the logits.", "One softmax is enough."),
    wrong("the temperature has no effect", lambda z, T: softmax(z),
          "Is the temperature only subtracted, divided from the maximum alone, or never used?",
          "Every logit is divided by it."),
    wrong("the temperature acts above the fraction bar only", lambda z, T: np.exp(z / T) / np.sum(np.exp(z)),
          "The results have to sum to 1.", "Give the divided logits a name, and use that name from there on."),
    wrong("the temperature acts below the fraction bar only", lambda z, T: np.exp(z) / np.sum(np.exp(z / T)),
          "The results have to sum to 1.", "Give the divided logits a name, and use that name from there on."),
    wrong("you did not divide by the sum", lambda z, T: np.exp(z / T),
          "The results have to sum to 1.", "What is the share of each in the whole?"),
    wrong("the largest result is 1: you subtracted the maximum and did not divide by the sum",
          lambda z, T: np.exp((z - np.max(z)) / T),
          "The results have to sum to 1.", "What is the share of each in the whole?"),
    wrong("you divided by the root of the temperature", lambda z, T: softmax(z, np.sqrt(T)),
          "The root belongs to attention; here the logits are divided by the temperature itself.",
          "Leave the root out."),
    wrong("those are the divided logits, without the softmax", lambda z, T: z / T,
          "Probabilities lie between 0 and 1 and sum to 1.", "The softmax comes after the division."),
    edges=[(
        (np.array([2.0, 1.999, -2.0]), 0.001),
        breaks("you did not subtract the maximum, and at a low temperature the exponential is larger than any float",
               "How large is 2 / 0.001, and what is e to that power?",
               "Divide by the temperature, subtract the maximum of the result, and go on as before."),
    )],
)


# Top-p: `q` the probabilities of the words, `p` the probability to reach

def falling(q): return np.argsort(-q)  # places of the words, the most probable first


def reaching(q, p, order, extra=0):
    """Keep words in an order until their sum reaches p, and some more or fewer; the others become 0."""
    needed = np.sum(np.cumsum(q[order]) < p) + 1
    kept = np.zeros_like(q)
    places = order[: needed + extra]
    kept[places] = q[places]
    return kept


def top(q, p, extra=0): return reaching(q, p, falling(q), extra)
def shared(kept): return kept / np.sum(kept) if np.any(kept) else kept  # where nothing is kept, that stays 0


check_top_p = Exercise(
    "top_p(probabilities, p)", "the fewest most probable words whose sum is at least p, made to sum to 1", keep_top_p,
    # three words are needed, three of five, and one
    ((np.array([0.1, 0.45, 0.2, 0.25]), 0.85), (np.array([0.05, 0.4, 0.3, 0.2, 0.05]), 0.75),
     (np.array([0.35, 0.25, 0.4]), 0.3)),
    wrong("what is kept does not sum to 1", top,
          "Nothing can be drawn from probabilities that do not sum to 1.", "Divide by the sum of what is kept."),
    wrong("you left out the word that crosses p", lambda q, p: shared(top(q, p, -1)),
          "What is kept should reach p, not stay below it.",
          "Where the first word is above p alone, it is kept all the same."),
    wrong("you left out the word that crosses p, and what is kept does not sum to 1", lambda q, p: top(q, p, -1),
          "What is kept should reach p, not stay below it.",
          "Keep that word too, and then divide by the sum of what is kept."),
    wrong("you kept the words whose own probability is above p", lambda q, p: shared(np.where(q > p, q, 0)),
          "p is compared with a sum of probabilities.",
          "Add up the probabilities, the largest first, until the sum reaches p."),
    wrong("you kept the words whose own probability is above p, and they do not sum to 1",
          lambda q, p: np.where(q > p, q, 0), "p is compared with a sum of probabilities.",
          "Add up the probabilities, the largest first, until the sum reaches p."),
    wrong("you kept the words whose own probability is above 1 - p", lambda q, p: shared(np.where(q > 1 - p, q, 0)),
          "p is compared with a sum of probabilities.",
          "Add up the probabilities, the largest first, until the sum reaches p."),
    wrong("you took 1 - p for p", lambda q, p: shared(top(q, 1 - p)),
          "What is kept should reach p, not what is cut off.", "p is given as it is needed."),
    wrong("you kept two words, whatever p is: that is top-k with k = 2", lambda q, p: keep_top_k(q, 2),
          "How many words are kept depends on how fast their sum reaches p.",
          "One parameter of your function is never used."),
    wrong("you went through the words in the order given", lambda q, p: shared(reaching(q, p, np.arange(len(q)))),
          "Which words should be kept, whatever their places?", "Sort first; np.argsort gives the places."),
    wrong("you began with the least probable word", lambda q, p: shared(reaching(q, p, np.argsort(q))),
          "It is the tail that should be cut off.", "np.argsort sorts upwards; turn its result round."),
    wrong("you kept one word too many", lambda q, p: shared(top(q, p, 1)),
          "Once p is reached, nothing more is needed.", "Is the sum compared before or after the word is added?"),
    wrong("you returned the words sorted", lambda q, p: shared(top(q, p)[falling(q)]),
          "The first number should still belong to the first word.", "Put each result at the place that its word had."),
    missing("only the words that are kept are there", lambda q, p: shared(top(q, p)[top(q, p) > 0]),
            "As many numbers are wanted as there are words.", "A word that is cut off gets probability 0."),
    wrong("you divided by p", lambda q, p: top(q, p) / p,
          "The results have to sum to 1; what is kept sums to a little more than p.",
          "Divide by the sum of what is kept."),
    wrong("you shared the tail equally among the words that are kept",
          lambda q, p: np.where(top(q, p) > 0, q + (1 - top(q, p).sum()) / np.sum(top(q, p) > 0), 0),
          "If one word was twice as probable as another, it should stay so.", "Divide by the sum of what is kept."),
    wrong("that tells which words are kept, not how probable each is", lambda q, p: np.where(top(q, p) > 0, 1.0, 0.0),
          "The results have to sum to 1.", "Multiply by the probabilities, and divide by the sum."),
    wrong("only the most probable word is kept", lambda q, p: np.where(q == np.max(q), 1.0, 0.0),
          "Does its probability reach p alone?", "Go on adding words until the sum reaches p."),
    wrong("nothing is cut off", lambda q, p: q,
          "Which words are not needed to reach p?", "They should get probability 0."),
    # who keeps no word divides 0 by 0; which mistake was made shows if nothing counts as 0
    instead={"contains nan": np.nan_to_num},
)


# Cross-entropy: `p` probabilities of the classes, `t` the true class, counted from 0

def one_hot(p, t): return np.eye(len(p))[t]


check_cross_entropy = Exercise(
    "my_cross_entropy(probabilities, target)", "the surprise of a model, in nats, when class `target` is true",
    lambda p, t: -np.log(p[t]),  # right and sure, wrong, undecided
    ((np.array([0.9, 0.07, 0.03]), 0), (np.array([0.1, 0.6, 0.3]), 0), (np.array([0.2, 0.35, 0.4, 0.05]), 2)),
    wrong("you forgot the minus", lambda p, t: np.log(p[t]),
          "The logarithm of a probability is never positive, and a loss should be.",
          "The smaller the probability of the truth, the larger the loss has to be."),
    almost("you took the logarithm to base 2", lambda p, t: -np.log2(p[t]),
           "That is the loss in bits; here it is wanted in nats.", "Use the natural logarithm, np.log."),
    almost("you took the logarithm to base 10", lambda p, t: -np.log10(p[t]),
           "That is another unit; here nats are wanted.", "Use the natural logarithm, np.log."),
    wrong("you added over all classes without the one-hot truth", lambda p, t: -np.sum(np.log(p)),
          "Only one class is true.", "The one-hot truth multiplies every other logarithm by 0."),
    wrong("you averaged over all classes without the one-hot truth", lambda p, t: -np.mean(np.log(p)),
          "Only one class is true.", "The one-hot truth multiplies every other logarithm by 0."),
    wrong("you divided by the number of classes", lambda p, t: -np.log(p[t]) / len(p),
          "One class is true, and its surprise is the loss. np.mean divides too.",
          "Use np.sum, or the one logarithm alone."),
    wrong("you forgot the logarithm: that is 1 - probability of the truth", lambda p, t: 1 - p[t],
          "A truth that was called impossible should cost more than 1.", "The surprise of an outcome is -log p."),
    wrong("that is the probability of the truth", lambda p, t: p[t],
          "The smaller it is, the larger the loss has to be.", "The surprise of an outcome is -log p."),
    wrong("that is the squared error for the true class", lambda p, t: (1 - p[t]) ** 2,
          "A truth that was called impossible should cost more than 1.", "The surprise of an outcome is -log p."),
    wrong("that is the squared error over all classes", lambda p, t: np.sum((p - one_hot(p, t)) ** 2),
          "A truth that was called impossible should cost more than 2.", "The surprise of an outcome is -log p."),
    wrong("that is the entropy of the model's answer", lambda p, t: entropy(p),
          "It says how unsure the model is, not how wrong.",
          "The weights are those of the truth: 1 for the true class, 0 for the others."),
    wrong("the logarithm is weighted by the model's own probability", lambda p, t: -p[t] * np.log(p[t]),
          "The weight is how true the class is, and it is true.", "Leave the factor out."),
    wrong("that is the loss of the class that the model finds most probable", lambda p, t: -np.log(np.max(p)),
          "A model that is sure and wrong should pay for it.", "One parameter of your function is never used."),
    wrong("you counted the classes from 1", lambda p, t: -np.log(p[t - 1]),
          "Class 0 is the first.", "Do not subtract from the target."),
    wrong("you took the logarithm of 1 - probability", lambda p, t: -np.log(1 - p[t]),
          "A truth of probability near 1 should cost next to nothing.",
          "That is the loss of a class that is not true."),
    wrong("the classes that are not true were counted too, as if each were a yes-or-no question",
          lambda p, t: -np.log(p[t]) - np.sum(np.log(1 - np.delete(p, t))),
          "That is the loss of a network that ends in sigmoids; here one class is true and the others follow.",
          "Only the probability of the truth counts."),
    wrong("you took the softmax of the probabilities first", lambda p, t: -log_softmax(p)[t],
          "PyTorch's F.cross_entropy takes logits and does that; these are probabilities already.",
          "Take the logarithm of the probability as it is."),
    missing("you did not add over the classes", lambda p, t: -one_hot(p, t) * np.log(p),
            "One number is wanted.", "All of these but one are 0; add them up."),
    edges=[(
        (np.array([0.7, 0.3, 0.0]), 0),
        breaks("your function breaks down if another class has probability 0",
               "The one-hot truth gives 0 times the logarithm of 0, which is not a number for NumPy.",
               "Look only at the probability of the true class."),
    )],
)


def shifted(epsilon):
    """Name the mistake of a logarithm that is taken a little to the right."""
    return almost(f"the {epsilon:g} inside the logarithm shifts the result", lambda p: -np.sum(p * np.log(p + epsilon)),
                  "It keeps the logarithm from 0, but it is added to probabilities that are not 0 too.",
                  "Leave out the outcomes of probability 0 instead: they add nothing.")


check_entropy = Exercise(
    "my_entropy(p)", "the average surprise in nats; an outcome of probability 0 adds nothing", entropy,
    # the last is so sure that an epsilon inside the logarithm is felt
    ((np.array([0.25, 0.25, 0.25, 0.25]),), (np.array([0.5, 0.3, 0.2]),), (np.array([0.99999, 0.00001]),)),
    wrong("you forgot the minus", lambda p: -entropy(p),
          "The logarithm of a probability is never positive, and surprise is never negative.",
          "A minus stands in front of the sum."),
    almost("you took the logarithm to base 2", lambda p: entropy(p, base=2),
           "That is the entropy in bits; here it is wanted in nats.", "Use the natural logarithm, np.log."),
    almost("you took the logarithm to base 10", lambda p: entropy(p, base=10),
           "That is another unit; here nats are wanted.", "Use the natural logarithm, np.log."),
    wrong("you divided by the number of outcomes", lambda p: entropy(p) / len(p),
          "The probabilities are the weights of the average already. np.mean divides too.", "Use np.sum."),
    wrong("you did not weight the surprises by their probabilities", lambda p: -np.sum(np.log(p)),
          "A rare outcome surprises much, but rarely.", "Multiply each logarithm by its probability."),
    wrong("you averaged the surprises without their probabilities", lambda p: -np.mean(np.log(p)),
          "A rare outcome surprises much, but rarely.", "Multiply each logarithm by its probability, and add."),
    almost("you divided by the largest entropy that so many outcomes can have", lambda p: entropy(p) / np.log(len(p)),
           "That is a share between 0 and 1; here the entropy itself is wanted.", "Leave the division out."),
    almost("that is the perplexity", perplexity, "It is e to the power of the entropy.", "Undo the exponential."),
    wrong("that is the Gini impurity", lambda p: 1 - np.sum(p**2),
          "It measures mixture too, but with squares instead of logarithms.", "The surprise of an outcome is -log p."),
    missing("you multiplied and did not add", lambda p: -p * np.log(p),
            "One number is wanted.", "Add the products up."),
    wrong("that is the surprise of the most probable outcome only", lambda p: -np.log(np.max(p)),
          "The other outcomes happen too.", "Average the surprises of all outcomes."),
    *map(shifted, (1e-6, 1e-7, 1e-8, 1e-9)),
    edges=[(
        (np.array([0.5, 0.5, 0.0]),),
        breaks("your function breaks down at a probability of 0",
               "What never happens surprises nobody: 0 · log 0 counts as 0 here.",
               "Add over the probabilities above 0 only."),
    )],
)


# Divergence: `p` the truth, `q` what the model says

check_kl = Exercise(
    "kl(p, q)", "the extra surprise, in nats, of a model that says q while the truth is p", kl_divergence, (
        (np.array([0.5, 0.5]), np.array([0.9, 0.1])),
        (np.array([0.2, 0.5, 0.3]), np.array([0.4, 0.25, 0.35])),
        (np.array([0.1, 0.1, 0.1, 0.7]), np.array([0.25, 0.25, 0.25, 0.25])),
    ),
    wrong("p and q have changed places", lambda p, q: kl_divergence(q, p),
          "The divergence is not the same both ways; by which distribution do the outcomes come?",
          "The truth p gives the weights, and stands above the fraction bar."),
    wrong("the sign is turned round", lambda p, q: -kl_divergence(p, q),
          "The divergence is never negative.", "Which of the two stands above the fraction bar?"),
    wrong("the weights come from q", lambda p, q: -kl_divergence(q, p),
          "By which distribution do the outcomes come?", "The divergence is never negative; yours is."),
    wrong("that is the entropy of q minus the entropy of p", lambda p, q: entropy(q) - entropy(p),
          "Two different distributions can be equally unsure; are they then alike?",
          "The truth p gives the weights of both logarithms."),
    wrong("that is the entropy of p minus the entropy of q", lambda p, q: entropy(p) - entropy(q),
          "Two different distributions can be equally unsure; are they then alike?",
          "The truth p gives the weights of both logarithms."),
    wrong("that is the cross-entropy", cross_entropy,
          "It is not 0 if q is p.", "The surprise that the truth has by itself, its entropy, is to be taken off."),
    wrong("that is the entropy of p", lambda p, q: entropy(p),
          "One parameter of your function is never used.", "It should be 0 if q is p."),
    almost("you took the logarithm to base 2", lambda p, q: kl_divergence(p, q) / np.log(2),
           "That is the divergence in bits; here it is wanted in nats.", "Use the natural logarithm, np.log."),
    wrong("you did not weight the logarithms", lambda p, q: np.sum(np.log(p / q)),
          "An outcome that hardly ever happens should hardly count.",
          "Multiply each logarithm by its probability in p."),
    wrong("you divided by the number of outcomes", lambda p, q: kl_divergence(p, q) / len(p),
          "The probabilities are the weights of the average already. np.mean divides too.", "Use np.sum."),
    wrong("the logarithms are weighted by the difference of p and q", lambda p, q: np.sum((p - q) * np.log(p / q)),
          "That is the divergence one way plus the divergence the other way.", "The truth p alone gives the weights."),
    wrong("you took the size of each part, without its sign", lambda p, q: np.sum(np.abs(p * np.log(p / q))),
          "Where q is too high the part is negative, and it counts.",
          "Their sum is never negative; no part has to be made positive."),
    wrong("that is how far the bars are apart, without a logarithm", lambda p, q: np.sum(np.abs(p - q)),
          "How surprised would the model be by an outcome that it calls impossible?",
          "The extra surprise at an outcome is log p - log q."),
    wrong("that is the sum of the squared differences", lambda p, q: np.sum((p - q) ** 2),
          "How surprised would the model be by an outcome that it calls impossible?",
          "The extra surprise at an outcome is log p - log q."),
    wrong("you forgot the logarithm", lambda p, q: np.sum(p * p / q),
          "It should be 0 if q is p.", "The extra surprise at an outcome is log p - log q."),
    missing("you multiplied and did not add", lambda p, q: p * np.log(p / q),
            "One number is wanted.", "Add the products up."),
    edges=[(
        (np.array([0.5, 0.5, 0.0]), np.array([0.4, 0.4, 0.2])),
        breaks("your function breaks down where p is 0", "What never happens adds nothing: 0 · log 0 counts as 0 here.",
               "Add over the outcomes with p above 0 only."),
    )],
)


OVERFLOW = (
    "Which of exp(z) and exp(-z) is small, for z below 0 and for z above 0?",
    "1 / (1 + exp(-z)) and exp(z) / (1 + exp(z)) are equal; choose by the sign of z.",
)

check_sigmoid = Exercise(
    "sigmoid(z)", "1 / (1 + exp(-z)) for one number, without an overflow on the way", sigmoid,
    ((-2.0,), (0.5,), (3.0,)),
    wrong("the sign in the exponent is turned round", lambda z: sigmoid(-z),
          "A large logit means a probability near 1.", "Try z = 10 in your function."),
    wrong("that is the softmax of z and -z", lambda z: sigmoid(2 * z),
          "The sigmoid is the softmax of two logits whose difference is z.", "Take z and 0 for the two logits."),
    wrong("that is the softmax of z alone, which is always 1", lambda z: np.exp(z) / np.exp(z),
          "Two outcomes share the probability; what is the logit of the other one?",
          "Take z and 0 for the two logits."),
    wrong("that is the hyperbolic tangent", np.tanh, "It has the shape of an S too, but runs from -1 to 1.",
          "A probability lies between 0 and 1; at z = 0 it should be 0.5."),
    wrong("that is the slope of the sigmoid", lambda z: sigmoid(z) * (1 - sigmoid(z)),
          "How steep the curve is does not tell how high it is.", "At z = 0 the sigmoid should be 0.5."),
    wrong("the fraction stands upside down, or parentheses are missing under it", lambda z: 1 + np.exp(-z),
          "Python divides before it adds.", "Everything from 1 on to the exponential stands below the fraction bar."),
    wrong("you subtracted the exponential below the fraction bar", lambda z: 1 / (1 - np.exp(-z)),
          "What does your function give at z = 0?", "Two positive parts are added there."),
    wrong("you forgot the 1 below the fraction bar: that is the odds", lambda z: 1 / np.exp(-z),
          "A probability lies between 0 and 1.", "However large z is, the divisor has to stay above 1."),
    wrong("you forgot the exponential", lambda z: 1 / (1 - z),
          "A probability lies between 0 and 1.", "e to the power of -z stands below the fraction bar."),
    wrong("you took a power of 2 instead of e", lambda z: 1 / (1 + 2**-z),
          "It has the same shape, but is flatter.", "Use np.exp."),
    wrong("that is the softplus, log(1 + exp(z))", lambda z: np.log1p(np.exp(z)),
          "A probability lies between 0 and 1.", "No logarithm is needed."),
    wrong("that is the probability rounded to 0 or 1", lambda z: 1.0 if z > 0 else 0.0,
          "How sure is a model with z = 0.5?", "Leave the threshold out."),
    edges=[(
        (-1000.0,),
        breaks("exp(1000) is larger than any float: NumPy warns and happens to end at 0, math.exp stops",
               *OVERFLOW, state=State.ALMOST),
    ), (
        (1000.0,),
        breaks("exp(1000) is larger than any float", *OVERFLOW),
    )],
)


# Calibration: `c` confidences, `r` 1 where the answer was right and 0 where it was not, `which` the bin of each

def right_bins(c, bins=10): return np.clip(np.ceil(c * bins) - 1, 0, bins - 1)  # a bin holds its right end
def left_bins(c): return np.clip(np.floor(c * 10), 0, 9)


def gaps(c, r, which):
    """Between confidence and success in each bin that is not empty, and how many answers it holds."""
    bins, counts = np.unique(which, return_counts=True)
    return np.array([abs(np.mean(r[which == one]) - np.mean(c[which == one])) for one in bins]), counts


def mean_gap(c, r, which):
    sizes, counts = gaps(c, r, which)
    return np.average(sizes, weights=counts)


check_ece = Exercise(
    "calibration_error(confidences, correct)", "the mean gap between confidence and success, in ten bins",
    # 0.5 is in the bin from 0.4 to 0.5, 1 in the last, and 0 in the first; each gap is weighted by its bin's share of
    # all answers, and an empty bin adds nothing
    lambda c, r: reliability(c, r, 10).error, (
        # too sure in the first, not sure enough in the second; no bin is empty, and some confidences end a bin
        (np.array([0.04, 0.06, 0.13, 0.14, 0.22, 0.34, 0.43, 0.5, 0.56, 0.64, 0.66, 0.77, 0.83, 0.92, 0.97, 1.0]),
         np.array([0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0])),
        (np.array([0.03, 0.08, 0.17, 0.28, 0.36, 0.42, 0.5, 0.58, 0.63, 0.72, 0.84, 0.94, 0.96]),
         np.array([1, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1])),
    ),
    wrong("every bin counts the same, however many answers it holds",
          lambda c, r: np.mean(gaps(c, r, right_bins(c))[0]),
          "A bin with one answer should not weigh as much as a bin with a thousand.",
          "Weight each gap by the bin's share of all answers."),
    wrong("the gaps keep their signs and cancel: that is overall success minus overall confidence",
          lambda c, r: np.mean(r) - np.mean(c),
          "A model that is too sure here and not sure enough there is not calibrated.",
          "Take the size of each bin's gap before you add."),
    wrong("the gaps keep their signs and cancel: that is overall confidence minus overall success",
          lambda c, r: np.mean(c) - np.mean(r),
          "A model that is too sure here and not sure enough there is not calibrated.",
          "Take the size of each bin's gap before you add."),
    wrong("that is the gap between overall success and overall confidence",
          lambda c, r: np.abs(np.mean(r) - np.mean(c)),
          "A model that is too sure here and not sure enough there is not calibrated.",
          "Compare success and confidence bin by bin, and average after that."),
    almost("a confidence on the edge of two bins is in the upper one", lambda c, r: mean_gap(c, r, left_bins(c)),
           "That is a convention too; here a bin holds its right end.", "0.5 belongs to the bin from 0.4 to 0.5."),
    wrong("a confidence on the edge of two bins is in the upper one, and 1 has a bin of its own",
          lambda c, r: mean_gap(c, r, np.floor(c * 10)),
          "How many bins are there from 0 to 1?", "A bin holds its right end: 1 belongs to the bin from 0.9 to 1."),
    wrong("a confidence of 1 is in no bin",
          lambda c, r: mean_gap(c[c < 1], r[c < 1], left_bins(c[c < 1])) * np.sum(c < 1) / len(c),
          "Every answer should be counted.", "A bin holds its right end: 1 belongs to the bin from 0.9 to 1."),
    wrong("there are nine bins", lambda c, r: mean_gap(c, r, right_bins(c, 9)),
          "How many edges do ten bins have?", "np.linspace(0, 1, 11) gives eleven."),
    wrong("you rounded the confidences to tenths", lambda c, r: mean_gap(c, r, np.round(c * 10)),
          "That gives eleven bins, the first and the last of them half as wide.",
          "0.43 and 0.5 belong to the same bin, that from 0.4 to 0.5."),
    almost("you took the middle of each bin for its confidence",
           lambda c, r: mean_gap((right_bins(c) + 0.5) / 10, r, right_bins(c)),
           "It is near; the mean of the confidences in the bin is wanted.", "Average what is in the bin."),
    wrong("that is the largest gap", lambda c, r: np.max(gaps(c, r, right_bins(c))[0]),
          "It is worth knowing too; here the average is wanted.",
          "Weight each gap by the bin's share of all answers, and add."),
    wrong("you squared the gaps",
          lambda c, r: np.average(gaps(c, r, right_bins(c))[0] ** 2, weights=gaps(c, r, right_bins(c))[1]),
          "The result should be in the unit of a probability.", "Take the size of each gap, np.abs."),
    wrong("you did not divide by the number of answers", lambda c, r: mean_gap(c, r, right_bins(c)) * len(c),
          "The weights have to sum to 1.", "A bin's weight is its share of all answers."),
    wrong("you divided by the number of bins, though each gap is weighted by the bin's count",
          lambda c, r: mean_gap(c, r, right_bins(c)) * len(c) / 10,
          "The weights have to sum to 1.", "A bin's weight is its share of all answers."),
    wrong("there are no bins: each answer is compared with its own confidence", lambda c, r: np.mean(np.abs(r - c)),
          "One answer is right or wrong; only a group of them has a share that is right.",
          "Average inside each bin first."),
    wrong("that is the Brier score, the mean squared difference of each answer and its confidence",
          lambda c, r: np.mean((r - c) ** 2),
          "One answer is right or wrong; only a group of them has a share that is right.",
          "Average inside each bin first."),
    wrong("you took the share of wrong answers", lambda c, r: mean_gap(c, 1 - r, right_bins(c)),
          "A model that is 90% sure should be right 90% of the time.",
          "Compare the confidence with the share that is right."),
    edges=[(
        (np.array([0.95, 0.92, 0.61, 0.85, 0.93]), np.array([1, 1, 1, 0, 1])),
        breaks("your function takes the mean of an empty bin",
               "What should a bin without an answer add?", "Skip a bin that holds nothing."),
    )],
)


# Attention: `Q` queries, `K` keys, `V` values, a row for each position; `d` numbers in a query

def scores(Q, K): return Q @ K.T  # shape (queries, keys)
def root(Q): return np.sqrt(Q.shape[1])
def mix(scores, V): return softmax(scores) @ V
def attend(Q, K, V): return attention(Q, K, V).output


NOT_TRANSPOSED = (
    "the shapes do not fit: K has to be transposed, K.T. Hint: A row of Q meets a row of K, and `@` takes rows "
    "times columns."
)

check_attention = Exercise(
    "my_attention(Q, K, V)", "the softmax of Q Kᵀ / √d in every row, times V", attend, (
        # as many queries as keys, and values as long as keys, so that every mistake can be made
        (np.array([[1.0, 0.0, 2.0, -1.0], [0.5, 1.5, -1.0, 0.0], [2.0, 1.0, 0.0, 1.0]]),
         np.array([[0.0, 1.0, 1.0, 0.5], [1.0, -1.0, 0.0, 2.0], [1.5, 0.0, 1.0, -0.5]]),
         np.array([[1.0, 2.0, 0.0, -1.0], [3.0, -2.0, 1.0, 0.5], [0.0, 1.0, 4.0, 2.0]])),
        (np.array([[1.0, 2.0, 0.5], [-1.0, 0.0, 1.0]]), np.array([[0.5, 1.0, -1.0], [2.0, 0.0, 1.0]]),
         np.array([[1.0, 0.0, 3.0], [2.0, 5.0, -1.0]])),
    ),
    wrong("you forgot to divide the scores by the root of d", lambda Q, K, V: mix(scores(Q, K), V),
          "The longer the vectors, the larger the dot products, and the harder the softmax chooses.",
          "d is the number of columns of Q."),
    wrong("you divided by d instead of its root", lambda Q, K, V: mix(scores(Q, K) / Q.shape[1], V),
          "The spread of a sum of d random parts grows with the root of d.", "A root is missing."),
    wrong("you took the root of the number of positions", lambda Q, K, V: mix(scores(Q, K) / np.sqrt(len(K)), V),
          "It is the length of a query that makes dot products large.", "d is the number of columns of Q."),
    wrong("you multiplied by the root of d", lambda Q, K, V: mix(scores(Q, K) * root(Q), V),
          "Long vectors make large scores; what brings them back?", "Divide where you multiplied."),
    wrong("you divided after the softmax", lambda Q, K, V: mix(scores(Q, K), V) / root(Q),
          "The weights of each row have to sum to 1.", "The scores are divided, and the softmax comes after that."),
    wrong("the softmax runs down the columns", lambda Q, K, V: softmax((scores(Q, K) / root(Q)).T).T @ V,
          "Each query shares out its attention among the keys: what has to sum to 1?",
          "Rows belong to queries; add along axis 1, with keepdims=True."),
    wrong("the softmax runs over the whole table",
          lambda Q, K, V: softmax((scores(Q, K) / root(Q)).ravel()).reshape(len(Q), len(K)) @ V,
          "Each query shares out its attention among the keys: what has to sum to 1?",
          "Rows belong to queries; add along axis 1, with keepdims=True."),
    wrong("you left out the softmax", lambda Q, K, V: scores(Q, K) / root(Q) @ V,
          "Scores can be negative and do not sum to 1; they are no weights yet.",
          "Between the two products every row becomes a distribution."),
    wrong("you left out the softmax and the root", lambda Q, K, V: scores(Q, K) @ V,
          "Scores can be negative and do not sum to 1; they are no weights yet.",
          "Two steps are missing between the two products."),
    wrong("you did not divide by the sum of each row", lambda Q, K, V: np.exp(scores(Q, K) / root(Q)) @ V,
          "The weights of each row have to sum to 1.", "The exponential is half of a softmax."),
    wrong("the softmax comes last", lambda Q, K, V: softmax(scores(Q, K) / root(Q) @ V),
          "The result is a mix of the values, not a distribution.", "The softmax stands between the two products."),
    wrong("you used V where K belongs", lambda Q, K, V: attend(Q, V, V),
          "What is a query compared with?", "One parameter of your function is never used."),
    wrong("you used K where V belongs", lambda Q, K, V: attend(Q, K, K),
          "The keys decide who is listened to; what do they say?", "One parameter of your function is never used."),
    wrong("K and V have changed places", lambda Q, K, V: attend(Q, V, K),
          "What is a query compared with, and what is mixed?", "Queries meet keys; the values come last."),
    wrong("Q and K have changed places", lambda Q, K, V: attend(K, Q, V),
          "Rows of the table should belong to queries.", "Which of the two is transposed?"),
    wrong("those are the weights", lambda Q, K, V: softmax(scores(Q, K) / root(Q)),
          "They say how the values are mixed; the mix is wanted.", "One product is missing."),
    # what NumPy says where 4 columns meet 3 rows: those of Q, K or V, none of which was transposed
    instead={"(size 3 is different from 4)": NOT_TRANSPOSED, "4 (dim 1) != 3 (dim 0)": NOT_TRANSPOSED},
    edges=[(
        (np.array([[40.0, 0.0, 0.0, 0.0]]),
         np.array([[50.0, 0.0, 0.0, 0.0], [49.95, 0.0, 0.0, 0.0], [-100.0, 0.0, 0.0, 0.0]]),
         np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])),
        breaks("your softmax does not subtract the maximum, and exp(1000) is larger than any float",
               "Subtracting the same number from all scores of a row changes no weight; which number helps?",
               "scores.max(axis=1, keepdims=True) has one number for each row."),
    )],
)

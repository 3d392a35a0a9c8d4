"""The exercises of notebook 05, the regression lab, in the lab's own names.

Each mistake is the formula that a learner who makes it has written. Legend: `a` slope (thousand a sqm), `b` intercept
(thousand), `x` sizes (sqm), `y` prices (thousand), `v` values, `n` steps.
"""

import numpy as np

from helpers.exercises.draws import number, numbers, positive, whole
from helpers.exercises.exercise import Exercise
from helpers.exercises.slips import almost, wrong
from helpers.maths.descent import QuadraticLoss
from helpers.maths.regression import (
    compute_loss,
    design_matrix,
    gradient_step,
    mean_squared_error,
    r2_score,
    sensitivities,
    train,
)

# small data sets of different length, unsorted, a zero first, negative numbers, none of them on a line
DATA = (
    ([3.0, 1.0, 4.0], [2.0, 7.25, 5.0]),
    ([0.0, -2.5, 6.0, 1.0], [4.0, -3.0, 9.0, 5.5]),
    ([2.0, 6.5, 3.0, 1.0, -4.0], [1.0, 8.0, 2.0, 6.0, 7.375]),
)
LINES = tuple((a, b, *data) for (a, b), data in zip(((2.0, 1.0), (-0.5, 3.0), (1.5, -2.0)), DATA, strict=True))
DRAWN_LINES = number(), number(), numbers(), numbers()
RATES = (0.02, 0.01, 0.075)  # at the last one the losses rise
TRAIN_CASES = tuple((*data, rate, n) for data, rate, n in zip(DATA, RATES, (7, 12, 9), strict=True))
DRAWN_TRAINING = numbers(low=-4, high=5), numbers(), positive(0.001, 0.05), whole(1, 8)

# the notebook's own: sizes in sqm and prices in thousand, and how it trains on them
FLATS = (
    np.array([30.0, 45.0, 50.0, 60.0, 65.0, 70.0, 80.0, 90.0, 95.0, 110.0]),
    np.array([150.0, 200.0, 210.0, 250.0, 270.0, 300.0, 340.0, 380.0, 400.0, 450.0]),
)
LAB_RATE, LAB_STEPS = 0.0001, 300
OWN = {"sizes": FLATS[0], "prices": FLATS[1]}

# fmt: off

def of_residuals(formula): return lambda a, b, x, y: formula(a * x + b - y)
check_compute_loss = Exercise(
    "compute_loss(slope, intercept, sizes, prices)", "the mean of the squared residuals",
    compute_loss, LINES,
    wrong("you averaged the residuals without squaring them", of_residuals(np.mean),
          "A residual of +10 and one of -10 must not cancel.", "Square each residual before it is added."),
    wrong("you squared after adding, so that the residuals had cancelled already",
          of_residuals(lambda r: np.mean(r) ** 2),
          "Which comes first for one flat: the square or the sum?", "The square belongs inside the loop."),
    wrong("you averaged the absolute residuals instead of their squares", of_residuals(lambda r: np.mean(np.abs(r))),
          "That is the mean absolute error.", "A residual of 2 should cost four times as much as one of 1."),
    wrong("you forgot the intercept in the prediction", lambda a, b, x, y: compute_loss(a, 0, x, y),
          "What does the line say at size 0?", "The prediction has two terms."),
    wrong("you divided by 10, however many flats there are", lambda a, b, x, y: compute_loss(a, b, x, y) * len(x) / 10,
          "Your function may be given any number of flats.", "len(sizes) counts them."),
    wrong("every size met every price: one loop stands inside the other",
          lambda a, b, x, y: np.sum((a * x[:, np.newaxis] + b - y) ** 2) / len(x),
          "Which price belongs to a size?", "zip(sizes, prices) gives them in pairs."),
    own=OWN, course=compute_loss, draw=DRAWN_LINES,
)


def step(a, b, rate, gradient): return a - rate * gradient[0], b - rate * gradient[1]
def one_after_the_other(a, b, x, y, rate):
    """Move the slope first, and measure the intercept's sensitivity from there."""
    a, _ = gradient_step(a, b, x, y, rate)
    return a, gradient_step(a, b, x, y, rate)[1]
check_gradient_step = Exercise(
    "gradient_step(slope, intercept, sizes, prices, learning_rate)", "one step against the gradient",
    gradient_step, tuple((*case, rate) for case, rate in zip(LINES, RATES, strict=True)),
    wrong("you measured the intercept's sensitivity after the slope had moved already", one_after_the_other,
          "Both belong to the same line, the one before the step.", "Compute both first, then move both."),
    wrong("you returned the sensitivities, not the line after the step",
          lambda a, b, x, y, rate: sensitivities(a, b, x, y),
          "Where does the line stand after the step?", "Start from the slope and the intercept that you were given."),
    wrong("you returned the step itself, not the line after it",
          lambda a, b, x, y, rate: step(0, 0, rate, sensitivities(a, b, x, y)),
          "Where does the line stand after the step?", "Start from the slope and the intercept that you were given."),
    wrong("the line does not move", lambda a, b, x, y, rate: (a, b),
          "What becomes of the numbers that you worked out?", "Return the new slope and the new intercept."),
    parts=("slope", "intercept"), own={**OWN, "learning_rate": LAB_RATE},
    course=gradient_step, draw=(*DRAWN_LINES, positive(0.001, 0.1)),
)

def train_and_log(x, y, rate, n, logged):
    """Keep a slice of the losses; number 0 is the loss before the first step."""
    a, b, history = train(x, y, rate, n)
    return a, b, [compute_loss(0, 0, x, y), *history][logged]

# those of the loop alone know nothing of flats; notebook 02 has them too
ONE_STEP = "Call your function for one step only, and compare that with a step of your own on paper."
LOOP_SLIPS = (
    wrong("each loss was recorded before its step", lambda x, y, rate, n: train_and_log(x, y, rate, n, slice(0, -1)),
          "The first entry should be the loss after step 1.", "Two lines in the loop stand in the wrong order."),
    wrong("the history starts with the loss before the first step",
          lambda x, y, rate, n: train_and_log(x, y, rate, n, slice(0, None)),
          "How many entries should the history have after one step?", "Start with an empty list."),
    wrong("the loop returns after its first step", lambda x, y, rate, n: train(x, y, rate, 1),
          "Look at how far `return` is indented.", "It has to stand after the loop, not in it."),
    wrong("the history holds the last loss only", lambda x, y, rate, n: train_and_log(x, y, rate, n, slice(-1, None)),
          "Where is the list made, and where does it grow?", "Make it before the loop, and append to it in the loop."),
    wrong("the history comes first", lambda x, y, rate, n: (train(x, y, rate, n)[2], *train(x, y, rate, n)[:2]),
          "In which order are the three returned?", "The line comes first, then its history."),
)
check_train = Exercise(
    "train(sizes, prices, learning_rate, iterations)", "the steps from slope 0 and intercept 0",
    lambda x, y, rate, n: train(x, y, rate, n), TRAIN_CASES,
    wrong("every step starts from slope 0 and intercept 0 again",
          lambda x, y, rate, n: (*train(x, y, rate, 1)[:2], train(x, y, rate, 1)[2] * n),
          "Where should the second step start?", "Give the names slope and intercept to what gradient_step returns."),
    wrong("the line never moves", lambda x, y, rate, n: (0, 0, [compute_loss(0, 0, x, y)] * n),
          "What becomes of the numbers that gradient_step returns?", "Give them the names slope and intercept."),
    *LOOP_SLIPS,
    parts=("slope", "intercept", "history"), hint=ONE_STEP, course=train, draw=DRAWN_TRAINING,
    own={**OWN, "learning_rate": LAB_RATE, "iterations": LAB_STEPS},
)


# a line has many right answers, so what is right and what is mistaken are conditions on it

GOOD_LOSS, FAIR_LOSS = 60, 120  # on the flats the least is 37.05; the best line through the origin has 90.44
# by how much the line runs too high in the middle, in thousand
def height(a, b, x, y): return float(np.mean(a * x + b - y))
# by how much it is too steep, in thousand a sqm
def tilt(a, b, x, y): return float(np.mean((a * x + b - y) * (x - x.mean())) / x.var())
# whether a wrong tilt costs more than a wrong height; the excess loss is the sum of their squares
def is_tilt(a, b, x, y): return abs(tilt(a, b, x, y)) * x.std() > abs(height(a, b, x, y))
def write_loss(a, b, x, y): return f"the loss is {compute_loss(a, b, x, y):,.2f}"
def move_line(a, b, x, y):
    """Say by how much to move a line, in round numbers: up or down, or around the middle of the flats."""
    if is_tilt(a, b, x, y):
        turn = float(f"{tilt(a, b, x, y):.1g}")
        down, up = ("Lower", "raise") if turn > 0 else ("Raise", "lower")
        return (f"{down} the slope by about {abs(turn):,g}, and {up} the intercept by about "
                f"{abs(turn) * x.mean():,.3g}: so the line turns around the middle of the flats.")
    up = float(f"{height(a, b, x, y):.1g}")
    lies, move = ("above", "lower") if up > 0 else ("below", "raise")
    return f"On average it lies about {abs(up):,g} thousand {lies} the points: {move} the intercept by that."

def too(word, condition, further):
    return wrong(f"the line is too {word}", condition, move_line, further)

check_line_by_hand = Exercise(
    "line by hand", "a line that was fitted by hand: its loss should be below 60",
    lambda a, b, x, y: compute_loss(a, b, x, y) < GOOD_LOSS, (),
    almost(f"the line is near, but its loss is not below {GOOD_LOSS} yet",
           lambda a, b, x, y: compute_loss(a, b, x, y) < FAIR_LOSS, move_line,
           "Does the best line go through the origin?"),
    wrong("slope and intercept have changed places", lambda a, b, x, y: compute_loss(b, a, x, y) < FAIR_LOSS,
          "Which of the two is the price of one more sqm?", "The slope comes first."),
    wrong("the slope has the wrong sign", lambda a, b, x, y: compute_loss(-a, b, x, y) < FAIR_LOSS,
          "Does a larger flat cost less?", "Leave the minus out."),
    too("steep", lambda a, b, x, y: is_tilt(a, b, x, y) and tilt(a, b, x, y) > 0,
        "It is too low at the small flats, or too high at the large ones."),
    too("flat", lambda a, b, x, y: is_tilt(a, b, x, y) and tilt(a, b, x, y) < 0,
        "It is too high at the small flats, or too low at the large ones."),
    too("high", lambda a, b, x, y: height(a, b, x, y) > 0, "The tilt is the smaller trouble."),
    too("low", lambda a, b, x, y: height(a, b, x, y) < 0, "The tilt is the smaller trouble."),
    answers=2, parts=("slope", "intercept"), measure=write_loss,
)


def times(factor): return lambda a, b, x, y: np.multiply(sensitivities(a, b, x, y), factor(len(x)))
check_sensitivities = Exercise(
    "sensitivities(slope, intercept, sizes, prices)", "the gradient of the loss",
    sensitivities, LINES,
    wrong("you forgot the 2 and did not divide by the number of flats", times(lambda n: n / 2),
          "Differentiate the loss, with its square and its mean.", "The same two factors are missing in both."),
    wrong("you forgot to multiply by the size in the slope's sensitivity",
          lambda a, b, x, y: sensitivities(a, b, x, y)[1:] * 2,
          "How far does a prediction move when the slope grows by 1?", "At 30 sqm farther than at 10."),
    wrong("you multiplied by the size in the intercept's sensitivity too",
          lambda a, b, x, y: sensitivities(a, b, x, y)[:1] * 2,
          "By how much does a prediction move when the intercept grows by 1?", "That does not depend on the size."),
    wrong("you forgot the intercept in the prediction", lambda a, b, x, y: sensitivities(a, 0, x, y),
          "What does the line say at size 0?", "The prediction has two terms."),
    wrong("you multiplied by the mean size after averaging",
          lambda a, b, x, y: (2 * np.mean(a * x + b - y) * np.mean(x), sensitivities(a, b, x, y)[1]),
          "Each residual belongs to its own size.", "Multiply flat by flat, and average after that."),
    parts=("slope's sensitivity", "intercept's sensitivity"), own=OWN, course=sensitivities, draw=DRAWN_LINES,
)

# smallest and largest curvature of the loss
def curvatures(x, y): return QuadraticLoss.from_data(design_matrix(x), y).curvatures
def limit(x, y): return 2 / curvatures(x, y)[-1]
check_learning_rate_limit = Exercise(
    "learning rate limit", "the learning rate above which descent on the mean squared error diverges",
    limit, (),
    wrong("that is 1 / the largest curvature, the rate that lands in one step along the steepest direction",
          lambda x, y: limit(x, y) / 2,
          "Descent still converges above it, overshooting.", "At the limit a step lands as far beyond the minimum."),
    wrong("you took the smallest curvature", lambda x, y: 2 / curvatures(x, y)[0],
          "Which direction diverges first: the flat or the steep one?", "The lowest of the limits counts."),
    wrong("the 2/n of the Hessian is missing", lambda x, y: limit(x, y) * 2 / len(x),
          "The loss is a mean of squares; so is its slope.", "The Hessian is 2/n XᵀX."),
    wrong("that is the largest curvature itself", lambda x, y: curvatures(x, y)[-1],
          "A steeper valley allows a smaller rate, not a larger one.", "The rate's unit is 1 over the curvature's."),
    wrong("that is the limit for the ten flats", lambda x, y: limit(*FLATS),
          "Other sizes bend the loss differently.", "Build X, and with it the Hessian, from the numbers in the call."),
    almost("that is 2 / the sum of both curvatures, the best constant rate", lambda x, y: 2 / np.sum(curvatures(x, y)),
           "A run still converges slightly above it.", "The trace adds both curvatures; take the largest alone."),
    almost("that is the limit with the slope alone, the intercept held still", lambda x, y: 1 / np.mean(x**2),
           "With the intercept moving too a run diverges here.", "Take the Hessian of both, its largest eigenvalue."),
    digits=5, hint="It comes from the largest eigenvalue of the Hessian, 2/n XᵀX, with a column of ones in X.",
    further="Along an eigenvector each step multiplies the gap by 1 - rate · eigenvalue; when does it shrink?",
)


# R², of predictions `p`

def squares(values): return float(np.sum(values**2))
def correlation(y, p): return float(np.corrcoef(y, p)[0, 1])

check_r_squared = Exercise(
    "r_squared(prices, predictions)", "the share of the prices' variance that a line explains",
    lambda y, p: r2_score(y, p), (
        ([95.0, 30.0, 50.0, 45.0], [80.0, 40.0, 60.0, 41.0]),
        ([0.0, 2.5, -1.0], [3.0, -0.5, 1.25]),  # worse than the mean: R² is below 0
        ([5.0, -3.0, 12.0, 6.0, 10.0], [1.0, 2.0, 15.0, 9.0, 8.0]),
    ),
    wrong("that is the correlation", correlation,
          "Predictions all 100 too high correlate perfectly.", "Begin with the squared residuals."),
    wrong("that is the square of the correlation", lambda y, p: correlation(y, p) ** 2,
          "Predictions all 100 too high correlate perfectly.", "The two are equal for a least-squares fit only."),
    wrong("the ratio stands upside down", lambda y, p: 1 - np.var(y) / mean_squared_error(y, p),
          "A model with small residuals should be near 1.", "The residuals stand above the fraction bar."),
    wrong("one part is a sum and the other a mean", lambda y, p: 1 - squares(y - p) / np.var(y),
          "Twice the same data should have the same R².", "Two sums, or two means."),
    wrong("you did not subtract the mean below the fraction bar", lambda y, p: 1 - squares(y - p) / squares(y),
          "A model that always says the mean should have 0.", "Take the distances from the mean."),
    wrong("one part is divided by n and the other by n - 1",
          lambda y, p: 1 - mean_squared_error(y, p) / np.var(y, ddof=1),
          "Both parts are means over the same flats.", "Divide both by the same number, or neither."),
    wrong("you took the root of the share before subtracting it",
          lambda y, p: 1 - np.sqrt(mean_squared_error(y, p) / np.var(y)),
          "R² compares squared residuals.", "Leave the root out."),
    draw=(numbers(fewest=2), numbers(fewest=2)),
)

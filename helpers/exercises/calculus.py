"""The exercises of notebook 02, calculus, in its order.

Each mistake is the formula that a learner who makes it has written. Legend: `w` weight, `b` intercept, `x` inputs, `y`
targets, `rate` learning rate, `n` steps; what other letters mean stands above their exercise.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from helpers.exercises.exercise import Exercise
from helpers.exercises.regression_lab import LOOP_SLIPS
from helpers.exercises.slips import almost, missing, wrong
from helpers.maths.regression import compute_loss, gradient_step, sensitivities, train

# small data sets of different length, none of them on a line, so that no two formulas agree by chance
DATA = (
    (np.array([1.0, 2.0, 4.0]), np.array([2.0, 9.0, 8.0])),
    (np.array([3.0, 1.0, 2.0, 5.0]), np.array([4.0, 3.0, 9.0, 5.0])),
    (np.array([2.0, 6.0, 3.0, 1.0, 4.0]), np.array([1.0, 8.0, 2.0, 6.0, 7.0])),
)
TRAIN_CASES = tuple((*data, rate, n) for data, rate, n in zip(DATA, (0.02, 0.01, 0.03), (7, 12, 9), strict=True))

# fmt: off

# A derivative from nothing but values: `f` a function of one number, `x` where its slope is taken, `h` the nudge.

@dataclass(frozen=True)
class Function:
    """A function that can be shown in a sentence where a number could stand."""

    text: str
    formula: Callable

    def __call__(self, x):
        return self.formula(x)

    def __format__(self, spec):
        return self.text

    def _calculate(self, other):
        raise TypeError("f is a function, not a number; f(x) is its value at x")

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _calculate


def secant(f, left, right, divisor): return (f(right) - f(left)) / divisor


check_derivative = Exercise(
    "derivative(f, x, h)", "the central difference", lambda f, x, h: secant(f, x - h, x + h, 2 * h),
    # nudges so large that the differences are told apart, and none at which a wrong divisor is right
    ((Function("x³", lambda x: x**3), 2.0, 0.4), (Function("1/x", lambda x: 1 / x), 4.0, 0.8),
     (Function("2ˣ", lambda x: 2**x), 3.0, 0.25)),
    almost("you took the forward difference", lambda f, x, h: secant(f, x, x + h, h),
           "It looks to one side of x only, and its error shrinks like h; that of the wanted one shrinks like h².",
           "Look as far to the left of x as to the right."),
    almost("you took the backward difference", lambda f, x, h: secant(f, x - h, x, h),
           "It looks to one side of x only, and its error shrinks like h; that of the wanted one shrinks like h².",
           "Look as far to the right of x as to the left."),
    wrong("you divided by h", lambda f, x, h: secant(f, x - h, x + h, h),
          "How far apart are the two points at which you took f?", "Draw x - h, x and x + h on a line."),
    wrong("you did not divide", lambda f, x, h: secant(f, x - h, x + h, 1),
          "That is how much f changed, not how steeply.", "A slope is a change of f for each unit of x."),
    wrong("you divided by 2 and not by h", lambda f, x, h: secant(f, x - h, x + h, 2),
          "How far apart are the two points at which you took f?", "Draw x - h, x and x + h on a line."),
    wrong("you divided by 2 and then multiplied by h", lambda f, x, h: secant(f, x - h, x + h, 2 / h),
          "Python works through `/` and `*` from left to right.", "Parentheses are missing in the divisor."),
    wrong("only the second value of f was divided", lambda f, x, h: f(x + h) - f(x - h) / (2 * h),
          "Python divides before it subtracts.", "Parentheses are missing around the difference."),
    wrong("parentheses are missing around the difference and around the divisor",
          lambda f, x, h: f(x + h) - f(x - h) / 2 * h,
          "Python divides before it subtracts, and works through `/` and `*` from left to right.",
          "Two pairs of them are needed."),
    wrong("you added h to the value of f, not to x", lambda f, x, h: ((f(x) + h) - (f(x) - h)) / (2 * h),
          "The slope comes out as 1, whatever f is.",
          "Move x first, and take f there: what stands inside the parentheses of f?"),
    wrong("the sign is turned round", lambda f, x, h: secant(f, x + h, x - h, 2 * h),
          "Where f rises, its slope is positive.", "Which of the two values of f comes first?"),
    wrong("you looked to one side only and divided as if it were both", lambda f, x, h: secant(f, x, x + h, 2 * h),
          "How far apart are the two points at which you took f?",
          "Either the second point or the divisor has to change; the wanted one looks to both sides."),
    wrong("you added the two values of f", lambda f, x, h: (f(x + h) + f(x - h)) / (2 * h),
          "For a function that never changes the slope has to be 0.", "A slope starts from a difference."),
    almost("you took a small nudge of your own, whatever h was asked for",
           lambda f, x, h: secant(f, x - 1e-5, x + 1e-5, 2e-5),
           "The result is nearer to the true slope, but the third parameter of your function is never used.",
           "Let whoever calls the function choose h."),
)


def slope_of_loss(w, x, y, factor): return factor * np.sum((w * x - y) * x)


check_loss_slope = Exercise(
    "loss_slope(w, x, y)", "how fast the mean squared error of y = w x rises with the weight",
    lambda w, x, y: slope_of_loss(w, x, y, 2 / len(x)),
    tuple((w, *data) for w, data in zip((3.0, -0.5, 1.5), DATA, strict=True)),
    wrong("you forgot the 2", lambda w, x, y: slope_of_loss(w, x, y, 1 / len(x)), "What is the derivative of a square?",
          "Compare with a finite difference of the loss: yours is too small by one factor everywhere."),
    wrong("you added over the points and did not divide by their number", lambda w, x, y: slope_of_loss(w, x, y, 2),
          "The loss is a mean, so its slope is a mean too.",
          "Twice as many points must not make the slope twice as steep."),
    wrong("you divided by the number of points twice", lambda w, x, y: slope_of_loss(w, x, y, 2 / len(x) ** 2),
          "How many times does the number of points stand in the loss?",
          "A mean already divides by the number of points."),
    wrong("the number of points is 5, whatever was given", lambda w, x, y: slope_of_loss(w, x, y, 2 / 5),
          "How many points was your function called with?",
          "A number written into the function hides the length of the data."),
    wrong("you forgot the 2 and did not divide by the number of points", lambda w, x, y: slope_of_loss(w, x, y, 1),
          "Differentiate the loss as it stands, with its square and its mean.", "Two factors are missing."),
    wrong("you forgot to multiply by x", lambda w, x, y: 2 * np.mean(w * x - y),
          "By how much does a prediction move when the weight grows by 1?",
          "At x = 5 it moves by more than at x = 1; that is the inner derivative."),
    wrong("you multiplied by w instead of x", lambda w, x, y: 2 * np.mean((w * x - y) * w),
          "By how much does a prediction move when the weight grows by 1?",
          "The inner derivative is the one with respect to w."),
    wrong("only the target was multiplied by x", lambda w, x, y: 2 * np.mean(w * x - y * x),
          "Python multiplies before it subtracts.", "Parentheses are missing around the difference."),
    wrong("you multiplied by x after averaging", lambda w, x, y: 2 * np.mean(w * x - y) * np.mean(x),
          "Each error belongs to its own x.", "Multiply point by point, and average after that."),
    wrong("the sign is turned round: you subtracted the prediction from the target",
          lambda w, x, y: slope_of_loss(w, x, y, -2 / len(x)),
          "If every prediction is too high, does a larger weight make the loss rise or fall?",
          "Take prediction minus target, or put a minus in front."),
    wrong("that is the loss itself, not its slope", lambda w, x, y: np.mean((w * x - y) ** 2),
          "How high the curve is does not tell how steep it is.",
          "Differentiate the square: the outer slope times the inner one."),
    wrong("the error is still squared", lambda w, x, y: 2 * np.mean((w * x - y) ** 2 * x),
          "What is the derivative of a square?", "The exponent goes down by one."),
    wrong("you forgot the targets", lambda w, x, y: 2 * np.mean(w * x * x),
          "At the best weight the slope is 0; is yours?", "The loss looks at prediction minus target."),
    wrong("only the first point was counted", lambda w, x, y: slope_of_loss(w, x[:1], y[:1], 2 / len(x)),
          "Look at how far `return` is indented.", "It has to stand after the loop, not in it."),
    wrong("only the last point was counted", lambda w, x, y: slope_of_loss(w, x[-1:], y[-1:], 2 / len(x)),
          "Does each point add to the total, or replace it?", "Look for an `=` that should be a `+=`."),
)


# The limit of one weight's learning rate

def curvature(x): return 2 * np.mean(x**2)


check_one_weight_limit = Exercise(
    "learning rate limit", "the learning rate above which descent on the mean squared error of y = w x diverges",
    lambda x: 2 / curvature(x), (),
    wrong("that is 1 / curvature, the rate that lands in one step", lambda x: 1 / curvature(x),
          "Descent still converges well above it, with overshooting.",
          "At the limit a step lands as far behind the minimum as it started before it."),
    wrong("that is the curvature itself", curvature,
          "A steeper valley allows a smaller rate, not a larger one.", "The rate's unit is 1 over the curvature's."),
    wrong("that is twice the limit: a factor is missing in the curvature", lambda x: 4 / curvature(x),
          "What is the second derivative of a square?", "The curvature is not the mean of x²."),
    wrong("that is the mean of x²", lambda x: curvature(x) / 2,
          "It has to do with the curvature, and the curvature with the limit.",
          "What is the second derivative of a square?"),
    wrong("that is the limit for the sum of the squares, not for their mean", lambda x: 2 / (len(x) * curvature(x)),
          "The loss is a mean.", "The sum is as many times steeper as there are points."),
    wrong("that is for the sum of the squares, and a factor is missing in the curvature",
          lambda x: 4 / (len(x) * curvature(x)),
          "The loss is a mean, and its square has a second derivative.", "Two factors are missing in the curvature."),
    wrong("you squared the mean of x instead of averaging x²", lambda x: 2 / (2 * np.mean(x) ** 2),
          "Points at -1 and 1 have mean 0; is their loss flat?",
          "Which comes first for one point: the square or the mean?"),
    wrong("you forgot to square x", lambda x: 2 / (2 * np.mean(x)),
          "Differentiate (w x - y)² with respect to w twice; what is left of x?",
          "Each of the two derivatives brings out one x."),
    digits=4, hint="It comes from the curvature, the second derivative of the loss with respect to the weight.",
    further="A step multiplies the weight's distance from the minimum by 1 - rate · curvature; when does it shrink?",
)


# Gradient descent from scratch is the lab's `train` with nothing given: the lab's mistakes in the loop are joined by
# those in the gradient.

def train_with(step, x, y, rate, n):
    """Train with another step than the right one."""
    w, b, history = 0.0, 0.0, []
    for _ in range(n):
        w, b = step(w, b, x, y, rate)
        history.append(compute_loss(w, b, x, y))
    return w, b, history


def step_without_x(w, b, x, y, rate):
    """Move both by the slope for b."""
    _, slope = sensitivities(w, b, x, y)
    return w - rate * slope, b - rate * slope


def step_by_point(w, b, x, y, rate):
    """Move at each point, by the slopes of that point alone."""
    for point in zip(x, y, strict=True):
        w, b = gradient_step(w, b, *([value] for value in point), rate)
    return w, b


def w_moves(w, b, x, y, rate): return gradient_step(w, b, x, y, rate)[0], b
def b_moves(w, b, x, y, rate): return w, gradient_step(w, b, x, y, rate)[1]
def w_first(w, b, x, y, rate): return b_moves(*w_moves(w, b, x, y, rate), x, y, rate)


check_descent = Exercise(
    "train(x, y, learning_rate, steps)", "gradient descent on the mean squared error of y = w x + b",
    lambda x, y, learning_rate, steps: train(x, y, learning_rate, steps), TRAIN_CASES,
    wrong("you added the gradient instead of subtracting it", lambda x, y, rate, n: train(x, y, -rate, n),
          "The gradient points uphill.",
          "The loss has to be smaller after a small step; look at the first two entries of your history."),
    wrong("you forgot the 2 of the derivative", lambda x, y, rate, n: train(x, y, rate / 2, n),
          "Your steps are half as long as they should be.", "What is the derivative of a square?"),
    wrong("you added over the points and did not divide by their number",
          lambda x, y, rate, n: train(x, y, rate * len(x), n),
          "Twice as many points must not make the step twice as long.",
          "The loss is a mean, so both slopes are means too."),
    wrong("you forgot the 2 of the derivative and did not divide by the number of points",
          lambda x, y, rate, n: train(x, y, rate * len(x) / 2, n),
          "Differentiate the loss as it stands, with its square and its mean.",
          "Two factors are missing, the same two in both slopes."),
    wrong("you forgot the learning rate", lambda x, y, rate, n: train(x, y, 1, n),
          "The step is a share of the gradient, not all of it.", "One parameter of your function is never used."),
    wrong("the learning rate is 0.01, whatever rate was asked for", lambda x, y, rate, n: train(x, y, 0.01, n),
          "Does the rate that train was given reach the update?",
          "A number written into the function hides the parameter."),
    wrong("you forgot to multiply by x in the slope for w",
          lambda x, y, rate, n: train_with(step_without_x, x, y, rate, n),
          "By how much does a prediction move when w grows by 1?", "That depends on x; for b it does not."),
    wrong("b moves by a slope that was measured after w had moved already",
          lambda x, y, rate, n: train_with(w_first, x, y, rate, n),
          "Both slopes belong to the same line, the one before the step.",
          "Compute both slopes first, and move both numbers after that."),
    wrong("you moved after every point instead of once for all",
          lambda x, y, rate, n: train_with(step_by_point, x, y, rate, n), "How many times do w and b move in one step?",
          "Add up over all points first, and move after that loop, not in it."),
    wrong("b never moves", lambda x, y, rate, n: train_with(w_moves, x, y, rate, n),
          "Look at what becomes of b.", "Both numbers take a step, each with its own slope."),
    wrong("w and b start from 0 again in every step",
          lambda x, y, rate, n: (*train(x, y, rate, 1)[:2], train(x, y, rate, 1)[2] * n),
          "Where should the second step start?", "Set w and b before the loop, not in it."),
    wrong("w and b never move", lambda x, y, rate, n: (0, 0, [compute_loss(0, 0, x, y)] * n),
          "Where do w and b get their new values?", "A difference that is worked out and not assigned is lost."),
    wrong("the history holds sums of squares",
          lambda x, y, rate, n: (*train(x, y, rate, n)[:2], [len(x) * loss for loss in train(x, y, rate, n)[2]]),
          "Twice as many points must not make the loss twice as large.", "The loss is a mean."),
    *LOOP_SLIPS,
    parts=("w", "b", "history"),
)


# Scaling: `a` training part, `b` test part, both of one feature

def scaled(part, by): return (part - np.mean(by)) / np.std(by)


check_scale = Exercise(
    "scale(train, test)", "both parts standardised by the training part's mean and standard deviation",
    lambda train, test: (scaled(train, train), scaled(test, train)), (
        # of different lengths, none of them symmetric, so that no two formulas agree by chance
        (np.array([30.0, 45.0, 50.0, 95.0]), np.array([40.0, 70.0])),
        (np.array([1.0, 2.0, 4.0]), np.array([3.0, 8.0, 6.0])),
        (np.array([-3.0, 5.0, 6.0, 10.0, 12.0]), np.array([2.0, -5.0])),
    ),
    wrong("mean and standard deviation come from both parts together",
          lambda a, b: (scaled(a, [*a, *b]), scaled(b, [*a, *b])),
          "What would you do if the test part arrived tomorrow?",
          "That is a leak: the test part has a say in how it is looked at."),
    wrong("the test part was scaled by its own mean and standard deviation", lambda a, b: (scaled(a, a), scaled(b, b)),
          "A value that stands in both parts should become the same number in both.", "Fit once, apply twice."),
    wrong("the test part was divided by its own standard deviation",
          lambda a, b: (scaled(a, a), (b - a.mean()) / b.std()),
          "A value that stands in both parts should become the same number in both.",
          "Two numbers are fitted on the training part, and both serve the test part."),
    wrong("mean and standard deviation come from the test part", lambda a, b: (scaled(a, b), scaled(b, b)),
          "Which part is there when the model is built?", "You took the two parts for each other."),
    wrong("you subtracted the mean and did not scale", lambda a, b: (a - a.mean(), b - a.mean()),
          "What should the standard deviation of the training part be?", "A division is missing."),
    wrong("you did not subtract the mean", lambda a, b: (a / a.std(), b / a.std()),
          "What should the mean of the training part be?", "Shift first, then scale."),
    wrong("only the mean was divided by the standard deviation",
          lambda a, b: tuple(part - a.mean() / a.std() for part in (a, b)),
          "Python divides before it subtracts.", "Parentheses are missing around the difference."),
    wrong("you scaled to 0 and 1 by the smallest and the largest",
          lambda a, b: tuple((part - a.min()) / np.ptp(a) for part in (a, b)),
          "That is another scaling; here the mean becomes 0 and the standard deviation 1.",
          "Which two numbers of the training part are wanted?"),
    wrong("you divided by the variance", lambda a, b: ((a - a.mean()) / a.var(), (b - a.mean()) / a.var()),
          "What should the standard deviation of the training part be?", "A root is missing."),
    almost("you divided by the standard deviation with n - 1",
           lambda a, b: ((a - a.mean()) / a.std(ddof=1), (b - a.mean()) / a.std(ddof=1)),
           "That works for descent too; StandardScaler divides by n.",
           "The mean of the squares of the training part should be exactly 1."),
    wrong("the test part is as it was", lambda a, b: (scaled(a, a), b),
          "The model has learned on standardised values; what will it make of raw ones?",
          "If you changed the training part first, its mean is 0 by now: keep the two numbers before that."),
    missing("only the training part is there", lambda a, b: scaled(a, a),
            "Two parts are wanted.", "Return both, the training part first."),
    wrong("the two parts stand in the wrong order", lambda a, b: (scaled(b, a), scaled(a, a)),
          "Which of the two is returned first?", "The training part comes first."),
    parts=("training part", "test part"),
    hint="Fit on the training part, then apply the same two numbers to both parts.",
)


# The chain rule: a cube of an inner function, and L = (w x + b - y)² walked backwards, each at one place

AT = 2
INNER, INNER_SLOPE = 2 * AT + 1, 2
W, X, B, Y = 2, 3, 1, 4
ERROR = W * X + B - Y

def slopes(d_error): return d_error * X, d_error * W, d_error  # for w, x and b, from that of the loss for the error


check_chain = Exercise(
    "slope of (2x + 1)³ at 2", "the slope of (2x + 1)³ at x = 2", lambda: 3 * INNER**2 * INNER_SLOPE, (),
    wrong("you forgot the inner derivative", lambda: 3 * INNER**2,
          "When x moves by a little, by how much does 2x + 1 move?", "The slopes of both functions count."),
    wrong("that is the value of the function, not its slope", lambda: INNER**3,
          "How high the curve is does not tell how steep it is.", "Differentiate the outer function first."),
    wrong("you forgot the factor that the exponent leaves in front", lambda: INNER**2 * INNER_SLOPE,
          "What is the derivative of u³?", "The exponent goes down by one, and something else happens too."),
    wrong("you kept the exponent", lambda: 3 * INNER**3 * INNER_SLOPE,
          "What is the derivative of u³?", "The exponent goes down by one."),
    wrong("you lowered the exponent by two", lambda: 3 * INNER * INNER_SLOPE,
          "What is the derivative of u³?", "The exponent goes down by one."),
    wrong("you multiplied by the inner value instead of the inner slope", lambda: 3 * INNER**2 * INNER,
          "The outer slope is multiplied by a slope.", "By how much does 2x + 1 move when x moves by 1?"),
    wrong("you took the outer slope at x", lambda: 3 * AT**2 * INNER_SLOPE,
          "What number goes into the cube?", "The outer slope is taken at what the inner function gives."),
    wrong("you took the outer slope at the inner slope", lambda: 3 * INNER_SLOPE**2, "What number goes into the cube?",
          "The outer slope is taken at what the inner function gives, and then multiplied."),
    wrong("you added the two slopes", lambda: 3 * INNER**2 + INNER_SLOPE,
          "One gear turns the next: do their ratios add?", "Slopes along a chain are multiplied."),
    wrong("you left out the + 1", lambda: 3 * (2 * AT) ** 2 * INNER_SLOPE,
          "Its own slope is 0, but where is the outer slope taken?", "Work out 2x + 1 at 2 once more."),
    hint="Give the inner function a name, u = 2x + 1, and work out two slopes: of u, and of u³.",
    further="The slope of u³ is taken where u is, not where x is.",
)

check_backward = Exercise(
    "backward pass", "the three slopes of L = (w x + b - y)² at w = 2, x = 3, b = 1, y = 4",
    lambda: slopes(2 * ERROR), (),
    wrong("you forgot the 2 of the square", lambda: slopes(ERROR),
          "What is the derivative of a square?", "All three lack the same factor."),
    wrong("the slopes for w and x have changed places", lambda: (2 * ERROR * W, 2 * ERROR * X, 2 * ERROR),
          "By how much does w · x move when w moves by 1?",
          "At a product, each factor receives the value of the other."),
    wrong("the three stand in reverse order", lambda: slopes(2 * ERROR)[::-1],
          "Which of the three is wanted first?", "The slope for w comes first, that for b last."),
    wrong("the slope for b comes first", lambda: (2 * ERROR, *slopes(2 * ERROR)[:2]),
          "Which of the three is wanted first?", "The slope for w comes first, that for b last."),
    wrong("those are the slopes of w x + b, not of the loss", lambda: slopes(1),
          "The chain goes on from there to the loss.", "Multiply by how fast the loss rises with the error."),
    wrong("you stopped at the error: all three get the same slope", lambda: (2 * ERROR,) * 3,
          "Do w, x and b move the prediction equally?", "Go one step further back, through the product."),
    wrong("the slope of the square has no error in it", lambda: slopes(2),
          "Is a square equally steep everywhere?", "A large error is felt more than a small one."),
    wrong("you multiplied by the loss instead of its slope", lambda: slopes(ERROR**2),
          "What is the derivative of a square?", "How large the loss is does not tell how fast it rises."),
    wrong("the sign is turned round", lambda: slopes(-2 * ERROR),
          "Here the prediction is above the target: does a larger b make the loss rise or fall?",
          "The error is prediction minus target."),
    wrong("you forgot the target", lambda: slopes(2 * (W * X + B)),
          "What is squared: the prediction, or how far it is off?", "Work out w x + b - y once more."),
    wrong("you left b out of the error", lambda: slopes(2 * (W * X - Y)),
          "The prediction has two terms.", "Work out w x + b - y once more."),
    wrong("you took b for a constant", lambda: (*slopes(2 * ERROR)[:2], 0),
          "What happens to the prediction when b moves by 1?", "b is a parameter like w; its local slope is not 0."),
    wrong("the slope for b is only its local slope", lambda: (*slopes(2 * ERROR)[:2], 1),
          "The chain to b goes through the square too.", "Its local slope is one factor; which is the other?"),
    answers=3, parts=("slope for w", "slope for x", "slope for b"),
    hint="Go forward first and write down every number; then go back from the loss, one local slope at a time.",
    further="Begin with how fast the loss rises with the error w x + b - y; each of the three is that times one slope.",
)


# Momentum: `v` velocity, `g` gradient

def moved(w, v, rate): return w - rate * v, v


check_momentum_step = Exercise(
    "momentum_step(w, v, g, learning_rate, beta)", "v <- beta · v + g, then w <- w - learning_rate · v",
    lambda w, v, g, learning_rate, beta: moved(w, beta * v + g, learning_rate),
    ((1.0, 0.5, 4.0, 0.1, 0.9), (-2.0, 3.0, -1.0, 0.05, 0.8), (0.5, -1.0, 2.0, 0.2, 0.6)),
    almost("you multiplied the gradient by 1 - beta",
           lambda w, v, g, rate, beta: moved(w, beta * v + (1 - beta) * g, rate),
           "Some books do, and take a larger rate for it; here the whole gradient is added to the velocity.",
           "Under a gradient that stays the same, the velocity should grow to many times the gradient."),
    almost("the learning rate is in the velocity", lambda w, v, g, rate, beta: moved(w, beta * v + rate * g, 1),
           "Some books do; as long as the rate stays the same, it changes only the unit of v.",
           "Here v is made of gradients alone, and the rate comes in with the move."),
    almost("your velocity points downhill", lambda w, v, g, rate, beta: moved(w, beta * v - g, -rate),
           "Some books do, and add it to the weight; here gradients are added up, and they point uphill.",
           "There is one minus in the two lines; which of them has it?"),
    almost("the learning rate is in the velocity, and it points downhill",
           lambda w, v, g, rate, beta: moved(w, beta * v - rate * g, -1),
           "That is how Keras writes it; as long as the rate stays the same, the weight walks the same way.",
           "Here v is made of gradients alone, and the rate and the minus come in with the move."),
    almost("you looked ahead with the new velocity: that is Nesterov's momentum",
           lambda w, v, g, rate, beta: (w - rate * (g + beta * (beta * v + g)), beta * v + g),
           "It is a good optimiser too, but another one.", "Here the weight moves by the new velocity as it is."),
    wrong("the learning rate comes in twice", lambda w, v, g, rate, beta: moved(w, beta * v + rate * g, rate),
          "How far does the weight move when v is 0 and g is 1?",
          "The rate belongs either into the velocity or into the move; here into the move."),
    wrong("you added the velocity instead of subtracting it", lambda w, v, g, rate, beta: moved(w, beta * v + g, -rate),
          "The velocity is made of gradients, and those point uphill.",
          "With v = 0 the step should be that of plain gradient descent."),
    wrong("you subtracted the gradient from the velocity", lambda w, v, g, rate, beta: moved(w, beta * v - g, rate),
          "There is one minus in the two lines; which of them has it?",
          "With v = 0 the step should be that of plain gradient descent."),
    wrong("the weight moves by the old velocity", lambda w, v, g, rate, beta: (w - rate * v, beta * v + g),
          "Which of the two lines comes first?", "The gradient of this step should be felt in this step."),
    wrong("beta multiplies the gradient", lambda w, v, g, rate, beta: moved(w, v + beta * g, rate),
          "Which of the two should fade when no gradient comes any more?",
          "beta is the share of the past that is kept."),
    wrong("the velocity never fades", lambda w, v, g, rate, beta: moved(w, v + g, rate),
          "One parameter of your function is never used.", "beta is the share of the past that is kept."),
    wrong("the weight moves by the gradient alone", lambda w, v, g, rate, beta: (w - rate * g, beta * v + g),
          "That is plain gradient descent with a velocity that nobody uses.", "What should the weight move by?"),
    wrong("you returned the old velocity", lambda w, v, g, rate, beta: (moved(w, beta * v + g, rate)[0], v),
          "The next step has to start from the velocity of this one.", "Give the name v to the new velocity."),
    wrong("weight and velocity stand in the wrong order",
          lambda w, v, g, rate, beta: moved(w, beta * v + g, rate)[::-1],
          "Which of the two is returned first?", "The weight comes first."),
    parts=("w", "v"),
)


# Adam: `m` and `v` running means of the gradient g and of g², `t` number of the step, from 1

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8

def means(m, v, g, beta1=BETA1, beta2=BETA2): return beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2
def corrected(m, v, t, beta1=BETA1, beta2=BETA2): return m / (1 - beta1**t), v / (1 - beta2**t)
def ratio(m, v): return m / (np.sqrt(v) + EPSILON)
def direction(m, v, t, *betas): return ratio(*corrected(m, v, t, *betas))


def adam(means=means, direction=direction):
    """Build a step of Adam from its two halves, one of which may be mistaken."""
    def step(w, m, v, g, t, learning_rate):
        m, v = means(m, v, g)
        return w - learning_rate * direction(m, v, t), m, v
    return step


check_adam_step = Exercise(
    "adam_step(w, m, v, g, t, learning_rate)", "with betas 0.9 and 0.999, epsilon 1e-8 and t from 1", adam(),
    # in the last the gradient is so small that epsilon is felt
    ((1.0, 0.0, 0.0, 4.0, 1, 0.1), (0.5, 0.2, 0.003, -1.5, 3, 2.0), (0.5, 0.0, 0.0, 0.0001, 1, 0.1)),
    wrong("the bias correction is missing", adam(direction=lambda m, v, t: ratio(m, v)),
          "Both means began at 0; how much of the first gradient do they hold after one step?",
          "One parameter of your function is never used."),
    wrong("only m is corrected for its start at 0", adam(direction=lambda m, v, t: ratio(corrected(m, v, t)[0], v)),
          "Two means began at 0.", "In the first step the weight should move by almost exactly the learning rate."),
    wrong("only v is corrected for its start at 0", adam(direction=lambda m, v, t: ratio(m, corrected(m, v, t)[1])),
          "Two means began at 0.", "In the first step the weight should move by almost exactly the learning rate."),
    wrong("you corrected as if one more step had been made", adam(direction=lambda m, v, t: direction(m, v, t + 1)),
          "The first step comes with t = 1.", "Do not add to t before you use it."),
    wrong("you divided by 1 - beta instead of 1 - beta to the power t",
          adam(direction=lambda m, v, t: direction(m, v, 1)),
          "At step 1 that is the same; at step 3 it is not.", "In Python a power is `**`: 0.9**t."),
    wrong("you multiplied beta by t instead of raising it to the power t",
          adam(direction=lambda m, v, t: ratio(m / (1 - BETA1 * t), abs(v / (1 - BETA2 * t)))),
          "At step 1 that is the same; at step 3 it is not.", "In Python a power is `**`: 0.9**t."),
    wrong("you forgot the root",
          adam(direction=lambda m, v, t: corrected(m, v, t)[0] / (corrected(m, v, t)[1] + EPSILON)),
          "A gradient ten times as large should move the weight as far as before.",
          "v is a mean of squares; bring it back to the gradient's unit."),
    almost("epsilon stands inside the root",
           adam(direction=lambda m, v, t: corrected(m, v, t)[0] / np.sqrt(corrected(m, v, t)[1] + EPSILON)),
           "It keeps the divisor from 0 there too, but it is felt at gradients that are far larger.",
           "Take the root first, and add epsilon after that."),
    almost("epsilon is missing", adam(direction=lambda m, v, t: corrected(m, v, t)[0] / np.sqrt(corrected(m, v, t)[1])),
           "What becomes of the step when every gradient so far was 0?",
           "A small number in the divisor keeps it from 0."),
    wrong("v averages the gradient instead of its square",
          adam(means=lambda m, v, g: (means(m, v, g)[0], BETA2 * v + (1 - BETA2) * g)),
          "A gradient that swings between -1 and 1 is not small.",
          "One of the two means looks at the size of the gradient only."),
    wrong("the two betas have changed places",
          adam(lambda m, v, g: means(m, v, g, BETA2, BETA1), lambda m, v, t: direction(m, v, t, BETA2, BETA1)),
          "Which of the two means has the longer memory?", f"{BETA1} belongs to m, {BETA2} to v."),
    wrong("the new gradient gets the share that the past should keep",
          adam(means=lambda m, v, g: ((1 - BETA1) * m + BETA1 * g, (1 - BETA2) * v + BETA2 * g**2)),
          "How long should a mean remember?", "beta is the share of the past that is kept."),
    wrong("the new gradient is added as a whole", adam(means=lambda m, v, g: (BETA1 * m + g, BETA2 * v + g**2)),
          "m and v are means: under a gradient that stays the same, m should become that gradient.",
          "The two shares have to add up to 1."),
    wrong("you returned the corrected means",
          lambda w, m, v, g, t, rate: (adam()(w, m, v, g, t, rate)[0], *corrected(*means(m, v, g), t)),
          "The next step goes on from the means as they are, and corrects them anew.",
          "Give the corrected means names of their own."),
    wrong("you added the step instead of subtracting it", adam(direction=lambda m, v, t: -direction(m, v, t)),
          "The gradient points uphill, and so does its mean.",
          "With a positive gradient the weight should become smaller."),
    wrong("the three stand in another order",
          lambda w, m, v, g, t, rate: (*adam()(w, m, v, g, t, rate)[1:], adam()(w, m, v, g, t, rate)[0]),
          "Which of the three is returned first?", "The weight comes first, then m, then v."),
    parts=("w", "m", "v"),
)


# A warm-up: `t` the step, `n` the steps of the warm-up, `rate` the full rate

check_warmup = Exercise(
    "warmup(step, steps, target)", "a rate that rises from 0 at step 0 to its target, and stays there",
    lambda step, steps, target: target * min(step / steps, 1),
    # a warm-up's first step, one on the way, its last, the one before that, and one after it
    ((0, 10, 0.1), (3, 10, 0.2), (10, 10, 0.1), (7, 8, 0.4), (25, 10, 0.2)),
    wrong("the rate rises on after the warm-up", lambda t, n, rate: rate * t / n,
          "What is the rate at step 25 of a warm-up over 10?", "It stops at the target."),
    wrong("the rate is the target from the start", lambda t, n, rate: rate,
          "At step 0 the rate should be 0.", "Two parameters of your function are never used."),
    wrong("you took the larger of the two, not the smaller", lambda t, n, rate: rate * max(t / n, 1),
          "At step 0 the rate should be 0, and at step 25 of a warm-up over 10 the target.",
          "The rate must never be above the target."),
    wrong("the rate falls instead of rising", lambda t, n, rate: rate * max(1 - t / n, 0),
          "At step 0 the rate should be 0.", "Which share of the warm-up lies behind, and which ahead?"),
    almost("the rate is one step ahead", lambda t, n, rate: rate * min((t + 1) / n, 1),
           "That is a warm-up too; here step 0 has rate 0.", "Do not add to the step."),
    almost("the target is reached one step too early", lambda t, n, rate: rate * min(t / (n - 1), 1),
           "From step 0 to step 10 there are ten steps.", "Divide by the number of steps as it is."),
    wrong("you multiplied by the number of steps", lambda t, n, rate: rate * t * n,
          "A longer warm-up rises more slowly.", "Which share of the warm-up lies behind at this step?"),
    wrong("you multiplied by the number of steps, and the target cuts that off",
          lambda t, n, rate: min(rate * t * n, rate),
          "A longer warm-up rises more slowly.", "Which share of the warm-up lies behind at this step?"),
    wrong("the rate stays 0 until the last step of the warm-up", lambda t, n, rate: rate * min(t // n, 1),
          "What does `//` give for 3 and 10?", "A share is wanted, not a whole number."),
    wrong("the rate is 0 after the warm-up", lambda t, n, rate: rate * t / n if t <= n else 0,
          "What is the rate at step 25 of a warm-up over 10?", "The target is kept."),
    wrong("that is the share of the warm-up, not the rate", lambda t, n, rate: min(t / n, 1),
          "One parameter of your function is never used.", "At the end of the warm-up the rate is the target."),
)


# Clipping: `g` gradient, `c` the greatest norm allowed

def norm(g): return np.sqrt(np.sum(g**2))
def shortened(g, c, norm): return g * c / norm if norm > c else g


check_clip = Exercise(
    "clip(g, max_norm)", "a gradient that is too long, shortened to a norm",
    lambda g, max_norm: shortened(g, max_norm, norm(g)), (
        # two gradients that are too long and two that are not, one of them only if its norm is not squared
        (np.array([3.0, -4.0]), 1.0), (np.array([0.3, 0.4, -0.1]), 1.0), (np.array([1.0, -1.5]), 2.5),
        (np.array([6.0, -2.0, 3.0]), 3.5),
    ),
    wrong("you clipped each component for itself", lambda g, c: np.clip(g, -c, c),
          "The clipped gradient should point where the gradient points.",
          "All components are multiplied by the same number."),
    wrong("you cut off large positive components only", lambda g, c: np.minimum(g, c),
          "A component of -1,000 is large too, and the clipped gradient should point where the gradient points.",
          "All components are multiplied by the same number."),
    wrong("you lengthened the short gradients too", lambda g, c: g * c / norm(g),
          "Near the minimum gradients are short, and steps should be too.", "A condition is missing."),
    wrong("you left the long gradients alone and lengthened the short ones",
          lambda g, c: g * c / norm(g) if norm(g) < c else g,
          "Which gradients are too long?", "Look at the direction of your comparison."),
    wrong("you divided by the square of the norm", lambda g, c: g * c / norm(g) ** 2 if norm(g) > c else g,
          "What should the norm of the clipped gradient be?", "A root is missing."),
    wrong("you compared the square of the norm", lambda g, c: g * c / norm(g) if norm(g) ** 2 > c else g,
          "Which of the gradients are too long, and by what measure?", "A root is missing in the condition."),
    wrong("you took the square of the norm for the norm", lambda g, c: shortened(g, c, norm(g) ** 2),
          "What is the length of the arrow (3, 4)?", "A root is missing."),
    wrong("you took the sum of the absolute values for the norm", lambda g, c: shortened(g, c, np.sum(np.abs(g))),
          "What is the length of the arrow (3, 4)?", "The squares are added, and the root is taken of their sum."),
    wrong("you took the sum of the components for the norm", lambda g, c: shortened(g, c, np.sum(g)),
          "What is the length of the arrow (3, -4)?", "The squares are added, and the root is taken of their sum."),
    wrong("you took the largest component for the norm", lambda g, c: shortened(g, c, np.max(np.abs(g))),
          "What is the length of the arrow (3, 4)?", "Every component counts; the squares are added."),
    wrong("you brought the long gradients to norm 1, whatever norm was asked for",
          lambda g, c: g / norm(g) if norm(g) > c else g, "What should the norm of the clipped gradient be?",
          "The second parameter of your function is used in the condition only."),
    wrong("you replaced the long gradients by 0", lambda g, c: g if norm(g) <= c else 0 * g,
          "A long gradient is shortened, not thrown away.", "Keep its direction."),
)


# Behind a sigmoid: `z` the logit, `y` the truth, 0 or 1

def sigmoid(z): return 1 / (1 + np.exp(-z))
def sigmoid_slope(z): return sigmoid(z) * (1 - sigmoid(z))


check_logit_slope = Exercise(
    "logit_slope(z, y)", "how fast the cross-entropy behind a sigmoid rises with the logit",
    lambda z, y: sigmoid(z) - y, ((0.5, 1), (-1.2, 0), (2.0, 0), (-10.0, 1)),  # the last one is sure and wrong
    wrong("the sign is turned round", lambda z, y: y - sigmoid(z),
          "If the truth is 0, does a larger logit make the loss rise or fall?",
          "Against the slope the probability has to move towards the truth."),
    wrong("that is the slope of the squared error", lambda z, y: 2 * (sigmoid(z) - y) * sigmoid_slope(z),
          "It all but vanishes where the model is sure and wrong; cross-entropy does not let it.",
          "Start from -ln p where the truth is 1, and from -ln(1 - p) where it is 0."),
    wrong("that is the slope of half the squared error", lambda z, y: (sigmoid(z) - y) * sigmoid_slope(z),
          "It all but vanishes where the model is sure and wrong; cross-entropy does not let it.",
          "Start from -ln p where the truth is 1, and from -ln(1 - p) where it is 0."),
    wrong("that is the slope of the squared error for the probability", lambda z, y: 2 * (sigmoid(z) - y),
          "The derivative of a square leaves a 2; there is no square in cross-entropy.",
          "Start from -ln p where the truth is 1, and from -ln(1 - p) where it is 0."),
    wrong("that is the slope for the probability, not yet for the logit",
          lambda z, y: (sigmoid(z) - y) / sigmoid_slope(z), "The chain goes on from the probability to the logit.",
          "Multiply by the slope of the sigmoid; much cancels."),
    wrong("you forgot the truth", lambda z, y: sigmoid(z), "Should the slope be the same whether the truth is 0 or 1?",
          "Where the model is right and sure, the slope is near 0."),
    wrong("that holds only where the truth is 1", lambda z, y: sigmoid(z) - 1,
          "Should the slope be the same whether the truth is 0 or 1?", "One parameter of your function is never used."),
    wrong("you forgot the sigmoid", lambda z, y: z - y,
          "A logit is not a probability.", "The slope always lies between -1 and 1."),
    wrong("the sign in the sigmoid's exponent is turned round", lambda z, y: sigmoid(-z) - y,
          "A large logit means a probability near 1.", "Try z = 10 in your sigmoid alone."),
    wrong("that is the slope of the sigmoid alone", lambda z, y: sigmoid_slope(z),
          "The chain starts at the loss.", "Multiply by how fast the loss rises with the probability."),
    wrong("that is the loss itself, not its slope", lambda z, y: np.log1p(np.exp(-z if y else z)),
          "How high the loss is does not tell how fast it rises.",
          "Differentiate the loss for the probability, then go on to the logit."),
)


# The incident: two losses of its log, and how many steps lie between them; `growth` how many times larger the loss
# becomes in one step, which is (1 - rate · curvature)²

FIRST, LAST, STEPS, RATE = 2.4, 1e15, 10, 1.0

def growth(first=FIRST, steps=STEPS): return (LAST / first) ** (1 / steps)
def needed(growth): return (1 + np.sqrt(growth)) / RATE


check_needed_curvature = Exercise(
    "needed curvature", "the constant curvature at which a loss grows from 2.4 to 1e15 in 10 steps at a rate of 1.0",
    lambda: needed(growth()), (),
    wrong("you took the growth of the loss for that of the distance", lambda: (1 + growth()) / RATE,
          "At twice the distance from the minimum, how large is the loss of a bowl?", "A root is missing."),
    wrong("that is how many times larger the loss becomes in one step", growth,
          "It is a good beginning; what happens to the weight's distance from the minimum meanwhile?",
          "From the distance's factor the curvature follows."),
    wrong("that is the factor of the distance, not yet the curvature", lambda: np.sqrt(growth()),
          "A step multiplies the distance by 1 - rate · curvature.", "The 1 is missing."),
    wrong("you subtracted the 1", lambda: (np.sqrt(growth()) - 1) / RATE,
          "The step jumps over the minimum: is 1 - rate · curvature positive or negative?",
          "Put your curvature into 1 - rate · curvature and look at its size."),
    wrong("you took 1 - rate · curvature to be positive", lambda: (1 - np.sqrt(growth())) / RATE,
          "A negative curvature is a hill, without a minimum; the loss would fall for ever.",
          "The weight jumps from one side of the minimum to the other."),
    wrong("you counted 9 steps", lambda: needed(growth(steps=STEPS - 1)),
          "Ten steps lead from the first loss to the last.",
          "Which root of the whole growth is the growth of one step?"),
    wrong("you counted 11 steps", lambda: needed(growth(steps=STEPS + 1)),
          "Ten steps lead from the first loss to the last.",
          "Which root of the whole growth is the growth of one step?"),
    wrong("you divided the whole growth by the number of steps", lambda: needed(LAST / FIRST / STEPS),
          "Two steps of factor 3 make a factor 9.", "A root is wanted where you divided."),
    wrong("you took the whole growth for that of one step", lambda: needed(LAST / FIRST), "How many steps did it take?",
          "If every step is alike, the factors of all steps multiply to the whole growth."),
    wrong("you left out the loss at the start", lambda: needed(growth(first=1)),
          "From which loss did it grow?", "Growth is the last loss divided by the first."),
    wrong("that is the limit of the learning rate for this curvature", lambda: 2 / needed(growth()),
          "A good number to know, but the curvature is asked for.", "You have had it in your hands on the way."),
    digits=4, hint="Begin with one step: how many times larger does the loss become, if every step is alike?",
    further="The distance from the minimum is multiplied by 1 - rate · curvature, the loss by the square of it.",
)

"""The exercises of notebook 02, calculus, in its order.

Each mistake is the formula that a learner who makes it has written. Legend: `w` weight, `b` intercept, `x` inputs, `y`
targets, `rate` learning rate, `n` steps; what other letters mean stands above their exercise.
"""

import numpy as np

from helpers.exercises.answers import State
from helpers.exercises.draws import number, numbers, positive, whole
from helpers.exercises.exercise import Exercise
from helpers.exercises.regression_lab import LOOP_SLIPS, ONE_STEP, TRAIN_CASES
from helpers.exercises.slips import almost, breaks, missing, wrong
from helpers.maths.regression import compute_loss, gradient_step, train

# the notebook's own five points
OWN = {"x": np.array([1.0, 2.0, 3.0, 4.0, 5.0]), "y": np.array([2.1, 3.9, 6.2, 7.8, 10.1])}

# fmt: off

def slope_of_loss(w, x, y): return 2 * np.mean((w * x - y) * x)
check_loss_slope = Exercise(
    "loss_slope(w, x, y)", "how fast the mean squared error of y = w x rises with the weight", slope_of_loss,
    tuple((w, np.array(x), np.array(y)) for w, (x, y) in (
        # unsorted, a zero first, negative numbers, and small ones with a point that is there twice
        (3.0, ([3.0, 1.0, 4.0], [2.0, 7.25, 5.0])), (-0.5, ([0.0, -2.5, 6.0, 1.0], [4.0, -3.0, 9.0, 5.5])),
        (0.25, ([0.1, -0.03, 0.1], [0.2, 0.07, 0.2])),
    )),
    wrong("you forgot the 2 and did not divide by the number of points", lambda w, x, y: np.sum((w * x - y) * x),
          "Differentiate the loss as it stands, with its square and its mean.", "Two factors are missing."),
    wrong("you forgot to multiply by x", lambda w, x, y: 2 * np.mean(w * x - y),
          "How far does a prediction move when w grows by 1?", "At x = 5 farther than at x = 1."),
    wrong("only the target was multiplied by x", lambda w, x, y: 2 * np.mean(w * x - y * x),
          "Python multiplies before it subtracts.", "Parentheses are missing around the difference."),
    wrong("you multiplied by x after averaging", lambda w, x, y: 2 * np.mean(w * x - y) * np.mean(x),
          "Each error belongs to its own x.", "Multiply point by point, and average after that."),
    wrong("that is the loss itself, not its slope", lambda w, x, y: np.mean((w * x - y) ** 2),
          "How high the curve is does not tell how steep it is.", "Differentiate the square, outer times inner."),
    wrong("every x met every y: one loop stands inside the other",
          lambda w, x, y: 2 * np.sum((w * x[:, np.newaxis] - y) * x[:, np.newaxis]) / len(x),
          "Which target belongs to an input?", "zip(x, y) gives them in pairs."),
    own=OWN, draw=(number(), numbers(), numbers()),
)

# The limit of one weight's learning rate

def curvature(x): return 2 * np.mean(x**2)
check_one_weight_limit = Exercise(
    "learning rate limit", "the learning rate above which descent on the mean squared error of y = w x diverges",
    lambda x: 2 / curvature(x), (),
    wrong("that is 1 / curvature, the rate that lands in one step", lambda x: 1 / curvature(x),
          "Descent still converges above it, overshooting.", "At the limit a step lands as far beyond the minimum."),
    wrong("that is the curvature itself", curvature,
          "A steeper valley allows a smaller rate, not a larger one.", "The rate's unit is 1 over the curvature's."),
    wrong("you forgot to square x", lambda x: 2 / (2 * np.mean(x)),
          "Differentiate (w x - y)² twice; what is left of x?", "Each derivative brings out one x."),
    wrong("that is the limit for the five points", lambda x: 2 / curvature(OWN["x"]),
          "Other inputs bend the loss differently.", "Compute the curvature from the inputs in the call of the check."),
    digits=4, rounded=2, hint="It comes from the curvature, the second derivative of the loss with respect to w.",
    further="A step multiplies the weight's distance from the minimum by 1 - rate · curvature; when does it shrink?",
)

# Gradient descent from scratch is the lab's `train` with nothing given: mistakes in the gradient, then in the loop.

def train_one_after_the_other(x, y, rate, n):
    """Move w first in each step, and measure the slope for b from there."""
    w, b, history = 0.0, 0.0, []
    for _ in range(n):
        w, _ = gradient_step(w, b, x, y, rate)
        _, b = gradient_step(w, b, x, y, rate)
        history.append(compute_loss(w, b, x, y))
    return w, b, history

check_descent = Exercise(
    "train(x, y, learning_rate, steps)", "gradient descent on the mean squared error of y = w x + b",
    lambda x, y, rate, n: train(x, y, rate, n),
    TRAIN_CASES,
    wrong("b moves by a slope that was measured after w had moved already", train_one_after_the_other,
          "Both slopes belong to the line before the step.", "Compute both first, and move both after that."),
    wrong("w and b start from 0 again in every step",
          lambda x, y, rate, n: (*train(x, y, rate, 1)[:2], train(x, y, rate, 1)[2] * n),
          "Where should the second step start?", "Set w and b before the loop, not in it."),
    *LOOP_SLIPS[:3], LOOP_SLIPS[-1],
    parts=("w", "b", "history"), own={**OWN, "learning_rate": 0.01},
    draw=(numbers(low=-4, high=5), numbers(low=-9, high=10), positive(0.001, 0.05), whole(1, 8)),
    hint=f"Wanted are w, b and a list with the loss after each step. {ONE_STEP}",
)

# Scaling: `a` training part, `b` test part, both of one feature

def scaled(part, by): return (part - np.mean(by)) / np.std(by)
def both(formula): return lambda a, b: (formula(a, a), formula(b, a))
check_scale = Exercise(
    "scale(train, test)", "both parts standardised by the training part's mean and standard deviation", both(scaled), (
        # of different lengths, means and medians apart, and the means of the parts too
        (np.array([45.0, 30.0, 95.0, 50.0]), np.array([40.0, 75.0])),
        (np.array([0.0, 2.0, 4.5]), np.array([3.0, 18.0, 6.0])),
        (np.array([6.0, -3.0, 5.0, 12.25, 10.0]), np.array([-25.0, 4.5])),
    ),
    wrong("mean and standard deviation come from both parts together",
          lambda a, b: (scaled(a, [*a, *b]), scaled(b, [*a, *b])),
          "What if the test part arrived tomorrow?", "It is a leak: the test part has a say in its own scale."),
    wrong("the test part was scaled by its own mean and standard deviation", lambda a, b: (scaled(a, a), scaled(b, b)),
          "A value that stands in both parts should become the same number in both.", "Fit once, apply twice."),
    wrong("the test part is as it was", lambda a, b: (scaled(a, a), b),
          "What will the model make of raw values?", "Keep mean and deviation before you change the training part."),
    wrong("only the mean was divided by the standard deviation", both(lambda part, a: part - a.mean() / a.std()),
          "Python divides before it subtracts.", "Parentheses are missing around the difference."),
    wrong("you scaled to 0 and 1 by the smallest and the largest", both(lambda part, a: (part - a.min()) / np.ptp(a)),
          "Here the mean becomes 0 and the standard deviation 1.", "Which two numbers of the training part do that?"),
    wrong("you divided by the variance", both(lambda part, a: (part - a.mean()) / a.var()),
          "What should the standard deviation of the training part be?", "A root is missing."),
    missing("only the training part is there", lambda a, b: scaled(a, a),
            "Two parts are wanted.", "Return both, the training part first."),
    parts=("training part", "test part"), draw=(numbers(fewest=2), numbers(fewest=2, of="m")),
    hint="Fit on the training part, then apply the same two numbers to both parts.",
)

# Adam: `m` and `v` running means of the gradient g and of g², `t` number of the step, from 1

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8

def means(m, v, g): return BETA1 * m + (1 - BETA1) * g, BETA2 * v + (1 - BETA2) * g**2
def corrected(m, v, t): return m / (1 - BETA1**t), v / (1 - BETA2**t)
def ratio(m, v): return m / (np.sqrt(v) + EPSILON)

def adam(direction=lambda m, v, t: ratio(*corrected(m, v, t))):
    """Build a step of Adam that goes in a direction, which may be mistaken."""
    def step(w, m, v, g, t, rate):
        m, v = means(m, v, g)
        return w - rate * direction(m, v, t), m, v
    return step

check_adam_step = Exercise(
    "adam_step(w, m, v, g, t, learning_rate)", "with betas 0.9 and 0.999, epsilon 1e-8 and t from 1", adam(),
    # in the last the gradients are so small that epsilon is felt
    ((1.0, 0.0, 0.0, 4.0, 1, 0.1), (0.5, -0.2, 2.5678, -1.5, 3, 2.0), (0.5, 1e-5, 1e-11, 0.0001, 2, 0.1)),
    wrong("the bias correction is missing", adam(lambda m, v, t: ratio(m, v)),
          "Both means began at 0: how full are they after one step?", "One parameter is never used."),
    wrong("you divided by 1 - beta instead of 1 - beta to the power t",
          adam(lambda m, v, t: ratio(*corrected(m, v, 1))),
          "At step 1 that is the same; at step 3 it is not.", "In Python a power is `**`: 0.9**t."),
    wrong("you forgot the root", adam(lambda m, v, t: corrected(m, v, t)[0] / (corrected(m, v, t)[1] + EPSILON)),
          "A gradient ten times as large should move the weight as far.", "v is a mean of squares."),
    almost("epsilon stands inside the root",
           adam(lambda m, v, t: corrected(m, v, t)[0] / np.sqrt(corrected(m, v, t)[1] + EPSILON)),
           "There it is felt at far larger gradients.", "Take the root first, and add epsilon after that."),
    almost("epsilon is not added to the root",
           adam(lambda m, v, t: corrected(m, v, t)[0] / np.sqrt(corrected(m, v, t)[1])),
           "What is the step when every gradient so far was 0?", "Divide by (root + epsilon)."),
    wrong("you returned the corrected means",
          lambda w, m, v, g, t, rate: (adam()(w, m, v, g, t, rate)[0], *corrected(*means(m, v, g), t)),
          "The next step goes on from the means as they are.", "Give the corrected means names of their own."),
    wrong("you returned the old means", lambda w, m, v, g, t, rate: (adam()(w, m, v, g, t, rate)[0], m, v),
          "The next step has to go on from the means of this one.", "Give the names m and v to the new means."),
    parts=("w", "m", "v"),
    draw=(number(), number(-1, 1), positive(0.0001, 100), number(), whole(1, 20), positive(0.01, 1)),
)

# Clipping: `g` gradient, `c` the greatest norm allowed

def norm(g): return np.sqrt(np.sum(g**2))
def shortened(g, c, norm): return g * c / norm if norm > c else g
def drawn_gradient(rng, i, sizes):
    """Draw a gradient; one of 0 has no direction to keep."""
    return [part or 2.5 for part in g] if not any(g := numbers(fewest=2)(rng, i, sizes)) else g
check_clip = Exercise(
    "clip(g, max_norm)", "a gradient that is too long, shortened to a norm",
    lambda g, max_norm: shortened(g, max_norm, norm(g)), (
        # three that are too long, one of them by no single part, and two that are not, one only if nothing is squared
        (np.array([3.0, -4.0]), 1.0), (np.array([0.0, 1.5, -2.0]), 1.2), (np.array([6.3, -2.4, 3.1]), 7.2),
        (np.array([0.3, 0.0, -0.1, 0.4]), 1.0), (np.array([1.0, -1.5]), 1.85),
    ),
    wrong("you clipped each component for itself", lambda g, c: np.clip(g, -c, c),
          "It should point where the gradient points.", "All components are multiplied by the same number."),
    wrong("you lengthened the short gradients too", lambda g, c: g * c / norm(g),
          "Near the minimum gradients are short, and steps should be too.", "A condition is missing."),
    wrong("you left the long gradients alone and lengthened the short ones",
          lambda g, c: g * c / norm(g) if norm(g) < c else g,
          "Which gradients are too long?", "Look at the direction of your comparison."),
    wrong("you took the square of the norm for the norm", lambda g, c: shortened(g, c, norm(g) ** 2),
          "What is the length of the arrow (3, 4)?", "A root is missing."),
    wrong("you took the sum of the absolute values for the norm", lambda g, c: shortened(g, c, np.sum(np.abs(g))),
          "What is the length of the arrow (3, 4)?", "The squares are added, and the root is taken of their sum."),
    wrong("you brought the long gradients to norm 1, whatever norm was asked for",
          lambda g, c: g / norm(g) if norm(g) > c else g, "What should the norm of the clipped gradient be?",
          "The second parameter of your function is used in the condition only."),
    edges=[((np.array([0.0, 0.0]), 1.0),
            breaks("your function divides by the norm, which is 0 here", "A gradient of 0 is not too long.",
                   "Divide only where the norm is above the greatest allowed.", state=State.ALMOST))],
    instead={"The truth value of an array": "all of g is compared with one number. Hint: Compare its length."},
    draw=(drawn_gradient, positive(0.5, 20)),
)

# The chain rule: L = (w x + b - y)² walked backwards, at one place

W, X, B, Y = 2, 3, 1, 4
ERROR = W * X + B - Y

def slopes(d_error): return d_error * X, d_error * W, d_error  # for w, x and b, from that of the loss for the error
check_backward = Exercise(
    "backward pass", "the three slopes of L = (w x + b - y)² at w = 2, x = 3, b = 1, y = 4",
    lambda: slopes(2 * ERROR), (),
    wrong("the slopes for w and x have changed places", lambda: (2 * ERROR * W, 2 * ERROR * X, 2 * ERROR),
          "How far does w · x move when w moves by 1?", "At a product, each factor receives the other's value."),
    wrong("those are the slopes of w x + b, not of the loss", lambda: slopes(1),
          "The chain goes on from there to the loss.", "Multiply by how fast the loss rises with the error."),
    wrong("you stopped at the error: all three get the same slope", lambda: (2 * ERROR,) * 3,
          "Do w, x and b move the prediction equally?", "Go one step further back, through the product."),
    wrong("you multiplied by the loss instead of its slope", lambda: slopes(ERROR**2),
          "What is the derivative of a square?", "How large the loss is does not tell how fast it rises."),
    wrong("you forgot the target", lambda: slopes(2 * (W * X + B)),
          "What is squared: the prediction, or how far it is off?", "Work out w x + b - y once more."),
    wrong("you took b for a constant", lambda: (*slopes(2 * ERROR)[:2], 0),
          "What happens to the prediction when b moves by 1?", "b is a parameter like w; its local slope is not 0."),
    answers=3, parts=("slope for w", "slope for x", "slope for b"),
    hint="Go forward first and write down every number; then go back from the loss, one local slope at a time.",
    further="Begin with how fast the loss rises with the error w x + b - y; each of the three is that times one slope.",
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
          "How does the weight's distance from the minimum grow?", "The curvature follows from that factor."),
    wrong("that is the factor of the distance, not yet the curvature", lambda: np.sqrt(growth()),
          "A step multiplies the distance by 1 - rate · curvature.", "The 1 is missing."),
    wrong("you subtracted the 1", lambda: (np.sqrt(growth()) - 1) / RATE,
          "The step jumps over the minimum: which sign has 1 - rate · curvature?", "Try your number in it."),
    wrong("you counted 9 steps", lambda: needed(growth(steps=STEPS - 1)),
          "Ten steps lead from the first loss to the last.", "Which root of the whole growth is one step's?"),
    wrong("you divided the whole growth by the number of steps", lambda: needed(LAST / FIRST / STEPS),
          "Two steps of factor 3 make a factor 9.", "A root is wanted where you divided."),
    wrong("that is the limit of the learning rate for this curvature", lambda: 2 / needed(growth()),
          "A good number to know, but the curvature is asked for.", "You have had it in your hands on the way."),
    digits=4, rounded=2, hint="Begin with one step: how many times larger does the loss become, if all are alike?",
    further="The distance from the minimum is multiplied by 1 - rate · curvature, the loss by the square of it.",
)

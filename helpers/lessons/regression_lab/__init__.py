"""The exercises of notebook 05, the regression lab, in the lab's own names.

``lines`` asks for lines drawn by hand, ``loss``, ``steps`` and ``training`` for the functions that train one, ``rate``
for the learning rate's limit, ``scaling`` for standardised sizes, ``best_line`` for what the line at the end says and
how good it is; ``inputs`` is what functions are tried on. Every check answers in text and never raises.
"""

from helpers.lessons.regression_lab import best_line, lines, loss, rate, scaling, steps, training
from helpers.lessons.regression_lab.best_line import check_predicted_price, check_r_squared
from helpers.lessons.regression_lab.lines import check_balanced_line, check_line_by_hand
from helpers.lessons.regression_lab.loss import check_compute_loss, check_sensitivities
from helpers.lessons.regression_lab.rate import check_learning_rate_limit
from helpers.lessons.regression_lab.scaling import check_back_to_sqm, check_standardize
from helpers.lessons.regression_lab.steps import check_gradient_step
from helpers.lessons.regression_lab.training import check_train

EXERCISES = (
    *lines.EXERCISES,
    *loss.EXERCISES,
    *steps.EXERCISES,
    *training.EXERCISES,
    *rate.EXERCISES,
    *scaling.EXERCISES,
    *best_line.EXERCISES,
)

__all__ = [
    "EXERCISES",
    "check_back_to_sqm",
    "check_balanced_line",
    "check_compute_loss",
    "check_gradient_step",
    "check_learning_rate_limit",
    "check_line_by_hand",
    "check_predicted_price",
    "check_r_squared",
    "check_sensitivities",
    "check_standardize",
    "check_train",
]

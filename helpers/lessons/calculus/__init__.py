"""The exercises of notebook 02, calculus: how models learn.

``differences`` and ``loss`` ask for slopes, ``chain`` for the chain rule forward and backward, ``descent`` for the
whole training loop, ``momentum`` and ``adam`` for one step of an optimiser, ``rates`` for what decides a learning rate,
``remedies`` and ``scaling`` for what keeps a run from diverging. Every check answers in text and never raises.
"""

from helpers.lessons.calculus import adam, chain, descent, differences, loss, momentum, rates, remedies, scaling
from helpers.lessons.calculus.adam import check_adam_step
from helpers.lessons.calculus.chain import check_backward, check_chain
from helpers.lessons.calculus.descent import check_descent
from helpers.lessons.calculus.differences import check_derivative
from helpers.lessons.calculus.loss import check_logit_slope, check_loss_slope
from helpers.lessons.calculus.momentum import check_momentum_step
from helpers.lessons.calculus.rates import check_needed_curvature, check_one_weight_limit
from helpers.lessons.calculus.remedies import check_clip, check_warmup
from helpers.lessons.calculus.scaling import check_scale

EXERCISES = (
    *differences.EXERCISES,
    *loss.EXERCISES,
    *chain.EXERCISES,
    *descent.EXERCISES,
    *momentum.EXERCISES,
    *adam.EXERCISES,
    *rates.EXERCISES,
    *remedies.EXERCISES,
    *scaling.EXERCISES,
)

__all__ = [
    "EXERCISES",
    "check_adam_step",
    "check_backward",
    "check_chain",
    "check_clip",
    "check_derivative",
    "check_descent",
    "check_logit_slope",
    "check_loss_slope",
    "check_momentum_step",
    "check_needed_curvature",
    "check_one_weight_limit",
    "check_scale",
    "check_warmup",
]

"""The exercises of notebook 03, probability: how models are unsure.

``posterior`` and ``evidence`` ask what a word says about a mail, ``expectation`` for an average; ``softmax``,
``temperature`` and ``top_p`` lead from scores to a choice; ``entropy``, ``cross_entropy`` and ``divergence`` measure
surprise; ``likelihood`` and ``coin_tail`` flip coins; ``sigmoid`` and ``calibration`` ask for probabilities and whether
they can be trusted, ``attention`` for a softmax at work. ``edges`` tries functions where they may break down. Every
check answers in text and never raises.
"""

from helpers.lessons.probability import (
    attention,
    calibration,
    coin_tail,
    cross_entropy,
    divergence,
    entropy,
    evidence,
    expectation,
    likelihood,
    posterior,
    sigmoid,
    softmax,
    temperature,
    top_p,
)
from helpers.lessons.probability.attention import check_attention
from helpers.lessons.probability.calibration import check_ece
from helpers.lessons.probability.coin_tail import check_coin_tail
from helpers.lessons.probability.cross_entropy import check_cross_entropy
from helpers.lessons.probability.divergence import check_kl
from helpers.lessons.probability.entropy import check_entropy
from helpers.lessons.probability.evidence import check_ratio_needed
from helpers.lessons.probability.expectation import check_expectation
from helpers.lessons.probability.likelihood import check_log_likelihood
from helpers.lessons.probability.posterior import check_posterior
from helpers.lessons.probability.sigmoid import check_sigmoid
from helpers.lessons.probability.softmax import check_softmax
from helpers.lessons.probability.temperature import check_temperature
from helpers.lessons.probability.top_p import check_top_p

EXERCISES = (
    *posterior.EXERCISES,
    *evidence.EXERCISES,
    *expectation.EXERCISES,
    *softmax.EXERCISES,
    *temperature.EXERCISES,
    *top_p.EXERCISES,
    *cross_entropy.EXERCISES,
    *divergence.EXERCISES,
    *entropy.EXERCISES,
    *likelihood.EXERCISES,
    *coin_tail.EXERCISES,
    *sigmoid.EXERCISES,
    *calibration.EXERCISES,
    *attention.EXERCISES,
)
EDGES = (
    *softmax.EDGES,
    *temperature.EDGES,
    *cross_entropy.EDGES,
    *divergence.EDGES,
    *entropy.EDGES,
    *likelihood.EDGES,
    *sigmoid.EDGES,
    *calibration.EDGES,
    *attention.EDGES,
)

__all__ = [
    "EDGES",
    "EXERCISES",
    "check_attention",
    "check_coin_tail",
    "check_cross_entropy",
    "check_ece",
    "check_entropy",
    "check_expectation",
    "check_kl",
    "check_log_likelihood",
    "check_posterior",
    "check_ratio_needed",
    "check_sigmoid",
    "check_softmax",
    "check_temperature",
    "check_top_p",
]

"""The explorers of notebook 03: belief, temperature, likelihood, mismatch, and how far a confidence can be trusted."""

from helpers.explorers.probability.attention import AttentionExplorer
from helpers.explorers.probability.bayes import BayesExplorer
from helpers.explorers.probability.calibration import CalibrationExplorer
from helpers.explorers.probability.coin_likelihood import CoinLikelihoodExplorer
from helpers.explorers.probability.logistic import LogisticExplorer
from helpers.explorers.probability.mismatch import MismatchExplorer
from helpers.explorers.probability.normal_likelihood import NormalLikelihoodExplorer
from helpers.explorers.probability.temperature import TemperatureExplorer

__all__ = [
    "AttentionExplorer",
    "BayesExplorer",
    "CalibrationExplorer",
    "CoinLikelihoodExplorer",
    "LogisticExplorer",
    "MismatchExplorer",
    "NormalLikelihoodExplorer",
    "TemperatureExplorer",
]

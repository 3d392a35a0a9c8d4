"""The explorers of notebook 05: a line moved by hand, by one step, by a whole training run, and by a liar."""

from helpers.explorers.regression_lab.gradient import GradientExplorer
from helpers.explorers.regression_lab.learning_rate import LearningRateExplorer
from helpers.explorers.regression_lab.line import LineExplorer
from helpers.explorers.regression_lab.poison import PoisonExplorer
from helpers.explorers.regression_lab.prediction import PredictionExplorer
from helpers.explorers.regression_lab.training import TrainingExplorer

__all__ = [
    "GradientExplorer",
    "LearningRateExplorer",
    "LineExplorer",
    "PoisonExplorer",
    "PredictionExplorer",
    "TrainingExplorer",
]

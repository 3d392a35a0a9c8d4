"""What a learner moves: each explorer is controls, mathematics, a picture and a sentence. `ALL` lists every one."""

from helpers.explorers import regression_lab
from helpers.explorers.base import Explorer
from helpers.explorers.regression_lab import (
    GradientExplorer,
    LearningRateExplorer,
    LineExplorer,
    PoisonExplorer,
    PredictionExplorer,
    TrainingExplorer,
)

ALL: tuple[type[Explorer], ...] = tuple(getattr(regression_lab, name) for name in regression_lab.__all__)

__all__ = [
    "ALL",
    "Explorer",
    "GradientExplorer",
    "LearningRateExplorer",
    "LineExplorer",
    "PoisonExplorer",
    "PredictionExplorer",
    "TrainingExplorer",
]

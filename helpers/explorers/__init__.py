"""What a learner moves: each explorer is controls, mathematics, a picture and a sentence. `ALL` lists every one."""

from helpers.explorers import calculus, linear_algebra, probability, regression_lab
from helpers.explorers.base import Explorer
from helpers.explorers.calculus import (
    BackpropagationExplorer,
    DepthExplorer,
    DescentMapExplorer,
    IncidentExplorer,
    OneWeightExplorer,
    OptimizersExplorer,
    TangentExplorer,
)
from helpers.explorers.linear_algebra import (
    DotProductExplorer,
    LowRankExplorer,
    MatrixExplorer,
    PenaltyExplorer,
    PrincipalAxisExplorer,
    ShapesExplorer,
    SimilarityExplorer,
    SpeedExplorer,
)
from helpers.explorers.probability import (
    AttentionExplorer,
    BayesExplorer,
    CalibrationExplorer,
    CoinLikelihoodExplorer,
    LogisticExplorer,
    MismatchExplorer,
    NormalLikelihoodExplorer,
    TemperatureExplorer,
)
from helpers.explorers.regression_lab import (
    GradientExplorer,
    LearningRateExplorer,
    LineExplorer,
    PoisonExplorer,
    PredictionExplorer,
    TrainingExplorer,
)

ALL: tuple[type[Explorer], ...] = tuple(
    getattr(room, name) for room in (calculus, linear_algebra, probability, regression_lab) for name in room.__all__
)

__all__ = [
    "ALL",
    "AttentionExplorer",
    "BackpropagationExplorer",
    "BayesExplorer",
    "CalibrationExplorer",
    "CoinLikelihoodExplorer",
    "DepthExplorer",
    "DescentMapExplorer",
    "DotProductExplorer",
    "Explorer",
    "GradientExplorer",
    "IncidentExplorer",
    "LearningRateExplorer",
    "LineExplorer",
    "LogisticExplorer",
    "LowRankExplorer",
    "MatrixExplorer",
    "MismatchExplorer",
    "NormalLikelihoodExplorer",
    "OneWeightExplorer",
    "OptimizersExplorer",
    "PenaltyExplorer",
    "PoisonExplorer",
    "PredictionExplorer",
    "PrincipalAxisExplorer",
    "ShapesExplorer",
    "SimilarityExplorer",
    "SpeedExplorer",
    "TangentExplorer",
    "TemperatureExplorer",
    "TrainingExplorer",
]

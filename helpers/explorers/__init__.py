"""What a learner moves: each explorer is controls, mathematics, a picture and a sentence. `ALL` lists every one."""

from helpers.explorers import calculus, inference, linear_algebra, probability, regression_lab
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
from helpers.explorers.inference import (
    BellExplorer,
    BiasVarianceExplorer,
    CollinearityExplorer,
    ComparisonExplorer,
    FindingsExplorer,
    IntervalsExplorer,
    SkewExplorer,
    TriggerExplorer,
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

ROOMS = (linear_algebra, calculus, probability, inference, regression_lab)
ALL: tuple[type[Explorer], ...] = tuple(getattr(room, name) for room in ROOMS for name in room.__all__)

__all__ = [
    "ALL",
    "AttentionExplorer",
    "BackpropagationExplorer",
    "BayesExplorer",
    "BellExplorer",
    "BiasVarianceExplorer",
    "CalibrationExplorer",
    "CoinLikelihoodExplorer",
    "CollinearityExplorer",
    "ComparisonExplorer",
    "DepthExplorer",
    "DescentMapExplorer",
    "DotProductExplorer",
    "Explorer",
    "FindingsExplorer",
    "GradientExplorer",
    "IncidentExplorer",
    "IntervalsExplorer",
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
    "SkewExplorer",
    "SpeedExplorer",
    "TangentExplorer",
    "TemperatureExplorer",
    "TrainingExplorer",
    "TriggerExplorer",
]

"""The explorers of notebook 04: samples, bells, intervals, comparisons, and how far a result can be trusted."""

from helpers.explorers.inference.bell import BellExplorer
from helpers.explorers.inference.bias_variance import BiasVarianceExplorer
from helpers.explorers.inference.collinearity import CollinearityExplorer
from helpers.explorers.inference.comparison import ComparisonExplorer
from helpers.explorers.inference.findings import FindingsExplorer
from helpers.explorers.inference.intervals import IntervalsExplorer
from helpers.explorers.inference.skew import SkewExplorer
from helpers.explorers.inference.trigger import TriggerExplorer

__all__ = [
    "BellExplorer",
    "BiasVarianceExplorer",
    "CollinearityExplorer",
    "ComparisonExplorer",
    "FindingsExplorer",
    "IntervalsExplorer",
    "SkewExplorer",
    "TriggerExplorer",
]

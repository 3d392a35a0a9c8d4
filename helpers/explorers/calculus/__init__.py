"""The explorers of notebook 02: slopes, descent, the chain rule, and what depth does to a gradient."""

from helpers.explorers.calculus.backpropagation import BackpropagationExplorer
from helpers.explorers.calculus.depth import DepthExplorer
from helpers.explorers.calculus.descent_map import DescentMapExplorer
from helpers.explorers.calculus.incident import IncidentExplorer
from helpers.explorers.calculus.one_weight import OneWeightExplorer
from helpers.explorers.calculus.optimizers import OptimizersExplorer
from helpers.explorers.calculus.tangent import TangentExplorer

__all__ = [
    "BackpropagationExplorer",
    "DepthExplorer",
    "DescentMapExplorer",
    "IncidentExplorer",
    "OneWeightExplorer",
    "OptimizersExplorer",
    "TangentExplorer",
]

"""The explorers of notebook 01: arrows, similarity, matrices as motions, shapes, low rank, axes, penalties, speed."""

from helpers.explorers.linear_algebra.dot_product import DotProductExplorer
from helpers.explorers.linear_algebra.low_rank import LowRankExplorer
from helpers.explorers.linear_algebra.matrix import MatrixExplorer
from helpers.explorers.linear_algebra.penalty import PenaltyExplorer
from helpers.explorers.linear_algebra.principal_axis import PrincipalAxisExplorer
from helpers.explorers.linear_algebra.shapes import ShapesExplorer
from helpers.explorers.linear_algebra.similarity import SimilarityExplorer
from helpers.explorers.linear_algebra.speed import SpeedExplorer

__all__ = [
    "DotProductExplorer",
    "LowRankExplorer",
    "MatrixExplorer",
    "PenaltyExplorer",
    "PrincipalAxisExplorer",
    "ShapesExplorer",
    "SimilarityExplorer",
    "SpeedExplorer",
]

"""The explorers of notebook 04: samples, bells, intervals, comparisons, and how far a result can be trusted."""

from helpers.explorers.inference.comparison import ComparisonExplorer
from helpers.explorers.inference.findings import FindingsExplorer
from helpers.explorers.inference.intervals import IntervalsExplorer

__all__ = [
    "ComparisonExplorer",
    "FindingsExplorer",
    "IntervalsExplorer",
]

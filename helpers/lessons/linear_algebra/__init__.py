"""The exercises of notebook 01, linear algebra: how data and models are written down.

``dot``, ``cosines``, ``projection`` and ``norms`` ask for arrows, their lengths and angles, ``ranking`` for a search;
``matvec``, ``layer``, ``shape`` and ``mse`` for products and the shapes that fit, ``lookup`` for an embedding,
``collapse`` for two layers in one; ``low_rank``, ``principal_axis`` and ``parameters`` for what a matrix can be reduced
to. ``inputs`` has matrices that are not square, ``signs`` lets an axis have either sign. Every check answers in text
and never raises.
"""

from helpers.lessons.linear_algebra import (
    collapse,
    cosines,
    dot,
    layer,
    lookup,
    low_rank,
    matvec,
    mse,
    norms,
    parameters,
    principal_axis,
    projection,
    ranking,
    shape,
)
from helpers.lessons.linear_algebra.collapse import check_collapse
from helpers.lessons.linear_algebra.cosines import check_cosines
from helpers.lessons.linear_algebra.dot import check_dot
from helpers.lessons.linear_algebra.layer import check_layer
from helpers.lessons.linear_algebra.lookup import check_lookup
from helpers.lessons.linear_algebra.low_rank import check_low_rank
from helpers.lessons.linear_algebra.matvec import check_matvec
from helpers.lessons.linear_algebra.mse import check_mse
from helpers.lessons.linear_algebra.norms import check_norms
from helpers.lessons.linear_algebra.parameters import check_parameters
from helpers.lessons.linear_algebra.principal_axis import check_pca
from helpers.lessons.linear_algebra.projection import check_projection
from helpers.lessons.linear_algebra.ranking import check_rank
from helpers.lessons.linear_algebra.shape import check_shape

EXERCISES = (
    *dot.EXERCISES,
    *cosines.EXERCISES,
    *projection.EXERCISES,
    *ranking.EXERCISES,
    *matvec.EXERCISES,
    *layer.EXERCISES,
    *shape.EXERCISES,
    *mse.EXERCISES,
    *lookup.EXERCISES,
    *norms.EXERCISES,
    *low_rank.EXERCISES,
    *principal_axis.EXERCISES,
    *parameters.EXERCISES,
    *collapse.EXERCISES,
)
EDGES = (
    *matvec.EDGES,
    *layer.EDGES,
    *mse.EDGES,
    *lookup.EDGES,
    *low_rank.EDGES,
    *collapse.EDGES,
)

__all__ = [
    "EDGES",
    "EXERCISES",
    "check_collapse",
    "check_cosines",
    "check_dot",
    "check_layer",
    "check_lookup",
    "check_low_rank",
    "check_matvec",
    "check_mse",
    "check_norms",
    "check_parameters",
    "check_pca",
    "check_projection",
    "check_rank",
    "check_shape",
]

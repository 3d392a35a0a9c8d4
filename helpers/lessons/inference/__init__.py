"""The exercises of notebook 04, statistics: from a sample to the world.

``spread``, ``median`` and ``standard_error`` describe a sample, ``tail`` asks what chance alone does; ``wilson`` and
``bootstrap`` say how far off a result may be; ``t_statistic``, ``paired`` and ``mcnemar`` compare two models,
``false_share`` asks how many findings are false; ``baseline`` and ``folds`` come before a score is believed;
``inflation`` and ``r_squared`` are about lines, ``impurity`` about trees. Every check answers in text and never raises.
"""

from helpers.lessons.inference import (
    baseline,
    bootstrap,
    false_share,
    folds,
    impurity,
    inflation,
    mcnemar,
    median,
    paired,
    r_squared,
    spread,
    standard_error,
    t_statistic,
    tail,
    wilson,
)
from helpers.lessons.inference.baseline import check_baseline
from helpers.lessons.inference.bootstrap import check_bootstrap
from helpers.lessons.inference.false_share import check_false_share
from helpers.lessons.inference.folds import check_folds
from helpers.lessons.inference.impurity import check_gini
from helpers.lessons.inference.inflation import check_vif
from helpers.lessons.inference.mcnemar import check_mcnemar
from helpers.lessons.inference.median import check_median
from helpers.lessons.inference.paired import check_paired
from helpers.lessons.inference.r_squared import check_r_squared
from helpers.lessons.inference.spread import check_std
from helpers.lessons.inference.standard_error import check_standard_error
from helpers.lessons.inference.t_statistic import check_t_statistic
from helpers.lessons.inference.tail import check_tail
from helpers.lessons.inference.wilson import check_wilson

EXERCISES = (
    *spread.EXERCISES,
    *standard_error.EXERCISES,
    *median.EXERCISES,
    *tail.EXERCISES,
    *wilson.EXERCISES,
    *bootstrap.EXERCISES,
    *t_statistic.EXERCISES,
    *paired.EXERCISES,
    *mcnemar.EXERCISES,
    *false_share.EXERCISES,
    *baseline.EXERCISES,
    *folds.EXERCISES,
    *inflation.EXERCISES,
    *r_squared.EXERCISES,
    *impurity.EXERCISES,
)
EDGES = (*spread.EDGES, *t_statistic.EDGES, *mcnemar.EDGES)

__all__ = [
    "EDGES",
    "EXERCISES",
    "check_baseline",
    "check_bootstrap",
    "check_false_share",
    "check_folds",
    "check_gini",
    "check_mcnemar",
    "check_median",
    "check_paired",
    "check_r_squared",
    "check_standard_error",
    "check_std",
    "check_t_statistic",
    "check_tail",
    "check_vif",
    "check_wilson",
]

"""How each explorer of `helpers.explorers.ALL` is built, over the data a learner may bring.

A new explorer gets a line in BUILDERS; without one the contract test fails.
"""

from functools import partial

import numpy as np

from helpers import explorers
from helpers.data import diabetes, flats

SALARIES = [21_000, 34_500, 48_000, 61_000, 90_000]
POPULATIONS = [1.2e9, 1.4e9, 3.3e8, 2.1e8]
DATA = {
    "flats": (flats().x, flats().y),
    "diabetes": (diabetes().x, diabetes().y),
    "two points": ([30, 45], [150, 200]),
    "exact line": ([0, 10, 20, 30, 40], [32, 50, 68, 86, 104]),  # degrees Celsius and Fahrenheit
    "salaries": (SALARIES, [180, 240, 270, 350, 520]),
    "populations": (POPULATIONS, [3.1e12, 1.4e13, 2.5e13, 1.9e12]),
    "shares": ([0.12, 0.34, 0.55, 0.81], [0.011, 0.019, 0.032, 0.041]),
    "below zero": ([-5, -3, -1, 2], [-100, -50, 3, 8]),
    "constant price": ([1, 2, 3], [5, 5, 5]),
    "many rows": (np.linspace(30, 110, 3000), np.linspace(150, 450, 3000) + np.sin(np.arange(3000))),
}


def over(explorer):
    """One way to build an explorer of lines for each data set, by the data's name."""
    return {name: partial(explorer, x, y) for name, (x, y) in DATA.items()}


NEXT_WORD = (
    np.log([0.41, 0.18, 0.12, 0.10, 0.08, 0.06, 0.03, 0.02]),
    ("mat", "floor", "sofa", "bed", "roof", "table", "moon", "idea"),
)


TOOLS = {"postgres": (0.9, 0.1, 0.0), "kubernetes": (0.1, 0.8, 0.1), "gpu": (0.0, 0.2, 0.9)}


BUILDERS = {  # name of the explorer -> name of the case -> a call without arguments; the first case is the longest walk
    "ArrowExplorer": {"one arrow": explorers.ArrowExplorer},
    "AttentionExplorer": {
        "as it is": explorers.AttentionExplorer,
        "long key": partial(explorers.AttentionExplorer, query="down", dimensions=256, key_length=3),
    },
    "AveragesExplorer": {
        "customers": explorers.AveragesExplorer,
        "coins": partial(explorers.AveragesExplorer, source="coin", n=100, threshold=6),
    },
    "BackpropagationExplorer": {"cube": explorers.BackpropagationExplorer},
    "BayesExplorer": {
        "winner": explorers.BayesExplorer,
        "rare": partial(explorers.BayesExplorer, prior=0.001, false_alarm_rate=0.002),
    },
    "BellExplorer": {
        "hundred flips": explorers.BellExplorer,
        "one flip": partial(explorers.BellExplorer, flips=1, batches=10, heads=1),
    },
    "BiasVarianceExplorer": {
        "a curve": explorers.BiasVarianceExplorer,
        "no noise": partial(explorers.BiasVarianceExplorer, degree=15, noise=0.0, size=10, sample=30),
    },
    "CalibrationExplorer": {
        "digits": explorers.CalibrationExplorer,
        "isotonic": partial(explorers.CalibrationExplorer, method="isotonic"),
    },
    "ClinicExplorer": {"the ward": explorers.ClinicExplorer},
    "CoinLikelihoodExplorer": {"seven of ten": explorers.CoinLikelihoodExplorer},
    "CollinearityExplorer": {
        "two features": explorers.CollinearityExplorer,
        "opposites": partial(explorers.CollinearityExplorer, correlation=-0.999, noise=2.0, size=20, sample=200),
    },
    "ComparisonExplorer": {
        "two points": explorers.ComparisonExplorer,
        "B is worse": partial(
            explorers.ComparisonExplorer, n=200, accuracy_a=0.95, accuracy_b=0.93, disagreement=0.05, draw=7
        ),
    },
    "ConfounderExplorer": {
        "heat": explorers.ConfounderExplorer,
        "age": partial(explorers.ConfounderExplorer, kind="mediator", strength=1.5, direct=-1),
    },
    "DepthExplorer": {"sigmoid": explorers.DepthExplorer, "relu": partial(explorers.DepthExplorer, activation="relu")},
    "DescentMapExplorer": {"valley": explorers.DescentMapExplorer},
    "DotProductExplorer": {"two arrows": explorers.DotProductExplorer},
    "FindingsExplorer": {
        "one in ten": explorers.FindingsExplorer,
        "good tests": partial(explorers.FindingsExplorer, real=0.5, power=0.8, alpha=0.01, tries=5),
    },
    "GradientExplorer": over(explorers.GradientExplorer),
    "IncidentExplorer": {"as it was": explorers.IncidentExplorer},
    "IntervalsExplorer": {
        "200 cases": explorers.IntervalsExplorer,
        "few, near 1": partial(explorers.IntervalsExplorer, n=5, p=0.99, level=0.99, method="Wilson", seed=50),
    },
    "LayerExplorer": {"one neuron": explorers.LayerExplorer, "two": partial(explorers.LayerExplorer, neurons=2)},
    "LearningRateExplorer": over(explorers.LearningRateExplorer),
    "LineExplorer": over(explorers.LineExplorer),
    "LogisticExplorer": {
        "tumours": explorers.LogisticExplorer,
        "trained": partial(explorers.LogisticExplorer, trained=True),
    },
    "LowRankExplorer": {
        "flower": explorers.LowRankExplorer,
        "stripes": partial(explorers.LowRankExplorer, np.tile([0.0, 1.0], (10, 8)), rank=1),
    },
    "MatrixExplorer": {
        "own": explorers.MatrixExplorer,
        "nothing": partial(explorers.MatrixExplorer, a=0, b=0, c=0, d=0),
    },
    "MismatchExplorer": {"three": explorers.MismatchExplorer},
    "NormalLikelihoodExplorer": {"waits": explorers.NormalLikelihoodExplorer},
    "OneWeightExplorer": {"five points": explorers.OneWeightExplorer},
    "OptimizersExplorer": {"valley": explorers.OptimizersExplorer},
    "PenaltyExplorer": {"made up": explorers.PenaltyExplorer, "L2": partial(explorers.PenaltyExplorer, kind="L2")},
    "PoisonExplorer": over(explorers.PoisonExplorer),
    "PredictionExplorer": over(explorers.PredictionExplorer),
    "PrincipalAxisExplorer": {"people": explorers.PrincipalAxisExplorer},
    "ShapesExplorer": {
        "a product": explorers.ShapesExplorer,
        "silent": partial(
            explorers.ShapesExplorer, operation="+", left_rows=5, left_columns=1, right_rows=5, right_axes="(rows,)"
        ),
        "lists": partial(explorers.ShapesExplorer, left_axes="(columns,)", right_axes="(rows,)"),
    },
    "SimilarityExplorer": {
        "flat": explorers.SimilarityExplorer,
        "of three numbers": partial(explorers.SimilarityExplorer, TOOLS, query=(0.8, 0.2, 0.0)),
    },
    "SkewExplorer": {"incomes": explorers.SkewExplorer},
    "TangentExplorer": {
        "cubic": explorers.TangentExplorer,
        "one's own": partial(explorers.TangentExplorer, np.exp, np.exp, name="$exp$(x)", span=(-1, 1)),
    },
    "TemperatureExplorer": {
        "three": explorers.TemperatureExplorer,
        "next word": partial(explorers.TemperatureExplorer, *NEXT_WORD),
        "a tie": partial(explorers.TemperatureExplorer, (1, 1), ("a$b$", "_x")),
        "without names": partial(explorers.TemperatureExplorer, (3, 1)),
    },
    "TrainingExplorer": over(explorers.TrainingExplorer),
    "TriggerExplorer": {
        "as it is": explorers.TriggerExplorer,
        "much poison": partial(explorers.TriggerExplorer, share=0.1, index=700, trigger=False),
    },
}

"""How each explorer of `helpers.explorers.ALL` is built: as it opens, and over data that a learner may bring."""

from functools import partial

import numpy as np

from helpers import explorers
from helpers.data import diabetes, flats
from helpers.explorers.regression_lab import OverData

DATA = {
    "flats": (flats().x, flats().y),
    "diabetes": (diabetes().x, diabetes().y),
    "two points": ([30, 45], [150, 200]),  # and so a line without a loss
    "populations": ([1.2e9, 1.4e9, 3.3e8, 2.1e8], [3.1e12, 1.4e13, 2.5e13, 1.9e12]),
    "shares": ([0.12, 0.34, 0.55, 0.81], [0.011, 0.019, 0.032, 0.041]),
    "below zero": ([-5, -3, -1, 2], [-100, -50, 3, 8]),
    "constant price": ([1, 2, 3], [5, 5, 5]),
    "many rows": (np.linspace(30, 110, 3000), np.linspace(150, 450, 3000) + np.sin(np.arange(3000))),
}
NEXT_WORD = (
    np.log([0.41, 0.18, 0.12, 0.10, 0.08, 0.06, 0.03, 0.02]),
    ("mat", "floor", "sofa", "bed", "roof", "table", "moon", "idea"),
)
TOOLS = {"postgres": (0.9, 0.1, 0.0), "kubernetes": (0.1, 0.8, 0.1), "gpu": (0.0, 0.2, 0.9)}

# fmt: off
FURTHER = {  # what is special -> a call without arguments
    "a long key": partial(explorers.AttentionExplorer, query="down", dimensions=256, key_length=3),
    "coins": partial(explorers.AveragesExplorer, source="coin", n=100, threshold=6),
    "a rare kind": partial(explorers.BayesExplorer, prior=0.001, false_alarm_rate=0.002),
    "one flip": partial(explorers.BellExplorer, flips=1, batches=10, heads=1),
    "no noise": partial(explorers.BiasVarianceExplorer, degree=15, noise=0.0, size=10, sample=30),
    "isotonic": partial(explorers.CalibrationExplorer, method="isotonic"),
    "opposites": partial(explorers.CollinearityExplorer, correlation=-0.999, noise=2.0, size=20, sample=200),
    "B is worse": partial(explorers.ComparisonExplorer, n=200, accuracy_a=0.95, accuracy_b=0.93, disagreement=0.05),
    "a mediator": partial(explorers.ConfounderExplorer, kind="mediator", strength=1.5, direct=-1),
    "relu": partial(explorers.DepthExplorer, activation="relu"),
    "good tests": partial(explorers.FindingsExplorer, real=0.5, power=0.8, alpha=0.01, tries=5),
    "few, near 1": partial(explorers.IntervalsExplorer, n=5, p=0.99, level=0.99, method="Wilson", seed=50),
    "two neurons": partial(explorers.LayerExplorer, neurons=2),
    "trained": partial(explorers.LogisticExplorer, trained=True),
    "stripes": partial(explorers.LowRankExplorer, np.tile([0.0, 1.0], (10, 8)), rank=1),
    "nothing": partial(explorers.MatrixExplorer, a=0, b=0, c=0, d=0),
    "L2": partial(explorers.PenaltyExplorer, kind="L2"),
    "a silent sum": partial(explorers.ShapesExplorer, operation="+", left_columns=1, right_axes="(rows,)"),
    "lists": partial(explorers.ShapesExplorer, left_axes="(columns,)", right_axes="(rows,)"),
    "three numbers": partial(explorers.SimilarityExplorer, TOOLS, query=(0.8, 0.2, 0.0)),
    "one's own": partial(explorers.TangentExplorer, np.exp, np.exp, name="$exp$(x)", span=(-1, 1)),
    "next word": partial(explorers.TemperatureExplorer, *NEXT_WORD),
    "a tie": partial(explorers.TemperatureExplorer, (1, 1), ("a$b$", "_x")),
    "without names": partial(explorers.TemperatureExplorer, (3, 1)),
    "much poison": partial(explorers.TriggerExplorer, share=0.1, index=700, trigger=False),
}
# fmt: on
BUILDERS = {  # name of the explorer -> name of the case -> a call without arguments; the first case is the longest walk
    explorer.__name__: {"as it opens": explorer}
    | {name: build for name, build in FURTHER.items() if build.func is explorer}
    | {name: partial(explorer, *DATA[name]) for name in DATA if issubclass(explorer, OverData) and name != "flats"}
    for explorer in explorers.ALL
}

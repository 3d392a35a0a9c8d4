"""Whether a move costs more where there is more data: a quadratic loss needs its data once."""

import time

import numpy as np

from benchmarks.tables import milliseconds, table
from helpers.explorers import LearningRateExplorer

ROWS = [10**power for power in range(1, 8)]
MOVES = 60


def report() -> str:
    """Measure the learning-rate explorer on ten to ten million flats.

    Returns
    -------
    str
        A table in markdown.
    """
    head = ["rows", "building the explorer", "one move, median / 95th percentile"]
    return table("`LearningRateExplorer` by number of rows", head, [_row(rows) for rows in ROWS])


def _row(rows: int) -> list[str]:
    generator = np.random.default_rng(rows)
    x = generator.uniform(20, 120, rows)
    y = 4 * x + 20 + generator.normal(0, 15, rows)
    begun = time.perf_counter()
    explorer = LearningRateExplorer(x, y)
    built = time.perf_counter() - begun
    slider, taken = explorer.controls["learning_rate"], []
    for rate in np.geomspace(slider.min, slider.max, MOVES):
        begun = time.perf_counter()
        slider.value = rate
        taken.append(time.perf_counter() - begun)
    explorer.close()
    return [f"{rows:,}", f"{1000 * built:,.0f} ms", milliseconds(taken)]

"""What one move costs in the kernel, for every explorer, on a coarse and on a fine screen."""

import time
from typing import Any

import numpy as np

from benchmarks.tables import milliseconds, table
from helpers.explorers import ALL, Explorer
from helpers.maths.checks import trusted
from tests.explorers.builders import BUILDERS

MOVES = 100
SEED = 0


def report() -> str:
    """Measure every explorer over the ranges of its controls.

    Returns
    -------
    str
        A table in markdown.
    """
    rows = [_row(kind, ratio) for kind in ALL for ratio in (1, 2)]
    head = ["explorer", "pixel ratio", "compute", "draw and encode", "all, with the sentence", "picture"]
    return table("One move in the kernel, median / 95th percentile", head, rows)


def _row(kind: type[Explorer], ratio: int) -> list[str]:
    explorer = next(iter(BUILDERS[kind.__name__].values()))()
    explorer.stage.picture.pixel_ratio = float(ratio)
    generator = np.random.default_rng(SEED)
    taken, sizes = [], []
    for _ in range(MOVES):
        values = {name: _somewhere(control, generator) for name, control in explorer.controls.items()}
        times, size = _move(explorer, values)
        taken.append(times)
        sizes.append(size)
    explorer.close()
    return [
        f"`{kind.__name__}`",
        str(ratio),
        *map(milliseconds, np.array(taken).T),
        f"{np.median(sizes) / 1000:.0f} kB",
    ]


def _somewhere(control: Any, generator: np.random.Generator) -> Any:
    """Choose any value that a control can take."""
    if hasattr(control, "options"):
        choices = [value for _, value in control._options_full]
        return choices[generator.integers(len(choices))]
    if isinstance(control.value, bool):
        return bool(generator.integers(2))
    share = generator.random()
    if control.log:
        return control.min * (control.max / control.min) ** share
    return control.min + round(share * (control.max - control.min) / control.step) * control.step


def _move(explorer: Explorer, values: dict[str, Any]) -> tuple[tuple[float, float, float], int]:
    """Go the way of a number, from the values to the picture; seconds for its parts, bytes of the picture."""
    with trusted():
        begun = time.perf_counter()
        result = explorer.find(**values)
        computed = time.perf_counter()
        sentence = explorer.say(result)
        said = time.perf_counter()
        explorer.draw(result)
        explorer.stage.show(sentence)
        drawn = time.perf_counter()
    return (computed - begun, drawn - said, drawn - begun), len(explorer.stage.picture.frame["patch"])

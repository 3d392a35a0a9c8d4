"""What every explorer says, in one file that is read when it changes: sentences.txt, written by this module.

`python -m tests.explorers.sentences` writes it anew: each explorer at its start, with each control at its ends, and at
four random settings. `test_sentences.py` holds the explorers to it.
"""

from contextlib import closing
from pathlib import Path

import numpy as np

from helpers.explorers import ALL
from tests.explorers.builders import BUILDERS
from tests.explorers.moves import ends, somewhere, values

FILE = Path(__file__).with_suffix(".txt")


def settings(explorer):
    """The start, each control at its ends with the others at the start, and four random places of all."""
    rng, start = np.random.default_rng(0), values(explorer)
    yield start
    for name, control in explorer.controls.items():
        for end in ends(control)[:2]:
            yield start | {name: end}
    for _ in range(4):
        yield {name: somewhere(control, rng) for name, control in explorer.controls.items()}


def spoken(explorer):
    """Lines on one explorer: each setting, with its repr and its sentence."""
    start = values(explorer)
    for setting in settings(explorer):
        explorer.set(**setting)
        moved = [f"{name}={value!r}" for name, value in values(explorer).items() if value != start[name]]
        yield f"  {', '.join(moved) or 'at the start'}"
        yield f"    {explorer!r}"
        yield f"    {explorer.sentence}"


def all_spoken():
    """The text of the whole file."""
    lines = []
    for explorer in ALL:
        with closing(next(iter(BUILDERS[explorer.__name__].values()))()) as built:
            lines += [explorer.__name__, *spoken(built)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(all_spoken(), encoding="utf-8")

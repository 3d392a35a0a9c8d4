"""What every explorer says, in one file that is read when it changes: sentences.txt, written by this module.

`python -m tests.explorers.sentences` writes it anew: what each picture is called, its handles and buttons; then what is
said at the start, with each control at its ends, and at four random settings.
`test_sentences.py` holds the explorers to it.
"""

from contextlib import closing
from pathlib import Path

import numpy as np

from helpers.explorers import ALL
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


def spoken(kind):
    """All on one explorer: its picture, and each setting with its repr and its sentence."""
    with closing(kind()) as explorer:
        start, picture = values(explorer), explorer.stage.picture
        lines = [kind.__name__, f"  picture: {picture.label}"]
        lines.append(f"  handles: {'; '.join(handle['name'] for handle in picture.handles) or 'none'}")
        lines.append(f"  buttons: {'; '.join(words for words, _ in picture.actions)}")
        for setting in settings(explorer):
            explorer.set(**setting)
            moved = [f"{name}={value!r}" for name, value in values(explorer).items() if value != start[name]]
            lines += [f"  {', '.join(moved) or 'at the start'}", f"    {explorer!r}", f"    {explorer.sentence}"]
    return "\n".join(lines)


if __name__ == "__main__":
    FILE.write_text("\n\n".join(map(spoken, ALL)) + "\n", encoding="utf-8")

"""Ask for a refusal's sentence, in the tables of refusals: `test_refusals.txt` of maths and of data.

A table is a doctest: a call that is let in, and below it what is refused in place of its inputs.
"""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

FOLDER = TemporaryDirectory()


def refused(door, /, *given, **named):
    """Say in which sentence a call is refused: short, and with nothing that acts on a terminal."""
    try:
        door(*given, **named)
    except ValueError as refusal:
        sentence = str(refusal)
        assert sentence.isprintable()
        assert len(sentence) < 450
        print(sentence if type(refusal) is ValueError else f"{type(refusal).__name__}: {sentence}")
    else:
        print("let in")


def let_in(door, /, **good):
    """Call it with inputs that are let in; what comes back is given others in their place, and says the sentence."""
    door(**good)
    return partial(refused, door, **good)


def csv(content, name="data.csv"):
    """Write bytes or text into a file, alone in its folder, and give its path."""
    file = Path(mkdtemp(dir=FOLDER.name), name)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file

"""What every explorer keeps, as functions that fail where it does not. They take an explorer, or a way to build one.

`test_contract.py` asks them of every explorer; `test_contract_can_fail.py` asks each of an explorer that breaks it.
pytest turns warnings into errors, so a move that warns fails too.
"""

import gc
import inspect
import re
import sys
import tracemalloc
import weakref
from collections import Counter
from contextlib import closing, contextmanager, suppress
from itertools import islice
from unittest.mock import patch

import numpy as np
import pytest
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from helpers.maths import checks
from helpers.stage import Cell
from tests.explorers.moves import by_message, drag, ends, is_live, play, somewhere, values, walk
from tests.stage.pixels import decode, on_screen
from tests.stage.traces import collect, traces, widgets

LONGEST_REPR = 109
DOORS = {"trusted", "front_door", "returned"}  # of helpers.maths.checks, which explorers pass unchecked
LARGEST_PICTURE = 60_000  # bytes, wherever the sliders stand; `tools.rules` holds a stored notebook to less
NOT_A_NUMBER = re.compile(r"\b(nan|inf|infinity|none)\b", re.IGNORECASE)
# Of ten moves not one may leave an object or a block of memory behind; a few more are there once, in caches.
MOST_OBJECTS = 100
MOST_BLOCKS = 1000
# Python's own caches fill: 25 to 80 kB. Of a move nothing may stay: over 25 moves this finds 4 kB of each.
MOST_MEMORY = 100_000

SNAP = 0.01  # of the picture: how far a slider's step may hold a handle from the hand

# A lie of any size shows nothing while no price lies, and the other way round; a penalty nothing where nothing is
# trained with it.
SHOWS_ONLY_WITH_ANOTHER = {"poisoned", "lie", "penalty"}
ONLY_IN_THE_PICTURE = {"answer", "show"}


def limits(explorer):
    """Limits and place of every axes of the picture."""
    return [(axes.get_xlim(), axes.get_ylim(), axes.get_position().bounds) for axes in explorer.figure.axes]


def shown(explorer):
    """All that can be seen of an explorer."""
    return values(explorer), repr(explorer), explorer.sentence, explorer.stage.png(level=1)


def assert_words(explorer):
    """The sentence and the line of words are there, every number in them is one, and "1%" has no space."""
    line = repr(explorer)
    assert line.startswith(f"{type(explorer).__name__}: ")
    assert len(line) <= LONGEST_REPR
    assert line.isprintable()
    assert explorer.sentence.strip().endswith(".")
    assert explorer.stage.picture.sentence == explorer.sentence
    for text in (line, explorer.sentence):
        assert not NOT_A_NUMBER.search(text), text
        assert " %" not in text, text


def takes(compute, names):
    """Whether `compute` has a parameter of each name; one such as `**logits` stands for further names."""
    parameters = inspect.signature(compute).parameters.values()
    named = {parameter.name for parameter in parameters if parameter.kind is not parameter.VAR_KEYWORD}
    return named <= names if len(named) < len(parameters) else named == names


def check_parts(explorer):
    """Controls, result, sentence, figure, set and close are there and fit together."""
    assert explorer.controls
    assert takes(explorer.compute, set(explorer.controls))
    assert all(is_live(control) for control in explorer.controls.values())
    assert explorer.result is not None
    assert isinstance(explorer.figure, Figure)
    assert explorer.set() is explorer
    assert explorer.set(**values(explorer)) is explorer
    assert np.array_equal(on_screen(explorer.stage.picture), decode(explorer.stage.png(level=1)))
    assert explorer.stage.picture.label
    assert_words(explorer)


def check_refusals(explorer):
    """An unknown control or a value that a control does not take is refused, and nothing has moved."""
    before = shown(explorer)
    name = next(iter(explorer.controls))
    with pytest.raises(ValueError, match="no control is called"):
        explorer.set(no_such_control=1)
    with pytest.raises(ValueError, match="no control is called"):
        explorer.set(**{name: ends(explorer.controls[name])[0]}, no_such_control=1)
    for control in explorer.controls:
        for bad in ("text", None, [1], float("nan"), 1j):
            with pytest.raises(ValueError, match=control) as refusal:
                explorer.set(**{control: bad})
            assert repr(bad) in str(refusal.value)
            assert shown(explorer) == before
    *others, last = explorer.controls
    far = {name: ends(explorer.controls[name])[1] for name in others}
    with pytest.raises(ValueError, match=last):
        explorer.set(**far, **{last: "text"})
    assert shown(explorer) == before


def check_numpy_values(explorer):
    """Numbers from an array move a control as plain ones do."""
    for name, control in explorer.controls.items():
        if not hasattr(control, "min"):
            continue
        for kind in (np.float64, np.float32, np.int64):
            explorer.set(**{name: kind(control.max)})
            assert float(control.min) <= control.value <= float(control.max)
            assert_words(explorer)


def check_ends(explorer):
    """Every control goes to both ends and stays there when it is sent beyond."""
    moved = 0
    for name, control in explorer.controls.items():
        for value in ends(control):
            explorer.set(**{name: value})
            if hasattr(control, "min"):
                assert control.value == min(max(value, control.min), control.max)
            assert_words(explorer)
            moved += 1
    assert moved >= 2 * len(explorer.controls)


def check_walk(explorer, rng, moves):
    """No move raises, warns, says what is no number, or moves the axes; what is no value moves nothing."""
    before, moved = limits(explorer), 0
    for move, make in play(explorer, rng, moves):
        showed = move.junk and shown(explorer)
        make()
        assert_words(explorer)
        assert limits(explorer) == before
        assert not move.junk or shown(explorer) == showed, move
        moved += 1
    assert moved == moves > 0


@contextmanager
def nothing_left_behind(moves=0):
    """Whatever moves in here leaves no figure, widget or thread behind, and no object or memory to speak of."""
    before, objects, blocks = traces(), len(gc.get_objects()), sys.getallocatedblocks()
    yield
    assert traces() == before
    assert len(gc.get_objects()) - objects < MOST_OBJECTS + moves / 10
    assert sys.getallocatedblocks() - blocks < MOST_BLOCKS + moves / 10


def check_memory(explorer, rng, moves):
    """Moves keep no memory, whoever holds it."""
    tracemalloc.start()
    try:
        for shown in (True, False) if "answer" in explorer.controls else ():
            explorer.set(answer=shown)  # what stands still is drawn anew, and so counted from here on
        growth = -_memory_after(explorer, rng, 20)  # caches fill once
        growth += _memory_after(explorer, rng, moves)
    finally:
        tracemalloc.stop()
    assert growth < MOST_MEMORY


def _memory_after(explorer, rng, moves):
    """Memory after a walk there and back: the last frame, up to 140 kB in some pictures, is the same each time."""
    start = values(explorer)
    for _ in walk(explorer, rng, moves):
        pass
    explorer.set(**start)
    collect()
    return tracemalloc.get_traced_memory()[0]


def check_no_checks(explorer, rng, moves):
    """No move looks again at what the controls give: it calls none of the functions that check input."""
    called = Counter()

    def note(frame, event, _argument):
        if event == "call" and frame.f_code.co_filename == checks.__file__ and frame.f_code.co_name not in DOORS:
            called[frame.f_code.co_name] += 1

    for _ in range(moves):
        for name, control in explorer.controls.items():
            value = somewhere(control, rng)
            sys.setprofile(note)
            try:
                explorer.set(**{name: value})
            finally:
                sys.setprofile(None)
    assert not called


def check_path(driven, build, rng, moves):
    """After any moves, words and pixels are those of an explorer that is built and sent there at once.

    What leaves a trail is sent to the same stops besides, in another order.
    """
    driven.reset()
    stops = [values(driven) for _ in walk(driven, rng, moves)]
    with closing(build()) as fresh:
        for stop in rng.permutation(stops if driven.trails else []):
            fresh.set(**stop)
        fresh.set(**stops[-1])
        assert shown(fresh) == shown(driven)


def check_reset(explorer, build, rng, moves):
    """Back to the start is where it was built, without a trail of the way."""
    for _ in walk(explorer, rng, moves):
        pass
    by_message(explorer, {"reset": True})
    with closing(build()) as fresh:
        assert shown(fresh) == shown(explorer)


def at_its_end(control):
    return hasattr(control, "min") and control.value in (control.min, control.max)


def goes_where_dragged(explorer, number, rng):
    """From a random place drag a handle away and back; say whether that could be told, with no control at its end."""
    explorer.set(**{name: somewhere(control, rng) for name, control in explorer.controls.items()})
    reachable = explorer.stage.picture.places[number]
    drag(explorer, number, rng.random(2))
    drag(explorer, number, reachable or [0.5, 0.5])
    if not reachable or any(at_its_end(control) for control in explorer.controls.values()):
        return False
    assert explorer.stage.picture.places[number] == pytest.approx(reachable, abs=SNAP)
    return True


def check_handles(explorer, rng, moves):
    """A handle goes where it is dragged, as far as its controls go, and what is no place moves nothing."""
    for number, _ in enumerate(explorer.stage.picture.handles):
        tries = (goes_where_dragged(explorer, number, rng) for _ in range(20 * moves))
        assert sum(islice(filter(None, tries), moves)) == moves
        for junk in ({f"handle {number}": "here"}, {f"handle {number}": [np.nan, 0.5]}, {"no control": 1}, "text"):
            before = shown(explorer)
            with suppress(ValueError, TypeError):
                by_message(explorer, junk)
            assert shown(explorer) == before


def check_picture_follows(explorer):
    """Each control's two ends give two pictures and two lines of words, with the others as they were built."""
    built = {name: control.value for name, control in explorer.controls.items()}
    for name in explorer.controls.keys() - SHOWS_ONLY_WITH_ANOTHER:
        explorer.set(**built)
        low, high = ends(explorer.controls[name])[:2]
        (_, *first), (_, *second) = (shown(explorer.set(**{name: value})) for value in (low, high))
        assert first[0] != second[0] or name in ONLY_IN_THE_PICTURE
        assert first[2] != second[2]


def check_bundle(explorer, rng, moves):
    """A stored notebook shows a picture with a line of words, and the sentence after it."""
    for _ in walk(explorer, rng, moves):
        picture, sentence = explorer.to_store()
        assert set(picture) == {"text/plain", "image/png"}
        assert picture["text/plain"] == repr(explorer)
        assert np.array_equal(decode(picture["image/png"]), decode(explorer.stage.png(level=1)))
        assert len(picture["image/png"]) <= LARGEST_PICTURE
        assert sentence["text/plain"] == explorer.sentence


class Kernel:
    """What an explorer asks of the kernel: which run of which cell this is."""

    def __init__(self, cell_id, run_id):
        self.parent = {"metadata": {"cellId": cell_id}, "header": {"msg_id": run_id}}
        self.kernel = self

    def get_parent(self):
        return self.parent


class Nothing:
    """Something to keep that holds nothing."""

    def close(self):
        pass


def check_run_again(build):
    """A cell that is run again leaves no more behind than the first time, though nobody closed what it built."""
    before, built = widgets(), []

    def run(number):
        with patch("helpers.stage.stage.get_ipython", lambda: Kernel("the cell", f"run {number}")):
            built.append(build())
        if number > 1:
            built.pop(0)
        return traces()

    try:
        first, second = run(1), run(2)
    finally:
        Cell("the cell", "the end").keep(Nothing())
    assert second == first
    assert widgets() == before


def check_close(build):
    """Closing leaves no widget, figure or thread of an explorer that was built before; its words stay."""
    before, open_before = traces(), widgets()
    explorer = build()
    words = repr(explorer)
    held = [weakref.ref(each) for each in (explorer, explorer.stage.picture, *explorer.controls.values())]
    explorer.close()
    explorer.close()
    assert widgets() == open_before
    assert repr(explorer) == words
    assert not [each for each in vars(explorer).values() if isinstance(each, Artist)], "Jupyter keeps what a cell gave"
    assert [each.get("image/png") for each in explorer.to_store()] == [None, None]
    with pytest.raises(ValueError, match="closed"):
        explorer.set()
    del explorer
    assert traces() == before
    assert [each() for each in held] == [None] * len(held)

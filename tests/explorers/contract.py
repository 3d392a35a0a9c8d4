"""What every explorer keeps, as functions that fail where it does not. They take an explorer and a random generator.

`test_contract.py` asks them of every explorer; `test_contract_can_fail.py` asks each of an explorer that breaks it.
pytest turns warnings into errors, so a move that warns fails too.
"""

import gc
import re
import sys
import tracemalloc
import weakref
from collections import Counter
from contextlib import closing, contextmanager, suppress
from itertools import islice, takewhile
from unittest.mock import patch

import numpy as np
import pytest
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.legend import Legend

from helpers.maths import checks
from helpers.stage import Cell
from helpers.stage.style import RED
from tests.explorers.moves import by_message, drag, ends, is_live, play, somewhere, values, walk
from tests.stage.pixels import decode, on_screen
from tests.stage.traces import collect, traces, widgets

LONGEST_REPR = 109
FEW = 20  # moves
DOORS = {"trusted", "front_door", "returned"}  # of helpers.maths.checks, which explorers pass unchecked
LARGEST_PICTURE = 60_000  # bytes, wherever the sliders stand; `tools.rules` holds a stored notebook to less
NOT_A_NUMBER = re.compile(r"\b(nan|inf|infinity|none)\b", re.IGNORECASE)
# Of ten moves not one may leave an object or a block of memory behind; a few more are there once, in caches.
MOST_OBJECTS = 100
MOST_BLOCKS = 1000
# Python's own caches fill: 25 to 80 kB. Of a move nothing may stay: over 25 moves this finds 4 kB of each.
# Tracing makes each three times as slow; `make soak` finds what is too small for so few.
MOST_MEMORY, TRACED_MOVES = 100_000, 25

LEFT = "outside the axes"
SNAP = 0.01  # of the picture: how far a slider's step may hold a handle from the hand

# A lie of any size shows nothing while no price lies, and the other way round; a penalty nothing where nothing is
# trained with it.
SHOWS_ONLY_WITH_ANOTHER = {"poisoned", "lie", "penalty"}
BAD = ("text", None, [1], float("nan"), 1j)
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


def crosses(figure):
    """The marks that stand where something leaves axes."""
    lines = [line for axes in figure.axes for line in axes.lines]
    return [line for line in lines if (line.get_marker(), line.get_color()) == ("X", RED)]


def explained(figure):
    """All that the legends of a figure say."""
    legends = [*figure.legends, *filter(None, (axes.get_legend() for axes in figure.axes))]
    return {text.get_text() for legend in legends for text in legend.get_texts()}


def check_parts(explorer, _rng):
    """Controls, result, sentence, figure, set and close are there and fit together."""
    assert explorer.controls
    assert all(is_live(control) for control in explorer.controls.values())
    assert explorer.result is not None
    assert isinstance(explorer.figure, Figure)
    assert explorer.set() is explorer
    assert explorer.set(**values(explorer)) is explorer
    assert np.array_equal(on_screen(explorer.stage.picture), decode(explorer.stage.png(level=1)))
    assert explorer.stage.picture.label
    assert not crosses(explorer.figure) or LEFT in explained(explorer.figure)
    whole = explorer.figure.bbox.padded(1)
    corners = [legend.get_window_extent().corners() for legend in explorer.figure.findobj(Legend)]
    assert all(whole.contains(*corner) for corner in np.reshape(corners, (-1, 2))), "a legend is cut off"
    assert_words(explorer)


def check_refusals(explorer, _rng):
    """An unknown control or a value that a control does not take is refused, and nothing has moved."""
    before, at, result = shown(explorer), values(explorer), explorer.result
    name, *_ = *others, last = explorer.controls
    good, far = ends(explorer.controls[name])[0], {name: ends(explorer.controls[name])[1] for name in others}
    refused = [("no control is called", {"no_such_control": 1}), ("no control is called", {name: good, "no_such": 1})]
    refused += [(f"{name} cannot be .*", {name: bad}) for name in explorer.controls for bad in BAD]
    for words, asked in [*refused, (last, far | {last: "text"})]:
        with pytest.raises(ValueError, match=words) as refusal:
            explorer.set(**asked)
        assert "cannot be" not in words or repr(*asked.values()) in str(refusal.value)
        assert values(explorer) == at
        assert explorer.result is result, "it has moved, and back"
    assert shown(explorer) == before


def check_ends(explorer, _rng):
    """Every control goes to both ends and stays there when it is sent beyond; numbers from an array move it, too."""
    moved = 0
    for name, control in explorer.controls.items():
        numpys = (np.float64, np.float32, np.int64) if hasattr(control, "min") else ()
        for value in [*ends(control), *(kind(control.max) for kind in numpys)]:
            explorer.set(**{name: value})
            if numpys:
                assert control.value == pytest.approx(min(max(float(value), control.min), control.max))
            assert_words(explorer)
            moved += 1
    assert moved >= 2 * len(explorer.controls)


def check_walk(explorer, rng, moves=10):
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


def check_memory(explorer, rng):
    """Moves keep no memory, whoever holds it."""
    tracemalloc.start()
    try:
        for shown in (True, False) if "answer" in explorer.controls else ():
            explorer.set(answer=shown)  # what stands still is drawn anew, and so counted from here on
        growth = -_memory_after(explorer, rng, FEW)  # caches fill once
        growth += _memory_after(explorer, rng, TRACED_MOVES)
    finally:
        tracemalloc.stop()
    assert growth < MOST_MEMORY


def _memory_after(explorer, rng, moves):
    """Memory after a walk there and back: the last frame, up to 140 kB in some pictures, is the same each time."""
    start = values(explorer)
    list(walk(explorer, rng, moves))
    explorer.set(**start)
    collect()
    return tracemalloc.get_traced_memory()[0]


def check_no_checks(explorer, rng):
    """No move looks again at what the controls give: it calls none of the functions that check input."""
    called = Counter()

    def note(frame, event, _argument):
        if event == "call" and frame.f_code.co_filename == checks.__file__ and frame.f_code.co_name not in DOORS:
            called[frame.f_code.co_name] += 1

    for _ in range(3):
        for name, control in explorer.controls.items():
            value = somewhere(control, rng)
            sys.setprofile(note)
            try:
                explorer.set(**{name: value})
            finally:
                sys.setprofile(None)
    assert not called


def check_path(driven, rng):
    """After any moves, words and pixels are those of an explorer that is built and sent there at once.

    What leaves a trail is sent to the same stops besides, in another order, from where the trail began anew.
    """
    driven.reset()
    stops = [values(driven) for _ in walk(driven, rng, FEW)]
    *_, last = stops
    alike = list(takewhile(lambda stop: all(stop[name] == last[name] for name in driven.anew), reversed(stops)))
    with closing(type(driven)()) as fresh:
        for stop in rng.permutation(alike if driven.trails else []):
            fresh.set(**stop)
        fresh.set(**last)
        assert shown(fresh) == shown(driven)


def left_by(explorer, setting):
    """The height of each mark that one stop leaves, by trail, colour and place across."""
    for trail in explorer.set(**setting).trails:
        trail.clear()
    explorer.set(**setting)
    return {
        (number, colour, x): y
        for number, trail in enumerate(explorer.trails)
        for y, x, colour in trail.stops[np.isfinite(trail.stops[..., 0])]
    }


def check_trails(explorer, rng):
    """Stops leave no two heights at one place across a trail, but where it begins anew or a hand leads the height."""
    led = {handle["y"]["control"] for handle in explorer.stage.picture.handles if "y" in handle}
    for name in explorer.controls.keys() - {*explorer.anew, *led}:
        for _ in range(3):
            here = {each: somewhere(control, rng) for each, control in explorer.controls.items()}
            there = here | {name: somewhere(explorer.controls[name], rng)}
            one, other = (left_by(explorer, setting) for setting in (here, there))
            assert all(one[place] == other[place] for place in one.keys() & other.keys()), name


def check_reset(explorer, rng):
    """Back to the start is where it was built, without a trail of the way."""
    list(walk(explorer, rng, 3))
    by_message(explorer, {"reset": True})
    with closing(type(explorer)()) as fresh:
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


def check_handles(explorer, rng):
    """A handle goes where it is dragged, as far as its controls go, and what is no place moves nothing."""
    for number, _ in enumerate(explorer.stage.picture.handles):
        tries = (goes_where_dragged(explorer, number, rng) for _ in range(60))
        assert sum(islice(filter(None, tries), 3)) == 3
        for junk in ({f"handle {number}": "here"}, {f"handle {number}": [np.nan, 0.5]}, {"no control": 1}, "text"):
            before = shown(explorer)
            with suppress(ValueError, TypeError):
                by_message(explorer, junk)
            assert shown(explorer) == before


def check_picture_follows(explorer, _rng):
    """Each control's two ends give two pictures and two lines of words, with the others as they were built."""
    built = {name: control.value for name, control in explorer.controls.items()}
    for name in explorer.controls.keys() - SHOWS_ONLY_WITH_ANOTHER:
        explorer.set(**built)
        low, high = ends(explorer.controls[name])[:2]
        (_, *first), (_, *second) = (shown(explorer.set(**{name: value})) for value in (low, high))
        assert first[0] != second[0] or name in ONLY_IN_THE_PICTURE
        assert first[2] != second[2]


def check_bundle(explorer, rng):
    """A stored notebook shows a picture with a line of words, and the sentence after it."""
    list(walk(explorer, rng, 1))
    picture, sentence = explorer.to_store()
    assert set(picture) == {"text/plain", "image/png"}
    assert picture["text/plain"] == repr(explorer)
    assert np.array_equal(decode(picture["image/png"]), decode(explorer.stage.png(level=1)))
    assert len(picture["image/png"]) <= LARGEST_PICTURE
    assert sentence["text/plain"] == explorer.sentence


def check_close(build):
    """The cell that builds it can close it, and that leaves no widget, figure or thread; its words stay."""
    before, open_before, kept = traces(), widgets(), []
    with patch.object(Cell, "keep", lambda _cell, one: kept.append(one)):
        explorer = build()
    assert kept.pop() is explorer
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

"""JupyterLab runs sliders in another thread than cells: what is shown still fits together."""

import sys
import threading

import numpy as np
import pytest

from helpers.explorers import LearningRateExplorer, LineExplorer
from tests.explorers.builders import DATA
from tests.explorers.contract import shown
from tests.explorers.moves import values, walk

MOVES = 50


@pytest.fixture(autouse=True)
def eager_threads():
    """Have threads take turns five hundred times as often as usual."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)


def at_once(*actions):
    """Run each action in a thread of its own, and hand on what they raise."""
    raised = []

    def run(action):
        try:
            action()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=600)
        assert not thread.is_alive(), "a thread waits for ever"
    if raised:
        raise raised[0]


def mover(explorer, seed):
    """Move an explorer about, with numbers of its own."""
    return lambda: sum(1 for _ in walk(explorer, np.random.default_rng(seed), MOVES))


def assert_fits_together(explorer):
    """Result, words and picture are those of the controls' values, as a fresh explorer shows them."""
    fresh = type(explorer)(*DATA["flats"])
    for each in (explorer, fresh):  # without their trails
        stands = values(explorer)
        each.reset().set(**stands)
    assert shown(explorer) == shown(fresh)
    fresh.close()


@pytest.fixture
def explorers():
    built = [LineExplorer(*DATA["flats"]), LearningRateExplorer(*DATA["flats"])]
    yield built
    for explorer in built:
        explorer.close()


@pytest.mark.parametrize("moved", [(0, 1), (0, 0), (1, 1)], ids=["two explorers", "one of lines", "one of rates"])
def test_two_threads_that_move_explorers(explorers, moved, seed):
    at_once(*(mover(explorers[which], seed + turn) for turn, which in enumerate(moved)))
    for which in set(moved):
        assert_fits_together(explorers[which])


def test_sliders_from_the_browser_while_a_cell_sets(explorers, seed):
    """One thread answers the browser's messages, the other calls `set`; refusals do not disturb either."""
    line, _ = explorers
    rng = np.random.default_rng(seed)
    slopes, intercepts = rng.uniform(-1, 9, MOVES), rng.uniform(-300, 300, MOVES)

    def drag():
        for slope in slopes:
            line.controls["slope"]._received(line.controls["slope"], {"value": slope}, [])

    def run_cells():
        for turn, intercept in enumerate(intercepts):
            line.set(intercept=intercept)
            if turn % 10 == 0:
                with pytest.raises(ValueError, match="slope"):
                    line.set(intercept=0, slope="text")

    at_once(drag, run_cells)
    assert_fits_together(line)
    assert line.controls["intercept"].value == pytest.approx(intercepts[-1])


def test_no_move_is_interrupted_by_another(explorers, seed):
    """Result, picture and words of one move are made and sent before the next move begins."""
    line, _ = explorers
    done = []

    def noted(holder, name):
        action = getattr(holder, name)

        def act(*args, **kwargs):
            done.append((name, threading.get_ident()))
            result = action(*args, **kwargs)
            done.append((f"{name} ends", threading.get_ident()))
            return result

        setattr(holder, name, act)

    for holder, name in ((line, "compute"), (line, "draw"), (line, "say"), (line.stage, "show")):
        noted(holder, name)
    at_once(mover(line, seed), mover(line, seed + 1))
    assert len(done) == 8 * 2 * MOVES
    for move in np.reshape(done, (2 * MOVES, 8, 2)):
        assert [name for name, _ in move[::2]] == ["compute", "draw", "say", "show"]
        assert len({thread for _, thread in move}) == 1


def test_a_dark_screen_in_the_midst_of_moves(explorers, seed):
    line, _ = explorers

    def switch():
        for dark in [True, False] * 3:
            line.stage.picture.dark = dark

    at_once(mover(line, seed), switch)
    assert_fits_together(line)


def test_a_failing_thread_is_found():
    with pytest.raises(ZeroDivisionError):
        at_once(lambda: None, lambda: 1 / 0)

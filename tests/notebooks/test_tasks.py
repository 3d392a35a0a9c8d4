"""Every task of the notebooks is open where its explorer opens, and can be done; only cells that it needs are run."""

import ast
from contextlib import closing
from functools import cache

import numpy as np
import pytest

from helpers.explorers import calculus
from helpers.maths.checks import trusted
from tests.explorers.moves import somewhere
from tests.notebooks.session import Session, names
from tools import stored, teaching
from tools.rules import code_cells
from tools.sections import sections

TRIES = 6000  # random settings of all controls
WAYS = teaching.ways(teaching.PAGE.read_text(encoding="utf-8"))


def needed(cells, last):
    """Cells that a cell needs, in order: for each name that it takes, the last one above that binds it."""
    found, (_, wanted) = [cells[last]], names(cells[last])
    for source in reversed(cells[:last]):
        bound, taken = names(source)
        if bound & wanted:
            wanted = wanted - bound | taken
            found.insert(0, source)
    return found


def explorer_of(sources):
    """What the last cell gives, or the error that ends it."""
    shell = Session().shell
    for source in sources:
        ended = shell.run_cell(source)
        ended.raise_error()
    return ended.result


def within(control, rng):
    """A random value that a page's control gives: a slider's on its track, in whole steps where it is linear."""
    value = somewhere(control, rng)
    if not hasattr(control, "min"):
        return value
    value = min(max(value, control.min), control.max)
    steps = 0 if control.log else round((value - control.min) / control.step)
    return min(control.min + steps * control.step, control.max) if steps else value


def is_reached(explorer, rng):
    """Whether some setting does the task."""
    tries = ({name: within(control, rng) for name, control in explorer.controls.items()} for _ in range(TRIES))
    with trusted():
        return any(explorer._done(explorer.find(**values)) for values in tries)


def tasks():
    """The cells that each task needs, and the way to do it that the teachers' page gives for one of the core path."""
    for path in stored.find([stored.FOLDER]):
        sample = stored.read(path)
        scenes = {source: part.heading for part in sections(sample) if not part.is_drawer for source in part.code}
        cells = [cell.source for _, cell in code_cells(sample)]
        for number, source in enumerate(cells):
            if ".task(" in source:
                scene = scenes.get(source, "").partition(".")[0]
                way = f"set({WAYS[path.stem][scene]})" if scene else ""
                yield pytest.param(needed(cells, number), way, id=f"{path.stem}: {number}")


@pytest.fixture
def a_patient_is_trained_once(monkeypatch):
    """The clinic trains two for each setting, and has a hundred."""
    train, trained = calculus.train_patient, cache(lambda patient: train(dict(patient)))
    monkeypatch.setattr(calculus, "train_patient", lambda patient: trained(tuple(patient.items())))


@pytest.mark.usefixtures("a_patient_is_trained_once")
@pytest.mark.parametrize(("cells", "way"), list(tasks()))
def test_a_task_is_open_at_first_and_can_be_done(cells, way):
    with closing(explorer_of(cells)) as explorer:
        assert explorer.stage.picture.task.endswith(".")
        assert not explorer._done(explorer.result)
        assert is_reached(explorer, np.random.default_rng(0)), f"no setting of {TRIES:,} does it"
        if way:
            keywords = ast.parse(way, mode="eval").body.keywords
            explorer.set(**{each.arg: ast.literal_eval(each.value) for each in keywords})
            assert explorer._done(explorer.result)


LINE = "LineExplorer(x, y).task('Find it.', lambda r: r.loss < {})"
CELLS = ["from helpers.explorers import LineExplorer", "x = [1, 2, 3]", "z = no_such_name", "y = [2, 4, 7]"]


def test_only_what_a_task_needs_is_run():
    assert needed([*CELLS, LINE.format(1)], 4) == [CELLS[0], CELLS[1], CELLS[3], LINE.format(1)]


def test_a_task_that_is_done_already_or_never_is_found():
    needs = [CELLS[0], CELLS[1], CELLS[3]]
    with pytest.raises(ValueError, match="is done where the explorer opens"):
        explorer_of([*needs, LINE.format(1e9)])
    with closing(explorer_of([*needs, LINE.format(0)])) as never:
        assert not is_reached(never, np.random.default_rng(0))

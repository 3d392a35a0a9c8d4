"""Every task of the notebooks is open where its explorer opens, and can be done; only cells that it needs are run."""

import ast
from contextlib import closing
from functools import cache

import nbformat
import numpy as np
import pytest

from helpers.explorers import calculus
from helpers.maths.checks import trusted
from tests.explorers.moves import somewhere
from tests.house.files import notebooks
from tests.notebooks.session import Session

TRIES = 6000  # random settings of all controls


def code_cells(path):
    """Python source of a notebook's code cells."""
    cells = nbformat.read(path, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "code" and not cell.source.startswith("%")]


def names(source, context):
    """Names that a cell reads, or binds: by assignment, import or definition."""
    nodes = list(ast.walk(ast.parse(source)))
    found = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, context)}
    if context is ast.Store:
        found |= {alias.asname or alias.name for node in nodes if hasattr(node, "names") for alias in aliases(node)}
        found |= {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    return found


def aliases(node):
    return node.names if isinstance(node, ast.Import | ast.ImportFrom) else []


def needed(cells, last):
    """Cells that a cell needs, in order: for each name that it reads, the last one above that binds it."""
    wanted, found = names(cells[last], ast.Load), [cells[last]]
    for source in reversed(cells[:last]):
        if bound := names(source, ast.Store) & wanted:
            wanted = wanted - bound | names(source, ast.Load)
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


TASKS = {
    f"{path.stem}: {number}": needed(cells, number)
    for path in notebooks()
    for cells in [code_cells(path)]
    for number, source in enumerate(cells)
    if ".task(" in source
}


def test_there_are_tasks():
    assert TASKS


@pytest.fixture
def a_patient_is_trained_once(monkeypatch):
    """The clinic trains two for each setting, and has a hundred."""
    train, trained = calculus.train_patient, cache(lambda patient: train(dict(patient)))
    monkeypatch.setattr(calculus, "train_patient", lambda patient: trained(tuple(patient.items())))


@pytest.mark.usefixtures("a_patient_is_trained_once")
@pytest.mark.parametrize("name", TASKS)
def test_a_task_is_open_at_first_and_can_be_done(name):
    with closing(explorer_of(TASKS[name])) as explorer:
        assert explorer.stage.picture.task.endswith(".")
        assert not explorer._done(explorer.result)
        assert is_reached(explorer, np.random.default_rng(0)), f"no setting of {TRIES:,} does it"


LINE = "LineExplorer(x, y).task('Find it.', lambda r: r.loss < {})"
CELLS = ["from helpers.explorers import LineExplorer", "x = [1, 2, 3]", "z = no_such_name", "y = [2, 4, 7]"]
CELLS.append(LINE.format(1))


def test_only_what_a_task_needs_is_run():
    assert needed(CELLS, 4) == [CELLS[0], CELLS[1], CELLS[3], CELLS[4]]


def test_a_task_that_is_done_already_or_never_is_found():
    with pytest.raises(ValueError, match="is done where the explorer opens"):
        explorer_of([*CELLS[:2], CELLS[3], LINE.format(1e9)])
    with closing(explorer_of([*CELLS[:2], CELLS[3], LINE.format(0)])) as never:
        assert not is_reached(never, np.random.default_rng(0))

"""A cell that is run again closes what it built before, and nothing else."""

from types import SimpleNamespace
from unittest.mock import patch

import pytest

from helpers.stage import Cell


class Lamp:
    """Something that can be closed, and says whether it was."""

    def __init__(self, cell_id, run_id):
        self.on = True
        Cell(cell_id, run_id).keep(self)

    def close(self):
        self.on = False


@pytest.fixture(autouse=True)
def kept():
    with patch.dict(Cell._kept, clear=True):
        yield Cell._kept


def test_the_next_run_closes_all_that_the_last_one_built_and_nothing_else():
    here = [Lamp("a", "run 1"), Lamp("a", "run 1")]
    there = Lamp("b", "run 2")
    assert all(lamp.on for lamp in [*here, there])
    new = [Lamp("a", "run 3"), Lamp("a", "run 3")]
    assert [lamp.on for lamp in [*here, there, *new]] == [False, False, True, True, True]


def test_nothing_is_kept_outside_a_notebook(kept):
    lamps = [Lamp(None, None), Lamp(None, "run 2")]
    assert all(lamp.on for lamp in lamps)
    assert kept == {}


def test_what_is_closed_is_forgotten(kept):
    lamps = [Lamp("a", f"run {run}") for run in range(9)]
    assert kept == {"a": ("run 8", lamps[-1:])}


@pytest.mark.parametrize(
    ("parent", "cell_id", "run_id"),
    [
        ({"metadata": {"cellId": "a"}, "header": {"msg_id": "1"}}, "a", "1"),
        ({"metadata": {}, "header": {"msg_id": "1"}}, None, "1"),  # a console, or a frontend that names no cells
        ({}, None, None),
    ],
)
def test_the_kernels_parent_message_names_the_cell(parent, cell_id, run_id):
    shell = SimpleNamespace(kernel=SimpleNamespace(get_parent=lambda: parent))
    with patch("helpers.stage.stage.get_ipython", lambda: shell):
        cell = Cell.current()
    assert (cell.cell_id, cell.run_id) == (cell_id, run_id)


@pytest.mark.parametrize("shell", [None, object()], ids=["no shell", "a shell without a kernel"])
def test_there_is_no_cell_without_a_kernel(shell):
    with patch("helpers.stage.stage.get_ipython", lambda: shell):
        assert Cell.current().cell_id is None

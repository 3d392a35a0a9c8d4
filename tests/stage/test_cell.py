"""A cell that is run again closes what it built before, and nothing else."""

from unittest.mock import patch

import pytest

from helpers.stage import Cell


class Lamp:
    """Something that can be closed, and says whether it was."""

    def __init__(self):
        self.on = True

    def close(self):
        self.on = False


class Kernel:
    """A kernel whose parent message is given."""

    def __init__(self, parent):
        self.parent, self.kernel = parent, self

    def get_parent(self):
        return self.parent


@pytest.fixture(autouse=True)
def nothing_kept():
    with patch.dict(Cell._kept, clear=True):
        yield


def test_one_run_keeps_all_that_it_builds():
    lamps = [Lamp(), Lamp()]
    for lamp in lamps:
        Cell("a", "run 1").keep(lamp)
    assert all(lamp.on for lamp in lamps)


def test_the_next_run_closes_what_the_last_one_built():
    old, new = [Lamp(), Lamp()], [Lamp(), Lamp()]
    for lamp in old:
        Cell("a", "run 1").keep(lamp)
    for lamp in new:
        Cell("a", "run 2").keep(lamp)
    assert [lamp.on for lamp in old + new] == [False, False, True, True]


def test_other_cells_are_left_alone():
    here, there = Lamp(), Lamp()
    Cell("a", "run 1").keep(here)
    Cell("b", "run 2").keep(there)
    Cell("b", "run 3").keep(Lamp())
    assert here.on
    assert not there.on


def test_nothing_is_kept_outside_a_notebook():
    lamp = Lamp()
    Cell(None, None).keep(lamp)
    Cell(None, "run 2").keep(Lamp())
    assert lamp.on
    assert Cell._kept == {}


def test_what_is_closed_is_forgotten():
    for run in range(100):
        Cell("a", f"run {run}").keep(Lamp())
    assert [len(kept) for _, kept in Cell._kept.values()] == [1]


@pytest.mark.parametrize(
    ("parent", "cell_id", "run_id"),
    [
        ({"metadata": {"cellId": "a"}, "header": {"msg_id": "1"}}, "a", "1"),
        ({"metadata": {}, "header": {"msg_id": "1"}}, None, "1"),  # a console, or a frontend that names no cells
        ({}, None, None),
    ],
)
def test_the_kernels_parent_message_names_the_cell(parent, cell_id, run_id):
    with patch("helpers.stage.stage.get_ipython", lambda: Kernel(parent)):
        cell = Cell.current()
    assert (cell.cell_id, cell.run_id) == (cell_id, run_id)


@pytest.mark.parametrize("shell", [None, object()], ids=["no shell", "a shell without a kernel"])
def test_there_is_no_cell_without_a_kernel(shell):
    with patch("helpers.stage.stage.get_ipython", lambda: shell):
        assert Cell.current().cell_id is None

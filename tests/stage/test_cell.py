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


def test_the_next_run_closes_and_forgets_all_that_the_last_one_built_and_nothing_else():
    with patch.dict(Cell._kept, clear=True):
        old = [Lamp("a", "run 1"), Lamp("a", "run 1")]
        there, outside = Lamp("b", "run 2"), [Lamp(None, None), Lamp(None, "run 2")]
        assert all(lamp.on for lamp in [*old, there, *outside])
        new = [Lamp("a", "run 3"), Lamp("a", "run 3")]
        assert not any(lamp.on for lamp in old)
        assert all(lamp.on for lamp in [*new, there, *outside])
        assert Cell._kept == {"a": ("run 3", new), "b": ("run 2", [there])}


def shell(parent):
    return SimpleNamespace(kernel=SimpleNamespace(get_parent=lambda: parent))


@pytest.mark.parametrize(
    ("shell", "cell_id", "run_id"),
    [
        (shell({"metadata": {"cellId": "a"}, "header": {"msg_id": "1"}}), "a", "1"),
        (shell({"metadata": {}, "header": {"msg_id": "1"}}), None, "1"),  # a console, or a frontend that names no cells
        (shell({}), None, None),
        (object(), None, None),
        (None, None, None),
    ],
)
def test_the_kernels_parent_message_names_the_cell(shell, cell_id, run_id):
    with patch("helpers.stage.stage.get_ipython", lambda: shell):
        cell = Cell.current()
    assert (cell.cell_id, cell.run_id) == (cell_id, run_id)

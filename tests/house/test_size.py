"""The house stays small: the most lines that each room may have, and the most files of all.

A number over its limit is a question: what here does nobody need? It is not a reason to squeeze lines.
"""

import pytest

from tests.house.files import HELPERS, walk

BUDGETS = {  # lines
    "stage": 1610,
    "explorers": 5600,
    "exercises": 3190,
    "maths": 3300,
    "data": 1070,
    "server": 50,
}
ALL, FILES = 15_000, 60


def lines(folder):
    """How many lines of code a folder has, in each file of it."""
    code = [path for path in walk(folder) if path.suffix in {".py", ".js", ".css"}]
    return {path: path.read_text(encoding="utf-8").count("\n") for path in code}


def over(counts, limits):
    """Rooms with more lines than they may have, and rooms that have no limit."""
    return {room for room, count in counts.items() if count > limits.get(room, 0)}


def test_no_room_is_over_its_budget():
    counts = {path.name: sum(lines(path).values()) for path in HELPERS.iterdir() if path.is_dir() and lines(path)}
    assert counts.keys() == BUDGETS.keys()
    assert over(counts, BUDGETS) == set(), counts


def test_the_house_is_small():
    assert 0 < sum(lines(HELPERS).values()) <= ALL
    assert 0 < len(lines(HELPERS)) <= FILES


@pytest.mark.parametrize("counts", [{"maths": 10_000}, {"attic": 1}])
def test_a_room_over_its_budget_is_found(counts):
    assert over(counts, BUDGETS) == set(counts)

"""The house and its tests stay small: the most lines that each room may have, and the most files of all.

A number over its limit is a question: what here does nobody need? It is not a reason to squeeze lines.
"""

import pytest

from tests.house.files import HELPERS, ROOT, walk

BUDGETS = {  # lines
    "stage": 1630,
    "explorers": 5560,
    "exercises": 3230,
    "maths": 3280,
    "data": 1070,
    "server": 50,
}
ALL, FILES = 15_000, 60
TESTS = {"tests": 17_280}  # 16,000 is the aim: whoever makes them shorter lowers it


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


def test_the_tests_are_not_over_their_budget():
    counts = {"tests": sum(lines(ROOT / "tests").values())}
    assert counts["tests"] > 0
    assert over(counts, TESTS) == set(), counts


@pytest.mark.parametrize("counts", [{"maths": 10_000}, {"attic": 1}, {"tests": TESTS["tests"] + 1}])
def test_a_room_over_its_budget_is_found(counts):
    assert over(counts, BUDGETS | TESTS) == set(counts)

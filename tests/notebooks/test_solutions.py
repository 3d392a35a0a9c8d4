"""Every solution is right, and a learner's own functions carry each notebook to its end."""

import re
import warnings
from importlib import import_module

import pytest

from tests.notebooks.samples import code, notebook, text
from tests.notebooks.session import Session, names
from tools import stored

NOTEBOOKS = {path.stem.partition("_")[2]: path for path in stored.find([stored.FOLDER])}
SOLUTION = re.compile(r"```python\n(.*?)```", re.DOTALL)
TAKEN = re.compile(r"^(\w+) = (check_\w+)\.use\(\1\)$", re.MULTILINE)
FAMILIES = 3  # of right answers: the first of each exercise, the second, the third


def solutions(cell):
    """The solutions in a text cell; that of a provoked error's cell is none."""
    return SOLUTION.findall(cell.source) if cell.cell_type == "markdown" and "<details" in cell.source else []


def run(session, cells, solve, own=lambda source: None):
    """Run cells, with their solutions or a learner's own functions, and return what solutions and `use` said."""
    said, broken = [], []
    for cell in cells:
        if cell.cell_type == "code":
            own(cell.source)
            printed, _, errors = session.run(cell.source)
            refused = "wanted finite numbers only" in "".join(errors)  # by a door of the course, where a loop goes on
            if errors and not refused and "raises-exception" not in cell.metadata.get("tags", []):
                broken.append((cell.source, errors))
            said += re.findall(r"^.*yours, which is right.*$|^.*the course's.*$", printed, re.MULTILINE)
        for source in solutions(cell) if solve else ():
            _, shown, errors = session.run(source)
            said.append("".join(map(str, shown)) or f"{source}\nshows nothing {errors}")
    return said, broken


def answers_of(name, check):
    """Right answers to an exercise, as learners write them."""
    exercise = getattr(import_module(f"helpers.exercises.{name}"), check)
    return import_module(f"tests.exercises.answers.{name}").RIGHT.get(exercise.name, [])


def reached(cells):
    """The cells that take a learner's functions, and all whose names come from there."""
    found, bound_there = [], set()
    for cell in cells:
        bound, taken = names(cell.source) if cell.cell_type == "code" else (set(), set())
        if TAKEN.search(cell.source) or taken & bound_there:
            found.append(cell)
            bound_there |= bound
    return found


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_solutions_are_right_and_right_answers_of_every_kind_carry_a_notebook_to_its_end(name):
    """All cells with the solutions beside them, then with each family of answers the cells that they reach."""
    session, cells, used = Session(), stored.read(NOTEBOOKS[name]).cells, []
    said, broken = run(session, cells, solve=True)
    asked = sum(len(solutions(cell)) for cell in cells)
    assert asked == len(re.findall(r"\*\*Exercise \d+\.\*\*", "".join(cell.source for cell in cells))) > 0
    assert [each for each in said if "✓ right" not in each and "yours, which is right" not in each] == []
    assert not broken

    def own(source):
        for function, check in TAKEN.findall(source):
            right = [each for each in answers_of(name, check) if callable(each)]
            if right:
                session.shell.user_ns[function] = right[number % len(right)]
                used.append(function)

    for number in range(FAMILIES):
        used.clear()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # a run that is to diverge overflows in NumPy's numbers
            said, broken = run(session, reached(cells), solve=False, own=own)
        assert used
        assert not broken, (number, broken)
        assert sum("yours, which is right" in each for each in said) >= len(used), (number, said)


def test_a_wrong_solution_and_a_broken_cell_are_found():
    sample = notebook(
        code("from helpers.exercises.linear_algebra import check_dot"),
        text("<details>\n<summary>A solution</summary>\n\n```python\ncheck_dot(max)\n```\n\n</details>"),
        code("1 / 0"),
    )
    said, broken = run(Session(), sample.cells, solve=True)
    assert "✓ right" not in said[0]
    assert [source for source, _ in broken] == ["1 / 0"]


def test_the_cells_that_a_learner_s_function_reaches_are_found():
    sources = "a = 1", "f = check_f.use(f)", "b = f(a)", "print(a)", "print(b)"
    assert [cell.source for cell in reached([*map(code, sources), text("f")])] == [*sources[1:3], sources[4]]
    cells = [cell for path in NOTEBOOKS.values() for cell in stored.read(path).cells if cell.cell_type == "code"]
    assert sum(len(TAKEN.findall(cell.source)) for cell in cells) > 10

"""Every solution is right, and a learner's own functions carry each notebook to its end."""

import re
from importlib import import_module

import pytest

from tests.notebooks.samples import code, notebook, text
from tests.notebooks.session import Session
from tools import stored

NOTEBOOKS = {path.stem.partition("_")[2]: path for path in stored.find([stored.FOLDER])}
SOLUTION = re.compile(r"```python\n(.*?)```", re.DOTALL)
TAKEN = re.compile(r"^(\w+) = (check_\w+)\.use\(\1\)$", re.MULTILINE)
MOST = 4  # families of right answers; there are as many as an exercise has right answers


def solutions(cell):
    """The solutions in a text cell; that of a provoked error's cell is none."""
    return SOLUTION.findall(cell.source) if cell.cell_type == "markdown" and "<details" in cell.source else []


def run(sample, solve, own=lambda session, source: None):
    """Run a notebook, with its solutions or a learner's own functions, and return what solutions and `use` said."""
    session, said, broken = Session(), [], []
    for cell in sample.cells:
        if cell.cell_type == "code":
            own(session, cell.source)
            printed, _, errors = session.run(cell.source)
            refused = "wanted finite numbers only" in "".join(errors)  # by a door of the course, where a loop goes on
            if errors and not refused and "raises-exception" not in cell.metadata.get("tags", []):
                broken.append((cell.source, errors))
            said += re.findall(r"^.*yours, which is right.*$|^.*the course's.*$", printed, re.MULTILINE)
        for source in solutions(cell) if solve else ():
            _, shown, errors = session.run(source)
            said.append("".join(map(str, shown)) or f"{source}\nshows nothing {errors}")
    return said, broken


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_solution_is_right(name):
    sample = stored.read(NOTEBOOKS[name])
    said, broken = run(sample, solve=True)
    asked = sum(len(solutions(cell)) for cell in sample.cells)
    assert asked == len(re.findall(r"\*\*Exercise \d+\.\*\*", "".join(cell.source for cell in sample.cells))) > 0
    assert [each for each in said if "✓ right" not in each and "yours, which is right" not in each] == []
    assert not broken


def answers_of(name, check):
    """Right answers to an exercise, as learners write them."""
    exercise = getattr(import_module(f"helpers.exercises.{name}"), check)
    return import_module(f"tests.exercises.answers.{name}").RIGHT.get(exercise.name, [])


TAKERS = {
    name: [
        found for cell in stored.read(path).cells if cell.cell_type == "code" for found in TAKEN.findall(cell.source)
    ]
    for name, path in NOTEBOOKS.items()
}
FAMILIES = [
    pytest.param(name, number, id=f"{name}-{number}")
    for name, taken in TAKERS.items()
    for number in range(min(MOST, max((len(answers_of(name, check)) for _, check in taken), default=0)))
]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # a run that is meant to diverge overflows in NumPy's numbers
@pytest.mark.parametrize(("name", "number"), FAMILIES)
def test_right_answers_of_every_kind_carry_a_notebook_to_its_end(name, number):
    used = []

    def own(session, source):
        for function, check in TAKEN.findall(source):
            right = [each for each in answers_of(name, check) if callable(each)]
            if right:
                session.shell.user_ns[function] = right[number % len(right)]
                used.append(function)

    said, broken = run(stored.read(NOTEBOOKS[name]), solve=False, own=own)
    assert used
    assert not broken, broken
    assert sum("yours, which is right" in each for each in said) >= len(used), said


def test_a_wrong_solution_and_a_broken_cell_are_found():
    sample = notebook(
        code("from helpers.exercises.linear_algebra import check_dot"),
        text("<details>\n<summary>A solution</summary>\n\n```python\ncheck_dot(max)\n```\n\n</details>"),
        code("1 / 0"),
    )
    said, broken = run(sample, solve=True)
    assert "✓ right" not in said[0]
    assert [source for source, _ in broken] == ["1 / 0"]


def test_there_are_functions_that_later_cells_take():
    assert sum(map(len, TAKERS.values())) > 10

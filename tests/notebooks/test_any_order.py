"""The cells of a notebook in any order, each more than once: a cell shows what is stored, or says which name it lacks.

A learner goes back, runs a cell again, or jumps. A cell that then shows another number took it from a name that means
two things, or from a thing that a cell has changed.
"""

import re
from collections import Counter

import numpy as np
import pytest

from tests.notebooks.samples import code, error, notebook, printed, result
from tests.notebooks.session import Session, names
from tools import stored

LACKS = re.compile(r"name '\w+' is not defined")


def lacks_a_name(shown):
    """Whether a cell says so itself, or in the words of a check, which are wrapped."""
    out, texts, errors = shown
    return bool(LACKS.search(" ".join(" ".join([out, *texts, *errors]).split())))


def printed_text(output):
    """What an output is as print: nothing, if it is the value of a cell or an error."""
    if output.output_type == "display_data":
        return output.data["text/plain"] + "\n"
    return output.get("text", "")


def kept(cell):
    """What is stored of a cell, as `Session.run` gives it; pictures are left out, as nbval does."""
    return (
        "".join(map(printed_text, cell.outputs)),
        [output.data["text/plain"] for output in cell.outputs if output.output_type == "execute_result"],
        [f"{output.ename}: {output.evalue}" for output in cell.outputs if output.output_type == "error"],
    )


def code_cells(sample):
    """The cell of the imports, and the other code cells."""
    imports, *cells = (cell for cell in sample.cells if cell.cell_type == "code")
    return imports, cells


def taken(source):
    """The names that a cell takes from others."""
    bound, used = names(source)
    return used - bound


def units(cells):
    """What is run in one go: a cell, or the stub of an exercise with the cell that takes the function (`use`)."""
    takers = {place: names(cell.source)[0] for place, cell in enumerate(cells) if ".use(" in cell.source}
    found = {place: [place] for place in range(len(cells))}
    for place, functions in takers.items():
        for stub in range(place):
            if stub not in takers and functions & names(cells[stub].source)[0]:
                found[stub].append(place)
                found.pop(place, None)
    return [[cells[place] for place in unit] for unit in found.values()]


def two_meanings(sample):
    """Names that two cells bind and a third one takes: it shows the one that ran last."""
    parts = units(code_cells(sample)[1])
    binders = Counter(name for part in parts for name in set().union(*(names(cell.source)[0] for cell in part)))
    return sorted({name for part in parts for cell in part for name in taken(cell.source) if binders[name] > 1})


def in_any_order(sample, rng):
    """What cells show that is not stored, in random orders until none finds more names; what takes any runs again."""
    imports, cells = code_cells(sample)
    session, parts, differing = Session(), units(cells), []
    session.run(imports.source)
    ours = set().union(*(names(cell.source)[0] for cell in cells))

    def lacking(places):
        return [place for place in rng.permutation(places) if not finds_its_names(parts[place])]

    def finds_its_names(part):
        for cell in part:
            shown, wanted = session.run(cell.source), kept(cell)
            if shown != wanted and lacks_a_name(shown):
                for half_done in names(cell.source)[0]:  # by a cell that an error has ended: nobody goes on from there
                    session.shell.user_ns.pop(half_done, None)
                return False
            if shown != wanted and "nbval-ignore-output" not in cell.metadata.get("tags", []):
                differing.append(f"{cell.source}\nshows {shown}\ninstead of {wanted}")
        return True

    waiting, before = list(range(len(parts))), None
    while waiting and waiting != before:
        before, waiting = waiting, sorted(lacking(waiting))
    takers = [place for place, part in enumerate(parts) if any(taken(cell.source) & ours for cell in part)]
    lacking(sorted(set(takers) - set(waiting)))
    return differing + [f"{parts[place][0].source}\nnever finds its names" for place in waiting]


@pytest.mark.parametrize("path", stored.find([stored.FOLDER]), ids=lambda path: path.stem)
def test_a_name_means_one_thing_and_any_order_shows_what_is_stored(path, rng, seed):
    print(f"seed: {seed}")
    sample = stored.read(path)
    assert two_meanings(sample) == []
    differing = in_any_order(sample, rng)
    assert not differing, "\n\n".join(differing)


IMPORTS = code(
    "from types import SimpleNamespace\n\nimport numpy as np\n\n"
    "check = SimpleNamespace(use=lambda area: lambda w: 3 * w)"
)
GOOD = [
    IMPORTS,
    code("width = 3"),
    code("print(2 * width)", printed("6\n")),
    code("width + 1", result("4")),
    code("[1][width]", error("IndexError", "list index out of range"), tags=["raises-exception"]),
    code("rng = np.random.default_rng(0)\nprint(rng.integers(1000))", printed("850\n")),
    code("np.random.random()", result("0.5"), tags=["nbval-ignore-output"]),
    code("def area(w):\n    ...\n\n\nprint(area(2))", printed("None\n")),
    code("area = check.use(area)\nprint(area(2))", printed("6\n")),
    code("print(area(10))", printed("30\n")),
    code("best = 5"),
    code("print(best)", printed("5\n")),
]
TWO_MEANINGS = "a name means two things", "a loop leaves its name"  # which is found without running, too
FAULTS = {
    "a name means two things": [code("width = 4"), code("print(3 * width)", printed("12\n"))],
    "a loop leaves its name": [code("for width in [4]:\n    pass")],
    "drawn from another's generator": [code("print(rng.integers(9))", printed("5\n"))],
    "changed in place": [code("widths = [1]"), code("widths.append(2)\nprint(widths)", printed("[1, 2]\n"))],
    "stored otherwise": [code("print(width)", printed("4\n"))],
    "another error": [code("[1][width]", error("KeyError", "3"), tags=["raises-exception"])],
    "an error of its own": [code("print(1 / 0)", printed("1\n"))],
    "nobody binds it": [code("print(height)", printed("2\n"))],
}


def test_a_good_notebook_shows_the_same_in_any_order(rng):
    sample = notebook(*GOOD)
    assert two_meanings(sample) == []
    assert in_any_order(sample, rng) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_in_some_order(fault):
    sample = notebook(*GOOD, *FAULTS[fault])
    assert any(in_any_order(sample, np.random.default_rng(seed)) for seed in range(5))
    assert two_meanings(sample) == ["width"] * (fault in TWO_MEANINGS)


def test_a_stub_and_the_cell_that_takes_it_are_one():
    _, cells = code_cells(notebook(*GOOD))
    assert [len(part) for part in units(cells)] == [1, 1, 1, 1, 1, 1, 2, 1, 1, 1]

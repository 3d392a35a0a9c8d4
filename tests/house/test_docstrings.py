"""Every name that a notebook imports explains itself: a docstring, with an example that runs.

That the examples are true is checked by pytest, which runs them as doctests.
"""

import ast
import importlib

import pytest

from tests.house.files import notebooks, source


def imported(text):
    """(module, name) of all that a text imports from helpers."""
    return [
        (node.module, alias.name)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and node.module.startswith("helpers")
        for alias in node.names
    ]


def lacks(thing):
    """What a learner who asks for help on a thing does not find."""
    docstring = thing.__doc__ or ""
    return [what for what, there in {"docstring": docstring, "example": ">>>" in docstring}.items() if not there]


NAMES = sorted({name for path in notebooks() for name in imported(source(path))})


def test_there_are_names():
    assert len(NAMES) > 100


@pytest.mark.parametrize(("module", "name"), NAMES, ids=[name for _, name in NAMES])
def test_what_a_notebook_imports_explains_itself(module, name):
    thing = getattr(importlib.import_module(module), name, None) or importlib.import_module(f"{module}.{name}")
    if name.startswith("check_"):
        assert thing.__doc__, "an exercise says what it checks; its notebook is the example"
    elif not isinstance(thing, type(ast)):  # a module is a folder of names
        assert lacks(thing) == []


def test_what_a_docstring_lacks_is_found():
    def bare():
        pass

    def told():
        """Say something."""

    assert lacks(bare) == ["docstring", "example"]
    assert lacks(told) == ["example"]


def test_what_a_notebook_imports_is_found():
    text = "import numpy\nfrom helpers.data import flats, read_csv\nfrom helpers.maths import intervals"
    assert imported(text) == [
        ("helpers.data", "flats"), ("helpers.data", "read_csv"), ("helpers.maths", "intervals"),
    ]  # fmt: skip

"""Every name that a notebook imports explains itself: a docstring, with an example that runs.

That the examples are true is checked by pytest, which runs them as doctests.
"""

import importlib
from types import ModuleType

from tests.house.files import imported, notebooks, source


def lacks(thing):
    """What a learner who asks for help on a thing does not find."""
    docstring = thing.__doc__ or ""
    return {what for what, there in {"docstring": docstring, "example": ">>>" in docstring}.items() if not there}


def test_what_a_notebook_imports_explains_itself():
    """An exercise says what it checks, and its notebook is the example; a module is a folder of names."""
    names = {name for path in notebooks() for name in imported(source(path)) if name.startswith("helpers.")}
    lacking = {}
    for module, name in (name.rsplit(".", 1) for name in names):
        thing = getattr(importlib.import_module(module), name, None) or importlib.import_module(f"{module}.{name}")
        if not isinstance(thing, ModuleType):
            lacking[name] = lacks(thing) - ({"example"} if name.startswith("check_") else set())
    assert len(lacking) > 100
    assert {name: what for name, what in lacking.items() if what} == {}


def test_what_a_docstring_lacks_is_found():
    def bare():
        pass

    def told():
        """Say something."""

    assert lacks(bare) == {"docstring", "example"}
    assert lacks(told) == {"example"}

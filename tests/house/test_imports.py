"""Which room may import what: its rooms, its packages, never pyplot; and what a notebook imports explains itself."""

import importlib
import subprocess
import sys
from types import ModuleType

import pytest

from tests.house.files import HELPERS, imported, module_name, notebooks, python_files, source

ROOMS = {  # the rooms that each may import, and its third-party packages; torch only where it is installed
    "notebooks": ({"explorers", "exercises", "maths", "data"}, {"numpy", "scipy", "sklearn", "torch"}),
    "explorers": ({"stage", "maths", "data", "record", "outputs"}, {"numpy", "matplotlib", "ipywidgets"}),
    "exercises": ({"maths", "record", "outputs"}, {"numpy", "scipy.special", "ipywidgets", "IPython"}),
    "stage": (set(), {"numpy", "matplotlib", "PIL", "ipywidgets", "anywidget", "traitlets", "IPython"}),
    "data": (set(), {"numpy", "sklearn", "threadpoolctl"}),
    "maths": (set(), {"numpy", "scipy"}),
    "server": (set(), {"jupyter_server", "tornado"}),
    "record": (set(), set()),
    "outputs": (set(), {"IPython"}),
}
FILES = [path for path in python_files(HELPERS) if path != HELPERS / "__init__.py"] + notebooks()


def violations(text, room, package=""):
    """Imports in `text` that `room` must not have."""
    arrows, packages = ROOMS[room]
    allowed = [f"helpers.{name}." for name in {room} | arrows] + [f"{name}." for name in packages]
    names = [name for name in imported(text, package) if not is_standard(name)]
    return [name for name in names if not f"{name}.".startswith(tuple(allowed)) or "pyplot" in name.split(".")]


def is_standard(dotted):
    """Whether the standard library has the first part of a name; a module of ours called so would hide it."""
    return dotted.partition(".")[0] in sys.stdlib_module_names


def room_and_package(path):
    """Room of a file and, for a module, the package that its relative imports start from; a module may be a room."""
    if path.suffix == ".ipynb":
        return "notebooks", ""
    if path.parent == HELPERS:
        return path.stem, "helpers"
    package = module_name(path) if path.stem == "__init__" else module_name(path.parent / "__init__.py")
    return package.split(".")[1], package


def loaded_by(*modules):
    """Names of all modules that importing `modules` and everything in them loads, in a process of its own."""
    code = (
        "import importlib, pkgutil, sys\n"
        f"for package in map(importlib.import_module, {modules}):\n"
        "    for found in pkgutil.walk_packages(getattr(package, '__path__', []), package.__name__ + '.'):\n"
        "        importlib.import_module(found.name)\n"
        "print(*sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=HELPERS.parent, capture_output=True, text=True, check=True, timeout=120
    )
    return set(run.stdout.split())


def test_every_room_has_its_rules():
    rooms = {path.name for path in HELPERS.iterdir() if path.is_dir() and python_files(path)}
    assert rooms, "no room found under helpers"
    assert rooms <= ROOMS.keys()


def test_no_module_hides_the_standard_library():
    assert [path for path in python_files() if is_standard(module_name(path))] == []
    assert is_standard("statistics.plots")
    assert not is_standard("helpers.explorers.statistics")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem if path.suffix == ".ipynb" else module_name(path))
def test_imports_follow_the_arrows(path):
    room, package = room_and_package(path)
    assert violations(source(path), room, package) == []


# fmt: off
WRONG = [
    ("import matplotlib", "maths"), ("from matplotlib.figure import Figure", "exercises"), ("import numpyish", "maths"),
    ("from helpers.stage import Stage", "maths"), ("from ..explorers import ALL", "stage"), ("import pylab", "stage"),
    ("from .. import stage", "exercises"), ("def late():\n    import helpers.exercises", "explorers"),
    ("import pandas", "notebooks"), ("from helpers import stage", "notebooks"),
    ("import matplotlib.pyplot as plt", "stage"), ("from matplotlib import pyplot", "explorers"),
    ("from matplotlib.pyplot import subplots", "stage"),
]
# fmt: on


@pytest.mark.parametrize(("text", "room"), WRONG)
def test_a_wrong_import_is_found(text, room):
    assert len(violations(text, room, f"helpers.{room}")) == 1


def test_a_right_import_passes():
    text = "import math\nfrom scipy import stats\nimport numpy as np\nfrom . import descent\nfrom .matrices import rank"
    assert violations(text, "maths", "helpers.maths") == []
    assert violations("from matplotlib.figure import Figure", "stage") == []


@pytest.mark.parametrize(
    ("modules", "unwanted"),
    [
        (["helpers.maths"], {"matplotlib", "ipywidgets"}),
        (["helpers.explorers", "helpers.exercises", "helpers.data"], {"scipy.stats", "sklearn", "matplotlib.pyplot"}),
    ],
)
def test_rooms_load_only_what_they_use(modules, unwanted):
    """SciPy's statistics and scikit-learn cost half of a small kernel's memory and most of its first cell's time."""
    loaded = loaded_by(*modules)
    assert loaded >= set(modules)
    assert not unwanted & loaded


def test_what_is_loaded_on_the_way_is_found():
    assert loaded_by("scipy.stats._stats_py", "matplotlib.figure") >= {"scipy.stats", "matplotlib"}


# what a notebook imports has a docstring, with an example; that it is true is checked by pytest, which runs it


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
